//! What of an article stands in other articles too. It finds nothing: the packer did.

use super::articles::numbers;
use super::cache::Access;
use crate::bundle::Section;
use crate::bundle::shared::SharedPlace;
use crate::protocol::{Refusal, SharedAnswer, SharedRequest, SharedSpan};
use crate::text::tokens;

/// Words of a place that is worth a mark: shorter ones are set phrases, of which most paragraphs have some (docs/REUSE.md).
const TELLING_WORDS: usize = 8;

/// The telling places of an article that others share; `None` while chunks are missing. Costs one chunk beside the article's
/// number and text.
///
/// # Errors
/// When no article has that id.
pub fn shared(access: &Access<'_>, request: &SharedRequest) -> Result<Option<SharedAnswer>, Refusal> {
    let Some(numbers) = numbers(access, std::slice::from_ref(&request.article))? else { return Ok(None) };
    let Some(places) = access.place_of(Section::Shared, u64::from(numbers[0].0)).map(|place| access.shared(place))
    else {
        return Ok((!access.is_missing()).then(SharedAnswer::default));
    };
    let (Some(places), Some(stored)) = (places, access.article(numbers[0])) else { return Ok(None) };
    let here = places.iter().filter(|place| place.is_telling_of(numbers[0].0));
    Ok(Some(SharedAnswer { spans: outermost(here.filter(|place| is_telling(&stored.article.text, place))) }))
}

/// Whether a place is long enough to be told.
pub fn is_telling(text: &str, place: &SharedPlace) -> bool {
    text.get(place.start as usize..place.end as usize).is_some_and(|words| tokens(words).len() >= TELLING_WORDS)
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
    fn eight_words_and_more_are_worth_a_mark() {
        let text = "một hai ba bốn năm sáu bảy tám, chín";
        let place =
            |end: usize| SharedPlace { article: 0, start: 0, end: end as u32, rank: 0, articles: 2, is_apart: false };
        let upto = |word: &str| text.find(word).map(|at| at + word.len()).unwrap();
        assert!(is_telling(text, &place(upto("tám"))));
        assert!(!is_telling(text, &place(upto("bảy"))));
        // A place past the end of the text, as of a damaged bundle, is none.
        assert!(!is_telling(text, &place(900)));
    }

    #[test]
    fn what_lies_in_a_place_of_as_many_articles_is_not_told_again() {
        let place =
            |start, end, rank, articles| SharedPlace { article: 2, start, end, rank, articles, is_apart: false };
        let places = [place(0, 50, 1, 3), place(5, 20, 2, 3), place(10, 30, 3, 9), place(60, 70, 4, 2)];
        let ranks: Vec<u32> = outermost(places.iter()).iter().map(|span| span.rank).collect();
        assert_eq!(ranks, [1, 3, 4]);
    }
}
