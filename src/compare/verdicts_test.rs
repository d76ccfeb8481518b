//! Tests of verdicts: what makes the same words verbatim, what is typography, what changes the meaning; and that only
//! matched tokens are handed out. All sentences are written for this project.

use super::tests::prepared;
use super::*;

/// What a comparison says of two sentences that are one passage: kind, and whether marks, typography and signs differ.
#[track_caller]
fn check(a: &str, b: &str, expected: (Kind, bool, bool, bool)) {
    for (a, b) in [(a, b), (b, a)] {
        let pairs = align(&prepared(a), &prepared(b));
        let phrases: Vec<&Pair> = pairs.iter().filter(|pair| pair.layer == Layer::Phrase).collect();
        assert_eq!(phrases.len(), 1, "{a} | {b}: {phrases:?}");
        let found = phrases[0];
        assert_eq!(
            (found.kind, found.marks_differ, found.typography, found.signs_differ),
            expected,
            "(kind, marks, typography, signs) of {a} | {b}"
        );
    }
}

const VERBATIM: (Kind, bool, bool, bool) = (Kind::Verbatim, false, false, false);
const TYPOGRAPHY: (Kind, bool, bool, bool) = (Kind::Verbatim, false, true, false);
const MARKS: (Kind, bool, bool, bool) = (Kind::Verbatim, true, false, false);
const SIGNS: (Kind, bool, bool, bool) = (Kind::Near, false, false, true);

#[test]
fn what_is_equal_in_every_sign_is_verbatim() {
    check("They sold the boat for $5 in May.", "They sold the boat for $5 in May.", VERBATIM);
    check("The cellar was at -5 all night long.", "The cellar was at -5 all night long.", VERBATIM);
    // What stands beyond the words is another sentence's.
    check("Sáng nay, đò ngang chở khách qua sông.", "Mới đây đò ngang chở khách qua sông", VERBATIM);
}

#[test]
fn signs_that_change_the_meaning_are_no_typography() {
    for (a, b) in [
        ("They sold the boat for $5 in May.", "They sold the boat for €5 in May."),
        ("They sold the boat for 5 $ in May.", "They sold the boat for 5 £ in May."),
        ("They sold the boat for $5 in May.", "They sold the boat for 5 in May."),
        ("The cellar was at -5 all night long.", "The cellar was at 5 all night long."),
        ("The cellar was at −5 all night long.", "The cellar was at 5 all night long."),
        ("-5 was the cellar all night long.", "5 was the cellar all night long."),
        ("Is the mill by the weir open?", "Is the mill by the weir open."),
        ("Đò có chạy khi nước lớn không? Có.", "Đò có chạy khi nước lớn không, có."),
        ("She said: “The mill stays open all year”.", "She said the mill stays open all year."),
        ("“The mill stays open all year”", "The mill stays open all year"),
        ("磨坊说：「全年开放不休息」。", "磨坊说全年开放不休息。"),
        ("The count was 3 < 4 for once here.", "The count was 3 > 4 for once here."),
        ("They met on 2/5 by the old weir.", "They met on 2-5 by the old weir."),
    ] {
        check(a, b, SIGNS);
    }
}

#[test]
fn typography_is_called_typography() {
    for (a, b) in [
        ("The mill's wheel \"turns\" all year long.", "The mill’s wheel “turns” all year long."),
        ("He wrote 'the wheel turns' on a door.", "He wrote «the wheel turns» on a door."),
        ("The weir – built of oak – still stands.", "The weir - built of oak - still stands."),
        ("The weir — built of oak — still stands.", "The weir, built of oak, still stands."),
        ("the mill by the weir stays open", "The Mill by the WEIR stays open"),
        ("The mill by  the weir stays open.", "The mill by the weir stays open."),
        ("The mill by the\nweir stays open.", "The mill by the weir stays open."),
        ("The mill by the wa\u{ad}ter stays open.", "The mill by the water stays open."),
        ("Thuyền hòa vào khói sóng chiều nay.", "Thuyền hoà vào khói sóng chiều nay."),
        ("The wheel turns. It stays open all year.", "The wheel turns; it stays open all year!"),
        ("A COVID-19 ward by the old weir.", "A COVID 19 ward by the old weir."),
        ("Prices rose by 5 % over the last year.", "Prices rose by 5% over the last year."),
    ] {
        check(a, b, TYPOGRAPHY);
    }
}

