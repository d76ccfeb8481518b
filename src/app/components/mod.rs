//! The pieces that views are made of. Written with Leptos's builder rather than its macro: the macro mounts static
//! subtrees through `innerHTML`, which Trusted Types refuse.

pub mod article_list;
pub mod article_text;
pub mod card;
pub mod cuts;
pub mod date_filter;
pub mod export_button;
pub mod facets;
pub mod figures;
pub mod filter_chips;
pub mod frame;
pub mod histogram;
pub mod keep;
pub mod keys_dialog;
pub mod links;
pub mod margin;
pub mod mentioned;
pub mod mentions_list;
pub mod note;
pub mod notices;
pub mod query_notes;
pub mod search_box;
pub mod search_switches;
pub mod sets;
pub mod strip;
pub mod suggestions;
pub mod timeline;
pub mod tray;
pub mod trend_chart;
pub mod tucked;
