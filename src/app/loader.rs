//! Brings chunks to the page's side: over http, as scripts from a disk, out of the page itself. It checks that what
//! comes is a chunk, not that it is the right one: the engine does, in the worker.

use crate::bundle::{ChunkId, ChunkRef, Part, carrier};
use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::{LocalBoxFuture, Shared, join_all};
use gloo::timers::callback::{Interval, Timeout};
use js_sys::{Date, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestInit};

/// How long a host may stay silent on all requests before a chunk counts as not coming. While others come it may wait in
/// the browser's queue.
const STALL_MILLIS: f64 = 10_000.0;

/// How often silence is looked for.
const LOOK_MILLIS: u32 = 1_000;

/// Waits before a chunk is asked of the host again.
const WAITS_MILLIS: [u32; 2] = [200, 800];

/// How the page was opened, and so where chunks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Over http: by `fetch`.
    Fetch,
    /// Over http in a frame without an origin: by `fetch` where the host allows it, else as scripts.
    FetchOrScript,
    /// From a disk: as scripts.
    Script,
    /// One file: inside the page.
    Inlined,
}

impl Form {
    /// As boot.js names it; `None` for another name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "fetch" => Self::Fetch,
            "fetch-or-script" => Self::FetchOrScript,
            "script" => Self::Script,
            "inlined" => Self::Inlined,
            _ => return None,
        })
    }
}

/// Why a chunk did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChunkFault {
    /// The page, or the folder beside it, has none of that name.
    #[error("it is missing")]
    Missing,
    /// The host has none of that name: another page may be there by now.
    #[error("the host has it no longer")]
    Gone,
    /// The host could not be reached.
    #[error("the host could not be reached")]
    Unreachable,
    /// The host answered that it failed, or that it gives nothing.
    #[error("the host failed")]
    Failed,
    /// The host stopped answering.
    #[error("the host stopped answering")]
    Stalled,
    /// The answer broke off.
    #[error("the answer broke off")]
    Cut,
    /// Something else came in its place: a web page.
    #[error("something else came in its place")]
    NotAChunk,
    /// Its bytes are not the ones that were packed.
    #[error("its bytes were altered")]
    Altered,
    /// The host gave another part of a file than the one it was asked for.
    #[error("the host gave another part of the file than it was asked for")]
    OtherPart,
}

#[wasm_bindgen]
extern "C" {
    /// What only the page's first script can do, for it holds the bindings' source text and the policy for addresses of
    /// scripts: see `public/boot.js`.
    #[derive(Clone)]
    pub type Host;

    /// Starts a worker and posts it its module and root.
    #[wasm_bindgen(method, catch)]
    pub fn spawn(this: &Host) -> Result<web_sys::Worker, JsValue>;

    #[wasm_bindgen(method)]
    fn script(this: &Host, name: &str, file: &str) -> Promise;

    #[wasm_bindgen(method, catch)]
    fn inlined(this: &Host, name: &str) -> Result<Option<Uint8Array>, JsValue>;

    /// Does something about what is kept on the device (`state`, `start`, `stop`, `remove`) and says how it then stands;
    /// nothing where nothing can be kept. Meanwhile `tell` hears how many parts of how many are there.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Host, act: &str, tell: &js_sys::Function) -> Promise;

    /// Loads the page anew, a newer version of it where there is one.
    #[wasm_bindgen(method)]
    pub fn renew(this: &Host);

    /// What is selected, in whichever root the app stands.
    #[wasm_bindgen(method)]
    pub fn selected(this: &Host) -> Option<web_sys::Range>;
}

type Load = Shared<LocalBoxFuture<'static, Result<(), ChunkFault>>>;

/// Where chunks come from.
pub struct Loader {
    source: Rc<Source>,
    in_flight: RefCell<BTreeMap<ChunkId, Load>>,
}

struct Source {
    form: Form,
    base: String,
    host: Host,
    /// `fetch` was refused where a script came: ask for scripts from now on.
    scripts_only: Cell<bool>,
    /// The host gives no parts of files: ask for whole volumes from now on.
    wholes_only: Cell<bool>,
    /// Chunks in whose place something else came: caches are not trusted with them again.
    distrusted: RefCell<BTreeSet<String>>,
    /// When the host was heard last, on whichever request.
    heard_at: Cell<f64>,
}

impl Loader {
    /// Chunks lie below `base`, which ends in `/`.
    pub fn new(form: Form, base: String, host: Host) -> Self {
        let source = Source {
            form,
            base,
            host,
            scripts_only: Cell::new(false),
            wholes_only: Cell::new(false),
            distrusted: RefCell::new(BTreeSet::new()),
            heard_at: Cell::new(0.0),
        };
        Self { source: Rc::new(source), in_flight: RefCell::new(BTreeMap::new()) }
    }

