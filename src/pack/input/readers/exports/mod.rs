//! What news databases hand out: one file with many articles, each under labels of the database's own. Cover lists, the
//! day of the download and the labels are no text.
//!
//! It is told of a text or a page by what is in it, never by its name.

mod europresse;
mod factiva;
mod factiva_text;
mod lexis;
mod lexis_labels;
mod proquest;
mod wire;

pub(super) use factiva::is_article as is_factiva_article;
pub(super) use factiva::piece_of as factiva_piece;

use super::html::{Tree, fragment};
use super::pieces::Pieces;

/// Reads a plain text, or the text of a word processor's file, as an export. False when it is none.
pub(super) fn read_text(text: &str, title: Option<&str>, pieces: &mut Pieces<'_>) -> bool {
    lexis::read(text, title, pieces)
        || factiva_text::read(text, pieces)
        || proquest::read(text, pieces)
        || wire::read(text, pieces)
}

/// Reads a page as an export. False when it is none.
pub(super) fn read_page(markup: &str, pieces: &mut Pieces<'_>) -> bool {
    if europresse::is_export(markup) {
        return europresse::read(&Tree::parse(markup), pieces);
    }
    if factiva::is_export(markup) {
        return factiva::read(&Tree::parse(markup), pieces);
    }
    if lexis::is_page(markup) || proquest::is_page(markup) {
        return read_text(&fragment(markup).text, None, pieces);
    }
    false
}

/// The paragraphs of a text: lines that follow one another without an empty line, with the number of the first.
fn paragraphs(text: &str) -> Vec<(u64, Vec<&str>)> {
    let (mut all, mut open): (Vec<(u64, Vec<&str>)>, bool) = (Vec::new(), false);
    for (at, line) in text.lines().enumerate() {
        let empty = line.trim().is_empty();
        match all.last_mut() {
            Some((_, lines)) if open && !empty => lines.push(line),
            _ if !empty => all.push((at as u64 + 1, vec![line])),
            _ => {}
        }
        open = !empty;
    }
    all
}

/// Lines as one.
fn joined(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
}
