//! The wordings of a passage as one text with its edits, and the facts that changed. Shape tells as much as colour:
//! brackets, arrows, struck and underlined words, and words that only screen readers say. Built once for each row.

use super::compare_list::column_letter;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::strings::{Strings, fill};
use crate::article::ArticleId;
use crate::compare::{Edit, EditKind, Fact, FactKind};
use crate::export::{Piece, pieces};
use crate::protocol::{CompareAnswer, Passage, PassageSpan};
use crate::view_state::{EditMark, ends, first_words};
use leptos::prelude::*;

/// A stretch that was kept is told in full up to so many words; of a longer one its ends are.
const KEPT_TOKENS: usize = 14;
/// Words of such an end.
const END_TOKENS: usize = 4;
/// Stretches of one wording told in the list; the columns tell all.
const PIECES: usize = 80;
/// Words of a quotation that changed.
const FACT_TOKENS: usize = 12;

/// The name of an edit on the page, on the first side or the second; nothing where it has no words there.
fn edit_name(kind: EditKind, second: bool) -> Option<&'static str> {
    Some(match kind {
        EditKind::Kept => return None,
        EditKind::Typography => "typography",
        EditKind::Marks => "marks",
        EditKind::Replaced => "replaced",
        EditKind::OnlyA if !second => "out",
        EditKind::OnlyB if second => "in",
        EditKind::MovedAway if !second => "away",
        EditKind::MovedHere if second => "here",
        _ => return None,
    })
}

/// The edits of a passage as a column marks them, in its order, without the blanks around them.
pub fn edit_marks(passage: &Passage, article: ArticleId, text: &str) -> Vec<EditMark> {
    let second = passage.spans.first().is_none_or(|span| span.article != article);
    let mark = |edit: &Edit| {
        let name = edit_name(edit.kind, second)?;
        let (start, end) = if second { edit.b } else { edit.a };
        let words = text.get(start as usize..end as usize)?;
        let start = start + (words.len() - words.trim_start().len()) as u32;
        let end = start + words.trim().len() as u32;
        (start < end).then_some(EditMark { start, end, name })
    };
    passage.edits.iter().filter_map(mark).collect()
}

fn article_of(answer: &CompareAnswer, article: ArticleId) -> Option<(usize, &str)> {
    let at = answer.articles.iter().position(|one| one.card.article == article)?;
    Some((at, &answer.articles[at].text))
}

/// Text in full, or its ends with the middle to be shown when the row is taken in hand. Cut at words.
fn kept(text: &str) -> Vec<AnyView> {
    let Some((first, middle, last)) = ends(text, KEPT_TOKENS, END_TOKENS) else {
        return vec![text.to_owned().into_any()];
    };
    vec![
        first.to_owned().into_any(),
        html::span().class("cut").child(" … ").into_any(),
        html::span().class("middle").child(middle.to_owned()).into_any(),
        last.to_owned().into_any(),
    ]
}

fn said(words: &'static str) -> AnyView {
    html::span().class("unseen").child([words, ": "].concat()).into_any()
}

fn edit(s: &'static Strings, piece: &Piece<'_>) -> AnyView {
    let old = || html::span().class("old").child(piece.old.to_owned());
    let new = || html::span().class("new").child(piece.new.to_owned());
    let (name, inside) = match piece.kind {
        EditKind::Kept => return kept(piece.old).into_any(),
        EditKind::Typography => ("typography", (said(s.edit_typography), new()).into_any()),
        EditKind::OnlyA => ("out", ("[", said(s.edit_out), old(), "]").into_any()),
        EditKind::OnlyB => ("in", ("[+", said(s.edit_in), new(), "]").into_any()),
        EditKind::Marks => ("marks", ("[", said(s.edit_marks), old(), " → ", new(), "]").into_any()),
        EditKind::Replaced => ("replaced", ("[", said(s.edit_replaced), old(), " → ", new(), "]").into_any()),
        EditKind::MovedAway => ("away", ("[", said(s.edit_away), old(), " ↷]").into_any()),
        EditKind::MovedHere => ("here", ("[↶ ", said(s.edit_here), new(), "]").into_any()),
    };
    let edit = html::span().class("edit").attr("data-edit", name).child(inside);
    vec![piece.lead.to_owned().into_any(), edit.into_any(), piece.rest.to_owned().into_any()].into_any()
}

