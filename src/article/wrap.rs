//! Which line breaks are wraps: lines of one paragraph that somebody broke at a width, in plain text, in a cell of a table,
//! or by `<br>`. Lines that were ended on purpose (verse, lists, headings, tables) stay apart.
//!
//! It changes no text: a paragraph is a range of bytes that may have line breaks in it.
//!
//! A line is full when the first word of the next would not have had its place: that is what whoever wraps does. How wide
//! the text is set is learned from the breaks that are certain, those between a line that ends no sentence and a small
//! letter; verse and lists have hardly any.

use super::known::Known;
use super::line::{Ending, Line};

/// Nobody wraps wider; a wider line is a paragraph.
const WIDEST: u32 = 140;
/// What is no wider says nothing: short lines are verse, lists and cells.
const NARROWEST: u32 = 30;
/// The same where letters have no case, so that a break is never certain.
const NARROWEST_CASELESS: u32 = 60;
/// Of the certain breaks so many in a hundred stand where the line is full, in a text that is wrapped.
const FULL_PERCENT: usize = 80;
/// The width is that of the widest certain line but for so many in a hundred, which hold a long address or a slip.
const WIDER_PERCENT: usize = 5;
/// Certain breaks that a whole text needs; one paragraph needs one.
const LEAST_BREAKS: usize = 2;
/// Lines that all begin with a capital, one less, are verse or names.
const FEWEST_VERSES: usize = 4;
/// A line of more than one in so many parts of the width goes on in a small letter, full or not.
const SHORTEST_SHARE: u32 = 2;

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// An empty line, a list's mark, another indent, a wide line: never a wrap.
    Wall,
    /// A hyphen after a letter, before a small letter: a word goes on.
    Hyphen,
    /// No sentence ends, and a small letter follows.
    Certain,
    /// No sentence ends, and a capital or a figure follows.
    Capital,
    /// A sentence ends, or letters have no case.
    Open,
}

/// How wide a text is set.
#[derive(Clone, Copy, Debug)]
struct Measure {
    width: u32,
    /// What a line may lack of it.
    slack: u32,
}

/// Two lines, one after the other.
#[derive(Clone, Copy, Debug)]
struct Pair {
    kind: Break,
    width: u32,
    /// The width with a space and the first word of the next line.
    with_next: u32,
    /// Letters on both sides have no case.
    caseless: bool,
}

impl Pair {
    fn is_full(&self, measure: Measure) -> bool {
        self.with_next + measure.slack > measure.width
    }
}

/// Joins the lines of wrapped paragraphs, none of which the markup tells different roles of. Linear in the text.
pub(super) fn paragraphs(text: &str, lines: Vec<Line>, known: &Known) -> Vec<Line> {
    // Most texts have a paragraph on each line: without two narrow neighbours there is nothing to look at.
    if !lines.windows(2).any(|two| two[0].width <= WIDEST) {
        return lines;
    }
    let mut pairs: Vec<Pair> = lines.windows(2).map(|two| pair(text, &two[0], &two[1])).collect();
    let mut next = 0;
    let mut roles = lines.iter().map(|line| known.role_at(line.start, &mut next));
    let mut before = roles.next().flatten();
    for (pair, role) in pairs.iter_mut().zip(roles) {
        if role != std::mem::replace(&mut before, role) {
            pair.kind = Break::Wall;
        }
    }
    let whole = measure(&pairs, LEAST_BREAKS);
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let run = pairs[at..].iter().take_while(|pair| pair.kind != Break::Wall).count();
        let pairs = &pairs[at..at + run];
        let set = whole.filter(|_| !is_verse(pairs)).or_else(|| measure(pairs, 1)).or_else(|| caseless(pairs));
        joined.push(lines[at]);
        for (pair, next) in pairs.iter().zip(&lines[at + 1..]) {
            match joined.last_mut() {
                Some(last) if is_wrap(pair, set) => last.extend(next),
                _ => joined.push(*next),
            }
        }
        at += run + 1;
    }
    joined
}

