//! Files made for these tests: honest ones, read under limits small enough to meet, and honest ones changed at random.

use super::made::Made;
use super::reading::Limits;
use super::*;
use std::time::Instant;

/// As a pack with memory enough reads it.
fn read(bytes: Vec<u8>) -> Result<(String, Known), Reason> {
    super::read(bytes, crate::pack::input::TEXT_MOST_BYTES).map(|(text, known, _)| (text, known))
}

fn limited(bytes: Vec<u8>, limits: Limits) -> Result<(String, Known), Reason> {
    guarded(PATIENCE, move |stop| reading::read(bytes, limits, stop)).map(|(text, known, _)| (text, known))
}

#[test]
fn pages_become_paragraphs_and_the_file_says_what_it_is() {
    let made = Made::new()
        .info("Title", "Chợ phiên đầu năm")
        .info("Author", "Người Viết")
        .made_on("20210312")
        .page(&[
            (50, 800, "Phiên chợ đầu năm họp từ sáng sớm ở bản bên suối, người"),
            (50, 788, "mua kẻ bán đông vui suốt buổi."),
            (50, 770, "Đến trưa, chợ tan; ai cũng mang về một món quà nhỏ cho"),
        ])
        .page(&[(50, 800, "con trẻ ở nhà.")]);
    let (text, known) = read(made.bytes()).unwrap();
    assert_eq!(
        text,
        "Phiên chợ đầu năm họp từ sáng sớm ở bản bên suối, người mua kẻ bán đông vui suốt buổi.\n\n\
         Đến trưa, chợ tan; ai cũng mang về một món quà nhỏ cho con trẻ ở nhà.\n"
    );
    assert_eq!((known.title.as_deref(), known.author.as_deref()), (Some("Chợ phiên đầu năm"), Some("Người Viết")));
    assert_eq!(known.date, None);
    assert_eq!(known.file_date.map(|date| date.to_string()).as_deref(), Some("2021-03-12"));
}

#[test]
fn every_operator_that_shows_text_is_read() {
    let made = Made::new().raw_page(
        "BT /F2 10 Tf 1 0 0 1 50 700 Tm 12 TL (One) Tj T* (two) Tj (three) ' 1 0 (four five) \" \
         0 -12 TD [(s) -20 (ix) -300 (seven)] TJ ET q 1 0 0 1 0 -100 cm BT /F2 10 Tf 50 700 Td (eight) Tj ET Q \
         /Artifact BMC BT /F2 10 Tf 50 50 Td (page 1) Tj ET EMC BT /F2 10 Tf 0 2 -2 0 300 300 Tm (ni\\256e) Tj ET",
    );
    let (text, _) = read(made.bytes()).unwrap();
    assert_eq!(text, "One\n\ntwo\n\nthree\n\nfour five six seven\n\neight\n\nni®e\n");
}

#[test]
fn forms_are_read_where_they_stand() {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 50 600] /Length 37 >> stream\n\
        BT /F2 10 Tf 0 0 Td (inside) Tj ET   \nendstream";
    let content = "BT /F2 10 Tf 50 700 Td (before) Tj ET /X Do BT /F2 10 Tf 50 500 Td (after) Tj ET";
    let made = Made::new().with("/XObject << /X 10 0 R >>", &[form]).raw_page(content);
    assert_eq!(read(made.bytes()).unwrap().0, "before\n\ninside\n\nafter\n");
}

#[test]
fn what_cannot_be_read_is_told() {
    let letters = [(50, 800, "Một câu ngắn.")];
    assert_eq!(read(Made::new().page(&letters).encrypted().bytes()), Err(Reason::Encrypted));
    let scan = Made::new().raw_page("q 100 0 0 100 0 0 cm Q").raw_page("");
    assert_eq!(read(scan.bytes()), Err(Reason::NoTextLayer { pages: 2 }));
    let broken = [b"%PDF-1.7\n".to_vec(), vec![b'x'; 500]].concat();
    assert!(matches!(read(broken), Err(Reason::BrokenPdf { .. })));
    // Codes that the font's map does not have.
    let untold = Made::new().page(&[(50, 800, "ab")]).raw_page("BT /F1 10 Tf 50 700 Td <7777777777777777> Tj ET");
    assert_eq!(read(untold.bytes()), Err(Reason::UntoldLetters { untold: 4, of: 6 }));
}

/// A form that says its number and shows the next form.
fn form(number: usize, next: usize) -> String {
    let content = format!("BT /F2 10 Tf 50 {} Td (n{number}) Tj ET /X{next} Do", 800 - 20 * number);
    let length = content.len();
    format!("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {length} >> stream\n{content}\nendstream")
}

#[test]
fn work_is_counted_and_forms_are_followed_to_a_depth() {
    // Twenty forms, each in the one before it.
    let forms: Vec<String> = (1..=20).map(|number| form(number, number + 1)).collect();
    let names: String = (1..=20).map(|number| format!("/X{number} {} 0 R ", 9 + number)).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let made = || Made::new().with(&format!("/XObject << {names}>>"), &forms).raw_page("/X1 Do").bytes();
    let (text, _) = read(made()).unwrap();
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().last(), Some(&"n16"), "{text}");
    let of_steps = |steps| limited(made(), Limits { steps, ..Limits::default() }).map(|(text, _)| text);
    assert_eq!(of_steps(100_000), Ok(text));
    assert_eq!(of_steps(100), Err(Reason::Laborious));
}

#[test]
fn a_panic_and_work_without_end_are_reasons() {
    assert!(matches!(guarded::<()>(PATIENCE, |_| panic!("made to")), Err(Reason::BrokenPdf { .. })));
    let begun = Instant::now();
    let forever = guarded::<()>(Duration::from_millis(50), |stop| {
        while !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    });
    assert_eq!(forever, Err(Reason::Laborious));
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn damage_anywhere_is_read_or_told() {
    let whole = Made::new().info("Title", "Chợ").page(&[(50, 800, "Một câu."), (50, 700, "Hai câu.")]).bytes();
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        let _ = read(changed);
        let _ = read(whole[..at].to_vec());
    }
}
