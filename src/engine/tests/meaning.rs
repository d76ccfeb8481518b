//! What a query with marks means, and what agrees in the tier of other spellings: pairs with their right counts.

use super::*;

fn bodies(texts: &[&str]) -> Corpus {
    let named = texts.iter().enumerate();
    corpus(named.map(|(n, text)| article(&n.to_string(), Some("2021"), &[(Role::Body, false, text)])).collect())
}

fn spec(query: &str, marks: MarksMode) -> QuerySpec {
    QuerySpec { query: query.to_owned(), marks, ..QuerySpec::default() }
}

fn of(tier: Tier, hits: u64) -> TierCounts {
    let mut counts = TierCounts::default();
    counts.add(tier, hits);
    counts
}

#[test]
fn one_word_with_marks_makes_a_run_literal() {
    let mut corpus = bodies(&[
        "Công an phường.",
        "công ăn việc làm",
        "nhân công, ấn định; công an",
        "an toàn cho công nhân",
        "ăn lương công nhật",
        "ban đầu",
        "bàn đầu, bán đấu",
        "đại hội",
        "cống an, công án",
    ]);
    let mut check = |query: &str, marks: MarksMode, phrase: (u64, TierCounts), words: u32| {
        let groups = corpus.search(&spec(query, marks)).groups;
        let of_words = groups.get(1).map_or(0, |group| group.total.articles);
        assert_eq!((groups[0].total.hits, groups[0].tiers, of_words), (phrase.0, phrase.1, words), "{query} {marks:?}");
    };
    check("công an", MarksMode::Smart, (2, of(Tier::Exact, 2)), 2);
    check("\"công an\"", MarksMode::Smart, (2, of(Tier::Exact, 2)), 0);
    check("công an", MarksMode::Exact, (2, of(Tier::Exact, 2)), 2);
    check("công an", MarksMode::Loose, (6, TierCounts { exact: 2, tone: 2, fold: 2, ..TierCounts::default() }), 2);
    check("cong an", MarksMode::Smart, (6, of(Tier::Fold, 6)), 2);
    check("ban đầu", MarksMode::Smart, (1, of(Tier::Exact, 1)), 0);
    check("ban dau", MarksMode::Smart, (3, of(Tier::Fold, 3)), 0);
    // All with letter marks and none with a tone: the tones were not typed.
    check("đai hôi", MarksMode::Smart, (1, of(Tier::Tone, 1)), 0);
    check("đai hoi", MarksMode::Smart, (0, TierCounts::default()), 0);
    check("công an OR xyz", MarksMode::Smart, (9, of(Tier::Exact, 9)), 0);
    check("\"công an\" NEAR/2 phường", MarksMode::Smart, (1, of(Tier::Exact, 1)), 0);
    // Each side of NEAR, and each word asked for by itself, is a run of its own.
    let near = TierCounts { exact: 3, tone: 2, fold: 2, ..TierCounts::default() };
    check("công NEAR/1 an", MarksMode::Smart, (7, near), 0);
}

#[test]
fn the_other_reading_is_offered_with_its_count() {
    let mut corpus = bodies(&["công an", "công ăn", "cộng ấn", "công an", "cong an"]);
    let mut offered = |query: &str| {
        let answer = corpus.ask(OffersRequest { spec: spec(query, MarksMode::Smart) });
        let marks = |offer: &&Offer| matches!(offer.kind, OfferKind::LooseMarks | OfferKind::IgnoringMarks);
        let told = |offer: &Offer| (offer.kind, offer.spec.marks, offer.total.hits);
        answer.offers.iter().filter(marks).map(told).collect::<Vec<_>>()
    };
    let (loose, fold) = (OfferKind::LooseMarks, OfferKind::IgnoringMarks);
    assert_eq!(offered("công an"), [(loose, MarksMode::Loose, 4), (fold, MarksMode::Fold, 5)]);
    assert_eq!(offered("cong an"), []);
    assert_eq!(offered("công ăn"), [(fold, MarksMode::Fold, 5)]);
    let mut corpus = bodies(&["công an", "công ăn"]);
    let answer = corpus.ask(OffersRequest { spec: spec("công an", MarksMode::Smart) });
    // Ignoring all marks finds no more than letting the unmarked words take any: that is said once.
    assert_eq!(answer.offers.iter().map(|o| (o.kind, o.total.hits)).collect::<Vec<_>>(), [(loose, 2)]);
}

/// What a query finds in a text of one such word, and that nothing is found exactly as typed.
fn check_tier(query: &str, text: &str, tier: Option<Tier>) {
    let mut corpus = bodies(&[text]);
    let mut found = |marks| corpus.search(&spec(query, marks)).groups[0].tiers;
    assert_eq!(found(MarksMode::Smart), tier.map_or_else(TierCounts::default, |tier| of(tier, 1)), "{query}: {text}");
    assert_eq!(found(MarksMode::Exact), TierCounts::default(), "{query} exactly: {text}");
}

