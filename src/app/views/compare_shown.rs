//! A comparison as it is shown: the answer and what is listed of it, in one value. Every part of the view reads this and
//! nothing beside it, so that a place among the passages is never looked up in another answer. It draws nothing.

use crate::app::slot::Answered;
use crate::article::ArticleId;
use crate::compare::Layer;
use crate::protocol::PassageKind;
use crate::protocol::{CompareAnswer, CompareRequest, Passage};
use crate::view_state::quote;

/// More passages than this are too many to look through.
const MANY_PASSAGES: usize = 40;
/// However many there are, passages of so many tokens are shown.
const USUAL_MINIMUM_LIMIT: u32 = 6;
/// Passages lighter than this share of the heaviest one are drawn quietly.
const QUIET_SHARE: f32 = 1.0 / 3.0;

/// What is asked of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The layer of passages.
    pub layer: Layer,
    /// Passages with fewer tokens are not shown.
    pub minimum: u32,
    /// As they stand in the first article, not by weight.
    pub by_text: bool,
    /// The kinds shown; all where there are none.
    pub kinds: Vec<PassageKind>,
    /// Only what differs.
    pub differing: bool,
    /// Only pairs with the first article.
    pub with_base: bool,
}

/// A sentence that one article says alone.
#[derive(Clone, Copy, Debug)]
pub struct OwnSentence {
    /// The place among the summaries of the pair of articles that it was found in.
    pub summary: usize,
    /// Whose it is.
    pub article: ArticleId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A comparison as it is shown.
#[derive(Clone)]
pub struct Shown {
    /// The answer.
    pub answer: Answered<CompareRequest>,
    /// What is shown of it.
    pub asked: Asked,
    /// The passages marked in the columns, by their places in the answer: also those that repeat a wording of the list.
    pub marked: Vec<usize>,
    /// The passages that have a row, in the order of the list.
    pub listed: Vec<usize>,
    /// Those that say little: their rows are folded away in one line.
    pub noise: Vec<usize>,
    /// What one article says alone, in the order of the summaries.
    pub own: Vec<OwnSentence>,
    /// The weight of the heaviest passage of the layer.
    pub heaviest: f32,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.answer.is_same(&other.answer) && self.asked == other.asked
    }
}

impl Shown {
    /// What is asked of an answer.
    pub fn of(answer: Answered<CompareRequest>, asked: Asked) -> Self {
        let heavy = answer.passages.iter().filter(|one| one.layer == asked.layer && !one.minor).map(|one| one.weight);
        let heaviest = heavy.fold(0.0, |heaviest, weight| if weight > heaviest { weight } else { heaviest });
        let marked = marked(&answer, &asked);
        let rows = || marked.iter().copied().filter(|place| answer.passages[*place].times > 0);
        let (listed, mut noise): (Vec<usize>, Vec<usize>) =
            rows().partition(|place| answer.passages[*place].noise.is_none());
        noise.extend(short(&answer, &asked));
        let own = own(&answer);
        Self { answer, asked, marked, listed, noise, own, heaviest }
    }

    /// Whether a passage matters little beside the heaviest of its layer, or stands in a title, a caption or a name.
    pub fn is_quiet(&self, passage: &Passage) -> bool {
        passage.minor || passage.weight < self.heaviest * QUIET_SHARE
    }

    /// The row that a passage has in the list; one that repeats a wording has the row of the first.
    pub fn row(&self, passage: usize) -> usize {
        let Some(found) = self.answer.passages.get(passage).filter(|one| one.times == 0) else { return passage };
        let articles = |one: &Passage| one.spans.iter().map(|span| span.article).collect::<Vec<ArticleId>>();
        let first = self.listed.iter().chain(&self.noise).copied().find(|row| {
            let one = &self.answer.passages[*row];
            one.times > 1 && one.family == found.family && articles(one) == articles(found)
        });
        first.unwrap_or(passage)
    }

