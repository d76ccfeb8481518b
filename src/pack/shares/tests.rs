//! Shares against one machine: whatever the division, the site, the table and the report are the same; whatever is wrong
//! with shares is told, and nothing is written.

use super::file::open_share;
use super::*;
use crate::pack::progress::Silent;
use crate::pack::{Report, pack, reduce};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn options(inputs: &[PathBuf], out: PathBuf) -> Options {
    let memory_mib = NonZeroUsize::new(256);
    Options {
        inputs: inputs.to_vec(),
        out,
        memory_mib,
        jobs: NonZeroUsize::new(2),
        without_app: true,
        ..Options::default()
    }
}

/// A folder of many kinds of files, with settings, a list of words, ids that are taken and files that cannot be read.
fn mixed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join("in").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let words = "Ban tổ chức yêu cầu kiểm tra kỹ từng hạng mục, không chủ quan, không để xảy ra sai sót dù nhỏ nhất.";
    put("recto.toml", "[corpus]\ntitle = \"Kho bài\"\nabout = \"Thử\"\nlanguage = \"en\"\nlexicon = \"words.txt\"\n[input]\nleave_out = [\"notes\"]\n[[input.folder]]\npath = \"2021\"\nsource = \"Báo A\"\n".as_bytes());
    put("words.txt", "hội chợ\nthư viện\nchợ 2024\n".as_bytes());
    put("notes/left.txt", b"left out");
    put("2021/a.txt", format!("Chuẩn bị hội chợ\n\nNgày 12/03/2021 - thư viện mở cửa.\n\n{words}\n").as_bytes());
    put("2021/b.md", format!("---\ntitle: Hai\ndate: 2021-05-01\n---\n\nThư viện đóng cửa.\n\n{words}\n").as_bytes());
    put("2022/a.txt", format!("Hội chợ lần hai\n\nNgày 05/04/2022 - trời mưa.\n\n{words}\n").as_bytes());
    let page = format!(
        "<html><title>Ba</title><body><nav>Trang chủ</nav><article><h1>Ba</h1><p>{words}</p><p>Hết.</p></article>"
    );
    put("page.html", page.as_bytes());
    let row = |id: &str, text: &str| {
        serde_json::json!({"id": id, "title": id, "text": text, "date": "2020-02-03"}).to_string()
    };
    let rows = [&row("một", words), &row("hai", "Không nói gì."), "{wrong", "{\"text\":\"Không tên. Không ngày.\"}"]
        .map(str::to_owned);
    put("one.jsonl", rows.join("\n").as_bytes());
    put(
        "two.jsonl",
        [row("một", "Nói khác hẳn."), row("ba", words), row("hai", "Không nói gì.")].join("\n").as_bytes(),
    );
    put("table.csv", "id,title,text\nx,Bảng,Một dòng của bảng.\ny,Bảng,\n".as_bytes());
    put("old.txt", b"Th\xf4 vi\xd6n m\xeb c\xf6a s\xedm, ng\xadi d\xa9n \xae\xcan r\xcat \xae\xabng.");
    put("photo.jpg", b"\xff\xd8\xff");
    put("empty.txt", b"");
    put(".hidden/z.txt", b"hidden");
    folder
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let named = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    };
    files.map(named).collect()
}

/// What a report says, but for places and times.
fn said(report: &Report) -> String {
    let skipped: Vec<_> = report
        .skipped
        .iter()
        .map(|s| (s.place(), s.reason.to_string(), s.reason.hint(), s.reason.is_fault()))
        .collect();
    let Report { articles, tokens, untitled, undated, hidden_articles, hidden_files, decoded, account, .. } = report;
    let Report { kinds, renamed, notices, notes, corpus, site_bytes, .. } = report;
    format!(
        "{:#?}{:#?}",
        (articles, tokens, untitled, undated, hidden_articles, hidden_files, skipped, decoded, account),
        (kinds, renamed, notices, notes, corpus, site_bytes)
    )
}

/// What a pack of some inputs gives: the site, the table, the page in one file, the report.
struct Whole {
    inputs: Vec<PathBuf>,
    meta: Option<PathBuf>,
    folder: TempDir,
    report: Report,
}

