//! The instance that the page hands to the app.

use super::handle::EngineHandle;

/// One Recto on a page.
pub struct Instance {
    /// Mount element; may lie in a shadow root.
    pub root: web_sys::Element,
    /// The engine.
    pub engine: EngineHandle,
    /// BCP 47 tag of the interface's language.
    pub language: Option<String>,
    /// In a frame or an element of another page.
    pub embedded: bool,
    /// Hash of the corpus.
    pub corpus: String,
    /// The corpus's name.
    pub overview_title: String,
}
