//! From days and months as written to dates: which year is meant, for those that go together as one.
//!
//! What is not sure is not said: such a date keeps its day and month and has no year.

use super::calendar::{is_day, near, year_beside};
use super::date::Date;
use super::date_mention::{DateMention, PartOfDay};
use super::qualifier::Tense;
use super::word::{next_word, write_key};

/// A date as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    /// As written.
    pub date: Date,
    pub part_of_day: Option<PartOfDay>,
    pub tense: Tense,
    /// Its words say that it has been: a part of the day, `hôm`, `hồi`.
    pub has_been: bool,
    /// Counted from the article's date: nothing is open.
    pub counted: bool,
    /// It shares its month with the next one: `5-8/5`.
    pub joins_next: bool,
}

impl Found {
    fn is_open(&self) -> bool {
        !self.counted && self.date.year.is_none()
    }

    /// Orders days of one year.
    fn of_year(&self) -> (u8, u8) {
        (self.date.month.unwrap_or(0), self.date.day.unwrap_or(0))
    }
}

/// Gives each date its year, where it has one. `years` are the years that the text names alone, by their place. Dates of
/// the lunar calendar are handed over apart, by their spans. Linear.
pub(super) fn settle(
    text: &str,
    mut found: Vec<Found>,
    years: &[(usize, u16)],
    anchor: Option<Date>,
) -> (Vec<DateMention>, Vec<(usize, usize)>) {
    let mut from = 0;
    let mut told = Told { years, next: 0, last: None };
    while from < found.len() {
        let mut to = from + 1;
        while to < found.len() && go_together(text, &found[to - 1], &found[to]) {
            to += 1;
        }
        group(&mut found[from..to], &mut told, anchor);
        from = to;
    }
    let lunar = |one: &&Found| one.tense == Tense::Lunar;
    let silent = found.iter().filter(lunar).map(|one| (one.start, one.end)).collect();
    let said = found.iter().filter(|one| !lunar(one)).map(|one| {
        let Found { start, end, date, part_of_day, .. } = *one;
        DateMention { start, end, date, part_of_day }
    });
    (said.collect(), silent)
}

/// The year that a text named last.
#[derive(Clone, Copy)]
struct Last {
    year: u16,
    /// It came with a month or a day.
    dated: bool,
}

struct Told<'y> {
    years: &'y [(usize, u16)],
    next: usize,
    last: Option<Last>,
}

impl Told<'_> {
    fn before(&mut self, start: usize) -> Option<Last> {
        while let Some(&(_, year)) = self.years.get(self.next).filter(|(at, _)| *at < start) {
            self.last = Some(Last { year, dated: false });
            self.next += 1;
        }
        self.last
    }
}

/// Words between dates that go together.
const JOINTS: [&str; 18] = [
    "và", "đến", "tới", "hoặc", "hay", "sang", "rạng", "hết", "ngày", "and", "to", "or", "until", "et", "au", "ou",
    "từ", "through",
];

/// Whether two dates are one range or list: nothing but a joint stands between them.
fn go_together(text: &str, one: &Found, next: &Found) -> bool {
    if one.joins_next {
        return true;
    }
    if one.counted || next.counted {
        return false;
    }
    let between = &text[one.end..next.start.max(one.end)];
    if between.len() > 24 || between.contains(['.', ';', ':', '(', ')', '\n']) {
        return false;
    }
    let (mut key, mut at, mut words) = (String::new(), 0, 0);
    while let Some(word) = next_word(between, at) {
        write_key(word.of(between), &mut key);
        if word.number || !JOINTS.contains(&key.as_str()) {
            return false;
        }
        at = word.end;
        words += 1;
    }
    words > 0 || matches!(between.trim(), "-" | "–" | "—" | "," | "/")
}

