//! What each line of a text is for: a role for every line, in a few passes over them.
//!
//! It moves and deletes nothing. Rules look at the shape of lines and at set phrases, never at who published them.

use super::credit::{credit, is_scene, is_signature, picture_credit};
use super::dateline::{before_underscore, header, timestamp};
use super::known::Known;
use super::labelled::{Labelled, Mark};
use super::line::{Ending, Line, lines, same};
use super::model::{Block, Role};
use super::scene::Around;
use super::{related, scene, wrap};

const WIDEST_TITLE: u32 = 140;
/// A first line that trails off, or holds two sentences, is a title only when it is no wider.
const WIDEST_LOOSE_TITLE: [u32; 2] = [60, 110];
const WIDEST_QUESTION: u32 = 80;
const WIDEST_LEAD: u32 = 900;
const NARROWEST_LEAD: u32 = 60;
const WIDEST_SUBHEADING: u32 = 140;
const WIDEST_CAPTION: u32 = 400;
const NARROWEST_CAPTION: u32 = 8;
/// The same, of a line without a space in it.
const NARROWEST_LONE_CAPTION: u32 = 24;
/// Lines before the story that are looked at for datelines, a title, a credit.
const FRONT_LINES: usize = 6;
/// A line between the title and a date line is no wider.
const WIDEST_OVER_DATE: u32 = 60;
/// Lines after the story that are looked at for signatures and timestamps.
const TAIL_LINES: usize = 5;

/// The lines of a text outside related blocks and residue, by their index.
struct Story<'t, 's> {
    text: &'t str,
    lines: &'s [Line],
    marks: &'s mut [Mark],
    /// Indices of the story's lines, in order.
    order: Vec<u32>,
}

/// Labels a text of less than 4 GiB. Linear in its length. Up to `title_end` it is a known headline; `known` has the
/// roles that markup gave.
pub(super) fn label<'t>(text: &'t str, title_end: usize, known: &Known) -> Labelled<'t> {
    let mut found = Labelled::default();
    let mut from = title_end;
    let given = Line::new(text, 0, title_end);
    found.blocks.extend(given.map(|line| block(Role::Title, line.start as usize, line.end as usize)));
    if let Some((start, end, date)) = header(&text[from..]) {
        found.blocks.push(block(Role::Header, from + start, from + end));
        found.header = Some(date);
        from += end;
    }
    let mut lines = wrap::paragraphs(text, lines(text, from), known);
    let dateline = split_dateline(text, &mut lines);
    let mut marks = vec![Mark::default(); lines.len()];
    let mut next = 0;
    let told: Vec<_> = lines.iter().map(|line| known.role_at(line.start, &mut next)).collect();
    let markup = if known.roles.is_empty() { &[][..] } else { &told };
    related::mark(text, &lines, markup, &mut marks);
    for (mark, told) in marks.iter_mut().zip(&told) {
        mark.role = mark.role.or(*told);
    }
    if let Some(at) = dateline {
        marks[at].role = Some(Role::Dateline);
    }
    let order = (0..lines.len()).filter(|&i| marks[i].role.is_none()).map(|i| i as u32).collect();
    let mut story = Story { text, lines: &lines, marks: &mut marks, order };
    let story_start = story.front(given.map(|line| line.of(text)), &mut found);
    story.tail(story_start, &mut found);
    story.captions(story_start, &mut found);
    story.scenes(story_start);
    story.lead(story_start);
    story.subheadings(story_start);
    found.blocks.extend(lines.iter().zip(&marks).map(|(line, mark)| Block {
        role: mark.role.unwrap_or(Role::Body),
        start: line.start,
        end: line.end,
        repeats: mark.repeats,
    }));
    found
}

fn block(role: Role, start: usize, end: usize) -> Block {
    Block { role, start: start as u32, end: end as u32, repeats: false }
}

/// Splits the first line that opens with a dateline and an underscore in two; gives the index of the dateline.
fn split_dateline(text: &str, lines: &mut Vec<Line>) -> Option<usize> {
    for at in 0..lines.len().min(FRONT_LINES) {
        let line = lines[at];
        let Some(end) = before_underscore(line.of(text)) else { continue };
        let cut = line.start as usize + end;
        let head = Line::new(text, line.start as usize, cut)?;
        let rest = Line::new(text, cut + 1, line.end as usize)?;
        lines[at] = head;
        lines.insert(at + 1, rest);
        return Some(at);
    }
    None
}

/// A story of a paper has no more lines.
const STORY_LINES: usize = 80;

