//! Mail: a message is an article, with its subject, who sent it and when, and its thread as category. Of a text and its copy in HTML the plain one is
//! read; what is attached is counted. A saved page (MHTML) is a message whose first part is the page.
//!
//! MIME, transfer encodings and the words of headers are `mail-parser`'s.

use super::html;
use super::pieces::{Piece, Pieces};
use super::records::read_when;
use crate::article::{Block, Date, Known, Role};
use crate::pack::input::left_out::LeftOut;
use crate::pack::input::skip::Reason;
use mail_parser::parsers::fields::thread::thread_name;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders};
use std::io::BufRead;

/// Bytes of a line that may begin a message.
const LONGEST_FROM_BYTES: usize = 400;

/// Reads one message.
pub(super) fn read(bytes: &[u8], pieces: &mut Pieces<'_>) {
    if let Err(reason) = message(bytes, 0, pieces) {
        pieces.fault(0, reason);
    }
}

/// Reads one message of a folder of them; those without a text are counted.
fn one_of(bytes: &[u8], line: u64, pieces: &mut Pieces<'_>) {
    match message(bytes, line, pieces) {
        Ok(()) => {}
        Err(Reason::NotOfKind { .. }) => pieces.pass("messages without a head"),
        Err(Reason::NoMailText { .. }) => pieces.pass("entries without a text"),
        Err(reason) => pieces.fault(line, reason),
    }
}

/// Reads a folder of messages: each begins at a line `From …` after an empty one.
pub(super) fn read_mbox(reader: &mut dyn BufRead, pieces: &mut Pieces<'_>) {
    let (mut one, mut begins, mut number, mut empty) = (Vec::new(), 1, 0_u64, true);
    let mut passed: Option<u64> = None;
    loop {
        let mut line = Vec::new();
        number += 1;
        let limit = pieces.room.text_bytes();
        let read = std::io::Read::take(&mut *reader, limit + 1).read_until(b'\n', &mut line);
        let ended = match read {
            Ok(read) => read == 0,
            Err(error) => {
                pieces.fault(number, Reason::unreadable(&error));
                true
            }
        };
        if ended || empty && is_from(&line) {
            match passed.take() {
                Some(found_bytes) => pieces.fault(begins, Reason::TooLarge { found_bytes, limit_bytes: limit }),
                None if !one.iter().all(u8::is_ascii_whitespace) => one_of(&one, begins, pieces),
                None => {}
            }
            one.clear();
            begins = number + 1;
            pieces.room.release();
            if ended {
                return;
            }
            continue;
        }
        empty = line.iter().all(u8::is_ascii_whitespace);
        if let Some(bytes) = &mut passed {
            *bytes += line.len() as u64;
        } else if one.len() as u64 + line.len() as u64 > limit {
            passed = Some(one.len() as u64 + line.len() as u64);
            one = Vec::new();
        } else {
            pieces.room.claim(one.len() as u64 * 2);
            // `>From` was written so that it begins no message.
            let quoted = line.iter().take_while(|&&b| b == b'>').count();
            let from = if quoted > 0 && line[quoted..].starts_with(b"From ") { 1 } else { 0 };
            one.extend_from_slice(&line[from..]);
        }
    }
}

/// `From a@b.example Thu Mar  4 10:00:00 2021`
fn is_from(line: &[u8]) -> bool {
    line.starts_with(b"From ") && line.len() <= LONGEST_FROM_BYTES && {
        let line = String::from_utf8_lossy(line);
        let last = line.split_whitespace().any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
        last && line.contains(':')
    }
}

