//! Rust source as token trees, each visited with the ones that follow it and with whether it belongs to tests.
//!
//! It knows Rust's brackets and attributes; it knows none of the rules.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Reads Rust source into tokens; comments are gone, documentation comments are attributes.
///
/// # Errors
///
/// Returns a sentence when the text is no Rust, an unclosed bracket for instance.
pub fn parse(text: &str) -> Result<Vec<TokenTree>, String> {
    let stream: TokenStream = text.parse().map_err(|error| format!("this is not Rust: {error}"))?;
    Ok(stream.into_iter().collect())
}

/// Where the visited token stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The visited token and those after it, up to the closing bracket around them.
    pub tokens: &'a [TokenTree],
    /// Whether it is compiled for tests only.
    pub in_test: bool,
}

impl Place<'_> {
    /// Returns the line of the visited token.
    pub fn line(&self) -> usize {
        self.tokens[0].span().start().line
    }

    /// Returns whether the tokens from here on are these words and signs; `::` counts as two.
    pub fn starts_with(&self, words: &[&str]) -> bool {
        self.tokens.len() >= words.len()
            && words.iter().zip(self.tokens).all(|(word, token)| match token {
                TokenTree::Ident(ident) => ident == word,
                TokenTree::Punct(sign) => word.chars().eq([sign.as_char()]),
                TokenTree::Group(_) | TokenTree::Literal(_) => false,
            })
    }

    /// Returns the identifier `ahead` tokens on.
    pub fn ident(&self, ahead: usize) -> Option<String> {
        match self.tokens.get(ahead)? {
            TokenTree::Ident(ident) => Some(ident.to_string()),
            _ => None,
        }
    }

    /// Returns the bracketed group `ahead` tokens on.
    pub fn group(&self, ahead: usize) -> Option<&Group> {
        match self.tokens.get(ahead)? {
            TokenTree::Group(group) => Some(group),
            _ => None,
        }
    }
}

/// Visits every token, those in brackets after their opening bracket.
pub fn walk(tokens: &[TokenTree], in_test: bool, visit: &mut dyn FnMut(Place)) {
    let mut in_test = in_test;
    let mut item_is_test = false;
    for (index, token) in tokens.iter().enumerate() {
        let place = Place { tokens: &tokens[index..], in_test: in_test || item_is_test };
        visit(place);
        if place.starts_with(&["#", "!"]) && place.group(2).is_some_and(is_test_attribute) {
            in_test = true;
        } else if place.starts_with(&["#"]) && place.group(1).is_some_and(is_test_attribute) {
            item_is_test = true;
        }
        match token {
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                walk(&inner, place.in_test, visit);
                if group.delimiter() == Delimiter::Brace {
                    item_is_test = false;
                }
            }
            TokenTree::Punct(sign) if sign.as_char() == ';' => item_is_test = false,
            _ => {}
        }
    }
}

/// Recognises `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`, and a runtime's `#[tokio::test]`.
fn is_test_attribute(attribute: &Group) -> bool {
    let text = attribute.stream().to_string();
    let words: Vec<&str> = text.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    match words[..] {
        ["cfg", "test"] => true,
        ["cfg", "all", ref conditions @ ..] => {
            conditions.contains(&"test") && !conditions.iter().any(|word| ["not", "any"].contains(word))
        }
        ["cfg" | "cfg_attr", ..] => false,
        _ => words.last() == Some(&"test"),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, walk};

    fn check(text: &str, expected: &[(&str, bool)]) {
        let tokens = parse(text).expect("the test's text is Rust");
        let mut found = Vec::new();
        walk(&tokens, false, &mut |place| {
            if let Some(name) = place.ident(0).filter(|name| name.starts_with("mark")) {
                found.push((name, place.in_test));
            }
        });
        let found: Vec<(&str, bool)> = found.iter().map(|(name, in_test)| (name.as_str(), *in_test)).collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn tests_are_told_from_the_program() {
        check(
            "fn a() { mark } #[test] fn b() { mark1 } fn c() { mark2 }",
            &[("mark", false), ("mark1", true), ("mark2", false)],
        );
        check("#[cfg(test)] use a::mark; fn c() { mark2 }", &[("mark", true), ("mark2", false)]);
        check("#[cfg(test)] mod tests { fn b() { x(|| mark) } } mark2", &[("mark", true), ("mark2", false)]);
        check("#[cfg(not(test))] fn b() { mark }", &[("mark", false)]);
        check("#[cfg(any(test, unix))] fn b() { mark }", &[("mark", false)]);
        check("#[cfg(all(test, unix))] fn b() { mark }", &[("mark", true)]);
        check("#[tokio::test] async fn b() { mark }", &[("mark", true)]);
        check("#![cfg(test)] fn b() { mark }", &[("mark", true)]);
        check("proptest! { #[test] fn b(a in 0..9) { mark } }", &[("mark", true)]);
    }
}
