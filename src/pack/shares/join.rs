//! Shares put together again: whether they are all there, fit each other and hold every file once. What comes of them is what
//! reading the same inputs on one machine gives, whatever the division and the order of the shares.

use super::error::ShareError;
use super::file::Opened;
use super::head::{FoundBeside, Head, Inputs, Made, listing_of};
use crate::pack::gather::Read;
use crate::pack::input::{Drafts, Found};
use crate::pack::store::Store;
use std::collections::HashMap;
use std::fs::File;

/// What shares come to.
#[derive(Debug)]
pub struct Joined {
    /// What they were made with.
    pub made: Made,
    /// The corpus's name when nobody says another.
    pub title: String,
    /// The maker's list of words: its path and its bytes.
    pub lexicon: Option<(String, Vec<u8>)>,
    /// What was read.
    pub read: Read,
}

/// Joins shares.
///
/// # Errors
/// When they do not go together, or one is missing.
pub fn join(shares: Vec<Opened>) -> Result<Joined, ShareError> {
    agree(&shares)?;
    let mut files = Vec::with_capacity(shares.len());
    let mut of_inputs: Vec<(Inputs, Vec<(String, Head)>)> = Vec::new();
    for Opened { path, head, file } in shares {
        files.push(file);
        match of_inputs.iter_mut().find(|(inputs, _)| *inputs == head.inputs) {
            Some((_, heads)) => heads.push((path, head)),
            None => of_inputs.push((head.inputs.clone(), vec![(path, head)])),
        }
    }
    of_inputs.sort_by(|(a, _), (b, _)| (&a.names, a.listing).cmp(&(&b.names, b.listing)));
    for (inputs, heads) in &mut of_inputs {
        heads.sort_by_key(|(_, head)| head.files.first().map_or(u32::MAX, |(number, _)| *number));
        is_whole(inputs, heads)?;
    }
    ids_differ(&of_inputs)?;
    Ok(joined(of_inputs, files))
}

/// Whether shares were made with the same options, by this program, from inputs that stayed as they were.
fn agree(shares: &[Opened]) -> Result<(), ShareError> {
    let Some(first) = shares.first() else { return Ok(()) };
    for (at, Opened { path, head, .. }) in shares.iter().enumerate() {
        if head.program != env!("CARGO_PKG_VERSION") {
            let (path, found) = (path.clone(), head.program.clone());
            return Err(ShareError::Program { path, found, expected: env!("CARGO_PKG_VERSION") });
        }
        let (mine, others) = (&head.made, &first.head.made);
        let encoding = |made: &Made| match made.encoding.as_str() {
            "" => "not given".to_owned(),
            name => name.to_owned(),
        };
        let settings = |made: &Made| match made.settings.len() {
            0 => "not there".to_owned(),
            bytes => format!("one of {bytes} bytes, {}", &crate::site::sha256_hex(made.settings.as_bytes())[..12]),
        };
        let differs = [
            ("--encoding", encoding(mine), encoding(others)),
            ("the largest text (--memory)", mine.text_bytes.to_string(), others.text_bytes.to_string()),
            ("recto.toml", settings(mine), settings(others)),
        ];
        if let Some((what, found, expected)) = differs.into_iter().find(|(_, found, expected)| found != expected) {
            return Err(ShareError::Options { path: path.clone(), other: first.path.clone(), what, found, expected });
        }
        let same_names = |other: &&Opened| other.head.inputs.names == head.inputs.names;
        if let Some(other) = shares[..at].iter().find(same_names).filter(|other| other.head.inputs != head.inputs) {
            return Err(ShareError::Changed {
                path: path.clone(),
                other: other.path.clone(),
                inputs: head.inputs.names.join(", "),
                found: head.inputs.files,
                expected: other.head.inputs.files,
            });
        }
    }
    Ok(())
}

/// Whether shares of the same inputs hold every file of these once.
fn is_whole(inputs: &Inputs, heads: &[(String, Head)]) -> Result<(), ShareError> {
    let mut holder: Vec<Option<(usize, &Found)>> = vec![None; inputs.files as usize];
    for (share, (path, head)) in heads.iter().enumerate() {
        for (number, file) in &head.files {
            if let Some((other, _)) = holder[*number as usize].replace((share, file)) {
                let (file, other) = (file.id.clone(), heads[other].0.clone());
                return Err(ShareError::Overlap { file, path: path.clone(), other });
            }
        }
    }
    let names = || inputs.names.join(", ");
    if let Some(first) = holder.iter().position(Option::is_none) {
        let missing = holder.iter().filter(|held| held.is_none()).count() as u64;
        let place = match first.checked_sub(1).and_then(|before| holder[before]) {
            Some((_, before)) => format!("number {}, after {}", first + 1, before.id),
            None => "number 1".to_owned(),
        };
        return Err(ShareError::Missing { missing, files: inputs.files, inputs: names(), place });
    }
    let no_first = !heads.iter().any(|(_, head)| head.found.is_some());
    let ids = holder.iter().flatten().map(|(_, file)| file.id.as_str());
    if no_first || listing_of(ids) != inputs.listing {
        let error = crate::bundle::BundleError::Invalid { what: "list of all files", at: 0 };
        return Err(ShareError::Broken { path: names(), error });
    }
    Ok(())
}

/// Whether inputs that were mapped apart give no id twice: together they would have been told apart.
fn ids_differ(of_inputs: &[(Inputs, Vec<(String, Head)>)]) -> Result<(), ShareError> {
    if of_inputs.len() < 2 {
        return Ok(());
    }
    let mut holder: HashMap<&str, (usize, &str)> = HashMap::new();
    for (at, (_, heads)) in of_inputs.iter().enumerate() {
        for (path, head) in heads {
            let files = head.files.iter().map(|(_, file)| &file.id);
            for id in files.chain(head.drafts.articles.iter().map(|drafted| &drafted.id)) {
                let (other_at, other) = *holder.entry(id).or_insert((at, path));
                if other_at != at {
                    return Err(ShareError::SameId { id: id.clone(), path: path.clone(), other: other.to_owned() });
                }
            }
        }
    }
    Ok(())
}

fn joined(of_inputs: Vec<(Inputs, Vec<(String, Head)>)>, stored: Vec<File>) -> Joined {
    let mut read = Read::default();
    let (mut made, mut title, mut lexicon) = (Made::default(), None, None);
    let mut drafts = Drafts::default();
    for (inputs, heads) in of_inputs {
        let first = read.files.len();
        title.get_or_insert(inputs.title);
        let mut files = Vec::with_capacity(inputs.files as usize);
        let mut is_told = false;
        for (_, mut head) in heads {
            made = head.made;
            files.append(&mut head.files);
            head.drafts.renumber(|file| first + file);
            drafts.add(head.drafts);
            // Where there is no file at all, every share tells it.
            let Some(found) = head.found.take_if(|_| !std::mem::replace(&mut is_told, true)) else { continue };
            let FoundBeside { skipped, hidden, renamed, lexicon: words } = found;
            read.skipped.extend(skipped);
            read.hidden += hidden;
            read.renamed.extend(renamed);
            lexicon = lexicon.or(words);
        }
        files.sort_by_key(|(number, _)| *number);
        read.files.extend(files.into_iter().map(|(_, file)| file));
    }
    drafts.sort();
    read.drafts = Drafts { store: Store::new(stored), ..drafts };
    Joined { made, title: title.unwrap_or_default(), lexicon, read }
}
