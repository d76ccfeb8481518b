//! Chooses among readings of the same bytes. The rule and its limits are the project's normative ones: a reading other
//! than UTF-8 is taken when at least 80 % of its words are Vietnamese syllables, and 20 % more than in the next best.

use super::Text;
use super::damage::{in_decoded, is_binary, mended};
use super::decoded::Certainty;
use super::encoding::Encoding;
use super::mojibake::undo;
use super::share::Share;
use crate::pack::input::skip::Reason;
use std::string::FromUtf8Error;

/// The share of Vietnamese syllables a reading needs, in thousandths.
const LEAST: usize = 800;
/// How far it must be ahead of the next.
const AHEAD: usize = 200;
/// So many words more must be syllables before a text in UTF-8 is read again.
const LEAST_GAINED: usize = 2;
/// Readings are compared on so many bytes.
const SAMPLE_BYTES: usize = 48 * 1024;

/// Decodes bytes that are not UTF-8 and say nothing of themselves.
pub(super) fn unmarked(error: FromUtf8Error) -> Result<Text, Reason> {
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let fault = Reason::NotUtf8 { at, byte: bytes[at] };
    if let Some((text, damage)) = mended(&bytes, false) {
        return Ok(Text::damaged(text, damage, Certainty::Guessed));
    }
    let part = sample(&bytes, at);
    let candidates = [Encoding::WINDOWS_1258, Encoding::Viscii, Encoding::Tcvn3, Encoding::Vni, Encoding::WINDOWS_1252];
    let readings = candidates.map(|encoding| (encoding, encoding.decode(part).0));
    if let Some((encoding, certainty)) = best(&readings, &[Encoding::WINDOWS_1252]) {
        return Ok(Text { text: encoding.decode(&bytes).0, reading: Some((encoding, certainty)), damage: None });
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = Encoding::Web(detector.guess(None, chardetng::Utf8Detection::Deny));
    let (text, damaged) = encoding.decode(&bytes);
    if is_binary(&text) {
        return Err(fault);
    }
    let damage = if damaged { Some(in_decoded(&text).ok_or(fault)?) } else { None };
    Ok(Text { text, reading: Some((encoding, Certainty::Guessed)), damage })
}

/// Decodes bytes in the encoding the maker named.
pub(super) fn as_told(bytes: &[u8], encoding: Encoding) -> Result<Text, Reason> {
    let (text, damaged) = encoding.decode(bytes);
    if let Some(at) = text.find('\0') {
        return Err(Reason::Binary { at });
    }
    let fault = Reason::NotInEncoding { name: encoding.name() };
    let damage = if damaged { Some(in_decoded(&text).ok_or(fault)?) } else { None };
    Ok(Text { damage, ..Text::told(text, encoding) })
}

/// Reads a text in UTF-8 again that was decoded as windows-1252 once where it was something else.
pub(super) fn misread(text: &str) -> Option<Text> {
    if !is_suspicious(text.as_bytes()) {
        return None;
    }
    let (mended, right, kept) = undo(text);
    let part = sample_text(text);
    // Where every character beyond ASCII comes back, that is no chance, in any language.
    if right >= 2 && kept * 20 <= right {
        let (was, now) = (Share::of(part), Share::of(sample_text(&mended)));
        let certainty = if now.per_mille() >= LEAST {
            Certainty::Share { percent: now.percent(), next_percent: was.percent() }
        } else {
            Certainty::Guessed
        };
        return Some(Text { text: mended, reading: Some((Encoding::Mojibake, certainty)), damage: None });
    }
    let candidates = [Encoding::UTF_8, Encoding::VniInUtf8, Encoding::Tcvn3InUtf8];
    let readings = candidates.map(|encoding| (encoding, encoding.reread(part)));
    let (encoding, certainty) = best(&readings, &[Encoding::UTF_8])?;
    // What is UTF-8 already is most likely meant as it stands: one sign proves nothing.
    let gained = Share::of(&encoding.reread(part)).syllables.saturating_sub(Share::of(part).syllables);
    if gained < LEAST_GAINED {
        return None;
    }
    Some(Text { text: encoding.reread(text), reading: Some((encoding, certainty)), damage: None })
}

/// The reading that is clearly ahead, unless it is one of `plain`.
fn best(readings: &[(Encoding, String)], plain: &[Encoding]) -> Option<(Encoding, Certainty)> {
    let mut shares: Vec<_> = readings.iter().map(|(encoding, text)| (Share::of(text), *encoding)).collect();
    shares.sort_by_key(|(share, _)| std::cmp::Reverse(share.per_mille()));
    let &[(first, encoding), (second, _), ..] = shares.as_slice() else { return None };
    // Words without marks are the same in every reading: they tell nothing of the encoding; one with marks is chance.
    let clear = first.per_mille() >= LEAST && first.per_mille() >= second.per_mille() + AHEAD && first.marked >= 2;
    let certainty = Certainty::Share { percent: first.percent(), next_percent: second.percent() };
    (clear && !plain.contains(&encoding)).then_some((encoding, certainty))
}

/// Whether a text may have been decoded wrongly: characters that UTF-8 writes with the leading bytes C2 and C3 (the
/// Latin-1 block), and few of those that Vietnamese is full of. One pass over the bytes.
fn is_suspicious(bytes: &[u8]) -> bool {
    let (mut latin, mut vietnamese, mut other) = (0_usize, 0_usize, 0_usize);
    let mut high = bytes.iter().enumerate().filter(|(_, b)| **b >= 0xc2);
    for (at, &byte) in high.by_ref() {
        match byte {
            0xc2 | 0xc3 => latin += 1,
            0xc4..=0xc6 => vietnamese += 1,
            0xe1 if bytes.get(at + 1).is_some_and(|next| matches!(next, 0xba | 0xbb)) => vietnamese += 1,
            _ => other += 1,
        }
        // Enough was seen of a text that is as it should be.
        if latin + vietnamese + other >= 4096 {
            break;
        }
    }
    latin >= 2 && vietnamese * 10 <= latin && latin * 2 >= other
}

/// The part of the bytes that readings are compared on: around the first byte beyond ASCII, which tells them apart.
fn sample(bytes: &[u8], first: usize) -> &[u8] {
    let start = first.saturating_sub(1024).min(bytes.len());
    &bytes[start..bytes.len().min(start + SAMPLE_BYTES)]
}

fn sample_text(text: &str) -> &str {
    let first = text.bytes().position(|b| b >= 0x80).unwrap_or(0).saturating_sub(1024);
    let end = text.floor_char_boundary(first.saturating_add(SAMPLE_BYTES));
    &text[text.floor_char_boundary(first).min(end)..end]
}
