//! Feeds and exports of sites in XML: RSS, Atom, WordPress, Blogger, and dumps of MediaWiki. An entry is an article; what
//! was never published, and what is no post, is counted. Nothing is fetched.

mod entry;
mod wiki;
mod wordpress;

use super::elements::{Elements, Node};
use super::pieces::Pieces;

/// What a stream of XML is, by its outermost element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Feed,
    Wiki,
}

/// The kind of an outermost element.
pub(super) fn kind_of(root: &str) -> Option<Kind> {
    match root {
        "rss" | "RDF" | "feed" => Some(Kind::Feed),
        "mediawiki" => Some(Kind::Wiki),
        _ => None,
    }
}

/// What stands above the entries.
#[derive(Debug, Default)]
pub(super) struct Channel {
    title: Option<String>,
    author: Option<String>,
    /// The names behind the logins of WordPress.
    people: Vec<(String, String)>,
}

/// Reads a feed or a dump as it streams by.
pub(super) fn read(kind: Kind, elements: &mut Elements<'_>, pieces: &mut Pieces<'_>) {
    let mut channel = Channel::default();
    let holds = |node: &Node| matches!(node.name.as_str(), "rss" | "RDF" | "channel" | "feed" | "mediawiki");
    elements.each(
        pieces,
        |node| !holds(node),
        |node, line, pieces| match node.name.as_str() {
            "item" | "entry" => entry::take(&node, &channel, line, pieces),
            "page" if kind == Kind::Wiki => wiki::take(&node, &channel, line, pieces),
            _ => above(node, &mut channel),
        },
    );
}

/// Takes what stands above the entries.
fn above(node: Node, channel: &mut Channel) {
    match (node.prefix.as_str(), node.name.as_str()) {
        ("wp", "author") => {
            if let (Some(login), Some(name)) = (node.value("author_login"), node.value("author_display_name")) {
                channel.people.push((login, name));
            }
        }
        ("", "title") => {
            channel.title = channel.title.take().or_else(|| node.filled().map(|title| super::html::plain(&title)))
        }
        ("", "author") => channel.author = node.value("name"),
        (_, "siteinfo") => channel.title = node.value("sitename"),
        _ => {}
    }
}
