//! `recto check` over damaged sites: one byte anywhere, in both forms, is found and placed; what mail programs do to a
//! page is named; a pack that was interrupted is one line.

use crate::sandbox::Sandbox;
use recto::site::{Record, Verdict, verify};
use std::fs;
use std::path::Path;

/// Places to damage; more of them by `RECTO_DAMAGES`.
fn damages() -> usize {
    std::env::var("RECTO_DAMAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(150)
}

/// Numbers that are the same in every run: a linear congruence, of which the high bits are taken.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).expect("it is below the limit")
    }
}

/// A packed site in both forms, with the app where it was built.
fn packed() -> Sandbox {
    let sandbox = Sandbox::with_articles();
    sandbox.recto(&["pack", "in", "--out", "site", "--one-file", "all.html"]).code(0);
    sandbox
}

fn checked(path: &Path) -> Verdict {
    verify(path, None).unwrap_or_else(|error| panic!("{} is a site, but: {error}", path.display()))
}

#[test]
fn every_damaged_byte_of_a_page_is_found() {
    let sandbox = packed();
    let page = sandbox.path("all.html");
    assert!(checked(&page).is_whole());
    let whole = fs::read(&page).unwrap();
    let mut numbers = Numbers(10);
    let mut missed = Vec::new();
    let mut misplaced = Vec::new();
    for _ in 0..damages() {
        let (at, change) = (numbers.below(whole.len()), numbers.below(255) as u8 + 1);
        let mut damaged = whole.clone();
        damaged[at] ^= change;
        fs::write(&page, damaged).unwrap();
        let verdict = checked(&page);
        if verdict.is_whole() {
            missed.push(at);
        }
        let told = |message: &str| {
            let edges: Vec<usize> = message.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
            edges.len() >= 2 && (edges[0]..edges[1]).contains(&at) || message.contains("seal")
        };
        if !verdict.findings.iter().any(|finding| told(&finding.message)) {
            misplaced.push((at, verdict.findings));
        }
    }
    assert_eq!(missed, Vec::<usize>::new(), "of {} damaged bytes", damages());
    assert!(misplaced.is_empty(), "{misplaced:?}");
    sandbox.recto(&["check", "all.html"]).code(1).prints("damaged between bytes");
}

