//! What a page checks its own parts against before it starts: FNV-1a of 32 bits, which `public/guard.js` computes in
//! three lines, without the secure context that a browser's SHA-256 asks for. Any one changed byte changes it. It is
//! against damage only; `recto check` has SHA-256.

use std::fmt::Write as _;

/// The sum of some bytes, in hex digits.
pub fn of_bytes(bytes: &[u8]) -> String {
    sum(bytes.iter().map(|byte| u32::from(*byte)))
}

/// The sum of a text, over UTF-16 as JavaScript has it.
pub fn of_text(text: &str) -> String {
    sum(text.encode_utf16().map(u32::from))
}

fn sum(units: impl Iterator<Item = u32>) -> String {
    format!("{:08x}", units.fold(0x811c_9dc5_u32, |sum, unit| (sum ^ unit).wrapping_mul(0x0100_0193)))
}

/// Sums by their part, as the page's `data-sums` has them: `app:0123abcd root:…`.
pub fn list(sums: &[(&str, String)]) -> String {
    let mut list = String::new();
    for (part, sum) in sums {
        let blank = if list.is_empty() { "" } else { " " };
        write!(list, "{blank}{part}:{sum}").expect("a string takes any text");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_published_function() {
        let check = |text: &str, expected: &str| {
            assert_eq!(of_bytes(text.as_bytes()), expected);
            assert_eq!(of_text(text), expected);
        };
        check("", "811c9dc5");
        check("a", "e40c292c");
        check("foobar", "bf9cf968");
        assert_ne!(of_text("\u{1ea1}"), of_text("\u{1ea3}"));
        assert_eq!(list(&[("app", of_bytes(b"")), ("root", of_bytes(b"a"))]), "app:811c9dc5 root:e40c292c");
    }
}
