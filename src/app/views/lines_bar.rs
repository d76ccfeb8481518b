//! What stands over the lines: their order, groups, sample and width, and what can be done with them. It asks nothing.

use super::lines::print_page;
use crate::app::components::export_button::export_button;
use crate::app::components::links::button;
use crate::app::components::tucked::tucked;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::Exported;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::{Label, fill};
use crate::protocol::{LineBy, LineSort, Sample};
use crate::view_state::{CONTEXT_TOKENS, LINE_KEYS, SAMPLES, line_key_name, set_line_key};
use leptos::ev;

/// The order, the width, and what can be done with the lines.
pub fn bar(cx: Context) -> AnyView {
    let widths: Vec<AnyView> = CONTEXT_TOKENS
        .iter()
        .map(|&width| {
            let label = move || fill(cx.strings().context_width_tokens, &[("n", &width.to_string())]);
            html::option().attr("value", width.to_string()).child(label).into_any()
        })
        .collect();
    let width = select(
        cx,
        "context-width",
        |s| s.context_width,
        widths,
        move || cx.store.with(|state| state.context_tokens.to_string()),
        move |value| {
            if let Ok(width) = value.parse() {
                cx.store.change(Entry::Push, |state| state.context_tokens = width);
            }
        },
    );
    let more = (sort_select(cx, 1), sort_select(cx, 2), group_select(cx), sample(cx), width, blank(cx)).into_any();
    let print = button(cx, "lines-print", "plain", |s| s.print, move || print_page(cx));
    html::div()
        .class("lines-bar")
        .child((
            sort_select(cx, 0),
            tucked(cx, "lines-options", |s| s.likeness.options, more),
            html::span().class("lines-acts").child((export_button(cx, Exported::Lines), print)),
        ))
        .into_any()
}

fn select(
    cx: Context,
    part: &'static str,
    label: Label,
    options: Vec<AnyView>,
    chosen: impl Fn() -> String + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let choose = Box::new(choose) as Box<dyn Fn(String)>;
    let field = html::select()
        .attr("data-part", part)
        .prop("value", chosen)
        .on(ev::change, move |event| choose(event_target::<web_sys::HtmlSelectElement>(&event).value()))
        .child(options);
    html::label().class("select").child((html::span().class("choices-label").child(cx.text(label)), field)).into_any()
}

fn sort_select(cx: Context, place: usize) -> AnyView {
    let key_at = move || cx.store.with(|state| state.line_sort.get(place).map_or("", |key| line_key_name(*key)));
    let none =
        html::option().attr("value", "").child(move || if place == 0 { cx.strings().line_sort_none } else { "—" });
    let mut options = vec![none.into_any()];
    options.extend(LINE_KEYS.into_iter().map(|key| {
        let label = move || key_label(cx, key);
        html::option().attr("value", line_key_name(key)).child(label).into_any()
    }));
    const PARTS: [&str; 3] = ["line-sort-1", "line-sort-2", "line-sort-3"];
    select(
        cx,
        PARTS[place],
        if place == 0 { |s| s.line_sort } else { |s| s.line_sort_then },
        options,
        move || key_at().to_owned(),
        move |value| {
            let key = LINE_KEYS.into_iter().find(|key| line_key_name(*key) == value);
            cx.store.change(Entry::Push, |state| set_line_key(&mut state.line_sort, place, key));
        },
    )
}

fn key_label(cx: Context, key: LineSort) -> String {
    let s = cx.strings();
    let nth = |text: &str, n: u8| fill(text, &[("n", &n.to_string())]);
    match key {
        LineSort::Left(1) => s.line_left_first.to_owned(),
        LineSort::Left(n) => nth(s.line_left, n),
        LineSort::Right(1) => s.line_right_first.to_owned(),
        LineSort::Right(n) => nth(s.line_right, n),
        LineSort::Node => s.line_node.to_owned(),
        LineSort::Article => s.line_article.to_owned(),
        LineSort::Date => s.line_date.to_owned(),
    }
}

fn group_select(cx: Context) -> AnyView {
    const GROUPS: [(&str, Label); 4] = [
        ("", |s| s.bench.group_none),
        ("article", |s| s.bench.group_article),
        ("year", |s| s.bench.group_year),
        ("source", |s| s.bench.group_source),
    ];
    let option =
        |(value, label): (&'static str, Label)| html::option().attr("value", value).child(cx.text(label)).into_any();
    select(
        cx,
        "line-groups",
        |s| s.bench.group,
        GROUPS.into_iter().map(option).collect(),
        move || cx.store.with(|state| state.bench.group.map_or("", LineBy::name).to_owned()),
        move |value| cx.store.change(Entry::Push, |state| state.bench.group = LineBy::parse(&value)),
    )
}

/// How many lines are drawn at random, and which draw it is.
fn sample(cx: Context) -> AnyView {
    let drawn = move || cx.store.with(|state| state.bench.sample);
    // A link may ask for a number that is not on offer.
    let other = untrack(drawn).map(|one| one.lines).filter(|lines| !SAMPLES.contains(lines));
    let option = |lines: u32| {
        let label = move || cx.locale().count(&cx.strings().lines, lines);
        html::option().attr("value", lines.to_string()).child(label).into_any()
    };
    let all = html::option().attr("value", "").child(cx.text(|s| s.bench.sample_none)).into_any();
    let sizes = select(
        cx,
        "line-sample",
        |s| s.bench.sample,
        std::iter::once(all).chain(other.into_iter().chain(SAMPLES).map(option)).collect(),
        move || drawn().map(|one| one.lines.to_string()).unwrap_or_default(),
        move |value| {
            let seed = untrack(drawn).map_or(1, |one| one.seed);
            let sample = value.parse().ok().map(|lines| Sample { lines, seed });
            cx.store.change(Entry::Push, |state| state.bench.sample = sample);
        },
    );
    let has_seed = Memo::new(move |_| drawn().is_some());
    let seed = move || {
        has_seed.get().then(|| {
            let field = html::input()
                .attr("type", "number")
                .attr("min", "0")
                .attr("max", u32::MAX.to_string())
                .attr("data-part", "line-seed")
                .prop("value", move || drawn().map(|one| one.seed.to_string()).unwrap_or_default())
                .on(ev::change, move |event| {
                    let seed = event_target::<web_sys::HtmlInputElement>(&event).value().parse();
                    cx.store.change(Entry::Push, |state| {
                        if let Some((sample, seed)) = state.bench.sample.as_mut().zip(seed.ok()) {
                            sample.seed = seed;
                        }
                    });
                });
            let label = html::span().class("choices-label").child(cx.text(|s| s.bench.seed));
            html::label()
                .class("select seed")
                .attr("title", cx.text(|s| s.bench.seed_help))
                .child((label, field))
                .into_any()
        })
    };
    (sizes, seed).into_any()
}

/// The hits blanked, to be guessed.
fn blank(cx: Context) -> AnyView {
    let on = move || cx.store.with(|state| state.bench.blanked);
    html::button()
        .class("choice")
        .attr("type", "button")
        .attr("data-part", "line-blank")
        .attr("aria-pressed", move || if on() { "true" } else { "false" })
        .on(ev::click, move |_| cx.store.change(Entry::Push, |state| state.bench.blanked = !state.bench.blanked))
        .child(cx.text(|s| s.bench.blank))
        .into_any()
}
