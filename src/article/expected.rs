//! Words before a day or month without a year that say it is to come: `dự kiến 15/12`, `hạn chót`, `sẽ … vào`; and numbers
//! that look like a day and are the score of a set. It decides no year.

use super::qualifier::Tense;
use super::word::{next_word, write_key};

/// Bytes before a date in which such words are looked for, within its sentence.
const REACH_BYTES: usize = 96;

/// Pairs of words that say that what follows is planned.
#[rustfmt::skip]
const PLANNED: &[(&str, &str)] = &[
    ("dự", "kiến"), ("hạn", "chót"), ("hạn", "cuối"), ("chậm", "nhất"), ("muộn", "nhất"), ("dự", "định"), ("ấn", "định"),
    ("thời", "hạn"), ("sắp", "tới"), ("scheduled", "for"), ("scheduled", "on"), ("expected", "on"), ("expected", "in"),
    ("due", "on"), ("due", "in"), ("due", "by"), ("deadline", "is"), ("deadline", "of"),
];
/// Words right before a date after which `sẽ` says when something will be.
#[rustfmt::skip]
const WHEN: &[&str] = &[
    "vào", "từ", "đến", "tới", "trước", "trong", "lúc", "ra", "mạc", "đầu", "thúc", "mắt", "chiếu", "hành", "sóng", "tranh",
    "cửa", "sau", "on", "in", "by", "from", "until", "before", "after",
];
/// Words that ask for something until a day.
const ASKED: &[&str] = &["phải", "cần", "nộp", "xong", "gửi", "hoàn", "đăng", "must", "submit", "apply"];
/// Words of time that stand between those and the date.
const TIMES: &[&str] = &["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "tháng", "the"];
/// Words behind which what was expected has been: `sẽ xét xử vụ án xảy ra ngày 15/12`.
const PAST: &[&str] = &["đã", "từng", "xảy", "hôm", "hồi", "was", "were", "had", "since"];

/// What the words before a date at `start` say of it: [`Tense::Expected`] where it is to come, [`Tense::Unsure`] where it may
/// be. Looks at a bounded number of words.
pub(super) fn expected(text: &str, start: usize) -> Option<Tense> {
    let from = text.floor_char_boundary(start.saturating_sub(REACH_BYTES));
    let near = &text[from..start];
    let ends = [". ", "! ", "? ", "; ", "…", "\n", "“", "”"];
    let sentence = ends.iter().filter_map(|end| near.rfind(end).map(|at| at + end.len())).max().unwrap_or(0);
    let mut words: Vec<String> = Vec::new();
    let mut at = from + sentence;
    while let Some(word) = next_word(text, at).filter(|word| word.end <= start) {
        let mut key = String::new();
        write_key(word.of(text), &mut key);
        words.push(key);
        at = word.end;
    }
    while words.last().is_some_and(|key| TIMES.contains(&key.as_str())) {
        words.pop();
    }
    let past = words.iter().rposition(|key| PAST.contains(&key.as_str())).map_or(0, |at| at + 1);
    let words = &words[past..];
    let planned = words.windows(2).any(|two| PLANNED.contains(&(two[0].as_str(), two[1].as_str())));
    let will = words.iter().any(|key| matches!(key.as_str(), "sẽ" | "will" | "sắp"));
    let last = words.last().map_or("", String::as_str);
    let asked = || words.iter().any(|key| ASKED.contains(&key.as_str()));
    match () {
        () if planned => Some(Tense::Expected),
        () if will && WHEN.contains(&last) => Some(Tense::Expected),
        () if matches!(last, "trước" | "before" | "by") && asked() => Some(Tense::Expected),
        () if will || matches!(last, "trước" | "before" | "by") => Some(Tense::Unsure),
        () => None,
    }
}

/// Words between the last two sets of a match.
const JOINTS: [&str; 3] = ["và", "and", "rồi"];

/// Whether `6/4` between `start` and `end` is a set of tennis: it has the numbers of one, and stands beside another.
pub(super) fn is_set(text: &str, start: usize, end: usize) -> bool {
    let gap = |c: char| matches!(c, ' ' | ',' | ';' | '-' | '–' | '(' | ')');
    let before = text[..start].trim_end_matches(gap);
    let listed =
        JOINTS.iter().find_map(|joint| before.strip_suffix(joint)?.strip_suffix(' ')).filter(|_| start > before.len());
    let (before, widest) = listed.map_or((before, 4), |listed| (listed.trim_end_matches(gap), 8));
    let joined = before.len() < start && start - before.len() <= widest;
    let own = before.rfind(|c: char| !c.is_ascii_digit() && c != '/').map_or(0, |at| at + 1);
    let own = if before.is_char_boundary(own) { &before[own..] } else { "" };
    let after = text[end..].trim_start_matches([' ', ',', ';', '-', '–']);
    let listed = JOINTS.iter().find_map(|joint| after.strip_prefix(joint)?.strip_prefix(' '));
    let (after, widest) = listed.map_or((after, 4), |listed| (listed, 8));
    let next: &str = &after[..after.find(|c: char| !c.is_ascii_digit() && c != '/').unwrap_or(after.len())];
    let follows = text.len() - end - after.len() <= widest;
    set(&text[start..end]) && (joined && set(own) || follows && set(next))
}

/// Whether the text is the numbers of a set.
fn set(text: &str) -> bool {
    let Some((one, other)) = text.split_once('/') else { return false };
    let (Ok(one), Ok(other)) = (one.parse::<u8>(), other.parse::<u8>()) else { return false };
    matches!((one.max(other), one.min(other)), (6, 0..=4) | (7, 5 | 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_date_say_that_it_is_to_come() {
        for (before, expected_tense) in [
            ("Cầu dự kiến thông xe ngày ", Some(Tense::Expected)),
            ("Hạn chót nộp đơn là ", Some(Tense::Expected)),
            ("Hội chợ sẽ mở cửa vào sáng ", Some(Tense::Expected)),
            ("Hội chợ sẽ diễn ra ngày ", Some(Tense::Expected)),
            ("Dân phải nộp đơn trước ngày ", Some(Tense::Expected)),
            ("Trước ngày ", Some(Tense::Unsure)),
            ("Tòa sẽ xử vụ ", Some(Tense::Unsure)),
            ("Tòa sẽ xử vụ án xảy ra ngày ", None),
            ("Dự kiến thay đổi. Chợ mở ngày ", None),
            ("The fair will open on ", Some(Tense::Expected)),
            ("Chợ mở ngày ", None),
            ("", None),
        ] {
            let text = format!("{before}15/12");
            assert_eq!(expected(&text, before.len()), expected_tense, "{text}");
        }
    }

    #[test]
    fn sets_stand_side_by_side() {
        let of = |text: &str, set: &str| {
            let start = text.find(set).unwrap();
            is_set(text, start, start + set.len())
        };
        assert!(of("thắng 6/4, 7/5", "6/4") && of("thắng 6/4, 7/5", "7/5") && of("3/6 6/4", "6/4"));
        assert!(of("6/3, 7/5 và 6/4", "6/4") && of("6/3 và 7/5", "6/3") && of("6/2 and 6/1", "6/1"));
        assert!(!of("họp 6/4 và 9/5", "6/4") && !of("rồi 6/4", "6/4"));
        assert!(!of("chợ họp 6/4, 9/5", "6/4") && !of("ạ6/4", "6/4") && !of("5/4, 6/4", "5/4"));
    }
}
