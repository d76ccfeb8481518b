//! Paragraphs and runs of a Word file, as its parts are read into them. It reads no XML.

use super::style::Style;
use crate::text::{lowered, raised};

/// A paragraph, or a row of a table whose cells hold no more than a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub text: String,
    pub style: Style,
    /// It stands for what another part of the file holds: the relationship that names the part.
    pub part: Option<String>,
    /// The paragraph after it goes on where it ends: it is a drop cap, or its end was deleted.
    pub goes_on: bool,
}

/// A stretch of text with properties of its own.
#[derive(Default)]
pub(super) struct Run {
    pub text: String,
    pub hidden: bool,
    pub struck: bool,
    pub height: Height,
}

/// Half-points that a run is shifted by at least to stand raised or lowered; less sets it right beside a picture.
const LEAST_SHIFT: i32 = 3;

/// Where the letters of a run stand.
#[derive(Clone, Copy, Default)]
pub(super) enum Height {
    #[default]
    Line,
    Raised,
    Lowered,
    /// Shifted by hand, so that only figures are sure to be raised or lowered.
    RaisedFigures,
    LoweredFigures,
}

impl Height {
    fn of(told: &str) -> Self {
        match told {
            "superscript" => Self::Raised,
            "subscript" => Self::Lowered,
            _ => Self::Line,
        }
    }

    fn shifted(half_points: i32) -> Self {
        match half_points {
            LEAST_SHIFT.. => Self::RaisedFigures,
            _ if half_points <= -LEAST_SHIFT => Self::LoweredFigures,
            _ => Self::Line,
        }
    }
}

impl Run {
    /// Takes one of its properties.
    pub fn set(&mut self, name: &str, value: &str) {
        match name {
            "vanish" => self.hidden = is_on(value),
            "strike" | "dstrike" => self.struck = is_on(value),
            "vertAlign" => self.height = Height::of(value),
            _ => self.height = value.parse().map_or(Height::Line, Height::shifted),
        }
    }

    /// Its text as it is written after `before`.
    pub fn written(&self, before: &str) -> String {
        let figures = !self.text.contains(char::is_alphabetic);
        match self.height {
            Height::Raised => raised(&self.text, before),
            Height::Lowered => lowered(&self.text),
            Height::RaisedFigures if figures => raised(&self.text, before),
            Height::LoweredFigures if figures => lowered(&self.text),
            _ => self.text.clone(),
        }
    }
}

/// Whether a property that is either there or not is there.
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

/// A row as one line of cells, when each holds a line at most; else the paragraphs of its cells one after the other.
pub(super) fn paragraphs_of(mut row: Vec<Vec<Paragraph>>) -> Vec<Paragraph> {
    let filled = row.iter().filter(|cell| !cell.is_empty()).count();
    let lines = row
        .iter()
        .all(|cell| cell.len() < 2 && cell.iter().all(|line| line.part.is_none() && !line.text.contains('\n')));
    if filled < 2 || !lines {
        return row.into_iter().flatten().collect();
    }
    let cells = row.iter_mut().map(|cell| cell.pop().unwrap_or_default().text);
    let text = cells.map(|cell| cell.trim().to_owned()).collect::<Vec<_>>().join("\t");
    vec![Paragraph { text, ..Paragraph::default() }]
}

/// Paragraphs that go on in the next one are joined to it.
pub(super) fn joined(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for mut paragraph in paragraphs {
        if let Some(before) = all.pop_if(|before| before.goes_on) {
            paragraph.text.insert_str(0, &before.text);
        }
        all.push(paragraph);
    }
    all
}
