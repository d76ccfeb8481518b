//! A page that follows the sources: after an edit the app is built, the folder packed, and the open page loaded again.
//!
//! It builds by `app` and packs by `recto pack`, like everyone else; what it leaves in `target/serve` is nobody's to
//! publish, for the app there is compiled for speed of compiling.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use walkdir::WalkDir;

use crate::server::{Host, Server};
use crate::{app, setup, shell};

/// The ports that are tried first, so that the address stays the same from one day to the next.
const PORTS: std::ops::Range<u16> = 8017..8027;
/// How often the sources are looked at.
const GLANCE: Duration = Duration::from_millis(200);
/// How long an answer waits for a change before the page asks again.
const PATIENCE: Duration = Duration::from_secs(20);
/// Where the page asks for changes: no file of a site is called so.
const ADDRESS: &str = "/~reload.js";
/// Where a site's service worker lies. What it keeps would be shown instead of what was just built.
const WORKER: &str = "/sw.js";

/// Serves a page of the folder until the program is stopped.
///
/// # Errors
///
/// Fails when there is no such folder, or when the first build does. Later failures are told, and the page stays.
pub fn run(folder: &str) -> Result<()> {
    let corpus = shell::root().join(folder);
    ensure!(corpus.exists(), "there is no {}\nhint: name a folder of articles", corpus.display());
    setup::wasm_target()?;
    let place = shell::target_dir()?.join("serve");
    let watched = [shell::root().join("src"), shell::root().join("public"), shell::root().join("index.html"), corpus];
    let mut seen = glance(&watched);
    build(&place, &watched[3])?;
    let builds = Arc::new(AtomicU64::new(1));
    let server = Server::start(&place.join("site"), PORTS, Reloading { builds: Arc::clone(&builds) })?;
    println!("\nThe page is at {} and follows what you save. Ctrl-C ends it.", server.url(""));
    loop {
        std::thread::sleep(GLANCE);
        let now = glance(&watched);
        if now == seen {
            continue;
        }
        seen = now;
        let start = Instant::now();
        match build(&place, &watched[3]) {
            Ok(()) => {
                builds.fetch_add(1, Ordering::SeqCst);
                println!("loaded again after {:.1} s", start.elapsed().as_secs_f64());
            }
            Err(error) => eprintln!("error: {error:#}\nthe page stays as it was"),
        }
    }
}

/// Builds the app and the program, as far as they changed, and packs.
fn build(place: &Path, corpus: &Path) -> Result<()> {
    let built = place.join("app");
    app::build_for_edits(&built)?;
    let mut pack = shell::cargo(&["run", "--quiet", "--profile", "edit", "--bin", "recto", "--", "pack"]);
    pack.arg(corpus).arg("--out").arg(place.join("site")).arg("--csv").arg(place.join("articles.csv"));
    shell::run(pack.arg("--app").arg(&built))
}

/// A number that changes with any file below the paths: with its name, its size or when it was written.
fn glance(paths: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_file() {
                (entry.path(), about.len(), about.modified().ok()).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

/// Sends the page with a script that loads it again after the next build.
struct Reloading {
    builds: Arc<AtomicU64>,
}

impl Host for Reloading {
    fn answer(&self, target: &str) -> Option<String> {
        if target.split('?').next() == Some(WORKER) {
            return Some("// Nothing is kept on the device while the page is worked on.\n".to_owned());
        }
        let asked = target.strip_prefix(ADDRESS)?;
        let Some(known) = asked.strip_prefix("?after=").and_then(|number| number.parse::<u64>().ok()) else {
            return Some(reload_script(self.builds.load(Ordering::SeqCst)));
        };
        let start = Instant::now();
        while self.builds.load(Ordering::SeqCst) == known && start.elapsed() < PATIENCE {
            std::thread::sleep(GLANCE);
        }
        Some(self.builds.load(Ordering::SeqCst).to_string())
    }

    fn changed(&self, file: &Path, bytes: &[u8]) -> Option<Vec<u8>> {
        let is_page = file.extension().is_some_and(|ending| ending == "html");
        is_page.then(|| [bytes, format!("<script src=\"{ADDRESS}\"></script>\n").as_bytes()].concat())
    }
}

/// Asks for the number of builds until it is another one. A server that has ended is asked again a second later.
fn reload_script(builds: u64) -> String {
    format!(
        "(async () => {{\n\
         \x20 for (;;) {{\n\
         \x20   const asked = fetch(\"{ADDRESS}?after={builds}\").then((answer) => answer.text());\n\
         \x20   const now = await asked.catch(() => new Promise((done) => setTimeout(done, 1000)));\n\
         \x20   if (now !== undefined && now !== \"{builds}\") return location.reload();\n\
         \x20 }}\n\
         }})();\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Reloading, glance};
    use crate::server::{Host, Server};
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("recto-xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        folder
    }

    #[test]
    fn an_edit_is_seen() {
        let folder = folder("glance");
        let paths = [folder.clone()];
        let empty = glance(&paths);
        fs::write(folder.join("a.rs"), "1").expect("writable");
        let one = glance(&paths);
        assert_ne!(one, empty, "a new file");
        assert_eq!(glance(&paths), one, "nothing happened");
        fs::write(folder.join("a.rs"), "12").expect("writable");
        assert_ne!(glance(&paths), one, "a longer file");
        fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn a_page_is_told_of_the_next_build() {
        let folder = folder("reload");
        fs::write(folder.join("index.html"), "<p>page</p>\n").expect("writable");
        fs::write(folder.join("data.bin"), "data").expect("writable");
        let builds = Arc::new(AtomicU64::new(7));
        let host = Reloading { builds: Arc::clone(&builds) };
        assert_eq!(host.answer("/~reload.js?after=6").as_deref(), Some("7"), "a build it does not know");
        assert!(host.answer("/~reload.js").is_some_and(|script| script.contains("after=7")));
        assert!(host.answer("/sw.js").is_some_and(|script| script.starts_with("//")), "a worker that keeps nothing");
        assert_eq!(host.answer("/data.bin"), None);
        assert_eq!(host.changed(&folder.join("data.bin"), b"data"), None);
        let page = host.changed(&folder.join("index.html"), b"<p>page</p>\n").expect("a page is changed");
        assert_eq!(page, b"<p>page</p>\n<script src=\"/~reload.js\"></script>\n");

        let server = Server::start(&folder, 0..0, host).expect("a port is free");
        let address = server.url("").trim_start_matches("http://").trim_end_matches('/').to_owned();
        let mut waiting = TcpStream::connect(address).expect("it listens");
        waiting.write_all(b"GET /~reload.js?after=7 HTTP/1.1\r\n\r\n").expect("it reads");
        builds.store(8, Ordering::SeqCst);
        let mut answer = vec![0; 4096];
        let mut read = 0;
        while !answer[..read].ends_with(b"\r\n\r\n8") {
            let more = waiting.read(&mut answer[read..]).expect("it answers");
            assert_ne!(more, 0, "it closed: {}", String::from_utf8_lossy(&answer[..read]));
            read += more;
        }
        fs::remove_dir_all(folder).expect("ours");
    }
}
