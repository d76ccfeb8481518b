//! Which parts of a page are its story, from the headline down (`main_part`, `frame`), and the story as text.
//!
//! What stands in that part but is no story is kept and labelled by its shape and its class; the frame of the page
//! (menus, header, footer) is left out.

use super::Readable;
use super::beside::{label_lines, role_of_line};
use super::frame::{Frames, Lengths, Strictness};
use super::headings;
use super::lines::Lines;
use super::main_part::main_part;
use super::math_ml;
use super::tree::{Kind, Node, Tree};
use crate::article::Role;
use crate::pack::input::left_out::LeftOut;
use crate::text::is_shifted;

/// A lead outside the story's element is at least so long.
const SHORTEST_LEAD_CHARS: usize = 40;
/// A story that is shorter is looked for again with fewer frames.
const SHORT_STORY_CHARS: usize = 250;
/// One that is so many times longer with fewer frames was taken for a frame.
const MANY_TIMES: usize = 4;
/// Links that make a list one of other stories, and their share of its text.
const LEAST_TEASERS: usize = 2;
const TEASERS_LINKED: f64 = 0.8;
/// A line that is looked at for how it begins, and a box about the author, have no more characters.
const LONGEST_LINE_CHARS: u32 = 360;
const LONGEST_BOX_CHARS: u32 = 1800;
/// A line that is a link to another story has no more.
const LONGEST_LINK_CHARS: u32 = 160;

const CAPTION: [&str; 4] = ["caption", "chuthich", "photocms", "bildunterschrift"];
const CREDIT: [&str; 5] = ["author", "byline", "tacgia", "source-name", "signature"];
/// The story of a page.
pub(super) fn story(tree: &Tree, lengths: &Lengths, title: Option<&str>) -> Readable {
    let mut best: Option<(Readable, usize)> = None;
    for strictness in [Strictness::Names, Strictness::Tags, Strictness::Nothing] {
        let frames = Frames::of(tree, lengths, strictness);
        let Some(main) = main_part(tree, lengths, &frames) else { continue };
        let found = story_in(&Page { tree, lengths, frames: &frames, title }, main);
        let chars = body_chars(&found);
        let is_better = best
            .as_ref()
            .is_none_or(|(_, before)| chars > before * MANY_TIMES || *before < SHORT_STORY_CHARS && chars > *before);
        if is_better {
            best = Some((found, chars));
        }
        if strictness == Strictness::Tags && best.as_ref().is_some_and(|(_, chars)| *chars >= SHORT_STORY_CHARS) {
            break;
        }
    }
    let best = best.filter(|(found, _)| !found.text.trim().is_empty());
    let mut story = best.map_or_else(|| whole(tree), |(found, _)| found);
    headings::of_what_follows(&mut story);
    story.omitted = tree.omitted;
    story.omitted.bytes(LeftOut::Frame, beside(tree, &story.text, title));
    story
}

/// Characters of a story that are not labelled as something else.
fn body_chars(read: &Readable) -> usize {
    let apart: usize = read
        .roles
        .iter()
        .filter(|block| matches!(block.role, Role::Related | Role::Residue))
        .map(|block| (block.end - block.start) as usize)
        .sum();
    read.text.len().saturating_sub(apart)
}

/// A page, and what is known of its parts.
struct Page<'p> {
    tree: &'p Tree,
    lengths: &'p Lengths,
    frames: &'p Frames,
    title: Option<&'p str>,
}

/// The story in an element, with what stands above and below it in the same article.
fn story_in(page: &Page<'_>, main: usize) -> Readable {
    let tree = page.tree;
    let mut lines = Lines::default();
    if let Some(head) = headline(tree, main, page.title) {
        between(page, tree.nodes[head].end, main, &mut lines);
    }
    walk(page, from_headline(page, main)..tree.nodes[main].end, &mut lines);
    // What stands below the story in the same article: its author, and often its teasers.
    let article = tree.ancestors(main).find(|&at| tree.nodes[at].tag() == "article");
    if let Some(article) = article {
        walk(page, tree.nodes[main].end..tree.nodes[article].end, &mut lines);
    }
    let mut story = lines.finish();
    if page.title.is_some() {
        label_lines(&mut story);
    }
    story
}

/// A story that has its headline in it begins there, where next to nothing stands above.
fn from_headline(page: &Page<'_>, main: usize) -> usize {
    let tree = page.tree;
    let is_title = |at: &usize| {
        matches!(tree.nodes[*at].tag(), "h1" | "h2" | "h3")
            && page.title.is_some_and(|title| tree.text_of(*at) == title)
    };
    let Some(head) = tree.inside(main).find(is_title) else { return main };
    let above: u32 = (main..head).filter(|&at| tree.nodes[at].tag().is_empty()).map(|at| page.lengths.prose(at)).sum();
    if u64::from(above) * 10 < u64::from(page.lengths.prose(main)) { head } else { main }
}

/// Bytes of a page's text that are not in its story, blanks aside.
fn beside(tree: &Tree, story: &str, title: Option<&str>) -> u64 {
    // A raised or lowered sign counts as what was written for it.
    let bytes = |c: char| if is_shifted(c) { 1 } else { c.len_utf8() as u64 };
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(bytes).sum::<u64>();
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
    let Lengths { text, linked, .. } = Lengths::of(tree);
    let roots = || (0..tree.nodes.len()).filter(|&at| tree.nodes[at].tag() == "body");
    let (text, linked) = roots().fold((0, 0), |(all, links), at| (all + text[at], links + linked[at]));
    let links = tree.nodes.iter().filter(|node| node.tag() == "a" && node.attribute("href").is_some()).count();
    tree.nodes.iter().any(says) || links >= LEAST_LINKS && linked * 100 > text * LINKED_PERCENT
}

