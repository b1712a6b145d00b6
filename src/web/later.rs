//! What is done when the browser has had its turn: it may draw, and hear the reader, in between. A message is handed on
//! without the wait that browsers put between timeouts.

use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CustomEvent, MessageChannel};

/// The type of the event that says that the app may go on.
pub const GO_ON: &str = "saidwho-go-on";

thread_local! {
    static WAITING: RefCell<VecDeque<Box<dyn FnOnce()>>> = const { RefCell::new(VecDeque::new()) };
    static CHANNEL: OnceCell<Option<MessageChannel>> = const { OnceCell::new() };
}

/// Runs something in a task of its own.
pub fn later(run: impl FnOnce() + 'static) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(Box::new(run)));
    let posted = CHANNEL
        .with(|channel| channel.get_or_init(channel_of_tasks).as_ref()?.port2().post_message(&JsValue::NULL).ok());
    if posted.is_none() {
        next();
    }
}

/// Has the app told that it may go on.
pub fn go_on() {
    later(|| tell(GO_ON));
}

/// Has the app told of something by an event of a type, after some milliseconds.
pub fn tell_after(kind: &'static str, milliseconds: f64) {
    after(milliseconds, move || tell(kind));
}

/// Runs something after some milliseconds.
pub fn after(milliseconds: f64, run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(run);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            run.unchecked_ref(),
            milliseconds.min(60_000.0) as i32,
        );
    }
}

/// In the first frame what is done now is drawn, in the second the browser sees what has come near, in the third it lays
/// that out.
const FRAMES: usize = 3;

/// Runs something when what is done now has been drawn, with what it has brought near.
pub fn when_drawn(run: impl FnOnce() + 'static) {
    frames(FRAMES, Box::new(run));
}

fn frames(left: usize, run: Box<dyn FnOnce()>) {
    let next = Closure::once_into_js(move || match left {
        0 => run(),
        _ => frames(left - 1, run),
    });
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(next.unchecked_ref());
    }
}

/// Has the app told of something by an event of a type.
pub fn tell(kind: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let (Some(document), Ok(event)) = (document, CustomEvent::new(kind)) {
        let _ = document.dispatch_event(&event);
    }
}

/// Has the app told of something when the browser has drawn; in a tab behind, where it draws nothing, soon all the same,
/// so that it may be told twice.
pub fn tell_when_drawn(kind: &'static str) {
    let tell_later = move || later(move || tell(kind));
    let Some(window) = web_sys::window() else { return tell_later() };
    let waits = window.request_animation_frame(Closure::once_into_js(tell_later).unchecked_ref());
    let soon = Closure::once_into_js(tell_later);
    let ends = window.set_timeout_with_callback_and_timeout_and_arguments_0(soon.unchecked_ref(), 100);
    if waits.is_err() && ends.is_err() {
        tell_later();
    }
}

fn channel_of_tasks() -> Option<MessageChannel> {
    let channel = MessageChannel::new().ok()?;
    let run = Closure::<dyn FnMut()>::new(next).into_js_value();
    channel.port1().set_onmessage(Some(run.unchecked_ref()));
    Some(channel)
}

fn next() {
    if let Some(run) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        run();
    }
}
