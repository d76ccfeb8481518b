//! The articles that match, beside the reader: the phrase first, articles that merely hold all the words under their own
//! heading and count. Without a query, all articles.

use super::reader::reader;
use crate::app::components::article_list::{BATCH, article_list, fetch_articles, more_button};
use crate::app::components::card::row;
use crate::app::components::cuts::cuts;
use crate::app::components::export_button::export_button;
use crate::app::components::facets::{facets, filters_fold};
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::{ask_offers, how_to_search, nothing_found, offers_line, problems};
use crate::app::components::search_switches::{blocks_switch, marks_switches, sort_choice};
use crate::app::components::strip::strip_of;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::Exported;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::speaking::Speaking;
use crate::app::strings::fill;
use crate::app::trail::note_visit;
use crate::export::References;
use crate::protocol::{Fragment, Group, GroupKind, QuerySpec, SearchAnswer, SearchRequest, SearchResult, Sort};
use crate::view_state::View;
use leptos::ev;

fn listed(answer: &SearchAnswer) -> u32 {
    let rows: usize = answer.groups.iter().map(|group| group.results.len()).sum();
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn fetch(cx: Context, spec: QuerySpec, sort: Sort, fold: bool) {
    cx.results.fetch(cx, Some("search"), SearchRequest { spec, sort, fold, offset: 0, limit: BATCH });
}

/// Fetches the next batch of what is listed.
fn fetch_more(cx: Context) {
    let next = |asked: &SearchRequest, answer: &SearchAnswer| {
        Some(SearchRequest { offset: listed(answer), limit: BATCH, ..asked.clone() })
    };
    cx.results.go_on(cx, Some("search"), next, joined);
}

/// A further batch behind what was listed.
fn joined(before: &SearchAnswer, batch: SearchAnswer) -> SearchAnswer {
    let mut joined = before.clone();
    for group in batch.groups {
        match joined.groups.iter_mut().find(|one| one.kind == group.kind) {
            Some(same) => same.results.extend(group.results),
            None => joined.groups.push(group),
        }
    }
    joined
}

/// Keeps the answers in step with the query for as long as the instance lives.
fn follow_query(cx: Context) {
    let shape = Memo::new(move |_| cx.store.with(|state| (state.sort, !state.copies)));
    // Coming back to the tab keeps what was listed.
    let asked = StoredValue::new(None::<(QuerySpec, (Sort, bool))>);
    Effect::new(move |_| {
        let (spec, shape) = (cx.spec.get(), shape.get());
        if cx.view.get() != View::Results {
            return;
        }
        if spec.query.trim().is_empty() && spec.filters.is_empty() {
            asked.set_value(None);
            cx.results.clear();
            ask_offers(cx, spec);
            if cx.articles.peek().is_none() {
                fetch_articles(cx);
            }
        } else if asked.with_value(|asked| asked.as_ref() != Some(&(spec.clone(), shape))) {
            asked.set_value(Some((spec.clone(), shape)));
            fetch(cx, spec, shape.0, shape.1);
        }
    });
    let speaking = Speaking::new();
    Effect::new(move |_| {
        let Some(answer) = cx.results.get() else { return };
        let spec = &answer.question().spec;
        cx.answered.set(Some(spec.clone()));
        ask_offers(cx, spec.clone());
        let found = answer.groups.iter().map(|group| group.total).find(|total| total.articles > 0);
        note_visit(cx, spec, found.unwrap_or_default());
        speaking.say(cx, Box::new(move |locale| summary(locale, &answer)));
    });
}

/// What the headings of an answer say, in a sentence for each: a group that is not shown is not spoken of either.
fn summary(locale: &Locale, answer: &SearchAnswer) -> String {
    let s = locale.strings;
    if answer.groups.iter().all(|group| group.total.articles == 0) {
        return s.nothing_found.to_owned();
    }
    let told = answer.groups.iter().filter_map(|group| {
        let count = locale.total_by_tier(group.total, group.tiers);
        match group.kind {
            GroupKind::Phrase if group.total.articles == 0 => Some(s.phrase_none.to_owned()),
            GroupKind::Phrase => Some([&count, "."].concat()),
            GroupKind::Words if group.total.articles == 0 => None,
            GroupKind::Words => Some([s.all_words_group, ": ", &count, "."].concat()),
        }
    });
    told.collect::<Vec<_>>().join(" ")
}

/// The view: how to search, the list, the reader.
pub fn results_view(cx: Context) -> AnyView {
    follow_query(cx);
    let searched = Memo::new(move |_| cx.is_searched());
    let list = move || {
        if searched.get() {
            found(cx)
        } else {
            (html::h2().class("list-heading").child(cx.text(|s| s.all_articles)), article_list(cx)).into_any()
        }
    };
    html::div()
        .class("results-view")
        .attr("data-reading", move || cx.open.with(Option::is_some).then_some(""))
        .child((
            html::h1().class("unseen").child(cx.text(|s| s.results)),
            html::aside().class("filters").attr("aria-label", cx.text(|s| s.filters)).child(switches(cx)),
            html::div()
                .class("pane list-pane")
                .attr("data-part", "results")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", cx.text(|s| s.result_list))
                .node_ref(cx.places.list)
                .child((filter_chips(cx), list)),
            reader(cx),
        ))
        .into_any()
}

/// How to search and what to filter by; where there is no room beside the list, all but the order is folded away.
fn switches(cx: Context) -> AnyView {
    let rest = (marks_switches(cx), blocks_switch(cx), move || how_to_search(cx, &cx.locale()), facets(cx));
    filters_fold(cx, Some(sort_choice(cx)), rest.into_any())
}

/// What the query found.
fn found(cx: Context) -> AnyView {
    // The list is drawn anew for another answer alone: opening an article leaves it as it is.
    let shown_apart = Memo::new(move |_| cx.store.with(|state| state.copies && !state.filters.once));
    let content = move || {
        let locale = cx.locale();
        cx.results.get().map(|answer| {
            if answer.groups.iter().all(|group| group.total.articles == 0) {
                let cuts = cuts(cx, &locale, &answer.cuts);
                return (nothing_found(cx, &locale, locale.strings.nothing_found, &answer.problems), cuts).into_any();
            }
            // The count stays where it is, whatever there is to say of the query.
            let problems = problems(&locale, &answer.problems);
            let unfolded = shown_apart
                .get()
                .then(|| copies_button(cx, "copies-fold", locale.strings.repeats.copies_fold.to_owned(), false));
            let notes = (cuts(cx, &locale, &answer.cuts), problems, offers_line(cx), unfolded);
            let mut notes = Some(html::div().class("notes").child(notes).into_any());
            let groups: Vec<AnyView> =
                answer.groups.iter().filter_map(|one| group(cx, &locale, one, &mut notes)).collect();
            (groups, notes, more(cx, &locale, &answer)).into_any()
        })
    };
    let retry = move || cx.store.peek(|state| fetch(cx, state.spec(), state.sort, !state.copies));
    html::div().class("found").child((slot_state(cx, cx.results, retry), content)).into_any()
}

fn more(cx: Context, locale: &Locale, answer: &SearchAnswer) -> Option<AnyView> {
    let all: u32 = answer.groups.iter().map(|group| group.total.articles.saturating_sub(group.folded)).sum();
    let shown = listed(answer);
    let left = all.saturating_sub(shown);
    (left > 0 && shown > 0).then(|| {
        let label = fill(locale.strings.more, &[("n", &locale.number(left.min(BATCH)))]);
        let of = fill(locale.strings.shown_of, &[("n", &locale.number(shown)), ("total", &locale.number(all))]);
        more_button(label, of, move || fetch_more(cx))
    })
}

/// A heading with its count, what is to be said of the query under the first one, the articles.
fn group(cx: Context, locale: &Locale, group: &Group, notes: &mut Option<AnyView>) -> Option<AnyView> {
    let s = locale.strings;
    let count = locale.total_by_tier(group.total, group.tiers);
    let rows: Vec<AnyView> = group.results.iter().map(|result| result_row(cx, locale, result)).collect();
    let part = match group.kind {
        GroupKind::Phrase => "group-phrase",
        GroupKind::Words => "group-words",
    };
    let heading = match group.kind {
        GroupKind::Phrase => {
            let line = if group.total.articles == 0 { s.phrase_none.to_owned() } else { count };
            let line = html::p().class("count").attr("data-part", "count").child(line);
            let files = html::div().class("count-files").child((
                export_button(cx, Exported::Results),
                export_button(cx, Exported::References(References::Bibtex)),
                export_button(cx, Exported::References(References::Ris)),
            ));
            let row = html::div().class("count-row").child((line, files));
            (html::h2().class("unseen").child(s.result_list), row).into_any()
        }
        GroupKind::Words if group.total.articles == 0 => return None,
        GroupKind::Words => html::div()
            .class("group-heading")
            .child((
                html::h2().child(s.all_words_group),
                html::p().class("count").attr("data-part", "count-words").child(count),
            ))
            .into_any(),
    };
    Some(
        html::section()
            .class("group")
            .attr("data-part", part)
            .child((heading, notes.take(), html::ol().class("result-list").child(rows)))
            .into_any(),
    )
}

fn result_row(cx: Context, locale: &Locale, result: &SearchResult) -> AnyView {
    let s = locale.strings;
    let why = locale.why(result.tier);
    let hits = (result.hits > 0).then(|| locale.count(&s.hits, result.hits));
    let mut more: Vec<AnyView> =
        hits.map(|hits| html::span().class("figure").child(hits).into_any()).into_iter().collect();
    more.extend(why.map(|why| html::span().class("why").attr("data-part", "why").child(why).into_any()));
    if result.copies > 0 {
        let label = locale.count(&s.repeats.copies, result.copies);
        more.push(copies_button(cx, "copies-unfold", label, true));
    }
    let mut below = vec![snippet(&result.snippet)];
    if !result.strip.is_empty() {
        below.push(strip_of(cx, locale, &result.card.id, &result.strip));
    }
    row(cx, locale, &result.card, more, below)
}

/// A button that shows copies as results of their own, or as one.
fn copies_button(cx: Context, part: &'static str, label: String, unfold: bool) -> AnyView {
    html::button()
        .class("plain")
        .attr("data-part", part)
        .attr("type", "button")
        .on(ev::click, move |_| cx.navigate(|state| (state.copies, state.filters.once) = (unfold, false)))
        .child(label)
        .into_any()
}

fn snippet(fragments: &[Fragment]) -> AnyView {
    let runs: Vec<AnyView> = fragments
        .iter()
        .map(|fragment| {
            let text = fragment.text.clone();
            if fragment.hit { html::mark().class("hit").child(text).into_any() } else { text.into_any() }
        })
        .collect();
    html::p().class("snippet").attr("data-part", "snippet").attr("dir", "auto").child(runs).into_any()
}
