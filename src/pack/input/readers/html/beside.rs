//! Short lines that stand in a story and are none of it: headings of other stories, invitations to share, to comment or to
//! subscribe. They are told by how they begin, in the languages of the pages that were looked at; a paragraph is never.

use crate::article::Role;

/// A line has no more characters.
const LONGEST_CHARS: usize = 90;

/// How headings of other stories begin, in small letters.
#[rustfmt::skip]
const RELATED: [&str; 69] = [
    "related", "read also", "read more", "read next", "see also", "more on this", "more from", "more stories", "more about", "also read",
    "you may also", "you might also", "recommended", "don't miss", "further reading", "further information", "latest news", "trending",
    "auch interessant", "auch lesen", "lesen sie auch", "lesen sie hier", "lesen sie mehr", "lies auch", "das könnte", "das thema könnte",
    "mehr zum thema", "mehr zu ", "mehr interessante", "weitere artikel", "weitere beiträge", "weitere infos", "weitere informationen",
    "weitere themen", "weitere meldungen", "weitere tipps", "weitere links", "weiterführende", "zum weiterlesen", "zum thema", "noch mehr infos", "passend zum thema",
    "ähnliche", "verwandte", "lust auf mehr", "auch auf ", "à lire aussi", "lire aussi", "sur le même sujet", "à voir aussi", "contenido relacionado", "temas relacionados",
    "noticias relacionadas", "te puede interesar", "lea también", "lee también", "mira también", "leia também", "leia mais", "veja também", "leggi anche",
    "czytaj też", "zobacz też", "đọc thêm", "nachfolgebeitrag", "vorgängerbeitrag", "nächster eintrag", "vorheriger eintrag", "nächster beitrag",
];
/// How lines begin that ask for something, or lead on.
#[rustfmt::skip]
const RESIDUE: [&str; 45] = [
    "share this", "share on", "share article", "post a comment", "leave a reply", "leave a comment", "comments are closed", "no response", "no comments",
    "subscribe to our", "sign up for", "follow us on", "about the author", "back to top", "back to the top", "back to home", "click here to", "tags:", "filed under:", "posted in:",
    "this post contains", "photo credit", "beitrag teilen", "artikel teilen", "kommentar schreiben", "hinterlasse", "schreibe einen kommentar", "dein kommentar",
    "bisherige kommentare", "zurück zu", "über den autor", "über die autor", "jetzt registrieren", "jetzt anmelden", "jetzt abonnieren",
    "gefällt dir", "kategorie:", "kategorien:", "schlagwörter:", "(noch keine", "síguenos en", "suscríbete a", "permalink:",
    "permalien", "empfiehl dies",
];
/// How the sentence begins that a blog ends a post with: when it was posted, and what it is filed under.
#[rustfmt::skip]
const POSTED: [&str; 9] = [
    "this entry was posted", "this post was posted", "this entry is filed under", "der beitrag wurde am", "dieser beitrag wurde am",
    "dieser eintrag wurde", "cette entrée a été publiée", "esta entrada fue publicada", "quest'articolo è stato pubblicato",
];
/// Such a sentence has no more characters.
const LONGEST_POSTED_CHARS: usize = 400;
/// Lines that are such a word and nothing else but signs and numbers: a story may well begin with it.
#[rustfmt::skip]
const RESIDUE_WHOLE: [&str; 26] = [
    "subscribe", "sign up", "follow us", "support us", "download pdf", "print", "print this", "advertisement", "sponsored", "comments", "tags", "filed under", "posted in",
    "teilen", "kommentare", "kommentieren", "zurück", "newsletter", "anzeige", "werbung", "pinnen", "drucken", "weiterlesen", "kategorien", "schlagwörter",
    "síguenos",
];
/// Words of a sentence that begins so and is the story's.
const SENTENCE_WORDS: usize = 4;

/// Endings that such a word may have besides.
const ENDINGS: [&str; 7] = ["n", "s", "e", "es", "in", "en", "d"];

/// The role of a short line that is none of the story.
pub(super) fn role_of_line(text: &str) -> Option<Role> {
    let chars = text.chars().count();
    if text.is_empty() || chars > LONGEST_POSTED_CHARS {
        return None;
    }
    let lower = text.to_lowercase();
    if POSTED.iter().any(|beginning| lower.starts_with(beginning)) {
        return Some(Role::Residue);
    }
    if chars > LONGEST_CHARS {
        return None;
    }
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
    if RESIDUE_WHOLE.contains(&lower.trim_matches(|c: char| !c.is_alphabetic())) {
        return Some(Role::Residue);
    }
    let is_sentence = text.ends_with('.') && !text.contains(':') && text.split_whitespace().count() >= SENTENCE_WORDS;
    if is_sentence {
        return None;
    }
    if begins(&RELATED) {
        return Some(Role::Related);
    }
    begins(&RESIDUE).then_some(Role::Residue)
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
            ("Related companies shipped five tons.", None),
            ("Werbung", Some(Role::Residue)),
            ("Kommentare (3)", Some(Role::Residue)),
            ("Werbung hilft dem Hafen", None),
            ("Zurück nach Bremen", None),
            ("Back to school in the harbour", None),
            (
                "Dieser Beitrag wurde am Montag, den 3. Mai 2021 um 10:12 Uhr unter der Kategorie Hafen abgelegt.",
                Some(Role::Residue),
            ),
            ("This entry was posted on May 3rd, 2021 at 10:12 and is filed under Harbour.", Some(Role::Residue)),
            ("Nachfolgebeitrag: Die Fähre", Some(Role::Related)),
            ("Permalink: https://hafen.example/1", Some(Role::Residue)),
            ("The council met on Monday.", None),
            ("Subscribe to the idea that a harbour of this kind must be kept open all the year round.", None),
        ] {
            assert_eq!(role_of_line(text), expected, "{text}");
        }
    }
}
