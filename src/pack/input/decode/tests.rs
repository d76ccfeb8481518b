//! Every encoding against the project's vectors and its own words.

use super::*;
use crate::pack::input::walk::nfc;
use proptest::prelude::*;

fn read(bytes: Vec<u8>) -> Result<String, Reason> {
    decode_as(bytes, None).map(|text| text.text)
}

fn check(bytes: &[u8], expected: Result<&str, Reason>) {
    assert_eq!(read(bytes.to_vec()), expected.map(str::to_owned), "{bytes:x?}");
}

fn check_reading(bytes: &[u8], name: &str, expected: &str) {
    let text = decode_as(bytes.to_vec(), None).unwrap();
    assert_eq!(text.reading.map_or("UTF-8", |(encoding, _)| encoding.name()), name, "{}", text.text);
    assert_eq!(text.text, expected);
}

const SENTENCE: &str = "Phiên chợ đầu năm ở bản Mường họp từ sáng sớm, người mua kẻ bán đông nghịt, ai cũng vui.";

#[test]
fn reads_utf8_and_utf16() {
    check("Đại hội\r\n".as_bytes(), Ok("Đại hội\r\n"));
    check(b"\xef\xbb\xbfa", Ok("a"));
    check(b"\xff\xfea\0\x11\x01", Ok("a\u{111}"));
    check(b"\xfe\xff\0a\x01\x11", Ok("a\u{111}"));
    check(b"\xff\xfe\x3d\xd8\x00\xde", Ok("\u{1f600}"));
    let units: Vec<u16> = SENTENCE.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    check_reading(&little, "UTF-16LE", SENTENCE);
    check_reading(&big, "UTF-16BE", SENTENCE);
}

#[test]
fn says_what_is_wrong_and_where() {
    check(b"", Err(Reason::Empty));
    check(b"\xef\xbb\xbf \n", Err(Reason::Empty));
    check(b"ab\0", Err(Reason::Binary { at: 2 }));
    check(b"\xff\xfe\0\xd8", Err(Reason::NotUtf16 { at: 2 }));
    check(b"\xef\xbb\xbf\xff\xfea", Err(Reason::NotUtf8 { at: 3, byte: 0xff }));
    check(b"\xff\xfe\0\0a\0\0\0", Err(Reason::Binary { at: 2 }));
    let noise: Vec<u8> = (1..=255).cycle().take(4000).collect();
    assert!(read(noise).is_err());
}

fn check_damage(bytes: &[u8], encoding: &str, expected: &str, places: u64, first_at: usize) {
    let text = decode_as(bytes.to_vec(), None).unwrap();
    assert_eq!(text.text, expected, "{bytes:x?}");
    assert_eq!(text.reading.map(|(encoding, _)| encoding.name()), Some(encoding));
    assert_eq!(text.damage, Some(Damage { places, first_at, line: None }), "{bytes:x?}");
}

/// A wrong byte in a text that is sound for the rest is damage, not another encoding, and costs no more than itself.
#[test]
fn a_wrong_byte_costs_no_text() {
    let mut damaged = SENTENCE.as_bytes().to_vec();
    damaged.insert(12, 0xff);
    let shown = format!("{}\u{fffd}{}", &SENTENCE[..12], &SENTENCE[12..]);
    check_damage(&damaged, "UTF-8", &shown, 1, 12);
    // Cut inside its last letter: `ợ` is E1 BB A3.
    let cut = "Sáng nay họp chợ".as_bytes();
    check_damage(&cut[..cut.len() - 1], "UTF-8", "Sáng nay họp ch\u{fffd}", 1, cut.len() - 3);
    check_damage(b"the caf\xe1\xba", "UTF-8", "the caf\u{fffd}", 1, 7);
    check_damage(b"\xef\xbb\xbfab\xff", "UTF-8", "ab\u{fffd}", 1, 5);
    check_damage(b"\xff\xfea\0\0\xd8", "UTF-16LE", "a\u{fffd}", 1, 4);
    check_damage(b"\xff\xfea\0b", "UTF-16LE", "a\u{fffd}", 1, 4);
    // A letter of windows-1252 in a text without others stays one.
    check_reading(b"the caf\xe9", "windows-1252", "the café");
    // What the maker keeps by hand is not guessed at.
    assert_eq!(decode(damaged), Err(Reason::NotUtf8 { at: 12, byte: 0xff }));
}

