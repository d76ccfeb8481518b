//! From a text to an article: blocks with roles, title, date, source.
//!
//! It reads no file and follows no link: everything comes from the text itself.

use super::date::Date;
use super::known::Known;
use super::model::{Article, Block, Role};
use super::origin::DateOrigin;
use super::published::{Published, published};
use super::structure::label;
use crate::text::facet_value;

/// A first sentence that stands in for a title is cut at this many characters.
const LONGEST_TITLE_CHARS: usize = 120;
/// The first sentence is looked for in this many bytes.
const OPENING_BYTES: usize = 1000;

/// Labels a text of which nothing is known. Nothing of it is deleted or changed.
///
/// `id` becomes the article's id. Every character that is not white space lies in a block, but for the underscore
/// after a dateline. Linear in the length of the text; a text of 4 GiB or more gets no blocks.
/// ```
/// use recto::article::{DateOrigin, extract};
///
/// let article = extract("2021/a.txt", "date 2021-01\nChợ phiên mở cửa sớm hơn mọi năm.".to_owned());
/// assert_eq!(article.date.map(String::from).as_deref(), Some("2021-01"));
/// assert_eq!(article.date_origin, DateOrigin::Header);
/// assert!(article.untitled);
/// assert_eq!(article.title, "Chợ phiên mở cửa sớm hơn mọi năm.");
/// ```
pub fn extract(id: &str, text: String) -> Article {
    extract_known(id, text, Known::default())
}

/// The same for a text whose source says more. A headline that the text does not open with is put before it, as a line
/// of its own, so that it is searched and shown like any other; no other headline is looked for.
pub fn extract_known(id: &str, text: String, mut known: Known) -> Article {
    let (text, title_end, before) = known.headed(text);
    if u32::try_from(text.len()).is_err() {
        return Article { id: id.to_owned(), text, untitled: true, ..Article::default() };
    }
    let labelled = label(&text, title_end, &known);
    let found = published(&text, &labelled);
    let (date, date_origin) = dated(&known, found);
    let file_date = known.file_date.filter(|_| date.is_none());
    let source = known.source.as_deref().and_then(value_of).or_else(|| labelled.source.and_then(value_of));
    let blocks = labelled.blocks;
    let headline = blocks.iter().find(|b| b.role == Role::Title).map(|b| on_one_line(b.of(&text)));
    let headline = known.title.or(headline);
    let untitled = headline.is_none();
    let title = headline.unwrap_or_else(|| first_sentence(&text, &blocks));
    // A list, a tab and a tray name every article by something.
    let title = if title.trim().is_empty() { id.to_owned() } else { title };
    let Known { url, category, author, words, .. } = known;
    let (id, category) = (id.to_owned(), category.as_deref().and_then(value_of));
    let glosses = words.placed(&text, before);
    let dates = Article { date, date_origin, file_date, ..Article::default() };
    Article { id, text, blocks, title, untitled, source, url, category, author, glosses, ..dates }
}

/// A headline that was wrapped without its line breaks; any other as it stands.
fn on_one_line(text: &str) -> String {
    let wrapped = text.contains(['\n', '\r', '\u{2028}', '\u{85}']);
    if wrapped { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

/// The date that the source tells, else the text's where that is sure, else the one of the file's path. Each is made more
/// precise by one in the text that agrees with it.
fn dated(known: &Known, found: Option<Published>) -> (Option<Date>, DateOrigin) {
    let told = known.date.map(|date| (date, known.date_origin));
    let sure = found.filter(|found| found.sure && found.origin != DateOrigin::DayAlone);
    let (told, told_origin) = match (told, sure, known.path_date) {
        (Some(told), ..) => told,
        // `date 2021-03` in a file whose name says 2021-03-04.
        (None, Some(sure), Some((path, origin))) if sure.date.refined(path) == path => (path, origin),
        (None, Some(sure), _) => (sure.date, sure.origin),
        (None, None, Some(path)) => path,
        (None, None, None) => {
            let alone = found.filter(|found| found.sure);
            return (alone.map(|found| found.date), alone.map_or(DateOrigin::Metadata, |found| found.origin));
        }
    };
    let Some(found) = found else { return (Some(told), told_origin) };
    let refined = told.refined(found.date);
    // A day alone has its year from the source.
    let from_text = refined != told && found.origin != DateOrigin::DayAlone;
    (Some(refined), if from_text { found.origin } else { told_origin })
}

/// A source or category in its one form; nothing when it shows nothing.
fn value_of(text: &str) -> Option<String> {
    Some(facet_value(text)).filter(|value| !value.is_empty())
}

/// The first sentence of the lead, else of the first paragraph, else of anything, cut for display.
pub(super) fn first_sentence(text: &str, blocks: &[Block]) -> String {
    let of_role = |role| blocks.iter().find(|b| b.role == role);
    let block = of_role(Role::Lead)
        .or_else(|| of_role(Role::Body))
        .or_else(|| blocks.iter().find(|b| b.role != Role::Header && b.role != Role::Residue));
    block.map_or_else(String::new, |b| cut(sentence(b.of(text))))
}

/// The first sentence of a paragraph: up to a full stop before a space and a capital, but not after a short capitalised word.
fn sentence(paragraph: &str) -> &str {
    let limit = (0..=OPENING_BYTES.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at)).unwrap_or(0);
    let opening = &paragraph[..limit];
    let (mut word_letters, mut capitalised) = (0, false);
    for (at, c) in opening.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '。' | '！' | '？' | '।' | '۔' | '؟' | '።' => return &opening[..end],
            '.' | '!' | '?' | '…' => {
                let mut rest = opening[end..].chars().skip_while(|c| matches!(c, '"' | '”' | '’' | '»' | ')'));
                let space = rest.next().is_some_and(char::is_whitespace);
                let capital = rest.find(|c| !c.is_whitespace()).is_some_and(|c| !c.is_lowercase());
                // `TP. Hà Nội`, `Mr. Smith`: what a stop shortens is a short word.
                if space && capital && !(c == '.' && capitalised && (1..=4).contains(&word_letters)) {
                    let closing = opening[end..].find(char::is_whitespace).unwrap_or(0);
                    return &opening[..end + closing];
                }
                word_letters = 0;
            }
            // A mark belongs to the letter before it.
            '\u{300}'..='\u{36f}' => {}
            _ if c.is_alphanumeric() => {
                capitalised = if word_letters == 0 { c.is_uppercase() } else { capitalised };
                word_letters += 1;
            }
            _ => word_letters = 0,
        }
    }
    opening
}

/// Cuts a sentence at a word's end, with `…` for what is left out; white space is collapsed.
fn cut(sentence: &str) -> String {
    let mut title = String::new();
    let mut chars = 0;
    for word in sentence.split_whitespace() {
        // A decomposed text is cut where a composed one is.
        let letters = word.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
        let more = letters.take(LONGEST_TITLE_CHARS + 1).count() + usize::from(chars > 0);
        if chars + more > LONGEST_TITLE_CHARS {
            if title.is_empty() {
                title.extend(word.chars().take(LONGEST_TITLE_CHARS - 1));
            }
            let kept = title.trim_end_matches([',', ';', ':', '-', '–', '.']).len();
            title.truncate(kept);
            title.push('…');
            break;
        }
        if chars > 0 {
            title.push(' ');
        }
        title.push_str(word);
        chars += more;
    }
    title
}
