//! What of the page is kept on the device, as the reader wishes it. The keeping itself is in `public/keep.js` and in the
//! service worker; where nothing can be kept nothing is known here.

use super::loader::Host;
use super::locale::Locale;
use super::strings::fill;
use crate::app::reactive::*;
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Bytes of the unit that sizes are told in.
const MEGABYTE: f64 = 1e6;

/// How much of the data is on the device.
#[derive(Clone, Debug, Deserialize)]
pub struct Kept {
    /// Parts of the data.
    all: u32,
    /// Of these, parts that are on the device.
    have: u32,
    /// Bytes of all that is to be kept.
    weight: f64,
    /// Why not all of it could be brought, if that was tried; empty otherwise.
    failed: String,
}

impl Kept {
    /// Whether all of it is there.
    pub fn is_whole(&self) -> bool {
        self.have >= self.all && self.all > 0
    }

    /// Whether some of it is there.
    pub fn is_begun(&self) -> bool {
        self.have > 0
    }

    /// The size of all of it.
    fn size(&self, locale: &Locale) -> String {
        let tenths = (self.weight / MEGABYTE * 10.0).ceil() / 10.0;
        [&locale.figure(tenths), " MB"].concat()
    }

    /// A text with the size, and a share, put in.
    pub fn fill(&self, locale: &Locale, text: &str, (n, of): (u32, u32)) -> String {
        let share = f64::from(n) / f64::from(of.max(1));
        fill(text, &[("size", &self.size(locale)), ("n", &locale.percent(share))])
    }

    /// How much is there, in a sentence.
    pub fn told(&self, locale: &Locale) -> String {
        let words = &locale.strings.keeping;
        let text = match &*self.failed {
            "full" => words.failed_full,
            "offline" => words.failed_offline,
            "gone" => words.failed_gone,
            "" if self.is_whole() => words.whole,
            "" if self.is_begun() => words.part,
            "" => words.nothing,
            _ => words.failed_host,
        };
        self.fill(locale, text, (self.have, self.all))
    }
}

/// What is kept, and what is done about it.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// How much is there, once it is known.
    pub kept: RwSignal<Option<Kept>>,
    /// While it is brought: how many parts of how many.
    pub coming: RwSignal<Option<(u32, u32)>>,
    host: StoredValue<Host>,
}

impl Keeping {
    /// Nothing is known yet.
    pub fn new(host: &Host) -> Self {
        Self { kept: RwSignal::new(None), coming: RwSignal::new(None), host: StoredValue::new(host.clone()) }
    }

    /// Looks how much is there.
    pub fn look(self) {
        self.act("state");
    }

    /// Brings all of it.
    pub fn start(self) {
        self.coming.set(Some((0, 1)));
        self.act("start");
    }

    /// Stops bringing; what came stays.
    pub fn stop(self) {
        self.coming.set(None);
        self.act("stop");
    }

    /// Takes all of it off the device.
    pub fn remove(self) {
        self.act("remove");
    }

    /// Loads the page anew, a newer version of it where there is one.
    pub fn renew(self) {
        self.host.with_value(Host::renew);
    }

    fn act(self, act: &'static str) {
        let host = self.host.get_value();
        spawn_local(async move {
            let tell = Closure::<dyn FnMut(u32, u32)>::new(move |n, of| {
                let _ = self.coming.try_set(Some((n, of)));
            });
            let said = JsFuture::from(host.keep(act, tell.as_ref().unchecked_ref())).await;
            let kept = said.ok().and_then(|said| serde_wasm_bindgen::from_value(said).ok());
            if act == "start" {
                let _ = self.coming.try_set(None);
            }
            // What cannot be told now was known before.
            if kept.is_some() {
                let _ = self.kept.try_set(kept);
            }
        });
    }
}
