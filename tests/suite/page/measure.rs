//! What is measured: the figures of the page are those of the command line, a row leads to its lines, a link brings the
//! panel back.

use super::context::show_tab;
use super::declared::{Declared, declared};
use super::export::exported;
use super::find::{collapsed, numbers};
use super::journey::{Form, Journey};
use super::process::Browser;
use super::site::Corpus;
use serde_json::{Value, json};

/// The words of the list, in order.
fn words(rows: &Value) -> Vec<String> {
    rows.as_array().expect("rows").iter().map(|row| collapsed(row["word"].as_str().expect("a word"))).collect()
}

fn figures_are_those_of_the_command_line(journey: &Journey) {
    let told = journey.site.ask("collocates", &["hội", "--min", "3", "--limit", "60"]);
    let expected = words(&told["rows"]);
    let before =
        words(&journey.site.ask("collocates", &["hội", "--right", "0", "--min", "3", "--limit", "60"])["rows"]);
    assert!(expected.len() > 3 && !before.is_empty() && before != expected, "{expected:?} {before:?}");
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "#view=results&q=h%E1%BB%99i");
        let page = &opened.page;
        show_tab(page, "measure");
        let listed = |told: &str, words: &[String]| {
            let same =
                "return JSON.stringify(parts('figure-lines').map(one => one.textContent)) === JSON.stringify(args);";
            page.wait_script(told, same, json!(words));
        };
        listed("the collocates of the command line", &expected);
        // What a row says is drawn when it is unfolded.
        assert_eq!(page.script("return parts('figure').some(one => one.querySelector('dl'));", Value::Null), false);
        page.script("parts('figure')[0].querySelector('summary').click();", Value::Null);
        let unfolded = "return parts('figure')[0].querySelector('dd')?.textContent.length > 0;";
        page.wait_script("all figures of a row", unfolded, Value::Null);
        page.click_on("[data-part=\"measure-sides\"] button", 1);
        listed("those to the left", &before);
        page.click_nth("figure-lines", 0);
        page.wait_shown("line");
        assert!(page.hash().contains("view=context") && page.hash().contains("PRE/5"), "{}", page.hash());
        opened.page.finish();
    }
}

fn a_link_brings_a_panel_back(journey: &Journey) {
    let trend = journey.site.ask("trend", &["hội", "an toàn"]);
    let total: u64 =
        trend["queries"].as_array().expect("queries").iter().map(|one| one["hits"].as_u64().expect("hits")).sum();
    assert!(total > 0);
    let opened = journey.open(Form::OneFile, "#view=measure&q=h%E1%BB%99i&panel=trend&versus=an%20to%C3%A0n");
    let page = &opened.page;
    page.wait_shown("trend-chart");
    let rows = trend["queries"][0]["periods"].as_array().expect("periods").len()
        + usize::from(!trend["queries"][0]["undated"].is_null());
    page.wait_script("a row for each query and time", "return parts('figure').length === args;", json!(2 * rows));
    page.click_on("[data-part=\"measure-panels\"] button", 3);
    page.wait_shown("plotted");
    let spread = journey.site.ask("dispersion", &["hội"]);
    let plotted = spread["articles"].as_u64().expect("articles").min(40);
    page.wait_script("the articles that have it", "return parts('plotted').length === args;", json!(plotted));
    assert!(page.hash().contains("panel=dispersion"), "{}", page.hash());
    page.click_on("[data-part=\"measure-panels\"] button", 2);
    let keyness = journey.site.ask("keyness", &["--target", "hội", "--limit", "60"]);
    let rows = words(&keyness["more"]).len() + words(&keyness["less"]).len();
    page.wait_script("both directions", "return parts('figure').length === args;", json!(rows));
    opened.page.finish();
}

