//! Bad input of every kind beside a good file: the good one is packed, the bad one is told by its place, its reason and what to
//! do, in bounded time. Bombs are small: a few MiB of blanks at most.

use crate::made_files::{LINE, all, bzip2, containers, gzip, mail, markup, record, tar, text_part, xz, zstd};
use crate::made_pdf::Made;
use crate::readers::zip;
use crate::sandbox::Sandbox;
use std::time::{Duration, Instant};

/// One pack takes no longer, on a slow machine without optimisation.
const LONGEST: Duration = Duration::from_secs(60);

/// Packs a file beside a good one: so many articles come of it, each sentence is told of it, each with its hint.
fn check(name: &str, bytes: &[u8], articles: usize, told: &[(&str, &str)]) {
    let sandbox =
        Sandbox::new().file("in/good.txt", &format!("Bến đò\n\n{LINE}\n")).bytes(&format!("in/{name}"), bytes);
    let begun = Instant::now();
    let run = sandbox.pack(&["in", "--out", "site"]).code(0);
    assert!(begun.elapsed() < LONGEST, "{name} took {:?}", begun.elapsed());
    let packed = format!("packed {} article{} ", articles + 1, if articles == 0 { "" } else { "s" });
    assert!(run.err.contains(&packed), "{name}: expected {packed:?} in\n{}", run.err);
    for (reason, hint) in told {
        let at = run.err.find(reason).unwrap_or_else(|| panic!("{name}: expected {reason:?} in\n{}", run.err));
        let line = run.err[..at].rsplit('\n').next().unwrap_or("");
        assert!(line.contains(&format!("in/{name}")), "{name}: {reason:?} has no place in\n{}", run.err);
        let next = run.err[at..].lines().map(str::trim).find_map(|line| line.strip_prefix("hint: "));
        assert!(next.is_some_and(|found| found.contains(hint)), "{name}: {reason:?} has the hint {next:?}");
    }
    assert!(!told.is_empty() || !run.err.contains("hint: "), "{name}: {}", run.err);
    sandbox.recto(&["search", "site", "\"Bến đò\"", "--json"]).code(0).prints("\"articles\":1");
}

const AGAIN: &str = "fetch or make it again";
const MEND: &str = "fetch or save it again if it was cut off, else mend it at that line";
const RENAME: &str = "name it by what it is";
const NOTHING: &str = "nothing to do, unless it should have a text";
const UNPACK: &str = "unpack it and pack the folder";
const PASSWORD: &str = "save a copy without a password";

#[test]
fn one_of_each_kind_is_read() {
    for (name, bytes, articles) in all() {
        check(name, &bytes, articles, &[]);
    }
}

#[test]
fn what_is_empty_is_told_as_such() {
    for (name, _, _) in all() {
        check(name, b"", 0, &[("empty", NOTHING)]);
    }
}

/// What is told of a kind that was cut off in its last third, and how many of its articles stand before. A text of a kind
/// that has no end is read as far as it goes.
fn told_when_cut(name: &str) -> (usize, Option<(&'static str, &'static str)>) {
    match name {
        "feed.xml" | "atom.xml" | "wiki.xml" => (2, Some(("not valid XML in line 4", MEND))),
        "tei.xml" | "nitf.xml" | "news.xml" | "alto.xml" | "page.xml" => (0, Some(("not valid XML in line 4", MEND))),
        "folia.xml" => (1, Some(("not valid XML in line 4", MEND))),
        "a.zip" | "a.docx" | "a.odt" | "a.ods" | "a.xlsx" | "a.pptx" | "a.epub" => {
            (0, Some(("not a ZIP archive that can be read", "make the file again")))
        }
        "a.json" => (2, Some(("line 3: not valid JSON", "mend that record"))),
        "a.jsonl" => (2, Some(("line 3: not valid JSON", "mend that record"))),
        "a.csv" => (3, None),
        "a.warc" => (2, Some(("cut off", AGAIN))),
        "a.tar" => (1, Some(("a tar archive that is damaged or cut off", AGAIN))),
        "a.pdf" => (0, Some(("a PDF that cannot be read", "save it again from the program"))),
        "a.txt.gz" | "a.txt.bz2" | "a.txt.xz" | "a.txt.zst" => (0, Some(("cannot be unpacked", AGAIN))),
        "a.mbox" => (3, None),
        "a.eml" | "a.mhtml" => (1, Some(("cut off: it ends inside a part", AGAIN))),
        _ => (1, None),
    }
}

