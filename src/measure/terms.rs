//! Key terms: words of several syllables, compounds and long words that hold together and recur.
//!
//! What is one word is for [`crate::compounds`] to say: learned from the texts, or by a lexicon. How often it occurs is counted
//! over tokens, as a search for it counts. Terms are ranked by normalised pointwise mutual information, for more than two
//! tokens by its mean over them (T. Van de Cruys, "Two multivariate generalizations of pointwise mutual information",
//! DiSCo 2011, specific correlation), × log frequency, × how much it comes in clusters ([`super::function_words`]).

use super::function_words::{PART_TOKENS, Scatter, evenness, function_words};
use super::related_words::{Candidate, WordTable};
use super::sequence::{Item, Sequence, is_function_word};
use crate::article::{Article, Field};
use crate::bundle::KeyTerm;
use crate::compounds::{Compounds, Counts, Learned, Lexicon, Words};
use crate::text::{exact_key, is_unspaced};
use foldhash::{HashMap, HashMapExt};

const SHOWN: usize = 16;
const LEAST_NPMI: f64 = 0.35;
const WORD_CHARS: usize = 7;
/// Text that words are learned from and looked for in: more changes next to nothing.
const LEARNED_BYTES: usize = 2 << 20;
/// From so much text on, what is no word of the corpus is unlikely to be one.
const TEACHING_BYTES: usize = 512 << 10;
/// Tokens of a term at most.
const LONGEST_TOKENS: usize = 4;
/// Function words that are parts of many words that say something (`thời gian`, `đồng bào`, `việc làm`).
const HALF_WORDS: [&str; 7] = ["đồng", "thời", "việc", "số", "làm", "đối", "ngoài"];
/// So many hits prove half of what they seem to.
const HITS_THAT_PROVE: f64 = 10.0;
/// A word is cut as one so often that chance is unlikely.
const LEAST_CUTS: u32 = 2;
/// Tokens from which it can be told which words are used alike, and what a word needs to be heard.
const HEARD_TOKENS: usize = 20_000;
const HEARD_HITS: u32 = 8;
const HEARD_ARTICLES: u32 = 3;
/// Words before names of people.
const ADDRESSES: [&str; 5] = ["ông", "bà", "anh", "chị", "cô"];
/// A token is heard as a word of its own that is one in so many of its places.
const ALONE_OF: u32 = 4;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    first: usize,
    hits: u32,
    articles: u32,
    last_article: Option<u32>,
    parts: u32,
    last_part: Option<usize>,
    /// Times its last token follows another, and times that has a capital then.
    inner: u32,
    capitals: u32,
    /// Where it first has a capital there, better one that stands before a small letter.
    named: Option<(bool, usize)>,
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
        let part = at / PART_TOKENS;
        if self.last_part.replace(part) != Some(part) {
            self.parts += 1;
        }
    }

    /// Looks at the last token of a word that begins at a place.
    fn look(&mut self, at: usize, last: &str) {
        let mut letters = last.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        self.inner += 1;
        self.capitals += u32::from(capital);
        let is_plain = letters.next().is_some_and(char::is_lowercase);
        if capital && self.named.is_none_or(|(plain, _)| is_plain && !plain) {
            self.named = Some((is_plain, at));
        }
    }

    /// It is mostly written with a capital, where it does not begin a sentence.
    fn is_name(&self) -> bool {
        self.capitals * 2 > self.inner
    }

    /// What says little is strewn everywhere (`tuy nhiên`, `thời gian`); what a corpus is about comes in clusters. A few
    /// hits prove neither.
    fn clusters(&self, tokens: usize) -> f64 {
        let hits = f64::from(self.hits);
        let even = evenness(self.hits, self.parts, tokens.div_ceil(PART_TOKENS) as u32);
        (1.0 - even * hits / (hits + HITS_THAT_PROVE)).max(0.0)
    }
}

/// A word as the numbers of its tokens' keys.
type Run = Vec<u32>;

