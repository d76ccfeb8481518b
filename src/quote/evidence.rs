//! A quotation that proves itself: its words with the article, the bytes and the chunk they were taken from, as one JSON
//! value, and what holds of it in a corpus. It is no signature: it is held against a page, and says of which corpus.

use super::find::{occurrences, same_words};
use crate::json::{Value, known, object, parse, text};
use crate::protocol::{Card, ReadAnswer};

/// Bytes of a quotation's JSON that are read.
const LIMIT_BYTES: usize = 1 << 20;
/// What the value says it is.
const NAME: &str = "quotation";
/// The version of the form.
const VERSION: u32 = 1;

/// A quotation with all it can be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Hash of the corpus, 16 hexadecimal digits.
    pub corpus: String,
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its date, as far as it is known.
    pub date: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    /// The words as a byte range of the article's stored text, the end not included.
    pub range: (u32, u32),
    /// The chunk that holds the article: the first 8 bytes of its SHA-256, as hexadecimal digits.
    pub chunk: String,
    /// The words.
    pub words: String,
}

/// A text that is no quotation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// Longer than any quotation.
    #[error("the quotation has {0} bytes: expected at most {LIMIT_BYTES}")]
    TooLong(usize),
    /// No JSON.
    #[error(transparent)]
    Json(#[from] crate::json::JsonError),
    /// JSON of something else, or of a later version.
    #[error("no quotation of recto's, version {VERSION}: expected \"recto\":\"{NAME}\" and \"version\":{VERSION}")]
    Other,
    /// A field is missing or of another kind.
    #[error("the quotation has no field `{0}` of the kind expected")]
    Field(&'static str),
}

impl Evidence {
    /// The quotation of a range of an article; `None` where the range holds no words.
    pub fn of(answer: &ReadAnswer, corpus: &str, range: (u32, u32)) -> Option<Self> {
        let words = answer.article.text.get(range.0 as usize..range.1 as usize)?;
        let card = &answer.article.card;
        (!words.trim().is_empty()).then(|| Self {
            corpus: corpus.to_owned(),
            article: card.id.clone(),
            title: card.title.clone(),
            date: card.date.map(String::from),
            source: card.source.clone(),
            range,
            chunk: answer.chunk.clone(),
            words: words.to_owned(),
        })
    }

    /// As one line of JSON.
    pub fn to_json(&self) -> String {
        object(&[
            ("recto", text(NAME)),
            ("version", VERSION.to_string()),
            ("text", text(&self.words)),
            ("article", text(&self.article)),
            ("title", text(&self.title)),
            ("date", known(self.date.as_deref())),
            ("source", known(self.source.as_deref())),
            ("start", self.range.0.to_string()),
            ("end", self.range.1.to_string()),
            ("chunk", text(&self.chunk)),
            ("corpus", text(&self.corpus)),
        ])
    }

    /// Reads what [`Self::to_json`] writes. Fields that are not known are left alone.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn read(json: &str) -> Result<Self, EvidenceError> {
        if json.len() > LIMIT_BYTES {
            return Err(EvidenceError::TooLong(json.len()));
        }
        let value = parse(json)?;
        let is_ours = value.get("recto").and_then(Value::text) == Some(NAME);
        if !is_ours || value.get("version").and_then(Value::number) != Some(VERSION) {
            return Err(EvidenceError::Other);
        }
        let field = |name| value.get(name).and_then(Value::text).map(str::to_owned).ok_or(EvidenceError::Field(name));
        let number = |name| value.get(name).and_then(Value::number).ok_or(EvidenceError::Field(name));
        let optional = |name| match value.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text.clone())),
            Some(_) => Err(EvidenceError::Field(name)),
        };
        Ok(Self {
            corpus: field("corpus")?,
            article: field("article")?,
            title: field("title")?,
            date: optional("date")?,
            source: optional("source")?,
            range: (number("start")?, number("end")?),
            chunk: field("chunk")?,
            words: field("text")?,
        })
    }
}

/// What holds of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The words stand in this article at these bytes, and title, date and source are as quoted.
    True,
    /// The article is there, and something of the quotation is not so.
    Changed,
    /// This corpus has no such article.
    NotOfThisCorpus,
}

