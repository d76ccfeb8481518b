//! People named in an article: a rank or title before a known surname, and their short forms.
//!
//! It keeps no list of persons and looks into no other article. What it is unsure of it leaves out.

use std::collections::{HashMap, HashSet};

use super::titles::{Title, is_no_name, is_surname, names_place, opens_organisation, title_ending};
use super::word::{Word, is_capitalised, is_space, line_key, next_word, write_key};
use super::{Block, Role};
use crate::text::exact_key;

/// Words of a name that are read; a longer run of capitals holds more than a name.
const LONGEST_RUN: usize = 5;
/// Words that may stand between an office and the name of who holds it.
const OFFICE_WORDS: u32 = 12;

/// A person named in a text: a half-open byte range and the full name it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonMention {
    /// Full name, composed, as the article first gives it.
    pub name: String,
    /// First byte of the name, after the title.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A run of words that may name a person, before the whole article is known.
struct Candidate {
    start: usize,
    /// Where its words end; the name ends at one of them.
    ends: Vec<usize>,
    kind: CandidateKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CandidateKind {
    /// A title and a full name.
    Full,
    /// A title and one word, which a full name in the same article must end with.
    Short,
    /// A surname and more, without a title: counts when a title gives the same name elsewhere.
    Bare,
}

/// Finds the people named in the story, its titles and captions; related blocks, residue and headers are left out.
///
/// A name is two to four capitalised syllables after a rank or title, the first a known surname (in English, two or
/// three capitalised words after a title). A title with a given name alone stands for the person of the same article
/// whose name ends with it, the one last named if there are several. Linear in the length of the text.
pub fn people(text: &str, blocks: &[Block]) -> Vec<PersonMention> {
    let mut candidates = Vec::new();
    for block in blocks {
        if !matches!(block.role, Role::Header | Role::Related | Role::Residue) {
            let scan = Scan { text: block.of(text), offset: block.start as usize, found: &mut candidates };
            scan.run();
        }
    }
    resolve(text, &candidates)
}

/// The full names in order of first mention.
pub(super) fn full_names(mentions: &[PersonMention]) -> Vec<String> {
    let mut seen = HashSet::new();
    mentions.iter().map(|m| &m.name).filter(|name| seen.insert(name.as_str())).cloned().collect()
}

/// One pass over the words of a block.
struct Scan<'t, 'c> {
    text: &'t str,
    offset: usize,
    found: &'c mut Vec<Candidate>,
}

impl Scan<'_, '_> {
    fn run(mut self) {
        let (mut previous, mut last): (Option<Word>, Option<Word>) = (None, None);
        let (mut keys, mut key) = ([String::new(), String::new()], String::new());
        // Words left in which the holder of an office may be named.
        let mut office_words = 0u32;
        let mut at = 0;
        while let Some(word) = next_word(self.text, at) {
            at = word.end;
            let gap = last.map_or("", |l| &self.text[l.end..word.start]);
            office_words = if gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '&' | '/')) {
                office_words.saturating_sub(1)
            } else {
                0
            };
            if is_capitalised(word.of(self.text)) {
                match last.and_then(|l| self.title(previous, l, gap, &mut keys)) {
                    Some(title) => {
                        let (end, office) = self.after_title(word, title, &mut key);
                        at = end;
                        office_words = if office { OFFICE_WORDS } else { 0 };
                    }
                    None => {
                        let (end, named) = self.untitled(word, last, office_words > 0, &mut key);
                        at = end;
                        office_words = if named { 0 } else { office_words };
                    }
                }
            }
            (previous, last) = (last, Some(Word { end: at, ..word }));
        }
    }

    /// The title that ends right before a word.
    fn title(&self, previous: Option<Word>, last: Word, gap: &str, keys: &mut [String; 2]) -> Option<Title> {
        let dotted = gap.strip_prefix('.');
        let rest = dotted.unwrap_or(gap);
        if !(is_space(rest) || dotted.is_some() && rest.is_empty()) {
            return None;
        }
        write_key(last.of(self.text), &mut keys[1]);
        if dotted.is_some() && (keys[1].len() > 5 || keys[1] == "sir") {
            return None;
        }
        keys[0].clear();
        if let Some(previous) = previous.filter(|p| is_space(&self.text[p.end..last.start])) {
            write_key(previous.of(self.text), &mut keys[0]);
        }
        let title = title_ending(&keys[0], &keys[1], is_capitalised(last.of(self.text)))?;
        // `the General Land Office` names no general.
        let article = matches!(keys[0].as_str(), "the" | "a" | "an");
        (title != Title::EnglishOffice || !article).then_some(title)
    }

    /// Reads what follows a title. Gives where to go on, and whether the title's holder may still come.
    fn after_title(&mut self, word: Word, title: Title, key: &mut String) -> (usize, bool) {
        let english = matches!(title, Title::EnglishAddress | Title::EnglishOffice);
        let ends = self.name_run(word, english, key);
        write_key(word.of(self.text), key);
        let own = || Some(title_ending("", key, true)?);
        let organisation = if english { None } else { self.organisation(word, key) };
        if let Some(end) = organisation {
            return (end, title == Title::VietnameseOffice);
        }
        if ends.is_empty() || english && own().is_some() {
            return (word.end, false);
        }
        if english {
            let end = ends[ends.len() - 1];
            match ends.len() {
                1 => self.push(word, ends, CandidateKind::Short),
                2 | 3 => self.push(word, ends, CandidateKind::Full),
                _ => return (word.end, false),
            }
            return (end, false);
        }
        if ends.len() == 1 {
            self.push(word, ends, CandidateKind::Short);
            return (word.end, false);
        }
        if !is_surname(key) {
            return (word.end, false);
        }
        let name = name_words(ends);
        let end = name[name.len() - 1];
        self.push(word, name, CandidateKind::Full);
        (end, false)
    }

    /// Reads a capitalised word without a title right before it. Gives where to go on, and whether an office found
    /// its holder.
    fn untitled(&mut self, word: Word, last: Option<Word>, in_office: bool, key: &mut String) -> (usize, bool) {
        write_key(word.of(self.text), key);
        if !is_surname(key) {
            return (word.end, false);
        }
        if let Some(end) = self.organisation(word, key) {
            return (end, false);
        }
        let chairs_city = key == "hồ" && next_word(self.text, word.end).is_some_and(|w| line_key(w.of(self.text)) == "chí");
        let ends = self.name_run(word, false, key);
        if ends.len() < 2 {
            return (word.end, false);
        }
        if in_office && !chairs_city && matches!(ends.len(), 3 | 4) {
            let place = last.is_some_and(|l| {
                write_key(l.of(self.text), key);
                names_place(key)
            });
            if !place {
                let end = ends[ends.len() - 1];
                self.push(word, ends, CandidateKind::Full);
                return (end, true);
            }
        }
        self.push(word, ends, CandidateKind::Bare);
        (word.end, false)
    }

    fn push(&mut self, word: Word, ends: Vec<usize>, kind: CandidateKind) {
        let ends = ends.into_iter().map(|end| end + self.offset).collect();
        self.found.push(Candidate { start: word.start + self.offset, ends, kind });
    }

    /// Where to go on after an organisation or a place that a word with the key `key` opens; `None` if it opens none.
    fn organisation(&self, word: Word, key: &str) -> Option<usize> {
        let mut second = String::new();
        let next = next_word(self.text, word.end).filter(|n| is_space(&self.text[word.end..n.start]));
        if let Some(next) = next {
            write_key(next.of(self.text), &mut second);
        }
        // The second half of a place's name may look like a surname (`Hà Giang`).
        let end = next.filter(|_| is_surname(key)).map_or(word.end, |n| n.end);
        opens_organisation(key, &second).then_some(end)
    }

    /// Where the words of a run of name-shaped words end, at most [`LONGEST_RUN`] of them.
    fn name_run(&self, first: Word, english: bool, key: &mut String) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut word = first;
        while ends.len() < LONGEST_RUN && is_name_shaped(word.of(self.text)) {
            if english {
                write_key(word.of(self.text), key);
                if is_no_name(key) {
                    break;
                }
            }
            ends.push(word.end);
            let Some(next) = next_word(self.text, word.end) else { break };
            let gap = &self.text[word.end..next.start];
            // The stop after an initial (`John B. Smith`) goes on with the name.
            let initial = english && word.end - word.start == 1;
            if !is_space(gap) && !(initial && gap.strip_prefix('.').is_some_and(is_space)) {
                break;
            }
            word = next;
        }
        ends
    }
}

