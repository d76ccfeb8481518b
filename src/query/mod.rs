//! The query language: what a reader types, what it means, and where it is found.
//!
//! A query is parsed to a [`syntax::Query`], compiled to a [`plan::Plan`] of leaves (words and phrases) under and, or
//! and not, and evaluated over postings by [`evaluate`], or over one article's tokens by [`scan`]. Both give the same
//! hits: the first counts a corpus, the second highlights what is shown.
//!
//! # Grammar
//!
//! ```text
//! query   := any
//! any     := all ("OR" all)*
//! all     := item+
//! item    := ("-" | "NOT") item | "+" item | field ":" item | '"' words '"' | "(" any ")" | words
//! words   := word+            a word may end in "*"
//! field   := "title" | "source" | "date"
//! ```
//!
//! A query that is one run of words (beside `source:` and `date:`) is first that phrase; the articles that merely hold
//! all its words come after it, counted apart. Anything else means all the words. What a reader types never fails: the
//! parser returns its best reading and the problems it saw.

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
pub mod syntax;
pub mod words;
