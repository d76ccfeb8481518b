//! A view state as the hash of a link, and back: `#view=results&q=an%20ninh&open=…`. It never fails: what cannot be
//! read is left out and named.

use super::lines::{CONTEXT_TOKENS, LINE_KEYS_LIMIT, line_key_name, line_key_of};
use super::named_set::{LINKED_SETS, NamedSet};
use super::{COMPARED_LIMIT, EFFORT_LIMIT, FACETS, Grouped, KINDS, Mapped, View, ViewState, toggle_value};
use crate::article::Date;
use crate::compare::Layer;
use crate::protocol::{BlocksMode, Facet, Kind, MarksMode, PassageKind, QuerySpec, Sort, Strict};
use crate::quote::Quote;
use crate::text::facet_value;

/// Bytes of a hash that are read; a longer one is not a link of ours.
pub(super) const HASH_LIMIT_BYTES: usize = 64 * 1024;

/// A part of a link that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HashProblem {
    /// Not in the form of a link to a view (`#main`).
    NotALink,
    /// Longer than 64 KiB.
    TooLong,
    /// A name or value that is not known, as it stands in the link.
    Unknown(String),
}

/// Reads a hash, with or without its `#`. Cost is linear in its length.
/// ```
/// use recto::view_state::{View, parse_hash, write_hash};
///
/// let (state, problems) = parse_hash("#view=results&q=ch%E1%BB%A3&colour=red");
/// assert_eq!((state.view, state.query.as_str(), problems.len()), (View::Results, "chợ", 1));
/// assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
/// ```
pub fn parse_hash(hash: &str) -> (ViewState, Vec<HashProblem>) {
    let mut state = ViewState::default();
    let mut problems = Vec::new();
    let hash = hash.strip_prefix('#').unwrap_or(hash);
    if hash.len() > HASH_LIMIT_BYTES {
        return (state, vec![HashProblem::TooLong]);
    }
    if !hash.is_empty() && !hash.contains('=') {
        return (state, vec![HashProblem::NotALink]);
    }
    let mut view_is_named = false;
    for pair in hash.split('&').filter(|pair| !pair.is_empty()) {
        let read = pair
            .split_once('=')
            .and_then(|(name, value)| Some((name, decode(value)?)))
            .and_then(|(name, value)| set(&mut state, name, value));
        view_is_named |= read.is_some() && pair.starts_with("view=");
        if read.is_none() {
            problems.push(HashProblem::Unknown(pair.chars().take(60).collect()));
        }
    }
    // The end of a quotation without its beginning is found nowhere.
    state.quote = state.quote.filter(|quote| !quote.head.is_empty());
    // A link that a person wrote: what is asked for or opened shows among the results.
    if !view_is_named && (!state.query.is_empty() || state.open.is_some()) {
        state.view = View::Results;
    }
    (state, problems)
}