impl Whole {
    fn new(inputs: &[PathBuf], table: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let meta = table.map(|table| {
            let path = folder.path().join("corrections.csv");
            fs::write(&path, table).unwrap();
            path
        });
        let site = folder.path().join("whole/site");
        let one_file = Some(folder.path().join("whole/one.html"));
        let report = pack(&Options { meta: meta.clone(), one_file, ..options(inputs, site) }, &Silent).unwrap();
        Self { inputs: inputs.to_vec(), meta, folder, report }
    }

    /// Maps the files in as many shares as `shares`, each into the one that `choice` says, and reduces these in another order.
    fn check(&self, shares: usize, choice: &[usize], turned: usize) {
        let files = listing(&options(&self.inputs, PathBuf::new())).unwrap().files;
        let work = tempfile::tempdir_in(self.folder.path()).unwrap();
        let mut made = Vec::new();
        let mut held = 0;
        for share in 0..shares {
            let lines = (0..).zip(&files).filter(|(at, _)| choice[at % choice.len()] % shares == share);
            let lines: Vec<String> = lines.map(|(_, file)| serde_json::json!(file.id).to_string()).collect();
            let list = work.path().join(format!("{share}.list"));
            fs::write(&list, lines.join("\n")).unwrap();
            let out = work.path().join(format!("shares/{share}.share"));
            let mapped = map(&options(&self.inputs, out.clone()), &Part::Listed(list), &Silent).unwrap();
            assert_eq!((mapped.files, mapped.of), (lines.len() as u64, files.len() as u64));
            assert_eq!(mapped.bytes, fs::metadata(&out).unwrap().len());
            held += mapped.articles;
            made.push(out);
        }
        assert_eq!(held, (self.report.articles + self.report.hidden_articles) as u64);
        made.rotate_left(turned % shares);
        let site = work.path().join("whole/site");
        let one_file = Some(work.path().join("whole/one.html"));
        let to = Options { meta: self.meta.clone(), one_file, ..options(&made, site) };
        let report = reduce(&to, Some(shares), &Silent).unwrap();
        assert_eq!(said(&report), said(&self.report));
        assert!(tree(&work.path().join("whole")) == tree(&self.folder.path().join("whole")), "other bytes");
    }
}

fn divisions() -> impl Strategy<Value = (usize, Vec<usize>, usize)> {
    (1usize..6, prop::collection::vec(0usize..60, 1..40), 0usize..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 8, ..ProptestConfig::default() })]

    #[test]
    fn any_division_of_the_sample_gives_the_same_site(some in prop::collection::vec(divisions(), 4)) {
        let whole = Whole::new(&[SAMPLE.into()], None);
        some.iter().for_each(|(shares, choice, turned)| whole.check(*shares, choice, *turned));
    }

    #[test]
    fn any_division_of_many_kinds_gives_the_same_site_with_settings_and_corrections(
        some in prop::collection::vec(divisions(), 6),
    ) {
        let folder = mixed();
        let table = "id,title,date,source,url,hide\n2021/a.txt,Tiêu đề sửa,2019-01-01,Báo B,,\npage.html,,,,,yes\n";
        let whole = Whole::new(&[folder.path().join("in")], Some(table));
        let report = &whole.report;
        assert_eq!((report.hidden_articles, report.hidden_files, report.renamed.len()), (1, 1, 3), "{}", said(report));
        assert_eq!((report.skipped.len(), report.decoded.len(), report.notices.len()), (5, 1, 1), "{}", said(report));
        some.iter().for_each(|(shares, choice, turned)| whole.check(*shares, choice, *turned));
    }
}

