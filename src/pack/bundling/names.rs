//! The layers while packing: names of a share as a run, runs merged into the table of names and its leaders. It finds no
//! mention itself: [`crate::mentions`] does.

use super::error::BuildError;
use super::run::{Occurrences, RunHead, RunWriter};
use crate::bundle::mentions::{Leader, NameRow, write_leaders, write_names};
use crate::bundle::root::Section;
use crate::mentions::{KINDS, Kind, Mentions, common_expansion};
use crate::text::exact_key;
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::io::Write;

/// Parts a key from its expansion in a run; no key holds it.
const EXPANDS: char = '\u{1}';
/// What a chunk of names holds, before it is deflated.
const CHUNK_BYTES: usize = 24 * 1024;
/// Leaders of a kind; the rest is found by name.
const LEADERS: usize = 2048;
const LEADERS_PER_CHUNK: usize = 512;
/// Leaders kept while merging, for each that is written.
const SLACK: usize = 4;

/// The names of a share: for each, the articles with their mentions, ascending.
#[derive(Debug, Default)]
pub struct Names {
    lists: HashMap<String, Vec<(u32, u32)>>,
}

impl Names {
    /// Adds what the next article mentions.
    pub fn add(&mut self, article: u32, found: &Mentions) {
        for mention in &found.mentions {
            self.count(NameRow::order_key(mention.kind, ""), article);
            if !mention.key.is_empty() {
                self.count(NameRow::order_key(mention.kind, &mention.key), article);
            }
        }
        for (short, long) in &found.expansions {
            let long_key = exact_key(long);
            self.count(format!("{}{EXPANDS}{long_key}", NameRow::order_key(Kind::Abbreviations, short)), article);
            self.count(format!("{}{EXPANDS}{short}", NameRow::order_key(Kind::LongForms, &long_key)), article);
        }
    }

    fn count(&mut self, key: String, article: u32) {
        let list = self.lists.entry(key).or_default();
        match list.last_mut().filter(|last| last.0 == article) {
            Some(last) => last.1 += 1,
            None => list.push((article, 1)),
        }
    }

    /// Writes the names as a run: a term each, whose only position in an article is the number of its mentions.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write<W: Write>(self, out: W, head: &RunHead) -> std::io::Result<W> {
        let mut lists: Vec<(String, Vec<(u32, u32)>)> = self.lists.into_iter().collect();
        lists.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut writer = RunWriter::new(out, head)?;
        for (key, list) in &lists {
            writer.term(key, key, [list, &[], &[], &[]])?;
        }
        writer.finish()
    }
}

/// Takes the merged names in order, and hands out chunks.
pub struct NamesWriter<S> {
    sink: S,
    rows: Vec<NameRow>,
    held_bytes: usize,
    row: Option<NameRow>,
    leaders: [Vec<Leader>; KINDS.len()],
    /// Months and years that are being counted, each with its articles and mentions.
    open: Vec<(String, Vec<u32>, u64)>,
    /// Long forms of common abbreviations that no text spells out, by key.
    common: BTreeMap<String, Vec<String>>,
}

