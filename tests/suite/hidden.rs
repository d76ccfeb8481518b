//! `hide=yes` and corrections stay with their article, and nothing hidden is published: not when records are put in front,
//! not when texts are edited, not in any file of a site.

use crate::sandbox::{Run, Sandbox};
use recto::site::words_of;
use recto::site::{decode_chunk_file, inlined_chunk};
use std::collections::BTreeMap;

/// Records as title and text; none has an id.
const RECORDS: [(&str, &str); 3] = [
    ("Chợ phiên", "Chợ họp từ sáng sớm bên suối."),
    ("Chuyện kín", "Điều Qvyzzlith không ai được đọc."),
    ("Cầu mới", "Cầu thông xe sau hai năm."),
];

/// The same records as files of each kind that has no ids of its own.
fn file_of(kind: &str, records: &[(&str, &str)]) -> String {
    let object = |(title, text): &(&str, &str)| format!("{{\"title\": \"{title}\", \"text\": \"{text}\"}}");
    let objects: Vec<String> = records.iter().map(object).collect();
    let cells = |sign: char| {
        let rows = records.iter().map(|(title, text)| format!("{title}{sign}{text}\n"));
        format!("title{sign}text\n{}", rows.collect::<String>())
    };
    match kind {
        "jsonl" => objects.join("\n"),
        "json" => format!("[\n{}\n]", objects.join(",\n")),
        "csv" => cells(','),
        "tsv" => cells('\t'),
        _ => {
            let tei = |(title, text): &(&str, &str)| {
                format!(
                    "<TEI><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc></teiHeader><text><body><p>{text}</p></body></text></TEI>"
                )
            };
            format!("<teiCorpus>{}</teiCorpus>", records.iter().map(tei).collect::<String>())
        }
    }
}

/// Titles of the articles of a site with their ids.
fn ids(sandbox: &Sandbox, site: &str) -> BTreeMap<String, String> {
    let lines = sandbox.recto(&["articles", site, "--json"]).code(0).json_lines();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    lines.iter().map(|line| (text(&line["title"]), text(&line["id"]))).collect()
}

fn titles(sandbox: &Sandbox) -> Vec<String> {
    let mut titles: Vec<_> = ids(sandbox, "site").into_keys().collect();
    titles.sort();
    titles
}

/// The table with another cell in the row of a title; cells hold no commas or quotation marks here.
pub fn edited(table: &str, title: &str, column: &str, value: &str) -> String {
    let mut lines = table.trim_start_matches('\u{feff}').lines();
    let header = lines.next().unwrap();
    let number = |name: &str| header.split(',').position(|column| column == name).unwrap();
    let mut out = format!("{header}\n");
    let mut found = 0;
    for line in lines {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[number("title")] == title {
            cells[number(column)] = value;
            found += 1;
        }
        out += &format!("{}\n", cells.join(","));
    }
    assert_eq!(found, 1, "{table}");
    out
}

/// Writes `yes` under `hide` in the row of a title.
fn hiding(sandbox: Sandbox, title: &str) -> Sandbox {
    let table = edited(&sandbox.text("articles.csv"), title, "hide", "yes");
    sandbox.file("articles.csv", &table)
}

fn with_meta(sandbox: &Sandbox) -> Run {
    sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv"])
}

