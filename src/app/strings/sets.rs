//! The words of named selections and of the history of a session, in both languages: a missing one does not compile. Names that
//! readers give do not belong here.

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct SetWords {
    pub sets: &'static str,
    pub about: &'static str,
    pub name: &'static str,
    pub new_name: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    pub rename: &'static str,
    pub remove: &'static str,
    pub keep: &'static str,
    pub too_long: &'static str,
    pub unknown: &'static str,
    pub trail: &'static str,
}

/// Tiếng Việt.
pub const VI: SetWords = SetWords {
    sets: "Nhóm bài đã đặt tên",
    about: "Câu tìm và bộ lọc đang dùng được lưu dưới một tên, trên máy này. Liên kết tới nhóm mang theo tên ấy.",
    name: "Đặt tên cho nhóm đang xem",
    new_name: "Tên mới",
    save: "Lưu",
    saved: "Đã lưu nhóm “{name}”.",
    rename: "Đổi tên nhóm này",
    remove: "Xoá nhóm này khỏi máy",
    keep: "Giữ trên máy",
    too_long: "Câu tìm này dài quá, không lưu thành nhóm được.",
    unknown: "Không có nhóm nào tên “{name}”: đang tìm các chữ ấy.",
    trail: "Đã xem từ lúc mở trang",
};

/// English.
pub const EN: SetWords = SetWords {
    sets: "Named selections",
    about: "The query and filters in use are saved under a name, on this device. A link to the selection brings its name.",
    name: "Name what is shown",
    new_name: "New name",
    save: "Save",
    saved: "The selection “{name}” is saved.",
    rename: "Rename this selection",
    remove: "Remove this selection from the device",
    keep: "Keep on this device",
    too_long: "This query is too long to be saved as a selection.",
    unknown: "No selection is called “{name}”: these words are searched.",
    trail: "Seen since the page opened",
};
