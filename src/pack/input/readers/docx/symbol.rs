//! Signs that a Word file names by their place in a font of signs (`w:sym`): what they are in Unicode. A sign that is not
//! known is U+FFFD, so that its place is seen.

/// Greek letters in the font Symbol, by the Latin letter of their place.
const GREEK: [(&str, &str); 2] = [
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    ("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
];
/// Signs of Symbol: their place, and what stands there.
#[rustfmt::skip]
const SYMBOLS: &[(u32, char)] = &[
    (0x22, '∀'), (0x24, '∃'), (0x27, '∋'), (0x2a, '∗'), (0x2d, '−'), (0x40, '≅'), (0x5c, '∴'), (0x5e, '⊥'), (0x7e, '∼'),
    (0xa2, '′'), (0xa3, '≤'), (0xa4, '⁄'), (0xa5, '∞'), (0xa7, '♣'), (0xa8, '♦'), (0xa9, '♥'), (0xaa, '♠'), (0xab, '↔'),
    (0xac, '←'), (0xad, '↑'), (0xae, '→'), (0xaf, '↓'), (0xb0, '°'), (0xb1, '±'), (0xb2, '″'), (0xb3, '≥'), (0xb4, '×'),
    (0xb5, '∝'), (0xb6, '∂'), (0xb7, '•'), (0xb8, '÷'), (0xb9, '≠'), (0xba, '≡'), (0xbb, '≈'), (0xbc, '…'), (0xc4, '⊗'),
    (0xc5, '⊕'), (0xc6, '∅'), (0xc7, '∩'), (0xc8, '∪'), (0xc9, '⊃'), (0xcc, '⊂'), (0xce, '∈'), (0xcf, '∉'), (0xd0, '∠'),
    (0xd1, '∇'), (0xd2, '®'), (0xd3, '©'), (0xd4, '™'), (0xd5, '∏'), (0xd6, '√'), (0xd7, '⋅'), (0xd8, '¬'), (0xd9, '∧'),
    (0xda, '∨'), (0xdb, '⇔'), (0xdc, '⇐'), (0xde, '⇒'), (0xe5, '∑'), (0xf2, '∫'),
];
/// The same of Wingdings.
#[rustfmt::skip]
const WINGDINGS: &[(u32, char)] = &[
    (0x22, '✂'), (0x28, '☎'), (0x29, '✆'), (0x2a, '✉'), (0x4a, '☺'), (0x4c, '☹'), (0x6c, '●'), (0x6e, '■'), (0x6f, '□'),
    (0x71, '❑'), (0x73, '⬧'), (0x75, '◆'), (0x76, '❖'), (0x9f, '•'), (0xa1, '○'), (0xa7, '▪'), (0xa8, '◻'), (0xab, '★'),
    (0xd8, '➢'), (0xdf, '←'), (0xe0, '→'), (0xe1, '↑'), (0xe2, '↓'), (0xf0, '⇨'), (0xfb, '✗'), (0xfc, '✓'), (0xfd, '☒'),
    (0xfe, '☑'),
];
/// The same of Wingdings 2.
const MORE_WINGDINGS: &[(u32, char)] = &[(0x4f, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x97, '•'), (0xa3, '☐')];

/// The sign of a font at a place.
pub(super) fn sign(font: &str, code: u32) -> char {
    let private = (0xf000..=0xf0ff).contains(&code);
    let place = if private { code - 0xf000 } else { code };
    let listed = |signs: &[(u32, char)]| signs.iter().find(|(at, _)| *at == place).map(|&(_, sign)| sign);
    let plain = || char::from_u32(place).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c) && !c.is_control());
    match font.trim().to_ascii_lowercase().as_str() {
        "symbol" => {
            let letter = char::from_u32(place).unwrap_or(' ');
            let greek =
                GREEK.iter().find_map(|(latin, greek)| greek.chars().nth(latin.chars().position(|c| c == letter)?));
            greek.or_else(|| listed(SYMBOLS)).or_else(|| plain().filter(char::is_ascii))
        }
        "wingdings" => listed(WINGDINGS),
        "wingdings 2" => listed(MORE_WINGDINGS),
        "wingdings 3" | "webdings" => None,
        _ if private => listed(SYMBOLS),
        _ => plain(),
    }
    .unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_their_fonts() {
        for (font, code, expected) in [
            ("Symbol", 0xf061, 'α'),
            ("Symbol", 0x57, 'Ω'),
            ("Symbol", 0xf0b3, '≥'),
            ("Symbol", 0xf032, '2'),
            ("Wingdings", 0xf0fc, '✓'),
            ("Wingdings 2", 0xf050, '✓'),
            ("Wingdings", 0xf001, '\u{fffd}'),
            ("Arial", 0x20ac, '€'),
            ("", 0xe123, '\u{fffd}'),
        ] {
            assert_eq!(sign(font, code), expected, "{font} {code:x}");
        }
    }
}
