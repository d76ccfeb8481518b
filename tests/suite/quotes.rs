//! Quotations held against sites: the page they were copied from, one packed anew, one corrected, another corpus.

use crate::sandbox::Sandbox;
use recto::protocol::{QuerySpec, ReadRequest};
use recto::quote::Evidence;
use recto::site::open_site;

/// The quotation of some words of `a.txt`, as the page copies it.
fn quoted(sandbox: &Sandbox, words: &str) -> Evidence {
    let mut site = open_site(&sandbox.path("site")).unwrap();
    let request = ReadRequest { article: "a.txt".to_owned(), spec: QuerySpec::default() };
    let answer = site.ask(request).unwrap();
    let start = answer.article.text.find(words).unwrap();
    let range = (u32::try_from(start).unwrap(), u32::try_from(start + words.len()).unwrap());
    Evidence::of(&answer, &site.engine.root().corpus_name(), range).unwrap()
}

#[test]
fn a_quotation_is_true_changed_or_of_another_corpus() {
    let sandbox = Sandbox::with_articles();
    sandbox.pack(&["in", "--out", "site", "--one-file", "page.html"]).code(0);
    let evidence = quoted(&sandbox, "không chủ quan");
    let sandbox = sandbox.file("quote.json", &evidence.to_json());
    for site in ["site", "page.html"] {
        let verdict = sandbox.recto(&["verify", "quote.json", site, "--json"]).code(0).json();
        assert_eq!((&verdict["verdict"], &verdict["article"]), (&"true".into(), &"a.txt".into()));
        assert_eq!(verdict["differences"], serde_json::json!([]));
    }
    sandbox.recto(&["verify", "quote.json", "site"]).code(0).prints("true\n    “không chủ quan” (a.txt)");

    // Another article is new: the chunk is another one or not, the words stand.
    let sandbox = sandbox.file("in/d.txt", "Bài thêm\n\nMột đoạn văn khác.\n").packed();
    sandbox.recto(&["verify", "quote.json", "site", "--json"]).code(0).prints("\"verdict\":\"true\"");

    let text = sandbox.text("in/a.txt");
    let sandbox = sandbox.file("in/a.txt", &text.replace("mở cửa sớm", "mở cửa rất sớm")).packed();
    let moved = sandbox.recto(&["verify", "quote.json", "site", "--json"]).code(1).json();
    assert_eq!((&moved["verdict"], &moved["differences"][0]["kind"]), (&"changed".into(), &"words_elsewhere".into()));
    let longer = u64::from(evidence.range.0) + " rất".len() as u64;
    assert_eq!(moved["differences"][0]["now"][0], longer);

    let sandbox = sandbox.file("in/a.txt", &text.replace("không chủ quan", "chớ chủ quan")).packed();
    let gone = sandbox.recto(&["verify", "quote.json", "site"]).code(1);
    gone.prints("changed: the article does not have these words; the corpus was packed anew since");

    let sandbox = sandbox.file("other/x.txt", "Chuyện khác\n\nKhông liên quan gì.\n");
    sandbox.pack(&["other", "--out", "elsewhere"]).code(0);
    sandbox.recto(&["verify", "quote.json", "elsewhere"]).code(1).prints("not of this corpus");
}

#[test]
fn an_altered_quotation_is_found_out() {
    let sandbox = Sandbox::with_articles().packed();
    let good = quoted(&sandbox, "không chủ quan").to_json();
    let check = |altered: String, expected: &str| {
        std::fs::write(sandbox.path("quote.json"), altered).unwrap();
        sandbox.recto(&["verify", "quote.json", "site"]).code(1).prints(expected);
    };
    check(good.replace("không chủ quan", "có chủ quan"), "changed: the quotation was altered: its words");
    check(good.replace("Chuẩn bị hội chợ sách", "Bản khác"), "changed: the title is \"Chuẩn bị hội chợ sách\"");
    check(good.replace("2021-03-12", "2020-03-12"), "changed: the date is \"2021-03-12\"");
    let chunk = good.split("\"chunk\":\"").nth(1).unwrap()[..16].to_owned();
    check(good.replace(&chunk, "0123456789abcdef"), "changed: the quotation was altered: its chunk");
    check([good.clone(), good.replace("a.txt", "b.txt")].join("\n"), "true");
}

#[test]
fn what_is_no_quotation_is_said() {
    let sandbox = Sandbox::with_articles().packed();
    let good = quoted(&sandbox, "không chủ quan").to_json();
    let check = |text: &str, expected: &str| {
        std::fs::write(sandbox.path("quote.json"), text).unwrap();
        sandbox.recto(&["verify", "quote.json", "site"]).code(2).says(expected);
    };
    check("", "quote.json: no JSON: expected a value at byte 0");
    check("{\"recto\":\"notes\"}", "no quotation of recto's, version 1");
    check(&[good.as_str(), "{}"].join("\n"), "quote.json, line 2: no quotation of recto's");
    sandbox.recto(&["verify", "absent.json", "site"]).code(2).says("absent.json cannot be read");
}
