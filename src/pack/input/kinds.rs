//! What was read, by kind of file: files, articles, skipped parts, and where dates came from. It holds no text.

use crate::article::{Article, DateOrigin};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Of one kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfKind {
    /// Files.
    pub files: u64,
    /// Their articles.
    pub articles: u64,
    /// Files and parts of files that are not packed.
    pub skipped: u64,
}

/// Kinds of files by their names, with what was read of each, and origins of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    kinds: BTreeMap<Cow<'static, str>, OfKind>,
    dates: BTreeMap<Cow<'static, str>, u64>,
}

impl Kinds {
    /// Counts a file.
    pub fn file(&mut self, kind: &'static str, skipped: u64) {
        let of_kind = self.kinds.entry(kind.into()).or_default();
        of_kind.files += 1;
        of_kind.skipped += skipped;
    }

    /// Counts an article of a file.
    pub fn article(&mut self, kind: &'static str, article: &Article) {
        self.kinds.entry(kind.into()).or_default().articles += 1;
        let origin = match article.date {
            Some(_) => article.date_origin.name(),
            None if article.file_date.is_some() => DateOrigin::FileDate.name(),
            None => "none",
        };
        *self.dates.entry(origin.into()).or_default() += 1;
    }

    /// Counts another's too.
    pub fn add(&mut self, other: &Self) {
        for (kind, more) in &other.kinds {
            self.add_kind(kind, *more);
        }
        for (origin, count) in &other.dates {
            self.add_dates(origin, *count);
        }
    }

    /// Counts more of a kind.
    pub fn add_kind(&mut self, kind: &str, more: OfKind) {
        let of_kind = self.kinds.entry(kind.to_owned().into()).or_default();
        of_kind.files += more.files;
        of_kind.articles += more.articles;
        of_kind.skipped += more.skipped;
    }

    /// Counts more dates of an origin.
    pub fn add_dates(&mut self, origin: &str, count: u64) {
        *self.dates.entry(origin.to_owned().into()).or_default() += count;
    }

    /// Kinds with what was read of each, in the order of their names.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (&str, OfKind)> {
        self.kinds.iter().map(|(kind, of_kind)| (kind.as_ref(), *of_kind))
    }

    /// Where dates came from, with how many articles each.
    pub fn dates(&self) -> impl ExactSizeIterator<Item = (&str, u64)> {
        self.dates.iter().map(|(origin, count)| (origin.as_ref(), *count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_articles_and_origins_are_added_up() {
        let dated =
            Article { date: "2021-03-04".parse().ok(), date_origin: DateOrigin::FileName, ..Article::default() };
        let mut one = Kinds::default();
        one.file("HTML", 1);
        one.article("HTML", &dated);
        one.article("HTML", &Article::default());
        let mut both = one.clone();
        both.add(&one);
        assert_eq!(both.kinds().collect::<Vec<_>>(), [("HTML", OfKind { files: 2, articles: 4, skipped: 2 })]);
        assert_eq!(both.dates().collect::<Vec<_>>(), [("file-name", 2), ("none", 2)]);
    }
}
