//! Chunks as the engine keeps them: decoded by what their sections hold. It keeps and fetches none.

use crate::bundle::Root;
use crate::bundle::chunk::Entry;
use crate::bundle::codec::Reader;
use crate::bundle::columns::values::{Dictionary, read_codes, read_dictionary};
use crate::bundle::columns::{dates::Dates, read_lengths};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::families::{FamilyRecord, FamilyRow, Listed, read_keys, read_records, read_rows};
use crate::bundle::frequent_terms::{FrequentTerms, read_frequent_terms};
use crate::bundle::group::{StoredArticle, inflate_within, read_group};
use crate::bundle::ids::{Ids, read_ids};
use crate::bundle::mentions::{Leader, NameRow, read_leaders, read_mentions, read_names};
use crate::bundle::overview::read_overview;
use crate::bundle::related_words::{RelatedRow, read_related_words};
use crate::bundle::reprints::{ReprintRow, read_reprints};
use crate::bundle::root::{Section, read_entries};
use crate::bundle::shared::{SharedPlace, read_shared};
use crate::bundle::text_codes::Words;
use crate::index::entry::Entries;
use crate::index::terms::Terms;
use crate::mentions::Mention;
use crate::protocol::Overview;

/// What a block of terms or of entries inflates to, at most: a packed one has some 8 KB and the entry of one fold key.
const INDEX_CHUNK_LIMIT_BYTES: usize = 1 << 20;

/// A chunk, decoded.
#[derive(Debug)]
pub(super) enum Decoded {
    Directory(Vec<Entry>),
    Terms(Terms),
    Entries(Entries),
    Lists(Vec<u8>),
    Group(Vec<StoredArticle>),
    Lengths(Vec<u8>),
    Dates(Dates),
    Values(Dictionary),
    Codes(Vec<u32>),
    Overview(Box<Overview>),
    Ids(Ids),
    Common(FrequentTerms),
    Mentions(Vec<Vec<Mention>>),
    Names(Vec<NameRow>),
    Leaders(Vec<Leader>),
    Families(Vec<FamilyRecord>),
    FamilyRows(Vec<FamilyRow>),
    FamilyKeys(Vec<Listed>),
    Reprints(Vec<ReprintRow>),
    Shared(Vec<SharedPlace>),
    RelatedWords(Vec<RelatedRow>),
}

impl Decoded {
    /// What it takes beside its payload, about.
    pub(super) fn more_bytes(&self) -> usize {
        match self {
            Self::Group(articles) => {
                articles.iter().map(|a| a.article.text.len() + 512 + a.article.glosses.words.len() * 12).sum()
            }
            Self::Directory(entries) => entries.len() * 64,
            Self::Ids(ids) => ids.len() * 8,
            Self::Lengths(lengths) => lengths.len(),
            Self::Entries(entries) => entries.payload().len(),
            Self::Terms(terms) => terms.size_bytes(),
            Self::Mentions(articles) => {
                articles.iter().flatten().map(|mention| size_of::<Mention>() + mention.key.len()).sum()
            }
            Self::Names(rows) => rows.iter().map(NameRow::size_bytes).sum(),
            Self::Leaders(leaders) => leaders.iter().map(|leader| size_of::<Leader>() + leader.key.len()).sum(),
            Self::Codes(codes) => codes.len() * 4,
            Self::Families(records) => records.iter().map(FamilyRecord::size_bytes).sum(),
            Self::FamilyRows(rows) => rows.iter().map(FamilyRow::size_bytes).sum(),
            Self::FamilyKeys(keys) => size_of_val(keys.as_slice()),
            Self::Reprints(rows) => size_of_val(rows.as_slice()),
            Self::Shared(places) => size_of_val(places.as_slice()),
            Self::RelatedWords(rows) => rows.iter().map(RelatedRow::size_bytes).sum(),
            _ => 0,
        }
    }
}

/// Whether what a section holds is decoded with the dictionary of the texts.
pub(super) fn is_of_words(section: Section) -> bool {
    matches!(section, Section::Groups | Section::Families | Section::FamilyRows)
}

/// Decodes a chunk that was checked; what has texts needs the dictionary of these.
///
/// # Errors
/// When it is not what its section holds.
pub(super) fn decode(root: &Root, section: Section, payload: Vec<u8>, words: Option<&Words>) -> Result<Decoded> {
    let none = Words::default();
    let words = words.unwrap_or(&none);
    Ok(match section {
        Section::Directory => {
            let mut reader = Reader::new(&payload);
            reader.byte("directory page")?;
            let entries = read_entries(&mut reader)?;
            reader.end("directory page")?;
            Decoded::Directory(entries)
        }
        Section::Terms => {
            Decoded::Terms(Terms::open(inflate_within(&payload, INDEX_CHUNK_LIMIT_BYTES, "block of terms")?)?)
        }
        Section::Entries => {
            Decoded::Entries(Entries::open(inflate_within(&payload, INDEX_CHUNK_LIMIT_BYTES, "term entries")?)?)
        }
        Section::Postings | Section::Positions => Decoded::Lists(payload),
        Section::Groups => Decoded::Group(read_group(&payload, words)?),
        Section::Columns => Decoded::Lengths(read_lengths(&payload)?),
        Section::Dates => Decoded::Dates(Dates::read(&payload, root.counts.dated)?),
        Section::Values => Decoded::Values(read_dictionary(&payload)?),
        Section::Codes => Decoded::Codes(read_codes(&payload)?),
        Section::Overview => Decoded::Overview(Box::new(read_overview(&payload)?)),
        Section::Ids => Decoded::Ids(read_ids(&payload)?),
        Section::Common => Decoded::Common(read_frequent_terms(&payload)?),
        // It is not held with the others: see `Cache::supply`.
        Section::Words => return Err(BundleError::UnknownChunk(Section::Words.chunk(0).0)),
        Section::Mentions => Decoded::Mentions(read_mentions(&payload)?),
        Section::Names => Decoded::Names(read_names(&payload, root.counts.articles)?),
        Section::Leaders => Decoded::Leaders(read_leaders(&payload)?),
        Section::Families => Decoded::Families(read_records(&payload, words)?),
        Section::FamilyRows => Decoded::FamilyRows(read_rows(&payload, root.counts.articles, words)?),
        Section::FamilyKeys => Decoded::FamilyKeys(read_keys(&payload)?),
        Section::Reprints => Decoded::Reprints(read_reprints(&payload, root.counts.articles)?),
        Section::Shared => Decoded::Shared(read_shared(&payload, root.counts.articles)?),
        Section::RelatedWords => Decoded::RelatedWords(read_related_words(&payload, root.counts.articles)?),
    })
}
