//! What every page ships: the files of `public/`, inside the program. It fills in nothing.

use super::sums;

/// The page template.
pub const TEMPLATE: &str = include_str!("../../../index.html");
/// The icon.
pub const ICON: &str = include_str!("../../../public/icon.svg");
/// The manifest's template.
pub const MANIFEST: &str = include_str!("../../../public/manifest.webmanifest");
/// The service worker's template.
pub const SERVICE_WORKER: &str = include_str!("../../../public/sw.js");
/// The script of pages that embed this one.
pub const EMBED: &str = include_str!("../../../public/embed.js");
/// A page that embeds this one.
pub const EXAMPLE: &str = include_str!("../../../public/example.html");

const GUARD: &str = include_str!("../../../public/guard.js");
const KEEP: &str = include_str!("../../../public/keep.js");
const UNLOCK: &str = include_str!("../../../public/unlock.js");
const BOOT: &str = include_str!("../../../public/boot.js");

/// The style sheets, in the order of the cascade. A test holds the list against `public/css`.
pub const STYLES: &[(&str, &str)] = &[
    ("tokens.css", include_str!("../../../public/css/tokens.css")),
    ("base.css", include_str!("../../../public/css/base.css")),
    ("page.css", include_str!("../../../public/css/page.css")),
    ("layout.css", include_str!("../../../public/css/layout.css")),
    ("overview.css", include_str!("../../../public/css/overview.css")),
    ("results.css", include_str!("../../../public/css/results.css")),
    ("filters.css", include_str!("../../../public/css/filters.css")),
    ("lines.css", include_str!("../../../public/css/lines.css")),
    ("families.css", include_str!("../../../public/css/families.css")),
    ("measure.css", include_str!("../../../public/css/measure.css")),
    ("mentions.css", include_str!("../../../public/css/mentions.css")),
    ("reader.css", include_str!("../../../public/css/reader.css")),
    ("notes.css", include_str!("../../../public/css/notes.css")),
    ("compare.css", include_str!("../../../public/css/compare.css")),
    ("print.css", include_str!("../../../public/css/print.css")),
];

/// Links of a page in a folder. The manifest's is added by `boot.js`, over http alone.
pub const FOLDER_LINKS: &str = "<link rel=\"icon\" href=\"icon.svg\" type=\"image/svg+xml\">\n";

/// The icon inside the page.
pub fn icon_link(svg: &str) -> String {
    let mut data = String::new();
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b':' | b' ' | b'=' => {
                data.push(char::from(byte));
            }
            _ => data.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("<link rel=\"icon\" href=\"data:image/svg+xml,{data}\">\n")
}

/// All style sheets as one.
pub fn style() -> String {
    let joined: String = STYLES.iter().map(|(_, text)| *text).collect();
    inert(&joined.replace('\r', ""), "</style", "<\\/style")
}

/// A script of the page: one function, which is called in the last line, or handed to `embed.js` where that asked for it. The
/// page holds the function's source text against a sum before it goes on.
#[derive(Debug)]
pub struct Script {
    /// The whole script.
    pub text: String,
    /// Sum of its function's text, see `sums`.
    pub sum: String,
}

impl Script {
    /// A function, and the line that calls it.
    fn new(function: &str, call: &str) -> Self {
        let function = inlineable(function);
        Self { sum: sums::of_text(&function), text: format!("{function}\n{call}\n") }
    }
}

/// The first script of a page.
pub fn guard() -> Script {
    Script::new(GUARD.trim_end(), "self.rectoEmbed ? rectoEmbed(rectoGuard) : rectoGuard();")
}

/// The second script: a function around the bindings and the boot. It serves the page and, by its own text or its file,
/// the worker.
pub fn script(glue: &str) -> Script {
    let function = format!(
        "function rectoApp(inline) {{\nfunction rectoGlue() {{\n{glue}\nreturn wasm_bindgen;\n}}\n{KEEP}{UNLOCK}{BOOT}}}"
    );
    Script::new(&function, "(self.rectoEmbed || (self.document ? rectoPage.start : rectoApp))(rectoApp);")
}

/// A script that can stand inside a page as it is: nothing in it ends or hides the element, and the parser changes no
/// byte, so that its hash holds.
fn inlineable(script: &str) -> String {
    let script = inert(&script.replace('\r', ""), "</script", "<\\/script");
    inert(&script, "<!--", "<\\!--")
}

/// Replaces a piece of ASCII text wherever it stands, in whatever case.
fn inert(text: &str, piece: &str, by: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in lower.match_indices(piece) {
        out.push_str(&text[done..at]);
        out.push_str(by);
        done = at + piece.len();
    }
    out.push_str(&text[done..]);
    out
}
