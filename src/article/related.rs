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
/// So many where markup told roles, which labels most of what is no story; one where it told the links, and so their end.
const TOLD_STORY_PARAGRAPHS: usize = 2;
/// What follows is most of a story when it is so many times what stands before.
const MOST_TIMES: u64 = 2;
/// A shorter title that ends another is chance, not the same title.
const NARROWEST_SUFFIX: u32 = 12;

/// Marks related blocks and residue; what it leaves without a role is the story. `told` are the roles that markup gave the
/// lines, empty for a text without markup.
pub(super) fn mark(text: &str, lines: &[Line], told: &[Option<Role>], marks: &mut [Mark]) {
    let told = Told::new(lines, told);
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
                    next = block_end(text, lines, &told, at + 1);
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

/// What markup told of a text's lines.
struct Told<'t> {
    /// The role of each line, empty for a text without markup.
    roles: &'t [Option<Role>],
    /// The widths of the story's paragraphs before each line, one after the other; one more than lines.
    prose_before: Vec<u64>,
}

impl<'t> Told<'t> {
    fn new(lines: &[Line], roles: &'t [Option<Role>]) -> Self {
        let mut told = Self { roles, prose_before: Vec::new() };
        if !roles.is_empty() {
            let widths =
                (0..lines.len()).map(|at| if told.is_story(lines, at) { u64::from(lines[at].width) } else { 0 });
            let mut sum = 0;
            told.prose_before = std::iter::once(0).chain(widths.map(|width| (sum += width, sum).1)).collect();
        }
        told
    }

    fn is_related(&self, at: usize) -> bool {
        self.roles.get(at).copied().flatten() == Some(Role::Related)
    }

    /// Whether a line is a paragraph that markup calls nothing else.
    fn is_story(&self, lines: &[Line], at: usize) -> bool {
        !self.is_related(at) && lines[at].is_prose()
    }

    /// Whether what follows a line is most of the story: no block of other stories holds that.
    fn is_most(&self, from: usize) -> bool {
        let (Some(before), Some(all)) = (self.prose_before.get(from), self.prose_before.last()) else { return false };
        all - before > MOST_TIMES * before
    }
}

/// Where a related block that begins before `from` ends: with the text, unless it is a box of bare links, or of what markup
/// calls related, with the story going on below, or most of the story would be in it. Looks at a bounded number of lines.
fn block_end(text: &str, lines: &[Line], told: &Told<'_>, from: usize) -> usize {
    let is_link = |&at: &usize| told.is_related(at) || !lines[at].is_prose();
    let links = (from..lines.len()).take(MOST_LINKS + 1).take_while(is_link).count();
    let story = from + links;
    let doubled = lines[from..story].windows(2).any(|w| same(w[0].of(text), w[1].of(text)));
    let enough = match (from..story).all(|at| told.is_related(at)) {
        _ if told.roles.is_empty() => STORY_PARAGRAPHS,
        true => 1,
        false => TOLD_STORY_PARAGRAPHS,
    };
    let going_on = (story..lines.len()).take(enough).take_while(|&at| told.is_story(lines, at)).count();
    if (1..=MOST_LINKS).contains(&links) && !doubled && going_on == enough {
        return story;
    }
    let goes_on = (from..lines.len()).find(|&at| told.is_most(from) && told.is_story(lines, at));
    goes_on.unwrap_or(lines.len())
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
