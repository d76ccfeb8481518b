//! The integration tests, one binary.

// A test fails by panicking; clippy's own exception covers unit tests only.
#![allow(clippy::unwrap_used)]

mod cli;
mod explain;
mod filters;
mod forged;
mod golden;
mod hostile;
mod hostile_bytes;
#[path = "../../src/pack/input/readers/pdf/made.rs"]
mod made_pdf;
mod mentions;
mod pack;
mod page;
mod places;
mod readers;
mod safety;
mod sandbox;
mod scripts;
mod seeds;
