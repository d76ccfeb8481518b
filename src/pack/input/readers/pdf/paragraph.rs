//! Lines put together to paragraphs. Nothing is taken away but what is not in the text: the breaks of lines, and hyphens
//! that stand only because a line ends, as far as the document's other words tell.

use super::direction::runs_left;
use super::line::{Line, is_unspaced};
use crate::text::{exact_key, is_syllable};
use std::collections::{HashMap, HashSet};

/// Lines of one block begin this near to each other, in points.
const COLUMN: f64 = 60.0;
/// Distances of lines are counted in so many parts of their size.
const PARTS: f64 = 20.0;
/// Lines further apart than so many times the usual are two paragraphs.
const WIDE: f64 = 1.25;
/// A first line is drawn in by so many times its size.
const INDENT: f64 = 0.9;
/// What begins or ends so near to each other, in sizes, does so at one place.
const SAME_PLACE: f64 = 0.1;
/// Letters of one paragraph may differ by so much in size.
const SAME_SIZE: f64 = 1.12;
/// A line that takes less of its block's width is ended on purpose.
const HALF: f64 = 0.5;
/// A line of fewer words says nothing of how lines are set.
const FEWEST_WORDS: usize = 4;
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];
/// A space, in sizes.
const SPACE: f64 = 0.2;

/// The text: paragraphs parted by an empty line. Linear in the lines.
pub fn joined(mut lines: Vec<Line>) -> String {
    lines.iter_mut().filter(|line| runs_left(&line.text)).for_each(turn);
    let layout = Layout::of(&lines);
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 2).sum());
    let mut known = None;
    // Whether the line before began its paragraph.
    let mut first = true;
    for (at, line) in lines.iter().enumerate() {
        let goes_on = at > 0 && layout.goes_on(&lines, at, first);
        match hyphen(&text, &line.text, &lines, &mut known) {
            _ if at == 0 => {}
            _ if !goes_on => text.push_str("\n\n"),
            Some(Joint::Whole(kept)) => text.truncate(kept),
            Some(Joint::Either) => text.push('\n'),
            None if text.ends_with(is_unspaced) && line.text.starts_with(is_unspaced) => {}
            None => text.push(' '),
        }
        text.push_str(&line.text);
        first = !goes_on;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Measures a line that runs from right to left from where it begins.
fn turn(line: &mut Line) {
    (line.left, line.right) = (-line.right, -line.left);
    let chars = |text: &str| text.chars().count().max(1) as f64;
    // What was measured is the word at its left end.
    let first = line.text.split(' ').next().unwrap_or("");
    line.first_word = (line.right - line.left) * chars(first) / chars(&line.text);
}

/// How a document is set.
struct Layout {
    /// The usual distance of lines, in sizes.
    pitch: f64,
    /// For each line the right edge of the block of lines it stands in.
    edges: Vec<f64>,
}

impl Layout {
    fn of(lines: &[Line]) -> Self {
        let mut pitches: HashMap<i64, u32> = HashMap::new();
        for pair in lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
            let pitch = (pair[0].base - pair[1].base) / pair[1].size;
            if (0.8..3.0).contains(&pitch) {
                *pitches.entry((pitch * PARTS).round() as i64).or_default() += 1;
            }
        }
        let usual = pitches.into_iter().max_by_key(|&(pitch, count)| (count, -pitch));
        let pitch = usual.map_or(1.2, |(pitch, _)| pitch as f64 / PARTS);
        let mut edges = Vec::with_capacity(lines.len());
        for block in lines.chunk_by(|before, line| adjoins(before, line, pitch)) {
            let edge = block.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
            let edge = if is_set_by_its_ends(block) { f64::INFINITY } else { edge };
            edges.resize(edges.len() + block.len(), edge);
        }
        Self { pitch, edges }
    }

    /// Whether the line at a place goes on in the paragraph of the one before it, which began it or not.
    fn goes_on(&self, lines: &[Line], at: usize, first: bool) -> bool {
        let (before, line) = (&lines[at - 1], &lines[at]);
        let sizes = line.size.max(before.size) / line.size.min(before.size);
        // Where the first word would have had its place, the line was ended on purpose.
        let edge = self.edges[at - 1];
        let room = before.right + SPACE * line.size + line.first_word <= edge;
        // Unless a word is broken there, or the sentence goes on and the lines are set by hand.
        let small = line.text.starts_with(char::is_lowercase);
        let broken = small && before.text.ends_with(HYPHENS);
        let words = before.text.split(' ').count() >= FEWEST_WORDS;
        // A number that goes on a sentence is no item: `1.400 hộ`.
        let ends_in_figure = before.text.ends_with(|c: char| c.is_ascii_digit());
        let figure = line.text.starts_with(|c: char| c.is_ascii_digit()) && !is_item(&line.text) && !ends_in_figure;
        let ragged = (small || figure)
            && words
            && !closes(&before.text)
            && before.right - before.left > HALF * (edge - before.left);
        if before.way.dot(line.way) < 0.9 || sizes > SAME_SIZE || room && !broken && !ragged {
            return false;
        }
        if before.page != line.page || before.base <= line.base {
            // A new page or column: only what is clearly the middle of a sentence goes on.
            return line.text.starts_with(char::is_lowercase) && !closes(&before.text);
        }
        let step = line.left - before.left;
        let drawn_in = step > INDENT * line.size && !(first && is_item(&before.text));
        let drawn_out = step < -INDENT * line.size && !first;
        adjoins(before, line, self.pitch) && !drawn_in && !drawn_out
    }
}

