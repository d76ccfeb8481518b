//! Article groups: some 16 KB of articles with everything needed to show them, deflated together.
//!
//! Payload: the inflated length (varint), then a raw deflate stream. Inflated: the number of articles (varint), then each:
//!
//! | what | how |
//! |---|---|
//! | id | length and bytes |
//! | flags | a byte: 1 untitled, 2 date, 4 source, 8 url, 16 category, 32 author, 64 the title is the first title block, 128 some of its words have glosses |
//! | title | coded text; missing with flag 64 |
//! | date | with flag 2: a byte (1 year, 2 month, 4 day, 8 minute, and 16 times the number of its origin, see [`DateOrigin`]) and the parts there are: 2, 1, 1, 2 bytes; with the origin [`DateOrigin::FileDate`] it is the day its file was made, and the article has no date |
//! | source, url, category, author | with their flags: url as length and bytes, the others as coded text |
//! | people | their number (varint), coded texts |
//! | length | tokens in title, lead and body (varint) |
//! | blocks | their number (varint), then each: a byte (role, 0x80 when it repeats an earlier one), the gap from the end of the block before and its length (varints, bytes) |
//! | text | coded text |
//! | glosses | with flag 128, see [`super::glosses`] |
//!
//! Coded text is that of [`super::text_codes`]. Nothing in a group depends on the groups before it or on article numbers, so
//! that an unchanged group keeps its bytes and its name.

use super::card::Card;
use super::chunk::sha256;
use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::glosses::{read_glosses, write_glosses};
use super::text_codes::{Coder, Words};
use crate::article::{Article, ArticleId, Block, Date, DateOrigin, Glosses, Role};

/// The most a group may inflate to: a forged length stops here. One article may be as large as the packer reads.
pub const GROUP_LIMIT_BYTES: usize = 256 * 1024 * 1024;
const LEVEL: u8 = 9;
const WHAT: &str = "article";
const ROLES: [Role; 12] = [
    Role::Header,
    Role::Title,
    Role::Dateline,
    Role::Lead,
    Role::Body,
    Role::Subheading,
    Role::Caption,
    Role::Credit,
    Role::Related,
    Role::Residue,
    Role::Note,
    Role::Remark,
];

/// An article as a group holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// What the packer extracted.
    pub article: Article,
    /// Tokens in title, lead and body.
    pub length_tokens: u32,
}

impl StoredArticle {
    /// What is known of it without its text.
    pub fn card(&self, number: ArticleId) -> Card {
        let article = &self.article;
        Card {
            article: number,
            id: article.id.clone(),
            title: article.title.clone(),
            untitled: article.untitled,
            date: article.date,
            file_date: article.file_date,
            source: article.source.clone(),
            url: article.url.clone(),
            category: article.category.clone(),
            author: article.author.clone(),
            length_tokens: self.length_tokens,
        }
    }
}

/// Writes a date: a flags byte (1 year, 2 month, 4 day, 8 minute), then the parts there are.
pub fn write_date(out: &mut Writer, date: &Date) {
    write_date_with(out, date, 0);
}

/// Writes a date with a number of four bits in the upper half of its flags byte.
fn write_date_with(out: &mut Writer, date: &Date, beside: u8) {
    let flags = u8::from(date.year.is_some())
        | u8::from(date.month.is_some()) << 1
        | u8::from(date.day.is_some()) << 2
        | u8::from(date.minute.is_some()) << 3;
    out.byte(flags | beside << 4);
    date.year.iter().for_each(|&year| out.u16(year));
    date.month.iter().chain(&date.day).for_each(|&part| out.byte(part));
    date.minute.iter().for_each(|&minute| out.u16(minute));
}

/// Reads what [`write_date`] wrote.
///
/// # Errors
/// When the bytes end or a part is out of its range.
pub fn read_date(reader: &mut Reader<'_>) -> Result<Date> {
    let at = reader.at();
    let (date, beside) = read_date_with(reader)?;
    if beside == 0 { Ok(date) } else { Err(BundleError::Invalid { what: "date", at }) }
}

