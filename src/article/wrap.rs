//! Which line breaks are wraps: lines of one paragraph that somebody broke at a width, in plain text, in a cell of a table,
//! or by `<br>`. Lines that were ended on purpose (verse, lists, headings, tables) stay apart.
//!
//! It changes no text: a paragraph is a range of bytes that may have line breaks in it.
//!
//! A line is full when the first word of the next would not have had its place: that is what whoever wraps does. How wide
//! the text is set is learned from the breaks that are certain, those between a line that ends no sentence and a small
//! letter; verse and lists have hardly any. What is drawn in, as quotations of books are, may be set narrower than the rest.

use super::known::Known;
use super::line::{Ending, Line};

/// Nobody wraps wider; a wider line is a paragraph.
const WIDEST: u32 = 140;
/// What is no wider says nothing: short lines are verse, lists and cells.
const NARROWEST: u32 = 30;
/// The same where letters have no case, so that a break is never certain.
const NARROWEST_CASELESS: u32 = 60;
/// The same where most lines begin with a capital.
const NARROWEST_CAPITALS: u32 = 42;
/// Of the certain breaks so many in a hundred stand where the line is full, in a text that is wrapped.
const FULL_PERCENT: usize = 80;
/// The width is that of the widest certain line but for so many in a hundred, which hold a long address or a slip.
const WIDER_PERCENT: usize = 5;
/// Certain breaks that a whole text needs; one paragraph needs one.
const LEAST_BREAKS: usize = 2;
/// Breaks inside sentences that tell the width of a text whose lines begin with capitals.
const FEWEST_OPEN: usize = 3;
/// Lines that all begin with a capital, one less, are verse or names.
const FEWEST_VERSES: usize = 4;
/// Different indents of a text that are measured apart.
const INDENTS: usize = 8;
/// A line of more than one in so many parts of the width goes on in a small letter, full or not.
const SHORTEST_SHARE: u32 = 2;

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// An empty line, a list's mark, another indent, a wide line: never a wrap.
    Wall,
    /// A hyphen after a letter, before a small letter: a word goes on.
    Hyphen,
    /// No sentence ends, and a small letter follows.
    Certain,
    /// No sentence ends, and a capital or a figure follows.
    Capital,
    /// A sentence ends, or letters have no case.
    Open,
}

/// How wide a text is set.
#[derive(Clone, Copy, Debug)]
struct Measure {
    width: u32,
    /// What a line may lack of it.
    slack: u32,
}

/// Two lines, one after the other.
#[derive(Clone, Copy, Debug)]
struct Pair {
    kind: Break,
    /// Counted from where the next line begins: the first line of a paragraph may be drawn in, that of an item drawn out.
    width: u32,
    /// Blanks before the next line.
    indent: usize,
    /// The width with a space and the first word of the next line.
    with_next: u32,
    /// Letters on both sides have no case.
    caseless: bool,
}

impl Pair {
    fn is_full(&self, measure: Measure) -> bool {
        self.with_next + measure.slack > measure.width
    }
}

