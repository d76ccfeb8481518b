//! Addresses that may be handed on: a page's own, without where it lies on its reader's disk, and a link that was pasted. It
//! opens nothing.

use super::hash::{HashProblem, parse_hash};
use super::{View, ViewState};

/// What a page's address may say to others, without its hash: over http the site and the page; from a disk the name of the
/// file alone, for the folders above it are the reader's own; nothing of a page that has no address of its own. What stands
/// behind a question mark names no page of ours and may name its reader: it is left out.
/// ```
/// use recto::view_state::shareable;
///
/// assert_eq!(shareable("https://site.example/bao/index.html?fbclid=an#view=overview"), "https://site.example/bao/index.html");
/// assert_eq!(shareable("file:///home/an/ho-so-mat/articles.html#view=overview"), "articles.html");
/// ```
pub fn shareable(address: &str) -> String {
    let plain = address.split(['#', '?']).next().unwrap_or_default();
    let Some((scheme, rest)) = plain.split_once(':') else { return String::new() };
    match scheme {
        "http" | "https" => {
            let rest = rest.trim_start_matches('/');
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            // A name and a password that the address was opened with.
            let host = host.rsplit('@').next().unwrap_or_default();
            [scheme, "://", host, path].concat()
        }
        "file" => plain.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

/// The link to a view in a text that was pasted, whatever stands before it: an address of any copy of the page, or the
/// lines of a citation. `None` where there is none.
/// ```
/// use recto::view_state::pasted_link;
///
/// let (state, problems) = pasted_link("Trích: articles.html#view=results&open=a.txt").unwrap();
/// assert_eq!((state.open.as_deref(), problems.len()), (Some("a.txt"), 0));
/// assert!(pasted_link("chợ #view").is_none());
/// ```
pub fn pasted_link(text: &str) -> Option<(ViewState, Vec<HashProblem>)> {
    let hash = &text[text.find("#view=")?..];
    let hash = hash.split_whitespace().next().unwrap_or_default();
    let named = hash["#view=".len()..].split('&').next().unwrap_or_default();
    View::parse(named)?;
    Some(parse_hash(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_nothing_of_the_disk_it_lies_on() {
        let check = |address: &str, expected: &str| assert_eq!(shareable(address), expected, "{address}");
        check("file:///C:/Ban/An/M%E1%BA%ADt/articles.html", "articles.html");
        check("file:///C:\\Ban\\An\\articles.html#a/b", "articles.html");
        check("file://server/share/An/b%C3%A0i.html?lang=vi", "b%C3%A0i.html");
        check("file:///home/an/", "");
        check("http://an:mat@site.example:8000/", "http://site.example:8000/");
        check("https://site.example", "https://site.example");
        check("https://site.example/a@b/index.html", "https://site.example/a@b/index.html");
        check("about:srcdoc", "");
        check("blob:https://site.example/1", "");
        check("content://com.android.files/document/home%2Fan%2Farticles.html", "");
        check("", "");
    }

    #[test]
    fn a_pasted_link_is_told_from_words() {
        let check = |text: &str, expected: Option<&str>| {
            let found = pasted_link(text).map(|(state, _)| state.open.unwrap_or_default());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("#view=results&open=a", Some("a"));
        check(" https://site.example/x/#view=results&open=b%20c \n", Some("b c"));
        check("“Chợ”Tít, 24/01/2021articles.html#view=results&open=a tiếp", Some("a"));
        check("#view=nothing&open=a", None);
        check("#view=", None);
        check("C# view=results", None);
    }
}
