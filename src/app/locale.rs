//! Numbers, dates and counted nouns in the reader's language, through the browser's `Intl`. It keeps no words of its
//! own: they come from [`Strings`].

use super::strings::{Language, Plural, Strings, fill};
use crate::article::Date;
use crate::protocol::{Tier, TierCounts, Total};
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// One language with its formats, made once: making a format costs more than using it.
pub struct Locale {
    /// The words.
    pub strings: &'static Strings,
    number: Function,
    /// With two and with three decimals.
    decimals: [Function; 2],
    percent: Function,
    day: Function,
    day_of_year: Function,
    month: Function,
    plural: Intl::PluralRules,
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // A fresh plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

fn call(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

impl Locale {
    /// Makes the formats of a language.
    pub fn new(language: Language) -> Self {
        let strings = language.strings();
        let tags = Array::of1(&JsValue::from_str(strings.locale));
        let number = |pairs: &[(&str, &str)]| Intl::NumberFormat::new(&tags, &options(pairs)).format();
        let date = |pairs: &[(&str, &str)]| Intl::DateTimeFormat::new(&tags, &options(pairs)).format();
        const UTC: (&str, &str) = ("timeZone", "UTC");
        Self {
            strings,
            number: number(&[]),
            decimals: ["2", "3"].map(|n| number(&[("minimumFractionDigits", n), ("maximumFractionDigits", n)])),
            percent: number(&[("style", "percent")]),
            day: date(&[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric"), UTC]),
            day_of_year: date(&[("day", "numeric"), ("month", "long"), UTC]),
            month: date(&[("month", "short"), ("year", "numeric"), UTC]),
            plural: Intl::PluralRules::new(&tags, &Object::new()),
        }
    }

    /// A whole number with its separators.
    pub fn number(&self, n: impl Into<u64>) -> String {
        call(&self.number, &JsValue::from_f64(n.into() as f64))
    }

    /// A figure with at most two decimals, three where it is small.
    pub fn figure(&self, figure: f64) -> String {
        let digits = if figure.abs() < 1.0 { 1000.0 } else { 100.0 };
        call(&self.number, &JsValue::from_f64((figure * digits).round() / digits))
    }

    /// A figure of a table, where others stand above and below it: always two decimals, three where it is small.
    pub fn table_figure(&self, figure: f64) -> String {
        let [two, three] = &self.decimals;
        call(if figure.abs() < 1.0 { three } else { two }, &JsValue::from_f64(figure))
    }

    /// A share of 0 to 1 as a whole percentage; a little is never written as nothing.
    pub fn percent(&self, share: f64) -> String {
        if share > 0.0 && share < 0.005 {
            return format!("< {}", call(&self.percent, &JsValue::from_f64(0.01)));
        }
        call(&self.percent, &JsValue::from_f64(share))
    }

    /// A counted noun.
    pub fn count(&self, noun: &Plural, n: impl Into<u64>) -> String {
        let n = n.into();
        let one = self.plural.select(n as f64).as_string().is_some_and(|category| category == "one");
        fill(if one { noun.one } else { noun.other }, &[("n", &self.number(n))])
    }

    /// The articles of a heading, and beside them those that merely hold all the words: "9 bài · 887 bài khác chỉ đủ các
    /// chữ". Never a sum.
    pub fn articles_of_groups(&self, articles: u32, words_articles: u32) -> String {
        let s = self.strings;
        let heading = self.count(&s.articles, articles);
        if words_articles == 0 {
            return heading;
        }
        [&heading, " · ", &self.count(&s.words_articles, words_articles)].concat()
    }

    /// A date as far as it is known.
    pub fn date(&self, date: &Date) -> String {
        let utc = |year: u16, month: u8, day: u8| {
            JsValue::from_f64(js_sys::Date::utc(f64::from(year), f64::from(month) - 1.0)) // midnight, first day
                .as_f64()
                .map_or(JsValue::UNDEFINED, |millis| JsValue::from_f64(millis + (f64::from(day) - 1.0) * 86_400_000.0))
        };
        match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => call(&self.day, &utc(year, month, day)),
            (Some(year), Some(month), None) if self.strings.month_form.is_empty() => {
                call(&self.month, &utc(year, month, 1))
            }
            (Some(year), Some(month), None) => {
                fill(self.strings.month_form, &[("month", &format!("{month:02}")), ("year", &format!("{year}"))])
            }
            (Some(year), ..) => year.to_string(),
            (None, Some(month), Some(day)) => {
                let shown = call(&self.day_of_year, &utc(2000, month, day));
                fill(self.strings.year_unknown, &[("date", &shown)])
            }
            (None, ..) => self.strings.date_unknown.to_owned(),
        }
    }

    /// A range of dates: "từ 05/2020 đến 2021", or one date when both ends are the same.
    pub fn range(&self, from: Option<&Date>, to: Option<&Date>) -> String {
        let s = self.strings;
        match (from, to) {
            (Some(from), Some(to)) if from == to => self.date(from),
            (Some(from), Some(to)) => fill(s.range, &[("from", &self.date(from)), ("to", &self.date(to))]),
            (Some(from), None) => fill(s.range_from, &[("from", &self.date(from))]),
            (None, Some(to)) => fill(s.range_to, &[("to", &self.date(to))]),
            (None, None) => s.range_all.to_owned(),
        }
    }

    /// A date, or that it is unknown.
    pub fn date_or_unknown(&self, date: Option<&Date>) -> String {
        date.map_or_else(|| self.strings.date_unknown.to_owned(), |date| self.date(date))
    }

    /// "23 chỗ trong 7 bài"; articles alone when nothing in the query is a word.
    pub fn total(&self, total: Total) -> String {
        let articles = self.count(&self.strings.articles, total.articles);
        if total.hits == 0 {
            return articles;
        }
        let hits = self.count(&self.strings.hits, total.hits);
        fill(self.strings.total, &[("hits", &hits), ("articles", &articles)])
    }

    /// "23 chỗ trong 7 bài: 6 đúng dấu, 17 không dấu"; "17 chỗ trong 5 bài, không dấu" when all are of a kind other than
    /// what was typed.
    pub fn total_by_tier(&self, total: Total, tiers: TierCounts) -> String {
        self.by_tier(self.total(total), total.hits, tiers)
    }

    /// The same behind any words that say how many hits there are.
    pub fn by_tier(&self, total_text: String, hits: u64, tiers: TierCounts) -> String {
        let s = self.strings;
        let found: Vec<(Tier, u64)> = tiers.each().filter(|(_, n)| *n > 0).collect();
        match found.as_slice() {
            _ if tiers.exact == hits => total_text,
            [] => total_text,
            [(tier, _)] => self.why(*tier).map_or(total_text.clone(), |why| format!("{total_text}, {why}")),
            _ => {
                let part = |&(tier, n): &(Tier, u64)| {
                    let text = match tier {
                        Tier::Exact => s.tier_exact,
                        Tier::Variant => s.tier_variant,
                        Tier::Affix => s.tier_affix,
                        Tier::Tone => s.tier_tone,
                        Tier::Fold => s.tier_fold,
                    };
                    fill(text, &[("n", &self.number(n))])
                };
                format!("{total_text}: {}", found.iter().map(part).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// In what a tier differs from what was typed; `None` for what is as typed.
    pub fn why(&self, tier: Tier) -> Option<&'static str> {
        let s = self.strings;
        match tier {
            Tier::Exact => None,
            Tier::Variant => Some(s.best_why_variant),
            Tier::Affix => Some(s.best_why_affix),
            Tier::Tone => Some(s.best_why_tone),
            Tier::Fold => Some(s.best_why_fold),
        }
    }
}
