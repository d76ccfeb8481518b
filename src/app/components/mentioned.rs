//! Who and what the open article mentions, folded under its head: each leads to its places in the text, and to every
//! article that mentions it. It finds nothing: the packer did.

use super::links::mention_link;
use super::mentions_list::{kind_label, name_label};
use super::notices::slot_state;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::article::titles_before;
use crate::protocol::{Detail, Kind, Mention, MentionsAnswer, MentionsRequest, ReadAnswer};
use crate::view_state::{KINDS, Mentioned, mentioned, next_place, place_of};
use leptos::ev;

/// Things of a kind that are shown before "show more".
const FIRST_THINGS: usize = 12;

/// Places of one thing, each with its own words, before "show more".
const FIRST_PLACES: usize = 30;

/// Keeps what is mentioned in step with the open article, while it is unfolded.
pub fn follow_mentioned(cx: Context) {
    Effect::new(move |before: Option<Option<String>>| {
        let open = cx.mentions_open.get();
        let id = cx.reading.get().map(|answer| answer.article.card.id.clone());
        let asked = before.flatten();
        if asked.is_some() && asked != id {
            cx.mentioned.clear();
        }
        if !open {
            return asked.filter(|asked| Some(asked) == id.as_ref());
        }
        if asked != id {
            fetch(cx);
        }
        id
    });
}

fn fetch(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let article = answer.article.card.id.clone();
    cx.mentioned.fetch(cx, Some("mentioned"), MentionsRequest { article });
}

/// The panel.
pub fn mentioned_panel(cx: Context, locale: &Locale, answer: &ReadAnswer) -> AnyView {
    let people = answer.article.people.join(", ");
    let (text, here) = (answer.article.text.clone(), answer.article.card.id.clone());
    let content = move || {
        let answer = cx.mentioned.get().filter(|_| cx.mentions_open.get())?;
        // What another article mentions is on its way out: its places mean nothing in this text.
        (answer.question().article == here).then(|| groups(cx, &cx.locale(), &text, &answer))
    };
    let summary = html::summary().attr("data-part", "mentioned-summary").child((
        html::span().child(locale.strings.mentions),
        html::span().class("mentioned-names").attr("dir", "auto").child(people),
    ));
    html::details()
        .class("fold mentioned")
        .attr("data-part", "mentioned")
        .attr("open", move || cx.mentions_open.get())
        .on(ev::toggle, move |event: ev::Event| {
            let details: web_sys::HtmlElement = event_target(&event);
            let open = details.has_attribute("open");
            if cx.mentions_open.get_untracked() != open {
                cx.mentions_open.set(open);
            }
        })
        .child((summary, slot_state(cx, cx.mentioned, move || fetch(cx)), content))
        .into_any()
}

fn groups(cx: Context, locale: &Locale, text: &str, answer: &MentionsAnswer) -> AnyView {
    let groups: Vec<AnyView> = KINDS.iter().filter_map(|kind| group(cx, locale, text, answer, *kind)).collect();
    if groups.is_empty() {
        return html::p().class("meta").child(locale.strings.mentioned_none).into_any();
    }
    html::div().class("mentioned-groups").child(groups).into_any()
}

fn group(cx: Context, locale: &Locale, text: &str, answer: &MentionsAnswer, kind: Kind) -> Option<AnyView> {
    let things = mentioned(&answer.mentions, kind);
    let item = |thing: &Mentioned| match kind {
        Kind::Figures | Kind::Attributions => by_place(cx, locale, text, &answer.mentions, kind, thing),
        _ => by_thing(cx, locale, text, answer, kind, thing),
    };
    let items: Vec<AnyView> = things.iter().map(item).collect();
    let label = kind_label(locale.strings, kind);
    (!items.is_empty()).then(|| {
        html::section()
            .class("mentioned-group")
            .attr("data-kind", kind.name())
            .attr("aria-label", label)
            .child((html::h3().child(label), folded(locale, items, FIRST_THINGS)))
            .into_any()
    })
}

