//! Marks at the margin of an article where its wording stands in other articles too, each with a list of them. It finds
//! nothing: the packer did. Opening an article waits for none of it.

use super::links::{family_link, pair_link};
use super::note::{Noted, note_card};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::app::travel::copy_link_to;
use crate::article::Block;
use crate::protocol::{
    Card, CardsRequest, FamiliesRequest, FamilyEntry, FamilyRequest, ReadAnswer, SharedRequest, SharedSpan,
};
use crate::quote::paragraph;
use crate::view_state::first_words;
use gloo::timers::callback::Timeout;
use leptos::ev;
use std::rc::Rc;

/// Milliseconds that an article is read before its marks are looked for.
const PATIENCE_MILLIS: u32 = 400;
/// Wordings of a paragraph that are listed, those of most articles first.
const WORDINGS: usize = 4;
/// Articles that are listed of each.
const ARTICLES: u32 = 6;
/// Words of a wording that tell it from others.
const WORDS: usize = 24;

/// What stands beside a block and beneath it.
pub type Margin = Rc<dyn Fn(&Block) -> (AnyView, AnyView)>;

/// The margin of an article.
pub fn margin(cx: Context, answer: &ReadAnswer, noted: Noted) -> Margin {
    let (id, blocks) = (answer.article.card.id.clone(), answer.article.blocks.clone());
    let (spans, opened) = (RwSignal::new(Vec::<SharedSpan>::new()), RwSignal::new(None::<u32>));
    let asked = id.clone();
    Timeout::new(PATIENCE_MILLIS, move || {
        spawn_local(async move {
            if let Ok(answer) = cx.ask(None, SharedRequest { article: asked }).await {
                // The reader may be gone by then.
                let _ = spans.try_set(answer.spans);
            }
        });
    })
    .forget();
    Rc::new(move |block| {
        let (start, end) = (block.start, block.end);
        let here = Memo::new(move |_| {
            let within = |span: &&SharedSpan| span.start < end && span.end > start;
            let mut here: Vec<(u32, u32)> =
                spans.with(|spans| spans.iter().filter(within).map(|span| (span.articles, span.rank)).collect());
            crate::sort::by_key(&mut here, |(articles, rank)| (std::cmp::Reverse(*articles), *rank));
            here
        });
        let mark =
            move || here.with(|here| here.first().map(|first| first.0)).map(|most| mark(cx, opened, start, most));
        let id = id.clone();
        let list = move || {
            (opened.get() == Some(start)).then(|| list(cx, id.clone(), here.get().iter().map(|one| one.1).collect()))
        };
        let place = paragraph(&blocks, start);
        let link = place.map(|place| paragraph_link(cx, (start, end), place));
        let notes = move || {
            let here = |at: &Option<u32>| at.is_some_and(|at| (start..end).contains(&at));
            noted.with(|all| {
                let here = all.iter().filter(|one| here(&one.0));
                here.filter_map(|one| note_card(cx, &one.1, false, false)).collect::<Vec<_>>()
            })
        };
        ((mark, link).into_any(), (list, notes).into_any())
    })
}

fn others(locale: &Locale, articles: u32) -> String {
    locale.count(&locale.strings.repeats.shared_in, articles.saturating_sub(1))
}

/// The mark of a block, of which `articles` have a wording at most.
fn mark(cx: Context, opened: RwSignal<Option<u32>>, start: u32, articles: u32) -> AnyView {
    let label = move || others(&cx.locale(), articles);
    html::button()
        .class("shared-mark")
        .attr("data-part", "shared-mark")
        .attr("type", "button")
        .attr("aria-expanded", move || if opened.get() == Some(start) { "true" } else { "false" })
        .attr("aria-label", label)
        .attr("title", label)
        .on(ev::click, move |_| opened.update(|opened| *opened = (*opened != Some(start)).then_some(start)))
        .into_any()
}

/// Copies the link to a paragraph. It is no stop of the tab key: an article has many, and `y` copies links by keyboard.
fn paragraph_link(cx: Context, range: (u32, u32), (n, total): (usize, usize)) -> AnyView {
    let label = move || {
        let locale = cx.locale();
        let [n, total] = [n, total].map(|n| locale.number(n as u64));
        let place = fill(locale.strings.travel.paragraph, &[("n", &n), ("total", &total)]);
        [locale.strings.travel.copy_link, ": ", &place].concat()
    };
    html::button()
        .class("paragraph-link")
        .attr("data-part", "paragraph-link")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-label", label)
        .attr("title", label)
        .on(ev::click, move |_| copy_link_to(cx, range))
        .into_any()
}

/// A wording with some of the articles that have it.
type Told = (FamilyEntry, Vec<Card>);

/// What of a block others have: the wordings, each with articles to compare with.
fn list(cx: Context, id: String, ranks: Vec<u32>) -> AnyView {
    let told = RwSignal::new(Vec::<Told>::new());
    spawn_local(async move {
        for rank in ranks.into_iter().take(WORDINGS) {
            let Some(one) = wording(cx, rank).await else { return };
            // The list may be closed by then.
            if told.try_update(|told| told.push(one)).is_none() {
                return;
            }
        }
    });
    let rows = move || {
        let locale = cx.locale();
        told.with(|told| told.iter().map(|one| row(cx, &locale, &id, one)).collect::<Vec<_>>())
    };
    html::div()
        .class("shared-list")
        .attr("data-part", "shared-list")
        .attr("role", "status")
        .child(html::ul().child(rows))
        .into_any()
}

async fn wording(cx: Context, rank: u32) -> Option<Told> {
    let request = FamiliesRequest { offset: rank, limit: 1, ..FamiliesRequest::default() };
    let entry = cx.ask(None, request).await.ok()?.rows.into_iter().next()?;
    let request = FamilyRequest { label: entry.label.clone(), nth: entry.nth, offset: 0, limit: ARTICLES + 1 };
    let mut articles: Vec<_> =
        cx.ask(None, request).await.ok()?.places.into_iter().map(|place| place.article).collect();
    articles.dedup();
    let cards = cx.ask(None, CardsRequest { articles }).await.ok()?;
    Some((entry, cards))
}

fn row(cx: Context, locale: &Locale, id: &str, (entry, cards): &Told) -> AnyView {
    let words = first_words(&entry.label, WORDS).map_or_else(|| entry.label.clone(), |first| [first, " …"].concat());
    let family = family_link(cx, "shared-family", "family-label", Some((entry.label.clone(), entry.nth)), words);
    let with = |card: &Card| {
        let date = locale.date_or_unknown(card.date.as_ref());
        let told: Vec<String> =
            [Some(date), card.source.clone(), Some(card.title.clone())].into_iter().flatten().collect();
        html::li()
            .child(pair_link(cx, "shared-with", "", [id.to_owned(), card.id.clone()], told.join(" · ")))
            .into_any()
    };
    let with: Vec<AnyView> = cards.iter().filter(|card| card.id != id).take(ARTICLES as usize).map(with).collect();
    html::li()
        .child((family, html::p().class("meta").child(others(locale, entry.articles)), html::ul().child(with)))
        .into_any()
}
