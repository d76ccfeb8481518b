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
    assert_eq!(text, "Hiệp ước¹ đã ký².\n\nXem hồ sơ.\n\nSo với kế hoạch.\n\nKiểm tra lại.\n");
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
fn notes_are_marked_where_they_are_called() {
    let call = |kind: &str, id: &str| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let own = "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"9\"/><w:t>a</w:t></w:r>";
    let parts = [
        run("1.400"),
        call("footnote", "4"),
        run(" hộ, năm 2021"),
        call("endnote", "4"),
        run(" và chợ"),
        own.to_owned(),
    ];
    check(&paragraph(&parts.concat()), "1.400¹ hộ, năm 2021² và chợᵃ");
}

#[test]
fn runs_that_are_shifted_or_struck_by_hand() {
    let shifted =
        |by: i8, text: &str| format!("<w:r><w:rPr><w:position w:val=\"{by}\"/></w:rPr><w:t>{text}</w:t></w:r>");
    let parts = [run("1.400"), shifted(6, "2"), run(" hộ, H"), shifted(-6, "2"), run("O, ch"), shifted(6, "ợ")];
    check(&paragraph(&parts.concat()), "1.400² hộ, H₂O, chợ");
    check(&paragraph(&[run("Số 1"), shifted(1, "2")].concat()), "Số 12");
    let struck = |how: &str, text: &str| format!("<w:r><w:rPr><w:{how}/></w:rPr><w:t>{text}</w:t></w:r>");
    check(
        &paragraph(
            &[run("Giá 1"), struck("strike", "5"), run("7.000, "), struck("dstrike", "hai"), run(" ba")].concat(),
        ),
        "Giá 17.000, hai ba\n\n5",
    );
    check(&paragraph(&[run("1"), struck("strike w:val=\"0\"", "5")].concat()), "15");
}

#[test]
fn signs_word_art_and_rubies_are_read() {
    let sym = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    check(
        &paragraph(
            &[run("Góc "), sym("Symbol", "F061"), run(" "), sym("Wingdings", "F0FC"), sym("Lạ", "E999")].concat(),
        ),
        "Góc α ✓\u{fffd}",
    );
    let art = "<w:r><w:pict><v:shape><v:textpath style=\"x\" string=\"Chợ &amp; bến\"/></v:shape></w:pict></w:r>";
    check(&paragraph(&format!("{}{art}", run("Chữ."))), "Chữ.\n\nChợ & bến");
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>いちば</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>市場</w:t></w:r></w:rubyBase>\
        </w:ruby></w:r>";
    check(&paragraph(&[ruby.to_owned(), run("へ")].concat()), "市場へ");
}

#[test]
fn formulas_are_read_in_a_line() {
    let letters = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let math = |inside: String| format!("<m:oMathPara><m:oMath>{inside}</m:oMath></m:oMathPara>");
    let of = |name: &str, inside: String| format!("<m:{name}>{inside}</m:{name}>");
    let power = |base: &str, up: &str| of("sSup", of("e", letters(base)) + &of("sup", letters(up)));
    let share = |over: &str, under: &str| of("f", of("num", letters(over)) + &of("den", letters(under)));
    let root = of("rad", of("deg", letters("3")) + &of("e", letters("x+1")));
    let low = of("sSub", of("e", letters("CO")) + &of("sub", letters("2")));
    let brackets =
        of("d", "<m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr>".to_owned() + &of("e", letters("a")));
    let sum = of(
        "nary",
        "<m:naryPr><m:chr m:val=\"∑\"/></m:naryPr>".to_owned() + &of("sub", letters("1")) + &of("e", letters("n")),
    );
    for (inside, expected) in [
        (power("10", "6"), "10⁶"),
        (power("x", "n+1"), "x^(n+1)"),
        (share("1", "2") + &letters("+") + &share("a+b", "3"), "1/2+(a+b)/3"),
        (root, "³√(x+1)"),
        (low, "CO₂"),
        (brackets, "[a]"),
        (sum, "∑₁n"),
    ] {
        check(&paragraph(&[run("Có "), math(inside), run(" hộ")].concat()), &format!("Có {expected} hộ"));
    }
}

