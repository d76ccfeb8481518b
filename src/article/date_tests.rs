//! What dates an article, and what does not.

use super::extract;
use super::extract::extract_known;
use super::known::Known;
use super::origin::DateOrigin;

const STORY: &str =
    "Cây cầu gỗ bắc qua con suối đầu làng được dựng lại sau mùa lũ, người dân đi chợ không còn phải vòng xa.";
const MORE: &str =
    "Thợ mộc trong làng góp công, trường học góp gỗ, còn tiền mua đinh do các gia đình ven suối cùng đóng góp.";

#[test]
fn dates_know_their_origin() {
    let check = |text: &str, expected: DateOrigin| {
        let alone = extract("a", text.to_owned());
        // A full date in running prose is sure only beside what agrees with it.
        assert_eq!(alone.date.map(|_| alone.date_origin), Some(expected).filter(|o| *o != DateOrigin::Text), "{text}");
        let known = Known { date: "1999".parse().ok(), ..Known::default() };
        assert_eq!(extract_known("a", text.to_owned(), known).date_origin, DateOrigin::Metadata);
        // What the source tells is made more precise by the text.
        let known = Known { date: "2021".parse().ok(), ..Known::default() };
        let refined = extract_known("a", text.to_owned(), known);
        let date = if expected == DateOrigin::Header { "2021-03" } else { "2021-03-09" };
        let origin = if expected == DateOrigin::DayAlone { DateOrigin::Metadata } else { expected };
        assert_eq!((refined.date.unwrap().to_string().as_str(), refined.date_origin), (date, origin), "{text}");
    };
    let story = format!("{STORY}\n{MORE}");
    check(&format!("Cầu mới\nThứ Ba, 09/03/2021 08:05\n{story}"), DateOrigin::DateLine);
    check(&format!("Cầu mới\nNgày 9/3/2021, {story}"), DateOrigin::Text);
    check(&format!("Cầu mới\nBáo Làng\n09/03/2021\n{story}"), DateOrigin::DateLine);
    check(&format!("Cầu mới\nLàng Mới, 9/3/2021 – {story}"), DateOrigin::DateLine);
    check(&format!("date 2021-03 Cầu mới\n{story}"), DateOrigin::Header);
    check(&format!("date 2021-03 Cầu mới\nNgày 9-3, {story}"), DateOrigin::HeaderAndDay);
    check(&format!("Cầu mới\nNgày 9-3, {story}"), DateOrigin::DayAlone);
}

#[test]
fn what_a_story_speaks_of_dates_no_article() {
    for lead in [
        "Cây cầu cũ được dựng ngày 3/6/1911 bởi một xưởng mộc trong làng.",
        "Ngày 30/4/1975, cả làng ra bến đón người về trên những con thuyền.",
        "Sáng nay, làng kỷ niệm ngày 19/8/1945 bằng một phiên chợ ngoài bến.",
        "Làng kỷ niệm ngày 19/8 bằng một phiên chợ ngoài bến sông, như mọi năm.",
        "Cầu mới sẽ thông xe ngày 1/9/2031, ban xây dựng đã hứa với dân làng.",
        "Cầu mới sẽ thông xe ngày 1/9, ban xây dựng đã hứa với cả dân làng.",
        "On May 26th 2023 the chair of the harbour said that she would not speak this year.",
        "The law of 12 March 1998 on harbours is still in force, said the mayor.",
    ] {
        assert_eq!(extract("a", format!("Cầu mới\n{lead}\n{MORE}")).date, None, "{lead}");
    }
    // Nor beside a crawler's header: an anniversary of its month, a day to come.
    for lead in
        ["Làng kỷ niệm ngày 9/3 bằng một phiên chợ ngoài bến sông.", "Cầu sẽ thông xe ngày 9/3/2021, ban xây dựng nói."]
    {
        let article = extract("a", format!("date 2021-03 Cầu mới\n{lead}\n{MORE}"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2021-03"), "{lead}");
    }
}

#[test]
fn paths_and_files_tell_dates_where_nothing_better_does() {
    let dated = |text: &str, path: Option<&str>, file: Option<&str>| {
        let path_date = path.map(|path| (path.parse().unwrap(), DateOrigin::FileName));
        let file_date = file.map(|date| date.parse().unwrap());
        let article = extract_known("a", text.to_owned(), Known { path_date, file_date, ..Known::default() });
        (article.date.map(|d| d.to_string()), article.date_origin, article.file_date.map(|d| d.to_string()))
    };
    let some = |date: &str| Some(date.to_owned());
    let story = format!("{STORY}\n{MORE}");
    let plain = format!("Cầu mới\n{story}");
    assert_eq!(dated(&plain, Some("2021-03-04"), None), (some("2021-03-04"), DateOrigin::FileName, None));
    assert_eq!(dated(&plain, None, Some("2026-03-01")), (None, DateOrigin::Metadata, some("2026-03-01")));
    let lined = format!("Cầu mới\n09/03/2021\n{story}");
    assert_eq!(dated(&lined, Some("2021-03-04"), Some("2026-03-01")), (some("2021-03-09"), DateOrigin::DateLine, None));
    // A file's name and the crawler's header agree: the name says more.
    let header = format!("date 2021-03 Cầu mới\n{story}");
    assert_eq!(dated(&header, Some("2021-03-04"), None), (some("2021-03-04"), DateOrigin::FileName, None));
    assert_eq!(dated(&header, Some("2020-01-04"), None), (some("2021-03"), DateOrigin::Header, None));
    // A month of the path, and a day of it in the first lines.
    let day = format!("Cầu mới\nNgày 9-3, {story}");
    assert_eq!(dated(&day, Some("2021-03"), None), (some("2021-03-09"), DateOrigin::FileName, None));
}
