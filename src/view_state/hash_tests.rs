//! Links and states, there and back. It tests nothing of what a page does with them.

use super::hash::HASH_LIMIT_BYTES;
use super::*;
use crate::article::Date;
use crate::protocol::{Association, Facet, LineBy, PassageKind, Sample, Unit, WordSort};
use crate::text::facet_value;
use proptest::prelude::*;

fn measured() -> Measured {
    Measured {
        panel: Panel::Keyness,
        unit: Unit::Syllable,
        span: 0,
        sides: Sides::Left,
        least: 10,
        measure: Association::Mi,
        row: 3,
        pattern: "công *".to_owned(),
        listing: WordSort::Range,
        content: true,
        versus: vec!["an toàn".to_owned(), "a & b".to_owned()],
        by_month: true,
        periods: "2020-01..2020-06, 2021".to_owned(),
        node: "an toàn & trật tự".to_owned(),
        against: "date:2020".to_owned(),
    }
}

fn full() -> ViewState {
    ViewState {
        view: View::Compare,
        query: "\"bảo đảm\" -a & b=c #1 100%".to_owned(),
        marks: MarksMode::Fold,
        blocks: BlocksMode::All,
        strict: Strict { case: true, stroke: true, ..Strict::default() },
        filters: Filters {
            values: vec![
                (Facet::Source, vec![String::new(), "Báo & đài".to_owned()]),
                (Facet::Year, vec!["2021".to_owned()]),
            ],
            from: "2020-05".parse().ok(),
            to: "2021-01-24".parse().ok(),
            undated: true,
            once: true,
        },
        effort: 2,
        sort: Sort::Date,
        copies: true,
        line_sort: vec![LineSort::Right(1), LineSort::Node, LineSort::Left(5)],
        context_tokens: 20,
        bench: Bench {
            group: Some(LineBy::Source),
            sample: Some(Sample { lines: 50, seed: 7 }),
            blanked: true,
            skipped: 2_000,
        },
        kind: Kind::Dates,
        mention: Some("2021-03".to_owned()),
        family: Some(("từ sớm, từ xa & \"gần\"".to_owned(), 2)),
        apart: true,
        tracing: true,
        grouped: Some(Grouped {
            a: "date:2021".to_owned(), b: "source:\"Báo & đài\"".to_owned(), shown: Shown::OnlyB
        }),
        mapped: Some(Mapped {
            axis: crate::protocol::Axis::Sources,
            between: Some(["Báo & đài".to_owned(), "Báo B".to_owned()]),
        }),
        measured: measured(),
        open: Some("2021/bài một.txt".to_owned()),
        spot: Some((120, 140)),
        quote: Some(Quote {
            head: "Ghe lớn & nhỏ".to_owned(), tail: "về bến".to_owned(), sum: "0a1b2c3d".to_owned()
        }),
        compared: vec!["a.txt".to_owned(), "b c.txt".to_owned()],
        layer: Layer::Passage,
        passage: Some("không để bị động".to_owned()),
        kinds: vec![PassageKind::Reworded, PassageKind::Moved],
        differing: true,
        sets: vec![
            NamedSet::new("Báo & đài = 1", &QuerySpec { query: "a & b".to_owned(), ..QuerySpec::default() }).unwrap(),
        ],
        corpus: "0123456789abcdef".to_owned(),
    }
}

#[test]
fn a_state_comes_back_from_its_link() {
    for state in [full(), ViewState::default()] {
        assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
    }
    assert_eq!(parse_hash("#source=%20B%C3%A1o%C2%A0%20A"), parse_hash("#source=B%C3%A1o%20A"));
}

#[test]
fn a_link_written_by_hand_shows_what_it_asks_for() {
    for (hash, view) in [
        ("#q=an%20ninh", View::Results),
        ("#open=a.txt", View::Results),
        ("#q=an%20ninh&view=overview", View::Overview),
        ("#view=context&q=an", View::Context),
        ("#view=graph&q=an", View::Results),
        ("#marks=exact", View::Overview),
        ("", View::Overview),
    ] {
        assert_eq!(parse_hash(hash).0.view, view, "{hash}");
    }
}

