//! One element type for every tag, so that the app's bytes do not grow with each shape of its tree.
//!
//! Leptos' own builder makes a type of its own of every element with its attributes and children, and code for each;
//! this one carries them as lists and is a Leptos view itself: signals, effects and `AnyView` work as ever. It also
//! makes every node by `createElement` and text nodes, which Trusted Types demand. It knows no view of the app.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element as DomElement, Event, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The value of an attribute; without one the attribute is absent.
pub enum Value {
    /// Set once.
    Still(Option<String>),
    /// Follows the signals it reads.
    Live(Box<dyn Fn() -> Option<String>>),
}

/// What may be the value of an attribute.
pub trait IntoValue {
    /// As a value.
    fn into_value(self) -> Value;
}

/// What a closure may give as the value of an attribute.
pub trait IntoText {
    /// As text; `None` leaves the attribute out.
    fn into_text(self) -> Option<String>;
}

impl IntoText for &'static str {
    fn into_text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoText for String {
    fn into_text(self) -> Option<String> {
        Some(self)
    }
}

/// A boolean attribute: there, without a value, or not.
impl IntoText for bool {
    fn into_text(self) -> Option<String> {
        self.then(String::new)
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Option<String> {
        self.and_then(T::into_text)
    }
}

macro_rules! still {
    ($($kind:ty),*) => {$(
        impl IntoValue for $kind {
            fn into_value(self) -> Value {
                Value::Still(self.into_text())
            }
        }
    )*};
}
still!(&'static str, String, bool, Option<&'static str>, Option<String>);

impl<F: Fn() -> T + 'static, T: IntoText> IntoValue for F {
    fn into_value(self) -> Value {
        Value::Live(Box::new(move || self().into_text()))
    }
}

/// What may stand inside an element.
pub trait Child {
    /// Appends itself to the children.
    fn append(self, to: &mut Vec<AnyView>);
}

impl Child for AnyView {
    fn append(self, to: &mut Vec<AnyView>) {
        to.push(self);
    }
}

impl Child for Element {
    fn append(self, to: &mut Vec<AnyView>) {
        to.push(self.into_any());
    }
}

impl Child for String {
    fn append(self, to: &mut Vec<AnyView>) {
        to.push(self.into_any());
    }
}

impl Child for &'static str {
    fn append(self, to: &mut Vec<AnyView>) {
        self.to_owned().append(to);
    }
}

impl<T: Child> Child for Option<T> {
    fn append(self, to: &mut Vec<AnyView>) {
        if let Some(child) = self {
            child.append(to);
        }
    }
}

impl<T: Child> Child for Vec<T> {
    fn append(self, to: &mut Vec<AnyView>) {
        self.into_iter().for_each(|child| child.append(to));
    }
}

/// A closure is read again whenever a signal it reads changes.
impl<F: FnMut() -> T + Send + 'static, T: Child> Child for F {
    fn append(mut self, to: &mut Vec<AnyView>) {
        let live: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || all(self()));
        to.push(live.into_any());
    }
}

macro_rules! tuple {
    ($($name:ident),*) => {
        impl<$($name: Child),*> Child for ($($name,)*) {
            #[allow(non_snake_case)]
            fn append(self, to: &mut Vec<AnyView>) {
                let ($($name,)*) = self;
                $($name.append(to);)*
            }
        }
    };
}
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);
tuple!(A, B, C, D, E, F, G);
tuple!(A, B, C, D, E, F, G, H);
tuple!(A, B, C, D, E, F, G, H, I);

/// Anything that may stand inside an element, as one view.
pub fn all(children: impl Child) -> AnyView {
    let mut list = Vec::new();
    children.append(&mut list);
    if list.len() == 1 { list.remove(0) } else { list.into_any() }
}

