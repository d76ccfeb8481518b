//! Exports of news databases.

use super::{LeftOut, check, read};

const FIRST: &str = "Chợ phiên mở sớm hơn lệ thường vì trời nắng.";
const SECOND: &str = "Người mua từ các bản về rất đông.";

#[test]
fn lexis_nexis_is_split_and_its_labels_are_no_text() {
    let text = format!(
        "\n\nDownload Request: Selected Items: 1-2\nTime Of Request: Friday, May 1, 2020  10:00:00\n\n\
         \u{20}                   1 of 2 DOCUMENTS\n\n\n                      Village Post\n\n                  March 2, 2019 Saturday\n\
         \u{20}                  First Edition\n\nMarket opens early\nthis spring\n\nBYLINE: Mai An\n\nSECTION: NEWS; Pg. 2\n\nLENGTH: 10 words\n\n\
         {FIRST}\n\n{SECOND}\n\nLOAD-DATE: March 3, 2019\n\nLANGUAGE: ENGLISH\n\n            Copyright 2019 Village Post Ltd\n\n\
         \u{20}                   2 of 2 DOCUMENTS\n\n                      Village Post\n\n                  April 5, 2019 Friday\n\nBridge closed\n\n\
         LENGTH: 8 words\n\n{SECOND}\n\nLOAD-DATE: April 6, 2019\n"
    );
    let both = format!("{FIRST}\n\n{SECOND}");
    check(
        "a.txt",
        text,
        &[
            ["Market opens early this spring", "2019-03-02", "Village Post", "Mai An", &both],
            ["Bridge closed", "2019-04-05", "Village Post", "-", SECOND],
        ],
    );
}

#[test]
fn labels_are_known_in_other_languages() {
    let french = format!(
        "                    Document 1 de 1\n\n                     Le Village\n\n                  2 mars 2019 samedi\n\nLe marché\n\n\
         AUTEUR: Ana Essai\n\nRUBRIQUE: LOCAL; Pg. 2\n\nLONGUEUR: 8 mots\n\n{SECOND}\n\nDATE-CHARGEMENT: 3 mars 2019\n\nLANGUE: FRENCH\n"
    );
    check("a.txt", french, &[["Le marché", "2019-03-02", "Le Village", "Ana Essai", SECOND]]);
    let german = format!(
        "                    Dokument 1 von 1\n\n                     Dorfblatt\n\n                  2. März 2019 Samstag\n\nDer Markt\n\n\
         AUTOR: Ana Probe\n\nLÄNGE: 8 Wörter\n\n{SECOND}\n\nUPDATE: 3. März 2019\n\nSPRACHE: GERMAN\n"
    );
    check("a.txt", german, &[["Der Markt", "2019-03-02", "Dorfblatt", "Ana Probe", SECOND]]);
}

#[test]
fn nexis_uni_ends_its_documents() {
    let text = format!(
        "User Name: M. An\n\nDate and Time: Friday, 1. May 2020 10:00:00 CEST\n\nDocuments (1)\n\n1. Market opens\n\nMarket opens\n\nVillage Post\n\n\
         March 2, 2019 Saturday 9:20 AM GMT\n\nCopyright 2019 Village Post Ltd All Rights Reserved\n\nSection: NEWS; Pg. 3\n\nLength: 8 words\n\n\
         Byline: Mai An\n\nBody\n\n{SECOND}\n\nLoad-Date: March 3, 2019\n\nEnd of Document\n"
    );
    check("a.txt", text, &[["Market opens", "2019-03-02", "Village Post", "Mai An", SECOND]]);
}

#[test]
fn factiva_is_read_by_its_codes() {
    let row = |code: &str, value: &str| format!("<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>");
    let article = |head: &str, day: &str| {
        let rows = [
            row("HD", head),
            row("WC", "8 words"),
            row("PD", day),
            row("SN", "Village Post"),
            row("LP", &format!("<p>{FIRST}</p>")),
            row("TD", &format!("<p>{SECOND}</p>")),
            row("AN", "Document VP1"),
        ];
        format!("<div class=\"article enArticle\"><table>{}</table></div>", rows.concat())
    };
    let page = format!(
        "<html><body>{}{}<div>(c) Factiva</div></body></html>",
        article("Một", "2 March 2019"),
        article("Hai", "5 April 2019")
    );
    let both = format!("{FIRST}\n\n{SECOND}");
    check(
        "a.html",
        page,
        &[["Một", "2019-03-02", "Village Post", "-", &both], ["Hai", "2019-04-05", "Village Post", "-", &both]],
    );
    let xml = format!(
        "<?xml version=\"1.0\"?><PPSResponse><ppsArticleResponse><article><headline><paragraph>Một</paragraph></headline><byline>By Mai An</byline>\
         <publicationDate><date>2019-03-02</date></publicationDate><sourceName>Village Post</sourceName><leadParagraph><paragraph>{FIRST}</paragraph>\
         </leadParagraph><tailParagraphs><paragraph>{SECOND}</paragraph></tailParagraphs></article></ppsArticleResponse></PPSResponse>"
    );
    check("a.xml", xml, &[["Một", "2019-03-02", "Village Post", "Mai An", &both]]);
}

