//! A table of counts and figures, as every form of it is made from: the page, CSV, JSON, a terminal. It knows no language of
//! the interface, and computes nothing.

use super::cell::{Sheet, decimal, neutral};
use crate::json;
use crate::protocol::Figure;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A count.
    Count(u64),
    /// A figure, or why it is not defined.
    Figure(Figure),
    /// Yes or no.
    Flag(bool),
    /// Nothing is known: a gap.
    None,
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl From<Option<f64>> for Cell {
    fn from(figure: Option<f64>) -> Self {
        figure.map_or(Self::None, |figure| Self::Figure(Ok(figure)))
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// The names of its columns, the same for every reader.
    pub columns: Vec<&'static str>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// As CSV with a byte order mark; `names` head the columns.
    pub fn csv<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let mut sheet = Sheet::default();
        names.for_each(|name| sheet.text(name));
        sheet.end_row();
        for row in &self.rows {
            for cell in row {
                match cell {
                    Cell::Text(text) => sheet.text(text),
                    Cell::Count(count) => sheet.number(*count),
                    Cell::Figure(Ok(figure)) => sheet.decimal(*figure),
                    Cell::Flag(flag) => sheet.text(if *flag { "yes" } else { "" }),
                    Cell::Figure(Err(_)) | Cell::None => sheet.text(""),
                }
            }
            sheet.end_row();
        }
        sheet.take()
    }

    /// The same with tabs between cells, which tools for statistics read without asking.
    pub fn tsv<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => flat(text),
            Cell::Count(count) => count.to_string(),
            Cell::Figure(Ok(figure)) => decimal(*figure).unwrap_or_default(),
            Cell::Flag(flag) => if *flag { "yes" } else { "" }.to_owned(),
            Cell::Figure(Err(_)) | Cell::None => String::new(),
        };
        let head = names.map(flat).collect::<Vec<_>>();
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect());
        let lines = std::iter::once(head).chain(rows).map(|row: Vec<String>| row.join("\t") + "\n");
        std::iter::once("\u{feff}".to_owned()).chain(lines).collect()
    }

    /// As a JSON list of objects; what is not defined is `null`.
    pub fn json(&self) -> String {
        json::list(self.rows.iter().map(|row| {
            let field = |(name, cell): (&&'static str, &Cell)| (*name, cell.json());
            json::object(&self.columns.iter().zip(row).map(field).collect::<Vec<_>>())
        }))
    }
}

/// A text in a cell between tabs.
fn flat(text: &str) -> String {
    neutral(&text.replace(|c: char| c.is_control(), " "))
}

impl Cell {
    fn json(&self) -> String {
        match self {
            Self::Text(text) => json::text(text),
            Self::Count(count) => count.to_string(),
            Self::Figure(Ok(figure)) => decimal(*figure).unwrap_or_else(|| "null".to_owned()),
            Self::Flag(flag) => if *flag { "true" } else { "false" }.to_owned(),
            Self::Figure(Err(_)) | Self::None => "null".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Undefined;

    #[test]
    fn a_table_is_csv_and_json() {
        let table = Table {
            columns: vec!["word", "hits", "mi", "function"],
            rows: vec![
                vec!["một \"hai\"".into(), 3u32.into(), Ok(1.5).into(), false.into()],
                vec!["=ba".into(), 0u64.into(), Cell::Figure(Err(Undefined::NoHits)), true.into()],
            ],
        };
        let csv = table.csv(["Từ", "Chỗ", "MI", "Hư từ"].into_iter());
        let lines = [
            "\u{feff}\"Từ\",\"Chỗ\",\"MI\",\"Hư từ\"",
            "\"một \"\"hai\"\"\",3,1.5,\"\"",
            "\"'=ba\",0,\"\",\"yes\"",
            "",
        ];
        assert_eq!(csv, lines.join("\r\n"));
        let tsv = table.tsv(["Từ", "Chỗ", "MI", "Hư\ttừ"].into_iter());
        assert_eq!(tsv, "\u{feff}Từ\tChỗ\tMI\tHư từ\nmột \"hai\"\t3\t1.5\t\n'=ba\t0\t\tyes\n");
        let value: serde_json::Value = serde_json::from_str(&table.json()).unwrap();
        let expected = serde_json::json!([
            {"word": "một \"hai\"", "hits": 3, "mi": 1.5, "function": false},
            {"word": "=ba", "hits": 0, "mi": null, "function": true},
        ]);
        assert_eq!(value, expected);
    }
}
