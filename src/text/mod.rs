//! How Recto reads text: tokens with byte spans, and the keys that make two spellings the same term.
//!
//! The packer, the query, the highlighter and the comparison all use this module, so that a count, its lines and
//! its highlights agree. It never alters a text that is shown: keys are normalised, spans point into the original.

mod broken;
mod collate;
mod facet;
mod fold;
mod joined;
mod key;
mod number;
mod particle;
mod raised;
mod repair;
mod script;
mod sentence;
mod token;
mod typing;
mod variant;
mod vietnamese;

#[cfg(test)]
mod properties_test;
#[cfg(test)]
mod vectors_test;

pub use broken::{broken_key, broken_keys};
pub use collate::sort_key;
pub use facet::facet_value;
pub use fold::fold_key;
pub use joined::parts;
pub use key::{
    Marks, Overlooked, cased_key, dots_alone, exact_key, marks_of, reduced_key, spelling_key, toneless_key,
    unplaced_key,
};
pub use number::aliases;
pub use particle::particles;
pub use raised::{is_shifted, lowered, raised, raised_bytes, raised_value};
pub use script::is_unspaced;
pub use sentence::{paragraph_sentences, sentences};
pub use token::{Token, tokens};
pub use typing::{Method, typed};
pub use variant::{digit_value, has_light_marks, variant_key};
pub use vietnamese::is_syllable;
