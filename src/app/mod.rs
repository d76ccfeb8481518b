//! The browser app: a component tree over an instance, its engine in a worker. It never reads a file and holds no
//! global state.

pub mod boot;
pub mod handle;
pub mod loader;
pub mod worker;

use boot::Instance;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// Mounts the app into its instance's root.
pub fn mount(instance: Instance) {
    let root: web_sys::HtmlElement = instance.root.clone().unchecked_into();
    leptos::mount::mount_to(root, move || view! { class="recto", <Probe engine=instance.engine.clone()/> }).forget();
}

/// Stands in for the views: asks what the address says, and shows what comes.
#[component]
fn Probe(engine: handle::EngineHandle) -> impl IntoView {
    use crate::engine::protocol::{QuerySpec, Request, SearchRequest};
    let told = RwSignal::new_local(String::new());
    let steps = RwSignal::new_local(String::new());
    engine.on_progress(move |progress| {
        steps.update(|s| s.push_str(&format!("{}/{} ", progress.arrived, progress.asked)))
    });
    leptos::task::spawn_local(async move {
        told.set(format!("{:?}", engine.ask(Request::Overview).await));
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        let articles = Request::Articles { offset: 0, limit: 1 };
        let both = futures::join!(engine.ask(articles.clone()), engine.ask_latest("list", articles));
        told.update(|told| told.push_str(&format!("\n{both:?}")));
        for query in ["trap", "spin"] {
            if hash.contains(query) {
                let spec = QuerySpec { query: query.to_owned(), ..QuerySpec::default() };
                let asked = Request::Search(SearchRequest { spec, ..SearchRequest::default() });
                let many = futures::join!(
                    engine.ask_latest("list", asked),
                    engine.ask(Request::Overview),
                    engine.ask_latest("list", Request::Overview),
                    engine.ask_latest("list", Request::Overview),
                );
                told.update(|told| told.push_str(&format!("\n{many:?}")));
            }
        }
        told.update(|told| told.push_str("\ndone"));
    });
    view! { class="recto", <h1>"Probe"</h1> <pre>{move || told.get()}</pre> <p>{move || steps.get()}</p> }
}
