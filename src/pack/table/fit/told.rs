//! What there is to say of rows and the articles they are for: which wishes to hide cannot be carried out, which
//! corrections fit no longer, which rows were found again. It decides nothing.

use super::{Fit, Fits, name_in};
use crate::pack::table::fingerprint::{FINGERPRINT, Seal};
use crate::pack::table::{Cell, Problem, Row};
use std::collections::BTreeMap;

/// Titles are cut at this many characters.
const TITLE_CHARS: usize = 60;
/// Ids named in one sentence.
const NAMED: usize = 3;
/// Rows found again that are named one by one when they hide nothing.
const FOUND_AGAIN: usize = 5;

/// What there is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Rows with `hide=yes` of which it is not sure that they leave out the article they were written for.
    pub unhidden: Vec<Problem>,
    /// What the maker should mend.
    pub problems: Vec<Problem>,
    /// What the maker should know.
    pub notes: Vec<Problem>,
    /// Rows dropped: their articles are gone, and they said nothing.
    pub spent: usize,
}

impl Fits<'_, '_> {
    /// Everything there is to say, in the order of rows.
    pub fn told(&self) -> Told {
        let mut told = Told::default();
        let mut again = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            match self.fits[number] {
                Fit::Own(_) => {}
                Fit::Lost if self.is_spent(number) => told.spent += 1,
                Fit::Moved(at) | Fit::Titled(at) => {
                    let by = if matches!(self.fits[number], Fit::Moved(_)) { "text" } else { "title" };
                    let message =
                        format!("{} is {} now, by its {by}: the row is used for it", named(row), self.articles[at].id);
                    let hint = "pack with the new table the next time: it has the new id".to_owned();
                    let one = Problem { line: row.line, message, hint };
                    if row.hide { told.notes.push(one) } else { again.push(one) }
                }
                Fit::Lost | Fit::Changed(_) | Fit::Shared(_) if row.hide => told.unhidden.push(self.unhidden(number)),
                Fit::Doubtful(_) => told.unhidden.push(self.unhidden(number)),
                Fit::Changed(at) => told.problems.extend(self.changed(row, at)),
                Fit::Shared(_) if row.says_something() => {
                    let message = format!("{} may be several articles: the row is used for the first", named(row));
                    let hint = format!("copy the article's row from the new table, with its {FINGERPRINT}");
                    told.problems.push(Problem { line: row.line, message, hint });
                }
                Fit::Shared(_) => {}
                Fit::Lost => told.problems.push(self.lost(row)),
            }
        }
        if let Some(first) = again.first().filter(|_| again.len() > FOUND_AGAIN) {
            let message = format!("{} rows were found again by their texts or titles under other ids", again.len());
            again = vec![Problem { line: first.line, message, hint: first.hint.clone() }];
        }
        told.notes.append(&mut again);
        told.notes.sort_by_key(|note| note.line);
        told.problems.extend(self.copies());
        told
    }

    fn lost(&self, row: &Row) -> Problem {
        let near = self.near(row).unwrap_or_default();
        Problem {
            line: row.line,
            message: format!("no article has the id {}{near}: the row is kept but changes nothing", row.id),
            hint: "an id is the file's path below the input, or the record's own, as articles.csv gives it".to_owned(),
        }
    }

    fn changed(&self, row: &Row, at: usize) -> Option<Problem> {
        row.says_something().then(|| Problem {
            line: row.line,
            message: format!(
                "{} has another text than the row was written for: the corrections are used all the same",
                self.articles[at].id
            ),
            hint: "see whether they still fit; the new table has the new fingerprint".to_owned(),
        })
    }

    /// Why a row with `hide=yes` is not carried out without a question.
    fn unhidden(&self, number: usize) -> Problem {
        let row = &self.rows[number];
        let (why, hint) = match self.fits[number] {
            Fit::Changed(_) if row.seal == Seal::Broken => {
                (format!("its {FINGERPRINT} cannot be read"), "copy it from the table recto wrote".to_owned())
            }
            Fit::Changed(at) => {
                let also = self.twins(row).map(|twins| format!("; its old text is {twins}")).unwrap_or_default();
                (
                    format!("the article has another text now{}{also}", self.title_now(at)),
                    format!("if it is still the one to hide, empty the cell {FINGERPRINT} of the row"),
                )
            }
            Fit::Shared(at) => (
                format!("several articles would have this id; now it is the one of{}", self.title_now(at)),
                format!("copy the article's row from the table recto wrote, with its {FINGERPRINT}"),
            ),
            Fit::Doubtful(at) => (
                format!(
                    "its title is that of {}, not of {}{}",
                    self.ids(self.same_title(row)),
                    self.articles[at].id,
                    self.title_now(at)
                ),
                "write the id of the one to hide in the row, or empty its cell title".to_owned(),
            ),
            _ => self.nowhere(number),
        };
        Problem { line: row.line, message: format!("hide=yes for {}: {why}", named(row)), hint }
    }

    /// The same of a row that no article has.
    fn nowhere(&self, number: usize) -> (String, String) {
        let row = &self.rows[number];
        if let Some(twins) = self.twins(row) {
            let hint = "write yes in the row of each that is to be hidden";
            return (format!("no article has this id; its text is {twins}"), hint.to_owned());
        }
        let none = if matches!(row.seal, Seal::Of(_)) { "this id or this text" } else { "this id" };
        match self.near(row).or_else(|| self.like_named(row)) {
            Some(near) => (
                format!("no article has {none}{near}"),
                format!("if that is the one to hide, write its id in the row and empty the cell {FINGERPRINT}"),
            ),
            None => (
                format!("no article has {none}, nor this title"),
                "correct the id, or delete the row if the article is gone for good".to_owned(),
            ),
        }
    }

    fn title_now(&self, at: usize) -> String {
        shown(self.titles.get(&at).map_or("", String::as_str))
    }

    /// The articles that have the text a row was written for.
    fn twins(&self, row: &Row) -> Option<String> {
        let Seal::Of(print) = row.seal else { return None };
        let ids = self.of_text.get(&print.text).filter(|same| !same.is_empty())?;
        Some(format!("that of {}", self.ids(ids)))
    }

    /// The articles that have the title of a lost row.
    fn near(&self, row: &Row) -> Option<String> {
        let same = self.same_title(row);
        (!same.is_empty()).then(|| format!(" (same title: {})", self.ids(same)))
    }

    /// The articles of the same name in another folder or in other letters.
    fn like_named(&self, row: &Row) -> Option<String> {
        let same = self.of_name.get(&name_in(&row.id)).filter(|same| !same.is_empty())?;
        Some(format!(" (same name: {})", self.ids(same)))
    }

    fn ids(&self, numbers: &[usize]) -> String {
        let first: Vec<&str> = numbers.iter().take(NAMED).map(|at| self.articles[*at].id).collect();
        let more = if numbers.len() > NAMED { format!(" and {} more", numbers.len() - NAMED) } else { String::new() };
        first.join(", ") + &more
    }

    /// Articles that are published although their text is that of a hidden one.
    fn copies(&self) -> Vec<Problem> {
        let mut hidden: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        self.hidden.iter().for_each(|at| hidden.entry(self.articles[*at].text).or_default().push(*at));
        let mut copies: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        if !hidden.is_empty() {
            for (at, article) in self.articles.iter().enumerate().filter(|(at, _)| !self.hidden.contains(at)) {
                if hidden.contains_key(&article.text) {
                    copies.entry(article.text).or_default().push(at);
                }
            }
        }
        let line_of = |at: usize| self.row_of(at).map_or(0, |row| self.rows[row].line);
        let one = |(text, same): (_, &Vec<usize>)| {
            let of = &hidden[text];
            Problem {
                line: of.first().map_or(0, |at| line_of(*at)),
                message: format!("{} is hidden, but its text is published as {}", self.ids(of), self.ids(same)),
                hint: "write yes under hide in those rows, too".to_owned(),
            }
        };
        copies.iter().map(one).collect()
    }
}

/// A row's id with its title.
fn named(row: &Row) -> String {
    match &row.title {
        Cell::Set(title) | Cell::Found(title) => format!("{}{}", row.id, shown(title)),
        Cell::Keep | Cell::Clear => row.id.clone(),
    }
}

/// A title in brackets; nothing for none.
fn shown(title: &str) -> String {
    let mut cut: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if cut.is_empty() {
        return cut;
    }
    if let Some((at, _)) = cut.char_indices().nth(TITLE_CHARS) {
        cut.truncate(at);
        cut.push('…');
    }
    format!(" (“{cut}”)")
}
