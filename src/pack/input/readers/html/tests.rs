//! Pages as they come, written for these tests.

mod boxes;

use super::*;
use crate::article::{Role, extract_known};
use crate::pack::input::left_out::LeftOut;
use proptest::prelude::*;

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Phiên chợ đầu năm - Báo Làng</title>
<meta property="og:site_name" content="Báo Làng"><meta property="article:published_time" content="2021-02-03T08:15:00+07:00">
<meta property="article:section" content="Đời sống"><meta name="author" content="Mai An">
<link rel="canonical" href="https://www.baolang.example/cho-phien.html"><script>var a = "<p>không phải chữ</p>";</script>
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Khác","datePublished":"2020-01-01"}]}</script>
</head><body><nav><ul><li><a href="/">Trang chủ</a><li><a href="/t">Thời sự hôm nay và nhiều tin tức khác nữa</a></ul></nav>
<div class="page"><h1>Phiên chợ đầu năm</h1><h2 class="sapo">Từ sáng sớm, người các bản đã kéo về khu chợ bên bờ suối rất đông.</h2>
<div class="body"><p>Chợ mở lúc năm giờ, khi sương còn phủ kín thung lũng &amp; con đường đất.
<p>Người bán bày rau, <b>măng khô</b> và mật ong; người mua trả giá bằng tiếng của bản mình.</p>
<figure><img src="a.jpg"><figcaption>Một góc chợ phiên sáng mồng sáu Tết</figcaption></figure>
<h3>Hàng quà</h3><p>Quầy bánh nóng đông khách nhất, khói bếp bay lên từ sớm tới trưa.</p>
<div class="related-news"><a href="/1">Hội xuân ở bản bên</a></div>
<p>Đến trưa, chợ tan, ai cũng hẹn gặp lại ở phiên sau, khi hoa mận nở trắng.</p>
<p class="author">Mai An</p></div><div class="share-box">Chia sẻ bài viết này lên mạng xã hội của bạn</div></div>
<footer>Báo Làng giữ bản quyền nội dung trên trang web này, ghi rõ nguồn khi dùng lại.</footer></body></html>"#;

