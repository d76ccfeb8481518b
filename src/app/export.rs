//! Files of what a query found or what is mentioned, CSV or references, and of a drawing: every page of the answer is fetched, written row by row by [`crate::export`], and
//! handed to the browser as a download. It can be stopped.

use super::context::{Context, Notice};
use super::handle::AskError;
use super::strings::fill;
use crate::app::reactive::*;
use crate::export::{Export, References};
use crate::protocol::{Card, ConcordanceRequest, FindRequest, Group, LayerRequest, SearchRequest};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

/// Rows a file holds at most.
const ROWS_LIMIT: u64 = 50_000;

/// Results fetched at once: each brings its excerpt.
const RESULTS_AT_ONCE: u32 = 250;

/// Lines fetched at once.
const LINES_AT_ONCE: u32 = 1000;

/// Milliseconds until a downloaded file's address is given up.
const KEPT_MILLIS: u32 = 60_000;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exported {
    /// The articles that match, a row each.
    Results,
    /// Their hits, a row each.
    Lines,
    /// What is mentioned, a row a mention.
    Mentions,
    /// The ticked articles as references; without any, those that match.
    References(References),
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exporting {
    /// What is exported.
    pub what: Exported,
    /// Rows that were fetched.
    pub rows: u64,
    /// Rows there will be.
    pub of: u64,
}

impl Exported {
    /// The part of the page that makes the file.
    pub fn part(self) -> &'static str {
        match self {
            Self::Results => "export-results",
            Self::Lines => "export-lines",
            Self::Mentions => "export-mentions",
            Self::References(References::Bibtex) => "export-bibtex",
            Self::References(References::Ris) => "export-ris",
        }
    }

    /// The name of the file, with what was asked.
    fn file(self, query: &str) -> String {
        let (what, form) = match self {
            Self::Results => ("ket qua", "csv"),
            Self::Lines => ("ngu canh", "csv"),
            Self::Mentions => ("nhac den", "csv"),
            Self::References(form) => ("bai", form.extension()),
        };
        file_name(&[what, " ", query].concat(), form)
    }

    fn kind(self) -> &'static str {
        match self {
            Self::References(References::Bibtex) => "application/x-bibtex;charset=utf-8",
            Self::References(References::Ris) => "application/x-research-info-systems;charset=utf-8",
            _ => "text/csv;charset=utf-8",
        }
    }
}

/// What is asked, page after page.
enum Wanted {
    Results(SearchRequest),
    Lines(ConcordanceRequest),
    Mentions(LayerRequest),
    References(SearchRequest, References),
    Ticked(Vec<String>, References),
}

/// The name of a file, of letters and digits: what is in it, and what was asked.
pub fn file_name(what: &str, form: &str) -> String {
    const LETTERS: usize = 80;
    let letters = what.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    ["recto-", &letters.take(LETTERS).collect::<String>(), ".", form].concat()
}

impl Wanted {
    /// The file that takes its rows.
    fn begin(&self, corpus: &str) -> Export {
        match self {
            Self::Results(request) => Export::results(&request.spec, request.sort, corpus),
            Self::Lines(request) => Export::lines(request, corpus),
            Self::Mentions(request) => Export::mentions(&request.spec, request.name.as_deref(), corpus),
            Self::References(..) | Self::Ticked(..) => Export::default(),
        }
    }

    /// Puts the rows from `offset` on into the file, `left` at most: how many came, and how many there are in all.
    async fn add(&self, cx: Context, file: &mut Export, offset: u32, left: u64) -> Result<(u64, u64), AskError> {
        let corpus = || cx.store.corpus();
        let limit = |most: u32| most.min(u32::try_from(left).unwrap_or(most));
        match self {
            Self::Results(request) => {
                let limit = limit(RESULTS_AT_ONCE);
                let answer = cx.ask(None, SearchRequest { offset, limit, ..request.clone() }).await?;
                file.add_results(&answer);
                let sum = |count: fn(&Group) -> u64| answer.groups.iter().map(count).sum::<u64>();
                Ok((sum(|group| group.results.len() as u64), sum(|group| u64::from(group.total.articles))))
            }
            Self::Lines(request) => {
                let limit = limit(LINES_AT_ONCE);
                let answer = cx.ask(None, ConcordanceRequest { offset, limit, ..request.clone() }).await?;
                file.add_lines(&answer);
                Ok((answer.lines.len() as u64, answer.listed))
            }
            Self::Mentions(request) => {
                let limit = limit(LINES_AT_ONCE);
                let answer = cx.ask(None, LayerRequest { offset, limit, ..request.clone() }).await?;
                file.add_mentions(&answer);
                Ok((answer.rows.len() as u64, answer.total))
            }
            Self::References(request, form) => {
                let limit = limit(RESULTS_AT_ONCE);
                let answer = cx.ask(None, SearchRequest { offset, limit, ..request.clone() }).await?;
                let results = answer.groups.iter().flat_map(|group| &group.results);
                let cards: Vec<Card> = results.map(|result| result.card.clone()).collect();
                file.add_text(&form.of(&cards, &corpus()));
                let of = answer.groups.iter().map(|group| u64::from(group.total.articles)).sum();
                Ok((cards.len() as u64, of))
            }
            Self::Ticked(ids, form) => {
                let found = cx.ask(None, FindRequest { names: ids.clone() }).await?;
                let cards: Vec<Card> = found.into_iter().flatten().collect();
                file.add_text(&form.of(&cards, &corpus()));
                Ok((cards.len() as u64, cards.len() as u64))
            }
        }
    }
}

