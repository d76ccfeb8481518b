//! How far a comparison is, as it is told.

use super::corpus;
use crate::article::extract;
use crate::engine::Poll;
use crate::protocol::{BlocksMode, CompareRequest, Request, Worked};
use std::cell::RefCell;

#[test]
fn a_comparison_tells_how_far_it_is() {
    let text = |end: &str| format!("Bến sông\n\nĐoàn thuyền chở gạo nếp rời bến sông từ lúc trời còn tối {end}.\n");
    let ids = ["a", "b", "c"];
    let mut corpus = corpus(ids.map(|id| extract(id, text(id))).to_vec());
    let articles = ids.map(String::from).to_vec();
    let request = CompareRequest { articles, blocks: BlocksMode::Text, pasted: None, pasted_first: false };
    corpus.ask(request.clone());
    // Its chunks are there by now.
    let told = RefCell::new(Vec::new());
    let poll = corpus.engine.poll_telling(&Request::from(request), &|worked| told.borrow_mut().push(worked));
    assert!(matches!(poll, Ok(Poll::Ready(_))));
    let told = told.into_inner();
    // Three texts, and three pairs of four steps.
    assert_eq!(told.first(), Some(&Worked { done: 1, of: 15 }));
    assert_eq!(told.last(), Some(&Worked { done: 15, of: 15 }));
    assert!(told.windows(2).all(|two| two[0].done < two[1].done), "{told:?}");
}
