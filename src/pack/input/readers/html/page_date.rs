//! When a page's story was published, as its parts are marked: a `time`, an element named as a date, the address, a short
//! line at the headline. It reads no text of the story.

use super::frame::Lengths;
use super::meta::filled;
use super::moments::{in_dateline, is_next_to, is_world_time, moment};
use super::tree::{Kind, Node, Tree};
use crate::article::{Date, DateOrigin};
use crate::pack::input::readers::pathdate::path_date;
use crate::pack::input::readers::records::{numbers_of, read_when};

/// Words beside a time up to which a line is taken for a date line: who wrote, for whom, from where.
const DATE_LINE_WORDS: usize = 12;
/// A line that is a date with what goes with it has no more characters.
const LONGEST_LINE_CHARS: usize = 90;
/// Two moments this near are that of one story, which a page may tell by two clocks.
const SAME_MOMENT_MINUTES: u64 = 60;
/// Elements that are looked at.
const MOST_MARKED: usize = 60;
/// A date stands in no more pieces.
const MOST_PIECES: usize = 8;

/// Parts of names of elements that hold the date of publication.
#[rustfmt::skip]
const DATED: [&str; 16] = [
    "date", "datum", "published", "pubdate", "datetime", "postdate", "entrydate", "timestamp", "fecha", "data", "posted", "time",
    "created", "submitted", "dateline", "postmeta",
];
/// Parts of names of elements that say since when somebody is a member.
const JOINED: [&str; 2] = ["joined", "registered"];
/// Parts of names of elements whose date is another's; `teaser` names a lead as often.
#[rustfmt::skip]
const OTHER: [&str; 21] = [
    "related", "sidebar", "widget", "comment", "comments", "commentmetadata", "modified", "datemodified", "recommended",
    "calendar", "event", "footer", "copyright", "archive", "menu", "current", "today", "now", "clock", JOINED[0], JOINED[1],
];
/// Parts of names of what readers wrote below a story, however far around a time it stands.
const ANSWERS: [&str; 5] = ["comment", "comments", "commentlist", "respond", "replies"];
/// Names of what holds nothing but that, and may be most of a page.
const ALL_ANSWERS: [&str; 6] =
    ["comments", "comment-list", "commentlist", "comments-area", "comments-list", "comment-body"];
/// Parts of names of elements that hold, among other things, the date of publication.
const BESIDE_DATE: [&str; 7] = ["meta", "byline", "author", "info", "infos", "details", "autor"];
/// What stands beside the time at which a page was sent.
#[rustfmt::skip]
const NOW: [&str; 7] = [
    "aktuelle zeit", "aktuelles datum", "current time", "it is currently", "heute ist", "today is", "time now",
];

/// Words before a date of publication, in small letters.
#[rustfmt::skip]
const LABELS: [&str; 28] = [
    "datum", "date", "veröffentlicht", "published", "posted", "publié", "publicado", "pubblicato", "pressemitteilung vom", "meldung vom",
    "erstellt", "stand", "gepostet", "geschrieben", "gespeichert", "verfasst", "ngày đăng", "fecha", "data", "opublikowano", "release date", "am ",
    "erschienen", "đăng ngày", "đăng lúc", "xuất bản", "publicerad", "gepubliceerd",
];
/// A label of so many letters is none that a sentence begins with.
const SURE_LABEL_BYTES: usize = 9;

/// A page whose date is looked for.
pub(super) struct Page<'p> {
    pub tree: &'p Tree,
    pub lengths: &'p Lengths,
    pub url: Option<&'p str>,
    pub title: Option<&'p str>,
}