/// A list of which what goes beyond the first items is folded.
fn folded(locale: &Locale, mut items: Vec<AnyView>, first: usize) -> AnyView {
    let rest = items.split_off(items.len().min(first));
    let more = (!rest.is_empty()).then(|| {
        let line = fill(locale.strings.more, &[("n", &locale.number(rest.len() as u64))]);
        html::details().class("fold").child((html::summary().child(line), html::ul().class("things").child(rest)))
    });
    html::div().child((html::ul().class("things").child(items), more)).into_any()
}

/// A thing that goes by one name: a click leads to its next place.
fn by_thing(
    cx: Context,
    locale: &Locale,
    text: &str,
    answer: &MentionsAnswer,
    kind: Kind,
    thing: &Mentioned,
) -> AnyView {
    let titles = thing.places.iter().map(|place| titles_before(text, place.0 as usize));
    // The longest says most: "Thượng tướng" more than "ông".
    let title =
        titles.filter(|_| kind == Kind::People).fold("", |best, one| if one.len() > best.len() { one } else { best });
    let long = answer.expansions.iter().find(|one| kind == Kind::Abbreviations && one.0 == thing.key);
    let name = name_label(locale, kind, &thing.key);
    let count = (thing.places.len() > 1).then(|| {
        html::span().class("figure").child(locale.count(&locale.strings.mention_hits, thing.places.len() as u64))
    });
    let places = thing.places.clone();
    let jump = html::button()
        .class("jump")
        .attr("data-part", "mention-jump")
        .attr("type", "button")
        .attr("dir", "auto")
        .on(ev::click, move |_| jump(cx, &places))
        .child(if title.is_empty() { name } else { [title, " ", &name].concat() });
    let long = long.map(|(_, long)| html::span().class("meta").attr("dir", "auto").child(long.clone()));
    html::li().class("thing").child((jump, long, count, every(cx, locale, kind, &thing.key))).into_any()
}

/// A unit or a speaker: every place has words of its own.
fn by_place(cx: Context, locale: &Locale, text: &str, mentions: &[Mention], kind: Kind, thing: &Mentioned) -> AnyView {
    let words = |place: (u32, u32)| {
        let mut here = mentions.iter().filter(|one| one.kind == kind && place_of(one) == place);
        let verb = here.find_map(|one| match one.detail {
            Detail::Attribution { verb, .. } => Some(verb),
            _ => None,
        });
        let (start, end) = verb.unwrap_or(place);
        text.get(start as usize..end as usize).unwrap_or("").to_owned()
    };
    let items: Vec<AnyView> = thing
        .places
        .iter()
        .map(|&place| {
            let jump = html::button()
                .class("jump")
                .attr("data-part", "mention-jump")
                .attr("type", "button")
                .attr("dir", "auto")
                .on(ev::click, move |_| jump(cx, &[place]))
                .child(words(place));
            html::li().child(jump).into_any()
        })
        .collect();
    let label = name_label(locale, kind, &thing.key);
    html::li()
        .class("thing many")
        .child((
            html::span().class("thing-name").attr("dir", "auto").child(label),
            folded(locale, items, FIRST_PLACES),
            every(cx, locale, kind, &thing.key),
        ))
        .into_any()
}

/// The way to every article that mentions a thing.
fn every(cx: Context, locale: &Locale, kind: Kind, key: &str) -> AnyView {
    let name = name_label(locale, kind, key);
    let (text, help) = (locale.strings.mention_all, fill(locale.strings.mention_all_help, &[("name", &name)]));
    let link = mention_link(cx, "mention-all", "every", (kind, Some(key.to_owned())), text.to_owned());
    html::span().attr("title", help).child(link).into_any()
}

/// Goes to the next place of a thing, and says which it is.
fn jump(cx: Context, places: &[(u32, u32)]) {
    let Some(at) = next_place(places, cx.spot.get_untracked()) else { return };
    cx.point_at(Some(places[at]));
    // The place may be pointed at already.
    request_animation_frame(move || {
        crate::app::hits::show_spot(cx);
    });
    let locale = untrack(|| cx.locale());
    let (n, total) = (locale.number(at as u64 + 1), locale.number(places.len() as u64));
    cx.spoken.set(fill(locale.strings.hit_spoken, &[("n", &n), ("total", &total)]));
}
