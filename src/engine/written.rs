//! The same figure or date as it is written elsewhere: `5km` and `5 km`, `1.000` and `1 000`, `23/1/2021` and `ngày 23
//! tháng 1`. It changes words of a query, and asks no index which of them are found.

use crate::query::edit::{plain, print, with_words};
use crate::query::syntax::{Form, Node, Word};
use crate::text::aliases;

/// Letters of a unit that is written together with its number, at most.
const UNIT_LETTERS: usize = 4;
/// Other ways of writing that are tried for one query: each costs a search.
const TRIED: usize = 10;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A rule that writes a run otherwise, or finds nothing to change.
type Way<'w> = &'w dyn Fn(&[Word]) -> Option<Vec<Word>>;

/// A query's tree with its figures and dates written otherwise, one way at a time, the likeliest first.
pub fn written_otherwise(node: &Node) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    let ways: [Way<'_>; 4] =
        [&|run| each(run, apart), &|run| each(run, together), &|run| each(run, plain_number), &|run| {
            each(run, grouped)
        }];
    let mut add = |other: Option<Node>| {
        // Capitals make no other way of writing.
        all.extend(other.filter(|other| print(other).to_lowercase() != print(node).to_lowercase()));
        all.dedup();
    };
    for way in ways {
        add(with_words(node, &mut |run| way(run).unwrap_or_else(|| run.to_vec())));
    }
    for form in 0..DATE_FORMS {
        add(with_words(node, &mut |run| each(run, |words| dated(words, form)).unwrap_or_else(|| run.to_vec())));
    }
    all.truncate(TRIED);
    all
}

/// A run in which `rewrite` changed what it could: it takes words from the start of what is left, and says how many and
/// what stands for them. `None` when it changed nothing.
fn each(run: &[Word], rewrite: impl Fn(&[Word]) -> Option<(usize, Vec<Word>)>) -> Option<Vec<Word>> {
    let (mut out, mut at, mut any) = (Vec::with_capacity(run.len()), 0, false);
    while at < run.len() {
        let Some((taken, words)) = rewrite(&run[at..]) else {
            out.push(run[at].clone());
            at += 1;
            continue;
        };
        out.extend(words);
        at += taken;
        any = true;
        // What hung on the word that changed stands apart now.
        if let Some(next) = run.get(at).filter(|next| next.joined) {
            out.push(Word { joined: false, ..next.clone() });
            at += 1;
        }
    }
    any.then_some(out)
}

/// A plain word that is a number: digits with their separators.
fn number(word: &Word) -> Option<&str> {
    let digits = word.exact.starts_with(|c: char| c.is_ascii_digit())
        && word.exact.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\''));
    (word.form == Form::Plain && digits).then_some(word.exact.as_str())
}

/// Letters that may be a unit, `m2` among them.
fn is_unit(text: &str) -> bool {
    let letters = text.trim_end_matches(['2', '3']);
    // A year is counted in a date.
    (1..=UNIT_LETTERS).contains(&letters.chars().count()) && letters.chars().all(char::is_alphabetic) && text != "năm"
}

/// `5km` → `5 km`.
fn apart(words: &[Word]) -> Option<(usize, Vec<Word>)> {
    let [word, ..] = words else { return None };
    let at = word.surface.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')))?;
    let (digits, unit) = word.surface.split_at(at);
    (word.form == Form::Plain && at > 0 && is_unit(unit))
        .then(|| (1, vec![plain(digits, word.joined), plain(unit, false)]))
}

/// `5 km` → `5km`.
fn together(words: &[Word]) -> Option<(usize, Vec<Word>)> {
    let [digits, unit, ..] = words else { return None };
    let fits = number(digits).is_some() && unit.form == Form::Plain && !unit.joined && is_unit(&unit.surface);
    fits.then(|| (2, vec![plain(&format!("{}{}", digits.surface, unit.surface), digits.joined)]))
}

