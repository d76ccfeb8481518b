//! Characters at their places, put together to lines as they come. It changes none and sorts none: a page is read in the
//! order it is written.

use super::columns::columns;
use crate::text::{lowered, raised};
use hayro_font::kurbo::{Point, Vec2};

/// A gap of so many times the size of the letters is a space.
const SPACE: f64 = 0.16;
/// A gap of so many may part two columns.
const GUTTER: f64 = 1.2;
/// The same between characters of a script that writes no spaces and sets them wide.
const WIDE_SPACE: f64 = 1.0;
/// The next character may stand so far above or below the line, or before its end.
const DRIFT: f64 = 0.5;
/// What stands in one row differs less in height.
const SMALL_DRIFT: f64 = 0.2;
/// Letters of less than this share of the line's size that stand this much of it above or below are raised or lowered.
const SMALL: f64 = 0.85;
const RAISED: f64 = 0.15;
const LOWERED: f64 = 0.08;
/// A character printed again this near is the same one, made bold.
const DOUBLED: f64 = 0.12;

/// A line of text with its place, measured along the line and across it, upwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says, with single spaces.
    pub text: String,
    /// The number of its page.
    pub page: u32,
    /// Where it begins, along.
    pub left: f64,
    /// Where it ends, along.
    pub right: f64,
    /// Its height on the page.
    pub base: f64,
    /// The size of its letters.
    pub size: f64,
    /// The length of its first word.
    pub first_word: f64,
    /// Which way it runs.
    pub way: Vec2,
    /// It stands in the row of the line before it, behind a wide gap.
    pub beside: bool,
}

/// A character, or several that one sign stands for.
#[derive(Clone, Copy, Debug)]
pub struct Sign<'t> {
    /// What it says.
    pub text: &'t str,
    /// Where it begins.
    pub start: Point,
    /// Where the next one would begin.
    pub end: Point,
    /// The size of the letters.
    pub size: f64,
}

/// Lines in the making.
#[derive(Debug, Default)]
pub struct Lines {
    lines: Vec<Line>,
    page: u32,
    /// The last character, and where it began along the line.
    last: Option<(String, f64)>,
    bytes: usize,
}

impl Lines {
    /// Begins a page.
    pub fn page(&mut self, number: u32) {
        self.page = number;
        self.last = None;
    }

    /// Bytes of text so far.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a character.
    pub fn sign(&mut self, sign: Sign<'_>) {
        let run = sign.end - sign.start;
        let finite = [sign.start.x, sign.start.y, sign.end.x, sign.end.y, sign.size].iter().all(|n| n.is_finite());
        if !finite || sign.size <= 0.0 {
            return;
        }
        let way = if run.hypot() > 1e-9 { run / run.hypot() } else { self.way() };
        let along = |point: Point| point.to_vec2().dot(way);
        let (left, right) = (along(sign.start), along(sign.end));
        let base = sign.start.to_vec2().dot(Vec2::new(-way.y, way.x));
        let space = sign.text.chars().all(char::is_whitespace);
        let mark = sign.text.starts_with(|c| matches!(c, '\u{300}'..='\u{36f}'));
        let last = self.last.take();
        let page = self.page;
        let mut beside = false;
        let line = self.lines.last_mut().filter(|line| line.page == page && last.is_some());
        if let Some(line) = line {
            let size = line.size.max(sign.size);
            let level = line.way.dot(way) > 0.9 && (base - line.base).abs() < SMALL_DRIFT * size;
            beside = level && left - line.right > GUTTER * size && !space && !mark;
            // A mark is printed over the letter before it.
            let follows = !beside
                && line.way.dot(way) > 0.9
                && (base - line.base).abs() < DRIFT * size
                && (left > line.right - DRIFT * size || mark);
            if follows {
                let doubled = last
                    .as_ref()
                    .is_some_and(|(text, at)| text == sign.text && !space && (left - at).abs() < DOUBLED * size);
                if doubled {
                    self.last = last;
                    return;
                }
                let height = (base - line.base) / line.size;
                let small = sign.size < SMALL * line.size && !space;
                let text = match () {
                    () if small && height > RAISED => raised(sign.text, &line.text),
                    () if small && height < -LOWERED => lowered(sign.text),
                    () => sign.text.to_owned(),
                };
                // The mark of a note stands at its word.
                let mark = mark || text != sign.text && !text.starts_with(' ');
                let wide = line.text.ends_with(is_unspaced) && sign.text.starts_with(is_unspaced);
                let gap = left - line.right > if wide { WIDE_SPACE } else { SPACE } * size;
                if (space || gap && !mark) && !line.text.ends_with(' ') {
                    line.text.push(' ');
                }
                if !space {
                    if !line.text.contains(' ') {
                        line.first_word = right - line.left;
                    }
                    line.text.push_str(&text);
                    line.size = if line.text.chars().count() < 4 { sign.size.max(line.size) } else { line.size };
                    line.right = right.max(line.right);
                    self.bytes += sign.text.len();
                }
                self.last = Some((sign.text.to_owned(), left));
                return;
            }
        }
        if space {
            return;
        }
        self.drop_doubled();
        self.bytes += sign.text.len();
        self.last = Some((sign.text.to_owned(), left));
        let text = sign.text.to_owned();
        self.lines.push(Line { text, page, left, right, base, size: sign.size, first_word: right - left, way, beside });
    }

