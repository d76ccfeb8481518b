//! Words over sentences cut by hand for this project, and over any text.

use super::*;
use proptest::prelude::*;

/// A text with its words joined by `_` and parted by spaces.
fn joined(words: &Words, text: &str) -> String {
    let cut: Vec<String> = words
        .cut(text)
        .iter()
        .map(|word| text[word.start..word.end].split_whitespace().collect::<Vec<_>>().join("_"))
        .collect();
    cut.join(" ")
}

/// Written and cut by hand: words of two and more syllables joined.
const CUT: &[&str] = &[
    "Người dân trong làng góp gỗ dựng lại cây cầu qua con suối .",
    "Bà Lê_Thị_Thử là giáo_viên của trường tiểu_học đầu làng .",
    "Thợ_mộc góp công , nhà_trường góp gỗ , gia_đình ven suối góp tiền .",
    "Sau mùa lũ , chính_quyền xã quyết_định xây_dựng cây cầu mới ở Hà_Nội .",
    "Học_sinh đi học không còn phải vòng xa vào mùa mưa .",
    "Ông Trần_Văn_Mẫu cho biết kinh_phí xây_dựng là 3,5 tỷ đồng .",
];

fn plain(cut: &str) -> String {
    cut.replace('_', " ")
}

/// Spans of words without their spaces, so that two ways of cutting can be compared.
fn spans(cut: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    cut.split(' ')
        .map(|word| {
            let length = word.chars().filter(|&c| c != '_').count();
            at += length;
            (at - length, at)
        })
        .collect()
}

fn f1(words: &Words) -> f64 {
    let (mut right, mut all) = (0, 0);
    for cut in CUT {
        let (found, expected) = (spans(&joined(words, &plain(cut))), spans(cut));
        right += 2 * found.iter().filter(|span| expected.contains(span)).count();
        all += found.len() + expected.len();
    }
    f64::from(right as u32) / f64::from(all as u32)
}

#[test]
fn a_lexicon_is_matched_longest_first() {
    let lexicon = Lexicon::read(
        "giáo viên\ntiểu học\thead\nthợ_mộc\nnhà trường\ngia đình\nchính quyền\nquyết định\nxây dựng\nhọc sinh\nkinh phí\nhà nội\nxã hội\nxã hội học\n",
    );
    assert_eq!(lexicon.len(), 13);
    let words = Words::Lexicon(lexicon);
    for cut in CUT {
        assert_eq!(joined(&words, &plain(cut)), *cut);
    }
    assert_eq!(joined(&words, "môn xã hội học và xã hội"), "môn xã_hội_học và xã_hội");
    assert_eq!(joined(&words, "TP. Hà Nội, UBND tỉnh, 12/1, Covid-19…"), "TP. Hà_Nội , UBND tỉnh , 12/1 , Covid-19 …");
    assert_eq!(joined(&words, "Chiều qua, Pa Cheo Phìn đông vui"), "Chiều qua , Pa_Cheo_Phìn đông vui");
}

#[test]
fn wrong_lines_of_a_lexicon_are_told() {
    let (lexicon, wrong) =
        Lexicon::checked("\u{feff}giáo viên\n\nnhà\n12 tháng\nthư_viện\tN\na, b\na b c d e f g h i j\n");
    assert_eq!((lexicon.len(), wrong), (2, vec![4, 6, 7]));
}

#[test]
fn words_are_learned_from_a_corpus() {
    let mut counts = Counts::default();
    counts.add("Nhà trường và gia đình. Người dân xây dựng trường học. Giáo viên dạy học sinh. Thợ mộc của làng. \
        Trường tiểu học có giáo viên và học sinh. Chính quyền xây dựng kế hoạch. Gia đình thợ mộc. Nhà trường quyết định. \
        Kinh phí của chính quyền, kinh phí xây dựng. Quyết định của giáo viên tiểu học ở Hà Nội. Làng có trường, có nhà, có xã. \
        Học để biết. Người làng đi chợ. Cầu mới qua suối. Suối đầu làng. Góp công và góp gỗ. Mùa mưa, mùa lũ.");
    let words = Words::Learned(Learned::of(counts));
    let found = f1(&words);
    println!("word F1 on sentences cut by hand: {found:.3}");
    assert!(found > 0.9, "{found}");
}

#[test]
fn without_a_corpus_syllables_stay_apart() {
    let words = Words::Learned(Learned::default());
    assert_eq!(joined(&words, "người dân góp gỗ"), "người dân góp gỗ");
}

fn promises_hold(text: &str) {
    let mut counts = Counts::default();
    counts.add(text);
    counts.add(text);
    for words in [Words::Learned(Learned::of(counts)), Words::Lexicon(Lexicon::read(text))] {
        let mut at = 0;
        for word in words.cut(text) {
            assert!(word.start >= at && word.start < word.end && word.pieces > 0);
            assert!(text[at..word.start].chars().all(char::is_whitespace));
            at = word.end;
        }
        assert!(text[at..].chars().all(char::is_whitespace));
    }
}

proptest! {
    #[test]
    fn any_text_is_cut_whole(text in any::<String>()) {
        promises_hold(&text);
    }

    #[test]
    fn any_sentence_is_cut_whole(parts in prop::collection::vec(prop::sample::select(vec![
        "Hà", "Nội", "công", "an", "TP", ".", "...", "12", "-", "/", ",", "\n", "_", "A80", "Covid-19", "Ông", "日本", "u\u{301}",
    ]), 0..40), glue in prop::sample::select(vec!["", " "])) {
        promises_hold(&parts.join(glue));
    }
}
