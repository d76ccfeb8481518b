//! Formulas of a page, which are written in MathML, in a line of text: `b² - 4ac`. What stands beside one for programs that
//! draw it, as its source, is passed over with the rest that nobody is shown.

use super::tree::{Kind, Tree};
use crate::pack::input::readers::formula::{fraction, power, root};
use crate::text::lowered;

/// Elements of formulas. Some books write them with a prefix.
#[rustfmt::skip]
const ELEMENTS: [&str; 32] = [
    "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi", "mlabeledtr", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
    "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
];
/// Prefixes that books write them with.
const PREFIXES: [&str; 3] = ["m:", "mml:", "math:"];

/// Whether an element is one of a formula.
pub(super) fn is_element(tag: &str) -> bool {
    tag.starts_with(['m', 'n', 's']) && ELEMENTS.binary_search(&tag).is_ok()
}

/// The name of an element without the prefix of formulas.
pub(super) fn plain(tag: &str) -> &str {
    let bare = PREFIXES.iter().find_map(|prefix| tag.strip_prefix(prefix));
    bare.filter(|bare| is_element(bare) || bare.starts_with("annotation")).unwrap_or(tag)
}

/// A formula, or a part of one, as it is read in a line.
pub(super) fn in_line(tree: &Tree, at: usize) -> String {
    let node = match &tree.nodes[at].kind {
        Kind::Text(text) => return signs(text),
        Kind::Data(_) => return String::new(),
        Kind::Element { .. } => &tree.nodes[at],
    };
    let mut parts = parts(tree, at);
    let mut part = || parts.next().unwrap_or_default();
    match node.tag() {
        "mspace" => " ".to_owned(),
        "mphantom" | "mprescripts" | "none" => String::new(),
        "mfrac" => fraction(part(), part()),
        "msqrt" => root(parts.collect(), ""),
        "mroot" => root(part(), &part()),
        "msub" | "munder" => part() + &lowered(&part()),
        "msup" => part() + &power(&part()),
        "mover" => part() + &over(&part()),
        "msubsup" | "munderover" => part() + &lowered(&part()) + &power(&part()),
        "mfenced" => bracketed_by(node.attribute("open"), node.attribute("close"), &parts.collect::<Vec<_>>()),
        "mtable" | "mtr" | "mlabeledtr" => parts.collect::<Vec<_>>().join(" "),
        _ => parts.collect(),
    }
}

/// The parts of a formula's element, one after the other. Blanks between them are of the source.
fn parts(tree: &Tree, at: usize) -> impl Iterator<Item = String> {
    let mut next = at + 1;
    std::iter::from_fn(move || {
        while next < tree.nodes[at].end {
            let (here, node) = (next, &tree.nodes[next]);
            next = node.end.max(here + 1);
            if !matches!(&node.kind, Kind::Text(text) if text.trim().is_empty()) {
                return Some(in_line(tree, here));
            }
        }
        None
    })
}

/// A text of a formula: blanks are one, and what is never seen, as the sign of a product, is nothing.
fn signs(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands above a letter: a sign as it is, a limit as a power.
fn over(part: &str) -> String {
    if part.contains(char::is_alphanumeric) { power(part) } else { part.to_owned() }
}

/// Parts in the brackets that are told, round ones if none are.
fn bracketed_by(open: Option<&str>, close: Option<&str>, parts: &[String]) -> String {
    format!("{}{}{}", open.unwrap_or("("), parts.join(","), close.unwrap_or(")"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_looked_up_in_their_order() {
        assert!(ELEMENTS.is_sorted() && ELEMENTS.iter().all(|tag| is_element(tag)));
        assert!(!is_element("main") && !is_element("svg"));
        assert_eq!(["m:mi", "mml:annotation", "m:main", "mi"].map(plain), ["mi", "annotation", "m:main", "mi"]);
    }
}
