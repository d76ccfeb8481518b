//! Sites with a password: who knows it asks as of any site, who does not finds no word of what is inside.

use crate::safety::{decoded, holds};
use crate::sandbox::Sandbox;
use recto::site::Blocks;
use std::collections::BTreeSet;

/// Words that stand in the title, the text, the file's name, the source, the settings. None is made of hex digits alone.
const SECRETS: [&str; 8] =
    ["Qvyzzlith", "qvyzzlith", "Wqxyrro", "Zulqoph", "Xyqqular", "Vqirthan", "Nqobbel", "Kqwixtom"];

fn prepared() -> Sandbox {
    let text = "Tiêu đề Qvyzzlith\n\nNgày 02/03/2021, ông Trần Zulqoph tới làng.\n\nChuyện về Zulqoph còn dài.\n";
    let settings = "[corpus]\ntitle = \"Kho Xyqqular\"\nabout = \"Về Vqirthan\"\ncontact = \"Nqobbel\"\n\
                    [[input.folder]]\npath = \".\"\nsource = \"Báo Kqwixtom\"\n";
    let sandbox = Sandbox::with_articles().file("in/Wqxyrro.txt", text).file("in/recto.toml", settings);
    sandbox.file("secret.txt", "một mật khẩu dài\nwhat follows the first line\n").file("other.txt", "sai\n")
}

const PACK: [&str; 7] = ["in", "--out", "site", "--one-file", "all.html", "--password-file", "secret.txt"];

/// Every byte of a site, as it lies there, inflated, and out of the page's blocks.
fn every_byte(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let mut files = decoded(sandbox, "site");
    files.push(("all.html".to_owned(), sandbox.text("all.html").into_bytes()));
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html")).cloned().collect::<Vec<_>>();
    for (path, html) in pages {
        let blocks = Blocks::of(&html);
        let names = String::from_utf8(html.clone()).unwrap();
        for name in names.split("data-recto=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            files.push((format!("{path} {name}"), blocks.payload(&html, name).unwrap()));
        }
    }
    files.push(("names".to_owned(), sandbox.tree("site").into_keys().collect::<Vec<_>>().join("\n").into_bytes()));
    files
}

fn chunks(sandbox: &Sandbox, site: &str) -> BTreeSet<String> {
    sandbox.tree(site).into_keys().filter(|path| path.starts_with("chunks/")).collect()
}

#[test]
fn a_site_answers_whoever_knows_its_password() {
    let sandbox = prepared();
    sandbox
        .pack(&PACK)
        .code(0)
        .says("encrypted: whoever knows the password reads them")
        .says("articles.csv is not written");
    sandbox.pack(&["in", "--out", "open", "--one-file", "open.html", "--csv", "open.csv"]).code(0);
    let with = ["--password-file", "secret.txt"];
    for (locked, open) in [("site", "open"), ("all.html", "open.html")] {
        for (command, rest) in [
            ("search", &["qvyzzlith", "--json"][..]),
            ("concordance", &["Zulqoph", "--json"]),
            ("facets", &["--json"]),
            ("articles", &["--text"]),
            ("compare", &["a.txt", "sub/b.txt"]),
            ("families", &[]),
            ("mentions", &[]),
            ("words", &[]),
        ] {
            let asked = |site| [&[command, site], rest].concat();
            let expected = sandbox.recto(&asked(open)).code(0).out;
            assert_eq!(sandbox.recto(&[&asked(locked)[..], &with].concat()).code(0).out, expected, "{command}");
            assert!(expected.len() > 20, "{command}: {expected}");
        }
        let search = ["search", locked, "qvyzzlith"];
        sandbox.recto(&search).code(2).says("is protected by a password").says("--password-file");
        let wrong = [&search[..], &["--password-file", "other.txt"]].concat();
        sandbox.recto(&wrong).code(2).says("has another password than the one given");
        sandbox.recto(&[&["check", locked], &with[..]].concat()).code(0);
        let blind = sandbox.recto(&["check", locked]).code(0);
        assert!(blind.out.contains("protected by a password"), "{}", blind.out);
    }
    let sandbox = sandbox.file("empty.txt", "\n");
    sandbox.pack(&["in", "--out", "new", "--password-file", "empty.txt"]).code(2).says("holds no password");
    sandbox.pack(&["in", "--out", "new", "--password-file", "none.txt"]).code(2).says("cannot be read");
    sandbox.pack(&["in", "--out", "new", "--password-file", "other.txt"]).code(0).says("the password has 3 letters");
}

