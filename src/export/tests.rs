//! Exports, read back by a CSV reader of another hand.

use super::cell::{Sheet, is_formula, neutral};
use super::*;
use crate::article::ArticleId;
use crate::article::Facet;
use crate::protocol::{
    Claim, CutKind, Detail, GroupKind, Kind, LayerAnswer, LayerRow, Line, LineBy, Mention, Sample, SearchResult,
    Strict, Tier, TierCounts, Total,
};
use proptest::prelude::*;

fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).terminator(csv::Terminator::CRLF).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn card() -> Card {
    Card {
        article: ArticleId(7),
        id: "2021/a.txt".into(),
        title: "=HYPERLINK(\"x\"), \"hai\"".into(),
        untitled: false,
        date: "--01-12".parse().ok(),
        file_date: None,
        source: Some("Báo Đỏ".into()),
        url: None,
        category: Some("xã hội".into()),
        author: Some("A, B".into()),
        length_tokens: 120,
    }
}

fn spec() -> QuerySpec {
    let values = vec![(Facet::Source, vec!["Báo \"Đỏ\"".into(), String::new()]), (Facet::Year, vec!["2021".into()])];
    QuerySpec {
        query: "-an \"ninh\"".into(),
        strict: Strict { case: true, stroke: true, ..Strict::default() },
        filters: Filters { values, from: "2021-01".parse().ok(), to: None, undated: true, once: true },
        effort: 1,
        ..QuerySpec::default()
    }
}

const READING: &str = "marks:smart blocks:text strict:case,stroke effort:1";
const FILTERS: &str = "source:\"Báo \\\"Đỏ\\\"\" source:\"\" year:\"2021\" from:2021-01 undated once";
const ARTICLE_CELLS: [&str; 10] =
    ["7", "2021/a.txt", "'=HYPERLINK(\"x\"), \"hai\"", "'--01-12", "yearless", "Báo Đỏ", "xã hội", "A, B", "", "120"];

#[test]
fn results_come_back_cell_by_cell() {
    let snippet = [("… một ", false), ("hai", true)].map(|(text, hit)| Fragment { text: text.into(), hit }).into();
    let result =
        SearchResult { card: card(), score: 12.0455, tier: Tier::Tone, hits: 3, copies: 0, snippet, strip: vec![] };
    let total = Total { articles: 20, hits: 41 };
    let group = Group { kind: GroupKind::Words, total, folded: 0, tiers: TierCounts::default(), results: vec![result] };
    let cut = Cut { kind: CutKind::Terms, part: "a*".into(), looked_at: 9, of: None };
    let mut export = Export::results(&spec(), Sort::Oldest, "00ff");
    let head = export.take();
    export.add_results(&SearchAnswer { groups: vec![group], problems: vec![], cuts: vec![cut] });
    let rows = read(&[head, export.take()].concat());
    let article = ARTICLE_CELLS;
    let expected = [
        &["words"][..],
        &article,
        &["tone", "3", "12.046", "… một hai"],
        &["'-an \"ninh\"", READING, FILTERS, "oldest", "00ff", "20", "41", "a*: 9"],
    ];
    assert_eq!(rows[1], expected.concat());
    assert_eq!(rows[0].len(), rows[1].len());
    assert_eq!((rows[0][0].as_str(), rows[0][3].as_str(), rows[0][13].as_str()), ("group", "title", "score"));
}

#[test]
fn lines_come_back_cell_by_cell() {
    let line = Line {
        article: ArticleId(7),
        start: 10,
        end: 14,
        left: "@một, ".into(),
        node: "hai".into(),
        right: " \u{202e}ba\r\n".into(),
        tier: Tier::Exact,
    };
    let cut = Cut { kind: CutKind::Lines, part: "hai".into(), looked_at: 20_000, of: Some(30_000) };
    let answer = ConcordanceAnswer {
        total: 30_000,
        tiers: TierCounts::default(),
        articles: 300,
        listed: 30_000,
        groups: vec![],
        lines: vec![line],
        cards: vec![card()],
        problems: vec![],
        cuts: vec![cut],
    };
    let asked = ConcordanceRequest {
        spec: spec(),
        sort: vec![LineSort::Left(1), LineSort::Right(12), LineSort::Date],
        sample: Some(Sample { lines: 50, seed: 7 }),
        group: Some(LineBy::Year),
        ..ConcordanceRequest::default()
    };
    let mut export = Export::lines(&asked, "00ff");
    export.add_lines(&answer);
    let rows = read(&export.take());
    let expected = [
        &["'@một,", "hai", "\u{202e}ba\u{202c}", "exact", "10", "14"][..],
        &ARTICLE_CELLS,
        &[
            "'-an \"ninh\"",
            READING,
            FILTERS,
            "L1,R12,date group:year sample:50 seed:7",
            "00ff",
            "300",
            "30000",
            "hai: 20000 of 30000",
        ],
    ];
    assert_eq!(rows[1], expected.concat());
    assert_eq!(rows[0].len(), rows[1].len());
}

