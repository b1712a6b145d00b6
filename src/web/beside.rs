//! The way to a place in the article, and to a place beside it.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, Range, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Scrolls to a range when it is not in the middle part of the window. It also opens what hides it.
pub fn reveal(range: &Range) {
    if let Ok(node) = range.start_container() {
        let mut above = node.parent_element();
        while let Some(element) = above {
            if element.local_name() == "details" {
                let _ = element.set_attribute("open", "");
            }
            above = element.parent_element();
        }
    }
    let Some(place) = rectangle(range) else {
        // Far from the screen WebKit lays out no words (`content-visibility`), but the block that they stand in.
        let block = range.start_container().ok().and_then(|node| node.parent_element());
        let centred = ScrollIntoViewOptions::new();
        centred.set_block(ScrollLogicalPosition::Center);
        block.iter().for_each(|block| block.scroll_into_view_with_scroll_into_view_options(&centred));
        return;
    };
    let Some(window) = web_sys::window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(600.0);
    if place.top() < 90.0 || place.top() > height * 0.6 {
        window.scroll_by_with_x_and_y(0.0, place.top() - height * 0.3);
    }
}

/// The first line of a range, or all of it where it has none.
pub(super) fn rectangle(range: &Range) -> Option<DomRect> {
    let lines = range.get_client_rects()?;
    (0..lines.length()).filter_map(|at| lines.item(at)).find(|line| line.width() > 0.0).or_else(|| lines.item(0))
}

/// Puts a popover back to its range, after what moved that was laid out; not one that is closed or somewhere else by now.
pub fn beside_again(popover: &Element, range: &Range) -> Option<()> {
    let mark = |key: &str| js_sys::Reflect::get(popover, &key.into()).ok();
    let is_open = !popover.has_attribute("hidden") && js_sys::Object::is(&mark(PLACE)?, range);
    is_open.then(|| beside(popover, range))?
}

/// The property of a popover that holds its range.
const PLACE: &str = "saidwhoPlace";

/// Puts a popover under the last line of a range, or over the first one where there is no room; the style decides the
/// rest, and on a small screen all.
pub fn beside(popover: &Element, range: &Range) -> Option<()> {
    let window = web_sys::window()?;
    js_sys::Reflect::set(popover, &PLACE.into(), range).ok()?;
    let size = |size: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| size.ok()?.as_f64();
    let (width, height) = (size(window.inner_width())?, size(window.inner_height())?);
    let lines = range.get_client_rects()?;
    let (first, last) = (rectangle(range)?, lines.item(lines.length().checked_sub(1)?)?);
    let popover: &HtmlElement = popover.dyn_ref()?;
    let (own_width, own_height) = (f64::from(popover.offset_width()), f64::from(popover.offset_height()));
    let (scroll_x, scroll_y) = (window.scroll_x().ok()?, window.scroll_y().ok()?);
    let left = first.left().min(width - own_width - 12.0).max(12.0);
    // The handles at the edges hang out over and under the words.
    let gap = if popover.id() == "editor" { 24.0 } else { 10.0 };
    let below = last.bottom() + gap;
    let above = first.top() - own_height - gap;
    // The bar covers the top.
    let top = if below + own_height < height || above < 70.0 { below } else { above };
    let style = popover.style();
    style.set_property("--x", &format!("{}px", left + scroll_x)).ok()?;
    style.set_property("--y", &format!("{}px", top + scroll_y)).ok()?;
    // On a small screen it is a sheet at the bottom, and the words go above it.
    let sheet = popover.get_bounding_client_rect();
    let is_sheet = sheet.bottom() >= height - 1.0 && sheet.width() >= width - 1.0;
    if is_sheet && last.bottom() + 16.0 > sheet.top() {
        window.scroll_by_with_x_and_y(0.0, last.bottom() + 32.0 - sheet.top());
    }
    // What hangs out below the window is brought into it, as far as the words stay under the bar.
    let hangs_out = top + own_height + 12.0 - height;
    if !is_sheet && hangs_out > 0.0 {
        window.scroll_by_with_x_and_y(0.0, hangs_out.min(first.top() - 70.0).max(0.0));
    }
    Some(())
}
