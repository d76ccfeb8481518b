//! Turns a fuzzer's bytes into changes of honest bytes, so that what is deep inside them is reached from the first run.

use recto::bundle::group::{deflate, inflate};

/// Bytes made from an input: its first byte says whether the rest stands for itself, or is a list of changes (two bytes
/// of place, one of value) to the honest bytes, or to what they inflate to.
pub fn patched(honest: &[u8], input: &[u8]) -> Vec<u8> {
    let [how, changes @ ..] = input else { return honest.to_vec() };
    match how % 4 {
        0 => changes.to_vec(),
        1 => match inflate(honest, "honest bytes") {
            Ok(inner) => deflate(&changed(&inner, changes)),
            Err(_) => deflate(changes),
        },
        _ => changed(honest, changes),
    }
}

fn changed(honest: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut bytes = honest.to_vec();
    for change in changes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        let length = bytes.len().max(1);
        if let Some(byte) = bytes.get_mut(place % length) {
            *byte = change[2];
        }
    }
    // What is left over cuts or lengthens.
    if let [more] = changes.chunks_exact(3).remainder() {
        bytes.resize((bytes.len() + usize::from(*more)).saturating_sub(128), *more);
    }
    bytes
}
