//! Which part of a page is its story: the element whose paragraphs weigh most (after Mozilla's Readability: points for
//! a paragraph go to its parent and, halved, to the one above, less the share of links), from the headline down.
//!
//! What stands in that part but is no story is kept and labelled by its shape and its class; the frame of the page
//! (menus, header, footer) is left out.

use super::Readable;
use super::lines::Lines;
use super::tree::{Kind, Node, Tree};
use crate::article::Role;
use crate::pack::input::left_out::LeftOut;

/// A paragraph counts from so many characters on.
const SHORTEST_PARAGRAPH_CHARS: usize = 25;
/// A lead outside the story's element is at least so long.
const SHORTEST_LEAD_CHARS: usize = 40;

/// Words of class names and ids of parts that are no story.
const RELATED: [&str; 11] = [
    "related",
    "lienquan",
    "lien-quan",
    "read-more",
    "readmore",
    "xemthem",
    "xem-them",
    "recommend",
    "tin-khac",
    "tinkhac",
    "more-news",
];
const RESIDUE: [&str; 22] = [
    "share",
    "social",
    "comment",
    "sidebar",
    "breadcrumb",
    "advert",
    "banner",
    "newsletter",
    "subscribe",
    "popup",
    "cookie",
    "toolbar",
    "pagination",
    "widget",
    "promo",
    "rating",
    "print",
    "tags",
    "menu",
    "navbar",
    "footer",
    "follow",
];
const CAPTION: [&str; 3] = ["caption", "chuthich", "photocms"];
const CREDIT: [&str; 5] = ["author", "byline", "tacgia", "source-name", "signature"];

/// The story of a page.
pub(super) fn story(tree: &Tree, title: Option<&str>) -> Readable {
    let Some(main) = main_element(tree) else { return whole(tree) };
    let mut lines = Lines::default();
    let head = headline(tree, main, title);
    if let Some(head) = head {
        between(tree, tree.nodes[head].end, main, &mut lines);
    }
    walk(tree, tree.inside(main), title, &mut lines);
    // What stands below the story in the same article: its author, and often its teasers.
    let article = tree.ancestors(main).find(|&at| tree.nodes[at].tag() == "article");
    if let Some(article) = article {
        walk(tree, tree.nodes[main].end..tree.nodes[article].end, title, &mut lines);
    }
    let mut story = lines.finish();
    story.omitted = tree.omitted;
    story.omitted.bytes(LeftOut::Frame, beside(tree, &story.text, title));
    story
}

/// Bytes of a page's text that are not in its story, blanks aside.
fn beside(tree: &Tree, story: &str, title: Option<&str>) -> u64 {
    let letters = |text: &str| text.split_whitespace().map(str::len).sum::<usize>() as u64;
    let (mut at, mut whole, mut headlines) = (0, 0, 0);
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        if node.tag() == "head" || node.tag() == "title" {
            at = node.end;
            continue;
        }
        if let Kind::Text(text) = &node.kind {
            whole += letters(text);
        }
        // A headline that is the title stands before the story.
        if node.tag() == "h1" && title.is_some_and(|title| tree.text_of(at) == title) {
            headlines += letters(title.unwrap_or(""));
        }
        at += 1;
    }
    whole.saturating_sub(letters(story) + headlines)
}

/// Links that a table of contents has at least, and the share of its text in them, in hundredths.
const LEAST_LINKS: usize = 3;
const LINKED_PERCENT: u32 = 80;

/// Whether a chapter is a table of contents: it says so, or is links.
pub(super) fn is_contents(tree: &Tree) -> bool {
    let says = |node: &Node| {
        let kinds = node.attribute("epub:type").unwrap_or("");
        matches!(node.tag(), "body" | "nav" | "section")
            && kinds
                .split_ascii_whitespace()
                .any(|kind| matches!(kind, "toc" | "landmarks" | "page-list" | "loi" | "lot"))
    };
    let (text, linked) = lengths(tree);
    let roots = || (0..tree.nodes.len()).filter(|&at| tree.nodes[at].tag() == "body");
    let (text, linked) = roots().fold((0, 0), |(all, links), at| (all + text[at], links + linked[at]));
    let links = tree.nodes.iter().filter(|node| node.tag() == "a" && node.attribute("href").is_some()).count();
    tree.nodes.iter().any(says) || links >= LEAST_LINKS && linked * 100 > text * LINKED_PERCENT
}

/// A page or a fragment from end to end.
pub(super) fn whole(tree: &Tree) -> Readable {
    let mut lines = Lines::default();
    walk(tree, 0..tree.nodes.len(), None, &mut lines);
    Readable { omitted: tree.omitted, ..lines.finish() }
}