    /// How many rows there are of a kind, the folded ones too, whatever kinds are shown.
    pub fn count(&self, kind: PassageKind) -> usize {
        let all = Asked { kinds: vec![kind], differing: false, ..self.asked.clone() };
        let short = shorter(&all);
        let is_asked = |one: &Passage, asked: &Asked| is_asked(&self.answer, one, asked);
        let fits = |one: &&Passage| is_asked(one, &all) || short.as_ref().is_some_and(|short| is_asked(one, short));
        self.answer.passages.iter().filter(|one| one.times > 0).filter(fits).count()
    }
}

fn is_asked(answer: &CompareAnswer, passage: &Passage, asked: &Asked) -> bool {
    let base = |article: ArticleId| answer.articles.first().is_some_and(|one| one.card.article == article);
    if asked.with_base && !passage.spans.iter().any(|span| base(span.article)) {
        return false;
    }
    let Asked { layer, minimum, kinds, differing, .. } = asked;
    let kind = kinds.is_empty() || kinds.iter().any(|kind| kind.is_of(passage));
    let differs = passage.moved || PassageKind::of(passage) != PassageKind::Verbatim;
    passage.layer == *layer && passage.tokens >= *minimum && kind && (differs || !differing)
}

/// The passages asked for, those that matter before minor ones.
fn marked(answer: &CompareAnswer, asked: &Asked) -> Vec<usize> {
    let mut places: Vec<usize> =
        (0..answer.passages.len()).filter(|place| is_asked(answer, &answer.passages[*place], asked)).collect();
    if !asked.by_text {
        let key = |place: &usize| &answer.passages[*place];
        crate::sort::by(&mut places, |a, b| {
            let (a, b) = (key(a), key(b));
            a.minor.cmp(&b.minor).then(b.weight.total_cmp(&a.weight))
        });
    }
    places
}

/// Short wordings that say too little: folded away with the noise of phrases, the rarest first.
fn short(answer: &CompareAnswer, asked: &Asked) -> Vec<usize> {
    let Some(all) = shorter(asked) else { return Vec::new() };
    marked(answer, &all).into_iter().filter(|place| answer.passages[*place].times > 0).collect()
}

/// What is asked of short wordings, where the phrases are.
fn shorter(asked: &Asked) -> Option<Asked> {
    (asked.layer == Layer::Phrase).then(|| Asked { layer: Layer::Short, minimum: 0, ..asked.clone() })
}

fn own(answer: &CompareAnswer) -> Vec<OwnSentence> {
    let of_summary = |(summary, one): (usize, &crate::protocol::Summary)| {
        let sides = [(one.articles.0, &one.only_a), (one.articles.1, &one.only_b)];
        let of_side = |(article, own): (ArticleId, &Vec<crate::compare::Own>)| {
            let place = |own: &crate::compare::Own| OwnSentence { summary, article, start: own.start, end: own.end };
            own.iter().map(place).collect::<Vec<OwnSentence>>()
        };
        sides.into_iter().flat_map(of_side).collect::<Vec<OwnSentence>>()
    };
    answer.summaries.iter().enumerate().flat_map(of_summary).collect()
}

/// The shortest passages of a layer, or somewhat longer ones where there are too many to look through.
pub fn usual_minimum(answer: &CompareAnswer, layer: Layer) -> u32 {
    let tokens: Vec<u32> = answer.passages.iter().filter(|one| one.layer == layer).map(|one| one.tokens).collect();
    let mut minimum = tokens.iter().copied().min().unwrap_or(0);
    while minimum < USUAL_MINIMUM_LIMIT && tokens.iter().filter(|one| **one >= minimum).count() > MANY_PASSAGES {
        minimum += 1;
    }
    minimum
}

/// How the wording of a passage in the first article begins, as links quote it.
pub fn quote_of(answer: &CompareAnswer, passage: &Passage) -> Option<String> {
    let first = answer.articles.first()?;
    let span = passage.spans.iter().find(|span| span.article == first.card.article)?;
    first.text.get(span.start as usize..span.end as usize).map(quote)
}
