//! What a comparison says of two articles, asked of the program: shares of matched tokens, kinds and what is minor. The
//! cases of the folder of shared data are read where it is there.

use super::sandbox::Sandbox;
use serde_json::Value;
use std::path::PathBuf;

/// Packs two texts and compares them.
#[track_caller]
fn compared(a: &str, b: &str) -> Value {
    let sandbox = Sandbox::new().file("in/a.txt", a).file("in/b.txt", b).packed();
    sandbox.recto(&["compare", "site", "a.txt", "b.txt", "--json"]).code(0).json()
}

/// Matched and all tokens of each text, the first one's first.
fn shares(answer: &Value) -> [(u64, u64); 2] {
    let number = |of: usize| answer["articles"][of]["article"].clone();
    [0, 1].map(|of| {
        let overlaps = answer["overlaps"].as_array().unwrap();
        let one = overlaps.iter().find(|one| one["of"] == number(of)).expect("both directions");
        let (shared, all) = (one["shared_tokens"].as_u64().unwrap(), one["all_tokens"].as_u64().unwrap());
        let share = one["share"].as_f64().unwrap();
        assert!((share - shared as f64 / all as f64).abs() < 0.0001, "{one}");
        (shared, all)
    })
}

/// The longest phrase.
fn longest(answer: &Value) -> &Value {
    let passages = answer["passages"].as_array().unwrap().iter();
    passages.filter(|one| one["layer"] == "phrase").max_by_key(|one| one["tokens"].as_u64()).expect("a phrase")
}

/// The words of a sentence with some replaced by words of their own.
fn replaced(words: &str, every: usize) -> (String, u64) {
    let mut changed = 0;
    let mut word = |(at, word): (usize, &str)| {
        if at % every != every - 1 {
            return word.to_owned();
        }
        changed += 1;
        format!("own{at}")
    };
    let text = words.split(' ').enumerate().map(&mut word).collect::<Vec<_>>().join(" ");
    (text, changed)
}

const MILL: &str = "the miller opens two gates at dawn and lets water run over his oldest wheel until every sack of \
                    grain that farmers brought last evening has become flour for bread in their nearest town";

#[test]
fn only_matched_tokens_are_shared() {
    let all = MILL.split(' ').count() as u64;
    for every in [4, 5, 7] {
        let (text, changed) = replaced(MILL, every);
        let answer = compared(&format!("Mill\n\n{MILL}.\n"), &format!("Wheel\n\n{text}.\n"));
        // The headlines are tokens too, and differ.
        assert_eq!(shares(&answer), [(all - changed, all + 1); 2], "one of {every} words changed");
    }
    let inserted = MILL.replace("until", "as his father and his grandfather did until");
    let answer = compared(&format!("Mill\n\n{MILL}.\n"), &format!("Wheel\n\n{inserted}.\n"));
    assert_eq!(shares(&answer), [(all, all + 1), (all, all + 8)]);
}

#[test]
fn scripts_without_blanks_share_what_is_matched() {
    let answer = compared(
        "磨坊甲\n\n磨坊主每天清晨打开水闸，让河水推动古老的水轮。\n",
        "磨坊乙\n\n磨坊主每周清晨打开水闸，让溪水推动古老的水轮。\n",
    );
    let [(shared, all), other] = shares(&answer);
    assert_eq!((shared, all), other);
    // 22 characters of which two differ; a headline of three of which one does: its two are too few to be a phrase.
    assert!(shared == all - 3 || shared == all - 5, "{shared} of {all}");
}

#[test]
fn a_copy_that_begins_with_its_headline_is_no_headline() {
    let text = |end: &str| {
        format!(
            "The miller opens his gates\n\nThe miller opens two gates at dawn and lets the water run.\n\n\
             Every sack of grain that the farmers brought has become flour {end}.\n"
        )
    };
    let answer = compared(&text("before noon"), &text("by the evening"));
    let phrase = longest(&answer);
    assert!(phrase["tokens"].as_u64().unwrap() >= 25, "one long passage: {phrase}");
    assert_eq!(phrase["minor"], false, "{phrase}");
    assert!(shares(&answer).iter().all(|(shared, all)| shared < all));
    // The headline alone is one.
    let answer = compared(
        "The miller opens his gates at dawn\n\nRain fell over the hills.\n",
        "The miller opens his gates at dawn\n\nSnow covers every road now.\n",
    );
    assert_eq!(longest(&answer)["minor"], true);
}

