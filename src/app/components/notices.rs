//! What the page tells the reader: something is loading, something failed, a link could not be read. A failure says what
//! happened, what is safe and what to press.

use super::links::{button, sign_button};
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::handle::EngineHandle;
use crate::app::reactive::*;
use crate::app::slot::Slot;
use crate::app::strings::fill;
use crate::view_state::{COMPARED_LIMIT, HashProblem};

/// Loading and failure of one answer.
pub fn slot_state<A>(cx: Context, slot: Slot<A>, retry: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let (slow, failure) = (slot.slow, slot.failure);
    // The button stays the same one while the line beside it changes.
    let working = Memo::new(move |_| cx.progress.with(|progress| progress.worked.of > 0));
    (move || {
        if let Some(failure) = failure.get() {
            let sentence = failure.sentence(cx.strings());
            let is_offline = failure.is_offline();
            let kept = move || {
                let kept = cx.keeping.kept.get().filter(|_| is_offline)?;
                Some(html::p().child(kept.told(&cx.locale())))
            };
            let renew = move || cx.keeping.renew();
            let renew = failure.is_outdated().then(|| button(cx, "renew", "plain", |s| s.keeping.renew, renew));
            return html::div()
                .class("notice error")
                .attr("data-part", "error")
                .attr("role", "alert")
                .child((
                    html::div().child((html::p().child(sentence), kept)),
                    button(cx, "retry", "plain", |s| s.retry, retry),
                    renew,
                ))
                .into_any();
        }
        let loading = slow.get().then(|| {
            let stop = move || {
                working
                    .get()
                    .then(|| button(cx, "stop", "plain", |s| s.stop, move || cx.engine.with_value(EngineHandle::stop)))
            };
            html::p().class("loading").attr("data-part", "loading").child((move || loading_line(cx), " ", stop))
        });
        loading.into_any()
    })
    .into_any()
}

/// What is on its way, and how far it is.
fn loading_line(cx: Context) -> String {
    let (locale, progress) = (cx.locale(), cx.progress.get());
    if let Some(percent) = (progress.worked.done * 100).checked_div(progress.worked.of) {
        return fill(locale.strings.working, &[("n", &locale.number(percent))]);
    }
    if progress.asked == 0 {
        return locale.strings.loading.to_owned();
    }
    let (n, total) = (locale.number(progress.arrived), locale.number(progress.asked));
    fill(locale.strings.loading_parts, &[("n", &n), ("total", &total)])
}

fn link_problem(cx: Context, problem: &HashProblem) -> String {
    let s = cx.strings();
    match problem {
        HashProblem::NotALink => s.link_not_ours.to_owned(),
        HashProblem::TooLong => s.link_too_long.to_owned(),
        HashProblem::Unknown(part) => fill(s.link_unknown, &[("part", part)]),
    }
}

fn sentence(cx: Context, notice: &Notice) -> String {
    let s = cx.strings();
    match notice {
        Notice::ArticleGone(id) => fill(s.link_article_gone, &[("id", id)]),
        Notice::PassageGone(words) => fill(s.link_passage_gone, &[("words", words)]),
        Notice::TrayFull => fill(s.tray_full, &[("n", &COMPARED_LIMIT.to_string())]),
        Notice::CiteFailed => s.cite_failed.to_owned(),
        Notice::Said(said) => said.clone(),
        Notice::ExportFailed => s.export_failed.to_owned(),
        Notice::ExportCut { rows, of } => {
            let locale = cx.locale();
            fill(s.exported_cut, &[("n", &locale.number(*rows)), ("total", &locale.number(*of))])
        }
    }
}

/// What the page has to say about the link it was opened with, and about what was just tried.
pub fn notices(cx: Context) -> AnyView {
    let problems = cx.store.problems();
    (move || {
        let mut lines: Vec<String> = problems.with(|all| all.iter().map(|one| link_problem(cx, one)).collect());
        lines.extend(cx.notice.with(|notice| notice.as_ref().map(|notice| sentence(cx, notice))));
        (!lines.is_empty()).then(|| {
            let lines: Vec<_> = lines.into_iter().map(|line| html::p().child(line)).collect();
            html::div().class("notice").attr("data-part", "notice").attr("role", "alert").child((
                html::div().child(lines),
                sign_button(
                    cx,
                    "dismiss",
                    "×",
                    |s| s.dismiss,
                    move || {
                        problems.update(Vec::clear);
                        cx.notice.set(None);
                    },
                ),
            ))
        })
    })
    .into_any()
}
