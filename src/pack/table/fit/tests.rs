//! Rows and the articles they find: by id, by text, by title, and not at all.

use super::told::Told;
use super::{Fits, Listed};
use crate::article::Article;
use crate::pack::content::ContentDigest;
use crate::pack::table::fingerprint::Fingerprint;
use crate::pack::table::read::read_table;

/// An article as found: id, title, text.
type Found<'a> = (&'a str, &'a str, &'a str);

fn head(&(id, title, _): &Found<'_>) -> Article {
    Article { id: id.into(), title: title.into(), source: Some("Báo".into()), ..Article::default() }
}

fn digest((_, title, text): &Found<'_>) -> ContentDigest {
    ContentDigest::of(&[title, text])
}

/// The fingerprint of an article as a cell.
fn print(found: &Found<'_>) -> String {
    Fingerprint::of(&head(found), digest(found)).letters()
}

/// Reads rows `id,title,source,hide,fingerprint`; says for each article `id: row's line`, `-` before the id of one that is
/// hidden; then what is told.
fn check(rows: &[String], articles: &[Found<'_>], shared: &[&str], expected: &str) -> Told {
    let table = read_table(&format!("id,title,source,hide,fingerprint\n{}\n", rows.join("\n"))).unwrap();
    let listed: Vec<_> = articles
        .iter()
        .map(|found| Listed { id: found.0, text: digest(found), shared: shared.contains(&found.0) })
        .collect();
    let mut fits = Fits::new(&table.rows, &listed);
    if fits.wants_titles() {
        articles.iter().enumerate().for_each(|(at, found)| fits.see(at, &head(found)));
    }
    fits.settle();
    let shown = articles.iter().enumerate().map(|(at, (id, ..))| {
        let row = fits.row_of(at).map_or(String::new(), |row| table.rows[row].line.to_string());
        format!("{}{id}:{row}", if fits.hides(at) { "-" } else { "" })
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{rows:?}");
    fits.told()
}

fn row(id: &str, hide: &str, written_for: Option<&Found<'_>>) -> String {
    let title = written_for.map_or("", |found| found.1);
    let source = written_for.map_or("", |_| "Báo");
    format!("{id},{title},{source},{hide},{}", written_for.map(print).unwrap_or_default())
}

#[track_caller]
fn says(problems: &[super::super::Problem], expected: &[(u64, &str)]) {
    assert_eq!(problems.len(), expected.len(), "{problems:?}");
    for (problem, (line, part)) in problems.iter().zip(expected) {
        assert_eq!(problem.line, *line, "{problem:?}");
        assert!(problem.message.contains(part), "expected {part:?} in {problem:?}");
        assert!(!problem.hint.is_empty());
    }
}

const A: Found<'static> = ("a", "Chợ phiên", "Chợ mở sớm.");
const B: Found<'static> = ("b", "Hội sách", "Thư viện đông người.");
const C: Found<'static> = ("c", "Cầu mới", "Cầu thông xe.");

#[test]
fn rows_that_fit_say_nothing() {
    let rows = [row("a", "", Some(&A)), row("b", "yes", Some(&B)), row("c", "yes", None)];
    assert_eq!(check(&rows, &[A, B, C], &[], "a:2 -b:3 -c:4"), Told::default());
    assert_eq!(check(&[], &[A, B], &[], "a: b:"), Told::default());
}

#[test]
fn a_title_that_is_another_articles_hides_nothing_in_silence() {
    let of_title = |id: &str, title: &str, written_for: &str| format!("{id},{title},,yes,{written_for}");
    // Written by hand: the id of one, the title of another.
    let told = check(&[of_title("a", "Hội sách", "")], &[A, B, C], &[], "-a:2 b: c:");
    says(&told.unhidden, &[(2, "hide=yes for a (“Hội sách”): its title is that of b, not of a (“Chợ phiên”)")]);
    // The id and the title of one, the text of another.
    let told = check(&[of_title("b", "Hội sách", &print(&A))], &[A, B, C], &[], "-a:2 b: c:");
    says(&told.unhidden, &[(2, "its title is that of b, not of a (“Chợ phiên”)")]);
    // Its own title, one that two share, or a new one.
    let same: Found<'static> = ("d", "Chợ phiên", "Chợ đóng muộn.");
    for title in ["Chợ phiên", "Chợ đêm"] {
        let told = check(&[of_title("a", title, "")], &[A, B, same], &[], "-a:2 b: d:");
        assert_eq!(told, Told::default(), "{title}");
    }
}

#[test]
fn a_row_follows_its_text() {
    // Numbered anew: every id is another article's now.
    let numbered = |articles: &[Found<'static>]| -> Vec<Found<'static>> {
        let ids = ["1", "2", "3", "4"];
        articles.iter().zip(ids).map(|((_, title, text), id)| (id, *title, *text)).collect()
    };
    let before = numbered(&[A, B]);
    let rows = [row("1", "yes", Some(&before[0])), row("2", "", Some(&before[1]))];
    let told = check(&rows[..1], &numbered(&[C, A, B]), &[], "1: -2:2 3:");
    says(&told.notes, &[(2, "1 (“Chợ phiên”) is 2 now, by its text")]);
    assert!(told.unhidden.is_empty());
    let told = check(&rows, &numbered(&[C, A, B]), &[], "1: -2:2 3:3");
    says(&told.notes, &[(2, "is 2 now"), (3, "2 (“Hội sách”) is 3 now")]);
    // The same id twice, each time for another article.
    let rows = [row("1", "", Some(&before[0])), row("1", "yes", Some(&("1", B.1, B.2)))];
    check(&rows, &numbered(&[A, B]), &[], "1:2 -2:3");
    // A row of its own does not lose the wish of another.
    let rows = [row("1", "", Some(&before[0])), row("9", "yes", Some(&before[0]))];
    check(&rows, &numbered(&[A]), &[], "-1:2");
}

#[test]
fn what_hides_nothing_for_sure_is_named() {
    let edited = ("a", A.1, "Chợ mở muộn.");
    let told = check(&[row("a", "yes", Some(&A))], &[edited, B], &[], "-a:2 b:");
    says(&told.unhidden, &[(2, "hide=yes for a (“Chợ phiên”): the article has another text now (“Chợ phiên”)")]);
    assert!(told.unhidden[0].hint.contains("empty the cell fingerprint"), "{told:?}");
    // The text was edited and the id with it: the title is what is left.
    let told = check(&[row("x#0a", "yes", Some(&A))], &[("x#0b", A.1, "Khác."), B], &[], "x#0b: b:");
    says(&told.unhidden, &[(2, "no article has this id or this text (same title: x#0b)")]);
    let told = check(&[row("gone", "yes", Some(&A))], &[B, C], &[], "b: c:");
    says(&told.unhidden, &[(2, "no article has this id or this text, nor this title")]);
    assert!(told.unhidden[0].hint.contains("gone for good"));
    let told = check(&[row("Sub\\B.TXT", "yes", None)], &[("sub/b.txt", "T", "x")], &[], "sub/b.txt:");
    says(&told.unhidden, &[(2, "no article has this id (same name: sub/b.txt)")]);
    // Two articles of the text: neither is taken for the other.
    let twins = [("p", A.1, A.2), ("q", A.1, A.2)];
    let told = check(&[row("a", "yes", Some(&A))], &twins, &[], "p: q:");
    says(&told.unhidden, &[(2, "no article has this id; its text is that of p, q")]);
    let told = check(&["a,,,yes,chữ".to_owned()], &[A], &[], "-a:2");
    says(&told.unhidden, &[(2, "its fingerprint cannot be read")]);
    let told = check(&[row("a", "yes", None)], &[A, ("x/a", B.1, B.2)], &["a"], "-a:2 x/a:");
    says(&told.unhidden, &[(2, "several articles would have this id; now it is the one of (“Chợ phiên”)")]);
    assert!(check(&[row("a", "yes", Some(&A))], &[A], &["a"], "-a:2").unhidden.is_empty());
}

#[test]
fn corrections_that_fit_no_longer_are_named_and_mere_repeats_are_not() {
    let edited = ("a", "Chợ đêm", "Chợ mở muộn.");
    let told = check(&[row("a", "", Some(&A))], &[edited], &[], "a:2");
    assert_eq!(told, Told::default(), "the row only repeats what was found");
    let corrected = row("a", "", Some(&A)).replacen("Báo", "Báo khác", 1);
    let told = check(std::slice::from_ref(&corrected), &[edited], &[], "a:2");
    says(&told.problems, &[(2, "a has another text than the row was written for")]);
    let told = check(&[row("a", "", Some(&A)), corrected.replacen('a', "z", 1)], &[A], &[], "a:2");
    says(&told.problems, &[(3, "no article has the id z (same title: a): the row is kept")]);
    let told = check(&[row("z", "", Some(&A)), row("y", "", None)], &[B], &[], "b:");
    says(&told.problems, &[(3, "no article has the id y: the row is kept but changes nothing")]);
    assert_eq!(told.spent, 1);
    assert!(check(&[row("a", "", None)], &[A], &["a"], "a:2").problems.is_empty());
    let told = check(&["a,Khác,,,".to_owned()], &[A], &["a"], "a:2");
    says(&told.problems, &[(2, "a (“Khác”) may be several articles")]);
}

#[test]
fn a_hidden_text_that_is_published_elsewhere_is_named() {
    let told = check(&[row("a", "yes", Some(&A))], &[A, ("again", A.1, A.2), B], &[], "-a:2 again: b:");
    says(&told.problems, &[(2, "a is hidden, but its text is published as again")]);
    let rows = [row("a", "yes", Some(&A)), row("again", "x", None)];
    assert_eq!(check(&rows, &[A, ("again", A.1, A.2)], &[], "-a:2 -again:3"), Told::default());
}

#[test]
fn rows_that_named_a_line_find_their_title() {
    let articles = [("x.csv#0a", A.1, A.2), ("x.csv#0b", B.1, B.2), ("y.csv#0c", B.1, "Khác."), ("5~0d", C.1, C.2)];
    let old = |id: &str, title: &str| format!("{id},{title},,yes,");
    let told = check(&[old("x.csv#3", B.1)], &articles, &[], "x.csv#0a: -x.csv#0b:2 y.csv#0c: 5~0d:");
    says(&told.notes, &[(2, "x.csv#3 (“Hội sách”) is x.csv#0b now, by its title")]);
    check(&[old("5~2", C.1)], &articles, &[], "x.csv#0a: x.csv#0b: y.csv#0c: -5~0d:2");
    check(&[old("5", C.1)], &articles, &[], "x.csv#0a: x.csv#0b: y.csv#0c: -5~0d:2");
    let none = "x.csv#0a: x.csv#0b: y.csv#0c: 5~0d:";
    for (id, title) in [("z.csv#3", B.1), ("x.csv#3", "Không có"), ("x.csv#3", ""), ("x.csv#ab", B.1)] {
        assert_eq!(check(&[old(id, title)], &articles, &[], none).unhidden.len(), 1, "{id} {title}");
    }
    // Two of one title in one file: neither is taken.
    let twice = [("x.csv#0a", A.1, A.2), ("x.csv#0b", A.1, B.2)];
    let told = check(&[old("x.csv#2", A.1)], &twice, &[], "x.csv#0a: x.csv#0b:");
    says(&told.unhidden, &[(2, "no article has this id (same title: x.csv#0a, x.csv#0b)")]);
}
