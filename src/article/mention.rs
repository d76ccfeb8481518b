//! Dates that a running text speaks of, each with its place, resolved against the date of the article.
//!
//! It never guesses the current year, and a range of years or a score is not a date.

use super::Date;
use super::calendar::{month_named, resolve, shifted};
use super::dateform::{Cue, Written, from_month_name, from_number, month_after};
use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// The part of a day that a text names with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// `sáng`, morning.
    Morning,
    /// `trưa`, noon.
    Noon,
    /// `chiều`, afternoon.
    Afternoon,
    /// `tối`, evening.
    Evening,
    /// `đêm`, `khuya`, night.
    Night,
}

/// A date in a running text: a half-open byte range and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// As precise as the text and the anchor allow.
    pub date: Date,
    /// Named with it, or `None`.
    pub part_of_day: Option<PartOfDay>,
}

/// A word as the scanner remembers it.
#[derive(Clone, Copy)]
struct Seen {
    word: Word,
    kind: Kind,
}

/// What a word can do for a date that follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Part(PartOfDay),
    /// `ngày`, `hôm`, `mùng`.
    Day,
    /// The last word of a weekday, or another date.
    Beside,
    Soft,
    Amount,
    Plain,
}

/// Finds the dates in a text, in order and without overlap.
///
/// `anchor` is the date of the article: a day or month without a year becomes the latest one at most 62 days after it,
/// and words such as `chiều nay` take its day, or only its month when it has no day. Without an anchor the former stay
/// without a year and the latter are not found. The order of numbers is day, month, year. Linear in the text's length.
pub fn dates_mentioned(text: &str, anchor: Option<Date>) -> Vec<DateMention> {
    let mut found = Vec::new();
    let mut before: [Option<Seen>; 3] = [None; 3];
    let mut key = String::new();
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = word.end;
        let mut kind = Kind::Plain;
        let mention = if word.number {
            numbered(text, word, &before, anchor)
        } else {
            write_key(word.of(text), &mut key);
            kind = kind_of(&key, &before);
            relative(text, word, &key, anchor).or_else(|| named(text, word, &key, &before, anchor))
        };
        if let Some(mention) = mention {
            at = mention.end;
            // `Sáng nay (04/3)`: the words of a relative date vouch for the number after them.
            kind = Kind::Beside;
            found.push(mention);
        }
        before = [Some(Seen { word: Word { end: at, ..word }, kind }), before[0], before[1]];
    }
    found
}

fn kind_of(key: &str, before: &[Option<Seen>; 3]) -> Kind {
    match key {
        "sáng" | "morning" => Kind::Part(PartOfDay::Morning),
        "trưa" | "noon" => Kind::Part(PartOfDay::Noon),
        "chiều" | "afternoon" => Kind::Part(PartOfDay::Afternoon),
        "tối" | "evening" => Kind::Part(PartOfDay::Evening),
        "đêm" | "khuya" | "night" => Kind::Part(PartOfDay::Night),
        "ngày" | "hôm" | "mùng" | "mồng" => Kind::Day,
        "hai" | "ba" | "tư" | "năm" | "sáu" | "bảy" | "nhật" if before[0].is_some_and(|b| b.kind == Kind::Soft) => {
            Kind::Beside
        }
        "từ" | "đến" | "tới" | "trước" | "sau" | "dịp" | "lễ" | "vào" | "và" | "kể" | "thứ" | "chủ" => {
            Kind::Soft
        }
        "hơn" | "gần" | "khoảng" | "chiếm" | "lệ" | "số" | "đường" | "ngõ" | "hẻm" | "tổ" | "điều" | "khoản"
        | "trên" | "lớp" | "tầng" | "đạt" => Kind::Amount,
        _ => Kind::Plain,
    }
}

/// Reads a date that opens with a number, with the words of time before it.
fn numbered(text: &str, word: Word, before: &[Option<Seen>; 3], anchor: Option<Date>) -> Option<DateMention> {
    let mut cue = Cue::default();
    let (mut start, mut part) = (word.start, None);
    if let Some(last) = before[0] {
        let gap = &text[last.word.end..word.start];
        let open = gap.len() <= 4 && gap.chars().all(|c| c.is_whitespace() || matches!(c, '(' | ','));
        let space = is_space(gap);
        match last.kind {
            Kind::Part(_) | Kind::Day => {
                cue.near = space;
                cue.time = space || open && gap.contains('(');
            }
            Kind::Beside => cue.time = open,
            Kind::Soft => cue.soft = space,
            Kind::Amount => cue.amount = space,
            Kind::Plain => {}
        }
        if cue.time && space {
            (start, part) = cue_span(text, word.start, before);
        }
    }
    let Written { year, month, day, end } = from_number(text, word, cue)?;
    let numeric = !text[word.start..end].chars().any(char::is_whitespace);
    // A full numeric date is a span by itself; words of time belong to one that needs them.
    let start = if year.is_some() && numeric { word.start } else { start };
    Some(DateMention { start, end, date: dated(year, month, day, anchor), part_of_day: part })
}

/// Where the chain of words of time before a number begins (`sáng ngày 23-1`), and the part of the day it names.
fn cue_span(text: &str, number_start: usize, before: &[Option<Seen>; 3]) -> (usize, Option<PartOfDay>) {
    let (mut start, mut part) = (number_start, None);
    for seen in before.iter().flatten() {
        match seen.kind {
            Kind::Part(p) if is_space(&text[seen.word.end..start]) => part = part.or(Some(p)),
            Kind::Day if is_space(&text[seen.word.end..start]) => {}
            _ => break,
        }
        start = seen.word.start;
    }
    (start, part)
}