/// Joins the lines of wrapped paragraphs, none of which the markup tells different roles of. Linear in the text.
pub(super) fn paragraphs(text: &str, lines: Vec<Line>, known: &Known) -> Vec<Line> {
    // Most texts have a paragraph on each line: without two narrow neighbours there is nothing to look at.
    if !lines.windows(2).any(|two| two[0].width <= WIDEST) {
        return lines;
    }
    let mut pairs: Vec<Pair> = lines.windows(2).map(|two| pair(text, &two[0], &two[1])).collect();
    let mut next = 0;
    let mut roles = lines.iter().map(|line| known.role_at(line.start, &mut next));
    let mut before = roles.next().flatten();
    for (pair, role) in pairs.iter_mut().zip(roles) {
        if role != std::mem::replace(&mut before, role) {
            pair.kind = Break::Wall;
        }
    }
    let whole = measure(&pairs, LEAST_BREAKS).or_else(|| capitals_throughout(text, &lines, &pairs));
    let drawn_in = by_indent(&pairs);
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let run = pairs[at..].iter().take_while(|pair| pair.kind != Break::Wall).count();
        let pairs = &pairs[at..at + run];
        let own = pairs.last().and_then(|last| drawn_in.iter().find(|(indent, _)| *indent == last.indent));
        let set = own
            .map(|(_, set)| *set)
            .or(whole)
            .filter(|_| !is_verse(pairs))
            .or_else(|| measure(pairs, 1))
            .or_else(|| caseless(pairs));
        let set = set.or_else(|| capitals(text, &lines[at..=at + run], pairs));
        joined.push(lines[at]);
        for (pair, next) in pairs.iter().zip(&lines[at + 1..]) {
            match joined.last_mut() {
                Some(last) if is_wrap(pair, set) => last.extend(next),
                _ => joined.push(*next),
            }
        }
        at += run + 1;
    }
    joined
}

fn is_wrap(pair: &Pair, set: Option<Measure>) -> bool {
    match (pair.kind, set) {
        (Break::Wall, _) => false,
        (Break::Hyphen, _) => true,
        (_, None) => false,
        (Break::Certain, Some(set)) => pair.is_full(set) || pair.width * SHORTEST_SHARE > set.width,
        (Break::Capital | Break::Open, Some(set)) => pair.is_full(set),
    }
}

/// How wide the lines of each indent are set, if they are wrapped; nothing where all have one.
fn by_indent(pairs: &[Pair]) -> Vec<(usize, Measure)> {
    let mut indents: Vec<usize> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.kind == Break::Certain) {
        if indents.len() <= INDENTS && !indents.contains(&pair.indent) {
            indents.push(pair.indent);
        }
    }
    if !(2..=INDENTS).contains(&indents.len()) {
        return Vec::new();
    }
    let set = |indent: usize| {
        let of: Vec<Pair> = pairs.iter().filter(|pair| pair.indent == indent).copied().collect();
        measure(&of, LEAST_BREAKS).map(|set| (indent, set))
    };
    indents.into_iter().filter_map(set).collect()
}

/// How wide some lines are set, if they are wrapped.
fn measure(pairs: &[Pair], least: usize) -> Option<Measure> {
    let certain = || pairs.iter().filter(|pair| pair.kind == Break::Certain);
    let mut widths: Vec<u32> = certain().map(|pair| pair.width).collect();
    if widths.len() < least {
        return None;
    }
    widths.sort_unstable();
    let width = widths[widths.len() - 1 - widths.len() * WIDER_PERCENT / 100];
    // As many lines in a row that end no sentence and begin with a capital are verse, headings, names.
    let capital = pairs.iter().filter(|pair| pair.kind == Break::Capital).count();
    if width < NARROWEST || capital > widths.len() {
        return None;
    }
    // Set by a program first, then by hand.
    [0, width / 6].into_iter().map(|slack| Measure { width, slack }).find(|&set| {
        let full = certain().filter(|pair| pair.is_full(set)).count();
        full * 100 >= widths.len() * FULL_PERCENT
    })
}

/// The same of a script without small and capital letters, where all lines but the last are as wide as can be.
fn caseless(pairs: &[Pair]) -> Option<Measure> {
    let width = pairs.iter().map(|pair| pair.width).max()?;
    let set = Measure { width, slack: 0 };
    let all = pairs.len() > 1 && pairs.iter().all(|pair| pair.caseless && pair.is_full(set));
    (all && width >= NARROWEST_CASELESS).then_some(set)
}

