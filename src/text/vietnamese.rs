//! What is a Vietnamese syllable, and where its tone mark belongs.
