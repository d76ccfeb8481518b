//! What of an article stands in other articles too. It finds nothing: the packer did.

use super::articles::numbers;
use super::cache::Access;
use crate::bundle::Section;
use crate::bundle::shared::SharedPlace;
use crate::protocol::{Refusal, SharedAnswer, SharedRequest, SharedSpan};

/// The places of an article that others share; `None` while chunks are missing. Costs one chunk beside the article's number.
///
/// # Errors
/// When no article has that id.
pub fn shared(access: &Access<'_>, request: &SharedRequest) -> Result<Option<SharedAnswer>, Refusal> {
    let Some(numbers) = numbers(access, std::slice::from_ref(&request.article))? else { return Ok(None) };
    let Some(places) = access.place_of(Section::Shared, u64::from(numbers[0].0)).map(|place| access.shared(place))
    else {
        return Ok((!access.is_missing()).then(SharedAnswer::default));
    };
    let of_article = |place: &&SharedPlace| place.article == numbers[0].0;
    Ok(places.map(|places| SharedAnswer { spans: outermost(places.iter().filter(of_article)) }))
}

/// The places, but those that lie in another that as many articles have.
fn outermost<'p>(places: impl Iterator<Item = &'p SharedPlace>) -> Vec<SharedSpan> {
    let mut kept: Vec<SharedSpan> = Vec::new();
    for &SharedPlace { start, end, rank, articles, .. } in places {
        if !kept.iter().any(|other| other.start <= start && end <= other.end && articles <= other.articles) {
            kept.push(SharedSpan { start, end, rank, articles });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_place_of_as_many_articles_is_not_told_again() {
        let place = |start, end, rank, articles| SharedPlace { article: 2, start, end, rank, articles };
        let places = [place(0, 50, 1, 3), place(5, 20, 2, 3), place(10, 30, 3, 9), place(60, 70, 4, 2)];
        let ranks: Vec<u32> = outermost(places.iter()).iter().map(|span| span.rank).collect();
        assert_eq!(ranks, [1, 3, 4]);
    }
}
