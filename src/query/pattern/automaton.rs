//! Matches patterns: a nondeterministic automaton over characters, made deterministic as far as it is used.
//!
//! Thompson's construction (K. Thompson, "Regular Expression Search Algorithm", 1968), simulated by sets of states; each
//! set met and each step taken from it are kept. A step costs the number of states at most, so that no pattern takes
//! more than states × characters; the work spent on new steps is bounded besides. It reads no syntax.

use super::ast::{Ast, Set};
use crate::index::gloss::SIGNS;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Work spent on new steps before a walk over terms is given up, in states looked at.
pub const WORK_LIMIT: u64 = 6_000_000;
/// Sets of states that are kept.
const KEPT_SETS: usize = 4096;
const DEAD: u32 = 0;
const START: u32 = 1;
const UNKNOWN: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
enum State {
    /// A character of a set, then on.
    Take(usize, u32),
    /// Either.
    Split(u32, u32),
    Accept,
}

/// A pattern ready to be matched, anchored to a whole text.
#[derive(Debug)]
pub struct Automaton {
    states: Vec<State>,
    /// Where a class of characters that no set tells apart begins, ascending; the first is `\0`.
    bounds: Vec<char>,
    /// Whether a set covers a class.
    covers: Vec<Vec<bool>>,
    ascii: [u16; 128],
    steps: RefCell<Steps>,
}

/// What was learned of the deterministic automaton.
#[derive(Debug, Default)]
struct Steps {
    numbers: HashMap<Rc<[u32]>, u32>,
    sets: Vec<Rc<[u32]>>,
    accepts: Vec<bool>,
    /// For each set a row of where each class leads.
    next: Vec<u32>,
    work: u64,
    limit: u64,
    spent: bool,
}

/// Collects states and sets.
#[derive(Default)]
struct Builder {
    states: Vec<State>,
    sets: Vec<Set>,
}

impl Builder {
    fn push(&mut self, state: State) -> u32 {
        self.states.push(state);
        (self.states.len() - 1) as u32
    }

    fn take(&mut self, set: &Set, next: u32) -> u32 {
        let at = self.sets.iter().position(|known| known == set).unwrap_or_else(|| {
            self.sets.push(set.clone());
            self.sets.len() - 1
        });
        self.push(State::Take(at, next))
    }

    /// The entry of a part that goes on to `next`.
    fn part(&mut self, ast: &Ast, next: u32) -> u32 {
        match ast {
            Ast::Set(set) => self.take(set, next),
            Ast::Seq(parts) => parts.iter().rev().fold(next, |next, part| self.part(part, next)),
            Ast::Any(parts) => {
                let entries: Vec<u32> = parts.iter().map(|part| self.part(part, next)).collect();
                entries.into_iter().reduce(|a, b| self.push(State::Split(a, b))).unwrap_or(next)
            }
            Ast::Repeat(part, least, most) => {
                let tail = match most {
                    None => {
                        let again = self.push(State::Split(next, next));
                        let entry = self.part(part, again);
                        self.states[again as usize] = State::Split(entry, next);
                        again
                    }
                    Some(most) => (*least..*most).fold(next, |after, _| {
                        let entry = self.part(part, after);
                        self.push(State::Split(entry, next))
                    }),
                };
                (0..*least).fold(tail, |next, _| self.part(part, next))
            }
        }
    }

