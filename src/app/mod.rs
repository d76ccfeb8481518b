//! The browser app: a tree of components over one context for each instance. No global state, no look-ups in the
//! document, no listeners on the window but for changes of the address and of what another tab keeps, so that it mounts in
//! a shadow root and several times on a page.

mod asked;
pub mod boot;
mod components;
mod context;
mod element;
mod export;
pub mod handle;
mod hits;
mod keeping;
mod keys;
pub mod loader;
mod locale;
mod measuring;
mod notes;
mod opening;
mod reactive;
mod settings;
mod slot;
mod speaking;
mod state;
mod strings;
mod tabs;
mod theme;
mod title;
mod trail;
mod travel;
mod views;
pub mod worker;

use crate::app::element as html;
use crate::app::reactive::*;
use crate::view_state::{View, ViewState};
use boot::Instance;
use components::{frame, keys_dialog::keys_dialog, notices::notices, tray::tray};
use context::Context;
use leptos::ev;
use strings::Language;
use tabs::{Plain, tab};
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, HtmlElement};

/// Mounts the app in an instance's root. What the root held before, the page as it was readable before the app, stays in
/// the overview until the app knows more.
pub fn mount(instance: Instance) {
    let Some(root) = instance.root.dyn_ref::<HtmlElement>().cloned() else { return };
    let plain = take_children(&root);
    let language = instance.language.as_deref().and_then(Language::of_tag).or_else(|| page_language(&root));
    leptos::mount::mount_to(root, move || {
        let cx = Context::new(&instance, language);
        if cx.store.has_page() {
            title::follow_title(cx);
        }
        settings::follow_host(cx.settings, &instance.root);
        app(cx, plain)
    })
    .forget();
}

/// The language of the page around an element.
fn page_language(root: &Element) -> Option<Language> {
    let around = root.closest("[lang]").ok().flatten()?;
    Language::of_tag(&around.get_attribute("lang")?)
}

fn take_children(root: &Element) -> Option<DocumentFragment> {
    let fragment = root.owner_document()?.create_document_fragment();
    while let Some(child) = root.first_child() {
        fragment.append_child(&child).ok()?;
    }
    fragment.has_child_nodes().then_some(fragment)
}

/// A view that is drawn when it is first shown, and then kept, hidden or not, with its place.
fn kept(cx: Context, view: View, plain: Plain) -> AnyView {
    let seen = Memo::new(move |before: Option<&bool>| before == Some(&true) || cx.view.get() == view);
    // Drawn in the owner of the app, not of the closure, so that it lives as long as the app.
    let owner = Owner::current().unwrap_or_default();
    let content = move || seen.get().then(|| owner.with(|| (tab(view).draw)(cx, plain)));
    html::div()
        .class("view")
        .attr("data-view", view.name())
        .attr("hidden", move || cx.view.get() != view)
        .child(content)
        .into_any()
}

fn app(cx: Context, plain: Option<DocumentFragment>) -> AnyView {
    views::overview::fetch_overview(cx);
    cx.notes.follow(cx);
    let pending = StoredValue::new(None);
    let plain = StoredValue::new(plain);
    let main = NodeRef::<leptos::html::Main>::new();
    // Keys act while focus is inside; a page of its own starts with it.
    Effect::new(move |_| {
        if let Some(app) = cx.places.app.get().filter(|_| !cx.embedded) {
            let _ = app.focus();
        }
    });
    keep_places(cx);
    let skip = components::links::button(
        cx,
        "skip",
        "skip",
        |s| s.skip,
        move || {
            if let Some(main) = main.get_untracked() {
                let _ = main.focus();
            }
        },
    );
    html::div()
        .class("recto")
        .attr("data-part", "app")
        .attr("lang", move || cx.strings().tag)
        .attr("data-theme", move || cx.settings.theme.get().name())
        .attr("data-embedded", cx.embedded.then_some(""))
        .attr("data-view", move || cx.view.get().name())
        .attr("data-alone", move || cx.settings.alone.get().then_some(""))
        .attr("tabindex", "-1")
        .node_ref(cx.places.app)
        .on(ev::click, move |_| cx.store.take_over())
        .on(ev::keydown, move |event| {
            cx.store.take_over();
            keys::on_key(cx, pending, &event);
        })
        .child((
            skip,
            frame::header(cx),
            frame::tabs(cx),
            notices(cx),
            html::main()
                .class("main")
                .attr("role", (!cx.store.has_page()).then_some("group"))
                .attr("tabindex", "-1")
                .node_ref(main)
                .child(View::ALL.map(|view| kept(cx, view, plain)).into_iter().collect::<Vec<_>>()),
            tray(cx),
            html::p().class("print-line").attr("aria-hidden", "true").child(move || cx.citation()),
            html::p()
                .class("unseen")
                .attr("data-part", "status")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .child(move || cx.spoken.get()),
            keys_dialog(cx),
        ))
        .into_any()
}

/// Keeps the place on the page of every tab, and of the list while the reader takes its room.
fn keep_places(cx: Context) {
    const READER_ALONE: usize = View::ALL.len();
    const FAMILY: usize = READER_ALONE + 1;
    let spot = move |state: &ViewState| match state.view {
        View::Results if state.open.is_some() && cx.is_narrow() => READER_ALONE,
        View::Families if state.family.is_some() || state.tracing || state.grouped.is_some() => FAMILY,
        view => view as usize,
    };
    let pane = move |view: View| (tab(view).pane)(cx)?.try_get_untracked().flatten();
    let places = StoredValue::new([(0.0, 0); FAMILY + 1]);
    cx.store.before_change(move || {
        let (here, view) = cx.store.peek(|state| (spot(state), state.view));
        let pane = pane(view).map_or(0, |pane| pane.scroll_top());
        let page = gloo::utils::window().scroll_y().unwrap_or(0.0);
        places.update_value(|places| places[here] = (page, pane));
    });
    Effect::new(move |before: Option<usize>| {
        let (here, view) = cx.store.with(|state| (spot(state), state.view));
        if before.is_some_and(|before| before != here) {
            // What had focus may be hidden now; keys go on only while focus is inside.
            request_animation_frame(move || keys::keep_focus(cx));
        }
        if before.is_some_and(|before| before != here) && here != READER_ALONE {
            let (page, place) = places.with_value(|places| places[here]);
            request_animation_frame(move || {
                if cx.store.has_page() {
                    gloo::utils::window().scroll_to_with_x_and_y(0.0, page);
                }
                if let Some(pane) = pane(view) {
                    pane.set_scroll_top(place);
                }
            });
        }
        here
    });
}
