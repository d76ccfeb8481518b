//! Where a text is from: planted copies against a scan of all articles, odd texts and corpora, limits.

use super::families::Dice;
use super::{Corpus, article, corpus};
use crate::article::{Article, Role};
use crate::bundle::Section;
use crate::engine::Poll;
use crate::protocol::*;
use std::collections::{BTreeMap, HashMap};

/// Words in a row of which none that an article shares may be passed over.
const SURE: usize = 8;

fn trace(corpus: &mut Corpus, text: &str) -> TraceAnswer {
    corpus.ask(TraceRequest { text: text.to_owned(), effort: 0, limit: 1000 })
}

/// Articles of chance words, and a text that took runs of 8 to 40 words from some of them.
fn planted() -> (Vec<Vec<String>>, Vec<String>) {
    let mut dice = Dice(0x51ed_270b);
    let articles: Vec<Vec<String>> = (0..500).map(|_| dice.words(300)).collect();
    let mut text = Vec::new();
    while text.len() < 5_000 {
        let (own, from) = (20 + dice.below(160), &articles[dice.below(articles.len())]);
        text.extend(dice.words(own));
        let length = SURE + dice.below(33);
        let start = dice.below(from.len() - length);
        text.extend_from_slice(&from[start..start + length]);
    }
    (articles, text)
}

fn packed(articles: &[Vec<String>]) -> Vec<Article> {
    let made = |(number, words): (usize, &Vec<String>)| {
        article(&format!("{number:04}"), Some("2021-05-06"), &[(Role::Body, false, &words.join(" "))])
    };
    articles.iter().enumerate().map(made).collect()
}

/// For each article the places of the text whose word stands in eight words in a row that the article has, by a pass over all
/// of them.
fn scan(articles: &[Vec<String>], text: &[String]) -> BTreeMap<usize, Vec<usize>> {
    let mut rows: HashMap<&[String], Vec<usize>> = HashMap::new();
    text.windows(SURE).enumerate().for_each(|(at, row)| rows.entry(row).or_default().push(at));
    let mut shared = BTreeMap::new();
    for (number, words) in articles.iter().enumerate() {
        let starts = words.windows(SURE).filter_map(|row| rows.get(row)).flatten();
        let mut places: Vec<usize> = starts.flat_map(|&start| start..start + SURE).collect();
        places.sort_unstable();
        places.dedup();
        if !places.is_empty() {
            shared.insert(number, places);
        }
    }
    shared
}

/// How many words of a text that stand in rows of eight of an article were found in it, and how many there are.
fn recall(articles: &[Vec<String>], text: &[String], answer: &TraceAnswer) -> (usize, usize) {
    let starts: Vec<u32> =
        text.iter().scan(0, |at, word| Some(std::mem::replace(at, *at + word.len() as u32 + 1))).collect();
    let (mut all, mut found) = (0, 0);
    for (number, places) in scan(articles, text) {
        let id = format!("{number:04}");
        let traced = answer.articles.iter().find(|one| one.card.id == id);
        let passages = traced.map_or(&[][..], |one| &one.passages);
        let covers = |at: usize| passages.iter().any(|passage| (passage.text.0..passage.text.1).contains(&starts[at]));
        all += places.len();
        found += places.iter().filter(|&&at| covers(at)).count();
    }
    (found, all)
}

#[test]
fn what_a_scan_finds_is_found() {
    let (articles, text) = planted();
    let sharing = scan(&articles, &text).len();
    let mut corpus = corpus(packed(&articles));
    let answer = trace(&mut corpus, &text.join(" "));
    let (found, all) = recall(&articles, &text, &answer);
    println!("{sharing} articles share {all} words in rows of eight, {found} of them found");
    assert!(sharing >= 40 && found * 100 >= all * 99, "{found} of {all} in {sharing} articles");
    assert_eq!((answer.compared.0, answer.tokens as usize), (answer.compared.1, text.len()));
    let most = answer.articles.iter().map(|one| one.text_tokens).max().unwrap_or(0);
    assert!(answer.articles[0].text_tokens == most && answer.found_tokens >= most);
}

