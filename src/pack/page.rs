//! The page: fills `index.html` and lays out the files of a folder, or everything in one file.
//!
//! It writes nothing to a disk and knows nothing of what the bundle's bytes mean. Same input, same bytes out. Whatever
//! comes from an article or its maker is escaped.

mod assets;
mod plain;
mod policy;
mod read_back;
mod template;
mod words;

pub use crate::bundle::carrier::CarrierError;
pub use read_back::{decode_chunk_file, inlined_chunk, root_of};

use crate::bundle::chunk::{hex, sha256};
use crate::bundle::{PackedChunk, carrier};
use crate::engine::protocol::{Card, Overview};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use template::{escape, fill};
use words::Words;

/// Chunks of a bundle up to this size are kept on the device with the shell, at the first visit; of a larger bundle they
/// are kept as they are used.
const OFFLINE_LIMIT_BYTES: usize = 5 << 20;

/// Bytes in one inlined block: the base64 of one is 1 MiB, which every browser parses quickly where one large block takes
/// minutes. A multiple of three, so that blocks of one chunk join without padding between them.
const BLOCK_BYTES: usize = (1 << 20) / 4 * 3;

/// The built app.
#[derive(Clone, Copy, Debug)]
pub struct App {
    /// The JavaScript that binds it, for `no-modules`.
    pub glue: &'static str,
    /// Its code.
    pub wasm: &'static [u8],
}