    /// Brings chunks, all at once, and hands each to `deliver` as it comes. A chunk that is already on its way is waited
    /// for and not asked for again; one that is no longer waited for still arrives.
    ///
    /// # Errors
    ///
    /// The name of the first chunk that did not come, and why.
    pub async fn bring(
        &self,
        chunks: &[ChunkRef],
        deliver: impl Fn(ChunkId, Uint8Array) + Clone + 'static,
    ) -> Result<(), (String, ChunkFault)> {
        let loads = chunks.iter().map(|chunk| {
            let load = self.load(chunk, deliver.clone());
            async move { load.await.map_err(|fault| (chunk.name.clone(), fault)) }
        });
        let all: Vec<_> = loads.collect();
        let ended = join_all(all).await.into_iter().collect();
        let mut in_flight = self.in_flight.borrow_mut();
        in_flight.retain(|_, load| load.peek().is_none());
        ended
    }

    /// How many of these chunks are not on their way yet.
    pub fn new_of(&self, chunks: &[ChunkRef]) -> u32 {
        let in_flight = self.in_flight.borrow();
        let on_way = |chunk: &&ChunkRef| in_flight.get(&chunk.id).is_some_and(|load| load.peek().is_none());
        chunks.iter().filter(|chunk| !on_way(chunk)).count() as u32
    }

    /// Has the next load of this chunk pass by every cache.
    pub fn distrust(&self, name: &str) {
        self.source.distrusted.borrow_mut().insert(name.to_owned());
    }

    fn load(&self, chunk: &ChunkRef, deliver: impl Fn(ChunkId, Uint8Array) + 'static) -> Load {
        let mut in_flight = self.in_flight.borrow_mut();
        if let Some(load) = in_flight.get(&chunk.id).filter(|load| load.peek().is_none()) {
            return load.clone();
        }
        let (source, chunk) = (self.source.clone(), chunk.clone());
        let chunk_id = chunk.id;
        let load =
            async move { source.bytes(&chunk).await.map(|bytes| deliver(chunk_id, bytes)) }.boxed_local().shared();
        in_flight.insert(chunk_id, load.clone());
        let driven = load.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let _ = driven.await;
        });
        load
    }
}

impl Source {
    async fn bytes(self: &Rc<Self>, chunk: &ChunkRef) -> Result<Uint8Array, ChunkFault> {
        match self.form {
            Form::Inlined => self.host.inlined(&chunk.name).ok().flatten().ok_or(ChunkFault::Missing),
            Form::Script => self.script(chunk).await,
            Form::FetchOrScript if self.scripts_only.get() => self.script(chunk).await,
            Form::Fetch | Form::FetchOrScript => {
                let mut waits = WAITS_MILLIS.iter();
                loop {
                    let mut ended = self.fetched(chunk).await;
                    match ended {
                        Err(ChunkFault::Unreachable) if self.form == Form::FetchOrScript => {
                            ended = self.script(chunk).await;
                            self.scripts_only.set(ended.is_ok());
                        }
                        _ => {}
                    }
                    if matches!(ended, Err(ChunkFault::NotAChunk | ChunkFault::Altered | ChunkFault::OtherPart)) {
                        self.distrusted.borrow_mut().insert(chunk.name.clone());
                    }
                    // A host that is silent has had its time.
                    let is_settled =
                        matches!(ended, Ok(_) | Err(ChunkFault::Missing | ChunkFault::Gone | ChunkFault::Stalled));
                    match waits.next().filter(|_| !is_settled) {
                        Some(wait) => rest(*wait).await,
                        None => return ended,
                    }
                }
            }
        }
    }

    async fn script(&self, chunk: &ChunkRef) -> Result<Uint8Array, ChunkFault> {
        let came =
            JsFuture::from(self.host.script(&chunk.name, &chunk.file())).await.map_err(|_| ChunkFault::Missing)?;
        came.dyn_into().map_err(|_| ChunkFault::Missing)
    }

    /// The bytes of a chunk: of its file, of its part of a volume, or of a whole volume where the host gives no parts.
    async fn fetched(self: &Rc<Self>, chunk: &ChunkRef) -> Result<Uint8Array, ChunkFault> {
        let mut asked = chunk.part.filter(|_| !self.wholes_only.get());
        let mut file = self.received(chunk, asked).await?;
        if file.is_none() {
            self.wholes_only.set(true);
            asked = None;
            file = self.received(chunk, None).await?;
        }
        let file = file.unwrap_or_default();
        let is_ours = file.starts_with(carrier::BEGINNING);
        let own = match (chunk.part, asked) {
            (Some(Part { start, length, .. }), None) => {
                let from = file.get(start as usize..).unwrap_or_default();
                &from[..from.len().min(length as usize)]
            }
            _ => &file,
        };
        let payload = carrier::unwrap(own).map_err(|_| match is_ours {
            true => ChunkFault::Altered,
            false => ChunkFault::NotAChunk,
        })?;
        Ok(Uint8Array::from(&payload[..]))
    }

