//! What becomes of the places a pack writes to when another pack writes there, when a pack is told to end, and when what is
//! there is broken.

use crate::sandbox::Sandbox;
use std::fs;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn start(sandbox: &Sandbox, folder: &str, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.args(["pack", "--without-app"]).args(args).current_dir(sandbox.path(folder)).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for something that a pack does.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn hidden(sandbox: &Sandbox) -> Vec<String> {
    let names = fs::read_dir(sandbox.path("")).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

/// Three small articles under `in/`, and a large file under `slow/` that takes a pack some seconds.
fn with_a_slow_input(kibibytes: usize) -> Sandbox {
    let line = "Ngày 12/03/2021, ông Trần Văn Nam nói thư viện mở cửa sớm 25 phút cho 300 người đọc. ";
    let text =
        format!("Chuyện dài\n\n{}\n", format!("{}\n", line.repeat(8)).repeat((kibibytes << 10) / line.len() / 8));
    Sandbox::with_articles().file("slow/long.txt", &text)
}

#[cfg(unix)]
fn signal(pack: &Child, name: &str) {
    // Without a crate for signals: the system's own program.
    assert!(Command::new("kill").args([name, &pack.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_second_pack_to_one_place_is_told_who_has_it() {
    let sandbox = with_a_slow_input(8 << 10).folder("else/where");
    std::os::unix::fs::symlink(sandbox.path("site"), sandbox.path("link")).unwrap();
    sandbox.pack(&["in", "--out", "site", "--one-file", "all.html"]).code(0);
    let before = sandbox.tree("site");
    let mut slow = start(&sandbox, "", &["slow", "--out", "site", "--one-file", "all.html"]);
    until("a lock", || hidden(&sandbox).iter().any(|name| name.starts_with(".recto-lock-")));
    let process = format!("process {}", slow.id());
    for args in [
        &["in", "--out", "site"][..],
        &["in", "--out", "link"],
        &["in", "--out", "else/../site"],
        &["in", "--out", "site/deep/inside"],
        &["in", "--out", "other", "--one-file", "all.html"],
        &["in", "--out", "other", "--one-file", "site/all.html"],
    ] {
        let run = sandbox.pack(args).code(2).says("is being written by another pack").says(&process);
        run.says("hint: wait until it has ended, or name another place; nothing was changed");
    }
    assert!(!sandbox.path("other").exists() && !sandbox.path("site/deep").exists());
    assert_eq!(sandbox.tree("site"), before);
    // Beside one another they may lie.
    sandbox.pack(&["in", "--out", "beside"]).code(0);
    signal(&slow, "-KILL");
    slow.wait().unwrap();
    sandbox.pack(&["in", "--out", "site"]).code(0);
    sandbox.recto(&["check", "site"]).code(0);
    assert_eq!(hidden(&sandbox), Vec::<String>::new());
}

#[test]
fn packs_at_once_leave_a_whole_site_and_whole_tables() {
    let sandbox = with_a_slow_input(300);
    for round in 0..20 {
        let packs = [
            start(&sandbox, "", &["slow", "--out", "site"]),
            start(&sandbox, "", &["in", "--out", "site", "--title", "Khác"]),
            start(&sandbox, "in", &[".", "--out", "../beside"]),
        ];
        let outputs = packs.map(|pack| pack.wait_with_output().unwrap());
        let ends = outputs.each_ref().map(|output| output.status.code());
        let said = outputs.map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
        assert!(ends.iter().all(|code| matches!(code, Some(0 | 2))), "{ends:?} in round {round}: {said:?}");
        assert!(ends[..2].contains(&Some(0)) && ends[2] == Some(0), "{ends:?} in round {round}: {said:?}");
        sandbox.recto(&["check", "site"]).code(0).prints("whole");
        sandbox.recto(&["check", "beside"]).code(0).prints("whole");
        assert_eq!(hidden(&sandbox), Vec::<String>::new());
    }
}

#[test]
fn a_broken_site_is_packed_over() {
    let stray = "r(\"00112233445566ff\",3,[],()=>{/*abc*/})";
    let check = |what: &str, damage: &dyn Fn(&Sandbox)| {
        let sandbox = Sandbox::with_articles().packed().file("site/CNAME", "tin.example\n");
        damage(&sandbox);
        sandbox.pack(&["in", "--out", "site", "--title", "Bản mới"]).code(0);
        let checked = sandbox.recto(&["check", "site"]).code(0).prints("whole");
        assert_eq!(checked.out.matches("note:").count(), 1, "{what}: only CNAME is not ours: {}", checked.out);
        assert_eq!(sandbox.text("site/CNAME"), "tin.example\n");
        let fresh = Sandbox::with_articles();
        fresh.pack(&["in", "--out", "site", "--title", "Bản mới"]).code(0);
        let paths = |sandbox: &Sandbox| sandbox.tree("site").into_keys().filter(|p| p != "CNAME").collect::<Vec<_>>();
        assert_eq!(paths(&sandbox), paths(&fresh), "{what}");
    };
    let remove = |sandbox: &Sandbox, path: &str| fs::remove_file(sandbox.path(path)).unwrap();
    let write = |sandbox: &Sandbox, path: &str, text: &str| fs::write(sandbox.path(path), text).unwrap();
    let chunk = |sandbox: &Sandbox| sandbox.chunk_file("site");
    let style = |sandbox: &Sandbox| {
        let styles = sandbox.tree("site").into_keys().find(|path| path.ends_with(".css"));
        format!("site/{}", styles.expect("a site has styles"))
    };
    check("no record", &|s| remove(s, "site/recto.json"));
    check("a cut record", &|s| write(s, "site/recto.json", &s.text("site/recto.json")[..40]));
    check("an empty record", &|s| write(s, "site/recto.json", ""));
    check("no page", &|s| remove(s, "site/index.html"));
    check("neither record nor page", &|s| {
        remove(s, "site/recto.json");
        remove(s, "site/index.html");
    });
    check("a cut page", &|s| write(s, "site/index.html", &s.text("site/index.html")[..2000]));
    check("an empty page", &|s| write(s, "site/index.html", ""));
    check("a missing chunk", &|s| remove(s, &chunk(s)));
    check("an empty chunk", &|s| write(s, &chunk(s), ""));
    check("no chunks and no record", &|s| {
        fs::remove_dir_all(s.path("site/chunks")).unwrap();
        remove(s, "site/recto.json");
    });
    check("a chunk of a pack beside it", &|s| write(s, "site/chunks/00112233445566ff.bin", stray));
    check("the same without a record", &|s| {
        write(s, "site/chunks/00112233445566ff.bin", stray);
        remove(s, "site/recto.json");
    });
    check("changed styles", &|s| write(s, &style(s), "body{}"));
    check("no styles and no record", &|s| {
        remove(s, &style(s));
        remove(s, "site/recto.json");
    });
    check("the page of another pack", &|s| {
        s.pack(&["in/sub", "--out", "other", "--title", "Khác"]).code(0);
        for path in ["index.html", "manifest.webmanifest"] {
            fs::copy(s.path(&format!("other/{path}")), s.path(&format!("site/{path}"))).unwrap();
        }
    });
    check("the record of another pack", &|s| {
        s.pack(&["in/sub", "--out", "other", "--title", "Khác"]).code(0);
        fs::copy(s.path("other/recto.json"), s.path("site/recto.json")).unwrap();
    });
}

#[test]
fn what_somebody_made_is_in_the_way() {
    let check = |path: &str, text: &str, loses_record: bool, says: &str| {
        let sandbox = Sandbox::with_articles().packed().file(path, text);
        if loses_record {
            fs::remove_file(sandbox.path("site/recto.json")).unwrap();
        }
        let before = sandbox.tree("");
        sandbox.pack(&["in", "--out", "site", "--title", "Khác"]).code(2).says(says);
        assert_eq!(sandbox.tree(""), before, "{path}");
    };
    check("site/index.html", "<p>mine</p>", false, "index.html is in the way");
    check("site/index.html", "<p>mine</p>", true, "index.html is in the way");
    check("site/icon.svg", "<svg/>", false, "icon.svg is in the way");
    check("site/icon.svg", "<svg/>", true, "icon.svg is in the way");
    let edited = |sandbox: &Sandbox| sandbox.text("site/index.html").replace("</body>", "<p>mine</p></body>");
    let page = edited(&Sandbox::with_articles().packed());
    check("site/index.html", &page, false, "index.html is in the way");
    // A folder of other pages and chunks of another make is no site of ours.
    let sandbox = Sandbox::with_articles().file("site/index.html", "<p>mine</p>").file("site/chunks/a.bin", "x");
    sandbox.pack(&["in", "--out", "site"]).code(2).says("holds files that recto did not write: chunks, index.html");
}

#[cfg(unix)]
#[test]
fn a_pack_that_is_told_to_end_does_so_inside_a_large_file() {
    let sandbox = with_a_slow_input(24 << 10).packed();
    let before = sandbox.tree("");
    for delay in [30, 300, 900, 1600, 2500, 4000] {
        let mut pack = start(&sandbox, "", &["slow", "--out", "new/site"]);
        until("the folder", || sandbox.path("new").exists());
        std::thread::sleep(Duration::from_millis(delay));
        if pack.try_wait().unwrap().is_some() {
            break;
        }
        let begun = Instant::now();
        signal(&pack, "-INT");
        let ended = pack.wait().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?} after {delay} ms", begun.elapsed());
        // A pack that was being put in place when it was told goes through, and is whole.
        if ended.success() && delay > 900 {
            sandbox.recto(&["check", "new/site"]).code(0);
            break;
        }
        assert_eq!(ended.code(), Some(2), "after {delay} ms");
        let mut told = String::new();
        std::io::Read::read_to_string(&mut pack.stderr.take().unwrap(), &mut told).unwrap();
        assert!(told.contains("stopped before the end: nothing was changed"), "{told}");
        assert!(!told.contains("panicked"), "{told}");
        assert_eq!(sandbox.tree(""), before, "after {delay} ms");
        assert_eq!(hidden(&sandbox), Vec::<String>::new());
    }
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_a_pack_at_once() {
    let sandbox = with_a_slow_input(24 << 10).packed();
    let before = sandbox.tree("site");
    let mut pack = start(&sandbox, "", &["slow", "--out", "site"]);
    until("a lock", || !hidden(&sandbox).is_empty());
    std::thread::sleep(Duration::from_millis(700));
    signal(&pack, "-INT");
    // One at a time: two of a kind that come together are one to the system.
    std::thread::sleep(Duration::from_millis(30));
    signal(&pack, "-TERM");
    let ended = pack.wait().unwrap();
    assert!(matches!(ended.code(), Some(130 | 2)), "{ended:?}");
    assert_eq!(sandbox.tree("site"), before);
    sandbox.pack(&["in", "--out", "site"]).code(0);
    assert_eq!(hidden(&sandbox), Vec::<String>::new());
}

/// Peak memory of a pack at `--memory 256`, in KiB, and what it said; `None` where the system does not tell.
fn peak(sandbox: &Sandbox, input: &str) -> Option<(u64, String)> {
    let mut pack = start(sandbox, "", &[input, "--out", "site", "--memory", "256"]);
    let [status, environment] = ["status", "environ"].map(|file| format!("/proc/{}/{file}", pack.id()));
    let (mut peak, mut gives_back) = (0, cfg!(not(target_env = "gnu")));
    while pack.try_wait().unwrap().is_none() {
        let read = fs::read_to_string(&status).unwrap_or_default();
        let line = read.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0));
        // The allocator keeps less then; a pack of many records has no other check in a test's time.
        gives_back = gives_back
            || fs::read(&environment)
                .is_ok_and(|read| String::from_utf8_lossy(&read).contains("glibc.malloc.trim_threshold="));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(gives_back || peak == 0, "{input}: the allocator keeps what was freed");
    let mut told = String::new();
    std::io::Read::read_to_string(&mut pack.stderr.take().unwrap(), &mut told).unwrap();
    (peak > 0).then_some((peak, told))
}

/// Writes a file of some mebibytes between a beginning and an end.
fn large(sandbox: &Sandbox, path: &str, (before, part, after): (&str, &str, &str), mebibytes: usize) {
    let path = sandbox.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    file.write_all(before.as_bytes()).unwrap();
    let block = part.repeat((64 << 10) / part.len());
    (0..(mebibytes << 20) / block.len()).for_each(|_| file.write_all(block.as_bytes()).unwrap());
    file.write_all(after.as_bytes()).unwrap();
    file.flush().unwrap();
}

#[test]
fn one_large_record_keeps_to_the_memory() {
    let prose = "Ngày 12/03/2021, ông Trần Văn Nam nói thư viện mở cửa sớm 25 phút. ";
    let (row, list) = ("\",\"t\"\n\"Bài nhỏ trong bảng.\",\"n\"\n", "\"},{\"text\":\"Bài nhỏ trong danh sách.\"}]");
    let check = |name: &str, parts: (&str, &str, &str), mebibytes: usize, says: &[&str]| {
        let sandbox = Sandbox::new().file("in/small.txt", "Bài nhỏ\n\nMột bài nhỏ về thư viện.\n");
        large(&sandbox, &format!("in/{name}"), parts, mebibytes);
        let Some((peak_kib, told)) = peak(&sandbox, "in") else {
            println!("skipped: this system does not tell the memory of a process");
            return;
        };
        assert!(peak_kib < 256 << 10, "{name} of {mebibytes} MiB: {peak_kib} KiB\n{told}");
        says.iter().for_each(|part| assert!(told.contains(part), "{name}: {part} in\n{told}"));
    };
    let refused = "one may have 9437184 bytes with this much memory";
    let hint = "9 MiB with 256, 27 with 512, 64 with 1024";
    check("cell.csv", ("text,title\n\"", prose, row), 300, &["cell.csv, line 2: ", refused, hint, "packed 2 articles"]);
    check("big.txt", ("", prose, "\n"), 60, &["big.txt: ", refused, "packed 1 article"]);
    check("list.json", ("[{\"text\":\"", prose, list), 60, &["list.json, line 1: ", refused, "packed 2 articles"]);
    check("values.jsonl", ("{\"text\":\"a b\",\"v\":[", "{},", "{}]}\n"), 8, &["do not fit into this much memory"]);
    check("tags.html", ("<p>", "<b>a</b> ", "</p>"), 8, &["do not fit into this much memory"]);
    check("most.txt", ("Bài lớn\n\n", prose, "\n"), 8, &["packed 2 articles"]);
    check(
        "numbers.txt",
        ("Bảng số\n\n", "7 km, 12 kg, 45 người. ", "\n"),
        8,
        &["packed 2 articles", "those further on are not listed"],
    );
}

#[test]
fn the_table_of_a_site_that_is_gone_is_looked_at_wherever_the_new_one_goes() {
    let sandbox = Sandbox::with_articles().packed();
    let sandbox = sandbox.file("articles.csv", "id,title,hide\nc.md,A quiet morning at the harbour,yes\n");
    fs::remove_dir_all(sandbox.path("site")).unwrap();
    for table in [&["--csv", "other.csv"][..], &[]] {
        let run = sandbox.pack(&[&["in", "--out", "site"], table].concat()).code(2);
        run.says("hides what this pack would publish").says("c.md");
        assert!(!sandbox.path("site").exists());
    }
}
