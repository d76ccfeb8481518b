//! The guide: `docs/` and the project's own documents as one book, by mdBook.
//!
//! It lays the chapters of `docs/SUMMARY.md` into one folder, with the links between them turned, and has mdBook build that.
//! What the chapters say, and that their links lead somewhere, `tidy` checks without mdBook.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell;

/// Builds the guide into `target/guide`.
///
/// # Errors
///
/// Fails when mdBook is not there, or finds something wrong.
pub fn build() -> Result<()> {
    let source = shell::root().join("target").join("guide-source");
    if source.is_dir() {
        fs::remove_dir_all(&source).context("emptying target/guide-source")?;
    }
    stage(&source)?;
    let Some(mdbook) = shell::find_program(&["mdbook"]) else {
        bail!("mdbook is not on PATH; the chapters lie in {}\nhint: cargo install mdbook --locked", source.display());
    };
    shell::run(Command::new(mdbook).arg("build").arg(&source))?;
    let index = shell::root().join("target").join("guide").join("index.html");
    println!("The guide: {}", index.display());
    Ok(())
}

/// Lays the book's files into a folder.
fn stage(folder: &Path) -> Result<()> {
    let root = shell::root();
    let docs = root.join("docs");
    let summary = read(&docs.join("SUMMARY.md"))?;
    let chapters: BTreeMap<String, String> = links(&summary)
        .filter_map(|(_, target)| resolved("docs/SUMMARY.md", target))
        .map(|path| (path.clone(), staged_name(&path)))
        .collect();
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    for (path, name) in &chapters {
        write(&folder.join(name), &turned(path, &read(&root.join(path))?, &chapters))?;
    }
    write(&folder.join("SUMMARY.md"), &turned("docs/SUMMARY.md", &summary, &chapters))?;
    let settings = read(&docs.join("book.toml"))?;
    write(&folder.join("book.toml"), &settings.replace("\"../target/guide\"", "\"../guide\""))?;
    for entry in fs::read_dir(&docs).context("reading docs")? {
        let path = entry.context("reading docs")?.path();
        if let (Some("png"), Some(name)) = (path.extension().and_then(|ending| ending.to_str()), path.file_name()) {
            fs::copy(&path, folder.join(name)).with_context(|| format!("copying {}", path.display()))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// What a chapter is called in the book: all lie in one folder.
fn staged_name(path: &str) -> String {
    path.strip_prefix("docs/").unwrap_or(path).replace('/', "-")
}

/// A text with the links to chapters as they stand in the book; pictures lie beside them.
fn turned(path: &str, text: &str, chapters: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, target) in links(text) {
        let (file, anchor) = target.split_once('#').map_or((target, ""), |(file, _)| (file, &target[file.len()..]));
        let Some(resolved) = resolved(path, file) else { continue };
        let name = match chapters.get(&resolved) {
            Some(name) => name.clone(),
            None if resolved.ends_with(".png") => staged_name(&resolved),
            None => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(&name);
        out.push_str(anchor);
        done = at + target.len();
    }
    out.push_str(&text[done..]);
    out
}

/// The targets of a text's links and pictures with their places, code left out.
pub fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut found = Vec::new();
    let (mut at, mut in_code) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        let mut from = 0;
        while let Some(start) = line[from..].find("](").map(|start| from + start + 2) {
            let Some(length) = line[start..].find(')') else { break };
            let is_in_span = line[..start].matches('`').count() % 2 == 1;
            if !in_code && !is_in_span {
                found.push((at + start, &line[start..start + length]));
            }
            from = start + length;
        }
        at += line.len();
    }
    found.into_iter()
}

/// The path below the workspace that a link of a file leads to, without its anchor; none for an address or a place in the
/// same file.
pub fn resolved(path: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default();
    if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{links, resolved, turned};
    use std::collections::BTreeMap;

    #[test]
    fn links_are_found_outside_code() {
        let text = "[a](b.md) and ![c](d.png)\n```\n[e](f.md)\n```\n`[g](h.md)` [i](../j.md#k)\n";
        assert_eq!(links(text).map(|(_, target)| target).collect::<Vec<_>>(), ["b.md", "d.png", "../j.md#k"]);
    }

    #[test]
    fn links_lead_below_the_workspace() {
        let check = |target, expected: Option<&str>| assert_eq!(resolved("docs/A.md", target).as_deref(), expected);
        check("B.md", Some("docs/B.md"));
        check("../README.md#top", Some("README.md"));
        check("#here", None);
        check("https://example.org/a.md", None);
    }

    #[test]
    fn links_between_chapters_are_turned_and_others_stay() {
        let chapters: BTreeMap<String, String> =
            [("docs/B.md", "B.md"), ("README.md", "README.md")].map(|(path, name)| (path.into(), name.into())).into();
        let text = "[b](B.md#x) [r](../README.md) [c](../Cargo.toml) ![s](s.png)";
        assert_eq!(turned("docs/A.md", text, &chapters), "[b](B.md#x) [r](README.md) [c](../Cargo.toml) ![s](s.png)");
        assert_eq!(turned("README.md", "[b](docs/B.md) ![s](docs/s.png)", &chapters), "[b](B.md) ![s](s.png)");
    }
}
