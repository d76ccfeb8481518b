//! The paragraphs of a part of a Word file: its text, or its notes. Boxes stand after the paragraph they hang on, and once;
//! what was deleted or moved away while changes were tracked is left out, and counted.
//!
//! It knows no file and no other part.

use super::math::Math;
use super::paragraph::{Height, Paragraph, Run, is_on, joined, paragraphs_of};
use super::style::Styles;
use super::symbol::sign;
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::readers::edits::{self, Edit, Edited};
use crate::pack::input::readers::xml::{Element, Event, Events};
use crate::pack::input::skip::Reason;
use crate::text::raised;
use std::collections::BTreeMap;

/// What a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
    Comment,
}

/// A note by its kind and the id it has in its part.
pub(super) type NoteId = (NoteKind, String);

/// A part that was read.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub paragraphs: Vec<Paragraph>,
    /// The notes that it refers to, in reading order.
    pub referred: Vec<NoteId>,
    /// The notes that it holds.
    pub notes: BTreeMap<NoteId, Vec<Paragraph>>,
    /// What was struck inside words.
    pub struck: Vec<String>,
    pub omitted: Omitted,
}

/// Reads a part. Linear in its size.
///
/// # Errors
/// When its XML is broken.
pub(super) fn story(xml: &str, styles: &Styles) -> Result<Story, Reason> {
    let mut events = Events::new(xml);
    let mut reading = Reading { styles, sinks: vec![Vec::new()], ..Reading::new(styles) };
    while let Some(event) = events.next()? {
        match event {
            Event::Open(element) => reading.open(&element),
            Event::Close(name) => reading.close(&name),
            Event::Text(text) => reading.text(&text),
        }
    }
    Ok(reading.finish())
}

/// A paragraph in the making.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    /// The paragraphs of the boxes that hang on it.
    boxes: Vec<Paragraph>,
    /// Its parts that were struck.
    edits: Vec<Edited>,
}

struct Reading<'s> {
    styles: &'s Styles,
    story: Story,
    /// Where paragraphs go: the part, and inside it the cell, the box or the note that is open.
    sinks: Vec<Vec<Paragraph>>,
    open: Vec<Open>,
    runs: Vec<Run>,
    /// The cells of the rows that are open.
    rows: Vec<Vec<Vec<Paragraph>>>,
    /// The notes that are open; `None` for the line above notes.
    notes: Vec<Option<NoteId>>,
    /// For each element that is open, whether it is passed over by itself.
    path: Vec<bool>,
    /// Why what is open is passed over, from the outside in; `None` where it stands elsewhere, or is no text.
    passed: Vec<Option<LeftOut>>,
    /// Of each choice between forms that is open: bytes written before it, and whether a form was read.
    choices: Vec<(usize, bool)>,
    math: Math,
    /// The numbers of the notes that are referred to.
    numbers: BTreeMap<NoteId, usize>,
    /// Bytes of text read.
    written: usize,
    /// Properties of paragraphs that are open, and elements of text.
    properties: u32,
    texts: u32,
}

