//! What a page asks its readers for at the foot of a story: to subscribe, to follow, to comment, to go back to a list. It
//! looks at the last lines alone, and its phrases are such as no story ends with.

use super::labelled::Mark;
use super::line::Line;
use super::model::Role;
use super::word::line_key;

/// Unlabelled lines at the end of a text that are looked at.
const FOOT_LINES: usize = 8;
/// A wider line is a paragraph.
const WIDEST: u32 = 320;
/// Bytes of a line that are read.
const LOOKED_AT_BYTES: usize = 96;

/// Openings of such lines, as line keys.
#[rustfmt::skip]
const CALLS: &[&str] = &[
    // English
    "subscribe to", "subscribe now", "subscribe for", "sign up for", "sign up here", "sign up to", "get the latest news", "follow us on",
    "like us on", "find us on", "join us on", "for the latest stories", "for the latest news", "download our app",
    "post a comment", "leave a comment", "leave a reply", "add a comment", "click here to subscribe", "click here to sign up",
    "support our journalism", "become a member", "do you want to be informed", "want to be informed", "you must be logged in to",
    "you need to be logged in to", "log in to comment", "share this article", "share this story", "share on facebook",
    "this post was published", "was this article helpful", "back to overview", "back to list", "all rights reserved",
    "have a story tip", "got a tip", "email us at", "send us your",
    // German
    "folgen sie uns", "folge uns", "folgt uns", "zurück zu allen", "zurück zur liste", "zurück zur übersicht", "zurück zur startseite",
    "jetzt abonnieren", "abonnieren sie", "abonniere unseren", "newsletter abonnieren", "melden sie sich für", "melde dich für",
    "melde dich hier", "jetzt newsletter", "schreiben sie einen kommentar", "schreibe einen kommentar", "kommentar schreiben",
    "hinterlasse eine antwort", "hinterlasse einen kommentar", "sie müssen sich einloggen", "sie müssen eingeloggt sein",
    "du musst eingeloggt sein", "du musst angemeldet sein", "bitte registrieren sie sich", "bitte melden sie sich an",
    "war der artikel nützlich", "war dieser artikel", "hat ihnen der artikel", "hat dir der artikel", "möchten sie den artikel teilen",
    "empfiehl dies", "artikel empfehlen", "beitrag teilen", "diesen artikel teilen", "lust auf mehr", "der beitrag wurde am",
    "dieser beitrag wurde", "dieser eintrag wurde", "verraten sie gerne in den kommentaren", "alle rechte vorbehalten",
    // French, Spanish, Italian, Portuguese, Polish
    "abonnez-vous", "suivez-nous", "inscrivez-vous à", "laisser un commentaire", "partagez cet article", "retour à la liste",
    "suscríbete", "suscribete", "suscríbase", "síguenos", "siguenos", "síganos", "hazte miembro", "hazte socio", "únete a nuestro",
    "deja un comentario", "comparte esta noticia", "descarga la app", "lee también", "iscriviti alla", "seguici su",
    "lascia un commento", "torna all'elenco", "assine nossa", "siga-nos", "deixe um comentário", "zapraszamy do subskrypcji",
    "zapraszamy też do subskrypcji", "dołącz do dyskusji", "zapisz się do",
    // Vietnamese
    "mời bạn đọc theo dõi", "mời quý độc giả", "mời độc giả", "mời bạn đọc gửi", "theo dõi chúng tôi", "đăng ký nhận bản tin",
    "đăng ký kênh", "gửi bình luận", "mọi đóng góp ý kiến", "bấm vào đây để đăng ký",
];

/// Labels what the last lines ask for. A text that is nothing else has no story above and is left as it is.
pub(super) fn mark(text: &str, lines: &[Line], marks: &mut [Mark]) {
    let open: Vec<usize> = (0..lines.len()).rev().filter(|&at| marks[at].role.is_none()).take(FOOT_LINES).collect();
    for at in open {
        let above = lines[..at].iter().zip(&marks[..at]).any(|(line, mark)| mark.role.is_none() && line.is_prose());
        if above && is_call(text, &lines[at]) {
            marks[at].role = Some(Role::Residue);
        }
    }
}

fn is_call(text: &str, line: &Line) -> bool {
    if line.width > WIDEST {
        return false;
    }
    let body = line.of(text);
    let key = line_key(&body[..body.floor_char_boundary(LOOKED_AT_BYTES)]);
    CALLS.iter().any(|call| {
        key.strip_prefix(call)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’')))
    })
}

#[cfg(test)]
mod tests {
    use super::super::extract::extract;
    use super::*;

    #[test]
    fn openings_are_line_keys() {
        CALLS.iter().for_each(|call| assert_eq!(line_key(call), *call));
    }

    #[test]
    fn what_the_foot_asks_for_is_residue() {
        let story = "Chợ phiên\n\nSáng nay chợ phiên họp sớm hơn mọi khi, người mua kẻ bán đông như hội.\n\n\
            Bà Mai nói rằng năm nay đường đã mở rộng tới tận bản xa nhất trong vùng.";
        let role = |foot: &str| {
            let article = extract("a", format!("{story}\n\n{foot}"));
            article.blocks.last().map(|block| (block.role, block.of(&article.text).to_owned()))
        };
        for foot in [
            "Subscribe now to our Sunday edition for the full story.",
            "Zurück zur Liste",
            "Síguenos en Telegram para recibir todas las noticias del día.",
            "Mời bạn đọc theo dõi chúng tôi trên mạng xã hội để biết thêm về phiên chợ.",
        ] {
            assert_eq!(role(foot), Some((Role::Residue, foot.to_owned())), "{foot}");
        }
        for foot in [
            "Sign upon the door: no entry, said the man at the market yesterday.",
            "Mời độc giảng, bà Mai nói với mọi người ở chợ.",
        ] {
            assert_ne!(role(foot).map(|(role, _)| role), Some(Role::Residue), "{foot}");
        }
        // Nothing stands above it.
        let alone =
            extract("a", "Subscribe to the market and follow the people of the village who sell there.".to_owned());
        assert!(alone.blocks.iter().all(|block| block.role != Role::Residue));
    }
}
