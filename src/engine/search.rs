//! Answers a search: counts, ranking, the window of results with excerpts, and what else may be meant.

use super::cache::Access;
use super::columns::Lengths;
use super::evaluate::evaluate;
use super::folded::Copies;
use super::found::Found;
use super::memo::Scanning;
use super::notes::Notes;
use super::reading::scanned;
use crate::article::ArticleId;
use crate::protocol::{
    Group, GroupKind, Refusal, SearchAnswer, SearchRequest, SearchResult, Sort, Tier, TierCounts, Total,
};
use crate::query::evaluate::{Count, LeafHits};
use crate::query::rank::{Norms, idf, with_closeness};
use crate::query::row::gallop;
use crate::query::snippet::{snippet, spans, strip};
use crate::sort;
use std::rc::Rc;

/// Answers a search.
pub fn search(access: &Access<'_>, request: &SearchRequest) -> Result<Option<SearchAnswer>, Refusal> {
    let mut notes = Notes::default();
    // Asked for with the first trip.
    let copies = if request.fold { Copies::load(access).map(Some) } else { Some(None) };
    let Some(found) = evaluate(access, &request.spec, &mut notes)? else { return Ok(None) };
    let Some(copies) = copies else { return Ok(None) };
    let Some(lengths) = Lengths::load(access) else { return Ok(None) };
    let mut groups = Vec::new();
    let mut window = (request.offset as usize, request.limit as usize);
    for kind in [GroupKind::Phrase, GroupKind::Words] {
        let candidates = Candidates::of(access, &found, &lengths, kind);
        let expr = if kind == GroupKind::Phrase { &found.plan.main } else { &found.plan.words };
        let Some(expr) = expr else { continue };
        let tiers = candidates.tiers();
        let articles = candidates.articles.len();
        let total = Total { articles: articles as u32, hits: tiers.sum() };
        // Without hits nothing is more relevant than what is new.
        let unranked = candidates.shown.is_empty() && request.sort == Sort::Relevance;
        let sort = if unranked { Sort::Date } else { request.sort };
        let dated = access.root().counts.dated;
        let (numbers, left) = match copies.as_ref().filter(|copies| copies.any_in(candidates.articles)) {
            Some(copies) => {
                let kept = copies.fold(&candidates.window(sort, 0, articles, dated));
                let left = kept.len();
                (kept.into_iter().skip(window.0).take(window.1).collect(), left)
            }
            None => {
                let numbers = candidates.window(sort, window.0, window.1, dated).into_iter();
                (numbers.map(|article| (article, 0)).collect::<Vec<_>>(), articles)
            }
        };
        window = (window.0.saturating_sub(left), window.1 - numbers.len());
        let copies_of = |article: u32| found.stands_for.get(&article).copied().unwrap_or(0);
        let ranked = |(article, copies)| Ranked { copies: copies + copies_of(article), ..candidates.ranked(article) };
        let rows: Vec<Ranked> = numbers.into_iter().map(ranked).collect();
        let mut scanning = access.memo().scanning(&found.plan, expr, request.spec.blocks);
        let results = rows.iter().filter_map(|row| result(access, row, &mut scanning)).collect();
        groups.push(Group { kind, total, folded: (articles - left) as u32, tiers, results });
    }
    if access.is_missing() {
        return Ok(None);
    }
    Ok(Some(SearchAnswer { groups, problems: notes.problems, cuts: notes.cuts }))
}

struct Ranked {
    article: u32,
    tier: Tier,
    score: f32,
    hits: u32,
    /// Articles that it stands for.
    copies: u32,
}

/// The articles of a group, with what ranks them.
struct Candidates<'f> {
    articles: &'f [u32],
    shown: &'f [(usize, Rc<LeafHits>)],
    /// What each of the shown leaves is worth.
    weights: Vec<f32>,
    /// How near the words are, where that counts.
    closeness: &'f [(u32, f32)],
    lengths: &'f Lengths<'f>,
    norms: Norms,
}

impl<'f> Candidates<'f> {
    fn of(access: &Access<'_>, found: &'f Found, lengths: &'f Lengths<'f>, kind: GroupKind) -> Self {
        let counts = &access.root().counts;
        let average = counts.tokens[..3].iter().sum::<u64>() as f32 / counts.articles.max(1) as f32;
        let (articles, shown) = match kind {
            GroupKind::Phrase => (&found.main, &found.main_hits),
            GroupKind::Words => (&found.words, &found.words_hits),
        };
        let weights = shown.iter().map(|(leaf, _)| idf(counts.articles, found.leaves[*leaf].len())).collect();
        let rows = found.leaves.iter().map(|hits| hits.closeness.as_slice());
        let closeness = rows.filter(|_| kind == GroupKind::Words).find(|rows| !rows.is_empty()).unwrap_or_default();
        Self { articles, shown, weights, closeness, lengths, norms: Norms::of(average) }
    }

