//! People named in an article: a rank or title before a known surname, and their short forms.
//!
//! It keeps no list of persons and looks into no other article. What it is unsure of it leaves out.

use std::collections::HashSet;

use super::human::{acts, may_be_name};
use super::model::{Block, Role};
use super::names::{begins_full_name, country, is_given, is_korean, is_province};
use super::particle::{is_noble, opens_particle};
use super::person::{Candidate, CandidateKind, PersonMention};
use super::resolve::resolve;
use super::run::Run;
use super::stage::{ends_in_place, is_foreign, is_of_syllables, is_vietnamese_word, or_else};
use super::titles::{
    Title, is_surname, is_vietnamese, may_end_office, names_place, names_street, opens_organisation, title_ending,
};
use super::word::{Keys, Word, is_capitalised, is_space, line_key, next_word, write_key};

/// Words that may stand between an office and the name of who holds it.
const OFFICE_WORDS: u32 = 12;

/// Finds the people named in the story, its titles and captions; related blocks, residue and headers are left out.
///
/// A name is two to four capitalised syllables after a rank, a title or what someone is (`tài xế`), the first a known
/// surname; a common surname with a middle syllable needs no title outside of streets and schools. A foreign name stands
/// after a title, or opens with a given name of the West. A title with a given name alone stands for the person of the same
/// article whose name ends with it, the one last named if there are several. Linear in the length of the text.
pub fn people(text: &str, blocks: &[Block]) -> Vec<PersonMention> {
    let mut candidates = Vec::new();
    for block in blocks {
        if !matches!(block.role, Role::Header | Role::Related | Role::Residue) {
            let scan =
                Scan { text: block.of(text), offset: block.start as usize, found: &mut candidates, street_words: 0 };
            scan.run();
        }
    }
    resolve(text, &candidates)
}

/// The full names in order of first mention.
pub fn full_names(mentions: &[PersonMention]) -> Vec<String> {
    let mut seen = HashSet::new();
    mentions.iter().map(|m| &m.name).filter(|name| seen.insert(name.as_str())).cloned().collect()
}

/// One pass over the words of a block.
pub(super) struct Scan<'t, 'c> {
    pub text: &'t str,
    offset: usize,
    found: &'c mut Vec<Candidate>,
    /// Words left in which a list of streets may go on.
    pub street_words: u32,
}

