//! What the corpus is. Every item leads on: to a search, to an article, to the articles of a month.

use super::groups::suggested;
use crate::app::components::article_list::{article_list, fetch_articles};
use crate::app::components::frame::years;
use crate::app::components::histogram::histogram;
use crate::app::components::keep::keep;
use crate::app::components::links::{button, link, query_link};
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::how_to_search;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::app::trail::trail;
use crate::protocol::{Facet, Kind, Overview, OverviewRequest, PrepareRequest, QuerySpec};
use crate::view_state::{View, ViewState, phrase_query, with_value, word_query};

/// Items of a list shown before "show more".
const FIRST_ITEMS: usize = 12;

/// Fetches what the corpus is.
pub fn fetch_overview(cx: Context) {
    cx.overview.fetch(cx, None, OverviewRequest);
    // What every search needs comes while the reader looks around; a search that is quicker asks for it itself.
    Effect::new(move |asked: Option<bool>| {
        let ready = asked == Some(true) || cx.overview.get().is_some();
        if ready && asked != Some(true) {
            spawn_local(async move {
                let _ = cx.ask(None, PrepareRequest).await;
            });
        }
        ready
    });
}

/// The first view. `plain` is the page as it was before the app; it stays until the app knows more.
pub fn overview_view(cx: Context, plain: StoredValue<Option<web_sys::DocumentFragment>>) -> AnyView {
    let place = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let (Some(place), Some(Some(plain))) = (place.get(), plain.try_update_value(Option::take)) {
            // A fragment goes into a fresh element; nothing forbids it.
            let _ = place.append_child(&plain);
        }
    });
    // The plain page has an element of its own: what stands in it is not known to the elements drawn here.
    let known = Memo::new(move |_| cx.overview.get().is_some());
    Effect::new(move |_| {
        if let Some(place) = place.get().filter(|_| known.get()) {
            place.set_text_content(None);
        }
    });
    Effect::new(move |_| {
        if cx.view.get() == View::Overview && cx.articles.peek().is_none() {
            fetch_articles(cx);
        }
    });
    let plain_page = html::div().class("plain-page").attr("hidden", move || known.get()).node_ref(place);
    let content = move || cx.overview.get().map(|overview| content(cx, &cx.locale(), &overview));
    html::div()
        .class("overview")
        .attr("data-part", "overview")
        .child((slot_state(cx, cx.overview, move || fetch_overview(cx)), plain_page, content))
        .into_any()
}

fn content(cx: Context, locale: &Locale, overview: &Overview) -> AnyView {
    let s = locale.strings;
    if overview.articles == 0 {
        return html::p().class("empty").attr("data-part", "empty").child(s.empty_corpus).into_any();
    }
    html::div()
        .class("overview-grid")
        .child((
            opening(cx, locale, overview),
            section(s.repeats.groups, "groups", suggested(cx, locale, false)),
            section(s.by_time, "by-time", histogram(cx, locale, overview)),
            section(s.recurring, "recurring", recurring(cx, locale, overview)),
            html::div().class("overview-aside").child((
                section(s.key_terms, "key-terms", key_terms(cx, locale, overview)),
                section(s.people, "people", people(cx, locale, overview)),
                section(s.sources, "sources", sources(cx, locale, overview)),
            )),
            section(s.article_list, "all", Some(article_list(cx))),
        ))
        .into_any()
}

fn section(heading: &'static str, part: &'static str, content: Option<AnyView>) -> Option<AnyView> {
    content.map(|content| {
        html::section()
            .class("overview-section")
            .attr("data-part", part)
            .attr("aria-label", heading)
            .child((html::h2().child(heading), content))
            .into_any()
    })
}

