//! Files of records, good and bad.

use crate::article::Role;
use crate::pack::config::InputConfig;
use crate::pack::content::ContentDigest;
use crate::pack::input::readers::draft::{Draft, Item};
use crate::pack::input::readers::drafts_of;
use crate::pack::input::room::Room;
use crate::pack::input::walk::Found;
use std::io::Cursor;

/// What a file gives: `id|title|date|source|text`, or the line and the reason. The id of a record that has none of its own
/// ends in `#…`.
fn read_with(name: &str, bytes: &[u8], config: &str) -> Vec<String> {
    let config: InputConfig = toml::from_str(config).unwrap();
    let file = Found { path: name.into(), id: name.into() };
    let mut found = Vec::new();
    drafts_of(&file, &mut Cursor::new(bytes.to_vec()), &config, &Room::alone(), &mut |item| {
        found.push(match item {
            Item::One(Draft { id, text, known }) => {
                let date = known.date.map(|date| date.to_string()).unwrap_or_default();
                let own = |digits: &str| digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_hexdigit());
                let id = id
                    .rsplit_once('#')
                    .filter(|(_, rest)| !own(rest))
                    .map_or(id.clone(), |(file, _)| format!("{file}#…"));
                let (title, source) = (known.title.unwrap_or_default(), known.source.unwrap_or_default());
                format!("{id}|{title}|{date}|{source}|{}", text.trim_end())
            }
            Item::Skipped(skipped) => format!("{:?}: {}", skipped.line.unwrap_or(0), skipped.reason),
            Item::Noted(note) => format!("note: {note}"),
            Item::Decoded(decoded) => format!("decoded as {}, {} records", decoded.encoding, decoded.records),
            Item::LeftOut(omitted) => format!("left out {omitted:?}"),
            Item::Notice(notice) => notice,
        });
    });
    found
}

fn check(name: &str, text: &str, expected: &[&str]) {
    assert_eq!(read_with(name, text.as_bytes(), ""), expected, "{text}");
}

#[test]
fn a_wrong_byte_costs_no_record() {
    let lines = "{\"id\": 1, \"text\": \"Chợ phiên.\"}\n{\"id\": 2, \"text\": \"Chợ đêm .\"}\n";
    let mut one = lines.repeat(2000).into_bytes();
    let at = one.len() - 5;
    one[at] = 0xff;
    let found = read_with("a.jsonl", &one, "");
    assert_eq!(found[3999], "2||||Chợ đêm\u{fffd}.");
    assert_eq!(found[4000..], ["decoded as UTF-8, 1 records"]);
    let mut table = "id,text\n".to_owned() + &"1,Chợ phiên họp sớm.\n".repeat(4000);
    table.push_str("2,Chợ đêm.\n");
    let mut table = table.into_bytes();
    let at = table.len() - 3;
    table[at] = 0xff;
    let found = read_with("a.csv", &table, "");
    assert_eq!(found[4000..], ["2||||Chợ đê\u{fffd}.", "decoded as UTF-8, 1 records"]);
}

#[test]
fn json_lines() {
    check(
        "a.jsonl",
        "\u{feff}{\"id\": 7, \"Tiêu đề\": \"Chợ\", \"ngày\": \"2021-02-03\", \"nội dung\": \"Chữ.\"}\r\n\n{\"text\": \"Hai.\"}\n",
        &["7|Chợ|2021-02-03||Chữ.", "a.jsonl#…||||Hai."],
    );
    check(
        "a.jsonl",
        "{\"text\": \"Một.\"}\nkhông phải JSON\n[1]\n{\"title\": \"T\"}\n{\"text\": \"\\ud83d chữ\"}\n{\"text\": \"a\\u0000b\"}\n{\"text\": \"Cuối.\"",
        &[
            "a.jsonl#…||||Một.",
            "2: not valid JSON: expected value at column 1",
            "3: not a record (expected an object, as in {\"title\": …, \"text\": …})",
            "4: a record without a text",
            "5: half of a surrogate pair in column 11: it stands for no character",
            "6: binary, not text (a NUL character at byte 1 of the field text)",
            "7: not valid JSON: EOF while parsing an object at column 18",
        ],
    );
}

#[test]
fn json_in_its_forms() {
    let list = "[\n {\"url\": \"https://www.bao.example/x\", \"body\": [\"Một.\", \"Hai.\"]},\n {\"text\": },\n {\"text\": \"Ba.\"}\n]";
    check(
        "a.json",
        list,
        &["a.json#…|||bao.example|Một.\n\nHai.", "3: not valid JSON: expected value at column 10", "a.json#…||||Ba."],
    );
    check(
        "a.json",
        "{\"title\": {\"rendered\": \"A &amp; B\"}, \"content\": {\"rendered\": \"<p>Một</p>\\n<p>Hai</p>\"}}",
        &["a.json#…|A & B|||Một\n\nHai"],
    );
    check("a.json", "{\"total\": 1,\n \"articles\": [{\"text\": \"Một.\"}]}", &["a.json#…||||Một."]);
    check("a.json", "{\"text\": \"Một.\"}\n{\"text\": \"Hai.\"}", &["a.json#…||||Một.", "a.json#…||||Hai."]);
    check("a.json", " ", &["0: empty"]);
}

