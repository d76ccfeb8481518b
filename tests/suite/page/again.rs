//! Comparing again and again in one visit: by link, by clicks, back and forward, with layers and lengths switched and
//! articles added and dropped, in a random order that is the same in every run. After each step the columns, the list
//! and the count agree with each other, with the address and with the command line; a search afterwards finds what it
//! should. It judges no passage: that is the comparison's own tests' work.

use super::compare::place;
use super::declared::journeys;
use super::find::{collapsed, numbers, search};
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::site::{Corpus, Site, archive};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Comparisons of each corpus in Chromium, and in the other browsers, unless `RECTO_COMPARISONS` says how many.
const COMPARISONS: [usize; 2] = [34, 12];

/// A fixed sequence of numbers.
struct Draw(u64);

impl Draw {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    /// Different items, `count` of them.
    fn some<T: Clone + PartialEq>(&mut self, all: &[T], count: usize) -> Vec<T> {
        let mut taken: Vec<T> = Vec::new();
        while taken.len() < count.min(all.len()) {
            let one = &all[self.below(all.len())];
            if !taken.contains(one) {
                taken.push(one.clone());
            }
        }
        taken
    }
}

/// Articles made of stretches that many of them share: the first few have little in common, the last ones a great deal.
pub fn articles() -> Vec<(&'static str, String)> {
    const NAMES: [&str; 12] =
        ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt", "i.txt", "j.txt", "k.txt", "l.txt"];
    const SYLLABLES: [&str; 16] = [
        "bến", "sông", "mưa", "lúa", "thuyền", "gió", "làng", "chợ", "đò", "cầu", "núi", "trăng", "vườn", "cá", "nắng",
        "khói",
    ];
    let mut draw = Draw(11);
    let stretches: Vec<Vec<String>> = (0..80)
        .map(|_| (0..6 + draw.below(24)).map(|_| format!("{}{}", SYLLABLES[draw.below(16)], draw.below(40))).collect())
        .collect();
    let mut article = |number: usize| {
        let mut text = format!("Chuyện bến thứ {}\n\n", number + 1);
        for _ in 0..3 + number * 4 {
            let mut words = stretches[draw.below(stretches.len())].clone();
            if draw.below(3) == 0 {
                let at = draw.below(words.len());
                words[at] = format!("riêng{number}");
            }
            let between: Vec<String> = (0..12).map(|_| format!("đoạn{number}{}", draw.below(900))).collect();
            let _ = write!(text, "{}. {}.{}", words.join(" "), between.join(" "), ["\n\n", " "][draw.below(2)]);
        }
        text
    };
    NAMES.iter().enumerate().map(|(number, name)| (*name, article(number))).collect()
}

/// Copies of two texts with words changed, some in a script without blanks between words.
pub fn copies() -> Vec<(&'static str, String)> {
    const NAMES: [&str; 8] = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt"];
    let mut draw = Draw(23);
    let han = |draw: &mut Draw| char::from_u32(0x4e00 + draw.below(3000) as u32).unwrap_or('一').to_string();
    let latin =
        |draw: &mut Draw| format!("{}{}", ["harbour", "ferry", "board", "pier"][draw.below(4)], draw.below(500));
    let words = [(0..160).map(|_| latin(&mut draw)).collect::<Vec<_>>(), (0..160).map(|_| han(&mut draw)).collect()];
    let mut copy = |number: usize| {
        let script = usize::from(number % 4 == 3);
        let mut text = format!("Copy {number} of the harbour board\n\n");
        for (at, word) in words[script].iter().enumerate() {
            let changed = draw.below(100) < number * 5;
            let own = format!("own{number}x{at}");
            text.push_str(if changed && script == 0 { &own } else { word });
            text.push_str(match (at % 40, script) {
                (39, 0) => ".\n\n",
                (39, _) => "。\n\n",
                (_, 0) => " ",
                _ if changed => "，",
                _ => "",
            });
        }
        text
    };
    NAMES.iter().enumerate().map(|(number, name)| (*name, copy(number))).collect()
}

