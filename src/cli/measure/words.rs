//! `recto words`: the words of a site, or of the articles a query finds; and what stands in a row how often.

use super::{UnitFlag, csv, print, rows};
use crate::cli::asked::{read, tell_cuts};
use crate::cli::explain::lexicon;
use crate::cli::flags::ReadingFlags;
use crate::cli::output::{Failure, Finish, count, json_line, note, stdout, tell_problems};
use crate::cli::site_arg::SiteArg;
use crate::compounds::Words;
use crate::export::measure::words as table;
use crate::protocol::{Unit, WordSort, WordsRequest};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;

/// What `recto words --help` says at its end.
pub const HELP: &str = "Examples:\n  recto words site/ --where 'an toàn' --json\n  \
    recto words site/ --n 3 --pattern 'an toàn *' --content\n  \
    recto words site/ --unit syllable --year 2021 --sort dispersion --csv > words.csv\n\n\
    Vietnamese words of several syllables are learned from the site, or taken from --lexicon FILE (one word a line).\n\
    Function words are found from how evenly the site scatters them; --content leaves them out.";

/// The flags of `recto words`.
#[derive(Debug, Args)]
pub struct WordsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Only of articles that a query finds.
    #[arg(long = "where", value_name = "QUERY", default_value = "", hide_default_value = true)]
    pub query: String,
    /// How it is read, and which articles count.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// What is one word [default: word; with --n of two and more, syllable].
    #[arg(long, value_enum)]
    pub unit: Option<UnitFlag>,
    /// Words in a row that are counted as one, within a paragraph.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub n: u8,
    /// Only words or rows of this form: * stands for any characters, ? for one.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "PATTERN")]
    pub pattern: String,
    /// The order.
    #[arg(long, value_enum, default_value_t = SortFlag::Frequency)]
    pub sort: SortFlag,
    /// Leaves function words out.
    #[arg(long)]
    pub content: bool,
    /// The words of several syllables, one a line [default: learned from the site].
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
    /// Words at most.
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub limit: u32,
    /// Prints a CSV table.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// Values of `--sort` for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortFlag {
    /// Most hits first.
    Frequency,
    /// Most articles first.
    Range,
    /// Most evenly spread first.
    Dispersion,
}

/// Runs the command.
pub fn run(flags: &WordsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    if let Some(path) = &flags.lexicon {
        site.engine.take_words(Words::Lexicon(lexicon(path)?));
    }
    let unit = flags.unit.map_or(if flags.n > 1 { Unit::Syllable } else { Unit::Word }, Unit::from);
    let answer = site.ask(WordsRequest {
        spec: read(flags.query.clone(), &flags.reading),
        unit,
        length: flags.n,
        pattern: flags.pattern.clone(),
        sort: match flags.sort {
            SortFlag::Frequency => WordSort::Frequency,
            SortFlag::Range => WordSort::Range,
            SortFlag::Dispersion => WordSort::Dispersion,
        },
        content: flags.content,
        limit: flags.limit,
    })?;
    tell_problems(&answer.problems);
    tell_cuts(&answer.cuts);
    let (mut out, table) = (stdout(), table(&answer));
    if flags.json {
        rows(&table).iter().try_for_each(|row| json_line(&mut out, row))?;
    } else if flags.csv {
        csv(&mut out, &table)?;
    } else if answer.different == 0 {
        note(&format!("no words in {}", count(u64::from(answer.articles), "article")));
    } else {
        print(&mut out, &table, &["word", "hits", "articles", "per_million", "dp_normalised", "function"])?;
        let (words, of) = (count(answer.different, "different word"), count(answer.tokens, "word"));
        writeln!(out, "{words}, of {of} in {}", count(u64::from(answer.articles), "article"))?;
    }
    out.flush()?;
    Ok(Finish::Success)
}
