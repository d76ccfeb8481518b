//! XML as it streams by: what is open, and on demand an element with all that is in it. Feeds, dumps and corpora of any
//! size are read an article at a time.
//!
//! It knows no format. Nothing outside the file is fetched, and no element is held that is larger than a text may be.

mod metered;
mod node;

pub(super) use node::{Node, Part, escaped};

use self::metered::{Meter, Metered};
use super::entities::Entities;
use super::html;
use super::pieces::Pieces;
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};
use std::io::{BufRead, ErrorKind};
use std::rc::Rc;

/// Elements inside one another at most.
const DEEPEST: usize = 256;
/// Memory of an element beside its text.
const NODE_BYTES: u64 = 200;

/// A piece of the stream.
#[derive(Debug)]
pub(super) enum Step {
    /// An element begins; what is in it comes next.
    Open(Node),
    /// One ends.
    Close,
    /// Text.
    Text(String),
}

/// Why an element cannot be had.
#[derive(Debug)]
pub(super) enum Fault {
    /// It was passed over, and what comes next can be read.
    Passed(u64, Reason),
    /// Nothing more can be read.
    Ends(u64, Reason),
}

/// A stream of XML.
pub(super) struct Elements<'s> {
    reader: Reader<Metered<'s>>,
    buffer: Vec<u8>,
    meter: Rc<Meter>,
    entities: Entities,
    /// Elements that are open.
    depth: usize,
    /// The end of an element that has nothing in it comes next.
    closes: bool,
}

impl<'s> Elements<'s> {
    /// Reads a stream of UTF-8, a piece of which may have as many bytes as a text.
    pub fn new(source: &'s mut dyn BufRead, room: &Room<'_>) -> Self {
        let meter = Rc::new(Meter::new(room.text_bytes()));
        let reader = Reader::from_reader(Metered::new(source, Rc::clone(&meter)));
        Self { reader, buffer: Vec::new(), meter, entities: Entities::default(), depth: 0, closes: false }
    }

    /// The line that was read last, counted from 1.
    pub fn line(&self) -> u64 {
        self.meter.line()
    }

