//! The tabs of the page: one table with all that belongs to each, so that a tab without its words, keys, title or view
//! does not compile. What a tab shows is in [`super::views`].

use super::context::Context;
use super::strings::Label;
use super::views;
use crate::app::reactive::*;
use crate::view_state::View;
use leptos::html::Div;
use web_sys::DocumentFragment;

/// The page as it was before the app; the overview shows it until it knows more.
pub type Plain = StoredValue<Option<DocumentFragment>>;

/// A tab.
pub struct Tab {
    /// Its name.
    pub label: Label,
    /// The two keys that lead to it.
    pub keys: &'static [&'static str],
    /// What these do, in words.
    pub key_label: Label,
    /// What the title of the page says besides the corpus's name; follows what is shown.
    pub title: fn(Context) -> Option<String>,
    /// The pane that scrolls by itself and whose place is kept.
    pub pane: fn(Context) -> Option<NodeRef<Div>>,
    /// Draws it, once.
    pub draw: fn(Context, Plain) -> AnyView,
}

/// The tab of a view.
pub const fn tab(view: View) -> Tab {
    match view {
        View::Overview => Tab {
            label: |s| s.overview,
            keys: &["g", "o"],
            key_label: |s| s.key_overview,
            title: |_| None,
            pane: |_| None,
            draw: views::overview::overview_view,
        },
        View::Results => Tab {
            label: |s| s.results,
            keys: &["g", "r"],
            key_label: |s| s.key_results,
            title: |cx| read(cx).or_else(|| query(cx)).or_else(|| Some(cx.strings().results.to_owned())),
            pane: |cx| Some(cx.places.list),
            draw: |cx, _| views::results::results_view(cx),
        },
        View::Context => Tab {
            label: |s| s.context,
            keys: &["g", "n"],
            key_label: |s| s.key_context,
            title: |cx| query(cx).or_else(|| Some(cx.strings().context.to_owned())),
            pane: |cx| Some(cx.places.lines),
            draw: |cx, _| views::lines::lines_view(cx),
        },
        View::Mentions => Tab {
            label: |s| s.mentions,
            keys: &["g", "m"],
            key_label: |s| s.key_mentions,
            title: |cx| {
                let mention = cx.store.with(|state| state.mention.clone());
                mention.or_else(|| Some(cx.strings().mentions.to_owned()))
            },
            pane: |cx| Some(cx.places.mentions),
            draw: |cx, _| views::mentions::mentions_view(cx),
        },
        View::Families => Tab {
            label: |s| s.repeats.families,
            keys: &["g", "f"],
            key_label: |s| s.repeats.key_families,
            title: |cx| {
                let family = cx.store.with(|state| state.family.clone());
                family.map(|family| family.0).or_else(|| Some(cx.strings().repeats.families.to_owned()))
            },
            pane: |cx| Some(cx.places.families),
            draw: |cx, _| views::families::families_view(cx),
        },
        View::Measure => Tab {
            label: |s| s.measures.measure,
            keys: &["g", "s"],
            key_label: |s| s.measures.key_measure,
            title: |cx| query(cx).or_else(|| Some(cx.strings().measures.measure.to_owned())),
            pane: |cx| Some(cx.places.measure),
            draw: |cx, _| views::measure::measure_view(cx),
        },
        View::Compare => Tab {
            label: |s| s.compare,
            keys: &["g", "c"],
            key_label: |s| s.key_compare,
            title: |cx| Some(cx.strings().compare.to_owned()),
            pane: |_| None,
            draw: |cx, _| views::compare::compare_view(cx),
        },
        View::Notes => NOTES,
    }
}

const NOTES: Tab = Tab {
    label: |s| s.notes.notes,
    keys: &["g", "t"],
    key_label: |s| s.notes.key_notes,
    title: |cx| Some(cx.strings().notes.notes.to_owned()),
    pane: |cx| Some(cx.places.notes),
    draw: |cx, _| views::notes::notes_view(cx),
};

fn query(cx: Context) -> Option<String> {
    Some(cx.spec.with(|spec| spec.query.trim().to_owned())).filter(|query| !query.is_empty())
}

/// The title of the open article, once it is there.
fn read(cx: Context) -> Option<String> {
    let (id, answer) = (cx.open.get()?, cx.reading.get()?);
    (answer.article.card.id == id).then(|| answer.article.card.title.clone())
}
