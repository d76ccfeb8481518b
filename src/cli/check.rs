//! `recto check`: whether a site is whole.

use super::flags::CheckFlags;
use super::output::{Failure, Finish, json_line, note, one_line, stdout};
use crate::pack::site::{Finding, SiteError, Verdict, open_site, verify};
use serde_json::{Value, json};
use std::io::Write;

/// Runs the command.
pub fn run(flags: &CheckFlags) -> Result<Finish, Failure> {
    let verdict = match open_site(&flags.site) {
        Ok(mut site) => verify(&mut site),
        // A damaged root is a finding; a path without a site is a mistake.
        Err(SiteError::Root { path, error }) => {
            let findings = vec![Finding { place: path, message: format!("the bundle cannot be opened: {error}") }];
            Verdict { findings, ..Verdict::default() }
        }
        Err(error) => return Err(error.into()),
    };
    let sound = verdict.findings.is_empty();
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&verdict))?;
    } else {
        for finding in &verdict.findings {
            writeln!(out, "{}: {}", one_line(&finding.place), one_line(&finding.message))?;
        }
        for noted in &verdict.notes {
            writeln!(out, "note: {}: {}", one_line(&noted.place), one_line(&noted.message))?;
        }
        let state = if sound { "whole".to_owned() } else { format!("{} findings", verdict.findings.len()) };
        let (chunks, bytes, files) = (verdict.chunks, verdict.chunk_bytes, verdict.files);
        writeln!(out, "{state}: {chunks} chunks ({bytes} bytes) and {files} files checked")?;
    }
    out.flush()?;
    if sound {
        return Ok(Finish::Success);
    }
    note("hint: copy the site again from where it is whole, or pack it again");
    Ok(Finish::Findings)
}

fn as_json(verdict: &Verdict) -> Value {
    let list = |findings: &[Finding]| -> Vec<Value> {
        findings.iter().map(|f| json!({"where": f.place, "what": f.message})).collect()
    };
    json!({
        "whole": verdict.findings.is_empty(),
        "chunks": verdict.chunks,
        "chunk_bytes": verdict.chunk_bytes,
        "files": verdict.files,
        "findings": list(&verdict.findings),
        "notes": list(&verdict.notes),
    })
}
