//! Cells and rows of CSV as spreadsheets read them. It knows nothing of what they say.

/// Whether a spreadsheet would run this cell, apostrophes before it aside: it starts with `=`, `+`, `-`, `@`, their
/// full-width forms, a tab or a line break (OWASP, "CSV Injection").
pub fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// A cell that no spreadsheet runs: an apostrophe goes before what looks like a formula.
pub fn neutral(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len() + 1);
    if is_formula(cell) {
        out.push('\'');
    }
    out.push_str(cell);
    out
}

/// Two to the power of 64.
const TOO_LONG: f64 = 18_446_744_073_709_551_616.0;

/// Powers of ten by their exponent.
const POWERS: [f64; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// Rows of CSV, from the byte order mark on.
#[derive(Clone, Debug)]
pub struct Sheet {
    out: String,
    in_row: bool,
}

impl Default for Sheet {
    fn default() -> Self {
        Self { out: "\u{feff}".to_owned(), in_row: false }
    }
}

impl Sheet {
    /// A cell of text, neutralised and in quotation marks. What reorders a text's direction ends with its cell.
    pub fn text(&mut self, text: &str) {
        self.next();
        self.out.push('"');
        if is_formula(text) {
            self.out.push('\'');
        }
        let mut open: Vec<char> = Vec::new();
        for c in text.chars() {
            if c == '"' {
                self.out.push('"');
            }
            direction(c, &mut open);
            self.out.push(c);
        }
        self.out.extend(open.into_iter().rev());
        self.out.push('"');
    }

    /// A cell with a number.
    pub fn number(&mut self, number: u64) {
        self.next();
        self.out.push_str(&number.to_string());
    }

    /// A cell with a number of thousandths, written with a decimal point.
    pub fn thousandths(&mut self, thousandths: u64) {
        self.number(thousandths / 1000);
        self.out.push('.');
        let digits = (1000 + thousandths % 1000).to_string();
        self.out.push_str(&digits[1..]);
    }

    /// A cell with a number as [`decimal`] writes it. What is no finite number is an empty cell.
    pub fn decimal(&mut self, value: f64) {
        match decimal(value) {
            Some(text) => {
                self.next();
                self.out.push_str(&text);
            }
            None => self.text(""),
        }
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        self.out.push_str("\r\n");
        self.in_row = false;
    }

    /// Takes what was written since it was last taken.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    fn next(&mut self) {
        if self.in_row {
            self.out.push(',');
        }
        self.in_row = true;
    }
}

/// A number with at most nine decimals and a decimal point; without one when it is whole. `None` for what is no finite number.
pub fn decimal(value: f64) -> Option<String> {
    const MOST: usize = 9;
    if !value.is_finite() {
        return None;
    }
    let scaled = |decimals: usize| (value * POWERS[decimals]).round();
    // The fewest decimals that say it: written out, they are read as the same number.
    let decimals = (0..MOST).find(|&decimals| scaled(decimals) / POWERS[decimals] == value).unwrap_or(MOST);
    // Past 64 bits the last digits say nothing any more.
    let (mut rest, mut zeros) = (scaled(decimals).abs(), 0);
    while rest >= TOO_LONG {
        (rest, zeros) = (rest / 10.0, zeros + 1);
    }
    let digits = [(rest as u64).to_string(), "0".repeat(zeros)].concat();
    let sign = if scaled(decimals) < 0.0 { "-" } else { "" };
    if decimals == 0 {
        return Some([sign, &digits].concat());
    }
    // At least one digit before the point.
    let padded = ["0".repeat((decimals + 1).saturating_sub(digits.len())), digits].concat();
    let (whole, rest) = padded.split_at(padded.len() - decimals);
    Some([sign, whole, ".", rest].concat())
}

/// Keeps the characters that would close what is open: embeddings and isolates of the bidirectional algorithm (UAX #9).
/// A context is cut anywhere, and what it leaves open would turn the cells after it.
fn direction(c: char, open: &mut Vec<char>) {
    const POP_EMBEDDING: char = '\u{202c}';
    const POP_ISOLATE: char = '\u{2069}';
    match c {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(POP_EMBEDDING),
        '\u{2066}'..='\u{2068}' => open.push(POP_ISOLATE),
        POP_EMBEDDING if open.last() == Some(&POP_EMBEDDING) => drop(open.pop()),
        POP_ISOLATE => {
            if let Some(at) = open.iter().rposition(|&closer| closer == POP_ISOLATE) {
                open.truncate(at);
            }
        }
        _ => {}
    }
}
