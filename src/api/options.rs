//! What `recto.js` hands over, as requests of the engine. The names and meanings are those of the command line's flags. It
//! asks nothing.

use super::Stop;
use crate::protocol::{
    BlocksMode, CompareRequest, ConcordanceRequest, Facet, FamiliesRequest, Filters, LineSort, MarksMode, QuerySpec,
    ReadRequest, SearchRequest, Sort, Strict,
};
use crate::text::facet_value;
use serde::Deserialize;
use wasm_bindgen::JsValue;

/// Results, lines or rows when no number is asked for.
const LIMIT: u32 = 50;

/// Context on either side of a line when none is asked for, in tokens.
const CONTEXT_TOKENS: u32 = 8;

/// Effort that looks through every repeated wording there can be.
const ALL_OF_THEM: u8 = 8;

/// Everything any question takes; `recto.js` lets each take its own only.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// What to look for; whose hits to mark in an article.
    pub query: String,
    marks: Option<String>,
    blocks: Option<String>,
    strict: Vec<String>,
    source: Vec<String>,
    category: Vec<String>,
    year: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    undated: bool,
    once: bool,
    effort: u32,
    sort: Vec<String>,
    context: Option<u32>,
    offset: u32,
    limit: Option<u32>,
    articles: Vec<String>,
    text: Option<String>,
    text_first: bool,
    apart: bool,
    min_articles: Option<u32>,
}

impl Options {
    /// Reads them; a sentence when one is of another kind.
    pub fn read(options: JsValue) -> Result<Self, String> {
        serde_wasm_bindgen::from_value(options).map_err(|error| error.to_string())
    }

    fn limit(&self) -> u32 {
        self.limit.unwrap_or(LIMIT)
    }

    fn spec(&self) -> Result<QuerySpec, Stop> {
        Ok(QuerySpec {
            query: self.query.clone(),
            marks: named("marks", self.marks.as_deref(), MarksMode::parse)?,
            blocks: self.blocks()?,
            strict: self.strict()?,
            filters: self.filters()?,
            effort: u8::try_from(self.effort).unwrap_or(u8::MAX),
        })
    }

    fn blocks(&self) -> Result<BlocksMode, Stop> {
        named("blocks", self.blocks.as_deref(), BlocksMode::parse)
    }

    fn strict(&self) -> Result<Strict, Stop> {
        let mut strict = Strict::default();
        for name in &self.strict {
            match name.as_str() {
                "case" => strict.case = true,
                "tone" => strict.tone = true,
                "letters" => strict.letters = true,
                "stroke" => strict.stroke = true,
                _ => return Err(unknown("strict", name)),
            }
        }
        Ok(strict)
    }

    fn filters(&self) -> Result<Filters, Stop> {
        let chosen = [(Facet::Source, &self.source), (Facet::Category, &self.category), (Facet::Year, &self.year)];
        let mut values = Vec::new();
        for (facet, names) in chosen.into_iter().filter(|(_, names)| !names.is_empty()) {
            let mut names: Vec<String> = names.iter().map(|name| facet_value(name)).collect();
            names.sort_unstable();
            names.dedup();
            values.push((facet, names));
        }
        let date = |name, text: &Option<String>| match text.as_deref().map(str::parse) {
            None => Ok(None),
            Some(Ok(date)) => Ok(Some(date)),
            Some(Err(_)) => Err(unknown(name, text.as_deref().unwrap_or_default())),
        };
        Ok(Filters {
            values,
            from: date("from", &self.from)?,
            to: date("to", &self.to)?,
            undated: self.undated,
            once: self.once,
        })
    }

    /// A search.
    pub fn search(&self) -> Result<SearchRequest, Stop> {
        let sort = named("sort", self.sort.first().map(String::as_str), Sort::parse)?;
        Ok(SearchRequest { spec: self.spec()?, sort, fold: false, offset: self.offset, limit: self.limit() })
    }

    /// Lines.
    pub fn concordance(&self) -> Result<ConcordanceRequest, Stop> {
        if self.sort.len() > 3 {
            return Err(Stop::Fault("option", "sort: at most three keys".to_owned()));
        }
        let key = |name: &String| LineSort::parse(name).ok_or_else(|| unknown("sort", name));
        Ok(ConcordanceRequest {
            spec: self.spec()?,
            context_tokens: self.context.unwrap_or(CONTEXT_TOKENS),
            sort: self.sort.iter().map(key).collect::<Result<_, _>>()?,
            sample: None,
            group: None,
            offset: self.offset,
            limit: self.limit(),
        })
    }

    /// One article.
    pub fn read_article(&self) -> Result<ReadRequest, Stop> {
        let article = self.articles.first().cloned().unwrap_or_default();
        Ok(ReadRequest { article, spec: self.spec()? })
    }

    /// A comparison.
    pub fn compare(&self) -> Result<CompareRequest, Stop> {
        Ok(CompareRequest {
            articles: self.articles.clone(),
            blocks: self.blocks()?,
            pasted: self.text.clone(),
            pasted_first: self.text_first,
        })
    }

    /// Repeated wordings.
    pub fn families(&self) -> Result<FamiliesRequest, Stop> {
        Ok(FamiliesRequest {
            apart: self.apart,
            spec: QuerySpec { effort: ALL_OF_THEM, ..self.spec()? },
            least_articles: self.min_articles.unwrap_or(2),
            offset: self.offset,
            limit: self.limit(),
        })
    }
}

/// The one of a name, or the first choice where none is given.
fn named<T: Default>(option: &str, name: Option<&str>, parse: fn(&str) -> Option<T>) -> Result<T, Stop> {
    name.map_or_else(|| Ok(T::default()), |name| parse(name).ok_or_else(|| unknown(option, name)))
}

fn unknown(option: &str, found: &str) -> Stop {
    Stop::Fault("option", format!("{option}: {found:?} is none of its values"))
}
