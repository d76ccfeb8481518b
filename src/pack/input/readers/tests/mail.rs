//! Mails, folders of them, and saved pages.

use super::{check, read};
use crate::article::Role;

const HEAD: &str = "From: =?ISO-8859-1?Q?J=F8rn?= <j@ban.example>\nTo: b@ban.example\nSubject: =?UTF-8?Q?Ch=E1=BB=A3_m=E1=BB=9F?=\nDate: Sat, 02 Mar 2019 10:05:00 +0700\nMIME-Version: 1.0\n";

#[test]
fn a_mail_is_its_plain_text() {
    let parts = "Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        Ch=E1=BB=A3 m=\n=E1=BB=9F s=E1=BB=9Bm.\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>Khác</p>\n--b--\n";
    let given = check("a.eml", format!("{HEAD}{parts}"), &[["Chợ mở", "2019-03-02", "-", "Jørn", "Chợ mở sớm."]]);
    assert_eq!(given.articles[0].known.date.and_then(|date| date.minute), Some(605));
    // Named as text.
    check("a.txt", format!("{HEAD}{parts}"), &[["Chợ mở", "2019-03-02", "-", "Jørn", "Chợ mở sớm."]]);
    let page = "Content-Type: text/html; charset=utf-8\n\n<p>Chợ mở.</p><p>Vui.</p>\n";
    check("a.eml", format!("{HEAD}{page}"), &[["Chợ mở", "2019-03-02", "-", "Jørn", "Chợ mở.\n\nVui."]]);
}

#[test]
fn a_folder_of_mails_is_one_article_for_each() {
    let one = |subject: &str, text: &str| {
        format!(
            "From a@b.example Sat Mar  2 10:00:00 2019\nFrom: Mai An <a@b.example>\nSubject: {subject}\nDate: Sat, 02 Mar 2019 10:00:00 +0700\n\n{text}\n\n"
        )
    };
    let mbox = one("Một", "Chợ mở.\n>From đầu bản.") + &one("Hai", "Vui.");
    check(
        "a.mbox",
        &mbox,
        &[["Một", "2019-03-02", "-", "Mai An", "Chợ mở.\nFrom đầu bản."], ["Hai", "2019-03-02", "-", "Mai An", "Vui."]],
    );
    let attached: String = (0..500)
        .map(|n| {
            format!(
                "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"{n}\"\n\nx\n"
            )
        })
        .collect();
    let many = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nVui.\n{attached}--b--\n"
    );
    assert_eq!(read("a.eml", many).articles.len(), 1);
}

#[test]
fn answers_are_of_the_thread_of_their_mail() {
    for (subject, thread) in [
        ("Chợ mở", "Chợ mở"),
        ("Re: Chợ mở", "Chợ mở"),
        ("RE: Fwd: AW:  Chợ  mở", "Chợ mở"),
        ("Trả lời: Chợ mở", "Chợ mở"),
        ("Chuyển tiếp: Re: Chợ mở", "Chợ mở"),
        ("[ban-cho] Re: Chợ mở", "Chợ mở"),
        ("Re: 12", "12"),
    ] {
        let given = read(
            "a.eml",
            format!("From: a@ban.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\nVui.\n"),
        );
        assert_eq!(given.articles[0].known.category.as_deref(), Some(thread), "{subject}");
    }
}

#[test]
fn a_saved_page_is_its_page() {
    let page = "<html><head><title>Chợ mở sớm</title></head><body><h1>Chợ mở sớm</h1><article><p>Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản.</p></article></body></html>";
    let saved = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://www.ban.example/cho\nSubject: x\nDate: Fri, 1 May 2020 10:00:00 -0000\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n{page}\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    );
    let text = "Người bán bày rau và măng khô, người mua trả giá bằng tiếng bản.";
    let given = check("a.mhtml", saved, &[["Chợ mở sớm", "-", "ban.example", "-", text]]);
    assert_eq!(given.articles[0].known.url.as_deref(), Some("https://www.ban.example/cho"));
}

#[test]
fn what_is_quoted_and_a_signature_stand_apart() {
    let roles = |text: &str| {
        let given = read("a.eml", format!("{HEAD}Content-Type: text/plain; charset=utf-8\n\n{text}"));
        let draft = given.articles[0].clone();
        let of = |role: Role| {
            let blocks = draft.known.roles.iter().filter(|block| block.role == role);
            blocks.map(|block| draft.text[block.start as usize..block.end as usize].to_owned()).collect::<Vec<_>>()
        };
        (of(Role::Remark), of(Role::Residue))
    };
    let (quoted, signature) = roles(
        "Vâng.\n\nOn Sat, Mai An <a@b.example> wrote:\n> Chợ mở lúc nào? \n> Có xa không?\n\nSáng mai.\n-- \nMai An\nBan chợ\n",
    );
    assert_eq!(quoted, ["On Sat, Mai An <a@b.example> wrote:", "> Chợ mở lúc nào?", "> Có xa không?"]);
    assert_eq!(signature, ["--", "Mai An", "Ban chợ"]);
    let (original, _) = roles("Vâng.\n\n-----Original Message-----\nFrom: Mai An\n\nChợ mở lúc nào?\n");
    assert_eq!(original, ["-----Original Message-----", "From: Mai An", "Chợ mở lúc nào?"]);
    // Nothing but what is quoted is the mail.
    assert_eq!(roles("> Chợ mở lúc nào?\n"), (vec![], vec![]));
    assert_eq!(roles("Ghi:\n\n- một\n--\nhai\n"), (vec![], vec![]));
}
