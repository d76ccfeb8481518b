//! The packer's side of a password: encrypts roots and chunks. It draws nothing at random, so that the same bytes under the
//! same key stay the same.

use super::{CORPUS_BYTES, Cost, HEAD_BYTES, Head, Key, Label, NONCE_BYTES, SALT_BYTES, VERSION};
use crate::bundle::root::LOCKED;
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Payload};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

impl Key {
    /// The code of some bytes under this key.
    fn code(&self, label: Label, bytes: &[u8]) -> [u8; CORPUS_BYTES] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.bytes[Self::HALF..]).expect("a code takes a key of any length");
        mac.update(&[label as u8]);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// Encrypts a chunk.
    ///
    /// # Panics
    ///
    /// Never: a chunk is far below what the cipher takes.
    pub fn encrypt_chunk(&self, plain: &[u8]) -> Vec<u8> {
        self.encrypt(Label::Chunk, plain, &[Label::Chunk as u8])
    }

    fn encrypt(&self, label: Label, plain: &[u8], aad: &[u8]) -> Vec<u8> {
        let code = self.code(label, plain);
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&code[..NONCE_BYTES]);
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), Payload { msg: plain, aad });
        [&nonce[..], &sealed.expect("the cipher takes 256 GB")].concat()
    }
}

/// Encrypts a root; returns it with the name that the corpus has from now on.
pub fn lock(root: &[u8], key: &Key, salt: &[u8; SALT_BYTES], cost: Cost) -> (Vec<u8>, String) {
    let head = Head { cost, salt: *salt, corpus: key.code(Label::Corpus, root) };
    let mut out = Vec::with_capacity(HEAD_BYTES + root.len() + NONCE_BYTES + 16);
    out.extend_from_slice(LOCKED);
    out.push(VERSION);
    out.extend_from_slice(&cost.memory_kib.to_le_bytes());
    out.extend_from_slice(&cost.passes.to_le_bytes());
    out.extend_from_slice(salt);
    out.extend_from_slice(&head.corpus);
    let encrypted = key.encrypt(Label::Root, root, &out);
    out.extend_from_slice(&encrypted);
    (out, head.corpus_name())
}