fn set(state: &mut ViewState, name: &str, value: String) -> Option<()> {
    match name {
        "view" => state.view = View::parse(&value)?,
        "q" => state.query = value,
        "marks" => state.marks = MarksMode::parse(&value)?,
        "blocks" => state.blocks = BlocksMode::parse(&value)?,
        "sort" => state.sort = Sort::parse(&value)?,
        "layer" => state.layer = Layer::parse(&value)?,
        "family" => state.family = Some(value).filter(|label| !label.is_empty()).map(|label| (label, 0)),
        "nth" => state.family.as_mut()?.1 = value.parse().ok()?,
        "trace" => state.tracing = (value == "1").then_some(true)?,
        "apart" => state.apart = (value == "1").then_some(true)?,
        "open" => state.open = Some(value).filter(|id| !id.is_empty()),
        "at" => state.spot = Some(spot_of(&value)?),
        "quote" => state.quote.get_or_insert_default().head = value,
        "quote-end" => state.quote.get_or_insert_default().tail = value,
        "quote-sum" => state.quote.get_or_insert_default().sum = value,
        "kind" => state.kind = Kind::parse(&value).filter(|kind| KINDS.contains(kind))?,
        "mention" => state.mention = Some(value).filter(|name| !name.is_empty()),
        "with" if state.compared.contains(&value) => {}
        "with" if state.compared.len() < COMPARED_LIMIT && !value.is_empty() => state.compared.push(value),
        "passage" => state.passage = Some(value).filter(|words| !words.is_empty()),
        "only" => state.kinds = kinds_of(&value)?,
        "differing" => state.differing = (value == "1").then_some(true)?,
        "corpus" => state.corpus = value,
        "set" if state.sets.len() < LINKED_SETS => state.sets.push(NamedSet::read(&value)?),
        "strict" => state.strict = strict_of(&value)?,
        "effort" => state.effort = value.parse().ok().filter(|effort| *effort <= EFFORT_LIMIT)?,
        "copies" => state.copies = (value == "1").then_some(true)?,
        "lines" => state.line_sort = line_sort_of(&value)?,
        "width" => state.context_tokens = value.parse().ok().filter(|width| CONTEXT_TOKENS.contains(width))?,
        "from" => state.filters.from = Some(day_of(&value)?),
        "to" => state.filters.to = Some(day_of(&value)?),
        "undated" => state.filters.undated = (value == "1").then_some(true)?,
        "once" => state.filters.once = (value == "1").then_some(true)?,
        _ if state.bench.set(name, &value).is_some() => {}
        _ if state.measured.set(name, &value).is_some() => {}
        _ if Grouped::set(&mut state.grouped, name, &value).is_some() => {}
        _ if Mapped::set(&mut state.mapped, name, &value).is_some() => {}
        _ => {
            let (facet, value) = (Facet::parse(name)?, facet_value(&value));
            let chosen = state.filters.values.iter().find(|one| one.0 == facet);
            if chosen.is_none_or(|(_, values)| !values.contains(&value)) {
                toggle_value(&mut state.filters, facet, &value);
            }
        }
    }
    Some(())
}

