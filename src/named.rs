//! Each enum's names once: links, flags, CSV, JSON and data attributes write and read the same ones.
//!
//! For enums of plain variants. It knows none of them.

/// Gives an enum `ALL`, `name()` and `parse()`. A variant that has no name does not compile.
macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// All of them, in their order.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// Its name, wherever it is written.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// The one of a name; `None` for a name that is none's.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    use crate::article::Facet;
    use crate::compare::{EditKind, FactKind, Layer};
    use crate::mentions::Kind;
    use crate::notes::Colour;
    use crate::protocol::{FamilyKind, GroupKind, Noise, PassageKind};
    use crate::query::spec::{BlocksMode, MarksMode, Sort};
    use crate::view_state::View;

    #[test]
    fn names_are_read_back_and_are_those_of_json() {
        macro_rules! check {
            ($type:ident, $expected:expr) => {
                assert_eq!($type::ALL.map($type::name), $expected);
                assert!($type::ALL.into_iter().all(|one| $type::parse(one.name()) == Some(one)));
                assert_eq!($type::parse(""), None);
            };
        }
        macro_rules! check_json {
            ($type:ident, $expected:expr) => {
                check!($type, $expected);
                assert!($type::ALL.into_iter().all(|one| serde_json::to_value(one).unwrap() == one.name()));
            };
        }
        check_json!(Facet, ["source", "category", "year"]);
        check_json!(Layer, ["phrase", "passage", "short"]);
        check_json!(Kind, ["people", "figures", "attributions", "dates", "abbreviations", "longforms"]);
        check_json!(FamilyKind, ["passage", "formula", "name", "common", "boilerplate"]);
        check_json!(GroupKind, ["phrase", "words"]);
        check_json!(MarksMode, ["smart", "loose", "exact", "fold"]);
        check_json!(BlocksMode, ["text", "all"]);
        check_json!(Sort, ["relevance", "date", "oldest"]);
        check_json!(
            EditKind,
            ["kept", "typography", "marks", "replaced", "only_a", "only_b", "moved_away", "moved_here"]
        );
        check_json!(FactKind, ["number", "name", "negation", "quotation", "sign"]);
        check_json!(Noise, ["caption", "name", "common"]);
        check!(PassageKind, ["verbatim", "reworded", "reordered", "moved", "marks", "typography"]);
        check!(View, ["overview", "results", "context", "mentions", "families", "measure", "compare", "notes"]);
        check!(Colour, ["yellow", "red", "green", "blue", "violet"]);
    }
}
