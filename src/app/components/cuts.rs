//! What an answer says of its limits: what was cut, how far it came, and the way on.

use super::links::button;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::protocol::{Cut, CutKind};
use crate::view_state::EFFORT_LIMIT;

/// Steps of effort that still sort more lines.
const LINES_EFFORT_LIMIT: u8 = 2;

fn sentence(locale: &Locale, cut: &Cut) -> String {
    let s = locale.strings;
    let text = match cut.kind {
        CutKind::Terms => s.cut_terms,
        CutKind::Pattern => s.cut_pattern,
        CutKind::Postings => s.cut_postings,
        CutKind::Lines => s.cut_lines,
    };
    let n = locale.number(cut.looked_at);
    let n = match cut.of {
        Some(of) => fill(s.cut_of, &[("n", &n), ("total", &locale.number(of))]),
        None => n,
    };
    fill(text, &[("n", &n), ("part", &cut.part)])
}

/// The cuts of an answer with a button that goes on; nothing when every count is exact.
pub fn cuts(cx: Context, locale: &Locale, cuts: &[Cut]) -> Option<AnyView> {
    let lines: Vec<AnyView> =
        cuts.iter().map(|cut| html::p().attr("data-part", "cut").child(sentence(locale, cut)).into_any()).collect();
    (!lines.is_empty()).then(|| {
        let most = if cuts.iter().all(|cut| cut.kind == CutKind::Lines) { LINES_EFFORT_LIMIT } else { EFFORT_LIMIT };
        let way_on = if cx.spec.with_untracked(|spec| spec.effort >= most) {
            html::p().class("meta").child(locale.strings.cut_end).into_any()
        } else {
            button(cx, "cut-go-on", "plain", |s| s.cut_go_on, move || cx.try_harder())
        };
        html::div().class("cuts").attr("data-part", "cuts").child((html::div().child(lines), way_on)).into_any()
    })
}
