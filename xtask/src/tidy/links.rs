//! Rules for documents: every link leads to a file, and to a heading of it, and the guide has every document of `docs`.
//!
//! It looks at links within the workspace alone; addresses elsewhere are asked by nobody.

use std::collections::BTreeMap;

use super::{Finding, Source};
use crate::guide::{links, resolved};
use crate::shell;

/// Returns what is wrong with the links of one document.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings: Vec<Finding> = links(source.text)
        .filter_map(|(at, target)| {
            let message = broken(source, target)?;
            Some(Finding::new(source.text[..at].matches('\n').count() + 1, message))
        })
        .collect();
    if source.path == "docs/SUMMARY.md" {
        findings.extend(left_out(source.text));
    }
    findings
}

fn broken(source: &Source, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let anchor = target.split_once('#').map(|(_, anchor)| anchor);
    let path = resolved(source.path, target);
    let text = match &path {
        None => Some(source.text.to_owned()),
        Some(path) => {
            if !shell::root().join(path).exists() {
                return Some(format!("`{target}` leads to no file: {path}"));
            }
            std::fs::read_to_string(shell::root().join(path)).ok()
        }
    };
    let anchor = anchor.filter(|_| path.as_deref().is_none_or(|path| path.ends_with(".md")))?;
    let has_it = anchors(&text?).iter().any(|one| one == anchor);
    (!has_it).then(|| format!("`{target}` leads to no heading"))
}

/// What the headings of a document are called in links, as hosts and mdBook call them.
fn anchors(text: &str) -> Vec<String> {
    let mut seen = BTreeMap::<String, u32>::new();
    let mut in_code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        let Some(heading) = line.strip_prefix('#').filter(|_| !in_code) else { continue };
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        let slug: String = kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect();
        let times = seen.entry(slug.clone()).or_default();
        found.push(if *times == 0 { slug } else { format!("{slug}-{times}") });
        *times += 1;
    }
    found
}

/// Documents that the guide does not have.
fn left_out(summary: &str) -> Vec<Finding> {
    let named: Vec<String> = links(summary).filter_map(|(_, target)| resolved("docs/SUMMARY.md", target)).collect();
    let Ok(entries) = std::fs::read_dir(shell::root().join("docs")) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut missing: Vec<String> = names
        .filter(|name| name.ends_with(".md") && name != "SUMMARY.md")
        .map(|name| format!("docs/{name}"))
        .filter(|path| !named.contains(path))
        .collect();
    missing.sort();
    missing.iter().map(|path| Finding::new(1, format!("{path} is no chapter: who reads the guide misses it"))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::expect;
    use super::anchors;

    #[test]
    fn links_lead_to_files_and_headings() {
        let check = |text: &str, expected: &[&str]| expect("docs/NOVEL.md", text, expected);
        check("[a](../README.md) [b](COMPARE.md) [c](https://example.org/nowhere)", &[]);
        check("[a](../README.md#when-not-to-use-it)", &[]);
        check("# Here\n\n[a](#here) [b](#there)", &["3: `#there` leads to no heading"]);
        check(
            "[a](NOWHERE.md)\n[b](../README.md#nothing)",
            &["1: `NOWHERE.md` leads to no file", "2: `../README.md#nothing`"],
        );
    }

    #[test]
    fn a_document_that_is_no_chapter_is_told() {
        let summary = std::fs::read_to_string(crate::shell::root().join("docs/SUMMARY.md")).expect("it is there");
        expect("docs/SUMMARY.md", &summary, &[]);
        expect("docs/SUMMARY.md", &summary.replace("(COMPARE.md)", "(MEASURE.md)"), &["docs/COMPARE.md is no chapter"]);
    }

    #[test]
    fn headings_are_called_as_hosts_call_them() {
        let text = "# How it's built\n## `a` and b_c\n```\n# no heading\n```\n## Twice\n## Twice\n";
        assert_eq!(anchors(text), ["how-its-built", "a-and-b_c", "twice", "twice-1"]);
    }
}