impl<'s> Reading<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            story: Story::default(),
            sinks: Vec::new(),
            open: Vec::new(),
            runs: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            path: Vec::new(),
            passed: Vec::new(),
            choices: Vec::new(),
            math: Math::default(),
            numbers: BTreeMap::new(),
            written: 0,
            properties: 0,
            texts: 0,
        }
    }

    fn open(&mut self, element: &Element) {
        let passes = self.passes(element);
        self.path.push(passes.is_some());
        self.passed.extend(passes);
        match element.name.as_str() {
            "p" => self.open.push(Open::default()),
            "r" => self.runs.push(Run::default()),
            "t" | "delText" => self.texts += 1,
            "pPr" => self.properties += 1,
            "txbxContent" => self.sinks.push(Vec::new()),
            "tr" => self.rows.push(Vec::new()),
            "tc" => self.sinks.push(Vec::new()),
            "AlternateContent" => self.choices.push((self.written, false)),
            "footnote" | "endnote" | "comment" => {
                self.sinks.push(Vec::new());
                let line = element.attribute("type").is_some_and(|kind| kind.to_lowercase().ends_with("separator"));
                self.notes.push(note_id(element).filter(|_| !line));
            }
            _ if self.passed.is_empty() => {
                let written = self.open.last().map_or(0, |open| open.paragraph.text.len());
                self.math.open(element, written);
                self.mark(element);
            }
            _ => {}
        }
    }

    /// Takes what stands in a paragraph or among its properties.
    fn mark(&mut self, element: &Element) {
        let value = || element.attribute("val").unwrap_or("");
        match element.name.as_str() {
            "tab" | "ptab" if self.properties == 0 => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("‑"),
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let sign = code.map(|code| sign(element.attribute("font").unwrap_or(""), code));
                sign.into_iter().for_each(|sign| self.push(sign.encode_utf8(&mut [0; 4])));
            }
            "textpath" => self.beside(Paragraph {
                text: element.attribute("string").unwrap_or("").to_owned(),
                ..Paragraph::default()
            }),
            "altChunk" => {
                let part = element.attribute("id").map(str::to_owned);
                self.sink().push(Paragraph { part, ..Paragraph::default() });
            }
            "relIds" | "chart" => {
                let part = element.attribute("dm").or_else(|| element.attribute("id")).map(str::to_owned);
                self.beside(Paragraph { part, ..Paragraph::default() });
            }
            "vanish" | "strike" | "dstrike" | "vertAlign" | "position" if self.properties == 0 => {
                self.runs.last_mut().into_iter().for_each(|run| run.set(&element.name, value()));
            }
            "pStyle" => {
                let style = self.styles.of(value());
                self.open.last_mut().into_iter().for_each(|open| open.paragraph.style = style);
            }
            "framePr" if matches!(element.attribute("dropCap"), Some("drop" | "margin")) => self.goes_on(),
            "commentReference" => self.story.referred.extend(note_id(element)),
            "footnoteReference" | "endnoteReference" => self.refer(element),
            _ => {}
        }
    }

    /// Notes that a note is called here, with its mark: Word counts them itself, unless the mark is one of its own.
    fn refer(&mut self, element: &Element) {
        let Some(id) = note_id(element) else { return };
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(id.clone()).or_insert(next);
        self.story.referred.push(id);
        let own = element.attribute("customMarkFollows").is_some_and(is_on);
        if own {
            self.runs.last_mut().into_iter().for_each(|run| run.height = Height::Raised);
        } else {
            self.push(&raised(&number.to_string(), ""));
        }
    }

    /// Takes what hangs on the open paragraph.
    fn beside(&mut self, paragraph: Paragraph) {
        if paragraph.text.trim().is_empty() && paragraph.part.is_none() {
            return;
        }
        self.written += paragraph.text.len();
        match self.open.last_mut() {
            Some(open) => open.boxes.push(paragraph),
            None => self.sink().push(paragraph),
        }
    }

    fn goes_on(&mut self) {
        self.open.last_mut().into_iter().for_each(|open| open.paragraph.goes_on = true);
    }

    /// Whether an element is passed over, and why.
    fn passes(&mut self, element: &Element) -> Option<Option<LeftOut>> {
        match element.name.as_str() {
            // Among the properties of a paragraph these say that its end was deleted or moved away.
            "del" | "moveFrom" if self.properties > 0 => {
                self.goes_on();
                None
            }
            "del" | "delText" => Some(Some(LeftOut::Deleted)),
            // How the words of a ruby are read stands beside them.
            "moveFrom" | "instrText" | "rt" | "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" => Some(None),
            // The first form that has text is read; the others say the same in older words.
            "Choice" | "Fallback" => self.choices.last().filter(|(_, read)| *read).map(|_| None),
            _ => None,
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => self.end_run(),
            "t" | "delText" => self.texts = self.texts.saturating_sub(1),
            "pPr" => self.properties = self.properties.saturating_sub(1),
            "txbxContent" => {
                let boxed = self.sinks.pop().unwrap_or_default();
                match self.open.last_mut() {
                    Some(open) => open.boxes.extend(boxed),
                    None => self.sink().extend(boxed),
                }
            }
            "tc" => {
                let cell = self.sinks.pop().unwrap_or_default();
                match self.rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => self.sink().extend(cell),
                }
            }
            "tr" => {
                let row = self.rows.pop().unwrap_or_default();
                self.sink().extend(paragraphs_of(row));
            }
            "Choice" | "Fallback" => {
                let written = self.written;
                self.choices.last_mut().into_iter().for_each(|(before, read)| *read |= written > *before);
            }
            "AlternateContent" => _ = self.choices.pop(),
            "footnote" | "endnote" | "comment" => {
                let note = self.sinks.pop().unwrap_or_default();
                if let Some(id) = self.notes.pop().flatten() {
                    self.story.notes.entry(id).or_default().extend(joined(note));
                }
            }
            _ => {}
        }
        if self.passed.is_empty() {
            let mut none = String::new();
            self.math.close(name, self.open.last_mut().map_or(&mut none, |open| &mut open.paragraph.text));
        }
        if self.path.pop() == Some(true) {
            self.passed.pop();
        }
    }

    fn text(&mut self, text: &str) {
        if self.texts == 0 {
            return;
        }
        match self.passed.first() {
            None => self.push(text),
            Some(reason) => reason.iter().for_each(|&reason| self.story.omitted.bytes(reason, text.len() as u64)),
        }
    }

    fn push(&mut self, text: &str) {
        let into = match (self.runs.last_mut(), self.open.last_mut()) {
            (Some(run), _) => &mut run.text,
            (None, Some(open)) => &mut open.paragraph.text,
            (None, None) => return,
        };
        into.push_str(text);
        self.written += text.len();
    }

    fn end_run(&mut self) {
        let Some(run) = self.runs.pop() else { return };
        if run.hidden {
            self.story.omitted.text(LeftOut::Hidden, &run.text);
        } else if let Some(open) = self.open.last_mut() {
            let before = &mut open.paragraph.text;
            let start = before.len();
            before.push_str(&run.written(before));
            if run.struck {
                open.edits.push(Edited { edit: Edit::Struck, start, end: before.len() });
            }
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Open { mut paragraph, boxes, edits }) = self.open.pop() else { return };
        let (text, struck) = edits::resolved(paragraph.text, &edits);
        paragraph.text = text;
        self.story.struck.extend(struck);
        let sink = self.sink();
        if !paragraph.text.trim().is_empty() {
            sink.push(paragraph);
        }
        sink.extend(boxes);
    }

    fn sink(&mut self) -> &mut Vec<Paragraph> {
        if self.sinks.is_empty() {
            self.sinks.push(Vec::new());
        }
        self.sinks.last_mut().expect("one was pushed")
    }

    /// Ends what a cut file left open.
    fn finish(mut self) -> Story {
        while !self.runs.is_empty() || !self.open.is_empty() {
            self.end_run();
            self.end_paragraph();
        }
        let open = std::mem::take(&mut self.rows).into_iter().flatten().flatten();
        let paragraphs = open.chain(std::mem::take(&mut self.sinks).into_iter().flatten()).collect();
        Story { paragraphs: joined(paragraphs), ..self.story }
    }
}

fn note_id(element: &Element) -> Option<NoteId> {
    let kind = match element.name.as_bytes().first() {
        Some(b'f') => NoteKind::Footnote,
        Some(b'e') => NoteKind::Endnote,
        _ => NoteKind::Comment,
    };
    element.attribute("id").map(|id| (kind, id.to_owned()))
}
