//! The views: one file for each tab, and the reader beside the results.

pub mod compare;
mod compare_alike;
pub mod compare_bar;
mod compare_begin;
pub mod compare_columns;
pub mod compare_drawing;
mod compare_letters;
mod compare_list;
mod compare_scroll;
mod compare_shown;
mod compare_summary;
mod compare_take;
mod compare_wording;
pub mod families;
pub mod family;
mod groups;
pub mod lines;
pub mod measure;
mod measure_panels;
pub mod mentions;
pub mod notes;
pub mod overview;
pub mod reader;
pub mod reader_bar;
pub mod results;
mod trace;
