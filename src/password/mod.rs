//! A password on a bundle: a key made from it slowly, and the root and every chunk encrypted under that key.
//!
//! Chunks are named and checked by what they hold, so that hosts, caches and `recto check` treat encrypted ones as others.
//! It chooses no salt and knows no page, and tells nobody what it decrypts.
//!
//! # An encrypted root, byte by byte
//!
//! | bytes | what |
//! |---|---|
//! | 6 | `recto\x01` |
//! | 1 | version of this form, `1` |
//! | 4, 4 | memory in KiB and passes of the key's making, little-endian |
//! | 16 | salt |
//! | 32 | the corpus's hash: the [`Label::Corpus`] code of the root |
//! | others | the root, encrypted; what stands before it is vouched for with it |
//!
//! The key is 64 bytes of Argon2id over the password in UTF-8 and NFC: 32 to encrypt with, 32 for HMAC-SHA-256. Encrypted
//! bytes are a nonce of 24, the bytes under XChaCha20-Poly1305, and its tag of 16. The nonce is the start of the code of what
//! is encrypted: the same bytes stay the same under one key, and two others never share a nonce.

#[cfg(not(target_arch = "wasm32"))]
mod making;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

#[cfg(not(target_arch = "wasm32"))]
pub use making::lock;

use crate::bundle::chunk::hex;
use crate::bundle::root::LOCKED;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use icu_normalizer::ComposingNormalizerBorrowed;

/// The version of an encrypted root's form.
const VERSION: u8 = 1;
/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;
const CORPUS_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
const HEAD_BYTES: usize = LOCKED.len() + 1 + 8 + SALT_BYTES + CORPUS_BYTES;
/// What a root may ask of a reader's machine at most.
const MEMORY_MOST_KIB: u32 = 256 * 1024;
const PASSES_MOST: u32 = 16;

/// What is encrypted. A code of one says nothing of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A chunk.
    Chunk = 0,
    /// A root.
    Root = 1,
    /// No bytes of a site: the name of a corpus, which must not tell what is in it.
    Corpus = 2,
}

/// A password as its letters are, however a keyboard or a file composes them.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

impl Password {
    /// Takes what was typed or read; nothing is no password.
    pub fn new(typed: &str) -> Option<Self> {
        let composer = const { ComposingNormalizerBorrowed::new_nfc() };
        let password = composer.normalize(typed).into_owned();
        (!password.is_empty()).then_some(Self(password))
    }

    /// How many letters it has.
    pub fn letters(&self) -> usize {
        self.0.chars().count()
    }
}

/// What making a key costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

/// What a key costs that is made now: one for low memory in RFC 9106, on one lane, for a browser has no more.
pub const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3 };

/// What stands before an encrypted root, for everybody to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Of the key.
    pub cost: Cost,
    /// Of the key.
    pub salt: [u8; SALT_BYTES],
    /// The corpus's hash.
    pub corpus: [u8; CORPUS_BYTES],
}

impl Head {
    /// The head of an encrypted root; `None` for other bytes, and for one that asks too much.
    pub fn read(root: &[u8]) -> Option<Self> {
        let rest = root.strip_prefix(LOCKED)?.strip_prefix(&[VERSION])?;
        let (memory, rest) = rest.split_first_chunk()?;
        let (passes, rest) = rest.split_first_chunk()?;
        let (salt, rest) = rest.split_first_chunk()?;
        let (corpus, _) = rest.split_first_chunk()?;
        let cost = Cost { memory_kib: u32::from_le_bytes(*memory), passes: u32::from_le_bytes(*passes) };
        let fits = cost.memory_kib <= MEMORY_MOST_KIB && (1..=PASSES_MOST).contains(&cost.passes);
        fits.then_some(Self { cost, salt: *salt, corpus: *corpus })
    }

    /// The corpus's hash as 16 hex digits.
    pub fn corpus_name(&self) -> String {
        hex(&self.corpus[..8])
    }
}

/// A key, made from a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    bytes: [u8; Self::BYTES],
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// Its length.
    pub const BYTES: usize = 64;
    const HALF: usize = 32;

    /// Makes the key. Costs what it says: a tenth of a second and more. `None` when the cost is none that can be had.
    pub fn derive(password: &Password, salt: &[u8; SALT_BYTES], cost: Cost) -> Option<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(Self::BYTES)).ok()?;
        let mut bytes = [0; Self::BYTES];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(password.0.as_bytes(), salt, &mut bytes).ok()?;
        Some(Self { bytes })
    }

    /// A key that was made before; `None` for other bytes.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self { bytes })
    }

    /// Its bytes, to be handed on and never kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let mut half = [0; Self::HALF];
        half.copy_from_slice(&self.bytes[..Self::HALF]);
        XChaCha20Poly1305::new(&half.into())
    }

    /// Decrypts a chunk; `None` when it was encrypted under another key, or altered.
    pub fn chunk(&self, encrypted: &[u8]) -> Option<Vec<u8>> {
        self.decrypt(encrypted, &[Label::Chunk as u8])
    }

    /// Decrypts a root; `None` when it is none, was encrypted under another key, or altered.
    pub fn root(&self, root: &[u8]) -> Option<Vec<u8>> {
        let (head, encrypted) = root.split_at_checked(HEAD_BYTES)?;
        self.decrypt(encrypted, head)
    }

    fn decrypt(&self, encrypted: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
        let (nonce, msg) = encrypted.split_first_chunk::<NONCE_BYTES>()?;
        self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg, aad }).ok()
    }
}

/// The key that opens an encrypted root; `None` when the password is another. Costs what [`Key::derive`] does.
pub fn unlock(root: &[u8], password: &Password) -> Option<Key> {
    let head = Head::read(root)?;
    let key = Key::derive(password, &head.salt, head.cost)?;
    key.root(root).map(|_| key)
}
