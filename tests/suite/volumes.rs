//! Volumes of chunks: the same answers from fewer files, what a change changes, and that damage in one is found.

use super::sandbox::Sandbox;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

const ARTICLES: usize = 70;
const WORDS: usize = 2_500;

/// Articles of words by chance, which nothing packs well: more than one volume of them.
fn articles() -> String {
    let mut state = 7_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let value = state >> 40;
        let letters = (0..4).map(|place| char::from(b'a' + (value / 24_u64.pow(place) % 24) as u8));
        letters.collect::<String>()
    };
    let mut lines = String::new();
    for article in 0..ARTICLES {
        let text: Vec<String> = (0..WORDS).map(|_| word()).collect();
        let _ = writeln!(
            lines,
            r#"{{"id":"b{article:02}","title":"Bài số {article}","date":"2021-03-{:02}","text":"Mở đầu bài {article}. {}."}}"#,
            article % 28 + 1,
            text.join(" ")
        );
    }
    lines
}

fn packed(volumes: &str) -> Sandbox {
    let sandbox = Sandbox::new().file("in/a.jsonl", &articles());
    sandbox.pack(&["in", "--out", "site", "--volumes", volumes]).code(0);
    sandbox
}

fn files_of(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    sandbox.tree("site/chunks")
}

fn volumes_of(sandbox: &Sandbox) -> BTreeSet<String> {
    files_of(sandbox).into_keys().filter(|name| name.ends_with(".vol.bin")).collect()
}

#[test]
fn a_site_in_volumes_answers_as_one_in_chunks() {
    let (apart, joined) = (packed("no"), packed("yes"));
    let (chunks, files) = (files_of(&apart), files_of(&joined));
    assert!(volumes_of(&joined).len() > 1, "{:?}", files.keys());
    assert!(files.len() * 10 < chunks.len(), "{} files for {} chunks", files.len(), chunks.len());
    let bytes = |files: &BTreeMap<String, Vec<u8>>| files.values().map(Vec::len).sum::<usize>();
    assert!(bytes(&files) < bytes(&chunks) * 102 / 100, "{} bytes for {}", bytes(&files), bytes(&chunks));
    let questions: [&[&str]; 4] = [
        &["search", "site", "mở đầu", "--json"],
        &["search", "site", "bài 7", "--json"],
        &["articles", "site", "--text", "--json"],
        &["concordance", "site", "đầu bài", "--json"],
    ];
    for question in questions {
        let [apart, joined] = [&apart, &joined].map(|sandbox| sandbox.recto(question).code(0).json_lines());
        assert!(!apart.is_empty() && apart == joined, "{question:?}");
    }
    joined.recto(&["check", "site"]).code(0);
}

#[test]
fn a_page_in_one_file_holds_the_chunks_of_volumes() {
    let sandbox = Sandbox::new().file("in/a.jsonl", &articles());
    sandbox.pack(&["in", "--out", "site", "--volumes", "yes", "--one-file", "all.html"]).code(0);
    sandbox.recto(&["check", "all.html"]).code(0);
    let texts = |site: &str| sandbox.recto(&["articles", site, "--text", "--json"]).code(0).out;
    assert_eq!(texts("site"), texts("all.html"));
}

#[test]
fn a_site_with_a_password_is_joined_too() {
    let sandbox = Sandbox::new().file("in/a.jsonl", &articles()).file("p.txt", "một mật khẩu dài");
    sandbox.pack(&["in", "--out", "site", "--volumes", "yes", "--password-file", "p.txt"]).code(0);
    assert!(volumes_of(&sandbox).len() > 1);
    let password = ["--password-file", "p.txt"];
    sandbox.recto(&[&["check", "site"], &password[..]].concat()).code(0);
    sandbox.recto(&[&["search", "site", "mở đầu"], &password[..]].concat()).code(0);
}

#[test]
fn a_pack_over_a_site_leaves_what_a_fresh_one_does() {
    let fresh = packed("yes");
    let sandbox = packed("no");
    sandbox.pack(&["in", "--out", "site", "--volumes", "yes"]).code(0);
    assert_eq!(files_of(&sandbox), files_of(&fresh));
    sandbox.pack(&["in", "--out", "site", "--volumes", "no"]).code(0);
    sandbox.recto(&["check", "site"]).code(0).silent_about("not listed");
    assert!(volumes_of(&sandbox).is_empty());
    // So few chunks stay apart when nothing is said.
    let apart = files_of(&sandbox);
    sandbox.pack(&["in", "--out", "site"]).code(0);
    assert_eq!(files_of(&sandbox), apart);
}

#[test]
fn what_did_not_change_keeps_its_volumes() {
    let sandbox = packed("yes");
    let before = volumes_of(&sandbox);
    let stamp = |name: &str| fs::metadata(sandbox.path(&format!("site/chunks/{name}"))).unwrap().modified().unwrap();
    let stamps: BTreeMap<&String, _> = before.iter().map(|name| (name, stamp(name))).collect();
    // Another title is in the overview alone; how many volumes an article changes, `pack::stage` tests.
    sandbox.pack(&["in", "--out", "site", "--volumes", "yes", "--title", "Tên khác"]).code(0);
    let after = volumes_of(&sandbox);
    let kept: Vec<&String> = before.intersection(&after).collect();
    assert!(!kept.is_empty() && after != before, "{before:?} {after:?}");
    for name in kept {
        assert_eq!(stamp(name), stamps[name], "{name} is written anew");
    }
    sandbox.recto(&["check", "site"]).code(0);
}

#[test]
fn damage_in_a_volume_is_found() {
    let sandbox = packed("yes");
    let name = volumes_of(&sandbox).into_iter().next().unwrap();
    let path = sandbox.path(&format!("site/chunks/{name}"));
    let whole = fs::read(&path).unwrap();
    let check = |bytes: Option<&[u8]>| {
        match bytes {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        sandbox.recto(&["check", "site"]).code(1).prints(&name);
    };
    for at in [3, whole.len() / 3, whole.len() / 2, whole.len() - 2] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        check(Some(&damaged));
    }
    check(Some(&whole[..whole.len() / 2]));
    check(Some(&[&whole[..], b"\n"].concat()));
    check(Some(b""));
    // The next pack mends it.
    sandbox.pack(&["in", "--out", "site", "--volumes", "yes"]).code(0);
    assert_eq!(fs::read(&path).unwrap(), whole);
    check(None);
    sandbox.pack(&["in", "--out", "site", "--volumes", "yes"]).code(0);
    sandbox.recto(&["check", "site"]).code(0);
}
