//! Rules for every text file: nothing of one machine, no download host, nothing left to do.
//!
//! Articles and licences are others' text or data, and stay out of it.

use super::{Finding, Source};

/// Folders of this machine or that; the words are put together so that this file keeps its own rule.
const MACHINE_PATHS: [&str; 6] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("C:", "\\Users"),
];

/// Hosts of package registries: the machine's own package managers know theirs.
const HOSTS: [&str; 6] = [
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("deb.debian", ".org"),
    concat!("pypi", ".org"),
];

const MARKS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// Returns what no file of the project may hold.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_ours = !source.path.starts_with("corpus/")
        && !source.path.starts_with("LICENSE")
        && !source.path.ends_with(".lock")
        && !source.path.ends_with(".svg");
    if !is_ours {
        return findings;
    }
    for (index, line) in source.text.lines().enumerate() {
        let mut find = |message: String| findings.push(Finding::new(index + 1, message));
        if let Some(path) = MACHINE_PATHS.iter().find(|path| stands_alone(line, path, false)) {
            find(format!("`{path}` is a folder of one machine: the project must build on any other"));
        }
        if let Some(host) = HOSTS.iter().find(|host| line.contains(**host)) {
            find(format!("`{host}`: name no registry host; each machine's package managers know their own"));
        }
        if ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)) {
            find("a merge was left unfinished here: keep one side".to_owned());
        }
        if let Some(mark) = MARKS.iter().find(|mark| stands_alone(line, mark, true)) {
            find(format!("`{mark}`: do it now, or write it down where plans are kept; marks in files are never read"));
        }
    }
    findings
}

/// Returns whether `word` stands in `line` with nothing before it, and with `ends` nothing after it, that would make it
/// part of a longer word or path.
fn stands_alone(line: &str, word: &str, ends: bool) -> bool {
    let joins = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.' | '/' | '-' | '}' | '*');
    line.match_indices(word).any(|(start, _)| {
        let is_longer = ends && line[start + word.len()..].starts_with(char::is_alphanumeric);
        !line[..start].ends_with(joins) && !is_longer
    })
}

#[cfg(test)]
mod tests {
    use super::super::expect;

    fn check(text: &str, expected: &[&str]) {
        expect("CONTRIBUTING.md", text, expected);
    }

    #[test]
    fn nothing_of_one_machine() {
        check(concat!("run /ro", "ot/bin/x\n"), &["folder of one machine"]);
        check(concat!("`/ho", "me/me/recto`"), &["folder of one machine"]);
        check(concat!("https://example.org/ho", "me/page and src/wo", "rk/mod.rs"), &[]);
        expect("corpus/a.txt", concat!("/ro", "ot/x"), &[]);
    }

    #[test]
    fn no_merge_is_left_unfinished() {
        check("a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n", &["2: a merge was left", "6: a merge was left"]);
        check("=======\n", &[]);
    }

    #[test]
    fn no_registry_host_and_nothing_left_to_do() {
        check(concat!("curl https://index.crates", ".io/x"), &["name no registry host"]);
        check(concat!("// TO", "DO: later"), &["do it now"]);
        check(concat!("MATO", "DOR"), &[]);
    }
}