type Listen = Box<dyn FnMut(Event)>;
type Property = (&'static str, Box<dyn Fn() -> JsValue>);

struct Parts {
    tag: &'static str,
    svg: bool,
    attributes: Vec<(&'static str, Value)>,
    styles: Vec<(&'static str, Value)>,
    properties: Vec<Property>,
    listeners: Vec<(String, Listen)>,
    references: Vec<Box<dyn FnOnce(&DomElement)>>,
    children: Vec<AnyView>,
}

/// An element to be.
pub struct Element(SendWrapper<Parts>);

impl Element {
    fn new(tag: &'static str, svg: bool) -> Self {
        Self(SendWrapper::new(Parts {
            tag,
            svg,
            attributes: Vec::new(),
            styles: Vec::new(),
            properties: Vec::new(),
            listeners: Vec::new(),
            references: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl IntoValue) -> Self {
        self.0.attributes.push((name, value.into_value()));
        self
    }

    /// Sets the classes.
    pub fn class(self, value: impl IntoValue) -> Self {
        self.attr("class", value)
    }

    /// Sets a style property, which a policy without `unsafe-inline` allows.
    pub fn style(mut self, (name, value): (&'static str, impl IntoValue)) -> Self {
        self.0.styles.push((name, value.into_value()));
        self
    }

    /// Keeps a property of the node in step with what it is read from.
    pub fn prop<T: Into<JsValue>>(mut self, name: &'static str, value: impl Fn() -> T + 'static) -> Self {
        self.0.properties.push((name, Box::new(move || value().into())));
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
        self.0.listeners.push((event, owned));
        self
    }

    /// Hands the node to a reference once it is there.
    pub fn node_ref<E: ElementType + 'static>(mut self, reference: NodeRef<E>) -> Self
    where
        NodeRef<E>: NodeRefContainer<E>,
    {
        self.0.references.push(Box::new(move |node| NodeRefContainer::<E>::load(reference, node)));
        self
    }

    /// Appends children.
    pub fn child(mut self, children: impl Child) -> Self {
        children.append(&mut self.0.children);
        self
    }
}

/// An element that is there.
pub struct Mounted {
    tag: &'static str,
    node: DomElement,
    attributes: Vec<&'static str>,
    effects: Vec<RenderEffect<()>>,
    listeners: Vec<EventListener>,
    children: <Vec<AnyView> as Render>::State,
}

fn set(node: &DomElement, name: &str, value: Option<&str>) {
    // Refused only for names that are no names: ours are fixed.
    let _ = match value {
        Some(value) if node.get_attribute(name).as_deref() == Some(value) => Ok(()),
        Some(value) => node.set_attribute(name, value),
        None => node.remove_attribute(name),
    };
}

fn set_style(node: &DomElement, name: &str, value: Option<&str>) {
    if let Some(node) = node.dyn_ref::<web_sys::HtmlElement>() {
        let _ = node.style().set_property(name, value.unwrap_or(""));
    }
}

fn follow(
    effects: &mut Vec<RenderEffect<()>>,
    node: &DomElement,
    name: &'static str,
    value: Value,
    apply: fn(&DomElement, &str, Option<&str>),
) {
    match value {
        Value::Still(value) => apply(node, name, value.as_deref()),
        Value::Live(read) => {
            let node = node.clone();
            effects.push(RenderEffect::new(move |_| apply(&node, name, read().as_deref())));
        }
    }
}

impl Mounted {
    fn dress(
        &mut self,
        attributes: Vec<(&'static str, Value)>,
        styles: Vec<(&'static str, Value)>,
        properties: Vec<Property>,
        listeners: Vec<(String, Listen)>,
        references: Vec<Box<dyn FnOnce(&DomElement)>>,
    ) {
        self.effects.clear();
        self.listeners.clear();
        for name in std::mem::take(&mut self.attributes) {
            if !attributes.iter().any(|(other, _)| *other == name) {
                set(&self.node, name, None);
            }
        }
        for (name, value) in attributes {
            self.attributes.push(name);
            follow(&mut self.effects, &self.node, name, value, set);
        }
        for (name, value) in styles {
            follow(&mut self.effects, &self.node, name, value, set_style);
        }
        for (name, listen) in listeners {
            let options = EventListenerOptions::enable_prevent_default();
            let mut listen = listen;
            let listener =
                EventListener::new_with_options(&self.node, name, options, move |event| listen(event.clone()));
            self.listeners.push(listener);
        }
        for (name, read) in properties {
            let node = self.node.clone();
            self.effects.push(RenderEffect::new(move |_| {
                let _ = js_sys::Reflect::set(&node, &name.into(), &read());
            }));
        }
        references.into_iter().for_each(|load| load(&self.node));
    }
}

impl Render for Element {
    type State = Mounted;

    fn build(self) -> Mounted {
        let parts = self.0.take();
        let page = document();
        let made =
            if parts.svg { page.create_element_ns(Some(SVG), parts.tag) } else { page.create_element(parts.tag) };
        let node = made.expect("the tag is one of ours");
        let mut children = parts.children.build();
        children.mount(&node, None);
        let mut mounted = Mounted {
            tag: parts.tag,
            node,
            attributes: Vec::new(),
            effects: Vec::new(),
            listeners: Vec::new(),
            children,
        };
        mounted.dress(parts.attributes, parts.styles, parts.properties, parts.listeners, parts.references);
        mounted
    }

    fn rebuild(self, state: &mut Mounted) {
        if state.tag != self.0.tag {
            let mut fresh = self.build();
            state.insert_before_this(&mut fresh);
            state.unmount();
            *state = fresh;
            return;
        }
        let parts = self.0.take();
        parts.children.rebuild(&mut state.children);
        state.dress(parts.attributes, parts.styles, parts.properties, parts.listeners, parts.references);
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        self.node.remove();
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&Node>) {
        parent.insert_before(&self.node, marker).expect("the marker stands in its parent");
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.node.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.node));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<DomElement> {
        vec![self.node.clone()]
    }
}

// What Leptos asks of every view. The app is rendered in the browser alone: nothing is written as HTML or taken over.
impl AddAnyAttr for Element {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Mounted {
        self.build()
    }

    fn into_owned(self) -> Self {
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
tags!(a article aside button dd details dialog div dl dt figure form h1 h2 h3 header input kbd label li main mark nav ol p
    section span summary table tbody td th thead time tr ul);

/// An `svg` element.
pub fn svg() -> Element {
    Element::new("svg", true)
}

/// A `path` of an `svg`.
pub fn path() -> Element {
    Element::new("path", true)
}
