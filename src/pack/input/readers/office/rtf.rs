//! RTF: the paragraphs of a text, with what its head says. Tables are rows with tabulators; pictures, fields' codes, lists of
//! fonts and styles are no text.

use crate::article::{Block, Date, Known, Role};
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::skip::Reason;
use encoding_rs::Encoding;

/// Groups inside one another at most.
const DEEPEST: usize = 500;

/// Groups that hold no text of the story.
#[rustfmt::skip]
const PASSED: [&str; 44] = [
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "pict", "object", "objdata",
    "fldinst", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "xmlnstbl", "themedata", "datastore",
    "colorschememapping", "latentstyles", "mmathPr", "pgptbl", "revtbl", "filetbl", "bkmkstart", "bkmkend", "datafield", "shpinst", "nonshppict",
    "blipuid", "panose", "falt", "company", "operator", "doccomm", "keywords", "category", "manager", "hlinkbase", "template",
];

/// A group that is open.
#[derive(Clone, Copy)]
struct Group {
    /// Bytes that follow `\u` for programs that know no Unicode.
    fallback: usize,
    target: Target,
    hidden: bool,
    encoding: &'static Encoding,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Text,
    Note,
    Title,
    Author,
    Created,
    Nothing,
    Deleted,
}

/// Reads a file: its text, what is known of it, and what was left out.
///
/// # Errors
/// When it is nested too deeply.
pub(in crate::pack::input::readers) fn read(bytes: &[u8]) -> Result<(String, Known, Omitted), Reason> {
    let mut reader = Rtf::new(bytes);
    reader.run()?;
    Ok(reader.finish())
}

struct Rtf<'b> {
    bytes: &'b [u8],
    at: usize,
    groups: Vec<Group>,
    group: Group,
    /// A group has just begun: its first word names it.
    begins: bool,
    /// The group may be passed over by who does not know it.
    optional: bool,
    text: String,
    notes: String,
    title: String,
    author: String,
    created: [u16; 5],
    /// Bytes to be decoded, in the encoding of the group.
    raw: Vec<u8>,
    skip: usize,
    high: Option<u16>,
    omitted: Omitted,
}

