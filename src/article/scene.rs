//! Captions that look like a paragraph: one short sentence that says who is pictured and what they do.
//!
//! No rule alone tells them from a short paragraph. Each kind of evidence adds to a confidence, and a line is a caption from
//! [`LEAST`] on: below it stays what it was, since a paragraph that is called a caption is worse than the other way round.

use super::line::{Ending, Line};
use super::names::{begins_full_name, is_given};
use super::titles::{is_surname, title_ending};
use super::word::{is_capitalised, line_key, next_word, write_key};
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// The confidence, out of a hundred, from which a line is a caption.
pub(super) const LEAST: u32 = 60;
/// The same for the second paragraph of a text.
pub(super) const LEAST_AT_OPENING: u32 = 80;

/// Characters that a caption has at least and at most, and up to which being short is evidence.
const NARROWEST: u32 = 20;
const WIDEST: u32 = 180;
const SHORT: u32 = 110;
/// Words of a line and of a neighbour that are compared.
const LONGEST_WORDS: usize = 48;
const LONGEST_NEIGHBOUR_WORDS: usize = 240;
/// Words in which whoever is pictured is named.
const NAMING_WORDS: usize = 4;

/// First words of a paragraph that goes on from the one before, and of what is said and not shown.
#[rustfmt::skip]
const CONNECTIVES: &[&str] = &[
    "bên", "biết", "bước", "chia", "chính", "cho", "cũng", "cùng", "còn", "có", "cô", "cũng", "do", "dù", "dẫu", "hiện", "họ", "hơn",
    "hôm", "khi", "không", "kể", "liên", "làm", "mặc", "mặt", "ngay", "ngoài", "ngày", "nhưng", "như", "nhờ", "nó", "năm",
    "nếu", "phút", "phát", "qua", "quan", "riêng", "sau", "so", "song", "sáng", "theo", "thời", "trong", "trước", "trên", "tuy",
    "tôi", "tại", "tới", "tối", "từ", "việc", "và", "vì", "vậy", "với", "vừa", "về", "đáng", "đây", "đó", "đến", "đặc",
    "đồng", "đối", "để", "điều", "ở", "but", "however", "in", "it", "on", "the", "then", "they", "this", "when", "while",
];

/// Verbs that give someone's words, or end a clause that does: a line with one of them tells, it does not show.
#[rustfmt::skip]
const TELLING: &[(&str, &str)] = &[
    ("cho", "biết"), ("cho", "rằng"), ("cho", "hay"), ("nói", "rằng"), ("khẳng", "định"), ("nhấn", "mạnh"), ("chia", "sẻ"),
    ("đề", "nghị"), ("yêu", "cầu"), ("cảnh", "báo"), ("tiết", "lộ"), ("nhận", "định"), ("tin", "rằng"), ("được", "cho"),
    ("được", "biết"), ("thừa", "nhận"), ("quyết", "định"), ("ước", "tính"), ("theo", "đó"), ("said", "that"),
];

/// What people do before a camera.
#[rustfmt::skip]
const SHOWING: &[(&str, &str)] = &[
    ("phát", "biểu"), ("chủ", "trì"), ("trình", "bày"), ("kết", "luận"), ("báo", "cáo"), ("tham", "dự"), ("trao", "tặng"),
    ("trao", "đổi"), ("kiểm", "tra"), ("thăm", "hỏi"), ("động", "viên"), ("chúc", "mừng"), ("bắt", "tay"), ("giới", "thiệu"),
    ("hướng", "dẫn"), ("chụp", "ảnh"), ("ăn", "mừng"), ("nhận", "giải"), ("trao", "giải"), ("biểu", "diễn"), ("khởi", "động"),
    ("tiếp", "đón"), ("làm", "việc"), ("cắt", "băng"), ("ký", "kết"), ("tặng", "hoa"), ("tặng", "quà"), ("trao", "quà"),
    ("thực", "hành"), ("nêu", "các"), ("nêu", "ý"), ("đối", "đầu"), ("bên", "cạnh"), ("tạo", "dáng"), ("vào", "vai"),
    ("xuất", "hiện"), ("trong", "phim"), ("trong", "trang"), ("tại", "hội"), ("tại", "buổi"), ("tại", "lễ"), ("tại", "cuộc"),
    ("speaks", "at"), ("speaking", "at"), ("poses", "for"), ("arrives", "at"), ("stands", "in"), ("shakes", "hands"),
];

/// Openings that name what a picture shows.
#[rustfmt::skip]
const SHOWN: &[&str] = &[
    "chân dung", "hình ảnh", "khoảnh khắc", "một góc", "niềm vui", "nỗi buồn", "nỗi thất", "quang cảnh", "toàn cảnh",
    "khung cảnh", "cận cảnh", "bên trong", "một buổi", "lễ ra", "lễ khởi", "lễ khai", "lễ ký", "lễ trao", "hiện trường",
    "các đại", "biểu đồ", "bản đồ",
];

