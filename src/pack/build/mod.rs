//! From articles to a bundle. (Stand-in until the build lands: one chunk of JSON an article.)

use crate::article::{Article, ArticleId, Block, Date};
use crate::bundle::PackedChunk;
use crate::engine::protocol::{Card, Overview};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the maker says of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub title: String,
    /// A sentence or two about it.
    pub about: String,
    /// Whom to write to.
    pub contact: String,
}

/// A packed corpus.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The root.
    pub root: Vec<u8>,
    /// All chunks.
    pub chunks: Vec<PackedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// Its articles by number.
    pub cards: Vec<Card>,
    /// Hash of everything packed.
    pub corpus: String,
}

/// Why a corpus cannot be packed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Too much.
    #[error("too many articles")]
    TooMany,
}

/// One article as the stand-in stores it.
#[derive(Serialize, Deserialize)]
pub struct Stored {
    /// Card.
    pub card: Card,
    /// Text.
    pub text: String,
    /// Blocks.
    pub blocks: Vec<Block>,
    /// People.
    pub people: Vec<String>,
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Packs.
///
/// # Errors
/// Never, here.
pub fn build(mut articles: Vec<Article>, about: &About) -> Result<Packed, BuildError> {
    articles.sort_by_key(|a| {
        let key = a.date.as_ref().and_then(Date::sort_key);
        (key.is_none(), key, a.id.clone())
    });
    let (mut chunks, mut cards, mut tokens) = (Vec::new(), Vec::new(), 0);
    for (n, a) in articles.into_iter().enumerate() {
        let length_tokens = crate::text::tokens(&a.text).len() as u32;
        tokens += u64::from(length_tokens);
        let card = Card {
            article: ArticleId(n as u32),
            id: a.id,
            title: a.title,
            untitled: a.untitled,
            date: a.date,
            source: a.source,
            url: a.url,
            length_tokens,
        };
        cards.push(card.clone());
        let stored = Stored { card, text: a.text, blocks: a.blocks, people: a.people };
        let payload = serde_json::to_vec(&stored).expect("plain data");
        chunks.push(PackedChunk { name: hex(&payload), payload });
    }
    let names: Vec<(String, u32)> = chunks.iter().map(|c| (c.name.clone(), c.payload.len() as u32)).collect();
    let mut overview = Overview {
        title: about.title.clone(),
        about: about.about.clone(),
        contact: about.contact.clone(),
        articles: cards.len() as u32,
        tokens,
        undated: cards.iter().filter(|c| c.date.and_then(|d| d.year).is_none()).count() as u32,
        ..Overview::default()
    };
    overview.corpus = hex(&serde_json::to_vec(&(&overview, &names)).expect("plain data"))[..16].to_owned();
    let root = serde_json::to_vec(&(&overview, &names)).expect("plain data");
    let corpus = overview.corpus.clone();
    Ok(Packed { root, chunks, overview, cards, corpus })
}
