//! `recto pack`: what is packed, what is written, what is kept.

use crate::hidden::edited;
use crate::sandbox::Sandbox;
use base64::Engine as _;
use serde_json::{Value, json};
use std::fs;

fn ids(sandbox: &Sandbox) -> Vec<String> {
    let mut ids: Vec<String> = sandbox
        .recto(&["articles", "site", "--json"])
        .code(0)
        .json_lines()
        .iter()
        .map(|line| line["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

fn article(sandbox: &Sandbox, id: &str) -> Value {
    let lines = sandbox.recto(&["articles", "site", "--json", "--text"]).code(0).json_lines();
    lines.into_iter().find(|line| line["id"] == id).unwrap_or_else(|| panic!("no article {id}"))
}

#[test]
fn packs_a_folder_and_says_what_it_did() {
    let sandbox =
        Sandbox::with_articles().file("in/.hidden", "x").file("in/photo.jpg", "x").file("in/notes", "Ghi chép");
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0);
    let run = run
        .says("packed 4 articles")
        .says("photo.jpg: a picture: not a kind of file")
        .says("hint: nothing to do, unless it shows a text");
    let report = run.says("1 hidden").says("The page contains the full text of 4 articles.").says("index.html").json();
    assert_eq!(report["articles"], 4);
    assert_eq!(report["hidden_files"], 1);
    let kinds: Vec<_> = report["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|k| (k["kind"].as_str().unwrap(), k["files"].as_u64().unwrap()))
        .collect();
    assert_eq!(kinds, [("Markdown", 1), ("text", 3)]);
    assert_eq!(report["dates_from"]["date-line"], 2);
    assert_eq!(report["skipped"][0]["path"], "in/photo.jpg");
    assert!(report["site_bytes"].as_u64().unwrap() > 0);
    assert_eq!(ids(&sandbox), ["a.txt", "c.md", "notes", "sub/b.txt"]);
    let record: Value = serde_json::from_str(&sandbox.text("site/recto.json")).unwrap();
    let names = base64::engine::general_purpose::STANDARD.decode(record["chunks"].as_str().unwrap()).unwrap();
    let digits = |name: &[u8]| name.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut listed: Vec<_> = names.chunks(8).map(|name| format!("chunks/{}.bin", digits(name))).collect();
    listed.extend(record["files"].as_array().unwrap().iter().map(|f| f[0].as_str().unwrap().to_owned()));
    listed.push("recto.json".to_owned());
    listed.sort_unstable();
    assert_eq!(listed, sandbox.tree("site").into_keys().collect::<Vec<_>>());
    assert_eq!(sandbox.tree("").keys().filter(|k| k.starts_with('.')).count(), 0, "no litter");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let sandbox = Sandbox::with_articles();
    sandbox.pack(&["in", "--out", "one", "--csv", "one.csv", "--one-file", "one.html", "--jobs", "1"]).code(0);
    sandbox.pack(&["in", "--out", "two", "--csv", "one.csv", "--one-file", "two.html", "--jobs", "3"]).code(0);
    assert_eq!(sandbox.tree("one"), sandbox.tree("two"));
    assert_eq!(sandbox.text("one.html"), sandbox.text("two.html"));
    let before = sandbox.tree("");
    sandbox.pack(&["in", "--out", "one", "--csv", "one.csv", "--one-file", "one.html"]).code(0);
    assert_eq!(sandbox.tree(""), before, "packing again changes nothing");
}

#[test]
fn texts_are_kept_as_they_are() {
    let sandbox = Sandbox::new()
        .bytes("in/bom.txt", b"\xef\xbb\xbfTi\xc3\xaau \xc4\x91\xe1\xbb\x81\r\n\r\nHai d\xc3\xb2ng.\r\n")
        .bytes("in/wide.txt", b"\xff\xfeX\0i\0n\0 \0c\0h\0\xe0\0o\0")
        .file("in/khong-dau\u{0323}.txt", "Tên tệp ở dạng tách dấu.");
    let sandbox = sandbox.packed();
    assert_eq!(article(&sandbox, "bom.txt")["text"], "Tiêu đề\r\n\r\nHai dòng.\r\n");
    assert_eq!(article(&sandbox, "wide.txt")["text"], "Xin chào");
    assert!(ids(&sandbox).contains(&"khong-da\u{1ee5}.txt".to_owned()), "ids are in NFC: {:?}", ids(&sandbox));
}

#[test]
fn two_inputs_of_one_name_are_both_packed() {
    let sandbox = Sandbox::new()
        .file("x/n.txt", "Bài thứ nhất.")
        .file("y/n.txt", "Bài thứ hai.")
        .file("z/y/n.txt", "Bài thứ ba.");
    sandbox.pack(&["x", "y", "z/y", "--out", "site"]).code(0).says("the id n.txt is taken, packed as y/n.txt");
    assert_eq!(ids(&sandbox), ["n.txt", "y/n.txt", "y/n.txt~2"]);
    assert_eq!(article(&sandbox, "y/n.txt")["text"], "Bài thứ hai.");
    let run = sandbox.pack(&["x", "x/n.txt", "--out", "other", "--csv", "other.csv"]).code(0);
    run.says("the same file as x/n.txt").says("packed 1 article ");
}

#[test]
fn the_config_names_the_corpus() {
    let sandbox = Sandbox::with_articles().file("recto.toml", "[corpus]\ntitle = \"Kho thử\"\nabout = \"Để thử\"\n");
    sandbox.pack(&["in", "--out", "site", "--config", "recto.toml"]).code(0);
    let with_config = sandbox.tree("site");
    sandbox.pack(&["in", "--out", "site", "--title", "Khác"]).code(0);
    assert_ne!(sandbox.tree("site"), with_config);
    let sandbox = sandbox.file("recto.toml", "[corpus]\nabout = \"\"\ntitel = \"x\"\n");
    let run = sandbox.pack(&["in", "--out", "new", "--config", "recto.toml"]).code(2);
    run.says("recto.toml, line 3").says("`titel`").says("`title`").says("hint:");
    assert!(!sandbox.path("new").exists());
}

#[test]
fn corrections_win_and_carry_over() {
    let sandbox = Sandbox::with_articles().packed();
    assert!(
        sandbox
            .text("articles.csv")
            .starts_with("\u{feff}id,title,date,source,url,category,author,hide,date_origin,fingerprint\n")
    );
    let meta = "id;title;date;source;url;hide;ghi chú;category\n\
        a.txt;=Tên mới;24/01/2019;Báo;https://example.org;;giữ;Văn hoá\n\
        sub/b.txt;;none;;;;;\nc.md;;;;;yes;;\ngone.txt;;;;;;;\nx;y;soon;;;;;\n";
    let sandbox = sandbox.file("fixed.csv", meta);
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "fixed.csv"]).code(0);
    let run = run.says("1 left out by hide=yes").says("fixed.csv, line 5: no article has the id gone.txt");
    run.says("fixed.csv, line 6: expected a date").says("found \"soon\"");
    let a = article(&sandbox, "a.txt");
    assert_eq!((&a["title"], &a["date"], &a["source"]), (&json!("=Tên mới"), &json!("2019-01-24"), &json!("Báo")));
    assert_eq!((&a["untitled"], &a["url"]), (&json!(false), &json!("https://example.org")));
    assert_eq!(article(&sandbox, "sub/b.txt")["date"], Value::Null);
    assert_eq!(ids(&sandbox), ["a.txt", "sub/b.txt"]);
    let hidden = "harbour".as_bytes();
    assert!(sandbox.tree("site").values().all(|bytes| !bytes.windows(hidden.len()).any(|w| w == hidden)));

    let written = sandbox.text("articles.csv");
    assert!(written.contains("a.txt;'=Tên mới;2019-01-24;Báo;https://example.org;Văn hoá;;;giữ"), "{written}");
    assert!(written.contains("sub/b.txt;") && written.contains(";none;") && written.contains("gone.txt"), "{written}");
    sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv"]).code(0);
    assert_eq!(sandbox.text("articles.csv"), written);
    assert_eq!(article(&sandbox, "a.txt"), a);
}

#[test]
fn the_makers_table_is_never_overwritten() {
    let sandbox = Sandbox::with_articles().packed();
    let edited = sandbox.text("articles.csv").replace("c.md", "c.md,Bến cảng,2020,,,no\n#");
    let sandbox = sandbox.file("articles.csv", &edited).file("in/d.txt", "Thêm một bài.");
    sandbox.pack(&["in", "--out", "site"]).code(0).says("articles.new.csv").says("pass --meta");
    assert_eq!(sandbox.text("articles.csv"), edited);
    assert!(sandbox.text("articles.new.csv").contains("d.txt"));
    sandbox.pack(&["in", "--out", "site"]).code(0);
    assert!(!sandbox.path("articles.new-2.csv").exists(), "our own table is written over");
    let sandbox = sandbox.file("articles.new.csv", "changed, too");
    sandbox.pack(&["in", "--out", "site"]).code(0).says("articles.new-2.csv");
    assert_eq!(sandbox.text("articles.new.csv"), "changed, too");

    let good = "id,title,date,source,url,hide\nc.md,Bến cảng,2020,,,\n";
    let sandbox = sandbox.file("articles.csv", good);
    sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv"]).code(0);
    let carried = sandbox.text("articles.csv");
    assert!(carried.contains("c.md,Bến cảng,2020,,,,,,") && carried.contains("d.txt"), "{carried}");
    let bad = "id,title,date\nc.md,Bến cảng,soon\n";
    let sandbox = sandbox.file("articles.csv", bad);
    sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv"]).code(0).says("left as it is");
    assert_eq!(sandbox.text("articles.csv"), bad, "a table with mistakes keeps them for its maker to mend");
}

#[test]
fn the_table_of_a_deleted_site_makes_place_unless_its_maker_wrote_in_it() {
    let sandbox = Sandbox::with_articles().packed();
    let deleted = |site: &str| fs::remove_dir_all(sandbox.path(site)).unwrap();
    deleted("site");
    fs::write(sandbox.path("in/d.txt"), "Bến cũ\n\nThêm một bài.\n").unwrap();
    let run = sandbox.pack(&["in", "--out", "site"]).code(0);
    run.silent_about("changed").silent_about("articles.new");
    let table = sandbox.text("articles.csv");
    assert!(table.contains("d.txt"), "{table}");
    // That of a site which is still there stays, whoever is told to write there.
    sandbox.pack(&["in/sub", "--out", "other", "--csv", "articles.csv"]).code(0).says("articles.new.csv");
    assert_eq!(sandbox.text("articles.csv"), table);
    deleted("other");
    fs::remove_file(sandbox.path("articles.new.csv")).unwrap();
    let lines = table.lines().enumerate();
    let noted: String = lines.map(|(at, line)| format!("{line},{}\n", ["note", ""][at.min(1)])).collect();
    for written in [edited(&table, "Bến cũ", "source", "Báo"), noted, "id\n".to_owned()] {
        assert_ne!(written, table);
        fs::write(sandbox.path("articles.csv"), &written).unwrap();
        deleted("site");
        sandbox.pack(&["in", "--out", "site"]).code(0).says("articles.new.csv");
        assert_eq!(sandbox.text("articles.csv"), written);
    }
}

#[test]
fn an_update_takes_away_what_it_replaces() {
    let sandbox = Sandbox::with_articles().packed();
    fs::write(sandbox.path("site/CNAME"), "example.org").unwrap();
    fs::remove_file(sandbox.path("in/c.md")).unwrap();
    sandbox.pack(&["in", "--out", "site", "--one-file", "site/all.html"]).code(0);
    let updated = sandbox.tree("site");
    assert_eq!(updated["CNAME"], b"example.org");
    sandbox.pack(&["in", "--out", "fresh", "--one-file", "fresh/all.html"]).code(0);
    let mut fresh = sandbox.tree("fresh");
    fresh.insert("CNAME".to_owned(), b"example.org".to_vec());
    assert_eq!(updated.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
    sandbox.recto(&["check", "site"]).code(0).prints("note: CNAME");
    sandbox.pack(&["in", "--out", "site"]).code(0);
    assert!(!sandbox.path("site/all.html").exists(), "a page no longer asked for holds old texts");
}

#[test]
fn the_page_in_one_file_replaces_only_its_like() {
    let sandbox = Sandbox::with_articles().file("mine.html", "<p>mine</p>");
    let run = sandbox.pack(&["in", "--out", "site", "--one-file", "mine.html"]).code(2);
    run.says("mine.html is in the way").says("hint:");
    assert_eq!(sandbox.text("mine.html"), "<p>mine</p>");
    assert!(!sandbox.path("site").exists());
    sandbox.pack(&["in", "--out", "site", "--one-file", "new/page.html"]).code(0);
    sandbox.pack(&["in", "--out", "site", "--one-file", "new/page.html", "--title", "Khác"]).code(0);
    sandbox.recto(&["search", "new/page.html", "sách"]).code(0);
}

#[test]
fn without_its_app_a_recto_says_how_to_get_it() {
    let sandbox = Sandbox::with_articles();
    if recto::pack::APP.is_some() {
        sandbox.recto(&["pack", "in", "--out", "site"]).code(0).silent_about("without its browser app");
        assert!(sandbox.path("site/index.html").exists());
        return;
    }
    let run = sandbox.recto(&["pack", "in", "--out", "site"]).code(2);
    run.says("without its browser app").says("cargo xtask app");
    assert!(!sandbox.path("site").exists() && !sandbox.path("articles.csv").exists());
}

#[test]
fn key_terms_are_words_of_the_lexicon() {
    let story = "Quốc hội họp về trường học. Công nhân và học sinh đi hội chợ. Quốc hội bàn, công nhân làm.";
    let sandbox = (0..4).fold(Sandbox::new(), |sandbox, n| {
        sandbox.file(&format!("in/{n}.txt"), &format!("Bản tin số {n}\n\n{story}\n\nHọc sinh đông, trường học vui.\n"))
    });
    let sandbox = sandbox.file("words.txt", "công_nhân\n12 tháng\nhọc sinh\n").file("in/one.txt", "x\n");
    let terms = |sandbox: &Sandbox| {
        let html = sandbox.text("site/index.html");
        let from = html.find("Từ đặc trưng").unwrap();
        html[from..html[from..].find("</section>").map_or(html.len(), |to| from + to)].to_owned()
    };
    sandbox.pack(&["in", "--out", "site"]).code(0);
    assert!(terms(&sandbox).contains("quốc hội"));
    let run = sandbox.pack(&["in", "--out", "site", "--lexicon", "words.txt"]).code(0);
    run.says("words.txt, line 2: expected a word").says("hint: one word a line");
    let found = terms(&sandbox);
    assert!(found.contains("công nhân") && found.contains("học sinh") && !found.contains("quốc hội"), "{found}");
    sandbox.pack(&["in", "--out", "site", "--lexicon", "in/one.txt"]).code(2).says("no word of two syllables");
    sandbox.pack(&["in", "--out", "site", "--lexicon", "nowhere.txt"]).code(2).says("nowhere.txt cannot be read");
    // Beside the settings, and no article for that.
    let sandbox = sandbox.file("in/recto.toml", "[corpus]\nlexicon = \"list.txt\"\n").file("in/list.txt", "hội chợ\n");
    sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 5 articles").silent_about("list.txt");
    assert!(terms(&sandbox).contains("hội chợ") && !terms(&sandbox).contains("công nhân"));
}

#[test]
fn a_corrected_title_is_the_one_that_is_searched() {
    let sandbox = Sandbox::new()
        .file("in/a.txt", "Chợ phien ở Mường\n\nSáng nay, chợ mở cửa sớm hơn thường lệ vì trời nắng đẹp và đông khách.\n\nNgười mua đông.\n")
        .file("in/b.txt", "Thư viện\n\nThư viện mở cửa cả ngày cho người đọc sách, ai đến cũng được, không mất tiền.\n\nĐông vui.\n")
        .file("meta.csv", "id,title\na.txt,Phiên chợ xuân\n");
    sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(0);
    let hits = |query: &str| {
        let found = &sandbox.recto(&["search", "site", query, "--marks", "exact", "--json"]).code(0).json_lines();
        let lines = sandbox.recto(&["concordance", "site", query, "--marks", "exact", "--json"]).code(0).json();
        let total = found.iter().find_map(|line| line["total"]["hits"].as_u64()).unwrap_or(0);
        (total, lines["lines"].as_array().unwrap().len() as u64)
    };
    assert_eq!(hits("title:xuân"), (1, 1));
    assert_eq!(hits("title:phien"), (0, 0));
    // What stands in the text is still found, as a line of it.
    assert_eq!(hits("phien"), (1, 1));
    assert_eq!(hits("title:\"thư viện\""), (1, 1));
    let article = &sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    let article = article.iter().find(|line| line["id"] == "a.txt").unwrap();
    assert_eq!(article["title"], "Phiên chợ xuân");
    assert!(article["text"].as_str().unwrap().starts_with("Phiên chợ xuân\n\nChợ phien ở Mường\n\n"));
    // Packed again with the table it wrote, nothing changes.
    let before = sandbox.tree("site/chunks");
    sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv"]).code(0);
    assert_eq!(sandbox.tree("site/chunks"), before);
}
