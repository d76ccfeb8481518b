//! Which articles share most wording, each held against each: chosen by the packer's best families, measured by where these
//! stand in them. It finds no wording: the packer did.

use super::cache::Access;
use super::columns::{Values, dates};
use super::evaluate::evaluate;
use super::families::chunks_of;
use super::folded::{Copies, Surplus};
use super::found::Found;
use super::notes::Notes;
use crate::article::{ArticleId, Date, Facet, Field};
use crate::bundle::Section;
use crate::bundle::families::FamilyRow;
use crate::bundle::group::StoredArticle;
use crate::bundle::shared::SharedPlace;
use crate::protocol::{Axis, PairsAnswer, PairsRequest, Refusal, Sharer, SharingPair};
use crate::query::sets::intersect;
use crate::sort;
use std::collections::HashMap;

/// Chunks of families that are looked through; eight times as many for each step of effort.
const CHUNKS: usize = 8;
/// Articles of one family that are held against each other, the earliest: of ten thousand copies not every two.
const SPREAD: usize = 24;
/// Pairs that articles are chosen from, those that share most.
const PAIRS: usize = 20_000;
/// Articles, sources, years or pairs at most, whatever is asked: each article costs its text.
const LIMIT: usize = 24;

/// What two articles share by the families looked at, in words: where one family lies in another they count twice, so that
/// it serves to choose by, and for nothing else.
type Weights = HashMap<(u32, u32), u32>;

/// The map, or the pairs between two of its values; `None` while chunks are missing. Costs the chunks of families, and for each
/// article that is told its text and one chunk of its places.
///
/// # Errors
/// When the bundle is damaged.
pub fn pairs(access: &Access<'_>, request: &PairsRequest) -> Result<Option<PairsAnswer>, Refusal> {
    let mut notes = Notes::default();
    let by_article = request.axis == Axis::Articles;
    // Of articles a group of copies is one row in any case, so that the filter need not leave some out.
    let mut spec = request.spec.clone();
    spec.filters.once = spec.filters.once && !by_article;
    let unfiltered = spec.query.trim().is_empty() && spec.filters.is_empty();
    let found = if unfiltered { Some(None) } else { evaluate(access, &spec, &mut notes)?.map(Some) };
    let (rows, labels) = (best_rows(access, spec.effort), Labels::load(access, request.axis)?);
    let copies = if by_article { Copies::load(access).map(Some) } else { Some(None) };
    let (Some(found), Some((rows, looked_at)), Some(labels), Some(copies)) = (found, rows, labels, copies) else {
        return Ok(None);
    };
    let has = |articles: fn(&Found) -> &[u32], article: u32| {
        found.as_ref().map(|found| articles(found).binary_search(&article).is_ok())
    };
    let in_heading = |article| has(|found| &found.main, article).unwrap_or(true);
    let in_words = |article| has(|found| &found.words, article).unwrap_or(false);
    let surplus = copies.map_or_else(Surplus::default, |copies| copies.surplus(&in_heading, &in_words));
    let passing = found.as_ref().map(|found| {
        let mut articles = [found.main.as_slice(), found.words.as_slice()].concat();
        sort::numbers(&mut articles);
        articles
    });
    let articles = |row: &FamilyRow| match &passing {
        Some(passing) => intersect(&row.articles, passing),
        None => row.articles.clone(),
    };
    let limit = (request.limit as usize).min(LIMIT);
    let mut answer = PairsAnswer { looked_at, ..PairsAnswer::default() };
    let listed = rows.iter().map(|row| (row.words, articles(row)));
    if let (Some(between), false) = (&request.between, by_article) {
        let sides = between.each_ref().map(|name| labels.named(name));
        let best = sides[0].zip(sides[1]).map_or_else(Vec::new, |(a, b)| between_two(listed, &labels, (a, b), limit));
        let Some(told) = told_pairs(access, &best) else { return Ok(None) };
        answer.pairs = told;
    } else if by_article {
        let counts = |article: &u32| !surplus.left_out.contains(article);
        let once = listed.clone().map(|(words, articles)| (words, articles.into_iter().filter(counts).collect()));
        let mut chosen_ones = chosen(&weights(once, |_, _| true), limit);
        let folded = !chosen_ones.is_empty();
        if !folded {
            // Nothing is shared but by copies: these then are what there is to show.
            chosen_ones = chosen(&weights(listed, |_, _| true), limit);
        }
        let Some(told) = Told::load(access, &chosen_ones) else { return Ok(None) };
        let copies = |one: &Of<'_>| surplus.stands_for.get(&one.number.0).copied().filter(|_| folded).unwrap_or(0);
        answer.axis = told.0.iter().map(|one| one.sharer(copies(one))).collect();
        answer.cells = told.0.iter().flat_map(|row| told.0.iter().map(|column| row.share(column))).collect();
    } else {
        (answer.axis, answer.cells) = labels.map(listed, limit);
    }
    (answer.problems, answer.cuts) = (notes.problems, notes.cuts);
    Ok(Some(answer))
}

