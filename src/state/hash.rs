//! A view state as the hash of a link, and back: `#view=results&q=an%20ninh&open=…`. It never fails: what cannot be
//! read is left out and named.

use super::{COMPARED_LIMIT, View, ViewState};
use crate::compare::Layer;
use crate::engine::protocol::{BlocksMode, MarksMode, Sort};

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
        "view" => state.view = choose(&value, &VIEWS)?,
        "q" => state.query = value,
        "marks" => state.marks = choose(&value, &MARKS)?,
        "blocks" => state.blocks = choose(&value, &BLOCKS)?,
        "sort" => state.sort = choose(&value, &SORTS)?,
        "layer" => state.layer = choose(&value, &LAYERS)?,
        "open" => state.open = Some(value).filter(|id| !id.is_empty()),
        "with" if state.compared.contains(&value) => {}
        "with" if state.compared.len() < COMPARED_LIMIT && !value.is_empty() => state.compared.push(value),
        "passage" => state.passage = Some(value).filter(|words| !words.is_empty()),
        "corpus" => state.corpus = value,
        _ => return None,
    }
    Some(())
}

const VIEWS: [(&str, View); 3] = [("overview", View::Overview), ("results", View::Results), ("compare", View::Compare)];
const MARKS: [(&str, MarksMode); 3] =
    [("smart", MarksMode::Smart), ("exact", MarksMode::Exact), ("fold", MarksMode::Fold)];
const BLOCKS: [(&str, BlocksMode); 2] = [("text", BlocksMode::Text), ("all", BlocksMode::All)];
const SORTS: [(&str, Sort); 3] = [("relevance", Sort::Relevance), ("date", Sort::Date), ("oldest", Sort::Oldest)];
const LAYERS: [(&str, Layer); 2] = [("phrase", Layer::Phrase), ("passage", Layer::Passage)];

fn choose<T: Copy>(name: &str, choices: &[(&str, T)]) -> Option<T> {
    choices.iter().find(|(one, _)| *one == name).map(|(_, value)| *value)
}

fn name_of<T: PartialEq>(value: &T, choices: &[(&'static str, T)]) -> &'static str {
    choices.iter().find(|(_, one)| one == value).map_or("", |(name, _)| name)
}

/// Writes the hash of a state, with its `#`; what has its default value is left out. The overview of a corpus has the
/// hash `#view=overview`, so that going back to it is told from a page without a hash only by its text.
pub fn write_hash(state: &ViewState) -> String {
    let mut out = String::from("#");
    let plain = ViewState::default();
    put(&mut out, "view", name_of(&state.view, &VIEWS));
    if !state.query.is_empty() {
        put(&mut out, "q", &state.query);
    }
    if state.marks != plain.marks {
        put(&mut out, "marks", name_of(&state.marks, &MARKS));
    }
    if state.blocks != plain.blocks {
        put(&mut out, "blocks", name_of(&state.blocks, &BLOCKS));
    }
    if state.sort != plain.sort {
        put(&mut out, "sort", name_of(&state.sort, &SORTS));
    }
    if let Some(id) = &state.open {
        put(&mut out, "open", id);
    }
    for id in &state.compared {
        put(&mut out, "with", id);
    }
    if state.layer != plain.layer {
        put(&mut out, "layer", name_of(&state.layer, &LAYERS));
    }
    if let Some(words) = &state.passage {
        put(&mut out, "passage", words);
    }
    if !state.corpus.is_empty() {
        put(&mut out, "corpus", &state.corpus);
    }
    out
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
    use proptest::prelude::*;

    fn full() -> ViewState {
        ViewState {
            view: View::Compare,
            query: "\"bảo đảm\" -a & b=c #1 100%".to_owned(),
            marks: MarksMode::Fold,
            blocks: BlocksMode::All,
            sort: Sort::Date,
            open: Some("2021/bài một.txt".to_owned()),
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
        fn any_hash_is_read_without_a_panic(hash in any::<String>()) {
            parse_hash(&hash);
        }
    }
}