/// Reads what [`write_date_with`] wrote.
fn read_date_with(reader: &mut Reader<'_>) -> Result<(Date, u8)> {
    const WHAT: &str = "date";
    let at = reader.at();
    let flags = reader.byte(WHAT)?;
    let year = (flags & 1 != 0).then(|| reader.u16(WHAT)).transpose()?;
    let month = (flags & 2 != 0).then(|| reader.byte(WHAT)).transpose()?;
    let day = (flags & 4 != 0).then(|| reader.byte(WHAT)).transpose()?;
    let minute = (flags & 8 != 0).then(|| reader.u16(WHAT)).transpose()?;
    let fits = year.is_none_or(|y| y <= 9999)
        && month.is_none_or(|m| (1..=12).contains(&m))
        && day.is_none_or(|d| (1..=31).contains(&d))
        && minute.is_none_or(|m| m < 24 * 60);
    if !fits {
        return Err(BundleError::Invalid { what: WHAT, at });
    }
    Ok((Date { year, month, day, minute }, flags >> 4))
}

const TITLE_IN_TEXT: u8 = 64;
const GLOSSED: u8 = 128;

/// Writes what is known of an article beside its text: all but blocks, length and text.
pub fn write_head(out: &mut Writer, article: &Article, coder: &mut Coder<'_>) {
    write_head_with(out, article, 0, coder);
}

fn write_head_with(out: &mut Writer, article: &Article, more: u8, coder: &mut Coder<'_>) {
    out.text(&article.id);
    out.byte(
        u8::from(article.untitled)
            | u8::from(article.date.or(article.file_date).is_some()) << 1
            | u8::from(article.source.is_some()) << 2
            | u8::from(article.url.is_some()) << 3
            | u8::from(article.category.is_some()) << 4
            | u8::from(article.author.is_some()) << 5
            | more,
    );
    if more & TITLE_IN_TEXT == 0 {
        coder.text(out, &article.title);
    }
    match (&article.date, &article.file_date) {
        (Some(date), _) => write_date_with(out, date, article.date_origin as u8),
        (None, Some(date)) => write_date_with(out, date, DateOrigin::FileDate as u8),
        (None, None) => {}
    }
    article.source.iter().for_each(|text| coder.text(out, text));
    article.url.iter().for_each(|url| out.text(url));
    [&article.category, &article.author].into_iter().flatten().for_each(|text| coder.text(out, text));
    out.varint(article.people.len() as u64);
    article.people.iter().for_each(|name| coder.text(out, name));
}

/// Reads what [`write_head`] wrote: an article without text and blocks.
///
/// # Errors
/// When the bytes are not such a head.
pub fn read_head(reader: &mut Reader<'_>, words: &Words) -> Result<Article> {
    Ok(read_head_with(reader, words)?.0)
}

fn read_head_with(reader: &mut Reader<'_>, words: &Words) -> Result<(Article, u8)> {
    let id = reader.text(WHAT)?.to_owned();
    let flags = reader.byte(WHAT)?;
    let title = if flags & TITLE_IN_TEXT != 0 { String::new() } else { words.text(reader)? };
    let at = reader.at();
    let (date, origin) = (flags & 2 != 0).then(|| read_date_with(reader)).transpose()?.unzip();
    let origin = DateOrigin::ALL.get(usize::from(origin.unwrap_or(0)));
    let date_origin = *origin.ok_or(BundleError::Invalid { what: "origin of a date", at })?;
    let (date, file_date, date_origin) = match date_origin {
        DateOrigin::FileDate => (None, date, DateOrigin::default()),
        origin => (date, None, origin),
    };
    let source = (flags & 4 != 0).then(|| words.text(reader)).transpose()?;
    let url = (flags & 8 != 0).then(|| reader.text(WHAT).map(str::to_owned)).transpose()?;
    let category = (flags & 16 != 0).then(|| words.text(reader)).transpose()?;
    let author = (flags & 32 != 0).then(|| words.text(reader)).transpose()?;
    let people_count = reader.count(2, WHAT)?;
    let people = (0..people_count).map(|_| words.text(reader)).collect::<Result<_>>()?;
    let untitled = flags & 1 != 0;
    let dates = Article { date, date_origin, file_date, ..Article::default() };
    let head = Article { id, title, untitled, source, url, category, author, people, ..dates };
    Ok((head, flags))
}

/// Writes blocks: their number, then each as a byte, a gap and a length.
pub fn write_blocks(out: &mut Writer, blocks: &[Block]) {
    out.varint(blocks.len() as u64);
    let mut end = 0;
    for block in blocks {
        out.byte(block.role as u8 | u8::from(block.repeats) << 7);
        out.varint(u64::from(block.start - end));
        out.varint(u64::from(block.end - block.start));
        end = block.end;
    }
}

