//! The `recto` program: hands its arguments to [`recto::cli`] and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    recto::cli::run(std::env::args_os())
}
