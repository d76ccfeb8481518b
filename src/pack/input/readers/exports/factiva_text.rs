//! Factiva with its field codes, as lines of text: from HTML, RTF or plain text. `HD` the headline, `LP` and `TD` the text;
//! what the other codes tell is no text.

use super::joined;
use crate::article::Known;
use crate::pack::input::left_out::LeftOut;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;

#[rustfmt::skip]
const CODES: [&str; 33] = [
    "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF", "CO", "IN", "NS",
    "RE", "IPD", "IPC", "PUB", "AN", "CX", "CLM", "ART", "SE", "GC", "TI", "RST", "DLN",
];

/// The code that a line begins with, and what follows it.
fn code(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let code = CODES.iter().find(|code| **code == &line[..end])?;
    let rest = &line[end..];
    let parted =
        rest.is_empty() || rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ") || rest.trim().is_empty();
    parted.then(|| (*code, rest.trim()))
}

/// Reads a text. False when it has no such codes.
pub(super) fn read(text: &str, pieces: &mut Pieces<'_>) -> bool {
    let found = |wanted: &[&str]| text.lines().any(|line| code(line).is_some_and(|(code, _)| wanted.contains(&code)));
    if !(found(&["HD"]) && found(&["PD"]) && found(&["LP", "TD"])) {
        return false;
    }
    let mut article = Article::default();
    for (at, line) in text.lines().enumerate() {
        let line_number = at as u64 + 1;
        match code(line) {
            Some((code, rest)) => {
                // An article begins with its section or its headline.
                if matches!(code, "SE" | "HD" | "CLM") && article.has(&["HD"]) && article.has(&["LP", "TD", "AN"]) {
                    std::mem::take(&mut article).hand_over(pieces);
                }
                if article.fields.is_empty() {
                    article.line = line_number;
                }
                article.fields.push((code, vec![rest]));
            }
            None if article.ends_at(line) => {}
            None => article.fields.last_mut().into_iter().for_each(|(_, lines)| lines.push(line)),
        }
    }
    article.hand_over(pieces);
    true
}

/// The fields of an article with their lines, in order.
#[derive(Default)]
struct Article<'t> {
    line: u64,
    fields: Vec<(&'static str, Vec<&'t str>)>,
}

impl<'t> Article<'t> {
    fn has(&self, codes: &[&str]) -> bool {
        self.fields.iter().any(|(code, _)| codes.contains(code))
    }

    /// After the last code stands the file's own foot.
    fn ends_at(&self, line: &str) -> bool {
        self.fields.last().is_some_and(|(code, _)| *code == "AN") && !line.trim().is_empty()
    }

    fn value(&self, code: &str) -> Option<String> {
        let (_, lines) = self.fields.iter().find(|(other, _)| *other == code)?;
        Some(joined(lines)).filter(|value| !value.is_empty())
    }

    fn hand_over(self, pieces: &mut Pieces<'_>) {
        let of_text = |code: &str| matches!(code, "LP" | "TD");
        let mut text: Vec<String> = Vec::new();
        for (_, lines) in self.fields.iter().filter(|(code, _)| of_text(code)) {
            // An empty line ends a paragraph.
            for paragraph in lines.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty()) {
                text.push(joined(paragraph));
            }
        }
        let others = self.fields.iter().filter(|(code, _)| !of_text(code)).flat_map(|(_, lines)| lines);
        pieces.omitted.bytes(LeftOut::Apparatus, others.map(|line| line.trim().len() as u64).sum());
        if self.fields.is_empty() {
            return;
        }
        let time = self.value("ET");
        let known = Known {
            title: self.value("HD").or_else(|| self.value("TI")),
            date: self.value("PD").and_then(|date| read_when(&date, time.as_deref())),
            source: self.value("SN"),
            category: self.value("SE").or_else(|| self.value("CLM")),
            author: self.value("BY").map(|by| by.trim_start_matches("By ").trim_start_matches("by ").to_owned()),
            ..Known::default()
        };
        let name = self.value("AN").map(|name| name.trim_start_matches("Document ").to_owned());
        let text = text.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n");
        pieces.push(self.line, Piece { name, text: if text.is_empty() { text } else { text + "\n" }, known });
    }
}
