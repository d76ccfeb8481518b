//! Layers: what an article mentions, each mention with its place, its sentence and its normal form.
//!
//! People, figures, attributions, dates and abbreviations are found by rules over tokens; docs/LANGUAGE.md says how well
//! and where they fail. Nothing here alters a text, reads a file or looks into another article.

mod abbreviation;
mod attribution;
mod claim;
mod counted;
mod dates;
mod figure;
mod label;
mod numeral;
mod range;
mod scale;
mod unit;
mod words;

#[cfg(test)]
mod annotated_test;
#[cfg(test)]
mod dates_tests;
#[cfg(test)]
mod figure_tests;
#[cfg(test)]
mod tests;

pub use abbreviation::{Expansion, abbreviations, common_expansion, expansions};
pub use attribution::{Attribution, Offices, attributions};
pub use claim::Claim;
pub use counted::counted_in_words;
pub use dates::dates_in;
pub use figure::{Figure, figures};
pub use numeral::Style;
pub use words::{Keys, Words};

use crate::article::{Article, Block, Date, DatesRead, Field, PersonMention, full_names, people};
use crate::compounds::Compounds;
use crate::named::named;
use crate::text::{exact_key, paragraph_sentences};
use serde::{Deserialize, Serialize};

/// A kind of layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Kind {
    /// People named with a rank, a title or a full name known in the article. Normal form: the full name.
    People = 0,
    /// Quantities. Normal form: the unit.
    Figures = 1,
    /// Who says something. Normal form: the full name, or the office.
    Attributions = 2,
    /// Dates spoken of. Normal form: ISO 8601, as precise as the text.
    Dates = 3,
    /// Abbreviations. Normal form: as written.
    Abbreviations = 4,
    /// Long forms that abbreviations stand for: in the table of names alone, no mention is of this kind. Normal form: the
    /// exact key.
    LongForms = 5,
}

named!(Kind { People = "people", Figures = "figures", Attributions = "attributions", Dates = "dates", Abbreviations = "abbreviations", LongForms = "longforms" });

/// All kinds, in the order of their numbers.
pub const KINDS: [Kind; 6] = Kind::ALL;

/// A place where an article mentions something. Offsets are half-open byte ranges in its stored text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// What it is.
    pub kind: Kind,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The normal form: all mentions of one thing share it.
    pub key: String,
    /// First byte of its sentence.
    pub sentence_start: u32,
    /// One past the last byte of its sentence.
    pub sentence_end: u32,
    /// What only its kind has.
    pub detail: Detail,
}

/// What only one kind of mention has.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub enum Detail {
    /// Nothing more.
    #[default]
    None,
    /// Of a figure.
    Figure {
        /// What it is worth; the lower end of a range.
        value: f64,
        /// The upper end of a range.
        to: Option<f64>,
        /// How exact it claims to be.
        claim: Claim,
    },
    /// Of an attribution.
    Attribution {
        /// Where the verb stands.
        verb: (u32, u32),
        /// What stands in quotation marks.
        quote: Option<(u32, u32)>,
    },
}

/// What one article contributes to the layers.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Mentions {
    /// In order of place, then of kind.
    pub mentions: Vec<Mention>,
    /// Full names of the people, in order of first mention.
    pub people: Vec<String>,
    /// Expansions of abbreviations, (short, long) as written; also from blocks that are left out otherwise.
    pub expansions: Vec<(String, String)>,
    /// There are more than [`MENTIONS_MOST`]: what stands further on is left out.
    pub is_cut: bool,
}

/// Mentions that are kept of one article; a text that holds more is a table of numbers, or a library.
pub const MENTIONS_MOST: usize = 1 << 18;

/// The words of an article of this size are looked at twice and held once; of a larger one they are cut anew.
pub const HELD_BYTES: usize = 1 << 20;
/// A longer block is looked at part by part.
const LONGEST_PART_BYTES: usize = 256 * 1024;

/// The key of a percentage.
pub const PERCENT: &str = "%";

/// Finds everything an article mentions in title, lead and body; related blocks, residue and second copies are left
/// out. `compounds` says what is one word in the corpus, if anything is known of it. Linear in its text.
pub fn mentions(article: &Article, compounds: &Compounds) -> Mentions {
    mentions_of(article, None, compounds, &mut Keys::default())
}