impl<'t> Story<'t, '_> {
    fn line(&self, at: usize) -> &Line {
        &self.lines[self.order[at] as usize]
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.marks[self.order[at] as usize].role
    }

    fn set(&mut self, at: usize, role: Role, repeats: bool) {
        self.marks[self.order[at] as usize] = Mark { role: Some(role), repeats };
    }

    /// Labels datelines, the title and credits before the story; gives the place in `order` where the story begins.
    fn front(&mut self, mut title: Option<&'t str>, found: &mut Labelled<'t>) -> usize {
        // A dateline split from its paragraph ends the front: no title comes after it.
        let split = self.marks.iter().position(|m| m.role == Some(Role::Dateline));
        for at in 0..self.order.len().min(FRONT_LINES) {
            let line = *self.line(at);
            let after_split = split.is_some_and(|s| s < self.order[at] as usize);
            if let Some(date) = timestamp(line.of(self.text)) {
                found.timestamp = found.timestamp.or(Some(date));
                self.set(at, Role::Dateline, false);
            } else if title.is_none() && !after_split && is_title(self.text, &line) {
                title = Some(line.of(self.text));
                self.set(at, Role::Title, false);
            } else if title.is_some_and(|t| same(t, line.of(self.text))) {
                self.set(at, Role::Title, true);
            } else if let Some(source) = credit(self.text, &line, at > 0).filter(|_| !after_split) {
                note_source(found, source);
                self.set(at, Role::Credit, false);
            } else if !(title.is_some() && !after_split && self.is_over_timestamp(at)) {
                return at;
            }
        }
        self.order.len().min(FRONT_LINES)
    }

    /// Whether a short line, a publisher's name or a kind of text, stands between the title and a date line.
    fn is_over_timestamp(&self, at: usize) -> bool {
        let short = |line: &Line| line.ending == Ending::Open && line.width <= WIDEST_OVER_DATE;
        let under = |next: usize| next < self.order.len() && timestamp(self.line(next).of(self.text)).is_some();
        short(self.line(at))
            && (under(at + 1) || at + 2 < self.order.len() && short(self.line(at + 1)) && under(at + 2))
    }

    /// Labels signatures, credits and timestamps after the last paragraph.
    fn tail(&mut self, from: usize, found: &mut Labelled<'t>) {
        let prose = (from..self.order.len()).rev().find(|&at| self.line(at).is_prose());
        let Some(last_prose) = prose else { return };
        let tail = last_prose + 1..self.order.len();
        let short = tail.len() <= TAIL_LINES;
        for at in tail {
            let line = *self.line(at);
            if let Some(date) = timestamp(line.of(self.text)).filter(|_| short) {
                found.timestamp = found.timestamp.or(Some(date));
                self.set(at, Role::Dateline, false);
            } else if let Some(source) = credit(self.text, &line, true) {
                note_source(found, source);
                self.set(at, Role::Credit, false);
            } else if short && is_signature(self.text, &line) && !self.is_listed(at, last_prose) {
                self.set(at, Role::Credit, false);
            }
        }
    }

    /// Whether a short line after the last paragraph is an item of a list: what opens the list, another item, or a mark
    /// stands before it.
    fn is_listed(&self, at: usize, last_prose: usize) -> bool {
        let opens = |at: usize| self.line(at).ending == Ending::Pause;
        let marked = |at: usize| self.line(at).of(self.text).starts_with(['-', '•', '*', '+', '·', '▪', '●']);
        let (line, before) = (self.line(at), self.line(at - 1));
        let next = at + 1 < self.order.len() && marked(at + 1);
        let item = at - 1 > last_prose && before.ending == Ending::Open && self.role(at - 1).is_none();
        (last_prose..at).any(opens)
            || item && before.width <= WIDEST_OVER_DATE.max(line.width)
            || marked(at) && (marked(at - 1) || next)
    }

    /// Labels captions and credits inside the story, and second copies.
    fn captions(&mut self, from: usize, found: &mut Labelled<'t>) {
        for at in from..self.order.len() {
            if self.role(at).is_some_and(|r| r != Role::Caption) {
                continue;
            }
            let line = *self.line(at);
            if at > from && self.is_copy(at) {
                let caption = line.width <= WIDEST_CAPTION;
                let role = if caption { Role::Caption } else { Role::Body };
                self.set(at, role, true);
                if caption && self.role(at - 1).is_none() {
                    self.set(at - 1, role, false);
                }
                continue;
            }
            match picture_credit(self.text, &line) {
                Some(alone) => self.set(at, if alone { Role::Credit } else { Role::Caption }, false),
                None => {
                    if let Some(source) = credit(self.text, &line, false) {
                        note_source(found, source);
                        self.set(at, Role::Credit, false);
                    } else if at > from && is_scene(self.text, &line) {
                        self.set(at, Role::Caption, false);
                    }
                }
            }
        }
    }

    /// Labels captions that look like a short paragraph between two others.
    fn scenes(&mut self, from: usize) {
        let pictures = self.marks.iter().any(|mark| mark.role == Some(Role::Caption));
        let brief = self.order.len() <= STORY_LINES;
        for at in from + 1..self.order.len().saturating_sub(1) {
            if self.role(at).is_some() {
                continue;
            }
            // Other captions and headings part no picture from what it belongs to.
            let prose = |n: &usize| self.role(*n).is_none() && self.line(*n).is_prose();
            let near = |n: &usize| !matches!(self.role(*n), Some(Role::Caption | Role::Credit));
            let before = (from..at).rev().find(near).filter(prose);
            let after = (at + 1..self.order.len()).find(near).filter(prose);
            let Some((before, after)) = before.zip(after) else { continue };
            let neighbours = [self.line(before), self.line(after)];
            // Right after the lead a sentence says who was there: it must be surer.
            let opening = (from..at).filter(|&n| self.role(n).is_none()).count() < 2;
            let least = if opening { scene::LEAST_AT_OPENING } else { scene::LEAST };
            let around = Around { neighbours, pictures, brief: brief && !opening };
            if scene::confidence(self.text, self.line(at), around) >= least {
                self.set(at, Role::Caption, false);
            }
        }
    }

    /// Whether a line says again what the line before it says, and is more than a cell of a table.
    fn is_copy(&self, at: usize) -> bool {
        let (before, line) = (self.line(at - 1), self.line(at));
        let adjacent = self.order[at - 1] + 1 == self.order[at];
        adjacent
            && line.width >= NARROWEST_CAPTION
            && (line.width >= NARROWEST_LONE_CAPTION || line.of(self.text).contains(char::is_whitespace))
            && same(before.of(self.text), line.of(self.text))
            && line.of(self.text).chars().any(|c| c.is_alphabetic() && !c.is_uppercase())
    }

    /// Labels the first paragraph of a story of several, when it is a sentence and not a chapter.
    fn lead(&mut self, from: usize) {
        let Some(at) = (from..self.order.len()).find(|&at| self.role(at).is_none()) else { return };
        let line = *self.line(at);
        let sentence = line.closes() || (line.ending == Ending::Open && line.width >= NARROWEST_LEAD);
        let more = (at + 1..self.order.len()).any(|next| self.role(next).is_none());
        if sentence && more && line.width <= WIDEST_LEAD {
            self.set(at, Role::Lead, false);
        }
    }

    /// Labels short lines without final punctuation that stand before a paragraph.
    fn subheadings(&mut self, from: usize) {
        // Backwards, so that a heading above a heading is seen too.
        for at in (from.max(1)..self.order.len().saturating_sub(1)).rev() {
            let line = *self.line(at);
            if self.role(at).is_some() || !is_heading(self.text, &line) {
                continue;
            }
            let next = *self.line(at + 1);
            let over_heading = self.role(at + 1) == Some(Role::Subheading) && self.line(at - 1).is_prose();
            let over_paragraph = self.role(at + 1).is_none()
                && (next.width >= 100 || (next.closes() && next.width >= 45))
                && next.width * 3 > line.width * 4
                && (next.ending != Ending::Pause || next.width >= 100);
            if over_heading || over_paragraph {
                self.set(at, Role::Subheading, false);
            }
        }
    }
}

