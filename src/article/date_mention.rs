//! A date in a running text: where it stands and what it means. How it is found is for [`super::mention`].

use super::date::Date;

/// The part of a day that a text names with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// `sáng`, morning.
    Morning,
    /// `trưa`, noon.
    Noon,
    /// `chiều`, afternoon.
    Afternoon,
    /// `tối`, evening.
    Evening,
    /// `đêm`, `khuya`, night.
    Night,
}

/// A date in a running text: a half-open byte range and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// As precise as the text and the anchor allow.
    pub date: Date,
    /// Named with it, or `None`.
    pub part_of_day: Option<PartOfDay>,
}
