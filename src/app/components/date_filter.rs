//! Articles over time as a filter: a histogram to drag over, two handles for the keyboard, a form of two dates, and the
//! undated articles as a group of their own.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::{Label, fill};
use crate::article::Date;
use crate::protocol::Period;
use crate::view_state::{Bar, bars_of_range, first_day, last_day, range_of_bars, valid_range};
use leptos::ev;
use leptos::html::Input;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Bars that Page Up and Page Down go over.
const PAGE_BARS: usize = 12;

/// What the histogram shows and how it is being used.
#[derive(Clone, Copy)]
struct Brush {
    cx: Context,
    /// The bars of the counts; while the reader drags, those that dragging began on: it is told in places among them.
    bars: Memo<Arc<Vec<Bar>>>,
    drag: RwSignal<Option<Drag>>,
}

/// A range that is being drawn.
#[derive(Clone)]
struct Drag {
    bars: Arc<Vec<Bar>>,
    /// The bar where it began.
    anchor: usize,
    /// The bar it has come to.
    to: usize,
}

impl Brush {
    fn range(self) -> (Option<Date>, Option<Date>) {
        self.cx.spec.with(|spec| (spec.filters.from, spec.filters.to))
    }

    /// The first and the last bar that are chosen; all when there is no range, none when it covers none.
    fn chosen(self) -> Option<(usize, usize)> {
        match self.drag.get() {
            Some(Drag { anchor, to, .. }) => Some((anchor.min(to), anchor.max(to))),
            None => {
                let (from, to) = self.range();
                self.bars.with(|bars| bars_of_range(bars, from, to))
            }
        }
    }

    fn choose(self, entry: Entry, one: usize, other: usize) {
        let (from, to) = self.bars.with_untracked(|bars| range_of_bars(bars, one, other));
        self.cx.filter(entry, |filters| (filters.from, filters.to) = (from, to));
    }

    /// The bar under a pointer.
    fn bar_at(self, event: &ev::PointerEvent) -> Option<usize> {
        let area = event.current_target()?.dyn_into::<web_sys::Element>().ok()?.get_bounding_client_rect();
        let count = self.bars.with_untracked(|bars| bars.len());
        let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        (count > 0).then(|| ((share * count as f64).max(0.0) as usize).min(count - 1))
    }

    /// The place of a bar's border in per cent of the width, in tenths; whole numbers alone, formatting fractions is heavy.
    fn percent(self, border: usize) -> String {
        let count = self.bars.with(|bars| bars.len()).max(1);
        let tenths = border * 1000 / count;
        format!("{}.{}%", tenths / 10, tenths % 10)
    }
}

fn bar_of(period: &Period) -> Bar {
    Bar { period: period.period, articles: period.articles, words_articles: period.words_articles }
}

/// The filter by time. Its height is there before its counts are.
pub fn date_filter(cx: Context) -> AnyView {
    let found = Memo::new(move |_| {
        let answer = cx.facets.get();
        // The engine lists the periods without gaps.
        let periods = answer.as_ref().map(|answer| answer.periods.as_slice()).unwrap_or_default();
        Arc::new(periods.iter().map(bar_of).collect::<Vec<_>>())
    });
    let drag = RwSignal::new(None::<Drag>);
    let bars = Memo::new(move |_| {
        let held = drag.with(|drag| drag.as_ref().map(|drag| Arc::clone(&drag.bars)));
        held.unwrap_or_else(|| found.get())
    });
    let brush = Brush { cx, bars, drag };
    html::fieldset()
        .class("facet date-filter")
        .attr("data-part", "date-filter")
        .child((
            html::legend().child((
                html::span().child(cx.text(|s| s.by_time)),
                html::span().class("meta").attr("data-part", "date-range").child(move || range_text(brush)),
            )),
            histogram(brush),
            ends(brush),
            elsewhere(cx),
            undated(cx),
            date_form(cx),
        ))
        .into_any()
}

/// The range that holds, or that is being dragged.
fn range_text(brush: Brush) -> String {
    let locale = brush.cx.locale();
    let (from, to) = match brush.drag.get() {
        Some(Drag { bars, anchor, to }) => range_of_bars(&bars, anchor, to),
        None => brush.range(),
    };
    locale.range(from.as_ref(), to.as_ref())
}

