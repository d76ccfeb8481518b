//! Feeds, exports of sites, and records as interfaces hand them out.

use super::{check, read};

#[test]
fn rss_and_atom_give_an_article_for_each_entry() {
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\" xmlns:dc=\"d\"><channel><title>Báo Bản</title><item><title>Chợ &amp;amp; suối\
        </title><link>https://ban.example/1</link><dc:creator>Mai An</dc:creator><pubDate>Sat, 02 Mar 2019 10:00:00 +0700</pubDate>\
        <description>Ngắn.</description><content:encoded><![CDATA[<p>Chợ mở sớm.</p><p>Ai cũng vui.</p>]]></content:encoded></item>\
        <item><title>Hai</title><description>&lt;p&gt;Cầu đã thông xe.&lt;/p&gt;</description></item></channel></rss>";
    let given = check(
        "a.rss",
        rss,
        &[
            ["Chợ & suối", "2019-03-02", "Báo Bản", "Mai An", "Chợ mở sớm.\n\nAi cũng vui."],
            ["Hai", "-", "Báo Bản", "-", "Cầu đã thông xe."],
        ],
    );
    assert_ne!(given.articles[0].id, given.articles[1].id);
    let atom = "<feed xmlns=\"a\"><title>Báo Bản</title><author><name>Mai An</name></author><entry><title>Một</title><link rel=\"self\" href=\"https://x.example\"/>\
        <link href=\"https://ban.example/1\"/><updated>2020-01-01T00:00:00Z</updated><published>2019-03-02T10:00:00Z</published>\
        <content type=\"xhtml\"><div><p>Chợ mở sớm.</p></div></content></entry></feed>";
    let given = check("a.xml", atom, &[["Một", "2019-03-02", "Báo Bản", "Mai An", "Chợ mở sớm."]]);
    assert_eq!(given.articles[0].known.url.as_deref(), Some("https://ban.example/1"));
}

#[test]
fn word_press_gives_what_it_has_published() {
    let item = |title: &str, kind: &str, status: &str| {
        format!(
            "<item><title>{title}</title><dc:creator>an</dc:creator><content:encoded><![CDATA[Một [gallery ids=\"1\"] hai.\n\nBa.]]></content:encoded>\
             <wp:post_date>2019-03-02 10:00:00</wp:post_date><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
        )
    };
    let items = [
        item("A", "post", "publish"),
        item("B", "post", "draft"),
        item("C", "attachment", "inherit"),
        item("D", "page", "publish"),
    ];
    let xml = format!(
        "<rss xmlns:wp=\"w\"><channel><title>Bản</title><wp:author><wp:author_login>an</wp:author_login><wp:author_display_name>Mai An\
         </wp:author_display_name></wp:author>{}</channel></rss>",
        items.concat()
    );
    let text = "Một hai.\n\nBa.";
    let given =
        check("a.xml", xml, &[["A", "2019-03-02", "Bản", "Mai An", text], ["D", "2019-03-02", "Bản", "Mai An", text]]);
    assert_eq!(given.notes, ["a.xml: no articles, left out: 1 drafts, 1 pictures and other attachments"]);
}

#[test]
fn a_dump_of_a_wiki_gives_its_pages() {
    let xml = "<mediawiki><siteinfo><sitename>Bách khoa</sitename></siteinfo><page><title>Chợ</title><ns>0</ns><id>7</id><revision><text>'''Chợ''' \
        ở [[bản|bản làng]].{{x}}</text></revision></page><page><title>Talk:Chợ</title><ns>1</ns><revision><text>x</text></revision></page>\
        <page><title>B</title><ns>0</ns><redirect title=\"Chợ\"/></page></mediawiki>";
    let given = check("a.xml", xml, &[["Chợ", "-", "Bách khoa", "-", "Chợ ở bản làng."]]);
    assert_eq!(given.notes, ["a.xml: no articles, left out: 1 pages of the wiki itself, 1 redirects"]);
}

#[test]
fn records_are_found_where_interfaces_put_them() {
    for json in [
        "{\"_index\": \"n\", \"_source\": {\"title\": \"Một\", \"text\": \"Chợ mở.\", \"date\": \"2019-03-02\"}}",
        "{\"response\": {\"n\": [1], \"results\": [{\"webTitle\": \"Một\", \"webPublicationDate\": \"2019-03-02T10:00:00Z\", \"fields\": {\"bodyText\": \"Chợ mở.\"}}]}}",
        "{\"data\": {\"children\": [{\"kind\": \"t3\", \"data\": {\"title\": \"Một\", \"selftext\": \"Chợ mở.\", \"created_utc\": 1551520800.0}}]}}",
        "{\"db\": [{\"meta\": {}, \"data\": {\"tags\": [{\"name\": \"x\"}], \"posts\": [{\"title\": \"Một\", \"html\": \"<p>Chợ mở.</p>\", \"published_at\": \"2019-03-02\"}, \
         {\"title\": \"Hai\", \"html\": \"<p>Chưa.</p>\", \"status\": \"draft\"}]}}]}",
    ] {
        check("a.json", json, &[["Một", "2019-03-02", "-", "-", "Chợ mở."]]);
    }
    let tweets = "window.YTD.tweets.part0 = [ {\"tweet\": {\"full_text\": \"Chợ mở.\", \"created_at\": \"Sat Mar 02 10:00:00 +0000 2019\"}} ]";
    check("tweets.js", tweets, &[["-", "2019-03-02", "-", "-", "Chợ mở."]]);
    assert!(read("app.js", "let a = 1;").skipped[0].contains("not a kind of file"));
}

#[test]
fn numbers_are_no_names_and_pictures_no_articles() {
    let post = "[{\"date\": \"2019-03-02\", \"title\": {\"rendered\": \"Một\"}, \"content\": {\"rendered\": \"<p>Chợ mở.</p>\"}, \"author\": 3, \"categories\": [4]";
    check("a.json", format!("{post}}}]"), &[["Một", "2019-03-02", "-", "-", "Chợ mở."]]);
    let named = ", \"_embedded\": {\"author\": [{\"name\": \"Mai An\"}], \"wp:term\": [[{\"name\": \"Đời sống\", \"taxonomy\": \"category\"}]]}}]";
    let given = check("a.json", format!("{post}{named}"), &[["Một", "2019-03-02", "-", "Mai An", "Chợ mở."]]);
    assert_eq!(given.articles[0].known.category.as_deref(), Some("Đời sống"));
    let picture = "{\"uri\": \"urn:a\", \"type\": \"picture\", \"headline\": \"Cầu\", \"body_text\": \"Cầu\"}";
    assert_eq!(read("a.json", picture).skipped, ["a.json, line 1: a record without a text"]);
}

#[test]
fn a_page_with_front_matter_is_a_text_of_its_generator() {
    let page = "---\ntitle: Một\nauthor: Mai An\n---\n<p>Chợ mở sớm.</p>\n<p>Ai cũng vui.</p>\n";
    check("2019-03-02-cho.html", page, &[["Một", "-", "-", "Mai An", "Chợ mở sớm.\n\nAi cũng vui."]]);
}
