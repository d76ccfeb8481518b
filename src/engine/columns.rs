//! The columns as answers use them: lengths for ranking, dates and facet values for filters. It loads what is asked for
//! and no more: lengths by every search, dates and values where a filter or a count needs them.

use super::cache::Access;
use crate::article::Date;
use crate::bundle::columns::values::Dictionary;
use crate::bundle::columns::{CODED, SIZES, dates::Dates};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::root::Section;
use crate::protocol::Facet;
use crate::query::plan::{Expr, Plan};
use crate::query::sets::Filters;
use crate::text::{exact_key, fold_key};

/// A number an article for consecutive articles, in chunks with their first article.
#[derive(Debug)]
struct Column<'e, T> {
    chunks: Vec<(u32, &'e [T])>,
}

impl<T: Copy> Column<'_, T> {
    fn of(&self, article: u32) -> Option<T> {
        let chunk = self.chunks.partition_point(|(first, _)| *first <= article).checked_sub(1)?;
        let (first, values) = self.chunks[chunk];
        values.get(article.checked_sub(first)? as usize).copied()
    }
}

/// The lengths of articles.
#[derive(Debug)]
pub struct Lengths<'e>(Column<'e, u8>);

impl<'e> Lengths<'e> {
    /// Asks for the lengths; `None` while they are missing.
    pub fn load(access: &Access<'e>) -> Option<Self> {
        let mut chunks = Vec::new();
        let mut whole = true;
        for place in 0..access.count(Section::Columns) {
            let first = access.entry(Section::Columns, place).map(|entry| entry.first as u32);
            match first.zip(access.lengths(place)) {
                Some((first, lengths)) => chunks.push((first, lengths.as_slice())),
                None => whole = false,
            }
        }
        whole.then_some(Self(Column { chunks }))
    }

    /// The length byte of an article, see [`crate::bundle::columns::length_of`]; 0 where the bundle has none.
    pub fn byte(&self, article: u32) -> u8 {
        self.0.of(article).unwrap_or(0)
    }
}

/// Asks for the codes at a place; `None` while they are missing.
fn codes<'e>(access: &Access<'e>, place: usize) -> Result<Option<Column<'e, u32>>> {
    const WHAT: &str = "facet codes";
    let mut chunks = Vec::new();
    let mut whole = true;
    for chunk in 0..access.count(Section::Codes) {
        let Some(entry) = access.entry(Section::Codes, chunk) else {
            whole = false;
            continue;
        };
        if (entry.first >> 32) as usize == place {
            match access.codes(chunk) {
                Some(codes) => chunks.push((entry.first as u32, codes.as_slice())),
                None => whole = false,
            }
        }
    }
    if !whole {
        return Ok(None);
    }
    if chunks.windows(2).any(|pair| pair[0].0.checked_add(pair[0].1.len() as u32) != Some(pair[1].0)) {
        return Err(BundleError::Invalid { what: WHAT, at: 0 });
    }
    Ok(Some(Column { chunks }))
}

/// How many tokens each article has in title, lead and body.
#[derive(Debug)]
pub struct Sizes<'e>(Column<'e, u32>);

impl<'e> Sizes<'e> {
    /// Asks for the sizes; `None` while they are missing.
    ///
    /// # Errors
    /// When the bundle has none: an older version packed it.
    pub fn load(access: &Access<'e>) -> Result<Option<Self>> {
        let sizes = codes(access, SIZES)?;
        if sizes.as_ref().is_some_and(|sizes| sizes.chunks.is_empty()) && access.root().counts.articles > 0 {
            return Err(BundleError::Invalid { what: "sizes of articles", at: 0 });
        }
        Ok(sizes.map(Self))
    }

    /// The tokens of an article.
    pub fn tokens(&self, article: u32) -> u32 {
        self.0.of(article).unwrap_or(0)
    }
}

/// The values of one facet.
#[derive(Debug)]
pub struct Values<'e> {
    /// All values, most articles first.
    pub dictionary: &'e Dictionary,
    codes: Column<'e, u32>,
}

impl<'e> Values<'e> {
    /// Asks for the values of a facet, one of [`CODED`]; `None` while they are missing.
    ///
    /// # Errors
    /// When the bundle has no such values.
    pub fn load(access: &Access<'e>, facet: Facet) -> Result<Option<Self>> {
        let Some(place) = CODED.iter().position(|coded| *coded == facet) else { return Ok(None) };
        let dictionary = dictionary(access, facet)?;
        let codes = codes(access, place)?;
        Ok(dictionary.zip(codes).map(|(dictionary, codes)| Self { dictionary, codes }))
    }

