//! Two files compared as they lie on the disk, without a site. It packs nothing and writes nothing.

use crate::article::{Article, ArticleId};
use crate::bundle::group::StoredArticle;
use crate::cli::output::Failure;
use crate::compare::Text;
use crate::engine::compare::compare_articles;
use crate::pack::InputConfig;
use crate::pack::input::{Found, articles_of};
use crate::protocol::{BlocksMode, CompareAnswer};
use std::path::Path;

/// Compares the articles of two files.
pub fn compare(files: [&Path; 2], blocks: BlocksMode) -> Result<CompareAnswer, Failure> {
    let stored = [stored(files[0])?, stored(files[1])?];
    Ok(compare_articles(&[&stored[0], &stored[1]], &[ArticleId(0), ArticleId(1)], blocks, None))
}

fn stored(path: &Path) -> Result<StoredArticle, Failure> {
    let article = article(path)?;
    let length_tokens = Text::of(&article).side.spans.len() as u32;
    Ok(StoredArticle { article, length_tokens })
}

/// The one article of a file, read as `recto pack` reads it. An empty file is an empty article.
pub fn article(path: &Path) -> Result<Article, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::new(format!("{name} cannot be read: {error}"), "check the path and its permissions")
    })?;
    let mut articles = Vec::new();
    let mut reasons = Vec::new();
    let empty = bytes.iter().all(u8::is_ascii_whitespace);
    let found = Found { path: path.to_owned(), id: name.clone() };
    articles_of(&found, bytes, &InputConfig::default(), &mut |item| match item {
        Ok(article) => articles.push(article),
        Err(skipped) => reasons.push(skipped.reason),
    });
    match (articles.len(), reasons.first()) {
        (1, _) => Ok(articles.remove(0)),
        (0, _) if empty => Ok(Article { id: name, untitled: true, ..Article::default() }),
        (0, Some(reason)) => Err(Failure::new(format!("{name}: {reason}"), reason.hint())),
        (0, None) => Err(Failure::new(format!("{name} holds no text"), "pass a file with an article in it")),
        (count, _) => {
            let message = format!("expected one article in {name}, found {count}");
            Err(Failure::new(message, "pack it, and compare its articles: `recto compare SITE A B`"))
        }
    }
}
