//! In which words two articles differ: word by word in the list and in the columns, the summary before the details, kinds
//! and differences alone, by keys, in files. It judges no edit: that is the comparison's own tests' work.

use super::declared::journeys;
use super::export::exported;
use super::find::{collapsed, numbers};
use super::journey::{Form, Journey};
use super::page::Page;
use super::state::choose_language;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Two accounts of one bridge, one text twice and once put otherwise under its headline, two that would like to be markup, and
/// a long one.
pub fn articles() -> Vec<(&'static str, String)> {
    let bridge = |length: &str, will: &str, who: &str, moved: [&str; 2], own: &str| {
        format!(
            "Chuyện cầu phao {own}\n\n{}Sáng 12/3, huyện Tân Bình khởi công cầu phao dài {length} mét bắc qua sông Lững, nối xã \
             Đông Hải với xã Tây Sơn.\n\nCầu phao {will} thông xe trước mùa nước nổi, bà con hai bờ được báo từ đầu \
             năm.\n\nLực lượng {who} dẫn đoàn xe chở vật liệu từ bến Cũ về công trường từ lúc năm giờ sáng.\n\n{own}.\n\n\
             {}Các hộ buôn bán quanh bến đò cũ được hỗ trợ chuyển nghề và vay vốn làm ăn lâu dài.\n",
            moved[0], moved[1]
        )
    };
    let heard = "Trước đó, xã đã lấy ý kiến nhân dân trong ba tháng và nhận được sự đồng tình của hầu hết các hộ.\n\n";
    let same = "Phiên chợ sớm\n\nChợ họp từ ba giờ, thuyền rau cập bến lần lượt theo con nước lớn.\n".to_owned();
    let hostile = |word: &str| {
        format!(
            "Trang {word}\n\nMở đầu câu chuyện <img src=x onerror=\"window.pwned=1\"> về {word} của làng bên sông, \
             </script><script>window.pwned=1</script> kể lại cho lũ trẻ nghe mỗi tối trời mưa.\n"
        )
    };
    let (mut seed, mut long) = (11u64, "Dãy chữ\n\n".to_owned());
    for at in 1..40_000 {
        seed = seed * 48_271 % 2_147_483_647;
        let _ = write!(long, "w{}{}", seed % 80, if at % 200 == 0 { ".\n\n" } else { " " });
    }
    vec![
        ("a.txt", bridge("1.400", "sẽ", "cảnh sát giao thông", ["", heard], "Bà Lành kể chuyện vườn cây nhà mình")),
        ("b.txt", bridge("1.900", "sẽ không", "CSGT", [heard, ""], "Lũ sớm cuốn trôi mười hai phao thép")),
        ("c.txt", same.clone()),
        ("d.txt", same.clone()),
        ("e.txt", hostile("<b>ngày xưa</b>")),
        ("f.txt", hostile("<i>mai sau</i>")),
        ("g.txt", same.replace("ba giờ", "bốn giờ rưỡi")),
        ("long.txt", long),
    ]
}

const BRIDGE: &str = "#view=compare&with=a.txt&with=b.txt";

#[track_caller]
fn settled(page: &Page) {
    page.wait_shown("compare-summary");
    page.wait("two columns", || (page.script("return parts('column').length;", Value::Null) == 2).then_some(()));
    page.wait_shown("passage-list");
    choose_language(page, "vi");
}

/// The texts of elements in a part, white space collapsed.
fn texts(page: &Page, within: &str, selector: &str) -> Vec<String> {
    let body = "return parts(args[0]).map((part) => [...part.querySelectorAll(args[1])]).flat()\
                .map((one) => one.textContent.replace(/\\s+/g, ' ').trim());";
    serde_json::from_value(page.script(body, json!([within, selector]))).expect("texts")
}

