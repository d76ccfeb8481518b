//! Running heads, running feet and page numbers: lines at the edge of pages that are the same on several of them, figures
//! aside. It judges by the edge and the repetition, never by what a line says.

use super::line::Line;
use std::collections::{BTreeMap, BTreeSet};

/// Lines at the top and at the bottom of a page that are looked at.
const EDGE_LINES: usize = 2;
/// Pages that a line must be on.
const FEWEST_PAGES: usize = 3;
/// A head that belongs to a chapter stands on so many of a hundred pages.
const LEAST_PERCENT: usize = 5;
/// A head has no more characters.
const LONGEST_CHARS: usize = 100;

/// Takes them out; gives the lines that stay, and the bytes of those that do not.
pub fn without(lines: Vec<Line>) -> (Vec<Line>, u64) {
    let mut pages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        pages.entry(line.page).or_default().push(at);
    }
    // What stands at an edge, by what it says, and the pages it stands on.
    let mut seen: BTreeMap<(bool, String), BTreeSet<u32>> = BTreeMap::new();
    let mut edges: Vec<(usize, bool)> = Vec::new();
    for places in pages.values() {
        let mut places = places.clone();
        places.sort_by(|&a, &b| lines[b].base.total_cmp(&lines[a].base));
        // A page of few lines has no edge that is not its text.
        let count = EDGE_LINES.min(places.len() / 2);
        let top = places[..count].iter().map(|&at| (at, true));
        edges.extend(top.chain(places[places.len() - count..].iter().map(|&at| (at, false))));
    }
    for &(at, top) in &edges {
        if let Some(key) = key(&lines[at].text) {
            seen.entry((top, key)).or_default().insert(lines[at].page);
        }
    }
    let least = FEWEST_PAGES.max(pages.len() * LEAST_PERCENT / 100);
    let out: BTreeSet<usize> = edges
        .iter()
        .filter(|(at, top)| {
            key(&lines[*at].text).is_some_and(|key| seen.get(&(*top, key)).is_some_and(|on| on.len() >= least))
        })
        .map(|(at, _)| *at)
        .collect();
    let bytes = out.iter().map(|&at| lines[at].text.len() as u64).sum();
    let stay = lines.into_iter().enumerate().filter(|(at, _)| !out.contains(at)).map(|(_, line)| line);
    (stay.collect(), bytes)
}

/// What a line says but for its figures; `None` for one that is too long to be a head.
fn key(text: &str) -> Option<String> {
    let mut key = String::new();
    for c in text.trim().chars() {
        let figure = c.is_ascii_digit();
        if !(figure && key.ends_with('#')) {
            key.push(if figure { '#' } else { c });
        }
    }
    (!key.is_empty() && key.chars().count() <= LONGEST_CHARS).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::kurbo::Vec2;

    fn page(number: u32, lines: &[&str]) -> Vec<Line> {
        let one = |(at, text): (usize, &&str)| Line {
            text: (*text).to_owned(),
            page: number,
            left: 0.0,
            right: 100.0,
            base: 800.0 - 12.0 * at as f64,
            size: 10.0,
            first_word: 10.0,
            way: Vec2::new(1.0, 0.0),
            beside: false,
        };
        lines.iter().enumerate().map(one).collect()
    }

    #[test]
    fn what_repeats_at_the_edges_is_no_text() {
        let lines: Vec<Line> = (0..3)
            .flat_map(|n| {
                page(
                    n,
                    &[
                        "NIÊN GIÁM",
                        ["a", "b", "c"][n as usize],
                        "hai",
                        ["d", "e", "f"][n as usize],
                        &format!("{}", n + 10),
                    ],
                )
            })
            .collect();
        let (stay, bytes) = without(lines);
        let texts: Vec<&str> = stay.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a", "hai", "d", "b", "hai", "e", "c", "hai", "f"]);
        assert_eq!(bytes, 3 * ("NIÊN GIÁM".len() as u64 + 2));
        let (stay, bytes) = without((1..=2).flat_map(|n| page(n, &["NIÊN GIÁM", "một", "hai"])).collect());
        assert_eq!((stay.len(), bytes), (6, 0));
        let (stay, _) = without(
            (1..=3).flat_map(|n| page(n, &[&format!("câu {}", ["a", "b", "c"][n as usize - 1]), "x", "y"])).collect(),
        );
        assert_eq!(stay.iter().filter(|line| line.text.starts_with("câu")).count(), 3);
    }
}
