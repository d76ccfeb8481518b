//! Native: finds, decodes and extracts articles, and writes the bundle and the page.
//!
//! One call of [`pack`] is one run of `recto pack`. It prints nothing: the command line tells the report.

pub mod build;
mod config;
mod error;
pub mod input;
pub mod page;
mod places;
mod progress;
mod report;
pub mod site;
pub mod table;

pub use config::{Config, CorpusConfig, InputConfig, Language, read_config};
pub use error::PackError;
pub use progress::{Phase, Progress, Silent};
pub use report::Report;

use crate::article::Article;
use crate::engine::protocol::Card;
use build::{About, Packed};
use input::{Item, Skipped, Walk};
use page::{App, PageInput, SiteFile};
use places::Places;
use site::{Loose, Publication, RecordTable, State, sha256_hex};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use table::{Applied, Problem, Table};

include!(concat!(env!("OUT_DIR"), "/app.rs"));

/// What to pack, and where to.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders and files.
    pub inputs: Vec<PathBuf>,
    /// The site's folder.
    pub out: PathBuf,
    /// Where to write the page in one file, too.
    pub one_file: Option<PathBuf>,
    /// Corrections.
    pub meta: Option<PathBuf>,
    /// Where the table goes; beside the site when not given.
    pub csv: Option<PathBuf>,
    /// `recto.toml`; the one in the input, when that is a single folder that has one, if not given.
    pub config: Option<PathBuf>,
    /// Fail where something would be skipped.
    pub strict: bool,
    /// The encoding of files that do not say their own; wins over the config.
    pub encoding: Option<input::Encoding>,
    /// The corpus's name; wins over the config.
    pub title: Option<String>,
    /// The page's language; wins over the config.
    pub language: Option<Language>,
    /// Threads; as many as there are processors when not given.
    pub jobs: Option<NonZeroUsize>,
    /// Write a page without the app.
    pub without_app: bool,
    /// Leave the article list out of the page's plain HTML.
    pub without_list: bool,
}

/// Packs articles into a site. The bytes written depend on the inputs, the options and the version alone.
///
/// Holds all texts in memory.
///
/// # Errors
/// With nothing written, but for [`PackError::Unfinished`].
pub fn pack(options: &Options, progress: &dyn Progress) -> Result<Report, PackError> {
    let app = APP.map(|(glue, wasm)| App { glue, wasm }).filter(|_| !options.without_app);
    if app.is_none() && !options.without_app {
        return Err(PackError::NoApp);
    }
    let places = Places::new(options)?;
    let settings = settings_of(options);
    let mut config = settings.as_deref().map(read_config).transpose()?.unwrap_or_default();
    config.input.encoding = options.encoding.or(config.input.encoding);
    let table = options.meta.as_deref().map(read_meta).transpose()?;
    let state = site::state_of(&places.out)?;
    let mut report = Report::default();
    if !config.strings.is_empty() {
        report.notices.push("[strings] in the configuration is reserved for a later version: not used".to_owned());
    }
    let mut walk = input::walk(&options.inputs, &places.outputs())?;
    walk.leave_out(settings.as_deref(), &config.input);
    let (articles, applied) = gather(options, walk, &config.input, table.as_ref(), &mut report, progress)?;
    let about = About {
        title: options.title.clone().or(config.corpus.title).unwrap_or_else(|| default_title(options)),
        about: config.corpus.about.unwrap_or_default(),
        contact: config.corpus.contact.unwrap_or_default(),
    };
    let language = options.language.or(config.corpus.language).unwrap_or_default();
    progress.begin(Phase::Build, articles.len() as u64);
    let packed = build::build(articles, &about)?;
    report.count(&packed);
    let page = page_of(packed, app, language, !options.without_list);
    let csv = places.table(&state, table.as_ref(), &applied, &mut report)?;
    publish(page, &places, csv, &state, &mut report, progress)?;
    Ok(report)
}

/// The `recto.toml` named, or the one in the input.
fn settings_of(options: &Options) -> Option<PathBuf> {
    let own = || match options.inputs.as_slice() {
        [folder] => Some(folder.join("recto.toml")).filter(|path| path.is_file()),
        _ => None,
    };
    options.config.clone().or_else(own)
}

