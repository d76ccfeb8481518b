//! The formulas, held against values of this file and, where the shared folder is, against independent reference values to
//! the last printed digit. The reference stays there: none of it is copied here.

use super::*;
use serde_json::Value;
use std::path::PathBuf;

/// Within half of the last digit that is written.
fn near(found: Figure, expected: f64, digits: i32, what: &str) {
    let found = found.unwrap_or_else(|why| panic!("{what}: {}", why.reason()));
    assert!((found - expected).abs() <= 0.5001 * 10f64.powi(-digits), "{what}: {found}, expected {expected}");
}

#[test]
fn association_of_four_counts() {
    let joint = Joint { together: 4, node: 8, word: 16, tokens: 1024 };
    let expected = [
        (Association::LogDice, 12.415_037),
        (Association::Mi, 5.0),
        (Association::Mi3, 9.0),
        (Association::TScore, 1.9375),
        (Association::LogLikelihood, 23.355_558),
        (Association::ChiSquare, 122.992_626),
        (Association::DeltaP, 0.488_189),
        (Association::DeltaPBack, 0.246_032),
    ];
    assert_eq!(expected.map(|(measure, _)| measure), Association::ALL);
    for (measure, value) in expected {
        near(measure.of(&joint), value, 6, measure.name());
    }
    near(joint.expected(), 0.125, 6, "expected");
}

#[test]
fn what_has_no_association_is_said_in_words() {
    let check = |joint: [u64; 4], measure: Association, why: Undefined| {
        let [together, node, word, tokens] = joint;
        assert_eq!(measure.of(&Joint { together, node, word, tokens }), Err(why), "{joint:?} {}", measure.name());
    };
    check([0, 8, 16, 1024], Association::Mi, Undefined::NeverTogether);
    check([0, 8, 16, 1024], Association::LogDice, Undefined::NeverTogether);
    check([0, 0, 0, 0], Association::TScore, Undefined::NeverTogether);
    check([1, 1, 1, 0], Association::Mi3, Undefined::NoTokens);
    check([1, 0, 1, 9], Association::Mi, Undefined::NothingExpected);
    check([0, 0, 5, 9], Association::LogLikelihood, Undefined::NothingExpected);
    check([0, 0, 5, 9], Association::DeltaP, Undefined::NothingExpected);
    check([9, 9, 9, 9], Association::ChiSquare, Undefined::NothingExpected);
    check([9, 4, 20, 99], Association::LogLikelihood, Undefined::MoreThanAll);
    check([9, 20, 4, 99], Association::DeltaPBack, Undefined::MoreThanAll);
    // Never together is no lack of evidence for the measures that weigh it.
    assert!(Association::LogLikelihood.of(&Joint { together: 0, node: 8, word: 16, tokens: 1024 }).is_ok());
}

#[test]
fn keyness_of_a_word_that_the_reference_has_not() {
    let pair = Pair { target: 30, target_tokens: 1000, reference: 0, reference_tokens: 3000 };
    let expected = [
        (Keyness::LogLikelihood, 83.861_235),
        (Keyness::LogLikelihood2, 83.177_662),
        (Keyness::ChiSquare, 90.680_101),
        (Keyness::LogRatio, 7.491_853),
        (Keyness::PercentDiff, 17_900.0),
        (Keyness::OddsRatio, 185.567_010),
        (Keyness::SimpleMaths, 30_001.0),
    ];
    assert_eq!(expected.map(|(measure, _)| measure), Keyness::ALL);
    for (measure, value) in expected {
        near(measure.of(&pair), value, 6, measure.name());
    }
    let (low, high) = pair.log_ratio_interval().unwrap();
    near(Ok(low), 3.461_116, 6, "low");
    near(Ok(high), 11.522_590, 6, "high");
    // The other way round is the same ratio, and below zero where there is a sign.
    let back = Pair { target: 0, target_tokens: 3000, reference: 30, reference_tokens: 1000 };
    near(Keyness::LogRatio.of(&back), -7.491_853, 6, "back");
    near(Keyness::ChiSquare.of(&back), -90.680_101, 6, "back");
}

