//! Formulas of a Word file in a line of text: `10⁶`, `1/2`, `√2`. It knows no more of mathematics than where a part of a
//! formula stands.

use crate::pack::input::readers::formula::{bracketed, power, raised_or};
use crate::pack::input::readers::xml::Element;
use crate::text::lowered;

/// Elements that enclose a part of a formula.
const PARTS: [&str; 9] = ["num", "den", "sup", "sub", "deg", "d", "e", "rad", "nary"];

/// Formulas in the making.
#[derive(Debug, Default)]
pub(super) struct Math {
    formulas: u32,
    parts: Vec<Part>,
}

/// A part that is open.
#[derive(Debug)]
struct Part {
    name: String,
    /// Where it begins in the paragraph.
    start: usize,
    /// Brackets, or the sign of a sum.
    signs: [String; 2],
}

impl Math {
    /// Takes the start of an element; `written` is the length of the paragraph so far.
    pub fn open(&mut self, element: &Element, written: usize) {
        let name = element.name.as_str();
        self.formulas += u32::from(name == "oMath");
        if self.formulas == 0 {
            return;
        }
        let value = || element.attribute("val").unwrap_or("").to_owned();
        if PARTS.contains(&name) {
            let signs = if name == "nary" { ["∫", ""] } else { ["(", ")"] };
            self.parts.push(Part { name: name.to_owned(), start: written, signs: signs.map(str::to_owned) });
        } else if let Some(part) = self.parts.last_mut() {
            match (part.name.as_str(), name) {
                ("d", "begChr") | ("nary", "chr") => part.signs[0] = value(),
                ("d", "endChr") => part.signs[1] = value(),
                _ => {}
            }
        }
    }

    /// Takes the end of an element, and writes what stands in it as it is read in a line.
    pub fn close(&mut self, name: &str, text: &mut String) {
        if self.formulas == 0 {
            return;
        }
        if name == "oMath" {
            self.formulas -= 1;
            return self.parts.clear();
        }
        if name == "naryPr" {
            let sign = self.parts.last().filter(|part| part.name == "nary").map(|part| part.signs[0].clone());
            return text.push_str(&sign.unwrap_or_default());
        }
        let Some(part) = self.parts.pop_if(|part| part.name == name) else { return };
        let Some(inner) = text.get(part.start..).map(str::to_owned) else { return };
        text.truncate(part.start);
        let written = match name {
            "num" => format!("{}/", bracketed(inner)),
            "den" => bracketed(inner),
            "sup" => power(&inner),
            "sub" => lowered(&inner),
            "deg" => raised_or(&inner, ""),
            "d" => format!("{}{inner}{}", part.signs[0], part.signs[1]),
            "e" if self.parts.last().is_some_and(|outer| outer.name == "rad") => format!("√{}", bracketed(inner)),
            _ => inner,
        };
        text.push_str(&written);
    }
}
