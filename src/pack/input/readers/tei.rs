//! TEI: the text of an edition with what its header says. A corpus in one file is one article for each of its texts.
//!
//! Where an editor gives two readings, the original's is taken. Nothing is fetched.

use super::html::Lines;
use super::records::read_when;
use super::xml::{Element, Event, Events};
use super::{Draft, Item};
use crate::article::{Known, Role};
use crate::pack::content::ContentDigest;
use crate::pack::input::{Found, Reason, Skipped};

/// Elements inside one another at most.
const DEEPEST: usize = 1000;

/// Reads a file.
///
/// # Errors
/// When it is broken, or no TEI.
pub(super) fn read(file: &Found, xml: &str, emit: &mut dyn FnMut(Item)) -> Result<(), Reason> {
    let mut events = Events::new(xml);
    let mut text = Tei::default();
    let (mut path, mut texts): (Vec<Element>, Vec<(Option<String>, Tei)>) = (Vec::new(), Vec::new());
    while let Some(event) = events.next()? {
        match event {
            Event::Open(element) => {
                if path.is_empty() && !matches!(element.name.as_str(), "TEI" | "teiCorpus" | "TEI.2" | "tei") {
                    return Err(Reason::NotTei { root: element.name });
                }
                if path.len() >= DEEPEST {
                    return Err(Reason::NotXml {
                        line: events.line(),
                        detail: "elements nested too deeply".to_owned(),
                    });
                }
                text.open(&element, &path);
                path.push(element);
            }
            Event::Close(name) => {
                let element = path.pop();
                text.close(&name, &path);
                if matches!(name.as_str(), "TEI" | "TEI.2" | "tei") {
                    let id = element.and_then(|e| e.attribute("id").map(str::to_owned));
                    texts.push((id, std::mem::take(&mut text)));
                }
            }
            Event::Text(part) => text.text(&part, &path),
        }
    }
    for (line, name) in &events.missing {
        emit(Item::Skipped(Skipped::at_line(&file.path, *line, Reason::OutsideEntity { name: name.clone() })));
    }
    let many = texts.len() > 1;
    let mut found = false;
    for (id, text) in texts {
        let Some((text, known)) = text.finish() else { continue };
        let content = || ContentDigest::of(&[known.title.as_deref().unwrap_or(""), &text]);
        let id = match id {
            _ if !many => file.id.clone(),
            Some(id) => format!("{}#{id}", file.id),
            None => content().id_in(&file.id),
        };
        emit(Item::One(Draft { id, text, known }));
        found = true;
    }
    if found { Ok(()) } else { Err(Reason::NoStory) }
}

/// One text in the making.
#[derive(Default)]
struct Tei {
    lines: Lines,
    title: String,
    author: String,
    date: Option<String>,
    date_text: String,
    publisher: String,
}

fn is_in(path: &[Element], name: &str) -> bool {
    path.iter().any(|element| element.name == name)
}

/// Readings that stand beside the original's, and what belongs to the page rather than to the text.
fn is_unread(element: &Element) -> bool {
    matches!(element.name.as_str(), "teiHeader" | "corr" | "reg" | "expan" | "fw" | "figDesc" | "index" | "standOff")
}

fn is_block(name: &str) -> bool {
    #[rustfmt::skip]
    const BLOCKS: [&str; 28] = [
        "head", "p", "ab", "l", "lg", "sp", "speaker", "stage", "item", "list", "label", "div", "div1", "div2", "div3",
        "row", "table", "note", "quote", "q", "opener", "closer", "salute", "signed", "trailer", "epigraph", "titlePage",
        "figure",
    ];
    BLOCKS.contains(&name) && name != "q"
}

