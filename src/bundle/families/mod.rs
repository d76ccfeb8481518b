//! Families of wording as they are kept: rows, which lists show, and records, which are looked up by key.
//!
//! Their bytes alone; how they are found is for [`crate::reuse`].

mod records;
mod rows;

pub use records::{
    FamilyRecord, PLACES_PER_RECORD, RecordPlace, WORDINGS_MOST, read_records, record_key, write_records,
};
pub use rows::{FamilyRow, read_rows, row_number, write_rows};

use super::error::{BundleError, Result};
use crate::reuse::FamilyKind;

/// The kind with this number.
fn kind_of(byte: u8, what: &'static str, at: usize) -> Result<FamilyKind> {
    FamilyKind::ALL.get(usize::from(byte)).copied().ok_or(BundleError::Invalid { what, at })
}
