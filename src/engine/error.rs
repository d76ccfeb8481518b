//! Why a request has no answer.

use crate::bundle::BundleError;

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The bundle is damaged.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// An article number that the corpus does not have.
    #[error("no article number {number}: the corpus has {articles}, numbered from 0")]
    NoArticle {
        /// Asked for.
        number: u32,
        /// In the corpus.
        articles: u32,
    },
    /// A family of wording that the corpus does not have.
    #[error("no family of wording begins with `{label}`")]
    NoFamily {
        /// Asked for.
        label: String,
    },
    /// A comparison of fewer than two articles.
    #[error("a comparison needs two articles or more, {0} given")]
    TooFew(usize),
}
