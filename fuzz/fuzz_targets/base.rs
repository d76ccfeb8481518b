//! The small bundle that the targets change, packed once when a target starts, from texts written for it. It finds
//! nothing itself.

use crate::forged::Forged;
use recto::pack::{Options, Silent, pack};
use std::fs;
use std::sync::OnceLock;

/// Articles with everything a bundle can hold: dates, sources, a table, marks, repeated wording, another script.
const ARTICLES: [(&str, &str); 4] = [
    (
        "a.txt",
        "Chuẩn bị hội chợ sách\n\nNgày 12/03/2021, thư viện mở cửa sớm.\n\nKhông chủ quan, không để xảy ra sai sót.\n",
    ),
    (
        "b.txt",
        "Hội chợ sách lần hai\n\nNgày 05/04/2022, trời mưa 1.400 mm.\n\nKhông chủ quan, không để xảy ra sai sót.\n",
    ),
    ("c.md", "A quiet morning at the harbour\n\nThe boats left early, before the rain came to 北京.\n"),
    ("d.txt", "Bản tin\n\nBảo đảm, đảm bảo, bảo dam. Chiến sĩ, chiến sỹ, hoà và hòa.\n"),
];

/// The bundle.
pub fn base() -> &'static Forged {
    static BASE: OnceLock<Forged> = OnceLock::new();
    BASE.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("recto-fuzz-{}", std::process::id()));
        let input = folder.join("in");
        fs::create_dir_all(&input).expect("the temporary folder takes a folder");
        for (name, text) in ARTICLES {
            fs::write(input.join(name), text).expect("the temporary folder takes a file");
        }
        let options =
            Options { inputs: vec![input], out: folder.join("site"), without_app: true, ..Options::default() };
        pack(&options, &Silent).expect("four texts can be packed");
        let base = Forged::of_site(&folder.join("site")).with_related_words();
        fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
        base
    })
}
