//! Signals, memos, effects and stored values of any type over one of Leptos' each: what a view imports in place of
//! Leptos' prelude.
//!
//! Leptos makes code anew for every type that a signal, memo, effect or stored value holds; here each holds a counted
//! pointer whose type only these few lines know. It changes nothing about when what is read is read again, and it knows
//! no view of the app.

pub use super::element::IntoAny;
pub use leptos::prelude::{AnyView, Get, GetUntracked, NodeRef, Owner, document, event_target, on_cleanup, untrack};

use leptos::prelude as inner;
use leptos::prelude::{GetValue, LocalStorage, Notify, Track};
use send_wrapper::SendWrapper;
use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
use std::rc::Rc;

/// A value of any type, in a `RefCell` of its type.
type Held = Rc<dyn Any>;

/// The value inside, of the type that was put there.
fn cell<T: 'static>(held: &Held) -> &RefCell<T> {
    held.downcast_ref().expect("a place holds one type for life")
}

/// A kind that is there for the compiler alone, so that a place is `Copy` and `Send` whatever it holds.
type Kind<T> = PhantomData<fn() -> T>;

macro_rules! copied {
    ($($place:ident)*) => {$(
        impl<T> Clone for $place<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $place<T> {}
    )*};
}
copied!(RwSignal Memo StoredValue);

/// A value that is followed.
pub struct RwSignal<T> {
    held: inner::RwSignal<Held, LocalStorage>,
    kind: Kind<T>,
}

/// Whether reading follows what is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Followed,
    Once,
}

/// The same code for signals of every type. `None` when the signal is gone.
fn of_signal(signal: inner::RwSignal<Held, LocalStorage>, reading: Reading) -> Option<Held> {
    match reading {
        Reading::Followed => inner::Get::try_get(&signal),
        Reading::Once => inner::GetUntracked::try_get_untracked(&signal),
    }
}

fn of_memo(memo: inner::Memo<Computed>, reading: Reading) -> Option<Held> {
    let computed = match reading {
        Reading::Followed => inner::Get::try_get(&memo),
        Reading::Once => inner::GetUntracked::try_get_untracked(&memo),
    };
    computed.map(|computed| Rc::clone(&computed.held))
}

/// What a value that is gone would mean: a fault of the app's own code.
const GONE: &str = "what is read is alive";

impl<T: 'static> RwSignal<T> {
    /// A signal with a value.
    pub fn new(value: T) -> Self {
        let held: Held = Rc::new(RefCell::new(value));
        Self { held: inner::RwSignal::new_local(held), kind: PhantomData }
    }

    /// Sets the value; `None` when the signal is gone.
    pub fn try_set(self, value: T) -> Option<()> {
        let held = of_signal(self.held, Reading::Once)?;
        let before = cell(&held).replace(value);
        self.held.notify();
        drop(before);
        Some(())
    }

    /// Sets the value.
    pub fn set(self, value: T) {
        self.try_set(value);
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        self.held.track();
    }

    /// Changes the value; `None` when the signal is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let held = of_signal(self.held, Reading::Once)?;
        let result = change(&mut cell(&held).borrow_mut());
        self.held.notify();
        Some(result)
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }
}

/// A value that is computed of others that are followed.
pub struct Memo<T> {
    held: inner::Memo<Computed>,
    kind: Kind<T>,
}

/// A computed value, and how it is told from the next one.
#[derive(Clone)]
struct Computed {
    held: SendWrapper<Held>,
    is_same: fn(&Held, &Held) -> bool,
}

impl PartialEq for Computed {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&self.held, &other.held)
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// A memo of what `compute` gives, which is handed the value before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let compute = move |before: Option<&Held>| -> Held {
            let value = match before {
                Some(before) => compute(Some(&cell(before).borrow())),
                None => compute(None),
            };
            Rc::new(RefCell::new(value))
        };
        Self {
            held: memo(Box::new(compute), |a, b| *cell::<T>(a).borrow() == *cell::<T>(b).borrow()),
            kind: PhantomData,
        }
    }
}