/// Families that are worth a row, with how many these are of all.
type Rows<'e> = (Vec<&'e FamilyRow>, (u32, u32));

/// The best families; `None` while chunks are missing.
fn best_rows<'e>(access: &Access<'e>, effort: u8) -> Option<Rows<'e>> {
    let chunks = chunks_of(access, false)?;
    let most = CHUNKS.saturating_mul(8usize.saturating_pow(effort.into()));
    let rows: Vec<_> = chunks.clone().take(most).map(|place| access.family_rows(place)).collect();
    // The last chunk tells how many there are.
    let all = chunks.last().map_or(Some(0), |last| {
        let first = access.entry(Section::FamilyRows, last)?.first as u32;
        Some(first.saturating_add(access.family_rows(last)?.len() as u32))
    })?;
    let rows: Vec<&FamilyRow> = rows.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    let looked_at = (rows.len() as u32, all);
    Some((rows, looked_at))
}

/// What every two articles share that are `wanted`.
fn weights(rows: impl Iterator<Item = (u32, Vec<u32>)>, wanted: impl Fn(u32, u32) -> bool) -> Weights {
    let mut weights = Weights::new();
    for (words, articles) in rows {
        let articles = &articles[..articles.len().min(SPREAD)];
        for (at, &a) in articles.iter().enumerate() {
            for &b in articles[at + 1..].iter().filter(|&&b| wanted(a, b)) {
                let sum = weights.entry((a, b)).or_default();
                *sum = sum.saturating_add(words);
            }
        }
    }
    weights
}

/// Pairs by what they share, most first.
fn ranked(weights: &Weights) -> Vec<((u32, u32), u32)> {
    let mut pairs: Vec<_> = weights.iter().map(|(pair, words)| (*pair, *words)).collect();
    sort::by_key(&mut pairs, |(pair, words)| (u32::MAX - words, *pair));
    pairs
}

/// The articles that share most: the two that share most, then one after another the article that shares most with those that
/// are chosen, or two that share more with each other. In the order of their numbers.
fn chosen(weights: &Weights, limit: usize) -> Vec<u32> {
    let mut pairs = ranked(weights);
    pairs.truncate(PAIRS);
    let mut chosen: Vec<u32> = Vec::new();
    let mut gains: HashMap<u32, u32> = HashMap::new();
    while chosen.len() < limit {
        let best =
            gains.iter().max_by_key(|(article, gain)| (**gain, u32::MAX - **article)).map(|(a, gain)| (*a, *gain));
        let apart = |pair: &&((u32, u32), u32)| !chosen.contains(&pair.0.0) && !chosen.contains(&pair.0.1);
        let two = pairs.iter().find(apart).filter(|_| chosen.len() + 2 <= limit);
        let new = match (best, two) {
            (Some((_, gain)), Some(&((a, b), words))) if words > gain => vec![a, b],
            (None, Some(&((a, b), _))) => vec![a, b],
            (Some((article, _)), _) => vec![article],
            (None, None) => break,
        };
        chosen.extend(&new);
        for &((a, b), words) in &pairs {
            for (one, other) in [(a, b), (b, a)] {
                if new.contains(&one) && !chosen.contains(&other) {
                    *gains.entry(other).or_default() += words;
                }
            }
        }
        gains.retain(|article, _| !chosen.contains(article));
    }
    sort::numbers(&mut chosen);
    chosen
}

