//! The password of a site: its key, and that a site which has one is not published without.

use super::bundling::Built;
use super::error::PackError;
use super::options::Options;
use super::places::Places;
use crate::password::{self, COST, Cost, Key, Password, SALT_BYTES};
use crate::site::root_at;
use std::io;

/// Letters that a password should have: whoever has the page may guess as long as they like.
const LETTERS: usize = 12;

/// What locks a site.
#[derive(Debug)]
pub(super) struct Locking {
    /// What everything in it is encrypted with.
    pub key: Key,
    salt: [u8; SALT_BYTES],
    cost: Cost,
}

impl Locking {
    /// The key of a pack with a password. A site packed over under the same password keeps its salt, so that what did not
    /// change keeps its bytes.
    ///
    /// # Errors
    /// When what is there has a password and none was given, or the system has no random bytes.
    pub fn of(options: &Options, places: &Places) -> Result<Option<Self>, PackError> {
        let Some(password) = &options.password else {
            let mut pages = [Some(&places.out), places.one_file.as_ref()].into_iter().flatten();
            let locked = pages.find(|page| root_at(page).is_some_and(|root| password::Head::read(&root).is_some()));
            return match locked.filter(|_| !options.force) {
                Some(path) => Err(PackError::Unlocked { path: path.display().to_string() }),
                None => Ok(None),
            };
        };
        let before = root_at(&places.out).and_then(|root| {
            let head = password::Head::read(&root).filter(|head| head.cost == COST)?;
            Some((head.salt, password::unlock(&root, password)?))
        });
        let (salt, key) = match before {
            Some(before) => before,
            None => fresh(password)?,
        };
        Ok(Some(Self { key, salt, cost: COST }))
    }

    /// Encrypts the root; the corpus gets the name that tells nothing of it.
    pub fn lock(&self, built: &mut Built) {
        let (root, corpus) = password::lock(&built.root, &self.key, &self.salt, self.cost);
        built.root = root;
        built.corpus.clone_from(&corpus);
        built.overview.corpus = corpus;
    }
}

/// A salt that nobody had, and its key.
fn fresh(password: &Password) -> Result<([u8; SALT_BYTES], Key), PackError> {
    let mut salt = [0; SALT_BYTES];
    let failed = |message: String| PackError::Random { error: io::Error::other(message) };
    getrandom::fill(&mut salt).map_err(|error| failed(error.to_string()))?;
    let key = Key::derive(password, &salt, COST).ok_or_else(|| failed("there is no memory for the key".to_owned()))?;
    Ok((salt, key))
}

/// Whether no table is written: beside a site with a password one of its titles lies only where its maker asks for it.
pub(super) fn hides_table(options: &Options) -> bool {
    options.password.is_some() && options.csv.is_none()
}

/// What the maker of a site with a password should know.
pub(super) fn notes(options: &Options) -> Vec<String> {
    let mut notes = Vec::new();
    let letters = options.password.as_ref().map_or(LETTERS, Password::letters);
    if letters < LETTERS {
        let advice = format!("whoever has the page can guess on; take {LETTERS} or more");
        notes.push(format!("the password has {letters} letters: {advice}"));
    }
    if hides_table(options) {
        let why = "articles.csv is not written: it would tell the titles beside a site with a password";
        notes.push(format!("{why} (hint: name a file with --csv)"));
    }
    notes
}
