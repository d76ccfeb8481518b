//! The answers of the tab of measures, and the reader's own list of terms. It asks nothing.

use super::slot::Slot;
use crate::app::reactive::*;
use crate::measure::TermList;
use crate::protocol::{CollocatesRequest, KeynessRequest, NodesRequest, SearchRequest, SpreadRequest, WordsRequest};

/// What is measured of one instance.
#[derive(Clone, Copy)]
pub struct Measuring {
    /// What stands near the query.
    pub collocates: Slot<CollocatesRequest>,
    /// What stands near it and near another query.
    pub nodes: Slot<NodesRequest>,
    /// What its articles say more than others.
    pub keyness: Slot<KeynessRequest>,
    /// The words of its articles.
    pub words: Slot<WordsRequest>,
    /// Where and when it occurs.
    pub spread: Slot<SpreadRequest>,
    /// Where the terms of the reader's list occur.
    pub terms: Slot<SpreadRequest>,
    /// That list as it was read; it never leaves the page.
    pub term_list: RwSignal<TermList>,
    /// Articles that have it, to be drawn.
    pub plotted: Slot<SearchRequest>,
}

impl Measuring {
    /// Nothing is measured yet.
    pub fn new() -> Self {
        Self {
            collocates: Slot::new(),
            nodes: Slot::new(),
            keyness: Slot::new(),
            words: Slot::new(),
            spread: Slot::new(),
            terms: Slot::new(),
            term_list: RwSignal::new(TermList::default()),
            plotted: Slot::new(),
        }
    }
}