#[test]
fn no_word_of_a_site_stands_outside_its_password() {
    let sandbox = prepared();
    sandbox.pack(&["in", "--out", "site", "--one-file", "all.html"]).code(0);
    let open = every_byte(&sandbox);
    for word in SECRETS.iter().filter(|word| **word != "qvyzzlith") {
        assert!(!holds(&open, word).is_empty(), "{word} was there before");
    }
    // Over the open site: nothing of it stays either.
    sandbox.pack(&PACK).code(0);
    let files = every_byte(&sandbox);
    assert!(files.iter().any(|(path, _)| path == "all.html root"), "the page's blocks are looked into");
    for word in SECRETS.into_iter().chain(["hội chợ", "Hội chợ", "harbour", "a.txt", "sub/b"]) {
        assert_eq!(holds(&files, word), Vec::<String>::new(), "{word}");
    }
    let page = sandbox.text("site/index.html");
    assert!(page.contains("<title>Kho bài có mật khẩu</title>") && page.contains("noindex"), "{page}");
    assert!(!page.contains("<li>") && page.contains("data-locked"), "{page}");
    let record: serde_json::Value = serde_json::from_str(&sandbox.text("site/recto.json")).unwrap();
    assert_eq!(record["tables"], serde_json::json!([]), "a hash of the titles is none of the record's");

    sandbox.pack(&[&PACK[..], &["--public-title", "Hồ sơ <số 7>", "--language", "en"]].concat()).code(0);
    let page = sandbox.text("all.html");
    assert!(page.contains("<title>Hồ sơ &lt;số 7&gt;</title>"), "{page}");
    assert!(page.contains("This collection is protected by a password."), "{page}");
    assert!(sandbox.text("site/manifest.webmanifest").contains("Hồ sơ <số 7>"));
}

#[test]
fn a_table_is_written_beside_a_password_where_it_is_asked_for() {
    let sandbox = prepared();
    sandbox.pack(&PACK).code(0);
    assert!(!sandbox.path("articles.csv").exists());
    sandbox.pack(&[&PACK[..], &["--csv", "titles.csv"]].concat()).code(0).says("titles.csv");
    assert!(sandbox.text("titles.csv").contains("Qvyzzlith"));
    assert!(!sandbox.text("site/recto.json").contains("titles.csv"));
}

#[test]
fn what_did_not_change_keeps_its_bytes_under_one_password() {
    let sandbox = prepared();
    sandbox.pack(&PACK).code(0);
    let before = sandbox.tree("site");
    sandbox.pack(&PACK).code(0);
    assert_eq!(sandbox.tree("site"), before, "packed again it is the same");
    sandbox.pack(&["in", "--out", "elsewhere", "--password-file", "secret.txt"]).code(0);
    let common = chunks(&sandbox, "site").intersection(&chunks(&sandbox, "elsewhere")).count();
    assert_eq!(common, 0, "another salt makes another key");
    let corpus = |site: &str| {
        let record: serde_json::Value = serde_json::from_str(&sandbox.text(&format!("{site}/recto.json"))).unwrap();
        record["corpus"].clone()
    };
    assert_ne!(corpus("site"), corpus("elsewhere"), "the name of a corpus tells nothing of its content");
    let again = ["in", "--out", "site", "--one-file", "all.html", "--password-file", "other.txt"];
    sandbox.pack(&again).code(0);
    assert!(chunks(&sandbox, "site").is_disjoint(&before.keys().cloned().collect()), "another password, another key");
    sandbox.recto(&["search", "site", "Zulqoph", "--password-file", "secret.txt"]).code(2);
    sandbox.recto(&["search", "site", "Zulqoph", "--password-file", "other.txt"]).code(0);
}

#[test]
fn a_site_with_a_password_is_not_published_without_by_mistake() {
    let sandbox = prepared();
    sandbox.pack(&PACK).code(0);
    let before = sandbox.tree("");
    sandbox.pack(&["in", "--out", "site"]).code(2).says("published for all to read");
    sandbox
        .pack(&["in", "--out", "other", "--one-file", "all.html"])
        .code(2)
        .says("all.html is protected by a password");
    assert_eq!(sandbox.tree(""), before, "nothing was changed");
    sandbox.pack(&["in", "--out", "site", "--force"]).code(0);
    sandbox.recto(&["search", "site", "Zulqoph"]).code(0);
}

#[test]
fn every_damaged_chunk_of_a_site_is_refused() {
    let sandbox = prepared();
    sandbox.pack(&PACK).code(0);
    for path in chunks(&sandbox, "site") {
        let path = sandbox.path(&format!("site/{path}"));
        let whole = std::fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        let at = whole.len() - 20;
        damaged[at] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        for with in [&["check", "site", "--password-file", "secret.txt"][..], &["check", "site"]] {
            let told = sandbox.recto(with).code(1).out;
            assert!(told.contains("altered"), "{told}");
        }
        std::fs::write(&path, whole).unwrap();
    }
    sandbox.recto(&["check", "site", "--password-file", "secret.txt"]).code(0);
}
