//! Rice coding of small integers in blocks of 128: each block names the number of low bits that suits it.
//!
//! A block is one byte `k` (0–31), then for each value its quotient `value >> k` in unary (that many ones, then a
//! zero) and its `k` low bits, low bit first, the whole padded to a byte. A quotient of 24 or more is an escape:
//! 24 ones, then the value in 32 bits. Source: R. F. Rice, "Some practical universal noiseless coding techniques", JPL
//! 1979; the choice of `k` is exact (all are tried around the mean).

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};

/// Values in a block.
pub const BLOCK: usize = 128;
const ESCAPE: u32 = 24;
/// Bits of an escaped value; the others have fewer, so that a filled register holds any.
const LONGEST: u32 = ESCAPE + 32;
const WHAT: &str = "Rice block";

fn cost_bits(values: &[u32], k: u32) -> u64 {
    values
        .iter()
        .map(|&v| {
            let q = v >> k;
            u64::from(if q < ESCAPE { q + 1 + k } else { LONGEST })
        })
        .sum()
}

fn best_k(values: &[u32]) -> u32 {
    let sum: u64 = values.iter().map(|&v| u64::from(v)).sum();
    let mean = sum / values.len().max(1) as u64;
    let guess = mean.checked_ilog2().unwrap_or(0);
    (guess.saturating_sub(1)..=(guess + 2).min(31)).min_by_key(|&k| cost_bits(values, k)).unwrap_or(0)
}

/// Appends one block of at most [`BLOCK`] values.
pub fn write_block(out: &mut Writer, values: &[u32]) {
    debug_assert!(values.len() <= BLOCK);
    let k = best_k(values);
    out.byte(k as u8);
    let (mut buffer, mut held) = (0u64, 0u32);
    let mut push = |bits: u64, count: u32| {
        buffer |= bits << held;
        held += count;
        while held >= 8 {
            out.byte(buffer as u8);
            buffer >>= 8;
            held -= 8;
        }
    };
    for &value in values {
        let quotient = value >> k;
        if quotient < ESCAPE {
            push((1u64 << quotient) - 1, quotient + 1);
            push(u64::from(value) & ((1u64 << k) - 1), k);
        } else {
            push((1u64 << ESCAPE) - 1, ESCAPE);
            push(u64::from(value), LONGEST - ESCAPE);
        }
    }
    // Completes the last byte if one is begun; the zeros left over are dropped.
    push(0, 7);
}

/// Appends values in blocks.
pub fn write_blocks(out: &mut Writer, values: &[u32]) {
    values.chunks(BLOCK).for_each(|block| write_block(out, block));
}

/// Reads so many values that [`write_blocks`] wrote. Takes memory for what is there alone, whatever the count says.
///
/// # Errors
/// When the bytes end too early.
pub fn read_blocks(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u32>> {
    let mut values = Vec::new();
    while values.len() < count {
        read_block(reader, (count - values.len()).min(BLOCK), &mut values)?;
    }
    Ok(values)
}

/// Reads one block of `count` values (at most [`BLOCK`]) and appends them.
///
/// # Errors
/// When the bytes end too early or name a `k` above 31. Costs one 64-bit load for some seven bytes of values.
pub fn read_block(reader: &mut Reader<'_>, count: usize, into: &mut Vec<u32>) -> Result<()> {
    let at = reader.at();
    let k = u32::from(reader.byte(WHAT)?);
    if k > 31 {
        return Err(BundleError::Invalid { what: WHAT, at });
    }
    let bytes = reader.rest();
    let mask = (1u64 << k) - 1;
    // The bits that come next, of which `held` are counted; what stands above those is right, and is read again. All of it
    // in registers: behind a closure the loop takes a third longer.
    let (mut bits, mut held, mut next) = (0u64, 0u32, 0usize);
    let from = into.len();
    into.resize(from + count, 0);
    for value in &mut into[from..] {
        let mut ones = bits.trailing_ones();
        if ones + 1 + k > held || ones >= ESCAPE {
            bits |= window(bytes, next) << held;
            let whole = (u64::BITS - 1 - held) / 8;
            next += whole as usize;
            held += whole * 8;
            ones = bits.trailing_ones();
        }
        let length;
        (*value, length) = if ones < ESCAPE {
            ((u64::from(ones) << k | (bits >> (ones + 1)) & mask) as u32, ones + 1 + k)
        } else {
            ((bits >> ESCAPE) as u32, LONGEST)
        };
        bits >>= length;
        held -= length;
    }
    // Past the end there were zeros: whoever needed them is found out here.
    reader.raw((next * 8 - held as usize).div_ceil(8), WHAT)?;
    Ok(())
}

/// The 64 bits that start at a byte; zeros follow the last one.
fn window(bytes: &[u8], at: usize) -> u64 {
    if let Some(Ok(eight)) = bytes.get(at..at + 8).map(TryInto::try_into) {
        return u64::from_le_bytes(eight);
    }
    let tail = bytes.get(at..).unwrap_or_default();
    tail.iter().rev().fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_block_comes_back(values in prop::collection::vec(prop_oneof![0u32..4, 0u32..1000, any::<u32>()], 0..=BLOCK)) {
            let mut out = Writer::new();
            write_block(&mut out, &values);
            let bytes = out.into_bytes();
            let (mut reader, mut back) = (Reader::new(&bytes), Vec::new());
            read_block(&mut reader, values.len(), &mut back).unwrap();
            prop_assert_eq!(back, values);
            prop_assert_eq!(reader.left(), 0);
        }

        #[test]
        fn blocks_come_back(values in prop::collection::vec(0u32..9000, 0..500)) {
            let mut out = Writer::new();
            write_blocks(&mut out, &values);
            let bytes = out.into_bytes();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(read_blocks(&mut reader, values.len()).unwrap(), values);
            prop_assert!(reader.left() == 0 && read_blocks(&mut Reader::new(&bytes), usize::MAX).is_err());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64), count in 0..=BLOCK) {
            let _ = read_block(&mut Reader::new(&bytes), count, &mut Vec::new());
        }
    }
}
