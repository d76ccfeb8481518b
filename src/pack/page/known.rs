//! Knows the files of a site by what is in them, where no record says whose they are. It opens no file and writes none.

use super::{assets, template};
use crate::bundle::root::Root;
use crate::password::Head;
use crate::site;
use serde_json::Value;

/// What every page has near its beginning, in either form.
const MARKS: [&str; 2] = ["data-form=\"", "<div id=\"recto\""];
const MARK_BYTES: usize = 64 * 1024;
/// What a mark in a file of a fixed name looks like: how the file begins, up to its first sentence's end.
const OPENING_BYTES: usize = 40;

/// Whether a page is one of Recto's, whole or in part.
pub fn is_page(html: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&html[..html.len().min(MARK_BYTES)]);
    html.is_empty() || MARKS.iter().any(|mark| head.contains(mark))
}

/// Whether a page is one of Recto's that no longer shows the corpus it is said to show: it is cut, its root is damaged, or
/// another pack wrote it. A page that is whole and differs in something else was changed by somebody.
pub fn is_broken_page(html: &[u8], corpus: &str) -> bool {
    let text = String::from_utf8_lossy(html);
    let name = |root: &[u8]| match Head::read(root) {
        Some(head) => Some(head.corpus_name()),
        None => Root::read(root).ok().map(|root| root.corpus_name()),
    };
    let shown = site::root_of(html).and_then(|root| name(&root));
    is_page(html) && !(text.contains("</html>") && shown.is_some_and(|shown| shown == corpus))
}

/// Whether a file of a fixed name beside the page is, to the byte, what this version writes for some corpus.
pub fn is_as_written(path: &str, bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    match path {
        _ if text.is_empty() => is_beside(path),
        "manifest.webmanifest" => {
            let value: Value = serde_json::from_str(text).unwrap_or_default();
            let slots = [("title", value["name"].to_string()), ("language", value["lang"].to_string())];
            text == template::fill(assets::MANIFEST, &slots.into_iter().collect())
        }
        "sw.js" => fits(assets::SERVICE_WORKER, text),
        path => beside(path) == Some(text),
    }
}

/// Whether a file of a fixed name beside the page looks like one that Recto, of this version or another, has written.
pub fn is_alike(path: &str, bytes: &[u8]) -> bool {
    let opening = beside(path).and_then(|template| template.as_bytes().get(..OPENING_BYTES));
    let is_manifest = || {
        let value: Value = serde_json::from_slice(bytes).unwrap_or_default();
        value["start_url"] == "./" && value["icons"][0]["src"] == "icon.svg"
    };
    match path {
        "manifest.webmanifest" => is_manifest() || is_as_written(path, bytes),
        "sw.js" | "embed.js" | "example.html" => bytes.is_empty() || opening.is_some_and(|o| bytes.starts_with(o)),
        _ => is_as_written(path, bytes),
    }
}

/// Whether a path is that of a file of a fixed name beside the page.
pub fn is_beside(path: &str) -> bool {
    beside(path).is_some()
}

fn beside(path: &str) -> Option<&'static str> {
    Some(match path {
        "icon.svg" => assets::ICON,
        "manifest.webmanifest" => assets::MANIFEST,
        "sw.js" => assets::SERVICE_WORKER,
        "embed.js" => assets::EMBED,
        "example.html" => assets::EXAMPLE,
        _ => return None,
    })
}

/// Whether a text is a template with its slots filled.
fn fits(template: &str, mut text: &str) -> bool {
    let mut parts = template.split("{{");
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    text = rest;
    parts.map(|part| part.split_once("}}").map_or(part, |(_, after)| after)).all(|part| {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
        true
    }) && text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_beside_the_page_are_known() {
        let manifest = assets::MANIFEST.replace("{{title}}", "\"Báo \\\"làng\\\"\"").replace("{{language}}", "\"vi\"");
        let worker = assets::SERVICE_WORKER.replace("{{version}}", "12ab").replace("{{files}}", "{\n}");
        let worker = worker.replace("{{chunks}}", "{}");
        for (path, text, as_written, alike) in [
            ("icon.svg", assets::ICON, true, true),
            ("icon.svg", "<svg/>", false, false),
            ("manifest.webmanifest", &manifest, true, true),
            ("manifest.webmanifest", &manifest.replace("minimal-ui", "browser"), false, true),
            ("manifest.webmanifest", "{\"name\":\"mine\"}", false, false),
            ("sw.js", &worker, true, true),
            ("sw.js", &format!("{worker}//"), false, true),
            ("sw.js", "// mine", false, false),
            ("embed.js", "", true, true),
            ("CNAME", "", false, false),
        ] {
            let found = (is_as_written(path, text.as_bytes()), is_alike(path, text.as_bytes()));
            assert_eq!(found, (as_written, alike), "{path}: {text}");
        }
    }
}