/// Reads, extracts and corrects.
fn gather(
    options: &Options,
    walk: Walk,
    config: &InputConfig,
    table: Option<&Table>,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<(Vec<Article>, Applied), PackError> {
    let Walk { files, skipped, hidden, renamed } = walk;
    (report.hidden_files, report.skipped, report.renamed) = (hidden, skipped, renamed);
    let jobs = options.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let mut articles = Vec::new();
    for read in input::read_articles(&files, config, jobs, progress) {
        match read {
            Item::One(article) => articles.push(article),
            Item::Skipped(skipped) => report.skipped.push(skipped),
            Item::Decoded(decoded) => report.decoded.push(decoded),
        }
    }
    let applied = table::apply(table, &mut articles);
    report.hidden_articles = applied.hidden;
    let meta = options.meta.as_deref().unwrap_or(Path::new("")).display().to_string();
    let problems = table.into_iter().flat_map(|t| &t.problems).chain(&applied.problems);
    report.notices.extend(problems.map(|p| problem_sentence(&meta, p)));
    if let Some(columns) = table.map(|t| &t.extra_columns).filter(|c| !c.is_empty()) {
        report.notes.push(format!("{meta}: columns carried over but not used: {}", columns.join(", ")));
    }
    let faults: Vec<&Skipped> = report.faults().collect();
    if options.strict && (!faults.is_empty() || !report.notices.is_empty() || !report.renamed.is_empty()) {
        let mut notices = report.notices.clone();
        notices.extend(report.renamed.iter().map(|r| format!("{}: the id {} is taken", r.path, r.wanted)));
        let (count, skipped) = (faults.len() + notices.len(), faults.into_iter().cloned().collect());
        return Err(PackError::Strict { count, skipped, notices });
    }
    if articles.is_empty() {
        let inputs = options.inputs.iter().map(|i| i.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(PackError::Nothing { inputs, skipped: std::mem::take(&mut report.skipped), hidden });
    }
    Ok((articles, applied))
}

fn problem_sentence(meta: &str, problem: &Problem) -> String {
    format!("{meta}, line {}: {} (hint: {})", problem.line, problem.message, problem.hint)
}

fn read_meta(path: &Path) -> Result<Table, PackError> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| PackError::Read { path: shown.clone(), error })?;
    let text = input::decode(bytes).map_err(|reason| PackError::Table {
        path: shown.clone(),
        message: reason.to_string(),
        hint: "save the table from the spreadsheet as CSV in UTF-8".to_owned(),
    })?;
    table::read_table(&text).map_err(|(message, hint)| PackError::Table { path: shown, message, hint })
}

/// The name of the first input: of the folder, or of the file without its extension.
fn default_title(options: &Options) -> String {
    let input = options.inputs.first().map_or(Path::new("."), PathBuf::as_path);
    let name = match input.file_stem() {
        Some(stem) if input.is_file() => input::nfc(&stem.to_string_lossy()),
        _ => input::folder_name(input),
    };
    if name.is_empty() { "recto".to_owned() } else { name }
}

/// The page lists articles newest first, undated last; the bundle numbers them oldest first, undated last.
fn page_of(packed: Packed, app: Option<App>, language: Language, plain_list: bool) -> PageInput {
    let Packed { root, chunks, overview, cards, .. } = packed;
    let is_dated = |card: &Card| card.date.is_some_and(|date| date.sort_key().is_some());
    let (mut cards, undated): (Vec<Card>, Vec<Card>) = cards.into_iter().partition(is_dated);
    cards.reverse();
    cards.extend(undated);
    PageInput { root, chunks, overview, cards, app, language: language.tag().to_owned(), plain_list }
}

fn publish(
    page: PageInput,
    places: &Places,
    csv: Option<Loose>,
    state: &State,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<(), PackError> {
    let mut files = page::folder(&page);
    let mut loose = Vec::new();
    if let Some(path) = &places.one_file {
        let bytes = page::one_file(&page);
        report.one_file = Some((path.display().to_string(), bytes.len() as u64));
        match path.strip_prefix(&places.out) {
            Ok(below) => {
                let names: Vec<_> = below.iter().map(|n| n.to_string_lossy()).collect();
                files.push(SiteFile { path: names.join("/"), bytes });
            }
            Err(_) => loose.push(Loose { path: path.clone(), bytes }),
        }
    }
    let mut tables = match state {
        State::Ours(record) => record.tables.clone(),
        State::Absent | State::Empty => Vec::new(),
    };
    if let Some(csv) = csv {
        let name = csv.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        tables.retain(|t| t.name != name);
        tables.push(RecordTable { name, sha256: sha256_hex(&csv.bytes) });
        loose.push(csv);
    }
    let chunks = page.chunks.into_iter().map(|c| c.name).collect();
    let publication =
        Publication { out: places.out.clone(), corpus: report.corpus.clone(), files, loose, tables, chunks };
    let published = publication.publish(state, progress)?;
    report.site = places.out.display().to_string();
    report.site_bytes = published.site_bytes;
    report.notes.extend(
        published.changed.iter().map(|path| format!("{path} was changed since it was written: it is left where it is")),
    );
    Ok(())
}
