//! Sets of articles: and, or, not and filters over the articles of leaves. Ascending lists of numbers throughout.

use super::evaluate::LeafHits;
use super::plan::Expr;
use super::row::gallop;
use crate::article::Facet;
use crate::sort;
use std::borrow::Cow;
use std::rc::Rc;

/// What filters need to know of an article.
pub trait Filters {
    /// All articles, ascending, whose value of a facet contains this when folded.
    fn with_value(&self, facet: Facet, folded: &str) -> Vec<u32>;
    /// All articles, ascending, dated in this range.
    fn dated(&self, from: &crate::article::Date, to: &crate::article::Date) -> Vec<u32>;
    /// Articles in the bundle.
    fn articles(&self) -> u32;
}

/// The articles of an expression, ascending.
pub fn articles(expr: &Expr, hits: &[Rc<LeafHits>], filters: &impl Filters) -> Vec<u32> {
    set(expr, hits, filters).into_owned()
}

fn set<'h>(expr: &Expr, hits: &'h [Rc<LeafHits>], filters: &impl Filters) -> Cow<'h, [u32]> {
    match expr {
        Expr::Leaf(at) => Cow::Borrowed(&hits[*at].articles),
        Expr::Or(parts) => {
            let mut any: Vec<u32> = Vec::new();
            parts.iter().for_each(|part| any.extend_from_slice(&set(part, hits, filters)));
            sort::by_key(&mut any, |article| *article);
            any.dedup();
            Cow::Owned(any)
        }
        Expr::And(parts) => {
            let (not, asked): (Vec<&Expr>, Vec<&Expr>) = parts.iter().partition(|part| matches!(part, Expr::Not(_)));
            let mut asked: Vec<_> = asked.into_iter().map(|part| set(part, hits, filters)).collect();
            sort::by_key(&mut asked, |articles| articles.len());
            let mut asked = asked.into_iter();
            // Only exclusions: nothing was asked for.
            let Some(first) = asked.next() else { return Cow::default() };
            let all = asked.fold(first, |all, more| Cow::Owned(intersect(&all, &more)));
            not.iter().fold(all, |all, part| match part {
                Expr::Not(inner) => Cow::Owned(without(&all, &set(inner, hits, filters))),
                _ => all,
            })
        }
        Expr::Not(_) => Cow::default(),
        Expr::Value(facet, value) => Cow::Owned(filters.with_value(*facet, value)),
        Expr::Dates(from, to) => Cow::Owned(filters.dated(from, to)),
    }
}

/// The numbers in both lists, ascending. Costs the length of the first, times the logarithm of the gaps in the second.
pub fn intersect(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut at = 0;
    let common = a.iter().copied().filter(|&n| {
        at = gallop(b, at, n);
        b.get(at) == Some(&n)
    });
    common.collect()
}

/// The numbers of `a` that are not in `b`, ascending.
pub fn without(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut at = 0;
    let left = a.iter().copied().filter(|&n| {
        at = gallop(b, at, n);
        b.get(at) != Some(&n)
    });
    left.collect()
}
