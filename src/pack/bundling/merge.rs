//! The reduce step: runs in article order become one index, or one longer run. It knows no article and no text.

use super::error::BuildError;
use super::run::{Occurrences, Run, RunHead, RunReader, RunWriter};
use crate::bundle::root::Section;
use crate::index::gloss::is_gloss;
use crate::index::write::{FormOccurrences, IndexWriter, WriteError};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Runs merged at a time: what stays far below the files a process may open.
const RUNS_AT_ONCE: usize = 64;
/// Terms kept while merging, for each that is written.
const COMMON_SLACK: usize = 4;

/// The most frequent fold keys with their articles in title, lead and body, in bounded memory.
#[derive(Debug)]
pub struct Commonest {
    limit: usize,
    terms: Vec<(String, u32)>,
}

impl Commonest {
    /// Keeps so many.
    pub fn new(limit: usize) -> Self {
        Self { limit, terms: Vec::new() }
    }

    fn add(&mut self, fold: &str, articles: u32) {
        self.terms.push((fold.to_owned(), articles));
        if self.terms.len() >= self.limit * COMMON_SLACK {
            self.prune();
        }
    }

    fn prune(&mut self) {
        self.terms.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        self.terms.truncate(self.limit);
    }

    /// Most articles first, then by key.
    pub fn into_terms(mut self) -> Vec<(String, u32)> {
        self.prune();
        self.terms
    }
}

/// Merges runs into an index whose chunks go to the sink. Returns its number of fold keys.
///
/// `tokens` is how many the corpus has, for the size of chunks. Runs cover consecutive articles, in their order. More than [`RUNS_AT_ONCE`] are merged into longer ones first, in
/// `scratch`; without it all are merged at once. Holds the occurrences of one fold key at a time, and a buffer for each run.
///
/// # Errors
/// When a run cannot be read, or a chunk not be kept.
pub fn merge<S>(
    runs: Vec<Run>,
    scratch: Option<&Path>,
    common: &mut Commonest,
    tokens: u64,
    sink: S,
) -> Result<u32, BuildError>
where
    S: FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), BuildError>,
{
    let runs = few(runs, scratch, "m")?;
    let mut writer = IndexWriter::new(sink).of_tokens(tokens);
    let mut forms = Forms::default();
    each_term(&runs, &mut |fold, exact, fields| {
        if forms.fold != fold {
            forms.flush(&mut writer, common)?;
            fold.clone_into(&mut forms.fold);
        }
        forms.forms.push((exact.to_owned(), std::mem::take(fields)));
        Ok(())
    })?;
    forms.flush(&mut writer, common)?;
    let (folds, _) = writer.finish().map_err(written)?;
    Ok(folds)
}

/// Merges runs of names and tells each once, in order, with the articles of all of them.
///
/// # Errors
/// When a run cannot be read, or `tell` fails.
pub fn merge_names(runs: Vec<Run>, scratch: Option<&Path>, tell: &mut Tell<'_>) -> Result<(), BuildError> {
    each_term(&few(runs, scratch, "k")?, tell)
}

/// Hears a fold key, an exact key and their occurrences.
pub type Tell<'t> = dyn FnMut(&str, &str, &mut Occurrences) -> Result<(), BuildError> + 't;

/// Joins runs to longer ones until few enough are left to be read at once. The names of the new files begin with `mark`.
fn few(mut runs: Vec<Run>, scratch: Option<&Path>, mark: &str) -> Result<Vec<Run>, BuildError> {
    let mut round = 0;
    while let (Some(folder), true) = (scratch, runs.len() > RUNS_AT_ONCE) {
        let mut longer = Vec::new();
        for (number, part) in runs.chunks(RUNS_AT_ONCE).enumerate() {
            let path = folder.join(format!("{mark}{round}-{number}"));
            longer.push(join(part, &path)?);
            for run in part {
                if let Run::File(path) = run {
                    std::fs::remove_file(path).map_err(BuildError::Scratch)?;
                }
            }
        }
        (runs, round) = (longer, round + 1);
    }
    Ok(runs)
}

/// Joins runs into one.
fn join(runs: &[Run], path: &Path) -> Result<Run, BuildError> {
    let mut head: Option<RunHead> = None;
    for run in runs {
        let one = *RunReader::open(run)?.head();
        let joined = head.get_or_insert(RunHead { first: one.first, ..RunHead::default() });
        joined.articles += one.articles;
        joined.tokens.iter_mut().zip(one.tokens).for_each(|(sum, n)| *sum += n);
    }
    let file = BufWriter::new(File::create_new(path).map_err(BuildError::Scratch)?);
    let mut writer = RunWriter::new(file, &head.unwrap_or_default()).map_err(BuildError::Scratch)?;
    each_term(runs, &mut |fold, exact, fields| {
        writer.term(fold, exact, std::array::from_fn(|f| fields[f].as_slice())).map_err(BuildError::Scratch)
    })?;
    writer.finish().map_err(BuildError::Scratch)?;
    Ok(Run::File(path.to_owned()))
}

