//! Small folders of articles that stand beside the project, each with queries whose right counts are known.

use crate::sandbox::Sandbox;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The folder of shared files, if it has this one in it.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from).join(name);
    if !path.exists() {
        eprintln!("skipped: {name} (not beside the project; set RECTO_SHARED)");
    }
    path.exists().then_some(path)
}

/// Searches a case; the expected tiers are those with hits.
fn check_case(name: &str, queries: &[(&str, Value)]) {
    let Some(folder) = shared(&format!("cases/{name}/in")) else { return };
    let sandbox = Sandbox::new();
    sandbox.pack(&[folder.to_str().unwrap(), "--out", "site"]).code(0);
    for (query, expected) in queries {
        let answer = sandbox.recto(&["search", "site", query, "--json"]).code(0).json();
        let mut tiers = answer["tiers"].clone();
        tiers.as_object_mut().unwrap().retain(|_, hits| *hits != 0);
        assert_eq!(tiers, *expected, "{name}: {query}");
    }
}

#[test]
fn arabic_and_persian_are_found_by_everyday_letters() {
    let queries = [
        ("123", json!({"exact": 1, "variant": 2})),
        ("كتب", json!({"exact": 1, "fold": 1})),
        ("مكتبة", json!({"exact": 1, "variant": 1})),
        ("مدرسة", json!({"exact": 1, "variant": 1})),
        ("مدرسه", json!({"exact": 1, "variant": 1})),
        ("على", json!({"exact": 1, "variant": 1})),
        ("مستشفي", json!({"exact": 1, "variant": 1})),
        ("احمد", json!({"exact": 1, "variant": 1})),
        ("أحمد", json!({"exact": 1, "variant": 1})),
        ("ميخواهم", json!({"exact": 1, "variant": 1})),
        ("میخواهم", json!({"exact": 1, "variant": 1})),
    ];
    check_case("arabic", &queries);
}

#[test]
fn stress_pitch_and_points_are_found_by_the_plain_word() {
    let queries = [
        ("москва", json!({"variant": 2})),
        ("облако", json!({"variant": 1})),
        ("замок", json!({"variant": 2})),
        ("за\u{301}мок", json!({"exact": 1})),
        ("ọrọ", json!({"tone": 1})),
        ("ọjọ", json!({"tone": 1})),
        ("ẹgbẹ", json!({"tone": 1})),
        ("vyrų", json!({"tone": 1})),
        ("lü", json!({"tone": 1})),
        ("जमीन", json!({"exact": 1, "variant": 1})),
        ("कलम", json!({"exact": 1, "variant": 1})),
        ("צה\"ל", json!({"exact": 1, "variant": 1})),
        ("צה״ל", json!({"exact": 1, "variant": 1})),
        ("\"צה\"ל\"", json!({"exact": 1, "variant": 1})),
        ("ג'ירפה", json!({"exact": 1, "variant": 1})),
        ("שלום", json!({"exact": 1, "fold": 1})),
    ];
    check_case("combining", &queries);
}

#[test]
fn hindi_is_found_in_both_spellings() {
    let queries = [
        ("हिंदी", json!({"exact": 1, "variant": 1})),
        ("हिन्दी", json!({"exact": 1, "variant": 1})),
        ("सम्मेलन", json!({"exact": 1, "variant": 1})),
        ("जमीन", json!({"exact": 1, "variant": 1})),
        ("कलम", json!({"exact": 1, "variant": 1})),
        ("123", json!({"variant": 1})),
        ("१२३", json!({"exact": 1})),
    ];
    check_case("hindi", &queries);
}

#[test]
fn raised_and_lowered_figures_of_units_and_formulas_are_figures() {
    let queries = [
        ("m2", json!({"exact": 2, "variant": 1})),
        ("m²", json!({"exact": 1, "variant": 2})),
        ("100m2", json!({"variant": 1})),
        ("CO2", json!({"exact": 1, "variant": 1})),
        ("CO₂", json!({"exact": 1, "variant": 1})),
        ("H2SO4", json!({"exact": 1, "variant": 1})),
    ];
    check_case("units", &queries);
}

#[test]
fn what_stands_only_with_a_letter_before_it_is_offered_and_not_called_absent() {
    let Some(folder) = shared("cases/semitic/in") else { return };
    let sandbox = Sandbox::new();
    sandbox.pack(&[folder.to_str().unwrap(), "--out", "site"]).code(0);
    for (query, articles) in [("كتاب", 2), ("בוקר", 1)] {
        let told = sandbox.recto(&["search", "site", query]).code(0).says("stands only in joined words");
        let told = told.prints(&format!("{query} stands only in joined words ({articles} article"));
        assert!(
            !told.out.contains("no article has") && !told.err.contains("no article has"),
            "{}{}",
            told.out,
            told.err
        );
        let answer = sandbox.recto(&["search", "site", query, "--json"]).code(0).json();
        assert_eq!(answer["diagnosis"][0]["without"]["total"]["articles"], articles, "{query}: {answer}");
    }
    let own = sandbox.recto(&["search", "site", "ميناء"]).code(0).prints("1 article, 1 place");
    own.prints("(with a prefix): 2 articles, 2 places");
}

#[test]
fn a_run_with_marks_is_counted_as_typed() {
    let Some(corpus) = shared("corpora/vi-dantri.jsonl.gz") else { return };
    let sandbox = Sandbox::new();
    sandbox.pack(&[corpus.to_str().unwrap(), "--out", "site"]).code(0);
    let search = |marks: &str| {
        sandbox.recto(&["search", "site", "công an", "--marks", marks, "--blocks", "all", "--json"]).code(0).json()
    };
    let answer = search("smart");
    assert_eq!(answer["total"], json!({"articles": 160, "hits": 414}));
    assert_eq!(answer["tiers"]["exact"], 414);
    let offer = answer["offers"].as_array().unwrap().iter().find(|offer| offer["spec"]["marks"] == "loose").unwrap();
    assert_eq!(offer["total"]["hits"], 423);
    assert_eq!(search("loose")["total"]["hits"], 423);
}
