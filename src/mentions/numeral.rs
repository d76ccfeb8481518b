//! Numerals: what a token of figures is worth, in either of the two styles of writing. It finds none in a text.

/// How thousands are grouped and decimals marked where a numeral alone does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// `1.400` is a thousand and four hundred, `3,5` three and a half: Vietnamese and most of Europe.
    #[default]
    Comma,
    /// `1,400` and `3.5`: English.
    Point,
}

/// A token that opens with a figure, read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// Its value, before any word that multiplies it.
    pub value: f64,
    /// It ends with a percent sign.
    pub percent: bool,
    /// Bytes of the figures; letters after them (`5.000đ`) are a unit.
    pub digits_bytes: usize,
}

const PERCENT: [char; 3] = ['%', '٪', '％'];

/// Reads a token; `None` when it is no plain number (a code, a version, a telephone number).
pub fn numeral(surface: &str, style: Style) -> Option<Numeral> {
    let bare = surface.trim_end_matches(PERCENT).trim_end();
    let end = bare.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\'')).unwrap_or(bare.len());
    let value = value(&bare[..end], style)?;
    Some(Numeral { value, percent: bare.len() < surface.len() && end == bare.len(), digits_bytes: end })
}

/// The longest numeral read: more figures are an identifier.
const LONGEST_BYTES: usize = 24;

fn value(number: &str, style: Style) -> Option<f64> {
    if number.len() > LONGEST_BYTES || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_separator = |c: char| !c.is_ascii_digit();
    let Some(last) = number.rfind(is_separator) else {
        // `007`, `0912345678`: codes.
        return if number.len() > 1 && number.starts_with('0') { None } else { number.parse().ok() };
    };
    let mark = number[last..].chars().next()?;
    let count = number.matches(mark).count();
    let mixed = number.contains(|c: char| is_separator(c) && c != mark);
    let (whole, decimals) = (&number[..last], &number[last + mark.len_utf8()..]);
    let grouping = |whole: &str, by: char| {
        let mut groups = whole.split(by);
        let first = groups.next().unwrap_or("");
        (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
    };
    let plain = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    if mixed {
        let group_mark = whole.chars().find(|&c| is_separator(c))?;
        let same = whole.chars().all(|c| c.is_ascii_digit() || c == group_mark);
        let fits = count == 1 && same && grouping(whole, group_mark) && !decimals.is_empty();
        return if fits { format!("{}.{decimals}", plain(whole)).parse().ok() } else { None };
    }
    let grouped = grouping(number, mark);
    let decimal_mark = if style == Style::Comma { ',' } else { '.' };
    if grouped && (count > 1 || mark != decimal_mark) {
        return plain(number).parse().ok();
    }
    let fraction = count == 1 && mark != '\'' && !decimals.is_empty() && (whole == "0" || !whole.starts_with('0'));
    if fraction { format!("{whole}.{decimals}").parse().ok() } else { None }
}

/// The power of ten that a word after a numeral multiplies it by. Takes an exact key.
pub fn multiplier(key: &str) -> Option<i32> {
    Some(match key {
        "chục" => 1,
        "trăm" | "hundred" => 2,
        "nghìn" | "ngàn" | "thousand" => 3,
        "vạn" => 4,
        "triệu" | "million" => 6,
        "tỷ" | "tỉ" | "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

/// A number times a power of ten, to the last digit: `32,99 triệu` is 32990000, which a product of two floats is not.
pub fn scaled(value: f64, power: i32) -> f64 {
    // The shortest digits of a float are those it was written with.
    if power == 0 { value } else { format!("{value}e{power}").parse().unwrap_or(value) }
}

/// The value of a small number in words. Takes an exact key; `năm` is left out, which is also a year.
pub fn small_number(key: &str) -> Option<f64> {
    Some(match key {
        "một" | "one" => 1.0,
        "hai" | "two" => 2.0,
        "ba" | "three" => 3.0,
        "bốn" | "four" => 4.0,
        "five" => 5.0,
        "sáu" | "six" => 6.0,
        "bảy" | "seven" => 7.0,
        "tám" | "eight" => 8.0,
        "chín" | "nine" => 9.0,
        "mười" | "ten" => 10.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_exact() {
        for (value, power, expected) in
            [(32.99, 6, 32_990_000.0), (1.15, 12, 1.15e12), (0.07, 9, 70_000_000.0), (8.2, 3, 8200.0), (3.0, 0, 3.0)]
        {
            assert_eq!(scaled(value, power).to_bits(), f64::to_bits(expected), "{value}e{power}");
        }
    }

    #[test]
    fn numerals_have_their_values() {
        let check = |surface: &str, style: Style, expected: Option<f64>| {
            assert_eq!(numeral(surface, style).map(|n| n.value), expected, "{surface} {style:?}");
        };
        use Style::{Comma, Point};
        check("1.400", Comma, Some(1400.0));
        check("1.400", Point, Some(1.4));
        check("1,400", Point, Some(1400.0));
        check("1,400", Comma, Some(1.4));
        check("1,234,567", Comma, Some(1_234_567.0));
        check("1.234.567,8", Comma, Some(1_234_567.8));
        check("1,234.5", Comma, Some(1234.5));
        check("1'000", Comma, Some(1000.0));
        check("2.5", Comma, Some(2.5));
        check("0,5", Comma, Some(0.5));
        check("0.500", Point, Some(0.5));
        check("80%", Comma, Some(80.0));
        check("5.000đ", Comma, Some(5000.0));
        check("2026", Comma, Some(2026.0));
        for code in ["0912345678", "192.168.1.1", "1.2.3", "007", "12.34.5678", "1'40", "a5", ""] {
            check(code, Comma, None);
        }
    }
}
