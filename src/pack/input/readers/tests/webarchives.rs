//! Web archives: pages out of records, and what is none of them counted.

use super::super::packing::Packing;
use super::{Given, check, packed, read, zipped};

const STORY: &str = "Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản.";

/// A record of a web archive.
fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-07-09T10:11:12Z\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// The answer of a server.
fn answer(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    record("response", url, "application/http; msgtype=response", &[head.as_bytes(), b"\r\n\r\n", body].concat())
}

fn page(title: &str, story: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{story}</p></article></body></html>"
    )
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8";

fn urls(given: &Given) -> Vec<&str> {
    given.articles.iter().filter_map(|one| one.known.url.as_deref()).collect()
}

#[test]
fn the_pages_of_a_crawl_are_articles_and_its_day_dates_none() {
    let page = page("Chợ mở sớm", STORY);
    let chunks = format!("{:x}\r\n{}\r\n{:x};a=b\r\n{}\r\n0\r\n\r\n", 20, &page[..20], page.len() - 20, &page[20..]);
    let chunked = format!("{OK}\r\nTransfer-Encoding: chunked");
    let warc = [
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        record("request", "https://ban.example/cho", "application/http; msgtype=request", b"GET /cho HTTP/1.1\r\n\r\n"),
        answer("https://ban.example/cho", &chunked, chunks.as_bytes()),
        answer("https://ban.example/anh.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        answer("https://ban.example/cu", "HTTP/1.1 301 Moved\r\nContent-Type: text/html", b"<p>x</p>"),
        answer("https://ban.example/mat", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<p>x</p>"),
        answer("https://ban.example/cho?a=b", OK, page.as_bytes()),
        record("revisit", "https://ban.example/cho", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n"),
        answer("https://other.example/cho", OK, page.as_bytes()),
    ]
    .concat();
    let expected = [["Chợ mở sớm", "-", "ban.example", "-", STORY], ["Chợ mở sớm", "-", "other.example", "-", STORY]];
    for (name, bytes) in [
        ("a.warc", warc.clone()),
        ("a.warc.gz", packed(Packing::Gzip, &warc)),
        ("a.warc.zst", packed(Packing::Zstd, &warc)),
        ("a.txt", warc.clone()),
    ] {
        let given = check(name, bytes, &expected);
        assert_eq!(urls(&given), ["https://ban.example/cho", "https://other.example/cho"]);
        assert_eq!(given.articles[0].known.file_date.map(|date| date.to_string()).as_deref(), Some("2023-07-09"));
        assert!(given.skipped.is_empty(), "{given:?}");
        for part in [
            "1 captures that are no pages",
            "1 answers that point elsewhere",
            "1 answers that a page is not there",
            "1 captures of what had not changed",
            "1 pages that were captured twice",
        ] {
            assert!(given.notes[0].contains(part), "{part}: {given:?}");
        }
    }
}

#[test]
fn bodies_are_unpacked_and_decoded_as_their_server_says() {
    let gzip = packed(Packing::Gzip, page("Một", STORY).as_bytes());
    let deflated = miniz_oxide::deflate::compress_to_vec(page("Hai", STORY).as_bytes(), 6);
    let latin = b"<html><head><title>Le march\xe9</title></head><body><p>Le march\xe9 ouvre plus t\xf4t, dit la mairie du village.</p></body></html>";
    let warc = [
        answer("https://ban.example/1", &format!("{OK}\r\nContent-Encoding: gzip"), &gzip),
        answer("https://ban.example/2", &format!("{OK}\r\nContent-Encoding: deflate"), &deflated),
        // Unpacked by the crawler, which left the head as it was.
        answer(
            "https://ban.example/3",
            &format!("{OK}\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked"),
            page("Ba", STORY).as_bytes(),
        ),
        answer("https://ban.example/4", "HTTP/1.1 200 OK\r\ncontent-type: text/html;charset=\"ISO-8859-1\"", latin),
        answer("https://ban.example/5", &format!("{OK}\r\nContent-Encoding: br"), b"\x0b\x02\x80"),
        record("resource", "https://ban.example/6", "text/html", page("Sáu", STORY).as_bytes()),
    ]
    .concat();
    let given = read("a.warc", warc);
    let titles: Vec<_> = given.articles.iter().filter_map(|one| one.known.title.as_deref()).collect();
    assert_eq!(titles, ["Một", "Hai", "Ba", "Le marché", "Sáu"], "{given:?}");
    assert_eq!(given.skipped, ["a.warc/https://ban.example/5: sent packed as br, which is not unpacked"]);
}

#[test]
fn the_texts_of_a_crawl_are_articles() {
    let text = format!("Chợ mở sớm\n{STORY}\n");
    let wet = record("conversion", "https://ban.example/cho", "text/plain", text.as_bytes());
    let given = read("a.warc.wet.gz", packed(Packing::Gzip, &wet));
    assert_eq!(given.articles[0].text, text);
    assert_eq!(given.articles[0].known.source.as_deref(), Some("ban.example"));
}

#[test]
fn an_archive_of_a_crawl_is_its_records() {
    let warc = String::from_utf8(answer("https://ban.example/cho", OK, page("Chợ", STORY).as_bytes())).unwrap();
    let wacz = zipped(&[
        ("datapackage.json", "{\"resources\":[]}"),
        ("archive/data.warc", &warc),
        (
            "pages/pages.jsonl",
            "{\"format\":\"json-pages-1.0\"}\n{\"url\":\"https://ban.example/cho\",\"text\":\"Chợ\"}\n",
        ),
        ("indexes/index.cdx", "x"),
    ]);
    let given = check("a.wacz", wacz, &[["Chợ", "-", "ban.example", "-", STORY]]);
    assert!(given.notes[0].contains("not its indexes and logs (files: 3)"), "{given:?}");
}

#[test]
fn broken_records_are_told_and_the_others_read() {
    let good = |n: u32| answer(&format!("https://ban.example/{n}"), OK, page(&format!("Bài {n}"), STORY).as_bytes());
    let headless = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec();
    let strange = b"what is this\r\n".to_vec();
    let no_answer = record("response", "https://ban.example/x", "application/http", b"x");
    let whole = [good(1), headless, good(2), strange, no_answer, good(3), good(4)].concat();
    let given = read("a.warc", &whole[..whole.len() - 60]);
    assert_eq!(urls(&given), ["https://ban.example/1", "https://ban.example/2", "https://ban.example/3"]);
    let told = given.skipped.join("\n");
    for part in [
        "record 2",
        "does not say how long",
        "where one should begin",
        "no answer of a web server",
        "cannot be unpacked",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for bytes in [&b""[..], b"\r\n\r\n", b"x", b"WARC/1.0", b"WARC/1.0\r\nContent-Length: 99\r\n\r\nx"] {
        let given = read("a.warc", bytes);
        assert!(given.articles.is_empty() && given.skipped.len() == 1, "{bytes:?}: {given:?}");
    }
}
