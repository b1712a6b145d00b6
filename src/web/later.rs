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
    later(|| {
        let document = web_sys::window().and_then(|window| window.document());
        if let (Some(document), Ok(event)) = (document, CustomEvent::new(GO_ON)) {
            let _ = document.dispatch_event(&event);
        }
    });
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
