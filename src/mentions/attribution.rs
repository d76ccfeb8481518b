//! Attributions ("Lời ai"): who says something, with the verb that says so and the sentence.
//!
//! It knows who speaks, not whether what is said is true or quoted word by word. What it is unsure of it leaves out.

use super::words::{Phrases, Words};
use crate::article::{PersonMention, is_surname};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// Someone who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Full name; `None` for an office whose holder the article does not tell.
    pub person: Option<String>,
    /// First byte of the name, or of the office that stands for it.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Where the verb stands.
    pub verb: (usize, usize),
    /// The sentence.
    pub sentence: (usize, usize),
    /// What stands in quotation marks in that sentence, without them.
    pub quote: Option<(usize, usize)>,
}

/// Verbs that give someone's words. Exact keys.
#[rustfmt::skip]
static VERBS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "cho biết", "cho biết thêm", "cho hay", "cho rằng", "nhấn mạnh", "khẳng định", "yêu cầu", "đề nghị", "chia sẻ", "tuyên bố", "nêu",
    "nêu rõ", "chỉ rõ", "lưu ý", "nhận định", "đánh giá", "kêu gọi", "bày tỏ", "thừa nhận", "trả lời", "giải thích",
    "phân tích", "khuyến cáo", "cảnh báo", "kiến nghị", "xác nhận", "cam kết", "phủ nhận", "thông tin", "thông báo",
    "kể", "kể lại", "nói", "nói thêm", "tin rằng", "hỏi", "đề xuất", "nhắc nhở", "quán triệt", "biểu dương", "chia sẻ thêm", "bộc bạch", "tâm sự",
    "khuyên", "dặn", "phát biểu", "bổ sung thêm", "góp ý", "băn khoăn", "tiết lộ", "gợi ý", "nhận xét",
    "bình luận", "khai nhận", "thú nhận", "nhắc lại", "viết", "trần tình", "nhắn nhủ", "giải trình", "than", "cáo buộc", "chỉ trích", "ca ngợi", "hứa", "dự báo", "chỉ đạo", "lý giải", "lí giải",
    "said", "says", "told", "stated", "announced", "added", "declared", "replied", "explained", "argued", "insisted",
    "warned", "claimed", "asked", "noted", "wrote", "admitted", "denied", "promised",
]));

/// Verbs above that are something else before these words.
const NOT_BEFORE: [(&str, &str); 8] = [
    ("phát biểu", "tại"),
    ("trả lời", "chất"),
    ("nêu", "cao"),
    ("nêu", "gương"),
    ("thông tin", "liên"),
    ("hỏi", "thăm"),
    ("nói", "chung"),
    ("kể", "từ"),
];

/// Words that say the office of whoever is named beside them. Exact keys.
#[rustfmt::skip]
static OFFICES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "thứ trưởng", "bộ trưởng", "giám đốc", "phó giám đốc", "tổng giám đốc", "phó tổng giám đốc", "chủ tịch",
    "phó chủ tịch", "chủ tịch nước", "phó chủ tịch nước", "thủ tướng", "phó thủ tướng", "cục trưởng",
    "phó cục trưởng", "vụ trưởng", "trưởng phòng", "phó trưởng phòng", "trưởng ban", "phó trưởng ban",
    "trưởng tiểu ban", "phó trưởng tiểu ban", "trưởng đoàn", "chánh văn phòng", "chánh thanh tra", "bí thư",
    "phó bí thư", "tổng bí thư", "tổng thống", "phó tổng thống", "ngoại trưởng", "đại sứ", "hiệu trưởng",
    "viện trưởng", "phó viện trưởng", "trưởng khoa", "tổng thư ký", "tư lệnh", "chính ủy", "người phát ngôn",
    "huấn luyện viên", "hlv", "thẩm phán", "viện trưởng viện",
]));

/// Military and academic ranks, which name nobody by themselves but may open an apposition.
#[rustfmt::skip]
static RANKS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "đại tướng", "thượng tướng", "trung tướng", "thiếu tướng", "đại tá", "thượng tá", "trung tá", "thiếu tá", "đại úy",
    "thượng úy", "trung úy", "thiếu úy", "giáo sư", "tiến sĩ", "luật sư", "bác sĩ", "ủy viên", "thường trực",
    "đại biểu", "thành viên", "nguyên", "phó", "trưởng", "chánh", "cựu", "chủ", "chuyên gia", "đại diện", "người",
    "đội viên", "giảng viên", "thí sinh", "học sinh", "sinh viên", "cán bộ", "nhân viên", "công nhân", "cơ quan",
    "đơn vị", "mẹ", "vợ", "chồng", "con", "cha", "bố", "em", "anh", "chị", "ngụ", "trú", "quê", "sinh", "hiện", "nhà",
    "thạc sĩ", "ths", "kỹ sư", "phóng viên", "ca sĩ", "đạo diễn", "trợ lý", "founder", "người sáng lập", "tác giả",
]));

