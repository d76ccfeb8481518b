//! Which of a record's names mean what: as `recto.toml` says, else by the names that are usual in Vietnamese and English.

use crate::text::{exact_key, fold_key};
use serde::Deserialize;
use std::collections::HashMap;

/// What a value of a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The record's own id.
    Id,
    /// The headline.
    Title,
    /// The opening paragraph, where it stands apart from the text.
    Lead,
    /// The text.
    Text,
    /// The date of publication.
    Date,
    /// The time of day, where it stands apart from the date.
    Time,
    /// Who published it.
    Source,
    /// Where.
    Url,
    /// The section.
    Category,
    /// Who wrote it.
    Author,
}

/// Every field, with its name in `recto.toml` and the names it is guessed by, best first: without marks, spaces and signs.
const FIELDS: [(Field, &str, &[&str]); 10] = [
    (Field::Id, "id", &["id", "articleid", "newsid", "postid", "docid", "guid", "uuid", "uid", "mabai", "slug"]),
    (
        Field::Title,
        "title",
        &["title", "headline", "tieude", "tenbai", "tit", "heading", "subject", "name", "webtitle"],
    ),
    (Field::Lead, "lead", &["lead", "sapo", "standfirst", "modau", "loidan"]),
    (
        Field::Text,
        "text",
        &[
            "text",
            "fulltext",
            "maintext",
            "articlebody",
            "content",
            "noidung",
            "noidungbai",
            "body",
            "contents",
            "article",
            "story",
            "plaintext",
            "rawtext",
            "contenttext",
            "bodytext",
            "paragraphs",
            "vanban",
            "toanvan",
            "baiviet",
            "contenthtml",
            "bodyhtml",
            "html",
            "speech",
            "transcript",
            "selftext",
            "bodyxhtml",
            "bodyhtml5",
            "leadparagraph",
            "abstract",
        ],
    ),
    (
        Field::Date,
        "date",
        &[
            "date",
            "datepublished",
            "publishedat",
            "publisheddate",
            "publishdate",
            "pubdate",
            "publicationdate",
            "published",
            "publishtime",
            "ngay",
            "ngaydang",
            "ngayxuatban",
            "thoigian",
            "ngaythang",
            "datetime",
            "postedat",
            "posted",
            "dateposted",
            "postdate",
            "timestamp",
            "createdat",
            "versioncreated",
            "firstcreated",
            "contentcreated",
            "created",
            "createddate",
            "ngaytao",
            "webpublicationdate",
            "createdutc",
        ],
    ),
    (Field::Time, "time", &["time", "gio", "giodang"]),
    (
        Field::Source,
        "source",
        &[
            "source",
            "nguon",
            "publisher",
            "outlet",
            "sitename",
            "site",
            "website",
            "newspaper",
            "bao",
            "tenbao",
            "toasoan",
            "domain",
            "provider",
            "publication",
            "media",
        ],
    ),
    (
        Field::Url,
        "url",
        &[
            "url",
            "link",
            "href",
            "canonicalurl",
            "canonical",
            "permalink",
            "weburl",
            "articleurl",
            "duongdan",
            "lienket",
            "uri",
        ],
    ),
    (
        Field::Category,
        "category",
        &[
            "category",
            "categories",
            "chuyenmuc",
            "section",
            "danhmuc",
            "theloai",
            "chude",
            "topic",
            "muc",
            "rubric",
            "desk",
            "sectionname",
            "subreddit",
        ],
    ),
    (
        Field::Author,
        "author",
        &["author", "authors", "tacgia", "byline", "creator", "writer", "phongvien", "nguoiviet"],
    ),
];

impl Field {
    /// Its name in `recto.toml`.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, _)| name)
    }
}

/// The table `[input.fields]`: the names of the maker's columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    id: Option<String>,
    title: Option<String>,
    lead: Option<String>,
    text: Option<String>,
    date: Option<String>,
    time: Option<String>,
    source: Option<String>,
    url: Option<String>,
    category: Option<String>,
    author: Option<String>,
}

impl Names {
    fn of(&self, field: Field) -> Option<&str> {
        let name = match field {
            Field::Id => &self.id,
            Field::Title => &self.title,
            Field::Lead => &self.lead,
            Field::Text => &self.text,
            Field::Date => &self.date,
            Field::Time => &self.time,
            Field::Source => &self.source,
            Field::Url => &self.url,
            Field::Category => &self.category,
            Field::Author => &self.author,
        };
        name.as_deref()
    }

    /// What a name is for, and its rank among the names for that: lower is better. An empty name in `recto.toml` turns a
    /// field off; a name given there turns guessing for that field off.
    pub fn meaning(&self, name: &str) -> Option<(Field, usize)> {
        let told =
            FIELDS.iter().find(|(field, ..)| self.of(*field).is_some_and(|told| !told.is_empty() && told == name));
        if let Some((field, ..)) = told {
            return Some((*field, 0));
        }
        guessed(name).filter(|(field, _)| self.of(*field).is_none())
    }

    /// The names with a full stop in them, which reach into a record: `meta.title`.
    pub fn paths(&self) -> impl Iterator<Item = (Field, &str)> {
        let path = |field| Some((field, self.of(field).filter(|name| name.contains('.'))?));
        FIELDS.iter().filter_map(move |(field, ..)| path(*field))
    }
}

/// What a usual name is for, and its rank among the usual names.
pub fn guessed(name: &str) -> Option<(Field, usize)> {
    if name.len() > 64 {
        return None;
    }
    let key: String = fold_key(&exact_key(name)).chars().filter(char::is_ascii_alphanumeric).collect();
    FIELDS.iter().find_map(|(field, _, usual)| Some((*field, usual.iter().position(|usual| *usual == key)?)))
}

/// Meanings of names, remembered: records repeat theirs.
pub(super) struct Meanings<'n> {
    names: &'n Names,
    known: HashMap<String, Option<(Field, usize)>>,
}

/// Names remembered at most: a hostile file may have a new one in each record.
const REMEMBERED: usize = 4096;

impl<'n> Meanings<'n> {
    pub fn new(names: &'n Names) -> Self {
        Self { names, known: HashMap::new() }
    }

    pub fn of(&mut self, name: &str) -> Option<(Field, usize)> {
        if let Some(&known) = self.known.get(name) {
            return known;
        }
        let meaning = self.names.meaning(name);
        if self.known.len() < REMEMBERED {
            self.known.insert(name.to_owned(), meaning);
        }
        meaning
    }

    pub fn paths(&self) -> impl Iterator<Item = (Field, &'n str)> {
        self.names.paths()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_understood() {
        for (name, expected) in [
            ("Tiêu đề", Some(Field::Title)),
            ("published_at", Some(Field::Date)),
            ("Nội dung", Some(Field::Text)),
            ("chuyên mục", Some(Field::Category)),
            ("NGUỒN", Some(Field::Source)),
            ("_id", Some(Field::Id)),
            ("Tác giả", Some(Field::Author)),
            ("Ngày đăng", Some(Field::Date)),
            ("views", None),
            ("", None),
        ] {
            assert_eq!(guessed(name).map(|(field, _)| field), expected, "{name}");
        }
    }

    #[test]
    fn the_maker_names_columns() {
        let names: Names = toml::from_str("title = \"h1\"\nsource = \"\"").unwrap();
        assert_eq!(names.meaning("h1"), Some((Field::Title, 0)));
        assert_eq!(names.meaning("title"), None);
        assert_eq!(names.meaning("source"), None);
        assert_eq!(names.meaning("text"), Some((Field::Text, 0)));
    }
}
