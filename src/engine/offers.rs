//! What else a query may mean: other spellings, other marks, other blocks, what keys typed without an input method stand
//! for, near words. Offered with exact counts, never merged into the answer. Why nothing was found is [`super::diagnosis`].

use super::cache::Access;
use super::diagnosis::{diagnose, understood};
use super::evaluate::evaluate;
use super::found::Found;
use super::joined::joined;
use super::mentions::other_forms;
use super::near_words::{NearWord, commoner_words, near_words};
use super::notes::Notes;
use super::prefixed::prefixed;
use super::related_words::related_words;
use super::resolve::{articles_with, knows, knows_in};
use super::written::written_otherwise;
use crate::protocol::{
    BlocksMode, MarksMode, Offer, OfferKind, OffersAnswer, OffersRequest, QuerySpec, Refusal, Strict,
};
use crate::query::edit::{plain, print, query_of, runs, with_words, words};
use crate::query::parser::parse;
use crate::query::pattern::has_unmarked_beside_marked;
use crate::query::syntax::{Form, Node, Word};
use crate::text::{Marks, marks_of, spelling_key, tokens, typed};

/// Near words offered for one that the corpus has not.
const NEAR_OFFERS: usize = 3;
/// Articles up to which a word is rare enough to be a slip.
const RARE_ARTICLES: u32 = 2;

/// Answers with offers that find something, and with a diagnosis where the query finds nothing; `None` while chunks are
/// missing.
///
/// Costs a search for each offer that is tried: a dozen at most.
pub fn offers(access: &Access<'_>, request: &OffersRequest) -> Result<Option<OffersAnswer>, Refusal> {
    let spec = &request.spec;
    let own = evaluate(access, spec, &mut Notes::default())?;
    let query = parse(&spec.query);
    let mut tried = by_switch(spec, query.node.as_ref());
    let (mut near, mut commoner) = (Vec::new(), Vec::new());
    // Of what asks for glosses there is no other spelling.
    if let Some(node) = query.node.as_ref().filter(|node| !words(node).iter().any(|word| word.is_gloss())) {
        let (unknown, rare) = scarce_words(access, spec, node)?;
        tried.extend(by_spelling(access, spec, node)?);
        tried.extend(by_keys(access, spec, node, &unknown)?);
        tried.extend(by_numeral(spec, node));
        tried.extend(by_abbreviation(access, spec, node));
        tried.extend(by_writing(spec, node));
        tried.extend(by_prefix(spec, node));
        tried.extend(by_joined(access, spec, node, &unknown));
        near = by_near_words(access, spec, node, &unknown)?;
        commoner = by_commoner_words(access, spec, node, &rare)?;
    }
    let own_total = own.as_deref().map(Found::total).unwrap_or_default();
    let mut offers: Vec<Offer> = Vec::new();
    for (kind, spec) in tried {
        let Some(found) = evaluate(access, &spec, &mut Notes::default())? else { continue };
        let total = found.total();
        let same_words = matches!(
            kind,
            OfferKind::LooseMarks | OfferKind::IgnoringMarks | OfferKind::HiddenBlocks | OfferKind::WithoutFilters
        );
        let in_vain = own.as_deref().is_some_and(|own| !found.has_what_differs(own));
        if !same_words && (in_vain || has_unknown_word(access, &spec, query.node.as_ref())?) {
            continue;
        }
        // The same words seen otherwise must find more; other words must find something.
        let least = match kind {
            OfferKind::LooseMarks
            | OfferKind::IgnoringMarks
            | OfferKind::HiddenBlocks
            | OfferKind::WithoutFilters
            | OfferKind::Prefixed
            | OfferKind::Joined => own_total.hits,
            _ => 0,
        };
        // Where the words without marks make all the difference, ignoring the others finds no more.
        let loose = |offer: &Offer| offer.kind == OfferKind::LooseMarks && offer.total == total;
        let known = kind == OfferKind::IgnoringMarks && offers.iter().any(loose);
        if total.hits > least && !known {
            add(&mut offers, Offer { kind, spec, total, apart: false });
        }
    }
    for offer in [best_near(access, near, 0)?, best_near(access, commoner, own_total.hits)?].into_iter().flatten() {
        add(&mut offers, offer);
    }
    let nothing = own.as_ref().is_some_and(|found| found.main.is_empty() && found.words.is_empty());
    let diagnosis = match &query.node {
        Some(node) if nothing => diagnose(access, spec, node)?,
        _ => Vec::new(),
    };
    let related = related_words(access, spec, query.node.as_ref());
    Ok((!access.is_missing()).then_some(OffersAnswer { offers, diagnosis, related }))
}

