//! The labels of LexisNexis and Nexis Uni in their languages, the lines that part their documents, and those that end them.
//! It reads no article.

/// What a label is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Author,
    Section,
    Length,
    /// An opening paragraph.
    Lead,
    /// The text follows.
    Body,
    /// What is told above the text and is none of it.
    Head,
    /// What is told below it.
    Tail,
}

#[rustfmt::skip]
const LABELS: [(Label, &[&str]); 8] = [
    (Label::Title, &["headline", "titre", "titel", "título", "titolo", "kop", "überschrift"]),
    (Label::Author, &["byline", "auteur", "auteurs", "autor", "autoren", "author", "verfasser", "autore", "by"]),
    (Label::Section, &["section", "rubrique", "rubrik", "ressort", "sección", "sezione", "sectie", "seção"]),
    (Label::Length, &["length", "longueur", "länge", "longitud", "lunghezza", "lengte", "extensão", "comprimento"]),
    (Label::Lead, &["highlight", "encart", "insert", "vorspann", "abstract", "zusammenfassung"]),
    (Label::Body, &["body", "textkörper", "corps", "cuerpo", "corpo", "volltext", "tekst"]),
    (Label::Head, &[
        "dateline", "series", "name", "position", "column", "day", "edition", "serie", "journal-code", "journal code", "code-revue",
        "doi", "issn", "page", "seite", "byline ",
    ]),
    (Label::Tail, &[
        "load-date", "date-chargement", "update", "language", "langue", "sprache", "taal", "lengua", "idioma", "lingua",
        "publication-type", "type-publication", "publikationstyp", "type", "subject", "sujet", "thema", "company", "societe",
        "organization", "organisation", "geographic", "localisation-geo", "geo-localization", "person", "people", "ticker", "industry",
        "secteur-activite", "activity-sector", "stock-symbol", "symbole-boursier", "country", "state", "city", "document-type",
        "correction-date", "correction", "distribution", "graphic", "graphique", "grafik", "url", "notes", "ladedatum",
        "date de chargement", "fecha de carga", "laaddatum", "data di caricamento", "classification", "journal", "pub-type",
        "acc-no", "bild", "quelle", "source-type", "cluster", "loaddate",
    ]),
];

/// The label that a line begins with, and what follows it on the line. Labels of the old form are in capitals, those of
/// the new one begin with one.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    let (name, rest) = match line.split_once(':') {
        Some((name, rest)) => (name, rest.trim()),
        // `Body` stands alone.
        None => (line, ""),
    };
    if name.len() > 24 || name.starts_with(char::is_lowercase) {
        return None;
    }
    let key = name.trim().to_lowercase();
    let (label, _) = LABELS.iter().find(|(_, names)| names.contains(&key.as_str()))?;
    let alone = !line.contains(':');
    let fits = if alone { *label == Label::Body } else { *label != Label::Body || rest.is_empty() };
    // A word of the text with a colon after it is no label: there the rest is a sentence.
    let capitals = name.chars().all(|c| !c.is_lowercase());
    let short = rest.chars().count() <= 200;
    (fits && (capitals || short)).then_some((*label, rest))
}

/// Whether a line numbers a document: `1 of 2 DOCUMENTS`, `Document 1 de 2`, `Dokument 1 von 2`.
pub(super) fn is_number(line: &str) -> bool {
    let mut words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    let names =
        |word: &String| word.starts_with("document") || word.starts_with("dokument") || word.starts_with("documento");
    let before = words.len();
    words.retain(|word| !names(word));
    let number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    before > words.len()
        && matches!(&words[..], [one, of, all] if number(one) && number(all)
            && matches!(of.as_str(), "of" | "de" | "von" | "di" | "van" | "af" | "av" | "z" | "sur"))
}

/// Whether a line ends a document of Nexis Uni.
pub(super) fn is_end(line: &str) -> bool {
    #[rustfmt::skip]
    const ENDS: [&str; 8] = [
        "end of document", "ende des dokuments", "ende dokument", "fin du document", "fin del documento", "fine del documento",
        "einde van document", "fim do documento",
    ];
    line.len() < 40 && ENDS.contains(&line.trim().to_lowercase().as_str())
}

/// Whether a line says whose the text is.
pub(super) fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    let lower = line.to_lowercase();
    let told = ["copyright", "(c)", "©"].iter().any(|word| lower.starts_with(word));
    #[rustfmt::skip]
    const RESERVED: [&str; 7] = [
        "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "tous droits reserves", "todos los derechos reservados",
        "tutti i diritti riservati", "alle rechten voorbehouden",
    ];
    told && lower.chars().any(|c| c.is_ascii_digit()) || RESERVED.iter().any(|words| lower.starts_with(words))
}

/// Whether a line names an edition.
pub(super) fn is_edition(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let words = lower.split_whitespace().count();
    words <= 5
        && ["edition", "édition", "ausgabe", "edición", "edizione", "editie"]
            .iter()
            .any(|word| lower.split_whitespace().any(|w| w == *word))
}
