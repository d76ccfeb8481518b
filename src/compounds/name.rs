//! Runs of capitalised syllables as names. It knows no name: a capital and what stands around it decide.

use super::may_join;
use super::piece::Piece;

/// Words written with a capital before a name that are no part of it: titles, kinds of organisation and place, words
/// that open sentences. Sorted by bytes.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "anh", "ban", "bà", "báo", "bộ", "chị", "chủ", "công", "cục", "giám", "huyện", "hãng", "hội", "khi", "ngân",
    "phòng", "phó", "phường", "quận", "sau", "sở", "theo", "thiếu", "thành", "thượng", "thị", "trong", "trung",
    "trường", "trưởng", "tòa", "tại", "tập", "tỉnh", "tổng", "viện", "vụ", "xã", "ông", "đoàn", "đài", "đại", "đội",
];

/// Whether a word stands before names rather than in them. Takes an exact key.
pub fn opens_names(key: &str) -> bool {
    OPENERS.binary_search(&key).is_ok()
}

/// Joins each run of two and more capitalised syllables whose first may open a name. Returns which pieces are in one.
pub fn join_names(pieces: &[Piece<'_>], starts: &mut [bool], may_open: impl Fn(&Piece<'_>) -> bool) -> Vec<bool> {
    let mut names = vec![false; pieces.len()];
    let mut at = 0;
    while at < pieces.len() {
        let end = run_end(pieces, at, &may_open);
        if end < at + 2 {
            at += 1;
            continue;
        }
        names[at..end].fill(true);
        starts[at + 1..end].fill(false);
        at = end;
    }
    // `TP.`: the stop belongs to the word it shortens.
    for at in 1..pieces.len() {
        let short = pieces[at].surface == "." && !pieces[at].spaced;
        starts[at] &= !(short && matches!(pieces[at - 1].surface, "TP" | "Tp" | "ThS" | "TS" | "GS" | "PGS" | "BS"));
    }
    names
}

/// One past the last piece of the name that begins at `at`; `at` when none does.
pub fn run_end(pieces: &[Piece<'_>], at: usize, may_open: &impl Fn(&Piece<'_>) -> bool) -> usize {
    let capital = |piece: &Piece<'_>| piece.capital && piece.is_syllable_like();
    if !capital(&pieces[at]) || !may_open(&pieces[at]) {
        return at;
    }
    let mut end = at + 1;
    while end < pieces.len() && may_join(pieces, end) && capital(&pieces[end]) && !opens_organisation(&pieces[end]) {
        end += 1;
    }
    end
}

/// Inside a run of capitals these begin the next name: `Hà Nội Công ty …` never, `Trần Văn Mẫu Giám đốc …` sometimes.
fn opens_organisation(piece: &Piece<'_>) -> bool {
    matches!(piece.key.as_str(), "ông" | "bà" | "giám" | "chủ" | "bộ" | "sở" | "công" | "tỉnh" | "huyện" | "thành")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_sorted() {
        assert!(OPENERS.is_sorted());
    }
}
