//! Markdown: front matter (YAML's plain subset between `---`, TOML between `+++`) and the text without its signs.
//!
//! It reads the forms people write articles in: headings, emphasis, links, pictures, lists, quotations, code, tables.
//! What is none of these stays as it stands.

use super::html;
use super::records::{Field, guessed, host, read_when};
use crate::article::{Block, Known, Role};
use crate::pack::input::Reason;
use crate::text::raised;

/// Reads a text.
///
/// # Errors
/// When nothing is left but front matter.
pub fn read(text: &str) -> Result<(String, Known), Reason> {
    let (front, body) = front_matter(text);
    let mut known = known(&front);
    let mut paragraphs = Paragraphs::default();
    paragraphs.read(body);
    // The first heading of the first level is the title, when nothing else is and nothing stands before it.
    if known.title.is_none() {
        known.title = paragraphs.take_title();
    }
    known.roles = paragraphs.roles;
    if paragraphs.text.trim().is_empty() {
        return Err(if text.trim().is_empty() { Reason::Empty } else { Reason::NoText });
    }
    Ok((paragraphs.text, known))
}

/// The pairs of the front matter, and the text after it.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
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
            let pairs = if fence == "+++" { toml_pairs(front) } else { yaml_pairs(front) };
            // A rule of three hyphens may open a text as well: front matter has pairs.
            return if pairs.is_empty() { (pairs, text) } else { (pairs, &rest[at + line.len()..]) };
        }
        at += line.len();
    }
    (Vec::new(), text)
}

/// `name: value` lines; lists in brackets or as items below; text in quotation marks; `|` and `>` for paragraphs.
fn yaml_pairs(front: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in front.lines() {
        let inner = line.starts_with([' ', '\t', '-']);
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if inner {
            // An item of a list, or a line of a folded text, of the name above.
            let Some((_, value)) = pairs.last_mut() else { continue };
            let item = trimmed.strip_prefix("- ").unwrap_or(trimmed);
            let gap = match value.is_empty() {
                true => "",
                false if trimmed.starts_with("- ") => ", ",
                false => " ",
            };
            value.push_str(gap);
            value.push_str(&unquoted(item));
            continue;
        }
        let Some((name, value)) = trimmed.split_once(':') else { continue };
        let value = match value.trim() {
            "|" | ">" | "|-" | ">-" => String::new(),
            list if list.starts_with('[') && list.ends_with(']') => {
                list[1..list.len() - 1].split(',').map(unquoted).collect::<Vec<_>>().join(", ")
            }
            value => unquoted(value),
        };
        pairs.push((unquoted(name), value));
    }
    pairs
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
    let text = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    let pair = |(name, value): (String, toml::Value)| {
        let value = match &value {
            toml::Value::Array(parts) => Some(parts.iter().filter_map(text).collect::<Vec<_>>().join(", ")),
            value => text(value),
        };
        value.map(|value| (name, value))
    };
    table.into_iter().filter_map(pair).collect()
}

fn known(front: &[(String, String)]) -> Known {
    let value = |wanted: Field| {
        let named = front.iter().filter_map(|(name, value)| {
            let (field, rank) = guessed(name)?;
            (field == wanted && !value.trim().is_empty()).then_some((rank, value))
        });
        named.min_by_key(|(rank, _)| *rank).map(|(_, value)| value.trim().to_owned())
    };
    let tags =
        || front.iter().find(|(name, _)| matches!(name.as_str(), "tags" | "tag")).map(|(_, value)| value.clone());
    let url = value(Field::Url);
    Known {
        title: value(Field::Title),
        date: value(Field::Date).and_then(|date| read_when(&date, value(Field::Time).as_deref())),
        source: value(Field::Source).or_else(|| url.as_deref().and_then(host)),
        url,
        category: value(Field::Category).or_else(tags).filter(|tags| !tags.is_empty()),
        author: value(Field::Author),
        roles: Vec::new(),
    }
}

/// The text in the making.
#[derive(Default)]
struct Paragraphs {
    text: String,
    roles: Vec<Block>,
    /// The heading of the first level that opens the text.
    title: Option<(String, usize)>,
    /// The line above is of a paragraph that goes on: its break is a space.
    goes_on: bool,
}

impl Paragraphs {
    fn read(&mut self, body: &str) {
        let mut fence: Option<&str> = None;
        let mut lines = body.lines().peekable();
        while let Some(line) = lines.next() {
            let trimmed = line.trim_start();
            let opens = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
            match (fence, opens) {
                (Some(open), Some(mark)) if open == mark => fence = None,
                (Some(_), _) => self.line(line),
                (None, Some(mark)) => fence = Some(mark),
                (None, None) => {
                    let under = lines.peek().map_or("", |next| next.trim());
                    let level = |mark: char| under.len() >= 2 && under.chars().all(|c| c == mark);
                    if !trimmed.is_empty() && !self.ends_open() && (level('=') || level('-')) {
                        let first = level('=');
                        lines.next();
                        self.heading(trimmed, first);
                    } else {
                        self.plain(trimmed, line);
                    }
                }
            }
        }
    }