/// Words before `theo` that leave it the word for a source.
const BEFORE_SOURCES: &[&str] = &["còn", "cũng", "và", "nhưng", "vẫn", "tuy", "nhiên"];
/// Words after `theo` that make it another word.
const NO_SOURCES: &[&str] = &["đó", "dõi", "đuổi", "hướng", "sau", "chân", "kịp", "học", "như", "lời"];

/// Words between a speaker and the verb, at most.
const REACH: usize = 6;
/// Words without a capital inside an apposition, at most: `Đại hội đại biểu toàn quốc lần thứ`.
const LONGEST_CLAUSE: usize = 9;
/// Words between a speaker and the verb with appositions, at most.
const FAR_REACH: usize = 34;
/// Words in brackets after a name, at most.
const LONGEST_BRACKET: usize = 16;
/// Words of the offices before a name, with what they are of.
const SOURCE_WORDS: usize = 24;
/// Words of an office with what it is the office of.
const OFFICE_WORDS: usize = 14;

/// Who holds which office in an article: an office key with the names beside it.
#[derive(Debug, Default)]
pub struct Offices(HashMap<String, BTreeSet<String>>);

impl Offices {
    /// Notes the offices that stand before and after the names of a passage.
    pub fn note(&mut self, words: &Words<'_>, people: &[PersonMention]) {
        for person in people {
            let (at, past) = (words.at_byte(person.start), words.at_byte(person.end));
            // `Bộ trưởng Bộ Y tế Trần Văn Mẫu`: the office and what it is of, up to the name.
            let before = (1..=OFFICE_WORDS.min(at)).take_while(|back| *back == 1 || joins_office(words, at - back + 1));
            for start in before.filter(|_| words.is_spaced(at)).map(|back| at - back) {
                self.add(words, start, &person.name);
            }
            // `Trần Văn Mẫu, Bộ trưởng Bộ Y tế`.
            let mut next = past;
            while next < words.len() && next < past + OFFICE_WORDS && words.gap(next).trim().len() <= 1 {
                if words.gap(next).trim() == "," {
                    self.add(words, next, &person.name);
                } else if next == past {
                    break;
                }
                next += 1;
            }
        }
    }

    fn add(&mut self, words: &Words<'_>, at: usize, name: &str) {
        let Some(length) = words.longest_of(at, &OFFICES) else { return };
        // `Phó Giám đốc` is no `Giám đốc`.
        if words.key_before(at, 1) == "phó" && words.is_spaced(at) {
            return;
        }
        let key = (at..at + length).map(|at| words.key(at)).collect::<Vec<_>>().join(" ");
        self.0.entry(key).or_default().insert(name.to_owned());
    }

    /// The only holder of an office in this article.
    fn holder(&self, office: &str) -> Option<&String> {
        self.0.get(office).filter(|holders| holders.len() == 1).and_then(|holders| holders.first())
    }

    /// The offices of a person, sorted.
    pub fn of(&self, name: &str) -> Vec<&str> {
        let held = self.0.iter().filter(|(_, holders)| holders.contains(name));
        let mut found: Vec<&str> = held.map(|(key, _)| key.as_str()).collect();
        found.sort_unstable();
        found
    }
}

/// Finds the attributions of a passage. `people` are those named in it, in order; `sentences` its sentences as byte
/// ranges of the whole text. Linear.
pub fn attributions(
    words: &Words<'_>,
    people: &[PersonMention],
    offices: &Offices,
    sentences: &[(usize, usize)],
    text: &str,
) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for &sentence in sentences {
        let (first, last) = (words.at_byte(sentence.0), words.at_byte(sentence.1));
        let inside =
            &people[people.partition_point(|p| p.start < sentence.0)..people.partition_point(|p| p.start < sentence.1)];
        let passage = Passage { words, last, people: inside };
        let mut speakers: Vec<(usize, usize, usize, Option<String>)> =
            inside.iter().map(|p| (p.start, p.end, words.at_byte(p.end), Some(p.name.clone()))).collect();
        speakers.extend(passage.bare_offices(first, offices));
        speakers.sort_by_key(|speaker| speaker.0);
        let quote = quote_in(text, sentence);
        let mut spoken = None;
        for (start, end, past, person) in speakers {
            // Whoever is named inside the quoted words is spoken of.
            if quote.is_some_and(|(from, to)| from <= start && start < to) {
                continue;
            }
            let Some(verb) = passage.verb_after(past).or_else(|| passage.verb_before(start)) else { continue };
            if spoken.replace(verb) != Some(verb) {
                found.push(Attribution { person, start, end, verb, sentence, quote });
            }
        }
    }
    found
}

