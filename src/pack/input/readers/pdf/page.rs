//! The text operators of a page, as ISO 32000-1 (chapter 9) has them: which character is shown where. Colours, paths and
//! pictures are passed over; text that a file marks as no part of its content (page numbers, running heads) is left out.

use super::line::{Lines, Sign};
use crate::pack::input::skip::Reason;
use hayro_font::hayro_cmap::{BfString, load_embedded};
use hayro_font::hayro_syntax::content::TypedIter;
use hayro_font::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_font::hayro_syntax::object::dict::keys::{FORM, MATRIX, RESOURCES, SUBTYPE};
use hayro_font::hayro_syntax::object::{Dict, Name, Number, Object, Stream};
use hayro_font::hayro_syntax::page::{Page, Resources};
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, UNITS_PER_EM};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes of a stream that count as one step.
const STEP_BYTES: u64 = 16;
/// Steps of reading a font.
const FONT_STEPS: u64 = 1000;
/// Forms inside forms at most.
const DEEPEST: u8 = 16;
/// States saved inside each other at most.
const MOST_SAVED: usize = 256;

/// Counts the work that a file makes.
pub struct Work<'s> {
    left: u64,
    text_bytes: u64,
    stop: &'s AtomicBool,
}

impl<'s> Work<'s> {
    /// Nothing done yet of so many steps, for a text of so many bytes; ends early when it is told to stop.
    pub fn new(steps: u64, text_bytes: u64, stop: &'s AtomicBool) -> Self {
        Self { left: steps, text_bytes, stop }
    }

    /// Whether a text may be as large as it is by now.
    fn holds(&self, found_bytes: u64) -> Result<(), Reason> {
        let limit_bytes = self.text_bytes;
        if found_bytes > limit_bytes { Err(Reason::TooLarge { found_bytes, limit_bytes }) } else { Ok(()) }
    }

    fn steps(&mut self, steps: u64) -> Result<(), Reason> {
        self.left = self.left.checked_sub(steps).ok_or(Reason::Laborious)?;
        if self.stop.load(Ordering::Relaxed) { Err(Reason::Laborious) } else { Ok(()) }
    }
}

/// The pages of a document, read one after the other.
pub struct Pages<'a, 's> {
    /// What was read.
    pub lines: Lines,
    /// Characters shown.
    pub told: u64,
    /// Signs shown of which the fonts do not tell the character.
    pub untold: u64,
    work: Work<'s>,
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
}

/// How text is shown, and where.
#[derive(Clone)]
struct State<'a> {
    /// From the page's own coordinates.
    page: Affine,
    font: Option<Font<'a>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    place: Affine,
    line: Affine,
}

impl State<'_> {
    fn new(page: Affine) -> Self {
        let (place, line) = (Affine::IDENTITY, Affine::IDENTITY);
        let [size, stretch] = [1.0; 2];
        let [letter_gap, word_gap, leading, rise] = [0.0; 4];
        Self { page, font: None, size, letter_gap, word_gap, stretch, leading, rise, place, line }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.place = self.line;
    }

    fn step(&mut self, advance: Vec2) {
        self.place *= Affine::translate(advance);
    }

    /// Moves by a number of an array of strings, against the way of writing.
    fn adjust(&mut self, by: f64) {
        let by = -by / f64::from(UNITS_PER_EM) * self.size;
        let horizontal = self.font.as_ref().is_none_or(Font::is_horizontal);
        self.step(if horizontal { Vec2::new(by * self.stretch, 0.0) } else { Vec2::new(0.0, by) });
    }
}

