//! `recto families`, `recto family` and `recto reprints`: their rows, and the reference clusters of the seed articles.

use crate::sandbox::Sandbox;
use crate::seeds::shared;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SHARED: &str = "cả làng cùng nhau vét sạch con mương cũ trước mùa nước lên";

fn site() -> Sandbox {
    let story = |title: &str, date: &str, said: &str, own: &str| format!("{title}\n\nNgày {date} - {own}\n\n{said}\n");
    Sandbox::new()
        .file("in/a.txt", &story("Vét mương", "12/03/2021", &format!("Ông trưởng thôn kể {SHARED}."), "trời nắng to."))
        .file("in/b.txt", &story("Mùa nước", "05/04/2019", &format!("Sổ ghi rằng {SHARED}."), "gió đổi hướng."))
        .file("in/c.txt", "Chuyện cũ\n\nNgười già nhắc cả làng cùng nhau vét con mương cũ trước mùa nước lên.\n")
        .file("in/d.txt", "Chợ sớm\n\nNgày 01/02/2020 - hàng cá bán hết từ tinh mơ.\n")
        .packed()
}

fn lines(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    sandbox.recto(&[&["families", "site"], args, &["--json"]].concat()).code(0).json_lines()
}

#[test]
fn families_tell_their_places_the_earliest_dated_first() {
    let sandbox = site();
    let all = lines(&sandbox, &[]);
    let one = &all[0];
    assert_eq!((&one["articles"], &one["undated"], &one["family"]), (&json!(3), &json!(1), &json!(0)), "{all:?}");
    let dates: Vec<&Value> = one["occurrences"].as_array().unwrap().iter().map(|place| &place["date"]).collect();
    assert_eq!(json!(dates), json!(["2019-04-05", "2021-03-12", null]));
    assert_eq!(one["earliest"]["date"], "2019-04-05");
    let texts = sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    let first = &one["occurrences"][0];
    let text = texts.iter().find(|text| text["article"] == first["article"]).unwrap()["text"].as_str().unwrap();
    let (start, end) = (first["start"].as_u64().unwrap() as usize, first["end"].as_u64().unwrap() as usize);
    assert_eq!(&text[start..end], SHARED);
    assert_eq!(lines(&sandbox, &["--where", "nắng"]).len(), 0, "two articles are asked for unless said otherwise");
    assert_eq!(lines(&sandbox, &["--where", "nắng", "--min-articles", "1"]).len(), all.len());
    assert_eq!(lines(&sandbox, &["--where", "\"tinh mơ\"", "--min-articles", "1"]).len(), 0);
    sandbox.recto(&["families", "site"]).code(0).prints("from 2019-04-05");
}

#[test]
fn a_family_tells_its_wordings() {
    let sandbox = site();
    for name in ["0", SHARED] {
        let one = sandbox.recto(&["family", "site", name, "--json"]).code(0).json();
        let wordings = one["wordings"].as_array().unwrap();
        assert_eq!((wordings.len(), &wordings[0]["text"]), (2, &json!(SHARED)));
        assert_eq!((&wordings[1]["left_out"], &wordings[1]["put_in"]), (&json!(1), &json!(0)));
        assert_eq!(one["occurrences"][0]["id"], "b.txt");
    }
    sandbox.recto(&["family", "site", "0"]).code(0).prints("(-1 +0 words)").prints("Mùa nước");
    sandbox.recto(&["family", "site", "999"]).code(2).says("no family 999").says("hint:");
    sandbox.recto(&["family", "site", "không có"]).code(2).says("không có").says("hint:");
}

const REPRINTED: &str = "Từ đầu tháng bến đò đóng cửa để sửa cầu phao, người đi chợ phải vòng lên dốc đá rồi theo đường mòn \
    xuống bãi, mất thêm gần một giờ, nhưng không ai phàn nàn vì ai cũng mong có cầu mới trước mùa lũ năm nay.";

/// Two articles that are copies, and one that is none.
fn reprinted() -> Sandbox {
    Sandbox::new()
        .file("in/a.txt", &format!("Bến đò đóng cửa\n\nNgày 12/03/2021\n\n{REPRINTED}\n"))
        .file("in/b.txt", &format!("Sửa cầu phao\n\nNgày 13/03/2021\n\n{REPRINTED}\n"))
        .file("in/c.txt", "Chợ sớm\n\nHàng cá bán hết từ tinh mơ, bến đò vắng.\n")
        .packed()
}

