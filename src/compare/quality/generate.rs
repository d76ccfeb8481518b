//! Texts made from a vocabulary of their own, with passages that two of them share and whose places are known. No sentence
//! is anyone's. It compares nothing.

use std::ops::{Range, RangeInclusive};

/// Numbers from a seed: the same ones every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    pub fn within(&mut self, range: RangeInclusive<usize>) -> usize {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        (1..items.len()).rev().for_each(|at| items.swap(at, self.below(at + 1)));
    }
}

/// What is written: words with blanks and marks, words with blanks, or words without blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Vietnamese,
    English,
    Unspaced,
}

/// A word as it stands in a text.
#[derive(Clone, Debug)]
pub struct Word {
    pub letters: String,
    /// What stands after it, up to the next word.
    pub after: String,
}

/// A vocabulary whose words are as unequally frequent as those of a language: the n-th is drawn n times less often than
/// the first.
pub struct Vocabulary {
    script: Script,
    /// Tokens of each word.
    entries: Vec<Vec<String>>,
    /// Sums of frequencies.
    sums: Vec<f64>,
}

const ONSETS: [&str; 22] = [
    "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v",
    "x",
];
const RIMES: [&str; 42] = [
    "a", "à", "á", "ả", "ạ", "an", "àn", "án", "ang", "áng", "ạng", "ao", "áo", "ay", "áy", "ăm", "ắm", "ăn", "ấn",
    "ật", "ây", "ấy", "em", "ếch", "ền", "ết", "ia", "iên", "iều", "iệu", "o", "ọ", "oan", "oàn", "ôi", "ống", "ộc",
    "ơ", "ới", "uân", "ương", "ước",
];
const ENGLISH: [&str; 20] =
    ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl", "ch", "sh"];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "ee", "oo"];
const CODAS: [&str; 12] = ["", "", "n", "r", "s", "t", "l", "nd", "st", "m", "ck", "rn"];

impl Vocabulary {
    pub fn new(script: Script, dice: &mut Dice) -> Self {
        let kinds = 3_500;
        let token = |dice: &mut Dice| match script {
            Script::Vietnamese => [ONSETS[dice.below(22)], RIMES[dice.below(42)]].concat(),
            Script::English => {
                let parts = dice.within(1..=3);
                (0..parts)
                    .map(|_| [ENGLISH[dice.below(20)], VOWELS[dice.below(10)], CODAS[dice.below(12)]].concat())
                    .collect()
            }
            Script::Unspaced => char::from_u32(0x4e00 + dice.below(2_400) as u32).expect("a Han letter").to_string(),
        };
        let tokens = |dice: &mut Dice| match script {
            Script::English => 1,
            _ => dice.within(1..=2),
        };
        let entries = (0..kinds).map(|_| (0..tokens(dice)).map(|_| token(dice)).collect()).collect();
        let mut sum = 0.0;
        let sums = (0..kinds).map(|rank| {
            sum += 1.0 / (rank as f64 + 2.0);
            sum
        });
        Self { script, entries, sums: sums.collect() }
    }

    fn word(&self, dice: &mut Dice) -> &[String] {
        let most = self.sums.last().copied().unwrap_or(0.0);
        let at = dice.below(1 << 30) as f64 / f64::from(1u32 << 30) * most;
        &self.entries[self.sums.partition_point(|&sum| sum < at).min(self.entries.len() - 1)]
    }

    /// What stands between two words of a sentence.
    fn blank(&self) -> &'static str {
        if self.script == Script::Unspaced { "" } else { " " }
    }

    /// A sentence.
    pub fn sentence(&self, dice: &mut Dice) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        for at in 0..dice.within(6..=18) {
            let comma = at % 7 == 6 && dice.happens(70);
            for letters in self.word(dice) {
                words.push(Word { letters: letters.clone(), after: self.blank().to_owned() });
            }
            if let Some(last) = words.last_mut().filter(|_| comma) {
                last.after = if self.script == Script::Unspaced { "，".to_owned() } else { ", ".to_owned() };
            }
        }
        if let Some(first) = words.first_mut() {
            first.letters = capitalised(&first.letters);
        }
        if let Some(last) = words.last_mut() {
            last.after = if self.script == Script::Unspaced { "。".to_owned() } else { ". ".to_owned() };
        }
        words
    }

    /// So many words or a few more: whole sentences.
    pub fn prose(&self, least: usize, dice: &mut Dice) -> Vec<Word> {
        let mut words = Vec::new();
        while words.len() < least {
            words.extend(self.sentence(dice));
        }
        words
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How a passage is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Verbatim,
    Typography,
    Stripped,
    /// So many words in a hundred replaced, left out or put in.
    Edited(usize),
    ClauseSwap,
    WindowShuffle,
    SentenceOrder,
}

pub const CHANGES: [Change; 9] = [
    Change::Verbatim,
    Change::Typography,
    Change::Stripped,
    Change::Edited(10),
    Change::Edited(20),
    Change::Edited(30),
    Change::ClauseSwap,
    Change::WindowShuffle,
    Change::SentenceOrder,
];