/// Reads what [`write_blocks`] wrote. Whether they lie in their text is for [`within`] to say.
///
/// # Errors
/// When the bytes are not blocks.
pub fn read_blocks(reader: &mut Reader<'_>) -> Result<Vec<Block>> {
    let block_count = reader.count(3, WHAT)?;
    let mut blocks = Vec::with_capacity(block_count);
    let mut end = 0u32;
    for _ in 0..block_count {
        let at = reader.at();
        let byte = reader.byte(WHAT)?;
        let role = *ROLES.get(usize::from(byte & 0x7f)).ok_or(BundleError::Invalid { what: "block role", at })?;
        let start = end.checked_add(reader.varint32(WHAT)?);
        let stop = start.zip(Some(reader.varint32(WHAT)?)).and_then(|(start, length)| start.checked_add(length));
        let (Some(start), Some(stop)) = (start, stop) else { return Err(BundleError::Invalid { what: "block", at }) };
        blocks.push(Block { role, start, end: stop, repeats: byte & 0x80 != 0 });
        end = stop;
    }
    Ok(blocks)
}

/// Whether every block is a piece of the text.
pub fn within(blocks: &[Block], text: &str) -> bool {
    blocks.iter().all(|b| text.get(b.start as usize..b.end as usize).is_some())
}

/// The text of the first title block.
fn headline<'t>(blocks: &[Block], text: &'t str) -> Option<&'t str> {
    blocks.iter().find(|block| block.role == Role::Title).map(|block| block.of(text))
}

fn write_article(out: &mut Writer, stored: &StoredArticle, coder: &mut Coder<'_>) {
    let article = &stored.article;
    let title_in_text = headline(&article.blocks, &article.text) == Some(&*article.title);
    let glossed = !article.glosses.words.is_empty();
    let more = if title_in_text { TITLE_IN_TEXT } else { 0 } | if glossed { GLOSSED } else { 0 };
    write_head_with(out, article, more, coder);
    out.varint(u64::from(stored.length_tokens));
    write_blocks(out, &article.blocks);
    coder.text(out, &article.text);
    if glossed {
        write_glosses(out, &article.glosses);
    }
}

fn read_article(reader: &mut Reader<'_>, words: &Words) -> Result<StoredArticle> {
    let (mut head, flags) = read_head_with(reader, words)?;
    let length_tokens = reader.varint32(WHAT)?;
    let blocks = read_blocks(reader)?;
    let at = reader.at();
    let text = words.text(reader)?;
    if !within(&blocks, &text) {
        return Err(BundleError::Invalid { what: "block bounds", at });
    }
    if flags & TITLE_IN_TEXT != 0 {
        head.title = headline(&blocks, &text).ok_or(BundleError::Invalid { what: "title", at })?.to_owned();
    }
    let glosses = if flags & GLOSSED != 0 { read_glosses(reader)? } else { Glosses::default() };
    Ok(StoredArticle { article: Article { text, blocks, glosses, ..head }, length_tokens })
}