/// The terms that mark a corpus, best first; its words of several syllables, and the words that are heard, where it is large
/// enough to teach them. Linear in its tokens.
pub fn key_terms(
    articles: &[Article],
    sequence: &Sequence,
    lexicon: Option<&Lexicon>,
) -> (Vec<KeyTerm>, Compounds, WordTable) {
    let cut = Cut::of(articles, sequence, lexicon);
    let compounds = cut.compounds(articles, sequence, lexicon.is_some());
    let mut single = vec![Count::default(); sequence.keys.len()];
    let mut runs: HashMap<&[u32], Count> = HashMap::new();
    for (at, item) in sequence.items.iter().enumerate() {
        let count = &mut single[item.key as usize];
        count.add(at, item.article);
        if item.follows {
            count.look(at, surface(articles, item));
        }
        for run in cut.by_first.get(&item.key).into_iter().flatten() {
            if stands_at(articles, sequence, run, at) {
                let count = runs.entry(run).or_default();
                count.add(at, item.article);
                count.look(at, surface(articles, &sequence.items[at + run.len() - 1]));
            }
        }
    }
    let total = sequence.items.len().max(2) as f64;
    let recurs = |count: &Count| count.articles > 1 && count.hits > 2;
    let often = |count: &Count| {
        f64::from(count.hits).ln() * f64::from(count.articles).ln_1p() * count.clusters(sequence.items.len())
    };
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    let closeness = |run: &[u32], count: &Count| {
        let p = f64::from(count.hits) / total;
        let apart: f64 = run.iter().map(|&key| (f64::from(single[key as usize].hits) / total).ln()).sum();
        (p.ln() - apart) / -p.ln() / (run.len() - 1) as f64
    };
    let taught = cut.is_taught(articles, sequence, lexicon.is_some());
    let table = taught.then(|| heard(&cut, (articles, sequence), &single, &runs, &closeness));
    for (run, count) in &runs {
        let npmi = closeness(run, count);
        if recurs(count) && (npmi >= LEAST_NPMI || lexicon.is_some()) {
            scored.push((npmi * often(count), count.first, run.len()));
        }
    }
    for (key, count) in single.iter().enumerate() {
        if recurs(count) && cut.is_alone(key as u32, &sequence.keys[key]) {
            scored.push((0.5 * often(count), count.first, 1));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut shown: Vec<Run> = Vec::new();
    let mut texts = Vec::new();
    for (_, at, length) in scored {
        let items = &sequence.items[at..at + length];
        let run: Run = items.iter().map(|item| item.key).collect();
        if texts.len() == SHOWN {
            break;
        }
        // A piece of a term, or a term around one, would show one thing twice.
        if shown.iter().any(|other| holds(other, &run) || holds(&run, other)) {
            continue;
        }
        let text = &articles[items[0].article as usize].text[items[0].start as usize..items[length - 1].end as usize];
        // Shown on one line, and searched as such: a break inside is where a line was full.
        let text = text.replace("-\r\n", "").replace("-\n", "").split_whitespace().collect::<Vec<_>>().join(" ");
        texts.push(lower_unless_name(&text));
        shown.push(run);
    }
    let counts = sequence.count(&shown);
    let term = |(text, (articles, hits))| KeyTerm { text, articles, hits };
    (texts.into_iter().zip(counts).map(term).collect(), compounds, table.unwrap_or_default())
}

/// A token as it stands.
fn surface<'a>(articles: &'a [Article], item: &Item) -> &'a str {
    &articles[item.article as usize].text[item.start as usize..item.end as usize]
}

/// The words that are heard: those that occur often enough, and of single tokens those that are often enough no part of another.
fn heard(
    cut: &Cut,
    (articles, sequence): (&[Article], &Sequence),
    single: &[Count],
    runs: &HashMap<&[u32], Count>,
    closeness: &dyn Fn(&[u32], &Count) -> f64,
) -> WordTable {
    let scatter = (0..).zip(single).map(|(word, count)| Scatter { word, hits: count.hits, parts: count.parts });
    let tokens = sequence.items.len();
    let scattered = function_words(scatter.collect(), tokens as u64, tokens.div_ceil(PART_TOKENS) as u32);
    let key = |number: &u32| sequence.keys[*number as usize].as_str();
    let is_word = |number: u32, count: &Count| {
        let text = key(&number);
        let (alone, part) = cut.alone.get(&number).copied().unwrap_or_default();
        let letters = text.chars().all(|letter| letter.is_alphabetic() && !is_unspaced(letter));
        count.hits >= HEARD_HITS && count.articles >= HEARD_ARTICLES && letters && alone * ALONE_OF >= part
    };
    let candidate = |run: &[u32], count: &Count| {
        let keys: Vec<String> = run.iter().map(|number| key(number).to_owned()).collect();
        let (is_name, length) = (count.is_name(), run.len());
        let named = count.named.filter(|_| is_name).and_then(|(_, at)| sequence.items.get(at..at + length));
        let text = named.map(|items| items.iter().map(|item| surface(articles, item)).collect::<Vec<_>>().join(" "));
        // Whom `ông` stands before is told by no neighbours.
        let is_addressed = is_name && length > 1 && ADDRESSES.contains(&keys[0].as_str());
        let is_function = length == 1
            && (scattered.binary_search(&run[0]).is_ok() || is_function_word(&keys[0]) || keys[0].chars().count() == 1);
        let cohesion = if length == 1 { 0.0 } else { closeness(run, count).max(0.0) * (length - 1) as f64 };
        Candidate {
            text: text.unwrap_or_else(|| keys.join(" ")),
            keys,
            hits: count.hits,
            cohesion: 1 + (cohesion * 1000.0) as u32,
            is_name,
            says: !(is_function || is_addressed),
        }
    };
    let often = |count: &Count| count.hits >= HEARD_HITS && count.articles >= HEARD_ARTICLES;
    let of_several = runs.iter().filter(|(_, count)| often(count)).map(|(run, count)| candidate(run, count));
    let alone = (0..).zip(single).filter(|&(number, count)| is_word(number, count));
    WordTable::of(of_several.chain(alone.map(|(number, count)| candidate(&[number], count))).collect())
}

