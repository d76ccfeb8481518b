//! Files of records: JSON, JSON lines, CSV and its kin. One record is one article; a bad one is reported with its line
//! and the rest is read.
//!
//! Records are streamed: only one is held at a time.

mod fields;
mod json;
mod months;
mod split;
mod table;
mod value;
mod when;

#[cfg(test)]
mod tests;

pub use fields::{Field, Names, guessed};
pub use json::{json, json_lines};
pub use table::{day_order, table};
pub use when::{DayOrder, Evidence, civil, numbers_of, read_when};

use self::when::read_when_in;
use super::draft::{Draft, Item};
use super::html;
use crate::article::Known;
use crate::pack::content::ContentDigest;
use crate::pack::input::decode::{Certainty, Damage, Decoded, Encoding, mended_record, reread};
use crate::pack::input::left_out::Omitted;
use crate::pack::input::room::Room;
use crate::pack::input::skip::{Reason, Skipped};
use crate::pack::input::walk::Found;
use std::collections::BTreeMap;

/// The values of one record by what they are for, as text.
pub(super) type Values = BTreeMap<Field, String>;

/// A file of records being read.
pub(super) struct Records<'r> {
    /// The file.
    pub file: &'r Found,
    /// Which names mean what.
    pub names: &'r Names,
    /// The room for one record.
    pub room: &'r Room<'r>,
    /// Which number of a date such as `2/3/2021` is the day.
    pub order: DayOrder,
    /// Takes what is found.
    pub emit: &'r mut dyn FnMut(Item),
    /// Records that had been decoded wrongly before they were saved, by encoding.
    misread: BTreeMap<&'static str, Decoded>,
    /// Records that were damaged.
    damaged: Option<Decoded>,
    /// What of their markup is in no article.
    omitted: Omitted,
    /// Records reported.
    skipped: u64,
    /// Nothing but dates is looked at: what they prove, and whether that is enough.
    evidence: Option<(Evidence, bool)>,
}

/// Records of one file that are reported each for itself; more are counted.
const REPORTED: u64 = 1000;

/// Records of JSON without a date such as `2/3/2021` after which a file is taken to have none.
const RECORDS_WITHOUT: usize = 20;

impl<'r> Records<'r> {
    pub fn new(file: &'r Found, names: &'r Names, room: &'r Room<'r>, emit: &'r mut dyn FnMut(Item)) -> Self {
        Self {
            file,
            names,
            room,
            order: DayOrder::default(),
            emit,
            misread: BTreeMap::new(),
            damaged: None,
            omitted: Omitted::default(),
            skipped: 0,
            evidence: None,
        }
    }

    /// Looks at nothing but dates from now on.
    pub fn look_at_dates(&mut self) {
        self.evidence = Some((Evidence::default(), false));
    }

    /// What they prove.
    pub fn evidence(&self) -> Evidence {
        self.evidence.map(|(evidence, _)| evidence).unwrap_or_default()
    }

    /// Whether no more records need be read.
    pub(super) fn is_done(&self) -> bool {
        self.evidence.is_some_and(|(_, done)| done)
    }

    /// Reports a record.
    pub fn skip(&mut self, line: u64, reason: Reason) {
        if self.evidence.is_some() {
            return;
        }
        self.skipped += 1;
        if self.skipped <= REPORTED {
            (self.emit)(Item::Skipped(Skipped::at_line(&self.file.path, line, reason)));
        }
    }

    /// Reads a record that is not UTF-8 for a few wrong bytes, and notes it. `None` when it is damaged beyond that.
    pub fn mended(&mut self, line: u64, bytes: &[u8]) -> Option<String> {
        let (text, damage) = mended_record(bytes, line)?;
        let noted = self.damaged.get_or_insert_with(|| Decoded {
            damage: Some(Damage { places: 0, ..damage }),
            ..Decoded::new(&self.file.path, Encoding::UTF_8, Certainty::Told)
        });
        noted.records += 1;
        noted.damage.iter_mut().for_each(|all| all.places += damage.places);
        Some(text)
    }

