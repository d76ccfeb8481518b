//! What the styles of a Word file mean. Their ids are in the language of the program that wrote the file; the names behind
//! them are English everywhere.

use crate::pack::input::readers::xml::{Event, Events};
use std::collections::BTreeMap;

/// A style may stand on another, so many deep.
const DEEPEST: usize = 8;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    #[default]
    Plain,
    Title,
    /// A heading of the first level.
    First,
    /// Any other heading.
    Heading,
    Caption,
}

/// The styles of a file by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Named>);

/// A style's name, and the id of the one it stands on.
#[derive(Clone, Debug, Default)]
struct Named {
    name: String,
    based_on: String,
}

impl Styles {
    /// Reads the part that defines them, as far as it is sound.
    pub fn read(xml: &str) -> Self {
        let (mut events, mut all, mut id) = (Events::new(xml), BTreeMap::new(), String::new());
        while let Ok(Some(event)) = events.next() {
            let Event::Open(element) = event else { continue };
            let value = || element.attribute("val").unwrap_or("").to_owned();
            let named: &mut Named = match element.name.as_str() {
                "style" => {
                    id = element.attribute("styleId").unwrap_or("").to_owned();
                    continue;
                }
                "name" | "basedOn" => all.entry(id.clone()).or_default(),
                _ => continue,
            };
            if element.name == "name" { named.name = value() } else { named.based_on = value() }
        }
        Self(all)
    }

    /// What a style means, by its name or by that of a style it stands on.
    pub fn of(&self, id: &str) -> Style {
        let mut id = id;
        for _ in 0..DEEPEST {
            let named = self.0.get(id);
            let style = meaning(named.map_or(id, |named| &named.name));
            match named {
                Some(named) if style == Style::Plain && !named.based_on.is_empty() => id = &named.based_on,
                _ => return style,
            }
        }
        Style::Plain
    }
}

fn meaning(name: &str) -> Style {
    let name: String = name.to_lowercase().split_whitespace().collect();
    match name.as_str() {
        "title" => Style::Title,
        "heading1" => Style::First,
        "subtitle" => Style::Heading,
        name if name.starts_with("heading") => Style::Heading,
        name if name.starts_with("caption") => Style::Caption,
        _ => Style::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_english_whatever_the_ids() {
        let xml = "<w:styles><w:style w:styleId=\"u1\"><w:name w:val=\"heading 1\"/></w:style>\
            <w:style w:styleId=\"Tit\"><w:name w:val=\"Title\"/></w:style>\
            <w:style w:styleId=\"Rieng\"><w:name w:val=\"Mục riêng\"/><w:basedOn w:val=\"u1\"/></w:style>\
            <w:style w:styleId=\"Vong\"><w:name w:val=\"Vòng\"/><w:basedOn w:val=\"Vong\"/></w:style></w:styles>";
        let styles = Styles::read(xml);
        for (id, expected) in [
            ("u1", Style::First),
            ("Tit", Style::Title),
            ("Rieng", Style::First),
            ("Vong", Style::Plain),
            ("Heading1", Style::First),
            ("Heading3", Style::Heading),
            ("Subtitle", Style::Heading),
            ("Caption", Style::Caption),
            ("BodyText", Style::Plain),
        ] {
            assert_eq!(styles.of(id), expected, "{id}");
        }
    }
}
