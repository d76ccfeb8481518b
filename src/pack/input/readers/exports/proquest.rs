//! ProQuest: documents under labels such as `Title:` and `Full text:`, with a line of underscores between them.

use super::{joined, paragraphs};
use crate::article::Known;
use crate::pack::input::left_out::LeftOut;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;

/// Whether a page is such an export.
pub(super) fn is_page(markup: &str) -> bool {
    markup.contains("ProQuest") && markup.contains("Full text:") && markup.contains("Publication")
}

#[rustfmt::skip]
const LABELS: [&str; 44] = [
    "title", "author", "publication info", "publication title", "publication date", "publication year", "publication subject",
    "abstract", "links", "full text", "subject", "location", "people", "company / organization", "company", "volume", "issue", "pages",
    "number of pages", "first page", "section", "publisher", "place of publication", "country of publication", "issn", "source type",
    "language of publication", "document type", "proquest document id", "document url", "copyright", "last updated", "database",
    "dateline", "column", "identifier / keyword", "identifiers / keywords", "classification", "source", "credit", "illustration",
    "contact us at", "publication info ", "document feature",
];

/// The label a paragraph begins with, and what follows.
fn label(line: &str) -> Option<(&'static str, &str)> {
    let (name, rest) = line.trim().split_once(':')?;
    let name = name.trim().to_lowercase();
    LABELS.iter().find(|label| **label == name).map(|label| (*label, rest.trim()))
}

fn is_line(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 20 && line.bytes().all(|b| matches!(b, b'_' | b'-' | b'=' | b'*'))
}

/// Reads a text. False when it is none.
pub(super) fn read(text: &str, pieces: &mut Pieces<'_>) -> bool {
    let has = |wanted: &str| text.lines().any(|line| label(line).is_some_and(|(name, _)| name == wanted));
    if !(has("full text")
        && has("title")
        && (has("proquest document id") || has("publication info") || has("publication title")))
    {
        return false;
    }
    let mut open = Entry::default();
    for (line, lines) in paragraphs(text) {
        let mut from = 0;
        for (at, one) in lines.iter().enumerate() {
            // A title begins a document, where no line parts them.
            let begins = is_line(one) || label(one).is_some_and(|(name, _)| name == "title") && open.has("full text");
            if begins {
                open.take(line, &lines[from..at]);
                std::mem::take(&mut open).hand_over(pieces);
                from = at + usize::from(is_line(one));
            }
        }
        open.take(line, &lines[from..]);
    }
    open.hand_over(pieces);
    true
}

#[derive(Default)]
struct Entry {
    line: u64,
    fields: Vec<(&'static str, Vec<String>)>,
    other_bytes: u64,
}

impl Entry {
    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(other, _)| *other == name)
    }

    fn take(&mut self, line: u64, lines: &[&str]) {
        let mut rest: Vec<&str> = Vec::new();
        let mut fields: Vec<(&'static str, Vec<String>)> = Vec::new();
        for one in lines {
            match label(one) {
                Some((name, value)) => fields.push((name, vec![value.to_owned()])),
                None => match fields.last_mut() {
                    Some((_, values)) => values.iter_mut().for_each(|value| *value = joined(&[value, one])),
                    None => rest.push(one),
                },
            }
        }
        match self.fields.last_mut() {
            Some((_, values)) if !rest.is_empty() => values.push(joined(&rest)),
            _ => self.other_bytes += rest.iter().map(|line| line.trim().len() as u64).sum::<u64>(),
        }
        if self.fields.is_empty() {
            self.line = line;
        }
        self.fields.extend(fields);
    }

    fn value(&self, name: &str) -> Option<String> {
        let values = &self.fields.iter().find(|(other, _)| *other == name)?.1;
        Some(values.join(" ").trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn hand_over(self, pieces: &mut Pieces<'_>) {
        let of_text = |name: &str| name == "full text";
        let others = self.fields.iter().filter(|(name, _)| !of_text(name)).flat_map(|(_, values)| values);
        pieces
            .omitted
            .bytes(LeftOut::Apparatus, self.other_bytes + others.map(|value| value.len() as u64).sum::<u64>());
        if self.fields.is_empty() || !self.has("title") {
            return;
        }
        let texts = self.fields.iter().filter(|(name, _)| of_text(name)).flat_map(|(_, values)| values);
        let text: Vec<&str> = texts.map(String::as_str).filter(|text| !text.is_empty()).collect();
        let info = self.value("publication info");
        let date = self.value("publication date").or_else(|| info.clone()).and_then(|date| read_when(&date, None));
        let source =
            self.value("publication title").or_else(|| Some(info?.split([';', ',']).next()?.trim().to_owned()));
        let known = Known {
            title: self.value("title"),
            date,
            source,
            category: self.value("section"),
            author: self.value("author"),
            url: self.value("document url").filter(|url| url.starts_with("http")),
            ..Known::default()
        };
        pieces.push(self.line, Piece { name: self.value("proquest document id"), text: text.join("\n\n"), known });
    }
}
