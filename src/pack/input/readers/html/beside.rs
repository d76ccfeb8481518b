//! Short lines that stand in a story and are none of it: headings of other stories, invitations to share, to comment or to
//! subscribe. They are told by how they begin, in the languages of the pages that were looked at; a paragraph is never.

use crate::article::Role;

/// A line has no more characters.
const LONGEST_CHARS: usize = 90;

/// How headings of other stories begin, in small letters.
#[rustfmt::skip]
const RELATED: [&str; 64] = [
    "related", "read also", "read more", "read next", "see also", "more on this", "more from", "more stories", "more about", "also read",
    "you may also", "you might also", "recommended", "don't miss", "further reading", "further information", "latest news", "trending",
    "auch interessant", "auch lesen", "lesen sie auch", "lesen sie hier", "lesen sie mehr", "lies auch", "das könnte", "das thema könnte",
    "mehr zum thema", "mehr zu ", "mehr interessante", "weitere artikel", "weitere beiträge", "weitere infos", "weitere informationen",
    "weitere themen", "weitere meldungen", "weitere tipps", "weitere links", "weiterführende", "zum weiterlesen", "zum thema", "noch mehr infos", "passend zum thema",
    "ähnliche", "verwandte", "lust auf mehr", "auch auf ", "à lire aussi", "lire aussi", "sur le même sujet", "à voir aussi", "contenido relacionado", "temas relacionados",
    "noticias relacionadas", "te puede interesar", "lea también", "lee también", "mira también", "leia também", "leia mais", "veja também", "leggi anche",
    "czytaj też", "zobacz też", "đọc thêm",
];
/// How lines begin that ask for something, or lead on.
#[rustfmt::skip]
const RESIDUE: [&str; 62] = [
    "share this", "share on", "share article", "post a comment", "leave a reply", "leave a comment", "comments are closed", "no response", "no comments",
    "subscribe", "sign up", "follow us", "support us", "about the author", "back to", "click here to", "download pdf", "tags:", "filed under", "posted in", "print this",
    "advertisement", "sponsored", "this post contains", "photo credit",
    "beitrag teilen", "artikel teilen", "teilen", "kommentar schreiben", "kommentare", "kommentieren", "hinterlasse", "schreibe einen kommentar", "dein kommentar",
    "bisherige kommentare", "zurück", "über den autor", "über die autor", "jetzt registrieren", "jetzt anmelden", "jetzt abonnieren", "newsletter", "anzeige", "- anzeige", "werbung", "pinnen",
    "rezept drucken", "drucken", "weiterlesen", "hat dir der", "dir hat der", "gefällt dir", "war der artikel", "möchten sie den", "kategorie:", "kategorien", "schlagwörter", "markiert mit", "(noch keine",
    "síguenos", "siguenos", "suscríbete",
];

/// Endings that such a word may have besides.
const ENDINGS: [&str; 7] = ["n", "s", "e", "es", "in", "en", "d"];

/// The role of a short line that is none of the story.
pub(super) fn role_of_line(text: &str) -> Option<Role> {
    if text.is_empty() || text.chars().count() > LONGEST_CHARS {
        return None;
    }
    let lower = text.to_lowercase();
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            lower.strip_prefix(word).is_some_and(|rest| {
                word.ends_with(' ')
                    || !rest.starts_with(char::is_alphabetic)
                    || ENDINGS
                        .iter()
                        .any(|end| rest.strip_prefix(end).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
            })
        })
    };
    if begins(&RELATED) {
        return Some(Role::Related);
    }
    // A sentence that begins so may be the story's.
    (begins(&RESIDUE) && !(text.ends_with('.') && text.split_whitespace().count() > 8)).then_some(Role::Residue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_how_they_begin() {
        for (text, expected) in [
            ("Related stories", Some(Role::Related)),
            ("Das könnte Sie auch interessieren:", Some(Role::Related)),
            ("À lire aussi : le port", Some(Role::Related)),
            ("Kommentar schreiben", Some(Role::Residue)),
            ("Share this article", Some(Role::Residue)),
            ("Relatedness is a measure", None),
            ("The council met on Monday.", None),
            ("Subscribe to the idea that a harbour of this kind must be kept open all the year round.", None),
        ] {
            assert_eq!(role_of_line(text), expected, "{text}");
        }
    }
}