    /// The next piece; `None` at the end. A text that is larger than one may be is passed over, to its end.
    ///
    /// # Errors
    /// When a text is passed over, or the XML is broken or cut off.
    pub fn next(&mut self) -> Result<Option<Step>, Fault> {
        if std::mem::take(&mut self.closes) {
            self.depth -= 1;
            return Ok(Some(Step::Close));
        }
        loop {
            self.buffer.clear();
            self.meter.begin();
            let raw = self.reader.read_event_into(&mut self.buffer);
            return Ok(Some(match raw {
                Err(error) => return Err(Fault::Ends(self.meter.line(), reason_of(&error, &self.meter))),
                Ok(Raw::Eof) if self.depth > 0 => {
                    let detail = "the file ends inside an element: it was cut off".to_owned();
                    let line = self.line();
                    return Err(Fault::Ends(line, Reason::NotXml { line, detail }));
                }
                Ok(Raw::Eof) => return Ok(None),
                Ok(Raw::Start(start)) => {
                    let node = node_of(&start);
                    self.depth += 1;
                    Step::Open(node)
                }
                Ok(Raw::Empty(start)) => {
                    let node = node_of(&start);
                    self.depth += 1;
                    self.closes = true;
                    Step::Open(node)
                }
                Ok(Raw::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close
                }
                Ok(Raw::Text(_) | Raw::CData(_)) if self.meter.is_too_large() => {
                    return Err(Fault::Passed(self.line(), self.meter.too_large()));
                }
                Ok(Raw::Text(text)) => Step::Text(text.xml10_content().into_owned()),
                Ok(Raw::CData(text)) => Step::Text(text.xml10_content().into_owned()),
                Ok(Raw::GeneralRef(reference)) => {
                    let name = reference.to_string();
                    Step::Text(self.entity(&name))
                }
                Ok(Raw::DocType(declared)) => {
                    self.entities.declare(&declared);
                    continue;
                }
                Ok(Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_)) => continue,
            }));
        }
    }

    /// Reads on to the end of an element that has just begun, with all that is in it. An element that is larger than a text
    /// may be is passed over.
    ///
    /// # Errors
    /// When it is too large or nested too deeply, or the XML is broken.
    pub fn whole(&mut self, node: Node, room: &Room<'_>) -> Result<Node, Fault> {
        let line = self.line();
        let (mut open, mut bytes, mut nodes, mut passed) = (vec![node], 0_u64, 0_u64, None);
        let mut beyond = 0_usize;
        loop {
            let (step, refused) = match self.next() {
                Ok(Some(step)) => (Some(step), None),
                Err(Fault::Passed(_, reason)) => (None, Some(reason)),
                Err(ends) => return Err(ends),
                Ok(None) => {
                    let detail = "an element has no end".to_owned();
                    return Err(Fault::Ends(line, Reason::NotXml { line, detail }));
                }
            };
            if passed.is_none() {
                passed = refused.or_else(|| room.fits(bytes).err());
                passed = passed.or((nodes * NODE_BYTES > room.around_bytes()).then_some(Reason::Crowded));
                if passed.is_some() {
                    open.iter_mut().for_each(|node| node.parts = Vec::new());
                }
            }
            let Some(step) = step else { continue };
            match step {
                Step::Open(node) => {
                    nodes += 1;
                    // What is nested deeper than any format nests is read as if its tags were not there.
                    if open.len() >= DEEPEST { beyond += 1 } else { open.push(node) }
                }
                Step::Close if beyond > 0 => beyond -= 1,
                Step::Close => {
                    let done = open.pop().unwrap_or_default();
                    match open.last_mut() {
                        Some(outer) if passed.is_none() => outer.parts.push(Part::Node(done)),
                        Some(_) => {}
                        None => return passed.map_or(Ok(done), |reason| Err(Fault::Passed(line, reason))),
                    }
                }
                Step::Text(text) if passed.is_none() => {
                    bytes += text.len() as u64;
                    room.claim(bytes);
                    open.last_mut().into_iter().for_each(|node| node.push_text(&text));
                }
                Step::Text(_) => {}
            }
        }
    }

    /// Reads to the end. Each element that is an item is handed over whole with its line, the others are entered; what cannot
    /// be read is reported.
    pub fn each(
        &mut self,
        pieces: &mut Pieces<'_>,
        is_item: impl Fn(&Node) -> bool,
        mut take: impl FnMut(Node, u64, &mut Pieces<'_>),
    ) {
        loop {
            let whole = match self.next() {
                Ok(None) => break,
                Ok(Some(Step::Open(node))) if is_item(&node) => {
                    let line = self.line();
                    self.whole(node, pieces.room).map(|node| (node, line))
                }
                Ok(Some(_)) => continue,
                Err(fault) => Err(fault),
            };
            match whole {
                Ok((node, line)) => take(node, line, pieces),
                Err(Fault::Passed(line, reason)) => pieces.fault(line, reason),
                Err(Fault::Ends(line, reason)) => {
                    pieces.fault(line, reason);
                    break;
                }
            }
        }
        for (line, reason) in std::mem::take(&mut self.entities.missing) {
            pieces.missing(line, reason);
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

/// The elements of some names of a part of a file, each with all that is in it.
///
/// # Errors
/// When the part is broken, or an element is larger than a text may be.
pub(super) fn elements_of(xml: &str, names: &[&str], room: &Room<'_>) -> Result<Vec<Node>, Reason> {
    let mut source = xml.as_bytes();
    let mut elements = Elements::new(&mut source, room);
    let mut found = Vec::new();
    loop {
        let whole = match elements.next() {
            Ok(None) => return Ok(found),
            Ok(Some(Step::Open(node))) if names.contains(&node.name.as_str()) => elements.whole(node, room),
            Ok(Some(_)) => continue,
            Err(fault) => Err(fault),
        };
        found.push(whole.map_err(|fault| match fault {
            Fault::Passed(_, reason) | Fault::Ends(_, reason) => reason,
        })?);
    }
}

fn reason_of(error: &quick_xml::Error, meter: &Meter) -> Reason {
    match error {
        quick_xml::Error::Io(io) if io.kind() == ErrorKind::FileTooLarge => meter.too_large(),
        quick_xml::Error::Io(io) => Reason::unreadable(io),
        // What is read is UTF-8 by now.
        quick_xml::Error::Encoding(_) => {
            Reason::NotXml { line: meter.line(), detail: "the file ends inside a letter: it was cut off".to_owned() }
        }
        error => Reason::NotXml { line: meter.line(), detail: error.to_string() },
    }
}

fn node_of(start: &BytesStart<'_>) -> Node {
    let name = start.name();
    let (prefix, local) = match name.as_ref().split_once(':') {
        Some((prefix, local)) => (prefix.to_owned(), local.to_owned()),
        None => (String::new(), name.as_ref().to_owned()),
    };
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let pair = |a: quick_xml::events::attributes::Attribute<'_>| (a.key.as_ref().to_owned(), html::plain(&a.value));
    Node::new(prefix, local, attributes.map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str, name: &str, room: &Room<'_>) -> Vec<Result<String, String>> {
        let mut source = std::io::BufReader::with_capacity(61, xml.as_bytes());
        let mut elements = Elements::new(&mut source, room);
        let mut found = Vec::new();
        loop {
            let step = match elements.next() {
                Ok(Some(Step::Open(node))) if node.name == name => elements.whole(node, room),
                Ok(Some(_)) => continue,
                Ok(None) => return found,
                Err(fault) => Err(fault),
            };
            let ends = matches!(step, Err(Fault::Ends(..)));
            found.push(step.map(|node| node.text()).map_err(|fault| match fault {
                Fault::Passed(line, reason) | Fault::Ends(line, reason) => format!("{line}: {reason}"),
            }));
            if ends {
                return found;
            }
        }
    }

    #[test]
    fn elements_come_one_at_a_time_and_a_large_one_spoils_none() {
        let gate = crate::pack::gate::Gate::new(1 << 20);
        let room = Room::new(400, &gate);
        let long = "x".repeat(300);
        let xml = format!("<a>\n<b>một &amp; <i>hai</i></b>\n<b><c>{long}</c><c>{long}</c></b><b/><b>ba</b></a>");
        let found = read(&xml, "b", &room);
        assert_eq!(found[0], Ok("một & hai".to_owned()));
        assert!(found[1].as_ref().is_err_and(|told| told.starts_with("3: a text of 600 bytes")), "{:?}", found[1]);
        assert_eq!(found[2..], [Ok(String::new()), Ok("ba".to_owned())]);
        for huge in ["y".repeat(100_000), "<![CDATA[ chữ ]] < ]>".to_owned() + &"ữ]".repeat(40_000) + "]]>"] {
            let xml = format!(
                "<a><!--{huge_comment}-->{huge}<b>{huge}<c>x</c></b>\n<b>sau</b></a>",
                huge_comment = "-".repeat(9000)
            );
            let found = read(&xml, "b", &room);
            let told = found.iter().map(|one| one.as_deref().unwrap_or_else(|told| told)).collect::<Vec<_>>();
            assert_eq!(told.len(), 3, "{told:?}");
            assert!(told[..2].iter().all(|told| told.starts_with("1: a text of ")), "{told:?}");
            assert_eq!(told[2], "sau");
        }
        let endless = format!("<a><b {}='1'>chữ</b></a>", "y".repeat(100_000));
        assert!(read(&endless, "b", &room)[0].as_ref().is_err_and(|told| told.contains("bytes or more")));
    }

    #[test]
    fn a_file_that_is_cut_off_says_so() {
        let found = read("<a><b>một</b>\n<b>ha", "b", &Room::alone());
        assert_eq!(found[0], Ok("một".to_owned()));
        assert!(found[1].as_ref().is_err_and(|told| told.contains("line 2") && told.contains("cut off")), "{found:?}");
        let deep = format!("{}chữ{}", "<i>".repeat(2000), "</i>".repeat(2000));
        assert_eq!(read(&format!("<b>{deep}</b>"), "b", &Room::alone()), [Ok("chữ".to_owned())]);
    }

    #[test]
    fn entities_outside_are_left_out() {
        let xml = "<!DOCTYPE a [<!ENTITY x SYSTEM \"x.txt\"><!ENTITY t \"tin\">]><a><b>&x;&t;</b></a>";
        assert_eq!(read(xml, "b", &Room::alone()), [Ok("tin".to_owned())]);
    }
}
