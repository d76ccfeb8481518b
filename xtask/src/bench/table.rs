//! Figures as Markdown tables, ratios first. It measures nothing.

use std::fmt::Write;
use std::time::Duration;

/// What packing gave.
pub struct Packed {
    /// The whole run.
    pub wall: Duration,
    /// Processor time of the whole run.
    pub cpu: Option<Duration>,
    /// Indexing and writing: the whole without what a peer does not do (reading the articles' structure, families).
    pub indexing: Duration,
    /// Peak of resident memory.
    pub peak_bytes: Option<u64>,
    /// Everything written, as it lies.
    pub disk_bytes: u64,
    /// The phases, as the program told them.
    pub phases: String,
}

/// What the queries of one kind gave.
pub struct Kind {
    /// Its name.
    pub name: String,
    /// Warm times in milliseconds, one a query.
    pub warm: Vec<f64>,
    /// Queries whose count was that of the naive scan.
    pub exact: usize,
    /// First answers after a start, one a query asked so.
    pub first: Vec<First>,
    /// The same of an engine that prepared itself while nobody waited, as the page has it do: bytes with those of the
    /// preparation, trips and time without.
    pub prepared: Vec<First>,
}

/// A first answer: exact total and ten rows.
#[derive(Clone, Copy, Default)]
pub struct First {
    /// From the question, the program being loaded.
    pub millis: f64,
    /// Data sent for it, as it came over the wire.
    pub bytes: u64,
    /// Dependent trips, where they are known.
    pub trips: u64,
}

/// One engine in one place.
pub struct Column {
    /// Its name and version.
    pub title: String,
    /// What packing gave; `None` when it was packed for another column.
    pub packed: Option<Packed>,
    /// Its kinds, those it answers.
    pub kinds: Vec<Kind>,
    /// Milliseconds from opening the page to its first answer, the best of three.
    pub page_millis: Option<f64>,
    /// Private memory of the page after all queries.
    pub page_bytes: Option<u64>,
}

