//! Two groups of articles: which two, what they share, and what one changes, adds or drops. Every row leads to its places. It
//! counts nothing: the engine does.

use super::compare_wording::edited;
use super::groups_form::{group_form, group_name, only_filters};
use super::measure_panels::{FEW_ARTICLES, paragraph};
use crate::app::components::figures::{figures, files, lines_link};
use crate::app::components::links::{choices, family_link, groups_link};
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::problems;
use crate::app::components::sets::unknown_sets;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::strings::{Label, fill};
use crate::compare::{Edit, EditKind};
use crate::export::groups::{List, Told, pair, table, told};
use crate::export::{Cell, Table};
use crate::measure::Certainty;
use crate::protocol::{GroupFamily, GroupsRequest, MarksMode, QuerySpec, Selection};
use crate::view_state::{Shown, two_periods, two_sources, wording_query};

/// Rows of each list.
const ROWS: u32 = 40;

fn fetch(cx: Context) {
    let request = cx.store.peek(|state| {
        let spec = only_filters(&state.spec());
        state.grouped.as_ref()?.request(&spec, &state.compared, &state.sets, ROWS)
    });
    match request {
        Some(request) => cx.groups.fetch(cx, Some("groups"), request),
        None => cx.groups.clear(),
    }
}

/// The page.
pub fn groups_page(cx: Context) -> AnyView {
    let shape = Memo::new(move |_| {
        cx.store.with(|state| {
            let grouped = state.grouped.clone().unwrap_or_default();
            (grouped.a, grouped.b, state.compared.clone(), only_filters(&state.spec()), state.sets.clone())
        })
    });
    Effect::new(move |_| {
        shape.with(|_| ());
        fetch(cx);
    });
    let shown =
        Memo::new(move |_| cx.store.with(|state| state.grouped.as_ref().map_or(Shown::Changed, |one| one.shown)));
    let content = move || cx.groups.get().map(|answer| found(cx, &cx.locale(), &answer, shown.get()));
    let back = move || family_link(cx, "groups-back", "chip", None, cx.strings().repeats.families_all.to_owned());
    html::div()
        .class("groups")
        .attr("data-part", "groups")
        .child((
            html::p().class("family-back").child(back),
            html::h2().class("family-heading").attr("tabindex", "-1").child(cx.text(|s| s.repeats.groups)),
            html::p().class("meta").child(cx.text(|s| s.repeats.groups_note)),
            move || suggested(cx, &cx.locale(), true),
            group_form(cx),
            unknown_sets(cx, |state| state.grouped.iter().flat_map(|one| [&one.a, &one.b]).collect()),
            slot_state(cx, cx.groups, move || fetch(cx)),
            content,
        ))
        .into_any()
}

/// The groups that the corpus suggests, and with `all` those that the reader's choices do.
pub fn suggested(cx: Context, locale: &Locale, all: bool) -> Option<AnyView> {
    let s = &locale.strings.repeats;
    let overview = cx.overview.get()?;
    let pairs = [two_periods(&overview.periods), two_sources(&overview.sources)];
    let mut links: Vec<AnyView> = pairs
        .into_iter()
        .flatten()
        .map(|[a, b]| {
            let text = fill(s.groups_pair, &[("a", &group_name(locale, &a)), ("b", &group_name(locale, &b))]);
            groups_link(cx, "groups-suggested", "chip", [a, b], text)
        })
        .collect();
    let (query, ticked) = (cx.spec.with(|spec| spec.query.trim().to_owned()), cx.compared.with(Vec::len));
    if all && !query.is_empty() {
        let text = fill(s.groups_pair, &[("a", &query), ("b", s.groups_rest)]);
        links.push(groups_link(cx, "groups-query", "chip", [query, String::new()], text));
    }
    if all && ticked > 0 {
        let text = fill(s.groups_pair, &[("a", s.groups_ticked), ("b", s.groups_rest)]);
        links.push(groups_link(cx, "groups-ticked", "chip", Default::default(), text));
    }
    let items: Vec<AnyView> = links.into_iter().map(|link| html::li().child(link).into_any()).collect();
    (!items.is_empty()).then(|| html::ul().class("chips").child(items).into_any())
}

