//! What a PDF says of itself: title, author and date of its document information. It judges no text.

use crate::article::{Date, Known};
use hayro_font::hayro_syntax::metadata::Metadata;
use hayro_font::hayro_syntax::object::DateTime;

/// The characters of PDFDocEncoding from 0x80 on, as ISO 32000-1, annex D.3, has them; the rest is Latin-1, and 0xa0 the
/// euro.
#[rustfmt::skip]
const DOC_ENCODING: [char; 31] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
];

/// Endings of file names that writing programs put in place of a title.
const FILE_ENDINGS: [&str; 10] = [".doc", ".docx", ".rtf", ".odt", ".pdf", ".txt", ".indd", ".qxd", ".dvi", ".pages"];

/// What is known of the article.
pub fn known(metadata: &Metadata) -> Known {
    let value = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string).filter(|text| !text.is_empty());
    Known {
        title: value(&metadata.title).filter(|title| !is_file_name(title) && !is_lost(title) && !is_template(title)),
        author: value(&metadata.author),
        // The day somebody saved it: a page printed today was made today.
        file_date: metadata.creation_date.and_then(date),
        ..Known::default()
    }
}

/// A text string, as ISO 32000-1 (7.9.2.2) has it, or UTF-8 without its mark as many write it; on one line.
fn text_string(bytes: &[u8]) -> String {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect::<Vec<_>>();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|&byte| letter(byte)).collect(),
        },
    };
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn letter(byte: u8) -> char {
    match byte {
        0xa0 => '€',
        0x80..=0x9e => DOC_ENCODING[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Whether a title is the name of the file it was written in.
fn is_file_name(title: &str) -> bool {
    let title = title.to_lowercase();
    title.starts_with("microsoft word - ") || FILE_ENDINGS.iter().any(|ending| title.ends_with(ending))
}

/// Whether a title is a form that nobody filled in: `hea: [Add month, year]`.
fn is_template(title: &str) -> bool {
    let inside =
        title.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inside, _)| inside.to_lowercase());
    inside.is_some_and(|inside| {
        ["add ", "insert ", "enter ", "type ", "your ", "click ", "nhập ", "điền "]
            .iter()
            .any(|word| inside.starts_with(word))
    })
}

/// Whether a title lost its letters when it was written in an encoding that has none of them (`??????`).
fn is_lost(title: &str) -> bool {
    title.chars().filter(|&c| c == '?').count() * 3 > title.chars().count()
}

/// The day; of the first instant of a year only the year, for that is how a year alone is read.
fn date(told: DateTime) -> Option<Date> {
    let DateTime { year, month, day, hour, minute, second, .. } = told;
    let whole_year = (month, day, hour, minute, second) == (1, 1, 0, 0, 0);
    let text = if whole_year { format!("{year:04}") } else { format!("{year:04}-{month:02}-{day:02}") };
    text.parse().ok().filter(|_| year > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_each_encoding() {
        for (bytes, expected) in [
            (&b"\xfe\xff\x00C\x00h\x1e\xe3"[..], "Chợ"),
            (b"\xff\xfeC\x00h\x00\xe3\x1e", "Chợ"),
            (b"\xef\xbb\xbfCh\xe1\xbb\xa3", "Chợ"),
            ("Chợ\nphiên ".as_bytes(), "Chợ phiên"),
            (b"Caf\xe9 \x80 \xa0", "Café • €"),
            (b"\x00", ""),
        ] {
            assert_eq!(text_string(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn names_of_files_are_no_titles_and_a_year_is_no_day() {
        let title = |title: &str| Metadata { title: Some(title.as_bytes().into()), ..Metadata::default() };
        assert_eq!(known(&title("Microsoft Word - Bai 1")).title, None);
        assert_eq!(known(&title("bao cao.DOCX")).title, None);
        assert_eq!(known(&title("????a??)")).title, None);
        assert_eq!(known(&title("Report: [Insert title here]")).title, None);
        assert_eq!(known(&title("Chợ phiên [ảnh]")).title.as_deref(), Some("Chợ phiên [ảnh]"));
        assert_eq!(known(&title("Báo cáo")).title.as_deref(), Some("Báo cáo"));
        let day = |month, day, hour| DateTime {
            year: 2021,
            month,
            day,
            hour,
            minute: 0,
            second: 0,
            utc_offset_hour: 7,
            utc_offset_minute: 0,
        };
        assert_eq!(date(day(1, 1, 0)).map(|d| d.to_string()).as_deref(), Some("2021"));
        assert_eq!(date(day(3, 12, 8)).map(|d| d.to_string()).as_deref(), Some("2021-03-12"));
    }
}
