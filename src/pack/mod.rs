//! Native: finds, decodes and extracts articles, and writes the bundle and the page.
//!
//! One call of [`pack`] is one run of `recto pack`. It prints nothing: the command line tells the report.

mod beside;
pub mod bundling;
mod config;
mod content;
mod corpus;
mod corrections;
mod error;
mod gate;
mod gather;
mod ids;
pub mod input;
mod lexicon;
mod litter;
mod lock;
mod locked;
mod options;
pub mod page;
mod places;
mod progress;
mod publish;
mod report;
mod scratch;
mod shares;
mod stage;
pub mod starter;
mod store;
mod sync;
pub mod table;

pub use config::{Config, CorpusConfig, InputConfig, Language, read_config};
pub use error::PackError;
pub use litter::abandon;
pub use options::{MEMORY_MIB, Options};
pub use progress::{Phase, Progress, Silent};
pub use report::{Report, Timings};
pub use shares::{Listing, Mapped, Part, ShareError, listing, map, part_of};
pub use store::StoreError;

use crate::bundle::text_codes::Words;
use crate::compounds::Lexicon;
use crate::password::Key;
use crate::site::{self, RecordTable};
use bundling::{About, Articles, Built};
use corrections::Tables;
use gather::{Read, gather};
use locked::Locking;
use page::{App, PageInput, StagedChunk};
use places::Places;
use publish::{Folders, Loose, Publication, State, state_of};
use scratch::Scratch;
use stage::{StagedChunks, stage_file};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use table::Table;

include!(concat!(env!("OUT_DIR"), "/app.rs"));

/// Packs articles into a site. The bytes written depend on the inputs, the options and the version alone.
///
/// Holds some 200 bytes an article; everything else lies on disk, in a temporary folder beside the site.
///
/// # Errors
/// With nothing written, but for [`PackError::Unfinished`].
pub fn pack(options: &Options, progress: &dyn Progress) -> Result<Report, PackError> {
    let (app, places) = (app_of(options)?, Places::new(options)?);
    let settings = settings_of(options);
    let mut config = settings.as_deref().map(read_config).transpose()?.unwrap_or_default();
    config.input.encoding = options.encoding.or(config.input.encoding);
    let site = Site { app, places: &places, title: default_title(options), config: &config };
    pack_whole(options, site, progress, |scratch, report| {
        let lexicon = lexicon::path(options, &config, settings.as_deref());
        let mut walk = input::walk(&options.inputs, &places.outputs())?;
        walk.leave_out(settings.as_deref(), lexicon.as_deref(), &config.input);
        let lexicon = lexicon.as_deref().map(|path| lexicon::read(path, report)).transpose()?;
        Ok((gather::read(options, walk, &config.input, scratch, progress)?, lexicon))
    })
}

/// Packs what was read into shares, the inputs of these options, into the site that packing their files gives: with the same
/// settings and corrections, and as much memory. There must be so many shares when that is told.
///
/// # Errors
/// With nothing written, but for [`PackError::Unfinished`]; [`PackError::Share`] when the shares do not go together.
pub fn reduce(options: &Options, of: Option<usize>, progress: &dyn Progress) -> Result<Report, PackError> {
    let (app, places) = (app_of(options)?, Places::new(options)?);
    let (joined, config) = shares::open(options, of)?;
    let site = Site { app, places: &places, title: joined.title, config: &config };
    pack_whole(options, site, progress, |_, report| {
        let lexicon = joined.lexicon.map(|(path, bytes)| lexicon::of_bytes(bytes, &path, report)).transpose()?;
        Ok((joined.read, lexicon))
    })
}

/// What is known of a site before anything is read.
struct Site<'s> {
    app: Option<App>,
    places: &'s Places,
    /// The name of the corpus when nobody says another.
    title: String,
    config: &'s Config,
}