/// What is to be said of the groups before their wording.
fn sizes(locale: &Locale, answer: &Answered<GroupsRequest>) -> Vec<AnyView> {
    let (s, words) = (&locale.strings.repeats, &answer.words);
    let told = |text: &str, side: Selection| {
        let tokens = locale.count(&locale.strings.measures.words, side.tokens);
        [text, ": ", &locale.count(&locale.strings.articles, side.articles), ", ", &tokens].concat()
    };
    let [a, b] = [(s.group_a, words.target), (s.group_b, words.reference)];
    let mut lines = vec![paragraph("groups-sizes", [told(a.0, a.1), told(b.0, b.1)].join(" · "))];
    let least = words.target.articles.min(words.reference.articles);
    let all = words.both == words.target.articles && words.both == words.reference.articles;
    let (looked_at, of) = answer.looked_at;
    let notes = [
        (least == 0, s.groups_empty),
        ((1..FEW_ARTICLES).contains(&least), s.groups_few),
        (words.both > 0 && all, s.groups_same),
        (words.both > 0 && !all, s.groups_both),
        (answer.read[0] < words.target.articles || answer.read[1] < words.reference.articles, s.groups_read),
    ];
    let both = locale.count(&locale.strings.articles, words.both);
    let notes = notes.into_iter().filter(|(holds, _)| *holds);
    lines.extend(notes.map(|(_, text)| paragraph("groups-note", fill(text, &[("articles", &both)]))));
    if looked_at < of {
        let numbers = [locale.number(looked_at), locale.number(of)];
        lines.push(paragraph("groups-note", fill(s.families_looked, &[("n", &numbers[0]), ("total", &numbers[1])])));
    }
    lines
}

fn found(cx: Context, locale: &Locale, answer: &Answered<GroupsRequest>, shown: Shown) -> AnyView {
    const LISTS: [(Shown, Label); 4] = [
        (Shown::Changed, |s| s.repeats.groups_changed),
        (Shown::Kept, |s| s.repeats.groups_kept),
        (Shown::OnlyA, |s| s.repeats.groups_only_a),
        (Shown::OnlyB, |s| s.repeats.groups_only_b),
    ];
    let choose = move |shown| cx.navigate(|state| state.grouped.get_or_insert_default().shown = shown);
    let lists = choices(cx, "groups-lists", |s| s.repeats.families, &LISTS, move || shown, choose);
    let parts: &[List] = match shown {
        Shown::Changed => &[List::Frames, List::Gains, List::Reworded],
        Shown::Kept => &[List::Kept],
        Shown::OnlyA => &[List::OnlyA, List::WordsA, List::RowsA],
        Shown::OnlyB => &[List::OnlyB, List::WordsB, List::RowsB],
    };
    let content: Vec<AnyView> = parts.iter().filter_map(|&list| part(cx, locale, answer, list)).collect();
    let nothing = content
        .is_empty()
        .then(|| html::p().class("empty").attr("data-part", "empty").child(locale.strings.repeats.groups_nothing));
    let asked = answer.question();
    let b = asked.b.as_ref().map_or("", |b| b.spec.query.as_str());
    let files = files(cx, table(answer, &List::ALL), ["groups", &asked.a.spec.query, b].join(" "));
    let head = (sizes(locale, answer), problems(locale, &answer.words.problems), lists);
    html::div().child((head, content, nothing, files)).into_any()
}

