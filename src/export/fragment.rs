//! A comparison as a piece of HTML to be put into a page or a document: headings, lists, quotations, `ins` and `del`. No
//! script, no style, no class, no link; everything of an article is escaped. It compares nothing.

use super::comparison::citation;
use super::markup::escaped;
use super::wording::pieces;
use crate::article::ArticleId;
use crate::compare::EditKind;
use crate::protocol::{CompareAnswer, FullArticle, Passage};

/// What a fragment says in the reader's language.
pub struct FragmentWords<'w> {
    /// Its language, as a tag.
    pub language: &'w str,
    /// The heading.
    pub title: &'w str,
    /// Lines below it: how much of each article is in the other, what was left out.
    pub notes: Vec<String>,
    /// The heading of what both have.
    pub shared: &'w str,
    /// What a passage is, in words.
    pub label: &'w dyn Fn(&Passage) -> String,
    /// The heading of what one article says alone, and not another.
    pub only: &'w dyn Fn(ArticleId, ArticleId) -> String,
}

/// The passages at these places of an answer in both wordings with their sources, then what each article says alone.
pub fn comparison_html(answer: &CompareAnswer, passages: &[usize], words: &FragmentWords) -> String {
    let mut out = String::new();
    out.push_str(&["<section lang=\"", &escaped(words.language), "\">\n"].concat());
    element(&mut out, "h2", words.title);
    out.push_str("<ol type=\"A\">\n");
    answer.articles.iter().for_each(|one| element(&mut out, "li", &citation(&one.card)));
    out.push_str("</ol>\n");
    words.notes.iter().for_each(|note| element(&mut out, "p", note));
    element(&mut out, "h3", words.shared);
    out.push_str("<ol>\n");
    for passage in passages.iter().filter_map(|place| answer.passages.get(*place)) {
        out.push_str("<li>\n");
        element(&mut out, "p", &(words.label)(passage));
        wordings(&mut out, answer, passage);
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
    for summary in &answer.summaries {
        let (a, b) = summary.articles;
        for (article, other, own) in [(a, b, &summary.only_a), (b, a, &summary.only_b)] {
            let Some(full) = of(answer, article).filter(|_| !own.is_empty()) else { continue };
            element(&mut out, "h3", &(words.only)(article, other));
            out.push_str("<ul>\n");
            own.iter().for_each(|one| element(&mut out, "li", cut(full, (one.start, one.end))));
            out.push_str("</ul>\n");
        }
    }
    out.push_str("</section>\n");
    out
}

fn of(answer: &CompareAnswer, article: ArticleId) -> Option<&FullArticle> {
    answer.articles.iter().find(|one| one.card.article == article)
}

fn cut(article: &FullArticle, (start, end): (u32, u32)) -> &str {
    article.text.get(start as usize..end as usize).unwrap_or("")
}

/// One wording with its edits; one alone where both are the same.
fn wordings(out: &mut String, answer: &CompareAnswer, passage: &Passage) {
    let [a, b, ..] = passage.spans.as_slice() else { return };
    let (Some(in_a), Some(in_b)) = (of(answer, a.article), of(answer, b.article)) else { return };
    out.push_str("<blockquote>");
    if passage.edits.is_empty() {
        out.push_str(&escaped(cut(in_a, (a.start, a.end))));
    }
    for piece in pieces(&in_a.text, &in_b.text, &passage.edits) {
        out.push_str(&escaped(piece.lead));
        let (gone, come) = match piece.kind {
            EditKind::Kept | EditKind::Typography => (false, false),
            EditKind::OnlyA | EditKind::MovedAway => (true, false),
            EditKind::OnlyB | EditKind::MovedHere => (false, true),
            EditKind::Marks | EditKind::Replaced => (true, true),
        };
        if gone {
            out.push_str(&["<del>", &escaped(piece.old), "</del>"].concat());
        }
        if gone && come {
            out.push(' ');
        }
        if come {
            out.push_str(&["<ins>", &escaped(piece.new), "</ins>"].concat());
        }
        if !gone && !come {
            out.push_str(&escaped(if piece.new.is_empty() { piece.old } else { piece.new }));
        }
        out.push_str(&escaped(piece.rest));
    }
    out.push_str("</blockquote>\n");
}

fn element(out: &mut String, tag: &str, text: &str) {
    out.push_str(&["<", tag, ">", &escaped(text), "</", tag, ">\n"].concat());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::group::StoredArticle;
    use crate::engine::compare::compare_articles;
    use crate::protocol::BlocksMode;

    #[test]
    fn articles_are_text_in_it_and_nothing_else() {
        let stored = |id: &str, text: &str| StoredArticle {
            article: crate::article::extract(id, text.to_owned()),
            length_tokens: 0,
        };
        let a = stored("a<b>", "Sáng nay đoàn thuyền chở <b onclick=x>gạo nếp</b> rời bến sông từ sớm tinh mơ.");
        let b =
            stored("b", "Sáng nay đoàn thuyền chở <b onclick=x>gạo tẻ</b> rời bến sông từ sớm tinh mơ.\nMưa to & gió.");
        let answer = compare_articles(&[&a, &b], &[ArticleId(0), ArticleId(1)], BlocksMode::Text, None);
        let words = FragmentWords {
            language: "vi",
            title: "\"><script>",
            notes: vec!["90 %".to_owned()],
            shared: "chung",
            label: &|passage| format!("{} <i>", passage.tokens),
            only: &|a, b| format!("{} {}", a.0, b.0),
        };
        let places: Vec<usize> = (0..answer.passages.len()).collect();
        let html = comparison_html(&answer, &places, &words);
        let tags: std::collections::BTreeSet<&str> = html
            .split('<')
            .skip(1)
            .map(|rest| rest.split(['>', ' ']).next().unwrap().trim_start_matches('/'))
            .collect();
        let known = ["blockquote", "del", "h2", "h3", "ins", "li", "ol", "p", "section", "ul"];
        assert!(tags.iter().all(|tag| known.contains(tag)), "{tags:?}");
        for attribute in html.split('<').filter_map(|rest| rest.split_once('>')?.0.split_once(' ')) {
            assert!(["lang=\"vi\"", "type=\"A\""].contains(&attribute.1), "{attribute:?}");
        }
        assert!(html.contains("<del>nếp</del> <ins>tẻ</ins>&lt;/b&gt; rời bến"), "{html}");
        assert!(html.contains("<li>Mưa to &amp; gió.</li>"), "{html}");
    }
}
