//! Values of attributes: set once, or following signals. It touches no node.

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
