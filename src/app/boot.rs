//! Where `public/boot.js` hands over: one instance of the app, with its engine. It looks nothing up in the page.

use super::handle::EngineHandle;
use super::loader::{Form, Host, Loader};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// One app on a page; a page may hold several.
pub struct Instance {
    /// The element to mount into. It may lie in a shadow root, and holds the plain page until the app takes it over.
    pub root: web_sys::Element,
    /// See [`Host`].
    pub host: Host,
    /// The engine over this instance's corpus.
    pub engine: EngineHandle,
    /// The language asked for by the page's address or by the packed page: `vi` or `en`.
    pub language: Option<String>,
    /// The page stands in a frame, which sizes itself to its content.
    pub embedded: bool,
    /// Hash of the corpus, 16 hexadecimal digits: the prefix of every stored setting.
    pub corpus: String,
    /// The corpus' title, known before the engine answers.
    pub overview_title: String,
    /// It stands in a shadow root of another page.
    pub inline: Option<Inline>,
}

/// What an instance in a shadow root has in place of an address bar and of a root element of its own.
#[derive(Deserialize)]
pub struct Inline {
    /// The address of the packed page, which links lead to.
    pub page: String,
    /// The state it starts with, as the hash of a link.
    pub hash: String,
    /// Pixels of the unit that widths are told in.
    pub rem_pixels: f64,
}

/// What `public/boot.js` hands over.
#[derive(Deserialize)]
struct Options {
    /// The element to mount into.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    root: web_sys::Element,
    /// See [`Host`].
    #[serde(with = "serde_wasm_bindgen::preserve")]
    host: JsValue,
    /// Already started, with its module and root.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    worker: web_sys::Worker,
    /// How the page came, see [`Form::of`].
    form: String,
    /// What its files' addresses begin with.
    base: String,
    language: Option<String>,
    embedded: bool,
    corpus: String,
    title: String,
    inline: Option<Inline>,
}

/// Starts one instance.
///
/// # Errors
///
/// When an option is missing or of another kind.
#[wasm_bindgen]
pub fn start(options: JsValue) -> Result<(), JsValue> {
    report_panics();
    let options: Options = serde_wasm_bindgen::from_value(options)?;
    let host: Host = options.host.unchecked_into();
    let form = Form::of(&options.form).ok_or("form")?;
    let loader = Loader::new(form, options.base, host.clone());
    super::mount(Instance {
        root: options.root,
        engine: EngineHandle::new(host.clone(), options.worker, loader),
        host,
        language: options.language,
        embedded: options.embedded,
        corpus: options.corpus,
        overview_title: options.title,
        inline: options.inline,
    });
    Ok(())
}

#[cfg(debug_assertions)]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Writes where a panic happened to the console; without it a trap says only `unreachable`. Only in builds with debug
/// assertions: of others `cargo xtask app` takes the messages out.
pub(super) fn report_panics() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| console_error(&panic.to_string())));
}
