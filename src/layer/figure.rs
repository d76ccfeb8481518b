//! Figures ("Số liệu"): quantities with their value, unit and place. Dates, times, codes, ordinals and years are none.

use super::numeral::{Numeral, Style, multiplier, numeral, small_number};
use super::unit::{is_unit, unit_at};
use super::words::Words;
use crate::text::raised_value;
use serde::{Deserialize, Serialize};

/// How exact a figure claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Claim {
    /// As it stands.
    #[default]
    Exact,
    /// `khoảng`, `about`.
    About,
    /// `hơn`, `trên`, `over`, and round numbers in words (`hàng trăm`).
    AtLeast,
    /// `gần`, `dưới`, `nearly`, `under`.
    AtMost,
}

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
    /// Two years, not a quantity.
    pub years: bool,
}

/// Words before a number that make it a name or an ordinal.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "số", "thứ", "lần", "khóa", "khoá", "kỳ", "quận", "phường", "khoản", "điều", "mục", "chương", "phần", "trang",
    "lớp", "hạng", "đường", "phố", "ngõ", "hẻm", "kiệt", "tổ", "khu", "lô", "phòng", "tầng", "bài", "kỷ", "quốc", "lộ",
    "trạm", "bản", "vòng", "bảng", "mẫu", "đội", "quyển", "tập", "cấp", "quyết", "tuyến", "article", "chapter",
    "section", "page", "no", "number", "volume", "part", "amendment", "title", "room", "flight", "class",
];

/// Words before a 4-figure number that make it a year.
const YEAR_CUES: &[&str] = &["năm", "in", "since", "from", "by", "until", "of", "during", "before", "after", "niên"];

/// Finds the figures of a passage, in order. `dates` are the spans of its dates, ascending. Linear.
pub fn figures(words: &Words<'_>, dates: &[(usize, usize)], style: Style) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (start, _) = words.span(at);
        let date = dates.partition_point(|date| date.1 <= start);
        let in_date = dates.get(date).is_some_and(|date| date.0 <= start);
        let digit = words.surface(at).starts_with(|c: char| c.is_ascii_digit());
        if in_date || !digit {
            at += 1;
            continue;
        }
        let (next, figure) = Reading { words, style }.read(at);
        found.extend(figure);
        at = next.max(at + 1);
    }
    found
}

/// Numbers in words that count something: `chín phương án`, `hàng trăm kế hoạch`. Small ones are often figures of
/// speech: they are no part of the layer.
pub fn counted_in_words(words: &Words<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let round =
            (words.key(at) == "hàng" && words.is_spaced(at + 1)).then(|| multiplier(words.key(at + 1))).flatten();
        let small = small_number(words.key(at)).filter(|_| !is_label(words, at));
        let (value, count, claim) = match (round, small) {
            (Some(value), _) => (value, 2, Claim::AtLeast),
            (None, Some(value)) => (value, 1, Claim::Exact),
            (None, None) => continue,
        };
        let idiom = matches!(words.key(at + count), "số" | "phần" | "cách" | "khi" | "mình" | "chút" | "ít" | "lòng");
        let unit = unit_at(words, at + count, true).filter(|_| !idiom);
        let Some(length) = unit else { continue };
        found.push(Figure {
            start: words.span(at).0,
            end: words.span(at + count - 1).1,
            value,
            to: None,
            percent: false,
            claim,
            unit: Some((words.span(at + count).0, words.span(at + count + length - 1).1)),
            years: false,
        });
    }
    found
}

fn is_label(words: &Words<'_>, at: usize) -> bool {
    let before = words.key_before(at, 1);
    let counts = before == "số" && matches!(words.key_before(at, 2), "tổng" | "trong" | "lệ" | "con" | "con số");
    words.is_spaced(at) && LABELS.contains(&before) && !counts
}

struct Reading<'w, 't> {
    words: &'w Words<'t>,
    style: Style,
}

