//! The set phrases of news pages, by language: headings of related stories, share buttons, captions, credits.
//!
//! It names no site and no paper. Every entry is a line key: lower-cased, composed, without punctuation around it.

/// Headings that open a block of other stories. One table for all languages, sorted.
#[rustfmt::skip]
const RELATED: &[&str] = &[
    "a lire aussi", "articles liés", "articles similaires", "artikel terkait", "articoli correlati",
    "artículos relacionados", "baca juga", "berita terkait", "bài liên quan", "bài viết liên quan",
    "bài viết khác", "bài đọc nhiều", "bạn có thể quan tâm", "bạn có thể thích", "bạn đọc quan tâm",
    "các bài khác", "các bài viết khác", "các tin khác", "các tin liên quan", "có thể bạn quan tâm",
    "có thể bạn thích", "continue reading", "czytaj także", "czytaj też", "cùng chuyên mục", "cùng chủ đề",
    "das könnte sie auch interessieren", "dans la même rubrique", "gerelateerde artikelen", "ilgili haberler",
    "latest news", "lee también", "lees ook", "leggi anche", "leia mais", "leia também", "les plus lus",
    "lesen sie auch", "lire aussi", "läs mer", "läs också", "mais lidas", "matérias relacionadas",
    "mehr zum thema", "meistgelesen", "more from this section", "more on this story", "more stories",
    "most popular", "most read", "mời bạn đọc thêm", "mời xem thêm", "notizie correlate", "notícias relacionadas",
    "noticias relacionadas", "potrebbe interessarti", "read also", "read more", "read next", "recommended for you",
    "recommended stories", "related articles", "related content", "related news", "related posts",
    "related stories", "related topics", "see also", "sur le même sujet", "también te puede interesar",
    "te puede interesar", "te recomendamos", "tin bài khác", "tin bài liên quan", "tin cùng chuyên mục",
    "tin cùng chủ đề", "tin khác", "tin liên quan", "tin mới", "tin mới nhất", "tin nổi bật", "tin tức khác",
    "tin tức liên quan", "tin đọc nhiều", "tin đọc nhiều nhất", "veja também", "verwandte artikel",
    "weitere artikel", "xem nhiều", "xem thêm", "xem thêm tin", "you may also like", "you might also like",
    "zobacz też", "à lire aussi", "à lire également", "à voir aussi", "đáng quan tâm", "đọc nhiều",
    "đọc nhiều nhất", "đọc thêm", "đọc tiếp", "διαβάστε επίσης", "σχετικά άρθρα", "материалы по теме",
    "похожие статьи", "по теме", "читайте также", "читайте також", "اقرأ أيضا", "اقرأ أيضًا", "مواضيع ذات صلة",
    "ข่าวที่เกี่ยวข้อง", "関連記事", "あわせて読みたい", "延伸阅读", "延伸閱讀", "推荐阅读", "推薦閱讀", "相关文章", "相关新闻", "相关阅读", "相關文章",
    "相關新聞", "관련 기사", "관련기사", "관련 뉴스",
];

/// Longest entry above, in bytes, with room for marks around it and for decomposed letters.
pub(super) const LONGEST_HEADING_BYTES: usize = 120;

/// Words that make up a row of share buttons.
#[rustfmt::skip]
const BUTTONS: &[&str] = &[
    "fb", "yt", "zl", "tw", "zalo", "facebook", "youtube", "tiktok", "in", "email", "e-mail", "twitter", "x",
    "linkedin", "pinterest", "instagram", "telegram", "whatsapp", "messenger", "reddit", "viber", "print", "share",
    "copy", "link", "rss", "google", "news", "threads", "tumblr",
];

/// Buttons that are no word of any language: one alone is residue.
#[rustfmt::skip]
const BARE_BUTTONS: &[&str] = &[
    "fb", "yt", "zl", "tw", "rss",
];

/// Whole lines left over from a page.
#[rustfmt::skip]
const LEFTOVERS: &[&str] = &[
    "bình luận", "chia sẻ", "chia sẻ bài viết", "lưu bài", "lưu bài viết", "sao chép liên kết", "quay lại",
    "trở lại đầu trang", "gửi bình luận", "thích", "copy link", "share this", "share this article",
    "share this story", "leave a comment", "back to top", "print this page", "advertisement", "quảng cáo",
    "partager", "partager cet article", "teilen", "artikel teilen", "compartir", "compartilhar", "condividi",
    "delen", "поделиться", "分享", "シェア", "공유",
];