/// `1.000` and `1 000` → `1000`, which is found however it is grouped by signs.
fn plain_number(words: &[Word]) -> Option<(usize, Vec<Word>)> {
    let [word, ..] = words else { return None };
    let first = number(word)?;
    let groups = words[1..].iter().take_while(|next| {
        !next.joined && number(next).is_some_and(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
    });
    let groups: String = groups.map(|next| next.exact.as_str()).collect();
    if first.len() <= 3 && !first.starts_with('0') && first.bytes().all(|b| b.is_ascii_digit()) && !groups.is_empty() {
        return Some((1 + groups.len() / 3, vec![plain(&format!("{first}{groups}"), word.joined)]));
    }
    ungrouped(first).map(|digits| (1, vec![plain(&digits, word.joined)]))
}

/// A number without the signs that group its digits. The year of a dotted date is no other way to write it.
fn ungrouped(number: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    aliases(number).into_iter().next().filter(|other| digits(other) == digits(number))
}

/// `1000` and `1.000` → `1 000`.
fn grouped(words: &[Word]) -> Option<(usize, Vec<Word>)> {
    let [word, ..] = words else { return None };
    let typed = number(word)?;
    let digits = ungrouped(typed).unwrap_or_else(|| typed.to_owned());
    let is_year = typed == digits && digits.len() == 4 && ("1700".."2100").contains(&digits.as_str());
    if is_year || digits.len() < 4 || digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lead = (digits.len() - 1) % 3 + 1;
    let mut groups = vec![plain(&digits[..lead], word.joined)];
    groups.extend((lead..digits.len()).step_by(3).map(|at| plain(&digits[at..at + 3], false)));
    Some((1, groups))
}

/// A day as a reader wrote it.
#[derive(Clone, Copy, PartialEq)]
struct Day {
    day: u32,
    month: u32,
    year: Option<u32>,
}

/// Ways in which [`dated`] writes a day.
const DATE_FORMS: usize = 9;

/// A date at the start of some words, written in another form.
fn dated(words: &[Word], form: usize) -> Option<(usize, Vec<Word>)> {
    let (taken, day) = date_at(words)?;
    let Day { day: d, month: m, year } = day;
    let month = *MONTHS.get(m as usize - 1)?;
    let text = match (form, year) {
        (0, Some(y)) => format!("{d}/{m}/{y}"),
        (1, Some(y)) => format!("{d:02}/{m:02}/{y}"),
        (2, Some(y)) => format!("{d}.{m}.{y}"),
        (3, Some(y)) => format!("{d} tháng {m} năm {y}"),
        (4, _) => format!("ngày {d} tháng {m}"),
        (5, Some(y)) => format!("{d} {month} {y}"),
        (6, Some(y)) => format!("{month} {d} {y}"),
        (7, Some(y)) => format!("{y}-{m:02}-{d:02}"),
        (8, Some(y)) => format!("{d:02}.{m:02}.{y}"),
        (0, None) => format!("{d}/{m}"),
        (1, None) => format!("{d:02}/{m:02}"),
        _ => return None,
    };
    let mut out = Vec::new();
    for piece in text.split(' ') {
        let parts = piece.split(['/', '-']);
        out.extend(parts.enumerate().map(|(n, part)| plain(part, n > 0)));
    }
    Some((taken, out))
}

/// The date that some words begin with, and how many of them it takes.
fn date_at(words: &[Word]) -> Option<(usize, Day)> {
    let key = |at: usize| words.get(at).filter(|word| word.form == Form::Plain).map(|word| word.exact.as_str());
    let count = |at: usize, most: usize| {
        let digits = key(at)?;
        let fits = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| fits)
    };
    let joined = |at: usize| words.get(at).is_some_and(|word| word.joined);
    let year = |at: usize| count(at, 4).filter(|year| (1000..=2999).contains(year));
    let valid = |taken: usize, day: u32, month: u32, year: Option<u32>| {
        ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((taken, Day { day, month, year }))
    };
    let from = usize::from(key(0) == Some("ngày"));
    if let (Some(day), Some("tháng"), Some(month)) = (count(from, 2), key(from + 1), count(from + 2, 2)) {
        let named = year(from + 4).filter(|_| key(from + 3) == Some("năm"));
        return valid(from + if named.is_some() { 5 } else { 3 }, day, month, named);
    }
    if from > 0 {
        return None;
    }
    let month_named = |at: usize| {
        let name = key(at)?;
        MONTHS.iter().position(|month| *month == name).map(|at| at as u32 + 1)
    };
    if let (Some(day), Some(month), Some(named)) = (count(0, 2), month_named(1), year(2)) {
        return valid(3, day, month, Some(named));
    }
    if let (Some(month), Some(day), Some(named)) = (month_named(0), count(1, 2), year(2)) {
        return valid(3, day, month, Some(named));
    }
    if let Some(parts) = key(0).filter(|key| key.matches('.').count() == 2) {
        let parts: Vec<u32> = parts.split('.').filter_map(|part| part.parse().ok()).collect();
        let [day, month, named] = parts.as_slice() else { return None };
        return valid(1, *day, *month, Some(*named).filter(|year| (1000..=2999).contains(year)));
    }
    if let (Some(named), Some(month), Some(day)) = (year(0), count(1, 2), count(2, 2))
        && joined(1)
        && joined(2)
    {
        return valid(3, day, month, Some(named));
    }
    let (day, month) = (count(0, 2)?, count(1, 2).filter(|_| joined(1))?);
    match year(2).filter(|_| joined(2)) {
        Some(named) => valid(3, day, month, Some(named)),
        None if !joined(2) => valid(2, day, month, None),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::edit::query_of;
    use crate::query::parser::parse;

    fn check(query: &str, expected: &[&str]) {
        let node = parse(query).node.unwrap();
        let others: Vec<String> = written_otherwise(&node).iter().map(|node| query_of(node).unwrap()).collect();
        assert_eq!(others, expected, "{query}");
    }

    #[test]
    fn figures_are_written_otherwise() {
        check("cách 5km", &["cách 5 km"]);
        check("5 tỷ", &["5tỷ"]);
        check("100m2", &["100 m2"]);
        check("1.000 m2", &["1.000m2", "1000 m2", "1 000 m2"]);
        check("1 000 người", &["1000 người"]);
        check("1000 người", &["1 000 người"]);
        check("\"12500 hộ\" -5kg", &["\"12500hộ\" -5kg", "\"12 500 hộ\" -5kg"]);
        for same in ["năm 2021", "an ninh", "bài 12", "5*", "A80"] {
            check(same, &[]);
        }
    }

    #[test]
    fn dates_are_written_otherwise() {
        let day = [
            "23-1-2021",
            "23-01-2021",
            "23.1.2021",
            "23 tháng 1 năm 2021",
            "ngày 23 tháng 1",
            "23 january 2021",
            "january 23 2021",
            "2021-01-23",
            "23.01.2021",
        ];
        let all = |but: &str| day.iter().copied().filter(|one| *one != but).collect::<Vec<_>>();
        check("23/1/2021", &all("23-1-2021"));
        check("23-01-2021", &all("23-01-2021"));
        check("23.1.2021", &all("23.1.2021"));
        check("ngày 23 tháng 1 năm 2021", &day);
        check("2021-01-23", &all("2021-01-23"));
        check("23/1", &["23-01", "ngày 23 tháng 1"]);
        check("họp 23 tháng 1", &["họp 23-1", "họp 23-01", "họp ngày 23 tháng 1"]);
        check("January 23, 2021", &all("january 23 2021"));
        for same in ["192/168/1", "31/13/2021", "5/10/15", "an/ninh"] {
            check(same, &[]);
        }
    }
}