fn histogram(brush: Brush) -> AnyView {
    let columns = move || {
        let locale = brush.cx.locale();
        let bars = brush.bars.get();
        let most = |count: fn(&Bar) -> u32| bars.iter().map(count).max().unwrap_or(0);
        let most = [most(|bar| bar.articles), most(|bar| bar.words_articles)];
        bars.iter().map(|bar| column(&locale, bar, most)).collect::<Vec<_>>()
    };
    let words = move || brush.bars.with(|bars| bars.iter().any(|bar| bar.words_articles > 0)).then_some("");
    let shade = |before: bool| {
        html::div()
            .class("brush-shade")
            .attr("data-side", if before { "before" } else { "after" })
            .attr("hidden", move || brush.chosen().is_none())
            .style(("inline-size", move || {
                let count = brush.bars.with(|bars| bars.len());
                let (first, last) = brush.chosen().unwrap_or((0, count.saturating_sub(1)));
                brush.percent(if before { first } else { count.saturating_sub(last + 1) })
            }))
    };
    html::div()
        .class("brush")
        .attr("data-part", "date-brush")
        .attr("title", brush.cx.text(|s| s.range_hint))
        .on(ev::pointerdown, move |event| begin(brush, &event))
        .on(ev::pointermove, move |event| {
            if let (Some(drag), Some(to)) = (brush.drag.get_untracked(), brush.bar_at(&event)) {
                brush.drag.set(Some(Drag { to, ..drag }));
            }
        })
        .on(ev::pointerup, move |_| {
            if let Some(drag) = brush.drag.get_untracked() {
                brush.choose(Entry::Push, drag.anchor, drag.to);
                brush.drag.set(None);
            }
        })
        .on(ev::pointercancel, move |_| brush.drag.set(None))
        .child((
            html::div().class("bars").attr("aria-hidden", "true").attr("data-words", words).child(columns),
            shade(true),
            shade(false),
            handle(brush, true),
            handle(brush, false),
        ))
        .into_any()
}

/// Dragging begins: from the other end when a handle is taken, from the bar under the pointer otherwise.
fn begin(brush: Brush, event: &ev::PointerEvent) {
    let Some(bar) = brush.bar_at(event).filter(|_| event.button() == 0) else { return };
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let end = target.and_then(|target| target.get_attribute("data-end"));
    let anchor = match (end.as_deref(), untrack(|| brush.chosen())) {
        (Some("from"), Some((_, last))) => last,
        (Some("to"), Some((first, _))) => first,
        _ => bar,
    };
    let area = event.current_target().and_then(|area| area.dyn_into::<web_sys::Element>().ok());
    if let Some(area) = area {
        // Without capture dragging ends where the pointer leaves the chart.
        let _ = area.set_pointer_capture(event.pointer_id());
    }
    brush.drag.set(Some(Drag { bars: brush.bars.get_untracked(), anchor, to: bar }));
}

/// The period of a bar and the articles of each group.
fn bar_label(locale: &Locale, bar: &Bar) -> String {
    [&locale.date(&bar.period), ": ", &locale.articles_of_groups(bar.articles, bar.words_articles)].concat()
}

/// A bar for the heading, and under the line one for the articles that merely hold all the words: each has a scale of its
/// own, so that many of those do not flatten the phrase.
fn column(locale: &Locale, bar: &Bar, most: [u32; 2]) -> AnyView {
    let fill = |class: &'static str, articles: u32, most: u32| {
        // A little is seen, too.
        let tenths = if articles == 0 { 0 } else { (u64::from(articles) * 1000 / u64::from(most.max(1))).max(30) };
        html::span().class(class).style(("block-size", format!("{}.{}%", tenths / 10, tenths % 10)))
    };
    let words = (most[1] > 0).then(|| fill("bar-words", bar.words_articles, most[1]));
    html::div()
        .class("bar")
        .attr("title", bar_label(locale, bar))
        .child((fill("bar-fill", bar.articles, most[0]), words))
        .into_any()
}

/// One end of the range as a slider.
fn handle(brush: Brush, from: bool) -> AnyView {
    let cx = brush.cx;
    let last_bar = move || brush.bars.with(|bars| bars.len()).saturating_sub(1);
    let place = move || {
        let (first, last) = brush.chosen().unwrap_or((0, last_bar()));
        if from { first } else { last }
    };
    let spoken = move || brush.bars.with(|bars| bars.get(place()).map(|bar| bar_label(&cx.locale(), bar)));
    let step = move |event: ev::KeyboardEvent| {
        let (first, last) = untrack(|| brush.chosen()).unwrap_or((0, untrack(last_bar)));
        let here = if from { first } else { last };
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => here + 1,
            "ArrowLeft" | "ArrowDown" => here.saturating_sub(1),
            "PageUp" => here + PAGE_BARS,
            "PageDown" => here.saturating_sub(PAGE_BARS),
            "Home" => 0,
            "End" => usize::MAX,
            _ => return,
        };
        event.prevent_default();
        let (one, other) = if from { (to.min(last), last) } else { (first, to.clamp(first, untrack(last_bar))) };
        brush.choose(Entry::Replace, one, other);
    };
    let label: Label = if from { |s| s.range_start } else { |s| s.range_end };
    html::div()
        .class("brush-handle")
        .attr("data-part", if from { "date-from" } else { "date-to" })
        .attr("data-end", if from { "from" } else { "to" })
        .attr("role", "slider")
        .attr("tabindex", "0")
        .attr("hidden", move || brush.bars.with(|bars| bars.is_empty()))
        .attr("aria-label", cx.text(label))
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", move || last_bar().to_string())
        .attr("aria-valuenow", move || place().to_string())
        .attr("aria-valuetext", spoken)
        .style(("inset-inline-start", move || brush.percent(if from { place() } else { place() + 1 })))
        .on(ev::keydown, step)
        .into_any()
}

