//! Damaged and forged bundles, exhaustively: every byte changed, every length cut, directories that lie, chunks that are
//! missing, swapped or of another corpus. Each gives an error or the honest answer; nothing panics, hangs or grows.

use crate::forged::{Forged, requests_about, requests_of};
use crate::sandbox::Sandbox;
use recto::bundle::chunk::{Entry, digest, name_of};
use recto::bundle::root::{SECTIONS, Section, seal};
use recto::bundle::{Root, carrier};
use recto::protocol::{Request, Response};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, mpsc};
use std::time::Duration;

/// What one bundle may take to say that it is damaged: milliseconds, but for a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The changes tried on every byte: the lowest bit, the highest, and all that move a value by much.
const FLIPS: [u8; 4] = [0x01, 0x7f, 0x80, 0xff];

static SMALL: LazyLock<Forged> = LazyLock::new(|| {
    let sandbox =
        Sandbox::with_articles().file("in/d.txt", "Bảo đảm, đảm bảo, bảo dam 1.400.\n\nChiến sĩ, chiến sỹ.\n");
    let sandbox = sandbox.file("in/e.conllu", "1\tgoes\tgo\tVERB\n2\thome\thome\tADV\n");
    sandbox.pack(&["in", "--out", "site"]).code(0);
    Forged::of_site(&sandbox.path("site")).with_related_words()
});

fn requests() -> Vec<Request> {
    let mut all = requests_about(&["a.txt", "sub/b.txt", "none"]);
    for query in
        ["không chủ quan", "hội chợ", "kh* OR title:harbour", "\"hội chợ\" -quiet", "1400", "\"lemma:go pos:*\""]
    {
        all.extend(requests_of(query));
    }
    all
}

type Answers = Vec<Result<Response, String>>;

fn honest() -> &'static Answers {
    static HONEST: LazyLock<Answers> = LazyLock::new(|| SMALL.answers(&requests()));
    assert!(HONEST.iter().all(Result::is_ok), "{HONEST:?}");
    &HONEST
}

/// Asks forged bundles and tells all those that end in a panic, not the first alone. Runs on a thread of its own, so
/// that one that hangs fails its test instead of stopping all.
#[track_caller]
fn survive(
    what: &str,
    requests: Vec<Request>,
    forgeries: impl Iterator<Item = (String, Forged)> + Send + 'static,
) -> Vec<Answers> {
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        for (name, forged) in forgeries {
            let answers = catch_unwind(AssertUnwindSafe(|| forged.answers(&requests)));
            // Nobody listens any more when a bundle before this one took too long.
            let _ = tell.send((name, answers.ok()));
        }
    });
    let (mut last, mut fallen, mut all) = ("none".to_owned(), Vec::new(), Vec::new());
    loop {
        match hear.recv_timeout(PATIENCE) {
            Ok((name, answers)) => {
                last.clone_from(&name);
                match answers {
                    Some(answers) => all.push(answers),
                    None => fallen.push(name),
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what}: no end {PATIENCE:?} after `{last}`"),
        }
    }
    assert!(fallen.is_empty(), "{what}: {} panics: {:?}", fallen.len(), &fallen[..fallen.len().min(20)]);
    all
}

/// Every answer is the honest one or none.
#[track_caller]
fn error_or_same(what: &str, found: &Answers) {
    let refused = found.len() == 1 && found[0].is_err();
    for (at, (found, honest)) in found.iter().zip(honest()).enumerate() {
        assert!(found.is_err() || found == honest, "{what}, request {at}: {found:?} instead of {honest:?}");
    }
    assert!(refused || found.len() == honest().len());
}

#[test]
fn the_small_bundle_answers() {
    let found = honest();
    let related = |answer: &Result<Response, String>| matches!(answer, Ok(Response::Offers(o)) if o.related.len() == 1);
    assert_eq!(found.iter().filter(|answer| related(answer)).count(), 1);
    let some = found.iter().filter(|answer| matches!(answer, Ok(Response::Search(s)) if s.groups[0].total.hits > 0));
    assert!(some.count() >= 3, "the queries find something, or nothing here is tested: {found:?}");
    for section in [Section::Terms, Section::Entries, Section::Groups, Section::Columns, Section::Ids] {
        assert!(!SMALL.sections[section as usize].is_empty(), "{section:?}");
    }
    assert_eq!(&SMALL.clone().reroot().root, &SMALL.root, "what is taken apart goes together again");
}

#[test]
fn any_byte_of_the_root_changed() {
    for at in 0..SMALL.root.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut forged = SMALL.clone();
            forged.root[at] ^= flip;
            assert!(Root::read(&forged.root).is_err(), "byte {at} ^ {flip:#x} of the root is not noticed");
        }
    }
}

