//! The words of the lines as a workbench, samples, groups, blanks, in both languages: a missing one does not compile. Words about
//! articles' contents do not belong here.

/// Its strings.
#[derive(Debug)]
#[allow(missing_docs, reason = "the name says where a string stands")]
pub struct Bench {
    pub group: &'static str,
    pub group_none: &'static str,
    pub group_article: &'static str,
    pub group_year: &'static str,
    pub group_source: &'static str,
    pub groups: &'static str,
    pub no_year: &'static str,
    pub no_source: &'static str,
    pub sample: &'static str,
    pub sample_none: &'static str,
    pub sampled: &'static str,
    pub seed: &'static str,
    pub seed_help: &'static str,
    pub blank: &'static str,
    pub reveal: &'static str,
    pub widen: &'static str,
    pub references_help: &'static str,
}

/// Tiếng Việt.
pub const VI: Bench = Bench {
    group: "Gộp theo",
    group_none: "không gộp",
    group_article: "bài",
    group_year: "năm",
    group_source: "nguồn báo",
    groups: "Tới nhóm dòng",
    no_year: "không rõ năm",
    no_source: "không rõ nguồn",
    sample: "Mẫu",
    sample_none: "mọi dòng",
    sampled: "mẫu {n} trong {hits}, {articles}",
    seed: "lượt chọn",
    seed_help: "Mỗi số là một lượt chọn ngẫu nhiên; số nào cho đúng những dòng ấy, ở máy nào cũng vậy.",
    blank: "Che từ tìm",
    reveal: "Hiện từ bị che",
    widen: "Xem cả đoạn văn",
    references_help: "Tệp cho phần mềm quản lý tài liệu: các bài đã chọn; chưa chọn bài nào thì mọi bài tìm được.",
};

/// English.
pub const EN: Bench = Bench {
    group: "Group by",
    group_none: "nothing",
    group_article: "article",
    group_year: "year",
    group_source: "source",
    groups: "Go to a group of lines",
    no_year: "year unknown",
    no_source: "source unknown",
    sample: "Sample",
    sample_none: "all lines",
    sampled: "a sample of {n} out of {hits}, {articles}",
    seed: "draw",
    seed_help: "Each number is a random draw; a number draws the same lines on every machine.",
    blank: "Blank the hit",
    reveal: "Show the blanked word",
    widen: "Show the whole paragraph",
    references_help: "For reference managers: the articles chosen, or all that were found where none is.",
};
