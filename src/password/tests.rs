//! Keys and encrypted bytes against published functions; what is altered, or of another key, is refused.

use super::{Cost, Head, Key, Password, lock, unlock};
use crate::bundle::chunk::{hex, sha256};
use crate::bundle::root::seal;
use crate::bundle::{BundleError, Root};
use crate::engine::Engine;
use proptest::prelude::*;

/// As little as the function takes: a test waits for nobody who guesses.
const QUICK: Cost = Cost { memory_kib: 8, passes: 1 };
const SALT: [u8; 16] = *b"0123456789abcdef";

fn password(typed: &str) -> Password {
    Password::new(typed).expect("a password")
}

fn key(typed: &str) -> Key {
    Key::derive(&password(typed), &SALT, QUICK).expect("a key")
}

/// By Argon2's reference implementation, libsodium and Python's HMAC: a page of today opens in years.
#[test]
fn keys_and_bytes_are_those_of_the_published_functions() {
    let digits = |bytes: &[u8]| hex(&bytes[..8]);
    let key = key("mật khẩu");
    assert_eq!([digits(key.as_bytes()), digits(&key.as_bytes()[56..])], ["fbb264277b80ed48", "5935c6c5da064522"]);
    assert_eq!(digits(&sha256(&key.encrypt_chunk("một đoạn".as_bytes()))), "95241f6ff2843b06");
    let slow = Key::derive(&password("mật khẩu"), &SALT, super::COST).expect("64 MiB");
    assert_eq!(digits(slow.as_bytes()), "7a79ed70a7697110");
}

#[test]
fn a_password_is_its_letters_and_not_their_composition() {
    let (composed, apart) = ("m\u{1ead}t kh\u{1ea9}u", "ma\u{323}\u{302}t kha\u{302}\u{309}u");
    assert_eq!(key(composed), key(apart));
    assert_eq!(password(apart).letters(), 8);
    assert_ne!(key("mật khẩu"), key("mat khau"));
    assert_ne!(key("a"), Key::derive(&password("a"), b"another salt 16b", QUICK).unwrap());
    assert!(Password::new("").is_none());
    assert_eq!(format!("{:?} {:?}", password("bí mật"), key("bí mật")), "Password Key");
}

#[test]
fn a_root_opens_by_its_password_alone() {
    let root = seal(b"what the corpus is");
    let (locked, corpus) = lock(&root, &key("đúng"), &SALT, QUICK);
    assert_eq!(Head::read(&locked).map(|head| head.corpus_name()), Some(corpus.clone()));
    assert_eq!(unlock(&locked, &password("đúng")), Some(key("đúng")));
    assert_eq!(unlock(&locked, &password("sai")), None);
    assert_eq!(key("đúng").root(&locked), Some(root.clone()));
    assert_eq!(Root::read(&locked), Err(BundleError::Locked));
    assert_eq!(Engine::open(&locked).err(), Some(BundleError::Locked));
    assert_eq!(Engine::unlocked(&locked, key("sai")).err(), Some(BundleError::Locked));
    assert_eq!(lock(&root, &key("đúng"), &SALT, QUICK).0, locked, "the same bytes stay the same");
    assert_ne!(lock(&seal(b"another corpus"), &key("đúng"), &SALT, QUICK).1, corpus);
    assert_ne!(lock(&root, &key("khác"), &SALT, QUICK).1, corpus, "its name is no hash of what it holds");
}

#[test]
fn a_root_that_asks_too_much_is_refused() {
    let check = |cost: Cost, expected: bool| {
        let (locked, _) = lock(&seal(b""), &key("a"), &SALT, cost);
        assert_eq!(Head::read(&locked).is_some(), expected, "{cost:?}");
    };
    check(super::COST, true);
    check(Cost { memory_kib: 256 * 1024, passes: 16 }, true);
    check(Cost { memory_kib: 256 * 1024 + 1, passes: 1 }, false);
    check(Cost { memory_kib: 8, passes: 17 }, false);
    check(Cost { memory_kib: 8, passes: 0 }, false);
}

#[test]
fn every_changed_bit_is_refused() {
    let (key, root) = (key("a"), seal(b"root"));
    let (locked, _) = lock(&root, &key, &SALT, QUICK);
    let chunk = key.encrypt_chunk(b"chunk of words");
    for (bytes, open) in [(&locked, Key::root as fn(&Key, &[u8]) -> Option<Vec<u8>>), (&chunk, Key::chunk)] {
        assert!(open(&key, bytes).is_some());
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&key, &changed), None, "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert_eq!(open(&key, &bytes[..length]), None, "cut to {length}");
        }
    }
    assert_eq!(key.chunk(&locked), None, "a root is no chunk");
}

proptest! {
    #[test]
    fn chunks_come_back(plain in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let key = Key::of_bytes(&[7; Key::BYTES]).unwrap();
        let encrypted = key.encrypt_chunk(&plain);
        prop_assert_eq!(encrypted.len(), plain.len() + 40);
        prop_assert_eq!(key.chunk(&encrypted), Some(plain.clone()));
        prop_assert_eq!(&encrypted, &key.encrypt_chunk(&plain));
        prop_assert_eq!(Key::of_bytes(&[8; Key::BYTES]).unwrap().chunk(&encrypted), None);
    }

    #[test]
    fn any_bytes_are_no_root(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(Head::read(&bytes), None);
        let key = Key::of_bytes(&[7; Key::BYTES]).unwrap();
        prop_assert_eq!(key.root(&bytes), None);
        prop_assert_eq!(key.chunk(&bytes), None);
    }
}