#[test]
fn tables() {
    check(
        "a.csv",
        "Tiêu đề;Ngày;Nội dung\nChợ;03/02/2021;\"Một; hai\nba\"\n;;\nLệch;x\nHết;;Chữ.\n",
        &[
            "note: a.csv: no date has a number above twelve that tells day from month: read as day/month/year (dates that could be read either way: 1)",
            "a.csv#…|Chợ|2021-02-03||Một; hai\nba",
            "5: expected 3 cells, found 2",
            "a.csv#…|Hết|||Chữ.",
        ],
    );
    check("a.tsv", "id\ttext\n1\tMột, hai\n", &["1||||Một, hai"]);
    check("a.csv", "sep=|\nid|text\n1|Chữ, chữ\n", &["1||||Chữ, chữ"]);
    check("a.csv", "x,y\n1,2\n", &["1: no column that is known to hold the text among: x, y"]);
}

#[test]
fn the_maker_maps_fields() {
    let config = "[fields]\ntitle = \"h\"\ntext = \"meta.noi_dung\"\n[[folder]]\npath = \"a.json\"\nsource = \"Báo Làng\"\ndate = \"2021\"";
    let found =
        read_with("a.json", "{\"h\": \"T\", \"title\": \"no\", \"meta\": {\"noi_dung\": \"Chữ.\"}}".as_bytes(), config);
    assert_eq!(found, ["a.json#…|T|2021|Báo Làng|Chữ."]);
}

#[test]
fn a_record_without_an_id_is_named_by_what_it_says() {
    let ids = |name: &str, text: &str| -> Vec<String> {
        let file = Found { path: name.into(), id: "a".into() };
        let mut ids = Vec::new();
        let mut bytes = Cursor::new(text.as_bytes().to_vec());
        drafts_of(&file, &mut bytes, &InputConfig::default(), &Room::alone(), &mut |item| {
            if let Item::One(draft) = item {
                ids.push(draft.id);
            }
        });
        ids
    };
    let id = |parts: &[&str]| ContentDigest::of(parts).id_in("a");
    let expected = [id(&["T", "", "Một."]), id(&["T", "L", "Một."]), id(&["https://a.example/1"])];
    let rows = ["T,,,Một.", "T,L,,Một.", "T,,https://a.example/1,Hai."];
    let table = |rows: &[&str]| format!("title,lead,url,text\n{}\n", rows.join("\n"));
    assert_eq!(ids("a.csv", &table(&rows)), expected);
    assert_eq!(ids("a.csv", &table(&rows[1..])), expected[1..], "its place does not show");
    let lines =
        "\n{\"text\": \"Một.\\r\\n\", \"title\": \" T \"}\n{\"text\": \"Khác.\", \"url\": \"https://a.example/1\"}";
    assert_eq!(ids("a.jsonl", lines), [expected[0].clone(), expected[2].clone()], "nor the form of the file");
    assert_ne!(ids("a.csv", &table(&["T,,,Một nữa."])), expected[..1]);
}

#[test]
fn other_encodings() {
    let text =
        "{\"title\": \"Chợ phiên\", \"text\": \"Phiên chợ đầu năm ở bản Mường họp từ sáng sớm, ai cũng vui.\"}\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let expected = "a.jsonl#…|Chợ phiên|||Phiên chợ đầu năm ở bản Mường họp từ sáng sớm, ai cũng vui.";
    assert_eq!(read_with("a.jsonl", &utf16, ""), ["decoded as UTF-16LE, 0 records", expected]);
    // Latin-1 characters for the bytes of UTF-8: this record was decoded wrongly before it was saved.
    let mojibake: String = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    let found = read_with("a.jsonl", mojibake.as_bytes(), "");
    assert_eq!(found, [expected, "decoded as UTF-8-as-windows-1252, 1 records"]);
    // What is wrong past the first bytes is the record's fault alone.
    let late = [format!("{{\"text\": \"{}\"}}\n", "a ".repeat(40_000)).as_bytes(), b"{\"text\": \"\xff\"}"].concat();
    assert_eq!(read_with("a.jsonl", &late, "")[1..], ["a.jsonl#…||||\u{fffd}", "decoded as UTF-8, 1 records"]);
}

#[test]
fn packed_with_gzip() {
    use std::io::Write;
    let pack = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    assert_eq!(read_with("a.jsonl.gz", &pack(b"{\"text\": \"ok.\"}"), ""), ["a.jsonl.gz#…||||ok."]);
    assert_eq!(read_with("a.txt.gz", &pack(b"ok."), ""), ["a.txt.gz||||ok."]);
    assert!(read_with("a.txt.gz", b"not gzip", "")[0].contains("cannot be unpacked"));
}

