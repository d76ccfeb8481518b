//! What was measured as tables: counts first, then every figure made of them. It counts nothing.

use super::cell::Sheet;
use super::table::{Cell, Table};
use crate::measure::per_million;
use crate::protocol::{
    Association, Card, CollocatesAnswer, Dispersion, Figure, KeyRow, Keyness, KeynessAnswer, NodesAnswer, NodesRow,
    Span, Spread, SpreadAnswer, WordsAnswer,
};

/// The words of a selection.
pub fn words(answer: &WordsAnswer) -> Table {
    let columns = vec!["word", "hits", "articles", "per_million", "dp_normalised", "function"];
    let row = |row: &crate::protocol::WordRow| {
        vec![
            row.text.as_str().into(),
            row.hits.into(),
            row.articles.into(),
            per_million(row.hits, answer.tokens).into(),
            row.dp_normalised.into(),
            row.function.into(),
        ]
    };
    Table { columns, rows: answer.rows.iter().map(row).collect() }
}

/// What stands near a node: the counts, then every measure.
pub fn collocates(answer: &CollocatesAnswer) -> Table {
    let mut columns = vec!["word", "together", "left", "right", "articles", "hits", "expected"];
    columns.extend(Association::ALL.map(Association::name));
    columns.push("function");
    let row = |row: &crate::protocol::CollocateRow| {
        let joint = answer.joint(row);
        let mut cells: Vec<Cell> = vec![
            row.text.as_str().into(),
            joint.together.into(),
            row.left.into(),
            row.right.into(),
            row.articles.into(),
            row.hits.into(),
            joint.expected().into(),
        ];
        cells.extend(Association::ALL.map(|measure| Cell::from(measure.of(&joint))));
        cells.push(row.function.into());
        cells
    };
    Table { columns, rows: answer.rows.iter().map(row).collect() }
}

/// Words that go with one of two nodes, or with both: the counts, a measure for each node, and how much it differs.
pub fn nodes(answer: &NodesAnswer, rows: &[NodesRow], measure: Association) -> Table {
    let columns = vec!["word", "near_a", "near_b", "hits", "figure_a", "figure_b", "difference", "function"];
    let row = |row: &NodesRow| {
        let [a, b] = answer.joints(row).map(|joint| measure.of(&joint));
        vec![
            row.text.as_str().into(),
            row.a.into(),
            row.b.into(),
            row.hits.into(),
            a.into(),
            b.into(),
            a.and_then(|a| b.map(|b| a - b)).into(),
            row.function.into(),
        ]
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

/// Words that one selection uses more than the other: the counts, then every measure, the interval of the log ratio last.
pub fn keyness(answer: &KeynessAnswer, rows: &[KeyRow]) -> Table {
    let mut columns = vec![
        "word",
        "target",
        "reference",
        "target_per_million",
        "reference_per_million",
        "target_articles",
        "reference_articles",
    ];
    columns.extend(Keyness::ALL.map(Keyness::name));
    columns.extend(["log_ratio_low", "log_ratio_high", "function"]);
    let row = |row: &KeyRow| {
        let pair = answer.pair(row);
        let interval = pair.log_ratio_interval();
        let mut cells: Vec<Cell> = vec![
            row.text.as_str().into(),
            row.target.into(),
            row.reference.into(),
            per_million(row.target, pair.target_tokens).into(),
            per_million(row.reference, pair.reference_tokens).into(),
            row.articles.0.into(),
            row.articles.1.into(),
        ];
        cells.extend(Keyness::ALL.map(|measure| Cell::from(measure.of(&pair))));
        cells.extend([interval.map(|ends| ends.0).into(), interval.map(|ends| ends.1).into(), row.function.into()]);
        cells
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

/// A month, year or period as it is written; what has none is `undated`, or outside of the reader's own periods.
pub fn period_name(span: &Span, own: bool) -> String {
    match (span.period, span.until) {
        (Some(from), Some(to)) if from != to => [&*String::from(from), "..", &String::from(to)].concat(),
        (Some(from), _) => from.into(),
        (None, _) => if own { "outside" } else { "undated" }.to_owned(),
    }
}

/// Several queries over time, a row for each and each period. A period without articles is a gap: nothing is known of it.
pub fn trend(answer: &SpreadAnswer, queries: &[String]) -> Table {
    let columns = vec!["query", "period", "hits", "articles", "all_articles", "tokens", "per_million"];
    let mut rows = Vec::new();
    let own = answer.periods.iter().any(|span| span.until.is_some());
    for (query, spread) in queries.iter().zip(&answer.queries) {
        for (span, (hits, articles)) in answer.periods.iter().zip(&spread.periods) {
            let known = |cell: Cell| if span.articles == 0 { Cell::None } else { cell };
            rows.push(vec![
                query.as_str().into(),
                period_name(span, own).as_str().into(),
                known((*hits).into()),
                known((*articles).into()),
                span.articles.into(),
                span.tokens.into(),
                per_million(*hits, span.tokens).into(),
            ]);
        }
    }
    Table { columns, rows }
}

/// The figures of a dispersion by their names.
pub fn dispersion_figures(spread: &Dispersion) -> [(&'static str, Figure); 7] {
    [
        ("dp", spread.dp),
        ("dp_normalised", spread.dp_normalised),
        ("juilland_d", spread.juilland_d),
        ("dkl", spread.dkl),
        ("carroll_d2", spread.carroll_d2),
        ("rosengren_s", spread.rosengren_s),
        ("da", spread.da),
    ]
}

/// The date of the earliest dated article that has a term.
pub fn earliest(spread: &Spread) -> Option<String> {
    spread.earliest.map(|(_, date)| String::from(date))
}

/// A list of terms: how often each occurs, in how many articles, and since when.
pub fn terms(terms: &[String], spreads: &[Spread]) -> Table {
    let row = |(term, spread): (&String, &Spread)| {
        let since = earliest(spread).map_or(Cell::None, Cell::Text);
        vec![term.as_str().into(), spread.hits.into(), spread.articles.into(), since]
    };
    Table { columns: vec!["term", "hits", "articles", "earliest"], rows: terms.iter().zip(spreads).map(row).collect() }
}

/// A row an article, a column a term; over them three rows with each term's hits, articles and first date.
pub fn articles_by_terms(terms: &[String], spreads: &[Spread], cards: &[Card]) -> String {
    let mut sheet = Sheet::default();
    ["article", "id", "title", "date"].into_iter().for_each(|name| sheet.text(name));
    terms.iter().for_each(|term| sheet.text(term));
    sheet.end_row();
    for name in ["hits", "articles", "earliest"] {
        sheet.text(name);
        (0..3).for_each(|_| sheet.text(""));
        for spread in spreads {
            match name {
                "hits" => sheet.number(spread.hits),
                "articles" => sheet.number(u64::from(spread.articles)),
                _ => sheet.text(&earliest(spread).unwrap_or_default()),
            }
        }
        sheet.end_row();
    }
    let hits = |spread: &Spread, card: &Card| {
        let at = spread.rows.binary_search_by(|row| row.0.cmp(&card.article));
        at.map_or(0, |at| u64::from(spread.rows[at].1))
    };
    for card in cards {
        sheet.number(u64::from(card.article.0));
        sheet.text(&card.id);
        sheet.text(&card.title);
        sheet.text(&card.date.map(String::from).unwrap_or_default());
        spreads.iter().for_each(|spread| sheet.number(hits(spread, card)));
        sheet.end_row();
    }
    sheet.take()
}