#[test]
fn any_byte_of_a_chunk_changed() {
    let requests = requests();
    for (section, place, payload) in SMALL.places() {
        // The hash sees every byte alike: what is asked of the engine is that it looks.
        for at in (0..payload.len()).step_by(payload.len() / 8 + 1) {
            let mut forged = SMALL.clone();
            let name = name_of(&forged.sections[section as usize][place].hash);
            forged.chunks.get_mut(&name).expect("the chunk is there")[at] ^= 0x10;
            error_or_same(&format!("{section:?} {place}, byte {at}"), &forged.answers(&requests));
        }
        let entry = &SMALL.sections[section as usize][place];
        for at in 0..payload.len() {
            for flip in [0x01, 0x80, 0xff] {
                let mut payload = payload.clone();
                payload[at] ^= flip;
                assert!(entry.verify(&payload).is_err(), "{section:?} {place}, byte {at} ^ {flip:#x}");
            }
        }
    }
}

/// The decoders are reached: hashes are made good. What they say may be wrong, but it ends.
#[test]
fn any_byte_changed_by_a_forger() {
    let step = if cfg!(debug_assertions) { 3 } else { 1 };
    for (number, (section, place, payload)) in SMALL.places().into_iter().enumerate() {
        let changes = (number % step..payload.len()).step_by(step).flat_map(|at| FLIPS.map(|flip| (at, flip)));
        let forgeries = changes.map(move |(at, flip)| {
            let mut payload = payload.clone();
            payload[at] ^= flip;
            (format!("byte {at} ^ {flip:#x}"), SMALL.with_chunk(section, place, payload))
        });
        survive(&format!("{section:?} {place}"), requests_reaching(section), forgeries);
    }
}

fn offers_of(query: &str) -> Vec<Request> {
    requests_of(query).into_iter().filter(|request| matches!(request, Request::Offers(_))).collect()
}

/// What reads a section, so that every byte is tried and not every request with it.
fn requests_reaching(section: Section) -> Vec<Request> {
    match section {
        Section::Overview
        | Section::Ids
        | Section::Common
        | Section::Families
        | Section::FamilyKeys
        | Section::FamilyRows
        | Section::Reprints
        | Section::Shared => requests_about(&["a.txt", "sub/b.txt", "none"]),
        Section::RelatedWords => ["hội", "hội chợ", "khô"].into_iter().flat_map(offers_of).collect(),
        Section::Columns => {
            requests_of("kh* OR source:x").into_iter().chain(requests_about(&["a.txt", "sub/b.txt"])).collect()
        }
        _ => requests()
            .into_iter()
            .filter(|request| !matches!(request, Request::Overview(_) | Request::Find(_)))
            .collect(),
    }
}

#[test]
fn any_byte_of_the_root_changed_by_a_forger() {
    let body = &SMALL.root[8..SMALL.root.len() - 8];
    let changes = (0..body.len()).flat_map(|at| FLIPS.map(|flip| (at, flip)));
    let forgeries = changes.map(|(at, flip)| {
        let mut body = body.to_vec();
        body[at] ^= flip;
        (format!("byte {at} ^ {flip:#x}"), Forged { root: seal(&body), ..SMALL.clone() })
    });
    survive("a forged root", requests(), forgeries);
}

#[test]
fn cut_at_every_length() {
    for length in 0..SMALL.root.len() {
        assert!(Root::read(&SMALL.root[..length]).is_err(), "a root of {length} bytes");
    }
    let body = &SMALL.root[8..SMALL.root.len() - 8];
    for length in 0..body.len() {
        assert!(Root::read(&seal(&body[..length])).is_err(), "a sealed root of {length} bytes");
    }
    for (section, place, payload) in SMALL.places() {
        let lengths = (0..payload.len()).flat_map(move |length| {
            let longer = [&payload[..], &payload[..length]].concat();
            [(format!("{length} bytes"), payload[..length].to_vec()), (format!("{length} bytes more"), longer)]
        });
        let forgeries = lengths.map(move |(name, payload)| (name, SMALL.with_chunk(section, place, payload)));
        survive(&format!("{section:?} {place}"), requests_reaching(section), forgeries);
    }
}

#[test]
fn cut_files_are_no_chunks() {
    for (_, _, payload) in SMALL.places() {
        let file = carrier::wrap("0123456789abcdef", &payload);
        for length in 0..file.len() {
            assert!(carrier::unwrap(&file[..length]).is_err(), "{length} of {} bytes", file.len());
        }
    }
}

