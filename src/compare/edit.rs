//! Word-level edits of one passage: what both wordings have, what only one has, what moved, what is only written
//! differently. This file writes them down in bytes; which words belong together is found in `wording`.
//!
//! It looks at one pair of ranges; what lies outside is not read, and no edit begins or ends inside a word.

use super::Side;
use super::seed::{Run, Words, Work};
use super::wording::{self, Wording};
use crate::named::named;
use serde::{Deserialize, Serialize};

/// How a stretch of one wording stands to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// The same bytes.
    Kept,
    /// The same words written differently: case, quotation marks, dashes, spaces, punctuation that changes no meaning.
    Typography,
    /// The same words but for their marks (`bảo đảm` / `bao đảm`).
    Marks,
    /// Other words; or, between words, a sign that changes the meaning (`$` / `€`, a quotation mark / none).
    Replaced,
    /// Words only the first wording has.
    OnlyA,
    /// Words only the second wording has.
    OnlyB,
    /// Words that stand elsewhere in the second wording: `a` is where they were, `b` where they went.
    MovedAway,
    /// The same words, told at the place they went to; `a` and `b` as in the entry above.
    MovedHere,
}

named!(EditKind {
    Kept = "kept",
    Typography = "typography",
    Marks = "marks",
    Replaced = "replaced",
    OnlyA = "only_a",
    OnlyB = "only_b",
    MovedAway = "moved_away",
    MovedHere = "moved_here",
});

/// A stretch of one kind, as half-open byte ranges in the two stored texts.
///
/// The edits of a passage come in reading order and leave nothing out: the ranges `a` of all but [`EditKind::MovedHere`]
/// follow each other without a gap from the start to the end of the passage in the first text, and the ranges `b` of all
/// but [`EditKind::MovedAway`] do in the second. On the side that lacks the words the range is empty, or holds what
/// stands between the words around it. What stands beside a word may belong to its edit (`old, ` / `new `): what shows
/// the words alone trims it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What it is.
    pub kind: EditKind,
    /// In the first article.
    pub a: (u32, u32),
    /// In the second.
    pub b: (u32, u32),
}

impl EditKind {
    /// Whether other words stand there: neither kept, nor the same words written differently.
    pub fn is_reworded(self) -> bool {
        !matches!(self, Self::Kept | Self::Typography | Self::Marks)
    }
}

/// Makes the second wording from the first one and its edits: kept and moved words are taken from the first text, all
/// others from the second. What a reader of exported edits does.
/// ```
/// use recto::article::extract;
/// use recto::compare::{Comparison, Text, applied};
///
/// let one = extract("a", "Sáng nay đoàn thuyền chở gạo nếp rời bến sông từ sớm.".to_owned());
/// let other = extract("b", "Đoàn thuyền nhỏ chở gạo tẻ rời bến sông từ sớm.".to_owned());
/// let (a, b) = (Text::of(&one), Text::of(&other));
/// let comparison = Comparison::new(&a, &b);
/// let pair = &comparison.pairs[0];
/// let wording = &other.text[pair.b.0 as usize..pair.b.1 as usize];
/// assert_eq!(applied(&one.text, &other.text, &comparison.edits(pair)), wording);
/// ```
pub fn applied(a: &str, b: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    for edit in edits {
        match edit.kind {
            EditKind::Kept => out.push_str(cut(a, edit.a)),
            EditKind::MovedAway => {}
            EditKind::MovedHere if cut(a, edit.a) == cut(b, edit.b) => out.push_str(cut(a, edit.a)),
            _ => out.push_str(cut(b, edit.b)),
        }
    }
    out
}

/// The edits that turn a range of the first text into one of the second. `known` are runs of equal tokens found earlier,
/// in the tokens of the sides.
pub(super) fn edits(
    (a, b): (&str, &str),
    words: &Words,
    (span_a, span_b): ((u32, u32), (u32, u32)),
    known: &[Run],
    work: &mut Work,
) -> Vec<Edit> {
    let (side_a, side_b) = (words.side_a, words.side_b);
    let (range_a, range_b) = (side_a.tokens_in(span_a), side_b.tokens_in(span_b));
    let wording = wording::wording(words, range_a.clone(), range_b.clone(), known, work);
    let mut writer = Writer {
        a,
        b,
        side_a,
        side_b,
        ends: (range_a.end, range_b.end),
        end: (span_a.1, span_b.1),
        at: (range_a.start, range_b.start),
        from: (span_a.0, span_b.0),
        edits: Vec::new(),
    };
    writer.write_all(&wording);
    writer.edits
}

