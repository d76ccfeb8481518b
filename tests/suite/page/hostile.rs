//! Articles whose text tries to be markup, script, a template slot or the end of a comment: they show as the text they
//! are and run nothing, in the app and in the plain page beneath it.

use super::declared::journeys;
use super::find::{collapsed, search};
use super::journey::{Form, Journey};
use serde_json::{Value, json};

/// File names and texts of the hostile corpus. Whatever runs sets `window.pwned`.
pub fn articles() -> Vec<(&'static str, String)> {
    let body = "Đại hội bàn về an ninh trật tự. ".repeat(6);
    vec![
        (
            "a'\"><b onmouseover=pwned=1>.txt",
            format!(
                "<img src=x onerror=\"window.pwned=1\"> Đại hội & \"an ninh\"\n\n24/01/2021\n\n{body}\n\n<svg onload=pwned=1>\n"
            ),
        ),
        (
            "script.txt",
            format!(
                "</script><script>window.pwned=1</script> Đại hội\n\n{body}</title></style></textarea><!-- ]]> --!>\n\n\
                 <a href=\"javascript:pwned=1\">an ninh</a> &lt;b&gt; &#60;i&#62; {{{{title}}}} {{{{plain}}}} ${{pwned=1}} `\n"
            ),
        ),
        ("comment.txt", format!("*/}}) Đại hội /* //\n\n{body}*/window.pwned=1/*\n\nr('x',1,[],()=>{{/**/}})\n")),
        (
            "rtl.txt",
            format!(
                "\u{202e}ihgn iộh iạĐ\u{202c} Đại hội שלום עולם\n\n{body}مرحبا بالعالم \u{2067}an ninh\u{2069}\u{200f}\n"
            ),
        ),
        (
            "control.txt",
            format!(
                "Đại hội \u{1}\u{2}\u{7}\u{8}\u{b}\u{1b}[31m đỏ\u{7f}\u{85}\u{ad}\u{feff}\u{fffe}\n\n{body}\u{2028}\u{2029}an\u{1f} ninh\n"
            ),
        ),
    ]
}

fn text_stays_text(journey: &Journey) {
    let articles = journey.site.ask_lines("articles", &["--text"]);
    for &form in journey.forms() {
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, "đại hội");
        // Their bodies are one: they are one result until its copies are asked for.
        page.wait_script(
            "the copies",
            "const one = part('copies-unfold'); if (one) { one.click(); } return !!one;",
            Value::Null,
        );
        let shown = page.wait("hostile articles", || Some(page.count_of("result-title")).filter(|shown| *shown >= 4));
        for at in 0..shown {
            let title = page.texts_of("result-title")[at].clone();
            page.click_nth("result-title", at);
            page.wait_text("reader-title", |text| text == title);
            let article = articles.iter().find(|one| one["title"].as_str().map(collapsed) == Some(collapsed(&title)));
            let article = article.unwrap_or_else(|| panic!("{title:?} is no title of the corpus"));
            let text = page.script("return part('reader').textContent;", Value::Null);
            let (text, stored) = (text.as_str().expect("text"), article["text"].as_str().expect("text"));
            for block in article["blocks"].as_array().expect("blocks") {
                let edge = |name: &str| usize::try_from(block[name].as_u64().expect("an offset")).expect("it fits");
                let block = &stored[edge("start")..edge("end")];
                assert!(text.contains(block), "{block:?} is not shown in {title:?}, which reads {text:?}");
            }
        }
        let state = page.script(
            "return [typeof window.pwned, root.querySelectorAll('img, svg[onload], [onerror], [onmouseover], iframe, \
             a[href^=\"javascript:\" i], #recto b, #recto i').length];",
            Value::Null,
        );
        assert_eq!(state, json!(["undefined", 0]));
        page.click_nth("result-tick", 0);
        page.click_nth("result-tick", 1);
        page.click("compare-go");
        page.wait("two columns", || (page.count_of("column") == 2).then_some(()));
        let state = page.script("return typeof window.pwned;", Value::Null);
        assert_eq!(state, "undefined");
        opened.page.finish();
    }
}

fn links_stay_data(journey: &Journey) {
    let hashes = [
        "#q=%3Cimg%20src%3Dx%20onerror%3Dpwned%3D1%3E&view=results",
        "#open=%22%3E%3Cscript%3Epwned%3D1%3C/script%3E&view=results",
        "#view=%3Csvg%20onload%3Dpwned%3D1%3E",
        "#passage=%3Cimg%20src%3Dx%20onerror%3Dpwned%3D1%3E&view=compare&with=script.txt&with=rtl.txt",
    ];
    for hash in hashes {
        let opened = journey.open(Form::OneFile, hash);
        let page = &opened.page;
        search(page, &journey.site, "đại hội");
        let state = page.script("return [typeof window.pwned, root.querySelectorAll('img').length];", Value::Null);
        assert_eq!(state, json!(["undefined", 0]), "{hash}");
        opened.page.finish();
    }
}

journeys!(Hostile: text_stays_text, links_stay_data);
