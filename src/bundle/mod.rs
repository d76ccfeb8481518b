//! The format: root, directories, chunks.
