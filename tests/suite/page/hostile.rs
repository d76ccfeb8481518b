//! Articles whose text tries to be markup or script: they must show as the text they are and run nothing.

/// File names and texts of the hostile corpus.
pub fn articles() -> Vec<(&'static str, String)> {
    vec![]
}