/// Appends an offer, unless another leads to the same query, which may be put in other signs.
fn add(offers: &mut Vec<Offer>, offer: Offer) {
    let asked = |spec: &QuerySpec| QuerySpec {
        query: parse(&spec.query).node.map_or_else(String::new, |node| print(&node)),
        ..spec.clone()
    };
    let spec = asked(&offer.spec);
    if offers.iter().all(|other| asked(&other.spec) != spec) {
        offers.push(offer);
    }
}

/// Whether a query has a word that neither the corpus has nor the query it is offered for.
fn has_unknown_word(access: &Access<'_>, spec: &QuerySpec, own: Option<&Node>) -> Result<bool, Refusal> {
    let own = words_of(own);
    let offered = parse(&spec.query);
    for run in offered.node.as_ref().map(runs).unwrap_or_default() {
        for word in run.iter().filter(|word| word.form == Form::Plain) {
            if !own.iter().any(|known| known.exact == word.exact) && !knows_in(access, word, run, spec)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

type Tried = Vec<(OfferKind, QuerySpec)>;

/// The same query with another switch.
fn by_switch(spec: &QuerySpec, node: Option<&Node>) -> Tried {
    let mut tried = Vec::new();
    let Some(query) = understood(spec) else { return tried };
    let spec = &QuerySpec { query, ..spec.clone() };
    let strict = Strict { case: spec.strict.case, ..Strict::default() };
    // Plain words without marks suit every marking already.
    let unmarked =
        |word: &&Word| word.form == Form::Plain && marks_of(&word.exact) == Marks { tone: false, letter: false };
    let free = spec.marks == MarksMode::Fold || (spec.marks == MarksMode::Smart && words_of(node).iter().all(unmarked));
    let runs = node.map(runs).unwrap_or_default();
    if spec.marks == MarksMode::Smart && runs.iter().any(|run| has_unmarked_beside_marked(run)) {
        tried.push((OfferKind::LooseMarks, QuerySpec { marks: MarksMode::Loose, ..spec.clone() }));
    }
    if !free || spec.strict != strict {
        tried.push((OfferKind::IgnoringMarks, QuerySpec { marks: MarksMode::Fold, strict, ..spec.clone() }));
    }
    if spec.blocks == BlocksMode::Text {
        tried.push((OfferKind::HiddenBlocks, QuerySpec { blocks: BlocksMode::All, ..spec.clone() }));
    }
    let unfiltered = spec.filters.without_all_but_once();
    if spec.filters != unfiltered && !spec.query.trim().is_empty() {
        tried.push((OfferKind::WithoutFilters, QuerySpec { filters: unfiltered, ..spec.clone() }));
    }
    tried
}

/// The query with each plain word changed or kept; `None` when all are kept.
fn rewritten(spec: &QuerySpec, node: &Node, change: &dyn Fn(&Word) -> Option<String>) -> Option<QuerySpec> {
    let mut any = false;
    let other = with_words(node, &mut |run| {
        let word = |word: &Word| match change(word).filter(|_| word.form == Form::Plain) {
            Some(surface) => {
                any = true;
                plain(&surface, word.joined)
            }
            None => word.clone(),
        };
        run.iter().map(word).collect()
    })?;
    Some(QuerySpec { query: query_of(&other).filter(|_| any)?, ..spec.clone() })
}

/// The long form of an abbreviation, or the reverse, as the texts of the corpus or a short list give it.
fn by_abbreviation(access: &Access<'_>, spec: &QuerySpec, node: &Node) -> Tried {
    let mut tried = Tried::new();
    // The n-th other form of each run that has one, in its place: marks, operators and filters are kept.
    loop {
        let mut any = false;
        let other = with_words(node, &mut |run| {
            let typed = run.iter().map(|word| word.surface.as_str()).collect::<Vec<_>>().join(" ");
            let forms = other_forms(access, &typed).unwrap_or_default();
            let Some(form) = forms.get(tried.len()) else { return run.to_vec() };
            any = true;
            tokens(form).iter().map(|token| plain(token.of(form), token.joined)).collect()
        });
        let Some(query) = other.filter(|_| any).and_then(|node| query_of(&node)) else { return tried };
        tried.push((OfferKind::Abbreviation, QuerySpec { query, ..spec.clone() }));
    }
}

/// Figures and dates as they are written elsewhere.
fn by_writing(spec: &QuerySpec, node: &Node) -> Tried {
    let queries = written_otherwise(node).into_iter().filter_map(|node| query_of(&node));
    queries.map(|query| (OfferKind::Written, QuerySpec { query, ..spec.clone() })).collect()
}

/// Arabic and Hebrew words with the letters that are written together before them.
fn by_prefix(spec: &QuerySpec, node: &Node) -> Tried {
    let query = prefixed(node).and_then(|node| query_of(&node));
    query.map(|query| (OfferKind::Prefixed, QuerySpec { query, ..spec.clone() })).into_iter().collect()
}

/// Words that the corpus has not, as they stand in joined ones.
fn by_joined(access: &Access<'_>, spec: &QuerySpec, node: &Node, unknown: &[&Word]) -> Tried {
    let mut any = false;
    let other = with_words(node, &mut |run| {
        let is_unknown = |word: &Word| unknown.iter().any(|one| one.exact == word.exact);
        let word = |word: &Word| match joined(access, word).filter(|_| is_unknown(word)) {
            Some(joined) => {
                any = true;
                joined
            }
            None => word.clone(),
        };
        run.iter().map(word).collect()
    });
    let query = other.filter(|_| any).and_then(|node| query_of(&node));
    query.map(|query| (OfferKind::Joined, QuerySpec { query, ..spec.clone() })).into_iter().collect()
}

/// Every word in its other i/y spelling, where the corpus has that.
fn by_spelling(access: &Access<'_>, spec: &QuerySpec, node: &Node) -> Result<Tried, Refusal> {
    let exactly = QuerySpec { marks: MarksMode::Exact, strict: Strict::default(), ..spec.clone() };
    let mut others: Vec<(&str, String)> = Vec::new();
    for word in words(node) {
        let Some(other) = other_form(&word.exact).filter(|_| word.form == Form::Plain) else { continue };
        if knows(access, &plain(&other, false), &exactly)? {
            others.push((&word.exact, other));
        }
    }
    let other = |word: &Word| others.iter().find(|(exact, _)| *exact == word.exact).map(|(_, other)| other.clone());
    Ok(rewritten(spec, node, &other).map(|spec| (OfferKind::Spelling, spec)).into_iter().collect())
}

/// The spelling of a syllable with i for y or y for i, where both are written.
fn other_form(exact: &str) -> Option<String> {
    const PAIRS: [(char, char); 6] = [('i', 'y'), ('í', 'ý'), ('ì', 'ỳ'), ('ỉ', 'ỷ'), ('ĩ', 'ỹ'), ('ị', 'ỵ')];
    let last = exact.chars().next_back()?;
    let other = PAIRS.iter().find_map(|&(i, y)| match last {
        c if c == i => Some(y),
        c if c == y => Some(i),
        _ => None,
    })?;
    let swapped = format!("{}{other}", &exact[..exact.len() - last.len_utf8()]);
    (spelling_key(&swapped) == spelling_key(exact)).then_some(swapped)
}

fn words_of(node: Option<&Node>) -> Vec<&Word> {
    node.map(words).unwrap_or_default()
}

/// The plain words that no article has as they are typed, and those that hardly any has, with how many.
#[expect(clippy::type_complexity, reason = "two lists of words of one query, named where they are taken apart")]
fn scarce_words<'q>(
    access: &Access<'_>,
    spec: &QuerySpec,
    node: &'q Node,
) -> Result<(Vec<&'q Word>, Vec<(&'q Word, u32)>), Refusal> {
    let (mut unknown, mut rare) = (Vec::new(), Vec::new());
    let mut seen: Vec<&str> = Vec::new();
    for word in words(node) {
        if word.form != Form::Plain || seen.contains(&word.exact.as_str()) {
            continue;
        }
        seen.push(&word.exact);
        match articles_with(access, word, spec)? {
            Some(0) => unknown.push(word),
            Some(articles) if articles <= RARE_ARTICLES => rare.push((word, articles)),
            _ => {}
        }
    }
    Ok((unknown, rare))
}

/// What the keys typed stand for in Telex or VNI: only words that the corpus has, for words that it has not.
fn by_keys(access: &Access<'_>, spec: &QuerySpec, node: &Node, unknown: &[&Word]) -> Result<Tried, Refusal> {
    let exactly = QuerySpec { marks: MarksMode::Exact, ..spec.clone() };
    let mut readings: Vec<(&str, String)> = Vec::new();
    for word in unknown {
        for (_, reading) in typed(&word.surface) {
            if knows(access, &plain(&reading, false), &exactly)? {
                readings.push((&word.exact, reading));
                break;
            }
        }
    }
    let reading = |word: &Word| readings.iter().find(|(typed, _)| *typed == word.exact).map(|(_, read)| read.clone());
    Ok(rewritten(spec, node, &reading).map(|spec| (OfferKind::Typed, spec)).into_iter().collect())
}

fn is_numeral(word: &Word) -> bool {
    let numeral = |byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C');
    word.form == Form::Plain && word.surface.len() > 1 && word.surface.bytes().all(numeral)
}

/// `Đại hội XIII` as `Đại hội lần thứ XIII`, and the reverse. A numeral alone is found by itself already.
fn by_numeral(spec: &QuerySpec, node: &Node) -> Tried {
    let mut any = false;
    let other = with_words(node, &mut |run| {
        let mut out: Vec<Word> = Vec::new();
        for word in run {
            if is_numeral(word) && !out.is_empty() {
                any = true;
                let spelled = out.len() > 2 && out[out.len() - 2].exact == "lần" && out[out.len() - 1].exact == "thứ";
                if spelled {
                    out.truncate(out.len() - 2);
                } else {
                    out.extend([plain("lần", false), plain("thứ", false)]);
                }
            }
            out.push(word.clone());
        }
        out
    });
    let query = other.filter(|_| any).and_then(|node| query_of(&node));
    query.map(|query| (OfferKind::Numeral, QuerySpec { query, ..spec.clone() })).into_iter().collect()
}

/// Queries with a near word in the place of one that the corpus has not, each with the distance of its words.
fn by_near_words(
    access: &Access<'_>,
    spec: &QuerySpec,
    node: &Node,
    unknown: &[&Word],
) -> Result<Vec<(u32, QuerySpec)>, Refusal> {
    let mut found: Vec<(&Word, Vec<NearWord>)> = Vec::new();
    for word in unknown {
        found.push((word, near_words(access, word, spec)?));
    }
    let Some(most) = found.iter().map(|(_, near)| near.len()).max() else { return Ok(Vec::new()) };
    let mut queries = Vec::new();
    for nth in 0..most {
        // Of several unknown words each takes its n-th, or its last.
        let choice = |near: &'_ [NearWord]| near.get(nth).or(near.last()).cloned();
        let chosen: Vec<(&str, NearWord)> =
            found.iter().filter_map(|(word, near)| Some((word.exact.as_str(), choice(near)?))).collect();
        let near =
            |word: &Word| chosen.iter().find(|(typed, _)| *typed == word.exact).map(|(_, near)| near.key.clone());
        let distance = chosen.iter().map(|(_, near)| near.distance).sum();
        queries.extend(rewritten(spec, node, &near).map(|spec| (distance, spec)));
    }
    Ok(queries)
}

/// Queries with a far commoner word, one edit away, in the place of one that hardly any article has.
fn by_commoner_words(
    access: &Access<'_>,
    spec: &QuerySpec,
    node: &Node,
    rare: &[(&Word, u32)],
) -> Result<Vec<(u32, QuerySpec)>, Refusal> {
    let mut queries = Vec::new();
    for (word, articles) in rare {
        for near in commoner_words(access, word, *articles, spec)? {
            let other = |here: &Word| (here.exact == word.exact).then(|| near.key.clone());
            queries.extend(rewritten(spec, node, &other).map(|spec| (near.distance, spec)));
        }
    }
    Ok(queries)
}

/// The nearest of these queries that find more than `least`, and of those as near the ones that find most.
fn best_near(access: &Access<'_>, queries: Vec<(u32, QuerySpec)>, least: u64) -> Result<Vec<Offer>, Refusal> {
    let mut best: Vec<(u32, Offer)> = Vec::new();
    for (distance, spec) in queries {
        let Some(found) = evaluate(access, &spec, &mut Notes::default())? else { continue };
        let total = found.total();
        if total.hits > least && !best.iter().any(|(_, offer)| offer.spec == spec) {
            best.push((distance, Offer { kind: OfferKind::DidYouMean, spec, total, apart: false }));
        }
    }
    crate::sort::by_key(&mut best, |(distance, offer)| (*distance, u64::MAX - offer.total.hits));
    best.truncate(NEAR_OFFERS);
    Ok(best.into_iter().map(|(_, offer)| offer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::exact_key;

    #[test]
    fn syllables_spelled_both_ways_are_swapped() {
        let check = |exact: &str, other: Option<&str>| assert_eq!(other_form(&exact_key(exact)).as_deref(), other);
        check("sĩ", Some("sỹ"));
        check("sỹ", Some("sĩ"));
        check("quý", Some("quí"));
        for same in ["ý", "may", "tai", "an", "thúy", "dy"] {
            check(same, None);
        }
    }
}
