//! XLSX and ODS: each sheet is a table whose first row names the columns, and each row below an article, as in CSV. A sheet
//! without a column of texts is told.

use super::Office;
use super::cells::{Csv, Form, rich};
use super::part;
use crate::pack::input::readers::archive::{Archive, Limited, has_entry, join};
use crate::pack::input::readers::elements::{Elements, elements_of};
use crate::pack::input::readers::records::{Records, table};
use crate::pack::input::readers::{Item, Reading};
use crate::pack::input::room::Room;
use crate::pack::input::skip::{Reason, Skipped};
use crate::pack::input::walk::Found;
use std::io::BufReader;

/// Sheets of one file at most.
const MOST_SHEETS: usize = 1000;

/// Reads a file.
///
/// # Errors
/// When what it is made of cannot be read.
pub(in crate::pack::input::readers) fn read(
    office: Office,
    archive: &mut Archive<'_>,
    reading: &mut Reading<'_>,
) -> Result<(), Reason> {
    let room = reading.room;
    if office == Office::Ods {
        let found = sheet(archive, "content.xml", "content.xml", Form::Open, reading)?;
        return if found == 0 { Err(Reason::Empty) } else { Ok(()) };
    }
    let workbook = elements_of(&part(archive, "xl/workbook.xml", room)?, &["sheet", "workbookPr"], room)?;
    let relations = elements_of(&part(archive, "xl/_rels/workbook.xml.rels", room)?, &["Relationship"], room)?;
    let from_1904 = workbook.iter().any(|node| matches!(node.attribute("date1904"), Some("1" | "true")));
    let texts = texts(archive, room)?;
    let dates = dates(archive, room);
    let mut found = 0;
    for named in workbook.iter().filter(|node| node.name == "sheet").take(MOST_SHEETS) {
        let target = relations.iter().find(|relation| relation.attribute("Id") == named.attribute("id"));
        let Some(target) = target.and_then(|relation| relation.attribute("Target")) else { continue };
        let path = if target.starts_with('/') { join("", target) } else { join("xl", target) };
        let name = named.attribute("name").unwrap_or(&path).to_owned();
        if has_entry(archive, &path) {
            found += sheet(archive, &path, &name, Form::Excel { texts: &texts, dates: &dates, from_1904 }, reading)?;
        }
    }
    if found == 0 { Err(Reason::Empty) } else { Ok(()) }
}

/// Reads one sheet; how much was found in it.
fn sheet(
    archive: &mut Archive<'_>,
    path: &str,
    name: &str,
    form: Form<'_>,
    reading: &mut Reading<'_>,
) -> Result<u64, Reason> {
    let unreadable = |detail: String| Reason::NotZip { detail };
    let entry = archive.by_name(path).map_err(|error| unreadable(error.to_string()))?;
    let packed = entry.compressed_size();
    let mut source = BufReader::new(Limited::new(entry, packed, 8 << 30));
    let room = reading.room;
    let mut elements = Elements::new(&mut source, room);
    let mut passed = Vec::new();
    let csv = Csv::new(&mut elements, room, form, &mut passed);
    let (file, config) = (reading.file, reading.config);
    let place = Found { path: file.path.join(name), id: file.id.clone() };
    let mut found = 0_u64;
    let mut emit = |item: Item| {
        // A line of the sheet is no line of a file.
        let item = match item {
            Item::Skipped(Skipped { reason: Reason::NoTextColumn { found }, .. }) => {
                Item::Skipped(Skipped::new(&place.path, Reason::NoTextColumn { found }))
            }
            other => other,
        };
        found += u64::from(matches!(item, Item::One(_) | Item::Skipped(_)));
        (reading.emit)(item);
    };
    let mut records = Records::new(&place, &config.fields, room, &mut emit);
    table(&mut BufReader::new(csv), &mut records);
    passed.into_iter().for_each(|(row, reason)| records.skip(row, reason));
    records.finish();
    Ok(found)
}

/// The texts that cells share.
fn texts(archive: &mut Archive<'_>, room: &Room<'_>) -> Result<Vec<String>, Reason> {
    const PATH: &str = "xl/sharedStrings.xml";
    if !has_entry(archive, PATH) {
        return Ok(Vec::new());
    }
    let xml = part(archive, PATH, room)?;
    Ok(elements_of(&xml, &["si"], room)?.iter().map(rich).collect())
}

/// Which formats of cells are dates.
fn dates(archive: &mut Archive<'_>, room: &Room<'_>) -> Vec<bool> {
    let Ok(xml) = part(archive, "xl/styles.xml", room) else { return Vec::new() };
    let Ok(found) = elements_of(&xml, &["numFmt", "cellXfs"], room) else { return Vec::new() };
    let is_date = |id: &str| {
        let code = found.iter().find(|node| node.name == "numFmt" && node.attribute("numFmtId") == Some(id));
        match code.and_then(|node| node.attribute("formatCode")) {
            Some(code) => {
                // What stands in quotation marks or brackets is shown as it is.
                let (mut quoted, mut bare) = (false, String::new());
                for c in code.chars() {
                    quoted = if matches!(c, '"' | '[' | ']') { !quoted } else { quoted };
                    if !quoted {
                        bare.push(c.to_ascii_lowercase());
                    }
                }
                bare.contains('y') || bare.contains('d') && bare.contains('m')
            }
            None => id.parse::<u32>().is_ok_and(|id| matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)),
        }
    };
    let formats = found.iter().find(|node| node.name == "cellXfs");
    formats.iter().flat_map(|node| node.named("xf")).map(|xf| xf.attribute("numFmtId").is_some_and(is_date)).collect()
}
