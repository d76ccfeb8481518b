//! An article as the other modules hold it: its text, its blocks with their roles, and what is known of it.
//!
//! How it is found out is for the modules beside this one.

use super::date::Date;
use super::gloss::Glosses;
use super::origin::DateOrigin;
use serde::{Deserialize, Serialize};

/// Dense number of an article inside one bundle, in date order. Not stable across packs: links use the article's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub u32);

/// What a block of an article is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Role {
    /// The crawler's header (`date 2021-01`).
    Header = 0,
    /// The headline.
    Title = 1,
    /// A line that says when and where.
    Dateline = 2,
    /// The opening paragraph that sums the story up.
    Lead = 3,
    /// A paragraph of the story.
    Body = 4,
    /// A heading inside the story.
    Subheading = 5,
    /// The words under a picture.
    Caption = 6,
    /// Who wrote or supplied it.
    Credit = 7,
    /// Teasers of other stories, with their heading.
    Related = 8,
    /// Share buttons and other left-overs.
    Residue = 9,
    /// A note of the author's: at the foot, at the end or in the margin. It stands after the text.
    Note = 10,
    /// What others wrote to the text, and readings it has set aside: comments in a manuscript, misprints an edition
    /// corrects. It stands after the text.
    Remark = 11,
}

/// The part of the index a block's tokens go to. Postings are kept apart by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Field {
    /// Titles.
    Title = 0,
    /// Leads.
    Lead = 1,
    /// The story itself, its captions, subheadings, credits, datelines and notes.
    Body = 2,
    /// What is left out of search by default: headers, related blocks, residue, remarks, and the second copy of a doubled
    /// block.
    Aside = 3,
}

/// A paragraph-sized part of an article, as a half-open byte range in its stored text. Where the paragraph was wrapped it
/// has line breaks in it, which are white space like any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is for.
    pub role: Role,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Repeats an earlier block of the same article (a caption given twice, a related title given twice).
    pub repeats: bool,
}

impl Block {
    /// Where its tokens are indexed.
    pub fn field(&self) -> Field {
        match self.role {
            _ if self.repeats => Field::Aside,
            Role::Title => Field::Title,
            Role::Lead => Field::Lead,
            Role::Dateline | Role::Body | Role::Subheading | Role::Caption | Role::Credit | Role::Note => Field::Body,
            Role::Header | Role::Related | Role::Residue | Role::Remark => Field::Aside,
        }
    }

    /// Its text, cut from the article's stored text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// One source text with everything known about it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Article {
    /// Stable id: the file's path below the input with `/` separators, or the record's own id.
    pub id: String,
    /// The text, byte for byte as read after decoding. Blocks and offsets point into it.
    pub text: String,
    /// In order, without overlap; white space between blocks belongs to none.
    pub blocks: Vec<Block>,
    /// The headline; for an article without one, its first sentence, and where it has none its id (see `untitled`).
    pub title: String,
    /// The title is the first sentence, not a headline.
    pub untitled: bool,
    /// When it was published, as far as the text tells.
    pub date: Option<Date>,
    /// Where the date comes from; of no meaning without one.
    pub date_origin: DateOrigin,
    /// When its file was made, where nothing tells when it was published: it stands beside "date unknown" and dates nothing.
    pub file_date: Option<Date>,
    /// Who published it, in the form of [`crate::text::facet_value`].
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The publisher's section it stood in, in the same form.
    pub category: Option<String>,
    /// Who wrote it, as its source says.
    pub author: Option<String>,
    /// Full names of the people it mentions, in order of first mention; empty until [`crate::mentions::mentions`] looked.
    pub people: Vec<String>,
    /// Lemmas and word classes, where its source tells those of its words.
    pub glosses: Glosses,
}
