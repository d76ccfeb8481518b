//! At the foot of an article others on its topic, each with its reasons. They are looked for when they are unfolded, for they
//! cost some chunks. It weighs nothing: the engine does.

use crate::app::components::links::{article_link, family_link, pair_link};
use crate::app::components::notices::slot_state;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Slot;
use crate::app::strings::fill;
use crate::protocol::{Related, RelatedRequest};
use crate::view_state::first_words;
use leptos::ev;

/// Articles at most.
const LIMIT: u32 = 5;
/// Words of a wording that tell it from others.
const WORDS: usize = 12;

/// The articles related to one, folded.
pub fn related(cx: Context, id: String) -> AnyView {
    let slot = Slot::<RelatedRequest>::new();
    let asked = StoredValue::new(RelatedRequest { article: id.clone(), limit: LIMIT });
    let fetch = move || slot.fetch(cx, Some("related"), asked.get_value());
    let content = move || {
        let (answer, locale) = (slot.get()?, cx.locale());
        let rows: Vec<AnyView> = answer.articles.iter().map(|one| row(cx, &locale, &id, one)).collect();
        let s = &locale.strings.repeats;
        let words = if rows.is_empty() { s.related_none } else { s.related_note };
        let note = html::p().class("meta").attr("data-part", "related-note").child(words);
        Some((note, html::ol().class("families").child(rows)).into_any())
    };
    html::details()
        .class("fold related-articles")
        .attr("data-part", "related")
        .on(ev::toggle, move |event: ev::Event| {
            let details: web_sys::HtmlElement = event_target(&event);
            if details.has_attribute("open") && slot.peek().is_none() {
                fetch();
            }
        })
        .child((
            html::summary().attr("data-part", "related-open").child(cx.text(|s| s.repeats.related)),
            slot_state(cx, slot, fetch),
            html::div().attr("role", "status").child(content),
        ))
        .into_any()
}

fn row(cx: Context, locale: &Locale, id: &str, one: &Related) -> AnyView {
    let s = &locale.strings.repeats;
    let card = &one.card;
    let title = article_link(cx, "related-article", "family-label", &card.id, card.title.clone());
    let when = [Some(locale.date_or_unknown(card.date.as_ref())), card.source.clone()];
    let when = when.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let compare = pair_link(cx, "related-compare", "", [id.to_owned(), card.id.clone()], s.related_compare.to_owned());
    let mut reasons: Vec<AnyView> = Vec::new();
    let lists = [(s.related_people, "people", &one.people), (s.related_words, "words", &one.words)];
    for (text, name, list) in lists.into_iter().filter(|(_, _, list)| !list.is_empty()) {
        reasons.push(html::li().child(fill(text, &[(name, &list.join(", "))])).into_any());
    }
    for (label, nth) in &one.wordings {
        let words = first_words(label, WORDS).map_or_else(|| label.clone(), |first| [first, " …"].concat());
        let link = family_link(cx, "related-family", "", Some((label.clone(), *nth)), words);
        reasons.push(html::li().child((s.related_wordings, link)).into_any());
    }
    let reasons = html::ul().class("related-reasons").attr("data-part", "related-reasons").child(reasons);
    html::li()
        .class("family")
        .attr("data-part", "related-row")
        .attr("data-article", card.id.clone())
        .child((title, html::p().class("meta place-told").child((html::span().child(when), compare)), reasons))
        .into_any()
}