    /// Takes the last line away when it is the one before it printed again.
    fn drop_doubled(&mut self) {
        let [.., before, last] = self.lines.as_slice() else { return };
        let near = |a: f64, b: f64| (a - b).abs() < DRIFT * last.size;
        let same = before.page == last.page && near(before.left, last.left) && near(before.base, last.base);
        if same && before.text.trim_end() == last.text.trim_end() {
            self.lines.pop();
        }
    }

    fn way(&self) -> Vec2 {
        self.lines.last().map_or(Vec2::new(1.0, 0.0), |line| line.way)
    }

    /// The lines.
    pub fn finish(mut self) -> Vec<Line> {
        self.drop_doubled();
        self.lines.iter_mut().for_each(|line| line.text.truncate(line.text.trim_end().len()));
        columns(self.lines)
    }
}

/// Characters of Chinese and Japanese, with their punctuation: no spaces stand between them.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half as wide as they are high, 10 high: a sign for each, at (x, y).
    fn check(signs: &[(&str, f64, f64)], expected: &[&str]) {
        let sized: Vec<_> = signs.iter().map(|&(text, x, y)| (text, x, y, 10.0)).collect();
        check_sized(&sized, expected);
    }

    fn check_sized(signs: &[(&str, f64, f64, f64)], expected: &[&str]) {
        let mut lines = Lines::default();
        for &(text, x, y, size) in signs {
            let (start, end) = (Point::new(x, y), Point::new(x + size / 2.0, y));
            lines.sign(Sign { text, start, end, size });
        }
        let found: Vec<String> = lines.finish().into_iter().map(|line| line.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn gaps_are_spaces_and_steps_are_lines() {
        check(&[("a", 0.0, 0.0), ("b", 5.0, 0.0), ("c", 12.0, 0.0)], &["ab c"]);
        check(&[("a", 0.0, 0.0), (" ", 5.0, 0.0), ("c", 10.0, 0.0), (" ", 15.0, 0.0)], &["a c"]);
        check(&[("a", 0.0, 0.0), ("b", 0.0, -12.0), (" ", 0.0, -24.0), ("c", 30.0, 0.0)], &["a", "b", "c"]);
        check(&[("m", 0.0, 0.0), ("2", 5.0, 3.0), ("x", 10.0, 0.0)], &["m2x"]);
        check(&[("世", 0.0, 0.0), ("界", 9.0, 0.0), ("人", 30.0, 0.0), ("A", 37.0, 0.0)], &["世界 人 A"]);
    }

    #[test]
    fn marks_join_their_letter_and_bold_is_no_second_letter() {
        check(&[("a", 0.0, 0.0), ("\u{301}", 0.5, 0.0), ("b", 5.0, 0.0)], &["a\u{301}b"]);
        check(&[("a", 0.0, 0.0), ("a", 0.3, 0.0), ("b", 5.0, 0.0), ("b", 10.0, 0.0)], &["abb"]);
        let twice = [("a", 0.0, 0.0), ("b", 5.0, 0.0), ("a", 0.3, 0.0), ("b", 5.3, 0.0), ("c", 0.0, -20.0)];
        check(&twice, &["ab", "c"]);
    }

    #[test]
    fn small_figures_above_and_below_the_line_are_raised_and_lowered() {
        let raised = [("5", 0.0, 0.0, 10.0), ("0", 5.0, 0.0, 10.0), ("1", 11.0, 4.0, 6.0), ("x", 20.0, 0.0, 10.0)];
        check_sized(&raised, &["50¹ x"]);
        let lowered = [("C", 0.0, 0.0, 10.0), ("O", 5.0, 0.0, 10.0), ("2", 10.0, -2.0, 6.0)];
        check_sized(&lowered, &["CO₂"]);
        let capitals = [("A", 0.0, 0.0, 10.0), ("b", 5.0, 0.0, 7.0), ("c", 8.5, 0.0, 7.0)];
        check_sized(&capitals, &["Abc"]);
    }

    #[test]
    fn nothing_comes_of_places_that_are_none() {
        check(&[("a", f64::NAN, 0.0), ("b", f64::INFINITY, 0.0)], &[]);
    }
}
