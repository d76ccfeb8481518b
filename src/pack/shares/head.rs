//! What a share says before its articles: who made it and how, from which files, what reading told, and where each article
//! lies. Bytes in and out; it opens no file.

use crate::bundle::BundleError;
use crate::bundle::chunk::sha256;
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::group::{read_date, write_date};
use crate::pack::content::ContentDigest;
use crate::pack::input::{Drafted, Drafts, Found, Renamed, Skipped};
use crate::pack::input::{read_skipped, read_told, write_skipped, write_told};
use crate::pack::store::Place;

const WHAT: &str = "head of a share";
/// Bytes of one file, renamed file or article at least.
const LEAST_BYTES: usize = 2;

/// What a share says before its articles.
#[derive(Debug)]
pub struct Head {
    /// The version of the program that made it.
    pub program: String,
    /// What it was made with.
    pub made: Made,
    /// The inputs it is of.
    pub inputs: Inputs,
    /// What finding the files told, in the share that has the first of them.
    pub found: Option<FoundBeside>,
    /// Its files with their numbers among all files of the inputs, in that order.
    pub files: Vec<(u32, Found)>,
    /// Its articles, of which the places count from the first article's byte, and what reading told, by these numbers.
    pub drafts: Drafts,
}

/// The options that show in what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// `--encoding`, or nothing.
    pub encoding: String,
    /// The most that one text may have.
    pub text_bytes: u64,
    /// The text of `recto.toml`.
    pub settings: String,
}

/// The inputs of a division into shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// As they were named.
    pub names: Vec<String>,
    /// The corpus's name when nobody says another.
    pub title: String,
    /// How many files they have.
    pub files: u32,
    /// Of the ids of these, in order.
    pub listing: [u8; 32],
}

/// What finding the files told.
#[derive(Debug, Default)]
pub struct FoundBeside {
    /// Files that are not read, in order.
    pub skipped: Vec<Skipped>,
    /// Hidden ones.
    pub hidden: u64,
    /// Files whose id was taken, in order.
    pub renamed: Vec<Renamed>,
    /// The maker's list of words: its path and its bytes.
    pub lexicon: Option<(String, Vec<u8>)>,
}

/// The digest of all files of some inputs.
pub fn listing_of<'f>(ids: impl Iterator<Item = &'f str>) -> [u8; 32] {
    let mut out = Writer::new();
    ids.for_each(|id| out.text(id));
    sha256(&out.into_bytes())
}

/// Writes the head.
pub fn write_head(head: &Head) -> Vec<u8> {
    let mut out = Writer::new();
    out.text(&head.program);
    out.text(&head.made.encoding);
    out.varint(head.made.text_bytes);
    out.text(&head.made.settings);
    out.varint(head.inputs.names.len() as u64);
    head.inputs.names.iter().for_each(|name| out.text(name));
    out.text(&head.inputs.title);
    out.varint(u64::from(head.inputs.files));
    out.raw(&head.inputs.listing);
    out.byte(head.found.is_some().into());
    if let Some(found) = &head.found {
        write_found(&mut out, found);
    }
    out.varint(head.files.len() as u64);
    for (number, file) in &head.files {
        out.varint(u64::from(*number));
        out.text(&file.id);
        out.text(&file.path.to_string_lossy());
    }
    write_told(&mut out, &head.drafts);
    out.varint(head.drafts.articles.len() as u64);
    for drafted in &head.drafts.articles {
        out.varint(drafted.file as u64);
        out.text(&drafted.id);
        out.byte(drafted.date.is_some().into());
        drafted.date.iter().for_each(|date| write_date(&mut out, date));
        out.varint(u64::from(drafted.text_bytes));
        out.raw(&drafted.text.0);
        out.varint(u64::from(drafted.place.head_bytes()));
        out.varint(u64::from(drafted.place.bytes()));
    }
    out.into_bytes()
}

