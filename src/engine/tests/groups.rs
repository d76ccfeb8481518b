//! Two groups over packed articles: what was planted in them is what is told.

use super::{article, corpus};
use crate::article::{Article, Role};
use crate::export::groups::{List, told};
use crate::protocol::*;

fn year(year: &str) -> GroupSpec {
    let filters = Filters { values: vec![(Facet::Year, vec![year.to_owned()])], ..Filters::default() };
    GroupSpec { spec: QuerySpec { filters, ..QuerySpec::default() }, articles: Vec::new() }
}

fn request(a: GroupSpec, b: Option<GroupSpec>) -> GroupsRequest {
    GroupsRequest { a, b, within: Filters::default(), least: 2, limit: 50 }
}

/// Two years of a river port. In the first the lock is "repaired", in the second "rebuilt", in one frame; one formula is
/// kept, one is of the first alone, one of the second, and the second adds to a slogan of both. What no article shares
/// stands between, so that these are passages of their own.
fn port() -> Vec<Article> {
    let slogan = "Keep the channel clear by day and by night";
    let (ferries, tugs) =
        ("Ferries wait behind the yellow buoy until noon.", "Tugs burn less coal than they did before.");
    let told = [
        ("a1", "2019-03-01", "repaired", ".", ferries),
        ("a2", "2019-04-01", "repaired", ", said Hill.", ferries),
        ("a3", "2019-05-01", "repaired", ": no more.", "Cranes sleep."),
        ("b1", "2023-03-01", "rebuilt", " and in fog.", tugs),
        ("b2", "2023-04-01", "rebuilt", " and in fog, always.", tugs),
        ("b3", "2023-05-01", "rebuilt", " and in fog; that is all.", "Rain came."),
    ];
    let apart = |place: usize| {
        let own: Vec<String> = (0..24).map(|n| format!("leaf{}", place * 100 + n)).collect();
        own.join(" ") + "."
    };
    let article_of = |(number, (id, date, lock, end, more)): (usize, &(&str, &str, &str, &str, &str))| {
        let [first, second, third] = [0, 1, 2].map(|n| apart(number * 3 + n));
        let text = format!(
            "The harbour board wants the old lock {lock} before the spring floods. {first} {slogan}{end} {second} {more} \
             {third} Pilots bring the grain barges down to the lower quay at dawn."
        );
        article(id, Some(date), &[(Role::Body, false, &text)])
    };
    told.iter().enumerate().map(article_of).collect()
}

#[test]
fn what_was_planted_is_kept_changed_added_and_dropped() {
    let mut corpus = corpus(port());
    let answer = corpus.ask(request(year("2019"), Some(year("2023"))));
    assert_eq!((answer.words.target.articles, answer.words.reference.articles, answer.words.both), (3, 3, 0));
    let frame = answer.frames.iter().find(|frame| frame.fillings[0].text == "repaired").unwrap();
    let filling = |side: usize| {
        let Filling { text, places, words } = &frame.fillings[side];
        (text.as_str(), *places, words.iter().map(|(word, hits)| (word.as_str(), *hits)).collect::<Vec<_>>())
    };
    assert_eq!(filling(0), ("repaired", 3, vec![("repaired", [3, 0])]));
    assert_eq!(filling(1), ("rebuilt", 3, vec![("rebuilt", [0, 3])]));
    assert_eq!((frame.before.as_str(), frame.after.as_str()), ("old lock", "before the"));
    let gain = answer.gains.iter().find(|gain| gain.put == "and in fog").unwrap();
    assert!(gain.kept.ends_with("channel clear by day and by night") && !gain.before, "{gain:?}");
    assert_eq!((gain.hits, gain.together), ([3, 3], [0, 3]));
    let labels = |families: &[GroupFamily]| families.iter().map(|one| one.label.clone()).collect::<Vec<_>>().join("|");
    assert!(labels(&answer.kept).contains("grain barges down to the lower quay"), "{:?}", answer.kept);
    assert!(labels(&answer.only_a).contains("behind the yellow buoy"), "{:?}", answer.only_a);
    assert!(labels(&answer.only_b).contains("burn less coal"), "{:?}", answer.only_b);
    let ferries = answer.only_a.iter().find(|one| one.label.contains("yellow buoy")).unwrap();
    assert_eq!((ferries.articles, ferries.places, ferries.first[1]), ([2, 0], [2, 0], None));
    // Words that one group has alone, with their hits.
    let words = told(&answer, List::WordsB);
    assert!(
        words.iter().any(|row| row.b == "rebuilt" && row.hits == [0, 3] && row.articles == Some([0, 3])),
        "{words:?}"
    );
    // The rest against the first is the same as the two years.
    let rest = corpus.ask(request(year("2019"), None));
    assert_eq!((rest.frames, rest.gains, rest.totals), (answer.frames, answer.gains, answer.totals));
}

