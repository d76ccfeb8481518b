//! The requests and their answers, each by its name.

use super::articles::{ArticleList, ReadAnswer, ReadRequest};
use super::compare::{CompareAnswer, CompareRequest};
use super::families::{
    Cards, FamiliesAnswer, FamiliesRequest, FamilyAnswer, FamilyRequest, ReprintsAnswer, ReprintsRequest,
};
use super::mentions::{LayerAnswer, LayerRequest, MentionsAnswer, NamesAnswer, NamesRequest};
use super::search::{
    ConcordanceAnswer, ConcordanceRequest, FacetsAnswer, FacetsRequest, OffersAnswer, OffersRequest, SearchAnswer,
    SearchRequest, SuggestRequest, Suggestion,
};
use crate::article::ArticleId;
use crate::bundle::Overview;
use serde::{Deserialize, Serialize};

/// Something asked of a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// What the corpus is.
    Overview,
    /// The articles in date order, newest first, undated last.
    Articles {
        /// Articles to skip.
        offset: u32,
        /// Articles to return at most.
        limit: u32,
    },
    /// Articles that match a query.
    Search(SearchRequest),
    /// What else a query may mean, and why it finds nothing.
    Offers(OffersRequest),
    /// Completions of what is being typed.
    Suggest(SuggestRequest),
    /// Counts by source, category and time.
    Facets(FacetsRequest),
    /// The hits of a query as concordance lines.
    Concordance(ConcordanceRequest),
    /// One article in full, with the hits of a query.
    Read(ReadRequest),
    /// What two or more articles share.
    Compare(CompareRequest),
    /// What every search needs, brought while nobody waits: then a first search takes two trips.
    Prepare,
    /// Everything one article mentions.
    Mentions {
        /// Which.
        article: ArticleId,
    },
    /// The people, units, dates or abbreviations that the corpus mentions.
    Names(NamesRequest),
    /// Where things are mentioned.
    Layer(LayerRequest),
    /// The numbers of articles by their stable ids.
    Find {
        /// Stable ids, in any order.
        ids: Vec<String>,
    },
    /// Wordings that the corpus repeats.
    Families(FamiliesRequest),
    /// One of them.
    Family(FamilyRequest),
    /// Groups of articles that are copies of one another.
    Reprints(ReprintsRequest),
    /// Articles as lists show them.
    Cards {
        /// Which, in any order.
        articles: Vec<ArticleId>,
    },
}

/// The answer to a [`Request`], of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// To [`Request::Overview`].
    Overview(Overview),
    /// To [`Request::Articles`].
    Articles(ArticleList),
    /// To [`Request::Search`].
    Search(SearchAnswer),
    /// To [`Request::Offers`].
    Offers(OffersAnswer),
    /// To [`Request::Suggest`].
    Suggest(Vec<Suggestion>),
    /// To [`Request::Facets`].
    Facets(FacetsAnswer),
    /// To [`Request::Concordance`].
    Concordance(ConcordanceAnswer),
    /// To [`Request::Read`].
    Read(ReadAnswer),
    /// To [`Request::Compare`].
    Compare(CompareAnswer),
    /// To [`Request::Prepare`].
    Prepared,
    /// To [`Request::Mentions`].
    Mentions(MentionsAnswer),
    /// To [`Request::Names`].
    Names(NamesAnswer),
    /// To [`Request::Layer`].
    Layer(LayerAnswer),
    /// To [`Request::Find`]: one entry per id asked, `None` where the corpus has no such article.
    Find(Vec<Option<ArticleId>>),
    /// To [`Request::Families`].
    Families(FamiliesAnswer),
    /// To [`Request::Family`].
    Family(FamilyAnswer),
    /// To [`Request::Reprints`].
    Reprints(ReprintsAnswer),
    /// To [`Request::Cards`], in the order asked for.
    Cards(Cards),
}
