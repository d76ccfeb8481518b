//! The words of what is offered to be compared, in both languages: a missing one does not compile. Titles do not belong here.

use super::Plural;

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct Likeness {
    pub versions: &'static str,
    /// After the date of another version.
    pub go: &'static str,
    pub title: &'static str,
    pub count: Plural,
    pub pairs: &'static str,
    pub version_pair: &'static str,
    /// The two of a share, as the string of an overlap takes them: of the article that is read, and of a pair.
    pub this_one: [&'static str; 2],
    pub of_pair: [&'static str; 2],
    pub recurring: &'static str,
    pub more_acts: &'static str,
    pub options: &'static str,
}

/// Tiếng Việt.
pub const VI: Likeness = Likeness {
    versions: "Bản khác của bài này",
    go: "đối chiếu",
    title: "Bài giống bài này",
    count: Plural { one: "{n} bài giống bài này", other: "{n} bài giống bài này" },
    pairs: "Những cặp bài giống nhau nhiều nhất",
    version_pair: "hai bản của một bài",
    this_one: ["này", "kia"],
    of_pair: ["đầu", "sau"],
    recurring: "Câu chữ lặp lại trong nhiều bài",
    more_acts: "Tuỳ chọn khác",
    options: "Tuỳ chọn",
};

/// English.
pub const EN: Likeness = Likeness {
    versions: "Other versions of this article",
    go: "compare",
    title: "Articles like this one",
    count: Plural { one: "{n} article like this one", other: "{n} articles like this one" },
    pairs: "Pairs of articles that share most",
    version_pair: "two versions of one article",
    this_one: ["this article", "the other"],
    of_pair: ["the first", "the second"],
    recurring: "Wording that several articles share",
    more_acts: "More",
    options: "Options",
};