/// Whether lines from right to left all end at one place, the last of them too, and begin at different ones: what wrote them
/// knows lines from left to right alone, and where they end says nothing. A first line that is drawn in is no such sign
/// where others follow that begin together.
fn is_set_by_its_ends(block: &[Line]) -> bool {
    let spread = |places: &mut dyn Iterator<Item = f64>| {
        let (least, most) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), at| (a.min(at), b.max(at)));
        most - least
    };
    let size = block.iter().map(|line| line.size).fold(0.0, f64::max);
    let starts = if block.len() > 2 { &block[1..] } else { block };
    block.len() > 1
        && block.iter().all(|line| runs_left(&line.text))
        && spread(&mut block.iter().map(|line| line.right)) < SAME_PLACE * size
        && spread(&mut starts.iter().map(|line| line.left)) > INDENT * size
}

/// Whether a line stands right below the one before it, in letters of its size.
fn adjoins(before: &Line, line: &Line, pitch: f64) -> bool {
    let sizes = line.size.max(before.size) / line.size.min(before.size);
    let fall = before.base - line.base;
    before.page == line.page
        && before.way.dot(line.way) > 0.9
        && sizes <= SAME_SIZE
        && fall > 0.0
        && fall <= pitch * WIDE * line.size
        && (line.left - before.left).abs() < COLUMN
}

/// Whether a line ends a sentence.
fn closes(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '»', ')']).ends_with(['.', '!', '?', '…', ':', '。'])
}

/// Whether a line opens an item of a list, whose further lines are drawn in.
fn is_item(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("");
    let number = first.trim_end_matches(['.', ')']);
    matches!(first, "-" | "–" | "•" | "▪" | "●" | "*" | "+" | "")
        || number.len() < first.len() && number.len() <= 3 && number.chars().all(char::is_alphanumeric)
}

/// How the next line is put to the text without a space.
enum Joint {
    /// The text is cut there first.
    Whole(usize),
    /// The line's break stays, so that the word is found in both of its readings.
    Either,
}

