//! The units of figures: which words after a number say what it counts. It reads no numbers.

use super::numeral::multiplier;
use super::words::Words;
use crate::compounds::Compounds;

/// Units that measure: no other word belongs to them. Exact keys.
#[rustfmt::skip]
const MEASURES: &[&str] = &[
    "đồng", "đ", "vnđ", "vnd", "usd", "eur", "euro", "euros", "bảng", "yên", "yen", "xu", "dollar", "dollars",
    "pound", "pounds", "cent", "cents", "rúp", "ruble", "rubles", "won", "rupee", "rupees", "baht", "peso", "pesos",
    "franc", "francs", "tấn", "tạ", "yến", "kg", "g", "gram", "gam", "lạng", "lượng", "mg", "mcg", "oz", "ounce",
    "ounces", "lít", "l", "ml", "km", "m", "cm", "mm", "mét", "met", "dặm", "mile", "miles", "ha", "hecta", "hécta",
    "m2", "m3", "m²", "m³", "km2", "km²", "km3", "km³", "cm2", "cm²", "cm3", "cm³", "mm2", "mm²",
    "mm3", "mm³", "dm3", "dm³", "feet", "foot", "ft", "inch", "inches", "acres", "acre", "tons",
    "ton", "tonnes", "giây", "phút", "giờ", "tiếng", "ngày", "đêm", "tuần", "tháng", "năm", "tuổi", "seconds",
    "minutes", "hours", "hour", "days", "day", "weeks", "week", "months", "month", "years", "year", "người", "lần",
    "lượt", "km/h", "hz", "khz", "mhz", "ghz", "kbps", "mbps", "gbps", "tbps", "mah", "w", "wh", "mw", "kw", "kwh",
    "mwh", "gw", "gwh", "v", "kv", "kva", "mva", "pa", "kpa", "mpa", "bar", "db", "dpi", "px", "gb", "mb", "tb", "kb",
    "megapixel", "mp", "nm", "cc", "hp", "a", "ºc", "ºf", "oc", "nit", "nits", "lux", "kcal", "calo", "calories", "mmhg", "ppm", "rpm", "độ", "percent", "lb",
    "lbs", "people",
];

/// Units of one word that may also begin a longer one (`tổ chức`, `ca khúc`). Exact keys.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "ca", "vụ", "chiếc", "cái", "con", "cây", "bộ", "tổ", "chốt", "điểm", "suất", "căn", "hộ", "xe", "tàu", "ghế",
    "phiếu", "trang", "bài", "tỉnh", "nước", "xã", "huyện", "quận", "phường", "giải", "trận", "bàn", "phòng",
    "giường", "kênh", "loại", "nhóm", "tập", "cuốn", "tờ", "bức", "đôi", "viên", "quả", "quý", "mẫu", "sào", "chỉ",
    "chức", "món", "vé", "chỗ", "bước", "ly", "cốc", "bát", "chai", "hộp", "gói", "thùng", "khúc", "lóng", "sợi", "tấm",
    "đoạn", "trường", "lớp", "đợt", "vòng", "cấp", "mùa", "tầng", "làn", "toa",
];

