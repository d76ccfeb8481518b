//! A place for one answer of the engine: the last good one with the question it answers, whether a newer one is on its
//! way, and what went wrong. The last answer stays while the next one is fetched, so that nothing jumps; what is drawn
//! of an answer therefore takes its question from beside it, and never from what is being asked by then.

use super::context::Context;
use super::handle::AskError;
use super::loader::ChunkFault;
use super::strings::{Strings, fill};
use crate::app::reactive::*;
use crate::protocol::{Ask, Refusal, Request, Response};
use gloo::timers::callback::Timeout;
use std::marker::PhantomData;
use std::ops::Deref;
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
    /// A chunk could not be had: its name, and why.
    Chunk(String, ChunkFault),
    /// The engine refused it.
    Refused(Refusal),
    /// The engine stopped.
    Lost,
    /// The reader stopped it.
    Stopped,
}

impl Failure {
    /// What happened, in a sentence.
    pub fn sentence(&self, strings: &'static Strings) -> String {
        match self {
            Self::Deadline => strings.error_deadline.to_owned(),
            Self::Chunk(name, reason) => {
                let text = match reason {
                    ChunkFault::Missing => strings.error_chunk,
                    ChunkFault::Gone => strings.keeping.error_gone,
                    ChunkFault::Unreachable => strings.keeping.error_offline,
                    ChunkFault::Stalled | ChunkFault::Cut => strings.keeping.error_stalled,
                    ChunkFault::Failed | ChunkFault::NotAChunk => strings.keeping.error_host,
                    ChunkFault::Altered => strings.keeping.error_damaged,
                    ChunkFault::OtherPart => strings.keeping.error_part,
                };
                fill(text, &[("name", name.get(..NAME_LETTERS).unwrap_or(name))])
            }
            Self::Refused(Refusal::NoArticle(ids)) => fill(strings.link_article_gone, &[("id", &ids.join(", "))]),
            Self::Refused(Refusal::TooFew(_)) => strings.compare_one.to_owned(),
            Self::Refused(Refusal::NoFamily(label)) => fill(strings.repeats.family_gone, &[("label", label)]),
            Self::Refused(Refusal::Bundle(reason)) => fill(strings.error_refused, &[("reason", reason)]),
            Self::Lost => strings.error_lost.to_owned(),
            Self::Stopped => strings.error_stopped.to_owned(),
        }
    }

    /// The host could not be reached: what is kept on the device is all there is.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Chunk(_, ChunkFault::Unreachable))
    }

    /// The page itself may be another by now, so that only loading it anew helps.
    pub fn is_outdated(&self) -> bool {
        matches!(self, Self::Chunk(_, ChunkFault::Gone | ChunkFault::Failed | ChunkFault::NotAChunk))
    }

    fn of(error: AskError) -> Option<Self> {
        match error {
            AskError::Superseded => None,
            AskError::Deadline => Some(Self::Deadline),
            AskError::Chunk { name, reason } => Some(Self::Chunk(name, reason)),
            AskError::Refused(refusal) => Some(Self::Refused(refusal)),
            AskError::Lost => Some(Self::Lost),
            AskError::Stopped => Some(Self::Stopped),
        }
    }
}

/// Makes the new value of the one it goes on from, if it does, and the response.
type Settle = Box<dyn FnOnce(Option<Arc<Response>>, Response) -> Option<Response>>;

/// What a slot holds, whatever is asked: one type for all, so that the browser gets its code once.
#[derive(Clone)]
struct Held {
    /// What was asked; of a list that was gone on with, how it began.
    question: Arc<Request>,
    answer: Arc<Response>,
}

/// An answer and what it answers, in one value, so that no one reads a place of one answer in another. It reads as the
/// answer; clones share it.
pub struct Answered<A> {
    held: Held,
    of: PhantomData<fn() -> A>,
}

impl<A> Clone for Answered<A> {
    fn clone(&self) -> Self {
        Self { held: self.held.clone(), of: PhantomData }
    }
}

impl<A: Ask> Deref for Answered<A> {
    type Target = A::Answer;

    fn deref(&self) -> &A::Answer {
        A::in_response(&self.held.answer).expect("a slot keeps answers to its own request alone")
    }
}

impl<A: Ask> Answered<A> {
    /// What was asked; of a list that was gone on with, how it began.
    pub fn question(&self) -> &A {
        A::in_request(&self.held.question).expect("a slot asks its own request alone")
    }

    /// Whether both are the same answer, not merely equal ones.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.held.answer, &other.held.answer)
    }
}

