//! Factiva as pages, with field codes or without, and its articles in XML.

use super::factiva_text;
use crate::article::Known;
use crate::pack::input::readers::elements::Node;
use crate::pack::input::readers::html::Tree;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;

/// Whether a page is an export of Factiva.
pub(super) fn is_export(markup: &str) -> bool {
    let codes = ["<b>HD</b>", "<b>PD</b>"].iter().all(|code| markup.contains(code));
    codes || markup.contains("articleParagraph") && markup.contains("Headline")
}

/// Reads a page.
pub(super) fn read(tree: &Tree, pieces: &mut Pieces<'_>) -> bool {
    let is = |at: usize, word: &str| tree.nodes[at].attribute("class").is_some_and(|class| class.contains(word));
    let coded = (0..tree.nodes.len()).any(|at| tree.nodes[at].tag() == "b" && tree.text_of(at) == "HD");
    if coded {
        let text = rows(tree);
        return factiva_text::read(&text, pieces);
    }
    let articles: Vec<usize> = (0..tree.nodes.len())
        .filter(|&at| tree.nodes[at].tag() == "div" && is(at, "article") && !is(at, "articleParagraph"))
        .filter(|&at| {
            tree.inside(at).skip(1).any(|inner| is(inner, "Headline"))
                && tree.inside(at).skip(1).any(|inner| is(inner, "articleParagraph"))
        })
        .collect();
    // The innermost of those that hold one another.
    let holds = |at: usize| articles.iter().any(|&other| other > at && other < tree.nodes[at].end);
    for &at in articles.iter().filter(|&&at| !holds(at)) {
        pieces.push_of(1, &tree.text_of(at), plain(tree, at));
    }
    !articles.is_empty()
}

/// The rows of the page's tables as lines: a code, a tabulator, and the first of its paragraphs; the others on lines of
/// their own with an empty one between.
fn rows(tree: &Tree) -> String {
    let mut text = String::new();
    for at in (0..tree.nodes.len()).filter(|&at| tree.nodes[at].tag() == "tr") {
        if tree.inside(at).skip(1).any(|inner| tree.nodes[inner].tag() == "tr") {
            continue;
        }
        let mut cells = tree.inside(at).skip(1).filter(|&inner| tree.nodes[inner].tag() == "td");
        let (Some(code), Some(value)) = (cells.next(), cells.next()) else { continue };
        let value = tree.readable(value).text;
        text.push_str(&format!("{}\t{}\n", tree.text_of(code).trim(), value.trim_end()));
    }
    text
}

/// An article without codes: a headline, lines of who, how long, when and where, and paragraphs.
fn plain(tree: &Tree, at: usize) -> Piece {
    let is = |at: usize, word: &str| tree.nodes[at].attribute("class").is_some_and(|class| class.contains(word));
    let head = tree.inside(at).find(|&inner| is(inner, "Headline"));
    let paragraphs: Vec<usize> = tree.inside(at).filter(|&inner| is(inner, "articleParagraph")).collect();
    let first = paragraphs.first().copied().unwrap_or(tree.nodes[at].end);
    let mut known = Known { title: head.map(|head| tree.text_of(head)).filter(|t| !t.is_empty()), ..Known::default() };
    let leaf = |inner: &usize| {
        tree.nodes[*inner].tag() == "div" && !tree.inside(*inner).skip(1).any(|below| tree.nodes[below].tag() == "div")
    };
    let head_end = head.map_or(at, |head| tree.nodes[head].end);
    let mut before = None;
    for line in (head_end..first).filter(leaf).map(|inner| tree.text_of(inner)).filter(|line| !line.is_empty()) {
        let words = line.split_whitespace().next().is_some_and(|n| n.chars().all(|c| c.is_ascii_digit() || c == ','));
        if known.date.is_none()
            && let Some(date) = read_when(&line, None).filter(|date| date.year.is_some())
        {
            (known.date, before) = (Some(date), Some("date"));
        } else if known.date.is_none() && !words && known.author.is_none() && head.is_some() {
            known.author = Some(line.trim_start_matches("By ").trim_start_matches("by ").to_owned());
        } else if before == Some("date") && !line.contains(':') && !words {
            (known.source, before) = (Some(line), None);
        }
    }
    let text: Vec<String> = paragraphs.iter().map(|&inner| tree.text_of(inner)).filter(|p| !p.is_empty()).collect();
    Piece { name: None, text: text.join("\n\n") + "\n", known }
}

/// Whether an element is an article of Factiva's XML.
pub(in crate::pack::input::readers) fn is_article(node: &Node) -> bool {
    matches!(node.name.to_ascii_lowercase().as_str(), "ppsarticle" | "ppsarticleresponse" | "article")
}

/// An article of Factiva's XML, whatever it lies in.
pub(in crate::pack::input::readers) fn piece_of(node: &Node) -> Option<Piece> {
    let article = if node.child("headline").is_some() { node } else { node.find("article")? };
    let first = |names: &[&str]| names.iter().find_map(|name| article.find(name)).and_then(Node::filled);
    let mut text = Vec::new();
    for part in ["leadParagraph", "tailParagraphs", "bodyParagraphs"].iter().filter_map(|name| article.child(name)) {
        let paragraphs = part.all("paragraph");
        let paragraphs = if paragraphs.is_empty() { vec![part] } else { paragraphs };
        text.extend(paragraphs.into_iter().filter_map(Node::filled));
    }
    let date = article.find("publicationDate").map(|date| date.find("date").unwrap_or(date));
    let when =
        date.and_then(|date| read_when(&date.text(), None).or_else(|| read_when(date.attribute("value")?, None)));
    let known = Known {
        title: article.find("headline").and_then(Node::filled),
        date: when,
        source: first(&["sourceName", "publisherName"]),
        category: first(&["sectionName", "columnName"]),
        author: first(&["byline"]).map(|by| by.trim_start_matches("By ").to_owned()),
        ..Known::default()
    };
    (!text.is_empty()).then(|| Piece { name: first(&["accessionNo"]), text: text.join("\n\n") + "\n", known })
}
