//! The Vietnamese alphabet, what is a syllable, and where its tone mark belongs. It knows no other language and
//! makes no keys: a word that is no syllable is simply not recognised.

/// The vowel letters, each with its six tones: level, grave, hook, tilde, acute, dot (the order of CLDR's `vi`).
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// The ASCII letter under each row of [`VOWELS`].
const BASES: [char; 12] = ['a', 'a', 'a', 'e', 'e', 'i', 'o', 'o', 'o', 'u', 'u', 'y'];

const LOW_LEN: usize = 0x1B1;
const HIGH_START: u32 = 0x1EA0;
const HIGH_LEN: usize = 0x5A;

/// Zero: no vowel. Otherwise 1 + 6·row + tone, for both cases of the letter.
static LOW: [u8; LOW_LEN] = vowel_table::<LOW_LEN>(0);
static HIGH: [u8; HIGH_LEN] = vowel_table::<HIGH_LEN>(HIGH_START);

/// One part of the inverse of [`VOWELS`], indexed by code point − `first`, so that a look-up is one load.
const fn vowel_table<const LEN: usize>(first: u32) -> [u8; LEN] {
    let mut table = [0; LEN];
    let mut row = 0;
    while row < 12 {
        let mut tone = 0;
        while tone < 6 {
            let lower = VOWELS[row][tone] as u32;
            let upper = if lower < 0x100 { lower - 0x20 } else { lower - 1 };
            let code = (1 + row * 6 + tone) as u8;
            if lower >= first && lower < first + LEN as u32 {
                table[(lower - first) as usize] = code;
                table[(upper - first) as usize] = code;
            }
            tone += 1;
        }
        row += 1;
    }
    table
}

/// A vowel letter of the alphabet, in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vowel {
    row: u8,
    /// 0 for the level tone, then grave, hook, tilde, acute, dot.
    pub(super) tone: u8,
}

impl Vowel {
    /// Reads a vowel, upper or lower case, with or without a tone; `None` for anything else.
    #[inline]
    pub(super) fn of(letter: char) -> Option<Vowel> {
        let point = letter as u32;
        let code = match LOW.get(point as usize) {
            Some(&code) => code,
            None => *HIGH.get(point.checked_sub(HIGH_START)? as usize)?,
        };
        let place = code.checked_sub(1)?;
        Some(Vowel { row: place / 6, tone: place % 6 })
    }

    /// The lower-case letter under a tone (0 to 5).
    #[inline]
    pub(super) fn with_tone(self, tone: u8) -> char {
        VOWELS[self.row as usize][tone as usize]
    }

    /// The lower-case letter as it stands.
    #[inline]
    pub(super) fn lower(self) -> char {
        self.with_tone(self.tone)
    }

    /// The ASCII letter beneath every mark.
    #[inline]
    pub(super) fn base(self) -> char {
        BASES[self.row as usize]
    }

    /// Has a circumflex, breve or horn: such a letter attracts the tone mark.
    fn is_modified(self) -> bool {
        self.with_tone(0) as u32 > 0x7F
    }
}

