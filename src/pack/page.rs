//! The page. (Stand-in until the page lands.)

use crate::bundle::PackedChunk;
use crate::engine::protocol::{Card, Overview};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The built app.
#[derive(Clone, Copy, Debug)]
pub struct App {
    /// Its glue.
    pub glue: &'static str,
    /// Its code.
    pub wasm: &'static [u8],
}

/// What a page is made of.
pub struct PageInput {
    /// The root.
    pub root: Vec<u8>,
    /// All chunks.
    pub chunks: Vec<PackedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// Its articles.
    pub cards: Vec<Card>,
    /// The app; `None` for a page that can only be read.
    pub app: Option<App>,
    /// `vi` or `en`.
    pub language: String,
    /// Whether the articles are listed in plain HTML.
    pub plain_list: bool,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Below the site, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where a chunk lies in a folder.
pub fn chunk_path(name: &str) -> String {
    format!("chunks/{name}.bin")
}

/// A page in a folder.
pub fn folder(input: &PageInput) -> Vec<SiteFile> {
    let mut files = vec![SiteFile { path: "index.html".into(), bytes: html(input, false) }];
    files.extend(input.chunks.iter().map(|c| SiteFile { path: chunk_path(&c.name), bytes: c.payload.clone() }));
    files
}

/// A page in one file.
pub fn one_file(input: &PageInput) -> Vec<u8> {
    html(input, true)
}

fn html(input: &PageInput, inline: bool) -> Vec<u8> {
    let mut page = format!(
        "<html lang={}>\n<script id=\"recto-root\">{}</script>\n",
        input.language,
        STANDARD.encode(&input.root)
    );
    for c in input.chunks.iter().filter(|_| inline) {
        page += &format!("<script id=\"recto-{}\">{}</script>\n", c.name, STANDARD.encode(&c.payload));
    }
    page.into_bytes()
}

fn script(html: &str, id: &str) -> Option<Vec<u8>> {
    let rest = html.split_once(&format!("<script id=\"recto-{id}\">"))?.1;
    STANDARD.decode(rest.split_once("</script>")?.0).ok()
}

/// The root inside a page.
pub fn root_of(html: &str) -> Option<Vec<u8>> {
    script(html, "root")
}

/// A chunk inside a one-file page.
pub fn inlined_chunk(html: &str, name: &str) -> Option<Vec<u8>> {
    script(html, name)
}

/// Bytes that are not a chunk file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a chunk file")]
pub struct ChunkFileError;

/// A chunk from its file.
///
/// # Errors
/// When it is not one.
pub fn decode_chunk_file(bytes: &[u8]) -> Result<Vec<u8>, ChunkFileError> {
    Ok(bytes.to_vec())
}
