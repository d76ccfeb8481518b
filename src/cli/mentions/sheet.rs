//! Mentions as CSV: the same columns for every kind. It asks nothing.

use super::{claim_word, number, part};
use crate::engine::protocol::{Card, Detail, Kind, LayerRow};
use crate::export::cell::Sheet;

const COLUMNS: [&str; 19] = [
    "kind", "name", "text", "value", "to", "unit", "claim", "verb", "quote", "sentence", "start", "end", "article",
    "id", "title", "date", "source", "author", "url",
];

/// A table in the making.
#[derive(Debug, Default)]
pub struct MentionSheet(Sheet);

impl MentionSheet {
    /// Begins with the names of the columns.
    pub fn begin() -> Self {
        let mut sheet = Sheet::default();
        COLUMNS.iter().for_each(|name| sheet.text(name));
        sheet.end_row();
        Self(sheet)
    }

    /// Adds a mention.
    pub fn row(&mut self, row: &LayerRow, card: &Card) {
        let mention = &row.mention;
        let kind = match mention.kind {
            Kind::People => "person",
            Kind::Figures => "figure",
            Kind::Attributions => "attribution",
            Kind::Dates => "date",
            Kind::Abbreviations | Kind::LongForms => "abbreviation",
        };
        let (mut value, mut to, mut unit, mut claim, mut verb, mut quote) = Default::default();
        match &mention.detail {
            Detail::None => {}
            Detail::Figure { value: worth, to: upper, claim: how } => {
                value = number(*worth).to_string();
                to = upper.map_or(String::new(), |upper| number(upper).to_string());
                unit = mention.key.as_str();
                claim = claim_word(*how);
            }
            Detail::Attribution { verb: said, quote: quoted } => {
                verb = part(row, said.0, said.1);
                quote = quoted.map_or("", |(start, end)| part(row, start, end));
            }
        }
        let text = part(row, mention.start, mention.end);
        for cell in [kind, &mention.key, text, &value, &to, unit, claim, verb, quote, &row.sentence] {
            self.0.text(cell);
        }
        for place in [mention.start, mention.end, card.article.0] {
            self.0.number(u64::from(place));
        }
        let date = card.date.map(|date| date.to_string()).unwrap_or_default();
        let fields = [&card.source, &card.author, &card.url].map(|field| field.as_deref().unwrap_or(""));
        for cell in [card.id.as_str(), &card.title, &date].into_iter().chain(fields) {
            self.0.text(cell);
        }
        self.0.end_row();
    }

    /// Takes what was written since it was last taken.
    pub fn take(&mut self) -> String {
        self.0.take()
    }
}
