//! The page: fills `index.html` and lays out the files of a folder, or everything in one file.
//!
//! It holds no chunk but the one it copies, and knows nothing of what the bundle's bytes mean. Same input, same bytes out. Whatever
//! comes from an article or its maker is escaped.

mod assets;
pub mod known;
mod plain;
mod policy;
mod sums;
mod template;
mod words;

use crate::bundle::chunk::{hex, sha256};
use crate::bundle::{Card, Overview, carrier, volume};
use crate::site::seal::{self, Sealing};
use crate::site::{CLOSING, SiteFile, chunk_path, opening};
use assets::Script;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use template::{around, escape, fill};
use words::Words;

/// Chunks of a bundle up to this size are kept on the device with the shell, at the first visit; of a larger bundle they
/// are kept as they are used, and all of them when a reader asks for it.
const OFFLINE_LIMIT_BYTES: u64 = 5 << 20;

/// Bytes in one inlined block: the base64 of one is 1 MiB, which every browser parses quickly where one large block takes
/// minutes. A multiple of three, so that blocks of one chunk join without padding between them.
const BLOCK_BYTES: usize = (1 << 20) / 4 * 3;

/// The built app.
#[derive(Clone, Debug)]
pub struct App {
    /// The JavaScript that binds it, for `no-modules`.
    pub glue: Cow<'static, str>,
    /// Its code, a raw deflate stream.
    pub wasm: Cow<'static, [u8]>,
}

/// What a page is made of.
#[derive(Clone, Debug)]
pub struct PageInput {
    /// The bundle's root, at most a few KB.
    pub root: Vec<u8>,
    /// The files of all its chunks, and of volumes of them, by name, each once.
    pub chunks: Vec<StagedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// Its first articles, newest first, undated last; the page lists no more than these.
    pub cards: Vec<Card>,
    /// The app; `None` for a page that can only be read.
    pub app: Option<App>,
    /// The page's language: `vi` or `en`.
    pub language: String,
    /// Whether articles and overview stand in the page as plain HTML, and search engines may list it.
    pub plain_list: bool,
    /// Root and chunks are encrypted: the page asks for a password.
    pub locked: bool,
}

impl PageInput {
    /// Takes away whatever would tell what is in a bundle with a password. The page is called by the title that its maker has
    /// for everybody, or by none of its own.
    pub fn cover(&mut self, title: Option<String>) {
        let title = title.unwrap_or_else(|| Words::of(&self.language).locked_title.to_owned());
        self.overview = Overview { title, corpus: std::mem::take(&mut self.overview.corpus), ..Overview::default() };
        self.cards.clear();
        self.plain_list = false;
        self.locked = true;
    }
}

/// A chunk in its file form, or a volume, written already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedChunk {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub file: PathBuf,
    /// Size of the file.
    pub size_bytes: u64,
    /// SHA-256 of the file, 64 hex digits.
    pub sha256: String,
}