/// A sentence.
struct Passage<'w, 't> {
    words: &'w Words<'t>,
    /// One past its last word.
    last: usize,
    /// Who is named in it, in order.
    people: &'w [PersonMention],
}

impl Passage<'_, '_> {
    /// The verb that follows a speaker whose last word is the one before `past`.
    fn verb_after(&self, past: usize) -> Option<(usize, usize)> {
        let words = self.words;
        let (mut reach, mut lower_run, mut at) = (REACH, 0, past);
        while at < self.last.min(past + FAR_REACH) {
            let mut gap = words.gap(at).trim();
            // `(42 tuổi, ngụ xã Cầu)`, `(đoàn Hà Nội)`: who it is, in brackets.
            if gap.starts_with('(') {
                at = (at + 1..self.last.min(at + LONGEST_BRACKET)).find(|&at| words.gap(at).contains(')'))?;
                gap = words.gap(at).trim().trim_start_matches(')').trim();
                lower_run = 0;
            }
            if gap == "," || gap == "-" || gap == "–" {
                let apposition = words.is_capital(at)
                    || words.longest_of(at, &OFFICES).is_some()
                    || words.longest_of(at, &RANKS).is_some();
                // What an office is of may hold commas: `Cục Quản lý Khám, chữa bệnh`.
                let goes_on = reach == FAR_REACH;
                if !apposition && !goes_on && self.verb_at(at).is_none() {
                    return None;
                }
                if apposition {
                    reach = FAR_REACH;
                }
                lower_run = 0;
            } else if !(gap.is_empty()
                || gap == "." && words.surface(at - 1).len() < 4
                || at > past && matches!(gap, "\"" | "”"))
            {
                return None;
            }
            if self.people.binary_search_by_key(&words.span(at).0, |person| person.start).is_ok() {
                return None;
            }
            lower_run = if words.is_capital(at) { 0 } else { lower_run + 1 };
            // A long run of small words is a clause, not an office.
            if at - past >= reach || lower_run > LONGEST_CLAUSE {
                return None;
            }
            if let Some(length) = self.verb_at(at) {
                return Some((words.span(at).0, words.span(at + length - 1).1));
            }
            at += 1;
        }
        None
    }

    fn verb_at(&self, at: usize) -> Option<usize> {
        let words = self.words;
        if words.is_capital(at) {
            return None;
        }
        let length = words.longest_of(at, &VERBS)?;
        let verb = (at..at + length).map(|at| words.key(at)).collect::<Vec<_>>().join(" ");
        let next = words.key(at + length);
        let noun = matches!(
            words.key_before(at, 1),
            "theo"
                | "các"
                | "những"
                | "của"
                | "về"
                | "lời"
                | "câu"
                | "ý"
                | "sự"
                | "được"
                | "bị"
                | "bài"
                | "học"
                | "phần"
                | "buổi"
                | "phiên"
                | "sẽ"
                | "để"
                | "phải"
                | "không"
                | "chưa"
        ) || words.key_before(at, 1).starts_with(|c: char| c.is_ascii_digit());
        let guarded = NOT_BEFORE.iter().any(|&(before, word)| verb == before && next == word);
        (!noun && !guarded && at + length <= self.last).then_some(length)
    }

    /// `theo Trung tướng Trần Văn Mẫu`, `according to Mr. Sample`: the word that says so, right before the speaker and
    /// whatever office stands there.
    fn verb_before(&self, start: usize) -> Option<(usize, usize)> {
        let words = self.words;
        let at = words.at_byte(start);
        let back = (1..=SOURCE_WORDS.min(at)).take_while(|back| self.holds_office(at - back + 1));
        for cue in back.map(|back| at - back) {
            let opens = cue == 0 || !words.is_spaced(cue) || words.is_capital(cue);
            let led = || BEFORE_SOURCES.contains(&words.key_before(cue, 1));
            if words.key(cue) == "theo" && (opens || led()) && !NO_SOURCES.contains(&words.key(cue + 1)) {
                return Some(words.span(cue));
            }
            if words.reads(cue, "according to") {
                return Some((words.span(cue).0, words.span(cue + 1).1));
            }
        }
        None
    }

