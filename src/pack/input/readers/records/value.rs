//! JSON values as text. A record's values may be nested; it looks one level down where exports usually nest.

use super::Values;
use super::fields::Meanings;
use serde_json::{Map, Value};

/// Names under which exports nest the text of a value (WordPress, XML turned into JSON).
const NESTED: [&str; 7] = ["rendered", "text", "value", "name", "#text", "$t", "_"];

/// The values of an object by what they are for: the best name for each that is not empty.
pub(super) fn values_of(object: &Map<String, Value>, meanings: &mut Meanings<'_>) -> Values {
    let mut best: std::collections::BTreeMap<super::Field, (usize, String)> = std::collections::BTreeMap::new();
    for (name, value) in object {
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