/// The element that holds the story, if any element holds paragraphs.
fn main_element(tree: &Tree) -> Option<usize> {
    let (text, linked) = lengths(tree);
    let mut points = vec![0_f64; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag().is_empty() || node.is_inline() || frame_role(node).is_some() {
            continue;
        }
        let own = own_length(tree, at, &text);
        if own < SHORTEST_PARAGRAPH_CHARS || in_frame(tree, at) {
            continue;
        }
        let link_share = f64::from(linked[at]) / f64::from(text[at].max(1));
        let weight = (1.0 + (own as f64 / 100.0).min(8.0)) * (1.0 - link_share);
        // A paragraph may be a bare `div`: then its parent holds the story, as with `p`.
        let mut share = 1.0;
        for above in tree.ancestors(at).filter(|&above| !tree.nodes[above].is_inline()).take(2) {
            points[above] += weight * share;
            share = 0.5;
        }
    }
    let score = |at: usize| {
        let node = &tree.nodes[at];
        let told = node.attribute("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody"));
        let density = f64::from(linked[at]) / f64::from(text[at].max(1));
        points[at] * (1.0 - density) * if told { 3.0 } else { 1.0 }
    };
    let best = (0..tree.nodes.len()).filter(|&at| points[at] > 0.0);
    // The first of equals: page order decides, not chance.
    best.fold(None, |best: Option<usize>, at| match best {
        Some(other) if score(other) >= score(at) => Some(other),
        _ => Some(at),
    })
}

/// Characters of text, and of text in links, below each node; white space aside.
fn lengths(tree: &Tree) -> (Vec<u32>, Vec<u32>) {
    let mut text = vec![0_u32; tree.nodes.len()];
    let mut linked = vec![0_u32; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        if let Kind::Text(own) = &node.kind {
            text[at] = own.chars().filter(|c| !c.is_whitespace()).count() as u32;
        }
        if node.tag() == "a" {
            linked[at] = text[at];
        }
        if node.parent != at {
            text[node.parent] = text[node.parent].saturating_add(text[at]);
            linked[node.parent] = linked[node.parent].saturating_add(linked[at]);
        }
    }
    (text, linked)
}

/// Characters of text that an element holds itself or in phrases.
fn own_length(tree: &Tree, at: usize, text: &[u32]) -> usize {
    let (mut own, mut child) = (0, at + 1);
    while child < tree.nodes[at].end {
        let node = &tree.nodes[child];
        if node.tag().is_empty() || node.is_inline() {
            own += text[child] as usize;
        }
        child = node.end.max(child + 1);
    }
    own
}

/// The role of an element that is no story, by its name and its class.
fn frame_role(node: &Node) -> Option<Role> {
    match node.tag() {
        "nav" | "footer" | "form" | "aside" | "menu" => return Some(Role::Residue),
        "" | "html" | "body" | "main" | "article" | "p" => return None,
        _ => {}
    }
    let names = [node.attribute("class"), node.attribute("id")];
    let names = names.into_iter().flatten().flat_map(str::split_ascii_whitespace).map(str::to_ascii_lowercase);
    let mut found = None;
    for name in names {
        if RELATED.iter().any(|word| name.contains(word)) {
            return Some(Role::Related);
        }
        if RESIDUE.iter().any(|word| name.split(['-', '_']).any(|part| part.starts_with(word))) {
            found = Some(Role::Residue);
        }
    }
    found
}

fn in_frame(tree: &Tree, at: usize) -> bool {
    tree.ancestors(at).any(|above| frame_role(&tree.nodes[above]).is_some())
}

/// The headline's element: the last `h1` before the story or in it, or the heading that says the title.
fn headline(tree: &Tree, main: usize, title: Option<&str>) -> Option<usize> {
    let before = 0..main;
    let is_title = |at: usize| title.is_some_and(|title| tree.text_of(at) == title);
    let heading = |at: &usize| matches!(tree.nodes[*at].tag(), "h1" | "h2" | "h3" | "header");
    let same = before.clone().rev().filter(heading).find(|&at| is_title(at));
    same.or_else(|| before.rev().find(|&at| tree.nodes[at].tag() == "h1" && !tree.text_of(at).is_empty()))
}

