//! Places that say the same: what a chain of alike places joins may begin and end with different words, and is parted here.
//!
//! Words come as numbers; it knows no texts.

/// Places that others are held against at most; what is like none of them then stands alone.
const MOST_FIRST: usize = 32;

/// Parts places, in their order, so that each shares at least half of the words of the shorter of the two with the first of its
/// part. Costs the words of a place times the parts there are before it.
pub fn kin<T>(places: Vec<T>, words: impl Fn(&T) -> Vec<u32>) -> Vec<Vec<T>> {
    let mut parts: Vec<(Vec<u32>, Vec<T>)> = Vec::new();
    for place in places {
        let mut own = words(&place);
        own.sort_unstable();
        let is_kin = |(first, _): &(Vec<u32>, Vec<T>)| shared(first, &own) * 2 >= first.len().min(own.len());
        match parts.iter().position(is_kin) {
            Some(at) => parts[at].1.push(place),
            None if parts.len() < MOST_FIRST => parts.push((own, vec![place])),
            None => {}
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

/// How many words two sorted lists have in common, each as often as both have it.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut of, mut count) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(at), b.get(of)) {
        count += usize::from(one == other);
        at += usize::from(one <= other);
        of += usize::from(other <= one);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{kin, shared};

    #[test]
    fn a_chain_of_alike_places_is_parted_where_nothing_is_shared() {
        // The second holds the first and the third, which have no word in common.
        let places =
            vec![vec![1, 2, 3, 4], vec![1, 2, 3, 4, 5, 6, 7, 8], vec![5, 6, 7, 8], vec![4, 3, 9, 1], vec![8, 7, 5]];
        let parts = kin(places.clone(), Vec::clone);
        assert_eq!(
            parts,
            [vec![places[0].clone(), places[1].clone(), places[3].clone()], vec![places[2].clone(), places[4].clone()]]
        );
        assert_eq!(kin(Vec::<Vec<u32>>::new(), Vec::clone), Vec::<Vec<Vec<u32>>>::new());
    }

    #[test]
    fn words_are_shared_as_often_as_both_have_them() {
        assert_eq!(shared(&[1, 1, 2, 5], &[1, 1, 1, 5, 6]), 3);
        assert_eq!(shared(&[], &[1]), 0);
    }
}
