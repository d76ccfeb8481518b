//! What news agencies hand over in XML: NITF, NewsML 1.2, NewsML-G2, and Factiva's articles. An item that is no text, a
//! picture or a list, is counted.

use super::elements::{Elements, Node};
use super::exports;
use super::html;
use super::pieces::{Piece, Pieces};
use super::records::read_when;
use crate::article::{Date, Known};

/// What a stream of XML is, by its outermost element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nitf,
    NewsMl,
    G2,
    Factiva,
}

/// The kind of an outermost element.
pub(super) fn kind_of(root: &str) -> Option<Kind> {
    match root {
        "nitf" => Some(Kind::Nitf),
        "NewsML" => Some(Kind::NewsMl),
        "newsMessage" | "newsItem" | "itemSet" | "packageItem" => Some(Kind::G2),
        _ if root.to_ascii_lowercase().starts_with("pps") || root == "factiva" => Some(Kind::Factiva),
        _ => None,
    }
}

/// Reads a stream.
pub(super) fn read(kind: Kind, elements: &mut Elements<'_>, pieces: &mut Pieces<'_>) {
    let is_item = |node: &Node| match kind {
        Kind::Nitf => node.name == "nitf",
        Kind::NewsMl => node.name == "NewsItem",
        Kind::G2 => matches!(node.name.as_str(), "newsItem" | "packageItem" | "knowledgeItem"),
        Kind::Factiva => exports::is_factiva_article(node),
    };
    elements.each(pieces, is_item, |node, line, pieces| {
        let piece = match kind {
            Kind::Nitf => Some(nitf(&node)),
            Kind::NewsMl => news_item(&node),
            Kind::G2 => g2_item(&node),
            Kind::Factiva => exports::factiva_piece(&node),
        };
        match piece {
            Some(piece) => pieces.push_of(line, &node.text(), piece),
            None => pieces.pass("items that are no text"),
        }
    });
}

/// `20210304T100000Z`, as these formats write it, or any other form.
fn when(text: &str) -> Option<Date> {
    let text = text.trim();
    let stamp = text.len() >= 15 && text.as_bytes()[8] == b'T' && text[..8].bytes().all(|b| b.is_ascii_digit());
    match text.get(9..13).filter(|_| stamp) {
        Some(time) => read_when(&format!("{}T{}:{}", &text[..8], &time[..2], &time[2..]), None),
        None => read_when(text, None),
    }
}

