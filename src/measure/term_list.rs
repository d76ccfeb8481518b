//! A list of names or phrases as it is typed or read from a file: a term a line. It counts nothing.

use crate::text::exact_key;
use std::collections::HashMap;

/// Terms of a list, at most.
pub const TERMS_AT_MOST: usize = 1_000;

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermList {
    /// The terms, each once, in their order.
    pub terms: Vec<String>,
    /// Lines without one.
    pub blank: u64,
    /// Terms that are there more than once.
    pub repeated: Vec<String>,
}

impl TermList {
    /// Reads a list; blanks at the ends of its lines are left out.
    /// ```
    /// use recto::measure::TermList;
    ///
    /// let list = TermList::read("Huế\n\n hà  nội \nHà Nội");
    /// assert_eq!((list.terms.join("|"), list.blank, list.repeated.join("|")), ("Huế|hà nội".into(), 1, "Hà Nội".into()));
    /// ```
    pub fn read(text: &str) -> Self {
        let mut list = Self::default();
        let mut seen: HashMap<String, u32> = HashMap::new();
        for line in text.trim_start_matches('\u{feff}').lines() {
            let term = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let key = term.split(' ').map(exact_key).collect::<Vec<_>>().join(" ");
            if term.is_empty() {
                list.blank += 1;
                continue;
            }
            let times = seen.entry(key).or_insert(0);
            *times += 1;
            match *times {
                1 => list.terms.push(term),
                2 => list.repeated.push(term),
                _ => {}
            }
        }
        list
    }

    /// The queries that find its terms. A term is what it says: its signs are no operators.
    pub fn queries(&self) -> Vec<String> {
        self.terms.iter().map(|term| ["\"", &term.replace(['"', '“', '”'], " "), "\""].concat()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_line_by_line() {
        let read = TermList::read("\u{feff}Hà Nội\r\n\n  hà  nội \nHÀ NỘI\nHuế\n \n");
        let [terms, repeated] = [vec!["Hà Nội", "Huế"], vec!["hà nội"]]
            .map(|list| list.into_iter().map(str::to_owned).collect::<Vec<String>>());
        assert_eq!(read, TermList { terms, blank: 2, repeated });
        assert_eq!(TermList::read("a \"b\" OR -c").queries(), ["\"a  b  OR -c\""]);
    }
}