/// A text with what another makes of it, as far as a row has room.
pub fn edited(s: &'static Strings, a: &str, b: &str, edits: &[Edit]) -> Vec<AnyView> {
    let told = &edits[..edits.len().min(PIECES)];
    let mut words: Vec<AnyView> = pieces(a, b, told).iter().map(|piece| edit(s, piece)).collect();
    words.extend((told.len() < edits.len()).then(|| html::span().class("cut").child(" …").into_any()));
    words
}

/// A wording with the signs that stand close to it, which may be what tells it from another.
fn with_signs(text: &str, span: &PassageSpan) -> Option<String> {
    let (from, to) = (span.start as usize, span.end as usize);
    let close = |c: char| !c.is_whitespace() && !c.is_alphanumeric();
    let before = text.get(..from)?.trim_end_matches(close).len();
    let after = text.get(to..)?.trim_start_matches(close).len();
    text.get(before..text.len() - after).map(str::to_owned)
}

/// The wordings of a passage as one: what was kept, and in brackets what was not. Where only signs around it differ, which
/// no edit holds, both.
pub fn wording(s: &'static Strings, answer: &CompareAnswer, passage: &Passage) -> Vec<AnyView> {
    let line = |letter: Option<String>, text: Vec<AnyView>| {
        let letter = letter.map(|letter| html::span().class("wording-letter").child(letter));
        html::span().class("wording-line").child((letter, html::bdi().child(text))).into_any()
    };
    let sides: Vec<(usize, &str, &PassageSpan)> = passage
        .spans
        .iter()
        .filter_map(|span| article_of(answer, span.article).map(|(at, text)| (at, text, span)))
        .collect();
    let changed = passage.edits.iter().any(|edit| edit.kind != EditKind::Kept);
    if passage.signs_differ && !changed {
        let both = sides.iter().filter_map(|(at, text, span)| Some((at, with_signs(text, span)?)));
        return both.map(|(at, text)| line(Some(column_letter(*at)), kept(&text))).collect();
    }
    match sides.as_slice() {
        [(_, a, _), (_, b, _), ..] if changed => {
            vec![line(None, edited(s, a, b, &passage.edits))]
        }
        [(_, text, span), ..] => {
            vec![line(None, text.get(span.start as usize..span.end as usize).map(kept).unwrap_or_default())]
        }
        [] => Vec::new(),
    }
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    match first_words(text, FACT_TOKENS) {
        Some(first) => [first, " …"].concat(),
        None => text.trim().to_owned(),
    }
}

fn fact(s: &'static Strings, fact: &Fact, (a, b): (&str, &str)) -> String {
    let cut = |text: &str, span: (u32, u32)| shortened(text.get(span.0 as usize..span.1 as usize).unwrap_or(""));
    let (a, b) = (cut(a, fact.a), cut(b, fact.b));
    let what = match fact.kind {
        FactKind::Number => s.fact_number,
        FactKind::Name => s.fact_name,
        FactKind::Negation => s.fact_negation,
        FactKind::Quotation => s.fact_quotation,
        FactKind::Sign => s.fact_sign,
    };
    let form = match (a.is_empty(), b.is_empty(), fact.kind) {
        (true, _, FactKind::Negation) => s.negation_added,
        (_, true, FactKind::Negation) => s.negation_gone,
        (true, ..) => s.fact_added,
        (_, true, _) => s.fact_gone,
        _ => s.fact_changed,
    };
    fill(form, &[("what", what), ("a", &a), ("b", &b)])
}

/// The facts that changed, a line each; nothing where none did.
pub fn facts(locale: &Locale, answer: &CompareAnswer, passage: &Passage) -> Option<AnyView> {
    let [a, b, ..] = passage.spans.as_slice() else { return None };
    let texts = (article_of(answer, a.article)?.1, article_of(answer, b.article)?.1);
    let told = passage.facts.iter().map(|one| {
        html::span().class("fact").attr("data-part", "fact").child(fact(locale.strings, one, texts)).into_any()
    });
    let told: Vec<AnyView> = told.collect();
    (!told.is_empty()).then(|| html::span().class("facts").child(told).into_any())
}