/// Two nodes and periods of one's own are those of the command line; the chart is an image of its own, in both forms, and the
/// articles are references.
fn what_is_measured_is_held_against_more_and_taken_along(journey: &Journey) {
    let told = journey.site.ask("collocates", &["hội", "--against", "an toàn", "--min", "3", "--limit", "30"]);
    let opened = journey.open(Form::OneFile, "#view=measure&q=h%E1%BB%99i&node=an%20to%C3%A0n");
    let page = &opened.page;
    let rows: usize = ["a", "b", "both"].map(|list| words(&told[list]).len()).iter().sum();
    assert!(rows > 3, "{told}");
    page.wait_script(
        "the words of either and of both",
        "return parts('node-list').length === 3 && \
         JSON.stringify([...parts('node-list')[2].querySelectorAll('[data-part=\"figure-lines\"]')].map(one => one.textContent)) \
         === JSON.stringify(args[0]) && parts('figure').length === args[1];",
        json!([words(&told["both"]), rows]),
    );
    opened.page.finish();

    let trend = journey.site.ask("trend", &["hội", "--periods", "2020-01..2020-12,2021..2026-12"]);
    let outside = usize::from(!trend["queries"][0]["outside"].is_null());
    let hash = "#view=measure&q=h%E1%BB%99i&panel=trend&periods=2020-01..2020-12,%202021..2026-12";
    let opened = journey.open(Form::OneFile, hash);
    let page = &opened.page;
    page.wait_shown("trend-chart");
    page.wait_script("a row a period", "return parts('figure').length === args;", json!(2 + outside));
    let marks = page.script("return root.querySelectorAll('.trend-scale span').length;", Value::Null);
    assert!(marks.as_u64().is_some_and(|marks| (5..=8).contains(&marks)), "{marks} marks");
    let (start, svg) = exported(page, "chart-svg");
    assert_eq!(start, json!(b"<sv"));
    let svg = svg.concat();
    assert!(svg.contains("stroke=\"rgb(") && svg.contains("2020") && !svg.contains("var("), "{svg}");
    page.script("window.files.length = 0;", Value::Null);
    page.click("chart-png");
    let png = page.wait_script("the image", "return files[0] || null;", Value::Null);
    assert_eq!([&png[0], &png[1], &png[2]], [&json!(0x89), &json!(b'P'), &json!(b'N')]);
    show_tab(page, "results");
    page.wait_shown("result");
    let (_, lines) = exported(page, "export-bibtex");
    let text = lines.concat();
    let corpus = page.script("return new URLSearchParams(location.hash.slice(1)).get('corpus');", Value::Null);
    let found = journey.site.ask("search", &["--limit", "1000", "--", "hội"])["results"].as_array().map_or(0, Vec::len);
    assert_eq!(text.matches("\n  title = ").count(), found, "{text}");
    assert!(text.contains(corpus.as_str().expect("a hash")), "{corpus} is not in {text}");
    opened.page.finish();
}

/// A list of terms is counted as on the command line, says what it left out, leads to its lines, and is taken along whole.
fn a_list_is_counted_at_once(journey: &Journey) {
    let file = std::env::temp_dir().join(format!("recto-terms-{}.txt", std::process::id()));
    std::fs::write(&file, "đại hội\nan ninh\nkhông có đâu\n").expect("a list");
    let told = journey.site.ask("batch", &[file.to_str().expect("a path")]);
    std::fs::remove_file(&file).expect("the list goes");
    let counts = |name: &str| -> Vec<String> {
        told["terms"].as_array().expect("terms").iter().map(|term| term[name].to_string()).collect()
    };
    let rows: Vec<[String; 2]> =
        counts("hits").into_iter().zip(counts("articles")).map(|(hits, articles)| [hits, articles]).collect();
    let opened = journey.open(Form::OneFile, "#view=measure&panel=terms");
    let page = &opened.page;
    page.wait_shown("terms-text");
    page.script(
        "const area = part('terms-text'); area.value = args; area.dispatchEvent(new Event('input', { bubbles: true }));",
        json!("đại hội\n\nan ninh\nĐẠI HỘI\nkhông có đâu\n"),
    );
    page.click("terms-go");
    page.wait_script(
        "the counts of the command line",
        "const cells = [...parts('figure')].map(row => [...row.querySelectorAll('td')].slice(0, 2) \
           .map(cell => cell.textContent.replace(/\\D/g, ''))); \
         return JSON.stringify(cells) === JSON.stringify(args);",
        json!(rows),
    );
    let notes = page.script("return parts('terms-told').map(one => one.textContent).join(' ');", Value::Null);
    assert!(notes.as_str().is_some_and(|notes| notes.contains('1') && notes.contains("ĐẠI HỘI")), "{notes}");
    let (_, rows) = exported(page, "terms-whole");
    let articles = told["articles"].as_array().expect("articles").len();
    assert_eq!(rows.len(), 4 + articles, "{rows:?}");
    assert!(rows[0].ends_with("\"đại hội\",\"an ninh\",\"không có đâu\""), "{}", rows[0]);
    page.click_nth("figure-lines", 1);
    page.wait_shown("line");
    assert!(page.hash().contains("view=context"), "{}", page.hash());
    opened.page.finish();
}

