//! Reads JSON (RFC 8259). What is nested deeper than [`DEPTH_LIMIT`] or names a field twice is refused, for two readers
//! could take it for two things. It allocates no more than the text is long.

use super::Value;

/// Arrays and objects within one another.
const DEPTH_LIMIT: usize = 32;
/// Fields of one object: they are compared with one another.
const FIELDS_LIMIT: usize = 1_000;

/// A text that is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no JSON: expected {expected} at byte {at}")]
pub struct JsonError {
    /// What should stand there.
    pub expected: &'static str,
    /// Where.
    pub at: usize,
}

/// Reads one value. Cost is linear in the text.
///
/// # Errors
/// When the text is no JSON.
/// ```
/// use recto::json::{Value, parse};
///
/// assert_eq!(parse(r#"{"a":["1",2]}"#).unwrap().get("a").unwrap().list().unwrap()[1].number(), Some(2));
/// assert_eq!(parse("[1,]").unwrap_err().to_string(), "no JSON: expected a value at byte 3");
/// ```
pub fn parse(text: &str) -> Result<Value, JsonError> {
    // Some programs put a byte order mark before what they save.
    let marked = text.strip_prefix('\u{feff}');
    let mut reader = Reader { text, at: if marked.is_some() { 3 } else { 0 } };
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < text.len() { Err(reader.expected("the end")) } else { Ok(value) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn expected(&self, expected: &'static str) -> JsonError {
        JsonError { expected, at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.blanks();
        if depth > DEPTH_LIMIT {
            return Err(self.expected("fewer values within one another"));
        }
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'[') => self.items(depth),
            Some(b'{') => self.fields(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
                let found =
                    words.into_iter().find(|(word, _)| self.text.as_bytes()[self.at..].starts_with(word.as_bytes()));
                let (word, value) = found.ok_or_else(|| self.expected("a value"))?;
                self.at += word.len();
                Ok(value)
            }
        }
    }

    fn items(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    fn fields(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut fields: Vec<(String, Value)> = Vec::new();
        self.blanks();
        if self.take(b'}') {
            return Ok(Value::Object(fields));
        }
        loop {
            self.blanks();
            let name = if self.peek() == Some(b'"') { self.string()? } else { return Err(self.expected("a name")) };
            if fields.len() == FIELDS_LIMIT {
                return Err(self.expected("fewer fields"));
            }
            if fields.iter().any(|field| field.0 == name) {
                return Err(self.expected("each name once"));
            }
            self.blanks();
            if !self.take(b':') {
                return Err(self.expected("`:`"));
            }
            fields.push((name, self.value(depth + 1)?));
            self.blanks();
            if self.take(b'}') {
                return Ok(Value::Object(fields));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == from { Err(self.expected("a digit")) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let from = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Ok(Value::Number(self.text[from..self.at].to_owned()))
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|b| b == b'"' || b == b'\\' || b < 0x20);
            let plain = plain.ok_or(JsonError { expected: "`\"`", at: self.text.len() })?;
            out.push_str(&rest[..plain]);
            self.at += plain;
            if self.take(b'"') {
                return Ok(out);
            }
            if !self.take(b'\\') {
                return Err(self.expected("no control character"));
            }
            out.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Result<char, JsonError> {
        let c = match self.peek() {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.escaped_unit();
            }
            _ => return Err(self.expected("an escape")),
        };
        self.at += 1;
        Ok(c)
    }

    /// The character of one or two units of UTF-16.
    fn escaped_unit(&mut self) -> Result<char, JsonError> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.expected("a character"));
        }
        let second = if self.take(b'\\') && self.take(b'u') { self.unit()? } else { 0 };
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400);
        let whole = low.and_then(|low| char::from_u32(0x10000 + ((first - 0xd800) << 10) + low));
        whole.ok_or_else(|| self.expected("a character"))
    }

    fn unit(&mut self) -> Result<u32, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or_else(|| self.expected("four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{list, object, text};
    use proptest::prelude::*;

    /// The same value as another reader sees it; `None` where that reads numbers as something else.
    fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
        match (ours, theirs) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Bool(one), serde_json::Value::Bool(other)) => one == other,
            (Value::Number(one), serde_json::Value::Number(other)) => {
                one.parse::<f64>().ok() == other.as_f64() || one.parse::<u64>().ok() == other.as_u64()
            }
            (Value::Text(one), serde_json::Value::String(other)) => one == other,
            (Value::List(one), serde_json::Value::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
            }
            (Value::Object(one), serde_json::Value::Object(other)) => {
                one.len() == other.len()
                    && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
            }
            _ => false,
        }
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let check = |text: &str, expected: &'static str, at: usize| {
            assert_eq!(parse(text), Err(JsonError { expected, at }), "{text}");
        };
        check("", "a value", 0);
        check("01", "the end", 1);
        check("-", "a digit", 1);
        check("1.e5", "a digit", 2);
        check("\"a", "`\"`", 2);
        check("\"a\nb\"", "no control character", 2);
        check("\"\\x\"", "an escape", 2);
        check("\"\\ud800\"", "a character", 7);
        check("\"\\udc00\"", "a character", 7);
        check("{\"a\":1,\"a\":2}", "each name once", 10);
        check("{a:1}", "a name", 1);
        check("[1 2]", "`,` or `]`", 3);
        check("{\"a\" 1}", "`:`", 5);
        check("nul", "a value", 0);
        check(&"[".repeat(100), "fewer values within one another", 33);
    }

    #[test]
    fn pairs_of_escapes_and_marks_before_the_text_are_read() {
        assert_eq!(parse("\u{feff} \"\\ud83d\\ude00\\u1eef\" "), Ok(Value::Text("😀ữ".to_owned())));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(words in proptest::collection::vec(any::<String>(), 0..5)) {
            let written = object(&[("words", list(words.iter().map(|word| text(word))))]);
            let read = parse(&written).expect("it is JSON");
            let back: Vec<_> = read.get("words").and_then(Value::list).expect("a list").iter().filter_map(Value::text).collect();
            prop_assert_eq!(back, words);
        }

        #[test]
        fn it_reads_what_another_reader_reads(
            text in "(\\[|\\]|\\{|\\}|,|:|\"a\"|\"b\\\\n\"|\"|\\\\|\\\\u12ab|-?[0-9]{1,3}|\\.5|e[+-]?2|true|null| ){0,12}"
        ) {
            let ours = parse(&text);
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            match (&ours, &theirs) {
                (Ok(ours), Ok(theirs)) => prop_assert!(same(ours, theirs), "{}", text),
                // A name given twice is refused here alone.
                (Err(error), _) if error.expected == "each name once" => {}
                _ => prop_assert!(ours.is_err() && theirs.is_err(), "{} {:?} {:?}", text, ours, theirs),
            }
        }
    }
}
