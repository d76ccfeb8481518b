//! Rules for who may use whom: `cli → pack → (the pure modules) ← app`.
//!
//! It looks at paths as they are written, outside tests; clippy's disallowed methods look at calls, for wasm32.

use proc_macro2::{Delimiter, TokenTree};

use super::rust::is_test_file;
use super::tokens::{Place, parse, walk};
use super::{Finding, Source};

/// The modules that touch the world, each with those of them it may use.
const HOSTS: [(&str, &[&str]); 4] = [("app", &[]), ("site", &[]), ("pack", &["site"]), ("cli", &["pack", "site"])];

/// The files that join the modules together.
const ROOTS: [&str; 2] = ["lib", "main"];

/// What of the standard library a pure module leaves to its host.
const WORLD: [&str; 6] = ["env", "fs", "net", "os", "process", "thread"];

/// The crates that speak to a browser.
const BROWSER: [&str; 6] = ["gloo", "js_sys", "leptos", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

/// Returns what breaks the layering in one Rust file.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(below) = source.path.strip_prefix("src/") else { return findings };
    let module = below.split(['/', '.']).next().unwrap_or_default();
    // A file that is no Rust is reported by `rust`.
    let Ok(tokens) = parse(source.text) else { return findings };
    walk(&tokens, is_test_file(source.path), &mut |place| {
        if place.in_test {
            return;
        }
        for used in used_modules(place) {
            findings.extend(wrong_direction(module, &used).map(|message| Finding::new(place.line(), message)));
        }
        if is_pure(module) {
            findings.extend(touches_world(place).map(|message| Finding::new(place.line(), message)));
        }
    });
    findings
}

/// Every module that is no host is pure: it opens no file, reads no clock, starts no thread and knows no JavaScript
/// value. A new one is pure until it is listed.
fn is_pure(module: &str) -> bool {
    !ROOTS.contains(&module) && HOSTS.iter().all(|(host, _)| *host != module)
}

/// Returns the modules named by `crate::…`, `recto::…`, or `super::…` at this place.
fn used_modules(place: Place) -> Vec<String> {
    let starts = ["crate", "super", "recto"].iter().any(|word| place.starts_with(&[word, ":", ":"]));
    match place.tokens.get(3) {
        Some(TokenTree::Ident(name)) if starts => vec![name.to_string()],
        Some(TokenTree::Group(group)) if starts && group.delimiter() == Delimiter::Brace => first_names(group.stream()),
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

fn wrong_direction(module: &str, used: &str) -> Option<String> {
    let is_host = HOSTS.iter().any(|(name, _)| *name == used);
    if !is_host || module == used || module == "lib" || (module == "main" && used == "cli") {
        return None;
    }
    if is_pure(module) {
        let message = "the pure modules know no host, so that one engine serves page, command line and tests";
        return Some(format!("`{module}` uses `{used}`: {message}"));
    }
    let allowed = HOSTS.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, allowed)| allowed);
    let message = "the layers are cli → pack → (the pure modules) ← app, and pack and app meet only in bundle";
    (!allowed.contains(&used)).then(|| format!("`{module}` uses `{used}`: {message}"))
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

    fn check(path: &str, body: &str, expected: &[&str]) {
        expect(path, &format!("//! A module.\n{body}"), expected);
    }

    #[test]
    fn dependencies_point_one_way() {
        check("src/query/plan.rs", "use crate::index::Terms;", &[]);
        check("src/query/plan.rs", "use crate::pack::Packer;", &["`query` uses `pack`"]);
        check("src/query.rs", "use crate::{text::fold, app::State, cli};", &["uses `app`", "uses `cli`"]);
        check("src/app/views.rs", "fn a() { crate::pack::run() }", &["`app` uses `pack`"]);
        check("src/app/views.rs", "use crate::app::state;\nuse crate::engine::Engine;", &[]);
        check("src/pack/mod.rs", "use super::cli::Flags;", &["`pack` uses `cli`"]);
        check("src/cli/mod.rs", "use crate::pack::run;", &[]);
        check("src/cli/mod.rs", "use crate::app::run;", &["`cli` uses `app`"]);
        check("src/main.rs", "fn main() { recto::cli::run() }", &[]);
        check("src/main.rs", "fn main() { recto::pack::run() }", &["`main` uses `pack`"]);
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
