//! The words of what is kept on a device and of what a host can do wrong, in both languages: a missing one does not compile.
//! Words about articles' contents do not belong here.

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct KeepWords {
    pub keep: &'static str,
    pub remove: &'static str,
    pub coming: &'static str,
    pub whole: &'static str,
    pub part: &'static str,
    pub nothing: &'static str,
    pub failed_full: &'static str,
    pub failed_offline: &'static str,
    pub failed_gone: &'static str,
    pub failed_host: &'static str,
    pub error_offline: &'static str,
    pub error_gone: &'static str,
    pub error_host: &'static str,
    pub error_stalled: &'static str,
    pub error_damaged: &'static str,
    pub error_part: &'static str,
    pub renew: &'static str,
    pub recent: &'static str,
    pub forget: &'static str,
}

/// Tiếng Việt.
pub const VI: KeepWords = KeepWords {
    keep: "Giữ trên máy này ({size})",
    remove: "Bỏ khỏi máy này",
    coming: "Đang giữ trên máy này: {n} của {size}…",
    whole: "Cả kho đã được giữ trên máy này ({size}): không có mạng vẫn tìm và đọc được.",
    part: "Máy này mới giữ {n} dữ liệu: không có mạng thì chỉ dùng được phần ấy.",
    nothing: "Máy này chưa giữ dữ liệu của kho: không có mạng thì chưa tìm và đọc được.",
    failed_full: "Máy này không đủ chỗ để giữ cả kho ({size}). Phần đã tải vẫn dùng được.",
    failed_offline: "Mất kết nối nên chưa giữ được cả kho; máy này đã giữ {n}. Khi có mạng, bấm lại để tải tiếp.",
    failed_gone: "Trang đã có bản mới trong lúc tải nên chưa giữ được cả kho. Hãy tải lại trang rồi bấm lại.",
    failed_host: "Máy chủ trả về thứ khác thay cho dữ liệu nên chưa giữ được cả kho; máy này đã giữ {n}. Hãy thử lại sau.",
    error_offline: "Không kết nối được với máy chủ: máy này đang không có mạng, hoặc máy chủ đang ngừng.",
    error_gone: "Máy chủ không còn phần dữ liệu này: có lẽ trang đã có bản mới từ khi bạn mở. Hãy tải lại trang.",
    error_host: "Máy chủ trả về thứ khác thay cho dữ liệu: trang bảo trì, trang đăng nhập hoặc trang báo lỗi. Hãy thử lại sau ít phút, hoặc tải lại trang.",
    error_stalled: "Máy chủ ngừng gửi giữa chừng. Phần đã tải vẫn dùng được; hãy thử lại.",
    error_damaged: "Một phần dữ liệu ({name}) tới nơi đã hỏng nên không được dùng. Hãy thử lại; nếu vẫn hỏng, người làm trang cần đăng lại tệp ấy.",
    error_part: "Máy chủ gửi không đúng đoạn dữ liệu được yêu cầu ({name}) nên đoạn ấy không được dùng. Hãy thử lại; nếu vẫn vậy, người làm trang cần sửa cách máy chủ trả lời yêu cầu từng phần (Range).",
    renew: "Tải lại trang",
    recent: "Đã tìm",
    forget: "Xoá các câu đã tìm",
};

/// English.
pub const EN: KeepWords = KeepWords {
    keep: "Keep on this device ({size})",
    remove: "Remove from this device",
    coming: "Being kept on this device: {n} of {size}…",
    whole: "All of it is kept on this device ({size}): it can be searched and read without a network.",
    part: "This device keeps {n} of the data: without a network only that part can be used.",
    nothing: "This device keeps none of the data yet: without a network nothing can be searched or read.",
    failed_full: "This device has no room for all of it ({size}). What came can be used.",
    failed_offline: "The connection was lost before all of it was kept; this device has {n}. Press again once there is a network.",
    failed_gone: "The page was replaced by a new version meanwhile, so that not all of it is kept. Reload the page and press again.",
    failed_host: "The host sent something else in place of the data, so that not all of it is kept; this device has {n}. Try again later.",
    error_offline: "The host cannot be reached: this device has no network, or the host is down.",
    error_gone: "The host no longer has this part of the data: the page was probably replaced by a new version since you opened it. Please reload it.",
    error_host: "The host sent something else in place of the data: a maintenance page, a login page or an error. Try again in a few minutes, or reload the page.",
    error_stalled: "The host stopped sending half-way. What is loaded can still be used; please try again.",
    error_damaged: "A part of the data ({name}) arrived damaged and is not used. Please try again; if it stays damaged, that file must be published again.",
    error_part: "The host sent another part of the data than it was asked for ({name}), and it is not used. Please try again; if it stays so, the host's answers to requests for parts (Range) must be corrected.",
    renew: "Reload the page",
    recent: "Searched before",
    forget: "Forget these",
};
