//! The integration tests, one binary.

mod cli;
mod hostile;
mod pack;
mod sandbox;
