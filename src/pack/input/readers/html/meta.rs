//! What a page says of itself: meta tags, OpenGraph, JSON-LD, the canonical link. It reads no text of the story.

use super::tree::{Kind, Tree};
use crate::article::Known;
use crate::pack::input::readers::records::{host, read_when};
use serde_json::Value;

/// Reads it all.
pub(super) fn read(tree: &Tree) -> Known {
    let data = data(tree);
    let meta = |names: &[&str]| names.iter().find_map(|name| meta_named(tree, name));
    let url = canonical(tree).or_else(|| meta(&["og:url"])).or_else(|| data.url.clone());
    let date = meta(&[
        "article:published_time",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish-date",
        "article.published",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "date",
    ]);
    let date = date.or(data.date).or_else(|| time_element(tree)).and_then(|text| read_when(&text, None));
    let not_address = |text: &String| !text.starts_with("http");
    Known {
        title: title(tree, meta(&["og:title", "twitter:title"]).or(data.title)),
        date,
        source: meta(&["og:site_name"]).or(data.source).or_else(|| url.as_deref().and_then(host)),
        url,
        category: meta(&["article:section"]).or(data.section),
        author: meta(&["author", "article:author", "dc.creator"]).filter(not_address).or(data.author),
        ..Known::default()
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn meta_named(tree: &Tree, name: &str) -> Option<String> {
    tree.nodes.iter().filter(|node| node.tag() == "meta").find_map(|node| {
        let named = ["property", "name", "itemprop"].iter().filter_map(|a| node.attribute(a));
        let is = named.into_iter().any(|given| given.eq_ignore_ascii_case(name));
        if is { node.attribute("content").and_then(filled) } else { None }
    })
}

fn canonical(tree: &Tree) -> Option<String> {
    let is = |rel: &str| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("canonical"));
    let link = tree.nodes.iter().find(|node| node.tag() == "link" && node.attribute("rel").is_some_and(is))?;
    link.attribute("href").filter(|href| href.starts_with("http")).and_then(filled)
}

/// `<time datetime="…">` or an element that is marked as the date of publication.
fn time_element(tree: &Tree) -> Option<String> {
    let marked =
        |at: &usize| tree.nodes[*at].attribute("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished"));
    let of = |at: usize| {
        let node = &tree.nodes[at];
        let told = node.attribute("datetime").or_else(|| node.attribute("content")).and_then(filled);
        told.or_else(|| filled(&tree.text_of(at)))
    };
    let elements = 0..tree.nodes.len();
    let first = elements.clone().find(marked);
    let time = |at: &usize| tree.nodes[*at].tag() == "time" && !is_of_another(tree, *at) && !is_in_prose(tree, *at);
    first.or_else(|| elements.into_iter().find(time)).and_then(of)
}

/// Words beside a time up to which a line is taken for a date line: who wrote, for whom, from where.
const DATE_LINE_WORDS: usize = 12;

/// Whether a time is told by a sentence of the story: it is of what happens there.
fn is_in_prose(tree: &Tree, at: usize) -> bool {
    const BLOCKS: [&str; 6] = ["p", "li", "td", "dd", "blockquote", "figcaption"];
    let Some(block) = tree.ancestors(at).find(|&outer| !tree.nodes[outer].is_inline()) else { return false };
    if !BLOCKS.contains(&tree.nodes[block].tag()) {
        return false;
    }
    let text = tree.text_of(block);
    let words = |text: &str| text.split_whitespace().count();
    let others = words(&text).saturating_sub(words(&tree.text_of(at)));
    others > DATE_LINE_WORDS || (others > 0 && text.ends_with(['.', '!', '?', '…']))
}

