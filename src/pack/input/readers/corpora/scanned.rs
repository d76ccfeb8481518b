//! Pages that a scanner's program read: ALTO, PAGE and hOCR. One level of their text is taken, words that the end of a line
//! breaks are whole.

use super::joined_lines;
use crate::article::Known;
use crate::pack::input::readers::elements::Node;
use crate::pack::input::readers::html::Tree;
use crate::pack::input::readers::pieces::{Piece, Pieces};

/// The paragraph of a block of ALTO.
pub(super) fn alto_block(block: &Node) -> String {
    let lines = block.all("TextLine");
    let line_of = |line: &&Node| {
        let mut text = String::new();
        for part in line.children() {
            match part.name.as_str() {
                "String" => {
                    // The whole word stands at both its halves.
                    let whole = part.attribute("SUBS_CONTENT").filter(|whole| !whole.is_empty());
                    match (part.attribute("SUBS_TYPE"), whole) {
                        (Some("HypPart1"), Some(whole)) => text.push_str(whole),
                        (Some("HypPart2"), Some(_)) => {}
                        _ => text.push_str(part.attribute("CONTENT").unwrap_or("")),
                    }
                    text.push(' ');
                }
                // Of a word whose whole form is not told.
                "HYP" if !line.children().any(|part| part.attribute("SUBS_CONTENT").is_some()) => {
                    text.truncate(text.trim_end().len());
                    text.push('-');
                }
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    joined_lines(lines.iter().map(line_of))
}

/// The paragraph of a region of PAGE: as its lines have it, else as it has it itself.
pub(super) fn page_region(region: &Node) -> String {
    let told = |node: &Node| node.child("TextEquiv").and_then(|told| told.child("Unicode")).map(Node::raw);
    let mut lines: Vec<String> = region.all("TextLine").into_iter().filter_map(told).collect();
    if lines.iter().all(|line| line.trim().is_empty()) {
        lines = told(region).map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default();
    }
    joined_lines(lines.into_iter())
}

/// Whether a page is one that a scanner's program wrote.
pub(in crate::pack::input::readers) fn is_hocr(markup: &str) -> bool {
    markup.contains("ocr_page") && (markup.contains("ocr_line") || markup.contains("ocrx_word"))
}

/// Reads such a page.
pub(in crate::pack::input::readers) fn read_hocr(markup: &str, pieces: &mut Pieces<'_>) {
    let tree = Tree::parse(markup);
    let is = |at: usize, name: &str| {
        tree.nodes[at].attribute("class").is_some_and(|class| class.split_ascii_whitespace().any(|c| c == name))
    };
    let line = |at: usize| ["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"].iter().any(|name| is(at, name));
    let mut paragraphs: Vec<usize> = (0..tree.nodes.len()).filter(|&at| is(at, "ocr_par")).collect();
    if paragraphs.is_empty() {
        paragraphs = (0..tree.nodes.len()).filter(|&at| is(at, "ocr_page")).collect();
    }
    let text_of = |at: usize| {
        let lines: Vec<String> =
            tree.inside(at).filter(|&inner| line(inner)).map(|inner| tree.text_of(inner)).collect();
        if lines.is_empty() { tree.text_of(at) } else { joined_lines(lines.into_iter()) }
    };
    let all: Vec<String> = paragraphs.into_iter().map(text_of).filter(|text| !text.is_empty()).collect();
    pieces.push(1, Piece { name: None, text: all.join("\n\n"), known: Known::default() });
}