#[test]
fn formulas_are_neutralised_and_directions_closed() {
    let check = |text: &str, expected: &str| {
        let mut sheet = Sheet::default();
        sheet.text(text);
        sheet.end_row();
        assert_eq!(read(&sheet.take())[0][0], expected);
    };
    for formula in ["=1+1", "+84", "-an", "@x", "\tx", "\rx", "\nx", "＝1", "'=1"] {
        check(formula, &format!("'{formula}"));
    }
    check("một = hai", "một = hai");
    check("'nháy'", "'nháy'");
    check("\u{2067}a\u{202a}b", "\u{2067}a\u{202a}b\u{202c}\u{2069}");
    check("\u{2067}a\u{202a}b\u{2069}\u{202c}", "\u{2067}a\u{202a}b\u{2069}\u{202c}");
    let mut sheet = Sheet::default();
    sheet.thousandths(1005);
    sheet.thousandths(0);
    assert_eq!(sheet.take(), "\u{feff}1.005,0.000");
}

proptest! {
    #[test]
    fn any_text_stays_in_its_cell(rows in prop::collection::vec(prop::collection::vec("[a,;\"'=\r\n\t đ-]{0,8}", 3), 1..5)) {
        let mut sheet = Sheet::default();
        for row in &rows {
            row.iter().for_each(|cell| sheet.text(cell));
            sheet.end_row();
        }
        let back = read(&sheet.take());
        prop_assert!(back.iter().flatten().all(|cell| cell.starts_with('\'') || !is_formula(cell)));
        let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| neutral(cell)).collect()).collect();
        prop_assert_eq!(back, expected);
    }
}

#[test]
fn mentions_come_back_cell_by_cell() {
    let sentence = "=Ông A nói: “3,5 tỷ đồng”.";
    let at = |part: &str| {
        let start = sentence.find(part).expect("a part of it") as u32;
        (start + 100, start + 100 + part.len() as u32)
    };
    let mention = |kind, part, key: &str, detail| {
        let (start, end) = at(part);
        let sentence_end = 100 + sentence.len() as u32;
        let mention = Mention { kind, start, end, key: key.into(), sentence_start: 100, sentence_end, detail };
        LayerRow { article: ArticleId(7), mention, sentence: sentence.into() }
    };
    let figure = Detail::Figure { value: 3.5e9, to: Some(-0.25), claim: Claim::AtMost };
    let said = Detail::Attribution { verb: at("nói"), quote: Some(at("3,5 tỷ đồng")) };
    let rows = vec![
        mention(Kind::Figures, "3,5 tỷ đồng", "đồng", figure),
        mention(Kind::Attributions, "A", "Trần Văn A", said),
        // A forged place is an empty cell.
        LayerRow {
            mention: Mention { start: 100_000, end: 200_000, ..mention(Kind::People, "A", "A", Detail::None).mention },
            ..mention(Kind::People, "A", "A", Detail::None)
        },
    ];
    let mut export = Export::mentions(&spec(), Some("-đồng"), "00ff");
    let head = export.take();
    let answer = LayerAnswer { articles: 1, total: 3, rows, cards: vec![card()], ..LayerAnswer::default() };
    export.add_mentions(&answer);
    let read = read(&[head, export.take()].concat());
    let (start, end) = at("3,5 tỷ đồng");
    let (start, end) = (start.to_string(), end.to_string());
    let told = ["'-đồng", "'-an \"ninh\"", READING, FILTERS, "article", "00ff", "1", "3", ""];
    let cells = ["figure", "đồng", "3,5 tỷ đồng", "3500000000", "-0.25", "đồng", "at most", "", ""];
    let expected = [&cells[..], &["'=Ông A nói: “3,5 tỷ đồng”.", &start, &end], &ARTICLE_CELLS, &told].concat();
    assert_eq!(read[1], expected);
    assert_eq!(read[2][..9], ["attribution", "Trần Văn A", "A", "", "", "", "", "nói", "3,5 tỷ đồng"]);
    assert_eq!(read[3][..3], ["person", "A", ""]);
    assert!(read.iter().all(|row| row.len() == read[0].len()));
}

#[test]
fn long_decimals_are_written_out() {
    let cell = |value: f64| {
        let mut sheet = Sheet::default();
        sheet.take();
        sheet.decimal(value);
        sheet.take()
    };
    assert_eq!(cell(3e20).len(), 21);
    assert_eq!(cell(f64::MAX).len(), 309);
    assert_eq!(cell(f64::INFINITY), "\"\"");
    assert_eq!([cell(0.1), cell(-0.0), cell(1e-9), cell(1e-12)], ["0.1", "0", "0.000000001", "0.000000000"]);
}

proptest! {
    #[test]
    fn decimals_are_read_as_the_same_number(thousandths in -9_000_000_000_000i64..9_000_000_000_000) {
        for value in [thousandths as f64, thousandths as f64 / 1000.0] {
            let mut sheet = Sheet::default();
            sheet.take();
            sheet.decimal(value);
            prop_assert_eq!(sheet.take().parse::<f64>(), Ok(value));
        }
    }
}