/// Words before the name of a picture's maker, with their colon or bracket.
#[rustfmt::skip]
const PICTURE_CREDITS: &[&str] = &[
    "ảnh", "ảnh minh họa", "ảnh minh hoạ", "ảnh tư liệu", "nguồn ảnh", "photo", "photograph", "image", "foto",
    "photo credit", "picture", "crédit photo", "фото", "图片", "写真", "사진",
];

/// Openings of a short line that describes a picture.
#[rustfmt::skip]
const CAPTION_OPENINGS: &[&str] = &[
    "toàn cảnh", "quang cảnh", "ảnh minh họa", "ảnh minh hoạ", "ảnh tư liệu", "hình minh họa", "hình minh hoạ",
    "file photo", "illustration photo",
];

/// Openings of a credit that need a colon after them; those of `SOURCE_LABELS` tell the source.
#[rustfmt::skip]
const CREDIT_LABELS: &[&str] = &[
    "bài", "bài, ảnh", "bài và ảnh", "tác giả", "tin, ảnh", "tin và ảnh", "thực hiện", "biên tập", "người viết",
    "author", "written by", "words", "text", "auteur", "autor", "autore", "автор", "文", "作者",
];

/// Openings of a line that names the source, with a colon.
#[rustfmt::skip]
const SOURCE_LABELS: &[&str] = &[
    "nguồn", "nguồn tin", "theo", "source", "sources", "quelle", "fuente", "fonte", "bron", "источник", "来源", "來源",
    "出典", "출처",
];

/// Whether a line key is a heading of related stories.
pub(super) fn is_related(key: &str) -> bool {
    RELATED.contains(&key)
}

/// Whether a line key is a row of share buttons or a left-over of the page. A single button that is also a word
/// counts only in the `tail`, after the story.
pub(super) fn is_residue(key: &str, tail: bool) -> bool {
    let is_button = |word: &str| BUTTONS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words = key.split(' ').filter(|w| w.chars().any(char::is_alphanumeric)).take(16).count();
    match words {
        0 => key.is_empty(),
        1 => BARE_BUTTONS.contains(&key) || tail && (is_button(key) || LEFTOVERS.contains(&key)),
        16 => false,
        _ => LEFTOVERS.contains(&key) || key.split(' ').all(|w| is_button(w) || !w.chars().any(char::is_alphanumeric)),
    }
}

/// Whether a word key or phrase names the maker of a picture.
pub(super) fn is_picture_credit(key: &str) -> bool {
    PICTURE_CREDITS.contains(&key)
}

/// Whether a line key opens like the words under a picture.
pub(super) fn opens_caption(key: &str) -> bool {
    CAPTION_OPENINGS
        .iter()
        .any(|o| key.strip_prefix(o).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', ':'])))
}

/// Whether a phrase with a colon after it opens a credit.
pub(super) fn is_credit_label(key: &str) -> bool {
    CREDIT_LABELS.contains(&key) || is_picture_credit(key) || is_source_label(key)
}

/// Whether a phrase with a colon after it opens a source.
pub(super) fn is_source_label(key: &str) -> bool {
    SOURCE_LABELS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::super::word::line_key;
    use super::*;

    #[test]
    fn every_entry_is_a_line_key() {
        for table in [RELATED, BUTTONS, LEFTOVERS, PICTURE_CREDITS, CAPTION_OPENINGS, CREDIT_LABELS, SOURCE_LABELS] {
            for entry in table {
                assert_eq!(line_key(entry), *entry);
                assert!(entry.len() < LONGEST_HEADING_BYTES);
            }
        }
    }

    #[test]
    fn residue_is_buttons_alone() {
        for (line, tail, expected) in [
            ("fb yt zl tw", false, true),
            ("Facebook | Email", false, true),
            ("fb", false, true),
            ("Facebook", false, false),
            ("Facebook", true, true),
            ("in trên báo", true, false),
            ("Chia sẻ bài viết", false, true),
        ] {
            assert_eq!(is_residue(&line_key(line), tail), expected, "{line}");
        }
    }
}
