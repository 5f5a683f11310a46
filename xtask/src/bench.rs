//! Measures the program beside its peers, and writes dated reports under `bench/`.
//!
//! `bench names` is names at size alone; `bench all` is every figure in one report, in parts that can
//! be asked for one by one. Timings are reported, never tested: what is tested is how many
//! instructions a path takes (`cargo xtask instructions`). Nothing measured here is shipped.

mod all;
mod names;
mod peers;

pub use all::target;

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    match args.split_first() {
        Some((what, rest)) if what == "names" => names::run(rest),
        Some((what, rest)) if what == "all" => all::run(rest),
        _ => Err("expected `all` or `names`; `cargo xtask help` says what they take".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use crate::convert::venv::root;

    #[test]
    fn generator_and_scorer_of_cases_hold_their_own_tests() {
        let script = root().unwrap().join("bench/case/test_case.py");
        let python = Command::new("python3").arg("-B").arg(script).output();
        let Ok(out) = python else {
            eprintln!("NOT TESTED: python3 does not run, and the generator is written in it");
            return;
        };
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
}
