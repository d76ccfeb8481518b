//! Chromium, driven over WebDriver's plain HTTP: open a page, run a script in it, look at its memory. It knows no
//! engine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::measured::status_bytes;
use crate::{setup, shell};

/// How long one script may take: all queries of a kind over a large corpus.
const SCRIPT_MILLIS: u64 = 900_000;

/// A browser with its driver; both end with it.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// What it calls itself.
    pub version: String,
}

impl Browser {
    /// Starts the driver and a headless browser.
    ///
    /// # Errors
    /// Fails when either is missing or does not start.
    pub fn start() -> Result<Self> {
        let programs = setup::chromium()?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = Command::new(&programs.driver);
        let driver = command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = driver.spawn().context("starting chromedriver")?;
        let mut browser = Self { driver, port, session: String::new(), version: String::new() };
        let begun = Instant::now();
        while browser.call("GET", "/status", &Value::Null).is_err() {
            if begun.elapsed() > Duration::from_secs(30) {
                bail!("chromedriver does not answer");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let options = json!({
            "binary": programs.browser,
            "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-extensions"],
        });
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
            "timeouts": {"script": SCRIPT_MILLIS, "pageLoad": 300_000},
        }}});
        let made = browser.call("POST", "/session", &capabilities)?;
        browser.session = made["sessionId"].as_str().context("chromedriver gave no session")?.to_owned();
        let version = made["capabilities"]["browserVersion"].as_str().unwrap_or("?");
        browser.version = format!("Chromium {version}");
        Ok(browser)
    }

    /// Runs a script in every page opened from now on, before the page's own.
    ///
    /// # Errors
    /// Fails when the browser refuses.
    pub fn before_pages(&self, source: &str) -> Result<()> {
        let parameters = json!({"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": source}});
        self.in_session("/goog/cdp/execute", &parameters).map(drop)
    }

    /// Opens a page and waits until it is loaded.
    ///
    /// # Errors
    /// Fails when it does not load.
    pub fn open(&self, url: &str) -> Result<()> {
        // A page that differs in its hash alone would not be loaded anew.
        self.in_session("/url", &json!({"url": "about:blank"}))?;
        self.in_session("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs the body of an async function and returns what it resolves to.
    ///
    /// # Errors
    /// What the script threw.
    pub fn run(&self, body: &str, arguments: &Value) -> Result<Value> {
        let script = format!(
            "const [args, done] = arguments; \
             (async () => {{ {body} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.in_session("/execute/async", &json!({"script": script, "args": [arguments]}))?;
        match answer["error"].as_str() {
            Some(error) => bail!("in the page: {error}"),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Private memory of the largest page process in bytes, workers and WebAssembly included; `None` where the system
    /// does not tell (not Linux).
    pub fn page_memory(&self) -> Option<u64> {
        let pages = descendants(self.driver.id()).into_iter().map(|id| Path::new("/proc").join(id.to_string()));
        let pages = pages.filter(|process| is_page(process));
        pages.filter_map(|process| status_bytes(&process.join("status"), "RssAnon:")).max()
    }

    fn in_session(&self, path: &str, body: &Value) -> Result<Value> {
        self.call("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).context("reaching chromedriver")?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
                break;
            }
            if let Some(value) = header.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().context("chromedriver's answer has a length")?;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        let answer: Value = serde_json::from_slice(&answer).context("chromedriver answers in JSON")?;
        match answer["value"]["error"].as_str() {
            Some(error) => bail!("chromedriver: {error}: {}", answer["value"]["message"].as_str().unwrap_or("")),
            None => Ok(answer["value"].clone()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.call("DELETE", &format!("/session/{}", self.session), &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The processes below one, at any depth.
fn descendants(ancestor: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let parents: Vec<(u32, u32)> = processes
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name stands in parentheses and may hold anything; state and parent follow it.
            Some((id, stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()?))
        })
        .collect();
    let mut found = vec![ancestor];
    let mut at = 0;
    while let Some(&parent) = found.get(at) {
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        at += 1;
    }
    found
}

fn is_page(process: &Path) -> bool {
    // Chromium writes its arguments anew, with blanks between them.
    let words = std::fs::read(process.join("cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&words).contains("--type=renderer")
}

/// The `file://` address of a path.
pub fn file_url(path: &Path) -> String {
    format!("file://{}", path.display().to_string().replace('%', "%25").replace(' ', "%20"))
}

/// The path of a file of `xtask/bench/`.
pub fn script(name: &str) -> PathBuf {
    shell::root().join("xtask/bench").join(name)
}
