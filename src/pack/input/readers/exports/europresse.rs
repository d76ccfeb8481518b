//! Europresse: documents that begin with the name of the publication, as `article` elements or as text in cells of a
//! table. The certificate below each is no text.

use super::lexis_labels::is_copyright;
use crate::article::Known;
use crate::pack::input::readers::html::Tree;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;
use std::ops::Range;

/// A line above the text with no more characters may be who wrote it.
const LONGEST_AUTHOR_CHARS: usize = 60;

/// Whether a page is such an export.
pub(super) fn is_export(markup: &str) -> bool {
    markup.contains("DocPublicationName")
        && (markup.contains("titreArticle") || markup.contains("TitreArticle") || markup.contains("DocHeader"))
}

/// Reads a page.
pub(super) fn read(tree: &Tree, pieces: &mut Pieces<'_>) -> bool {
    let heads: Vec<usize> = (0..tree.nodes.len()).filter(|&at| is(tree, at, "docpublicationname")).collect();
    for (at, &head) in heads.iter().enumerate() {
        let next = heads.get(at + 1).copied().unwrap_or(tree.nodes.len());
        let article = tree.ancestors(head).find(|&outer| tree.nodes[outer].tag() == "article");
        let range = article.map_or(head..next, |article| article..tree.nodes[article].end);
        let whole = tree.readable_range(range.clone()).text;
        pieces.push_of(1, &whole, piece(tree, head, range));
    }
    !heads.is_empty()
}

fn is(tree: &Tree, at: usize, word: &str) -> bool {
    tree.nodes[at].attribute("class").is_some_and(|class| class.to_ascii_lowercase().contains(word))
}

fn piece(tree: &Tree, head: usize, range: Range<usize>) -> Piece {
    let find = |word: &str| range.clone().find(|&at| is(tree, at, word));
    // The innermost of those that are named as the title.
    let title_at = range.clone().rev().find(|&at| is(tree, at, "titrearticle"));
    let headers: Vec<String> =
        range.clone().filter(|&at| is(tree, at, "docheader")).map(|at| tree.text_of(at)).collect();
    let when = |text: &str| read_when(text, None).filter(|date| date.day.is_some());
    let date = headers.iter().find_map(|text| when(text)).or_else(|| when(&headers.join(" ")));
    let section =
        headers.iter().find(|text| when(text).is_none()).map(|text| text.trim_matches([',', ';', ' ']).to_owned());
    let source = tree.text_of(head);
    let author = ["docauthors", "bottomnews", "author"].iter().find_map(|word| find(word)).map(|at| tree.text_of(at));
    let mut known = Known {
        title: title_at.map(|at| tree.text_of(at)).filter(|title| !title.is_empty()),
        date,
        source: Some(source.split([',', '\n']).next().unwrap_or("").trim().to_owned())
            .filter(|source| !source.is_empty()),
        category: section.filter(|section| !section.is_empty() && section.chars().count() < 60),
        author: author.filter(|by| !by.is_empty() && by.chars().count() <= 2 * LONGEST_AUTHOR_CHARS),
        ..Known::default()
    };
    let text = match find("doctext").or_else(|| find("dococurrcontainer")) {
        Some(at) => tree.readable(at).text,
        None => below(tree, title_at.map_or(head + 1, |at| tree.nodes[at].end)..range.end, &mut known),
    };
    Piece { name: None, text: story(&text), known }
}

/// The text of a document that is no element of its own.
fn below(tree: &Tree, range: Range<usize>, known: &mut Known) -> String {
    let text = tree.readable_range(range).text;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or("");
    let is_name = first.chars().count() <= LONGEST_AUTHOR_CHARS && !first.trim_end().ends_with(['.', '!', '?', '…']);
    if known.author.is_none() && is_name && lines.next().is_some_and(|next| next.chars().count() > LONGEST_AUTHOR_CHARS)
    {
        known.author = Some(first.trim().to_owned());
        return text.trim_start()[first.trim_start().len()..].to_owned();
    }
    text
}

/// A text up to what the database writes below it.
fn story(text: &str) -> String {
    let ends = |line: &str| {
        let lower = line.trim().to_lowercase();
        #[rustfmt::skip]
        const ENDS: [&str; 9] = [
            "document number", "numéro de document", "número de documento", "this certificate", "ce certificat", "certificate issued",
            "certificat émis", "référence(s)", "note(s) :",
        ];
        is_copyright(line)
            || ENDS.iter().any(|end| lower.starts_with(end))
            || lower.starts_with("news·")
            || is_number(&lower)
    };
    let kept: Vec<&str> = text.lines().take_while(|line| !ends(line)).collect();
    let kept = kept.join("\n");
    let kept = kept.trim();
    if kept.is_empty() { String::new() } else { format!("{kept}\n") }
}

/// `news-20200302-HD-3`.
fn is_number(line: &str) -> bool {
    let digits = line.strip_prefix("news-").or_else(|| line.strip_prefix("news·"));
    digits.is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() == 8)
}