/// The pairs between two labels that share most, the article of the first before that of the second.
fn between_two(
    rows: impl Iterator<Item = (u32, Vec<u32>)>,
    labels: &Labels<'_>,
    (first, second): (u32, u32),
    limit: usize,
) -> Vec<[u32; 2]> {
    let of = |a, b| (labels.of(a), labels.of(b));
    // Only articles of the two count toward the spread of a family.
    let own = |article: &u32| [Some(first), Some(second)].contains(&labels.of(*article));
    let rows = rows.map(|(words, articles)| (words, articles.into_iter().filter(own).collect()));
    let wanted = |a, b| [(Some(first), Some(second)), (Some(second), Some(first))].contains(&of(a, b));
    let best = ranked(&weights(rows, wanted));
    let in_order = |((a, b), _): ((u32, u32), u32)| if labels.of(a) == Some(first) { [a, b] } else { [b, a] };
    best.into_iter().take(limit).map(in_order).collect()
}

fn told_pairs(access: &Access<'_>, pairs: &[[u32; 2]]) -> Option<Vec<SharingPair>> {
    let mut articles: Vec<u32> = pairs.concat();
    sort::numbers(&mut articles);
    articles.dedup();
    let told = Told::load(access, &articles)?;
    let pair = |pair: &[u32; 2]| {
        let at = |article| told.0.iter().find(|one| one.number.0 == article);
        let (a, b) = (at(pair[0])?, at(pair[1])?);
        let cards = [a, b].map(|one| one.stored.card(one.number));
        Some(SharingPair { cards, shares: [a.share(b), b.share(a)] })
    };
    pairs.iter().map(pair).collect()
}

/// An article with the places of its families.
struct Of<'e> {
    number: ArticleId,
    stored: &'e StoredArticle,
    /// By first byte.
    places: Vec<&'e SharedPlace>,
    /// Ranks of its families, ascending.
    ranks: Vec<u32>,
}

struct Told<'e>(Vec<Of<'e>>);

impl<'e> Told<'e> {
    /// Reads articles and where they share wording; `None` while chunks are missing.
    fn load(access: &Access<'e>, articles: &[u32]) -> Option<Self> {
        let read = articles.iter().map(|&article| {
            let place = access.place_of(Section::Shared, u64::from(article));
            (article, access.article(ArticleId(article)), place.and_then(|place| access.shared(place)))
        });
        // All are asked for before any is looked at: one trip.
        let read: Vec<_> = read.collect();
        if access.is_missing() {
            return None;
        }
        let of = |(article, stored, places): (u32, Option<&'e StoredArticle>, Option<&'e Vec<SharedPlace>>)| {
            let places: Vec<_> = places.into_iter().flatten().filter(|place| place.is_telling_of(article)).collect();
            let mut ranks: Vec<u32> = places.iter().map(|place| place.rank).collect();
            sort::numbers(&mut ranks);
            Some(Of { number: ArticleId(article), stored: stored?, places, ranks })
        };
        read.into_iter().map(of).collect::<Option<Vec<_>>>().map(Self)
    }
}

impl Of<'_> {
    fn sharer(&self, copies: u32) -> Sharer {
        let card = self.stored.card(self.number);
        Sharer { name: card.id.clone(), card: Some(card), copies }
    }

    /// Hundredths of this article that stand in places of families which the other has too; a little is one of them.
    fn share(&self, other: &Self) -> u32 {
        let blocks = self.stored.article.blocks.iter().filter(|block| block.field() != Field::Aside);
        let all: u64 = blocks.map(|block| u64::from(block.end - block.start)).sum();
        let (mut shared, mut reach) = (0u64, 0);
        for place in self.places.iter().filter(|place| other.ranks.binary_search(&place.rank).is_ok()) {
            shared += u64::from(place.end.saturating_sub(place.start.max(reach)));
            reach = reach.max(place.end);
        }
        if shared == 0 || self.number == other.number { 0 } else { (shared * 100 / all.max(1)).clamp(1, 100) as u32 }
    }
}

/// What the articles of an axis have: none where the axis is of articles.
struct Labels<'e> {
    /// Articles of each label in order: one code an article, 0 where it has none.
    codes: Vec<u32>,
    values: Option<Values<'e>>,
}

