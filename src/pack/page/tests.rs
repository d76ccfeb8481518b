//! What a page holds, how it is read back, and that nothing a text says becomes markup.

use super::*;
use crate::article::ArticleId;
use crate::bundle::chunk::{self, Digest};
use crate::bundle::{KeyTerm, Recurring};
use crate::pack::Options;
use crate::pack::bundling::Keep;
use crate::pack::stage::{StagedChunks, site_folder};
use crate::site::{decode_chunk_file, inlined_chunk, part_at, root_of};
use proptest::prelude::*;

const GLUE: &str = "let wasm_bindgen = 1; // </script> <!-- \r\n";

/// Chunks staged in a folder that vanishes with them.
struct Staged {
    scratch: tempfile::TempDir,
    chunks: Vec<StagedChunk>,
}

fn name_of(payload: &[u8]) -> String {
    hex(&sha256(payload)[..16])
}

fn staged(payloads: &[Vec<u8>]) -> Staged {
    let scratch = tempfile::tempdir().unwrap();
    let chunks =
        StagedChunks::new(scratch.path(), &scratch.path().join("published"), None, &Options::default()).unwrap();
    payloads.iter().for_each(|payload| chunks.keep(&name_of(payload), payload.clone()).unwrap());
    Staged { chunks: chunks.finish().unwrap(), scratch }
}

fn one_file_html(input: &PageInput) -> String {
    let mut html = Vec::new();
    one_file(input, &mut html).expect("the chunks are there");
    String::from_utf8(html).expect("it is text")
}

fn card(title: &str) -> Card {
    Card {
        article: ArticleId(0),
        id: "a.txt".to_owned(),
        title: title.to_owned(),
        untitled: false,
        date: "2021-01-24".parse().ok(),
        file_date: None,
        source: Some(title.to_owned()),
        url: Some("https://example.org/?a=1&b=2".to_owned()),
        category: None,
        author: None,
        length_tokens: 5,
    }
}

fn input(title: &str, chunks: Vec<StagedChunk>) -> PageInput {
    let overview = Overview {
        title: title.to_owned(),
        about: title.to_owned(),
        contact: title.to_owned(),
        corpus: "0123456789abcdef".to_owned(),
        articles: 1,
        tokens: 12_345,
        span: "2020-05".parse().ok().zip("2021-01-24".parse().ok()),
        people: vec![(title.to_owned(), 3)],
        sources: vec![(title.to_owned(), 3)],
        recurring: vec![Recurring { text: title.to_owned(), articles: 4, hits: 5, earliest: "2020-05".parse().ok() }],
        key_terms: vec![KeyTerm { text: title.to_owned(), articles: 1, hits: 1 }],
        ..Overview::default()
    };
    let app = Some(App { glue: GLUE.into(), wasm: b"\0asm*/".into() });
    let language = "vi".to_owned();
    PageInput {
        root: b"root\0".to_vec(),
        chunks,
        overview,
        cards: vec![card(title)],
        app,
        language,
        plain_list: true,
        locked: false,
    }
}

fn text_of<'f>(files: &'f [SiteFile], path: &str) -> &'f str {
    let file = files.iter().find(|file| file.path == path).expect("the file is in the folder");
    std::str::from_utf8(file.bytes.as_ref().expect("it is in memory")).expect("it is text")
}

/// The elements of a page by name and content, for those whose content the parser takes as it is.
fn raw_elements(html: &str, tag: &str) -> Vec<(String, String)> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    html.split(&open)
        .skip(1)
        .map(|rest| {
            let (attributes, rest) = rest.split_once('>').expect("the tag ends");
            (attributes.to_owned(), rest.split_once(&close).expect("the element ends").0.to_owned())
        })
        .collect()
}

fn check_hashes(html: &str) {
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).expect("a policy").split('"').next();
    let policy = policy.expect("the policy ends");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    let inline = raw_elements(html, "script").into_iter().chain(raw_elements(html, "style"));
    let inline = inline.filter(|(attributes, _)| !attributes.contains("src=") && !attributes.contains("type="));
    let mut found = 0;
    for (_, content) in inline {
        let hash = format!("'sha256-{}'", STANDARD.encode(sha256(content.as_bytes())));
        assert!(policy.contains(&hash), "{hash} is in {policy}");
        assert!(!content.contains('\r') && !content.contains('\0'));
        found += 1;
    }
    assert_eq!(found, policy.matches("'sha256-").count(), "no hash without its element");
    assert_eq!(html.matches("style=\"").count(), 0);
}