impl Scan<'_, '_> {
    fn run(mut self) {
        let (mut previous, mut last): (Option<Word>, Option<Word>) = (None, None);
        let (mut keys, mut key) = (Keys::default(), String::new());
        // Words left in which the holder of an office may be named.
        let mut office_words = 0u32;
        let mut at = 0;
        while let Some(word) = next_word(self.text, at) {
            at = word.end;
            let gap = last.map_or("", |l| &self.text[l.end..word.start]);
            let goes_on = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '&' | '/' | '.');
            let goes_on = gap == " " || gap.chars().all(goes_on);
            office_words = if goes_on { office_words.saturating_sub(1) } else { 0 };
            let stops = gap != " " && gap.contains('.');
            self.street_words = if stops { 0 } else { self.street_words.saturating_sub(1) };
            if is_capitalised(word.of(self.text)) {
                match last.and_then(|l| self.title(previous, l, gap, &mut keys)) {
                    Some(title) => {
                        let (end, office) = self.after_title(word, title, &mut key);
                        at = end;
                        office_words = if office { OFFICE_WORDS } else { 0 };
                    }
                    None => {
                        let (end, named) = self.untitled(word, last, office_words > 0, &mut keys, &mut key);
                        at = end;
                        office_words = if named { 0 } else { office_words };
                    }
                }
            } else if let Some(before) = last.filter(|_| is_space(gap) && self.may_hold_office(word)) {
                // `Tiến sĩ sử học …`: the name of whoever has the degree may follow what it is in.
                if self.is_office(previous, before, &mut keys) {
                    office_words = OFFICE_WORDS;
                }
            }
            if names_street(word.of(self.text)) {
                self.street_words = STREET_WORDS;
            }
            (previous, last) = (last, Some(Word { end: at, ..word }));
            keys.step();
        }
    }

    /// Whether a small word may tell what an office or degree is of.
    fn may_hold_office(&self, word: Word) -> bool {
        !word.number && !matches!(word.of(self.text), "và" | "của" | "là" | "đã" | "cho" | "nói" | "với" | "thì" | "có")
    }

    /// Whether an office ends with a word.
    fn is_office(&self, previous: Option<Word>, last: Word, keys: &mut Keys) -> bool {
        let key = keys.last.write(self.text, last);
        if !may_end_office(key) {
            return false;
        }
        let before = previous.filter(|p| is_space(&self.text[p.end..last.start]));
        let before = before.map_or("", |previous| keys.previous.write(self.text, previous));
        title_ending(before, key, is_capitalised(last.of(self.text))) == Some(Title::VietnameseOffice)
    }

    /// The title that ends right before a word.
    fn title(&self, previous: Option<Word>, last: Word, gap: &str, keys: &mut Keys) -> Option<Title> {
        let dotted = gap.strip_prefix('.');
        let rest = dotted.unwrap_or(gap);
        // `các ông: Trần Văn Mẫu`.
        let listed = gap == ": ";
        if !(is_space(rest) || dotted.is_some() && rest.is_empty() || listed) {
            return None;
        }
        keys.last.write(self.text, last);
        let key = keys.last.key.as_str();
        if dotted.is_some() && (key.len() > 5 || key == "sir") {
            return None;
        }
        let before = match previous.filter(|p| is_space(&self.text[p.end..last.start])) {
            Some(previous) => keys.previous.write(self.text, previous),
            None => "",
        };
        if listed && !(matches!(before, "các" | "hai" | "ba") && matches!(key, "ông" | "bà" | "chí")) {
            return None;
        }
        let title = title_ending(before, key, is_capitalised(last.of(self.text)))?;
        // `the General Land Office` names no general.
        let article = matches!(before, "the" | "a" | "an");
        (!matches!(title, Title::EnglishOffice | Title::EnglishHead) || !article).then_some(title)
    }

    /// Reads what follows a title. Gives where to go on, and whether the title's holder may still come.
    fn after_title(&mut self, word: Word, title: Title, key: &mut String) -> (usize, bool) {
        let spoken_english = matches!(title, Title::EnglishAddress | Title::EnglishHead | Title::EnglishOffice);
        let mut english = spoken_english;
        let mut run = Run::read(self.text, word, english, key);
        if english && is_vietnamese(&self.text[word.start..word.start + run.bytes()]) {
            english = false;
            run = Run::read(self.text, word, false, key);
        }
        // `Professor Hans van der Berg`.
        if english && run.words() > 0 && opens_particle(&self.text[word.start + run.bytes()..]) {
            let whole = Run::read_foreign(self.text, word, key);
            run = if whole.bytes() > run.bytes() { whole } else { run };
        }
        if let Some(end) = Some(()).filter(|()| !english).and_then(|()| self.korean(word, true, key)) {
            return (end, false);
        }
        write_key(word.of(self.text), key);
        let own = || title_ending("", key, true);
        let organisation = if english { None } else { self.organisation(word, key) };
        if let Some(end) = organisation {
            let end = if title.is_office() { self.foreign(word, title, key).unwrap_or(end) } else { end };
            return (end, title.is_office());
        }
        if run.words() == 0 || spoken_english && own().is_some() {
            return (word.end, false);
        }
        if english {
            run.drop_initial();
            let end = word.end.max(word.start + run.bytes());
            match run.words() {
                1 if title == Title::EnglishOffice => self.push(word, run, CandidateKind::Short),
                1 => self.push(word, run, CandidateKind::Lone),
                2 | 3 => self.push(word, run, CandidateKind::Full),
                _ => return (word.end, false),
            }
            return (end, false);
        }
        let vietnamese =
            run.words() == 1 && is_vietnamese_word(word.of(self.text), key) || is_surname(key) && run.words() > 1;
        if let Some(end) = Some(()).filter(|()| !vietnamese).and_then(|()| self.foreign(word, title, key)) {
            return (end, false);
        }
        write_key(word.of(self.text), key);
        if run.words() == 1 {
            self.push(word, run, CandidateKind::Short);
            return (word.end, title.is_office());
        }
        if !is_surname(key) {
            return self.stage_name(word, run, title);
        }
        run.keep_name();
        let end = word.start + run.bytes();
        // A hyphen joins the parts of names from elsewhere.
        if self.text[end..].starts_with(['-', '\'', '’']) {
            return (end, false);
        }
        self.push(word, run, CandidateKind::Full);
        (self.listed(end, title, key), false)
    }

    /// A name without a family name: whole after what its bearer does on a stage, else the end of a name known elsewhere.
    fn stage_name(&mut self, word: Word, run: Run, title: Title) -> (usize, bool) {
        let end = word.start + run.bytes();
        let (mut first, mut second) = (String::new(), String::new());
        write_key(word.of(self.text), &mut first);
        if let Some(next) = next_word(self.text, word.end) {
            write_key(next.of(self.text), &mut second);
        }
        // `ca sĩ Mỹ Linh`, but `ca sĩ Mỹ …` and `ca sĩ Hàn Quốc`.
        let syllables = is_of_syllables(&self.text[word.start..end]);
        let place = country(&first, &second) > usize::from(syllables && run.words() == 2)
            || is_province(&first, &second)
            || names_place(&first)
            || opens_organisation(&first, &second);
        let stage = title == Title::VietnameseStage && matches!(run.words(), 2 | 3);
        let player =
            title == Title::VietnamesePlayer && run.words() == 2 && may_be_name(self.text, word, "") && syllables;
        if (stage || player) && !place {
            self.push(word, run, CandidateKind::Full);
            return (self.listed(end, title, &mut first), false);
        }
        if run.words() == 2 && !place {
            self.push(word, run, CandidateKind::Short);
            return (end, title.is_office());
        }
        (word.end, title.is_office())
    }

    /// Reads a foreign name after a title, and after the name of the country it is of. Gives where it ends.
    fn foreign(&mut self, word: Word, title: Title, key: &mut String) -> Option<usize> {
        let mut first = word;
        if title.is_office() || matches!(title, Title::VietnameseRole | Title::VietnamesePlayer) {
            write_key(first.of(self.text), key);
            let next = next_word(self.text, first.end).filter(|n| is_space(&self.text[first.end..n.start]));
            let second = next.map_or(String::new(), |n| line_key(n.of(self.text)));
            for _ in 0..country(key, &second) {
                first = next_word(self.text, first.end).filter(|n| is_space(&self.text[first.end..n.start]))?;
            }
        }
        if !is_capitalised(first.of(self.text)) {
            return None;
        }
        if let Some(end) = self.korean(first, true, key) {
            return Some(end);
        }
        let run = Run::read_foreign(self.text, first, key);
        let words = run.words();
        let foreign =
            self.text[first.start..first.start + run.bytes()].split_whitespace().any(|word| is_foreign(word, key));
        write_key(first.of(self.text), key);
        if words == 0 || !foreign || country(key, "") > 0 && words == 1 {
            return None;
        }
        let end = first.start + run.bytes();
        let personal = matches!(title, Title::Vietnamese | Title::VietnamesePerson | Title::VietnameseStage);
        match words {
            1 if personal && end - first.start > 2 => self.push(first, run, CandidateKind::Lone),
            1 if title == Title::VietnamesePlayer => self.push(first, run, CandidateKind::Player),
            1 => self.push(first, run, CandidateKind::Short),
            _ => self.push(first, run, CandidateKind::Full),
        }
        Some(end)
    }

    /// Reads a Korean name. Gives where it ends; leaves the key of its first word.
    fn korean(&mut self, word: Word, titled: bool, key: &mut String) -> Option<usize> {
        write_key(word.of(self.text), key);
        if !is_korean(key) {
            return None;
        }
        let run = Run::read_korean(self.text, word, titled && !is_surname(key));
        let named = run.words() > 0 && self.street_words == 0;
        named.then(|| {
            self.push(word, run, CandidateKind::Full);
            word.start + run.bytes()
        })
    }

    /// Reads a capitalised word without a title right before it. Gives where to go on, and whether an office found
    /// its holder.
    fn untitled(
        &mut self,
        word: Word,
        last: Option<Word>,
        in_office: bool,
        keys: &mut Keys,
        key: &mut String,
    ) -> (usize, bool) {
        if let Some(end) = self.korean(word, false, key) {
            return (end, in_office);
        }
        if !is_surname(key) {
            let follows = |l: Word| is_capitalised(l.of(self.text)) && is_space(&self.text[l.end..word.start]);
            let after_capital = last
                .filter(|&l| follows(l))
                .is_some_and(|l| !is_vietnamese_word(l.of(self.text), keys.last.write(self.text, l)));
            // `Van Sampler`: a family name that begins with a small word.
            let particle = matches!(key.as_str(), "van" | "von");
            if (is_given(key) || particle || is_noble(self.text, word)) && !after_capital {
                let run = Run::read_foreign(self.text, word, key);
                let words = self.text[word.start..word.start + run.bytes()].split_whitespace();
                let named = !particle || words.last().is_some_and(|last| is_foreign(last, key));
                // `Ben-Dor` is whole by itself.
                let hyphened =
                    self.text[word.end..word.start + run.bytes().max(word.end - word.start)].starts_with('-');
                if (run.words() >= 2 || hyphened) && self.street_words == 0 && named {
                    self.push(word, run, CandidateKind::Full);
                    return (word.start + run.bytes(), in_office);
                }
                write_key(word.of(self.text), key);
            }
            if !after_capital && let Some(end) = self.acting(word, last, key) {
                return (end, in_office);
            }
            // `the Testers law` is named after someone.
            let article = last.is_some_and(|l| matches!(l.of(self.text), "the" | "The" | "a" | "an"));
            let kind = if after_capital || article { CandidateKind::Inner } else { CandidateKind::Loose };
            self.push(word, Run::default(), kind);
            return (word.end, false);
        }
        self.surnamed(word, last, in_office, key)
    }

    /// The same of a word that may be a family name.
    fn surnamed(&mut self, word: Word, last: Option<Word>, in_office: bool, key: &mut String) -> (usize, bool) {
        if let Some(end) = self.organisation(word, key) {
            return (end, false);
        }
        let second = next_word(self.text, word.end).map_or(String::new(), |w| line_key(w.of(self.text)));
        let chairs_city = key == "hồ" && second == "chí";
        let certain = begins_full_name(key, &second) && !chairs_city;
        let province = is_province(key, &second);
        let run = Run::read(self.text, word, false, key);
        if run.words() < 2 {
            return (word.end, false);
        }
        let before = last.map_or(String::new(), |l| line_key(l.of(self.text)));
        let gap = last.map_or("", |l| &self.text[l.end..word.start]);
        let close = gap.chars().all(|c| c == ' ' || c == '.');
        // `báo cáo của …`, `Bí thư Đoàn …`: such words part a place from its name less often than an office from its holder.
        let loose = matches!(before.as_str(), "học" | "đoàn" | "báo" | "của" | "nước" | "hàng" | "giáo" | "đạo");
        let place = close && names_place(&before) && !(loose && (in_office || before == "của"));
        let numbered = last.is_some_and(|l| l.number) && !gap.contains(['.', ',', ';', '–', ':']);
        let name = &self.text[word.start..word.start + run.bytes()];
        let acts = || {
            matches!(run.words(), 2..=4)
                && acts(
                    self.text,
                    word.start + run.bytes(),
                    or_else(if close && !gap.is_empty() { &before } else { "" }),
                )
                && is_of_syllables(name)
                && may_be_name(self.text, word, "")
        };
        if !chairs_city && !place && !numbered && self.street_words == 0 && !province && acts() {
            self.push(word, run, CandidateKind::Full);
            return (word.start + run.bytes(), in_office);
        }
        let street = !in_office && (numbered || self.street_words > 0 || place && !loose);
        let doubtless = certain && !street && !place && !ends_in_place(self.text, word, run);
        if (in_office || doubtless) && !chairs_city && matches!(run.words(), 3 | 4) {
            // The second syllable of a place may look like a surname: `tỉnh Phú Yên Trần Văn Mẫu`.
            let after_capital = last.is_some_and(|l| is_capitalised(l.of(self.text)));
            let two_surnames = is_surname(&second) && !matches!(second.as_str(), "văn" | "thị") && !certain;
            if after_capital && two_surnames && run.words() == 4 {
                return (word.end, false);
            }
            if !place {
                let kind = if in_office { CandidateKind::Full } else { CandidateKind::Certain };
                self.push(word, run, kind);
                return (word.start + run.bytes(), true);
            }
        }
        self.push(word, run, if street { CandidateKind::Place } else { CandidateKind::Bare });
        (word.end, false)
    }

    pub fn push(&mut self, word: Word, run: Run, kind: CandidateKind) {
        self.found.push(Candidate { start: (word.start + self.offset) as u32, run, kind });
    }

    /// Where to go on after an organisation or a place that a word with the key `key` opens; `None` if it opens none.
    fn organisation(&self, word: Word, key: &str) -> Option<usize> {
        let mut second = String::new();
        let next = next_word(self.text, word.end).filter(|n| is_space(&self.text[word.end..n.start]));
        if let Some(next) = next {
            write_key(next.of(self.text), &mut second);
        }
        // The second half of a place's name may look like a surname (`Hà Giang`).
        let end = next.filter(|_| is_surname(key)).map_or(word.end, |n| n.end);
        opens_organisation(key, &second).then_some(end)
    }
}

/// Words after the word for a street in which more streets may be named.
const STREET_WORDS: u32 = 14;
