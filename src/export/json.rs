//! A comparison as JSON for programs: every passage with its place, both wordings, edits and facts, then what one article
//! says alone. Written by hand, since the page has no JSON writer; it compares nothing.

use super::comparison::citation;
use crate::protocol::{CompareAnswer, FullArticle, Passage, PassageKind};

/// The whole value. Bytes are offsets in the articles' stored UTF-8 text, the end not included.
/// ```
/// use recto::export::comparison_json;
/// use recto::protocol::CompareAnswer;
///
/// let empty = CompareAnswer { articles: vec![], passages: vec![], overlaps: vec![], summaries: vec![] };
/// let json = comparison_json(&empty, "00ff");
/// assert_eq!(json, "{\"corpus\":\"00ff\",\"articles\":[],\"overlaps\":[],\"passages\":[],\"sentences\":[]}");
/// ```
pub fn comparison_json(answer: &CompareAnswer, corpus: &str) -> String {
    let articles = answer.articles.iter().map(|one| {
        let fields =
            [("id", text(&one.card.id)), ("title", text(&one.card.title)), ("citation", text(&citation(&one.card)))];
        object(&fields)
    });
    let overlaps = answer.overlaps.iter().map(|one| {
        let id = |number| text(of(answer, number).map_or("", |article| &article.card.id));
        let tokens = [("shared_tokens", one.shared_tokens), ("all_tokens", one.all_tokens)];
        let mut fields = vec![("of", id(one.of)), ("within", id(one.within))];
        fields.extend(tokens.map(|(name, n)| (name, n.to_string())));
        object(&fields)
    });
    let mut sentences = Vec::new();
    for one in &answer.summaries {
        for (article, own) in [(one.articles.0, &one.only_a), (one.articles.1, &one.only_b)] {
            let other = if article == one.articles.0 { one.articles.1 } else { one.articles.0 };
            let missing = text(of(answer, other).map_or("", |article| &article.card.id));
            for sentence in own {
                let place = place(of(answer, article), (sentence.start, sentence.end));
                sentences.push(object(&[("not_in", missing.clone()), ("place", place)]));
            }
        }
    }
    object(&[
        ("corpus", text(corpus)),
        ("articles", list(articles)),
        ("overlaps", list(overlaps)),
        ("passages", list(answer.passages.iter().map(|one| passage(answer, one)))),
        ("sentences", list(sentences.into_iter())),
    ])
}

fn of(answer: &CompareAnswer, number: crate::article::ArticleId) -> Option<&FullArticle> {
    answer.articles.iter().find(|one| one.card.article == number)
}

fn passage(answer: &CompareAnswer, passage: &Passage) -> String {
    let sides: Vec<Option<&FullArticle>> = passage.spans.iter().map(|span| of(answer, span.article)).collect();
    let side = |at: usize| sides.get(at).copied().flatten();
    let spans = passage.spans.iter().zip(&sides).map(|(span, side)| place(*side, (span.start, span.end)));
    let both = |a: (u32, u32), b: (u32, u32)| [("a", place(side(0), a)), ("b", place(side(1), b))];
    let edits = passage.edits.iter().map(|edit| {
        let [a, b] = both(edit.a, edit.b);
        object(&[("kind", text(edit.kind.name())), a, b])
    });
    let facts = passage.facts.iter().map(|fact| {
        let [a, b] = both(fact.a, fact.b);
        object(&[("kind", text(fact.kind.name())), a, b])
    });
    object(&[
        ("layer", text(passage.layer.name())),
        ("kind", text(PassageKind::of(passage).name())),
        ("moved", passage.moved.to_string()),
        ("tokens", passage.tokens.to_string()),
        ("words_differ", passage.words_differ.to_string()),
        ("times", passage.times.to_string()),
        ("noise", passage.noise.map_or_else(|| "null".to_owned(), |noise| text(noise.name()))),
        ("spans", list(spans)),
        ("edits", list(edits)),
        ("facts", list(facts)),
    ])
}

fn place(article: Option<&FullArticle>, (start, end): (u32, u32)) -> String {
    let words = article.and_then(|one| one.text.get(start as usize..end as usize)).unwrap_or("");
    object(&[
        ("article", text(article.map_or("", |one| &one.card.id))),
        ("start", start.to_string()),
        ("end", end.to_string()),
        ("text", text(words)),
    ])
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| ["\"", name, "\":", value].concat()).collect();
    ["{", &fields.join(","), "}"].concat()
}

fn list(values: impl Iterator<Item = String>) -> String {
    ["[", &values.collect::<Vec<String>>().join(","), "]"].concat()
}

/// A string of JSON (RFC 8259, section 7). Separators of lines are escaped too, so that it may stand in a script.
fn text(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                (0..4).rev().for_each(|at| out.push(char::from(DIGITS[(c as usize >> (4 * at)) & 15])));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_comes_back(words in any::<String>()) {
            prop_assert_eq!(serde_json::from_str::<String>(&text(&words)).expect("JSON"), words);
        }
    }
}