    /// Whether the line above belongs to the same paragraph.
    fn ends_open(&self) -> bool {
        !self.text.is_empty() && !self.text.ends_with("\n\n")
    }

    fn plain(&mut self, trimmed: &str, line: &str) {
        let marks = trimmed.bytes().take_while(|&b| b == b'#').count();
        let rest = &trimmed[marks..];
        if (1..=6).contains(&marks) && rest.starts_with([' ', '\t']) {
            return self.heading(rest.trim().trim_end_matches('#').trim_end(), marks == 1);
        }
        if is_table_rule(trimmed) {
            return;
        }
        if is_rule(trimmed) || is_definition(trimmed) {
            return self.line("");
        }
        let quoted = trimmed.trim_start_matches(['>', ' ']);
        let body = if trimmed.starts_with('>') { quoted } else { line.trim_end() };
        let body = match body.trim_start() {
            item if item.starts_with("- ") || item.starts_with("* ") || item.starts_with("+ ") => &item[2..],
            row if row.len() > 1 && row.starts_with('|') && row.ends_with('|') => {
                let cells: Vec<_> = row[1..row.len() - 1].split('|').map(str::trim).collect();
                return self.line(&phrases(&cells.join("\t")));
            }
            other => self.go_on(other),
        };
        self.line(&phrases(body));
        // Two spaces at the end, or a backslash, are a line break.
        self.goes_on = !line.ends_with("  ") && !line.ends_with('\\') && !body.trim().is_empty();
    }

    /// Makes the break before a further line of a paragraph a space; where a hyphen breaks a word, it stays.
    fn go_on<'l>(&mut self, line: &'l str) -> &'l str {
        let broken = self.text.trim_end().ends_with(['-', '\u{2010}', '\u{ad}']);
        if self.goes_on && self.ends_open() && !line.is_empty() && !broken {
            self.text.pop();
            self.text.push(' ');
        }
        line
    }

    fn heading(&mut self, text: &str, first_level: bool) {
        let text = phrases(text);
        if self.ends_open() {
            self.text.push('\n');
        }
        let start = self.text.len();
        if first_level && self.title.is_none() && self.text.trim().is_empty() {
            self.title = Some((text.clone(), start));
        }
        self.text.push_str(&text);
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.text.len()))
            && start < end
        {
            self.roles.push(Block { role: Role::Subheading, start, end, repeats: false });
        }
        self.text.push_str("\n\n");
    }

    fn line(&mut self, line: &str) {
        self.goes_on = false;
        if line.trim().is_empty() && (self.text.is_empty() || self.text.ends_with("\n\n")) {
            return;
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Takes the title out of the headings: extraction finds it at the start of the text.
    fn take_title(&mut self) -> Option<String> {
        let (title, start) = self.title.take()?;
        self.roles.retain(|block| block.start as usize != start);
        Some(title)
    }
}

fn is_rule(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3 && ["-", "*", "_"].iter().any(|mark| bare.trim_matches(|c| mark.contains(c)).is_empty())
}

fn is_table_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// `[name]: address`, which is not shown.
fn is_definition(line: &str) -> bool {
    line.starts_with('[')
        && line.split_once("]:").is_some_and(|(_, rest)| rest.trim_start().starts_with(['h', '/', '<', '.']))
}

/// A line without the signs of emphasis, links, pictures and code; tags and entities as HTML reads them.
fn phrases(line: &str) -> String {
    let line = if html::looks_like_markup(line) { html::plain(line) } else { line.to_owned() };
    let mut read = String::with_capacity(line.len());
    let chars: Vec<char> = line.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '\\' if chars.get(at + 1).is_some_and(char::is_ascii_punctuation) => {
                read.push(chars[at + 1]);
                at += 2;
            }
            '`' => at += 1,
            '!' if chars.get(at + 1) == Some(&'[') && link(&chars, at + 1).is_some() => at += 1,
            '[' if let Some(end) = note(&chars, at) => {
                let mark: String = chars[at + 2..end].iter().collect();
                let mark = if mark.bytes().all(|b| b.is_ascii_digit()) { &mark } else { "*" };
                read.push_str(&raised(mark, &read));
                at = end + 1 + usize::from(at == 0 && chars.get(end + 1) == Some(&':'));
            }
            '[' => match link(&chars, at) {
                Some((close, end)) => {
                    read.push_str(&phrases(&chars[at + 1..close].iter().collect::<String>()));
                    at = end;
                }
                None => {
                    read.push('[');
                    at += 1;
                }
            },
            mark @ ('*' | '_' | '~') => {
                let run = chars[at..].iter().take_while(|&&c| c == mark).count();
                let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
                let after = chars.get(at + run).copied().unwrap_or(' ');
                // A sign between spaces, or an underscore inside a word, is itself.
                let free = before.is_whitespace() && after.is_whitespace();
                let inside = mark == '_' && before.is_alphanumeric() && after.is_alphanumeric();
                if free || inside || run > 3 || (mark == '~' && run != 2) {
                    read.extend(std::iter::repeat_n(mark, run));
                }
                at += run;
            }
            c => {
                read.push(c);
                at += 1;
            }
        }
    }
    read
}