/// Marks of who stands where.
#[rustfmt::skip]
const PLACED: &[&str] = &[
    "(trái)", "(phải)", "(giữa)", "từ trái", "bên trái", "(bìa", "ngoài cùng", "hàng trước", "(áo", "(left)", "(right)",
    "from left", "(thứ", "trong ảnh", "(ảnh",
];

/// How wide the paragraphs before and after a short line are at least that stands out between them.
const WIDE_BEFORE: u32 = 120;
const WIDE_AFTER: u32 = 60;
/// A line without a full stop that stands out: a narrower one may be a heading that names a place.
const OPEN: RangeInclusive<u32> = 70..=140;

/// What is known of the text around a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'l> {
    /// The paragraphs before and after it.
    pub neighbours: [&'l Line; 2],
    /// The text has other captions.
    pub pictures: bool,
    /// It is no longer than a story of a paper, and the line is not near its beginning, where a sentence says who was there:
    /// short sentences between long paragraphs are the way of books.
    pub brief: bool,
}

/// How sure it is that a line between two paragraphs is a caption, out of a hundred. Looks at a bounded number of words.
pub(super) fn confidence(text: &str, line: &Line, Around { neighbours, pictures, brief }: Around<'_>) -> u32 {
    let body = line.of(text);
    if !(NARROWEST..=WIDEST).contains(&line.width) || !may_show(body, line) {
        return 0;
    }
    let keys = keys_of(body, LONGEST_WORDS);
    let pair = |at: usize| (keys[at - 1].as_str(), keys[at].as_str());
    if keys.len() < 4
        || CONNECTIVES.contains(&keys[0].as_str())
        || (1..keys.len()).any(|at| TELLING.contains(&pair(at)))
    {
        return 0;
    }
    let lower = body.to_lowercase();
    let placed = PLACED.iter().any(|mark| lower.contains(mark));
    let shown = SHOWN.contains(&format!("{} {}", keys[0], keys[1]).as_str());
    let showing = (1..keys.len()).any(|at| SHOWING.contains(&pair(at)));
    let said_again = neighbours.iter().map(|other| shared(&keys, other.of(text))).max().unwrap_or(0);
    let named = names_someone(body);
    let stands_out = brief && stands_out(body, line, neighbours);
    let mut found = 0;
    found += if stands_out { 50 } else { 0 };
    found += if placed || shown { LEAST_AT_OPENING } else { 0 };
    found += if named { 30 } else { 0 };
    found += if showing { 20 } else { 0 };
    found += match said_again {
        55.. => 20,
        25.. => 10,
        _ => 0,
    };
    // A heading has no full stop either, but seldom opens with a name.
    found += if named && line.ending == Ending::Open { 20 } else { 0 };
    found += if pictures { 10 } else { 0 };
    found += if line.width <= SHORT { 10 } else { 0 };
    if placed || shown || named || stands_out { found.min(100) } else { 0 }
}

/// Whether a line that names something is short between two paragraphs that are not. Without a full stop it may be a heading:
/// it must be wider and name more.
fn stands_out(body: &str, line: &Line, [before, after]: [&Line; 2]) -> bool {
    let wide = before.width >= WIDE_BEFORE && before.closes() && after.width >= WIDE_AFTER && after.closes();
    let names = || body.split_whitespace().skip(1).filter(|word| is_capitalised(word)).count();
    wide && match line.ending {
        Ending::Stop => line.width <= SHORT && names() >= 1,
        _ => OPEN.contains(&line.width) && names() >= 2,
    }
}

/// One sentence, without a question, a quotation or a list.
fn may_show(body: &str, line: &Line) -> bool {
    let inner = body.trim_end_matches(['.', '…', ' ']);
    matches!(line.ending, Ending::Stop | Ending::Open)
        && is_capitalised(body)
        && ![". ", "? ", "! ", "; ", ": ", "%"].iter().any(|mark| inner.contains(mark))
        && !inner.contains(['“', '"', '«', '?', '!', ':', '/', '@'])
}

/// Whether a title and a name, or a full name, stand in the first words of a line.
fn names_someone(body: &str) -> bool {
    let (mut previous, mut last, mut at) = (String::new(), String::new(), 0);
    for n in 0..NAMING_WORDS {
        let Some(word) = next_word(body, at) else { return false };
        at = word.end;
        let key = line_key(word.of(body));
        let capital = is_capitalised(word.of(body));
        let titled = n > 0 && capital && title_ending(&previous, &last, true).is_some();
        let next = next_word(body, at).filter(|next| is_capitalised(next.of(body)));
        let full = capital
            && next.is_some_and(|next| {
                (is_surname(&key) || n == 0 && is_given(&key)) && next.start == word.end + 1
                    || begins_full_name(&key, &line_key(next.of(body)))
            });
        if titled || full {
            return true;
        }
        (previous, last) = (last, key);
    }
    false
}