/// Whether a time is that of another story, of a change, or of the page: beside the story, or marked so.
fn is_of_another(tree: &Tree, at: usize) -> bool {
    const BESIDE: [&str; 3] = ["aside", "nav", "footer"];
    #[rustfmt::skip]
    const WORDS: [&str; 10] = [
        "related", "sidebar", "widget", "comment", "comments", "modified", "updated", "datemodified", "recommended", "teaser",
    ];
    let named = |at: usize| {
        let names = ["class", "id", "itemprop"].iter().filter_map(|name| tree.nodes[at].attribute(name));
        names
            .flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()))
            .any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    // What wraps the story may have any class: a list beside it lies near the time.
    BESIDE.iter().any(|tag| tree.ancestors(at).any(|outer| tree.nodes[outer].tag() == *tag))
        || named(at)
        || tree.ancestors(at).take(3).take_while(|&outer| tree.nodes[outer].tag() != "article").any(named)
}

/// The headline: the `h1` that the head's title repeats, else what the meta tags say, else the only `h1`, else the head's
/// title without the site's name.
fn title(tree: &Tree, told: Option<String>) -> Option<String> {
    let heads: Vec<String> = (0..tree.nodes.len())
        .filter(|&at| tree.nodes[at].tag() == "h1")
        .map(|at| tree.text_of(at))
        .filter(|text| !text.is_empty())
        .take(8)
        .collect();
    let page =
        (0..tree.nodes.len()).find(|&at| tree.nodes[at].tag() == "title").and_then(|at| filled(&tree.text_of(at)));
    let repeated = |head: &&String| {
        [&told, &page].into_iter().flatten().any(|text| text.to_lowercase().contains(&head.to_lowercase()))
    };
    if let Some(head) = heads.iter().find(repeated) {
        return Some(head.clone());
    }
    let only = if heads.len() == 1 { heads.first().cloned() } else { None };
    told.or(only).or_else(|| page.map(|page| without_site(&page)))
}

/// A page's title before its last ` | ` or ` - `, when that leaves most of it.
fn without_site(page: &str) -> String {
    let cut = [" | ", " - ", " – ", " — ", " :: "].into_iter().filter_map(|mark| page.rfind(mark)).max();
    match cut {
        Some(at) if at * 2 > page.len() => page[..at].trim().to_owned(),
        _ => page.to_owned(),
    }
}

/// What JSON-LD says of the article.
#[derive(Default)]
struct Data {
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    url: Option<String>,
    section: Option<String>,
    author: Option<String>,
}

/// Things looked at in the JSON-LD of one page.
const MOST_THINGS: usize = 1000;

fn data(tree: &Tree) -> Data {
    let mut found = Data::default();
    for node in &tree.nodes {
        let Kind::Data(text) = &node.kind else { continue };
        let Ok(value) = serde_json::from_str::<Value>(text.trim()) else { continue };
        let mut things = vec![&value];
        let mut seen = 0;
        while let Some(thing) = things.pop() {
            seen += 1;
            if seen > MOST_THINGS {
                break;
            }
            match thing {
                Value::Array(more) => things.extend(more),
                Value::Object(object) => {
                    things.extend(object.get("@graph"));
                    if object.get("@type").is_some_and(is_article) {
                        take(&mut found, object);
                    }
                }
                _ => {}
            }
        }
    }
    found
}

fn is_article(kind: &Value) -> bool {
    let named = |name: &str| name.ends_with("Article") || matches!(name, "BlogPosting" | "Report" | "Posting");
    match kind {
        Value::String(name) => named(name),
        Value::Array(names) => names.iter().any(|name| name.as_str().is_some_and(named)),
        _ => false,
    }
}

fn take(found: &mut Data, object: &serde_json::Map<String, Value>) {
    let names = |value: &Value| {
        let one = |value: &Value| value.get("name").unwrap_or(value).as_str().and_then(filled);
        match value {
            Value::Array(all) => {
                let all: Vec<_> = all.iter().filter_map(one).collect();
                (!all.is_empty()).then(|| all.join(", "))
            }
            value => one(value),
        }
    };
    let get = |name: &str| object.get(name).and_then(names);
    let fill = |slot: &mut Option<String>, name: &str| *slot = slot.take().or_else(|| get(name));
    fill(&mut found.title, "headline");
    fill(&mut found.date, "datePublished");
    fill(&mut found.source, "publisher");
    fill(&mut found.url, "url");
    fill(&mut found.section, "articleSection");
    fill(&mut found.author, "author");
}
