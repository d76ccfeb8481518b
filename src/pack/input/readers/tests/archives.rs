//! Tar archives and files that are packed as a whole, in every packing.

use super::super::packing::Packing;
use super::{check, packed, read, zipped};
use tar::{Builder, EntryType, Header};

const CHO: &str = "Chợ mở sớm hơn.";

/// A tar archive of some files.
fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn ids(given: &super::Given) -> Vec<&str> {
    given.articles.iter().map(|draft| draft.id.as_str()).collect()
}

#[test]
fn the_files_of_a_tar_archive_are_read_in_every_packing() {
    let long = format!("{}/bài.txt", "thư-mục-dài/".repeat(20));
    let records = "{\"title\":\"Một\",\"text\":\"Chợ mở.\"}\n{\"title\":\"Hai\",\"text\":\"Vui.\"}\n";
    let tar = tarred(&[
        ("bai/một.txt", CHO.as_bytes()),
        ("bai/.ẩn.txt", b"x"),
        ("kho.jsonl", records.as_bytes()),
        (&long, CHO.as_bytes()),
        ("ảnh.jpg", b"\xff\xd8"),
        ("kho.zip", &zipped(&[("trong.txt", CHO)])),
        ("kho.jsonl.gz", &packed(Packing::Gzip, b"{\"id\":\"n\",\"text\":\"Vui.\"}\n")),
    ]);
    for (name, bytes) in [
        ("a.tar", tar.clone()),
        ("a.tar.gz", packed(Packing::Gzip, &tar)),
        ("a.tgz", packed(Packing::Gzip, &tar)),
        ("a.tar.bz2", packed(Packing::Bzip2, &tar)),
        ("a.TXZ", packed(Packing::Xz, &tar)),
        ("a.tar.zst", packed(Packing::Zstd, &tar)),
    ] {
        let given = read(name, bytes);
        let found = ids(&given);
        assert_eq!(found.len(), 6, "{name}: {given:?}");
        assert_eq!(found[0], format!("{name}/bai/một.txt"));
        assert!(found[3].contains("thư-mục-dài/bài.txt"), "{found:?}");
        assert_eq!(found[4], format!("{name}/kho.zip/trong.txt"));
        assert_eq!(given.articles[0].text, CHO);
        assert_eq!(given.skipped.len(), 1, "{given:?}");
        assert!(given.skipped[0].starts_with(&format!("{name}/ảnh.jpg")), "{given:?}");
    }
}

#[test]
fn files_of_every_kind_are_read_packed() {
    let row = |packing| packed(packing, "title,date,text\nMột,2021-03-04,Chợ mở.\n".as_bytes());
    let expected = [["Một", "2021-03-04", "-", "-", "Chợ mở."]];
    check("a.csv.zst", row(Packing::Zstd), &expected);
    check("a.csv.bz2", row(Packing::Bzip2), &expected);
    check("a.csv.xz", row(Packing::Xz), &expected);
    let feed = "<rss><channel><item><title>Một</title><description>Chợ mở.</description></item></channel></rss>";
    check("a.rss.zst", packed(Packing::Zstd, feed.as_bytes()), &[["Một", "-", "-", "-", "Chợ mở."]]);
    // An archive that is packed once more.
    let zip = zipped(&[("trong.txt", CHO)]);
    assert_eq!(ids(&read("a.zip.gz", packed(Packing::Gzip, &zip))), ["a.zip.gz/trong.txt"]);
}