/// What the page shows of a comparison, and what its address asks for.
const LOOK: &str = "const asked = new URLSearchParams(location.hash.slice(1));
const columns = parts('column');
const numbers = (element) => [element.dataset.passage, ...(element.dataset.under || '').split(' ')];
const marked = columns.flatMap((column) => [...column.querySelectorAll('[data-part=\"passage\"]')]).flatMap(numbers);
const list = part('passage-list');
return {
  view: asked.get('view'),
  with: asked.getAll('with'),
  layer: asked.get('layer') || 'phrase',
  titles: columns.map((column) => column.querySelector('h2').textContent.replace(/\\s+/g, ' ').trim()),
  marked: new Set(marked.filter(Boolean)).size,
  listed: list ? list.querySelectorAll('li').length : 0,
  minimum: part('minimum') ? Number(part('minimum').value) : 0,
  wrong: [...parts('error'), ...parts('notice')].filter(shown).map((element) => element.textContent),
};";

/// Layer and tokens of each passage, how often its wording is found, and whether it says little.
type Passages = Vec<(String, u64, u64, bool)>;

/// One visit to a site: what is asked for, and what the command line says of it.
struct Visit<'v> {
    page: &'v Page<'v>,
    site: &'v Site,
    /// The articles on the list, by id, with their titles.
    titles: BTreeMap<String, String>,
    ids: Vec<String>,
    /// Entries of the history that are this visit's at least: what lies before them is another page.
    depth: Cell<usize>,
    /// Layer and tokens of every passage, by the articles compared.
    passages: RefCell<BTreeMap<Vec<String>, Passages>>,
}