/// A Word file as its archive has it: the story, and a part beside it.
fn packed(body: &str, relation: (&str, &str), path: &str, part: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let (kind, id) = relation;
    let target = path.trim_start_matches("word/");
    let relations = format!(
        "<Relationships><Relationship Id=\"{id}\" Type=\"http://x.example/r/{kind}\" Target=\"{target}\"/></Relationships>"
    );
    let story = format!("{HEADED}{body}</w:body></w:document>");
    let entries: [(&str, &[u8]); 3] =
        [(PART, story.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes()), (path, part)];
    for (name, bytes) in entries {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The text of a file, and what of it was skipped.
fn unpacked(bytes: Vec<u8>) -> (String, Vec<String>) {
    let file = Found { path: "a.docx".into(), id: "a.docx".into() };
    let (room, mut source) = (Room::alone(), std::io::Cursor::new(bytes));
    let mut archive = crate::pack::input::readers::archive::open(&mut source).unwrap();
    let (mut text, mut skipped) = (String::new(), Vec::new());
    read(&file, &mut archive, PART, &room, &mut |item| match item {
        Item::One(draft) => text = draft.text,
        Item::Skipped(one) => skipped.push(one.path),
        _ => {}
    })
    .unwrap();
    (text, skipped)
}

#[test]
fn parts_that_were_put_in_stand_in_their_places() {
    let body = |place: &str| [paragraph(&run("Trước.")), place.to_owned(), paragraph(&run("Sau."))].concat();
    let chunk = body("<w:altChunk r:id=\"r7\"/>");
    let of = |path: &str, part: &[u8]| unpacked(packed(&chunk, ("aFChunk", "r7"), path, part));
    let page = "<html><body><h2>Hàng quà</h2><p>Bánh nóng.</p></body></html>";
    assert_eq!(of("word/chunk.html", page.as_bytes()).0, "Trước.\n\nHàng quà\n\nBánh nóng.\n\nSau.\n");
    assert_eq!(of("word/chunk.txt", "Một.\n\nHai.".as_bytes()).0, "Trước.\n\nMột.\n\nHai.\n\nSau.\n");
    let inner = packed(&paragraph(&run("Trong.")), ("x", "y"), "word/none.txt", b"-");
    assert_eq!(of("word/chunk.docx", &inner).0, "Trước.\n\nTrong.\n\nSau.\n");
    let (text, skipped) = of("word/chunk.rtf", b"{\\rtf1 M\\'f4t.}");
    assert_eq!((text.as_str(), skipped), ("Trước.\n\nMôt.\n\nSau.\n", Vec::new()));
    let (text, skipped) = of("word/chunk.wpd", b"a");
    assert_eq!((text.as_str(), skipped), ("Trước.\n\nSau.\n", vec!["a.docx/word/chunk.wpd".to_owned()]));
    let diagram =
        body(&paragraph("<w:r><w:drawing><a:graphic><dgm:relIds r:dm=\"r7\"/></a:graphic></w:drawing></w:r>"));
    let data = "<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Bước </a:t></a:r><a:r><a:t>một</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>";
    let (text, _) = unpacked(packed(&diagram, ("diagramData", "r7"), "word/data1.xml", data.as_bytes()));
    assert_eq!(text, "Trước.\n\nBước một\n\nSau.\n");
    let chart = body(&paragraph("<w:r><w:drawing><a:graphic><c:chart r:id=\"r7\"/></a:graphic></w:drawing></w:r>"));
    let points = |texts: &[&str]| {
        let point = |(at, text): (usize, &&str)| format!("<c:pt idx=\"{at}\"><c:v>{text}</c:v></c:pt>");
        texts.iter().enumerate().map(point).collect::<String>()
    };
    let data = format!(
        "<c:chartSpace><c:chart><c:title><c:tx><a:p><a:r><a:t>Giá </a:t></a:r><a:r><a:t>gạo</a:t></a:r></a:p></c:tx></c:title>\
         <c:ser><c:tx>{}</c:tx><c:cat>{}</c:cat><c:val>{}</c:val></c:ser><c:ser><c:tx>{}</c:tx><c:val>{}</c:val></c:ser>\
         </c:chart></c:chartSpace>",
        points(&["Nếp"]),
        points(&["Xuân", "Thu"]),
        points(&["20", "22.5"]),
        points(&["Tẻ"]),
        points(&["12"])
    );
    let (text, _) = unpacked(packed(&chart, ("chart", "r7"), "word/charts/chart1.xml", data.as_bytes()));
    assert_eq!(text, "Trước.\n\nGiá gạo\n\nNếp\tTẻ\n\nXuân\t20\t12\n\nThu\t22.5\n\nSau.\n");
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
    let xml = "<Relationships><Relationship Id=\"r1\" Type=\"http://x.example/r/officeDocument\" Target=\"/word/document2.xml\"/>\
        <Relationship Type=\"http://x.example/r/footnotes\" Target=\"../notes/f.xml\"/>\
        <Relationship Type=\"http://x.example/r/image\" Target=\"http://a.example/b\" TargetMode=\"External\"/></Relationships>";
    let expected = [("r1", "officeDocument", "word/document2.xml"), ("", "footnotes", "notes/f.xml")];
    let target = |(id, kind, path): (&str, &str, &str)| Target { id: id.into(), kind: kind.into(), path: path.into() };
    assert_eq!(targets(xml, "word"), expected.map(target));
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