/// Vowel groups of syllables that end in them, single vowels apart.
const OPEN: [&str; 36] = [
    "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "iêu", "oa", "oai", "oao", "oay", "oe", "oeo", "oi",
    "ôi", "ơi", "ua", "uây", "uê", "uêu", "ui", "uôi", "uơ", "uy", "uya", "uyu", "ưa", "ưi", "ưu", "ươi", "ươu", "yêu",
];
/// Vowel groups that a final consonant may follow, single vowels apart.
const CLOSED: [&str; 14] = ["iê", "yê", "oa", "oă", "oe", "oo", "ôô", "uâ", "uê", "uô", "uơ", "uy", "uyê", "ươ"];
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];
const CODAS: [&str; 8] = ["c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// A lower-case syllable has at most seven letters (nghiêng).
const LONGEST: usize = 7;

/// A lower-case word cut into onset, vowels and coda, its tone mark lifted off.
struct Syllable {
    /// Letters without their tone.
    letters: [char; LONGEST],
    len: usize,
    /// Where the vowels start and end; `qu` and `gi` before another vowel belong to the onset.
    vowels: std::ops::Range<usize>,
    tone: u8,
    /// Index of the letter that carried the tone.
    tone_at: usize,
}

impl Syllable {
    /// Cuts a word that carries exactly one tone mark. It does not yet check that the parts are Vietnamese.
    fn parse(word: &str) -> Option<Syllable> {
        let (mut letters, mut len) = (['\0'; LONGEST], 0);
        let (mut tone, mut tone_at) = (0, 0);
        for letter in word.chars() {
            let slot = letters.get_mut(len)?;
            *slot = match Vowel::of(letter) {
                Some(vowel) if vowel.tone > 0 => {
                    if tone > 0 {
                        return None;
                    }
                    (tone, tone_at) = (vowel.tone, len);
                    vowel.with_tone(0)
                }
                _ => letter,
            };
            len += 1;
        }
        if tone == 0 { None } else { Syllable::new(&letters[..len], tone, tone_at) }
    }

    /// Cuts letters without tone. It does not yet check that the parts are Vietnamese.
    fn new(plain: &[char], tone: u8, tone_at: usize) -> Option<Syllable> {
        let (mut letters, len) = (['\0'; LONGEST], plain.len());
        letters.get_mut(..len)?.copy_from_slice(plain);
        let is_vowel = |at: usize| at < len && Vowel::of(letters[at]).is_some();
        let mut start = (0..len).find(|&at| is_vowel(at))?;
        let glides = start == 1 && matches!((letters[0], letters[1]), ('q', 'u') | ('g', 'i'));
        if glides && is_vowel(2) {
            start = 2;
        }
        let end = (start..len).find(|&at| !is_vowel(at)).unwrap_or(len);
        Some(Syllable { letters, len, vowels: start..end, tone, tone_at })
    }

    /// Spells the syllable with its tone on the letter at `place`.
    fn placed(&self, place: usize) -> String {
        let mut placed = String::with_capacity(12);
        for (at, &letter) in self.letters[..self.len].iter().enumerate() {
            match Vowel::of(letter) {
                Some(vowel) if at == place => placed.push(vowel.with_tone(self.tone)),
                _ => placed.push(letter),
            }
        }
        placed
    }

    /// Where the old style puts the tone: on the last modified vowel; else before a coda the last vowel; else the
    /// first of two, the middle of three.
    fn tone_place(&self) -> usize {
        let modified = |&at: &usize| Vowel::of(self.letters[at]).is_some_and(Vowel::is_modified);
        if let Some(at) = self.vowels.clone().rev().find(modified) {
            return at;
        }
        if self.vowels.end < self.len {
            return self.vowels.end - 1;
        }
        self.vowels.start + usize::from(self.vowels.len() > 2)
    }

    fn is_vietnamese(&self) -> bool {
        let is = |part: &[char], known: &&str| known.chars().eq(part.iter().copied());
        let (onset, rest) = self.letters[..self.len].split_at(self.vowels.start);
        let (vowels, coda) = rest.split_at(self.vowels.len());
        let vowels_known = vowels.len() == 1
            || if coda.is_empty() {
                OPEN.iter().any(|known| is(vowels, known))
            } else {
                CLOSED.iter().any(|known| is(vowels, known))
            };
        vowels_known
            && ONSETS.iter().any(|known| is(onset, known))
            && (coda.is_empty() || CODAS.iter().any(|known| is(coda, known)))
    }
}

/// Moves the tone mark of a lower-case Vietnamese syllable to its old-style place (`hoà` → `hòa`, `nứơc` → `nước`).
/// `None` when it stands there already, or the word is no syllable with one tone mark.
pub(super) fn place_tone(word: &str) -> Option<String> {
    let syllable = Syllable::parse(word)?;
    let place = syllable.tone_place();
    if place == syllable.tone_at || !syllable.is_vietnamese() {
        return None;
    }
    Some(syllable.placed(place))
}

/// Composes a syllable from letters without tone and a tone (0 to 5), as an exact key; `None` when that is no Vietnamese
/// syllable: unknown parts, an open `ă` or `â`, or another tone than acute and dot before a stop.
pub(super) fn syllable_key(letters: &[char], tone: u8) -> Option<String> {
    let syllable = Syllable::new(letters, tone, 0)?;
    let (vowels, coda) =
        (&syllable.letters[syllable.vowels.clone()], &syllable.letters[syllable.vowels.end..syllable.len]);
    let needs_coda = matches!(vowels, ['ă' | 'â']) && coda.is_empty();
    let stopped = matches!(coda, ['c' | 'p' | 't'] | ['c', 'h']);
    if needs_coda || stopped && tone != 4 && tone != 5 || !syllable.is_vietnamese() {
        return None;
    }
    Some(syllable.placed(syllable.tone_place()))
}

/// Whether an exact key is a Vietnamese syllable: its parts are known, and it carries at most one tone mark.
///
/// It judges spelling alone: `an`, `to` and `dung` are syllables whatever language they stand in.
pub fn is_syllable(exact: &str) -> bool {
    let (mut letters, mut tone) = (Vec::with_capacity(LONGEST), 0);
    for letter in exact.chars().take(LONGEST + 1) {
        match Vowel::of(letter) {
            Some(vowel) if vowel.tone > 0 => {
                if tone > 0 {
                    return false;
                }
                tone = vowel.tone;
                letters.push(vowel.with_tone(0));
            }
            _ => letters.push(letter),
        }
    }
    syllable_key(&letters, tone).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        assert_eq!(place_tone(word).as_deref().unwrap_or(word), expected, "{word}");
    }

    #[test]
    fn tones_move_to_their_old_style_place() {
        check("loà", "lòa");
        check("hoạ", "họa");
        check("thuỷ", "thủy");
        check("ngòai", "ngoài");
        check("khủyu", "khuỷu");
        check("chúôi", "chuối");
        check("rựơu", "rượu");
        check("gìup", "giùp");
        check("qúôc", "quốc");
        check("xoá", "xóa");
    }

    #[test]
    fn words_of_other_languages_keep_their_marks() {
        for word in ["où", "può", "café", "déjà", "mãe", "río", "joão", "beyoncé", "señor"] {
            check(word, word);
        }
    }

    #[test]
    fn every_vowel_is_found_in_both_cases() {
        for (row, tones) in VOWELS.iter().enumerate() {
            for (tone, &letter) in tones.iter().enumerate() {
                let expected = Some(Vowel { row: row as u8, tone: tone as u8 });
                assert_eq!(Vowel::of(letter), expected);
                assert_eq!(letter.to_uppercase().map(Vowel::of).next(), Some(expected));
            }
        }
        assert_eq!(Vowel::of('đ'), None);
        assert_eq!(Vowel::of('ü'), None);
    }
}
