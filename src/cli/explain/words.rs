//! `recto explain --words`: a text cut into words, by a lexicon, or by what a corpus or the text itself teaches.

use super::ExplainFlags;
use crate::article::Field;
use crate::cli::articles::{cards, read};
use crate::cli::output::{Failure, json_line, terminal};
use crate::compounds::{Counts, Learned, Lexicon, Words};
use crate::site::open_site;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// Text that a corpus is learned from, at most: more changes next to nothing.
const LEARNED_BYTES: usize = 32 << 20;

/// Prints the words of a text: a line for each of its lines, or spans.
pub fn run(flags: &ExplainFlags, text: &str, out: &mut impl Write) -> Result<(), Failure> {
    let words = match (&flags.lexicon, &flags.corpus) {
        (Some(path), _) => Words::Lexicon(lexicon(path)?),
        (None, Some(path)) => Words::Learned(Learned::of(corpus(path)?)),
        (None, None) => {
            let mut counts = Counts::default();
            counts.add(text);
            Words::Learned(Learned::of(counts))
        }
    };
    if flags.json {
        let cut = words.cut(text);
        let list: Vec<Value> = cut
            .iter()
            .map(|word| json!({"text": text[word.start..word.end], "start": word.start, "end": word.end, "syllables": word.pieces}))
            .collect();
        return json_line(out, &json!({ "words": list }));
    }
    for line in text.lines() {
        let cut: Vec<String> = words
            .cut(line)
            .iter()
            .map(|word| line[word.start..word.end].split_whitespace().collect::<Vec<_>>().join("_"))
            .collect();
        writeln!(out, "{}", terminal(&cut.join(" ")))?;
    }
    Ok(())
}

fn file(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("{} cannot be read: {error}", path.display()), "expected a file of text in UTF-8")
    })
}

/// Reads a lexicon.
pub fn lexicon(path: &Path) -> Result<Lexicon, Failure> {
    let lexicon = Lexicon::read(&file(path)?);
    if lexicon.is_empty() {
        let message = format!("{} holds no word of two syllables or more", path.display());
        return Err(Failure::new(message, "expected one word a line, its syllables parted by spaces or _"));
    }
    Ok(lexicon)
}

/// Counts the title, lead and body of a site's articles, or a file of text.
fn corpus(path: &Path) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let page = path.is_dir() || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
    if !page {
        let text = file(path)?;
        text.lines().for_each(|line| counts.add(line));
        return Ok(counts);
    }
    let mut site = open_site(path)?;
    let mut read_bytes = 0;
    for card in cards(&mut site)? {
        let article = read(&mut site, &card.id)?;
        for block in article.blocks.iter().filter(|block| block.field() != Field::Aside) {
            counts.add(block.of(&article.text));
        }
        read_bytes += article.text.len();
        if read_bytes > LEARNED_BYTES {
            break;
        }
    }
    Ok(counts)
}
