//! Blocks of other stories and left-overs of the page.
//!
//! They are labelled and never cut out; the story around them is labelled elsewhere.

use super::heading::{LONGEST_HEADING_BYTES, is_related, is_residue};
use super::labelled::Mark;
use super::line::{Ending, Line, same};
use super::model::Role;
use super::word::line_key;

/// A link inside the story, with its heading before a colon, is no wider.
const WIDEST_LINK: u32 = 220;
/// A box of links inside the story holds at most so many.
const MOST_LINKS: usize = 8;
/// So many paragraphs in a row after a box of bare links are the story going on.
const STORY_PARAGRAPHS: usize = 3;
/// A shorter title that ends another is chance, not the same title.
const NARROWEST_SUFFIX: u32 = 12;

/// Marks related blocks and residue; what it leaves without a role is the story.
pub(super) fn mark(text: &str, lines: &[Line], marks: &mut [Mark]) {
    let last_prose = lines.iter().rposition(Line::is_prose).unwrap_or(0);
    let mut prose_seen = false;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let mut next = at + 1;
        if line.of(text).len() <= LONGEST_HEADING_BYTES {
            let key = line_key(line.of(text));
            if is_related(&key) {
                // Before the story begins such a line is a button of the page, and the headline may follow it.
                if prose_seen {
                    next = block_end(text, lines, at + 1);
                }
                mark_block(text, &lines[at..next], &mut marks[at..next]);
            } else if is_residue(&key, at > last_prose) {
                marks[at].role = Some(Role::Residue);
            }
        }
        if marks[at].role.is_none() && is_link(text, line) {
            marks[at].role = Some(Role::Related);
        }
        prose_seen |= line.is_prose();
        at = next;
    }
    super::call::mark(text, lines, marks);
}

/// Where a related block that begins before `from` ends: with the text, unless it is a box of bare links with the
/// story going on below. Looks at a bounded number of lines.
fn block_end(text: &str, lines: &[Line], from: usize) -> usize {
    let links = lines[from..].iter().take(MOST_LINKS + 1).take_while(|l| !l.is_prose()).count();
    let story = from + links;
    let doubled = lines[from..story].windows(2).any(|w| same(w[0].of(text), w[1].of(text)));
    let going_on = lines[story..].iter().take(STORY_PARAGRAPHS).take_while(|l| l.is_prose()).count();
    if (1..=MOST_LINKS).contains(&links) && !doubled && going_on == STORY_PARAGRAPHS { story } else { lines.len() }
}

fn mark_block(text: &str, lines: &[Line], marks: &mut [Mark]) {
    for (at, line) in lines.iter().enumerate() {
        let body = line.of(text);
        let residue = body.len() <= LONGEST_HEADING_BYTES && is_residue(&line_key(body), true);
        marks[at].role = Some(if residue { Role::Residue } else { Role::Related });
        marks[at].repeats = at > 0 && is_same_title(text, &lines[at - 1], line);
    }
}

/// Whether two lines give one title twice: the same, or one with a rubric before it.
fn is_same_title(text: &str, one: &Line, other: &Line) -> bool {
    let (a, b) = (one.of(text), other.of(text));
    if same(a, b) {
        return true;
    }
    let (short, long, width) = if a.len() < b.len() { (a, b, one.width) } else { (b, a, other.width) };
    width >= NARROWEST_SUFFIX
        && long.strip_suffix(short).is_some_and(|rubric| rubric.ends_with(|c: char| !c.is_alphanumeric()))
        && one.ending != Ending::Stop
}

/// Whether a line inside the story is a link to another one: `Xem thêm: …`.
fn is_link(text: &str, line: &Line) -> bool {
    let closed = matches!(line.ending, Ending::Stop | Ending::Pause);
    !closed
        && line.width <= WIDEST_LINK
        && line.of(text).split_once(':').is_some_and(|(heading, title)| {
            heading.len() <= LONGEST_HEADING_BYTES && !title.trim().is_empty() && is_related(&line_key(heading))
        })
}
