//! What a merge promises, over histories of several people. It touches no file.

use super::*;
use proptest::prelude::*;

fn note(text: &str) -> Note {
    Note { article: "a.txt".to_owned(), title: "Chợ nổi".to_owned(), text: text.to_owned(), ..Note::default() }
}

fn texts(notes: &Notes) -> Vec<&str> {
    notes.shown().into_iter().map(|(_, note)| note.text.as_str()).collect()
}

fn the(notes: &Notes, text: &str) -> Version {
    let found = notes.shown().into_iter().find(|(_, note)| note.text == text);
    found.expect("it is there").0.clone()
}

#[test]
fn two_reporters_join_their_notes() {
    let mut an = Notes::default();
    an.add("n1", "e1", note("hỏi lại nguồn")).expect("room");
    let mut ba = Notes::default();
    assert_eq!(ba.merge(&an), Ok(Merged { added: 1, ..Merged::default() }));
    assert_eq!(ba.merge(&an), Ok(Merged::default()));

    // Only one of them goes on: the newer one counts.
    an.change(&the(&an, "hỏi lại nguồn"), "e2", Some(note("đã hỏi"))).expect("room");
    assert_eq!(ba.merge(&an), Ok(Merged { changed: 1, ..Merged::default() }));
    assert_eq!(texts(&ba), ["đã hỏi"]);

    // Both go on: both versions stay, whoever merges.
    an.change(&the(&an, "đã hỏi"), "e3", Some(note("An: sai ngày"))).expect("room");
    an.change(&the(&an, "An: sai ngày"), "e4", Some(note("An: sai năm"))).expect("room");
    ba.change(&the(&ba, "đã hỏi"), "e5", Some(note("Ba: đúng ngày"))).expect("room");
    let mut joined = an.clone();
    assert_eq!(joined.merge(&ba), Ok(Merged { both: 1, ..Merged::default() }));
    ba.merge(&an).expect("room");
    assert_eq!(joined, ba);
    assert_eq!(texts(&joined), ["An: sai năm", "Ba: đúng ngày"]);

    // Each version is changed or deleted by itself.
    joined.change(&the(&joined, "Ba: đúng ngày"), "e6", None).expect("room");
    assert_eq!(texts(&joined), ["An: sai năm"]);
    assert_eq!(ba.merge(&joined), Ok(Merged { changed: 1, ..Merged::default() }));
    assert_eq!(texts(&ba), ["An: sai năm"]);
    ba.change(&the(&ba, "An: sai năm"), "e7", None).expect("room");
    assert_eq!(joined.merge(&ba), Ok(Merged { deleted: 1, ..Merged::default() }));
    assert_eq!(texts(&joined), [""; 0]);
    // A deleted note does not come back from an old file.
    assert_eq!(joined.merge(&an), Ok(Merged::default()));
}

