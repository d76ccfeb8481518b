//! Wording that recurs: runs of 4 to 12 tokens that stand in several articles and cannot be made longer without
//! losing occurrences (closed repeated n-grams).

use super::sequence::{Sequence, is_function_word};
use crate::article::Article;
use crate::bundle::Recurring;
use foldhash::{HashMap, HashMapExt};

const SHORTEST_TOKENS: usize = 4;
const LONGEST_TOKENS: usize = 12;
const SHOWN: usize = 10;

#[derive(Clone, Copy, Debug)]
struct Run {
    first: u32,
    articles: u32,
    hits: u32,
    last_article: u32,
}

/// The wordings that recur in most articles, best first: length × articles, names and pieces of others left out.
///
/// Costs a hash table over the runs that still recur, once for each length.
pub fn recurring(articles: &[Article], sequence: &Sequence) -> Vec<Recurring> {
    let mut candidates: Vec<(Run, usize)> = Vec::new();
    let mut alive: Vec<bool> = vec![true; sequence.items.len()];
    let mut shorter: Vec<(Run, usize)> = Vec::new();
    for length in SHORTEST_TOKENS..=LONGEST_TOKENS + 1 {
        let runs = count(sequence, length, &mut alive);
        // A shorter run is closed when no longer one at the same place, or one token before it, occurs as often.
        let longer: HashMap<u32, u32> = runs.iter().map(|(run, _)| (run.first, run.hits)).collect();
        let extended = |run: &Run| {
            let same = |first: Option<u32>| first.and_then(|f| longer.get(&f)) == Some(&run.hits);
            same(Some(run.first)) || same(run.first.checked_sub(1))
        };
        candidates.extend(shorter.iter().filter(|(run, _)| !extended(run)).copied());
        shorter = runs;
        if shorter.is_empty() {
            break;
        }
    }
    candidates.retain(|&(run, length)| worth_showing(articles, sequence, run, length));
    let score = |&(run, length): &(Run, usize)| u64::from(run.articles) * u64::from(run.articles) * length as u64;
    candidates.sort_by(|a, b| score(b).cmp(&score(a)).then(a.0.first.cmp(&b.0.first)));
    let mut chosen: Vec<(Run, usize)> = Vec::new();
    for candidate in candidates {
        if chosen.len() == SHOWN {
            break;
        }
        if !chosen.iter().any(|other| overlaps(sequence, candidate, *other)) {
            chosen.push(candidate);
        }
    }
    chosen.into_iter().map(|(run, length)| shown(articles, sequence, run, length)).collect()
}

/// Counts the runs of one length that stand in two articles and more, and lets only their places live on.
fn count(sequence: &Sequence, length: usize, alive: &mut [bool]) -> Vec<(Run, usize)> {
    let mut table: HashMap<u64, Run> = HashMap::new();
    let hash_at = |at: usize| {
        // FNV-1a over the keys' numbers (public domain, Fowler–Noll–Vo).
        sequence.items[at..at + length]
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, item| (hash ^ u64::from(item.key)).wrapping_mul(0x0100_0000_01b3))
    };
    let places: Vec<usize> = (0..sequence.items.len()).filter(|&at| alive[at] && sequence.is_run(at, length)).collect();
    for &at in &places {
        let article = sequence.items[at].article;
        let run =
            table.entry(hash_at(at)).or_insert(Run { first: at as u32, articles: 0, hits: 0, last_article: u32::MAX });
        run.hits += 1;
        if run.last_article != article {
            run.articles += 1;
            run.last_article = article;
        }
    }
    alive.fill(false);
    for &at in &places {
        alive[at] = table.get(&hash_at(at)).is_some_and(|run| run.articles > 1);
    }
    let mut runs: Vec<(Run, usize)> =
        table.into_values().filter(|run| run.articles > 1).map(|run| (run, length)).collect();
    runs.sort_unstable_by_key(|(run, _)| run.first);
    runs
}

/// Neither begins nor ends in the middle of a phrase, and is not mostly a name.
fn worth_showing(articles: &[Article], sequence: &Sequence, run: Run, length: usize) -> bool {
    let items = &sequence.items[run.first as usize..run.first as usize + length];
    let key = |at: usize| sequence.keys[items[at].key as usize].as_str();
    let capital = |at: usize| {
        let item = &items[at];
        articles[item.article as usize].text[item.start as usize..item.end as usize].starts_with(char::is_uppercase)
    };
    let capitals = (1..length).filter(|&at| capital(at)).count();
    let breaks = items[1..].iter().filter(|item| !item.follows).count();
    !is_ending(key(length - 1)) && !is_function_word_start(key(0)) && capitals * 3 < length && breaks * 3 <= length
}

fn is_ending(exact: &str) -> bool {
    is_function_word(exact)
}

/// „không để …“ opens many a set phrase, so negations may begin one.
fn is_function_word_start(exact: &str) -> bool {
    is_function_word(exact) && !matches!(exact, "không" | "từ" | "not")
}

fn overlaps(sequence: &Sequence, a: (Run, usize), b: (Run, usize)) -> bool {
    let keys = |(run, length): (Run, usize)| {
        sequence.items[run.first as usize..run.first as usize + length].iter().map(|item| item.key).collect::<Vec<_>>()
    };
    let (a, b) = (keys(a), keys(b));
    let shared = a.iter().filter(|key| b.contains(key)).count();
    shared * 2 > a.len().min(b.len())
}

fn shown(articles: &[Article], sequence: &Sequence, run: Run, length: usize) -> Recurring {
    let items = &sequence.items[run.first as usize..run.first as usize + length];
    let article = &articles[items[0].article as usize];
    let text = article.text[items[0].start as usize..items[length - 1].end as usize].to_owned();
    let earliest = article.date.filter(|date| date.sort_key().is_some());
    Recurring { text, articles: run.articles, hits: run.hits, earliest }
}
