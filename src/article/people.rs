//! People named in an article: a rank or title before a known surname, and their short forms.
//!
//! It keeps no list of persons and looks into no other article. What it is unsure of it leaves out.

use std::collections::{HashMap, HashSet};

use super::run::Run;
use super::titles::{Title, is_surname, is_vietnamese, names_place, opens_organisation, title_ending};
use super::word::{Word, is_capitalised, is_space, line_key, next_word, write_key};
use super::{Block, Role};
use crate::text::exact_key;

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
    /// First byte, in the article's text.
    start: u32,
    run: Run,
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
        let mut english = matches!(title, Title::EnglishAddress | Title::EnglishOffice);
        let mut run = Run::read(self.text, word, english, key);
        if english && is_vietnamese(&self.text[word.start..word.start + run.bytes()]) {
            english = false;
            run = Run::read(self.text, word, false, key);
        }
        write_key(word.of(self.text), key);
        let own = || Some(title_ending("", key, true)?);
        let organisation = if english { None } else { self.organisation(word, key) };
        if let Some(end) = organisation {
            return (end, title == Title::VietnameseOffice);
        }
        if run.words() == 0 || english && own().is_some() {
            return (word.end, false);
        }
        if english {
            run.drop_initial();
            let end = word.end.max(word.start + run.bytes());
            match run.words() {
                1 => self.push(word, run, CandidateKind::Short),
                2 | 3 => self.push(word, run, CandidateKind::Full),
                _ => return (word.end, false),
            }
            return (end, false);
        }
        if run.words() == 1 {
            self.push(word, run, CandidateKind::Short);
            return (word.end, false);
        }
        if !is_surname(key) {
            return (word.end, false);
        }
        run.keep_name();
        let end = word.start + run.bytes();
        // A hyphen joins the parts of names from elsewhere.
        if self.text[end..].starts_with(['-', '\'', '’']) {
            return (end, false);
        }
        self.push(word, run, CandidateKind::Full);
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
        let chairs_city =
            key == "hồ" && next_word(self.text, word.end).is_some_and(|w| line_key(w.of(self.text)) == "chí");
        let run = Run::read(self.text, word, false, key);
        if run.words() < 2 {
            return (word.end, false);
        }
        if in_office && !chairs_city && matches!(run.words(), 3 | 4) {
            let place = last.is_some_and(|l| {
                write_key(l.of(self.text), key);
                names_place(key)
            });
            if !place {
                self.push(word, run, CandidateKind::Full);
                return (word.start + run.bytes(), true);
            }
        }
        self.push(word, run, CandidateKind::Bare);
        (word.end, false)
    }

    fn push(&mut self, word: Word, run: Run, kind: CandidateKind) {
        self.found.push(Candidate { start: (word.start + self.offset) as u32, run, kind });
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
}

/// The full names of an article and who was named last by which given name.
#[derive(Default)]
struct Names {
    /// Display name and given name.
    people: Vec<(String, String)>,
    by_key: HashMap<String, usize>,
    by_given: HashMap<String, usize>,
}

fn resolve(text: &str, candidates: &[Candidate]) -> Vec<PersonMention> {
    let mut names = Names::default();
    // Shorter names first: what follows a known name of three words with a capital is not part of it.
    for long in [false, true] {
        for full in candidates.iter().filter(|c| c.kind == CandidateKind::Full && (c.run.words() > 3) == long) {
            names.add(text, full);
        }
    }
    let mut mentions: Vec<PersonMention> = Vec::new();
    if names.people.is_empty() {
        return mentions;
    }
    for candidate in candidates {
        if mentions.last().is_some_and(|m| m.end > candidate.start as usize) {
            continue;
        }
        if let Some((person, end)) = names.find(text, candidate) {
            let (name, given) = names.people[person].clone();
            names.by_given.insert(given, person);
            mentions.push(PersonMention { name, start: candidate.start as usize, end });
        }
    }
    mentions
}

impl Names {
    fn add(&mut self, text: &str, full: &Candidate) {
        if self.find(text, full).is_some() {
            return;
        }
        let start = full.start as usize;
        let name = display_name(&text[start..start + full.run.bytes()]);
        let key = exact_key(&name);
        let given = key.rsplit(' ').next().unwrap_or(&key).to_owned();
        self.by_key.insert(key, self.people.len());
        self.by_given.entry(given.clone()).or_insert(self.people.len());
        self.people.push((name, given));
    }

    /// The person a candidate stands for and where the name ends.
    fn find(&self, text: &str, candidate: &Candidate) -> Option<(usize, usize)> {
        let start = candidate.start as usize;
        let key_to = |end: usize| exact_key(&display_name(&text[start..end]));
        match candidate.kind {
            CandidateKind::Short => {
                let end = start + candidate.run.bytes_of(1);
                self.by_given.get(&key_to(end)).map(|&person| (person, end))
            }
            CandidateKind::Full | CandidateKind::Bare => {
                let least = if candidate.kind == CandidateKind::Full { candidate.run.words().min(3) } else { 2 };
                (least..=candidate.run.words()).rev().find_map(|words| {
                    let end = start + candidate.run.bytes_of(words);
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
