//! Rules for what reaches a browser: design tokens, and no way for text to become markup.
//!
//! It reads text by line and by declaration; what the browser does with it is tested in browsers.

use proc_macro2::TokenTree;

use super::tokens::{parse, walk};
use super::{Finding, Source};

/// The one file that names colours and sizes.
const TOKENS: &str = "public/css/tokens.css";

/// What turns text into markup or code. Articles are hostile: they reach the page as text nodes only.
const MARKUP_PATHS: [&str; 11] = [
    "innerHTML",
    "outerHTML",
    "inner_html",
    "outer_html",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "setHTMLUnsafe",
    "createContextualFragment",
    "document.write",
    "new Function",
    "eval(",
];

/// Colours by function. `color-mix` of custom properties makes no new one.
const COLOUR_FUNCTIONS: [&str; 9] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];

/// The colour names a style sheet is likeliest to hold; system colours and `transparent` are no choice of ours.
const COLOUR_NAMES: [&str; 14] = [
    "black", "blue", "brown", "cyan", "gold", "gray", "green", "grey", "orange", "pink", "purple", "red", "white",
    "yellow",
];

/// Returns what breaks a rule in a style sheet.
pub fn check_style(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if source.path == TOKENS || !source.path.starts_with("public/") {
        return findings;
    }
    for (line, declaration) in declarations(source.text) {
        let Some((_, value)) = declaration.split_once(':') else { continue };
        if let Some(colour) = colour_in(value) {
            let message =
                format!("the colour `{colour}` belongs in {TOKENS}: light, dark and an embedder change it there");
            findings.push(Finding::new(line, message));
        }
        if let Some(size) = value.split(|sign: char| " ,()+*/".contains(sign)).find(|word| is_fixed_size(word)) {
            let message = format!("the size `{size}` belongs in {TOKENS}: spaces and type keep one scale there");
            findings.push(Finding::new(line, message));
        }
    }
    findings
}

/// Returns the declarations of a style sheet with their lines: what ends with `;` or `}`, comments left out.
fn declarations(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut piece = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let length = comment.find("*/").map_or(rest.len(), |end| end + 4);
            line += rest[..length].matches('\n').count();
            rest = &rest[length..];
            continue;
        }
        match sign {
            '{' => piece.clear(),
            ';' | '}' => found.push((line, std::mem::take(&mut piece))),
            _ => piece.push(sign),
        }
        line += usize::from(sign == '\n');
        rest = &rest[sign.len_utf8()..];
    }
    found
}

fn colour_in(value: &str) -> Option<String> {
    // An address may hold anything: `url(#fade)` is no colour.
    if let Some((before, address)) = value.split_once("url(") {
        return colour_in(before).or_else(|| colour_in(address.split_once(')')?.1));
    }
    let function = COLOUR_FUNCTIONS.iter().find(|function| {
        value.match_indices(**function).any(|(start, _)| !value[..start].ends_with(|sign: char| sign.is_alphanumeric()))
    });
    if let Some(function) = function {
        return Some(format!("{function}…)"));
    }
    let words = value.split(|sign: char| !(sign.is_alphanumeric() || "#-".contains(sign)));
    words.into_iter().find(|word| is_hex_colour(word) || COLOUR_NAMES.contains(word)).map(str::to_owned)
}

fn is_hex_colour(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|digits| {
        [3, 4, 6, 8].contains(&digits.len()) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// Returns whether a word is a length in fixed units, zero excepted.
fn is_fixed_size(word: &str) -> bool {
    let number = ["px", "rem", "pt"].iter().find_map(|unit| word.trim().strip_suffix(unit));
    number.and_then(|number| number.parse::<f64>().ok()).is_some_and(|number| number != 0.0)
}

/// Returns what breaks a rule in a page: inline styles and handlers, which a strict policy blocks.
pub fn check_html(source: &Source) -> Vec<Finding> {
    let mut findings = check_script(source);
    if source.path.starts_with("corpus/") || source.path.starts_with("tests/") {
        return findings;
    }
    for (index, line) in source.text.lines().enumerate() {
        let attributes = line.split_whitespace().filter_map(|word| word.split_once('=')).map(|(name, _)| name);
        for name in attributes {
            let is_handler = name.len() > 4 && name.starts_with("on") && name.chars().all(|c| c.is_ascii_lowercase());
            if name == "style" || is_handler {
                let message =
                    format!("`{name}=` in a page: a strict content policy blocks it; use a class or a listener");
                findings.push(Finding::new(index + 1, message));
            }
        }
    }
    findings
}

/// Returns what breaks a rule in a script or in the app's Rust.
pub fn check_script(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_page = source.path == "index.html" || source.path.starts_with("public/");
    let is_app = source.path.starts_with("src/app/");
    if !is_page && !is_app {
        return findings;
    }
    for (index, line) in source.text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') {
            continue;
        }
        if let Some(path) = MARKUP_PATHS.iter().find(|path| line.contains(**path)) {
            let message = format!("`{path}` turns text into markup or code: articles are hostile, use text nodes");
            findings.push(Finding::new(index + 1, message));
        }
    }
    if is_app {
        findings.extend(check_views(source));
    }
    findings
}

