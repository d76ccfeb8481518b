//! Tests of the comparison. All sentences are written for this project.

use super::seed::Work;
use super::*;
use crate::article::{Block, Role};
use crate::text::{fold_key, tokens};
use icu_normalizer::DecomposingNormalizerBorrowed;
use proptest::prelude::*;

/// One block a line, read as the body of an article.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len() as u32;
        Block { role: Role::Body, start, end: start + line.trim_end().len() as u32, repeats: false }
    });
    lines.filter(|block| block.start < block.end).collect()
}

/// A text prepared for comparison, with all combining marks stripped from its folds.
pub(super) fn prepared(text: &str) -> Side {
    let mut side = side(text, &blocks(text));
    for fold in &mut side.folds.distinct {
        let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(&fold_key(fold)).into_owned();
        *fold =
            apart.chars().filter(|mark| !('\u{300}'..='\u{36f}').contains(mark)).collect::<String>().replace('đ', "d");
    }
    side
}

fn cut(text: &str, span: (u32, u32)) -> &str {
    &text[span.0 as usize..span.1 as usize]
}

/// Compares two texts and holds the phrases against `kind, in A, in B`, in reading order of A.
fn check(a: &str, b: &str, expected: &[(Kind, &str, &str)]) {
    let pairs = align(&prepared(a), &prepared(b));
    let found: Vec<_> = pairs
        .iter()
        .filter(|pair| pair.layer == Layer::Phrase)
        .map(|pair| (pair.kind, cut(a, pair.a), cut(b, pair.b)))
        .collect();
    assert_eq!(found, expected, "\nA: {a}\nB: {b}");
}

#[test]
fn the_same_words_are_verbatim() {
    let held = "mở thêm ba thư viện ở miền núi";
    check(
        "Hôm qua, tỉnh hứa mở thêm ba thư viện ở miền núi.",
        "Theo báo cáo: Mở thêm ba thư viện, ở miền núi, là việc lớn.",
        &[(Kind::Verbatim, held, "Mở thêm ba thư viện, ở miền núi")],
    );
    check("One two three apples.", "Four pears and five plums.", &[]);
    check("a small green boat", "his small green boat", &[]);
    check("", "mở thêm ba thư viện", &[]);
}

#[test]
fn words_put_in_left_out_or_replaced_are_near() {
    check(
        "Trường sẽ trồng mới hàng cây quanh sân trước mùa mưa.",
        "Họ hứa trồng mới thật nhanh hàng cây quanh sân trước mùa mưa tới.",
        &[(
            Kind::Near,
            "trồng mới hàng cây quanh sân trước mùa mưa",
            "trồng mới thật nhanh hàng cây quanh sân trước mùa mưa",
        )],
    );
    check(
        "The old ferry carries mail and bread to the island every morning.",
        "An old ferry carries mail and water to the island every evening.",
        &[(
            Kind::Near,
            "old ferry carries mail and bread to the island every",
            "old ferry carries mail and water to the island every",
        )],
    );
}

#[test]
fn a_frame_with_another_middle_is_one_passage() {
    check(
        "Sở nhắc các chủ thuyền kiểm tra phao, áo để đi biển an toàn suốt mùa gió.",
        "Xã nhắc các chủ thuyền kiểm tra máy bơm nước, mái chèo để dù sóng lớn đi biển an toàn suốt mùa gió.",
        &[(
            Kind::Near,
            "nhắc các chủ thuyền kiểm tra phao, áo để đi biển an toàn suốt mùa gió",
            "nhắc các chủ thuyền kiểm tra máy bơm nước, mái chèo để dù sóng lớn đi biển an toàn suốt mùa gió",
        )],
    );
}

#[test]
fn lists_in_another_order_are_reordered() {
    check(
        "Lớp học cần: sách mới, bàn thấp, đèn sáng, cửa rộng.",
        "Thầy xin đèn cũ, bàn thấp, sách mới, cửa rộng, đèn sáng.",
        &[(Kind::Reordered, "sách mới, bàn thấp, đèn sáng, cửa rộng", "bàn thấp, sách mới, cửa rộng, đèn sáng")],
    );
    // In the same order it is no reordered list, and two items are none.
    check("Xin sách mới, bàn thấp.", "Xin bàn thấp, sách mới.", &[]);
}

#[test]
fn marks_may_differ() {
    let (a, b) = ("Đội bóng làng ta thắng trận đầu.", "Doi bong lang ta thang tran dau.");
    let pairs = align(&prepared(a), &prepared(b));
    assert_eq!(pairs.len(), 1);
    assert!(pairs[0].marks_differ && pairs[0].kind == Kind::Verbatim && pairs[0].tokens == 7);
    let same = align(&prepared(a), &prepared(a));
    assert!(!same[0].marks_differ);
}