#[test]
fn every_style_sheet_is_shipped() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/public/css")).expect("it is there");
    let mut sheets: Vec<String> =
        folder.map(|sheet| sheet.expect("it is readable").file_name().to_string_lossy().into_owned()).collect();
    let mut shipped: Vec<String> = assets::STYLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    sheets.sort();
    shipped.sort();
    assert_eq!(sheets, shipped);
}

#[test]
fn the_policy_names_every_inline_script() {
    let staged = staged(&[b"one".to_vec()]);
    let input = input("An ninh Đại hội", staged.chunks);
    check_hashes(text_of(&folder(&input), "index.html"));
    check_hashes(&one_file_html(&input));
}

#[test]
fn a_folder_needs_no_inline_script_or_style() {
    let files = folder(&input("Kho", Vec::new()));
    let html = text_of(&files, "index.html");
    let scripts = raw_elements(html, "script");
    let run: Vec<_> = scripts.iter().filter(|(attributes, _)| !attributes.contains("type=")).collect();
    assert_eq!(run.len(), 2);
    assert!(run.iter().all(|(attributes, text)| attributes.contains("src=\"recto-") && text.is_empty()), "{run:?}");
    assert!(raw_elements(html, "style").is_empty());
    let policy = policy::for_folder();
    assert!(html.contains(&format!("content=\"{policy}\"")) && !policy.contains("sha256"));
    assert!(html.contains(&format!("data-needs=\"{}\"", policy::FOLDER_NEEDS)));
}

#[test]
fn every_part_has_its_sum_in_the_page() {
    let input = input("Kho", Vec::new());
    let files = folder(&input);
    let sums = |html: &str| html.split("data-sums=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let listed = sums(text_of(&files, "index.html"));
    assert_eq!(listed, sums(&one_file_html(&input)), "both forms hold the same parts");
    let style = assets::style();
    let function = |ending: &str, closing: &str| {
        let is_it = |file: &&SiteFile| {
            file.path.starts_with("recto-") && file.path.split_once('.').is_some_and(|(_, rest)| rest == ending)
        };
        let text = text_of(&files, &files.iter().find(is_it).expect("the script is there").path).to_owned();
        text.split_once(closing).expect("one function, then its call").0.to_owned() + "}"
    };
    let guard = function("guard.js", "}\nself.rectoEmbed");
    let script = function("js", "}\n(self.rectoEmbed");
    assert!(guard.starts_with("function rectoGuard(inline) {") && script.starts_with("function rectoApp(inline) {"));
    for (part, sum) in [
        ("app", sums::of_bytes(b"\0asm*/")),
        ("root", sums::of_bytes(&input.root)),
        ("style", sums::of_text(&style)),
        ("guard", sums::of_text(&guard)),
        ("script", sums::of_text(&script)),
    ] {
        assert!(listed.split(' ').any(|one| one == format!("{part}:{sum}")), "{part}:{sum} in {listed}");
    }
    let copy = files.iter().find(|file| file.path.ends_with(".css.bin")).expect("a copy for pages on a disk");
    assert_eq!(decode_chunk_file(copy.bytes.as_ref().unwrap()).unwrap(), style.as_bytes());
}

#[test]
fn both_forms_are_sealed() {
    let staged = staged(&[b"one".to_vec(), vec![7; 9000]]);
    let input = input("Kho", staged.chunks);
    for html in [text_of(&folder(&input), "index.html").to_owned(), one_file_html(&input)] {
        assert_eq!(seal::check(html.as_bytes()), seal::Seal::Whole);
        let at = |text: &str| part_at(html.as_bytes(), html.find(text).expect("it is there") + text.len());
        assert_eq!(at("<title>K"), "the HTML");
        assert_eq!(at("data-recto=\"root\">"), "the root of the data");
        assert_eq!(at("</html>"), "the HTML");
    }
    let html = one_file_html(&input);
    let at = |text: &str| part_at(html.as_bytes(), html.find(text).expect("it is there") + text.len());
    assert_eq!(at("<style>/"), "the styles");
    assert_eq!(at("data-recto=\"app\">A"), "the app");
    assert_eq!(at("function rectoGuard"), "the scripts");
    let name = name_of(&[7; 9000]);
    assert_eq!(at(&format!("data-recto=\"{name}\">B")), format!("chunk {name}"));
}

/// README lists what a host must allow; the journeys read it from there.
#[test]
fn the_readme_lists_what_a_page_needs() {
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&format!("`{}`", policy::FOLDER_NEEDS)), "{}", policy::FOLDER_NEEDS);
}

