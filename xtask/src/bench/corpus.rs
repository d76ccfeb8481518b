//! The corpora of the benchmark: JSON lines read, grown to any size, and written in the forms that packers take. It
//! measures nothing.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::dice::Dice;
use crate::shell;

/// Of a hundred words of a repeated article, how many become another word of the corpus, drawn by frequency. Between
/// two of them some six words stand as they were: shorter than what counts as shared wording.
const REPLACED_PERCENT: usize = 15;

/// Of a hundred words that the corpus has once or twice (names, mostly), how many become a word of their own in each
/// round. On `vi-news-10k` that is some 10,000 new words a round, as Heaps' law with an exponent of one half asks.
const RENAMED_PERCENT: u64 = 30;

/// Returns the file of a corpus: a path, or a name of `RECTO_SHARED/corpora`, or of one grown before.
///
/// # Errors
/// Fails when there is none.
pub fn find(name: &str) -> Result<PathBuf> {
    let shared = std::env::var_os("RECTO_SHARED").map_or_else(|| shell::root().join("../shared"), PathBuf::from);
    let candidates = [
        PathBuf::from(name),
        shared.join("corpora").join(format!("{name}.jsonl.gz")),
        grown_folder().join(format!("{name}.jsonl")),
    ];
    let found = candidates.into_iter().find(|path| path.is_file());
    found.with_context(|| format!("no corpus `{name}`\nhint: name a file of JSON lines, or set RECTO_SHARED"))
}

fn grown_folder() -> PathBuf {
    super::folder().join("corpora")
}

/// Reads a corpus: one JSON object a line, with `id`, `title` and `text`.
///
/// # Errors
/// Fails when the file is not that.
pub fn read(path: &Path) -> Result<Vec<Value>> {
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    let is_gzip = path.extension().is_some_and(|ending| ending == "gz");
    let reader: Box<dyn Read> = if is_gzip { Box::new(flate2::read::GzDecoder::new(file)) } else { Box::new(file) };
    let mut articles = Vec::new();
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let place = || format!("{}, line {}", path.display(), number + 1);
        let article: Value = serde_json::from_str(&line.with_context(place)?).with_context(place)?;
        ensure!(article["id"].is_string() && article["text"].is_string(), "{}: no id or no text", place());
        articles.push(article);
    }
    Ok(articles)
}

/// Writes a corpus as JSON lines.
///
/// # Errors
/// Fails when it cannot be written.
pub fn write_lines(articles: &[Value], path: &Path) -> Result<()> {
    let mut out = create(path)?;
    for article in articles {
        writeln!(out, "{article}")?;
    }
    out.flush().context("writing the corpus")
}

fn create(path: &Path) -> Result<BufWriter<File>> {
    fs::create_dir_all(path.parent().expect("a corpus lies in a folder"))?;
    Ok(BufWriter::new(File::create(path).with_context(|| format!("creating {}", path.display()))?))
}

/// Writes a corpus as one HTML page an article, as static sites hand it to Pagefind and InfiSearch.
///
/// # Errors
/// Fails when it cannot be written.
pub fn write_pages(articles: &[Value], folder: &Path) -> Result<()> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    for (number, article) in articles.iter().enumerate() {
        let (title, text) = (escape(of(article, "title")), escape(of(article, "text")));
        let paragraphs: String = text.split("\n\n").map(|part| format!("<p>{part}</p>\n")).collect();
        let page = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\
             <body><main data-pagefind-body><h1>{title}</h1>\n{paragraphs}</main></body></html>",
            article["lang"].as_str().unwrap_or("vi")
        );
        let shard = folder.join(format!("{:04}", number / 1000));
        if number.is_multiple_of(1000) {
            fs::create_dir_all(&shard)?;
        }
        fs::write(shard.join(format!("{number:06}.html")), page)?;
    }
    Ok(())
}

/// A text of an article, empty when it has none.
pub fn of<'a>(article: &'a Value, key: &str) -> &'a str {
    article[key].as_str().unwrap_or("")
}