/// The value that a share of the others do not exceed; `NaN` of none.
pub fn percentile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let at = (share * sorted.len() as f64) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// All tables: the first column is the one that the ratios are of.
pub fn write(columns: &[Column]) -> String {
    let mut out = ratios(columns);
    out.push_str(
        "\nPacking\n\n| | wall s | of it indexing and writing s | processor s | peak MB | on disk MB |\n|---|---|---|---|---|---|\n",
    );
    for (column, packed) in columns.iter().filter_map(|column| Some((column, column.packed.as_ref()?))) {
        let peak = packed.peak_bytes.map_or_else(|| "?".to_owned(), megabytes);
        let (wall, indexing) = (packed.wall.as_secs_f64(), packed.indexing.as_secs_f64());
        let cpu = packed.cpu.map_or_else(|| "?".to_owned(), |cpu| format!("{:.2}", cpu.as_secs_f64()));
        let disk = megabytes(packed.disk_bytes);
        let _ = writeln!(out, "| {} | {wall:.2} | {indexing:.2} | {cpu} | {peak} | {disk} |", column.title);
        if !packed.phases.is_empty() {
            let _ = writeln!(out, "| phases | {} | | | | |", packed.phases);
        }
    }
    out.push_str("\nWarm answers, milliseconds p50/p95, and answers as the naive scan has them\n\n| kind |");
    heads(&mut out, columns.iter());
    for name in names(columns) {
        let cell = |column: &Column| match column.kinds.iter().find(|kind| kind.name == name) {
            Some(kind) => {
                let at = |share| percentile(kind.warm.iter().copied(), share);
                format!("{:.2}/{:.2} · {}/{}", at(0.5), at(0.95), kind.exact, kind.warm.len())
            }
            None => "–".to_owned(),
        };
        let _ = writeln!(out, "| {name} | {} |", columns.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    first_answers(&mut out, columns);
    out
}

/// The rest of a table's head, and the line below it.
fn heads<'c>(out: &mut String, columns: impl ExactSizeIterator<Item = &'c Column>) {
    let count = columns.len();
    for column in columns {
        let _ = write!(out, " {} |", column.title);
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(count));
}

fn first_answers(out: &mut String, columns: &[Column]) {
    out.push_str(
        "\nFirst answer after the program is there: milliseconds p50/p95, kB p50/most, trips at most\n\n| kind |",
    );
    heads(out, columns.iter());
    for name in names(columns) {
        let cell = |column: &Column| {
            let kind = column.kinds.iter().find(|kind| kind.name == name && !kind.first.is_empty());
            kind.map_or_else(|| "–".to_owned(), |kind| first_cell(&kind.first))
        };
        let _ = writeln!(out, "| {name} | {} |", columns.iter().map(cell).collect::<Vec<_>>().join(" | "));
        let prepared = |column: &Column| {
            let kind = column.kinds.iter().find(|kind| kind.name == name && !kind.prepared.is_empty());
            kind.map_or_else(|| "–".to_owned(), |kind| first_cell(&kind.prepared))
        };
        let _ = writeln!(out, "| … prepared | {} |", columns.iter().map(prepared).collect::<Vec<_>>().join(" | "));
    }
    let whole = |column: &Column| column.page_millis.map_or_else(|| "–".to_owned(), |millis| format!("{millis:.0} ms"));
    let cells = columns.iter().map(whole).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(out, "| page opened → answer | {cells} |");
    let memory =
        |column: &Column| column.page_bytes.map_or_else(|| "–".to_owned(), |bytes| format!("{} MB", megabytes(bytes)));
    let _ =
        writeln!(out, "| page memory at the end | {} |", columns.iter().map(memory).collect::<Vec<_>>().join(" | "));
}

fn first_cell(first: &[First]) -> String {
    let millis = |share| percentile(first.iter().map(|one| one.millis), share);
    let bytes = |share| percentile(first.iter().map(|one| one.bytes as f64 / 1e3), share);
    let trips = first.iter().map(|one| one.trips).max().unwrap_or(0);
    let trips = if trips > 0 { format!(", {trips} trips") } else { String::new() };
    format!("{:.0}/{:.0} ms, {:.0}/{:.0} kB{trips}", millis(0.5), millis(0.95), bytes(0.5), bytes(1.0))
}

fn names(columns: &[Column]) -> Vec<&str> {
    columns.first().map(|column| column.kinds.iter().map(|kind| kind.name.as_str()).collect()).unwrap_or_default()
}

/// Recto over each peer: below one is better.
fn ratios(columns: &[Column]) -> String {
    let Some((recto, peers)) = columns.split_first() else { return String::new() };
    let peers: Vec<&Column> = peers.iter().filter(|peer| peer.packed.is_some()).collect();
    let mut out = String::from("| Recto ÷ |");
    heads(&mut out, peers.iter().copied());
    let mut row = |name: &str, of: &dyn Fn(&Column) -> Option<f64>| {
        let ratio = |peer: &&Column| match (of(recto), of(peer)) {
            (Some(ours), Some(theirs)) if theirs > 0.0 => format!("{:.2}", ours / theirs),
            _ => "–".to_owned(),
        };
        let _ = writeln!(out, "| {name} | {} |", peers.iter().map(ratio).collect::<Vec<_>>().join(" | "));
    };
    row("indexing and writing, wall", &|column| Some(column.packed.as_ref()?.indexing.as_secs_f64()));
    row("packing, wall", &|column| Some(column.packed.as_ref()?.wall.as_secs_f64()));
    row("packing, processor time", &|column| Some(column.packed.as_ref()?.cpu?.as_secs_f64()));
    row("packing, peak memory", &|column| Some(column.packed.as_ref()?.peak_bytes? as f64));
    row("on disk", &|column| Some(column.packed.as_ref()?.disk_bytes as f64));
    let kind = |column: &Column, name: &str, of: &dyn Fn(&Kind) -> f64| {
        column.kinds.iter().find(|kind| kind.name == name).map(of)
    };
    for name in names(std::slice::from_ref(recto)) {
        let bytes = |kind: &Kind| percentile(kind.first.iter().map(|one| one.bytes as f64), 0.5);
        row(&format!("{name}: bytes before the first answer, p50"), &|column| {
            kind(column, name, &bytes).filter(|value| !value.is_nan())
        });
        row(&format!("{name}: warm p95"), &|column| {
            kind(column, name, &|kind| percentile(kind.warm.iter().copied(), 0.95))
        });
    }
    out
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles() {
        let check = |values: &[f64], share, expected| assert_eq!(percentile(values.iter().copied(), share), expected);
        check(&[3.0, 1.0, 2.0], 0.5, 2.0);
        check(&[3.0, 1.0, 2.0], 0.95, 3.0);
        check(&[1.0], 1.0, 1.0);
        assert!(percentile([], 0.5).is_nan());
    }
}