#[test]
fn copies_count_once_in_every_command() {
    let sandbox = reprinted();
    let ask = |args: &[&str]| sandbox.recto(&[args, &["--json"]].concat()).code(0).json();
    for (once, articles) in [(&[][..], 3), (&["--once"][..], 2)] {
        let found = ask(&[&["search", "site", "bến đò"], once].concat());
        assert_eq!(found["groups"][0]["total"]["articles"], articles, "{found}");
        let lines = ask(&[&["concordance", "site", "bến đò"], once].concat());
        // One article has it in its headline too.
        assert_eq!((&lines["articles"], &lines["total"]), (&json!(articles), &json!(articles + 1)), "{lines}");
        let years = ask(&[&["facets", "site", "bến đò"], once].concat());
        let years = years["facets"]["year"].as_array().unwrap().clone();
        assert_eq!(years.iter().map(|year| year["articles"].as_u64().unwrap()).sum::<u64>(), articles, "{years:?}");
        let all = sandbox.recto(&[&["articles", "site", "--json"], once].concat()).code(0).json_lines();
        assert_eq!(all.len() as u64, articles);
        for query in [&["--where", "\"bến đò\""][..], &[]] {
            let args = [&["words", "site", "--limit", "999", "--json"], query, once].concat();
            let words = sandbox.recto(&args).code(0).json_lines();
            // Which syllables make a word depends on the articles.
            let word = words.iter().find(|row| row["word"].as_str().is_some_and(|word| word.contains("phàn"))).unwrap();
            assert_eq!(word["articles"], articles - 1, "{word}");
        }
    }
    let first = ask(&["search", "site", "\"cầu phao\"", "--once"]);
    assert_eq!(first["groups"][0]["results"][0]["id"], "a.txt", "the earliest counts");
    let later = ask(&["search", "site", "\"cầu phao\"", "--once", "--from", "2021-03-13"]);
    assert_eq!(later["groups"][0]["results"][0]["id"], "b.txt", "the earliest of those that pass");
}

#[test]
fn a_text_is_traced_to_its_articles() {
    let said = "người đi chợ phải vòng lên dốc đá rồi theo đường mòn xuống bãi";
    let text = format!("Nghe nói {said}. Trâu bò thì lội sông.");
    let sandbox = reprinted().file("letter.txt", &text);
    let answer = sandbox.recto(&["trace", "site", "letter.txt", "--json"]).code(0).json();
    let found = answer["articles"].as_array().unwrap();
    let ids: Vec<&Value> = found.iter().map(|one| &one["id"]).collect();
    assert_eq!((json!(ids), &answer["total"]), (json!(["a.txt", "b.txt"]), &json!(2)), "{answer}");
    assert_eq!(found[0]["passages"][0]["text"], said);
    let (start, end) = (&found[0]["passages"][0]["article_start"], &found[0]["passages"][0]["article_end"]);
    let stored = sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    let stored = stored.iter().find(|one| one["id"] == "a.txt").unwrap()["text"].as_str().unwrap();
    assert_eq!(&stored[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize], said);
    assert_eq!(answer["nowhere"][0]["text"], "Trâu bò thì lội sông.");
    sandbox.recto(&["trace", "site", "letter.txt"]).code(0).prints("nowhere: Trâu bò thì lội sông.").prints("Bến đò");
    sandbox.recto(&["trace", "site", "none.txt"]).code(2).says("none.txt");
}

