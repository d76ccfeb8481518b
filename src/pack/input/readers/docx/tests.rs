//! Word files as programs write them, made for these tests.

use super::*;

const HEADED: &str = "<w:document><w:body>";

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

fn boxed(text: &str) -> String {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

fn read_all(body: &str, notes: &[&str]) -> (String, Known, Omitted) {
    let styles = Styles::default();
    let mut read = story(&format!("{HEADED}{body}</w:body></w:document>"), &styles).unwrap();
    for part in notes {
        read.notes.extend(story(part, &styles).unwrap().notes);
    }
    put_together(read)
}

fn check(body: &str, expected: &str) {
    let (text, known, _) = read_all(body, &[]);
    assert_eq!(known.title, None);
    assert_eq!(text.trim_end(), expected, "{body}");
}

#[test]
fn paragraphs_and_headings() {
    let xml = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Chợ phiên</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">Câu&#160;một, </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>\
        <w:r><w:t>hết.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Hàng quà</w:t></w:r></w:p>";
    let (text, known, omitted) = read_all(xml, &[]);
    assert_eq!((text.as_str(), known.title.as_deref()), ("Câu\u{a0}một, hết.\n\nHàng quà\n", Some("Chợ phiên")));
    assert_eq!(known.roles.iter().map(|b| (b.role, b.of(&text))).collect::<Vec<_>>(), [(Role::Subheading, "Hàng quà")]);
    assert_eq!(omitted.of(LeftOut::Deleted), "bỏ".len() as u64);
}

#[test]
fn raised_and_lowered_runs_are_kept_apart() {
    let run_at = |height: &str, text: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val=\"{height}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let (note, power, low) = (run_at("superscript", "3"), run_at("superscript", "6"), run_at("subscript", "2"));
    let parts = [run("Hiệp ước"), note, run(" của 10"), power, run(" người, CO"), low];
    check(&paragraph(&parts.concat()), "Hiệp ước³ của 10⁶ người, CO₂");
}

#[test]
fn boxes_stand_once_after_the_paragraph_they_hang_on() {
    check(
        &paragraph(&format!("{}{}{}", run("Trước hộp. "), boxed("Trong hộp."), run("Sau hộp."))),
        "Trước hộp. Sau hộp.\n\nTrong hộp.",
    );
    let two = [run("Phần một. "), boxed("Hộp một."), run("Phần hai. "), boxed("Hộp hai."), run("Phần ba.")].concat();
    check(&paragraph(&two), "Phần một. Phần hai. Phần ba.\n\nHộp một.\n\nHộp hai.");
    // Only the older form has text.
    let old = "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>\
        <w:t>Hộp cũ.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    check(&paragraph(&format!("{}{old}", run("Chữ."))), "Chữ.\n\nHộp cũ.");
    // A box in a box.
    let inner = boxed("Trong.").replace("<w:p>", &format!("<w:p>{}", boxed("Sâu.")));
    check(&paragraph(&format!("{}{inner}", run("Ngoài."))), "Ngoài.\n\nTrong.\n\nSâu.");
}

#[test]
fn notes_stand_after_the_text_and_comments_after_them() {
    let body = paragraph(
        &[
            &run("Hiệp ước"),
            "<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
            &run(" đã ký"),
            "<w:r><w:endnoteReference w:id=\"2\"/><w:commentReference w:id=\"2\"/></w:r>",
            "<w:del><w:r><w:footnoteReference w:id=\"3\"/></w:r></w:del>",
            &run("."),
        ]
        .concat(),
    );
    let note = |kind: &str, id: &str, text: &str| {
        format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", paragraph(&format!("<w:r><w:{kind}Ref/></w:r>{}", run(text))))
    };
    let line = "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>";
    let feet = format!(
        "<w:footnotes>{line}{}{}</w:footnotes>",
        note("footnote", "2", " Xem hồ sơ."),
        note("footnote", "3", "Bỏ.")
    );
    let ends = format!("<w:endnotes>{}</w:endnotes>", note("endnote", "2", "So với kế hoạch."));
    let comments = format!("<w:comments>{}</w:comments>", note("comment", "2", "Kiểm tra lại."));
    let (text, known, omitted) = read_all(&body, &[&feet, &ends, &comments]);
    assert_eq!(text, "Hiệp ước đã ký.\n\nXem hồ sơ.\n\nSo với kế hoạch.\n\nKiểm tra lại.\n");
    let roles: Vec<_> = known.roles.iter().map(|b| (b.role, b.of(&text).trim())).collect();
    assert_eq!(roles, [(Role::Note, "Xem hồ sơ."), (Role::Note, "So với kế hoạch."), (Role::Remark, "Kiểm tra lại.")]);
    assert_eq!(omitted.of(LeftOut::Deleted), "Bỏ.".len() as u64);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let ins = |text: &str| format!("<w:ins w:id=\"1\">{}</w:ins>", run(text));
    check(&paragraph(&format!("{}{}", ins("Chữ thêm. "), run("Chữ cũ."))), "Chữ thêm. Chữ cũ.");
    let moved = [
        paragraph(&format!("{}<w:moveTo>{}</w:moveTo>", run("Đầu. "), run("Câu chuyển."))),
        paragraph(&format!("<w:moveFrom>{}</w:moveFrom>{}", run("Câu chuyển."), run("Cuối."))),
    ];
    check(&moved.concat(), "Đầu. Câu chuyển.\n\nCuối.");
    // The end of a paragraph was deleted: what follows goes on in it.
    let end = "<w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>";
    check(
        &[paragraph(&format!("{end}{}", run("Nửa câu, "))), paragraph(&run("nửa kia."))].concat(),
        "Nửa câu, nửa kia.",
    );
    // What a paragraph's style was before is not its style.
    let before = "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr></w:pPrChange></w:pPr>";
    check(&paragraph(&format!("{before}{}", run("Một câu."))), "Một câu.");
}

#[test]
fn hidden_text_is_left_out_and_counted() {
    let hidden = |value: &str| format!("<w:r><w:rPr><w:vanish{value}/></w:rPr><w:t>ẩn</w:t></w:r>");
    let (text, _, omitted) = read_all(&paragraph(&format!("{}{}", run("Thấy."), hidden(""))), &[]);
    assert_eq!((text.as_str(), omitted.of(LeftOut::Hidden)), ("Thấy.\n", "ẩn".len() as u64));
    check(&paragraph(&format!("{} {}", run("Thấy "), hidden(" w:val=\"0\""))), "Thấy ẩn");
    // That the end of a paragraph is hidden says nothing of its text.
    check(&paragraph(&format!("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}", run("Thấy."))), "Thấy.");
}

#[test]
fn rows_are_lines_of_cells() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let line = |text: &str| cell(&paragraph(&run(text)));
    let table = |rows: &[String]| {
        format!("<w:tbl>{}</w:tbl>", rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect::<String>())
    };
    check(&table(&[line("Xã") + &line("Hộ"), line("An") + &line("12")]), "Xã\tHộ\n\nAn\t12");
    // A table that only sets a page holds paragraphs.
    let long = cell(&[paragraph(&run("Một câu.")), paragraph(&run("Câu nữa."))].concat());
    check(&table(&[line("Trái") + &long]), "Trái\n\nMột câu.\n\nCâu nữa.");
    let nested = cell(&[paragraph(&run("Trước")), table(&[line("Trong")]), paragraph(&run("Sau"))].concat());
    check(&table(&[nested]), "Trước\n\nTrong\n\nSau");
    let held = cell(&paragraph(&format!("{}{}{}", run("Ô trước. "), boxed("Hộp."), run("Ô sau."))));
    check(&table(&[held + &line("Ô khác")]), "Ô trước. Ô sau.\n\nHộp.\n\nÔ khác");
}

