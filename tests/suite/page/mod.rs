//! The page in real browsers, through the whole journey of a reader. Each journey runs in Chromium, Firefox and WebKit;
//! where a browser is missing it says "skipped" by name, and under `RECTO_PAGE_TESTS=1` it fails (WebKit excepted).
//! Journeys know the page by its named parts alone, never by its classes or its tree.

mod again;
mod compare;
mod context;
mod embedded;
mod export;
mod faults;
mod figures;
mod filters;
mod find;
mod harness;
mod hostile;
mod journey;
mod keyboard;
mod mentions;
mod offline;
#[allow(clippy::module_inception, reason = "the page of the journeys is a page")]
mod page;
mod plenty;
mod process;
mod read;
mod rightward;
mod server;
mod session;
mod shots;
mod site;
mod state;
mod typing;
mod width;
