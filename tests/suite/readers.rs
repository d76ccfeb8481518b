//! Files of every kind through the real program: what is read, what is reported, what the rest becomes.

use crate::made_pdf::Made;
use crate::sandbox::Sandbox;
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

/// The ids and titles of a packed site, by id.
fn listed(sandbox: &Sandbox) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
    let mut listed: Vec<_> = lines.iter().map(|line| (text(&line["id"]), text(&line["title"]))).collect();
    listed.sort();
    listed
}

#[test]
fn bad_records_are_reported_with_their_line_and_the_rest_is_packed() {
    let sandbox = Sandbox::new()
        .file(
            "in/news.jsonl",
            "{\"id\": \"n1\", \"title\": \"Chợ phiên\", \"text\": \"Chợ mở từ sáng sớm.\"}\nkhông phải JSON\n\
             {\"text\": \"nửa \\ud800 chữ\"}\n{\"title\": \"Không có bài\"}\n{\"text\": \"a\\u0000b\"}\n\
             {\"id\": \"n2\", \"title\": \"Hội sách\", \"text\": \"Thư viện đông người đọc.\"}\n",
        )
        .file("in/table.csv", "tiêu đề,nội dung\nMột,Chữ thứ nhất.\nHai,Chữ,thừa\nBa,\"Chữ thứ ba.\"\n");
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("packed 4 articles");
    let run = run.says("news.jsonl, line 2: not valid JSON").says("news.jsonl, line 3: half of a surrogate pair");
    let run = run.says("news.jsonl, line 4: a record without a text").says("line 5: binary").says("input.fields");
    let run = run.says("table.csv, line 3: expected 2 cells, found 3");
    assert_eq!(run.json()["skipped"][0]["line"], 2);
    let mut found: Vec<_> = listed(&sandbox).into_iter().map(|(id, title)| format!("{title}: {id}")).collect();
    found.sort();
    // A record without an id has one of its content.
    for (found, expected) in found.iter().zip(["Ba: table.csv#", "Chợ phiên: n1", "Hội sách: n2", "Một: table.csv#"])
    {
        assert!(found.starts_with(expected), "{found}");
    }
    assert_eq!(found.len(), 4);
    sandbox.recto(&["search", "site", "title:\"hội sách\"", "--json"]).code(0).prints("\"id\":\"n2\"");
}

#[test]
fn encodings_are_reported_and_overridden() {
    // "Phiên chợ đầu năm họp ở bản Mường" in TCVN3.
    let tcvn3 = b"Phi\xaan ch\xee \xae\xc7u n\xa8m h\xe4p \xeb b\xb6n M\xad\xeang";
    let sandbox = Sandbox::new().bytes("in/a.txt", tcvn3);
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("a.txt: read as TCVN3");
    assert_eq!(run.json()["decoded"][0]["encoding"], "TCVN3");
    sandbox.recto(&["search", "site", "phiên chợ", "--json"]).code(0).prints("\"hits\":1");
    sandbox.pack(&["in", "--out", "site", "--encoding", "windows-1252"]).code(0).says("read as windows-1252 (certain)");
    sandbox.pack(&["in", "--out", "site", "--encoding", "klingon"]).code(2).says("TCVN3").says("Shift_JIS");
}

#[test]
fn a_line_of_fifty_megabytes_is_answered() {
    let line = "một dòng rất dài không có dấu chấm ".repeat(50_000_000 / 44);
    let sandbox = Sandbox::with_articles().file("in/long.jsonl", &line).file("in/long.json", &line);
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 3 articles");
    run.says("long.jsonl, line 1: not valid JSON").says("long.json: not valid JSON");
}

/// One line as long as a file may be is one block: everything that looks at it must be linear, and hold it a few times at
/// most. Here it is a fiftieth of that, so that a slow machine ends it, too.
#[cfg(target_os = "linux")]
#[test]
fn a_text_of_one_line_is_packed_in_bounded_memory() {
    let line =
        "Ông Nguyễn Văn Thử nói ngày 12/3/2021 có hơn 1.400 người (UBND) và một dòng rất dài ".repeat(1_000_000 / 109);
    let sandbox = Sandbox::new().file("in/long.txt", &line).file("in/word.txt", &"a".repeat(1_000_000));
    fs::File::create(sandbox.path("in/longer.txt")).unwrap().set_len((64 << 20) + 1).unwrap();
    // In KiB, of addresses: the program, its stacks and what it holds. One arena, for each thread would reserve its own.
    let command =
        "ulimit -v 250000; MALLOC_ARENA_MAX=1 exec \"$0\" pack in --out site --without-app --jobs 1 --memory 256";
    let mut recto = std::process::Command::new("sh");
    recto.args(["-c", command, env!("CARGO_BIN_EXE_recto")]).current_dir(sandbox.path(""));
    let begun = Instant::now();
    let output = recto.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("packed 2 articles") && said.contains("longer.txt: a text of 67108865 bytes or more"),
        "{said}"
    );
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
    sandbox.recto(&["search", "site", "\"một dòng rất dài\"", "--json"]).code(0).prints("\"articles\":1");
}