/// What the texts are cut into.
#[derive(Debug, Default)]
struct Cut {
    /// Words of several tokens, by their first.
    by_first: HashMap<u32, Vec<Run>>,
    /// How often a token is a word of its own, and how often a part of one.
    alone: HashMap<u32, (u32, u32)>,
    /// The texts are written in syllables.
    is_syllabic: bool,
}

impl Cut {
    /// Cuts as many of the articles, evenly chosen, as words are learned from.
    fn of(articles: &[Article], sequence: &Sequence, lexicon: Option<&Lexicon>) -> Self {
        let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
        let step = bytes.div_ceil(LEARNED_BYTES).max(1);
        let each_block = |tell: &mut dyn FnMut(&str)| {
            for article in articles.iter().step_by(step) {
                for block in article.blocks.iter().filter(|block| block.field() != Field::Aside) {
                    tell(block.of(&article.text));
                }
            }
        };
        let (mut cut, mut runs): (Self, HashMap<Run, u32>) = Default::default();
        let words = match lexicon {
            Some(lexicon) => Words::Lexicon(lexicon.clone()),
            None => {
                let mut counts = Counts::default();
                each_block(&mut |block| counts.add(block));
                cut.is_syllabic = counts.is_syllabic();
                Words::Learned(Learned::of_any(counts))
            }
        };
        let numbers: HashMap<&str, u32> =
            (0..).zip(&sequence.keys).map(|(number, key)| (key.as_str(), number)).collect();
        each_block(&mut |block| {
            for word in words.cut(block) {
                let keys = block[word.start..word.end].split_whitespace().map(exact_key);
                let Some(run) = keys.map(|key| numbers.get(key.as_str()).copied()).collect::<Option<Run>>() else {
                    continue;
                };
                for &key in &run {
                    let (alone, part) = cut.alone.entry(key).or_default();
                    *(if run.len() == 1 { alone } else { part }) += 1;
                }
                if (2..=LONGEST_TOKENS).contains(&run.len()) {
                    *runs.entry(run).or_default() += 1;
                }
            }
        });
        let says = |key: &str| !is_function_word(key);
        let may_be_part = |key: &str| key.chars().all(char::is_alphabetic) && (says(key) || HALF_WORDS.contains(&key));
        for (run, cuts) in runs {
            let mut keys = run.iter().map(|&key| sequence.keys[key as usize].as_str());
            if cuts >= LEAST_CUTS && keys.clone().all(may_be_part) && keys.any(says) {
                cut.by_first.entry(run[0]).or_default().push(run);
            }
        }
        cut
    }

    /// Whether there is enough text to tell words that are used alike; of texts in syllables, enough to know their words.
    fn is_taught(&self, articles: &[Article], sequence: &Sequence, told: bool) -> bool {
        let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
        let knows_words = told || !self.is_syllabic || bytes >= TEACHING_BYTES;
        knows_words && sequence.items.len() >= HEARD_TOKENS
    }

