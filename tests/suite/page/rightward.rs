//! Texts written from right to left: side by side they stay in their columns, their letters in sight.

use super::declared::journeys;
use super::journey::{Form, Journey};
use serde_json::{Value, json};

/// Two articles that share a passage.
pub fn articles() -> Vec<(&'static str, String)> {
    const SHARED: &str = "فتحت المكتبة الصغيرة أبوابها في الصباح وجاء الأطفال مع معلمتهم ليختاروا الكتب التي يحبونها";
    vec![
        ("a.txt", format!("المكتبة في القرية\n\n{SHARED}، ثم عادوا إلى المدرسة قبل الظهر.\n")),
        ("b.txt", format!("يوم القراءة\n\nكان الطقس جميلا. {SHARED}، وقرأت لهم قصة عن البحر.\n")),
    ]
}

fn columns_hold_their_text_and_its_letters(journey: &Journey) {
    for (width, height) in super::width::SIZES {
        let form = journey.form_of_width(width, height);
        let opened = journey.open(form, "#view=compare&with=a.txt&with=b.txt");
        if form == Form::OneFile {
            journey.size(width, height);
        }
        let page = &opened.page;
        page.wait_shown("passage");
        let wide = page.script(
            "return parts('column').filter(shown).map((one) => one.scrollWidth - one.clientWidth)\
             .concat(document.documentElement.scrollWidth - innerWidth).filter((over) => over > 0);",
            Value::Null,
        );
        assert_eq!(wide, json!([]), "something reaches beyond its column at {width} px");
        let lettered = page.script(
            "return parts('passage').filter(shown).filter((one) => one.dataset.letter)\
             .some((one) => getComputedStyle(one, '::before').left.startsWith('-'));",
            Value::Null,
        );
        assert_eq!(lettered, json!(true), "a letter stands in the room at the left");
        opened.page.finish();
    }
}

journeys!(RightToLeft: columns_hold_their_text_and_its_letters);
