//! PDF files with a text layer: what their pages say, in the order it is written in the file, put together to paragraphs;
//! title, author and date are those of the document information. Pictures are not looked at.
//!
//! A file may be made to harm. Work is counted and what unpacks is measured, and the whole is read on a thread of its own,
//! so that a panic, a loop or a deep nesting inside a library ends in a reason and never in the end of a pack.

mod columns;
mod direction;
mod furniture;
mod info;
mod line;
mod page;
mod paragraph;
mod reading;
mod swell;

#[cfg(test)]
mod made;
#[cfg(test)]
mod tests;

use crate::article::Known;
use crate::pack::input::left_out::Omitted;
use crate::pack::input::skip::Reason;
use reading::Limits;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Once};
use std::time::Duration;

/// Whether bytes begin as a PDF does: some have a few bytes before it.
pub(super) fn is_pdf(head: &[u8]) -> bool {
    head[..head.len().min(1024)].windows(5).any(|bytes| bytes == b"%PDF-")
}

/// The name of the threads that read files.
const THREAD: &str = "recto-pdf";
/// Objects may nest some hundred deep.
const STACK_BYTES: usize = 64 << 20;
/// What we do ourselves ends by counting; this is for loops inside a library alone.
const PATIENCE: Duration = Duration::from_secs(120);

/// Reads a file: its text, what it says of itself, and what was left out.
///
/// # Errors
/// When it is damaged, needs a password, has no text, or takes more work or memory than a file of this size may.
pub(super) fn read(bytes: Vec<u8>, text_bytes: u64) -> Result<(String, Known, Omitted), Reason> {
    guarded(PATIENCE, move |stop| reading::read(bytes, Limits::of(text_bytes), stop))
}

/// Does a piece of work on a thread of its own. Past `patience` the thread is told to stop and left to itself.
fn guarded<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce(&AtomicBool) -> Result<T, Reason> + Send + 'static,
) -> Result<T, Reason> {
    quiet();
    let broken = |detail: &str| Reason::BrokenPdf { detail: detail.to_owned() };
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = sync_channel(1);
    let theirs = Arc::clone(&stop);
    let reading = std::thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK_BYTES).spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| work(&theirs)));
        // Nobody listens any more when it took too long.
        let _ = sender.send(done);
    });
    let reading = reading.map_err(|error| Reason::unreadable(&error))?;
    let Ok(done) = receiver.recv_timeout(patience) else {
        stop.store(true, Ordering::Relaxed);
        return Err(Reason::Laborious);
    };
    let _ = reading.join();
    done.unwrap_or_else(|_| Err(broken("the library that reads it gave up")))
}

/// Keeps a panic on such a thread from being printed: it is told as a reason.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(THREAD) {
                before(panic);
            }
        }));
    });
}