/// What becomes of a hyphen at the end of the text before the next line; `None` when there is to be a space. A soft hyphen
/// goes. A hyphen stays where the word has it elsewhere in the document, before a capital or a figure, and between
/// Vietnamese syllables; it goes where the document has the word without it, or does not know both parts as words.
fn hyphen<'l>(text: &str, next: &str, lines: &'l [Line], known: &mut Option<HashSet<&'l str>>) -> Option<Joint> {
    if let Some(rest) = text.strip_suffix('\u{ad}') {
        return Some(Joint::Whole(rest.len()));
    }
    let rest = text.strip_suffix(['-', '\u{2010}'])?;
    let start = rest.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (head, tail) = (word(&rest[start..]), word(next.split(' ').next().unwrap_or("")));
    if head.is_empty() || tail.is_empty() || !rest.ends_with(char::is_alphanumeric) {
        return None;
    }
    let words = known.get_or_insert_with(|| whole_words(lines));
    let (whole, hyphenated) = (format!("{head}{tail}"), format!("{head}-{tail}"));
    let hyphenated = words.contains(hyphenated.as_str());
    let letters = rest.ends_with(char::is_lowercase) && tail.starts_with(char::is_lowercase);
    let syllables = !whole.is_ascii() && [head, tail].iter().all(|part| is_syllable(&exact_key(part)));
    let known = |part: &str| words.contains(part) || words.contains(part.to_lowercase().as_str());
    Some(match () {
        () if words.contains(whole.as_str()) && !hyphenated => Joint::Whole(rest.len()),
        () if hyphenated || !letters || syllables || head.chars().count() == 1 => Joint::Whole(text.len()),
        () if known(head) && known(tail) => Joint::Either,
        () => Joint::Whole(rest.len()),
    })
}

/// The words of a document but for those that the end of a line breaks.
fn whole_words(lines: &[Line]) -> HashSet<&str> {
    let mut words = HashSet::new();
    let mut broken = false;
    for line in lines {
        let mut parts = line.text.split(' ').skip(usize::from(broken)).peekable();
        broken = line.text.ends_with(HYPHENS);
        while let Some(part) = parts.next() {
            if parts.peek().is_some() || !broken {
                words.insert(word(part));
            }
        }
    }
    words
}

