//! Quality of comparisons as figures, on texts made here: a test fails when it drops. plagdet is that of the PAN contests:
//! F1 of characters, divided by the logarithm of how many pieces a case is found in.

mod generate;
mod held_back;

use super::tests::blocks;
use super::*;
use generate::{Case, Dice, Script, Vocabulary, case};
use std::ops::RangeInclusive;

/// What is shown of a comparison: long passages, and the phrases that stand in none.
fn shown(pairs: &[Pair]) -> Vec<&Pair> {
    let inside = |part: (u32, u32), whole: (u32, u32)| whole.0 <= part.0 && part.1 <= whole.1;
    let passages: Vec<&Pair> = pairs.iter().filter(|pair| pair.layer == Layer::Passage).collect();
    let mut shown = passages.clone();
    shown.extend(pairs.iter().filter(|pair| {
        pair.layer == Layer::Phrase && !passages.iter().any(|whole| inside(pair.a, whole.a) && inside(pair.b, whole.b))
    }));
    shown
}

/// Sums over cases and detections.
#[derive(Debug, Default)]
struct Score {
    recall: f64,
    cases: f64,
    precision: f64,
    detections: f64,
    pieces: f64,
    found: f64,
}

fn common(x: (u32, u32), y: (u32, u32)) -> u32 {
    x.1.min(y.1).saturating_sub(x.0.max(y.0))
}

impl Score {
    fn add(&mut self, case: &Case, pairs: &[Pair]) {
        let shared: Vec<_> = case.shared.iter().map(|(a, b)| ((a.start, a.end), (b.start, b.end))).collect();
        let shown = shown(pairs);
        let meets =
            |one: &((u32, u32), (u32, u32)), pair: &Pair| common(one.0, pair.a) > 0 && common(one.1, pair.b) > 0;
        let covered = |span: (u32, u32), by: Vec<(u32, u32)>| {
            (span.0..span.1).filter(|at| by.iter().any(|part| part.0 <= *at && *at < part.1)).count() as f64
        };
        let length = |(a, b): ((u32, u32), (u32, u32))| f64::from(a.1 - a.0 + b.1 - b.0);
        for one in &shared {
            let met: Vec<&Pair> = shown.iter().filter(|pair| meets(one, pair)).copied().collect();
            let parts = covered(one.0, met.iter().map(|pair| pair.a).collect())
                + covered(one.1, met.iter().map(|pair| pair.b).collect());
            self.recall += parts / length(*one);
            self.cases += 1.0;
            self.pieces += met.len() as f64;
            self.found += f64::from(u8::from(!met.is_empty()));
        }
        for pair in shown {
            let met: Vec<_> = shared.iter().filter(|one| meets(one, pair)).collect();
            let parts = covered(pair.a, met.iter().map(|one| one.0).collect())
                + covered(pair.b, met.iter().map(|one| one.1).collect());
            self.precision += parts / length((pair.a, pair.b));
            self.detections += 1.0;
        }
    }

    fn pieces(&self) -> f64 {
        self.pieces / self.found.max(1.0)
    }

    fn plagdet(&self) -> f64 {
        let (recall, precision) = (self.recall / self.cases.max(1.0), self.precision / self.detections.max(1.0));
        let f1 = if recall + precision > 0.0 { 2.0 * recall * precision / (recall + precision) } else { 0.0 };
        f1 / (1.0 + self.pieces().max(1.0)).log2()
    }
}

fn side_of(text: &str) -> Side {
    side(text, &blocks(text))
}

/// Holds plagdet, of Vietnamese, English and a script without blanks, and pieces a case of passages of so many words.
fn check(length: RangeInclusive<usize>, plagdet: [f64; 3], pieces: f64) {
    for (script, plagdet) in [Script::Vietnamese, Script::English, Script::Unspaced].into_iter().zip(plagdet) {
        let mut score = Score::default();
        for seed in 0..4 {
            let mut dice = Dice::new(7 + seed);
            let vocabulary = Vocabulary::new(script, &mut dice);
            let case = case(&vocabulary, 2_500, 18, length.clone(), &mut dice);
            score.add(&case, &align(&side_of(&case.a), &side_of(&case.b)));
        }
        let told = format!(
            "{script:?} {length:?}: plagdet {:.3}, recall {:.3}, precision {:.3}, pieces {:.2}",
            score.plagdet(),
            score.recall / score.cases,
            score.precision / score.detections,
            score.pieces()
        );
        println!("{told}");
        assert!(score.plagdet() >= plagdet && score.pieces() <= pieces, "{told}");
    }
}

#[test]
fn short_passages_are_found_whole() {
    check(6..=12, [0.86, 0.86, 0.86], 1.1);
}

#[test]
fn middle_passages_are_found_whole() {
    check(15..=40, [0.95, 0.95, 0.95], 1.1);
}

#[test]
fn long_passages_are_found_whole() {
    check(50..=90, [0.975, 0.975, 0.975], 1.1);
}

/// A text of so many words in paragraphs, and a revision of it: paragraphs put in, moved, and one word in twenty changed.
/// The ranges are the paragraphs put in.
fn revised(script: Script, tokens: usize, dice: &mut Dice) -> (String, String, Vec<(u32, u32)>) {
    let vocabulary = Vocabulary::new(script, dice);
    let text_of = |words: &[generate::Word]| -> String {
        words.iter().flat_map(|word| [word.letters.as_str(), word.after.as_str()]).collect()
    };
    let paragraphs: Vec<Vec<generate::Word>> = (0..tokens / 100).map(|_| vocabulary.prose(90, dice)).collect();
    let a: String = paragraphs.iter().map(|words| text_of(words) + "\n").collect();
    let (mut b, mut put_in) = (String::new(), Vec::new());
    for words in &paragraphs {
        b.push_str(&text_of(&generate::Change::Edited(5).of(words, &vocabulary, dice)));
        b.push('\n');
        if dice.happens(20) {
            let start = b.len() as u32;
            b.push_str(&text_of(&vocabulary.prose(90, dice)));
            put_in.push((start, b.len() as u32));
            b.push('\n');
        }
    }
    (a, b, put_in)
}

