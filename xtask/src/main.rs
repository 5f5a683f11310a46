//! The project's own chores, started as `cargo xtask COMMAND`.
//!
//! Each command is one file of this folder, named after it. None of them is needed to use the
//! program; all of them run from a plain checkout.

use std::process::ExitCode;

mod api;
mod bench;
mod bless;
mod browser;
mod check;
mod convert;
mod depcheck;
mod fit_names;
mod fuzz;
mod gazetteer;
mod instructions;
mod packages;
mod parity;
mod readers;
mod score;
mod test;
mod tidy;
mod ui;

const HELP: &str = "\
cargo xtask COMMAND [OPTIONS]

  test [--all]     do all set-up and run every test (--all adds the slow ones)
  check            format, lints, depcheck, tidy, documentation, licences
  depcheck         only the edges between our crates
  tidy             only the house rules of files
  bless            fill the expectations of the casebook from what the program says now
  score [NAME…]    run the yardsticks beside the checkout and write casebook/scores.csv
                   --check   compare with the committed scores instead, and fail on a drop
                   --full    print every row of each yardstick
  bench all        measure everything beside its peers; write bench/DATE.md with plots (bench/README.md)
                   --quick       a small run of everything, into the target folder
                   --part PART   only this: read, names, case, ledger or start; may be repeated
                   --largest N   no case of more than N reports (100000)
                   --words N     read so many words (2000000)
                   --reports F   from these reports instead of the yardsticks; may be repeated
                   --fresh       measure again what was measured with this program
  bench names      measure names at size beside other matchers; write bench/DATE-names.md
                   --count N     of so many names
  instructions     count what the hot paths take, under valgrind, beside bench/instructions.csv
                   --check   fail where a path takes over 5 % more
                   --bless   write the counts
                   --quick   of the profile `quick`, to compare two states while at work
  api              ask the API what its own description says, with other people's program
  browser          try the workbench in a real browser (needs Node and Chromium)
                   --time CASE…  only how long its pages take, on cases
                   --pictures    only the pictures of docs/pictures
  readers          read exports back with other people's programs (part of `test`)
  ui               build the workbench's application into crates/web/assets (needs Node)
                   --check   say whether what is built is of these sources (needs nothing)
                   --test    its own checks (part of `test`)
  fuzz [TARGET…]   run the fuzzer on a target, or on each of them (`docs/fuzzing.md`)
                   --seconds N  so long on each; 60 where not given
                   --minimise   instead, keep the fewest inputs that reach the same
  parity           compare crates/syntax with spaCy, word by word
  convert          make models/ from the published pipeline package
  fit-names        learn data/method/name-sounds.tsv and name-levels.tsv from published lists
                   --check   say whether the shipped tables are what the fit gives
  gazetteer        make data/places/ from the published gazetteer package
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let done = match command.as_str() {
        "test" => test::run(&rest),
        "check" => check::run(&rest),
        "depcheck" => depcheck::run(&rest),
        "tidy" => tidy::run(&rest),
        "api" => api::run(&rest),
        "browser" => browser::run(&rest),
        "bench" => bench::run(&rest),
        "bless" => bless::run(&rest),
        "score" => score::run(&rest),
        "readers" => readers::run(&rest),
        "parity" => parity::run(&rest),
        "convert" => convert::run(&rest),
        "fit-names" => fit_names::run(&rest),
        "fuzz" => fuzz::run(&rest),
        "gazetteer" => gazetteer::run(&rest),
        "instructions" => instructions::run(&rest),
        "ui" => ui::run(&rest),
        "" | "help" | "-h" | "--help" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("unknown command `{other}`; `cargo xtask help` lists them")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // A command that has said everything itself leaves the last word to its own output.
            if !message.is_empty() {
                eprintln!("xtask {command}: {message}");
            }
            ExitCode::FAILURE
        }
    }
}
