//! A plain pass over the texts of a site, which what the program counts is held against.

use crate::sandbox::Sandbox;
use recto::index::placed::keys_of;
use recto::text::{exact_key, paragraph_sentences, tokens};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A token of the pass: its exact key, the keys it is found under, its sentence.
pub struct Token {
    pub exact: String,
    pub keys: Vec<String>,
    pub sentence: usize,
}

/// An article of the pass: its blocks of title, lead and body.
pub struct Article {
    pub year: Option<String>,
    pub blocks: Vec<Vec<Token>>,
}

/// Reads every text of a site.
pub fn pass(sandbox: &Sandbox) -> Vec<Article> {
    let aside = |block: &Value| {
        let role = block["role"].as_str().unwrap();
        block["repeats"] == true || ["header", "related", "residue", "remark"].contains(&role)
    };
    let read = |article: Value| {
        let text = article["text"].as_str().unwrap().to_owned();
        let blocks = article["blocks"].as_array().unwrap().iter().filter(|block| !aside(block));
        let tokens_of = |block: &Value| {
            let [start, end] = ["start", "end"].map(|key| block[key].as_u64().unwrap() as usize);
            let text = &text[start..end];
            let sentences = paragraph_sentences(text);
            let token = |token: recto::text::Token| Token {
                exact: exact_key(token.of(text)),
                keys: keys_of(token.of(text)),
                sentence: sentences.iter().filter(|(start, _)| *start <= token.start).count(),
            };
            tokens(text).into_iter().map(token).collect()
        };
        Article {
            year: article["date"].as_str().map(|date| date[..4].to_owned()).filter(|year| !year.contains('-')),
            blocks: blocks.map(tokens_of).collect(),
        }
    };
    sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines().into_iter().map(read).collect()
}

/// Times each row of so many tokens stands in the articles, and in how many of these.
pub fn rows(articles: &[Article], length: usize) -> BTreeMap<String, (u64, u64)> {
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for article in articles {
        let mut here: BTreeSet<String> = BTreeSet::new();
        for block in &article.blocks {
            for row in block.windows(length) {
                let text = row.iter().map(|token| token.exact.as_str()).collect::<Vec<_>>().join(" ");
                counts.entry(text.clone()).or_default().0 += 1;
                here.insert(text);
            }
        }
        here.into_iter().for_each(|text| counts.get_mut(&text).unwrap().1 += 1);
    }
    counts.retain(|text, _| text.contains(char::is_alphabetic));
    counts
}

/// Times a word stands in an article.
pub fn hits(article: &Article, word: &str) -> u64 {
    let here = |block: &Vec<Token>| block.iter().filter(|token| token.keys.iter().any(|key| key == word)).count();
    article.blocks.iter().map(here).sum::<usize>() as u64
}

/// An article's tokens.
pub fn size(article: &Article) -> u64 {
    article.blocks.iter().map(|block| block.len() as u64).sum()
}

/// Of each word near a node: times to its left, times to its right, articles.
pub fn near(articles: &[Article], node: &str, span: Option<usize>) -> BTreeMap<String, [u64; 3]> {
    let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for article in articles {
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for block in &article.blocks {
            for at in (0..block.len()).filter(|&at| block[at].keys.iter().any(|key| key == node)) {
                for other in (0..block.len()).filter(|&other| other != at) {
                    let inside = match span {
                        Some(span) => other.abs_diff(at) <= span,
                        None => block[other].sentence == block[at].sentence,
                    };
                    if inside {
                        counts.entry(block[other].exact.clone()).or_default()[usize::from(other > at)] += 1;
                        here.insert(&block[other].exact);
                    }
                }
            }
        }
        here.into_iter().for_each(|word| counts.get_mut(word).unwrap()[2] += 1);
    }
    counts.retain(|word, _| word.contains(char::is_alphabetic));
    counts
}
