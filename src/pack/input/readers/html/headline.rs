//! The headline of a page: the heading that says it is, or that the head's title repeats, without the site's name. It
//! reads no text of the story.

use super::meta::{Named, filled};
use super::tree::{Node, Tree};

/// Headings that are looked at.
const MOST_HEADS: usize = 8;
/// Names of headings that are the headline.
#[rustfmt::skip]
const HEADLINE: [&str; 16] = [
    "entry-title", "entry_title", "post-title", "post_title", "article-title", "article_title", "article__title",
    "articletitle", "headline", "story-title", "news-title", "single-title", "posttitle", "page-title", "detail-title", "blog_post_title",
];
/// Names of what holds the site's name.
const SITE: [&str; 10] = [
    "site-title",
    "site-name",
    "sitename",
    "site_title",
    "blog-title",
    "logo",
    "brand",
    "blogtitle",
    "site-header",
    "masthead",
];
/// Names of what stands over a headline in the same heading.
#[rustfmt::skip]
const KICKER: [&str; 12] = [
    "kicker", "overline", "dachzeile", "topline", "roofline", "spitzmarke", "strapline", "vorzeile", "pretitle", "eyebrow",
    "label", "sr-only",
];
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", " · "];

/// Finds it.
pub(super) fn read(tree: &Tree, told: Option<String>, named: &Named<'_>) -> Option<String> {
    let page =
        (0..tree.nodes.len()).find(|&at| tree.nodes[at].tag() == "title").and_then(|at| filled(&tree.text_of(at)));
    let is_heading = |at: &usize, tags: &[&str]| tags.contains(&tree.nodes[*at].tag());
    let own = |at: &usize| !is_of_site(tree, *at, named) && !is_beside(tree, *at);
    let heads = |tags: &'static [&'static str]| {
        (0..tree.nodes.len())
            .filter(move |at| is_heading(at, tags))
            .filter(own)
            .filter_map(|at| filled(&text_of(tree, at)))
    };
    let firsts: Vec<String> = heads(&["h1"]).take(MOST_HEADS).collect();
    let repeats = |head: &str| [&told, &page].into_iter().flatten().any(|text| is_part(text, head));
    if let Some(head) = firsts.iter().find(|head| repeats(head)) {
        return Some(head.clone());
    }
    if let [only] = firsts.as_slice() {
        return Some(only.clone());
    }
    let marked = (0..tree.nodes.len())
        .find(|at| is_heading(at, &["h1", "h2", "h3", "p", "div"]) && is_headline(&tree.nodes[*at]) && own(at));
    let marked = marked.and_then(|at| filled(&text_of(tree, at))).filter(|text| text.chars().count() < 300);
    if let Some(head) = marked.as_ref().filter(|head| repeats(head)) {
        return Some(head.clone());
    }
    let second = heads(&["h2", "h3"])
        .take(MOST_HEADS * 4)
        .find(|head| head.split_whitespace().nth(1).is_some() && repeats(head));
    if let Some(head) = second {
        return Some(head);
    }
    let told = told.map(|told| without_name(&told, named)).filter(|told| !named.is_site(told));
    let page = page.map(|page| without_site(&without_name(&page, named))).filter(|page| !named.is_site(page));
    told.or(marked).or_else(|| firsts.first().cloned()).or(page)
}

/// Whether a heading is part of a title, letters and figures alone.
fn is_part(title: &str, head: &str) -> bool {
    let plain =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let head = plain(head);
    !head.is_empty() && plain(title).contains(&head)
}

/// A heading's text without what stands over the headline in it.
fn text_of(tree: &Tree, at: usize) -> String {
    let whole = tree.text_of(at);
    let over = tree
        .inside(at)
        .skip(1)
        .find(|&inner| names_of(&tree.nodes[inner]).any(|name| KICKER.iter().any(|word| name.contains(word))));
    let Some(over) = over.map(|over| tree.text_of(over)).filter(|over| !over.is_empty()) else { return whole };
    match whole.strip_prefix(over.as_str()).map(|rest| rest.trim_start_matches([':', ' ', '|', '–', '-'])) {
        Some(rest) if rest.split_whitespace().nth(1).is_some() => rest.to_owned(),
        _ => whole,
    }
}

fn names_of(node: &Node) -> impl Iterator<Item = String> {
    let names = [node.attribute("class"), node.attribute("id")];
    names.into_iter().flatten().flat_map(str::split_ascii_whitespace).map(str::to_ascii_lowercase)
}

fn is_headline(node: &Node) -> bool {
    let told = node
        .attribute("itemprop")
        .is_some_and(|p| p.split_ascii_whitespace().any(|p| p.eq_ignore_ascii_case("headline")));
    told || names_of(node).any(|name| HEADLINE.contains(&name.as_str()))
}

/// Whether a heading names the site: it says so, it is the site's name, or it leads to the site's first page.
fn is_of_site(tree: &Tree, at: usize, named: &Named<'_>) -> bool {
    let says = |at: usize| names_of(&tree.nodes[at]).any(|name| SITE.iter().any(|word| name.contains(word)));
    let home = |at: usize| {
        let node = &tree.nodes[at];
        node.tag() == "a"
            && node.attribute("href").is_some_and(|to| {
                to == "/" || to.split('/').filter(|p| !p.is_empty()).count() <= 2 && to.starts_with("http")
            })
            || node.attribute("rel") == Some("home")
    };
    let around =
        tree.ancestors(at).take(3).take_while(|&outer| !matches!(tree.nodes[outer].tag(), "body" | "article" | "main"));
    says(at)
        || around.into_iter().any(|outer| says(outer) || home(outer))
        || tree.inside(at).skip(1).any(home)
        || named.is_site(&tree.text_of(at))
}

/// Whether a heading stands beside the story, or is hidden.
fn is_beside(tree: &Tree, at: usize) -> bool {
    let node = |at: usize| &tree.nodes[at];
    node(at).is_unshown()
        || tree
            .ancestors(at)
            .any(|outer| matches!(node(outer).tag(), "nav" | "footer" | "aside") || node(outer).is_unshown())
}

/// A title without the site's name at its end or its beginning.
fn without_name(title: &str, named: &Named<'_>) -> String {
    for separator in SEPARATORS {
        if let Some((before, after)) = title.rsplit_once(separator)
            && named.is_site(after)
            && !before.trim().is_empty()
        {
            return before.trim().to_owned();
        }
        if let Some((before, after)) = title.split_once(separator)
            && named.is_site(before)
            && !after.trim().is_empty()
        {
            return after.trim().to_owned();
        }
    }
    title.to_owned()
}

/// A page's title before its last separator, when that leaves most of it.
fn without_site(page: &str) -> String {
    let cut = SEPARATORS.into_iter().filter_map(|mark| page.rfind(mark)).max();
    match cut {
        Some(at) if at * 2 > page.len() => page[..at].trim().to_owned(),
        _ => page.to_owned(),
    }
}