/// A place for the answer to one request.
pub struct Slot<A> {
    /// The last good answer.
    value: RwSignal<Option<Held>>,
    /// A newer one has been on its way for a while.
    pub slow: RwSignal<bool>,
    /// What went wrong with the newest request.
    pub failure: RwSignal<Option<Failure>>,
    turn: StoredValue<u32>,
    /// The newest question; while it is not that of the answer, the answer is on its way out.
    asked: StoredValue<Option<Arc<Request>>>,
    of: PhantomData<fn() -> A>,
}

impl<A> Clone for Slot<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for Slot<A> {}

impl<A: Ask + 'static> Slot<A> {
    /// An empty place.
    pub fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            slow: RwSignal::new(false),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
            asked: StoredValue::new(None),
            of: PhantomData,
        }
    }

    /// The last good answer; follows it.
    pub fn get(self) -> Option<Answered<A>> {
        self.value.get().map(|held| Answered { held, of: PhantomData })
    }

    /// The last good answer as it is now.
    pub fn peek(self) -> Option<Answered<A>> {
        self.value.get_untracked().map(|held| Answered { held, of: PhantomData })
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

    /// The ids that no article has, when that is why the newest request failed; follows it, and takes the failure away: the
    /// caller says it in its own place.
    pub fn gone(self) -> Option<Vec<String>> {
        let Failure::Refused(Refusal::NoArticle(ids)) = self.failure.get()? else { return None };
        self.failure.set(None);
        Some(ids)
    }

    fn rest(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.slow.set(false);
        self.failure.set(None);
    }

    /// Fetches an answer. A later fetch wins.
    pub fn fetch(self, cx: Context, channel: Option<&'static str>, ask: A) {
        self.fetch_with(cx, channel, ask, |answer| answer);
    }

    /// Fetches an answer and alters it before it is shown.
    pub fn fetch_with(
        self,
        cx: Context,
        channel: Option<&'static str>,
        ask: A,
        alter: impl FnOnce(A::Answer) -> A::Answer + 'static,
    ) {
        let question = Arc::new(ask.into());
        self.asked.set_value(Some(Arc::clone(&question)));
        let settle = |_: Option<Arc<Response>>, response| Some(A::response(alter(A::answer(response)?)));
        self.untyped().start(cx, channel, Request::clone(&question), (question, None), Box::new(settle));
    }

    /// Goes on with the answer that is there: `next` makes the request of its question and of itself, `join` puts what
    /// comes behind it. Nothing happens while another question is open: what is there is on its way out.
    pub fn go_on(
        self,
        cx: Context,
        channel: Option<&'static str>,
        next: impl FnOnce(&A, &A::Answer) -> Option<A>,
        join: impl FnOnce(&A::Answer, A::Answer) -> A::Answer + 'static,
    ) {
        let newest = |here: &Answered<A>| {
            self.asked.with_value(|asked| asked.as_ref().is_some_and(|one| Arc::ptr_eq(one, &here.held.question)))
        };
        let Some(here) = self.peek().filter(newest) else { return };
        let Some(ask) = next(here.question(), &here) else { return };
        let settle = |before: Option<Arc<Response>>, response| {
            Some(A::response(join(A::in_response(before.as_deref()?)?, A::answer(response)?)))
        };
        let Held { question, answer } = here.held;
        self.untyped().start(cx, channel, ask.into(), (question, Some(answer)), Box::new(settle));
    }

    fn untyped(self) -> Place {
        Place { value: self.value, slow: self.slow, failure: self.failure, turn: self.turn }
    }
}

/// A slot without its type: the same code for every request and every way to settle.
#[derive(Clone, Copy)]
struct Place {
    value: RwSignal<Option<Held>>,
    slow: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    turn: StoredValue<u32>,
}

impl Place {
    /// `from` is the question of the value to come, and what it goes on from.
    fn start(
        self,
        cx: Context,
        channel: Option<&'static str>,
        request: Request,
        from: (Arc<Request>, Option<Arc<Response>>),
        settle: Settle,
    ) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let current = move || self.turn.try_get_value() == Some(turn);
        let patience = Timeout::new(PATIENCE_MILLIS, move || {
            if current() {
                self.slow.set(true);
            }
        });
        spawn_local(async move {
            let answer = cx.ask_untyped(channel, request).await;
            drop(patience);
            if !current() {
                return;
            }
            self.slow.set(false);
            match answer.map_err(Failure::of) {
                Ok(response) => {
                    self.failure.set(None);
                    let (question, before) = from;
                    if let Some(answer) = settle(before, response) {
                        self.value.set(Some(Held { question, answer: Arc::new(answer) }));
                    }
                }
                Err(failure) => {
                    if failure.as_ref().is_some_and(Failure::is_offline) {
                        cx.keeping.look();
                    }
                    self.failure.set(failure);
                }
            }
        });
    }
}
