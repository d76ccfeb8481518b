//! The requests and their answers, each by its name. A request knows the type of its answer.

use super::articles::{ArticleList, ArticlesRequest, FindRequest, OverviewRequest, ReadAnswer, ReadRequest};
use super::compare::{AlikeAnswer, AlikeRequest, CompareAnswer, CompareRequest};
use super::concordance::{ConcordanceAnswer, ConcordanceRequest};
use super::families::{
    Cards, CardsRequest, FamiliesAnswer, FamiliesRequest, FamilyAnswer, FamilyRequest, ReprintsAnswer, ReprintsRequest,
    SharedAnswer, SharedRequest,
};
use super::groups::{GroupsAnswer, GroupsRequest};
use super::measure::{
    CollocatesAnswer, CollocatesRequest, KeynessAnswer, KeynessRequest, NodesAnswer, NodesRequest, SpreadAnswer,
    SpreadRequest, WordsAnswer, WordsRequest,
};
use super::mentions::{LayerAnswer, LayerRequest, MentionsAnswer, MentionsRequest, NamesAnswer, NamesRequest};
use super::pairs::{PairsAnswer, PairsRequest};
use super::related::{RelatedAnswer, RelatedRequest};
use super::search::{
    FacetsAnswer, FacetsRequest, OffersAnswer, OffersRequest, PrepareRequest, Prepared, SearchAnswer, SearchRequest,
    SuggestRequest, Suggestion,
};
use super::trace::{TraceAnswer, TraceRequest};
use crate::bundle::{BundleError, Card, Overview};
use serde::{Deserialize, Serialize};

/// A request whose answer has one type, so that no one who asks unpacks a [`Response`].
pub trait Ask: Into<Request> {
    /// What comes back.
    type Answer;

    /// This request, if that is what was asked.
    fn in_request(request: &Request) -> Option<&Self>;

    /// Its answer; `None` for the answer to a request of another name.
    fn answer(response: Response) -> Option<Self::Answer>;

    /// The same, left where it is.
    fn in_response(response: &Response) -> Option<&Self::Answer>;

    /// An answer as it travels.
    fn response(answer: Self::Answer) -> Response;
}

