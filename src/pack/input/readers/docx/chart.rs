//! The words and figures of a chart in a Word file: its titles, then its data as a table, the rows by category and a column
//! for each series. It knows no file.

use super::paragraph::Paragraph;
use super::style::Style;
use crate::pack::input::readers::xml::{Element, Event, Events};
use crate::pack::input::skip::Reason;
use std::collections::BTreeMap;

/// The outermost element of a chart.
pub(super) const ROOT: &str = "chartSpace";

/// Values by their place in a series.
type Points = BTreeMap<u32, String>;

#[derive(Default)]
struct Series {
    name: String,
    categories: Points,
    values: Points,
}

/// What the text at hand is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Categories,
    Values,
}

#[derive(Default)]
struct Reading {
    titles: Vec<String>,
    series: Vec<Series>,
    part: Option<Part>,
    at: u32,
    text: String,
    /// Elements of text that are open, and titles.
    texts: u32,
    open_titles: u32,
}

/// Reads a chart. Linear in its size.
///
/// # Errors
/// When its XML is broken.
pub(super) fn read(xml: &str) -> Result<Vec<Paragraph>, Reason> {
    let (mut events, mut reading) = (Events::new(xml), Reading::default());
    while let Some(event) = events.next()? {
        match event {
            Event::Open(element) => reading.open(&element),
            Event::Text(part) if reading.texts > 0 => reading.text.push_str(&part),
            Event::Text(_) => {}
            Event::Close(name) => reading.close(&name),
        }
    }
    Ok(reading.finish())
}

impl Reading {
    fn open(&mut self, element: &Element) {
        match element.name.as_str() {
            "ser" => self.series.push(Series::default()),
            "title" => self.open_titles += 1,
            "tx" if self.open_titles == 0 && !self.series.is_empty() => self.part = Some(Part::Name),
            "cat" | "xVal" => self.part = Some(Part::Categories),
            "val" | "yVal" => self.part = Some(Part::Values),
            "pt" => self.at = element.attribute("idx").and_then(|at| at.parse().ok()).unwrap_or(0),
            "v" if self.part.is_some() => self.texts += 1,
            "t" if self.open_titles > 0 => self.texts += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "tx" | "cat" | "xVal" | "val" | "yVal" if self.open_titles == 0 => self.part = None,
            "v" if self.texts > 0 => {
                self.texts -= 1;
                let text = told(&std::mem::take(&mut self.text));
                let Some(series) = self.series.last_mut() else { return };
                match self.part {
                    Some(Part::Name) => series.name = text,
                    Some(Part::Categories) => _ = series.categories.insert(self.at, text),
                    Some(Part::Values) => _ = series.values.insert(self.at, text),
                    None => {}
                }
            }
            "t" if self.texts > 0 => self.texts -= 1,
            "title" => {
                self.open_titles = self.open_titles.saturating_sub(1);
                self.titles.push(told(&std::mem::take(&mut self.text)));
            }
            _ => {}
        }
    }

    fn finish(self) -> Vec<Paragraph> {
        let caption = |text: String| Paragraph { text, style: Style::Caption, ..Paragraph::default() };
        let mut found: Vec<Paragraph> =
            self.titles.into_iter().filter(|title| !title.is_empty()).map(caption).collect();
        let names = self.series.iter().map(|series| series.name.as_str());
        let mut categories = Points::new();
        for series in &self.series {
            categories.extend(series.categories.clone());
            // A series without categories counts its values.
            series.values.keys().for_each(|at| _ = categories.entry(*at).or_default());
        }
        let value = |series: &Series, at: u32| series.values.get(&at).cloned().unwrap_or_default();
        let row = |first: &str, cells: &mut dyn Iterator<Item = String>| {
            let cells: Vec<String> = cells.collect();
            let cells = cells.join("\t");
            let text = if first.is_empty() { cells } else { format!("{first}\t{cells}") };
            Paragraph { text, ..Paragraph::default() }
        };
        found.push(row("", &mut names.map(str::to_owned)));
        found.extend(categories.iter().map(|(&at, name)| row(name, &mut self.series.iter().map(|s| value(s, at)))));
        found.retain(|paragraph| !paragraph.text.trim().is_empty());
        found
    }
}

/// A text with single spaces.
fn told(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