    fn finish(self, start: u32) -> Automaton {
        let ranges = self.sets.iter().flat_map(|set| &set.ranges);
        let after = |letter: char| {
            let next = if letter == '\u{D7FF}' { 0xE000 } else { letter as u32 + 1 };
            char::from_u32(next)
        };
        let mut bounds: Vec<char> = ranges.flat_map(|&(first, last)| [Some(first), after(last)]).flatten().collect();
        // What stands for any character stands for none of those that glosses begin with.
        bounds.extend(SIGNS.iter().flat_map(|&sign| [Some(sign), after(sign)]).flatten());
        bounds.push('\0');
        crate::sort::by_key(&mut bounds, |bound| *bound);
        bounds.dedup();
        let has = |set: &Set, letter: char| set.has(letter) && !(set.negated && SIGNS.contains(&letter));
        let covers = self.sets.iter().map(|set| bounds.iter().map(|&letter| has(set, letter)).collect()).collect();
        let mut ascii = [0; 128];
        for (class, letter) in ascii.iter_mut().zip('\0'..) {
            *class = (bounds.partition_point(|&bound| bound <= letter) - 1) as u16;
        }
        let automaton = Automaton { states: self.states, bounds, covers, ascii, steps: RefCell::new(Steps::default()) };
        {
            let mut steps = automaton.steps.borrow_mut();
            steps.limit = WORK_LIMIT;
            automaton.keep(&mut steps, Vec::new());
            let mut first = Vec::new();
            automaton.close(start, &mut first);
            automaton.keep(&mut steps, first);
        }
        automaton
    }
}

impl Automaton {
    /// Compiles a pattern. Costs its states, which the caller bounds (see [`Ast::states`]).
    pub fn of(ast: &Ast) -> Self {
        let mut builder = Builder::default();
        let accept = builder.push(State::Accept);
        let start = builder.part(ast, accept);
        builder.finish(start)
    }

    /// Everything within `distance` insertions, deletions and substitutions of a word.
    ///
    /// Source: V. Levenshtein, 1966; as an automaton of (letters read, edits made): K. Schulz and S. Mihov, 2002.
    pub fn near(word: &str, distance: u8) -> Self {
        let mut builder = Builder::default();
        let accept = builder.push(State::Accept);
        let letters: Vec<char> = word.chars().collect();
        // Entries of the column of the next edit count, by letters read; the last column first.
        let mut after: Vec<u32> = Vec::new();
        for edits in (0..=distance).rev() {
            let mut column = vec![accept; letters.len() + 1];
            for at in (0..=letters.len()).rev() {
                let mut entry =
                    if at == letters.len() { accept } else { builder.take(&Set::one(letters[at]), column[at + 1]) };
                if edits < distance {
                    let insertion = builder.take(&Set::any(), after[at]);
                    entry = builder.push(State::Split(entry, insertion));
                    if at < letters.len() {
                        let substitution = builder.take(&Set::any(), after[at + 1]);
                        entry = builder.push(State::Split(entry, substitution));
                        entry = builder.push(State::Split(entry, after[at + 1]));
                    }
                }
                column[at] = entry;
            }
            after = column;
        }
        builder.finish(after[0])
    }

    /// Whether a whole text suits the pattern. Linear in the text once its steps are known.
    pub fn matches(&self, text: &str) -> bool {
        let mut at = START;
        for (offset, letter) in text.char_indices() {
            at = match self.step(at, letter) {
                Some(next) => next,
                None => return self.simulate(at, &text[offset..]),
            };
            if at == DEAD {
                return false;
            }
        }
        self.steps.borrow().accepts[at as usize]
    }

    /// Whether the walks over terms that used it were cut short.
    pub fn is_spent(&self) -> bool {
        self.steps.borrow().spent
    }

    /// Lets the walks of this automaton spend so much work on new steps.
    pub fn allow(&self, work: u64) {
        let mut steps = self.steps.borrow_mut();
        steps.limit = work;
        steps.spent = steps.work > work;
    }

    /// Whether any text that begins like this may suit the pattern.
    pub fn may_begin(&self, text: &str) -> bool {
        let mut at = START;
        for letter in text.chars() {
            match self.step(at, letter) {
                Some(DEAD) => return false,
                Some(next) => at = next,
                None => return true,
            }
        }
        true
    }

    fn simulate(&self, from: u32, text: &str) -> bool {
        let mut set: Vec<u32> = self.steps.borrow().sets[from as usize].to_vec();
        for letter in text.chars() {
            set = self.after(&set, self.class(letter));
        }
        set.iter().any(|&at| matches!(self.states[at as usize], State::Accept))
    }

