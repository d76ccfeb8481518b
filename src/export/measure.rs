//! What was measured as tables: counts first, then every figure made of them. It counts nothing.

use super::table::{Cell, Table};
use crate::measure::per_million;
use crate::protocol::{
    Association, CollocatesAnswer, Dispersion, Figure, KeyRow, Keyness, KeynessAnswer, Span, SpreadAnswer, WordsAnswer,
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

/// A month or year as it is written; what has none is `undated`.
pub fn period_name(span: &Span) -> String {
    span.period.map_or_else(|| "undated".to_owned(), String::from)
}

/// Several queries over time, a row for each and each period. A period without articles is a gap: nothing is known of it.
pub fn trend(answer: &SpreadAnswer, queries: &[String]) -> Table {
    let columns = vec!["query", "period", "hits", "articles", "all_articles", "tokens", "per_million"];
    let mut rows = Vec::new();
    for (query, spread) in queries.iter().zip(&answer.queries) {
        for (span, (hits, articles)) in answer.periods.iter().zip(&spread.periods) {
            let known = |cell: Cell| if span.articles == 0 { Cell::None } else { cell };
            rows.push(vec![
                query.as_str().into(),
                period_name(span).as_str().into(),
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
