//! How long a reader waits, measured and printed, never judged: a machine's load is not the page's. Each figure is one
//! line on the standard error stream.

use super::declared::{Declared, declared};
use super::journey::{Form, Journey};
use super::process::Browser;
use super::session::block;
use super::site::Corpus;
use serde_json::{Value, json};
use std::io::Write;

/// Words of each long article.
const WORDS: usize = 5_000;
/// Words of a long line.
const LINE_WORDS: usize = 66_000;

/// Keeps the moments, in milliseconds since the navigation began, at which the page came so far, and when the worker
/// was asked and answered.
const KEEP_MOMENTS: &str = "window.moments = {}; window.turns = [];
const look = () => {
  const at = (name, there) => { if (there && !(name in moments)) moments[name] = performance.now(); };
  at('mounted', document.querySelector('#recto[data-mounted]'));
  at('answered', document.querySelector('[data-part=\"group-phrase\"] [data-part=\"result-title\"]'));
  at('compared', document.querySelectorAll('[data-part=\"column\"] [data-part=\"passage\"]').length > 1);
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  if (!this.heard) {
    this.heard = true;
    this.addEventListener('message', () => turns.push(['answer', performance.now()]));
  }
  turns.push(['ask', performance.now()]);
  return post.call(this, message, ...rest);
};";

/// Two articles of generated words; every tenth stretch stands in both, every other one of these with a word changed.
pub fn articles() -> Vec<(&'static str, String)> {
    const SYLLABLES: [&str; 24] = [
        "an", "bảo", "chính", "công", "dân", "đại", "đoàn", "gia", "hội", "kế", "khu", "lực", "lượng", "mạng", "năm",
        "ninh", "phòng", "quốc", "tác", "thôn", "trật", "tự", "vệ", "xã",
    ];
    let mut seed: u32 = 7;
    let mut word = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // With a number now and then there are as many different words as in an article.
        let syllable = SYLLABLES[(seed >> 16) as usize % SYLLABLES.len()];
        if (seed >> 8).is_multiple_of(3) { format!("{syllable}{}", (seed >> 20) % 60) } else { syllable.to_owned() }
    };
    let mut texts = ["Bài dài thứ nhất\n\n", "Bài dài thứ hai\n\n"].map(String::from);
    for stretch in 0..WORDS / 50 {
        let shared: Vec<String> = (0..50).map(|_| word()).collect();
        for (at, text) in texts.iter_mut().enumerate() {
            let mut words = shared.clone();
            if stretch % 10 != 0 {
                words = (0..50).map(|_| word()).collect();
            } else if stretch % 20 == 0 && at == 1 {
                words[25] = "khác".into();
            }
            text.push_str(&words.join(" "));
            text.push_str(if stretch % 4 == 3 { ".\n\n" } else { ". " });
        }
    }
    let [first, second] = texts;
    // Two lines of so many words that the product of the two numbers does not fit in 32 bits.
    let words: Vec<String> = (0..LINE_WORDS).map(|_| word()).collect();
    let mut changed = words.clone();
    changed.iter_mut().step_by(100).for_each(|word| *word = "khác".into());
    let line = |title: &str, words: &[String]| format!("{title}\n\n{}\n", words.join(" "));
    vec![
        ("first.txt", first),
        ("line-1.txt", line("Dòng dài thứ nhất", &words)),
        ("line-2.txt", line("Dòng dài thứ hai", &changed)),
        ("second.txt", second),
    ]
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "figures: {line}");
}

/// Measures a journey; the session is left as it was.
fn measured(journey: &Journey, run: impl FnOnce(&Journey)) {
    let session = journey.session;
    let kept = session.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": KEEP_MOMENTS }));
    run(journey);
    session.devtools("Page.removeScriptToEvaluateOnNewDocument", kept.unwrap_or_default());
}