fn note_source<'t>(found: &mut Labelled<'t>, source: &'t str) {
    if !source.is_empty() && found.source.is_none() {
        found.source = Some(source);
    }
}

/// Whether the first line of a story is its headline: not too long, and not a sentence that a full stop closes.
fn is_title(text: &str, line: &Line) -> bool {
    let closed = match line.ending {
        Ending::Open | Ending::Call => false,
        Ending::Dots => line.width > WIDEST_LOOSE_TITLE[0],
        Ending::Stop | Ending::Pause => true,
    };
    let body = line.of(text);
    let two = || [". ", "? ", "! "].into_iter().any(|stop| body.contains(stop));
    !closed
        && line.width <= WIDEST_TITLE
        && (line.width <= WIDEST_LOOSE_TITLE[1] || !two())
        && body.contains(char::is_alphabetic)
}

/// Whether a line has the shape of a heading: short, without final punctuation, no item of a list.
fn is_heading(text: &str, line: &Line) -> bool {
    let body = line.of(text);
    let widest = if body.contains(is_unpunctuated_script) { WIDEST_SUBHEADING / 3 } else { WIDEST_SUBHEADING };
    let question =
        line.width <= WIDEST_QUESTION && body.trim_end_matches(['”', '"', '’', '»']).ends_with(['?', '？', '؟']);
    (line.ending == Ending::Open || question)
        && line.width <= widest
        && body.contains(char::is_alphabetic)
        && !body.contains(';')
        && !(body.starts_with('(') && body.ends_with(')'))
        && !body.starts_with(['-', '–', '—', '•', '+', '*', '·', '●', '►', '>'])
}

/// Letters of scripts that close no sentence: there, a line without punctuation is no heading for that alone.
fn is_unpunctuated_script(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{a980}'..='\u{a9df}')
}