#[test]
fn what_points_outside_or_elsewhere_is_told() {
    let mut builder = Builder::new(Vec::new());
    let mut put = |name: &[u8], of: EntryType, link: Option<&str>| {
        let mut header = Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_entry_type(of);
        header.set_size(0);
        link.into_iter().for_each(|link| header.set_link_name(link).unwrap());
        header.set_cksum();
        builder.append(&header, &b""[..]).unwrap();
    };
    put(b"../ngoai.txt", EntryType::Regular, None);
    put(b"thu-muc/", EntryType::Directory, None);
    put(b"lien-ket.txt", EntryType::Symlink, Some("/tmp/a"));
    put(b"ban-hai.txt", EntryType::Link, Some("bai.txt"));
    put(b"thiet-bi.txt", EntryType::Block, None);
    let given = read("a.tar", builder.into_inner().unwrap());
    assert!(given.articles.is_empty());
    let told = given.skipped.join("\n");
    for part in [
        "\"../ngoai.txt\" points outside",
        "a.tar/lien-ket.txt: not a regular file",
        "a.tar/ban-hai.txt: the same file as bai.txt",
        "a.tar/thiet-bi.txt: not a regular file",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(given.skipped.len(), 4, "{told}");
}

#[test]
fn one_order_of_day_and_month_holds_in_a_file_of_records() {
    let dates = |given: &super::Given| {
        given.articles.iter().filter_map(|one| one.known.date).map(|date| date.to_string()).collect::<Vec<_>>()
    };
    let small = "title,date,text\nMột,03/04/2021,Chợ mở.\nHai,04/25/2021,Vui.\n";
    let filler = |row: u64| (0..900).map(|n| format!("chợ {} ", (row + 3) * n * 7919 % 10_007)).collect::<String>();
    // More than is held: the last row tells how the first one is read.
    let large = |row: &str| {
        let rows: String = (0..600).map(|n| format!("Bài {n},03/04/2021,{}\n", filler(n))).collect();
        format!("title,date,text\n{rows}{row}\n")
    };
    let (american, european) = (large("Cuối,04/25/2021,Vui."), large("Cuối,25/04/2021,Vui."));
    let tar = tarred(&[
        ("a.csv", small.as_bytes()),
        ("b.csv", american.as_bytes()),
        ("c.txt", CHO.as_bytes()),
        ("d.csv", european.as_bytes()),
        ("e.csv", small.as_bytes()),
    ]);
    let given = read("a.tar", &tar);
    let all = dates(&given);
    assert_eq!(given.articles.len(), 2 + 601 + 1 + 601 + 2);
    assert_eq!((all[0].as_str(), all[1].as_str()), ("2021-03-04", "2021-04-25"));
    assert_eq!((all[2].as_str(), all[602].as_str()), ("2021-03-04", "2021-04-25"));
    assert_eq!((all[603].as_str(), all[1203].as_str()), ("2021-04-03", "2021-04-25"));
    assert_eq!(all[1204], "2021-03-04");
    assert_eq!(all, dates(&read("a.tar.bz2", packed(Packing::Bzip2, &tar))));
}

#[test]
fn damage_is_told_and_what_stands_before_it_is_kept() {
    let tar = tarred(&[("a.txt", CHO.as_bytes()), ("b.txt", "Vui. ".repeat(5000).as_bytes())]);
    let given = read("a.tar", &tar[..4000]);
    assert_eq!(ids(&given)[0], "a.tar/a.txt");
    assert!(given.skipped[0].contains("a tar archive that is damaged or cut off"), "{given:?}");
    for packing in [Packing::Gzip, Packing::Bzip2, Packing::Xz, Packing::Zstd] {
        let name = match packing {
            Packing::Gzip => "a.tar.gz",
            Packing::Bzip2 => "a.tar.bz2",
            Packing::Xz => "a.tar.xz",
            Packing::Zstd => "a.tar.zst",
        };
        let whole = packed(packing, &tar);
        let given = read(name, &whole[..whole.len() - 20]);
        assert!(given.skipped.iter().any(|told| told.contains("cannot be unpacked")), "{name}: {given:?}");
        for bytes in [&b""[..], b"x", b"\x1f\x8b\x08", &[0; 2000]] {
            let given = read(name, bytes);
            assert!(given.articles.is_empty() && given.skipped.len() == 1, "{name} {bytes:?}: {given:?}");
        }
    }
    assert!(read("a.tar", [7; 2000]).skipped[0].contains("damaged or cut off"));
    let inner = tarred(&[("a.txt", CHO.as_bytes())]);
    let nested = tarred(&[("2.tar", &tarred(&[("3.tar", &inner)]))]);
    let given = read("1.tar", nested);
    assert!(given.skipped[0].contains("an archive inside an archive"), "{given:?}");
}