/// From opening the page off a disk to the answer of the query in its address, three times.
fn first_answer(journey: &Journey) {
    for _ in 0..3 {
        let driver = &journey.session.driver;
        block(driver.goto("about:blank")).expect("a blank page opens");
        let opened = journey.open(Form::OneFile, "#view=results&q=an%20ninh%20tr%E1%BA%ADt%20t%E1%BB%B1");
        let page = &opened.page;
        page.wait_shown("result-title");
        let moments = page.wait_script(
            "the moments",
            "const paint = performance.getEntriesByName('first-paint')[0]; \
             return 'answered' in moments && paint ? { painted: paint.startTime, ...moments } : null;",
            Value::Null,
        );
        let at = |name: &str| moments[name].as_f64().unwrap_or(f64::NAN);
        let size = std::fs::metadata(&journey.site.one_file).map_or(0, |about| about.len());
        say(&format!(
            "sample corpus in one file of {size} bytes, from file://: first paint {:.0} ms, app mounted {:.0} ms, \
             first answer shown {:.0} ms after the navigation began",
            at("painted"),
            at("mounted"),
            at("answered"),
        ));
        opened.page.finish();
    }
}

/// Two long articles compared, from the page's question to the worker's answer and to the columns shown.
fn long_comparison(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.script(
        "turns.length = 0; window.began = performance.now(); \
         location.hash = '#view=compare&with=first.txt&with=second.txt';",
        Value::Null,
    );
    page.wait("both columns", || (page.count_of("column") == 2).then_some(()));
    // Columns are drawn in slices: a moment after they stand, the first passages stand alone.
    let passages = page.wait("the shared passages", || Some(page.count_of("passage")).filter(|count| *count >= 20));
    let found = page.wait_script(
        "the moments",
        "if (!('compared' in moments)) return null; \
         const before = turns.filter((turn) => turn[1] < moments.compared); \
         const answer = before.findLast((turn) => turn[0] === 'answer'); \
         const asks = before.filter((turn) => turn[0] === 'ask' && turn[1] < answer[1]); \
         return [answer[1] - asks[asks.length - 1][1], moments.compared - began];",
        Value::Null,
    );
    let at = |index: usize| found[index].as_f64().unwrap_or(f64::NAN);
    say(&format!(
        "two articles of {WORDS} words compared: {:.0} ms from the question to the worker's answer, {:.0} ms from the \
         link to the columns with {passages} marked stretches",
        at(0),
        at(1),
    ));
    opened.page.finish();
}

/// Two texts of one very long line each are compared like any others.
fn lines_of_many_words_are_compared(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=compare&with=line-1.txt&with=line-2.txt");
    let page = &opened.page;
    page.wait("both columns", || (page.count_of("column") == 2 && page.count_of("passage") >= 2).then_some(()));
    let share = page.text_of("overlap");
    assert!(share.contains("99%"), "all but every hundredth word is shared: {share}");
    // A paragraph of so many words is laid out in boxes of its own, one after the other, and loses none of them.
    let drawn = "const [one] = document.querySelectorAll('[data-part=\"column\"] .block:has(.stretch)'); \
                 return one && one.textContent.split(' ').length >= args[0] ? true : null;";
    page.wait_script("all stretches", drawn, json!([LINE_WORDS]));
    opened.page.finish();
}

fn first_answer_measured(journey: &Journey) {
    measured(journey, first_answer);
}

fn long_comparison_measured(journey: &Journey) {
    measured(journey, long_comparison);
}

/// Measured in one browser: what differs is the machine's load.
pub const FIRST_ANSWER: &[Declared] =
    &[declared!(Some(Corpus::Sample), first_answer_measured).only_in(&[Browser::Chromium])];
/// The same.
pub const LONG_COMPARISON: &[Declared] =
    &[declared!(Some(Corpus::Long), long_comparison_measured).only_in(&[Browser::Chromium])];
/// The engine is one and the same in every browser.
pub const LONG_LINES: &[Declared] =
    &[declared!(Some(Corpus::Long), lines_of_many_words_are_compared).only_in(&[Browser::Chromium])];
