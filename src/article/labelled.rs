//! What the labels of a text's lines are noted in while they are found, and what comes of it.

use super::date::Date;
use super::model::{Block, Role};

/// What is known of a line so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    pub role: Option<Role>,
    pub repeats: bool,
}

/// A text with its blocks and what its edges say.
#[derive(Debug, Default)]
pub(super) struct Labelled<'t> {
    pub blocks: Vec<Block>,
    /// The month or day of the crawler's header.
    pub header: Option<Date>,
    /// The date of the first timestamp line.
    pub timestamp: Option<Date>,
    /// The source that a credit names.
    pub source: Option<&'t str>,
}
