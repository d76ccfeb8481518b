//! Two numbers that go together: ranges (`2-3 năm`, `2026 - 2031`) and pairs that share a unit (`từ 6 đến 8 triệu đồng`). It
//! reads no unit itself.

use super::claim::{Claim, claim_before};
use super::figure::{Figure, PERCENTS, Reading};
use super::label::is_label;
use super::numeral::{Numeral, multiplier, numeral, scaled};
use super::scale::{is_multiplied, scale_of_suffix};
use super::unit::is_attached_unit;

impl Reading<'_, '_> {
    /// `2-3 năm`, `2026 - 2031`: the place of the second number, and its reading when the two are a range and not a
    /// score. `None` inside leaves the pair out; the place is then where to go on.
    pub fn range(&self, at: usize) -> Option<(usize, Option<(Numeral, bool)>)> {
        let words = self.words;
        let dash = |gap: &str| matches!(gap.trim(), "-" | "–" | "—" | "‑");
        let next = at + 1;
        if next >= words.len() || !dash(words.gap(next)) {
            return None;
        }
        let second = numeral(words.surface(next), self.style)?;
        let first = numeral(words.surface(at), self.style)?;
        let is_year = |n: Numeral, surface: &str| surface.len() == 4 && (1700.0..2300.0).contains(&n.value);
        let years = is_year(first, words.surface(at)) && is_year(second, words.surface(next));
        let measured = self.is_measured(next);
        let before = words.key_before(at, 1);
        let score = matches!(
            before,
            "số" | "score"
                | "thắng"
                | "thua"
                | "hòa"
                | "hoà"
                | "đấu"
                | "bại"
                | "đậm"
                | "nút"
                | "dẫn"
                | "ngược"
                | "đè"
        ) || first.value == 0.0 && !measured;
        let named = is_label(words, at, measured) || words.is_capital(at - at.min(1)) && at > 0 && !measured && !years;
        let fits = first.value < second.value && (years || !(score || named && words.is_spaced(at)));
        Some(if fits { (next, Some((second, years))) } else { (next + 1, None) })
    }

    pub fn ranged(&self, at: usize, next: usize, first: Numeral, second: (Numeral, bool)) -> (usize, Option<Figure>) {
        let words = self.words;
        let (second, years) = second;
        if years {
            let figure = Figure {
                start: words.span(at).0,
                end: words.span(next).1,
                value: first.value,
                to: Some(second.value),
                percent: false,
                claim: Claim::Exact,
                unit: None,
                shared: false,
                years: true,
            };
            return (next + 1, Some(figure));
        }
        let suffix = words.surface(next)[second.digits_bytes..].trim_end_matches(PERCENTS).trim_end();
        let scaled = scale_of_suffix(suffix, is_multiplied(words, at, next));
        if !suffix.is_empty() && !is_attached_unit(suffix) && scaled.is_none() {
            return (next + 1, None);
        }
        let percent = first.percent || second.percent;
        let (past, figure) = self.quantity(at, next, Numeral { percent, ..first }, Some(second.value));
        // Without anything counted it is a score or part of a code.
        (past, figure.filter(|figure| figure.unit.is_some() || figure.percent))
    }

    /// The first of two numbers with a word between, where only the second has a unit: it has the same.
    pub fn first_of_two(&self, at: usize, number: Numeral) -> Option<Figure> {
        let words = self.words;
        // `500 nghìn đến 1 triệu đồng`: the first may be multiplied by words of its own.
        let (mut joint, mut own) = (at + 1, 0);
        while let Some(times) = multiplier(words.key(joint)).filter(|_| words.is_spaced(joint) && own < 24) {
            (joint, own) = (joint + 1, own + times);
        }
        let second = joint + 1;
        let opens = |cues: &[&str]| (1..=2).any(|back| cues.contains(&words.key_before(at, back)));
        let joins = match words.key(joint) {
            "đến" | "tới" | "to" => true,
            "và" | "and" => opens(&["giữa", "between"]),
            _ => false,
        };
        let bare = words.surface(at).bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        if !joins || !bare || !words.is_spaced(joint) || !words.is_spaced(second) {
            return None;
        }
        let other = numeral(words.surface(second), self.style).filter(|other| own > 0 || other.value > number.value)?;
        if self.is_no_quantity(second, &other) {
            return None;
        }
        let (_, figure) = self.quantity(second, second, other, None);
        let figure = figure.filter(|figure| figure.unit.is_some() || figure.percent || figure.value > other.value)?;
        let mut power = self.suffix_power(second, second);
        let mut next = second + 1;
        while let Some(times) = multiplier(words.key(next)).filter(|_| words.is_spaced(next) && power < 24) {
            power += times;
            next += 1;
        }
        let value = scaled(number.value, if own > 0 { own } else { power });
        if own > 0 && value >= scaled(other.value, power) {
            return None;
        }
        Some(Figure {
            start: words.span(at).0,
            end: words.span(joint - 1).1,
            value,
            to: None,
            claim: claim_before(words, at),
            shared: true,
            ..figure
        })
    }
}
