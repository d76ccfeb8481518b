//! What WordPress writes into the entries of its export: kinds and states of posts, paragraphs that are empty lines, and
//! short codes in brackets. It reads no XML.

use crate::pack::input::readers::elements::Node;

/// Short codes that stand alone and have no text in them.
#[rustfmt::skip]
const CODES: [&str; 22] = [
    "gallery", "embed", "audio", "video", "playlist", "caption", "wp_caption", "contact-form", "contact-form-7", "youtube", "vimeo",
    "tweet", "instagram", "soundcloud", "googlemaps", "slideshare", "nextpage", "more", "toc", "adsense", "ad", "subscribe",
];
/// Beginnings of the names of short codes of page builders.
const BUILDERS: [&str; 6] = ["vc_", "et_pb_", "fusion_", "su_", "av_", "mk_"];
/// What begins a block of markup, which is no paragraph to be made.
#[rustfmt::skip]
const BLOCKS: [&str; 24] = [
    "<p", "<div", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<ul", "<ol", "<table", "<blockquote", "<pre", "<figure", "<section", "<hr",
    "<!--", "<iframe", "<figcaption", "<aside", "<article", "<form", "<dl", "</",
];

/// Whether an item is of an export of WordPress.
pub(super) fn is_item(node: &Node) -> bool {
    node.children().any(|child| child.prefix == "wp")
}

/// What an item is that is no published post or page.
pub(super) fn not_published(node: &Node) -> Option<&'static str> {
    if !is_item(node) {
        return None;
    }
    match node.value("post_type").as_deref() {
        Some("attachment") => return Some("pictures and other attachments"),
        Some("nav_menu_item") => return Some("entries of menus"),
        Some("post" | "page") | None => {}
        // Kinds of a site's own are articles when they have a text; those of its programs are not.
        Some(kind)
            if kind.starts_with("wp_")
                || matches!(
                    kind,
                    "revision"
                        | "custom_css"
                        | "customize_changeset"
                        | "oembed_cache"
                        | "feedback"
                        | "elementor_library"
                        | "acf-field"
                        | "acf-field-group"
                ) =>
        {
            return Some("settings of the site");
        }
        Some(_) => {}
    }
    match node.value("status").as_deref() {
        Some("publish") | None => None,
        Some("draft" | "auto-draft" | "pending") => Some("drafts"),
        Some("private") => Some("private posts"),
        Some("trash") => Some("deleted posts"),
        Some("future") => Some("posts still to be published"),
        Some(_) => Some("posts that are not published"),
    }
}

/// Makes a paragraph of what stands between empty lines, as WordPress shows it, and takes its short codes out.
pub(super) fn paragraphs(text: &str) -> String {
    let text = without_codes(&text.replace("\r\n", "\n"));
    let mut all = String::with_capacity(text.len() + 64);
    for part in text.split("\n\n") {
        let part = part.trim();
        let lower = part.get(..part.len().min(12)).map_or_else(|| part.to_owned(), str::to_lowercase);
        if part.is_empty() || BLOCKS.iter().any(|block| lower.starts_with(block)) {
            all.push_str(part);
        } else {
            all.push_str("<p>");
            all.push_str(&part.replace('\n', "<br>\n"));
            all.push_str("</p>");
        }
        all.push('\n');
    }
    all
}

/// A text without short codes. What stands between a code and its end stays; the words under a picture are a caption.
fn without_codes(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        all.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(']').filter(|&end| end < 2000);
        match end.map(|end| (&rest[1..end], end)) {
            Some((inner, end)) if is_code(inner, text) => {
                let name = inner.trim_start_matches('/').split([' ', '=']).next().unwrap_or("");
                if matches!(name, "caption" | "wp_caption") {
                    all.push_str(if inner.starts_with('/') { "</figcaption>" } else { "<figcaption>" });
                }
                rest = &rest[end + 1..];
                // What is embedded is an address.
                if name == "embed" && !inner.starts_with('/') {
                    rest = rest.find("[/embed]").map_or(rest, |end| &rest[end..]);
                }
            }
            _ => {
                all.push('[');
                rest = &rest[1..];
            }
        }
    }
    all.push_str(rest);
    all
}

/// Whether what stands in brackets is a short code: a known name, or a name with attributes or with an end.
fn is_code(inner: &str, text: &str) -> bool {
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim_end_matches('/');
    let name = inner.split([' ', '=']).next().unwrap_or("");
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() < 40
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let known = CODES.contains(&name) || BUILDERS.iter().any(|begin| name.starts_with(begin));
    let attributes = inner[name.len()..].contains("=\"") || inner[name.len()..].contains("='");
    is_name && (known || attributes || closes || name.len() > 1 && text.contains(&format!("[/{name}]")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_codes_go_and_brackets_stay() {
        for (text, expected) in [
            ("Một [gallery ids=\"1,2\"] hai", "<p>Một  hai</p>\n"),
            (
                "[caption id=\"a\"]<img src=\"a.jpg\"/> Bến[/caption]\n\nHai [1] [sic]",
                "<figcaption><img src=\"a.jpg\"/> Bến</figcaption>\n<p>Hai [1] [sic]</p>\n",
            ),
            ("[quote]Lời[/quote]", "<p>Lời</p>\n"),
            ("<p>Một</p>\n\nHai\nba", "<p>Một</p>\n<p>Hai<br>\nba</p>\n"),
            ("a [ b", "<p>a [ b</p>\n"),
        ] {
            assert_eq!(paragraphs(text), expected, "{text}");
        }
    }
}
