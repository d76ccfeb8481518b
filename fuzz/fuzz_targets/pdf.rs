//! Any bytes as a PDF, any changes to an honest one, and any bytes as what a page of one shows: read into an article whose
//! blocks lie where they may, or left out with a reason. A library that panics is a reason, not a finding.
#![no_main]

#[path = "../../src/pack/input/readers/pdf/made.rs"]
mod made;
#[path = "patch.rs"]
mod patch;
#[path = "sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use made::Made;
use recto::pack::InputConfig;
use recto::pack::input::{Found, articles_of};

fn honest() -> Made {
    let lines = [(50, 800, "Phiên chợ đầu năm họp từ sáng sớm"), (50, 788, "ở bản bên suối.")];
    Made::new().info("Title", "Chợ phiên").made_on("20210312").page(&lines)
}

fuzz_target!(|input: &[u8]| {
    let [how, bytes @ ..] = input else { return };
    let file = match how % 4 {
        0 => [b"%PDF-1.7\n", bytes].concat(),
        1 => honest().raw_page(&String::from_utf8_lossy(bytes)).bytes(),
        _ => patch::patched(&honest().bytes(), input),
    };
    let found = Found { path: "a.pdf".into(), id: "a.pdf".to_owned() };
    articles_of(&found, file, &InputConfig::default(), &mut |item| match item {
        Ok(article) => sound::sound(&article),
        Err(skipped) => assert!(!skipped.reason.to_string().is_empty() && !skipped.reason.hint().is_empty()),
    });
});
