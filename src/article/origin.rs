//! Where the date of an article comes from.

use serde::{Deserialize, Serialize};

/// Where the date of an article comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum DateOrigin {
    /// The source's own metadata: a record's field, a page's meta tags, front matter.
    #[default]
    Metadata = 0,
    /// A line of its own that says when it was published, or the dateline that opens a paragraph.
    DateLine = 1,
    /// A full date in the first lines that agrees with what else is known.
    Text = 2,
    /// The crawler's header.
    Header = 3,
    /// The crawler's header, and a day in the first lines that agrees with its month.
    HeaderAndDay = 4,
    /// A day in the first lines whose year nothing tells.
    DayAlone = 5,
    /// The name of its file.
    FileName = 6,
    /// The names of its folders.
    Folder = 7,
    /// What `recto.toml` says of its folder.
    Settings = 8,
    /// The maker's table.
    Table = 9,
    /// The day its file was made, as an archive or a PDF says. It dates no article: it is shown beside "date unknown".
    FileDate = 10,
}

impl DateOrigin {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 11] = [
        Self::Metadata,
        Self::DateLine,
        Self::Text,
        Self::Header,
        Self::HeaderAndDay,
        Self::DayAlone,
        Self::FileName,
        Self::Folder,
        Self::Settings,
        Self::Table,
        Self::FileDate,
    ];

    /// Its name, as tables and answers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::DateLine => "date-line",
            Self::Text => "text",
            Self::Header => "header",
            Self::HeaderAndDay => "header-and-day",
            Self::DayAlone => "day-alone",
            Self::FileName => "file-name",
            Self::Folder => "folder",
            Self::Settings => "settings",
            Self::Table => "table",
            Self::FileDate => "file-date",
        }
    }
}