fn edits_stand_word_by_word(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, BRIDGE);
        let page = &opened.page;
        settled(page);
        let list = |selector: &str| texts(page, "passage-list", selector);
        assert_eq!(list("[data-edit=replaced] .old"), ["1.400", "cảnh sát giao thông"]);
        assert_eq!(list("[data-edit=replaced] .new"), ["1.900", "CSGT"]);
        assert_eq!(list("[data-edit=in] .new"), ["không"]);
        assert!(list(".passage-label").iter().any(|label| label.contains("chữ khác")), "the words are counted");
        let facts = list("[data-part=fact]");
        assert!(facts.contains(&"số khác: 1.400 → 1.900".to_owned()), "{facts:?}");
        assert!(facts.contains(&"thêm: không".to_owned()), "{facts:?}");
        let columns = texts(page, "column", "[data-edit=replaced], [data-edit=in]");
        assert_eq!(columns, ["1.400", "cảnh sát giao thông", "1.900", "không", "CSGT"]);
        let shape = page.script(
            "const one = part('passage-list').querySelector('.edit .old'); \
             return getComputedStyle(one).textDecorationLine;",
            Value::Null,
        );
        assert_eq!(shape, "line-through", "told without colour");
        opened.page.finish();
    }
}

fn the_summary_says_what_only_one_has(journey: &Journey) {
    let compared = journey.site.ask("compare", &["a.txt", "b.txt"]);
    let own = |list: &str| -> Vec<String> {
        let sentences = compared["summaries"][0][list].as_array().expect("sentences").iter();
        sentences.map(|one| collapsed(one["text"].as_str().expect("text"))).collect()
    };
    let opened = journey.open(Form::OneFile, BRIDGE);
    let page = &opened.page;
    settled(page);
    let overlaps = page.texts_of("overlap");
    assert_eq!(overlaps.len(), 2, "both ways: {overlaps:?}");
    for (text, overlap) in overlaps.iter().zip(compared["overlaps"].as_array().expect("overlaps")) {
        let percent = (overlap["share"].as_f64().expect("a share") * 100.0).round() as u64;
        assert_eq!(numbers(text).first(), Some(&percent), "{text}");
    }
    let rows = texts(page, "only-row", "bdi");
    assert_eq!(rows, [own("only_a"), own("only_b")].concat());
    assert!(rows.iter().any(|row| row.contains("mười hai phao thép")), "{rows:?}");
    page.script("for (const fold of parts('only')) fold.open = true; parts('only-row').at(-1).click();", Value::Null);
    page.wait_script(
        "the sentence to be pointed at, in sight",
        "const own = part('column') && parts('column')[1].querySelector('.own[aria-current]'); \
         if (!own || !args.includes(own.textContent.replace(/\\s+/g, ' ').trim())) return false; \
         const area = own.getClientRects()[0]; return area.top >= 0 && area.bottom <= innerHeight;",
        json!(rows),
    );
    page.click("differing");
    page.wait_script(
        "what is the same to fold",
        "return part('column').querySelector('.own') && parts('column')[0].closest('[data-differing]') !== null \
           && location.hash.includes('differing=1');",
        Value::Null,
    );
    let same = texts(page, "passage-list", "[data-part=passage-item][data-kind=verbatim]");
    assert!(same.iter().all(|row| row.contains("đổi chỗ")), "what is the same and in place is not listed: {same:?}");
    opened.page.finish();
}

fn kinds_are_kept_in_the_link(journey: &Journey) {
    let opened = journey.open(Form::OneFile, BRIDGE);
    let page = &opened.page;
    settled(page);
    let all = texts(page, "passage-list", "[data-part=passage-item]").len();
    page.script("parts('kind').find((one) => one.dataset.kind === 'moved').click();", Value::Null);
    let moved = "const rows = [...part('passage-list').querySelectorAll('[data-part=passage-item]')]; \
                 return rows.length > 0 && rows.length < args && rows.every((row) => row.textContent.includes('đổi chỗ'));";
    page.wait_script("the moved passage alone", moved, json!(all));
    let hash = page.hash();
    assert!(hash.contains("only=moved"), "{hash}");
    opened.page.finish();
    let opened = journey.open(Form::OneFile, &hash);
    let page = &opened.page;
    settled(page);
    page.wait_script("the link to say the same", moved, json!(all));
    opened.page.finish();
}

