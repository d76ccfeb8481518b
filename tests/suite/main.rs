//! The integration tests, one binary.

mod page;