/// The same for an article whose tokens are cut already, in order of place, by their byte ranges; with keys that are kept
/// for the next article.
pub fn mentions_of(
    article: &Article,
    tokens: Option<&[(u32, u32)]>,
    compounds: &Compounds,
    keys: &mut Keys,
) -> Mentions {
    let text = article.text.as_str();
    let style = style_of(text);
    let named = people(text, &article.blocks);
    let mut words_of = |part: &Block| {
        let range = (part.start as usize, part.end as usize);
        // A part of a longer block may have cut a token.
        match tokens.filter(|_| range.1 - range.0 < LONGEST_PART_BYTES && is_whole(part, &article.blocks)) {
            Some(tokens) => {
                let from = tokens.partition_point(|token| token.0 < part.start);
                let here = tokens[from..].iter().take_while(|token| token.0 < part.end);
                let spans = here.map(|token| (token.0 as usize, token.1 as usize)).collect();
                Words::known(text, range, spans, keys)
            }
            None => Words::cut(text, range, keys),
        }
    };
    let parts = || article.blocks.iter().flat_map(|block| parts_of(text, block));
    let mut offices = Offices::default();
    let mut found = Mentions { people: full_names(&named), ..Mentions::default() };
    if text.len() <= HELD_BYTES {
        let held: Vec<(Block, Words<'_>)> = parts().map(|part| (part.clone(), words_of(&part))).collect();
        held.iter().for_each(|(part, words)| offices.note(words, within(&named, part)));
        let known = Whole { style, named: &named, offices: &offices, compounds };
        held.iter().for_each(|(part, words)| found.part(article, (part, words), known));
    } else {
        parts().for_each(|part| offices.note(&words_of(&part), within(&named, &part)));
        let known = Whole { style, named: &named, offices: &offices, compounds };
        parts().for_each(|part| found.part(article, (&part, &words_of(&part)), known));
    }
    dates::doubt_years(text, article.date, &mut found.mentions);
    found
}

/// Whether a part is a block as it stands.
fn is_whole(part: &Block, blocks: &[Block]) -> bool {
    let at = blocks.partition_point(|block| block.start < part.start);
    blocks.get(at).is_some_and(|block| (block.start, block.end) == (part.start, part.end))
}

/// What is known of a whole article before its parts are looked at.
#[derive(Clone, Copy)]
struct Whole<'a> {
    style: Style,
    named: &'a [PersonMention],
    offices: &'a Offices,
    compounds: &'a Compounds,
}

/// A block, or the parts of a long one: cut at line ends, else at spaces, else anywhere.
fn parts_of(text: &str, block: &Block) -> impl Iterator<Item = Block> {
    let (mut from, end) = (block.start, block.end);
    std::iter::from_fn(move || {
        let rest = text.get(from as usize..end as usize).filter(|rest| !rest.is_empty())?;
        let most = rest.floor_char_boundary(LONGEST_PART_BYTES);
        let cut = |at: usize| Some(at + 1).filter(|&at| at * 2 > most);
        let length = match most == rest.len() {
            true => most,
            false => {
                let stop = || rest[..most].rfind(". ").and_then(|at| cut(at + 1));
                let space = || rest[..most].rfind(' ').and_then(cut);
                stop().or_else(space).unwrap_or(most)
            }
        };
        let start = from;
        from += length as u32;
        Some(Block { start, end: from, role: block.role, repeats: block.repeats })
    })
}

impl Mentions {
    /// Adds what a part of an article mentions.
    fn part(&mut self, article: &Article, (part, words): (&Block, &Words<'_>), known: Whole<'_>) {
        if self.mentions.len() >= MENTIONS_MOST || self.expansions.len() >= MENTIONS_MOST {
            self.is_cut = true;
            return;
        }
        let text = article.text.as_str();
        let written = |e: Expansion| (e.short, text[e.long_start..e.long_end].to_owned());
        self.expansions.extend(expansions(words).into_iter().map(written));
        if part.field() != Field::Aside {
            let from = self.mentions.len();
            let named = within(known.named, part);
            let mut collecting = Collecting { text, words, anchor: article.date, found: &mut self.mentions };
            collecting.block(part, Whole { named, ..known });
            self.mentions[from..].sort_by_key(|m| (m.start, m.kind, m.end));
        }
    }
}

fn within<'m>(named: &'m [PersonMention], block: &Block) -> &'m [PersonMention] {
    let from = named.partition_point(|p| p.start < block.start as usize);
    let to = named.partition_point(|p| p.start < block.end as usize);
    named.get(from..to).unwrap_or(&[])
}

/// How a text writes its numbers: the English way when it is written in ASCII letters nearly throughout and has the
/// commonest English words.
pub fn style_of(text: &str) -> Style {
    const LOOKED_AT_BYTES: usize = 4096;
    let end = (0..=LOOKED_AT_BYTES.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (mut words, mut english) = (0u32, 0u32);
    // By bytes: words are parted by the white space of ASCII nearly throughout, and this is asked of every article.
    for word in text.as_bytes()[..end].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
        words += 1;
        english += u32::from(matches!(
            word,
            b"the" | b"of" | b"and" | b"to" | b"in" | b"a" | b"is" | b"that" | b"for" | b"was" | b"The"
        ));
    }
    if english * 12 > words { Style::Point } else { Style::Comma }
}

