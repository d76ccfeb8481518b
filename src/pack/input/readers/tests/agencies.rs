//! What agencies hand over.

use super::check;

const TEXT: &str = "Chợ mở sớm.\n\nAi cũng vui.";

#[test]
fn nitf_and_newsml_give_their_stories() {
    let nitf = "<nitf><head><docdata><date.issue norm=\"20190302T100000Z\"/></docdata><pubdata name=\"Hãng Bản\"/></head><body><body.head><hedline><hl1>Một\
        </hl1></hedline><byline>By <person>Mai An</person></byline></body.head><body.content><p>Chợ <location>mở</location> sớm.</p><p>Ai cũng vui.</p>\
        </body.content><body.end><tagline>ma</tagline></body.end></body></nitf>";
    check("a.xml", format!("<?xml version=\"1.0\"?>{nitf}"), &[["Một", "2019-03-02", "Hãng Bản", "Mai An", TEXT]]);
    let old = format!(
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>ban.example</ProviderId></NewsIdentifier></Identification><NewsManagement>\
         <FirstCreated>20190302T100000+0700</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Một</HeadLine><ByLine>By Mai An</ByLine>\
         </NewsLines><AdministrativeMetadata><Provider><Party FormalName=\"Hãng Bản\"/></Provider></AdministrativeMetadata><ContentItem>\
         <MediaType FormalName=\"Text\"/><DataContent>{nitf}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    );
    check("a.xml", old, &[["Một", "2019-03-02", "Hãng Bản", "Mai An", TEXT]]);
    let g2 = |class: &str, content: &str| {
        format!(
            "<newsItem guid=\"urn:x\"><itemMeta><itemClass qcode=\"ninat:{class}\"/><provider literal=\"Hãng Bản\"/><versionCreated>2019-03-02T10:00:00Z\
             </versionCreated></itemMeta><contentMeta><by>Mai An</by><headline>Một</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"
        )
    };
    for content in [
        "<inlineXML><html><head><title/></head><body><p>Chợ mở sớm.</p><p>Ai cũng vui.</p></body></html></inlineXML>".to_owned(),
        format!("<inlineXML>{nitf}</inlineXML>"),
        "<inlineData contenttype=\"text/html\">&lt;p&gt;Chợ mở sớm.&lt;/p&gt;&lt;p&gt;Ai cũng vui.&lt;/p&gt;</inlineData>".to_owned(),
    ] {
        let message = format!("<newsMessage><itemSet>{}{}</itemSet></newsMessage>", g2("text", &content), g2("picture", "<remoteContent/>"));
        let given = check("a.xml", message, &[["Một", "2019-03-02", "Hãng Bản", "Mai An", TEXT]]);
        assert_eq!(given.notes, ["a.xml: no articles, left out: 1 items that are no text"]);
    }
}

#[test]
fn a_wire_story_stands_between_control_characters() {
    let wire = "\u{1}abc062 4 i 211 ccccb   ba 061\r\n\n\r\n\nBan-cho/\r\n\u{2}Chợ mở =\r\n\n\r\n   Bản (ba) - Chợ mở\r\nsớm.\r\n   Ai cũng vui.\r\n\u{3}ba ma\r\n021000 GMT Mar 19\r\n\u{4}";
    check("a.txt", wire, &[["Chợ mở", "2019-03-02", "ba", "-", "Bản (ba) - Chợ mở sớm.\n\nAi cũng vui."]]);
}