fn is_wrap(pair: &Pair, set: Option<Measure>) -> bool {
    match (pair.kind, set) {
        (Break::Wall, _) => false,
        (Break::Hyphen, _) => true,
        (_, None) => false,
        (Break::Certain, Some(set)) => pair.is_full(set) || pair.width * SHORTEST_SHARE > set.width,
        (Break::Capital | Break::Open, Some(set)) => pair.is_full(set),
    }
}

/// How wide some lines are set, if they are wrapped.
fn measure(pairs: &[Pair], least: usize) -> Option<Measure> {
    let certain = || pairs.iter().filter(|pair| pair.kind == Break::Certain);
    let mut widths: Vec<u32> = certain().map(|pair| pair.width).collect();
    if widths.len() < least {
        return None;
    }
    widths.sort_unstable();
    let width = widths[widths.len() - 1 - widths.len() * WIDER_PERCENT / 100];
    // As many lines in a row that end no sentence and begin with a capital are verse, headings, names.
    let capital = pairs.iter().filter(|pair| pair.kind == Break::Capital).count();
    if width < NARROWEST || capital > widths.len() {
        return None;
    }
    // Set by a program first, then by hand.
    [0, width / 6].into_iter().map(|slack| Measure { width, slack }).find(|&set| {
        let full = certain().filter(|pair| pair.is_full(set)).count();
        full * 100 >= widths.len() * FULL_PERCENT
    })
}

/// The same of a script without small and capital letters, where all lines but the last are as wide as can be.
fn caseless(pairs: &[Pair]) -> Option<Measure> {
    let width = pairs.iter().map(|pair| pair.width).max()?;
    let set = Measure { width, slack: 0 };
    let all = pairs.len() > 1 && pairs.iter().all(|pair| pair.caseless && pair.is_full(set));
    (all && width >= NARROWEST_CASELESS).then_some(set)
}

/// Whether lines begin with capitals throughout, and end no sentence.
fn is_verse(pairs: &[Pair]) -> bool {
    pairs.len() >= FEWEST_VERSES && pairs.iter().all(|pair| pair.kind == Break::Capital)
}

fn pair(text: &str, before: &Line, next: &Line) -> Pair {
    let (one, other) = (before.of(text), next.of(text));
    let word = other.split(char::is_whitespace).next().unwrap_or("");
    let (end, begin) = (last_letter(one), first_letter(other));
    let caseless =
        |letter: Option<char>| letter.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let pair = |kind| Pair {
        kind,
        width: before.width,
        with_next: before.width + first_width(word),
        caseless: caseless(end) && caseless(begin),
    };
    let gap = &text[before.end as usize..next.start as usize];
    if before.width > WIDEST || is_wall(text, before, next, gap) {
        return pair(Break::Wall);
    }
    // A dash may open an item, or stand inside a sentence.
    let small = begin.is_some_and(char::is_lowercase) && !is_item(other);
    if small && ends_with_hyphen(one) {
        return pair(Break::Hyphen);
    }
    match () {
        () if before.closes() => pair(Break::Open),
        () if small => pair(Break::Certain),
        () if begin.is_some_and(|c| c.is_uppercase() || c.is_numeric()) => pair(Break::Capital),
        () => pair(Break::Open),
    }
}

/// Whether two lines can be of no one paragraph.
fn is_wall(text: &str, before: &Line, next: &Line, gap: &str) -> bool {
    let empty = gap.matches('\n').count().max(gap.matches('\r').count()) > 1 || gap.contains(['\u{c}', '\u{2029}']);
    let (one, other) = (before.of(text), next.of(text));
    let item = is_item(other) && (before.ending != Ending::Open || is_item(one));
    if empty || item || is_row(one) || is_row(other) || is_ruled(one) || is_ruled(other) {
        return true;
    }
    if one.starts_with('>') != other.starts_with('>') {
        return true;
    }
    // A line that is drawn in further than the one before begins a paragraph; those of an item hang.
    let (indent, next_indent) = (indent(text, before), indent(text, next));
    next_indent > indent + 1 && !is_item(one)
}