/// All but the last fifth of a file; a text ends after a whole letter.
fn cut<'b>(name: &str, bytes: &'b [u8]) -> &'b [u8] {
    // In the second file of two, for the rest of the archive is padding.
    if name == "a.tar" {
        return &bytes[..1200];
    }
    let end = bytes.len() * 4 / 5;
    let is_whole = |end: &usize| std::str::from_utf8(&bytes[..*end]).is_ok();
    let end = if is_whole(&bytes.len()) { (0..=end).rev().find(is_whole).unwrap_or(0) } else { end };
    &bytes[..end]
}

#[test]
fn what_is_cut_off_is_told_and_what_stands_before_is_read() {
    for (name, bytes, _) in all() {
        let (articles, told) = told_when_cut(name);
        check(name, cut(name, &bytes), articles, told.as_slice());
    }
    // Between two records nothing of a record is missing but the end of the list.
    let record = format!("[{{\"text\": \"{LINE}\"}},\n");
    check("b.json", record.as_bytes(), 1, &[("line 2: not valid JSON: the list has no end", "mend that record")]);
}

#[test]
fn what_has_a_wrong_name_is_told_by_what_it_is() {
    let of = |name: &str| all().into_iter().find(|(other, ..)| *other == name).map(|(_, bytes, _)| bytes).unwrap();
    let (page, archive) = (of("a.html"), of("a.docx"));
    for name in ["feed.xml", "a.csv", "a.json", "a.jsonl", "a.conllu", "a.vrt", "a.srt", "a.mbox", "a.warc"] {
        check(name, &archive, 0, &[("packed, though its name does not say so", "name it by how it is packed")]);
    }
    for name in ["a.txt", "a.md", "a.html", "a.eml", "a.mhtml", "a.rtf"] {
        check(name, &archive, 0, &[("packed, though its name does not say so", "name it by how it is packed")]);
    }
    for (name, kind) in [("a.conllu", "CoNLL-U"), ("a.vrt", "vertical text"), ("a.mhtml", "MHTML")] {
        check(name, &page, 0, &[(&format!("nothing in it is {kind}, though it is named as such"), RENAME)]);
    }
    check("a.eml", LINE.as_bytes(), 0, &[("nothing in it is a mail", RENAME)]);
    check("a.rtf", &page, 0, &[("not rich text (RTF)", RENAME)]);
    check("a.pdf", &page, 0, &[("not a PDF", "save it again from the program")]);
    check("a.json", &page, 0, &[("not valid JSON", "mend that record")]);
    check("a.warc", &page, 0, &[("not a record of a web archive", AGAIN)]);
    check("a.tar", &page, 0, &[("a tar archive that is damaged or cut off", AGAIN)]);
    check("a.xlsx", &page, 0, &[("not a ZIP archive", "make the file again")]);
    check("a.xlsx", &of("a.zip"), 0, &[("named as an office file, but a ZIP archive of other files", "name it .zip")]);
    for name in ["a.txt.gz", "a.txt.bz2", "a.txt.xz", "a.txt.zst"] {
        check(name, &page, 0, &[("cannot be unpacked", AGAIN)]);
    }
    // What its bytes tell is read whatever its name.
    check("b.txt", &page, 1, &[]);
    check("b.doc", &page, 1, &[]);
    check("b.docx", &of("a.odt"), 1, &[]);
}