impl<S> NamesWriter<S>
where
    S: FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), BuildError>,
{
    /// Begins a table whose chunks go to the sink.
    pub fn new(sink: S) -> Self {
        Self {
            sink,
            rows: Vec::new(),
            held_bytes: 0,
            row: None,
            leaders: Default::default(),
            open: Vec::new(),
            common: BTreeMap::new(),
        }
    }

    /// Takes the next name of the merged runs.
    ///
    /// # Errors
    /// When a chunk cannot be kept.
    pub fn term(&mut self, key: &str, fields: &mut Occurrences) -> Result<(), BuildError> {
        let mut letters = key.chars();
        let Some(&kind) = letters.next().and_then(|kind| KINDS.get(kind as usize)) else { return Ok(()) };
        let (key, expansion) = match letters.as_str().split_once(EXPANDS) {
            Some((key, expansion)) => (key, Some(expansion)),
            None => (letters.as_str(), None),
        };
        if self.row.as_ref().is_none_or(|row| row.kind != kind || row.key != key) {
            self.flush_row()?;
            self.row = Some(NameRow { kind, key: key.to_owned(), expansions: Vec::new(), articles: Vec::new() });
        }
        let Some(row) = &mut self.row else { return Ok(()) };
        match expansion {
            Some(expansion) => row.expansions.push((expansion.to_owned(), fields[0].len() as u32)),
            None => row.articles = std::mem::take(&mut fields[0]),
        }
        Ok(())
    }

    fn flush_row(&mut self) -> Result<(), BuildError> {
        let Some(mut row) = self.row.take() else { return Ok(()) };
        row.expansions.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let unexplained = row.kind == Kind::Abbreviations && row.expansions.is_empty();
        if let Some(long) = common_expansion(&row.key).filter(|_| unexplained).map(exact_key) {
            self.common.entry(long.clone()).or_default().push(row.key.clone());
            row.expansions.push((long, 0));
        }
        if row.kind == Kind::LongForms {
            self.common_before(Some(&row.key))?;
            let common = self.common.remove(&row.key).unwrap_or_default();
            row.expansions.extend(common.into_iter().map(|short| (short, 0)));
        }
        self.lead(&row);
        self.push(row)
    }

    /// Writes the rows of common long forms that come before a key.
    fn common_before(&mut self, key: Option<&str>) -> Result<(), BuildError> {
        while let Some(entry) = self.common.first_entry() {
            if key.is_some_and(|key| entry.key().as_str() >= key) {
                break;
            }
            let (key, shorts) = entry.remove_entry();
            let expansions = shorts.into_iter().map(|short| (short, 0)).collect();
            self.push(NameRow { kind: Kind::LongForms, key, expansions, articles: Vec::new() })?;
        }
        Ok(())
    }

    fn push(&mut self, row: NameRow) -> Result<(), BuildError> {
        self.held_bytes += row.key.len() + 8 + row.articles.len() * 3;
        self.held_bytes += row.expansions.iter().map(|(text, _)| text.len() + 2).sum::<usize>();
        self.rows.push(row);
        if self.held_bytes >= CHUNK_BYTES { self.flush_chunk() } else { Ok(()) }
    }

    fn flush_chunk(&mut self) -> Result<(), BuildError> {
        let Some(first) = self.rows.first() else { return Ok(()) };
        let first_key = NameRow::order_key(first.kind, &first.key);
        let payload = write_names(&self.rows);
        self.rows.clear();
        self.held_bytes = 0;
        (self.sink)(Section::Names, payload, 0, first_key.as_bytes())
    }

    fn lead(&mut self, row: &NameRow) {
        if row.key.is_empty() || row.articles.is_empty() || row.kind == Kind::LongForms {
            return;
        }
        if row.kind == Kind::Dates {
            return self.count_periods(row);
        }
        let leaders = &mut self.leaders[row.kind as usize];
        leaders.push(Leader { key: row.key.clone(), articles: row.articles.len() as u32, hits: row.hits() });
        if leaders.len() >= LEADERS * SLACK {
            prune(leaders);
        }
    }

    /// Counts a date for its year and its month; dates come in order.
    fn count_periods(&mut self, row: &NameRow) {
        let year = if row.key.starts_with("--") { "" } else { row.key.get(..4).unwrap_or("") };
        let month = if row.key.starts_with("--") { row.key.get(..4) } else { row.key.get(..7) }.unwrap_or("");
        self.close_periods(|open| open == year || open == month);
        for period in [year, month].into_iter().filter(|period| !period.is_empty()) {
            let at = self.open.iter().position(|(open, ..)| open == period).unwrap_or_else(|| {
                self.open.push((period.to_owned(), Vec::new(), 0));
                self.open.len() - 1
            });
            let (_, articles, hits) = &mut self.open[at];
            articles.extend(row.articles.iter().map(|entry| entry.0));
            *hits += row.hits();
        }
    }

    fn close_periods(&mut self, stays: impl Fn(&str) -> bool) {
        for (key, mut articles, hits) in std::mem::take(&mut self.open) {
            if stays(&key) {
                self.open.push((key, articles, hits));
                continue;
            }
            articles.sort_unstable();
            articles.dedup();
            self.leaders[Kind::Dates as usize].push(Leader { key, articles: articles.len() as u32, hits });
        }
    }

    /// Writes what is left, and the leaders.
    ///
    /// # Errors
    /// When a chunk cannot be kept.
    pub fn finish(mut self) -> Result<(), BuildError> {
        self.flush_row()?;
        self.common_before(None)?;
        self.flush_chunk()?;
        self.close_periods(|_| false);
        for (kind, mut leaders) in KINDS.into_iter().zip(std::mem::take(&mut self.leaders)) {
            if kind == Kind::Dates {
                leaders.sort_by(|a, b| a.key.cmp(&b.key));
            } else {
                prune(&mut leaders);
            }
            for (part, rows) in leaders.chunks(LEADERS_PER_CHUNK).enumerate() {
                let first = (kind as u64) << 32 | (part * LEADERS_PER_CHUNK) as u64;
                (self.sink)(Section::Leaders, write_leaders(rows), first, &[])?;
            }
        }
        Ok(())
    }
}

