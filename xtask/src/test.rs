//! Every check and every test, in the order that fails soonest.
//!
//! It runs what a maker of changes can also run alone; it holds no test of its own. The test runner's closing lines
//! are its last output.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{api, app, licences, setup, shell, site, tidy};

/// Tests that read the folder of reference values beside the project, by their names or their module's.
const OF_SHARED: [&str; 33] = [
    "article::wrapped_test::",
    "text::vectors_test::",
    "a_common_word_of_the_press_is_counted_as_a_pass_over_it_counts",
    "seeds_have_the_structure_of_the_vectors",
    "seeds_have_their_dates",
    "dates_are_read_as_in_the_vectors",
    "seeds_name_their_people",
    "seeds_read_the_same_decomposed_and_with_other_line_ends",
    "numbers_are_read_as_in_the_vectors",
    "numbers_in_words_are_read_as_in_the_vectors",
    "abbreviations_are_expanded_as_in_the_vectors",
    "attributions_of_the_seeds",
    "mentions_are_found_as_a_reader_finds_them",
    "captions_are_told_from_short_paragraphs",
    "decode::tests::the_vectors_hold",
    "decode::tests::every_file_comes_back",
    "counts_on_the_seeds_are_the_reference_counts",
    "the_two_congresses_of_the_seeds_share_change_and_drop",
    "families_of_the_seeds_are_the_reference_clusters",
    "statistics_are_those_of_the_vectors",
    "counts_of_news_and_speeches_are_those_of_a_pass_over_them",
    "every_script_is_found",
    "words_that_are_joined_to_others_are_found",
    "arabic_and_persian_are_found_by_everyday_letters",
    "stress_pitch_and_points_are_found_by_the_plain_word",
    "hindi_is_found_in_both_spellings",
    "raised_and_lowered_figures_of_units_and_formulas_are_figures",
    "a_run_with_marks_is_counted_as_typed",
    "the_shared_cases_are_right",
    "a_hundred_comparisons_of_archives",
    "mentioned_dates_are_those_annotated",
    "passages_of_other_languages_are_found_whole",
    "phrases_worth_a_row_are_listed",
];