impl Page<'_> {
    /// Finds it; `told` is what the page's data say, and `unsure` what they say of a date and not of which.
    pub fn date(&self, told: Option<&str>, unsure: Option<&str>) -> Option<Date> {
        if told.is_none()
            && let Some(shown) = unsure.and_then(|_| self.shown())
        {
            return Some(shown);
        }
        let told = told.or(unsure);
        let data = told.and_then(|text| read_when(text, None)).filter(|date| date.year.is_some());
        let address = self.url.and_then(in_address);
        match data {
            // Data in world time may be of the day before or after the one that is shown.
            Some(date) if told.is_some_and(is_world_time) => Some(self.of_its_place(date, told.unwrap_or(""), address)),
            Some(date) if date.day.is_some() => {
                // An address is made once, when a story first appears; what is moved or published again has later data.
                let first = address.filter(|first| day_of(first) < day_of(&date) && !is_next_to(*first, date));
                first.or_else(|| Some(self.in_order(date, told.unwrap_or(""))))
            }
            _ => {
                let marked = self.marked();
                let full = self.in_title().or(marked.filter(|date| date.day.is_some())).or(address);
                full.or_else(|| self.named(&DATED).next())
                    .or_else(|| self.at_headline())
                    .or_else(|| self.labelled(false))
                    .or_else(|| self.named(&BESIDE_DATE).next())
                    .or(marked)
                    .or(data)
                    .or_else(|| self.dateline())
                    .or_else(|| read_when(self.tree.published.as_deref()?, None).filter(|date| date.day.is_some()))
            }
        }
    }

    /// The one date that the page shows as that of its story.
    fn shown(&self) -> Option<Date> {
        let named = || {
            let mut dates = self.named(&DATED);
            let first = dates.next()?;
            // Several are a list of others.
            dates.all(|date| day_of(&date) == day_of(&first)).then_some(first)
        };
        self.marked().filter(|date| date.day.is_some()).or_else(|| self.labelled(true)).or_else(named)
    }

    /// Whether the page shows the day that its data tell.
    pub fn shows(&self, told: &str) -> bool {
        let day = read_when(told, None).filter(|date| date.day.is_some());
        day.is_some_and(|date| self.named(&DATED).any(|shown| day_of(&shown) == day_of(&date)))
    }

    /// The day of a moment in world time where it happened: the one beside it that the page shows, unless it shows both.
    fn of_its_place(&self, date: Date, told: &str, address: Option<Date>) -> Date {
        let is_other = |shown: &Date| is_next_to(*shown, date) && day_of(shown) != day_of(&date);
        // Another moment in the time of its place is another story's.
        let same = |text: &str| match (moment(text), moment(told)) {
            (Some(one), Some(other)) => one.abs_diff(other) <= SAME_MOMENT_MINUTES,
            _ => true,
        };
        let marked = || self.marked_as(true).filter(|(_, text)| same(text)).map(|(date, _)| date);
        if let Some(shown) = address.or_else(marked).filter(is_other) {
            return shown;
        }
        let shown: Vec<Date> = self.named(&DATED).collect();
        let shows_it = address.is_some() || shown.iter().any(|shown| day_of(shown) == day_of(&date));
        shown.into_iter().find(is_other).filter(|_| !shows_it).unwrap_or(date)
    }

    /// A date whose numbers may be day and month either way round, as the page shows it elsewhere.
    fn in_order(&self, date: Date, told: &str) -> Date {
        let Some([first, second, _]) = numbers_of(told).filter(|[first, second, _]| *first <= 12 && *second <= 12)
        else {
            return date;
        };
        let other = Date { month: Some(second as u8), day: Some(first as u8), ..date };
        let other = if other.month == date.month {
            Date { month: Some(first as u8), day: Some(second as u8), ..date }
        } else {
            other
        };
        let shown = [self.named(&DATED).next(), self.at_headline(), self.labelled(false)];
        let shows = |of: Date| shown.iter().flatten().any(|shown| day_of(shown) == day_of(&of));
        if shows(other) && !shows(date) { other } else { date }
    }

    /// The date that the title of the page begins with, before a line.
    fn in_title(&self) -> Option<Date> {
        let tree = self.tree;
        let title = (0..tree.nodes.len()).find(|&at| tree.nodes[at].tag() == "title")?;
        let text = tree.text_of(title);
        let (date, _) = text.split_once([' ', ','])?;
        let numbers = date.split(['.', '-', '/']).filter(|part| part.bytes().all(|b| b.is_ascii_digit())).count();
        if numbers == 3 { date_line(date) } else { None }
    }

    fn marked(&self) -> Option<Date> {
        self.marked_as(false).map(|(date, _)| date)
    }

    /// `<time datetime="…">` or an element that is marked as the date of publication, with what it says; what the head
    /// tells is not shown.
    fn marked_as(&self, only_shown: bool) -> Option<(Date, String)> {
        let tree = self.tree;
        let of = |at: usize| {
            let node = &tree.nodes[at];
            let told = ["datetime", "content", "title"].iter().find_map(|name| node.attribute(name)).and_then(filled);
            let when =
                |text: String| read_when(&text, None).filter(|date| date.year.is_some()).map(|date| (date, text));
            told.and_then(when).or_else(|| filled(&tree.text_of(at)).filter(|text| text.len() < 200).and_then(when))
        };
        let elements = || (0..tree.nodes.len()).filter(|&at| !tree.nodes[at].tag().is_empty());
        let property = |at: &usize| {
            let told = [tree.nodes[*at].attribute("itemprop"), tree.nodes[*at].attribute("property")];
            let is = |p: &str| {
                p.eq_ignore_ascii_case("datePublished") || p == "schema:dateCreated" || p == "schema:datePublished"
            };
            let hidden = only_shown && tree.nodes[*at].tag() == "meta";
            !hidden && told.into_iter().flatten().any(|told| told.split_ascii_whitespace().any(is))
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

    /// The dates of elements that are named as such and hold little else.
    fn named<'s>(&'s self, names: &'s [&str]) -> impl Iterator<Item = Date> + 's {
        let tree = self.tree;
        let of_dates = names.contains(&"date");
        let is = move |at: &usize| {
            let node = &tree.nodes[*at];
            !matches!(node.tag(), "" | "html" | "body" | "main" | "article" | "section" | "form" | "input")
                && parts(node).any(|part| {
                    names.contains(&part.as_str())
                        || of_dates
                            && (part.contains("date") && !part.contains("update")
                                || part.ends_with("datum")
                                || part.ends_with("published"))
                })
                && !self.is_of_another(*at)
        };
        (0..tree.nodes.len()).filter(is).take(MOST_MARKED).filter_map(|at| {
            // Month, day and year may stand in boxes of their own, with nothing between them.
            date_line(&tree.text_of(at)).or_else(|| date_line(&in_pieces(tree, at)))
        })
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
            && !self
                .tree
                .inside(at)
                .any(|inner| parts(&self.tree.nodes[inner]).any(|part| JOINED.contains(&part.as_str())))
    }

    /// The date in the first short line, or before the first dash of a longer one, that says what it is the date of; in the
    /// line below where it says nothing else.
    fn labelled(&self, only_sure: bool) -> Option<Date> {
        let is_line = |at: usize| {
            let node = &self.tree.nodes[at];
            let short = !node.is_inline() && self.is_line(at);
            let begins_one = node.tag().is_empty() && self.lengths.text[at] as usize <= 6 * LONGEST_LINE_CHARS;
            short || begins_one && !self.is_of_another(at)
        };
        (0..self.tree.nodes.len()).filter(|&at| is_line(at)).find_map(|at| {
            let text = self.tree.text_of(at);
            let plain = text.to_lowercase();
            let label = LABELS.iter().find(|label| plain.starts_with(*label))?;
            let sure = label.len() >= SURE_LABEL_BYTES;
            let short = text.chars().count() <= LONGEST_LINE_CHARS && !is_in_prose(self.tree, at);
            let before = text.split(['|', '–', '—']).next().unwrap_or(&text);
            match sure {
                true if text.ends_with(':') => {
                    self.line_below(at).and_then(|line| date_line(&line)).or_else(|| date_line(before))
                }
                true => date_line(before),
                false => date_line(&text).filter(|_| short && !only_sure),
            }
        })
    }

    /// The date that a paragraph begins with in brackets, or that ends a line after a place.
    fn dateline(&self) -> Option<Date> {
        let is_paragraph = |at: &usize| self.tree.nodes[*at].tag() == "p" && !self.is_of_another(*at);
        (0..self.tree.nodes.len()).filter(is_paragraph).find_map(|at| in_dateline(&self.tree.text_of(at)))
    }

    /// The first text below a node.
    fn line_below(&self, at: usize) -> Option<String> {
        let below = self.tree.nodes.get(self.tree.nodes[at].end..)?;
        below.iter().take(MOST_PIECES).find_map(|node| match &node.kind {
            Kind::Text(text) => filled(text),
            _ => None,
        })
    }

    /// Whether a time is that of another story, of a change, or of the page: beside the story, or marked so.
    fn is_of_another(&self, at: usize) -> bool {
        let tree = self.tree;
        const BESIDE: [&str; 3] = ["aside", "nav", "footer"];
        let named = |at: usize| is_named_other(&tree.nodes[at]);
        // What wraps the story may have any class: a list beside it lies near the time. The foot of an article is its own.
        let beside = |outer: usize| {
            BESIDE.contains(&tree.nodes[outer].tag())
                && !parts(&tree.nodes[outer]).any(|part| part == "entry" || part == "meta")
        };
        // What holds most of the page is no part beside it.
        let small = |outer: &usize| self.lengths.prose(*outer) < self.lengths.whole / 2;
        let answers = |outer: usize| parts(&tree.nodes[outer]).any(|part| ANSWERS.contains(&part.as_str()));
        let all_answers = |outer: usize| {
            let names = ["class", "id"].into_iter().filter_map(|name| tree.nodes[outer].attribute(name));
            names.flat_map(str::split_ascii_whitespace).any(|name| ALL_ANSWERS.contains(&name))
        };
        tree.ancestors(at).filter(small).any(|outer| beside(outer) || answers(outer))
            || tree.ancestors(at).any(all_answers)
            || named(at)
            || tree
                .ancestors(at)
                .take(3)
                .take_while(|&outer| !matches!(tree.nodes[outer].tag(), "article" | "body"))
                .filter(small)
                .any(named)
    }
}

/// The texts in an element with a space between any two.
fn in_pieces(tree: &Tree, at: usize) -> String {
    let texts = tree.inside(at).filter_map(|inner| match &tree.nodes[inner].kind {
        Kind::Text(text) => filled(text),
        _ => None,
    });
    texts.take(MOST_PIECES).collect::<Vec<_>>().join(" ")
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
    let lower = text.to_lowercase();
    let now = NOW.iter().any(|word| lower.contains(word));
    let sentence = text.ends_with(['.', '…']) && words > 3;
    if !sound || now || sentence || text.split_whitespace().count() > DATE_LINE_WORDS + 3 {
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
    // A caption that holds the headline is the head of a story.
    if (block..tree.nodes[block].end).any(|inner| matches!(tree.nodes[inner].tag(), "h1" | "h2")) {
        return false;
    }
    let text = tree.text_of(block);
    let words = |text: &str| text.split_whitespace().count();
    let others = words(&text).saturating_sub(words(&tree.text_of(at)));
    others > DATE_LINE_WORDS || (others > 0 && text.ends_with(['.', '!', '?', '…']))
}

/// Whether the name of an element says that its date is another's; `published updated` is the day of both.
fn is_named_other(node: &Node) -> bool {
    let published = parts(node).any(|part| part == "published" || part == "entry");
    parts(node).any(|part| OTHER.contains(&part.as_str()) || part == "updated" && !published)
}

fn day_of(date: &Date) -> (Option<u16>, Option<u8>, Option<u8>) {
    (date.year, date.month, date.day)
}

fn parts(node: &Node) -> impl Iterator<Item = String> {
    let names = ["class", "id", "itemprop"].into_iter().filter_map(|name| node.attribute(name));
    names.flat_map(|name| {
        name.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase).collect::<Vec<_>>()
    })
}
