//! Struck and inserted parts of a line (`1<del>5</del><ins>7</ins>.000`): of a word or number that was changed inside, what
//! it reads now is read, and what was struck stands apart; whole words that were struck stay where they stand, never fused
//! with what replaces them. It reads no markup.

/// What was done to a part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Struck,
    Inserted,
}

/// A part of a line, as a half-open byte range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edited {
    pub edit: Edit,
    pub start: usize,
    pub end: usize,
}

/// Signs before which a word is parted from the one before it.
const OPENING: &str = "$€£¥₫(“\"";

/// The line as it reads now, and what was struck inside its words. `edits` are in order of their starts; what stands inside
/// another is not looked at, nor is what does not lie in the line. Linear in the line and the edits.
pub(super) fn resolved(line: String, edits: &[Edited]) -> (String, Vec<String>) {
    let fits = |edit: &&Edited| line.get(edit.start..edit.end).is_some_and(|part| !part.is_empty());
    let mut sound: Vec<Edited> = Vec::new();
    for edit in edits.iter().filter(fits) {
        if sound.last().is_none_or(|last| edit.start >= last.end) {
            sound.push(*edit);
        }
    }
    if sound.is_empty() {
        return (line, Vec::new());
    }
    let (mut kept, mut struck, mut done) = (String::with_capacity(line.len() + 8), Vec::new(), 0);
    for cluster in sound.chunk_by(|one, next| one.end == next.start) {
        let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { continue };
        kept.push_str(&line[done..first.start]);
        let inside = is_inside(&line, cluster);
        for (at, edit) in cluster.iter().enumerate() {
            let part = &line[edit.start..edit.end];
            match (inside, edit.edit) {
                (true, Edit::Struck) => struck.push(part.trim().to_owned()),
                (true, Edit::Inserted) => kept.push_str(part),
                (false, _) => {
                    if at > 0 {
                        part_words(&mut kept, part);
                    }
                    kept.push_str(part);
                }
            }
        }
        if !inside {
            part_words(&mut kept, &line[last.end..]);
        }
        done = last.end;
    }
    kept.push_str(&line[done..]);
    struck.retain(|part| !part.is_empty());
    (kept, struck)
}

/// Whether edits that touch one another change a word inside, rather than whole words.
fn is_inside(line: &str, cluster: &[Edited]) -> bool {
    let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { return false };
    let (before, after) = (&line[..first.start], &line[last.end..]);
    let (opens, closes) = (line[first.start..].chars().next(), line[..last.end].chars().next_back());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut left = before.chars().rev();
    let left = (left.next(), left.next());
    let goes_on = opens.is_some_and(|c| !c.is_whitespace()) && left.0.is_some_and(char::is_alphanumeric)
        || matches!(left.0, Some('.' | ',')) && is_digit(left.1) && is_digit(opens);
    let mut right = after.chars();
    let right = (right.next(), right.next());
    let number = is_digit(right.0) || matches!(right.0, Some('.' | ',')) && is_digit(right.1);
    // `<s>sáng</s>chiều` is two words, `<del>c</del><ins>C</ins>hợ` one.
    let word = last.edit == Edit::Inserted && right.0.is_some_and(char::is_alphanumeric);
    goes_on || is_digit(closes) && number || word && closes.is_some_and(char::is_alphanumeric)
}

/// Adds a space where two words would run into one.
fn part_words(kept: &mut String, next: &str) {
    let begins = |c: char| c.is_alphanumeric() || OPENING.contains(c);
    if kept.ends_with(|c: char| c.is_alphanumeric() || "%₫€".contains(c)) && next.starts_with(begins) {
        kept.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A line with `-struck-` and `+inserted+` parts; what it reads, and what stands apart.
    fn check(marked: &str, expected: &str, apart: &[&str]) {
        let (mut line, mut edits, mut open) = (String::new(), Vec::new(), None);
        for c in marked.chars() {
            let edit = match c {
                '~' => Edit::Struck,
                '+' => Edit::Inserted,
                _ => {
                    line.push(c);
                    continue;
                }
            };
            match open.take() {
                Some(start) => edits.push(Edited { edit, start, end: line.len() }),
                None => open = Some(line.len()),
            }
        }
        let (found, struck) = resolved(line, &edits);
        assert_eq!((found.as_str(), struck.iter().map(String::as_str).collect::<Vec<_>>()), (expected, apart.to_vec()));
    }

    #[test]
    fn a_number_that_was_changed_inside_is_the_new_one() {
        check("giá 1~5~+7+.000 đồng", "giá 17.000 đồng", &["5"]);
        check("giá ~1~+2+5.000 đồng", "giá 25.000 đồng", &["1"]);
        check("giá 1.~500~+700+ đồng", "giá 1.700 đồng", &["500"]);
        check("giá ~15~+17+.000 đồng", "giá 17.000 đồng", &["15"]);
        check("giá 1+7+.000, +1+9.000", "giá 17.000, 19.000", &[]);
        check("giá ~50.000~40.000 đồng", "giá 40.000 đồng", &["50.000"]);
        check("co~l~+ll+ect, ~c~+C+hợ", "collect, Chợ", &["l", "c"]);
    }

    #[test]
    fn whole_words_stay_and_are_parted() {
        check("họp ~thứ Hai~+thứ Ba+ và ~sáng~chiều", "họp thứ Hai thứ Ba và sáng chiều", &[]);
        check("giá ~15.000~+17.000+ đồng, ~$5~$7", "giá 15.000 17.000 đồng, $5 $7", &[]);
        check("họp ~hai ~+ba +lần", "họp hai ba lần", &[]);
        check("+Mới+ thôi ~cũ~.", "Mới thôi cũ.", &[]);
    }

    proptest! {
        #[test]
        fn any_edits_are_answered(line in "[ a1.ạ]{0,20}", ends in prop::collection::vec((0_usize..30, 0_usize..30, any::<bool>()), 0..6)) {
            let mut edits: Vec<_> = ends
                .into_iter()
                .map(|(start, end, cut)| Edited { edit: if cut { Edit::Struck } else { Edit::Inserted }, start, end })
                .collect();
            edits.sort_by_key(|edit| edit.start);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let whole = letters(&line);
            let (kept, struck) = resolved(line, &edits);
            // Nothing is lost.
            prop_assert_eq!(letters(&kept) + struck.iter().map(|part| letters(part)).sum::<usize>(), whole);
        }
    }
}
