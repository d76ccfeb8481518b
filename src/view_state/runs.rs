//! Cuts a stretch of text at the borders of hits and passages, so that each piece is drawn in one way. It knows no
//! colours and no elements.

use crate::sort;

/// A passage to be shown in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageMark {
    /// Which passage, by the caller's numbering.
    pub passage: usize,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// An edit to be shown inside a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditMark {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is, as the page names it.
    pub name: &'static str,
}

/// A piece of text that is in a hit or out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'t> {
    /// The piece.
    pub text: &'t str,
    /// Its first byte.
    pub at: usize,
    /// The hit it belongs to, by its place in the list of hits.
    pub hit: Option<usize>,
}

/// Consecutive runs of the same passages, or of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<'t> {
    /// The passage, by the caller's numbering.
    pub passage: Option<usize>,
    /// Further passages that stand here and are not shown, in the order of the list.
    pub under: Vec<usize>,
    /// The passage starts here.
    pub starts: bool,
    /// In order; together the text of the segment.
    pub runs: Vec<Run<'t>>,
}

/// Cuts `text[start..end]`. Where passages overlap, the one earlier in `passages` is shown; where hits overlap, the
/// earlier hit. Spans may reach beyond the stretch; a border inside a character is moved to the character's start.
/// Cost: borders × spans that touch the stretch.
pub fn segments<'t>(
    text: &'t str,
    (start, end): (u32, u32),
    hits: &[(u32, u32)],
    passages: &[PassageMark],
) -> Vec<Segment<'t>> {
    let floor = |at: u32| {
        let at = (at as usize).min(text.len());
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    };
    let (from, to) = (floor(start), floor(end));
    let touches = |(start, end): (usize, usize)| start < to && end > from && start < end;
    let hits: Vec<_> = (0..).zip(hits).map(|(n, &(a, b))| (n, (floor(a), floor(b)))).filter(|h| touches(h.1)).collect();
    let marks: Vec<_> = passages.iter().map(|m| (m, (floor(m.start), floor(m.end)))).filter(|m| touches(m.1)).collect();

    let spans = hits.iter().map(|h| h.1).chain(marks.iter().map(|m| m.1));
    let mut borders: Vec<usize> = spans.flat_map(|(a, b)| [a.clamp(from, to), b.clamp(from, to)]).collect();
    borders.extend([from, to]);
    sort::by_key(&mut borders, |border| *border);
    borders.dedup();

    let mut out: Vec<Segment<'t>> = Vec::new();
    for pair in borders.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let covers = |(start, end): (usize, usize)| start <= a && b <= end;
        let hit = hits.iter().find(|h| covers(h.1)).map(|h| h.0);
        let mut here = marks.iter().filter(|m| covers(m.1));
        let mark = here.next();
        let passage = mark.map(|m| m.0.passage);
        let under: Vec<usize> = here.map(|m| m.0.passage).collect();
        let run = Run { text: &text[a..b], at: a, hit };
        match out.last_mut() {
            Some(last) if last.passage == passage && last.under == under => match last.runs.last_mut() {
                Some(same) if same.hit == hit => same.text = &text[b - run.text.len() - same.text.len()..b],
                _ => last.runs.push(run),
            },
            _ => out.push(Segment { passage, under, starts: mark.is_some_and(|m| m.1.0 == a), runs: vec![run] }),
        }
    }
    out
}

/// Cuts a range of a text after blanks into stretches of about so many bytes, so that a paragraph of a megabyte is drawn and
/// laid out bit by bit. They leave nothing out; text without blanks is cut between characters.
pub fn stretches(text: &str, (start, end): (u32, u32), bytes: u32) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut from = start as usize;
    let end = (end as usize).min(text.len());
    while end.saturating_sub(from) > 2 * bytes as usize {
        let mut most = from + bytes as usize;
        while !text.is_char_boundary(most) {
            most += 1;
        }
        let blank = text[from..most].rfind(char::is_whitespace).map(|at| from + at);
        let to = blank.and_then(|at| Some(at + text[at..].chars().next()?.len_utf8())).unwrap_or(most);
        out.push((from as u32, to as u32));
        from = to;
    }
    out.push((from as u32, end as u32));
    out
}