/// How a value is made of the one before.
type Compute = Box<dyn Fn(Option<&Held>) -> Held>;

/// The same code for memos of every type.
fn memo(compute: Compute, is_same: fn(&Held, &Held) -> bool) -> inner::Memo<Computed> {
    let compute = SendWrapper::new(compute);
    inner::Memo::new(move |before: Option<&Computed>| Computed {
        held: SendWrapper::new(compute(before.map(|before| &*before.held))),
        is_same,
    })
}

macro_rules! read {
    ($place:ident, $held:ident) => {
        impl<T: 'static> $place<T> {
            /// Reads the value and follows it.
            pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
                read(&cell(&$held(self.held, Reading::Followed).expect(GONE)).borrow())
            }

            /// Reads the value as it is now.
            pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
                self.try_with_untracked(read).expect(GONE)
            }

            /// Reads the value as it is now; `None` when it is gone.
            pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
                Some(read(&cell(&$held(self.held, Reading::Once)?).borrow()))
            }
        }

        impl<T: Clone + 'static> $place<T> {
            /// The value; follows it.
            pub fn get(self) -> T {
                self.with(T::clone)
            }

            /// The value as it is now.
            pub fn get_untracked(self) -> T {
                self.with_untracked(T::clone)
            }

            /// The value as it is now; `None` when it is gone.
            pub fn try_get_untracked(self) -> Option<T> {
                self.try_with_untracked(T::clone)
            }
        }
    };
}
read!(RwSignal, of_signal);
read!(Memo, of_memo);

impl<T> Memo<T> {
    /// Follows the value.
    pub fn track(self) {
        self.held.track();
    }
}

/// A value that nobody follows.
pub struct StoredValue<T> {
    held: inner::StoredValue<Held, LocalStorage>,
    kind: Kind<T>,
}

impl<T: 'static> StoredValue<T> {
    /// A place with a value.
    pub fn new(value: T) -> Self {
        let held: Held = Rc::new(RefCell::new(value));
        Self { held: inner::StoredValue::new_local(held), kind: PhantomData }
    }

    fn held(self) -> Option<Held> {
        self.held.try_get_value()
    }

    /// Reads the value; `None` when it is gone.
    pub fn try_with_value<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(read(&cell(&self.held()?).borrow()))
    }

    /// Reads the value.
    pub fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_value(read).expect(GONE)
    }

    /// Changes the value; `None` when it is gone.
    pub fn try_update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        Some(change(&mut cell(&self.held()?).borrow_mut()))
    }

    /// Changes the value.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Sets the value.
    pub fn set_value(self, value: T) {
        let before = self.held().map(|held| cell(&held).replace(value));
        drop(before);
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// The value.
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// The value; `None` when it is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.try_with_value(T::clone)
    }
}

/// What runs again whenever something it reads changes.
pub struct Effect;

impl Effect {
    /// Runs `run`, which is handed what it gave the last time, soon and after every change.
    #[expect(clippy::new_ret_no_self, reason = "as Leptos calls it; an effect lives as long as its owner, held or not")]
    pub fn new<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
        effect(Box::new(move |before| {
            Box::new(run(before.and_then(|before| before.downcast().ok()).map(|before| *before)))
        }));
    }
}

/// What one run of an effect leaves to the next.
type Left = Box<dyn Any>;

/// The same code for every effect.
fn effect(mut run: Box<dyn FnMut(Option<Left>) -> Left>) {
    inner::Effect::new(move |before: Option<Left>| run(before));
}

/// Runs `run` when the page is drawn next.
pub fn request_animation_frame(run: impl FnOnce() + 'static) {
    frame(Box::new(run));
}

fn frame(run: Box<dyn FnOnce()>) {
    inner::request_animation_frame(run);
}

/// Runs a future to its end, in the page's one thread.
pub fn spawn_local(future: impl Future<Output = ()> + 'static) {
    let future: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    leptos::task::spawn_local(future);
}
