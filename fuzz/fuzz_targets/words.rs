//! Any bytes as the dictionary of a bundle, and as a coded text; any text coded with a dictionary of itself, and cut into
//! words: refused, or what went in comes out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::bundle::codec::{Reader, Writer};
use recto::bundle::group::deflate;
use recto::bundle::text_codes::{Coder, Words};
use recto::compounds::{Counts, Learned, Lexicon};

/// The text comes back through a dictionary.
fn comes_back(words: &Words, text: &str) {
    let mut out = Writer::new();
    Coder::new(words).text(&mut out, text);
    let bytes = out.into_bytes();
    let mut reader = Reader::new(&bytes);
    assert_eq!(words.text(&mut reader).as_deref(), Ok(text));
    assert_eq!(reader.left(), 0);
}

/// Words stand in order, with nothing but white space between them.
fn cut_whole(words: &recto::compounds::Words, text: &str) {
    let mut at = 0;
    for word in words.cut(text) {
        assert!(word.start >= at && word.start < word.end && text[at..word.start].trim().is_empty());
        at = word.end;
    }
    assert!(text[at..].trim().is_empty());
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let own = Words::choose(std::iter::repeat_n(&*text, 8));
    comes_back(&own, &text);
    assert_eq!(Words::read(&own.write()).as_ref(), Ok(&own));
    for payload in [bytes.to_vec(), deflate(bytes)] {
        if let Ok(words) = Words::read(&payload) {
            comes_back(&words, &text);
            assert_eq!(Words::read(&words.write()).as_ref(), Ok(&words));
        }
    }
    let sample = Words::choose(std::iter::repeat_n("thư viện mở cửa, thư viện đóng cửa. ", 9));
    let _ = sample.text(&mut Reader::new(bytes));
    let mut counts = Counts::default();
    counts.add(&text);
    counts.add(&text);
    cut_whole(&recto::compounds::Words::Learned(Learned::of(counts)), &text);
    cut_whole(&recto::compounds::Words::Lexicon(Lexicon::read(&text)), &text);
});
