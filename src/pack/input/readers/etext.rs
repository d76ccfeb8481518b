//! E-texts of Project Gutenberg: the text stands between two lines of stars; before it are its title and its author, and
//! around it is the licence of the file, which is no part of the text and is not packed.
//!
//! The date of such a head is when the file was made, and says nothing of the text.

use crate::article::Known;

/// The head is looked for in so many bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// The text of an e-text with what its head says; `None` for any other text.
pub(super) fn read(text: &str) -> Option<(String, Known)> {
    let head_end = text.floor_char_boundary(HEAD_BYTES);
    let (start, begin) = marked(&text[..head_end], "START OF")?;
    let head = &text[..start];
    let body = &text[begin..];
    let body = marked(body, "END OF").map_or(body, |(end, _)| &body[..end]);
    if body.trim().is_empty() {
        return None;
    }
    let known = Known { title: field(head, "Title"), author: field(head, "Author"), ..Known::default() };
    Some((format!("{}\n", body.trim_matches(['\n', '\r', ' '])), known))
}

/// Where a line of stars of the project stands that begins so, and where the line after it begins.
fn marked(text: &str, begins: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if let Some(told) = bare.strip_prefix("***") {
            let told = told.trim_start().to_ascii_uppercase();
            if told.starts_with(begins) && told.contains("PROJECT GUTENBERG") {
                return Some((at, at + line.len()));
            }
        }
        at += line.len();
    }
    None
}

/// The value of a line `Name: value`, which goes on in lines that are drawn in.
fn field(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().skip_while(|line| !line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')));
    let mut value = lines.next()?[name.len() + 1..].trim().to_owned();
    for line in lines.take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty()) {
        value.push(' ');
        value.push_str(line.trim());
    }
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stands_between_the_stars() {
        let text = "\u{feff}The Project Gutenberg eBook of Mud Banks\n\nTitle: Mud Banks\n    and Other Boats\n\nAuthor: Mai An\n\n\
            Release date: May 1, 2009\n\n*** START OF THE PROJECT GUTENBERG EBOOK MUD BANKS ***\n\nCHAPTER I\n\nThe bay.\n\n\
            *** END OF THE PROJECT GUTENBERG EBOOK MUD BANKS ***\n\nThe licence.\n";
        let (body, known) = read(text).unwrap();
        assert_eq!(body, "CHAPTER I\n\nThe bay.\n");
        assert_eq!(
            (known.title.as_deref(), known.author.as_deref()),
            (Some("Mud Banks and Other Boats"), Some("Mai An"))
        );
        assert_eq!(known.date, None);
        for other in ["", "A text about *** START OF THE PROJECT GUTENBERG EBOOK", "*** START OF WORK ***\nText."] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
