//! The further keys of numbers: `1.400` is also found as `1400`, `80%` as `80`. It computes no values.

use super::variant::digit_value;

/// Further keys under which a token is found beside its own: the digits of a number (`1.400` → `1400`), a percentage
/// without its sign, the year of a dotted date. Empty for a plain word. The input is the token's exact key.
///
/// A separator groups thousands when every part after the first has three digits; otherwise it is a decimal and stays,
/// for `35` is not what `3,5` says. Costs nothing for a word that starts with a letter.
pub fn aliases(exact: &str) -> Vec<String> {
    if !exact.starts_with(is_digit) {
        return Vec::new();
    }
    let number = exact.trim_end_matches(PERCENT_SIGNS);
    let mut found = Vec::new();
    if number.len() < exact.len() {
        found.push(number.to_owned());
    }
    if let Some(digits) = ungrouped(number) {
        found.push(digits);
    } else if let Some(year) = year_of(number) {
        found.push(year.to_owned());
    }
    found
}

/// A decimal digit of any script.
fn is_digit(character: char) -> bool {
    digit_value(character).is_some()
}

/// The signs that a number takes into its token.
pub(super) const PERCENT_SIGNS: [char; 4] = ['%', '‰', '٪', '％'];

/// Full stop, comma, apostrophe, and the Arabic separators of thousands and decimals.
const SEPARATORS: [char; 5] = ['.', ',', '\'', '\u{66C}', '\u{66B}'];

/// A number without its grouping separators, keeping decimals: `1.234.567,8` → `1234567,8`.
fn ungrouped(number: &str) -> Option<String> {
    let separator = number.chars().find(|&character| !is_digit(character))?;
    if !SEPARATORS.contains(&separator) {
        return None;
    }
    let (whole, decimals) = match number.find(|other: char| other != separator && !is_digit(other)) {
        Some(at) => number.split_at(at),
        None => (number, ""),
    };
    let decimals_plain =
        decimals.is_empty() || decimals.strip_prefix(SEPARATORS).is_some_and(|digits| digits.chars().all(is_digit));
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or("");
    let grouped = (1..=3).contains(&first.chars().count())
        && first.chars().next().and_then(digit_value) != Some(0)
        && groups.all(|group| group.chars().count() == 3);
    (grouped && decimals_plain).then(|| whole.replace(separator, "") + decimals)
}

/// The year that ends a date written with full stops (`2.3.2021`, `3.2021`).
fn year_of(number: &str) -> Option<&str> {
    let (before, year) = number.rsplit_once('.')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = before.split('.').count() <= 2 && before.split('.').all(|part| digits(part) && part.len() <= 2);
    (is_date && digits(year) && year.len() == 4 && year.starts_with(['1', '2'])).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_further_keys() {
        let check = |key: &str, expected: &[&str]| assert_eq!(aliases(key), expected, "{key}");
        check("1.400", &["1400"]);
        check("1,400", &["1400"]);
        check("1'400", &["1400"]);
        check("80%", &["80"]);
        check("3,5%", &["3,5"]);
        check("1.400%", &["1.400", "1400"]);
        check("1.234.567,8", &["1234567,8"]);
        check("1,234,567.8", &["1234567.8"]);
        check("2.3.2021", &["2021"]);
        check("12.2020", &["2020"]);
        check("१,४००", &["१४००"]);
        check("١٬٤٠٠", &["١٤٠٠"]);
        check("۸۰٪", &["۸۰"]);
        for plain in ["3,5", "0.500", "2021", "a80", "đại", "", "192.168.1.1", "1.40", "10km", "%", "3.5.1.400"] {
            check(plain, &[]);
        }
    }
}
