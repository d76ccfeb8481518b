//! What a reader downloads: raw, gzip and brotli sizes against the budget.
//!
//! It measures and prints; it changes nothing and never fails a build for its size.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The most the app may weigh by brotli, wasm, glue and CSS together.
const BUDGET_BYTES: usize = 200_000;

struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the sizes of the wasm, the glue and every style sheet of `css`, and warns past the budget.
///
/// # Errors
///
/// Fails when a file cannot be read.
pub fn print(wasm: &Path, glue: &Path, css: &Path) -> Result<()> {
    println!("{:<12} {:>9} {:>9} {:>9}  bytes", "", "raw", "gzip", "brotli");
    let sheets = style_sheets(css)?;
    let mut sum = 0;
    for (name, paths) in [("wasm", vec![wasm.to_path_buf()]), ("glue", vec![glue.to_path_buf()]), ("css", sheets)] {
        let mut total = Sizes { raw: 0, gzip: 0, brotli: 0 };
        for path in &paths {
            let sizes = measure(&fs::read(path).with_context(|| format!("reading {}", path.display()))?)?;
            total.raw += sizes.raw;
            total.gzip += sizes.gzip;
            total.brotli += sizes.brotli;
        }
        println!("{name:<12} {:>9} {:>9} {:>9}", total.raw, total.gzip, total.brotli);
        sum += total.brotli;
    }
    println!("{:<12} {:>9} {:>9} {sum:>9}  of {BUDGET_BYTES}", "together", "", "");
    if sum > BUDGET_BYTES {
        println!("warning: the app is {} bytes over its budget", sum - BUDGET_BYTES);
    }
    Ok(())
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

fn measure(bytes: &[u8]) -> Result<Sizes> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &settings)?;
    Ok(Sizes { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}
