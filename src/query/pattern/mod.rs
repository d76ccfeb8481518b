//! How a word or pattern of a query agrees with the terms of a corpus. It looks up nothing.
//!
//! What is typed without marks suits every marking of it, what is typed with marks only its own, and beside a word with
//! marks every word of the run is read as typed ([`is_literal`], [`MarksMode::Smart`]); patterns follow the same rule as
//! plain words. What a language writes in more than one way is no mark: it agrees in a tier of its own. The index finds
//! candidates by fold key, with an automaton that suits the fold key of whatever the pattern suits; [`Pattern::tier`]
//! decides, for the index and for the highlighter alike.

pub mod ast;
pub mod automaton;
pub mod regex;
#[cfg(test)]
mod tests;

use super::syntax::{Form, Piece, Word};
use crate::index::gloss::is_gloss;
use crate::index::placed::Key;
use crate::index::{KEY_LIMIT_BYTES, term_key};
use crate::query::spec::{MarksMode, Strict};
use crate::query::tier::Tier;
use crate::text::{
    Overlooked, cased_key, dots_alone, exact_key, fold_key, has_light_marks, is_syllable, marks_of, particles,
    reduced_key, unplaced_key,
};
use ast::{Ast, Set};
use automaton::Automaton;
use std::borrow::Cow;
use std::rc::Rc;

/// What a key must be.
#[derive(Clone, Debug)]
enum Wanted {
    Key(String),
    Suits(Rc<Automaton>),
}

impl Wanted {
    fn agrees(&self, key: &str) -> bool {
        match self {
            Self::Key(wanted) => wanted == key,
            Self::Suits(automaton) => automaton.matches(key),
        }
    }
}

/// A way to agree: what is overlooked in a term, and what must be left of it.
#[derive(Clone, Debug)]
struct Level {
    tier: Tier,
    overlooked: Overlooked,
    wanted: Wanted,
    /// Wants the same as the first level: then it has nothing to say of a term that has nothing to overlook.
    repeats: bool,
    /// The same in the case typed, where case must agree.
    cased: Option<Wanted>,
}

