//! Bad input: each a clear message, nothing lost, no panic.

use crate::sandbox::Sandbox;
use std::fs;

/// Packs `in/`, which must fail with these words and write nothing.
#[track_caller]
fn refuses(sandbox: &Sandbox, args: &[&str], words: &[&str]) {
    let before = sandbox.tree("");
    let mut run = sandbox.pack(args).code(2).says("error: ").says("hint: ");
    for word in words {
        run = run.says(word);
    }
    assert_eq!(sandbox.tree(""), before, "nothing is written");
}

#[test]
fn nothing_to_pack() {
    let sandbox = Sandbox::new().folder("in");
    refuses(&sandbox, &["in", "--out", "site"], &["nothing to pack"]);
    refuses(&sandbox, &["nowhere", "--out", "site"], &["nowhere"]);
    let sandbox = sandbox.file("in/.x.txt", "x").file("in/a.jpg", "x").file("in/b.txt", " \n");
    refuses(&sandbox, &["in", "--out", "site"], &["nothing to pack", "a.jpg", "b.txt: empty", "1 hidden"]);
    assert!(!sandbox.path("site").exists());
}

#[test]
fn one_bad_file_never_stops_a_pack() {
    let sandbox = Sandbox::with_articles()
        .bytes("in/binary.txt", b"abc\0def")
        .bytes("in/latin.txt", b"Caf\xe9 au lait")
        .bytes("in/damaged.txt", &["Phiên chợ đầu năm họp ở bản Mường, đông khách.".as_bytes(), b"\xff"].concat())
        .bytes("in/odd.txt", b"\xff\xfea\0b");
    fs::File::create(sandbox.path("in/huge.txt")).unwrap().set_len(200 << 20).unwrap();
    let run = sandbox.pack(&["in", "--out", "site", "--json"]).code(0).says("packed 6 articles");
    let run = run.says("binary.txt: binary, not text (a NUL byte at byte 3)");
    let run = run.says("latin.txt: read as windows-1252 (a guess").says("odd.txt: read as UTF-16LE (1 place damaged");
    let run = run.says("damaged.txt: read as UTF-8 (1 place damaged and read as \u{fffd}, the first at byte 65");
    let run = run
        .says("huge.txt: a text of 209715200 bytes or more: one may have 67108864 bytes")
        .says("hint: save it as plain text in UTF-8");
    assert_eq!(run.json()["skipped"].as_array().unwrap().len(), 2);
    assert_eq!(run.json()["decoded"][0]["damaged"]["first_byte"], 65);
    let before = sandbox.tree("site");
    sandbox.pack(&["in", "--out", "site", "--strict"]).code(2).says("--strict").says("damaged.txt");
    assert_eq!(sandbox.tree("site"), before);
    refuses(&sandbox, &["in", "--out", "other", "--strict"], &["4 problem"]);
}

#[test]
fn strict_is_content_with_good_input() {
    Sandbox::with_articles().file("in/.hidden", "").pack(&["in", "--out", "site", "--strict"]).code(0);
}

