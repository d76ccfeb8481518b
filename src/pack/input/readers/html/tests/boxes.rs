//! What stands in and around a story, page by page.

use super::super::page;
use crate::article::{Role, extract_known};

const FIRST: &str = "Ghe chở muối về bến từ lúc trời chưa sáng, người bốc vác đã đứng đợi đông kín cả hai bên bờ sông.";
const SECOND: &str =
    "Giá muối năm nay thấp hơn năm ngoái, nhiều nhà trong làng phải bán vội để có tiền mua giống vụ sau.";
const THIRD: &str =
    "Đến trưa thì bến vắng dần, chỉ còn mấy chiếc ghe nhỏ chờ con nước lên để về lại xóm dưới cho kịp tối.";

/// The roles of a page's texts that begin so, its story among them.
fn check(body: &str, expected: &[(&str, Option<Role>)]) {
    let markup = format!(
        "<html><head><title>Bến muối</title><meta property=\"og:title\" content=\"Bến muối\"></head><body>{body}</body></html>"
    );
    let (text, known) = page(&markup).unwrap();
    let article = extract_known("a.html", text, known);
    for (begins, expected) in expected {
        let block = article.blocks.iter().find(|block| block.of(&article.text).starts_with(begins));
        assert_eq!(block.map(|block| block.role), *expected, "{begins:?} in {markup}\nread as {:?}", article.text);
    }
}

fn story(inside: &str) -> String {
    format!("<article><h1>Bến muối</h1><p>{FIRST}</p><p>{SECOND}</p>{inside}<p>{THIRD}</p></article>")
}

const BODY: Option<Role> = Some(Role::Body);
const RELATED: Option<Role> = Some(Role::Related);
const RESIDUE: Option<Role> = Some(Role::Residue);

#[test]
fn an_empty_title_of_a_drawing_hides_nothing() {
    for title in ["<title/>", "<title />"] {
        check(
            &format!("<svg>{title}<path d=\"M0 0\"/></svg>{}", story("")),
            &[("Ghe", Some(Role::Lead)), ("Đến", BODY)],
        );
    }
}

#[test]
fn a_head_without_an_end_hides_nothing() {
    let markup = format!("<html><head><title>Bến muối</title><meta name=a content=b><div>{}</div></html>", story(""));
    let (text, _) = page(&markup).unwrap();
    assert!(text.contains(FIRST) && text.contains(THIRD), "{text}");
}

#[test]
fn a_story_in_a_template_is_read_where_it_says_that_it_is_the_story() {
    let templates = |property: &str| {
        let body = format!("<p>{FIRST}</p><p>{SECOND}</p><div><b>");
        format!(
            "<h1>Bến muối</h1><div {property}><script type=\"text/template\">{body}</script></div><div><p>{THIRD}</p></div>"
        )
    };
    check(&templates("itemprop=\"articleBody\""), &[("Ghe", Some(Role::Lead)), ("Giá", BODY)]);
    check(&templates("class=\"a\""), &[("Ghe", None), ("Giá", None)]);
    // What the template leaves open ends with it, and so does a script in it.
    let open = format!("<div itemprop=articleBody><script type=text/html><p>{FIRST}<script>let a = 1;</script></div>");
    check(
        &format!("<h1>Bến muối</h1><main>{open}<p>{SECOND}</p><p>{THIRD}</p></main>"),
        &[("Giá", BODY), ("Đến", BODY)],
    );
}

#[test]
fn parts_of_one_story_are_read_together() {
    let parts = [FIRST, SECOND, THIRD].map(|text| format!("<article><h2>Phần</h2><p>{text}</p></article>"));
    let whole = format!("<h1>Bến muối</h1><main>{}</main>", parts.concat());
    check(&whole, &[("Ghe", Some(Role::Lead)), ("Giá", BODY), ("Đến", BODY)]);
    // Headlines that are links are other stories'.
    let linked = parts.map(|part| part.replace("<h2>Phần</h2>", "<h2><a href=\"/b\">Phần</a></h2>"));
    let long = linked[0].replace(FIRST, &FIRST.repeat(5));
    let list = format!("<h1>Bến muối</h1><main>{long}{}{}</main>", linked[1], linked[2]);
    check(&list, &[("Giá", None), ("Đến", None)]);
}

