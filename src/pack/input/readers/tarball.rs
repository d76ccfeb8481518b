//! Tar archives, packed or not: every file in them is read as it streams by. Nothing is written to a disk, and what an
//! entry's name says is only ever an id.

use super::archive::{MOST_ENTRIES, is_hidden, path_of};
use super::draft::Source;
use super::packing::{Packing, TOTAL_BYTES, Unpacked};
use super::records::DayOrder;
use super::{Reading, archive, kind, rewound, stream};
use crate::pack::input::skip::Reason;
use crate::pack::input::walk::Found;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use tar::{Archive, Entry, EntryType, PaxExtensions};

/// A name, or what stands before an entry about it, is at most so long.
const LONGEST_HEAD_BYTES: u64 = 64 * 1024;
/// Files of records up to this size are held, so that they can be read twice.
const HELD_BYTES: u64 = 4 << 20;

/// Orders of day and month by the place of a file of records in its archive.
type Orders = BTreeMap<usize, DayOrder>;

/// What an archive says of its next file before its head.
#[derive(Default)]
struct Told {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
}

impl Told {
    /// Takes an entry that is about the next one; false for one that is a file itself.
    fn takes(&mut self, entry: &mut Entry<'_, &mut dyn Read>) -> Result<bool, Reason> {
        let of = entry.header().entry_type();
        if !matches!(
            of,
            EntryType::GNULongName | EntryType::GNULongLink | EntryType::XHeader | EntryType::XGlobalHeader
        ) {
            return Ok(false);
        }
        let mut bytes = Vec::new();
        entry.take(LONGEST_HEAD_BYTES).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        match of {
            EntryType::GNULongName => self.name = Some(without_end(bytes)),
            EntryType::GNULongLink => self.link = Some(without_end(bytes)),
            EntryType::XHeader => {
                for one in PaxExtensions::new(&bytes).flatten() {
                    match one.key() {
                        Ok("path") => self.name = Some(one.value_bytes().to_vec()),
                        Ok("linkpath") => self.link = Some(one.value_bytes().to_vec()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(true)
    }
}

fn without_end(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len()));
    bytes
}

/// What was wrong with a stream: its packing, or the archive itself.
fn broken(error: &std::io::Error) -> Reason {
    match Reason::unreadable(error) {
        Reason::Unreadable(detail) => Reason::BrokenTar(detail),
        reason => reason,
    }
}

impl Reading<'_> {
    /// Reads every file of an archive, in the archive's order.
    ///
    /// A large file of records is read twice, for the order of day and month in its dates, and a stream cannot go back:
    /// where the first one comes, the rest of the archive is looked through for all of them, and read again from there.
    ///
    /// # Errors
    /// When it is none, or damaged; what stands before the damage was handed over.
    pub(super) fn tar(&mut self, packing: Option<Packing>, source: &mut dyn Source) -> Result<(), Reason> {
        if self.depth >= archive::DEEPEST {
            return Err(Reason::DeepArchive);
        }
        let (mut orders, mut from) = (Orders::new(), 0);
        loop {
            let size = rewound(source)?;
            let again = match packing {
                None => self.tar_from(from, &mut &mut *source, &mut orders)?,
                Some(packing) => {
                    let mut inner = Unpacked::of_archive(packing, &mut *source, size, TOTAL_BYTES, self.room);
                    self.tar_from(from, &mut inner, &mut orders)?
                }
            };
            match again {
                Some(place) => from = place,
                None => return Ok(()),
            }
        }
    }

    /// Reads the files from a place on; gives the place of one that was only looked at, to be read from there again.
    fn tar_from(&mut self, from: usize, source: &mut dyn Read, orders: &mut Orders) -> Result<Option<usize>, Reason> {
        let mut archive = Archive::new(source);
        let entries = archive.entries().map_err(|error| broken(&error))?.raw(true);
        let (mut told, mut looked_from, mut any) = (Told::default(), None, false);
        for (place, entry) in entries.enumerate() {
            let mut entry = match entry {
                Ok(entry) => entry,
                // The second time it is told.
                Err(_) if looked_from.is_some() => break,
                Err(error) => return Err(broken(&error)),
            };
            any = true;
            if place >= MOST_ENTRIES {
                if looked_from.is_none() {
                    self.skip(Reason::ManyEntries { found: place + 1, limit: MOST_ENTRIES });
                }
                break;
            }
            if told.takes(&mut entry)? {
                continue;
            }
            let told = std::mem::take(&mut told);
            if place < from {
                continue;
            }
            if self.tar_entry(place, told, &mut entry, looked_from.is_some(), orders) {
                looked_from = looked_from.or(Some(place));
            }
        }
        if looked_from.is_none() {
            // The sum of a packed file stands at its end, after the last file of the archive.
            std::io::copy(archive.into_inner(), &mut std::io::sink()).map_err(|error| broken(&error))?;
        }
        if any { Ok(looked_from) } else { Err(Reason::Empty) }
    }

    /// Reads one file; with `look` nothing but the dates of large files of records. True when it was only looked at.
    fn tar_entry(
        &mut self,
        place: usize,
        told: Told,
        entry: &mut Entry<'_, &mut dyn Read>,
        look: bool,
        orders: &mut Orders,
    ) -> bool {
        let of = entry.header().entry_type();
        let size = entry.header().entry_size().unwrap_or(0);
        if of == EntryType::Directory {
            return false;
        }
        let name = told.name.unwrap_or_else(|| entry.header().path_bytes().into_owned());
        let name = String::from_utf8_lossy(&name).into_owned();
        let Some(path) = path_of(&name) else {
            if !look {
                self.skip(Reason::Escapes { name });
            }
            return false;
        };
        if is_hidden(&path) {
            return false;
        }
        let file = Found { path: self.file.path.join(&path), id: format!("{}/{path}", self.file.id) };
        let mut inner = Reading { file: &file, depth: self.depth + 1, ..Reading::of(self) };
        let refused = match of {
            _ if inner.config.leaves_out(&file.id) => Some(Reason::LeftOut),
            EntryType::Regular | EntryType::Continuous => None,
            EntryType::Link => {
                let first = told.link.or_else(|| entry.header().link_name_bytes().map(|name| name.into_owned()));
                let first = first.map(|name| String::from_utf8_lossy(&name).into_owned());
                Some(Reason::Same(first.unwrap_or_default()))
            }
            _ => Some(Reason::NotRegular),
        };
        if let Some(reason) = refused {
            if !look {
                inner.skip(reason);
            }
            return false;
        }
        let apart = kind::named(&path).filter(|(kind, packing)| packing.is_none() && kind::has_dates_apart(*kind));
        let order = orders.get(&place).copied();
        let Some((kind, _)) = apart.filter(|_| order.is_none()) else {
            if !look && let Err(reason) = inner.entry(&path, entry, size, order.unwrap_or_default()) {
                inner.skip(reason);
            }
            return false;
        };
        if size > HELD_BYTES {
            // What hinders this reading hinders the second one too, which tells it.
            orders.insert(place, inner.column_order(kind, entry).unwrap_or_default());
            return true;
        }
        if !look && let Err(reason) = inner.held(&path, entry, size, kind) {
            inner.skip(reason);
        }
        false
    }

    /// Reads a small file of records twice.
    fn held(&mut self, path: &str, entry: &mut dyn Read, size: u64, kind: kind::Kind) -> Result<(), Reason> {
        let bytes = stream::all(entry, self.room)?;
        let order = self.column_order(kind, &mut Cursor::new(&bytes)).unwrap_or_default();
        self.entry(path, &mut Cursor::new(&bytes), size, order)
    }
}
