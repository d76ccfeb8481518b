//! Articles on the topic of another: those that have its telling words, its people and its repeated wordings. What tells is
//! told by how few articles have it. It reads the index and the lists of the packer, and of articles only those it names.

use super::articles::numbers;
use super::cache::Access;
use super::folded::Copies;
use super::lists::Lists;
use super::mentions::named;
use super::resolve::forms_of;
use crate::article::{Article, ArticleId, Field};
use crate::bundle::Section;
use crate::bundle::families::{FamilyRow, row_number};
use crate::bundle::frequent_terms::FrequentTerms;
use crate::bundle::shared::SharedPlace;
use crate::index::entry::Place;
use crate::index::key::Sought;
use crate::index::placed::placed_tokens;
use crate::index::term_key;
use crate::protocol::{Kind, Refusal, Related, RelatedAnswer, RelatedRequest};
use crate::query::evaluate::ResolvedForm;
use crate::query::slot::Slot;
use crate::sort;
use crate::text::{exact_key, fold_key};
use std::collections::{HashMap, HashSet};

/// Telling words that are looked up at most, and the packed bytes of terms, entries and lists that they may cost: what they are
/// charged for is told by the directories, whatever is here already, so that the answer is always the same.
const WORDS: usize = 8;
const WORD_BYTES: u64 = 36 * 1024;
/// Words that are weighed before their cost is known.
const WEIGHED: usize = 40;
/// People, and repeated wordings, that are looked up at most: a chunk each.
const PEOPLE: usize = 2;
const WORDINGS: usize = 2;
/// What more than one article in so many has tells nothing of its topic.
const TELLING_OF: u32 = 6;
/// Packed lists of articles up to this many are in the entries themselves, about.
const SHORT_LIST: u32 = 40;
/// Fields that are looked into: title, lead and body.
const FIELDS: usize = 3;
/// Reasons that an article must have in common with the other.
const LEAST_REASONS: usize = 2;
/// Articles that are told at most, whatever is asked: each costs its group.
const LIMIT: usize = 10;
/// How much a person, and a repeated wording, weighs beside a word that as many articles have and the article once.
const PERSON_WEIGHT: f64 = 1.5;
const WORDING_WEIGHT: f64 = 1.5;

/// What another article may have in common with this one.
enum What {
    Word(String),
    Person(String),
    Wording(String, u32),
}

struct Reason {
    what: What,
    /// Who has it, ascending.
    articles: Vec<u32>,
    /// How much it says, in thousandths: whole numbers, so that every machine orders articles alike.
    weight: u64,
}

/// The articles nearest in topic; `None` while chunks are missing. Costs a few chunks of terms and lists, and the group of each
/// article that is told.
///
/// # Errors
/// When no article has that id, or the bundle is damaged.
pub fn related(access: &Access<'_>, request: &RelatedRequest) -> Result<Option<RelatedAnswer>, Refusal> {
    let Some(numbers) = numbers(access, std::slice::from_ref(&request.article))? else { return Ok(None) };
    let number = numbers[0].0;
    let places = access.place_of(Section::Shared, u64::from(number)).map(|place| access.shared(place));
    let (stored, common, copies) = (access.article(numbers[0]), access.common(), Copies::load(access));
    let (Some(stored), Some(common), Some(copies), false) = (stored, common, copies, access.is_missing()) else {
        return Ok(None);
    };
    let articles = access.root().counts.articles;
    let rarity = |df: usize| (f64::from(articles + 1) / (df as f64 + 0.5)).ln();
    let article = &stored.article;
    let words = affordable(access, telling_words(article, common, articles));
    let places = places.flatten().into_iter().flatten().filter(|place| place.is_telling_of(number));
    let ranks = telling_places(places.collect(), articles);
    // All are asked for before any is looked at: one trip.
    let mut terms: Vec<(Telling, Vec<ResolvedForm>)> = Vec::new();
    for word in words {
        let forms = forms_of(access, &word.fold, &word.exact)?;
        terms.push((word, forms));
    }
    let people: Vec<_> =
        article.people.iter().take(PEOPLE).map(|name| (name, named(access, Kind::People, name))).collect();
    let rows: Vec<_> = ranks.into_iter().map(|rank| row(access, false, rank)).collect();
    let whole = !access.is_missing();
    if !lists_are_there(access, &terms)? || !whole {
        return Ok(None);
    }
    let mut reasons = Vec::new();
    let lists = Lists::bare(access);
    for (word, forms) in &terms {
        let has = having(forms, &lists)?;
        let weight = thousandths(word.weight * rarity(has.len()));
        reasons.push(Reason { what: What::Word(word.surface.clone()), articles: has, weight });
    }
    for (name, found) in people {
        let has = found.unwrap_or_default();
        let weight = thousandths(PERSON_WEIGHT * rarity(has.len()));
        reasons.push(Reason { what: What::Person(name.clone()), articles: has, weight });
    }
    for row in rows.into_iter().flatten() {
        let weight = thousandths(WORDING_WEIGHT * rarity(row.articles.len()));
        let what = What::Wording(row.label.clone(), row.nth);
        reasons.push(Reason { what, articles: row.articles.clone(), weight });
    }
    reasons.retain(|reason| is_telling(reason.articles.len() as u32, articles));
    sort::by_key(&mut reasons, |reason| u64::MAX - reason.weight);
    let limit = (request.limit as usize).min(LIMIT);
    let nearest = nearest(&reasons, |other| other == number || copies.are_copies(number, other), limit);
    let told: Vec<_> =
        nearest.iter().map(|&other| access.article(ArticleId(other)).map(|one| one.card(ArticleId(other)))).collect();
    let Some(cards) = told.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
    let mut told = Vec::with_capacity(cards.len());
    for card in cards {
        let mut one = Related { words: Vec::new(), people: Vec::new(), wordings: Vec::new(), card };
        for reason in reasons.iter().filter(|reason| reason.articles.binary_search(&one.card.article.0).is_ok()) {
            match &reason.what {
                What::Word(word) => one.words.push(word.clone()),
                What::Person(name) => one.people.push(name.clone()),
                What::Wording(label, nth) => one.wordings.push((label.clone(), *nth)),
            }
        }
        told.push(one);
    }
    Ok(Some(RelatedAnswer { articles: told }))
}