#[test]
fn ten_thousand_parts_are_read() {
    let times = |part: &str| part.repeat(10_000);
    let attached = "--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\
                    Content-Transfer-Encoding: base64\n\nQUJD\n";
    check("a.eml", mail(&(text_part() + &attached.repeat(500))).as_bytes(), 1, &[]);
    check("b.eml", mail(&(text_part() + &times(attached))).as_bytes(), 1, &[]);
    check(
        "c.eml",
        mail(&attached.repeat(500)).as_bytes(),
        0,
        &[("files attached: 500", "save what is attached to it")],
    );
    check("a.html", format!("<html><body>{}</body></html>", times("<p>Chợ mở.</p>")).as_bytes(), 1, &[]);
    check("a.xml", format!("<TEI><text><body>{}</body></text></TEI>", times("<p>Chợ mở.</p>")).as_bytes(), 1, &[]);
    check("a.rtf", format!("{{\\rtf1 {}}}", times("{\\b Cho} mo.\\par ")).as_bytes(), 1, &[]);
    let word = times("<w:p><w:r><w:t>Chợ mở.</w:t></w:r></w:p>");
    let word = format!("<w:document xmlns:w=\"w\"><w:body>{word}</w:body></w:document>");
    check("a.docx", &zip(&[("word/document.xml", word.as_bytes())]), 1, &[]);
    let names: Vec<String> = (0..10_000).map(|n| format!("{n}.jpg")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    check("a.zip", &zip(&files), 0, &[("a picture: not a kind of file that is read", "have its letters recognised")]);
    check("a.tar", &tar(&files), 0, &[("a picture: not a kind of file that is read", "have its letters recognised")]);
}

#[test]
fn what_is_nested_is_read_to_a_depth_and_told() {
    let text = ("a.txt", LINE.as_bytes());
    let zipped = (0..4).fold(zip(&[text]), |inner, _| zip(&[("n.zip", &inner)]));
    check("a.zip", &zipped, 0, &[("an archive inside an archive inside an archive", UNPACK)]);
    let tarred = (0..4).fold(tar(&[text]), |inner, _| tar(&[("n.tar", &inner)]));
    check("a.tar", &tarred, 0, &[("an archive inside an archive inside an archive", UNPACK)]);
    let inner = "From: a@b.example\nSubject: trong\n\nBên trong.\n".to_owned();
    let nested = (0..300).fold(inner, |inner, n| {
        format!("From: a@b.example\nSubject: {n}\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{inner}")
    });
    check("a.eml", nested.as_bytes(), 0, &[("a mail without a text of its own", "save what is attached to it")]);
    let deep = |open: &str| open.repeat(50_000);
    check("a.json", deep("[").as_bytes(), 0, &[("the list has no end", "mend that record")]);
    check("b.json", deep("{\"a\":").as_bytes(), 0, &[("not valid JSON", "mend that record")]);
    check("a.xml", format!("<rss>{}", deep("<a>")).as_bytes(), 0, &[("it was cut off", MEND)]);
    check("b.xml", format!("<TEI>{}", deep("<a>")).as_bytes(), 0, &[("elements nested too deeply", MEND)]);
    check("a.rtf", format!("{{\\rtf1 {}", deep("{")).as_bytes(), 0, &[("more work to read", "if it is no trick")]);
    check("a.html", format!("{}{LINE}", deep("<div>")).as_bytes(), 1, &[]);
    check("a.md", format!("{}{LINE}", deep("> ")).as_bytes(), 1, &[]);
}

#[test]
fn bombs_are_told_before_they_swell() {
    let blanks = " ".repeat(4 << 20);
    let blanks = blanks.as_bytes();
    const SWELLS: (&str, &str) = ("unpacks to more than 100 times its size", "if it is no trick, unpack it");
    check("a.txt.gz", &gzip(blanks), 0, &[SWELLS]);
    check("a.txt.bz2", &bzip2(blanks), 0, &[SWELLS]);
    check("a.txt.xz", &xz(blanks), 0, &[SWELLS]);
    check("a.txt.zst", &zstd(blanks), 0, &[SWELLS]);
    check("a.tar.gz", &gzip(&tar(&[("a.txt", blanks)])), 0, &[SWELLS]);
    let long = record(1, &" ".repeat(4 << 20));
    check("a.warc.gz", &gzip(&long), 0, &[SWELLS]);
    check("a.wacz", &zip(&[("datapackage.json", b"{}"), ("archive/a.warc", &long)]), 0, &[SWELLS]);
    // The part of each container that is read for its text.
    for (name, _, _) in containers() {
        let odf = |kind: &str| format!("application/vnd.oasis.opendocument.{kind}");
        let parts: Vec<(&str, Vec<u8>)> = match name {
            "a.docx" => vec![("word/document.xml", blanks.to_vec())],
            "a.odt" => vec![("mimetype", odf("text").into_bytes()), ("content.xml", blanks.to_vec())],
            "a.ods" => vec![("mimetype", odf("spreadsheet").into_bytes()), ("content.xml", blanks.to_vec())],
            "a.xlsx" => vec![("xl/workbook.xml", blanks.to_vec())],
            "a.pptx" => vec![("ppt/presentation.xml", b"<p/>".to_vec()), ("ppt/slides/slide1.xml", blanks.to_vec())],
            "a.epub" => vec![("META-INF/container.xml", blanks.to_vec())],
            _ => vec![("a.txt", blanks.to_vec())],
        };
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        check(name, &zip(&parts), 0, &[SWELLS]);
    }
}

#[test]
fn what_is_encrypted_says_so() {
    for (name, bytes, _) in containers() {
        check(name, &with_password(bytes), 0, &[("encrypted", PASSWORD)]);
    }
    let old = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 500]].concat();
    check("b.docx", &old, 0, &[("or one with a password", "without a password")]);
    check("b.xlsx", &old, 0, &[("or with a password", "without a password")]);
    let manifest = "<m:manifest xmlns:m=\"m\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>";
    let mimetype = b"application/vnd.oasis.opendocument.text";
    let parts: [(&str, &[u8]); 3] =
        [("mimetype", mimetype), ("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", b"\x8f\0\x11")];
    check("b.odt", &zip(&parts), 0, &[("encrypted", PASSWORD)]);
    check("a.pdf", &Made::new().page(&[(50, 800, "Một câu.")]).encrypted().bytes(), 0, &[("encrypted", PASSWORD)]);
    let head = "From: a@b.example\nSubject: Kín\nMIME-Version: 1.0\n";
    let pgp = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n";
    for mail in [
        format!("{head}\n{pgp}"),
        format!(
            "{head}Content-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: text/plain\n\nVersion: 1\n--x--\n"
        ),
        format!(
            "{head}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nQUJD\n"
        ),
    ] {
        check("a.eml", mail.as_bytes(), 0, &[("encrypted", PASSWORD)]);
    }
}

