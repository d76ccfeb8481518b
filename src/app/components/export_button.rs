//! The button that makes a file, and says how far it is; pressed again, it stops.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::{Exported, export};
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::export::References;
use leptos::ev;

/// The button.
pub fn export_button(cx: Context, what: Exported) -> AnyView {
    let running = move || cx.exporting.get().filter(|exporting| exporting.what == what);
    let label = move || {
        let locale = cx.locale();
        match running() {
            Some(exporting) => {
                let (n, total) = (locale.number(exporting.rows), locale.number(exporting.of));
                fill(locale.strings.exporting, &[("n", &n), ("total", &total)])
            }
            None => match what {
                Exported::References(form) => {
                    let ticked = cx.compared.with(Vec::len);
                    let name = if form == References::Bibtex { "BibTeX" } else { "RIS" };
                    let count = (ticked > 0).then(|| [" (", &locale.number(ticked as u64), ")"].concat());
                    [name, &count.unwrap_or_default()].concat()
                }
                _ => locale.strings.export.to_owned(),
            },
        }
    };
    html::button()
        .class("plain export")
        .attr("data-part", what.part())
        .attr("type", "button")
        .attr("title", move || {
            let help = matches!(what, Exported::References(_)).then(|| cx.strings().bench.references_help);
            running().map(|_| cx.strings().export_stop).or(help)
        })
        .attr("disabled", move || cx.exporting.get().is_some_and(|exporting| exporting.what != what))
        .on(ev::click, move |_| export(cx, what))
        .child(label)
        .into_any()
}
