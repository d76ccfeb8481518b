//! Names without a family name, as artists and players have them: in a list after the first, or before what only people do.

use super::human::{Else, acts, may_be_name};
use super::names::is_no_person;
use super::people::Scan;
use super::person::CandidateKind;
use super::run::Run;
use super::titles::{Title, is_no_name, is_vietnamese};
use super::word::{Word, is_capitalised, is_space, line_key, next_word, write_key};
use crate::text::is_syllable;

impl Scan<'_, '_> {
    /// Names that go on a list after the first, of artists and players: `ca sĩ Mộc Lan, Minh Thử và Lê Mẫu`. Gives where it
    /// ends.
    pub fn listed(&mut self, first_end: usize, title: Title, key: &mut String) -> usize {
        let mut end = first_end;
        if !matches!(title, Title::VietnameseStage | Title::VietnamesePlayer) {
            return end;
        }
        loop {
            let rest = &self.text[end..];
            let joint = [", ", " và ", " cùng "].into_iter().find(|joint| rest.starts_with(joint));
            let Some(word) = joint.and_then(|joint| next_word(self.text, end + joint.len())) else { return end };
            let run = Run::read(self.text, word, false, key);
            let after = &self.text[word.start + run.bytes()..];
            let last = joint != Some(", ");
            let closed = [",", ".", ";", ")", " và ", " cùng ", "…", "\n"].iter().any(|mark| after.starts_with(mark));
            let syllables = is_of_syllables(&self.text[word.start..word.start + run.bytes()]);
            let name = matches!(run.words(), 2 | 3) && syllables && (closed || last || after.is_empty());
            if !is_capitalised(word.of(self.text)) || !name || !may_be_name(self.text, word, "") {
                return end;
            }
            self.push(word, run, CandidateKind::Full);
            end = word.start + run.bytes();
        }
    }

    /// Reads a name without a title that a verb of people follows: `Mộc Lan tâm sự`. Gives where it ends.
    pub fn acting(&mut self, word: Word, last: Option<Word>, key: &mut String) -> Option<usize> {
        let next = next_word(self.text, word.end).filter(|next| is_capitalised(next.of(self.text)))?;
        if !is_space(&self.text[word.end..next.start]) || self.street_words > 0 {
            return None;
        }
        let run = Run::read(self.text, word, false, key);
        let end = word.start + run.bytes();
        let gap = last.map_or("", |l| &self.text[l.end..word.start]);
        let before = last.filter(|_| is_space(gap)).map_or(String::new(), |l| line_key(l.of(self.text)));
        if !matches!(run.words(), 2 | 3) || !acts(self.text, end, or_else(&before)) {
            return None;
        }
        let syllables = is_of_syllables(&self.text[word.start..end]);
        if !syllables || !may_be_name(self.text, word, &before) {
            return None;
        }
        self.push(word, run, CandidateKind::Full);
        Some(end)
    }
}

/// What a name may be a part of, by the key of the word right before it.
pub(super) fn or_else(before: &str) -> Else {
    let opens = matches!(
        before,
        "" | "nhưng"
            | "và"
            | "khi"
            | "còn"
            | "mà"
            | "rồi"
            | "nên"
            | "vì"
            | "do"
            | "nay"
            | "qua"
            | "đó"
            | "này"
            | "song"
    );
    if opens { Else::Nothing } else { Else::Part }
}

/// Whether every word of a run is a syllable of Vietnamese.
pub(super) fn is_of_syllables(run: &str) -> bool {
    run.split_whitespace().all(|syllable| is_vietnamese_word(syllable, &line_key(syllable)))
}

/// `Hoàng Anh Gia Lai`: a company with the place it is of.
pub(super) fn ends_in_place(text: &str, word: Word, run: Run) -> bool {
    let end = line_key(&text[word.start..word.start + run.bytes()]);
    ["gia lai", "hà nội", "sài gòn", "bình dương", "đồng nai"].iter().any(|place| end.ends_with(place))
}

/// Whether a word reads as a syllable of Vietnamese. Takes its key too.
pub(super) fn is_vietnamese_word(word: &str, key: &str) -> bool {
    is_vietnamese(word) || is_syllable(key)
}

/// Whether a word is of another language and of no club, company or paper.
pub(super) fn is_foreign(word: &str, key: &mut String) -> bool {
    write_key(word, key);
    !is_vietnamese_word(word, key) && !is_no_person(key) && !is_no_name(key) && word.len() > 1
}
