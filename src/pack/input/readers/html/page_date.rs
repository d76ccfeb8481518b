//! When a page's story was published, as its parts are marked: a `time`, an element named as a date, the address, a short
//! line at the headline. It reads no text of the story.

use super::frame::Lengths;
use super::meta::filled;
use super::tree::{Node, Tree};
use crate::article::{Date, DateOrigin};
use crate::pack::input::readers::pathdate::path_date;
use crate::pack::input::readers::records::read_when;

/// Words beside a time up to which a line is taken for a date line: who wrote, for whom, from where.
const DATE_LINE_WORDS: usize = 12;
/// A line that is a date with what goes with it has no more characters.
const LONGEST_LINE_CHARS: usize = 90;
/// Elements that are looked at.
const MOST_MARKED: usize = 60;

/// Parts of names of elements that hold the date of publication.
#[rustfmt::skip]
const DATED: [&str; 16] = [
    "date", "datum", "published", "pubdate", "datetime", "postdate", "entrydate", "timestamp", "fecha", "data", "posted", "time",
    "created", "submitted", "dateline", "postmeta",
];
/// Parts of names of elements whose date is another's.
#[rustfmt::skip]
const OTHER: [&str; 16] = [
    "related", "sidebar", "widget", "comment", "comments", "commentmetadata", "modified", "datemodified", "recommended", "teaser",
    "calendar", "event", "footer", "copyright", "archive", "menu",
];

/// Words before a date of publication, in small letters.
#[rustfmt::skip]
const LABELS: [&str; 22] = [
    "datum", "date", "veröffentlicht", "published", "posted", "publié", "publicado", "pubblicato", "pressemitteilung vom", "meldung vom",
    "erstellt", "stand", "gepostet", "geschrieben", "gespeichert", "verfasst", "ngày đăng", "fecha", "data", "opublikowano", "release date", "am ",
];

/// A page whose date is looked for.
pub(super) struct Page<'p> {
    pub tree: &'p Tree,
    pub lengths: &'p Lengths,
    pub url: Option<&'p str>,
    pub title: Option<&'p str>,
}

impl Page<'_> {
    /// Finds it; `told` is what the page's data say.
    pub fn date(&self, told: Option<&str>) -> Option<Date> {
        let data = told.and_then(|text| read_when(text, None)).filter(|date| date.year.is_some());
        let address = self.url.and_then(in_address);
        match data {
            // Data in world time may be of the day before or after the one that is shown.
            Some(date) if told.is_some_and(is_world_time) => {
                let shown = address.or_else(|| self.named()).filter(|shown| is_next_to(*shown, date));
                shown
                    .filter(|shown| (shown.year, shown.month, shown.day) != (date.year, date.month, date.day))
                    .or(Some(date))
            }
            Some(date) if date.day.is_some() => Some(date),
            _ => {
                let marked = self.marked();
                let full = marked.filter(|date| date.day.is_some()).or(address);
                full.or_else(|| self.named())
                    .or_else(|| self.at_headline())
                    .or_else(|| self.labelled())
                    .or(marked)
                    .or(data)
            }
        }
    }

    /// `<time datetime="…">` or an element that is marked as the date of publication.
    fn marked(&self) -> Option<Date> {
        let tree = self.tree;
        let of = |at: usize| {
            let node = &tree.nodes[at];
            let told = ["datetime", "content", "title"].iter().find_map(|name| node.attribute(name)).and_then(filled);
            let when = |text: String| read_when(&text, None).filter(|date| date.year.is_some());
            told.and_then(when).or_else(|| filled(&tree.text_of(at)).filter(|text| text.len() < 200).and_then(when))
        };
        let elements = || (0..tree.nodes.len()).filter(|&at| !tree.nodes[at].tag().is_empty());
        let property = |at: &usize| {
            let told = [tree.nodes[*at].attribute("itemprop"), tree.nodes[*at].attribute("property")];
            let is = |p: &str| {
                p.eq_ignore_ascii_case("datePublished") || p == "schema:dateCreated" || p == "schema:datePublished"
            };
            told.into_iter().flatten().any(|told| told.split_ascii_whitespace().any(is))
        };
        let is_time = |at: &usize| {
            let node = &tree.nodes[*at];
            let abbreviated = node.tag() == "abbr" && parts(node).any(|part| part == "published");
            (node.tag() == "time" || abbreviated) && !self.is_of_another(*at) && !is_in_prose(tree, *at)
        };
        elements()
            .filter(property)
            .take(MOST_MARKED)
            .find_map(of)
            .or_else(|| elements().filter(is_time).take(MOST_MARKED).find_map(of))
    }

    /// The date in the first element that is named as one and holds little else.
    fn named(&self) -> Option<Date> {
        let tree = self.tree;
        let is = |at: &usize| {
            let node = &tree.nodes[*at];
            !matches!(node.tag(), "" | "html" | "body" | "main" | "article" | "section" | "form" | "input")
                && parts(node).any(|part| {
                    DATED.iter().any(|word| {
                        part == *word
                            || part.contains("date") && !part.contains("update")
                            || part.ends_with("datum")
                            || part.ends_with("published")
                    })
                })
                && !self.is_of_another(*at)
        };
        (0..tree.nodes.len()).filter(is).take(MOST_MARKED).find_map(|at| date_line(&tree.text_of(at)))
    }

    /// The date in a short line below the headline, or right above it.
    fn at_headline(&self) -> Option<Date> {
        let tree = self.tree;
        let is_heading = |at: &usize| matches!(tree.nodes[*at].tag(), "h1" | "h2" | "h3");
        let is_title = |at: &usize| self.title.is_some_and(|title| tree.text_of(*at) == title);
        let all = || (0..tree.nodes.len()).filter(is_heading);
        let head = all().find(is_title).or_else(|| all().find(|&at| tree.nodes[at].tag() == "h1"))?;
        let is_paragraph =
            |at: &usize| tree.nodes[*at].tag() == "p" && self.lengths.text[*at] as usize > 2 * LONGEST_LINE_CHARS;
        let end = (head..tree.nodes.len()).find(is_paragraph).unwrap_or(tree.nodes.len()).min(head + 120);
        let line = |at: usize| date_line(&tree.text_of(at));
        let below = (tree.nodes[head].end..end).filter(|at| self.is_line(*at)).find_map(line);
        below.or_else(|| (head.saturating_sub(30)..head).rev().filter(|at| self.is_line(*at)).find_map(line))
    }

    /// Whether a node is a short line of its own, or a text among others.
    fn is_line(&self, at: usize) -> bool {
        let node = &self.tree.nodes[at];
        (node.tag().is_empty() || !node.is_inline() && node.end - at <= 12)
            && (self.lengths.text[at] as usize) <= LONGEST_LINE_CHARS
            && self.lengths.text[at] > 4
            && !self.is_of_another(at)
            && !is_in_prose(self.tree, at)
    }

    /// The date in the first short line that says what it is the date of.
    fn labelled(&self) -> Option<Date> {
        let lines = (0..self.tree.nodes.len()).filter(|&at| {
            !self.tree.nodes[at].tag().is_empty() && !self.tree.nodes[at].is_inline() && self.is_line(at)
        });
        lines
            .map(|at| self.tree.text_of(at))
            .filter(|text| LABELS.iter().any(|label| text.to_lowercase().starts_with(label)))
            .find_map(|text| date_line(&text))
    }

    /// Whether a time is that of another story, of a change, or of the page: beside the story, or marked so.
    fn is_of_another(&self, at: usize) -> bool {
        let tree = self.tree;
        const BESIDE: [&str; 3] = ["aside", "nav", "footer"];
        // `published updated` is the day of both.
        let named = |at: usize| {
            let node = &tree.nodes[at];
            let published = parts(node).any(|part| part == "published" || part == "entry");
            parts(node).any(|part| OTHER.contains(&part.as_str()) || part == "updated" && !published)
        };
        // What wraps the story may have any class: a list beside it lies near the time. The foot of an article is its own.
        let beside = |outer: usize| {
            BESIDE.contains(&tree.nodes[outer].tag()) && !parts(&tree.nodes[outer]).any(|part| part == "entry")
        };
        let roots: u32 = self.lengths.prose(0);
        // What holds most of the page is no part beside it.
        let small = |outer: &usize| self.lengths.prose(*outer) < roots / 2;
        tree.ancestors(at).filter(small).any(beside)
            || named(at)
            || tree
                .ancestors(at)
                .take(3)
                .take_while(|&outer| !matches!(tree.nodes[outer].tag(), "article" | "body"))
                .filter(small)
                .any(named)
    }
}

