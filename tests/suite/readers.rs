//! Files of every kind through the real program: what is read, what is reported, what the rest becomes.

use crate::sandbox::Sandbox;
use serde_json::Value;

/// The ids and titles of a packed site, by id.
fn listed(sandbox: &Sandbox) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
    let mut listed: Vec<_> = lines.iter().map(|line| (text(&line["id"]), text(&line["title"]))).collect();
    listed.sort();
    listed
}

#[test]
fn bad_records_are_reported_with_their_line_and_the_rest_is_packed() {
    let sandbox = Sandbox::new()
        .file(
            "in/news.jsonl",
            "{\"id\": \"n1\", \"title\": \"Chợ phiên\", \"text\": \"Chợ mở từ sáng sớm.\"}\nkhông phải JSON\n\
             {\"text\": \"nửa \\ud800 chữ\"}\n{\"title\": \"Không có bài\"}\n{\"text\": \"a\\u0000b\"}\n\
             {\"id\": \"n2\", \"title\": \"Hội sách\", \"text\": \"Thư viện đông người đọc.\"}\n",
        )
        .file("in/table.csv", "tiêu đề,nội dung\nMột,Chữ thứ nhất.\nHai,Chữ,thừa\nBa,\"Chữ thứ ba.\"\n");
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("packed 4 articles");
    let run = run.says("news.jsonl, line 2: not valid JSON").says("news.jsonl, line 3: half of a surrogate pair");
    let run = run.says("news.jsonl, line 4: a record without a text").says("line 5: binary").says("input.fields");
    let run = run.says("table.csv, line 3: expected 2 cells, found 3");
    assert_eq!(run.json()["skipped"][0]["line"], 2);
    let found: Vec<_> = listed(&sandbox).into_iter().map(|(id, title)| format!("{id}: {title}")).collect();
    assert_eq!(found, ["n1: Chợ phiên", "n2: Hội sách", "table.csv#2: Một", "table.csv#4: Ba"]);
    sandbox.recto(&["search", "site", "title:\"hội sách\"", "--json"]).code(0).prints("\"id\":\"n2\"");
}

#[test]
fn encodings_are_reported_and_overridden() {
    // "Phiên chợ đầu năm họp ở bản Mường" in TCVN3.
    let tcvn3 = b"Phi\xaan ch\xee \xae\xc7u n\xa8m h\xe4p \xeb b\xb6n M\xad\xeang";
    let sandbox = Sandbox::new().bytes("in/a.txt", tcvn3);
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("a.txt: read as TCVN3");
    assert_eq!(run.json()["decoded"][0]["encoding"], "TCVN3");
    sandbox.recto(&["search", "site", "phiên chợ", "--json"]).code(0).prints("\"hits\":1");
    sandbox.pack(&["in", "--out", "site", "--encoding", "windows-1252"]).code(0).says("read as windows-1252 (certain)");
    sandbox.pack(&["in", "--out", "site", "--encoding", "klingon"]).code(2).says("TCVN3").says("Shift_JIS");
}

#[test]
fn a_line_of_fifty_megabytes_is_answered() {
    let line = "một dòng rất dài không có dấu chấm ".repeat(50_000_000 / 44);
    let sandbox = Sandbox::with_articles().file("in/long.jsonl", &line).file("in/long.json", &line);
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("packed 3 articles");
    run.says("long.jsonl, line 1: not valid JSON").says("long.json");
}
