//! The encodings by name, and each one's decoder. It chooses none.

use super::mojibake::undo;
use super::vietnamese;
use crate::pack::input::walk::nfc;

/// An encoding a file may be in, or a wrong decoding it went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// One of the WHATWG's.
    Web(&'static encoding_rs::Encoding),
    /// VISCII (RFC 1456).
    Viscii,
    /// TCVN 5712:1993, VN3: the fonts whose names begin with `.Vn`.
    Tcvn3,
    /// VNI for Windows: a letter, then its marks.
    Vni,
    /// The bytes of TCVN3 taken for windows-1252 and saved as UTF-8.
    Tcvn3InUtf8,
    /// The same with VNI.
    VniInUtf8,
    /// UTF-8 taken for windows-1252 and saved as UTF-8 again.
    Mojibake,
}

/// The names of the encodings that are not the WHATWG's.
const OWN: [(&str, Encoding); 6] = [
    ("VISCII", Encoding::Viscii),
    ("TCVN3", Encoding::Tcvn3),
    ("VNI", Encoding::Vni),
    ("TCVN3-in-UTF-8", Encoding::Tcvn3InUtf8),
    ("VNI-in-UTF-8", Encoding::VniInUtf8),
    ("UTF-8-as-windows-1252", Encoding::Mojibake),
];

/// The WHATWG's that are listed; its other labels are understood too.
const WEB: [&encoding_rs::Encoding; 33] = {
    use encoding_rs::*;
    [
        UTF_8,
        UTF_16LE,
        UTF_16BE,
        WINDOWS_1258,
        WINDOWS_1252,
        WINDOWS_1250,
        WINDOWS_1251,
        WINDOWS_1253,
        WINDOWS_1254,
        WINDOWS_1255,
        WINDOWS_1256,
        WINDOWS_1257,
        WINDOWS_874,
        ISO_8859_2,
        ISO_8859_3,
        ISO_8859_4,
        ISO_8859_5,
        ISO_8859_6,
        ISO_8859_7,
        ISO_8859_8,
        ISO_8859_10,
        ISO_8859_13,
        ISO_8859_14,
        ISO_8859_15,
        ISO_8859_16,
        KOI8_R,
        KOI8_U,
        GBK,
        GB18030,
        BIG5,
        EUC_JP,
        SHIFT_JIS,
        EUC_KR,
    ]
};

/// The names that `--encoding` takes, Vietnamese ones first.
pub fn encoding_names() -> Vec<&'static str> {
    OWN.iter().map(|(name, _)| *name).chain(WEB.iter().map(|web| web.name())).collect()
}

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self::Web(encoding_rs::UTF_8);
    pub(super) const UTF_16LE: Self = Self::Web(encoding_rs::UTF_16LE);
    pub(super) const UTF_16BE: Self = Self::Web(encoding_rs::UTF_16BE);
    pub(super) const WINDOWS_1258: Self = Self::Web(encoding_rs::WINDOWS_1258);
    pub(super) const WINDOWS_1252: Self = Self::Web(encoding_rs::WINDOWS_1252);

    /// Finds an encoding by its name or by a label of the WHATWG, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        let own = OWN.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, encoding)| *encoding);
        let alias = || match name.to_ascii_lowercase().as_str() {
            "tcvn" | "tcvn-5712" | "abc" => Some(Self::Tcvn3),
            "vni-windows" | "vni-win" => Some(Self::Vni),
            "mojibake" => Some(Self::Mojibake),
            _ => None,
        };
        let web = || encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).map(Self::Web);
        own.or_else(alias).or_else(web)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(web) => web.name(),
            own => OWN.iter().find(|(_, encoding)| *encoding == own).map_or("", |(name, _)| *name),
        }
    }

    /// Whether it is UTF-8 as it should be.
    pub fn is_utf8(self) -> bool {
        self == Self::UTF_8
    }

    /// Decodes bytes; the flag says that some could not be. Linear in their number.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Web(web) => {
                let (text, damaged) = web.decode_without_bom_handling(bytes);
                // It writes a letter and its tone apart.
                let text = if self == Self::WINDOWS_1258 { nfc(&text) } else { text.into_owned() };
                (text, damaged)
            }
            Self::Viscii => (vietnamese::viscii(bytes), false),
            Self::Tcvn3 => (vietnamese::tcvn3(&latin(bytes)), false),
            Self::Vni => (vietnamese::vni(&latin(bytes)), false),
            Self::Tcvn3InUtf8 | Self::VniInUtf8 | Self::Mojibake => match std::str::from_utf8(bytes) {
                Ok(text) => (self.reread(text), false),
                Err(_) => (self.reread(&String::from_utf8_lossy(bytes)), true),
            },
        }
    }

    /// Reads a text again that was decoded as windows-1252 where it should have been this.
    pub(super) fn reread(self, text: &str) -> String {
        match self {
            Self::Tcvn3InUtf8 => vietnamese::tcvn3(text),
            Self::VniInUtf8 => vietnamese::vni(text),
            Self::Mojibake => undo(text).0,
            _ => text.to_owned(),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Encoding {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| {
            let known = encoding_names().join(", ");
            serde::de::Error::custom(format!("unknown encoding {name:?}, expected one of {known}"))
        })
    }
}

/// Bytes as windows-1252.
fn latin(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}