fn by(text: String) -> Option<String> {
    let name = text
        .strip_prefix("By ")
        .or_else(|| text.strip_prefix("by "))
        .or_else(|| text.strip_prefix("Von "))
        .unwrap_or(&text);
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The names of NITF as those of HTML.
fn as_html(name: &str) -> String {
    #[rustfmt::skip]
    const INLINE: [&str; 24] = [
        "person", "org", "location", "chron", "event", "function", "money", "num", "object.title", "virtloc", "copyrite", "pronounce",
        "lang", "classifier", "alt-code", "city", "country", "region", "state", "sublocation", "name.given", "name.family", "frac", "inlinetag",
    ];
    match name {
        "hl2" => "h2",
        "media" => "figure",
        "media-caption" => "figcaption",
        "media-reference" | "media-producer" | "media-metadata" | "media-object" | "tagline" | "bibliography" => "",
        "block" | "body.content" => "div",
        name if INLINE.contains(&name) => "span",
        name => name,
    }
    .to_owned()
}

/// A piece whose text is markup in an element.
fn piece(name: Option<String>, body: &Node, known: Known) -> Piece {
    let read = html::fragment(&body.markup(&as_html));
    Piece { name, text: read.text, known: Known { roles: read.roles, ..known } }
}

fn nitf(node: &Node) -> Piece {
    let empty = Node::default();
    let head = node.child("head").unwrap_or(&empty);
    let body = node.child("body").unwrap_or(&empty);
    let above = body.child("body.head").unwrap_or(&empty);
    let norm = |name: &str| head.find(name).and_then(|date| date.attribute("norm").and_then(when));
    let published = head.find("pubdata").and_then(|p| p.attribute("date.publication")).and_then(when);
    let source = head.find("pubdata").and_then(|p| p.attribute("name")).map(str::to_owned);
    let holder = || head.find("doc.copyright").and_then(|c| c.attribute("holder")).map(str::to_owned);
    let distributor = || above.child("distributor").and_then(Node::filled);
    let byline = above.child("byline").map(|line| line.find("person").unwrap_or(line));
    let known = Known {
        title: above.find("hl1").and_then(Node::filled).or_else(|| head.value("title")),
        date: norm("date.issue").or_else(|| norm("date.release")).or(published),
        source: source.or_else(distributor).or_else(holder),
        category: head.find("pubdata").and_then(|p| p.attribute("position.section")).map(str::to_owned),
        author: byline.and_then(Node::filled).and_then(by),
        ..Known::default()
    };
    let name = head.find("doc-id").and_then(|id| id.attribute("id-string")).map(str::to_owned);
    piece(name, body.child("body.content").unwrap_or(&empty), known)
}

/// What is in an element that may hold NITF, XHTML or bare paragraphs; text that is escaped markup is read as such.
fn content(holder: &Node, known: Known) -> Option<Piece> {
    if let Some(inner) = holder.find("nitf") {
        let inner = nitf(inner);
        let known = Known {
            title: known.title.or(inner.known.title),
            date: known.date.or(inner.known.date),
            source: known.source.or(inner.known.source),
            author: known.author.or(inner.known.author),
            ..inner.known
        };
        return Some(Piece { name: None, text: inner.text, known });
    }
    let body = holder.find("body.content").or_else(|| holder.find("body")).unwrap_or(holder);
    let found = if body.children().next().is_some() {
        piece(None, body, known)
    } else {
        Piece::of_markup(&body.raw(), known, &mut Default::default())
    };
    (!found.text.trim().is_empty()).then_some(found)
}

fn news_item(node: &Node) -> Option<Piece> {
    let value = |name: &str| node.find(name).and_then(Node::filled);
    let party = |name: &str| {
        let party = node.find(name)?.find("Party")?;
        party.attribute("FormalName").map(str::to_owned)
    };
    let told = ["FirstCreated", "ThisRevisionCreated", "DateId", "DateAndTime"];
    let known = Known {
        title: value("HeadLine").or_else(|| value("NewsItemTitle")),
        date: told.iter().find_map(|name| value(name).and_then(|date| when(&date))),
        source: party("Provider").or_else(|| party("Source")).or_else(|| value("ProviderId")),
        author: value("ByLine").and_then(by),
        ..Known::default()
    };
    let is_text = |item: &&Node| {
        item.find("MediaType").is_none_or(|kind| {
            kind.attribute("FormalName")
                .is_none_or(|kind| kind.eq_ignore_ascii_case("text") || kind.eq_ignore_ascii_case("complexdata"))
        })
    };
    let items = node.all("ContentItem");
    let content = items
        .into_iter()
        .filter(is_text)
        .filter_map(|item| item.find("DataContent"))
        .find_map(|data| content(data, known.clone()))?;
    Some(Piece { name: value("NewsItemId"), ..content })
}

fn g2_item(node: &Node) -> Option<Piece> {
    let empty = Node::default();
    let (item, content_meta) = (node.child("itemMeta").unwrap_or(&empty), node.child("contentMeta").unwrap_or(&empty));
    let class = item.child("itemClass").and_then(|class| class.attribute("qcode")).unwrap_or("text");
    if node.name != "newsItem" || !class.ends_with("text") {
        return None;
    }
    let named = |holder: Option<&Node>| {
        let holder = holder?;
        holder.value("name").or_else(|| holder.attribute("literal").map(str::to_owned)).or_else(|| holder.filled())
    };
    let date = |holder: &Node, name: &str| holder.value(name).and_then(|date| when(&date));
    let created = date(item, "versionCreated").or_else(|| date(item, "firstCreated"));
    let section = content_meta.named("subject").find_map(|subject| subject.value("name"));
    let known = Known {
        title: content_meta.value("headline").or_else(|| item.value("title")),
        date: created.or_else(|| date(content_meta, "contentCreated")),
        source: named(item.child("provider")).or_else(|| named(content_meta.child("infoSource"))),
        category: section,
        author: content_meta.value("by").or_else(|| named(content_meta.child("creator"))).and_then(by),
        ..Known::default()
    };
    let set = node.child("contentSet")?;
    let found = set
        .children()
        .filter(|child| matches!(child.name.as_str(), "inlineXML" | "inlineData"))
        .find_map(|child| content(child, known.clone()))?;
    Some(Piece { name: node.attribute("guid").map(str::to_owned), ..found })
}
