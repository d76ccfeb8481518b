//! Articles as references for reference managers: BibTeX (biblatex) and RIS. The corpus they were read in stands in a note, so that
//! a text can be found again. It asks nothing and writes no file.

use crate::article::Date;
use crate::protocol::Card;

/// A form of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// BibTeX, in UTF-8, as biblatex and newer tools read it.
    Bibtex,
    /// RIS, a tag a line.
    Ris,
}

impl References {
    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::Ris => "ris",
        }
    }

    /// References to articles; `corpus` is the corpus hash.
    /// ```
    /// use recto::export::References;
    ///
    /// assert_eq!(References::Bibtex.of(&[], "00ff"), "");
    /// ```
    pub fn of(self, cards: &[Card], corpus: &str) -> String {
        let mut out = String::new();
        for card in cards {
            match self {
                Self::Bibtex => bibtex(&mut out, card, corpus),
                Self::Ris => ris(&mut out, card, corpus),
            }
        }
        out
    }
}

/// Where the text lies, as a note says it.
fn note(card: &Card, corpus: &str) -> String {
    ["Recto ", corpus, " ", &card.id].concat()
}

/// Authors are parted by semicolons; a comma may stand inside a name.
fn authors(card: &Card) -> Vec<String> {
    let parts = card.author.iter().flat_map(|names| names.split(';')).map(one_line);
    parts.filter(|name| !name.is_empty()).collect()
}

/// A value on one line, without control characters.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in which TeX sees no command. Braces are named: BibTeX counts those behind a backslash too.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// An address as it stands between braces, where TeX reads it as it is.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            '\\' => out.push_str("%5C"),
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            _ if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            _ => out.push(c),
        }
    }
    out
}

/// A key of letters, digits and hyphens that no other article of the corpus has.
fn key(card: &Card) -> String {
    const LETTERS: usize = 40;
    let mut key = String::from("recto");
    for c in card.id.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c);
        } else if !key.ends_with('-') {
            key.push('-');
        }
        if key.len() >= LETTERS {
            break;
        }
    }
    [key.trim_end_matches('-'), "-", &card.article.0.to_string()].concat()
}

fn bibtex(out: &mut String, card: &Card, corpus: &str) {
    let kind = if card.source.is_some() { "article" } else { "misc" };
    out.push_str(&["@", kind, "{", &key(card)].concat());
    let mut field = |name: &str, value: &str| out.push_str(&[",\n  ", name, " = {", value, "}"].concat());
    // A title in braces of its own keeps its capitals, and a name its parts: which of them is the surname depends on its language.
    field("title", &["{", &tex(&card.title), "}"].concat());
    let names: Vec<String> = authors(card).iter().map(|name| ["{", &tex(name), "}"].concat()).collect();
    if !names.is_empty() {
        field("author", &names.join(" and "));
    }
    card.source.iter().for_each(|source| field("journal", &tex(source)));
    if let Some(date) = card.date.filter(|date| date.year.is_some()) {
        field("date", &date.to_string());
        date.year.iter().for_each(|year| field("year", &year.to_string()));
    }
    card.url.iter().for_each(|url| field("url", &address(url)));
    card.category.iter().for_each(|category| field("keywords", &tex(category)));
    field("note", &tex(&note(card, corpus)));
    out.push_str("\n}\n\n");
}

/// A date as RIS has it: `2021/01/24/`, parts that are not known left empty.
fn ris_date(date: &Date) -> Option<String> {
    let two =
        |part: Option<u8>| part.map(|n| [if n < 10 { "0" } else { "" }, &n.to_string()].concat()).unwrap_or_default();
    Some([&*date.year?.to_string(), "/", &two(date.month), "/", &two(date.day), "/"].concat())
}

fn ris(out: &mut String, card: &Card, corpus: &str) {
    let mut tag = |name: &str, value: &str| out.push_str(&[name, "  - ", &one_line(value), "\r\n"].concat());
    tag("TY", if card.source.is_some() { "NEWS" } else { "GEN" });
    tag("ID", &key(card));
    tag("TI", &card.title);
    authors(card).iter().for_each(|name| tag("AU", name));
    card.source.iter().for_each(|source| tag("T2", source));
    if let Some((date, year)) = card.date.as_ref().and_then(|date| Some((ris_date(date)?, date.year?))) {
        tag("PY", &year.to_string());
        tag("DA", &date);
    }
    card.url.iter().for_each(|url| tag("UR", &address(url)));
    card.category.iter().for_each(|category| tag("KW", category));
    tag("N1", &note(card, corpus));
    tag("ER", "");
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;

    fn card() -> Card {
        Card {
            article: ArticleId(7),
            id: "2021/bài một.txt".into(),
            title: "100 % {chợ} & \"bến\"\n\\input{x}_1~^$#".into(),
            untitled: false,
            date: "2021-03".parse().ok(),
            file_date: None,
            source: Some("Báo & Đài".into()),
            url: Some("https://a.example/x?y={1}&z=%20 \\".into()),
            category: None,
            author: Some("Nguyễn Văn An; Lê, Bình".into()),
            length_tokens: 10,
        }
    }

    #[test]
    fn bibtex_is_escaped_and_its_braces_are_paired() {
        let text = References::Bibtex.of(&[card()], "00ff");
        let expected = "@article{recto2021-b-i-m-t-txt-7,\n  \
            title = {{100 \\% \\textbraceleft{}chợ\\textbraceright{} \\& \"bến\" \
            \\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\_1\\textasciitilde{}\\textasciicircum{}\\$\\#}},\n  \
            author = {{Nguyễn Văn An} and {Lê, Bình}},\n  journal = {Báo \\& Đài},\n  date = {2021-03},\n  year = {2021},\n  \
            url = {https://a.example/x?y=%7B1%7D&z=%20%20%5C},\n  note = {Recto 00ff 2021/bài một.txt}\n}\n\n";
        assert_eq!(text, expected);
        let depth = text.chars().fold(0i32, |depth, c| {
            assert!(depth >= 0);
            depth + i32::from(c == '{') - i32::from(c == '}')
        });
        assert_eq!(depth, 0);
    }

    #[test]
    fn ris_has_a_tag_a_line() {
        let text = References::Ris.of(&[card()], "00ff");
        let expected = [
            "TY  - NEWS",
            "ID  - recto2021-b-i-m-t-txt-7",
            "TI  - 100 % {chợ} & \"bến\" \\input{x}_1~^$#",
            "AU  - Nguyễn Văn An",
            "AU  - Lê, Bình",
            "T2  - Báo & Đài",
            "PY  - 2021",
            "DA  - 2021/03//",
            "UR  - https://a.example/x?y=%7B1%7D&z=%20%20%5C",
            "N1  - Recto 00ff 2021/bài một.txt",
            "ER  - ",
            "",
            "",
        ];
        assert_eq!(text, expected.join("\r\n"));
        let bare = Card { source: None, url: None, author: None, date: None, ..card() };
        let text = References::Ris.of(&[bare], "00ff");
        assert!(text.starts_with("TY  - GEN\r\n") && !text.contains("PY"), "{text}");
    }
}
