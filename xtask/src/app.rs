//! The browser app: wasm from cargo, JavaScript glue from wasm-bindgen's library, smaller by `wasm-opt`.
//!
//! It writes `built/recto.js`, `built/recto.wasm` and the same deflated, which `build.rs` embeds with the glue in the
//! `recto` program: a site carries the wasm as a raw deflate stream, a third of its size, whatever its host compresses.
//! No flag, feature or version is chosen anywhere but here.

mod glue;
mod panics;
mod sizes;
mod trim;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

pub use glue::{Messages, generate as glue};
pub use sizes::brotli_bytes;

use crate::{setup, shell};

/// How hard `wasm-opt` tries. `-O3` against `-Oz` is 0.3 % more for brotli, which is what a reader downloads, and a search
/// took 0.69 and a comparison 0.68 of the time (an app of 1.6 MB raw, its requests replayed in turn). A function with one
/// caller stays where it is: moving it saved raw bytes, but brotli grew from 391 to 434 kB (measured once, on an app of
/// 1.4 MB raw). Larger limits of inlining added 1 to 7 % and saved less than a tenth. Rounds until nothing changes,
/// whole-program values, merged functions and other orders of functions or locals changed nothing by more than 0.2 %, or
/// made it larger.
const OPTIMISATION: [&str; 2] = ["-O3", "--one-caller-inline-max-function-size=0"];

/// The wasm features rustc 1.95 compiles for, each named: with `-all`, binaryen 132 also writes compact imports, which
/// Chromium and Firefox refuse.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What an app without `wasm-opt` weighs more, in percent of its optimised brotli size (303,470 bytes against
/// 298,711).
const UNOPTIMISED_PERCENT: usize = 2;

/// Builds the app and prints what a reader downloads.
///
/// # Errors
///
/// Fails when the wasm target is missing and cannot be added, or when any step of the build fails.
pub fn build() -> Result<()> {
    setup::wasm_target()?;
    let optimiser = setup::wasm_opt();
    let raw = compile("web", &[])?;
    let folder = shell::root().join("built");
    let outputs = Outputs {
        glue: folder.join("recto.js"),
        wasm: folder.join("recto.wasm"),
        deflated: folder.join("recto.wasm.deflate"),
        stamp: stamp_path()?,
    };
    let stamp = fingerprint(&raw, optimiser.as_ref().map_or("none", |tool| &tool.version))?;
    if outputs.are_made_of(&stamp) {
        println!("app: unchanged");
    } else {
        make(&raw, optimiser.as_ref(), &outputs)?;
        fs::write(&outputs.stamp, format!("{stamp}\n{}", outputs.hash()?)).context("writing the app's stamp")?;
    }
    if optimiser.is_none() {
        println!("app: built without wasm-opt, which costs a reader about {UNOPTIMISED_PERCENT} % more to download");
        println!("hint: install npm, or binaryen {} or newer, and run this again", setup::OLDEST_BINARYEN);
    }
    sizes::print(&outputs.wasm, &outputs.glue, &shell::root().join("public").join("css"), optimiser.is_some())
}

/// Gives a cargo command what wasm needs. Builds and clippy take the same flags, so that they share their artefacts.
///
/// Inherited flags are for another target and would change the bytes; machine paths are cut from panic messages, so
/// that two machines build the same app and none tells where it was built.
pub fn for_wasm(command: &mut Command) -> Result<&mut Command> {
    let sysroot = shell::read(Command::new("rustc").args(["--print", "sysroot"]).current_dir(shell::root()))?;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec![
        format!("--remap-path-prefix={}=recto", shell::root().display()),
        format!("--remap-path-prefix={sysroot}=rust"),
    ];
    flags.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    Ok(command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))
}

