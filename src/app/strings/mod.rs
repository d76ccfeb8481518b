//! The words of the interface: one struct, one value per language, so that a missing string does not compile. To add a
//! language, write its file, and name it here as a module and in `languages!`. `{name}` is a place for a value. Words
//! about articles' contents do not belong here.

mod en;
mod language;
mod vi;

pub use language::{Plural, fill};

/// Declares the languages, each with the file of its words, in the order of the switch.
macro_rules! languages {
    ($($(#[$meta:meta])* $name:ident = $file:ident,)+) => {
        /// A language of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Language {
            $($(#[$meta])* $name,)+
        }

        impl Language {
            /// All of them, in the order of the switch.
            pub const ALL: [Self; [$(stringify!($name)),+].len()] = [$(Self::$name),+];

            /// Its words.
            pub fn strings(self) -> &'static Strings {
                match self {
                    $(Self::$name => &$file::STRINGS,)+
                }
            }
        }
    };
}

languages! {
    /// Tiếng Việt.
    Vietnamese = vi,
    /// English.
    English = en,
}

/// Picks a string.
pub type Label = fn(&'static Strings) -> &'static str;

macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)*) => {
        /// Every string of the interface.
        #[derive(Debug)]
        #[allow(missing_docs, reason = "the name says where a string stands")]
        pub struct Strings { $($(#[$doc])* pub $name: $kind,)* }
    };
}

strings! {
    /// BCP 47 tag of the language.
    tag: &'static str,
    /// Locale of numbers and dates.
    locale: &'static str,
    /// Short name for the switch.
    short: &'static str,
    /// Own name of the language.
    name: &'static str,

    // The frame.
    overview: &'static str,
    results: &'static str,
    compare: &'static str,
    views: &'static str,
    skip: &'static str,
    search: &'static str,
    search_hint: &'static str,
    clear_search: &'static str,
    language: &'static str,
    theme: &'static str,
    theme_light: &'static str,
    theme_dark: &'static str,
    theme_auto: &'static str,
    keys: &'static str,
    close: &'static str,
    loading: &'static str,
    loading_parts: &'static str,
    more: &'static str,
    show_as_table: &'static str,

    // Counts.
    articles: Plural,
    hits: Plural,
    tokens: Plural,
    total: &'static str,
    tier_exact: &'static str,
    tier_variant: &'static str,
    tier_affix: &'static str,
    tier_tone: &'static str,
    tier_fold: &'static str,
    month_form: &'static str,
    year_unknown: &'static str,
    date_unknown: &'static str,
    file_date: &'static str,
    undated: &'static str,

    // The overview.
    article_list: &'static str,
    by_time: &'static str,
    period: &'static str,
    sources: &'static str,
    recurring: &'static str,
    recurring_line: &'static str,
    recurring_line_undated: &'static str,
    key_terms: &'static str,
    people: &'static str,
    examples: &'static str,
    contact: &'static str,
    shown_of: &'static str,
    empty_corpus: &'static str,

    // Results.
    result_list: &'static str,
    all_articles: &'static str,
    filters: &'static str,
    sort: &'static str,
    sort_relevance: &'static str,
    sort_date: &'static str,
    sort_oldest: &'static str,
    marks: &'static str,
    marks_smart: &'static str,
    marks_loose: &'static str,
    marks_exact: &'static str,
    marks_fold: &'static str,
    marks_smart_help: &'static str,
    marks_loose_help: &'static str,
    marks_exact_help: &'static str,
    marks_fold_help: &'static str,
    all_blocks: &'static str,
    all_words_group: &'static str,
    words_articles: Plural,
    words_legend: &'static str,
    words_elsewhere: &'static str,
    phrase_none: &'static str,
    best_why_variant: &'static str,
    best_why_affix: &'static str,
    best_why_tone: &'static str,
    best_why_fold: &'static str,
    untitled: &'static str,
    tick: &'static str,
    nothing_found: &'static str,
    nothing_found_help: &'static str,
    where_hits_stand: &'static str,
    offer_spelling: &'static str,
    offer_hidden: &'static str,
    offer_loose: &'static str,
    offer_fold: &'static str,
    offer_other: &'static str,
    problem_quote: &'static str,
    problem_parenthesis: &'static str,
    problem_operator: &'static str,
    problem_exclusions: &'static str,
    problem_long: &'static str,
    problem_large: &'static str,
    problem_unknown: &'static str,
    problem_not_understood: &'static str,
    problem_signs: &'static str,
    how_to_search: &'static str,
    how_to_search_lines: &'static [(&'static str, &'static str)],

    // Filters.
    facets: &'static str,
    filters_clear: &'static str,
    filter_remove: &'static str,
    filter_badge: &'static str,
    facet_source: &'static str,
    facet_category: &'static str,
    facet_year: &'static str,
    facet_none_source: &'static str,
    facet_none_category: &'static str,
    facet_none_year: &'static str,
    facet_more: &'static str,
    facet_fewer: &'static str,
    range: &'static str,
    range_from: &'static str,
    range_to: &'static str,
    range_all: &'static str,
    range_start: &'static str,
    range_end: &'static str,
    range_hint: &'static str,
    range_form: &'static str,
    range_apply: &'static str,
    strict: &'static str,
    strict_help: &'static str,
    strict_case: &'static str,
    strict_tone: &'static str,
    strict_letters: &'static str,
    strict_stroke: &'static str,

    // What an answer says of itself.
    offer_typed: &'static str,
    offer_also: &'static str,
    offer_prefixed: &'static str,
    offer_joined: &'static str,
    offer_apart: &'static str,
    offer_without_filters: &'static str,
    offers_more: &'static str,
    diagnosis: &'static str,
    culprit_term: &'static str,
    culprit_joined: &'static str,
    culprit_phrase: &'static str,
    culprit_exclusion: &'static str,
    culprit_filter: &'static str,
    culprit_together: &'static str,
    without_part: &'static str,
    instead: &'static str,
    without_filter: &'static str,
    cut_terms: &'static str,
    cut_pattern: &'static str,
    cut_postings: &'static str,
    cut_lines: &'static str,
    cut_of: &'static str,
    cut_go_on: &'static str,
    cut_end: &'static str,
    suggestions: &'static str,
    suggestions_spoken: &'static str,

    // The lines.
    context: &'static str,
    lines: Plural,
    lines_help: &'static str,
    lines_hint: &'static str,
    lines_none: &'static str,
    line_sort: &'static str,
    line_sort_then: &'static str,
    line_sort_none: &'static str,
    line_left_first: &'static str,
    line_left: &'static str,
    line_right_first: &'static str,
    line_right: &'static str,
    line_node: &'static str,
    line_article: &'static str,
    line_date: &'static str,
    context_width: &'static str,
    context_width_tokens: &'static str,
    lines_page: &'static str,
    lines_page_next: &'static str,
    lines_page_previous: &'static str,
    export: &'static str,
    exporting: &'static str,
    export_stop: &'static str,
    exported: &'static str,
    exported_cut: &'static str,
    export_failed: &'static str,
    key_context: &'static str,

    // What is mentioned.
    mentions: &'static str,
    kind_figures: &'static str,
    kind_attributions: &'static str,
    kind_dates: &'static str,
    kind_abbreviations: &'static str,
    mention_all: &'static str,
    mention_all_help: &'static str,
    mention_clear: &'static str,
    mention_count: &'static str,
    mentioned_none: &'static str,
    mention_hits: Plural,
    mentions_none: &'static str,
    mentions_narrowed: &'static str,
    mentions_everywhere: &'static str,
    names_corpus: &'static str,
    no_unit: &'static str,
    short_for: &'static str,
    spoken_of: &'static str,
    months_of: &'static str,
    years_outside: &'static str,

    // The reader.
    reader: &'static str,
    reader_empty: &'static str,
    back_to_list: &'static str,
    close_reader: &'static str,
    hit_of: &'static str,
    hit_spoken: &'static str,
    hit_next: &'static str,
    hit_previous: &'static str,
    article_next: &'static str,
    article_previous: &'static str,
    add_to_compare: &'static str,
    in_compare: &'static str,
    compare_with: &'static str,
    cite: &'static str,
    cited: &'static str,
    cite_failed: &'static str,
    print: &'static str,
    text_size: &'static str,
    text_larger: &'static str,
    text_smaller: &'static str,
    original: &'static str,
    folded_related: Plural,
    folded_residue: Plural,
    folded_remark: Plural,
    folded_header: Plural,
    folded_repeat: Plural,

    // Compare.
    tray: &'static str,
    tray_one: &'static str,
    tray_full: &'static str,
    tray_remove: &'static str,
    tray_clear: &'static str,
    compare_go: &'static str,
    compare_empty: &'static str,
    compare_pick: &'static str,
    overlap: &'static str,
    overlap_help: &'static str,
    passage_list: &'static str,
    passage_of: &'static str,
    passage_next: &'static str,
    passage_previous: &'static str,
    passage_none: &'static str,
    passage_none_layer: &'static str,
    order: &'static str,
    order_weight: &'static str,
    order_text: &'static str,
    minimum: &'static str,
    layer: &'static str,
    layer_phrase: &'static str,
    layer_passage: &'static str,
    kind_verbatim: &'static str,
    kind_typography: &'static str,
    kind_marks: &'static str,
    kind_near: &'static str,
    kind_reordered: &'static str,
    moved: &'static str,
    marks_differ: &'static str,
    signs_differ: &'static str,
    minor: &'static str,
    legend: &'static str,
    column: &'static str,
    which_column: &'static str,
    own_text: &'static str,
    own_file: &'static str,
    own_stays: &'static str,
    compare_one: &'static str,
    compare_recurring: &'static str,
    copy_passage: &'static str,
    as_csv: &'static str,
    as_json: &'static str,
    swap: &'static str,
    make_base: &'static str,
    drop_column: &'static str,
    scroll_together: &'static str,
    base: &'static str,
    base_all: &'static str,
    base_first: &'static str,
    words_differ: Plural,
    summary: &'static str,
    kinds: &'static str,
    only_differing: &'static str,
    only_in: &'static str,
    only_in_of: &'static str,
    compare_same: &'static str,
    compare_no_words: &'static str,
    compare_left_out: &'static str,
    passage_spoken: &'static str,
    passage_noise_only: &'static str,
    noise: Plural,
    noise_caption: &'static str,
    noise_name: &'static str,
    noise_common: &'static str,
    edit_out: &'static str,
    edit_in: &'static str,
    edit_replaced: &'static str,
    edit_marks: &'static str,
    edit_typography: &'static str,
    edit_away: &'static str,
    edit_here: &'static str,
    fact_number: &'static str,
    fact_name: &'static str,
    fact_negation: &'static str,
    fact_quotation: &'static str,
    fact_sign: &'static str,
    fact_changed: &'static str,
    fact_added: &'static str,
    fact_gone: &'static str,
    negation_added: &'static str,
    negation_gone: &'static str,

    // What can go wrong.
    error_chunk: &'static str,
    error_deadline: &'static str,
    error_refused: &'static str,
    error_lost: &'static str,
    retry: &'static str,
    link_not_ours: &'static str,
    link_too_long: &'static str,
    link_unknown: &'static str,
    link_article_gone: &'static str,
    link_passage_gone: &'static str,
    dismiss: &'static str,

    // Keys.
    keys_single: &'static str,
    keys_note: &'static str,
    key_column: &'static str,
    key_action: &'static str,
    key_search: &'static str,
    key_help: &'static str,
    key_next: &'static str,
    key_previous: &'static str,
    key_open: &'static str,
    key_tick: &'static str,
    key_compare: &'static str,
    key_close: &'static str,
    key_overview: &'static str,
    key_results: &'static str,
    key_mentions: &'static str,
    key_mentioned: &'static str,
    key_hit_enter: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_languages() {
        assert_eq!(Language::of_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::of_tag("VI"), Some(Language::Vietnamese));
        assert_eq!(Language::of_tag("fr"), None);
    }
}
