//! Text as word codes over the corpus's small dictionary: deflate then sees two bytes where it saw eight.
//!
//! A text is cut into words and gaps, in turn. A word is a run of ASCII letters and digits and of characters from U+00C0
//! up but for U+2000–U+206F and U+3000–U+303F; a gap is what stands between. The one gap that is not written is a single
//! space between two words. Each piece is a code:
//!
//! | first byte | what |
//! |---|---|
//! | 0x00–0x1f | a word spelled out: its length in bytes, 0 for a length that follows (varint); then its bytes |
//! | 0x20–0x3f | a gap spelled out, likewise |
//! | 0x40–0xef | entry 0–175 of the dictionary |
//! | 0xf0–0xff | entry 176 + 256 × (byte − 0xf0) + the next byte |
//!
//! A coded text is its length in bytes (varint), the length of its codes (varint) and the codes; a length of codes of 0
//! says that the text follows as it is.
//!
//! The dictionary is one chunk, deflated: the number of entries, then for each the number of bytes it shares with the
//! entry before and the rest (length and bytes). Entries stand in order of frequency by tiers (176, then 256 each), and in
//! byte order within a tier. An empty entry is one that no text uses any more: its code is not given out again, so that
//! groups packed with an earlier dictionary keep their bytes. It holds no word that is not in a text of the bundle.
//!
//! Source of the idea: word-based compression before a byte coder (J. L. Bentley et al., "A locally adaptive data
//! compression scheme", CACM 1986; the word replacing transforms of P. Skibiński, 2005).

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{GROUP_LIMIT_BYTES, deflate, inflate};
use foldhash::{HashMap, HashMapExt};

const WHAT: &str = "coded text";
const DICTIONARY: &str = "word dictionary";
const FIRST_GAP: u8 = 0x20;
const FIRST_SHORT: u8 = 0x40;
const FIRST_LONG: u8 = 0xf0;
const SHORT: usize = (FIRST_LONG - FIRST_SHORT) as usize;
const TIER: usize = 256;
/// Entries of a dictionary at most.
pub const ENTRIES_AT_MOST: usize = SHORT + 16 * TIER;
/// The longest entry.
const ENTRY_LIMIT_BYTES: usize = 48;
/// A piece that occurs less often is not worth an entry.
const LEAST_OCCURRENCES: u32 = 8;

/// Whether a character belongs to a word. Fixed, so that no version of Unicode's tables changes a text.
fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || letter >= '\u{c0}' && !matches!(letter, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
}

/// Tells the pieces of a text that are written.
fn each_piece<'t>(text: &'t str, mut tell: impl FnMut(&'t str, bool)) {
    let mut rest = text;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        let word = is_word(first);
        let end = rest.find(|letter| is_word(letter) != word).unwrap_or(rest.len());
        let (piece, more) = rest.split_at(end);
        if !(piece == " " && after_word && !more.is_empty()) {
            tell(piece, word);
        }
        (rest, after_word) = (more, word);
    }
}

/// The dictionary of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    entries: Vec<Box<str>>,
}

