//! The parser, query by query.

use super::*;
use crate::article::Facet;
use crate::query::syntax::Form;
use proptest::prelude::*;

fn show(node: &Node) -> String {
    let words = |words: &[Word]| {
        let shown = |word: &Word| match word.form {
            Form::Plain => word.surface.clone(),
            _ => format!("<{}>", word.surface),
        };
        words.iter().map(shown).collect::<Vec<_>>().join(" ")
    };
    let all = |parts: &[Node], with: &str| parts.iter().map(show).collect::<Vec<_>>().join(with);
    match node {
        Node::Words(run) => words(run),
        Node::Phrase(run) => format!("\"{}\"", words(run)),
        Node::And(parts) => format!("({})", all(parts, " & ")),
        Node::Or(parts) => format!("({})", all(parts, " | ")),
        Node::Not(inner) => format!("-{}", show(inner)),
        Node::Near(left, right, Apart { words, in_order }) => {
            format!("[{} {}{words} {}]", show(left), if *in_order { '>' } else { '~' }, show(right))
        }
        Node::Title(inner) => format!("title:{}", show(inner)),
        Node::Value(Facet::Source, name) => format!("source:{name}"),
        Node::Value(_, name) => format!("category:{name}"),
        Node::Dates(from, to) => format!("date:{from}..{to}"),
    }
}

fn check(query: &str, tree: &str, problems: usize) {
    let read = parse(query);
    assert_eq!(read.node.as_ref().map(show).unwrap_or_default(), tree, "{query}");
    assert_eq!(read.problems.len(), problems, "{query}: {:?}", read.problems);
}

#[test]
fn queries_read_as_written() {
    check("", "", 0);
    check("an ninh mạng", "an ninh mạng", 0);
    check("\"an ninh, trật tự\"", "\"an ninh trật tự\"", 0);
    check("“an ninh” mạng", "(\"an ninh\" & mạng)", 0);
    check("bảo vệ OR giữ gìn", "(bảo vệ | giữ gìn)", 0);
    check("an ninh -mạng", "(an ninh & -mạng)", 0);
    check("+an +ninh", "((an) & (ninh))", 0);
    check("(a OR b) c", "(((a | b)) & c)", 0);
    check("bảo* vệ", "<bảo*> vệ", 0);
    check("title:an ninh", "(title:an & ninh)", 0);
    check("title:(an ninh)", "title:(an ninh)", 0);
    check("source:\"Báo A\" date:2020..2021-03", "(source:Báo A & date:2020..2021-03)", 0);
    check("category:\"Thế giới\" -source:a", "(category:Thế giới & -source:a)", 0);
    check("date:2021.. mạng", "(date:2021..9999 & mạng)", 0);
    check("trong - ngoài", "trong ngoài", 0);
    check("TP.HCM: tin", "TP HCM tin", 0);
}

#[test]
fn glosses_are_words_of_a_query() {
    check("lemma:Go home", "lemma:Go home", 0);
    check("\"the lemma:go, pos:ADP\"", "\"the lemma:go pos:ADP\"", 0);
    check("lemma:go, home", "lemma:go home", 0);
    check("lemma:,", "", 1);
    check("lemma:go* -pos:?P", "(<lemma:go*> & -<pos:?P>)", 0);
    check("lemma:\"an  ninh\" mạng", "lemma:an_ninh mạng", 0);
    check("title:lemma:go NEAR/2 pos:N", "(title:lemma:go & pos:N)", 1);
    check("an NEAR/2 pos:N", "[an ~2 pos:N]", 0);
    check("pos:", "", 1);
    check("lemma: -an", "-an", 2);
    let Some(Node::Words(run)) = parse("lemma:Đi_chợ pos:NOUN a").node else { panic!() };
    let keys: Vec<&str> = run.iter().map(|word| word.exact.as_str()).collect();
    assert_eq!(keys, ["<đi chợ", "=noun", "a"]);
}

