//! Key terms: words and compounds of two or three tokens that hold together and recur.
//!
//! Compounds are ranked by normalised pointwise mutual information × log frequency (G. Bouma, "Normalized (pointwise)
//! mutual information in collocation extraction", GSCL 2009): in Vietnamese a word is most often two syllables.

use super::sequence::{Item, Sequence, is_function_word};
use crate::article::Article;
use crate::engine::protocol::KeyTerm;
use std::collections::HashMap;

const SHOWN: usize = 16;
const LEAST_NPMI: f64 = 0.35;
const WORD_CHARS: usize = 7;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    first: usize,
    hits: u32,
    articles: u32,
    last_article: Option<u32>,
}

impl Count {
    fn add(&mut self, at: usize, article: u32) {
        if self.hits == 0 {
            self.first = at;
        }
        self.hits += 1;
        if self.last_article != Some(article) {
            self.articles += 1;
            self.last_article = Some(article);
        }
    }
}

/// The terms that mark a corpus, best first. Linear in its tokens.
pub fn key_terms(articles: &[Article], sequence: &Sequence) -> Vec<KeyTerm> {
    let plain = |item: &Item| {
        let key = &sequence.keys[item.key as usize];
        !is_function_word(key) && key.chars().all(char::is_alphabetic)
    };
    let mut single: HashMap<u32, Count> = HashMap::new();
    let mut pairs: HashMap<(u32, u32), Count> = HashMap::new();
    for (at, item) in sequence.items.iter().enumerate().filter(|(_, item)| plain(item)) {
        single.entry(item.key).or_default().add(at, item.article);
        if let Some(next) = sequence.items.get(at + 1).filter(|next| next.follows && plain(next)) {
            pairs.entry((item.key, next.key)).or_default().add(at, item.article);
        }
    }
    let total = sequence.items.len().max(2) as f64;
    let mut scored: Vec<(f64, usize, usize, Count)> = Vec::new();
    for ((a, b), count) in &pairs {
        let p = f64::from(count.hits) / total;
        let (pa, pb) = (f64::from(single[a].hits) / total, f64::from(single[b].hits) / total);
        let npmi = (p / (pa * pb)).ln() / -p.ln();
        if count.articles > 1 && count.hits > 2 && npmi >= LEAST_NPMI {
            scored.push((
                npmi * f64::from(count.hits).ln() * f64::from(count.articles).ln_1p(),
                count.first,
                2,
                *count,
            ));
        }
    }
    for (key, count) in &single {
        let chars = sequence.keys[*key as usize].chars().count();
        if count.articles > 1 && count.hits > 2 && chars >= WORD_CHARS {
            let weight = 0.5 * f64::from(count.hits).ln() * f64::from(count.articles).ln_1p();
            scored.push((weight, count.first, 1, *count));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut used: Vec<u32> = Vec::new();
    let mut terms = Vec::new();
    for (_, at, length, count) in scored {
        let items = &sequence.items[at..at + length];
        // Overlapping pairs ("an ninh", "ninh trật") would show one compound twice.
        if terms.len() == SHOWN || items.iter().any(|item| used.contains(&item.key)) {
            continue;
        }
        used.extend(items.iter().map(|item| item.key));
        let text = &articles[items[0].article as usize].text[items[0].start as usize..items[length - 1].end as usize];
        terms.push(KeyTerm { text: lower_unless_name(text), articles: count.articles, hits: count.hits });
    }
    terms
}

/// `Công an` at a sentence's start and `công an` elsewhere are one term: shown in lower case unless every word is capitalised.
fn lower_unless_name(text: &str) -> String {
    let name = text.split_whitespace().all(|word| word.starts_with(char::is_uppercase)) && text.contains(' ');
    if name { text.to_owned() } else { text.to_lowercase() }
}
