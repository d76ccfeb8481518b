//! Records of families: their wordings and places. One chunk opens a family.
//!
//! A chunk of [`crate::bundle::Section::Families`] has records in the order of the rows ([`super::rows`]); `first` is the number
//! of its first row shifted left by 24, plus the number of the record in its family. A family with more than
//! [`PLACES_PER_RECORD`] places goes on in records that follow its own. What its row says stands in no record.
//!
//! In blocks: the first byte of every place, then how much longer each is than the one before it in its record that has the same
//! wording, and the first of these than the label (zigzag). Deflated; inflated: the number of records, then a column for
//! each of these: the numbers of records in their families, the places in the row's list of articles where they begin, the
//! numbers of places and of further wordings; for each place the number of its wording shifted left by one, plus one where it is
//! in the article of the one before; for each further wording how many bytes it shares with the label at its beginning
//! and at its end; and what each has between, a line each, as one coded text.

use super::{FamilyRow, chunk_of, parts_of, read_column, read_lines, row_number, sum, write_column, write_lines};
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::rice::read_blocks;
use crate::bundle::text_codes::{Coder, Words};
use serde::{Deserialize, Serialize};

/// Bits of the number of a record in its family.
pub const RECORD_BITS: u32 = 24;
/// Places in one record.
pub const PLACES_PER_RECORD: usize = 256;
/// Wordings that are kept of a family, those of its earliest places; other places have the number past them.
pub const WORDINGS_MOST: usize = 16;
/// Bytes of a wording at most: wordings are held against each other.
const WORDING_MOST_BYTES: usize = 1024;
const WHAT: &str = "places of families";

/// A part of a family beside its row: its first record has its wordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyRecord {
    /// Its number in its family.
    pub number: u32,
    /// Where its places begin in the row's list of articles.
    begins: u32,
    others: Vec<Other>,
    places: Vec<Stored>,
}

/// A wording beside the label: what it shares with it in bytes, and what it has between.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Other {
    shared: [u32; 2],
    between: String,
}

/// A place as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stored {
    is_in_same: bool,
    wording: u32,
    start: u32,
    longer: u32,
}

/// A place of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordPlace {
    /// The article.
    pub article: u32,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The number of its wording.
    pub wording: u32,
}

/// The number of a family's record.
pub fn record_number(is_apart: bool, rank: u32, number: u32) -> u64 {
    row_number(is_apart, rank) << RECORD_BITS | u64::from(number)
}

impl FamilyRecord {
    /// The records of a family with these wordings, the first of them its row's label, and places, by article and byte.
    pub fn of(row: &FamilyRow, wordings: &[String], places: &[RecordPlace]) -> Vec<Self> {
        let (mut records, mut begins) = (Vec::new(), 0);
        for (number, part) in (0..).zip(places.chunks(PLACES_PER_RECORD)) {
            let others = wordings.iter().skip(1).filter(|_| number == 0).map(|wording| Other::of(&row.label, wording));
            let others = others.collect();
            begins += row.articles[begins..].partition_point(|&article| article < part[0].article);
            let mut lengths = Lengths::of(row);
            let mut before = None;
            let stored = |place: &RecordPlace| Stored {
                is_in_same: before.replace(place.article) == Some(place.article),
                wording: place.wording,
                start: place.start,
                longer: lengths.longer(place.wording, place.end - place.start),
            };
            let places = part.iter().map(stored).collect();
            records.push(Self { number, begins: begins as u32, others, places });
        }
        records
    }

    /// The wordings of a family, by their first places, of long ones the beginning; of a record that goes on the first alone.
    ///
    /// # Errors
    /// When it is no record of this row.
    pub fn wordings(&self, row: &FamilyRow) -> Result<Vec<String>> {
        let others = self.others.iter().map(|other| other.wording(&row.label).ok_or(INVALID));
        std::iter::once(Ok(row.label.clone())).chain(others).collect()
    }

    /// Places, by article and byte.
    ///
    /// # Errors
    /// When it is no record of this row.
    pub fn places(&self, row: &FamilyRow) -> Result<Vec<RecordPlace>> {
        let mut lengths = Lengths::of(row);
        let mut at = self.begins as usize;
        let place = |(number, stored): (usize, &Stored)| {
            at += usize::from(number > 0 && !stored.is_in_same);
            let &Stored { wording, start, longer, .. } = stored;
            let length = lengths.length(wording, longer);
            let end = length.and_then(|length| start.checked_add(length)).ok_or(INVALID)?;
            let article = *row.articles.get(at).ok_or(INVALID)?;
            Ok(RecordPlace { article, start, end, wording })
        };
        self.places.iter().enumerate().map(place).collect()
    }

