//! How well people, figures and speakers are found, over the articles of `tests/annotations/mentions.json`, which were
//! judged by eye. Only offsets and values stand in the project: the texts stay in the shared folder.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::*;
use crate::article::{Known, extract_known};

/// The lines of a gzip file, whose header has no optional part but a name.
fn lines(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let name = if bytes[3] & 8 == 0 { 0 } else { bytes[10..].iter().position(|&byte| byte == 0).unwrap() + 1 };
    Some(String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&bytes[10 + name..]).unwrap()).unwrap())
}

/// What was found and what was asked for.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: usize,
    found: usize,
    asked: usize,
}

impl Score {
    fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.asked.max(1) as f64
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.asked += other.asked;
    }
}

fn range(value: &Value) -> Range<usize> {
    value[0].as_u64().unwrap() as usize..value[1].as_u64().unwrap() as usize
}

fn ranges(value: &Value) -> Vec<Range<usize>> {
    value.as_array().unwrap().iter().map(range).collect()
}

fn meets(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// An article with what was judged of it.
struct Judged<'a> {
    text: &'a str,
    title: &'a str,
    truth: &'a Value,
    /// Told of each mistake.
    name: String,
}

impl Judged<'_> {
    /// The mentions of the record's own text, by its offsets.
    fn found(&self) -> Vec<Mention> {
        let known = Known { title: Some(self.title.to_owned()), ..Known::default() };
        let article = extract_known("a", self.text.to_owned(), known);
        let shift = (article.text.len() - self.text.len()) as u32;
        let until = self.truth["until"].as_u64().unwrap() as u32 + shift;
        let inside = mentions(&article, &Compounds::default())
            .mentions
            .into_iter()
            .filter(|m| m.start >= shift && m.end <= until);
        inside
            .map(|mut m| {
                for at in [&mut m.start, &mut m.end, &mut m.sentence_start, &mut m.sentence_end] {
                    *at -= shift.min(*at);
                }
                if let Detail::Attribution { verb, .. } = &mut m.detail {
                    (verb.0, verb.1) = (verb.0 - shift.min(verb.0), verb.1 - shift.min(verb.1));
                }
                m
            })
            .collect()
    }

    fn names(&self) -> Vec<String> {
        let people = self.truth["people"].as_array().unwrap().iter();
        let name = |person: &Value| {
            let whole = if person["in_title"] == true { self.title } else { self.text };
            whole[range(&person["full"])].split_whitespace().collect::<Vec<_>>().join(" ")
        };
        people.map(name).collect()
    }

    fn people(&self, found: &[Mention]) -> Score {
        let names = self.names();
        let people = self.truth["people"].as_array().unwrap().iter().enumerate();
        let mut asked: Vec<(Range<usize>, usize)> =
            people.flat_map(|(n, person)| ranges(&person["at"]).into_iter().map(move |at| (at, n))).collect();
        let optional = ranges(&self.truth["optional"]);
        let mut score = Score { asked: asked.len(), ..Score::default() };
        for m in found.iter().filter(|m| m.kind == Kind::People) {
            let at = m.start as usize..m.end as usize;
            if optional.iter().any(|other| meets(other, &at)) {
                continue;
            }
            score.found += 1;
            match asked.iter().position(|(place, n)| *place == at && names[*n] == m.key) {
                Some(place) => {
                    asked.remove(place);
                    score.right += 1;
                }
                None => println!("{}: no such person: {} as {}", self.name, &self.text[at], m.key),
            }
        }
        asked.iter().for_each(|(at, n)| println!("{}: missed {} ({})", self.name, &self.text[at.clone()], names[*n]));
        score
    }

    fn figures(&self, found: &[Mention]) -> Score {
        let mut asked: Vec<&Value> = self.truth["figures"].as_array().unwrap().iter().collect();
        let maybe = ranges(&self.truth["maybe"]);
        let mut score = Score { asked: asked.len(), ..Score::default() };
        let unit = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(sign) => sign.clone(),
            span => exact_key(&self.text[range(span)]),
        };
        for m in found.iter().filter(|m| m.kind == Kind::Figures) {
            let at = m.start as usize..m.end as usize;
            if maybe.iter().any(|other| meets(other, &at)) {
                continue;
            }
            let Detail::Figure { value, to, .. } = m.detail else { panic!("a figure without a value") };
            score.found += 1;
            let fits = |f: &&Value| {
                meets(&range(f), &at)
                    && f[2].as_f64() == Some(value)
                    && f[3].as_f64() == to
                    && f[4].as_array().unwrap().iter().any(|u| unit(u) == m.key)
            };
            match asked.iter().position(fits) {
                Some(place) => {
                    asked.remove(place);
                    score.right += 1;
                }
                None => println!("{}: no such figure: {} ({value} {to:?} {})", self.name, &self.text[at], m.key),
            }
        }
        let around = |at: Range<usize>| {
            let end = self.text.ceil_char_boundary((at.end + 30).min(self.text.len()));
            self.text[self.text.floor_char_boundary(at.start.saturating_sub(20))..end].replace('\n', "|")
        };
        asked.iter().for_each(|f| println!("{}: missed figure {}", self.name, around(range(f))));
        score
    }

    fn speakers(&self, found: &[Mention]) -> Score {
        let names = self.names();
        let read = |field: &str| -> Vec<(Range<usize>, Option<usize>)> {
            let said = self.truth[field].as_array().unwrap().iter();
            said.map(|s| (range(s), s[2].as_i64().unwrap().try_into().ok())).collect()
        };
        let (mut asked, maybe) = (read("said"), read("maybe_said"));
        let mut score = Score { asked: asked.len(), ..Score::default() };
        let mut counted: HashMap<(usize, String), ()> = HashMap::new();
        for m in found.iter().filter(|m| m.kind == Kind::Attributions) {
            let Detail::Attribution { verb, .. } = m.detail else { panic!("an attribution without a verb") };
            let at = verb.0 as usize..verb.1 as usize;
            // Two verbs of one speaker in a sentence are judged once.
            let sentence = asked.iter().chain(&maybe).find(|(s, _)| meets(s, &at)).map_or(at.start, |(s, _)| s.start);
            if maybe.iter().any(|(s, _)| meets(s, &at)) || counted.insert((sentence, m.key.clone()), ()).is_some() {
                continue;
            }
            score.found += 1;
            match asked.iter().position(|(s, who)| meets(s, &at) && who.is_some_and(|who| names[who] == m.key)) {
                Some(place) => {
                    asked.remove(place);
                    score.right += 1;
                }
                None => println!(
                    "{}: {} does not say: {}",
                    self.name,
                    m.key,
                    &self.text[at.start.min(m.start as usize)..at.end.max(m.end as usize)]
                ),
            }
        }
        asked.iter().for_each(|(s, who)| {
            let end = self.text.floor_char_boundary((s.start + 160).min(s.end));
            println!("{}: {:?} says unheard: {}", self.name, who.map(|who| &names[who]), &self.text[s.start..end]);
        });
        score
    }
}

