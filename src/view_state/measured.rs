//! What is measured, and how, as a link keeps it. It measures nothing.

use super::{View, ViewState, word_query};
use crate::named::named;
use crate::protocol::{Association, Unit, WordSort};

/// What a page measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Panel {
    /// What stands near the query.
    #[default]
    Collocates,
    /// The query over time.
    Trend,
    /// What the articles found say more than others.
    Keyness,
    /// The query over the articles.
    Dispersion,
    /// The words of the articles found, or rows of words.
    Words,
    /// A list of names or phrases at once, whatever is asked.
    Terms,
}

named!(Panel { Collocates = "collocates", Trend = "trend", Keyness = "keyness", Dispersion = "dispersion", Words = "words", Terms = "terms" });

/// Words on either side that can be chosen; 0 is the sentence.
pub const SPANS: [u8; 5] = [1, 3, 5, 10, 0];

/// On which sides of the node its neighbours are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sides {
    /// Left and right.
    #[default]
    Both,
    /// Before it.
    Left,
    /// After it.
    Right,
}

named!(Sides { Both = "both", Left = "left", Right = "right" });

/// Words apart that the query language allows at most.
const NEAR_LIMIT: u8 = 16;

/// Times that a word must stand near the node, or in both selections, that can be chosen.
pub const LEASTS: [u8; 4] = [1, 3, 5, 10];

/// Words in a row that are counted as one, at most.
pub const ROW_LIMIT: u8 = 8;

/// Queries beside the one of the search box, at most.
pub const VERSUS_LIMIT: usize = 4;

/// How something is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What.
    pub panel: Panel,
    /// What is counted as one.
    pub unit: Unit,
    /// One of [`SPANS`].
    pub span: u8,
    /// Where its words stand; the sentence has both sides.
    pub sides: Sides,
    /// One of [`LEASTS`].
    pub least: u8,
    /// What orders collocates.
    pub measure: Association,
    /// Words in a row that a list counts as one, 1 to [`ROW_LIMIT`].
    pub row: u8,
    /// The pattern that its rows suit; all where it is empty.
    pub pattern: String,
    /// Its order.
    pub listing: WordSort,
    /// Without function words.
    pub content: bool,
    /// Queries beside that of the search box, at most [`VERSUS_LIMIT`].
    pub versus: Vec<String>,
    /// By month instead of by year.
    pub by_month: bool,
    /// By periods of the reader's own, as they are typed; by month or year where that is empty.
    pub periods: String,
    /// The query whose collocates those of the search box are held against; none where it is empty.
    pub node: String,
    /// What the articles found are held against; all others where it is empty.
    pub against: String,
}

impl Default for Measured {
    fn default() -> Self {
        Self {
            panel: Panel::default(),
            unit: Unit::default(),
            span: SPANS[2],
            sides: Sides::default(),
            least: LEASTS[1],
            measure: Association::default(),
            row: 1,
            pattern: String::new(),
            listing: WordSort::default(),
            content: false,
            versus: Vec::new(),
            by_month: false,
            periods: String::new(),
            node: String::new(),
            against: String::new(),
        }
    }
}

impl Measured {
    /// Words to the left and right of the node; `None` in its sentence.
    pub fn window(&self) -> Option<(u8, u8)> {
        let of = |other: Sides| if self.sides == other { 0 } else { self.span };
        (self.span > 0).then(|| (of(Sides::Right), of(Sides::Left)))
    }