#[test]
fn vietnamese_before_unicode_is_recognised() {
    let mut mojibake = String::new();
    for &byte in SENTENCE.as_bytes() {
        let (shown, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
        mojibake.push_str(&shown);
    }
    check_reading(mojibake.as_bytes(), "UTF-8-as-windows-1252", SENTENCE);
    check_reading(SENTENCE.as_bytes(), "UTF-8", SENTENCE);
    let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(SENTENCE).into_owned();
    check_reading(decomposed.as_bytes(), "UTF-8", &decomposed);
}

#[test]
fn other_languages_are_left_alone_or_guessed() {
    let french = "Les élèves ont été très étonnés à la fête : « déjà l'été », où l'on a chanté près du théâtre.";
    check_reading(french.as_bytes(), "UTF-8", french);
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(french);
    check_reading(&latin, "windows-1252", french);
    let russian = "Сегодня утром на площади открылась большая книжная ярмарка, и людей было очень много.";
    let (koi, _, _) = encoding_rs::KOI8_R.encode(russian);
    let text = decode_as(koi.into_owned(), None).unwrap();
    assert_eq!((text.text.as_str(), text.reading.map(|r| r.1)), (russian, Some(Certainty::Guessed)));
}

/// One sign that is a syllable in another encoding proves nothing of a text that is UTF-8.
#[test]
fn one_sign_is_no_other_encoding() {
    for text in ["ô\u{1}£", "giá ô £", "£5 – €6 à la carte"] {
        check_reading(text.as_bytes(), "UTF-8", text);
    }
}

#[test]
fn capitals_of_tcvn3_fonts_come_back() {
    let (encoding, certainty) =
        decode_as(b"\xddy BAN NH\xa2N D\xa2N".to_vec(), Encoding::named("tcvn3")).unwrap().reading.unwrap();
    assert_eq!((encoding.name(), certainty), ("TCVN3", Certainty::Told));
    let read = |bytes: &[u8]| Encoding::Tcvn3.decode(bytes).0;
    assert_eq!(read(b"UY BAN KI\xd3M TRA"), "UY BAN KIỂM TRA");
    assert_eq!(read(b"\xf1y ban ki\xd3m tra"), "ủy ban kiểm tra");
}

#[test]
fn the_maker_names_an_encoding() {
    assert!(encoding_names().iter().all(|name| Encoding::named(name).is_some_and(|e| e.name() == *name)));
    assert_eq!(Encoding::named("latin1"), Some(Encoding::WINDOWS_1252));
    assert_eq!(Encoding::named("klingon"), None);
    let told = |bytes: &[u8], name| decode_as(bytes.to_vec(), Encoding::named(name)).map(|text| text.text);
    assert_eq!(told(b"Caf\xe9", "windows-1252").as_deref(), Ok("Café"));
    assert_eq!(told(b"\xd6", "utf-8"), Err(Reason::NotUtf8 { at: 0, byte: 0xd6 }));
    assert_eq!(told(b"\xff", "shift_jis"), Err(Reason::NotInEncoding { name: "Shift_JIS" }));
}

/// The reference texts beside the project, or `None` with a word on what is skipped.
fn shared(name: &str) -> Option<std::path::PathBuf> {
    let beside = || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("RECTO_SHARED").map_or_else(beside, Into::into).join(name);
    if !path.exists() {
        println!("skipped: {name} is not there");
        return None;
    }
    Some(path)
}

#[test]
fn the_vectors_hold() {
    let Some(path) = shared("vectors/language.json") else { return };
    let vectors: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    for vector in vectors["legacy_encodings"]["vectors"].as_array().unwrap() {
        let bytes = match vector["bytes_hex"].as_str() {
            Some(hex) => {
                (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
            }
            None => vector["text"].as_str().unwrap().as_bytes().to_vec(),
        };
        let found = read(bytes).map(|text| nfc(&text));
        assert_eq!(found.as_deref(), Ok(vector["expected"].as_str().unwrap()), "{}", vector["encoding"]);
    }
}

/// What an encoding cannot write comes back as the sign that stood in for it.
fn without_signs(text: &str) -> String {
    let text = nfc(text).replace("\r\n", "\n").replace('…', "...");
    text.chars()
        .map(|c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            c => c,
        })
        .collect()
}

#[test]
fn every_file_comes_back() {
    let Some(folder) = shared("corpora/encodings") else { return };
    let Some(seeds) = shared("seeds") else { return };
    let names = |folder: &std::path::Path| {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        names
    };
    let seeds = names(&seeds);
    let mut files = 0;
    for path in names(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let number: usize = name["seed".len()..]["000".len() - 3..3].parse().unwrap();
        let seed = without_signs(&std::fs::read_to_string(&seeds[number]).unwrap());
        let found = read(std::fs::read(&path).unwrap()).map(|text| without_signs(&text)).unwrap();
        if name.contains("tcvn3") {
            // It has no capitals with tones.
            assert_eq!(found.to_lowercase(), seed.to_lowercase(), "{name}");
        } else {
            assert_eq!(found, seed, "{name}");
        }
        files += 1;
    }
    assert!(files >= 36, "{files} files");
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = read(bytes);
    }

    #[test]
    fn any_bytes_are_answered_in_any_encoding(bytes in proptest::collection::vec(any::<u8>(), 0..64), at in 0_usize..39) {
        let name = encoding_names()[at];
        let _ = decode_as(bytes, Encoding::named(name));
    }

    #[test]
    fn utf16_comes_back(text in "[^\u{0}\\s][^\u{0}]{0,20}") {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        prop_assert_eq!(read(bytes), Ok(text));
    }

    /// Letters that only Vietnamese has tell a text from one that was decoded wrongly, whatever else stands in it.
    #[test]
    fn utf8_stays_as_it_is(
        words in proptest::collection::vec("[a-zâêô]{0,3}[đăơưạảấầẩẫậ][a-z]{0,2}", 2..12),
        rest in "[^\u{0}]{0,10}",
    ) {
        let text = words.join(" ") + &rest;
        prop_assert_eq!(read(text.clone().into_bytes()), Ok(text));
    }
}
