//! An article: its stored text, its blocks with their roles, its date, its people.
//!
//! Extraction labels a text and never deletes from it. It opens no file: the packer brings the text.

mod calendar;
mod call;
mod credit;
mod cue;
mod date;
mod date_mention;
mod dateform;
mod dateline;
mod daysbefore;
mod expected;
mod extract;
mod facet;
mod gloss;
mod heading;
mod human;
mod known;
mod labelled;
mod line;
mod mention;
mod model;
mod names;
mod origin;
mod particle;
mod people;
mod person;
mod plain;
mod published;
mod qualifier;
mod rank;
mod recurring;
mod related;
mod relative;
mod resolve;
mod retitle;
mod run;
mod scene;
mod settle;
mod stage;
mod structure;
mod titles;
mod word;
mod wrap;

#[cfg(test)]
mod captions_test;
#[cfg(test)]
mod date_tests;
#[cfg(test)]
mod mention_tests;
#[cfg(test)]
mod people_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wrap_tests;
#[cfg(test)]
pub(crate) mod wrapped_test;

pub use date::{Date, DateError};
pub use date_mention::{DateMention, PartOfDay};
pub use extract::{extract, extract_known};
pub use facet::Facet;
pub use gloss::{Gloss, Glosses, Listed, NO_GLOSSES};
pub use known::Known;
pub use mention::{DatesRead, dates_mentioned, dates_read};
pub use model::{Article, ArticleId, Block, Field, Role};
pub use origin::DateOrigin;
pub use people::{full_names, people};
pub use person::PersonMention;
pub use plain::plain;
pub use rank::titles_before;
pub use recurring::{LineCounter, RecurringLines};
pub use retitle::retitle;
pub use titles::is_surname;
