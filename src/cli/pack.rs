//! `recto pack`: runs a pack and tells its report.

use super::allocator::give_back;
use super::bars::Bars;
use super::output::{Failure, Finish, count, json_line, note, stdout};
use super::pack_flags::PackFlags;
use crate::pack::input::{Account, Certainty, Decoded, Kinds, OfKind, Skipped};
use crate::pack::{PackError, Report, Timings, abandon, pack};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Paths shown for one reason; the rest are counted.
const PATHS_SHOWN: usize = 10;

/// Runs the command.
pub fn run(flags: &PackFlags) -> Result<Finish, Failure> {
    give_back(flags.means.memory);
    let options = flags.reading.apply(flags.site.options(&flags.inputs, &flags.means)?);
    let bars = Bars::new();
    let packed = pack(&options, &bars);
    bars.clear();
    finish(packed, flags.site.json)
}

/// Tells what became of a pack.
pub fn finish(packed: Result<Report, PackError>, json: bool) -> Result<Finish, Failure> {
    let report = packed.inspect_err(|error| match error {
        PackError::Nothing { skipped, hidden, .. } => tell_skipped(skipped, *hidden),
        PackError::Strict { skipped, notices, .. } => {
            tell_skipped(skipped, 0);
            tell_all(notices);
        }
        PackError::Unhidden { rows, .. } => tell_all(rows),
        _ => {}
    })?;
    tell(&report);
    if json {
        let mut out = stdout();
        json_line(&mut out, &as_json(&report))?;
        out.flush()?;
    }
    Ok(Finish::Success)
}

/// A pack that is told to end does so by itself in this time, or the program ends beneath it.
const PATIENCE: Duration = Duration::from_millis(250);

/// A flag that Ctrl-C and its like set: the pack then tidies up and ends, or is ended. A second one ends the program at
/// once.
pub fn stop_on_signal() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        // Signals are heard one at a time: this one must be done with for a second to be.
        std::thread::spawn(|| {
            std::thread::sleep(PATIENCE);
            if let Some(_ended) = abandon() {
                Failure::from(PackError::Stopped).tell();
                std::process::exit(2);
            }
        });
    })
    .map_err(|error| Failure::new(format!("signals cannot be handled: {error}"), "report this as a fault in recto"))?;
    Ok(stop)
}

fn tell(report: &Report) {
    tell_skipped(&report.skipped, report.hidden_files);
    for renamed in report.renamed.iter().take(PATHS_SHOWN) {
        note(&format!("note: {}: the id {} is taken, packed as {}", renamed.path, renamed.wanted, renamed.id));
    }
    if report.renamed.len() > PATHS_SHOWN {
        note(&format!("note: … and {} more whose id is taken (--json lists all)", report.renamed.len() - PATHS_SHOWN));
    }
    for decoded in report.decoded.iter().take(PATHS_SHOWN) {
        note(&format!("note: {}: read as {} ({})", decoded.path, decoded.encoding, decoded.certainty_sentence()));
    }
    if report.decoded.len() > PATHS_SHOWN {
        note(&format!(
            "note: … and {} more not in UTF-8 or damaged (--json lists all)",
            report.decoded.len() - PATHS_SHOWN
        ));
    }
    tell_account(&report.account);
    tell_kinds(&report.kinds);
    tell_all(&report.notices);
    tell_all(&report.notes);
    let hidden = match report.hidden_articles {
        0 => String::new(),
        n => format!("; {n} left out by hide=yes"),
    };
    note(&format!(
        "packed {} ({}, {} untitled, {} undated{hidden})",
        count(report.articles as u64, "article"),
        count(report.tokens, "token"),
        report.untitled,
        report.undated,
    ));
    note(&format!("site: {} ({})", report.site, size(report.site_bytes)));
    if !report.csv.is_empty() {
        note(&format!("table of articles, for corrections: {}", report.csv));
    }
    note(&report.full_text_sentence());
    note(&format!("open: {}", Path::new(&report.site).join("index.html").display()));
    if let Some((path, bytes)) = &report.one_file {
        note(&format!("open: {path} ({}, everything in one file)", size(*bytes)));
    }
}

/// Tells what is in no article, and what stands apart in them.
fn tell_account(account: &Account) {
    let kinds: Vec<_> =
        account.left_out().map(|(reason, tally)| format!("{} {}", size(tally.bytes), reason.sentence())).collect();
    if !kinds.is_empty() {
        note(&format!("left out: {}", kinds.join(", ")));
    }
    let kinds: Vec<_> =
        account.apart().map(|(apart, tally)| format!("{} {}", size(tally.bytes), apart.sentence())).collect();
    if !kinds.is_empty() {
        note(&format!("kept apart: {}", kinds.join(", ")));
    }
}