impl<'a, 's> Pages<'a, 's> {
    /// No page yet.
    pub fn new(lines: Lines, work: Work<'s>) -> Self {
        // What a file does not bring is measured by the standard fonts.
        let fonts: FontResolverFn = Arc::new(|query: &FontQuery| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
        });
        let cmaps: CMapResolverFn = Arc::new(load_embedded);
        Self { lines, told: 0, untold: 0, work, cache: FontCache::new(), fonts, cmaps }
    }

    /// Reads a page.
    ///
    /// # Errors
    /// When the file makes more work than it may.
    pub fn page(&mut self, number: u32, page: &Page<'a>) -> Result<(), Reason> {
        self.lines.page(number);
        let content = page.page_stream().unwrap_or(&[]);
        self.content(content, page.resources(), State::new(Affine::IDENTITY), 0)
    }

    fn content(&mut self, bytes: &[u8], resources: &Resources<'a>, first: State<'a>, depth: u8) -> Result<(), Reason> {
        self.work.steps(1 + bytes.len() as u64 / STEP_BYTES)?;
        let (mut state, mut saved) = (first, Vec::new());
        // Open marks of content, and the one from which on nothing counts.
        let (mut marks, mut unread) = (0_u32, None);
        let mut ops = TypedIter::new(bytes);
        while let Some(op) = ops.next() {
            self.work.steps(1)?;
            match op {
                Op::SaveState(_) if saved.len() < MOST_SAVED => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(t) => state.page *= affine([t.0, t.1, t.2, t.3, t.4, t.5]),
                Op::BeginText(_) => (state.place, state.line) = (Affine::IDENTITY, Affine::IDENTITY),
                Op::CharacterSpacing(gap) => state.letter_gap = gap.0.as_f64(),
                Op::WordSpacing(gap) => state.word_gap = gap.0.as_f64(),
                Op::HorizontalScaling(percent) => state.stretch = percent.0.as_f64() / 100.0,
                Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
                Op::TextRise(rise) => state.rise = rise.0.as_f64(),
                Op::TextFont(font) => {
                    state.font = self.font(resources, font.0)?;
                    state.size = font.1.as_f64();
                }
                Op::NextLine(step) => state.next_line(step.0.as_f64(), step.1.as_f64()),
                Op::NextLineAndSetLeading(step) => {
                    state.leading = -step.1.as_f64();
                    state.next_line(step.0.as_f64(), step.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
                Op::SetTextMatrix(t) => {
                    state.line = affine([t.0, t.1, t.2, t.3, t.4, t.5]);
                    state.place = state.line;
                }
                Op::ShowText(text) => self.show(&mut state, text.0.as_bytes(), unread.is_none())?,
                Op::NextLineAndShowText(text) => {
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, text.0.as_bytes(), unread.is_none())?;
                }
                Op::ShowTextWithParameters(text) => {
                    (state.word_gap, state.letter_gap) = (text.0.as_f64(), text.1.as_f64());
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, text.2.as_bytes(), unread.is_none())?;
                }
                Op::ShowTexts(parts) => {
                    for part in parts.0.iter::<Object<'_>>() {
                        self.work.steps(1)?;
                        match part {
                            Object::String(text) => self.show(&mut state, text.as_bytes(), unread.is_none())?,
                            Object::Number(by) => state.adjust(by.as_f64()),
                            _ => {}
                        }
                    }
                }
                Op::XObject(name) if depth < DEEPEST && unread.is_none() => {
                    if let Some(form) = resources.get_x_object(name.0) {
                        self.form(&form, resources, &state, depth + 1)?;
                    }
                }
                Op::BeginMarkedContent(mark) => open(&mut marks, &mut unread, mark.0),
                Op::BeginMarkedContentWithProperties(mark) => open(&mut marks, &mut unread, mark.0),
                Op::EndMarkedContent(_) => {
                    marks = marks.saturating_sub(1);
                    unread = unread.filter(|&from| marks > from);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a page's part that is stored apart.
    fn form(&mut self, form: &Stream<'a>, outer: &Resources<'a>, state: &State<'a>, depth: u8) -> Result<(), Reason> {
        let dict = form.dict();
        if dict.get::<Name<'_>>(SUBTYPE).is_none_or(|kind| kind.as_ref() != FORM) {
            return Ok(());
        }
        let Ok(content) = form.decoded_data() else { return Ok(()) };
        let mut inner = state.clone();
        inner.page *= dict.get::<[f64; 6]>(MATRIX).map_or(Affine::IDENTITY, Affine::new);
        let own = dict.get::<Dict<'a>>(RESOURCES).map(Resources::new);
        self.content(&content, own.as_ref().unwrap_or(outer), inner, depth)
    }

    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Result<Option<Font<'a>>, Reason> {
        self.work.steps(FONT_STEPS)?;
        let Some(dict) = resources.get_font(name) else { return Ok(None) };
        Ok(self.cache.font(&dict, &self.fonts, &self.cmaps))
    }

    /// Shows a string.
    fn show(&mut self, state: &mut State<'a>, bytes: &[u8], read: bool) -> Result<(), Reason> {
        let Some(font) = state.font.clone() else {
            self.untold += bytes.len() as u64;
            return self.work.steps(bytes.len() as u64);
        };
        let (mut at, em) = (0, f64::from(UNITS_PER_EM));
        while at < bytes.len() {
            self.work.steps(1)?;
            let (code, length) = font.read_code(bytes, at);
            let single_space = length == 1 && code == 32;
            at += length.max(1);
            let units = font.code_advance(code);
            let gap = state.letter_gap + if single_space { state.word_gap } else { 0.0 };
            let advance = |units: f64| units / em * state.size;
            let (glyph, step) = if font.is_horizontal() {
                let glyph = Vec2::new(advance(units.x) * state.stretch, 0.0);
                (glyph, glyph + Vec2::new(gap * state.stretch, 0.0))
            } else {
                let glyph = Vec2::new(0.0, advance(units.y));
                (glyph, glyph + Vec2::new(0.0, gap))
            };
            if read {
                self.sign(state, &font, code, glyph);
            }
            state.step(step);
        }
        self.work.holds(self.lines.bytes() as u64)
    }

    fn sign(&mut self, state: &State<'a>, font: &Font<'a>, code: u32, advance: Vec2) {
        let unicode = match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let mut text = String::new();
        match unicode {
            Some(BfString::Char(letter)) => push(&mut text, letter),
            Some(BfString::String(letters)) => letters.chars().for_each(|letter| push(&mut text, letter)),
            None => {}
        }
        if text.is_empty() {
            self.untold += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        } else {
            self.told += 1;
        }
        let whole = state.page * state.place;
        let start = whole * Point::new(0.0, state.rise);
        let end = whole * (Point::new(0.0, state.rise) + advance);
        let size = (whole * Point::new(0.0, state.size) - whole * Point::ZERO).hypot();
        self.lines.sign(Sign { text: &text, start, end, size });
    }
}

/// Opens a mark of content.
fn open(marks: &mut u32, unread: &mut Option<u32>, tag: &Name<'_>) {
    if tag.as_ref() == b"Artifact" && unread.is_none() {
        *unread = Some(*marks);
    }
    *marks += 1;
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// Adds a character as text has it: a ligature is a shape of letters that stand in the text, and a control says nothing.
fn push(text: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => text.push(' '),
        _ if letter.is_control() => {}
        _ => text.push(letter),
    }
}
