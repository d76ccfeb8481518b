//! Who wrote a page's story: as its data say, else as its parts are marked (`rel=author`, a byline). A name that is the
//! publisher's is taken only where nobody is named. It reads no text of the story.

use super::meta::{Named, filled};
use super::tree::{Node, Tree};

/// Elements that are looked at.
const MOST_MARKED: usize = 40;
/// A name has no more characters, and no more words.
const LONGEST_CHARS: usize = 80;
const MOST_WORDS: usize = 9;

/// Parts of names of elements that hold the author.
#[rustfmt::skip]
const BYLINE: [&str; 14] = [
    "author", "byline", "autor", "autoren", "auteur", "autore", "verfasser", "redakteur", "tacgia", "writer", "contributor",
    "journalist", "firma", "redactor",
];
/// Parts of names of elements that hold other things of an author, or another's.
#[rustfmt::skip]
const NOT_BYLINE: [&str; 17] = [
    "comment", "comments", "bio", "box", "description", "avatar", "image", "img", "photo", "related", "sidebar", "widget",
    "social", "follow", "reply", "footer", "count",
];
/// Words before a name.
#[rustfmt::skip]
const BEFORE: [&str; 43] = [
    "by", "von", "par", "por", "de", "di", "da", "door", "af", "av", "od", "przez", "theo", "bởi", "tác giả", "author", "authors",
    "autor", "autorin", "autoren", "auteur", "autore", "text", "texte", "texto", "posted", "written", "published", "publié",
    "publicado", "veröffentlicht", "verfasst", "geschrieben", "erstellt", "gespeichert", "redaktion", "escrito", "écrit", "ein",
    "gastbeitrag", "redacción", "автор", "текст",
];
/// What ends a name: where it was, when, and what else the line says.
#[rustfmt::skip]
const AFTER: [&str; 23] = [
    " | ", " • ", " · ", " – ", " — ", " / ", "\t", " on ", " am ", " vom ", " um ", " le ", " el ", " il ", " for ", " updated",
    " published", " veröffentlicht", " in ", " - ", "@", " (", ", am ",
];

/// Finds the author; `told` is what the data say, surest first.
pub(super) fn read(tree: &Tree, told: &[Option<String>], named: &Named<'_>) -> Option<String> {
    let told: Vec<String> =
        told.iter().flatten().filter(|name| is_name_told(name)).map(|name| cleaned(name, false)).collect();
    let person = told.iter().find(|name| !name.is_empty() && !is_publisher(name, named));
    if let Some(person) = person {
        return Some(person.clone());
    }
    let marked = marked(tree, named);
    marked.or_else(|| told.into_iter().find(|name| !name.is_empty()))
}

/// Whether what the data give is a name at all.
fn is_name_told(name: &str) -> bool {
    let lower = name.to_lowercase();
    !name.contains("://")
        && !matches!(
            lower.as_str(),
            "admin"
                | "administrator"
                | "no author"
                | "unknown"
                | "anonymous"
                | "author"
                | "redaktion"
                | "editor"
                | "webmaster"
        )
        && name.chars().count() <= LONGEST_CHARS * 4
        && name.chars().any(char::is_alphabetic)
}

/// Whether a name is that of the publisher rather than of a person.
fn is_publisher(name: &str, named: &Named<'_>) -> bool {
    #[rustfmt::skip]
    const FIRMS: [&str; 12] = ["gmbh", "ag", "inc", "inc.", "ltd", "ltd.", "verlag", "e.v.", "llc", "s.a.", "editorial", "online"];
    let last = name.split_whitespace().next_back().unwrap_or("").to_lowercase();
    named.is_site(name) || FIRMS.contains(&last.as_str()) || name.contains(".de") || name.contains(".com")
}

/// The author that the page's parts are marked with: the first by `rel`, then by `itemprop`, then by a byline's name.
fn marked(tree: &Tree, named: &Named<'_>) -> Option<String> {
    let own = |at: &usize| !is_of_another(tree, *at);
    let of = |is: &dyn Fn(&Node) -> bool| {
        let elements = (0..tree.nodes.len()).filter(|&at| is(&tree.nodes[at])).filter(own).take(MOST_MARKED);
        elements.filter_map(|at| name_in(tree, at, named)).next()
    };
    let by_rel = |node: &Node| {
        node.tag() == "a"
            && node
                .attribute("rel")
                .is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("author")))
    };
    let by_property = |node: &Node| {
        let told = [node.attribute("itemprop"), node.attribute("property")];
        told.into_iter()
            .flatten()
            .any(|p| p.split_ascii_whitespace().any(|p| p.eq_ignore_ascii_case("author") || p == "schema:author"))
    };
    of(&by_rel).or_else(|| of(&by_property)).or_else(|| of(&|node| is_byline(node)))
}

fn parts(node: &Node) -> impl Iterator<Item = String> {
    let names = [node.attribute("class"), node.attribute("id")];
    let names = names.into_iter().flatten().flat_map(str::split_ascii_whitespace);
    names.flat_map(|name| name.split(['-', '_']).map(str::to_ascii_lowercase).collect::<Vec<_>>())
}

