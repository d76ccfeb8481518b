//! Any bytes as a file of any kind: read into articles whose blocks lie where they may, or left out with a reason. The
//! first byte chooses the kind; inside DOCX and EPUB the bytes are the part that holds the text.
#![no_main]

#[path = "sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use recto::pack::InputConfig;
use recto::pack::input::{Found, articles_of};
use std::io::{Cursor, Write};

const NAMES: [&str; 26] = [
    "a.txt",
    "a.md",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.tsv",
    "a.xml",
    "a.zip",
    "a.docx",
    "a.epub",
    "a.jsonl.gz",
    "inside.docx",
    "inside.epub",
    "a.rtf",
    "a.eml",
    "a.mbox",
    "a.mhtml",
    "a.conllu",
    "a.vrt",
    "a.srt",
    "a.js",
    "inside.odt",
    "inside.ods",
    "inside.xlsx",
    "inside.pptx",
];

/// A ZIP archive of files, none of them packed.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("memory takes a file");
        writer.write_all(bytes).expect("memory takes bytes");
    }
    writer.finish().expect("memory takes an end").into_inner()
}

fuzz_target!(|input: &[u8]| {
    let [kind, bytes @ ..] = input else { return };
    let name = NAMES[usize::from(*kind) % NAMES.len()];
    let bytes = match name {
        "inside.docx" => archive(&[("word/document.xml", bytes), ("docProps/core.xml", bytes)]),
        "inside.epub" => {
            let container: &[u8] = b"<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
            // What stands before the first NUL is the package, the rest a chapter.
            let cut = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
            let (package, chapter) = bytes.split_at(cut);
            archive(&[("META-INF/container.xml", container), ("p.opf", package), ("a.xhtml", chapter)])
        }
        "inside.odt" => archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", bytes)]),
        "inside.ods" => archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", bytes)]),
        "inside.xlsx" => archive(&[
            ("xl/workbook.xml", b"<workbook><sheet name=\"a\" id=\"r\"/></workbook>"),
            ("xl/_rels/workbook.xml.rels", b"<r><Relationship Id=\"r\" Target=\"worksheets/sheet1.xml\"/></r>"),
            ("xl/sharedStrings.xml", b"<sst><si><t>text</t></si></sst>"),
            ("xl/worksheets/sheet1.xml", bytes),
        ]),
        "inside.pptx" => archive(&[("ppt/presentation.xml", b"<p/>"), ("ppt/slides/slide1.xml", bytes)]),
        _ => bytes.to_vec(),
    };
    let file = Found { path: name.into(), id: name.to_owned() };
    articles_of(&file, bytes, &InputConfig::default(), &mut |item| match item {
        Ok(article) => sound::sound(&article),
        Err(skipped) => assert!(!skipped.reason.to_string().is_empty() && !skipped.reason.hint().is_empty()),
    });
});
