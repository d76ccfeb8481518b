//! A page with a password: it asks for it in every form, says when it is another, opens by it and keeps nothing of it. That
//! nothing of its content stands outside, `tests/suite/password.rs` says.

use super::declared::{Declared, declared};
use super::faults::wait_sentence;
use super::find::search;
use super::journey::{Form, Journey};
use super::offline::{visit_again, wait_taken_over};
use super::page::Page;
use super::process::Browser;
use super::session::block;
use super::site::{Corpus, PASSWORD, Site};
use serde_json::{Value, json};

const FIELD: &str = "#recto-password";
const ENTER: &str = "\u{e007}";

/// Has workers trap at every question while `broken` says so.
const BREAKABLE: &str = "const post = Worker.prototype.postMessage; \
    Worker.prototype.postMessage = function (said, ...rest) { \
      if (!window.broken || !(said instanceof Uint8Array)) return post.call(this, said, ...rest); \
      const trap = () => this.dispatchEvent(new MessageEvent('message', { data: { trap: 'unreachable' } })); \
      Promise.resolve(this.ready).then(() => setTimeout(trap)); };";

/// Waits until the page asks, and answers by the keyboard.
#[track_caller]
fn answer(page: &Page, password: &str) {
    page.wait_script(
        "the page to ask for its password",
        "return !!document.querySelector('#recto-password');",
        Value::Null,
    );
    let field = page.element(FIELD, 0);
    let sent = block(async {
        field.clear().await?;
        field.send_keys(format!("{password}{ENTER}")).await
    });
    sent.expect("the field takes text");
}

/// What the page says beside the field, once it is done with what was typed.
#[track_caller]
fn wait_refused(page: &Page) -> String {
    let body = "const field = document.querySelector('#recto-password'); \
                return field.getAttribute('aria-invalid') && document.activeElement === field && \
                       document.querySelector('.page-unlock [role=alert]').textContent;";
    page.wait_script("the page to refuse a password", body, Value::Null).as_str().unwrap_or_default().to_owned()
}

fn a_page_opens_by_its_password(journey: &Journey) {
    let open = Site::of(Corpus::Sample).expect("the sample packs");
    for form in [Form::OneFile, Form::FolderOnDisk, Form::SubPath] {
        let mut opened = journey.load(form, "#view=results");
        let page = &opened.page;
        answer(page, "một mật khẩu khác");
        let said = wait_refused(page);
        assert!(said.contains("Mật khẩu chưa đúng"), "{said:?}");
        let before = page.script("return [document.title, document.body.innerText];", Value::Null);
        assert_eq!(before[0], "Kho bài có mật khẩu");
        let shown = before[1].as_str().unwrap_or_default();
        assert!(shown.contains("được bảo vệ bằng mật khẩu") && !shown.contains("Danh sách bài"), "{shown}");
        let told = "const field = document.querySelector('#recto-password'); \
                    return [field.type, field.autocomplete, field.labels[0].textContent];";
        assert_eq!(page.script(told, Value::Null), json!(["password", "current-password", "Mật khẩu"]));

        page.script(BREAKABLE, Value::Null);
        answer(page, PASSWORD);
        page.wait_mounted();
        assert_eq!(page.script("return !!document.querySelector('.page-locked');", Value::Null), false);
        search(page, &open, "an ninh trật tự");
        page.click("result-title");
        page.wait_shown("reader-title");
        let title = page.script("return document.title;", Value::Null);
        assert_ne!(title, before[0], "the page has its own title now");
        let kept = "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);";
        let kept = page.script(kept, Value::Null);
        assert!(!kept.as_str().unwrap_or_default().contains(PASSWORD), "{kept}");

        page.script("window.broken = true;", Value::Null);
        page.type_query("đại hội");
        let said = wait_sentence(page);
        assert!(said.contains("dừng đột ngột"), "{said:?}");
        page.script("window.broken = false;", Value::Null);
        let again = "const one = parts('retry').find(shown); if (one) one.click(); return !parts('error').some(shown);";
        page.wait_script("another worker, which needs no password", again, Value::Null);
        search(page, &open, "đại hội");

        if let Some(server) = opened.server.as_mut() {
            wait_taken_over(page, server);
            server.stop();
            visit_again(page);
            answer(page, PASSWORD);
            page.wait_mounted();
            search(page, &open, "an ninh trật tự");
        }
        opened.page.finish();
    }
}

pub const JOURNEYS: &[Declared] =
    &[declared!(Some(Corpus::Locked), a_page_opens_by_its_password).only_in(&[Browser::Chromium])];
