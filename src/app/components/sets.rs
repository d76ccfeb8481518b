//! Selections of articles under names that the reader gives: chosen, saved, renamed, removed. They stay on the device but for
//! links that speak of them. What they find is the engine's to say.

use super::links::{button, sign_button};
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::keys::{focus_fold, keep_focus};
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::fill;
use crate::view_state::{NamedSet, SET_NAME_CHARS, ViewState};
use leptos::ev;
use leptos::html::Input;

/// All that can be chosen, and whether the device keeps it: its own, then those that only the link speaks of.
pub fn all_sets(cx: Context) -> Vec<(NamedSet, bool)> {
    let kept = cx.settings.sets.get();
    let linked = cx.store.with(|state| state.sets.clone()).into_iter().filter(|set| !kept.contains(set));
    let linked: Vec<NamedSet> = linked.collect();
    kept.into_iter().map(|set| (set, true)).chain(linked.into_iter().map(|set| (set, false))).collect()
}

/// Saves what is shown under a name; with `old`, gives that selection another name.
fn save(cx: Context, old: Option<NamedSet>, name: &str) {
    let spec = old.as_ref().map_or_else(|| cx.spec.get_untracked(), |old| old.spec.clone());
    let Some(set) = NamedSet::new(name, &spec) else {
        if !name.trim().is_empty() {
            cx.notice.set(Some(Notice::Said(untrack(|| cx.strings()).sets.too_long.to_owned())));
        }
        return;
    };
    let old = old.map_or_else(|| set.name.clone(), |old| old.name);
    let new = set.clone();
    cx.settings.change_sets(&mut |sets| {
        sets.retain(|one| one.name != new.name && one.name != old);
        sets.insert(0, new.clone());
    });
    let said = fill(untrack(|| cx.strings()).sets.saved, &[("name", &set.name)]);
    cx.store.change(Entry::Replace, |state| {
        let shown = state.spec() == set.spec;
        state.rename_set(&old, set.clone());
        if shown {
            state.bring_set(set);
        }
    });
    cx.spoken.set(said);
}

/// Keeps a selection that a link brought; one of the reader's own with its name stays.
fn keep(cx: Context, set: &NamedSet) {
    cx.settings.change_sets(&mut |sets| {
        let mut name = set.name.clone();
        while sets.iter().any(|one| one.name == name) {
            name.push('′');
        }
        sets.insert(0, NamedSet { name, spec: set.spec.clone() });
    });
}

fn item(
    cx: Context,
    (set, kept): (NamedSet, bool),
    renaming: RwSignal<Option<NamedSet>>,
    field: NodeRef<Input>,
) -> AnyView {
    let (name, shown, chosen, own) = (set.name.clone(), set.clone(), set.clone(), set.name.clone());
    let pressed = move || {
        if cx.store.with(|state| state.set_shown() == Some(&shown)) { "true" } else { "false" }
    };
    let choose = html::button()
        .class("plain")
        .attr("data-part", "set")
        .attr("type", "button")
        .attr("dir", "auto")
        .attr("aria-pressed", pressed)
        .on(ev::click, move |_| {
            focus_fold(cx);
            cx.navigate(|state| state.choose_set(&chosen));
        })
        .child(name);
    let ways = if kept {
        let rename = move || {
            renaming.set(Some(set.clone()));
            if let Some(field) = field.get_untracked() {
                field.set_value(&set.name);
                let _ = field.focus();
                field.select();
            }
        };
        let remove = move || {
            focus_fold(cx);
            cx.settings.change_sets(&mut |sets| sets.retain(|one| one.name != own));
            request_animation_frame(move || keep_focus(cx));
        };
        (
            sign_button(cx, "set-rename", "✎", |s| s.sets.rename, rename),
            sign_button(cx, "set-remove", "×", |s| s.sets.remove, remove),
        )
            .into_any()
    } else {
        button(
            cx,
            "set-keep",
            "plain",
            |s| s.sets.keep,
            move || {
                focus_fold(cx);
                keep(cx, &set);
            },
        )
    };
    html::li().child((choose, ways)).into_any()
}

/// The named selections, and a field to name what is shown.
pub fn sets(cx: Context) -> AnyView {
    let (renaming, field) = (RwSignal::new(None::<NamedSet>), NodeRef::<Input>::new());
    let list = move || all_sets(cx).into_iter().map(|one| item(cx, one, renaming, field)).collect::<Vec<_>>();
    let any = Memo::new(move |_| cx.is_searched() || renaming.with(Option::is_some));
    let label = move || {
        let s = &cx.strings().sets;
        if renaming.with(Option::is_some) { s.new_name } else { s.name }
    };
    let take = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        save(cx, renaming.get_untracked(), &input.value());
        input.set_value("");
        renaming.set(None);
    };
    let form = html::form().class("measure-field").attr("hidden", move || !any.get()).on(ev::submit, take).child((
        html::label().child((
            label,
            html::input()
                .attr("type", "text")
                .attr("data-part", "set-name")
                .attr("dir", "auto")
                .attr("maxlength", SET_NAME_CHARS.to_string())
                .node_ref(field),
        )),
        html::button()
            .class("plain")
            .attr("type", "submit")
            .attr("data-part", "set-save")
            .child(cx.text(|s| s.sets.save)),
    ));
    html::details()
        .class("fold sets")
        .attr("data-part", "sets")
        .child((
            html::summary().child(cx.text(|s| s.sets.sets)),
            html::ul().child(list),
            form,
            html::p().class("meta").child(cx.text(|s| s.sets.about)),
        ))
        .into_any()
}

/// The name of what is shown, where it has one.
pub fn set_name(cx: Context) -> Option<AnyView> {
    let name = cx.store.with(|state| state.set_shown().map(|set| set.name.clone()))?;
    Some(html::span().class("set-shown").attr("data-part", "set-shown").child(html::bdi().child(name)).into_any())
}

/// Says which of some queries names a selection that nobody knows.
pub fn unknown_sets(cx: Context, queries: fn(&ViewState) -> Vec<&String>) -> AnyView {
    let unknown = Memo::new(move |_| {
        cx.store.with(|state| {
            let names = queries(state).into_iter().filter_map(|query| state.unknown_set(query));
            names.map(str::to_owned).collect::<Vec<_>>()
        })
    });
    let told = move || {
        let text = cx.strings().sets.unknown;
        let line = |name: String| {
            html::p().class("meta").attr("data-part", "set-unknown").child(fill(text, &[("name", &name)])).into_any()
        };
        unknown.get().into_iter().map(line).collect::<Vec<_>>()
    };
    html::div().attr("role", "status").child(told).into_any()
}

/// A list of them to hold what is shown against; nothing where there are none.
pub fn set_choice(cx: Context) -> AnyView {
    (move || {
        let all = all_sets(cx);
        (!all.is_empty()).then(|| {
            let none = html::option().attr("value", "").child("—").into_any();
            let options: Vec<AnyView> = std::iter::once(none)
                .chain(
                    all.into_iter()
                        .map(|(set, _)| html::option().attr("value", set.reference()).child(set.name).into_any()),
                )
                .collect();
            let field = html::select()
                .attr("data-part", "against-set")
                .on(ev::change, move |event| {
                    let value = event_target::<web_sys::HtmlSelectElement>(&event).value();
                    cx.navigate(|state| state.measured.against = value);
                })
                .prop("value", move || cx.store.with(|state| state.measured.against.clone()))
                .child(options);
            html::label()
                .class("select")
                .child((html::span().class("choices-label").child(cx.text(|s| s.sets.sets)), field))
        })
    })
    .into_any()
}
