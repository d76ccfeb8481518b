//! An element with all that is in it. It is data alone.

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pack::input::readers) enum Part {
    Node(Node),
    Text(String),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pack::input::readers) struct Node {
    /// The prefix of its name, as the file writes it; empty for none.
    pub prefix: String,
    /// Its name without the prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// In their order.
    pub parts: Vec<Part>,
}

impl Node {
    pub fn new(prefix: String, name: String, attributes: Vec<(String, String)>) -> Self {
        Self { prefix, name, attributes, parts: Vec::new() }
    }

    /// Adds text to what is in it.
    pub fn push_text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(before)) => before.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    /// An attribute, by its name without the prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let local = |full: &str| full.rsplit(':').next() == Some(name);
        self.attributes.iter().find(|(full, _)| local(full)).map(|(_, value)| value.as_str())
    }

    /// The elements right in it.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter_map(|part| match part {
            Part::Node(node) => Some(node),
            Part::Text(_) => None,
        })
    }

    /// The elements of a name right in it.
    pub fn named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children().filter(move |child| child.name == name)
    }

    /// The first element of a name right in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// The first element of a name in it, however deep, in the order of the file.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.children().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// Every element of a name in it that lies in no other such.
    pub fn all<'n>(&'n self, name: &str) -> Vec<&'n Self> {
        let mut found = Vec::new();
        self.gather(name, &mut found);
        found
    }

    fn gather<'n>(&'n self, name: &str, found: &mut Vec<&'n Self>) {
        for child in self.children() {
            if child.name == name { found.push(child) } else { child.gather(name, found) }
        }
    }

    /// Its text as it stands.
    pub fn raw(&self) -> String {
        let mut all = String::new();
        self.write_raw(&mut all);
        all
    }

    fn write_raw(&self, all: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) => all.push_str(text),
                Part::Node(node) => node.write_raw(all),
            }
        }
    }

    /// Its text on one line.
    pub fn text(&self) -> String {
        self.raw().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its text on one line, where it has any.
    pub fn filled(&self) -> Option<String> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// The text of the first element of a name right in it, where it has any.
    pub fn value(&self, name: &str) -> Option<String> {
        self.named(name).find_map(Self::filled)
    }

    /// What is in it as markup, the names changed by `rename`; an element without a name then is left out whole.
    pub fn markup(&self, rename: &dyn Fn(&str) -> String) -> String {
        let mut all = String::new();
        self.write_markup(rename, &mut all);
        all
    }

    fn write_markup(&self, rename: &dyn Fn(&str) -> String, all: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) => all.push_str(&escaped(text)),
                Part::Node(node) => {
                    let name = rename(&node.name);
                    if name.is_empty() {
                        continue;
                    }
                    all.push('<');
                    all.push_str(&name);
                    for (key, value) in &node.attributes {
                        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
                        if key.chars().all(plain) {
                            all.push_str(&format!(" {key}=\"{}\"", escaped(value)));
                        }
                    }
                    all.push('>');
                    // What a browser takes to be empty has no end.
                    if matches!(name.as_str(), "br" | "hr" | "img" | "wbr") {
                        continue;
                    }
                    node.write_markup(rename, all);
                    all.push_str(&format!("</{name}>"));
                }
            }
        }
    }
}

/// A text with the signs of markup written as references.
pub(in crate::pack::input::readers) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_asked_by_name() {
        let leaf = |name: &str, text: &str| {
            let mut node = Node::new(String::new(), name.to_owned(), vec![("xml:id".into(), "a<b".into())]);
            node.push_text(text);
            node
        };
        let mut root = Node::default();
        let mut inner = leaf("p", "một ");
        inner.parts.push(Part::Node(leaf("b", "& hai")));
        root.parts = vec![Part::Node(inner), Part::Node(leaf("p", "\n ba"))];
        assert_eq!(
            (root.value("p").as_deref(), root.find("b").map(Node::text)),
            (Some("một & hai"), Some("& hai".into()))
        );
        assert_eq!(root.all("p").len(), 2);
        assert_eq!(root.child("p").and_then(|p| p.attribute("id")), Some("a<b"));
        let rename = |name: &str| if name == "b" { String::new() } else { "div".to_owned() };
        assert_eq!(root.markup(&rename), "<div xml:id=\"a&lt;b\">một </div><div xml:id=\"a&lt;b\">\n ba</div>");
    }
}
