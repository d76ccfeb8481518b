//! The sections of a bundle, and the numbers of their chunks. What lies in a section is for its own module to say.

use super::chunk::ChunkId;

/// The sections of a bundle. A reader skips none and refuses a kind it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Section {
    /// Directory entries of the other sections, where they do not fit the root.
    Directory = 0,
    /// `fst` maps from fold key to ordinal; `first` is the first ordinal, `first_key` the first fold key.
    Terms = 1,
    /// For each fold key its exact forms, frequencies and where their postings are; `first`, `first_key` as in `Terms`.
    Entries = 2,
    /// Postings lists too long to stand in an entry, end to end over all chunks: `first` is the byte of the section that
    /// the chunk starts with, `first_key` tells whose lists those are ([`crate::index::key`]).
    Postings = 3,
    /// Positions lists, likewise.
    Positions = 4,
    /// Articles with their text; `first` is the first article.
    Groups = 5,
    /// The lengths of articles, which every search needs; `first` is the first article.
    Columns = 6,
    /// The overview.
    Overview = 7,
    /// Hashes of article ids to article numbers; `first` is the first hash.
    Ids = 8,
    /// The commonest fold keys with their document frequency, for rarity.
    Common = 9,
    /// The dates of articles, as runs.
    Dates = 10,
    /// The values of facets with their articles, a dictionary each.
    Values = 11,
    /// A code for each article and facet; `first` is the facet's place shifted left by 32, plus the first article.
    Codes = 12,
    /// The dictionary of the texts' word codes; empty for a small corpus.
    Words = 13,
    /// Words that are used alike; `first_key` is the key of the first row. See [`super::related_words`].
    RelatedWords = 14,
    /// What each article mentions, of several groups together; `first` is the first article. See [`super::mentions`].
    Mentions = 15,
    /// The articles that mention a thing; `first_key` is the kind's number and the first row's key.
    Names = 16,
    /// The things most mentioned; `first` is the kind shifted left by 32, plus the first row's rank.
    Leaders = 17,
    /// The wordings and places of families; `first` is the number of its first record. See [`super::families`].
    Families = 18,
    /// Families as lists show them, best first; `first` is the list shifted left by 32, plus the rank of its first row.
    FamilyRows = 19,
    /// Groups of articles that are copies of one another. See [`super::reprints`].
    Reprints = 20,
    /// Where wording that others share stands in each article; `first` is the first article. See [`super::shared`].
    Shared = 21,
    /// Where a family is listed, by the hash of its key; `first` is the first hash.
    FamilyKeys = 22,
}

/// All sections, in the order of their numbers.
pub const SECTIONS: [Section; 23] = [
    Section::Directory,
    Section::Terms,
    Section::Entries,
    Section::Postings,
    Section::Positions,
    Section::Groups,
    Section::Columns,
    Section::Overview,
    Section::Ids,
    Section::Common,
    Section::Dates,
    Section::Values,
    Section::Codes,
    Section::Words,
    Section::RelatedWords,
    Section::Mentions,
    Section::Names,
    Section::Leaders,
    Section::Families,
    Section::FamilyRows,
    Section::Reprints,
    Section::Shared,
    Section::FamilyKeys,
];

impl Section {
    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Terms => "terms",
            Self::Entries => "entries",
            Self::Postings => "postings",
            Self::Positions => "positions",
            Self::Groups => "groups",
            Self::Columns => "columns",
            Self::Overview => "overview",
            Self::Ids => "ids",
            Self::Common => "common",
            Self::Dates => "dates",
            Self::Values => "values",
            Self::Codes => "codes",
            Self::Words => "words",
            Self::RelatedWords => "related_words",
            Self::Mentions => "mentions",
            Self::Names => "names",
            Self::Leaders => "leaders",
            Self::Families => "families",
            Self::FamilyRows => "family_rows",
            Self::Reprints => "reprints",
            Self::Shared => "shared",
            Self::FamilyKeys => "family_keys",
        }
    }

    /// The number of the chunk at `place` in this section.
    pub fn chunk(self, place: usize) -> ChunkId {
        ChunkId((self as u32) << 24 | place as u32 & 0x00ff_ffff)
    }

    /// The section and place of a chunk number; `None` for a section that does not exist.
    pub fn of(id: ChunkId) -> Option<(Self, usize)> {
        Some((*SECTIONS.get((id.0 >> 24) as usize)?, (id.0 & 0x00ff_ffff) as usize))
    }
}
