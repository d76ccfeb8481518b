//! Where a text of the reader's own is from: the articles that share passages with it, how much of it, and the sentences that
//! stand nowhere. It finds nothing: the engine does. The text stays in the page, and out of its links.

use super::own_text::{TextForm, text_form};
use crate::app::components::links::{button, family_link, is_plain};
use crate::app::components::notices::slot_state;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::speaking::Speaking;
use crate::app::strings::fill;
use crate::protocol::{TraceAnswer, TraceRequest, Traced};
use crate::view_state::{View, first_words};
use leptos::ev;
use std::rc::Rc;

/// Articles that are listed.
const ARTICLES: u32 = 100;
/// Passages of an article, and sentences, that are shown before the rest is unfolded.
const FIRST: usize = 3;
/// Words of a passage that tell it from others: the article has it whole.
const WORDS: usize = 60;
/// Steps of effort that a page may take: the text is in one message, and the engine answers it in one go.
const EFFORT_LIMIT: u8 = 1;

fn fetch(cx: Context, text: String, effort: u8) {
    if !text.trim().is_empty() {
        cx.trace.fetch(cx, Some("trace"), TraceRequest { text, effort, limit: ARTICLES });
    }
}

/// The page.
pub fn trace_page(cx: Context) -> AnyView {
    let again = move || cx.trace.peek().map(|answer| answer.question().text.clone()).unwrap_or_default();
    let speaking = Speaking::new();
    Effect::new(move |_| {
        let Some(answer) = cx.trace.get() else { return };
        speaking.say(cx, Box::new(move |locale| told(locale, &answer)));
    });
    let form = TextForm {
        parts: ["trace-text", "trace-file", "trace-go"],
        words: [|s| s.repeats.trace_paste, |s| s.own_file, |s| s.repeats.trace_go],
        begins: again(),
        take: Rc::new(move |text| fetch(cx, text, 0)),
    };
    let content = move || cx.trace.get().map(|answer| found(cx, &cx.locale(), &answer));
    let back = move || family_link(cx, "trace-back", "chip", None, cx.strings().repeats.families_all.to_owned());
    html::div()
        .class("trace")
        .attr("data-part", "trace")
        .child((
            html::p().class("family-back").child(back),
            html::h2().class("family-heading").attr("tabindex", "-1").child(cx.text(|s| s.repeats.trace)),
            html::p().class("meta").child(cx.text(|s| s.repeats.trace_note)),
            text_form(cx, form),
            slot_state(cx, cx.trace, move || fetch(cx, again(), 0)),
            content,
        ))
        .into_any()
}

/// How much was found, in a sentence.
fn told(locale: &Locale, answer: &TraceAnswer) -> String {
    let s = locale.strings;
    if answer.total == 0 {
        return s.repeats.trace_none.to_owned();
    }
    let share = f64::from(answer.found_tokens) / f64::from(answer.tokens.max(1));
    let articles = locale.count(&s.articles, answer.total);
    fill(s.repeats.trace_found, &[("percent", &locale.percent(share)), ("articles", &articles)])
}

fn found(cx: Context, locale: &Locale, answer: &Answered<TraceRequest>) -> AnyView {
    let text = &answer.question().text;
    let rows: Vec<AnyView> = answer.articles.iter().map(|one| row(cx, locale, answer, one)).collect();
    let sentences = answer.nowhere.iter().map(|one| {
        let words = cut(text, (one.start, one.end)).to_owned();
        html::li().attr("data-part", "trace-sentence").attr("dir", "auto").child(words).into_any()
    });
    let sentences: Vec<AnyView> = sentences.collect();
    let nowhere = (!sentences.is_empty()).then(|| {
        let count = locale.count(&locale.strings.repeats.trace_nowhere, sentences.len() as u64);
        html::details()
            .class("fold")
            .attr("data-part", "trace-nowhere")
            .attr("open", sentences.len() <= FIRST)
            .child((html::summary().child(count), html::ul().class("trace-sentences").child(sentences)))
    });
    let count = html::p().class("count").attr("data-part", "trace-count").child(told(locale, answer));
    html::div().child((count, left_out(cx, locale, answer), html::ol().class("places").child(rows), nowhere)).into_any()
}

