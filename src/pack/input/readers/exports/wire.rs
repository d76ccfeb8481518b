//! IPTC 7901: a wire agency's story between control characters, its slug and headline above, the day of sending below.

use super::joined;
use crate::article::{Date, Known};
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::readers::records::read_when;

const START_OF_HEADING: char = '\u{1}';
const START_OF_TEXT: char = '\u{2}';
const END_OF_TEXT: char = '\u{3}';

/// Reads a text: stories one after the other. False when it is none.
pub(super) fn read(text: &str, pieces: &mut Pieces<'_>) -> bool {
    let begins = text.trim_start_matches(['\u{16}', '\r', '\n', ' ', '\u{feff}']);
    if !begins.starts_with(START_OF_HEADING) || !begins.contains(START_OF_TEXT) {
        return false;
    }
    for story in begins.split(START_OF_HEADING).filter(|story| !story.trim().is_empty()) {
        let line = 1 + text[..story.as_ptr() as usize - text.as_ptr() as usize].matches('\n').count() as u64;
        let (heading, rest) = story.split_once(START_OF_TEXT).unwrap_or(("", story));
        let (body, after) = rest.split_once(END_OF_TEXT).unwrap_or((rest, ""));
        let whole: String = story.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        pieces.push_of(line, &whole, piece(heading, body, after));
    }
    true
}

/// Whether a character may stand in a text.
fn is_text(c: &char) -> bool {
    !c.is_control() || matches!(c, '\n' | '\t')
}

fn piece(heading: &str, body: &str, after: &str) -> Piece {
    let plain: String = body.replace('\r', "\n").chars().filter(is_text).collect();
    // The form's own line breaks come in twos and threes; a paragraph begins drawn in.
    let lines: Vec<&str> = plain.lines().filter(|line| !line.trim().is_empty()).collect();
    let first = lines.iter().position(|line| line.starts_with("  ")).unwrap_or_else(|| usize::from(lines.len() > 1));
    let heads = lines[..first].iter().map(|line| line.trim());
    let is_slug = |line: &str| line.ends_with('/') || line.ends_with('=') && !line.contains(' ') && line.contains('-');
    let title =
        heads.filter(|line| !is_slug(line)).map(|line| line.trim_end_matches(['=', ' ']).trim().to_owned()).next_back();
    let mut paragraphs: Vec<Vec<&str>> = Vec::new();
    for line in &lines[first..] {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.starts_with("  ") => paragraph.push(line),
            _ => paragraphs.push(vec![line]),
        }
    }
    // Who sent it stands under the text: `ag ed xx`.
    if let Some(last) = paragraphs.last_mut()
        && last.len() > 1
        && is_signature(last[last.len() - 1])
    {
        last.pop();
    }
    let text = paragraphs.iter().map(|lines| joined(lines)).collect::<Vec<_>>().join("\n\n") + "\n";
    let sent = after.lines().chain(lines.iter().rev().take(2).copied()).find_map(day_of);
    Piece { name: None, text, known: Known { title, date: sent, source: agency(heading), ..Known::default() } }
}

/// Short words in small letters: the initials of the desk.
fn is_signature(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (1..=6).contains(&words.len())
        && words.iter().all(|word| word.chars().count() <= 4 && !word.ends_with(['.', ',', '!', '?']))
}

/// The agency: the only word of letters alone in the heading's last part that is no category.
fn agency(heading: &str) -> Option<String> {
    let words: Vec<&str> =
        heading.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let named = |word: &&&str| word.chars().all(char::is_alphabetic) && (2..=5).contains(&word.chars().count());
    words.iter().skip(3).rfind(named).map(|word| (*word).to_owned())
}

/// `041030 GMT Mar 21`: the day and the time, then the month and the year.
fn day_of(line: &str) -> Option<Date> {
    let plain: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let at = words.iter().position(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let (stamp, rest) = (words[at], &words[at + 1..]);
    let month = rest.iter().find(|word| {
        word.len() >= 3
            && word.chars().all(char::is_alphabetic)
            && !matches!(word.to_ascii_uppercase().as_str(), "GMT" | "UTC" | "CET" | "CEST" | "MEZ" | "MESZ" | "HEURE")
    })?;
    let year =
        rest.iter().rev().find(|word| matches!(word.len(), 2 | 4) && word.bytes().all(|b| b.is_ascii_digit()))?;
    let year =
        if year.len() == 2 { format!("{}{year}", if *year < "50" { "20" } else { "19" }) } else { (*year).to_owned() };
    read_when(&format!("{} {month} {year} {}:{}", &stamp[..2], &stamp[2..4], &stamp[4..]), None)
}
