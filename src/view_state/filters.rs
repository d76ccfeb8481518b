//! Filters as the page ticks and names them. Which articles pass is the engine's to say.

use crate::article::Date;
use crate::protocol::{Facet, Filters};
use crate::sort;

/// Every facet, in the order it is shown.
pub const FACETS: [Facet; 3] = Facet::ALL;

/// One filter that holds, to be named and taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterChip {
    /// A chosen value; empty is "none known".
    Value(Facet, String),
    /// The range of dates.
    Range(Option<Date>, Option<Date>),
    /// Undated articles: as well as the range, or alone.
    Undated,
    /// Copies count once.
    Once,
}

/// The values chosen of a facet.
pub fn chosen_values(filters: &Filters, facet: Facet) -> &[String] {
    filters.values.iter().find(|one| one.0 == facet).map_or(&[], |one| &one.1)
}

/// Chooses a value, or no longer. Facets and values stay in order, so that the same choice is the same link.
pub fn toggle_value(filters: &mut Filters, facet: Facet, value: &str) {
    if !filters.values.iter().any(|one| one.0 == facet) {
        filters.values.push((facet, Vec::new()));
        sort::by_key(&mut filters.values, |one| one.0);
    }
    for (_, values) in filters.values.iter_mut().filter(|one| one.0 == facet) {
        match values.binary_search_by(|one| one.as_str().cmp(value)) {
            Ok(at) => {
                values.remove(at);
            }
            Err(at) => values.insert(at, value.to_owned()),
        }
    }
    filters.values.retain(|one| !one.1.is_empty());
}

/// The filter of one value alone.
pub fn with_value(facet: Facet, value: &str) -> Filters {
    Filters { values: vec![(facet, vec![value.to_owned()])], ..Filters::default() }
}

/// The filter of one month or year alone; of undated articles without one.
pub fn with_period(period: Option<Date>) -> Filters {
    Filters { from: period, to: period, undated: period.is_none(), ..Filters::default() }
}

/// Every filter that holds, in the order it is shown.
pub fn chips(filters: &Filters) -> Vec<FilterChip> {
    let mut out: Vec<FilterChip> = Vec::new();
    for facet in FACETS {
        out.extend(chosen_values(filters, facet).iter().map(|value| FilterChip::Value(facet, value.clone())));
    }
    if filters.from.is_some() || filters.to.is_some() {
        out.push(FilterChip::Range(filters.from, filters.to));
    }
    if filters.undated {
        out.push(FilterChip::Undated);
    }
    if filters.once {
        out.push(FilterChip::Once);
    }
    out
}

/// How many filters hold.
pub fn filter_count(filters: &Filters) -> usize {
    chips(filters).len()
}

/// Takes a filter away.
pub fn remove_chip(filters: &mut Filters, chip: &FilterChip) {
    match chip {
        FilterChip::Value(facet, value) => {
            if chosen_values(filters, *facet).contains(value) {
                toggle_value(filters, *facet, value);
            }
        }
        FilterChip::Range(..) => (filters.from, filters.to) = (None, None),
        FilterChip::Undated => filters.undated = false,
        FilterChip::Once => filters.once = false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_choice_is_the_same_filter() {
        let mut one = Filters::default();
        for (facet, value) in [(Facet::Year, "2021"), (Facet::Source, "b"), (Facet::Source, ""), (Facet::Source, "a")] {
            toggle_value(&mut one, facet, value);
        }
        let mut other = Filters::default();
        for (facet, value) in [(Facet::Source, "a"), (Facet::Source, "b"), (Facet::Year, "2021"), (Facet::Source, "")] {
            toggle_value(&mut other, facet, value);
        }
        assert_eq!(one, other);
        assert_eq!(chosen_values(&one, Facet::Source), ["", "a", "b"]);
        assert!(chosen_values(&one, Facet::Category).is_empty());
    }

    #[test]
    fn one_value_and_one_period_are_filters() {
        assert_eq!(chips(&with_value(Facet::Source, "a")), [FilterChip::Value(Facet::Source, "a".to_owned())]);
        let period: Option<Date> = "2021-01".parse().ok();
        assert_eq!(chips(&with_period(period)), [FilterChip::Range(period, period)]);
        assert_eq!(chips(&with_period(None)), [FilterChip::Undated]);
    }

    #[test]
    fn every_filter_has_a_chip_that_takes_it_away() {
        let mut filters = Filters {
            from: "2020".parse().ok(),
            to: "2021-03".parse().ok(),
            undated: true,
            once: true,
            ..Filters::default()
        };
        toggle_value(&mut filters, Facet::Year, "2021");
        toggle_value(&mut filters, Facet::Source, "Báo A");
        assert_eq!(filter_count(&filters), 5);
        for chip in chips(&filters) {
            remove_chip(&mut filters, &chip);
            remove_chip(&mut filters, &chip);
        }
        assert!(filters.is_empty());
    }
}
