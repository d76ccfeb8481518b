//! A static file server for the journeys: a folder under a sub-path on the loopback address, with right MIME types,
//! counted requests, faults on demand and a real stop (connections are refused afterwards). It serves tests only and
//! speaks just enough HTTP for browsers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What the server does instead of answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 404 with a sentence of text.
    NotFound,
    /// 500 with a sentence of text.
    ServerError,
    /// 200 and a web page, as hosts do that send every unknown path to their front page.
    Html,
    /// To a page that asks for a password.
    Redirect,
    /// The answer's head says the full length; half of the bytes come, then the connection closes.
    Truncated,
    /// One byte in the middle differs.
    Altered,
    /// Nothing comes until the server stops or its faults are cleared.
    Stall,
    /// To who asks for a part: it is said to be that part, and is as many bytes of the file's beginning.
    OtherPart,
    /// To who asks for a part: as many bytes of the file's beginning, and they are said to be these.
    OtherRange,
    /// To who asks for a part: 416, there is none.
    NoSuchPart,
    /// To who asks for a part: it comes in the form of several.
    SeveralParts,
    /// To who asks for a part: it is one of the compressed file.
    ZippedPart,
}

/// How a host gives files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// It gives parts of files to who asks for them.
    pub parts: bool,
    /// It compresses whole files for who takes them so, of whatever kind.
    pub gzip: bool,
}

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What was asked for, with whatever stood behind a question mark.
    pub target: String,
    /// The part that was asked for, as its header says it.
    pub range: Option<String>,
    /// The status.
    pub status: u16,
    /// Bytes of the body.
    pub bytes: usize,
}

/// What the server and its threads share.
struct Shared {
    folder: PathBuf,
    /// `/a/b/`: begins and ends with a slash.
    prefix: String,
    pages: BTreeMap<String, Vec<u8>>,
    stopped: AtomicBool,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    faults: Vec<(String, Fault)>,
    /// Lines that every answer's head has besides, each with its line break.
    headers: String,
    /// Requests by path, in the order of their first one.
    counts: BTreeMap<String, usize>,
    manner: Manner,
    /// What was sent, in order.
    sent: Vec<Sent>,
}

/// A running server; dropped, it stops.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `folder` under `prefix` (`/`, or `/a/b/`).
    pub fn start(folder: &Path, prefix: &str) -> Self {
        Self::start_with_pages(folder, prefix, &[])
    }

    /// Serves `folder` under `prefix`, and pages of its own at paths from the root, HTML each.
    pub fn start_with_pages(folder: &Path, prefix: &str, pages: &[(&str, String)]) -> Self {
        assert!(prefix.starts_with('/') && prefix.ends_with('/'), "a prefix begins and ends with a slash: {prefix}");
        let shared = Arc::new(Shared {
            folder: folder.to_path_buf(),
            prefix: prefix.to_owned(),
            pages: pages.iter().map(|(path, html)| ((*path).to_owned(), html.clone().into_bytes())).collect(),
            stopped: AtomicBool::new(false),
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        });
        let mut server = Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), shared, accepting: None };
        server.resume();
        server
    }

    /// Starts again after [`Server::stop`], on the same port.
    pub fn resume(&mut self) {
        let listener = if self.address.port() == 0 { on_a_new_port() } else { TcpListener::bind(self.address) };
        let listener = listener.expect("the port is free");
        self.address = listener.local_addr().expect("a bound listener has an address");
        self.shared.stopped.store(false, Ordering::SeqCst);
        let shared = Arc::clone(&self.shared);
        self.accepting = Some(std::thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || {
                    let _ = answer(&shared, stream);
                });
            }
        }));
    }

    /// Refuses connections from now on and lets stalled ones go.
    pub fn stop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.shared.changed.notify_all();
        if let Some(accepting) = self.accepting.take() {
            let _ = TcpStream::connect(self.address);
            let _ = accepting.join();
        }
    }

    /// The address of a path below the prefix.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin(), self.shared.prefix)
    }

    /// `http://127.0.0.1:port`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Applies a fault to every path that contains `part`.
    pub fn fail(&self, part: &str, fault: Fault) {
        self.shared.lock().faults.push((part.to_owned(), fault));
    }

    /// Sends these headers with every answer, in place of those before.
    pub fn send_headers(&self, headers: &[(&str, &str)]) {
        self.shared.lock().headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    }

    /// Gives files in this manner from now on.
    pub fn give(&self, manner: Manner) {
        self.shared.lock().manner = manner;
    }

    /// What was sent so far of paths that contain `part`.
    pub fn sent(&self, part: &str) -> Vec<Sent> {
        self.shared.lock().sent.iter().filter(|sent| sent.target.contains(part)).cloned().collect()
    }

    /// Answers everything again.
    pub fn heal(&self) {
        self.shared.lock().faults.clear();
        self.shared.changed.notify_all();
    }

    /// Requests by path so far.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        self.shared.lock().counts.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes and type of a path, or `None`.
    fn find(&self, path: &str) -> Option<(Vec<u8>, &'static str)> {
        if let Some(page) = self.pages.get(path) {
            return Some((page.clone(), "text/html; charset=utf-8"));
        }
        let below = path.strip_prefix(&self.prefix)?;
        let below = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.into() };
        let below = PathBuf::from(below);
        if below.components().any(|part| !matches!(part, Component::Normal(_))) {
            return None;
        }
        let bytes = std::fs::read(self.folder.join(&below)).ok()?;
        Some((bytes, media_type(&below)))
    }

    /// Waits until the server stops or heals.
    fn stall(&self) {
        let mut state = self.lock();
        while !self.stopped.load(Ordering::SeqCst) && !state.faults.is_empty() {
            let waited = self.changed.wait_timeout(state, Duration::from_millis(200));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Listens where no server of this run has: what a browser keeps of an earlier site must not answer for a later one.
fn on_a_new_port() -> std::io::Result<TcpListener> {
    static USED: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        if USED.lock().unwrap_or_else(PoisonError::into_inner).insert(listener.local_addr()?.port()) {
            return Ok(listener);
        }
    }
}

/// Where a host sends whoever has not logged in.
const LOGIN: &str = "/login";

/// Answers one request and closes the connection, so that a stopped server leaves none open.
fn answer(shared: &Shared, stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(&stream);
    let mut request = String::new();
    reader.by_ref().take(16_384).read_line(&mut request)?;
    let mut asked: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let mut header = String::new();
        if reader.by_ref().take(65_536).read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        asked.extend(header.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())));
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or("/"));
    let path = target.split(['?', '#']).next().unwrap_or("/").to_owned();
    let (fault, headers, manner) = {
        let mut state = shared.lock();
        *state.counts.entry(path.clone()).or_default() += 1;
        let fault = state.faults.iter().find(|(part, _)| path.contains(part.as_str())).map(|(_, fault)| *fault);
        (fault, state.headers.clone(), state.manner)
    };
    let send = |stream: &TcpStream, method: &str, status: &str, kind: &str, body: &[u8]| {
        let status_number = status[..3].parse().unwrap_or(0);
        let (target, range, bytes) = (target.to_owned(), asked.get("range").cloned(), body.len());
        shared.lock().sent.push(Sent { target, range, status: status_number, bytes });
        send(stream, method, status, &format!("{headers}Content-Type: {kind}\r\n"), body)
    };
    let part = asked.get("range").filter(|_| manner.parts).and_then(|range| part_of(range));
    let found = shared.find(&path);
    let html = "text/html; charset=utf-8";
    match (fault, found) {
        (Some(Fault::Stall), _) => {
            shared.stall();
            Ok(())
        }
        (None, _) if path == LOGIN => send(&stream, method, "200 OK", html, b"<!doctype html><h1>Log in</h1>"),
        (Some(Fault::NotFound), _) | (None, None) => send(&stream, method, "404 Not Found", html, b"<h1>not here</h1>"),
        (Some(Fault::ServerError), _) => send(&stream, method, "500 Internal Server Error", html, b"<h1>failed</h1>"),
        (Some(Fault::Redirect), _) => {
            send(&stream, method, &format!("302 Found\r\nLocation: {LOGIN}"), html, b"<h1>elsewhere</h1>")
        }
        (Some(Fault::Html), _) => send(&stream, method, "200 OK", html, b"<!doctype html><h1>Front page</h1>"),
        (Some(Fault::Truncated), Some((bytes, kind))) => send_truncated(&stream, kind, &bytes),
        (Some(Fault::Altered), Some((mut bytes, kind))) => {
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 0x55;
            }
            send(&stream, method, "200 OK", kind, &bytes)
        }
        (Some(_), None) => send(&stream, method, "404 Not Found", html, b"<h1>not here</h1>"),
        (fault, Some((bytes, kind))) => match part {
            Some(part) => {
                let (status, kind, body) = a_part(fault, &bytes, part, kind);
                send(&stream, method, &status, &kind, &body)
            }
            None if manner.gzip && asked.get("accept-encoding").is_some_and(|taken| taken.contains("gzip")) => {
                send(&stream, method, "200 OK", &format!("{kind}\r\nContent-Encoding: gzip"), &zipped(&bytes))
            }
            None => send(&stream, method, "200 OK", kind, &bytes),
        },
    }
}

