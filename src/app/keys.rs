//! What keys do: one table, shown by `?` and acted on here. Keys act only on events inside the instance, never while the
//! reader types or an input method composes; single letters can be switched off (WCAG 2.1.4).

use super::context::Context;
use super::hits::step_hit;
use super::strings::Label;
use super::tabs::tab;
use super::travel::copy_row_link;
use crate::app::reactive::*;
use crate::view_state::View;
use js_sys::Reflect;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Goes to the search box.
    Search,
    /// Shows the table of keys.
    Keys,
    /// To the next row (1) or the one before (-1).
    Row(isize),
    /// To the next hit or the one before.
    Hit(isize),
    /// To the next passage or the one before.
    Passage(i32),
    /// Ticks the row's article, or unticks it.
    Tick,
    /// Compares the ticked articles.
    Compare,
    /// Copies the link to the row, or to the place in the open article.
    CopyLink,
    /// Opens another article without a way over the list.
    Article(isize),
    /// Unfolds what the open article mentions, or folds it.
    Mentions,
    /// Shows a tab.
    Show(View),
    /// Closes the top thing.
    Close,
    /// Done by the element that has focus; in the table to be known.
    Native,
}

/// A row of the table.
pub struct Key {
    /// As shown.
    pub shown: &'static [&'static str],
    /// `KeyboardEvent.key`, two for a sequence such as `g o`.
    pub strokes: &'static [&'static str],
    /// What it does.
    pub action: Action,
    /// What it does, in words.
    pub label: Label,
}

const fn key(shown: &'static [&'static str], strokes: &'static [&'static str], action: Action, label: Label) -> Key {
    Key { shown, strokes, action, label }
}

/// What is walked from row to row: an article in a list, a line in its context, a mention in its sentence, a passage.
const ROW: &str = ":is([data-part=result], [data-part=line], [data-part=mention], [data-part=family], [data-part=place], [data-part=passage-item])";

/// Every key: those of the page, those of its tabs, and the one that closes.
pub fn table() -> impl Iterator<Item = Key> {
    let tabs = View::ALL.into_iter().map(|view| {
        let tab = tab(view);
        key(tab.keys, tab.keys, Action::Show(view), tab.key_label)
    });
    KEYS.into_iter().chain(tabs).chain([key(&["Esc"], &["Escape"], Action::Close, |s| s.key_close)])
}

const KEYS: [Key; 16] = [
    key(&["/"], &["/"], Action::Search, |s| s.key_search),
    key(&["?"], &["?"], Action::Keys, |s| s.key_help),
    key(&["j", "↓"], &["j"], Action::Row(1), |s| s.key_next),
    key(&["k", "↑"], &["k"], Action::Row(-1), |s| s.key_previous),
    key(&["Enter"], &[], Action::Native, |s| s.key_open),
    key(&["x"], &["x"], Action::Tick, |s| s.key_tick),
    key(&["c"], &["c"], Action::Compare, |s| s.key_compare),
    key(&["y"], &["y"], Action::CopyLink, |s| s.travel.copy_link),
    key(&["n"], &["n"], Action::Hit(1), |s| s.hit_next),
    key(&["p"], &["p"], Action::Hit(-1), |s| s.hit_previous),
    key(&["Enter", "Shift+Enter"], &[], Action::Native, |s| s.key_hit_enter),
    key(&["l"], &["l"], Action::Article(1), |s| s.article_next),
    key(&["h"], &["h"], Action::Article(-1), |s| s.article_previous),
    key(&["m"], &["m"], Action::Mentions, |s| s.key_mentioned),
    key(&["]"], &["]"], Action::Passage(1), |s| s.passage_next),
    key(&["["], &["["], Action::Passage(-1), |s| s.passage_previous),
];

/// Shows the table of keys.
pub fn show_keys(cx: Context) {
    if let Some(dialog) = cx.places.keys.get_untracked().filter(|dialog| !dialog.open()) {
        // It fails only for a dialog that is not in a page.
        let _ = dialog.show_modal();
    }
}

/// Whether letters go into the element.
fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "range")),
        _ => element.closest("[contenteditable]").ok().flatten().is_some(),
    }
}

/// The element with focus, inside this instance and whatever shadow root it lies in.
fn focused(cx: Context) -> Option<Element> {
    let app = cx.places.app.get_untracked()?;
    let root = app.get_root_node();
    let active = Reflect::get(&root, &"activeElement".into()).ok()?.dyn_into::<Element>().ok()?;
    app.contains(Some(&active)).then_some(active)
}