#[test]
fn a_record_put_in_front_shifts_no_row() {
    for kind in ["jsonl", "json", "csv", "tsv", "xml"] {
        let path = format!("in/all.{kind}");
        let sandbox = hiding(Sandbox::new().file(&path, &file_of(kind, &RECORDS)).packed(), "Chuyện kín");
        let before = ids(&sandbox, "site");
        assert_eq!(before.len(), 3, "{kind}");
        let table = edited(&sandbox.text("articles.csv"), "Cầu mới", "source", "Báo Cầu");
        let more = [&[("Mưa lớn", "Mưa suốt đêm."), ("Nắng", "Trời hửng.")][..], &RECORDS].concat();
        let sandbox = sandbox.file("articles.csv", &table).file(&path, &file_of(kind, &more));
        with_meta(&sandbox).code(0).says("1 left out by hide=yes").silent_about("articles.csv, line");
        assert_eq!(titles(&sandbox), ["Chợ phiên", "Cầu mới", "Mưa lớn", "Nắng"], "{kind}");
        let after = ids(&sandbox, "site");
        assert!(["Chợ phiên", "Cầu mới"].iter().all(|title| after[*title] == before[*title]), "{kind}: {after:?}");
        let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
        let sourced: Vec<_> =
            lines.iter().filter(|line| line["source"] == "Báo Cầu").map(|line| &line["title"]).collect();
        assert_eq!(sourced, ["Cầu mới"], "{kind}");
        // From the end, too, and with the table it wrote.
        let turned: Vec<_> = more.iter().rev().copied().collect();
        let sandbox = sandbox.file(&path, &file_of(kind, &turned));
        with_meta(&sandbox).code(0).says("1 left out by hide=yes").silent_about("articles.csv, line");
        assert_eq!(ids(&sandbox, "site"), after, "{kind}");
    }
}

#[test]
fn a_row_follows_its_text_where_ids_are_numbers_of_rows() {
    let table = |records: &[(&str, &str)]| {
        let rows = records.iter().enumerate().map(|(n, (title, text))| format!("{n},{title},{text}\n"));
        format!("id,title,text\n{}", rows.collect::<String>())
    };
    let sandbox = hiding(Sandbox::new().file("in/all.csv", &table(&RECORDS)).packed(), "Chuyện kín");
    let more = [&[("Mưa lớn", "Mưa suốt đêm.")][..], &RECORDS].concat();
    let sandbox = sandbox.file("in/all.csv", &table(&more));
    let run = with_meta(&sandbox).code(0).says("1 left out by hide=yes");
    run.says("articles.csv, line 3: 1 (“Chuyện kín”) is 2 now, by its text");
    assert_eq!(titles(&sandbox), ["Chợ phiên", "Cầu mới", "Mưa lớn"]);
    // Files, too: one renamed, another in its place.
    let other =
        "Hội sách\n\nThư viện mở cửa cả ngày cho người đọc sách, ai đến cũng được, không mất tiền.\n\nĐông vui.\n";
    let sandbox = hiding(Sandbox::new().file("in/a.txt", RECORDS[1].1).file("in/b.txt", other).packed(), "");
    let sandbox = sandbox.file("in/c.txt", RECORDS[1].1).file("in/a.txt", "Bài mới ở chỗ cũ.");
    with_meta(&sandbox).code(0).says("a.txt is c.txt now, by its text");
    assert_eq!(titles(&sandbox), ["Bài mới ở chỗ cũ.", "Hội sách"]);
}

#[test]
fn a_row_that_hides_nothing_stops_the_pack() {
    let sandbox = hiding(Sandbox::new().file("in/all.jsonl", &file_of("jsonl", &RECORDS)).packed(), "Chuyện kín");
    with_meta(&sandbox).code(0);
    let mut records = RECORDS;
    records[1].1 = "Điều Qvyzzlith nay viết khác.";
    let sandbox = sandbox.file("in/all.jsonl", &file_of("jsonl", &records));
    let before = sandbox.tree("");
    let run = with_meta(&sandbox).code(2).says("articles.csv: 1 row with hide=yes may hide nothing").says("--force");
    let run = run.says("articles.csv, line 3: hide=yes for all.jsonl#").says("(“Chuyện kín”)");
    run.says("no article has this id or this text (same title: all.jsonl#").says("write its id in the row");
    assert_eq!(sandbox.tree(""), before, "nothing was changed");
    sandbox.pack(&["in", "--out", "site"]).code(2).says("articles.csv hides what this pack would publish");
    // Forced, it is published and said.
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv", "--force", "--json"]).code(0);
    let run = run.says("note: articles.csv, line 3: hide=yes for all.jsonl#").says("(“Chuyện kín”)");
    assert_eq!(run.json()["hidden_articles"], 0);
    assert_eq!(titles(&sandbox), ["Chuyện kín", "Chợ phiên", "Cầu mới"]);
    assert!(sandbox.text("articles.csv").contains(",yes,"), "the row stays in the table");
    // The same, with the file's own name as its id: it is found, and another text all the same.
    let sandbox = hiding(Sandbox::with_articles().packed(), "A quiet morning at the harbour");
    let sandbox = sandbox.file("in/c.md", "A quiet morning at the harbour\n\nThe boats left late, after the rain.\n");
    with_meta(&sandbox)
        .code(2)
        .says("hide=yes for c.md")
        .says("has another text now")
        .says("empty the cell fingerprint");
    let table = sandbox.text("articles.csv");
    let emptied = edited(&table, "A quiet morning at the harbour", "fingerprint", "");
    let sandbox = sandbox.file("articles.csv", &emptied);
    with_meta(&sandbox).code(0).says("1 left out by hide=yes");
    let sandbox = sandbox.file("articles.csv", &table);
    sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv", "--force"]).code(0).says("1 left out by hide=yes");
    with_meta(&sandbox).code(0).silent_about("articles.csv, line");
}

