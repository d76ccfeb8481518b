//! FoLiA: the text of a paragraph at the highest level that has one, and the lemmas and classes of its words. It reads no
//! other annotation.

use super::{Words, keys, tell};
use crate::article::{Known, Listed};
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
    list(node, &mut known.words);
    words.take()
}

/// Lists the words that have a lemma or a class.
fn list(node: &Node, words: &mut Listed) {
    for child in node.children().filter(|child| is_read(child)) {
        match own(child).filter(|_| child.name == "w") {
            Some(form) => {
                let of = |name, attribute| child.child(name).and_then(|told| told.attribute(attribute));
                let lemma = of("lemma", "class").unwrap_or("");
                words.push(
                    &form,
                    keys(&[lemma], &[of("pos", "head"), of("pos", "class")].map(Option::unwrap_or_default)),
                );
            }
            None => list(child, words),
        }
    }
}

/// Whether it is no reading that was set aside.
fn is_read(node: &Node) -> bool {
    !matches!(node.name.as_str(), "original" | "suggestion")
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
    for child in node.children().filter(|child| is_read(child) && child.name != "t") {
        write(child, words);
    }
}