#[test]
fn europresse_is_split_in_both_its_forms() {
    let article = |title: &str, day: &str| {
        format!(
            "<article><header><span class=\"DocPublicationName\">Village Post</span><span class=\"DocHeader\">{day}, p. 3</span>\
             <div class=\"titreArticle\"><p class=\"titreArticleVisu\">{title}</p></div></header><section><div class=\"DocText\"><p>{SECOND}</p>\
             </div></section><footer>(c) 2019</footer></article>"
        )
    };
    let page = format!(
        "<html><body>{}{}</body></html>",
        article("Một", "Saturday, March 2, 2019"),
        article("Hai", "Friday, April 5, 2019")
    );
    check(
        "a.html",
        page,
        &[["Một", "2019-03-02", "Village Post", "-", SECOND], ["Hai", "2019-04-05", "Village Post", "-", SECOND]],
    );
    let long = format!("{FIRST} {SECOND}");
    let cell = format!(
        "<html><body><table><tr><td><span class=\"DocPublicationName\">Village Post</span><br><span class=\"DocHeader\">March 2, 2019</span><br>\
         <span class=\"TitreArticleVisu\">Một</span><br><br>Mai An<br><p></p>{long}<p></p><b>(c) 2019 Village Post.</b><p></p>Document number: \
         news-20190302<table><tr><td>This certificate is issued to nobody.</td></tr></table></td></tr></table></body></html>"
    );
    check("a.html", cell, &[["Một", "2019-03-02", "Village Post", "Mai An", &long]]);
}

#[test]
fn pro_quest_is_read_by_its_labels() {
    let line = "_".repeat(60);
    let text = format!(
        "{line}\n\nMarket opens\n\nTitle: Market opens\n\nAuthor: Mai An\n\nPublication info: Village Post ; Ban [Ban]02 Mar 2019: A1.\n\n\
         Full text: {FIRST}\n\n{SECOND}\n\nSubject: Markets\n\nPublication date: Mar 2, 2019\n\nProQuest document ID: 12\n\n{line}\n"
    );
    let both = format!("{FIRST}\n\n{SECOND}");
    check("a.txt", text, &[["Market opens", "2019-03-02", "Village Post", "Mai An", &both]]);
}

#[test]
fn other_texts_are_no_exports() {
    for text in ["Một câu.\n\nLENGTH: 3\n\nHai câu.", "HD\tmột\nhai", "Title: một\n\nFull text: hai"] {
        let given = read("a.txt", text);
        assert_eq!(given.articles.len(), 1, "{text}: {given:?}");
        assert_eq!(given.articles[0].text, text);
    }
}

#[test]
fn what_a_database_writes_around_a_story_is_counted() {
    let page = format!(
        "<html><body><article><header><span class=\"DocPublicationName\">Village Post</span> \
         <span class=\"DocHeader\">Monday, March 2, 2020</span><p class=\"titreArticle\">Market</p></header>\
         <div class=\"DocText\"><p>{FIRST}</p></div><footer><p>(c) 2020 all of it</p></footer></article></body></html>"
    );
    let nitf = format!(
        "<nitf><head><title>Market</title><pubdata name=\"Village Agency\"/></head><body><body.head><hedline><hl1>Market</hl1></hedline><dateline>Harbour</dateline>\
         </body.head><body.content><p>{FIRST}</p></body.content><body.end><tagline>ag</tagline></body.end></body></nitf>"
    );
    let wire = format!("\u{1}abc062 4 i 211 ag\u{2}\nMarket\n   {FIRST}\nag ed\n\u{3}041030 GMT Mar 21\n");
    let letters = |text: &str| text.split_whitespace().map(str::len).sum::<usize>() as u64;
    for (name, file, beside) in [
        ("a.html", page, "Monday, March 2, 2020 (c) 2020 all of it"),
        ("a.xml", nitf, "Market Harbour ag"),
        ("a.txt", wire, "abc062 4 i 211 ag ed 041030 GMT Mar 21"),
    ] {
        let given = read(name, file);
        assert_eq!((given.articles.len(), given.omitted.of(LeftOut::Apparatus)), (1, letters(beside)), "{name}");
    }
}