/// Words are those of the command line; one leads to what is measured of it, and back; a strip leads to its hits.
fn words_lead_on(journey: &Journey) {
    let told = journey.site.ask_lines("words", &["--n", "2", "--unit", "word", "--content", "--limit", "200"]);
    let expected = words(&Value::Array(told));
    assert!(expected.len() > 10, "{expected:?}");
    let opened = journey.open(Form::OneFile, "#view=measure&panel=words&row=2&content=1");
    let page = &opened.page;
    page.wait_script(
        "the words of the command line",
        "return JSON.stringify(parts('figure-lines').map(one => one.textContent)) === JSON.stringify(args);",
        json!(expected),
    );
    page.click_nth("figure-node", 0);
    page.wait("the query to be the word", || {
        let query = page.script("return part('search').value;", Value::Null);
        (query == json!(format!("\"{}\"", expected[0])) && page.hash().contains("view=measure")).then_some(())
    });
    assert!(!page.hash().contains("panel="), "{}", page.hash());
    let focus = page.script(
        "let one = document.activeElement; while (one.shadowRoot) one = one.shadowRoot.activeElement; \
         return one.dataset.part;",
        Value::Null,
    );
    assert_eq!(focus, json!("measure"));
    super::session::block(page.session.driver.back()).expect("there is a way back");
    page.wait_script(
        "the words again",
        "return parts('figure-lines').filter(shown).length === args && part('search').value === '';",
        json!(expected.len()),
    );

    page.type_query("hội");
    show_tab(page, "results");
    page.wait_shown("strip");
    let marks = page.wait_script(
        "a strip with several places",
        "const one = parts('strip').find(strip => Number(strip.getAttribute('aria-valuemax')) > 2); \
         if (!one) return null; one.focus(); return Number(one.getAttribute('aria-valuemax'));",
        Value::Null,
    );
    page.keys("\u{e010}");
    page.wait_script(
        "the last place to be said",
        "const one = root.querySelector('[data-part=\"strip\"]:focus'); \
         return one.getAttribute('aria-valuenow') === String(args) && /\\d/.test(one.getAttribute('aria-valuetext'));",
        marks.clone(),
    );
    page.keys("\u{e007}");
    page.wait_text("find-count", |text| numbers(text).first().is_some_and(|hit| Some(*hit) >= marks.as_u64()));
    page.wait_shown("reader-title");
    // A click near the start of the strip leads to the first hit.
    page.script(
        "const one = parts('strip').find(strip => Number(strip.getAttribute('aria-valuenow')) > 1); \
         const box = one.getBoundingClientRect(); \
         one.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: box.left, clientY: box.top + 1 }));",
        Value::Null,
    );
    page.wait_text("find-count", |text| numbers(text).first() == Some(&1));
    opened.page.finish();
}

/// In every browser: the figures, the panels, their links.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::Sample), figures_are_those_of_the_command_line),
    declared!(Some(Corpus::Sample), a_link_brings_a_panel_back),
    declared!(Some(Corpus::Sample), what_is_measured_is_held_against_more_and_taken_along)
        .only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Sample), a_list_is_counted_at_once).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Sample), words_lead_on).only_in(&[Browser::Chromium]),
];
