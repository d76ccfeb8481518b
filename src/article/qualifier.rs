//! What stands after a day or a month without a year and says which one is meant: `năm ngoái`, `tới`, `vừa qua`,
//! `âm lịch`. It decides no year.

use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// Which day or month of its name is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tense {
    /// Nothing says it.
    #[default]
    Open,
    /// One that has been.
    Past,
    /// The next one.
    Future,
    /// The next one, as its article expects it; one that was a few weeks ago was expected before the article was written.
    Expected,
    /// Perhaps the next one.
    Unsure,
    /// The one nearest to the article.
    Nearest,
    /// Of the year so many after the article's.
    Year(i8),
    /// Of the year that the text named last.
    SameYear,
    /// Of a year that cannot be told, or of every year.
    Unknown,
    /// Of the lunar calendar, which has other days.
    Lunar,
}

/// Reads it at `end`: what it says, and where it ends. A year in digits is read with the date itself.
pub(super) fn after(text: &str, end: usize) -> Option<(Tense, usize)> {
    let first = next_word(text, end)?;
    let gap = &text[end..first.start];
    if !is_space(gap.strip_suffix('(').unwrap_or(gap)) || first.number {
        return None;
    }
    let (mut key, mut next_key) = (String::new(), String::new());
    write_key(first.of(text), &mut key);
    let second = next_word(text, first.end).filter(|word| is_space(&text[first.end..word.start]));
    if let Some(second) = second {
        write_key(second.of(text), &mut next_key);
    }
    let tense = match (key.as_str(), next_key.as_str()) {
        ("âm" | "lunar", "lịch" | "calendar") | ("lịch", "âm") => Tense::Lunar,
        ("âl", _) => return Some((Tense::Lunar, first.end)),
        _ if gap.ends_with('(') => return None,
        ("năm", "nay" | "này") | ("this", "year") => Tense::Year(0),
        ("năm", "ngoái" | "trước") | ("last", "year") => Tense::Year(-1),
        ("năm", "sau" | "tới") | ("next", "year") => Tense::Year(1),
        ("năm", "đó" | "ấy") | ("cùng", "năm") | ("that" | "same", "year") => Tense::SameYear,
        ("hàng" | "hằng" | "mỗi" | "every" | "each", "năm" | "year") => Tense::Unknown,
        ("vừa" | "mới", "qua" | "rồi") => Tense::Past,
        ("sắp" | "tới", "tới" | "đây") => Tense::Future,
        ("tới", _) if is_to_come(text, first, second, &next_key) => return Some((Tense::Future, first.end)),
        ("dernier" | "dernière", _) => return Some((Tense::Past, first.end)),
        ("prochain" | "prochaine", _) => return Some((Tense::Future, first.end)),
        ("này", _) => return Some((Tense::Nearest, first.end)),
        _ => return None,
    };
    second.map(|second| (tense, second.end))
}

/// Whether `tới` says that a day is to come, and neither goes on to another day (`5/8 tới 10/8`) nor is a verb.
fn is_to_come(text: &str, word: Word, next: Option<Word>, next_key: &str) -> bool {
    let Some(next) = next else { return true };
    #[rustfmt::skip]
    let goes_on = [
        "sẽ", "tại", "ở", "để", "với", "của", "do", "các", "là", "cho", "trên", "và", "nhằm", "theo", "bằng", "khi", "trong",
        "được", "nếu", "thì", "có", "cũng", "bộ", "công", "này",
    ];
    !next.number
        && !is_capitalised(next.of(text))
        && text[word.end..next.start].len() == 1
        && goes_on.contains(&next_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_date_says_which_is_meant() {
        for (after_date, expected) in [
            (" năm ngoái, chợ", Some((Tense::Year(-1), " năm ngoái"))),
            (" năm nay", Some((Tense::Year(0), " năm nay"))),
            (" tới, chợ mở", Some((Tense::Future, " tới"))),
            (" tới sẽ mở", Some((Tense::Future, " tới"))),
            (" tới đây chợ", Some((Tense::Future, " tới đây"))),
            (" tới 10/8", None),
            (" tới Huế", None),
            (" tới thăm chợ", None),
            (" vừa qua", Some((Tense::Past, " vừa qua"))),
            (" (âm lịch)", Some((Tense::Lunar, " (âm lịch"))),
            (" âm lịch", Some((Tense::Lunar, " âm lịch"))),
            (" cùng năm", Some((Tense::SameYear, " cùng năm"))),
            (" hằng năm", Some((Tense::Unknown, " hằng năm"))),
            (" này", Some((Tense::Nearest, " này"))),
            (" last year", Some((Tense::Year(-1), " last year"))),
            (" prochain", Some((Tense::Future, " prochain"))),
            (", năm nay", None),
            (" năm mới", None),
            ("", None),
        ] {
            let found = after(after_date, 0).map(|(tense, end)| (tense, &after_date[..end]));
            assert_eq!(found, expected, "{after_date:?}");
        }
    }
}
