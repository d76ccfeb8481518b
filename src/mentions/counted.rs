//! Numbers in words that count something. They are listed beside the figures and are no part of the layer.

use super::claim::Claim;
use super::figure::Figure;
use super::label::is_label;
use super::numeral::{multiplier, scaled, small_number};
use super::unit::unit_at;
use super::words::Words;
use crate::compounds::Compounds;

/// Numbers in words that count something: `chín phương án`, `hàng trăm kế hoạch`. Small ones are often figures of
/// speech: they are no part of the layer.
pub fn counted_in_words(words: &Words<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    let compounds = Compounds::default();
    for at in 0..words.len() {
        let round =
            (words.key(at) == "hàng" && words.is_spaced(at + 1)).then(|| multiplier(words.key(at + 1))).flatten();
        let small = small_number(words.key(at)).filter(|_| !is_label(words, at, false));
        let (value, count, claim) = match (round, small) {
            (Some(power), _) => (scaled(1.0, power), 2, Claim::AtLeast),
            (None, Some(value)) => (value, 1, Claim::Exact),
            (None, None) => continue,
        };
        let idiom = matches!(words.key(at + count), "số" | "phần" | "cách" | "khi" | "mình" | "chút" | "ít" | "lòng");
        let unit = unit_at(words, at + count, true, &compounds).filter(|_| !idiom);
        let Some(length) = unit else { continue };
        found.push(Figure {
            start: words.span(at).0,
            end: words.span(at + count - 1).1,
            value,
            to: None,
            percent: false,
            claim,
            unit: Some((words.span(at + count).0, words.span(at + count + length - 1).1)),
            shared: false,
            years: false,
        });
    }
    found
}