impl Tei {
    fn open(&mut self, element: &Element, path: &[Element]) {
        if is_in(path, "teiHeader") {
            if element.name == "date"
                && self.date.is_none()
                && is_in(path, "sourceDesc") | is_in(path, "publicationStmt")
            {
                let told = ["when", "from", "notBefore"].iter().find_map(|name| element.attribute(name));
                self.date = told.map(str::to_owned);
            }
            return;
        }
        match element.name.as_str() {
            "lb" | "pb" | "cb" => self.lines.text(" "),
            "cell" => self.lines.cell(),
            name if is_block(name) => {
                self.lines.paragraph();
                self.lines.role(role_of(name));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, path: &[Element]) {
        if is_in(path, "text") && is_block(name) {
            self.lines.paragraph();
            let outer = path.iter().rev().find_map(|element| role_of(&element.name));
            self.lines.role(outer);
        }
    }

    fn text(&mut self, part: &str, path: &[Element]) {
        if let Some(at) = path.iter().position(|element| element.name == "teiHeader") {
            let inside = &path[at..];
            let slot = match path.last().map(|element| element.name.as_str()) {
                Some("title") if is_in(inside, "titleStmt") => &mut self.title,
                Some("date") if is_in(inside, "publicationStmt") || is_in(inside, "sourceDesc") => &mut self.date_text,
                Some("publisher") if is_in(inside, "publicationStmt") => &mut self.publisher,
                _ if is_in(inside, "author") && is_in(inside, "titleStmt") => &mut self.author,
                _ => return,
            };
            if slot.len() < 1000 {
                slot.push_str(part);
                slot.push(' ');
            }
            return;
        }
        if is_in(path, "text") && !path.iter().any(is_unread) {
            match path.last() {
                Some(element) if is_rendered(element, "sup") => self.lines.raised(part),
                Some(element) if is_rendered(element, "sub") => self.lines.lowered(part),
                Some(element) if element.attribute("target").is_some_and(|to| to.starts_with('#')) => {
                    self.lines.reference(part);
                }
                _ => self.lines.text(part),
            }
        }
    }

    fn finish(self) -> Option<(String, Known)> {
        let story = self.lines.finish();
        if story.text.trim().is_empty() {
            return None;
        }
        let filled = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        let date = self.date.as_deref().and_then(|date| read_when(date, None));
        let known = Known {
            title: filled(&self.title),
            date: date.or_else(|| read_when(&self.date_text, None)),
            source: filled(&self.publisher),
            author: filled(&self.author),
            roles: story.roles,
            ..Known::default()
        };
        Some((story.text, known))
    }
}

/// Whether a phrase is raised or lowered on the page: `<hi rend="sup">`.
fn is_rendered(element: &Element, how: &str) -> bool {
    let told = ["rend", "rendition", "style"].iter().filter_map(|name| element.attribute(name));
    let mut words = told.flat_map(|told| told.split(|c: char| !c.is_ascii_alphabetic()));
    element.name == "hi" && words.any(|word| word.starts_with(how))
}

fn role_of(name: &str) -> Option<Role> {
    match name {
        "head" => Some(Role::Subheading),
        "signed" => Some(Role::Credit),
        "figure" => Some(Role::Caption),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str) -> Vec<Item> {
        let file = Found { path: "a.xml".into(), id: "a.xml".into() };
        let mut found = Vec::new();
        if let Err(reason) = read(&file, xml, &mut |item| found.push(item)) {
            found.push(Item::Skipped(Skipped::new(&file.path, reason)));
        }
        found
    }

    #[test]
    fn an_edition_is_read() {
        let xml = "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt>\
            <title>Thư nhà</title><author><persName>Mai An</persName></author></titleStmt><publicationStmt>\
            <publisher>Nhà in Làng</publisher><date when=\"1931-02-03\"/></publicationStmt></fileDesc></teiHeader>\
            <text><body><div><head>Phần một</head><p>Câu <choice><sic>thư nhất</sic><corr>thứ nhất</corr></choice>,\
            <lb/>còn nữa.</p><lg><l>Dòng thơ</l><l>Dòng nữa</l></lg></div></body></text></TEI>";
        let [Item::One(draft)] = &check(xml)[..] else { panic!("{:?}", check(xml)) };
        assert_eq!(draft.text, "Phần một\n\nCâu thư nhất, còn nữa.\n\nDòng thơ\n\nDòng nữa\n");
        let known = &draft.known;
        assert_eq!(known.date.map(|date| date.to_string()).as_deref(), Some("1931-02-03"));
        assert_eq!(
            [&known.title, &known.author, &known.source].map(|value| value.as_deref().unwrap_or("")),
            ["Thư nhà", "Mai An", "Nhà in Làng"]
        );
        assert_eq!(known.roles[0].role, Role::Subheading);
    }

    #[test]
    fn marks_of_notes_are_raised() {
        let xml = "<TEI><text><body><p>Hiệp ước<ref target=\"#n1\">1</ref> ký<hi rend=\"superscript\">2</hi>, m<hi \
            rend=\"sup\">2</hi>, CO<hi rend=\"sub\">2</hi>, <hi rend=\"bold\">3</hi> và <ref target=\"#n4\">trang 4</ref>.</p>\
            </body></text></TEI>";
        let [Item::One(draft)] = &check(xml)[..] else { panic!("{:?}", check(xml)) };
        assert_eq!(draft.text, "Hiệp ước¹ ký², m², CO₂, 3 và trang 4.\n");
    }

    #[test]
    fn a_corpus_is_many_and_other_xml_none() {
        let one = |id: &str| format!("<TEI xml:id=\"{id}\"><text><body><p>Bài {id}.</p></body></text></TEI>");
        let found = check(&format!("<teiCorpus>{}{}</teiCorpus>", one("x"), one("y")));
        let ids: Vec<_> =
            found.iter().map(|item| if let Item::One(draft) = item { draft.id.as_str() } else { "" }).collect();
        assert_eq!(ids, ["a.xml#x", "a.xml#y"]);
        for (xml, expected) in
            [("<rss/>", Reason::NotTei { root: "rss".into() }), ("<TEI></TEI>", Reason::NoStory), ("", Reason::NoStory)]
        {
            assert_eq!(check(xml), [Item::Skipped(Skipped::new("a.xml".as_ref(), expected))], "{xml}");
        }
        assert!(
            matches!(&check("<TEI>\n<a></b>")[..], [Item::Skipped(s)] if matches!(s.reason, Reason::NotXml { line: 2, .. }))
        );
    }

    #[test]
    fn entities_outside_are_reported_and_the_rest_is_read() {
        let xml =
            "<!DOCTYPE TEI [<!ENTITY ngoai SYSTEM \"ngoai.xml\">]>\n<TEI><text><p>Chữ &ngoai;còn.</p></text></TEI>";
        let [Item::Skipped(skipped), Item::One(draft)] = &check(xml)[..] else { panic!("{:?}", check(xml)) };
        assert_eq!((skipped.line, draft.text.as_str()), (Some(2), "Chữ còn.\n"));
    }
}
