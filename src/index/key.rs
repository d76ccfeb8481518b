//! The keys by which a directory tells whose lists a chunk starts with.

/// Parts the fold key from the form whose lists are the first of it.
const LEADS: u8 = 1;
/// Parts the fold key from a form after others of it.
const FOLLOWS: u8 = 2;
/// Ends a key when the lists of its form began in the chunk before.
pub const GOES_ON: u8 = 0;

/// Whose lists a chunk starts with. Lists are in the order of fold key and exact key; no key has a character below the
/// space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListsKey<'k> {
    /// The fold key.
    pub fold: &'k str,
    /// The exact key of the form; empty in directories of sections that have no lists.
    pub exact: &'k str,
    /// Whether no lists of the fold key come before it.
    pub leads: bool,
    /// Whether its lists began in the chunk before.
    pub goes_on: bool,
}

impl<'k> ListsKey<'k> {
    /// Reads a `first_key`; what is not UTF-8 is no key of any word.
    pub fn read(first_key: &'k [u8]) -> Option<Self> {
        let own = first_key.strip_suffix(&[GOES_ON]);
        let goes_on = own.is_some();
        let text = std::str::from_utf8(own.unwrap_or(first_key)).ok()?;
        let at = text.bytes().position(|byte| byte == LEADS || byte == FOLLOWS);
        let leads = at.is_none_or(|at| text.as_bytes()[at] == LEADS);
        let (fold, exact) = at.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
        Some(Self { fold, exact, leads, goes_on })
    }

    /// The bytes that [`Self::read`] reads.
    pub fn to_bytes(self) -> Vec<u8> {
        let mark = if self.leads { LEADS } else { FOLLOWS };
        let mut bytes = [self.fold.as_bytes(), &[mark], self.exact.as_bytes()].concat();
        if self.goes_on {
            bytes.push(GOES_ON);
        }
        bytes
    }
}

/// What is looked for in such a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought<'s> {
    /// All forms of a fold key.
    Fold(&'s str),
    /// All forms of all fold keys that start so.
    Prefix(&'s str),
    /// One form of a fold key.
    Form(&'s str, &'s str),
}

impl Sought<'_> {
    /// Whether lists that start with a key all come before what is sought.
    pub fn is_after(&self, key: &ListsKey<'_>) -> bool {
        match *self {
            Self::Fold(sought) | Self::Prefix(sought) => key.fold < sought,
            Self::Form(fold, exact) => (key.fold, key.exact) < (fold, exact),
        }
    }

    /// Whether lists that start with a key begin with what is sought, or go on with it.
    pub fn has(&self, key: &ListsKey<'_>) -> bool {
        match *self {
            Self::Fold(sought) => key.fold == sought,
            Self::Prefix(sought) => key.fold.starts_with(sought),
            Self::Form(fold, exact) => (key.fold, key.exact) == (fold, exact),
        }
    }

    /// Whether a chunk with this key is the first with anything that is sought: the one before it need not be looked at.
    /// Of a prefix that holds for the shortest such word alone; before others there may be one in the chunk before.
    pub fn begins_at(&self, key: &ListsKey<'_>) -> bool {
        let first = match *self {
            Self::Fold(_) => key.leads,
            Self::Prefix(sought) => key.leads && key.fold == sought,
            Self::Form(..) => true,
        };
        first && self.has(key) && !key.goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for leads in [true, false] {
            for goes_on in [true, false] {
                let key = ListsKey { fold: "dam", exact: "đảm", leads, goes_on };
                assert_eq!(ListsKey::read(&key.to_bytes()), Some(key));
            }
        }
        let plain = ListsKey { fold: "dam", exact: "", leads: true, goes_on: false };
        assert_eq!(ListsKey::read(b"dam"), Some(plain));
        assert_eq!(ListsKey::read(&[0xff]), None);
    }

    #[test]
    fn forms_of_a_fold_key_stand_between_its_neighbours() {
        let dam = |exact| ListsKey { fold: "dam", exact, leads: exact == "dam", goes_on: false };
        let sought = Sought::Form("dam", "đảm");
        assert!(sought.is_after(&dam("dam")) && !sought.is_after(&dam("đảm")) && sought.has(&dam("đảm")));
        assert!(sought.begins_at(&dam("đảm")) && !sought.has(&dam("đầm")));
        let all = Sought::Fold("dam");
        assert!(all.begins_at(&dam("dam")) && !all.begins_at(&dam("đảm")) && all.has(&dam("đảm")));
        assert!(all.is_after(&ListsKey { fold: "da", ..dam("đảm") }));
        assert!(Sought::Prefix("dam").begins_at(&dam("dam")) && !Sought::Prefix("dan").has(&dam("dam")));
        assert!(
            Sought::Prefix("da").has(&dam("dam")) && !Sought::Prefix("da").begins_at(&dam("dam")),
            "`da` may stand before"
        );
    }
}
