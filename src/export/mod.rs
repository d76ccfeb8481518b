//! Answers as CSV files for spreadsheets and scripts: results, concordance lines, mentions, comparisons.
//!
//! UTF-8 with a byte order mark, RFC 4180: commas, CRLF, text in quotation marks. The first row names the columns. What
//! was asked stands in the last columns of every row (query, how it was read, filters, order, corpus, totals, what was
//! cut), so that rows that are sorted, split or pasted elsewhere still say where they come from. A cell that a
//! spreadsheet would run as a formula gets an apostrophe before it ([`cell::neutral`]).
//!
//! Left, node and right are in reading order, right-to-left texts included. It asks nothing, writes no file, and knows
//! no language of the interface: names are the same for every reader.
//!
//! ```
//! use recto::protocol::{QuerySpec, Sort};
//! use recto::export::Export;
//! use recto::export::cell::neutral;
//!
//! let head = Export::results(&QuerySpec::default(), Sort::Relevance, "00ff").take();
//! assert!(head.starts_with("\u{feff}\"group\",\"article\",\"id\""));
//! assert_eq!((neutral("=1+1"), neutral("một")), ("'=1+1".to_owned(), "một".to_owned()));
//! ```

pub mod cell;
mod chart;
mod comparison;
mod fragment;
pub mod groups;
mod json;
mod markup;
pub mod measure;
mod mentions;
mod references;
mod table;
mod wording;

pub use chart::Chart;
pub use comparison::{citation, comparison};
pub use fragment::{FragmentWords, comparison_html};
pub use json::comparison_json;
pub use mentions::claim_name;
pub use references::References;
pub use table::{Cell, Table};
pub use wording::{Piece, inline, pieces};

use crate::article::Date;
use crate::protocol::{
    Card, ConcordanceAnswer, ConcordanceRequest, Cut, Filters, Fragment, Group, LineSort, QuerySpec, SearchAnswer, Sort,
};
use cell::Sheet;

/// What every row says of its article.
const ARTICLE: [&str; 10] =
    ["article", "id", "title", "date", "date_precision", "source", "category", "author", "url", "length_tokens"];
/// What every row says of the question.
const ASKED: [&str; 8] = ["query", "reading", "filters", "sort", "corpus", "total_articles", "total_hits", "cut"];

/// A CSV file in the making: begun with a question, fed answers window by window.
#[derive(Clone, Debug, Default)]
pub struct Export {
    sheet: Sheet,
    /// Query, reading, filters, sort, corpus.
    asked: [String; 5],
    /// The name asked for, in a file of mentions.
    mention: Option<String>,
    /// Of a file that is no table.
    text: String,
}

impl Export {
    /// Begins a file of results with its header: a row an article, in the order they are added.
    ///
    /// `corpus` is the corpus hash of the overview, see [`crate::protocol::Overview`].
    pub fn results(spec: &QuerySpec, sort: Sort, corpus: &str) -> Self {
        let columns = ["group", "tier", "hits", "score", "snippet"];
        Self::begin(spec, sort.name().to_owned(), corpus, &[&columns[..1], &ARTICLE, &columns[1..], &ASKED].concat())
    }

    /// Begins a file of concordance lines with its header: a row a line, in the order they are added. Bytes are offsets
    /// in the article's stored UTF-8 text, the end not included. Groups and sample stand beside the sort keys.
    pub fn lines(asked: &ConcordanceRequest, corpus: &str) -> Self {
        let keys: Vec<String> = asked.sort.iter().map(|key| key_name(*key)).collect();
        let group = asked.group.map(|by| ["group:", by.name()].concat());
        let sample =
            asked.sample.map(|one| ["sample:", &one.lines.to_string(), " seed:", &one.seed.to_string()].concat());
        let parts = [Some(keys.join(",")), group, sample].into_iter().flatten().filter(|part| !part.is_empty());
        let columns = ["left", "node", "right", "tier", "start_byte", "end_byte"];
        let sort = parts.collect::<Vec<_>>().join(" ");
        Self::begin(&asked.spec, sort, corpus, &[&columns[..], &ARTICLE, &ASKED].concat())
    }

    fn begin(spec: &QuerySpec, sort: String, corpus: &str, columns: &[&str]) -> Self {
        let mut sheet = Sheet::default();
        columns.iter().for_each(|name| sheet.text(name));
        sheet.end_row();
        let asked = [spec.query.clone(), reading(spec), filters(&spec.filters), sort, corpus.to_owned()];
        Self { sheet, asked, mention: None, text: String::new() }
    }

    /// Adds the results of a window, both groups.
    pub fn add_results(&mut self, answer: &SearchAnswer) {
        let cut = cuts(&answer.cuts);
        for group in &answer.groups {
            self.add_group(group, &cut);
        }
    }

