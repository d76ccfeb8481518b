//! Excerpts: a window of tokens around the best hits, cut into highlighted and plain fragments.

use super::scan::{Scanned, TokenHit};
use crate::article::Role;
use crate::sort;
use serde::{Deserialize, Serialize};

const WINDOW_TOKENS: usize = 34;
const BEFORE_TOKENS: usize = 8;
/// Bytes of text before and after the hit, at most: of ordinary words eight are a tenth of that.
const BEFORE_BYTES: u32 = 600;
const AFTER_BYTES: u32 = 2000;
const STRIP: u64 = 255;

/// A run of text, highlighted or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// As it stands in the article; line breaks are spaces.
    pub text: String,
    /// Part of a hit.
    pub hit: bool,
}

/// An excerpt of an article; around its best hits when it has some, its opening otherwise.
pub fn snippet(article: Scanned<'_>, hits: &[TokenHit]) -> Vec<Fragment> {
    let tokens = article.tokens;
    let role = |at: usize| article.blocks[tokens[at].block as usize].role;
    // The title is shown above the excerpt anyway.
    let told = |hit: &&TokenHit| !matches!(role(hit.first), Role::Title | Role::Header);
    // Hits are in reading order, and so is what is near each.
    let (mut low, mut high) = (0, 0);
    let mut near = |hit: &TokenHit| {
        let block = tokens[hit.first].block;
        let before =
            |other: &TokenHit| tokens[other.first].block < block || other.first + WINDOW_TOKENS / 2 <= hit.first;
        let within =
            |other: &TokenHit| tokens[other.first].block == block && other.first < hit.first + WINDOW_TOKENS / 2;
        low += hits[low..].iter().take_while(|other| before(other)).count();
        high = high.max(low);
        high += hits[high..].iter().take_while(|other| within(other)).count();
        (high - low, std::cmp::Reverse(hit.tier), std::cmp::Reverse(hit.first))
    };
    let centre = hits.iter().filter(told).map(|hit| (near(hit), hit)).max_by_key(|(near, _)| *near).map(|(_, hit)| hit);
    let opening = || (0..tokens.len()).find(|&at| !matches!(role(at), Role::Title | Role::Header | Role::Dateline));
    let Some(at) = centre.or(hits.first()).map(|hit| hit.first).or_else(opening) else { return Vec::new() };
    let block = tokens[at].block;
    // A word of thousands of letters beside the hit is left out: an excerpt shows the hit.
    let begins = |n: usize| tokens[n].block == block && tokens[at].start - tokens[n].start <= BEFORE_BYTES;
    let from = (at.saturating_sub(BEFORE_TOKENS)..=at).find(|&n| begins(n)).unwrap_or(at);
    let ends =
        |n: usize| n <= at || (tokens[n].block == block && tokens[n].end.saturating_sub(tokens[at].end) <= AFTER_BYTES);
    let to = (from..tokens.len().min(from + WINDOW_TOKENS)).take_while(|&n| ends(n)).last().unwrap_or(at);
    let bounds = &article.blocks[block as usize];
    let begins = from == 0 || tokens[from - 1].block != block;
    let ends = tokens.get(to + 1).is_none_or(|next| next.block != block);
    let start = if begins { bounds.start } else { tokens[from].start };
    let end = if ends { bounds.end } else { tokens[to].end };
    let spans = spans(article, hits);
    let mut fragments = fragments(article.text, start, end, &spans);
    if !begins {
        fragments.insert(0, Fragment { text: "… ".to_owned(), hit: false });
    }
    if !ends {
        fragments.push(Fragment { text: " …".to_owned(), hit: false });
    }
    fragments
}

/// The byte spans of hits.
pub fn spans(article: Scanned<'_>, hits: &[TokenHit]) -> Vec<(u32, u32)> {
    hits.iter().map(|hit| (article.tokens[hit.first].start, article.tokens[hit.last].end)).collect()
}

/// Cuts a range of a text at the given spans (sorted by start; they may overlap). White space becomes single spaces.
pub fn fragments(text: &str, start: u32, end: u32, spans: &[(u32, u32)]) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut at = start;
    let mut push = |from: u32, to: u32, hit: bool| {
        let part = text.get(from as usize..to as usize).unwrap_or("");
        if !part.is_empty() {
            fragments.push(Fragment { text: single_spaces(part), hit });
        }
    };
    for &(from, to) in spans {
        let (from, to) = (from.max(at), to.min(end));
        if from < to {
            push(at, from, false);
            push(from, to, true);
            at = to;
        }
    }
    push(at, end, false);
    fragments
}

/// Runs of white space as one space each.
pub fn single_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Where hits stand in a text, 0 to 255, ascending, without repeats.
pub fn strip(text: &str, spans: &[(u32, u32)]) -> Vec<u8> {
    let length = (text.len() as u64).max(1);
    let mut marks: Vec<u8> =
        spans.iter().map(|&(start, _)| (u64::from(start) * STRIP / length).min(STRIP) as u8).collect();
    sort::by_key(&mut marks, |mark| *mark);
    marks.dedup();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_cover_the_range_and_mark_the_hits() {
        let text = "một hai\nba bốn năm";
        let show = |spans: &[(u32, u32)]| {
            fragments(text, 0, text.len() as u32, spans)
                .iter()
                .map(|f| if f.hit { format!("[{}]", f.text) } else { f.text.clone() })
                .collect::<String>()
        };
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            (start as u32, (start + word.len()) as u32)
        };
        assert_eq!(show(&[]), "một hai ba bốn năm");
        assert_eq!(show(&[at("hai"), at("năm")]), "một [hai] ba bốn [năm]");
        assert_eq!(show(&[(at("hai").0, at("ba").1), at("ba")]), "một [hai ba] bốn năm");
    }
}