/// A capital and then none: a syllable of a name, not an abbreviation.
fn is_name_shaped(word: &str) -> bool {
    let mut chars = word.chars();
    word.len() <= 40 && chars.next().is_some_and(char::is_uppercase) && !chars.any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// The syllables of a Vietnamese name at the start of a run: all of two to four, three of a longer run.
fn name_words(mut ends: Vec<usize>) -> Vec<usize> {
    if ends.len() > 4 {
        ends.truncate(3);
    }
    ends
}

/// The full names of an article and who was named last by which given name.
#[derive(Default)]
struct Names {
    /// Display name and given name, in order of first full mention.
    people: Vec<(String, String)>,
    by_key: HashMap<String, usize>,
    by_given: HashMap<String, usize>,
}

fn resolve(text: &str, candidates: &[Candidate]) -> Vec<PersonMention> {
    let mut names = Names::default();
    for full in candidates.iter().filter(|c| c.kind == CandidateKind::Full) {
        let name = display_name(&text[full.start..full.ends[full.ends.len() - 1]]);
        let key = exact_key(&name);
        if !names.by_key.contains_key(&key) {
            let given = key.rsplit(' ').next().unwrap_or(&key).to_owned();
            names.by_key.insert(key, names.people.len());
            names.by_given.entry(given.clone()).or_insert(names.people.len());
            names.people.push((name, given));
        }
    }
    let mut mentions: Vec<PersonMention> = Vec::new();
    if names.people.is_empty() {
        return mentions;
    }
    for candidate in candidates {
        if mentions.last().is_some_and(|m| m.end > candidate.start) {
            continue;
        }
        if let Some((person, end)) = names.find(text, candidate) {
            let (name, given) = names.people[person].clone();
            names.by_given.insert(given, person);
            mentions.push(PersonMention { name, start: candidate.start, end });
        }
    }
    mentions
}

impl Names {
    /// The person a candidate stands for and where the name ends.
    fn find(&self, text: &str, candidate: &Candidate) -> Option<(usize, usize)> {
        let key_to = |end: usize| exact_key(&display_name(&text[candidate.start..end]));
        match candidate.kind {
            CandidateKind::Short => {
                let end = *candidate.ends.first()?;
                self.by_given.get(&key_to(end)).map(|&person| (person, end))
            }
            CandidateKind::Full | CandidateKind::Bare => {
                let least = if candidate.kind == CandidateKind::Full { candidate.ends.len() } else { 2 };
                (least..=candidate.ends.len()).rev().find_map(|words| {
                    let end = candidate.ends[words - 1];
                    self.by_key.get(&key_to(end)).map(|&person| (person, end))
                })
            }
        }
    }
}

/// A name as it is shown: composed, with single spaces.
fn display_name(surface: &str) -> String {
    let name = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&name).into_owned()
}
