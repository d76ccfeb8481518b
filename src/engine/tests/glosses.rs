//! Lemmas and word classes, held against a naive scan of the words that have them.

use super::*;
use crate::article::{Gloss, Glosses};
use crate::index::gloss::{GlossKind, gloss_key};

const FORMS: [&str; 4] = ["goes", "go", "home", "boat"];
const LEMMAS: [&str; 4] = ["go", "home", "gone", "an ninh"];
const CLASSES: [&str; 3] = ["VERB", "NOUN", "VN"];

/// A word with what is said of it: two classes, as a corpus of two tag sets has them.
#[derive(Clone, Debug)]
struct Told {
    form: usize,
    lemma: Option<usize>,
    classes: [Option<usize>; 2],
}

fn told() -> impl Strategy<Value = Told> {
    let class = || prop::option::of(0..CLASSES.len());
    (0..FORMS.len(), prop::option::of(0..LEMMAS.len()), class(), class()).prop_map(|(form, lemma, one, other)| Told {
        form,
        lemma,
        classes: [one, other],
    })
}

/// An article of a title and a paragraph.
fn with_glosses(id: usize, blocks: &[Vec<Told>]) -> Article {
    let lines: Vec<String> =
        blocks.iter().map(|words| words.iter().map(|word| FORMS[word.form]).collect::<Vec<_>>().join(" ")).collect();
    let roles = [Role::Title, Role::Body];
    let parts: Vec<_> = roles.iter().zip(&lines).map(|(role, line)| (*role, false, line.as_str())).collect();
    let mut article = article(&format!("a{id}"), None, &parts);
    let mut glosses = Glosses::default();
    for (block, words) in article.blocks.iter().zip(blocks) {
        let mut at = block.start;
        for word in words {
            let end = at + FORMS[word.form].len() as u32;
            let lemma = word.lemma.and_then(|lemma| gloss_key(GlossKind::Lemma, LEMMAS[lemma]));
            let classes =
                word.classes.iter().flatten().filter_map(|&class| gloss_key(GlossKind::Class, CLASSES[class]));
            let keys: Vec<String> = lemma.into_iter().chain(classes).collect();
            if !keys.is_empty() {
                glosses.words.push(Gloss { start: at, end, set: glosses.sets.len() as u32 });
                glosses.sets.push(keys.join("\n"));
            }
            at = end + 1;
        }
    }
    article.glosses = glosses;
    article
}

