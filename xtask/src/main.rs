//! Recto's tasks.

fn main() {}