#[test]
fn a_page_without_the_app_has_no_script() {
    let staged = staged(&[b"one".to_vec()]);
    let mut input = input("Kho", staged.chunks);
    input.app = None;
    let files = folder(&input);
    let html = text_of(&files, "index.html");
    assert!(raw_elements(html, "script").iter().all(|(attributes, _)| attributes.contains("data-recto")));
    assert!(html.contains("không kèm phần tìm kiếm"));
    assert!(files.iter().all(|file| !file.path.ends_with(".js")));
    assert_eq!(root_of(html.as_bytes()), Some(input.root));
}

#[test]
fn the_plain_page_reads_without_scripts() {
    let check = |language: &str, expected: &[&str]| {
        let mut input = input("Kho", Vec::new());
        input.language = language.to_owned();
        let files = folder(&input);
        let html = text_of(&files, "index.html");
        for words in expected {
            assert!(html.contains(words), "{words} in {html}");
        }
    };
    check("vi", &["<html lang=\"vi\"", "1 bài · 05/2020 – 01/2021 · 12.345 âm tiết", "24/01/2021", "trong 4 bài"]);
    check("en", &["<html lang=\"en\"", "1 article · May 2020 – January 2021 · 12,345 words", "24 January 2021"]);
}

#[test]
fn a_long_list_says_how_many_more() {
    let mut input = input("Kho", Vec::new());
    input.cards = vec![card("Bài"); 500];
    input.overview.articles = 1502;
    let html = one_file_html(&input);
    assert_eq!(html.matches("<time ").count(), 500);
    assert!(html.contains("… và 1.002 bài nữa."));
    input.plain_list = false;
    let html = one_file_html(&input);
    assert!(!html.contains("<time ") && html.contains("noindex"));
}

#[test]
fn only_web_addresses_become_links() {
    let check = |url: &str, linked: bool| {
        let mut input = input("Kho", Vec::new());
        input.cards[0].url = Some(url.to_owned());
        let html = one_file_html(&input);
        assert_eq!(html.contains("<a href="), linked, "{url}");
    };
    check("https://example.org", true);
    check("HTTP://EXAMPLE.ORG", true);
    check("javascript:alert(1)", false);
    check(" https://example.org", false);
    check("đ", false);
}

#[test]
fn the_service_worker_lists_what_the_folder_holds() {
    let check = |payloads: &[Vec<u8>], kept: bool| {
        let staged = staged(payloads);
        let files = folder(&input("Kho", staged.chunks));
        let worker = text_of(&files, "sw.js");
        let listed = worker.split("const FILES = ").nth(1).expect("a list").split(';').next().expect("it ends");
        let listed: BTreeMap<String, String> = serde_json::from_str(listed).expect("the list is JSON");
        for (path, hash) in &listed {
            let path = if path == "./" { "index.html" } else { path };
            let file = files.iter().find(|file| file.path == path).expect("what is listed is there");
            let bytes = file.bytes.clone().unwrap_or_else(|| {
                std::fs::read(site_folder(staged.scratch.path()).join(&file.path)).expect("it is staged")
            });
            assert_eq!(*hash, format!("sha256-{}", STANDARD.encode(sha256(&bytes))));
        }
        assert!(listed.contains_key("./") && listed.keys().any(|path| path.ends_with(".app.bin")));
        let names = format!("chunks\\/([0-9a-f]{{{}}}(?:\\.vol)?)\\.bin$", chunk::name_of(&Digest::default()).len());
        assert_eq!(worker.matches(&names).count(), 1, "it knows chunks by the form of their names");
        let chunks = worker.split("const CHUNKS = ").nth(1).expect("a line").split(';').next().expect("it ends");
        let chunks: serde_json::Value = serde_json::from_str(chunks).expect("it is JSON");
        assert_eq!(chunks["kept"], kept);
        let list = chunks["list"].as_str().expect("the list's path");
        assert!(listed.contains_key(list), "the list of chunks is kept with the page");
        let named: Vec<String> = text_of(&files, list).lines().map(chunk_path).collect();
        let there: Vec<&str> =
            files.iter().map(|file| &*file.path).filter(|path| path.starts_with("chunks/")).collect();
        assert_eq!(named, there);
        let index = text_of(&files, "index.html");
        let weight = index.split("data-weight=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a weight");
        let is_kept = |file: &&SiteFile| listed.contains_key(&file.path) || file.path.starts_with("chunks/");
        let bytes: u64 = files.iter().filter(is_kept).map(|file| file.size_bytes).sum();
        assert_eq!(weight.parse(), Ok(bytes), "what is kept on a device, but for the page itself");
    };
    check(&[b"one".to_vec(), b"two".to_vec(), b"two".to_vec()], true);
    check(&[vec![7; OFFLINE_LIMIT_BYTES as usize]], false);
}