    /// About what it takes of a chunk before it is deflated.
    pub fn packed_bytes(&self) -> usize {
        4 + self.places.len() * 4 + self.others.iter().map(|other| other.between.len() + 4).sum::<usize>()
    }

    /// What it takes in memory, about.
    pub fn size_bytes(&self) -> usize {
        let others: usize = self.others.iter().map(|other| other.between.len() + size_of::<Other>()).sum();
        size_of::<Self>() + others + size_of_val(self.places.as_slice())
    }
}

const INVALID: BundleError = BundleError::Invalid { what: WHAT, at: 0 };

impl Other {
    fn of(label: &str, wording: &str) -> Self {
        let same = |(a, b): &(char, char)| a == b;
        let bytes = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.map(|(a, _)| a.len_utf8()).sum::<usize>();
        let start = bytes(&mut label.chars().zip(wording.chars()).take_while(same));
        let rests = (label[start..].chars().rev(), wording[start..].chars().rev());
        let end = bytes(&mut rests.0.zip(rests.1).take_while(same));
        Self { shared: [start as u32, end as u32], between: wording[start..wording.len() - end].to_owned() }
    }

    fn wording(&self, label: &str) -> Option<String> {
        let [start, end] = self.shared.map(|bytes| bytes as usize);
        let from = label.len().checked_sub(end).filter(|from| *from >= start)?;
        Some([label.get(..start)?, &self.between, label.get(from..)?].concat())
    }
}

/// The lengths that the places of a record are foretold to have, by their wordings.
struct Lengths([u32; WORDINGS_MOST + 1]);

impl Lengths {
    fn of(row: &FamilyRow) -> Self {
        Self([row.label.len() as u32; WORDINGS_MOST + 1])
    }

    /// How much longer a place is than the last of its wording.
    fn longer(&mut self, wording: u32, length: u32) -> u32 {
        let last = &mut self.0[(wording as usize).min(WORDINGS_MOST)];
        let longer = length.wrapping_sub(std::mem::replace(last, length)) as i32;
        (longer << 1 ^ longer >> 31) as u32
    }

    /// How long a place is that is so much longer.
    fn length(&mut self, wording: u32, longer: u32) -> Option<u32> {
        let last = self.0.get_mut(wording as usize)?;
        let longer = (longer >> 1) as i32 ^ -((longer & 1) as i32);
        *last = last.wrapping_add(longer as u32);
        Some(*last)
    }
}

/// Packs records, in the order of their rows; their wordings with the dictionary of the texts.
pub fn write_records(records: &[FamilyRecord], coder: &mut Coder<'_>) -> Vec<u8> {
    let places = || records.iter().flat_map(|record| &record.places);
    let others = || records.iter().flat_map(|record| &record.others);
    let starts: Vec<u32> = places().map(|place| place.start).collect();
    let longer: Vec<u32> = places().map(|place| place.longer).collect();
    let mut inner = Writer::new();
    inner.varint(records.len() as u64);
    write_column(&mut inner, records.iter().map(|record| record.number));
    write_column(&mut inner, records.iter().map(|record| record.begins));
    write_column(&mut inner, records.iter().map(|record| record.places.len() as u32));
    write_column(&mut inner, records.iter().map(|record| record.others.len() as u32));
    write_column(&mut inner, places().map(|place| place.wording << 1 | u32::from(place.is_in_same)));
    write_column(&mut inner, others().map(|other| other.shared[0]));
    write_column(&mut inner, others().map(|other| other.shared[1]));
    write_lines(&mut inner, others().map(|other| other.between.as_str()), coder);
    chunk_of(&[&starts, &longer], inner)
}