/// Where the mark of a note ends that begins with `[^`.
fn note(chars: &[char], at: usize) -> Option<usize> {
    chars.get(at + 1).filter(|c| **c == '^')?;
    let end = chars.iter().enumerate().skip(at + 2).take(40).find(|(_, c)| **c == ']' || c.is_whitespace());
    end.filter(|(end, c)| **c == ']' && *end > at + 2).map(|(end, _)| end)
}

/// A link's text is looked for in so many characters.
const LONGEST_LINK_CHARS: usize = 2000;

/// `[text](address)` or `[text][name]` at `at`: where its text ends, and one past its end.
fn link(chars: &[char], at: usize) -> Option<(usize, usize)> {
    let find = |from: usize, open: char, close: char| {
        let mut depth = 0;
        chars.iter().enumerate().skip(from).take(LONGEST_LINK_CHARS).find_map(|(i, &c)| {
            depth += i32::from(c == open) - i32::from(c == close);
            (depth == 0).then_some(i)
        })
    };
    let close = find(at, '[', ']')?;
    let end = match chars.get(close + 1)? {
        '(' => find(close + 1, '(', ')')?,
        '[' => find(close + 1, '[', ']')?,
        _ => return None,
    };
    Some((close, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(read(text).unwrap().0.trim_end(), expected, "{text:?}");
    }

    #[test]
    fn signs_are_taken_out() {
        check("Một **đậm** và *nghiêng* [liên kết](http://x.example/a_(b)) `mã`.", "Một đậm và nghiêng liên kết mã.");
        check("![Ảnh chợ](a.jpg)\n\nChữ", "Ảnh chợ\n\nChữ");
        check("2 * 3 * 4, ten_bien_dai, \\*sao\\*", "2 * 3 * 4, ten_bien_dai, *sao*");
        check("- Một\n- Hai\n\n> Trích dẫn\n\n---\n\nHết", "Một\nHai\n\nTrích dẫn\n\nHết");
        check("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2");
        check("```\n* mã *\n```\nchữ", "* mã *\nchữ");
        check("[chữ] thôi, và [1]: không", "[chữ] thôi, và [1]: không");
        check("Hiệp ước[^1], năm 1954<sup>2</sup>\n\n[^1]: Chú thích.", "Hiệp ước¹, năm 1954²\n\n¹ Chú thích.");
        check(
            "Một dòng\ndòng nữa  \nxuống dòng\n- mục\ntime-\ntable",
            "Một dòng dòng nữa\nxuống dòng\nmục time-\ntable",
        );
    }

    #[test]
    fn headings_are_subheadings_and_the_first_is_the_title() {
        let (text, known) =
            read("# Chợ phiên\n\nMở đầu.\n\n## Hàng quà ##\n\nBánh nóng.\n\nKhói bếp\n--------\nHết.\n").unwrap();
        assert_eq!(known.title.as_deref(), Some("Chợ phiên"));
        let roles: Vec<_> = known.roles.iter().map(|b| (b.role, b.of(&text))).collect();
        assert_eq!(roles, [(Role::Subheading, "Hàng quà"), (Role::Subheading, "Khói bếp")]);
        assert!(text.starts_with("Chợ phiên\n\nMở đầu.\n"), "{text}");
    }

    #[test]
    fn front_matter_says_what_it_knows() {
        let yaml = "---\ntitle: \"Chợ: phiên đầu\"\nngày: 2021-02-03\ntác giả:\n  - Mai An\n  - Lê Bình\nsource: 'Báo ''Làng'''\ntags: [chợ, xuân]\n---\nChữ\n";
        let (text, known) = read(yaml).unwrap();
        assert_eq!((text.as_str(), known.title.as_deref()), ("Chữ\n", Some("Chợ: phiên đầu")));
        assert_eq!(known.date.map(|d| d.to_string()).as_deref(), Some("2021-02-03"));
        assert_eq!(known.author.as_deref(), Some("Mai An, Lê Bình"));
        assert_eq!((known.source.as_deref(), known.category.as_deref()), (Some("Báo 'Làng'"), Some("chợ, xuân")));
        let (_, known) = read("+++\ntitle = \"T\"\ndate = 2021-02-03\n+++\nChữ").unwrap();
        assert_eq!((known.title.as_deref(), known.date.map(|d| d.to_string())), (Some("T"), Some("2021-02-03".into())));
        assert_eq!(read("---\ntitle: x\n---\n").unwrap_err(), Reason::NoText);
        check("---\n\nChỉ là một đường kẻ\n\n---\n\nchữ", "Chỉ là một đường kẻ\n\nchữ");
    }
}
