//! The flags of the program and their help. It runs nothing.

use super::check::CheckFlags;
use super::concordance::ConcordanceFlags;
use super::inspect::InspectFlags;
use super::language::SEARCH_HELP;
use super::measure;
use super::pack_flags::{MapFlags, PackFlags, ReduceFlags};
use super::site_arg::{PasswordArg, SiteArg};
use crate::article::Date;
use crate::protocol::BlocksMode;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns a folder of articles into one web page that finds, reads and compares them, in the reader's browser.
#[derive(Debug, Parser)]
#[command(name = "recto", version, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes a recto.toml into a folder of articles, with every setting explained; never over one that is there.
    #[command(after_help = "Example:\n  recto init articles/")]
    Init(InitFlags),
    /// Shows what would be packed of one file: articles, fields, roles, and what is left out and why. Writes nothing.
    #[command(after_help = "Example:\n  recto inspect articles/export.html")]
    Inspect(InspectFlags),
    /// Packs folders of articles into a site.
    #[command(after_help = "Example:\n  recto pack articles/ --out site/ --one-file articles.html\n\n\
        Reads text, Markdown, HTML, JSON, JSON lines, CSV and TSV (a record is an article), also as .gz; DOCX, EPUB (a \
        chapter is an article), ODT, RTF, XLSX and ODS (a row is an article), PPTX, PDF, mail, MHTML; exports of news databases, \
        feeds, exports of sites, NITF, NewsML; corpora; and ZIP archives of these (docs/FORMATS.md). `recto init` writes a recto.toml for them.\n\
        Encodings are found out, old Vietnamese ones (TCVN3, VNI, VISCII) too; the report names them.\n\
        Beside the site it writes articles.csv: correct titles, dates and sources there, write yes under hide to leave \
        an article out, and pack again with --meta articles.csv. Its last column, fingerprint, tells whether a row still \
        fits its article: leave it as it is. A row to hide that fits none stops the pack, so that nothing hidden is \
        published by mistake; mend the row it names, or publish all the same:\n  \
        recto pack articles/ --out site/ --meta articles.csv --force")]
    Pack(PackFlags),
    /// Reads a share of the files of some inputs, for `recto reduce`: here, or on one of many machines.
    #[command(after_help = super::shares::MAP_HELP)]
    Map(MapFlags),
    /// Packs shares that `recto map` wrote into a site: the bytes of `recto pack` over the same files.
    #[command(after_help = super::shares::REDUCE_HELP)]
    Reduce(ReduceFlags),
    /// Lists the articles of a site.
    #[command(after_help = "Example:\n  recto articles site/ --text --json")]
    Articles(super::articles::ArticlesFlags),
    /// Finds articles.
    #[command(after_help = SEARCH_HELP)]
    Search(SearchFlags),
    /// Shows every place of a query with its context.
    #[command(after_help = "Examples:\n  recto concordance site/ 'bảo đảm' --context 6 --sort R1,date\n  \
        recto concordance site/ 'bảo đảm' --category 'xã hội' --sort L1 --effort 1 --csv > lines.csv\n\n\
        L and R keys and node sort at most 20,000 lines in 8 MiB of packed articles; each of two steps of --effort allows \
        eight times as much.")]
    Concordance(ConcordanceFlags),
    /// Counts the articles of a query by source, category, year and over time; without a query, all articles.
    #[command(after_help = "Examples:\n  recto facets site/ --json\n  \
        recto facets site/ 'an ninh' --year 2021 --limit 5 --json\n\n\
        Each is counted with all filters but its own.")]
    Facets(super::facets::FacetsFlags),
    /// Shows what two or more articles share, and in which words they differ; or which articles share most.
    #[command(after_help = "Examples:\n  recto compare site/ 2021/first.txt 2026/second.txt --json\n  \
        recto compare draft.txt printed.docx\n  recto compare site/ 2021/first.txt\n\n\
        One article lists what is like it, other versions of it first; a site alone lists the pairs that share most.\n\
        An article is named by its id or its number; `recto articles` lists both. Two files are compared without \
        packing.\n\
        Wordings are shown as: [old → new], [-left out], [+put in], [moved away ↷], [↶ moved here], [~written otherwise].")]
    Compare(CompareFlags),
    /// Shows how Recto reads a text: tokens and keys, sentences, dates, numbers, names, abbreviations; or its words.
    #[command(after_help = super::explain::HELP)]
    Explain(super::explain::ExplainFlags),
    /// Shows who and what the articles of a site mention: people, figures, who says what, dates, abbreviations.
    #[command(after_help = super::mentions::HELP)]
    Mentions(super::mentions::MentionsFlags),
    /// Lists the wordings that a site repeats: those that spread farthest and say most come first.
    #[command(after_help = super::families::LIST_HELP)]
    Families(super::families::FamiliesFlags),
    /// Shows one repeated wording: its places in date order, and what each wording makes of the earliest.
    #[command(after_help = super::families::ONE_HELP)]
    Family(super::families::FamilyFlags),
    /// Lists the articles of a site that are copies of one another, in groups: half of each and more stands in the other.
    #[command(after_help = super::families::REPRINTS_HELP)]
    Reprints(super::families::ReprintsFlags),
    /// Shows which articles, sources or years of a site share most wording, each held against each.
    #[command(after_help = super::pairs::HELP)]
    Pairs(super::pairs::PairsFlags),
    /// Shows which articles are on the topic of another, and why: telling words, people and repeated wordings that both have.
    #[command(after_help = super::related::HELP)]
    Related(super::related::RelatedFlags),
    /// Shows the words that a corpus uses like another, with the articles that have them.
    #[command(after_help = super::related_words::HELP)]
    RelatedWords(super::related_words::RelatedWordsFlags),
    /// Shows which articles of a site share passages with a text of yours, and which of its sentences are nowhere.
    #[command(after_help = super::trace::HELP)]
    Trace(super::trace::TraceFlags),
    /// Lists the words of a site, or of the articles a query finds, by how often they occur; or rows of words.
    #[command(after_help = measure::words::HELP)]
    Words(measure::words::WordsFlags),
    /// Lists what stands near the hits of a query, by how closely.
    #[command(after_help = measure::collocates::HELP)]
    Collocates(measure::collocates::CollocatesFlags),
    /// Lists the words that two selections of articles use more than one another.
    #[command(after_help = measure::keyness::HELP)]
    Keyness(measure::keyness::KeynessFlags),
    /// Shows what two groups of articles share, change and drop: two periods, two sources, what two queries find.
    #[command(after_help = super::groups::HELP)]
    Groups(super::groups::GroupsFlags),
    /// Measures how evenly a query is spread over the articles.
    #[command(after_help = measure::spread::DISPERSION_HELP)]
    Dispersion(measure::spread::DispersionFlags),
    /// Counts queries by year or month, and in a million words.
    #[command(after_help = measure::spread::TREND_HELP)]
    Trend(measure::spread::TrendFlags),
    /// Counts a list of names or phrases at once: articles and terms, with first dates.
    #[command(after_help = measure::batch::HELP)]
    Batch(measure::batch::BatchFlags),
    /// Verifies every chunk and every file of a site; exit code 1 when something is wrong.
    #[command(after_help = "Example:\n  recto check site/")]
    Check(CheckFlags),
    /// Says whether quotations hold in a site: true, changed, or not of this corpus.
    #[command(after_help = super::verify::HELP)]
    Verify(super::verify::VerifyFlags),
}

