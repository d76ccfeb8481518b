//! Figures ("Số liệu"): quantities with their value, unit and place. Dates, times, codes, ordinals and years are none.

use super::claim::{Claim, claim_before};
use super::label::{is_label, is_name, telephone};
use super::numeral::{Numeral, Style, multiplier, numeral, scaled};
use super::scale::{degrees_after, grouped, is_multiplied, scale_of_suffix};
use super::unit::{is_attached_unit, is_measure, is_unit, rate_at, unit_at};
use super::words::Words;
use crate::compounds::Compounds;
use crate::text::raised_value;

/// A quantity in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// First byte of the number.
    pub start: usize,
    /// One past the last byte of the number, its percent sign and the words that multiply it.
    pub end: usize,
    /// What it is worth; of a range, its lower end.
    pub value: f64,
    /// The upper end of a range (`2-3 năm`), or the second year (`2026 - 2031`).
    pub to: Option<f64>,
    /// A percentage.
    pub percent: bool,
    /// How exact.
    pub claim: Claim,
    /// Where its unit stands.
    pub unit: Option<(usize, usize)>,
    /// The unit, or the percent sign, stands after another number that it goes with: `từ 6 đến 8 triệu đồng`.
    pub shared: bool,
    /// Two years, not a quantity.
    pub years: bool,
}

/// Words before a 4-figure number that make it a year.
const YEAR_CUES: &[&str] = &["năm", "in", "since", "from", "by", "until", "of", "during", "before", "after", "niên"];

/// Words before a number that say it is an amount, where no unit follows.
#[rustfmt::skip]
const AMOUNT_CUES: &[&str] = &[
    "là", "còn", "lên", "xuống", "đạt", "hơn", "gần", "khoảng", "trên", "dưới", "quá", "tới", "đến", "chỉ", "có", "tổng",
    "tăng", "giảm", "từ", "cả", "mất", "thêm", "bằng", "cần", "âm", "is", "are", "was", "were", "to", "about", "over",
    "nearly", "almost", "only", "reached", "exactly", "totaled", "totalled", "than", "some", "all",
];

/// Finds the figures of a passage, in order. `dates` are the spans of its dates, ascending; `compounds` what is one word
/// in the corpus. Linear.
pub fn figures(words: &Words<'_>, dates: &[(usize, usize)], style: Style, compounds: &Compounds) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (start, _) = words.span(at);
        let digit = words.surface(at).starts_with(|c: char| c.is_ascii_digit());
        let in_date = || {
            let date = dates.partition_point(|date| date.1 <= start);
            dates.get(date).is_some_and(|date| date.0 <= start)
        };
        if !digit || in_date() {
            at += 1;
            continue;
        }
        let (next, figure) = Reading { words, style, compounds }.read(at);
        found.extend(figure);
        at = next.max(at + 1);
    }
    found
}

pub(super) struct Reading<'w, 't> {
    pub words: &'w Words<'t>,
    pub style: Style,
    pub compounds: &'w Compounds,
}

impl Reading<'_, '_> {
    /// Reads the number at a token: where to go on, and the figure if it is one.
    fn read(&self, at: usize) -> (usize, Option<Figure>) {
        let words = self.words;
        if let Some(past) = telephone(words, at).or_else(|| self.coupled(at)) {
            return (past, None);
        }
        let Some(number) = numeral(words.surface(at), self.style) else { return (at + 1, None) };
        if let Some(power) = self.power(at) {
            return self.quantity(at, at + 1, Numeral { value: number.value.powi(power), ..number }, None);
        }
        if let Some((last, value)) = grouped(words, at, self.style).filter(|_| !is_label(words, at, false)) {
            return self.quantity(at, last, Numeral { value, ..number }, None);
        }
        if let Some((next, second)) = self.range(at) {
            return match second {
                Some(second) => self.ranged(at, next, number, second),
                None => (next, None),
            };
        }
        if self.is_no_quantity(at, &number) {
            return (at + 1, None);
        }
        if let Some(figure) = self.first_of_two(at, number) {
            return (at + 1, Some(figure));
        }
        let (next, figure) = self.quantity(at, at, number, None);
        (next, figure.filter(|figure| self.is_amount(at, figure)))
    }

