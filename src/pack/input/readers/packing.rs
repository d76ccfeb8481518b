//! Files that are packed as a whole: gzip, bzip2, xz and Zstandard, unpacked as they are read, within limits of size and of
//! memory. It writes nothing and does not look at what comes out.

use crate::pack::input::room::Room;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result};

/// What is packed may be at most so many times smaller than what comes out.
const MOST_RATIO: u64 = 100;
/// What comes out of small files is not measured against them.
const FREE_BYTES: u64 = 1 << 20;
/// What one packed archive of files may unpack to: 8 GiB.
pub(super) const TOTAL_BYTES: u64 = 8 << 30;

/// Told of what unpacks to more than [`allowed_bytes`].
pub(super) const SWOLLEN: &str = "unpacks to more than 100 times its size, as only made-up files do";
/// Told of an archive that unpacks to more than [`TOTAL_BYTES`].
pub(super) const TOO_MUCH: &str = "the archive unpacks to more than 8 GiB";

/// What so many packed bytes may unpack to.
pub(super) fn allowed_bytes(packed_bytes: u64) -> u64 {
    packed_bytes.saturating_mul(MOST_RATIO).max(FREE_BYTES)
}

/// How a file is packed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// RFC 1952.
    Gzip,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// Zstandard, RFC 8878.
    Zstd,
}

/// Endings of names in lower case: how the file is packed, and what its name ends in without it.
#[rustfmt::skip]
const ENDINGS: [(&str, Packing, &str); 11] = [
    (".gz", Packing::Gzip, ""), (".bz2", Packing::Bzip2, ""), (".xz", Packing::Xz, ""), (".zst", Packing::Zstd, ""),
    (".zstd", Packing::Zstd, ""), (".tgz", Packing::Gzip, ".tar"), (".tbz2", Packing::Bzip2, ".tar"), (".tbz", Packing::Bzip2, ".tar"),
    (".txz", Packing::Xz, ".tar"), (".tzst", Packing::Zstd, ".tar"), (".tar.zstd", Packing::Zstd, ".tar"),
];

impl Packing {
    /// Takes the ending that says how a file is packed off a name in lower case.
    pub fn taken_off(name: &str) -> (String, Option<Self>) {
        for (ending, packing, rest) in ENDINGS {
            if let Some(name) = name.strip_suffix(ending) {
                return (format!("{name}{rest}"), Some(packing));
            }
        }
        (name.to_owned(), None)
    }
}

/// A packed stream as it unpacks.
pub(super) struct Unpacked<'s> {
    inner: Box<dyn Read + 's>,
    left: u64,
    told: &'static str,
}

impl<'s> Unpacked<'s> {
    /// Unpacks a source of so many bytes. Windows into what was unpacked before take no more than `room` has around a text.
    pub fn new(packing: Packing, source: impl Read + 's, size_bytes: u64, room: &Room<'_>) -> Self {
        Self::within(packing, source, allowed_bytes(size_bytes), room.around_bytes())
    }

    /// The same for an archive of files, or a part of one, of which no more than so much may come out.
    pub fn of_archive(packing: Packing, source: impl Read + 's, size_bytes: u64, left: u64, room: &Room<'_>) -> Self {
        let ratio = allowed_bytes(size_bytes);
        let told = if ratio <= left { SWOLLEN } else { TOO_MUCH };
        Self { told, ..Self::within(packing, source, ratio.min(left), room.around_bytes()) }
    }

    fn within(packing: Packing, source: impl Read + 's, left: u64, window_bytes: u64) -> Self {
        let source = BufReader::new(source);
        let inner: Box<dyn Read + 's> = match packing {
            Packing::Gzip => Box::new(MultiGzDecoder::new(source)),
            Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(source)),
            Packing::Xz => {
                let most = u32::try_from(window_bytes / 1024).unwrap_or(u32::MAX - 1);
                Box::new(XzReader::new_mem_limit(source, true, most))
            }
            Packing::Zstd => Box::new(Frames::new(source, window_bytes)),
        };
        Self { inner, left, told: SWOLLEN }
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left =
            self.left.checked_sub(read as u64).ok_or_else(|| Error::new(ErrorKind::QuotaExceeded, self.told))?;
        Ok(read)
    }
}

