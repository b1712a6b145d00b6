//! What follows from an event, carried out step by step: a step ends soon after its time, and the browser has its turn
//! before the next. What the reader does meanwhile has the rest done first.

use super::{App, later, paint};
use crate::show::effect::Effect;
use crate::show::event::Event;

impl App {
    /// Takes the next step of what takes several.
    pub(super) fn go_on(&mut self) {
        let start = paint::now();
        if self.collect_on(start + paint::SLICE) || self.lay_out_on(start + paint::SLICE) {
            return;
        }
        if self.effects.is_empty() {
            self.tell(Event::GoOn);
            if self.effects.contains(&Effect::Clean) {
                paint::note("read");
            }
        }
        self.carry_out_some(start + paint::SLICE);
        if let Some(before) = self.following {
            self.follower.took(before + paint::now() - start);
            self.following = self.state.is_reading().then(|| before + paint::now() - start);
        }
    }

    /// Carries out what waits, up to the first pause after a time.
    pub(super) fn carry_out_some(&mut self, end: f64) {
        while let Some(effect) = self.effects.pop_front() {
            // What comes again later is done once, then.
            let is_view = matches!(effect, Effect::Paint | Effect::Fill | Effect::CloseEditor);
            if is_view && self.effects.contains(&effect) {
                continue;
            }
            if effect == Effect::Pause && paint::now() > end {
                return later::go_on();
            }
            if effect == Effect::Draw && end.is_finite() {
                return later::tell_when_drawn(later::GO_ON);
            }
            let is_done = match effect {
                Effect::Clean => self.clean(end),
                Effect::Paint => self.paint_until(end),
                Effect::Fill => self.fill(end),
                _ => {
                    self.carry_out(effect);
                    continue;
                }
            };
            if !is_done {
                self.effects.push_front(effect);
                return later::go_on();
            }
        }
    }

    pub(super) fn carry_out_all(&mut self) {
        self.carry_out_some(f64::INFINITY);
    }
}