/// Handles a key pressed inside the instance. `pending` holds the first stroke of a sequence.
pub fn on_key(cx: Context, pending: StoredValue<Option<&'static str>>, event: &KeyboardEvent) {
    // 229 is what browsers report for keys that an input method takes.
    if event.default_prevented() || event.is_composing() || event.key_code() == 229 {
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let pressed = event.key();
    if cx.places.keys.get_untracked().is_some_and(|dialog| dialog.open()) {
        return;
    }
    let focus = focused(cx);
    if focus.as_ref().is_some_and(takes_text) {
        let leave =
            pressed == "ArrowDown" && focus.as_ref() == cx.places.search.get_untracked().as_deref().map(AsRef::as_ref);
        if pressed == "Escape" {
            act(cx, Action::Close, event);
        } else if leave {
            act(cx, Action::Row(1), event);
        }
        return;
    }
    let in_list = focus.as_ref().is_some_and(|focus| focus.closest(ROW).ok().flatten().is_some());
    match pressed.as_str() {
        "ArrowDown" if in_list => return act(cx, Action::Row(1), event),
        "ArrowUp" if in_list => return act(cx, Action::Row(-1), event),
        "Escape" => return act(cx, Action::Close, event),
        _ if !cx.settings.single_keys.get_untracked() => return,
        _ => {}
    }
    let before = pending.try_update_value(Option::take).flatten();
    let found = table().find(|key| match key.strokes {
        [one] => before.is_none() && *one == pressed,
        [first, second] => before == Some(*first) && *second == pressed,
        _ => false,
    });
    if let Some(found) = found {
        act(cx, found.action, event);
    } else if before.is_none() {
        let starts = table().find(|key| key.strokes.len() == 2 && key.strokes[0] == pressed);
        pending.set_value(starts.map(|key| key.strokes[0]));
    }
}

fn act(cx: Context, action: Action, event: &KeyboardEvent) {
    event.prevent_default();
    match action {
        Action::Search => focus_search(cx),
        Action::Keys => show_keys(cx),
        Action::Row(step) => walk(cx, step),
        Action::Hit(step) => step_hit(cx, step),
        Action::Passage(step) => cx.passage_step.update(|steps| *steps += step),
        Action::Tick => {
            let id = focused(cx).as_ref().and_then(article_of).or_else(|| cx.open.get_untracked());
            if let Some(id) = id {
                cx.toggle_compared(&id);
            }
        }
        Action::Compare => cx.show(View::Compare),
        Action::CopyLink => {
            let row = focused(cx).and_then(|focus| focus.closest(ROW).ok().flatten());
            copy_row_link(cx, row.as_ref());
        }
        Action::Article(step) => {
            if let Some(id) = untrack(|| cx.neighbour(step)) {
                cx.open_article(&id);
            }
        }
        Action::Mentions => toggle_mentioned(cx),
        Action::Show(view) => cx.show(view),
        Action::Close => close(cx),
        Action::Native => {}
    }
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Focus is refused only to elements that are gone.
        let _ = element.focus();
    }
}

/// Whether what had focus is gone or hidden.
fn is_lost(focus: Option<&Element>) -> bool {
    focus.is_none_or(|focus| focus.closest("[hidden]").ok().flatten().is_some())
}

/// Whether focus is the app's to move. In a frame it is where the reader is in it already; in an element of another page,
/// where focus is in it or nowhere and what is shown came of what they did. The page around keeps its own focus.
fn has_reader(cx: Context) -> bool {
    if !cx.embedded {
        return true;
    }
    let is_nowhere = || document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    let is_here = || !cx.store.is_brought() && (focused(cx).is_some() || is_nowhere());
    document().has_focus().unwrap_or(false) && (cx.store.has_page() || is_here())
}

/// Brings focus back inside when what had it is gone or hidden: to the heading of a page that was opened within a tab, so
/// that it is said and gone on from there.
pub fn keep_focus(cx: Context) {
    let lost = is_lost(focused(cx).as_ref());
    if lost && has_reader(cx) {
        let pane = cx.places.families.try_get_untracked().flatten();
        let heading = pane.and_then(|pane| pane.query_selector(".family-heading").ok().flatten());
        let heading = heading.filter(|heading| !is_lost(Some(heading)));
        focus(heading.or_else(|| cx.places.app.try_get_untracked().flatten().map(|app| Element::from((*app).clone()))));
    }
}

/// Gives focus to the line of the fold it is in: what has it is about to be drawn anew.
pub fn focus_fold(cx: Context) {
    let fold = focused(cx).and_then(|here| here.closest("details").ok().flatten());
    focus(fold.and_then(|fold| fold.query_selector("summary").ok().flatten()));
}