#[test]
fn corrections_that_fit_no_longer_are_named() {
    let sandbox = Sandbox::with_articles().packed();
    let table = edited(&sandbox.text("articles.csv"), "Chuẩn bị hội chợ sách", "source", "Báo Sách");
    let sandbox = sandbox.file("articles.csv", &table);
    let sandbox = sandbox.file("in/a.txt", "Hội chợ sách đã sẵn sàng\n\nNgày 13/03/2021 - thư viện mở cửa sớm.\n");
    let sandbox = sandbox.file("in/c.md", "A loud morning at the harbour\n\nThe boats left late.\n");
    let strict = sandbox.pack(&["in", "--out", "site", "--meta", "articles.csv", "--strict"]).code(2);
    strict.says("articles.csv, line 2: a.txt has another text than the row was written for");
    let run = with_meta(&sandbox).code(0).says("articles.csv, line 2: a.txt has another text");
    // What merely repeats what was found is no correction: the new titles and dates stand.
    run.silent_about("line 3").silent_about("line 4").silent_about("c.md");
    let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
    let a = lines.iter().find(|line| line["id"] == "a.txt").unwrap();
    assert_eq!([&a["title"], &a["date"], &a["source"]], ["Hội chợ sách đã sẵn sàng", "2021-03-13", "Báo Sách"]);
    assert!(lines.iter().any(|line| line["title"] == "A loud morning at the harbour"), "{lines:?}");
    with_meta(&sandbox).code(0).silent_about("articles.csv, line");
    // A row of an article that is gone is kept if it says something, and only then.
    std::fs::remove_file(sandbox.path("in/c.md")).unwrap();
    with_meta(&sandbox).code(0).says("1 row of articles that are gone corrected nothing");
    std::fs::remove_file(sandbox.path("in/a.txt")).unwrap();
    with_meta(&sandbox).code(0).says("no article has the id a.txt: the row is kept but changes nothing");
    assert!(sandbox.text("articles.csv").contains("Báo Sách") && !sandbox.text("articles.csv").contains("harbour"));
}

#[test]
fn all_hidden_is_not_nothing_found() {
    let sandbox = Sandbox::with_articles().packed();
    let before = sandbox.tree("site");
    let table = "id,hide\na.txt,yes\nsub/b.txt,yes\nc.md,yes\n";
    let sandbox = sandbox.file("all.csv", table);
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "all.csv"]).code(2);
    run.says("nothing to pack: all 3 article(s) are hidden by all.csv")
        .says("hint:")
        .silent_about("no article was found");
    assert_eq!(sandbox.tree("site"), before);
}