#[test]
fn a_page_gives_its_story_and_what_it_says_of_itself() {
    let (text, known) = page(PAGE).unwrap();
    assert_eq!(known.title.as_deref(), Some("Phiên chợ đầu năm"));
    assert_eq!(known.date.map(|d| (d.to_string(), d.minute)), Some(("2021-02-03".to_owned(), Some(495))));
    assert_eq!(known.source.as_deref(), Some("Báo Làng"));
    assert_eq!(known.url.as_deref(), Some("https://www.baolang.example/cho-phien.html"));
    assert_eq!((known.category.as_deref(), known.author.as_deref()), (Some("Đời sống"), Some("Mai An")));
    let article = extract_known("a.html", text, known);
    let found: Vec<_> = article.blocks.iter().map(|b| (b.role, b.of(&article.text))).collect();
    let expected = [
        (Role::Title, "Phiên chợ đầu năm"),
        (Role::Lead, "Từ sáng sớm, người các bản đã kéo về khu chợ bên bờ suối rất đông."),
        (Role::Body, "Chợ mở lúc năm giờ, khi sương còn phủ kín thung lũng & con đường đất."),
        (Role::Body, "Người bán bày rau, măng khô và mật ong; người mua trả giá bằng tiếng của bản mình."),
        (Role::Caption, "Một góc chợ phiên sáng mồng sáu Tết"),
        (Role::Subheading, "Hàng quà"),
        (Role::Body, "Quầy bánh nóng đông khách nhất, khói bếp bay lên từ sớm tới trưa."),
        (Role::Related, "Hội xuân ở bản bên"),
        (Role::Body, "Đến trưa, chợ tan, ai cũng hẹn gặp lại ở phiên sau, khi hoa mận nở trắng."),
        (Role::Credit, "Mai An"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn pages_without_a_body_or_a_story_are_answered() {
    assert_eq!(page("").unwrap_err(), Reason::NoStory);
    assert_eq!(page("<html><head><title>Chỉ có tên</title></head></html>").unwrap_err(), Reason::NoStory);
    assert_eq!(page("<html><script>let a = 1;</script>").unwrap_err(), Reason::NoStory);
    let (text, _) = page("Một dòng chữ không có thẻ nào").unwrap();
    assert_eq!(text, "Một dòng chữ không có thẻ nào\n");
}

#[test]
fn fragments_become_paragraphs() {
    let check = |markup: &str, expected: &str| assert_eq!(fragment(markup).text, expected, "{markup}");
    check("<p>Một</p><p>Hai<br>ba</p>", "Một\n\nHai\nba\n");
    check("a <b>b</b>c&nbsp;d\n e", "a bc\u{a0}d e\n");
    check("<table><tr><td>1<td>2</table>", "1\t2\n");
    check("<ul><li>Một<li>Hai</ul>", "Một\n\nHai\n");
    check("<pre>a\n  b</pre>", "a\n  b\n");
    check("<table><tr><td>Gạo</td><td>20</td></tr></table>", "Gạo\t20\n");
    assert!(looks_like_markup("<table><tr><td>Gạo</td></tr></table>") && !looks_like_markup("a < b"));
    assert_eq!(plain("A &amp; B"), "A & B");
    assert_eq!(plain("1 < 2 & 3"), "1 < 2 & 3");
    assert_eq!(plain("<b>Tin</b>"), "Tin");
}

#[test]
fn raised_figures_and_marks_of_notes_are_not_fused_with_words() {
    let check = |markup: &str, expected: &str| assert_eq!(fragment(markup).text.trim_end(), expected, "{markup}");
    check("1.400<sup>2</sup> hộ, 35<sup><a href='#n3'>3</a></sup> tỷ, m <sup>2</sup> đất", "1.400² hộ, 35³ tỷ, m² đất");
    check("CO<sub>2</sub>, H<sub>2</sub>SO<sub>4</sub>, 10<sup>6</sup> người", "CO₂, H₂SO₄, 10⁶ người");
    check("treaty<a href='#fn1'>1</a> and<a href='#fn2'>[2]</a>", "treaty¹ and⁽²⁾");
    check("page <a href='#p2'>2</a>, <a href='/x'>3</a>, see<a href='/2021'>21</a>", "page 2, 3, see21");
    check("treaty<sup>[3]</sup><sup>,</sup><sup>4</sup> the 1<sup>er</sup> M<sup>me</sup>", "treaty⁽³⁾,⁴ the 1er Mme");
    check("treaty<sup>new</sup>word<sup></sup>", "treaty new word");
    check("<h2>Đất<sup>1</sup></h2>", "Đất¹");
    check("1.400<span style='color: red; Vertical-Align: super'>2</span> hộ", "1.400² hộ");
    check("1.500<span class='note superscript'>3</span> hộ, H<small class=sub>2</small>O", "1.500³ hộ, H₂O");
    check("1.500<span class='supper'>3</span> hộ", "1.5003 hộ");
}

#[test]
fn formulas_are_read_in_their_line() {
    let check = |markup: &str, expected: &str| assert_eq!(fragment(markup).text.trim_end(), expected, "{markup}");
    let power = "<msup><mi>b</mi><mn>2</mn></msup>";
    check(&format!("<p>Số <math>{power} <mo>-</mo> <mn>4</mn><mi>a</mi></math>, hết.</p>"), "Số b²-4a, hết.");
    let root = format!("<msqrt>{power}<mo>+</mo><mn>1</mn></msqrt>");
    check(&format!("<math><mfrac>{root}<mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math>"), "(√(b²+1))/2a");
    check(
        "<math><msub><mi>x</mi><mn>1</mn></msub><mo>\u{2062}</mo><mroot><mi>y</mi><mn>3</mn></mroot></math>",
        "x₁³√y",
    );
    check("<math><munderover><mo>∑</mo><mn>0</mn><mi>n</mi></munderover><mspace/><mi>i</mi></math>", "∑₀^n i");
    check("<math><mfenced><mi>a</mi><mi>b</mi></mfenced><mover><mi>v</mi><mo>→</mo></mover></math>", "(a,b)v→");
    check("<p>Một<math display='block'><mn>1</mn></math>hai</p>", "Một 1 hai");
    // Books write a prefix; the source of a formula is told beside it.
    check("<p><m:math><m:msup><m:mi>m</m:mi><m:mn>3</m:mn></m:msup></m:math> nước</p>", "m³ nước");
    let source = "<annotation encoding='TeX'>b^2</annotation>";
    let read = fragment(&format!("<math><semantics><mrow>{power}</mrow>{source}</semantics></math>"));
    assert_eq!((read.text.as_str(), read.omitted.of(LeftOut::Controls)), ("b²\n", 3));
    assert_eq!(plain(&format!("Về <math>{power}</math></p>")), "Về b²");
}

#[test]
fn readings_edits_and_what_is_hidden() {
    let check = |markup: &str, expected: &str| assert_eq!(fragment(markup).text.trim_end(), expected, "{markup}");
    check("<ruby>市場<rp>(</rp><rt>いちば</rt><rp>)</rp></ruby>へ<ruby>来<rt>く</ruby>る", "市場へ来る");
    check("họp <del>thứ Hai</del><ins>thứ Ba</ins> và <s>sáng</s>chiều", "họp thứ Hai thứ Ba và sáng chiều");
    check("co<del>l</del><ins>ll</ins>ect, un<em>able</em>, Spec<wbr>trum", "collect, unable, Spectrum\n\nl");
    check("giá 1<del>5</del><ins>7</ins>.000 đồng", "giá 17.000 đồng\n\n5");
    check("giá <s>15</s><ins>17</ins>.000 đồng, <del>8</del> <ins>9</ins> hộ", "giá 17.000 đồng, 8 9 hộ\n\n15");
    check("giá 1<span style='text-decoration: line-through'>5</span>7.000 đồng", "giá 17.000 đồng\n\n5");
    check("<del><p>Một.</p><p>Hai.</p></del><p>Ba.</p>", "Một.\n\nHai.\n\nBa.");
    let read = fragment("1<del>5</del><ins>7</ins>.000");
    assert_eq!(read.roles.iter().map(|b| (b.role, b.of(&read.text).trim())).collect::<Vec<_>>(), [(Role::Remark, "5")]);
    assert_eq!(plain("Giá 1<del>5</del><ins>7</ins>.000</p>"), "Giá 17.000");
    check(
        "<p>Một <span hidden>hai</span><span style='display: none'>ba</span><b aria-hidden='true'>★</b></p>",
        "Một ★",
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let markup = "<?xml version=\"1.0\"?><html><head><title>T</title><style>p {}</style></head><body><!-- ghi chú --><p>Một\
        <button>Gửi</button> hai.</p><script>let a = 1;</script></body></html>";
    let read = fragment(markup);
    assert_eq!(read.text, "Một hai.\n");
    let counted = |reason| read.omitted.of(reason);
    assert_eq!(counted(LeftOut::Comments), "ghi chú".len() as u64);
    assert_eq!(counted(LeftOut::Controls), "Gửi".len() as u64);
    let (_, _, omitted) = read_page(PAGE).unwrap();
    let beside =
        ["Trang chủ", "Thời sự hôm nay và nhiều tin tức khác nữa", "Chia sẻ bài viết này lên mạng xã hội của bạn"];
    let footer = "Báo Làng giữ bản quyền nội dung trên trang web này, ghi rõ nguồn khi dùng lại.";
    let letters = |text: &str| text.split_whitespace().map(str::len).sum::<usize>() as u64;
    assert_eq!(omitted.of(LeftOut::Frame), beside.into_iter().chain([footer]).map(letters).sum::<u64>());
    // The marks of notes, which are longer in the story than on the page, hide nothing of it.
    let (text, _, noted) = read_page(&PAGE.replace("mật ong;", "mật ong<sup>[12]</sup>;")).unwrap();
    assert!(text.contains("mật ong⁽¹²⁾;"), "{text}");
    assert_eq!(noted.of(LeftOut::Frame), omitted.of(LeftOut::Frame));
}

#[test]
fn a_page_names_its_encoding() {
    let (koi, _, _) =
        encoding_rs::KOI8_R.encode("<html><meta charset=\"koi8-r\"><body><p>Сегодня утром открылась ярмарка.");
    let text = decode_page(koi.into_owned(), None).unwrap();
    assert!(text.text.contains("Сегодня"), "{}", text.text);
}

#[test]
fn much_markup_costs_no_more_than_its_bytes() {
    for piece in
        ["<div>a</div>", "<p><b>a</b>", "<ul><li>a</ul>", "<table><tr><td>a</table>", "<a href=x>a</a>", "</div></p>"]
    {
        let markup = piece.repeat(200_000 / piece.len());
        let _ = page(&markup);
    }
}

#[test]
fn what_stands_deeper_than_the_limit_is_read_all_the_same() {
    // 450 elements inside one another; 400 are kept open.
    let (text, _) = page(&format!("{}<p>Một</p>{}<p>Hai</p>", "<div>".repeat(450), "</div>".repeat(450))).unwrap();
    assert_eq!(text, "Một\n\nHai\n");
}

proptest! {
    #[test]
    fn any_markup_is_answered(markup in "(<[a-z/]{0,6}[ =\"a-z]{0,8}>?|[a-zạ &;\n]{0,6}){0,40}") {
        if let Ok((text, known)) = page(&markup) {
            let article = extract_known("a", text, known);
            prop_assert!(article.blocks.iter().all(|b| b.start < b.end));
        }
        let _ = fragment(&markup);
    }
}

#[test]
fn a_time_beside_the_story_is_not_its_date() {
    let date = |before: &str, inside: &str, after: &str| {
        let markup = format!(
            "<html><body>{before}<article><h1>Chợ</h1>{inside}<p>Người bán bày rau và măng khô, người mua trả giá.</p></article>\
            {after}</body></html>"
        );
        page(&markup).unwrap().1.date.map(|date| date.to_string())
    };
    let time = "<time datetime=\"2021-03-05\">5/3</time>";
    assert_eq!(date("", time, "").as_deref(), Some("2021-03-05"));
    assert_eq!(date("", "", &format!("<aside>{time}</aside>")), None);
    assert_eq!(date(&format!("<div class=\"sidebar\"><p>{time}</p></div>"), "", ""), None);
    assert_eq!(date("", "<time class=\"updated\" datetime=\"2021-03-05\">x</time>", ""), None);
    let other = format!("<nav>{time}</nav>");
    let own = "<time datetime=\"2020-01-02\">2/1</time>";
    assert_eq!(date(&other, own, "").as_deref(), Some("2020-01-02"));
    // A sentence of the story tells when something happens in it; a line of who wrote and when dates it.
    assert_eq!(date("", "<p>Bà sinh ngày <time datetime=\"1930-05-05\">5/5/1930</time> ở bản.</p>", ""), None);
    assert_eq!(date("", "<p>The ferry opens on <time datetime=\"2031-09-01\">1 September</time>.</p>", ""), None);
    let line = "<p>Lan Thường, Báo Bản, <time datetime=\"2021-03-05\">5/3</time></p>";
    assert_eq!(date("", line, "").as_deref(), Some("2021-03-05"));
    // What wraps the whole page may have any class.
    assert_eq!(date("<div class=\"has-sidebar\">", time, "</div>").as_deref(), Some("2021-03-05"));
}

#[test]
fn a_date_is_that_of_the_story_and_not_of_what_stands_around_it() {
    let story =
        "<p>Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản, và chợ đông đến trưa mới vãn dần.</p>"
            .repeat(6);
    let date = |head: &str, body: &str| {
        let page = format!("<html><head>{head}</head><body><h1>Chợ</h1>{body}{story}</body></html>");
        super::page(&page).ok().and_then(|(_, known)| known.date).map(|date| date.to_string())
    };
    let world = "<meta property=\"article:published_time\" content=\"2020-02-18T18:53:40+00:00\">";
    for (head, body, expected) in [
        // The clock of a page is not its day where it was written; the day beside the headline is.
        (world, "<span class=\"site-current-time\">19/02/2020</span><p class=\"date\">18/02/2020</p>", "2020-02-18"),
        (world, "<p class=\"date\">19/02/2020</p>", "2020-02-19"),
        // The same moment by the clock of its place, and another moment.
        (world, "<time datetime=\"2020-02-19T01:53:40+07:00\">1</time>", "2020-02-19"),
        (world, "<time datetime=\"2020-02-19T09:10:00+07:00\">1</time>", "2020-02-18"),
        (world, "<p class=\"date\">19/02/2020</p><p class=\"date\">18/02/2020</p>", "2020-02-18"),
        // What says `date` and not of what gives way to what is shown, unless that is a list.
        ("<meta name=\"date\" content=\"2021-12-20\">", "<span class=\"date\">27.01.2022</span>", "2022-01-27"),
        (
            "<meta name=\"date\" content=\"2020-02-11\">",
            "<i class=\"date\">29.02.2020</i><i class=\"date\">04.04.2020</i>",
            "2020-02-11",
        ),
        // Day and month in the order that the page shows elsewhere.
        ("<meta name=\"date\" content=\"11/01/2023 12:43:42\">", "<p>Published: 1 November 2023</p>", "2023-11-01"),
        ("<meta name=\"date\" content=\"11/01/2023 12:43:42\">", "", "2023-01-11"),
        (
            "",
            "<ol class=\"commentlist\"><li><div><div><div><time datetime=\"2019-08-24\">x</time></div></div></div></li></ol><p>Published 16 August 2019<br>30 minutes</p>",
            "2019-08-16",
        ),
        // A label says it in a box of whatever name; the next line has the day.
        (
            "<meta name=\"date\" content=\"2021-10-15\">",
            "<div class=\"event\"><span>Erschienen am:</span><h2>13.10.2021</h2></div>",
            "2021-10-13",
        ),
        ("", "<em>(Bản Na, 14 gennaio 20)</em>", "2020-01-14"),
        ("<title>23.01.2022 - Chợ</title>", "<time datetime=\"2021-01-19\">x</time>", "2022-01-23"),
        (
            "",
            "<p>Published on 25 January 2022 | Bản Na – Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản, và chợ đông đến trưa mới vãn.</p>",
            "2022-01-25",
        ),
        (
            "",
            "<p class=\"time\">Current time: 14.10.2020, 12:18</p><div class=\"byline\">Mai An 21.01.2009, 05:42</div>",
            "2009-01-21",
        ),
    ] {
        assert_eq!(date(head, body).as_deref(), Some(expected), "{head} {body}");
    }
}

#[test]
fn the_day_in_the_head_of_a_story_stands_before_that_of_its_data() {
    let story =
        "<p>Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản, và chợ đông đến trưa mới vãn dần dần.</p>"
            .repeat(6);
    let date = |more: &str, head: &str| {
        let data = "<meta property=\"article:published_time\" content=\"2021-03-16T09:00:00+07:00\">";
        let page = format!("<html><head>{data}{more}</head><body><h1>Chợ phiên</h1>{head}{story}</body></html>");
        super::page(&page).unwrap().1.date.map(|date| date.to_string()).unwrap()
    };
    for head in [
        "<p class=\"date-time\">20. März 2021 - 15:00 Uhr</p>",
        "<time>20.03.2021</time>",
        "<span class=\"publishedAt\">20 de marzo 2021, 12:00 a. m.</span>",
        "<p class=\"story__meta\">Bản Na, 20.03.2021, 058/21</p>",
        "<time class=\"skip\">2021-03-16T09:00:00+07:00</time><p class=\"date\">20.03.2021</p>",
        "<div class=\"author\"><p><b class=\"author\">20.03.2021 | 15:33 | Mai An</b></p></div>",
    ] {
        assert_eq!(date("", head), "2021-03-20", "{head}");
    }
    // No part that is named for it, the day of a change, two days, the same day by the other order of its numbers, another
    // story's, and a day in a sentence.
    for head in [
        "<p>20.03.2021</p>",
        "<p class=\"date\">Updated 20 March 2021</p>",
        "<div>Cập nhật: <time>20/03/2021</time></div>",
        "<p class=\"date\">20.03.2021</p><p class=\"date\">21.03.2021</p>",
        "<div class=\"related\"><p class=\"date\">20.03.2021</p></div>",
        "<p>Chợ mở lại ngày <time>20/03/2021</time>, sau tết.</p>",
    ] {
        assert_eq!(date("", head), "2021-03-16", "{head}");
    }
    // The address agrees with the data; what comes after the last change is announced.
    let printed = "<p class=\"date\">20.03.2021</p>";
    assert_eq!(date("<link rel=\"canonical\" href=\"https://a.example/2021/03/16/cho\">", printed), "2021-03-16");
    let changed = |day: &str| format!("<meta property=\"article:modified_time\" content=\"{day}\">");
    assert_eq!(date(&changed("2021-03-17"), printed), "2021-03-16");
    assert_eq!(date(&changed("2021-03-20"), printed), "2021-03-20");
}

#[test]
fn a_day_may_be_read_month_first_beside_the_one_of_the_data() {
    let story = "<p>Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản, chợ đông.</p>".repeat(6);
    let page = format!(
        "<html><head><meta property=\"article:published_time\" content=\"2022-05-06T09:00:00\"></head>\
        <body><h1>Chợ phiên</h1><p class=\"date\">05/06/2022</p>{story}</body></html>"
    );
    assert_eq!(super::page(&page).unwrap().1.date.unwrap().to_string(), "2022-05-06");
}

#[test]
fn the_last_change_and_a_line_of_facts_date_no_story() {
    let story = "<p>Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản, chợ đông.</p>".repeat(6);
    let date = |head: &str, foot: &str| {
        let page = format!("<html><body><h1>Chợ phiên</h1>{head}{story}{foot}</body></html>");
        super::page(&page).unwrap().1.date.map(|date| date.to_string())
    };
    let edited = "<div>revision 8, last edited: <span class=\"odate\">17 Jun 2018 15:15</span></div>";
    assert_eq!(date(edited, ""), None);
    assert_eq!(date("", edited), None);
    assert_eq!(date("<ul><li>28/1/1975</li><li>Bản Na</li></ul>", ""), None);
    assert_eq!(date("<p>28/1/2005</p>", "").as_deref(), Some("2005-01-28"));
    // A newspaper prints the day of the version that is read.
    assert_eq!(date("<p class=\"date\">Cập nhật: 17/6/2018</p>", "").as_deref(), Some("2018-06-17"));
    let foot =
        "<table><tr><td class=\"footer\">Letzte Änderung: 31.10.2023<br>Erschienen am: 01.11.2023</td></tr></table>";
    assert_eq!(date("", foot).as_deref(), Some("2023-11-01"));
}
