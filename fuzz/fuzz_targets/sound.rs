//! What holds for every article, whatever it was read from. It reads nothing itself.

use recto::article::{Article, Role};
use recto::mentions::mentions;
use recto::compounds::Compounds;

/// Stops when a block or a mention does not lie where it may.
pub fn sound(article: &Article) {
    let text = article.text.as_str();
    let mut at = 0;
    for block in &article.blocks {
        let (start, end) = (block.start as usize, block.end as usize);
        assert!(at <= start && start < end, "blocks out of order: {:?}", article.blocks);
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{block:?} cuts a character");
        let between = text[at..start].trim_matches(|c: char| c.is_whitespace() || c == '_');
        assert!(between.is_empty(), "{between:?} lies in no block");
        at = end;
    }
    assert!(text[at..].trim_matches(|c: char| c.is_whitespace() || c == '_').is_empty());
    if !article.untitled {
        assert!(article.blocks.iter().any(|block| block.role == Role::Title), "a headline that is nowhere");
    }
    for mention in mentions(article, &Compounds::default()).mentions {
        let sentence = mention.sentence_start as usize..mention.sentence_end as usize;
        assert!(mention.sentence_start <= mention.start && mention.end <= mention.sentence_end, "{mention:?}");
        assert!(text.get(sentence).is_some(), "{mention:?} cuts a character");
        assert!(text.get(mention.start as usize..mention.end as usize).is_some_and(|t| !t.is_empty()), "{mention:?}");
    }
}
