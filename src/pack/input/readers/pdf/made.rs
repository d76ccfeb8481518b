//! PDF files made for tests: pages of lines in a font that says its letters by a ToUnicode CMap alone.

/// A file in the making.
pub struct Made {
    /// Content streams of its pages.
    pages: Vec<String>,
    /// The document information.
    info: String,
    /// More entries of the trailer.
    trailer: String,
    /// Letters by their code less one.
    letters: Vec<char>,
    /// Resources beside the fonts, and objects after object 9.
    more: (String, Vec<String>),
}

impl Made {
    /// A file without pages.
    pub fn new() -> Self {
        let (info, trailer) = (String::new(), String::new());
        Self { pages: Vec::new(), info, trailer, letters: Vec::new(), more: (String::new(), Vec::new()) }
    }

    /// Adds a page of lines, each with its left edge and its height, letters 10 high and half as wide.
    pub fn page(mut self, lines: &[(u32, u32, &str)]) -> Self {
        let mut content = String::from("BT /F1 10 Tf ET\n");
        for (left, height, line) in lines {
            let codes: String = line.chars().map(|letter| format!("{:04x}", self.code(letter))).collect();
            content.push_str(&format!("BT /F1 10 Tf {left} {height} Td <{codes}> Tj ET\n"));
        }
        self.pages.push(content);
        self
    }

    /// Adds a page of operators; the font /F2 is Helvetica.
    pub fn raw_page(mut self, content: &str) -> Self {
        self.pages.push(content.to_owned());
        self
    }

    /// Adds an entry of the document information, as a string in UTF-16.
    pub fn info(mut self, key: &str, value: &str) -> Self {
        let units: String = value.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
        self.info.push_str(&format!("/{key} <feff{units}> "));
        self
    }

    /// The day it was made.
    pub fn made_on(mut self, day: &str) -> Self {
        self.info.push_str(&format!("/CreationDate (D:{day}080000+07'00') "));
        self
    }

    /// Asks for a password that nobody knows.
    pub fn encrypted(mut self) -> Self {
        let none = "00".repeat(32);
        self.trailer =
            format!("/Encrypt << /Filter /Standard /V 1 /R 2 /O <{none}> /U <{none}> /P -4 >> /ID [<{none}> <{none}>]");
        self
    }

    /// Adds resources, and objects from number 10 on.
    #[allow(dead_code)]
    pub fn with(mut self, resources: &str, objects: &[&str]) -> Self {
        self.more = (resources.to_owned(), objects.iter().map(|object| (*object).to_owned()).collect());
        self
    }

    fn code(&mut self, letter: char) -> usize {
        let at = self.letters.iter().position(|&known| known == letter);
        1 + at.unwrap_or_else(|| {
            self.letters.push(letter);
            self.letters.len() - 1
        })
    }

    /// The file.
    pub fn bytes(self) -> Vec<u8> {
        let stream = |content: &str| format!("<< /Length {} >> stream\n{content}\nendstream", content.len());
        let pairs: String = (1..)
            .zip(&self.letters)
            .map(|(code, letter)| {
                let mut units = [0; 2];
                let units: String = letter.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04x}")).collect();
                format!("1 beginbfchar <{code:04x}> <{units}> endbfchar\n")
            })
            .collect();
        let map = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
             1 begincodespacerange <0000> <ffff> endcodespacerange\n{pairs}endcmap end end"
        );
        let first = 10 + self.more.1.len();
        let kids: String = (0..self.pages.len()).map(|at| format!("{} 0 R ", first + 2 * at)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()),
            format!("<< {}>>", self.info),
            format!("<< /Font << /F1 5 0 R /F2 9 0 R >> {} >>", self.more.0),
            "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>"
                .to_owned(),
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
             /Supplement 0 >> /FontDescriptor 7 0 R /DW 500 >>"
                .to_owned(),
            "<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -200 500 800] /ItalicAngle 0 /Ascent 800 \
             /Descent -200 /CapHeight 700 /StemV 80 >>"
                .to_owned(),
            stream(&map),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        objects.extend(self.more.1.iter().cloned());
        for (at, content) in self.pages.iter().enumerate() {
            let contents = first + 2 * at + 1;
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 4 0 R /Contents {contents} 0 R >>"
            ));
            objects.push(stream(content));
        }
        let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            file.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
        }
        let start = file.len();
        let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
        let size = objects.len() + 1;
        file.extend_from_slice(
            format!(
                "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 3 0 R {} >>\n\
                 startxref\n{start}\n%%EOF\n",
                self.trailer
            )
            .as_bytes(),
        );
        file
    }
}
