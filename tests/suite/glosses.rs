//! Lemmas and word classes of corpora, from their files to the answers.

use crate::sandbox::Sandbox;
use serde_json::Value;

const CONLLU: &str = "# newdoc id = a\n# text = The boats went home, don't they?\n\
    1\tThe\tthe\tDET\tDT\t_\t_\t_\t_\t_\n2\tboats\tboat\tNOUN\tNNS\t_\t_\t_\t_\t_\n3\twent\tgo\tVERB\tVBD\t_\t_\t_\t_\t_\n\
    4\thome\thome\tADV\tRB\t_\t_\t_\t_\tSpaceAfter=No\n5\t,\t,\tPUNCT\t,\t_\t_\t_\t_\t_\n\
    6-7\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n6\tdo\tdo\tAUX\tVBP\t_\t_\t_\t_\t_\n7\tn't\tnot\tPART\tRB\t_\t_\t_\t_\t_\n\
    8\tthey\tthey\tPRON\tPRP\t_\t_\t_\t_\tSpaceAfter=No\n9\t?\t?\tPUNCT\t.\t_\t_\t_\t_\t_\n";
const VRT: &str = "<text id=\"v\" title=\"Boats go\">\n<head>\nBoats\tNOUN\tboat\ngo\tVERB\tgo\n</head>\n<p>\nAn_ninh\tNOUN\tan ninh\n\
    goes\tVERB\tgo\non\tADP\ton\n<g/>\n.\tPUNCT\t.\n</p>\n</text>\n";
const FOLIA: &str = "<FoLiA><text><p><t>Gone boats go.</t><s><w><t>Gone</t><lemma class=\"go\"/><pos class=\"VERB(past)\" head=\"VERB\"/></w>\
    <w><t>boats</t><lemma class=\"boat\"/><pos class=\"NOUN\"/></w><w space=\"no\"><t>go</t><lemma class=\"go\"/></w><w><t>.</t></w></s></p></text></FoLiA>";
const TEI: &str = "<TEI><teiHeader><fileDesc><titleStmt><title>Going</title></titleStmt></fileDesc></teiHeader><text><body><p>\
    <w lemma=\"go\" msd=\"UPosTag=VERB|VerbForm=Ger\">Going</w> <w lemma=\"home\" pos=\"ADV\">home</w><pc>.</pc> \
    <del><w lemma=\"go\">go</w></del></p></body></text></TEI>";

fn totals(answer: &Value) -> (u64, u64) {
    (answer["total"]["articles"].as_u64().unwrap(), answer["total"]["hits"].as_u64().unwrap())
}

#[test]
fn lemmas_and_classes_are_found_in_every_kind_of_corpus() {
    let sandbox = Sandbox::new()
        .file("in/a.conllu", CONLLU)
        .file("in/b.vrt", VRT)
        .file("in/c.xml", FOLIA)
        .file("in/d.xml", TEI)
        .file("in/e.txt", "A plain text may go by itself.\n")
        .packed();
    let check = |query: &str, expected: (u64, u64)| {
        let answer = sandbox.recto(&["search", "site", query, "--json"]).code(0).json();
        assert_eq!(totals(&answer), expected, "{query}: {answer}");
    };
    check("lemma:go", (4, 6));
    check("lemma:go title:boats", (2, 5));
    check("go", (3, 3));
    check("lemma:go OR go", (5, 7));
    check("pos:VERB", (4, 5));
    check("pos:VBD", (1, 1));
    check("\"pos:NOUN lemma:go\"", (3, 3));
    check("\"lemma:go home\"", (2, 2));
    check("lemma:an_ninh", (1, 1));
    check("lemma:\"an ninh\"", (1, 1));
    // Two words in one token, and two classes of one word.
    check("lemma:do", (1, 1));
    check("+lemma:not +pos:AUX", (1, 1));
    check("pos:V*", (4, 6));
    check("pos:PUNCT", (0, 0));
    check("plain -lemma:go", (1, 1));
    check("pos:NOUN NEAR/1 lemma:g?", (3, 4));
    let lines = sandbox.recto(&["concordance", "site", "lemma:go", "--json"]).code(0).json();
    let nodes: Vec<&str> =
        lines["lines"].as_array().unwrap().iter().map(|line| line["node"].as_str().unwrap()).collect();
    assert_eq!(lines["total"], 6);
    assert!(["went", "goes", "Gone", "Going"].iter().all(|form| nodes.contains(form)), "{nodes:?}");
    let shown = sandbox.recto(&["search", "site", "lemma:go +pos:VBD", "--json"]).code(0).json();
    let marked = |piece: &&Value| piece["hit"] == true;
    let snippet = shown["results"][0]["snippet"].as_array().unwrap();
    assert_eq!(snippet.iter().find(marked).unwrap()["text"], "went");
    // A headline of another hand moves the words and loses none.
    let table = "id,title\na.conllu,Another headline\n";
    let sandbox = sandbox.file("meta.csv", table);
    sandbox.pack(&["in", "--out", "other", "--meta", "meta.csv"]).code(0);
    let lines = sandbox.recto(&["concordance", "other", "lemma:boat", "--json"]).code(0).json();
    let nodes: Vec<&str> =
        lines["lines"].as_array().unwrap().iter().map(|line| line["node"].as_str().unwrap()).collect();
    assert_eq!(lines["total"], 3);
    assert!(nodes.iter().all(|node| node.eq_ignore_ascii_case("boats")), "{nodes:?}");
}

#[test]
fn a_corpus_without_them_says_so_and_is_no_larger() {
    let sandbox = Sandbox::with_articles().packed();
    sandbox.recto(&["search", "site", "lemma:go"]).says("no article says what lemma:go asks for");
    let answer = sandbox.recto(&["search", "site", "lemma:go", "--json"]).json();
    assert_eq!(answer["problems"][0]["kind"], "noglosses");
    // Words in columns that say nothing make the site of the same text.
    let bare = |name: &str, rest: &str| {
        let sandbox = Sandbox::new().file("in/a.conllu", &format!("1\tgoes{rest}\n2\thome{rest}\n"));
        sandbox.pack(&["in", "--out", name]).code(0);
        sandbox.tree(name)
    };
    let (none, empty) = (bare("site", ""), bare("site", "\t_\t_\t_"));
    assert_eq!(none.keys().collect::<Vec<_>>(), empty.keys().collect::<Vec<_>>());
}
