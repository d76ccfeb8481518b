//! Two groups of articles, as a link keeps them, and which two a corpus suggests. Groups are queries, so that the search box
//! and the command line name them the same way. It finds nothing.

use super::{NamedSet, named_in, phrase_query};
use crate::article::Date;
use crate::named::named;
use crate::protocol::{Facet, GroupSpec, GroupsRequest, QuerySpec};

/// A list of what two groups share and change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shown {
    /// What changed: frames, what one adds, wordings put otherwise.
    #[default]
    Changed,
    /// What both have in the same words.
    Kept,
    /// What the first has alone.
    OnlyA,
    /// What the second has alone.
    OnlyB,
}

named!(Shown { Changed = "changed", Kept = "kept", OnlyA = "only-a", OnlyB = "only-b" });

/// Two groups of articles.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Grouped {
    /// The first: what a query finds; the ticked articles where it is empty.
    pub a: String,
    /// The second; all other articles where it is empty.
    pub b: String,
    /// Which list is shown.
    pub shown: Shown,
}

impl Grouped {
    /// Takes one part of a link; `None` when it is none of these, or cannot be read.
    pub(super) fn set(of: &mut Option<Self>, name: &str, value: &str) -> Option<()> {
        match name {
            "groups" => of.get_or_insert_default().shown = Shown::parse(value)?,
            "group-a" => value.clone_into(&mut of.get_or_insert_default().a),
            "group-b" => value.clone_into(&mut of.get_or_insert_default().b),
            _ => return None,
        }
        Some(())
    }

    /// The parts of a link.
    pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
        let mut parts = vec![("groups", self.shown.name().to_owned())];
        let queries = [("group-a", &self.a), ("group-b", &self.b)];
        parts.extend(
            queries.into_iter().filter(|(_, query)| !query.is_empty()).map(|(name, query)| (name, query.clone())),
        );
        parts
    }

    /// What is asked of the engine: `spec` says how the queries are read and which articles count, `ticked` are articles by
    /// id, `sets` the selections that a query may name. `None` where there is no first group.
    pub fn request(&self, spec: &QuerySpec, ticked: &[String], sets: &[NamedSet], limit: u32) -> Option<GroupsRequest> {
        let group = |query: &str, articles: Vec<String>| {
            let named = sets.iter().find(|set| named_in(query) == Some(&set.name)).map(|set| set.spec.clone());
            let written = || QuerySpec { query: query.trim().to_owned(), ..spec.clone() };
            GroupSpec { spec: named.unwrap_or_else(written), articles }
        };
        let is_ticked = self.a.trim().is_empty();
        let a = group(&self.a, if is_ticked { ticked.to_vec() } else { Vec::new() });
        let b = (!self.b.trim().is_empty()).then(|| group(&self.b, Vec::new()));
        let asked = !is_ticked || !ticked.is_empty();
        asked.then(|| GroupsRequest { a, b, within: spec.filters.clone(), least: 2, limit })
    }
}

