//! What a corpus is, in numbers: recurring passages, key terms and example queries for the overview.
