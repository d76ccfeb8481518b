//! Lines that say who wrote, supplied or pictured something, and the source one of them names.
//!
//! A paragraph that opens with the same words (`Theo …`, `Source …`) is not a credit: credits are short.

use super::heading::{is_credit_label, is_picture_credit, is_source_label, opens_caption};
use super::line::{Ending, Line};
use super::word::{is_capitalised, line_key, next_word, write_key};

const WIDEST_CREDIT: u32 = 80;
const WIDEST_SIGNATURE: u32 = 40;
const WIDEST_CAPTION: u32 = 400;
const WIDEST_SCENE: u32 = 100;
const LONGEST_NAME_BYTES: usize = 90;

/// Reads a credit: `Theo X`, `Nguồn: X`, `By X`, `(Source: X)`. `edge` says that the line stands before or after the
/// story, where a credit needs no colon. Gives the source it names, or an empty text when it names a person.
pub(super) fn credit<'t>(text: &'t str, line: &Line, edge: bool) -> Option<&'t str> {
    if line.width > WIDEST_CREDIT {
        return None;
    }
    let body = line.of(text).trim_matches(['(', ')', '[', ']']).trim();
    if let Some((label, rest)) = body.split_once([':', '：']) {
        let (label, rest) = (line_key(label), rest.trim());
        if is_credit_label(&label) && !rest.is_empty() && rest.len() <= LONGEST_NAME_BYTES {
            return Some(if is_source_label(&label) { rest } else { "" });
        }
    }
    if !edge || line.ending != Ending::Open || body.contains(',') {
        return None;
    }
    let first = next_word(body, 0).filter(|w| w.start == 0)?;
    let mut key = String::new();
    write_key(first.of(body), &mut key);
    let rest = body[first.end..].trim_start();
    let words = rest.split_whitespace().count();
    match key.as_str() {
        "theo" if words <= 7 && (is_capitalised(rest) || rest.starts_with(|c: char| c.is_ascii_digit())) => Some(rest),
        "by" if words <= 6 && is_name(rest) => Some(""),
        _ => None,
    }
}

/// Whether a line after the story is a signature: a few capitalised words, initials, or a set phrase.
pub(super) fn is_signature(text: &str, line: &Line) -> bool {
    let body = line.of(text);
    if line.width > WIDEST_SIGNATURE || !matches!(line.ending, Ending::Open | Ending::Stop) {
        return false;
    }
    let name = body.split_once('(').map_or(body, |(name, _)| name);
    let initials = || name.len() <= 12 && name.contains('.');
    (is_name(name) && (line.ending == Ending::Open || initials()))
        || matches!(line_key(body).as_str(), "tổng hợp" | "sưu tầm")
}

/// Whether a text is one to five words, all capitalised.
fn is_name(text: &str) -> bool {
    let mut words = 0;
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = word.end;
        words += 1;
        if word.number || words > 5 || !is_capitalised(word.of(text)) {
            return false;
        }
    }
    words > 0
}

/// Whether a line ends by crediting a picture (`… (Ảnh: X)`, `… Ảnh: X`): `Some(true)` when nothing else is in it.
pub(super) fn picture_credit(text: &str, line: &Line) -> Option<bool> {
    let body = line.of(text);
    if line.width > WIDEST_CAPTION {
        return None;
    }
    let label_at = |label: &str| label.rfind(['(', '[', '.', '|', ';', '…', '!', '?', '”', '"']);
    if let Some(colon) = body.rfind([':', '：']) {
        let after = body[colon..].trim_matches([':', '：', ' ', '\u{a0}']);
        let label = &body[..colon];
        let from = label_at(label).map_or(0, |at| at + label[at..].chars().next().map_or(0, char::len_utf8));
        if after.len() <= LONGEST_NAME_BYTES && is_picture_credit(&line_key(&label[from..])) {
            return Some(line_key(&label[..from]).is_empty());
        }
    }
    let open = body.rfind('(').filter(|_| body.ends_with([')', '.']))?;
    is_picture_credit(&line_key(&body[open..])).then(|| line_key(&body[..open]).is_empty())
}

/// Whether a line is one short sentence that opens like the words under a picture.
pub(super) fn is_scene(text: &str, line: &Line) -> bool {
    line.width <= WIDEST_SCENE
        && matches!(line.ending, Ending::Stop | Ending::Open)
        && opens_caption(&line_key(line.of(text)))
        && !line.of(text).trim_end_matches('.').contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::new(text, 0, text.len()).unwrap()
    }

    #[test]
    fn credits_are_short_and_name_their_source() {
        let check = |text: &str, edge: bool, expected: Option<&str>| {
            assert_eq!(credit(text, &line(text), edge), expected, "{text}");
        };
        check("Theo Báo Làng", true, Some("Báo Làng"));
        check("Theo Báo Làng", false, None);
        check("Nguồn: Báo Làng", false, Some("Báo Làng"));
        check("(Source: The Village News)", false, Some("The Village News"));
        check("Bài, ảnh: An Bình", false, Some(""));
        check("By An Binh", true, Some(""));
        check("By the way", true, None);
        check("Theo kế hoạch đã định", true, None);
        check("Theo Phương án, đơn vị sẽ huy động lực lượng.", true, None);
    }

    #[test]
    fn pictures_are_credited_at_the_end() {
        let check =
            |text: &str, expected: Option<bool>| assert_eq!(picture_credit(text, &line(text)), expected, "{text}");
        check("Cầu mới qua sông. (Ảnh: An Bình)", Some(false));
        check("Cầu mới qua sông. Ảnh: An Bình", Some(false));
        check("Cầu mới qua sông (Ảnh minh họa).", Some(false));
        check("(Ảnh: AB)", Some(true));
        check("Photo: A. Binh", Some(true));
        check("Ông nói về một bức ảnh: cây cầu cũ", None);
    }

    #[test]
    fn signatures_are_names() {
        for (text, expected) in [
            ("An Bình", true),
            ("A.B.", true),
            ("An Bình (tổng hợp)", true),
            ("Kết thúc rồi", false),
            ("Cầu đã thông xe.", false),
        ] {
            assert_eq!(is_signature(text, &line(text)), expected, "{text}");
        }
    }
}
