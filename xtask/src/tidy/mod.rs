//! The project's own rules, checked by code: every finding says what is wrong, where, and why the rule is there.
//!
//! A rule reads text and returns findings; only this file walks folders, and nothing here changes a file. What rustfmt
//! and clippy check is not checked again.

mod findings;
mod links;
mod manifest;
mod modules;
mod page;
mod rust;
mod text;
mod tokens;

use std::fs;

use anyhow::{Context, Result, bail};
use walkdir::{DirEntry, WalkDir};

use crate::shell;

/// Folders and files of the workspace that no one writes by hand.
const SKIPPED: [&str; 6] = [".git", "target", "built", "dist", "articles.csv", "node_modules"];

/// A file of the project.
pub struct Source<'a> {
    /// Its path below the workspace, with `/` between folders.
    pub path: &'a str,
    /// Its content.
    pub text: &'a str,
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and why it matters.
    pub message: String,
}

impl Finding {
    /// Makes a finding.
    pub fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// Checks every file of the workspace and prints the findings.
///
/// # Errors
///
/// Fails when a rule is broken or when a file cannot be read.
pub fn run() -> Result<()> {
    let mut files = 0_usize;
    let mut broken = 0_usize;
    let entries = WalkDir::new(shell::root()).sort_by_file_name().into_iter().filter_entry(is_ours);
    for entry in entries {
        let entry = entry.context("walking the workspace")?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(shell::root()).expect("the walk starts at the root");
        let path = path.to_string_lossy().replace('\\', "/");
        let bytes = fs::read(entry.path()).with_context(|| format!("reading {path}"))?;
        // An image or an article in an old encoding holds no rule of ours.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        files += 1;
        for finding in check(&Source { path: &path, text: &text }) {
            println!("{path}:{}: {}", finding.line, finding.message);
            broken += 1;
        }
    }
    if broken > 0 {
        bail!("{broken} places break a rule of the project");
    }
    println!("tidy: {files} files keep the rules");
    Ok(())
}

fn is_ours(entry: &DirEntry) -> bool {
    entry.depth() != 1 || !entry.file_name().to_str().is_some_and(|name| SKIPPED.contains(&name))
}

/// Returns what breaks a rule in one file, in the order of its lines.
fn check(source: &Source) -> Vec<Finding> {
    let mut found = text::check(source);
    match source.path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => {
            found.extend(rust::check(source));
            found.extend(modules::check(source));
            found.extend(page::check_script(source));
        }
        Some("toml") => found.extend(manifest::check(source)),
        Some("css") => found.extend(page::check_style(source)),
        Some("html") => found.extend(page::check_html(source)),
        Some("js") => found.extend(page::check_script(source)),
        Some("md") => found.extend(links::check(source)),
        Some("sh") => found.extend(findings::check(source)),
        _ => {}
    }
    found.sort_by_key(|finding| finding.line);
    found
}

/// Checks that one file breaks exactly the rules whose messages contain `expected`, in order.
#[cfg(test)]
pub fn expect(path: &str, text: &str, expected: &[&str]) {
    let found = check(&Source { path, text });
    let fits = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|(finding, part)| format!("{}: {}", finding.line, finding.message).contains(part));
    assert!(fits, "in {path}:\n{text}\nexpected {expected:?}\nfound {found:#?}");
}