#[test]
fn other_words_are_no_passage_because_their_letters_agree() {
    check("Chợ huyện đóng cửa chính từ trưa, ai cũng tiếc.", "Họ bàn việc động của chính ban ấy suốt buổi.", &[]);
    // One word of many may be misspelt.
    let held = "chợ huyện đóng cửa chính từ trưa";
    check(
        "Hôm qua chợ huyện đóng cửa chính từ trưa.",
        "Nghe nói chợ huyện động cửa chính từ trưa!",
        &[(Kind::Verbatim, held, "chợ huyện động cửa chính từ trưa")],
    );
}

#[test]
fn what_changed_places_is_moved() {
    let (long, short) = ("chợ phiên họp vào sáng thứ bảy bên bến sông cũ", "người bán mang rau từ các vườn gần đó");
    let a = format!("{long}.\nTrời nắng.\n{short}.");
    let b = format!("{short}.\nGió nhẹ.\n{long}.");
    let pairs = align(&prepared(&a), &prepared(&b));
    let moved: Vec<_> = pairs.iter().map(|pair| (cut(&a, pair.a), pair.moved)).collect();
    assert_eq!(moved, [(long, false), (short, true)]);
}

#[test]
fn phrases_close_to_each_other_make_a_passage() {
    let a = "Bảo tàng mở cửa trở lại sau hai năm sửa mái. Khách đầu tiên là học sinh trường bên, các em được xem bộ \
             trống cổ và nghe kể chuyện làm giấy dó. Vé vào cửa không đổi cho đến hết tháng sau.";
    let b = "Bảo tàng mở cửa trở lại sau hai năm, mái đã lợp ngói mới cả bốn phía và tường quét vôi. Sáng nay các em được \
             xem bộ trống cổ, rồi cùng tập in tranh trong sân. Giá vé vào cửa không đổi cho đến hết tháng sau.";
    let pairs = align(&prepared(a), &prepared(b));
    let passages: Vec<_> = pairs.iter().filter(|pair| pair.layer == Layer::Passage).collect();
    assert_eq!(passages.len(), 1, "{pairs:?}");
    assert!(cut(a, passages[0].a).starts_with("Bảo tàng mở cửa") && cut(a, passages[0].a).ends_with("hết tháng sau"));
    assert!(pairs.iter().filter(|pair| pair.layer == Layer::Phrase).count() >= 2);
}

#[test]
fn asides_are_left_out_of_a_side() {
    let text = "date 2021-01\nMưa lớn ở đèo\nMưa lớn ở đèo\nXem thêm\nXe dừng, người chờ - đêm 24-1.";
    let mut blocks = blocks(text);
    for (block, (role, repeats)) in blocks.iter_mut().zip([
        (Role::Header, false),
        (Role::Caption, false),
        (Role::Caption, true),
        (Role::Related, false),
        (Role::Body, false),
    ]) {
        (block.role, block.repeats) = (role, repeats);
    }
    let side = side(text, &blocks);
    let kept: Vec<&str> = side.spans.iter().map(|&span| cut(text, span)).collect();
    assert_eq!(kept[..7], ["Mưa", "lớn", "ở", "đèo", "Xe", "dừng", "người"]);
    assert_eq!(side.blocks[..5], [1, 1, 1, 1, 4]);
    let clause = |word: &str| kept.iter().position(|kept| *kept == word).map(|at| side.clauses[at]);
    assert!(clause("đèo") < clause("Xe") && clause("dừng") < clause("người") && clause("chờ") < clause("đêm"));
    assert_eq!(clause("đêm"), side.clauses.last().copied());
}

#[test]
fn places_of_one_wording_share_a_family() {
    let texts = [
        "Giữ sạch nguồn nước đầu làng. Chiều về, ta lại nhắc: giữ sạch nguồn nước đầu làng.\nSương tan muộn, trẻ nhỏ \
         đến lớp trễ nửa giờ.\nMai họp tổ dệt vải lần hai.",
        "Ai cũng giữ sạch nguồn nước đầu làng nhé.\nĐường trơn nên xe khách nghỉ chạy chuyến chiều hôm ấy.\nNhớ mai \
         họp tổ dệt vải lần hai.",
        "Biển ghi: giữ sạch nguồn nước đầu làng!",
    ];
    let sides: Vec<Side> = texts.iter().map(|text| prepared(text)).collect();
    let mut found = Vec::new();
    for (left, right) in [(1, 2), (0, 1), (0, 2)] {
        let phrases = align(&sides[left], &sides[right]).into_iter().filter(|pair| pair.layer == Layer::Phrase);
        found.extend(phrases.map(|pair| (left, right, pair)));
    }
    let families = families(&sides, &found);
    for ((left, _, pair), family) in found.iter().zip(&families) {
        let water = cut(texts[*left], pair.a).to_lowercase().contains("nguồn nước");
        assert_eq!(*family, u32::from(!water), "{}", cut(texts[*left], pair.a));
    }
    assert_eq!(found.len(), 6);
    let pair = &found[1].2;
    assert_eq!(weight(&sides[0], pair, |_| 1.0), pair.tokens as f32);
    assert_eq!(weight(&sides[0], pair, |_| 0.5), pair.tokens as f32 / 2.0);
}

