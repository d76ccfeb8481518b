//! Two groups of articles held against each other, asked and answered: wording that both have, that one puts otherwise, and
//! that one alone has. It finds nothing.

use super::measure::{KeyRow, KeynessAnswer, Pair};
use crate::article::ArticleId;
use crate::compare::Edit;
use crate::query::spec::{Filters, QuerySpec};
use crate::reuse::FamilyKind;
use serde::{Deserialize, Serialize};

/// A group of articles.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct GroupSpec {
    /// The articles of its heading; an empty query means all that pass its filters.
    pub spec: QuerySpec,
    /// Only these of them, by id; all where there are none.
    pub articles: Vec<String>,
}

/// Asks what two groups of articles share, change and drop.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct GroupsRequest {
    /// The first group.
    pub a: GroupSpec,
    /// The second; `None` means all other articles.
    pub b: Option<GroupSpec>,
    /// Which articles all others are.
    pub within: Filters,
    /// Times a word or a row of words must occur in both groups together.
    pub least: u32,
    /// Rows of each list at most.
    pub limit: u32,
}

/// A repeated wording in two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFamily {
    /// Its label, by which it is opened.
    pub label: String,
    /// Which family with this label.
    pub nth: u32,
    /// What it is.
    pub kind: FamilyKind,
    /// Words of its longest place.
    pub words: u32,
    /// Articles that have it, in either group.
    pub articles: [u32; 2],
    /// Its places in either group.
    pub places: [u32; 2],
    /// Its first place in either group: the article, first byte, one past the last.
    pub first: [Option<(ArticleId, u32, u32)>; 2],
    /// Where the groups put it otherwise: how the first does, how the second does, and from the one to the other word by word.
    pub reworded: Option<(String, String, Vec<Edit>)>,
}

/// What a frame holds in one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// The words between those that both groups have.
    pub text: String,
    /// Times the group has the frame with them.
    pub places: u32,
    /// The words of it that changed between the groups, those that changed most first, each with its hits in the whole of
    /// either; where none did, one of it.
    pub words: Vec<(String, [u64; 2])>,
}

/// The same words around others: what the groups put in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Words before the place that differs; empty where only those after it are the same.
    pub before: String,
    /// Words after it.
    pub after: String,
    /// What either group puts there.
    pub fillings: [Filling; 2],
}

/// A wording that both groups have and one carries on in a way that the other never does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gain {
    /// What both have.
    pub kept: String,
    /// Times either does.
    pub hits: [u32; 2],
    /// What one puts beside it.
    pub put: String,
    /// It stands before what both have, not behind it.
    pub before: bool,
    /// Times either group has both together; one of them never.
    pub together: [u32; 2],
}

/// What two groups of articles share, change and drop.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct GroupsAnswer {
    /// Sizes of the groups (target: the first, reference: the second), and the words that one uses more.
    pub words: Box<KeynessAnswer>,
    /// Rows of words that the first has more of, though none of their words is of one group alone; best first.
    pub more: Vec<KeyRow>,
    /// The same of the second.
    pub less: Vec<KeyRow>,
    /// What the groups put in one place.
    pub frames: Vec<Frame>,
    /// What one group adds to a wording of both.
    pub gains: Vec<Gain>,
    /// Repeated wordings of both groups, none of the one's is the other's.
    pub reworded: Vec<GroupFamily>,
    /// Repeated wordings that both have in the same words.
    pub kept: Vec<GroupFamily>,
    /// Repeated wordings of the first alone.
    pub only_a: Vec<GroupFamily>,
    /// Repeated wordings of the second alone.
    pub only_b: Vec<GroupFamily>,
    /// Repeated wordings of both groups, of the first alone, and of the second alone.
    pub totals: [u32; 3],
    /// Repeated wordings looked at, the best first, and how many there are.
    pub looked_at: (u32, u32),
    /// Articles of either group whose rows of words were read; fewer than it has where they were too many.
    pub read: [u32; 2],
}

impl GroupsAnswer {
    /// The four counts of places of a wording.
    pub fn pair(&self, [target, reference]: [u64; 2]) -> Pair {
        let tokens = [self.words.target.tokens, self.words.reference.tokens];
        Pair { target, target_tokens: tokens[0], reference, reference_tokens: tokens[1] }
    }
}