/// A word or pattern with everything needed to match it.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As typed.
    pub word: Word,
    /// The fold key of a plain word; of a pattern, what the fold keys it suits begin with.
    pub fold: String,
    levels: Vec<Level>,
    over: Option<Rc<Automaton>>,
    /// Read as typed, for the sake of its neighbours.
    literal: bool,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        // The rest follows from these and from what holds for a whole query.
        self.word == other.word && self.literal == other.literal
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Prepares a word by itself. Costs the size of its automata: a few hundred states at most.
    pub fn of(word: &Word, marks: MarksMode, strict: Strict) -> Self {
        Self::in_run(word, marks, strict, false)
    }

    /// Prepares a word of a run that is read as typed where it [`is_literal`].
    pub fn in_run(word: &Word, marks: MarksMode, strict: Strict, literal: bool) -> Self {
        let typed = typed_letters(word);
        let mut ways = ways(&unplaced_key(&typed), marks, strict, literal);
        // Edits of a word without its pitch would forgive the tones of other words: `nghiệp~2` is no edit nearer `nghiếp`.
        if matches!(word.form, Form::Near(_)) {
            ways.retain(|way| !way.overlooked.pitch || way.overlooked.tone);
        }
        let minds_case = strict.case
            && !word.is_gloss()
            && typed.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
        let pattern = match ast_of(word) {
            Some(ast) => Self::of_ast(word, &ast, &ways, minds_case),
            None => Self::of_key(word, &ways, minds_case).with_particles(marks, strict),
        };
        Self { literal, ..pattern }
    }

    /// A plain word, or all that is near one.
    fn of_key(word: &Word, ways: &[Way], minds_case: bool) -> Self {
        let mut near: Vec<(String, Rc<Automaton>)> = Vec::new();
        let mut wanted = |key: String| {
            let Form::Near(distance) = word.form else { return Wanted::Key(key) };
            if let Some((_, automaton)) = near.iter().find(|(known, _)| *known == key) {
                return Wanted::Suits(Rc::clone(automaton));
            }
            let automaton = Rc::new(Automaton::near(&key, distance));
            near.push((key, Rc::clone(&automaton)));
            Wanted::Suits(automaton)
        };
        let mut levels = Vec::with_capacity(ways.len());
        for way in ways {
            let key = key_at(&word.exact, way.of_typed()).into_owned();
            let repeats = key == key_at(&word.exact, Overlooked::default());
            let cased = minds_case.then(|| wanted(cased_key(&key, &word.surface)));
            levels.push(Level { tier: way.tier, overlooked: way.overlooked, wanted: wanted(key), repeats, cased });
        }
        let fold = key_at(&word.exact, Overlooked::ALL).into_owned();
        let (fold, over) = match word.form {
            Form::Near(distance) => (String::new(), Some(Rc::new(Automaton::near(&fold, distance)))),
            _ => (fold, None),
        };
        Self { word: word.clone(), fold, levels, over, literal: false }
    }

    /// A Korean word is also found with its particles, after where it stands alone; not where marks must be as typed.
    fn with_particles(mut self, marks: MarksMode, strict: Strict) -> Self {
        if self.word.form != Form::Plain
            || self.word.is_gloss()
            || marks == MarksMode::Exact
            || strict != Strict::default()
        {
            return self;
        }
        let particles = particles(&self.word.exact);
        if particles.is_empty() {
            return self;
        }
        let endings = Ast::any_of(particles.iter().map(|particle| Ast::literal(particle)).collect());
        let ast = Ast::Seq(vec![Ast::literal(&self.word.exact), Ast::Repeat(Box::new(endings), 0, Some(1))]);
        let automaton = Rc::new(Automaton::of(&ast));
        let wanted = Wanted::Suits(Rc::clone(&automaton));
        self.levels.push(Level {
            tier: Tier::Affix,
            overlooked: Overlooked::default(),
            wanted,
            repeats: false,
            cased: None,
        });
        self.over = Some(automaton);
        self
    }

    fn of_ast(word: &Word, ast: &Ast, ways: &[Way], minds_case: bool) -> Self {
        let lowered = ast.lowered();
        // Typed without marks, all levels are one pattern: its automaton is made once, and learns once.
        let mut made: Vec<(Ast, Rc<Automaton>)> = Vec::new();
        let mut automaton = |ast: Ast| match made.iter().find(|(known, _)| *known == ast) {
            Some((_, automaton)) => Rc::clone(automaton),
            None => {
                let automaton = Rc::new(Automaton::of(&ast));
                made.push((ast, Rc::clone(&automaton)));
                automaton
            }
        };
        let mut levels = Vec::with_capacity(ways.len());
        for way in ways {
            let wanted = lowered.reduced(way.of_typed());
            let repeats = wanted == lowered;
            let cased = minds_case.then(|| Wanted::Suits(automaton(ast.reduced(way.of_typed()))));
            let wanted = Wanted::Suits(automaton(wanted));
            levels.push(Level { tier: way.tier, overlooked: way.overlooked, wanted, repeats, cased });
        }
        let fold = match &word.form {
            Form::Glob(pieces) => match pieces.first() {
                Some(Piece::Text(text)) => fold_key(&unplaced_key(text)),
                _ => String::new(),
            },
            _ => String::new(),
        };
        let over = Some(automaton(lowered.over_folds()));
        Self { word: word.clone(), fold, levels, over, literal: false }
    }

    /// Whether another pattern of the same word agrees in the same ways.
    pub fn reads_like(&self, other: &Self) -> bool {
        let ways =
            |pattern: &Self| pattern.levels.iter().map(|level| (level.tier, level.overlooked)).collect::<Vec<_>>();
        self.word.surface == other.word.surface && ways(self) == ways(other)
    }

    /// For a pattern, the automaton over fold keys that finds its candidates; `None` for a plain word, whose only
    /// candidate is its fold key.
    pub fn candidates(&self) -> Option<&Automaton> {
        self.over.as_deref()
    }

    /// The exact key of a plain word that hardly another form agrees with: one with its tone, or where marks are strict.
    /// Only where Vietnamese is not written can its vowels bear a pitch beside their dot.
    pub fn only_form(&self) -> Option<&str> {
        const PITCH: Overlooked = Overlooked { pitch: true, ..Overlooked::NOTHING };
        match self.levels.as_slice() {
            [Level { wanted: Wanted::Key(key), .. }, more @ ..] => {
                more.iter().all(|level| level.overlooked == PITCH).then_some(key.as_str())
            }
            _ => None,
        }
    }

    /// Whether case decides: then only a text can say what agrees.
    pub fn minds_case(&self) -> bool {
        self.levels.iter().any(|level| level.cased.is_some())
    }

    /// How a term agrees with this word, if it does, whatever its case. Its fold key is a candidate.
    pub fn tier(&self, exact: &str) -> Option<Tier> {
        self.first_level(exact, |_, _| true)
    }

    /// How a token agrees, of which `key` is a key.
    pub fn tier_in_text(&self, key: &Key, surface: &str) -> Option<Tier> {
        let is_candidate = match &self.over {
            Some(over) => over.matches(key.fold()),
            None => self.fold == key.fold(),
        };
        if !is_candidate {
            return None;
        }
        self.first_level(&key.exact, |level, term| {
            level.cased.as_ref().is_none_or(|wanted| wanted.agrees(&cased_key(term, key.rest_of(surface))))
        })
    }

    fn first_level(&self, exact: &str, also: impl Fn(&Level, &str) -> bool) -> Option<Tier> {
        if is_gloss(exact) != self.word.is_gloss() {
            return None;
        }
        let agrees = |level: &&Level| {
            let key = key_at(exact, level.overlooked);
            let is_told = level.repeats && level.tier != Tier::Exact && matches!(key, Cow::Borrowed(_));
            !is_told && level.wanted.agrees(&key) && also(level, &key)
        };
        self.levels.iter().find(agrees).map(|level| level.tier)
    }
}