fn the_list_is_walked_by_keys(journey: &Journey) {
    let opened = journey.open(Form::OneFile, BRIDGE);
    let page = &opened.page;
    settled(page);
    let stops = "return root.querySelectorAll('[data-part=passage-item][tabindex=\"0\"]').length;";
    assert_eq!(page.script(stops, Value::Null), 1, "one stop for Tab");
    let said = "return [...root.querySelectorAll('[aria-live], [role=status]')].some((one) => one.textContent.includes(args));";
    page.wait_script("the summary to be said", said, json!("có trong bài B"));
    page.keys("]");
    page.wait_script("the first passage to be said", said, json!("đoạn 1 trên"));
    page.script("root.querySelector('[data-part=passage-item]').focus();", Value::Null);
    page.keys("j");
    page.wait_script(
        "the focus on the second row, which is the stop for Tab now",
        "const rows = [...part('passage-list').querySelectorAll('[data-part=passage-item]')]; \
         return root.activeElement === rows[1] && rows[1].tabIndex === 0;",
        Value::Null,
    );
    assert_eq!(page.script(stops, Value::Null), 1, "still one stop");
    opened.page.finish();
}

fn a_comparison_is_taken_away(journey: &Journey) {
    let opened = journey.open(Form::OneFile, BRIDGE);
    let page = &opened.page;
    settled(page);
    let compared = journey.site.ask("compare", &["a.txt", "b.txt"]);
    let passages = compared["passages"].as_array().expect("passages").len();
    let sentences = ["only_a", "only_b"].map(|list| compared["summaries"][0][list].as_array().expect("a list").len());
    let (_, rows) = exported(page, "export-comparison");
    let text = rows.join("\r\n");
    assert!(text.contains("Lực lượng [cảnh sát giao thông → CSGT] dẫn đoàn"), "{text}");
    assert_eq!(text.matches("\"a.txt\",").count(), passages + sentences[0] + sentences[1], "a row each");
    page.script("window.files = [];", Value::Null);
    page.click("export-comparison-json");
    let file = page.wait_script("the file", "return files[0] || null;", Value::Null);
    let file: Value = serde_json::from_str(file[3].as_str().expect("text")).expect("JSON");
    assert_eq!(file, compared, "the page's file is what the command line prints");
    page.script("window.files = [];", Value::Null);
    page.click("export-comparison-html");
    let file = page.wait_script("the fragment", "return files[0] || null;", Value::Null);
    let html = file[3].as_str().expect("text");
    assert!(html.contains("<del>cảnh sát giao thông</del> <ins>CSGT</ins> dẫn đoàn"), "{html}");
    assert!(html.contains("mười hai phao thép.</li>"), "{html}");
    opened.page.finish();
}

fn columns_are_swapped_and_dropped(journey: &Journey) {
    let opened = journey.open(Form::OneFile, BRIDGE);
    let page = &opened.page;
    settled(page);
    let titles = |page: &Page| texts(page, "column", "h2");
    let before = titles(page);
    page.script("part('column-first').click();", Value::Null);
    page.wait("the columns to be swapped", || {
        let now = titles(page);
        (now.len() == 2 && now[0] == before[1] && now[1] == before[0]).then_some(())
    });
    page.script("parts('column-drop')[0].click();", Value::Null);
    page.wait_text("empty", |text| text.contains("Mới chọn một bài"));
    opened.page.finish();
}

