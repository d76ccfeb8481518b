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

/// Rewrites what some words begin with: how many words, and what stands for them.
type Rule = fn(&[Word]) -> Option<(usize, Vec<Word>)>;

/// A query's tree with its figures and dates written otherwise, one way at a time, the likeliest first.
pub fn written_otherwise(node: &Node) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    let rules: [Rule; 6] = [apart, together, plain_number, grouped, other_decimal, other_month];
    let mut add = |other: Option<Node>| {
        // Capitals make no other way of writing.
        all.extend(other.filter(|other| print(other).to_lowercase() != print(node).to_lowercase()));
        all.dedup();
    };
    for rule in rules {
        add(with_words(node, &mut |run| each(run, rule).unwrap_or_else(|| run.to_vec())));
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
    let letters = text.trim_end_matches(['2', '3', '²', '³']);
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

/// `3,5` → `3.5`, and back. Three digits after the sign are a group.
fn other_decimal(words: &[Word]) -> Option<(usize, Vec<Word>)> {
    let [word, ..] = words else { return None };
    let bare = word.exact.trim_end_matches('%');
    let at = bare.find(['.', ','])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(&bare[..at]) && digits(&bare[at + 1..]) && bare.len() - at != 4 && word.form == Form::Plain;
    let sign = if bare[at..].starts_with('.') { ',' } else { '.' };
    fits.then(|| (1, vec![plain(&format!("{}{sign}{}", &word.exact[..at], &word.exact[at + 1..]), word.joined)]))
}

/// `tháng 1/2021` → `tháng 1 năm 2021`, and back.
fn other_month(words: &[Word]) -> Option<(usize, Vec<Word>)> {
    // A month within a date is written otherwise with its day.
    if let Some((taken, _)) = date_at(words) {
        return Some((taken, words[..taken].to_vec()));
    }
    let is = |at: usize, word: &str| words.get(at).is_some_and(|one| one.form == Form::Plain && one.exact == word);
    let digits = |at: usize, most: usize| {
        let word = words.get(at).filter(|word| word.form == Form::Plain && word.exact.len() <= most)?;
        word.exact.bytes().all(|byte| byte.is_ascii_digit()).then_some(word)
    };
    let year = |at: usize| digits(at, 4).filter(|year| year.exact.len() == 4);
    let month = digits(1, 2).filter(|month| is(0, "tháng") && !month.joined)?;
    let (taken, rest) = match (year(2).filter(|year| year.joined), year(3).filter(|_| is(2, "năm"))) {
        (Some(year), _) => (3, vec![plain("năm", false), plain(&year.exact, false)]),
        (_, Some(year)) => (4, vec![plain(&year.exact, true)]),
        _ => return None,
    };
    Some((taken, [vec![words[0].clone(), month.clone()], rest].concat()))
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
    let (taken, Day { day: d, month: m, year }) = date_at(words)?;
    // "ngày" stays before the figures it stood before; no English month follows it.
    let led = words.first().is_some_and(|word| word.exact == "ngày")
        && !words[..taken].iter().any(|word| word.exact == "tháng");
    let month = *MONTHS.get(m as usize - 1)?;
    let text = match (form, year) {
        (0, Some(y)) => format!("{d}/{m}/{y}"),
        (1, Some(y)) => format!("{d:02}/{m:02}/{y}"),
        (2, Some(y)) => format!("{d}.{m}.{y}"),
        (5 | 6, _) if led => return Some((taken, words[..taken].to_vec())),
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
    let mut out: Vec<Word> = words[..usize::from(led && form != 4)].to_vec();
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
        if let Some(named) = year(from + 3).filter(|_| joined(from + 3)) {
            return valid(from + 4, day, month, Some(named));
        }
        let named = year(from + 4).filter(|_| key(from + 3) == Some("năm"));
        return valid(from + if named.is_some() { 5 } else { 3 }, day, month, named);
    }
    if from > 0 {
        let (taken, day) =
            date_at(&words[1..]).filter(|(taken, _)| words[1..=*taken].iter().all(|word| number(word).is_some()))?;
        return Some((taken + 1, day));
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
        check("100 m²", &["100m²"]);
        check("tăng 3,5%", &["tăng 3.5%"]);
        check("4.0", &["4,0"]);
        check("tháng 1/2021", &["tháng 1 năm 2021"]);
        check("từ tháng 12 năm 2020", &["từ tháng 12-2020"]);
        check("\"12500 hộ\" -5kg", &["\"12500hộ\" -5kg", "\"12 500 hộ\" -5kg"]);
        for same in ["năm 2021", "an ninh", "bài 12", "5*", "A80", "tháng 1", "tháng 1 năm", "điều 3,5,7"] {
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
        check("ngày 23 tháng 1/2021", &day);
        check("2021-01-23", &all("2021-01-23"));
        check("23/1", &["23-01", "ngày 23 tháng 1"]);
        check("họp ngày 23/1", &["họp ngày 23-01", "họp ngày 23 tháng 1"]);
        let led = ["23-01-2021", "23.1.2021", "23 tháng 1 năm 2021", "23 tháng 1", "2021-01-23", "23.01.2021"];
        check("ngày 23/1/2021", &led.map(|one| format!("ngày {one}")).each_ref().map(String::as_str));
        check("họp 23 tháng 1", &["họp 23-1", "họp 23-01", "họp ngày 23 tháng 1"]);
        check("January 23, 2021", &all("january 23 2021"));
        for same in ["192/168/1", "31/13/2021", "5/10/15", "an/ninh"] {
            check(same, &[]);
        }
    }
}