impl<'b> Rtf<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        let group = Group { fallback: 1, target: Target::Text, hidden: false, encoding: encoding_rs::WINDOWS_1252 };
        Self {
            bytes,
            at: 0,
            groups: Vec::new(),
            group,
            begins: false,
            optional: false,
            text: String::new(),
            notes: String::new(),
            title: String::new(),
            author: String::new(),
            created: [0; 5],
            raw: Vec::new(),
            skip: 0,
            high: None,
            omitted: Omitted::default(),
        }
    }

    fn run(&mut self) -> Result<(), Reason> {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    if self.groups.len() >= DEEPEST {
                        return Err(Reason::Laborious);
                    }
                    self.groups.push(self.group);
                    (self.begins, self.skip) = (true, 0);
                }
                b'}' => {
                    self.flush();
                    if self.group.target == Target::Note {
                        self.notes.push('\n');
                    }
                    match self.groups.pop() {
                        Some(group) => self.group = group,
                        None => break,
                    }
                    (self.begins, self.optional, self.skip) = (false, false, 0);
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => {
                    self.begins = false;
                    if self.skip > 0 { self.skip -= 1 } else { self.raw.push(byte) }
                }
            }
        }
        self.flush();
        Ok(())
    }

    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return self.sign(first);
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(40).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&rest[..length]).unwrap_or("").to_owned();
        self.at += length;
        let rest = &self.bytes[self.at..];
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[minus..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..minus + digits]).ok().and_then(|n| n.parse::<i64>().ok());
        self.at += if digits > 0 { minus + digits } else { 0 };
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if word == "bin" {
            self.at = self.at.saturating_add(number.unwrap_or(0).max(0) as usize).min(self.bytes.len());
            return;
        }
        self.word(&word, number);
        self.begins = false;
    }

    /// A control of one sign.
    fn sign(&mut self, sign: u8) {
        match sign {
            b'\'' => {
                let hex = self.bytes.get(self.at..self.at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                self.at = (self.at + 2).min(self.bytes.len());
                if self.skip > 0 {
                    self.skip -= 1;
                } else if let Some(byte) = byte {
                    self.raw.push(byte);
                }
            }
            b'*' => self.optional = true,
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("\u{2011}"),
            b'\\' | b'{' | b'}' => self.raw.push(sign),
            b'\n' | b'\r' => self.put("\n\n"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let begins = std::mem::take(&mut self.begins);
        let optional = std::mem::take(&mut self.optional);
        let on = number != Some(0);
        match word {
            _ if (begins || optional) && PASSED.contains(&word) => self.target(Target::Nothing),
            "footnote" => {
                self.target(Target::Note);
            }
            "annotation" | "atnid" | "atnauthor" => self.target(Target::Nothing),
            "title" if begins => self.target(Target::Title),
            "author" if begins => self.target(Target::Author),
            "creatim" if begins => self.target(Target::Created),
            "info" | "revtim" | "printim" | "buptim" if begins => self.target(Target::Nothing),
            "shptxt" => self.target(Target::Text),
            "fldrslt" => {}
            "yr" | "mo" | "dy" | "hr" | "min" if self.group.target == Target::Created => {
                let place = ["yr", "mo", "dy", "hr", "min"].iter().position(|name| *name == word).unwrap_or(0);
                self.created[place] = number.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
            }
            "deleted" => {
                self.flush();
                if on {
                    self.group.target = Target::Deleted
                }
            }
            "v" => {
                self.flush();
                self.group.hidden = on;
            }
            "ansicpg" | "cpg" => self.encoding(number.unwrap_or(1252)),
            "mac" => self.encoding(10_000),
            "uc" => self.group.fallback = number.unwrap_or(1).clamp(0, 16) as usize,
            "u" => self.unicode(number.unwrap_or(0)),
            "par" | "sect" | "page" => self.put("\n\n"),
            "line" => self.put("\n"),
            "row" | "nestrow" => self.put("\n"),
            "cell" | "nestcell" | "tab" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            _ if optional => self.target(Target::Nothing),
            _ => {}
        }
    }

    fn target(&mut self, target: Target) {
        self.flush();
        // What lies in a group without text has none; the head's own groups do.
        let in_head = matches!(target, Target::Title | Target::Author | Target::Created);
        if self.group.target != Target::Nothing || in_head {
            self.group.target = target;
        }
    }

    fn encoding(&mut self, page: i64) {
        self.flush();
        let name = match page {
            65_001 => "utf-8".to_owned(),
            10_000 => "macintosh".to_owned(),
            932 => "shift_jis".to_owned(),
            936 => "gbk".to_owned(),
            949 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            874 => "windows-874".to_owned(),
            page => format!("windows-{page}"),
        };
        if let Some(encoding) = Encoding::for_label(name.as_bytes()) {
            self.group.encoding = encoding;
        }
    }

    fn unicode(&mut self, number: i64) {
        self.flush();
        let unit = (if number < 0 { number + 65_536 } else { number }) as u16;
        self.skip = self.group.fallback;
        match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => self.high = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => self.put(&String::from_utf16_lossy(&[high, unit])),
            (_, unit) => self.put(&String::from_utf16_lossy(&[unit])),
        }
    }

    fn flush(&mut self) {
        if !self.raw.is_empty() {
            let raw = std::mem::take(&mut self.raw);
            let (text, ..) = self.group.encoding.decode(&raw);
            let text = text.into_owned();
            self.add(&text);
        }
    }

    fn put(&mut self, text: &str) {
        self.flush();
        self.add(text);
    }

    fn add(&mut self, text: &str) {
        if self.group.hidden {
            return self.omitted.text(LeftOut::Hidden, text);
        }
        match self.group.target {
            Target::Text => self.text.push_str(text),
            Target::Note => self.notes.push_str(text),
            Target::Title => self.title.push_str(text),
            Target::Author => self.author.push_str(text),
            Target::Deleted => self.omitted.text(LeftOut::Deleted, text),
            Target::Created | Target::Nothing => {}
        }
    }

    fn finish(self) -> (String, Known, Omitted) {
        let lines = |text: &str| -> Vec<String> { text.lines().map(|line| line.trim_end().to_owned()).collect() };
        let mut text = String::new();
        for line in lines(&self.text) {
            // One empty line between paragraphs is enough.
            if line.trim().is_empty() && (text.is_empty() || text.ends_with("\n\n")) {
                continue;
            }
            text.push_str(&line);
            text.push('\n');
        }
        let mut roles = Vec::new();
        for note in lines(&self.notes).iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
            let start = text.len() as u32;
            text.push_str(note);
            roles.push(Block { role: Role::Note, start, end: text.len() as u32, repeats: false });
            text.push('\n');
        }
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let [year, month, day, ..] = self.created;
        let made = format!("{year:04}-{month:02}-{day:02}").parse::<Date>().ok().filter(|_| year > 1900);
        let known = Known {
            title: filled(&self.title),
            author: filled(&self.author),
            file_date: made,
            roles,
            ..Known::default()
        };
        (text, known, self.omitted)
    }
}