#[test]
fn notes_are_searched_without_marks_and_by_colour() {
    let mut notes = Notes::default();
    let quote = Quote { head: "ghe lớn chở khóm".to_owned(), ..Quote::default() };
    let at = Note { place: Some((5, 20, quote)), colour: Colour::Red, ..note("Hỏi lại Nguồn") };
    notes.add("n1", "e1", at).expect("room");
    notes.add("n2", "e2", note("xong")).expect("room");
    let check = |query: &str, colours: &[Colour], expected: &[&str]| {
        let found: Vec<&str> = notes.matching(query, colours).into_iter().map(|(_, note)| note.text.as_str()).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("", &[], &["xong", "Hỏi lại Nguồn"]);
    check("nguon hoi", &[], &["Hỏi lại Nguồn"]);
    check("KHÓM", &[], &["Hỏi lại Nguồn"]);
    check("chợ", &[Colour::Yellow], &["xong"]);
    check("", &[Colour::Red, Colour::Blue], &["Hỏi lại Nguồn"]);
    check("khác", &[], &[]);
}

#[test]
fn there_is_an_end_to_notes() {
    let versions = (0..NOTES_LIMIT).map(|n| Version {
        id: format!("n{n}"),
        edit: format!("e{n}"),
        before: Vec::new(),
        note: Some(note("")),
    });
    let mut notes = Notes::of(versions.collect());
    let before = notes.clone();
    assert_eq!(notes.add("more", "e", note("")), Err(TooMany { found: NOTES_LIMIT + 1 }));
    assert_eq!(notes, before);
}

#[test]
fn a_file_that_is_none_is_refused() {
    let check = |json: &str, expected: &str| assert_eq!(read(json).expect_err("no notes").to_string(), expected);
    let good = r#"{"recto":"notes","version":1,"corpus":"k","notes":[{"id":"n","edit":"e","before":[],"article":"a","title":"","colour":"red","text":"x","start":1,"end":2,"quote":"q","quote_end":"","quote_sum":""}]}"#;
    assert!(read(good).is_ok());
    let other = "no notes of recto's, version 1: expected \"recto\":\"notes\" and \"version\":1";
    check("{}", other);
    check(&good.replace("\"version\":1", "\"version\":2"), other);
    check(&good.replace("\"notes\":[", "\"note\":["), other);
    check("[", "no JSON: expected a value at byte 1");
    let field = |field: &str| format!("note 1: no `{field}` of the kind and length expected");
    check(&good.replace("\"red\"", "\"pink\""), &field("colour"));
    check(&good.replace("\"x\"", &format!("\"{}\"", "ữ".repeat(NOTE_CHARS + 1))), &field("text"));
    check(&good.replace("\"a\"", "\"\""), &field("article"));
    check(&good.replace("\"end\":2", "\"end\":1"), &field("end"));
    check(&good.replace("\"before\":[]", "\"before\":[1]"), &field("before"));
    check(&good.replace("\"before\":[]", "\"deleted\":1"), &field("deleted"));
    let versions = format!("[{}1]", "1,".repeat(NOTES_LIMIT));
    let many = format!(r#"{{"recto":"notes","version":1,"notes":{versions}}}"#);
    check(&many, "10001 notes: expected at most 10000, those that were deleted counted");
}

#[test]
fn versions_that_follow_one_another_in_a_ring_all_stay() {
    let version = |edit: &str, before: &[&str]| Version {
        id: "n".to_owned(),
        edit: edit.to_owned(),
        before: before.iter().map(|edit| (*edit).to_owned()).collect(),
        note: Some(note(edit)),
    };
    assert_eq!(texts(&Notes::of(vec![version("a", &["b"]), version("b", &["a"])])).len(), 2);
    let ring = [version("a", &["c"]), version("b", &["a"]), version("c", &["b"])];
    assert_eq!(texts(&Notes::of(ring.to_vec())).len(), 3);
}

/// What one of three people does: writes, changes, deletes, or merges what another has.
fn history() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    proptest::collection::vec((0usize..3, 0usize..6, 0usize..8), 0..24)
}

/// Carries a history out; with it, the edits that were made last on each line and never followed.
fn lived(history: &[(usize, usize, usize)]) -> [Notes; 3] {
    let mut people = [Notes::default(), Notes::default(), Notes::default()];
    for (step, (who, what, which)) in history.iter().enumerate() {
        let edit = format!("e{step}");
        let shown: Vec<Version> = people[*who].shown().into_iter().map(|(version, _)| version.clone()).collect();
        let chosen = shown.get(which % shown.len().max(1));
        match (what, chosen) {
            (0 | 1, _) | (_, None) => {
                people[*who].add(&format!("n{step}"), &edit, note(&edit)).expect("room");
            }
            (2 | 3, Some(old)) => people[*who].change(old, &edit, Some(note(&edit))).expect("room"),
            (4, Some(old)) => people[*who].change(old, &edit, None).expect("room"),
            _ => {
                let other = people[which % 3].clone();
                people[*who].merge(&other).expect("room");
            }
        }
    }
    people
}

fn joined(all: &[&Notes]) -> Notes {
    let mut joined = Notes::default();
    all.iter().for_each(|one| {
        joined.merge(one).expect("room");
    });
    joined
}

proptest! {
    #[test]
    fn a_merge_is_the_same_in_any_order(history in history()) {
        let [a, b, c] = &lived(&history);
        let whole = joined(&[a, b, c]);
        prop_assert_eq!(&joined(&[c, b, a]), &whole);
        prop_assert_eq!(&joined(&[&joined(&[a, b]), c]), &whole);
        prop_assert_eq!(&joined(&[a, &joined(&[b, c])]), &whole);
        prop_assert_eq!(&joined(&[&whole, a, &whole]), &whole);
    }

    /// Whatever one of them still sees is there after the merge, but for what another one has changed or deleted since.
    #[test]
    fn a_merge_loses_nothing(history in history()) {
        let people = lived(&history);
        let whole = joined(&people.each_ref());
        for version in people.iter().flat_map(Notes::versions) {
            let is_kept = whole.versions().contains(version);
            let is_followed = people.iter().flat_map(Notes::versions).any(|other| other.follows(version));
            prop_assert!(is_kept != is_followed, "{:?}", version);
        }
    }

    #[test]
    fn notes_come_back_from_their_file(history in history(), words in any::<String>(), at in (0u32..9, 10u32..99)) {
        let [mut notes, ..] = lived(&history);
        let text: String = words.chars().take(NOTE_CHARS).collect();
        let quote = Quote { head: "ghe & \"lớn\"".to_owned(), tail: text.chars().take(40).collect(), sum: "0a1b2c3d".to_owned() };
        notes.add("last", "last", Note { place: Some((at.0, at.1, quote)), ..note(&text) }).expect("room");
        prop_assert_eq!(read(&write(&notes, "k")), Ok((notes, "k".to_owned())));
    }
}