/// Holds how much of the paragraphs put in is called shared, in either layer, by bytes; and that the rest is found.
fn check_put_in(tokens: usize, most: f64) {
    for script in [Script::Vietnamese, Script::English] {
        let mut dice = Dice::new(11);
        let (a, b, put_in) = revised(script, tokens, &mut dice);
        let (text_a, text_b) = (Text { text: &a, side: side_of(&a) }, Text { text: &b, side: side_of(&b) });
        let comparison = Comparison::new(&text_a, &text_b);
        let mut covered = vec![false; b.len()];
        for pair in comparison.pairs.iter().filter(|pair| pair.layer != Layer::Short) {
            covered[pair.b.0 as usize..pair.b.1 as usize].fill(true);
        }
        let (mut called, mut all) = (0, 0);
        for (start, end) in put_in {
            called += covered[start as usize..end as usize].iter().filter(|is| **is).count();
            all += (end - start) as usize;
        }
        let share = called as f64 / all as f64;
        let matched = comparison.matched(false);
        let found = matched.iter().filter(|is| **is).count() as f64 / matched.len() as f64;
        println!("{script:?}, {tokens} words: {:.4} of what was put in is called shared; {found:.3} of A in B", share);
        assert!(share <= most && found >= 0.9, "{script:?}: {share} {found}");
    }
}

#[test]
fn paragraphs_put_in_are_not_shared() {
    check_put_in(20_000, 0.02);
    check_put_in(100_000, 0.05);
}

#[test]
fn a_sentence_that_moved_is_one_move() {
    let mut good = 0;
    for seed in 0..100 {
        let mut dice = Dice::new(100 + seed);
        let script = [Script::Vietnamese, Script::English][seed as usize % 2];
        let vocabulary = Vocabulary::new(script, &mut dice);
        let text_of = |sentences: &[Vec<generate::Word>]| -> String {
            sentences.iter().flatten().flat_map(|word| [word.letters.as_str(), word.after.as_str()]).collect()
        };
        let mut sentences: Vec<Vec<generate::Word>> = (0..12).map(|_| vocabulary.sentence(&mut dice)).collect();
        let a = text_of(&sentences);
        let from = dice.below(12);
        let moved = sentences.remove(from);
        let to = (from + 3 + dice.below(6)) % 11;
        sentences.insert(to, moved);
        let b = text_of(&sentences);
        let (left, right) = (side_of(&a), side_of(&b));
        let words = Words::new(&left, &right);
        let whole = ((0, a.len() as u32), (0, b.len() as u32));
        let edits = edit::edits((&a, &b), &words, whole, &[], &mut Work::default());
        let moves = edits.iter().filter(|edit| edit.kind == EditKind::MovedHere).count();
        let reworded = edits.iter().filter(|edit| edit.kind.is_reworded()).count();
        good += usize::from(moves == 1 && reworded == 2);
    }
    println!("{good} of 100 moves are one move");
    assert!(good >= 95, "{good} of 100");
}

/// The least words that must be put in, left out or replaced, by the table of Wagner and Fischer.
fn least_changes(a: &[&str], b: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = if x == y { corner } else { 1 + corner.min(row[j]).min(row[j + 1]) };
            corner = std::mem::replace(&mut row[j + 1], here);
        }
    }
    row[b.len()]
}

#[test]
fn edits_are_few_and_make_the_second_wording() {
    let (mut ours, mut least) = (0, 0);
    for seed in 0..500 {
        let mut dice = Dice::new(1_000 + seed);
        let script = [Script::Vietnamese, Script::English, Script::Unspaced][seed as usize % 3];
        let vocabulary = Vocabulary::new(script, &mut dice);
        let words = vocabulary.prose(dice.within(10..=120), &mut dice);
        let percent = dice.within(3..=30);
        let changed = generate::Change::Edited(percent).of(&words, &vocabulary, &mut dice);
        let text_of = |words: &[generate::Word]| -> String {
            words.iter().flat_map(|word| [word.letters.as_str(), word.after.as_str()]).collect()
        };
        let (a, b) = (text_of(&words), text_of(&changed));
        let (left, right) = (side_of(&a), side_of(&b));
        let numbers = Words::new(&left, &right);
        let whole = ((0, a.len() as u32), (0, b.len() as u32));
        let edits = edit::edits((&a, &b), &numbers, whole, &[], &mut Work::default());
        assert_eq!(applied(&a, &b, &edits), b, "seed {seed}");
        for edit in edits.iter().filter(|edit| edit.kind.is_reworded() && edit.kind != EditKind::MovedAway) {
            ours += left.tokens_in(edit.a).len().max(right.tokens_in(edit.b).len());
        }
        let [of_left, of_right]: [Vec<&str>; 2] = [&left, &right].map(|side| side.folds.iter().collect());
        least += least_changes(&of_left, &of_right);
    }
    println!("{ours} words changed, {least} at least");
    assert!(ours as f64 <= 1.05 * least as f64, "{ours} against {least}");
}
