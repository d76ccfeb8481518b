//! A page as a list of nodes in page order. It keeps elements and texts, drops what is never read, and judges nothing.

use super::math_ml;
use super::moments::in_program;
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::readers::edits::Edit;
use crate::text::{lowered, raised};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::borrow::Cow;

/// Elements inside one another at most; deeper ones are read as if they were not there.
const DEEPEST: usize = 400;

/// Elements whose content is no text of the page.
#[rustfmt::skip]
const UNREAD: [&str; 18] = [
    "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "canvas", "video", "audio", "button",
    "datalist", "map", "dialog", "script", "annotation", "annotation-xml",
];
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that stand in a page's head; any other ends it.
const HEAD: [&str; 7] = ["head", "title", "meta", "link", "base", "basefont", "bgsound"];
/// Elements that stand in a line of text.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "output", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
/// How the words of a ruby are read, and the brackets for those who show it in a line: beside the text, not in it.
const READINGS: [&str; 3] = ["rt", "rtc", "rp"];

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pack::input::readers) enum Kind {
    Element {
        tag: String,
        attributes: Vec<(String, String)>,
    },
    Text(String),
    /// The content of a script of data (JSON-LD).
    Data(String),
}

/// An element or a text. The nodes inside an element follow it, up to `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pack::input::readers) struct Node {
    pub kind: Kind,
    /// The element it is in; itself for the outermost.
    pub parent: usize,
    /// One past the last node inside it.
    pub end: usize,
}

impl Node {
    /// The element's name; empty for a text.
    pub fn tag(&self) -> &str {
        match &self.kind {
            Kind::Element { tag, .. } => tag,
            _ => "",
        }
    }

