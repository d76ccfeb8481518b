//! The date in the name of a file or in those of its folders: `2021-03-04-tin.txt`, `2020/07/15/tin.txt`. It reads no
//! file, and no year that stands alone.

use crate::article::{Date, DateOrigin};

/// The date of a path with `/`: of the file's name, else of its folders, the innermost first.
pub(super) fn path_date(path: &str) -> Option<(Date, DateOrigin)> {
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop()?;
    if let Some(date) = named(name) {
        return Some((date, DateOrigin::FileName));
    }
    let numbers = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
    // `2020/07/15`, and `2020/7/5` where all three are there.
    let short = |part: &str| numbers(part, 1) || numbers(part, 2);
    for at in (0..parts.len()).rev() {
        // `2020/07/15` and `2020/07`; the day may begin the file's name, as in `2020/07/15-tin.txt`.
        let year = at.checked_sub(1).map(|before| parts[before]).filter(|year| numbers(year, 4));
        let found = match (year, at.checked_sub(2).map(|before| parts[before])) {
            (_, Some(year)) if numbers(year, 4) && short(parts[at - 1]) && short(parts[at]) => {
                real(year, parts[at - 1], Some(parts[at]))
            }
            (Some(year), _) if numbers(parts[at], 2) => {
                let day = name.get(..2).filter(|_| at + 1 == parts.len() && !name[2..].starts_with(is_digit));
                day.filter(|day| numbers(day, 2))
                    .and_then(|day| real(year, parts[at], Some(day)))
                    .or_else(|| real(year, parts[at], None))
            }
            _ => whole(parts[at]),
        };
        if let Some(date) = found {
            return Some((date, DateOrigin::Folder));
        }
    }
    None
}

/// A date that stands anywhere in a name: `2021-03-04`, `2021_03_04`, `20210304`; a month only at its start.
fn named(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let starts =
        (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit()));
    let mut month = None;
    for at in starts {
        let Some(year) = name.get(at..at + 4).filter(|year| year.bytes().all(|b| b.is_ascii_digit())) else { continue };
        let after = &name[at + 4..];
        let mark = after.chars().next().filter(|c| matches!(c, '-' | '_' | '.' | ' '));
        let rest = mark.map_or(after, |_| &after[1..]);
        let (Some(m), Some(tail)) = (two(rest), rest.get(2..)) else { continue };
        let tail_of_day = match mark {
            Some(mark) => tail.strip_prefix(mark),
            None => Some(tail),
        };
        if let Some((d, end)) = tail_of_day.and_then(|tail| Some((two(tail)?, tail.get(2..)?)))
            && !end.starts_with(is_digit)
            && let Some(date) = real(year, m, Some(d))
        {
            return Some(date);
        }
        let more = tail.trim_start_matches(['-', '_', '.']).starts_with(is_digit);
        if at == 0 && mark == Some('-') && !more {
            month = real(year, m, None);
        }
    }
    month
}

/// A folder's name that is a date: `2020-07-15`, `2020-07`, `20200715`.
fn whole(name: &str) -> Option<Date> {
    if name.len() == 8 && name.bytes().all(|b| b.is_ascii_digit()) {
        return named(name);
    }
    name.parse::<Date>().ok().filter(|date| date.month.is_some()).and_then(|_| named(name))
}

fn two(text: &str) -> Option<&str> {
    text.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The date of these digits, if it is one of the days there are since printing began, and not of a number that looks so.
fn real(year: &str, month: &str, day: Option<&str>) -> Option<Date> {
    let text = day.map_or_else(|| format!("{year}-{month:0>2}"), |day| format!("{year}-{month:0>2}-{day:0>2}"));
    let date: Date = text.parse().ok()?;
    let fits = match (date.month, date.day, date.year) {
        (Some(2), Some(day), Some(year)) => day <= if year % 4 == 0 { 29 } else { 28 },
        (Some(4 | 6 | 9 | 11), Some(day), _) => day <= 30,
        _ => true,
    };
    (fits && date.year.is_some_and(|year| (1500..2200).contains(&year))).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders_tell_dates() {
        for (path, expected) in [
            ("2021-03-04-tin.txt", Some(("2021-03-04", DateOrigin::FileName))),
            ("tin/bao_20210304_a.html", Some(("2021-03-04", DateOrigin::FileName))),
            ("tin 2021.03.04.pdf", Some(("2021-03-04", DateOrigin::FileName))),
            ("2021-03 tin.txt", Some(("2021-03", DateOrigin::FileName))),
            ("2020/07/15/tin.txt", Some(("2020-07-15", DateOrigin::Folder))),
            ("báo/2020/07/15/trang/tin.txt", Some(("2020-07-15", DateOrigin::Folder))),
            ("2020/07/tin.txt", Some(("2020-07", DateOrigin::Folder))),
            ("2020/07/15-tin.txt", Some(("2020-07-15", DateOrigin::Folder))),
            ("2020-07-15/tin.txt", Some(("2020-07-15", DateOrigin::Folder))),
            ("2020-07-15/2021-01-02.txt", Some(("2021-01-02", DateOrigin::FileName))),
            ("20200715/tin.txt", Some(("2020-07-15", DateOrigin::Folder))),
            ("2020/7/5/tin.txt", Some(("2020-07-05", DateOrigin::Folder))),
            ("2020/7/tin.txt", None),
            ("20201341/tin.txt", None),
            ("2021-02-30.txt", None),
            ("2021/tin.txt", None),
            ("2021.txt", None),
            ("12021-03-04.txt", None),
            ("0907123456.txt", None),
            ("bai-1234-56-78.txt", None),
            ("20210304123.txt", None),
            ("2021-13-04/a.txt", None),
            ("", None),
        ] {
            let found = path_date(path).map(|(date, origin)| (date.to_string(), origin));
            assert_eq!(found, expected.map(|(date, origin)| (date.to_owned(), origin)), "{path}");
        }
    }
}
