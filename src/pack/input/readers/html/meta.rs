//! What a page says of itself: meta tags, OpenGraph, JSON-LD, the canonical link, and the parts it marks as headline,
//! byline and date. It reads no text of the story.

use super::byline;
use super::frame::Lengths;
use super::headline;
use super::json_ld;
use super::page_date;
use super::tree::Tree;
use crate::article::Known;
use crate::pack::input::readers::records::{host, read_when};

/// Reads it all.
pub(super) fn read(tree: &Tree, lengths: &Lengths) -> Known {
    let data = json_ld::read(tree);
    let meta = |names: &[&str]| names.iter().find_map(|name| meta_named(tree, name));
    let url = canonical(tree).or_else(|| meta(&["og:url"])).or_else(|| data.url.clone());
    let site = meta(&["og:site_name"]);
    let source = site.clone().or(data.source).or_else(|| url.as_deref().and_then(host));
    let told = meta(&["author", "article:author", "dc.creator", "dc:creator", "parsely-author", "sailthru.author"]);
    let named = Named { site: site.as_deref(), source: source.as_deref(), url: url.as_deref() };
    let author = byline::read(tree, &[data.author, told], &named);
    let title = headline::read(tree, meta(&["og:title", "twitter:title"]).or(data.title), &named);
    let (sure, unsure) = PUBLISHED.split_at(PUBLISHED.len() - UNSURE);
    let changed = meta(&CHANGED).or(data.changed).and_then(|text| read_when(&text, None));
    let page = page_date::Page { tree, lengths, url: url.as_deref(), title: title.as_deref(), changed };
    // Where the two differ, what the page shows is told twice.
    let told = match (meta(sure), data.date) {
        (Some(meta), Some(data)) if page.shows(&data) && !page.shows(&meta) => Some(data),
        (meta, data) => meta.or(data),
    };
    let date = page
        .date(told.as_deref(), meta(unsure).as_deref())
        .or_else(|| data.page_date.as_deref().and_then(|text| read_when(text, None)));
    Known {
        title,
        date,
        url,
        category: meta(&["article:section"]).or(data.section),
        author,
        source,
        ..Known::default()
    }
}

/// Names under which pages tell when they were published, surest first.
#[rustfmt::skip]
const PUBLISHED: [&str; 18] = [
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
    "publication_date", "publication-date", "published_time", "article.published", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dc:date", "date",
];

/// So many of the last of these tell the day of a change as often.
const UNSURE: usize = 3;

/// Names under which they tell when they were changed last.
const CHANGED: [&str; 5] =
    ["article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"];

/// What names the page's publisher.
pub(super) struct Named<'n> {
    pub site: Option<&'n str>,
    pub source: Option<&'n str>,
    pub url: Option<&'n str>,
}

impl Named<'_> {
    /// Whether a text is the name of the site or of its publisher, or the host without its end.
    pub fn is_site(&self, text: &str) -> bool {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let text = plain(text);
        let host = self.url.and_then(host);
        let label = host.as_deref().map(|host| host.rsplit_once('.').map_or(host, |(label, _)| label));
        let names = [self.site, self.source, host.as_deref(), label];
        !text.is_empty() && names.into_iter().flatten().any(|name| plain(name) == text)
    }
}

/// A text on one line, where it has any.
pub(super) fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn meta_named(tree: &Tree, name: &str) -> Option<String> {
    tree.nodes.iter().filter(|node| node.tag() == "meta").find_map(|node| {
        let named = ["property", "name", "itemprop"].iter().filter_map(|a| node.attribute(a));
        let is = named.into_iter().any(|given| given.eq_ignore_ascii_case(name));
        if is { node.attribute("content").and_then(filled) } else { None }
    })
}

fn canonical(tree: &Tree) -> Option<String> {
    let is = |rel: &str| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("canonical"));
    let link = tree.nodes.iter().find(|node| node.tag() == "link" && node.attribute("rel").is_some_and(is))?;
    link.attribute("href").filter(|href| href.starts_with("http")).and_then(filled)
}
