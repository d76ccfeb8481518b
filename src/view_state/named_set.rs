//! Selections of articles under a name: a query with its switches and filters, as a link and a device keep them. A query `@name`
//! stands for one where two selections are held against each other. It finds nothing.

use super::hash::{read_spec, write_spec};
use super::{Grouped, ViewState};
use crate::protocol::QuerySpec;

/// Letters of a name, at most.
pub const SET_NAME_CHARS: usize = 60;

/// Selections that a device keeps, at most.
pub const SETS_LIMIT: usize = 40;

/// Selections that a link brings, at most.
pub(super) const LINKED_SETS: usize = 8;

/// Bytes of a selection in a link, at most.
const SET_BYTES: usize = 4000;

/// What makes a name a query.
const SIGN: char = '@';

/// A selection of articles with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSet {
    /// What its reader calls it.
    pub name: String,
    /// The articles of its heading that pass its filters; all that pass where it has no words.
    pub spec: QuerySpec,
}

/// What writes in another direction than it is read could make a name look like another.
fn is_seen(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl NamedSet {
    /// Names a selection; `None` without a name, and for one that no link has room for.
    pub fn new(name: &str, spec: &QuerySpec) -> Option<Self> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let name: String = words.join(" ").trim_start_matches(SIGN).chars().filter(|c| is_seen(*c)).collect();
        let name: String = name.trim().chars().take(SET_NAME_CHARS).collect();
        let spec = QuerySpec { effort: 0, ..spec.clone() };
        (!name.is_empty() && write_spec(&spec).len() <= SET_BYTES).then_some(Self { name, spec })
    }

    /// As a link and a device write it: the name and, on a second line, the selection as a link of its own.
    pub fn written(&self) -> String {
        [&self.name, "\n", &write_spec(&self.spec)].concat()
    }

    /// Reads what was written.
    pub fn read(written: &str) -> Option<Self> {
        let (name, spec) = written.split_once('\n')?;
        Self::new(name, &read_spec(spec)?)
    }

    /// The query that stands for it.
    pub fn reference(&self) -> String {
        [SIGN.encode_utf8(&mut [0; 4]), &*self.name].concat()
    }

    /// Whether it is what a query shows; without words it is any query under its filters.
    fn is_of(&self, spec: &QuerySpec) -> bool {
        let same = || self.spec == QuerySpec { effort: 0, ..spec.clone() };
        if self.spec.query.is_empty() { self.spec.filters == spec.filters } else { same() }
    }
}

/// The name in a query that stands for a selection.
pub fn named_in(query: &str) -> Option<&str> {
    query.trim().strip_prefix(SIGN)
}

impl ViewState {
    /// The queries that may name a selection.
    fn references(&mut self) -> Vec<&mut String> {
        let mut queries = vec![&mut self.measured.against];
        if let Some(Grouped { a, b, .. }) = &mut self.grouped {
            queries.extend([a, b]);
        }
        queries.retain(|query| named_in(query).is_some());
        queries
    }

    /// What a query that names a selection stands for.
    pub fn spec_named(&self, query: &str) -> Option<QuerySpec> {
        let name = named_in(query)?;
        self.sets.iter().find(|set| set.name == name).map(|set| set.spec.clone())
    }

