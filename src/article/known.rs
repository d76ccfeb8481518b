//! What a source says of an article beside its text: a record's fields, the meta tags of a page, a chapter's heading.
//!
//! It is data alone: nothing here reads a format or guesses.

use super::date::Date;
use super::gloss::Listed;
use super::model::{Block, Role};
use super::origin::DateOrigin;
use super::word::line_key;
use icu_normalizer::ComposingNormalizerBorrowed;

/// What is known of an article before its text is read. It wins over everything the text seems to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Who says so.
    pub date_origin: DateOrigin,
    /// When, as the name of its file or those of its folders have it; and which of them.
    pub path_date: Option<(Date, DateOrigin)>,
    /// When its file was made.
    pub file_date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The publisher's section it stood in.
    pub category: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Roles that the markup tells, in order, without overlap: every line that begins in a range has its role.
    pub roles: Vec<Block>,
    /// What is said of its words.
    pub words: Listed,
}

impl Known {
    /// Takes the headline, on one line, and puts it before the text unless the text opens with it. Gives the text, where
    /// the headline ends in it, and how many bytes were put before it.
    pub(super) fn headed(&mut self, text: String) -> (String, usize, usize) {
        let title = self.title.take().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        let Some(title) = title.filter(|t| !t.is_empty() && !is_placeholder(t)) else { return (text, 0, 0) };
        let lead = text.len() - text.trim_start().len();
        if let Some(length) = opening(&text[lead..], &title) {
            self.title = Some(title);
            return (text, lead + length, 0);
        }
        let before = title.len() + 2;
        for block in &mut self.roles {
            block.start = block.start.saturating_add(before as u32);
            block.end = block.end.saturating_add(before as u32);
        }
        let (headed, end) = (format!("{title}\n\n{text}"), title.len());
        self.title = Some(title);
        (headed, end, before)
    }

    /// The role that the markup gives the line that begins at a byte. `next` is where to look on: lines come in order.
    pub(super) fn role_at(&self, start: u32, next: &mut usize) -> Option<Role> {
        while self.roles.get(*next).is_some_and(|block| block.end <= start) {
            *next += 1;
        }
        self.roles.get(*next).filter(|block| block.start <= start).map(|block| block.role)
    }
}

/// Whether a title is what a program writes where there is none.
fn is_placeholder(title: &str) -> bool {
    #[rustfmt::skip]
    const PLACEHOLDERS: [&str; 16] = [
        "untitled", "untitled document", "untitled-1", "no title", "new document", "document1", "không có tiêu đề",
        "không tiêu đề", "chưa có tiêu đề", "chưa đặt tên", "sans titre", "document sans titre", "ohne titel", "unbenannt",
        "sin título", "sem título",
    ];
    PLACEHOLDERS.contains(&line_key(title).as_str())
}

fn composed(word: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(word).into_owned()
}

/// How many bytes of a text its headline takes when it opens with it, on a line of its own or wrapped over several.
fn opening(text: &str, title: &str) -> Option<usize> {
    let mut rest = text;
    for word in title.split(' ') {
        let next = rest.trim_start();
        // No headline goes on over an empty line.
        if rest[..rest.len() - next.len()].matches('\n').count() > 1 {
            return None;
        }
        let token = next.split(char::is_whitespace).next().unwrap_or("");
        // The one may be composed and the other not.
        let same = token == word || !token.is_ascii() && composed(token) == composed(word);
        rest = if same { &next[token.len()..] } else { return None };
    }
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    line.trim().is_empty().then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::extract::extract_known;

    fn check(known: Known, text: &str, expected: &[(Role, bool, &str)]) {
        let article = extract_known("a", text.to_owned(), known);
        let found: Vec<_> = article.blocks.iter().map(|b| (b.role, b.repeats, b.of(&article.text))).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_known_title_is_the_only_one() {
        let titled = |title: &str| Known { title: Some(title.to_owned()), ..Known::default() };
        let lead = "Sáng nay, chợ phiên mở cửa sớm hơn thường lệ vì trời nắng đẹp và đông khách.";
        let text = format!("Chợ phiên\n{lead}\nNgười mua rất đông.");
        check(
            titled("Phiên chợ\n đầu năm"),
            &text,
            &[
                (Role::Title, false, "Phiên chợ đầu năm"),
                (Role::Body, false, "Chợ phiên"),
                (Role::Body, false, lead),
                (Role::Body, false, "Người mua rất đông."),
            ],
        );
        check(
            titled("Chợ phiên"),
            &text,
            &[(Role::Title, false, "Chợ phiên"), (Role::Lead, false, lead), (Role::Body, false, "Người mua rất đông.")],
        );
        for none in [" ", "Untitled", "[Không có tiêu đề]"] {
            check(titled(none), "Một câu ngắn.", &[(Role::Body, false, "Một câu ngắn.")]);
        }
    }

    #[test]
    fn the_markup_gives_roles() {
        let text = "Mở đầu bài viết.\nẢnh chợ\nTin khác";
        let at = |part: &str| (text.find(part).unwrap() as u32, (text.find(part).unwrap() + part.len()) as u32);
        let role = |role, part| Block { role, start: at(part).0, end: at(part).1, repeats: false };
        let roles = vec![role(Role::Caption, "Ảnh chợ"), role(Role::Related, "Tin khác")];
        check(
            Known { title: Some("Chợ".into()), roles, ..Known::default() },
            text,
            &[
                (Role::Title, false, "Chợ"),
                (Role::Body, false, "Mở đầu bài viết."),
                (Role::Caption, false, "Ảnh chợ"),
                (Role::Related, false, "Tin khác"),
            ],
        );
    }

    #[test]
    fn the_source_wins_over_the_text() {
        let known = Known { date: "2020-05".parse().ok(), source: Some("Báo A".into()), ..Known::default() };
        let article = extract_known("a", "date 2021-01\nMột câu của bài.\n(Theo Báo B)".to_owned(), known);
        assert_eq!(article.date.map(|d| d.to_string()).as_deref(), Some("2020-05"));
        assert_eq!(article.source.as_deref(), Some("Báo A"));
    }

    #[test]
    fn a_known_date_is_refined_by_one_that_agrees() {
        for (told, found, expected) in [
            ("2021", "2021-03-05", "2021-03-05"),
            ("2021", "--03-05", "2021-03-05"),
            ("2021-03", "2021-03-05", "2021-03-05"),
            ("2021-03", "2021-04-05", "2021-03"),
            ("2020", "2021-03-05", "2020"),
            ("2021-03-05", "2021", "2021-03-05"),
        ] {
            let date = |text: &str| text.parse::<Date>().unwrap();
            assert_eq!(date(told).refined(date(found)), date(expected), "{told} {found}");
        }
    }
}
