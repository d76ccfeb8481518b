//! No text is lost without a word: what is in no article, and what stands apart, is told by reason.

use crate::readers::zip;
use crate::sandbox::Sandbox;
use serde_json::Value;

const LINE: &str = "Phiên chợ đầu năm họp từ sáng sớm ở bản bên suối, người mua kẻ bán đông vui suốt buổi.";

/// `name: bytes` of each kind in a part of the report.
fn counted(report: &Value, part: &str, name: &str) -> Vec<String> {
    let all = report[part].as_array().unwrap().iter();
    all.map(|one| format!("{}: {}", one[name].as_str().unwrap(), one["bytes"])).collect()
}

fn texts(sandbox: &Sandbox) -> Vec<(String, String)> {
    let lines = sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or("").to_owned();
    let mut found: Vec<_> = lines.iter().map(|line| (text(line, "id"), text(line, "text"))).collect();
    found.sort();
    found
}

#[test]
fn a_word_file_tells_what_it_leaves_out() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let body = format!(
        "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"u1\"/></w:pPr>{}</w:p><w:p>{}<w:r><w:footnoteReference w:id=\"2\"/>\
         </w:r><w:r><w:commentReference w:id=\"0\"/></w:r><w:del><w:r><w:delText>bỏ đi</w:delText></w:r></w:del></w:p>\
         </w:body></w:document>",
        run("Chợ phiên"),
        run(LINE)
    );
    let related = |kind: &str, target: &str| {
        format!("<Relationship Type=\"http://x.example/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let list = |all: &str| format!("<Relationships>{all}</Relationships>");
    let parts =
        ["styles", "footnotes", "comments", "header"].map(|kind| related(kind, &format!("{kind}.xml"))).concat();
    let note = |kind: &str, id: &str, text: &str| {
        format!("<w:{kind}s><w:{kind} w:id=\"{id}\"><w:p>{}</w:p></w:{kind}></w:{kind}s>", run(text))
    };
    let file = zip(&[
        ("_rels/.rels", list(&related("officeDocument", "word/document2.xml")).as_bytes()),
        ("word/document2.xml", body.as_bytes()),
        ("word/_rels/document2.xml.rels", list(&parts).as_bytes()),
        ("word/styles.xml", b"<w:styles><w:style w:styleId=\"u1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"),
        ("word/footnotes.xml", note("footnote", "2", "Xem sổ chợ.").as_bytes()),
        ("word/comments.xml", note("comment", "0", "Hỏi lại chị Hoa.").as_bytes()),
        ("word/header.xml", format!("<w:hdr><w:p>{}</w:p></w:hdr>", run("Báo Làng")).as_bytes()),
    ]);
    let sandbox = Sandbox::new().bytes("in/a.docx", &file);
    let report = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("left out: ").json();
    assert_eq!(
        texts(&sandbox),
        [("a.docx".into(), format!("Chợ phiên\n\n{LINE}¹\n\nXem sổ chợ.\n\nHỏi lại chị Hoa.\n"))]
    );
    assert_eq!(
        counted(&report, "left_out", "reason"),
        [format!("deleted: {}", "bỏ đi".len()), format!("furniture: {}", "Báo Làng".len())]
    );
    assert_eq!(
        counted(&report, "kept_apart", "kind"),
        [format!("notes: {}", "Xem sổ chợ.".len()), format!("remarks: {}", "Hỏi lại chị Hoa.".len())]
    );
    // Notes are searched, what others wrote to the text is not, unless asked for.
    sandbox.recto(&["search", "site", "\"sổ chợ\"", "--json"]).code(0).prints("\"hits\":1");
    sandbox.recto(&["search", "site", "\"chị Hoa\"", "--json"]).prints("\"hits\":0");
    sandbox.recto(&["search", "site", "\"chị Hoa\"", "--blocks", "all", "--json"]).code(0).prints("\"hits\":1");
}

#[test]
fn a_book_s_short_chapters_are_packed_and_its_other_pages_named() {
    let item =
        |id: &str, href: &str| format!("<item id=\"{id}\" href=\"{href}\" media-type=\"application/xhtml+xml\"/>");
    let names = ["bia", "muc-luc", "phan", "tho-ngắn"];
    let others = ["chú", "bản-đồ"];
    let items: String = names.iter().chain(&others).map(|name| item(name, &format!("{name}.xhtml"))).collect();
    let spine: String = names.iter().map(|name| format!("<itemref idref=\"{name}\"/>")).collect();
    let package = format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>");
    let page = |body: &str| format!("<html><body>{body}</body></html>");
    let links: String = (1..5).map(|n| format!("<p><a href=\"{n}.xhtml\">Chương {n}</a></p>")).collect();
    // The entry's name in NFD, as some systems write it: the letter, then its marks.
    let decomposed = "tho-nga\u{306}\u{301}n.xhtml";
    let book = zip(&[
        ("META-INF/container.xml", b"<container><rootfile full-path=\"p.opf\"/></container>"),
        ("p.opf", package.as_bytes()),
        ("bia.xhtml", page("<img src=\"b.jpg\"/>").as_bytes()),
        ("muc-luc.xhtml", page(&links).as_bytes()),
        ("phan.xhtml", page("<h1>Phần một</h1>").as_bytes()),
        (decomposed, page("<h1>Nước ròng</h1><p>Nước ròng.<br/>Lưới phơi.</p>").as_bytes()),
        // Not in the reading order: a page of notes is packed, a second table of contents is the reader's own.
        ("chú.xhtml", page("<p>Ròng: nước rút.</p>").as_bytes()),
        ("bản-đồ.xhtml", page(&links).as_bytes()),
    ]);
    let sandbox = Sandbox::new().bytes("in/b.epub", &book);
    let run = sandbox.pack(&["in", "--out", "site", "--strict"]).code(0).says("packed 2 articles");
    let run = run.silent_about("bản-đồ");
    run.says("muc-luc.xhtml: no chapter: a table of contents").says("phan.xhtml: no chapter: nothing but a heading");
    let expected =
        [("b.epub#chú.xhtml", "Ròng: nước rút.\n"), ("b.epub#tho-ngắn.xhtml", "Nước ròng\n\nNước ròng.\nLưới phơi.\n")];
    assert_eq!(texts(&sandbox), expected.map(|(id, text)| (id.to_owned(), text.to_owned())));
}

#[test]
fn a_page_and_a_draft_tell_what_they_leave_out() {
    let frame = "<nav><a href=\"/\">Trang chủ</a></nav>";
    let page = format!(
        "<!DOCTYPE html><html><body>{frame}<div><p>{LINE}</p><!-- ghi chú --><p>{LINE}</p></div><button>Gửi</button></body></html>"
    );
    let draft = format!("---\ntitle: Nháp\ndraft: true\n---\n{LINE}\n\n<!-- hỏi lại -->\n");
    let sandbox = Sandbox::new().file("in/a.html", &page).file("in/b.md", &draft);
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("b.md: its front matter says");
    let report = run.json();
    assert_eq!(
        counted(&report, "left_out", "reason"),
        [
            format!("frame: {}", "Trangchủ".len()),
            format!("controls: {}", "Gửi".len()),
            format!("comments: {}", "ghi chú".len() + "hỏi lại".len()),
        ]
    );
    assert_eq!(report["left_out"][2]["files"], 2);
    sandbox.pack(&["in", "--out", "other", "--strict"]).code(2).says("draft: true");
}