impl Change {
    pub fn of(self, words: &[Word], vocabulary: &Vocabulary, dice: &mut Dice) -> Vec<Word> {
        let blank = vocabulary.blank();
        match self {
            Change::Verbatim => words.to_vec(),
            Change::Typography => words
                .iter()
                .enumerate()
                .map(|(at, word)| Word {
                    letters: if at % 5 == 2 { capitalised(&word.letters) } else { word.letters.clone() },
                    after: if word.after == ", " { " – ".to_owned() } else { word.after.clone() },
                })
                .collect(),
            Change::Stripped => {
                let bare = |word: &Word| crate::text::fold_key(&crate::text::exact_key(&word.letters));
                words.iter().map(|word| Word { letters: bare(word), after: word.after.clone() }).collect()
            }
            Change::Edited(percent) => edited(words, percent, vocabulary, dice),
            Change::ClauseSwap => {
                let at = words.len() / 2 + dice.below(3);
                let at = at.clamp(1, words.len() - 1);
                [&words[at..], &words[..at]].concat()
            }
            Change::WindowShuffle => {
                let mut windows: Vec<&[Word]> = words.chunks(6).collect();
                dice.shuffle(&mut windows);
                windows.concat()
            }
            Change::SentenceOrder => {
                let ends = |word: &Word| word.after.starts_with(['.', '。']);
                let mut sentences: Vec<&[Word]> = words.split_inclusive(ends).collect();
                dice.shuffle(&mut sentences);
                sentences.concat()
            }
        }
        .into_iter()
        .map(|word| if word.after.is_empty() { Word { after: blank.to_owned(), ..word } } else { word })
        .collect()
    }
}

fn edited(words: &[Word], percent: usize, vocabulary: &Vocabulary, dice: &mut Dice) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    for word in words {
        if !dice.happens(percent) {
            out.push(word.clone());
            continue;
        }
        let way = dice.below(10);
        // Six in ten are replaced, two left out, two put in.
        if (6..8).contains(&way) {
            continue;
        }
        out.push(Word { letters: vocabulary.word(dice)[0].clone(), after: word.after.clone() });
        if way >= 8 {
            out.push(word.clone());
        }
    }
    if out.is_empty() { words.to_vec() } else { out }
}

/// Two texts and what they share, in bytes.
pub struct Case {
    pub a: String,
    pub b: String,
    pub shared: Vec<(Range<u32>, Range<u32>)>,
}

/// Texts of about `tokens` words that share `count` passages of `length` words, changed in every way in turn.
pub fn case(
    vocabulary: &Vocabulary,
    tokens: usize,
    count: usize,
    length: RangeInclusive<usize>,
    dice: &mut Dice,
) -> Case {
    let mut shared: Vec<(Vec<Word>, Vec<Word>)> = Vec::new();
    for at in 0..count {
        let want = dice.within(length.clone());
        let mut words = vocabulary.prose(want, dice);
        words.truncate(want);
        let changed = CHANGES[at % CHANGES.len()].of(&words, vocabulary, dice);
        shared.push((words, changed));
    }
    let mut order: Vec<usize> = (0..count).collect();
    let (a, places_a) = laid_out(shared.iter().map(|pair| pair.0.as_slice()), &order, vocabulary, tokens, dice);
    dice.shuffle(&mut order);
    let (b, places_b) = laid_out(shared.iter().map(|pair| pair.1.as_slice()), &order, vocabulary, tokens, dice);
    Case { a, b, shared: places_a.into_iter().zip(places_b).collect() }
}

/// Writes passages into a text of their own, and says where they stand.
fn laid_out<'w>(
    passages: impl Iterator<Item = &'w [Word]>,
    order: &[usize],
    vocabulary: &Vocabulary,
    tokens: usize,
    dice: &mut Dice,
) -> (String, Vec<Range<u32>>) {
    let passages: Vec<&[Word]> = passages.collect();
    let mut text = String::new();
    let mut places = vec![0..0; passages.len()];
    let mut sentences = 0;
    for &at in order {
        for word in vocabulary.prose(tokens / order.len(), dice) {
            write(&mut text, &word, &mut sentences);
        }
        let start = text.len() as u32;
        passages[at].iter().for_each(|word| write(&mut text, word, &mut sentences));
        let last = passages[at].last().map_or(0, |word| word.after.len());
        let end = text.trim_end().len().max(text.len() - last) as u32;
        places[at] = start..end;
        // What follows is a sentence of its own.
        if !text.ends_with(['\n', ' ', '。']) {
            text.push_str(if vocabulary.script == Script::Unspaced { "。" } else { ". " });
        }
    }
    vocabulary.prose(20, dice).iter().for_each(|word| write(&mut text, word, &mut sentences));
    (text, places)
}

/// Every fifth sentence ends a paragraph.
fn write(text: &mut String, word: &Word, sentences: &mut usize) {
    text.push_str(&word.letters);
    text.push_str(&word.after);
    if word.after.starts_with(['.', '。']) {
        *sentences += 1;
        if sentences.is_multiple_of(5) {
            text.push('\n');
        }
    }
}
