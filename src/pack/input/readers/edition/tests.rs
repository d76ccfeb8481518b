//! Editions, written for these tests.

use super::*;
use crate::pack::input::readers::xml::{Event, Events};

fn read(body: &str) -> (Readable, Omitted) {
    let xml = format!("<text><body>{body}</body></text>");
    let (mut events, mut edition) = (Events::new(&xml), Edition::default());
    while let Some(event) = events.next().unwrap() {
        match event {
            Event::Open(element) => edition.open(&element),
            Event::Close(name) => edition.close(&name),
            Event::Text(text) => edition.text(&text),
        }
    }
    edition.finish()
}

fn check(body: &str, expected: &str) {
    assert_eq!(read(body).0.text.trim_end(), expected, "{body}");
}

/// The text with each line's role.
fn check_roles(body: &str, expected: &[(Option<Role>, &str)]) {
    let (read, _) = read(body);
    let found: Vec<_> = read
        .text
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let start = line.as_ptr() as usize - read.text.as_ptr() as usize;
            (read.roles.iter().find(|block| block.start as usize == start).map(|block| block.role), line)
        })
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn breaks_join_where_they_say_so() {
    check("<p>buổi trưa<lb/>nắng và sáng <lb/> sớm</p>", "buổi trưa nắng và sáng sớm");
    check("<p>thư<lb break=\"no\"/>viện, time-<lb break=\"no\"/>table</p>", "thưviện, timetable");
    check("<p>thư-\n<pb break=\"no\"/>\n<fw>12</fw><lb break=\"no\"/>\n viện mới</p>", "thưviện mới");
    check("<p>một<milestone unit=\"x\"/>hai, b<milestone break=\"no\"/>a</p>", "một hai, ba");
    check("<p>thư <lb/><lb break=\"no\"/>viện<cb break=\"no\"/>mới</p>", "thưviệnmới");
}

#[test]
fn words_and_signs_stand_as_their_marks_say() {
    let words = "<s><w>Lưới</w>\n<w join=\"right\">khô</w>\n<pc>,</pc>\n<w>chậm</w> <pc join=\"left\">.</pc></s>";
    check(&format!("<p>\n{words}\n</p>"), "Lưới khô, chậm.");
    check("<castList><castItem><role>An</role><roleDesc>hoa tiêu</roleDesc></castItem></castList>", "An hoa tiêu");
    check("<u><seg>một hai</seg><pause/><seg>ba</seg></u>", "một hai ba");
    check("<u><seg>Câu một.</seg><seg>Câu hai.</seg></u><u>Người khác.</u>", "Câu một.\n\nCâu hai.\n\nNgười khác.");
    check("<p>chợ <hi>phi</hi><hi>ên</hi></p>", "chợ phiên");
    check("<p>câu&#160;có&#32;chữ</p>", "câu\u{a0}có chữ");
}

#[test]
fn one_reading_is_read_and_the_others_are_kept() {
    let two = "<p>Câu <choice><sic>thư nhất</sic><corr>thứ nhất</corr></choice>, \
        <choice><orig>vpon</orig><reg>upon</reg></choice> <choice><expan>thành phố</expan><abbr>TP</abbr></choice>.</p>";
    check_roles(
        two,
        &[
            (None, "Câu thứ nhất, upon thành phố."),
            (Some(Role::Remark), "thư nhất"),
            (Some(Role::Remark), "vpon"),
            (Some(Role::Remark), "TP"),
        ],
    );
    // The same variant is kept once; a reading that stands alone is read.
    check(&"<p><choice><sic>a</sic><corr>b</corr></choice></p>".repeat(2), "b\n\nb\n\na");
    check("<p><sic>một</sic> <corr>hai</corr> <abbr>TP</abbr> <reg>ba</reg></p>", "một hai TP ba");
    check("<p><choice><sic>chỉ một</sic></choice></p>", "chỉ một");
    check("<p><choice><unclear>năm</unclear><unclear>nằm</unclear></choice></p>", "năm\n\nnằm");
    check(
        "<p><app><lem>đọc</lem><rdg>đoc</rdg></app> <subst><del>cũ</del><add>mới</add></subst></p>",
        "đọc mới\n\nđoc\ncũ",
    );
    check("<p><choice>\n <sic>a</sic>\n <corr>b</corr>\n</choice>.</p>", "b.\n\na");
    check("<p>giá 1<del>5</del><add>7</add>.000</p>", "giá 17.000\n\n5");
    check("<p>còn <del>bỏ</del> lại</p>", "còn lại\n\nbỏ");
}

#[test]
fn notes_stand_after_the_text() {
    check_roles(
        "<p>Hiệp ước<note place=\"foot\"><p>Xem hồ sơ.</p><p>Và thư.</p></note> đã ký<note>Năm sau.</note>.</p><p>Hết.</p>",
        &[
            (None, "Hiệp ước¹ đã ký²."),
            (None, "Hết."),
            (Some(Role::Note), "Xem hồ sơ."),
            (Some(Role::Note), "Và thư."),
            (Some(Role::Note), "Năm sau."),
        ],
    );
    check("<note>Chỉ có chú thích.</note>", "Chỉ có chú thích.");
    // A sign of its own; one that a link has written; one that is called from elsewhere.
    check("<p>1.400 <note n=\"7\">Ước.</note>hộ.</p>", "1.400⁷ hộ.\n\nƯớc.");
    check("<p>ký<note n=\"*\">Sau.</note> và<note><p>Hai.</p></note></p>", "ký¹ và²\n\nSau.\n\nHai.");
    check("<p>Chữ.</p><note xml:id=\"n1\">Xa.</note><p>Hết.</p>", "Chữ.\n\nHết.\n\nXa.");
}

#[test]
fn what_stands_in_a_line_ends_none() {
    check(
        "<p>Bà nói <quote>mai về</quote> rồi đi.</p><quote>Trích cả đoạn.</quote>",
        "Bà nói mai về rồi đi.\n\nTrích cả đoạn.",
    );
    check(
        "<sp><speaker>AN</speaker><p>Đi <stage>(ra)</stage> thôi.</p></sp><stage>Màn hạ.</stage>",
        "AN\n\nĐi (ra) thôi.\n\nMàn hạ.",
    );
    check_roles(
        "<head>Phần một</head><figure><head>Bến cảng</head><figDesc>ảnh</figDesc></figure><p>Chữ.</p>",
        &[(Some(Role::Subheading), "Phần một"), (Some(Role::Caption), "Bến cảng"), (None, "Chữ.")],
    );
    let (_, omitted) = read("<p>a<fw>12</fw></p><figDesc>ảnh</figDesc>");
    assert_eq!((omitted.of(LeftOut::Furniture), omitted.of(LeftOut::Apparatus)), (2, "ảnh".len() as u64));
}