/// Reads a head. Its articles lie in the file with this number, from byte `start` on, in so many bytes.
///
/// # Errors
/// When the bytes are something else, or what they say does not fit together.
pub fn read_head(bytes: &[u8], number: u32, start: u64, articles_bytes: u64) -> Result<Head, BundleError> {
    let mut reader = Reader::new(bytes);
    let reader = &mut reader;
    let program = reader.text(WHAT)?.to_owned();
    let encoding = reader.text(WHAT)?.to_owned();
    let made = Made { encoding, text_bytes: reader.varint(WHAT)?, settings: reader.text(WHAT)?.to_owned() };
    let names = (0..reader.count(1, WHAT)?).map(|_| Ok(reader.text(WHAT)?.to_owned())).collect::<Result<_, _>>()?;
    let title = reader.text(WHAT)?.to_owned();
    let mut inputs = Inputs { names, title, files: reader.varint32(WHAT)?, listing: [0; 32] };
    inputs.listing.copy_from_slice(reader.raw(32, WHAT)?);
    let found = match reader.byte(WHAT)? {
        0 => None,
        _ => Some(read_found(reader)?),
    };
    let mut files: Vec<(u32, Found)> = Vec::new();
    for _ in 0..reader.count(LEAST_BYTES, WHAT)? {
        let at = reader.at();
        let file = reader.varint32(WHAT)?;
        let is_next = files.last().is_none_or(|(last, _)| *last < file) && file < inputs.files;
        if !is_next {
            return Err(BundleError::Invalid { what: "number of a file", at });
        }
        files.push((file, Found { id: reader.text(WHAT)?.to_owned(), path: reader.text(WHAT)?.into() }));
    }
    let mut drafts = read_told(reader)?;
    drafts.articles = read_articles(reader, (number, start, articles_bytes))?;
    reader.end(WHAT)?;
    let has = |file: usize| files.binary_search_by_key(&file, |(number, _)| *number as usize).is_ok();
    let told = drafts.skipped.iter().map(|(file, _)| *file).chain(drafts.decoded.iter().map(|(file, _)| *file));
    let told = told.chain(drafts.notes.iter().chain(&drafts.notices).map(|(file, _)| *file));
    if !told.chain(drafts.articles.iter().map(|drafted| drafted.file)).all(has) {
        return Err(BundleError::Invalid { what: "file of an article", at: reader.at() });
    }
    Ok(Head { program, made, inputs, found, files, drafts })
}

fn read_articles(
    reader: &mut Reader<'_>,
    (number, mut start, articles_bytes): (u32, u64, u64),
) -> Result<Vec<Drafted>, BundleError> {
    let end = start.saturating_add(articles_bytes);
    let mut articles = Vec::new();
    for _ in 0..reader.count(LEAST_BYTES, WHAT)? {
        let file = reader.varint32(WHAT)? as usize;
        let id = reader.text(WHAT)?.to_owned();
        let date = match reader.byte(WHAT)? {
            0 => None,
            _ => Some(read_date(reader)?),
        };
        let text_bytes = reader.varint32(WHAT)?;
        let mut text = ContentDigest::default();
        text.0.copy_from_slice(reader.raw(8, WHAT)?);
        let at = reader.at();
        let (head_bytes, bytes) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?);
        let next = start + u64::from(bytes);
        if head_bytes > bytes || text_bytes > bytes || next > end {
            return Err(BundleError::Invalid { what: "place of an article", at });
        }
        articles.push(Drafted {
            id,
            date,
            text_bytes,
            text,
            place: Place::new(number, start, head_bytes, bytes),
            file,
        });
        start = next;
    }
    if start != end {
        return Err(BundleError::Invalid { what: "bytes of the articles", at: reader.at() });
    }
    Ok(articles)
}

fn write_found(out: &mut Writer, found: &FoundBeside) {
    out.varint(found.skipped.len() as u64);
    found.skipped.iter().for_each(|skipped| write_skipped(out, skipped));
    out.varint(found.hidden);
    out.varint(found.renamed.len() as u64);
    for renamed in &found.renamed {
        [&renamed.path, &renamed.wanted, &renamed.id].into_iter().for_each(|text| out.text(text));
    }
    out.byte(found.lexicon.is_some().into());
    if let Some((path, bytes)) = &found.lexicon {
        out.text(path);
        out.bytes(bytes);
    }
}

fn read_found(reader: &mut Reader<'_>) -> Result<FoundBeside, BundleError> {
    let mut found = FoundBeside::default();
    for _ in 0..reader.count(LEAST_BYTES, WHAT)? {
        found.skipped.push(read_skipped(reader)?);
    }
    found.hidden = reader.varint(WHAT)?;
    for _ in 0..reader.count(LEAST_BYTES, WHAT)? {
        let mut text = || Ok::<_, BundleError>(reader.text(WHAT)?.to_owned());
        found.renamed.push(Renamed { path: text()?, wanted: text()?, id: text()? });
    }
    if reader.byte(WHAT)? != 0 {
        found.lexicon = Some((reader.text(WHAT)?.to_owned(), reader.bytes(WHAT)?.to_vec()));
    }
    Ok(found)
}
