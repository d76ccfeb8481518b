//! A comparison in words, for a terminal. It asks nothing.

use crate::cli::output::{Failure, card_line, count, one_line};
use crate::compare::{FactKind, Kind, Unlike};
use crate::export::inline;
use crate::protocol::{CompareAnswer, Passage, Summary};
use std::io::Write;

/// Writes the summary, the passages, and what each article says alone.
pub fn tell(out: &mut impl Write, answer: &CompareAnswer) -> Result<(), Failure> {
    for article in &answer.articles {
        writeln!(out, "{}", card_line(&article.card))?;
    }
    for overlap in answer.overlaps.iter().filter(|o| o.all_tokens > 0) {
        let percent = overlap.share() * 100.0;
        writeln!(
            out,
            "{percent:.0} % of [{}] is in [{}] ({} of {} tokens)",
            overlap.of.0, overlap.within.0, overlap.shared_tokens, overlap.all_tokens
        )?;
    }
    for empty in answer.overlaps.iter().filter(|o| o.all_tokens == 0) {
        writeln!(out, "[{}] has no words to compare with [{}]", empty.of.0, empty.within.0)?;
    }
    for summary in &answer.summaries {
        tell_summary(out, summary)?;
    }
    writeln!(out, "{}", count(answer.passages.len() as u64, "shared passage"))?;
    let (plain, minor): (Vec<&Passage>, Vec<&Passage>) = answer.passages.iter().partition(|passage| !passage.minor);
    for passage in plain.iter().chain(&minor).filter(|passage| passage.times > 0) {
        tell_passage(out, answer, passage)?;
    }
    for summary in &answer.summaries {
        tell_own(out, answer, summary)?;
    }
    Ok(())
}

fn tell_summary(out: &mut impl Write, summary: &Summary) -> Result<(), Failure> {
    let (a, b) = (summary.articles.0.0, summary.articles.1.0);
    if summary.same {
        writeln!(out, "[{a}] and [{b}] have the same text")?;
    }
    match summary.unlike {
        Some(Unlike::Script) => writeln!(out, "[{a}] and [{b}] are in different scripts")?,
        Some(Unlike::Language) => writeln!(out, "[{a}] and [{b}] seem to be in different languages")?,
        None => {}
    }
    let kinds = summary.kinds;
    let counts = [
        (kinds.verbatim, "verbatim"),
        (kinds.reworded, "reworded"),
        (kinds.reordered, "reordered"),
        (kinds.marks, "in other marks"),
        (kinds.typography, "in other typography"),
        (kinds.moved, "moved"),
    ];
    let told: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}")).collect();
    if !told.is_empty() {
        writeln!(out, "phrases of [{a}] and [{b}]: {}", told.join(", "))?;
    }
    let left_out = summary.left_out;
    if left_out.repeated > 0 {
        let places = count(u64::from(left_out.repeated), "place");
        writeln!(out, "not looked at in [{a}] and [{b}]: {places} whose words are repeated too often")?;
    }
    if left_out.passages > 0 {
        let passages = count(u64::from(left_out.passages), "possible passage");
        writeln!(out, "left out of [{a}] and [{b}]: {passages}, the shortest ones")?;
    }
    Ok(())
}

fn tell_passage(out: &mut impl Write, answer: &CompareAnswer, passage: &Passage) -> Result<(), Failure> {
    let kind = kind_in_words(passage);
    let moved = if passage.moved { ", moved" } else { "" };
    let minor = match passage.noise {
        Some(crate::protocol::Noise::Common) => ", common words",
        Some(_) => ", title, caption or name",
        None => "",
    };
    let layer = passage.layer.name();
    let times = if passage.times > 1 { format!(" ×{}", passage.times) } else { String::new() };
    let differ = if passage.words_differ > 0 {
        format!(
            ", {} {}",
            count(u64::from(passage.words_differ), "word"),
            if passage.words_differ == 1 { "differs" } else { "differ" }
        )
    } else {
        String::new()
    };
    writeln!(out, "\n{layer}, {kind}{moved}, {} tokens{differ}{minor}{times}", passage.tokens)?;
    let text = |at: usize| {
        let span = passage.spans.get(at);
        let article = answer.articles.iter().find(|a| span.is_some_and(|span| a.card.article == span.article));
        article.map_or("", |article| article.text.as_str())
    };
    let cut = |at: usize, span: (u32, u32)| text(at).get(span.0 as usize..span.1 as usize).unwrap_or("");
    for (at, span) in passage.spans.iter().enumerate() {
        writeln!(out, "  [{}] {}", span.article.0, one_line(cut(at, (span.start, span.end))))?;
    }
    if !passage.edits.is_empty() {
        writeln!(out, "  {}", one_line(&inline(text(0), text(1), &passage.edits)))?;
    }
    for fact in &passage.facts {
        let kind = match fact.kind {
            FactKind::Number => "other number",
            FactKind::Name => "other name",
            FactKind::Negation => "negation",
            FactKind::Quotation => "other quotation",
            FactKind::Sign => "other sign",
        };
        let or_none = |text: &str| if text.trim().is_empty() { "(none)".to_owned() } else { one_line(text) };
        writeln!(out, "  {kind}: {} → {}", or_none(cut(0, fact.a)), or_none(cut(1, fact.b)))?;
    }
    Ok(())
}

/// Writes the sentences that one of two articles says alone.
fn tell_own(out: &mut impl Write, answer: &CompareAnswer, summary: &Summary) -> Result<(), Failure> {
    let (a, b) = summary.articles;
    for (of, other, own) in [(a, b, &summary.only_a), (b, a, &summary.only_b)] {
        if own.is_empty() {
            continue;
        }
        writeln!(out, "\nonly [{}], not [{}]: {}", of.0, other.0, count(own.len() as u64, "sentence"))?;
        for sentence in own {
            writeln!(out, "  {}", one_line(super::text_of(answer, of, (sentence.start, sentence.end))))?;
        }
    }
    Ok(())
}

/// How the wordings relate, and in what alone they differ.
fn kind_in_words(passage: &Passage) -> String {
    let kind = match passage.kind {
        Kind::Verbatim if passage.marks_differ => return "differs in marks only".to_owned(),
        Kind::Verbatim if passage.typography => return "differs in typography only".to_owned(),
        Kind::Verbatim => "verbatim",
        Kind::Near => "reworded",
        Kind::Reordered => "reordered",
    };
    let marks = if passage.marks_differ { ", marks differ" } else { "" };
    let signs = if passage.signs_differ { ", a sign or quotation differs" } else { "" };
    format!("{kind}{marks}{signs}")
}
