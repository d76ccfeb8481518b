//! Corpora and scanned pages.

use super::{check, read};
use crate::pack::config::{InputConfig, Told};
use crate::pack::input::Found;
use crate::pack::input::readers::articles_of;

#[test]
fn words_in_columns_become_text() {
    let conllu = "# newdoc id = a\n# title = Một\n# date = 2019-03-02\n# newpar\n# sent_id = 1\n1\tChợ\t_\t_\t_\t_\t_\t_\t_\t_\n2\tmở\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n\
        # sent_id = 2\n1-2\tau\t_\t_\t_\t_\t_\t_\t_\t_\n1\tà\t_\t_\t_\t_\t_\t_\t_\t_\n2\tle\t_\t_\t_\t_\t_\t_\t_\t_\n2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n3\tport\t_\t_\t_\t_\t_\t_\t_\t_\n\n# newdoc id = b\n# text = Hai câu.\n1\tHai\t_\t_\t_\t_\t_\t_\t_\t_\n";
    let given = check(
        "a.conllu",
        conllu,
        &[["Một", "2019-03-02", "-", "-", "Chợ mở. au port"], ["-", "-", "-", "-", "Hai câu."]],
    );
    assert_eq!([&given.articles[0].id, &given.articles[1].id], ["a.conllu#a", "a.conllu#b"]);
    let vertical = "<corpus>\n<text id=\"t1\" title=\"Một\" date=\"2019-03-02\" source=\"Báo Bản\">\n<p>\n<s>\nChợ\tN\nmở\tV\n<g/>\n.\tP\n</s>\n<s>\n(\tP\nvui\tV\n)\tP\n&amp;\tP\n</s>\n</p>\n</text>\n\
        <text>\n<head>\nHai\tN\n</head>\n<p>\nXong\tV\n.\tP\n</p>\n</text>\n</corpus>\n";
    check(
        "a.vrt",
        vertical,
        &[["Một", "2019-03-02", "Báo Bản", "-", "Chợ mở. (vui) &"], ["Hai", "-", "-", "-", "Xong."]],
    );
    // The same under another name.
    check(
        "a.txt",
        vertical,
        &[["Một", "2019-03-02", "Báo Bản", "-", "Chợ mở. (vui) &"], ["Hai", "-", "-", "-", "Xong."]],
    );
}

#[test]
fn scanned_pages_have_whole_words() {
    let alto = "<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT=\"A\"/><SP/><String CONTENT=\"time\" SUBS_TYPE=\"HypPart1\" \
        SUBS_CONTENT=\"timetable\"/><HYP CONTENT=\"-\"/></TextLine><TextLine><String CONTENT=\"table\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"timetable\"/>\
        <String CONTENT=\"now.\"/></TextLine></TextBlock><TextBlock><TextLine><String CONTENT=\"Hai\"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
    check("a.xml", alto, &[["-", "-", "-", "-", "A timetable now.\n\nHai"]]);
    let page = "<PcGts><Page><TextRegion><TextLine><Word><TextEquiv><Unicode>X</Unicode></TextEquiv></Word><TextEquiv><Unicode>A time-</Unicode></TextEquiv>\
        </TextLine><TextLine><TextEquiv><Unicode>table now.</Unicode></TextEquiv></TextLine><TextEquiv><Unicode>all</Unicode></TextEquiv></TextRegion></Page></PcGts>";
    check("a.xml", page, &[["-", "-", "-", "-", "A timetable now."]]);
    let hocr = "<html><body><div class='ocr_page'><p class='ocr_par'><span class='ocr_line'><span class='ocrx_word'>A</span> <span class='ocrx_word'>time-</span></span>\
        <span class='ocr_line'><span class='ocrx_word'>table.</span></span></p></div></body></html>";
    check("a.html", hocr, &[["-", "-", "-", "-", "A timetable."]]);
    let folia = "<FoLiA><metadata><meta id=\"title\">Một</meta></metadata><text><p><s><w space=\"no\"><t>Chợ</t></w><w><t>.</t></w></s></p><p><t>Hai câu.</t><s><t>Khác</t></s></p></text></FoLiA>";
    check("a.xml", folia, &[["Một", "-", "-", "-", "Chợ.\n\nHai câu."]]);
}

#[test]
fn subtitles_have_neither_numbers_nor_times() {
    let srt = "\u{feff}1\n00:00:01,000 --> 00:00:03,500\n<i>Chợ phiên</i>\nmở sớm.\n\n2\n00:00:04,000 --> 00:00:06,000\n{\\an8}Ai cũng\n\n3\n00:00:07,000 --> 00:00:08,000\nvui.\n";
    check("a.srt", srt, &[["-", "-", "-", "-", "Chợ phiên mở sớm.\n\nAi cũng vui."]]);
    let vtt = "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 align:start\nChợ mở.\n";
    check("a.vtt", vtt, &[["-", "-", "-", "-", "Chợ mở."]]);
}

