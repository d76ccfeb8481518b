//! Corpora in the forms linguists and libraries keep: CoNLL-U, vertical text, FoLiA, ALTO, PAGE, hOCR, and subtitles.
//! Their words become running text again, with the lemmas and classes that they tell of them; what else they tell is left
//! out.

mod columns;
mod conllu;
mod marked;
mod scanned;
mod subtitles;
mod vertical;

pub(super) use conllu::read as read_conllu;
pub(super) use scanned::{is_hocr, read_hocr};
pub(super) use subtitles::read as read_subtitles;
pub(super) use vertical::read as read_vertical;

use super::elements::{Elements, Node};
use super::pieces::{Piece, Pieces};
use crate::article::Known;
use crate::index::gloss::{GlossKind, gloss_key};

/// What a stream of XML is, by its outermost element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Alto,
    Page,
    Folia,
}

/// The kind of an outermost element.
pub(super) fn kind_of(root: &str) -> Option<Kind> {
    match root {
        "alto" => Some(Kind::Alto),
        "PcGts" => Some(Kind::Page),
        "FoLiA" => Some(Kind::Folia),
        _ => None,
    }
}

/// Reads a stream: the paragraphs of one article.
pub(super) fn read(kind: Kind, elements: &mut Elements<'_>, pieces: &mut Pieces<'_>) {
    let (mut paragraphs, mut known): (Vec<String>, Known) = (Vec::new(), Known::default());
    let mut bytes = 0_u64;
    let is_item = |node: &Node| match kind {
        Kind::Alto => node.name == "TextBlock",
        Kind::Page => node.name == "TextRegion",
        Kind::Folia => matches!(node.name.as_str(), "p" | "head" | "s" | "meta" | "event" | "utt"),
    };
    elements.each(pieces, is_item, |node, line, pieces| {
        let paragraph = match kind {
            Kind::Alto => scanned::alto_block(&node),
            Kind::Page => scanned::page_region(&node),
            Kind::Folia => marked::paragraph(&node, &mut known),
        };
        bytes += paragraph.len() as u64;
        if let Err(reason) = pieces.room.fits(bytes) {
            if !paragraphs.is_empty() {
                pieces.fault(line, reason);
            }
            paragraphs.clear();
            known.words.clear();
        } else if !paragraph.is_empty() {
            paragraphs.push(paragraph);
        }
    });
    if !paragraphs.is_empty() {
        pieces.push(1, Piece { name: None, text: paragraphs.join("\n\n") + "\n", known });
    }
}

/// The keys of a word, as a list of words takes them: of its lemmas and of its classes, where these say something.
pub(super) fn keys(lemmas: &[impl AsRef<str>], classes: &[impl AsRef<str>]) -> String {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |kind, value: &str| {
        let says = !matches!(value, "_" | "-" | "--" | "<unknown>" | "__UNDEF__");
        keys.extend(gloss_key(kind, value).filter(|key| says && !keys.contains(key)));
    };
    lemmas.iter().for_each(|lemma| add(GlossKind::Lemma, lemma.as_ref()));
    classes.iter().for_each(|class| add(GlossKind::Class, class.as_ref()));
    keys.join("\n")
}

/// Lines as one paragraph: a word that the end of a line breaks is whole again.
fn joined_lines(lines: impl Iterator<Item = String>) -> String {
    let mut all = String::new();
    for line in lines {
        let line = line.trim();
        let broken = all
            .strip_suffix(['-', '\u{2010}', '\u{ad}', '¬', '⸗'])
            .filter(|before| before.ends_with(char::is_alphabetic));
        match broken.map(str::len) {
            Some(kept) if line.starts_with(char::is_lowercase) => all.truncate(kept),
            _ if !all.is_empty() && !line.is_empty() => all.push(' '),
            _ => {}
        }
        all.push_str(line);
    }
    all
}

/// Puts words together: no space before a sign that closes, nor after one that opens.
#[derive(Clone, Debug, Default)]
struct Words {
    text: String,
    glued: bool,
}

impl Words {
    fn push(&mut self, word: &str, space_after: bool) {
        let open = self.text.ends_with(['(', '[', '{', '«', '“', '‘', '¿', '¡', '„', '\u{a0}']);
        let closes = word.chars().all(|c| ".,;:!?)]}»”’%…。，、！？".contains(c));
        if !self.text.is_empty() && !self.glued && !open && !closes {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.glued = !space_after;
    }

    /// What is next follows without a space.
    fn glue(&mut self) {
        self.glued = true;
    }

    fn take(&mut self) -> String {
        self.glued = false;
        std::mem::take(&mut self.text)
    }
}

/// What an attribute or a comment of a corpus tells, by its usual names.
fn tell(known: &mut Known, name: &str, value: &str) {
    let value = value.trim();
    if value.is_empty() || matches!(value, "_" | "NA" | "null" | "none") {
        return;
    }
    let text = || Some(value.to_owned());
    match name.to_ascii_lowercase().as_str() {
        "title" | "headline" | "meta::title" | "titre" | "titel" => known.title = known.title.take().or_else(text),
        "date" | "pubdate" | "published" | "datum" | "datefrom" | "year" | "meta::date" => {
            known.date = known.date.or_else(|| super::records::read_when(value, None));
        }
        "source" | "publication" | "newspaper" | "publisher" | "outlet" | "journal" | "meta::source" => {
            known.source = known.source.take().or_else(text);
        }
        "author" | "speaker" | "speaker_name" | "byline" | "meta::author" => {
            known.author = known.author.take().or_else(text)
        }
        "section" | "category" | "topic" | "rubric" | "genre" => known.category = known.category.take().or_else(text),
        "url" | "link" | "uri" if value.starts_with("http") => known.url = known.url.take().or_else(text),
        _ => {}
    }
}