#[test]
fn a_wish_to_hide_that_cannot_be_read_is_not_passed_over() {
    let sandbox = Sandbox::with_articles().file("meta.csv", "id,title,hide\nc.md,Bến cảng, buổi sáng,yes\n");
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(2);
    run.says("meta.csv, line 2: expected 3 cells, found 4: the row is not used");
    assert!(!sandbox.path("site").exists());
    let lines = "id,title,hide\r\na.txt,,\r\nc.md,Bến cảng, buổi sáng,yes\r\n";
    let sandbox = sandbox.file("meta.csv", lines);
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(2);
    run.says("meta.csv, line 3: expected 3 cells, found 4: the row is not used");
    let sandbox = sandbox.file("meta.csv", "id,title,hide\na.txt,\"Hội chợ,\nc.md,Bến cảng,yes\n");
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(2);
    run.says("meta.csv, line 2: a quotation mark is without its partner");
    let sandbox = sandbox.file("meta.csv", "id,hide\nc.md,ẩn\n");
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(0).says("1 left out by hide=yes");
    run.says("found \"ẩn\": the article is hidden");
}

#[test]
fn what_an_earlier_table_hides_is_not_published_in_silence() {
    let sandbox = hiding(Sandbox::with_articles().packed(), "A quiet morning at the harbour");
    // Marked in the table, which then is not passed.
    let before = sandbox.tree("");
    let run = sandbox.pack(&["in", "--out", "site"]).code(2).says("hides what this pack would publish");
    run.says("c.md").says("--meta ").says("--force");
    let sandbox = sandbox.file("other.csv", "id,source\na.txt,Báo\n");
    sandbox.pack(&["in", "--out", "site", "--meta", "other.csv"]).code(2).says("hides what this pack would publish");
    std::fs::remove_file(sandbox.path("other.csv")).unwrap();
    assert_eq!(sandbox.tree(""), before);
    // Passed once, and then forgotten: the table beside the site remembers.
    with_meta(&sandbox).code(0).says("1 left out");
    sandbox.pack(&["in", "--out", "site"]).code(2).says("c.md");
    // Another table wins over the one that Recto wrote; it is said.
    let sandbox = sandbox.file("other.csv", "id,source\na.txt,Báo\n");
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "other.csv"]).code(0);
    run.says("c.md was hidden by the last pack and is published now");
    sandbox.pack(&["in", "--out", "site"]).code(0).silent_about("hidden");
    let sandbox = hiding(sandbox, "A quiet morning at the harbour");
    sandbox.pack(&["in", "--out", "site", "--force"]).code(0).says("hidden by").says("and published: c.md");
}

#[test]
fn a_hidden_text_in_a_second_record_is_named() {
    let sandbox = Sandbox::with_articles();
    let again = std::fs::read_to_string(sandbox.path("in/c.md")).unwrap().replace('\n', "\r\n");
    let sandbox = sandbox.file("in/again.md", &again).file("hide.csv", "id,hide\nc.md,yes\n");
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "hide.csv"]).code(0).says("1 left out by hide=yes");
    run.says("hide.csv, line 2: c.md is hidden, but its text is published as again.md");
    assert!(ids(&sandbox, "site").values().any(|id| id == "again.md"));
}

#[test]
fn tables_of_versions_that_named_lines() {
    let sandbox = Sandbox::new().file("in/all.jsonl", &file_of("jsonl", &RECORDS));
    let old = "id,title,date,source,url,category,author,hide\nall.jsonl#1,Chợ phiên,,,,,,\n\
        all.jsonl#2,Chuyện kín,,,,,,yes\nall.jsonl#3,Cầu mới,,Báo Cầu,,,,\n";
    let sandbox = sandbox.file("old.csv", old);
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "old.csv"]).code(0).says("1 left out by hide=yes");
    run.says("old.csv, line 3: all.jsonl#2 (“Chuyện kín”) is all.jsonl#").says("now, by its title");
    assert_eq!(titles(&sandbox), ["Chợ phiên", "Cầu mới"]);
    let sandbox = sandbox.file("old.csv", &old.replace("Chuyện kín", "Tên đã sửa"));
    let run = sandbox.pack(&["in", "--out", "site", "--meta", "old.csv"]).code(2);
    run.says("old.csv, line 3: hide=yes for all.jsonl#2 (“Tên đã sửa”): no article has this id, nor this title");
}

