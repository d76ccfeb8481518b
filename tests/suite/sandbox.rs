//! A temporary folder in which the real program runs. It holds no expectations of its own.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A temporary folder; it vanishes with the value. Paths are relative to it.
pub struct Sandbox {
    root: TempDir,
}

impl Sandbox {
    /// An empty folder.
    pub fn new() -> Self {
        Self { root: TempDir::new().unwrap() }
    }

    /// Three small articles under `in/`, two of which share a paragraph.
    pub fn with_articles() -> Self {
        let shared =
            "Ban tổ chức yêu cầu kiểm tra kỹ từng hạng mục, không chủ quan, không để xảy ra sai sót dù nhỏ nhất.";
        Self::new()
            .file("in/a.txt", &format!("Chuẩn bị hội chợ sách\n\nNgày 12/03/2021 - thư viện mở cửa sớm.\n\n{shared}\n"))
            .file("in/sub/b.txt", &format!("Hội chợ sách lần hai\n\nNgày 05/04/2022 - trời mưa.\n\n{shared}\n"))
            .file("in/c.md", "A quiet morning at the harbour\n\nThe boats left early, before the rain came.\n")
    }

    /// Writes a text.
    pub fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Writes bytes.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Makes a folder.
    pub fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).unwrap();
        self
    }

    /// Packs `in/` into `site/`, which must succeed.
    pub fn packed(self) -> Self {
        self.pack(&["in", "--out", "site"]).code(0);
        self
    }

    /// An absolute path.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// A file's text.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Every file below a folder with its bytes.
    pub fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(path), "", &mut files);
        files
    }

    /// The only chunk file whose bytes, decoded, hold a text; any chunk file when the text is empty.
    pub fn chunk_file(&self, site: &str) -> String {
        let page: Vec<String> = self.tree(site).into_keys().filter(|path| path.ends_with(".bin")).collect();
        format!("{site}/{}", page.first().expect("a site has chunk files"))
    }

    /// Runs the program in this folder.
    pub fn recto(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        let output = command.args(args).current_dir(self.root.path()).stdin(Stdio::null()).output().unwrap();
        Run::new(args, &output)
    }

    /// Runs `recto pack … --without-app`.
    pub fn pack(&self, args: &[&str]) -> Run {
        self.recto(&[&["pack", "--without-app"], args].concat())
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap_or_default());
        }
    }
}

/// What one run of the program gave.
pub struct Run {
    args: String,
    /// The exit code; `None` when a signal ended it.
    pub exit: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    fn new(args: &[&str], output: &Output) -> Self {
        Self {
            args: args.join(" ").chars().take(200).collect(),
            exit: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Expects an exit code.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        assert_eq!(self.exit, Some(expected), "recto {}\n{}\n{}", self.args, self.out, self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Expects words on standard error.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(self.err.contains(part), "recto {}: expected {part:?} in\n{}", self.args, self.err);
        self
    }

    /// Expects words not to stand on standard error.
    #[track_caller]
    pub fn silent_about(self, part: &str) -> Self {
        assert!(!self.err.contains(part), "recto {}: unexpected {part:?} in\n{}", self.args, self.err);
        self
    }

    /// Expects words on standard output.
    #[track_caller]
    pub fn prints(self, part: &str) -> Self {
        assert!(self.out.contains(part), "recto {}: expected {part:?} in\n{}", self.args, self.out);
        self
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|e| panic!("recto {}: {e}\n{}\n{}", self.args, self.out, self.err))
    }

    /// Standard output as one JSON value a line.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