/// Asks and counts the bytes of chunks of a section.
fn bytes_of(corpus: &mut Corpus, request: &Request, section: Section) -> usize {
    let mut bytes = 0;
    while let Poll::Missing(wanted) = corpus.engine.poll(request).unwrap() {
        for chunk in wanted {
            let payload = corpus.chunks[&chunk.name].clone();
            bytes += if Section::of(chunk.id).is_some_and(|of| of.0 == section) { payload.len() } else { 0 };
            corpus.engine.supply(chunk.id, payload).unwrap();
        }
    }
    bytes
}

/// Most of the text is three whole articles, parts of which stand in others too.
#[test]
fn a_text_from_the_corpus_is_found_with_all_that_share_it_and_costs_few_positions() {
    let mut dice = Dice(0x0bad_5eed);
    let mut articles: Vec<Vec<String>> = (0..600).map(|_| dice.words(300)).collect();
    let mut copy = |from: usize, to: usize, length: usize| {
        let start = dice.below(articles[from].len() - length);
        let run = articles[from][start..start + length].to_vec();
        let at = dice.below(articles[to].len());
        articles[to].splice(at..at, run);
    };
    for number in 0..30 {
        copy(number % 3, 10 + number, 9 + number);
    }
    let own = dice.words(40);
    let text = [&articles[0][..], &articles[1], &own, &articles[2], &articles[300][40..52]].concat();
    let request = |effort| TraceRequest { text: text.join(" "), effort, limit: 1000 };
    let mut bytes = Vec::new();
    for effort in [0, 1] {
        let mut corpus = corpus(packed(&articles));
        bytes.push(bytes_of(&mut corpus, &request(effort).into(), Section::Positions));
        let answer = corpus.ask(request(effort));
        let (found, all) = recall(&articles, &text, &answer);
        assert!(found * 100 >= all * 99, "{found} of {all}, effort {effort}");
        // What an article explains is not looked up at first, and that is told.
        assert_eq!((answer.is_cut(), answer.compared.0), (effort == 0, answer.compared.1), "{:?}", answer.looked_up);
        // What the packer made no family of is not looked up at first.
        assert!(answer.total as usize + 1 >= scan(&articles, &text).len(), "{} articles", answer.total);
    }
    assert!(bytes[0] * 3 < bytes[1], "{bytes:?} bytes of positions");
}

/// What stands at the end of very many articles is set apart, and tells who has it all the same.
#[test]
fn a_sentence_that_many_articles_end_with_is_found_in_all_of_them() {
    let mut dice = Dice(0x00f0_07e2);
    let ending = "Bạn đọc gửi bài về hộp thư của ban biên tập hằng tuần";
    let mut words: Vec<Vec<String>> = (0..200).map(|_| dice.words(80)).collect();
    words.iter_mut().step_by(2).for_each(|words| words.push(ending.to_owned()));
    let mut corpus = corpus(packed(&words));
    let apart = corpus.ask(FamiliesRequest { apart: true, limit: 9, ..FamiliesRequest::default() });
    assert!(apart.rows.iter().any(|row| row.articles == 100 && row.words >= SURE as u32), "{:?}", apart.rows);
    let answer = trace(&mut corpus, &words[0].join(" "));
    assert_eq!(answer.looked_up.0, 0, "families tell it, and no row");
    let has = |number: usize| answer.articles.iter().any(|one| one.card.id == format!("{number:04}"));
    assert!((0..200).step_by(2).all(has), "{} articles", answer.total);
}