/// Declares requests with the types of their answers. Their order is part of what is posted to the worker.
macro_rules! requests {
    ($($(#[$meta:meta])* $name:ident($request:ty) -> $answer:ty,)+) => {
        /// Something asked of a corpus.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Request {
            $($(#[$meta])* $name($request),)+
        }

        /// The answer to a [`Request`], of the same name.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Response {
            $(#[doc = concat!("To [`Request::", stringify!($name), "`].")] $name($answer),)+
        }

        $(
            impl From<$request> for Request {
                fn from(request: $request) -> Self {
                    Self::$name(request)
                }
            }

            impl Ask for $request {
                type Answer = $answer;

                fn in_request(request: &Request) -> Option<&Self> {
                    if let Request::$name(asked) = request { Some(asked) } else { None }
                }

                fn answer(response: Response) -> Option<$answer> {
                    if let Response::$name(answer) = response { Some(answer) } else { None }
                }

                fn in_response(response: &Response) -> Option<&$answer> {
                    if let Response::$name(answer) = response { Some(answer) } else { None }
                }

                fn response(answer: $answer) -> Response {
                    Response::$name(answer)
                }
            }
        )+
    };
}

requests! {
    /// What the corpus is.
    Overview(OverviewRequest) -> Overview,
    /// The articles in date order, newest first, undated last.
    Articles(ArticlesRequest) -> ArticleList,
    /// Articles that match a query.
    Search(SearchRequest) -> SearchAnswer,
    /// What else a query may mean, and why it finds nothing.
    Offers(OffersRequest) -> OffersAnswer,
    /// Completions of what is being typed.
    Suggest(SuggestRequest) -> Vec<Suggestion>,
    /// Counts by source, category and time.
    Facets(FacetsRequest) -> FacetsAnswer,
    /// The hits of a query as concordance lines.
    Concordance(ConcordanceRequest) -> ConcordanceAnswer,
    /// One article in full, with the hits of a query.
    Read(ReadRequest) -> ReadAnswer,
    /// What two or more articles share.
    Compare(CompareRequest) -> CompareAnswer,
    /// What every search needs, brought while nobody waits: then a first search takes two trips.
    Prepare(PrepareRequest) -> Prepared,
    /// Everything one article mentions.
    Mentions(MentionsRequest) -> MentionsAnswer,
    /// The people, units, dates or abbreviations that the corpus mentions.
    Names(NamesRequest) -> NamesAnswer,
    /// Where things are mentioned.
    Layer(LayerRequest) -> LayerAnswer,
    /// Articles by what people call them: one entry per name asked, `None` where the corpus has no such article.
    Find(FindRequest) -> Vec<Option<Card>>,
    /// Wordings that the corpus repeats.
    Families(FamiliesRequest) -> FamiliesAnswer,
    /// One of them.
    Family(FamilyRequest) -> FamilyAnswer,
    /// Groups of articles that are copies of one another.
    Reprints(ReprintsRequest) -> ReprintsAnswer,
    /// Articles as lists show them, in the order asked for.
    Cards(CardsRequest) -> Cards,
    /// What of an article stands in other articles too.
    Shared(SharedRequest) -> SharedAnswer,
    /// Articles that share much, and other versions of one.
    Alike(AlikeRequest) -> AlikeAnswer,
    /// Which articles share passages with a text of the reader's own.
    Trace(TraceRequest) -> TraceAnswer,
    /// The words of a selection.
    Words(WordsRequest) -> WordsAnswer,
    /// What stands near the hits of a query.
    Collocates(CollocatesRequest) -> CollocatesAnswer,
    /// Which words two selections use more than one another.
    Keyness(KeynessRequest) -> KeynessAnswer,
    /// What stands near the hits of one query and of another.
    Nodes(NodesRequest) -> NodesAnswer,
    /// Where and when queries occur.
    Spread(SpreadRequest) -> SpreadAnswer,
    /// What two groups of articles share, change and drop.
    Groups(GroupsRequest) -> GroupsAnswer,
    /// Which articles, sources or years share most wording, each held against each.
    Pairs(PairsRequest) -> PairsAnswer,
    /// Articles on the topic of another, each with its reasons.
    Related(RelatedRequest) -> RelatedAnswer,
}

/// Why a request has no answer, whatever is brought. It crosses to the page as it is and is said in the page's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// Ids that no article of the corpus has; one at least.
    #[error("no article of the corpus has the id {}", quoted(.0))]
    NoArticle(Vec<String>),
    /// A comparison of fewer than two articles.
    #[error("a comparison needs two articles or more, found {0}")]
    TooFew(u32),
    /// A family of wording that the corpus does not have; how it was asked for to begin.
    #[error("no family of wording begins with `{0}`")]
    NoFamily(String),
    /// The bundle is damaged, or of another version; what is wrong with it.
    #[error("{0}")]
    Bundle(String),
}

impl From<BundleError> for Refusal {
    fn from(error: BundleError) -> Self {
        Self::Bundle(error.to_string())
    }
}

fn quoted(ids: &[String]) -> String {
    ids.iter().map(|id| format!("{id:?}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Ask, OverviewRequest, PrepareRequest, Prepared, Refusal, Request, Response};

    #[test]
    fn a_request_takes_its_own_answer_alone() {
        assert_eq!(Request::from(PrepareRequest), Request::Prepare(PrepareRequest));
        assert_eq!(PrepareRequest::answer(Response::Prepare(Prepared)), Some(Prepared));
        assert_eq!(OverviewRequest::answer(Response::Prepare(Prepared)), None);
        assert_eq!(OverviewRequest::in_response(&Response::Prepare(Prepared)), None);
        assert_eq!(OverviewRequest::in_request(&PrepareRequest.into()), None);
        assert_eq!(PrepareRequest::in_request(&PrepareRequest.into()), Some(&PrepareRequest));
    }

    #[test]
    fn a_refusal_names_what_is_not_there() {
        let refusal = Refusal::NoArticle(vec!["a.txt".into(), "b\n".into()]);
        assert_eq!(refusal.to_string(), "no article of the corpus has the id \"a.txt\", \"b\\n\"");
    }
}