/// What one word of a query asks for.
#[derive(Clone, Debug)]
enum Want {
    Form(usize),
    Lemma(usize),
    Class(usize),
    /// Lemmas or forms that begin so.
    LemmaFrom(&'static str),
    FormFrom(&'static str),
    AnyClass,
}

impl Want {
    fn query(&self) -> String {
        match self {
            Self::Form(form) => FORMS[*form].to_owned(),
            Self::Lemma(lemma) => format!("lemma:{}", LEMMAS[*lemma].replace(' ', "_")),
            Self::Class(class) => format!("pos:{}", CLASSES[*class]),
            Self::LemmaFrom(start) => format!("lemma:{start}*"),
            Self::FormFrom(start) => format!("{start}*"),
            Self::AnyClass => "pos:?*".to_owned(),
        }
    }

    fn suits(&self, word: &Told) -> bool {
        match self {
            Self::Form(form) => word.form == *form,
            Self::Lemma(lemma) => word.lemma == Some(*lemma),
            Self::Class(class) => word.classes.contains(&Some(*class)),
            Self::LemmaFrom(start) => word.lemma.is_some_and(|lemma| LEMMAS[lemma].starts_with(start)),
            Self::FormFrom(start) => FORMS[word.form].starts_with(start),
            Self::AnyClass => word.classes.iter().any(Option::is_some),
        }
    }
}

fn want() -> impl Strategy<Value = Want> {
    prop_oneof![
        (0..FORMS.len()).prop_map(Want::Form),
        (0..LEMMAS.len()).prop_map(Want::Lemma),
        (0..CLASSES.len()).prop_map(Want::Class),
        prop::sample::select(vec!["go", "h", "an", "x"]).prop_map(Want::LemmaFrom),
        prop::sample::select(vec!["go", "b"]).prop_map(Want::FormFrom),
        Just(Want::AnyClass),
    ]
}

/// How the words of a query are put together.
#[derive(Clone, Copy, Debug)]
enum Joint {
    Phrase,
    Any,
    TitlePhrase,
    Near,
}

/// Articles and places of a query, word by word.
fn counted(articles: &[Vec<Vec<Told>>], wants: &[Want], joint: Joint) -> Total {
    let mut total = Total::default();
    for blocks in articles {
        let mut hits = 0;
        for (number, words) in blocks.iter().enumerate() {
            let suits = |want: &Want, at: usize| words.get(at).is_some_and(|word| want.suits(word));
            hits += match joint {
                Joint::TitlePhrase if number > 0 => 0,
                Joint::Phrase | Joint::TitlePhrase => {
                    let row = |at: &usize| wants.iter().enumerate().all(|(n, want)| suits(want, at + n));
                    (0..words.len()).filter(row).count()
                }
                Joint::Any => (0..words.len()).filter(|&at| wants.iter().any(|want| suits(want, at))).count(),
                Joint::Near => {
                    let (one, other) = (&wants[0], &wants[wants.len() - 1]);
                    let pairs = |first: usize, last: usize| {
                        suits(one, first) && suits(other, last) || suits(other, first) && suits(one, last)
                    };
                    let spans = |first: usize| (first + 1..=first + 2).map(move |last| (first, last));
                    let all: Vec<_> = (0..words.len()).flat_map(spans).filter(|&(a, b)| pairs(a, b)).collect();
                    let holds = |outer: &(usize, usize)| {
                        all.iter().any(|inner| inner != outer && outer.0 <= inner.0 && inner.1 <= outer.1)
                    };
                    all.iter().filter(|span| !holds(span)).count()
                }
            };
        }
        total.articles += u32::from(hits > 0);
        total.hits += hits as u64;
    }
    total
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn glosses_are_counted_as_a_scan_counts_them(
        articles in prop::collection::vec(prop::collection::vec(prop::collection::vec(told(), 1..9), 2), 1..7),
        queries in prop::collection::vec(
            (prop::collection::vec(want(), 1..4), prop::sample::select(vec![Joint::Phrase, Joint::Any, Joint::TitlePhrase, Joint::Near])),
            1..12,
        ),
    ) {
        let packed = articles.iter().enumerate().map(|(id, blocks)| with_glosses(id, blocks)).collect();
        let mut corpus = corpus(packed);
        for (wants, joint) in queries {
            let typed: Vec<String> = wants.iter().map(Want::query).collect();
            let query = match joint {
                Joint::Phrase => format!("\"{}\"", typed.join(" ")),
                Joint::TitlePhrase => format!("title:\"{}\"", typed.join(" ")),
                Joint::Any => typed.join(" OR "),
                Joint::Near => format!("{} NEAR/2 {}", typed[0], typed[typed.len() - 1]),
            };
            let spec = QuerySpec { query: query.clone(), ..QuerySpec::default() };
            let answer = corpus.search(&spec);
            let found = answer.groups.first().map(|group| group.total).unwrap_or_default();
            prop_assert_eq!(found, counted(&articles, &wants, joint), "{}", query);
            // What is highlighted is what is counted.
            let mut marked = 0;
            for result in answer.groups.iter().flat_map(|group| &group.results) {
                let read = corpus.ask(ReadRequest { article: result.card.id.clone(), spec: spec.clone() });
                prop_assert_eq!(read.hits.len() as u32, result.hits, "{}", query);
                marked += read.hits.len() as u64;
            }
            prop_assert_eq!(marked, found.hits, "{}", query);
            let lines = corpus.ask(ConcordanceRequest { spec, limit: 1000, ..ConcordanceRequest::default() });
            prop_assert_eq!(lines.lines.len() as u64, found.hits, "{}", query);
        }
    }
}

fn spec(query: &str) -> QuerySpec {
    QuerySpec { query: query.to_owned(), ..QuerySpec::default() }
}

#[test]
fn where_no_corpus_brings_them_it_is_said() {
    let word = |form, lemma, class| Told { form, lemma, classes: [class, None] };
    let bare = vec![vec![word(0, None, None)], vec![word(1, None, None)]];
    let lemmas = vec![vec![word(0, Some(0), None)], vec![word(1, Some(0), None)]];
    let check = |blocks: &[Vec<Told>], query: &str, expected: Problem| {
        let mut corpus = corpus(vec![with_glosses(0, blocks)]);
        assert_eq!(corpus.search(&spec(query)).problems, [expected], "{query}");
        let offered = corpus.ask(OffersRequest { spec: spec(query) });
        offered.diagnosis.iter().map(|culprit| culprit.part.clone()).collect::<Vec<_>>()
    };
    let none = |term: &str| Problem::NoGlosses { term: term.to_owned() };
    let unknown = |term: &str| Problem::UnknownTerm { term: term.to_owned() };
    assert!(check(&bare, "lemma:go", none("lemma:go")).is_empty());
    assert!(check(&bare, "lemma:g*", none("lemma:g*")).is_empty());
    assert!(check(&lemmas, "pos:NOUN", none("pos:NOUN")).is_empty());
    assert_eq!(check(&lemmas, "lemma:run", unknown("lemma:run")), ["lemma:run"]);
}

#[test]
fn glosses_are_no_words_of_the_corpus() {
    let words: Vec<Told> = (0..4).map(|form| Told { form, lemma: Some(3), classes: [Some(2), Some(0)] }).collect();
    let mut corpus =
        corpus(vec![with_glosses(0, &[words.clone(), words.clone()]), with_glosses(1, &[words.clone(), words])]);
    for query in ["verb", "vn", "ninh", "/.?verb/", "/<an ninh/", "ver*", "*inh"] {
        let answer = corpus.search(&spec(query));
        assert_eq!(answer.groups[0].total, Total::default(), "{query}");
    }
    let suggested = corpus.ask(SuggestRequest { query: "ver".into(), caret: 3, limit: 20 });
    assert_eq!(suggested, []);
    let offered = corpus.ask(OffersRequest { spec: spec("verbs") }).offers;
    assert_eq!(offered, []);
}
