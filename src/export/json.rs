//! A comparison as JSON for programs, in the one shape that the page exports and `recto compare --json` prints (docs/COMPARE.md
//! has it): every passage with its places, both wordings, edits and facts, then what each article says alone. Written by
//! hand, since the page has no JSON writer; it compares nothing.

use super::comparison::citation;
use crate::article::ArticleId;
use crate::compare::{Kind, Own};
use crate::json::{list, object, text};
use crate::protocol::{Card, CompareAnswer, Noise, Overlap, Passage, PassageKind, Summary};

/// The whole value. Bytes are offsets in the articles' stored UTF-8 text, the end not included; articles are named by their
/// numbers. `corpus` is empty for files.
/// ```
/// use recto::export::comparison_json;
/// use recto::protocol::CompareAnswer;
///
/// let empty = CompareAnswer { articles: vec![], passages: vec![], overlaps: vec![], summaries: vec![] };
/// let json = comparison_json(&empty, "00ff");
/// assert_eq!(json, "{\"corpus\":\"00ff\",\"articles\":[],\"passages\":[],\"overlaps\":[],\"summaries\":[]}");
/// ```
pub fn comparison_json(answer: &CompareAnswer, corpus: &str) -> String {
    object(&[
        ("corpus", text(corpus)),
        ("articles", list(answer.articles.iter().map(|one| article(&one.card)))),
        ("passages", list(answer.passages.iter().map(|one| passage(answer, one)))),
        ("overlaps", list(answer.overlaps.iter().map(overlap))),
        ("summaries", list(answer.summaries.iter().map(|one| summary(answer, one)))),
    ])
}

fn article(card: &Card) -> String {
    object(&[
        ("article", card.article.0.to_string()),
        ("id", text(&card.id)),
        ("title", text(&card.title)),
        ("date", card.date.map_or_else(|| "null".to_owned(), |date| text(&String::from(date)))),
        ("citation", text(&citation(card))),
    ])
}

fn overlap(one: &Overlap) -> String {
    // Four digits are more than a share means.
    let share = (one.share() * 10_000.0).round() / 10_000.0;
    object(&[
        ("of", one.of.0.to_string()),
        ("within", one.within.0.to_string()),
        ("shared_tokens", one.shared_tokens.to_string()),
        ("all_tokens", one.all_tokens.to_string()),
        ("share", share.to_string()),
    ])
}

/// The words of an article in a range, quoted.
fn words(answer: &CompareAnswer, article: ArticleId, (start, end): (u32, u32)) -> String {
    let found = answer.articles.iter().find(|one| one.card.article == article);
    text(found.and_then(|one| one.text.get(start as usize..end as usize)).unwrap_or(""))
}

fn passage(answer: &CompareAnswer, passage: &Passage) -> String {
    let spans = passage.spans.iter().map(|span| {
        object(&[
            ("article", span.article.0.to_string()),
            ("start", span.start.to_string()),
            ("end", span.end.to_string()),
            ("text", words(answer, span.article, (span.start, span.end))),
        ])
    });
    let sides = [0, 1].map(|at| passage.spans.get(at).map_or(ArticleId(u32::MAX), |span| span.article));
    let both = |kind: &str, a: (u32, u32), b: (u32, u32)| {
        object(&[
            ("kind", text(kind)),
            ("a", range(a)),
            ("b", range(b)),
            ("a_text", words(answer, sides[0], a)),
            ("b_text", words(answer, sides[1], b)),
        ])
    };
    let kind = match passage.kind {
        Kind::Verbatim => "verbatim",
        Kind::Near => "near",
        Kind::Reordered => "reordered",
    };
    object(&[
        ("kind", text(kind)),
        ("shown_as", text(PassageKind::of(passage).name())),
        ("layer", text(passage.layer.name())),
        ("moved", passage.moved.to_string()),
        ("marks_differ", passage.marks_differ.to_string()),
        ("typography", passage.typography.to_string()),
        ("signs_differ", passage.signs_differ.to_string()),
        ("family", passage.family.to_string()),
        ("tokens", passage.tokens.to_string()),
        ("weight", passage.weight.to_string()),
        ("minor", passage.minor.to_string()),
        ("noise", passage.noise.map_or_else(|| "null".to_owned(), |noise: Noise| text(noise.name()))),
        ("times", passage.times.to_string()),
        ("words_differ", passage.words_differ.to_string()),
        ("spans", list(spans)),
        ("edits", list(passage.edits.iter().map(|edit| both(edit.kind.name(), edit.a, edit.b)))),
        ("facts", list(passage.facts.iter().map(|fact| both(fact.kind.name(), fact.a, fact.b)))),
    ])
}

