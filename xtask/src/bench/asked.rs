//! Asks every engine the same queries in Chromium and holds the counts against the naive scan's.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::browser::{Browser, file_url, script};
use super::peers::{self, Peer};
use super::table::{Column, First, Kind};
use crate::server::{Plain, Server};

/// How often a query is repeated for its warm time.
const REPEATS: u32 = 7;
/// Queries of a kind that are asked of a fresh engine.
const FIRST: usize = 10;

/// One column for Recto over http, one for Recto from `file://`, one for each peer; and the browser's version.
///
/// # Errors
/// Fails when a page does not open or an engine fails.
pub fn all(site: &Path, queries: &Value, peers: &[Peer]) -> Result<(Vec<Column>, String)> {
    let server = Server::start(&super::folder(), 0..0, Plain)?;
    let mut columns = Vec::new();
    for (title, page) in [("Recto, http", server.url("recto/")), ("Recto, file://", file_url(&site.join("index.html")))]
    {
        println!("bench: asking {title}");
        columns.push(recto(title, &page, queries)?);
    }
    peers::lay_out_pages()?;
    for &of in peers {
        println!("bench: asking {}", of.title());
        columns.push(peer(of, &server, queries)?);
    }
    Ok((columns, Browser::start()?.version.clone()))
}

fn kinds(queries: &Value) -> impl Iterator<Item = (&str, &[Value])> {
    let kinds = queries["kinds"].as_array().map(Vec::as_slice).unwrap_or_default();
    kinds.iter().filter_map(|kind| Some((kind[0].as_str()?, kind[1].as_array()?.as_slice())))
}

/// One field of all queries.
fn all_of(queries: &Value, field: &str) -> Value {
    kinds(queries).flat_map(|(_, list)| list).map(|query| query[field].clone()).collect()
}

/// A browser with the benchmark's scripts in every page.
fn browser_with(names: &[&str]) -> Result<Browser> {
    let browser = Browser::start()?;
    for name in names {
        browser.before_pages(&std::fs::read_to_string(script(name)).with_context(|| format!("reading {name}"))?)?;
    }
    Ok(browser)
}

fn recto(title: &str, page: &str, queries: &Value) -> Result<Column> {
    let browser = browser_with(&["measure.js", "recto.js"])?;
    let common = kinds(queries).find(|(name, _)| *name == "common").and_then(|(_, list)| list.first());
    let word = common.and_then(|query| query["recto"].as_str()).context("the corpus has a common word")?;
    let address = format!("{page}#view=results&q={word}");
    let mut page_millis = f64::INFINITY;
    for _ in 0..3 {
        page_millis = page_millis.min(answered(&browser, &address)?);
    }
    let mut found = Vec::new();
    for (name, list) in kinds(queries) {
        let texts: Vec<&Value> = list.iter().map(|query| &query["recto"]).collect();
        let first = "const out = []; for (const query of args.queries) { rectoBench.open(); \
                       const begun = performance.now(); const took = await rectoBench.ask(query); \
                       const millis = performance.now() - begun; \
                       rectoBench.open(); const ready = await rectoBench.prepare(); \
                       const after = performance.now(); const then = await rectoBench.ask(query); \
                       const prepared = { millis: performance.now() - after, \
                         bytes: ready.bytes + then.bytes, trips: then.trips }; \
                       out.push({ millis, ...took, prepared }); } return out;";
        let first = browser.run(first, &json!({"queries": texts[..texts.len().min(FIRST)]}))?;
        let warm = "rectoBench.open(); return benchMeasure(args.queries, args.repeats, \
                      (query) => rectoBench.ask(query), (query) => rectoBench.ask(query, 0));";
        let warm = browser.run(warm, &json!({"queries": texts, "repeats": REPEATS}))?;
        found.push(kind_of(name, list, &warm, &first, &|query, count| {
            let hits_agree = query["hits"].is_null() || query["hits"] == count["hits"];
            (query["articles"] == count["articles"] && hits_agree).then_some(()).ok_or_else(|| {
                format!(
                    "{}: {} articles, {} places; the scan: {}, {}",
                    query["recto"], count["articles"], count["hits"], query["articles"], query["hits"]
                )
            })
        }));
    }
    drop(browser);
    // A page of its own that asks as for a reader: the one above has started some hundred engines.
    let browser = browser_with(&["measure.js", "recto.js"])?;
    answered(&browser, &address)?;
    browser.run("for (const query of args) await rectoBench.askPage(query);", &all_of(queries, "recto"))?;
    let page_bytes = browser.page_memory();
    Ok(Column { title: title.to_owned(), packed: None, kinds: found, page_millis: Some(page_millis), page_bytes })
}

