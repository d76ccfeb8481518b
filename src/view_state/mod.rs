//! What the page shows, as plain data: the view state and its link, texts cut into runs, bars of a histogram.
//!
//! Pure, so that it is tested natively: it touches no element, no location, no clock.

mod address;
mod bars;
mod filters;
mod grouped;
mod hash;
#[cfg(test)]
mod hash_tests;
mod kinds;
mod lines;
mod mapped;
mod measured;
mod mentioned;
mod named_set;
mod range;
mod runs;
mod shown;
mod timeline;
mod words;

pub use address::{pasted_link, shareable};
pub use bars::{Bar, bars, ticks};
pub use filters::{
    FACETS, FilterChip, chips, chosen_values, filter_count, remove_chip, toggle_value, with_period, with_value,
};
pub use grouped::{Grouped, Shown, facet_query, two_periods, two_sources, wording_query};
pub use hash::{HashProblem, parse_hash, write_hash};
pub use kinds::toggle_kind;
pub use lines::{Bench, CONTEXT_TOKENS, LINE_KEYS, SAMPLES, key_words, line_key_name, set_line_key};
pub use mapped::{Mapped, moved, shade, shades};
pub use measured::{LEASTS, Measured, Panel, ROW_LIMIT, SPANS, Sides, VERSUS_LIMIT, near_query};
pub use mentioned::{KINDS, Mentioned, mentioned, next_place, place_of};
pub use named_set::{NamedSet, SET_NAME_CHARS, SETS_LIMIT, named_in};
pub use range::{bars_of_range, first_day, last_day, range_of_bars, valid_range};
pub use runs::{EditMark, PassageMark, Run, Segment, edited, segments, stretches};
pub use shown::{FoldedKind, Part, language_of, parts, shares};
pub use timeline::{month_bars, year_bars};
pub use words::{ends, first_words};

use crate::compare::Layer;
use crate::named::named;
use crate::protocol::{
    BlocksMode, ConcordanceRequest, Filters, Kind, LineSort, MarksMode, PassageKind, QuerySpec, Sort, Strict,
};
use crate::quote::Quote;

/// Articles that can be compared at once.
pub const COMPARED_LIMIT: usize = 4;

/// The effort a link may ask for: eight to this power times the page's default.
pub const EFFORT_LIMIT: u8 = 4;

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
    /// The hits in their context, line by line.
    Context,
    /// Who and what the articles mention.
    Mentions,
    /// The wordings that the corpus repeats.
    Families,
    /// What stands near a query, where and when it occurs, what its articles say more than others.
    Measure,
    /// Articles side by side.
    Compare,
    /// What the reader has noted.
    Notes,
}

named!(View { Overview = "overview", Results = "results", Context = "context", Mentions = "mentions", Families = "families", Measure = "measure", Compare = "compare", Notes = "notes" });

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
    /// What must agree in any case.
    pub strict: Strict,
    /// Which articles may be found at all.
    pub filters: Filters,
    /// Steps of further work the reader asked for, at most [`EFFORT_LIMIT`].
    pub effort: u8,
    /// The order of results.
    pub sort: Sort,
    /// Every copy of a text is a result of its own.
    pub copies: bool,
    /// Sort keys of the lines, the first one first; at most three, each once.
    pub line_sort: Vec<LineSort>,
    /// Context of the lines in tokens, one of [`CONTEXT_TOKENS`].
    pub context_tokens: u8,
    /// How the lines are chosen, grouped and shown.
    pub bench: Bench,
    /// The kind of thing mentioned that is listed.
    pub kind: Kind,
    /// The one thing mentioned that is asked for, by its normal form.
    pub mention: Option<String>,
    /// The repeated wording that is shown, by its label, and which one of that label it is.
    pub family: Option<(String, u32)>,
    /// The wordings that are set apart are listed.
    pub apart: bool,
    /// It is asked where a text of the reader's own is from, instead.
    pub tracing: bool,
    /// Two groups of articles are held against each other, instead.
    pub grouped: Option<Grouped>,
    /// Who shares wording with whom is shown as a map, instead.
    pub mapped: Option<Mapped>,
    /// What is measured, and how.
    pub measured: Measured,
    /// The article in the reader, by stable id.
    pub open: Option<String>,
    /// The place in it that is pointed at, as a byte range of its stored text. In another corpus than the link was made in
    /// it is where the quoted words stood.
    pub spot: Option<(u32, u32)>,
    /// The words at that place, by which it is found again in an article that has changed.
    pub quote: Option<Quote>,
    /// The articles ticked to compare, by stable id, in the order of ticking; at most [`COMPARED_LIMIT`].
    pub compared: Vec<String>,
    /// The layer of passages shown.
    pub layer: Layer,
    /// The selected passage: how its wording in the first article begins.
    pub passage: Option<String>,
    /// The kinds of passages asked for; all where there are none.
    pub kinds: Vec<PassageKind>,
    /// Only what differs between the compared articles is shown.
    pub differing: bool,
    /// The named selections that it speaks of.
    pub sets: Vec<NamedSet>,
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
            strict: Strict::default(),
            filters: Filters::default(),
            effort: 0,
            sort: Sort::default(),
            copies: false,
            line_sort: Vec::new(),
            context_tokens: CONTEXT_TOKENS[1],
            bench: Bench::default(),
            kind: Kind::People,
            mention: None,
            family: None,
            apart: false,
            tracing: false,
            grouped: None,
            mapped: None,
            measured: Measured::default(),
            open: None,
            spot: None,
            quote: None,
            compared: Vec::new(),
            layer: Layer::Phrase,
            passage: None,
            kinds: Vec::new(),
            differing: false,
            sets: Vec::new(),
            corpus: String::new(),
        }
    }
}

