//! Where `public/boot.js` hands over: one instance of the app, with its engine. It looks nothing up in the page.

use super::handle::EngineHandle;
use super::loader::{Form, Host, Loader};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

/// One app on a page; a page may hold several.
pub struct Instance {
    /// The element to mount into. It may lie in a shadow root, and holds the plain page until the app takes it over.
    pub root: web_sys::Element,
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
}

/// Starts one instance. `options` holds `root` (the element to mount into), `host` (see [`Host`]), `worker` (already
/// started, with its module and root), `form`, `base`, `language`, `embedded`, `corpus` and `title`.
///
/// # Errors
///
/// When an option is missing or of another kind.
#[wasm_bindgen]
pub fn start(options: JsValue) -> Result<(), JsValue> {
    report_panics();
    let part = |name: &str| Reflect::get(&options, &name.into());
    let root: web_sys::Element = part("root")?.dyn_into()?;
    let worker: web_sys::Worker = part("worker")?.dyn_into()?;
    let host: Host = part("host")?.unchecked_into();
    let text = |name: &str| part(name)?.as_string().ok_or_else(|| JsValue::from(name));
    let form = Form::of(&text("form")?).ok_or("form")?;
    let loader = Loader::new(form, text("base")?, host.clone());
    super::mount(Instance {
        root,
        engine: EngineHandle::new(host, worker, loader),
        language: part("language")?.as_string(),
        embedded: part("embedded")?.is_truthy(),
        corpus: text("corpus")?,
        overview_title: text("title")?,
    });
    Ok(())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Writes where a panic happened to the console; without it a trap says only `unreachable`.
pub(super) fn report_panics() {
    std::panic::set_hook(Box::new(|panic| console_error(&panic.to_string())));
}