/// The first 8 bytes of the SHA-256 of an article's id, big-endian: the order of the id table.
pub fn id_hash(id: &str) -> u64 {
    let hash = sha256(id.as_bytes());
    u64::from_be_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// Packs a group.
pub fn write_group(articles: &[StoredArticle], coder: &mut Coder<'_>) -> Vec<u8> {
    let mut inner = Writer::new();
    inner.varint(articles.len() as u64);
    articles.iter().for_each(|article| write_article(&mut inner, article, coder));
    deflate(&inner.into_bytes())
}

/// Deflates bytes behind their length.
pub fn deflate(inner: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(inner.len() as u64);
    out.raw(&miniz_oxide::deflate::compress_to_vec(inner, LEVEL));
    out.into_bytes()
}

/// Inflates what a group or another deflated chunk holds, up to its stated length.
///
/// # Errors
/// When the stream is damaged, or longer or shorter than stated.
pub fn inflate(payload: &[u8], what: &'static str) -> Result<Vec<u8>> {
    inflate_within(payload, GROUP_LIMIT_BYTES, what)
}

/// The same for a chunk that holds no text and so has a limit of its own.
///
/// # Errors
/// When the stream is damaged, longer or shorter than stated, or past the limit.
pub fn inflate_within(payload: &[u8], limit_bytes: usize, what: &'static str) -> Result<Vec<u8>> {
    let mut reader = Reader::new(payload);
    let length = reader.varint32(what)? as usize;
    let at = reader.at();
    if length > limit_bytes {
        return Err(BundleError::Invalid { what, at });
    }
    let inner = miniz_oxide::inflate::decompress_to_vec_with_limit(&payload[at..], length)
        .map_err(|_| BundleError::Invalid { what, at })?;
    if inner.len() == length { Ok(inner) } else { Err(BundleError::Truncated { what, at: inner.len() }) }
}

/// Reads a group with the dictionary of its bundle.
///
/// # Errors
/// When the bytes are not a group.
pub fn read_group(payload: &[u8], words: &Words) -> Result<Vec<StoredArticle>> {
    const WHAT: &str = "article group";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(7, WHAT)?;
    let articles = (0..count).map(|_| read_article(&mut reader, words)).collect::<Result<_>>()?;
    reader.end(WHAT)?;
    Ok(articles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stored() -> impl Strategy<Value = StoredArticle> {
        let date = (any::<bool>(), 0u16..9999, 1u8..13, 1u8..29).prop_map(|(known, y, m, d)| Date {
            year: known.then_some(y),
            month: Some(m),
            day: Some(d),
            minute: None,
        });
        (".{0,20}", ".{0,200}", prop::option::of(date), prop::option::of(".{0,9}"), any::<bool>()).prop_map(
            |(id, text, date, source, untitled)| {
                let end = text.len() as u32;
                let blocks =
                    if end == 0 { vec![] } else { vec![Block { role: Role::Lead, start: 0, end, repeats: untitled }] };
                let article = Article {
                    title: id.clone(),
                    id,
                    text,
                    blocks,
                    untitled,
                    date,
                    date_origin: if date.is_some() { DateOrigin::ALL[end as usize % 10] } else { DateOrigin::Metadata },
                    file_date: if date.is_none() && untitled { "2026-03-01".parse().ok() } else { None },
                    source,
                    url: None,
                    category: None,
                    author: Some("B".into()),
                    people: vec!["A".into()],
                    // One set of a key, one word of three bytes.
                    glosses: match end {
                        0..9 => Glosses::default(),
                        _ => read_glosses(&mut Reader::new(&[1, 2, b'<', b'a', 1, 1, 3, 0])).unwrap(),
                    },
                };
                StoredArticle { article, length_tokens: end / 5 }
            },
        )
    }

    proptest! {
        #[test]
        fn groups_come_back(articles in prop::collection::vec(stored(), 0..6)) {
            let texts: Vec<_> = articles.iter().map(|stored| stored.article.text.clone()).collect();
            for words in [Words::default(), Words::choose(texts.iter().flat_map(|text| [text.as_str(); 9]))] {
                let packed = write_group(&articles, &mut Coder::new(&words));
                prop_assert_eq!(read_group(&packed, &words).unwrap(), articles.clone());
            }
        }

        #[test]
        fn altered_groups_are_read_or_refused(articles in prop::collection::vec(stored(), 1..3), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let words = Words::choose(std::iter::repeat_n("một hai ba", 9));
            let mut bytes = write_group(&articles, &mut Coder::new(&words));
            let at = at.index(bytes.len());
            bytes[at] = with;
            let _ = read_group(&bytes, &words);
            let _ = read_group(&bytes[..at], &words);
        }
    }

    #[test]
    fn a_headline_is_stored_once() {
        let size = |title: &str| {
            let text = "Một tiêu đề dài vừa phải\n\nChuyện.".to_owned();
            let blocks =
                vec![Block { role: Role::Title, start: 0, end: text.find('\n').unwrap() as u32, repeats: false }];
            let article = Article { title: title.to_owned(), text, blocks, ..Article::default() };
            let packed =
                write_group(&[StoredArticle { article, length_tokens: 1 }], &mut Coder::new(&Words::default()));
            assert_eq!(read_group(&packed, &Words::default()).unwrap()[0].article.title, title);
            packed.len()
        };
        assert!(size("Một tiêu đề dài vừa phải") < size("Tên khác hẳn do biên tập viên đặt"));
    }
}