/// The flags of `recto init`.
#[derive(Debug, Args)]
pub struct InitFlags {
    /// The folder of articles.
    pub folder: PathBuf,
}

/// What is asked, and how it is read.
#[derive(Debug, Args)]
pub struct QueryFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// What to look for.
    #[arg(
        allow_hyphen_values = true,
        required_unless_present_any = ["source", "category", "year", "from", "to", "undated", "once"],
        default_value = "",
        hide_default_value = true
    )]
    pub query: String,
    /// More words of the query, where it was not put in quotation marks.
    #[arg(hide = true)]
    pub more: Vec<String>,
    /// How it is read.
    #[command(flatten)]
    pub reading: ReadingFlags,
}

/// How a query is read, and which articles it may find.
#[derive(Debug, Args)]
pub struct ReadingFlags {
    /// Which spellings match.
    #[arg(long, value_enum, default_value_t = MarksFlag::Smart)]
    pub marks: MarksFlag,
    /// What must agree whatever --marks forgives.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub strict: Vec<StrictFlag>,
    /// Which blocks count: titles, leads and bodies, or everything with related stories and residue.
    #[arg(long, value_enum, default_value_t = BlocksFlag::Text)]
    pub blocks: BlocksFlag,
    /// Only articles of this source; may be given several times, '' for those without one.
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Only articles of this section of a publisher; as --source.
    #[arg(long, value_name = "NAME")]
    pub category: Vec<String>,
    /// Only articles of this year; as --source.
    #[arg(long, value_name = "YEAR")]
    pub year: Vec<String>,
    /// Only articles from this day on: 2021, 2021-01 or 2021-01-24.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Only articles up to the end of this day, month or year.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// Undated articles: alone, or beside those of --from and --to.
    #[arg(long)]
    pub undated: bool,
    /// Counts articles that are copies of one another once: the earliest of those that match (`recto reprints` lists them).
    #[arg(long)]
    pub once: bool,
    /// How much work the answer may cost; each step allows eight times as much.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub effort: u8,
}

