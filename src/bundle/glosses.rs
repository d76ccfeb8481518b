//! What is said of the words of an article, as a group and the packer's store hold it: the number of sets of keys (varint) and
//! each as length and bytes; the number of words (varint), then the gap of each from the end of the one before, the length of
//! each, and the number of its set (varints). It knows no key.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use crate::article::{Gloss, Glosses};

/// Writes glosses: the sets of keys, then the gaps, lengths and sets of the words.
pub fn write_glosses(out: &mut Writer, glosses: &Glosses) {
    out.varint(glosses.sets.len() as u64);
    glosses.sets.iter().for_each(|set| out.text(set));
    out.varint(glosses.words.len() as u64);
    let mut end = 0;
    for word in &glosses.words {
        out.varint(u64::from(word.start - end));
        end = word.end;
    }
    glosses.words.iter().for_each(|word| out.varint(u64::from(word.end - word.start)));
    glosses.words.iter().for_each(|word| out.varint(u64::from(word.set)));
}

/// Reads what [`write_glosses`] wrote. A word may lie past the end of a text: it then stands at no token.
///
/// # Errors
/// When the bytes are not glosses.
pub fn read_glosses(reader: &mut Reader<'_>) -> Result<Glosses> {
    const WHAT: &str = "glosses";
    let set_count = reader.count(1, WHAT)?;
    let sets = (0..set_count).map(|_| Ok(reader.text(WHAT)?.to_owned())).collect::<Result<Vec<_>>>()?;
    let count = reader.count(3, WHAT)?;
    let mut column = || (0..count).map(|_| reader.varint32(WHAT)).collect::<Result<Vec<_>>>();
    let (gaps, lengths, numbers) = (column()?, column()?, column()?);
    let (mut words, mut before) = (Vec::with_capacity(count), 0u32);
    for ((gap, length), set) in gaps.into_iter().zip(lengths).zip(numbers) {
        let start = before.checked_add(gap);
        let end = start.and_then(|start| start.checked_add(length)).filter(|_| (set as usize) < sets.len());
        let (Some(start), Some(end)) = (start, end) else {
            return Err(BundleError::Invalid { what: WHAT, at: reader.at() });
        };
        words.push(Gloss { start, end, set });
        before = end;
    }
    Ok(Glosses { sets, words })
}