/// Gives the dates of a group their years: those that are written or told pass theirs on to the others.
fn group(found: &mut [Found], told: &mut Told<'_>, anchor: Option<Date>) {
    if found.last().is_some_and(|last| last.tense == Tense::Lunar) {
        return found.iter_mut().filter(|one| one.date.year.is_none()).for_each(|one| one.tense = Tense::Lunar);
    }
    let last = found.first().and_then(|first| told.before(first.start));
    let mut years: Vec<Option<u16>> = found.iter().map(|one| one.date.year).collect();
    let written = years.iter().any(Option::is_some);
    let mut sure: Vec<bool> = years.iter().map(Option::is_some).collect();
    for (at, one) in found.iter().enumerate().filter(|(_, one)| one.is_open()) {
        sure[at] = !matches!(one.tense, Tense::Open | Tense::Unsure);
        if sure[at] || !written {
            let inside = years[..at].iter().rev().find_map(|year| *year).filter(|_| written);
            let last = inside.map(|year| Last { year, dated: true }).or(last);
            years[at] = year_of(one, last, anchor);
        }
    }
    if found.len() > 1 && found.iter().all(|one| !one.counted) {
        agree(found, &mut years, &sure, anchor);
    }
    for (one, year) in found.iter_mut().zip(years).filter(|(one, _)| one.is_open()) {
        let real = |year: &u16| one.date.day.is_none_or(|day| is_day(Some(*year), one.date.month.unwrap_or(0), day));
        one.date.year = year.filter(real);
    }
    // A year written with a day is the year of what follows, too, where another one was meant than the article's.
    let year = found.iter().rev().filter(|one| !one.counted).find_map(|one| one.date.year);
    told.last = year.map(|year| Last { year, dated: true }).or(told.last);
}

/// A day so many days ago that is spoken of as one to come has come meanwhile.
const LATELY_DAYS: i32 = 62;

/// The year of one date for itself.
fn year_of(one: &Found, last: Option<Last>, anchor: Option<Date>) -> Option<u16> {
    let (month, day) = (one.date.month?, one.date.day);
    let own = anchor.filter(|anchor| anchor.month.is_some());
    let beside = || near(month, day, own?);
    match one.tense {
        Tense::Open => {
            // After `Năm 1968, …` a day is one of that year, or of this: that is not sure.
            let year = year_beside(month, day, anchor, one.has_been)?;
            let own = anchor.and_then(|anchor| anchor.year);
            let of_another = last.is_some_and(|last| {
                last.year != year && Some(last.year) != own && (last.dated || one.part_of_day.is_none())
            });
            (!of_another).then_some(year)
        }
        Tense::Expected => beside().map(|near| if near.past.1 <= LATELY_DAYS { near.past.0 } else { near.future.0 }),
        Tense::Unsure => beside().and_then(|near| match near.past.1 <= LATELY_DAYS {
            true => Some(near.past.0),
            false => Some(near.future.0).filter(|year| Some(*year) == year_beside(month, day, anchor, false)),
        }),
        Tense::Past => beside().map(|near| near.past.0),
        // `tháng 4 tới`, written in April, is the next one or this.
        Tense::Future if day.is_none() && own.is_some_and(|own| own.month == Some(month)) => None,
        Tense::Future => beside().map(|near| near.future.0),
        Tense::Nearest if day.is_none() && own.is_some_and(|own| own.month == Some(month)) => own?.year,
        Tense::Nearest => beside().map(|near| if near.past.1 <= near.future.1 { near.past.0 } else { near.future.0 }),
        Tense::Year(years) => anchor?.year?.checked_add_signed(i16::from(years)),
        Tense::SameYear => last.map(|last| last.year),
        Tense::Unknown | Tense::Lunar => None,
    }
}

/// Makes the years of a group one run of days: from the one that is surest, back and forth.
fn agree(found: &[Found], years: &mut [Option<u16>], sure: &[bool], anchor: Option<Date>) {
    let away = |at: usize| {
        let near = near(found[at].date.month?, found[at].date.day, anchor?)?;
        Some(if years[at]? == near.past.0 { near.past.1 } else { near.future.1 })
    };
    let surest = (0..found.len())
        .filter(|&at| years[at].is_some() || sure[at])
        .min_by_key(|&at| (!sure[at], away(at).unwrap_or(i32::MAX)));
    let Some(surest) = surest else { return };
    for at in (0..surest).rev().filter(|&at| !sure[at]) {
        let later = found[at].of_year() > found[at + 1].of_year();
        years[at] = years[at + 1].map(|year| if later { year.saturating_sub(1) } else { year });
    }
    for at in surest + 1..found.len() {
        if !sure[at] {
            let earlier = found[at].of_year() < found[at - 1].of_year();
            years[at] = years[at - 1].map(|year| if earlier { year.saturating_add(1) } else { year });
        }
    }
}
