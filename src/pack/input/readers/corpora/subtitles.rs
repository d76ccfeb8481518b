//! Subtitles (SubRip, WebVTT): what is said, without numbers, times and tags. A sentence that goes on is one paragraph.

use crate::article::Known;
use crate::pack::input::readers::html;
use crate::pack::input::readers::pieces::{Piece, Pieces};

/// Reads a text. False when it holds no times.
pub(in crate::pack::input::readers) fn read(text: &str, pieces: &mut Pieces<'_>) -> bool {
    if !text.lines().take(60).any(is_time) {
        return false;
    }
    let (mut paragraphs, mut speaks): (Vec<String>, bool) = (Vec::new(), false);
    let mut cue = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if is_time(line) {
            speaks = true;
        } else if line.is_empty() {
            add(&mut paragraphs, &std::mem::take(&mut cue));
            speaks = false;
        } else if speaks {
            cue.push_str(if cue.is_empty() { "" } else { " " });
            cue.push_str(line);
        }
    }
    pieces.push(1, Piece { name: None, text: paragraphs.join("\n\n"), known: Known::default() });
    true
}

fn is_time(line: &str) -> bool {
    line.split_once("-->").is_some_and(|(from, to)| {
        let begins = |part: &str| part.trim().starts_with(|c: char| c.is_ascii_digit()) && part.contains(':');
        begins(from) && begins(to)
    })
}

fn add(paragraphs: &mut Vec<String>, cue: &str) {
    let plain = html::plain(&without_tags(cue));
    let plain = plain.trim();
    if plain.is_empty() {
        return;
    }
    match paragraphs.last_mut() {
        Some(before) if !before.ends_with(['.', '!', '?', '…', '"', '”', '♪', '。', '？', '！']) => {
            before.push(' ');
            before.push_str(plain);
        }
        _ => paragraphs.push(plain.to_owned()),
    }
}

/// A cue without what stands in `<…>` and `{\…}`.
fn without_tags(cue: &str) -> String {
    let (mut all, mut until) = (String::new(), None);
    let mut chars = cue.chars().peekable();
    while let Some(c) = chars.next() {
        match until {
            Some(end) => until = Some(end).filter(|&end| end != c),
            None if c == '<' => until = Some('>'),
            None if c == '{' && chars.peek() == Some(&'\\') => until = Some('}'),
            None => all.push(c),
        }
    }
    all
}
