//! What the maker can do about each reason for which something is not packed. It decides nothing.

use super::skip::Reason;

const AS_NAMED: &str = "name it by what it is, or save it again from the program it was written in";
const ENTITY: &str = "write the entity's text into the file; the rest of it is packed";
const AGAIN: &str = "fetch or make it again; what could be read before the fault is packed";

impl Reason {
    /// What the maker can do.
    pub fn hint(&self) -> &str {
        match self {
            Self::Unsupported => {
                "nothing to do, unless it holds articles: then save it from its program as DOCX, HTML, CSV or text"
            }
            Self::Foreign(kind) => kind.hint,
            Self::Protected => "ask its seller for a copy without protection: what is encrypted cannot be packed",
            Self::NotRichText | Self::NotOfKind { .. } => AS_NAMED,
            Self::NoMailText { .. } => "save what is attached to it, and pack that",
            Self::OldOffice => "save it as .xlsx or .pptx without a password",
            Self::NotPublished { .. } => "nothing to do: its site does not show it",
            Self::Binary { .. } => "save it as plain text in UTF-8, or take it out of the folder",
            Self::NotUtf8 { .. } => "save it as UTF-8: it is damaged there, or in an encoding that --encoding can name",
            Self::NotInEncoding { .. } => "name another encoding, or none to have it found",
            Self::NotUtf16 { .. } => "save it as UTF-8",
            Self::NotJson { .. } => "mend that record: one JSON object a line, or a list of objects",
            Self::NotRecord => "make each record an object with names",
            Self::LoneSurrogate { .. } => "mend that record: write the whole character, or take the escape out",
            Self::NulInField { .. } => "take the NUL (\\u0000) out of that record",
            Self::NoText | Self::NoTextColumn { .. } => {
                "say which field holds the text: text = \"…\" under [input.fields] in recto.toml"
            }
            Self::Ragged { .. } => "put quotation marks around a cell that holds the separator or a line break",
            Self::NotXml { .. } => "fetch or save it again if it was cut off, else mend it at that line",
            Self::NotTei { .. } => "save its articles as JSON or CSV, a record for each, or as HTML",
            Self::OutsideEntity { .. } | Self::NestedEntity { .. } => ENTITY,
            Self::NotZip { .. } => "make the file again, or pack what is in it as a folder",
            Self::NotAsNamed { .. } => "name it .zip to have the files in it packed",
            Self::Escapes { .. } => "pack the archive again without `..` and absolute paths",
            Self::SameNames { .. } => "pack the archive again with a name of its own for each file",
            Self::ManyEntries { .. } | Self::DeepArchive => "unpack it and pack the folder",
            Self::NotAnswer => "nothing to do: the other records are packed",
            Self::UnreadEncoding { .. } => {
                "capture it again with a crawler that asks for gzip, or save the page as HTML"
            }
            Self::CutOff | Self::BrokenPacking(_) | Self::BrokenTar(_) | Self::BrokenWarc { .. } => AGAIN,
            Self::WideWindow(_) => {
                "raise --memory, or pack it again with a small window: zstd -d --long=31 FILE, then zstd FILE without --long (xz: -6)"
            }
            Self::Swells(_) => "if it is no trick, unpack it and pack the folder",
            Self::Encrypted => "save a copy without a password",
            Self::OldWord => "save it as .docx without a password",
            Self::NotPdf | Self::BrokenPdf { .. } => {
                "save it again from the program it was written in, or as plain text"
            }
            Self::NoTextLayer { .. } => "have its letters recognised (OCR) and pack the file that gives",
            Self::UntoldLetters { .. } => {
                "save it again from the program it was written in, or have it recognised (OCR)"
            }
            Self::ManyPages { .. } => "split it",
            Self::Laborious => "if it is no trick, save it again from the program it was written in",
            Self::NoStory => {
                "nothing to do, unless its text comes from a script: then save the page as the browser shows it"
            }
            Self::More { .. } => "mend the first ones and pack again",
            Self::TooLarge { .. } | Self::Crowded => {
                "split it (a file, or a record, is one article), or raise --memory: a text may have 9 MiB with 256, 27 with \
                 512, 64 with 1024"
            }
            Self::Empty => "nothing to do, unless it should have a text",
            Self::Unreadable(_) => "check its permissions (ls -l) and whether it still exists",
            Self::Loop(_) => "nothing to do: the folder is packed once",
            Self::NotRegular => "nothing to do: pipes and devices are not articles",
            Self::Same(_) => "nothing to do: it is packed once",
            Self::NotChapter { .. } => "nothing to do: the chapters of the book are packed",
            Self::LeftOut => "take it off leave_out to have it packed",
            Self::Told(told) => &told.hint,
            Self::Output => "nothing to do; a folder beside the articles keeps the two apart",
        }
    }
}