#[test]
fn a_page_whose_story_is_all_frame_or_headline_is_read_whole() {
    check("<h1>Bến muối</h1>", &[("Bến muối", Some(Role::Title))]);
    check(&format!("<footer><p>{FIRST}</p></footer>"), &[("Ghe", BODY)]);
}

#[test]
fn headings_of_nothing_are_as_what_follows_them() {
    check(&story("<h2>Chợ chiều</h2>"), &[("Chợ chiều", Some(Role::Subheading))]);
    let below = format!("<article><h1>Bến muối</h1><p>{FIRST}</p><p>{SECOND}</p><h2>Sự kiện</h2></article>");
    check(&below, &[("Giá", BODY), ("Sự kiện", RESIDUE)]);
}

#[test]
fn boxes_of_other_stories_end_where_their_markup_ends() {
    let list = "<h4>Tin liên quan</h4><div class=\"related\"><ul><li><a href=/1>Ghe mới của xóm trên</a><li>\
                <a href=/2>Đê biển sau mùa bão lớn năm nay</a></ul></div>";
    check(&story(list), &[("Tin liên quan", RELATED), ("Ghe mới", RELATED), ("Đến", BODY)]);
    // Without a word of markup of where they end, one paragraph may be a teaser.
    let bare = "<h4>Tin liên quan</h4><p>Ghe mới của xóm trên</p>";
    check(&story(bare), &[("Tin liên quan", RELATED), ("Đến", RELATED)]);
    let two = format!("{bare}<p>{FIRST}</p>");
    check(&story(&two), &[("Tin liên quan", RELATED), ("Đến", BODY)]);
}

#[test]
fn no_box_of_other_stories_holds_most_of_the_story() {
    let links = "<p>Ghe mới của xóm trên</p>".repeat(12);
    let long: String = (0..6).map(|part| format!("<p>{THIRD} Lần {part} cũng vậy.</p>")).collect();
    let page = |first: &str| {
        format!("<article><h1>Bến muối</h1><p>{first}</p><h4>Xem thêm</h4>{links}{long}<h5 class=x>Bến</h5></article>")
    };
    check(&page(FIRST), &[("Xem thêm", RELATED), ("Ghe mới", RELATED), ("Đến", BODY)]);
    check(&page(&FIRST.repeat(4)), &[("Xem thêm", RELATED), ("Đến", RELATED)]);
}

#[test]
fn boxes_are_told_by_their_names() {
    for (name, expected) in [
        ("class=\"wp-embed\"", RELATED),
        ("class=\"txnewsprevnext\"", RELATED),
        ("class=\"box notforprint\"", RESIDUE),
        ("class=\"buybox__info\"", RESIDUE),
        // A box about the author, by its class or its id.
        ("class=\"author-box\"", RESIDUE),
        ("id=\"mvp-author-box-wrap\"", RESIDUE),
        ("id=\"box\"", BODY),
    ] {
        let inside = format!(
            "<div {name}><p>Mai An viết về sông nước đã hơn mười năm nay, sống ở xóm dưới với hai con và nuôi một đàn vịt đẻ trên sông.</p></div>"
        );
        check(&story(&inside), &[("Mai An", expected), ("Đến", BODY)]);
    }
    let long = "Mai An viết về sông nước đã hơn mười năm nay, sống ở xóm dưới với hai con. ".repeat(18);
    let page = format!("<div class=\"author-box\"><p>{long}</p></div><p>{}</p>", SECOND.repeat(20));
    check(&story(&page), &[("Mai An", RESIDUE), ("Đến", BODY)]);
    // What is most of the page is no box.
    let wrapped = format!("<div class=\"post author-mai\"><h1>Bến muối</h1><p>{FIRST}</p><p>{SECOND}</p></div>");
    check(&wrapped, &[("Giá", BODY)]);
}

#[test]
fn a_paragraph_that_is_a_link_leads_away() {
    check(&story("<p><a href=/s>Mua sách</a></p>"), &[("Mua sách", RELATED)]);
    check(&story("<p>Ở chợ: <a href=/s>Mua sách</a></p>"), &[("Ở chợ: Mua sách", Some(Role::Subheading))]);
    check(
        &story("<ul><li><a href=/s>Mua sách</a><li>Bán báo ở bến sông vào buổi sáng</ul>"),
        &[("Mua sách", Some(Role::Subheading))],
    );
}

