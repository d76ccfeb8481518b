//! Bad input of every kind: cut off, empty, a wrong suffix, thousands of parts, entities. None is lost without a word.

use super::{read, read_in, zipped};
use crate::pack::gate::Gate;
use crate::pack::input::Room;

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
    assert!(
        given.skipped[0].starts_with("a.xml: not valid XML in line 1: ") && given.skipped[0].contains("cut off"),
        "{given:?}"
    );
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

/// Kinds that hold several articles, each with three of which the second is too large.
fn one_of_three_is_too_large() -> [(&'static str, Vec<u8>); 5] {
    let large = "chợ ".repeat(10_000);
    let all = |one: &dyn Fn(&str) -> String| [one("Chợ mở."), one(&large), one("Suối cạn.")].concat();
    let posts =
        all(&|text| format!("<item><title>Bài</title><content:encoded><![CDATA[{text}]]></content:encoded></item>"));
    let pages =
        all(&|text| format!("<page><title>Bài</title><ns>0</ns><revision><text>{text}</text></revision></page>"));
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = all(&|text| format!("<row>{}{}</row>", cell("Bài"), cell(text)));
    let sheet = format!("<w><sheetData><row>{}{}</row>{rows}</sheetData></w>", cell("title"), cell("text"));
    let relation = "<r><Relationship Id=\"r1\" Target=\"s.xml\"/></r>";
    let workbook = "<w xmlns:r=\"r\"><sheets><sheet name=\"Tin\" r:id=\"r1\"/></sheets></w>";
    let xlsx = [("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relation), ("xl/s.xml", sheet.as_str())];
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let rows = all(&|text| format!("<table:table-row>{}{}</table:table-row>", cell("Bài"), cell(text)));
    let head = format!("<table:table-row>{}{}</table:table-row>", cell("title"), cell("text"));
    let content = format!("<o xmlns:table=\"t\" xmlns:text=\"x\"><table:table>{head}{rows}</table:table></o>");
    let ods = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())];
    let items = all(&|text| format!("<item><title>Bài</title><description>{text}</description></item>"));
    [
        ("a.rss", format!("<rss><channel>{items}</channel></rss>").into_bytes()),
        ("a.xml", format!("<rss xmlns:content=\"c\"><channel>{posts}</channel></rss>").into_bytes()),
        ("w.xml", format!("<mediawiki>{pages}</mediawiki>").into_bytes()),
        ("a.xlsx", zipped(&xlsx)),
        ("a.ods", zipped(&ods)),
    ]
}

#[test]
fn what_is_too_large_is_named_and_what_follows_is_read() {
    let gate = Gate::new(1 << 30);
    for (name, bytes) in one_of_three_is_too_large() {
        let given = read_in(&Room::new(20_000, &gate), name, bytes);
        let texts: Vec<&str> = given.articles.iter().map(|draft| draft.text.trim_end()).collect();
        assert_eq!(texts, ["Chợ mở.", "Suối cạn."], "{name}: {given:?}");
        let told = given.skipped.concat();
        assert!(given.skipped.len() == 1 && told.contains("one may have 20000 bytes"), "{name}: {given:?}");
    }
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
