//! A place for one answer of the engine: the last good one with the question it answers, whether a newer one is on its
//! way, and what went wrong. The last answer stays while the next one is fetched, so that nothing jumps; what is drawn
//! of an answer therefore takes its question from beside it, and never from what is being asked by then.

use super::context::Context;
use super::handle::AskError;
use super::strings::{Strings, fill};
use crate::app::reactive::*;
use crate::protocol::{Request, Response};
use gloo::timers::callback::Timeout;
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

/// Makes the new value of the one it goes on from, if it does, and the response.
type Settle<T> = Box<dyn FnOnce(Option<Arc<T>>, Response) -> Option<T>>;

/// An answer and what it answers, in one value, so that no one reads a place of one answer in another.
pub struct Answered<T> {
    /// What was asked; of a list that was gone on with, how it began.
    pub question: Arc<Request>,
    /// The answer.
    pub answer: Arc<T>,
}

impl<T> Clone for Answered<T> {
    fn clone(&self) -> Self {
        Self { question: Arc::clone(&self.question), answer: Arc::clone(&self.answer) }
    }
}

/// A place for an answer of type `T`.
pub struct Slot<T: Send + Sync + 'static> {
    /// The last good answer.
    value: RwSignal<Option<Answered<T>>>,
    /// A newer one has been on its way for a while.
    pub slow: RwSignal<bool>,
    /// What went wrong with the newest request.
    pub failure: RwSignal<Option<Failure>>,
    turn: StoredValue<u32>,
    /// The newest question; while it is not that of the answer, the answer is on its way out.
    asked: StoredValue<Option<Arc<Request>>>,
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
            asked: StoredValue::new(None),
        }
    }

    /// The last good answer; follows it.
    pub fn get(self) -> Option<Arc<T>> {
        self.value.with(|value| value.as_ref().map(|one| Arc::clone(&one.answer)))
    }

    /// The last good answer with its question; follows it.
    pub fn answered(self) -> Option<Answered<T>> {
        self.value.get()
    }

    /// The last good answer as it is now.
    pub fn peek(self) -> Option<Arc<T>> {
        self.value.with_untracked(|value| value.as_ref().map(|one| Arc::clone(&one.answer)))
    }

    /// Forgets the answer and any request on its way.
    pub fn clear(self) {
        self.asked.set_value(None);
        self.rest();
        self.value.set(None);
    }

    /// Keeps the answer that is there, as what was asked for last: one that is on its way is forgotten.
    pub fn keep(self) {
        self.asked.set_value(self.value.with_untracked(|value| value.as_ref().map(|one| Arc::clone(&one.question))));
        self.rest();
    }

    fn rest(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.slow.set(false);
        self.failure.set(None);
    }

    /// The answer that is there, if nothing newer was asked.
    fn newest(self) -> Option<Answered<T>> {
        let here = self.value.get_untracked()?;
        let newest = self.asked.with_value(|asked| asked.as_ref().is_some_and(|one| Arc::ptr_eq(one, &here.question)));
        newest.then_some(here)
    }

    /// Fetches an answer; `settle` makes the value of the response and has nothing to go on from. A later fetch wins.
    pub fn fetch(
        self,
        cx: Context,
        channel: Option<&'static str>,
        request: Request,
        settle: impl FnOnce(Option<Arc<T>>, Response) -> Option<T> + 'static,
    ) {
        let question = Arc::new(request.clone());
        self.asked.set_value(Some(Arc::clone(&question)));
        self.start(cx, channel, request, (question, None), Box::new(settle));
    }

    /// Goes on with the answer that is there: `next` makes the request of its question and of itself, `settle` puts the
    /// response behind it. Nothing happens while another question is open: what is there is on its way out.
    pub fn go_on(
        self,
        cx: Context,
        channel: Option<&'static str>,
        next: impl FnOnce(&Request, &T) -> Option<Request>,
        settle: impl FnOnce(Option<Arc<T>>, Response) -> Option<T> + 'static,
    ) {
        let Some(Answered { question, answer }) = self.newest() else { return };
        if let Some(request) = next(&question, &answer) {
            self.start(cx, channel, request, (question, Some(answer)), Box::new(settle));
        }
    }

    /// The same code for every way to settle. `from` is the question of the value to come, and what it goes on from.
    fn start(
        self,
        cx: Context,
        channel: Option<&'static str>,
        request: Request,
        from: (Arc<Request>, Option<Arc<T>>),
        settle: Settle<T>,
    ) {
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
                    let (question, before) = from;
                    if let Some(value) = settle(before, response) {
                        self.value.set(Some(Answered { question, answer: Arc::new(value) }));
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
