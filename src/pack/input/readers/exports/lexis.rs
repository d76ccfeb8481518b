//! LexisNexis (text, HTML) and Nexis Uni (DOCX, RTF): documents with a head of source, date and title, labels, and the
//! text. The cover with the day of the download is left out, and so are the labels below the text.

use super::lexis_labels::{Label, is_copyright, is_edition, is_end, is_number, label};
use super::{joined, paragraphs};
use crate::article::{Date, Known};
use crate::pack::input::left_out::LeftOut;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;

/// A document whose text has less than this share of the words it says it has is told, in hundredths.
const LEAST_PERCENT: usize = 60;

/// Whether a page is an export of LexisNexis.
pub(super) fn is_page(markup: &str) -> bool {
    markup.contains("<DOCFULL>") || markup.contains("NAME=\"DOC_ID_0_")
}

/// Reads a text; `title` is what its file says is its title. False when it is none of these.
pub(super) fn read(text: &str, title: Option<&str>, pieces: &mut Pieces<'_>) -> bool {
    let paragraphs = paragraphs(text);
    let numbered = paragraphs.iter().filter(|(_, lines)| lines.iter().any(|line| is_number(line))).count();
    let ended = paragraphs.iter().filter(|(_, lines)| lines.iter().any(|line| is_end(line))).count();
    let labelled = |(_, lines): &(u64, Vec<&str>)| matches!(label(lines[0]), Some((Label::Length, _)));
    if numbered + ended == 0 || !paragraphs.iter().any(labelled) {
        return false;
    }
    let mut short = 0;
    for (line, document) in documents(&paragraphs, numbered >= ended) {
        let (head, body) = parted(&document, title.filter(|_| line == 1));
        let Some(read) = article(&head, &body) else {
            pieces.omitted.bytes(LeftOut::Apparatus, bytes(&document));
            continue;
        };
        short += u64::from(read.words_told.is_some_and(|told| read.words * 100 < told * LEAST_PERCENT));
        pieces.omitted.bytes(LeftOut::Apparatus, bytes(&document).saturating_sub(read.piece.text.len() as u64));
        pieces.push(line, read.piece);
    }
    if short > 0 {
        pieces.note(&format!("documents with far fewer words than their length says: {short}"));
    }
    true
}

fn bytes(document: &[(u64, Vec<&str>)]) -> u64 {
    document.iter().flat_map(|(_, lines)| lines).map(|line| line.trim().len() as u64).sum()
}

type Paragraph<'t> = (u64, Vec<&'t str>);

/// The documents of a text with their first lines: after a number, or up to an end.
fn documents<'t>(paragraphs: &[Paragraph<'t>], numbered: bool) -> Vec<(u64, Vec<Paragraph<'t>>)> {
    let mut all: Vec<(u64, Vec<Paragraph<'t>>)> = Vec::new();
    let mut open: Option<Vec<Paragraph<'t>>> = if numbered { None } else { Some(Vec::new()) };
    let close = |open: Option<Vec<Paragraph<'t>>>, all: &mut Vec<_>| {
        if let Some(document) = open.filter(|document| !document.is_empty()) {
            all.push((document[0].0, document));
        }
    };
    for (line, lines) in paragraphs {
        let parts = lines.iter().position(|line| if numbered { is_number(line) } else { is_end(line) });
        let Some(at) = parts else {
            open.iter_mut().for_each(|document| document.push((*line, lines.clone())));
            continue;
        };
        let (before, after) = (lines[..at].to_vec(), lines[at + 1..].to_vec());
        if !before.is_empty() {
            open.iter_mut().for_each(|document| document.push((*line, before.clone())));
        }
        close(open.take(), &mut all);
        let rest = if after.is_empty() { Vec::new() } else { vec![(line + at as u64 + 1, after)] };
        open = Some(rest);
    }
    // What stands after the last end is none.
    if numbered {
        close(open, &mut all);
    }
    all
}