#[test]
fn the_readable_form_says_in_what_alone_wordings_differ() {
    let tell = |a: &str, b: &str| {
        let sandbox = Sandbox::new().file("in/a.txt", a).file("in/b.txt", b).packed();
        sandbox.recto(&["compare", "site", "a.txt", "b.txt"]).code(0).out
    };
    let told =
        tell("One\n\nHe said the mill 'stays open' all year.\n", "Two\n\nHe said the mill “stays open” all year.\n");
    assert!(told.contains("phrase, differs in typography only, 8 tokens"), "{told}");
    let told = tell("One\n\nThe mill was sold for $5 in May.\n", "Two\n\nThe mill was sold for €5 in May.\n");
    assert!(told.contains("phrase, reworded, a sign or quotation differs, 8 tokens"), "{told}");
    let told = tell("Một\n\nCối xay mở cửa quanh năm.\n", "Hai\n\nCoi xay mo cua quanh nam.\n");
    assert!(told.contains("phrase, differs in marks only, 6 tokens"), "{told}");
}

/// Compares the two texts of a shared case.
fn case(name: &str) -> Option<Value> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder =
        std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from).join("cases").join(name).join("in");
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
    let (Some(a), Some(b)) = (read("a.txt"), read("b.txt")) else {
        println!("skipped: compare::the_shared_cases_are_right, {name}: no cases/{name} in RECTO_SHARED or ../shared");
        return None;
    };
    Some(compared(&a, &b))
}

#[test]
fn the_shared_cases_are_right() {
    for name in ["c_cur", "c_neg", "c_quot"] {
        let Some(answer) = case(name) else { continue };
        assert_ne!(longest(&answer)["kind"], "verbatim", "{name}: {answer}");
        assert_eq!(longest(&answer)["signs_differ"], true, "{name}: {answer}");
    }
    // The want of each says "about": the headlines differ too.
    let percent = |(shared, all): (u64, u64)| shared as f64 * 100.0 / all as f64;
    if let Some(answer) = case("c_fourth") {
        let [a, b] = shares(&answer);
        assert_eq!((a, b), ((32, 43), (32, 43)), "10 of 42 words differ, and the headline");
    }
    if let Some(answer) = case("c_insert") {
        let [_, b] = shares(&answer);
        assert!((percent(b) - 82.0).abs() < 1.0, "8 words of 51 are in B only: {b:?}");
    }
    for name in ["cmp_zh", "cmp_th"] {
        let Some(answer) = case(name) else { continue };
        assert!(shares(&answer).iter().all(|(shared, all)| shared < all && 2 * shared > *all), "{name}: {answer}");
    }
    if let Some(answer) = case("copies") {
        let phrase = longest(&answer);
        assert!(phrase["tokens"].as_u64().unwrap() > 50 && phrase["minor"] == false, "{phrase}");
        assert!(shares(&answer).iter().all(|(shared, all)| shared < all), "{answer}");
    }
}

const FERRY: &str = "Bến đò\n\nSáng nay lực lượng cảnh sát giao thông dẫn đoàn xe chở 1.400 bao gạo qua cầu phao mới.\n\n\
                     Chiều mưa to.\n";
const LATER: &str = "Bến đò\n\nSáng nay lực lượng CSGT dẫn đoàn xe chở 1.900 bao gạo không qua cầu phao mới.\n\n\
                     Người dân đứng chờ từ sớm bên kia bến sông.\n";

