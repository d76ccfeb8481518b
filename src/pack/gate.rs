//! Keeps threads within the memory a pack may use: each says how much its next piece of work takes and waits its turn.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of bytes shared by threads.
#[derive(Debug)]
pub struct Gate {
    whole: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

/// Bytes taken; given back when it is dropped.
#[derive(Debug)]
pub struct Pass<'g> {
    gate: &'g Gate,
    bytes: u64,
}

impl Gate {
    /// A gate for so many bytes.
    pub fn new(bytes: u64) -> Self {
        Self { whole: bytes, free: Mutex::new(bytes), freed: Condvar::new() }
    }

    /// Waits until so many bytes are free and takes them. Work larger than everything waits for everything, so that it runs
    /// alone.
    pub fn pass(&self, bytes: u64) -> Pass<'_> {
        Pass { gate: self, bytes: self.take(bytes) }
    }

    /// The same for who gives them back by hand: how many were taken.
    pub fn take(&self, bytes: u64) -> u64 {
        let bytes = bytes.min(self.whole);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free < bytes).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        bytes
    }

    /// Gives back what was taken.
    pub fn give(&self, bytes: u64) {
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        self.freed.notify_all();
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.gate.give(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn what_runs_together_fits() {
        let (gate, held, most) = (Gate::new(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for bytes in [3, 4, 5, 9, 30, 1, 2] {
                let (gate, held, most) = (&gate, &held, &most);
                scope.spawn(move || {
                    let pass = gate.pass(bytes);
                    let now = held.fetch_add(pass.bytes, Ordering::SeqCst) + pass.bytes;
                    most.fetch_max(now, Ordering::SeqCst);
                    std::thread::yield_now();
                    held.fetch_sub(pass.bytes, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(most.into_inner(), 10, "the largest runs alone, and no two exceed the whole");
        assert_eq!(*gate.free.lock().unwrap(), 10);
    }
}
