//! Who and what the articles mention: the things of a kind with their counts, and where they are mentioned, sentence by
//! sentence. A sentence opens its article at its place. It counts nothing: the engine does.

use crate::app::components::article_list::more_button;
use crate::app::components::cuts::cuts;
use crate::app::components::export_button::export_button;
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::links::{button, choices, mention_link};
use crate::app::components::mentions_list::{kind_label, name_label, name_list, sentence_list};
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::problems;
use crate::app::components::timeline::timeline;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::Exported;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::speaking::Speaking;
use crate::app::strings::{Label, fill};
use crate::protocol::{Kind, LayerAnswer, LayerRequest, NamesAnswer, NamesRequest, QuerySpec};
use crate::view_state::View;

/// Sentences of one batch.
const BATCH: u32 = 50;

/// Things of one batch.
const NAMES_BATCH: u32 = 30;

/// Months and years at once: more than any corpus speaks of.
const DATES_LIMIT: u32 = 20_000;

/// The request for mentions as the page shows them.
pub fn mentions_request(cx: Context, offset: u32, limit: u32) -> LayerRequest {
    cx.store.peek(|state| LayerRequest {
        kind: state.kind,
        name: state.mention.clone(),
        spec: state.spec(),
        offset,
        limit,
    })
}

/// Fetches sentences.
fn fetch(cx: Context) {
    cx.mentions.fetch(cx, Some("mentions"), mentions_request(cx, 0, BATCH));
}

/// Fetches sentences and puts them behind the ones that are there.
fn fetch_more(cx: Context) {
    let next = |asked: &LayerRequest, answer: &LayerAnswer| {
        let offset = u32::try_from(answer.rows.len()).ok()?;
        Some(LayerRequest { offset, ..asked.clone() })
    };
    cx.mentions.go_on(cx, Some("mentions"), next, |before, mut answer| {
        let (mut rows, mut cards) = (before.rows.clone(), before.cards.clone());
        rows.append(&mut answer.rows);
        cards.retain(|card| answer.cards.iter().all(|other| other.article != card.article));
        cards.append(&mut answer.cards);
        LayerAnswer { rows, cards, ..answer }
    });
}

/// Fetches things; of dates all, for a line over time has no gaps.
fn fetch_names(cx: Context, kind: Kind) {
    let limit = if kind == Kind::Dates { DATES_LIMIT } else { NAMES_BATCH };
    cx.names.fetch(cx, Some("names"), NamesRequest { kind, offset: 0, limit });
}

/// Fetches things and puts them behind the ones that are there.
fn fetch_more_names(cx: Context) {
    let next = |asked: &NamesRequest, answer: &NamesAnswer| {
        let offset = u32::try_from(answer.names.len()).ok()?;
        Some(NamesRequest { offset, ..asked.clone() })
    };
    cx.names.go_on(cx, Some("names"), next, |before, mut answer| {
        let mut names = before.names.clone();
        names.append(&mut answer.names);
        NamesAnswer { names, ..answer }
    });
}

/// Keeps both lists in step with the kind, the thing asked for, the query and its filters.
fn follow(cx: Context) {
    type Asked = (QuerySpec, Kind, Option<String>);
    let shape = Memo::new(move |_| cx.store.with(|state| (state.kind, state.mention.clone())));
    let asked = StoredValue::new(None::<Asked>);
    Effect::new(move |_| {
        let (spec, (kind, mention)) = (cx.spec.get(), shape.get());
        if cx.view.get() != View::Mentions {
            return;
        }
        let ask = (spec, kind, mention);
        let before = asked.get_value();
        if before.as_ref() == Some(&ask) {
            return;
        }
        if before.as_ref().is_none_or(|before| before.1 != kind) {
            cx.names.clear();
            cx.mentions.clear();
            fetch_names(cx, kind);
        }
        asked.set_value(Some(ask));
        fetch(cx);
    });
    let speaking = Speaking::new();
    Effect::new(move |_| {
        let Some(answer) = cx.mentions.get() else { return };
        let (total, articles) = (answer.total, answer.articles);
        let words = move |locale: &Locale| match total {
            0 => locale.strings.mentions_none.to_owned(),
            total => count(locale, total, articles),
        };
        speaking.say(cx, Box::new(words));
    });
}

fn count(locale: &Locale, hits: u64, articles: u32) -> String {
    let s = locale.strings;
    fill(s.total, &[("hits", &locale.count(&s.mention_hits, hits)), ("articles", &locale.count(&s.articles, articles))])
}

/// The view.
pub fn mentions_view(cx: Context) -> AnyView {
    follow(cx);
    let kind = Memo::new(move |_| cx.store.with(|state| state.kind));
    let names = move || {
        let (answer, locale) = (cx.names.get()?, cx.locale());
        // The one that is asked for is marked.
        cx.store.with(|state| state.mention.clone());
        Some(things(cx, &locale, answer.question().kind, &answer))
    };
    let rows = move || {
        let (answer, locale) = (cx.mentions.get()?, cx.locale());
        Some(found(cx, &locale, answer.question(), &answer))
    };
    let retry_names = move || fetch_names(cx, kind.get_untracked());
    let aside = html::div()
        .class("names-pane")
        .attr("data-part", "mention-names")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", move || kind_label(cx.strings(), kind.get()))
        .child((slot_state(cx, cx.names, retry_names), names));
    let list = html::div()
        .class("pane mentions-pane")
        .attr("data-part", "mention-list")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", cx.text(|s| s.mentions))
        .node_ref(cx.places.mentions)
        .child((filter_chips(cx), slot_state(cx, cx.mentions, move || fetch(cx)), rows));
    html::div()
        .class("mentions-view")
        .attr("data-kind", move || kind.get().name())
        .child((html::h1().class("unseen").child(cx.text(|s| s.mentions)), bar(cx, kind), aside, list))
        .into_any()
}