impl Visit<'_> {
    /// Passages of a layer that are long enough, as the command line has them: those marked in the columns, the rows of
    /// the list, and those of them that are not folded away.
    fn expected(&self, with: &[String], layer: &str, minimum: u64) -> [u64; 3] {
        let mut known = self.passages.borrow_mut();
        let passages = known.entry(with.to_vec()).or_insert_with(|| {
            let names: Vec<&str> = with.iter().map(String::as_str).collect();
            let answer = self.site.ask("compare", &names);
            let passages = answer["passages"].as_array().expect("passages").iter();
            passages
                .map(|one| {
                    let number = |name: &str| one[name].as_u64().expect("a number");
                    let layer = one["layer"].as_str().expect("a layer").to_owned();
                    (layer, number("tokens"), number("times"), !one["noise"].is_null())
                })
                .collect()
        });
        let long = || passages.iter().filter(|(one, tokens, ..)| one == layer && *tokens >= minimum);
        let rows = || long().filter(|one| one.2 > 0);
        // Short wordings are folded away beside phrases, whatever the length, and marked nowhere.
        let short = passages.iter().filter(|one| layer == "phrase" && one.0 == "short" && one.2 > 0).count();
        [long().count(), rows().count() + short, rows().filter(|one| !one.3).count()].map(|count| count as u64)
    }

    /// Waits until the page shows what its address asks for, and nothing is wrong with it.
    #[track_caller]
    fn settled(&self, after: &str) {
        let mut last = Value::Null;
        let settled = |last: &mut Value| {
            *last = self.page.try_script(LOOK, Value::Null).ok()?;
            let wrong = last["wrong"].as_array().is_some_and(|all| !all.is_empty());
            assert!(!wrong, "after {after} the page says: {last}");
            let with: Vec<String> = serde_json::from_value(last["with"].clone()).unwrap_or_default();
            if last["view"] != "compare" || with.len() < 2 {
                return Some(());
            }
            let titles: Vec<&str> = with.iter().map(|id| self.titles.get(id).map_or("", String::as_str)).collect();
            let minimum = last["minimum"].as_u64()?;
            let [marked, rows, listed] = self.expected(&with, last["layer"].as_str()?, minimum);
            // The view may not be drawn yet.
            let counted = *numbers(&self.page.text_of("passage-count")).get(1)?;
            let agree = last["titles"] == json!(titles)
                && last["marked"] == marked
                // The rows of a long fold are drawn when it is opened.
                && (last["listed"] == rows || last["listed"] == listed)
                && counted == listed;
            *last = json!({ "shown": last, "expected": [marked, rows, listed], "counted": counted });
            agree.then_some(())
        };
        let deadline = std::time::Instant::now() + super::page::DEADLINE;
        while settled(&mut last).is_none() {
            let situation = || self.page.situation();
            assert!(std::time::Instant::now() < deadline, "after {after} parts disagree: {last}; {}", situation());
            std::thread::sleep(std::time::Duration::from_millis(15));
        }
    }

    /// Goes to a comparison by its link, as one pasted or clicked.
    fn link(&self, ids: &[String], layer: &str) {
        let body = "location.hash = 'view=compare' + args[0].map((id) => '&with=' + encodeURIComponent(id)).join('') \
                    + (args[1] === 'passage' ? '&layer=passage' : '');";
        self.page.script(body, json!([ids, layer]));
        self.depth.set(self.depth.get() + 1);
    }

    /// Goes back to the list, ticks exactly these articles and compares them.
    fn clicks(&self, ids: &[String]) {
        let page = self.page;
        page.script("parts('tabs')[0].querySelector('[data-view=results]').click();", Value::Null);
        page.wait_shown("article-list");
        if page.is_shown("tray-clear") {
            page.click("tray-clear");
        }
        for id in ids {
            self.tick(id);
        }
        page.wait_shown("compare-go");
        page.script("part('compare-go').click();", Value::Null);
        self.depth.set(self.depth.get() + 1);
    }

    fn tick(&self, id: &str) {
        let body = "const rows = [...parts('article-list').filter(shown)[0].querySelectorAll('[data-article]')]; \
                    const row = rows.find((row) => row.dataset.article === args); \
                    const tick = row && row.querySelector('[data-part=\"result-tick\"]'); \
                    if (!tick) return false; tick.click(); return true;";
        self.page.wait_script(&format!("a tick for {id}"), body, json!(id));
    }

    /// A step through the history; waits until the address has followed, if there is a step.
    fn history(&self, back: bool) {
        let back = back && self.depth.get() > 0;
        self.depth.set(self.depth.get() - usize::from(back));
        let body = "return new Promise((done) => { \
                      addEventListener('hashchange', () => done(true), { once: true }); \
                      setTimeout(() => done(false), 400); \
                      if (args) { history.back(); } else { history.forward(); } });";
        self.page.script(body, json!(back));
    }

    /// The articles that the address asks for.
    fn with(&self) -> Vec<String> {
        let with = self.page.script("return new URLSearchParams(location.hash.slice(1)).getAll('with');", Value::Null);
        serde_json::from_value(with).unwrap_or_default()
    }

    /// One comparison, reached in some way; what was done.
    fn compare(&self, draw: &mut Draw) -> String {
        let ids = {
            let count = [2, 2, 2, 3, 4][draw.below(5)];
            draw.some(&self.ids, count)
        };
        match draw.below(10) {
            0..=2 => {
                let layer = ["phrase", "passage"][draw.below(2)];
                self.link(&ids, layer);
                format!("a link to {ids:?} {layer}")
            }
            3..=4 => {
                self.clicks(&ids);
                format!("clicks to {ids:?}")
            }
            5..=6 => {
                let back = draw.below(3) > 0;
                self.history(back);
                format!("history, back: {back}")
            }
            7 => {
                // Another comparison is on its way while this one is asked for again.
                self.link(&ids, "phrase");
                self.history(true);
                "a link and back at once".to_owned()
            }
            8 => {
                let mut with = self.with();
                let more: Vec<String> = ids.into_iter().filter(|id| !with.contains(id)).collect();
                with.extend(more);
                with.truncate(4);
                self.clicks(&with);
                format!("articles added: {with:?}")
            }
            _ => {
                let dropped = "const remove = parts('tray-remove').filter(shown); \
                               if (remove.length > 2) { remove[args % remove.length].click(); return true; } \
                               return false;";
                let dropped = self.page.script(dropped, json!(draw.below(4)));
                // The address follows what replaces its state after a rest.
                std::thread::sleep(std::time::Duration::from_millis(350));
                format!("an article dropped: {dropped}")
            }
        }
    }

    /// Many comparisons in random order.
    fn compare_often(&self, times: usize, draw: &mut Draw) {
        for time in 0..times {
            let done = format!("comparison {time}, {}", self.compare(draw));
            self.settled(&done);
            if !self.page.is_shown("compare") || self.with().len() < 2 {
                continue;
            }
            if draw.below(3) == 0 {
                let other = "const other = part('layer').querySelector('[aria-pressed=\"false\"]'); other.click();";
                self.page.script(other, Value::Null);
                self.settled(&format!("{done}, then another layer"));
            }
            if draw.below(3) == 0 {
                let body = "const field = part('minimum'); field.value = args; \
                            field.dispatchEvent(new Event('input', { bubbles: true }));";
                self.page.script(body, json!(draw.below(16)));
                self.settled(&format!("{done}, then another length"));
            }
            if draw.below(3) == 0 && place(self.page).1 > 0 {
                self.page.script("part('passage-next').click();", Value::Null);
                self.page.wait("a passage in hand", || (place(self.page).0 > 0).then_some(()));
                self.settled(&format!("{done}, then the next passage"));
            }
        }
    }
}

