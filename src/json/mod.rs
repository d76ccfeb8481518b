//! JSON in small: what the page and the command line write of quotations, notes and comparisons, and read back. The page
//! carries no other JSON.
//!
//! It knows no type of ours. Numbers are kept as they are written: whoever reads them says what range they must have.

mod read;

pub use read::{JsonError, parse};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, its fields in the order written; no name twice.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The field of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|field| field.0 == name).map(|field| &field.1)
    }

    /// A string.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A whole number that fits.
    pub fn number(&self) -> Option<u32> {
        if let Self::Number(written) = self { written.parse().ok() } else { None }
    }

    /// An array.
    pub fn list(&self) -> Option<&[Value]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }
}

/// Writes an object; the values are JSON already.
pub fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| ["\"", name, "\":", value].concat()).collect();
    ["{", &fields.join(","), "}"].concat()
}

/// Writes an array; the values are JSON already.
pub fn list(values: impl Iterator<Item = String>) -> String {
    ["[", &values.collect::<Vec<String>>().join(","), "]"].concat()
}

/// Writes a string (RFC 8259, section 7). Separators of lines are escaped too, so that it may stand in a script.
pub fn text(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                (0..4).rev().for_each(|at| out.push(char::from(DIGITS[(c as usize >> (4 * at)) & 15])));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes a string, or `null`.
pub fn known(known: Option<&str>) -> String {
    known.map_or_else(|| "null".to_owned(), text)
}
