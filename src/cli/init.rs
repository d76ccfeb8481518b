//! `recto init`: writes a `recto.toml` that explains itself. It never overwrites one.

use super::flags::InitFlags;
use super::output::{Failure, Finish, note};
use crate::pack::starter;

/// Runs the command.
pub fn run(flags: &InitFlags) -> Result<Finish, Failure> {
    let path = starter::write(&flags.folder)?;
    note(&format!("wrote {}: every setting is in it, with what it is for", path.display()));
    note(&format!("pack: recto pack {} --out site/", flags.folder.display()));
    Ok(Finish::Success)
}
