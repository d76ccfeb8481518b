//! Which element of a page holds its story: the one whose paragraphs weigh most (after Mozilla's Readability: points for a
//! paragraph go to its parent and, halved, to those above, less the share of links), then as much around it as goes on the
//! same story. It writes nothing.

use super::frame::{Frames, Lengths};
use super::tree::{Node, Tree};

/// A paragraph counts from so many characters on.
const SHORTEST_PARAGRAPH_CHARS: u32 = 25;
/// How much of the weight of what is found there must be beside it for the element around both to be the story, in
/// hundredths.
const BESIDE_PERCENT: f64 = 12.0;
/// Links may have so much of the text of the element around.
const MOST_LINKED: f64 = 0.35;
/// Elements around that are looked at.
const MOST_STEPS: usize = 6;
/// Parts of a page that are looked at.
const MOST_PARTS: usize = 20;

/// Names of what holds a story, in class or id.
#[rustfmt::skip]
const STORY: [&str; 22] = [
    "articlebody", "article-body", "article__body", "article-content", "article_content", "article-text", "articletext",
    "entry-content", "entry_content", "post-content", "post_content", "post-body", "postcontent", "story-body", "storybody",
    "story-content", "td-post-content", "news-content", "content-body", "field-name-body", "text-content", "fck_detail",
];
/// Names of what holds other things.
const OTHER: [&str; 8] = ["comment", "sidebar", "footer", "related", "widget", "disclaimer", "legal", "teaser"];

/// The element that holds the story, if any element holds paragraphs.
pub(super) fn main_part(tree: &Tree, lengths: &Lengths, frames: &Frames) -> Option<usize> {
    let (own, points) = weights(tree, lengths, frames);
    let score = |at: usize| points[at] * (1.0 - lengths.link_share(at)) * factor(&tree.nodes[at]);
    // The first of equals: page order decides, not chance.
    let best =
        (0..tree.nodes.len()).filter(|&at| points[at] > 0.0).fold(None, |best: Option<usize>, at| match best {
            Some(other) if score(other) >= score(at) => Some(other),
            _ => Some(at),
        })?;
    Some(widened(tree, lengths, &masses(tree, &own), best))
}

/// What each paragraph weighs, and the points it gives to the elements around it.
fn weights(tree: &Tree, lengths: &Lengths, frames: &Frames) -> (Vec<f64>, Vec<f64>) {
    let mut own = vec![0_f64; tree.nodes.len()];
    let mut points = vec![0_f64; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        let heading = matches!(node.tag(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if node.tag().is_empty() || node.is_inline() || heading || frames.is_in(at) {
            continue;
        }
        let length = own_length(tree, at, &lengths.text);
        if length < SHORTEST_PARAGRAPH_CHARS {
            continue;
        }
        let linked = own_length(tree, at, &lengths.linked);
        let free = 1.0 - f64::from(linked) / f64::from(length);
        own[at] = (1.0 + (f64::from(length) / 100.0).min(8.0)) * free;
        // A paragraph may be a bare `div`: then its parent holds the story, as with `p`.
        let mut share = 1.0;
        for above in tree.ancestors(at).filter(|&above| !tree.nodes[above].is_inline()).take(3) {
            points[above] += own[at] * share;
            share /= 2.0;
        }
    }
    (own, points)
}

/// What is below each element weighs together.
fn masses(tree: &Tree, own: &[f64]) -> Vec<f64> {
    let mut mass = own.to_vec();
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        if node.parent != at {
            mass[node.parent] += mass[at];
        }
    }
    mass
}

/// Goes up from an element while what is around it goes on the same story.
fn widened(tree: &Tree, lengths: &Lengths, mass: &[f64], from: usize) -> usize {
    let (mut main, mut at) = (from, from);
    for _ in 0..MOST_STEPS {
        let node = &tree.nodes[at];
        let ends = matches!(node.tag(), "body" | "html") || node.tag() == "article" && !is_one_of_parts(tree, at);
        if node.parent == at || ends || is_story(node) {
            break;
        }
        at = node.parent;
        let more = mass[at] - mass[main];
        let is_page = matches!(tree.nodes[at].tag(), "body" | "html");
        // The page itself is the story only where most of its text would be lost.
        let least = if is_page { 80.0 } else { BESIDE_PERCENT };
        if more * 100.0 >= mass[main] * least && lengths.link_share(at) < MOST_LINKED {
            main = at;
        }
    }
    main
}

/// Whether an `article` is one of those that a page cuts its one story into: others stand beside it in a `main`, and none has
/// a headline that is a link.
fn is_one_of_parts(tree: &Tree, at: usize) -> bool {
    let around = tree.nodes[at].parent;
    let beside = |other: usize| tree.nodes[other].parent == around && tree.nodes[other].tag() == "article";
    let in_main = tree.ancestors(at).take(3).any(|outer| tree.nodes[outer].tag() == "main");
    let mut parts = (around + 1..tree.nodes[around].end).filter(|&other| beside(other)).take(MOST_PARTS);
    let is_heading = |inner: usize| matches!(tree.nodes[inner].tag(), "h1" | "h2" | "h3" | "h4");
    let is_linked = |inner: usize| {
        tree.ancestors(inner).take(3).chain(tree.inside(inner).skip(1)).any(|near| tree.nodes[near].tag() == "a")
    };
    in_main
        && parts.clone().nth(1).is_some()
        && !parts.any(|part| tree.inside(part).any(|inner| is_heading(inner) && is_linked(inner)))
}

/// Whether an element says that it holds the story.
fn is_story(node: &Node) -> bool {
    let told = node.attribute("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody"));
    told || is_named(node, &STORY)
}

fn is_named(node: &Node, words: &[&str]) -> bool {
    let names = [node.attribute("class"), node.attribute("id")];
    names.into_iter().flatten().any(|name| {
        let name = name.to_ascii_lowercase();
        words.iter().any(|word| name.contains(word))
    })
}

/// How much more or less an element counts by what it says of itself.
fn factor(node: &Node) -> f64 {
    match node.tag() {
        _ if node.attribute("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody")) => 3.0,
        _ if is_named(node, &STORY) => 1.6,
        "article" => 1.3,
        "main" => 1.2,
        "body" | "html" => 0.8,
        _ if is_named(node, &OTHER) => 0.6,
        _ => 1.0,
    }
}

/// Characters that an element holds itself or in phrases, of those a list has for each node.
fn own_length(tree: &Tree, at: usize, lengths: &[u32]) -> u32 {
    let (mut own, mut child) = (0, at + 1);
    while child < tree.nodes[at].end {
        let node = &tree.nodes[child];
        if node.tag().is_empty() || node.is_inline() {
            own += lengths[child];
        }
        child = node.end.max(child + 1);
    }
    own
}