/// The lines above the first label, and the paragraphs from there on.
fn parted<'t>(document: &[Paragraph<'t>], title: Option<&'t str>) -> (Vec<String>, Vec<Paragraph<'t>>) {
    let is_label =
        |paragraph: &Paragraph<'_>| label(paragraph.1[0]).is_some_and(|(label, _)| !matches!(label, Label::Tail));
    let at = document.iter().position(is_label).unwrap_or(document.len());
    let mut head: Vec<String> = title.into_iter().map(str::to_owned).collect();
    for (_, lines) in &document[..at] {
        // Lines that are centred stand for themselves; a headline may be wrapped.
        let centred = lines.iter().all(|line| line.starts_with("     "));
        if centred {
            head.extend(lines.iter().map(|line| joined(&[line])));
        } else {
            head.push(joined(lines));
        }
    }
    (head, document[at..].to_vec())
}

/// An article, and the words it has and says it has.
struct Read {
    piece: Piece,
    words: usize,
    words_told: Option<usize>,
}

fn article(head: &[String], body: &[Paragraph<'_>]) -> Option<Read> {
    let (source, date, title) = told_above(head);
    let mut known = Known { title, date, source, ..Known::default() };
    let (mut text, mut in_text, mut in_tail, mut words_told): (Vec<String>, _, _, _) = (Vec::new(), false, false, None);
    let has_body = body.iter().any(|(_, lines)| matches!(label(lines[0]), Some((Label::Body, _))));
    for (_, lines) in body {
        let value = |rest: &str| joined(&[&[rest], &lines[1..]].concat());
        match label(lines[0]) {
            Some((Label::Title, rest)) if !in_text => known.title = Some(value(rest)),
            Some((Label::Author, rest)) if !in_text => known.author = Some(value(rest)).filter(|by| !by.is_empty()),
            Some((Label::Section, rest)) if !in_text => known.category = section(&value(rest)),
            Some((Label::Length, rest)) if !in_text => words_told = number(rest),
            Some((Label::Lead, rest)) if !in_text => text.push(value(rest)),
            Some((Label::Head, _)) if !in_text => {}
            Some((Label::Body, _)) => (in_text, in_tail) = (true, false),
            Some((Label::Tail, _)) => in_tail = in_text || !has_body,
            _ if is_copyright(lines[0]) => in_tail |= in_text,
            _ if in_tail || has_body && !in_text => {}
            _ => {
                in_text = true;
                text.push(joined(lines));
            }
        }
    }
    let text = text.into_iter().filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n");
    let words = text.split_whitespace().count();
    (words > 0).then_some(Read { piece: Piece { text: format!("{text}\n"), known, name: None }, words, words_told })
}

/// Source, date and title of the lines above the labels: the source and the date, then the title; or the title, the source
/// and the date.
fn told_above(head: &[String]) -> (Option<String>, Option<Date>, Option<String>) {
    let lines: Vec<&String> = head.iter().filter(|line| !is_copyright(line) && !is_number(line)).collect();
    let when = |line: &&String| {
        let short = line.chars().count() <= 80 && !line.contains(':') || line.contains(" AM") || line.contains(" PM");
        read_when(line, None).filter(|date| short && date.year.is_some())
    };
    // Of several the last that has something above it: a cover has its own.
    let dated = lines.iter().enumerate().rev().filter(|(at, _)| *at > 0).find_map(|(at, line)| Some((at, when(line)?)));
    let Some((at, date)) = dated else {
        return (lines.first().map(|l| l.to_string()), None, lines.get(1).map(|l| l.to_string()));
    };
    let after = lines[at + 1..].iter().find(|line| !is_edition(line) && !is_time(line));
    let source = lines[at - 1].clone();
    match after {
        Some(title) => (Some(source), Some(date), Some((*title).clone())),
        None => (Some(source), Some(date), at.checked_sub(2).map(|above| lines[above].clone())),
    }
}

/// Whether a line is a time of day, or a day of the week.
fn is_time(line: &str) -> bool {
    line.chars().count() <= 24 && line.contains(|c: char| c.is_ascii_digit()) && line.contains(':')
}

/// A section without its page.
fn section(value: &str) -> Option<String> {
    let end = value.find([';', ',']).unwrap_or(value.len());
    Some(value[..end].trim().to_owned()).filter(|section| !section.is_empty())
}

fn number(text: &str) -> Option<usize> {
    let digits: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '))
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