/// The day that an address has in its path: `/2021/03/04/`, `/20210304-title`.
fn in_address(url: &str) -> Option<Date> {
    let path = url.split("://").nth(1)?.split_once('/')?.1.split(['?', '#']).next()?;
    let path = path.trim_end_matches('/');
    let (date, origin) = path_date(path).or_else(|| path_date(&format!("{path}/x")))?;
    (date.day.is_some() && matches!(origin, DateOrigin::FileName | DateOrigin::Folder)).then_some(date)
}

/// The date of a line that says little else.
fn date_line(text: &str) -> Option<Date> {
    let sound =
        (6..=LONGEST_LINE_CHARS).contains(&text.chars().count()) && !text.ends_with(['?', '!']) && !text.contains('©');
    let words = text.split_whitespace().count();
    let sentence = text.ends_with(['.', '…']) && words > 3;
    if !sound || sentence || text.split_whitespace().count() > DATE_LINE_WORDS + 3 {
        return None;
    }
    read_when(text, None).filter(|date| date.day.is_some() && date.year.is_some_and(|year| year > 1700))
}

/// Whether a time is told by a sentence of the story: it is of what happens there.
fn is_in_prose(tree: &Tree, at: usize) -> bool {
    const BLOCKS: [&str; 6] = ["p", "li", "td", "dd", "blockquote", "figcaption"];
    let Some(block) = tree.ancestors(at).find(|&outer| !tree.nodes[outer].is_inline()) else { return false };
    if !BLOCKS.contains(&tree.nodes[block].tag()) {
        return false;
    }
    let text = tree.text_of(block);
    let words = |text: &str| text.split_whitespace().count();
    let others = words(&text).saturating_sub(words(&tree.text_of(at)));
    others > DATE_LINE_WORDS || (others > 0 && text.ends_with(['.', '!', '?', '…']))
}

fn parts(node: &Node) -> impl Iterator<Item = String> {
    let names = ["class", "id", "itemprop"].into_iter().filter_map(|name| node.attribute(name));
    names.flat_map(|name| {
        name.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase).collect::<Vec<_>>()
    })
}

/// Whether a moment is told in world time rather than in the time of its place.
fn is_world_time(text: &str) -> bool {
    text.contains('T') && (text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("+0000"))
}

/// Whether two days are the same or follow one another.
fn is_next_to(one: Date, other: Date) -> bool {
    let number = |date: Date| Some(i64::from(date.year?) * 372 + i64::from(date.month?) * 31 + i64::from(date.day?));
    let (Some(one), Some(other)) = (number(one), number(other)) else { return false };
    // The last of a month and the first of the next are up to four apart in this count.
    one.abs_diff(other) <= 1 || one.abs_diff(other) <= 4 && (one - 1).div_euclid(31) != (other - 1).div_euclid(31)
}
