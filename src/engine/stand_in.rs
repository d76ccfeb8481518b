//! Stand-in until the engine lands: a naive scan over stored JSON.

use super::protocol::*;
use crate::article::ArticleId;
use crate::bundle::{BundleError, ChunkId, ChunkRef};
use crate::compare::{Kind, Layer};
use crate::pack::build::Stored;
use sha2::{Digest, Sha256};

/// Why a request fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// No such article.
    #[error("the corpus has no article number {0}")]
    UnknownArticle(u32),
}

/// What a poll gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Poll {
    /// The answer.
    Ready(Response),
    /// Chunks to bring first.
    Missing(Vec<ChunkRef>),
}

/// The engine.
pub struct Engine {
    overview: Overview,
    chunks: Vec<ChunkRef>,
    stored: Vec<Option<Stored>>,
}

impl Engine {
    /// Opens a root.
    ///
    /// # Errors
    /// When it is not one.
    pub fn open(root: &[u8]) -> Result<Self, BundleError> {
        let (overview, names): (Overview, Vec<(String, u32)>) =
            serde_json::from_slice(root).map_err(|_| BundleError::Root)?;
        let chunks: Vec<_> = names
            .into_iter()
            .enumerate()
            .map(|(n, (name, size_bytes))| ChunkRef { id: ChunkId(n as u32), name, size_bytes })
            .collect();
        let stored = chunks.iter().map(|_| None).collect();
        Ok(Self { overview, chunks, stored })
    }

    /// All chunks, or the pages to bring first.
    ///
    /// # Errors
    /// Never, here.
    pub fn all_chunks(&mut self) -> Result<Vec<ChunkRef>, Vec<ChunkRef>> {
        Ok(self.chunks.clone())
    }

    /// Takes a chunk.
    ///
    /// # Errors
    /// When it is altered.
    pub fn supply(&mut self, id: ChunkId, payload: Vec<u8>) -> Result<(), BundleError> {
        let want = &self.chunks[id.0 as usize];
        let name: String = Sha256::digest(&payload).iter().take(16).map(|b| format!("{b:02x}")).collect();
        let stored = serde_json::from_slice(&payload).ok().filter(|_| name == want.name);
        self.stored[id.0 as usize] = Some(stored.ok_or_else(|| BundleError::Checksum { name: want.name.clone() })?);
        Ok(())
    }

    /// Answers or asks.
    ///
    /// # Errors
    /// On unknown articles.
    pub fn poll(&mut self, request: &Request) -> Result<Poll, EngineError> {
        let missing: Vec<_> = self.chunks.iter().filter(|c| self.stored[c.id.0 as usize].is_none()).cloned().collect();
        if !missing.is_empty() {
            return Ok(Poll::Missing(missing));
        }
        let all: Vec<&Stored> = self.stored.iter().flatten().collect();
        let full = |id: &ArticleId| -> Result<FullArticle, EngineError> {
            let s = all.get(id.0 as usize).ok_or(EngineError::UnknownArticle(id.0))?;
            let (card, text) = (s.card.clone(), s.text.clone());
            Ok(FullArticle { card, text, blocks: s.blocks.clone(), people: s.people.clone() })
        };
        let problems = |q: &str| {
            let mut p = Vec::new();
            if q.matches('"').count() % 2 == 1 {
                p.push(Problem::UnclosedQuote { at: q.rfind('"').unwrap_or(0) as u32 });
            }
            if q.chars().count() > 1000 {
                p.push(Problem::TooLong { limit: 1000 });
            }
            p
        };
        let places = |q: &str| -> Vec<Line> {
            let q = q.replace('"', "");
            let mut lines = Vec::new();
            for s in &all {
                for (at, _) in s.text.match_indices(&q).filter(|_| !q.is_empty()) {
                    let end = at + q.len();
                    let left: String = s.text[..at].chars().rev().take(30).collect();
                    lines.push(Line {
                        article: s.card.article,
                        start: at as u32,
                        end: end as u32,
                        left: left.chars().rev().collect(),
                        node: q.clone(),
                        right: s.text[end..].chars().take(30).collect(),
                        tier: Tier::Exact,
                    });
                }
            }
            lines
        };
        Ok(Poll::Ready(match request {
            Request::Overview => Response::Overview(self.overview.clone()),
            Request::Articles { offset, limit } => Response::Articles(ArticleList {
                total: all.len() as u32,
                articles: all
                    .iter()
                    .rev()
                    .skip(*offset as usize)
                    .take(*limit as usize)
                    .map(|s| s.card.clone())
                    .collect(),
            }),
            Request::Search(r) => {
                let lines = places(&r.spec.query);
                let mut results: Vec<SearchResult> = Vec::new();
                for l in &lines {
                    match results.last_mut() {
                        Some(last) if last.card.article == l.article => last.hits += 1,
                        _ => results.push(SearchResult {
                            card: all[l.article.0 as usize].card.clone(),
                            score: 1.0,
                            tier: Tier::Exact,
                            hits: 1,
                            snippet: vec![
                                Fragment { text: l.left.clone(), hit: false },
                                Fragment { text: l.node.clone(), hit: true },
                            ],
                            strip: vec![0],
                        }),
                    }
                }
                let total = Total { articles: results.len() as u32, hits: lines.len() as u64 };
                let tiers = TierCounts { exact: total.hits, ..TierCounts::default() };
                let results = results.into_iter().skip(r.offset as usize).take(r.limit as usize).collect();
                let groups = vec![Group { kind: GroupKind::Phrase, total, tiers, results }];
                Response::Search(SearchAnswer { groups, problems: problems(&r.spec.query), offers: Vec::new() })
            }
            Request::Concordance(r) => {
                let lines = places(&r.spec.query);
                Response::Concordance(ConcordanceAnswer {
                    total: lines.len() as u64,
                    lines: lines.into_iter().skip(r.offset as usize).take(r.limit as usize).collect(),
                    problems: problems(&r.spec.query),
                })
            }
            Request::Read(r) => Response::Read(ReadAnswer { article: full(&r.article)?, hits: Vec::new() }),
            Request::Compare(r) => {
                let articles = r.articles.iter().map(full).collect::<Result<Vec<_>, _>>()?;
                let mut passages = Vec::new();
                let other = &articles[1];
                for b in &articles[0].blocks {
                    if let Some(at) = other.text.find(b.of(&articles[0].text)) {
                        let span =
                            |a: &FullArticle, s: u32, e: u32| PassageSpan { article: a.card.article, start: s, end: e };
                        passages.push(Passage {
                            kind: Kind::Verbatim,
                            layer: Layer::Phrase,
                            moved: false,
                            marks_differ: false,
                            family: 0,
                            tokens: 4,
                            weight: 1.0,
                            minor: false,
                            spans: vec![
                                span(&articles[0], b.start, b.end),
                                span(other, at as u32, at as u32 + b.end - b.start),
                            ],
                        });
                    }
                }
                Response::Compare(CompareAnswer { articles, passages, overlaps: Vec::new() })
            }
            Request::Find { ids } => Response::Find(
                ids.iter().map(|id| all.iter().find(|s| s.card.id == *id).map(|s| s.card.article)).collect(),
            ),
        }))
    }
}