    /// What the host gives for a chunk's file, or for a part of it; nothing where it gives no parts. A host that gives another
    /// part, or one of a compressed form of the file, is not believed.
    async fn received(self: &Rc<Self>, chunk: &ChunkRef, part: Option<Part>) -> Result<Option<Vec<u8>>, ChunkFault> {
        let abort = AbortController::new().map_err(|_| ChunkFault::Unreachable)?;
        let init = RequestInit::new();
        init.set_signal(Some(&abort.signal()));
        if self.distrusted.borrow().contains(&chunk.name) {
            init.set_cache(RequestCache::Reload);
        } else if chunk.part.is_some() && part.is_none() {
            // Several of its chunks are asked for, and its name says what is in it.
            init.set_cache(RequestCache::ForceCache);
        }
        let range =
            part.map(|part| [part.start, part.start + part.length.max(1) - 1].map(|at| at.to_string()).join("-"));
        if let Some(range) = &range {
            let headers = js_sys::Object::new();
            // A fresh object takes any property.
            let _ = Reflect::set(&headers, &"range".into(), &["bytes=", range].concat().into());
            init.set_headers(&headers);
        }
        let window = web_sys::window().ok_or(ChunkFault::Unreachable)?;
        let address = [&*self.base, "chunks/", &chunk.file(), ".bin"].concat();
        let response: web_sys::Response =
            self.heard(window.fetch_with_str_and_init(&address, &init), &abort).await?.unchecked_into();
        match (response.status(), &range) {
            (200, None) => {}
            (206, Some(range)) => {
                // A header that another origin does not show is not there.
                let says = |name: &str| response.headers().get(name).ok().flatten();
                let is_other = |given: String| !given.starts_with(&["bytes ", range, "/"].concat());
                if says("content-range").is_some_and(is_other) || says("content-encoding").is_some() {
                    abort.abort();
                    return Err(ChunkFault::OtherPart);
                }
            }
            (200, Some(_)) => {
                abort.abort();
                return Ok(None);
            }
            (404 | 410, _) => return Err(ChunkFault::Gone),
            (416, Some(_)) => return Err(ChunkFault::OtherPart),
            _ => return Err(ChunkFault::Failed),
        }
        let reader: ReadableStreamDefaultReader =
            response.body().ok_or(ChunkFault::NotAChunk)?.get_reader().unchecked_into();
        let mut file = Vec::new();
        loop {
            let piece = self.heard(reader.read(), &abort).await.map_err(|fault| match fault {
                ChunkFault::Unreachable => ChunkFault::Cut,
                fault => fault,
            })?;
            if Reflect::get(&piece, &"done".into()).is_ok_and(|done| done.is_truthy()) {
                break;
            }
            let piece = Reflect::get(&piece, &"value".into()).map_err(|_| ChunkFault::Unreachable)?;
            file.append(&mut Uint8Array::new(&piece).to_vec());
        }
        let is_other = |part: Part| {
            let begins = [carrier::BEGINNING, chunk.name.as_bytes(), b"\""].concat();
            file.len() != part.length as usize || !file.starts_with(&begins)
        };
        if part.is_some_and(is_other) { Err(ChunkFault::OtherPart) } else { Ok(Some(file)) }
    }

    /// Waits for the next word of the host, and aborts the request when it stays silent on all of them.
    async fn heard(self: &Rc<Self>, word: Promise, abort: &AbortController) -> Result<JsValue, ChunkFault> {
        let (stalled, abort) = (Rc::new(Cell::new(false)), abort.clone());
        let (strike, source, began) = (stalled.clone(), self.clone(), Date::now());
        let watch = Interval::new(LOOK_MILLIS, move || {
            if Date::now() - source.heard_at.get().max(began) > STALL_MILLIS {
                strike.set(true);
                abort.abort();
            }
        });
        let word = JsFuture::from(word).await;
        drop(watch);
        if word.is_ok() {
            self.heard_at.set(Date::now());
        }
        word.map_err(|_| if stalled.get() { ChunkFault::Stalled } else { ChunkFault::Unreachable })
    }
}

/// Waits.
async fn rest(millis: u32) {
    let (ended, end) = oneshot::channel::<()>();
    let timer = Timeout::new(millis, move || {
        let _ = ended.send(());
    });
    // The timer holds the other end until it rings.
    let _ = end.await;
    drop(timer);
}