fn key_at(exact: &str, overlooked: Overlooked) -> Cow<'_, str> {
    match reduced_key(exact, overlooked) {
        Cow::Owned(key) => Cow::Owned(term_key(key)),
        Cow::Borrowed(key) => Cow::Borrowed(&key[..key.floor_char_boundary(KEY_LIMIT_BYTES)]),
    }
}

/// A way to agree with what was typed.
#[derive(Clone, Copy, Debug)]
struct Way {
    tier: Tier,
    /// In a term.
    overlooked: Overlooked,
    /// Light marks that were typed are left out: a term without any agrees, one with others does not.
    bare: bool,
}

impl Way {
    /// What is overlooked in what was typed.
    fn of_typed(&self) -> Overlooked {
        Overlooked { light: self.overlooked.light || self.bare, ..self.overlooked }
    }
}

/// The ways a term may agree, best first. A query with marks never matches a different set of marks, unless all marks
/// are ignored by wish; what is strict is never overlooked. `literal` says that a run is read as typed.
fn ways(typed: &str, mode: MarksMode, strict: Strict, literal: bool) -> Vec<Way> {
    let marks = marks_of(typed);
    let (any_tone, any_letter) = match mode {
        MarksMode::Smart if literal => (false, false),
        MarksMode::Smart | MarksMode::Loose => (!marks.tone, !marks.tone && !marks.letter),
        MarksMode::Exact => (false, false),
        MarksMode::Fold => (true, true),
    };
    let tone = any_tone && !strict.tone;
    let pitch = mode != MarksMode::Exact && !tone && !strict.tone && dots_alone(typed);
    let (letters, stroke) = (any_letter && !strict.letters, any_letter && !strict.stroke);
    // A syllable with marks is Vietnamese, which has one spelling for each: its lists alone are asked for.
    let variants =
        mode != MarksMode::Exact && !strict.letters && !((marks.tone || marks.letter || literal) && is_syllable(typed));
    let light = mode == MarksMode::Fold || !has_light_marks(typed);
    let mut ways = vec![Way { tier: Tier::Exact, overlooked: Overlooked::default(), bare: false }];
    let mut add = |tier, overlooked| {
        let overlooked = Overlooked { variants, light: variants && light, ..overlooked };
        ways.push(Way { tier, overlooked, bare: false });
        if variants && !light {
            ways.push(Way { tier, overlooked, bare: true });
        }
    };
    if variants {
        add(Tier::Variant, Overlooked::default());
    }
    if tone {
        add(Tier::Tone, Overlooked { tone, ..Overlooked::default() });
    }
    if pitch {
        add(Tier::Tone, Overlooked { pitch, ..Overlooked::default() });
    }
    if letters || stroke {
        add(Tier::Fold, Overlooked { tone, letters, stroke, ..Overlooked::default() });
    }
    ways
}

/// Whether every word of a run is read as typed: one bears a tone mark, or one a letter mark beside one that could bear
/// marks and has none (`công an` is not `công ăn`). Where all bear letter marks and none a tone, the tones were not typed
/// (`đai hôi`).
pub fn is_literal(run: &[Word]) -> bool {
    let (mut letter, mut unmarked) = (false, false);
    for word in run {
        let typed = unplaced_key(&typed_letters(word));
        let marks = marks_of(&typed);
        if marks.tone {
            return true;
        }
        letter |= marks.letter;
        unmarked |= !marks.letter && !word.is_gloss() && {
            let fold = fold_key(&typed);
            !fold.is_ascii() || fold.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        };
    }
    letter && unmarked
}

/// Whether some word of a run would find more if it were read by itself: one without marks beside one with marks.
pub fn has_unmarked_beside_marked(run: &[Word]) -> bool {
    let is_free = |word: &Word| {
        let marks = marks_of(&unplaced_key(&typed_letters(word)));
        !marks.tone && typed_letters(word).contains(char::is_alphabetic)
    };
    is_literal(run) && run.iter().any(is_free)
}

/// The letters that were typed: they say which marks and which case are meant.
fn typed_letters(word: &Word) -> String {
    match &word.form {
        // The field's name says nothing of marks.
        _ if word.is_gloss() => word.exact.clone(),
        Form::Plain | Form::Near(_) => word.surface.clone(),
        Form::Glob(pieces) => {
            let texts = pieces.iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text) } else { None });
            texts.map(String::as_str).collect()
        }
        Form::Regex(ast) => ast.letters(),
    }
}

fn ast_of(word: &Word) -> Option<Ast> {
    match &word.form {
        Form::Plain | Form::Near(_) => None,
        Form::Regex(ast) => Some(ast.clone()),
        // A part of a word may carry its tone where the whole word does not: both are meant.
        Form::Glob(pieces) => {
            let written = |key: fn(&str) -> String| {
                let part = |piece: &Piece| match piece {
                    Piece::Text(text) => Ast::literal(&cased_key(&key(text), text)),
                    Piece::One => Ast::Set(Set::any()),
                    Piece::Run => Ast::run(),
                };
                Ast::Seq(pieces.iter().map(part).collect())
            };
            Some(Ast::any_of(vec![written(unplaced_key), written(exact_key)]))
        }
    }
}
