//! Dates with the precision the source gives. It reads no clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A calendar date, as precise as its source: a year, a month, a day, a minute; or a day or month whose year is unknown.
///
/// Its text form is ISO 8601 with the parts known: `2021`, `2021-01`, `2021-01-24`, and without a year `--01-12`,
/// `--01`. The minute is kept but not shown there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    /// `None` when only the month, or day and month, are known.
    pub year: Option<u16>,
    /// 1–12.
    pub month: Option<u8>,
    /// 1–31.
    pub day: Option<u8>,
    /// Minute of the local day, 0–1439.
    pub minute: Option<u16>,
}

/// A text that is not a date in the form [`Date`] gives.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date as YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD or --MM, found {0:?}")]
pub struct DateError(pub String);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bad = || DateError(text.to_owned());
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, Some(rest)),
            None => {
                let (year, rest) = text.split_once('-').map_or((text, None), |(y, r)| (y, Some(r)));
                if year.len() != 4 {
                    return Err(bad());
                }
                (Some(year.parse().map_err(|_| bad())?), rest)
            }
        };
        let mut parts = rest.into_iter().flat_map(|rest| rest.split('-'));
        let mut part = |most: u8| match parts.next() {
            None => Ok(None),
            Some(digits) if digits.len() == 2 => match digits.parse::<u8>() {
                Ok(n) if (1..=most).contains(&n) => Ok(Some(n)),
                _ => Err(bad()),
            },
            Some(_) => Err(bad()),
        };
        let (month, day) = (part(12)?, part(31)?);
        if parts.next().is_some() || (year.is_none() && month.is_none()) {
            return Err(bad());
        }
        Ok(Self { year, month, day, minute: None })
    }
}

impl Date {
    /// The finest part it has: `minute`, `day`, `month` or `year`.
    pub fn precision(self) -> &'static str {
        match self {
            Self { minute: Some(_), .. } => "minute",
            Self { day: Some(_), .. } => "day",
            Self { month: Some(_), .. } => "month",
            _ => "year",
        }
    }

    /// The more precise of this date and one that was found, when they agree; else this one. A found date without a year
    /// takes this one's.
    pub fn refined(self, found: Self) -> Self {
        let with_year = Self { year: found.year.or(self.year), ..found };
        let agrees = with_year.year == self.year
            && (self.month.is_none() || with_year.month == self.month)
            && (self.day.is_none() || with_year.day == self.day)
            && (self.minute.is_none() || with_year.minute == self.minute);
        if agrees { with_year } else { self }
    }

    /// Orders dated articles; `None` for a date without a year, which has no place in time.
    pub fn sort_key(&self) -> Option<(u16, u8, u8, u16)> {
        Some((self.year?, self.month.unwrap_or(0), self.day.unwrap_or(0), self.minute.unwrap_or(0)))
    }
}
