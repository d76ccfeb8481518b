//! From hit to hit in the reader: which is current, how it is shown and spoken. It finds no hits: the engine does.

use super::context::Context;
use super::strings::fill;
use crate::app::reactive::*;
use wasm_bindgen::JsCast;

/// Which hit of an article is meant.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// The one that begins at this byte.
    Byte(u32),
    /// The first that a mark of the strip stands for, 0 (start) to 255 (end).
    Mark(u8),
}

/// Marks the current hit and brings it into sight.
pub fn show_hit(cx: Context, hit: usize, centred: bool) {
    let Some(pane) = cx.places.reader.get_untracked() else { return };
    if let Ok(marked) = pane.query_selector_all("mark[aria-current]") {
        for at in 0..marked.length() {
            if let Some(mark) = marked.item(at).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) {
                // Removing an attribute that is there does not fail.
                let _ = mark.remove_attribute("aria-current");
            }
        }
    }
    let Ok(Some(mark)) = pane.query_selector(&format!("mark[data-hit='{hit}']")) else { return };
    let _ = mark.set_attribute("aria-current", "true");
    bring_into_sight(cx, &mark, centred);
}

fn bring_into_sight(cx: Context, mark: &web_sys::Element, centred: bool) {
    if let Ok(Some(folded)) = mark.closest("details:not([open])") {
        // An attribute of ours is set.
        let _ = folded.set_attribute("open", "");
    }
    // The page around scrolls too.
    if cx.store.is_brought() {
        return;
    }
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(if centred {
        web_sys::ScrollLogicalPosition::Center
    } else {
        web_sys::ScrollLogicalPosition::Nearest
    });
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    mark.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Brings the place that is pointed at into sight. False when there is none, or not in this article.
pub fn show_spot(cx: Context) -> bool {
    let spot = || cx.places.reader.get_untracked()?.query_selector("[data-part=spot]").ok().flatten();
    let found = spot();
    if let Some(mark) = &found {
        bring_into_sight(cx, mark, true);
    }
    found.is_some()
}

/// Goes to a hit and says which it is.
pub fn go_to_hit(cx: Context, hit: usize) {
    cx.point_at(None);
    cx.hit.set(hit);
    show_hit(cx, hit, true);
    let locale = untrack(|| cx.locale());
    let total = cx.reading.peek().map_or(0, |answer| answer.hits.len() as u64);
    let n = locale.number(hit as u64 + 1);
    cx.spoken.set(fill(locale.strings.hit_spoken, &[("n", &n), ("total", &locale.number(total))]));
}

/// Goes to the hit that a line or a strip asked for, once the article with it is there. False when none was asked for.
pub fn go_to_target(cx: Context) -> bool {
    let target = cx.target.get_value();
    let found = target.zip(cx.reading.peek()).and_then(|((id, target), answer)| {
        let hits = (answer.article.card.id == id).then_some(&answer.hits)?;
        let length = answer.article.text.len() as u64;
        hits.iter().position(|hit| match target {
            Target::Byte(start) => hit.start == start,
            Target::Mark(mark) => u64::from(hit.start) * u64::from(u8::MAX) >= u64::from(mark) * length,
        })
    });
    if let Some(hit) = found {
        cx.target.set_value(None);
        go_to_hit(cx, hit);
    }
    found.is_some()
}

/// Goes on by some hits, round the ends.
pub fn step_hit(cx: Context, step: isize) {
    let total = cx.reading.peek().map_or(0, |answer| answer.hits.len());
    if total > 0 {
        let at = cx.hit.get_untracked().min(total - 1);
        let next = (at + total).saturating_add_signed(step) % total;
        go_to_hit(cx, next);
    }
}