/// Writes edits in order, turning tokens into bytes.
struct Writer<'s> {
    a: &'s str,
    b: &'s str,
    side_a: &'s Side,
    side_b: &'s Side,
    /// One past the last tokens of the passage, and where it ends.
    ends: (usize, usize),
    end: (u32, u32),
    /// The next tokens.
    at: (usize, usize),
    /// The next bytes.
    from: (u32, u32),
    edits: Vec<Edit>,
}

fn cut(text: &str, (from, to): (u32, u32)) -> &str {
    text.get(from as usize..to as usize).unwrap_or("")
}

/// Bytes that two texts have in common at their start, up to `limit` characters' ends.
fn common_start(x: &str, y: &str) -> usize {
    x.chars().zip(y.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}

fn common_end(x: &str, y: &str) -> usize {
    x.chars().rev().zip(y.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}

impl Writer<'_> {
    fn write_all(&mut self, wording: &Wording) {
        for run in &wording.kept {
            for step in 0..run.len as usize {
                let (i, j) = (run.a as usize + step, run.b as usize + step);
                self.gap((i, j), (self.side_a.spans[i].0, self.side_b.spans[j].0), wording);
                self.pair(i, j);
            }
        }
        self.gap(self.ends, self.end, wording);
    }

    /// Appends a stretch up to the given bytes; joins it to the last one where both say the same.
    fn write(&mut self, kind: EditKind, to: (u32, u32)) {
        if to == self.from {
            return;
        }
        let new = Edit { kind, a: (self.from.0, to.0), b: (self.from.1, to.1) };
        self.from = to;
        let joins = |kind: EditKind| matches!(kind, EditKind::Kept | EditKind::Typography | EditKind::Marks);
        let [.., before, last] = self.edits.as_mut_slice() else {
            match self.edits.last_mut() {
                Some(last) if last.kind == kind && joins(kind) => (last.a.1, last.b.1) = to,
                _ => self.edits.push(new),
            }
            return;
        };
        if last.kind == kind && joins(kind) {
            (last.a.1, last.b.1) = to;
        } else if joins(kind)
            && before.kind == kind
            && last.kind == EditKind::Kept
            && !cut(self.a, last.a).contains(char::is_alphanumeric)
        {
            // Two words in a row that differ alike are one edit, the blank between them with them.
            (before.a.1, before.b.1) = to;
            self.edits.pop();
        } else {
            self.edits.push(new);
        }
    }

    /// Writes two words that agree.
    fn pair(&mut self, i: usize, j: usize) {
        let (span_a, span_b) = (self.side_a.spans[i], self.side_b.spans[j]);
        let kind = if cut(self.a, span_a) == cut(self.b, span_b) {
            EditKind::Kept
        } else if self.side_a.exacts[i] != self.side_b.exacts[j] && self.side_a.exacts[i].contains(char::is_alphabetic)
        {
            EditKind::Marks
        } else if self.side_a.writing[i].number != self.side_b.writing[j].number {
            EditKind::Replaced
        } else {
            EditKind::Typography
        };
        self.write(kind, (span_a.1, span_b.1));
        self.at = (i + 1, j + 1);
    }

    /// Writes what stands before the next two words that agree.
    fn gap(&mut self, to: (usize, usize), end: (u32, u32), wording: &Wording) {
        self.gap_with_moves(to, end, wording);
        self.at = to;
    }

    /// Writes a gap whose words have all gone, come or been replaced.
    fn plain_gap(&mut self, to: (usize, usize), end: (u32, u32)) {
        let (gap_a, gap_b) = (cut(self.a, (self.from.0, end.0)), cut(self.b, (self.from.1, end.1)));
        let (words_a, words_b) = (to.0 > self.at.0, to.1 > self.at.1);
        if gap_a == gap_b {
            return self.write(EditKind::Kept, end);
        }
        // What stands between words is kept as far as it agrees at either end.
        let lead = |side: &Side, at: usize, has: bool, from: u32, gap: &str| {
            if has { (side.spans[at].0 - from) as usize } else { gap.len() }
        };
        let lead_a = lead(self.side_a, self.at.0, words_a, self.from.0, gap_a);
        let lead_b = lead(self.side_b, self.at.1, words_b, self.from.1, gap_b);
        let start = common_start(&gap_a[..lead_a], &gap_b[..lead_b]);
        let tail = |side: &Side, to: usize, has: bool, from: u32, len: usize| {
            let words_end = if has { (side.spans[to - 1].1 - from) as usize } else { start };
            words_end.min(len)
        };
        let tail_a = tail(self.side_a, to.0, words_a, self.from.0, gap_a.len());
        let tail_b = tail(self.side_b, to.1, words_b, self.from.1, gap_b.len());
        let rest = common_end(&gap_a[tail_a..], &gap_b[tail_b..]) as u32;
        let kind = match (words_a, words_b) {
            (true, true) => EditKind::Replaced,
            (true, false) => EditKind::OnlyA,
            (false, true) => EditKind::OnlyB,
            (false, false) => self.between(),
        };
        let start = start as u32;
        self.write(EditKind::Kept, (self.from.0 + start, self.from.1 + start));
        self.write(kind, (end.0 - rest, end.1 - rest));
        self.write(EditKind::Kept, end);
    }

    /// What it is that only what stands between two words differs.
    fn between(&self) -> EditKind {
        let (Some(i), Some(j)) = (self.at.0.checked_sub(1), self.at.1.checked_sub(1)) else {
            return EditKind::Typography;
        };
        let differ = self.side_a.writing[i].next != self.side_b.writing[j].next;
        if differ { EditKind::Replaced } else { EditKind::Typography }
    }

    /// Writes a gap in which words have moved away or come: first what the first text has there, then the second.
    fn gap_with_moves(&mut self, to: (usize, usize), end: (u32, u32), wording: &Wording) {
        let away = within(&wording.away, |run| run.a, self.at.0..to.0);
        let here = within(&wording.here, |run| run.b, self.at.1..to.1);
        // What stands before the first move on either side is a gap of its own.
        let first = (away.first().map_or(to.0, |run| run.a as usize), here.first().map_or(to.1, |run| run.b as usize));
        let start = |side: &Side, at: usize, to: usize, end: u32| if at < to { side.spans[at].0 } else { end };
        let head = (start(self.side_a, first.0, to.0, end.0), start(self.side_b, first.1, to.1, end.1));
        self.plain_gap(first, head);
        self.at = first;
        for run in away {
            self.write(EditKind::OnlyA, (self.side_a.spans[run.a as usize].0, self.from.1));
            let moved = self.moved(EditKind::MovedAway, *run);
            (self.at.0, self.from.0) = ((run.a + run.len) as usize, moved.a.1);
            self.edits.push(moved);
        }
        for run in here {
            self.write(EditKind::OnlyB, (self.from.0, self.side_b.spans[run.b as usize].0));
            let moved = self.moved(EditKind::MovedHere, *run);
            (self.at.1, self.from.1) = ((run.b + run.len) as usize, moved.b.1);
            self.edits.push(moved);
        }
        self.plain_gap(to, end);
    }

    /// Words that moved, on either side with what stands between them and the next word.
    fn moved(&self, kind: EditKind, run: Run) -> Edit {
        let tile = |side: &Side, at: u32, ends: usize, end: u32| {
            let after = (at + run.len) as usize;
            (side.spans[at as usize].0, if after < ends { side.spans[after].0 } else { end })
        };
        Edit {
            kind,
            a: tile(self.side_a, run.a, self.ends.0, self.end.0),
            b: tile(self.side_b, run.b, self.ends.1, self.end.1),
        }
    }
}

/// The runs, sorted by the given side, that begin in a range of tokens.
fn within(runs: &[Run], start: fn(&Run) -> u32, range: std::ops::Range<usize>) -> &[Run] {
    let from = runs.partition_point(|run| (start(run) as usize) < range.start);
    let to = runs.partition_point(|run| (start(run) as usize) < range.end);
    &runs[from..to.max(from)]
}