/// Words of two syllables that are often counted; what a corpus teaches comes on top.
#[rustfmt::skip]
const COMPOUNDS: &[(&str, &str)] = &[
    ("học", "sinh"), ("sinh", "viên"), ("cán", "bộ"), ("chiến", "sĩ"), ("công", "nhân"), ("nhân", "viên"),
    ("giáo", "viên"), ("bệnh", "nhân"), ("nạn", "nhân"), ("đại", "biểu"), ("thành", "viên"), ("hành", "khách"),
    ("khán", "giả"), ("cầu", "thủ"), ("thí", "sinh"), ("du", "khách"), ("gia", "đình"), ("doanh", "nghiệp"),
    ("đơn", "vị"), ("tổ", "chức"), ("trường", "hợp"), ("trường", "học"), ("bệnh", "viện"), ("quốc", "gia"),
    ("địa", "phương"), ("thành", "phố"), ("khu", "vực"), ("dự", "án"), ("công", "trình"), ("sản", "phẩm"),
    ("giải", "pháp"), ("nhiệm", "vụ"), ("câu", "hỏi"), ("ca", "khúc"), ("bộ", "phim"), ("bộ", "phận"),
    ("chuyến", "bay"), ("máy", "bay"), ("tàu", "ngầm"), ("bàn", "thắng"), ("điểm", "cầu"), ("đội", "hình"),
    ("danh", "hiệu"), ("giải", "thưởng"), ("huy", "chương"), ("cổ", "phiếu"), ("cổ", "phần"), ("căn", "hộ"),
    ("đối", "tượng"), ("hồ", "sơ"), ("văn", "bản"), ("nội", "dung"), ("ý", "kiến"), ("yêu", "cầu"), ("lưu", "ý"),
    ("phương", "án"), ("kế", "hoạch"), ("chương", "trình"), ("trung", "tâm"), ("tác", "phẩm"), ("bài", "viết"),
    ("bài", "hát"), ("quyết", "định"), ("kỹ", "sư"), ("bác", "sĩ"), ("tiến", "sĩ"), ("nhà", "máy"), ("nhà", "mạng"),
    ("đồng", "chí"), ("đảng", "viên"), ("thanh", "niên"), ("chiến", "thắng"), ("tên", "lửa"), ("trung", "đoàn"),
    ("loại", "hình"), ("con", "đường"), ("phòng", "học"), ("tập", "đoàn"), ("tổng", "công"), ("kích", "cỡ"),
    ("hoạt", "động"), ("gương", "mặt"), ("đại", "học"), ("hải", "lý"), ("hải", "lí"), ("tín", "chỉ"), ("thập", "kỷ"),
    ("thập", "kỉ"), ("thập", "niên"), ("thế", "kỷ"), ("thế", "kỉ"), ("ứng", "cử"), ("vận", "động"), ("phát", "thanh"),
    ("huấn", "luyện"), ("kiểm", "sát"), ("điều", "tra"), ("cộng", "tác"), ("thuyết", "minh"), ("ứng", "viên"),
    ("giảng", "viên"), ("hội", "viên"), ("đoàn", "viên"), ("diễn", "viên"), ("thuyền", "viên"), ("cử", "tri"),
    ("nghệ", "sĩ"), ("xu", "hướng"), ("đồng", "đội"), ("đồng", "phạm"), ("độ", "tuổi"), ("năm", "ánh"),
];

/// Measures that other words begin with too; not behind a word that multiplies (`5 tỷ đồng tiền mặt`).
const SHARED_MEASURES: &[&str] = &["đồng", "xu", "yên", "tạ", "yến", "bảng", "lượng", "lạng", "độ", "năm", "bar"];

/// Words that make no unit: what follows the number is another part of the sentence.
#[rustfmt::skip]
const NO_UNITS: &[&str] = &[
    "và", "hoặc", "hay", "là", "có", "của", "cho", "đến", "tới", "thì", "mà", "ở", "tại", "trong", "trên", "dưới",
    "với", "về", "từ", "vào", "ra", "khi", "đã", "đang", "sẽ", "được", "bị", "do", "vì", "nên", "nhưng", "so", "theo",
    "này", "đó", "kia", "trở", "mỗi", "tính", "để", "như", "còn", "cùng", "những", "các", "không", "cũng", "rất",
    "trước", "sau", "gồm", "khoảng", "hiện", "nhất", "nữa", "đều", "bằng", "thuộc", "cần", "phải", "qua", "lên",
    "xuống", "rồi", "nay", "vừa", "mới", "hơn", "gần", "nếu", "tuy", "giữa", "bên", "ngoài", "đối", "nhằm", "thấp",
    "cao", "lại", "đi", "nhờ", "vẫn", "chưa", "chỉ", "tuyệt", "liên",
    "the", "a", "an", "and", "or", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "is", "are",
    "was", "were", "has", "have", "had", "that", "which", "who", "this", "these", "those", "it", "they", "we", "he",
    "she", "but", "per", "than", "when", "after", "before", "will", "would", "more", "other", "least",
    "out", "off", "up", "down", "over", "under", "into", "about", "around", "between", "during", "while", "if", "so",
    "not", "no", "all", "any", "each", "every", "both", "also", "only", "then", "there", "here", "their", "his", "her",
    "its", "our", "my", "your", "be", "been", "did", "do", "does", "can", "could", "may", "might", "must", "should",
    "said", "says", "since", "until", "against", "through", "back", "ahead", "apart", "away", "where", "because", "yet",
    "nor", "too", "still", "already", "now", "today", "ago", "such",
];

/// Words that describe what is counted and are no part of it.
#[rustfmt::skip]
const NO_SECOND: &[&str] = &[
    "lớn", "nhỏ", "cũ", "đầu", "cuối", "khác", "chính", "đẹp", "tốt", "giỏi", "nặng", "nhẹ", "dài", "ngắn", "tham", "tử",
    "giúp", "làm", "đạt", "bay", "chết", "sống", "đứng", "ngồi", "mắc", "nghèo", "trẻ", "già", "nam", "nữ", "sang",
    "thực", "tiếp", "xuất", "bán", "mua", "thi", "dự", "cầm", "chạy",
];