/// Tells every term of the runs once, in order, with the occurrences of all of them.
fn each_term(runs: &[Run], tell: &mut Tell<'_>) -> Result<(), BuildError> {
    let mut readers = runs.iter().map(RunReader::open).collect::<Result<Vec<_>, _>>()?;
    let mut heap: BinaryHeap<Reverse<(String, String, usize)>> = BinaryHeap::new();
    for (number, reader) in readers.iter_mut().enumerate() {
        if reader.next()? {
            heap.push(Reverse((reader.fold.clone(), reader.exact.clone(), number)));
        }
    }
    let mut fields = Occurrences::default();
    let mut current: Option<(String, String)> = None;
    while let Some(Reverse((fold, exact, number))) = heap.pop() {
        if current.as_ref().is_none_or(|c| (&c.0, &c.1) != (&fold, &exact)) {
            if let Some((fold, exact)) = &current {
                tell(fold, exact, &mut fields)?;
            }
            fields.iter_mut().for_each(Vec::clear);
            current = Some((fold, exact));
        }
        let reader = &mut readers[number];
        reader.occurrences(&mut fields)?;
        if reader.next()? {
            heap.push(Reverse((reader.fold.clone(), reader.exact.clone(), number)));
        }
    }
    match &current {
        Some((fold, exact)) => tell(fold, exact, &mut fields),
        None => Ok(()),
    }
}

/// The exact forms of one fold key.
#[derive(Default)]
struct Forms {
    fold: String,
    forms: Vec<(String, Occurrences)>,
}

impl Forms {
    fn flush<S>(&mut self, writer: &mut IndexWriter<S>, common: &mut Commonest) -> Result<(), BuildError>
    where
        S: FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), BuildError>,
    {
        if self.forms.is_empty() {
            return Ok(());
        }
        let list: Vec<FormOccurrences<'_>> = self
            .forms
            .iter()
            .map(|(exact, fields)| FormOccurrences { exact, fields: std::array::from_fn(|f| fields[f].as_slice()) })
            .collect();
        writer.fold(&self.fold, &list).map_err(written)?;
        let articles = articles_of(&self.forms);
        if articles > 1 && !is_gloss(&self.fold) {
            common.add(&self.fold, articles);
        }
        self.forms.clear();
        Ok(())
    }
}

/// Articles that have a fold key in title, lead or body.
fn articles_of(forms: &[(String, Occurrences)]) -> u32 {
    let mut all: Vec<u32> = Vec::new();
    for list in forms.iter().flat_map(|(_, fields)| &fields[..3]) {
        all.extend(list.chunk_by(|a, b| a.0 == b.0).map(|places| places[0].0));
    }
    all.sort_unstable();
    all.dedup();
    all.len() as u32
}

fn written(error: WriteError<BuildError>) -> BuildError {
    match error {
        WriteError::Order(error) => BuildError::Order(error),
        WriteError::Sink(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(first: u32, articles: u32) -> Run {
        let head = RunHead { first, articles, tokens: [0, 0, u64::from(articles) * 2, 0] };
        let mut writer = RunWriter::new(Vec::new(), &head).unwrap();
        let all: Vec<(u32, u32)> = (first..first + articles).map(|article| (article, 0)).collect();
        writer.term("chung", "chung", [&[], &[], &all, &[]]).unwrap();
        let own = format!("r{first:04}");
        writer.term(&own, &own, [&[], &[], &all[..1], &[]]).unwrap();
        Run::Memory(writer.finish().unwrap())
    }

    type Written = (u32, Vec<(Section, Vec<u8>, u64, Vec<u8>)>, Vec<(String, u32)>);

    fn merged(runs: Vec<Run>, scratch: Option<&Path>) -> Written {
        let (mut chunks, mut common) = (Vec::new(), Commonest::new(2));
        let folds = merge(runs, scratch, &mut common, 0, |section, payload, first, key: &[u8]| {
            chunks.push((section, payload, first, key.to_vec()));
            Ok(())
        });
        (folds.unwrap(), chunks, common.into_terms())
    }

    #[test]
    fn many_runs_in_rounds_give_the_index_of_one_merge() {
        let folder = tempfile::tempdir().unwrap();
        let runs: Vec<Run> = (0..150).map(|n| run(n * 3, 3)).collect();
        let at_once = merged(runs.clone(), None);
        assert_eq!(at_once.0, 151);
        assert_eq!(at_once.2, [("chung".to_owned(), 450)]);
        assert_eq!(merged(runs, Some(folder.path())), at_once);
    }
}