    /// Hands over the article that begins at a line, or reports why it is none.
    pub fn record(&mut self, line: u64, mut values: Values) {
        if let Some((evidence, done)) = &mut self.evidence {
            *done = evidence.note(values.get(&Field::Date).map(String::as_str), RECORDS_WITHOUT);
            return;
        }
        if let Some(Err(reason)) = values.get(&Field::Text).map(|text| self.room.admits(text)) {
            return self.skip(line, reason);
        }
        self.mend(&mut values);
        if let Some((field, at)) = values.iter().find_map(|(field, v)| Some((*field, v.find('\0')?))) {
            return self.skip(line, Reason::NulInField { field: field.name(), at });
        }
        let mut take = |field| values.remove(&field).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let id = take(Field::Id);
        if values.get(&Field::Text).is_none_or(|text| text.trim().is_empty()) {
            return self.skip(line, Reason::NoText);
        }
        let id = id.unwrap_or_else(|| content_of(&values).id_in(&self.file.id));
        let mut text = values.remove(&Field::Text).unwrap_or_default();
        let mut take = |field| values.remove(&field).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let mut known = Known { title: take(Field::Title), ..Known::default() };
        if html::looks_like_markup(&text) {
            if let Err(reason) = self.room.admits_markup(&text) {
                return self.skip(line, reason);
            }
            let read = html::fragment(&text);
            self.omitted.add(&read.omitted);
            (text, known.roles) = (read.text, read.roles);
            if text.trim().is_empty() {
                return self.skip(line, Reason::NoText);
            }
        }
        known.title = known.title.map(|title| html::plain(&title));
        if let Some(lead) =
            take(Field::Lead).map(|lead| html::plain(&lead)).filter(|lead| !text.contains(lead.as_str()))
        {
            let before = lead.len() as u32 + 2;
            known
                .roles
                .iter_mut()
                .for_each(|block| (block.start, block.end) = (block.start + before, block.end + before));
            text = format!("{lead}\n\n{text}");
        }
        let time = take(Field::Time);
        known.date = take(Field::Date)
            .or_else(|| time.clone())
            .and_then(|date| read_when_in(&date, time.as_deref(), self.order));
        // `urn:newsml:…` names a story and is no address.
        known.url = take(Field::Url).filter(|url| !url.starts_with("urn:"));
        known.source = take(Field::Source).or_else(|| known.url.as_deref().and_then(host));
        // A number names a person or a section to the site alone.
        let is_name = |name: &String| name.chars().any(char::is_alphabetic);
        known.category = take(Field::Category).filter(is_name);
        let author = take(Field::Author).filter(is_name);
        known.author = author.map(|by| by.strip_prefix("By ").map_or_else(|| by.clone(), str::to_owned));
        (self.emit)(Item::One(Draft { id, text, known }));
    }

    /// Reads the values of a record again whose text was decoded wrongly once.
    fn mend(&mut self, values: &mut Values) {
        let Some(text) = values.get_mut(&Field::Text) else { return };
        let Some(read) = reread(text) else { return };
        *text = read.text;
        let Some((encoding, certainty)) = read.reading else { return };
        for (field, value) in values.iter_mut().filter(|(field, _)| **field != Field::Text) {
            if *field != Field::Url && !value.is_ascii() {
                *value = encoding.decode(value.as_bytes()).0;
            }
        }
        let noted = self.misread.entry(encoding.name());
        noted.or_insert_with(|| Decoded::new(&self.file.path, encoding, certainty)).records += 1;
    }

    /// Reports what was noted along the way.
    pub fn finish(self) {
        if self.skipped > REPORTED {
            let reason = Reason::More { count: self.skipped - REPORTED };
            (self.emit)(Item::Skipped(Skipped::new(&self.file.path, reason)));
        }
        if !self.omitted.is_empty() {
            (self.emit)(Item::LeftOut(self.omitted));
        }
        for decoded in self.misread.into_values().chain(self.damaged) {
            (self.emit)(Item::Decoded(decoded));
        }
    }
}

/// What names a record that has no id: its address, else its title, lead and text, all as they stand in the file. Its place
/// would name another one as soon as a record is put before it.
fn content_of(values: &Values) -> ContentDigest {
    let value = |field| values.get(&field).map_or("", |value| value.trim());
    match value(Field::Url) {
        "" => ContentDigest::of(&[value(Field::Title), value(Field::Lead), value(Field::Text)]),
        url => ContentDigest::of(&[url]),
    }
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}
