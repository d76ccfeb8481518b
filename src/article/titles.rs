//! The words that go before a person's name, Vietnamese surnames, and words that open an organisation instead.
//!
//! It names no person. Entries are word keys: lower-cased and composed.

/// A title's language decides what a name after it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// Before a known surname.
    Vietnamese,
    /// The same, of an office: an organisation may stand between it and the name.
    VietnameseOffice,
    /// `Mr.`, `Dr.`: always before a name.
    EnglishAddress,
    /// `President`, `General`: before a name, or part of another phrase.
    EnglishOffice,
}

/// Words before the name of a place or a company.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "tp", "phố", "tỉnh", "huyện", "quận", "xã", "phường", "thị", "trấn", "thôn", "bản", "ấp", "đường", "cầu",
    "sông", "núi", "ty", "đoàn", "trường", "viện", "học", "hàng", "hãng", "chợ", "đảo", "khu", "vùng", "nước",
    "cp", "tnhh", "chùa", "đền", "báo", "hồ", "thpt", "thcs", "của",
];

/// Words that open sentences, in short: no last word of a name.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "theo", "tại", "chủ", "trước", "khi", "luật", "bên", "câu", "dưới", "không", "chiều", "được", "trong",
    "sau", "tuy", "đó", "những", "các", "một", "với", "cũng", "để", "nhưng", "từ", "ảnh", "ông", "bà", "phó",
    "giám", "bộ", "thứ", "đây", "nếu", "còn", "ngoài", "nhiều", "vì", "này", "tôi", "nguồn", "clip", "video",
    "việc", "như", "về", "trên", "ngày", "và", "là", "fan", "thiếu",
];

/// English words after a title that belong to an office or a sentence.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "the", "of", "and", "in", "to", "for", "i", "we", "he", "she", "they", "it", "you", "my", "our", "your",
    "this", "that", "no", "speaker", "president", "vice", "chairman", "secretary", "general", "land", "office",
    "assembly", "government", "post", "accounting", "motors", "electric", "staff", "agreement", "fund", "court",
    "conference", "services", "service", "administration", "treaty", "council", "committee", "order", "congress",
    "state", "states", "united", "department", "union", "board", "american", "americans", "society", "act",
    "board's", "commission", "hospital", "school", "chief", "justice", "elect", "pro", "ladies", "gentlemen",
    "members", "fellow", "mr", "mrs", "ms", "dr", "minister", "leader", "senator", "treasury", "navy", "army",
    "war", "interior", "defense", "labor", "commerce", "agriculture", "but", "as", "if", "when", "there", "what",
    "tonight", "today", "now", "or", "on",
];

/// The title that ends with the word `last`, whose word before is `previous`. Takes word keys; `capital` says that
/// `last` has one.
pub(super) fn title_ending(previous: &str, last: &str, capital: bool) -> Option<Title> {
    use Title::{EnglishAddress, EnglishOffice, Vietnamese, VietnameseOffice};
    Some(match last {
        "trưởng" => VietnameseOffice,
        "tướng" if previous == "thủ" => VietnameseOffice,
        "tướng" => Vietnamese,
        "tá" if matches!(previous, "đại" | "thượng" | "trung" | "thiếu") => Vietnamese,
        "úy" | "uý" if matches!(previous, "đại" | "thượng" | "trung" | "thiếu") => Vietnamese,
        "tịch" if previous == "chủ" => VietnameseOffice,
        "nước" if previous == "tịch" => Vietnamese,
        "thư" if previous == "bí" => VietnameseOffice,
        "đốc" if matches!(previous, "giám" | "tổng") => VietnameseOffice,
        "phòng" if previous == "văn" => VietnameseOffice,
        "đảng" if previous == "ương" => Vietnamese,
        "viên" if matches!(previous, "ủy" | "uỷ" | "đảng" | "diễn" | "giảng" | "phóng" | "luyện" | "cứu" | "thoại") => {
            Vietnamese
        }
        "sĩ" | "sỹ"
            if matches!(
                previous,
                "bác" | "tiến" | "thạc" | "ca" | "nghệ" | "nhạc" | "họa" | "hoạ" | "thi" | "chiến" | "liệt"
            ) =>
        {
            Vietnamese
        }
        "sư" if matches!(previous, "giáo" | "luật" | "kỹ" | "trúc") => Vietnamese,
        "biểu" if previous == "đại" => Vietnamese,
        "lệnh" if previous == "tư" => VietnameseOffice,
        "ủy" | "uỷ" if previous == "chính" => VietnameseOffice,
        "thống" if previous == "tổng" => Vietnamese,
        "chí" if previous == "đồng" => Vietnamese,
        "báo" | "văn" | "thơ" if previous == "nhà" => Vietnamese,
        "ông" | "bà" | "anh" | "chị" | "cô" | "thầy" => Vietnamese,
        "gs" | "pgs" | "ts" | "ths" | "bs" | "ls" | "kts" | "nsnd" | "nsưt" | "hlv" if capital => Vietnamese,
        "mr" | "mrs" | "ms" | "dr" | "prof" | "lt" | "gen" | "col" | "maj" | "capt" | "sgt" | "adm" | "sen" | "rep"
        | "gov" | "hon" | "professor" | "sir"
            if capital =>
        {
            EnglishAddress
        }
        "president" | "general" | "colonel" | "major" | "captain" | "admiral" | "senator" | "governor"
        | "secretary" | "minister" | "chancellor" | "representative" | "congressman" | "congresswoman"
        | "ambassador" | "judge" | "justice" | "commander" | "chairman" | "director" | "lieutenant" | "sergeant"
            if capital =>
        {
            EnglishOffice
        }
        _ => return None,
    })
}

