//! Templates with `{{named}}` slots, and the escape for text inside HTML. It knows no page.

use std::collections::BTreeMap;

/// Fills every slot, once: what is filled in is not looked through again. Costs a pass over template and values.
///
/// # Panics
///
/// When the template names a slot that has no value, or opens one without closing it: the templates are our own.
pub fn fill(template: &str, slots: &BTreeMap<&'static str, String>) -> String {
    around(template, slots, "").0
}

/// Fills every slot as [`fill`] does, but for one that is too large to hold: what stands before it, and what after.
///
/// # Panics
///
/// As [`fill`].
pub fn around(template: &str, slots: &BTreeMap<&'static str, String>, left_out: &str) -> (String, String) {
    let (mut out, mut before) = (String::with_capacity(template.len()), None);
    let mut rest = template;
    while let Some((text, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("a slot of our own template is closed");
        out.push_str(text);
        if name == left_out {
            before = Some(std::mem::take(&mut out));
        } else {
            out.push_str(slots.get(name).expect("a slot of our own template has a value"));
        }
        rest = after;
    }
    out.push_str(rest);
    match before {
        Some(before) => (before, out),
        None => (out, String::new()),
    }
}

/// Text as it may stand between tags and inside a quoted attribute. Control characters, which HTML does not allow,
/// become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            _ if letter.is_control() => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}