/// The four switches with their names in a link, in a fixed order.
fn switches(strict: &mut Strict) -> [(&'static str, &mut bool); 4] {
    let Strict { case, tone, letters, stroke } = strict;
    [("case", case), ("tone", tone), ("letters", letters), ("stroke", stroke)]
}

fn strict_of(value: &str) -> Option<Strict> {
    let mut strict = Strict::default();
    for name in value.split(',') {
        let (_, on) = switches(&mut strict).into_iter().find(|(one, _)| *one == name)?;
        *on = true;
    }
    Some(strict)
}

/// Kinds of passages, in the order they are shown.
fn kinds_of(value: &str) -> Option<Vec<PassageKind>> {
    let named: Option<Vec<PassageKind>> = value.split(',').map(PassageKind::parse).collect();
    let named = named?;
    Some(PassageKind::ALL.into_iter().filter(|kind| named.contains(kind)).collect())
}

fn line_sort_of(value: &str) -> Option<Vec<crate::protocol::LineSort>> {
    let mut keys = Vec::new();
    for name in value.split(',') {
        let key = line_key_of(name)?;
        if keys.len() == LINE_KEYS_LIMIT || keys.contains(&key) {
            return None;
        }
        keys.push(key);
    }
    Some(keys)
}

/// A byte range, `120-140`, that holds something.
fn spot_of(value: &str) -> Option<(u32, u32)> {
    let (start, end) = value.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((start, end))
}

/// A date with a year: what has none has no place in a range.
fn day_of(value: &str) -> Option<Date> {
    value.parse().ok().filter(|date: &Date| date.year.is_some())
}

/// Writes the hash of a state, with its `#`; what has its default value is left out. The overview of a corpus has the
/// hash `#view=overview`, so that going back to it is told from a page without a hash only by its text.
pub fn write_hash(state: &ViewState) -> String {
    let mut out = String::from("#");
    let plain = ViewState::default();
    put(&mut out, "view", state.view.name());
    put_query(&mut out, state);
    if state.sort != plain.sort {
        put(&mut out, "sort", state.sort.name());
    }
    if state.copies {
        put(&mut out, "copies", "1");
    }
    if !state.line_sort.is_empty() {
        let names: Vec<&str> = state.line_sort.iter().map(|key| line_key_name(*key)).collect();
        put(&mut out, "lines", &names.join(","));
    }
    if state.context_tokens != plain.context_tokens {
        put(&mut out, "width", &state.context_tokens.to_string());
    }
    state.bench.parts().iter().for_each(|(name, value)| put(&mut out, name, value));
    if state.kind != plain.kind {
        put(&mut out, "kind", state.kind.name());
    }
    if let Some(name) = &state.mention {
        put(&mut out, "mention", name);
    }
    put_repeats(&mut out, state);
    state.measured.parts().iter().for_each(|(name, value)| put(&mut out, name, value));
    if let Some(id) = &state.open {
        put(&mut out, "open", id);
    }
    if let Some((start, end)) = state.spot {
        put(&mut out, "at", &format!("{start}-{end}"));
    }
    if let Some(quote) = &state.quote {
        put_quote(&mut out, quote);
    }
    for id in &state.compared {
        put(&mut out, "with", id);
    }
    if state.layer != plain.layer {
        put(&mut out, "layer", state.layer.name());
    }
    if let Some(words) = &state.passage {
        put(&mut out, "passage", words);
    }
    if !state.kinds.is_empty() {
        let names: Vec<&str> = state.kinds.iter().map(|kind| kind.name()).collect();
        put(&mut out, "only", &names.join(","));
    }
    if state.differing {
        put(&mut out, "differing", "1");
    }
    state.sets.iter().for_each(|set| put(&mut out, "set", &set.written()));
    if !state.corpus.is_empty() {
        put(&mut out, "corpus", &state.corpus);
    }
    out
}

/// The words that are pointed at.
fn put_quote(out: &mut String, quote: &Quote) {
    put(out, "quote", &quote.head);
    for (name, value) in [("quote-end", &quote.tail), ("quote-sum", &quote.sum)] {
        if !value.is_empty() {
            put(out, name, value);
        }
    }
}

/// What is shown of the wordings that the corpus repeats.
fn put_repeats(out: &mut String, state: &ViewState) {
    if let Some((label, nth)) = &state.family {
        put(out, "family", label);
        if *nth > 0 {
            put(out, "nth", &nth.to_string());
        }
    }
    if state.apart {
        put(out, "apart", "1");
    }
    if state.tracing {
        put(out, "trace", "1");
    }
    let grouped = state.grouped.iter().flat_map(Grouped::parts).chain(state.mapped.iter().flat_map(Mapped::parts));
    grouped.for_each(|(name, value)| put(out, name, &value));
}

/// A query with its switches and filters as a link of its own.
pub(super) fn write_spec(spec: &QuerySpec) -> String {
    let (mut state, mut out) = (ViewState::default(), String::new());
    state.set_spec(spec.clone());
    put_query(&mut out, &state);
    out
}

/// Reads it back; `None` where any of it cannot be read, or names selections itself.
pub(super) fn read_spec(hash: &str) -> Option<QuerySpec> {
    let mut state = ViewState::default();
    for pair in hash.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').filter(|(name, _)| *name != "set")?;
        set(&mut state, name, decode(value)?)?;
    }
    Some(state.spec())
}

/// A query, and what narrows it beside its words.
fn put_query(out: &mut String, state: &ViewState) {
    let plain = ViewState::default();
    if !state.query.is_empty() {
        put(out, "q", &state.query);
    }
    if state.marks != plain.marks {
        put(out, "marks", state.marks.name());
    }
    if state.blocks != plain.blocks {
        put(out, "blocks", state.blocks.name());
    }
    let mut strict = state.strict;
    let on: Vec<&str> = switches(&mut strict).into_iter().filter(|(_, on)| **on).map(|(name, _)| name).collect();
    if !on.is_empty() {
        put(out, "strict", &on.join(","));
    }
    for facet in FACETS {
        let chosen = state.filters.values.iter().filter(|one| one.0 == facet);
        chosen.flat_map(|(_, values)| values).for_each(|value| put(out, facet.name(), value));
    }
    if let Some(from) = &state.filters.from {
        put(out, "from", &from.to_string());
    }
    if let Some(to) = &state.filters.to {
        put(out, "to", &to.to_string());
    }
    if state.filters.undated {
        put(out, "undated", "1");
    }
    if state.filters.once {
        put(out, "once", "1");
    }
    if state.effort > 0 {
        put(out, "effort", &state.effort.to_string());
    }
}

fn put(out: &mut String, name: &str, value: &str) {
    if out.len() > 1 {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b':' | b',' | b'*' => {
                out.push(char::from(byte));
            }
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

/// Percent-decoding (RFC 3986, 2.1). `None` for a broken escape or bytes that are not UTF-8.
fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
