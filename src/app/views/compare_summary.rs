//! What a comparison comes to, before its details: how much of each article is in the other, how many passages there are of
//! each kind, and what only one article says. It decides nothing: the kinds asked for stand in the view state.

use super::compare::Comparing;
use super::compare_list::{FOLDED_ROWS, column_letter, fold, kind_label, letter_of};
use super::compare_shown::Shown;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::speaking::Speaking;
use crate::app::state::Entry;
use crate::app::strings::fill;
use crate::compare::Unlike;
use crate::protocol::CompareAnswer;
use crate::protocol::CompareRequest;
use crate::protocol::PassageKind;
use crate::view_state::toggle_kind;
use leptos::ev;
use std::sync::Arc;

/// What is shown, told apart by its answer alone: how it is filtered changes nothing here.
#[derive(Clone)]
struct ByAnswer(Arc<Shown>);

impl PartialEq for ByAnswer {
    fn eq(&self, other: &Self) -> bool {
        self.0.answer.is_same(&other.0.answer)
    }
}

/// The summary.
pub fn summary(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let of_answer = Memo::new(move |_| comparing.shown.get().map(ByAnswer));
    let head = move || {
        let (locale, shown) = (cx.locale(), of_answer.get()?.0);
        Some((notes(&locale, &shown.answer), bars(&locale, &shown.answer)))
    };
    let own = move || {
        let (locale, shown) = (cx.locale(), of_answer.get()?.0);
        Some(own_lists(comparing, &locale, &shown))
    };
    let speaking = Speaking::new();
    Effect::new(move |_| {
        if let Some(ByAnswer(shown)) = of_answer.get() {
            speaking.say(cx, Box::new(move |locale| overlap_lines(locale, &shown.answer).join(". ")));
        }
    });
    html::section()
        .class("compare-summary")
        .attr("data-part", "compare-summary")
        .attr("aria-label", cx.text(|s| s.summary))
        .child((head, kinds(comparing), own, html::p().class("meta overlap-help").child(cx.text(|s| s.overlap_help))))
        .into_any()
}

/// What must be said before anything is looked at: nothing to compare, the same text, what was left out.
fn notes(locale: &Locale, answer: &CompareAnswer) -> Vec<AnyView> {
    let s = locale.strings;
    let mut lines = Vec::new();
    for (at, article) in answer.articles.iter().enumerate() {
        let empty = answer.overlaps.iter().any(|one| one.of == article.card.article && one.all_tokens == 0);
        lines.extend(empty.then(|| fill(s.compare_no_words, &[("a", &column_letter(at))])));
    }
    for one in &answer.summaries {
        let (a, b) = (letter_of(answer, one.articles.0), letter_of(answer, one.articles.1));
        lines.extend(one.same.then(|| fill(s.compare_same, &[("a", &a), ("b", &b)])));
        let unlike = one.unlike.map(|unlike| match unlike {
            Unlike::Script => s.compare_other_script,
            Unlike::Language => s.compare_other_language,
        });
        lines.extend(unlike.map(|words| fill(words, &[("a", &a), ("b", &b)])));
        let left = u64::from(one.left_out.repeated) + u64::from(one.left_out.passages);
        lines.extend((left > 0).then(|| fill(s.compare_left_out, &[("n", &locale.number(left))])));
    }
    let line = |text| html::p().class("compare-note").attr("data-part", "compare-note").child(text).into_any();
    lines.into_iter().map(line).collect()
}

/// "62 % của A có trong B", for every pair both ways, each with a bar.
fn bars(locale: &Locale, answer: &CompareAnswer) -> Vec<AnyView> {
    let bar = |(overlap, words): (&crate::protocol::Overlap, String)| {
        let width = format!("{}%", (overlap.share() * 100.0).round() as u32);
        let filled = html::span().class("share-fill").style(("inline-size", width));
        html::div()
            .class("overlap")
            .attr("data-part", "overlap")
            .child((html::p().child(words), html::span().class("share-bar").attr("aria-hidden", "true").child(filled)))
            .into_any()
    };
    answer.overlaps.iter().zip(overlap_lines(locale, answer)).map(bar).collect()
}