fn summary(answer: &CompareAnswer, summary: &Summary) -> String {
    let (a, b) = summary.articles;
    let own = |article: ArticleId, own: &[Own]| {
        list(own.iter().map(|one| {
            object(&[
                ("start", one.start.to_string()),
                ("end", one.end.to_string()),
                ("tokens", one.tokens.to_string()),
                ("shared_tokens", one.shared_tokens.to_string()),
                ("text", words(answer, article, (one.start, one.end))),
            ])
        }))
    };
    let counts = |fields: &[(&str, u32)]| {
        object(&fields.iter().map(|(name, count)| (*name, count.to_string())).collect::<Vec<(&str, String)>>())
    };
    let (kinds, left) = (summary.kinds, summary.left_out);
    object(&[
        ("articles", list([a, b].iter().map(|article| article.0.to_string()))),
        ("same", summary.same.to_string()),
        (
            "kinds",
            counts(&[
                ("verbatim", kinds.verbatim),
                ("reworded", kinds.reworded),
                ("reordered", kinds.reordered),
                ("marks", kinds.marks),
                ("typography", kinds.typography),
                ("moved", kinds.moved),
            ]),
        ),
        ("only_a", own(a, &summary.only_a)),
        ("only_b", own(b, &summary.only_b)),
        ("left_out", counts(&[("repeated", left.repeated), ("passages", left.passages), ("short", left.short)])),
        ("unlike", summary.unlike.map_or_else(|| "null".to_owned(), |unlike| text(unlike.name()))),
    ])
}

fn range((start, end): (u32, u32)) -> String {
    list([start, end].iter().map(u32::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::group::StoredArticle;
    use crate::engine::compare::compare_articles;
    use crate::protocol::BlocksMode;
    use serde_json::Value;

    /// Every field of an answer stands in the JSON with its value, whatever is added to it later; words stand beside bytes.
    #[test]
    fn every_field_is_there() {
        let article = |id: &str, text: &str| StoredArticle {
            article: crate::article::extract(id, text.to_owned()),
            length_tokens: 0,
        };
        let a = article(
            "a",
            "Sáng nay đoàn thuyền chở 1.400 bao gạo nếp rời bến sông từ sớm. Trời đẹp lạ thường suốt buổi.",
        );
        let b = article("b", "Nghe kể đoàn thuyền chở 1.900 bao gạo nếp rời bến sông từ sớm. Chiều ấy mưa trắng đồng.");
        let answer = compare_articles(&[&a, &b], &[ArticleId(0), ArticleId(1)], BlocksMode::Text, None);
        let ours: Value = serde_json::from_str(&comparison_json(&answer, "")).expect("JSON");
        let holds = |ours: &Value, theirs: &Value, told: &str| {
            fn check(ours: &Value, theirs: &Value, path: &str) {
                match theirs {
                    Value::Object(fields) => {
                        for (name, value) in fields {
                            check(&ours[name], value, &format!("{path}.{name}"));
                        }
                    }
                    Value::Array(items) => {
                        assert_eq!(ours.as_array().map(Vec::len), Some(items.len()), "{path}");
                        for (at, value) in items.iter().enumerate() {
                            check(&ours[at], value, &format!("{path}[{at}]"));
                        }
                    }
                    Value::Number(number) if number.is_f64() => {
                        let (x, y) = (ours.as_f64().expect(path), number.as_f64().expect(path));
                        assert!((x - y).abs() < 0.001, "{path}");
                    }
                    _ => assert_eq!(ours, theirs, "{path}"),
                }
            }
            check(ours, theirs, told);
        };
        holds(&ours["passages"], &serde_json::json!(answer.passages), "passages");
        holds(&ours["overlaps"], &serde_json::json!(answer.overlaps), "overlaps");
        holds(&ours["summaries"], &serde_json::json!(answer.summaries), "summaries");
        let fact = &ours["passages"][0]["facts"][0];
        assert_eq!((&fact["a_text"], &fact["b_text"]), (&"1.400".into(), &"1.900".into()), "{ours}");
        assert_eq!(ours["summaries"][0]["only_b"][0]["text"], "Chiều ấy mưa trắng đồng.");
    }
}