impl Words {
    /// Chooses the dictionary of some texts. Linear in them.
    pub fn choose<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for text in texts {
            each_piece(text, |piece, _| *counts.entry(piece).or_default() += 1);
        }
        let worth = |(piece, count): &(&str, u32)| {
            *count >= LEAST_OCCURRENCES && (2..=ENTRY_LIMIT_BYTES).contains(&piece.len())
        };
        let mut most: Vec<(&str, u32)> = counts.into_iter().filter(worth).collect();
        most.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        most.truncate(ENTRIES_AT_MOST);
        let mut entries: Vec<Box<str>> = most.into_iter().map(|(piece, _)| piece.into()).collect();
        let short = SHORT.min(entries.len());
        let (short, long) = entries.split_at_mut(short);
        short.sort_unstable();
        long.chunks_mut(TIER).for_each(<[_]>::sort_unstable);
        Self { entries }
    }

    /// Number of codes.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none: texts are then stored as they are.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Codes still in use.
    pub fn in_use(&self) -> usize {
        self.entries.iter().filter(|entry| !entry.is_empty()).count()
    }

    /// Empties the entries that no text used.
    pub fn keep(&mut self, used: &[bool]) {
        for (entry, used) in self.entries.iter_mut().zip(used) {
            if !used {
                *entry = "".into();
            }
        }
    }

    /// Packs it.
    pub fn write(&self) -> Vec<u8> {
        let mut inner = Writer::new();
        inner.varint(self.entries.len() as u64);
        let mut before: &[u8] = b"";
        for entry in &self.entries {
            let bytes = entry.as_bytes();
            let shared = bytes.iter().zip(before).take_while(|(a, b)| a == b).count();
            inner.varint(shared as u64);
            inner.bytes(&bytes[shared..]);
            before = bytes;
        }
        deflate(&inner.into_bytes())
    }

    /// Reads it.
    ///
    /// # Errors
    /// When the bytes are not a dictionary.
    pub fn read(payload: &[u8]) -> Result<Self> {
        let inner = inflate(payload, DICTIONARY)?;
        let mut reader = Reader::new(&inner);
        let count = reader.count(2, DICTIONARY)?;
        let invalid = |at| BundleError::Invalid { what: DICTIONARY, at };
        if count > ENTRIES_AT_MOST {
            return Err(invalid(0));
        }
        let mut entries: Vec<Box<str>> = Vec::with_capacity(count);
        for _ in 0..count {
            let at = reader.at();
            let shared = reader.varint32(DICTIONARY)? as usize;
            let rest = reader.bytes(DICTIONARY)?;
            let before = entries.last().map_or(&b""[..], |entry| entry.as_bytes());
            let mut bytes = before.get(..shared).ok_or(invalid(at))?.to_vec();
            bytes.extend_from_slice(rest);
            if bytes.len() > ENTRY_LIMIT_BYTES {
                return Err(invalid(at));
            }
            entries.push(String::from_utf8(bytes).map_err(|_| invalid(at))?.into());
        }
        reader.end(DICTIONARY)?;
        Ok(Self { entries })
    }

    /// Reads a coded text. Linear in its length.
    ///
    /// # Errors
    /// When the codes are damaged, or give another length than stated.
    pub fn text(&self, reader: &mut Reader<'_>) -> Result<String> {
        let at = reader.at();
        let length = reader.varint32(WHAT)? as usize;
        let invalid = BundleError::Invalid { what: WHAT, at };
        if length > GROUP_LIMIT_BYTES {
            return Err(invalid);
        }
        let coded = reader.bytes(WHAT)?;
        if coded.is_empty() {
            return std::str::from_utf8(reader.raw(length, WHAT)?).map(str::to_owned).map_err(|_| invalid);
        }
        let mut codes = Reader::new(coded);
        // An entry takes one byte at least: what is allocated ahead is bounded by what is there.
        let mut text = String::with_capacity(length.min(coded.len().saturating_mul(8)));
        let mut after_word = false;
        while codes.left() > 0 {
            let (piece, word) = self.piece(&mut codes)?;
            if word && after_word {
                text.push(' ');
            }
            text.push_str(piece);
            after_word = word;
            if text.len() > length {
                return Err(invalid);
            }
        }
        if text.len() == length { Ok(text) } else { Err(invalid) }
    }

    fn piece<'p>(&'p self, codes: &mut Reader<'p>) -> Result<(&'p str, bool)> {
        let at = codes.at();
        let invalid = BundleError::Invalid { what: WHAT, at };
        let first = codes.byte(WHAT)?;
        if first < FIRST_SHORT {
            let length = match usize::from(first % FIRST_GAP) {
                0 => codes.count(1, WHAT)?,
                length => length,
            };
            let spelled = std::str::from_utf8(codes.raw(length, WHAT)?).map_err(|_| invalid)?;
            return Ok((spelled, first < FIRST_GAP));
        }
        let place = match first {
            FIRST_LONG.. => SHORT + TIER * usize::from(first - FIRST_LONG) + usize::from(codes.byte(WHAT)?),
            _ => usize::from(first - FIRST_SHORT),
        };
        let entry = self.entries.get(place).ok_or(invalid.clone())?;
        let letter = entry.chars().next().ok_or(invalid)?;
        Ok((entry, is_word(letter)))
    }
}