/// The first and the last byte of the one part that a header asks for.
fn part_of(range: &str) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// The answer to who asks for a part of a file: its status, its kind with headers behind it, and its body.
fn a_part(fault: Option<Fault>, bytes: &[u8], (first, last): (usize, usize), kind: &str) -> (String, String, Vec<u8>) {
    let all = bytes.len();
    let last = last.min(all.saturating_sub(1));
    let said = |first: usize, last: usize, all: usize| format!("{kind}\r\nContent-Range: bytes {first}-{last}/{all}");
    let partial = "206 Partial Content".to_owned();
    if first > last || fault == Some(Fault::NoSuchPart) {
        let said = format!("{kind}\r\nContent-Range: bytes */{all}");
        return ("416 Range Not Satisfiable".to_owned(), said, Vec::new());
    }
    let part = bytes[first..=last].to_vec();
    let beginning = bytes[..=last - first].to_vec();
    match fault {
        Some(Fault::OtherPart) => (partial, said(first, last, all), beginning),
        Some(Fault::OtherRange) => (partial, said(0, last - first, all), beginning),
        Some(Fault::SeveralParts) => {
            let head = format!("--x\r\nContent-Range: bytes {first}-{last}/{all}\r\n\r\n");
            let body = [head.as_bytes(), &part, b"\r\n--x--\r\n"].concat();
            (partial, "multipart/byteranges; boundary=x".to_owned(), body)
        }
        Some(Fault::ZippedPart) => {
            let zipped = zipped(bytes);
            let part = zipped.get(first..=last.min(zipped.len() - 1)).unwrap_or_default().to_vec();
            let said = said(first, last, zipped.len());
            (partial, format!("{said}\r\nContent-Encoding: gzip"), part)
        }
        _ => (partial, said(first, last, all), part),
    }
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes any bytes");
    encoder.finish().expect("memory takes any bytes")
}

fn send(mut stream: &TcpStream, method: &str, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n"
    )?;
    if method != "HEAD" {
        stream.write_all(body)?;
    }
    stream.flush()
}

fn send_truncated(mut stream: &TcpStream, kind: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body[..length / 2])?;
    stream.flush()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "wasm" => "application/wasm",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
