//! Every kind of file from its bytes to its articles, with inputs made up here. Bad input of every kind ends in a reason.

mod agencies;
mod archives;
mod corpora;
mod databases;
mod hostile;
mod mail;
mod office;
mod sites;
mod webarchives;

use super::packing::Packing;
use super::{Item, drafts_of};
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::{Found, Room};
use std::io::{Cursor, Write};

/// What a file gave.
#[derive(Debug, Default)]
struct Given {
    articles: Vec<super::Draft>,
    skipped: Vec<String>,
    notes: Vec<String>,
    omitted: Omitted,
}

/// Reads a file of a name.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> Given {
    read_in(&Room::alone(), name, bytes)
}

/// Reads a file of a name, within bounds.
fn read_in(room: &Room<'_>, name: &str, bytes: impl AsRef<[u8]>) -> Given {
    let file = Found { path: name.into(), id: name.to_owned() };
    let mut given = Given::default();
    let mut source = Cursor::new(bytes.as_ref().to_vec());
    drafts_of(&file, &mut source, &Default::default(), room, &mut |item| match item {
        Item::One(draft) => given.articles.push(draft),
        Item::Skipped(skipped) => given.skipped.push(format!("{}: {}", skipped.place(), skipped.reason)),
        Item::Noted(note) | Item::Notice(note) => given.notes.push(note),
        Item::LeftOut(more) => given.omitted.add(&more),
        Item::Decoded(_) => {}
    });
    given
}

/// Title, date, source, author and text of each article, `-` for what is not known.
fn told(given: &Given) -> Vec<[String; 5]> {
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let one = |draft: &super::Draft| {
        let known = &draft.known;
        [
            or_none(known.title.clone()),
            or_none(known.date.map(|date| date.to_string())),
            or_none(known.source.clone()),
            or_none(known.author.clone()),
            draft.text.trim_end().to_owned(),
        ]
    };
    given.articles.iter().map(one).collect()
}

/// Holds what a file gives against what it should.
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[[&str; 5]]) -> Given {
    let given = read(name, bytes);
    assert_eq!(told(&given), expected, "{name}: {given:?}");
    given
}

/// A ZIP archive of some files.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Bytes packed as a whole.
pub(super) fn packed(packing: Packing, bytes: &[u8]) -> Vec<u8> {
    match packing {
        Packing::Gzip => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        }
        Packing::Bzip2 => {
            let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        }
        Packing::Xz => {
            let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        }
        Packing::Zstd => ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest),
    }
}
