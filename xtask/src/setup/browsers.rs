//! The browsers of the page tests and the drivers that steer them.
//!
//! Chromium and Firefox are needed; WebKit is tested where its driver and a screen for it are to be had. A variable already
//! set wins over what is found, so that a machine with other browsers tests with those.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::packages::{Program, install, packages_of_missing};
use crate::shell;

/// The geckodriver built once into the folder of tools.
const GECKODRIVER: &str = "0.37.1";

const NEEDED: [Program; 3] = [
    Program { variable: "CHROME", names: &["chromium", "chromium-browser", "google-chrome"], package: "chromium" },
    Program { variable: "CHROMEDRIVER", names: &["chromedriver"], package: "chromium-driver" },
    Program { variable: "FIREFOX", names: &["firefox-esr", "firefox"], package: "firefox-esr" },
];

/// WebKit's driver, and the screen that its browser is drawn on.
const WEBKIT: [Program; 2] = [
    Program { variable: "WEBKITDRIVER", names: &["WebKitWebDriver"], package: "webkit2gtk-driver" },
    Program { variable: "XVFB", names: &["xvfb-run"], package: "xvfb" },
];

/// Installs what is missing and returns the environment of the page tests: each variable with the path it names.
///
/// # Errors
///
/// Fails when Chromium, its driver, Firefox or its driver is missing and cannot be installed; says which packages do.
pub fn page_test_variables() -> Result<Vec<(&'static str, PathBuf)>> {
    install(&NEEDED);
    let missing = packages_of_missing(&NEEDED);
    if !missing.is_empty() {
        bail!(
            "the page tests need {}\nhint: on Debian `sudo apt-get install {}`; elsewhere install Chromium, its \
             chromedriver and Firefox, or set CHROME, CHROMEDRIVER and FIREFOX to where they are",
            missing.join(", "),
            missing.join(" ")
        );
    }
    let mut variables: Vec<_> = NEEDED.iter().filter_map(|program| Some((program.variable, program.find()?))).collect();
    variables.push(("GECKODRIVER", geckodriver()?));
    // Apart from the others: a system that has no such package still gets those.
    install(&WEBKIT);
    let missing = packages_of_missing(&WEBKIT);
    match WEBKIT[0].find() {
        Some(driver) if missing.is_empty() => variables.push((WEBKIT[0].variable, driver)),
        _ => println!("setup: WebKit is not tested here: no {}", missing.join(", no ")),
    }
    Ok(variables)
}

/// Chromium and its driver.
pub struct Chromium {
    /// The browser.
    pub browser: PathBuf,
    /// What steers it.
    pub driver: PathBuf,
}

/// Returns Chromium and its driver, installed if they were missing.
///
/// # Errors
///
/// Fails when one is missing and cannot be installed.
pub fn chromium() -> Result<Chromium> {
    let [browser, driver, _] = &NEEDED;
    install(&NEEDED[..2]);
    let missing = || "Chromium or its driver is missing\nhint: install both, or set CHROME and CHROMEDRIVER";
    Ok(Chromium { browser: browser.find().with_context(missing)?, driver: driver.find().with_context(missing)? })
}

/// Returns the machine's geckodriver, or builds one, once.
fn geckodriver() -> Result<PathBuf> {
    let found = Program { variable: "GECKODRIVER", names: &["geckodriver"], package: "geckodriver" }.find();
    if let Some(path) = found {
        return Ok(path);
    }
    let tools = shell::tools_dir();
    let built = tools.join("bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if !built.is_file() {
        println!("setup: building geckodriver {GECKODRIVER} once (about 90 s)");
        let arguments =
            ["install", "--quiet", "--debug", "--locked", "--version", GECKODRIVER, "geckodriver", "--root"];
        shell::run(shell::cargo(&arguments).arg(&tools).env_remove("CARGO_TARGET_DIR"))
            .context("building geckodriver, which the Firefox tests need")?;
    }
    Ok(built)
}
