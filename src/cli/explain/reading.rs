//! A text as Recto reads it, as one JSON value: the same functions that pack, search and show it. It decides nothing.

use crate::article::{Block, Date, DateMention, DatesRead, NO_GLOSSES, extract, full_names, people};
use crate::cli::output::problems_json;
use crate::compounds::Compounds;
use crate::index::placed::{keys_of, placed_tokens};
use crate::mentions::{
    Figure, Offices, Style, Words, abbreviations, attributions, common_expansion, counted_in_words, dates_in,
    expansions, figures, years,
};
use crate::protocol::{BlocksMode, MarksMode, Problem, QuerySpec};
use crate::query::plan::Plan;
use crate::query::scan::{Scanned, hits};
use crate::text::{
    Method, exact_key, fold_key, marks_of, paragraph_sentences, sentences, spelling_key, tokens, toneless_key, typed,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the reader of a text is told beside it.
#[derive(Debug)]
pub struct Options<'q> {
    /// When it was published.
    pub anchor: Option<Date>,
    /// How it writes numbers.
    pub style: Style,
    /// A query to mark.
    pub query: Option<&'q str>,
    /// Which spellings the query matches.
    pub marks: MarksMode,
}

/// Reads a text. Offsets are half-open byte ranges in it.
pub fn reading(text: &str, options: &Options<'_>) -> Value {
    let article = extract("text", text.to_owned());
    // A text of several lines may carry its own date; a single line says nothing of when it was written.
    let own = article.date.filter(|_| text.trim().contains('\n'));
    let anchor = options.anchor.or(own);
    let words = Words::of(text, 0, text.len());
    let DatesRead { mentions: dates, lunar } = dates_of(text, anchor);
    let mut spans: Vec<(usize, usize)> = dates.iter().map(|date| (date.start, date.end)).chain(lunar).collect();
    spans.sort_unstable();
    let named = people(text, &article.blocks);
    let mut offices = Offices::default();
    offices.note(&words, &named);
    let cut: Vec<(usize, usize)> =
        cut(text, &article.blocks).into_iter().map(|(start, end)| (start as usize, end as usize)).collect();
    let names: Vec<Value> = named
        .iter()
        .map(|m| json!({"start": m.start, "end": m.end, "text": text[m.start..m.end], "name": m.name, "titles": offices.of(&m.name)}))
        .collect();
    let said: Vec<Value> = attributions(&words, &named, &offices, &cut, text)
        .iter()
        .map(|a| {
            let quote = a.quote.map(|(start, end)| json!({"start": start, "end": end, "text": text[start..end]}));
            json!({
                "start": a.start, "end": a.end, "text": text[a.start..a.end], "person": a.person,
                "verb": {"start": a.verb.0, "end": a.verb.1, "text": text[a.verb.0..a.verb.1]},
                "sentence": [a.sentence.0, a.sentence.1], "quote": quote,
            })
        })
        .collect();
    let years: Vec<Value> = years(&words)
        .iter()
        .map(|(span, from, to)| json!({"start": span.0, "end": span.1, "text": text[span.0..span.1], "from": from, "to": to}))
        .collect();
    let numbers = figures(&words, &spans, options.style, &Compounds::default());
    let mut value = json!({
        "tokens": token_list(text),
        "sentences": cut,
        "dates": dates.iter().map(|date| date_entry(text, date)).collect::<Vec<_>>(),
        "years": years,
        "numbers": numbers.iter().map(|f| figure_entry(text, f)).collect::<Vec<_>>(),
        "numbers_in_words": counted_in_words(&words).iter().map(|f| figure_entry(text, f)).collect::<Vec<_>>(),
        "names": names,
        "people": full_names(&named),
        "attributions": said,
        "abbreviations": abbreviation_list(text, &words),
        "title": article.title,
        "untitled": article.untitled,
        "date": article.date,
        "date_precision": article.date.map(Date::precision),
        "date_origin": article.date.map(|_| article.date_origin),
        "source": article.source,
        "blocks": article.blocks,
        "counts": counts(text),
    });
    if let Some(query) = options.query {
        let (hits, problems) = hit_list(text, query, options.marks);
        value["hits"] = Value::from(hits);
        value["problems"] = problems_json(&problems);
    }
    value
}

/// The sentences of a text, cut at line breaks but for those inside a block.
fn cut(text: &str, blocks: &[Block]) -> Vec<(u32, u32)> {
    let wrapped = blocks.iter().filter(|block| block.of(text).contains('\n'));
    let (mut all, mut from) = (Vec::new(), 0);
    let mut add = |part: &str, start: u32, cut: &dyn Fn(&str) -> Vec<(u32, u32)>| {
        all.extend(cut(part).into_iter().map(|(first, last)| (start + first, start + last)));
    };
    for block in wrapped {
        add(text.get(from as usize..block.start as usize).unwrap_or(""), from, &sentences);
        add(block.of(text), block.start, &paragraph_sentences);
        from = block.end;
    }
    add(text.get(from as usize..).unwrap_or(""), from, &sentences);
    all
}

