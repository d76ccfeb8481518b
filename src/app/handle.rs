//! The page's side of the worker: asks, waits against a deadline, brings the chunks that are missing, and starts a new
//! worker when one hangs or traps. It knows no view, and computes nothing itself.

use super::asked::DEADLINE_MILLIS;
pub use super::asked::{AskError, Progress};
use super::loader::{ChunkFault, Host, Loader};
use super::worker::{Ask, Outcome, Reply, chunk_message, message, read};
use crate::bundle::{ChunkId, ChunkRef};
use crate::protocol::{Refusal, Request, Response, Worked};
use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

/// After a deadline, how long messages that already wait have to be heard: a machine that slept is not a hang.
const GRACE_MILLIS: u32 = 250;

/// Trips that one ask may take. Any query needs two; the rest is for chunks that were dropped, and for counts in parts.
const TRIP_LIMIT: u32 = 4096;

/// Times an ask is repeated because another one brought the worker down.
const RESTART_LIMIT: u32 = 3;

/// The way to an engine in a worker. Clones share it; the worker ends with the last of them.
#[derive(Clone)]
pub struct EngineHandle(Rc<Inner>);

/// What a turn came to.
enum Turn {
    Outcome(Outcome),
    Deadline,
    Trapped,
    /// Another ask brought the worker down: ask again.
    Again,
    /// It was stopped.
    Stopped,
    /// Another ask was stopped: ask again, however often that happens.
    Repeat,
}