/// The first and the last period, under the bars.
fn ends(brush: Brush) -> AnyView {
    let named = move |last: bool| {
        let bars = brush.bars.get();
        let bar = if last { bars.last() } else { bars.first() };
        bar.map(|bar| brush.cx.locale().date(&bar.period))
    };
    html::div()
        .class("bar-ends")
        .attr("aria-hidden", "true")
        .child((html::span().child(move || named(false)), html::span().child(move || named(true))))
        .into_any()
}

/// How many articles that merely hold all the words lie outside the bars, which are the heading's.
fn elsewhere(cx: Context) -> AnyView {
    (move || {
        let articles = cx.facets.get()?.words_elsewhere;
        (articles > 0).then(|| {
            let locale = cx.locale();
            let told = locale.count(&locale.strings.words_articles, articles);
            let told = fill(locale.strings.words_elsewhere, &[("articles", &told)]);
            html::p().class("meta words-only").attr("data-part", "words-elsewhere").child(told)
        })
    })
    .into_any()
}

/// The undated articles, to be ticked like a value.
fn undated(cx: Context) -> AnyView {
    let row = move || {
        let answer = cx.facets.get()?;
        let (count, words) = (answer.undated, answer.words_undated);
        let chosen = cx.spec.with(|spec| spec.filters.undated);
        (count > 0 || words > 0 || chosen).then(|| {
            let locale = cx.locale();
            let name = match count {
                0 => locale.strings.date_unknown.to_owned(),
                n => fill(locale.strings.undated, &[("articles", &locale.count(&locale.strings.articles, n))]),
            };
            let tick = html::input()
                .attr("type", "checkbox")
                .attr("data-part", "undated")
                .prop("checked", move || cx.spec.with(|spec| spec.filters.undated))
                .on(ev::change, move |_| cx.filter(Entry::Push, |filters| filters.undated = !filters.undated));
            let words = (words > 0).then(|| {
                let told = locale.count(&locale.strings.words_articles, words);
                html::span().class("words-only").child([" · ", &told].concat())
            });
            html::label().class("check").child((tick, html::span().child((name, words)))).into_any()
        })
    };
    html::div().class("undated").child(row).into_any()
}

/// Two dates and a button: the plain way.
fn date_form(cx: Context) -> AnyView {
    let (first, last) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let field = move |reference: NodeRef<Input>, part: &'static str, label: Label, from: bool| {
        let day = move || {
            let filters = cx.spec.with(|spec| (spec.filters.from, spec.filters.to));
            let day = if from { filters.0.and_then(first_day) } else { filters.1.and_then(last_day) };
            day.map(|day| day.to_string()).unwrap_or_default()
        };
        let input = html::input().attr("type", "date").attr("data-part", part).prop("value", day).node_ref(reference);
        html::label().class("date-field").child((html::span().child(cx.text(label)), input))
    };
    let form = html::form()
        .class("date-form")
        .on(ev::submit, move |event: ev::SubmitEvent| {
            event.prevent_default();
            let read = |field: NodeRef<Input>| field.get_untracked().and_then(|field| field.value().parse().ok());
            let (from, to) = valid_range(read(first), read(last));
            cx.filter(Entry::Push, |filters| (filters.from, filters.to) = (from, to));
        })
        .child((
            field(first, "date-first", |s| s.range_start, true),
            field(last, "date-last", |s| s.range_end, false),
            html::button()
                .class("plain")
                .attr("data-part", "date-apply")
                .attr("type", "submit")
                .child(cx.text(|s| s.range_apply)),
        ));
    html::details()
        .class("fold")
        .attr("data-part", "date-fold")
        .child((html::summary().child(cx.text(|s| s.range_form)), form))
        .into_any()
}
