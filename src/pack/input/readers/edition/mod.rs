//! The running text of a TEI edition. Of several readings one is read, and the others stand after the text as remarks;
//! notes stand after the text too. What belongs to the page rather than to the text is left out, and counted.
//!
//! It knows nothing of the header.

#[cfg(test)]
mod tests;

use super::html::{Lines, Readable};
use super::xml::Element;
use crate::article::Role;
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::text::raised;
use std::collections::BTreeSet;

/// Elements that are paragraphs or hold such.
#[rustfmt::skip]
const BLOCKS: [&str; 47] = [
    "head", "p", "ab", "l", "lg", "sp", "speaker", "item", "list", "label", "div", "div1", "div2", "div3", "div4", "div5",
    "row", "table", "opener", "closer", "salute", "signed", "trailer", "epigraph", "titlePage", "figure", "u", "front",
    "body", "back", "group", "floatingText", "castList", "castItem", "castGroup", "set", "argument", "postscript", "byline",
    "docTitle", "titlePart", "docAuthor", "docImprint", "docDate", "imprimatur", "address", "addrLine",
];
/// Elements that are paragraphs where they stand in none.
const BLOCKS_APART: [&str; 4] = ["quote", "stage", "cit", "said"];
/// Elements in which those stand in a line.
const PARAGRAPHS: [&str; 7] = ["p", "ab", "l", "head", "item", "cell", "note"];
/// Elements that stand beside one another as words do, with or without a space in the file.
const PARTED: [&str; 11] =
    ["seg", "s", "role", "roleDesc", "actor", "pause", "vocal", "kinesic", "incident", "shift", "desc"];
/// Variants kept of one text, in bytes.
const MOST_VARIANTS_BYTES: usize = 1 << 20;

/// Why an element's text is not part of the running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// Another reading of what is read.
    Variant,
    Out(LeftOut),
}

/// Readings that stand for one another.
#[derive(Default)]
struct Choice {
    /// One of them is read.
    read: bool,
    /// The others.
    others: Vec<String>,
}

/// An element that is open.
#[derive(Default)]
struct Frame {
    name: String,
    passes: bool,
    /// What follows goes on its last word.
    joins: bool,
    choice: Option<Choice>,
}

/// A text in the making.
#[derive(Default)]
pub(super) struct Edition {
    lines: Lines,
    notes: Lines,
    frames: Vec<Frame>,
    /// Why what is open is passed over, from the outside in.
    passed: Vec<Pass>,
    /// The reading that is being passed over.
    variant: String,
    variants: Vec<String>,
    seen: BTreeSet<String>,
    variant_bytes: usize,
    /// How many are open: of `text`, of notes, of paragraphs.
    texts: u32,
    open_notes: u32,
    paragraphs: u32,
    /// Notes that stand among words, so far.
    called: u32,
    /// An element of [`PARTED`] ended right before.
    parted: bool,
    omitted: Omitted,
}

impl Edition {
    /// Takes the start of an element.
    pub fn open(&mut self, element: &Element) {
        let name = element.name.as_str();
        self.texts += u32::from(name == "text");
        let mut frame = Frame { name: name.to_owned(), ..Frame::default() };
        if let Some(pass) = self.pass_of(name) {
            frame.passes = true;
            self.passed.push(pass);
        } else if self.passed.is_empty() && matches!(name, "choice" | "app" | "subst") {
            frame.choice = Some(Choice::default());
        }
        self.frames.push(frame);
        if self.texts == 0 {
            return;
        }
        if !self.passed.is_empty() {
            if matches!(name, "lb" | "pb" | "cb") && element.attribute("break") != Some("no") {
                self.variant.push(' ');
            }
            return;
        }
        self.paragraphs += u32::from(PARAGRAPHS.contains(&name));
        self.begin(element);
    }

    /// What the start of an element that is read does to the lines.
    fn begin(&mut self, element: &Element) {
        let name = element.name.as_str();
        match name {
            "note" => {
                self.call_note(element);
                self.open_notes += 1;
                self.notes.paragraph();
            }
            "lb" | "pb" | "cb" | "gb" | "milestone" => match element.attribute("break") {
                Some("no") => self.target().join_lines(),
                _ => self.target().text(" "),
            },
            "cell" => self.target().cell(),
            _ if self.is_block(name) => {
                self.target().paragraph();
                let role = self.role();
                self.target().role(role);
            }
            _ if self.parted && PARTED.contains(&name) => self.target().text(" "),
            _ => {}
        }
        if matches!(element.attribute("join"), Some("left" | "both")) {
            self.target().join();
        }
        if matches!(element.attribute("join"), Some("right" | "both")) {
            self.frames.last_mut().into_iter().for_each(|frame| frame.joins = true);
        }
    }

    /// Marks the place of a note that stands among words, with its own sign, else its number. One between paragraphs is
    /// called from elsewhere, by a link.
    fn call_note(&mut self, element: &Element) {
        // The note is one of the paragraphs that are open.
        if self.open_notes > 0 || self.paragraphs < 2 {
            return;
        }
        self.called += 1;
        let own = element.attribute("n").map(str::trim).filter(|sign| !sign.is_empty() && raised(sign, "") != **sign);
        let number = self.called.to_string();
        self.lines.note_mark(own.unwrap_or(&number));
    }

