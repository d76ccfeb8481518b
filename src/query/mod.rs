//! The query language: what a reader types, what it means, and where it is found.
//!
//! A query is parsed to a [`syntax::Query`], compiled to a [`plan::Plan`] of leaves (words and phrases) under and, or
//! and not, and evaluated over postings by [`evaluate`], or over one article's tokens by [`scan`]. Both give the same
//! hits: the first counts a corpus, the second highlights what is shown.
//!
//! # Grammar
//!
//! ```text
//! query    := any
//! any      := all ("OR" all)*
//! all      := item+
//! item     := ("-" | "NOT") item | ("+" | "AND") item | field | near | unit
//! near     := unit (("NEAR" ("/" n)? | "PRE/" n) unit)+   n words apart at most: 1 to 16, 10 when not said
//! unit     := run | phrase | "(" any ")"
//! run      := (word | gloss)+                       neighbouring words are one run
//! phrase   := '"' run? '"' | "“" run? "”" | "«" run? "»"
//! gloss    := ("lemma:" | "pos:") value             what a corpus says of a word; "*" and "?" as in words
//! word     := plain | glob | plain "~" ("1" | "2")? | "/" regex "/"
//! glob     := plain with "*" (any characters) at its start, end or inside, or "?" (one character) before a letter
//! field    := "title:" item | ("source:" | "category:") value | "date:" range
//! range    := day | day? ".." day?
//! day      := YYYY | YYYY-MM | YYYY-MM-DD | DD/MM/YYYY | MM/YYYY
//! regex    := branch ("|" branch)*
//! branch   := (atom ("*" | "+" | "?" | "{" n ("," n?)? "}")?)*
//! atom     := character | "." | "[" "^"? ranges "]" | "(" "?:"? regex ")" | "\\d" | "\\D" | "\\w" | "\\W" | "\\" sign
//! ```
//!
//! `-` binds tighter than `NEAR`, that than standing side by side, that than `OR`. Operators are upper-case and field
//! names lower-case; signs count only where a word may begin, so that `a-b`, `5*3`, `C++`, `và/hoặc`, an address or the
//! question mark of a sentence stay plain words.
//!
//! # Meaning
//!
//! - A query that is one run of words (beside `source:`, `category:` and `date:`) is first that phrase; the articles that
//!   merely hold all its words come after it, counted apart. Anything else means all the words. On either side of `NEAR`
//!   a run is a phrase.
//! - A pattern stands for one token and is anchored to the whole of it. What is typed without marks suits every marking,
//!   what is typed with marks only its own ([`pattern`]); edits are counted in characters.
//! - A place of `a NEAR/5 b` reaches from one to the other, whichever comes first, one of `a PRE/5 b` from the first to
//!   the second, within one block ([`near`]).
//! - A regular expression is read whole or not at all: one of more than [`pattern::regex::STATES_LIMIT`] states is named
//!   as too large and its letters are read as words.
//!
//! What a reader types never fails: the parser returns its best reading and the problems it saw.

pub mod coincide;
pub mod edit;
pub mod evaluate;
pub mod lexer;
pub mod near;
pub mod parser;
pub mod pattern;
pub mod plan;
pub mod rank;
pub mod row;
pub mod scan;
pub mod sets;
pub mod slot;
pub mod snippet;
pub mod spec;
pub mod syntax;
pub mod tier;
pub mod word_lexer;