#[test]
fn the_manifest_is_json() {
    let title = "\"Kho\" \\ </script> {{title}} \u{7}";
    let files = folder(&input(title, Vec::new()));
    let manifest: serde_json::Value = serde_json::from_str(text_of(&files, "manifest.webmanifest")).expect("JSON");
    assert_eq!(manifest["name"], title);
}

#[test]
fn same_input_same_bytes() {
    let staged = staged(&[b"one".to_vec(), b"two".to_vec()]);
    let input = input("Kho", staged.chunks);
    assert_eq!(folder(&input), folder(&input));
    assert_eq!(one_file_html(&input), one_file_html(&input));
}

#[test]
fn large_chunks_are_cut_into_blocks_of_a_mebibyte() {
    let long: Vec<u8> = (0..BLOCK_BYTES * 2 + 5).map(|i| (i * 7 % 251) as u8).collect();
    let staged = staged(std::slice::from_ref(&long));
    let html = one_file_html(&input("Kho", staged.chunks));
    assert!(raw_elements(&html, "script").iter().all(|(_, content)| content.len() <= 1 << 20));
    assert_eq!(inlined_chunk(html.as_bytes(), &name_of(&long)), Some(long));
    assert_eq!(inlined_chunk(html.as_bytes(), "ffff"), None);
    assert_eq!(root_of(b"<!doctype html><p>another page</p>"), None);
}

proptest! {
    #[test]
    fn no_text_becomes_markup(title in "[<>&\"'/!a-z{} \\-=\u{0}-\u{1f}]{1,60}") {
        let plain = folder(&input("x", Vec::new()));
        let files = folder(&input(&title, Vec::new()));
        let tags = |html: &str| html.matches('<').count();
        prop_assert_eq!(tags(text_of(&files, "index.html")), tags(text_of(&plain, "index.html")));
        let quotes = |html: &str| html.matches('"').count();
        prop_assert_eq!(quotes(text_of(&files, "index.html")), quotes(text_of(&plain, "index.html")));
    }

    #[test]
    fn chunks_come_back_from_both_forms(payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..400), 0..6)) {
        let staged = staged(&payloads);
        let input = input("</script><script type=\"application/octet-stream;base64\" data-recto=\"root\">",
            staged.chunks);
        let files = folder(&input);
        let html = one_file_html(&input);
        prop_assert_eq!(root_of(html.as_bytes()), Some(input.root.clone()));
        prop_assert_eq!(root_of(text_of(&files, "index.html").as_bytes()), Some(input.root.clone()));
        for payload in payloads {
            let path = chunk_path(&name_of(&payload));
            prop_assert!(files.iter().any(|file| file.path == path), "a file for each chunk");
            let bytes = std::fs::read(site_folder(staged.scratch.path()).join(path)).expect("it is staged");
            prop_assert_eq!(decode_chunk_file(&bytes), Ok(payload.clone()));
            prop_assert_eq!(inlined_chunk(html.as_bytes(), &name_of(&payload)), Some(payload));
        }
    }
}

#[test]
fn the_day_a_file_was_made_stands_beside_date_unknown() {
    for (language, expected) in [
        ("vi", "không rõ ngày</span> · <span class=\"page-note\">ngày tạo tệp: 01/03/2026</span>"),
        ("en", "date unknown</span> · <span class=\"page-note\">file date: 1 March 2026</span>"),
    ] {
        let undated = Card { date: None, file_date: "2026-03-01".parse().ok(), ..card("Chợ") };
        let page = PageInput { cards: vec![undated], language: language.to_owned(), ..input("Chợ", Vec::new()) };
        let html = one_file_html(&page);
        assert!(html.contains(expected), "{language}");
    }
}
