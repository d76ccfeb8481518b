//! Links and buttons: a link has a real address, so that it can be copied or opened in a tab, and acts in place on a
//! plain click.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::Label;
use crate::protocol::{Kind, QuerySpec};
use crate::view_state::{Mapped, ViewState};
use leptos::ev;
use std::rc::Rc;

/// A click without a key that asks the browser for another tab or window.
pub fn is_plain(event: &ev::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// A link that acts in the page on a plain click.
pub fn link(part: &'static str, class: &'static str, href: String, text: String, act: impl Fn() + 'static) -> AnyView {
    let act = Box::new(act) as Box<dyn Fn()>;
    html::a()
        .class(class)
        .attr("data-part", part)
        .attr("href", href)
        .attr("dir", "auto")
        .on(ev::click, move |event| {
            if is_plain(&event) {
                event.prevent_default();
                act();
            }
        })
        .child(text)
        .into_any()
}

/// A link that opens an article in the reader.
pub fn article_link(cx: Context, part: &'static str, class: &'static str, id: &str, text: String) -> AnyView {
    let id = id.to_owned();
    let href = cx.store.link(|state| state.open_at(&id, None));
    link(part, class, href, text, move || cx.open_article(&id))
}

/// A link to a place of an article.
pub fn place_link(
    cx: Context,
    part: &'static str,
    show: impl Fn(&mut ViewState) + Clone + 'static,
    text: String,
) -> AnyView {
    let href = cx.store.link(show.clone());
    link(part, "", href, text, move || cx.navigate(show.clone()))
}

/// A link that shows where a thing of a kind is mentioned; where any of the kind is, without one.
pub fn mention_link(
    cx: Context,
    part: &'static str,
    class: &'static str,
    (kind, name): (Kind, Option<String>),
    text: String,
) -> AnyView {
    let href = cx.store.link(|state| state.show_mentions(kind, name.clone()));
    link(part, class, href, text, move || cx.navigate(|state| state.show_mentions(kind, name.clone())))
}

/// A link that holds two articles side by side.
pub fn pair_link(cx: Context, part: &'static str, class: &'static str, pair: [String; 2], text: String) -> AnyView {
    let show = move |state: &mut ViewState| state.show_pair(pair.clone());
    let href = cx.store.link(show.clone());
    link(part, class, href, text, move || cx.navigate(show.clone()))
}

/// A link to a wording that the corpus repeats; to the list of them, without one.
pub fn family_link(
    cx: Context,
    part: &'static str,
    class: &'static str,
    family: Option<(String, u32)>,
    text: String,
) -> AnyView {
    let href = cx.store.link(|state| state.show_family(family.clone()));
    link(part, class, href, text, move || cx.navigate(|state| state.show_family(family.clone())))
}

/// A link to where a text of the reader's own is traced.
pub fn trace_link(cx: Context, text: String) -> AnyView {
    let href = cx.store.link(ViewState::show_trace);
    link("trace-way", "chip", href, text, move || cx.navigate(ViewState::show_trace))
}

/// A link to what two groups of articles share and change.
pub fn groups_link(cx: Context, part: &'static str, class: &'static str, groups: [String; 2], text: String) -> AnyView {
    let show = move |state: &mut ViewState| state.show_groups(groups.clone());
    let href = cx.store.link(show.clone());
    link(part, class, href, text, move || cx.navigate(show.clone()))
}

/// A link to the map of who shares wording with whom.
pub fn map_link(cx: Context, part: &'static str, mapped: Mapped, text: String) -> AnyView {
    let show = move |state: &mut ViewState| state.show_map(mapped.clone());
    let href = cx.store.link(show.clone());
    link(part, "chip", href, text, move || cx.navigate(show.clone()))
}

/// A link that shows what a query finds.
pub fn query_link(cx: Context, part: &'static str, class: &'static str, spec: QuerySpec, text: String) -> AnyView {
    let href = cx.store.link(|state| {
        state.set_spec(spec.clone());
        state.show_found();
        state.close();
    });
    link(part, class, href, text, move || cx.search_for(spec.clone()))
}

/// A button with words on it.
pub fn button(cx: Context, part: &'static str, class: &'static str, label: Label, act: impl Fn() + 'static) -> AnyView {
    let act = Box::new(act) as Box<dyn Fn()>;
    html::button()
        .class(class)
        .attr("data-part", part)
        .attr("type", "button")
        .on(ev::click, move |_| act())
        .child(cx.text(label))
        .into_any()
}

/// A button with a sign on it; its words are its name and its hint.
pub fn sign_button(
    cx: Context,
    part: &'static str,
    sign: &'static str,
    label: Label,
    act: impl Fn() + 'static,
) -> AnyView {
    signed(cx, part, sign, label, Box::new(act)).into_any()
}

/// The same, for one that opens something: it says whether that is open.
pub fn sign_opener(
    cx: Context,
    part: &'static str,
    sign: &'static str,
    label: Label,
    is_open: impl Fn() -> bool + 'static,
    act: impl Fn() + 'static,
) -> AnyView {
    signed(cx, part, sign, label, Box::new(act))
        .attr("aria-expanded", move || if is_open() { "true" } else { "false" })
        .into_any()
}

fn signed(cx: Context, part: &'static str, sign: &'static str, label: Label, act: Box<dyn Fn()>) -> html::Element {
    html::button()
        .class("sign")
        .attr("data-part", part)
        .attr("type", "button")
        .attr("aria-label", cx.text(label))
        .attr("title", cx.text(label))
        .on(ev::click, move |_| act())
        .child(html::span().attr("aria-hidden", "true").child(sign))
}

/// A group of choices of which one holds, drawn as a segmented switch.
pub fn choices<T: Copy + PartialEq + 'static>(
    cx: Context,
    part: &'static str,
    label: Label,
    options: &'static [(T, Label)],
    chosen: impl Fn() -> T + 'static,
    choose: impl Fn(T) + 'static,
) -> AnyView {
    let holds = Rc::new(move |at: usize| options[at].0 == chosen());
    let choose = Rc::new(move |at: usize| choose(options[at].0));
    choices_at(cx, part, label, (options.len(), &|at| options[at].1), holds, choose)
}

/// The same by places: one piece of code for the choices of every kind.
fn choices_at(
    cx: Context,
    part: &'static str,
    label: Label,
    (count, name): (usize, &dyn Fn(usize) -> Label),
    holds: Rc<dyn Fn(usize) -> bool>,
    choose: Rc<dyn Fn(usize)>,
) -> AnyView {
    let buttons: Vec<AnyView> = (0..count)
        .map(|at| {
            let (holds, choose) = (Rc::clone(&holds), Rc::clone(&choose));
            html::button()
                .class("choice")
                .attr("type", "button")
                .attr("aria-pressed", move || if holds(at) { "true" } else { "false" })
                .on(ev::click, move |_| choose(at))
                .child(cx.text(name(at)))
                .into_any()
        })
        .collect();
    html::div()
        .class("choices")
        .attr("data-part", part)
        .attr("role", "group")
        .attr("aria-label", cx.text(label))
        .child((html::span().class("choices-label").attr("aria-hidden", "true").child(cx.text(label)), buttons))
        .into_any()
}