fn a_text_of_ones_own_is_compared(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=compare&with=a.txt");
    let page = &opened.page;
    page.wait_shown("own-text");
    page.script(
        "const area = part('own-text'); area.value = args; area.dispatchEvent(new Event('input', { bubbles: true })); \
         part('own-text-go').click();",
        json!("Bản nháp của tôi\n\nLực lượng CSGT dẫn đoàn xe chở vật liệu từ bến Cũ về công trường từ lúc năm giờ sáng.\n"),
    );
    settled(page);
    assert_eq!(texts(page, "passage-list", "[data-edit=replaced] .old"), ["cảnh sát giao thông"]);
    let titles =
        page.script("return parts('column').map((column) => column.querySelector('h2').textContent);", Value::Null);
    assert_eq!(titles[1], "Bản nháp của tôi", "its first line names it");
    assert!(!page.hash().contains("CSGT"), "a text of one's own stands in no link");
    let title = |at: usize| texts(page, "column", "h2").get(at).cloned().unwrap_or_default();
    page.script("parts('column-first').filter(shown).pop().click();", Value::Null);
    page.wait("the text to stand first", || (title(0) == "Bản nháp của tôi").then_some(()));
    page.script(
        "const data = new DataTransfer(); data.items.add(new File([args], 'moi.txt', { type: 'text/plain' })); \
         parts('column')[0].dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));",
        json!("Bản mới\n\nSáng 12/3, huyện Tân Bình khởi công cầu phao dài 1.500 mét bắc qua sông Lững.\n"),
    );
    page.wait("the file that was dropped", || (title(0) == "Bản mới").then_some(()));
    page.wait_script("its words", "return part('passage-list').textContent.includes('1.500');", Value::Null);
    page.script("parts('column-drop')[0].click();", Value::Null);
    page.wait_shown("own-text");
    opened.page.finish();
}

fn what_is_the_same_is_said(journey: &Journey) {
    // An article alone offers what is like it: another version, and the same text once more.
    let opened = journey.open(Form::OneFile, "#view=compare&with=c.txt");
    let page = &opened.page;
    page.wait_shown("version");
    page.click("alike");
    settled(page);
    assert!(page.hash().contains("with=c.txt&with=d.txt"), "{}", page.hash());
    page.wait_text("compare-note", |text| text.contains("giống nhau từng chữ"));
    opened.page.finish();
}

fn hostile_words_stay_words(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=compare&with=e.txt&with=f.txt");
    let page = &opened.page;
    settled(page);
    let list = page.script("return part('passage-list').textContent;", Value::Null);
    assert!(list.as_str().expect("text").contains("onerror=\"window.pwned=1\""), "shown as text: {list}");
    let ran = page.script(
        "return [typeof window.pwned, root.querySelectorAll('img, [onerror], .view b, .view i').length];",
        Value::Null,
    );
    assert_eq!(ran, json!(["undefined", 0]));
    opened.page.finish();
}

fn columns_scroll_together(journey: &Journey) {
    journey.size(1200, 420);
    let opened = journey.open(Form::OneFile, BRIDGE);
    let page = &opened.page;
    settled(page);
    page.script("parts('column')[0].scrollTop = 260;", Value::Null);
    page.wait_script("the other column to follow", "return parts('column')[1].scrollTop > 40;", Value::Null);
    page.wait_script(
        "lines between the columns",
        "return [...part('compare-map').querySelectorAll('path')].some((path) => (path.getAttribute('d') || '').includes('C'));",
        Value::Null,
    );
    page.script("parts('column')[0].scrollTop = 0;", Value::Null);
    page.wait_script("both at their start", "return parts('column')[1].scrollTop === 0;", Value::Null);
    page.click("together");
    page.script("parts('column')[0].scrollTop = 260;", Value::Null);
    let other = page.script(
        "return new Promise((done) => setTimeout(() => done(parts('column')[1].scrollTop), 300));",
        Value::Null,
    );
    assert_eq!(other, 0, "each by itself");
    opened.page.finish();
}

journeys!(Revised:
    edits_stand_word_by_word,
    the_summary_says_what_only_one_has,
    kinds_are_kept_in_the_link,
    the_list_is_walked_by_keys,
    a_comparison_is_taken_away,
    columns_are_swapped_and_dropped,
    a_text_of_ones_own_is_compared,
    what_is_the_same_is_said,
    hostile_words_stay_words,
    columns_scroll_together,
);