/// The unit that begins with the word at `at`: how many words it has. `None` where no unit stands.
///
/// A measure, else an abbreviation, else a noun in lower case: one word, or two where they are one word by `compounds` or
/// by the short list above. Where nothing is known of the corpus, `wide` takes two words, as most Vietnamese nouns have.
pub fn unit_at(words: &Words<'_>, at: usize, wide: bool, compounds: &Compounds) -> Option<usize> {
    if !words.is_spaced(at) {
        return None;
    }
    let key = words.key(at);
    let surface = words.surface(at);
    let after_multiplier = multiplier(words.key_before(at, 1)).is_some();
    let is_shared = SHARED_MEASURES.contains(&key) && !after_multiplier && is_word(words, at, compounds);
    if is_measure(key) && is_in_its_case(surface) && !is_shared {
        let square = matches!(key, "km" | "m" | "cm" | "mét") && matches!(words.key(at + 1), "vuông" | "khối");
        return Some(1 + usize::from(square));
    }
    if surface.chars().count() > 1 && surface.chars().all(char::is_uppercase) {
        return Some(1);
    }
    if is_word(words, at, compounds) {
        // `9 điểm tương đồng`: what is counted with may stand before a word of its own.
        let counter = COUNTERS.contains(&key) && !COMPOUNDS.contains(&(key, words.key(at + 1)));
        let more = is_word(words, at + 1, compounds);
        if counter && more {
            return Some(1);
        }
        // `1.000 học sinh lớp 12`: the third counts something else.
        let third = more && !COUNTERS.contains(&words.key(at + 2));
        return Some(2 + usize::from(third || goes_on(words, at + 2, compounds)));
    }
    if !is_noun(words, at) {
        return None;
    }
    let guess = wide && compounds.is_empty() && !COUNTERS.contains(&key);
    let second = guess
        && is_noun(words, at + 1)
        && !NO_SECOND.contains(&words.key(at + 1))
        && !is_word(words, at + 1, compounds);
    Some(if second { 2 + usize::from(goes_on(words, at + 2, compounds)) } else { 1 })
}

/// Whether a word is a noun in lower case as far as can be told: no word that makes no unit.
fn is_noun(words: &Words<'_>, at: usize) -> bool {
    is_plain(words, at) && !NO_UNITS.contains(&words.key(at))
}

fn is_plain(words: &Words<'_>, at: usize) -> bool {
    let key = words.key(at);
    words.is_spaced(at) && !words.is_capital(at) && !key.is_empty() && key.chars().all(char::is_alphabetic)
}

/// Whether two syllables are one word, by the list or by the corpus.
fn is_word(words: &Words<'_>, at: usize, compounds: &Compounds) -> bool {
    let pair = (words.key(at), words.key(at + 1));
    is_plain(words, at) && is_plain(words, at + 1) && COMPOUNDS.contains(&pair)
        || is_noun(words, at) && is_noun(words, at + 1) && compounds.joins(pair.0, pair.1)
}

/// Whether a word of two syllables goes on in a third: `ứng cử viên`, or what the corpus or its lexicon has.
fn goes_on(words: &Words<'_>, at: usize, compounds: &Compounds) -> bool {
    let third = words.key(at);
    is_plain(words, at)
        && (third == "viên" || compounds.joins_three(words.key_before(at, 2), words.key_before(at, 1), third))
}

/// Units of one letter are written small, but for watts, volts and amperes, which have a capital; `5 G` is no weight.
fn is_in_its_case(surface: &str) -> bool {
    let own = |c: char| c.is_lowercase() && c != 'a' || matches!(c, 'W' | 'V' | 'A');
    surface.chars().count() > 1 || surface.chars().all(own)
}

/// `10km`, `5.000đ`, `300MW`, `60W`, but no `5G`.
pub fn is_attached_unit(suffix: &str) -> bool {
    let is_long = suffix.chars().count() > 1;
    is_unit(suffix) && suffix != "a" || matches!(suffix, "W" | "V" | "A") || is_long && is_unit(&suffix.to_lowercase())
}

/// Whether an exact key is a unit by itself: a measure, or a word that things are counted with.
pub fn is_unit(key: &str) -> bool {
    is_measure(key) || COUNTERS.contains(&key)
}

/// Whether an exact key measures: money, size, time, people.
pub fn is_measure(key: &str) -> bool {
    MEASURES.contains(&key)
}

/// `100 km/h`, `50 mg/l`: a measure with the one it is for, which together are a unit of their own.
pub fn rate_at(words: &Words<'_>, last: usize) -> bool {
    words.gap(last + 1) == "/"
        && matches!(
            (words.key(last), words.key(last + 1)),
            ("km" | "m", "h" | "giờ" | "s" | "giây" | "phút")
                | ("mg" | "g" | "mcg" | "kg", "l" | "lít" | "dl" | "ml" | "m3" | "ha")
        )
}