#[test]
fn passages_say_the_same_on_both_sides_and_what_is_nowhere_is_told() {
    let one = "Sáng nay đoàn thuyền chở gạo nếp rời bến sông từ lúc trời còn tối. Ai cũng mừng.";
    let other = "Chiều qua cả xóm kéo nhau ra đồng gặt lúa chạy bão. Mưa rồi.";
    let mut corpus = corpus(
        [("a", "2021-02-01", one), ("b", "2020-02-01", other), ("c", "2019-01-01", "Chợ vắng người bán.")]
            .map(|(id, date, text)| article(id, Some(date), &[(Role::Body, false, text)]))
            .to_vec(),
    );
    let text = "Bà kể đoàn thuyền chở gạo nếp rời bến sông từ lúc trời còn tối. Không ai tiễn đưa họ bao giờ. \
        Rồi cả xóm kéo nhau ra đồng gặt lúa chạy bão.";
    let answer = trace(&mut corpus, text);
    let told: Vec<(&str, Vec<(&str, &str)>)> = answer
        .articles
        .iter()
        .map(|traced| {
            let stored = if traced.card.id == "a" { one } else { other };
            let said = |passage: &TracedPassage| {
                let cut = |text: &'static str, (start, end): (u32, u32)| &text[start as usize..end as usize];
                (cut(text, passage.text), cut(stored, passage.article))
            };
            (traced.card.id.as_str(), traced.passages.iter().map(said).collect())
        })
        .collect();
    let boats = "đoàn thuyền chở gạo nếp rời bến sông từ lúc trời còn tối";
    let storm = "cả xóm kéo nhau ra đồng gặt lúa chạy bão";
    assert_eq!(told, [("a", vec![(boats, boats)]), ("b", vec![(storm, storm)])]);
    assert_eq!(answer.found_tokens, answer.articles.iter().map(|one| one.text_tokens).sum::<u32>());
    let nowhere: Vec<&str> = answer.nowhere.iter().map(|one| &text[one.start as usize..one.end as usize]).collect();
    assert_eq!(nowhere, ["Không ai tiễn đưa họ bao giờ."]);
}

#[test]
fn marks_left_out_and_words_put_in_keep_an_article_from_no_list() {
    let stored = "Hội đồng thôn bàn việc sửa con đê cũ trước mùa lũ năm nay. Ai có thuyền thì góp thuyền, ai có sức thì góp \
        sức. Trẻ con được nghỉ học ba hôm để trông nhà. Đê vỡ hai lần trong đời cụ Mão.";
    let mut corpus = corpus(vec![article("a", None, &[(Role::Body, false, stored)])]);
    let text = "Cả hội đồng thôn bàn việc sửa con kênh trước mùa lũ năm nay. Nhà có thuyền thì góp thuyền, người có sức \
        thì góp sức. Lũ trẻ được nghỉ học ba hôm để giữ nhà.";
    let answer = trace(&mut corpus, text);
    assert_eq!((answer.total, answer.nowhere.len()), (1, 0), "{answer:?}");
    let answer = trace(&mut corpus, "hoi dong thon ban viec sua con de cu truoc mua lu nam nay");
    assert_eq!((answer.total, answer.found_tokens), (1, 14), "{answer:?}");
}

#[test]
fn odd_texts_and_corpora_have_an_answer() {
    let mut one =
        corpus(vec![article("a", None, &[(Role::Body, false, "Đò ngang chở khách qua sông mỗi sáng sớm tinh mơ.")])]);
    for text in ["", " \n\n ", "…—!!! 🙂🙂 ***", "đò ngang", "x"] {
        let answer = trace(&mut one, text);
        assert_eq!((answer.total, answer.found_tokens, answer.is_cut()), (0, 0, false), "{text:?}");
    }
    assert_eq!(trace(&mut one, "Đò ngang chở khách qua sông mỗi sáng sớm tinh mơ.").total, 1);
    let many: Vec<Article> = (0..300)
        .map(|number| {
            article(&number.to_string(), None, &[(Role::Body, false, "nước lũ lên nhanh trong đêm tối mịt mùng")])
        })
        .collect();
    let answer = trace(&mut corpus(many), "nước lũ lên nhanh trong đêm tối mịt mùng");
    // As many as are compared are listed, and that there are more is told.
    assert_eq!((answer.total, answer.compared, answer.is_cut()), (256, (256, 300), true));
}

#[test]
fn a_text_of_five_megabytes_is_read_in_part_and_that_is_told() {
    let (articles, text) = planted();
    let mut corpus = corpus(packed(&articles));
    let text = text.join(" ");
    let long = [&text, "\n\n"].concat().repeat(5 * 1024 * 1024 / text.len() + 1);
    let answer = trace(&mut corpus, &long);
    assert!(answer.is_cut() && answer.total > 20, "{:?}", (answer.total, answer.compared));
    assert!(answer.unread_bytes as usize > long.len() - 161 * 1024, "{}", answer.unread_bytes);
    let repeated = trace(&mut corpus, &"w1 ".repeat(2_000_000));
    assert!(repeated.is_cut() && repeated.looked_up.1 < 10, "{:?}", repeated.looked_up);
}