impl ViewState {
    /// The query with its switches.
    pub fn spec(&self) -> QuerySpec {
        QuerySpec {
            query: self.query.clone(),
            marks: self.marks,
            blocks: self.blocks,
            strict: self.strict,
            filters: self.filters.clone(),
            effort: self.effort,
        }
    }

    /// The request for all lines.
    pub fn lines(&self) -> ConcordanceRequest {
        ConcordanceRequest {
            spec: self.spec(),
            context_tokens: u32::from(self.context_tokens),
            sort: self.line_sort.clone(),
            sample: self.bench.sample,
            group: self.bench.group,
            offset: 0,
            limit: 0,
        }
    }

    /// Other lines than before stand from their first one on, unless it is said where; a selection keeps its name while the state
    /// speaks of it.
    pub fn turn_back(&mut self, before: &Self) {
        self.drop_sets();
        if self.bench.skipped == before.bench.skipped && self.bench.skipped > 0 && self.lines() != before.lines() {
            self.bench.skipped = 0;
        }
    }

    /// Takes over a query with its switches and filters.
    pub fn set_spec(&mut self, spec: QuerySpec) {
        let QuerySpec { query, marks, blocks, strict, filters, effort } = spec;
        (self.query, self.marks, self.blocks, self.strict) = (query, marks, blocks, strict);
        (self.filters, self.effort) = (filters, effort.min(EFFORT_LIMIT));
    }

    /// Opens an article in the reader, at a place or at its top.
    pub fn open_at(&mut self, id: &str, spot: Option<(u32, u32)>) {
        self.open = Some(id.to_owned());
        self.point_at(spot, None);
        self.view = View::Results;
    }

    /// Points at a place in the open article, or at none.
    pub fn point_at(&mut self, spot: Option<(u32, u32)>, quote: Option<Quote>) {
        (self.spot, self.quote) = (spot, quote);
    }

    /// Closes the reader.
    pub fn close(&mut self) {
        self.open = None;
        self.point_at(None, None);
    }

    /// Goes to what is mentioned of a kind, or to where one thing is.
    pub fn show_mentions(&mut self, kind: Kind, mention: Option<String>) {
        (self.kind, self.mention) = (kind, mention);
        self.view = View::Mentions;
    }

    /// Goes to a wording that the corpus repeats, or to the list of them.
    pub fn show_family(&mut self, family: Option<(String, u32)>) {
        (self.family, self.tracing, self.grouped, self.mapped) = (family, false, None, None);
        self.view = View::Families;
    }

    /// Goes to where a text of the reader's own is traced.
    pub fn show_trace(&mut self) {
        self.show_family(None);
        self.tracing = true;
    }

    /// Goes to two groups of articles.
    pub fn show_groups(&mut self, [a, b]: [String; 2]) {
        self.show_family(None);
        self.grouped = Some(Grouped { a, b, shown: Shown::default() });
    }

    /// Goes to the map of who shares wording with whom.
    pub fn show_map(&mut self, mapped: Mapped) {
        self.show_family(None);
        self.mapped = Some(mapped);
    }

    /// Goes to two articles side by side.
    pub fn show_pair(&mut self, pair: [String; 2]) {
        (self.compared, self.passage, self.view) = (pair.to_vec(), None, View::Compare);
    }

    /// Goes to a tab that shows what a query finds, unless one is shown already.
    pub fn show_found(&mut self) {
        if !matches!(self.view, View::Results | View::Context | View::Mentions | View::Families | View::Measure) {
            self.view = View::Results;
        }
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

/// The query that finds a word; as a phrase where it has several syllables.
pub fn word_query(text: &str) -> String {
    if text.contains(' ') { phrase_query(text) } else { text.to_owned() }
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
    }

    #[test]
    fn other_lines_are_shown_from_the_first() {
        let before = ViewState { bench: Bench { skipped: 200, ..Bench::default() }, ..ViewState::default() };
        let skipped = |change: fn(&mut ViewState)| {
            let mut state = before.clone();
            change(&mut state);
            state.turn_back(&before);
            state.bench.skipped
        };
        assert_eq!(skipped(|state| state.query = "chợ".into()), 0);
        assert_eq!(skipped(|state| state.bench.group = Some(crate::protocol::LineBy::Year)), 0);
        assert_eq!(skipped(|state| (state.query, state.bench.skipped) = ("chợ".into(), 300)), 300);
        assert_eq!(skipped(|state| state.open_at("a", None)), 200);
        assert_eq!(skipped(|state| state.bench.blanked = true), 200);
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
