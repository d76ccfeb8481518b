//! An entry of a feed: RSS in its versions, Atom, and what WordPress and Blogger add to them.

use super::Channel;
use super::wordpress;
use crate::article::Known;
use crate::pack::input::readers::elements::Node;
use crate::pack::input::readers::html;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;

/// Takes an entry.
pub(super) fn take(node: &Node, channel: &Channel, line: u64, pieces: &mut Pieces<'_>) {
    if let Some(what) = wordpress::not_published(node).or_else(|| not_a_post(node)) {
        return pieces.pass(what);
    }
    let is_wordpress = wordpress::is_item(node);
    let markup = text_of(node);
    let markup = if is_wordpress { wordpress::paragraphs(&markup) } else { markup };
    let title = node.named("title").find(|title| title.prefix != "media").and_then(Node::filled);
    let told = ["post_date", "published", "pubDate", "issued", "date", "created", "updated", "modified"];
    // A draft's day is all zeroes.
    let date = told.iter().find_map(|name| {
        node.value(name).filter(|date| !date.starts_with("0000")).and_then(|date| read_when(&date, None))
    });
    let source = node.child("source").and_then(|source| source.value("title").or_else(|| source.filled()));
    let known = Known {
        title: title.map(|title| html::plain(&html::plain(&title))),
        date,
        source: source.or_else(|| channel.title.clone()),
        url: link(node),
        category: category(node, is_wordpress),
        author: author(node, channel),
        ..Known::default()
    };
    let mut omitted = std::mem::take(&mut pieces.omitted);
    let piece = Piece::of_markup(&markup, known, &mut omitted);
    pieces.omitted = omitted;
    pieces.push(line, piece);
}

/// The text as markup: the longest form that the entry has.
fn text_of(node: &Node) -> String {
    let encoded = node.named("encoded").find(|encoded| encoded.prefix != "excerpt").map(Node::raw);
    let filled = |text: &String| !text.trim().is_empty();
    if let Some(text) = encoded.filter(filled) {
        return text;
    }
    let forms = ["content", "description", "summary"];
    let all = forms.iter().filter_map(|name| node.named(name).find(|form| form.prefix != "media")).map(|form| {
        match form.attribute("type") {
            Some("xhtml") => form.markup(&|name| name.to_owned()),
            // Written as text, signs of markup are signs.
            Some("text") => super::super::elements::escaped(&form.raw()),
            _ => form.raw(),
        }
    });
    all.filter(filled).max_by_key(String::len).unwrap_or_default()
}

fn link(node: &Node) -> Option<String> {
    let atom = node
        .named("link")
        .find(|link| link.attribute("href").is_some() && matches!(link.attribute("rel"), None | Some("alternate")));
    let href = atom.and_then(|link| link.attribute("href")).map(str::to_owned);
    let permanent =
        node.child("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false")).and_then(Node::filled);
    [href, node.value("link"), node.value("origLink"), permanent]
        .into_iter()
        .flatten()
        .find(|url| url.starts_with("http"))
}

fn category(node: &Node, is_wordpress: bool) -> Option<String> {
    let of_kind = |category: &&Node| !is_wordpress || category.attribute("domain") == Some("category");
    let own = |category: &&Node| !category.attribute("scheme").is_some_and(|scheme| scheme.contains("#kind"));
    let name = |category: &Node| {
        category.filled().or_else(|| category.attribute("label").or(category.attribute("term")).map(str::to_owned))
    };
    let named = node.named("category").filter(of_kind).filter(own).find_map(name);
    named.or_else(|| node.named("subject").find_map(Node::filled)).map(|name| html::plain(&name))
}

fn author(node: &Node, channel: &Channel) -> Option<String> {
    let atom: Vec<String> = node.named("author").filter_map(|author| author.value("name")).collect();
    let told = node.named("creator").find_map(Node::filled).or_else(|| node.named("author").find_map(Node::filled));
    let told = if atom.is_empty() { told } else { Some(atom.join(", ")) };
    let told = told.or_else(|| channel.author.clone())?;
    if let Some((_, name)) = channel.people.iter().find(|(login, _)| *login == told) {
        return Some(name.clone());
    }
    // `a@b.example (Ana Test)`
    let named =
        told.split_once('(').filter(|(address, _)| address.contains('@')).and_then(|(_, name)| name.split(')').next());
    let name = named.map_or(told.as_str(), str::trim);
    (!name.is_empty()).then(|| html::plain(name))
}

/// What an entry of Blogger is that is no post, or no published one.
fn not_a_post(node: &Node) -> Option<&'static str> {
    let kind = node.named("category").filter(|c| c.attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind")));
    let kind = kind.filter_map(|c| c.attribute("term")?.rsplit('#').next()).next();
    let told = node
        .named("type")
        .filter(|kind| kind.prefix == "blogger")
        .find_map(Node::filled)
        .map(|kind| kind.to_lowercase());
    let draft = node.child("control").and_then(|control| control.value("draft")).is_some_and(|draft| draft == "yes");
    let status = node.named("status").filter(|status| status.prefix == "blogger").find_map(Node::filled);
    match kind.map(str::to_owned).or(told).as_deref() {
        Some("comment") => Some("comments"),
        Some("settings" | "template") => Some("settings of the site"),
        _ if draft || status.is_some_and(|status| status != "LIVE") => Some("drafts"),
        _ => None,
    }
}