/// Which kind, and the file.
fn bar(cx: Context, kind: Memo<Kind>) -> AnyView {
    const KINDS: [(Kind, Label); 5] = [
        (Kind::People, |s| s.people),
        (Kind::Figures, |s| s.kind_figures),
        (Kind::Attributions, |s| s.kind_attributions),
        (Kind::Dates, |s| s.kind_dates),
        (Kind::Abbreviations, |s| s.kind_abbreviations),
    ];
    let choose = move |kind| cx.navigate(|state| state.show_mentions(kind, None));
    html::div()
        .class("lines-bar mentions-bar")
        .child((
            choices(cx, "mention-kinds", |s| s.mentions, &KINDS, move || kind.get(), choose),
            html::span().class("lines-acts").child(export_button(cx, Exported::Mentions)),
        ))
        .into_any()
}

/// The things of a kind: a list, or of dates a line over time.
fn things(cx: Context, locale: &Locale, kind: Kind, answer: &NamesAnswer) -> AnyView {
    let s = locale.strings;
    if kind == Kind::Dates {
        return timeline(cx, locale, &answer.names).into_any();
    }
    let shown = u32::try_from(answer.names.len()).unwrap_or(u32::MAX);
    let left = answer.total.saturating_sub(shown);
    let more = (left > 0 && shown > 0).then(|| {
        let label = fill(s.more, &[("n", &locale.number(left.min(NAMES_BATCH)))]);
        let of = fill(s.shown_of, &[("n", &locale.number(shown)), ("total", &locale.number(answer.total))]);
        more_button(label, of, move || fetch_more_names(cx))
    });
    let note = (shown > 0).then(|| html::p().class("meta").child(s.names_corpus));
    html::div().child((note, name_list(cx, locale, kind, &answer.names), more)).into_any()
}

/// What is listed: all of a kind, or one thing with the way back to all.
fn heading(cx: Context, locale: &Locale, asked: &LayerRequest, answer: &LayerAnswer) -> AnyView {
    let s = locale.strings;
    let kind = asked.kind;
    let thing = asked.name.as_ref().map(|name| {
        let label = name_label(locale, kind, name);
        let long: Vec<&str> = answer.expansions.iter().map(|one| one.0.as_str()).collect();
        let long = (!long.is_empty()).then(|| {
            html::p().class("meta").attr("dir", "auto").child(fill(s.short_for, &[("name", &long.join("; "))]))
        });
        let all = fill(s.mention_clear, &[("name", kind_label(s, kind))]);
        let line = html::div().class("mention-heading").child((
            html::h2().attr("data-part", "mention-title").attr("dir", "auto").child(label),
            mention_link(cx, "mention-clear", "chip", (kind, None), all),
        ));
        html::div().child((line, long))
    });
    let narrowed = cx.is_searched().then(|| {
        html::p().class("meta narrowed").attr("data-part", "mentions-narrowed").child((
            html::span().child(s.mentions_narrowed),
            button(
                cx,
                "mentions-all",
                "plain",
                |s| s.mentions_everywhere,
                move || {
                    cx.navigate(|state| {
                        let (kind, mention) = (state.kind, state.mention.take());
                        state.set_spec(QuerySpec::default());
                        state.show_mentions(kind, mention);
                    });
                },
            ),
        ))
    });
    let total = (answer.total > 0).then(|| {
        let total = html::p().class("count").attr("data-part", "mention-count");
        total.child(count(locale, answer.total, answer.articles))
    });
    html::div().class("mentions-head").child((thing, total, narrowed)).into_any()
}

fn found(cx: Context, locale: &Locale, asked: &LayerRequest, answer: &LayerAnswer) -> AnyView {
    let s = locale.strings;
    let notes = (problems(locale, &answer.problems), cuts(cx, locale, &answer.cuts));
    let head = heading(cx, locale, asked, answer);
    if answer.total == 0 {
        let none = html::p().class("empty").attr("data-part", "empty").child(s.mentions_none);
        return html::div().child((head, notes, none)).into_any();
    }
    let shown = u32::try_from(answer.rows.len()).unwrap_or(u32::MAX);
    let left = answer.total.saturating_sub(u64::from(shown));
    let more = (left > 0).then(|| {
        let label = fill(s.more, &[("n", &locale.number(left.min(u64::from(BATCH))))]);
        let of = fill(s.shown_of, &[("n", &locale.number(shown)), ("total", &locale.number(answer.total))]);
        more_button(label, of, move || fetch_more(cx))
    });
    html::div().child((head, notes, sentence_list(cx, locale, answer), more)).into_any()
}
