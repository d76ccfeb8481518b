//! What the page shows, as plain data: the view state and its link, texts cut into runs, bars of a histogram.
//!
//! Pure, so that it is tested natively: it touches no element, no location, no clock.

mod bars;
mod hash;
mod runs;
mod shown;

pub use bars::{Bar, bars};
pub use hash::{HashProblem, parse_hash, write_hash};
pub use runs::{PassageMark, Run, Segment, segments};
pub use shown::{FoldedKind, Part, language_of, parts, shares};

use crate::article::Date;
use crate::compare::Layer;
use crate::engine::protocol::{BlocksMode, MarksMode, QuerySpec, Sort};

/// Articles that can be compared at once.
pub const COMPARED_LIMIT: usize = 4;

/// The characters of a passage that a link quotes.
pub const QUOTE_CHARS: usize = 64;

/// A tab of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// What the corpus is.
    #[default]
    Overview,
    /// The articles that match, with the reader.
    Results,
    /// Articles side by side.
    Compare,
}

/// Everything a link restores. Articles are named by stable id and passages by their words, so that a link outlives
/// the next pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// The tab.
    pub view: View,
    /// As typed.
    pub query: String,
    /// Which spellings match.
    pub marks: MarksMode,
    /// Which blocks count.
    pub blocks: BlocksMode,
    /// The order of results.
    pub sort: Sort,
    /// The article in the reader, by stable id.
    pub open: Option<String>,
    /// The articles ticked to compare, by stable id, in the order of ticking; at most [`COMPARED_LIMIT`].
    pub compared: Vec<String>,
    /// The layer of passages shown.
    pub layer: Layer,
    /// The selected passage: how its wording in the first article begins.
    pub passage: Option<String>,
    /// Hash of the corpus the state was made in; empty when unknown.
    pub corpus: String,
}

impl Default for ViewState {
    fn default() -> Self {
        Self {
            view: View::default(),
            query: String::new(),
            marks: MarksMode::default(),
            blocks: BlocksMode::default(),
            sort: Sort::default(),
            open: None,
            compared: Vec::new(),
            layer: Layer::Phrase,
            passage: None,
            corpus: String::new(),
        }
    }
}

impl ViewState {
    /// The query with its switches.
    pub fn spec(&self) -> QuerySpec {
        QuerySpec { query: self.query.clone(), marks: self.marks, blocks: self.blocks, ..QuerySpec::default() }
    }

    /// Takes over a query with its switches.
    pub fn set_spec(&mut self, spec: QuerySpec) {
        (self.query, self.marks, self.blocks) = (spec.query, spec.marks, spec.blocks);
    }

    /// Ticks an article, or unticks it. False when there is no room for one more.
    pub fn toggle_compared(&mut self, id: &str) -> bool {
        self.passage = None;
        if let Some(at) = self.compared.iter().position(|one| one == id) {
            self.compared.remove(at);
            return true;
        }
        let room = self.compared.len() < COMPARED_LIMIT;
        if room {
            self.compared.push(id.to_owned());
        }
        room
    }
}

/// The beginning of a passage, as a link quotes it: white space runs are single spaces, at most [`QUOTE_CHARS`].
pub fn quote(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(QUOTE_CHARS).collect()
}

/// The query that finds a wording as a phrase.
pub fn phrase_query(text: &str) -> String {
    format!("\"{}\"", without_quotes(text))
}

/// The query that lists the articles of a source.
pub fn source_query(source: &str) -> String {
    format!("source:\"{}\"", without_quotes(source))
}

/// The query that lists the articles of a month or year.
pub fn period_query(period: Date) -> String {
    format!("date:{period}")
}

fn without_quotes(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect()
}

/// The letter of a family of passages: a … z, then aa, ab …
pub fn family_letter(family: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = family;
    loop {
        letters.push(char::from(b'a' + u8::try_from(rest % 26).expect("a remainder of 26 fits a byte")));
        match rest / 26 {
            0 => break,
            more => rest = more - 1,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_get_letters() {
        let check = |family, expected: &str| assert_eq!(family_letter(family), expected);
        check(0, "a");
        check(25, "z");
        check(26, "aa");
        check(27, "ab");
        check(701, "zz");
        check(702, "aaa");
    }

    #[test]
    fn quotes_are_short_and_on_one_line() {
        assert_eq!(quote("  bảo đảm\n an ninh "), "bảo đảm an ninh");
        assert_eq!(quote(&"ơ".repeat(500)).chars().count(), QUOTE_CHARS);
    }

    #[test]
    fn queries_keep_their_quotation_marks_paired() {
        assert_eq!(phrase_query("họ nói \"không\""), "\"họ nói không\"");
        assert_eq!(source_query("Báo A"), "source:\"Báo A\"");
        assert_eq!(period_query("2021-01".parse().expect("a date")), "date:2021-01");
    }

    #[test]
    fn ticking_stops_at_the_limit() {
        let mut state = ViewState::default();
        for id in ["a", "b", "c", "d"] {
            assert!(state.toggle_compared(id));
        }
        assert!(!state.toggle_compared("e"));
        assert!(state.toggle_compared("b"));
        assert_eq!(state.compared, ["a", "c", "d"]);
    }
}
