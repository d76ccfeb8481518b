//! Kinds of files that are known and not read: what they are, and the way out of each. By the ends of their names and by
//! their first bytes; it reads nothing.

/// A kind of file that is not read.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is.
    pub what: &'static str,
    /// What its owner can do.
    pub hint: &'static str,
    /// Ends of names, in lower case.
    endings: &'static [&'static str],
    /// First bytes.
    begins: &'static [&'static [u8]],
}

/// Bytes that are looked at.
pub const HEAD_BYTES: usize = 256;

/// All of them. A kind without endings shows in its bytes alone.
#[rustfmt::skip]
static KINDS: [Foreign; 22] = [
    Foreign {
        what: "a picture",
        hint: "nothing to do, unless it shows a text: have its letters recognised (OCR) and pack the text or PDF that gives",
        endings: &["jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "heic", "avif", "svg", "jp2", "ico", "psd"],
        begins: &[b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"],
    },
    Foreign {
        what: "a recording",
        hint: "nothing to do, unless it holds speech: pack its transcript, or its subtitles as SRT or VTT",
        endings: &["mp3", "wav", "m4a", "ogg", "oga", "opus", "flac", "aac", "wma", "mp4", "m4v", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "wmv"],
        begins: &[b"ID3", b"OggS", b"fLaC", b"RIFF"],
    },
    Foreign {
        what: "a document of Pages, Numbers or Keynote",
        hint: "open it there and choose File > Export To: Word, Excel or PowerPoint",
        endings: &["pages", "numbers", "key"],
        begins: &[],
    },
    Foreign {
        what: "a document of another word processor",
        hint: "convert it with LibreOffice: soffice --headless --convert-to docx FILE",
        endings: &["wpd", "wps", "wri", "hwp", "hwpx", "abw", "sxw", "sdw", "dot", "pub", "xlsb", "sxc", "sxi", "odp", "fodt", "fods"],
        begins: &[],
    },
    Foreign {
        what: "a file of Office in its old format, or with a password",
        hint: "save it as .docx, .xlsx or .pptx without a password",
        endings: &[],
        begins: &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    },
    Foreign {
        what: "a mail of Outlook",
        hint: "save it as .eml, or convert it: msgconvert FILE",
        endings: &["msg"],
        begins: &[],
    },
    Foreign {
        what: "a mailbox of Outlook",
        hint: "convert it and pack the folder: readpst -o FOLDER FILE",
        endings: &["pst", "ost"],
        begins: &[b"!BDN"],
    },
    Foreign {
        what: "a book for a reading device",
        hint: "convert it: ebook-convert FILE book.epub (Calibre); one with copy protection (DRM) cannot be",
        endings: &["mobi", "azw", "azw3", "kfx", "prc", "lit", "fb2", "ibooks"],
        begins: &[],
    },
    Foreign {
        what: "a scanned document (DjVu)",
        hint: "take out its text: djvutxt FILE text.txt",
        endings: &["djvu", "djv"],
        begins: &[b"AT&TFORM"],
    },
    Foreign {
        what: "a database (SQLite)",
        hint: "export its table: sqlite3 -header -csv FILE \"SELECT * FROM articles\" > articles.csv (sqlite3 FILE .tables names its tables)",
        endings: &["sqlite", "sqlite3", "db", "db3", "s3db"],
        begins: &[b"SQLite format 3\0"],
    },
    Foreign {
        what: "a database (Access)",
        hint: "export its table: mdb-export FILE articles > articles.csv (mdb-tables FILE names its tables)",
        endings: &["mdb", "accdb"],
        begins: &[b"\0\x01\0\0Standard"],
    },
    Foreign {
        what: "the dump of a database (SQL)",
        hint: "load it into its database and export the table of articles as CSV",
        endings: &["sql", "dump"],
        begins: &[],
    },
    Foreign {
        what: "a table in columns (Parquet)",
        hint: "export it: duckdb -c \"COPY (FROM 'FILE') TO 'articles.csv'\"",
        endings: &["parquet", "pq"],
        begins: &[b"PAR1"],
    },
    Foreign {
        what: "a table in a binary form (Arrow, Feather, Avro, ORC)",
        hint: "write it as CSV or JSON lines from the program that made it",
        endings: &["arrow", "feather", "avro", "orc"],
        begins: &[b"ARROW1", b"FEA1", b"Obj\x01", b"ORC"],
    },
    Foreign {
        what: "data of a statistics program",
        hint: "write it as CSV there: write.csv(x, \"articles.csv\") in R, x.to_csv(\"articles.csv\") in Python",
        endings: &["rds", "rdata", "rda", "pkl", "pickle", "npy", "npz", "h5", "hdf5", "mat", "sav", "dta", "sas7bdat"],
        begins: &[],
    },
    Foreign {
        what: "an archive (7z, RAR and their like)",
        hint: "unpack it (7z x FILE) and pack the folder",
        endings: &["7z", "rar", "lz4", "lzma", "lz", "z", "br", "cab", "iso", "dmg", "lzh", "arj", "ace"],
        begins: &[b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"],
    },
    Foreign {
        what: "packed, though its name does not say so",
        hint: "name it by how it is packed: .gz, .bz2, .xz, .zst or .zip after what its name ends in",
        endings: &[],
        begins: &[b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"],
    },
    Foreign {
        what: "a text with a markup that is not read",
        hint: "convert it: pandoc FILE -o text.html",
        endings: &["tex", "latex", "rst", "org", "adoc", "asciidoc", "textile", "wiki", "mediawiki", "typ", "opml", "dbk", "ipynb"],
        begins: &[],
    },
    Foreign {
        what: "subtitles of another form",
        hint: "convert them: ffmpeg -i FILE text.srt",
        endings: &["ass", "ssa", "sub", "sbv", "ttml", "dfxp"],
        begins: &[],
    },
    Foreign {
        what: "a web archive of the old form (ARC)",
        hint: "convert it: warcio recompress FILE FILE.warc.gz",
        endings: &["arc"],
        begins: &[b"filedesc://"],
    },
    Foreign {
        what: "a page saved by Safari",
        hint: "convert it: textutil -convert html FILE, or save the page again as its source",
        endings: &["webarchive"],
        begins: &[b"bplist00"],
    },
    Foreign {
        what: "a link to a page",
        hint: "save the page itself, as HTML or in one file (MHTML)",
        endings: &["url", "webloc", "lnk", "desktop"],
        begins: &[],
    },
];

/// The kind that a name tells, however it is packed.
pub fn named(name: &str) -> Option<&'static Foreign> {
    let name = name.rsplit(['/', '\\']).next()?.to_lowercase();
    let name = [".gz", ".bz2", ".xz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let (_, ending) = name.rsplit_once('.')?;
    KINDS.iter().find(|kind| kind.endings.contains(&ending))
}

/// The kind that the first bytes tell, of a file that should be text. A text may begin with the same letters: it has none of
/// the signs that only programs write.
pub fn begun(head: &[u8]) -> Option<&'static Foreign> {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let written = |b: &u8| *b >= b' ' && *b != 0x7f || matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    let is_text = head.iter().all(written) && std::str::from_utf8(head).is_ok();
    if is_text {
        return None;
    }
    KINDS.iter().find(|kind| kind.begins.iter().any(|begin| head.starts_with(begin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_first_bytes_tell_what_a_file_is() {
        for (name, expected) in [
            ("anh/A.JPG", Some("a picture")),
            ("kho.sqlite3", Some("a database (SQLite)")),
            ("kho.parquet", Some("a table in columns (Parquet)")),
            ("bai.pages", Some("a document of Pages, Numbers or Keynote")),
            ("sach.azw3", Some("a book for a reading device")),
            ("kho.arc.gz", Some("a web archive of the old form (ARC)")),
            ("a.txt", None),
            ("pages", None),
        ] {
            assert_eq!(named(name).map(|kind| kind.what), expected, "{name}");
        }
        for (head, expected) in [
            (&b"SQLite format 3\0\x10"[..], Some("a database (SQLite)")),
            (b"\x1f\x8b\x08\0", Some("packed, though its name does not say so")),
            (b"PAR1\x15", Some("a table in columns (Parquet)")),
            (b"Ch\xe1\xbb\xa3", None),
            (b"ID3 is what tags of songs are called", None),
        ] {
            assert_eq!(begun(head).map(|kind| kind.what), expected, "{head:?}");
        }
    }

    #[test]
    fn every_kind_says_what_it_is_and_the_way_out_once() {
        let mut endings: Vec<_> = KINDS.iter().flat_map(|kind| kind.endings).collect();
        let all = endings.len();
        endings.sort();
        endings.dedup();
        assert_eq!(endings.len(), all);
        for kind in &KINDS {
            assert!(!kind.what.is_empty() && kind.hint.len() > 20, "{kind:?}");
            for ending in kind.endings {
                assert!(super::super::readers::named(&format!("a.{ending}")).is_none(), "{ending} is read");
            }
        }
    }
}