/// An archive whose entries say that they have a password.
fn with_password(mut archive: Vec<u8>) -> Vec<u8> {
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in 0..archive.len().saturating_sub(flags) {
            if archive[at..].starts_with(signature) {
                archive[at + flags] |= 1;
            }
        }
    }
    archive
}

#[test]
fn entities_are_never_fetched_and_never_swell() {
    let sandbox = Sandbox::new().file("secret.txt", "Mật khẩu của kho");
    let outside = sandbox.path("secret.txt");
    let laughs: String = (1..9).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10))).collect();
    let declared = format!(
        "<!DOCTYPE r [<!ENTITY e0 \"ha\">{laughs}<!ENTITY far SYSTEM \"file://{}\"><!ENTITY near SYSTEM \"../secret.txt\">]>",
        outside.display()
    );
    for (name, bytes, articles) in markup() {
        let whole = String::from_utf8(bytes).unwrap();
        let (first, rest) = whole.split_once("?>\n").unwrap();
        // Attributes hold no entities in these kinds.
        let rest = rest.replacen("họp", "họp &e0; &e8; &far; &near;", 1);
        let spoilt = format!("{first}?>\n{declared}{rest}");
        let told: &[(&str, &str)] = if name == "alto.xml" {
            &[]
        } else {
            &[
                ("the entity &e8; is made of other entities", "write the entity's text into the file"),
                ("the entity &far; stands outside the file", "write the entity's text into the file"),
                ("the entity &near; stands outside the file", "write the entity's text into the file"),
            ]
        };
        check(name, spoilt.as_bytes(), articles, told);
        let sandbox =
            Sandbox::new().file("secret.txt", "Mật khẩu của kho").bytes(&format!("in/{name}"), spoilt.as_bytes());
        let sandbox = sandbox.packed();
        let texts = sandbox.recto(&["articles", "site", "--text"]).code(0).out;
        assert!(!texts.contains("Mật khẩu") && !texts.contains("haha"), "{name}: {texts}");
    }
}
