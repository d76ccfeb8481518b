//! From a text to an article: blocks with roles, title, date, people.

use super::{Article, Block, Role};

/// Labels a text. Nothing of it is deleted or changed.
///
/// `id` becomes the article's id. Linear in the length of the text.
pub fn extract(id: &str, text: String) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            blocks.push(Block {
                role: Role::Body,
                start: start as u32,
                end: (start + body.len()) as u32,
                repeats: false,
            });
        }
        at += line.len() + 1;
    }
    let title = blocks.first().map(|b| b.of(&text).to_owned()).unwrap_or_default();
    Article { id: id.to_owned(), text, blocks, title, untitled: true, ..Article::default() }
}
