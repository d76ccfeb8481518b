//! Lines that are wrapped, and lines that were ended on purpose, written for these tests.

use super::known::Known;
use super::line::lines;
use super::wrap::paragraphs;

/// The paragraphs of a text, with `/` for the line breaks in them.
fn check(text: &str, expected: &[&str]) {
    let found = paragraphs(text, lines(text, 0), &Known::default());
    let found: Vec<String> = found.iter().map(|line| line.of(text).replace("\r\n", "/").replace('\n', "/")).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn full_lines_go_on_and_short_ones_end() {
    check(
        "Sổ tay người đi chợ\nSáng nay chợ phiên bên suối họp sớm hơn mọi khi, ai\ncũng vội. Đường về bản còn xa.\nTrưa đến, chợ vãn.",
        &[
            "Sổ tay người đi chợ",
            "Sáng nay chợ phiên bên suối họp sớm hơn mọi khi, ai/cũng vội. Đường về bản còn xa.",
            "Trưa đến, chợ vãn.",
        ],
    );
    check(
        "Chợ phiên bên suối họp từ lúc sương chưa tan, người\r\nbán kẻ mua đông như hội.\r\n\r\nTrưa, chợ tan.",
        &["Chợ phiên bên suối họp từ lúc sương chưa tan, người/bán kẻ mua đông như hội.", "Trưa, chợ tan."],
    );
}

#[test]
fn a_capital_begins_a_line_of_a_wrapped_text_too() {
    let text = "Người bán đến từ các bản quanh vùng, mang theo rau của\nLàng Thượng và mật ong. Khách mua phần đông là người ở\nphố huyện, đi từ khi trời chưa sáng, trên những chuyến\nxe đầu tiên trong ngày.\n\nMấy năm nay đường đã mở rộng tới tận bản xa nhất của\nMường Hạ.";
    check(
        text,
        &[
            "Người bán đến từ các bản quanh vùng, mang theo rau của/Làng Thượng và mật ong. Khách mua phần đông là người ở/phố huyện, đi từ khi trời chưa sáng, trên những chuyến/xe đầu tiên trong ngày.",
            "Mấy năm nay đường đã mở rộng tới tận bản xa nhất của/Mường Hạ.",
        ],
    );
}

#[test]
fn what_is_drawn_in_may_be_narrower_and_a_first_line_is_as_wide_as_its_indent_makes_it() {
    let main = "Người bán đến từ các bản quanh vùng, mang theo rau của\nLàng Thượng và mật ong. Khách mua phần đông là người ở\nphố huyện, đi từ khi trời chưa sáng, trên những chuyến\nxe đầu tiên trong ngày.";
    let quoted = "Chợ họp bên suối từ lúc sương còn\n    dày, người già kể, và chỉ tan khi\n    Mường Hạ lên đèn rồi; những chuyến\n    xe cuối chở khách về bản.";
    let drawn_in = "Mấy năm nay đường đã mở rộng tới tận bản xa của\nMường Hạ.";
    let one = |text: &str| text.replace('\n', "/");
    check(&format!("{main}\n\n    {quoted}\n\n  {drawn_in}"), &[&one(main), &one(quoted), &one(drawn_in)]);
}

#[test]
fn a_few_lines_that_begin_with_capitals_are_wrapped_where_all_are_full() {
    check(
        "Gestern hat der Rat der Stadt im Rathaus über den neuen\nFahrplan der Fähre beraten. Die Boote fahren jetzt jede\nStunde.",
        &[
            "Gestern hat der Rat der Stadt im Rathaus über den neuen/Fahrplan der Fähre beraten. Die Boote fahren jetzt jede/Stunde.",
        ],
    );
    check(
        "Lịch tàu\nSáng nay bến phà đầu làng đón chuyến tàu mới từ cảng của\nLàng Thượng. Bà con đi chợ sớm được đưa sang bằng tàu của\nHợp tác xã.",
        &[
            "Lịch tàu",
            "Sáng nay bến phà đầu làng đón chuyến tàu mới từ cảng của/Làng Thượng. Bà con đi chợ sớm được đưa sang bằng tàu của/Hợp tác xã.",
        ],
    );
    // The width is that of all paragraphs, each of which says too little by itself.
    check(
        "Der Rat der Stadt hat im Rathaus über den neuen\nFahrplan der Fähre beraten. Die Boote der alten\nReederei fahren ab Mai alle zwanzig Minuten ab.\n\nDer Bürgermeister lobt den Beschluss und die\nArbeit der Kommission.",
        &[
            "Der Rat der Stadt hat im Rathaus über den neuen/Fahrplan der Fähre beraten. Die Boote der alten/Reederei fahren ab Mai alle zwanzig Minuten ab.",
            "Der Bürgermeister lobt den Beschluss und die/Arbeit der Kommission.",
        ],
    );
    // Headings one after the other, lines of a poem, a list of names with what they do.
    for apart in [
        "Fähre nach Süden fährt wieder jede Stunde ab\nRathaus bekommt ein neues Dach aus Schiefer und Kupfer\nMarkt zieht um",
        "Upon the quiet harbour falls the light.\nThat all the boats have carried from the west\nAnd every gull comes home.",
        "Trần Văn Mẫu, trưởng bản ở đầu con suối phía tây\nLê Thị Thử, cô giáo\nBùi Văn Cầu",
    ] {
        check(apart, &apart.lines().collect::<Vec<_>>());
    }
}

#[test]
fn what_was_ended_on_purpose_stays() {
    let stays = |text: &str| {
        let expected: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        check(text, &expected);
    };
    // Verse, with capitals and without.
    stays(
        "Upon the quiet harbour falls the light\nThat all the boats have carried from the west\nAnd every gull that wandered in the night\nComes home again to folded wings and rest\nBefore the bell",
    );
    stays("nắng lên\nchợ đông dần\ntiếng chân ai\nrơi trên cỏ");
    // A list, a table, a row of names, paragraphs of one sentence.
    stays(
        "Chuẩn bị cho phiên chợ đầu năm ở bản bên suối gồm:\n- dựng lại cây cầu gỗ bắc qua con suối đầu làng\n- quét dọn đường vào chợ\n1. gạo\n2. muối",
    );
    stays("tên hàng\tgiá bán\tngười bán ở chợ phiên\ngạo nếp\t20\tbà Mai");
    stays("tên,giá,người bán,ngày họp chợ phiên\ngạo nếp,20,bà Mai,đầu tháng giêng");
    stays("nơi: chợ phiên bên suối ở đầu bản Mường\nlúc: từ sáng sớm cho đến giữa trưa hôm sau");
    stays("Mai Văn An\nLê Thị Bình\nTrần Cầu");
    stays(
        "Chị Mai đến chợ từ lúc trời còn tối để giữ chỗ.\nAnh An đến sau.\nHọ bán hết hàng trước khi nắng lên quá đỉnh đồi.",
    );
    // A drawn-in line begins a paragraph, a wide one is a paragraph.
    stays(
        "Người bán đến từ các bản quanh vùng mang theo rau rừng\n    và mật ong, khách mua phần đông là người ở phố huyện.",
    );
    stays(&format!("{}\nvà hết", "chợ phiên bên suối ".repeat(12).trim()));
}

#[test]
fn quoted_mail_and_lines_set_by_hand_are_wrapped() {
    check(
        "> Chợ phiên bên suối họp từ lúc sương chưa tan, người\n> bán kẻ mua đông như hội.\nVâng, tôi sẽ đến.",
        &["> Chợ phiên bên suối họp từ lúc sương chưa tan, người/> bán kẻ mua đông như hội.", "Vâng, tôi sẽ đến."],
    );
    check(
        "The boats lay in the hollows of the mud, and\ngulls walked about on them like old\nmen trying to cross a street, while every\nplank would squirt water.",
        &[
            "The boats lay in the hollows of the mud, and/gulls walked about on them like old/men trying to cross a street, while every/plank would squirt water.",
        ],
    );
    check("The time-\ntable is due.\nBoats sail.", &["The time-/table is due.", "Boats sail."]);
}

/// Commas before dashes, quotation marks and the ends of lines are those of sentences, not of cells.
#[test]
fn commas_of_a_sentence_part_no_cells() {
    let text = "Người lái đò,—một ông già ít nói,—vẫn ra bến từ tờ mờ\nsáng,—mưa cũng vậy,—và đợi khách đi chợ. “Tôi quen,” ông\nbảo,—“quen nước,” rồi ông im,—con đò thì không,—nó kêu cót\nkét suốt buổi sáng hôm ấy,—và cả buổi chiều.";
    check(text, &[&text.replace('\n', "/")]);
}

#[test]
fn scripts_without_case_are_wrapped_where_every_line_is_full() {
    let line = "今天早上港口委员会讨论了新的渡轮时刻表以及";
    check(&format!("{line}\n{line}\n码头"), &[&format!("{line}/{line}/码头")]);
    check("白日依山盡\n黃河入海流\n欲窮千里目", &["白日依山盡", "黃河入海流", "欲窮千里目"]);
}

#[test]
fn the_markup_parts_roles() {
    let text = "Chợ phiên bên suối họp từ lúc sương chưa tan, người\nbán kẻ mua đông như hội.";
    let role = crate::article::Block { role: crate::article::Role::Caption, start: 0, end: 60, repeats: false };
    let known = Known { roles: vec![role], ..Known::default() };
    assert_eq!(paragraphs(text, lines(text, 0), &known).len(), 2);
}