    /// The words of several syllables; none where too little text taught them.
    fn compounds(&self, articles: &[Article], sequence: &Sequence, told: bool) -> Compounds {
        let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
        if !told && bytes < TEACHING_BYTES {
            return Compounds::default();
        }
        let word =
            |run: &Run| run.iter().map(|&key| sequence.keys[key as usize].as_str()).collect::<Vec<_>>().join(" ");
        let found: Vec<String> = self.by_first.values().flatten().map(word).collect();
        Compounds::of(found.iter().map(String::as_str))
    }

    /// Whether a token is a long word, and a word of its own more often than not.
    fn is_alone(&self, key: u32, text: &str) -> bool {
        let (alone, part) = self.alone.get(&key).copied().unwrap_or_default();
        text.chars().count() >= WORD_CHARS
            && text.chars().all(char::is_alphabetic)
            && !is_function_word(text)
            && alone > part
    }
}

/// Whether a word stands at a place: nothing but white space inside, and not as a piece of a longer name ("Văn Nam").
fn stands_at(articles: &[Article], sequence: &Sequence, run: &[u32], at: usize) -> bool {
    let Some(items) = sequence.items.get(at..at + run.len()) else { return false };
    let capital =
        |item: &Item| articles[item.article as usize].text[item.start as usize..].starts_with(char::is_uppercase);
    items.iter().zip(run).all(|(item, key)| item.key == *key)
        && items[1..].iter().all(|item| item.follows)
        && !(at > 0 && items[0].follows && capital(&items[0]) && capital(&sequence.items[at - 1]))
}

/// Whether one word is a part of another.
fn holds(whole: &[u32], part: &[u32]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

/// `Công an` at a sentence's start and `công an` elsewhere are one term: shown in lower case unless a word after the first
/// has a capital.
fn lower_unless_name(text: &str) -> String {
    let name = text.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    if name { text.to_owned() } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::extract;

    /// The terms of stories that say the same things in another order.
    fn terms(lexicon: Option<&str>) -> Vec<String> {
        let sentences = [
            "Quốc hội họp ở thủ đô và quốc hội bàn về trường học.",
            "Trường học mới có giáo viên giỏi, học sinh chăm và công viên đẹp.",
            "Công an xã gặp công nhân ở công viên.",
            "Hội chợ sách mở ở trường, quốc gia nào cũng có hội chợ.",
            "Người dân học chữ, giáo viên và học sinh đi chợ, công nhân đi làm.",
        ];
        let story = |n: usize| {
            let order: Vec<&str> = (0..5).map(|at| sentences[(at * (n % 4 + 1) + n) % 5]).collect();
            extract(&format!("{n}.txt"), format!("Bản tin {n}\n\n{}\n", order.join(" ")))
        };
        let articles: Vec<Article> = (0..8).map(story).collect();
        let lexicon = lexicon.map(Lexicon::read);
        key_terms(&articles, &Sequence::of(&articles), lexicon.as_ref()).0.into_iter().map(|term| term.text).collect()
    }

    #[test]
    fn words_of_several_syllables_are_terms_and_their_pieces_are_not() {
        let found = terms(None);
        for word in ["quốc hội", "giáo viên", "học sinh", "công nhân"] {
            assert!(found.contains(&word.to_owned()), "{word}: {found:?}");
        }
        for piece in ["quốc", "hội", "viên", "hội họp"] {
            assert!(!found.contains(&piece.to_owned()), "{piece}: {found:?}");
        }
    }

    #[test]
    fn a_lexicon_says_what_a_word_is() {
        let found = terms(Some("công nhân\nhọc sinh chăm\n"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.contains(&"công nhân".to_owned()) && found.contains(&"học sinh chăm".to_owned()));
    }

    #[test]
    fn function_words_make_no_term_and_names_keep_their_capitals() {
        let text =
            "Tin\n\nChúng ta có thể đi. Có thể mưa. Có thể nắng ở châu Âu. Thời gian trôi, thời gian dài, ở châu Âu.\n";
        let articles: Vec<Article> = (0..3).map(|n| extract(&format!("{n}"), text.to_owned())).collect();
        let terms = key_terms(&articles, &Sequence::of(&articles), None).0;
        let found: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
        assert!(found.contains(&"thời gian") && found.contains(&"châu Âu") && !found.contains(&"có thể"), "{found:?}");
    }

    #[test]
    fn a_part_of_a_term_is_told() {
        assert!(holds(&[1, 2, 3], &[2, 3]) && !holds(&[1, 2], &[2, 3]) && !holds(&[2], &[2, 3]));
    }
}