    /// The power that a ten is raised to: `10⁶`.
    fn power(&self, at: usize) -> Option<i32> {
        let raised = || raised_value(self.words.surface(at + 1)).and_then(|power| i32::try_from(power).ok());
        let gap = self.words.gap(at + 1);
        let power = (self.words.surface(at) == "10" && matches!(gap, "" | "⁻")).then(raised).flatten()?;
        Some(if gap.is_empty() { power } else { -power }).filter(|power| power.abs() <= 300)
    }

    /// Numbers bound to something else by a sign: `10:25`, `GMT+7`, `Covid-19`, `24/7`, `3-5-2`. Gives where they end.
    fn coupled(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let digit = |at: usize| words.surface(at).starts_with(|c: char| c.is_ascii_digit());
        let bound = |gap: &str| matches!(gap, ":" | "/" | "+" | "." | "_" | "·" | "\\" | "#" | "&" | "=");
        let dash = |gap: &str| matches!(gap.trim(), "-" | "–" | "‑");
        let letter_before = || words.surface(at - 1).chars().any(char::is_alphabetic);
        if matches!(words.gap(at), "-" | "–" | "‑") && letter_before() || bound(words.gap(at)) {
            return Some(at + 1);
        }
        let mut past = at + 1;
        while past < words.len() && matches!(words.gap(past).trim(), ":" | "/") && digit(past) {
            past += 1;
        }
        if past > at + 1 {
            return Some(past);
        }
        while past < words.len() && dash(words.gap(past)) && digit(past) {
            past += 1;
        }
        (past > at + 2).then_some(past)
    }

    /// Whether a measure, a multiplier or a percent sign follows a number.
    pub fn is_measured(&self, at: usize) -> bool {
        let words = self.words;
        let next = words.key(at + 1);
        let sign = || words.after(at).trim_start().starts_with(PERCENTS) || words.surface(at).ends_with(PERCENTS);
        let suffix = || words.surface(at).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let told = || words.reads(at + 1, "phần trăm") || words.reads(at + 1, "per cent");
        words.is_spaced(at + 1) && (is_measure(next) || multiplier(next).is_some() || told())
            || sign()
            || !suffix().is_empty() && (is_attached_unit(suffix()) || multiplier(suffix()).is_some())
            || degrees_after(words, at).is_some()
    }

    pub fn is_no_quantity(&self, at: usize, number: &Numeral) -> bool {
        let words = self.words;
        let (surface, before) = (words.surface(at), words.key_before(at, 1));
        let spaced = words.is_spaced(at);
        let currency = currency_before(words.gap(at)).is_some();
        let counter = words.is_spaced(at + 1) && is_unit(words.key(at + 1)) && !words.is_capital(at + 1);
        if !currency && is_name(words, at, self.is_measured(at), counter) {
            return true;
        }
        let whole = surface.bytes().all(|byte| byte.is_ascii_digit());
        let year = whole && surface.len() == 4 && (1700.0..2200.0).contains(&number.value);
        if year && (spaced && YEAR_CUES.contains(&before) || !counter) {
            return true;
        }
        let calendar = whole && surface.len() <= 2 && spaced;
        let each = matches!(words.key_before(at, 2), "mỗi" | "một" | "trong" | "hàng" | "cả");
        if calendar && !each && matches!(before, "tháng" | "ngày" | "mùng" | "quý" | "tết" | "tuần") {
            return true;
        }
        // `lúc 10 giờ 30` is a time of day; `10 giờ` alone may be a length.
        let hour = matches!(words.key(at + 1), "giờ" | "h") && words.is_spaced(at + 1);
        let minute = words.key_before(at, 1) == "giờ" && number.value < 60.0 && whole;
        let suffix = surface[number.digits_bytes..].trim_end_matches(PERCENTS).trim_end();
        hour && spaced && matches!(before, "lúc" | "hồi" | "vào" | "khoảng" | "đến" | "trước" | "sau" | "từ")
            || minute
            || !suffix.is_empty()
                && (!is_attached_unit(suffix) || self.is_model(at, suffix))
                && scale_of_suffix(suffix, is_multiplied(words, at, at)).is_none()
    }