fn token_list(text: &str) -> Vec<Value> {
    tokens(text)
        .iter()
        .map(|token| {
            let exact = exact_key(token.of(text));
            let marks = marks_of(&exact);
            let typed: Vec<Value> = typed(token.of(text))
                .into_iter()
                .map(|(method, key)| {
                    let name = match method {
                        Method::Telex => "telex",
                        Method::Vni => "vni",
                    };
                    json!({"method": name, "exact": key})
                })
                .collect();
            json!({
                "text": token.of(text), "start": token.start, "end": token.end,
                "exact": exact, "fold": fold_key(&exact), "toneless": toneless_key(&exact),
                "spelling": spelling_key(&exact), "aliases": &keys_of(token.of(text))[1..], "joined": token.joined,
                "marks": {"tone": marks.tone, "letter": marks.letter}, "typed": typed,
            })
        })
        .collect()
}

/// The dates of each paragraph, as the layer finds them.
fn dates_of(text: &str, anchor: Option<Date>) -> DatesRead {
    let mut found = DatesRead::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let read = dates_in(text, &Words::of(text, start, end), start, end, anchor);
        found.mentions.extend(read.mentions);
        found.lunar.extend(read.lunar);
        start = end;
    }
    found
}

fn date_entry(text: &str, date: &DateMention) -> Value {
    let part = date.part_of_day.map(|part| format!("{part:?}").to_lowercase());
    json!({
        "start": date.start, "end": date.end, "text": text[date.start..date.end], "iso": date.date,
        "precision": date.date.precision(), "part_of_day": part,
    })
}

/// A whole number without a fraction.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT { Value::from(value as i64) } else { Value::from(value) }
}

fn figure_entry(text: &str, figure: &Figure) -> Value {
    let unit = figure.unit.map(|(start, end)| text[start..end].to_owned());
    json!({
        "start": figure.start, "end": figure.end, "text": text[figure.start..figure.end],
        "value": number(figure.value), "to": figure.to.map(number), "percent": figure.percent,
        "unit": unit, "unit_span": figure.unit, "claim": figure.claim, "years": figure.years,
    })
}

fn abbreviation_list(text: &str, words: &Words<'_>) -> Vec<Value> {
    let expanded = expansions(words);
    let known: BTreeMap<&str, &str> =
        expanded.iter().map(|e| (e.short.as_str(), &text[e.long_start..e.long_end])).collect();
    abbreviations(words)
        .into_iter()
        .map(|(start, end)| {
            let short = &text[start..end];
            let (long, from) = match (known.get(short), common_expansion(short)) {
                (Some(long), _) => (Some(*long), Some("text")),
                (None, Some(long)) => (Some(long), Some("common")),
                (None, None) => (None, None),
            };
            let here = expanded.iter().find(|e| e.short_start == start).map(|e| (e.long_start, e.long_end));
            json!({"start": start, "end": end, "text": short, "expansion": long, "from": from, "expansion_span": here})
        })
        .collect()
}

fn counts(text: &str) -> Value {
    let exact: Vec<String> = tokens(text).iter().map(|token| exact_key(token.of(text))).collect();
    let folds: BTreeSet<String> = exact.iter().map(|key| fold_key(key)).collect();
    json!({
        "bytes": text.len(),
        "lines": text.split('\n').count(),
        "nonblank": text.split('\n').filter(|line| !line.trim().is_empty()).count(),
        "tokens": exact.len(),
        "distinct_exact": exact.iter().collect::<BTreeSet<_>>().len(),
        "distinct_fold": folds.len(),
    })
}

/// The hits of a query in the whole text, every block of it, and what the reader should know of the query.
fn hit_list(text: &str, query: &str, marks: MarksMode) -> (Vec<Value>, Vec<Problem>) {
    let blocks = extract("text", text.to_owned()).blocks;
    let placed = placed_tokens(text, &blocks);
    let scanned = Scanned { text, blocks: &blocks, tokens: &placed, glosses: &NO_GLOSSES };
    let spec = QuerySpec { query: query.to_owned(), marks, ..QuerySpec::default() };
    let (plan, problems) = Plan::read(&spec);
    let Some(expr) = &plan.main else { return (Vec::new(), problems) };
    let found = hits(&plan, expr, BlocksMode::All, scanned);
    let listed = found
        .iter()
        .map(|hit| {
            let (start, end) = (placed[hit.first].start, placed[hit.last].end);
            json!({"start": start, "end": end, "text": text[start as usize..end as usize], "tier": hit.tier})
        })
        .collect();
    (listed, problems)
}
