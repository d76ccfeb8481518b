//! What is offered to be compared: other versions of an article, articles like it, the pairs of the corpus that share most.
//! It finds none: the engine does, from what was packed.

use crate::app::components::links::pair_link;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::protocol::{Alike, AlikeRequest, Card};
use crate::view_state::first_words;
use gloo::timers::callback::Timeout;
use leptos::ev;
use wasm_bindgen::JsCast;

/// Pairs that are offered.
const PAIRS: u32 = 8;
/// Words of a wording that show what two articles share.
const WORDS: usize = 24;
/// Milliseconds that an article is read before what is like it is looked for.
const PATIENCE_MILLIS: u32 = 400;

/// Pairs, versions first; nothing while they are on their way.
pub type Found = RwSignal<Option<Vec<Alike>>>;

/// Asks what is like an article; without one, which pairs of the corpus share most.
pub fn asked(cx: Context, article: Option<String>) -> Found {
    let found = RwSignal::new(None);
    spawn_local(async move {
        let pairs = ask(cx, article).await;
        // The view may be gone by then.
        let _ = found.try_set(Some(pairs));
    });
    found
}

/// Without an answer nothing is offered.
async fn ask(cx: Context, article: Option<String>) -> Vec<Alike> {
    cx.ask(None, AlikeRequest { article, limit: PAIRS }).await.unwrap_or_default()
}

/// What is like the article that is read, asked for once for each: another query changes nothing of it.
pub fn of_open(cx: Context) -> Found {
    let found = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(id) = cx.open.get() else { return };
        found.set(None);
        let still = move |id: &String| cx.open.try_with_untracked(|open| open.as_ref() == Some(id)) == Some(true);
        Timeout::new(PATIENCE_MILLIS, move || {
            spawn_local(async move {
                if still(&id) {
                    let pairs = ask(cx, Some(id.clone())).await;
                    if still(&id) {
                        let _ = found.try_set(Some(pairs));
                    }
                }
            });
        })
        .forget();
    });
    found
}

/// The pairs of an article: the other one, and where it stands in the pair.
fn others<'f>(found: &'f [Alike], id: &str, version: bool) -> Vec<(&'f Alike, usize)> {
    let of = |pair: &'f Alike| {
        let at = pair.cards.iter().position(|card| card.id != id)?;
        (pair.version == version && pair.cards[1 - at].id == id).then_some((pair, at))
    };
    found.iter().filter_map(of).collect()
}

fn pair_of(pair: &Alike) -> [String; 2] {
    pair.cards.each_ref().map(|card| card.id.clone())
}

fn dated(locale: &Locale, card: &Card, titled: bool) -> String {
    let title = titled.then(|| card.title.clone());
    let parts = [title, Some(locale.date_or_unknown(card.date.as_ref())), card.source.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "Bản khác của bài này: 12/3/2021 → đối chiếu".
pub fn versions(cx: Context, id: String, found: Found) -> AnyView {
    let content = move || {
        let locale = cx.locale();
        let s = &locale.strings.likeness;
        let rows: Vec<AnyView> = found.with(|found| {
            let row = |(pair, at): (&Alike, usize)| {
                let words = [&dated(&locale, &pair.cards[at], false), " → ", s.go].concat();
                pair_link(cx, "version", "", pair_of(pair), words)
            };
            others(found.as_deref().unwrap_or_default(), &id, true).into_iter().map(row).collect()
        });
        (!rows.is_empty()).then(|| (html::span().class("choices-label").child(s.versions), rows))
    };
    html::div().class("acts versions").attr("data-part", "versions").child(content).into_any()
}

/// Says how many articles are like the one that is read, and leads to them; where there is room, for they stand below its text.
pub fn alike_way(cx: Context, id: String, found: Found) -> AnyView {
    let content = move || {
        let count = found.with(|found| others(found.as_deref().unwrap_or_default(), &id, false).len());
        (count > 0).then(|| {
            let locale = cx.locale();
            let words = [&locale.count(&locale.strings.likeness.count, count as u64), " ↓"].concat();
            html::button()
                .class("plain when-beside")
                .attr("data-part", "alike-way")
                .attr("type", "button")
                .on(ev::click, move |_| show_list(cx))
                .child(words)
        })
    };
    content.into_any()
}

/// Brings the list below the text into sight, and the focus to its first link.
fn show_list(cx: Context) {
    let pane = cx.places.reader.get_untracked();
    let link = pane.and_then(|pane| pane.query_selector("[data-part='alike']").ok().flatten());
    if let Some(link) = link {
        // The browser brings what is focused into sight.
        let _ = link.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Articles like one: how much of each stands in the other, and what both say.
pub fn alike_list(cx: Context, id: String, found: Found) -> AnyView {
    let content = move || {
        let locale = cx.locale();
        let s = &locale.strings.likeness;
        let rows: Vec<AnyView> = found.with(|found| {
            let row = |(pair, at): (&Alike, usize)| {
                let (words, this) = (dated(&locale, &pair.cards[at], true), 1 - at);
                pair_row(cx, &locale, pair, words, (this, s.this_one))
            };
            others(found.as_deref().unwrap_or_default(), &id, false).into_iter().map(row).collect()
        });
        (!rows.is_empty()).then(|| (html::h2().child(s.title), html::ol().child(rows)))
    };
    html::section().class("alike").attr("data-part", "alike-list").child(content).into_any()
}

/// The pairs of the corpus.
pub fn pairs(cx: Context, found: &[Alike]) -> Option<AnyView> {
    let locale = cx.locale();
    let s = &locale.strings.likeness;
    let row = |pair: &Alike| {
        let words = [&dated(&locale, &pair.cards[0], true), " ↔ ", &dated(&locale, &pair.cards[1], true)].concat();
        pair_row(cx, &locale, pair, words, (0, s.of_pair))
    };
    let rows: Vec<AnyView> = found.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        let list = html::ol().child(rows);
        html::section().class("alike").attr("data-part", "pairs").child((html::h2().child(s.pairs), list)).into_any()
    })
}

/// One pair: a link to its comparison, both shares, and what both say. `first` is whose share is told first, `names` are
/// what it and the other are called.
fn pair_row(
    cx: Context,
    locale: &Locale,
    pair: &Alike,
    words: String,
    (first, names): (usize, [&'static str; 2]),
) -> AnyView {
    let share = |at: usize, a: &str, b: &str| {
        let percent = locale.percent(pair.overlaps[at].share());
        fill(locale.strings.overlap, &[("percent", &percent), ("a", a), ("b", b)])
    };
    let mut told = vec![share(first, names[0], names[1]), share(1 - first, names[1], names[0])];
    told.extend(pair.version.then(|| locale.strings.likeness.version_pair.to_owned()));
    let wording = (!pair.wording.is_empty()).then(|| {
        let first = first_words(&pair.wording, WORDS).map(|first| [first, " …"].concat());
        html::p().class("wording-line").attr("dir", "auto").child(first.unwrap_or_else(|| pair.wording.clone()))
    });
    let link = pair_link(cx, "alike", "", pair_of(pair), words);
    html::li().child((link, html::p().class("meta").child(told.join(" · ")), wording)).into_any()
}
