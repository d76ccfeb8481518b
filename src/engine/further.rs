//! The requests that only the page and the command line make: counts, measures, mentions, traces, suggestions. The engine of
//! the JavaScript API answers none of them, so that programs load none of their code.

use super::cache::Access;
use super::groups::{self, Groups};
use super::spread::{self, Spreads};
use super::tally::Counting;
use super::{alike, collocates, facets, families, mentions, pairs, related, shared, suggest, trace, words};
use crate::protocol::{Refusal, Request, Response, Told};

/// What answers to these requests keep for the next.
#[derive(Debug, Default)]
pub struct Further {
    /// What is counted, and of what it is counted.
    counting: Counting,
    /// The queries measured last.
    spreads: Spreads,
    /// The two groups read last.
    groups: Groups,
}

impl Further {
    /// Answers a request that the engine itself does not.
    pub fn answer(
        &mut self,
        access: &Access<'_>,
        request: &Request,
        told: Told<'_>,
    ) -> Result<Option<Response>, Refusal> {
        // A constant: the compiler leaves out what follows, and all that only this calls.
        if cfg!(all(target_arch = "wasm32", not(feature = "app"))) {
            return Err(Refusal::Bundle("this engine does not answer that".to_owned()));
        }
        Ok(match request {
            Request::Suggest(typed) => suggest::suggest(access, typed)?.map(Response::Suggest),
            Request::Facets(counts) => facets::facets(access, counts)?.map(Response::Facets),
            Request::Mentions(one) => mentions::mentions(access, one)?.map(Response::Mentions),
            Request::Names(names) => mentions::names(access, names)?.map(Response::Names),
            Request::Layer(layer) => mentions::layer(access, layer)?.map(Response::Layer),
            Request::Reprints(asked) => families::reprints(access, asked)?.map(Response::Reprints),
            Request::Shared(asked) => shared::shared(access, asked)?.map(Response::Shared),
            Request::Alike(asked) => alike::alike(access, asked)?.map(Response::Alike),
            Request::Trace(asked) => trace::trace(access, asked)?.map(Response::Trace),
            Request::Words(asked) => words::words(access, asked, &mut self.counting)?.map(Response::Words),
            Request::Collocates(asked) => {
                collocates::collocates(access, asked, &mut self.counting)?.map(Response::Collocates)
            }
            Request::Nodes(asked) => collocates::nodes(access, asked, &mut self.counting)?.map(Response::Nodes),
            Request::Keyness(asked) => words::keyness(access, asked, &mut self.counting)?.map(Response::Keyness),
            Request::Groups(asked) => {
                groups::groups(access, asked, &mut self.counting.library, &mut self.groups)?.map(Response::Groups)
            }
            Request::Pairs(asked) => pairs::pairs(access, asked)?.map(Response::Pairs),
            Request::Related(asked) => related::related(access, asked)?.map(Response::Related),
            Request::Spread(asked) => spread::spread(access, asked, &mut self.spreads, told)?.map(Response::Spread),
            // What is left the engine answers itself.
            _ => None,
        })
    }

    /// Cuts words by a lexicon from now on.
    pub fn take_words(&mut self, words: crate::compounds::Words) {
        self.counting.forget();
        self.groups = Groups::default();
        self.counting.library.take_words(words);
    }
}