/// Packs what `read` gives.
fn pack_whole(
    options: &Options,
    Site { app, places, title, config }: Site<'_>,
    progress: &dyn Progress,
    read: impl FnOnce(&Scratch, &mut Report) -> Result<(Read, Option<Lexicon>), PackError>,
) -> Result<Report, PackError> {
    let begun = Instant::now();
    let meta = options.meta.as_deref().map(read_meta).transpose()?;
    // Made for the temporary folder; they go again when the pack fails.
    let mut folders = Folders::default();
    let parent = places.out.parent().unwrap_or(Path::new("."));
    folders.create(parent)?;
    let _locks = places.lock(&mut folders)?;
    let mut report = Report::default();
    let state = state_of(&places.out)?;
    let locking = Locking::of(options, places)?;
    let tables = Tables { meta, beside: places.hiding(&state)? };
    report.notes.extend(recovery(&state, &places.out));
    if !config.strings.is_empty() {
        report.notices.push("[strings] in the configuration is reserved for a later version: not used".to_owned());
    }
    places.parents().into_iter().for_each(scratch::sweep);
    let scratch = Scratch::new(parent)?;
    let (read, lexicon) = read(&scratch, &mut report)?;
    let gathered = gather(options, read, &tables, &scratch, &mut report)?;
    report.timings.read = begun.elapsed();
    let about = About {
        title: options.title.clone().or(config.corpus.title.clone()).unwrap_or(title),
        about: config.corpus.about.clone().unwrap_or_default(),
        contact: config.corpus.contact.clone().unwrap_or_default(),
    };
    let key = locking.as_ref().map(|locking| &locking.key);
    let before = site::words_of(&places.out, key);
    let known = (before.as_ref(), lexicon.as_ref());
    let to = (&scratch, &*places.out, key.cloned());
    let (mut built, staged) = build_staged(&gathered.corpus, &about, known, options, to, progress)?;
    if let Some(locking) = &locking {
        locking.lock(&mut built);
    }
    report.count(&built);
    report.is_locked = locking.is_some();
    let writing = Instant::now();
    let chunks =
        staged.finish().map_err(|error| PackError::Write { path: scratch.path().display().to_string(), error })?;
    let page = page_of(built, chunks, app, options, config);
    let _table_lock = places.lock_table(&mut folders, &options.stop)?;
    let csv = match locked::hides_table(options) {
        true => None,
        false => places.table(&state, tables.meta.as_ref(), gathered.table, &mut report)?,
    };
    report.notes.extend(locked::notes(options));
    let published = publish(page, places, csv, (&state, &options.stop), scratch, &mut report, progress);
    published.map_err(|error| match error {
        PackError::Write { .. } if options.stop.load(Ordering::Relaxed) => PackError::Stopped,
        error => error,
    })?;
    folders.keep();
    report.timings.write = writing.elapsed();
    report.timings.whole = begun.elapsed();
    Ok(report)
}

/// The page of a bundle; of one with a password nothing but what everybody may read.
fn page_of(built: Built, chunks: Vec<StagedChunk>, app: Option<App>, options: &Options, config: &Config) -> PageInput {
    let Built { root, overview, cards, .. } = built;
    let language = options.language.or(config.corpus.language).unwrap_or_default().tag().to_owned();
    let plain_list = !options.without_list;
    let mut page = PageInput { root, chunks, overview, cards, app, language, plain_list, locked: false };
    if options.password.is_some() {
        page.cover(options.public_title.clone());
    }
    page
}

/// What the report says of a site that is packed over without a record.
fn recovery(state: &State, out: &Path) -> Option<String> {
    let told = || format!("{} had no readable recto.json: packed over by the looks of its files", out.display());
    matches!(state, State::Recovered(_)).then(told)
}

