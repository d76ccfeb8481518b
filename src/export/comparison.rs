//! A comparison as a CSV file. It compares nothing.

use super::cell::Sheet;
use super::wording::inline;
use crate::protocol::{Card, CompareAnswer, FullArticle, Noise, Passage, PassageKind, Summary};

const COLUMNS: [&str; 24] = [
    "row",
    "kind",
    "moved",
    "tokens",
    "words_differ",
    "times",
    "noise",
    "wording",
    "facts",
    "a_text",
    "b_text",
    "a_id",
    "a_start_byte",
    "a_end_byte",
    "a_citation",
    "b_id",
    "b_start_byte",
    "b_end_byte",
    "b_citation",
    "a_in_b",
    "b_in_a",
    "left_out_repeated",
    "left_out_passages",
    "corpus",
];

/// The whole file: a row a passage in the order of the answer, then a row a sentence that one article says alone.
///
/// Bytes are offsets in the articles' stored UTF-8 text, the end not included. `corpus` is empty for files.
pub fn comparison(answer: &CompareAnswer, corpus: &str) -> String {
    let mut table = Table { answer, corpus, sheet: Sheet::default() };
    COLUMNS.iter().for_each(|name| table.sheet.text(name));
    table.sheet.end_row();
    answer.passages.iter().for_each(|passage| table.passage(passage));
    for summary in &answer.summaries {
        let (a, b) = (summary.articles.0, summary.articles.1);
        for (name, article, own) in [("only_a", a, &summary.only_a), ("only_b", b, &summary.only_b)] {
            for sentence in own {
                table.own(name, summary, article == a, (sentence.start, sentence.end), sentence.tokens);
            }
        }
    }
    table.sheet.take()
}

struct Table<'t> {
    answer: &'t CompareAnswer,
    corpus: &'t str,
    sheet: Sheet,
}

impl<'t> Table<'t> {
    fn article(&self, number: crate::article::ArticleId) -> Option<&'t FullArticle> {
        self.answer.articles.iter().find(|one| one.card.article == number)
    }

    fn passage(&mut self, passage: &Passage) {
        let [a, b, ..] = passage.spans.as_slice() else { return };
        let (of_a, of_b) = (self.article(a.article), self.article(b.article));
        let (in_a, in_b) = (cut(of_a, (a.start, a.end)), cut(of_b, (b.start, b.end)));
        let wording = match (of_a, of_b) {
            (Some(of_a), Some(of_b)) if !passage.edits.is_empty() => inline(&of_a.text, &of_b.text, &passage.edits),
            _ => in_a.to_owned(),
        };
        let facts = facts(passage, of_a, of_b);
        let sheet = &mut self.sheet;
        sheet.text(passage.layer.name());
        sheet.text(PassageKind::of(passage).name());
        sheet.text(if passage.moved { "yes" } else { "" });
        [passage.tokens, passage.words_differ, passage.times].iter().for_each(|n| sheet.number(u64::from(*n)));
        sheet.text(passage.noise.map_or("", Noise::name));
        [wording.as_str(), &facts, in_a, in_b].into_iter().for_each(|text| sheet.text(text));
        for (of, span) in [(of_a, a), (of_b, b)] {
            self.place(of, Some((span.start, span.end)));
        }
        let summary = self.answer.summaries.iter().find(|one| one.articles == (a.article, b.article));
        self.pair(summary);
    }

    fn own(&mut self, name: &str, summary: &Summary, first: bool, span: (u32, u32), tokens: u32) {
        let (a, b) = (self.article(summary.articles.0), self.article(summary.articles.1));
        let text = cut(if first { a } else { b }, span);
        self.sheet.text("sentence");
        self.sheet.text(name);
        self.sheet.text("");
        self.sheet.number(u64::from(tokens));
        (0..5).for_each(|_| self.sheet.text(""));
        [if first { text } else { "" }, if first { "" } else { text }].iter().for_each(|text| self.sheet.text(text));
        self.place(a, first.then_some(span));
        self.place(b, (!first).then_some(span));
        self.pair(Some(summary));
    }

    fn place(&mut self, article: Option<&FullArticle>, span: Option<(u32, u32)>) {
        self.sheet.text(article.map_or("", |one| &one.card.id));
        match span {
            Some((start, end)) => [start, end].iter().for_each(|at| self.sheet.number(u64::from(*at))),
            None => (0..2).for_each(|_| self.sheet.text("")),
        }
        self.sheet.text(&article.map_or(String::new(), |one| citation(&one.card)));
    }

    /// What is the same in every row of a pair of articles.
    fn pair(&mut self, summary: Option<&Summary>) {
        let Some(summary) = summary else { return };
        let (a, b) = summary.articles;
        for (of, within) in [(a, b), (b, a)] {
            let overlap = self.answer.overlaps.iter().find(|one| (one.of, one.within) == (of, within));
            self.sheet.thousandths((overlap.map_or(0.0, |one| one.share()) * 1000.0).round() as u64);
        }
        self.sheet.number(u64::from(summary.left_out.repeated));
        self.sheet.number(u64::from(summary.left_out.passages));
        self.sheet.text(self.corpus);
        self.sheet.end_row();
    }
}

fn cut(article: Option<&FullArticle>, (start, end): (u32, u32)) -> &str {
    article.and_then(|one| one.text.get(start as usize..end as usize)).unwrap_or("")
}

/// Where an article comes from, as it is cited: source, title, date, address; its id where nothing else is known.
pub fn citation(card: &Card) -> String {
    let date = card.date.map(String::from);
    let parts = [card.author.as_ref(), Some(&card.title), card.source.as_ref(), date.as_ref(), card.url.as_ref()];
    let known: Vec<&str> = parts.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if known.is_empty() { card.id.clone() } else { known.join(", ") }
}

fn facts(passage: &Passage, a: Option<&FullArticle>, b: Option<&FullArticle>) -> String {
    let told =
        passage.facts.iter().map(|fact| [fact.kind.name(), ": ", cut(a, fact.a), " → ", cut(b, fact.b)].concat());
    told.collect::<Vec<String>>().join("; ")
}