/// The keys of the first words of a text.
fn keys_of(text: &str, most: usize) -> Vec<String> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(word) = next_word(text, at).filter(|_| found.len() < most) {
        let mut key = String::new();
        write_key(word.of(text), &mut key);
        found.push(key);
        at = word.end;
    }
    found
}

/// How many pairs of words of a line stand in another one too, of a hundred.
fn shared(keys: &[String], other: &str) -> usize {
    let others = keys_of(other, LONGEST_NEIGHBOUR_WORDS);
    let pairs: HashSet<[&str; 2]> = others.windows(2).map(|pair| [pair[0].as_str(), pair[1].as_str()]).collect();
    let held = keys.windows(2).filter(|pair| pairs.contains(&[pair[0].as_str(), pair[1].as_str()])).count();
    held * 100 / keys.len().saturating_sub(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use crate::article::model::Role;

    const STORY: &str =
        "Cây cầu gỗ bắc qua con suối đầu làng được dựng lại sau mùa lũ, người dân đi chợ không còn phải vòng xa.";
    const AGAIN: &str = "Thợ mộc trong làng góp công; ông Trần Văn Mẫu nêu các bước dựng cầu gỗ, còn tiền đinh do các gia đình cùng góp.";

    /// The role of a line between two paragraphs of a story.
    fn role(line: &str) -> Role {
        let text = format!("Làng dựng cầu\n{STORY}\n{STORY} Hết lũ.\n{line}\n{AGAIN}\n{STORY} Hết.");
        let article = extract("a", text);
        article.blocks.iter().find(|block| block.of(&article.text) == line).unwrap().role
    }

    #[test]
    fn one_sentence_that_shows_someone_is_a_caption() {
        for line in [
            "Ông Trần Văn Mẫu, trưởng bản Cầu, nêu các bước dựng cầu gỗ.",
            "Đại tá Lê Thị Thử trình bày cách dựng cầu tại hội trường, ông Trần Văn Mẫu nêu các bước dựng cầu gỗ",
            "Tiến Mẫu (trái) và Minh Thử khiêng gỗ qua suối.",
            "Khoảnh khắc nhịp cầu cuối cùng được lắp xong.",
        ] {
            assert_eq!(role(line), Role::Caption, "{line}");
        }
    }

    #[test]
    fn a_short_paragraph_stays_one() {
        for line in [
            "Ông Trần Văn Mẫu cho biết các bước dựng cầu gỗ rất khó.",
            "Trước đó, ông Trần Văn Mẫu trình bày cách dựng cầu.",
            "Ông Trần Văn Mẫu sinh ra ở làng bên, lấy vợ rồi ở lại đây.",
            "Ông Trần Văn Mẫu trình bày cách dựng cầu. Mọi người vỗ tay.",
            "Cầu gỗ bền hơn cầu tre và rẻ hơn cầu sắt.",
            "“Tôi dựng cầu”, ông Trần Văn Mẫu trình bày.",
        ] {
            assert_eq!(role(line), Role::Body, "{line}");
        }
    }

    /// Between long paragraphs a short sentence that names something stands out, in a story and not in a book.
    #[test]
    fn a_short_line_stands_out_between_long_paragraphs() {
        let role = |line: &str, more: usize| {
            let around =
                |from: usize, to: usize| (from..to).map(|n| format!("{n} thợ. {STORY} {STORY}\n")).collect::<String>();
            let text = format!("Làng dựng cầu\n{}{line}\n{}", around(2, 5), around(5, 5 + more));
            let article = extract("a", text);
            article.blocks.iter().find(|block| block.of(&article.text) == line).unwrap().role
        };
        let line = "Gỗ lim chở từ bản Mường Thử về suối.";
        assert_eq!((role(line, 3), role(line, 90)), (Role::Caption, Role::Body));
        assert_eq!(role("Gỗ lim chở từ vùng cao về tới suối.", 3), Role::Body);
        assert_eq!(role("Con đường từ bản Mường Thử", 3), Role::Subheading, "a heading that names a place");
        assert_eq!(role("Nhưng gỗ lim chở từ Mường Thử về tới suối.", 3), Role::Body);
    }

    /// Without paragraphs around it a line is no caption.
    #[test]
    fn a_list_of_such_lines_is_no_row_of_captions() {
        let line = "Ông Trần Văn Mẫu nêu các bước dựng cầu gỗ.";
        let article = extract("a", format!("Làng dựng cầu\n{line}\nHai.\n{line} Hai.\nBa.\n"));
        assert!(article.blocks.iter().all(|block| block.role != Role::Caption));
    }
}
