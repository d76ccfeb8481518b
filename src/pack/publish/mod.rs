//! The packed site put in its place: whole, or not at all.

mod publication;
mod survey;

pub(crate) use publication::Folders;
pub use publication::{Loose, Publication};
pub use survey::{State, state_of};
