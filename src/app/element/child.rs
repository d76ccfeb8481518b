//! What may stand inside an element: views, text, closures that are read again, and lists of these.

use super::Element;
use leptos::prelude::AnyView;

/// What may stand inside an element.
pub trait Child {
    /// Appends itself to the children.
    fn append(self, to: &mut Vec<AnyView>);
}

/// Nothing.
impl Child for () {
    fn append(self, _: &mut Vec<AnyView>) {}
}

impl Child for AnyView {
    fn append(self, to: &mut Vec<AnyView>) {
        to.push(self);
    }
}

impl Child for Element {
    fn append(self, to: &mut Vec<AnyView>) {
        to.push(leptos::prelude::IntoAny::into_any(self));
    }
}

impl Child for String {
    fn append(self, to: &mut Vec<AnyView>) {
        to.push(leptos::prelude::IntoAny::into_any(self));
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
        to.push(leptos::prelude::IntoAny::into_any(live));
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

/// What may stand inside an element, as one view. Of a list or a tuple Leptos would make code for each combination.
pub trait IntoAny: Child + Sized {
    /// As a view.
    fn into_any(self) -> AnyView {
        all(self)
    }
}

impl<T: Child> IntoAny for T {}

/// Anything that may stand inside an element, as one view.
fn all(children: impl Child) -> AnyView {
    let mut list = Vec::new();
    children.append(&mut list);
    if list.len() == 1 { list.remove(0) } else { leptos::prelude::IntoAny::into_any(list) }
}