/// Tells what was read of each kind of file, a line each, and where dates came from.
fn tell_kinds(kinds: &Kinds) {
    let files = kinds.kinds().map(|(_, of_kind)| of_kind.files).sum::<u64>();
    if files > 1 {
        note("kind            files  articles  skipped");
        for (kind, OfKind { files, articles, skipped }) in kinds.kinds() {
            note(&format!("{kind:<13} {files:>7} {articles:>9} {skipped:>8}"));
        }
    }
    let dates: Vec<_> = kinds.dates().map(|(origin, count)| format!("{origin} {count}")).collect();
    if !dates.is_empty() {
        note(&format!("dates from: {}", dates.join(", ")));
    }
}

fn tell_all(messages: &[String]) {
    for message in messages {
        note(&format!("note: {message}"));
    }
}

/// Tells what was skipped, by what can be done about it.
fn tell_skipped(skipped: &[Skipped], hidden: u64) {
    let mut groups: BTreeMap<&str, Vec<&Skipped>> = BTreeMap::new();
    for one in skipped {
        groups.entry(one.reason.hint()).or_default().push(one);
    }
    for (hint, group) in groups {
        note(&format!("skipped {}:", group.len()));
        for one in group.iter().take(PATHS_SHOWN) {
            note(&format!("  {}: {}", one.place(), one.reason));
        }
        if group.len() > PATHS_SHOWN {
            note(&format!("  … and {} more (--json lists all)", group.len() - PATHS_SHOWN));
        }
        note(&format!("  hint: {hint}"));
    }
    if hidden > 0 {
        note(&format!("skipped {hidden} hidden (their names start with a full stop)"));
    }
}

fn as_json(report: &Report) -> Value {
    let skipped: Vec<_> = report
        .skipped
        .iter()
        .map(|s| json!({"path": s.path, "line": s.line, "reason": s.reason.to_string(), "hint": s.reason.hint()}))
        .collect();
    let renamed: Vec<_> =
        report.renamed.iter().map(|r| json!({"path": r.path, "wanted": r.wanted, "id": r.id})).collect();
    let decoded: Vec<_> = report.decoded.iter().map(decoded_json).collect();
    let account = &report.account;
    json!({
        "articles": report.articles,
        "tokens": report.tokens,
        "untitled": report.untitled,
        "undated": report.undated,
        "hidden_articles": report.hidden_articles,
        "hidden_files": report.hidden_files,
        "skipped": skipped,
        "renamed": renamed,
        "decoded": decoded,
        "left_out": account.left_out().map(|(reason, tally)| {
            json!({"reason": reason.name(), "what": reason.sentence(), "files": tally.count, "bytes": tally.bytes})
        }).collect::<Vec<_>>(),
        "kept_apart": account.apart().map(|(apart, tally)| {
            json!({"kind": apart.name(), "what": apart.sentence(), "articles": tally.count, "bytes": tally.bytes})
        }).collect::<Vec<_>>(),
        "kinds": report.kinds.kinds().map(|(kind, of_kind)| {
            json!({"kind": kind, "files": of_kind.files, "articles": of_kind.articles, "skipped": of_kind.skipped})
        }).collect::<Vec<_>>(),
        "dates_from": report.kinds.dates().collect::<BTreeMap<_, _>>(),
        "notices": report.notices,
        "notes": report.notes,
        "corpus": report.corpus,
        "site": report.site,
        "site_bytes": report.site_bytes,
        "one_file": report.one_file.as_ref().map(|(path, _)| path),
        "one_file_bytes": report.one_file.as_ref().map(|(_, bytes)| bytes),
        "csv": Some(&report.csv).filter(|csv| !csv.is_empty()),
        "password": report.is_locked,
        "timings_millis": timings(report),
        "full_text": report.full_text_sentence(),
    })
}

fn decoded_json(decoded: &Decoded) -> Value {
    let (share, next) = match decoded.certainty {
        Certainty::Share { percent, next_percent } => (Some(percent), Some(next_percent)),
        Certainty::Told => (Some(100), None),
        Certainty::Guessed => (None, None),
    };
    json!({"path": decoded.path, "encoding": decoded.encoding, "certainty": decoded.certainty_sentence(),
        "percent": share, "next_percent": next, "records": decoded.records,
        "damaged": decoded.damage.map(|damage| json!({"places": damage.places, "first_byte": damage.first_at, "line": damage.line}))})
}

/// Where the time went, in milliseconds.
fn timings(report: &Report) -> Value {
    let Timings { read, build, write, whole } = report.timings;
    let millis = |time: Duration| time.as_millis() as u64;
    json!({
        "read_extract": millis(read),
        "tokenise_index": millis(build.index),
        "groups": millis(build.groups),
        "merge": millis(build.merge),
        "layers": millis(build.layers),
        "families": millis(build.families),
        "overview": millis(build.overview),
        "write": millis(write),
        "whole": millis(whole),
    })
}

/// A size as people read it.
pub fn size(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