/// Cuts a run at the borders of edits, which come in order and do not overlap.
pub fn edited<'t, 'e>(run: &Run<'t>, edits: &'e [EditMark]) -> Vec<(&'t str, Option<&'e EditMark>)> {
    let inside = |at: u32| {
        let at = (at as usize).clamp(run.at, run.at + run.text.len()) - run.at;
        (0..=at).rev().find(|&at| run.text.is_char_boundary(at)).unwrap_or(0)
    };
    let mut out = Vec::new();
    let mut from = 0;
    let first = edits.partition_point(|edit| edit.end as usize <= run.at);
    for edit in edits[first..].iter().take_while(|edit| (edit.start as usize) < run.at + run.text.len()) {
        let (start, end) = (inside(edit.start), inside(edit.end));
        out.push((&run.text[from..start], None));
        out.push((&run.text[start..end], Some(edit)));
        from = end;
    }
    out.push((&run.text[from..], None));
    out.retain(|(text, _)| !text.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stretches_end_after_blanks_and_leave_nothing_out() {
        let check = |text: &str, bytes: u32, expected: &[&str]| {
            let found = stretches(text, (0, text.len() as u32), bytes);
            let cut: Vec<&str> = found.iter().map(|&(start, end)| &text[start as usize..end as usize]).collect();
            assert_eq!(cut, expected);
        };
        check("một hai ba bốn năm", 100, &["một hai ba bốn năm"]);
        check("one two three four", 6, &["one ", "two ", "three four"]);
        check("渡船每天早上运送", 5, &["渡船", "每天", "早上", "运送"]);
        check("", 5, &[""]);
    }

    /// Draws segments as text: `[passage+under: …]`, `<hit: …>`.
    fn draw(text: &str, hits: &[(u32, u32)], passages: &[(usize, u32, u32)]) -> String {
        let marks: Vec<_> = passages.iter().map(|&(passage, start, end)| PassageMark { passage, start, end }).collect();
        let end = u32::try_from(text.len()).expect("short");
        let mut out = String::new();
        for segment in segments(text, (0, end), hits, &marks) {
            let runs: String = segment
                .runs
                .iter()
                .map(|run| run.hit.map_or(run.text.to_owned(), |hit| format!("<{hit}:{}>", run.text)))
                .collect();
            match segment.passage {
                Some(passage) => {
                    let under: String = segment.under.iter().map(|other| format!("+{other}")).collect();
                    out.push_str(&format!("[{passage}{under}:{runs}]"));
                }
                None => out.push_str(&runs),
            }
        }
        out
    }

    #[test]
    fn texts_are_cut_at_borders() {
        let check = |hits: &[(u32, u32)], passages: &[(usize, u32, u32)], expected: &str| {
            assert_eq!(draw("abcdefgh", hits, passages), expected);
        };
        check(&[], &[], "abcdefgh");
        check(&[(1, 3)], &[], "a<0:bc>defgh");
        check(&[], &[(7, 2, 5)], "ab[7:cde]fgh");
        check(&[(1, 3)], &[(7, 2, 5)], "a<0:b>[7:<0:c>de]fgh");
        check(&[], &[(1, 0, 6), (0, 2, 4)], "[1:ab][1+0:cd][1:ef]gh");
        check(&[], &[(0, 2, 4), (1, 0, 6)], "[1:ab][0+1:cd][1:ef]gh");
        check(&[(1, 4), (3, 6)], &[], "a<0:bcd><1:ef>gh");
        check(&[(2, 2)], &[(3, 5, 99)], "abcde[3:fgh]");
    }

    #[test]
    fn runs_are_cut_at_edits() {
        let edit = |start, end| EditMark { start, end, name: "replaced" };
        let check = |at: usize, edits: &[EditMark], expected: &[(&str, bool)]| {
            let cut = edited(&Run { text: "abcdef", at, hit: None }, edits);
            let cut: Vec<(&str, bool)> = cut.into_iter().map(|(text, edit)| (text, edit.is_some())).collect();
            assert_eq!(cut, expected);
        };
        check(10, &[], &[("abcdef", false)]);
        check(
            10,
            &[edit(0, 10), edit(11, 13), edit(15, 40)],
            &[("a", false), ("bc", true), ("de", false), ("f", true)],
        );
        check(10, &[edit(16, 20)], &[("abcdef", false)]);
        check(10, &[edit(9, 12), edit(12, 99)], &[("ab", true), ("cdef", true)]);
    }

    #[test]
    fn borders_inside_characters_are_moved() {
        assert_eq!(draw("ữa", &[(1, 3)], &[]), "<0:ữ>a");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "\\PC{0,40}", spans in proptest::collection::vec((0u32..60, 0u32..60), 0..6)) {
            let marks: Vec<_> = spans.iter().map(|&(start, end)| PassageMark { passage: 0, start, end }).collect();
            let end = u32::try_from(text.len()).expect("short");
            let cut: String = segments(&text, (0, end), &spans, &marks)
                .iter().flat_map(|segment| segment.runs.iter().map(|run| run.text)).collect();
            prop_assert_eq!(cut, text);
        }
    }
}
