//! Which elements frame a page and are no story: by their tag, or by a word of their class or id. A part that holds most
//! of a page's text is no frame, whatever its name. It judges names and shares, and reads no text.

use super::tree::{Kind, Node, Tree};
use crate::article::Role;

/// Words of class names and ids of parts that tell of other stories, wherever they stand in a name.
#[rustfmt::skip]
const RELATED: [&str; 29] = [
    "related", "lienquan", "lien-quan", "read-more", "readmore", "xemthem", "xem-them", "recommend", "tin-khac", "tinkhac",
    "more-news", "also-like", "see-also", "trending", "most-read", "mostread", "mais-lidas", "relacionad", "correlat",
    "verwandt", "similar", "teaserlist", "teaser-list", "outbrain", "taboola", "wp-embed", "prevnext", "prev-next", "nextprev",
];
/// Words that begin a part of the name of what is no story.
#[rustfmt::skip]
const RESIDUE: [&str; 38] = [
    "share", "sharing", "social", "comment", "sidebar", "breadcrumb", "advert", "banner", "newsletter", "subscri", "popup",
    "modal", "cookie", "consent", "toolbar", "pagination", "pager", "widget", "promo", "rating", "print", "tags", "menu",
    "navbar", "navigation", "footer", "follow", "disqus", "respond", "paywall", "sponsor", "authorbox", "donat", "login",
    "masthead", "skip", "reviews", "buybox",
];
/// Names of frames that are whole parts of a name.
#[rustfmt::skip]
const RESIDUE_WHOLE: [&str; 13] = [
    "ad", "ads", "nav", "cta", "gdpr", "tag", "vcard", "copyright", "disclaimer", "adsbygoogle", "noprint", "aside", "notforprint",
];
/// What begins the names of states and of builders' boxes, which say nothing of what is in them.
#[rustfmt::skip]
const STATES: [&str; 14] = [
    "has-", "has_", "no-", "is-", "with-", "without-", "elementor", "et_pb", "et-", "node-promoted", "wp-block", "vc_", "js-",
    "print-only",
];
/// A part of the page is no frame from this share of its text on, in hundredths.
const MOST_PERCENT: u64 = 45;

/// How strictly frames are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// By tags and by names.
    Names,
    /// By tags alone.
    Tags,
    /// Not at all.
    Nothing,
}

/// Characters of text, and of text in links, below each node; white space aside.
pub(super) struct Lengths {
    pub text: Vec<u32>,
    pub linked: Vec<u32>,
    /// Characters of the page that are in no link.
    pub whole: u32,
}

impl Lengths {
    pub fn of(tree: &Tree) -> Self {
        let mut text = vec![0_u32; tree.nodes.len()];
        let mut linked = vec![0_u32; tree.nodes.len()];
        for (at, node) in tree.nodes.iter().enumerate().rev() {
            if let Kind::Text(own) = &node.kind {
                text[at] = own.chars().filter(|c| !c.is_whitespace()).count() as u32;
            }
            if node.tag() == "a" {
                linked[at] = text[at];
            }
            // What is never shown, and the head, weighs nothing.
            if node.is_unshown() || matches!(node.tag(), "head" | "title") {
                (text[at], linked[at]) = (0, 0);
            }
            if node.parent != at {
                text[node.parent] = text[node.parent].saturating_add(text[at]);
                linked[node.parent] = linked[node.parent].saturating_add(linked[at]);
            }
        }
        let roots = (0..tree.nodes.len()).filter(|&at| tree.nodes[at].parent == at);
        let whole = roots.map(|at| text[at].saturating_sub(linked[at])).fold(0, u32::saturating_add);
        Self { text, linked, whole }
    }

    /// Characters below a node that are in no link.
    pub fn prose(&self, at: usize) -> u32 {
        self.text[at].saturating_sub(self.linked[at])
    }

    /// The share of a node's text that is in links.
    pub fn link_share(&self, at: usize) -> f64 {
        f64::from(self.linked[at]) / f64::from(self.text[at].max(1))
    }
}

/// The frames of a page.
pub(super) struct Frames {
    roles: Vec<Option<Role>>,
    inside: Vec<bool>,
}

impl Frames {
    pub fn of(tree: &Tree, lengths: &Lengths, strictness: Strictness) -> Self {
        let whole = u64::from(lengths.whole);
        let mut roles = vec![None; tree.nodes.len()];
        let mut inside = vec![false; tree.nodes.len()];
        for (at, node) in tree.nodes.iter().enumerate() {
            let role = match strictness {
                Strictness::Names => by_tag(node).or_else(|| by_name(node)),
                Strictness::Tags => by_tag(node).filter(|_| node.tag() != "form"),
                Strictness::Nothing => None,
            };
            roles[at] = role.filter(|_| u64::from(lengths.prose(at)) * 100 < whole * MOST_PERCENT);
            inside[at] = roles[at].is_some() || node.is_unshown() || node.parent != at && inside[node.parent];
        }
        Self { roles, inside }
    }

    /// The role of an element that is a frame.
    pub fn role(&self, at: usize) -> Option<Role> {
        self.roles[at]
    }

    /// Whether an element is a frame or lies in one.
    pub fn is_in(&self, at: usize) -> bool {
        self.inside[at]
    }
}

fn by_tag(node: &Node) -> Option<Role> {
    matches!(node.tag(), "nav" | "footer" | "form" | "aside" | "menu").then_some(Role::Residue)
}

/// The role that the class or the id of an element gives it.
fn by_name(node: &Node) -> Option<Role> {
    if matches!(node.tag(), "" | "html" | "body" | "main" | "article" | "p") {
        return None;
    }
    let names = [node.attribute("class"), node.attribute("id")];
    let names = names.into_iter().flatten().flat_map(str::split_ascii_whitespace).map(str::to_ascii_lowercase);
    let mut found = None;
    for name in names.filter(|name| !STATES.iter().any(|state| name.starts_with(state))) {
        if RELATED.iter().any(|word| name.contains(word)) {
            return Some(Role::Related);
        }
        let is = |part: &str| RESIDUE.iter().any(|word| part.starts_with(word)) || RESIDUE_WHOLE.contains(&part);
        if name.split(['-', '_']).any(is) {
            found = Some(Role::Residue);
        }
    }
    found
}