    /// Takes the end of an element.
    pub fn close(&mut self, name: &str) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.passes {
            self.end_pass();
        }
        if self.texts > 0 && self.passed.is_empty() && !frame.passes {
            self.end(name, frame);
        }
        self.texts -= u32::from(name == "text" && self.texts > 0);
    }

    fn end(&mut self, name: &str, frame: Frame) {
        if let Some(choice) = frame.choice {
            self.end_choice(choice);
        }
        if frame.joins {
            self.target().join();
        }
        let segment = name == "seg" && self.frames.last().is_some_and(|outer| outer.name == "u");
        if name == "note" {
            self.notes.paragraph();
            self.open_notes = self.open_notes.saturating_sub(1);
        } else if self.is_block(name) || segment && self.target().ends_sentence() {
            self.target().paragraph();
            let role = self.role();
            self.target().role(role);
        }
        self.paragraphs -= u32::from(PARAGRAPHS.contains(&name) && self.paragraphs > 0);
        self.parted |= PARTED.contains(&name);
    }

    /// Whether what stands here is read as part of the text.
    pub fn is_read(&self) -> bool {
        self.texts > 0 && self.passed.is_empty()
    }

    /// Takes text.
    pub fn text(&mut self, text: &str) {
        self.put(text, Lines::text);
    }

    /// Takes text that stands raised.
    pub fn raised(&mut self, text: &str) {
        self.put(text, Lines::raised);
    }

    /// Takes text that stands lowered.
    pub fn lowered(&mut self, text: &str) {
        self.put(text, Lines::lowered);
    }

    /// Takes the text of a link inside the edition, which may be the mark of a note.
    pub fn reference(&mut self, text: &str) {
        self.put(text, Lines::reference);
    }

    fn put(&mut self, text: &str, add: fn(&mut Lines, &str)) {
        // Blanks between the readings of a choice are the file's.
        let between = self.frames.last().is_some_and(|frame| frame.choice.is_some()) && text.trim().is_empty();
        if self.texts == 0 || between {
            return;
        }
        match self.passed.first() {
            None => add(self.target(), text),
            Some(Pass::Variant) => self.variant.push_str(text),
            Some(&Pass::Out(reason)) => self.omitted.text(reason, text),
        }
        self.parted = false;
    }

    /// Where the text goes.
    fn target(&mut self) -> &mut Lines {
        if self.open_notes > 0 { &mut self.notes } else { &mut self.lines }
    }

    fn is_block(&self, name: &str) -> bool {
        BLOCKS.contains(&name) || BLOCKS_APART.contains(&name) && self.paragraphs == 0
    }

    /// The role of what stands in the elements that are open.
    fn role(&self) -> Option<Role> {
        if self.open_notes > 0 {
            return None;
        }
        let is_in = |name: &str| self.frames.iter().any(|frame| frame.name == name);
        match () {
            () if is_in("figure") => Some(Role::Caption),
            () if is_in("head") => Some(Role::Subheading),
            () if is_in("signed") => Some(Role::Credit),
            () => None,
        }
    }

    /// Whether an element is passed over.
    fn pass_of(&mut self, name: &str) -> Option<Pass> {
        if self.texts == 0 || !self.passed.is_empty() {
            return None;
        }
        match name {
            "fw" => return Some(Pass::Out(LeftOut::Furniture)),
            "figDesc" | "index" | "standOff" => return Some(Pass::Out(LeftOut::Apparatus)),
            "note" | "witDetail" | "lb" | "pb" | "cb" => return None,
            _ => {}
        }
        let choice = self.frames.last_mut().and_then(|frame| frame.choice.as_mut());
        let passed = match choice {
            None => name == "del",
            Some(choice) => {
                let other = matches!(name, "sic" | "orig" | "abbr" | "rdg" | "rdgGrp" | "del");
                let passed = choice.read || other;
                choice.read |= !passed;
                passed
            }
        };
        passed.then_some(Pass::Variant)
    }

    fn end_pass(&mut self) {
        if self.passed.pop() != Some(Pass::Variant) {
            return;
        }
        let variant = std::mem::take(&mut self.variant).split_whitespace().collect::<Vec<_>>().join(" ");
        match self.frames.last_mut().and_then(|frame| frame.choice.as_mut()) {
            Some(choice) => choice.others.push(variant),
            None => self.keep(variant),
        }
    }

    fn end_choice(&mut self, choice: Choice) {
        let mut others = choice.others.into_iter().filter(|other| !other.is_empty());
        // Where no reading is the editor's, the first is as good as any.
        if !choice.read
            && let Some(first) = others.next()
        {
            self.target().text(&first);
        }
        others.for_each(|other| self.keep(other));
    }

    /// Keeps a variant, once.
    fn keep(&mut self, variant: String) {
        if variant.is_empty() || self.seen.contains(&variant) {
            return;
        }
        if self.variant_bytes + variant.len() > MOST_VARIANTS_BYTES {
            return self.omitted.text(LeftOut::Apparatus, &variant);
        }
        self.variant_bytes += variant.len();
        self.seen.insert(variant.clone());
        self.variants.push(variant);
    }

    /// The text, then its notes, then the variants, a line each; and what was left out.
    pub fn finish(mut self) -> (Readable, Omitted) {
        let mut all = self.lines.finish();
        if all.text.is_empty() && self.variants.is_empty() {
            return (self.notes.finish(), self.omitted);
        }
        let notes = self.notes.finish();
        all.append(&notes.text, Role::Note, "\n\n");
        for (at, variant) in std::mem::take(&mut self.variants).iter().enumerate() {
            all.append(variant, Role::Remark, if at == 0 { "\n\n" } else { "\n" });
        }
        (all, self.omitted)
    }
}
