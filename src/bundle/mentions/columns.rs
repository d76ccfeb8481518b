//! What each article mentions.
//!
//! A chunk of [`crate::bundle::Section::Mentions`] has the articles of one group or of several neighbours; `first` is the first of
//! them. Deflated (see [`crate::bundle::group`]); inflated, columns, each over all mentions of all articles:
//!
//! | column | what |
//! |---|---|
//! | articles | their number, then the number of mentions of each |
//! | keys | their number, then each as text |
//! | heads | a byte each: the kind, plus 8 for a range, plus 16 for a quotation, plus 32 for a new sentence |
//! | sentences | of new sentences: how far it begins after the end of the one before (twice that; twice minus one when before it), and its length; other mentions stand in the sentence before |
//! | starts | from the start of a new sentence, else from the start of the mention before |
//! | lengths | of the mention |
//! | key numbers | |
//! | claims | of figures, a byte |
//! | values | of figures, with 8 both ends: a number, see below |
//! | verbs | of attributions: start from the sentence's start, length |
//! | quotations | with 16: likewise |
//!
//! Numbers are varints. A value is four times its digits plus its decimals, 0 to 2, or 3 and its 8 bytes (IEEE 754,
//! little-endian).
//!

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::group::{deflate, inflate_within};
use crate::mentions::{Claim, Detail, KINDS, Kind, Mention};
use std::collections::HashMap;

const RANGE: u8 = 8;
const QUOTED: u8 = 16;
const ANEW: u8 = 32;
/// What a chunk inflates to, and what the keys of its mentions come to, at most: a packed one has a few hundred KB.
const LIMIT_BYTES: usize = 32 << 20;
const CLAIMS: [Claim; 4] = [Claim::Exact, Claim::About, Claim::AtLeast, Claim::AtMost];

/// Packs the mentions of neighbouring articles, in their order.
pub fn write_mentions(articles: &[Vec<Mention>]) -> Vec<u8> {
    let mut numbers: HashMap<&str, u64> = HashMap::new();
    let mut keys = Writer::new();
    let mut counts = Writer::new();
    let mut columns: [Writer; 8] = Default::default();
    let [heads, sentences, starts, lengths, named, claims, values, spans] = &mut columns;
    let mut quotes = Writer::new();
    counts.varint(articles.len() as u64);
    for mentions in articles {
        counts.varint(mentions.len() as u64);
        let (mut before, mut sentence) = (0, (0, 0));
        for mention in mentions {
            let next = numbers.len() as u64;
            let number = *numbers.entry(&mention.key).or_insert_with(|| {
                keys.text(&mention.key);
                next
            });
            let own = (mention.sentence_start, mention.sentence_end);
            heads.byte(mention.kind as u8 | detail_bits(&mention.detail) | if own == sentence { 0 } else { ANEW });
            if own != sentence {
                sentences.varint(match own.0.checked_sub(sentence.1) {
                    Some(gap) => u64::from(gap) * 2,
                    None => u64::from(sentence.1 - own.0) * 2 - 1,
                });
                sentences.varint(u64::from(own.1 - own.0));
                before = own.0;
            }
            starts.varint(u64::from(mention.start.saturating_sub(before)));
            lengths.varint(u64::from(mention.end - mention.start));
            named.varint(number);
            (before, sentence) = (mention.start, own);
            let place = |column: &mut Writer, (start, end): (u32, u32)| {
                column.varint(u64::from(start.saturating_sub(mention.sentence_start)));
                column.varint(u64::from(end - start));
            };
            match &mention.detail {
                Detail::None => {}
                Detail::Figure { value, to, claim } => {
                    claims.byte(*claim as u8);
                    std::iter::once(value).chain(to).for_each(|value| write_number(values, *value));
                }
                Detail::Attribution { verb, quote } => {
                    place(spans, *verb);
                    quote.iter().for_each(|quote| place(&mut quotes, *quote));
                }
            }
        }
    }
    let mut out = counts;
    out.varint(numbers.len() as u64);
    out.raw(&keys.into_bytes());
    columns.into_iter().chain([quotes]).for_each(|column| out.raw(&column.into_bytes()));
    deflate(&out.into_bytes())
}

fn detail_bits(detail: &Detail) -> u8 {
    match detail {
        Detail::Figure { to: Some(_), .. } => RANGE,
        Detail::Attribution { quote: Some(_), .. } => QUOTED,
        _ => 0,
    }
}

/// The most decimals that are written as digits.
const DECIMALS: u64 = 2;
/// Instead of decimals: the number follows as it is in memory.
const WHOLE: u64 = 3;

fn write_number(out: &mut Writer, value: f64) {
    // Digits up to here are exact in a float, and the comparison says whether they are the value.
    const DIGITS_MOST: f64 = 9e15;
    let digits = |decimals: u64| {
        let scale = 10f64.powi(decimals as i32);
        let digits = (value * scale).round();
        ((0.0..DIGITS_MOST).contains(&digits) && digits.is_sign_positive() && digits / scale == value)
            .then_some((digits as u64) << 2 | decimals)
    };
    match (0..=DECIMALS).find_map(digits) {
        Some(number) => out.varint(number),
        None => {
            out.varint(WHOLE);
            out.raw(&value.to_le_bytes());
        }
    }
}