fn is_byline(node: &Node) -> bool {
    if matches!(
        node.tag(),
        "" | "html" | "body" | "main" | "article" | "section" | "ul" | "form" | "img" | "meta" | "link" | "input"
    ) {
        return false;
    }
    let is = |part: String| BYLINE.iter().any(|word| part.starts_with(word) || part.ends_with(word)) || part == "fn";
    parts(node).any(is) && !parts(node).any(|part| NOT_BYLINE.contains(&part.as_str()))
}

/// Whether an element is of a comment, of another story, or of the page.
fn is_of_another(tree: &Tree, at: usize) -> bool {
    #[rustfmt::skip]
    const OTHERS: [&str; 11] = [
        "comment", "comments", "commentlist", "related", "sidebar", "widget", "recommended", "respond", "teaser", "disqus", "blogroll",
    ];
    let other = |outer: usize| {
        let node = &tree.nodes[outer];
        matches!(node.tag(), "aside" | "nav" | "footer")
            && !parts(node).any(|part| matches!(part.as_str(), "entry" | "post" | "article" | "meta"))
            || !matches!(node.tag(), "body" | "html" | "main" | "article")
                && parts(node).any(|part| OTHERS.contains(&part.as_str()))
    };
    tree.nodes[at].is_unshown() || std::iter::once(at).chain(tree.ancestors(at).take(8)).any(other)
}

/// The name in an element: in a part of it that is marked as name, else what it says.
fn name_in(tree: &Tree, at: usize, named: &Named<'_>) -> Option<String> {
    let is_name = |inner: &usize| {
        let node = &tree.nodes[*inner];
        node.attribute("itemprop").is_some_and(|p| p == "name")
            || node.attribute("rel").is_some_and(|rel| rel == "author")
            || parts(node).any(|part| part == "fn" || part == "name")
    };
    let inner = tree.inside(at).skip(1).find(is_name).filter(|inner| !tree.nodes[*inner].tag().is_empty());
    let says = |at: usize| {
        let node = &tree.nodes[at];
        let text = Some(tree.text_of(at)).filter(|text| !text.is_empty());
        text.or_else(|| node.attribute("content").map(str::to_owned)).and_then(|text| filled(&text))
    };
    let text = inner.and_then(says).or_else(|| says(at))?;
    if text.chars().count() > LONGEST_CHARS * 2 {
        return None;
    }
    let name = cleaned(&text, true);
    let words = name.split_whitespace().count();
    let sound = (1..=MOST_WORDS).contains(&words)
        && name.chars().count() <= LONGEST_CHARS
        && !name.chars().any(|c| c.is_ascii_digit() && words > 2)
        && !name.ends_with(['.', '?', '!', ':']) | (words <= 4 && !name.ends_with([':', '?', '!']))
        && is_name_told(&name)
        && !named.is_site(&name);
    sound.then_some(name)
}

/// A name without the words before and after it.
fn cleaned(text: &str, from_page: bool) -> String {
    let mut name = text.trim();
    if let Some(named) =
        name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).or_else(|| name.strip_prefix("Von "))
    {
        name = named.trim();
    }
    if from_page {
        name = without_before(name);
        for mark in AFTER {
            let lower = name.to_lowercase();
            if lower.len() == name.len()
                && let Some(end) = lower.find(mark).filter(|&end| end > 0 && name.is_char_boundary(end))
            {
                name = name[..end].trim_end();
            }
        }
        // A date in figures is no part of it.
        if let Some(end) = name.find(|c: char| c.is_ascii_digit()).filter(|&end| end > 3 && name[..end].ends_with(' '))
        {
            name = name[..end].trim_end();
        }
    }
    name.trim_matches([',', ';', '|', '–', '-', ' ', '•', '·', '\u{a0}', ':']).to_owned()
}

/// A line without the words that stand before a name in it.
fn without_before(line: &str) -> &str {
    let mut rest = line;
    for _ in 0..3 {
        let lower = rest.to_lowercase();
        let word = BEFORE
            .iter()
            .find(|word| lower.strip_prefix(**word).is_some_and(|after| after.starts_with([' ', ':', '\u{a0}'])));
        // Small letters are counted alike in both but for a few signs.
        let Some(cut) = word.map(|word| word.len()).filter(|cut| rest.is_char_boundary(*cut)) else { break };
        // `De Luca` is a name: a particle stands before a name in small letters, or ends in a colon.
        let is_particle = matches!(&lower[..cut], "de" | "di" | "da" | "von")
            && rest.starts_with(char::is_uppercase)
            && rest.split_whitespace().count() == 2;
        if is_particle && !rest[cut..].starts_with(':') && &lower[..cut] != "von" {
            break;
        }
        rest = rest[cut..].trim_start_matches([' ', ':', '\u{a0}']);
    }
    rest
}