#[test]
fn a_lead_and_markup_keep_their_places() {
    let file = Found { path: "a.jsonl".into(), id: "a.jsonl".into() };
    let record = "{\"title\":\"T\",\"sapo\":\"Mở đầu.\",\"content\":\"<p>Chữ dài hơn một chút.</p><h2>Phần hai</h2><p>Hết.</p>\"}";
    let mut found = Vec::new();
    drafts_of(&file, &mut Cursor::new(record.as_bytes()), &InputConfig::default(), &Room::alone(), &mut |item| {
        match item {
            Item::One(draft) => found.push(draft.article()),
            other => panic!("{other:?}"),
        }
    });
    let blocks: Vec<_> = found[0].blocks.iter().map(|b| (b.role, b.of(&found[0].text))).collect();
    assert!(blocks.contains(&(Role::Subheading, "Phần hai")), "{blocks:?}");
    assert_eq!(blocks[0], (Role::Title, "T"));
}

#[test]
fn a_column_has_one_order_of_day_and_month() {
    let table = |dates: &[&str]| {
        let rows: Vec<String> = dates.iter().enumerate().map(|(n, date)| format!("{n},{date},Chữ {n}.\n")).collect();
        let found = read_with("a.csv", format!("id,date,text\n{}", rows.concat()).as_bytes(), "");
        let date = |line: &String| line.split('|').nth(2).map_or_else(|| line.clone(), str::to_owned);
        found.iter().map(date).collect::<Vec<_>>()
    };
    assert_eq!(table(&["2/3/2021", "1/15/2021", "11/9/2020"]), ["2021-02-03", "2021-01-15", "2020-11-09"]);
    assert_eq!(table(&["2/3/2021", "15/1/2021", "11/9/2020"]), ["2021-03-02", "2021-01-15", "2020-09-11"]);
    // JSON has columns too, in lines and in a list.
    let records = |name: &str, dates: &[&str]| {
        let records: Vec<String> = dates
            .iter()
            .enumerate()
            .map(|(n, date)| format!("{{\"id\":\"{n}\",\"date\":\"{date}\",\"text\":\"Chữ {n}.\"}}"))
            .collect();
        let text = if name.ends_with('l') { records.join("\n") } else { format!("[{}]", records.join(",")) };
        let found = read_with(name, text.as_bytes(), "");
        found.iter().map(|line| line.split('|').nth(2).unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    for name in ["a.jsonl", "a.json"] {
        assert_eq!(records(name, &["2/3/2021", "1/15/2021"]), ["2021-02-03", "2021-01-15"], "{name}");
        assert_eq!(records(name, &["2/3/2021", "15/1/2021"]), ["2021-03-02", "2021-01-15"], "{name}");
        assert_eq!(records(name, &["2021-02-03", "x"]), ["2021-02-03", ""], "{name}");
    }
    let found = table(&["2/3/2021", "", "5/5/2021"]);
    assert!(
        found[0].starts_with("note: a.csv")
            && found[0].contains("day/month/year (dates that could be read either way: 1)"),
        "{found:?}"
    );
    assert_eq!(found[1..], ["2021-03-02", "", "2021-05-05"]);
    assert_eq!(table(&["2021-02-03", "NA", "5/5/2021"]), ["2021-02-03", "", "2021-05-05"]);
}

#[test]
fn cells_that_hold_nothing_and_names_of_agencies() {
    let known = |name: &str, text: &str| {
        let file = Found { path: name.into(), id: name.into() };
        let mut found = Vec::new();
        let emit = &mut |item| match item {
            Item::One(Draft { known, .. }) => found.push(known),
            other => panic!("{other:?}"),
        };
        let config = crate::pack::InputConfig::default();
        drafts_of(&file, &mut Cursor::new(text.as_bytes().to_vec()), &config, &Room::alone(), emit);
        found.remove(0)
    };
    let row = known("a.csv", "title,date,author,category,text\nNA,NA,nan,NULL,None\n");
    assert_eq!((row.title.as_deref(), row.date, row.author, row.category), (Some("NA"), None, None, None));
    let record = "{\"uri\": \"urn:newsml:bao.example:1\", \"versioncreated\": \"2021-03-04T10:00:00Z\", \"byline\": \"By Mai An\",\
        \"firstcreated\": \"2021-03-03T10:00:00Z\", \"headline\": \"Chợ\", \"body_html\": \"<p>Chữ.</p>\"}";
    let story = known("a.json", record);
    assert_eq!(story.date.map(|date| date.to_string()).as_deref(), Some("2021-03-04"));
    assert_eq!((story.author.as_deref(), story.url), (Some("Mai An"), None));
}
