//! Request → Response over a bundle. The engine asks for chunks and never fetches them.
//!
//! A host opens an [`Engine`] on a root, polls a request, brings the chunks it is told are missing, and polls again. So
//! one engine serves the page, the command line and the tests. Nothing here waits, reads a clock or knows a browser.
//!
//! ```
//! use recto::article::extract;
//! use recto::protocol::{QuerySpec, Request, Response, SearchRequest};
//! use recto::engine::{Engine, Poll};
//! use recto::pack::bundling::{About, build};
//! use std::collections::HashMap;
//!
//! let texts = [("a", "Chợ phiên mở cửa sớm."), ("b", "Phiên này chợ vắng."), ("c", "Thuyền về bến.")];
//! let articles = texts.map(|(id, text)| extract(id, text.to_owned())).to_vec();
//! let packed = build(articles, &About::default())?;
//! let chunks: HashMap<String, Vec<u8>> = packed.chunks.into_iter().map(|chunk| (chunk.name, chunk.payload)).collect();
//!
//! let mut engine = Engine::open(&packed.root)?;
//! let spec = QuerySpec { query: "chợ phiên".to_owned(), ..QuerySpec::default() };
//! let request = Request::Search(SearchRequest { spec, limit: 10, ..SearchRequest::default() });
//! let answer = loop {
//!     match engine.poll(&request)? {
//!         Poll::Ready(Response::Search(answer)) => break answer,
//!         Poll::Ready(other) => unreachable!("a search is answered by a search, not {other:?}"),
//!         // A page fetches these, the command line reads them from a folder.
//!         Poll::Missing(wanted) => {
//!             for chunk in wanted {
//!                 engine.supply(chunk.id, chunks[&chunk.name].clone())?;
//!             }
//!         }
//!     }
//! };
//! // One article has the phrase; another merely holds both words, and is counted apart.
//! let found: Vec<_> = answer.groups.iter().map(|group| (group.total.articles, &*group.results[0].card.id)).collect();
//! assert_eq!(found, [(1, "a"), (1, "b")]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alike;
mod article_set;
mod articles;
mod cache;
mod cased;
mod chosen;
mod collocates;
mod columns;
pub mod compare;
mod concordance;
mod decoded;
mod diagnosis;
mod directory;
mod evaluate;
mod facets;
mod families;
mod folded;
mod found;
mod further;
mod groups;
mod joined;
#[cfg(test)]
mod judged_test;
#[cfg(test)]
mod language_tests;
mod lists;
mod memo;
mod mentions;
mod near_words;
mod noise;
mod notes;
mod numbered;
mod offers;
mod pairs;
mod prefixed;
mod reading;
mod related;
mod related_words;
mod resolve;
mod search;
mod shared;
mod sorted;
mod spread;
mod suggest;
mod suggest_phrases;
mod tally;
#[cfg(test)]
mod tests;
mod trace;
mod units;
mod words;
mod written;

use crate::bundle::{BundleError, ChunkId, ChunkRef, Root};
use crate::password::{Head, Key};
use crate::protocol::{Prepared, Refusal, Request, Response, Told};
use cache::{Access, Cache};
use further::Further;
use sorted::Sorted;

/// What a poll came to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::large_enum_variant, reason = "made once a poll and moved once"))]
pub enum Poll {
    /// The answer.
    Ready(Response),
    /// Chunks the answer needs; all that are known so far, so that they can be brought side by side. None when a part of a long
    /// count is done: asked again, the engine goes on.
    Missing(Vec<ChunkRef>),
}

/// Answers requests over one bundle.
#[derive(Debug)]
pub struct Engine {
    root: Root,
    cache: Cache,
    /// The concordance lines sorted last.
    sorted: Sorted,
    /// What is measured, traced and listed, with what it keeps.
    further: Further,
}

impl Engine {
    /// Opens a bundle by its root.
    ///
    /// # Errors
    /// When the bytes are not a root this version reads.
    pub fn open(root: &[u8]) -> Result<Self, BundleError> {
        Ok(Self {
            root: Root::read(root)?,
            cache: Cache::default(),
            sorted: Sorted::default(),
            further: Further::default(),
        })
    }

    /// Opens an encrypted bundle by its root and its key.
    ///
    /// # Errors
    /// When the key is another, or the bytes are not a root this version reads.
    pub fn unlocked(root: &[u8], key: Key) -> Result<Self, BundleError> {
        let (head, plain) = Head::read(root).zip(key.root(root)).ok_or(BundleError::Locked)?;
        let mut engine = Self::open(&plain)?;
        engine.root.corpus = head.corpus;
        engine.cache.unlock(key);
        Ok(engine)
    }

    /// The bundle's root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Takes a chunk that was asked for, checks it against its directory and decodes it.
    ///
    /// # Errors
    /// When it is not the chunk that the directory names, or not decodable. The engine stays as it was.
    pub fn supply(&mut self, id: ChunkId, payload: Vec<u8>) -> Result<(), BundleError> {
        self.cache.supply(&self.root, id, payload)
    }

    /// Answers a request, or says which chunks are missing. Polling again after bringing them goes on from there.
    ///
    /// # Errors
    /// When the request cannot be answered, whatever is brought.
    pub fn poll(&mut self, request: &Request) -> Result<Poll, Refusal> {
        self.poll_telling(request, &|_| {})
    }

    /// The same; `told` hears how far a comparison is, which may take long.
    ///
    /// # Errors
    /// When the request cannot be answered, whatever is brought.
    pub fn poll_telling(&mut self, request: &Request, told: Told<'_>) -> Result<Poll, Refusal> {
        self.cache.begin();
        let access = Access::new(&self.root, &self.cache);
        let answer = match request {
            Request::Overview(_) => articles::overview(&access)?.map(Response::Overview),
            Request::Articles(window) => articles::list(&access, window)?.map(Response::Articles),
            Request::Search(search) => search::search(&access, search)?.map(Response::Search),
            Request::Offers(offers) => offers::offers(&access, offers)?.map(Response::Offers),
            Request::Concordance(lines) => {
                concordance::concordance(&access, lines, &mut self.sorted)?.map(Response::Concordance)
            }
            Request::Read(read) => articles::read(&access, read)?.map(Response::Read),
            Request::Compare(ids) => compare::compare(&access, ids, told)?.map(Response::Compare),
            Request::Prepare(_) => {
                access.ask_for_resident();
                Some(Response::Prepare(Prepared))
            }
            Request::Find(names) => articles::find(&access, names)?.map(Response::Find),
            Request::Families(asked) => families::families(&access, asked)?.map(Response::Families),
            Request::Family(asked) => families::family(&access, asked)?.map(Response::Family),
            Request::Cards(asked) => families::cards(&access, asked)?.map(Response::Cards),
            other => self.further.answer(&access, other, told)?,
        };
        let missing = access.missing();
        Ok(match answer {
            Some(answer) if missing.is_empty() => Poll::Ready(answer),
            _ => Poll::Missing(missing),
        })
    }

    /// Cuts words by a lexicon from now on, instead of by what the corpus teaches.
    pub fn take_words(&mut self, words: crate::compounds::Words) {
        self.further.take_words(words);
    }

    /// Every chunk of the bundle, for a check or for keeping the corpus; directory pages first. `Err` holds pages to
    /// bring before the others are known.
    pub fn all_chunks(&mut self) -> Result<Vec<ChunkRef>, Vec<ChunkRef>> {
        let access = Access::new(&self.root, &self.cache);
        let all = access.all_chunks();
        let missing = access.missing();
        if missing.is_empty() { Ok(all) } else { Err(missing) }
    }
}
