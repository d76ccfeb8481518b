//! What two groups of articles share, change and drop, as a table: one row for each wording, whatever list it is of. It counts
//! nothing.

use super::table::{Cell, Table};
use crate::measure::{Certainty, Keyness};
use crate::protocol::{GroupFamily, GroupsAnswer, KeyRow, Pair};

/// The names of the columns. `a` and `b` are times either group has it, by which the figures are made.
const COLUMNS: [&str; 14] = [
    "list",
    "wording_a",
    "wording_b",
    "around",
    "a",
    "b",
    "a_per_thousand",
    "b_per_thousand",
    "a_articles",
    "b_articles",
    "log_likelihood_4",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
];

/// A list of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What the groups put in one place.
    Frames,
    /// What one adds to a wording of both.
    Gains,
    /// Repeated wordings that the groups put otherwise.
    Reworded,
    /// Those that both have in the same words.
    Kept,
    /// Those of one group.
    OnlyA,
    /// Those of the other.
    OnlyB,
    /// Words that the first has more of.
    WordsA,
    /// And the second.
    WordsB,
    /// Rows of words that the first has more of.
    RowsA,
    /// And the second.
    RowsB,
}

crate::named::named!(List {
    Frames = "frames",
    Gains = "gains",
    Reworded = "reworded",
    Kept = "kept",
    OnlyA = "only_a",
    OnlyB = "only_b",
    WordsA = "words_a",
    WordsB = "words_b",
    RowsA = "rows_a",
    RowsB = "rows_b",
});

/// What a row says before its figures.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Told {
    /// How the first group puts it; empty where it does not.
    pub a: String,
    /// How the second does.
    pub b: String,
    /// The words around it; what differs is `…`.
    pub around: String,
    /// Times either group has it.
    pub hits: [u64; 2],
    /// Articles that do, where they were counted.
    pub articles: Option<[u32; 2]>,
}

/// The rows of a list.
pub fn told(answer: &GroupsAnswer, list: List) -> Vec<Told> {
    let of_words = |rows: &[KeyRow]| rows.iter().map(of_word).collect();
    let of_families = |families: &[GroupFamily]| families.iter().map(of_family).collect();
    match list {
        List::WordsA => of_words(&answer.words.more),
        List::WordsB => of_words(&answer.words.less),
        List::RowsA => of_words(&answer.more),
        List::RowsB => of_words(&answer.less),
        List::Reworded => of_families(&answer.reworded),
        List::Kept => of_families(&answer.kept),
        List::OnlyA => of_families(&answer.only_a),
        List::OnlyB => of_families(&answer.only_b),
        List::Gains => {
            let told = |gain: &crate::protocol::Gain| {
                let parts = if gain.before { [&gain.put, &gain.kept] } else { [&gain.kept, &gain.put] };
                let [a, b] = gain
                    .together
                    .map(|hits| if hits > 0 { [parts[0].as_str(), parts[1]].join(" ") } else { gain.kept.clone() });
                Told { a, b, around: gain.kept.clone(), hits: gain.together.map(u64::from), articles: None }
            };
            answer.gains.iter().map(told).collect()
        }
        List::Frames => {
            let told = |frame: &crate::protocol::Frame| {
                let [a, b] = &frame.fillings;
                let around = [&frame.before, "…", &frame.after].map(str::trim).join(" ").trim().to_owned();
                let hits = |filling: &crate::protocol::Filling, side: usize| {
                    filling.words.first().map_or(0, |(_, hits)| hits[side])
                };
                let hits = [hits(a, 0), hits(b, 1)];
                Told { a: a.text.clone(), b: b.text.clone(), around, hits, articles: None }
            };
            answer.frames.iter().map(told).collect()
        }
    }
}

fn of_word(row: &KeyRow) -> Told {
    let [a, b] = [row.target, row.reference].map(|hits| if hits > 0 { row.text.clone() } else { String::new() });
    let articles = Some([row.articles.0, row.articles.1]);
    Told { a, b, around: String::new(), hits: [row.target, row.reference], articles }
}

fn of_family(family: &GroupFamily) -> Told {
    let (a, b) = match &family.reworded {
        Some((a, b, _)) => (a.clone(), b.clone()),
        None => {
            let own = |side: usize| if family.places[side] > 0 { family.label.clone() } else { String::new() };
            (own(0), own(1))
        }
    };
    Told { a, b, around: String::new(), hits: family.places.map(u64::from), articles: Some(family.articles) }
}

/// Whether the counts of a list are those of one thing in two groups. A frame's are of two.
pub fn pair(answer: &GroupsAnswer, list: List, told: &Told) -> Option<Pair> {
    (list != List::Frames).then(|| answer.pair(told.hits))
}

/// Some lists as one table.
pub fn table(answer: &GroupsAnswer, lists: &[List]) -> Table {
    let mut columns = COLUMNS.to_vec();
    columns.push("certainty");
    let tokens = [answer.words.target.tokens, answer.words.reference.tokens];
    let mut rows = Vec::new();
    for &list in lists {
        for told in told(answer, list) {
            let pair = pair(answer, list, &told);
            let per_thousand =
                |side: usize| (tokens[side] > 0).then(|| told.hits[side] as f64 * 1e3 / tokens[side] as f64);
            let articles = |side: usize| told.articles.map_or(Cell::None, |articles| articles[side].into());
            let figure = |measure: Keyness| pair.map_or(Cell::None, |pair| measure.of(&pair).into());
            let end = |upper: bool| {
                let interval = pair.map(|pair| pair.log_ratio_interval());
                interval.map_or(Cell::None, |ends| ends.map(|(low, high)| if upper { high } else { low }).into())
            };
            rows.push(vec![
                list.name().into(),
                told.a.as_str().into(),
                told.b.as_str().into(),
                told.around.as_str().into(),
                told.hits[0].into(),
                told.hits[1].into(),
                per_thousand(0).into(),
                per_thousand(1).into(),
                articles(0),
                articles(1),
                figure(Keyness::LogLikelihood),
                figure(Keyness::LogRatio),
                end(false),
                end(true),
                pair.map_or(Cell::None, |pair| Certainty::of(&pair).name().into()),
            ]);
        }
    }
    Table { columns, rows }
}
