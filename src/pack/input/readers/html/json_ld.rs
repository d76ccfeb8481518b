//! What a page says of its article in JSON-LD, things that are named by `@id` included. It fetches nothing.

use super::meta::filled;
use super::tree::{Kind, Tree};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What JSON-LD says of the article.
#[derive(Default)]
pub(super) struct Data {
    pub title: Option<String>,
    pub date: Option<String>,
    /// When it was changed last.
    pub changed: Option<String>,
    /// When the page round it was published.
    pub page_date: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub section: Option<String>,
    pub author: Option<String>,
}

/// Things looked at in the JSON-LD of one page.
const MOST_THINGS: usize = 2000;

/// Reads it all.
pub(super) fn read(tree: &Tree) -> Data {
    let texts = tree.nodes.iter().filter_map(|node| match &node.kind {
        Kind::Data(text) => Some(text),
        _ => None,
    });
    let values: Vec<Value> = texts.filter_map(|text| parsed(text)).collect();
    let things = things_of(&values);
    let named: HashMap<&str, &Map<String, Value>> = things
        .iter()
        // The bare mention of a thing says nothing of it.
        .filter(|thing| thing.len() > 1)
        .filter_map(|thing| Some((thing.get("@id")?.as_str()?, *thing)))
        .collect();
    let mut found = Data::default();
    for thing in &things {
        let kind = thing.get("@type");
        if kind.is_some_and(is_article) {
            take(&mut found, thing, &named);
        } else if kind.is_some_and(|kind| kind == "WebPage" || kind == "ItemPage") {
            found.page_date = found.page_date.take().or_else(|| thing.get("datePublished").and_then(text_of));
        }
    }
    found
}

/// Reads a script of data; editors leave line breaks in its strings, and comments around it.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';').trim();
    let text = text.strip_prefix("//<![CDATA[").unwrap_or(text);
    serde_json::from_str(text).ok().or_else(|| {
        let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

/// Every object in it, outer ones first.
fn things_of(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut next: std::collections::VecDeque<&Value> = values.iter().collect();
    while let Some(value) = next.pop_front() {
        if found.len() >= MOST_THINGS {
            break;
        }
        match value {
            Value::Array(more) => next.extend(more),
            Value::Object(object) => {
                found.push(object);
                next.extend(object.values().filter(|value| value.is_object() || value.is_array()));
            }
            _ => {}
        }
    }
    found
}

fn is_article(kind: &Value) -> bool {
    let named = |name: &str| {
        name.ends_with("Article")
            || matches!(name, "BlogPosting" | "Report" | "Posting" | "LiveBlogPosting" | "Recipe" | "Review")
    };
    match kind {
        Value::String(name) => named(name),
        Value::Array(names) => names.iter().any(|name| name.as_str().is_some_and(named)),
        _ => false,
    }
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(super::plain).as_deref().and_then(filled)
}

fn take(found: &mut Data, object: &Map<String, Value>, named: &HashMap<&str, &Map<String, Value>>) {
    let name = |value: &Value| -> Option<String> {
        let thing = value.as_object();
        let other = thing.and_then(|thing| named.get(thing.get("@id")?.as_str()?));
        let name = value.get("name").or_else(|| other.and_then(|other| other.get("name")));
        match name.unwrap_or(value) {
            Value::Array(names) => names.iter().find_map(text_of),
            name => text_of(name),
        }
    };
    let names = |value: &Value| match value {
        Value::Array(all) => {
            let mut all: Vec<_> = all.iter().filter_map(name).collect();
            all.dedup();
            (!all.is_empty()).then(|| all.join(", "))
        }
        value => name(value),
    };
    let get = |key: &str| object.get(key).and_then(names);
    let fill = |slot: &mut Option<String>, key: &str| *slot = slot.take().or_else(|| get(key));
    fill(&mut found.title, "headline");
    fill(&mut found.date, "datePublished");
    fill(&mut found.changed, "dateModified");
    fill(&mut found.source, "publisher");
    let address = |url: &String| url.starts_with("http");
    found.url = found.url.take().or_else(|| get("url").filter(address));
    fill(&mut found.section, "articleSection");
    fill(&mut found.author, "author");
}
