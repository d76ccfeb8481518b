//! An article in a list: its title, when and where it was published, and a tick to compare it.

use super::links::article_link;
use super::note::note_marks;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::protocol::Card;
use leptos::ev;

/// When and where an article was published, and whatever else is to be said of it.
pub fn meta(locale: &Locale, card: &Card, more: Vec<AnyView>) -> AnyView {
    let date = card.date;
    let machine = date.filter(|date| date.year.is_some()).map(|date| date.to_string());
    let mut items =
        vec![html::time().attr("datetime", machine).child(locale.date_or_unknown(date.as_ref())).into_any()];
    if let Some(made) = card.file_date {
        let made = fill(locale.strings.file_date, &[("date", &locale.date(&made))]);
        items.push(html::span().class("note").attr("data-part", "file-date").child(made).into_any());
    }
    items.extend(card.source.clone().map(|source| html::span().attr("dir", "auto").child(source).into_any()));
    if card.untitled {
        items.push(html::span().class("note").child(locale.strings.untitled).into_any());
    }
    items.extend(more);
    html::p().class("meta").child(items).into_any()
}

/// The box that ticks an article to compare.
pub fn tick(cx: Context, locale: &Locale, card: &Card) -> AnyView {
    let id = card.id.clone();
    let ticked = {
        let id = id.clone();
        move || cx.compared.with(|compared| compared.contains(&id))
    };
    let tick = html::input()
        .class("tick")
        .attr("data-part", "result-tick")
        .attr("type", "checkbox")
        .attr("aria-label", fill(locale.strings.tick, &[("title", &card.title)]))
        .prop("checked", ticked)
        .on(ev::change, move |event| {
            cx.toggle_compared(&id);
            // Where there was no room the box must not stay ticked.
            let kept = cx.compared.with_untracked(|compared| compared.contains(&id));
            event_target::<web_sys::HtmlInputElement>(&event).set_checked(kept);
        });
    // The label is the larger target of the two.
    html::label().class("tick-area").child(tick).into_any()
}

/// One article of a list; `below` stands under its title.
pub fn row(cx: Context, locale: &Locale, card: &Card, more: Vec<AnyView>, below: Vec<AnyView>) -> AnyView {
    let id = card.id.clone();
    let current = {
        let id = id.clone();
        move || cx.open.with(|open| (open.as_ref() == Some(&id)).then_some("true"))
    };
    let title_class = if card.untitled { "result-title untitled" } else { "result-title" };
    html::li()
        .class("result")
        .attr("data-part", "result")
        .attr("data-article", id.clone())
        .attr("aria-current", current)
        .child((
            tick(cx, locale, card),
            html::div().class("result-body").child((
                html::h3().class("result-heading").child(article_link(
                    cx,
                    "result-title",
                    title_class,
                    &id,
                    card.title.clone(),
                )),
                meta(locale, card, more),
                note_marks(cx, id.clone()),
                below,
            )),
        ))
        .into_any()
}