#[test]
fn two_files_are_compared_without_packing() {
    let sandbox = Sandbox::new().file("a.txt", FERRY).file("b.txt", LATER);
    let answer = sandbox.recto(&["compare", "a.txt", "b.txt", "--json"]).code(0).json();
    let phrase = longest(&answer);
    let edits = phrase["edits"].as_array().unwrap();
    let told: Vec<[&str; 3]> = edits
        .iter()
        .filter(|edit| edit["kind"] != "kept")
        .map(|edit| ["kind", "a_text", "b_text"].map(|key| edit[key].as_str().unwrap().trim()))
        .collect();
    let expected =
        [["replaced", "cảnh sát giao thông", "CSGT"], ["replaced", "1.400", "1.900"], ["only_b", "", "không"]];
    assert_eq!(told, expected);
    assert_eq!(phrase["words_differ"], 6);
    let facts = phrase["facts"].as_array().unwrap();
    let kinds: Vec<&str> = facts.iter().map(|fact| fact["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["name", "number", "negation"]);
    // Offsets are bytes of the files.
    let (start, end) = (edits[1]["a"][0].as_u64().unwrap(), edits[1]["a"][1].as_u64().unwrap());
    assert_eq!(&FERRY[start as usize..end as usize], "cảnh sát giao thông");
    let summary = &answer["summaries"][0];
    assert_eq!(summary["kinds"]["reworded"], 1, "{summary}");
    assert_eq!(summary["only_a"][0]["text"], "Chiều mưa to.");
    assert_eq!(summary["only_b"][0]["text"], "Người dân đứng chờ từ sớm bên kia bến sông.");

    let told = sandbox.recto(&["compare", "a.txt", "b.txt"]).code(0).out;
    assert!(
        told.contains("lực lượng [cảnh sát giao thông → CSGT] dẫn đoàn xe chở [1.400 → 1.900] bao gạo [+không]"),
        "{told}"
    );
    assert!(told.contains("other number: 1.400 → 1.900") && told.contains("negation: (none) → không"), "{told}");
    assert!(told.contains("only [1], not [0]: 1 sentence\n  Người dân đứng chờ"), "{told}");
    let sheet = sandbox.recto(&["compare", "a.txt", "b.txt", "--csv"]).code(0).out;
    assert!(sheet.contains("[1.400 → 1.900]") && sheet.contains("\"sentence\",\"only_a\""), "{sheet}");
}

#[test]
fn odd_inputs_have_clear_answers() {
    let line = "đò ngang ".repeat(100_000);
    let sandbox = Sandbox::new()
        .file("a.txt", FERRY)
        .file("empty.txt", "")
        .file("marks.txt", "... !!! — ???\n")
        .file("han.txt", "渡船每天早上运送信件和面包到岛上。\n")
        .file("line.txt", &line)
        .file("longer.txt", &["đò ngang ", &line].concat());
    let told = |a: &str, b: &str| sandbox.recto(&["compare", a, b]).code(0).out;
    assert!(told("a.txt", "a.txt").contains("[0] and [1] have the same text"));
    for other in ["empty.txt", "marks.txt"] {
        assert!(told("a.txt", other).contains("[1] has no words to compare with [0]"), "{other}");
    }
    let han = told("a.txt", "han.txt");
    assert!(han.contains("0 % of [0] is in [1]") && han.contains("0 shared passages"), "{han}");
    let repeated = told("line.txt", "longer.txt");
    assert!(repeated.contains("100 % of [0] is in [1]"), "{}", &repeated[repeated.len() - 300..]);
    assert!(repeated.contains("places whose words are repeated too often"));
    let gone = sandbox.recto(&["compare", "a.txt", "gone.txt"]).code(2);
    assert!(gone.err.contains("expected a site and two articles, or two files"), "{}", gone.err);
}

#[test]
fn all_blocks_are_compared_when_asked_for() {
    let text = |own: &str| {
        format!(
            "{own}\n\nThe {own} opened its gates before noon today.\n\nXem thêm\n\nThe old mill by the weir stays open \
             all year\n"
        )
    };
    let sandbox = Sandbox::new().file("in/a.txt", &text("harbour")).file("in/b.txt", &text("quarry")).packed();
    let all = |blocks: &str| {
        sandbox.recto(&["compare", "site", "a.txt", "b.txt", "--blocks", blocks, "--json"]).code(0).json()
    };
    // The heading of two words and the story of ten are asides.
    assert_eq!(shares(&all("text")), [(6, 9); 2]);
    assert_eq!(shares(&all("all")), [(18, 21); 2]);
}
