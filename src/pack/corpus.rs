//! The articles of a pack between its two passes: their keys in memory, in date order, and everything else on disk.

use super::bundling::{Articles, BuildError, Size, order};
use super::content::ContentDigest;
use super::store::{Place, Store};
use super::table::{Row, correct};
use crate::article::{Article, Date};
use crate::bundle::group::id_hash;

/// What is kept in memory of an article that was read.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its id, unique in the pack.
    pub id: String,
    /// Its date as detected.
    pub date: Option<Date>,
    /// Bytes of its text.
    pub text_bytes: u32,
    /// Of its text as found.
    pub text: ContentDigest,
    /// Where it lies.
    pub place: Place,
    /// Its correction, as an index into the table's rows.
    pub row: Option<usize>,
}

/// The articles that are packed.
#[derive(Debug)]
pub struct Corpus<'t> {
    store: Store,
    rows: &'t [Row],
    keys: Vec<Key>,
    sizes: Vec<Size>,
    dated: u32,
}

impl<'t> Corpus<'t> {
    /// Puts articles in order; hidden ones are not among the keys. Costs a sort.
    pub fn new(store: Store, rows: &'t [Row], mut keys: Vec<Key>) -> Self {
        for key in &mut keys {
            if let Some(row) = key.row {
                key.date = rows[row].corrected_date(key.date);
            }
        }
        keys.sort_unstable_by(|a, b| order(a.date.as_ref(), &a.id).cmp(&order(b.date.as_ref(), &b.id)));
        let sizes = keys.iter().map(|key| Size { id_hash: id_hash(&key.id), text_bytes: key.text_bytes }).collect();
        let dated = keys.partition_point(|key| key.date.and_then(|date| date.sort_key()).is_some()) as u32;
        Self { store, rows, keys, sizes, dated }
    }

    fn corrected(&self, key: &Key, mut article: Article) -> Article {
        article.id.clone_from(&key.id);
        if let Some(row) = key.row {
            correct(&mut article, &self.rows[row]);
        }
        article
    }
}

impl Articles for Corpus<'_> {
    fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    fn dated(&self) -> u32 {
        self.dated
    }

    fn article(&self, number: u32) -> Result<Article, BuildError> {
        let key = &self.keys[number as usize];
        Ok(self.corrected(key, self.store.article(key.place)?))
    }

    fn head(&self, number: u32) -> Result<Article, BuildError> {
        let key = &self.keys[number as usize];
        Ok(self.corrected(key, self.store.head(key.place)?))
    }
}