/// Reads a message.
///
/// # Errors
/// When it is none, is encrypted, or has no text.
fn message(bytes: &[u8], line: u64, pieces: &mut Pieces<'_>) -> Result<(), Reason> {
    let Some(message) = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty()) else {
        return Err(Reason::NotOfKind { named: "a mail" });
    };
    let closed = closed(&message, bytes);
    let message = closed.as_deref().and_then(|bytes| MessageParser::default().parse(bytes)).unwrap_or(message);
    if closed.is_some() {
        pieces.fault(line, Reason::CutOff);
    }
    if is_encrypted(&message) {
        return Err(Reason::Encrypted);
    }
    let text = (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect::<Vec<_>>().join("\n");
    let known = known(&message);
    let is_plain = message.text_body.iter().any(|&part| {
        message.parts.get(part as usize).is_some_and(mail_parser::MessagePart::is_text)
            && message.parts.get(part as usize).is_some_and(|part| !part.is_text_html())
    });
    let piece = if is_plain && !text.trim().is_empty() {
        let text = unflowed(&text);
        Piece { name: None, known: Known { roles: quoted(&text), ..known }, text }
    } else {
        let markup =
            (0..message.html_body_count()).filter_map(|at| message.body_html(at)).collect::<Vec<_>>().join("\n");
        let read = html::fragment(&markup);
        pieces.omitted.add(&read.omitted);
        Piece { name: None, text: read.text, known: Known { roles: read.roles, ..known } }
    };
    let attached: usize = message.attachments().map(|part| part.contents().len()).sum();
    pieces.omitted.bytes(LeftOut::Attachments, attached as u64);
    if piece.text.trim().is_empty() {
        // Any line is a header to the parser.
        let attached = message.attachment_count();
        let is_mail =
            attached > 0 || message.from().is_some() || message.subject().is_some() || message.date().is_some();
        return Err(if is_mail { Reason::NoMailText { attached } } else { Reason::NotOfKind { named: "a mail" } });
    }
    if piece.text.trim_start().starts_with(PGP) {
        return Err(Reason::Encrypted);
    }
    let piece = Piece { name: message.message_id().map(str::to_owned), ..piece };
    pieces.push(line, piece);
    Ok(())
}

/// A message that ends inside a part, with the lines that end its parts; `None` for a whole one. The parser takes a part
/// without an end for a file that is attached.
fn closed(message: &Message<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let boundary = |part: &MessagePart<'_>| part.content_type()?.attribute("boundary").map(str::to_owned);
    let boundaries: Vec<String> = message.parts.iter().filter_map(boundary).collect();
    let end = format!("--{}--", boundaries.first()?);
    if bytes.windows(end.len()).any(|bytes| bytes == end.as_bytes()) {
        return None;
    }
    let ends: String = boundaries.iter().rev().map(|boundary| format!("\r\n--{boundary}--")).collect();
    Some([bytes, ends.as_bytes(), b"\r\n"].concat())
}

/// How a text begins that is encrypted (RFC 9580, 6.2).
const PGP: &str = "-----BEGIN PGP MESSAGE-----";

/// Whether a mail says that what it holds is encrypted: by OpenPGP (RFC 3156), or by S/MIME and more than signed (RFC 8551).
fn is_encrypted(message: &Message<'_>) -> bool {
    message.content_type().is_some_and(|told| {
        let is = |kind: &str, names: &[&str]| {
            told.ctype().eq_ignore_ascii_case(kind)
                && told.subtype().is_some_and(|name| names.iter().any(|is| name.eq_ignore_ascii_case(is)))
        };
        let is_signed = told.attribute("smime-type").is_some_and(|kind| kind.eq_ignore_ascii_case("signed-data"));
        is("multipart", &["encrypted"]) || is("application", &["pkcs7-mime", "x-pkcs7-mime"]) && !is_signed
    })
}

fn known(message: &Message<'_>) -> Known {
    let date = message.date().and_then(|date| {
        let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day).parse::<Date>().ok()?;
        Some(Date { minute: Some(u16::from(date.hour) * 60 + u16::from(date.minute)), ..day })
    });
    let author =
        message.from().and_then(Address::first).and_then(|from| from.name().or(from.address()).map(str::to_owned));
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_owned());
    let source = header("Newsgroups").or_else(|| {
        header("List-Id").map(|list| list.split('<').next().unwrap_or("").trim().trim_matches('"').to_owned())
    });
    let date = date.or_else(|| header("Date").and_then(|date| read_when(&date, None)));
    Known {
        title: message.subject().map(str::trim).filter(|subject| !subject.is_empty()).map(str::to_owned),
        date,
        author,
        source: source.filter(|source| !source.is_empty()),
        category: message.subject().and_then(thread),
        ..Known::default()
    }
}