/// How often either group has it, and how sure a difference is.
fn counted(locale: &Locale, answer: &Answered<GroupsRequest>, list: List, row: &Told) -> String {
    let s = &locale.strings.repeats;
    let per_thousand = |side: usize, tokens: u64| match tokens {
        0 => "–".to_owned(),
        tokens => locale.table_figure(row.hits[side] as f64 * 1e3 / tokens as f64),
    };
    let (x, y) = (per_thousand(0, answer.words.target.tokens), per_thousand(1, answer.words.reference.tokens));
    let numbers = [locale.number(row.hits[0]), locale.number(row.hits[1])];
    let told = fill(s.groups_counts, &[("a", &numbers[0]), ("b", &numbers[1]), ("x", &x), ("y", &y)]);
    match pair(answer, list, row).map(|pair| certainty(locale, Certainty::of(&pair))) {
        Some(sure) if row.hits[0] != row.hits[1] => [told.as_str(), " · ", sure].concat(),
        _ => told,
    }
}

fn certainty(locale: &Locale, certainty: Certainty) -> &'static str {
    let s = &locale.strings.repeats;
    match certainty {
        Certainty::Sure => s.groups_sure,
        Certainty::Chance => s.groups_chance,
        Certainty::Few => s.groups_too_few,
    }
}

fn part(cx: Context, locale: &Locale, answer: &Answered<GroupsRequest>, list: List) -> Option<AnyView> {
    let s = &locale.strings.repeats;
    let rows = told(answer, list);
    let heading = match list {
        List::Frames => s.groups_frames,
        List::Gains => s.groups_gains,
        List::Reworded => s.groups_reworded,
        List::WordsA | List::WordsB => s.groups_words,
        List::RowsA | List::RowsB => s.groups_rows,
        _ => s.families,
    };
    let families: &[GroupFamily] = match list {
        List::Reworded => &answer.reworded,
        List::Kept => &answer.kept,
        List::OnlyA => &answer.only_a,
        List::OnlyB => &answer.only_b,
        _ => &[],
    };
    let content = match list {
        List::WordsA | List::WordsB | List::RowsA | List::RowsB => words(cx, locale, answer, list, &rows),
        _ => {
            let item = |(at, row): (usize, &Told)| {
                let (text, links) = match families.get(at) {
                    Some(family) => of_family(cx, locale, family, counted(locale, answer, list, row)),
                    None => between(cx, locale, answer, list, (at, row)),
                };
                let text = html::p().class("wording-line family-text").attr("dir", "auto").child(text);
                html::li()
                    .class("family")
                    .attr("data-part", "group-row")
                    .attr("data-list", list.name())
                    .child((text, html::p().class("meta place-told").child(links)))
                    .into_any()
            };
            let items: Vec<AnyView> = rows.iter().enumerate().map(item).collect();
            html::ol().class("families").child(items).into_any()
        }
    };
    (!rows.is_empty()).then(|| html::section().child((html::h3().child(heading), content)).into_any())
}

/// A repeated wording; its counts lead to its places.
fn of_family(cx: Context, locale: &Locale, family: &GroupFamily, counts: String) -> (Vec<AnyView>, Vec<AnyView>) {
    let text = match &family.reworded {
        Some((a, b, edits)) => edited(locale.strings, a, b, edits),
        None => vec![family.label.clone().into_any()],
    };
    (text, vec![family_link(cx, "group-family", "", Some((family.label.clone(), family.nth)), counts)])
}