#[test]
fn chunks_missing_or_of_another_corpus() {
    let requests = requests();
    let other = Sandbox::new().file("in/other.txt", "Một bài khác, không chủ quan.\n").packed();
    let other = Forged::of_site(&other.path("site"));
    for (section, place, _) in SMALL.places() {
        let name = name_of(&SMALL.sections[section as usize][place].hash);
        let mut forged = SMALL.clone();
        forged.chunks.remove(&name);
        error_or_same(&format!("{section:?} {place} missing"), &forged.answers(&requests));
        for (_, _, payload) in other.places() {
            let mut forged = SMALL.clone();
            forged.chunks.insert(name.clone(), payload);
            error_or_same(&format!("{section:?} {place} of another corpus"), &forged.answers(&requests));
        }
    }
}

#[test]
fn chunks_swapped() {
    let requests = requests();
    let places = SMALL.places();
    for (section, place, _) in &places {
        let name = name_of(&SMALL.sections[*section as usize][*place].hash);
        for (_, _, payload) in &places {
            let mut forged = SMALL.clone();
            forged.chunks.insert(name.clone(), payload.clone());
            error_or_same(&format!("{section:?} {place} swapped"), &forged.answers(&requests));
        }
    }
    // The directories themselves swapped: every chunk is whole and none is what its section holds.
    let pairs = SECTIONS.into_iter().flat_map(|from| SECTIONS.map(|to| (from, to)));
    let forgeries = pairs.map(|(from, to)| {
        let mut forged = SMALL.clone();
        forged.sections.swap(from as usize, to as usize);
        (format!("{from:?} for {to:?}"), forged.reroot())
    });
    survive("sections swapped", requests, forgeries);
}

#[test]
fn a_root_that_lies() {
    type Lie = fn(&mut Forged);
    fn each(forged: &mut Forged, lie: impl Fn(&mut Entry)) {
        forged.sections.iter_mut().flatten().for_each(lie);
    }
    let lies: [(&str, Lie); 16] = [
        ("no articles", |f| f.counts.articles = 0),
        ("more articles", |f| f.counts.articles = u32::MAX),
        ("all dated", |f| f.counts.dated = f.counts.articles),
        ("no fold keys", |f| f.counts.folds = 0),
        ("more fold keys", |f| f.counts.folds = u32::MAX),
        ("no tokens", |f| f.counts.tokens = [0; 4]),
        ("more tokens", |f| f.counts.tokens = [u64::MAX; 4]),
        ("sizes of zero", |f| each(f, |e| e.size_bytes = 0)),
        ("sizes of 4 GiB", |f| each(f, |e| e.size_bytes = u32::MAX)),
        ("other hashes", |f| each(f, |e| e.hash[0] ^= 1)),
        ("firsts past the end", |f| each(f, |e| e.first = u64::MAX)),
        ("firsts off by one", |f| each(f, |e| e.first = e.first.wrapping_add(1))),
        ("keys past the end", |f| each(f, |e| e.first_key = vec![0xff; 40])),
        ("no keys", |f| each(f, |e| e.first_key.clear())),
        ("every chunk twice, backwards", |f| {
            for section in &mut f.sections {
                let backwards: Vec<Entry> = section.iter().rev().cloned().collect();
                section.extend(backwards);
            }
        }),
        ("nothing in it", |f| f.sections.iter_mut().for_each(Vec::clear)),
    ];
    for (what, lie) in lies {
        let mut forged = SMALL.clone();
        lie(&mut forged);
        let found = survive(what, requests(), std::iter::once((what.to_owned(), forged.reroot())));
        if what.contains("hashes") || what.contains("sizes") {
            error_or_same(what, &found[0]);
        }
    }
}

#[test]
fn paged_directories_that_lie() {
    // Directory pages of a made-up section, so that there are several: their places, counts and keys are all forged.
    let entry = |n: u64| Entry {
        part: None,
        hash: digest(&n.to_le_bytes()),
        size_bytes: 9,
        first: n,
        first_key: format!("k{n:06}").into_bytes(),
    };
    let mut forged = SMALL.clone();
    forged.sections[Section::Terms as usize] = (0..3000).map(entry).collect();
    forged.sections[Section::Groups as usize] = (0..3000).map(entry).collect();
    let forged = forged.reroot();
    let pages: Vec<Vec<u8>> = forged.chunks.values().filter(|c| c.len() > 8000).cloned().collect();
    assert!(pages.len() > 4, "the directories are paged");
    let body = forged.root[8..forged.root.len() - 8].to_vec();
    let changes = (0..body.len()).flat_map(|at| [(at, 0x01), (at, 0xff)]);
    let forgeries = changes.map(move |(at, flip)| {
        let mut body = body.clone();
        body[at] ^= flip;
        (format!("byte {at} ^ {flip:#x}"), Forged { root: seal(&body), ..forged.clone() })
    });
    survive("paged directories", requests(), forgeries);
}
