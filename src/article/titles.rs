//! The words that go before a person's name, Vietnamese surnames, and words that open an organisation instead.
//!
//! It names no person. Entries are word keys: lower-cased and composed.

use foldhash::HashSet;
use std::sync::LazyLock;

/// A title's language decides what a name after it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// Before a known surname.
    Vietnamese,
    /// The same, of a degree, an office or a profession: what it is of may stand between it and the name.
    VietnameseOffice,
    /// What one calls people by (`ông`, `cô`): before any name.
    VietnamesePerson,
    /// What someone is or does (`tài xế`, `thủ môn`): before a name, or a club.
    VietnameseRole,
    /// The same of players: before a name that may have no family name, a club or the place of one.
    VietnamesePlayer,
    /// The same of artists and friends: before a name that may have no family name.
    VietnameseStage,
    /// `Mr.`, `Dr.`: always before a name.
    EnglishAddress,
    /// `President`, `General`: before a name of any length, or part of another phrase.
    EnglishHead,
    /// `Captain`, `Director`: the same, before a full name.
    EnglishOffice,
}

impl Title {
    /// Whether an organisation may stand between it and the name.
    pub fn is_office(self) -> bool {
        self == Self::VietnameseOffice
    }
}

/// Words before the name of a place or a company.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "tp", "phố", "tỉnh", "huyện", "quận", "xã", "phường", "thị", "trấn", "thôn", "bản", "ấp", "đường", "cầu",
    "sông", "núi", "ty", "đoàn", "trường", "viện", "học", "hàng", "hãng", "chợ", "đảo", "khu", "vùng", "nước",
    "cp", "tnhh", "chùa", "đền", "báo", "hồ", "thpt", "thcs", "của", "đh", "cđ", "ptth", "thưởng", "quỹ", "tàng",
    "cảng", "ga", "bến", "hát", "động", "dịch", "chương", "giải", "cup", "vượt", "giao", "tncs", "tượng", "phà", "kcn", "nxb", "hiệu",
    "tiểu", "tx", "p", "q", "cúp", "hầm", "kênh", "đạo", "giáo", "ngã", "ngõ", "hẻm", "lộ", "ktx", "cty",
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
    let office = || office_ending(previous, last);
    office().or_else(|| role_ending(previous, last, capital)).or_else(|| english_title(last, capital))
}

/// Whether a word key may end an office, whatever word is before it: most end none, and need no second look.
pub(super) fn may_end_office(last: &str) -> bool {
    matches!(
        last,
        "trưởng"
            | "tướng"
            | "tịch"
            | "thư"
            | "đốc"
            | "phòng"
            | "viên"
            | "sĩ"
            | "sỹ"
            | "sư"
            | "lệnh"
            | "ủy"
            | "uỷ"
            | "nhiệm"
            | "thống"
            | "giáo"
            | "ngôn"
            | "gs"
            | "pgs"
            | "ts"
            | "ths"
            | "bs"
            | "ls"
            | "kts"
            | "gđ"
            | "pgđ"
            | "ks"
    )
}

/// Vietnamese ranks, offices and degrees.
fn office_ending(previous: &str, last: &str) -> Option<Title> {
    use Title::{Vietnamese, VietnameseOffice, VietnamesePerson, VietnameseRole, VietnameseStage};
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
        "viên" if matches!(previous, "ủy" | "uỷ" | "đảng" | "phóng" | "luyện" | "thoại") => Vietnamese,
        "viên" if matches!(previous, "giảng" | "cứu" | "giáo" | "sinh" | "chuyên") => VietnameseOffice,
        "viên" if matches!(previous, "đội" | "động" | "ngôn" | "sát" | "tra" | "tiếp" | "luận" | "nhân" | "đoàn") => {
            VietnameseRole
        }
        "viên" if previous == "diễn" => VietnameseStage,
        "sĩ" | "sỹ" if matches!(previous, "bác" | "tiến" | "thạc") => VietnameseOffice,
        "sĩ" | "sỹ" if matches!(previous, "ca" | "nghệ" | "nhạc" | "họa" | "hoạ" | "thi" | "danh") => {
            VietnameseStage
        }
        "sĩ" | "sỹ" if matches!(previous, "chiến" | "liệt" | "nghị" | "võ" | "đạo" | "hạ" | "trung" | "thượng") => {
            Vietnamese
        }
        "sư" if matches!(previous, "giáo" | "luật" | "kỹ" | "trúc") => VietnameseOffice,
        "biểu" if previous == "đại" => Vietnamese,
        "lệnh" if previous == "tư" => VietnameseOffice,
        "ủy" | "uỷ" if previous == "chính" => VietnameseOffice,
        "nhiệm" if previous == "chủ" => VietnameseOffice,
        "thống" if previous == "tổng" => VietnameseOffice,
        "chí" if previous == "đồng" => VietnamesePerson,
        "báo" | "văn" | "thơ" if previous == "nhà" => Vietnamese,
        "giáo" if matches!(previous, "thầy" | "cô") => VietnameseOffice,
        _ => return None,
    })
}

