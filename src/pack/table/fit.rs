//! Which article each row is for: the one of its id, as long as the row's fingerprint agrees; else the one that has the
//! text the row was written for; for a row of an older table, the one of its file that has its title. A wish to hide is
//! never carried out on a guess, and never lost. It decides; what is told of it stands in `told`.

mod told;

#[cfg(test)]
mod tests;

pub use told::Told;

use super::fingerprint::Seal;
use super::{Cell, Row};
use crate::article::Article;
use crate::pack::content::ContentDigest;
use std::collections::{BTreeSet, HashMap};

/// An article that rows may be for.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// Its id.
    pub id: &'a str,
    /// Of its text as found.
    pub text: ContentDigest,
    /// Others would have the same id; this one has it by the order of the inputs.
    pub shared: bool,
}

/// What a row is for. Articles are numbered as they were listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// No article.
    Lost,
    /// The article of its id. Its fingerprint agrees, or it has none.
    Own(usize),
    /// The article of its id, which has another text now; or the row's fingerprint cannot be read.
    Changed(usize),
    /// The article of its id, which others would have as well; no fingerprint tells which is meant.
    Shared(usize),
    /// The article of its id, or of its text, but its title is another article's: which is meant cannot be told.
    Doubtful(usize),
    /// The only article with the text it was written for, under another id.
    Moved(usize),
    /// The only article of its file with its title: the row is from a table that named records by their line.
    Titled(usize),
}

/// The rows of a table and the articles they are for.
#[derive(Debug)]
pub struct Fits<'r, 'a> {
    rows: &'r [Row],
    articles: &'a [Listed<'a>],
    fits: Vec<Fit>,
    /// For each article the row that corrects it.
    row_of: Vec<Option<usize>>,
    /// Articles to leave out.
    hidden: BTreeSet<usize>,
    /// The articles of each text that a row looks for.
    of_text: HashMap<ContentDigest, Vec<usize>>,
    /// The articles of each title that a row looks for.
    of_title: HashMap<ContentDigest, Vec<usize>>,
    /// The articles of each name that a row to hide looks for, folders and letter case aside.
    of_name: HashMap<String, Vec<usize>>,
    /// Titles of articles that are spoken of.
    titles: HashMap<usize, String>,
}

impl<'r, 'a> Fits<'r, 'a> {
    /// Finds the articles of rows by id and by text. Linear in both.
    pub fn new(rows: &'r [Row], articles: &'a [Listed<'a>]) -> Self {
        let mut fits = Self {
            rows,
            articles,
            fits: vec![Fit::Lost; rows.len()],
            row_of: vec![None; if rows.is_empty() { 0 } else { articles.len() }],
            hidden: BTreeSet::new(),
            of_text: HashMap::new(),
            of_title: HashMap::new(),
            of_name: HashMap::new(),
            titles: HashMap::new(),
        };
        fits.by_id();
        fits.by_text();
        fits.ask_for_titles();
        fits
    }

    fn by_id(&mut self) {
        let mut rows_of: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, row) in self.rows.iter().enumerate() {
            rows_of.entry(&row.id).or_default().push(number);
        }
        for (at, article) in self.articles.iter().enumerate() {
            for &number in rows_of.get(article.id).into_iter().flatten() {
                self.fits[number] = match self.rows[number].seal {
                    Seal::Of(print) if print.text == article.text => Fit::Own(at),
                    Seal::None if !article.shared => Fit::Own(at),
                    Seal::None => Fit::Shared(at),
                    Seal::Of(_) | Seal::Broken => Fit::Changed(at),
                };
                if matches!(self.fits[number], Fit::Own(_) | Fit::Shared(_)) {
                    self.row_of[at].get_or_insert(number);
                }
            }
        }
    }

    fn by_text(&mut self) {
        let unplaced = self.rows.iter().zip(&self.fits).filter(|(_, fit)| matches!(fit, Fit::Lost | Fit::Changed(_)));
        for (row, _) in unplaced {
            if let Seal::Of(print) = row.seal {
                self.of_text.entry(print.text).or_default();
            }
        }
        if self.of_text.is_empty() {
            return;
        }
        for (at, article) in self.articles.iter().enumerate() {
            if let Some(same) = self.of_text.get_mut(&article.text) {
                same.push(at);
            }
        }
        for (number, row) in self.rows.iter().enumerate() {
            let (Fit::Lost | Fit::Changed(_), Seal::Of(print)) = (self.fits[number], row.seal) else { continue };
            if let &[at] = self.of_text[&print.text].as_slice() {
                self.give(number, Fit::Moved(at), at);
            }
        }
    }

    /// Gives a row an article of another id, unless another row has it; a wish to hide is carried out beside that row.
    fn give(&mut self, number: usize, fit: Fit, at: usize) {
        if self.row_of[at].is_none() || self.rows[number].hide {
            self.row_of[at].get_or_insert(number);
            self.fits[number] = fit;
        }
    }

    fn unplaced(&self) -> impl Iterator<Item = usize> {
        let no_place = |fit: &Fit| matches!(fit, Fit::Lost | Fit::Changed(_) | Fit::Shared(_));
        self.fits.iter().enumerate().filter(move |(_, fit)| no_place(fit)).map(|(number, _)| number)
    }

    /// Rows that hide an article of which their title has yet to be held against others.
    fn hiding(&self) -> impl Iterator<Item = usize> {
        let asks = |(row, fit): &(&Row, &Fit)| {
            let by_id = matches!(fit, Fit::Own(_)) && row.seal == Seal::None;
            row.hide && title_of(row).is_some() && (by_id || matches!(fit, Fit::Moved(_)))
        };
        let rows = self.rows.iter().zip(&self.fits).enumerate();
        rows.filter(move |(_, pair)| asks(pair)).map(|(number, _)| number)
    }

