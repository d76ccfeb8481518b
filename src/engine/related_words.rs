//! Words that the corpus uses like the one searched for. It finds none: the packer did.

use super::cache::Access;
use crate::bundle::Section;
use crate::protocol::{BlocksMode, QuerySpec};
use crate::query::syntax::{Form, Node};

/// The words used like the one that is the whole of a query, with their articles; their chunk is asked for where it is missing.
/// Counted in all articles, and in their stories alone: none where the query is narrowed or widened. Costs one chunk.
pub fn related_words(access: &Access<'_>, spec: &QuerySpec, node: Option<&Node>) -> Vec<(String, u32)> {
    let Some(Node::Words(run) | Node::Phrase(run)) = node else { return Vec::new() };
    let is_word = run.iter().all(|word| word.form == Form::Plain && !word.is_gloss());
    if !is_word || !spec.filters.is_empty() || spec.blocks != BlocksMode::Text {
        return Vec::new();
    }
    let key = run.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ");
    let rows = access.place_of_key(Section::RelatedWords, &key).and_then(|place| access.related_words(place));
    let row = rows.and_then(|rows| rows.iter().find(|row| row.key == key));
    row.map_or_else(Vec::new, |row| row.words.clone())
}
