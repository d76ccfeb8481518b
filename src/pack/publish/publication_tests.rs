//! A pack that fails at any move leaves the old site, what lies beside it, and nothing else.

use super::*;
use crate::pack::progress::Silent;
use crate::pack::publish::state_of;
use std::collections::BTreeMap;

fn publication(out: &Path, generation: &str, scratch: &Scratch) -> Publication {
    let from = scratch.path().join("one.html");
    fs::write(&from, generation).unwrap();
    let file = |path: &str, bytes: &str| SiteFile::new(path, bytes.as_bytes().to_vec());
    Publication {
        out: out.to_owned(),
        corpus: generation.to_owned(),
        files: vec![
            file("index.html", generation),
            file("style.css", generation),
            file("chunks/same.bin", "same"),
            file(&format!("chunks/{generation}.bin"), generation),
            file(&format!("only/{generation}/x.bin"), generation),
        ],
        loose: vec![Loose { path: out.with_file_name("one.html"), from }],
        tables: Vec::new(),
        chunks: vec!["same".to_owned(), generation.to_owned()],
    }
}

/// Every file below a folder with its text.
fn files_of(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.depth() > 0)
        .map(|e| {
            let text = if e.file_type().is_file() { fs::read_to_string(e.path()).unwrap() } else { String::new() };
            (e.path().strip_prefix(folder).unwrap().display().to_string(), text)
        })
        .collect()
}

fn publish(out: &Path, generation: &str, fail_at: Option<usize>) -> Result<Published, PackError> {
    let mut moves = 0;
    let mut folders = Folders::default();
    folders.create(out.parent().unwrap())?;
    let scratch = Scratch::new(out.parent().unwrap())?;
    let publication = publication(out, generation, &scratch);
    let published = publication.publish_with(&state_of(out)?, scratch, &Silent, &mut |from, to| {
        moves += 1;
        if fail_at == Some(moves) { Err(io::Error::other("made to fail")) } else { fs::rename(from, to) }
    });
    if published.is_ok() {
        folders.keep();
    }
    published
}

/// Fails at each move in turn until none is left; returns how many moves there were.
fn check(prepare: impl Fn(&Path)) -> usize {
    for fail_at in 1.. {
        let sandbox = tempfile::tempdir().unwrap();
        let out = sandbox.path().join("new/site");
        prepare(&out);
        let before = files_of(sandbox.path());
        match publish(&out, "two", Some(fail_at)) {
            Err(error) => {
                assert!(matches!(error, PackError::Write { .. }), "{error}");
                assert_eq!(files_of(sandbox.path()), before, "failed at move {fail_at}");
            }
            Ok(_) => return fail_at - 1,
        }
    }
    unreachable!("the loop ends when nothing fails")
}

#[test]
fn a_failure_puts_everything_back() {
    assert_eq!(check(|_| {}), 2, "one file beside the site, then the site as a whole");
    assert_eq!(check(|out| drop(publish(out, "one", None).unwrap())), 6);
    assert!(check(|out| fs::create_dir_all(out).unwrap()) > 5);
}

#[test]
fn the_new_site_is_complete_and_the_old_one_gone() {
    let sandbox = tempfile::tempdir().unwrap();
    let out = sandbox.path().join("site");
    publish(&out, "one", None).unwrap();
    fs::write(out.join("CNAME"), "foreign").unwrap();
    publish(&out, "two", None).unwrap();
    let updated = files_of(&out);
    assert_eq!(updated["CNAME"], "foreign");
    assert_eq!(updated.get("only/one"), None, "emptied folders go");
    let fresh = tempfile::tempdir().unwrap();
    publish(&fresh.path().join("site"), "two", None).unwrap();
    let mut expected = files_of(&fresh.path().join("site"));
    expected.insert("CNAME".to_owned(), "foreign".to_owned());
    assert_eq!(updated, expected, "an update ends where a fresh pack does");
    assert_eq!(files_of(sandbox.path())["one.html"], "two");
}

#[test]
fn what_recto_did_not_write_is_never_touched() {
    let check = |path: &str, text: &str| {
        let sandbox = tempfile::tempdir().unwrap();
        let out = sandbox.path().join("site");
        publish(&out, "one", None).unwrap();
        let foreign = out.join(path);
        fs::create_dir_all(foreign.parent().unwrap()).unwrap();
        fs::write(&foreign, text).unwrap();
        let before = files_of(sandbox.path());
        let error = publish(&out, "two", None).unwrap_err();
        assert!(matches!(&error, PackError::InTheWay { .. }), "{error}");
        assert_eq!(files_of(sandbox.path()), before);
    };
    check("chunks/two.bin", "foreign");
    check("chunks/two.bin", "two");
    check("index.html", "changed by hand");
    check("only/two", "a file where a folder is needed");
}

#[test]
fn a_damaged_chunk_is_repaired_and_a_changed_old_file_stays() {
    let sandbox = tempfile::tempdir().unwrap();
    let out = sandbox.path().join("site");
    publish(&out, "one", None).unwrap();
    fs::write(out.join("chunks/same.bin"), "damaged").unwrap();
    fs::write(out.join("chunks/one.bin"), "changed").unwrap();
    let published = publish(&out, "two", None).unwrap();
    assert_eq!(published.changed, ["chunks/one.bin"]);
    assert_eq!(files_of(&out)["chunks/same.bin"], "same");
    assert_eq!(files_of(&out)["chunks/one.bin"], "changed");
}