/// Gives focus to the heading of an article that was opened, so that it is said and read on from there. Whoever types a
/// query, or reads in the page around a frame, is left where they are.
pub fn focus_opened(cx: Context, heading: &HtmlElement) {
    let typing = focused(cx).is_some_and(|focus| takes_text(&focus));
    if !typing && has_reader(cx) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // Focus is refused only to elements that are gone.
        let _ = heading.focus_with_options(&options);
    }
}

/// Unfolds what the open article mentions and goes there, or folds it.
fn toggle_mentioned(cx: Context) {
    let pane = cx.places.reader.get_untracked();
    let Some(summary) = pane.and_then(|pane| pane.query_selector("[data-part=mentioned] > summary").ok().flatten())
    else {
        return;
    };
    cx.mentions_open.update(|open| *open = !*open);
    summary.scroll_into_view();
    focus(Some(summary));
}

fn focus_search(cx: Context) {
    if let Some(input) = cx.places.search.get_untracked() {
        let _ = input.focus();
        input.select();
    }
}

fn close(cx: Context) {
    let has_notice =
        cx.notice.with_untracked(Option::is_some) || cx.store.problems().with_untracked(|all| !all.is_empty());
    let in_search = focused(cx).is_some_and(|focus| focus.tag_name() == "INPUT");
    if has_notice {
        cx.notice.set(None);
        cx.store.problems().update(Vec::clear);
    } else if in_search {
        focus(cx.places.app.get_untracked().map(|app| Element::from((*app).clone())));
    } else if let Some(id) = cx.open.get_untracked().filter(|_| cx.view.get_untracked() == View::Results) {
        close_reader(cx, Some(id));
    }
}

/// Closes the reader and, once the list is there, gives focus to the row it was opened from; not when the reader of the
/// page has gone elsewhere by then: a slow frame takes nobody out of the search field.
pub fn close_reader(cx: Context, id: Option<String>) {
    let before = focused(cx);
    cx.close_reader();
    request_animation_frame(move || {
        let here = focused(cx);
        let app = cx.places.app.try_get_untracked().flatten().map(|app| Element::from((*app).clone()));
        if is_lost(here.as_ref()) || here == before || here == app {
            focus_row(cx, id.as_deref());
        }
    });
}

/// Gives focus to the row the reader was opened from, without moving the list.
fn focus_row(cx: Context, id: Option<&str>) {
    let line = cx.from_line.try_update_value(Option::take).flatten().and_then(|(_, id, start)| {
        let start = Some(start.to_string());
        let rows = titles(cx).into_iter();
        rows.filter(|link| article_of(link).as_deref() == Some(&*id))
            .find(|link| link.closest(ROW).ok().flatten().and_then(|row| row.get_attribute("data-start")) == start)
    });
    let link = line.or_else(|| row_link(cx, id?)).and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // Focus is refused only to elements that are gone.
        let _ = link.focus_with_options(&options);
    }
}

fn row_link(cx: Context, id: &str) -> Option<Element> {
    titles(cx).into_iter().find(|title| article_of(title).as_deref() == Some(id))
}

/// The article that a row is about.
fn article_of(inside: &Element) -> Option<String> {
    inside.closest("[data-article]").ok().flatten()?.get_attribute("data-article")
}

fn titles(cx: Context) -> Vec<Element> {
    let Some(app) = cx.places.app.get_untracked() else { return Vec::new() };
    let Ok(found) = app.query_selector_all(
        ".view:not([hidden]) :is([data-part=result-title], [data-part=line-link], [data-part=mention-link], \
         [data-part=family-link], [data-part=place-link], [data-part=passage-item])",
    ) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Moves focus to another row of the list: from the focused row, or else from the open article's.
fn walk(cx: Context, step: isize) {
    let titles = titles(cx);
    let here = focused(cx).and_then(|focus| focus.closest(ROW).ok().flatten());
    let at = |row: &Element| titles.iter().position(|title| row.contains(Some(title)));
    let open = || {
        cx.open
            .get_untracked()
            .and_then(|id| row_link(cx, &id))
            .and_then(|link| titles.iter().position(|one| *one == link))
    };
    let next = match here.as_ref().and_then(at).or_else(open) {
        Some(at) => at.checked_add_signed(step).filter(|next| *next < titles.len()),
        None => (!titles.is_empty()).then(|| if step < 0 { titles.len() - 1 } else { 0 }),
    };
    focus(next.and_then(|next| titles.get(next).cloned()));
}
