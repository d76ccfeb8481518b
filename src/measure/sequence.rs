//! A corpus as sequences of numbers: one per token, so that runs of tokens can be counted fast.

use crate::article::{Article, Field};
use crate::text::{exact_key, tokens};
use foldhash::{HashMap, HashMapExt};

/// A token of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its exact key's number.
    pub key: u32,
    /// Its article, as an index.
    pub article: u32,
    /// First byte in the article's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Begins a block.
    pub begins_block: bool,
    /// Nothing but white space stands between it and the token before it.
    pub follows: bool,
}

/// All tokens in title, lead and body, article after article.
#[derive(Debug, Default)]
pub struct Sequence {
    /// The tokens.
    pub items: Vec<Item>,
    /// Exact keys by number.
    pub keys: Vec<String>,
}

impl Sequence {
    /// Numbers a corpus. Linear in its text.
    pub fn of(articles: &[Article]) -> Self {
        let mut out = Self::default();
        let mut surfaces: HashMap<&str, u32> = HashMap::new();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for (number, article) in articles.iter().enumerate() {
            for block in article.blocks.iter().filter(|b| b.field() != Field::Aside) {
                let text = block.of(&article.text);
                let mut before = 0;
                for (n, token) in tokens(text).into_iter().enumerate() {
                    let key = *surfaces.entry(token.of(text)).or_insert_with(|| {
                        let exact = exact_key(token.of(text));
                        *numbers.entry(exact).or_insert_with_key(|exact| {
                            out.keys.push(exact.clone());
                            out.keys.len() as u32 - 1
                        })
                    });
                    let between = &text[before..token.start as usize];
                    out.items.push(Item {
                        key,
                        article: number as u32,
                        start: block.start + token.start,
                        end: block.start + token.end,
                        begins_block: n == 0,
                        follows: n > 0 && between.chars().all(char::is_whitespace),
                    });
                    before = token.end as usize;
                }
            }
        }
        out
    }

    /// In how many articles runs of keys stand, and how often, within longer ones too: as who searches for them finds them.
    /// Linear in the tokens.
    pub fn count(&self, runs: &[Vec<u32>]) -> Vec<(u32, u32)> {
        let mut by_first: HashMap<u32, Vec<usize>> = HashMap::new();
        let begins = (0..).zip(runs).filter_map(|(number, run)| Some((*run.first()?, number)));
        begins.for_each(|(first, number)| by_first.entry(first).or_default().push(number));
        let (mut counts, mut last) = (vec![(0, 0); runs.len()], vec![None; runs.len()]);
        for (at, item) in self.items.iter().enumerate() {
            for &number in by_first.get(&item.key).into_iter().flatten() {
                let (run, (articles, hits)) = (&runs[number], &mut counts[number]);
                let here = self.items.get(at..at + run.len()).unwrap_or_default();
                if here.iter().map(|item| item.key).eq(run.iter().copied()) && self.is_run(at, run.len()) {
                    *hits += 1;
                    *articles += u32::from(last[number].replace(item.article) != Some(item.article));
                }
            }
        }
        counts
    }

    /// Whether `count` tokens from `at` lie in one block.
    pub fn is_run(&self, at: usize, count: usize) -> bool {
        self.items.get(at + 1..at + count).is_some_and(|rest| rest.iter().all(|item| !item.begins_block))
    }
}

/// Function words of the first languages: they neither begin nor end a wording worth showing, nor make a key term.
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "in", "is", "it",
    "its", "not", "of", "on", "or", "that", "the", "their", "there", "these", "they", "this", "to", "was", "we",
    "were", "which", "who", "will", "with", "about", "after", "before", "been", "between", "into", "more", "other",
    "such", "than", "through", "under", "when", "where", "would", "bị", "bởi", "các", "cái", "cả", "càng", "chỉ",
    "cho", "có", "còn", "cùng", "của", "cũng", "do", "dù", "dưới", "đã", "đang", "đây", "để", "đến", "đều", "đi", "đó",
    "được", "gì", "hay", "hơn", "khi", "không", "là", "lại", "làm", "lên", "mà", "mỗi", "mọi", "một", "này", "nên",
    "nếu", "nhiều", "nhưng", "những", "như", "nhất", "nơi", "ở", "phải", "qua", "ra", "rất", "rồi", "sau", "sẽ", "số",
    "tại", "theo", "thì", "thêm", "trên", "trong", "trước", "từ", "vào", "vẫn", "về", "vì", "với", "và", "việc", "đối",
    "bằng", "nhằm", "đồng", "thời", "cần", "ấy", "nào", "vừa", "kể", "ngay", "ngoài", "nữa", "hai", "ba", "từng",
];

/// Whether an exact key is a function word.
pub fn is_function_word(exact: &str) -> bool {
    FUNCTION_WORDS.contains(&exact)
}