#[test]
fn mistakes_are_named_and_read_as_well_as_can_be() {
    check("\"an ninh", "\"an ninh\"", 1);
    check("(an ninh", "(an ninh)", 1);
    check("an) ninh", "an ninh", 1);
    check("OR an", "an", 1);
    check("an OR", "an", 1);
    check("an -", "an", 0);
    check("an NOT", "an", 1);
    check("-an", "-an", 1);
    check("date:hôm qua", "hôm qua", 1);
    check("source:", "", 1);
    check("… , .", "", 1);
    check(&"a ".repeat(5000), &["a"; 1000].join(" "), 1);
    check(&"(".repeat(100), "", 100 - DEPTH_LIMIT + DEPTH_LIMIT);
}

#[test]
fn patterns_stand_where_words_do() {
    check("*ninh", "<*ninh>", 0);
    check("*inh*", "<*inh*>", 0);
    check("b*o", "<b*o>", 0);
    check("tr?t tự", "<tr?t> tự", 0);
    check("?inh", "<?inh>", 0);
    check("\"an nin* /tr.t/ tự~1\"", "\"an <nin*> </tr.t/> <tự~1>\"", 0);
    check("/(an|ninh)+/ mạng", "</(an|ninh)+/> mạng", 0);
    check("-/a\\/b/", "-</a\\/b/>", 1);
    check("title:/đ.*/", "title:</đ.*/>", 0);
    check("bao~2, đam~", "<bao~2> <đam~>", 0);
    check("bao~5", "<bao~2>", 1);
    check("bao*~1", "<bao*~1>", 1);
    check("học-cô*", "học <cô*>", 0);
    check("bảo*, vệ", "<bảo*> vệ", 0);
}

#[test]
fn near_joins_runs_phrases_and_groups() {
    check("an NEAR/5 mạng", "[an ~5 mạng]", 0);
    check("an ninh NEAR mạng xã hội", "[an ninh ~10 mạng xã hội]", 0);
    check("\"an ninh\" NEAR/3 (a OR b) c", "([\"an ninh\" ~3 ((a | b))] & c)", 0);
    check("a NEAR/2 b NEAR/3 c", "[[a ~2 b] ~3 c]", 0);
    check("(a +b) NEAR/2 c", "[((a & (b))) ~2 c]", 0);
    check("a NEAR/99 b", "[a ~16 b]", 1);
    check("a NEAR/0 b", "[a ~1 b]", 0);
    check("an PRE/5 mạng", "[an >5 mạng]", 0);
    check("a PRE/2 b NEAR/3 c", "[[a >2 b] ~3 c]", 0);
    check("a PRE/99 b", "[a >16 b]", 1);
    check("PRE/5 b", "b", 1);
    check("a PRE b", "a PRE b", 0);
    check("a NEAR", "a", 1);
    check("NEAR/5 b", "b", 1);
    check("a NEAR/5 -b", "(a & -b)", 1);
    check("a NEAR/5 source:x", "(a & source:x)", 1);
}

#[test]
fn dates_are_read_as_they_are_written() {
    check("date:2020..2021", "date:2020..2021", 0);
    check("date:..2021-03", "date:0001..2021-03", 0);
    check("date:24/01/2021", "date:2021-01-24..2021-01-24", 0);
    check("date:1/2020..2021", "date:2020-01..2021", 0);
    check("date:2021..2020", "date:2020..2021", 0);
    check("date:2021-05..2021", "date:2021-05..2021", 0);
    check("date:2020…2021", "date:2020..2021", 0);
    check("date:..", "", 1);
}

#[test]
fn ordinary_text_stays_plain_words() {
    let plain = |text: &str, words: &str| check(text, words, 0);
    plain("Bao giờ? Ở đâu?!", "Bao giờ Ở đâu");
    plain("thế nào?Tôi", "thế nào Tôi");
    plain("https://a.vn/b?c=d&e=f#g", "https a vn b c d e f g");
    plain("a.vn/tin?id", "a vn tin id");
    plain("ai@b.vn", "ai b vn");
    plain("3/4 và/hoặc km/h", "3 4 và hoặc km h");
    plain("/và/hoặc", "và hoặc");
    plain("10:30 ngày 2-9", "10 30 ngày 2 9");
    plain("5\" x 3\"", "5 x 3");
    plain("a -> b --c", "a b c");
    plain("~50 người, 5~10 ngày", "50 người 5 10 ngày");
    plain("Tin tức | Báo & đài", "Tin tức Báo đài");
    plain("Title: Nguồn: TTXVN", "Title Nguồn TTXVN");
    plain("or not and near", "or not and near");
}