#[test]
fn a_wording_put_otherwise_is_told_with_its_edits() {
    let mut corpus = corpus(port());
    let answer = corpus.ask(request(year("2019"), Some(year("2023"))));
    let (a, b, edits) = answer.reworded.iter().filter_map(|one| one.reworded.clone()).next().unwrap();
    assert!(a.contains("repaired") && b.contains("rebuilt"), "{a} / {b}");
    let cut = |text: &str, (start, end): (u32, u32)| text[start as usize..end as usize].to_owned();
    let replaced = edits.iter().filter(|edit| edit.kind == crate::compare::EditKind::Replaced);
    let replaced: Vec<_> = replaced.map(|edit| (cut(&a, edit.a), cut(&b, edit.b))).collect();
    assert!(replaced.contains(&("repaired".to_owned(), "rebuilt".to_owned())), "{replaced:?}");
}

#[test]
fn groups_may_be_chosen_by_hand_and_count_copies_once() {
    let mut articles = port();
    let copy = articles[0].text.trim().to_owned();
    articles.push(article("a9", Some("2019-03-05"), &[(Role::Body, false, &copy)]));
    let mut corpus = corpus(articles);
    let ids = |ids: &[&str], once: bool| {
        let filters = Filters { once, ..Filters::default() };
        let spec = QuerySpec { filters, ..QuerySpec::default() };
        GroupSpec { spec, articles: ids.iter().map(|&id| id.to_owned()).collect() }
    };
    let sizes = |answer: &GroupsAnswer| (answer.words.target.articles, answer.words.reference.articles);
    let chosen = corpus.ask(request(ids(&["a1", "a9", "a2"], false), Some(ids(&["b1"], false))));
    assert_eq!(sizes(&chosen), (3, 1));
    let once = corpus.ask(request(ids(&["a1", "a9", "a2"], true), Some(ids(&["b1"], true))));
    assert!(once.words.target.articles < 3, "{:?}", sizes(&once));
    // The copy that does not count is none of the others.
    let mut rest = request(ids(&["a1", "a2", "a3", "a9"], true), None);
    rest.within.once = true;
    let rest = corpus.ask(rest);
    assert!(rest.words.reference.articles <= 3, "{:?}", sizes(&rest));
    let refused = corpus.try_ask(request(ids(&["nowhere"], false), None));
    assert!(matches!(refused, Err(Refusal::NoArticle(_))));
}

#[test]
fn odd_groups_are_answered() {
    let mut corpus = corpus(port());
    let same = corpus.ask(request(year("2019"), Some(year("2019"))));
    assert_eq!((same.words.both, same.frames.len(), same.gains.len(), same.reworded.len()), (3, 0, 0, 0));
    assert!(same.more.is_empty() && same.less.is_empty() && same.only_a.is_empty() && same.only_b.is_empty());
    let empty = corpus.ask(request(year("1870"), Some(year("2023"))));
    assert_eq!((empty.words.target.articles, empty.totals[0], empty.only_a.len()), (0, 0, 0));
    let nothing = corpus.ask(request(year("1870"), Some(year("1871"))));
    assert_eq!(nothing.totals, [0; 3]);
}