#[test]
fn marks_are_told_before_typography() {
    check("Đò ngang chở khách qua sông lớn.", "Do ngang cho khach qua song lon.", MARKS);
    check("Đò ngang chở khách qua sông lớn.", "đo ngang chở khách qua sông lớn.", MARKS);
}

#[test]
fn signs_are_told_of_reworded_passages_too() {
    check(
        "The ferry carries mail for $5 and bread to the island every day.",
        "The ferry carries mail for €5 and water to the island every day.",
        (Kind::Near, false, false, true),
    );
    check(
        "The ferry carries mail for $5 and bread to the island every day.",
        "The Ferry carries mail for $5 and water to the island every day.",
        (Kind::Near, false, false, false),
    );
}

/// The tokens of the first side that a comparison matched.
fn matched(a: &Side, b: &Side) -> Vec<String> {
    let pairs = align(a, b);
    let runs = pairs.iter().filter(|pair| pair.layer == Layer::Phrase).flat_map(|pair| &pair.runs);
    let mut places: Vec<u32> = runs.flat_map(|run| run.a..run.a + run.len).collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|at| a.folds[at as usize].to_owned()).collect()
}

#[test]
fn only_matched_tokens_are_handed_out() {
    let a = prepared("the old mill by the weir turns its wheel when rain fills the pond");
    let b = prepared("the old mill by the weir spins its wheel when snow fills the pond");
    let expected = ["the", "old", "mill", "by", "the", "weir", "its", "wheel", "when", "fills", "the", "pond"];
    assert_eq!(matched(&a, &b), expected);
    assert_eq!(matched(&b, &a), expected);
    // Without blanks between words the graphemes are what is matched.
    let (a, b) = (prepared("渡船每天早上运送信件和面包到岛上"), prepared("渡船每天早上运送信件和清水到岛上"));
    assert_eq!(matched(&a, &b).concat(), "渡船每天早上运送信件和到岛上");
    // What leads up to a list and follows it in the same words is matched with it.
    let (a, b) =
        (prepared("Xin gửi: sách mới, bàn thấp, đèn sáng."), prepared("Xin gửi: bàn thấp, đèn sáng, sách mới."));
    assert_eq!(matched(&a, &b).len(), a.spans.len());
}

proptest::proptest! {
    #[test]
    fn runs_are_equal_tokens_inside_their_passage(
        words in proptest::collection::vec(0..9u8, 0..80),
        cut in 0..40usize,
    ) {
        let after = |word: &u8| if word.is_multiple_of(4) { ", " } else { " " };
        let text = |words: &[u8]| words.iter().map(|word| format!("w{word}{}", after(word))).collect::<String>();
        let mut other: Vec<u8> = words.iter().skip(cut).copied().collect();
        other.extend(words.iter().take(cut / 2));
        let (a, b) = (prepared(&text(&words)), prepared(&text(&other)));
        for pair in align(&a, &b) {
            let (in_a, in_b) = (a.tokens_in(pair.a), b.tokens_in(pair.b));
            proptest::prop_assert_eq!(pair.runs.iter().map(|run| run.len).sum::<u32>(), pair.tokens);
            for run in &pair.runs {
                let (i, j, len) = (run.a as usize, run.b as usize, run.len as usize);
                proptest::prop_assert!(a.folds.of(i..i + len).eq(b.folds.of(j..j + len)));
                proptest::prop_assert!(in_a.start <= i && i + len <= in_a.end);
                proptest::prop_assert!(in_b.start <= j && j + len <= in_b.end);
            }
        }
    }
}