#[test]
fn other_spellings_agree_in_a_tier_of_their_own() {
    let both = |one: &str, other: &str| {
        check_tier(one, other, Some(Tier::Variant));
        check_tier(other, one, Some(Tier::Variant));
    };
    both("straße", "strasse");
    both("straße", "STRASSE");
    both("cœur", "coeur");
    both("ışık", "Işık");
    both("istanbul", "İstanbul");
    both("și", "şi");
    both("ёлка", "елка");
    both("الى", "إلى");
    both("المدرسة", "المدرســـة");
    both("مدرسة", "مدرسه");
    both("على", "علي");
    both("ایران", "ايران");
    both("کتاب", "كتاب");
    both("أحمد", "احمد");
    both("москва", "Москва\u{301}");
    both("МОСКВА", "москва\u{301}");
    both("जमीन", "ज़मीन");
    both("हिंदी", "हिन्दी");
    both("यहाँ", "यहां");
    both("צה״ל", "צה\"ל");
    both("ג׳ירפה", "ג'ירפה");
    both("וכו׳", "וכו'");
    both("123", "١٢٣");
    both("123", "۱۲۳");
    both("123", "१२३");
    both("25", "๒๕");
    both("1948", "１９４８");
    both("abc", "ＡＢＣ");
    both("ガギ", "ｶﾞｷﾞ");
    both("m2", "m²");
    both("CO2", "CO₂");
    both("H2SO4", "H₂SO₄");
    both("σοφός", "ΣΟΦΟΣ");
    both("80%", "۸۰٪");
    check_tier("1400", "१,४००", Some(Tier::Variant));
}

#[test]
fn marks_that_were_typed_find_no_others() {
    // Pitch beside a dot below is left out in writing; the dot is the letter's own.
    check_tier("ọrọ", "ọ̀rọ̀", Some(Tier::Tone));
    check_tier("ẹgbẹ", "ẹ́gbẹ́", Some(Tier::Tone));
    check_tier("ọdun", "ọdún", Some(Tier::Tone));
    check_tier("ọ̀rọ̀", "ọrọ", None);
    check_tier("lü", "lǜ", Some(Tier::Tone));
    check_tier("vyrų", "vyrų\u{303}", Some(Tier::Tone));
    // A light mark that was typed finds words without it, and no other mark.
    check_tier("أن", "إن", None);
    check_tier("за\u{301}мок", "замо\u{301}к", None);
    check_tier("πότε", "ποτέ", None);
    check_tier("أحمد", "أَحمد", Some(Tier::Fold));
    check_tier("كَتَب", "كتب", None);
    check_tier("كتب", "كَتَبَ", Some(Tier::Fold));
    // Marks stay marks, raised figures do not join words, and nothing else is a variant.
    check_tier("muller", "Müller", Some(Tier::Fold));
    check_tier("müller", "Muller", None);
    check_tier("й", "и", None);
    check_tier("lập2", "lập²", None);
    check_tier("102", "10²", None);
    check_tier("hoá", "hỏa", None);
}

#[test]
fn the_same_word_finds_its_form_and_the_others() {
    let mut corpus = bodies(&["ΣΟΦΟΣ ΣΟΦΌΣ σοφός σοφὸς", "straße Strasse STRASSE STRAẞE", "học hoc hóc"]);
    let mut check = |query: &str, expected: TierCounts| {
        assert_eq!(corpus.search(&spec(query, MarksMode::Smart)).groups[0].tiers, expected, "{query}");
    };
    check("ΣΟΦΟΣ", TierCounts { exact: 1, variant: 2, fold: 1, ..TierCounts::default() });
    check("straße", TierCounts { exact: 2, variant: 2, ..TierCounts::default() });
    check("strasse", TierCounts { exact: 2, variant: 2, ..TierCounts::default() });
    check("über strasse", TierCounts::default());
    check("học", TierCounts { exact: 1, ..TierCounts::default() });
    check("stra*", TierCounts { exact: 4, ..TierCounts::default() });
    check("straß*", TierCounts { exact: 2, variant: 2, ..TierCounts::default() });
}

#[test]
fn lines_and_marks_of_notes_part_no_words() {
    let mut corpus = bodies(&[
        "the new time-\ntable for the\nnight ferries",
        "the new timetable¹ for the night² ferries",
        "the new time-table, 10⁶ m² and 1.400² hộ",
    ]);
    let mut check = |query: &str, exact: u64, variant: u64| {
        let found = corpus.search(&spec(query, MarksMode::Smart)).groups[0].clone();
        let expected = TierCounts { exact, variant, ..TierCounts::default() };
        assert_eq!((found.total.hits, found.tiers), (exact + variant, expected), "{query}");
    };
    check("timetable", 2, 0);
    check("time", 2, 0);
    check("table", 2, 0);
    check("time-table", 2, 0);
    check("\"new time-table\"", 2, 0);
    check("time*", 3, 0);
    check("\"new timetable for the night ferries\"", 2, 0);
    check("\"for the night\"", 2, 0);
    check("new NEAR/3 night", 0, 0);
    check("new NEAR/5 ferries", 2, 0);
    check("m2", 0, 1);
    check("10^6", 0, 1);
    check("\"1.400 hộ\"", 1, 0);
    check("1400", 1, 0);
}
