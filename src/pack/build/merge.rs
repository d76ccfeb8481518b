//! The reduce step: segments in key order become one index.

use super::Segment;
use super::segment::Occurrences;
use crate::bundle::root::Section;
use crate::index::write::{FormOccurrences, IndexWriter, OrderError, SectionChunks, WriteError};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The index and what was counted on the way.
#[derive(Debug)]
pub struct Merged {
    /// Its chunks.
    pub index: BTreeMap<Section, SectionChunks>,
    /// Fold keys in it.
    pub folds: u32,
    /// Articles by fold key in title, lead and body, for keys in two articles and more.
    pub common: Vec<(String, u32)>,
}

/// Merges segments whose articles are numbered one segment after the other.
///
/// # Errors
/// When a segment is not in key order.
pub fn merge(segments: Vec<Segment>) -> Result<Merged, OrderError> {
    let mut index: BTreeMap<Section, SectionChunks> = BTreeMap::new();
    let mut writer = IndexWriter::new(|section, payload, first, first_key: &[u8]| {
        index.entry(section).or_default().push(payload, first, first_key);
        Ok::<(), Infallible>(())
    });
    let mut common = Vec::new();
    let mut sources: Vec<_> = segments.into_iter().map(|s| s.terms.into_iter().peekable()).collect();
    let mut fold: Option<String> = None;
    let mut forms: Vec<(String, Occurrences)> = Vec::new();
    loop {
        let next = sources.iter_mut().filter_map(|s| s.peek().map(|term| term.0.clone())).min();
        if fold.is_some() && next.as_ref().map(|key| &key.0) != fold.as_ref() {
            let key = fold.take().unwrap_or_default();
            flush(&key, &forms, &mut common, |forms| writer.fold(&key, forms)).map_err(order)?;
            forms.clear();
        }
        let Some(key) = next else { break };
        let mut merged = Occurrences::default();
        for source in &mut sources {
            if let Some((_, occurrences)) = source.next_if(|term| term.0 == key) {
                merged.iter_mut().zip(occurrences).for_each(|(all, more)| all.extend(more));
            }
        }
        fold = Some(key.0);
        forms.push((key.1, merged));
    }
    let (folds, _) = writer.finish().map_err(order)?;
    Ok(Merged { index, folds, common })
}

fn order(error: WriteError<Infallible>) -> OrderError {
    match error {
        WriteError::Order(error) => error,
        WriteError::Sink(never) => match never {},
    }
}

fn flush<E>(
    fold: &str,
    forms: &[(String, Occurrences)],
    common: &mut Vec<(String, u32)>,
    write: impl FnOnce(&[FormOccurrences<'_>]) -> Result<(), E>,
) -> Result<(), E> {
    let list: Vec<FormOccurrences<'_>> = forms
        .iter()
        .map(|(exact, fields)| FormOccurrences { exact, fields: std::array::from_fn(|f| fields[f].as_slice()) })
        .collect();
    write(&list)?;
    let mut all: Vec<u32> = forms.iter().flat_map(|(_, fields)| &fields[..3]).flatten().map(|o| o.0).collect();
    all.sort_unstable();
    all.dedup();
    if all.len() > 1 {
        common.push((fold.to_owned(), all.len() as u32));
    }
    Ok(())
}
