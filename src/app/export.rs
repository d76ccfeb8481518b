//! CSV files of what a query found or what is mentioned: every page of the answer is fetched, written row by row by [`crate::export`], and
//! handed to the browser as a download. It can be stopped.

use super::context::{Context, Notice};
use super::handle::AskError;
use super::strings::fill;
use crate::app::reactive::*;
use crate::export::Export;
use crate::protocol::{ConcordanceRequest, Group, LayerRequest, SearchRequest};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

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
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Results => "recto-ket-qua.csv",
            Self::Lines => "recto-ngu-canh.csv",
            Self::Mentions => "recto-nhac-den.csv",
        }
    }
}

/// What is asked, page after page.
enum Wanted {
    Results(SearchRequest),
    Lines(ConcordanceRequest),
    Mentions(LayerRequest),
}

impl Wanted {
    /// The file that takes its rows.
    fn begin(&self, corpus: &str) -> Export {
        match self {
            Self::Results(request) => Export::results(&request.spec, request.sort, corpus),
            Self::Lines(request) => Export::lines(&request.spec, &request.sort, corpus),
            Self::Mentions(request) => Export::mentions(&request.spec, request.name.as_deref(), corpus),
        }
    }

    /// Puts the rows from `offset` on into the file, `left` at most: how many came, and how many there are in all.
    async fn add(&self, cx: Context, file: &mut Export, offset: u32, left: u64) -> Result<(u64, u64), AskError> {
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
                Ok((answer.lines.len() as u64, answer.total))
            }
            Self::Mentions(request) => {
                let limit = limit(LINES_AT_ONCE);
                let answer = cx.ask(None, LayerRequest { offset, limit, ..request.clone() }).await?;
                file.add_mentions(&answer);
                Ok((answer.rows.len() as u64, answer.total))
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
        Exported::Lines => Wanted::Lines(ConcordanceRequest {
            spec: state.spec(),
            context_tokens: u32::from(state.context_tokens),
            sort: state.line_sort.clone(),
            ..ConcordanceRequest::default()
        }),
        Exported::Mentions => {
            let (kind, name, spec) = (state.kind, state.mention.clone(), state.spec());
            Wanted::Mentions(LayerRequest { kind, name, spec, offset: 0, limit: 0 })
        }
    });
    cx.exporting.set(Some(Exporting { what, rows: 0, of: 0 }));
    spawn_local(async move {
        match fetch_all(cx, &wanted).await {
            Some((parts, rows, of)) => {
                download(&parts, "text/csv;charset=utf-8", what.file());
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
    let Ok(file) = Blob::new_with_str_sequence_and_options(parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&file) else { return };
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
