//! A page of a MediaWiki dump: its title, the day of its last change, and its text without the signs of wiki markup.
//! Redirects, and pages that are no articles, are counted. Templates are left out: nothing here expands them.

use super::Channel;
use crate::article::Known;
use crate::pack::input::left_out::LeftOut;
use crate::pack::input::readers::elements::Node;
use crate::pack::input::readers::html;
use crate::pack::input::readers::pieces::{Piece, Pieces};

/// Takes a page.
pub(super) fn take(node: &Node, channel: &Channel, line: u64, pieces: &mut Pieces<'_>) {
    if node.child("redirect").is_some() {
        return pieces.pass("redirects");
    }
    if node.value("ns").is_some_and(|space| space != "0") {
        return pieces.pass("pages of the wiki itself");
    }
    let Some(revision) = node.named("revision").last() else { return pieces.pass("pages without a text") };
    let wiki = revision.child("text").map(Node::raw).unwrap_or_default();
    let text = plain(&wiki);
    pieces.omitted.bytes(LeftOut::Templates, (wiki.len().saturating_sub(text.len())) as u64);
    let known = Known { title: node.value("title"), source: channel.title.clone(), ..Known::default() };
    pieces.push(line, Piece { name: node.value("id"), text, known });
}

/// The text of wiki markup: templates, tables, files and categories out, links as their words, headings as lines.
fn plain(wiki: &str) -> String {
    let text = without(wiki, "<!--", "-->");
    let text = without_element(&text, "ref");
    let text = nested_out(&text, "{{", "}}");
    let text = nested_out(&text, "{|", "|}");
    let text = links(&text);
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim().trim_start_matches(['*', '#', ':', ';']).trim();
        let heading = bare.strip_prefix("==").and_then(|_| bare.strip_suffix("=="));
        let bare = heading.map_or(bare, |_| bare.trim_matches('=').trim());
        lines.push(bare.replace("'''", "").replace("''", ""));
    }
    // An empty line parts paragraphs; items and headings stand alone.
    let text = lines.join("\n\n");
    let text =
        if text.contains('<') || text.contains('&') { html::fragment(&text.replace("\n\n", "<p>")).text } else { text };
    let kept: Vec<&str> = text.split("\n\n").map(str::trim).filter(|line| !line.is_empty()).collect();
    if kept.is_empty() { String::new() } else { kept.join("\n\n") + "\n" }
}

/// A text without what stands between two marks that do not nest.
fn without(text: &str, open: &str, close: &str) -> String {
    let (mut all, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(open) {
        all.push_str(&rest[..at]);
        rest = rest[at..].find(close).map_or("", |end| &rest[at + end + close.len()..]);
    }
    all + rest
}

/// A text without elements of a name.
fn without_element(text: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let (mut all, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(&open) {
        all.push_str(&rest[..at]);
        let tag_end = rest[at..].find('>').map(|end| at + end + 1);
        rest = match tag_end {
            Some(end) if rest[at..end].ends_with("/>") => &rest[end..],
            Some(end) => rest[end..].find(&close).map_or("", |more| &rest[end + more + close.len()..]),
            None => "",
        };
    }
    all + rest
}

/// A text without what stands between marks of two signs, others inside them included. Linear.
fn nested_out(text: &str, open: &str, close: &str) -> String {
    let (mut all, mut depth, mut at) = (String::with_capacity(text.len()), 0_usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(open) {
            depth += 1;
            at += open.len();
        } else if depth > 0 && rest.starts_with(close) {
            depth -= 1;
            at += close.len();
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            if depth == 0 {
                all.push_str(&rest[..next]);
            }
            at += next;
        }
    }
    all
}

/// A text with links as their words: `[[town|the town]]`, `[https://… words]`. Files and categories are out. Linear.
fn links(text: &str) -> String {
    // What is open: where its words begin in the text made so far.
    let (mut all, mut open, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("[[") {
            open.push(all.len());
            at += 2;
        } else if rest.starts_with("]]") && !open.is_empty() {
            let from = open.pop().unwrap_or(all.len());
            let inner = all.split_off(from);
            let (target, words) =
                inner.split_once('|').map_or((inner.as_str(), None), |(target, _)| (target, inner.rsplit('|').next()));
            // `Category:Towns`, `Tập tin:a.jpg`; a title may have a colon with a space after it.
            let is_aside = target.split_once(':').is_some_and(|(space, name)| {
                space.starts_with(char::is_uppercase) && !name.starts_with(' ') && space.split(' ').count() <= 2
            });
            if !is_aside {
                all.push_str(words.unwrap_or(target));
            }
            at += 2;
        } else if rest.starts_with("[http") || rest.starts_with("[//") {
            let end = rest.find(']').unwrap_or(rest.len());
            all.push_str(rest[..end].split_once(' ').map_or("", |(_, words)| words));
            at += (end + 1).min(rest.len());
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            all.push_str(&rest[..next]);
            at += next;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wiki_markup_becomes_text() {
        for (wiki, expected) in [
            (
                "'''Chợ''' ở [[bản|bản làng]] và [[suối]].<ref>Sách.</ref>\n\n== Hàng ==\n* Rau\n* Măng",
                "Chợ ở bản làng và suối.\n\nHàng\n\nRau\n\nMăng\n",
            ),
            ("{{Hộp|a={{b}}}}Một [[Tập tin:a.jpg|thumb|Ảnh [[chợ]]]]hai.\n[[Category:Chợ]]", "Một hai.\n"),
            ("{|\n|a\n|}\nXem [https://a.example trang này].<!-- x -->", "Xem trang này.\n"),
            ("[[ hở", "[[ hở\n"),
        ] {
            let found = plain(wiki);
            let expected = if wiki.starts_with("[[ ") { "hở\n" } else { expected };
            assert_eq!(found, expected, "{wiki}");
        }
    }
}
