//! One truth for counts: for random queries and filters the facets, the chart, the list and the CSV count the same articles
//! of each group, and those that a pass over the texts finds.
//!
//! `PROPTEST_CASES` says how many cases run.

use super::facets::{articles_of, filters, passes, value};
use super::{Corpus, corpus};
use crate::article::{Article, Date, Role};
use crate::export::Export;
use crate::protocol::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// No two of them agree without their marks, so that a word means itself in every mode.
const WORDS: [&str; 7] = ["một", "mộng", "hải", "cửa", "bạc", "đường", "sĩ"];
const PREFIXES: [&str; 3] = ["mộ", "đư", "s"];
/// What articles may go on with: most of them and enough words, so that those that go on alike are copies.
const TAILS: [&str; 3] = [
    "",
    "guze vine kere roca rare zego cetu gexe bebu delo dete vura tobe cure ruke buro xuri kela \
        paku kapa guni kera buga cene bitu kiro cuci bini dido dopi nuni xezo lazu loco kuko dixe",
    "rodi puxu nuli kevu care baze capo vogu vipi rape vefu goko zoce nopi bozu diga lata togo \
        fuko ceci gova cecu nulo noni pafu dozu tibo cira cazo niva xika balo vecu fece nafi fafo",
];
/// Results asked for at once: small, so that windows end inside a group and between the two.
const WINDOW: u32 = 3;
const KINDS: [GroupKind; 2] = [GroupKind::Phrase, GroupKind::Words];

