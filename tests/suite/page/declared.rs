//! Journeys as tests: each is declared once and runs in every browser that is there. What is absent has no tests: one line
//! tells what was left out and why, and nothing that did not run is counted. It does not know what journeys do.

use super::journey::{self, Journey};
use super::process::Browser;
use super::session::Settings;
use super::site::Corpus;
use libtest_mimic::Trial;
use std::collections::BTreeMap;

/// A journey, where it runs and what it starts from.
#[derive(Clone, Copy)]
pub struct Declared {
    module: &'static str,
    /// Its name, the same in every browser.
    pub name: &'static str,
    /// The browsers it runs in.
    pub browsers: &'static [Browser],
    /// What is packed for it, if anything is.
    pub corpus: Option<Corpus>,
    /// How its sessions differ from the usual ones.
    pub settings: Settings,
    /// A variable of the environment that names what it needs beside a browser.
    needs: Option<&'static str>,
    /// What it does.
    pub run: fn(&Journey),
}

impl Declared {
    /// A journey over a corpus through every browser.
    pub const fn new(module: &'static str, name: &'static str, corpus: Option<Corpus>, run: fn(&Journey)) -> Self {
        let settings = Settings { without_wasm: false, dark: false };
        Self { module, name, browsers: &Browser::ALL, corpus, settings, needs: None, run }
    }

    /// The same in these browsers alone.
    pub const fn only_in(self, browsers: &'static [Browser]) -> Self {
        Self { browsers, ..self }
    }

    /// The same in sessions of other settings.
    pub const fn with(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    /// The same under another name.
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The same where a variable of the environment names what it needs; elsewhere it is left out.
    pub const fn needing(self, variable: &'static str) -> Self {
        Self { needs: Some(variable), ..self }
    }

    /// `find::webkit::marks_hits`.
    fn name_in(&self, browser: Browser) -> String {
        let module = self.module.split_once("::").map_or(self.module, |(_, module)| module);
        format!("{module}::{}::{}", browser.name(), self.name)
    }
}

/// The tests of journeys in the browsers that are there. A browser that must be there is taken to be: its tests then say
/// what is missing.
pub fn tests<'j>(journeys: impl Iterator<Item = &'j Declared>) -> Vec<Trial> {
    let (mut tests, mut left_out) = (Vec::new(), BTreeMap::<String, u32>::new());
    let absent = Browser::ALL.map(journey::absence);
    let no_app = journey::absence_of_app();
    for journey in journeys {
        for &browser in journey.browsers {
            let reason = absent[browser as usize].as_ref().or(no_app.as_ref().filter(|_| journey.corpus.is_some()));
            let lacking = journey.needs.filter(|variable| std::env::var_os(variable).is_none());
            let lacking = lacking.map(|variable| format!("nothing is named by {variable}"));
            if let Some(reason) = reason.or(lacking.as_ref()) {
                *left_out.entry(format!("{}: {reason}", browser.name())).or_default() += 1;
                continue;
            }
            let journey = *journey;
            tests.push(Trial::test(journey.name_in(browser), move || {
                journey::run(&journey, browser);
                Ok(())
            }));
        }
    }
    for (reason, count) in left_out {
        eprintln!("left out: {count} journeys in {reason}");
    }
    tests
}

/// Declares the journeys of a module: each runs in every browser, `find::marks_hits` as `find::chromium::marks_hits` and so
/// on.
macro_rules! journeys {
    ($corpus:ident: $($name:ident),* $(,)?) => {
        pub const JOURNEYS: &[$crate::declared::Declared] =
            &[$($crate::declared::declared!(Some($crate::site::Corpus::$corpus), $name)),*];
    };
}
pub(crate) use journeys;

/// Declares one journey.
macro_rules! declared {
    ($corpus:expr, $name:ident) => {
        $crate::declared::Declared::new(module_path!(), stringify!($name), $corpus, $name)
    };
}
pub(crate) use declared;
