//! The whole of extraction against the vectors and seeds, when they are there, and against our own examples.
//!
//! No sentence of the seeds stands here: the examples were written for this project.

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// The folder of vectors and seeds, or `None` with a line saying that the test was skipped.
fn shared() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    if !folder.join("vectors/language.json").is_file() {
        println!("skipped: no vectors in {}", folder.display());
        return None;
    }
    Some(folder)
}

fn vectors(section: &str) -> Option<(PathBuf, Value)> {
    let folder = shared()?;
    let json = std::fs::read_to_string(folder.join("vectors/language.json")).unwrap();
    let mut all: Value = serde_json::from_str(&json).unwrap();
    Some((folder, all[section].take()))
}

fn seed(folder: &std::path::Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("seeds").join(name)).unwrap()
}

/// The byte range of a line, counted from one, without the white space around it.
fn line_range(text: &str, number: u64) -> (usize, usize) {
    let line = text.split('\n').nth(number as usize - 1).unwrap();
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    (start + line.len() - line.trim_start().len(), start + line.trim_end().len())
}

fn role_of_label(label: &str) -> Role {
    match label {
        "header-date" => Role::Header,
        "title" => Role::Title,
        "dateline" => Role::Dateline,
        "lead" => Role::Lead,
        "caption" => Role::Caption,
        "subheading" => Role::Subheading,
        "credit" => Role::Credit,
        "related-heading" | "related-title" | "related-teaser" => Role::Related,
        "residue" => Role::Residue,
        _ => Role::Body,
    }
}

#[test]
fn seeds_have_the_structure_of_the_vectors() {
    let Some((folder, section)) = vectors("seed_structure") else { return };
    for (name, entries) in section["files"].as_object().unwrap() {
        let text = seed(&folder, name);
        let article = extract(name, text.clone());
        let mut labelled = 0;
        for entry in entries.as_array().unwrap() {
            let number = entry["lines"][0].as_u64().unwrap();
            let (start, end) = line_range(&text, number);
            let inside = |b: &&Block| b.start as usize >= start && b.end as usize <= end;
            let blocks: Vec<_> = article.blocks.iter().filter(inside).collect();
            labelled += blocks.len();
            let expected = role_of_label(entry["label"].as_str().unwrap());
            let last = blocks.last().unwrap_or_else(|| panic!("{name}:{number} has no block"));
            let medium = entry["confidence"] == "medium" && last.role == Role::Body;
            assert!(last.role == expected || medium, "{name}:{number} is {:?}, expected {expected:?}", last.role);
            assert_eq!(last.repeats, entry["duplicate_of"].is_u64(), "{name}:{number}");
            if number > 1 {
                assert_eq!(blocks.len(), 1, "{name}:{number}");
                continue;
            }
            for span in entry["spans"].as_array().into_iter().flatten().filter(|s| s["text"].is_string()) {
                let (role, span_text) =
                    (role_of_label(span["label"].as_str().unwrap()), span["text"].as_str().unwrap());
                let found = blocks.iter().any(|b| b.role == role && b.of(&text) == span_text);
                // A date inside the lead stays there, unless an underscore parts them.
                assert!(
                    found || role == Role::Dateline && last.of(&text).starts_with(span_text),
                    "{name}: {span_text}"
                );
            }
        }
        assert_eq!(labelled, article.blocks.len(), "{name}");
    }
}

#[test]
fn seeds_have_their_dates() {
    let Some((folder, section)) = vectors("date_resolution") else { return };
    for (name, expected) in section["document_dates"].as_object().unwrap() {
        let article = extract(name, seed(&folder, name));
        assert_eq!(article.date.map(|d| d.to_string()).as_deref(), expected["iso"].as_str(), "{name}");
    }
}