    /// The name in a query that no selection has: its words are searched.
    pub fn unknown_set<'q>(&self, query: &'q str) -> Option<&'q str> {
        named_in(query).filter(|name| !self.sets.iter().any(|set| set.name == *name))
    }

    /// The named selection that is shown.
    pub fn set_shown(&self) -> Option<&NamedSet> {
        let spec = self.spec();
        self.sets.iter().find(|set| set.is_of(&spec))
    }

    /// Shows a named selection: one without words leaves the query as it is.
    pub fn choose_set(&mut self, set: &NamedSet) {
        if set.spec.query.is_empty() {
            (self.filters, self.effort) = (set.spec.filters.clone(), 0);
        } else {
            self.set_spec(set.spec.clone());
        }
        self.bring_set(set.clone());
    }

    /// Speaks of a selection in place of one with its name.
    pub fn bring_set(&mut self, set: NamedSet) {
        self.sets.retain(|one| one.name != set.name);
        self.sets.push(set);
    }

    /// Speaks of what `kept` calls as the state does.
    pub fn carry_sets(&mut self, kept: &[NamedSet]) {
        for set in kept {
            let here = self.sets.iter().any(|one| one.name == set.name);
            if !here && self.references().iter().any(|query| named_in(query) == Some(&set.name)) {
                self.sets.push(set.clone());
            }
        }
    }

    /// Calls a selection otherwise, wherever the state speaks of it.
    pub fn rename_set(&mut self, old: &str, set: NamedSet) {
        for query in self.references() {
            if named_in(query) == Some(old) {
                *query = set.reference();
            }
        }
        if self.sets.iter().any(|one| one.name == old) {
            self.sets.retain(|one| one.name != old);
            self.bring_set(set);
        }
    }

    /// Forgets the selections that the state does not speak of.
    pub(super) fn drop_sets(&mut self) {
        if self.sets.is_empty() {
            return;
        }
        let (spec, mut sets) = (self.spec(), std::mem::take(&mut self.sets));
        let named = self.references();
        sets.retain(|set| set.is_of(&spec) || named.iter().any(|query| named_in(query) == Some(&set.name)));
        self.sets = sets;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Facet, Filters, MarksMode};
    use crate::view_state::{HashProblem, parse_hash, with_value, write_hash};

    fn press() -> Filters {
        with_value(Facet::Source, "Báo & đài")
    }

    fn named(name: &str, query: &str) -> NamedSet {
        let spec = QuerySpec { query: query.to_owned(), filters: press(), ..QuerySpec::default() };
        NamedSet::new(name, &spec).unwrap()
    }

    #[test]
    fn names_are_one_short_line_that_reads_one_way() {
        let check = |name: &str, expected: Option<&str>| {
            let set = NamedSet::new(name, &QuerySpec::default());
            assert_eq!(set.as_ref().map(|set| set.name.as_str()), expected, "{name:?}");
        };
        check("  Báo A,\n 2020 ", Some("Báo A, 2020"));
        check("@@Báo A", Some("Báo A"));
        check("<img src=x onerror=alert(1)>&\"'", Some("<img src=x onerror=alert(1)>&\"'"));
        check("a\u{202E}b\u{2066}c\u{0}", Some("abc"));
        check(&"ơ".repeat(500), Some(&"ơ".repeat(SET_NAME_CHARS)));
        check(" \u{202E} ", None);
        check("@", None);
        let long = QuerySpec { query: "ơ".repeat(SET_BYTES), ..QuerySpec::default() };
        assert_eq!(NamedSet::new("a", &long), None);
    }

    #[test]
    fn a_selection_comes_back_as_it_was_written() {
        let spec = QuerySpec {
            query: "\"chợ phiên\" & <b>=\n#".to_owned(),
            marks: MarksMode::Fold,
            filters: Filters { undated: true, once: true, from: "2020-05".parse().ok(), ..press() },
            effort: 3,
            ..QuerySpec::default()
        };
        let set = NamedSet::new("Báo & đài = 1", &spec).unwrap();
        assert_eq!(set.spec.effort, 0);
        assert_eq!(NamedSet::read(&set.written()), Some(set.clone()));
        for broken in ["", "a", "a\nq=%ZZ", "a\nset=b", "a\ncolour=red", "\nq=a"] {
            assert_eq!(NamedSet::read(broken), None, "{broken:?}");
        }
        let nested = ["a\nset=", &"%25".repeat(60_000)].concat();
        assert_eq!(NamedSet::read(&nested), None);
    }

    #[test]
    fn a_link_brings_the_names_that_it_speaks_of() {
        let (shown, other, unused) = (named("Báo A", ""), named("Họp chợ", "chợ"), named("Khác", "khác"));
        let mut state = ViewState { query: "mưa".to_owned(), ..ViewState::default() };
        state.choose_set(&shown);
        assert_eq!((state.query.as_str(), &state.filters), ("mưa", &press()));
        state.measured.against = " @Họp chợ".to_owned();
        state.carry_sets(&[other.clone(), unused.clone()]);
        state.sets.push(unused);
        state.turn_back(&ViewState::default());
        assert_eq!(state.sets, [shown.clone(), other.clone()]);
        let (read, problems) = parse_hash(&write_hash(&state));
        assert_eq!((&read, problems), (&state, Vec::new()));
        assert_eq!(read.set_shown(), Some(&shown));
        assert_eq!(read.spec_named("@Họp chợ"), Some(other.spec));
        assert_eq!(read.spec_named("Họp chợ"), None);
        let unknown = ["@Họp chợ", "Họp chợ", " @Họp", ""].map(|query| read.unknown_set(query));
        assert_eq!(unknown, [None, None, Some("Họp"), None]);
        // Other filters are no longer what the name stands for.
        state.filters = Filters::default();
        state.turn_back(&read);
        assert_eq!(state.sets.len(), 1);
    }

    #[test]
    fn a_name_is_changed_wherever_it_is_spoken_of() {
        let mut state = ViewState::default();
        state.show_groups(["@Cũ".to_owned(), "date:2021".to_owned()]);
        state.bring_set(named("Cũ", "chợ"));
        state.rename_set("Cũ", named("Mới", "chợ"));
        assert_eq!(state.grouped.as_ref().map(|grouped| grouped.a.as_str()), Some("@Mới"));
        assert_eq!(state.sets, [named("Mới", "chợ")]);
    }

    #[test]
    fn a_link_brings_few_names() {
        let sets = (0..LINKED_SETS + 1).map(|at| named(&at.to_string(), "a")).collect();
        let state = ViewState { sets, ..ViewState::default() };
        let (read, problems) = parse_hash(&write_hash(&state));
        assert_eq!(read.sets.len(), LINKED_SETS);
        assert!(matches!(problems[..], [HashProblem::Unknown(_)]));
    }
}
