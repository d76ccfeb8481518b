//! Bytes in and out: sized integers, variable-length integers, strings.
//!
//! Integers of the format are little-endian or LEB128 (7 bits a byte, low bits first, the high bit says that more
//! follow, at most 10 bytes). A reader allocates nothing from a length it has not checked against the bytes left.
//!
//! ```
//! use recto::bundle::codec::{Reader, Writer};
//!
//! let mut out = Writer::new();
//! out.varint(300);
//! out.text("chợ");
//! let bytes = out.into_bytes();
//! let mut reader = Reader::new(&bytes);
//! assert_eq!(reader.varint("a number")?, 300);
//! assert_eq!(reader.text("a word")?, "chợ");
//! reader.end("the example")?;
//! // What was cut off is an error, never a panic.
//! assert!(Reader::new(&bytes[2..5]).text("a word").is_err());
//! # Ok::<(), recto::bundle::BundleError>(())
//! ```

use super::error::{BundleError, Result};

/// Appends values to a buffer.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Starts empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Bytes written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing is written yet.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// One byte.
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// Two bytes, little-endian.
    pub fn u16(&mut self, value: u16) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// LEB128.
    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Length, then the bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.raw(bytes);
    }

    /// Length in bytes, then UTF-8.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Takes values from a slice, remembering where it stands.
#[derive(Clone, Debug)]
pub struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    /// Starts at the first byte.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Byte the next value starts at.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Bytes left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// What is left, without taking it.
    pub fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }

    /// Takes `count` bytes.
    ///
    /// # Errors
    /// When fewer are left.
    pub fn raw(&mut self, count: usize, what: &'static str) -> Result<&'b [u8]> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or(BundleError::Truncated { what, at: self.at })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    /// One byte.
    ///
    /// # Errors
    /// At the end.
    pub fn byte(&mut self, what: &'static str) -> Result<u8> {
        Ok(self.raw(1, what)?[0])
    }

    /// Two bytes, little-endian.
    ///
    /// # Errors
    /// When fewer are left.
    pub fn u16(&mut self, what: &'static str) -> Result<u16> {
        let bytes = self.raw(2, what)?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    /// LEB128.
    ///
    /// # Errors
    /// At the end, and when the number does not fit 64 bits.
    pub fn varint(&mut self, what: &'static str) -> Result<u64> {
        let start = self.at;
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte(what)?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(BundleError::Invalid { what, at: start })
    }

    /// LEB128 that must fit 32 bits.
    ///
    /// # Errors
    /// At the end, and when it does not fit.
    pub fn varint32(&mut self, what: &'static str) -> Result<u32> {
        let at = self.at;
        u32::try_from(self.varint(what)?).map_err(|_| BundleError::Invalid { what, at })
    }

    /// A count of things that take at least `least_bytes` each, so that it can be trusted for an allocation.
    ///
    /// # Errors
    /// At the end, and when so many cannot follow.
    pub fn count(&mut self, least_bytes: usize, what: &'static str) -> Result<usize> {
        let at = self.at;
        let count = self.varint32(what)? as usize;
        if count.saturating_mul(least_bytes.max(1)) > self.left() {
            return Err(BundleError::Truncated { what, at });
        }
        Ok(count)
    }

    /// Length, then the bytes.
    ///
    /// # Errors
    /// When fewer are left.
    pub fn bytes(&mut self, what: &'static str) -> Result<&'b [u8]> {
        let count = self.count(1, what)?;
        self.raw(count, what)
    }

    /// Length in bytes, then UTF-8.
    ///
    /// # Errors
    /// When fewer are left or they are not UTF-8.
    pub fn text(&mut self, what: &'static str) -> Result<&'b str> {
        let at = self.at;
        std::str::from_utf8(self.bytes(what)?).map_err(|_| BundleError::Invalid { what, at })
    }

    /// Says that nothing may be left.
    ///
    /// # Errors
    /// When bytes are left.
    pub fn end(&self, what: &'static str) -> Result<()> {
        if self.left() == 0 { Ok(()) } else { Err(BundleError::Invalid { what, at: self.at }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_come_back(numbers in prop::collection::vec(any::<u64>(), 0..50), text in ".{0,40}") {
            let mut writer = Writer::new();
            numbers.iter().for_each(|&n| writer.varint(n));
            writer.text(&text);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            for &n in &numbers {
                prop_assert_eq!(reader.varint("n").unwrap(), n);
            }
            prop_assert_eq!(reader.text("t").unwrap(), text);
            prop_assert!(reader.end("end").is_ok());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader::new(&bytes);
            while reader.varint("n").is_ok() {}
            let _ = Reader::new(&bytes).text("t");
            let _ = Reader::new(&bytes).count(4, "c");
        }
    }
}
