//! Rules for Rust files: their opening, their length, their names, and what may not stand outside tests.
//!
//! It judges form alone; which module may use which is in `layers`, and what a page may do in `page`.

use proc_macro2::Delimiter;

use super::tokens::{Place, parse, walk};
use super::{Finding, Source};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;

/// Names that say nothing about the thing they name.
const EMPTY_NAMES: [&str; 8] = ["common", "helper", "helpers", "manager", "misc", "stuff", "util", "utils"];

/// Words the glossary keeps for other things: a text is an article, its packed form a bundle or a chunk.
const FOREIGN_NAMES: [&str; 2] = ["blob", "document"];

/// Returns what breaks a rule in one Rust file.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_opening(source, &mut findings);
    check_length(source, &mut findings);
    check_file_name(source, &mut findings);
    let tokens = match parse(source.text) {
        Ok(tokens) => tokens,
        Err(problem) => {
            findings.push(Finding::new(1, problem));
            return findings;
        }
    };
    walk(&tokens, is_test_file(source.path), &mut |place| {
        findings.extend(long_function(place));
        findings.extend(empty_name(source.path, place));
        findings.extend(ignored_test(place));
        findings.extend(unseen_test(source.path, place));
        if !place.in_test {
            findings.extend(sudden_end(place));
        }
    });
    findings
}

/// Returns whether a whole file is tests.
pub fn is_test_file(path: &str) -> bool {
    let endings = ["/tests.rs", "_test.rs", "_tests.rs"];
    path.starts_with("tests/") || path.contains("/tests/") || endings.iter().any(|ending| path.ends_with(ending))
}

/// The journeys' program has no test harness of the compiler's: what is marked as a test there is left out in silence.
fn unseen_test(path: &str, place: Place) -> Option<Finding> {
    let attribute = place.starts_with(&["#"]).then(|| place.group(1)).flatten()?;
    let is_mark = path.starts_with("tests/suite/page/") && attribute.stream().to_string() == "test";
    let message =
        "`#[test]` runs nothing here: declare a journey with `journeys!` or `declared!`, and name it in all.rs";
    is_mark.then(|| Finding::new(place.line(), message))
}

fn check_opening(source: &Source, findings: &mut Vec<Finding>) {
    if !source.text.starts_with("//! ") {
        let message = "a file opens with `//!`: what it is for, then what it must not do; a reader who lands here \
                       needs both before the first line of code";
        findings.push(Finding::new(1, message));
    }
}

fn check_length(source: &Source, findings: &mut Vec<Finding>) {
    let lines = source.text.lines().count();
    if lines > FILE_LINES {
        let message = format!("{lines} lines, at most {FILE_LINES}: a longer file holds two ideas; give each its own");
        findings.push(Finding::new(FILE_LINES + 1, message));
    }
}

fn check_file_name(source: &Source, findings: &mut Vec<Finding>) {
    let names = source.path.trim_end_matches(".rs").split('/');
    for name in names.filter(|name| EMPTY_NAMES.contains(name)) {
        findings.push(Finding::new(1, says_nothing(name)));
    }
    let stem = source.path.trim_end_matches(".rs");
    if stem.ends_with("_2") || stem.ends_with("_new") || stem.ends_with("_old") {
        let message = "a file is named for what sets it apart, not numbered: no reader knows which variant is which";
        findings.push(Finding::new(1, message));
    }
}

fn says_nothing(name: &str) -> String {
    format!("`{name}` says nothing: name the thing, or put the function beside what it serves")
}

fn empty_name(path: &str, place: Place) -> Option<Finding> {
    let keyword = place.ident(0)?;
    if !["struct", "enum", "union", "trait", "mod", "type"].contains(&keyword.as_str()) {
        return None;
    }
    let name = place.ident(1)?;
    let words = words_of(&name);
    if let Some(word) = words.iter().find(|word| EMPTY_NAMES.contains(&word.as_str())) {
        return Some(Finding::new(place.line(), says_nothing(word)));
    }
    // The browser's own document and Blob keep their names in the app.
    let foreign = words.iter().find(|word| FOREIGN_NAMES.contains(&word.as_str()))?;
    let message = format!("`{name}`: \"{foreign}\" is not in the glossary; say article, block, bundle, chunk or page");
    (!path.starts_with("src/app/")).then(|| Finding::new(place.line(), message))
}

/// Splits `SnippetMaker` and `snippet_maker` into lower-case words.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().expect("it starts with one word").extend(letter.to_lowercase());
        }
    }
    words
}