/// The frames of a Zstandard file one after the other, as what packs in parallel, or is put together of parts, has many.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R, window_bytes: u64) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(window_bytes);
        Self { source, decoder, in_frame: false }
    }

    /// Opens the next frame; false at the end of the file.
    fn open(&mut self) -> Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                // What programs add for themselves.
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if std::io::copy(&mut (&mut self.source).take(length), &mut std::io::sink())? < length {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(FrameDecoderError::WindowSizeTooBig { requested, .. }) => {
                    let told = format!("it needs {} MiB of memory to be unpacked", requested.div_ceil(1 << 20));
                    return Err(Error::new(ErrorKind::OutOfMemory, told));
                }
                Err(error) => return Err(Error::new(ErrorKind::InvalidData, error.to_string())),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.in_frame || self.open()? {
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| Error::new(ErrorKind::InvalidData, error.to_string()))?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.in_frame = false;
            let told = self.decoder.get_checksum_from_data();
            if told.is_some() && told != self.decoder.get_calculated_checksum() {
                return Err(Error::new(ErrorKind::InvalidData, "its checksum is of other bytes"));
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::stream::all;
    use super::super::tests::packed;
    use super::*;
    use std::io::Cursor;

    const ALL: [Packing; 4] = [Packing::Gzip, Packing::Bzip2, Packing::Xz, Packing::Zstd];

    fn text() -> String {
        (0..2000).map(|line| format!("dòng {line}\n")).collect()
    }

    #[test]
    fn names_say_how_files_are_packed() {
        for (name, expected) in [
            ("a.jsonl.zst", ("a.jsonl", Some(Packing::Zstd))),
            ("a.tgz", ("a.tar", Some(Packing::Gzip))),
            ("a.tar.xz", ("a.tar", Some(Packing::Xz))),
            ("a.csv.bz2", ("a.csv", Some(Packing::Bzip2))),
            ("a.csv", ("a.csv", None)),
        ] {
            let (rest, packing) = Packing::taken_off(name);
            assert_eq!((rest.as_str(), packing), expected, "{name}");
        }
    }

    #[test]
    fn every_packing_is_unpacked_part_by_part() {
        for packing in ALL {
            let text = text();
            // Two parts one after the other, as packers in parallel write them.
            let (one, two) = text.as_bytes().split_at(9000);
            let bytes = [packed(packing, one), packed(packing, two)].concat();
            let read = all(
                &mut Unpacked::new(packing, Cursor::new(&bytes), bytes.len() as u64, &Room::alone()),
                &Room::alone(),
            );
            assert_eq!(read, Ok(text.clone().into_bytes()), "{packing:?}");
            let cut = &bytes[..bytes.len() - 9];
            let told =
                all(&mut Unpacked::new(packing, Cursor::new(cut), 9000, &Room::alone()), &Room::alone()).unwrap_err();
            assert!(told.to_string().contains("cannot be unpacked"), "{packing:?}: {told}");
        }
    }

    #[test]
    fn damage_is_told() {
        for packing in ALL {
            let mut bytes = packed(packing, text().as_bytes());
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
            let read = all(&mut Unpacked::new(packing, Cursor::new(&bytes), 9000, &Room::alone()), &Room::alone());
            assert!(read.is_err(), "{packing:?}");
        }
    }

    #[test]
    fn what_comes_out_is_held_against_what_is_packed() {
        for (packed_bytes, expected) in [(0, 1 << 20), (10_000, 1 << 20), (20_000, 2_000_000), (u64::MAX, u64::MAX)] {
            assert_eq!(allowed_bytes(packed_bytes), expected, "{packed_bytes}");
            let room = Room::alone();
            assert_eq!(Unpacked::new(Packing::Gzip, Cursor::new([]), packed_bytes, &room).left, expected);
            let of_archive = Unpacked::of_archive(Packing::Gzip, Cursor::new([]), packed_bytes, TOTAL_BYTES, &room);
            assert_eq!(of_archive.left, expected.min(TOTAL_BYTES));
        }
        let text = text();
        for packing in ALL {
            let bytes = packed(packing, text.as_bytes());
            let read = |left: usize| {
                all(&mut Unpacked::within(packing, Cursor::new(&bytes), left as u64, 1 << 24), &Room::alone())
            };
            assert_eq!(read(text.len()), Ok(text.clone().into_bytes()));
            assert!(read(text.len() - 1).unwrap_err().to_string().contains(SWOLLEN), "{packing:?}");
        }
    }

    #[test]
    fn a_window_larger_than_the_memory_is_refused() {
        let bytes = packed(Packing::Xz, text().as_bytes());
        let told = all(&mut Unpacked::within(Packing::Xz, Cursor::new(&bytes), 1 << 20, 1 << 18), &Room::alone());
        assert!(told.unwrap_err().to_string().contains("memory"));
        // A frame that asks for a window of 2 GiB, as `--long=31` does: its head, and an empty last block.
        let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00];
        let told = all(&mut Unpacked::within(Packing::Zstd, Cursor::new(&frame), 1 << 20, 1 << 20), &Room::alone());
        assert!(told.unwrap_err().to_string().contains("2048 MiB of memory"));
    }
}