/// The same of a few lines most of which begin with a capital, as German nouns and names do: every one of them is full, they
/// are wider than verse mostly is, and a sentence ends inside one, or enough of them go on in small letters. A heading may
/// stand above them.
fn capitals(text: &str, lines: &[Line], pairs: &[Pair]) -> Option<Measure> {
    let set = Measure { width: pairs.iter().map(|pair| pair.width).max()?, slack: 0 };
    let open = |pair: &&Pair| matches!(pair.kind, Break::Certain | Break::Capital);
    let heading = usize::from(pairs.len() > 1 && !pairs[0].is_full(set));
    let (pairs, lines) = (&pairs[heading..], &lines[heading..]);
    let count = |kind| pairs.iter().filter(|pair| pair.kind == kind).count();
    let (certain, capital) = (count(Break::Certain), count(Break::Capital));
    // A paragraph of its own is wider than what stands above it, and two lines may be a heading and its paragraph.
    let wider = lines.iter().any(|line| line.width > set.width);
    let few = pairs.len() < 2 && certain == 0;
    if set.width < NARROWEST_CAPITALS || certain + capital == 0 || wider || few || is_verse(pairs) {
        return None;
    }
    let stops = || lines.iter().any(|line| stops_inside(line.of(text)));
    let closed = lines.last().is_some_and(Line::closes);
    let full = pairs.iter().filter(open).all(|pair| pair.is_full(set));
    (full && (certain * 2 >= capital || closed && stops())).then_some(set)
}

/// The same of a whole text most of whose lines begin with a capital: all its paragraphs of several lines end a sentence, and
/// one width is that of them all, none of whose lines would have had room for the next word.
fn capitals_throughout(text: &str, lines: &[Line], pairs: &[Pair]) -> Option<Measure> {
    let (mut width, mut open, mut stops, mut at) = (0, 0, false, 0);
    while at < lines.len() {
        let run = pairs[at..].iter().take_while(|pair| pair.kind != Break::Wall).count();
        let (inside, paragraph) = (&pairs[at..at + run], &lines[at..=at + run]);
        at += run + 1;
        if run == 0 {
            continue;
        }
        if is_verse(inside) || !paragraph[run].closes() {
            return None;
        }
        width = paragraph.iter().map(|line| line.width).fold(width, u32::max);
        open += inside.iter().filter(|pair| matches!(pair.kind, Break::Certain | Break::Capital)).count();
        stops |= paragraph.iter().any(|line| stops_inside(line.of(text)));
    }
    let set = Measure { width, slack: 0 };
    let mut known = pairs.iter().filter(|pair| matches!(pair.kind, Break::Certain | Break::Capital));
    let wide = width >= NARROWEST_CAPITALS && open >= FEWEST_OPEN;
    (wide && stops && known.all(|pair| pair.is_full(set))).then_some(set)
}

