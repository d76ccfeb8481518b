//! The day that a page prints for its readers in the head of its story. It reads no data of the page.

use super::date_line::{CHANGED, LONGEST_LINE_CHARS, date_line, is_labelled};
use super::meta::filled;
use super::moments::{is_next_to, moment};
use super::page_date::{MOST_PIECES, Page, day_of, is_date_name, is_in_prose, parts};
use super::tree::Kind;
use crate::article::Date;

/// The head of a story has no more elements below its headline.
const HEAD_NODES: usize = 200;
/// Elements above a headline that may be of the same head.
const ABOVE_NODES: usize = 30;
/// Parts of names of elements beside a headline that say who wrote, and when.
const CREDITS: [&str; 4] = ["meta", "byline", "author", "autor"];
/// Elements that hold a whole story.
const WHOLE: [&str; 6] = ["html", "body", "main", "article", "section", "form"];

impl Page<'_> {
    /// The printed day where it stands against the one of the page's data, which a program may have written at another time:
    /// what readers see is what the article is cited by. It gives way to an address that tells the day of the data, and a
    /// day after the last change is of what the story announces.
    pub(super) fn printed_over(&self, data: Date, address: Option<Date>) -> Option<Date> {
        let printed = self.printed()?;
        data.day.filter(|_| day_of(&printed) != day_of(&data))?;
        let turned = Date { month: printed.day, day: printed.month, ..printed };
        let same = turned.month.is_some_and(|month| month <= 12) && is_next_to(turned, data);
        let agrees = address.is_none_or(|address| day_of(&address) == day_of(&printed));
        let announced = self.changed.is_some_and(|last| day_of(&printed) > day_of(&last) && !is_next_to(printed, last));
        (agrees && !same && !announced).then_some(printed)
    }

    /// The one day in parts of the head that are named for it, and that no words make that of a change.
    fn printed(&self) -> Option<Date> {
        let tree = self.tree;
        let head = self.headline()?;
        let holds_story = |at: &usize| WHOLE.contains(&tree.nodes[*at].tag());
        let outer = tree.ancestors(head).take(3).take_while(|at| !holds_story(at)).last().unwrap_or(head);
        let start = outer.max(head.saturating_sub(ABOVE_NODES));
        let mut days = (start..self.story_begins(head, HEAD_NODES)).filter_map(|at| self.day_in(at));
        let first = days.next()?;
        days.all(|day| day_of(&day) == day_of(&first)).then_some(first)
    }

    fn day_in(&self, at: usize) -> Option<Date> {
        let (tree, node) = (self.tree, &self.tree.nodes[at]);
        let named = || parts(node).any(|part| is_date_name(&part) || CREDITS.contains(&part.as_str()));
        let may = !node.tag().is_empty()
            && !WHOLE.contains(&node.tag())
            && (self.lengths.text[at] as usize) <= LONGEST_LINE_CHARS
            && (node.tag() == "time" || named())
            && !self.is_of_another(at)
            && !is_in_prose(tree, at);
        if !may || self.is_of_change(at, &CHANGED) {
            return None;
        }
        // A moment with its zone is for programs.
        let text = tree.text_of(at);
        date_line(&text).filter(|_| moment(&text).is_none())
    }

    /// Whether a date stands behind words that make it the day of a change.
    pub(super) fn is_of_change(&self, at: usize, labels: &[&str]) -> bool {
        let before =
            (at.saturating_sub(MOST_PIECES)..at).rev().find_map(|before| match &self.tree.nodes[before].kind {
                Kind::Text(text) => filled(text),
                _ => None,
            });
        is_labelled(before.as_deref(), &self.tree.text_of(at), labels)
    }
}
