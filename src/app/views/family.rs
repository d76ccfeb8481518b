//! One repeated wording: where it stands, in date order, and what each place makes of the earliest. It finds nothing and
//! counts nothing: the packer and the engine do.

use super::compare_wording::edited;
use crate::app::components::article_list::more_button;
use crate::app::components::links::{family_link, is_plain};
use crate::app::components::notices::slot_state;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::{Strings, fill};
use crate::compare::EditKind;
use crate::protocol::{Card, CardsRequest, FamilyAnswer, FamilyPlace, FamilyRequest, Wording};
use crate::view_state::View;
use leptos::ev;

/// Places of one batch: their articles are read for their titles.
const BATCH: u32 = 16;

/// Fetches a wording with its first places.
pub fn fetch_family(cx: Context, (label, nth): (String, u32)) {
    cx.family.clear();
    cx.cards.clear();
    let request = FamilyRequest { label, nth, offset: 0, limit: BATCH };
    cx.family.fetch_with(cx, Some("family"), request, move |answer| {
        fetch_cards(cx, &answer.places);
        answer
    });
}

/// Fetches places and puts them behind the ones that are there.
fn fetch_more(cx: Context) {
    let next = |asked: &FamilyRequest, answer: &FamilyAnswer| {
        let offset = u32::try_from(answer.places.len()).ok()?;
        Some(FamilyRequest { offset, ..asked.clone() })
    };
    cx.family.go_on(cx, Some("family"), next, move |before, mut answer| {
        let mut places = before.places.clone();
        places.append(&mut answer.places);
        fetch_cards(cx, &places);
        FamilyAnswer { places, ..answer }
    });
}

/// Fetches the titles of places: the places themselves are shown before.
fn fetch_cards(cx: Context, places: &[FamilyPlace]) {
    let mut articles: Vec<_> = places.iter().map(|place| place.article).collect();
    articles.dedup();
    cx.cards.fetch(cx, Some("cards"), CardsRequest { articles });
}

/// The page of one wording.
pub fn family_page(cx: Context) -> AnyView {
    let retry = move || {
        if let Some(family) = cx.store.peek(|state| state.family.clone()) {
            fetch_family(cx, family);
        }
    };
    let content = move || {
        let answer = cx.family.get()?;
        Some((page(cx, &cx.locale(), &answer), slot_state(cx, cx.cards, retry)).into_any())
    };
    let back = move || family_link(cx, "families-back", "chip", None, cx.strings().repeats.families_all.to_owned());
    (html::p().class("family-back").child(back), slot_state(cx, cx.family, retry), content).into_any()
}

fn page(cx: Context, locale: &Locale, answer: &FamilyAnswer) -> AnyView {
    let s = locale.strings;
    let first = answer.wordings.first().map(|wording| wording.text.clone()).unwrap_or_default();
    let told = [
        locale.count(&s.articles, answer.articles),
        locale.count(&s.repeats.family_places, answer.total),
        locale.count(&s.repeats.family_wordings, u32::try_from(answer.wordings.len()).unwrap_or(u32::MAX)),
    ];
    let heading = html::h2()
        .class("family-heading")
        .attr("tabindex", "-1")
        .attr("data-part", "family-title")
        .attr("dir", "auto")
        .child(first);
    let count = html::p().class("count").attr("data-part", "family-count").child(told.join(" · "));
    let dated = answer.places.iter().filter(|place| place.date.is_some()).count();
    let lines = |places: &[FamilyPlace], first_is_earliest: bool| -> Vec<AnyView> {
        let earliest = answer.places.first().filter(|first| first.date.is_some());
        let line =
            |(at, one): (usize, &FamilyPlace)| place(cx, locale, answer, one, (at == 0 && first_is_earliest, earliest));
        places.iter().enumerate().map(line).collect()
    };
    let ranked = html::ol().class("places").child(lines(&answer.places[..dated], true));
    let unranked = (dated < answer.places.len()).then(|| {
        (
            html::h3().class("family-undated").attr("data-part", "family-undated").child(s.repeats.family_unranked),
            html::ul().class("places").child(lines(&answer.places[dated..], false)),
        )
    });
    let shown = u32::try_from(answer.places.len()).unwrap_or(u32::MAX);
    let left = answer.total.saturating_sub(shown);
    let more = (left > 0 && shown > 0).then(|| {
        let label = fill(s.more, &[("n", &locale.number(left.min(BATCH)))]);
        let of = fill(s.shown_of, &[("n", &locale.number(shown)), ("total", &locale.number(answer.total))]);
        more_button(label, of, move || fetch_more(cx))
    });
    html::div().child((heading, count, ranked, unranked, more)).into_any()
}

