//! XML as a stream of elements and texts. Entities that the file declares as plain text are resolved; those that stand
//! outside the file are noted and left out: nothing is ever fetched.

use super::html;
use crate::pack::input::skip::Reason;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};
use std::collections::BTreeMap;

/// Entities noted as missing at most.
const MOST_MISSING: usize = 20;

/// An element's start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name without the prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute, by its name without the prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let local = |full: &str| full.rsplit(':').next() == Some(name);
        self.attributes.iter().find(|(full, _)| local(full)).map(|(_, value)| value.as_str())
    }
}

/// A piece of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Open(Element),
    /// The name, without the prefix.
    Close(String),
    Text(String),
}

/// The pieces of a text in XML.
pub(super) struct Events<'x> {
    reader: Reader<&'x [u8]>,
    text: &'x str,
    /// The end of an element that has nothing in it.
    closes: Option<String>,
    entities: BTreeMap<String, String>,
    /// Entities left out: the line, and the name.
    pub missing: Vec<(u64, String)>,
}

impl<'x> Events<'x> {
    pub fn new(text: &'x str) -> Self {
        let reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        Self { reader, text, closes: None, entities: BTreeMap::new(), missing: Vec::new() }
    }

    /// The line that was read last, counted from 1. Linear in what was read.
    pub fn line(&self) -> u64 {
        let read = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
        1 + self.text.as_bytes()[..read].iter().filter(|&&b| b == b'\n').count() as u64
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// When the XML is broken.
    pub fn next(&mut self) -> Result<Option<Event>, Reason> {
        if let Some(name) = self.closes.take() {
            return Ok(Some(Event::Close(name)));
        }
        loop {
            let raw = match self.reader.read_event() {
                Ok(raw) => raw,
                Err(error) => return Err(Reason::NotXml { line: self.line(), detail: error.to_string() }),
            };
            return Ok(Some(match raw {
                Raw::Eof => return Ok(None),
                Raw::Start(start) => Event::Open(element(&start)),
                Raw::Empty(start) => {
                    let element = element(&start);
                    self.closes = Some(element.name.clone());
                    Event::Open(element)
                }
                Raw::End(end) => Event::Close(end.local_name().as_ref().to_owned()),
                Raw::Text(text) => Event::Text(text.xml10_content().into_owned()),
                Raw::CData(text) => Event::Text(text.xml10_content().into_owned()),
                Raw::GeneralRef(reference) => {
                    let name = reference.to_string();
                    Event::Text(self.entity(&name))
                }
                Raw::DocType(declared) => {
                    self.entities = entities(&declared);
                    continue;
                }
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => continue,
            }));
        }
    }

    fn entity(&mut self, name: &str) -> String {
        if let Some(text) = self.entities.get(name) {
            return text.clone();
        }
        // As it stands: a blank that a reference names is part of the text like any other character.
        let written = format!("&{name};");
        let read = html::resolved(&written);
        if read != written {
            return read;
        }
        if self.missing.len() < MOST_MISSING {
            self.missing.push((self.line(), name.to_owned()));
        }
        String::new()
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let pair = |a: quick_xml::events::attributes::Attribute<'_>| (a.key.as_ref().to_owned(), html::plain(&a.value));
    Element { name: start.local_name().as_ref().to_owned(), attributes: attributes.map(pair).collect() }
}

/// The entities that a document type declares as text without further entities in it, references to characters aside:
/// `<!ENTITY name "text">`.
pub(super) fn entities(declared: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for part in declared.split("<!ENTITY").skip(1).take(1000) {
        let part = part.trim_start();
        let Some((name, rest)) = part.split_once(char::is_whitespace) else { continue };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let Some((value, _)) = rest[1..].split_once(quote) else { continue };
        // References to characters are text; those to other entities may swell.
        let plain = value.split('&').skip(1).all(|rest| rest.starts_with('#'));
        if plain && !value.contains(['<', '%']) && value.len() <= 1000 {
            found.insert(name.to_owned(), if value.contains('&') { html::resolved(value) } else { value.to_owned() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(xml: &str) -> (String, usize) {
        let mut events = Events::new(xml);
        let mut all = String::new();
        while let Ok(Some(event)) = events.next() {
            if let Event::Text(text) = event {
                all.push_str(&text);
            }
        }
        (all, events.missing.len())
    }

    #[test]
    fn entities_are_resolved_or_noted_and_never_fetched() {
        let xml = "<!DOCTYPE a [<!ENTITY t \"Trung tâm\"><!ENTITY x SYSTEM \"x.txt\"><!ENTITY l \"(&t;)\">]><a>&t; &x;&l;&amp;&#233;&eacute;</a>";
        assert_eq!(text(xml), ("Trung tâm &éé".to_owned(), 2));
        let blank = "<!DOCTYPE a [<!ENTITY cach \"&#160;\"><!ENTITY noi \"&#x2010;\">]><a>câu&cach;có&noi;</a>";
        assert_eq!(text(blank), ("câu\u{a0}có\u{2010}".to_owned(), 0));
    }

    /// A blank written as a reference is a blank, and what stands on both its sides stays.
    #[test]
    fn references_to_blanks_are_blanks() {
        for (xml, expected) in [
            ("<a>câu&#160;có</a>", "câu\u{a0}có"),
            ("<a>câu&#xA0;có</a>", "câu\u{a0}có"),
            ("<a>câu&#32;có</a>", "câu có"),
            ("<a>câu&#x20;có</a>", "câu có"),
            ("<a>câu&#10;có&#9;gì</a>", "câu\ncó\tgì"),
            ("<a>câu&nbsp;có&ensp;gì&#8239;ạ</a>", "câu\u{a0}có\u{2002}gì\u{202f}ạ"),
            ("<a>&#x1EA1;&#173;&#x200B;</a>", "ạ\u{ad}\u{200b}"),
        ] {
            assert_eq!(text(xml), (expected.to_owned(), 0), "{xml}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(xml in "(<[/!?a-z]{0,4}[ =\"&;a-z\\[\\]]{0,8}>?|[&;a-z#]{0,5}){0,30}") {
            let _ = text(&xml);
        }
    }
}
