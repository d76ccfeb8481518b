//! TEI: the text of an edition with what its header says. A corpus in one file is one article for each of its texts.
//!
//! Where an editor gives two readings, the editor's is read (`edition`). Nothing is fetched.

use super::corpora;
use super::draft::{Draft, Item};
use super::edition::Edition;
use super::records::read_when;
use super::xml::{Element, Event, Events};
use crate::article::{Known, Listed};
use crate::pack::content::ContentDigest;
use crate::pack::input::left_out::Omitted;
use crate::pack::input::skip::{Reason, Skipped};
use crate::pack::input::walk::Found;

/// Dates of a header that are looked at.
const MOST_DATES: usize = 64;

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
    let mut broken = None;
    loop {
        let event = match events.next() {
            Ok(Some(event)) => event,
            Ok(None) if path.is_empty() => break,
            Ok(None) => {
                let detail = "the file ends inside an element: it was cut off".to_owned();
                broken = Some(Reason::NotXml { line: events.line(), detail });
                break;
            }
            Err(reason) => {
                broken = Some(reason);
                break;
            }
        };
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
    for (line, reason) in std::mem::take(&mut events.entities.missing) {
        emit(Item::Skipped(Skipped::at_line(&file.path, line, reason)));
    }
    let many = texts.len() > 1;
    let mut found = false;
    for (id, text) in texts {
        let Some((text, known, omitted)) = text.finish() else { continue };
        let content = || ContentDigest::of(&[known.title.as_deref().unwrap_or(""), &text]);
        let id = match id {
            _ if !many => file.id.clone(),
            Some(id) => format!("{}#{id}", file.id),
            None => content().id_in(&file.id),
        };
        emit(Item::LeftOut(omitted));
        emit(Item::One(Draft { id, text, known }));
        found = true;
    }
    // The texts before the fault are read.
    match broken {
        Some(reason) => Err(reason),
        None if found => Ok(()),
        None => Err(Reason::NoStory),
    }
}

/// One text in the making.
#[derive(Default)]
struct Tei {
    edition: Edition,
    title: String,
    /// The headline is whole: another one is a translation or a subtitle.
    title_ends: bool,
    author: String,
    /// Dates of the header, with how surely each is the text's own.
    dates: Vec<(DateOf, String)>,
    publisher: String,
    /// What its words say of themselves.
    words: Listed,
    /// The word that is open, with its keys.
    word: Option<(String, String)>,
}

/// What a date of the header is of, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum DateOf {
    /// The text: when it was written, or what it records took place.
    Text,
    /// Its first edition.
    FirstEdition,
    /// A source it was taken from.
    Source,
    /// The file.
    File,
}

impl DateOf {
    fn of(path: &[Element]) -> Option<Self> {
        let bibl = path.iter().find(|element| element.name == "bibl").and_then(|element| element.attribute("type"));
        if is_in(path, "profileDesc") {
            return (is_in(path, "creation") || is_in(path, "setting")).then_some(Self::Text);
        }
        if is_in(path, "sourceDesc") {
            return Some(if bibl == Some("firstEdition") { Self::FirstEdition } else { Self::Source });
        }
        is_in(path, "publicationStmt").then_some(Self::File)
    }
}

fn is_in(path: &[Element], name: &str) -> bool {
    path.iter().any(|element| element.name == name)
}

impl Tei {
    fn open(&mut self, element: &Element, path: &[Element]) {
        if is_in(path, "teiHeader") {
            if element.name == "date"
                && self.dates.len() < MOST_DATES
                && let Some(of) = DateOf::of(path)
            {
                let told = ["when", "from", "notBefore"].iter().find_map(|name| element.attribute(name));
                self.dates.push((of, told.unwrap_or("").to_owned()));
            }
            return;
        }
        self.edition.open(element);
        if element.name == "w" && self.edition.is_read() {
            self.word = Some((String::new(), word_keys(element)));
        }
    }

    fn close(&mut self, name: &str, path: &[Element]) {
        self.title_ends |= name == "title" && is_in(path, "titleStmt") && !self.title.trim().is_empty();
        if !is_in(path, "teiHeader") {
            self.edition.close(name);
            if name == "w"
                && let Some((form, keys)) = self.word.take()
            {
                self.words.push(&form.split_whitespace().collect::<Vec<_>>().join(" "), keys);
            }
        }
    }

