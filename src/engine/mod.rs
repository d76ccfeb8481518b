//! Request → Response over a bundle. The engine asks for chunks and never fetches them.

pub mod protocol;

use crate::bundle::{BundleError, ChunkId, ChunkRef};
use protocol::{ArticleList, Overview, Request, Response};
use sha2::{Digest, Sha256};

/// What a request came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Poll {
    /// The answer.
    Ready(Response),
    /// Chunks to supply first.
    Missing(Vec<ChunkRef>),
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EngineError(pub String);

/// Stands in for the engine: its root is a title and a list of chunk names and sizes, a line each.
pub struct Engine {
    title: String,
    chunks: Vec<(ChunkRef, bool)>,
}

impl Engine {
    /// Opens a bundle by its root.
    ///
    /// # Errors
    ///
    /// When the root is damaged.
    pub fn open(root: &[u8]) -> Result<Self, BundleError> {
        let bad = |what: &'static str| BundleError::Invalid { what, at: 0 };
        let text = std::str::from_utf8(root).map_err(|_| bad("not text"))?;
        let mut lines = text.lines();
        let title = lines.next().ok_or_else(|| bad("no title"))?.to_owned();
        let mut chunks = Vec::new();
        for (line, id) in lines.zip(0..) {
            let (name, size) = line.split_once(' ').ok_or_else(|| bad("no size"))?;
            let size_bytes = size.parse().map_err(|_| bad("no number"))?;
            chunks.push((ChunkRef { id: ChunkId(id), name: name.to_owned(), size_bytes }, false));
        }
        Ok(Self { title, chunks })
    }

    /// Answers, or says which chunks it needs first.
    ///
    /// # Errors
    ///
    /// When the request cannot be answered.
    pub fn poll(&mut self, request: &Request) -> Result<Poll, EngineError> {
        match request {
            Request::Overview => Ok(Poll::Ready(Response::Overview(Overview {
                title: self.title.clone(),
                articles: 3,
                ..Overview::default()
            }))),
            Request::Articles { .. } => {
                let missing: Vec<_> = self.chunks.iter().filter(|(_, held)| !held).map(|(c, _)| c.clone()).collect();
                if !missing.is_empty() {
                    return Ok(Poll::Missing(missing));
                }
                let total = self.chunks.iter().map(|(c, _)| c.size_bytes).sum();
                Ok(Poll::Ready(Response::Articles(ArticleList { total, articles: Vec::new() })))
            }
            Request::Search(search) if search.spec.query == "trap" => panic!("asked to"),
            Request::Search(search) if search.spec.query == "spin" => loop {
                std::hint::spin_loop();
            },
            _ => Err(EngineError("not in this stand-in".to_owned())),
        }
    }

    /// Takes a chunk in.
    ///
    /// # Errors
    ///
    /// When its size or its hash is not the packed one's.
    pub fn supply(&mut self, id: ChunkId, payload: Vec<u8>) -> Result<(), BundleError> {
        let Some((chunk, held)) = self.chunks.get_mut(id.0 as usize) else {
            return Err(BundleError::UnknownChunk(id.0));
        };
        let hash = Sha256::digest(&payload);
        let name: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        if name != chunk.name || payload.len() != chunk.size_bytes as usize {
            return Err(BundleError::Checksum { name: chunk.name.clone() });
        }
        *held = true;
        Ok(())
    }
}
