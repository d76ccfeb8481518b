//! A place for one answer of the engine: the last good one, whether a newer one is on its way, and what went wrong. The
//! last answer stays while the next one is fetched, so that nothing jumps.

use super::context::Context;
use super::handle::AskError;
use super::strings::{Strings, fill};
use crate::engine::protocol::{Request, Response};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Milliseconds before "loading" is shown.
const PATIENCE_MILLIS: u32 = 300;

/// Letters of a chunk's name that tell it from others.
const NAME_LETTERS: usize = 8;

/// Why an answer is missing, in a form that can be said in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It took too long.
    Deadline,
    /// A chunk could not be had.
    Chunk(String),
    /// The data cannot be read.
    Refused(String),
    /// The engine stopped.
    Lost,
}

impl Failure {
    /// What happened, in a sentence.
    pub fn sentence(&self, strings: &'static Strings) -> String {
        match self {
            Self::Deadline => strings.error_deadline.to_owned(),
            Self::Chunk(name) => fill(strings.error_chunk, &[("name", name.get(..NAME_LETTERS).unwrap_or(name))]),
            Self::Refused(reason) => fill(strings.error_refused, &[("reason", reason)]),
            Self::Lost => strings.error_lost.to_owned(),
        }
    }

    fn of(error: AskError) -> Option<Self> {
        match error {
            AskError::Superseded => None,
            AskError::Deadline => Some(Self::Deadline),
            AskError::Chunk { name, .. } => Some(Self::Chunk(name)),
            AskError::Refused(reason) => Some(Self::Refused(reason)),
            AskError::Lost => Some(Self::Lost),
        }
    }
}

/// Makes the new value of the last one and the response.
type Settle<T> = Box<dyn FnOnce(Option<Arc<T>>, Response) -> Option<T>>;

/// A place for an answer of type `T`.
pub struct Slot<T: Send + Sync + 'static> {
    /// The last good answer.
    pub value: RwSignal<Option<Arc<T>>>,
    /// A newer one has been on its way for a while.
    pub slow: RwSignal<bool>,
    /// What went wrong with the newest request.
    pub failure: RwSignal<Option<Failure>>,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Slot<T> {}

impl<T: Send + Sync + 'static> Slot<T> {
    /// An empty place.
    pub fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            slow: RwSignal::new(false),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// The last good answer; follows it.
    pub fn get(self) -> Option<Arc<T>> {
        self.value.get()
    }

    /// The last good answer as it is now.
    pub fn peek(self) -> Option<Arc<T>> {
        self.value.get_untracked()
    }

    /// Forgets the answer and any request on its way.
    pub fn clear(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.slow.set(false);
        self.failure.set(None);
        self.value.set(None);
    }

    /// Fetches an answer; `settle` makes the new value of the last one and the response. A later fetch wins.
    pub fn fetch(
        self,
        cx: Context,
        channel: Option<&'static str>,
        request: Request,
        settle: impl FnOnce(Option<Arc<T>>, Response) -> Option<T> + 'static,
    ) {
        self.fetch_boxed(cx, channel, request, Box::new(settle));
    }

    /// The same code for every way to settle.
    fn fetch_boxed(self, cx: Context, channel: Option<&'static str>, request: Request, settle: Settle<T>) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let current = move || self.turn.try_get_value() == Some(turn);
        let patience = Timeout::new(PATIENCE_MILLIS, move || {
            if current() {
                self.slow.set(true);
            }
        });
        let settled = Box::new(move |answer: Result<Response, AskError>| {
            drop(patience);
            if !current() {
                return;
            }
            self.slow.set(false);
            match answer.map_err(Failure::of) {
                Ok(response) => {
                    self.failure.set(None);
                    if let Some(value) = settle(self.peek(), response) {
                        self.value.set(Some(Arc::new(value)));
                    }
                }
                Err(failure) => self.failure.set(failure),
            }
        });
        ask(cx, channel, request, settled);
    }
}

/// The part of a fetch that is the same for every type of answer.
fn ask(
    cx: Context,
    channel: Option<&'static str>,
    request: Request,
    settled: Box<dyn FnOnce(Result<Response, AskError>)>,
) {
    spawn_local(async move { settled(cx.ask(channel, request).await) });
}
