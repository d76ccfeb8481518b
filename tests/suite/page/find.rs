//! Finding: what the overview says, what is typed, what is found. The numbers on the page are the numbers of
//! `recto articles` and `recto search` on the same site.

use super::declared::journeys;
use super::journey::{EVERY_FORM, Form, Journey};
use super::page::Page;
use super::site::Site;
use libtest_mimic::Trial;
use serde_json::{Value, json};

/// Queries whose counts are compared: with marks, without, a phrase, a prefix, an operator, a word alone.
const QUERIES: [&str; 6] = ["an ninh trật tự", "an ninh trat tu", "\"đại biểu\"", "bảo*", "kiểm tra -sát", "security"];

/// The whole numbers of a text, grouped digits joined ("1.400 bài · 23 chỗ" → 1400, 23).
pub fn numbers(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut digits = String::new();
    let letters: Vec<char> = text.chars().chain([' ']).collect();
    for (at, letter) in letters.iter().enumerate() {
        let group = matches!(letter, '.' | ',' | '\u{a0}' | '\u{202f}')
            && letters[at + 1..].iter().take(3).filter(|next| next.is_ascii_digit()).count() == 3;
        if letter.is_ascii_digit() {
            digits.push(*letter);
        } else if !digits.is_empty() && !group {
            found.extend(digits.parse::<u64>());
            digits.clear();
        }
    }
    found
}

/// Hits and articles of a query, as the command line counts them.
pub fn totals(site: &Site, query: &str) -> [u64; 2] {
    let answer = site.ask("search", &["--", query]);
    ["hits", "articles"].map(|name| answer["total"][name].as_u64().expect("a total has both numbers"))
}

/// Types a query and waits until the page counts what the command line counts, or says that nothing was found.
#[track_caller]
pub fn search(page: &Page, site: &Site, query: &str) {
    let expected = totals(site, query);
    page.type_query(query);
    // Completions close when the field is left; they would lie over what is clicked next.
    let leave = || page.script("part('app').focus();", Value::Null);
    if expected == [0, 0] {
        page.wait_shown("empty");
        leave();
        assert_eq!(page.count_of("result"), 0, "{query}");
        return;
    }
    page.wait_text("count", |text| numbers(text).get(..2) == Some(&expected[..]));
    leave();
}

fn overview_tells_what_the_corpus_is(journey: &Journey) {
    let articles = journey.site.ask_lines("articles", &[]);
    for form in EVERY_FORM {
        let opened = journey.open(form, "");
        let page = &opened.page;
        let facts = page.wait_text("facts", |text| !text.is_empty());
        assert_eq!(numbers(&facts)[0], articles.len() as u64, "{facts}");
        let mut years: Vec<&str> = articles.iter().filter_map(|one| one["date"].as_str()?.get(..4)).collect();
        years.retain(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        years.sort_unstable();
        for year in [years.first(), years.last()].into_iter().flatten() {
            assert!(facts.contains(year), "{year} is missing from {facts}");
        }
        page.wait_shown("article-list");
        let shown = page.wait("every article to be listed", || {
            let titles = page.texts("[data-part=\"article-list\"] [data-part=\"result-title\"]");
            Some(titles).filter(|titles| titles.len() == articles.len())
        });
        for article in &articles {
            let title = collapsed(article["title"].as_str().expect("every article has a title"));
            assert!(shown.contains(&title), "{title:?} is not listed in {shown:#?}");
        }
        opened.page.finish();
    }
}

/// White space collapsed, as pages show it.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn counts_are_those_of_the_command_line(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    for query in QUERIES {
        search(&opened.page, &journey.site, query);
    }
    opened.page.finish();
}

