//! What only a person does, as the words after a name say it (`tâm sự`, `giao bóng`): evidence that a run of capitals is a
//! person's name where no title stands before it. It names no person.

use super::names::{country, is_no_person, is_province};
use super::titles::{names_place, opens_organisation, opens_sentence};
use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// Words that may stand between a name and its verb.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "đã", "đang", "sẽ", "cũng", "từng", "lại", "còn", "vừa", "mới", "vẫn", "chỉ", "không", "chưa", "liền", "bèn", "luôn",
];
/// How many of them at most.
const MOST_BETWEEN: usize = 2;
/// What people say, feel, wear and do with their bodies. Companies, teams and provinces do none of it.
#[rustfmt::skip]
const VERBS: &[(&str, &str)] = &[
    ("tâm", "sự"), ("bộc", "bạch"), ("thổ", "lộ"), ("trải", "lòng"), ("nhớ", "lại"), ("bật", "mí"), ("ngậm", "ngùi"),
    ("nghẹn", "ngào"), ("xúc", "động"), ("bật", "khóc"), ("òa", "khóc"), ("rơi", "nước"), ("mỉm", "cười"), ("bật", "cười"),
    ("kết", "hôn"), ("ly", "hôn"), ("sinh", "con"), ("mang", "thai"), ("sinh", "năm"), ("sinh", "ra"), ("qua", "đời"),
    ("diện", "áo"), ("diện", "váy"), ("mặc", "áo"), ("mặc", "váy"), ("song", "ca"), ("cất", "giọng"), ("cất", "tiếng"),
    ("vào", "vai"), ("thủ", "vai"), ("hóa", "thân"), ("lên", "sân"), ("bước", "lên"), ("đánh", "đầu"),
    ("giao", "bóng"), ("dứt", "điểm"), ("tung", "cú"), ("vung", "vợt"), ("bẻ", "game"), ("căng", "ngang"), ("đi", "bóng"),
    ("rời", "sân"), ("ôm", "chầm"), ("quỳ", "xuống"), ("gật", "đầu"), ("lắc", "đầu"), ("thở", "dài"), ("kể", "lại"),
    ("kể", "về"), ("khoe", "ảnh"), ("khoe", "dáng"), ("hài", "hước"), ("hát", "ca"), ("hát", "bài"), ("chào", "đời"),
    ("chia", "sẻ"), ("cởi", "áo"), ("sút", "xa"), ("sút", "bóng"), ("đá", "phạt"),
];
/// Of those above, what firms do as well: it speaks for names of syllables that open a clause.
const SAID: &[&str] = &["chia"];
/// The same in one word, before another that is no part of it.
const SHORT_VERBS: &[&str] = &["kể", "khóc", "cười", "hát", "sút", "ngồi", "đứng", "bảo", "nghĩ"];
/// First syllables of runs that name kin or an office and not who it is.
#[rustfmt::skip]
const NO_OPENINGS: &[&str] = &[
    "mẹ", "bố", "ba", "má", "cha", "vợ", "chồng", "con", "em", "anh", "chị", "cô", "chú", "bác", "ông", "bà", "cụ", "thầy",
    "bạn", "nàng", "chàng", "nam", "nữ", "fan", "sao", "nhóm", "đội", "ban", "cả", "hội", "người", "khán", "công", "hoa",
    "cậu", "dì", "bé", "út", "cháu", "vua", "chúa", "đức", "lúc", "riêng", "chính", "rồi", "thế", "vậy", "bởi", "dù", "mà",
    "thì", "có", "hai", "cặp", "vai", "đôi", "thấy", "nghe", "hay", "hoặc", "gia", "dân", "lính", "trẻ", "trai", "gái",
    "vị", "hôm", "đêm", "sáng", "tối", "chiếc", "bài", "phim", "do", "tuy", "mới", "đến", "cùng", "thật", "chỉ", "cuối", "đầu",
];

/// What a name may turn out to be instead of a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Else {
    /// Nothing more: it opens a sentence or a clause.
    Nothing,
    /// The last words of a longer name: a word stands right before it (`hóa dầu Mộc Sơn`).
    Part,
    /// A firm or a team: it is a foreign word.
    Firm,
}

/// Whether a person's verb stands after a name that ends at `end`.
pub(super) fn acts(text: &str, end: usize, or_else: Else) -> bool {
    let mut key = String::new();
    let mut at = end;
    let small = |at: usize, key: &mut String| {
        let word =
            next_word(text, at).filter(|w| is_space(&text[at..w.start]) && !w.number && !is_capitalised(w.of(text)))?;
        write_key(word.of(text), key);
        Some(word)
    };
    for _ in 0..=MOST_BETWEEN {
        let Some(word) = small(at, &mut key) else { return false };
        if BETWEEN.contains(&key.as_str()) {
            at = word.end;
            continue;
        }
        let first = key.clone();
        if SHORT_VERBS.contains(&first.as_str()) && or_else != Else::Firm {
            return true;
        }
        if !VERBS.iter().any(|(verb, _)| *verb == first) || or_else != Else::Nothing && SAID.contains(&first.as_str()) {
            return false;
        }
        return small(word.end, &mut key).is_some_and(|_| VERBS.contains(&(first.as_str(), key.as_str())));
    }
    false
}

/// Whether a run of two or three syllables with capitals may be a person's name without a family name: no place, no
/// organisation, none of the words that sentences open with. `before` is the key of the word right before it.
pub(super) fn may_be_name(text: &str, word: Word, before: &str) -> bool {
    let (mut first, mut second) = (String::new(), String::new());
    write_key(word.of(text), &mut first);
    if let Some(next) = next_word(text, word.end) {
        write_key(next.of(text), &mut second);
    }
    let place = country(&first, &second) > 0 || is_province(&first, &second) || names_place(&first);
    let other = opens_organisation(&first, &second) || opens_sentence(&first) || NO_OPENINGS.contains(&first.as_str());
    // `Vị Phó …`: an office, not a name.
    let office = opens_sentence(&second) || matches!(second.as_str(), "tổng" | "chủ" | "trưởng" | "giám");
    !place && !other && !office && !names_place(before) && !is_no_person(&first)
}