    /// Takes one part of a link; `None` when it is none of these, or cannot be read.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "panel" => self.panel = Panel::parse(value)?,
            "unit" => self.unit = Unit::parse(value)?,
            "span" => self.span = value.parse().ok().filter(|span| SPANS.contains(span))?,
            "sides" => self.sides = Sides::parse(value)?,
            "least" => self.least = value.parse().ok().filter(|least| LEASTS.contains(least))?,
            "measure" => self.measure = Association::parse(value)?,
            "row" => self.row = value.parse().ok().filter(|row| (1..=ROW_LIMIT).contains(row))?,
            "pattern" => value.clone_into(&mut self.pattern),
            "listing" => self.listing = WordSort::parse(value)?,
            "content" => self.content = (value == "1").then_some(true)?,
            "versus" if value.is_empty() || self.versus.len() == VERSUS_LIMIT => return None,
            "versus" => self.versus.push(value.to_owned()),
            "by" => self.by_month = (value == "month").then_some(true)?,
            "periods" => value.clone_into(&mut self.periods),
            "node" => value.clone_into(&mut self.node),
            "against" => value.clone_into(&mut self.against),
            _ => return None,
        }
        Some(())
    }

    /// The parts of a link; what has its default value is left out.
    pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
        let plain = Self::default();
        let mut parts = Vec::new();
        let mut put = |name, differs: bool, value: &str| {
            if differs {
                parts.push((name, value.to_owned()));
            }
        };
        put("panel", self.panel != plain.panel, self.panel.name());
        put("unit", self.unit != plain.unit, self.unit.name());
        put("span", self.span != plain.span, &self.span.to_string());
        put("sides", self.sides != plain.sides, self.sides.name());
        put("least", self.least != plain.least, &self.least.to_string());
        put("measure", self.measure != plain.measure, self.measure.name());
        put("row", self.row != plain.row, &self.row.to_string());
        put("pattern", !self.pattern.is_empty(), &self.pattern);
        put("listing", self.listing != plain.listing, self.listing.name());
        put("content", self.content, "1");
        self.versus.iter().for_each(|query| put("versus", true, query));
        put("by", self.by_month, "month");
        put("periods", !self.periods.is_empty(), &self.periods);
        put("node", !self.node.is_empty(), &self.node);
        put("against", !self.against.is_empty(), &self.against);
        parts
    }
}

impl ViewState {
    /// Measures a word in place of the query: what stands near it, where nothing else is measured that follows a query.
    pub fn measure_word(&mut self, word: &str) {
        (self.query, self.effort) = (word_query(word), 0);
        self.measured.node.clear();
        if !matches!(self.measured.panel, Panel::Trend | Panel::Dispersion) {
            self.measured.panel = Panel::Collocates;
        }
        self.close();
        self.view = View::Measure;
    }
}

/// The query that finds a word near the hits of another, so many words to its left and right, `None` in its sentence: in a row
/// where it is one word or one run, otherwise beside it.
pub fn near_query(node: &str, word: &str, span: Option<(u8, u8)>) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’');
    let node = node.trim();
    let (left, right) = span.unwrap_or((NEAR_LIMIT, NEAR_LIMIT));
    let operator = if left == 0 || right == 0 { " PRE/" } else { " NEAR/" };
    let (node_query, word_query) = (word_query(node), word_query(word));
    let [first, second] = if right == 0 { [&word_query, &node_query] } else { [&node_query, &word_query] };
    if !node.is_empty() && node.chars().all(plain) && !node.contains(" OR ") && !node.contains(" NEAR") {
        [first, operator, &left.max(right).to_string(), " ", second].concat()
    } else {
        ["(", node, ") +", &word_query].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_near_a_node_is_a_query() {
        let check = |node: &str, word: &str, span, expected: &str| assert_eq!(near_query(node, word, span), expected);
        check("chợ", "phiên", Some((5, 5)), "chợ NEAR/5 phiên");
        check("chợ", "phiên", Some((5, 0)), "phiên PRE/5 chợ");
        check("chợ", "phiên", Some((0, 3)), "chợ PRE/3 phiên");
        check("an ninh", "trật tự", Some((3, 3)), "\"an ninh\" NEAR/3 \"trật tự\"");
        check("an ninh", "mạng", None, "\"an ninh\" NEAR/16 mạng");
        check("\"a b\" OR c", "d", Some((5, 5)), "(\"a b\" OR c) +d");
    }
}
