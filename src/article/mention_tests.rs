//! Dates in running text, with their spans and what they mean.

use super::mention::{dates_mentioned, dates_read};

fn check(text: &str, anchor: Option<&str>, expected: &[(&str, &str)]) {
    let found = dates_mentioned(text, anchor.map(|a| a.parse().unwrap()));
    let found: Vec<_> = found.iter().map(|m| (&text[m.start..m.end], m.date.to_string())).collect();
    let expected: Vec<_> = expected.iter().map(|&(span, iso)| (span, iso.to_owned())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn days_of_a_range_share_their_month() {
    let in_may = |text: &str, expected: &[(&str, &str)]| check(text, Some("2021-05-12"), expected);
    in_may("Chợ nghỉ 5-8/5.", &[("5", "2021-05-05"), ("8/5", "2021-05-08")]);
    in_may("Chợ nghỉ từ ngày 5-8/5", &[("ngày 5", "2021-05-05"), ("8/5", "2021-05-08")]);
    in_may("Chợ nghỉ ngày 5 đến 8/5", &[("ngày 5", "2021-05-05"), ("8/5", "2021-05-08")]);
    in_may("Chợ nghỉ từ 5 đến 8-5", &[]);
    in_may("các ngày 5, 6 và 7/5", &[("ngày 5", "2021-05-05"), ("6", "2021-05-06"), ("7/5", "2021-05-07")]);
    in_may("ngày 5-8 tháng 5 năm 2019", &[("ngày 5", "2019-05-05"), ("8 tháng 5 năm 2019", "2019-05-08")]);
    in_may("đêm 30 rạng sáng 1/5", &[("đêm 30", "2021-04-30"), ("sáng 1/5", "2021-05-01")]);
    in_may("nghỉ 30/4 - 1/5", &[("30/4", "2021-04-30"), ("1/5", "2021-05-01")]);
    in_may("open May 5-8, 2020", &[("May 5", "2020-05-05"), ("8, 2020", "2020-05-08")]);
    in_may("ngày 5 đến 16-11-2020", &[("ngày 5", "2020-11-05"), ("16-11-2020", "2020-11-16")]);
    in_may("ngày 31 và 31/4", &[]);
}

#[test]
fn words_after_a_date_tell_its_year() {
    let in_april = |text: &str, expected: &[(&str, &str)]| check(text, Some("2021-04-15"), expected);
    in_april("khai mạc tháng 7 tới", &[("tháng 7 tới", "2021-07")]);
    in_april("khai mạc tháng 7", &[("tháng 7", "--07")]);
    in_april("khai mạc ngày 13/6 tới đây", &[("ngày 13/6 tới đây", "2021-06-13")]);
    in_april("ngày 13/6 vừa qua", &[("ngày 13/6 vừa qua", "2020-06-13")]);
    in_april("tháng 3 năm ngoái, tháng 3 năm nay", &[("tháng 3 năm ngoái", "2020-03"), ("tháng 3 năm nay", "2021-03")]);
    in_april(
        "ngày 5/3, năm 2018 và ngày 6/3 năm 2019",
        &[("ngày 5/3, năm 2018", "2018-03-05"), ("ngày 6/3 năm 2019", "2019-03-06")],
    );
    in_april("ngày 8/3 hằng năm", &[("ngày 8/3 hằng năm", "--03-08")]);
    in_april("ngày 2/5/1999 và ngày 9/8 cùng năm", &[("2/5/1999", "1999-05-02"), ("ngày 9/8 cùng năm", "1999-08-09")]);
    in_april(
        "le 5 mars dernier, le 5 mai prochain",
        &[("5 mars dernier", "2021-03-05"), ("5 mai prochain", "2021-05-05")],
    );
    in_april("on 5 March last year", &[("5 March last year", "2020-03-05")]);
    in_april("tháng trước, tháng này, hai tháng trước", &[("tháng trước", "2021-03"), ("tháng này", "2021-04")]);
    // Which year such a day is of only the article's own date tells.
    check("ngày 13/6 vừa qua", Some("2019"), &[("ngày 13/6 vừa qua", "--06-13")]);
}

#[test]
fn days_to_come_are_told_by_the_words_before_them() {
    let in_april = |text: &str, expected: &[(&str, &str)]| check(text, Some("2021-04-15"), expected);
    in_april("Cầu dự kiến thông xe 15/12.", &[("15/12", "2021-12-15")]);
    in_april("Hạn chót nộp đơn: ngày 20/11", &[("ngày 20/11", "2021-11-20")]);
    in_april("Giải sẽ khai mạc vào tối 15/12.", &[("tối 15/12", "2021-12-15")]);
    in_april("Giải sẽ mở vào ngày 2/4.", &[("ngày 2/4", "2021-04-02")]);
    in_april("Đơn phải nộp trước ngày 1/12.", &[("ngày 1/12", "2021-12-01")]);
    in_april("Trước ngày 1/12, giá còn thấp.", &[("ngày 1/12", "--12-01")]);
    in_april("Tòa sẽ xét xử vụ án xảy ra ngày 15/12.", &[("ngày 15/12", "2020-12-15")]);
    in_april("Chợ sẽ họp từ ngày 20/12 đến ngày 5/1.", &[("ngày 20/12", "2021-12-20"), ("ngày 5/1", "2022-01-05")]);
    in_april("Hôm 15/12, ông nói sẽ xây cầu.", &[("Hôm 15/12", "2020-12-15")]);
    in_april("The fair will open on 15 December.", &[("15 December", "2021-12-15")]);
    in_april("Giải mở ngày 15/12.", &[("ngày 15/12", "2020-12-15")]);
}

#[test]
fn dates_that_go_together_are_of_one_year() {
    check("giữa tháng 6 và tháng 7", Some("2021-04-20"), &[("tháng 6", "2021-06"), ("tháng 7", "2021-07")]);
    check("tháng 11 và tháng 12/2020", Some("2021-04-20"), &[("tháng 11", "2020-11"), ("tháng 12/2020", "2020-12")]);
    check("từ tháng 12 đến tháng 1/2021", Some("2021-04-20"), &[("tháng 12", "2020-12"), ("tháng 1/2021", "2021-01")]);
    check(
        "từ ngày 28/12 đến ngày 3/1",
        Some("2020-12-20"),
        &[("ngày 28/12", "2020-12-28"), ("ngày 3/1", "2021-01-03")],
    );
}

#[test]
fn a_day_after_another_year_is_not_sure() {
    check("Năm 1968, ông lên đường. Ngày 15/3, đơn vị đi.", Some("2021-04-20"), &[("Ngày 15/3", "--03-15")]);
    check(
        "Rạng sáng 22/4/1975 tới nơi. Sáng 23/4, đi.",
        Some("2021-04-24"),
        &[("22/4/1975", "1975-04-22"), ("Sáng 23/4", "--04-23")],
    );
    check("Ngày 15/3, đơn vị thành lập năm 1968 họp.", Some("2021-04-20"), &[("Ngày 15/3", "2021-03-15")]);
}

#[test]
fn days_of_the_moon_are_none_of_ours() {
    let read = dates_read("rằm tháng 7, mùng 5/5 âm lịch, 14 và 15/8 (âm lịch), ngày 3/4", "2021-04-20".parse().ok());
    let said: Vec<_> = read.mentions.iter().map(|m| m.date.to_string()).collect();
    assert_eq!(said, ["2021-04-03"]);
    assert_eq!(read.lunar.len(), 3, "{:?}", read.lunar);
}

#[test]
fn shares_doses_houses_and_names_are_no_dates() {
    for text in [
        "chưa đến 2/3 trẻ em được tiêm",
        "có 1/3 số hộ",
        "đến 3/4 diện tích",
        "uống ngày 2-3 lần",
        "mỗi tháng 2 triệu đồng",
        "lương tháng 5 triệu đồng",
        "nhà ở đường 30/4 và cầu 2/9",
        "số 12/1 ngõ 5/8",
        "Cách mạng Tháng Tám",
        "đạt 10/10 điểm",
        "thắng 2-1, quý 3/2020",
        "thắng 6/4, 7/5 và vào chung kết",
        "kết quả 6/3 3/6 7/6 nghiêng về anh",
        "thanh niên hôm nay",
        "sáng qua điện thoại",
        "cuối tuần qua",
    ] {
        check(text, Some("2021-04-20"), &[]);
    }
}

#[test]
fn dates_of_other_forms_are_read() {
    check("ngày 24 tháng 1 năm 2021", None, &[("ngày 24 tháng 1 năm 2021", "2021-01-24")]);
    check("từ ngày 5 tháng 3 đến 9/3", Some("2021-03-10"), &[("ngày 5 tháng 3", "2021-03-05"), ("9/3", "2021-03-09")]);
    check(
        "January 24, 2021 and 24 January 2021",
        None,
        &[("January 24, 2021", "2021-01-24"), ("24 January 2021", "2021-01-24")],
    );
    check(
        "le 24 janvier 2021, am 24. Januar 2021, el 24 de enero de 2021",
        None,
        &[("24 janvier 2021", "2021-01-24"), ("24. Januar 2021", "2021-01-24"), ("24 de enero de 2021", "2021-01-24")],
    );
    check(
        "24.01.2021, 2021-01-24, 2021年1月24日, 1/24/2021, 24/1/21",
        None,
        &[
            ("24.01.2021", "2021-01-24"),
            ("2021-01-24", "2021-01-24"),
            ("2021年1月24日", "2021-01-24"),
            ("1/24/2021", "2021-01-24"),
            ("24/1/21", "2021-01-24"),
        ],
    );
    check(
        "rạng sáng 3-2, sáng nay (4-2), tối qua",
        Some("2021-02-04"),
        &[("sáng 3-2", "2021-02-03"), ("sáng nay", "2021-02-04"), ("4-2", "2021-02-04"), ("tối qua", "2021-02-03")],
    );
    check("Thứ hai, 25-1 khai mạc phiên họp thứ hai", Some("2021-01"), &[("25-1", "2021-01-25")]);
    check(
        "hơn 2/3 số nhà, mở cửa 24/7, số 12/1, Nghị định 24/2021/AB, bản 1.2.3, ngày nay, 3.5 mét",
        Some("2021-01"),
        &[],
    );
    check(
        "tháng 12 năm 2020, sau 6 tháng 2 ngày, tháng Mười Hai",
        None,
        &[("tháng 12 năm 2020", "2020-12"), ("tháng Mười Hai", "--12")],
    );
    check(
        "20 Th9, 2020; Th9 20, 2020; 20 thg 9, 2020",
        None,
        &[("20 Th9, 2020", "2020-09-20"), ("Th9 20, 2020", "2020-09-20"), ("20 thg 9, 2020", "2020-09-20")],
    );
    check("15 mar 2021, Thử 9 2020, 4Th 2020", None, &[("15 mar 2021", "2021-03-15")]);
    check("It rained in May.", Some("2021-06-01"), &[("May", "2021-05")]);
    check(
        "Between March and April it rained. March and April 2019 were dry.",
        Some("2021-06-01"),
        &[("March", "2021-03"), ("April", "2021-04"), ("March", "2019-03"), ("April 2019", "2019-04")],
    );
    check(
        "They march in pairs. He may go. April Smith and May came. We march and April fell.",
        Some("2021-06-01"),
        &[],
    );
    check("He may come on May 5; march 3 miles", Some("2021-06-01"), &[("May 5", "2021-05-05")]);
}