    fn add_group(&mut self, group: &Group, cut: &str) {
        for result in &group.results {
            self.sheet.text(group.kind.name());
            self.article(Some(&result.card));
            self.sheet.text(result.tier.name());
            self.sheet.number(u64::from(result.hits));
            self.sheet.thousandths((result.score * 1000.0).max(0.0).round() as u64);
            self.sheet.text(&plain(&result.snippet));
            self.asked(u64::from(group.total.articles), group.total.hits, cut);
        }
    }

    /// Adds the lines of a window.
    pub fn add_lines(&mut self, answer: &ConcordanceAnswer) {
        let cut = cuts(&answer.cuts);
        for line in &answer.lines {
            [&line.left, &line.node, &line.right].into_iter().for_each(|part| self.sheet.text(part.trim()));
            self.sheet.text(line.tier.name());
            self.sheet.number(u64::from(line.start));
            self.sheet.number(u64::from(line.end));
            self.article(answer.cards.iter().find(|card| card.article == line.article));
            self.asked(u64::from(answer.articles), answer.total, &cut);
        }
    }

    /// Adds text as it is, to a file that is no table.
    pub fn add_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Takes what was written since it was last taken: a part of the file, so that a long one need not be held whole.
    pub fn take(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() { self.sheet.take() } else { text }
    }

    fn article(&mut self, card: Option<&Card>) {
        let Some(card) = card else { return ARTICLE.iter().for_each(|_| self.sheet.text("")) };
        let known = |text: &Option<String>| text.clone().unwrap_or_default();
        self.sheet.number(u64::from(card.article.0));
        self.sheet.text(&card.id);
        self.sheet.text(&card.title);
        self.sheet.text(&card.date.map(String::from).unwrap_or_default());
        self.sheet.text(card.date.as_ref().map_or("", precision));
        [&card.source, &card.category, &card.author, &card.url]
            .into_iter()
            .for_each(|text| self.sheet.text(&known(text)));
        self.sheet.number(u64::from(card.length_tokens));
    }

    fn asked(&mut self, articles: u64, hits: u64, cut: &str) {
        self.mention.iter().chain(&self.asked).for_each(|cell| self.sheet.text(cell));
        self.sheet.number(articles);
        self.sheet.number(hits);
        self.sheet.text(cut);
        self.sheet.end_row();
    }
}

/// How much of a date is known; the minute is known and not shown.
fn precision(date: &Date) -> &'static str {
    match date {
        Date { year: None, .. } => "yearless",
        Date { minute: Some(_), .. } => "minute",
        Date { day: Some(_), .. } => "day",
        Date { month: Some(_), .. } => "month",
        _ => "year",
    }
}

fn key_name(key: LineSort) -> String {
    match key {
        LineSort::Left(n) => ["L", &n.to_string()].concat(),
        LineSort::Right(n) => ["R", &n.to_string()].concat(),
        LineSort::Node => "node".to_owned(),
        LineSort::Article => "article".to_owned(),
        LineSort::Date => "date".to_owned(),
    }
}

fn plain(snippet: &[Fragment]) -> String {
    snippet.iter().map(|fragment| fragment.text.as_str()).collect()
}

/// How the query was read: `marks:smart blocks:text strict:case,tone effort:1`.
fn reading(spec: &QuerySpec) -> String {
    let mut out = ["marks:", spec.marks.name(), " blocks:", spec.blocks.name()].concat();
    let strict = &spec.strict;
    let switches =
        [("case", strict.case), ("tone", strict.tone), ("letters", strict.letters), ("stroke", strict.stroke)];
    let on: Vec<&str> = switches.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    if !on.is_empty() {
        out.push_str(" strict:");
        out.push_str(&on.join(","));
    }
    if spec.effort > 0 {
        out.push_str(" effort:");
        out.push_str(&spec.effort.to_string());
    }
    out
}

/// The filters in the form of the query language: `source:"Báo A" year:"2021" from:2021-01 undated once`.
fn filters(filters: &Filters) -> String {
    let mut parts = Vec::new();
    for (facet, values) in &filters.values {
        parts.extend(values.iter().map(|value| [facet.name(), ":\"", &value.replace('"', "\\\""), "\""].concat()));
    }
    for (name, end) in [("from:", filters.from), ("to:", filters.to)] {
        parts.extend(end.map(|date| [name, &String::from(date)].concat()));
    }
    for (name, on) in [("undated", filters.undated), ("once", filters.once)] {
        parts.extend(on.then(|| name.to_owned()));
    }
    parts.join(" ")
}

/// What cut an answer short: the part of the query, and how much was looked at.
fn cuts(cuts: &[Cut]) -> String {
    let told: Vec<String> = cuts
        .iter()
        .map(|cut| {
            let of = cut.of.map(|of| [" of ", &of.to_string()].concat()).unwrap_or_default();
            [&cut.part, ": ", &cut.looked_at.to_string(), &of].concat()
        })
        .collect();
    told.join("; ")
}

#[cfg(test)]
mod tests;
