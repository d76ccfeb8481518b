//! What a reader downloads: raw, gzip and brotli sizes against the budget, past which a build fails.
//!
//! It measures and prints; it changes nothing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The most the app may weigh by brotli, wasm, glue and CSS together: 3 % more than the 693,598 bytes that it weighed with the
/// lines as a workbench and lists of terms (some 27,000), the map of shared wording and related articles (20,000), what is
/// kept offline (6,000) and what is offered to be compared (6,000); and the 11,300 of lists of words, named selections, what was
/// seen in a session, and strips and words that lead on; the 7,300 of the element in a shadow root, words that are used alike
/// and long texts that are held beside their field; and the 1,700 of volumes and 1,900 of one-sided collocates and names.
const BUDGET_BYTES: usize = 736_000;

/// A build whose profile was changed by hand is one for work on the app, and may weigh what it likes.
const BY_HAND: &str = "CARGO_PROFILE_WEB_";

struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the sizes of the wasm, the glue and the style sheets of `css`, which a site carries as one.
///
/// # Errors
///
/// Fails when a file cannot be read, and past the budget; what no `wasm-opt` made smaller is only told.
pub fn print(wasm: &Path, glue: &Path, css: &Path, optimised: bool) -> Result<()> {
    println!("{:<12} {:>9} {:>9} {:>9}  bytes", "", "raw", "gzip", "brotli");
    let sheets = style_sheets(css)?;
    let mut sum = 0;
    for (name, paths) in [("wasm", vec![wasm.to_path_buf()]), ("glue", vec![glue.to_path_buf()]), ("css", sheets)] {
        let parts = paths.iter().map(|path| fs::read(path).with_context(|| format!("reading {}", path.display())));
        let total = measure(&parts.collect::<Result<Vec<_>>>()?.concat())?;
        println!("{name:<12} {:>9} {:>9} {:>9}", total.raw, total.gzip, total.brotli);
        sum += total.brotli;
    }
    println!("{:<12} {:>9} {:>9} {sum:>9}  of {BUDGET_BYTES}", "together", "", "");
    let by_hand = std::env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with(BY_HAND));
    match over(sum) {
        Some(bytes) if by_hand || !optimised => {
            let why = if optimised { "of a profile changed by hand" } else { "built without wasm-opt" };
            println!("warning: the app, {why}, is {bytes} bytes over its budget")
        }
        Some(bytes) => bail!(
            "the app is {bytes} bytes over its budget of {BUDGET_BYTES}\n\
             hint: see `Size` in ARCHITECTURE.md; what it must weigh more is said in xtask/src/app/sizes.rs"
        ),
        None => {}
    }
    Ok(())
}

/// By how much a size is over the budget, if it is.
fn over(bytes: usize) -> Option<usize> {
    bytes.checked_sub(BUDGET_BYTES).filter(|over| *over > 0)
}

fn style_sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "css"));
    paths.sort();
    Ok(paths)
}

/// What some bytes weigh by brotli.
///
/// # Errors
///
/// Fails when they cannot be packed.
pub fn brotli_bytes(bytes: &[u8]) -> Result<usize> {
    Ok(measure(bytes)?.brotli)
}

fn measure(bytes: &[u8]) -> Result<Sizes> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &settings)?;
    Ok(Sizes { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}

#[cfg(test)]
mod tests {
    use super::{BUDGET_BYTES, over, print};
    use std::fs;

    #[test]
    fn the_budget_is_the_most_an_app_may_weigh() {
        assert_eq!((over(BUDGET_BYTES), over(BUDGET_BYTES + 1)), (None, Some(1)));
    }

    #[test]
    fn an_app_over_its_budget_fails() {
        let folder = std::env::temp_dir().join(format!("recto-sizes-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for temporary files");
        let (wasm, glue, css) = (folder.join("a.wasm"), folder.join("a.js"), folder.join("css"));
        fs::write(&glue, "f();\n").expect("the folder is writable");
        // Bytes of a linear congruential generator, which no packer makes smaller.
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let bytes: Vec<u8> = (0..=BUDGET_BYTES).map(|_| next()).collect();
        fs::write(&wasm, &bytes[..1000]).expect("the folder is writable");
        assert!(print(&wasm, &glue, &css, true).is_ok(), "1 kB is within the budget");
        fs::write(&wasm, &bytes).expect("the folder is writable");
        let refused = print(&wasm, &glue, &css, true).expect_err("more than the budget").to_string();
        assert!(refused.contains("over its budget"), "{refused}");
        fs::remove_dir_all(&folder).expect("the folder is ours");
    }
}