/// The query that finds a wording, in a group where that is told by fields alone: other words of a query would be hits too.
pub fn wording_query(group: &str, wording: &str) -> String {
    let group = group.trim();
    let fields = Facet::ALL.iter().map(|facet| facet.name()).chain(["date"]);
    let is_field = fields.into_iter().any(|name| group.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')));
    let outside = group.split('"').step_by(2).any(|part| part.contains(char::is_whitespace));
    let phrase = phrase_query(wording);
    if is_field && !outside { [&phrase, " ", group].concat() } else { phrase }
}

/// The query that finds the articles of a value; `None` for articles without one, which no query finds.
pub fn facet_query(facet: Facet, value: &str) -> Option<String> {
    let value = value.replace('"', "");
    match facet {
        _ if value.is_empty() => None,
        Facet::Year => Some(["date:", &value].concat()),
        _ => Some([facet.name(), ":\"", &value, "\""].concat()),
    }
}

/// A period as a query.
fn between(from: Date, to: Date) -> String {
    if from == to { format!("date:{from}") } else { format!("date:{from}..{to}") }
}

/// Two periods that a corpus suggests: parted where the articles are few for longest and each side has many. `periods` are
/// its months or years with articles, ascending. `None` where there are not two.
pub fn two_periods(periods: &[(Date, u32)]) -> Option<[String; 2]> {
    let month = |date: &Date| Some(u64::from(date.year?) * 12 + u64::from(date.month.unwrap_or(1)));
    let known: Vec<(Date, u64, u64)> =
        periods.iter().filter_map(|(date, count)| Some((*date, month(date)?, u64::from(*count)))).collect();
    let all: u64 = known.iter().map(|period| period.2).sum();
    let mut before = 0;
    let mut best: Option<(u64, usize)> = None;
    for at in 1..known.len() {
        before += known[at - 1].2;
        let value = (known[at].1 - known[at - 1].1.min(known[at].1)) * before.min(all - before);
        if best.is_none_or(|(most, _)| value > most) {
            best = Some((value, at));
        }
    }
    let (_, at) = best.filter(|(value, _)| *value > 0)?;
    Some([between(known[0].0, known[at - 1].0), between(known[at].0, known[known.len() - 1].0)])
}

/// The two sources of most articles, as queries.
pub fn two_sources(sources: &[(String, u32)]) -> Option<[String; 2]> {
    let [(first, _), (second, _), ..] = sources else { return None };
    Some([facet_query(Facet::Source, first)?, facet_query(Facet::Source, second)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_periods_are_parted_where_articles_are_few_and_each_side_has_many() {
        let check = |periods: &[(&str, u32)], expected: Option<[&str; 2]>| {
            let periods: Vec<_> = periods.iter().map(|(date, count)| (date.parse().unwrap(), *count)).collect();
            assert_eq!(two_periods(&periods), expected.map(|two| two.map(str::to_owned)));
        };
        check(
            &[("2020-05", 2), ("2021-01", 3), ("2021-02", 2), ("2026-01", 5)],
            Some(["date:2020-05..2021-02", "date:2026-01"]),
        );
        // Without a gap the halves are as even as they can be.
        check(
            &[("2021-01", 5), ("2021-02", 5), ("2021-03", 5), ("2021-04", 6)],
            Some(["date:2021-01..2021-02", "date:2021-03..2021-04"]),
        );
        // One old article is no half of a corpus.
        check(&[("1999", 1), ("2020", 400), ("2021", 500)], Some(["date:1999..2020", "date:2021"]));
        check(&[("2021", 9)], None);
        check(&[], None);
    }

    #[test]
    fn a_wording_is_found_in_its_group_where_fields_tell_it() {
        let check = |group: &str, expected: &str| assert_eq!(wording_query(group, "sai sót"), expected);
        check("date:2021..2022", "\"sai sót\" date:2021..2022");
        check("source:\"Báo A\"", "\"sai sót\" source:\"Báo A\"");
        check("XIII", "\"sai sót\"");
        check("date:2021 an ninh", "\"sai sót\"");
        check("", "\"sai sót\"");
    }

    #[test]
    fn a_value_is_a_query_where_there_is_one() {
        let check = |facet, value: &str, expected: Option<&str>| {
            assert_eq!(facet_query(facet, value).as_deref(), expected);
        };
        check(Facet::Source, "Báo \"A\"", Some("source:\"Báo A\""));
        check(Facet::Category, "Thời sự", Some("category:\"Thời sự\""));
        check(Facet::Year, "2021", Some("date:2021"));
        check(Facet::Source, "", None);
    }

    #[test]
    fn a_link_keeps_both_groups() {
        let mut read = None;
        let grouped = Grouped { a: "date:2021".to_owned(), b: String::new(), shown: Shown::OnlyB };
        for (name, value) in grouped.parts() {
            Grouped::set(&mut read, name, &value).unwrap();
        }
        assert_eq!(read, Some(grouped));
        assert_eq!(Grouped::set(&mut None, "groups", "colour"), None);
    }

    #[test]
    fn ticked_articles_are_the_first_group_where_no_query_is() {
        let spec = QuerySpec::default();
        let ticked = ["a".to_owned()];
        let asked = Grouped::default().request(&spec, &ticked, &[], 9).unwrap();
        assert_eq!((asked.a.articles.len(), asked.b), (1, None));
        assert_eq!(Grouped::default().request(&spec, &[], &[], 9), None);
        let by_query = Grouped { a: "date:2021".to_owned(), b: "date:2022".to_owned(), ..Grouped::default() };
        let asked = by_query.request(&spec, &ticked, &[], 9).unwrap();
        assert_eq!((asked.a.articles.len(), asked.b.unwrap().spec.query.as_str()), (0, "date:2022"));
        let set = NamedSet::new("Báo A", &QuerySpec { query: "chợ".to_owned(), ..QuerySpec::default() }).unwrap();
        let by_name = Grouped { a: set.reference(), ..Grouped::default() };
        let asked = by_name.request(&spec, &ticked, &[set], 9).unwrap();
        assert_eq!((asked.a.articles.len(), asked.a.spec.query.as_str()), (0, "chợ"));
    }
}