    /// An attribute of the element.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match &self.kind {
            Kind::Element { attributes, .. } => attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()),
            _ => None,
        }
    }

    pub fn is_inline(&self) -> bool {
        is_inline(self.tag())
    }

    /// Whether what stands in it is raised: a note's mark, a power, the unit's figure.
    pub fn is_raised(&self) -> bool {
        self.tag() == "sup" || self.is_shifted("super", "superscript")
    }

    /// Whether what stands in it is lowered.
    pub fn is_lowered(&self) -> bool {
        self.tag() == "sub" || self.is_shifted("sub", "subscript")
    }

    /// Whether an inline element is shifted by its style or, as editors write it, by a class.
    fn is_shifted(&self, align: &str, class: &str) -> bool {
        if !matches!(self.tag(), "span" | "font" | "small" | "a" | "em" | "i" | "b" | "strong") {
            return false;
        }
        let by_style = self.attribute("style").is_some_and(|style| {
            style.split(';').filter_map(|part| part.split_once(':')).any(|(name, value)| {
                name.trim().eq_ignore_ascii_case("vertical-align") && value.trim().eq_ignore_ascii_case(align)
            })
        });
        let is_class = |name: &str| name.eq_ignore_ascii_case(class) || name.eq_ignore_ascii_case(&class[..3]);
        by_style || self.attribute("class").is_some_and(|names| names.split_ascii_whitespace().any(is_class))
    }

    /// What was done to its text.
    pub fn edit(&self) -> Option<Edit> {
        match self.tag() {
            "ins" => Some(Edit::Inserted),
            "del" | "s" | "strike" => Some(Edit::Struck),
            "span" | "font" | "em" | "i" | "b" | "strong" | "u" => {
                let style = self.attribute("style")?.to_ascii_lowercase();
                style.contains("line-through").then_some(Edit::Struck)
            }
            _ => None,
        }
    }

    /// Whether it stands beside the text or is never shown.
    pub fn is_unshown(&self) -> bool {
        let style = |style: &str| {
            let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            bare.contains("display:none") || bare.contains("visibility:hidden")
        };
        READINGS.contains(&self.tag())
            || self.attribute("hidden").is_some_and(|told| !told.eq_ignore_ascii_case("until-found"))
            || self.attribute("style").is_some_and(style)
    }

    /// Whether it is a link to a note or to another place in the same page.
    pub fn is_reference(&self) -> bool {
        self.tag() == "a" && self.attribute("href").is_some_and(|href| href.contains('#'))
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(in crate::pack::input::readers) struct Tree {
    pub nodes: Vec<Node>,
    /// Comments, and the text of what is passed over.
    pub omitted: Omitted,
    /// The first moment of publication that a program of the page is handed.
    pub published: Option<String>,
}

impl Tree {
    /// Reads markup. Linear in its length.
    pub fn parse(markup: &str) -> Self {
        let mut builder = Builder::default();
        builder.feed(markup);
        builder.close_to(0);
        builder.tree
    }

    /// The nodes of a subtree, with its root.
    pub fn inside(&self, at: usize) -> std::ops::Range<usize> {
        at..self.nodes[at].end
    }

    /// The text of a subtree on one line.
    pub fn text_of(&self, at: usize) -> String {
        let (mut all, mut next) = (String::new(), at);
        while next < self.nodes[at].end {
            let node = &self.nodes[next];
            next += 1;
            match &node.kind {
                Kind::Text(text) => all.push_str(text),
                Kind::Element { .. } if next - 1 > at && (node.is_raised() || node.is_lowered()) => {
                    let inner = self.text_of(next - 1);
                    let text = if node.is_raised() { raised(&inner, &all) } else { lowered(&inner) };
                    all.push_str(&text);
                    next = node.end;
                }
                Kind::Element { tag, .. } if tag == "math" => {
                    all.push_str(&math_ml::in_line(self, next - 1));
                    next = node.end;
                }
                Kind::Element { .. } if READINGS.contains(&node.tag()) => next = node.end,
                Kind::Element { .. } if !node.is_inline() => all.push(' '),
                _ => {}
            }
        }
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The elements that a node is in, from the inside out.
    pub fn ancestors(&self, mut at: usize) -> impl Iterator<Item = usize> {
        std::iter::from_fn(move || {
            let parent = self.nodes[at].parent;
            (parent != at).then(|| {
                at = parent;
                parent
            })
        })
    }
}

/// Whether an element stands in a line of text.
fn is_inline(tag: &str) -> bool {
    INLINE.contains(&tag) || math_ml::is_element(tag)
}

/// A text without tags, its references resolved.
pub(in crate::pack::input::readers) fn resolved(text: &str) -> String {
    Tokenizer::new(text)
        .filter_map(|token| match token {
            Ok(Token::String(text)) => Some(lossy(&text)),
            _ => None,
        })
        .collect()
}

/// Markup without the empty titles of drawings: to the tokenizer each is the start of a title that does not end.
fn without_empty_titles(markup: &str) -> Cow<'_, str> {
    let empty = ["<title/>", "<title />"];
    empty.iter().fold(Cow::Borrowed(markup), |markup, empty| {
        if markup.contains(empty) { Cow::Owned(markup.replace(empty, "")) } else { markup }
    })
}

/// Whether a script is no program and holds the text of the story, which a program shows.
fn is_template(attributes: &[(String, String)]) -> bool {
    attributes.iter().any(|(name, value)| {
        name == "type"
            && matches!(value.to_ascii_lowercase().as_str(), "text/template" | "text/html" | "text/x-template")
    })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    /// The elements that are open, from the outside in.
    open: Vec<usize>,
    /// The element being passed over, and how many of its name are open.
    unread: Option<(String, usize)>,
    /// Whether the element being passed over is a script of data.
    data: bool,
    /// The markup of the story in a script of it, as far as it is read.
    template: Option<String>,
}

impl Builder {
    fn feed(&mut self, markup: &str) {
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(true);
        let markup = without_empty_titles(markup);
        for token in Tokenizer::<_, DefaultEmitter<()>>::new_with_emitter(&*markup, emitter) {
            match token {
                Ok(Token::StartTag(tag)) => {
                    let name = math_ml::plain(&String::from_utf8_lossy(&tag.name)).to_owned();
                    let attributes = tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(value))).collect();
                    self.start(name, attributes, tag.self_closing);
                }
                Ok(Token::EndTag(tag)) => self.end(math_ml::plain(&String::from_utf8_lossy(&tag.name))),
                Ok(Token::String(text)) => self.text(lossy(&text)),
                // The declaration of XML is a comment to a browser.
                Ok(Token::Comment(comment)) if !comment.starts_with(b"?") => {
                    self.tree.omitted.text(LeftOut::Comments, &lossy(&comment));
                }
                Ok(Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {}
                Err(never) => match never {},
            }
        }
    }

    /// Reads the markup of a template where it stands; what it leaves open ends with it. No script ends in it, so none of
    /// its own is read.
    fn inner(&mut self, markup: &str) {
        let open = self.open.len();
        self.feed(markup);
        (self.unread, self.template) = (None, None);
        self.close_to(open.min(self.open.len()));
    }

    /// Whether the innermost element says that it holds the story.
    fn is_in_story(&self) -> bool {
        let inner = self.open.last().and_then(|&at| self.tree.nodes[at].attribute("itemprop"));
        inner.is_some_and(|told| told.eq_ignore_ascii_case("articleBody"))
    }

    fn push(&mut self, kind: Kind) -> usize {
        let at = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(at);
        self.tree.nodes.push(Node { kind, parent, end: at + 1 });
        at
    }

    fn start(&mut self, tag: String, attributes: Vec<(String, String)>, closed: bool) {
        if let Some((unread, depth)) = &mut self.unread {
            *depth += usize::from(*unread == tag && !closed);
            return;
        }
        if UNREAD.contains(&tag.as_str()) {
            let data = tag == "script"
                && attributes
                    .iter()
                    .any(|(name, value)| name == "type" && value.eq_ignore_ascii_case("application/ld+json"));
            self.data = data;
            let template = tag == "script" && !closed && is_template(&attributes) && self.is_in_story();
            self.template = template.then(String::new);
            // What browsers show when scripts do not run may be the text itself, but never the only copy of it.
            if !closed || tag == "script" {
                self.unread = Some((tag, 1));
            }
            return;
        }
        if !HEAD.contains(&tag.as_str()) && self.open.last().is_some_and(|&at| self.tree.nodes[at].tag() == "head") {
            self.close_to(self.open.len() - 1);
        }
        self.imply_ends(&tag);
        let empty = VOID.contains(&tag.as_str()) || closed && math_ml::is_element(&tag);
        let at = self.push(Kind::Element { tag, attributes });
        if !empty && self.open.len() < DEEPEST {
            self.open.push(at);
        }
    }

    /// Closes what the start of another element closes: a paragraph by a block, an item by the next.
    fn imply_ends(&mut self, tag: &str) {
        let (closes, stops): (&[&str], &[&str]) = match tag {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "rt" | "rp" | "rb" | "rtc" => (&["rt", "rp", "rb"], &["ruby", "rtc"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "option" => (&["option"], &[]),
            _ if is_inline(tag) || VOID.contains(&tag) => return,
            _ => (&["p"], &["td", "th", "table", "div", "article", "section"]),
        };
        for place in (0..self.open.len()).rev().take(16) {
            let name = self.tree.nodes[self.open[place]].tag();
            if closes.contains(&name) {
                return self.close_to(place);
            }
            if stops.contains(&name) {
                return;
            }
        }
    }

    fn end(&mut self, tag: &str) {
        if let Some((unread, depth)) = &mut self.unread {
            if unread == tag {
                *depth -= 1;
                if *depth == 0 {
                    self.unread = None;
                    if let Some(markup) = self.template.take() {
                        self.inner(&markup);
                    }
                }
            }
            return;
        }
        let inline = is_inline(tag) || tag == "p";
        for place in (0..self.open.len()).rev() {
            let name = self.tree.nodes[self.open[place]].tag();
            if name == tag {
                return self.close_to(place);
            }
            // The end of a phrase ends no block around it.
            if inline && !is_inline(name) {
                return;
            }
        }
    }

    fn close_to(&mut self, place: usize) {
        let end = self.tree.nodes.len();
        for at in self.open.drain(place..) {
            self.tree.nodes[at].end = end;
        }
    }

    fn text(&mut self, text: String) {
        if let Some(template) = &mut self.template {
            template.push_str(&text);
            return;
        }
        match (&self.unread, self.data) {
            (None, _) => _ = self.push(Kind::Text(text)),
            (Some(_), true) => _ = self.push(Kind::Data(text)),
            // Programs and styles are no text of any kind.
            (Some((tag, _)), false) if !matches!(tag.as_str(), "script" | "style") => {
                self.tree.omitted.text(LeftOut::Controls, &text);
            }
            (Some((tag, _)), false) if tag == "script" && self.tree.published.is_none() => {
                self.tree.published = in_program(&text);
            }
            (Some(_), false) => {}
        }
    }
}
