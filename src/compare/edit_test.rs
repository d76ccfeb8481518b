//! Tests of edits and facts: what is told of two wordings, and that the edits lose nothing. All sentences are written for
//! this project.

use super::tests::prepared;
use super::*;
use proptest::prelude::*;

/// A text as an article of one block a line, folded as `prepared` does.
fn text(text: &str) -> Text<'_> {
    Text { text, side: prepared(text) }
}

/// The edits between two texts taken whole.
fn edits_of(a: &str, b: &str) -> Vec<Edit> {
    let (a, b) = (text(a), text(b));
    let words = Words::new(&a.side, &b.side);
    let whole = |text: &str| (0, text.trim_end().len() as u32);
    edit::edits((a.text, b.text), &words, (whole(a.text), whole(b.text)), &[], &mut Work::default())
}

fn cut(text: &str, span: (u32, u32)) -> &str {
    &text[span.0 as usize..span.1 as usize]
}

/// Holds the edits that are not kept against `kind, in A, in B`, without the blanks around them.
#[track_caller]
fn check(a: &str, b: &str, expected: &[(EditKind, &str, &str)]) {
    let edits = edits_of(a, b);
    let found: Vec<_> = edits
        .iter()
        .filter(|edit| edit.kind != EditKind::Kept)
        .map(|edit| (edit.kind, cut(a, edit.a).trim(), cut(b, edit.b).trim()))
        .collect();
    assert_eq!(found, expected, "\nA: {a}\nB: {b}");
    assert_eq!(applied(a, b, &edits), b.trim_end());
}

#[test]
fn edits_tell_two_wordings_apart() {
    use EditKind::*;
    check("mùa lúa chín", "mùa lúa chín", &[]);
    check("mùa lúa chín", "Mùa lúa, chín", &[(Typography, "mùa", "Mùa"), (Typography, "", ",")]);
    check(
        "con đường làng mới mở",
        "con đuờng làng vừa mở rộng",
        &[(Marks, "đường", "đuờng"), (Replaced, "mới", "vừa"), (OnlyB, "", "rộng")],
    );
    check(
        "lực lượng cảnh sát giao thông dẫn đoàn",
        "lực lượng CSGT dẫn đoàn",
        &[(Replaced, "cảnh sát giao thông", "CSGT")],
    );
    // The unbroken run wins over the first equal word.
    check("và bờ và bến cũ", "và bến cũ", &[(OnlyA, "và bờ", "")]);
    check("the old mill, by the weir", "the mill by the weir", &[(OnlyA, "old", ""), (Typography, ",", "")]);
    check("THE OLD MILL stays", "the old mill stays", &[(Typography, "THE OLD MILL", "the old mill")]);
    check("sold for $5 in May", "sold for €5 in May", &[(Replaced, "$", "€")]);
    // Scripts without blanks are cut between graphemes.
    check("渡船每天早上运送信件和面包到岛上", "渡船每天早上运送信件和清水到岛上", &[(Replaced, "面包", "清水")]);
}

#[test]
fn what_moved_is_one_edit() {
    use EditKind::*;
    let (long, short) = ("The ferry carries mail and bread to the island.", "Rain fell all night.");
    let (a, b) = (format!("{long} {short} Nobody slept."), format!("{short} {long} Nobody slept."));
    check(&a, &b, &[(MovedHere, short, short), (MovedAway, short, short)]);
}

/// Holds the facts against `kind, in A, in B`.
#[track_caller]
fn check_facts(a: &str, b: &str, expected: &[(FactKind, &str, &str)]) {
    let (left, right) = (text(a), text(b));
    let found = fact::facts((a, b), (&left.side, &right.side), &edits_of(a, b));
    let found: Vec<_> = found.iter().map(|fact| (fact.kind, cut(a, fact.a), cut(b, fact.b))).collect();
    assert_eq!(found, expected, "\nA: {a}\nB: {b}");
}

#[test]
fn facts_that_changed_are_called_out() {
    use FactKind::*;
    check_facts("xã có 1.400 hộ dân", "xã có 1.900 hộ dân", &[(Number, "1.400", "1.900")]);
    check_facts("xã có 1.400 hộ dân nghèo", "xã có 1.400 hộ còn khó", &[]);
    check_facts("đò ngang chạy khi nước lớn", "đò ngang không chạy khi nước lớn", &[(Negation, "", "không")]);
    check_facts("the ferry runs when it rains", "the ferry never runs when it rains", &[(Negation, "", "never")]);
    check_facts("the ferry is running now", "the ferry isn't running now", &[(Negation, "", "isn't")]);
    check_facts("渡船今天开到岛上去", "渡船今天不开到岛上去", &[(Negation, "", "不")]);
    // Air is no negation.
    check_facts("đò ngang chạy khi trời trong", "đò ngang chạy khi không khí trong", &[]);
    check_facts(
        "chủ đò là ông Trần Văn Mẫu ở bến",
        "chủ đò là ông Trần Văn Thử ở bến",
        &[(Name, "Trần Văn Mẫu", "Trần Văn Thử")],
    );
    check_facts(
        "đến bến có ông Mẫu, chủ đò",
        "đến bến có ông Thử, Trưởng bến",
        &[(Name, "Mẫu", "Thử"), (Name, "", "Trưởng")],
    );
    // What is put in at length is read for itself.
    let long = "hay là cả 14 nhà và ông Mẫu cùng với 12 người khác không đi đò nữa";
    check_facts("xã có 1.400 hộ dân nghèo", &format!("xã có 1.400 hộ dân {long} nghèo"), &[]);
    // A capital at the start of a sentence is no name.
    check_facts("chợ tan. Mưa rơi cả đêm", "chợ tan. Nắng rơi cả đêm", &[]);
    check_facts("sold for $5 in May", "sold for €5 in May", &[(Sign, "$", "€")]);
    check_facts("the cellar was at -5 all night", "the cellar was at 5 all night", &[(Sign, "-", "")]);
    check_facts(
        "she said “the mill stays open” to all",
        "she said “the mill stays shut” to all",
        &[(Quotation, "the mill stays open", "the mill stays shut")],
    );
    check_facts(
        "she said: “the mill stays open” to all",
        "she said the mill stays open to all",
        &[(Quotation, "the mill stays open", "")],
    );
    check_facts("she said “the mill stays open”", "she said \"the mill stays open\"", &[]);
}

