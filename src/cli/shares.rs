//! `recto map` and `recto reduce`: a pack in two commands, of which the first runs on as many machines as one likes.

use super::allocator::give_back;
use super::bars::Bars;
use super::output::{Failure, Finish, count, json_line, note, stdout};
use super::pack::{finish, size, stop_on_signal};
use super::pack_flags::{MapFlags, ReduceFlags};
use crate::pack::input::Found;
use crate::pack::{Listing, Options, Part, listing, map, reduce};
use serde_json::{Value, json};
use std::io::Write;
use std::num::NonZeroUsize;
use std::time::SystemTime;

/// The help of `recto map`.
pub const MAP_HELP: &str = "\
Examples:
  recto map articles/ --part 1/2 --out shares/1.share
  recto map articles/ --part 2/2 --out shares/2.share
  recto reduce shares/*.share --out site/
  recto map articles/ --list

Finds all files as `recto pack` does, and reads its part of them. A recto.toml, --encoding and --memory must be the same for
every share: they show in what is read. What is skipped and why is told when the shares are reduced. A share that is there
already is replaced; what a stopped or failed map began is gone. docs/SCALE.md has the whole.";

/// The help of `recto reduce`.
pub const REDUCE_HELP: &str = "\
Examples:
  recto reduce shares/*.share --out site/
  recto reduce shares/*.share --out site/ --meta articles.csv --of 16

Each share is checked to its last byte before anything is written. Shares that were made by another version or with other
options, that hold a file twice or leave one out, that were cut or altered, are refused by name. Settings and words of several
syllables are those that the shares were made with.";

/// Runs `recto map`.
pub fn map_share(flags: &MapFlags) -> Result<Finish, Failure> {
    give_back(flags.means.memory);
    let options = flags.reading.apply(Options {
        inputs: flags.inputs.clone(),
        out: flags.out.clone().unwrap_or_default(),
        jobs: flags.means.jobs,
        memory_mib: flags.means.memory,
        stop: stop_on_signal()?,
        ..Options::default()
    });
    let mut out = stdout();
    if flags.list {
        let Listing { files, made } = listing(&options)?;
        for (file, number) in files.iter().zip(1..) {
            json_line(&mut out, &listed(file, number, &made))?;
        }
        out.flush()?;
        return Ok(Finish::Success);
    }
    let part = flags.take.clone().map(Part::Listed).or(flags.part.clone()).unwrap_or_default();
    let bars = Bars::new();
    let mapped = map(&options, &part, &bars);
    bars.clear();
    let mapped = mapped?;
    note(&format!(
        "mapped {} of {} ({}, {} skipped)",
        mapped.files,
        count(mapped.of, "file"),
        count(mapped.articles, "article"),
        mapped.skipped
    ));
    note(&format!("share: {} ({})", mapped.share, size(mapped.bytes)));
    if flags.json {
        let report = json!({"share": mapped.share, "bytes": mapped.bytes, "files": mapped.files, "of": mapped.of,
            "articles": mapped.articles, "skipped": mapped.skipped});
        json_line(&mut out, &report)?;
        out.flush()?;
    }
    Ok(Finish::Success)
}

/// A file of the listing: all that tells whether a share of it would be the same again.
fn listed(file: &Found, number: u64, made: &str) -> Value {
    let metadata = file.path.metadata().ok();
    let modified = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
    let since = modified.and_then(|when| when.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
    json!({
        "number": number,
        "id": file.id,
        "bytes": metadata.map_or(0, |metadata| metadata.len()),
        "modified": since.as_millis() as u64,
        "made": made,
    })
}

/// Runs `recto reduce`.
pub fn reduce_shares(flags: &ReduceFlags) -> Result<Finish, Failure> {
    give_back(flags.means.memory);
    let options = flags.site.options(&flags.shares, &flags.means)?;
    let bars = Bars::new();
    let packed = reduce(&options, flags.of.map(NonZeroUsize::get), &bars);
    bars.clear();
    finish(packed, flags.site.json)
}
