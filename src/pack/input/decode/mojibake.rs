//! UTF-8 that was taken for windows-1252 and saved as UTF-8 again, undone. It touches nothing else.

/// The characters of windows-1252 from 0x80 to 0x9F; five places hold the control character itself.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The byte that windows-1252 would have shown as this character.
fn byte_of(c: char) -> Option<u8> {
    match c as u32 {
        code @ 0..=0xff => Some(code as u8),
        _ => HIGH.iter().position(|&high| high == c).map(|at| at as u8 + 0x80),
    }
}

/// Undoes what can be undone. Gives the text, how many characters were put right, and how many beyond ASCII stayed.
pub(super) fn undo(text: &str) -> (String, usize, usize) {
    let mut read = String::with_capacity(text.len());
    let (mut mended, mut kept) = (0, 0);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c.is_ascii() {
            read.push(c);
            continue;
        }
        match sequence(c, &rest) {
            Some((letter, more)) => {
                read.push(letter);
                mended += 1;
                (0..more).for_each(|_| _ = rest.next());
            }
            None => {
                read.push(c);
                kept += 1;
            }
        }
    }
    (read, mended, kept)
}

/// The character whose UTF-8 bytes are shown as `first` and what follows; how many more characters that takes.
fn sequence(first: char, rest: &std::str::Chars<'_>) -> Option<(char, usize)> {
    let lead = byte_of(first)?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for (slot, c) in bytes[1..=more].iter_mut().zip(rest.clone().map(Some).chain(std::iter::repeat(None))) {
        *slot = byte_of(c?)?;
    }
    let letter = std::str::from_utf8(&bytes[..=more]).ok()?.chars().next()?;
    Some((letter, more))
}