/// Opens a page with a query in its address and waits for its answer: milliseconds from the start of the page.
fn answered(browser: &Browser, address: &str) -> Result<f64> {
    browser.open(address)?;
    let wait = "for (let n = 0; n < 1200; n++) { \
                  if (rectoBench.moments.answered && rectoBench.learn()) return rectoBench.moments.answered; \
                  await new Promise((done) => setTimeout(done, 50)); } \
                throw Error(`no answer in the page: ${document.body.innerText.slice(0, 300)}`);";
    Ok(browser.run(wait, &Value::Null)?.as_f64().unwrap_or(f64::INFINITY))
}

/// Waits for a peer's page.
const READY: &str = "for (let n = 0; n < 1200; n++) { if (window.peer) return peer.kinds; \
                       await new Promise((done) => setTimeout(done, 50)); } throw Error('it never gets ready');";

fn peer(of: Peer, server: &Server, queries: &Value) -> Result<Column> {
    let browser = browser_with(&["measure.js"])?;
    let page = server.url(&format!("pages/{}.html", of.name()));
    let open = || -> Result<Value> {
        browser.open(&page)?;
        browser.run(READY, &Value::Null)
    };
    let mut found = Vec::new();
    for (name, list) in kinds(queries) {
        let answered = open()?;
        if !answered.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == name)) {
            continue;
        }
        let asked: Vec<Value> = list.iter().map(|query| json!({"kind": name, "words": query["words"]})).collect();
        let mut first = Vec::new();
        for query in asked.iter().take(FIRST) {
            let before = server.sent();
            open()?;
            let ask = "const begun = performance.now(); await peer.rows(args); return performance.now() - begun;";
            let millis = browser.run(ask, query)?;
            let bytes = server.sent().data_bytes - before.data_bytes;
            first.push(json!({"millis": millis, "bytes": bytes, "trips": 0}));
        }
        let warm = "return benchMeasure(args.queries, args.repeats, peer.count, peer.count);";
        let warm = browser.run(warm, &json!({"queries": asked, "repeats": REPEATS}))?;
        found.push(kind_of(name, list, &warm, &Value::from(first), &|query, count| {
            (query["typed"] == *count).then_some(()).ok_or_else(String::new)
        }));
    }
    if found.is_empty() {
        bail!("{} answered no kind of query", of.title());
    }
    drop(browser);
    let browser = browser_with(&["measure.js"])?;
    browser.open(&page)?;
    let answered = browser.run(READY, &Value::Null)?;
    let can = |name: &str| answered.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == name));
    let asked = kinds(queries)
        .filter(|(name, _)| can(name))
        .flat_map(|(name, list)| list.iter().map(move |query| json!({"kind": name, "words": query["words"]})));
    browser.run("for (const query of args) await peer.rows(query);", &Value::Array(asked.collect()))?;
    let page_bytes = browser.page_memory();
    Ok(Column { title: of.title(), packed: None, kinds: found, page_millis: None, page_bytes })
}

type Check<'c> = &'c dyn Fn(&Value, &Value) -> Result<(), String>;

fn kind_of(name: &str, list: &[Value], warm: &Value, first: &Value, check: Check) -> Kind {
    let of = |value: &Value, key: &str| value[key].as_f64().unwrap_or(f64::NAN);
    let measured = warm.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut wrong: Vec<String> = Vec::new();
    for (query, found) in list.iter().zip(measured) {
        wrong.extend(check(query, &found["count"]).err());
    }
    for line in wrong.iter().filter(|line| !line.is_empty()).take(5) {
        println!("bench: {name}: {line}");
    }
    let first = first.as_array().map(Vec::as_slice).unwrap_or_default();
    Kind {
        name: name.to_owned(),
        warm: measured.iter().map(|one| of(one, "warm")).collect(),
        exact: measured.len() - wrong.len(),
        first: first.iter().map(first_of).collect(),
        prepared: first.iter().map(|one| &one["prepared"]).filter(|one| one.is_object()).map(first_of).collect(),
    }
}

fn first_of(one: &Value) -> First {
    First {
        millis: one["millis"].as_f64().unwrap_or(f64::NAN),
        bytes: one["bytes"].as_u64().unwrap_or(0),
        trips: one["trips"].as_u64().unwrap_or(0),
    }
}
