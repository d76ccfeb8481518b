//! What is measured, and how, as a link keeps it. It measures nothing.

use crate::named::named;
use crate::protocol::{Association, Unit};

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
    /// A list of names or phrases at once, whatever is asked.
    Terms,
}

named!(Panel { Collocates = "collocates", Trend = "trend", Keyness = "keyness", Dispersion = "dispersion", Terms = "terms" });

/// Words on either side that can be chosen; 0 is the sentence.
pub const SPANS: [u8; 5] = [1, 3, 5, 10, 0];

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
    /// What orders collocates.
    pub measure: Association,
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
            measure: Association::default(),
            versus: Vec::new(),
            by_month: false,
            periods: String::new(),
            node: String::new(),
            against: String::new(),
        }
    }
}

impl Measured {
    /// Takes one part of a link; `None` when it is none of these, or cannot be read.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "panel" => self.panel = Panel::parse(value)?,
            "unit" => self.unit = Unit::parse(value)?,
            "span" => self.span = value.parse().ok().filter(|span| SPANS.contains(span))?,
            "measure" => self.measure = Association::parse(value)?,
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
        put("measure", self.measure != plain.measure, self.measure.name());
        self.versus.iter().for_each(|query| put("versus", true, query));
        put("by", self.by_month, "month");
        put("periods", !self.periods.is_empty(), &self.periods);
        put("node", !self.node.is_empty(), &self.node);
        put("against", !self.against.is_empty(), &self.against);
        parts
    }
}

/// The query that finds a word near the hits of another: in a row where it is one word or one run, otherwise beside it.
pub fn near_query(node: &str, word: &str, span: u8) -> String {
    let quoted = |text: &str| if text.contains(' ') { super::phrase_query(text) } else { text.to_owned() };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’');
    let node = node.trim();
    // Longer than any sentence that people write in one breath, and what the language allows.
    let reach = if span == 0 { 20 } else { span };
    if !node.is_empty() && node.chars().all(plain) && !node.contains(" OR ") && !node.contains(" NEAR") {
        format!("{} NEAR/{reach} {}", quoted(node), quoted(word))
    } else {
        format!("({node}) +{}", quoted(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_near_a_node_is_a_query() {
        let check =
            |node: &str, word: &str, span: u8, expected: &str| assert_eq!(near_query(node, word, span), expected);
        check("chợ", "phiên", 5, "chợ NEAR/5 phiên");
        check("an ninh", "trật tự", 3, "\"an ninh\" NEAR/3 \"trật tự\"");
        check("an ninh", "mạng", 0, "\"an ninh\" NEAR/20 mạng");
        check("\"a b\" OR c", "d", 5, "(\"a b\" OR c) +d");
    }
}