/// Years that a passage names without a month, and ranges of them (`2026 - 2031`): their spans, with the second year of a
/// range. Linear.
pub fn years(words: &Words<'_>) -> Vec<((usize, usize), u16, Option<u16>)> {
    let year = |at: usize| {
        let surface = words.surface(at);
        let plain = surface.len() == 4 && surface.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| surface.parse::<u16>().ok()).flatten().filter(|year| (1000..2200).contains(year))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(from) = year(at) else {
            at += 1;
            continue;
        };
        let dash = matches!(words.gap(at + 1).trim(), "-" | "–" | "—");
        let to = year(at + 1).filter(|&to| dash && to > from);
        let cue = words.is_spaced(at) && matches!(words.key_before(at, 1), "năm" | "in" | "since" | "niên");
        if let Some(to) = to {
            found.push(((words.span(at).0, words.span(at + 1).1), from, Some(to)));
            at += 1;
        } else if cue && !matches!(words.gap(at + 1), "/" | "-" | ".") {
            let start = if words.key_before(at, 1) == "năm" { words.span(at - 1).0 } else { words.span(at).0 };
            found.push(((start, words.span(at).1), from, None));
        }
        at += 1;
    }
    found
}

struct Collecting<'a, 't> {
    text: &'t str,
    words: &'a Words<'t>,
    anchor: Option<Date>,
    found: &'a mut Vec<Mention>,
}

impl Collecting<'_, '_> {
    fn block(&mut self, block: &Block, Whole { style, named, offices, compounds }: Whole<'_>) {
        let (start, end) = (block.start as usize, block.end as usize);
        let cut: Vec<(usize, usize)> = paragraph_sentences(block.of(self.text))
            .into_iter()
            .map(|(from, to)| (start + from as usize, start + to as usize))
            .collect();
        for person in named {
            self.push(Kind::People, (person.start, person.end), person.name.clone(), &cut, Detail::None);
        }
        let DatesRead { mentions: dates, lunar } = dates_in(self.text, self.words, start, end, self.anchor);
        for date in &dates {
            self.push(Kind::Dates, (date.start, date.end), date.date.to_string(), &cut, Detail::None);
        }
        let mut spans: Vec<(usize, usize)> = dates.iter().map(|date| (date.start, date.end)).chain(lunar).collect();
        spans.sort_unstable();
        for (span, from, to) in years(self.words) {
            let apart = spans.iter().all(|date| date.1 <= span.0 || date.0 >= span.1);
            for year in [Some(from), to].into_iter().flatten().filter(|_| apart) {
                self.push(Kind::Dates, span, format!("{year:04}"), &cut, Detail::None);
            }
        }
        for figure in figures(self.words, &spans, style, compounds).into_iter().filter(|figure| !figure.years) {
            let unit = figure.unit.map_or("", |(from, to)| &self.text[from..to]);
            let key = if figure.percent { PERCENT.to_owned() } else { exact_key(unit) };
            let own = figure.unit.filter(|_| !figure.shared);
            let last = own.map_or(figure.end, |unit| unit.1.max(figure.end));
            let first = own.map_or(figure.start, |unit| unit.0.min(figure.start));
            let Figure { value, to, claim, .. } = figure;
            self.push(Kind::Figures, (first, last), key, &cut, Detail::Figure { value, to, claim });
        }
        for said in attributions(self.words, named, offices, &cut, self.text) {
            let office = || self.text[said.start..said.end].to_owned();
            let key = said.person.clone().unwrap_or_else(office);
            let small = |span: (usize, usize)| (span.0 as u32, span.1 as u32);
            let detail = Detail::Attribution { verb: small(said.verb), quote: said.quote.map(small) };
            self.push(Kind::Attributions, (said.start, said.end), key, &cut, detail);
        }
        for span in abbreviations(self.words) {
            self.push(Kind::Abbreviations, span, self.text[span.0..span.1].to_owned(), &cut, Detail::None);
        }
    }

    fn push(&mut self, kind: Kind, span: (usize, usize), key: String, cut: &[(usize, usize)], detail: Detail) {
        let at = cut.partition_point(|sentence| sentence.1 <= span.0);
        let sentence = cut.get(at).copied().unwrap_or(span);
        self.found.push(Mention {
            kind,
            start: span.0 as u32,
            end: span.1 as u32,
            key,
            sentence_start: sentence.0.min(span.0) as u32,
            sentence_end: sentence.1.max(span.1) as u32,
            detail,
        });
    }
}