/// Builds the bundle; its chunks lie in the staging folder then.
fn build_staged(
    corpus: &dyn Articles,
    about: &About,
    (before, lexicon): (Option<&Words>, Option<&Lexicon>),
    options: &Options,
    (scratch, out, key): (&Scratch, &Path, Option<Key>),
    progress: &dyn Progress,
) -> Result<(Built, StagedChunks), PackError> {
    let failed = |error| PackError::Write { path: scratch.path().display().to_string(), error };
    let staged = StagedChunks::new(scratch.path(), out, key, options).map_err(failed)?;
    let runs = scratch.path().join("runs");
    std::fs::create_dir(&runs).map_err(failed)?;
    progress.begin(Phase::Build, corpus.sizes().len() as u64);
    let env = bundling::BuildEnv {
        keep: &staged,
        folder: Some(&runs),
        words: before,
        lexicon,
        jobs: options.jobs(),
        memory_bytes: options.memory_bytes(),
        stop: &options.stop,
        progress,
    };
    let built = bundling::build_with(corpus, about, &env)?;
    Ok((built, staged))
}

/// The `recto.toml` named, or the one in the input.
fn settings_of(options: &Options) -> Option<PathBuf> {
    let own = || match options.inputs.as_slice() {
        [folder] => Some(folder.join("recto.toml")).filter(|path| path.is_file()),
        _ => None,
    };
    options.config.clone().or_else(own)
}

/// The app for the page: none, the one in a folder, or the one in this program.
fn app_of(options: &Options) -> Result<Option<App>, PackError> {
    let Some(folder) = &options.app else {
        let app = APP.map(|(glue, wasm)| App { glue: glue.into(), wasm: wasm.into() });
        return match app.filter(|_| !options.without_app) {
            None if !options.without_app => Err(PackError::NoApp),
            app => Ok(app),
        };
    };
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).map_err(|error| PackError::Read { path: path.display().to_string(), error })
    };
    let glue = String::from_utf8(read("recto.js")?).map_err(|error| PackError::Read {
        path: folder.join("recto.js").display().to_string(),
        error: std::io::Error::new(std::io::ErrorKind::InvalidData, error),
    })?;
    Ok(Some(App { glue: glue.into(), wasm: read("recto.wasm.deflate")?.into() }))
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

fn publish(
    page: PageInput,
    places: &Places,
    csv: Option<(Loose, RecordTable)>,
    (state, stop): (&State, &AtomicBool),
    scratch: Scratch,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<(), PackError> {
    let mut files = page::folder(&page);
    let mut loose = Vec::new();
    if let Some(path) = &places.one_file {
        let below = path.strip_prefix(&places.out).ok();
        let name = below.map(|below| below.iter().map(|n| n.to_string_lossy()).collect::<Vec<_>>().join("/"));
        // A page beside the site is staged beside the staged site.
        let at = name.clone().unwrap_or_else(|| "../one-file.html".to_owned());
        let staged = stage_file(scratch.path(), &at, |out| page::one_file(&page, out))
            .map_err(|error| PackError::Write { path: path.display().to_string(), error })?;
        report.one_file = Some((path.display().to_string(), staged.size_bytes));
        match name {
            Some(_) => files.push(staged),
            None => loose.push(Loose { path: path.clone(), from: stage::site_folder(scratch.path()).join(at) }),
        }
    }
    let mut tables = state.record().tables;
    if let Some((csv, table)) = csv {
        tables.retain(|t| t.name != table.name);
        tables.push(table);
        loose.push(csv);
    }
    if page.locked {
        // The hash of a table of titles lets titles be guessed.
        tables.clear();
    }
    let chunks = page.chunks.into_iter().map(|c| c.name).collect();
    let publication =
        Publication { out: places.out.clone(), corpus: report.corpus.clone(), files, loose, tables, chunks };
    let published = litter::placing(|| publication.publish(state, scratch, progress, stop))?;
    report.site = places.out.display().to_string();
    report.site_bytes = published.site_bytes;
    report
        .notes
        .extend(published.mended.iter().map(|path| format!("{path} was damaged or changed: it is written anew")));
    report.notes.extend(
        published.changed.iter().map(|path| format!("{path} was changed since it was written: it is left where it is")),
    );
    Ok(())
}