fn prune(leaders: &mut Vec<Leader>) {
    leaders.sort_by(|a, b| b.articles.cmp(&a.articles).then(b.hits.cmp(&a.hits)).then(a.key.cmp(&b.key)));
    leaders.truncate(LEADERS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::mentions::{read_leaders, read_names};

    /// A kind, a key, perhaps an expansion, and the articles with their mentions.
    type Given<'g> = (Kind, &'g str, Option<&'g str>, &'g [(u32, u32)]);

    fn written(names: &[Given<'_>]) -> (Vec<NameRow>, Vec<(u64, Leader)>) {
        let (mut rows, mut leaders) = (Vec::new(), Vec::new());
        let mut writer = NamesWriter::new(|section, payload: Vec<u8>, first, _: &[u8]| {
            match section {
                Section::Names => rows.extend(read_names(&payload, 100).unwrap()),
                _ => leaders.extend((first..).zip(read_leaders(&payload).unwrap())),
            }
            Ok(())
        });
        for (kind, key, expansion, list) in names {
            let key = NameRow::order_key(*kind, key);
            let key = expansion.map_or(key.clone(), |expansion| format!("{key}{EXPANDS}{expansion}"));
            writer.term(&key, &mut [list.to_vec(), vec![], vec![], vec![]]).unwrap();
        }
        writer.finish().unwrap();
        (rows, leaders)
    }

    #[test]
    fn months_and_years_are_counted_once_an_article() {
        let (_, leaders) = written(&[
            (Kind::Dates, "", None, &[(1, 4), (2, 1)]),
            (Kind::Dates, "--03-05", None, &[(9, 1)]),
            (Kind::Dates, "2021", None, &[(1, 1)]),
            (Kind::Dates, "2021-03-05", None, &[(1, 2)]),
            (Kind::Dates, "2021-03-06", None, &[(1, 1), (2, 1)]),
        ]);
        let leaders: Vec<_> = leaders.iter().map(|(_, l)| (l.key.as_str(), l.articles, l.hits)).collect();
        assert_eq!(leaders, [("--03", 1, 1), ("2021", 2, 5), ("2021-03", 2, 4)]);
    }

    #[test]
    fn abbreviations_have_long_forms_from_texts_or_from_the_list() {
        let (rows, leaders) = written(&[
            (Kind::Abbreviations, "", None, &[(1, 3)]),
            (Kind::Abbreviations, "ANTT", None, &[(1, 2)]),
            (Kind::Abbreviations, "HĐND", None, &[(1, 1)]),
            (Kind::Abbreviations, "HĐND", Some("hội đồng nhân dân"), &[(1, 1), (2, 1)]),
            (Kind::LongForms, "hội đồng nhân dân", Some("HĐND"), &[(1, 1), (2, 1)]),
        ]);
        let found: Vec<_> = rows.iter().map(|r| (r.kind, r.key.as_str(), r.expansions.clone())).collect();
        let one = |text: &str, articles| vec![(text.to_owned(), articles)];
        assert_eq!(
            found,
            [
                (Kind::Abbreviations, "", vec![]),
                (Kind::Abbreviations, "ANTT", one("an ninh trật tự", 0)),
                (Kind::Abbreviations, "HĐND", one("hội đồng nhân dân", 2)),
                (Kind::LongForms, "an ninh trật tự", one("ANTT", 0)),
                (Kind::LongForms, "hội đồng nhân dân", one("HĐND", 2)),
            ]
        );
        let first = (Kind::Abbreviations as u64) << 32;
        assert_eq!(
            leaders.iter().map(|(at, l)| (*at, l.key.as_str())).collect::<Vec<_>>(),
            [(first, "ANTT"), (first + 1, "HĐND")]
        );
    }
}