    /// Whether a word may stand inside the offices before a name: after a blank, after the stop of an abbreviation, or after
    /// a comma where another office begins.
    fn holds_office(&self, at: usize) -> bool {
        let words = self.words;
        let office = || words.longest_of(at, &OFFICES).is_some() || words.longest_of(at, &RANKS).is_some();
        joins_office(words, at)
            || matches!(words.gap(at), ". " | ".")
            || words.gap(at) == ", " && words.is_capital(at) && office()
    }

    /// Offices that stand without a name: where they are, and who holds them if the article tells.
    fn bare_offices(&self, first: usize, offices: &Offices) -> Vec<(usize, usize, usize, Option<String>)> {
        let words = self.words;
        let mut found = Vec::new();
        let mut at = first;
        while at < self.last {
            let office = words.is_capital(at).then(|| words.longest_of(at, &OFFICES)).flatten();
            let Some(length) = office else {
                at += 1;
                continue;
            };
            // With a name after it, or as an apposition after one, it is the name's.
            let named = self.is_named(at);
            // `các Phó Giám đốc` are several, `Phó Giám đốc` is no `Giám đốc`.
            let other = words.is_spaced(at)
                && matches!(words.key_before(at, 1), "phó" | "các" | "những" | "chí" | "nguyên" | "cựu");
            if !named && !other && !self.goes_before_name(at + length) {
                let key = (at..at + length).map(|at| words.key(at)).collect::<Vec<_>>().join(" ");
                let (start, end) = (words.span(at).0, words.span(at + length - 1).1);
                found.push((start, end, at + length, offices.holder(&key).cloned()));
            }
            at += length;
        }
        found
    }
}

impl Passage<'_, '_> {
    /// Whether a name that was not read follows an office: two capitals of which the first is a family name, or any after
    /// `HLV`. Who that is nobody knows, and the office speaks for nobody else.
    fn goes_before_name(&self, past: usize) -> bool {
        let words = self.words;
        let capital = |at: usize| words.is_spaced(at) && words.is_capital(at);
        if matches!(words.key_before(past, 1), "hlv" | "viên") && capital(past) {
            return true;
        }
        (past..past + OFFICE_WORDS)
            .take_while(|&at| joins_office(words, at))
            .any(|at| capital(at) && capital(at + 1) && capital(at + 2) && is_surname(words.key(at)))
    }

    /// Whether the office at a word belongs to a name: one that follows it without a break, or stands before it.
    fn is_named(&self, at: usize) -> bool {
        let words = self.words;
        let start = words.span(at).0;
        let next = self.people.partition_point(|person| person.start < start);
        let follows = self.people.get(next).is_some_and(|person| {
            let name = words.at_byte(person.start);
            name < at + SOURCE_WORDS && (at + 1..=name).all(|word| self.holds_office(word))
        });
        let before = next.checked_sub(1).and_then(|before| self.people.get(before));
        follows || before.is_some_and(|person| words.at_byte(person.start) + FAR_REACH >= at)
    }
}

/// Whether a word goes on the name of an office or of what it is of: `Bộ Y tế`, `Bộ GD-ĐT`, `Sở VH&TT`.
fn joins_office(words: &Words<'_>, at: usize) -> bool {
    let capitals = || words.is_capital(at) && at > 0 && words.is_capital(at - 1);
    words.is_spaced(at)
        || matches!(words.gap(at), " & " | "&" | " - ")
        || matches!(words.gap(at), "-" | "–" | "/") && capitals()
}

/// The first passage in quotation marks of a sentence that is more than a word or two.
fn quote_in(text: &str, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let sentence = text.get(start..end)?;
    let mut from = 0;
    while let Some(opened) = sentence[from..].find(['“', '"', '«']) {
        let open = from + opened;
        let mark = sentence[open..].chars().next()?;
        let inner = open + mark.len_utf8();
        let close = match mark {
            '“' => '”',
            '«' => '»',
            _ => '"',
        };
        let closed = inner + sentence[inner..].find(close)?;
        if sentence[inner..closed].split_whitespace().count() > 2 {
            return Some((start + inner, start + closed));
        }
        from = closed + close.len_utf8();
    }
    None
}