/// Runs everything; the times of the steps stand before the tests.
///
/// # Errors
///
/// Fails at the first step that fails.
pub fn run() -> Result<()> {
    let mut steps = Steps::new();
    steps.run("form", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])))?;
    steps.run("tidy", tidy::run)?;
    steps.run("licences", licences::check)?;
    let variables = steps.run("set-up", || {
        setup::wasm_target()?;
        setup::page_test_variables()
    })?;
    steps.run("clippy, native", || {
        let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
        shell::run(&mut shell::cargo(&arguments))
    })?;
    steps.run("clippy, wasm", clippy_wasm)?;
    steps.run("docs", || {
        let arguments = ["doc", "--quiet", "--no-deps", "--workspace"];
        shell::run(shell::cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    steps.run("app", app::build)?;
    let api = steps.run("api, quickly", api::build_for_tests)?;
    // First of what is compiled for the machine itself: the program and the examples then find all they need.
    steps.run("tests, compiled", || {
        shell::run(&mut shell::cargo(&["test", "--quiet", "--no-run", "--lib", "--bins", "--tests"]))
    })?;
    steps.run("sample site", site::build_of_tests)?;
    steps.run("examples in docs", examples)?;
    steps.run("tests of xtask", || shell::run(&mut shell::cargo(&["test", "--quiet", "--package", "xtask"])))?;
    steps.print();
    let mut tests = shell::cargo(&["test", "--no-fail-fast", "--lib", "--bins", "--tests", "--"]);
    if !shared_is_there() {
        println!(
            "\nleft out: tests that read reference values, for there is no folder of them (RECTO_SHARED or ../shared)"
        );
        for name in OF_SHARED {
            tests.args(["--skip", name]);
        }
    }
    shell::run(tests.envs(variables).env("RECTO_API", api).env("RECTO_PAGE_TESTS", "1"))
}

/// Takes a picture of every view of the sample page in one browser, for the guide and for eyes, into `target/pictures`.
///
/// # Errors
///
/// Fails when there is no browser, or a view does not come up.
pub fn pictures() -> Result<()> {
    let variables = setup::page_test_variables()?;
    let folder = shell::root().join("target").join("pictures");
    let mut command = shell::cargo(&["test", "--quiet", "--test", "page", "--", "shots"]);
    shell::run(command.envs(variables).env("RECTO_PAGE_TESTS", "1").env("RECTO_SHOTS", &folder))?;
    println!("The pictures lie in {}; those of docs/ are reduced to 128 colours.", folder.display());
    Ok(())
}

/// Runs the examples in the documentation. A step that runs none says nothing, so that none is a failure.
fn examples() -> Result<()> {
    let output = shell::cargo(&["test", "--doc"]).stderr(Stdio::inherit()).output().context("starting cargo")?;
    let told = String::from_utf8_lossy(&output.stdout);
    print!("{told}");
    if !output.status.success() {
        bail!("an example in the documentation failed ({})", output.status);
    }
    match examples_run(&told) {
        0 => bail!("no example in the documentation was run\nhint: cargo test --doc should list some"),
        run => {
            println!("{run} examples run");
            Ok(())
        }
    }
}

/// How many examples the test runner says it ran and found right.
fn examples_run(told: &str) -> u32 {
    let results = told.lines().filter_map(|line| line.trim().strip_prefix("test result: ok. "));
    let passed = results.filter_map(|line| line.split_once(" passed")?.0.parse::<u32>().ok());
    passed.sum()
}

/// Whether there are reference values: what cannot run is left out, and nothing that did not run is counted.
fn shared_is_there() -> bool {
    let shared = std::env::var_os("RECTO_SHARED").map_or_else(|| shell::root().join("../shared"), PathBuf::from);
    shared.join("vectors").is_dir()
}

/// Lints the library as the browser gets it, with the app and with the API instead. The second configuration forbids what the pure
/// modules may not touch: no such call exists in a browser.
fn clippy_wasm() -> Result<()> {
    let configuration = shell::root().join("xtask").join("wasm32");
    let base = ["clippy", "--quiet", "--lib", "--target", setup::WASM_TARGET, "--profile", "web"];
    for features in [&[][..], &["--no-default-features", "--features", "api"]] {
        let arguments = [&base[..], features, &["--", "-D", "warnings"]].concat();
        let mut command = shell::cargo(&arguments);
        shell::run(app::for_wasm(&mut command)?.env("CLIPPY_CONF_DIR", &configuration))?;
    }
    Ok(())
}

/// The steps run so far and how long each took.
struct Steps(Vec<(&'static str, Duration)>);

impl Steps {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn run<T>(&mut self, name: &'static str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let done = step()?;
        self.0.push((name, start.elapsed()));
        Ok(done)
    }

    fn print(&self) {
        println!("\n== times");
        for (name, time) in &self.0 {
            println!("{name:<20} {:>7.1} s", time.as_secs_f64());
        }
        let total: Duration = self.0.iter().map(|(_, time)| *time).sum();
        println!("{:<20} {:>7.1} s, and now the tests", "together", total.as_secs_f64());
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_SHARED, examples_run, shell};
    use walkdir::WalkDir;

    #[test]
    fn examples_are_counted_as_the_runner_tells_them() {
        let result =
            |passed: u32| format!("\ntest result: ok. {passed} passed; 0 failed; 1 ignored; finished in 1.40s\n");
        assert_eq!(examples_run(""), 0);
        assert_eq!(examples_run(&result(0)), 0);
        assert_eq!(examples_run(&[result(13), result(2)].concat()), 15);
        assert_eq!(examples_run("test result: FAILED. 12 passed; 1 failed"), 0);
    }

    #[test]
    fn what_is_left_out_reads_reference_values() {
        let folders = ["src", "tests"].map(|name| shell::root().join(name));
        let files = folders.iter().flat_map(WalkDir::new).filter_map(Result::ok);
        let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        let reading: Vec<String> = texts.filter(|text| text.contains("RECTO_SHARED")).collect();
        for name in OF_SHARED.map(|name| name.trim_end_matches("::")) {
            let last = name.rsplit("::").next().unwrap_or(name);
            let is_there =
                |text: &String| text.contains(&format!("fn {last}(")) || text.contains("`vectors/language.json`");
            assert!(reading.iter().any(is_there), "{name} is no test that reads reference values");
        }
    }
}