/// What has places in a text.
#[derive(Clone, Debug)]
enum Part {
    Word(&'static str),
    Prefix(&'static str),
    Phrase(Vec<&'static str>),
    Near(&'static str, &'static str, usize, bool),
}

impl Part {
    fn typed(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Prefix(start) => format!("{start}*"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Near(one, other, apart, in_order) => {
                format!("{one} {}/{apart} {other}", if *in_order { "PRE" } else { "NEAR" })
            }
        }
    }

    fn stands_in(&self, text: &[&str]) -> bool {
        match self {
            Self::Word(word) => text.contains(word),
            Self::Prefix(start) => text.iter().any(|word| word.starts_with(start)),
            Self::Phrase(words) => text.windows(words.len()).any(|run| run == words),
            Self::Near(one, other, apart, in_order) => {
                let places = |of: &str| (0..text.len()).filter(|&at| text[at] == of).collect::<Vec<_>>();
                places(one)
                    .iter()
                    .any(|a| places(other).iter().any(|b| a != b && (a < b || !in_order) && a.abs_diff(*b) <= *apart))
            }
        }
    }
}

/// A query as the test understands it.
#[derive(Clone, Debug)]
enum Asked {
    /// Nothing: all articles that pass.
    Nothing,
    /// An unquoted run: a phrase, and apart from it all its words.
    Run(Vec<&'static str>),
    /// One part of each of these, and none of those.
    Parts(Vec<Vec<Part>>, Vec<Part>),
}

impl Asked {
    fn typed(&self) -> String {
        let any = |parts: &Vec<Part>| parts.iter().map(Part::typed).collect::<Vec<_>>().join(" OR ");
        match self {
            Self::Nothing => String::new(),
            Self::Run(words) => words.join(" "),
            Self::Parts(all, none) => {
                let wanted = all.iter().map(|parts| format!("({})", any(parts)));
                wanted.chain(none.iter().map(|part| format!("-({})", part.typed()))).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// The group that a text belongs to.
    fn group_of(&self, text: &str) -> Option<GroupKind> {
        let text: Vec<&str> = text.split_whitespace().collect();
        let holds = |part: &Part| part.stands_in(&text);
        match self {
            Self::Nothing => Some(GroupKind::Phrase),
            Self::Run(words) if holds(&Part::Phrase(words.clone())) => Some(GroupKind::Phrase),
            Self::Run(words) => words.iter().all(|word| text.contains(word)).then_some(GroupKind::Words),
            Self::Parts(all, none) => {
                let found = all.iter().all(|parts| parts.iter().any(holds)) && !none.iter().any(holds);
                found.then_some(GroupKind::Phrase)
            }
        }
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = || prop::sample::select(&WORDS[..]);
    let part = || {
        prop_oneof![
            word().prop_map(Part::Word),
            prop::sample::select(&PREFIXES[..]).prop_map(Part::Prefix),
            prop::collection::vec(word(), 2..4).prop_map(Part::Phrase),
            (prop::sample::subsequence(&WORDS[..], 2), 1usize..4, any::<bool>())
                .prop_map(|(two, n, in_order)| Part::Near(two[0], two[1], n, in_order)),
        ]
    };
    let parts = (prop::collection::vec(prop::collection::vec(part(), 1..3), 1..3), prop::collection::vec(part(), 0..2));
    prop_oneof![
        1 => Just(Asked::Nothing),
        6 => prop::collection::vec(word(), 1..4).prop_map(Asked::Run),
        4 => parts.prop_map(|(all, none)| Asked::Parts(all, none)),
    ]
}

/// A random corpus: short texts, so that phrases and mere words are both there; some of them copies of one another.
fn texts() -> impl Strategy<Value = Vec<Article>> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..9);
    let tail = prop_oneof![3 => Just(TAILS[0]), 1 => Just(TAILS[1]), 1 => Just(TAILS[2])];
    let text = (words, tail).prop_map(|(words, tail)| format!("{} {tail}", words.join(" ")).trim_end().to_owned());
    articles_of(text.boxed(), 0..24)
}

/// Where each article stands in the order of the corpus, and which tail it has, if another has it too.
fn copies(corpus: &mut Corpus, articles: &[Article]) -> BTreeMap<String, (u32, Option<usize>)> {
    let cards = corpus.ask(ArticlesRequest { offset: 0, limit: 1000 }).articles;
    let tail = |article: &&Article| TAILS.iter().skip(1).position(|tail| article.text.contains(tail));
    let place = |id: &str| cards.iter().find(|card| card.id == id).unwrap().article.0;
    articles.iter().map(|article| (article.id.clone(), (place(&article.id), tail(&article)))).collect()
}

/// What a query finds, group by group, by paging through all of it; and the same as CSV.
struct Listed {
    totals: [u32; 2],
    ids: [Vec<String>; 2],
    rows: Vec<(String, String, String)>,
}

fn listed(corpus: &mut Corpus, spec: &QuerySpec, sort: Sort) -> Listed {
    let mut listed = Listed { totals: [0; 2], ids: Default::default(), rows: Vec::new() };
    let mut export = Export::results(spec, sort, "00ff");
    let mut csv = export.take();
    let mut offset = 0;
    loop {
        let request = SearchRequest { spec: spec.clone(), sort, fold: false, offset, limit: WINDOW };
        let answer = corpus.ask(request);
        let mut found = 0;
        for group in &answer.groups {
            let at = KINDS.iter().position(|kind| *kind == group.kind).unwrap();
            listed.totals[at] = group.total.articles;
            listed.ids[at].extend(group.results.iter().map(|result| result.card.id.clone()));
            found += group.results.len() as u32;
        }
        export.add_results(&answer);
        csv.push_str(&export.take());
        if found == 0 {
            break;
        }
        offset += found;
    }
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let place = |name: &str| head.iter().position(|column| column == name).unwrap();
    let [group, id, total] = [place("group"), place("id"), place("total_articles")];
    listed.rows = reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[group].to_owned(), row[id].to_owned(), row[total].to_owned()))
        .collect();
    listed
}

/// The articles of each group that pass, by a pass over the texts.
struct Naive<'a> {
    articles: &'a [Article],
    asked: &'a Asked,
    filters: &'a Filters,
    /// See [`copies`].
    copies: &'a BTreeMap<String, (u32, Option<usize>)>,
}

impl Naive<'_> {
    /// Filters aside those of `but`, see [`passes`].
    fn of(&self, kind: GroupKind, but: Option<Option<Facet>>) -> Vec<&Article> {
        let wanted =
            |article: &&Article| self.asked.group_of(&article.text) == Some(kind) && passes(article, self.filters, but);
        let found = self.articles.iter().filter(wanted);
        found.filter(|article| !self.filters.once || self.counts(article, kind, but)).collect()
    }

    /// Whether no copy of an article counts for it.
    fn counts(&self, article: &Article, kind: GroupKind, but: Option<Option<Facet>>) -> bool {
        let (place, Some(tail)) = self.copies[&article.id] else { return true };
        let before = self.articles.iter().filter(|other| {
            let (of_other, its_tail) = self.copies[&other.id];
            let group = self.asked.group_of(&other.text).filter(|_| passes(other, self.filters, but));
            let earlier = group == Some(kind) && of_other < place;
            its_tail == Some(tail) && (earlier || group == Some(GroupKind::Phrase) && kind == GroupKind::Words)
        });
        before.count() == 0
    }

    fn ids(&self, kind: GroupKind) -> Vec<String> {
        self.of(kind, None).iter().map(|article| article.id.clone()).collect()
    }

    /// Values with all filters but those of the facet; where copies count once, what is chosen with all filters.
    fn values(&self, kind: GroupKind, facet: Facet) -> BTreeMap<String, u32> {
        let chosen = self.filters.values.iter().filter(|(of, _)| *of == facet).flat_map(|(_, values)| values);
        let chosen: BTreeSet<&String> = chosen.filter(|_| self.filters.once).collect();
        let mut counted = BTreeMap::new();
        for (but, is_chosen) in [(Some(Some(facet)), false), (None, true)] {
            let values = self.of(kind, but).into_iter().map(|article| value(article, facet));
            values
                .filter(|value| chosen.contains(value) == is_chosen)
                .for_each(|value| *counted.entry(value).or_default() += 1);
        }
        counted
    }

    /// How many are undated, the range of dates aside.
    fn undated(&self, kind: GroupKind) -> u32 {
        self.of(kind, Some(None)).iter().filter(|article| value(article, Facet::Year).is_empty()).count() as u32
    }

    /// How many are dated in a month or year, the range of dates aside.
    fn in_period(&self, kind: GroupKind, period: Date) -> u32 {
        let inside = |article: &&&Article| {
            article
                .date
                .is_some_and(|date| date.year == period.year && (period.month.is_none() || date.month == period.month))
        };
        self.of(kind, Some(None)).iter().filter(inside).count() as u32
    }
}

fn facets(corpus: &mut Corpus, spec: &QuerySpec) -> FacetsAnswer {
    corpus.ask(FacetsRequest { spec: spec.clone(), limit: 100 })
}

/// The filters without those of a facet, or without the range of dates.
fn without(filters: &Filters, facet: Option<Facet>) -> Filters {
    let mut left = filters.clone();
    match facet {
        Some(facet) => left.values.retain(|(of, _)| *of != facet),
        None => (left.from, left.to, left.undated) = (None, None, false),
    }
    left
}

/// Checks a facets answer against the texts, and its sums against what the list finds with all filters but its own.
fn check_facets(corpus: &mut Corpus, naive: &Naive<'_>, spec: &QuerySpec) -> Result<(), TestCaseError> {
    let answer = facets(corpus, spec);
    let counts = |value: &FacetValue| [value.articles, value.words_articles];
    let mut sums: Vec<(Option<Facet>, [u32; 2])> = Vec::new();
    for (facet, values) in &answer.facets {
        for (at, kind) in KINDS.into_iter().enumerate() {
            let counted: BTreeMap<String, u32> =
                values.iter().map(|one| (one.value.clone(), counts(one)[at])).filter(|(_, n)| *n > 0).collect();
            prop_assert_eq!(counted, naive.values(kind, *facet), "{:?} {:?}", facet, kind);
        }
        let sum = |of: &dyn Fn(&&FacetValue) -> bool| {
            [0, 1].map(|at| values.iter().filter(of).map(|one| counts(one)[at]).sum::<u32>())
        };
        if spec.filters.once && values.iter().any(|one| one.chosen) {
            // What is chosen counts what is listed, copies of it that count elsewhere aside.
            let known = |one: &&FacetValue| one.chosen;
            prop_assert_eq!(sum(&known), listed(corpus, spec, Sort::Oldest).totals, "{:?}", facet);
        } else {
            sums.push((Some(*facet), sum(&|_| true)));
        }
        let known: Vec<[u32; 2]> = values.iter().filter(|one| !one.value.is_empty()).map(counts).collect();
        let in_order = |pair: &[[u32; 2]]| {
            if *facet == Facet::Year { pair[0][0] > 0 || pair[1][0] == 0 } else { pair[0] >= pair[1] }
        };
        prop_assert!(known.windows(2).all(in_order), "{:?}", values);
    }
    for period in &answer.periods {
        let expected = KINDS.map(|kind| naive.in_period(kind, period.period));
        // An article whose month is not known has no bar among months.
        prop_assert_eq!([period.articles, period.words_articles], expected);
    }
    prop_assert_eq!([answer.undated, answer.words_undated], KINDS.map(|kind| naive.undated(kind)));
    let charted = answer.periods.iter().map(|one| [one.articles, one.words_articles]);
    let charted = charted.fold([0, 0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    sums.push((None, [charted[0] + answer.undated, charted[1] + answer.words_undated + answer.words_elsewhere]));
    if let (Some(first), Some(last)) = (answer.periods.first(), answer.periods.last()) {
        let ends = [first, last].map(|end| [end.articles, end.words_articles]);
        let leading = usize::from(charted[0] == 0);
        prop_assert!(ends.iter().all(|end| end[leading] > 0), "the chart ends with articles of the heading");
    }
    for (facet, sum) in sums {
        let spec = QuerySpec { filters: without(&spec.filters, facet), ..spec.clone() };
        // Nothing asked and nothing filtered lists nothing, and counts every article.
        if !spec.query.is_empty() || passes_some(&spec.filters) {
            prop_assert_eq!(sum, listed(corpus, &spec, Sort::Oldest).totals, "{:?}", facet);
        }
    }
    Ok(())
}

/// Whether filters restrict anything.
fn passes_some(filters: &Filters) -> bool {
    let period = filters.from.is_some() || filters.to.is_some() || filters.undated;
    filters.once || period || filters.values.iter().any(|(_, chosen)| !chosen.is_empty())
}

proptest! {
    #[test]
    fn every_count_is_of_the_same_articles(
        articles in texts(), asked in asked(), filters in filters(), filtered in any::<bool>(), sort in 0usize..3, once in any::<bool>(),
    ) {
        let filters = Filters { once, ..if filtered { filters } else { Filters::default() } };
        let sort = [Sort::Relevance, Sort::Date, Sort::Oldest][sort];
        let mut corpus = corpus(articles.clone());
        let copies = copies(&mut corpus, &articles);
        let naive = Naive { articles: &articles, asked: &asked, filters: &filters, copies: &copies };
        let spec = QuerySpec { query: asked.typed(), filters: filters.clone(), ..QuerySpec::default() };
        if !spec.query.is_empty() || passes_some(&filters) {
            let found = listed(&mut corpus, &spec, sort);
            let mut rows = Vec::new();
            for (at, kind) in KINDS.into_iter().enumerate() {
                let mut ids = found.ids[at].clone();
                let name = ["phrase", "words"][at];
                rows.extend(ids.iter().map(|id| (name.to_owned(), id.clone(), found.totals[at].to_string())));
                ids.sort_unstable();
                prop_assert_eq!(&ids, &naive.ids(kind), "{:?} of {}", kind, &spec.query);
                prop_assert_eq!(found.totals[at] as usize, ids.len());
            }
            prop_assert_eq!(found.rows, rows);
        }
        check_facets(&mut corpus, &naive, &spec)?;
        let lines = ConcordanceRequest { spec: spec.clone(), limit: 1000, ..ConcordanceRequest::default() };
        let lines = corpus.ask(lines);
        let stand: BTreeSet<&str> = lines.cards.iter().map(|card| card.id.as_str()).collect();
        let with_lines = naive.of(GroupKind::Phrase, None);
        prop_assert!(lines.lines.len() as u64 == lines.total && stand.len() == lines.articles as usize);
        prop_assert!(stand.iter().all(|id| with_lines.iter().any(|article| article.id == *id)), "{:?}", stand);
        if matches!(asked, Asked::Run(_)) {
            prop_assert_eq!(stand.len(), with_lines.len(), "each has the phrase");
        }
        if let Asked::Run(words) = &asked {
            let periods = |corpus: &mut Corpus, query: String| {
                let answer = facets(corpus, &QuerySpec { query, ..spec.clone() });
                answer.periods.iter().map(|one| (one.period, one.articles)).collect::<Vec<_>>()
            };
            let quoted = periods(&mut corpus, format!("\"{}\"", words.join(" ")));
            if !quoted.is_empty() {
                prop_assert_eq!(quoted, periods(&mut corpus, spec.query.clone()), "the chart is the phrase's");
            }
        }
    }
}

#[test]
fn a_chosen_value_counts_what_is_listed_where_copies_count_once() {
    let copy = |id: &str, date: &str, source: &str| Article {
        source: Some(source.into()),
        ..super::article(id, Some(date), &[(Role::Body, false, &format!("một {}", TAILS[1]))])
    };
    let articles = vec![copy("a", "2020-01-02", "Báo Đỏ"), copy("b", "2021-01-02", "Báo Xanh")];
    let mut corpus = corpus(articles);
    let filters = |sources: &[&str], once| Filters {
        values: vec![(Facet::Source, sources.iter().map(|&source| source.into()).collect())],
        once,
        ..Filters::default()
    };
    let mut check = |sources: &[&str], once, expected: &[(&str, u32)]| {
        let spec = QuerySpec { query: "một".into(), filters: filters(sources, once), ..QuerySpec::default() };
        let answer = facets(&mut corpus, &spec);
        let values = answer.facets[0].1.iter().map(|one| (one.value.as_str(), one.articles)).collect::<Vec<_>>();
        assert_eq!(values, expected, "{sources:?}");
    };
    check(&["Báo Xanh"], true, &[("Báo Xanh", 1), ("Báo Đỏ", 1)]);
    check(&["Báo Đỏ"], true, &[("Báo Đỏ", 1)]);
    check(&["Báo Đỏ", "Báo Xanh"], true, &[("Báo Đỏ", 1), ("Báo Xanh", 0)]);
    check(&["Báo Xanh"], false, &[("Báo Xanh", 1), ("Báo Đỏ", 1)]);
}
