//! Every hit in its context, line by line (KWIC): the hits stand in one column, sorted by up to three keys, in groups and as a
//! sample where that is asked. It sorts and chooses nothing: the engine does.

use super::line::{Drawing, Opened};
use super::lines_bar::bar;
use crate::app::components::article_list::{further, reach};
use crate::app::components::cuts::cuts;
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::links::{button, place_link};
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::{ask_offers, nothing_found, problems};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::speaking::Speaking;
use crate::app::strings::fill;
use crate::app::trail::note_visit;
use crate::protocol::{ConcordanceAnswer, ConcordanceRequest, TierCounts, Total};
use crate::view_state::View;
use gloo::timers::callback::Timeout;

/// Lines of one batch.
const BATCH: u32 = 100;

/// Lines on one page: past it, the next ones take their place. Printing takes a page as a whole.
const PAGE_LINES: u32 = 2000;

/// Fetches the first lines of what is asked.
fn fetch(cx: Context) {
    let request =
        cx.store.peek(|state| ConcordanceRequest { offset: state.bench.skipped, limit: BATCH, ..state.lines() });
    cx.lines.fetch(cx, Some("lines"), request);
}

/// How many lines there are.
fn shown(answer: &ConcordanceAnswer) -> u32 {
    u32::try_from(answer.lines.len()).unwrap_or(u32::MAX)
}

/// Fetches lines and puts them behind the ones that are there, up to `limit` or the end of the page. `then` is called
/// when that brought more of them.
fn fetch_more(cx: Context, limit: u32, then: impl FnOnce() + 'static) {
    let next = move |asked: &ConcordanceRequest, answer: &ConcordanceAnswer| {
        let limit = limit.min(PAGE_LINES.saturating_sub(shown(answer)));
        let offset = asked.offset + shown(answer);
        (limit > 0).then(|| ConcordanceRequest { offset, limit, ..asked.clone() })
    };
    cx.lines.go_on(cx, Some("lines"), next, move |before, mut answer| {
        let mut joined = before.clone();
        // An answer that brings nothing more ends it.
        if !answer.lines.is_empty() {
            Timeout::new(0, then).forget();
        }
        joined.lines.append(&mut answer.lines);
        joined.cards.retain(|card| answer.cards.iter().all(|other| other.article != card.article));
        joined.cards.append(&mut answer.cards);
        joined.groups.retain(|group| answer.groups.iter().all(|other| other.first != group.first));
        joined.groups.append(&mut answer.groups);
        let ConcordanceAnswer { lines, cards, groups, .. } = joined;
        ConcordanceAnswer { lines, cards, groups, ..answer }
    });
}

/// Keeps the lines in step with the query and with how they are chosen, sorted and cut.
fn follow(cx: Context) {
    let shape = Memo::new(move |_| cx.store.with(|state| (state.lines(), state.bench.skipped)));
    let asked = StoredValue::new(None::<(ConcordanceRequest, u32)>);
    Effect::new(move |_| {
        let ask = shape.get();
        if cx.view.get() != View::Context {
            return;
        }
        if ask.0.spec.query.trim().is_empty() {
            asked.set_value(None);
            cx.lines.clear();
            return;
        }
        if asked.with_value(|asked| asked.as_ref() != Some(&ask)) {
            asked.set_value(Some(ask));
            fetch(cx);
        }
    });
    let speaking = Speaking::new();
    Effect::new(move |_| {
        let Some(answer) = cx.lines.get() else { return };
        if answer.total == 0 {
            ask_offers(cx, answer.question().spec.clone());
        }
        note_visit(cx, &answer.question().spec, Total { articles: answer.articles, hits: answer.total });
        let head = Head::of(&answer);
        speaking.say(cx, Box::new(move |locale| head.told(locale)));
    });
}

/// What stands over the lines.
#[derive(Clone, Copy)]
struct Head {
    lines: u64,
    tiers: TierCounts,
    articles: u32,
    /// Lines of a sample.
    sample: Option<u64>,
}

impl Head {
    fn of(answer: &Answered<ConcordanceRequest>) -> Self {
        let sample = answer.question().sample.map(|_| answer.listed);
        Self { lines: answer.total, tiers: answer.tiers, articles: answer.articles, sample }
    }

    /// "23 dòng trong 7 bài: 6 đúng dấu, 17 không dấu"; a sentence when there are none.
    fn told(self, locale: &Locale) -> String {
        let s = locale.strings;
        if self.lines == 0 {
            return s.lines_none.to_owned();
        }
        let lines = locale.count(&s.lines, self.lines);
        let articles = locale.count(&s.articles, self.articles);
        let n = locale.number(self.sample.unwrap_or(self.lines));
        let form = if self.sample.is_some() { s.bench.sampled } else { s.total };
        let total = fill(form, &[("n", &n), ("hits", &lines), ("articles", &articles)]);
        locale.by_tier(total, self.lines, self.tiers)
    }
}