fn opening(cx: Context, locale: &Locale, overview: &Overview) -> AnyView {
    let s = locale.strings;
    let undated =
        (overview.undated > 0).then(|| fill(s.undated, &[("articles", &locale.count(&s.articles, overview.undated))]));
    let facts = [
        Some(locale.count(&s.articles, overview.articles)),
        overview.span.map(|(from, to)| years(from.year, to.year)),
        Some(locale.count(&s.tokens, overview.tokens)),
        undated,
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let examples: Vec<AnyView> = overview
        .examples
        .iter()
        .map(|query| {
            html::li().child(query_link(cx, "example", "chip", cx.spec_of(query.clone()), query.clone())).into_any()
        })
        .collect();
    let examples = (!examples.is_empty()).then(|| {
        html::div()
            .class("examples")
            .child((html::span().class("label").child(s.examples), html::ul().class("chips").child(examples)))
    });
    let about = (!overview.about.is_empty())
        .then(|| html::p().class("about").attr("dir", "auto").child(overview.about.clone()));
    let contact = (!overview.contact.is_empty())
        .then(|| html::p().class("meta").child(fill(s.contact, &[("contact", &overview.contact)])));
    html::div()
        .class("opening")
        .child((
            html::h1().attr("dir", "auto").child(overview.title.clone()),
            about,
            html::p().class("facts").attr("data-part", "facts").child(facts),
            contact,
            examples,
            recent(cx),
            trail(cx),
            how_to_search(cx, locale),
            keep(cx),
        ))
        .into_any()
}

/// What the reader searched for before, on this device.
fn recent(cx: Context) -> AnyView {
    (move || {
        let queries = cx.settings.recent.get();
        (!queries.is_empty()).then(|| {
            let chip = |query: String| {
                html::li().child(query_link(cx, "recent", "chip", cx.spec_of(query.clone()), query)).into_any()
            };
            let chips: Vec<AnyView> = queries.into_iter().map(chip).collect();
            html::div().class("examples").child((
                html::span().class("label").child(cx.text(|s| s.keeping.recent)),
                html::ul().class("chips").child(chips),
                button(cx, "recent-clear", "plain", |s| s.keeping.forget, move || cx.settings.forget_queries()),
            ))
        })
    })
    .into_any()
}

/// The first items, the rest behind a line that says how many there are.
fn first_items(locale: &Locale, class: &'static str, mut items: Vec<AnyView>) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let rest = items.split_off(items.len().min(FIRST_ITEMS));
    let more = (!rest.is_empty()).then(|| {
        let line = fill(locale.strings.more, &[("n", &locale.number(rest.len() as u64))]);
        html::details().class("fold").child((html::summary().child(line), html::ul().class(class).child(rest)))
    });
    Some(html::div().child((html::ul().class(class).child(items), more)).into_any())
}

fn recurring(cx: Context, locale: &Locale, overview: &Overview) -> Option<AnyView> {
    let s = locale.strings;
    let items = overview.recurring.iter().map(|one| {
        let articles = locale.count(&s.articles, one.articles);
        let line = match &one.earliest {
            Some(date) => fill(s.recurring_line, &[("articles", &articles), ("date", &locale.date(date))]),
            None => fill(s.recurring_line_undated, &[("articles", &articles)]),
        };
        let spec = cx.spec_of(phrase_query(&one.text));
        let link = query_link(cx, "recurring-item", "wording", spec, format!("“{}”", one.text));
        html::li().child((link, html::span().class("meta").child(line))).into_any()
    });
    first_items(locale, "wordings", items.collect())
}

fn counted(cx: Context, locale: &Locale, part: &'static str, text: &str, spec: QuerySpec, articles: u32) -> AnyView {
    let link = query_link(cx, part, "", spec, text.to_owned());
    html::li().child((link, articles_of(locale, articles))).into_any()
}

fn articles_of(locale: &Locale, articles: u32) -> AnyView {
    let told = locale.count(&locale.strings.articles, articles);
    html::span().class("figure").attr("title", told).child(locale.number(articles)).into_any()
}

fn key_terms(cx: Context, locale: &Locale, overview: &Overview) -> Option<AnyView> {
    let items = overview
        .key_terms
        .iter()
        .map(|term| counted(cx, locale, "key-term", &term.text, cx.spec_of(word_query(&term.text)), term.articles));
    first_items(locale, "counted", items.collect())
}

/// A person leads to where it is mentioned: its name may be that of a street too.
fn person(cx: Context, locale: &Locale, name: &str, articles: u32) -> AnyView {
    let named = name.to_owned();
    let show = move |state: &mut ViewState| {
        state.set_spec(cx.spec_of(String::new()));
        state.show_mentions(Kind::People, Some(named.clone()));
    };
    let href = cx.store.link(show.clone());
    let text = name.to_owned();
    html::li()
        .child((link("person", "", href, text, move || cx.navigate(show.clone())), articles_of(locale, articles)))
        .into_any()
}

fn people(cx: Context, locale: &Locale, overview: &Overview) -> Option<AnyView> {
    let items = overview.people.iter().map(|(name, articles)| person(cx, locale, name, *articles));
    first_items(locale, "counted", items.collect())
}

fn sources(cx: Context, locale: &Locale, overview: &Overview) -> Option<AnyView> {
    let items = overview.sources.iter().map(|(source, articles)| {
        let spec = cx.spec_of_filters(with_value(Facet::Source, source));
        counted(cx, locale, "source", source, spec, *articles)
    });
    first_items(locale, "counted", items.collect())
}