/// Blanks before a line.
fn indent(text: &str, line: &Line) -> usize {
    let before = &text[..line.start as usize];
    before
        .bytes()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .map(|byte| if byte == b'\t' { 8 } else { 1 })
        .sum()
}

/// Whether a line opens an item of a list.
fn is_item(line: &str) -> bool {
    let first = line.split(char::is_whitespace).next().unwrap_or("");
    let number = first.trim_start_matches('(').trim_end_matches(['.', ')', '/', ':']);
    let labelled =
        first.strip_suffix(':').is_some_and(|label| !label.is_empty() && label.chars().all(char::is_alphabetic));
    let marked = number.len() < first.len() && !number.is_empty() && number.chars().count() <= 3;
    matches!(first, "-" | "–" | "—" | "•" | "▪" | "●" | "*" | "+" | "·" | "►" | "o" | "#")
        || line.starts_with(['•', '▪', '●', '►', '→', '◦'])
        || line.starts_with(['-', '–', '—'])
        || labelled
        || marked && number.chars().all(|c| c.is_numeric() || "ivxlcIVXLC".contains(c) || number.len() == 1)
}

/// Whether a line is a row of cells.
fn is_row(line: &str) -> bool {
    let cell = |after: &str| !after.starts_with(|c: char| c.is_whitespace() || c.is_numeric());
    line.contains(['\t', '|'])
        || line.contains("   ")
        || line.split(',').skip(1).filter(|after| cell(after)).count() >= 3
}

/// Whether a line has no letter or figure: a rule, stars.
fn is_ruled(line: &str) -> bool {
    !line.contains(char::is_alphanumeric)
}

fn ends_with_hyphen(line: &str) -> bool {
    let Some(rest) = line.strip_suffix(['-', '\u{2010}', '\u{ad}']) else { return false };
    rest.ends_with(char::is_alphabetic)
}

fn last_letter(line: &str) -> Option<char> {
    line.chars().next_back()
}

/// The first letter or figure of a line, behind opening quotation marks and brackets.
fn first_letter(line: &str) -> Option<char> {
    line.chars().take(8).find(|c| c.is_alphanumeric())
}