fn read_number(reader: &mut Reader<'_>) -> Result<f64> {
    const WHAT: &str = "figure";
    let at = reader.at();
    let number = reader.varint(WHAT)?;
    if number & 3 != WHOLE {
        return Ok((number >> 2) as f64 / 10f64.powi((number & 3) as i32));
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(reader.raw(8, WHAT)?);
    let value = f64::from_le_bytes(bytes);
    // No figure of a text is infinite or no number, and JSON has neither.
    if value.is_finite() && number == WHOLE { Ok(value) } else { Err(BundleError::Invalid { what: WHAT, at }) }
}

/// Reads what [`write_mentions`] wrote. Offsets are in order, but may lie past the end of a text: whoever cuts one asks.
///
/// # Errors
/// When the bytes are not a chunk of mentions.
pub fn read_mentions(payload: &[u8]) -> Result<Vec<Vec<Mention>>> {
    const WHAT: &str = "mentions";
    let inner = inflate_within(payload, LIMIT_BYTES, WHAT)?;
    let mut reader = Reader::new(&inner);
    let articles = reader.count(1, WHAT)?;
    let counts: Vec<u32> = (0..articles).map(|_| reader.varint32(WHAT)).collect::<Result<_>>()?;
    let count = reader.count(1, WHAT)?;
    let keys: Vec<&str> = (0..count).map(|_| reader.text(WHAT)).collect::<Result<_>>()?;
    let total = counts.iter().map(|&count| count as usize).fold(0usize, usize::saturating_add);
    // A mention is a byte in each of four columns at least.
    if total.saturating_mul(4) > reader.left() {
        return Err(BundleError::Truncated { what: WHAT, at: reader.at() });
    }
    let heads = reader.raw(total, WHAT)?;
    let mut all = sentences_of(&mut reader, heads, &counts)?;
    read_starts(&mut reader, heads, &mut all)?;
    each(&mut all, |mention| {
        let at = reader.at();
        mention.end = reach(&mut reader, mention.start)?;
        let inside = mention.end <= mention.sentence_end;
        if inside { Ok(()) } else { Err(BundleError::Invalid { what: WHAT, at }) }
    })?;
    let mut keys_bytes = 0;
    each(&mut all, |mention| {
        let at = reader.at();
        let key = keys.get(reader.varint32(WHAT)? as usize).ok_or(BundleError::Invalid { what: WHAT, at })?;
        // Each mention keeps its key: one long key of many mentions must not unfold to gigabytes.
        keys_bytes += key.len();
        mention.key = (*key).to_owned();
        if keys_bytes <= LIMIT_BYTES { Ok(()) } else { Err(BundleError::Invalid { what: WHAT, at }) }
    })?;
    for mention in all.iter_mut().flatten().filter(|mention| mention.kind == Kind::Figures) {
        let at = reader.at();
        let claim = *CLAIMS.get(usize::from(reader.byte(WHAT)?)).ok_or(BundleError::Invalid { what: WHAT, at })?;
        mention.detail = Detail::Figure { value: 0.0, to: None, claim };
    }
    for (mention, head) in all.iter_mut().flatten().zip(heads) {
        if let Detail::Figure { value, to, .. } = &mut mention.detail {
            *value = read_number(&mut reader)?;
            *to = (head & RANGE != 0).then(|| read_number(&mut reader)).transpose()?;
        }
    }
    for mention in all.iter_mut().flatten().filter(|mention| mention.kind == Kind::Attributions) {
        let verb = read_span(&mut reader, mention.sentence_start)?;
        mention.detail = Detail::Attribution { verb, quote: None };
    }
    for (mention, head) in all.iter_mut().flatten().zip(heads) {
        if let (Detail::Attribution { quote, .. }, true) = (&mut mention.detail, head & QUOTED != 0) {
            *quote = Some(read_span(&mut reader, mention.sentence_start)?);
        }
    }
    reader.end(WHAT)?;
    Ok(all)
}

fn each(all: &mut [Vec<Mention>], read: impl FnMut(&mut Mention) -> Result<()>) -> Result<()> {
    all.iter_mut().flatten().try_for_each(read)
}

/// Mentions that know their kind and their sentence, and nothing else yet.
fn sentences_of(reader: &mut Reader<'_>, heads: &[u8], counts: &[u32]) -> Result<Vec<Vec<Mention>>> {
    const WHAT: &str = "sentence of a mention";
    let mut heads = heads.iter();
    let mut all = Vec::with_capacity(counts.len());
    for &count in counts {
        let mut sentence = (0u32, 0u32);
        let mut mentions = Vec::with_capacity(count as usize);
        for head in heads.by_ref().take(count as usize) {
            let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
            let kind = *KINDS.get(usize::from(head & 7)).ok_or(invalid.clone())?;
            if head & ANEW != 0 {
                let gap = reader.varint32(WHAT)?;
                let start = match gap & 1 {
                    0 => sentence.1.checked_add(gap >> 1),
                    _ => sentence.1.checked_sub((gap >> 1) + 1),
                };
                let start = start.ok_or(invalid)?;
                sentence = (start, reach(reader, start)?);
            }
            mentions.push(Mention {
                kind,
                start: 0,
                end: 0,
                key: String::new(),
                sentence_start: sentence.0,
                sentence_end: sentence.1,
                detail: Detail::None,
            });
        }
        all.push(mentions);
    }
    Ok(all)
}

fn read_starts(reader: &mut Reader<'_>, heads: &[u8], all: &mut [Vec<Mention>]) -> Result<()> {
    let mut heads = heads.iter();
    for mentions in all {
        let mut before = 0;
        for (mention, head) in mentions.iter_mut().zip(heads.by_ref()) {
            before = reach(reader, if head & ANEW != 0 { mention.sentence_start } else { before })?;
            mention.start = before;
        }
    }
    Ok(())
}

/// Where a span ends that starts at `start` and whose length comes next.
fn reach(reader: &mut Reader<'_>, start: u32) -> Result<u32> {
    const WHAT: &str = "length of a span";
    let at = reader.at();
    start.checked_add(reader.varint32(WHAT)?).ok_or(BundleError::Invalid { what: WHAT, at })
}

fn read_span(reader: &mut Reader<'_>, from: u32) -> Result<(u32, u32)> {
    let start = reach(reader, from)?;
    Ok((start, reach(reader, start)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::group::inflate;
    use proptest::prelude::*;

    fn mention() -> impl Strategy<Value = Mention> {
        (0usize..5, 0u32..50, 1u32..40, 0u32..20, ".{0,6}", any::<bool>(), -1e9f64..1e12).prop_map(
            |(kind, at, length, before, key, more, value)| {
                let start = at + before;
                let kind = KINDS[kind];
                let detail = match kind {
                    Kind::Figures => {
                        Detail::Figure { value, to: more.then_some(value + 1.0), claim: CLAIMS[length as usize % 4] }
                    }
                    Kind::Attributions => {
                        Detail::Attribution { verb: (at + 1, at + 3), quote: more.then_some((at, at + length)) }
                    }
                    _ => Detail::None,
                };
                Mention {
                    kind,
                    start,
                    end: start + length,
                    key,
                    sentence_start: at,
                    sentence_end: start + length + 2,
                    detail,
                }
            },
        )
    }

    fn articles() -> impl Strategy<Value = Vec<Vec<Mention>>> {
        prop::collection::vec(prop::collection::vec(mention(), 0..8), 0..5).prop_map(|mut articles| {
            articles.iter_mut().for_each(|mentions| mentions.sort_by_key(|m| m.start));
            articles
        })
    }

    #[test]
    fn no_infinite_figure_is_read() {
        let detail = Detail::Figure { value: f64::INFINITY, to: None, claim: Claim::Exact };
        let mention = Mention {
            kind: Kind::Figures,
            start: 0,
            end: 1,
            key: String::new(),
            sentence_start: 0,
            sentence_end: 1,
            detail,
        };
        assert!(read_mentions(&write_mentions(&[vec![mention]])).is_err());
    }

    #[test]
    fn one_long_key_of_many_mentions_is_refused() {
        let mention = |start| Mention {
            kind: Kind::People,
            start,
            end: start,
            key: "k".repeat(1 << 20),
            sentence_start: 0,
            sentence_end: 100,
            detail: Detail::None,
        };
        let few: Vec<Mention> = (0..4).map(mention).collect();
        assert!(read_mentions(&write_mentions(std::slice::from_ref(&few))).is_ok());
        let many: Vec<Mention> = (0..40).map(mention).collect();
        assert!(read_mentions(&write_mentions(&[many])).is_err());
    }

    #[test]
    fn numbers_come_back() {
        for value in [0.0, -0.0, 1.0, 3.5, 0.07, 1e15, 1e300, 12.345, -4.0, 0.1 + 0.2, f64::MIN_POSITIVE] {
            let mut out = Writer::new();
            write_number(&mut out, value);
            let bytes = out.into_bytes();
            let read = read_number(&mut Reader::new(&bytes)).unwrap();
            assert_eq!(read.to_bits(), value.to_bits(), "{value}");
        }
    }

    proptest! {
        #[test]
        fn mentions_come_back(articles in articles()) {
            prop_assert_eq!(read_mentions(&write_mentions(&articles)).unwrap(), articles);
        }

        #[test]
        fn altered_mentions_are_read_or_refused(articles in articles(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let mut bytes = inflate(&write_mentions(&articles), "test").unwrap();
            let at = at.index(bytes.len());
            bytes[at] = with;
            let _ = (read_mentions(&deflate(&bytes)), read_mentions(&deflate(&bytes[..at])));
        }
    }
}
