//! The page in real browsers, through the whole journey of a reader. Each journey runs in Chromium, Firefox and WebKit.
//! A program of its own: tests are declared when it starts, so that a browser that is absent has none and is told in one
//! line. Under `RECTO_PAGE_TESTS=1` Chromium and Firefox must be there. Journeys know the page by its named parts alone,
//! never by its classes or its tree.

// A test fails by panicking; clippy's own exception covers unit tests only.
#![allow(clippy::unwrap_used)]

mod again;
mod all;
mod api;
mod beside;
mod compare;
mod context;
mod damage;
mod declared;
mod differ;
mod embedded;
mod export;
mod families;
mod faults;
mod figures;
mod filters;
mod find;
mod harness;
mod hostile;
mod injected;
mod inline;
mod journey;
mod keyboard;
mod locked;
mod measure;
mod mentions;
mod offline;
mod page;
mod plenty;
mod policies;
mod process;
mod read;
mod rightward;
mod server;
mod session;
mod sets;
mod shots;
mod site;
mod state;
mod travel;
mod typing;
mod volumes;
mod width;

fn main() {
    let mut arguments = libtest_mimic::Arguments::from_args();
    // A journey waits half of its time: for a page to load, for a frame, for a pause in typing.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    arguments.test_threads.get_or_insert(cores + 1);
    libtest_mimic::run(&arguments, all::tests()).exit();
}