#[test]
fn a_link_is_plain_text() {
    assert_eq!(write_hash(&ViewState::default()), "#view=overview");
    assert!(write_hash(&full()).bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>`'\\".contains(&byte)));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
    let check = |hash: &str, query: &str, expected: &[HashProblem]| {
        let (state, problems) = parse_hash(hash);
        assert_eq!((state.query.as_str(), problems.as_slice()), (query, expected), "{hash}");
    };
    let unknown = |part: &str| HashProblem::Unknown(part.to_owned());
    check("", "", &[]);
    check("#", "", &[]);
    check("#main", "", &[HashProblem::NotALink]);
    check("#q=an&page=3", "an", &[unknown("page=3")]);
    check("#q=an&view=graph", "an", &[unknown("view=graph")]);
    check("#q=%zz", "", &[unknown("q=%zz")]);
    check("#q=%C3", "", &[unknown("q=%C3")]);
    check("#q=an%", "", &[unknown("q=an%")]);
    check("#q=b%E1%BA%A7u", "bầu", &[]);
    check("#q=bầu", "bầu", &[]);
    check("#q=an&lines=R1,R1", "an", &[unknown("lines=R1,R1")]);
    check("#q=an&lines=L9", "an", &[unknown("lines=L9")]);
    check("#q=an&line=0", "an", &[unknown("line=0")]);
    check("#q=an&group=colour", "an", &[unknown("group=colour")]);
    check("#q=an&sample=0,7", "an", &[unknown("sample=0,7")]);
    check("#q=an&sample=50", "an", &[unknown("sample=50")]);
    check("#q=an&width=7000", "an", &[unknown("width=7000")]);
    check("#q=an&from=--01-12&to=2021", "an", &[unknown("from=--01-12")]);
    check("#q=an&strict=tone,colour", "an", &[unknown("strict=tone,colour")]);
    check("#q=an&effort=200", "an", &[unknown("effort=200")]);
    check("#q=an&at=9-3", "an", &[unknown("at=9-3")]);
    check("#q=an&at=9", "an", &[unknown("at=9")]);
    check("#q=an&kind=longforms", "an", &[unknown("kind=longforms")]);
    check("#q=an&only=reworded,blue", "an", &[unknown("only=reworded,blue")]);
    check("#q=an&differing=yes", "an", &[unknown("differing=yes")]);
    check(&format!("#q={}", "a".repeat(HASH_LIMIT_BYTES)), "", &[HashProblem::TooLong]);
}

#[test]
fn no_more_articles_than_can_be_compared() {
    let (state, problems) = parse_hash("#with=a&with=b&with=b&with=c&with=d&with=e");
    assert_eq!(state.compared, ["a", "b", "c", "d"]);
    assert_eq!(problems, [HashProblem::Unknown("with=e".to_owned())]);
}

proptest! {
    #[test]
    fn any_text_survives_a_link(query in any::<String>(), id in "\\PC{1,40}") {
        let state = ViewState { query, open: Some(id), ..ViewState::default() };
        prop_assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
    }

    #[test]
    fn any_filters_survive_a_link(
        ticks in proptest::collection::vec((0usize..3, "\\PC{0,12}"), 0..12),
        days in proptest::collection::vec((1000u16..3000, proptest::option::of((1u8..13, proptest::option::of(1u8..32)))), 2),
        undated in any::<bool>(),
        keys in proptest::sample::subsequence(LINE_KEYS.to_vec(), 0..=3),
        width in proptest::sample::select(CONTEXT_TOKENS.to_vec()),
    ) {
        let mut filters = Filters { undated, ..Filters::default() };
        for (facet, value) in ticks {
            toggle_value(&mut filters, FACETS[facet], &facet_value(&value));
        }
        let date = |(year, rest): (u16, Option<(u8, Option<u8>)>)| Date {
            year: Some(year),
            month: rest.map(|rest| rest.0),
            day: rest.and_then(|rest| rest.1),
            minute: None,
        };
        (filters.from, filters.to) = (Some(date(days[0])), Some(date(days[1])));
        let state = ViewState { filters, line_sort: keys, context_tokens: width, ..ViewState::default() };
        prop_assert_eq!(parse_hash(&write_hash(&state)), (state, Vec::new()));
    }

    #[test]
    fn any_hash_is_read_without_a_panic(hash in any::<String>()) {
        parse_hash(&hash);
    }
}