#[test]
fn a_drop_cap_is_the_first_letter_of_its_word() {
    let cap = format!("<w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr>{}", run("S"));
    check(&[paragraph(&cap), paragraph(&run("áng nay chợ họp."))].concat(), "Sáng nay chợ họp.");
}

#[test]
fn a_first_heading_is_the_title() {
    let heading =
        |level: u8, text: &str| paragraph(&format!("<w:pPr><w:pStyle w:val=\"Heading{level}\"/></w:pPr>{}", run(text)));
    let title = |body: &str| read_all(body, &[]).1.title;
    let line = paragraph(&run("Một câu đứng trước, dài như câu trong bài."));
    assert_eq!(title(&(heading(1, "Chợ phiên") + &line)).as_deref(), Some("Chợ phiên"));
    assert_eq!(title(&(paragraph(&run("ĐỜI SỐNG")) + &heading(1, "Chợ phiên") + &line)).as_deref(), Some("Chợ phiên"));
    assert_eq!(title(&(line.clone() + &heading(1, "Chợ phiên"))), None);
    assert_eq!(title(&(heading(2, "Chợ phiên") + &line)), None);
}

#[test]
fn parts_are_found_by_their_relationships() {
    let xml = "<Relationships><Relationship Type=\"http://x.example/r/officeDocument\" Target=\"/word/document2.xml\"/>\
        <Relationship Type=\"http://x.example/r/footnotes\" Target=\"../notes/f.xml\"/>\
        <Relationship Type=\"http://x.example/r/image\" Target=\"http://a.example/b\" TargetMode=\"External\"/></Relationships>";
    let expected = [("officeDocument", "word/document2.xml"), ("footnotes", "notes/f.xml")];
    assert_eq!(targets(xml, "word"), expected.map(|(kind, path)| (kind.to_owned(), path.to_owned())));
}

/// A cut file still gives what stands before the cut.
#[test]
fn what_is_left_open_is_read() {
    let (text, ..) = {
        let read = story("<w:document><w:body><w:p><w:r><w:t>Nửa câu", &Styles::default()).unwrap();
        put_together(read)
    };
    assert_eq!(text, "Nửa câu\n");
}