/// What one calls people by in Vietnamese, and what they are or do.
fn role_ending(previous: &str, last: &str, capital: bool) -> Option<Title> {
    use Title::{Vietnamese, VietnameseOffice, VietnamesePerson, VietnamesePlayer, VietnameseRole, VietnameseStage};
    Some(match last {
        "ông" | "bà" | "anh" | "chị" | "cô" | "thầy" | "chú" | "cậu" | "cụ" => VietnamesePerson,
        "bạn" | "em" | "bé" | "cháu" if !capital || previous.is_empty() => VietnameseStage,
        "can" | "cáo" if previous == "bị" => VietnamesePerson,
        "can" | "phạm" if previous == "nghi" => VietnamesePerson,
        "nhân" if matches!(previous, "nạn" | "bệnh" | "doanh" | "phạm") => VietnameseRole,
        "xế" if previous == "tài" => VietnamesePerson,
        "tượng" if previous == "đối" => VietnameseRole,
        "sinh" if previous == "thí" => VietnameseStage,
        "sinh" if matches!(previous, "học" | "nữ" | "nam") => VietnameseRole,
        "khảo" if previous == "giám" => VietnameseStage,
        "thủ" if matches!(previous, "cầu" | "danh" | "tuyển" | "đấu" | "xạ" | "cua" | "kỳ") => {
            VietnamesePlayer
        }
        "đạo" | "vệ" if matches!(previous, "tiền" | "hậu" | "trung") => VietnamesePlayer,
        "môn" if previous == "thủ" => VietnamesePlayer,
        "phong" if previous == "trung" => VietnamesePlayer,
        "vợt" if matches!(previous, "tay" | "cây") => VietnamesePlayer,
        "sút" if previous == "chân" => VietnamesePlayer,
        "quân" if previous == "thủ" => VietnamesePlayer,
        "binh" if previous == "tân" => VietnamesePlayer,
        "ca" if previous == "danh" => VietnameseStage,
        "đẹp" if previous == "người" => VietnameseStage,
        "nữ" if matches!(previous, "kiều" | "mỹ") => VietnameseStage,
        "thoại" if previous == "huyền" => VietnamesePlayer,
        "sao" if matches!(previous, "ngôi" | "siêu") => VietnamesePlayer,
        "mẫu" if matches!(previous, "siêu" | "người") => VietnameseStage,
        "hậu" if matches!(previous, "hoa" | "á") => VietnameseStage,
        "hài" if previous == "danh" => VietnameseStage,
        "diễn" if previous == "đạo" => VietnameseStage,
        "gia" if matches!(previous, "chuyên" | "ảnh" | "trị" | "sử" | "kinh" | "luật") => VietnameseRole,
        "phú" if matches!(previous, "tỷ" | "tỉ") => VietnameseRole,
        "tử" if matches!(previous, "hoàng" | "thái") => VietnamesePerson,
        "nương" if previous == "công" => VietnamesePerson,
        "ngôn" if previous == "phát" => VietnameseOffice,
        "vợ" | "chồng" if !capital => Vietnamese,
        "gái" | "trai" if matches!(previous, "con" | "chàng" | "cô" | "em" | "bạn" | "bé") => Vietnamese,
        "hlv" if capital => VietnamesePerson,
        "mc" | "nsnd" | "nsưt" | "dj" if capital => VietnameseStage,
        "gs" | "pgs" | "ts" | "ths" | "bs" | "ls" | "kts" | "gđ" | "pgđ" | "ks" if capital => VietnameseOffice,
        "ceo" if capital => VietnameseRole,
        _ => return None,
    })
}

/// English titles, which have a capital.
fn english_title(last: &str, capital: bool) -> Option<Title> {
    use Title::{EnglishAddress, EnglishHead, EnglishOffice};
    Some(match last {
        "mr" | "mrs" | "ms" | "dr" | "prof" | "lt" | "gen" | "col" | "maj" | "capt" | "sgt" | "adm" | "sen" | "rep"
        | "gov" | "hon" | "professor" | "sir"
            if capital =>
        {
            EnglishAddress
        }
        "president" | "general" | "senator" | "governor" | "secretary" | "chancellor" | "ambassador" | "judge"
        | "justice"
            if capital =>
        {
            EnglishHead
        }
        "colonel" | "major" | "captain" | "admiral" | "minister" | "representative" | "congressman"
        | "congresswoman" | "commander" | "chairman" | "director" | "lieutenant" | "sergeant"
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
    static TABLE: LazyLock<HashSet<&str>> = LazyLock::new(|| SURNAMES.iter().copied().collect());
    TABLE.contains(key)
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

/// Whether a word, as written, is one for a street or a school, after which a list of them may follow.
pub(super) fn names_street(word: &str) -> bool {
    matches!(
        word,
        "đường"
            | "phố"
            | "tuyến"
            | "ngã"
            | "hẻm"
            | "ngõ"
            | "phường"
            | "Đường"
            | "Phố"
            | "quận"
            | "trường"
            | "cầu"
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

    /// Every word of the tables of this file as either word of a title.
    #[test]
    fn no_office_ends_otherwise() {
        let source = include_str!("titles.rs");
        let words: std::collections::BTreeSet<&str> = source.split('"').skip(1).step_by(2).collect();
        let mut offices = 0;
        for last in &words {
            for previous in &words {
                if title_ending(previous, last, true) == Some(Title::VietnameseOffice) {
                    offices += 1;
                    assert!(may_end_office(last), "{previous} {last}");
                }
            }
        }
        assert!(offices > 1000, "{offices}");
    }

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