#[test]
fn records_of_one_id_are_told_apart_by_what_they_say() {
    let record = |title: &str| format!("{{\"id\": \"tin\", \"title\": \"{title}\", \"text\": \"Bài {title}.\"}}\n");
    let lines = [record("Một"), record("Hai"), record("Hai")].concat();
    let sandbox = Sandbox::new().file("in/a.jsonl", &lines);
    sandbox
        .pack(&["in", "--out", "site"])
        .code(0)
        .says("the id tin is taken, packed as tin~")
        .says("packed 3 articles");
    let before = ids(&sandbox, "site");
    let sandbox = sandbox.file("in/a.jsonl", &[record("Không"), lines.clone()].concat());
    sandbox.pack(&["in", "--out", "site"]).code(0);
    let after = ids(&sandbox, "site");
    assert_eq!(before["Một"], after["Một"]);
    // An id that may mean several hides nothing on a guess.
    let sandbox = sandbox.file("hide.csv", "id,hide\ntin,yes\n");
    sandbox.pack(&["in", "--out", "site", "--meta", "hide.csv"]).code(2).says("hide=yes for tin");
    let sandbox = Sandbox::new().file("x/n.txt", "Bài thứ nhất.").file("y/n.txt", "Bài thứ hai.");
    let sandbox = sandbox.file("hide.csv", "id,hide\nn.txt,yes\n");
    let run = sandbox.pack(&["x", "y", "--out", "site", "--meta", "hide.csv"]).code(2);
    run.says("several articles would have this id").says("Bài thứ nhất.");
    // With its fingerprint it is found, whatever the order of the inputs.
    let sandbox = hiding(
        {
            sandbox.pack(&["x", "y", "--out", "site"]).code(0);
            let table =
                sandbox.text("articles.csv").replace("n.txt,,", "n.txt,T,").replacen("y/n.txt,T,", "y/n.txt,,", 1);
            sandbox.file("articles.csv", &table)
        },
        "T",
    );
    sandbox.pack(&["y", "x", "--out", "site", "--meta", "articles.csv"]).code(0).says("1 left out by hide=yes");
    assert_eq!(titles(&sandbox), ["Bài thứ hai."]);
}

/// Every byte that a site and its page in one file publish: the files, and the chunks in both, unpacked.
fn published(sandbox: &Sandbox, site: &str, page: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut chunk = |name: &str, payload: Vec<u8>| {
        // A deflated chunk is its length, then the stream.
        let skip = payload.iter().position(|byte| *byte < 0x80).map_or(0, |at| at + 1);
        if let Ok(inner) = miniz_oxide::inflate::decompress_to_vec_with_limit(&payload[skip..], 1 << 24) {
            found.push((format!("{name} inflated"), inner));
        }
        found.push((format!("{name} decoded"), payload));
    };
    let html = sandbox.text(page);
    for (path, bytes) in sandbox.tree(site) {
        if let Some(name) = path.strip_prefix("chunks/").and_then(|name| name.strip_suffix(".bin")) {
            chunk(&path, decode_chunk_file(&bytes).unwrap());
            chunk(page, inlined_chunk(html.as_bytes(), name).unwrap());
        }
    }
    chunk(page, inlined_chunk(html.as_bytes(), "root").unwrap());
    // No chunk stands in the page but those of the folder and the root.
    assert_eq!(
        html.matches("data-recto=\"").count() * 2,
        found.iter().filter(|(name, _)| name.ends_with(" decoded")).count() + 1
    );
    found.push((page.to_owned(), html.into_bytes()));
    found.extend(sandbox.tree(site));
    found
}