/// Holds the glosses of the words of a file's articles against what they should be.
fn check_glosses(name: &str, bytes: &str, expected: &[&[(&str, &str)]]) {
    let given = read(name, bytes);
    let of = |draft: crate::pack::input::readers::Draft| {
        let article = draft.article();
        let form = |start: u32, end: u32| article.text[start as usize..end as usize].to_owned();
        let word = |word: &crate::article::Gloss| {
            (form(word.start, word.end), article.glosses.keys(word.set).collect::<Vec<_>>().join(" "))
        };
        article.glosses.words.iter().map(word).collect::<Vec<_>>()
    };
    let found: Vec<_> = given.articles.into_iter().map(of).collect();
    let owned = |words: &&[(&str, &str)]| words.iter().map(|(form, keys)| ((*form).into(), (*keys).into())).collect();
    assert_eq!(found, expected.iter().map(owned).collect::<Vec<Vec<(String, String)>>>(), "{name}");
}

#[test]
fn lemmas_and_classes_stay_at_their_words() {
    let conllu = "# newdoc\n# title = Tàu về\n# text = Tàu \u{201c}rời\u{201d} bến au port.\n1\tTàu\ttàu\tNOUN\tN\n2\t\u{201c}\t_\tPUNCT\t_\n\
        3\trời\trời\tVERB\tVERB\n4\t\u{201d}\t_\t_\t_\n5\tbến\t_\t_\t_\n6-7\tau\t_\t_\t_\n6\tà\tà\tADP\t_\n7\tle\tle\tDET\t_\n8\tport\tport\tNOUN\t_\n\n\
        # newdoc\n1\tHai\t_\t_\n";
    check_glosses(
        "a.conllu",
        conllu,
        &[
            &[
                ("Tàu", "<tàu =noun =n"),
                ("\u{201c}", "=punct"),
                ("rời", "<rời =verb"),
                ("au", "<à <le =adp =det"),
                ("port", "<port =noun"),
            ],
            &[],
        ],
    );
    let vertical = "<text title=\"Boats go\">\n<head>\nBoats\tNNS\tboat\ngo\tVV\tgo\n</head>\n<p>\nBoats\tNP\tBoats\n&amp;\tCC\t&amp;\nrest\tVV\t<unknown>\n</p>\n</text>\n\
        <text>\nGo\tVV\tgo\n</text>\n";
    check_glosses(
        "a.vrt",
        vertical,
        &[
            &[("Boats", "<boat =nns"), ("go", "<go =vv"), ("Boats", "<boats =np"), ("&", "<& =cc"), ("rest", "=vv")],
            &[("Go", "<go =vv")],
        ],
    );
    let named = "<!-- #vrt positional-attributes: word lemma pos -->\n<text>\nBoats\tboat\tN\n</text>\n";
    check_glosses("a.vrt", named, &[&[("Boats", "<boat =n")]]);
    let folia = "<FoLiA><text><p><s><w><t>Boats</t><pos class=\"N(pl)\" head=\"N\"/><lemma class=\"boat\"/></w><w><t>x</t></w></s></p></text></FoLiA>";
    check_glosses("a.xml", folia, &[&[("Boats", "<boat =n =n(pl)")]]);
    let tei = "<TEI><text><body><p><w lemma=\"boat\" pos=\"N\" ana=\"mte:Ncnp\">Boats</w> <choice><sic><w lemma=\"g\">gp</w></sic>\
        <corr><w lemma=\"go\" msd=\"UPosTag=VERB|Mood=Ind\">go</w></corr></choice></p></body></text></TEI>";
    check_glosses("a.xml", tei, &[&[("Boats", "<boat =n =ncnp"), ("go", "<go =verb")]]);
}

#[test]
fn the_maker_names_the_columns_of_vertical_text() {
    let vertical =
        "<!-- #vrt positional-attributes: word lemma pos -->\n<text>\n1\tN\tBoats\tboat\n2\tV\tgo\tgo\n</text>\n";
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let columns = names(&["n", "pos", "word", "lemma"]);
    let of = |config: &InputConfig| {
        let file = Found { path: "corpus/a.vrt".into(), id: "corpus/a.vrt".to_owned() };
        let mut found = Vec::new();
        articles_of(&file, vertical.into(), config, &mut |article| {
            let article = article.unwrap();
            let keys =
                article.glosses.words.iter().map(|word| article.glosses.keys(word.set).collect::<Vec<_>>().join(" "));
            found.push((article.text.trim_end().to_owned(), keys.collect::<Vec<_>>()));
        });
        found
    };
    let expected = vec![("Boats go".to_owned(), names(&["<boat =n", "<go =v"]))];
    assert_eq!(of(&InputConfig { columns: columns.clone(), ..InputConfig::default() }), expected);
    let folder = |path: &str| Told { path: path.to_owned(), columns: columns.clone(), ..Told::default() };
    assert_eq!(of(&InputConfig { folder: vec![folder("corpus")], ..InputConfig::default() }), expected);
    assert_ne!(of(&InputConfig { folder: vec![folder("other")], ..InputConfig::default() }), expected);
}