/// A ZIP archive of files, deflated.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_an_archive_holds_under_one_name_twice_is_told() {
    let mut archive = zip(&[("a.txt", LINE.as_bytes()), ("b.txt", b"Another text.")]);
    let places: Vec<usize> = (0..archive.len() - 5).filter(|&at| &archive[at..at + 5] == b"b.txt").collect();
    assert_eq!(places.len(), 2, "in the entry and in the table");
    places.into_iter().for_each(|at| archive[at] = b'a');
    let sandbox = Sandbox::new().bytes("in/all.zip", &archive);
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 1 article");
    run.says("all.zip: 1 of its files have the name of another one");
}

#[test]
fn days_and_months_of_a_table_in_an_archive_are_told_apart_by_the_whole_column() {
    let table = "title,date,text\nOne,03/04/2021,First text.\nTwo,03/14/2021,Second text.\n";
    let sandbox = Sandbox::new().bytes("in/all.zip", &zip(&[("t.csv", table.as_bytes())]));
    sandbox.pack(&["in", "--out", "site"]).code(0);
    let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
    let dates: Vec<&str> = lines.iter().filter_map(|line| line["date"].as_str()).collect();
    assert_eq!(dates, ["2021-03-04", "2021-03-14"]);
}

const LINE: &str = "Phiên chợ đầu năm họp từ sáng sớm ở bản bên suối, người mua kẻ bán đông vui suốt buổi.";

#[test]
fn archives_are_read_without_being_unpacked() {
    let inner = zip(&[("b.txt", b"Trong hai l\xe1\xbb\x9bp.")]);
    let deep = zip(&[("c.zip", &zip(&[("d.zip", &zip(&[("e.txt", b"x")]))]))]);
    let archive = zip(&[
        ("a.txt", LINE.as_bytes()),
        ("sub/list.jsonl", "{\"id\": \"z1\", \"text\": \"Một.\"}\nhỏng\n".as_bytes()),
        ("inner.zip", &inner),
        ("deep.zip", &deep),
        (".", b"x"),
        ("photo.jpg", b"x"),
        ("__MACOSX/a.txt", b"x"),
    ]);
    let sandbox = Sandbox::new().bytes("in/all.zip", &archive);
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 3 articles");
    let run = run.says("all.zip/sub/list.jsonl, line 2: not valid JSON").says("\".\" points outside");
    run.says("photo.jpg: a picture: not a kind").says("c.zip: an archive inside an archive").silent_about("MACOSX");
    let ids: Vec<_> = listed(&sandbox).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["all.zip/a.txt", "all.zip/inner.zip/b.txt", "z1"]);
    let files: Vec<_> = sandbox.tree("").into_keys().filter(|path| !path.starts_with("site/")).collect();
    assert_eq!(files, ["articles.csv", "in/all.zip"], "nothing is unpacked");
}