/// What a long text did not come to, with a way on.
fn left_out(cx: Context, locale: &Locale, answer: &Answered<TraceRequest>) -> Option<AnyView> {
    let s = &locale.strings.repeats;
    let mut lines = Vec::new();
    if answer.unread_bytes > 0 {
        lines.push(fill(s.trace_unread, &[("n", &locale.number(answer.unread_bytes.div_ceil(1000)))]));
    }
    for ((done, all), text) in [(answer.looked_up, s.trace_looked), (answer.compared, s.trace_compared)] {
        if done < all {
            lines.push(fill(text, &[("n", &locale.number(done)), ("total", &locale.number(all))]));
        }
    }
    if answer.known > 0 {
        lines.push(s.trace_known.to_owned());
    }
    (!lines.is_empty()).then(|| {
        let asked = answer.question().clone();
        let further = (asked.effort < EFFORT_LIMIT).then(|| {
            button(
                cx,
                "trace-further",
                "plain",
                |s| s.cut_go_on,
                move || {
                    fetch(cx, asked.text.clone(), asked.effort + 1);
                },
            )
        });
        let text = html::span().child(lines.join(" "));
        html::p().class("meta narrowed").attr("data-part", "trace-cut").child((text, further)).into_any()
    })
}

fn cut(text: &str, (start, end): (u32, u32)) -> &str {
    text.get(start as usize..end as usize).unwrap_or("")
}

/// An article with what the text has of it.
fn row(cx: Context, locale: &Locale, answer: &Answered<TraceRequest>, one: &Traced) -> AnyView {
    let s = locale.strings;
    let text = &answer.question().text;
    let id = one.card.id.clone();
    let spot = one.passages.first().map_or((0, 0), |first| first.article);
    let open = id.clone();
    let title = html::a()
        .class("line-title")
        .attr("data-part", "trace-link")
        .attr("dir", "auto")
        .attr("href", cx.store.link(|state| state.open_at(&id, Some(spot))))
        .on(ev::click, move |event| {
            if is_plain(&event) {
                event.prevent_default();
                cx.open_spot(View::Families, &open, spot);
            }
        })
        .child(one.card.title.clone());
    let passages = one.passages.iter().map(|passage| {
        let words = cut(text, passage.text);
        let words = first_words(words, WORDS).map_or_else(|| words.to_owned(), |first| [first, " …"].concat());
        html::p().class("wording-line family-text").child(html::bdi().child(words)).into_any()
    });
    let mut passages: Vec<AnyView> = passages.collect();
    let rest = passages.split_off(passages.len().min(FIRST));
    let rest = (!rest.is_empty()).then(|| {
        let more = fill(s.more, &[("n", &locale.number(rest.len() as u64))]);
        html::details().class("fold").child((html::summary().child(more), rest))
    });
    let share = f64::from(one.text_tokens) / f64::from(answer.tokens.max(1));
    let share = fill(s.repeats.trace_share, &[("percent", &locale.percent(share))]);
    let asked = answer.clone();
    let compare = button(
        cx,
        "trace-compare",
        "plain",
        |s| s.compare_go,
        move || {
            cx.pasted.set(Some(asked.question().text.clone()));
            cx.navigate(|state| (state.compared, state.view) = (vec![id.clone()], View::Compare));
        },
    );
    let date = html::span().class("line-date").child(locale.date_or_unknown(one.card.date.as_ref()));
    let source = one.card.source.clone().map(|source| html::span().child(source));
    html::li()
        .class("place")
        .attr("data-part", "trace-article")
        .attr("data-article", one.card.id.clone())
        .child((
            html::div().class("place-when").child((date, source)),
            html::div().class("place-what").child((
                title,
                html::p().class("meta place-told").child((html::span().child(share), compare)),
                passages,
                rest,
            )),
        ))
        .into_any()
}
