//! Days and months counted from the article's date: `chiều nay`, `hôm qua`, `sáng mai`, `tháng trước`, `yesterday`.
//!
//! It says nothing without such a date, nor of weeks, which have no date of their own.

use super::calendar::{month_shifted, shifted};
use super::cue::{Before, Kind, kind_of};
use super::date::Date;
use super::date_mention::DateMention;
use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// Reads such words from `word` on, whose key is `key`.
pub(super) fn relative(
    text: &str,
    word: Word,
    key: &str,
    before: &Before,
    anchor: Option<Date>,
) -> Option<DateMention> {
    let anchor = Date { minute: None, ..anchor.filter(|a| a.month.is_some())? };
    let english = match key {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        "tháng" => return month(text, word, before, anchor),
        _ => None,
    };
    if let Some(days) = english {
        return Some(DateMention { start: word.start, end: word.end, date: shifted(anchor, days), part_of_day: None });
    }
    let part = match kind_of(key, &[None; 3]) {
        Kind::Part(part) if !key.is_ascii() => Some(part),
        Kind::Day { .. } if matches!(key, "hôm" | "ngày") => None,
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
            ("", "qua") if goes_on(text, next.end) => return None,
            (_, "qua") => -1,
            (_, "mai") => 1,
            _ => return None,
        };
        // `thanh niên hôm nay`, `thế hệ ngày mai`: of our time, or of the time to come.
        let of_an_age =
            !via.is_empty() && part.is_none() && before[0].is_some_and(|seen| is_age(text, seen.word, word));
        let (start, end) = (word.start, next.end);
        return (!of_an_age).then(|| DateMention { start, end, date: shifted(anchor, days), part_of_day: part });
    }
    None
}

/// Whether the words before name people or an age: then `hôm nay` says when they live.
fn is_age(text: &str, last: Word, word: Word) -> bool {
    let mut key = String::new();
    write_key(last.of(text), &mut key);
    is_space(&text[last.end..word.start]) && matches!(key.as_str(), "niên" | "trẻ" | "hệ" | "giới" | "đại" | "hội")
}

/// Whether `qua` goes on as another word: `sáng qua điện thoại`, `tối qua đời`.
fn goes_on(text: &str, end: usize) -> bool {
    let mut key = String::new();
    next_word(text, end).filter(|next| is_space(&text[end..next.start])).is_some_and(|next| {
        write_key(next.of(text), &mut key);
        matches!(key.as_str(), "đời" | "đi" | "lại" | "điện" | "mạng" | "cầu" | "khỏi" | "loa" | "zalo" | "facebook")
    })
}

/// `tháng trước`, `tháng này`, `tháng sau`: not after a number (`hai tháng trước`), nor before `đó`.
fn month(text: &str, word: Word, before: &Before, anchor: Date) -> Option<DateMention> {
    let mut key = String::new();
    if let Some(seen) = before[0].filter(|seen| is_space(&text[seen.word.end..word.start])) {
        write_key(seen.word.of(text), &mut key);
        #[rustfmt::skip]
        let counted = matches!(
            key.as_str(),
            "một" | "hai" | "ba" | "bốn" | "năm" | "sáu" | "bảy" | "tám" | "chín" | "mười" | "vài" | "mấy" | "nhiều"
                | "những" | "các" | "nửa" | "chục" | "mỗi" | "từng" | "hàng" | "hằng" | "rưỡi"
        );
        if counted || seen.word.number || matches!(seen.kind, Kind::Day { past: false }) {
            return None;
        }
    }
    let next = next_word(text, word.end).filter(|next| is_space(&text[word.end..next.start]))?;
    write_key(next.of(text), &mut key);
    let months = match key.as_str() {
        "trước" => -1,
        "này" => 0,
        "sau" => 1,
        _ => return None,
    };
    let more = next_word(text, next.end).filter(|more| is_space(&text[next.end..more.start]));
    if let Some(more) = more {
        write_key(more.of(text), &mut key);
        if matches!(key.as_str(), "đó" | "ấy" | "khi" | "ngày" | "thời" | "hạn") {
            return None;
        }
    }
    let date = month_shifted(anchor, months)?;
    Some(DateMention { start: word.start, end: next.end, date, part_of_day: None })
}
