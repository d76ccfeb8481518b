//! A few wrong bytes in a text that is sound for the rest: each is read as U+FFFD, and counted. What is wrong all over is
//! no text in that encoding, and is not read.

/// Wrong bytes in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// How many places were read as U+FFFD.
    pub places: u64,
    /// Byte offset of the first in the file, or in the record that begins at `line`.
    pub first_at: usize,
    /// In a file of records.
    pub line: Option<u64>,
}

/// Characters beyond ASCII that must be whole for each place that is not, before bytes are taken for damaged UTF-8 that say
/// nothing of themselves.
const WHOLE_EACH: usize = 4;
/// Characters of any kind for each wrong place, where the encoding is known.
const SOUND_EACH: usize = 2;
/// A text may have one control character in so many bytes.
const CONTROL_BYTES: usize = 200;

/// What reading bytes as UTF-8 finds.
struct Parts {
    chars: usize,
    beyond_ascii: usize,
    places: usize,
    first_at: usize,
    /// Bytes of a character that the end cuts off.
    cut_bytes: usize,
}

impl Parts {
    fn of(bytes: &[u8]) -> Self {
        let mut parts = Self { chars: 0, beyond_ascii: 0, places: 0, first_at: 0, cut_bytes: 0 };
        let mut at = 0;
        for part in bytes.utf8_chunks() {
            parts.chars += part.valid().chars().count();
            parts.beyond_ascii += part.valid().chars().filter(|c| !c.is_ascii()).count();
            at += part.valid().len();
            if !part.invalid().is_empty() {
                parts.first_at = if parts.places == 0 { at } else { parts.first_at };
                parts.places += 1;
            }
            at += part.invalid().len();
            let cut = at == bytes.len() && std::str::from_utf8(part.invalid()).is_err_and(|e| e.error_len().is_none());
            parts.cut_bytes = if cut { part.invalid().len() } else { 0 };
        }
        parts
    }

    /// A text that is cut off inside its last letter, as a copy that was not finished.
    fn is_cut(&self) -> bool {
        self.places == 1 && self.cut_bytes > 0 && (self.cut_bytes > 1 || self.beyond_ascii > 0)
    }
}

/// Reads damaged UTF-8. `told` says that it is UTF-8: by its mark, or by the maker. `None` when too much is wrong.
pub(super) fn mended(bytes: &[u8], told: bool) -> Option<(String, Damage)> {
    let parts = Parts::of(bytes);
    let sound = if told {
        parts.chars >= parts.places * SOUND_EACH
    } else {
        parts.is_cut() || parts.beyond_ascii >= parts.places * WHOLE_EACH
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let damage = Damage { places: parts.places as u64, first_at: parts.first_at, line: None };
    (sound && !is_binary(&text)).then_some((text, damage))
}

/// Counts U+FFFD in what a decoder made of bytes that it could not all read. `None` when it is too much for a text.
pub(super) fn in_decoded(text: &str) -> Option<Damage> {
    let (mut places, mut chars, mut first_at) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        chars += 1;
        if c == '\u{fffd}' {
            // Before the first wrong byte decoders of the web's encodings give a character for one to four bytes: the place
            // is that of the text.
            first_at = if places == 0 { at } else { first_at };
            places += 1;
        }
    }
    let sound = places * WHOLE_EACH * SOUND_EACH <= chars && !is_binary(text);
    sound.then_some(Damage { places: places as u64, first_at, line: None })
}

/// Whether a decoded text is no text: control characters in it.
pub(super) fn is_binary(text: &str) -> bool {
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}'));
    controls.count() * CONTROL_BYTES > text.len()
}
