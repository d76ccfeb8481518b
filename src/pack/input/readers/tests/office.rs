//! Rich text, texts, sheets and slides of office programs.

use super::{check, read, zipped};
use crate::article::Role;

#[test]
fn rich_text_is_decoded_and_its_tables_of_fonts_are_none() {
    let rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\title Caf\\'e9}{\\author Mai An}{\\creatim\\yr2020\\mo5\\dy1}}{\\*\\generator x;}\
        Ch\\u7907? m\\u7903?{\\footnote Ghi ch\\'fa.} s\\'f3m.\\par {\\b Hai\\tab ba}\\line b\\'f2n {\\v kh\\'f4ng}\\par {\\pict 0102}}";
    let given = check("a.rtf", rtf, &[["Café", "-", "-", "Mai An", "Chợ mở sóm.\n\nHai\tba\nbòn\n\nGhi chú."]]);
    let known = &given.articles[0].known;
    assert_eq!(known.file_date.map(|date| date.to_string()).as_deref(), Some("2020-05-01"));
    assert_eq!(known.roles.iter().map(|block| block.role).collect::<Vec<_>>(), [Role::Note]);
    // Word's own name for it.
    assert_eq!(read("a.doc", rtf).articles.len(), 1);
    assert!(read("a.rtf", "chữ").skipped[0].contains("not rich text"));
}

#[test]
fn a_text_of_libre_office_keeps_its_notes_apart() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion>\
        <text:p>bỏ</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level=\"1\">Một</text:h><text:p>Chợ<text:s text:c=\"2\"/>mở\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ghi chú.</text:p></text:note-body></text:note> sớm.</text:p>\
        <text:h text:outline-level=\"2\">Hai</text:h><text:p>Vui.</text:p></office:text></office:body></office:document-content>";
    let meta = "<m xmlns:dc=\"d\" xmlns:meta=\"m\"><meta:initial-creator>Mai An</meta:initial-creator><meta:creation-date>2020-05-01T10:00:00</meta:creation-date></m>";
    let odt = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("meta.xml", meta),
    ]);
    let given = check("a.odt", odt, &[["Một", "-", "-", "Mai An", "Chợ  mở sớm.\n\nHai\n\nVui.\n\nGhi chú."]]);
    let roles: Vec<_> = given.articles[0].known.roles.iter().map(|block| block.role).collect();
    assert_eq!(roles, [Role::Subheading, Role::Note]);
}

#[test]
fn a_row_of_a_sheet_is_an_article() {
    let sheet = "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>date</t></is></c></row>\
        <row><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"str\"><v>Chợ \"mở\".</v></c><c r=\"C2\" s=\"1\"><v>43526.5</v></c></row><row/></sheetData></worksheet>";
    let xlsx = zipped(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Tin\" r:id=\"r1\"/><sheet name=\"Số\" r:id=\"r2\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<r><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Target=\"worksheets/sheet2.xml\"/></r>",
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>title</t></si><si><t>text</t></si><si><r><t>M</t></r><r><t>ột</t></r></si></sst>",
        ),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", sheet),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
        ),
    ]);
    let given = check("a.xlsx", xlsx, &[["Một", "2019-03-02", "-", "-", "Chợ \"mở\"."]]);
    assert_eq!(given.skipped, ["a.xlsx/Số: no column that is known to hold the text among: 1"]);
    let content = "<o xmlns:table=\"t\" xmlns:office=\"o\" xmlns:text=\"x\"><table:table><table:table-row><table:table-cell><text:p>title</text:p></table:table-cell><table:table-cell><text:p>text</text:p></table:table-cell>\
        <table:table-cell><text:p>date</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row><table:table-row><table:table-cell><text:p>Một</text:p></table:table-cell>\
        <table:table-cell><text:p>Chợ mở.</text:p><text:p>Vui.</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2019-03-02\"/></table:table-row></table:table></o>";
    let ods = zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    check("a.ods", ods, &[["Một", "2019-03-02", "-", "-", "Chợ mở.\n\nVui."]]);
    assert!(read("a.xls", b"\xd0\xcf\x11\xe0abcd").skipped[0].contains("old format (.xls"));
}

#[test]
fn slides_come_in_their_order() {
    let slide = |title: &str, text: &str| {
        format!(
            "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:ph type=\"title\"/><a:p><a:t>{title}</a:t></a:p></p:sp><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>"
        )
    };
    let files = [
        ("ppt/presentation.xml", "<p/>".to_owned()),
        ("ppt/slides/slide2.xml", slide("Hai", "Vui.")),
        ("ppt/slides/slide1.xml", slide("Một", "Chợ mở.")),
        ("ppt/notesSlides/notesSlide1.xml", slide("Nhớ", "Nói to.")),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    check("a.pptx", zipped(&files), &[["Một", "-", "-", "-", "Chợ mở.\n\nNhớ\n\nNói to.\n\nHai\n\nVui."]]);
}
