//! Recto turns a folder of articles into one web page that finds, reads and compares them in the reader's browser.
//!
//! This file is the map of modules and the only place that chooses by target: the pure modules compile
//! everywhere, `site`, `pack` and `cli` only natively, `app` and `api` only as WebAssembly. The pure modules open no file, read no
//! clock, start no thread and know no JavaScript value.

pub mod answers;
pub mod article;
pub mod bundle;
pub mod compare;
pub mod compounds;
pub mod engine;
pub mod export;
pub mod index;
pub mod json;
pub mod measure;
pub mod mentions;
mod named;
pub mod notes;
pub mod password;
pub mod protocol;
pub mod query;
pub mod quote;
pub mod reuse;
pub mod sort;
pub mod text;
pub mod view_state;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod pack;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;

#[cfg(all(target_arch = "wasm32", feature = "api"))]
pub mod api;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod app;
