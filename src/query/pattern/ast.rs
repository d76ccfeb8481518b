//! What a pattern says: sets of characters in sequence, in alternation, repeated. It reads no syntax and matches nothing.

use crate::text::{Overlooked, reduced_key, unplaced_key};

/// Characters of a set that are mapped one by one; a larger set stays as it is.
const MAPPED_CHARS: u32 = 512;

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Set {
    /// First and last character of each range.
    pub ranges: Vec<(char, char)>,
    /// All characters but these.
    pub negated: bool,
}

impl Set {
    /// Any character.
    pub fn any() -> Self {
        Self { ranges: Vec::new(), negated: true }
    }

    /// One character.
    pub fn one(letter: char) -> Self {
        Self { ranges: vec![(letter, letter)], negated: false }
    }

    /// Whether a character belongs to it.
    pub fn has(&self, letter: char) -> bool {
        self.ranges.iter().any(|&(first, last)| (first..=last).contains(&letter)) != self.negated
    }

    /// Its listed characters, unless there are too many.
    fn listed(&self) -> Option<impl Iterator<Item = char>> {
        let count = |&(first, last): &(char, char)| (last as u32).saturating_sub(first as u32) + 1;
        let small = self.ranges.iter().map(count).fold(0, u32::saturating_add) <= MAPPED_CHARS;
        small.then(|| self.ranges.iter().flat_map(|&(first, last)| first..=last))
    }
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ast {
    /// One character of a set.
    Set(Set),
    /// One after the other; none of them is the empty text.
    Seq(Vec<Ast>),
    /// Any of these.
    Any(Vec<Ast>),
    /// From so often to so often; without an upper bound when `None`.
    Repeat(Box<Ast>, u32, Option<u32>),
}

impl Ast {
    /// A text as it stands.
    pub fn literal(text: &str) -> Self {
        Self::Seq(text.chars().map(|letter| Self::Set(Set::one(letter))).collect())
    }

    /// Any run of characters, also none.
    pub fn run() -> Self {
        Self::Repeat(Box::new(Self::Set(Set::any())), 0, None)
    }

    /// Any of several patterns, equal ones once.
    pub fn any_of(mut patterns: Vec<Self>) -> Self {
        patterns.dedup();
        if patterns.len() == 1 { patterns.remove(0) } else { Self::Any(patterns) }
    }

    /// How many states it takes, repetitions written out.
    pub fn states(&self) -> u32 {
        match self {
            Self::Set(_) => 1,
            Self::Seq(parts) => parts.iter().fold(0, |sum, part| part.states().saturating_add(sum)),
            Self::Any(parts) => parts.iter().fold(1, |sum, part| part.states().saturating_add(1).saturating_add(sum)),
            Self::Repeat(part, least, most) => {
                part.states().saturating_add(1).saturating_mul(most.unwrap_or(*least).max(1))
            }
        }
    }

    /// The characters it names, as one text: they say which marks were typed.
    pub fn letters(&self) -> String {
        match self {
            Self::Set(set) => set.ranges.iter().flat_map(|&(first, last)| [first, last]).collect(),
            Self::Seq(parts) | Self::Any(parts) => parts.iter().map(Self::letters).collect(),
            Self::Repeat(part, ..) => part.letters(),
        }
    }

    /// The same pattern over lower-case keys.
    pub fn lowered(&self) -> Self {
        self.mapped(&|letter| unplaced_key(letter.encode_utf8(&mut [0; 4])))
    }

    /// The same pattern over reduced keys.
    pub fn reduced(&self, overlooked: Overlooked) -> Self {
        if overlooked == Overlooked::default() {
            return self.clone();
        }
        self.mapped(&|letter| {
            let lower = letter.to_lowercase().to_string();
            let key = reduced_key(&lower, overlooked);
            if letter.is_uppercase() { key.to_uppercase() } else { key.into_owned() }
        })
    }

    /// A pattern over fold keys that suits the fold key of everything this one suits, and more. A negated set of plain
    /// letters stays: what folds to one of them is meant with it.
    pub fn over_folds(&self) -> Self {
        match self {
            Self::Set(set) if set.negated => {
                if !set.ranges.is_empty() && set.ranges.iter().all(|(first, last)| first.is_ascii() && last.is_ascii())
                {
                    Self::Repeat(Box::new(self.clone()), 0, Some(2))
                } else {
                    Self::blurred()
                }
            }
            Self::Set(set) if set.listed().is_none_or(|mut letters| letters.any(folds_by_its_neighbours)) => {
                Self::blurred()
            }
            Self::Set(_) => self.reduced(Overlooked::ALL),
            Self::Seq(parts) => Self::Seq(parts.iter().map(Self::over_folds).collect()),
            Self::Any(parts) => Self::Any(parts.iter().map(Self::over_folds).collect()),
            Self::Repeat(part, least, most) => Self::Repeat(Box::new(part.over_folds()), *least, *most),
        }
    }

    /// What any one character may fold to: ß to two letters, a vowel sign to none.
    fn blurred() -> Self {
        Self::Repeat(Box::new(Self::Set(Set::any())), 0, Some(2))
    }

    fn mapped(&self, map: &dyn Fn(char) -> String) -> Self {
        match self {
            Self::Set(set) => mapped_set(set, map),
            Self::Seq(parts) => Self::Seq(parts.iter().map(|part| part.mapped(map)).collect()),
            Self::Any(parts) => Self::Any(parts.iter().map(|part| part.mapped(map)).collect()),
            Self::Repeat(part, least, most) => Self::Repeat(Box::new(part.mapped(map)), *least, *most),
        }
    }
}

/// Whether what a character folds to hangs on those beside it: marks that fall with their letter or join it, the dots of
/// Indian nasals, raised and lowered figures.
fn folds_by_its_neighbours(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}'
        | '\u{93C}' | '\u{A3C}' | '\u{ABC}' | '\u{CBC}' | '\u{901}' | '\u{902}' | '\u{A81}' | '\u{A82}'
        | '\u{C01}' | '\u{C02}' | '\u{C81}' | '\u{C82}' | '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2089}')
}

fn mapped_set(set: &Set, map: &dyn Fn(char) -> String) -> Ast {
    let Some(listed) = set.listed() else { return Ast::Set(set.clone()) };
    let mut single = Set { ranges: Vec::new(), negated: set.negated };
    let mut other = Vec::new();
    for letter in listed {
        let mapped = map(letter);
        let mut letters = mapped.chars();
        match (letters.next(), letters.next()) {
            (Some(one), None) => {
                // Neighbours stay one range.
                match single.ranges.last_mut() {
                    Some(last) if last.1 as u32 + 1 == one as u32 => last.1 = one,
                    Some(last) if (last.0..=last.1).contains(&one) => {}
                    _ => single.ranges.push((one, one)),
                }
            }
            // A negated set leaves out single characters only.
            _ if set.negated => {}
            _ => other.push(Ast::literal(&mapped)),
        }
    }
    if other.is_empty() {
        return Ast::Set(single);
    }
    if !single.ranges.is_empty() {
        other.push(Ast::Set(single));
    }
    Ast::any_of(other)
}
