//! Where the reader stands in the text, kept when the same text is laid out another way.

use super::{App, beside, later, point, selection};
use crate::span::Span;
use web_sys::Range;

/// How far down the window the first line may be that the bar does not cover, and how far apart lines are looked for, in
/// pixels.
const TOP: i32 = 100;
const LINE: i32 = 40;

/// Letters of the text, from the top of the window down, each with how far down it is, in pixels.
pub(super) type Standing = Vec<(Span, f64)>;

impl App {
    /// Where the reader stands in what is painted; nowhere at its very beginning.
    pub(super) fn stands(&self) -> Option<Standing> {
        let window = web_sys::window()?;
        let article = self.by_id("article").filter(|_| window.scroll_y().is_ok_and(|down| down > 0.0))?;
        let root = article.first_element_child().and_then(|host| host.shadow_root());
        let (text, placement) = (self.state.page().text(), self.painter.placement());
        let place = article.get_bounding_client_rect();
        let left = place.left() + 2.0;
        let letter = |y: i32| {
            let y = f64::from(y);
            // The beginning of a line, or where that is empty its middle.
            let at = [left, place.left() + place.width() / 2.0].into_iter().find_map(|x| {
                let (node, offset) = point::caret(&self.document, root.as_ref(), &placement, x, y)?;
                placement.number(&node)?;
                selection::byte(&self.document, &placement, text, &node, offset, true)
            })?;
            let length = text.get(at..)?.chars().next()?.len_utf8();
            let span = Span::new(at, at + length);
            let range = placement.range_of(&self.document, text, span)?;
            Some((span, beside::rectangle(&range)?.top()))
        };
        let bottom = (window.inner_height().ok()?.as_f64()? as i32).min(place.bottom() as i32);
        Some((TOP..bottom).step_by(LINE as usize).filter_map(letter).collect())
    }

    /// Scrolls so that the reader stands there again, where one of the letters is shown.
    pub(super) fn stand(&mut self) {
        let text = self.state.page().text();
        let found = self.standing.iter().find_map(|(span, down)| {
            let range = self.placement().range_of(&self.document, text, *span)?;
            top(&range).map(|_| (range, *down))
        });
        if let Some((range, down)) = found {
            self.standing.clear();
            scroll(&range, down);
            // What has come near is laid out only now, and moves it.
            later::when_drawn(move || scroll(&range, down));
        }
    }
}

/// How far down the window a range begins, or the block that it stands in where a browser lays out no words yet.
fn top(range: &Range) -> Option<f64> {
    let line = beside::rectangle(range).filter(|line| line.height() > 0.0);
    let block = || range.start_container().ok()?.parent_element().map(|block| block.get_bounding_client_rect());
    Some(line.or_else(block).filter(|place| place.height() > 0.0)?.top())
}

fn scroll(range: &Range, down: f64) {
    if let (Some(top), Some(window)) = (top(range), web_sys::window()) {
        window.scroll_by_with_x_and_y(0.0, top - down);
    }
}
