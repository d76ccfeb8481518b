//! The integration tests but for those of the page in browsers, which are a program of their own.

// A test fails by panicking; clippy's own exception covers unit tests only.
#![allow(clippy::unwrap_used)]

mod api;
mod bad_input;
mod cases;
mod cli;
mod compare;
mod damage;
mod explain;
mod families;
mod filters;
mod forged;
mod glosses;
mod golden;
mod groups;
mod hidden;
mod hostile;
mod hostile_bytes;
mod lost_text;
mod made_files;
#[path = "../../src/pack/input/readers/pdf/made.rs"]
mod made_pdf;
mod measure;
mod mentions;
mod notebook;
mod odd_archives;
mod pack;
mod pairs;
mod pass;
mod password;
mod places;
mod quotes;
mod readers;
mod safety;
mod sandbox;
mod scripts;
mod seeds;
mod shares;
mod volumes;
