//! What one article mentions, gathered by thing: each with its places. It finds nothing and draws nothing.

use crate::protocol::{Detail, Kind, Mention};
use crate::sort;

/// The kinds of the page, in the order they are shown.
pub const KINDS: [Kind; 5] = [Kind::People, Kind::Figures, Kind::Attributions, Kind::Dates, Kind::Abbreviations];

/// A thing that an article mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// Its normal form.
    pub key: String,
    /// Its places in the text, in order, as byte ranges; each once.
    pub places: Vec<(u32, u32)>,
}

/// The place that is pointed at for a mention: of an attribution, who speaks and the verb; of all others, the mention.
pub fn place_of(mention: &Mention) -> (u32, u32) {
    match &mention.detail {
        Detail::Attribution { verb, .. } => (mention.start.min(verb.0), mention.end.max(verb.1)),
        _ => (mention.start, mention.end),
    }
}

/// The things of a kind among an article's mentions: dates in their order, people and abbreviations by how often they are
/// mentioned, all others by their first place. Cost is mentions × things.
pub fn mentioned(mentions: &[Mention], kind: Kind) -> Vec<Mentioned> {
    let mut found: Vec<Mentioned> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.kind == kind) {
        let place = place_of(mention);
        match found.iter_mut().find(|one| one.key == mention.key) {
            Some(one) if one.places.contains(&place) => {}
            Some(one) => one.places.push(place),
            None => found.push(Mentioned { key: mention.key.clone(), places: vec![place] }),
        }
    }
    match kind {
        Kind::Dates => sort::by(&mut found, |one, other| one.key.cmp(&other.key)),
        Kind::People | Kind::Abbreviations => {
            sort::by(&mut found, |one, other| other.places.len().cmp(&one.places.len()));
        }
        _ => {}
    }
    found
}

/// The place to go to from the one that is pointed at: the next one, round the end.
pub fn next_place(places: &[(u32, u32)], here: Option<(u32, u32)>) -> Option<usize> {
    let at = here.and_then(|here| places.iter().position(|place| *place == here));
    match at {
        Some(at) => Some((at + 1) % places.len()),
        None => (!places.is_empty()).then_some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(kind: Kind, key: &str, start: u32, detail: Detail) -> Mention {
        Mention { kind, start, end: start + 3, key: key.into(), sentence_start: 0, sentence_end: 99, detail }
    }

    #[test]
    fn things_are_gathered_with_their_places() {
        let said = Detail::Attribution { verb: (20, 24), quote: None };
        let all = [
            mention(Kind::Dates, "2021", 0, Detail::None),
            mention(Kind::Dates, "2020-03", 4, Detail::None),
            mention(Kind::Dates, "2021", 0, Detail::None),
            mention(Kind::People, "A", 8, Detail::None),
            mention(Kind::People, "B", 12, Detail::None),
            mention(Kind::Attributions, "B", 12, said),
            mention(Kind::People, "B", 30, Detail::None),
        ];
        let check = |kind, expected: &[(&str, &[(u32, u32)])]| {
            let found = mentioned(&all, kind);
            let found: Vec<_> = found.iter().map(|one| (one.key.as_str(), one.places.as_slice())).collect();
            assert_eq!(found, expected);
        };
        check(Kind::Dates, &[("2020-03", &[(4, 7)]), ("2021", &[(0, 3)])]);
        check(Kind::People, &[("B", &[(12, 15), (30, 33)]), ("A", &[(8, 11)])]);
        check(Kind::Attributions, &[("B", &[(12, 24)])]);
        check(Kind::Figures, &[]);
    }

    #[test]
    fn places_are_walked_round() {
        let places = [(1, 2), (5, 6)];
        assert_eq!(next_place(&places, None), Some(0));
        assert_eq!(next_place(&places, Some((1, 2))), Some(1));
        assert_eq!(next_place(&places, Some((5, 6))), Some(0));
        assert_eq!(next_place(&places, Some((9, 9))), Some(0));
        assert_eq!(next_place(&[], None), None);
    }
}
