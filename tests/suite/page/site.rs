//! Sites the journeys open, packed by the built `recto` program, and what that program says of them. It never looks
//! into a bundle itself.

use super::process::run_folder;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// What opens [`Corpus::Locked`].
pub const PASSWORD: &str = "một mật khẩu dài";

/// A packed corpus in its two forms.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder form.
    pub folder: PathBuf,
    /// The one-file form.
    pub one_file: PathBuf,
}

/// Articles to pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corpus {
    /// The project's own sample corpus.
    Sample,
    /// Articles whose text tries to be markup, script or control.
    Hostile,
    /// The same by the hundred, in every field.
    Injected,
    /// The sample corpus with one article more, for updates.
    Newer,
    /// Short articles with sources and dates.
    Dated,
    /// Two long articles that share passages.
    Long,
    /// Articles that say one word more often than a page or a file holds.
    Plenty,
    /// Articles that are more than a first visit keeps on the device.
    Large,
    /// The same in volumes of chunks.
    InVolumes,
    /// Articles that were revised, word by word.
    Revised,
    /// Articles that share few passages or many.
    Retold,
    /// Copies of a text with words changed.
    Copies,
    /// An archive of the folder of shared data, by its name; see [`archive`].
    Archive(&'static str),
    /// The sample corpus under [`PASSWORD`].
    Locked,
    /// Two articles written from right to left that share a passage.
    RightToLeft,
}

impl Site {
    /// Packs a corpus, once per run.
    ///
    /// # Errors
    ///
    /// What `recto pack` said when it failed.
    pub fn of(corpus: Corpus) -> Result<Self, String> {
        static PACKED: Mutex<Vec<(Corpus, Result<Site, String>)>> = Mutex::new(Vec::new());
        let mut packed = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, site)) = packed.iter().find(|(of, _)| *of == corpus) {
            return site.clone();
        }
        let site = Self::pack(corpus);
        packed.push((corpus, site.clone()));
        site
    }

    /// No site, for journeys that bring their own pages.
    pub fn none() -> Self {
        Self { folder: run_folder().to_path_buf(), one_file: PathBuf::new() }
    }

    /// The sample site after one article was added.
    pub fn newer_sample() -> Option<Self> {
        Self::of(Corpus::Newer).ok()
    }

    fn pack(corpus: Corpus) -> Result<Self, String> {
        let name =
            if let Corpus::Archive(name) = corpus { name.to_owned() } else { format!("{corpus:?}").to_lowercase() };
        let base = run_folder().join(&name);
        let site = Self { folder: base.join("site"), one_file: base.join("recto.html") };
        let input = match corpus {
            Corpus::Sample | Corpus::Locked => Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"),
            Corpus::Hostile => write_articles(&base, &super::hostile::articles()),
            Corpus::Injected => {
                let files = super::injected::articles();
                let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
                write_articles(&base, &files)
            }
            Corpus::Dated => write_articles(&base, &super::filters::articles()),
            Corpus::Long => write_articles(&base, &super::figures::articles()),
            Corpus::Plenty => write_articles(&base, &super::plenty::articles()),
            Corpus::Large | Corpus::InVolumes => write_articles(&base, &super::offline::articles()),
            Corpus::Archive(name) => archive(name),
            Corpus::Retold => write_articles(&base, &super::again::articles()),
            Corpus::Revised => write_articles(&base, &super::differ::articles()),
            Corpus::Copies => write_articles(&base, &super::again::copies()),
            Corpus::RightToLeft => write_articles(&base, &super::rightward::articles()),
            Corpus::Newer => {
                let folder = write_articles(&base, &[("newer.txt", NEWER.to_owned())]);
                copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), &folder);
                folder
            }
        };
        let table = base.join("articles.csv");
        if corpus == Corpus::Dated {
            std::fs::write(&table, super::filters::table()).expect("the run's folder takes a file");
        }
        let password = base.join("password.txt");
        let more: &[&Path] = match corpus {
            Corpus::Dated => &[Path::new("--meta"), &table],
            Corpus::Locked => {
                std::fs::create_dir_all(&base).expect("the run's folder takes a folder");
                std::fs::write(&password, PASSWORD).expect("the run's folder takes a file");
                &[Path::new("--password-file"), &password]
            }
            Corpus::InVolumes => &[Path::new("--volumes"), Path::new("yes")],
            _ => &[],
        };
        site.write(&input, more)
    }

    fn write(self, input: &Path, more: &[&Path]) -> Result<Self, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        command.arg("pack").arg(input).arg("--out").arg(&self.folder).arg("--one-file").arg(&self.one_file);
        command.args(more);
        let output = command.output().map_err(|error| format!("recto does not start: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if self.folder.join("index.html").is_file() && self.one_file.is_file() {
            Ok(self)
        } else {
            Err(format!("recto pack {} wrote no page ({}): {said}", input.display(), output.status))
        }
    }

    /// The `file://` address of the folder's page.
    pub fn folder_url(&self) -> String {
        file_url(&self.folder.join("index.html"))
    }

    /// The `file://` address of the one-file page.
    pub fn one_file_url(&self) -> String {
        file_url(&self.one_file)
    }

    /// One JSON value from a `recto` subcommand over this site.
    #[track_caller]
    pub fn ask(&self, subcommand: &str, rest: &[&str]) -> Value {
        self.ask_lines(subcommand, rest).into_iter().next().expect("recto answers with a value")
    }

    /// One JSON value a line from a `recto` subcommand over this site.
    #[track_caller]
    pub fn ask_lines(&self, subcommand: &str, rest: &[&str]) -> Vec<Value> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        command.arg(subcommand).arg(&self.folder).arg("--json").args(rest);
        let output = command.output().expect("recto starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code < 2), "recto {subcommand} {rest:?} failed: {said}");
        let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        serde_json::Deserializer::from_str(&text)
            .into_iter()
            .map(|value| value.unwrap_or_else(|error| panic!("recto {subcommand} {rest:?}: {error}:\n{text}")))
            .collect()
    }
}

/// Where an archive lies, if there is a folder of shared data.
pub fn archive(name: &str) -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from);
    folder.join("corpora").join(format!("{name}.jsonl.gz"))
}

fn write_articles(base: &Path, articles: &[(&str, String)]) -> PathBuf {
    let folder = base.join("articles");
    std::fs::create_dir_all(&folder).expect("the run's folder takes a folder");
    for (name, text) in articles {
        std::fs::write(folder.join(name), text).expect("the run's folder takes a file");
    }
    folder
}

/// The article that the newer corpus has more.
const NEWER: &str = "Bản cập nhật thử nghiệm\n\nBản cập nhật thử nghiệm này chỉ có trong các phép thử.\n";

/// Copies a folder's files over another folder's.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the run's folder takes a folder");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("an entry has a type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("the run's folder takes a file");
        }
    }
}

/// The `file://` address of a path; the run's folders hold no character that needs escaping but blanks.
pub fn file_url(path: &Path) -> String {
    format!("file://{}", path.display().to_string().replace('%', "%25").replace(' ', "%20"))
}