#[test]
fn dates_are_read_as_in_the_vectors() {
    let Some((_, section)) = vectors("date_resolution") else { return };
    for vector in section["vectors"].as_array().unwrap() {
        let text = vector["input"].as_str().unwrap();
        let anchor = vector["anchor"].as_str().map(|a| a.parse().unwrap());
        let part = |m: &DateMention| m.part_of_day.map_or(String::new(), |p| format!("{p:?}").to_lowercase());
        let found: Vec<_> = dates_mentioned(text, anchor)
            .iter()
            .map(|m| (text[m.start..m.end].to_owned(), m.date.to_string(), part(m)))
            .collect();
        let field = |v: &Value, name: &str| v[name].as_str().unwrap_or("").to_owned();
        let expected: Vec<_> = vector["expected"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| (field(v, "span"), field(v, "iso"), field(v, "part_of_day")))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn seeds_name_their_people() {
    let Some((folder, section)) = vectors("people") else { return };
    for (name, expected) in section["files"].as_object().unwrap() {
        let text = seed(&folder, name);
        let article = extract(name, text.clone());
        let mentions = people(&text, &article.blocks);
        let line = |at: usize| text[..at].matches('\n').count() as u64 + 1;
        let expected = expected.as_array().unwrap();
        for person in expected {
            let full_name = person["name"].as_str().unwrap();
            let mut lines: Vec<_> = mentions.iter().filter(|m| m.name == full_name).map(|m| line(m.start)).collect();
            lines.dedup();
            let expected: Vec<_> = person["lines"].as_array().unwrap().iter().map(|l| l.as_u64().unwrap()).collect();
            assert_eq!(lines, expected, "{name}: {full_name}");
        }
        let names: Vec<_> = expected.iter().map(|p| p["name"].as_str().unwrap()).collect();
        assert_eq!(full_names(&mentions), names, "{name}");
    }
}

#[test]
fn seeds_read_the_same_decomposed_and_with_other_line_ends() {
    let Some(folder) = shared() else { return };
    for name in ["000_bf522cdc58565a5f.txt", "001_4d298eeda5813af3.txt", "004_da624ae377360735.txt"] {
        let text = seed(&folder, name);
        let shape = |text: String| {
            let article = extract(name, text);
            let roles: Vec<_> = article.blocks.iter().map(|b| (b.role, b.repeats)).collect();
            let people = full_names(&people(&article.text, &article.blocks));
            (roles, article.date, people, article.untitled)
        };
        let expected = shape(text.clone());
        let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
        assert_eq!(shape(decomposed), expected, "{name} decomposed");
        assert_eq!(shape(text.replace('\n', "\r\n")), expected, "{name} with CRLF");
        assert_eq!(shape(text.replace("\n\n", "\n")), expected, "{name} without blank lines");
    }
}

/// One line per block: its role, `=` for a repeat, and its text.
fn blocks_of(text: &str) -> Vec<String> {
    let article = extract("a", text.to_owned());
    let line = |b: &Block| format!("{:?}{} {}", b.role, if b.repeats { "=" } else { "" }, b.of(text));
    article.blocks.iter().map(line).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(blocks_of(text), expected, "{text}");
}

const STORY: &str =
    "Cây cầu gỗ bắc qua con suối đầu làng được dựng lại sau mùa lũ, người dân đi chợ không còn phải vòng xa.";
const MORE: &str =
    "Thợ mộc trong làng góp công, trường học góp gỗ, còn tiền mua đinh do các gia đình ven suối cùng đóng góp.";

#[test]
fn a_decomposed_text_has_the_same_title() {
    let plain = "TP. Hạ Thử đón phiên chợ đầu năm trong tiết trời lạnh giá, người người mặc áo ấm đi về phía bến sông để kịp chuyến phà \
        sớm, còn những ai ở lại thì nhóm lửa bên đường chờ khách. Chợ tan.";
    let apart: String = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(plain).into_owned();
    let title = |text: &str| extract("a", format!("{text}\n{text} Hết.")).title;
    let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&title(&apart)).into_owned();
    assert_eq!(composed, title(plain));
    let known = Known { title: Some("Chợ phiên".to_owned()), ..Known::default() };
    let text: String = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd()
        .normalize("Chợ phiên\nSáng nay chợ họp sớm.")
        .into_owned();
    assert_eq!(extract_known("a", text.clone(), known).text, text);
}

#[test]
fn the_last_item_of_a_list_is_no_credit() {
    let story = "Chợ họp từ lúc trời chưa sáng, người các bản quanh vùng kéo về bên suối rất đông.";
    let last = |end: &str| {
        let article = extract("a", format!("Chợ phiên\n{story}\n{story} Hết.\n{end}"));
        article.blocks.last().map(|block| block.role)
    };
    let credits = |end: &str| {
        let article = extract("a", format!("Chợ phiên\n{story}\n{story} Hết.\n{end}"));
        article.blocks.iter().filter(|block| block.role == Role::Credit).count()
    };
    assert_eq!(credits("- Gạo\n- Muối"), 0);
    for list in ["Gạo nếp\n\nMuối", "Cần mang theo:\nMuối", "- Gạo\n- Muối", "Gạo nếp\nMắm\nMuối"]
    {
        assert_ne!(last(list), Some(Role::Credit), "{list}");
    }
    assert_eq!(last("Mai An"), Some(Role::Credit));
}

#[test]
fn a_page_is_labelled_from_head_to_foot() {
    let text = format!(
        "date 2021-03 Làng dựng lại cầu gỗ\nThứ Ba, 09/03/2021 08:05\n{STORY}\nCầu mới. (Ảnh: An Bình)\n{MORE}\nGóp công góp gỗ\n\
         {MORE}\nAn Bình\nTheo Báo Làng\nTin liên quan\nChợ làng mở lại\nTin ảnh: Chợ làng mở lại\n{STORY}\nfb zl"
    );
    check(
        &text,
        &[
            "Header date 2021-03",
            "Title Làng dựng lại cầu gỗ",
            "Dateline Thứ Ba, 09/03/2021 08:05",
            &format!("Lead {STORY}"),
            "Caption Cầu mới. (Ảnh: An Bình)",
            &format!("Body {MORE}"),
            "Subheading Góp công góp gỗ",
            &format!("Body {MORE}"),
            "Credit An Bình",
            "Credit Theo Báo Làng",
            "Related Tin liên quan",
            "Related Chợ làng mở lại",
            "Related= Tin ảnh: Chợ làng mở lại",
            &format!("Related {STORY}"),
            "Residue fb zl",
        ],
    );
    let article = extract("a", text);
    assert_eq!(article.title, "Làng dựng lại cầu gỗ");
    assert_eq!(article.source.as_deref(), Some("Báo Làng"));
    assert_eq!(article.date.map(|d| (d.to_string(), d.minute)), Some(("2021-03-09".to_owned(), Some(485))));
}

#[test]
fn a_text_without_a_sentence_is_named_by_its_id() {
    let article = extract("ghi/7.txt", "... !!! ???\n\n??? !!!\n".to_owned());
    assert_eq!((article.title.as_str(), article.untitled), ("ghi/7.txt", true));
}

#[test]
fn a_text_without_a_title_shows_its_first_sentence() {
    let article = extract("a", format!("{STORY} {MORE}\n{MORE}"));
    assert!(article.untitled);
    assert_eq!(article.title, STORY);
    let long = extract("a", format!("{}\n{MORE}", STORY.replace('.', ", và cả những người ở bên kia suối cũng vui.")));
    assert!(long.title.ends_with('…') && long.title.chars().count() <= 120, "{}", long.title);
    assert!(long.title.starts_with("Cây cầu gỗ bắc qua con suối"), "{}", long.title);
    assert_eq!(extract("a", String::new()).title, "a");
}

#[test]
fn a_box_of_links_does_not_swallow_the_story() {
    let text = format!("{STORY}\n{MORE}\nXem thêm\nChợ làng mở lại\nLũ rút\n{MORE}\n{STORY}\n{MORE}");
    let roles: Vec<_> = extract("a", text).blocks.iter().map(|b| b.role).collect();
    use Role::{Body, Lead, Related};
    assert_eq!(roles, [Lead, Body, Related, Related, Related, Body, Body, Body]);
}

#[test]
fn other_languages_are_labelled_too() {
    let story =
        "The wooden bridge over the brook was rebuilt after the flood, and the way to the market is short again.";
    check(
        &format!(
            "Village rebuilds its bridge\nBy An Binh\nMarch 9, 2021 8:05 PM\n{story}\n{story} It holds.\nRelated articles\nThe market reopens"
        ),
        &[
            "Title Village rebuilds its bridge",
            "Credit By An Binh",
            "Dateline March 9, 2021 8:05 PM",
            &format!("Lead {story}"),
            &format!("Body {story} It holds."),
            "Related Related articles",
            "Related The market reopens",
        ],
    );
    check(
        "第一条\n村里的木桥在洪水之后重新建好了，人们去集市不用再绕远路。\n第二条\n木匠出力，学校出木头，买钉子的钱由溪边的人家一起凑齐。",
        &[
            "Title 第一条",
            "Lead 村里的木桥在洪水之后重新建好了，人们去集市不用再绕远路。",
            "Subheading 第二条",
            "Body 木匠出力，学校出木头，买钉子的钱由溪边的人家一起凑齐。",
        ],
    );
}

#[test]
fn verse_and_speeches_stay_plain() {
    let verse = "Con suối đầu làng\nchảy qua mùa lũ\nchảy qua mùa lũ\ncây cầu gỗ cũ\ncòn đứng đợi ta";
    let roles: Vec<_> = extract("a", verse.to_owned()).blocks.iter().map(|b| b.role).collect();
    assert!(roles[1..].iter().all(|r| matches!(r, Role::Body | Role::Caption)), "{roles:?}");
    let speech = format!("Fellow villagers:\n{}\n{}", MORE.repeat(12), STORY.repeat(12));
    let roles: Vec<_> = extract("a", speech).blocks.iter().map(|b| b.role).collect();
    assert_eq!(roles, [Role::Body, Role::Body, Role::Body]);
}

/// What extraction promises for any text.
fn promises_hold(text: &str) {
    let article = extract("a", text.to_owned());
    assert_eq!(article.text, text);
    let mut at = 0;
    for block in &article.blocks {
        let (start, end) = (block.start as usize, block.end as usize);
        assert!(at <= start && start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
        let gap = text[at..start].trim();
        assert!(gap.is_empty() || gap == "_", "{gap:?} is in no block");
        at = end;
    }
    assert!(text[at..].trim().is_empty());
    assert!(article.title.chars().count() <= 260);
    for mention in people(text, &article.blocks) {
        assert!(!text[mention.start..mention.end].is_empty());
    }
    for anchor in [None, "2021-02".parse().ok(), "9999-12-31".parse().ok(), "0000-01-01".parse().ok()] {
        for mention in dates_mentioned(text, anchor) {
            assert!(!text[mention.start..mention.end].is_empty());
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_labelled_whole(text in any::<String>()) {
        promises_hold(&text);
    }

    #[test]
    fn any_page_is_labelled_whole(parts in prop::collection::vec(prop::sample::select(vec![
        "date 2021-02", " ", "\n", "\r\n", "_", "Ngày 2-2", "Chiều nay, tại Hà Nội", "24/01/2021", "10:25 AM", "Xem thêm",
        ":", "Theo", "(Ảnh:", ")", ".", "…", "Thứ trưởng", "Trần", "Văn", "Mẫu", "Bộ", "tháng", "năm", "2021", "12", "/", "-",
        "fb", "zl", "January", "24", ",", "th", "de", "General", "John", "B.", "nga\u{300}y", "\u{feff}", "\u{a0}", "年", "1月", "hôm", "qua",
        "một đoạn văn đủ dài để được coi là một đoạn của câu chuyện, có dấu chấm ở cuối câu.",
    ]), 0..40), glue in prop::sample::select(vec!["", " ", "\n"])) {
        promises_hold(&parts.join(glue));
    }
}

/// A megabyte of each: a rule that looks back or ahead without a bound would not come to an end here.
#[test]
fn hostile_texts_take_linear_time() {
    for part in [
        STORY,
        "Ngày",
        "12/",
        "Giám đốc Trần Văn Mẫu ",
        "\n",
        "Xem thêm\n",
        "Xem thêm: a\n",
        "Trần ",
        "Dr. O'",
        "sáng ngày hôm ",
        "January ",
        "Theo Báo Làng\n",
        "(Ảnh: ",
        "[Ảnh] Cầu mới qua sông\n",
        "tháng ",
        "Bộ trưởng Bộ Hà Nội ",
        "fb\n",
        "_",
    ] {
        promises_hold(&part.repeat(1_000_000 / part.len()));
    }
}