/// `tháng 7/2021`, `Tháng Ba`, `January 24, 2021`.
fn named(text: &str, word: Word, key: &str, before: &[Option<Seen>; 3], anchor: Option<Date>) -> Option<DateMention> {
    let written = if key == "tháng" {
        let written = month_after(text, word)?;
        // `6 tháng 2 ngày` is a length of time.
        let counted = before[0].is_some_and(|b| b.word.number && is_space(&text[b.word.end..word.start]));
        if counted && written.year.is_none() {
            return None;
        }
        written
    } else {
        let month = month_named(key).filter(|_| is_capitalised(word.of(text)))?;
        from_month_name(text, word, month)?
    };
    let Written { year, month, day, end } = written;
    Some(DateMention { start: word.start, end, date: dated(year, month, day, anchor), part_of_day: None })
}

fn dated(year: Option<u16>, month: u8, day: Option<u8>, anchor: Option<Date>) -> Date {
    match year {
        Some(_) => Date { year, month: Some(month), day, minute: None },
        None => resolve(month, day, anchor),
    }
}

/// `chiều nay`, `hôm qua`, `sáng mai`, `yesterday`: days counted from the anchor.
fn relative(text: &str, word: Word, key: &str, anchor: Option<Date>) -> Option<DateMention> {
    let anchor = Date { minute: None, ..anchor.filter(|a| a.month.is_some())? };
    let english = match key {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => None,
    };
    if let Some(days) = english {
        return Some(DateMention { start: word.start, end: word.end, date: shifted(anchor, days), part_of_day: None });
    }
    let part = match kind_of(key, &[None; 3]) {
        Kind::Part(part) if !key.is_ascii() => Some(part),
        Kind::Day if matches!(key, "hôm" | "ngày") => None,
        _ => return None,
    };
    let mut next_key = String::new();
    let mut last = word;
    // At most `sáng ngày hôm qua`.
    let mut via = if part.is_some() { "" } else { key }.to_owned();
    for _ in 0..3 {
        let next = next_word(text, last.end).filter(|n| is_space(&text[last.end..n.start]))?;
        if is_capitalised(next.of(text)) {
            return None;
        }
        write_key(next.of(text), &mut next_key);
        let days = match (via.as_str(), next_key.as_str()) {
            ("", "hôm" | "ngày") | ("ngày", "hôm") => {
                std::mem::swap(&mut via, &mut next_key);
                last = next;
                continue;
            }
            // `ngày nay` is nowadays, and `những ngày qua` the days gone by.
            ("ngày", "nay" | "qua") | ("hôm", "mai") => return None,
            (_, "nay") => 0,
            (_, "qua") => -1,
            (_, "mai") => 1,
            _ => return None,
        };
        let (start, end) = (word.start, next.end);
        return Some(DateMention { start, end, date: shifted(anchor, days), part_of_day: part });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_forms_are_read() {
        let check = |text: &str, anchor: Option<&str>, expected: &[(&str, &str)]| {
            let found = dates_mentioned(text, anchor.map(|a| a.parse().unwrap()));
            let found: Vec<_> = found.iter().map(|m| (&text[m.start..m.end], m.date.to_string())).collect();
            let expected: Vec<_> = expected.iter().map(|&(span, iso)| (span, iso.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("ngày 24 tháng 1 năm 2021", None, &[("ngày 24 tháng 1 năm 2021", "2021-01-24")]);
        check(
            "từ ngày 5 tháng 3 đến 9/3",
            Some("2021-03-10"),
            &[("ngày 5 tháng 3", "2021-03-05"), ("9/3", "2021-03-09")],
        );
        check(
            "January 24, 2021 and 24 January 2021",
            None,
            &[("January 24, 2021", "2021-01-24"), ("24 January 2021", "2021-01-24")],
        );
        check(
            "le 24 janvier 2021, am 24. Januar 2021, el 24 de enero de 2021",
            None,
            &[
                ("24 janvier 2021", "2021-01-24"),
                ("24. Januar 2021", "2021-01-24"),
                ("24 de enero de 2021", "2021-01-24"),
            ],
        );
        check(
            "24.01.2021, 2021-01-24, 2021年1月24日, 1/24/2021, 24/1/21",
            None,
            &[
                ("24.01.2021", "2021-01-24"),
                ("2021-01-24", "2021-01-24"),
                ("2021年1月24日", "2021-01-24"),
                ("1/24/2021", "2021-01-24"),
                ("24/1/21", "2021-01-24"),
            ],
        );
        check(
            "rạng sáng 3-2, sáng nay (4-2), tối qua",
            Some("2021-02-04"),
            &[("sáng 3-2", "2021-02-03"), ("sáng nay", "2021-02-04"), ("4-2", "2021-02-04"), ("tối qua", "2021-02-03")],
        );
        check("Thứ hai, 25-1 khai mạc phiên họp thứ hai", Some("2021-01"), &[("25-1", "2021-01-25")]);
        check(
            "hơn 2/3 số nhà, mở cửa 24/7, số 12/1, Nghị định 24/2021/AB, bản 1.2.3, ngày nay, 3.5 mét",
            Some("2021-01"),
            &[],
        );
        check(
            "tháng 12 năm 2020, sau 6 tháng 2 ngày, tháng Mười Hai",
            None,
            &[("tháng 12 năm 2020", "2020-12"), ("tháng Mười Hai", "--12")],
        );
        check("He may come on May 5; march 3 miles", Some("2021-06-01"), &[("May 5", "2021-05-05")]);
    }
}
