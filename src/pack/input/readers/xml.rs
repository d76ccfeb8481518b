//! XML as a stream of elements and texts. Entities that the file declares as plain text are resolved; those that stand
//! outside the file are noted and left out: nothing is ever fetched.

use super::entities::Entities;
use super::html;
use crate::pack::input::skip::Reason;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};

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
    /// Its entities.
    pub entities: Entities,
}

impl<'x> Events<'x> {
    pub fn new(text: &'x str) -> Self {
        let reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        Self { reader, text, closes: None, entities: Entities::default() }
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
                    self.entities.declare(&declared);
                    continue;
                }
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => continue,
            }));
        }
    }

    fn entity(&mut self, name: &str) -> String {
        self.entities.text(name).unwrap_or_else(|| {
            let line = self.line();
            self.entities.miss(line, name);
            String::new()
        })
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let pair = |a: quick_xml::events::attributes::Attribute<'_>| (a.key.as_ref().to_owned(), html::plain(&a.value));
    Element { name: start.local_name().as_ref().to_owned(), attributes: attributes.map(pair).collect() }
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
        (all, events.entities.missing.len())
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
