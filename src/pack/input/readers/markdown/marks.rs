//! Marks in the lines of a Markdown file that its parser leaves as they stand: those of notes whose text is nowhere, and the
//! raised and lowered figures of Pandoc and its kin (`1.400^2^`, `H~2~O`). It looks at finished lines and knows no events.

use crate::text::{lowered, raised};

/// The label of a note is at most so long.
const LONGEST_LABEL_CHARS: usize = 30;
/// What is raised or lowered between two signs is at most so long.
const LONGEST_SHIFTED_BYTES: usize = 4;

/// Lines without the marks of notes whose text is nowhere.
pub(super) fn without_marks(lines: String) -> String {
    if !lines.contains("[^") {
        return lines;
    }
    let mut kept = String::with_capacity(lines.len());
    let mut rest = lines.as_str();
    while let Some(at) = rest.find("[^") {
        let label = &rest[at + 2..];
        let mut signs = label.char_indices().take(LONGEST_LABEL_CHARS + 1);
        let end = signs.find(|(_, sign)| matches!(sign, ']' | ' ' | '\n' | '['));
        let end = end.filter(|&(end, sign)| end > 0 && sign == ']').map(|(end, _)| end);
        match end {
            Some(end) => {
                kept.push_str(&rest[..at]);
                rest = &label[end + 1..];
            }
            None => {
                kept.push_str(&rest[..at + 2]);
                rest = label;
            }
        }
    }
    kept + rest
}

/// Lines with the figures between two `^` raised, and those between two `~` behind a letter lowered.
pub(super) fn shifted(lines: String) -> String {
    if !lines.contains(['^', '~']) {
        return lines;
    }
    let mut kept = String::with_capacity(lines.len());
    let mut rest = lines.as_str();
    while let Some(at) = rest.find(['^', '~']) {
        let (before, sign, after) = (&rest[..at], rest.as_bytes()[at], &rest[at + 1..]);
        kept.push_str(before);
        let end = after.bytes().take(LONGEST_SHIFTED_BYTES + 1).position(|byte| byte == sign);
        let inside = end.map(|end| &after[..end]).filter(|inside| is_shifted(inside, sign));
        let figures = match sign {
            b'^' => inside.filter(|_| kept.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '.' | ','))),
            _ => inside.filter(|_| kept.ends_with(char::is_alphabetic)),
        };
        match figures {
            Some(figures) => {
                let shift = if sign == b'^' { raised(figures, &kept) } else { lowered(figures) };
                kept.push_str(&shift);
                rest = &after[figures.len() + 1..];
            }
            None => {
                kept.push(char::from(sign));
                rest = after;
            }
        }
    }
    kept + rest
}

/// Whether what stands between two signs is a figure, with a sign of its own or a comma at most.
fn is_shifted(inside: &str, sign: u8) -> bool {
    inside.bytes().any(|byte| byte.is_ascii_digit())
        && inside.bytes().all(|byte| byte.is_ascii_digit() || sign == b'^' && matches!(byte, b'-' | b'+' | b',' | b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_between_signs_are_raised_and_lowered() {
        for (lines, expected) in [
            ("1.400^2^ hộ, 20 m^2^, 10^-6^ g", "1.400² hộ, 20 m², 10⁻⁶ g"),
            ("khí CO~2~ và H~2~O", "khí CO₂ và H₂O"),
            ("hiệp ước^1,2^ rồi", "hiệp ước¹,² rồi"),
            // Powers as they are typed, what is about so much, smileys, an open sign.
            ("10^6 và 5^2 là số", "10^6 và 5^2 là số"),
            ("~5~6 người, ~20 nhà", "~5~6 người, ~20 nhà"),
            ("^_^ và ^^, a^ b^", "^_^ và ^^, a^ b^"),
            ("hết^", "hết^"),
        ] {
            assert_eq!(shifted(lines.to_owned()), expected, "{lines}");
        }
    }
}
