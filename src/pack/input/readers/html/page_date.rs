//! When a page's story was published, as its parts are marked: a `time`, an element named as a date, the address, a short
//! line at the headline. It reads no text of the story.

use super::date_line::{DATE_LINE_WORDS, LAST_CHANGE, LONGEST_LINE_CHARS, date_line};
use super::frame::Lengths;
use super::meta::filled;
use super::moments::{in_address, in_dateline, is_next_to, is_world_time, moment};
use super::tree::{Kind, Node, Tree};
use crate::article::Date;
use crate::pack::input::readers::records::{numbers_of, read_when};

/// Two moments this near are that of one story, which a page may tell by two clocks.
const SAME_MOMENT_MINUTES: u64 = 60;
/// Elements that are looked at.
const MOST_MARKED: usize = 60;
/// A date stands in no more pieces.
pub(super) const MOST_PIECES: usize = 8;
/// Web pages are no older: a line from before, named as nothing, is of what the page tells.
const FIRST_WEB_YEAR: u16 = 1991;

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

/// Words before a date of publication, in small letters.
#[rustfmt::skip]
const LABELS: [&str; 28] = [
    "datum", "date", "veröffentlicht", "published", "posted", "publié", "publicado", "pubblicato", "pressemitteilung vom", "meldung vom",
    "erstellt", "stand", "gepostet", "geschrieben", "gespeichert", "verfasst", "ngày đăng", "fecha", "data", "opublikowano", "release date", "am ",
    "erschienen", "đăng ngày", "đăng lúc", "xuất bản", "publicerad", "gepubliceerd",
];
/// Parts of names of boxes that hold, beside what is of another date, what a label says to be of the story's.
const HOLDS_LABEL: [&str; 3] = ["event", "footer", "widget"];
/// A label of so many letters is none that a sentence begins with.
const SURE_LABEL_BYTES: usize = 9;

/// A page whose date is looked for.
pub(super) struct Page<'p> {
    pub tree: &'p Tree,
    pub lengths: &'p Lengths,
    pub url: Option<&'p str>,
    pub title: Option<&'p str>,
    /// When it was changed last, as its data say.
    pub changed: Option<Date>,
}