#[test]
fn no_articles_and_one_article_are_answered() {
    let request = || request(GroupSpec::default(), None);
    assert_eq!(corpus(Vec::new()).ask(request()).totals, [0; 3]);
    let one = corpus(vec![article("a", None, &[(Role::Body, false, "Một bài, một bài, một bài.")])]).ask(request());
    assert_eq!((one.words.target.articles, one.words.reference.articles), (1, 0));
}

/// Two years with so many articles each, of which each says what it is told to.
fn years(texts: impl Fn(usize, usize) -> String, each: usize) -> Vec<Article> {
    let one = |year: usize, place: usize| {
        let date = format!("{}-03-{:02}", [2019, 2023][year], place + 1);
        article(&format!("{year}{place}"), Some(&date), &[(Role::Body, false, &texts(year, place))])
    };
    (0..2).flat_map(|year| (0..each).map(move |place| one(year, place))).collect()
}

fn apart(year: usize, place: usize) -> String {
    (0..12).map(|n| format!("leaf{}", (year * 40 + place) * 100 + n)).collect::<Vec<_>>().join(" ")
}

#[test]
fn names_in_a_frame_are_written_as_the_texts_write_them() {
    let minister = |year: usize, place: usize| {
        let name = ["Anna Bergmann", "Jonas Kirkeby"][year];
        format!("{}. The harbour office said minister {name} has seen the lower quay.", apart(year, place))
    };
    let answer = corpus(years(minister, 4)).ask(request(year("2019"), Some(year("2023"))));
    let fillings = |frame: &Frame| frame.fillings.each_ref().map(|one| one.text.clone()).join("|");
    let frame = answer.frames.iter().find(|frame| fillings(frame).contains("Bergmann")).expect("a frame of the names");
    assert!(fillings(frame).contains("Kirkeby"), "{frame:?}");
    let words = frame.fillings[0].words.iter().map(|(word, _)| word.as_str());
    assert!(words.clone().all(|word| !word.contains("bergmann")), "{:?}", words.collect::<Vec<_>>());
}

#[test]
fn a_single_pair_of_words_is_no_frame() {
    // Twice in one year and twice in the other: four places are chance.
    let wall = |year: usize, place: usize| {
        let colour = ["amber", "violet"][year];
        format!("{}. They painted the long {colour} wall beside the mill.", apart(year, place))
    };
    let few = corpus(years(|year, place| if place < 2 { wall(year, place) } else { apart(year, place) }, 5))
        .ask(request(year("2019"), Some(year("2023"))));
    assert_eq!(few.frames, []);
    let many = corpus(years(wall, 5)).ask(request(year("2019"), Some(year("2023"))));
    assert!(many.frames.iter().any(|frame| frame.fillings[0].text == "amber"), "{:?}", many.frames);
}

#[test]
fn a_gain_beside_a_long_sentence_is_told_whole() {
    let sentence = "the council of the river towns resolved that every ferry shall carry two lanterns and a bell between dusk and dawn";
    let more = "whenever the wind rises";
    let told = |year: usize, place: usize| {
        let more = if year == 1 { format!(" {more}") } else { String::new() };
        format!(
            "{} {sentence}{more} and nobody spoke against it in the hall that day {}",
            apart(year, place),
            apart(year + 2, place)
        )
    };
    let answer = corpus(years(told, 3)).ask(request(year("2019"), Some(year("2023"))));
    let gain = answer.gains.iter().find(|gain| gain.put == more).unwrap_or_else(|| panic!("{:?}", answer.gains));
    assert!(gain.before || gain.kept == sentence, "{gain:?}");
    assert_eq!((gain.hits, gain.together), ([3, 3], [0, 3]));
    assert!(
        answer.gains.iter().all(|gain| more.contains(&gain.put) && gain.put.len() == more.len()),
        "{:?}",
        answer.gains
    );
}