    /// The hits of all articles by tier.
    fn tiers(&self) -> TierCounts {
        let mut tiers = TierCounts::default();
        for (_, hits) in self.shown {
            self.each(hits, |_, count| tiers.add_all(count.tiers));
        }
        tiers
    }

    /// Tells the articles that a leaf has hits in, by index, and their hits.
    fn each(&self, hits: &LeafHits, mut tell: impl FnMut(usize, &Count)) {
        if hits.articles == self.articles {
            hits.counts.iter().enumerate().for_each(|(index, count)| tell(index, count));
            return;
        }
        let mut at = 0;
        for (index, &article) in self.articles.iter().enumerate() {
            at = gallop(&hits.articles, at, article);
            if hits.articles.get(at) == Some(&article) {
                tell(index, &hits.counts[at]);
            }
        }
    }

    /// The part of the articles that falls into a window of the given order. An order by date needs no score at all, one by
    /// relevance sorts only as far as the window reaches.
    fn window(&self, sort: Sort, skip: usize, take: usize, dated: u32) -> Vec<u32> {
        let end = skip.saturating_add(take).min(self.articles.len());
        if skip >= end {
            return Vec::new();
        }
        match sort {
            Sort::Relevance => {
                let mut keys = self.keys();
                sort::least(&mut keys, end)[skip..].iter().map(|key| (key & 0xff_ffff) as u32).collect()
            }
            Sort::Oldest => self.articles[skip..end].to_vec(),
            Sort::Date => {
                let (dated, undated) =
                    self.articles.split_at(self.articles.partition_point(|&article| article < dated));
                dated.iter().rev().chain(undated).skip(skip).take(take).copied().collect()
            }
        }
    }

    /// For each article a number that is less the better it ranks: the tier, then the score, then the article's number,
    /// which has 24 bits.
    fn keys(&self) -> Vec<u64> {
        let mut rows: Vec<(Tier, f32)> = vec![(Tier::Exact, 0.0); self.articles.len()];
        for ((_, hits), &weight) in self.shown.iter().zip(&self.weights) {
            self.each(hits, |index, count| {
                let row = &mut rows[index];
                row.0 = row.0.max(count.best());
                row.1 += self.norms.score(weight, count, self.lengths.byte(self.articles[index]));
            });
        }
        let mut near = self.closeness.iter().copied().peekable();
        let key = |(&article, (tier, score)): (&u32, (Tier, f32))| {
            while near.next_if(|row| row.0 < article).is_some() {}
            let closeness = near.peek().filter(|row| row.0 == article).map_or(0.0, |row| row.1);
            // The bits of a positive number ascend with it.
            let score = with_closeness(score, closeness).max(0.0).to_bits();
            (tier as u64) << 56 | u64::from(!score) << 24 | u64::from(article)
        };
        self.articles.iter().zip(rows).map(key).collect()
    }

    /// One article in full.
    fn ranked(&self, article: u32) -> Ranked {
        let mut row = Ranked { article, tier: Tier::Exact, score: 0.0, hits: 0, copies: 0 };
        for ((_, hits), &weight) in self.shown.iter().zip(&self.weights) {
            let Some(count) = hits.get(article) else { continue };
            row.tier = row.tier.max(count.best());
            row.hits = row.hits.saturating_add(count.hits());
            row.score += self.norms.score(weight, count, self.lengths.byte(article));
        }
        let closeness =
            self.closeness.binary_search_by_key(&article, |row| row.0).map_or(0.0, |at| self.closeness[at].1);
        row.score = with_closeness(row.score, closeness);
        row
    }
}

fn result(access: &Access<'_>, row: &Ranked, scanning: &mut Scanning<'_>) -> Option<SearchResult> {
    let number = ArticleId(row.article);
    let stored = access.article(number)?;
    let article = &stored.article;
    let (tokenised, found) = scanning.hits(row.article, stored);
    let scanned = scanned(stored, &tokenised.tokens);
    Some(SearchResult {
        card: stored.card(number),
        score: row.score,
        tier: row.tier,
        hits: row.hits,
        copies: row.copies,
        snippet: snippet(scanned, &found),
        strip: strip(&article.text, &spans(scanned, &found)),
    })
}