/// Something that is not as the quotation says, or that is to be known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The chunk is another one: the article, or one packed with it, changed since; this alone makes no quotation false.
    PackedAnew,
    /// The corpus is the same and its chunk is not the one that is quoted: the quotation itself was altered.
    ForeignChunk,
    /// The very bytes are there and say something else: the quotation itself was altered.
    WordsAltered,
    /// The article says something else at these bytes now, and the words nowhere.
    WordsGone,
    /// The words stand at another place of the article.
    WordsElsewhere((u32, u32)),
    /// The title is another one, given here.
    Title(String),
    /// The date is another one, given here; empty where there is none.
    Date(String),
    /// The source is another one, given here; empty where there is none.
    Source(String),
}

/// A verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// In one word.
    pub verdict: Verdict,
    /// Why, and what else is to be known.
    pub differences: Vec<Difference>,
}

/// Holds a quotation against the article of its id in a corpus; `None` where there is no such article.
pub fn judge(evidence: &Evidence, answer: Option<&ReadAnswer>, corpus: &str) -> Judgement {
    let foreign = || Judgement { verdict: Verdict::NotOfThisCorpus, differences: Vec::new() };
    let Some(answer) = answer else { return foreign() };
    let (card, stored) = (&answer.article.card, answer.article.text.as_str());
    let (same_corpus, same_chunk) = (evidence.corpus == corpus, evidence.chunk == answer.chunk);
    let (start, end) = evidence.range;
    let mut differences = Vec::new();
    if stored.get(start as usize..end as usize) != Some(&evidence.words) || evidence.words.trim().is_empty() {
        differences.push(words_now(evidence, stored, same_chunk || same_corpus));
    }
    cited(evidence, card, &mut differences);
    let is_other_article = differences.contains(&Difference::WordsGone)
        && differences.iter().any(|one| matches!(one, Difference::Title(_)));
    if is_other_article && !same_corpus {
        // Another corpus may give the same id to an article of its own.
        return foreign();
    }
    let verdict = if differences.is_empty() { Verdict::True } else { Verdict::Changed };
    match (same_corpus, same_chunk) {
        (_, true) => Judgement { verdict, differences },
        (true, false) => {
            differences.push(Difference::ForeignChunk);
            Judgement { verdict: Verdict::Changed, differences }
        }
        (false, false) => {
            differences.push(Difference::PackedAnew);
            Judgement { verdict, differences }
        }
    }
}

/// Where the words are, which are not where they should be.
fn words_now(evidence: &Evidence, stored: &str, same_bytes: bool) -> Difference {
    let places = occurrences(stored, &evidence.words);
    let exact = |place: &&(u32, u32)| {
        stored.get(place.0 as usize..place.1 as usize).is_some_and(|words| same_words(words, &evidence.words))
    };
    let nearest = places.iter().filter(exact).min_by_key(|place| place.0.abs_diff(evidence.range.0));
    match nearest {
        Some(place) => Difference::WordsElsewhere(*place),
        None if same_bytes => Difference::WordsAltered,
        None => Difference::WordsGone,
    }
}

