//! Lines that are a date and say little else, and the words before a date that make it the day of a change. It knows no
//! page.

use crate::article::Date;
use crate::pack::input::readers::records::read_when;

/// Words beside a time up to which a line is taken for a date line: who wrote, for whom, from where.
pub(super) const DATE_LINE_WORDS: usize = 12;
/// A line that is a date with what goes with it has no more characters.
pub(super) const LONGEST_LINE_CHARS: usize = 90;
/// A label of a date has no more characters.
const LONGEST_LABEL_CHARS: usize = 60;

/// What stands beside the time at which a page was sent.
#[rustfmt::skip]
const NOW: [&str; 7] = [
    "aktuelle zeit", "aktuelles datum", "current time", "it is currently", "heute ist", "today is", "time now",
];

/// Words of the last change of a page, which say nothing of its publication.
#[rustfmt::skip]
pub(super) const LAST_CHANGE: [&str; 18] = [
    "last edited", "last modified", "last changed", "zuletzt geändert", "zuletzt bearbeitet", "letzte änderung", "letzte bearbeitung",
    "dernière modification", "última modificación", "última modificação", "ultima modifica", "laatst gewijzigd", "senast ändrad",
    "ostatnia modyfikacja", "последнее изменение", "sửa đổi lần cuối", "chỉnh sửa lần cuối", "最后编辑",
];

/// Words of any change, which a newspaper prints with the day of the version that is read.
#[rustfmt::skip]
pub(super) const CHANGED: [&str; 28] = [
    "updated", "update:", "edited", "modified", "changed", "revised", "reviewed", "aktualisier", "geändert", "änderung", "bearbeitet",
    "mis à jour", "mise à jour", "modifi", "actualizad", "atualizad", "aggiorna", "bijgewerkt", "gewijzigd", "uppdaterad", "opdateret",
    "oppdatert", "aktualizac", "zaktualizowan", "обновл", "изменен", "cập nhật", "更新",
];

/// The date of a line that says little else.
pub(super) fn date_line(text: &str) -> Option<Date> {
    let sound =
        (6..=LONGEST_LINE_CHARS).contains(&text.chars().count()) && !text.ends_with(['?', '!']) && !text.contains('©');
    let words = text.split_whitespace().count();
    let lower = text.to_lowercase();
    let now = NOW.iter().any(|word| lower.contains(word));
    let hour = ["a. m.", "p. m.", "a.m.", "p.m."].iter().any(|half| lower.ends_with(half));
    let sentence = text.ends_with(['.', '…']) && words > 3 && !hour;
    if !sound || now || sentence || words > DATE_LINE_WORDS + 3 {
        return None;
    }
    let full = |date: &Date| date.day.is_some() && date.year.is_some_and(|year| year > 1700);
    read_when(text, None).filter(full).or_else(|| short_year(text).filter(full))
}

/// The date that ends a line with the last two figures of its year: `(Bản Na, 14 gennaio 20)`.
fn short_year(text: &str) -> Option<Date> {
    let mut words = text.trim_matches(['(', ')', ' ']).rsplit(char::is_whitespace);
    let (year, month, day) = (words.next()?, words.next()?, words.next()?);
    let figures = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let sound = year.len() == 2 && figures(year) && figures(day.trim_end_matches('.'));
    let named = month.chars().all(|c| c.is_alphabetic() || c == '.');
    if sound && named { read_when(&format!("{day} {month} 20{year}"), None) } else { None }
}

/// Whether a line's date stands behind one of these labels, in the line or in the text before it. Of what stands before
/// the line only the words since the last figure are its label.
pub(super) fn is_labelled(before: Option<&str>, line: &str, labels: &[&str]) -> bool {
    let label = before.filter(|before| !before.ends_with(['.', '!', '?', '…']));
    let label = label.and_then(|before| before.rsplit(|c: char| c.is_ascii_digit()).next());
    let label = label.filter(|label| label.chars().count() <= LONGEST_LABEL_CHARS).unwrap_or("").to_lowercase();
    let lower = line.to_lowercase();
    // Names of months are read as they are written.
    let as_written = |part: &str| line.chars().take(part.chars().count()).collect::<String>();
    let is_first = |(before, _): (&str, &str)| date_line(&as_written(before)).is_none();
    labels.iter().any(|word| label.contains(word) || lower.split_once(word).is_some_and(is_first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_end_with_the_last_figures_of_its_year() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(date_line(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        };
        check("(Bản Na, 14 gennaio 20)", Some("2020-01-14"));
        check("3. März 21", Some("2021-03-03"));
        check("14 gennaio 20:30", None);
        check("14 rooms 20", None);
        check("gennaio 20", None);
        check("4 mayo 2022, 12:00 a. m.", Some("2022-05-04"));
        check("Am 4. Mai 2022 um acht.", None);
    }

    #[test]
    fn words_before_a_date_make_it_that_of_a_change() {
        let check = |before: Option<&str>, own: &str, expected: bool| {
            assert_eq!(is_labelled(before, own, &CHANGED), expected, "{before:?} {own}");
        };
        check(Some("revision: 8, last edited:"), "17 Jun 2018", true);
        check(None, "Updated May 6, 2019", true);
        check(None, "Revision 8, last edited: 17 Jun 2018", true);
        check(None, "Published May 5, 2019, updated May 6", false);
        check(Some("Updated 6 May, published"), "5 May 2019", false);
        check(Some("The opening hours have changed."), "5 May 2019", false);
        check(Some("Mai An"), "5 May 2019", false);
        let label = |own: &str| is_labelled(None, own, &LAST_CHANGE);
        assert_eq!([label("Zuletzt geändert am 5.5.2019"), label("Cập nhật 5/5/2019")], [true, false]);
    }
}
