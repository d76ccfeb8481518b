//! What the reader should know of a query besides what it finds: problems and limits, gathered while it runs.

use crate::protocol::{Cut, Problem};

/// What the reader should know of a query besides what it finds.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// What was not understood, and what no article has.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
    /// Fold keys that patterns stood for so far.
    pub folds: usize,
}

impl Notes {
    /// Starts with what the parser noted.
    pub fn of(problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::default() }
    }

    /// Notes a limit, once.
    pub fn cut(&mut self, cut: Cut) {
        if !self.cuts.contains(&cut) {
            self.cuts.push(cut);
        }
    }
}
