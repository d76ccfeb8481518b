//! A view state as the hash of a link, and back: `#view=results&q=an%20ninh&open=…`. It never fails: what cannot be
//! read is left out and named.

use super::lines::{CONTEXT_TOKENS, LINE_KEYS_LIMIT, line_key_name, line_key_of};
use super::{COMPARED_LIMIT, EFFORT_LIMIT, FACETS, KINDS, View, ViewState, toggle_value};
use crate::article::Date;
use crate::compare::Layer;
use crate::protocol::{BlocksMode, Facet, Kind, MarksMode, Sort, Strict};
use crate::text::facet_value;

/// Bytes of a hash that are read; a longer one is not a link of ours.
const HASH_LIMIT_BYTES: usize = 64 * 1024;

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
    for pair in hash.split('&').filter(|pair| !pair.is_empty()) {
        let read = pair
            .split_once('=')
            .and_then(|(name, value)| Some((name, decode(value)?)))
            .and_then(|(name, value)| set(&mut state, name, value));
        if read.is_none() {
            problems.push(HashProblem::Unknown(pair.chars().take(60).collect()));
        }
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
        "open" => state.open = Some(value).filter(|id| !id.is_empty()),
        "at" => state.spot = Some(spot_of(&value)?),
        "kind" => state.kind = Kind::parse(&value).filter(|kind| KINDS.contains(kind))?,
        "mention" => state.mention = Some(value).filter(|name| !name.is_empty()),
        "with" if state.compared.contains(&value) => {}
        "with" if state.compared.len() < COMPARED_LIMIT && !value.is_empty() => state.compared.push(value),
        "passage" => state.passage = Some(value).filter(|words| !words.is_empty()),
        "corpus" => state.corpus = value,
        "strict" => state.strict = strict_of(&value)?,
        "effort" => state.effort = value.parse().ok().filter(|effort| *effort <= EFFORT_LIMIT)?,
        "lines" => state.line_sort = line_sort_of(&value)?,
        "width" => state.context_tokens = value.parse().ok().filter(|width| CONTEXT_TOKENS.contains(width))?,
        "from" => state.filters.from = Some(day_of(&value)?),
        "to" => state.filters.to = Some(day_of(&value)?),
        "undated" => state.filters.undated = (value == "1").then_some(true)?,
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
    if !state.query.is_empty() {
        put(&mut out, "q", &state.query);
    }
    if state.marks != plain.marks {
        put(&mut out, "marks", state.marks.name());
    }
    if state.blocks != plain.blocks {
        put(&mut out, "blocks", state.blocks.name());
    }
    put_query(&mut out, state);
    if state.sort != plain.sort {
        put(&mut out, "sort", state.sort.name());
    }
    if !state.line_sort.is_empty() {
        let names: Vec<&str> = state.line_sort.iter().map(|key| line_key_name(*key)).collect();
        put(&mut out, "lines", &names.join(","));
    }
    if state.context_tokens != plain.context_tokens {
        put(&mut out, "width", &state.context_tokens.to_string());
    }
    if state.kind != plain.kind {
        put(&mut out, "kind", state.kind.name());
    }
    if let Some(name) = &state.mention {
        put(&mut out, "mention", name);
    }
    if let Some(id) = &state.open {
        put(&mut out, "open", id);
    }
    if let Some((start, end)) = state.spot {
        put(&mut out, "at", &format!("{start}-{end}"));
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
    if !state.corpus.is_empty() {
        put(&mut out, "corpus", &state.corpus);
    }
    out
}

/// What narrows a query beside its words.
fn put_query(out: &mut String, state: &ViewState) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Filters, LineSort};
    use crate::view_state::LINE_KEYS;
    use proptest::prelude::*;

    fn full() -> ViewState {
        ViewState {
            view: View::Compare,
            query: "\"bảo đảm\" -a & b=c #1 100%".to_owned(),
            marks: MarksMode::Fold,
            blocks: BlocksMode::All,
            strict: Strict { case: true, stroke: true, ..Strict::default() },
            filters: Filters {
                values: vec![
                    (Facet::Source, vec![String::new(), "Báo & đài".to_owned()]),
                    (Facet::Year, vec!["2021".to_owned()]),
                ],
                from: "2020-05".parse().ok(),
                to: "2021-01-24".parse().ok(),
                undated: true,
            },
            effort: 2,
            sort: Sort::Date,
            line_sort: vec![LineSort::Right(1), LineSort::Node, LineSort::Left(5)],
            context_tokens: 20,
            kind: Kind::Dates,
            mention: Some("2021-03".to_owned()),
            open: Some("2021/bài một.txt".to_owned()),
            spot: Some((120, 140)),
            compared: vec!["a.txt".to_owned(), "b c.txt".to_owned()],
            layer: Layer::Passage,
            passage: Some("không để bị động".to_owned()),
            corpus: "0123456789abcdef".to_owned(),
        }
    }

    #[test]
    fn a_state_comes_back_from_its_link() {
        for state in [full(), ViewState::default()] {
            assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
        }
        assert_eq!(parse_hash("#source=%20B%C3%A1o%C2%A0%20A"), parse_hash("#source=B%C3%A1o%20A"));
    }

    #[test]
    fn a_link_is_plain_text() {
        assert_eq!(write_hash(&ViewState::default()), "#view=overview");
        assert!(write_hash(&full()).bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>`'\\".contains(&byte)));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
        let check = |hash: &str, query: &str, expected: &[HashProblem]| {
            let (state, problems) = parse_hash(hash);
            assert_eq!((state.query.as_str(), problems.as_slice()), (query, expected), "{hash}");
        };
        let unknown = |part: &str| HashProblem::Unknown(part.to_owned());
        check("", "", &[]);
        check("#", "", &[]);
        check("#main", "", &[HashProblem::NotALink]);
        check("#q=an&page=3", "an", &[unknown("page=3")]);
        check("#q=an&view=graph", "an", &[unknown("view=graph")]);
        check("#q=%zz", "", &[unknown("q=%zz")]);
        check("#q=%C3", "", &[unknown("q=%C3")]);
        check("#q=an%", "", &[unknown("q=an%")]);
        check("#q=b%E1%BA%A7u", "bầu", &[]);
        check("#q=bầu", "bầu", &[]);
        check("#q=an&lines=R1,R1", "an", &[unknown("lines=R1,R1")]);
        check("#q=an&lines=L9", "an", &[unknown("lines=L9")]);
        check("#q=an&width=7000", "an", &[unknown("width=7000")]);
        check("#q=an&from=--01-12&to=2021", "an", &[unknown("from=--01-12")]);
        check("#q=an&strict=tone,colour", "an", &[unknown("strict=tone,colour")]);
        check("#q=an&effort=200", "an", &[unknown("effort=200")]);
        check("#q=an&at=9-3", "an", &[unknown("at=9-3")]);
        check("#q=an&at=9", "an", &[unknown("at=9")]);
        check("#q=an&kind=longforms", "an", &[unknown("kind=longforms")]);
        check(&format!("#q={}", "a".repeat(HASH_LIMIT_BYTES)), "", &[HashProblem::TooLong]);
    }

    #[test]
    fn no_more_articles_than_can_be_compared() {
        let (state, problems) = parse_hash("#with=a&with=b&with=b&with=c&with=d&with=e");
        assert_eq!(state.compared, ["a", "b", "c", "d"]);
        assert_eq!(problems, [HashProblem::Unknown("with=e".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_survives_a_link(query in any::<String>(), id in "\\PC{1,40}") {
            let state = ViewState { query, open: Some(id), ..ViewState::default() };
            prop_assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
        }

        #[test]
        fn any_filters_survive_a_link(
            ticks in proptest::collection::vec((0usize..3, "\\PC{0,12}"), 0..12),
            days in proptest::collection::vec((1000u16..3000, proptest::option::of((1u8..13, proptest::option::of(1u8..32)))), 2),
            undated in any::<bool>(),
            keys in proptest::sample::subsequence(LINE_KEYS.to_vec(), 0..=3),
            width in proptest::sample::select(CONTEXT_TOKENS.to_vec()),
        ) {
            let mut filters = Filters { undated, ..Filters::default() };
            for (facet, value) in ticks {
                toggle_value(&mut filters, FACETS[facet], &facet_value(&value));
            }
            let date = |(year, rest): (u16, Option<(u8, Option<u8>)>)| Date {
                year: Some(year),
                month: rest.map(|rest| rest.0),
                day: rest.and_then(|rest| rest.1),
                minute: None,
            };
            (filters.from, filters.to) = (Some(date(days[0])), Some(date(days[1])));
            let state = ViewState { filters, line_sort: keys, context_tokens: width, ..ViewState::default() };
            prop_assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
        }

        #[test]
        fn any_hash_is_read_without_a_panic(hash in any::<String>()) {
            parse_hash(&hash);
        }
    }
}