/// Family names of Vietnam, sorted by bytes.
#[rustfmt::skip]
const SURNAMES: &[&str] = &[
    "an", "bàn", "bành", "bùi", "bạch", "bế", "cao", "chu", "châu", "chử", "cung", "cù", "cấn", "diệp", "doãn",
    "dư", "dương", "giang", "giàng", "giáp", "hoa", "hoàng", "huỳnh", "hà", "hàn", "hầu", "hồ", "hồng", "hứa",
    "kha", "khuất", "khúc", "khổng", "kim", "kiên", "kiều", "la", "lâm", "lã", "lê", "lò", "lô", "lù", "lý", "lưu",
    "lương", "lường", "lại", "lộc", "lục", "lỳ", "ma", "mai", "mã", "mạc", "mạch", "mẫn", "nghiêm", "nguyễn",
    "nguỵ", "ngô", "ngụy", "nhâm", "nhữ", "ninh", "nông", "phan", "phí", "phùng", "phương", "phạm", "quan",
    "quàng", "quách", "sùng", "sầm", "thiều", "thào", "thái", "thân", "thạch", "thẩm", "tiêu", "trang", "triệu",
    "trà", "trương", "trần", "trịnh", "tô", "tôn", "tăng", "tạ", "tống", "từ", "ung", "viên", "vàng", "vì", "võ",
    "văn", "vũ", "vương", "vừ", "y", "yên", "ân", "âu", "đan", "đinh", "điêu", "đoàn", "đàm", "đào", "đường",
    "đậu", "đặng", "đồng", "đỗ", "đới",
];

/// Whether a word key, lower-cased and composed, is a family name of Vietnam.
pub fn is_surname(key: &str) -> bool {
    SURNAMES.binary_search(&key).is_ok()
}

/// Whether two word keys after a title open an organisation, an office or a place, not a name.
pub(super) fn opens_organisation(first: &str, second: &str) -> bool {
    matches!(
        (first, second),
        ("công", "an" | "ty" | "đoàn")
            | ("cảnh", "sát")
            | ("tham", "mưu")
            | ("tiểu", "ban")
            | ("văn", "phòng")
            | ("thành", "ủy" | "uỷ" | "đoàn" | "phố")
            | ("tỉnh", "ủy" | "uỷ")
            | ("huyện", "ủy" | "uỷ")
            | ("quận", "ủy" | "uỷ")
            | ("đảng", "ủy" | "uỷ" | "bộ" | "đoàn")
            | ("quốc", "hội")
            | ("hội", _)
            | ("quân", "khu")
            | ("trung", "ương")
            | ("chính", "phủ")
            | ("phương", "án")
            | ("hoàng", "gia")
            | ("đồng", "chí")
            | ("đoàn", "kiểm" | "công" | "đại" | "thanh" | "tncs" | "chủ")
            | ("hà", "nội" | "giang" | "tĩnh" | "nam" | "lan" | "tây")
            | ("an", "giang" | "ninh")
            | ("kiên" | "hậu" | "tiền", "giang")
            | ("lâm", "đồng")
            | ("ninh", "bình" | "thuận")
            | ("thái", "bình" | "nguyên" | "lan")
            | ("yên", "bái")
            | ("đồng", "nai" | "tháp")
            | ("hàn", "quốc")
            | ("hoa", "kỳ")
            | ("trà", "vinh")
            | ("bộ" | "sở" | "ban" | "cục" | "vụ" | "tổng" | "ubnd" | "hđnd" | "mttq" | "ttxvn" | "ubmttq", _)
    )
}

/// Whether a word before a capitalised run makes it the name of a place or a company.
pub(super) fn names_place(key: &str) -> bool {
    PLACES.contains(&key)
}

/// Words that open a sentence and end no name: in texts whose paragraphs ran together they follow one with a capital.
pub(super) fn opens_sentence(key: &str) -> bool {
    OPENINGS.contains(&key)
}

/// Whether a word has letters that only Vietnamese writes.
pub(super) fn is_vietnamese(word: &str) -> bool {
    word.chars().any(|c| matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}'))
}

/// English words that never are part of a name after a title. Takes a word key.
pub(super) fn is_no_name(key: &str) -> bool {
    NO_NAMES.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_need_their_whole_form() {
        for (previous, last, capital, expected) in [
            ("thứ", "trưởng", false, true),
            ("công", "viên", false, false),
            ("ủy", "viên", false, true),
            ("lá", "thư", false, false),
            ("", "ts", true, true),
            ("", "ts", false, false),
            ("", "general", false, false),
        ] {
            assert_eq!(title_ending(previous, last, capital).is_some(), expected, "{previous} {last}");
        }
    }

    #[test]
    fn organisations_are_told_from_names() {
        assert!(opens_organisation("công", "an"));
        assert!(opens_organisation("bộ", "y"));
        assert!(!opens_organisation("bùi", "văn"));
        assert!(is_surname("nguyễn") && !is_surname("nam"));
        assert!(SURNAMES.is_sorted());
    }
}
