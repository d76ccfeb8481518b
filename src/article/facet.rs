//! The fields of an article that results can be filtered by.

use crate::named::named;
use serde::{Deserialize, Serialize};

/// A field that results can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Facet {
    /// Who published it.
    Source,
    /// The publisher's section.
    Category,
    /// The year it was published in.
    Year,
}

named!(Facet { Source = "source", Category = "category", Year = "year" });