#[test]
fn edits_of_a_long_passage_stay_cheap() {
    let line = |salt: u32| {
        let words = (0..4000u32).map(|at| if at % 9 == 0 { format!("x{}", at * salt) } else { format!("w{at}") });
        words.collect::<Vec<_>>().join(" ")
    };
    let (a, b) = (line(1), line(7));
    let (a, b) = (text(&a), text(&b));
    let words = Words::new(&a.side, &b.side);
    let mut work = Work::default();
    let whole = |text: &str| (0, text.len() as u32);
    let edits = edit::edits((a.text, b.text), &words, (whole(a.text), whole(b.text)), &[], &mut work);
    assert!(edits.iter().filter(|edit| edit.kind == EditKind::Kept).count() > 400);
    assert!(work.cells + work.seeds < 100_000, "{work:?}");
}

/// Words by number, some of them written otherwise, some ending a clause or a paragraph.
fn text_of(words: &[(u8, u8)]) -> String {
    let end = |mark: u8| ["", "", "", "", " -", ",", ".", "\n"][mark as usize % 8];
    let written = |word: u8, mark: u8| match mark {
        8 => format!("W{word}á"),
        9 => format!("W{word}"),
        _ => format!("w{word}"),
    };
    words.iter().map(|&(word, mark)| format!("{}{} ", written(word, mark), end(mark))).collect()
}

fn words(kinds: u8, most: usize) -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((0..kinds, 0..10u8), 0..most)
}

/// Holds that edits leave nothing out on either side, cut no word and make the second wording.
fn sound(a: &Text, b: &Text, pair: ((u32, u32), (u32, u32)), edits: &[Edit]) -> Result<(), TestCaseError> {
    let mut at = (pair.0.0, pair.1.0);
    let inside = |side: &Side, at: u32| side.spans.iter().any(|span| span.0 < at && at < span.1);
    for edit in edits {
        if edit.kind != EditKind::MovedHere {
            prop_assert_eq!(edit.a.0, at.0);
            at.0 = edit.a.1;
        }
        if edit.kind != EditKind::MovedAway {
            prop_assert_eq!(edit.b.0, at.1);
            at.1 = edit.b.1;
        }
        prop_assert!(![edit.a.0, edit.a.1].iter().any(|&at| inside(&a.side, at)), "{:?}", edit);
        prop_assert!(![edit.b.0, edit.b.1].iter().any(|&at| inside(&b.side, at)), "{:?}", edit);
        let (in_a, in_b) = (cut(a.text, edit.a), cut(b.text, edit.b));
        prop_assert!(edit.kind != EditKind::Kept || in_a == in_b);
        prop_assert!(edit.kind != EditKind::OnlyB || !in_a.contains(char::is_alphanumeric));
        prop_assert!(edit.kind != EditKind::OnlyA || !in_b.contains(char::is_alphanumeric));
    }
    prop_assert_eq!(at, (pair.0.1, pair.1.1));
    let wording = cut(b.text, pair.1);
    prop_assert_eq!(applied(a.text, b.text, edits), wording);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn edits_make_the_second_wording(a in words(9, 60), b in words(9, 60), shared in 0..40usize) {
        let mut b = b;
        b.extend(a.iter().skip(shared).take(30));
        let (text_a, text_b) = (text_of(&a), text_of(&b));
        let (a, b) = (text(&text_a), text(&text_b));
        let comparison = Comparison::new(&a, &b);
        for pair in &comparison.pairs {
            sound(&a, &b, (pair.a, pair.b), &comparison.edits(pair))?;
        }
        let whole = (0, text_a.trim_end().len() as u32);
        let whole = (whole, (0, text_b.trim_end().len() as u32));
        if !a.side.spans.is_empty() && !b.side.spans.is_empty() {
            let words = Words::new(&a.side, &b.side);
            let edits = edit::edits((a.text, b.text), &words, whole, &[], &mut Work::default());
            sound(&a, &b, whole, &edits)?;
        }
    }
}
