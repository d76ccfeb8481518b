//! The engine for programs in JavaScript: what `public/api/recto.js` polls. It opens a bundle, takes chunks, and answers with
//! plain objects in the shape that `--json` has on the command line (docs/API.md).
//!
//! It fetches nothing and waits for nothing: `recto.js` brings what is missing and polls again. It knows no page.

mod options;

use crate::answers::{found, lines, repeated, whole};
use crate::bundle::{ChunkId, ChunkRef, carrier};
use crate::engine::{Engine, Poll};
use crate::export::comparison_json;
use crate::protocol::{Ask, FamilyPlace, FamilyRequest, OffersRequest, Refusal};
use js_sys::{JSON, Object, Reflect};
use options::Options;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Places of a repeated wording asked for at once.
const WINDOW: u32 = 1_000;

/// Why a poll has no answer.
enum Stop {
    /// These are to be brought; none when a part of a long count is done, and the next poll goes on.
    Missing(Vec<ChunkRef>),
    /// There will be none: a kind of `RectoError`, and what is wrong.
    Fault(&'static str, String),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        let kind = match &refusal {
            Refusal::NoArticle(_) => "no-article",
            Refusal::TooFew(_) => "too-few",
            Refusal::NoFamily(_) => "no-family",
            Refusal::Bundle(_) => "damaged",
        };
        Self::Fault(kind, refusal.to_string())
    }
}

type Polled = Result<JsValue, Stop>;

/// A corpus that is open.
#[wasm_bindgen]
pub struct Corpus {
    engine: Engine,
}

#[wasm_bindgen]
impl Corpus {
    /// Opens a bundle by its root.
    ///
    /// # Errors
    ///
    /// With a sentence, when the bytes are no root that this version reads.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &[u8]) -> Result<Self, JsValue> {
        Engine::open(root).map(|engine| Self { engine }).map_err(|error| error.to_string().into())
    }

    /// The corpus's hash, 16 hexadecimal digits.
    pub fn name(&self) -> String {
        self.engine.root().corpus_name()
    }

    /// How many articles it has.
    pub fn size(&self) -> u32 {
        self.engine.root().counts.articles
    }

    /// Takes a chunk: its bytes, or the file of a folder that carries them. Answers what is wrong with it, if anything is.
    pub fn supply(&mut self, id: u32, bytes: Vec<u8>, is_file: bool) -> Option<String> {
        let payload = if is_file { carrier::unwrap(&bytes).map_err(|error| error.to_string()) } else { Ok(bytes) };
        payload.and_then(|bytes| self.engine.supply(ChunkId(id), bytes).map_err(|error| error.to_string())).err()
    }

    /// Answers `{answer}`, `{missing: [{id, name}]}`, or `{fault, message}`. The options' names are those of
    /// `recto.js`, which has checked them.
    pub fn poll(&mut self, name: &str, options: JsValue) -> JsValue {
        let polled = Options::read(options)
            .map_err(|problem| Stop::Fault("option", problem))
            .and_then(|options| self.answer(name, &options));
        match polled {
            Ok(answer) => object(&[("answer", answer)]),
            Err(Stop::Missing(chunks)) => object(&[("missing", value(&chunks))]),
            Err(Stop::Fault(kind, message)) => object(&[("fault", kind.into()), ("message", message.into())]),
        }
    }
}

impl Corpus {
    fn answer(&mut self, name: &str, options: &Options) -> Polled {
        match name {
            "search" => self.search(options),
            "article" => self.article(options),
            "concordance" => self.concordance(options),
            "compare" => self.compare(options),
            "families" => self.families(options),
            _ => Err(Stop::Fault("option", format!("there is no {name:?} to ask for"))),
        }
    }

    fn ask<A: Ask>(&mut self, ask: A) -> Result<A::Answer, Stop> {
        match self.engine.poll(&ask.into())? {
            Poll::Ready(response) => {
                A::answer(response).ok_or_else(|| Stop::Fault("engine", "an answer of another kind".to_owned()))
            }
            Poll::Missing(chunks) => Err(Stop::Missing(chunks)),
        }
    }

    fn search(&mut self, options: &Options) -> Polled {
        let request = options.search()?;
        let offers = OffersRequest { spec: request.spec.clone() };
        let answer = self.ask(request)?;
        let other = self.ask(offers)?;
        Ok(value(&found(&answer, &other)))
    }

    fn article(&mut self, options: &Options) -> Polled {
        let answer = self.ask(options.read_article()?)?;
        let hits = (!options.query.is_empty()).then_some(answer.hits.as_slice());
        Ok(value(&whole(&answer.article, true, hits)))
    }

    fn concordance(&mut self, options: &Options) -> Polled {
        let asked = options.concordance()?;
        let answer = self.ask(asked.clone())?;
        Ok(value(&lines(&asked, &answer, &answer.lines, &answer.groups)))
    }

    fn compare(&mut self, options: &Options) -> Polled {
        let answer = self.ask(options.compare()?)?;
        let json = comparison_json(&answer, &self.name());
        JSON::parse(&json).map_err(|_| Stop::Fault("engine", "a comparison that is no JSON".to_owned()))
    }

    /// All places of all rows; what they miss is asked for side by side.
    fn families(&mut self, options: &Options) -> Polled {
        let answer = self.ask(options.families()?)?;
        let (mut rows, mut missing) = (Vec::new(), Vec::new());
        for row in &answer.rows {
            match self.places(&row.label, row.nth) {
                Ok(places) => rows.push(repeated(row, &places)),
                Err(Stop::Missing(chunks)) => missing.extend(chunks),
                Err(fault) => return Err(fault),
            }
        }
        if rows.len() < answer.rows.len() {
            return Err(Stop::Missing(missing));
        }
        Ok(object(&[
            ("total", answer.total.into()),
            ("all", answer.all.into()),
            ("families", value(&rows)),
            ("problems", value(&crate::answers::problems(&answer.problems))),
            ("cuts", value(&answer.cuts)),
        ]))
    }

    fn places(&mut self, label: &str, nth: u32) -> Result<Vec<FamilyPlace>, Stop> {
        let mut places = Vec::new();
        loop {
            let offset = u32::try_from(places.len()).unwrap_or(u32::MAX);
            let answer = self.ask(FamilyRequest { label: label.to_owned(), nth, offset, limit: WINDOW })?;
            let is_last = answer.places.is_empty();
            places.extend(answer.places);
            if is_last || places.len() >= answer.total as usize {
                return Ok(places);
            }
        }
    }
}

/// A value as JavaScript has it: plain objects, `null` for what is not there.
fn value(content: &impl Serialize) -> JsValue {
    // What is serialised are numbers, texts and lists of ours.
    content.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // A fresh object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