    /// The articles whose code is wanted, ascending. `wanted` is asked with 0 for none, else a place plus one.
    pub fn select(&self, articles: u32, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let known = self.dictionary.iter().map(|_| ());
        let table: Vec<bool> = std::iter::once(()).chain(known).zip(0u32..).map(|(_, code)| wanted(code)).collect();
        let mut selected = Vec::new();
        self.each(0..articles, |article, code| {
            if table.get(code as usize).copied().unwrap_or(false) {
                selected.push(article);
            }
        });
        selected
    }

    /// Tells the code of each of these articles, which ascend; 0 where there is none.
    pub fn each(&self, articles: impl Iterator<Item = u32>, mut tell: impl FnMut(u32, u32)) {
        let mut at = 0;
        let chunks = &self.codes.chunks;
        for article in articles {
            while chunks.get(at + 1).is_some_and(|next| next.0 <= article) {
                at += 1;
            }
            let code = chunks.get(at).and_then(|(first, codes)| codes.get(article.checked_sub(*first)? as usize));
            tell(article, code.copied().unwrap_or(0));
        }
    }
}

/// Asks for the dictionary of a facet, one of [`CODED`]; `None` while it is missing.
///
/// # Errors
/// When the bundle has none.
pub fn dictionary<'e>(access: &Access<'e>, facet: Facet) -> Result<Option<&'e Dictionary>> {
    let place = CODED.iter().position(|coded| *coded == facet).unwrap_or(usize::MAX);
    if place >= access.count(Section::Values) {
        return Err(BundleError::Invalid { what: "facet values", at: 0 });
    }
    Ok(access.values(place))
}

/// Asks for the dates; `None` while they are missing.
///
/// # Errors
/// When the bundle has none.
pub fn dates<'e>(access: &Access<'e>) -> Result<Option<&'e Dates>> {
    if access.count(Section::Dates) == 0 {
        return Err(BundleError::Invalid { what: "dates", at: 0 });
    }
    Ok(access.dates())
}

/// What the filters inside a query need: loaded only where the query has such a filter.
#[derive(Debug)]
pub struct ColumnFilters<'e> {
    articles: u32,
    dates: Option<&'e Dates>,
    /// By the place of their facet in [`CODED`].
    values: [Option<Values<'e>>; CODED.len()],
}

impl<'e> ColumnFilters<'e> {
    /// Asks for the columns that a plan's filters need; `None` while any is missing.
    ///
    /// # Errors
    /// When the bundle does not have them.
    pub fn load(access: &Access<'e>, plan: &Plan) -> Result<Option<Self>> {
        let exprs = || plan.main.iter().chain(&plan.words);
        let by_date = exprs().any(|expr| has(expr, &|expr| matches!(expr, Expr::Dates(..))));
        let dates = if by_date { dates(access)? } else { None };
        let mut whole = by_date == dates.is_some();
        let mut values = CODED.map(|_| None);
        for (facet, values) in CODED.into_iter().zip(&mut values) {
            if exprs().any(|expr| has(expr, &|expr| matches!(expr, Expr::Value(of, _) if *of == facet))) {
                *values = Values::load(access, facet)?;
                whole &= values.is_some();
            }
        }
        Ok(whole.then_some(Self { articles: access.root().counts.articles, dates, values }))
    }
}

fn has(expr: &Expr, wanted: &impl Fn(&Expr) -> bool) -> bool {
    wanted(expr)
        || match expr {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| has(part, wanted)),
            Expr::Not(inner) => has(inner, wanted),
            Expr::Leaf(_) | Expr::Value(..) | Expr::Dates(..) => false,
        }
}

impl Filters for ColumnFilters<'_> {
    fn with_value(&self, facet: Facet, folded: &str) -> Vec<u32> {
        let loaded = CODED.iter().position(|coded| *coded == facet).and_then(|place| self.values[place].as_ref());
        let Some(values) = loaded else { return Vec::new() };
        values.select(self.articles, |code| {
            let value = code.checked_sub(1).and_then(|at| values.dictionary.get(at as usize));
            value.is_some_and(|(value, _)| fold_key(&exact_key(value)).contains(folded))
        })
    }

    fn dated(&self, from: &Date, to: &Date) -> Vec<u32> {
        self.dates.map(|dates| dates.range(Some(from), Some(to)).collect()).unwrap_or_default()
    }

    fn articles(&self) -> u32 {
        self.articles
    }
}