/// Precision and recall of people, figures and speakers on the articles that were worked on and on those held back.
/// Below these shares a rule has broken.
#[test]
fn mentions_are_found_as_a_reader_finds_them() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let truth = std::fs::read_to_string(root.join("tests/annotations/mentions.json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let mut corpora: HashMap<String, HashMap<String, Value>> = HashMap::new();
    for name in ["vi-dantri", "vi-events", "vi-news-10k"] {
        let Some(lines) = lines(&folder.join(format!("corpora/{name}.jsonl.gz"))) else {
            return println!("skipped: no corpora/{name}.jsonl.gz in RECTO_SHARED or ../shared");
        };
        let asked = |id: &str| truth["articles"].as_array().unwrap().iter().any(|a| a["id"] == id);
        let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let kept = records.filter_map(|r| Some((r["id"].as_str().filter(|id| asked(id))?.to_owned(), r)));
        corpora.insert(name.to_owned(), kept.collect());
    }
    let mut scores = [[Score::default(); 3]; 2];
    for truth in truth["articles"].as_array().unwrap() {
        let id = truth["id"].as_str().unwrap();
        let record = &corpora[truth["corpus"].as_str().unwrap()][id];
        let field = |name: &str| record[name].as_str().unwrap();
        let held = truth["held"] == true;
        let name = format!("{}{id}", if held { "held back " } else { "" });
        let judged = Judged { text: field("text"), title: field("title"), truth, name };
        let found = judged.found();
        let all = [judged.people(&found), judged.figures(&found), judged.speakers(&found)];
        scores[usize::from(held)].iter_mut().zip(all).for_each(|(sum, score)| sum.add(score));
    }
    let floors = [[(0.95, 0.88), (0.98, 0.98), (0.93, 0.88)], [(0.95, 0.71), (0.98, 0.98), (0.85, 0.78)]];
    for ((set, scores), floors) in ["worked on", "held back"].iter().zip(scores).zip(floors) {
        for ((kind, score), floor) in ["people", "figures", "speakers"].iter().zip(scores).zip(floors) {
            let (precision, recall) = (score.precision(), score.recall());
            println!("{set}: {kind}: precision {precision:.3}, recall {recall:.3} ({score:?})");
            assert!(precision >= floor.0 && recall >= floor.1, "{set}: {kind}");
        }
    }
}
