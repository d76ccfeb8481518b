//! A packed site as commands take it, with its password. It asks it nothing.

use super::output::{Failure, one_line};
use crate::password::Password;
use crate::site::{OpenSite, open_with};
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes of a file whose first line is a password.
const LIMIT_BYTES: u64 = 64 << 10;

/// A packed site, and what opens it.
#[derive(Clone, Debug, Args)]
pub struct SiteArg {
    /// A packed folder or a page in one file.
    #[arg(id = "site", value_name = "SITE")]
    pub path: PathBuf,
    /// Its password, where it has one.
    #[command(flatten)]
    pub password: PasswordArg,
}

/// The password of a site. It is never in the command itself, which others of the machine can see.
#[derive(Clone, Debug, Args)]
pub struct PasswordArg {
    /// A file whose first line is the password of the site, where it has one.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

impl SiteArg {
    /// Opens the site.
    pub fn open(&self) -> Result<OpenSite, Failure> {
        Ok(open_with(&self.path, self.password.read()?.as_ref())?)
    }
}

impl PasswordArg {
    /// The password, where a file was named.
    pub fn read(&self) -> Result<Option<Password>, Failure> {
        self.password_file.as_deref().map(password_of).transpose()
    }
}

/// The password in a file: its first line, without the line's end and a byte order mark.
pub fn password_of(path: &Path) -> Result<Password, Failure> {
    let shown = one_line(&path.display().to_string());
    let mut text = String::new();
    std::fs::File::open(path).and_then(|file| file.take(LIMIT_BYTES).read_to_string(&mut text)).map_err(|error| {
        Failure::new(format!("{shown} cannot be read: {error}"), "a text file with the password in UTF-8")
    })?;
    let line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    Password::new(line)
        .ok_or_else(|| Failure::new(format!("{shown} holds no password"), "write the password into its first line"))
}
