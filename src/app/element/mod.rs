//! One element type for every tag, so that the app's bytes do not grow with each shape of its tree.
//!
//! Leptos' own builder makes a type of its own of every element with its attributes and children, and code for each;
//! this one carries them as lists and is a Leptos view itself: signals, effects and `AnyView` work as ever. It also
//! makes every node by `createElement` and text nodes, which Trusted Types demand. It knows no view of the app.

mod child;
mod render;
mod value;

pub use child::{Child, IntoAny};
pub use value::IntoValue;

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{AnyView, NodeRef, Owner};
use leptos::tachys::html::node_ref::NodeRefContainer;
use send_wrapper::SendWrapper;
use value::Value;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element as DomElement, Event};

type Listen = Box<dyn FnMut(Event)>;
type Property = (&'static str, Box<dyn Fn() -> JsValue>);

type Load = Box<dyn FnOnce(&DomElement)>;

/// What an element wears: everything but its tag and its children.
#[derive(Default)]
struct Dress {
    attributes: Vec<(&'static str, Value)>,
    styles: Vec<(&'static str, Value)>,
    properties: Vec<Property>,
    listeners: Vec<(String, Listen)>,
    references: Vec<Load>,
}

struct Parts {
    tag: &'static str,
    svg: bool,
    dress: Dress,
    children: Vec<AnyView>,
}

/// An element to be.
pub struct Element(SendWrapper<Parts>);

impl Element {
    fn new(tag: &'static str, svg: bool) -> Self {
        Self(SendWrapper::new(Parts { tag, svg, dress: Dress::default(), children: Vec::new() }))
    }

    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl IntoValue) -> Self {
        self.0.dress.attributes.push((name, value.into_value()));
        self
    }

    /// Sets the classes.
    pub fn class(self, value: impl IntoValue) -> Self {
        self.attr("class", value)
    }

    /// Sets a style property, which a policy without `unsafe-inline` allows.
    pub fn style(mut self, (name, value): (&'static str, impl IntoValue)) -> Self {
        self.0.dress.styles.push((name, value.into_value()));
        self
    }

    /// Keeps a property of the node in step with what it is read from.
    pub fn prop<T: Into<JsValue>>(mut self, name: &'static str, value: impl Fn() -> T + 'static) -> Self {
        self.0.dress.properties.push((name, Box::new(move || value().into())));
        self
    }

    /// Listens; the listener goes with the element.
    pub fn on<E: EventDescriptor>(self, event: E, mut listen: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: JsCast,
    {
        self.listen(event.name().into_owned(), Box::new(move |event| listen(event.unchecked_into())))
    }

    /// One piece of code for the listeners of every kind.
    fn listen(mut self, event: String, mut listen: Listen) -> Self {
        let owner = Owner::current();
        let owned: Listen = Box::new(move |event| match &owner {
            Some(owner) => owner.with(|| listen(event)),
            None => listen(event),
        });
        self.0.dress.listeners.push((event, owned));
        self
    }

    /// Hands the node to a reference once it is there.
    pub fn node_ref<E: ElementType + 'static>(mut self, reference: NodeRef<E>) -> Self
    where
        NodeRef<E>: NodeRefContainer<E>,
    {
        self.0.dress.references.push(Box::new(move |node| NodeRefContainer::<E>::load(reference, node)));
        self
    }

    /// Appends children.
    pub fn child(mut self, children: impl Child) -> Self {
        children.append(&mut self.0.children);
        self
    }
}

macro_rules! tags {
    ($($tag:ident)*) => {$(
        #[doc = concat!("A `", stringify!($tag), "` element.")]
        pub fn $tag() -> Element {
            Element::new(stringify!($tag), false)
        }
    )*};
}
tags!(a article aside bdi button dd details dialog div dl dt fieldset figure form h1 h2 h3 header input kbd label legend li
    main mark nav ol optgroup option p section select span summary table tbody td textarea th thead time tr ul);

/// An `svg` element.
pub fn svg() -> Element {
    Element::new("svg", true)
}

/// A `path` of an `svg`.
pub fn path() -> Element {
    Element::new("path", true)
}
