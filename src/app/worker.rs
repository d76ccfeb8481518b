//! The engine inside the worker: requests and chunks come in as messages, replies go out. It fetches nothing and knows
//! no page; what carries the messages is in `public/boot.js`.

use crate::bundle::{ChunkId, ChunkRef};
use crate::engine::{Engine, Poll};
use crate::password::{self, Key, Password};
use crate::protocol::{Refusal, Request, Response, Worked};
use js_sys::{Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// A request on its way to the worker.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ask {
    /// Numbers the asks of one page; the reply carries it back.
    pub seq: u32,
    /// What is asked.
    pub request: Request,
}

/// A reply on its way to the page.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// The ask it belongs to.
    pub seq: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an ask.
#[derive(Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// The answer.
    Ready(Response),
    /// Chunks to supply before asking again.
    Missing(Vec<ChunkRef>),
    /// A supplied chunk that the request needs is not the packed one.
    Altered {
        /// Its name.
        name: String,
    },
    /// The engine cannot answer this request, or read its bundle.
    Refused(Refusal),
    /// It is being worked on; another reply follows.
    Working(Worked),
}

/// Writes an [`Ask`] or a [`Reply`] as the bytes that are posted.
///
/// # Panics
///
/// Never: what is written to memory has a length and a place.
pub fn message(content: &impl Serialize) -> JsValue {
    let bytes = postcard::to_allocvec(content).expect("memory takes any message");
    Uint8Array::from(bytes.as_slice()).into()
}

/// Reads what [`message`] wrote; `None` for anything else. Both sides are of one build, so the form has no version.
pub fn read<T: DeserializeOwned>(message: &JsValue) -> Option<T> {
    let bytes = message.dyn_ref::<Uint8Array>()?.to_vec();
    postcard::from_bytes(&bytes).ok()
}

/// A chunk on its way to the worker, its bytes transferred.
///
/// # Panics
///
/// Never: setting a property of a fresh object cannot fail.
pub fn chunk_message(id: ChunkId, bytes: &Uint8Array) -> JsValue {
    let chunk = js_sys::Object::new();
    for (key, value) in [("chunk", JsValue::from(id.0)), ("bytes", bytes.buffer().into())] {
        Reflect::set(&chunk, &key.into(), &value).expect("a fresh object takes properties");
    }
    chunk.into()
}

/// Posts a reply while the engine goes on working. Outside a worker nobody hears it.
fn post(reply: &Reply) {
    let post = Reflect::get(&js_sys::global(), &"postMessage".into()).ok();
    if let Some(post) = post.and_then(|post| post.dyn_into::<js_sys::Function>().ok()) {
        // What is not heard is no loss: the answer follows.
        let _ = post.call1(&JsValue::UNDEFINED, &message(reply));
    }
}

/// The key that opens an encrypted root; none when the password is another. It takes a while and 64 MiB, which end with the
/// worker.
#[wasm_bindgen]
pub fn unlock(root: &[u8], password: &str) -> Option<Vec<u8>> {
    let key = password::unlock(root, &Password::new(password)?)?;
    Some(key.as_bytes().to_vec())
}

/// The engine and what was supplied to it in vain.
#[wasm_bindgen]
pub struct EngineWorker {
    engine: Result<Engine, Refusal>,
    altered: Vec<ChunkId>,
}

#[wasm_bindgen]
impl EngineWorker {
    /// Opens the bundle, an encrypted one by its key. A damaged root is told to every ask.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &[u8], key: Option<Vec<u8>>) -> Self {
        super::boot::report_panics();
        let opened = match key.and_then(|key| Key::of_bytes(&key)) {
            Some(key) => Engine::unlocked(root, key),
            None => Engine::open(root),
        };
        Self { engine: opened.map_err(Refusal::from), altered: Vec::new() }
    }

    /// Takes one message of the page: an [`Ask`], answered with a [`Reply`], or a chunk, not answered.
    ///
    /// # Errors
    ///
    /// When the message is neither.
    pub fn take(&mut self, taken: JsValue) -> Result<JsValue, JsValue> {
        let bytes = Reflect::get(&taken, &"bytes".into())?;
        if !bytes.is_undefined() {
            let id = Reflect::get(&taken, &"chunk".into())?.as_f64().unwrap_or(-1.0);
            self.supply(ChunkId(id as u32), Uint8Array::new(&bytes).to_vec());
            return Ok(JsValue::UNDEFINED);
        }
        let ask: Ask = read(&taken).ok_or("neither an ask nor a chunk")?;
        let told = |worked| post(&Reply { seq: ask.seq, outcome: Outcome::Working(worked) });
        let reply = Reply { seq: ask.seq, outcome: self.answer(&ask.request, &told) };
        Ok(message(&reply))
    }

    fn supply(&mut self, id: ChunkId, payload: Vec<u8>) {
        let Ok(engine) = &mut self.engine else { return };
        let supplied = engine.supply(id, payload);
        self.altered.retain(|altered| *altered != id);
        if supplied.is_err() {
            self.altered.push(id);
        }
    }

    fn answer(&mut self, request: &Request, told: &dyn Fn(Worked)) -> Outcome {
        let engine = match &mut self.engine {
            Ok(engine) => engine,
            Err(why) => return Outcome::Refused(why.clone()),
        };
        match engine.poll_telling(request, told) {
            Err(refusal) => Outcome::Refused(refusal),
            Ok(Poll::Ready(response)) => Outcome::Ready(response),
            Ok(Poll::Missing(chunks)) => {
                let altered = chunks.iter().find(|chunk| self.altered.contains(&chunk.id));
                match altered {
                    Some(chunk) => {
                        self.altered.retain(|altered| *altered != chunk.id);
                        Outcome::Altered { name: chunk.name.clone() }
                    }
                    None => Outcome::Missing(chunks),
                }
            }
        }
    }
}