/// Exports what is shown, or stops the export that is on its way.
pub fn export(cx: Context, what: Exported) {
    if cx.exporting.get_untracked().is_some() {
        cx.exporting.set(None);
        return;
    }
    let wanted = cx.store.peek(|state| match what {
        Exported::Results => {
            Wanted::Results(SearchRequest { spec: state.spec(), sort: state.sort, ..SearchRequest::default() })
        }
        Exported::Lines => Wanted::Lines(state.lines()),
        Exported::Mentions => {
            let (kind, name, spec) = (state.kind, state.mention.clone(), state.spec());
            Wanted::Mentions(LayerRequest { kind, name, spec, offset: 0, limit: 0 })
        }
        Exported::References(form) if !state.compared.is_empty() => Wanted::Ticked(state.compared.clone(), form),
        Exported::References(form) => {
            let request = SearchRequest { spec: state.spec(), sort: state.sort, ..SearchRequest::default() };
            Wanted::References(request, form)
        }
    });
    let name = what.file(&cx.store.peek(|state| state.query.clone()));
    cx.exporting.set(Some(Exporting { what, rows: 0, of: 0 }));
    spawn_local(async move {
        match fetch_all(cx, &wanted).await {
            Some((parts, rows, of)) => {
                download(&parts, what.kind(), &name);
                let locale = untrack(|| cx.locale());
                let text = if rows < of { locale.strings.exported_cut } else { locale.strings.exported };
                cx.spoken.set(fill(text, &[("n", &locale.number(rows)), ("total", &locale.number(of))]));
                cx.notice.set((rows < of).then_some(Notice::ExportCut { rows, of }));
            }
            // Stopped by the reader, it has nothing to say.
            None if cx.exporting.try_get_untracked().flatten().is_some() => cx.notice.set(Some(Notice::ExportFailed)),
            None => return,
        }
        cx.exporting.set(None);
    });
}

/// The parts of the file, its rows, and the rows there would be without a limit; `None` when it was stopped or failed.
async fn fetch_all(cx: Context, wanted: &Wanted) -> Option<(Array, u64, u64)> {
    let corpus = cx.overview.peek().map(|overview| overview.corpus.clone()).unwrap_or_default();
    let mut file = wanted.begin(&corpus);
    let parts = Array::new();
    let mut rows = 0;
    loop {
        let offset = u32::try_from(rows).ok()?;
        let (got, of) = wanted.add(cx, &mut file, offset, ROWS_LIMIT - rows).await.ok()?;
        parts.push(&JsValue::from_str(&file.take()));
        rows += got;
        let stopped = cx.exporting.try_update(|exporting| {
            exporting.as_mut().map(|exporting| (exporting.rows, exporting.of) = (rows, of.min(ROWS_LIMIT))).is_none()
        });
        if stopped.unwrap_or(true) {
            return None;
        }
        if got == 0 || rows >= of.min(ROWS_LIMIT) {
            return Some((parts, rows, of));
        }
    }
}

/// Hands a file of one text to the browser.
pub fn save(text: &str, kind: &str, name: &str) {
    download(&Array::of1(&JsValue::from_str(text)), kind, name);
}

/// Hands a file to the browser. One that may not download (a sandboxed frame) leaves it.
fn download(parts: &Array, kind: &str, name: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(file) = Blob::new_with_str_sequence_and_options(parts, &options) {
        download_file(&file, name);
    }
}

/// Draws an SVG on a canvas, twice its size, and hands it to the browser as PNG.
pub fn save_png(cx: Context, svg: &str, (width, height): (usize, usize), name: String) {
    let image = document().create_element("img").ok().and_then(|made| made.dyn_into::<HtmlImageElement>().ok());
    let canvas = document().create_element("canvas").ok().and_then(|made| made.dyn_into::<HtmlCanvasElement>().ok());
    let Some((image, canvas)) = image.zip(canvas) else { return };
    let drawn = image.clone();
    let failed = move || cx.notice.set(Some(Notice::ExportFailed));
    EventListener::once(&image, "load", move |_| {
        canvas.set_width(2 * width as u32);
        canvas.set_height(2 * height as u32);
        let brush = canvas.get_context("2d").ok().flatten();
        let brush = brush.and_then(|made| made.dyn_into::<CanvasRenderingContext2d>().ok());
        let (w, h) = (2.0 * width as f64, 2.0 * height as f64);
        let done =
            brush.and_then(|brush| brush.draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0.0, 0.0, w, h).ok());
        let take = Closure::once_into_js(move |file: Option<Blob>| match file {
            Some(file) => download_file(&file, &name),
            None => failed(),
        });
        if done.is_none() || canvas.to_blob(take.unchecked_ref()).is_err() {
            failed();
        }
    })
    .forget();
    EventListener::once(&image, "error", move |_| failed()).forget();
    let encoded: String = js_sys::encode_uri_component(svg).into();
    image.set_src(&["data:image/svg+xml;charset=utf-8,", &encoded].concat());
}

fn download_file(file: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(file) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    Timeout::new(KEPT_MILLIS, move || {
        // An address of ours can be given up.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
}
