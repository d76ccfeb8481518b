//! What a reader takes along: links to a place, words with their source, quotations that prove themselves; and where such a
//! link or quotation leads that is brought back. A link says the article, the place, its words and the corpus, and nothing of
//! who made it: no folder of a disk, no query but that of a hit or of a list.

use super::context::{Context, Notice};
use super::handle::AskError;
use super::loader::Host;
use super::state::Entry;
use super::strings::{Label, fill};
use crate::app::reactive::*;
use crate::protocol::{QuerySpec, ReadAnswer, ReadRequest, Refusal};
use crate::quote::{Difference, Evidence, Found, Judgement, Quote, Verdict, find, judge, paragraph};
use crate::view_state::{View, ViewState, pasted_link, phrase_query, word_query};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Node};

/// What stands for a hit that is to be guessed.
pub const BLANK: &str = "____";

/// Words of a selection that are looked for, at most.
const PICKED_WORDS: usize = 12;

/// A byte range of an article's stored text.
type Place = (u32, u32);

/// The byte of the article that a position in the reader stands at.
fn byte_at(node: &Node, offset: u32) -> Option<u32> {
    // Between two paragraphs a position names the one that follows.
    let child = node.dyn_ref::<Element>().and_then(|_| node.child_nodes().item(offset));
    let (node, offset) = child.map_or_else(|| (node.clone(), offset), |child| (child, 0));
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let block = element.closest("[data-byte]").ok().flatten()?;
    let before = document().create_range().ok()?;
    before.set_start(&block, 0).ok()?;
    before.set_end(&node, offset).ok()?;
    let before: String = before.to_string().into();
    block.get_attribute("data-byte")?.parse::<u32>().ok()?.checked_add(u32::try_from(before.len()).ok()?)
}

/// The words selected in the reader, without the space around them.
fn selected(cx: Context) -> Option<Place> {
    let range = cx.host.with_value(Host::selected).filter(|range| !range.collapsed())?;
    let pane = cx.places.reader.get_untracked()?;
    let (from, to) = (range.start_container().ok()?, range.end_container().ok()?);
    if !pane.contains(Some(&from)) || !pane.contains(Some(&to)) {
        return None;
    }
    let start = byte_at(&from, range.start_offset().ok()?)?;
    let end = byte_at(&to, range.end_offset().ok()?)?;
    let answer = cx.reading.peek()?;
    let words = answer.article.text.get(start as usize..end as usize)?;
    let start = start + (words.len() - words.trim_start().len()) as u32;
    let end = start + words.trim().len() as u32;
    (start < end).then_some((start, end))
}

/// Notes what is selected, once the browser has settled it.
pub fn pick(cx: Context) {
    request_animation_frame(move || {
        let picked = selected(cx);
        if cx.picked.with_untracked(|before| *before != picked) {
            cx.picked.set(picked);
        }
    });
}

/// The place that is meant: what is selected, or what is pointed at.
pub fn place(cx: Context) -> Option<Place> {
    selected(cx).or_else(|| cx.picked.get_untracked()).or_else(|| cx.spot.get_untracked())
}

/// The link to a state, as it may be handed on.
fn link(cx: Context, state: ViewState) -> String {
    [cx.store.address(), cx.store.link(|now| *now = state)].concat()
}

/// The link to an article, or to a place in it; with a query, to a hit of it.
fn link_to(cx: Context, answer: &ReadAnswer, place: Option<Place>, spec: Option<QuerySpec>) -> String {
    let mut state = ViewState::default();
    if let Some(spec) = spec {
        state.set_spec(spec);
    }
    state.open_at(&answer.article.card.id, None);
    let quote = place.and_then(|place| Quote::of(&answer.article.text, place));
    state.point_at(place.filter(|_| quote.is_some()), quote);
    link(cx, state)
}

/// Copies the link to the place that is meant in the open article: else to the current hit, else to the article.
pub fn copy_link(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let meant = place(cx);
    let hit = answer.hits.get(cx.hit.get_untracked()).filter(|_| meant.is_none());
    let spec = hit.map(|_| answer.question().spec.clone());
    let link = link_to(cx, &answer, meant.or_else(|| hit.map(|hit| (hit.start, hit.end))), spec);
    copy_text(cx, link, |s| s.travel.link_copied);
}

/// Copies the link to a place of the open article.
pub fn copy_link_to(cx: Context, place: Place) {
    let Some(answer) = cx.reading.peek() else { return };
    copy_text(cx, link_to(cx, &answer, Some(place), None), |s| s.travel.link_copied);
}