/// Opens a site, compares, and searches at the end.
fn visit(journey: &Journey, site: &Site, query: &str, compare: impl FnOnce(&Visit)) {
    let journey = Journey { session: journey.session, site: site.clone() };
    let opened = journey.open(Form::OneFile, "#view=results");
    let page = &opened.page;
    page.wait_shown("article-list");
    let text = |one: &Value, name: &str| collapsed(one[name].as_str().unwrap_or_default());
    let articles = site.ask_lines("articles", &[]);
    let titles: BTreeMap<String, String> = articles.iter().map(|one| (text(one, "id"), text(one, "title"))).collect();
    let listed = "const rows = parts('article-list').filter(shown)[0].querySelectorAll('[data-article]'); \
                  return rows.length > 1 && [...rows].map((row) => row.dataset.article);";
    let listed = page.wait_script("articles to be listed", listed, Value::Null);
    let ids: Vec<String> = serde_json::from_value(listed).expect("ids");
    compare(&Visit { page, site, titles, ids, depth: Cell::default(), passages: RefCell::default() });
    search(page, site, query);
    opened.page.finish();
}

fn site(corpus: Corpus) -> Site {
    Site::of(corpus).expect("the corpus packs")
}

/// From few passages to many, the way a reader goes on to the next two articles.
fn a_second_comparison_stands(journey: &Journey) {
    visit(journey, &site(Corpus::Retold), "bến1", |visit| {
        let pair = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        let (few, many) = (pair("a.txt", "b.txt"), pair("k.txt", "l.txt"));
        assert!(visit.expected(&few, "phrase", 0) < visit.expected(&many, "phrase", 0));
        for _ in 0..4 {
            visit.link(&few, "phrase");
            visit.settled("a link to few passages");
            visit.clicks(&many);
            visit.settled("clicks to many passages");
            visit.history(true);
            visit.history(true);
            visit.settled("the way back");
            visit.link(&many, "phrase");
            visit.settled("a link to many passages");
        }
        // The old comparison is shown still when its passages are stepped through; the next one knows nothing of them.
        visit.link(&["k.txt", "l.txt", "a.txt"].map(str::to_owned), "phrase");
        visit.settled("a link to three articles");
        let body = "parts('tray-remove').filter(shown)[1].click(); part('passage-next').click();";
        visit.page.script(body, Value::Null);
        visit.page.wait("the article to go", || (visit.with() == ["k.txt", "a.txt"]).then_some(()));
        visit.settled("an article dropped and a passage asked for at once");
        let passage = "return new URLSearchParams(location.hash.slice(1)).get('passage');";
        assert_eq!(visit.page.script(passage, Value::Null), Value::Null);
    });
}

fn a_hundred_comparisons(journey: &Journey) {
    let chromium = journey.session.browser == Browser::Chromium;
    let asked = std::env::var("RECTO_COMPARISONS").ok().and_then(|times| times.parse().ok());
    let times = asked.unwrap_or(COMPARISONS[usize::from(!chromium)]);
    for (corpus, query) in [(Corpus::Sample, "an ninh"), (Corpus::Retold, "bến1"), (Corpus::Copies, "ferry1*")] {
        eprintln!("{corpus:?}: {times} comparisons");
        visit(journey, &site(corpus), query, |visit| visit.compare_often(times, &mut Draw(times as u64)));
    }
}

/// The same over archives that are not made for it.
fn a_hundred_comparisons_of_archives(journey: &Journey) {
    let asked: Option<usize> = std::env::var("RECTO_COMPARISONS").ok().and_then(|times| times.parse().ok());
    for (name, query) in [("vi-events", "công an"), ("en-presidential", "union")] {
        if !archive(name).is_file() {
            eprintln!("skipped: comparisons of {name}: no corpora/{name}.jsonl.gz in RECTO_SHARED or ../shared");
            continue;
        }
        visit(journey, &site(Corpus::Archive(name)), query, |visit| {
            visit.compare_often(asked.unwrap_or(6), &mut Draw(5))
        });
    }
}

journeys!(Retold: a_second_comparison_stands, a_hundred_comparisons, a_hundred_comparisons_of_archives);