/// A page or a fragment from end to end.
pub(super) fn whole(tree: &Tree) -> Readable {
    Readable { omitted: tree.omitted, ..range(tree, 0..tree.nodes.len()) }
}

/// Some nodes of a page.
pub(super) fn range(tree: &Tree, nodes: std::ops::Range<usize>) -> Readable {
    let mut lines = Lines::default();
    let lengths = Lengths::of(tree);
    let frames = Frames::of(tree, &lengths, Strictness::Names);
    walk(&Page { tree, lengths: &lengths, frames: &frames, title: None }, nodes, &mut lines);
    lines.finish()
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
fn between(page: &Page<'_>, from: usize, main: usize, lines: &mut Lines) {
    let tree = page.tree;
    let mut at = from;
    while at < main {
        let node = &tree.nodes[at];
        let holds_main = node.end > main;
        if page.frames.role(at).is_some()
            || node.is_unshown()
            || matches!(node.tag(), "ul" | "ol" | "table") && !holds_main
        {
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
fn walk(page: &Page<'_>, nodes: std::ops::Range<usize>, lines: &mut Lines) {
    let (tree, title) = (page.tree, page.title);
    // Open elements that end a paragraph: where each ends and the role that held before it.
    let mut open: Vec<(usize, Option<Role>)> = Vec::new();
    let mut role: Option<Role> = None;
    let (mut verbatim_until, mut teasers_until) = (0, 0);
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
                _ if (at > nodes.start || tag == "math") && is_written(tree, at, lines) => {
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
                    role = role.or_else(|| if at < teasers_until { Some(Role::Related) } else { role_of(page, at) });
                    if role == Some(Role::Related) && tag.starts_with('h') {
                        teasers_until = teasers_below(page, node.end);
                    }
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
        "math" => lines.formula(&math_ml::in_line(tree, at), node.attribute("display") == Some("block")),
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

fn role_of(page: &Page<'_>, at: usize) -> Option<Role> {
    let tree = page.tree;
    let node = &tree.nodes[at];
    let class = node.attribute("class").unwrap_or("").to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    if is_note(node) {
        return Some(Role::Note);
    }
    if let Some(role) = line_role(page, at) {
        return Some(role);
    }
    match node.tag() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Subheading),
        "figcaption" | "caption" => Some(Role::Caption),
        _ if page.frames.role(at).is_some() => page.frames.role(at),
        "ul" | "ol" | "div" | "section" | "table" if is_teasers(page, at) => Some(Role::Related),
        _ if has(&CAPTION) => Some(Role::Caption),
        _ if has(&CREDIT) && page.lengths.text[at] < 80 => Some(Role::Credit),
        // A box that tells of who wrote the story.
        "div" | "section" | "p" if is_author_box(page, at) => Some(Role::Residue),
        _ => None,
    }
}

/// Whether an element is a box about who wrote the story, by its class or its id.
fn is_author_box(page: &Page<'_>, at: usize) -> bool {
    let node = &page.tree.nodes[at];
    let names = [node.attribute("class"), node.attribute("id")];
    let mut names = names.into_iter().flatten().map(str::to_ascii_lowercase);
    let prose = page.lengths.prose(at);
    page.title.is_some()
        && prose < LONGEST_BOX_CHARS
        && prose < page.lengths.whole / 2
        && names.any(|name| CREDIT[..2].iter().any(|word| name.contains(word)))
}

/// Whether an element is a list of links to other stories. On a page without a title, a piece of one, links are its text.
fn is_teasers(page: &Page<'_>, at: usize) -> bool {
    if page.title.is_none() || page.lengths.link_share(at) < TEASERS_LINKED {
        return false;
    }
    let nodes = &page.tree.nodes[page.tree.inside(at)];
    let mut links = nodes.iter().filter(|node| node.tag() == "a" && node.attribute("href").is_some());
    links.nth(LEAST_TEASERS - 1).is_some()
}

/// Where the list ends that stands at a node, below a heading of other stories; the node itself where none does.
fn teasers_below(page: &Page<'_>, at: usize) -> usize {
    let next = (at..page.tree.nodes.len()).take(4).find(|&at| page.lengths.text[at] > 0);
    next.filter(|&next| page.lengths.link_share(next) >= 0.5).map_or(at, |next| page.tree.nodes[next].end)
}

/// The role of a line of a page that is none of the story by how it begins, or is nothing but a link to another one.
fn line_role(page: &Page<'_>, at: usize) -> Option<Role> {
    let node = &page.tree.nodes[at];
    let length = page.lengths.text[at];
    if page.title.is_none() || length == 0 || length > LONGEST_LINE_CHARS {
        return None;
    }
    let inner = &page.tree.nodes[at + 1..node.end];
    if inner.iter().any(|node| !node.tag().is_empty() && !node.is_inline() && node.tag() != "br") {
        return None;
    }
    let text = page.tree.text_of(at);
    if let Some(role) = role_of_line(&text) {
        return Some(role);
    }
    // A paragraph that is a link leads away in two words; a list may well be of names that are links.
    let least = if node.tag() == "p" { 1 } else { 3 };
    let is_linked = length <= LONGEST_LINK_CHARS && page.lengths.link_share(at) > 0.95;
    let is_link = is_linked && text.split_whitespace().nth(least).is_some();
    (is_link && matches!(node.tag(), "p" | "li" | "div" | "h4" | "h5" | "h6")).then_some(Role::Related)
}
