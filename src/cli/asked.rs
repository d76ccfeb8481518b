//! From flags to a query as the engine takes it, and what an answer says of its limits. It asks nothing.

use super::flags::{MarksFlag, QueryFlags, ReadingFlags, StrictFlag};
use super::output::note;
use crate::protocol::{Cut, CutKind, Facet, Filters, MarksMode, QuerySpec, Strict};
use crate::text::facet_value;

/// The query that flags ask.
pub fn spec(flags: &QueryFlags) -> QuerySpec {
    let words: Vec<&str> = std::iter::once(&flags.query).chain(&flags.more).map(String::as_str).collect();
    read(words.join(" "), &flags.reading)
}

/// A query, read as the flags say.
pub fn read(query: String, flags: &ReadingFlags) -> QuerySpec {
    let strict = |what| flags.strict.contains(&what);
    QuerySpec {
        query,
        marks: match flags.marks {
            MarksFlag::Smart => MarksMode::Smart,
            MarksFlag::Loose => MarksMode::Loose,
            MarksFlag::Exact => MarksMode::Exact,
            MarksFlag::Fold => MarksMode::Fold,
        },
        blocks: flags.blocks.into(),
        strict: Strict {
            case: strict(StrictFlag::Case),
            tone: strict(StrictFlag::Tone),
            letters: strict(StrictFlag::Letters),
            stroke: strict(StrictFlag::Stroke),
        },
        filters: filters(flags),
        effort: flags.effort,
    }
}

fn filters(flags: &ReadingFlags) -> Filters {
    let values = [(Facet::Source, &flags.source), (Facet::Category, &flags.category), (Facet::Year, &flags.year)];
    let chosen = values.into_iter().filter(|(_, values)| !values.is_empty()).map(|(facet, values)| {
        let mut values: Vec<String> = values.iter().map(|value| facet_value(value)).collect();
        values.sort_unstable();
        values.dedup();
        (facet, values)
    });
    Filters { values: chosen.collect(), from: flags.from, to: flags.to, undated: flags.undated, once: flags.once }
}

/// Tells on standard error what an answer left out.
pub fn tell_cuts(cuts: &[Cut]) {
    for cut in cuts {
        note(&format!("note: {}", cut_sentence(cut)));
    }
}

fn cut_sentence(cut: &Cut) -> String {
    let what = match cut.kind {
        CutKind::Terms => "terms looked up",
        CutKind::Pattern => "steps of its pattern tried",
        CutKind::Postings => "postings read",
        CutKind::Lines => "lines sorted",
    };
    let of = cut.of.map(|of| format!(" of {of}")).unwrap_or_default();
    format!("{}: only {}{of} {what}; more --effort goes on", cut.part, cut.looked_at)
}