/// Checks that each `view!` starts with `class = …,`: without it Leptos mounts static markup through innerHTML, which
/// Trusted Types refuse. Colours stay in the style sheets here too.
fn check_views(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    // A file that is no Rust is reported by `rust`.
    let Ok(tokens) = parse(source.text) else { return findings };
    walk(&tokens, false, &mut |place| {
        if let Some(group) = place.starts_with(&["view", "!"]).then(|| place.group(2)).flatten() {
            let mut words = group.stream().into_iter().map(|token| token.to_string());
            if (words.next().as_deref(), words.next().as_deref()) != (Some("class"), Some("=")) {
                let message = "`view!` starts with `class = \"…\",`: without it Leptos mounts static markup through \
                               innerHTML, which Trusted Types refuse and the page stays empty";
                findings.push(Finding::new(place.line(), message));
            }
        }
        if let TokenTree::Literal(literal) = &place.tokens[0]
            && is_hex_colour(literal.to_string().trim_matches('"'))
        {
            let message = format!("the colour {literal} belongs in {TOKENS}");
            findings.push(Finding::new(place.line(), message));
        }
    });
    findings
}

#[cfg(test)]
mod tests {
    use super::super::expect;

    #[test]
    fn colours_and_sizes_are_tokens() {
        let check = |text: &str, expected: &[&str]| expect("public/css/reader.css", text, expected);
        check(".a { color: var(--ink); margin: 0 auto; width: 100%; padding: var(--space-2) }", &[]);
        check("/* #fff */\n.a {\n  color: #1a2b3c;\n}", &["3: the colour `#1a2b3c`"]);
        check(".a { background: rgb(0 0 0 / 50%) }", &["`rgb(…)`"]);
        check(".a { border: var(--line) solid red }", &["`red`"]);
        check(".a { color: color-mix(in oklab, var(--ink) 50%, transparent) }", &[]);
        check(".a { font-size: 14px }\n.b { gap: 1.5rem }", &["1: the size `14px`", "2: the size `1.5rem`"]);
        check(".a { width: calc(100% - 3px); top: 0px }", &["`3px`"]);
        check("@media (max-width: 720px) { #add:hover { color: inherit } }", &[]);
        check(".red { mask: url(#fade) }", &[]);
        check(".a { background: url(#fade) #ffcc00 }", &["`#ffcc00`"]);
        expect("public/css/tokens.css", ":root, :host { --ink: #111; --space-1: 4px }", &[]);
    }

    #[test]
    fn pages_have_no_inline_code() {
        expect("index.html", "<p class=\"a\" data-on=\"x\">", &[]);
        expect("index.html", "<p style=\"color: red\">", &["`style=`"]);
        expect("public/embed.html", "<body\n onload=\"go()\">", &["2: `onload=`"]);
        expect("corpus/a.html", "<p style=\"color: red\">", &[]);
    }

    #[test]
    fn text_never_becomes_markup() {
        expect("public/boot.js", "// innerHTML is not used\nx.innerHTML = y;", &["2: `innerHTML`"]);
        expect("src/app/list.rs", "//! A list.\nfn a() { e.set_inner_html(b) }", &["2: `inner_html`"]);
        expect("src/pack/html.rs", "//! Writes.\nfn a() { inner_html(b) }", &[]);
    }

    #[test]
    fn views_start_with_a_class() {
        let check =
            |body: &str, expected: &[&str]| expect("src/app/list.rs", &format!("//! A list.\n{body}"), expected);
        check("fn a() { view! { class = \"r\", <p>\"x\"</p> } }", &[]);
        check("fn a() { view! { class=\"r\", <p>{move || view! { <b/> }}</p> } }", &["`view!` starts"]);
        check("fn a() { view! { <p class=\"r\"/> } }", &["`view!` starts"]);
        check("const A: &str = \"#ffcc00\";", &["the colour"]);
    }
}