/// Whether a sentence ends and another begins inside a line.
fn stops_inside(line: &str) -> bool {
    let mut rest = line;
    while let Some(at) = rest.find(['.', '!', '?']) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        // Not the stop of an initial or of a number.
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let next = after.strip_prefix(' ').and_then(|after| after.chars().next());
        if word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && next.is_some_and(char::is_uppercase) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether lines begin with capitals throughout, and end no sentence.
fn is_verse(pairs: &[Pair]) -> bool {
    pairs.len() >= FEWEST_VERSES && pairs.iter().all(|pair| pair.kind == Break::Capital)
}

fn pair(text: &str, before: &Line, next: &Line) -> Pair {
    let (one, other) = (before.of(text), next.of(text));
    let word = other.split(char::is_whitespace).next().unwrap_or("");
    let (end, begin) = (last_letter(one), first_letter(other));
    let caseless =
        |letter: Option<char>| letter.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let next_indent = indent(text, next);
    let width = (before.width as usize + indent(text, before)).saturating_sub(next_indent) as u32;
    let pair = |kind| Pair {
        kind,
        width,
        indent: next_indent,
        with_next: width + first_width(word),
        caseless: caseless(end) && caseless(begin),
    };
    let gap = &text[before.end as usize..next.start as usize];
    if before.width > WIDEST || is_wall(text, before, next, gap) {
        return pair(Break::Wall);
    }
    // A dash may open an item, or stand inside a sentence.
    let small = begin.is_some_and(char::is_lowercase) && !is_item(other);
    if small && ends_with_hyphen(one) {
        return pair(Break::Hyphen);
    }
    match () {
        () if before.closes() => pair(Break::Open),
        () if small => pair(Break::Certain),
        () if begin.is_some_and(|c| c.is_uppercase() || c.is_numeric()) => pair(Break::Capital),
        () => pair(Break::Open),
    }
}

/// Whether two lines can be of no one paragraph.
fn is_wall(text: &str, before: &Line, next: &Line, gap: &str) -> bool {
    let empty = gap.matches('\n').count().max(gap.matches('\r').count()) > 1 || gap.contains(['\u{c}', '\u{2029}']);
    let (one, other) = (before.of(text), next.of(text));
    let item = is_item(other) && (before.ending != Ending::Open || is_item(one));
    if empty || item || is_row(one) || is_row(other) || is_ruled(one) || is_ruled(other) {
        return true;
    }
    if one.starts_with('>') != other.starts_with('>') {
        return true;
    }
    // A line that is drawn in further than the one before begins a paragraph; those of an item hang.
    let (indent, next_indent) = (indent(text, before), indent(text, next));
    next_indent > indent + 1 && !is_item(one)
}

/// Blanks before a line.
fn indent(text: &str, line: &Line) -> usize {
    let before = &text[..line.start as usize];
    before
        .bytes()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .map(|byte| if byte == b'\t' { 8 } else { 1 })
        .sum()
}

/// Whether a line opens an item of a list.
fn is_item(line: &str) -> bool {
    let first = line.split(char::is_whitespace).next().unwrap_or("");
    let number = first.trim_start_matches('(').trim_end_matches(['.', ')', '/', ':']);
    let labelled =
        first.strip_suffix(':').is_some_and(|label| !label.is_empty() && label.chars().all(char::is_alphabetic));
    let marked = number.len() < first.len() && !number.is_empty() && number.chars().count() <= 3;
    matches!(first, "-" | "–" | "—" | "•" | "▪" | "●" | "*" | "+" | "·" | "►" | "o" | "#")
        || line.starts_with(['•', '▪', '●', '►', '→', '◦'])
        || line.starts_with(['-', '–', '—'])
        || labelled
        || marked && number.chars().all(|c| c.is_numeric() || "ivxlcIVXLC".contains(c) || number.len() == 1)
}

/// Whether a line is a row of cells. Behind the comma of a sentence stands a blank, the end of a line, a dash, or a quotation
/// mark that closes.
fn is_row(line: &str) -> bool {
    let cell = |after: &str| {
        let after = after.trim_start_matches(['"', '\'', '”', '’', '»', ')']);
        !after.is_empty() && !after.starts_with(|c: char| c.is_whitespace() || c.is_numeric() || "-–—".contains(c))
    };
    line.contains(['\t', '|'])
        || line.contains("   ")
        || line.split(',').skip(1).filter(|after| cell(after)).count() >= 3
}

/// Whether a line has no letter or figure: a rule, stars.
fn is_ruled(line: &str) -> bool {
    !line.contains(char::is_alphanumeric)
}

fn ends_with_hyphen(line: &str) -> bool {
    let Some(rest) = line.strip_suffix(['-', '\u{2010}', '\u{ad}']) else { return false };
    rest.ends_with(char::is_alphabetic)
}

fn last_letter(line: &str) -> Option<char> {
    line.chars().next_back()
}

/// The first letter or figure of a line, behind opening quotation marks and brackets.
fn first_letter(line: &str) -> Option<char> {
    line.chars().take(8).find(|c| c.is_alphanumeric())
}

/// What a word adds to a line: a space and its letters; of a script without spaces its first character alone.
fn first_width(word: &str) -> u32 {
    match word.chars().next() {
        Some(c) if ('\u{2e80}'..'\u{1f000}').contains(&c) => 3,
        _ => 1 + word.chars().take(WIDEST as usize).count() as u32,
    }
}
