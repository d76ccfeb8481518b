//! A static server on the loopback address that counts what it sends: gzip for what compresses, connections kept open,
//! nothing cached by the browser, pages isolated so that the browser's clock is fine. It serves the benchmark and
//! `serve`, and is no server for readers.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

/// What was sent.
#[derive(Clone, Copy, Default)]
pub struct Sent {
    /// Bodies of data, compressed as they were sent.
    pub data_bytes: u64,
    /// Bodies of programs and pages.
    pub code_bytes: u64,
    /// Requests for data.
    pub data_requests: u64,
}

/// What a host does beside sending files.
pub trait Host: Send + Sync {
    /// The answer to an address that no file stands for.
    fn answer(&self, target: &str) -> Option<String>;

    /// A file as it is sent, where that is not as it lies.
    fn changed(&self, file: &Path, bytes: &[u8]) -> Option<Vec<u8>>;
}

/// A host that sends files and nothing else.
pub struct Plain;

impl Host for Plain {
    fn answer(&self, _: &str) -> Option<String> {
        None
    }

    fn changed(&self, _: &Path, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// A file as it was, and compressed.
type Zipped = (Vec<u8>, Arc<Vec<u8>>);

struct State {
    sent: Mutex<Sent>,
    zipped: Mutex<HashMap<PathBuf, Zipped>>,
    folder: PathBuf,
    host: Box<dyn Host>,
}

/// A running server; its thread ends with the program.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

impl Server {
    /// Serves a folder at the first free port of those named; at any that is free when none is.
    ///
    /// # Errors
    /// Fails when no port is free.
    pub fn start(folder: &Path, ports: Range<u16>, host: impl Host + 'static) -> Result<Self> {
        let named = ports.clone().find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok());
        let listener = match named {
            Some(listener) => listener,
            None => TcpListener::bind(("127.0.0.1", 0)).context("binding a port")?,
        };
        let (sent, zipped) = (Mutex::default(), Mutex::default());
        let state = Arc::new(State { sent, zipped, folder: folder.to_path_buf(), host: Box::new(host) });
        let server = Self { address: listener.local_addr()?, state: Arc::clone(&state) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                std::thread::spawn(move || {
                    // A browser closes connections as it likes.
                    let _ = converse(&state, &stream);
                });
            }
        });
        Ok(server)
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// What was sent so far.
    pub fn sent(&self) -> Sent {
        *lock(&self.state.sent)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn converse(state: &State, stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut request = String::new();
        if reader.read_line(&mut request)? == 0 {
            return Ok(());
        }
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
                break;
            }
        }
        let target = request.split_whitespace().nth(1).unwrap_or("/");
        if let Some(answer) = state.host.answer(target) {
            reply(stream, "200 OK", "text/javascript; charset=utf-8", false, answer.as_bytes())?;
            continue;
        }
        let path = PathBuf::from(target.split(['?', '#']).next().unwrap_or("").trim_start_matches('/'));
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        let asked = state.folder.join(&path);
        let file = if target.ends_with('/') { asked.join("index.html") } else { asked };
        match std::fs::read(&file).ok().filter(|_| is_below) {
            Some(bytes) => send(state, stream, &file, bytes)?,
            None => reply(stream, "404 Not Found", "text/plain", false, b"not here")?,
        }
    }
}

fn send(state: &State, stream: &TcpStream, file: &Path, bytes: Vec<u8>) -> std::io::Result<()> {
    let (kind, is_code, compresses) = about(file);
    let bytes = state.host.changed(file, &bytes).unwrap_or(bytes);
    let bytes = if compresses { zipped(state, file, bytes)? } else { Arc::new(bytes) };
    {
        let sent = &mut *lock(&state.sent);
        let length = bytes.len() as u64;
        if is_code {
            sent.code_bytes += length;
        } else {
            (sent.data_bytes, sent.data_requests) = (sent.data_bytes + length, sent.data_requests + 1);
        }
    }
    reply(stream, "200 OK", kind, compresses, &bytes)
}

/// A file compressed, from memory when it is as it was.
fn zipped(state: &State, file: &Path, bytes: Vec<u8>) -> std::io::Result<Arc<Vec<u8>>> {
    if let Some((_, zipped)) = lock(&state.zipped).get(file).filter(|(known, _)| *known == bytes) {
        return Ok(Arc::clone(zipped));
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&bytes)?;
    let zipped = Arc::new(encoder.finish()?);
    lock(&state.zipped).insert(file.to_path_buf(), (bytes, Arc::clone(&zipped)));
    Ok(zipped)
}

fn reply(mut stream: &TcpStream, status: &str, kind: &str, zipped: bool, body: &[u8]) -> std::io::Result<()> {
    let encoding = if zipped { "Content-Encoding: gzip\r\n" } else { "" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{encoding}Cache-Control: no-store\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat())
}

/// A file's media type, whether it is program or page rather than data, and whether a host would compress it.
fn about(file: &Path) -> (&'static str, bool, bool) {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let ending = name.rsplit('.').next().unwrap_or("");
    match ending {
        "html" => ("text/html; charset=utf-8", true, true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true, true),
        "css" => ("text/css; charset=utf-8", true, true),
        "wasm" => ("application/wasm", true, true),
        "json" => ("application/json", false, true),
        // Pagefind's own wasm, compressed as it lies.
        "pagefind" => ("application/octet-stream", true, false),
        _ => ("application/octet-stream", false, false),
    }
}
