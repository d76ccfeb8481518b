//! Words around a number that make it a date or forbid it: words of time, of amounts, of places named after a day.
//!
//! It reads no date itself.

use super::date_mention::PartOfDay;
use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// A word as the scanner remembers it.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub word: Word,
    pub kind: Kind,
}

/// The last three words, the nearest first.
pub(super) type Before = [Option<Seen>; 3];

/// What a word can do for a date that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A part of the day.
    Part(PartOfDay),
    /// `ngày`, `mùng`; with `hôm` the day has been.
    Day {
        past: bool,
    },
    /// The last word of a weekday, or another date.
    Beside,
    /// A word that goes with dates and with other numbers too: `từ`, `vào`.
    Soft,
    /// The same, and with shares as well: `đến 2/3`.
    UpTo,
    /// A word that goes with a share or another number.
    Amount,
    /// Opens a name that may hold a day: `đường 30/4`.
    Place,
    /// `mỗi`, `hằng`: what is counted by the day or the month follows.
    Each,
    /// `hồi`: it has been.
    Past,
    /// `next`: it will be.
    Future,
    /// `âm`, the first word of the lunar calendar.
    Moon,
    /// The lunar calendar: `âm lịch`, `rằm`.
    Lunar,
    /// `mạng`, of a revolution that is named after its month.
    Event,
    /// A number by itself.
    Number,
    Plain,
}

/// Takes a word key.
pub(super) fn kind_of(key: &str, before: &Before) -> Kind {
    let last = before[0].map(|seen| seen.kind);
    match key {
        "sáng" | "morning" => Kind::Part(PartOfDay::Morning),
        "trưa" | "noon" => Kind::Part(PartOfDay::Noon),
        "chiều" | "afternoon" => Kind::Part(PartOfDay::Afternoon),
        "tối" | "evening" => Kind::Part(PartOfDay::Evening),
        "đêm" | "khuya" | "night" => Kind::Part(PartOfDay::Night),
        "ngày" | "hôm" | "mùng" | "mồng" if last == Some(Kind::Each) => Kind::Each,
        "ngày" | "mùng" | "mồng" => Kind::Day { past: false },
        "hôm" => Kind::Day { past: true },
        "hai" | "ba" | "tư" | "năm" | "sáu" | "bảy" | "nhật" if last == Some(Kind::Soft) => Kind::Beside,
        "từ" | "trước" | "sau" | "dịp" | "lễ" | "vào" | "kể" | "thứ" | "chủ" => Kind::Soft,
        "đến" | "tới" | "và" if last == Some(Kind::Amount) => Kind::Amount,
        "đến" | "tới" | "và" => Kind::UpTo,
        "hơn" | "gần" | "khoảng" | "chiếm" | "lệ" | "trên" | "đạt" | "chưa" | "có" | "lên" | "tăng" | "giảm"
        | "mất" | "còn" | "bằng" | "dưới" | "được" | "tỷ" | "tỉ" | "thắng" | "thua" | "hòa" => {
            Kind::Amount
        }
        "số" | "đường" | "phố" | "ngõ" | "ngách" | "hẻm" | "kiệt" | "tổ" | "điều" | "khoản" | "lớp" | "tầng"
        | "cầu" | "trường" | "viện" | "viên" | "máy" | "nghiệp" | "ty" | "xã" | "ấp" | "thôn" | "khu" | "nhà"
        | "lô" | "kênh" | "phòng" | "căn" | "vòng" => Kind::Place,
        "mỗi" | "hằng" | "hàng" | "each" | "every" | "per" => Kind::Each,
        "hồi" | "last" => Kind::Past,
        "next" => Kind::Future,
        "âm" => Kind::Moon,
        "lịch" if last == Some(Kind::Moon) => Kind::Lunar,
        "rằm" => Kind::Lunar,
        "mạng" => Kind::Event,
        _ => Kind::Plain,
    }
}

/// Whether a counted thing follows: `ngày 2-3 lần`, `tháng 5 triệu đồng`.
pub(super) fn is_counting(text: &str, end: usize) -> bool {
    const COUNTED: [&str; 44] = [
        "lần", "tiếng", "giờ", "phút", "giây", "viên", "ly", "cốc", "bữa", "triệu", "nghìn", "ngàn", "tỷ", "tỉ",
        "đồng", "kg", "g", "m", "km", "mét", "lít", "ml", "người", "trẻ", "con", "chiếc", "bài", "buổi", "ca", "suất",
        "usd", "độ", "tuổi", "năm", "tháng", "ngày", "tuần", "quả", "bát", "chén", "times", "hours", "people", "tấn",
    ];
    let Some(word) = next_word(text, end) else { return false };
    let gap = &text[end..word.start];
    if word.number || !(gap.is_empty() || is_space(gap)) {
        return false;
    }
    let mut key = String::new();
    write_key(word.of(text), &mut key);
    if key == "năm" {
        // `2/3 năm` is a length of time, `2/3 năm 2021` and `2/3 năm nay` are days.
        return !next_word(text, word.end).is_some_and(|next| {
            write_key(next.of(text), &mut key);
            next.number && next.end - next.start == 4
                || matches!(key.as_str(), "nay" | "ngoái" | "trước" | "sau" | "tới" | "đó" | "ấy")
        });
    }
    COUNTED.contains(&key.as_str())
}

/// Whether a noun may follow a number at once, as it follows a share: a lower-case word without a sign between.
pub(super) fn opens_a_noun(text: &str, end: usize) -> bool {
    next_word(text, end)
        .is_some_and(|word| is_space(&text[end..word.start]) && !word.number && !is_capitalised(word.of(text)))
}

/// Whether what follows at once is what shares are of: `2/3 số hộ`.
pub(super) fn opens_a_whole(text: &str, end: usize) -> bool {
    const WHOLES: [&str; 24] = [
        "số", "tổng", "dân", "diện", "lượng", "trẻ", "người", "đại", "thành", "sản", "thời", "quân", "cổ", "học",
        "chặng", "quãng", "hộ", "giá", "of", "chi", "vốn", "nhân", "phụ", "nhu",
    ];
    let Some(word) = next_word(text, end).filter(|word| is_space(&text[end..word.start])) else { return false };
    let mut key = String::new();
    write_key(word.of(text), &mut key);
    WHOLES.contains(&key.as_str())
}

/// Where the chain of words of time before a number begins (`sáng ngày 23-1`), and the part of the day it names.
pub(super) fn cue_span(text: &str, number_start: usize, before: &Before) -> (usize, Option<PartOfDay>) {
    let (mut start, mut part) = (number_start, None);
    for seen in before.iter().flatten() {
        match seen.kind {
            Kind::Part(p) if is_space(&text[seen.word.end..start]) => part = part.or(Some(p)),
            Kind::Day { .. } if is_space(&text[seen.word.end..start]) => {}
            _ => break,
        }
        start = seen.word.start;
    }
    (start, part)
}
