//! What stands right at a number and scales it or says its unit: `5tỷ`, `$40m`, `−12 °C`, and groups of figures with spaces
//! between them. It reads no words further on.

use super::figure::currency_before;
use super::numeral::{Style, multiplier, numeral};
use super::words::Words;

/// Groups of three figures of one number at most.
const MOST_GROUPS: usize = 5;

/// The power of ten that letters behind a number multiply it by; those that are units as well (`m`) only where
/// [`is_multiplied`] says so.
pub(super) fn scale_of_suffix(suffix: &str, multiplied: bool) -> Option<i32> {
    Some(match suffix {
        "bn" | "Bn" => 9,
        "k" | "K" if multiplied => 3,
        "m" | "M" | "mn" | "mln" if multiplied => 6,
        "b" | "B" if multiplied => 9,
        "tn" | "trn" | "T" if multiplied => 12,
        _ if suffix.is_ascii() => return None,
        _ => return multiplier(suffix),
    })
}

/// What is counted in millions, of which `10m` is no length.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "people", "users", "customers", "jobs", "homes", "barrels", "tonnes", "tons", "workers", "voters", "children", "viewers",
    "subscribers", "passengers", "households", "followers", "copies", "votes", "visitors", "residents", "patients",
    "students", "pupils", "families", "refugees", "doses", "cases", "deaths", "vehicles", "cars", "tourists", "views",
    "downloads", "shares", "acres", "euros", "dollars", "pounds",
];

/// Whether the letters right behind a number, which may be a unit too, multiply it: it has the sign of a currency, or what
/// is counted in millions follows.
pub(super) fn is_multiplied(words: &Words<'_>, first: usize, last: usize) -> bool {
    currency_before(words.gap(first)).is_some() || words.is_spaced(last + 1) && COUNTED.contains(&words.key(last + 1))
}

/// The degrees after a number, `°C`: where they begin and end, and the word after them.
pub(super) fn degrees_after(words: &Words<'_>, last: usize) -> Option<(usize, usize, usize)> {
    let after = words.after(last);
    let sign = after.trim_start_matches([' ', '\u{a0}']);
    let start = words.span(last).1 + after.len() - sign.len();
    let rest = sign.strip_prefix(['°', 'º'])?;
    let scale = rest.trim().is_empty() && matches!(words.surface(last + 1), "C" | "F" | "K");
    if scale {
        Some((start, words.span(last + 1).1, last + 2))
    } else {
        Some((start, start + sign.len() - rest.len(), last + 1))
    }
}

/// The number whose thousands are parted by spaces, from the word `at` on: its last word and its value. Two groups at least,
/// or one behind a space that breaks no line.
pub(super) fn grouped(words: &Words<'_>, at: usize, style: Style) -> Option<(usize, f64)> {
    let digits = |surface: &str| surface.bytes().all(|byte| byte.is_ascii_digit());
    let first = words.surface(at);
    if !digits(first) || first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let (mut last, mut value, mut firm) = (at, first.parse::<f64>().ok()?, true);
    while last < at + MOST_GROUPS {
        let (gap, surface) = (words.gap(last + 1), words.surface(last + 1));
        if !matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}") || !surface.get(..3).is_some_and(digits) {
            break;
        }
        // The last group may have decimals or a unit.
        let whole = digits(surface);
        let Some(read) = numeral(surface, style).filter(|read| surface[3..].is_empty() || read.value < 1000.0) else {
            break;
        };
        if surface.as_bytes().get(3).is_some_and(u8::is_ascii_digit) {
            break;
        }
        (last, value) = (last + 1, value * 1000.0 + read.value);
        firm &= gap != " ";
        if !whole {
            break;
        }
    }
    let groups = last - at;
    (groups >= 2 || groups == 1 && firm).then_some((last, value))
}
