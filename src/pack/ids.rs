//! Gives every article an id that no other has. Where several would have the same, what they say tells them apart, never
//! their order: an article more or less shifts the id of no other.

use super::content::ContentDigest;
use super::corpus::Key;
use super::input::{Drafted, Found, Renamed};
use super::report::Report;
use super::store::{Store, StoreError};
use super::table::Fingerprint;
use crate::bundle::chunk::hex;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Bytes of the digest that tells articles of one id apart.
const APART_BYTES: usize = 4;

/// The keys of articles, in their order, with their ids. Reads the heads of those that would have the same id.
///
/// # Errors
/// When a head cannot be read back.
pub fn keys_of(
    articles: Vec<Drafted>,
    files: &[Found],
    store: &Store,
    report: &mut Report,
) -> Result<Vec<Key>, StoreError> {
    let ids = apart(&articles, store)?;
    let mut keys = Vec::with_capacity(articles.len());
    for (drafted, apart) in articles.into_iter().zip(ids) {
        let Drafted { id: wanted, date, text_bytes, text, place, file } = drafted;
        let id = apart.unwrap_or_else(|| wanted.clone());
        if id != wanted {
            let path = files[file].path.display().to_string();
            report.renamed.push(Renamed { path, wanted, id: id.clone() });
        }
        keys.push(Key { id, date, text_bytes, text, place, row: None });
    }
    Ok(keys)
}

/// For each article the id it has instead of the one it would have, if it needs one.
fn apart(articles: &[Drafted], store: &Store) -> Result<Vec<Option<String>>, StoreError> {
    let mut count: HashMap<&str, u32> = HashMap::with_capacity(articles.len());
    articles.iter().for_each(|one| *count.entry(&one.id).or_default() += 1);
    let mut given = vec![None; articles.len()];
    let mut taken: HashSet<String> = HashSet::new();
    if count.len() == articles.len() {
        return Ok(given);
    }
    // By id and by content: neither depends on which comes first.
    let mut alike: BTreeMap<&str, BTreeMap<Fingerprint, Vec<usize>>> = BTreeMap::new();
    for (at, one) in articles.iter().enumerate().filter(|(_, one)| count[one.id.as_str()] > 1) {
        let print = Fingerprint::of(&store.head(one.place)?, one.text);
        alike.entry(&one.id).or_default().entry(print).or_default().push(at);
    }
    for (wanted, contents) in alike {
        let only = contents.len() == 1;
        for (print, same) in contents {
            let digest = ContentDigest::of(&[&print.letters()]).0;
            // Articles alike in everything are one another's equals: the first may keep the id.
            let base = if only { wanted.to_owned() } else { format!("{wanted}~{}", hex(&digest[..APART_BYTES])) };
            let (mut id, mut copy) = (base.clone(), 1);
            for at in same {
                while (id != wanted && count.contains_key(id.as_str())) || !taken.insert(id.clone()) {
                    copy += 1;
                    id = format!("{base}~{copy}");
                }
                given[at] = Some(id.clone());
            }
        }
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pack::store::StoreWriter;

    /// The ids of articles given as id and text.
    fn ids(wanted: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = StoreWriter::new(folder.path(), 0).unwrap();
        let drafted = |(id, text): &(&str, &str)| {
            let place = writer.append(&Article::default()).unwrap();
            Drafted { id: (*id).into(), date: None, text_bytes: 0, text: ContentDigest::of(&[text]), place, file: 0 }
        };
        let articles: Vec<_> = wanted.iter().map(drafted).collect();
        let store = Store::new(vec![writer.finish().unwrap()]);
        let files = [Found { path: "all.jsonl".into(), id: "all.jsonl".into() }];
        let mut report = Report::default();
        let keys = keys_of(articles, &files, &store, &mut report).unwrap();
        let ids: Vec<String> = keys.into_iter().map(|key| key.id).collect();
        let renamed = wanted.iter().zip(&ids).filter(|((wanted, _), id)| wanted != id).count();
        assert_eq!(report.renamed.len(), renamed, "{:?}", report.renamed);
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
        ids
    }

    #[test]
    fn equals_are_counted() {
        assert_eq!(ids(&[("a", "x"), ("b", "y"), ("a", "x"), ("a", "x")]), ["a", "b", "a~2", "a~3"]);
        assert_eq!(ids(&[("a", "x"), ("a~2", "z"), ("a", "x")]), ["a", "a~2", "a~3"]);
        assert_eq!(ids(&[("", "x"), ("", "x")]), ["", "~2"]);
    }

    #[test]
    fn others_are_told_apart_by_what_they_say_whatever_their_order() {
        let articles = [("a", "một"), ("a", "hai"), ("b", "một"), ("a", "hai"), ("a", "ba")];
        let found = ids(&articles);
        assert_eq!((found[2].as_str(), &found[3]), ("b", &format!("{}~2", found[1])));
        for (n, id) in found.iter().enumerate().filter(|(n, _)| *n != 2) {
            assert!(id.strip_prefix("a~").is_some_and(|rest| rest.len() >= 8), "{n}: {id}");
        }
        // One in front, one less, and the other way round.
        let more = ids(&[&[("a", "mới")][..], &articles].concat());
        assert_eq!(more[1..], found);
        assert_eq!(ids(&articles[1..]), found[1..]);
        let back: Vec<_> = articles.iter().rev().copied().collect();
        let (mut sorted, mut sorted_back) = (found, ids(&back));
        sorted.sort();
        sorted_back.sort();
        assert_eq!(sorted, sorted_back);
    }
}
