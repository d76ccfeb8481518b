//! What readers leave out of what they read, and what stands apart in an article: counted by reason, so that no text is
//! lost without a word. It holds no text.

use crate::article::{Article, Role};

/// Why a part of a file is in no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// The frame of a web page: its menus, header and footer, and what stands beside its story.
    Frame,
    /// Buttons, forms, and what a page shows where scripts do not run.
    Controls,
    /// Comments in the source of a page or of Markdown, which nobody is shown.
    Comments,
    /// Deleted while changes were tracked, with the notes that hung on it.
    Deleted,
    /// Formatted as hidden.
    Hidden,
    /// Running heads, running feet and page numbers.
    Furniture,
    /// Descriptions of pictures, indexes, an edition's tables of persons and places, labels and covers of a database.
    Apparatus,
    /// Tags of a site's template in Markdown.
    Templates,
    /// The head of an e-text's file, and the licence after its text.
    Licence,
    /// Files that hang on mails.
    Attachments,
}

impl LeftOut {
    /// In a fixed order.
    pub const ALL: [Self; 10] = [
        Self::Frame,
        Self::Controls,
        Self::Comments,
        Self::Deleted,
        Self::Hidden,
        Self::Furniture,
        Self::Apparatus,
        Self::Templates,
        Self::Licence,
        Self::Attachments,
    ];

    /// Its name in the report of `--json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Controls => "controls",
            Self::Comments => "comments",
            Self::Deleted => "deleted",
            Self::Hidden => "hidden",
            Self::Furniture => "furniture",
            Self::Apparatus => "apparatus",
            Self::Templates => "templates",
            Self::Licence => "licence",
            Self::Attachments => "attachments",
        }
    }

    /// What it is, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Frame => "menus, headers and footers of web pages",
            Self::Controls => "buttons, forms and stand-ins for scripts",
            Self::Comments => "comments in the source",
            Self::Deleted => "tracked deletions",
            Self::Hidden => "hidden text",
            Self::Furniture => "running heads and page numbers",
            Self::Apparatus => "descriptions of pictures, indexes, and labels and covers of databases",
            Self::Templates => "template tags",
            Self::Licence => "heads and licences of e-texts",
            Self::Attachments => "files attached to mails",
        }
    }
}

/// Bytes left out, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Omitted([u64; LeftOut::ALL.len()]);

impl Omitted {
    /// Counts a text, white space around it aside.
    pub fn text(&mut self, reason: LeftOut, text: &str) {
        self.bytes(reason, text.trim().len() as u64);
    }

    /// Counts bytes.
    pub fn bytes(&mut self, reason: LeftOut, bytes: u64) {
        self.0[reason as usize] += bytes;
    }

    /// Bytes of one reason.
    pub fn of(&self, reason: LeftOut) -> u64 {
        self.0[reason as usize]
    }

    /// Whether nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&bytes| bytes == 0)
    }

    /// Counts another's too.
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, others)| *mine += others);
    }
}

/// What stands apart in the articles: kept, shown on demand or after the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// A block of this role.
    Role(Role),
    /// A second copy of a block.
    Repeats,
}

impl Apart {
    /// In a fixed order.
    pub const ALL: [Self; 6] = [
        Self::Role(Role::Header),
        Self::Role(Role::Related),
        Self::Role(Role::Residue),
        Self::Repeats,
        Self::Role(Role::Note),
        Self::Role(Role::Remark),
    ];

    /// Its name in the report of `--json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Role(Role::Header) => "headers",
            Self::Role(Role::Related) => "related",
            Self::Role(Role::Note) => "notes",
            Self::Role(Role::Remark) => "remarks",
            Self::Role(_) => "residue",
            Self::Repeats => "repeats",
        }
    }

    /// What it is, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Role(Role::Header) => "crawlers' headers",
            Self::Role(Role::Related) => "related stories",
            Self::Role(Role::Note) => "notes, after the text",
            Self::Role(Role::Remark) => "comments and variants, after the text",
            Self::Role(_) => "share buttons and other residue",
            Self::Repeats => "second copies",
        }
    }
}

/// Articles or files that have something of a kind, and its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles, or files.
    pub count: u64,
    /// Of all of them.
    pub bytes: u64,
}

impl Tally {
    fn note(&mut self, bytes: u64) {
        self.count += u64::from(bytes > 0);
        self.bytes += bytes;
    }
}

/// What was left out of all files, and what stands apart in all articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    left_out: [Tally; LeftOut::ALL.len()],
    apart: [Tally; Apart::ALL.len()],
}

impl Account {
    /// Counts what was left out of one file.
    pub fn file(&mut self, omitted: &Omitted) {
        self.left_out.iter_mut().zip(omitted.0).for_each(|(tally, bytes)| tally.note(bytes));
    }

    /// Counts what stands apart in an article. Linear in its blocks.
    pub fn article(&mut self, article: &Article) {
        for (tally, apart) in self.apart.iter_mut().zip(Apart::ALL) {
            let is = |block: &&crate::article::Block| match apart {
                Apart::Role(role) => block.role == role && !block.repeats,
                Apart::Repeats => block.repeats,
            };
            tally.note(article.blocks.iter().filter(is).map(|block| u64::from(block.end - block.start)).sum());
        }
    }

    /// Counts another's too.
    pub fn add(&mut self, other: &Self) {
        self.tallies_mut().zip(other.tallies()).for_each(|(mine, others)| {
            mine.count += others.count;
            mine.bytes += others.bytes;
        });
    }

    /// Every count and its bytes, in a fixed order.
    pub fn tallies(&self) -> impl Iterator<Item = &Tally> {
        self.left_out.iter().chain(&self.apart)
    }

    /// The same, to be set.
    pub fn tallies_mut(&mut self) -> impl Iterator<Item = &mut Tally> {
        self.left_out.iter_mut().chain(&mut self.apart)
    }

    /// What was left out, by reason, without zeros.
    pub fn left_out(&self) -> impl Iterator<Item = (LeftOut, Tally)> {
        LeftOut::ALL.into_iter().zip(self.left_out).filter(|(_, tally)| tally.count > 0)
    }

    /// What stands apart, by kind, without zeros.
    pub fn apart(&self) -> impl Iterator<Item = (Apart, Tally)> {
        Apart::ALL.into_iter().zip(self.apart).filter(|(_, tally)| tally.count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    #[test]
    fn bytes_are_counted_by_reason_and_by_kind() {
        let mut omitted = Omitted::default();
        omitted.text(LeftOut::Comments, " ghi chú\n");
        let mut account = Account::default();
        account.file(&omitted);
        account.file(&Omitted::default());
        let block = |role, start, end, repeats| Block { role, start, end, repeats };
        account.article(&Article {
            blocks: vec![
                block(Role::Body, 0, 5, false),
                block(Role::Note, 6, 9, false),
                block(Role::Caption, 10, 14, true),
            ],
            ..Article::default()
        });
        let mut both = account;
        both.add(&account);
        let left: Vec<_> = both.left_out().map(|(reason, t)| (reason.name(), t.count, t.bytes)).collect();
        let apart: Vec<_> = both.apart().map(|(kind, t)| (kind.name(), t.count, t.bytes)).collect();
        assert_eq!(left, [("comments", 2, 2 * "ghi chú".len() as u64)]);
        assert_eq!(apart, [("repeats", 2, 8), ("notes", 2, 6)]);
    }
}
