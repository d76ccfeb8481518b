//! How exact a figure claims to be, by the words before it. It reads no number.

use super::words::Words;
use serde::{Deserialize, Serialize};

/// How exact a figure claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Claim {
    /// As it stands.
    #[default]
    Exact,
    /// `khoảng`, `about`.
    About,
    /// `hơn`, `trên`, `over`, and round numbers in words (`hàng trăm`).
    AtLeast,
    /// `gần`, `dưới`, `nearly`, `under`.
    AtMost,
}

/// What the words before a number say of it.
pub(super) fn claim_before(words: &Words<'_>, at: usize) -> Claim {
    if !words.is_spaced(at) {
        return Claim::Exact;
    }
    match (words.key_before(at, 2), words.key_before(at, 1)) {
        (_, "khoảng" | "chừng" | "độ" | "ước" | "cỡ" | "about" | "around" | "approximately" | "some" | "roughly") => {
            Claim::About
        }
        ("ít", "nhất") | ("tối", "thiểu") | ("at", "least") | ("more", "than") => Claim::AtLeast,
        ("tối", "đa") | ("less", "than") | ("at", "most") => Claim::AtMost,
        ("không", "quá" | "tới" | "đến") | ("chưa", "đầy" | "tới" | "đến") => Claim::AtMost,
        (_, "hơn" | "trên" | "over" | "quá") => Claim::AtLeast,
        (_, "gần" | "dưới" | "nearly" | "almost" | "under") => Claim::AtMost,
        _ => Claim::Exact,
    }
}
