//! Mentions as rows: the same columns for every kind, so that files of several kinds can be laid end to end. It asks
//! nothing.

use super::{ARTICLE, ASKED, Export, cuts};
use crate::protocol::{Claim, Detail, Kind, LayerAnswer, LayerRow, QuerySpec};

const COLUMNS: [&str; 12] =
    ["kind", "name", "text", "value", "to", "unit", "claim", "verb", "quote", "sentence", "start_byte", "end_byte"];

/// The normal form that was asked for stands before what else was asked.
const MENTION: [&str; 1] = ["mention"];

impl Export {
    /// Begins a file of mentions with its header: a row a mention, in the order they are added. `name` is the normal form
    /// of the one thing asked for. Bytes are offsets in the article's stored UTF-8 text, the end not included.
    pub fn mentions(spec: &QuerySpec, name: Option<&str>, corpus: &str) -> Self {
        let columns = [&COLUMNS[..], &ARTICLE, &MENTION, &ASKED].concat();
        let mut export = Self::begin(spec, "article".to_owned(), corpus, &columns);
        export.mention = Some(name.unwrap_or("").to_owned());
        export
    }

    /// Adds the mentions of a window.
    pub fn add_mentions(&mut self, answer: &LayerAnswer) {
        let cut = cuts(&answer.cuts);
        for row in &answer.rows {
            self.mention_cells(row);
            self.article(answer.cards.iter().find(|card| card.article == row.article));
            self.asked(u64::from(answer.articles), answer.total, &cut);
        }
    }

    fn mention_cells(&mut self, row: &LayerRow) {
        let (mention, sheet) = (&row.mention, &mut self.sheet);
        let (mut verb, mut quote) = ("", "");
        if let Detail::Attribution { verb: said, quote: quoted } = &mention.detail {
            verb = row.part(*said);
            quote = quoted.map_or("", |quoted| row.part(quoted));
        }
        for cell in [kind_name(mention.kind), &mention.key, row.part((mention.start, mention.end))] {
            sheet.text(cell);
        }
        match &mention.detail {
            Detail::Figure { value, to, claim } => {
                sheet.decimal(*value);
                match to {
                    Some(to) => sheet.decimal(*to),
                    None => sheet.text(""),
                }
                sheet.text(&mention.key);
                sheet.text(claim_name(*claim));
            }
            _ => (0..4).for_each(|_| sheet.text("")),
        }
        for cell in [verb, quote, &row.sentence] {
            sheet.text(cell);
        }
        sheet.number(u64::from(mention.start));
        sheet.number(u64::from(mention.end));
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::People => "person",
        Kind::Figures => "figure",
        Kind::Attributions => "attribution",
        Kind::Dates => "date",
        Kind::Abbreviations | Kind::LongForms => "abbreviation",
    }
}

/// How exact a figure claims to be, in a word.
pub fn claim_name(claim: Claim) -> &'static str {
    match claim {
        Claim::Exact => "exact",
        Claim::About => "about",
        Claim::AtLeast => "at least",
        Claim::AtMost => "at most",
    }
}