impl<'e> Labels<'e> {
    /// Asks for them; `None` while they are missing.
    fn load(access: &Access<'e>, axis: Axis) -> Result<Option<Self>, Refusal> {
        let articles = access.root().counts.articles;
        match axis {
            Axis::Articles => Ok(Some(Self { codes: Vec::new(), values: None })),
            Axis::Sources => {
                let Some(values) = Values::load(access, Facet::Source)? else { return Ok(None) };
                let mut codes = vec![0; articles as usize];
                values.each(0..articles, |article, code| codes[article as usize] = code);
                Ok(Some(Self { codes, values: Some(values) }))
            }
            Axis::Years => {
                let Some(dates) = dates(access)? else { return Ok(None) };
                let mut codes = vec![0; articles as usize];
                for (date, run) in dates.runs() {
                    let year = u32::from(date.year.unwrap_or(0));
                    codes.get_mut(run.start as usize..run.end as usize).into_iter().for_each(|run| run.fill(year));
                }
                Ok(Some(Self { codes, values: None }))
            }
        }
    }

    fn of(&self, article: u32) -> Option<u32> {
        self.codes.get(article as usize).copied().filter(|&code| code > 0)
    }

    fn name(&self, code: u32) -> String {
        match &self.values {
            Some(values) => values.dictionary.get(code as usize - 1).map_or_else(String::new, |value| value.0.clone()),
            None => Date { year: Some(code as u16), month: None, day: None, minute: None }.to_string(),
        }
    }

    /// The code of a name.
    fn named(&self, name: &str) -> Option<u32> {
        match &self.values {
            Some(values) => values.dictionary.iter().position(|value| value.0 == name).map(|at| at as u32 + 1),
            None => name.parse().ok(),
        }
    }

    /// The labels that share most wordings, and how many each two share; sources by that, years in their order.
    fn map(&self, rows: impl Iterator<Item = (u32, Vec<u32>)>, limit: usize) -> (Vec<Sharer>, Vec<u32>) {
        let mut shared: Weights = HashMap::new();
        let mut sums: HashMap<u32, u32> = HashMap::new();
        for (_, articles) in rows {
            let mut labels: Vec<u32> = articles.iter().filter_map(|&article| self.of(article)).collect();
            sort::numbers(&mut labels);
            let mut counts: Vec<(u32, usize)> =
                labels.chunk_by(|x, y| x == y).map(|same| (same[0], same.len())).collect();
            counts.truncate(SPREAD);
            for (at, &(a, times)) in counts.iter().enumerate() {
                if times > 1 {
                    *shared.entry((a, a)).or_default() += 1;
                }
                for &(b, _) in &counts[at + 1..] {
                    *shared.entry((a, b)).or_default() += 1;
                }
                *sums.entry(a).or_default() += u32::from(times > 1 || counts.len() > 1);
            }
        }
        let mut labels: Vec<(u32, u32)> = sums.into_iter().filter(|(_, sum)| *sum > 0).collect();
        sort::by_key(&mut labels, |&(label, sum)| (u32::MAX - sum, label));
        labels.truncate(limit);
        if self.values.is_none() {
            sort::by_key(&mut labels, |&(label, _)| label);
        }
        let cell = |a: u32, b: u32| shared.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
        let cells = labels.iter().flat_map(|&(a, _)| labels.iter().map(move |&(b, _)| cell(a, b))).collect();
        (labels.into_iter().map(|(label, _)| Sharer { name: self.name(label), card: None, copies: 0 }).collect(), cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_that_share_most_are_chosen_cluster_by_cluster() {
        let check = |pairs: &[(u32, u32, u32)], limit: usize, expected: &[u32]| {
            let weights: Weights = pairs.iter().map(|&(a, b, words)| ((a, b), words)).collect();
            assert_eq!(chosen(&weights, limit), expected, "{limit}");
        };
        let pairs = [(0, 1, 90), (1, 2, 20), (0, 2, 20), (5, 6, 60), (2, 7, 30)];
        check(&pairs, 2, &[0, 1]);
        // 2 has 40 words with those two together: less than 5 and 6 with each other.
        check(&pairs, 4, &[0, 1, 5, 6]);
        check(&pairs, 5, &[0, 1, 2, 5, 6]);
        check(&pairs, 9, &[0, 1, 2, 5, 6, 7]);
        check(&[], 4, &[]);
        check(&pairs, 1, &[]);
    }

    #[test]
    fn of_a_family_of_many_only_the_earliest_are_paired() {
        let weights = weights(std::iter::once((12, (0..10_000).collect())), |_, _| true);
        assert_eq!(weights.len(), SPREAD * (SPREAD - 1) / 2);
    }
}