#[test]
fn the_sentence_of_when_a_post_was_posted_is_no_story() {
    let posted = "<p>This entry was posted on Monday, May 3rd, 2021 at 10:12 and is filed under Harbour. You can follow any \
                  answers to this entry through its feed, or leave one of your own below.</p>";
    check(&story(posted), &[("This entry", RESIDUE)]);
}

#[test]
fn dates_of_a_page_that_shows_more_than_one() {
    let date = |head: &str, body: &str| {
        let markup = format!(
            "<!DOCTYPE html>\n<html><head>{head}</head><body>{body}<h1>Bến muối</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"
        );
        page(&markup).unwrap().1.date.map(|date| date.to_string())
    };
    let published = |day: &str| format!("<meta property=\"article:published_time\" content=\"{day}\">");
    let address = |day: &str| format!("<link rel=canonical href=\"https://bao.example/{day}/ben-muoi\">");
    let answers = |name: &str| {
        let text = FIRST.repeat(8);
        format!(
            "<div {name}><div><div><div><time datetime=\"2021-05-09\">9/5</time><p>{text}</p></div></div></div></div>"
        )
    };
    for (head, body, expected) in [
        // Month, day and year in boxes of their own.
        (String::new(), "<div class=date><b>May</b><b>03</b><i>2021</i></div>".to_owned(), Some("2021-05-03")),
        // The address is of the first day; a day beside it is that of another clock.
        (published("2021-05-09") + &address("2019/03/04"), String::new(), Some("2019-03-04")),
        (published("2021-05-09") + &address("2021/05/08"), String::new(), Some("2021-05-09")),
        (published("2021-05-09") + &address("2022/03/04"), String::new(), Some("2021-05-09")),
        // Answers, which may be most of a page, and the day that somebody joined.
        (String::new(), answers("class=\"comment-list\""), None),
        (String::new(), answers("class=\"list\""), Some("2021-05-09")),
        (String::new(), "<dl><dd class=\"profile-joined\">18.09.2008, 05:56</dd></dl>".to_owned(), None),
        // A date beside the story; what stands beside it and says that it tells of it; a lead.
        (String::new(), format!("<aside><p>{FIRST}</p><p>05.03.2021</p></aside>"), None),
        (String::new(), format!("<aside class=meta><p>{FIRST}</p><p>05.03.2021</p></aside>"), Some("2021-03-05")),
        (String::new(), "<div class=teaser-meta>05.03.2021</div>".to_owned(), Some("2021-03-05")),
        // A label in one line, its day in the next; it says more than a date that is not said to be of what.
        (
            "<meta name=\"date\" content=\"2021-10-15\">".to_owned(),
            "<div><div><span>Erschienen am:</span></div><div>13.10.2021</div><p>Bến muối và nhiều chuyện khác ở xóm dưới \
             được kể lại trong số báo này, cùng với ảnh của nhiều bạn đọc gửi về.</p></div>"
                .to_owned(),
            Some("2021-10-13"),
        ),
        // A dateline, and what the page hands to its own program, where nothing else tells.
        (String::new(), "<p>(21. November 2022) Bến muối họp sớm.</p>".to_owned(), Some("2022-11-21")),
        (
            "<script>var page = {\"published_at\":\"2019-03-02T06:22:28\"}</script>".to_owned(),
            "<p>Bến muối họp sớm.</p>".to_owned(),
            Some("2019-03-02"),
        ),
        // Of two that differ, the one that is shown.
        (
            "<meta itemprop=\"datePublished\" content=\"2021-10-18\"><script type=\"application/ld+json\">\
             {\"@type\":\"NewsArticle\",\"datePublished\":\"2021-10-19T03:00:00Z\"}</script>"
                .to_owned(),
            "<time class=article-date datetime=\"2021-10-19T03:00:00Z\">19.10.2021, 05:00</time>".to_owned(),
            Some("2021-10-19"),
        ),
    ] {
        assert_eq!(date(&head, &body).as_deref(), expected, "{head} {body}");
    }
}