    fn ask_for_titles(&mut self) {
        let asking: Vec<usize> = self.unplaced().chain(self.hiding()).collect();
        let wanted: Vec<_> = asking.iter().filter_map(|&number| title_of(&self.rows[number])).collect();
        self.of_title.extend(wanted.into_iter().map(|title| (title, Vec::new())));
        let spoken_of = asking.iter().filter_map(|&number| match self.fits[number] {
            Fit::Changed(at) | Fit::Shared(at) | Fit::Own(at) | Fit::Moved(at) => Some((at, String::new())),
            _ => None,
        });
        self.titles = spoken_of.collect();
        let hiding = self.unplaced().map(|number| &self.rows[number]).filter(|row| row.hide);
        self.of_name = hiding.map(|row| (name_in(&row.id), Vec::new())).collect();
        if !self.of_name.is_empty() {
            for (at, article) in self.articles.iter().enumerate() {
                if let Some(same) = self.of_name.get_mut(&name_in(article.id)) {
                    same.push(at);
                }
            }
        }
    }

    /// Whether [`Fits::see`] is to be called with each article.
    pub fn wants_titles(&self) -> bool {
        !self.of_title.is_empty() || !self.titles.is_empty()
    }

    /// Looks at the title of an article as found.
    pub fn see(&mut self, at: usize, head: &Article) {
        if let Some(title) = self.titles.get_mut(&at) {
            title.clone_from(&head.title);
        }
        if !head.untitled
            && let Some(same) = self.of_title.get_mut(&ContentDigest::of(&[&head.title]))
        {
            same.push(at);
        }
    }

    /// Decides, after all titles were seen.
    pub fn settle(&mut self) {
        for (number, row) in self.rows.iter().enumerate() {
            if self.fits[number] != Fit::Lost || row.seal != Seal::None {
                continue;
            }
            let like = |at: &&usize| was_in(&row.id, self.articles[**at].id);
            let found: Vec<usize> = self.same_title(row).iter().filter(like).copied().collect();
            if let [at] = found[..] {
                self.give(number, Fit::Titled(at), at);
            }
        }
        for number in self.hiding().collect::<Vec<_>>() {
            let others = self.same_title(&self.rows[number]);
            if let Some(at) = self.article_of(number).filter(|at| !others.is_empty() && !others.contains(at)) {
                self.fits[number] = Fit::Doubtful(at);
            }
        }
        for (number, row) in self.rows.iter().enumerate() {
            if let Fit::Changed(at) = self.fits[number] {
                // An article that another row was written for is not the one of this row.
                match self.row_of[at] {
                    Some(_) => self.fits[number] = Fit::Lost,
                    None => self.row_of[at] = Some(number),
                }
            }
            if row.hide {
                self.hidden.extend(self.article_of(number));
            }
        }
    }

    fn same_title(&self, row: &Row) -> &[usize] {
        title_of(row).and_then(|title| self.of_title.get(&title)).map_or(&[], Vec::as_slice)
    }

    /// What a row is for.
    pub fn fit(&self, row: usize) -> Fit {
        self.fits[row]
    }

    /// The article that a row is used for, if any.
    pub fn article_of(&self, row: usize) -> Option<usize> {
        match self.fits[row] {
            Fit::Lost => None,
            Fit::Own(at)
            | Fit::Changed(at)
            | Fit::Shared(at)
            | Fit::Doubtful(at)
            | Fit::Moved(at)
            | Fit::Titled(at) => Some(at),
        }
    }

    /// The row that corrects an article.
    pub fn row_of(&self, article: usize) -> Option<usize> {
        self.row_of.get(article).copied().flatten()
    }

    /// Whether an article is to be left out.
    pub fn hides(&self, article: usize) -> bool {
        self.hidden.contains(&article)
    }

    /// The articles to leave out, in order.
    pub fn hidden(&self) -> impl Iterator<Item = usize> {
        self.hidden.iter().copied()
    }

    /// Whether a row only repeats what was found of an article that is gone: nothing is lost with it.
    fn is_spent(&self, number: usize) -> bool {
        let row = &self.rows[number];
        self.fits[number] == Fit::Lost && matches!(row.seal, Seal::Of(_)) && !row.says_something()
    }

    /// The rows that no article has and that say something: they stay in the table and change nothing.
    pub fn kept(&self) -> impl Iterator<Item = &'r Row> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(number, _)| self.fits[*number] == Fit::Lost && !self.is_spent(*number)).map(|(_, row)| row)
    }
}

/// The digest of the title that stands in a row.
fn title_of(row: &Row) -> Option<ContentDigest> {
    match &row.title {
        Cell::Set(title) | Cell::Found(title) => Some(ContentDigest::of(&[title])),
        Cell::Keep | Cell::Clear => None,
    }
}

/// The last name in an id, in small letters.
fn name_in(id: &str) -> String {
    id.rsplit(['/', '\\']).next().unwrap_or(id).to_lowercase()
}

/// Whether an id may be what an older version named by a place: `FILE#12` for a line, `ID` and `ID~2` for one of several
/// records that had the same id.
fn was_in(old: &str, new: &str) -> bool {
    let number = |text: &str| (1..10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let base = |sign: char| old.rsplit_once(sign).filter(|(_, place)| number(place)).map(|(base, _)| base);
    let under = |base: &str, sign: char| new.strip_prefix(base).is_some_and(|rest| rest.starts_with(sign));
    base('#').is_some_and(|file| under(file, '#')) || under(base('~').unwrap_or(old), '~')
}