impl Reading<'_, '_> {
    /// Reads the number at a token: where to go on, and the figure if it is one.
    fn read(&self, at: usize) -> (usize, Option<Figure>) {
        let words = self.words;
        if let Some(past) = self.coupled(at) {
            return (past, None);
        }
        let Some(number) = numeral(words.surface(at), self.style) else { return (at + 1, None) };
        if let Some(power) = self.power(at) {
            return self.quantity(at, at + 1, Numeral { value: number.value.powi(power), ..number }, None);
        }
        if let Some((next, second)) = self.range(at) {
            return match second {
                Some(second) => self.ranged(at, next, number, second),
                None => (next + 1, None),
            };
        }
        if self.is_no_quantity(at, &number) {
            return (at + 1, None);
        }
        self.quantity(at, at, number, None)
    }

    /// The power that a ten is raised to: `10⁶`.
    fn power(&self, at: usize) -> Option<i32> {
        let raised = || raised_value(self.words.surface(at + 1)).and_then(|power| i32::try_from(power).ok());
        let gap = self.words.gap(at + 1);
        let power = (self.words.surface(at) == "10" && matches!(gap, "" | "⁻")).then(raised).flatten()?;
        Some(if gap.is_empty() { power } else { -power }).filter(|power| power.abs() <= 300)
    }

    /// Numbers bound to something else by a sign: `10:25`, `GMT+7`, `Covid-19`, `24/7`. Gives where they end.
    fn coupled(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let bound = |gap: &str| matches!(gap, ":" | "/" | "+" | "." | "_" | "·" | "\\" | "#" | "&" | "=");
        let letter_before = || words.surface(at - 1).chars().any(char::is_alphabetic);
        if matches!(words.gap(at), "-" | "–" | "‑") && letter_before() {
            return Some(at + 1);
        }
        if bound(words.gap(at)) {
            return Some(at + 1);
        }
        let mut past = at + 1;
        while past < words.len() && matches!(words.gap(past), ":" | "/") {
            past += 1;
        }
        (past > at + 1).then_some(past)
    }

    /// `2-3 năm`, `2026 - 2031`: the place of the second number, and its reading when the two are a range and not a
    /// score or a longer code.
    fn range(&self, at: usize) -> Option<(usize, Option<(Numeral, bool)>)> {
        let words = self.words;
        let dash = |gap: &str| matches!(gap.trim(), "-" | "–" | "—" | "‑");
        let next = at + 1;
        if next >= words.len() || !dash(words.gap(next)) {
            return None;
        }
        let second = numeral(words.surface(next), self.style)?;
        let first = numeral(words.surface(at), self.style)?;
        let longer = words.gap(next + 1).trim().starts_with(['-', '–'])
            && words.key(next + 1).starts_with(|c: char| c.is_ascii_digit());
        let is_year = |n: Numeral, surface: &str| surface.len() == 4 && (1700.0..2300.0).contains(&n.value);
        let years = is_year(first, words.surface(at)) && is_year(second, words.surface(next));
        let before = words.key_before(at, 1);
        let score = matches!(before, "số" | "score" | "thắng" | "thua" | "hòa" | "đấu");
        let fits = !longer && first.value < second.value && (!score || years);
        Some((next, fits.then_some((second, years))))
    }