/// Reads what [`write_records`] wrote.
///
/// # Errors
/// When the bytes are not a chunk of records.
pub fn read_records(payload: &[u8], words: &Words) -> Result<Vec<FamilyRecord>> {
    let (mut blocks, inner) = parts_of(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(4, WHAT)?;
    let mut column = |count: usize| read_column(&mut reader, count, WHAT);
    let (numbers, begins, counts, further) = (column(count)?, column(count)?, column(count)?, column(count)?);
    let listed = column(sum(&counts))?;
    let shared = [column(sum(&further))?, column(sum(&further))?];
    let starts = read_blocks(&mut blocks, listed.len())?;
    let longer = read_blocks(&mut blocks, listed.len())?;
    blocks.end(WHAT)?;
    let mut between = read_lines(&mut reader, shared[0].len(), words, WHAT)?.into_iter();
    reader.end(WHAT)?;
    let (mut at, mut other) = (0, 0);
    let mut records = Vec::with_capacity(count);
    for (record, number) in numbers.into_iter().enumerate() {
        let place = |at: usize| Stored {
            is_in_same: listed[at] & 1 == 1,
            wording: listed[at] >> 1,
            start: starts[at],
            longer: longer[at],
        };
        let places: Vec<Stored> = (at..at + counts[record] as usize).map(place).collect();
        at += places.len();
        if further[record] as usize >= WORDINGS_MOST {
            return Err(INVALID);
        }
        let mut others = Vec::with_capacity(further[record] as usize);
        for _ in 0..further[record] {
            let (shared, between) = ([shared[0][other], shared[1][other]], between.next().ok_or(INVALID)?);
            let bytes = shared.iter().fold(between.len(), |sum, &bytes| sum.saturating_add(bytes as usize));
            if bytes > WORDING_MOST_BYTES {
                return Err(INVALID);
            }
            others.push(Other { shared, between });
            other += 1;
        }
        records.push(FamilyRecord { number, begins: begins[record], others, places });
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::group::deflate;
    use crate::reuse::FamilyKind;
    use proptest::prelude::*;

    fn row(label: &str, places: &[RecordPlace]) -> FamilyRow {
        let mut articles: Vec<u32> = places.iter().map(|place| place.article).collect();
        articles.dedup();
        let (label, places) = (label.to_owned(), places.len() as u32);
        FamilyRow { kind: FamilyKind::Passage, label, nth: 0, words: 8, places, wordings: 3, articles }
    }

    fn places(articles: impl Iterator<Item = u32>) -> Vec<RecordPlace> {
        let place = |(at, article): (u32, u32)| RecordPlace {
            article,
            start: at * 70,
            end: at * 70 + 30 + article % 5,
            wording: (at % 3).min(at),
        };
        (0..).zip(articles).map(place).collect()
    }

    #[test]
    fn records_come_back_with_their_rows() {
        let texts = ["đảm bảo từ sớm, từ xa", "đảm bảo từ xa", "ê"].map(str::to_owned);
        let one = places([0, 3, 3, 8].into_iter());
        let many = places((0..700).map(|at| at / 3 * 2));
        let rows = [row(&texts[0], &one), row(&texts[0], &many)];
        let records: Vec<FamilyRecord> = FamilyRecord::of(&rows[0], &texts, &one)
            .into_iter()
            .chain(FamilyRecord::of(&rows[1], &texts, &many))
            .collect();
        for words in [Words::default(), Words::choose(std::iter::repeat_n("từ sớm, từ xa", 9))] {
            let payload = write_records(&records, &mut Coder::new(&words));
            let read = read_records(&payload, &words).unwrap();
            assert_eq!(read, records);
            assert_eq!(read.iter().map(|record| record.number).collect::<Vec<_>>(), [0, 0, 1, 2]);
            assert_eq!(read[0].wordings(&rows[0]).unwrap(), texts);
            assert_eq!(read[0].places(&rows[0]).unwrap(), one);
            let found: Vec<RecordPlace> = read[1..].iter().flat_map(|part| part.places(&rows[1]).unwrap()).collect();
            assert_eq!(found, many);
        }
    }

    #[test]
    fn a_record_of_another_row_is_refused() {
        let all = places([0, 3, 8].into_iter());
        let texts = ["một hai ba".to_owned(), "một hai bốn".to_owned()];
        let [record] = &FamilyRecord::of(&row(&texts[0], &all), &texts, &all)[..] else { panic!("one record") };
        assert!(record.places(&row(&texts[0], &all[..2])).is_err(), "fewer articles");
        assert!(record.wordings(&row("mộ", &all)).is_err(), "a shorter label");
    }

    #[test]
    fn records_are_numbered_in_the_order_of_rows() {
        let numbers = [(false, 0, 0), (false, 0, 9), (false, 1, 0), (true, 0, 0), (true, 0, 1), (true, u32::MAX, 0)];
        assert!(numbers.map(|(apart, rank, number)| record_number(apart, rank, number)).is_sorted());
    }

    proptest! {
        #[test]
        fn a_wording_comes_back(label in "[abđ ]{0,8}", wording in "[abđ ]{0,8}") {
            prop_assert_eq!(Other::of(&label, &wording).wording(&label), Some(wording));
        }

        #[test]
        fn any_bytes_are_read_or_refused(blocks in prop::collection::vec(any::<u8>(), 0..20), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut out = Writer::new();
            out.bytes(&blocks);
            out.raw(&deflate(&bytes));
            let _ = read_records(&out.into_bytes(), &Words::default());
            let _ = read_records(&bytes, &Words::default());
        }
    }
}