fn thousandths(weight: f64) -> u64 {
    (weight.max(0.0) * 1000.0).round() as u64
}

/// Whether what so many articles have says something of a topic.
fn is_telling(having: u32, articles: u32) -> bool {
    having >= 2 && having <= (articles / TELLING_OF).max(2)
}

/// Articles by the weights of the reasons they have, most first, of those that have some; of as much the first.
fn nearest(reasons: &[Reason], is_left_out: impl Fn(u32) -> bool, limit: usize) -> Vec<u32> {
    let mut sums: HashMap<u32, (u64, usize)> = HashMap::new();
    for reason in reasons {
        for &article in &reason.articles {
            let sum = sums.entry(article).or_default();
            *sum = (sum.0 + reason.weight, sum.1 + 1);
        }
    }
    let mut sums: Vec<(u32, (u64, usize))> = sums.into_iter().collect();
    sums.retain(|(article, sum)| sum.1 >= LEAST_REASONS && !is_left_out(*article));
    sort::by_key(&mut sums, |(article, sum)| (u64::MAX - sum.0, *article));
    sums.into_iter().take(limit).map(|(article, _)| article).collect()
}

/// A word that may tell what an article is about.
struct Telling {
    exact: String,
    fold: String,
    /// As the article writes it most often.
    surface: String,
    /// How often it stands there, dampened; in the title it counts three times, in the lead twice.
    weight: f64,
    /// Articles that have its fold key, as far as that is known without the index.
    about: u32,
}

/// The words of an article that may tell most, these first.
fn telling_words(article: &Article, common: &FrequentTerms, articles: u32) -> Vec<Telling> {
    let mut surfaces: HashMap<&str, u32> = HashMap::new();
    for token in placed_tokens(&article.text, &article.blocks) {
        let times = match article.blocks[token.block as usize].field() {
            Field::Title => 3,
            Field::Lead => 2,
            Field::Body => 1,
            Field::Aside => continue,
        };
        let surface = &article.text[token.start as usize..token.end as usize];
        *surfaces.entry(surface).or_default() += times;
    }
    let mut surfaces: Vec<(&str, u32)> = surfaces.into_iter().collect();
    sort::by(&mut surfaces, |x, y| y.1.cmp(&x.1).then(x.0.cmp(y.0)));
    let mut words: HashMap<String, (&str, u32)> = HashMap::new();
    for (surface, times) in surfaces {
        if surface.chars().filter(|letter| letter.is_alphabetic()).count() >= 2 {
            words.entry(exact_key(surface)).or_insert((surface, 0)).1 += times;
        }
    }
    // What is not among the commonest has fewer articles than the rarest of these.
    let least = common.values().copied().min().unwrap_or(1);
    let telling = |(exact, (surface, times)): (String, (&str, u32))| {
        let (exact, fold) = (term_key(exact.clone()), term_key(fold_key(&exact)));
        let about = common.get(&fold).copied().unwrap_or((least / 2).max(2));
        let weight = 1.0 + f64::from(times).ln();
        is_telling(about, articles).then(|| Telling { exact, fold, surface: surface.to_owned(), weight, about })
    };
    let mut telling: Vec<Telling> = words.into_iter().filter_map(telling).collect();
    let says =
        |word: &Telling| thousandths(word.weight * (f64::from(articles + 1) / (f64::from(word.about) + 0.5)).ln());
    sort::by(&mut telling, |x, y| says(y).cmp(&says(x)).then_with(|| x.exact.cmp(&y.exact)));
    telling.truncate(WEIGHED);
    telling
}

