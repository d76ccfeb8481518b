//! The licences of every package that the project is built with: one that it may not take stops the tests.
//!
//! It asks cargo for what the packages say of themselves; it reads no licence's text, and knows of no advisories: their
//! list is elsewhere, and tests need no network.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, LicenseItem, ParseMode};

use crate::shell;

/// What may be taken: licences that ask for no more than their notice. The one of bzip2 is in the style of BSD; the public
/// domain and what amounts to it asks for nothing.
const TAKEN: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Checks every package of Cargo.lock, and prints how many there are under each licence.
///
/// # Errors
///
/// Fails when cargo does, or names the packages whose licence may not be taken.
pub fn check() -> Result<()> {
    let arguments = ["metadata", "--quiet", "--format-version", "1", "--locked"];
    let metadata: Value =
        serde_json::from_str(&shell::read(&mut shell::cargo(&arguments))?).context("reading what cargo tells")?;
    let packages = metadata["packages"].as_array().context("cargo tells of no packages")?;
    let mut under = BTreeMap::<&str, usize>::new();
    let mut refused = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        *under.entry(licence).or_default() += 1;
        if !may_be_taken(licence) {
            refused.push(format!("{} {}: `{licence}`", text(&package["name"]), text(&package["version"])));
        }
    }
    for (licence, count) in &under {
        println!("{count:>5}  {licence}");
    }
    if !refused.is_empty() {
        bail!(
            "packages whose licence the project does not take:\n  {}\nhint: choose another package; a licence that asks \
             for its notice alone may be added to `TAKEN` in xtask/src/licences.rs",
            refused.join("\n  ")
        );
    }
    println!("licences: {} packages, each may be taken", packages.len());
    Ok(())
}

/// Whether what a package says of its licence leaves a choice that may be taken. One that says nothing may not.
fn may_be_taken(licence: &str) -> bool {
    let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else { return false };
    expression.evaluate(|asked| match &asked.license {
        LicenseItem::Spdx { id, .. } => TAKEN.contains(&id.name),
        LicenseItem::Other { .. } => false,
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::may_be_taken;

    #[test]
    fn a_licence_is_taken_when_a_choice_of_it_asks_for_its_notice_alone() {
        for licence in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT OR LGPL-2.1-or-later",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
        ] {
            assert!(may_be_taken(licence), "{licence}");
        }
        for licence in ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "LGPL-2.1-or-later", "MPL-2.0", "LicenseRef-Own"] {
            assert!(!may_be_taken(licence), "{licence}");
        }
    }
}
