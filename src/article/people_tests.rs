//! Who is named in lines of our own, and what is nobody's name.

use super::{extract, people};

fn check(text: &str, expected: &[(&str, &str)]) {
    let blocks = extract("a", text.to_owned()).blocks;
    let found: Vec<_> = people(text, &blocks).into_iter().map(|m| (m.name, text[m.start..m.end].to_owned())).collect();
    let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, expected, "{text}");
}

const FULL: &str = "Trần Văn Mẫu";

#[test]
fn people_need_a_title_and_a_surname() {
    check(
        "Giám đốc Trần Văn Mẫu đến chợ. Giám đốc Mẫu mua gạo, rồi Trần Văn Mẫu về.",
        &[(FULL, FULL), (FULL, "Mẫu"), (FULL, FULL)],
    );
    check("Bộ trưởng Bộ Y tế Trần Văn Mẫu đến chợ.", &[(FULL, FULL)]);
    check("Chủ tịch UBND tỉnh Hà Giang Trần Văn Mẫu đến chợ.", &[(FULL, FULL)]);
    check("Bí thư Tỉnh ủy Phú Yên Trần Văn Mẫu đến chợ.", &[(FULL, FULL)]);
    check("GS.TS Trần Văn Mẫu, ông Lê Thử.", &[(FULL, FULL), ("Lê Thử", "Lê Thử")]);
    check("Giám đốc Công an TP Hồ Chí Minh đến chợ. Thứ trưởng Công an nói. Trưởng phòng Cảnh sát ghi.", &[]);
    check("Ông Trần Văn Mẫu Theo tin làng. Ông Trần Văn Mẫu Cầu mới.", &[(FULL, FULL), (FULL, FULL)]);
    check("Trần Văn Mẫu đến chợ, Lê Thử thì không.", &[(FULL, FULL)]);
    check("Nhà ở đường Trần Văn Mẫu, gần trường Lê Thị Thử, số 12 Bùi Văn Cầu. Trần Văn Mẫu dài hai cây số.", &[]);
    check(
        "Tài xế Lê Thử chở bạn Mộc Lan. Thầy giáo Thử dạy em Mộc Lan.",
        &[("Lê Thử", "Lê Thử"), ("Mộc Lan", "Mộc Lan"), ("Lê Thử", "Thử"), ("Mộc Lan", "Mộc Lan")],
    );
    check(
        "Tiến sĩ nông học Lê Minh Thử nói. Tiến sĩ Minh Thử về.",
        &[("Lê Minh Thử", "Lê Minh Thử"), ("Lê Minh Thử", "Minh Thử")],
    );
    check("Các ông: Lê Thử - giám đốc chợ, Bùi Văn Cầu đến.", &[("Lê Thử", "Lê Thử"), ("Bùi Văn Cầu", "Bùi Văn Cầu")]);
    check(
        "Tổng thống Mỹ Jack Sampler gặp HLV Testovich. Sampler cười, Testovich không.",
        &[
            ("Jack Sampler", "Jack Sampler"),
            ("Testovich", "Testovich"),
            ("Jack Sampler", "Sampler"),
            ("Testovich", "Testovich"),
        ],
    );
    check("Thủ môn Arsenal về Real Madrid, bệnh nhân Covid-19 khỏi bệnh.", &[]);
    check(
        "Nghị sĩ bang Lakeland Mona Testers đến. Bà Testers cười.",
        &[("Mona Testers", "Mona Testers"), ("Mona Testers", "Testers")],
    );
    check(
        "Ông Trần Văn Mẫu\tLê Thị Thử\tBà Lê Thử",
        &[(FULL, FULL), ("Lê Thị Thử", "Lê Thị Thử"), ("Lê Thử", "Lê Thử")],
    );
    check("Thứ trưởng Mẫu đến chợ.", &[]);
}

#[test]
fn people_of_english_texts_have_titles_or_given_names() {
    check(
        "Mr. John B. Sample came. President Sample spoke.",
        &[("John B. Sample", "John B. Sample"), ("John B. Sample", "Sample")],
    );
    check(
        "In 1861 President Testers met Abraham Sampler. Mr. Sampler spoke; Mr. Speaker was silent.",
        &[("Testers", "Testers"), ("Abraham Sampler", "Abraham Sampler"), ("Abraham Sampler", "Sampler")],
    );
    check(
        "Jason Testers left the Testers House. Testers Lane is long, and the Testers law too.",
        &[("Jason Testers", "Jason Testers")],
    );
    check("They met Lieutenant Colonel Trần Văn Mẫu.", &[(FULL, FULL)]);
    check("They met General John B. Sample.", &[("John B. Sample", "John B. Sample")]);
    check("Senator Jane O'Sample came.", &[("Jane O'Sample", "Jane O'Sample")]);
    check("Chủ tịch Kim Thử-mẫu đến chợ.", &[]);
    check("He left the General Land Office. The Attorney General of the United States stayed, Mr. President.", &[]);
}