/// Of words those whose chunks are not too many bytes together, in their order.
fn affordable(access: &Access<'_>, words: Vec<Telling>) -> Vec<Telling> {
    let mut charged: HashSet<(Section, usize)> = HashSet::new();
    let mut left = WORD_BYTES;
    let mut kept = Vec::new();
    for word in words {
        let new: Vec<(Section, usize)> = [Section::Terms, Section::Entries]
            .into_iter()
            .filter_map(|section| Some((section, access.place_of_key(section, &word.fold)?)))
            .filter(|chunk| !charged.contains(chunk))
            .collect();
        let size =
            |&(section, place): &(Section, usize)| access.entry(section, place).map_or(0, |e| u64::from(e.size_bytes));
        let lists = match word.about {
            0..=SHORT_LIST => 0,
            _ => access.bytes_for(Section::Postings, Sought::Form(&word.fold, &word.exact)),
        };
        let cost = new.iter().map(size).sum::<u64>() + lists;
        if cost <= left && kept.len() < WORDS {
            left -= cost;
            charged.extend(new);
            kept.push(word);
        }
    }
    kept
}

/// The ranks of the repeated wordings that tell most of an article: those that fewest others have.
fn telling_places(mut places: Vec<&SharedPlace>, articles: u32) -> Vec<u32> {
    places.retain(|place| is_telling(place.articles, articles));
    sort::by_key(&mut places, |place| (place.articles, u32::MAX - (place.end - place.start), place.rank));
    let mut ranks: Vec<u32> = Vec::new();
    for place in places {
        if ranks.len() < WORDINGS && !ranks.contains(&place.rank) {
            ranks.push(place.rank);
        }
    }
    ranks
}

/// The family of a rank in its list; `None` while its chunk is missing, or where there is none.
pub fn row<'e>(access: &Access<'e>, is_apart: bool, rank: u32) -> Option<&'e FamilyRow> {
    let place = access.place_of(Section::FamilyRows, row_number(is_apart, rank))?;
    let first = access.entry(Section::FamilyRows, place)?.first as u32;
    access.family_rows(place)?.get(rank.checked_sub(first)? as usize)
}

/// Asks for the postings of words; false while some are missing.
fn lists_are_there(access: &Access<'_>, terms: &[(Telling, Vec<ResolvedForm>)]) -> Result<bool, Refusal> {
    let mut whole = true;
    for form in terms.iter().flat_map(|(_, forms)| forms) {
        for list in form.lists[..FIELDS].iter().flatten() {
            if let Place::Far(range) = &list.postings {
                whole &= access.list(Section::Postings, range.clone())?.is_some();
            }
        }
    }
    Ok(whole)
}

/// The articles that have any of the forms in title, lead or body, ascending.
fn having(forms: &[ResolvedForm], lists: &Lists<'_, '_>) -> Result<Vec<u32>, Refusal> {
    let mut all = Vec::new();
    for field in 0..FIELDS {
        all.extend_from_slice(Slot::open(forms, field, lists)?.articles());
    }
    sort::numbers(&mut all);
    all.dedup();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reason_is_too_few_and_rarer_reasons_weigh_more() {
        let reason =
            |articles: &[u32], weight| Reason { what: What::Word(String::new()), articles: articles.to_vec(), weight };
        let reasons = [reason(&[1, 2, 3, 7], 400), reason(&[2, 3], 900), reason(&[1, 5, 7], 500)];
        assert_eq!(nearest(&reasons, |other| other == 3, 5), [2, 1, 7]);
        assert_eq!(nearest(&reasons, |_| false, 1), [2]);
        assert_eq!(nearest(&[], |_| false, 5), [0u32; 0]);
    }

    #[test]
    fn what_many_articles_have_tells_no_topic() {
        let telling = [(1, 900), (2, 900), (150, 900), (151, 900), (2, 5), (3, 5)].map(|(n, of)| is_telling(n, of));
        assert_eq!(telling, [false, true, true, false, true, false]);
    }
}