/// Writes texts with a dictionary, and remembers which entries they use.
#[derive(Debug)]
pub struct Coder<'w> {
    codes: HashMap<&'w str, usize>,
    /// By entry.
    pub used: Vec<bool>,
}

impl<'w> Coder<'w> {
    /// A coder for a dictionary.
    pub fn new(words: &'w Words) -> Self {
        let entries = words.entries.iter().enumerate().filter(|(_, entry)| !entry.is_empty());
        Self { codes: entries.map(|(at, entry)| (&**entry, at)).collect(), used: vec![false; words.len()] }
    }

    /// Appends a coded text. Linear in its length.
    pub fn text(&mut self, out: &mut Writer, text: &str) {
        out.varint(text.len() as u64);
        let mut coded = Writer::new();
        if !self.codes.is_empty() {
            each_piece(text, |piece, word| match self.codes.get(piece) {
                Some(&at) => {
                    self.used[at] = true;
                    match at.checked_sub(SHORT) {
                        None => coded.byte(FIRST_SHORT + at as u8),
                        Some(at) => {
                            coded.byte(FIRST_LONG + (at / TIER) as u8);
                            coded.byte((at % TIER) as u8);
                        }
                    }
                }
                None => {
                    let kind = if word { 0 } else { FIRST_GAP };
                    if piece.len() < usize::from(FIRST_GAP) {
                        coded.byte(kind + piece.len() as u8);
                    } else {
                        coded.byte(kind);
                        coded.varint(piece.len() as u64);
                    }
                    coded.raw(piece.as_bytes());
                }
            });
        }
        let coded = coded.into_bytes();
        out.bytes(&coded);
        if coded.is_empty() {
            out.raw(text.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str =
        "Thư viện mở cửa, thư viện đóng cửa. Người ta tới thư viện đọc sách; sách hay. 1.400 người.\n\n";

    fn words() -> Words {
        Words::choose(std::iter::repeat_n(SAMPLE, 9))
    }

    fn check(words: &Words, text: &str) -> usize {
        let mut coder = Coder::new(words);
        let mut out = Writer::new();
        coder.text(&mut out, text);
        let bytes = out.into_bytes();
        let mut reader = Reader::new(&bytes);
        assert_eq!(words.text(&mut reader).as_deref(), Ok(text));
        assert_eq!(reader.left(), 0);
        bytes.len()
    }

    #[test]
    fn texts_come_back_and_known_words_are_short() {
        for words in [words(), Words::default()] {
            let long = "ă".repeat(500);
            for text in
                ["", " ", "  ", " a", "a ", "a b", "a  b", "a\u{a0}b", "x,y", "\u{1f600} \u{1f600}", "ไทย ไทย", &long]
            {
                check(&words, text);
            }
        }
        assert!(check(&words(), "thư viện mở cửa") < 8);
    }

    #[test]
    fn a_dictionary_comes_back_and_forgets_what_is_not_used() {
        let mut words = words();
        assert_eq!(Words::read(&words.write()), Ok(words.clone()));
        let mut coder = Coder::new(&words);
        coder.text(&mut Writer::new(), "thư viện");
        let used = coder.used.clone();
        words.keep(&used);
        assert_eq!(words.in_use(), 2);
        assert_eq!(Words::read(&words.write()), Ok(words.clone()));
        check(&words, SAMPLE);
    }

    #[test]
    fn every_tier_of_codes_comes_back() {
        let many: String = (0..ENTRIES_AT_MOST).map(|n| format!("từ{n}, ")).collect();
        let words = Words::choose(std::iter::repeat_n(many.as_str(), 8));
        assert_eq!(words.len(), ENTRIES_AT_MOST);
        check(&words, &many);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[a-zàđ ,.\u{2014}]{0,60}|.{0,60}") {
            check(&words(), &text);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = words().text(&mut Reader::new(&bytes));
            let _ = Words::read(&bytes);
            let _ = Words::read(&deflate(&bytes));
        }
    }
}