    fn class(&self, letter: char) -> usize {
        match self.ascii.get(letter as usize) {
            Some(&class) => usize::from(class),
            None => self.bounds.partition_point(|&bound| bound <= letter) - 1,
        }
    }

    /// One character on; `None` when the step is not known and the work is spent.
    fn step(&self, from: u32, letter: char) -> Option<u32> {
        let class = self.class(letter);
        let known = self.steps.borrow().next[self.place(from, class)];
        if known != UNKNOWN { Some(known) } else { self.new_step(from, class) }
    }

    /// Where a step from a set stands in the table of them.
    fn place(&self, from: u32, class: usize) -> usize {
        from as usize * self.bounds.len() + class
    }

    fn new_step(&self, from: u32, class: usize) -> Option<u32> {
        let mut steps = self.steps.borrow_mut();
        if steps.spent {
            return None;
        }
        let set = Rc::clone(&steps.sets[from as usize]);
        let next = self.after(&set, class);
        steps.work += (set.len() + next.len() + 8) as u64;
        let number = match steps.numbers.get(next.as_slice()) {
            Some(&number) => number,
            None => self.keep(&mut steps, next),
        };
        steps.next[self.place(from, class)] = number;
        steps.spent = steps.work > steps.limit || steps.sets.len() > KEPT_SETS;
        Some(number)
    }

    fn after(&self, set: &[u32], class: usize) -> Vec<u32> {
        let mut next = Vec::new();
        for &at in set {
            if let State::Take(taken, on) = self.states[at as usize]
                && self.covers[taken][class]
            {
                self.close(on, &mut next);
            }
        }
        next
    }

    /// Adds a state and all that is reached from it without a character, ascending.
    fn close(&self, from: u32, set: &mut Vec<u32>) {
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if let Err(place) = set.binary_search(&at) {
                set.insert(place, at);
                if let State::Split(a, b) = self.states[at as usize] {
                    open.extend([a, b]);
                }
            }
        }
    }

    fn keep(&self, steps: &mut Steps, set: Vec<u32>) -> u32 {
        let set: Rc<[u32]> = set.into();
        let number = steps.sets.len() as u32;
        steps.accepts.push(set.iter().any(|&at| matches!(self.states[at as usize], State::Accept)));
        // From nowhere it goes nowhere.
        let unknown = if set.is_empty() { DEAD } else { UNKNOWN };
        steps.next.resize((number as usize + 1) * self.bounds.len(), unknown);
        steps.numbers.insert(Rc::clone(&set), number);
        steps.sets.push(set);
        number
    }
}

/// Where a walk over the bytes of keys stands: a state, and a character of which some bytes are read.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    state: u32,
    code: u32,
    left: u8,
}

impl fst::Automaton for &Automaton {
    type State = Stand;

    fn start(&self) -> Stand {
        Stand { state: START, code: 0, left: 0 }
    }

    fn is_match(&self, stand: &Stand) -> bool {
        stand.left == 0 && self.steps.borrow().accepts[stand.state as usize]
    }

    fn can_match(&self, stand: &Stand) -> bool {
        stand.state != DEAD
    }

    fn accept(&self, stand: &Stand, byte: u8) -> Stand {
        if stand.left == 0 && byte < 0x80 {
            let next = self.step(stand.state, char::from(byte));
            return Stand { state: next.unwrap_or(DEAD), code: 0, left: 0 };
        }
        let (code, left) = match (stand.left, byte) {
            (0, 0xC0..0xE0) => (u32::from(byte & 0x1F), 1),
            (0, 0xE0..0xF0) => (u32::from(byte & 0x0F), 2),
            (0, 0xF0..) => (u32::from(byte & 0x07), 3),
            (left @ 1.., 0x80..0xC0) => (stand.code << 6 | u32::from(byte & 0x3F), left - 1),
            _ => return Stand { state: DEAD, code: 0, left: 0 },
        };
        if left > 0 {
            return Stand { state: stand.state, code, left };
        }
        let next = char::from_u32(code).and_then(|letter| self.step(stand.state, letter));
        Stand { state: next.unwrap_or(DEAD), code: 0, left: 0 }
    }
}