#[test]
fn names_without_a_title_are_told_by_what_they_do_and_how_they_are_written() {
    check(
        "Mộc Lan tâm sự rất lâu. Khi ấy Mộc Lan về, Hà Nội mưa, Quảng Nam chia sẻ nỗi đau.",
        &[("Mộc Lan", "Mộc Lan"), ("Mộc Lan", "Mộc Lan")],
    );
    check("Công ty hóa dầu Mộc Sơn chia sẻ lãi. Khi ấy nhà máy Lê Sơn chia sẻ lãi.", &[]);
    check("Ca sĩ Mỹ Thử về. Thí sinh Tố Mẫu đến.", &[("Mỹ Thử", "Mỹ Thử"), ("Tố Mẫu", "Tố Mẫu")]);
    check("Ca sĩ Hàn Quốc về. Giám khảo Mỹ cười.", &[]);
    check("Mẹ Lan khóc. Công ty Mộc Lan tâm sự. Fan Mộc Lan bật khóc.", &[]);
    check(
        "Các ca sĩ Mộc Lan, Minh Thử và Thu Mẫu đến. Tiền đạo Văn Thử, Hải Phòng, ghi bàn.",
        &[("Mộc Lan", "Mộc Lan"), ("Minh Thử", "Minh Thử"), ("Thu Mẫu", "Thu Mẫu"), ("Văn Thử", "Văn Thử")],
    );
    check(
        "Testerov giao bóng hỏng. Sau đó Testerov thắng. CLB Xamplor về, Xamplor đánh đầu.",
        &[("Testerov", "Testerov"), ("Testerov", "Testerov")],
    );
    check(
        "Mr. Jean-Luc Sampler met Jane Testers-Sample. Testers-Sample spoke.",
        &[
            ("Jean-Luc Sampler", "Jean-Luc Sampler"),
            ("Jane Testers-Sample", "Jane Testers-Sample"),
            ("Jane Testers-Sample", "Testers-Sample"),
        ],
    );
    check(
        "Danh thủ bóng đá Bồ Đào Nha Jack Sampler tâm sự. Người đẹp Nam Phi cười. Vị Phó Mẫu khóc.",
        &[("Jack Sampler", "Jack Sampler")],
    );
    check(
        "Vòng 11 LS V-League mở. Ben-Samplor nói. Cặp tiền đạo Xamplos-Testerov ăn ý, Xamplos sút xa.",
        &[("Ben-Samplor", "Ben-Samplor")],
    );
    check("Hôm qua Van Sampler đá chính, Nguyen Van Teo thì không.", &[("Van Sampler", "Van Sampler")]);
    check(
        "Tay vợt Juan Martin del Sampo thắng, ông Jean-Luc Testier vỗ tay.",
        &[("Juan Martin del Sampo", "Juan Martin del Sampo"), ("Jean-Luc Testier", "Jean-Luc Testier")],
    );
}

/// The whole text is looked through once for all names of one word.
#[test]
fn names_of_korea_and_with_small_words_are_whole() {
    check(
        "HLV Park Thu Seo đến chợ. Ông Kim Sam-un mua gạo, Tổng thống Hàn Quốc Moon Thu-in cũng vậy.",
        &[("Park Thu Seo", "Park Thu Seo"), ("Kim Sam-un", "Kim Sam-un"), ("Moon Thu-in", "Moon Thu-in")],
    );
    check("Sáng nay Kim Sam-un đến chợ, còn Lee Sam-led và Park Thu Seo thì không.", &[("Kim Sam-un", "Kim Sam-un")]);
    check("Ông Kim Văn Mẫu đến chợ.", &[("Kim Văn Mẫu", "Kim Văn Mẫu")]);
    check(
        "Testwig van Samplhoven và Testula von der Samplen đến chợ, còn tàu van Lang thì không.",
        &[("Testwig van Samplhoven", "Testwig van Samplhoven"), ("Testula von der Samplen", "Testula von der Samplen")],
    );
    let english =
        "Professor Hans van der Sampler spoke. Mr. Juan Testin del Sample did not, nor did the van of Mr. Smith.";
    check(
        english,
        &[
            ("Hans van der Sampler", "Hans van der Sampler"),
            ("Juan Testin del Sample", "Juan Testin del Sample"),
            ("Smith", "Smith"),
        ],
    );
}

#[test]
fn a_name_of_one_word_is_whole_where_its_first_name_stands() {
    let whole = "Anka Testova";
    let text = format!("Bà Testova nói. Hôm qua {whole} đến. {}", "Ông Xyzov đi. ".repeat(3));
    let found: Vec<_> = people(&text, &extract("a", text.clone()).blocks)
        .into_iter()
        .map(|m| (m.name, text[m.start..m.end].to_owned()))
        .collect();
    let pair = |name: &str, shown: &str| (name.to_owned(), shown.to_owned());
    assert_eq!(found[..2], [pair(whole, "Testova"), pair(whole, whole)]);
    assert_eq!(found[2..], vec![pair("Xyzov", "Xyzov"); 3]);
}
