//! The units of figures: which words after a number say what it counts. It reads no numbers.

use super::words::Words;

/// Units of one word that need no other beside them. Exact keys.
#[rustfmt::skip]
const SINGLE: &[&str] = &[
    "đồng", "đ", "vnđ", "vnd", "usd", "eur", "euro", "euros", "bảng", "yên", "yen", "xu", "dollar", "dollars",
    "pound", "pounds", "cent", "cents", "rúp", "won", "tấn", "tạ", "yến", "kg", "g", "gram", "lạng", "lít", "l", "ml",
    "km", "m", "cm", "mm", "mét", "met", "dặm", "mile", "miles", "ha", "hecta", "mẫu", "sào", "m2", "m3", "m²", "m³",
    "km2", "km²", "km3", "km³", "cm2", "cm²", "cm3", "cm³", "mm2", "mm²", "mm3", "mm³", "dm3", "dm³", "feet", "foot", "ft", "inch", "inches", "acres", "acre", "tons", "ton", "tonnes",
    "giây", "phút", "giờ", "ngày", "đêm", "tuần", "tháng", "quý", "năm", "thập", "tuổi", "seconds", "minutes", "hours", "hour",
    "days", "day", "weeks", "week", "months", "month", "years", "year", "người", "ca", "vụ", "lần", "chiếc", "cái",
    "con", "cây", "bộ", "tổ", "chốt", "điểm", "suất", "căn", "hộ", "xe", "tàu", "ghế", "phiếu", "trang", "bài", "tỉnh",
    "nước", "xã", "huyện", "quận", "phường", "giải", "trận", "bàn", "phòng", "giường", "km/h", "mw", "kw", "kwh",
    "gb", "mb", "tb", "độ", "kênh", "loại", "nhóm", "lượt", "tập", "cuốn", "tờ", "bức", "đôi", "viên", "quả", "percent",
];

/// Words that make no unit: what follows the number is another part of the sentence.
#[rustfmt::skip]
const NO_UNITS: &[&str] = &[
    "và", "hoặc", "hay", "là", "có", "của", "cho", "đến", "tới", "thì", "mà", "ở", "tại", "trong", "trên", "dưới",
    "với", "về", "từ", "vào", "ra", "khi", "đã", "đang", "sẽ", "được", "bị", "do", "vì", "nên", "nhưng", "so", "theo",
    "này", "đó", "kia", "trở", "mỗi", "tính", "để", "như", "còn", "cùng", "những", "các", "không", "cũng", "rất",
    "the", "a", "an", "and", "or", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "is", "are",
    "was", "were", "has", "have", "had", "that", "which", "who", "this", "these", "those", "it", "they", "we", "he",
    "she", "but", "per", "than", "when", "after", "before", "will", "would", "more", "other", "least",
];

/// The unit that begins with the word at `at`: how many words it has. `None` where no unit stands.
///
/// One word of the list, else an abbreviation, else one or two words in lower case; `wide` allows two, as most
/// Vietnamese nouns are.
pub fn unit_at(words: &Words<'_>, at: usize, wide: bool) -> Option<usize> {
    if !words.is_spaced(at) {
        return None;
    }
    let key = words.key(at);
    if is_unit(key) {
        let square = matches!(key, "km" | "m" | "mét" | "cm") && matches!(words.key(at + 1), "vuông" | "khối");
        return Some(1 + usize::from(square));
    }
    let surface = words.surface(at);
    if surface.chars().count() > 1 && surface.chars().all(char::is_uppercase) {
        return Some(1);
    }
    let noun = |at: usize| {
        let key = words.key(at);
        words.is_spaced(at)
            && !words.is_capital(at)
            && key.chars().all(char::is_alphabetic)
            && !key.is_empty()
            && !NO_UNITS.contains(&key)
    };
    if !noun(at) {
        return None;
    }
    Some(if wide && noun(at + 1) { 2 } else { 1 })
}

/// Whether an exact key is a unit by itself.
pub fn is_unit(key: &str) -> bool {
    SINGLE.contains(&key)
}