/// A word without the punctuation around it.
fn word(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::kurbo::Vec2;

    /// Lines as (left, top, text), ten letters to the size of 10, on pages of 600.
    fn check(lines: &[(f64, f64, &str)], expected: &str) {
        let line = |&(left, top, text): &(f64, f64, &str)| {
            let width = |text: &str| text.chars().count() as f64 * 5.0;
            Line {
                text: text.to_owned(),
                page: (top / 600.0) as u32,
                left,
                right: left + width(text),
                base: 600.0 - top % 600.0,
                size: 10.0,
                first_word: width(text.split(' ').next().unwrap_or("")),
                way: Vec2::new(1.0, 0.0),
                beside: false,
            }
        };
        assert_eq!(joined(lines.iter().map(line).collect()), expected);
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end_a_paragraph() {
        let lines = [(0.0, 0.0, "một hai ba bốn năm"), (0.0, 12.0, "sáu bảy."), (0.0, 24.0, "Tám chín mười một")];
        check(&lines, "một hai ba bốn năm sáu bảy.\n\nTám chín mười một\n");
    }

    #[test]
    fn lines_set_by_hand_go_on_in_a_small_letter() {
        let lines = [(0.0, 0.0, "một hai ba bốn"), (0.0, 12.0, "năm sáu bảy tám chín mười"), (0.0, 24.0, "mười một.")];
        check(&lines, "một hai ba bốn năm sáu bảy tám chín mười mười một.\n");
        let figure = [(0.0, 0.0, "một hai ba tốn"), (0.0, 12.0, "1.400 đồng bảy tám chín")];
        check(&figure, "một hai ba tốn 1.400 đồng bảy tám chín\n");
        let item = [(0.0, 0.0, "một hai ba tốn"), (0.0, 12.0, "1. đồng bảy tám chín mười")];
        check(&item, "một hai ba tốn\n\n1. đồng bảy tám chín mười\n");
        check(
            &[(0.0, 0.0, "Mục lục"), (0.0, 12.0, "năm sáu bảy tám chín mười")],
            "Mục lục\n\nnăm sáu bảy tám chín mười\n",
        );
        check(&[(0.0, 0.0, "The har-"), (0.0, 12.0, "bour was full that year")], "The harbour was full that year\n");
    }

    #[test]
    fn indents_and_gaps_begin_paragraphs() {
        let full = "một hai ba bốn năm";
        check(
            &[(0.0, 0.0, full), (15.0, 12.0, "hai ba bốn năm"), (0.0, 24.0, "x")],
            &format!("{full}\n\nhai ba bốn năm x\n"),
        );
        let spaced = [(0.0, 0.0, full), (0.0, 12.0, full), (0.0, 36.0, full)];
        check(&[(0.0, 0.0, "世界人权宣言全文"), (0.0, 12.0, "如下")], "世界人权宣言全文如下\n");
        check(&spaced, &format!("{full} {full}\n\n{full}\n"));
        // A wider block above says nothing of how wide this one is.
        let wide = "một hai ba bốn năm sáu bảy tám chín mười";
        check(&[(0.0, 0.0, wide), (0.0, 30.0, full), (0.0, 42.0, full)], &format!("{wide}\n\n{full} {full}\n"));
        check(&[(0.0, 0.0, "- hai ba bốn năm"), (10.0, 12.0, "sáu bảy tám")], "- hai ba bốn năm sáu bảy tám\n");
    }

    #[test]
    fn lines_from_right_to_left_begin_at_the_right() {
        let (full, short) = ("שלום לכל הבית", "בוקר טוב");
        // Both begin at the right: the second one goes on where the first one was full.
        check(&[(0.0, 0.0, full), (25.0, 12.0, short)], &format!("{full} {short}\n"));
        // Both begin on the left of the page, which for them is where lines end.
        check(&[(0.0, 0.0, full), (0.0, 12.0, short)], &format!("{full}\n\n{short}\n"));
        // Both end on the left of the page, the longer one below: nothing tells that the first one was full.
        check(&[(0.0, 0.0, short), (0.0, 12.0, full)], &format!("{short}\n\n{full}\n"));
        // The first one is short.
        check(&[(25.0, 0.0, short), (0.0, 12.0, full), (0.0, 24.0, full)], &format!("{short}\n\n{full} {full}\n"));
    }

    #[test]
    fn a_sentence_goes_on_over_a_page_and_nothing_else_does() {
        let full = "một hai ba bốn năm";
        check(&[(0.0, 590.0, full), (0.0, 600.0, "sáu bảy.")], &format!("{full} sáu bảy.\n"));
        check(&[(0.0, 590.0, full), (0.0, 600.0, "Sáu bảy.")], &format!("{full}\n\nSáu bảy.\n"));
        check(&[(0.0, 590.0, "hai ba bốn năm."), (0.0, 600.0, "sáu")], "hai ba bốn năm.\n\nsáu\n");
    }

    #[test]
    fn a_hyphen_stays_where_the_document_knows_its_parts() {
        let lines = |head: &'static str, end: &'static str| [(0.0, 0.0, head), (0.0, 12.0, end)];
        check(&lines("the whole infor\u{ad}", "mation"), "the whole information\n");
        check(&lines("the whole infor-", "mation"), "the whole information\n");
        check(&lines("well knows the price: well-", "known price"), "well knows the price: wellknown price\n");
        let either = [(0.0, 0.0, "it is well and known well-"), (0.0, 12.0, "known")];
        check(&either, "it is well and known well-\nknown\n");
        check(&lines("the well-known and well-", "known"), "the well-known and well-known\n");
        check(&lines("tiêm vắc-", "xin"), "tiêm vắc-xin\n");
        check(&lines("many Anglo-", "Saxon"), "many Anglo-Saxon\n");
        check(&lines("information infor-", "mation"), "information information\n");
        check(&lines("co-op coop as co-", "op"), "co-op coop as co-op\n");
        check(&lines("ngày 12 tháng 3 -", "hai bốn"), "ngày 12 tháng 3 - hai bốn\n");
    }
}