#[test]
fn what_has_no_keyness_is_said_in_words() {
    for measure in Keyness::ALL {
        let of = |target, target_tokens, reference, reference_tokens| {
            measure.of(&Pair { target, target_tokens, reference, reference_tokens })
        };
        assert_eq!(of(3, 9, 0, 0), Err(Undefined::NoTokens));
        assert_eq!(of(0, 9, 0, 9), Err(Undefined::NoHits));
        // Selections of one word, said over and over.
        assert!(of(9, 9, 9, 9).is_ok_and(f64::is_finite) || of(9, 9, 9, 9) == Err(Undefined::NothingExpected));
        assert!(of(1, 1, 0, 1).is_ok_and(f64::is_finite));
    }
}

#[test]
fn dispersion_over_parts() {
    let spread = dispersion([(6, 100), (2, 200), (0, 300), (4, 400), (0, 0)].into_iter());
    assert_eq!((spread.parts, spread.range), (4, 3));
    for (figure, value, what) in [
        (spread.dp, 0.4, "dp"),
        (spread.dp_normalised, 0.444_444, "dp_normalised"),
        (spread.juilland_d, 0.322_997, "juilland_d"),
        (spread.carroll_d2, 0.530_639, "carroll_d2"),
        (spread.rosengren_s, 0.594_949, "rosengren_s"),
        (spread.da, 0.250_000, "da"),
        (spread.dkl, 0.492_745, "dkl"),
    ] {
        near(figure, value, 6, what);
    }
    let even = dispersion([(1, 100), (2, 200), (3, 300)].into_iter());
    near(even.dp, 0.0, 9, "even");
    near(even.juilland_d, 1.0, 9, "even");
    for (parts, why) in [
        (vec![], Undefined::NoHits),
        (vec![(0, 9), (0, 9)], Undefined::NoHits),
        (vec![(3, 9)], Undefined::OnePart),
        (vec![(3, 9), (0, 0)], Undefined::OnePart),
    ] {
        let spread = dispersion(parts.into_iter());
        let figures = [spread.dp, spread.dp_normalised, spread.juilland_d, spread.carroll_d2, spread.rosengren_s];
        assert!(figures.into_iter().chain([spread.da, spread.dkl]).all(|figure| figure == Err(why)), "{spread:?}");
    }
}

fn vectors() -> Option<Value> {
    let root = std::env::var_os("RECTO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let file = std::fs::read_to_string(root.join("vectors/statistics.json")).ok()?;
    Some(serde_json::from_str(&file).unwrap())
}

/// A value with the digits that are printed after its point; of one rounded to hundreds, −2.
fn printed(value: &Value, rounded: bool) -> (f64, i32) {
    let text = value.to_string();
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len() as i32);
    (value.as_f64().unwrap(), if rounded { -2 } else { digits })
}

#[test]
fn statistics_are_those_of_the_vectors() {
    let Some(vectors) = vectors() else {
        println!("skipped: no vectors/statistics.json in RECTO_SHARED or ../shared");
        return;
    };
    let number = |row: &Value, key: &str| row[key].as_u64().unwrap();
    let mut checked = 0;
    for row in vectors["association"].as_array().unwrap() {
        let name = row["measure"].as_str().unwrap();
        let [together, node, word, tokens] = ["O", "fA", "fB", "N"].map(|key| number(row, key));
        let rounded = row["source"].as_str().is_some_and(|source| source.contains("hundreds"));
        let (value, digits) = printed(&row["value"], rounded);
        near(Association::parse(name).unwrap().of(&Joint { together, node, word, tokens }), value, digits, name);
        checked += 1;
    }
    for row in vectors["keyness"].as_array().unwrap() {
        let name = row["measure"].as_str().unwrap();
        let [target, target_tokens, reference, reference_tokens] = ["a", "c", "b", "d"].map(|key| number(row, key));
        let (value, digits) = printed(&row["value"], false);
        let pair = Pair { target, target_tokens, reference, reference_tokens };
        near(Keyness::parse(name).unwrap().of(&pair), value, digits, name);
        checked += 1;
    }
    for row in vectors["dispersion"].as_array().unwrap() {
        let list = |key: &str| -> Vec<u32> {
            row[key].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as u32).collect()
        };
        let spread = dispersion(list("counts").into_iter().zip(list("part_sizes")));
        for (figure, name) in [
            (spread.dp, "dp"),
            (spread.juilland_d, "juilland_d"),
            (spread.carroll_d2, "carroll_d2"),
            (spread.rosengren_s, "rosengren_s"),
            (spread.da, "da"),
            (spread.dkl, "dkl"),
        ] {
            let (value, digits) = printed(&row[name], false);
            near(figure, value, digits, name);
            checked += 1;
        }
    }
    assert!(checked >= 29, "{checked} values");
}
