//! JSON values as text. A record's values may be nested; it looks one level down where exports usually nest.

use super::Values;
use super::fields::Meanings;
use crate::pack::input::skip::Reason;
use serde_json::{Map, Value};

/// Names under which exports nest the text of a value (WordPress, newspapers' archives, XML turned into JSON).
const NESTED: [&str; 9] = ["rendered", "text", "value", "name", "main", "original", "#text", "$t", "_"];
/// Names under which exports nest a whole record (Elasticsearch, newspapers' interfaces, forums, archives of accounts).
#[rustfmt::skip]
const WRAPPERS: [&str; 12] = [
    "_source", "tweet", "fields", "data", "node", "post", "article", "item", "attributes", "record", "document", "doc",
];
/// Records inside one another that are opened.
const DEEPEST: usize = 3;

/// The values of a record, where it has no text itself with those of the record it wraps.
pub(super) fn record_of(object: &Map<String, Value>, meanings: &mut Meanings<'_>) -> Values {
    record_within(object, meanings, 0)
}

fn record_within(object: &Map<String, Value>, meanings: &mut Meanings<'_>, depth: usize) -> Values {
    let mut values = values_of(object, meanings);
    let within = WRAPPERS.iter().filter_map(|name| object.get(*name)?.as_object());
    if !values.contains_key(&super::Field::Text) && depth < DEEPEST {
        for inner in within {
            let inner = record_within(inner, meanings, depth + 1);
            if inner.contains_key(&super::Field::Text) {
                values.extend(inner);
                break;
            }
        }
    }
    if let Some(embedded) = object.get("_embedded") {
        embed(embedded, &mut values);
    }
    values
}

/// WordPress names its people and sections by number, and says who they are under `_embedded`.
fn embed(embedded: &Value, values: &mut Values) {
    let name = |thing: &Value| thing.get("name").and_then(Value::as_str).map(str::to_owned);
    let authors: Vec<String> =
        embedded.get("author").and_then(Value::as_array).into_iter().flatten().filter_map(name).collect();
    if !authors.is_empty() {
        values.insert(super::Field::Author, authors.join(", "));
    }
    let terms = embedded.get("wp:term").and_then(Value::as_array).into_iter().flatten();
    let is_category =
        |term: &&Value| term.get("taxonomy").and_then(Value::as_str).is_none_or(|kind| kind == "category");
    let category = terms.filter_map(Value::as_array).flatten().filter(is_category).find_map(name);
    if let Some(category) = category {
        values.insert(super::Field::Category, category);
    }
}

/// Why a record is no article although it may have a text: it is a picture, or its site does not show it.
pub(super) fn not_an_article(object: &Map<String, Value>) -> Option<Reason> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    // The kinds of ninjs, which names its items by URN.
    let is_item = text("uri").is_some_and(|uri| uri.starts_with("urn:")) || object.contains_key("versioncreated");
    if is_item
        && text("type")
            .is_some_and(|kind| matches!(kind, "picture" | "video" | "audio" | "graphic" | "composite" | "planning"))
    {
        return Some(Reason::NoText);
    }
    // Posts of Ghost and WordPress.
    let is_post = ["html", "lexical", "mobiledoc"].iter().any(|name| object.contains_key(*name))
        || object.get("content").is_some_and(|content| content.get("rendered").is_some());
    let status = text("status")
        .filter(|status| matches!(*status, "draft" | "private" | "scheduled" | "future" | "trash" | "pending"));
    status.filter(|_| is_post).map(|status| Reason::NotPublished { status: status.to_owned() })
}

/// The values of an object by what they are for: the best name for each that is not empty.
fn values_of(object: &Map<String, Value>, meanings: &mut Meanings<'_>) -> Values {
    let mut best: std::collections::BTreeMap<super::Field, (usize, String)> = std::collections::BTreeMap::new();
    for (name, value) in object {
        // A record, and no publisher.
        if name == "_source" && value.is_object() {
            continue;
        }
        let Some((field, rank)) = meanings.of(name) else { continue };
        if best.get(&field).is_some_and(|(other, _)| *other <= rank) {
            continue;
        }
        if let Some(text) = text_of(value, joint(field), 0).filter(|text| !text.trim().is_empty()) {
            best.insert(field, (rank, text));
        }
    }
    for (field, path) in meanings.paths() {
        let mut at = object.get(path);
        if at.is_none() {
            let mut names = path.split('.');
            at = names.next().and_then(|first| object.get(first));
            at = names.fold(at, |value, name| value.and_then(|value| value.get(name)));
        }
        if let Some(text) = at.and_then(|value| text_of(value, joint(field), 0)) {
            best.insert(field, (0, text));
        }
    }
    best.into_iter().map(|(field, (_, text))| (field, text)).collect()
}

/// What goes between the parts of a list.
fn joint(field: super::Field) -> &'static str {
    if matches!(field, super::Field::Text | super::Field::Lead) { "\n\n" } else { ", " }
}

/// A value as text; `None` for what has none.
fn text_of(value: &Value, joint: &str, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::Null => None,
        _ if depth > 3 => None,
        Value::Array(parts) => {
            let parts: Vec<_> = parts.iter().filter_map(|part| text_of(part, joint, depth + 1)).collect();
            (!parts.is_empty()).then(|| parts.join(joint))
        }
        Value::Object(object) => {
            NESTED.iter().find_map(|name| object.get(*name)).and_then(|value| text_of(value, joint, depth + 1))
        }
    }
}
