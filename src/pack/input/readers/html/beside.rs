//! Short lines that stand in a story and are none of it: headings of other stories, invitations to share, to comment or to
//! subscribe. They are told by how they begin, in the languages of the pages that were looked at; a paragraph is never.

use super::Readable;
use crate::article::{Block, Role};

/// A line that asks for something has no more characters.
const LONGEST_ASK_CHARS: usize = 160;
/// A line has no more characters.
const LONGEST_CHARS: usize = 110;

/// How headings of other stories begin, in small letters.
#[rustfmt::skip]
const RELATED: [&str; 74] = [
    "related", "read also", "read more", "read next", "see also", "more on this", "more from", "more stories", "more about", "also read",
    "you may also", "you might also", "recommended", "don't miss", "further reading", "further information", "latest news", "trending",
    "auch interessant", "auch lesen", "lesen sie auch", "lesen sie hier", "lesen sie mehr", "lies auch", "das könnte", "das thema könnte",
    "mehr zum thema", "mehr zu ", "mehr interessante", "weitere artikel", "weitere beiträge", "weitere infos", "weitere informationen",
    "weitere themen", "weitere meldungen", "weitere tipps", "weitere links", "weiterführende", "zum weiterlesen", "zum thema", "noch mehr infos", "passend zum thema",
    "ähnliche", "verwandte", "lust auf mehr", "auch auf ", "à lire aussi", "lire aussi", "sur le même sujet", "à voir aussi", "contenido relacionado", "temas relacionados",
    "noticias relacionadas", "te puede interesar", "lea también", "lee también", "mira también", "leia também", "leia mais", "veja também", "leggi anche",
    "czytaj też", "zobacz też", "đọc thêm", "audios et vidéos sur", "contexto de la noticia", "kommende events", "unsere partner", "weitere tourentipps", "nachfolgebeitrag", "vorgängerbeitrag", "nächster eintrag", "vorheriger eintrag", "nächster beitrag",
];
/// How lines begin that ask for something, or lead on.
#[rustfmt::skip]
const RESIDUE: [&str; 49] = [
    "share this", "share on", "share article", "post a comment", "leave a reply", "leave a comment", "comments are closed", "no response", "no comments",
    "subscribe to our", "sign up for", "follow us on", "about the author", "back to top", "back to the top", "back to home", "click here to", "tags:", "filed under:", "posted in:",
    "this post contains", "photo credit", "beitrag teilen", "artikel teilen", "kommentar schreiben", "hinterlasse", "schreibe einen kommentar", "dein kommentar",
    "bisherige kommentare", "zurück zu", "über den autor", "über die autor", "jetzt registrieren", "jetzt anmelden", "jetzt abonnieren",
    "gefällt dir", "kategorie:", "kategorien:", "schlagwörter:", "(noch keine", "síguenos en", "suscríbete a", "permalink:",
    "permalien", "empfiehl dies", "dołącz do dyskusji", "zum rezept drucken", "rezept drucken", "pour accéder en illimité",
];
/// How the sentence begins that a blog ends a post with: when it was posted, and what it is filed under.
#[rustfmt::skip]
const POSTED: [&str; 9] = [
    "this entry was posted", "this post was posted", "this entry is filed under", "der beitrag wurde am", "dieser beitrag wurde am",
    "dieser eintrag wurde", "cette entrée a été publiée", "esta entrada fue publicada", "quest'articolo è stato pubblicato",
];
/// How sentences begin that ask for something, whatever follows.
#[rustfmt::skip]
const ASKS: [&str; 7] = [
    "klicken sie auf den unteren button", "du musst eingeloggt", "du musst angemeldet", "empfiehl dies", "bitte registrieren sie sich",
    "you must be logged in", "warning: creating default object",
];
/// How a line ends that tells when and by whom a story was posted, and how many answered.
const ANSWERED: [&str; 11] = [
    "kommentare",
    "kommentar",
    "ergänzungen",
    "hinterlasse eine antwort",
    "comments",
    "post a comment",
    "leave a comment",
    "leave a reply",
    "commentaires",
    "comentarios",
    "commenti",
];
/// How a line begins that tells when a page was changed.
const CHANGED: [&str; 10] = [
    "aktualisiert am",
    "zuletzt aktualisiert",
    "zuletzt geändert",
    "letzte änderung",
    "last updated",
    "last modified",
    "ultima modifica",
    "última actualización",
    "dernière mise à jour",
    "pubblicato il",
];
/// Words that a line has in which a page asks to subscribe to a newsletter.
const SUBSCRIBES: [&str; 6] = ["!", "?", "suscrib", "subscri", "abonn", "iscri"];
/// Such a sentence has no more characters.
const LONGEST_POSTED_CHARS: usize = 400;
/// Lines that are such a word and nothing else but signs and numbers: a story may well begin with it.
#[rustfmt::skip]
const RESIDUE_WHOLE: [&str; 29] = [
    "subscribe", "sign up", "follow us", "support us", "download pdf", "print", "print this", "advertisement", "sponsored", "comments", "tags", "filed under", "posted in",
    "teilen", "kommentare", "kommentieren", "zurück", "newsletter", "anzeige", "werbung", "pinnen", "drucken", "weiterlesen", "kategorien", "schlagwörter",
    "síguenos", "quellen ausblenden", "info zur bewertung", "post a comment",
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
    let asks = ASKS.iter().any(|beginning| lower.starts_with(beginning));
    let subscribes = lower.contains("newsletter") && SUBSCRIBES.iter().any(|word| lower.contains(word));
    if chars <= LONGEST_ASK_CHARS && (asks || subscribes) {
        return Some(Role::Residue);
    }
    if chars > LONGEST_CHARS {
        return None;
    }
    let is_year = |figures: &str| figures.len() == 4 && (figures.starts_with("19") || figures.starts_with("20"));
    let dated = lower.split(|c: char| !c.is_ascii_digit()).any(is_year);
    let is_posted = |end: &&str| lower.ends_with(*end) && chars > end.chars().count() + 8;
    if dated && (ANSWERED.iter().any(is_posted) || CHANGED.iter().any(|word| lower.starts_with(word))) {
        return Some(Role::Residue);
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

/// Labels the paragraphs of one line that are none of the story and that no element told of: what stands between other
/// blocks, or as a heading.
pub(super) fn label_lines(story: &mut Readable) {
    let mut known = std::mem::take(&mut story.roles).into_iter().peekable();
    let (mut start, mut roles) = (0, Vec::new());
    for line in story.text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        while let Some(block) = known.next_if(|block| block.end as usize <= start) {
            roles.push(block);
        }
        let (above, below) = (&story.text[..start], &story.text[end..]);
        let alone = above.ends_with("\n\n") && (below.starts_with("\n\n") || below.trim().is_empty());
        let here = known.peek().filter(|block| (block.start as usize) < end);
        let whole = here.is_none_or(|block| {
            matches!(block.role, Role::Subheading | Role::Credit)
                && (block.start as usize, block.end as usize) == (start, end)
        });
        let role = if alone && whole { role_of_line(line.trim()) } else { None };
        if let Some(role) = role {
            known.next_if(|block| (block.start as usize) < end);
            roles.push(Block { role, start: start as u32, end: end as u32, repeats: false });
        }
        start += line.len();
    }
    roles.extend(known);
    story.roles = roles;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_how_they_begin() {
        for (text, expected) in [
            ("Related stories", Some(Role::Related)),
            ("19.6.2007 9:40 Uhr Mai An 71 Kommentare", Some(Role::Residue)),
            ("Aktualisiert am 17.01.2021.", Some(Role::Residue)),
            ("Aktualisiert am Montag", None),
            ("Ein Jahr, zwei Kommentare", None),
            ("Dann melden Sie sich an: unser Newsletter!", Some(Role::Residue)),
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

    #[test]
    fn paragraphs_between_blocks_are_labelled() {
        let text =
            "Chợ họp sớm.\n\nAdvertisement:\n\nVề bến\nTrở lại\nteilen\n\nNgười mua đông.\n\nContenido relacionado\n";
        let at = text.find("Contenido").unwrap() as u32;
        let heading = Block { role: Role::Subheading, start: at, end: text.len() as u32 - 1, repeats: false };
        let mut story = Readable { text: text.to_owned(), roles: vec![heading], ..Readable::default() };
        label_lines(&mut story);
        let found: Vec<_> = story.roles.iter().map(|block| (block.role, block.of(text))).collect();
        assert_eq!(found, [(Role::Residue, "Advertisement:"), (Role::Related, "Contenido relacionado")]);
    }
}
