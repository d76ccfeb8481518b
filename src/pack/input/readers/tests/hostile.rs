//! Bad input of every kind: cut off, empty, a wrong suffix, thousands of parts, entities. None is lost without a word.

use super::{read, zipped};

#[rustfmt::skip]
const NAMES: [&str; 24] = [
    "a.xml", "a.rss", "a.eml", "a.mbox", "a.mhtml", "a.rtf", "a.odt", "a.ods", "a.xlsx", "a.pptx", "a.doc", "a.xls", "a.conllu", "a.vrt",
    "a.srt", "a.vtt", "a.js", "a.html", "a.txt", "a.json", "a.nitf", "a.hocr", "a.docx", "a.epub",
];

#[test]
fn what_is_empty_or_misnamed_has_a_reason() {
    for name in NAMES {
        for bytes in [&b""[..], b"  \n ", b"\0\0\0", b"PK\x03\x04", b"<", b"{\\rtf1", b"\xff\xfe<\0a\0"] {
            let given = read(name, bytes);
            assert!(
                given.articles.is_empty() != given.skipped.is_empty() || !given.notes.is_empty(),
                "{name} {bytes:?}: {given:?}"
            );
        }
    }
}

#[test]
fn what_is_cut_off_keeps_what_stands_before() {
    let item = "<item><title>Một</title><description>Chợ mở sớm hơn.</description></item>";
    let given = read("a.xml", format!("<rss><channel>{item}{item}<item><title>Ba"));
    assert_eq!(given.articles.len(), 2);
    assert!(given.skipped[0].starts_with("a.xml, line 1: ") && given.skipped[0].contains("cut off"), "{given:?}");
    let broken = read("a.xml", format!("<rss><channel>{item}</wrong>{item}</channel></rss>"));
    assert_eq!((broken.articles.len(), broken.skipped.len()), (1, 1), "{broken:?}");
}

#[test]
fn ten_thousand_parts_are_read() {
    let items: String = (0..10_000)
        .map(|n| format!("<item><title>Bài {n}</title><description>Chợ mở lần {n}.</description></item>"))
        .collect();
    assert_eq!(read("a.xml", format!("<rss><channel>{items}</channel></rss>")).articles.len(), 10_000);
    let files: Vec<(String, String)> =
        (0..2000).map(|n| (format!("ppt/slides/slide{n}.xml"), format!("<a:p><a:t>{n}</a:t></a:p>"))).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("ppt/presentation.xml", "<p/>"));
    let given = read("a.pptx", zipped(&files));
    assert_eq!(given.articles.len() + given.skipped.len(), 1, "{given:?}");
}

#[test]
fn entities_are_never_fetched() {
    let xml = "<!DOCTYPE rss [<!ENTITY ngoai SYSTEM \"file:///tmp/a\"><!ENTITY b \"&ngoai;\">]><rss><channel><item><description>Chợ &ngoai;mở&b;.</description></item></channel></rss>";
    let given = read("a.xml", xml);
    assert_eq!(given.articles[0].text, "Chợ mở.");
    assert!(given.skipped[0].contains("&ngoai;") && given.skipped[0].contains("never fetched"), "{given:?}");
}

#[test]
fn a_row_that_claims_a_million_columns_costs_nothing() {
    let content = "<o xmlns:t=\"t\" xmlns:x=\"x\"><t:table-row><t:table-cell t:number-columns-repeated=\"999999999\"><x:p>text</x:p></t:table-cell></t:table-row></o>";
    let ods = zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    let given = read("a.ods", ods);
    assert!(given.articles.is_empty() && !given.skipped.is_empty(), "{given:?}");
    let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
    assert!(read("a.rtf", deep).skipped[0].contains("more work"), "deep groups");
}