fn results_are_those_of_the_command_line(journey: &Journey) {
    for form in EVERY_FORM {
        let opened = journey.open(form, "");
        let page = &opened.page;
        for query in ["an ninh trật tự", "dai bieu"] {
            search(page, &journey.site, query);
            let answer = journey.site.ask("search", &["--limit", "50", "--", query]);
            let results = answer["results"].as_array().expect("an answer has results");
            let titles: Vec<String> =
                results.iter().map(|one| collapsed(one["title"].as_str().expect("a title"))).collect();
            page.wait(&format!("the titles of {query}"), || {
                // Copies of one article are one result until they are asked for.
                page.script("const one = part('copies-unfold'); if (one) one.click(); return true;", Value::Null);
                Some(page.texts_of("result-title")).filter(|shown| shown.get(..titles.len()) == Some(&titles[..]))
            });
            let snippets = page.texts_of("snippet");
            let marks = page.script(
                "return parts('snippet').filter(shown).map((one) => \
                 [...one.querySelectorAll('mark')].map((mark) => mark.textContent));",
                Value::Null,
            );
            for (at, result) in results.iter().enumerate() {
                let fragments = result["snippet"].as_array().expect("a result has a snippet");
                let text = |hits: bool| -> Vec<&str> {
                    fragments
                        .iter()
                        .filter(|fragment| !hits || fragment["hit"] == json!(true))
                        .filter_map(|fragment| fragment["text"].as_str())
                        .collect()
                };
                assert_eq!(snippets[at], collapsed(&text(false).concat()), "{query}");
                assert_eq!(marks[at], json!(text(true)), "{query}");
            }
            assert!(!page.hits("results").is_empty(), "{query} marks nothing");
        }
        opened.page.finish();
    }
}

fn all_the_words_stand_apart(journey: &Journey) {
    let query = "kế hoạch đại biểu";
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.type_query(query);
    let phrase = totals(&journey.site, query);
    page.wait_shown("group-words");
    let words = numbers(&page.wait_text("count-words", |text| !numbers(text).is_empty()));
    let (words, phrase) = (words[1], phrase[1]);
    assert!(words > 0);
    let own = page.texts("[data-part=\"group-words\"] [data-part=\"result\"]").len() as u64;
    assert_eq!(own, words, "the words group lists what it counts");
    let all = page.count_of("result") as u64;
    assert_eq!(all, words + phrase, "no article stands in both groups");
    opened.page.finish();
}

fn what_is_typed_never_breaks_the_page(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    for query in ["\"an ninh", "(an OR", "-an", "* ? /[/ NEAR/", "đ́̂ \u{200b}", "<b>&amp;</b>"] {
        page.type_query(query);
        page.wait_script(
            "an answer or a sentence",
            "return ['count', 'empty', 'problem'].some((name) => parts(name).some(shown));",
            Value::Null,
        );
    }
    page.type_query("\"an ninh");
    page.wait_shown("problem");
    page.script(
        "const field = part('search'); field.value = args; \
         field.dispatchEvent(new Event('input', { bubbles: true }));",
        json!("an ninh ".repeat(1250)),
    );
    page.wait_shown("problem");
    // Where no corpus brings lemmas, that is said.
    page.type_query("lemma:ninh");
    page.wait_text("problem", |text| text.contains("lemma:ninh"));
    assert_eq!(page.count_of("culprit"), 0);
    search(page, &journey.site, "an ninh");
    opened.page.finish();
}

journeys!(Sample:
    overview_tells_what_the_corpus_is,
    counts_are_those_of_the_command_line,
    results_are_those_of_the_command_line,
    all_the_words_stand_apart,
    what_is_typed_never_breaks_the_page,
);

fn numbers_are_read_in_both_languages() {
    let check = |text: &str, expected: &[u64]| assert_eq!(numbers(text), expected, "{text}");
    check("23 chỗ trong 7 bài: 6 đúng dấu", &[23, 7, 6]);
    check("1.400 bài · 2,023 hits, 3", &[1400, 2023, 3]);
    check("12 / 1 234", &[12, 1, 234]);
    check("không", &[]);
}

/// Tests of what reads the page, without a browser.
pub fn checks() -> Vec<Trial> {
    vec![Trial::test("find::numbers_are_read_in_both_languages", || {
        numbers_are_read_in_both_languages();
        Ok(())
    })]
}
