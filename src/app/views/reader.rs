//! One article in full: its text with the hits of the query, where they stand, whom it names. It changes no text.

use super::compare_alike::{Found, alike_list, of_open, versions};
use super::reader_bar::{article_acts, find_bar};
use super::related::related;
use crate::app::components::article_text::TextView;
use crate::app::components::card::meta;
use crate::app::components::links::button;
use crate::app::components::margin::margin;
use crate::app::components::mentioned::{follow_mentioned, mentioned_panel};
use crate::app::components::note::{head_notes, placed};
use crate::app::components::notices::slot_state;
use crate::app::components::strip::ruler;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::hits::{go_to_target, show_hit, show_spot};
use crate::app::keys::focus_opened;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::settings::TEXT_SIZES;
use crate::app::slot::Answered;
use crate::app::travel::{follow_quote, pick, say_gone};
use crate::protocol::{BlocksMode, ReadRequest};
use crate::view_state::shares;
use leptos::ev;
use wasm_bindgen::JsCast;

/// Fetches the open article with the hits of the query.
fn fetch(cx: Context) {
    let (id, spec) = cx.store.peek(|state| (state.open.clone(), state.spec()));
    let Some(id) = id else {
        cx.reading.clear();
        return;
    };
    cx.reading.fetch(cx, Some("read"), ReadRequest { article: id, spec });
}

/// Keeps the reader in step with the open article, the query and the current hit.
fn follow(cx: Context) {
    Effect::new(move |_| {
        cx.open.track();
        cx.spec.track();
        fetch(cx);
    });
    // A link that names an article the corpus has not closes the reader and says so.
    Effect::new(move |_| {
        if let Some(id) = cx.reading.gone().and_then(|ids| ids.into_iter().next()) {
            say_gone(cx, id);
        }
    });
    // A new article starts at its top, then shows its first hit; the same article with another query stays in place.
    Effect::new(move |before: Option<Option<String>>| {
        let answer = cx.reading.get();
        let id = answer.map(|answer| answer.article.card.id.clone());
        cx.hit.set(0);
        cx.picked.set(None);
        let fresh = id.is_some() && before.flatten() != id;
        if let (true, Some(pane)) = (fresh, cx.places.reader.get_untracked()) {
            pane.set_scroll_top(0);
            if cx.is_narrow() && !cx.store.is_brought() {
                pane.scroll_into_view();
            }
        }
        // The first article is drawn after this has run.
        request_animation_frame(move || {
            let pane = cx.places.reader.try_get_untracked().flatten().filter(|_| fresh);
            if let Some(title) = pane.and_then(|pane| pane.query_selector("h2").ok().flatten()) {
                focus_opened(cx, title.unchecked_ref());
            }
            if !go_to_target(cx) && !show_spot(cx) {
                show_hit(cx, 0, false);
            }
        });
        id
    });
    Effect::new(move |_| {
        if cx.spot.get().is_some() {
            request_animation_frame(move || {
                show_spot(cx);
            });
        }
    });
    follow_quote(cx);
    follow_mentioned(cx);
}

/// The pane of the reader.
pub fn reader(cx: Context) -> AnyView {
    follow(cx);
    let alike = of_open(cx);
    let content = move || match (cx.open.get(), cx.reading.get()) {
        (None, _) => html::p().class("empty reader-empty").child(cx.text(|s| s.reader_empty)).into_any(),
        (Some(_), None) => ().into_any(),
        (Some(_), Some(answer)) => article(cx, &cx.locale(), &answer, alike),
    };
    let hits_ruler = move || {
        let answer = cx.reading.get().filter(|answer| !answer.hits.is_empty())?;
        let places = shares(&answer.article.blocks, answer.hits.iter().map(|hit| hit.start));
        Some(ruler(cx, places))
    };
    let size = move || {
        let percent = TEXT_SIZES[cx.settings.text_size.get()];
        format!("{}.{:02}", percent / 100, percent % 100)
    };
    html::div()
        .class("reader-pane")
        .child((
            find_bar(cx),
            html::div()
                .class("pane reader-scroll")
                .attr("data-part", "reader")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", cx.text(|s| s.reader))
                .style(("--reading-scale", size))
                .node_ref(cx.places.reader)
                .on(ev::pointerup, move |_| pick(cx))
                .on(ev::touchend, move |_| pick(cx))
                .on(ev::keyup, move |_| pick(cx))
                .child((content, slot_state(cx, cx.reading, move || fetch(cx)))),
            hits_ruler,
        ))
        .into_any()
}

fn article(cx: Context, locale: &Locale, answer: &Answered<ReadRequest>, alike: Found) -> AnyView {
    let all_blocks = answer.question().spec.blocks == BlocksMode::All;
    // A place that is pointed at in an article still to come means nothing in this one.
    let id = answer.article.card.id.clone();
    let spot = {
        let id = id.clone();
        Memo::new(move |_| cx.spot.get().filter(|_| cx.open.with(|open| open.as_ref() == Some(&id))))
    };
    let hits: Vec<(u32, u32)> = answer.hits.iter().map(|hit| (hit.start, hit.end)).collect();
    let held = answer.clone();
    let noted = Memo::new(move |_| placed(cx, &held));
    let view = TextView {
        article: &answer.article,
        hits: &hits,
        marks: &[],
        looks: &[],
        alone: false,
        select: None,
        unfold: all_blocks,
        spot: Some((answer.clone(), spot)),
        margin: Some(margin(cx, answer, noted)),
    };
    let card = &answer.article.card;
    let title_class = if card.untitled { "reader-title untitled" } else { "reader-title" };
    html::article()
        .class("article")
        .child((
            html::header().class("article-head").child((
                html::h2()
                    .class(title_class)
                    .attr("data-part", "reader-title")
                    .attr("tabindex", "-1")
                    .attr("dir", "auto")
                    .attr("lang", view.language())
                    .attr("data-byte", view.title_start())
                    .child(view.title()),
                meta(locale, card, original(locale, card.url.as_deref())),
                mentioned_panel(cx, locale, answer),
                article_acts(cx, answer, alike),
                versions(cx, id.clone(), alike),
                head_notes(cx, &answer.article.blocks, noted),
            )),
            view.text(locale),
            alike_list(cx, id, alike),
            related(cx, card.id.clone()),
            neighbours(cx),
        ))
        .into_any()
}

/// The address it was published at, if it is one that a browser should follow.
fn original(locale: &Locale, url: Option<&str>) -> Vec<AnyView> {
    let safe = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    safe.map(|url| {
        html::a()
            .attr("href", url.to_owned())
            .attr("rel", "noopener noreferrer")
            .attr("target", "_blank")
            .child(locale.strings.original)
            .into_any()
    })
    .into_iter()
    .collect()
}

/// On to the article before or after, without a way over the list.
fn neighbours(cx: Context) -> AnyView {
    let buttons = move || {
        let step = |step: isize, part, label| {
            cx.neighbour(step).map(|id| button(cx, part, "plain", label, move || cx.open_article(&id)))
        };
        (step(-1, "article-previous", |s| s.article_previous), step(1, "article-next", |s| s.article_next))
    };
    html::nav().class("neighbours").attr("aria-label", cx.text(|s| s.result_list)).child(buttons).into_any()
}
