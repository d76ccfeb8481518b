//! The Vietnamese encodings before Unicode: VISCII, TCVN3, VNI. TCVN3 and VNI are read from text that was decoded as
//! windows-1252, so that their bytes and their copies in UTF-8 have one decoder each.

use crate::pack::input::walk::nfc;

/// VISCII from byte 0x80 up (RFC 1456); six more letters take the places of control characters.
const VISCII: &str = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";

/// Decodes VISCII.
pub(super) fn viscii(bytes: &[u8]) -> String {
    let letters: Vec<char> = VISCII.chars().collect();
    let letter = |&byte: &u8| match byte {
        0x02 => 'Ẳ',
        0x05 => 'Ẵ',
        0x06 => 'Ẫ',
        0x14 => 'Ỷ',
        0x19 => 'Ỹ',
        0x1e => 'Ỵ',
        0x80.. => letters.get(usize::from(byte) - 0x80).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    };
    bytes.iter().map(letter).collect()
}

/// TCVN 5712:1993, VN3, from 0xA1 to 0xFE; a full stop where it has no letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";

/// Reads TCVN3 from a text decoded as windows-1252. It has no capitals with tones: its capital fonts show small ones as
/// capitals, so that a toned letter among capitals is one.
pub(super) fn tcvn3(text: &str) -> String {
    let letters: Vec<char> = TCVN3.chars().collect();
    let letter = |c: char| {
        let at = (c as usize).checked_sub(0xa1)?;
        letters.get(at).copied().filter(|&letter| letter != '.')
    };
    let mut read = String::with_capacity(text.len() + text.len() / 4);
    let mut word = 0;
    for c in text.chars() {
        let c = letter(c).unwrap_or(c);
        if !c.is_alphabetic() {
            raise(&mut read, word);
            word = read.len() + c.len_utf8();
        }
        read.push(c);
    }
    raise(&mut read, word);
    read
}

/// Raises the toned letters of the word that begins at a byte, when its other letters are capitals, two at least.
fn raise(read: &mut String, word: usize) {
    let Some(last) = read.get(word..) else { return };
    let toned = |c: char| TONED.contains(c);
    let mut others = last.chars().filter(|&c| !toned(c));
    let capitals = others.clone().count() >= 2 && others.all(char::is_uppercase);
    if capitals && last.chars().any(toned) {
        let raised = last.to_uppercase();
        read.truncate(word);
        read.push_str(&raised);
    }
}

/// The letters that TCVN3 has in lower case alone.
const TONED: &str = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

/// Reads VNI for Windows from a text decoded as windows-1252: marks follow their letter.
pub(super) fn vni(text: &str) -> String {
    let mut read = String::with_capacity(text.len() + text.len() / 4);
    let mut base = '\0';
    for c in text.chars() {
        let (small, capital) = match c {
            '\u{c0}'..='\u{de}' if c != '×' => (char::from(c as u8 + 0x20), true),
            _ => (c, false),
        };
        if let Some(marks) = mark(base, small) {
            read.push_str(marks);
            // A letter takes one mark.
            base = '\0';
            continue;
        }
        base = c;
        let Some(letter) = letter(small) else {
            read.push(c);
            continue;
        };
        read.extend(if capital { letter.to_uppercase().next() } else { Some(letter) });
        base = letter;
    }
    nfc(&read)
}

/// A letter with a place of its own in VNI.
fn letter(c: char) -> Option<char> {
    Some(match c {
        'ô' => 'ơ',
        'ö' => 'ư',
        'í' => 'í',
        'ì' => 'ì',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'ñ' => 'đ',
        'î' => 'ỵ',
        _ => return None,
    })
}

/// The marks that a character of VNI puts on the letter before it.
fn mark(base: char, c: char) -> Option<&'static str> {
    let base = base.to_ascii_lowercase();
    let any = match c {
        'ù' => "\u{301}",
        'ø' => "\u{300}",
        'û' => "\u{309}",
        'õ' => "\u{303}",
        'ï' => "\u{323}",
        _ => "",
    };
    if !any.is_empty() {
        return matches!(base, 'a' | 'e' | 'o' | 'u' | 'y' | 'ơ' | 'ư').then_some(any);
    }
    let hatted = match c {
        'â' => "\u{302}",
        'á' => "\u{302}\u{301}",
        'à' => "\u{302}\u{300}",
        'å' => "\u{302}\u{309}",
        'ã' => "\u{302}\u{303}",
        'ä' => "\u{302}\u{323}",
        _ => "",
    };
    if !hatted.is_empty() {
        return matches!(base, 'a' | 'e' | 'o').then_some(hatted);
    }
    let breve = match c {
        'ê' => "\u{306}",
        'é' => "\u{306}\u{301}",
        'è' => "\u{306}\u{300}",
        'ú' => "\u{306}\u{309}",
        'ü' => "\u{306}\u{303}",
        'ë' => "\u{306}\u{323}",
        _ => return None,
    };
    (base == 'a').then_some(breve)
}