    /// `tòa 12A`: without a current near it this is no measure of one.
    fn is_model(&self, at: usize, suffix: &str) -> bool {
        let near = |back: usize| {
            let key = self.words.key_before(at, back);
            matches!(key, "dòng" | "sạc" | "điện" | "ampe" | "cường" | "charger" | "current")
                || key.starts_with(|c: char| c.is_ascii_digit()) && key.ends_with(['v', 'w'])
        };
        suffix == "A" && !(1..=3).any(near)
    }

    /// Whether what was read is an amount: it has a unit, is large or multiplied, or a word before it says so. A bare small
    /// number is an item of a list, a score, a model.
    fn is_amount(&self, at: usize, figure: &Figure) -> bool {
        let words = self.words;
        if figure.unit.is_some() || figure.percent {
            return true;
        }
        let scaled = scale_of_suffix(words.surface(at).trim_start_matches(|c: char| !c.is_alphabetic()), false);
        let multiplied = words.at_byte(figure.end) > at + 1 || scaled.is_some();
        let grouped = words.surface(at).contains(['.', ',', '\'']) && figure.value >= 1000.0;
        let before = words.key_before(at, 1);
        let goes_on = words.key(at + 1).is_empty() || !words.after(at).trim().is_empty();
        let title = words.is_spaced(at + 1)
            && words.is_capital(at + 1)
            && !words.key(at + 1).is_ascii()
            && at > 0
            && !words.is_capital(at - 1);
        let ended = goes_on || words.key(at + 1).chars().all(|c| !c.is_ascii_digit());
        multiplied || grouped || words.is_spaced(at) && (title || ended && AMOUNT_CUES.contains(&before))
    }

    /// The words after a number (which stands from `first` to `last`): what multiplies it, and its unit.
    pub fn quantity(&self, first: usize, last: usize, number: Numeral, to: Option<f64>) -> (usize, Option<Figure>) {
        let words = self.words;
        let (mut next, mut power) = (last + 1, self.suffix_power(first, last));
        let mut end = words.span(last).1;
        while let Some(times) = multiplier(words.key(next)).filter(|_| words.is_spaced(next) && power < MOST_POWER) {
            power += times;
            end = words.span(next).1;
            next += 1;
        }
        let mut value = scaled(number.value, power);
        if let Some((more, past)) = self.and_more(next, power) {
            value += more;
            end = words.span(past - 1).1;
            next = past;
        }
        let mut figure = Figure {
            start: words.span(first).0,
            end,
            value,
            to: to.map(|to| scaled(to, power)),
            percent: number.percent,
            claim: claim_before(words, first),
            unit: None,
            shared: false,
            years: false,
        };
        let past = self.unit(&mut figure, (first, last), next, power > 0);
        self.sign(&mut figure, first);
        (past, Some(figure))
    }

    /// The power of ten that letters right behind a number multiply it by: `5tỷ`, `$40m`.
    pub fn suffix_power(&self, first: usize, last: usize) -> i32 {
        let surface = self.words.surface(last);
        let digits = numeral(surface, self.style).map_or(surface.len(), |number| number.digits_bytes);
        scale_of_suffix(&surface[digits..], is_multiplied(self.words, first, last)).unwrap_or(0)
    }

    /// What goes on a number that was multiplied: `1 tỷ 200 triệu`, `2 tỷ rưỡi`, `12 nghìn 500`. Gives its worth and the word
    /// after it.
    fn and_more(&self, next: usize, power: i32) -> Option<(f64, usize)> {
        let words = self.words;
        if power == 0 || !words.is_spaced(next) {
            return None;
        }
        if words.key(next) == "rưỡi" {
            return Some((scaled(5.0, power - 1), next + 1));
        }
        let more = numeral(words.surface(next), self.style)?;
        if let Some(less) = multiplier(words.key(next + 1)).filter(|_| words.is_spaced(next + 1)) {
            return (less < power).then(|| (scaled(more.value, less), next + 2));
        }
        let surface = words.surface(next);
        let digits = surface.bytes().all(|byte| byte.is_ascii_digit());
        let ended =
            || words.key(next + 1).is_empty() || !words.after(next).trim().is_empty() || words.key(next + 1) == "đồng";
        match surface.len() {
            3 if digits && power >= 3 => Some((scaled(more.value, power - 3), next + 1)),
            1 if digits && power >= 6 && ended() => Some((scaled(more.value, power - 1), next + 1)),
            _ => None,
        }
    }

