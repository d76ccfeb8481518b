//! A static server on the loopback address that counts what it sends: gzip for what compresses, connections kept open,
//! nothing cached by the browser, pages isolated so that the browser's clock is fine. It serves the benchmark alone.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
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

#[derive(Default)]
struct State {
    sent: Sent,
    zipped: HashMap<PathBuf, Arc<Vec<u8>>>,
}

/// A running server; its thread ends with the program.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// Serves a folder.
    ///
    /// # Errors
    /// Fails when no port is free.
    pub fn start(folder: &Path) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("binding a port")?;
        let server = Self { address: listener.local_addr()?, state: Arc::default() };
        let (state, folder) = (Arc::clone(&server.state), folder.to_path_buf());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, folder) = (Arc::clone(&state), folder.clone());
                std::thread::spawn(move || {
                    // A browser closes connections as it likes.
                    let _ = converse(&state, &folder, &stream);
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
        lock(&self.state).sent
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn converse(state: &Mutex<State>, folder: &Path, stream: &TcpStream) -> std::io::Result<()> {
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
        let path = PathBuf::from(target.split(['?', '#']).next().unwrap_or("").trim_start_matches('/'));
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        let file = if target.ends_with('/') { folder.join(&path).join("index.html") } else { folder.join(&path) };
        match std::fs::read(&file).ok().filter(|_| is_below) {
            Some(bytes) => send(state, stream, &file, bytes)?,
            None => reply(stream, "404 Not Found", "text/plain", false, b"not here")?,
        }
    }
}

fn send(state: &Mutex<State>, stream: &TcpStream, file: &Path, bytes: Vec<u8>) -> std::io::Result<()> {
    let (kind, is_code, compresses) = about(file);
    let bytes = if compresses { zipped(state, file, &bytes)? } else { Arc::new(bytes) };
    {
        let sent = &mut lock(state).sent;
        let length = bytes.len() as u64;
        if is_code {
            sent.code_bytes += length;
        } else {
            (sent.data_bytes, sent.data_requests) = (sent.data_bytes + length, sent.data_requests + 1);
        }
    }
    reply(stream, "200 OK", kind, compresses, &bytes)
}

fn zipped(state: &Mutex<State>, file: &Path, bytes: &[u8]) -> std::io::Result<Arc<Vec<u8>>> {
    if let Some(known) = lock(state).zipped.get(file) {
        return Ok(Arc::clone(known));
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    let zipped = Arc::new(encoder.finish()?);
    lock(state).zipped.insert(file.to_path_buf(), Arc::clone(&zipped));
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
