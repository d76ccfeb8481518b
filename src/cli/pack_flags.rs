//! The flags of the commands that make sites: `pack`, and `map` and `reduce`, which share them. It runs nothing.

use super::output::Failure;
use super::pack::stop_on_signal;
use super::site_arg::password_of;
use crate::bundle::Volumes;
use crate::pack::input::{Encoding, encoding_names};
use crate::pack::{Language, Options, Part, part_of};
use clap::{Args, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The flags of `recto pack`.
#[derive(Debug, Args)]
pub struct PackFlags {
    /// Folders (walked to the bottom) and files.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Where the site goes and what is said of it.
    #[command(flatten)]
    pub site: SiteFlags,
    /// How files are read.
    #[command(flatten)]
    pub reading: InputFlags,
    /// What it may take.
    #[command(flatten)]
    pub means: MeansFlags,
}

/// The flags of `recto map`.
#[derive(Debug, Args)]
pub struct MapFlags {
    /// Folders (walked to the bottom) and files: the same ones for every share.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The share to write.
    #[arg(long, value_name = "SHARE", required_unless_present = "list")]
    pub out: Option<PathBuf>,
    /// Which of the files it takes: the K-th of N parts [default: all].
    #[arg(long, value_name = "K/N", value_parser = part_of, conflicts_with = "take")]
    pub part: Option<Part>,
    /// The files it takes, a line each: a JSON text, or an object with an id, as --list prints them.
    #[arg(long, value_name = "FILE")]
    pub take: Option<PathBuf>,
    /// Prints the files that are divided into shares, one JSON value a line in their order, and reads none.
    #[arg(long, conflicts_with_all = ["out", "part", "take", "json"])]
    pub list: bool,
    /// How files are read.
    #[command(flatten)]
    pub reading: InputFlags,
    /// What it may take.
    #[command(flatten)]
    pub means: MeansFlags,
    /// Prints the report as one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// The flags of `recto reduce`.
#[derive(Debug, Args)]
pub struct ReduceFlags {
    /// All shares of the inputs, in any order.
    #[arg(required = true, value_name = "SHARE")]
    pub shares: Vec<PathBuf>,
    /// How many shares there must be: for inputs that were mapped apart, where a missing one shows in nothing else.
    #[arg(long, value_name = "N")]
    pub of: Option<NonZeroUsize>,
    /// Where the site goes and what is said of it.
    #[command(flatten)]
    pub site: SiteFlags,
    /// What it may take.
    #[command(flatten)]
    pub means: MeansFlags,
}

/// Where a site goes, what is said of it, and what may stop it.
#[derive(Debug, Args)]
pub struct SiteFlags {
    /// The folder of the site: new, empty, or a site that recto wrote.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Writes the page as one HTML file, too.
    #[arg(long, value_name = "FILE.html")]
    pub one_file: Option<PathBuf>,
    /// Corrections: a copy of articles.csv that wins over everything detected.
    #[arg(long, value_name = "articles.csv")]
    pub meta: Option<PathBuf>,
    /// Where to write articles.csv [default: beside DIR].
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Fails, with nothing written, where a file would be skipped.
    #[arg(long)]
    pub strict: bool,
    /// Publishes although a row with hide=yes fits no article, or a table beside the site hides what this pack does not
    /// (the report names the rows); or, without a password, over a site that has one.
    #[arg(long)]
    pub force: bool,
    /// The name of the corpus [default: the folder's].
    #[arg(long)]
    pub title: Option<String>,
    /// The language of the page's own words [default: vi].
    #[arg(long, value_enum)]
    pub language: Option<LanguageFlag>,
    /// Writes the bundle and a plain page without the browser app.
    #[arg(long)]
    pub without_app: bool,
    /// Puts the app that lies in DIR (recto.js and recto.wasm.deflate) into the page instead of the one in this program:
    /// for work on the app itself.
    #[arg(long, value_name = "DIR", conflicts_with = "without_app", hide = true)]
    pub app: Option<PathBuf>,
    /// Leaves the list of articles out of the page's plain HTML.
    #[arg(long)]
    pub without_list: bool,
    /// Whether a folder has many chunks in one file, of which a page over http asks for parts [default: where there would be
    /// more than 10,000 files].
    #[arg(long, value_enum, value_name = "WHEN")]
    pub volumes: Option<VolumesFlag>,
    /// Encrypts the site under the password in FILE's first line: nobody reads or lists its articles without it.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// What a page with a password is called before it is given [default: that it has one].
    #[arg(long, value_name = "TITLE", requires = "password_file")]
    pub public_title: Option<String>,
    /// Prints the report as one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// How files are read.
#[derive(Debug, Args)]
pub struct InputFlags {
    /// Vietnamese words of several syllables, one a line in UTF-8, for the key terms of the overview [default: learned
    /// from the articles].
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
    /// Title, description, contact and language of the corpus.
    #[arg(long, value_name = "recto.toml")]
    pub config: Option<PathBuf>,
    /// The encoding of files that do not say their own [default: found out for each].
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
}

/// What a command may take.
#[derive(Debug, Args)]
pub struct MeansFlags {
    /// Threads [default: the number of processors].
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Memory to keep to, 256 at least; texts and lists lie in a temporary folder beside DIR meanwhile [default: 1024].
    #[arg(long, value_name = "MIB", value_parser = memory_of)]
    pub memory: Option<NonZeroUsize>,
}

impl SiteFlags {
    /// The options that these flags stand for.
    ///
    /// # Errors
    /// When signals cannot be handled, or a password cannot be read.
    pub fn options(&self, inputs: &[PathBuf], means: &MeansFlags) -> Result<Options, Failure> {
        Ok(Options {
            inputs: inputs.to_vec(),
            out: self.out.clone(),
            one_file: self.one_file.clone(),
            meta: self.meta.clone(),
            csv: self.csv.clone(),
            strict: self.strict,
            force: self.force,
            title: self.title.clone(),
            language: self.language.map(|l| match l {
                LanguageFlag::Vi => Language::Vi,
                LanguageFlag::En => Language::En,
            }),
            jobs: means.jobs,
            memory_mib: means.memory,
            without_app: self.without_app,
            app: self.app.clone(),
            without_list: self.without_list,
            volumes: match self.volumes {
                Some(VolumesFlag::Yes) => Volumes::Yes,
                Some(VolumesFlag::No) => Volumes::No,
                Some(VolumesFlag::Auto) | None => Volumes::Auto,
            },
            password: self.password_file.as_deref().map(password_of).transpose()?,
            public_title: self.public_title.clone(),
            stop: stop_on_signal()?,
            ..Options::default()
        })
    }
}

impl InputFlags {
    /// The options with these flags.
    pub fn apply(&self, options: Options) -> Options {
        let (config, lexicon) = (self.config.clone(), self.lexicon.clone());
        Options { config, lexicon, encoding: self.encoding, ..options }
    }
}

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::named(name).ok_or_else(|| format!("expected one of {}", encoding_names().join(", ")))
}

/// What packing takes at least, whatever the corpus: dictionaries, the sample for the overview, a share of the texts. Measured
/// with 150,000 articles on two threads: 183 MB.
const LEAST_MEMORY_MIB: usize = 256;

fn memory_of(typed: &str) -> Result<NonZeroUsize, String> {
    let whole = typed.parse().ok().filter(|mib: &NonZeroUsize| mib.get() >= LEAST_MEMORY_MIB);
    whole.ok_or_else(|| format!("expected a whole number of MiB, {LEAST_MEMORY_MIB} at least (hint: 1024 suits most)"))
}

/// When chunks are joined to volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VolumesFlag {
    /// Where there would be too many files.
    Auto,
    /// Always.
    Yes,
    /// Never.
    No,
}

/// The languages of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageFlag {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}