#[test]
fn inputs_that_were_mapped_apart_are_packed_together() {
    let folder = mixed();
    let inputs: Vec<PathBuf> = ["2021", "2022"].map(|name| folder.path().join("in").join(name)).into();
    let whole = Whole::new(&[inputs[0].clone(), folder.path().join("in/page.html")], None);
    let made: Vec<PathBuf> = ["1", "2"].map(|name| folder.path().join(name)).into();
    map(&options(&inputs[..1], made[0].clone()), &Part::All, &Silent).unwrap();
    map(&options(&[folder.path().join("in/page.html")], made[1].clone()), &Part::All, &Silent).unwrap();
    let site = folder.path().join("whole/site");
    for turned in [made.clone(), made.iter().rev().cloned().collect()] {
        reduce(&options(&turned, site.clone()), Some(2), &Silent).unwrap();
        assert!(tree(&site) == tree(&whole.folder.path().join("whole/site")));
    }
    // One id in both.
    map(&options(&inputs[1..], made[1].clone()), &Part::All, &Silent).unwrap();
    let error = reduce(&options(&made, folder.path().join("other")), None, &Silent).unwrap_err();
    assert!(matches!(&error, PackError::Share(ShareError::SameId { id, .. }) if id == "a.txt"), "{error}");
    assert!(!folder.path().join("other").exists());
}

/// Maps every second file of the mixed folder into each of two shares.
fn two_shares(folder: &TempDir, change: impl Fn(Options) -> Options) -> [PathBuf; 2] {
    [1, 2].map(|number| {
        let out = folder.path().join(format!("{number}.share"));
        let part = part_of(&format!("{number}/2")).unwrap();
        map(&change(options(&[folder.path().join("in")], out.clone())), &part, &Silent).unwrap();
        out
    })
}

#[test]
fn shares_that_do_not_go_together_are_refused_by_name_and_nothing_is_written() {
    let folder = mixed();
    let [one, two] = two_shares(&folder, |options| options);
    let check = |shares: &[&PathBuf], of: Option<usize>, memory_mib: usize, parts: &[&str]| {
        let shares: Vec<PathBuf> = shares.iter().map(|share| (*share).clone()).collect();
        let before = tree(folder.path());
        let to = Options { memory_mib: NonZeroUsize::new(memory_mib), ..options(&shares, folder.path().join("site")) };
        let error = reduce(&to, of, &Silent).unwrap_err();
        let message = format!("{error} | {}", error.hint());
        assert!(parts.iter().all(|part| message.contains(part)), "expected {parts:?}, found {message}");
        assert!(message.contains("othing was written") || message.contains("recto map"), "{message}");
        assert!(tree(folder.path()) == before, "{message}: something was written");
    };
    check(&[&one], None, 256, &["a share is missing", "4 of the 9 files", "number 2, after 2021/a.txt"]);
    check(&[&two], None, 256, &["a share is missing", "5 of the 9 files", "number 1"]);
    check(&[&one, &two, &one], None, 256, &["1.share is given twice"]);
    check(&[&one, &two], Some(3), 256, &["2 shares are given: expected 3"]);
    check(&[&one, &two], None, 128, &["texts of 9437184 bytes", "may have 1048576"]);
    let copy = folder.path().join("copy.share");
    fs::copy(&one, &copy).unwrap();
    check(&[&one, &two, &copy], None, 256, &["2021/a.txt is in two shares", "1.share", "copy.share"]);
    let all = folder.path().join("all.share");
    map(&options(&[folder.path().join("in")], all.clone()), &Part::All, &Silent).unwrap();
    check(&[&all, &two], None, 256, &["2021/b.md is in two shares"]);
    let text = folder.path().join("text.share");
    fs::write(&text, "no share at all, but longer than one").unwrap();
    check(&[&one, &text], None, 256, &["text.share is no share"]);
    // Written by others.
    let with = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let (path, mut bytes) = (folder.path().join(name), fs::read(&two).unwrap());
        change(&mut bytes);
        fs::write(&path, made_good(bytes)).unwrap();
        path
    };
    let later = with("later.share", &|bytes| bytes[8] = 9);
    check(&[&one, &later], None, 256, &["later.share is a share of format 9: expected format 1"]);
    let other = with("other.share", &|bytes| bytes[PREFACE_BYTES + 1] = b'9');
    check(&[&one, &other], None, 256, &["other.share was made by recto 9", "expected recto"]);

    let [_, viet] = two_shares(&folder, |options| Options { encoding: input::Encoding::named("TCVN3"), ..options });
    let [one, _] = {
        let kept = fs::read(&viet).unwrap();
        let made = two_shares(&folder, |options| options);
        fs::write(folder.path().join("viet.share"), kept).unwrap();
        made
    };
    let viet = folder.path().join("viet.share");
    check(
        &[&one, &viet],
        None,
        256,
        &["viet.share was made with other options", "--encoding is TCVN3, there it is not given"],
    );
    fs::write(folder.path().join("in/2021/c.txt"), "Bài mới.").unwrap();
    map(&options(&[folder.path().join("in")], two.clone()), &part_of("2/2").unwrap(), &Silent).unwrap();
    check(&[&one, &two], None, 256, &["know different files", "10 files there, 9 in the other"]);
    let list = folder.path().join("list");
    fs::write(&list, "\"2021/zz.txt\"\n").unwrap();
    let error = map(&options(&[folder.path().join("in")], two), &Part::Listed(list), &Silent).unwrap_err();
    assert!(error.to_string().contains("2021/zz.txt is none of the 10 files"), "{error}");
}