    /// Reads the percent sign or the unit of a number that stands from `first` to `last`. Gives where to go on.
    fn unit(&self, figure: &mut Figure, (first, last): (usize, usize), mut next: usize, multiplied: bool) -> usize {
        let words = self.words;
        if figure.percent {
            return next;
        }
        if !multiplied {
            let after = words.after(last);
            let sign = after.trim_start();
            if sign.starts_with(PERCENTS) && after.len() - sign.len() <= 2 {
                figure.percent = true;
                figure.end += after.len() - sign.len() + sign.chars().next().map_or(0, char::len_utf8);
                return next;
            }
            let told = words.reads(next, "phần trăm") || words.reads(next, "per cent");
            let long = told && words.is_spaced(next);
            if long || words.key(next) == "percent" {
                let past = next + if long { 2 } else { 1 };
                figure.percent = true;
                figure.unit = Some((words.span(next).0, words.span(past - 1).1));
                return past;
            }
        }
        let digits = numeral(words.surface(last), self.style).map_or(0, |number| number.digits_bytes);
        let attached = words.span(last).0 + digits;
        if let Some((start, end, past)) = degrees_after(words, last).filter(|_| !multiplied) {
            figure.unit = Some((start, end));
            next = past;
        } else if digits > 0 && attached < words.span(last).1 && self.suffix_power(first, last) == 0 {
            figure.unit = Some((attached, words.span(last).1));
            figure.end = attached;
            if rate_at(words, last) {
                figure.unit = Some((attached, words.span(last + 1).1));
                next += 1;
            }
        } else if let Some(sign) = currency_before(words.gap(first)) {
            figure.unit = Some((figure.start - sign, figure.start));
        } else if let Some(length) = unit_at(words, next, self.style == Style::Comma, self.compounds) {
            let start = words.span(next).0;
            next += length;
            next += usize::from(rate_at(words, next - 1));
            figure.unit = Some((start, words.span(next - 1).1));
        }
        next
    }

    /// `-40 độ`, `âm 5°C`: below zero, where that is said of degrees and percentages.
    fn sign(&self, figure: &mut Figure, first: usize) {
        let words = self.words;
        let gap = words.before(first);
        let minus = ["-", "–", "−"].into_iter().find(|minus| {
            let before = gap.strip_suffix(minus);
            before.is_some_and(|before| before.is_empty() && first == 0 || before.ends_with([' ', '(', '\u{a0}', '\n']))
        });
        let told = words.key_before(first, 1) == "âm" && words.is_spaced(first);
        let measured = figure.percent
            || figure.unit.is_some_and(|(start, end)| {
                let at = words.at_byte(start);
                words.key(at) == "độ" || words.text(start, end).starts_with(['°', 'º'])
            });
        if !measured || figure.to.is_some() || minus.is_none() && !told {
            return;
        }
        figure.value = -figure.value;
        figure.start = match minus {
            Some(minus) => figure.start - minus.len(),
            None => words.span(first - 1).0,
        };
    }
}

/// Signs of a percentage.
pub(super) const PERCENTS: [char; 3] = ['%', '٪', '％'];
/// A number multiplied further says nothing.
const MOST_POWER: i32 = 24;

/// Bytes of the currency sign that stands right before a number.
pub(super) fn currency_before(gap: &str) -> Option<usize> {
    gap.chars().next_back().filter(|sign| matches!(sign, '$' | '€' | '£' | '¥' | '₫')).map(char::len_utf8)
}
