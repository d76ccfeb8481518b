//! Recto's tasks: `cargo xtask help`.
//!
//! It builds, checks and tests the project on a fresh machine with rustup and nothing else. It holds no part of the
//! product: what a reader or a maker runs lives in the package `recto`.

mod api;
mod app;
mod bench;
mod fuzz;
mod guide;
mod licences;
mod serve;
mod server;
mod setup;
mod shell;
mod site;
mod spark;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Recto's tasks.

  cargo xtask site    set up what is missing, build the app, pack corpus/ into dist/ and dist/recto.html
  cargo xtask test    set up, check form and rules, build, and run every test, the browsers included
  cargo xtask serve [FOLDER]
                      serve a page of FOLDER (corpus/ otherwise), and build, pack and reload it after every edit
  cargo xtask app     build the browser app into built/, and print its sizes
  cargo xtask api [--quick]
                      build the JavaScript API into dist/api, ready for npm pack, and print its size; or as tests
                      take it, larger and slower, for RECTO_API
  cargo xtask guide   build the guide out of docs/ with mdBook, into target/guide
  cargo xtask pictures
                      take pictures of every view of the sample page into target/pictures
  cargo xtask tidy    check the project's own rules
  cargo xtask licences
                      list the licences of what the project is built with, and refuse what it does not take
  cargo xtask bench [CORPUS] [--without-peers] [--as-built] [--memory MIB]
                      pack and ask a corpus side by side with Pagefind, InfiSearch and MiniSearch
  cargo xtask bench --rehearse
                      run all of it but the peers over the sample corpus
  cargo xtask bench corpus [NAME] --articles N
                      grow a corpus by repeating it with altered words, ids and dates
  cargo xtask fuzz [TARGET [SECONDS]]
                      run the fuzz targets one after the other, or one of them
  cargo xtask spark   pack the sample, and a corpus of ten thousand articles, on a small Spark cluster, and compare bytes
  cargo xtask setup   install what the others need
  cargo xtask help    this text";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["setup"] => setup::everything(),
        ["app"] => app::build(),
        ["api"] => api::build(),
        ["site"] => site::build(),
        ["api", "--quick"] => {
            println!("The package, compiled with little effort, lies in {}.", api::build_for_tests()?.display());
            Ok(())
        }
        ["guide"] => guide::build(),
        ["pictures"] => test::pictures(),
        ["test"] => test::run(),
        ["tidy"] => tidy::run(),
        ["licences"] => licences::check(),
        ["help" | "--help" | "-h"] | ["bench" | "fuzz" | "serve" | "spark", "--help" | "-h"] | [] => {
            println!("{HELP}");
            Ok(())
        }
        ["serve"] => serve::run("corpus"),
        ["serve", folder] => serve::run(folder),
        ["spark"] => spark::run(),
        ["bench", ref rest @ ..] => bench::run(rest),
        ["fuzz", ref rest @ ..] => fuzz::run(rest),
        _ => bail!("no task `{}`\nhint: cargo xtask help lists the tasks", words.join(" ")),
    }
}