/// A frame or a gain, as one wording with what either group makes of it; its counts lead to its lines.
fn between(
    cx: Context,
    locale: &Locale,
    answer: &Answered<GroupsRequest>,
    list: List,
    (at, row): (usize, &Told),
) -> (Vec<AnyView>, Vec<AnyView>) {
    let asked = answer.question();
    let lines = |side: usize, wording: &str, text: String| {
        let group = if side == 0 { Some(&asked.a) } else { asked.b.as_ref() };
        lines_link(cx, lines_of(asked, group.map_or("", |group| &group.spec.query), wording), text)
    };
    if list == List::Gains {
        let gain = &answer.gains[at];
        let side = usize::from(gain.together[1] > 0);
        let (a, b) = (&row.a, &row.b);
        let (longer, kind) = if side == 1 { (b, EditKind::OnlyB) } else { (a, EditKind::OnlyA) };
        let cut = if gain.before { gain.put.len() + 1 } else { gain.kept.len() } as u32;
        let (all, kept) = (longer.len() as u32, gain.kept.len() as u32);
        let (put, same) = if gain.before { ((0, cut), (cut, all)) } else { ((cut, all), (0, cut)) };
        let edit = |kind, long: (u32, u32), short: (u32, u32)| match side {
            1 => Edit { kind, a: short, b: long },
            _ => Edit { kind, a: long, b: short },
        };
        let gap = if gain.before { (0, 0) } else { (kept, kept) };
        let mut edits = vec![edit(EditKind::Kept, same, (0, kept)), edit(kind, put, gap)];
        if gain.before {
            edits.swap(0, 1);
        }
        let counts = counted(locale, answer, list, row);
        return (edited(locale.strings, a, b, &edits), vec![lines(side, longer, counts)]);
    }
    let frame = &answer.frames[at];
    let whole = |filling: &str| {
        let parts = [frame.before.as_str(), filling, frame.after.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let [a, b] = &frame.fillings;
    let (one, other) = (whole(&a.text), whole(&b.text));
    let from = if frame.before.is_empty() { 0 } else { frame.before.len() as u32 + 1 };
    let ends = [from + a.text.len() as u32, from + b.text.len() as u32];
    let edits = [
        Edit { kind: EditKind::Kept, a: (0, from), b: (0, from) },
        Edit { kind: EditKind::Replaced, a: (from, ends[0]), b: (from, ends[1]) },
        Edit { kind: EditKind::Kept, a: (ends[0], one.len() as u32), b: (ends[1], other.len() as u32) },
    ];
    let mut links: Vec<AnyView> = Vec::new();
    for (side, filling) in [a, b].into_iter().enumerate() {
        for (word, hits) in &filling.words {
            let [x, y] = hits.map(|hits| locale.number(hits));
            links.push(lines(side, word, ["“", word, "” ", &x, " → ", &y].concat()));
        }
    }
    (edited(locale.strings, &one, &other, &edits), links)
}

/// The lines of a wording in a group.
fn lines_of(asked: &GroupsRequest, group: &str, wording: &str) -> QuerySpec {
    let query = wording_query(group, wording);
    QuerySpec { query, marks: MarksMode::Exact, ..asked.a.spec.clone() }
}

/// Words and rows of words as a table whose rows lead to their lines.
fn words(cx: Context, locale: &Locale, answer: &Answered<GroupsRequest>, list: List, rows: &[Told]) -> AnyView {
    let asked = answer.question();
    let mut whole: Table = table(answer, &[list]);
    let is_a = matches!(list, List::WordsA | List::RowsA);
    let wording = if is_a { 1 } else { 2 };
    for (cells, row) in whole.rows.iter_mut().zip(rows) {
        let sure = pair(answer, list, row).map(|pair| certainty(locale, Certainty::of(&pair)));
        if let Some(last) = cells.last_mut() {
            *last = sure.map_or(Cell::None, Cell::from);
        }
        cells.remove(3 - wording);
        cells.remove(0);
    }
    whole.columns.remove(3 - wording);
    whole.columns.remove(0);
    whole.columns[0] = "word";
    let lines = |row: usize| {
        let (text, other) = (if is_a { &rows[row].a } else { &rows[row].b }, rows[row].hits[usize::from(is_a)]);
        let group = if is_a { Some(&asked.a) } else { asked.b.as_ref() };
        let group = group.filter(|_| other == 0).map_or("", |group| &group.spec.query);
        Some(lines_of(asked, group, text))
    };
    figures(cx, locale, &whole, &["word", "a", "b", "a_per_thousand", "b_per_thousand", "certainty"], &lines)
}
