//! Rules for `findings/`: each script says what is seen, works in a folder that it takes away again, and pins what it
//! installs. Whether what it says is so only running it tells.

use super::{Finding, Source};

/// Returns what breaks a rule in a script of findings.
pub fn check(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("findings/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if !source.text.starts_with("#!/usr/bin/env bash\n# ") {
        let message =
            "a finding opens with `#!/usr/bin/env bash`, then a comment: what is seen, and where it touches Recto";
        findings.push(Finding::new(1, message));
    }
    for needed in ["set -euo pipefail", "mktemp -d", "trap 'rm -rf"] {
        if !source.text.lines().any(|line| line.contains(needed)) {
            let message = format!("no `{needed}`: a finding stops at its first failure and leaves nothing behind");
            findings.push(Finding::new(1, message));
        }
    }
    for (index, line) in source.text.lines().enumerate() {
        let pin = match line.trim_start() {
            line if line.starts_with("npm install ") => "@",
            line if line.contains("pip install ") => "==",
            _ => continue,
        };
        let (_, packages) = line.split_once("install ").unwrap_or_default();
        let named = packages.split_whitespace().filter(|word| !word.starts_with('-') && *word != ".");
        for package in named.filter(|word| !word.contains(pin)) {
            let message =
                format!("`{package}` has no version: what a finding shows is true of the one it was seen with");
            findings.push(Finding::new(index + 1, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::expect;

    const OPENING: &str = "#!/usr/bin/env bash\n# What is seen.\nset -euo pipefail\nfolder=$(mktemp -d)\n\
        trap 'rm -rf \"$folder\"' EXIT\n";

    #[test]
    fn a_finding_says_what_it_is_and_pins_its_packages() {
        let check = |text: &str, expected: &[&str]| expect("findings/a.sh", text, expected);
        check(&format!("{OPENING}npm install --silent --prefix . a@1.0.0\nv/bin/pip install --quiet b==2.1\n"), &[]);
        check(&format!("{OPENING}npm install a@1 b\n"), &["6: `b` has no version"]);
        check(&format!("{OPENING}v/bin/pip install a\n"), &["6: `a` has no version"]);
        check("echo\n", &["opens with", "set -euo pipefail", "mktemp -d", "trap"]);
        expect("xtask/a.sh", "echo\n", &[]);
    }
}
