//! Takes the messages of panics out of the compiled app: where one would be worded, the app stops at once.
//!
//! A panic ends the instance either way (`panic = "abort"`), and the page says so in its own words; what goes is the
//! sentence in the console, with the code and the places that word it. It never removes the check that leads to a panic.

use std::collections::HashSet;

use anyhow::{Context, Result, ensure};
use walrus::ir::Value;
use walrus::{ConstExpr, DataId, DataKind, FunctionBuilder, FunctionId, FunctionKind, Module};

/// What the functions are called that word a panic and do not return: a name, without the hashes of crates, begins with
/// one of these …
const BEGINNINGS: [&str; 16] = [
    "__rustc::rust_panic",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::lazy::panic_poisoned",
    "core::cell::panic_already",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::slice::sort::shared::smallsort::panic_on_ord_violation",
    "core::str::slice_error_fail",
    "std::panicking::begin_panic",
    "std::thread::local::panic_access_error",
];

/// … or has this among its parts, in Rust's own libraries.
const PARTS: [&str; 2] = ["::assert_failed", "::rust_oom"];

/// Fewer functions than these mean that the names have changed and nothing would be gained.
const LEAST_FUNCTIONS: usize = 20;

/// Lets every function that words a panic stop at once, and blanks the places panics would name.
///
/// # Errors
///
/// Fails when fewer such functions are found than any app has: then Rust names them in another way.
pub fn silence(module: &mut Module) -> Result<()> {
    let found: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| words_a_panic(module.funcs.get(*id).name.as_deref()))
        .collect();
    ensure!(
        found.len() >= LEAST_FUNCTIONS,
        "{} functions that word panics were found in the app, at least {LEAST_FUNCTIONS} were expected\n\
         hint: see how Rust names them now, and change the list in xtask/src/app/panics.rs",
        found.len()
    );
    for id in found {
        stop_at_once(module, id);
    }
    blank_places(module)
}

fn words_a_panic(name: Option<&str>) -> bool {
    let name = without_hashes(name.unwrap_or_default());
    let of_rust = ["alloc::", "std::", "<alloc::", "<std::"].iter().any(|start| name.starts_with(start));
    BEGINNINGS.iter().any(|start| name.starts_with(start)) || of_rust && PARTS.iter().any(|part| name.contains(part))
}

/// `core[c5930c85a12de822]::panicking::panic` is `core::panicking::panic`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                bare.push_str(rest)
            }
            _ => bare.extend(["[", part]),
        }
    }
    bare
}

fn stop_at_once(module: &mut Module, id: FunctionId) {
    let kind = module.types.get(module.funcs.get(id).ty());
    let (parameters, results) = (kind.params().to_vec(), kind.results().to_vec());
    let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &parameters, &results);
    body.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
}

/// A place is the address and length of a file's name, then a line and a column, 4 bytes each.
fn blank_places(module: &mut Module) -> Result<()> {
    let segments: Vec<DataId> = module.data.iter().map(walrus::Data::id).collect();
    for id in segments {
        let segment = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = segment.kind else { continue };
        let base = usize::try_from(base).context("a data segment lies below the start of the memory")?;
        blank(base, &mut segment.value);
    }
    Ok(())
}

fn blank(base: usize, bytes: &mut [u8]) {
    let word = |bytes: &[u8], at: usize| {
        let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
        four.map_or(0, |four| u32::from_le_bytes(four) as usize)
    };
    let mut names = HashSet::new();
    let mut at = base.next_multiple_of(4) - base;
    while at + 16 <= bytes.len() {
        let [start, length, line, column] = [0, 4, 8, 12].map(|field| word(bytes, at + field));
        let name = start.checked_sub(base).and_then(|start| bytes.get(start..start.checked_add(length)?));
        if (1..200_000).contains(&line) && (1..1_000).contains(&column) && name.is_some_and(is_source_file) {
            names.insert((start - base, length));
            bytes[at..at + 16].fill(0);
            at += 16;
        } else {
            at += 4;
        }
    }
    for (start, length) in names {
        bytes[start..start + length].fill(0);
    }
}

fn is_source_file(name: &[u8]) -> bool {
    (4..200).contains(&name.len()) && name.ends_with(b".rs") && name.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use super::{blank, silence, words_a_panic};

    #[test]
    fn functions_that_word_panics_are_known_by_name() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_bounds_check",
            "core::panicking::panic_display::h235f4123bfb8f0b3",
            "<alloc[3ca501edff3f0c7c]::vec::Vec<_, _>>::remove::assert_failed",
        ] {
            assert!(words_a_panic(Some(name)), "{name}");
        }
        // The first returns; the second throws for JavaScript to catch; the third is no function of Rust's own.
        for name in [
            "std[a543996e6e7dbf1e]::panicking::panic_count::increase",
            "wasm_bindgen::throw_str",
            "recto::assert_failed",
        ] {
            assert!(!words_a_panic(Some(name)), "{name}");
        }
        assert!(!words_a_panic(None));
    }

    #[test]
    fn an_app_without_such_functions_is_refused() {
        let refused = silence(&mut walrus::Module::default()).expect_err("there is none").to_string();
        assert!(refused.starts_with("0 functions"), "{refused}");
    }

    #[test]
    fn places_are_blanked_with_the_names_of_their_files_and_nothing_else() {
        const BASE: usize = 1024;
        let mut bytes = b"src/a.rs".to_vec();
        // A place in that file; then a name with a line that no file has, and numbers that point nowhere.
        let words = [1024_u32, 8, 12, 5, 1024, 8, 0, 0, 7, 9, 12, 5];
        bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        blank(BASE, &mut bytes);
        let mut expected = vec![0; 8];
        let kept = [0_u32, 0, 0, 0, 1024, 8, 0, 0, 7, 9, 12, 5];
        expected.extend(kept.iter().flat_map(|word| word.to_le_bytes()));
        assert_eq!(bytes, expected);
    }
}
