//! Lines of scripts that run from right to left: a page holds them as they look, a text as they are read. Letters in the
//! forms of their place in a word become ordinary ones; figures and words of other scripts keep their order.
//!
//! The reverse of UAX #9 for one line without marks of direction; it changes no line without such letters.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Which way a character runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Left,
    Neither,
}

/// Puts a line in the order it is read.
pub fn reorder(line: &mut String) {
    if !line.chars().any(|c| way(c) == Way::Right) {
        return;
    }
    let plain = ordinary(line);
    let clusters = clusters(&plain);
    let count = |wanted: Way| {
        clusters
            .iter()
            .filter(|cluster| cluster.chars().next().is_some_and(|c| way(c) == wanted && c.is_alphabetic()))
            .count()
    };
    let runs_right = count(Way::Right) >= count(Way::Left);
    let mut ways: Vec<Way> = clusters.iter().map(|cluster| cluster.chars().next().map_or(Way::Neither, way)).collect();
    settle(&mut ways, &clusters, if runs_right { Way::Right } else { Way::Left });
    let turned = |run: &[&str]| run.iter().rev().map(|cluster| mirrored(cluster)).collect::<String>();
    let (mut parts, mut at) = (Vec::new(), 0);
    while at < clusters.len() {
        let end = (at..clusters.len()).find(|&next| ways[next] != ways[at]).unwrap_or(clusters.len());
        let run = &clusters[at..end];
        parts.push(if ways[at] == Way::Right { turned(run) } else { run.concat() });
        at = end;
    }
    if runs_right {
        parts.reverse();
    }
    *line = parts.concat();
}

/// Whether a line in the order it is read runs from right to left: most of its letters do.
pub fn runs_left(line: &str) -> bool {
    let count = |wanted: Way| line.chars().filter(|&c| c.is_alphabetic() && way(c) == wanted).count();
    let right = count(Way::Right);
    right > 0 && right >= count(Way::Left)
}

/// What runs neither way goes with what stands on both its sides, else with the line.
fn settle(ways: &mut [Way], clusters: &[&str], line: Way) {
    // A sign inside a number is part of it.
    for at in 1..ways.len().saturating_sub(1) {
        let figure = |place: usize| clusters[place].chars().all(|c| c.is_numeric());
        if matches!(clusters[at], "." | "," | ":" | "/" | "-") && figure(at - 1) && figure(at + 1) {
            ways[at] = Way::Left;
        }
    }
    let mut at = 0;
    while at < ways.len() {
        if ways[at] != Way::Neither {
            at += 1;
            continue;
        }
        let end = (at..ways.len()).find(|&next| ways[next] != Way::Neither).unwrap_or(ways.len());
        let before = if at == 0 { line } else { ways[at - 1] };
        let after = ways.get(end).copied().unwrap_or(line);
        let way = if before == after { before } else { line };
        ways[at..end].fill(way);
        at = end;
    }
}

fn way(c: char) -> Way {
    match c {
        '\u{590}'..='\u{8ff}' if !c.is_numeric() => Way::Right,
        '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Way::Right,
        c if c.is_alphanumeric() || matches!(c, '%' | '$' | '€') => Way::Left,
        _ => Way::Neither,
    }
}

/// A line with ordinary letters in place of the forms of their place in a word.
fn ordinary(line: &str) -> String {
    let normalizer = ComposingNormalizerBorrowed::new_nfkc();
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') {
            let form = c.to_string();
            // A ligature of two letters stands reversed, as the line does.
            plain.extend(normalizer.normalize(&form).chars().rev());
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Characters with the marks that stand on them.
fn clusters(text: &str) -> Vec<&str> {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).collect()
}

/// A bracket as it is written where it looks so.
fn mirrored(cluster: &str) -> &str {
    match cluster {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "«" => "»",
        "»" => "«",
        "<" => ">",
        ">" => "<",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_in_the_order_they_are_read() {
        for (looks, expected) in [
            ("םולש", "שלום"),
            ("2021 תנש ,ףוסב", "בסוף, שנת 2021"),
            ("(ב) א", "א (ב)"),
            ("12:30 העשב PDF ץבוק", "קובץ PDF בשעה 12:30"),
            ("the word םולש תיב is old", "the word בית שלום is old"),
            ("ﺔﺳﺭﺪﻣ", "مدرسة"),
            ("plain text 12", "plain text 12"),
            ("", ""),
        ] {
            let mut line = looks.to_owned();
            reorder(&mut line);
            assert_eq!(line, expected, "{looks}");
        }
    }
}