    fn ranged(&self, at: usize, next: usize, first: Numeral, second: (Numeral, bool)) -> (usize, Option<Figure>) {
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
                years: true,
            };
            return (next + 1, Some(figure));
        }
        let percent = first.percent || second.percent;
        let (past, figure) = self.quantity(at, next, Numeral { percent, ..first }, Some(second.value));
        // Without anything counted it is a score or part of a code.
        (past, figure.filter(|figure| figure.unit.is_some() || figure.percent))
    }

    fn is_no_quantity(&self, at: usize, number: &Numeral) -> bool {
        let words = self.words;
        let (surface, before) = (words.surface(at), words.key_before(at, 1));
        let spaced = words.is_spaced(at);
        if is_label(words, at) {
            return true;
        }
        let counted = words.is_spaced(at + 1) && is_unit(words.key(at + 1));
        let whole = surface.bytes().all(|byte| byte.is_ascii_digit());
        let year = whole && surface.len() == 4 && (1700.0..2200.0).contains(&number.value);
        if year && (spaced && YEAR_CUES.contains(&before) || !counted) {
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
        let suffix = &surface[number.digits_bytes..];
        let suffix = suffix.trim_end_matches(['%', '٪', '％']).trim_end();
        hour && spaced && matches!(before, "lúc" | "hồi" | "vào" | "khoảng" | "đến" | "trước" | "sau" | "từ")
            || minute
            || !suffix.is_empty() && !is_attached_unit(suffix)
    }

    /// The words after a number (which stands from `first` to `last`): what multiplies it, and its unit.
    fn quantity(&self, first: usize, last: usize, number: Numeral, to: Option<f64>) -> (usize, Option<Figure>) {
        let words = self.words;
        let (mut value, mut next, mut factor) = (number.value, last + 1, 1.0);
        let mut end = words.span(last).1;
        while let Some(times) = multiplier(words.key(next)).filter(|_| words.is_spaced(next)) {
            factor *= times;
            end = words.span(next).1;
            next += 1;
        }
        value *= factor;
        // `1 tỷ 200 triệu`, `2 tỷ rưỡi`.
        let more = numeral(words.surface(next), self.style).filter(|_| factor > 1.0 && words.is_spaced(next));
        let less = multiplier(words.key(next + 1)).filter(|&less| less < factor && words.is_spaced(next + 1));
        if let Some((more, less)) = more.zip(less) {
            value += more.value * less;
            end = words.span(next + 1).1;
            next += 2;
        } else if factor > 1.0 && words.key(next) == "rưỡi" {
            value += factor / 2.0;
            end = words.span(next).1;
            next += 1;
        }
        let (mut percent, mut unit) = (number.percent, None);
        let start = words.span(first).0;
        if !percent && factor == 1.0 {
            let after = words.after(last);
            let sign = after.trim_start();
            if sign.starts_with(['%', '％']) && after.len() - sign.len() <= 2 {
                percent = true;
                end += after.len() - sign.len() + sign.chars().next().map_or(0, char::len_utf8);
            } else if words.reads(next, "phần trăm") && words.is_spaced(next) || words.key(next) == "percent" {
                percent = true;
                let words_long = if words.key(next) == "percent" { 1 } else { 2 };
                unit = Some((words.span(next).0, words.span(next + words_long - 1).1));
                next += words_long;
            }
        }
        if !percent && unit.is_none() {
            let attached = words.span(last).0 + number_bytes(words.surface(last), self.style);
            if attached < words.span(last).1 && last == first {
                unit = Some((attached, words.span(last).1));
                end = attached;
            } else if let Some(sign) = currency_before(words.gap(first)) {
                unit = Some((start - sign, start));
            } else if let Some(length) = unit_at(words, next, self.style == Style::Comma) {
                unit = Some((words.span(next).0, words.span(next + length - 1).1));
                next += length;
            }
        }
        let to = to.map(|to| to * factor);
        let claim = claim_before(words, first);
        (next, Some(Figure { start, end, value, to, percent, claim, unit, years: false }))
    }
}

/// `10km`, `5.000đ`, `300MW`, but no `5G`.
fn is_attached_unit(suffix: &str) -> bool {
    is_unit(suffix) || suffix.chars().count() > 1 && is_unit(&suffix.to_lowercase())
}

fn number_bytes(surface: &str, style: Style) -> usize {
    numeral(surface, style)
        .map_or(surface.len(), |number| if number.percent { surface.len() } else { number.digits_bytes })
}

/// Bytes of the currency sign that stands right before a number.
fn currency_before(gap: &str) -> Option<usize> {
    gap.chars().next_back().filter(|sign| matches!(sign, '$' | '€' | '£' | '¥' | '₫')).map(char::len_utf8)
}

