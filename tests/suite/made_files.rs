//! Small files of every kind, each whole and with one text or a few in it, made for tests that then spoil them.

use crate::made_pdf::Made;
use crate::readers::zip;
use std::io::Write;

/// A file that is read: its name, its bytes, and how many articles it gives.
pub type Whole = (&'static str, Vec<u8>, usize);

/// A sentence of every text.
pub const LINE: &str = "Phiên chợ đầu năm họp từ sáng sớm ở bản bên suối, người mua kẻ bán đông vui suốt buổi.";

fn xml(body: String) -> Vec<u8> {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}\n").into_bytes()
}

/// Three of something, each with its number.
fn three(one: impl Fn(usize) -> String) -> String {
    (1..=3).map(one).collect()
}

/// Every kind that is told by one outermost element.
pub fn markup() -> Vec<Whole> {
    let long = three(|n| format!("<p>{LINE} {n}</p>\n"));
    vec![
        (
            "feed.xml",
            xml(format!(
                "<rss><channel>{}</channel></rss>",
                three(|n| format!("<item><title>{n}</title><description>{LINE} {n}</description></item>\n"))
            )),
            3,
        ),
        (
            "atom.xml",
            xml(format!(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>",
                three(|n| format!("<entry><title>{n}</title><content>{LINE} {n}</content></entry>\n"))
            )),
            3,
        ),
        (
            "wiki.xml",
            xml(format!(
                "<mediawiki>{}</mediawiki>",
                three(|n| format!(
                    "<page><title>{n}</title><ns>0</ns><revision><text>{LINE} {n}</text></revision></page>\n"
                ))
            )),
            3,
        ),
        ("tei.xml", xml(format!("<TEI><text><body>{long}</body></text></TEI>")), 1),
        ("nitf.xml", xml(format!("<nitf><body><body.content>{long}</body.content></body></nitf>")), 1),
        (
            "news.xml",
            xml(format!(
                "<newsItem><contentSet><inlineXML><nitf><body><body.content>{long}</body.content></body></nitf>\
                 </inlineXML></contentSet></newsItem>"
            )),
            1,
        ),
        (
            "folia.xml",
            xml(format!("<FoLiA><text>{}</text></FoLiA>", three(|n| format!("<p><t>{LINE} {n}</t></p>\n")))),
            1,
        ),
        (
            "alto.xml",
            xml(format!(
                "<alto><Layout><Page><PrintSpace><TextBlock>{}</TextBlock></PrintSpace></Page></Layout></alto>",
                three(|n| format!("<TextLine><String CONTENT=\"Chợ\"/><SP/><String CONTENT=\"{n}\"/></TextLine>\n"))
            )),
            1,
        ),
        (
            "page.xml",
            xml(format!(
                "<PcGts><Page><TextRegion>{}</TextRegion></Page></PcGts>",
                three(|n| format!("<TextLine><TextEquiv><Unicode>{LINE} {n}</Unicode></TextEquiv></TextLine>\n"))
            )),
            1,
        ),
    ]
}

/// Every kind that is a ZIP archive inside.
pub fn containers() -> Vec<Whole> {
    let paragraphs = three(|n| format!("<w:p><w:r><w:t>{LINE} {n}</w:t></w:r></w:p>"));
    let word = format!("<w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>");
    let odf = "application/vnd.oasis.opendocument.";
    let lines = three(|n| format!("<text:p>{LINE} {n}</text:p>"));
    let odt = format!("<o xmlns:text=\"x\">{lines}</o>");
    let cells = |text: &str| {
        format!("<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>")
    };
    let ods = format!(
        "<o xmlns:table=\"t\" xmlns:text=\"x\"><table:table>{}{}</table:table></o>",
        cells("text"),
        three(|n| cells(&format!("{LINE} {n}")))
    );
    let row = |text: &str| format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>");
    let sheet = format!("<w><sheetData>{}{}</sheetData></w>", row("text"), three(|n| row(&format!("{LINE} {n}"))));
    let slide = format!(
        "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:txBody><a:p><a:r><a:t>{LINE}</a:t></a:r></a:p></p:txBody></p:sp></p:sld>"
    );
    let package = "<package><metadata><dc:title>Sách</dc:title></metadata><manifest><item id=\"a\" href=\"a.xhtml\" \
                   media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    let chapter = format!("<html><body><h1>Chương</h1>{}</body></html>", three(|n| format!("<p>{LINE} {n}</p>")));
    vec![
        ("a.zip", zip(&[("a.txt", LINE.as_bytes())]), 1),
        ("a.docx", zip(&[("word/document.xml", word.as_bytes())]), 1),
        ("a.odt", zip(&[("mimetype", format!("{odf}text").as_bytes()), ("content.xml", odt.as_bytes())]), 1),
        ("a.ods", zip(&[("mimetype", format!("{odf}spreadsheet").as_bytes()), ("content.xml", ods.as_bytes())]), 3),
        (
            "a.xlsx",
            zip(&[
                ("xl/workbook.xml", b"<w xmlns:r=\"r\"><sheets><sheet name=\"Tin\" r:id=\"r1\"/></sheets></w>"),
                ("xl/_rels/workbook.xml.rels", b"<r><Relationship Id=\"r1\" Target=\"s.xml\"/></r>"),
                ("xl/s.xml", sheet.as_bytes()),
            ]),
            3,
        ),
        ("a.pptx", zip(&[("ppt/presentation.xml", b"<p/>"), ("ppt/slides/slide1.xml", slide.as_bytes())]), 1),
        (
            "a.epub",
            zip(&[
                (
                    "META-INF/container.xml",
                    b"<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>",
                ),
                ("p.opf", package.as_bytes()),
                ("a.xhtml", chapter.as_bytes()),
            ]),
            1,
        ),
    ]
}

