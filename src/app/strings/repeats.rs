//! The words of the tab of repeated wording, in both languages: a missing one does not compile.
//! Words about articles' contents do not belong here.

use super::Plural;

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct Repeats {
    pub families: &'static str,
    pub families_note: &'static str,
    pub families_worth: &'static str,
    pub families_apart: &'static str,
    pub families_apart_note: &'static str,
    pub families_all: &'static str,
    pub families_found: Plural,
    pub families_looked: &'static str,
    pub families_none: &'static str,
    pub family_gone: &'static str,
    pub family_earliest: &'static str,
    pub family_since: &'static str,
    pub family_until: &'static str,
    pub family_undated: &'static str,
    pub family_unranked: &'static str,
    pub family_wordings: Plural,
    pub family_left_out: Plural,
    pub family_put_in: Plural,
    pub family_same: &'static str,
    pub family_compare: &'static str,
    pub family_places: Plural,
    pub copies: Plural,
    pub copies_fold: &'static str,
    pub key_families: &'static str,
}

const fn same(text: &'static str) -> Plural {
    Plural { one: text, other: text }
}

/// Tiếng Việt.
pub const VI: Repeats = Repeats {
    families: "Câu chữ trùng",
    families_note: "Những câu chữ mà hai bài trở lên trong kho này cùng có. Câu lan rộng và ít gặp đứng trước. Trùng câu \
        chữ không có nghĩa là chép của nhau.",
    families_worth: "Đáng xem",
    families_apart: "Để riêng",
    families_apart_note: "Tên người, tên cơ quan, cụm từ thông dụng, dòng lặp ở đầu hay cuối nhiều bài.",
    families_all: "Xem mọi câu chữ trùng",
    families_found: same("{n} cụm trùng"),
    families_looked: "Mới xem {n} trong {total} cụm trùng, từ cụm đứng đầu.",
    families_none: "Không có câu chữ nào trùng nhau giữa các bài.",
    family_gone: "Kho này không có câu chữ trùng nào bắt đầu bằng “{label}”.",
    family_earliest: "sớm nhất trong kho",
    family_since: "sớm nhất trong kho: {date}",
    family_until: "gần nhất: {date}",
    family_undated: "không rõ ngày",
    family_unranked: "Không rõ ngày, không xếp thứ tự",
    family_wordings: same("{n} dị bản"),
    family_left_out: same("bỏ {n} chữ"),
    family_put_in: same("thêm {n} chữ"),
    family_same: "nguyên văn",
    family_compare: "Đối chiếu với bài sớm nhất",
    family_places: same("{n} chỗ"),
    copies: same("+{n} bản đăng lại"),
    copies_fold: "Gộp các bản đăng lại thành một kết quả",
    key_families: "Tới Câu chữ trùng",
};

/// English.
pub const EN: Repeats = Repeats {
    families: "Shared wording",
    families_note: "Wordings that two or more articles of this corpus have. Those that spread farthest and are rarest come \
        first. Shared wording does not mean that one copied the other.",
    families_worth: "Worth a look",
    families_apart: "Set apart",
    families_apart_note: "Names of people and bodies, common phrases, lines at the edge of many articles.",
    families_all: "See all shared wording",
    families_found: Plural { one: "{n} shared wording", other: "{n} shared wordings" },
    families_looked: "Looked through {n} of {total} shared wordings, from the first.",
    families_none: "No wording is shared by two articles.",
    family_gone: "No wording that this corpus repeats begins with “{label}”.",
    family_earliest: "earliest here",
    family_since: "earliest here: {date}",
    family_until: "latest: {date}",
    family_undated: "date unknown",
    family_unranked: "Date unknown, not ranked",
    family_wordings: Plural { one: "{n} variant", other: "{n} variants" },
    family_left_out: Plural { one: "{n} word left out", other: "{n} words left out" },
    family_put_in: Plural { one: "{n} word put in", other: "{n} words put in" },
    family_same: "verbatim",
    family_compare: "Compare with the earliest article",
    family_places: Plural { one: "{n} place", other: "{n} places" },
    copies: Plural { one: "+{n} reprint", other: "+{n} reprints" },
    copies_fold: "Show reprints as one result",
    key_families: "Go to Shared wording",
};
