//! How an element becomes a node, and follows its next version. It knows no tag and no view of the app.

use super::value::Value;
use super::{Dress, Element};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

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
    fn dress(&mut self, dress: Dress) {
        let Dress { attributes, styles, properties, listeners, references } = dress;
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
        mounted.dress(parts.dress);
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
        state.dress(parts.dress);
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