/// The view.
pub fn lines_view(cx: Context) -> AnyView {
    follow(cx);
    let opened = Opened::new();
    let blanked = Memo::new(move |_| cx.store.with(|state| state.bench.blanked));
    let searched = Memo::new(move |_| cx.spec.with(|spec| !spec.query.trim().is_empty()));
    let content = move || {
        let locale = cx.locale();
        if !searched.get() {
            return html::p()
                .class("empty")
                .attr("data-part", "lines-hint")
                .child(locale.strings.lines_hint)
                .into_any();
        }
        cx.lines.get().map_or_else(|| ().into_any(), |answer| found(cx, &locale, &answer, opened, blanked.get()))
    };
    html::div()
        .class("lines-view")
        .child((
            html::h1().class("unseen").child(cx.text(|s| s.context)),
            bar(cx),
            html::div()
                .class("pane lines-pane")
                .attr("data-part", "lines")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", cx.text(|s| s.context))
                .node_ref(cx.places.lines)
                .child((filter_chips(cx), slot_state(cx, cx.lines, move || fetch(cx)), content)),
        ))
        .into_any()
}

/// Prints the lines of this page, once all of them are there.
pub fn print_page(cx: Context) {
    let whole = cx.lines.peek().is_none_or(|answer| {
        let shown = shown(&answer);
        shown >= PAGE_LINES || u64::from(answer.question().offset + shown) >= answer.listed
    });
    if whole {
        // The lines are drawn first.
        Timeout::new(0, || {
            // A frame that may not print stays as it is.
            let _ = gloo::utils::window().print();
        })
        .forget();
        return;
    }
    fetch_more(cx, PAGE_LINES, move || print_page(cx));
}

fn found(
    cx: Context,
    locale: &Locale,
    answer: &Answered<ConcordanceRequest>,
    opened: Opened,
    blanked: bool,
) -> AnyView {
    let s = locale.strings;
    let cuts = cuts(cx, locale, &answer.cuts);
    if answer.total == 0 {
        return (nothing_found(cx, locale, s.lines_none, &answer.problems), cuts).into_any();
    }
    let draw = Drawing { cx, locale, answer, opened, blanked };
    let heading = Head::of(answer).told(locale);
    html::div()
        .child((
            html::h2().class("count").attr("data-part", "line-count").child(heading),
            html::p().class("meta lines-help").child(s.lines_help),
            cuts,
            problems(locale, &answer.problems),
            ways(&draw),
            listed(&draw),
            more(cx, locale, answer),
        ))
        .into_any()
}

/// Ways to the groups that are known by name, whether their lines are here or not.
fn ways(draw: &Drawing<'_>) -> Option<AnyView> {
    let Drawing { cx, locale, answer, .. } = *draw;
    let links: Vec<AnyView> = answer
        .groups
        .iter()
        .filter(|group| group.article.is_none())
        .map(|group| {
            let skipped = group.first as u32;
            let text = [draw.group_name(group), " · ".to_owned(), locale.number(group.lines)].concat();
            place_link(cx, "line-way", move |state| state.bench.skipped = skipped, text)
        })
        .collect();
    let named = (!links.is_empty()).then_some(locale.strings.bench.groups);
    named.map(|name| html::nav().class("line-ways").attr("aria-label", name).child(links).into_any())
}

/// The lines, those of a group below its name, where they fold.
fn listed(draw: &Drawing<'_>) -> AnyView {
    let answer = draw.answer;
    let list = |lines: Vec<AnyView>| html::ol().class("lines").child(lines);
    let (mut all, mut rest) = (Vec::<AnyView>::new(), Vec::<AnyView>::new());
    let offset = answer.question().offset;
    let mut lines = answer.lines.iter().zip(offset..).peekable();
    for group in &answer.groups {
        let end = group.first + group.lines;
        let mut here = Vec::new();
        while let Some((line, at)) = lines.next_if(|(_, at)| (group.first..end).contains(&u64::from(*at))) {
            here.push(draw.line(line, at));
        }
        if !here.is_empty() {
            let told = html::summary().attr("data-part", "line-group").child(draw.group_told(group));
            all.push(html::details().class("line-group").attr("open", true).child((told, list(here))).into_any());
        }
    }
    rest.extend(lines.map(|(line, at)| draw.line(line, at)));
    if !rest.is_empty() {
        all.push(list(rest).into_any());
    }
    html::div().child(all).into_any()
}

/// The next lines: behind these while the page has room, in their place when it is full. A page but the first leads back.
fn more(cx: Context, locale: &Locale, answer: &Answered<ConcordanceRequest>) -> Option<AnyView> {
    let s = locale.strings;
    let (first, shown) = (answer.question().offset, shown(answer));
    let reached = u64::from(first + shown);
    let left = answer.listed.saturating_sub(reached);
    let names =
        [("from", locale.number(first + 1)), ("to", locale.number(reached)), ("total", locale.number(answer.listed))];
    let of = fill(s.lines_page, &names.each_ref().map(|(name, value)| (*name, value.as_str())));
    let turn = move |to: u32| {
        cx.navigate(|state| state.bench.skipped = to);
        if let Some(pane) = cx.places.lines.get_untracked() {
            pane.set_scroll_top(0);
            pane.scroll_into_view();
        }
    };
    let before = first.saturating_sub(PAGE_LINES);
    let back =
        (first > 0).then(|| button(cx, "lines-previous", "plain", |s| s.lines_page_previous, move || turn(before)));
    let has_room = shown < PAGE_LINES;
    let more = (left > 0 && has_room).then(|| {
        let label = fill(s.more, &[("n", &locale.number(left.min(u64::from(BATCH))))]);
        further(label, move || fetch_more(cx, BATCH, || ()))
    });
    let on = (left > 0 && !has_room)
        .then(|| button(cx, "lines-next", "plain", |s| s.lines_page_next, move || turn(first + shown)));
    (back.is_some() || left > 0).then(|| html::p().class("more").child((back, more, reach(of), on)).into_any())
}
