//! How large a text may be, by the memory a pack keeps to, and the room that reading one takes of it.
//!
//! The limit stands for whatever is one article: a file, a record, a chapter, an entry of an archive. Readers stop at it,
//! so that what is refused was never held. It shows in nothing but what is refused, which is told.

use super::skip::Reason;
use crate::pack::gate::Gate;
use std::cell::Cell;

const MIB: u64 = 1 << 20;
/// A text is at most this large, whatever the memory.
pub const TEXT_MOST_BYTES: u64 = 64 * MIB;
/// What a pack takes beside the text it reads or maps.
const BESIDE_MIB: u64 = 128;
/// Memory for each byte of a large text, at the most, while it is read or mapped.
pub const WORK_BYTES: u64 = 14;
/// Room for a file of records that are all smaller than this.
const SMALL_BYTES: u64 = MIB;
/// Of what is read, so many bytes of memory for each byte that a text may have may go into what stands around it.
const AROUND_BYTES: u64 = 8;
/// What a line costs: where it is, what is known of it, the block it becomes.
const LINE_BYTES: u64 = 48;
/// What a tag of markup costs: its node and that of the text after it.
const TAG_BYTES: u64 = 200;

/// The largest text at a pack's memory in MiB: 9 MiB at 256, 27 at 512, 64 at 1024 and above.
pub fn text_limit_bytes(memory_mib: u64) -> u64 {
    (memory_mib.saturating_sub(BESIDE_MIB) / WORK_BYTES).clamp(1, TEXT_MOST_BYTES / MIB) * MIB
}

/// The room a file is read in.
#[derive(Debug)]
pub struct Room<'g> {
    text_bytes: u64,
    gate: Option<&'g Gate>,
    /// Memory taken.
    held_bytes: Cell<u64>,
    /// Text it is for.
    claimed_bytes: Cell<u64>,
}

impl<'g> Room<'g> {
    /// Room for texts of a size, in what the threads of a pack share.
    pub fn new(text_bytes: u64, gate: &'g Gate) -> Self {
        Self { text_bytes, gate: Some(gate), held_bytes: Cell::new(0), claimed_bytes: Cell::new(0) }
    }

    /// Room for a text of any size that is read, shared with nobody.
    pub fn alone() -> Self {
        Self { text_bytes: TEXT_MOST_BYTES, gate: None, held_bytes: Cell::new(0), claimed_bytes: Cell::new(0) }
    }

    /// The most that one text may have.
    pub fn text_bytes(&self) -> u64 {
        self.text_bytes
    }

    /// Waits until there is room for a text of so many bytes. What is larger than a text may be takes no more than that.
    pub fn claim(&self, bytes: u64) {
        if bytes <= self.claimed_bytes.get() {
            return;
        }
        // By steps, so that a text that grows while it is read asks a few times.
        let bytes = if bytes <= SMALL_BYTES { bytes } else { bytes.next_power_of_two() }.min(self.text_bytes);
        if bytes <= self.claimed_bytes.get() {
            return;
        }
        // Who waits keeps nothing, or two that grow would wait for each other.
        self.give_back();
        self.claimed_bytes.set(bytes);
        self.held_bytes.set(self.gate.map_or(0, |gate| gate.take(bytes * WORK_BYTES)));
    }

    fn give_back(&self) {
        let held_bytes = self.held_bytes.take();
        self.gate.iter().for_each(|gate| gate.give(held_bytes));
        self.claimed_bytes.set(0);
    }

    /// Gives back what a large record took.
    pub fn release(&self) {
        if self.claimed_bytes.get() > SMALL_BYTES {
            self.give_back();
            self.claim(SMALL_BYTES);
        }
    }

    /// Refuses a text that is too large, or holds more lines than a text of its size can: they would take the memory.
    ///
    /// # Errors
    /// When it is refused.
    pub fn admits(&self, text: &str) -> Result<(), Reason> {
        self.fits(text.len() as u64)?;
        self.counts(text, b'\n', LINE_BYTES)
    }

    /// Refuses bytes that are more than one text may have.
    ///
    /// # Errors
    /// When there are.
    pub fn fits(&self, found_bytes: u64) -> Result<(), Reason> {
        let limit_bytes = self.text_bytes;
        if found_bytes > limit_bytes { Err(Reason::TooLarge { found_bytes, limit_bytes }) } else { Ok(()) }
    }

    /// Refuses markup with more tags than a page of its size can hold.
    ///
    /// # Errors
    /// When it has.
    pub fn admits_markup(&self, markup: &str) -> Result<(), Reason> {
        self.counts(markup, b'<', TAG_BYTES)
    }

    fn counts(&self, text: &str, byte: u8, each_bytes: u64) -> Result<(), Reason> {
        // A small one cannot take much.
        if text.len() as u64 * each_bytes <= self.around_bytes() {
            return Ok(());
        }
        let found = text.bytes().filter(|&b| b == byte).count() as u64;
        if found * each_bytes > self.around_bytes() { Err(Reason::Crowded) } else { Ok(()) }
    }

    /// Memory that may go into what stands around a text.
    pub fn around_bytes(&self) -> u64 {
        self.text_bytes * AROUND_BYTES
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_follows_the_memory() {
        for (memory_mib, expected_mib) in [(256, 9), (512, 27), (768, 45), (1024, 64), (16_384, 64), (0, 1)] {
            assert_eq!(text_limit_bytes(memory_mib), expected_mib << 20, "{memory_mib}");
        }
    }

    #[test]
    fn a_text_that_grows_takes_room_and_gives_it_back() {
        let gate = Gate::new(100 * MIB);
        let room = Room::new(6 * MIB, &gate);
        room.claim(1000);
        drop(gate.pass(100 * MIB - 1000 * WORK_BYTES));
        room.claim(3 * MIB);
        // Rounded up to 4 MiB.
        drop(gate.pass(44 * MIB));
        room.claim(20 * MIB);
        drop(gate.pass(16 * MIB));
        room.release();
        drop(gate.pass(86 * MIB));
        drop(room);
        drop(gate.pass(100 * MIB));
    }

    #[test]
    fn what_takes_the_memory_around_a_text_is_refused() {
        let gate = Gate::new(MIB);
        let room = Room::new(1000, &gate);
        assert_eq!(room.admits(&"a".repeat(1000)), Ok(()));
        assert_eq!(room.admits(&"a".repeat(1001)), Err(Reason::TooLarge { found_bytes: 1001, limit_bytes: 1000 }));
        assert_eq!(room.admits(&"a\n".repeat(166)), Ok(()));
        assert_eq!(room.admits(&"a\n".repeat(167)), Err(Reason::Crowded));
        assert_eq!(room.admits_markup(&"<b>x".repeat(40)), Ok(()));
        assert_eq!(room.admits_markup(&"<b>x".repeat(41)), Err(Reason::Crowded));
    }
}
