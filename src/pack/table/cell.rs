//! Cells as spreadsheets show them: formulas neutralised, dates in the forms spreadsheets turn them into.

use crate::article::Date;
use crate::export::cell::is_formula;

pub use crate::export::cell::neutral;

/// The value of a cell that [`neutral`] wrote, or that a person typed.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// Reads a date as people and spreadsheets write it: ISO 8601 with the parts known, `24/01/2021` and its kin, a time of day
/// after it left aside. `None` when it is no date, is not in the calendar, or can be read in two ways (`03/04/2021`).
pub fn read_date(cell: &str) -> Option<Date> {
    let day = cell.split([' ', 'T']).next().unwrap_or("");
    let date = day.parse::<Date>().ok().or_else(|| spreadsheet_date(day))?;
    let fits = match (date.month, date.day) {
        (Some(month), Some(day)) => day <= days_of(date.year, month),
        _ => true,
    };
    fits.then_some(date)
}

fn spreadsheet_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let numbers: Vec<u16> = parts
        .iter()
        .map(|p| if p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()) { p.parse().ok() } else { None })
        .collect::<Option<_>>()?;
    let (year, month, day) = match (numbers.as_slice(), parts.first()?.len()) {
        (&[year, month, day], 4) => (year, month, day),
        (&[first, second, year], _) if parts[2].len() == 4 => match (first > 12, second > 12) {
            (false, true) => (year, first, second),
            (true, false) => (year, second, first),
            (false, false) if first == second => (year, first, second),
            _ => return None,
        },
        (&[month, year], _) if parts[1].len() == 4 => return format!("{year:04}-{month:02}").parse().ok(),
        _ => return None,
    };
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

fn days_of(year: Option<u16>, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(y) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(cell: &str, expected: Option<&str>) {
        assert_eq!(read_date(cell).map(|d| d.to_string()).as_deref(), expected, "{cell:?}");
    }

    #[test]
    fn dates() {
        check("2021-01-24", Some("2021-01-24"));
        check("2021-01-24 10:25", Some("2021-01-24"));
        check("2021-01-24T10:25:00", Some("2021-01-24"));
        check("2021", Some("2021"));
        check("2021-01", Some("2021-01"));
        check("--01-12", Some("--01-12"));
        check("24/01/2021", Some("2021-01-24"));
        check("1/24/2021", Some("2021-01-24"));
        check("24.1.2021", Some("2021-01-24"));
        check("2021/1/4", Some("2021-01-04"));
        check("1/2021", Some("2021-01"));
        check("5/5/2021", Some("2021-05-05"));
        check("03/04/2021", None);
        check("2021-02-30", None);
        check("2021-02-29", None);
        check("2020-02-29", Some("2020-02-29"));
        check("2021-13-01", None);
        check("soon", None);
        check("24/01/21", None);
    }

    proptest! {
        #[test]
        fn neutral_cells_come_back(cell in "['=+@\t\r-]{0,4}.{0,8}") {
            let written = neutral(&cell);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(plain(&written), cell);
        }
    }
}