/// Words by number, some of them ending a clause or a paragraph.
fn text_of(words: &[(u8, u8)]) -> String {
    let end = |mark: u8| ["", "", "", "", "", ",", ".", "\n"][mark as usize % 8];
    words.iter().map(|(word, mark)| format!("w{word}{} ", end(*mark))).collect()
}

fn words(kinds: u8, most: usize) -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((0..kinds, 0..8u8), 0..most)
}

proptest! {
    #[test]
    fn pairs_lie_in_bounds_and_mirror(a in words(12, 120), b in words(12, 120), cut_at in 0..60usize) {
        // Half of the second text is taken from the first, so that there is something to find.
        let mut b = b;
        b.extend(a.iter().skip(cut_at).take(40));
        let (text_a, text_b) = (text_of(&a), text_of(&b));
        let (left, right) = (prepared(&text_a), prepared(&text_b));
        let pairs = align(&left, &right);
        for pair in &pairs {
            let (of_a, of_b) = (left.tokens_in(pair.a), right.tokens_in(pair.b));
            prop_assert!(!of_a.is_empty() && !of_b.is_empty());
            prop_assert_eq!((left.spans[of_a.start].0, left.spans[of_a.end - 1].1), pair.a);
            prop_assert_eq!((right.spans[of_b.start].0, right.spans[of_b.end - 1].1), pair.b);
            prop_assert!(pair.tokens >= 4 && pair.tokens as usize <= of_a.len().min(of_b.len()));
            if pair.kind == Kind::Verbatim {
                prop_assert!(left.folds.of(of_a).eq(right.folds.of(of_b)));
            }
        }
        let mut mirrored: Vec<Pair> = align(&right, &left);
        for pair in &mut mirrored {
            pair.turn();
        }
        let order = |pair: &Pair| (pair.a, pair.b, pair.layer == Layer::Phrase);
        let mut pairs = pairs;
        pairs.sort_by_key(order);
        mirrored.sort_by_key(order);
        prop_assert_eq!(pairs, mirrored);
    }

    #[test]
    fn an_article_with_itself_is_one_pair(a in words(40, 200)) {
        let text = text_of(&a);
        let side = prepared(&text);
        let pairs = align(&side, &side);
        if side.spans.len() >= 4 {
            prop_assert_eq!(pairs.len(), 1);
            prop_assert_eq!(pairs[0].kind, Kind::Verbatim);
            prop_assert_eq!(pairs[0].a, (side.spans[0].0, side.spans[side.spans.len() - 1].1));
        } else {
            prop_assert!(pairs.is_empty());
        }
    }
}

/// Words from a fixed sequence of numbers below `kinds`.
fn noise(count: usize, kinds: u64, mut seed: u64) -> String {
    let mut text = String::new();
    for at in 0..count {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(&format!("w{}{}", (seed >> 33) % kinds, if at % 11 == 10 { ", " } else { " " }));
    }
    text
}

#[test]
fn no_input_makes_it_hang() {
    let repeated = |times: usize| prepared(&"lặp ".repeat(times));
    let mut work = Work::default();
    assert_eq!(aligned(&repeated(5000), &repeated(4900), &mut work).1.pairs.len(), 1);
    assert!(work.seeds + work.links + work.cells < 200_000, "{work:?}");
    for kinds in [2, 4, 10, 30, 100, 5000] {
        let (a, b) = (prepared(&noise(50_000, kinds, 1)), prepared(&noise(50_000, kinds, 2)));
        let mut work = Work::default();
        aligned(&a, &b, &mut work);
        assert!(work.seeds < 2_000_000 && work.links < 12_000_000, "{kinds}: {work:?}");
        assert!(work.cells < 12_000_000 && work.covers < 20_000_000, "{kinds}: {work:?}");
    }
    let story = noise(700, 90, 3);
    let mut work = Work::default();
    aligned(&prepared(&story.repeat(70)), &prepared(&story.repeat(61)), &mut work);
    assert!(work.seeds < 5_000_000 && work.links < 12_000_000 && work.cells < 12_000_000, "{work:?}");
}

#[test]
fn tokens_of_the_text_are_the_tokens_compared() {
    let text = "Ba thuyền ra khơi, hai thuyền về bến.";
    let spans: Vec<_> = tokens(text).iter().map(|token| (token.start, token.end)).collect();
    assert_eq!(prepared(text).spans, spans);
}
