//! The flags of `recto mentions` and their help. It runs nothing.

use crate::cli::site_arg::SiteArg;
use crate::protocol::Kind;
use clap::{Args, ValueEnum};

/// The flags of `recto mentions`.
#[derive(Debug, Args)]
pub struct MentionsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Which kind [default: all].
    #[arg(long, value_enum)]
    pub kind: Option<KindFlag>,
    /// One person, unit, date (`2021` for all of that year) or abbreviation.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Only in articles that a query finds.
    #[arg(long = "where", value_name = "QUERY")]
    pub query: Option<String>,
    /// Lists what is mentioned with how often, instead of every mention.
    #[arg(long, conflicts_with_all = ["name", "query", "csv"])]
    pub names: bool,
    /// Rows of each kind at most [default: all].
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Rows of each kind to skip.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub offset: u32,
    /// Prints one JSON value a line.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Prints a table for spreadsheets.
    #[arg(long)]
    pub csv: bool,
}

/// Values of `--kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindFlag {
    /// People.
    People,
    /// Figures with their units.
    Figures,
    /// Who says what.
    Attributions,
    /// Dates spoken of.
    Dates,
    /// Abbreviations.
    Abbreviations,
}

impl From<KindFlag> for Kind {
    fn from(flag: KindFlag) -> Self {
        match flag {
            KindFlag::People => Self::People,
            KindFlag::Figures => Self::Figures,
            KindFlag::Attributions => Self::Attributions,
            KindFlag::Dates => Self::Dates,
            KindFlag::Abbreviations => Self::Abbreviations,
        }
    }
}
