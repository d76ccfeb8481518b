//! Numbers that are names and no quantities: ordinals, models, numbers of decrees and regiments, telephone numbers, years
//! before our era. It reads no value and no unit.

use super::unit::is_measure;
use super::words::{Phrases, Words};
use std::sync::LazyLock;

/// Words before a number that make it a name or an ordinal whatever follows.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "số", "thứ", "khóa", "khoá", "quận", "phường", "điều", "mục", "chương", "trang", "lớp", "hạng",
    "phố", "ngõ", "hẻm", "kiệt", "tầng", "kỷ", "quốc", "lộ", "quyết", "top", "khoảnh", "hotline", "tel",
    "article", "chapter", "section", "page", "no", "number", "volume", "part", "amendment", "title", "room", "flight",
    "class", "decree", "regiment", "division", "battalion",
];

/// The same, unless a measure follows: `đội 3` is a name, `đội 3 người` counts.
#[rustfmt::skip]
const LOOSE_LABELS: &[&str] = &[
    "lần", "kỳ", "phần", "tổ", "khu", "phòng", "bài", "trạm", "bản", "vòng", "bảng", "mẫu", "đội", "quyển", "tập", "cấp",
    "đợt", "loại", "vùng", "nhóm", "hệ", "niên", "mức", "level", "phase", "version", "windows", "type",
];

/// The same, unless a measure follows that is none of time: `đường 300 km`, `khoản 5 triệu đồng`, but `đường 3 tháng 2`.
const ROADS: &[&str] = &["đường", "tuyến", "khoản", "lô"];

/// Labels of more than one word, which stand right before the number.
#[rustfmt::skip]
const LONG_LABELS: &[(&str, &str)] = &[
    ("nghị", "định"), ("thông", "tư"), ("chỉ", "thị"), ("công", "văn"), ("công", "điện"), ("kế", "hoạch"),
    ("quyết", "định"), ("dự", "án"), ("chương", "trình"), ("pháp", "lệnh"), ("sắc", "lệnh"), ("hướng", "dẫn"),
    ("lữ", "đoàn"), ("sư", "đoàn"), ("trung", "đoàn"), ("quân", "đoàn"), ("binh", "đoàn"), ("tiểu", "đoàn"),
    ("đại", "đội"), ("trung", "đội"), ("quân", "khu"), ("quân", "y"), ("bệnh", "viện"), ("tiểu", "khu"),
    ("xí", "nghiệp"), ("công", "ty"), ("điện", "thoại"), ("tổng", "đài"), ("đường", "dây"), ("dây", "nóng"),
    ("biển", "số"), ("tài", "khoản"), ("executive", "order"),
];

/// The same, unless a measure follows: `giai đoạn 5 năm`.
const LOOSE_LONG_LABELS: &[(&str, &str)] = &[("giai", "đoạn"), ("phiên", "bản"), ("thế", "hệ"), ("trung", "tâm")];

/// Words before a telephone number, and words that may stand between.
static TELEPHONES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&["điện thoại", "đường dây nóng", "hotline", "tổng đài", "tel", "phone", "telephone", "đt", "sđt"])
});
/// Words that a telephone number's cue is looked for in.
const TELEPHONE_REACH: usize = 5;

/// Words after a number that make it a year of another era. Exact keys.
const ERAS: &[&str] = &["tcn", "scn", "bc", "bce", "ce", "ad"];

/// Whether the number at a word is a name: what stands before says so, or an era after it. A measure or a counter after
/// the number speaks against some names.
pub fn is_name(words: &Words<'_>, at: usize, is_measured: bool, is_counted: bool) -> bool {
    let era = words.is_spaced(at + 1)
        && (ERAS.contains(&words.key(at + 1)) && words.is_capital(at + 1)
            || words.reads(at + 1, "trước công nguyên")
            || words.reads(at + 1, "sau công nguyên"));
    era || is_label(words, at, is_measured) || !is_measured && is_model(words, at, is_counted)
}

/// Whether a label stands right before a number.
pub fn is_label(words: &Words<'_>, at: usize, is_measured: bool) -> bool {
    if !words.is_spaced(at) {
        return false;
    }
    let (before, last) = (words.key_before(at, 2), words.key_before(at, 1));
    let counts = last == "số"
        && matches!(before, "tổng" | "trong" | "lệ" | "con" | "tần" | "dân" | "doanh" | "hiệu" | "quân" | "tham");
    let long = |labels: &[(&str, &str)]| labels.contains(&(before, last)) && words.is_spaced(at - 1);
    let firm = LABELS.contains(&last) || long(LONG_LABELS);
    let loose = LOOSE_LABELS.contains(&last) || long(LOOSE_LONG_LABELS);
    let walked = matches!(before, "chặng" | "quãng" | "đoạn");
    let timed = matches!(words.key(at + 1), "tháng" | "ngày" | "năm" | "tuần" | "giờ");
    let road = ROADS.contains(&last) && !walked && (!is_measured || timed);
    !counts && (firm || road || loose && !is_measured)
}

/// Whether a number is part of a name: `iPhone 12`, `RON 92`, `Covid - 19`. A capital that only opens its sentence makes
/// no name.
fn is_model(words: &Words<'_>, at: usize, is_counted: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let surface = words.surface(before);
    let inner_capital = surface.chars().skip(1).any(char::is_uppercase);
    let dashed = matches!(words.gap(at).trim(), "-" | "–") && matches!(words.key(before), "covid" | "cov" | "sars");
    if dashed {
        return true;
    }
    let is_name = inner_capital || words.is_capital(before) && !opens_sentence(words, before) && !is_counted;
    words.is_spaced(at) && is_name && surface.chars().any(char::is_alphabetic)
}

/// Whether a word is the first of its sentence, or stands after a mark that may end one.
fn opens_sentence(words: &Words<'_>, at: usize) -> bool {
    at == 0 || words.gap(at).contains(['.', ':', '!', '?', '…', '"', '“', '\n', '-', '–', '(', ';', '•', '*', '+'])
}

/// One past the last word of the telephone number that begins at a word: groups of figures that open with 0, 1800, 1900 or
/// the sign of a country, or that follow a word for it.
pub fn telephone(words: &Words<'_>, at: usize) -> Option<usize> {
    let group = |at: usize| {
        let surface = words.surface(at);
        !surface.is_empty() && surface.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b','))
    };
    let joined = |at: usize| matches!(words.gap(at).trim(), "" | "-" | "." | ")" | ") " | "–");
    let mut past = at + 1;
    while group(past) && joined(past) && past < at + 6 {
        past += 1;
    }
    let first = words.surface(at);
    let whole = first.bytes().all(|byte| byte.is_ascii_digit());
    let service = matches!(first, "1800" | "1900") || first.starts_with("1900.") || first.starts_with("1800.");
    let opens = service && (past > at + 1 || first.len() > 4 || is_masked(words, at + 1))
        || whole && first.starts_with('0') && past > at + 1 && first.len() > 1
        || words.gap(at).ends_with('+') && whole && past > at + 1;
    let told = || {
        let near = |back: &usize| *back <= at && words.longest_of(at - back, &TELEPHONES).is_some();
        (1..=TELEPHONE_REACH).any(|back| near(&back)) && !is_measure(words.key(at + 1))
    };
    (opens || first.len() >= 3 && told()).then_some(past)
}

/// `1900 xxxx`.
fn is_masked(words: &Words<'_>, at: usize) -> bool {
    let surface = words.surface(at);
    words.is_spaced(at) && surface.len() > 1 && surface.chars().all(|c| matches!(c, 'x' | 'X' | '*'))
}
