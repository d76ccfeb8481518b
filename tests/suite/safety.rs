//! What a pack leaves behind: nothing when it is stopped or killed, nothing of what is hidden or removed, and every
//! chunk of what has not changed.

use crate::sandbox::Sandbox;
use recto::site::decode_chunk_file;
use recto::site::words_of;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Articles enough for many groups; the words of each depend on its number.
fn many_articles(count: usize) -> Sandbox {
    let words = ["sách", "biển", "mưa", "đường", "làng", "chợ", "thư viện", "mùa", "người", "nhà", "sông", "núi"];
    let mut sandbox = Sandbox::new();
    for n in 0..count {
        let mut text = format!("Chuyện thứ {n}\n\nNgày {:02}/{:02}/2021, ở làng số {n}.\n", n % 28 + 1, n % 12 + 1);
        for line in 0..12 {
            let at = |k: usize| words[(n * 7 + line * 5 + k * (n % 5 + 1)) % words.len()];
            text += &format!("\nDòng {line}: {} {} bên {} {} của {n}.\n", at(0), at(1), at(2), at(3));
        }
        sandbox = sandbox.file(&format!("in/{:03}/{n}.txt", n / 100), &text);
    }
    sandbox
}

fn start(sandbox: &Sandbox, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.args(["pack", "--without-app"]).args(args).current_dir(sandbox.path("")).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn litter(sandbox: &Sandbox) -> Vec<String> {
    let names = fs::read_dir(sandbox.path("")).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

/// The files of a site, chunks decoded.
pub fn decoded(sandbox: &Sandbox, site: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (path, bytes) in sandbox.tree(site) {
        if path.starts_with("chunks/") {
            let payload = decode_chunk_file(&bytes).unwrap();
            // A deflated chunk is its length, then the stream.
            let skip = payload.iter().position(|byte| *byte < 0x80).map_or(0, |at| at + 1);
            if let Ok(inner) = miniz_oxide::inflate::decompress_to_vec_with_limit(&payload[skip..], 1 << 24) {
                files.push((format!("{path} inflated"), inner));
            }
            files.push((format!("{path} decoded"), payload));
        }
        files.push((path, bytes));
    }
    files
}

/// The files that hold a word.
pub fn holds(files: &[(String, Vec<u8>)], word: &str) -> Vec<String> {
    let word = word.as_bytes();
    let found = files.iter().filter(|(_, bytes)| bytes.windows(word.len()).any(|w| w == word));
    found.map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_killed_pack_leaves_the_old_site_and_the_next_one_tidies_up() {
    let sandbox = many_articles(300);
    sandbox.pack(&["in", "--out", "site", "--one-file", "all.html"]).code(0);
    let answer = sandbox.recto(&["search", "site", "thư viện", "--json"]).code(0).out;
    let sandbox = sandbox.file("in/new.txt", "Bài mới\n\nMột bài mới về thư viện.\n");
    sandbox.pack(&["in", "--out", "newer"]).code(0);
    let newer = sandbox.recto(&["search", "newer", "thư viện", "--json"]).code(0).out;
    for delay in [0, 5, 20, 40, 60, 80, 110, 150, 200, 300] {
        let mut pack = start(&sandbox, &["in", "--out", "site", "--one-file", "all.html"]);
        std::thread::sleep(Duration::from_millis(delay));
        pack.kill().unwrap();
        pack.wait().unwrap();
        let now = sandbox.recto(&["search", "site", "thư viện", "--json"]).code(0).out;
        if now != answer {
            // It was quick enough to put the new site in place: that one is whole, what it supersedes may be left.
            let ended = sandbox.recto(&["check", "site"]);
            assert!(
                now == newer && (ended.exit == Some(0) || ended.out.contains("interrupted")),
                "{delay} ms: {}",
                ended.out
            );
        }
        sandbox.recto(&["search", "all.html", "thư viện", "--json"]).code(0);
    }
    sandbox.pack(&["in", "--out", "site", "--one-file", "all.html"]).code(0);
    sandbox.recto(&["check", "site"]).code(0);
    assert_eq!(litter(&sandbox), Vec::<String>::new());
    sandbox.pack(&["in", "--out", "fresh", "--csv", "fresh.csv"]).code(0);
    assert_eq!(sandbox.tree("site"), {
        let mut fresh = sandbox.tree("fresh");
        // The record names the table beside the site, whose name differs.
        fresh.insert("recto.json".to_owned(), sandbox.tree("site")["recto.json"].clone());
        fresh
    });
}

#[cfg(unix)]
#[test]
fn a_stopped_pack_leaves_nothing() {
    let sandbox = many_articles(300).packed();
    let before = sandbox.tree("");
    let sandbox = sandbox.file("in/new.txt", "Bài mới\n\nMột bài mới về thư viện.\n");
    for delay in [10, 30, 60, 100] {
        let mut pack = start(&sandbox, &["in", "--out", "site"]);
        std::thread::sleep(Duration::from_millis(delay));
        // Without a crate for signals: the system's own program.
        Command::new("kill").args(["-TERM", &pack.id().to_string()]).status().unwrap();
        let ended = pack.wait().unwrap();
        assert_eq!(litter(&sandbox), Vec::<String>::new(), "after {delay} ms");
        if ended.code() == Some(2) {
            let mut now = sandbox.tree("");
            now.remove("in/new.txt");
            assert_eq!(now, before);
        }
    }
}

#[test]
fn what_is_hidden_or_removed_leaves_no_byte() {
    let secret = "Qvyzzlith";
    let text =
        format!("Tiêu đề {secret}\n\nNgày 02/03/2021, ông Trần {secret} tới làng.\n\nChuyện về {secret} còn dài.\n");
    let prepared = || many_articles(120).file("in/kín-Wqxy.txt", &text).packed();
    let check = |sandbox: &Sandbox| {
        let files = decoded(sandbox, "site");
        for word in [secret, "qvyzzlith", "Wqxy", "wqxy"] {
            assert_eq!(holds(&files, word), Vec::<String>::new(), "{word}");
        }
        // The term map shares the bytes of its keys: it is asked.
        let found = sandbox.recto(&["search", "site", "qvyzz*", "--json"]).code(0).json();
        assert_eq!(found["total"]["articles"], 0);
        sandbox.recto(&["check", "site"]).code(0);
    };
    let sandbox = prepared();
    let files = decoded(&sandbox, "site");
    assert!(!holds(&files, secret).is_empty() && !holds(&files, "Wqxy").is_empty(), "it was there before");
    fs::remove_file(sandbox.path("in/kín-Wqxy.txt")).unwrap();
    sandbox.pack(&["in", "--out", "site"]).code(0);
    check(&sandbox);
    let sandbox = prepared().file("fixed.csv", "id,hide\nkín-Wqxy.txt,yes\n");
    sandbox.pack(&["in", "--out", "site", "--meta", "fixed.csv"]).code(0).says("1 left out by hide=yes");
    check(&sandbox);
}

#[test]
fn a_changed_article_keeps_the_chunks_of_the_others() {
    let sandbox = many_articles(800).packed();
    let groups = |sandbox: &Sandbox| -> BTreeSet<String> {
        let words = words_of(&sandbox.path("site"), None).unwrap_or_default();
        let chunks = sandbox.tree("site").into_iter().filter(|(path, _)| path.starts_with("chunks/"));
        let group = |bytes: &[u8]| {
            let payload = decode_chunk_file(bytes).unwrap();
            recto::bundle::group::read_group(&payload, &words).is_ok_and(|articles| !articles.is_empty())
        };
        chunks.filter(|(_, bytes)| group(bytes)).map(|(path, _)| path).collect()
    };
    // Enough text for a word dictionary: everything still reads as it was written.
    assert!(words_of(&sandbox.path("site"), None).is_some());
    for line in sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines() {
        assert_eq!(line["text"], sandbox.text(&format!("in/{}", line["id"].as_str().unwrap())));
    }
    let before = groups(&sandbox);
    assert!(before.len() > 25, "{} groups", before.len());
    for (path, text) in
        [("in/003/333.txt", "Khác hẳn\n\nNgày 02/03/2021, một bài viết lại.\n"), ("in/x.txt", "Thêm\n\nBài thêm.\n")]
    {
        fs::write(sandbox.path(path), text).unwrap();
        sandbox.pack(&["in", "--out", "site"]).code(0);
        let after = groups(&sandbox);
        let kept = after.intersection(&before).count();
        assert!(kept + 6 >= before.len(), "{kept} of {} groups kept after {path}", before.len());
        sandbox.recto(&["check", "site"]).code(0);
    }
}

#[test]
fn memory_and_threads_do_not_show_in_the_bytes() {
    let sandbox = many_articles(400);
    sandbox.pack(&["in", "--out", "one", "--csv", "t.csv", "--jobs", "1", "--memory", "256"]).code(0);
    sandbox.pack(&["in", "--out", "two", "--csv", "t.csv", "--jobs", "5"]).code(0);
    assert_eq!(sandbox.tree("one"), sandbox.tree("two"));
    let refused = sandbox.pack(&["in", "--out", "three", "--memory", "64"]).code(2);
    refused.says("expected a whole number of MiB, 256 at least");
}
