//! What can be asked of a corpus and what comes back. One set of types for the page, the worker, the command line and
//! the tests. Offsets are half-open byte ranges in an article's stored UTF-8 text.
//!
//! Requests and answers only: how they are answered is for [`crate::engine`]. What they are made of and others own, such
//! as a query's words or an article's card, is named here too, so that a host finds it in one place.

mod articles;
mod compare;
mod concordance;
mod families;
mod groups;
mod kinds;
mod measure;
mod mentions;
mod pairs;
mod related;
mod request;
mod search;
mod trace;

pub use crate::article::Facet;
pub use crate::bundle::{Card, KeyTerm, Overview, Recurring};
pub use crate::query::snippet::Fragment;
pub use crate::query::spec::*;
pub use crate::query::tier::{Tier, TierCounts};
pub use articles::*;
pub use compare::*;
pub use concordance::*;
pub use families::*;
pub use groups::*;
pub use kinds::PassageKind;
pub use measure::*;
pub use mentions::*;
pub use pairs::*;
pub use related::*;
pub use request::{Ask, Refusal, Request, Response};
pub use search::*;
pub use trace::*;
