//! Which person each run of words stands for, once a whole article is read.
//!
//! It reads no titles: [`super::people`] brings the candidates.

use super::human::{Else, acts};
use super::names::is_no_person;
use super::person::{Candidate, CandidateKind, PersonMention};
use super::titles::{is_no_name, is_vietnamese, title_ending};
use super::word::{Word, hyphened, is_capitalised, is_space, line_key, next_word};
use crate::text::{exact_key, is_syllable};
use foldhash::{HashMap, HashMapExt, HashSet};

/// The full names of an article and who was named last by which given name.
#[derive(Default)]
struct Names {
    /// Display name and the last word of it.
    people: Vec<(String, String)>,
    by_key: HashMap<String, usize>,
    /// By the last word, and by the last two.
    by_given: HashMap<String, usize>,
    /// By the last or first word of a foreign name, as written.
    by_word: HashMap<String, usize>,
    /// First words of names that open with no family name, as written.
    openings: HashSet<String>,
}

/// The people that candidates stand for, in order. Linear in the candidates.
pub(super) fn resolve(text: &str, candidates: &[Candidate]) -> Vec<PersonMention> {
    let mut names = Names::default();
    let places: HashSet<String> =
        candidates.iter().filter(|c| c.kind == CandidateKind::Place).map(|c| key_of(text, c)).collect();
    // Shorter names first: what follows a known name of three words with a capital is not part of it.
    for long in [false, true] {
        let certain = |c: &&Candidate| {
            c.kind == CandidateKind::Full || c.kind == CandidateKind::Certain && !places.contains(&key_of(text, c))
        };
        for full in candidates.iter().filter(|c| (c.run.words() > 3) == long).filter(certain) {
            names.add(text, full);
        }
    }
    let titled = candidates.iter().filter(|c| c.kind == CandidateKind::Lone).map(|lone| first_word(text, lone));
    let lones: Vec<&str> = titled.chain(alone(text, candidates)).collect();
    let wholes = wholes(text, &lones.iter().copied().collect());
    lones.iter().for_each(|lone| names.add_lone(lone, &wholes));
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
        let surface = &text[start..start + full.run.bytes()];
        let name = display_name(surface);
        let key = exact_key(&name);
        let mut words = key.rsplit(' ');
        let given = words.next().unwrap_or(&key).to_owned();
        let number = self.people.len();
        if let Some(middle) = words.next().filter(|_| full.run.words() > 2) {
            self.by_given.entry(format!("{middle} {given}")).or_insert(number);
        }
        self.by_given.entry(given.clone()).or_insert(number);
        self.by_key.insert(key, number);
        let (first, last) = (surface.split_whitespace().next(), surface.split_whitespace().next_back());
        self.openings.extend(first.map(str::to_owned));
        for word in [last, first].into_iter().flatten().filter(|word| full.run.words() > 1 && stands_alone(word)) {
            self.by_word.entry(word.to_owned()).or_insert(number);
        }
        self.people.push((name, given));
    }

    /// A name of one word, unless a longer one has it. `wholes` has where it follows a first name.
    fn add_lone(&mut self, surface: &str, wholes: &HashMap<&str, &str>) {
        if self.by_word.contains_key(surface) || !stands_alone(surface) {
            return;
        }
        let (alone, number) = (display_name(surface), self.people.len());
        let key = exact_key(&alone);
        if self.by_given.contains_key(&key) {
            return;
        }
        // `Anka Testova` without a title, where `bà Testova` has one.
        let whole = wholes.get(surface).map(|whole| display_name(whole));
        if let Some(whole) = &whole {
            self.openings.extend(whole.split(' ').next().map(str::to_owned));
            self.by_key.insert(exact_key(whole), number);
        }
        self.by_word.insert(surface.to_owned(), number);
        self.by_given.insert(key.clone(), number);
        self.people.push((whole.unwrap_or(alone), key));
    }

    /// The person a candidate stands for and where the name ends.
    fn find(&self, text: &str, candidate: &Candidate) -> Option<(usize, usize)> {
        let start = candidate.start as usize;
        let key_to = |end: usize| exact_key(&display_name(&text[start..end]));
        match candidate.kind {
            CandidateKind::Short | CandidateKind::Player | CandidateKind::Lone => {
                (1..=candidate.run.words().min(2)).rev().find_map(|words| {
                    let end = start + candidate.run.bytes_of(words);
                    self.by_given.get(&key_to(end)).map(|&person| (person, end))
                })
            }
            CandidateKind::Place => None,
            CandidateKind::Full | CandidateKind::Certain | CandidateKind::Bare => {
                let least = if candidate.kind != CandidateKind::Bare { candidate.run.words().min(3) } else { 2 };
                (least..=candidate.run.words()).rev().find_map(|words| {
                    let end = start + candidate.run.bytes_of(words);
                    self.by_key.get(&key_to(end)).map(|&person| (person, end))
                })
            }
            CandidateKind::Loose => self.loose(text, start, true),
            CandidateKind::Inner => self.loose(text, start, false),
        }
    }

    /// A capital without a title and without a family name: the whole of a known name, or one word of a foreign one.
    fn loose(&self, text: &str, start: usize, may_be_part: bool) -> Option<(usize, usize)> {
        let plain = next_word(text, start)?;
        let joined = hyphened(text, plain);
        // `Messi-Griezmann` may be two people.
        let known = |word: &Word| self.openings.contains(word.of(text)) || self.by_word.contains_key(word.of(text));
        let word = if known(&joined) { joined } else { plain };
        let first = word.of(text);
        let opens = self.openings.contains(first);
        let alone = self.by_word.get(first).filter(|_| may_be_part);
        if !opens && alone.is_none() {
            return None;
        }
        let mut ends = vec![word.end];
        let mut last = word;
        while let Some(next) = next_word(text, last.end).filter(|n| is_space(&text[last.end..n.start])) {
            if ends.len() >= LONGEST_NAME || !is_capitalised(next.of(text)) {
                break;
            }
            ends.push(next.end);
            last = next;
        }
        let whole = ends.iter().rev().filter(|_| opens).find_map(|&end| {
            let key = exact_key(&display_name(&text[start..end]));
            (end > word.end).then(|| self.by_key.get(&key).map(|&person| (person, end))).flatten()
        });
        whole.or_else(|| alone.filter(|_| !self.goes_on(text, word)).map(|&person| (person, word.end)))
    }

    /// Whether a word is followed by another of a foreign name, so that it names something else.
    fn goes_on(&self, text: &str, word: Word) -> bool {
        let next = next_word(text, word.end).filter(|n| text[word.end..n.start].trim_matches([' ', '-']).is_empty());
        next.is_some_and(|next| {
            let next = next.of(text);
            is_capitalised(next)
                && !is_vietnamese(next)
                && !is_syllable(&line_key(next))
                && !self.by_word.contains_key(next)
        })
    }
}