/// Builds the app for work on it into a folder, quickly: compiled with little effort, and larger for it. Answers whether
/// anything changed there.
///
/// # Errors
///
/// Fails when any step of the build fails.
pub fn build_for_edits(folder: &Path) -> Result<bool> {
    let raw = compile("edit", &[])?;
    let (glue_path, wasm_path, stamp_path) =
        (folder.join("recto.js"), folder.join("recto.wasm.deflate"), folder.join("stamp"));
    let stamp = fingerprint(&raw, "none")?;
    if fs::read_to_string(&stamp_path).is_ok_and(|found| found == stamp) {
        return Ok(false);
    }
    let (glue, wasm) = glue::generate(&raw, glue::Messages::Kept)?;
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    write(&glue_path, glue.as_bytes())?;
    write(&wasm_path, &deflated(&wasm, Compression::fast())?)?;
    write(&stamp_path, stamp.as_bytes())?;
    Ok(true)
}

/// Compiles the library for wasm and returns the module's path.
///
/// # Errors
///
/// Fails when it does not compile.
pub fn compile(profile: &str, features: &[&str]) -> Result<PathBuf> {
    let base = ["build", "--lib", "--target", setup::WASM_TARGET, "--profile", profile];
    let arguments = [&base[..], features].concat();
    shell::run(for_wasm(&mut shell::cargo(&arguments))?)?;
    Ok(shell::target_dir()?.join(setup::WASM_TARGET).join(profile).join("recto.wasm"))
}

struct Outputs {
    glue: PathBuf,
    wasm: PathBuf,
    deflated: PathBuf,
    stamp: PathBuf,
}

impl Outputs {
    fn are_made_of(&self, stamp: &str) -> bool {
        let Ok(found) = fs::read_to_string(&self.stamp) else { return false };
        self.hash().is_ok_and(|hash| found == format!("{stamp}\n{hash}"))
    }

    fn hash(&self) -> Result<String> {
        let files = [&self.glue, &self.wasm, &self.deflated];
        let hash = files
            .into_iter()
            .try_fold(Sha256::new(), |hash, file| Ok::<_, anyhow::Error>(hash.chain_update(read(file)?)));
        Ok(hex(&hash?.finalize()))
    }
}

/// Cargo knows when the wasm must be compiled again; what follows it depends on that wasm and on this program.
fn fingerprint(raw: &Path, optimiser: &str) -> Result<String> {
    let xtask = std::env::current_exe().context("asking where xtask lies")?;
    let hash = Sha256::new().chain_update(read(raw)?).chain_update(read(&xtask)?).chain_update(optimiser).finalize();
    Ok(hex(&hash))
}

fn stamp_path() -> Result<PathBuf> {
    Ok(shell::target_dir()?.join(setup::WASM_TARGET).join("app.stamp"))
}

fn make(raw: &Path, optimiser: Option<&setup::WasmOpt>, outputs: &Outputs) -> Result<()> {
    let lock = fs::read_to_string(shell::root().join("Cargo.lock")).context("reading Cargo.lock")?;
    glue::check_versions(&lock)?;
    let (glue, wasm) = glue::generate(raw, glue::Messages::Dropped)?;
    let folder = outputs.wasm.parent().expect("the outputs lie in built/");
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let wasm = match optimiser {
        Some(tool) => optimise(tool, &wasm)?,
        None => wasm,
    };
    write(&outputs.glue, glue.as_bytes())?;
    write(&outputs.wasm, &wasm)?;
    write(&outputs.deflated, &deflated(&wasm, Compression::best())?)
}

/// A raw deflate stream, as the browser's `DecompressionStream("deflate-raw")` reads it.
fn deflated(bytes: &[u8], effort: Compression) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), effort);
    encoder.write_all(bytes).context("deflating the app")?;
    encoder.finish().context("deflating the app")
}

/// Returns the module as `wasm-opt` makes it.
///
/// # Errors
///
/// Fails when the tool does.
pub fn optimise(tool: &setup::WasmOpt, wasm: &[u8]) -> Result<Vec<u8>> {
    let folder = shell::target_dir()?.join(setup::WASM_TARGET);
    let (input, output) = (folder.join("before-opt.wasm"), folder.join("after-opt.wasm"));
    write(&input, wasm)?;
    shell::run(
        tool.command()
            .args(OPTIMISATION)
            .args(FEATURES)
            .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
            .arg(&input)
            .arg("--output")
            .arg(&output),
    )?;
    let optimised = read(&output)?;
    ensure!(optimised.starts_with(b"\0asm"), "wasm-opt wrote something else than wasm: {}", output.display());
    Ok(optimised)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