/// What a page is made of.
#[derive(Clone, Debug)]
pub struct PageInput {
    /// The bundle's root, at most a few KB.
    pub root: Vec<u8>,
    /// All its chunks.
    pub chunks: Vec<PackedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// Its articles, newest first, undated last.
    pub cards: Vec<Card>,
    /// The app; `None` for a page that can only be read.
    pub app: Option<App>,
    /// The page's language: `vi` or `en`.
    pub language: String,
    /// Whether articles and overview stand in the page as plain HTML, and search engines may list it.
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

/// A page in a folder, for any static host and for opening from a disk. Costs a pass over the chunks; holds them all.
pub fn folder(input: &PageInput) -> Vec<SiteFile> {
    let words = Words::of(&input.language);
    let chunks: BTreeMap<String, Vec<u8>> = input
        .chunks
        .iter()
        .map(|chunk| (chunk_path(&chunk.name), carrier::wrap(&chunk.name, &chunk.payload)))
        .collect();
    let style = assets::style().into_bytes();
    let mut shell = vec![file("icon.svg", assets::ICON), file(&hashed("css", &style), &style)];
    shell.push(SiteFile { path: "manifest.webmanifest".to_owned(), bytes: manifest(input) });
    let mut beside = Vec::new();
    let mut page = Slots::of(input, words, "folder");
    page.set("styles", format!("<link rel=\"stylesheet\" href=\"{}\">\n", shell[1].path));
    page.set("links", assets::FOLDER_LINKS.to_owned());
    page.set("data", block("root", &input.root));
    let mut scripts = Vec::new();
    if let Some(app) = &input.app {
        let script = assets::script(app.glue).into_bytes();
        let wasm_chunk = carrier::wrap("app", app.wasm);
        page.set("wasm", hashed("wasm", app.wasm));
        page.set("wasm-chunk", hashed("bin", app.wasm));
        page.set(
            "scripts",
            format!("<script>{}</script>\n<script src=\"{}\"></script>\n", assets::guard(), hashed("js", &script)),
        );
        scripts.push(assets::guard());
        beside.push(SiteFile { path: hashed("bin", app.wasm), bytes: wasm_chunk });
        beside.push(file("embed.js", assets::EMBED));
        beside.push(file("example.html", assets::EXAMPLE));
        shell.push(SiteFile { path: hashed("js", &script), bytes: script });
        shell.push(file(&hashed("wasm", app.wasm), app.wasm));
    }
    page.set("policy", policy::for_folder(&scripts));
    let index = page.fill();
    if input.app.is_some() {
        beside.push(SiteFile { path: "sw.js".to_owned(), bytes: service_worker(&index, &shell, &chunks) });
    }
    let mut files = vec![SiteFile { path: "index.html".to_owned(), bytes: index }];
    files.extend(shell.into_iter().chain(beside));
    files.extend(chunks.into_iter().map(|(path, bytes)| SiteFile { path, bytes }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// A page in one file. Costs a pass over the chunks; the page is a third larger than they are.
pub fn one_file(input: &PageInput) -> Vec<u8> {
    let words = Words::of(&input.language);
    let style = assets::style();
    let mut page = Slots::of(input, words, "one-file");
    page.set("styles", format!("<style>{style}</style>\n"));
    page.set("links", assets::icon_link(assets::ICON));
    let mut data = block("root", &input.root);
    let chunks: BTreeMap<&str, &[u8]> = input.chunks.iter().map(|c| (&*c.name, &*c.payload)).collect();
    for (name, payload) in chunks {
        data.push_str(&block(name, payload));
    }
    let mut scripts = Vec::new();
    if let Some(app) = &input.app {
        data.push_str(&block("app", app.wasm));
        scripts = vec![assets::guard(), assets::script(app.glue)];
        page.set("scripts", scripts.iter().map(|script| format!("<script>{script}</script>\n")).collect());
    }
    page.set("data", data);
    page.set("policy", policy::for_one_file(&scripts, &style));
    page.fill()
}

/// The slots of the template, by name.
struct Slots(BTreeMap<&'static str, String>);

impl Slots {
    /// What both forms share; the slots of one form are empty until set.
    fn of(input: &PageInput, words: &Words, form: &str) -> Self {
        let title = &input.overview.title;
        let about =
            if input.overview.about.is_empty() { plain::counts(input, words) } else { input.overview.about.clone() };
        let robots = if input.plain_list { "" } else { "<meta name=\"robots\" content=\"noindex\">\n" };
        let slots = [
            ("language", words.tag.to_owned()),
            ("form", form.to_owned()),
            ("title", escape(title)),
            ("description", escape(&about)),
            ("robots", robots.to_owned()),
            ("corpus", escape(&input.overview.corpus)),
            ("plain", plain::html(input, words)),
        ];
        let empty = ["policy", "links", "styles", "wasm", "wasm-chunk", "data", "scripts"];
        Self(slots.into_iter().chain(empty.map(|name| (name, String::new()))).collect())
    }

    fn set(&mut self, name: &'static str, value: String) {
        self.0.insert(name, value);
    }

    fn fill(&self) -> Vec<u8> {
        fill(assets::TEMPLATE, &self.0).into_bytes()
    }
}

fn file(path: &str, bytes: impl AsRef<[u8]>) -> SiteFile {
    SiteFile { path: path.to_owned(), bytes: bytes.as_ref().to_vec() }
}

/// The name of a file whose bytes never change under it.
fn hashed(ending: &str, bytes: &[u8]) -> String {
    format!("recto-{}.{ending}", hex(&sha256(bytes)[..8]))
}

/// Bytes inside the page, in blocks of at most 1 MiB of base64.
fn block(name: &str, bytes: &[u8]) -> String {
    let mut html = String::new();
    let whole = [bytes];
    let pieces: Vec<&[u8]> = if bytes.is_empty() { whole.to_vec() } else { bytes.chunks(BLOCK_BYTES).collect() };
    for piece in pieces {
        html.push_str(&read_back::opening(name));
        STANDARD.encode_string(piece, &mut html);
        html.push_str(read_back::CLOSING);
        html.push('\n');
    }
    html
}

/// What lets a phone keep the page on its home screen.
fn manifest(input: &PageInput) -> Vec<u8> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let title = quoted(&input.overview.title);
    let slots = [("title", title), ("language", quoted(Words::of(&input.language).tag))].into_iter().collect();
    fill(assets::MANIFEST, &slots).into_bytes()
}

/// The service worker with its list of files; its version is the list's hash.
fn service_worker(index: &[u8], shell: &[SiteFile], chunks: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut files: Vec<(&str, &[u8])> = vec![("./", index)];
    files.extend(shell.iter().map(|file| (&*file.path, &*file.bytes)));
    if chunks.values().map(Vec::len).sum::<usize>() <= OFFLINE_LIMIT_BYTES {
        files.extend(chunks.iter().map(|(path, bytes)| (&**path, &**bytes)));
    }
    let mut list = String::from("{");
    for (path, bytes) in files {
        let comma = if list.len() > 1 { "," } else { "" };
        let hash = STANDARD.encode(sha256(bytes));
        write!(list, "{comma}\n  \"{path}\": \"sha256-{hash}\"").expect("a string takes any text");
    }
    list.push_str("\n}");
    let version = hex(&sha256(list.as_bytes())[..8]);
    let slots = [("version", version), ("files", list)].into_iter().collect();
    fill(assets::SERVICE_WORKER, &slots).into_bytes()
}

#[cfg(test)]
mod tests;