/// Copies the link to what a row shows: a hit in its line, an article, a passage; without a row, to the open article.
pub fn copy_row_link(cx: Context, row: Option<&Element>) {
    let id = row.and_then(|row| row.get_attribute("data-article"));
    let Some((row, id)) = row.zip(id) else {
        if cx.view.get_untracked() == View::Results && cx.open.with_untracked(Option::is_some) {
            copy_link(cx);
        } else {
            copy_view_link(cx);
        }
        return;
    };
    let mut state = ViewState::default();
    state.open_at(&id, None);
    let words = row.query_selector("[data-part=line-node], [data-part=mention-link] mark").ok().flatten();
    let words = words
        .and_then(|words| words.text_content())
        .filter(|words| !words.trim().is_empty() && !words.starts_with(BLANK));
    let start = row.get_attribute("data-start").and_then(|start| start.parse::<u32>().ok());
    if let Some((words, start)) = words.zip(start) {
        state.set_spec(cx.spec.get_untracked());
        let length = words.len() as u32;
        state.point_at(Some((start, start + length)), Quote::of(&words, (0, length)));
    }
    copy_text(cx, link(cx, state), |s| s.travel.link_copied);
}

/// The link to what is shown; to a comparison, with the passage in hand and without the query it was found by.
pub fn view_link(cx: Context) -> String {
    let state = cx.store.peek(ViewState::clone);
    let state = match state {
        ViewState { view: View::Compare, compared, layer, passage, kinds, differing, .. } => {
            ViewState { view: View::Compare, compared, layer, passage, kinds, differing, ..ViewState::default() }
        }
        state => state,
    };
    link(cx, state)
}

/// Copies the link to what is shown.
pub fn copy_view_link(cx: Context) {
    copy_text(cx, view_link(cx), |s| s.travel.link_copied);
}

/// Makes the words that are meant the query, as many of them as a phrase is looked for by; the article stays open, and every tab
/// follows.
pub fn search_picked(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let words = place(cx).and_then(|(start, end)| answer.article.text.get(start as usize..end as usize));
    let Some(words) = words else { return };
    let words: Vec<&str> = words.split_whitespace().take(PICKED_WORDS).collect();
    cx.navigate(|state| (state.query, state.effort) = (word_query(&words.join(" ")), 0));
}

/// Copies the words that are meant, or none, with title, source, date, paragraph and link.
pub fn cite(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let locale = untrack(|| cx.locale());
    let card = &answer.article.card;
    let meant = place(cx);
    let mut source = vec![card.title.clone()];
    source.extend(card.source.clone());
    source.push(locale.date_or_unknown(card.date.as_ref()));
    source.extend(meant.and_then(|meant| paragraph_told(cx, &answer, meant.0)));
    let words = meant.and_then(|(start, end)| answer.article.text.get(start as usize..end as usize));
    let mut lines: Vec<String> = words.map(|words| ["“", words, "”"].concat()).into_iter().collect();
    lines.push(source.join(", "));
    lines.extend(card.url.clone());
    lines.push(link_to(cx, &answer, meant, None));
    copy_text(cx, lines.join("\n"), |s| s.cited);
}

/// "paragraph 3 of 85".
fn paragraph_told(cx: Context, answer: &ReadAnswer, at: u32) -> Option<String> {
    let (n, total) = paragraph(&answer.article.blocks, at)?;
    let locale = untrack(|| cx.locale());
    let [n, total] = [n, total].map(|n| locale.number(n as u64));
    Some(fill(locale.strings.travel.paragraph, &[("n", &n), ("total", &total)]))
}

/// Copies the words that are meant as a quotation that proves itself.
pub fn copy_evidence(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let evidence = place(cx).and_then(|place| Evidence::of(&answer, &cx.store.corpus(), place));
    match evidence {
        Some(evidence) => copy_text(cx, evidence.to_json(), |s| s.cited),
        None => say(cx, |s| s.travel.select_first),
    }
}

/// Copies a text, and says so, or that the browser would not.
pub fn copy_text(cx: Context, text: String, said: Label) {
    let said = said(untrack(|| cx.strings()));
    spawn_local(async move {
        let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
        let copied = match clipboard {
            Ok(clipboard) if !clipboard.is_undefined() => {
                JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok()
            }
            _ => false,
        };
        if copied {
            cx.spoken.set(said.to_owned());
        } else {
            cx.notice.set(Some(Notice::CiteFailed));
        }
    });
}

fn say(cx: Context, said: Label) {
    cx.notice.set(Some(Notice::Said(said(untrack(|| cx.strings())).to_owned())));
}

/// Whether a text that was pasted into the search box is no query but a link, which is followed, or a quotation, which is
/// held against this corpus.
pub fn brought(cx: Context, text: &str) -> bool {
    if let Some(link) = pasted_link(text) {
        cx.typing.set_value(false);
        cx.notice.set(None);
        cx.store.follow_link(link);
        return true;
    }
    let is_quotation = text.trim_start().starts_with('{') && text.contains("\"recto\"");
    if is_quotation {
        verify(cx, text);
    }
    is_quotation
}