    fn text(&mut self, part: &str, path: &[Element]) {
        if let Some(at) = path.iter().position(|element| element.name == "teiHeader") {
            let inside = &path[at..];
            let slot = match path.last().map(|element| element.name.as_str()) {
                Some("date") => match self.dates.last_mut() {
                    // One that an attribute tells needs no words.
                    Some((of, text)) if Some(*of) == DateOf::of(inside) && read_when(text, None).is_none() => text,
                    _ => return,
                },
                _ if is_in(inside, "sourceDesc") => return,
                Some("title") if is_in(inside, "titleStmt") && !self.title_ends => &mut self.title,
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
        if let Some((form, _)) = self.word.as_mut().filter(|_| self.edition.is_read()) {
            form.push_str(part);
        }
        match path.last() {
            Some(element) if is_rendered(element, "sup") => self.edition.raised(part),
            Some(element) if is_rendered(element, "sub") => self.edition.lowered(part),
            Some(element) if element.attribute("target").is_some_and(|to| to.starts_with('#')) => {
                self.edition.reference(part);
            }
            _ => self.edition.text(part),
        }
    }

    fn finish(self) -> Option<(String, Known, Omitted)> {
        let (story, omitted) = self.edition.finish();
        if story.text.trim().is_empty() {
            return None;
        }
        let filled = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        let dates =
            self.dates.iter().filter_map(|(of, text)| Some((*of, read_when(text.trim().trim_end_matches('.'), None)?)));
        // Of several sources the oldest.
        let date = dates.min_by_key(|(of, date)| (*of, date.sort_key().unwrap_or((u16::MAX, 0, 0, 0))));
        let known = Known {
            title: filled(&self.title),
            date: date.map(|(_, date)| date),
            source: filled(&self.publisher),
            author: filled(&self.author),
            roles: story.roles,
            words: self.words,
            ..Known::default()
        };
        Some((story.text, known, omitted))
    }
}

/// The lemma and the classes that the attributes of a word tell, as corpora have them.
fn word_keys(word: &Element) -> String {
    let told = |names: &[&str]| names.iter().find_map(|name| word.attribute(name)).unwrap_or("");
    // `UPosTag=NOUN|Case=Nom`; `mte:Ncmsn`, `#NN`.
    let universal = told(&["msd"]).split('|').find_map(|part| part.strip_prefix("UPosTag=")).unwrap_or("");
    let analysis = told(&["ana"]).split([' ', ':', '#']).next_back().unwrap_or("");
    corpora::keys(&[told(&["lemma", "hw"])], &[told(&["pos"]), universal, told(&["c5"]), analysis])
}

/// Whether a phrase is raised or lowered on the page: `<hi rend="sup">`.
fn is_rendered(element: &Element, how: &str) -> bool {
    let told = ["rend", "rendition", "style"].iter().filter_map(|name| element.attribute(name));
    let mut words = told.flat_map(|told| told.split(|c: char| !c.is_ascii_alphabetic()));
    element.name == "hi" && words.any(|word| word.starts_with(how))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file gives, but for what it leaves out.
    fn check(xml: &str) -> Vec<Item> {
        let file = Found { path: "a.xml".into(), id: "a.xml".into() };
        let mut found = Vec::new();
        if let Err(reason) =
            read(&file, xml, &mut |item| found.extend((!matches!(item, Item::LeftOut(_))).then_some(item)))
        {
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
        assert_eq!(draft.text, "Phần một\n\nCâu thứ nhất, còn nữa.\n\nDòng thơ\n\nDòng nữa\n\nthư nhất\n");
        let known = &draft.known;
        assert_eq!(known.date.map(|date| date.to_string()).as_deref(), Some("1931-02-03"));
        assert_eq!(
            [&known.title, &known.author, &known.source].map(|value| value.as_deref().unwrap_or("")),
            ["Thư nhà", "Mai An", "Nhà in Làng"]
        );
        assert_eq!(known.roles[0].role, crate::article::Role::Subheading);
    }

    #[test]
    fn the_date_of_a_text_is_not_the_file_s() {
        let date = |header: &str| {
            let xml = format!("<TEI><teiHeader>{header}</teiHeader><text><body><p>Chữ.</p></body></text></TEI>");
            let [Item::One(draft)] = &check(&xml)[..] else { panic!("{xml}") };
            draft.known.date.map(|date| date.to_string())
        };
        let file = "<publicationStmt><date when=\"2021-04-09\"/></publicationStmt>";
        let source = "<sourceDesc><bibl><date>2019</date></bibl><bibl type=\"firstEdition\"><date>1844.</date></bibl></sourceDesc>";
        let oldest = "<sourceDesc><bibl><date>1901</date></bibl><bibl><date>1899</date></bibl></sourceDesc>";
        let setting = "<profileDesc><settingDesc><setting><date when=\"1931-02-03\">x</date></setting></settingDesc></profileDesc>";
        let of = |parts: &[&str]| date(&format!("<fileDesc>{}</fileDesc>", parts.concat()));
        assert_eq!(of(&[file]).as_deref(), Some("2021-04-09"));
        assert_eq!(of(&[file, source]).as_deref(), Some("1844"));
        assert_eq!(of(&[file, oldest]).as_deref(), Some("1899"));
        assert_eq!(of(&[file, source, setting]).as_deref(), Some("1931-02-03"));
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