/// The thread that a mail belongs to: its subject without the words of answers and of what is passed on.
fn thread(subject: &str) -> Option<String> {
    const ANSWERS: [&str; 2] = ["trả lời:", "chuyển tiếp:"];
    let mut rest = subject.trim();
    loop {
        let next = thread_name(rest);
        let lower = next.to_lowercase();
        // Letters of these words have one length in both cases.
        let answer = ANSWERS.iter().find(|word| lower.starts_with(*word)).and_then(|word| next.get(word.len()..));
        let next = answer.unwrap_or(next).trim();
        if next.len() >= rest.len() {
            return (!rest.is_empty()).then(|| rest.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        rest = next;
    }
}

/// A text whose lines were broken to be sent, each with a blank at its end where it goes on.
fn unflowed(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut all = String::with_capacity(text.len());
    for line in text.lines() {
        all.push_str(line);
        // The mark before a signature ends in a blank too, and what is quoted has a mark before each line.
        let goes_on = line.ends_with(' ') && line != SIGNATURE && !line.starts_with('>') && !line.trim().is_empty();
        if !goes_on {
            all.push('\n');
        }
    }
    all
}

/// The mark before a signature (RFC 3676, 4.3).
const SIGNATURE: &str = "-- ";
/// A signature has no more lines.
const SIGNATURE_LINES: usize = 15;

/// What stands before the whole mail that is answered, in small letters.
#[rustfmt::skip]
const ORIGINAL: [&str; 9] = [
    "original message", "original-nachricht", "ursprüngliche nachricht", "message d'origine", "message d’origine", "mensaje original",
    "messaggio originale", "oorspronkelijk bericht", "thư gốc",
];

/// What of a mail is quoted from another one, with the line that says whose it is, and the signature: an archive has the quoted
/// mail itself, and what is counted twice is counted wrong. A mail that is nothing else is left as it is.
fn quoted(text: &str) -> Vec<Block> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line.trim_end()));
        at += line.len();
    }
    let mut roles: Vec<Option<Role>> =
        lines.iter().map(|(_, line)| line.starts_with('>').then_some(Role::Remark)).collect();
    for at in 0..lines.len() {
        let is_first = roles[at].is_some() && (at == 0 || roles[at - 1].is_none());
        // Two lines at most: `On Sat, 2 Mar 2019, Mai An` and `<a@b.example> wrote:`.
        let above = (0..at).rev().find(|&above| !lines[above].1.is_empty()).filter(|above| at - above <= 2);
        if is_first && let Some(above) = above.filter(|&above| is_attribution(lines[above].1)) {
            roles[above] = Some(Role::Remark);
        }
        let plain = lines[at].1.to_lowercase();
        if plain.starts_with("--") && ORIGINAL.iter().any(|words| plain.trim_matches(['-', ' ']) == *words) {
            roles[at..].fill(Some(Role::Remark));
            break;
        }
    }
    // Without its blank the mark is a line as any other.
    let signature = lines.iter().rposition(|(start, line)| *line == "--" && text[*start..].starts_with(SIGNATURE));
    if let Some(signature) = signature.filter(|at| *at > 0 && lines.len() - at <= SIGNATURE_LINES) {
        let rest = roles[signature..].iter_mut().filter(|role| role.is_none());
        rest.for_each(|role| *role = Some(Role::Residue));
    }
    if !lines.iter().zip(&roles).any(|((_, line), role)| role.is_none() && !line.is_empty()) {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    for ((start, line), role) in lines.iter().zip(roles) {
        let (Some(role), false) = (role, line.is_empty()) else { continue };
        if let (Ok(start), Ok(end)) = (u32::try_from(*start), u32::try_from(start + line.len())) {
            blocks.push(Block { role, start, end, repeats: false });
        }
    }
    blocks
}

/// Whether a line says whose words are quoted below it: it ends in a colon and names an address, a day or writing.
fn is_attribution(line: &str) -> bool {
    #[rustfmt::skip]
    const WRITES: [&str; 12] = [
        "wrote", "writes", "schrieb", "écrit", "escribió", "scritto", "schreef", "viết", "napisał", "написал", "skrev", "escreveu",
    ];
    let line = line.trim_end();
    line.ends_with(':') && (line.contains('@') || WRITES.iter().any(|word| line.to_lowercase().contains(word)))
}

/// The page that a saved page holds: its markup, its address, and whether the file is whole.
///
/// # Errors
/// When there is none in it.
pub(super) fn page_of(bytes: &[u8]) -> Result<(String, Option<String>, bool), Reason> {
    let message = MessageParser::default().parse(bytes).ok_or(Reason::NotOfKind { named: "MHTML" })?;
    let closed = closed(&message, bytes);
    let message = closed.as_deref().and_then(|bytes| MessageParser::default().parse(bytes)).unwrap_or(message);
    let part = message.parts.iter().find(|part| part.is_text_html()).ok_or(Reason::NotOfKind { named: "MHTML" })?;
    let markup = part.text_contents().ok_or(Reason::NoStory)?.to_owned();
    let told = ["Snapshot-Content-Location", "Content-Location"].iter().find_map(|name| message.header_raw(*name));
    let own = part.content_location().map(str::to_owned);
    let url = told.map(|url| url.trim().to_owned()).or(own).filter(|url| url.starts_with("http"));
    Ok((markup, url, closed.is_none()))
}
