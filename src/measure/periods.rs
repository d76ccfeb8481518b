//! Periods as they are typed, `2020-01..2020-06, 2021`: each from one date to another, both included. It reads no clock.

use crate::article::Date;

/// Periods at once.
const PERIODS_AT_MOST: usize = 200;

/// Reads periods, and puts them in order.
///
/// # Errors
/// With the part that is not one, runs backwards, overlaps the one before it, or is one too many.
/// ```
/// use recto::measure::periods;
///
/// let read = periods("2021, 2020-01..2020-06").unwrap();
/// assert_eq!(read.iter().map(|[from, to]| format!("{from}–{to}")).collect::<Vec<_>>(), ["2020-01–2020-06", "2021–2021"]);
/// assert_eq!(periods("2020..2021, 2021-05..2022"), Err("2021-05..2022".to_owned()));
/// ```
pub fn periods(text: &str) -> Result<Vec<[Date; 2]>, String> {
    let mut read: Vec<([Date; 2], &str)> = Vec::new();
    for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let period = period(part).filter(|_| read.len() < PERIODS_AT_MOST).ok_or_else(|| part.to_owned())?;
        read.push((period, part));
    }
    crate::sort::by_key(&mut read, |(period, _)| first(&period[0]));
    let overlaps = read.windows(2).find(|pair| last(&pair[0].0[1]) >= first(&pair[1].0[0]));
    match overlaps {
        Some(pair) => Err(pair[1].1.to_owned()),
        None => Ok(read.into_iter().map(|(period, _)| period).collect()),
    }
}

fn period(part: &str) -> Option<[Date; 2]> {
    let (from, to) = part.split_once("..").unwrap_or((part, part));
    let [from, to] = [from, to].map(|date| date.trim().parse::<Date>().ok().filter(|date| date.year.is_some()));
    let (from, to) = (from?, to?);
    (first(&from) <= last(&to)).then_some([from, to])
}

/// The first day that a date may mean.
fn first(date: &Date) -> (u16, u8, u8) {
    (date.year.unwrap_or(0), date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// The last one; a day that its month does not have does no harm in a comparison.
fn last(date: &Date) -> (u16, u8, u8) {
    (date.year.unwrap_or(0), date.month.unwrap_or(12), date.day.unwrap_or(31))
}

#[cfg(test)]
mod tests {
    use super::periods;

    #[test]
    fn periods_are_read_in_order_or_the_bad_one_is_named() {
        let check = |text: &str, expected: Result<&str, &str>| {
            let read = periods(text)
                .map(|read| read.iter().map(|[from, to]| format!("{from}..{to}")).collect::<Vec<_>>().join(" "));
            assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{text}");
        };
        check("", Ok(""));
        check(" , ", Ok(""));
        check("2020-01..2020-06, 2020-07..2021-12", Ok("2020-01..2020-06 2020-07..2021-12"));
        check("2022; 2020-01-05 .. 2021", Ok("2020-01-05..2021 2022..2022"));
        check("2021..2020", Err("2021..2020"));
        check("2020, 2020-12-31..2021", Err("2020-12-31..2021"));
        check("2020, mai", Err("mai"));
        check("--05..2020", Err("--05..2020"));
        check("2020..", Err("2020.."));
    }
}