/// Grows a corpus to a number of articles by repeating it with altered words, ids and dates; returns the file. The same
/// corpus and number give the same bytes.
///
/// # Errors
/// Fails when it cannot be read or written.
pub fn grow(name: &str, articles: usize) -> Result<PathBuf> {
    let stem =
        Path::new(name).file_name().unwrap_or_default().to_string_lossy().split('.').next().unwrap_or("").to_owned();
    let path = grown_folder().join(format!("{stem}-x{articles}.jsonl"));
    if path.is_file() {
        return Ok(path);
    }
    let source = read(&find(name)?)?;
    ensure!(!source.is_empty(), "the corpus `{name}` has no article");
    let words = Words::of(&source);
    let unfinished = path.with_extension("part");
    let mut out = create(&unfinished)?;
    for number in 0..articles {
        let (round, article) = (number / source.len(), &source[number % source.len()]);
        // Days from 2005 on, so that dates spread over some twenty years whatever the number.
        let day = number * 7300 / articles;
        let date = format!("{}-{:02}-{:02}", 2005 + day / 365, day % 365 / 31 + 1, day % 365 % 28 + 1);
        let mut dice = Dice::new(number as u64);
        let mut altered = |key: &str| words.altered(of(article, key), round, &mut dice);
        let line = json!({
            "id": format!("{}-{round}", of(article, "id")), "title": altered("title"), "text": altered("text"),
            "date": date, "source": article["source"], "lang": article["lang"], "category": article["category"],
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    fs::rename(&unfinished, &path).context("naming the grown corpus")?;
    Ok(path)
}

/// The words of a corpus, drawn by frequency.
struct Words {
    /// A sample of all tokens, in their order: a draw from it is a draw by frequency.
    sample: Vec<String>,
    counts: HashMap<String, u32>,
}

impl Words {
    fn of(articles: &[Value]) -> Self {
        let (mut sample, mut counts) = (Vec::new(), HashMap::new());
        for article in articles {
            for word in of(article, "text").split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
                let seen: &mut u32 = counts.entry(word.to_lowercase()).or_default();
                *seen += 1;
                if seen.is_multiple_of(7) || *seen == 1 {
                    sample.push(word.to_owned());
                }
            }
        }
        Self { sample, counts }
    }

    /// A text with words altered; the first round stays as it is.
    fn altered(&self, text: &str, round: usize, dice: &mut Dice) -> String {
        if round == 0 {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphabetic) {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            out.push_str(&self.word(&rest[..end], round, dice));
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    fn word(&self, word: &str, round: usize, dice: &mut Dice) -> String {
        let lower = word.to_lowercase();
        if self.counts.get(&lower).is_some_and(|&count| count <= 2) {
            // The same word becomes the same new one throughout a round, as a name would.
            let mut own =
                Dice::new(lower.bytes().fold(round as u64, |sum, byte| sum.wrapping_mul(131) + u64::from(byte)));
            if own.below(100) < RENAMED_PERCENT as usize {
                let tail = &self.sample[own.below(self.sample.len())];
                return format!("{word}{}", tail.to_lowercase());
            }
            return word.to_owned();
        }
        if dice.below(100) < REPLACED_PERCENT {
            self.sample[dice.below(self.sample.len())].clone()
        } else {
            word.to_owned()
        }
    }
}

/// Sizes of all files below a folder.
///
/// # Errors
/// Fails when it cannot be walked.
pub fn size_of(folder: &Path) -> Result<u64> {
    let mut sizes = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            sizes.insert(entry.path().to_path_buf(), entry.metadata()?.len());
        }
    }
    Ok(sizes.values().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_alters_words_and_repeats_itself() {
        let text = "một hai ba bốn năm sáu bảy tám chín mười ".repeat(30);
        let article = json!({"id": "a", "text": format!("{text} Duynhat")});
        let words = Words::of(&[article]);
        let round = |round| words.altered(&text, round, &mut Dice::new(3));
        assert_eq!(round(0), text);
        assert_eq!(round(1), round(1));
        let same = text.split(' ').zip(round(1).split(' ')).filter(|(a, b)| a == b).count();
        assert!((230..300).contains(&same), "{same} of 300 words stay");
        let renamed = (1..20).filter(|round| words.word("Duynhat", *round, &mut Dice::new(1)) != "Duynhat").count();
        assert!((1..15).contains(&renamed), "a rare word is renamed in some rounds: {renamed}");
    }
}
