//! A sealed page is whole; any byte that differs, any cut, is found, and where it is.

use super::*;

fn page(length_bytes: usize) -> Vec<u8> {
    let mut page = b"<!doctype html>\n<html data-sealed>\n".to_vec();
    while page.len() < length_bytes {
        page.extend(format!("d\u{f2}ng {}\n", page.len()).bytes());
    }
    page
}

#[test]
fn what_was_sealed_is_whole() {
    for length_bytes in [0, PIECE_BYTES - 40, 3 * PIECE_BYTES + 1] {
        let page = page(length_bytes);
        assert_eq!(check(&sealed(page.clone())), Seal::Whole);
        let mut out = Sealing::new(Vec::new());
        for part in page.chunks(1000) {
            out.write_all(part).unwrap();
        }
        assert_eq!(out.finish().unwrap(), sealed(page), "written in parts it is the same");
    }
}

#[test]
fn every_changed_byte_is_found_and_where() {
    let whole = sealed(page(3 * PIECE_BYTES));
    let body = find_last(&whole, OPENING.as_bytes()).unwrap();
    for at in 0..whole.len() {
        for change in [0x01, 0x20, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            match check(&damaged) {
                Seal::Broken { places, .. } if at < body => {
                    let place = at / PIECE_BYTES * PIECE_BYTES..((at / PIECE_BYTES + 1) * PIECE_BYTES).min(body);
                    assert_eq!(places, [place], "byte {at}");
                }
                Seal::OutsideThePage | Seal::Lost | Seal::Broken { .. } if at >= body => {}
                found => panic!("byte {at} of {body}: {found:?}"),
            }
        }
    }
}

#[test]
fn every_cut_and_addition_is_found() {
    let whole = sealed(page(2 * PIECE_BYTES));
    for length in 400..whole.len() {
        assert_ne!(check(&whole[..length]), Seal::Whole, "cut to {length}");
        assert_ne!(check(&whole[..length]), Seal::None, "cut to {length}");
    }
    assert_eq!(check(&[&whole[..], b"<p>Sent from a phone</p>"].concat()), Seal::OutsideThePage);
    let mut longer = whole.clone();
    longer.splice(5000..5000, *b"added");
    let length_bytes = [whole.len() - 5, whole.len()].map(|length| (length - line_of(&page(8192)).len()) as u64);
    let [written, found] = [length_bytes[0] + 5, length_bytes[1] + 5];
    let place = PIECE_BYTES..2 * PIECE_BYTES;
    assert_eq!(check(&longer), Seal::Broken { length_bytes: [written, found], places: vec![place] });
    assert_eq!(check(b"<!doctype html><p>another page"), Seal::None);
}

#[test]
fn changes_of_form_are_named() {
    let whole = sealed(page(6000));
    let text = String::from_utf8(whole.clone()).unwrap();
    let check = |changed: Vec<u8>, expected: &[&str]| {
        assert_ne!(check(&changed), Seal::Whole);
        assert_eq!(changes_of_form(&changed), expected);
    };
    check(text.replace('\n', "\r\n").into_bytes(), &["its line endings were changed"]);
    check(format!("\u{feff}{text}").into_bytes(), &["a byte order mark was put before it"]);
    let wide = |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check(wide(&text), &["it was saved as UTF-16"]);
    check(wide(&text.replace('\n', "\r\n")), &["it was saved as UTF-16", "its line endings were changed"]);
    let twice = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&whole).0.into_owned();
    check(twice.into_bytes(), &["it was read as windows-1252 and saved as UTF-8"]);
    check(text.replace("1", "2").replace('\n', "\r\n").into_bytes(), &[]);
}
