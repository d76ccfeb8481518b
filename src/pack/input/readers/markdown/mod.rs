//! Markdown as CommonMark and GitHub read it, with front matter before it: the text without its signs, its notes after it.
//!
//! Comments and the tags of templates are no text. What is none of Markdown's forms stays as it stands.

mod front;
mod marks;
mod template;
mod text;

use super::pathdate::path_date;
use super::records::{Field, guessed, host, read_when};
use crate::article::{Date, DateOrigin, Known};
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::skip::Reason;
use front::front_matter;

/// A text that was read.
#[derive(Debug)]
pub struct Read {
    /// The text.
    pub text: String,
    /// What its front matter and its first heading say.
    pub known: Known,
    /// What is not in the text.
    pub omitted: Omitted,
    /// The pair of the front matter that says it is not to be published.
    pub draft: Option<String>,
}

/// Reads a text.
///
/// # Errors
/// When nothing is left but front matter.
pub fn read(text: &str) -> Result<Read, Reason> {
    let (front, body) = front_matter(text);
    let mut known = known(&front);
    let (body, tag_bytes) = template::without_tags(body);
    let text::Read { mut readable, title } = text::read(&body);
    // The first heading of the first level is the title, when nothing else is and nothing stands before it.
    if let Some((title, start)) = title.filter(|_| known.title.is_none()) {
        readable.roles.retain(|block| block.start as usize != start);
        known.title = Some(title);
    }
    if readable.text.trim().is_empty() {
        return Err(if text.trim().is_empty() { Reason::Empty } else { Reason::NoText });
    }
    known.roles = readable.roles;
    let mut omitted = readable.omitted;
    omitted.bytes(LeftOut::Templates, tag_bytes);
    Ok(Read { text: readable.text, known, omitted, draft: draft(&front) })
}

/// What the front matter says of a text that its site does not show.
fn draft(front: &[(String, String)]) -> Option<String> {
    let hidden = |name: &str, value: &str| match name {
        "published" | "publish" => value == "false",
        "draft" | "private" | "hidden" => value == "true",
        "status" => matches!(value, "draft" | "private"),
        _ => false,
    };
    let found = front.iter().find(|(name, value)| hidden(&name.to_lowercase(), &value.to_lowercase()));
    found.map(|(name, value)| format!("{name}: {value}"))
}

fn known(front: &[(String, String)]) -> Known {
    let value = |wanted: Field| {
        let named = front.iter().filter_map(|(name, value)| {
            let (field, rank) = guessed(name)?;
            (field == wanted && !value.trim().is_empty()).then_some((rank, value))
        });
        named.min_by_key(|(rank, _)| *rank).map(|(_, value)| value.trim().to_owned())
    };
    let tags =
        || front.iter().find(|(name, _)| matches!(name.as_str(), "tags" | "tag")).map(|(_, value)| value.clone());
    let url = value(Field::Url);
    Known {
        title: value(Field::Title),
        date: value(Field::Date).and_then(|date| read_when(&date, value(Field::Time).as_deref())),
        source: value(Field::Source).or_else(|| url.as_deref().and_then(host)),
        url,
        category: value(Field::Category).or_else(tags).filter(|tags| !tags.is_empty()),
        author: value(Field::Author),
        path_date: path_in(front),
        ..Known::default()
    }
}