fn cited(evidence: &Evidence, card: &Card, differences: &mut Vec<Difference>) {
    if evidence.title != card.title {
        differences.push(Difference::Title(card.title.clone()));
    }
    let date = card.date.map(String::from);
    if evidence.date != date {
        differences.push(Difference::Date(date.unwrap_or_default()));
    }
    if evidence.source != card.source {
        differences.push(Difference::Source(card.source.clone().unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::protocol::FullArticle;
    use proptest::prelude::*;

    fn answer(id: &str, text: &str, chunk: &str) -> ReadAnswer {
        let card = Card {
            article: ArticleId(0),
            id: id.to_owned(),
            title: "Chợ nổi".to_owned(),
            untitled: false,
            date: "2021-01-24".parse().ok(),
            file_date: None,
            source: Some("Báo Bến Sông".to_owned()),
            category: None,
            author: None,
            url: None,
            length_tokens: 9,
        };
        let article = FullArticle { card, text: text.to_owned(), blocks: vec![], date_origin: None, people: vec![] };
        ReadAnswer { article, hits: vec![], chunk: chunk.to_owned() }
    }

    const TEXT: &str = "Chợ nổi\nGhe lớn chở khóm về bến.";

    fn quoted() -> Evidence {
        let start = u32::try_from(TEXT.find("Ghe").expect("there")).expect("short");
        let end = u32::try_from(TEXT.find(" về").expect("there")).expect("short");
        Evidence::of(&answer("a", TEXT, "c1"), "k1", (start, end)).expect("words")
    }

    #[test]
    fn a_quotation_is_held_against_a_corpus() {
        let quoted = quoted();
        assert_eq!(quoted.words, "Ghe lớn chở khóm");
        let check = |evidence: &Evidence, now: Option<ReadAnswer>, corpus: &str, verdict, expected: &[Difference]| {
            let judged = judge(evidence, now.as_ref(), corpus);
            assert_eq!((judged.verdict, judged.differences.as_slice()), (verdict, expected));
        };
        use Difference::*;
        check(&quoted, Some(answer("a", TEXT, "c1")), "k1", Verdict::True, &[]);
        check(&quoted, Some(answer("a", TEXT, "c1")), "k2", Verdict::True, &[]);
        check(&quoted, Some(answer("a", TEXT, "c2")), "k2", Verdict::True, &[PackedAnew]);
        check(&quoted, Some(answer("a", TEXT, "c2")), "k1", Verdict::Changed, &[ForeignChunk]);
        check(&quoted, None, "k1", Verdict::NotOfThisCorpus, &[]);

        let moved = TEXT.replace("Ghe", "Hôm nay.\nGhe");
        let (start, end) = quoted.range;
        let shift = u32::try_from("Hôm nay.\n".len()).expect("short");
        let place = WordsElsewhere((start + shift, end + shift));
        check(&quoted, Some(answer("a", &moved, "c2")), "k2", Verdict::Changed, &[place, PackedAnew]);
        let edited = TEXT.replace("khóm", "dừa");
        check(&quoted, Some(answer("a", &edited, "c2")), "k2", Verdict::Changed, &[WordsGone, PackedAnew]);

        let forged = Evidence { words: "Ghe lớn chở vàng".to_owned(), ..quoted.clone() };
        check(&forged, Some(answer("a", TEXT, "c1")), "k1", Verdict::Changed, &[WordsAltered]);
        let empty = Evidence { words: String::new(), range: (3, 3), ..quoted.clone() };
        check(&empty, Some(answer("a", TEXT, "c1")), "k1", Verdict::Changed, &[WordsAltered]);
        let titled = Evidence { title: "Khác".to_owned(), date: None, ..quoted.clone() };
        let now = [Title("Chợ nổi".to_owned()), Date("2021-01-24".to_owned())];
        check(&titled, Some(answer("a", TEXT, "c1")), "k1", Verdict::Changed, &now);
        let other = Evidence { title: "Khác".to_owned(), ..quoted };
        check(&other, Some(answer("a", "Một bài khác hẳn.", "c9")), "k9", Verdict::NotOfThisCorpus, &[]);
    }

    #[test]
    fn what_is_no_quotation_is_refused() {
        let check = |json: &str, expected: &str| {
            assert_eq!(Evidence::read(json).expect_err("no quotation").to_string(), expected);
        };
        let good = quoted().to_json();
        check("{", "no JSON: expected a name at byte 1");
        check("[]", "no quotation of recto's, version 1: expected \"recto\":\"quotation\" and \"version\":1");
        check(
            &good.replace("\"version\":1", "\"version\":2"),
            "no quotation of recto's, version 1: expected \"recto\":\"quotation\" and \"version\":1",
        );
        check(&good.replace("\"start\":", "\"start\":-"), "the quotation has no field `start` of the kind expected");
        check(&good.replace("\"chunk\":", "\"chunks\":"), "the quotation has no field `chunk` of the kind expected");
        check(
            &good.replace("\"source\":\"Báo Bến Sông\"", "\"source\":[]"),
            "the quotation has no field `source` of the kind expected",
        );
        check(&" ".repeat(LIMIT_BYTES + 1), "the quotation has 1048577 bytes: expected at most 1048576");
    }

    proptest! {
        #[test]
        fn a_quotation_comes_back(words in any::<String>(), title in any::<String>(), source in any::<Option<String>>(), range in any::<(u32, u32)>()) {
            let evidence = Evidence { words, title, source, range, ..quoted() };
            prop_assert_eq!(Evidence::read(&evidence.to_json()).expect("a quotation"), evidence);
        }

        /// A quotation of which one part was altered is never called true.
        #[test]
        fn an_altered_quotation_is_not_true(words in "[a-z ]{0,9}", range in (0u32..40, 0u32..40), which in 0usize..4) {
            let (mut evidence, good) = (quoted(), quoted());
            match which {
                0 => evidence.words = words,
                1 => evidence.range = range,
                2 => evidence.title = words,
                _ => evidence.source = Some(words),
            }
            prop_assume!(evidence != good);
            let judged = judge(&evidence, Some(&answer("a", TEXT, "c1")), "k1");
            prop_assert_eq!(judged.verdict, Verdict::Changed);
        }
    }
}