/// What a wording makes of the first, in words.
fn difference(locale: &Locale, wording: &Wording) -> String {
    let s = locale.strings;
    match (wording.left_out, wording.put_in) {
        (0, 0) if wording.edits.iter().any(|edit| edit.kind == EditKind::MovedHere) => s.edit_here.to_owned(),
        (0, 0) => s.repeats.family_same.to_owned(),
        (out, 0) => locale.count(&s.repeats.family_left_out, out),
        (0, new) => locale.count(&s.repeats.family_put_in, new),
        (out, new) => {
            [locale.count(&s.repeats.family_left_out, out), locale.count(&s.repeats.family_put_in, new)].join(", ")
        }
    }
}

fn words(s: &'static Strings, answer: &FamilyAnswer, wording: &Wording) -> AnyView {
    let first = answer.wordings.first().map_or("", |first| &first.text);
    if wording.edits.iter().all(|edit| edit.kind == EditKind::Kept) {
        return wording.text.clone().into_any();
    }
    edited(s, first, &wording.text, &wording.edits).into_any()
}

/// A link that holds two articles against each other.
fn compare_link(cx: Context, ids: Vec<String>) -> AnyView {
    let go = ids.clone();
    html::a()
        .class("plain")
        .attr("data-part", "place-compare")
        .attr("href", cx.store.link(|state| (state.compared, state.view) = (ids.clone(), View::Compare)))
        .on(ev::click, move |event| {
            if is_plain(&event) {
                event.prevent_default();
                cx.navigate(|state| (state.compared, state.view) = (go.clone(), View::Compare));
            }
        })
        .child(cx.text(|s| s.repeats.family_compare))
        .into_any()
}

type Beside<'a> = (bool, Option<&'a FamilyPlace>);

fn place(
    cx: Context,
    locale: &Locale,
    answer: &FamilyAnswer,
    one: &FamilyPlace,
    (is_earliest, earliest): Beside,
) -> AnyView {
    let s = locale.strings;
    let wording = answer.wordings.get(one.wording as usize);
    let card = move |article| -> Option<Card> {
        let cards = cx.cards.get()?;
        cards.iter().find(|card| card.article == article).cloned()
    };
    let (article, spot) = (one.article, (one.start, one.end));
    let text = html::p()
        .class("wording-line family-text")
        .child(html::bdi().child(wording.map(|wording| words(s, answer, wording))));
    let mut told: Vec<AnyView> = Vec::new();
    if is_earliest {
        told.push(
            html::span().class("earliest").attr("data-part", "earliest").child(s.repeats.family_earliest).into_any(),
        );
    } else if let Some(wording) = wording {
        told.push(html::span().attr("data-part", "difference").child(difference(locale, wording)).into_any());
    }
    let date = one.date.map(|date| html::span().class("line-date").child(locale.date(&date)));
    let title = move || {
        card(article).map(|card| {
            let open = card.id.clone();
            html::a()
                .class("line-title")
                .attr("data-part", "place-link")
                .attr("dir", "auto")
                .attr("href", cx.store.link(|state| state.open_at(&card.id, Some(spot))))
                .on(ev::click, move |event| {
                    if is_plain(&event) {
                        event.prevent_default();
                        cx.open_spot(View::Families, &open, spot);
                    }
                })
                .child(card.title)
        })
    };
    let source = move || card(article).and_then(|card| card.source).map(|source| html::span().child(source));
    let other = earliest.map(|place| place.article).filter(|other| *other != article);
    let compare = move || Some(compare_link(cx, vec![card(other?)?.id, card(article)?.id]));
    html::li()
        .class("place")
        .attr("data-part", "place")
        .attr("data-article", move || card(article).map(|card| card.id))
        .attr("data-start", spot.0.to_string())
        .child((
            html::div().class("place-when").child((date, source)),
            html::div().class("place-what").child((
                title,
                text,
                html::p().class("meta place-told").child((told, compare)),
            )),
        ))
        .into_any()
}