/// The date in the address that a site's maker gave a page: `path = "2018/09/13/night-boats"`.
fn path_in(front: &[(String, String)]) -> Option<(Date, DateOrigin)> {
    let named = |name: &str| matches!(name, "path" | "slug" | "permalink" | "url" | "aliases");
    let date = front.iter().filter(|(name, _)| named(name)).find_map(|(_, value)| path_date(value))?;
    Some((date.0, DateOrigin::Metadata))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Role;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(read(text).unwrap().text.trim_end(), expected, "{text:?}");
    }

    #[test]
    fn signs_are_taken_out() {
        check("Một **đậm** và *nghiêng* [liên kết](http://x.example/a_(b)) `mã`.", "Một đậm và nghiêng liên kết mã.");
        check("![Ảnh chợ](a.jpg)\n\nChữ", "Ảnh chợ\n\nChữ");
        check("2 * 3 * 4, ten_bien_dai, \\*sao\\*", "2 * 3 * 4, ten_bien_dai, *sao*");
        check("- Một\n- Hai\n\n> Trích dẫn\n\n---\n\nHết", "Một\nHai\n\nTrích dẫn\n\nHết");
        check("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2");
        check("```\n* mã *\n```\nchữ", "* mã *\n\nchữ");
        check("[chữ] thôi, và [1]: không", "[chữ] thôi, và [1]: không");
    }

    #[test]
    fn headings_are_subheadings_and_the_first_is_the_title() {
        let Read { text, known, .. } =
            read("# Chợ phiên\n\nMở đầu.\n\n## Hàng quà ##\n\nBánh nóng.\n\nKhói bếp\n--------\nHết.\n").unwrap();
        assert_eq!(known.title.as_deref(), Some("Chợ phiên"));
        let roles: Vec<_> = known.roles.iter().map(|b| (b.role, b.of(&text))).collect();
        assert_eq!(roles, [(Role::Subheading, "Hàng quà"), (Role::Subheading, "Khói bếp")]);
        assert!(text.starts_with("Chợ phiên\n\nMở đầu.\n"), "{text}");
    }

    #[test]
    fn front_matter_says_what_it_knows() {
        let yaml = "---\ntitle: \"Chợ: phiên đầu\"\nngày: 2021-02-03\ntác giả:\n  - Mai An\n  - Lê Bình\nsource: 'Báo ''Làng'''\ntags: [chợ, xuân]\n---\nChữ\n";
        let Read { text, known, .. } = read(yaml).unwrap();
        assert_eq!((text.as_str(), known.title.as_deref()), ("Chữ\n", Some("Chợ: phiên đầu")));
        assert_eq!(known.date.map(|d| d.to_string()).as_deref(), Some("2021-02-03"));
        assert_eq!(known.author.as_deref(), Some("Mai An, Lê Bình"));
        assert_eq!((known.source.as_deref(), known.category.as_deref()), (Some("Báo 'Làng'"), Some("chợ, xuân")));
        let Read { known, .. } = read("+++\ntitle = \"T\"\ndate = 2021-02-03\n+++\nChữ").unwrap();
        assert_eq!((known.title.as_deref(), known.date.map(|d| d.to_string())), (Some("T"), Some("2021-02-03".into())));
        assert_eq!(read("---\ntitle: x\n---\n").unwrap_err(), Reason::NoText);
        check("---\n\nChỉ là một đường kẻ\n\n---\n\nchữ", "Chỉ là một đường kẻ\n\nchữ");
    }

    #[test]
    fn comments_tags_and_marks_of_notes_are_no_text() {
        let text = "Xem [biên bản] và [kế hoạch][kh], và [bản đồ](http://x.example/b).[^1]\n\n\
            <!-- hỏi lại\n\nngười kể -->\n\nGiá&nbsp;rẻ &amp; tốt<!-- bỏ --> &#7841;.<br>Vé ở cửa.\n\n\
            <figure><img src=\"a.jpg\"><figcaption>Bến phía bắc</figcaption></figure>\n\n{{< video abc >}}\n\n\
            > [!NOTE]\n> Mang áo.\n\n[biên bản]: http://x.example/m\n[kh]: http://x.example/k \"K\"\n\
            [^1]: Chỉ trên giấy.\n    Và ở xã.\n\nHết.[^2]\n";
        let read = read(text).unwrap();
        assert_eq!(
            read.text,
            "Xem biên bản và kế hoạch, và bản đồ.¹\n\nGiá\u{a0}rẻ & tốt ạ.\nVé ở cửa.\n\nBến phía bắc\n\nMang áo.\n\nHết.\n\n\
             Chỉ trên giấy. Và ở xã.\n"
        );
        let roles: Vec<_> = read.known.roles.iter().map(|b| (b.role, b.of(&read.text))).collect();
        assert_eq!(roles, [(Role::Caption, "Bến phía bắc"), (Role::Note, "Chỉ trên giấy. Và ở xã.")]);
        assert_eq!(read.omitted.of(LeftOut::Comments), ("hỏi lại\n\nngười kể".len() + "bỏ".len()) as u64);
        assert_eq!(read.omitted.of(LeftOut::Templates), ("{{< video abc >}}".len() + "[!NOTE]".len()) as u64);
    }

    #[test]
    fn lists_and_tables_keep_their_lines() {
        check("1. Một\n2. Hai\n   - nhỏ\n3. Ba\n\nHết", "1. Một\n2. Hai\nnhỏ\n3. Ba\n\nHết");
        check("1) Một\n\n2) Hai\n\nHết", "1) Một\n2) Hai\n\nHết");
        check("2021. Năm ấy mưa.", "2021. Năm ấy mưa.");
        check("- [x] Xong\n- [ ] Chưa", "Xong\nChưa");
        check("Dòng một\ndòng hai  \ndòng ba\\\ndòng bốn", "Dòng một dòng hai\ndòng ba\ndòng bốn");
        check("Trước\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSau", "Trước\n\na\tb\n1\t2\n\nSau");
        check("a `[^x]` b [[Trang|chữ]] ~~bỏ~~", "a [^x] b chữ bỏ");
    }

    #[test]
    fn lines_of_a_paragraph_are_one() {
        check("Chợ họp\nsớm.\n\n- Gạo\n  nếp\n- Muối", "Chợ họp sớm.\n\nGạo nếp\nMuối");
        check("> Gió\n> Bấc\n> về.", "Gió Bấc về.");
        check("Der neue\nFahrplan *der\nFähre*.", "Der neue Fahrplan der Fähre.");
        check("The time-\ntable, the North-\nSouth line", "The time-\ntable, the North- South line");
        check("今天早上\n港口开了", "今天早上港口开了");
        check("Một[^a]\nhai[^2] ba[^a].\n\n[^a]: A.\n[^2]: B.", "Một¹ hai² ba¹.\n\nA.\n\nB.");
        check("1.400[^1] hộ\n\n[^1]: Ước tính.", "1.400¹ hộ\n\nƯớc tính.");
    }

    #[test]
    fn what_was_struck_inside_a_word_stands_apart() {
        check("Giá 1~~5~~<ins>7</ins>.000 đồng.\n\nHết.", "Giá 17.000 đồng.\n\nHết.\n\n5");
        check("Giá <del>15</del><ins>17</ins>.000 và ~~cũ~~\n<ins>mới</ins>", "Giá 17.000 và cũ mới\n\n15");
    }

    #[test]
    fn cells_beyond_the_columns_are_read() {
        check("| a | b |\n|---|---|\n| 1 | 2 | *ba* | bốn |\n| 5 |\n", "a\tb\n1\t2\tba\tbốn\n5");
        check("a | b\n--|--\n1 | x\\|y | z", "a\tb\n1\tx|y\tz");
    }

    #[test]
    fn what_is_no_front_matter_is_text() {
        check("---\nLưu ý: chợ họp sớm hơn mọi khi.\n---\n\nHết.", "Lưu ý: chợ họp sớm hơn mọi khi.\n\nHết.");
        check(
            "---\n\nNote: bring a coat and\nwait at the pier.\n\n---\n\nEnd.",
            "Note: bring a coat and wait at the pier.\n\nEnd.",
        );
        check(
            "---\nnhớ: mang áo ấm và chờ ở bến.\nRồi đi.\n---\n\nHết.",
            "nhớ: mang áo ấm và chờ ở bến. Rồi đi.\n\nHết.",
        );
        check("---\nlayout: post\nmood: calm\n---\nChữ", "Chữ");
        check("---\nlayout: post\ntags:\n- a\nmap: {\n  a: b\n}\n---\nChữ", "Chữ");
    }

    #[test]
    fn a_draft_says_so() {
        let draft = |front: &str| read(&format!("---\ntitle: T\n{front}\n---\nChữ")).unwrap().draft;
        assert_eq!(draft("published: false").as_deref(), Some("published: false"));
        assert_eq!(draft("draft: true").as_deref(), Some("draft: true"));
        assert_eq!([draft("draft: false"), draft("published: true")], [None, None]);
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "([#>*_`~|\\-\\[\\]<!{}%^:=+0-9. a-cạ\n]{0,8}){0,20}") {
            if let Ok(read) = read(&text) {
                prop_assert!(read.known.roles.iter().all(|b| b.start < b.end && !b.of(&read.text).is_empty()));
            }
        }
    }
}