/// Who waits for a reply, and on which channel.
type Waiting = (oneshot::Sender<Turn>, Option<&'static str>);

struct Inner {
    host: Host,
    loader: Loader,
    line: RefCell<Option<Line>>,
    waiting: RefCell<BTreeMap<u32, Waiting>>,
    next_seq: Cell<u32>,
    watchdog: RefCell<Option<Timeout>>,
    channels: RefCell<BTreeMap<&'static str, Channel>>,
    progress: Cell<Progress>,
    loading: Cell<u32>,
    told: RefCell<Option<Told>>,
}

/// What is called when chunks are asked for or come.
type Told = Rc<dyn Fn(Progress)>;

/// A running worker and what listens to it.
struct Line {
    worker: Worker,
    _listeners: [EventListener; 2],
}

/// Asks of which only the latest counts: one holds the pass, one may wait for it.
#[derive(Default)]
struct Channel {
    taken: bool,
    next: Option<oneshot::Sender<Pass>>,
    hurry: Option<oneshot::Sender<()>>,
}

/// The right to be a channel's ask in flight. Passed on to the waiting one when dropped.
struct Pass {
    inner: Rc<Inner>,
    channel: &'static str,
}

impl EngineHandle {
    /// Takes over a worker that was started by `host`.
    pub fn new(host: Host, worker: Worker, loader: Loader) -> Self {
        let inner = Rc::new(Inner {
            host,
            loader,
            line: RefCell::new(None),
            waiting: RefCell::default(),
            next_seq: Cell::new(1),
            watchdog: RefCell::default(),
            channels: RefCell::default(),
            progress: Cell::default(),
            loading: Cell::new(0),
            told: RefCell::default(),
        });
        inner.listen(worker);
        Self(inner)
    }

    /// Asks and waits for the answer, bringing whatever chunks it needs. Dropping the future gives the answer up, not the
    /// work.
    ///
    /// # Errors
    ///
    /// See [`AskError`]; never [`AskError::Superseded`].
    pub async fn ask(&self, request: Request) -> Result<Response, AskError> {
        self.0.ask(request, None).await
    }

    /// Asks as the latest of its channel: while one is in flight one more waits, and a newer one takes its place. One
    /// that is only waiting for chunks is given up for a newer one too.
    ///
    /// # Errors
    ///
    /// See [`AskError`].
    pub async fn ask_latest(&self, channel: &'static str, request: Request) -> Result<Response, AskError> {
        let pass = match self.0.queue(channel) {
            Either::Left(pass) => pass,
            Either::Right(pass) => pass.await.map_err(|_| AskError::Superseded)?,
        };
        self.0.ask(request, Some(pass.channel)).await
    }

    /// Stops what the engine is working on. Everything else that is waited for is asked again.
    pub fn stop(&self) {
        if self.0.is_working() {
            self.0.restart(|| Turn::Stopped, || Turn::Repeat);
        }
    }

    /// Calls `told` whenever a chunk is asked for or came, in place of whatever was called before.
    pub fn on_progress(&self, told: impl Fn(Progress) + 'static) {
        *self.0.told.borrow_mut() = Some(Rc::new(told));
    }
}

impl Inner {
    async fn ask(self: &Rc<Self>, request: Request, channel: Option<&'static str>) -> Result<Response, AskError> {
        let mut repeated = BTreeSet::new();
        let mut restarts = 0;
        for _ in 0..TRIP_LIMIT {
            match self.turn(&request, channel).await {
                Turn::Outcome(Outcome::Ready(response)) => return Ok(response),
                Turn::Outcome(Outcome::Refused(why)) => return Err(AskError::Refused(why)),
                Turn::Outcome(Outcome::Missing(chunks)) => self.bring(&chunks, channel).await?,
                Turn::Outcome(Outcome::Altered { name }) => {
                    if !repeated.insert(name.clone()) {
                        return Err(AskError::Chunk { name, reason: ChunkFault::Altered });
                    }
                    self.loader.distrust(&name);
                }
                Turn::Deadline => return Err(AskError::Deadline),
                Turn::Trapped => return Err(AskError::Lost),
                // A word on the way is heard where messages come in.
                Turn::Repeat | Turn::Outcome(Outcome::Working(_)) => {}
                Turn::Stopped => return Err(AskError::Stopped),
                Turn::Again if restarts < RESTART_LIMIT => restarts += 1,
                Turn::Again => return Err(AskError::Lost),
            }
        }
        Err(AskError::Refused(Refusal::Bundle("no answer is ever complete".to_owned())))
    }

    /// Sends a request once and waits for what comes of it.
    async fn turn(self: &Rc<Self>, request: &Request, channel: Option<&'static str>) -> Turn {
        let seq = self.next_seq.replace(self.next_seq.get().wrapping_add(1));
        let message = message(&Ask { seq, request: request.clone() });
        let (answer, answered) = oneshot::channel();
        self.waiting.borrow_mut().insert(seq, (answer, channel));
        if !self.post(&message) {
            self.waiting.borrow_mut().remove(&seq);
            return Turn::Trapped;
        }
        if self.watchdog.borrow().is_none() {
            self.watch();
        }
        answered.await.unwrap_or(Turn::Trapped)
    }

    async fn bring(self: &Rc<Self>, chunks: &[ChunkRef], channel: Option<&'static str>) -> Result<(), AskError> {
        let (hurry, hurried) = oneshot::channel();
        if let Some(channel) = channel {
            let mut channels = self.channels.borrow_mut();
            let channel = channels.entry(channel).or_default();
            if channel.next.is_some() {
                return Err(AskError::Superseded);
            }
            channel.hurry = Some(hurry);
        }
        let _loading = Loading::of(self, self.loader.new_of(chunks));
        let weak = Rc::downgrade(self);
        let deliver = move |id: ChunkId, bytes: Uint8Array| {
            let Some(inner) = weak.upgrade() else { return };
            inner.post_chunk(id, &bytes);
            inner.tell(|progress| progress.arrived = (progress.arrived + 1).min(progress.asked));
        };
        let load = self.loader.bring(chunks, deliver);
        if channel.is_none() {
            return load.await.map_err(chunk_error);
        }
        match select(pin!(load), hurried).await {
            Either::Left((ended, _)) => ended.map_err(chunk_error),
            Either::Right(_) => Err(AskError::Superseded),
        }
    }

    /// A pass for this channel, now or when its turn comes.
    fn queue(self: &Rc<Self>, channel: &'static str) -> Either<Pass, oneshot::Receiver<Pass>> {
        let mut channels = self.channels.borrow_mut();
        let entry = channels.entry(channel).or_default();
        if !entry.taken {
            entry.taken = true;
            return Either::Left(Pass { inner: self.clone(), channel });
        }
        let (pass, passed) = oneshot::channel();
        entry.next = Some(pass);
        if let Some(hurry) = entry.hurry.take() {
            let _ = hurry.send(());
        }
        // Nobody waits for what is worked on any more.
        let first = self.waiting.borrow().first_key_value().and_then(|(_, (_, first))| *first);
        if self.is_working() && first == Some(channel) {
            drop(channels);
            self.restart(|| Turn::Stopped, || Turn::Repeat);
        }
        Either::Right(passed)
    }

    fn listen(self: &Rc<Self>, worker: Worker) {
        let weak = Rc::downgrade(self);
        let heard = move |event: &web_sys::Event| {
            let (Some(inner), Some(event)) = (weak.upgrade(), event.dyn_ref::<MessageEvent>()) else { return };
            inner.hear(event.data());
        };
        let weak = Rc::downgrade(self);
        let failed = move |_: &web_sys::Event| {
            if let Some(inner) = weak.upgrade() {
                inner.restart(|| Turn::Trapped, || Turn::Again);
            }
        };
        let listeners = [EventListener::new(&worker, "message", heard), EventListener::new(&worker, "error", failed)];
        *self.line.borrow_mut() = Some(Line { worker, _listeners: listeners });
    }

    fn hear(self: &Rc<Self>, data: JsValue) {
        if Reflect::has(&data, &"trap".into()).unwrap_or(false) {
            self.restart(|| Turn::Trapped, || Turn::Again);
            return;
        }
        let Some(reply) = read::<Reply>(&data) else { return };
        if let Outcome::Working(worked) = reply.outcome {
            self.watch();
            self.tell(|progress| progress.worked = worked);
            return;
        }
        let answer = self.waiting.borrow_mut().remove(&reply.seq);
        self.watch();
        self.rest();
        if let Some((answer, _)) = answer {
            let _ = answer.send(Turn::Outcome(reply.outcome));
        }
    }

    /// Starts the deadline anew, or ends it when nothing is waited for.
    fn watch(self: &Rc<Self>) {
        let watchdog = (!self.waiting.borrow().is_empty()).then(|| {
            let weak = Rc::downgrade(self);
            Timeout::new(DEADLINE_MILLIS, move || {
                let Some(inner) = weak.upgrade() else { return };
                let grace = Timeout::new(GRACE_MILLIS, move || {
                    let Some(inner) = weak.upgrade() else { return };
                    inner.restart(|| Turn::Deadline, || Turn::Again);
                });
                retire(inner.watchdog.replace(Some(grace)));
            })
        });
        retire(self.watchdog.replace(watchdog));
    }

    /// Ends the worker and starts another. The worker takes its asks in order, so the oldest one brought it down and gets
    /// `fate`; the `others` are asked again.
    fn restart(self: &Rc<Self>, fate: impl Fn() -> Turn, others: impl Fn() -> Turn) {
        if let Some(line) = self.line.borrow_mut().take() {
            line.worker.terminate();
            retire(Some(line));
        }
        retire(self.watchdog.take());
        if let Ok(worker) = self.host.spawn() {
            self.listen(worker);
        }
        let waiting = self.waiting.take();
        self.rest();
        for (place, (_, (answer, _))) in waiting.into_iter().enumerate() {
            let _ = answer.send(if place == 0 { fate() } else { others() });
        }
    }

    fn post(self: &Rc<Self>, message: &JsValue) -> bool {
        let failed = |line: &Line| Reflect::get(&line.worker, &"failed".into()).is_ok_and(|failed| failed.is_truthy());
        let down = self.line.borrow().as_ref().is_none_or(failed);
        if down {
            *self.line.borrow_mut() = None;
            let Ok(worker) = self.host.spawn() else { return false };
            self.listen(worker);
        }
        self.line.borrow().as_ref().is_some_and(|line| line.worker.post_message(message).is_ok())
    }

    fn post_chunk(&self, id: ChunkId, bytes: &Uint8Array) {
        if let Some(line) = &*self.line.borrow() {
            // A chunk that is not taken is asked for again.
            let _ = line.worker.post_message_with_transfer(&chunk_message(id, bytes), &Array::of1(&bytes.buffer()));
        }
    }

    /// Whether the engine has told that it works on something.
    fn is_working(&self) -> bool {
        self.progress.get().worked.of > 0
    }

    /// The engine works on nothing.
    fn rest(&self) {
        if self.is_working() {
            self.tell(|progress| progress.worked = Worked::default());
        }
    }

    fn tell(&self, change: impl FnOnce(&mut Progress)) {
        let mut progress = self.progress.get();
        change(&mut progress);
        self.progress.set(progress);
        let told = self.told.borrow().clone();
        if let Some(told) = told {
            told(progress);
        }
    }
}

/// Counts a wait for chunks while it lasts.
struct Loading(Weak<Inner>);

impl Loading {
    fn of(inner: &Rc<Inner>, chunks: u32) -> Self {
        inner.loading.set(inner.loading.get() + 1);
        inner.tell(|progress| progress.asked += chunks);
        Self(Rc::downgrade(inner))
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        let Some(inner) = self.0.upgrade() else { return };
        inner.loading.set(inner.loading.get() - 1);
        if inner.loading.get() == 0 {
            inner.tell(|progress| (progress.asked, progress.arrived) = (0, 0));
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let next = {
            let mut channels = self.inner.channels.borrow_mut();
            let channel = channels.entry(self.channel).or_default();
            channel.hurry = None;
            let next = channel.next.take();
            channel.taken = next.is_some();
            next
        };
        if let Some(next) = next {
            // A receiver that is gone gives the pass back, and its drop passes it on again.
            let _ = next.send(Self { inner: self.inner.clone(), channel: self.channel });
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(line) = self.line.take() {
            line.worker.terminate();
        }
    }
}

/// Drops something that may be running at this moment once it has ended.
fn retire<T: 'static>(old: Option<T>) {
    if let Some(old) = old {
        wasm_bindgen_futures::spawn_local(async move { drop(old) });
    }
}

fn chunk_error((name, reason): (String, ChunkFault)) -> AskError {
    AskError::Chunk { name, reason }
}