/// Holds a quotation against this corpus, says what holds of it, and opens the article where its words are.
pub fn verify(cx: Context, json: &str) {
    let evidence = match Evidence::read(json) {
        Ok(evidence) => evidence,
        Err(error) => {
            let said = fill(untrack(|| cx.strings()).travel.unread, &[("why", &error.to_string())]);
            return cx.notice.set(Some(Notice::Said(said)));
        }
    };
    spawn_local(async move {
        let asked = ReadRequest { article: evidence.article.clone(), spec: QuerySpec::default() };
        let answer = match cx.ask(None, asked).await {
            Ok(answer) => Some(answer),
            Err(AskError::Refused(Refusal::NoArticle(_))) => None,
            Err(_) => return say(cx, |s| s.error_lost),
        };
        let judged = judge(&evidence, answer.as_ref(), &cx.store.corpus());
        if judged.verdict != Verdict::NotOfThisCorpus {
            let moved = judged.differences.iter().find_map(|one| match one {
                Difference::WordsElsewhere(place) => Some(*place),
                _ => None,
            });
            let is_lost =
                judged.differences.iter().any(|one| matches!(one, Difference::WordsGone | Difference::WordsAltered));
            let place = moved.or((!is_lost).then_some(evidence.range));
            cx.navigate(|state| state.open_at(&evidence.article, place));
        }
        cx.notice.set(Some(Notice::Said(judgement(cx, &evidence, &judged))));
    });
}

/// A verdict with its reasons, in words.
fn judgement(cx: Context, evidence: &Evidence, judged: &Judgement) -> String {
    let s = untrack(|| cx.strings());
    let t = &s.travel;
    let value =
        |text: &'static str, value: &String| fill(text, &[("value", if value.is_empty() { "–" } else { value })]);
    let reasons = judged.differences.iter().map(|one| match one {
        Difference::PackedAnew => t.packed_anew.to_owned(),
        Difference::ForeignChunk | Difference::WordsAltered => t.tampered.to_owned(),
        Difference::WordsGone => t.words_gone.to_owned(),
        Difference::WordsElsewhere(_) => t.words_elsewhere.to_owned(),
        Difference::Title(now) => value(t.title_now, now),
        Difference::Date(now) => value(t.date_now, now),
        Difference::Source(now) => value(t.source_now, now),
    });
    let verdict = match judged.verdict {
        Verdict::True => t.verified.to_owned(),
        Verdict::Changed => t.changed.to_owned(),
        Verdict::NotOfThisCorpus => fill(t.foreign, &[("id", &evidence.article)]),
    };
    std::iter::once(verdict).chain(reasons).collect::<Vec<_>>().join(" ")
}

/// Holds the words of a link against the article that came: says what changed, and points at where they are now.
pub fn follow_quote(cx: Context) {
    Effect::new(move |_| {
        let Some(answer) = cx.reading.get() else { return };
        let card = &answer.article.card;
        let (spot, quote) = cx.store.with(|state| (state.spot, state.quote.clone()));
        let is_open = cx.open.with(|open| open.as_ref() == Some(&card.id));
        let Some(quote) = quote.filter(|_| is_open) else { return };
        let text = &answer.article.text;
        let found = find(text, &quote, spot);
        let t = &untrack(|| cx.strings()).travel;
        let said = match found {
            Found::Here(_) => return,
            Found::Elsewhere(place) => {
                let told = paragraph_told(cx, &answer, place.0);
                fill(t.link_moved, &[("place", told.as_deref().unwrap_or(t.elsewhere))])
            }
            Found::Altered(_) => fill(t.link_altered, &[("words", &quote.shown())]),
            Found::Gone => fill(t.link_quote_gone, &[("words", &quote.shown())]),
        };
        // Made in another corpus or not, a link that fits is silent; so is one whose article was packed anew around it.
        let place = found.place();
        let now = place.and_then(|place| Quote::of(text, place));
        cx.store.change(Entry::Replace, |state| state.point_at(place, now));
        cx.notice.set(Some(Notice::Said(said)));
    });
}

/// Closes the reader on an article that the corpus has not, and says so; what a link quoted is looked for instead.
pub fn say_gone(cx: Context, id: String) {
    let quote = cx.store.peek(|state| state.quote.clone());
    cx.notice.set(Some(match &quote {
        Some(_) => Notice::Said(fill(untrack(|| cx.strings()).travel.link_article_gone, &[("id", &id)])),
        None => Notice::ArticleGone(id),
    }));
    cx.store.change(Entry::Replace, |state| {
        state.close();
        if let Some(quote) = &quote {
            state.set_spec(QuerySpec { query: phrase_query(&quote.head), ..QuerySpec::default() });
            state.view = View::Results;
        }
    });
}
