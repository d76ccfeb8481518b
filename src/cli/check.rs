//! `recto check`: whether a site is whole.

use super::output::{Failure, Finish, count, json_line, note, one_line, stdout};
use super::site_arg::SiteArg;
use crate::bundle::Section;
use crate::site::{Finding, Verdict, verify};
use clap::Args;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Findings and notes that are told one by one; a script asks for all with `--json`.
const TOLD_LIMIT: usize = 20;

/// The flags of `recto check`.
#[derive(Debug, Args)]
pub struct CheckFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &CheckFlags) -> Result<Finish, Failure> {
    let verdict = verify(&flags.site.path, flags.site.password.read()?.as_ref())?;
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&verdict))?;
    } else {
        match &verdict.interrupted {
            Some(sentence) => writeln!(out, "{}: {sentence}", one_line(&flags.site.path.display().to_string()))?,
            None => tell(&mut out, "", &verdict.findings)?,
        }
        tell(&mut out, "note: ", &verdict.notes)?;
        let findings = verdict.findings.len() as u64;
        let state = match (verdict.is_whole(), &verdict.interrupted) {
            (true, _) => "whole".to_owned(),
            (false, Some(_)) => "interrupted".to_owned(),
            (false, None) => count(findings, "finding"),
        };
        let (chunks, bytes, files) = (verdict.chunks, verdict.chunk_bytes, verdict.files);
        writeln!(out, "{state}: {chunks} chunks ({bytes} bytes) and {files} files checked")?;
    }
    out.flush()?;
    if verdict.is_whole() {
        return Ok(Finish::Success);
    }
    note("hint: copy the site again from where it is whole, or pack it again");
    Ok(Finish::Findings)
}

fn tell(out: &mut impl Write, before: &str, findings: &[Finding]) -> std::io::Result<()> {
    for finding in findings.iter().take(TOLD_LIMIT) {
        writeln!(out, "{before}{}: {}", one_line(&finding.place), one_line(&finding.message))?;
    }
    match findings.len().saturating_sub(TOLD_LIMIT) {
        0 => Ok(()),
        more => writeln!(out, "{before}… and {more} more; --json lists all"),
    }
}

fn as_json(verdict: &Verdict) -> Value {
    let list = |findings: &[Finding]| -> Vec<Value> {
        findings.iter().map(|f| json!({"where": f.place, "what": f.message})).collect()
    };
    let section = |(section, &(chunks, bytes)): (&Section, &(usize, u64))| {
        (section.name().to_owned(), json!({"chunks": chunks, "bytes": bytes}))
    };
    let sections: Map<String, Value> = verdict.sections.iter().map(section).collect();
    json!({
        "whole": verdict.is_whole(),
        "interrupted": verdict.interrupted,
        "chunks": verdict.chunks,
        "chunk_bytes": verdict.chunk_bytes,
        "sections": sections,
        "files": verdict.files,
        "findings": list(&verdict.findings),
        "notes": list(&verdict.notes),
    })
}