/// A record of a web archive: a page that a server sent.
pub fn record(n: usize, body: &str) -> Vec<u8> {
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{body}</p></body></html>"
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://bao.example/{n}\r\nWARC-Date: 2021-01-01T00:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
    .into_bytes()
}

/// A tar archive.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        writer.append_data(&mut header, name, *bytes).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A mail of some parts.
pub fn mail(parts: &str) -> String {
    format!(
        "From: Mai An <a@b.example>\nSubject: Chợ\nDate: Mon, 1 Mar 2021 10:00:00 +0700\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n"
    )
}

/// A part of a mail that is its text.
pub fn text_part() -> String {
    format!("--x\nContent-Type: text/plain; charset=utf-8\n\n{}\n", three(|n| format!("{LINE} {n}\n")))
}

/// Lines, records and streams.
pub fn lines() -> Vec<Whole> {
    let word = |n: usize| {
        format!("# text = Chợ {n}\n1\tChợ\tchợ\tNOUN\t_\t_\t0\troot\t_\t_\n2\t{n}\t{n}\tNUM\t_\t_\t1\tx\t_\t_\n\n")
    };
    let page = format!("<html><body>{}</body></html>", three(|n| format!("<p>{LINE} {n}</p>\n")));
    let record_of = |n: usize| format!("{{\"title\": \"{n}\", \"text\": \"{LINE} {n}\"}}");
    let list = (1..=3).map(record_of).collect::<Vec<_>>().join(",\n");
    let warc: Vec<u8> = (1..=3).flat_map(|n| record(n, &format!("{LINE} {n}"))).collect();
    let texts = (1..=3).map(|n| format!("{LINE} {n}")).collect::<Vec<_>>();
    let text = texts.join("\n");
    vec![
        ("a.eml", mail(&text_part()).into_bytes(), 1),
        (
            "a.mbox",
            three(|n| {
                format!("From a@b.example Thu Mar  4 10:00:00 2021\nFrom: a@b.example\nSubject: {n}\n\n{LINE} {n}\n\n")
            })
            .into_bytes(),
            3,
        ),
        ("a.mhtml", mail(&format!("--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n")).into_bytes(), 1),
        (
            "a.rtf",
            format!("{{\\rtf1\\ansi {}}}", three(|n| format!("Phien cho dau nam hop tu sang som {n}.\\par ")))
                .into_bytes(),
            1,
        ),
        ("a.conllu", three(word).into_bytes(), 1),
        (
            "a.vrt",
            format!("<text title=\"Một\">\n{}</text>\n", three(|n| format!("Chợ\tN\tchợ\n{n}\tM\t{n}\n"))).into_bytes(),
            1,
        ),
        ("a.srt", three(|n| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},500\n{LINE}\n\n")).into_bytes(), 1),
        ("a.html", page.clone().into_bytes(), 1),
        ("a.json", format!("[{list}]").into_bytes(), 3),
        ("a.jsonl", three(|n| format!("{}\n", record_of(n))).into_bytes(), 3),
        ("a.csv", format!("title,text\n{}", three(|n| format!("{n},\"{LINE} {n}\"\n"))).into_bytes(), 3),
        ("a.md", format!("# Chợ\n\n{LINE}\n").into_bytes(), 1),
        ("a.pdf", Made::new().page(&[(50, 800, "Một câu ngắn.")]).bytes(), 1),
        ("a.warc", warc, 3),
        ("a.tar", tar(&[("a.txt", texts[0].as_bytes()), ("b.txt", texts[1].as_bytes())]), 2),
        ("a.txt.gz", gzip(text.as_bytes()), 1),
        ("a.txt.bz2", bzip2(text.as_bytes()), 1),
        ("a.txt.xz", xz(text.as_bytes()), 1),
        ("a.txt.zst", zstd(text.as_bytes()), 1),
    ]
}

/// One of each kind.
pub fn all() -> Vec<Whole> {
    [markup(), containers(), lines()].concat()
}

/// Packed by gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Packed by bzip2.
pub fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Packed by xz.
pub fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Packed by Zstandard.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}
