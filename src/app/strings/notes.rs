//! The words of notes, in both languages: a missing one does not compile. What readers write does not belong here.

use super::Plural;

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct NoteWords {
    pub notes: &'static str,
    pub key_notes: &'static str,
    pub note: &'static str,
    pub count: Plural,
    pub about: &'static str,
    pub none: &'static str,
    pub none_match: &'static str,
    pub search: &'static str,
    pub colour: &'static str,
    /// In the order of the colours.
    pub colours: [&'static str; 5],
    pub text: &'static str,
    pub keep: &'static str,
    pub cancel: &'static str,
    pub edit: &'static str,
    pub delete: &'static str,
    pub save: &'static str,
    pub bring: &'static str,
    pub bring_text: &'static str,
    pub bring_file: &'static str,
    pub bring_go: &'static str,
    pub merged: &'static str,
    pub foreign: &'static str,
    pub unread: &'static str,
    pub kept_unread: &'static str,
    pub not_kept: &'static str,
    pub place_gone: &'static str,
}

/// Tiếng Việt.
pub const VI: NoteWords = NoteWords {
    notes: "Ghi chú",
    key_notes: "Tới Ghi chú",
    note: "Ghi chú",
    count: Plural { one: "{n} ghi chú", other: "{n} ghi chú" },
    about: "Ghi chú chỉ nằm trong trình duyệt này, gắn với bản kho đang mở. Lưu ra tệp để giữ lâu, để gửi đồng nghiệp, hoặc \
        để mang sang bản kho mới. Tệp chỉ có bài, chỗ, màu và lời ghi, không có tên người hay máy.",
    none: "Chưa có ghi chú. Mở một bài, chọn chữ nếu muốn, rồi bấm “Ghi chú”.",
    none_match: "Không có ghi chú nào hợp với bộ lọc.",
    search: "Tìm trong ghi chú",
    colour: "Màu",
    colours: ["Vàng", "Đỏ", "Lục", "Lam", "Tím"],
    text: "Lời ghi",
    keep: "Lưu",
    cancel: "Thôi",
    edit: "Sửa",
    delete: "Xoá",
    save: "Lưu ra tệp",
    bring: "Nhập ghi chú hoặc kiểm câu trích",
    bring_text: "Dán câu trích kèm chứng thực, hoặc nội dung tệp ghi chú",
    bring_file: "Chọn tệp, hoặc thả tệp vào đây",
    bring_go: "Nhập",
    merged: "Đã nhập: {added} ghi chú mới, {changed} đã đổi, {deleted} đã xoá, {both} có hai bản vì hai bên cùng sửa.",
    foreign: "Tệp này ghi trên một bản kho khác; chỗ ghi được tìm lại theo câu chữ.",
    unread: "Chưa nhập được: {why}.",
    kept_unread: "Ghi chú đã lưu trên máy này không đọc được ({why}) nên không bị ghi đè. Hãy lưu ghi chú mới ra tệp.",
    not_kept: "Trình duyệt không cho lưu thêm trên máy này: ghi chú mới chỉ còn tới khi đóng trang. Hãy lưu ra tệp.",
    place_gone: "Chỗ này nay không còn trong bài.",
};

/// English.
pub const EN: NoteWords = NoteWords {
    notes: "Notes",
    key_notes: "Go to Notes",
    note: "Note",
    count: Plural { one: "{n} note", other: "{n} notes" },
    about: "Notes stay in this browser, with the copy of the corpus that is open. Save them to a file to keep them, to give them \
        to a colleague, or to take them to a new copy. The file has articles, places, colours and what you wrote, and names \
        no person and no device.",
    none: "No notes yet. Open an article, select words if you like, and press “Note”.",
    none_match: "No note suits these filters.",
    search: "Search notes",
    colour: "Colour",
    colours: ["Yellow", "Red", "Green", "Blue", "Violet"],
    text: "What to note",
    keep: "Save",
    cancel: "Cancel",
    edit: "Edit",
    delete: "Delete",
    save: "Save to a file",
    bring: "Bring in notes, or check a quotation",
    bring_text: "Paste a quotation with its proof, or what a file of notes holds",
    bring_file: "Choose a file, or drop it here",
    bring_go: "Bring in",
    merged: "Brought in: {added} new notes, {changed} changed, {deleted} deleted, {both} in two versions, for both sides changed them.",
    foreign: "The file was made on another copy of the corpus; places are found again by their words.",
    unread: "Not brought in: {why}.",
    kept_unread: "The notes kept on this device cannot be read ({why}) and were not written over. Save new ones to a file.",
    not_kept: "The browser keeps no more on this device: new notes last until the page is closed. Save them to a file.",
    place_gone: "This place is no longer in the article.",
};