#[test]
fn signs_that_are_not_searched_are_named_once_for_each_part() {
    let check = |query: &str, expected: &[(&str, &str)]| {
        let left_out: Vec<(String, String)> = parse(query)
            .problems
            .into_iter()
            .filter_map(|problem| match problem {
                Problem::SignsLeftOut { part, read } => Some((part, read)),
                _ => None,
            })
            .collect();
        let found: Vec<(&str, &str)> = left_out.iter().map(|(part, read)| (part.as_str(), read.as_str())).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("lập trình C#", &[("C#", "C")]);
    check("C++ C# R&D C++", &[("C++", "C"), ("C#", "C"), ("R&D", "R D")]);
    check("C++ C# F# .NET", &[("C++", "C"), ("C#", "C"), ("F#", "F")]);
    check("\"viết F#\"", &[("F#", "F")]);
    check(".NET", &[(".NET", "NET")]);
    check("@ten", &[("@ten", "ten")]);
    check("#the", &[("#the", "the")]);
    check("R&D", &[("R&D", "R D")]);
    check("giá $5", &[("$5", "5")]);
    for silent in [
        "Bao giờ? Ở đâu?!",
        "“an ninh”, (trật tự)…",
        "5 - 7%, 20 %",
        "...rồi sao",
        "ai@b.vn",
        "a/b",
        "a -> b",
        "+an -ninh",
    ] {
        check(silent, &[]);
    }
}

#[test]
fn a_query_of_signs_alone_says_so() {
    for query in ["???", " !!! ", "\"\"", "()", "\"???\"", "🙂"] {
        let found = parse(query);
        assert_eq!(found.node, None, "{query}");
        assert_eq!(found.problems, [Problem::OnlySigns { part: query.trim().to_owned() }], "{query}");
    }
    // What says something else already, or says nothing, gets no second note.
    for query in ["", "   ", "C#", "-???", "chợ ???"] {
        let said = parse(query).problems.iter().any(|problem| matches!(problem, Problem::OnlySigns { .. }));
        assert!(!said, "{query}");
    }
}

#[test]
fn a_number_and_its_percent_sign_are_one_word() {
    check("tăng 20 % năm", "tăng 20% năm", 0);
    check("20 % %", "20%", 0);
}

#[test]
fn what_is_left_over_is_named() {
    check("5*3", "5 3", 1);
    check("* an", "an", 1);
    check("**an**", "an", 1);
    check("/a{/ b", "a b", 1);
    check("/(a{300}){300}/", "((a 300) & 300)", 1);
    check("2021~1", "2021 1", 0);
    check(&"a* ".repeat(40), &["<a*>"; 32].join(" "), 1);
}

proptest! {
    #[test]
    fn any_text_is_a_query(query in "[-+*\"“”()a-zđ: OR./?~1NEA\\[\\]]{0,60}|.{0,60}") {
        let _ = parse(&query);
    }
}

#[test]
fn operators_are_read_in_vietnamese_too() {
    check("bầu HOẶC cử", "(bầu | cử)", 0);
    check("bầu HOA\u{323}\u{306}C cử", "(bầu | cử)", 0);
    check("tít:an nguồn:\"Báo A\" ngày:2020..2021-03", "(title:an & source:Báo A & date:2020..2021-03)", 0);
    check("ti\u{301}t:an mục:xã", "(title:an & category:xã)", 0);
    // A headline in capitals, a word in small letters, a line that names its source.
    check("BẦU HOẶC CỬ", "BẦU HOẶC CỬ", 0);
    check("bầu hoặc cử", "bầu hoặc cử", 0);
    check("Nguồn: báo", "Nguồn báo", 0);
}
