//! How the parts of a formula are written in a line of text: `10⁶`, `1/2`, `√2`, `x^n`. It reads no markup, and knows no more
//! of mathematics than where a part of a formula stands.

use crate::text::raised;

/// What is raised, in raised signs, else behind a sign that says so.
pub(super) fn power(inner: &str) -> String {
    raised_or(inner, "^")
}

/// The numerator and the denominator of a fraction.
pub(super) fn fraction(over: String, under: String) -> String {
    format!("{}/{}", bracketed(over), bracketed(under))
}

/// A root, with its degree if it is told.
pub(super) fn root(inner: String, degree: &str) -> String {
    format!("{}√{}", raised_or(degree, ""), bracketed(inner))
}

/// What is raised, in raised signs, else behind the sign that is given.
pub(super) fn raised_or(inner: &str, sign: &str) -> String {
    let signs = raised(inner, "");
    if signs != inner || inner.trim().is_empty() { signs } else { format!("{sign}{}", bracketed(inner.to_owned())) }
}

/// A part of more than one number or word, in brackets.
pub(super) fn bracketed(inner: String) -> String {
    let one = inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ','));
    if one || inner.starts_with('(') && inner.ends_with(')') { inner } else { format!("({inner})") }
}