/// What stands between the headline and the story: a lead is text, short lines are left for extraction to label.
fn between(tree: &Tree, from: usize, main: usize, lines: &mut Lines) {
    let mut at = from;
    while at < main {
        let node = &tree.nodes[at];
        let holds_main = node.end > main;
        if frame_role(node).is_some() || matches!(node.tag(), "ul" | "ol" | "table") && !holds_main {
            at = if holds_main { at + 1 } else { node.end.max(at + 1) };
            continue;
        }
        let paragraph = !node.tag().is_empty() && !node.is_inline() && !holds_main;
        let text = if paragraph { tree.text_of(at) } else { String::new() };
        let leaf = paragraph && !tree.nodes[at + 1..node.end].iter().any(|n| !n.tag().is_empty() && !n.is_inline());
        if leaf && (text.chars().count() >= SHORTEST_LEAD_CHARS || text.contains(|c: char| c.is_ascii_digit())) {
            lines.role(None);
            lines.text(&text);
            lines.paragraph();
            at = node.end;
        } else {
            at += 1;
        }
    }
}

/// Writes whole subtrees. Roles of outer elements hold for the inner ones.
fn walk(tree: &Tree, nodes: std::ops::Range<usize>, title: Option<&str>, lines: &mut Lines) {
    // Open elements that end a paragraph: where each ends and the role that held before it.
    let mut open: Vec<(usize, Option<Role>)> = Vec::new();
    let mut role: Option<Role> = None;
    let mut verbatim_until = 0;
    // Open deletions and insertions: where each ends.
    let mut edits: Vec<usize> = Vec::new();
    let mut at = nodes.start;
    while at < nodes.end {
        while edits.pop_if(|end| *end <= at).is_some() {
            lines.end_edit();
        }
        while let Some(&(end, before)) = open.last()
            && end <= at
        {
            open.pop();
            lines.paragraph();
            role = before;
        }
        lines.role(role);
        let node = &tree.nodes[at];
        match &node.kind {
            Kind::Text(text) if at < verbatim_until => lines.verbatim(text),
            Kind::Text(text) => lines.text(text),
            Kind::Data(_) => {}
            Kind::Element { tag, .. } => match tag.as_str() {
                "br" => lines.line_break(),
                "td" | "th" => lines.cell(),
                "head" => {
                    at = node.end;
                    continue;
                }
                _ if at > nodes.start && is_written(tree, at, lines) => {
                    at = node.end;
                    continue;
                }
                _ if node.edit().is_some() => {
                    node.edit().into_iter().for_each(|edit| lines.edit(edit));
                    edits.push(node.end);
                }
                "h1" if title.is_some_and(|title| tree.text_of(at) == title) => {
                    at = node.end;
                    continue;
                }
                _ if node.is_inline() || matches!(tag.as_str(), "img" | "wbr" | "html" | "body") => {}
                _ => {
                    lines.paragraph();
                    open.push((node.end, role));
                    role = role.or_else(|| role_of(tree, at));
                    if tag == "pre" {
                        verbatim_until = node.end;
                    }
                }
            },
        }
        at += 1;
    }
    edits.iter().for_each(|_| lines.end_edit());
    lines.paragraph();
    lines.role(None);
}

/// Writes an element that is a mark, and passes over one that is not shown; false for any other.
fn is_written(tree: &Tree, at: usize, lines: &mut Lines) -> bool {
    let node = &tree.nodes[at];
    if node.is_unshown() {
        return true;
    }
    match node.tag() {
        _ if node.is_raised() => lines.raised(&tree.text_of(at)),
        _ if node.is_lowered() => lines.lowered(&tree.text_of(at)),
        "a" if node.is_reference() && !holds_element(tree, at) => {
            let inner = tree.nodes.get(at + 1).filter(|_| at + 1 < node.end);
            if let Some(Kind::Text(text)) = inner.map(|inner| &inner.kind) {
                lines.reference(text);
            }
        }
        _ => return false,
    }
    true
}

/// Whether more than one text stands in an element.
fn holds_element(tree: &Tree, at: usize) -> bool {
    tree.nodes[at].end > at + 2
}

/// Whether an element says that it holds notes.
fn is_note(node: &Node) -> bool {
    let kinds = [node.attribute("epub:type"), node.attribute("role")];
    kinds.into_iter().flatten().flat_map(str::split_ascii_whitespace).any(|kind| {
        let kind = kind.trim_start_matches("doc-").trim_end_matches('s');
        matches!(kind, "footnote" | "endnote" | "rearnote")
    })
}

fn role_of(tree: &Tree, at: usize) -> Option<Role> {
    let node = &tree.nodes[at];
    let class = node.attribute("class").unwrap_or("").to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    if is_note(node) {
        return Some(Role::Note);
    }
    match node.tag() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Subheading),
        "figcaption" | "caption" => Some(Role::Caption),
        _ if frame_role(node).is_some() => frame_role(node),
        _ if has(&CAPTION) => Some(Role::Caption),
        _ if has(&CREDIT) && tree.text_of(at).chars().count() < 80 => Some(Role::Credit),
        _ => None,
    }
}