/// A share with the sum that its bytes have now.
fn made_good(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.len() - SUM_BYTES;
    let sum = Sha256::digest(&bytes[..end]);
    bytes[end..].copy_from_slice(&sum);
    bytes
}

#[test]
fn a_share_never_replaces_another_file_and_a_stopped_one_leaves_none() {
    let folder = mixed();
    let inputs = [folder.path().join("in")];
    let mine = folder.path().join("mine.txt");
    fs::write(&mine, "mine").unwrap();
    let error = map(&options(&inputs, mine.clone()), &Part::All, &Silent).unwrap_err();
    assert!(matches!(error, PackError::InTheWay { .. }) && fs::read_to_string(&mine).unwrap() == "mine", "{error}");
    let before = tree(folder.path());
    let stopped = options(&inputs, folder.path().join("shares/1.share"));
    stopped.stop.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(matches!(map(&stopped, &Part::All, &Silent), Err(PackError::Stopped)));
    assert!(tree(folder.path()) == before && !folder.path().join("shares").exists());
}

#[test]
fn a_share_that_was_cut_or_changed_anywhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/a.txt"), "Một bài\n\nNgày 12/03/2021 - ngắn.\n").unwrap();
    fs::write(folder.path().join("in/b.jsonl"), "{\"id\":\"x\",\"text\":\"Hai.\"}\n{wrong\n").unwrap();
    let (share, inputs) = (folder.path().join("1.share"), [folder.path().join("in")]);
    map(&options(&inputs, share.clone()), &Part::All, &Silent).unwrap();
    let whole = fs::read(&share).unwrap();
    let tried = folder.path().join("tried.share");
    let stop = AtomicBool::new(false);
    let open = |bytes: &[u8]| {
        fs::write(&tried, bytes).unwrap();
        open_share(&tried, 0, &stop)
    };
    assert_eq!(open(&whole).unwrap().head.drafts.articles.len(), 2);
    for at in 0..whole.len() {
        assert!(matches!(open(&whole[..at]), Err(PackError::Share(_))), "cut at {at}");
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert!(matches!(open(&changed), Err(PackError::Share(_))), "changed at {at}");
        // With a sum made good it is told, or harmless: every article that it still promises is read or told.
        let Ok(opened) = open(&made_good(changed)) else { continue };
        let Ok(joined) = join(vec![opened]) else { continue };
        let store = &joined.read.drafts.store;
        joined.read.drafts.articles.iter().for_each(|drafted| drop(store.article(drafted.place)));
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert!(matches!(open(&longer), Err(PackError::Share(ShareError::Size { .. }))));
    // Whole packs of what was changed and made good: an error, or a site.
    for at in (PREFACE_BYTES..whole.len() - SUM_BYTES).step_by(29) {
        let mut changed = whole.clone();
        changed[at] = changed[at].wrapping_add(1);
        fs::write(&tried, made_good(changed)).unwrap();
        drop(reduce(&options(std::slice::from_ref(&tried), folder.path().join("site")), None, &Silent));
    }
}