/// How much of each article is in each other one, in words.
pub fn overlap_lines(locale: &Locale, answer: &CompareAnswer) -> Vec<String> {
    let line = |overlap: &crate::protocol::Overlap| {
        let (a, b) = (letter_of(answer, overlap.of), letter_of(answer, overlap.within));
        let percent = locale.percent(overlap.share());
        fill(locale.strings.overlap, &[("percent", &percent), ("a", &a), ("b", &b)])
    };
    answer.overlaps.iter().map(line).collect()
}

/// How many passages there are of each kind; each is a switch that shows these alone.
fn kinds(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let switch = move |kind: PassageKind| {
        let count = move || comparing.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.count(kind)));
        let on = move || cx.store.with(|state| state.kinds.contains(&kind));
        let words = move || {
            let locale = cx.locale();
            (
                html::span()
                    .class("kind-sample")
                    .attr("data-kind", kind.name())
                    .child(kind_label(locale.strings, kind)),
                html::span().class("figure").child(locale.number(count() as u64)),
            )
        };
        html::button()
            .class("plain kind")
            .attr("data-part", "kind")
            .attr("data-kind", kind.name())
            .attr("type", "button")
            .attr("hidden", move || count() == 0 && !on())
            .attr("aria-pressed", move || if on() { "true" } else { "false" })
            .on(ev::click, move |_| {
                comparing.let_go();
                cx.store.change(Entry::Push, |state| {
                    toggle_kind(&mut state.kinds, kind);
                    state.passage = None;
                });
            })
            .child(words)
            .into_any()
    };
    let switches: Vec<AnyView> = PassageKind::ALL.into_iter().map(switch).collect();
    html::div()
        .class("kinds")
        .attr("data-part", "kinds")
        .attr("role", "group")
        .attr("aria-label", cx.text(|s| s.kinds))
        .child(switches)
        .into_any()
}

/// "Chỉ A có", "chỉ B có": the sentences that one article of a pair says alone; each leads to its place.
fn own_lists(comparing: Comparing, locale: &Locale, shown: &Arc<Shown>) -> Vec<AnyView> {
    let answer = &shown.answer;
    let mut lists = Vec::new();
    for (number, summary) in answer.summaries.iter().enumerate() {
        for (article, other) in [(summary.articles.0, summary.articles.1), (summary.articles.1, summary.articles.0)] {
            let places: Vec<usize> = (0..shown.own.len())
                .filter(|place| (shown.own[*place].summary, shown.own[*place].article) == (number, article))
                .collect();
            let Some(full) = answer.articles.iter().find(|one| one.card.article == article) else { continue };
            if places.is_empty() {
                continue;
            }
            let (a, b) = (letter_of(answer, article), letter_of(answer, other));
            let form = if answer.articles.len() > 2 { locale.strings.only_in_of } else { locale.strings.only_in };
            let head = fill(form, &[("a", &a), ("b", &b), ("n", &locale.number(places.len() as u64))]);
            let at_once = places.len() <= FOLDED_ROWS;
            let (text, shown) = (full.text.clone(), shown.clone());
            let rows = move || {
                let row = |place: &usize| own_row(comparing, &shown.answer, *place, &text, &shown.own[*place]);
                html::ol().child(places.iter().map(row).collect::<Vec<AnyView>>()).into_any()
            };
            lists.push(fold("fold only", "only", head, at_once, rows));
        }
    }
    lists
}

fn own_row(
    comparing: Comparing,
    answer: &Answered<CompareRequest>,
    place: usize,
    text: &str,
    own: &super::compare_shown::OwnSentence,
) -> AnyView {
    let words = text.get(own.start as usize..own.end as usize).unwrap_or("").to_owned();
    let answer = answer.clone();
    let row = html::button()
        .class("only-row")
        .attr("data-part", "only-row")
        .attr("type", "button")
        .attr("aria-current", move || (comparing.own() == Some(place)).then_some("true"))
        .on(ev::click, move |_| comparing.point_at(&answer, place))
        .child(html::bdi().child(words));
    html::li().child(row).into_any()
}
