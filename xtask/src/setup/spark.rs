//! Spark on one machine: Java by the system's package manager, `pyspark` by pip into the folder of tools. Both only when a
//! task asks: no test and no build needs them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::packages::{Program, install};
use crate::shell;

/// The version of pyspark that is installed, and that `tools/spark` is tried with.
const PYSPARK: &str = "4.0.1";
/// The oldest Java that Spark 4 runs on.
const OLDEST_JAVA: u32 = 17;
/// The Debian package that brings Java.
const JAVA_PACKAGE: &str = "openjdk-17-jre-headless";

/// A Spark that can be started.
pub struct Spark {
    python: PathBuf,
    folder: PathBuf,
}

impl Spark {
    /// Returns a Spark, installed if it was missing.
    ///
    /// # Errors
    ///
    /// Fails when Java or Python is missing and cannot be installed, or pip does not bring pyspark; says what does.
    pub fn set_up() -> Result<Self> {
        let java = Program { variable: "JAVA", names: &["java"], package: JAVA_PACKAGE };
        install(std::slice::from_ref(&java));
        let missing = format!("Spark needs Java {OLDEST_JAVA}\nhint: on Debian `sudo apt-get install {JAVA_PACKAGE}`");
        let found = java.find().with_context(|| missing.clone())?;
        let told = shell::read(Command::new(&found).arg("--version"))?;
        ensure!(java_number(&told).is_some_and(|number| number >= OLDEST_JAVA), "{missing}; this is {told}");
        let python = Program { variable: "PYTHON", names: &["python3", "python"], package: "python3-pip" };
        install(std::slice::from_ref(&python));
        let python = python.find().context("Spark's jobs need Python 3\nhint: install python3 with its pip")?;
        let spark = Self { python, folder: shell::tools_dir().join(format!("pyspark-{PYSPARK}")) };
        if !spark.home().join("bin").is_dir() {
            println!("setup: pyspark {PYSPARK} by pip, once (some 450 MB)");
            let package = format!("pyspark=={PYSPARK}");
            let mut pip = Command::new(&spark.python);
            pip.args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--root-user-action",
                "ignore",
            ]);
            shell::run(pip.arg("--target").arg(&spark.folder).arg(package)).context(
                "installing pyspark\nhint: install Python's pip, on Debian `sudo apt-get install python3-pip`",
            )?;
        }
        Ok(spark)
    }

    fn home(&self) -> PathBuf {
        self.folder.join("pyspark")
    }

    /// Returns a command that gives a job to a cluster of two machines, which are processes of this one.
    ///
    /// # Errors
    ///
    /// Fails when the program that takes jobs is not there.
    pub fn submit(&self) -> Result<Command> {
        let submit = self.home().join("bin").join("spark-submit");
        if !submit.is_file() {
            bail!("{} is not there\nhint: remove {} and try again", submit.display(), self.folder.display());
        }
        let mut command = Command::new(submit);
        command
            .args(["--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false"])
            .env("SPARK_HOME", self.home())
            .env("PYTHONPATH", &self.folder)
            .env("PYSPARK_PYTHON", &self.python)
            .env("SPARK_LOCAL_IP", "127.0.0.1");
        Ok(command)
    }
}

/// Returns the number in `openjdk 17.0.15 2025-04-15`.
fn java_number(told: &str) -> Option<u32> {
    told.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::java_number;

    #[test]
    fn java_tells_its_number() {
        assert_eq!(java_number("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime"), Some(17));
        assert_eq!(java_number("java 21 2023-09-19 LTS"), Some(21));
        assert_eq!(java_number("command not found"), None);
    }
}