impl Page<'_> {
    /// Finds it; `told` is what the page's data say, and `unsure` what they say of a date and not of which.
    pub fn date(&self, told: Option<&str>, unsure: Option<&str>) -> Option<Date> {
        let address = self.url.and_then(in_address);
        if told.is_none()
            && let Some(shown) = unsure.and_then(|_| self.shown(address))
        {
            return Some(shown);
        }
        let told = told.or(unsure);
        let data = told.and_then(|text| read_when(text, None)).filter(|date| date.year.is_some());
        if let Some(printed) = data.and_then(|data| self.printed_over(data, address)) {
            return Some(printed);
        }
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
                let full = self.in_title().or_else(|| self.marked_day(address)).or(address);
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
    fn shown(&self, address: Option<Date>) -> Option<Date> {
        let named = || {
            let mut dates = self.named(&DATED);
            let first = dates.next()?;
            // Several are a list of others.
            dates.all(|date| day_of(&date) == day_of(&first)).then_some(first)
        };
        self.marked_day(address).or_else(|| self.labelled(true)).or_else(named)
    }

    /// The day that is marked as that of publication, unless another is printed.
    fn marked_day(&self, address: Option<Date>) -> Option<Date> {
        let marked = self.marked().filter(|date| date.day.is_some())?;
        Some(self.printed_over(marked, address).unwrap_or(marked))
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
            let own = (node.tag() == "time" || abbreviated) && !self.is_of_another(*at) && !is_in_prose(tree, *at);
            own && !self.is_of_change(*at, &LAST_CHANGE)
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
                && parts(node).any(|part| names.contains(&part.as_str()) || of_dates && is_date_name(&part))
                && !self.is_of_another(*at)
        };
        (0..tree.nodes.len()).filter(is).take(MOST_MARKED).filter_map(|at| {
            // Month, day and year may stand in boxes of their own, with nothing between them.
            let date = date_line(&tree.text_of(at)).or_else(|| date_line(&in_pieces(tree, at)));
            date.filter(|_| !self.is_of_change(at, &LAST_CHANGE))
        })
    }

    /// The date in a short line below the headline, or right above it.
    fn at_headline(&self) -> Option<Date> {
        let tree = self.tree;
        let head = self.headline()?;
        let end = self.story_begins(head, 120);
        let line = |at: usize| {
            let date = date_line(&tree.text_of(at)).filter(|_| !self.is_of_change(at, &LAST_CHANGE))?;
            date.year.is_some_and(|year| year >= FIRST_WEB_YEAR).then_some(date)
        };
        let below = (tree.nodes[head].end..end).filter(|at| self.is_line(*at)).find_map(line);
        below.or_else(|| (head.saturating_sub(30)..head).rev().filter(|at| self.is_line(*at)).find_map(line))
    }

    /// The heading that is the page's title, else its first.
    pub(super) fn headline(&self) -> Option<usize> {
        let tree = self.tree;
        let is_heading = |at: &usize| matches!(tree.nodes[*at].tag(), "h1" | "h2" | "h3");
        let is_title = |at: &usize| self.title.is_some_and(|title| tree.text_of(*at) == title);
        let all = || (0..tree.nodes.len()).filter(is_heading);
        all().find(is_title).or_else(|| all().find(|&at| tree.nodes[at].tag() == "h1"))
    }

    /// The first long paragraph below a headline, no more than so many elements away.
    pub(super) fn story_begins(&self, head: usize, most: usize) -> usize {
        let nodes = &self.tree.nodes;
        let is_paragraph =
            |at: &usize| nodes[*at].tag() == "p" && self.lengths.text[*at] as usize > 2 * LONGEST_LINE_CHARS;
        (head..nodes.len()).find(is_paragraph).unwrap_or(nodes.len()).min(head + most)
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
            short || begins_one && !self.is_of_another_but(at, &HOLDS_LABEL)
        };
        (0..self.tree.nodes.len()).filter(|&at| is_line(at)).find_map(|at| {
            let text = self.tree.text_of(at);
            let plain = text.to_lowercase();
            let label = LABELS.iter().find(|label| plain.starts_with(*label))?;
            let sure = label.len() >= SURE_LABEL_BYTES;
            if !sure && self.is_of_another(at) {
                return None;
            }
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
    pub(super) fn is_of_another(&self, at: usize) -> bool {
        self.is_of_another_but(at, &[])
    }

    /// The same, whatever stands in boxes of these names.
    fn is_of_another_but(&self, at: usize, but: &[&str]) -> bool {
        let tree = self.tree;
        const BESIDE: [&str; 3] = ["aside", "nav", "footer"];
        let named = |at: usize| is_named_other(&tree.nodes[at], but);
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

/// Whether a time is told by a sentence of the story: it is of what happens there.
pub(super) fn is_in_prose(tree: &Tree, at: usize) -> bool {
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
fn is_named_other(node: &Node, but: &[&str]) -> bool {
    let published = parts(node).any(|part| part == "published" || part == "entry");
    let is_other = |part: &str| OTHER.contains(&part) && !but.contains(&part);
    parts(node).any(|part| is_other(&part) || part == "updated" && !published)
}

/// Whether a part of an element's name says that it holds the day of publication.
pub(super) fn is_date_name(part: &str) -> bool {
    let holds = part.contains("date") && !part.contains("update");
    DATED.contains(&part) || holds || part.ends_with("datum") || part.ends_with("published") || part == "publishedat"
}

pub(super) fn day_of(date: &Date) -> (Option<u16>, Option<u8>, Option<u8>) {
    (date.year, date.month, date.day)
}

pub(super) fn parts(node: &Node) -> impl Iterator<Item = String> {
    let names = ["class", "id", "itemprop"].into_iter().filter_map(|name| node.attribute(name));
    names.flat_map(|name| {
        name.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase).collect::<Vec<_>>()
    })
}
