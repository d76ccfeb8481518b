//! Front matter: what stands in YAML between `---`, or in TOML between `+++`, before a text. Of YAML it reads what people
//! write there: scalars, lists and maps, by their indent; nothing in it is ever an error.

use crate::pack::input::readers::records::guessed;

/// Names under which a map says what it is called.
const NAMES: [&str; 4] = ["name", "title", "label", "text"];
/// Maps inside one another at most.
const DEEPEST: usize = 8;

/// The pairs of the front matter, and the text after it.
pub(super) fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let opening = text.trim_start_matches('\u{feff}');
    let Some((fence, rest)) = ["---", "+++"].iter().find_map(|fence| {
        let rest = opening.strip_prefix(fence)?;
        let line = rest.find('\n')?;
        rest[..line].trim().is_empty().then(|| (*fence, &rest[line + 1..]))
    }) else {
        return (Vec::new(), text);
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let front = &rest[..at];
            let lines: Vec<_> = front.lines().collect();
            let pairs = match fence {
                "+++" => toml_pairs(front),
                _ if is_metadata(&lines) => yaml_pairs(&lines, 0),
                _ => Vec::new(),
            };
            // A rule of three hyphens may open a text as well: front matter has pairs.
            return if pairs.is_empty() { (pairs, text) } else { (pairs, &rest[at + line.len()..]) };
        }
        at += line.len();
    }
    (Vec::new(), text)
}

/// Names of a site's own settings, by which front matter is known that says nothing of its text.
#[rustfmt::skip]
const SETTINGS: [&str; 28] = [
    "layout", "draft", "published", "publish", "slug", "permalink", "weight", "type", "id", "lang", "language", "cover",
    "image", "menu", "aliases", "toc", "tags", "categories", "status", "private", "hidden", "template", "order", "comments",
    "featured", "sidebar", "excerpt", "updated",
];
/// A value of so many words that ends like a sentence is one.
const SENTENCE_WORDS: usize = 4;

/// Whether lines between two rules are metadata, and not a paragraph with a colon in it: each is a pair, goes on with one, or
/// says nothing; and a name is one that metadata has, or no value is a sentence.
fn is_metadata(lines: &[&str]) -> bool {
    let told = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let Some(base) = lines.iter().copied().find(told).map(indent) else { return false };
    let closes = |line: &str| matches!(line.trim(), "}" | "]" | "}," | "],");
    let (mut known, mut sentence) = (false, false);
    for line in
        lines.iter().copied().filter(told).filter(|line| indent(line) <= base && !is_item(line) && !closes(line))
    {
        let Some((name, value)) = pair(line) else { return false };
        let lower = name.to_lowercase();
        known |= guessed(&name).is_some() || SETTINGS.contains(&lower.as_str());
        sentence |= value.ends_with(['.', '!', '?', '…']) && value.split_whitespace().count() >= SENTENCE_WORDS;
    }
    known || !sentence
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn is_item(line: &str) -> bool {
    let line = line.trim();
    line == "-" || line.starts_with("- ")
}

/// The pairs of a map that begins in the first line, each with its value as text.
fn yaml_pairs(lines: &[&str], depth: usize) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let told = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let Some(base) = lines.iter().find(|line| told(line)).map(|line| indent(line)) else { return pairs };
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if !told(&line) || indent(line) > base {
            continue;
        }
        let Some((name, value)) = pair(line) else { continue };
        let inner = lines[at..].iter();
        let inner = inner.take_while(|next| next.trim().is_empty() || indent(next) > base || is_item(next)).count();
        pairs.push((name, value_of(value, &lines[at..at + inner], depth + 1)));
        at += inner;
    }
    pairs
}

/// `name: value`, where a space or the line's end follows the colon.
fn pair(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let at = line
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|&at| line[at + 1..].chars().next().is_none_or(char::is_whitespace))?;
    let name = unquoted(&line[..at]);
    (!name.is_empty()).then(|| (name, line[at + 1..].trim()))
}

/// A value that begins behind its name and goes on in deeper lines.
fn value_of(opening: &str, lines: &[&str], depth: usize) -> String {
    let lines: Vec<&str> = lines.iter().copied().filter(|line| !line.trim().is_empty()).collect();
    if matches!(opening.trim_end_matches(['-', '+']), "|" | ">") {
        return lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    }
    let opening = if opening.starts_with('#') { "" } else { opening };
    if !opening.is_empty() {
        let rest = lines.iter().filter(|line| !line.trim_start().starts_with('#')).map(|line| line.trim());
        let whole = std::iter::once(opening).chain(rest).collect::<Vec<_>>().join(" ");
        return scalar(&whole);
    }
    let Some(first) = lines.iter().find(|line| !line.trim_start().starts_with('#')) else { return String::new() };
    if depth > DEEPEST {
        return String::new();
    }
    if is_item(first) {
        return items(&lines, depth);
    }
    if pair(first).is_some() {
        return called(yaml_pairs(&lines, depth));
    }
    scalar(&lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "))
}

/// The items of a list, with a comma between them.
fn items(lines: &[&str], depth: usize) -> String {
    let base = lines.first().map_or(0, |line| indent(line));
    let begins = |line: &&str| is_item(line) && indent(line) <= base;
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let more = lines[at + 1..].iter().take_while(|line| !begins(line)).count();
        let opening = lines[at].trim().trim_start_matches('-').trim_start();
        let value = match pair(opening).filter(|_| !opening.starts_with(['"', '\'', '{', '['])) {
            Some((name, value)) => {
                let mut pairs = vec![(name, scalar(value))];
                pairs.extend(yaml_pairs(&lines[at + 1..at + 1 + more], depth + 1));
                called(pairs)
            }
            None => value_of(opening, &lines[at + 1..at + 1 + more], depth + 1),
        };
        found.push(value);
        at += 1 + more;
    }
    found.retain(|item| !item.is_empty());
    found.join(", ")
}

