//! The words of what is taken along and brought back, links and quotations, in both languages: a missing one does not compile.
//! Words about articles' contents do not belong here.

use super::Plural;

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct Travel {
    pub copy_link: &'static str,
    pub copy_link_help: &'static str,
    pub link_copied: &'static str,
    pub copy_evidence: &'static str,
    pub copy_evidence_help: &'static str,
    pub picked: &'static str,
    pub select_first: &'static str,
    pub paragraph: &'static str,
    pub elsewhere: &'static str,
    pub link_moved: &'static str,
    pub link_altered: &'static str,
    pub link_quote_gone: &'static str,
    pub link_article_gone: &'static str,
    pub verified: &'static str,
    pub changed: &'static str,
    pub foreign: &'static str,
    pub packed_anew: &'static str,
    pub tampered: &'static str,
    pub words_gone: &'static str,
    pub words_elsewhere: &'static str,
    pub title_now: &'static str,
    pub date_now: &'static str,
    pub source_now: &'static str,
    pub unread: &'static str,
    pub ticked: Plural,
}

/// Tiếng Việt.
pub const VI: Travel = Travel {
    copy_link: "Chép liên kết",
    copy_link_help: "Tới chỗ đang chọn; không chọn gì thì tới chỗ khớp đang xem, hoặc tới cả bài. Dán vào ô tìm là mở.",
    link_copied: "Đã chép liên kết",
    copy_evidence: "Chép kèm chứng thực",
    copy_evidence_help: "Câu trích kèm bài, vị trí và mã kiểm (JSON). Dán vào ô tìm, hoặc dùng lệnh recto verify, để kiểm lại.",
    picked: "Chữ đang chọn",
    select_first: "Hãy chọn câu cần trích trước.",
    paragraph: "đoạn {n} trên {total}",
    elsewhere: "chỗ khác trong bài",
    link_moved: "Bài đã đổi từ khi có liên kết này: câu được trích nay ở {place}.",
    link_altered: "Bài đã đổi từ khi có liên kết này: câu được trích nay viết khác. Câu cũ: “{words}”",
    link_quote_gone: "Bài đã đổi từ khi có liên kết này: không còn câu “{words}”.",
    link_article_gone: "Liên kết trỏ tới bài “{id}”, nay không còn trong kho. Dưới đây là các bài có câu được trích, nếu có.",
    verified: "Câu trích đúng: nguyên văn, ở đúng chỗ ấy trong bài này.",
    changed: "Câu trích không còn đúng với kho này.",
    foreign: "Câu trích không thuộc kho này: kho không có bài “{id}” như câu trích nói.",
    packed_anew: "Kho đã được đóng gói lại từ khi chép.",
    tampered: "Chính câu trích đã bị sửa: mã kiểm và câu chữ của nó không khớp với kho.",
    words_gone: "Bài nay không có câu chữ ấy.",
    words_elsewhere: "Câu chữ ấy nay ở chỗ khác trong bài.",
    title_now: "Tít trong kho là “{value}”.",
    date_now: "Ngày trong kho là {value}.",
    source_now: "Nguồn trong kho là {value}.",
    unread: "Không đọc được câu trích này ({why}).",
    ticked: Plural { one: "đã chọn {n} bài", other: "đã chọn {n} bài" },
};

/// English.
pub const EN: Travel = Travel {
    copy_link: "Copy link",
    copy_link_help: "To what is selected; else to the hit in hand, or to the article. Pasted into the search box, it opens.",
    link_copied: "Link copied",
    copy_evidence: "Copy with proof",
    copy_evidence_help: "The quotation with its article, place and checksum (JSON). Paste it into the search box, or use recto verify, to check it.",
    picked: "Selected words",
    select_first: "Select the words to quote first.",
    paragraph: "paragraph {n} of {total}",
    elsewhere: "another place in the article",
    link_moved: "The article changed since this link was made: the quoted words are now in {place}.",
    link_altered: "The article changed since this link was made: the quoted words are now written otherwise. They were: “{words}”",
    link_quote_gone: "The article changed since this link was made: it no longer says “{words}”.",
    link_article_gone: "The link names the article “{id}”, which is no longer in this corpus. Below are the articles with the quoted words, if any.",
    verified: "The quotation is true: word for word, at that place in this article.",
    changed: "The quotation no longer holds in this corpus.",
    foreign: "The quotation is not of this corpus, which has no article “{id}” as it says.",
    packed_anew: "The corpus was packed anew since it was copied.",
    tampered: "The quotation itself was altered: its checksum and its words do not fit this corpus.",
    words_gone: "The article does not have these words now.",
    words_elsewhere: "These words now stand at another place of the article.",
    title_now: "The title here is “{value}”.",
    date_now: "The date here is {value}.",
    source_now: "The source here is {value}.",
    unread: "This quotation cannot be read ({why}).",
    ticked: Plural { one: "{n} article selected", other: "{n} articles selected" },
};