/// The flags of `recto search`.
#[derive(Debug, Args)]
pub struct SearchFlags {
    /// What is asked.
    #[command(flatten)]
    pub query: QueryFlags,
    /// Results at most [default: 50; with --csv all].
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Results to skip.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub offset: u32,
    /// The order of results.
    #[arg(long, value_enum, default_value_t = SortFlag::Relevance)]
    pub sort: SortFlag,
    /// Prints a CSV table, a row a result.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// The flags of `recto compare`.
#[derive(Debug, Args)]
pub struct CompareFlags {
    /// A packed folder or a page in one file; or the first of two files to compare.
    #[arg(value_name = "SITE|FILE")]
    pub site: PathBuf,
    /// Articles of the site, by id or number; or the second file.
    #[arg(value_name = "ARTICLE|FILE")]
    pub articles: Vec<String>,
    /// The password of the site, where it has one.
    #[command(flatten)]
    pub password: PasswordArg,
    /// Which blocks count.
    #[arg(long, value_enum, default_value_t = BlocksFlag::Text)]
    pub blocks: BlocksFlag,
    /// Prints a CSV table: a row a shared passage, then a row a sentence that one article says alone.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// Values of `--marks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MarksFlag {
    /// Words typed without marks match all marks; one word with marks, and a run is read as typed.
    Smart,
    /// The same, but each word by itself.
    Loose,
    /// Only as typed.
    Exact,
    /// Marks ignored.
    Fold,
}

/// Values of `--strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StrictFlag {
    /// Upper and lower case.
    Case,
    /// Tone marks.
    Tone,
    /// Letter marks: ă â ê ô ơ ư and those of other languages.
    Letters,
    /// đ against d.
    Stroke,
}

/// Values of `--blocks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BlocksFlag {
    /// Without related stories and residue.
    Text,
    /// Every block.
    All,
}

impl From<BlocksFlag> for BlocksMode {
    fn from(flag: BlocksFlag) -> Self {
        match flag {
            BlocksFlag::Text => Self::Text,
            BlocksFlag::All => Self::All,
        }
    }
}

/// Values of `--sort` for results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortFlag {
    /// Best first.
    Relevance,
    /// Newest first, undated last.
    Date,
    /// Oldest first, undated last.
    Oldest,
}
