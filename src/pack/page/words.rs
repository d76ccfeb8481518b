//! The words of the page before the app, one struct per language: a missing one fails to compile. The app has its own.

/// What the plain page says.
pub struct Words {
    /// The language's tag.
    pub tag: &'static str,
    /// One article and many.
    pub articles: [&'static str; 2],
    /// Tokens, which are syllables in Vietnamese.
    pub tokens: [&'static str; 2],
    /// Heading of the list.
    pub list: &'static str,
    /// Heading of the wordings that recur.
    pub recurring: &'static str,
    /// `{n}` articles have it.
    pub in_articles: [&'static str; 2],
    /// Before the date of the earliest.
    pub earliest: &'static str,
    /// Heading of the terms that mark the corpus.
    pub key_terms: &'static str,
    /// Heading of the people.
    pub people: &'static str,
    /// Heading of the sources.
    pub sources: &'static str,
    /// `{n}` articles without a full date.
    pub undated: [&'static str; 2],
    /// Instead of a date.
    pub date_unknown: &'static str,
    /// Before the day an undated article's file was made.
    pub file_date: &'static str,
    /// After a day whose year is not known.
    pub year_unknown: &'static str,
    /// After a title that is the article's first sentence.
    pub untitled: &'static str,
    /// `{n}` articles are not in the list.
    pub more: [&'static str; 2],
    /// Before the maker's address.
    pub contact: &'static str,
    /// For an empty corpus.
    pub empty: &'static str,
    /// Without scripts.
    pub no_script: &'static str,
    /// The title of a page with a password that has none for everybody.
    pub locked_title: &'static str,
    /// Of such a page.
    pub locked: &'static str,
    /// Without scripts, on such a page.
    pub locked_no_script: &'static str,
    /// When the app does not start and no script can say why; what a host must allow follows.
    pub waiting: &'static str,
    /// In a page without the app.
    pub no_app: &'static str,
    /// Between thousands.
    pub thousands: char,
    /// Names of the months; empty where dates are written in digits.
    pub months: &'static [&'static str],
}

const VIETNAMESE: Words = Words {
    tag: "vi",
    articles: ["{n} bài", "{n} bài"],
    tokens: ["{n} âm tiết", "{n} âm tiết"],
    list: "Các bài",
    recurring: "Câu chữ lặp lại nhiều nhất",
    in_articles: ["trong {n} bài", "trong {n} bài"],
    earliest: "sớm nhất trong kho",
    key_terms: "Từ đặc trưng",
    people: "Nhân vật",
    sources: "Nguồn báo",
    undated: ["{n} bài không rõ ngày", "{n} bài không rõ ngày"],
    date_unknown: "không rõ ngày",
    file_date: "ngày tạo tệp",
    year_unknown: "không rõ năm",
    untitled: "không có tít, lấy câu đầu",
    more: ["… và {n} bài nữa.", "… và {n} bài nữa."],
    contact: "Liên hệ:",
    empty: "Kho này chưa có bài nào.",
    no_script: "Trình duyệt đang tắt JavaScript nên không tìm kiếm và đối chiếu được. Danh sách bài dưới đây vẫn đọc được.",
    locked_title: "Kho bài có mật khẩu",
    locked: "Kho bài này được bảo vệ bằng mật khẩu.",
    locked_no_script: "Trình duyệt đang tắt JavaScript nên không mở được kho bài. Hãy bật JavaScript rồi tải lại trang.",
    waiting: "Phần tìm kiếm và đối chiếu chưa chạy. Nếu dòng này không mất đi, trang có tệp bị hỏng hoặc bị thiếu (hãy chép hoặc tải lại trang), hoặc máy chủ chứa trang cấm các tập lệnh của trang. Máy chủ cần cho phép trong Content-Security-Policy:",
    no_app: "Trang này được tạo không kèm phần tìm kiếm và đối chiếu.",
    thousands: '.',
    months: &[],
};

const ENGLISH: Words = Words {
    tag: "en",
    articles: ["{n} article", "{n} articles"],
    tokens: ["{n} word", "{n} words"],
    list: "Articles",
    recurring: "Wording that recurs most",
    in_articles: ["in {n} article", "in {n} articles"],
    earliest: "earliest here",
    key_terms: "Key terms",
    people: "People",
    sources: "Sources",
    undated: ["{n} article with date unknown", "{n} articles with date unknown"],
    date_unknown: "date unknown",
    file_date: "file date",
    year_unknown: "year unknown",
    untitled: "no title; its first sentence",
    more: ["… and {n} more article.", "… and {n} more articles."],
    contact: "Contact:",
    empty: "This corpus has no articles yet.",
    no_script: "JavaScript is switched off, so searching and comparing do not work. The list of articles below can still be read.",
    locked_title: "Collection with a password",
    locked: "This collection is protected by a password.",
    locked_no_script: "JavaScript is switched off, so the collection cannot be opened. Switch it on and reload the page.",
    waiting: "Searching and comparing have not started. If this line stays, a file of the page is damaged or missing (copy or download the page again), or the page's host forbids its scripts. The host must allow in its Content-Security-Policy:",
    no_app: "This page was made without searching and comparing.",
    thousands: ',',
    months: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

impl Words {
    /// The words of a language, by its tag; Vietnamese for any but English.
    pub fn of(tag: &str) -> &'static Self {
        if tag == "en" { &ENGLISH } else { &VIETNAMESE }
    }

    /// A whole number with its thousands apart.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// A number in its phrase.
    pub fn count(&self, phrase: [&'static str; 2], number: u64) -> String {
        phrase[usize::from(number != 1)].replace("{n}", &self.number(number))
    }
}