/// A page in a folder, for any static host and for opening from a disk. The chunks are staged already.
pub fn folder(input: &PageInput) -> Vec<SiteFile> {
    let words = Words::of(&input.language);
    let chunks: Vec<SiteFile> = input
        .chunks
        .iter()
        .map(|chunk| SiteFile::staged(&chunk_path(&chunk.name), chunk.size_bytes, chunk.sha256.clone()))
        .collect();
    let style = assets::style();
    let style_path = hashed("css", style.as_bytes());
    let mut shell = vec![SiteFile::new("icon.svg", assets::ICON.into())];
    shell.push(SiteFile::new("manifest.webmanifest", manifest(input)));
    let mut beside = Vec::new();
    let mut page = Slots::of(input, words, "folder");
    page.set("styles", format!("<link rel=\"stylesheet\" href=\"{style_path}\">\n"));
    page.set("links", assets::FOLDER_LINKS.to_owned());
    page.set("data", block("root", &input.root));
    page.set("policy", policy::for_folder());
    if let Some(app) = &input.app {
        let parts = Parts::of(app, &style);
        let wasm_path = hashed("app.bin", &app.wasm);
        page.set("app", wasm_path.clone());
        page.set("sums", parts.sums(app, &input.root));
        page.set("needs", policy::FOLDER_NEEDS.to_owned());
        page.set("plain", plain::html(input, words, policy::FOLDER_NEEDS));
        let scripts = [("guard.js", parts.guard.text), ("js", parts.script.text)];
        for (ending, script) in scripts {
            let path = hashed(ending, script.as_bytes());
            page.add("scripts", &format!("<script src=\"{path}\"></script>\n"));
            shell.push(SiteFile::new(&path, script.into_bytes()));
        }
        shell.push(SiteFile::new(&wasm_path, carrier::wrap("app", &app.wasm)));
        // On a disk a page cannot read its own style sheet, so that it takes a copy that it can check.
        beside.push(SiteFile::new(&format!("{style_path}.bin"), carrier::wrap("style", style.as_bytes())));
        beside.push(SiteFile::new("embed.js", assets::EMBED.into()));
        beside.push(SiteFile::new("example.html", assets::EXAMPLE.into()));
    }
    shell.push(SiteFile::new(&style_path, style.into_bytes()));
    let list = chunk_list(input);
    let list_path = hashed("list", &list);
    if input.app.is_some() {
        shell.push(SiteFile::new(&list_path, list));
        page.set("weight", shell.iter().chain(&chunks).map(|file| file.size_bytes).sum::<u64>().to_string());
    }
    let index = SiteFile::new("index.html", seal::sealed(page.fill()));
    if input.app.is_some() {
        beside.push(SiteFile::new("sw.js", service_worker(&index, &shell, &list_path, &chunks)));
    }
    let mut files = vec![index];
    files.extend(shell.into_iter().chain(beside).chain(chunks));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Writes a page in one file, chunk by chunk: it is a third larger than they are.
///
/// # Errors
/// When a chunk cannot be read, or the page not be written.
pub fn one_file(input: &PageInput, out: &mut dyn Write) -> io::Result<()> {
    let words = Words::of(&input.language);
    let style = assets::style();
    let mut page = Slots::of(input, words, "one-file");
    page.set("styles", format!("<style>{style}</style>\n"));
    page.set("links", assets::icon_link(assets::ICON));
    let needs = match &input.app {
        Some(app) => {
            let parts = Parts::of(app, &style);
            page.set("sums", parts.sums(app, &input.root));
            let scripts = [parts.guard.text, parts.script.text];
            scripts.iter().for_each(|script| page.add("scripts", &format!("<script>{script}</script>\n")));
            policy::one_file_needs(&scripts.each_ref().map(String::as_str), &style)
        }
        None => policy::one_file_needs(&[], &style),
    };
    page.set("policy", policy::for_one_file(&needs));
    page.set("plain", plain::html(input, words, &needs));
    page.set("needs", needs);
    let (before, after) = around(assets::TEMPLATE, &page.0, "data");
    let mut out = Sealing::new(out);
    out.write_all(before.as_bytes())?;
    out.write_all(block("root", &input.root).as_bytes())?;
    for chunk in &input.chunks {
        for (name, payload) in volume::chunks(&std::fs::read(&chunk.file)?).map_err(io::Error::other)? {
            out.write_all(block(&name, &payload).as_bytes())?;
        }
    }
    if let Some(app) = &input.app {
        out.write_all(block("app", &app.wasm).as_bytes())?;
    }
    out.write_all(after.as_bytes())?;
    out.finish().map(drop)
}

/// The parts of a page that it checks before it starts.
struct Parts {
    guard: Script,
    script: Script,
    style_sum: String,
}

impl Parts {
    fn of(app: &App, style: &str) -> Self {
        Self { guard: assets::guard(), script: assets::script(&app.glue), style_sum: sums::of_text(style) }
    }

    fn sums(&self, app: &App, root: &[u8]) -> String {
        let (guard, script, style) = (self.guard.sum.clone(), self.script.sum.clone(), self.style_sum.clone());
        let bytes = [("app", sums::of_bytes(&app.wasm)), ("root", sums::of_bytes(root))];
        let texts = [("guard", guard), ("script", script), ("style", style)];
        sums::list(&[&bytes[..], &texts].concat())
    }
}

/// The slots of the template, by name.
struct Slots(BTreeMap<&'static str, String>);

impl Slots {
    /// What both forms share; the slots of one form are empty until set.
    fn of(input: &PageInput, words: &Words, form: &str) -> Self {
        let title = &input.overview.title;
        let about = match &input.overview.about {
            _ if input.locked => words.locked.to_owned(),
            about if about.is_empty() => plain::counts(input, words),
            about => about.clone(),
        };
        let robots = if input.plain_list { "" } else { "<meta name=\"robots\" content=\"noindex\">\n" };
        let slots = [
            ("language", words.tag.to_owned()),
            ("form", form.to_owned()),
            ("title", escape(title)),
            ("description", escape(&about)),
            ("robots", robots.to_owned()),
            ("corpus", escape(&input.overview.corpus)),
            ("locked", if input.locked { " data-locked" } else { "" }.to_owned()),
            ("plain", plain::html(input, words, "")),
        ];
        let empty = ["policy", "links", "styles", "app", "weight", "sums", "needs", "data", "scripts"];
        Self(slots.into_iter().chain(empty.map(|name| (name, String::new()))).collect())
    }

    fn set(&mut self, name: &'static str, value: String) {
        self.0.insert(name, value);
    }

    fn add(&mut self, name: &'static str, more: &str) {
        self.0.entry(name).or_default().push_str(more);
    }

    fn fill(&self) -> Vec<u8> {
        fill(assets::TEMPLATE, &self.0).into_bytes()
    }
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
        html.push_str(&opening(name));
        STANDARD.encode_string(piece, &mut html);
        html.push_str(CLOSING);
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

/// The names of all chunks, one a line: what is to be kept on a device.
fn chunk_list(input: &PageInput) -> Vec<u8> {
    input.chunks.iter().flat_map(|chunk| [chunk.name.as_bytes(), b"\n"].concat()).collect()
}

/// The service worker with its list of files; its version is that list's hash. Chunks are in a list of their own.
fn service_worker(index: &SiteFile, shell: &[SiteFile], chunk_list: &str, chunks: &[SiteFile]) -> Vec<u8> {
    let mut list = String::from("{");
    for (path, file) in [("./", index)].into_iter().chain(shell.iter().map(|file| (&*file.path, file))) {
        let comma = if list.len() > 1 { "," } else { "" };
        let hash = STANDARD.encode(from_hex(&file.sha256));
        write!(list, "{comma}\n  \"{path}\": \"sha256-{hash}\"").expect("a string takes any text");
    }
    list.push_str("\n}");
    let kept = chunks.iter().map(|chunk| chunk.size_bytes).sum::<u64>() <= OFFLINE_LIMIT_BYTES;
    let version = hex(&sha256(list.as_bytes())[..8]);
    let chunks = format!("{{ \"list\": \"{chunk_list}\", \"kept\": {kept} }}");
    let slots = [("version", version), ("files", list), ("chunks", chunks)].into_iter().collect();
    fill(assets::SERVICE_WORKER, &slots).into_bytes()
}

/// The bytes of our own hex digits.
fn from_hex(digits: &str) -> Vec<u8> {
    let digit = |c: &u8| (*c as char).to_digit(16).unwrap_or(0) as u8;
    digits.as_bytes().chunks_exact(2).map(|pair| digit(&pair[0]) << 4 | digit(&pair[1])).collect()
}

#[cfg(test)]
mod tests;
