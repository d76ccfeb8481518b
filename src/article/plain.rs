//! A text as paragraphs and nothing more: what a reader pastes to compare. It looks for no headline, date or caption, so
//! that the browser need not have what finds them.

use super::extract::first_sentence;
use super::known::Known;
use super::line::lines;
use super::model::{Article, Block, Role};
use super::wrap;

/// Reads a text as body paragraphs; wrapped lines are one. Its first sentence stands for a
/// title. Linear in the text; one of 4 GiB and more has no paragraphs.
///
/// ```
/// use recto::article::{Role, plain};
///
/// let article = plain("pasted", "Chợ phiên họp từ sáng.\n\nNgười bán bày rau.".to_owned());
/// let paragraphs: Vec<&str> = article.blocks.iter().map(|block| block.of(&article.text)).collect();
/// assert_eq!(paragraphs, ["Chợ phiên họp từ sáng.", "Người bán bày rau."]);
/// assert_eq!(article.title, "Chợ phiên họp từ sáng.");
/// assert!(article.blocks.iter().all(|block| block.role == Role::Body));
/// ```
pub fn plain(id: &str, text: String) -> Article {
    let mut article = Article { id: id.to_owned(), untitled: true, ..Article::default() };
    if u32::try_from(text.len()).is_ok() {
        let found = wrap::paragraphs(&text, lines(&text, 0), &Known::default());
        let block = |start, end| Block { role: Role::Body, start, end, repeats: false };
        article.blocks = found.iter().map(|line| block(line.start, line.end)).collect();
        article.title = first_sentence(&text, &article.blocks);
    }
    article.text = text;
    article
}
