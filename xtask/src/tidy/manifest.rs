//! Rules for Cargo.toml: every dependency says what it is for.
//!
//! It reads lines, not TOML: comments are what it is about.

use super::{Finding, Source};

/// Returns the dependencies of one manifest that no comment stands above.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !source.path.ends_with("Cargo.toml") {
        return findings;
    }
    let mut in_list = false;
    let mut open_brackets = 0_i32;
    let mut above = "";
    for (index, line) in source.text.lines().map(str::trim).enumerate() {
        let is_header = open_brackets == 0 && line.starts_with('[');
        let is_named = if is_header {
            in_list = line.ends_with("dependencies]");
            line.contains("dependencies.")
        } else {
            in_list && open_brackets == 0 && line.contains('=') && !line.starts_with('#')
        };
        if is_named && !above.starts_with("# ") {
            let name = line.trim_matches(['[', ']']).split('=').next().unwrap_or(line).trim();
            let message = format!(
                "`{name}` has no comment above it: say what it is for, its licence, and its weight where it reaches \
                 the browser, so that the next reader can judge whether it is still worth it"
            );
            findings.push(Finding::new(index + 1, message));
        }
        if !is_header {
            open_brackets += brackets(line);
        }
        above = line;
    }
    findings
}

/// Returns how many brackets a line leaves open; a comment has none.
fn brackets(line: &str) -> i32 {
    line.split('#')
        .next()
        .unwrap_or_default()
        .chars()
        .map(|sign| i32::from("[{".contains(sign)) - i32::from("]}".contains(sign)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::expect;

    fn check(text: &str, expected: &[&str]) {
        expect("Cargo.toml", text, expected);
    }

    #[test]
    fn a_dependency_says_what_it_is_for() {
        check("[dependencies]\n# The term index.\nfst = \"0.4\"\n", &[]);
        check("[dependencies]\nfst = \"0.4\"\n", &["2: `fst`"]);
        check("[dependencies]\n# One.\na = \"1\"\nb = \"1\"\n", &["4: `b`"]);
        check("[dependencies]\n# One.\na = { version = \"1\", features = [\n  \"x=y\",\n] }\n", &[]);
        check("[target.'cfg(unix)'.dev-dependencies]\na = \"1\"\n", &["2: `a`"]);
        check("[dependencies.web-sys]\nversion = \"1\"\n", &["1: `dependencies.web-sys`"]);
        check("# The browser.\n[dependencies.web-sys]\nversion = \"1\"\nfeatures = [\"A\"]\n", &[]);
        check("[package]\nname = \"recto\"\n[lints]\nworkspace = true\n", &[]);
    }
}
