//! Rules for which module may use which: one table for all of them, checked at every path in every file, and told in
//! ARCHITECTURE.md in the same order.
//!
//! It looks at paths as they are written, outside tests; clippy's disallowed methods look at calls, for wasm32.

use proc_macro2::{Delimiter, TokenTree};

use super::rust::is_test_file;
use super::tokens::{Place, parse, walk};
use super::{Finding, Source};

/// A module and what it may use.
struct Module {
    name: &'static str,
    /// It opens no file, reads no clock, starts no thread and knows no JavaScript value.
    is_pure: bool,
    uses: &'static [&'static str],
}

const fn pure(name: &'static str, uses: &'static [&'static str]) -> Module {
    Module { name, is_pure: true, uses }
}

const fn host(name: &'static str, uses: &'static [&'static str]) -> Module {
    Module { name, is_pure: false, uses }
}

/// Every module of `src`, each below those it may use: so there is no circle. A new module is listed here and in
/// ARCHITECTURE.md before anything may use it.
const ALLOWED: [Module; 26] = [
    pure("named", &[]),
    pure("sort", &[]),
    pure("json", &[]),
    pure("text", &[]),
    pure("article", &["named", "text"]),
    pure("compounds", &["article", "text"]),
    pure("mentions", &["article", "compounds", "named", "text"]),
    pure("compare", &["article", "named", "sort", "text"]),
    pure("reuse", &["compare", "named", "text"]),
    pure("bundle", &["article", "mentions", "reuse", "sort"]),
    pure("password", &["bundle"]),
    pure("measure", &["article", "bundle", "compounds", "named", "sort", "text"]),
    pure("index", &["article", "bundle", "text"]),
    pure("query", &["article", "bundle", "index", "named", "sort", "text"]),
    pure("protocol", &["article", "bundle", "compare", "measure", "mentions", "named", "query", "reuse"]),
    pure(
        "engine",
        &[
            "article",
            "bundle",
            "compare",
            "compounds",
            "index",
            "measure",
            "mentions",
            "password",
            "protocol",
            "query",
            "reuse",
            "sort",
            "text",
        ],
    ),
    pure("quote", &["article", "json", "protocol", "text"]),
    pure("notes", &["json", "named", "quote", "sort", "text"]),
    pure("view_state", &["article", "compare", "named", "protocol", "quote", "sort", "text"]),
    pure("export", &["article", "compare", "json", "measure", "named", "protocol"]),
    pure("answers", &["article", "protocol"]),
    host("site", &["bundle", "engine", "password", "protocol"]),
    host(
        "pack",
        &[
            "article",
            "bundle",
            "compare",
            "compounds",
            "export",
            "index",
            "measure",
            "mentions",
            "password",
            "reuse",
            "site",
            "text",
        ],
    ),
    host(
        "cli",
        &[
            "answers",
            "article",
            "bundle",
            "compare",
            "compounds",
            "engine",
            "export",
            "index",
            "measure",
            "mentions",
            "pack",
            "password",
            "protocol",
            "query",
            "quote",
            "site",
            "text",
        ],
    ),
    host(
        "app",
        &[
            "article",
            "bundle",
            "compare",
            "engine",
            "export",
            "measure",
            "notes",
            "password",
            "protocol",
            "quote",
            "sort",
            "text",
            "view_state",
        ],
    ),
    host("api", &["answers", "bundle", "engine", "export", "protocol", "text"]),
];

/// What of the standard library a pure module leaves to its host.
const WORLD: [&str; 6] = ["env", "fs", "net", "os", "process", "thread"];

/// The crates that speak to a browser.
const BROWSER: [&str; 6] = ["gloo", "js_sys", "leptos", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

/// Returns what breaks the order of modules in one Rust file.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(path) = module_path(source.path) else { return findings };
    let name = path.first().copied().unwrap_or("lib");
    // A file that is no Rust is reported by `rust`.
    let Ok(tokens) = parse(source.text) else { return findings };
    let module = ALLOWED.iter().find(|module| module.name == name);
    if module.is_none() && !["lib", "main"].contains(&name) {
        let message = format!("`{name}` is not in the table of modules: say in {TABLE} what it may use");
        findings.push(Finding::new(1, message));
    }
    walk(&tokens, is_test_file(source.path), &mut |place| {
        if place.in_test {
            return;
        }
        for used in used_modules(place, path.len()) {
            findings.extend(wrong_use(name, module, &used).map(|message| Finding::new(place.line(), message)));
        }
        if module.is_some_and(|module| module.is_pure) {
            findings.extend(touches_world(place).map(|message| Finding::new(place.line(), message)));
        }
    });
    findings
}

/// Where the table stands, for messages.
const TABLE: &str = "xtask/src/tidy/modules.rs and ARCHITECTURE.md";

/// The modules around a file of `src` and its own, outermost first; `lib` has none.
fn module_path(path: &str) -> Option<Vec<&str>> {
    let mut names: Vec<&str> = path.strip_prefix("src/")?.strip_suffix(".rs")?.split('/').collect();
    if names.len() > 1 && names.last() == Some(&"mod") {
        names.pop();
    }
    Some(if names == ["lib"] { Vec::new() } else { names })
}

/// Returns the modules of the crate's root that are named here: after `crate::`, `recto::`, or as many `super::` as lead
/// there from a file that lies `depth` modules deep.
fn used_modules(place: Place, depth: usize) -> Vec<String> {
    let mut at = 0;
    if ["crate", "recto"].iter().any(|word| place.starts_with(&[word, ":", ":"])) {
        at = 3;
    } else {
        let mut rest = place;
        while rest.starts_with(&["super", ":", ":"]) {
            at += 3;
            rest = Place { tokens: &place.tokens[at..], ..place };
        }
        if at == 0 || at / 3 != depth {
            return Vec::new();
        }
    }
    match place.tokens.get(at) {
        Some(TokenTree::Ident(name)) => vec![name.to_string()],
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => first_names(group.stream()),
        _ => Vec::new(),
    }
}

/// Returns `a` and `c` of `{a::b, c}`.
fn first_names(stream: proc_macro2::TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_first = true;
    for token in stream {
        if let (true, TokenTree::Ident(name)) = (is_first, &token) {
            names.push(name.to_string());
        }
        is_first = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == ',');
    }
    names
}

fn wrong_use(name: &str, module: Option<&Module>, used: &str) -> Option<String> {
    let is_known = ALLOWED.iter().any(|module| module.name == used);
    let is_allowed = match module {
        Some(module) => module.uses.contains(&used),
        None => name == "lib" || (name == "main" && used == "cli"),
    };
    if !is_known || is_allowed || name == used {
        return None;
    }
    Some(format!(
        "`{name}` uses `{used}`: the table of modules does not let it, see {TABLE}; what is lower knows nothing of what stands on it"
    ))
}

fn touches_world(place: Place) -> Option<String> {
    if place.starts_with(&["std", ":", ":"]) {
        let name = place.ident(3)?;
        let message = "a pure module takes bytes and options and returns values; its host does the rest";
        return WORLD.contains(&name.as_str()).then(|| format!("`std::{name}` in a pure module: {message}"));
    }
    let name = place.ident(0)?;
    if ["Instant", "SystemTime"].contains(&name.as_str()) {
        return Some(format!(
            "`{name}` in a pure module: no clock; wasm has none and the same input gives the same bytes"
        ));
    }
    let is_crate = BROWSER.contains(&name.as_str()) && place.starts_with(&[&name, ":", ":"]);
    is_crate.then(|| format!("`{name}` in a pure module: JavaScript values belong to src/app"))
}

#[cfg(test)]
mod tests {
    use super::super::expect;
    use super::ALLOWED;

    fn check(path: &str, body: &str, expected: &[&str]) {
        expect(path, &format!("//! A module.\n{body}"), expected);
    }

    #[test]
    fn dependencies_point_one_way() {
        check("src/query/plan.rs", "use crate::index::Terms;", &[]);
        check("src/query/plan.rs", "use crate::engine::Engine;", &["`query` uses `engine`"]);
        check("src/query.rs", "use crate::{text::fold, app::State, cli};", &["uses `app`", "uses `cli`"]);
        check("src/app/views.rs", "fn a() { crate::pack::run() }", &["`app` uses `pack`"]);
        check("src/app/views.rs", "use crate::app::state;\nuse crate::engine::Engine;", &[]);
        check("src/pack/mod.rs", "use super::cli::Flags;", &["`pack` uses `cli`"]);
        check("src/pack/input/walk.rs", "use super::super::super::cli::Flags;", &["`pack` uses `cli`"]);
        check("src/engine/facets.rs", "use super::export::Row;", &[]);
        check("src/cli/mod.rs", "use crate::pack::run;", &[]);
        check("src/cli/mod.rs", "use crate::app::run;", &["`cli` uses `app`"]);
        check("src/main.rs", "fn main() { recto::cli::run() }", &[]);
        check("src/main.rs", "fn main() { recto::pack::run() }", &["`main` uses `pack`"]);
        check("src/novel.rs", "use crate::text::fold;", &["`novel` is not in the table", "`novel` uses `text`"]);
        check("src/text/mod.rs", "#[cfg(test)]\nmod tests { use crate::pack::build; }", &[]);
    }

    #[test]
    fn every_module_stands_on_those_above_it() {
        for (at, module) in ALLOWED.iter().enumerate() {
            for used in module.uses {
                let is_above = ALLOWED[..at].iter().any(|above| above.name == *used);
                assert!(is_above, "{} uses {used}, which does not stand above it", module.name);
            }
            assert!(module.uses.is_sorted(), "{}", module.name);
        }
    }

    #[test]
    fn the_architecture_says_the_same() {
        let text = std::fs::read_to_string(crate::shell::root().join("ARCHITECTURE.md")).expect("it is there");
        let names = |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
        let rows: Vec<(String, Vec<String>)> = text
            .lines()
            .skip_while(|line| !line.starts_with("| module | what it is | may use |"))
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .map(|line| {
                let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
                (names(cells[0]).concat(), names(cells[2]))
            })
            .collect();
        let table: Vec<(String, Vec<String>)> = ALLOWED
            .iter()
            .map(|module| (module.name.to_owned(), module.uses.iter().map(|used| (*used).to_owned()).collect()))
            .collect();
        assert_eq!(rows, table);
    }

    #[test]
    fn pure_modules_leave_the_world_alone() {
        check("src/index/mod.rs", "fn a() { std::fs::read(path); }", &["`std::fs`"]);
        check("src/index/mod.rs", "use std::time::Instant;", &["no clock"]);
        check("src/index/mod.rs", "use web_sys::Window;", &["`web_sys`"]);
        check("src/index/mod.rs", "use std::time::Duration;\nuse std::io::Write;", &[]);
        check("src/index/mod.rs", "#[cfg(test)]\nmod tests { use std::fs; }", &[]);
        check("src/pack/mod.rs", "use std::fs;", &[]);
    }
}
