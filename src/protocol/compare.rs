//! Comparisons, asked and answered.

use super::articles::FullArticle;
use crate::article::ArticleId;
use crate::bundle::Card;
use crate::compare::{Edit, Fact, Kind, Layer, LeftOut, Own, Unlike};
use crate::named::named;
use crate::query::spec::BlocksMode;
use serde::{Deserialize, Serialize};

/// Asks for a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareRequest {
    /// The ids of two or more; one is enough beside a text of the reader's own.
    pub articles: Vec<String>,
    /// Which blocks count.
    pub blocks: BlocksMode,
    /// A text of the reader's own beside them, of no corpus: the last article of the answer, [`PASTED`].
    pub pasted: Option<String>,
    /// That text is the first article instead.
    pub pasted_first: bool,
}

/// How far a long answer is, in steps of about the same length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worked {
    /// Steps done.
    pub done: u32,
    /// Steps there are.
    pub of: u32,
}

/// What is told of it while it is worked on.
pub type Told<'t> = &'t dyn Fn(Worked);

/// The number and the id of a text that is no article of the corpus. No file is called so.
pub const PASTED: (ArticleId, &str) = (ArticleId(u32::MAX), "/");

/// Why a passage says little, though its words are the same: it is listed last, folded into one line with its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Noise {
    /// It lies wholly in a title, a caption or a credit.
    Caption,
    /// It is a name, or a list of names and numbers.
    Name,
    /// Short, and words as common as these are found together anyway.
    Common,
}

named!(Noise { Caption = "caption", Name = "name", Common = "common" });

/// One side of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageSpan {
    /// Where.
    pub article: ArticleId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A passage that articles share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// How the wordings relate.
    pub kind: Kind,
    /// Which layer found it.
    pub layer: Layer,
    /// Stands out of the common order.
    pub moved: bool,
    /// The words agree, their marks do not.
    pub marks_differ: bool,
    /// A verbatim passage that is written differently: case, quotation marks, dashes, spaces, line breaks.
    pub typography: bool,
    /// Among words that agree a sign that changes the meaning does not: a currency, a minus, a question or quotation mark.
    pub signs_differ: bool,
    /// Passages with the same number have the same wording at heart; one letter and one colour. Counts from 0.
    pub family: u32,
    /// Tokens that agree.
    pub tokens: u32,
    /// Length × rarity in the corpus; the order of the list.
    pub weight: f32,
    /// Says little: shown greyed, see `noise`.
    pub minor: bool,
    /// Why it is minor.
    pub noise: Option<Noise>,
    /// How many passages of this layer have these very wordings, this one included. The first of them has the row of the
    /// list, with ×n; it is 0 in the others, which are marked in the columns alone.
    pub times: u32,
    /// One per article, in the order of the request.
    pub spans: Vec<PassageSpan>,
    /// The two wordings word by word, of `spans[0]` and `spans[1]`. Empty where they are the same to the byte.
    pub edits: Vec<Edit>,
    /// Words put in, left out, replaced or moved, the larger side of each edit ("5 words differ").
    pub words_differ: u32,
    /// Numbers, names, negations, quotations and signs that changed.
    pub facts: Vec<Fact>,
}

/// How much of one article stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The article measured.
    pub of: ArticleId,
    /// The article it is measured against.
    pub within: ArticleId,
    /// Tokens of `of` that are matched in a passage shared with `within`; what was put in or replaced is not.
    pub shared_tokens: u32,
    /// All tokens of `of` that were compared.
    pub all_tokens: u32,
}

impl Overlap {
    /// The share of `of` that stands in `within`, from 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from(self.shared_tokens) / f64::from(self.all_tokens.max(1))
    }
}

/// How many phrases of each kind two articles share. Each is counted once as verbatim, reworded, reordered, in marks or in
/// typography, and again as moved where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCounts {
    /// The same to the byte.
    pub verbatim: u32,
    /// Words or signs differ.
    pub reworded: u32,
    /// The same clauses in another order.
    pub reordered: u32,
    /// The same words, written with other marks.
    pub marks: u32,
    /// The same words, written otherwise in case, blanks, dashes or quotation marks.
    pub typography: u32,
    /// Those of all of these that stand out of the common order.
    pub moved: u32,
}

/// What a comparison of two articles comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The first article, and the second, in the order of the request.
    pub articles: (ArticleId, ArticleId),
    /// Their texts are the same to the byte, as far as they were compared: there is nothing to show side by side.
    pub same: bool,
    /// Phrases by kind.
    pub kinds: KindCounts,
    /// The sentences that only the first article says, in order.
    pub only_a: Vec<Own>,
    /// The sentences that only the second says.
    pub only_b: Vec<Own>,
    /// What was not looked at, so that the answer came in time.
    pub left_out: LeftOut,
    /// They are in different scripts or languages: little is shared but names and numbers.
    pub unlike: Option<Unlike>,
}

/// The answer to a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareAnswer {
    /// In the order of the request.
    pub articles: Vec<FullArticle>,
    /// In the reading order of the first article; both layers.
    pub passages: Vec<Passage>,
    /// Both directions of every pair.
    pub overlaps: Vec<Overlap>,
    /// One of every pair.
    pub summaries: Vec<Summary>,
}

/// Asks for articles that share much.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AlikeRequest {
    /// The id of one: what is like it. Without it, the pairs of the corpus that share most.
    pub article: Option<String>,
    /// Pairs to return at most.
    pub limit: u32,
}

/// Two articles that share much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// The two, in the order of their numbers: the earlier first.
    pub cards: [Card; 2],
    /// How much of the first stands in the second, and of the second in the first, as a comparison of them says.
    pub overlaps: [Overlap; 2],
    /// The wording that says most of those that both have, on one line; of a long one the beginning.
    pub wording: String,
    /// They are two versions of one article: the same address or the same headline, and different texts.
    pub version: bool,
}

/// Pairs: versions first, in the order of their dates, then those that share most for their length.
pub type AlikeAnswer = Vec<Alike>;