/// What a map is called, else its first value.
fn called(pairs: Vec<(String, String)>) -> String {
    let named = NAMES.iter().find_map(|name| pairs.iter().find(|(own, value)| own == name && !value.is_empty()));
    named
        .or_else(|| pairs.iter().find(|(_, value)| !value.is_empty()))
        .map(|(_, value)| value.clone())
        .unwrap_or_default()
}

/// A value on one line: a list or a map in brackets, or text.
fn scalar(value: &str) -> String {
    flow(value, 0)
}

fn flow(value: &str, depth: usize) -> String {
    let value = value.trim();
    let inner = |open: char, close: char| {
        value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).filter(|_| depth < DEEPEST)
    };
    if let Some(list) = inner('[', ']') {
        let items = parts(list).into_iter().map(|item| flow(item, depth + 1)).filter(|item| !item.is_empty());
        return items.collect::<Vec<_>>().join(", ");
    }
    if let Some(map) = inner('{', '}') {
        let pairs = parts(map).into_iter().filter_map(pair);
        return called(pairs.map(|(name, value)| (name, flow(value, depth + 1))).collect());
    }
    let plain = unquoted(value);
    if matches!(plain.as_str(), "~" | "null") { String::new() } else { plain }
}

/// What stands between the commas that are in no quotation marks and no brackets.
fn parts(list: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted, mut depth) = (Vec::new(), 0, None, 0_usize);
    for (at, c) in list.char_indices() {
        match (quoted, c) {
            (Some(mark), c) if c == mark => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if list[start..at].trim().is_empty() => quoted = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                found.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&list[start..]);
    found
}

/// A scalar without its quotation marks or the comment after it.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for mark in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(mark)
            && let Some(end) = rest.rfind(mark)
        {
            let inner = &rest[..end];
            return if mark == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") };
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

fn toml_pairs(front: &str) -> Vec<(String, String)> {
    let Ok(table) = front.parse::<toml::Table>() else { return Vec::new() };
    table.into_iter().map(|(name, value)| (name, toml_text(&value))).filter(|(_, value)| !value.is_empty()).collect()
}

fn toml_text(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(told) => told.to_string(),
        toml::Value::Float(_) => String::new(),
        toml::Value::Array(parts) => {
            parts.iter().map(toml_text).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        toml::Value::Table(table) => {
            called(table.iter().map(|(name, value)| (name.clone(), toml_text(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(yaml: &str, expected: &[(&str, &str)]) {
        let text = format!("---\n{yaml}\n---\nChữ");
        let (pairs, rest) = front_matter(&text);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!((pairs.as_slice(), rest), (expected, "Chữ"), "{yaml}");
    }

    #[test]
    fn values_are_read_as_they_are_nested() {
        check("title: \"Chợ: phiên\" # chú\nngày: 2021-02-03", &[("title", "Chợ: phiên"), ("ngày", "2021-02-03")]);
        check("author:\n  name: Mai An\n  email: an@x.example\ntitle: T", &[("author", "Mai An"), ("title", "T")]);
        check("author:\n  email: an@x.example\n  name: Mai An", &[("author", "Mai An")]);
        check(
            "authors:\n- name: Mai An\n  url: http://x.example\n- name: \"Lê Bình\"\nx: 1",
            &[("authors", "Mai An, Lê Bình"), ("x", "1")],
        );
        check("authors:\n  - Mai An\n  - Lê Bình # khách", &[("authors", "Mai An, Lê Bình")]);
        check("author: {name: Mai An, email: x}", &[("author", "Mai An")]);
        check("authors: [{name: Mai An}, 'Lê, Bình']", &[("authors", "Mai An, Lê, Bình")]);
        check("tags: [chợ, \"xuân, hè\"]", &[("tags", "chợ, xuân, hè")]);
        check(
            "description: >-\n  Một câu\n  hai dòng.\ntitle: T",
            &[("description", "Một câu hai dòng."), ("title", "T")],
        );
        check("title: Một tên\n  dài hai dòng", &[("title", "Một tên dài hai dòng")]);
        check("url: http://x.example/a:b\nnone: ~", &[("url", "http://x.example/a:b"), ("none", "")]);
        check("seo:\n  title: Khác\n  a:\n    b: c\ntitle: T", &[("seo", "Khác"), ("title", "T")]);
    }

    #[test]
    fn toml_says_the_same() {
        let (pairs, _) =
            front_matter("+++\ntitle = \"T\"\ndraft = true\nauthors = [\"A\", \"B\"]\n[author]\nname = \"C\"\n+++\nx");
        let mut pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, [("author", "C"), ("authors", "A, B"), ("draft", "true"), ("title", "T")]);
    }

    #[test]
    fn brackets_inside_brackets_come_to_an_end() {
        let deep = format!("---\ntags: {}{}\n---\n", "[".repeat(20_000), "]".repeat(20_000));
        assert_eq!(front_matter(&deep).0.len(), 1);
    }

    proptest! {
        #[test]
        fn any_front_matter_is_answered(lines in "([ \\t-]{0,4}[a-z:#\"'\\[\\]{},]{0,6}:? ?[a-z]{0,3}\n){0,12}") {
            let _ = front_matter(&format!("---\n{lines}---\n"));
        }
    }
}
