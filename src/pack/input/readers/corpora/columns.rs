//! Which columns of vertical text hold the lemma and the class of a word: as the file names them, else by the custom of
//! corpus tools (word, class, lemma) and by what stands there. It reads no words.

use super::keys;
use crate::article::Listed;

const LEMMAS: [&str; 5] = ["lemma", "lemmas", "baseform", "base", "lempos"];
const CLASSES: [&str; 6] = ["pos", "upos", "xpos", "tag", "ctag", "wc"];

/// The columns that the file names, if it does; each by its place after the word's.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    named: Option<(Vec<usize>, Vec<usize>)>,
    /// A lemma has its class behind a hyphen: `go-v`.
    lempos: bool,
    /// The place of the word's.
    word: usize,
    /// The maker names them: what the file says is not asked.
    told: bool,
}

impl Columns {
    /// The columns that the maker names, if any.
    pub fn told(names: &[String]) -> Self {
        let word = names.iter().position(|name| name == "word").unwrap_or(0);
        let mut columns = Self { word, told: !names.is_empty(), ..Self::default() };
        if columns.told {
            columns.rest(names.iter().map(String::as_str).enumerate().filter(|(at, _)| *at != word));
        }
        columns
    }

    /// The word of a line, with the columns around it.
    pub fn split<'l>(&self, line: &'l str) -> (&'l str, Vec<&'l str>) {
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        // A line with fewer columns loses nothing of its text.
        let word = cells.remove(self.word.min(cells.len() - 1));
        (word, cells)
    }

    /// Reads names from a comment (`<!-- #vrt positional-attributes: word lemma pos -->`).
    pub fn comment(&mut self, comment: &str) {
        if self.told {
            return;
        }
        let lower = comment.to_ascii_lowercase();
        if let Some((_, names)) = lower.split_once("attributes:").filter(|(before, _)| before.contains("positional")) {
            self.name(names.trim_end_matches(['-', ' ', '>']).split_whitespace());
        }
    }

    /// Reads a line that names the columns; whether it is one.
    pub fn header(&mut self, line: &str) -> bool {
        let lower = line.to_ascii_lowercase();
        let names: Vec<&str> = lower.split('\t').map(str::trim).collect();
        let known = |name: &&str| LEMMAS.contains(name) || CLASSES.contains(name);
        let is_header = matches!(names[0], "word" | "form" | "token") && names[1..].iter().any(known);
        if is_header && !self.told {
            self.name(names.into_iter());
        }
        is_header
    }

    fn name<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.rest(names.enumerate().skip(1));
    }

    fn rest<'n>(&mut self, names: impl Iterator<Item = (usize, &'n str)>) {
        let names: Vec<&str> = names.map(|(_, name)| name).collect();
        let places = |known: &[&str]| (0..names.len()).filter(|&at| known.contains(&names[at])).collect();
        self.lempos = names.contains(&"lempos") && !names.contains(&"lemma");
        self.named = Some((places(&LEMMAS), places(&CLASSES)));
    }
}

/// The words of a text with their columns, as they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    listed: Listed,
    /// In how many rows the first and the second column after the word's say the word itself.
    same: [u32; 2],
    rows: u32,
    /// Some row has a second column.
    wide: bool,
}

impl Rows {
    /// Takes a word and the columns after it.
    pub fn push(&mut self, form: &str, columns: &[String]) {
        self.rows += 1;
        self.wide |= columns.get(1).is_some_and(|column| !column.is_empty());
        let lower = form.to_lowercase();
        for (same, column) in self.same.iter_mut().zip(columns) {
            *same += u32::from(form.contains(char::is_alphabetic) && column.to_lowercase() == lower);
        }
        self.listed.push(form, columns.join("\n"));
    }

    /// The words so far are the headline's.
    pub fn end_title(&mut self) {
        self.listed.end_title();
    }

    /// Forgets all words.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The words with their keys. Where no column is named, a lemma is what is often the word itself.
    pub fn finish(self, columns: &Columns) -> Listed {
        let by_custom = || match (self.same, self.wide) {
            ([first, second], true) if first > second => (vec![0], vec![1]),
            (_, true) => (vec![1], vec![0]),
            ([first, _], false) if first > self.rows / 8 => (vec![0], vec![]),
            _ => (vec![], vec![0]),
        };
        let (lemmas, classes) = columns.named.clone().unwrap_or_else(by_custom);
        self.listed.map(|told| {
            let told: Vec<&str> = told.split('\n').collect();
            let of = |places: &[usize]| places.iter().filter_map(|&at| told.get(at).copied()).collect::<Vec<_>>();
            let bare = |lemma: &'_ str| match lemma.rsplit_once('-') {
                Some((bare, class)) if columns.lempos && !bare.is_empty() && class.len() == 1 => bare.len(),
                _ => lemma.len(),
            };
            let lemmas: Vec<&str> = of(&lemmas).into_iter().map(|lemma| &lemma[..bare(lemma)]).collect();
            keys(&lemmas, &of(&classes))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Known, extract_known};

    fn check(columns: &Columns, rows: &[&str], expected: &[&str]) {
        let mut all = Rows::default();
        for row in rows {
            let cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
            all.push(&cells[0], &cells[1..]);
        }
        let forms: Vec<&str> = rows.iter().map(|row| row.split('\t').next().unwrap()).collect();
        let known = Known { words: all.finish(columns), ..Known::default() };
        let glosses = extract_known("a", forms.join(" "), known).glosses;
        let found: Vec<String> =
            glosses.words.iter().map(|word| glosses.keys(word.set).collect::<Vec<_>>().join("\n")).collect();
        let expected: Vec<&str> = expected.iter().copied().filter(|keys| !keys.is_empty()).collect();
        assert_eq!(found, expected, "{rows:?}");
    }

    #[test]
    fn columns_are_named_or_told_by_what_they_say() {
        let none = Columns::default();
        check(&none, &["Boats\tNNS\tboat", "go\tVV\tgo"], &["<boat\n=nns", "<go\n=vv"]);
        check(&none, &["Boats\tboat\tNNS", "go\tgo\tVV"], &["<boat\n=nns", "<go\n=vv"]);
        check(&none, &["Boats\tNNS", "go\tVV"], &["=nns", "=vv"]);
        check(&none, &["Boats\tboat", "go\tgo", ".\t_"], &["<boat", "<go", ""]);
        let mut named = Columns::default();
        named.comment("!-- #vrt positional-attributes: word ref lemma pos msd --");
        check(&named, &["Boats\t1\tboat\tNNS\tx"], &["<boat\n=nns"]);
        let mut named = Columns::default();
        assert!(named.header("word\ttag\tlempos") && !named.header("pos\tN"));
        check(&named, &["Boats\tNNS\tboat-n", "T-shirt\tNN\tt-shirt-n"], &["<boat\n=nns", "<t-shirt\n=nn"]);
    }
}