/// What a word adds to a line: a space and its letters; of a script without spaces its first character alone.
fn first_width(word: &str) -> u32 {
    match word.chars().next() {
        Some(c) if ('\u{2e80}'..'\u{1f000}').contains(&c) => 3,
        _ => 1 + word.chars().take(WIDEST as usize).count() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::lines;

    /// The paragraphs of a text, with `/` for the line breaks in them.
    fn check(text: &str, expected: &[&str]) {
        let found = paragraphs(text, lines(text, 0), &Known::default());
        let found: Vec<String> =
            found.iter().map(|line| line.of(text).replace("\r\n", "/").replace('\n', "/")).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end() {
        check(
            "Sổ tay người đi chợ\nSáng nay chợ phiên bên suối họp sớm hơn mọi khi, ai\ncũng vội. Đường về bản còn xa.\nTrưa đến, chợ vãn.",
            &[
                "Sổ tay người đi chợ",
                "Sáng nay chợ phiên bên suối họp sớm hơn mọi khi, ai/cũng vội. Đường về bản còn xa.",
                "Trưa đến, chợ vãn.",
            ],
        );
        check(
            "Chợ phiên bên suối họp từ lúc sương chưa tan, người\r\nbán kẻ mua đông như hội.\r\n\r\nTrưa, chợ tan.",
            &["Chợ phiên bên suối họp từ lúc sương chưa tan, người/bán kẻ mua đông như hội.", "Trưa, chợ tan."],
        );
    }

    #[test]
    fn a_capital_begins_a_line_of_a_wrapped_text_too() {
        let text = "Người bán đến từ các bản quanh vùng, mang theo rau của\nLàng Thượng và mật ong. Khách mua phần đông là người ở\nphố huyện, đi từ khi trời chưa sáng, trên những chuyến\nxe đầu tiên trong ngày.\n\nMấy năm nay đường đã mở rộng tới tận bản xa nhất của\nMường Hạ.";
        check(
            text,
            &[
                "Người bán đến từ các bản quanh vùng, mang theo rau của/Làng Thượng và mật ong. Khách mua phần đông là người ở/phố huyện, đi từ khi trời chưa sáng, trên những chuyến/xe đầu tiên trong ngày.",
                "Mấy năm nay đường đã mở rộng tới tận bản xa nhất của/Mường Hạ.",
            ],
        );
    }

    #[test]
    fn what_was_ended_on_purpose_stays() {
        let stays = |text: &str| {
            let expected: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            check(text, &expected);
        };
        // Verse, with capitals and without.
        stays(
            "Upon the quiet harbour falls the light\nThat all the boats have carried from the west\nAnd every gull that wandered in the night\nComes home again to folded wings and rest\nBefore the bell",
        );
        stays("nắng lên\nchợ đông dần\ntiếng chân ai\nrơi trên cỏ");
        // A list, a table, a row of names, paragraphs of one sentence.
        stays(
            "Chuẩn bị cho phiên chợ đầu năm ở bản bên suối gồm:\n- dựng lại cây cầu gỗ bắc qua con suối đầu làng\n- quét dọn đường vào chợ\n1. gạo\n2. muối",
        );
        stays("tên hàng\tgiá bán\tngười bán ở chợ phiên\ngạo nếp\t20\tbà Mai");
        stays("tên,giá,người bán,ngày họp chợ phiên\ngạo nếp,20,bà Mai,đầu tháng giêng");
        stays("nơi: chợ phiên bên suối ở đầu bản Mường\nlúc: từ sáng sớm cho đến giữa trưa hôm sau");
        stays("Mai Văn An\nLê Thị Bình\nTrần Cầu");
        stays(
            "Chị Mai đến chợ từ lúc trời còn tối để giữ chỗ.\nAnh An đến sau.\nHọ bán hết hàng trước khi nắng lên quá đỉnh đồi.",
        );
        // A drawn-in line begins a paragraph, a wide one is a paragraph.
        stays(
            "Người bán đến từ các bản quanh vùng mang theo rau rừng\n    và mật ong, khách mua phần đông là người ở phố huyện.",
        );
        stays(&format!("{}\nvà hết", "chợ phiên bên suối ".repeat(12).trim()));
    }

    #[test]
    fn quoted_mail_and_lines_set_by_hand_are_wrapped() {
        check(
            "> Chợ phiên bên suối họp từ lúc sương chưa tan, người\n> bán kẻ mua đông như hội.\nVâng, tôi sẽ đến.",
            &["> Chợ phiên bên suối họp từ lúc sương chưa tan, người/> bán kẻ mua đông như hội.", "Vâng, tôi sẽ đến."],
        );
        check(
            "The boats lay in the hollows of the mud, and\ngulls walked about on them like old\nmen trying to cross a street, while every\nplank would squirt water.",
            &[
                "The boats lay in the hollows of the mud, and/gulls walked about on them like old/men trying to cross a street, while every/plank would squirt water.",
            ],
        );
        check("The time-\ntable is due.\nBoats sail.", &["The time-/table is due.", "Boats sail."]);
    }

    #[test]
    fn scripts_without_case_are_wrapped_where_every_line_is_full() {
        let line = "今天早上港口委员会讨论了新的渡轮时刻表以及";
        check(&format!("{line}\n{line}\n码头"), &[&format!("{line}/{line}/码头")]);
        check("白日依山盡\n黃河入海流\n欲窮千里目", &["白日依山盡", "黃河入海流", "欲窮千里目"]);
    }

    #[test]
    fn the_markup_parts_roles() {
        let text = "Chợ phiên bên suối họp từ lúc sương chưa tan, người\nbán kẻ mua đông như hội.";
        let role = crate::article::Block { role: crate::article::Role::Caption, start: 0, end: 60, repeats: false };
        let known = Known { roles: vec![role], ..Known::default() };
        assert_eq!(paragraphs(text, lines(text, 0), &known).len(), 2);
    }
}