#[test]
fn office_files_and_books_are_read() {
    let paragraph = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = format!("{}{}", paragraph("Title", "Chợ phiên"), paragraph("Normal", LINE));
    let word = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let package = "<package><metadata><dc:title>Sách chợ</dc:title><dc:creator>Mai An</dc:creator></metadata><manifest>\
        <item id=\"a\" href=\"ch%201.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"n\" href=\"nav.xhtml\" \
        media-type=\"application/xhtml+xml\" properties=\"nav\"/><item id=\"b\" href=\"b.xhtml\" \
        media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"n\"/><itemref idref=\"b\"/>\
        <itemref idref=\"a\"/></spine></package>";
    let chapter = |title: &str| format!("<html><body><h1>{title}</h1><p>{LINE}</p></body></html>");
    let container = "<container><rootfiles><rootfile full-path=\"OPS/p.opf\"/></rootfiles></container>";
    let book = zip(&[
        ("META-INF/container.xml", container.as_bytes()),
        ("OPS/p.opf", package.as_bytes()),
        ("OPS/ch 1.xhtml", chapter("Chương một").as_bytes()),
        ("OPS/b.xhtml", chapter("Lời mở").as_bytes()),
        ("OPS/nav.xhtml", b"<html><body>Contents</body></html>"),
    ]);
    let plain = zip(&[("a.txt", LINE.as_bytes())]);
    let sandbox = Sandbox::new()
        .bytes("in/a.docx", &zip(&[("word/document.xml", word.as_bytes())]))
        .bytes("in/b.epub", &book)
        .bytes("in/renamed.docx", &plain)
        .bytes("in/old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        .bytes("in/broken.epub", b"PK\x03\x04 broken");
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 3 articles");
    let run = run.says("renamed.docx: named as a Word file, but a ZIP archive of other files").says("name it .zip");
    run.says("old.docx: a Word file of the old format").says("broken.epub: not a ZIP archive that can be read");
    let found: Vec<_> = listed(&sandbox).into_iter().map(|(id, title)| format!("{id}: {title}")).collect();
    assert_eq!(found, ["a.docx: Chợ phiên", "b.epub#b.xhtml: Lời mở", "b.epub#ch 1.xhtml: Chương một"]);
}

#[test]
fn markup_is_read_by_what_it_is() {
    let page =
        format!("<!DOCTYPE html><html><head><title>Chợ phiên | Báo</title></head><body><p>{LINE}</p></body></html>");
    let tei = format!(
        "<!DOCTYPE TEI [<!ENTITY ngoai SYSTEM \"ngoai.txt\">]>\n<TEI><text><body><p>{LINE} &ngoai;</p></body></text></TEI>"
    );
    let sandbox = Sandbox::new()
        .file("in/saved.txt", &page)
        .file("in/empty.html", "<html><head><title>x</title></head></html>")
        .file("in/tei.xml", &tei)
        .file("in/list.xml", "<opml><body/></opml>")
        .file("in/notes.md", &format!("---\ntitle: Ghi chép\ndate: 2021-02-03\n---\n## Phần *một*\n\n{LINE}\n"));
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 3 articles");
    let run = run
        .says("empty.html: no text in it")
        .says("list.xml: XML of a kind that is not read (its outermost element is opml)");
    run.says("tei.xml, line 2: the entity &ngoai; stands outside the file");
    let lines = sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    let notes = lines.iter().find(|line| line["id"] == "notes.md").unwrap();
    assert_eq!((notes["title"].as_str(), notes["date"].as_str()), (Some("Ghi chép"), Some("2021-02-03")));
    assert!(notes["text"].as_str().unwrap().starts_with("Ghi chép\n\nPhần một\n\nPhiên chợ"));
    let tei = lines.iter().find(|line| line["id"] == "tei.xml").unwrap();
    assert_eq!(tei["text"].as_str().map(str::trim), Some(LINE));
}

#[test]
fn pdf_files_are_read_and_what_cannot_be_is_told() {
    let story = || {
        Made::new()
            .info("Title", "Chợ phiên đầu năm")
            .info("Author", "Người Viết")
            .made_on("20210312")
            .page(&[
                (50, 800, "Phiên chợ đầu năm họp từ sáng sớm ở bản bên suối, người"),
                (50, 788, "mua kẻ bán đông vui suốt buổi."),
                (50, 760, "Đến trưa, chợ tan."),
            ])
            .bytes()
    };
    let sentence = [(50, 800, "Một câu ngắn.")];
    let whole = Made::new().page(&sentence).bytes();
    let sandbox = Sandbox::new()
        .bytes("in/cho.pdf", &story())
        .bytes("in/renamed.txt", &Made::new().info("Title", "Đổi tên").page(&sentence).bytes())
        .bytes("in/kho.zip", &zip(&[("trong/b.pdf", &whole)]))
        .bytes("in/locked.pdf", &Made::new().page(&sentence).encrypted().bytes())
        .bytes("in/scan.pdf", &Made::new().raw_page("").raw_page("").bytes())
        .bytes("in/broken.pdf", &whole[..60])
        .bytes("in/none.pdf", b"xxx");
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 3 articles");
    let run = run.says("locked.pdf: encrypted").says("hint: save a copy without a password");
    let run = run.says("scan.pdf: a PDF without a text layer (2 pages").says("OCR");
    run.says("broken.pdf: a PDF that cannot be read").says("none.pdf: not a PDF").silent_about("panicked");
    let found: Vec<_> = listed(&sandbox).into_iter().map(|(id, title)| format!("{id}: {title}")).collect();
    assert_eq!(found, ["cho.pdf: Chợ phiên đầu năm", "kho.zip/trong/b.pdf: Một câu ngắn.", "renamed.txt: Đổi tên"]);
    sandbox.recto(&["search", "site", "\"sáng sớm ở bản bên suối người mua\"", "--json"]).code(0).prints("\"hits\":1");
    let lines = sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    let story = lines.iter().find(|line| line["id"] == "cho.pdf").unwrap();
    // The day it was saved dates nothing.
    assert_eq!((story["date"].as_str(), story["file_date"].as_str()), (None, Some("2021-03-12")));
    assert!(sandbox.text("articles.csv").contains("file-date 2021-03-12"));
    assert!(sandbox.text("articles.csv").contains("Người Viết"));
    assert!(story["text"].as_str().unwrap().ends_with("người mua kẻ bán đông vui suốt buổi.\n\nĐến trưa, chợ tan.\n"));
}
