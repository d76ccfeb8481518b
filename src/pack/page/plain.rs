//! The corpus as plain HTML, readable with no script: title, counts, dates, the list of articles, the overview. The app
//! takes its place. It holds no text of an article.

use super::PageInput;
use super::template::escape;
use super::words::Words;
use crate::article::Date;
use crate::bundle::{Card, Overview};

/// Articles listed; a longer list makes the page slow to open, and the app lists them all.
const LIST_LIMIT: usize = 500;

/// Wordings, terms, people and sources listed.
const OVERVIEW_LIMIT: usize = 12;

/// The plain page, to stand inside the mount element. `needs` is what a host's policy must allow the app: should no
/// script run, a sentence that appears after a while says so.
pub fn html(input: &PageInput, words: &Words, needs: &str) -> String {
    let overview = &input.overview;
    let mut html = format!("<div class=\"page-plain\" role=\"main\">\n<h1>{}</h1>\n", escape(&overview.title));
    let mut paragraph = |class: &str, text: &str| {
        if !text.is_empty() {
            html.push_str(&format!("<p{class}>{}</p>\n", escape(text)));
        }
    };
    if input.locked {
        paragraph(" class=\"page-locked\"", words.locked);
    } else {
        paragraph(" class=\"page-counts\"", &counts(input, words));
    }
    paragraph("", &overview.about);
    if !overview.contact.is_empty() {
        paragraph("", &format!("{} {}", words.contact, overview.contact));
    }
    match input.app {
        Some(_) => {
            let no_script = if input.locked { words.locked_no_script } else { words.no_script };
            html.push_str(&format!("<noscript><p>{}</p></noscript>\n", escape(no_script)));
            let waiting = escape(words.waiting);
            html.push_str(&format!("<p class=\"page-waiting\" data-nosnippet>{waiting} <code>{needs}</code></p>\n"));
        }
        None => paragraph("", words.no_app),
    }
    if input.locked {
        // What the page holds it tells to nobody yet.
    } else if overview.articles == 0 {
        html.push_str(&format!("<p>{}</p>\n", escape(words.empty)));
    } else if input.plain_list {
        html.push_str(&overview_html(overview, words));
        html.push_str(&list_html(&input.cards, overview.articles as usize, words));
    }
    html.push_str("</div>\n");
    html
}

/// How much there is and from when: `12 bài · 05/2020 – 03/2026 · 8.004 âm tiết · 2 bài không rõ ngày`. Plain text.
pub fn counts(input: &PageInput, words: &Words) -> String {
    let overview = &input.overview;
    let mut parts = vec![words.count(words.articles, u64::from(overview.articles))];
    if let Some((first, last)) = &overview.span {
        let month = |date: &Date| shown(&Date { day: None, minute: None, ..*date }, words);
        let (first, last) = (month(first), month(last));
        parts.push(if first == last { first } else { format!("{first} – {last}") });
    }
    parts.push(words.count(words.tokens, overview.tokens));
    if overview.undated > 0 {
        parts.push(words.count(words.undated, u64::from(overview.undated)));
    }
    parts.join(" · ")
}

fn overview_html(overview: &Overview, words: &Words) -> String {
    let named = |(name, articles): &(String, u32)| format!("{} ({})", escape(name), words.number(u64::from(*articles)));
    let recurring = overview.recurring.iter().map(|wording| {
        let mut about = words.count(words.in_articles, u64::from(wording.articles));
        if let Some(date) = &wording.earliest {
            about.push_str(&format!(", {} {}", words.earliest, shown(date, words)));
        }
        format!("<q>{}</q> <span class=\"page-note\">{}</span>", escape(&wording.text), escape(&about))
    });
    let terms = overview.key_terms.iter().map(|term| escape(&term.text));
    let mut html = String::new();
    html.push_str(&section(words.recurring, recurring));
    html.push_str(&section(words.key_terms, terms));
    html.push_str(&section(words.people, overview.people.iter().map(named)));
    html.push_str(&section(words.sources, overview.sources.iter().map(named)));
    html
}

/// A heading over a list of HTML items; nothing when there are none.
fn section(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.take(OVERVIEW_LIMIT).map(|item| format!("<li>{item}</li>\n")).collect();
    if items.is_empty() {
        return items;
    }
    format!("<section>\n<h2>{}</h2>\n<ul>\n{items}</ul>\n</section>\n", escape(heading))
}

fn list_html(cards: &[Card], articles: usize, words: &Words) -> String {
    let mut html = format!("<section>\n<h2>{}</h2>\n<ol class=\"page-list\">\n", escape(words.list));
    for card in cards.iter().take(LIST_LIMIT) {
        html.push_str(&format!("<li><span>{}</span>", escape(&card.title)));
        if card.untitled {
            html.push_str(&format!(" <span class=\"page-note\">({})</span>", escape(words.untitled)));
        }
        html.push_str(" · ");
        html.push_str(&time_html(card.date.as_ref(), words));
        if let Some(made) = &card.file_date {
            let made = format!("{}: {}", words.file_date, shown(made, words));
            html.push_str(&format!(" · <span class=\"page-note\">{}</span>", escape(&made)));
        }
        if let Some(source) = source_html(card) {
            html.push_str(&format!(" · <cite>{source}</cite>"));
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n");
    let listed = cards.len().min(LIST_LIMIT);
    if articles > listed {
        let more = words.count(words.more, (articles - listed) as u64);
        html.push_str(&format!("<p>{}</p>\n", escape(&more)));
    }
    html.push_str("</section>\n");
    html
}

/// The source, linked when its address is one of the web: a maker's table may hold anything.
fn source_html(card: &Card) -> Option<String> {
    let url = card.url.as_deref().filter(|url| {
        let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
        start.starts_with("http://") || start.starts_with("https://")
    });
    let name = card.source.as_deref().or(url)?;
    Some(match url {
        Some(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escape(url), escape(name)),
        None => escape(name),
    })
}

fn time_html(date: Option<&Date>, words: &Words) -> String {
    match date {
        Some(date) if date.year.is_some() => {
            format!("<time datetime=\"{date}\">{}</time>", escape(&shown(date, words)))
        }
        Some(date) => format!("<span class=\"page-note\">{}</span>", escape(&shown(date, words))),
        None => format!("<span class=\"page-note\">{}</span>", escape(words.date_unknown)),
    }
}

/// A date as a reader writes it, as precise as it is known: `24/01/2021`, `24 January 2021`.
fn shown(date: &Date, words: &Words) -> String {
    let month_name = date.month.and_then(|month| words.months.get(usize::from(month).checked_sub(1)?));
    let day_month = match (date.day, date.month, month_name) {
        (Some(day), Some(_), Some(name)) => format!("{day} {name}"),
        (None, Some(_), Some(name)) => (*name).to_owned(),
        (Some(day), Some(month), None) => format!("{day:02}/{month:02}"),
        (None, Some(month), None) => format!("{month:02}"),
        (_, None, _) => String::new(),
    };
    let joint = if words.months.is_empty() { "/" } else { " " };
    match date.year {
        Some(year) if day_month.is_empty() => year.to_string(),
        Some(year) => format!("{day_month}{joint}{year}"),
        None => format!("{day_month}, {}", words.year_unknown),
    }
}
