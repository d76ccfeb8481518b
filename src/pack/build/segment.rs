//! The map step: the term occurrences of a share of the articles, sorted by fold key and exact key.

use crate::article::Article;
use crate::index::placed::{keys_of, length_tokens, placed_tokens};
use crate::index::term_key;
use crate::text::fold_key;
use std::collections::HashMap;

/// Occurrences (article, position) by field: title, lead, body, aside.
pub type Occurrences = [Vec<(u32, u32)>; 4];

/// What a share of the articles contributes to the index.
#[derive(Debug, Default)]
pub struct Segment {
    /// (fold key, exact key) with occurrences, in key order.
    pub terms: Vec<((String, String), Occurrences)>,
    /// Tokens in title, lead and body of each article of the share.
    pub lengths: Vec<u32>,
    /// Tokens by field.
    pub tokens: [u64; 4],
}

/// Cuts articles into one share a core and indexes the shares side by side. The cut does not show in the merged index.
pub fn segments(articles: &[Article]) -> Vec<Segment> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = articles.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let running: Vec<_> = articles
            .chunks(share)
            .enumerate()
            .map(|(n, part)| scope.spawn(move || Segment::of(part, (n * share) as u32)))
            .collect();
        running.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

impl Segment {
    /// Indexes articles numbered from `first`. Linear in their text.
    pub fn of(articles: &[Article], first: u32) -> Self {
        let mut segment = Self::default();
        let mut surfaces: HashMap<String, Vec<u32>> = HashMap::new();
        let mut exacts: HashMap<String, u32> = HashMap::new();
        let mut occurrences: Vec<Occurrences> = Vec::new();
        for (article, number) in articles.iter().zip(first..) {
            let placed = placed_tokens(&article.text, &article.blocks);
            segment.lengths.push(length_tokens(&placed, &article.blocks));
            for token in placed {
                let field = article.blocks[token.block as usize].field() as usize;
                segment.tokens[field] += 1;
                let surface = &article.text[token.start as usize..token.end as usize];
                if !surfaces.contains_key(surface) {
                    let terms = keys_of(surface).into_iter().map(|key| {
                        let next = exacts.len() as u32;
                        *exacts.entry(key).or_insert(next)
                    });
                    surfaces.insert(surface.to_owned(), terms.collect());
                    occurrences.resize_with(exacts.len(), Default::default);
                }
                for &term in &surfaces[surface] {
                    occurrences[term as usize][field].push((number, token.position));
                }
            }
        }
        let mut occurrences: Vec<Option<Occurrences>> = occurrences.into_iter().map(Some).collect();
        segment.terms = exacts
            .into_iter()
            .filter_map(|(exact, at)| Some(((term_key(fold_key(&exact)), exact), occurrences[at as usize].take()?)))
            .collect();
        segment.terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        segment
    }
}
