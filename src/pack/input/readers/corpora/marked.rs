//! FoLiA: the text of a paragraph at the highest level that has one. It reads no annotation.

use super::{Words, tell};
use crate::article::Known;
use crate::pack::input::readers::elements::Node;

/// The text of a paragraph, a head or a sentence; an element of the head tells what is known.
pub(super) fn paragraph(node: &Node, known: &mut Known) -> String {
    if node.name == "meta" {
        if let Some(name) = node.attribute("id") {
            tell(known, name, &node.text());
        }
        return String::new();
    }
    let mut words = Words::default();
    write(node, &mut words);
    words.take()
}

/// The text that an element has itself: of several classes the current one.
fn own(node: &Node) -> Option<String> {
    let is_current = |told: &&Node| told.attribute("class").is_none_or(|class| class == "current");
    node.named("t").find(is_current).and_then(Node::filled)
}

fn write(node: &Node, words: &mut Words) {
    if let Some(text) = own(node) {
        return words.push(&text, node.attribute("space") != Some("no"));
    }
    for child in node.children().filter(|child| !matches!(child.name.as_str(), "original" | "suggestion" | "t")) {
        write(child, words);
    }
}
