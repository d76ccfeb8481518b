//! From a PDF's bytes to its text: page by page, within limits. It keeps no page once it is read.

use super::line::Lines;
use super::page::{Pages, Work};
use super::{direction, furniture, info, paragraph, swell};
use crate::article::Known;
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::room::TEXT_MOST_BYTES;
use crate::pack::input::skip::Reason;
use hayro_font::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::sync::atomic::AtomicBool;

/// Steps of reading the largest file.
const MOST_STEPS: u64 = 40_000_000;
/// Pages of one file at most.
const MOST_PAGES: usize = 20_000;
/// One character in so many may be one that the fonts do not tell.
const UNTOLD_SHARE: u64 = 3;

/// How much a file may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Steps of reading: an operator, a character, 16 bytes of a stream.
    pub steps: u64,
    /// Bytes that its parts unpack to together, pictures aside.
    pub unpacked_bytes: u64,
    /// Bytes of its text.
    pub text_bytes: u64,
}

impl Limits {
    /// For a pack whose texts may have so many bytes.
    pub fn of(text_bytes: u64) -> Self {
        let steps = text_bytes.saturating_mul(MOST_STEPS) / TEXT_MOST_BYTES;
        Self { steps: steps.min(MOST_STEPS), unpacked_bytes: 4 * text_bytes, text_bytes }
    }
}

#[cfg(test)]
impl Default for Limits {
    fn default() -> Self {
        Self::of(TEXT_MOST_BYTES)
    }
}

/// Reads a file.
///
/// # Errors
/// See [`super::read`].
pub fn read(bytes: Vec<u8>, limits: Limits, stop: &AtomicBool) -> Result<(String, Known, Omitted), Reason> {
    swell::measured(&bytes, limits.unpacked_bytes)?;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Reason::Encrypted,
        LoadPdfError::Decryption(_) => broken("its encryption cannot be read"),
        LoadPdfError::Invalid => broken("no pages are found in it"),
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Reason::ManyPages { found: pages.len(), limit: MOST_PAGES });
    }
    let mut reading = Pages::new(Lines::default(), Work::new(limits.steps, limits.text_bytes, stop));
    for (number, page) in (0..).zip(pages.iter()) {
        reading.page(number, page)?;
    }
    let Pages { lines, told, untold, .. } = reading;
    if told == 0 && untold == 0 {
        return Err(Reason::NoTextLayer { pages: pages.len() });
    }
    if untold * UNTOLD_SHARE > told + untold {
        return Err(Reason::UntoldLetters { untold, of: told + untold });
    }
    let (mut lines, furniture_bytes) = furniture::without(lines.finish());
    lines.iter_mut().for_each(|line| direction::reorder(&mut line.text));
    let text = paragraph::joined(lines);
    if text.trim().is_empty() {
        return Err(Reason::NoTextLayer { pages: pages.len() });
    }
    let mut omitted = Omitted::default();
    omitted.bytes(LeftOut::Furniture, furniture_bytes);
    Ok((text, info::known(pdf.metadata()), omitted))
}

fn broken(detail: &str) -> Reason {
    Reason::BrokenPdf { detail: detail.to_owned() }
}