#[cfg(unix)]
#[test]
fn links_and_locked_folders() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = Sandbox::with_articles().file("elsewhere/d.txt", "Bài ở nơi khác.").file("in/locked/e.txt", "Khóa.");
    symlink(sandbox.path("in"), sandbox.path("in/sub/loop")).unwrap();
    symlink(sandbox.path("nowhere"), sandbox.path("in/dangling.txt")).unwrap();
    symlink(sandbox.path("elsewhere"), sandbox.path("in/linked")).unwrap();
    symlink("a.txt", sandbox.path("in/again.txt")).unwrap();
    fs::set_permissions(sandbox.path("in/locked"), fs::Permissions::from_mode(0o0)).unwrap();
    let locked = fs::read_dir(sandbox.path("in/locked")).is_err();
    let run = sandbox
        .pack(&["in", "--out", "site"])
        .code(0)
        .says("loop: a symbolic link back to")
        .says("dangling.txt: cannot");
    let run = run.says("again.txt: the same file as in/a.txt");
    if locked {
        run.says("locked: cannot be read").says("packed 4 articles");
    } else {
        println!("skipped: this user may read every folder");
        run.says("packed 5 articles");
    }
    fs::set_permissions(sandbox.path("in/locked"), fs::Permissions::from_mode(0o755)).unwrap();
    let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
    assert!(lines.iter().any(|line| line["id"] == "linked/d.txt"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let sandbox = Sandbox::with_articles();
    let made = std::process::Command::new("mkfifo").arg(sandbox.path("in/pipe.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: no mkfifo here");
        return;
    }
    sandbox.pack(&["in", "--out", "site"]).code(0).says("pipe.txt: not a regular file");
}

#[test]
fn someone_elses_folder_is_left_alone() {
    let sandbox = Sandbox::with_articles().file("site/thesis.txt", "x").file("notes", "x");
    refuses(&sandbox, &["in", "--out", "site"], &["thesis.txt"]);
    refuses(&sandbox, &["in", "--out", "notes"], &["notes"]);
    let sandbox = sandbox.file("site/recto.json", "{\"program\":\"other\"}");
    refuses(&sandbox, &["in", "--out", "site"], &["recto.json"]);
    let forged = r#"{"program":"recto","format":1,"corpus":"","files":[{"path":"../notes","size_bytes":1,
        "sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}]}"#;
    let sandbox = sandbox.file("site/recto.json", forged);
    refuses(&sandbox, &["in", "--out", "site"], &["recto.json"]);
}

#[test]
fn a_file_in_the_way_stops_before_anything_changes() {
    let sandbox = Sandbox::with_articles().packed().file("site/index.html", "mine");
    refuses(&sandbox, &["in", "--out", "site", "--title", "Khác"], &["index.html is in the way"]);
    let sandbox = Sandbox::with_articles().packed().file("site/all.html", "mine");
    refuses(&sandbox, &["in", "--out", "site", "--one-file", "site/all.html"], &["all.html is in the way"]);
}

#[test]
fn input_and_output_are_kept_apart() {
    let sandbox = Sandbox::with_articles();
    refuses(&sandbox, &["in", "--out", "in"], &["both the input and the output"]);
    refuses(&sandbox, &["in/sub", "--out", "in"], &["holds the input"]);
    refuses(&sandbox, &["in", "--out", "new", "--csv", "new/a.csv"], &["inside the site"]);
    refuses(&sandbox, &["in", "--out", "new", "--one-file", "in"], &["is a folder"]);
    sandbox.pack(&["in", "--out", "in/site", "--one-file", "in/all.html"]).code(0).says("packed 3 articles");
    let run = sandbox.pack(&["in", "--out", "in/site", "--one-file", "in/all.html"]).code(0).says("packed 3 articles");
    run.says("the folder this pack writes to").silent_about("all.html: not a kind").silent_about("articles.csv: ");
}

#[test]
fn tables_that_cannot_be_used() {
    let sandbox =
        Sandbox::with_articles().file("no-id.csv", "name,title\na,b\n").bytes("old.csv", b"id,title\na,\xe9\n");
    refuses(&sandbox, &["in", "--out", "new", "--meta", "no-id.csv"], &["expected a column named id", "name | title"]);
    refuses(&sandbox, &["in", "--out", "new", "--meta", "old.csv"], &["old.csv", "UTF-8"]);
    refuses(&sandbox, &["in", "--out", "new", "--meta", "nowhere.csv"], &["nowhere.csv"]);
    let sandbox = sandbox.file("ragged.csv", "id,title\na.txt,b,c\na.txt\na.txt\n");
    let run = sandbox.pack(&["in", "--out", "new", "--meta", "ragged.csv"]).code(0);
    run.says("line 2: expected 2 cells, found 3")
        .says("line 3: expected 2")
        .says("line 4: the id a.txt stands in line 3");
    refuses(&sandbox, &["in", "--out", "other", "--strict", "--meta", "ragged.csv"], &["ragged.csv, line 2"]);
}

#[test]
fn a_damaged_site_is_found_out() {
    let check = |damage: &dyn Fn(&Sandbox), place: &str| {
        let sandbox = Sandbox::with_articles();
        sandbox.pack(&["in", "--out", "site", "--one-file", "all.html"]).code(0);
        sandbox.recto(&["check", "site"]).code(0).prints("whole");
        damage(&sandbox);
        let found = sandbox.recto(&["check", "site", "--json"]).code(1).says("hint:").json();
        let findings = found["findings"].to_string();
        assert!(findings.contains(place), "{findings}");
        assert_eq!(found["whole"], false);
        let found = sandbox.recto(&["check", "site"]).code(1);
        assert!(found.out.contains(place), "{}", found.out);
        // Asked all the same, it answers or says what is wrong.
        assert!(matches!(sandbox.recto(&["search", "site", "sách", "--json"]).exit, Some(0 | 2)));
        assert!(matches!(sandbox.recto(&["articles", "site", "--text"]).exit, Some(0 | 2)));
    };
    let chunk = |sandbox: &Sandbox| sandbox.path(&sandbox.chunk_file("site"));
    check(&|s| fs::remove_file(chunk(s)).unwrap(), ".bin");
    check(&|s| fs::write(chunk(s), b"").unwrap(), ".bin");
    check(
        &|s| {
            let mut bytes = fs::read(chunk(s)).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(chunk(s), bytes).unwrap();
        },
        ".bin",
    );
    check(&|s| fs::remove_file(s.path("site/recto.json")).unwrap(), "recto.json");
    check(
        &|s| {
            let page = s.text("site/index.html");
            fs::write(s.path("site/index.html"), format!("{page}<!-- -->")).unwrap();
        },
        "index.html",
    );
}

#[test]
fn a_damaged_site_is_repaired_by_packing_again() {
    let sandbox = Sandbox::with_articles().packed();
    let before = sandbox.tree("site");
    let chunk = sandbox.chunk_file("site");
    fs::write(sandbox.path(&chunk), b"damaged").unwrap();
    sandbox.pack(&["in", "--out", "site"]).code(0);
    assert_eq!(sandbox.tree("site"), before);
    sandbox.recto(&["check", "site"]).code(0);
}

#[test]
fn file_names_do_not_steer_the_terminal() {
    let sandbox = Sandbox::with_articles().bytes("in/\u{1b}[31mred.txt", b"a\0");
    let run = sandbox.pack(&["in", "--out", "site"]).code(0).says("red.txt: binary");
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}