#[test]
fn reprints_are_told_in_groups() {
    let sandbox = reprinted();
    let groups = sandbox.recto(&["reprints", "site", "--json"]).code(0).json_lines();
    let ids: Vec<&Value> = groups[0]["articles"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!((groups.len(), json!(ids)), (1, json!(["a.txt", "b.txt"])));
    assert!(groups[0]["articles"][1]["share"].as_u64().unwrap() >= 80, "{groups:?}");
    sandbox.recto(&["reprints", "site"]).code(0).prints("2 articles");
}

/// A place of a reference cluster: the first three characters of the article's id, and bytes of its text.
type Spot = (String, usize, usize);

/// Places in bytes, by cluster and tier.
fn clusters(truth: &Value, texts: &BTreeMap<String, String>) -> Vec<(String, Vec<Spot>)> {
    let place = |one: &Value| {
        let file = one["file"].as_str().unwrap().to_owned();
        let (text, said) = (&texts[&file], one["text"].as_str().unwrap());
        // Offsets are characters of the file; where these were moved the words are found nearest to them.
        let at = text.char_indices().nth(one["start"].as_u64().unwrap() as usize).map_or(text.len(), |found| found.0);
        let near = |found: &usize| found.abs_diff(at);
        let start = text.match_indices(said).map(|found| found.0).min_by_key(near).unwrap_or(at);
        (file, start, start + said.len())
    };
    let of = |cluster: &Value| {
        let tier = cluster["tier"].as_str().unwrap().to_owned();
        (tier, cluster["occurrences"].as_array().unwrap().iter().map(place).collect())
    };
    truth["clusters"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn families_of_the_seeds_are_the_reference_clusters() {
    let Some(shared) = shared() else {
        eprintln!("skipped: families_of_the_seeds_are_the_reference_clusters (no folder of seeds; set RECTO_SHARED)");
        return;
    };
    let sandbox = Sandbox::new();
    sandbox.pack(&[shared.join("seeds").to_str().unwrap(), "--out", "site"]).code(0);
    let mut texts = BTreeMap::new();
    let mut names = BTreeMap::new();
    for one in sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines() {
        let name = one["id"].as_str().unwrap()[..3].to_owned();
        names.insert(one["article"].as_u64().unwrap(), name.clone());
        texts.insert(name, one["text"].as_str().unwrap().to_owned());
    }
    let mut found: Vec<Vec<Spot>> = Vec::new();
    for list in [&[][..], &["--apart"]] {
        for family in lines(&sandbox, list) {
            let bytes = |place: &Value, name: &str| place[name].as_u64().unwrap() as usize;
            let places = family["occurrences"].as_array().unwrap().iter();
            let spot = |one: &Value| {
                (names[&one["article"].as_u64().unwrap()].clone(), bytes(one, "start"), bytes(one, "end"))
            };
            found.push(places.map(spot).collect());
        }
    }
    let half = |truth: &Spot, place: &Spot| {
        let common = truth.2.min(place.2).saturating_sub(truth.1.max(place.1));
        truth.0 == place.0 && common * 2 >= truth.2 - truth.1
    };
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(shared.join("truth/seed_reuse.json")).unwrap()).unwrap();
    let mut score: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (tier, places) in clusters(&truth, &texts) {
        let told = found.iter().any(|family| {
            let articles: BTreeSet<&str> = places
                .iter()
                .filter(|place| family.iter().any(|known| half(place, known)))
                .map(|place| place.0.as_str())
                .collect();
            articles.len() > 1
        });
        let (right, all) = score.entry(tier).or_default();
        (*right, *all) = (*right + usize::from(told), *all + 1);
    }
    assert!(score["A"].0 >= 19 && score["A"].1 == 20, "{score:?}");
    assert!(score["B"].0 >= 23 && score["B"].1 == 24, "{score:?}");
}

/// How well reprints are told from accounts of one event, over pairs of articles that a reader judged.
#[test]
fn reprints_of_the_events_are_those_that_were_judged() {
    let corpus = shared().map(|shared| shared.join("corpora/vi-events.jsonl.gz")).filter(|corpus| corpus.is_file());
    let Some(corpus) = corpus else {
        eprintln!("skipped: reprints_of_the_events_are_those_that_were_judged (no vi-events; set RECTO_SHARED)");
        return;
    };
    let sandbox = Sandbox::new();
    sandbox.pack(&[corpus.to_str().unwrap(), "--out", "site"]).code(0);
    let mut group_of: BTreeMap<String, usize> = BTreeMap::new();
    for (number, group) in sandbox.recto(&["reprints", "site", "--json"]).code(0).json_lines().iter().enumerate() {
        let ids = group["articles"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str());
        group_of.extend(ids.map(|id| (id.to_owned(), number)));
    }
    let judged: Value = serde_json::from_str(include_str!("../annotations/reprints.json")).expect("the verdicts");
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for row in judged["pairs"].as_array().expect("pairs") {
        let [a, b] = [0, 1].map(|at| row[at].as_str().expect("an id"));
        let told = group_of.get(a).is_some_and(|group| group_of.get(b) == Some(group));
        match (told, row[2] == 1) {
            (true, true) => right += 1,
            (true, false) => wrong.push([a, b]),
            (false, true) => missed.push([a, b]),
            (false, false) => {}
        }
    }
    let (found, all) = (right + wrong.len(), right + missed.len());
    let told =
        format!("{right} of {found} pairs that are told are reprints, of {all}; wrong {wrong:?}, missed {missed:?}");
    println!("{told}");
    // 13 of 18, and 13 of 17.
    assert!(right * 10 >= found * 7 && right * 4 >= all * 3, "{told}");
}