fn claim_before(words: &Words<'_>, at: usize) -> Claim {
    if !words.is_spaced(at) {
        return Claim::Exact;
    }
    match (words.key_before(at, 2), words.key_before(at, 1)) {
        (_, "khoảng" | "chừng" | "độ" | "ước" | "cỡ" | "about" | "around" | "approximately" | "some" | "roughly") => {
            Claim::About
        }
        ("ít", "nhất") | ("tối", "thiểu") | ("at", "least") | ("more", "than") => Claim::AtLeast,
        ("tối", "đa") | ("less", "than") | ("at", "most") => Claim::AtMost,
        (_, "hơn" | "trên" | "over" | "quá") => Claim::AtLeast,
        (_, "gần" | "dưới" | "nearly" | "almost" | "under") => Claim::AtMost,
        _ => Claim::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::dates_mentioned;

    fn read(text: &str, style: Style) -> Vec<(f64, Option<f64>, String)> {
        let dates: Vec<_> = dates_mentioned(text, None).iter().map(|date| (date.start, date.end)).collect();
        figures(&Words::of(text, 0, text.len()), &dates, style)
            .into_iter()
            .map(|f| {
                let unit = f.unit.map_or(String::new(), |(start, end)| text[start..end].to_owned());
                (f.value, f.to, if f.percent { "%".to_owned() } else { unit })
            })
            .collect()
    }

    #[test]
    fn figures_are_read_with_their_units() {
        let check = |text: &str, expected: &[(f64, Option<f64>, &str)]| {
            let expected: Vec<_> = expected.iter().map(|&(v, to, unit)| (v, to, unit.to_owned())).collect();
            assert_eq!(read(text, Style::Comma), expected, "{text}");
        };
        check("trồng 1.250 cây, góp 3,5 tỷ đồng", &[(1250.0, None, "cây"), (3.5e9, None, "đồng")]);
        check("1 tỷ 200 triệu đồng và 2 triệu rưỡi", &[(1.2e9, None, "đồng"), (2.5e6, None, "")]);
        check("hơn 12 nghìn tỷ đồng", &[(12e12, None, "đồng")]);
        check(
            "vé 5.000đ, dài 10km, rộng 40 m2, 7 km vuông",
            &[(5000.0, None, "đ"), (10.0, None, "km"), (40.0, None, "m2"), (7.0, None, "km vuông")],
        );
        check("từ 2-3 năm, khoảng 5 - 7%", &[(2.0, Some(3.0), "năm"), (5.0, Some(7.0), "%")]);
        check("đạt 80 % và 12,5 phần trăm", &[(80.0, None, "%"), (12.5, None, "%")]);
        check(
            "thu 500 USD, $20, 30 học sinh giỏi",
            &[(500.0, None, "USD"), (20.0, None, "$"), (30.0, None, "học sinh")],
        );
        check("tổng số 30 người, nhiệm kỳ 2021 - 2026", &[(30.0, None, "người"), (2021.0, Some(2026.0), "")]);
        check("mỗi ngày 40 lượt", &[(40.0, None, "lượt")]);
        check("1.400² hộ, 35³ tỷ đồng", &[(1400.0, None, "hộ"), (35e9, None, "đồng")]);
        check("20 m², 3,5 km², 10⁶ người", &[(20.0, None, "m²"), (3.5, None, "km²"), (1e6, None, "người")]);
        for none in [
            "lúc 10:25, lúc 7 giờ 30, GMT+7, Covid-19, A80, mở cửa 24/7",
            "năm 2026, tháng 3, quận 1, Đội số 3, lần thứ 13, ngõ 12, điện thoại 0912345678",
            "thắng 2-1, tỷ số 2-3, Nghị quyết 12, bản 1.2.3, mạng 5G, ngày 24/01/2021",
            "một hai ba",
        ] {
            check(none, &[]);
        }
    }

    #[test]
    fn english_figures_have_english_marks() {
        let found =
            read("About 2,500 people and $3.5 million in 1969; Article 5; 12.5 percent of 40 states", Style::Point);
        let expected = [(2500.0, "people"), (3.5e6, "$"), (12.5, "%"), (40.0, "states")];
        let expected: Vec<_> = expected.iter().map(|&(v, unit)| (v, None, unit.to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_in_words_are_apart() {
        let text = "một số nhà, ba cây cầu, hàng nghìn người, lần thứ hai, chín chiếc thuyền";
        let found: Vec<_> =
            counted_in_words(&Words::of(text, 0, text.len())).iter().map(|f| (f.value, f.claim)).collect();
        assert_eq!(found, [(3.0, Claim::Exact), (1000.0, Claim::AtLeast), (9.0, Claim::Exact)]);
    }
}
