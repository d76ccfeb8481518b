//! The entities of an XML text: what its document type declares as text, HTML's names, and what stands outside, which is
//! noted and never fetched.

use super::html;
use crate::pack::input::skip::Reason;
use std::collections::{BTreeMap, BTreeSet};

/// Entities noted as missing at most.
const MOST_MISSING: usize = 20;

/// What a text declares, and what it names and has not.
#[derive(Default)]
pub(super) struct Entities {
    declared: BTreeMap<String, String>,
    /// Those that are declared, and made of others or of markup.
    nested: BTreeSet<String>,
    /// Entities left out: the line, and why.
    pub missing: Vec<(u64, Reason)>,
}

impl Entities {
    /// Takes over a document type: entities that are text without further entities in it, references to characters aside, as
    /// in `<!ENTITY name "text">`.
    pub fn declare(&mut self, document_type: &str) {
        (self.declared, self.nested) = Default::default();
        for part in document_type.split("<!ENTITY").skip(1).take(1000) {
            let part = part.trim_start();
            let Some((name, rest)) = part.split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some((value, _)) = rest[1..].split_once(quote) else { continue };
            // References to characters are text; those to other entities may swell.
            let plain = value.split('&').skip(1).all(|rest| rest.starts_with('#'));
            if plain && !value.contains(['<', '%']) && value.len() <= 1000 {
                let text = if value.contains('&') { html::resolved(value) } else { value.to_owned() };
                self.declared.insert(name.to_owned(), text);
            } else {
                self.nested.insert(name.to_owned());
            }
        }
    }

    /// The text of an entity or of a reference to a character, as it stands: a blank that a reference names is part of the
    /// text like any other character. `None` for one that is missing.
    pub fn text(&self, name: &str) -> Option<String> {
        if let Some(text) = self.declared.get(name) {
            return Some(text.clone());
        }
        let written = format!("&{name};");
        let read = html::resolved(&written);
        (read != written).then_some(read)
    }

    /// Notes one that is missing.
    pub fn miss(&mut self, line: u64, name: &str) {
        if self.missing.len() < MOST_MISSING {
            let name = name.to_owned();
            let is_nested = self.nested.contains(&name);
            let reason = if is_nested { Reason::NestedEntity { name } } else { Reason::OutsideEntity { name } };
            self.missing.push((line, reason));
        }
    }
}