fn long_function(place: Place) -> Option<Finding> {
    let name = place.starts_with(&["fn"]).then(|| place.ident(1)).flatten()?;
    let end = place.tokens.iter().take_while(|token| token.to_string() != ";").find_map(|token| match token {
        proc_macro2::TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.span_close()),
        _ => None,
    })?;
    let lines = end.end().line - place.line() + 1;
    let message = format!("fn {name} has {lines} lines, at most {FUNCTION_LINES}: a longer one does two things");
    (lines > FUNCTION_LINES).then(|| Finding::new(place.line(), message))
}

fn ignored_test(place: Place) -> Option<Finding> {
    let attribute = place.starts_with(&["#"]).then(|| place.group(1)).flatten()?;
    let first = attribute.stream().into_iter().next()?;
    let message = "an ignored test proves nothing and rots: mend it, or delete it and say why in the commit";
    (first.to_string() == "ignore").then(|| Finding::new(place.line(), message))
}

fn sudden_end(place: Place) -> Option<Finding> {
    let macros = ["panic", "todo", "unimplemented", "dbg"];
    if let Some(name) = macros.iter().find(|name| place.starts_with(&[name, "!"])) {
        let message = format!("`{name}!` outside tests: return an error; a page or a pack must survive what it meets");
        return Some(Finding::new(place.line(), message));
    }
    if place.starts_with(&[".", "unwrap"]) && place.group(2).is_some() {
        let message = "`unwrap` outside tests: return an error, or `expect` the invariant that makes it impossible";
        return Some(Finding::new(place.line(), message));
    }
    let words = place.starts_with(&[".", "expect"]).then(|| place.group(2)).flatten()?.stream().to_string();
    let message = "this `expect` does not state the invariant that makes the failure impossible";
    (words.starts_with('"') && !words.contains(' ')).then(|| Finding::new(place.line(), message))
}

#[cfg(test)]
mod tests {
    use super::super::expect;

    fn check(body: &str, expected: &[&str]) {
        expect("src/text/fold.rs", &format!("//! Folds.\n{body}"), expected);
    }

    #[test]
    fn a_file_opens_with_its_purpose() {
        expect("src/text/fold.rs", "fn a() {}\n", &["1: a file opens with `//!`"]);
        check("", &[]);
    }

    #[test]
    fn files_and_functions_are_short() {
        check(&"// x\n".repeat(399), &[]);
        check(&"// x\n".repeat(400), &["401: 401 lines"]);
        let function = |lines: usize| format!("fn long() {{\n{}}}\n", "a();\n".repeat(lines - 2));
        check(&function(70), &[]);
        check(&function(71), &["2: fn long has 71 lines"]);
        check(&format!("trait T {{ fn a(); }}\nconst X: u8 = {{\n{}1 }};", "\n".repeat(80)), &[]);
    }

    #[test]
    fn names_say_something() {
        expect("src/text/utils.rs", "//! Utilities.\n", &["`utils` says nothing"]);
        expect("src/text/fold_2.rs", "//! Folds.\n", &["not numbered"]);
        check("mod helpers {}\nstruct TabManager;\n", &["2: `helpers` says", "3: `manager` says"]);
        check("struct DocumentId;\n", &["`DocumentId`: \"document\""]);
        check("fn common_prefix() {}\nstruct Documented;\n", &[]);
        expect("src/app/dom.rs", "//! The DOM.\nstruct DocumentRoot;\n", &[]);
    }

    #[test]
    fn the_program_does_not_end_suddenly() {
        check("fn a() { b.unwrap(); }", &["`unwrap` outside"]);
        check("fn a() { panic!(\"no\"); todo!() }", &["`panic!`", "`todo!`"]);
        check("fn a() { b.expect(\"set\"); c.expect(\"the caller checked\"); d.expect(name); }", &["2: this `expect`"]);
        check("#[cfg(test)]\nmod tests { fn a() { b.unwrap(); panic!() } }", &[]);
        check("/// Never `panic!`s.\nfn a() { let b = \"todo!()\"; c.unwrap_or(1) }", &[]);
        expect("tests/suite/main.rs", "//! Tests.\nfn a() { b.unwrap() }", &[]);
    }

    #[test]
    fn no_journey_is_left_out_in_silence() {
        let text = "//! Journeys.\n#[test]\nfn a() {}\n";
        expect("tests/suite/page/find.rs", text, &["2: `#[test]` runs nothing here"]);
        expect("tests/suite/find.rs", text, &[]);
    }

    #[test]
    fn no_test_is_ignored() {
        check("#[cfg(test)]\nmod tests {\n#[test]\n#[ignore]\nfn a() {} }", &["5: an ignored test"]);
        check("#[cfg(test)]\nmod tests {\n#[test]\n#[ignore = \"slow\"]\nfn a() {} }", &["5: an ignored test"]);
    }
}