#[test]
fn a_rare_word_of_a_hidden_text_is_in_no_byte_that_is_published() {
    // Common enough in its article to come into the dictionary of the corpus, and to be a key term and a name.
    let secret = "Qvyzzlith";
    let story = format!("Ông Trần {secret} nói về {secret}, và {secret} lại nói với ông {secret}. ").repeat(60);
    let line = |n: usize| {
        let text = format!("Bài số {n} kể chuyện làng, chợ, sông và núi. ").repeat(8);
        format!("{{\"title\": \"Tin {n}\", \"text\": \"{text}\"}}\n")
    };
    let plain: String = (0..1500).map(line).collect();
    let hidden =
        format!("{{\"title\": \"Chuyện kín {secret}\", \"source\": \"Báo {secret}\", \"text\": \"{story}\"}}\n");
    let sandbox = Sandbox::new().file("in/all.jsonl", &[hidden, plain].concat());
    let args = ["in", "--out", "site", "--one-file", "all.html"];
    sandbox.pack(&args).code(0);
    let dictionary = |sandbox: &Sandbox| format!("{:?}", words_of(&sandbox.path("site"), None).unwrap());
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|at| at == word.as_bytes());
    assert!(dictionary(&sandbox).contains(secret), "it was in the dictionary");
    assert!(published(&sandbox, "site", "all.html").iter().any(|(_, bytes)| holds(bytes, secret)));
    let sandbox = hiding(sandbox, &format!("Chuyện kín {secret}"));
    // And a record in front.
    let sandbox = {
        let all = sandbox.text("in/all.jsonl");
        sandbox.file("in/all.jsonl", &[line(9999), all].concat())
    };
    sandbox.pack(&[&args[..], &["--meta", "articles.csv"]].concat()).code(0).says("1 left out by hide=yes");
    assert!(!dictionary(&sandbox).contains(secret) && !dictionary(&sandbox).contains("qvyzz"));
    for (path, bytes) in published(&sandbox, "site", "all.html") {
        for word in [secret, "qvyzzlith", "Qvyzz", "yzzlith"] {
            assert!(!holds(&bytes, word), "{word} in {path}");
        }
    }
    assert!(!sandbox.tree("site").keys().any(|path| path.ends_with(".csv")), "the table is not published");
    for site in ["site", "all.html"] {
        let found = sandbox.recto(&["search", site, "qvyzz*", "--json"]).code(0);
        assert_eq!(found.json()["total"]["articles"], 0, "{site}");
        let named = sandbox.recto(&["mentions", site, "--kind", "people", "--names"]).out;
        assert!(!named.contains("Qvyzz"), "{site}: {named}");
        assert!(!sandbox.recto(&["articles", site, "--text", "--json"]).code(0).out.contains("Qvyzz"), "{site}");
        sandbox.recto(&["check", site]).code(0);
    }
}

#[test]
fn two_sites_beside_each_other_have_a_table_each() {
    let sandbox = Sandbox::with_articles().file("more/x.txt", "Bài khác\n\nMột bài ở kho khác.\n");
    sandbox.pack(&["in", "--out", "site"]).code(0).says("articles.csv");
    let first = sandbox.text("articles.csv");
    let run = sandbox.pack(&["more", "--out", "second"]).code(0).says("second.articles.csv");
    run.silent_about("changed").silent_about("articles.new.csv");
    assert_eq!(sandbox.text("articles.csv"), first);
    assert!(sandbox.text("second.articles.csv").contains("x.txt"));
    for _ in 0..2 {
        sandbox.pack(&["in", "--out", "site"]).code(0).silent_about("changed").silent_about("second.articles");
        sandbox.pack(&["more", "--out", "second"]).code(0).silent_about("changed").says("second.articles.csv");
    }
    // Changed by its maker, each is kept for itself.
    let sandbox = hiding(sandbox, "A quiet morning at the harbour");
    sandbox.pack(&["more", "--out", "second"]).code(0).silent_about("changed").silent_about("harbour");
    with_meta(&sandbox).code(0).says("1 left out by hide=yes");
    let table = edited(&sandbox.text("second.articles.csv"), "Bài khác", "source", "Báo");
    let sandbox = sandbox.file("second.articles.csv", &table);
    let run = sandbox.pack(&["more", "--out", "second", "--meta", "second.articles.csv"]).code(0);
    run.silent_about("changed").silent_about("left as it is");
    assert_eq!(sandbox.recto(&["articles", "second", "--json"]).code(0).json()["source"], "Báo");
}