/// For names of one word, where each first stands with a foreign word with a capital right before it: both words. One
/// pass over the text for all of them.
fn wholes<'t>(text: &'t str, lones: &HashSet<&'t str>) -> HashMap<&'t str, &'t str> {
    let (mut found, mut at) = (HashMap::new(), 0);
    while let Some(word) = next_word(text, at).filter(|_| !lones.is_empty()) {
        at = word.end;
        let surface = word.of(text);
        if lones.contains(surface)
            && !found.contains_key(surface)
            && let Some(start) = first_name_before(text, word.start)
        {
            found.insert(surface, &text[start..word.end]);
        }
    }
    found
}

/// Where the foreign word with a capital begins that stands right before a place.
fn first_name_before(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].strip_suffix(' ')?;
    let first = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let key = line_key(first);
    let name = is_capitalised(first) && !first.chars().skip(1).any(char::is_uppercase) && stands_alone(first);
    (name && !is_no_name(&key) && title_ending("", &key, true).is_none()).then(|| before.len() - first.len())
}

/// Places that a foreign word has at least to be told for a name by what it does.
const LEAST_PLACES: usize = 2;
/// Words before a club, a firm or a place.
#[rustfmt::skip]
const BARS: &[&str] = &[
    "clb", "đội", "tuyển", "về", "sang", "áo", "nhập", "rời", "sân", "tại", "ở", "nước", "hãng", "giải", "trang", "tờ", "báo",
    "bang", "tỉnh", "thành", "phố", "từ", "đến", "tới", "vào", "mạng", "thoại", "xe", "máy", "tập", "tòa", "đảo", "cúp",
    "người", "gốc", "dân", "trong", "phim",
    "in", "at", "from", "to", "of", "the",
];

/// Foreign words without a title that name a person: a verb of people follows one, or the title of a player stands before it,
/// and nowhere in the article a word for a club or a place does. In order of the first place.
fn alone<'t>(text: &'t str, candidates: &[Candidate]) -> Vec<&'t str> {
    let word_of = |candidate: &Candidate| next_word(text, candidate.start as usize).map(|word| hyphened(text, word));
    let is_open = |candidate: &&Candidate| {
        matches!(candidate.kind, CandidateKind::Loose | CandidateKind::Inner | CandidateKind::Player)
    };
    let mut told: HashMap<&str, usize> = HashMap::new();
    for candidate in candidates.iter().filter(is_open).filter(|c| c.kind != CandidateKind::Inner) {
        let Some(word) = word_of(candidate) else { continue };
        // What is cheap to tell comes first: most capitals open a sentence of Vietnamese.
        let foreign = word.end - word.start > 3 && !is_vietnamese(word.of(text));
        let told_of = || candidate.kind == CandidateKind::Player || acts(text, word.end, Else::Firm);
        if foreign && told_of() && stands_alone(word.of(text)) {
            told.insert(word.of(text), 0);
        }
    }
    if told.is_empty() {
        return Vec::new();
    }
    let mut order = Vec::new();
    for candidate in candidates.iter().filter(is_open) {
        let Some(word) = word_of(candidate) else { continue };
        let Some(places) = told.get_mut(word.of(text)) else { continue };
        let before = text[..word.start].trim_end_matches(' ').rsplit(|c: char| !c.is_alphanumeric()).next();
        if before.is_some_and(|before| BARS.contains(&line_key(before).as_str())) {
            told.remove(word.of(text));
            continue;
        }
        *places += 1;
        if *places == LEAST_PLACES {
            order.push(word.of(text));
        }
    }
    order.retain(|surface| told.contains_key(surface));
    order
}

fn first_word<'t>(text: &'t str, candidate: &Candidate) -> &'t str {
    let start = candidate.start as usize;
    &text[start..start + candidate.run.bytes_of(1)]
}

/// The key of a candidate's whole run.
fn key_of(text: &str, candidate: &Candidate) -> String {
    let start = candidate.start as usize;
    exact_key(&display_name(&text[start..start + candidate.run.bytes()]))
}

/// Words of a name that are looked at.
const LONGEST_NAME: usize = 5;

/// Whether one word of a name tells who is meant: no syllable of Vietnamese, no club, no initial.
fn stands_alone(word: &str) -> bool {
    let key = line_key(word);
    word.len() > 2 && !is_vietnamese(word) && !is_syllable(&key) && !is_no_person(&key)
}

/// A name as it is shown: composed, with single spaces.
fn display_name(surface: &str) -> String {
    let name = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&name).into_owned()
}
