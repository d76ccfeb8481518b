//! The command line: flags, commands, reports.
//!
//! Answers go to standard output, messages to standard error. Exit codes: 0 success, 1 finished with findings, 2 failed.
//! It does nothing itself: packing is `pack`'s, answering the engine's.

mod allocator;
mod articles;
mod asked;
mod bars;
mod check;
mod compare;
mod concordance;
mod explain;
mod facets;
mod families;
mod flags;
mod groups;
mod init;
mod inspect;
mod language;
mod measure;
mod mentions;
mod output;
mod pack;
mod pack_flags;
mod pairs;
mod related;
mod related_words;
mod search;
mod shares;
mod site_arg;
mod trace;
mod verify;

use clap::Parser;
use flags::{Cli, Command};
use output::{Failure, Finish};
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with its arguments (the first is its name) and returns its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no reason to complain about a help text.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let finish = match &cli.command {
        Command::Init(flags) => init::run(flags),
        Command::Inspect(flags) => inspect::run(flags),
        Command::Pack(flags) => pack::run(flags),
        Command::Map(flags) => shares::map_share(flags),
        Command::Reduce(flags) => shares::reduce_shares(flags),
        Command::Articles(flags) => articles::run(flags),
        Command::Search(flags) => search::run(flags),
        Command::Concordance(flags) => concordance::run(flags),
        Command::Facets(flags) => facets::run(flags),
        Command::Compare(flags) => compare::run(flags),
        Command::Explain(flags) => explain::run(flags),
        Command::Mentions(flags) => mentions::run(flags),
        Command::Families(flags) => families::list(flags),
        Command::Family(flags) => families::one(flags),
        Command::Reprints(flags) => families::reprints(flags),
        Command::Pairs(flags) => pairs::run(flags),
        Command::Related(flags) => related::run(flags),
        Command::RelatedWords(flags) => related_words::run(flags),
        Command::Trace(flags) => trace::run(flags),
        Command::Words(flags) => measure::words::run(flags),
        Command::Collocates(flags) => measure::collocates::run(flags),
        Command::Keyness(flags) => measure::keyness::run(flags),
        Command::Groups(flags) => groups::run(flags),
        Command::Dispersion(flags) => measure::spread::dispersion(flags),
        Command::Trend(flags) => measure::spread::trend(flags),
        Command::Batch(flags) => measure::batch::run(flags),
        Command::Check(flags) => check::run(flags),
        Command::Verify(flags) => verify::run(flags),
    };
    match finish {
        Ok(Finish::Success) => ExitCode::SUCCESS,
        Ok(Finish::Findings) => ExitCode::from(1),
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            ExitCode::from(2)
        }
    }
}