#[test]
fn every_damaged_file_of_a_folder_is_found() {
    let sandbox = packed();
    assert!(checked(&sandbox.path("site")).is_whole());
    let files = sandbox.tree("site");
    for name in ["index.html", "recto.json", "icon.svg", "manifest.webmanifest"] {
        assert!(files.contains_key(name), "{name} is published");
    }
    let mut numbers = Numbers(11);
    let rounds = damages().div_ceil(files.len());
    for (name, whole) in files {
        let path = sandbox.path(&format!("site/{name}"));
        for _ in 0..rounds {
            let (at, change) = (numbers.below(whole.len()), numbers.below(255) as u8 + 1);
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            fs::write(&path, damaged).unwrap();
            let verdict = checked(&sandbox.path("site"));
            let found = verdict.findings.iter().any(|finding| finding.place == name);
            assert!(!verdict.is_whole() && found, "byte {at} of {name}: {:?}", verdict.findings);
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(checked(&sandbox.path("site")).is_whole());
}

#[test]
fn what_mail_programs_do_to_a_page_is_named() {
    let check = |change: &dyn Fn(&str) -> Vec<u8>, expected: &str| {
        let sandbox = packed();
        for page in ["all.html", "site/index.html"] {
            let text = sandbox.text(page);
            fs::write(sandbox.path(page), change(&text)).unwrap();
            let site = page.strip_suffix("/index.html").unwrap_or(page);
            sandbox.recto(&["check", site]).code(1).prints(expected);
        }
    };
    check(&|page| page.replace('\n', "\r\n").into_bytes(), "its line endings were changed");
    check(&|page| format!("\u{feff}{page}").into_bytes(), "a byte order mark was put before it");
    check(
        &|page| encoding_rs::WINDOWS_1252.decode_without_bom_handling(page.as_bytes()).0.into_owned().into_bytes(),
        "it was read as windows-1252 and saved as UTF-8",
    );
    check(&|page| page.as_bytes()[..page.len() - 100].to_vec(), "cut short");
    check(&|page| format!("{page}<p>Gửi từ điện thoại</p>").into_bytes(), "something was put behind it");
    check(&|page| page.replacen("<title>", "<title>  ", 1).into_bytes(), "from byte 0 on, in the HTML");
    let sandbox = packed();
    let style = sandbox.tree("site").into_keys().find(|name| name.ends_with(".css")).unwrap();
    let text = sandbox.text(&format!("site/{style}"));
    fs::write(sandbox.path(&format!("site/{style}")), text.replace('\n', "\r\n")).unwrap();
    sandbox.recto(&["check", "site"]).code(1).prints("its line endings were changed");
}

#[test]
fn a_page_of_an_earlier_version_is_checked_as_far_as_it_can_be() {
    let sandbox = packed();
    let page = sandbox.text("all.html").replace(" data-sealed", "");
    let page = &page[..page.rfind("<!-- recto seal").unwrap()];
    fs::write(sandbox.path("all.html"), page).unwrap();
    sandbox.recto(&["check", "all.html"]).code(0).prints("only the data in it could be checked");
}

/// A site of many chunks, of which all but the newest pack's are gone.
fn torn(sandbox: &Sandbox) -> usize {
    let chunks = fs::read_dir(sandbox.path("site/chunks")).unwrap();
    chunks.map(|chunk| fs::remove_file(chunk.unwrap().path()).unwrap()).count()
}

fn many() -> Sandbox {
    let sandbox = (0..300).fold(Sandbox::new(), |sandbox, number| {
        let text = format!("Bài số {number}\n\n{}\n", format!("Câu thứ {number} của bài về thư viện. ").repeat(150));
        sandbox.file(&format!("in/{number}.txt"), &text)
    });
    sandbox.packed()
}

#[test]
fn an_interrupted_pack_is_one_line() {
    let sandbox = many();
    let record = Record::read(&sandbox.path("site")).unwrap().unwrap();
    let unfinished = Record { unfinished: true, ..record };
    fs::write(sandbox.path("site/recto.json"), unfinished.to_bytes()).unwrap();
    let told = |sandbox: &Sandbox, expected: &str| {
        let run = sandbox.recto(&["check", "site"]).code(1);
        let lines: Vec<&str> = run.out.lines().filter(|line| !line.starts_with("note: ")).collect();
        assert_eq!(lines.len(), 2, "{}", run.out);
        assert!(lines[0].contains("a pack was interrupted") && lines[0].contains(expected), "{}", run.out);
    };
    told(&sandbox, "every file is whole");
    let gone = torn(&sandbox);
    assert!(gone > 40, "{gone}");
    told(&sandbox, &format!("{gone} files are missing or altered"));

    let sandbox = many();
    let index = sandbox.text("site/index.html");
    sandbox.pack(&["in", "--out", "site", "--title", "Kho khác"]).code(0);
    fs::write(sandbox.path("site/index.html"), index).unwrap();
    told(&sandbox, "index.html is of one pack, recto.json of another");

    let sandbox = many();
    torn(&sandbox);
    fs::create_dir(sandbox.path(".recto-killed")).unwrap();
    told(&sandbox, "a pack's temporary folder is still beside it");
}

#[test]
fn a_long_list_is_cut_and_the_rest_counted() {
    let sandbox = many();
    let gone = torn(&sandbox);
    let run = sandbox.recto(&["check", "site"]).code(1);
    assert_eq!(run.out.lines().count(), 22, "{}", run.out);
    run.prints(&format!("… and {} more", gone - 20)).prints(&format!("{gone} findings"));
    let all = sandbox.recto(&["check", "site", "--json"]).code(1).json();
    assert_eq!(all["findings"].as_array().unwrap().len(), gone);
}
