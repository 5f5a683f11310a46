//! `rashomon compare names`: one JSON line a pair, in order.

use std::io::{BufRead, BufReader};
use std::path::Path;

use rashomon::names::Names;

use crate::args::{CompareArgs, CompareWhat};
use crate::error::{CommandError, Outcome};
use crate::output::Output;

/// Compares pairs of names.
pub fn run(args: &CompareArgs) -> Result<Outcome, CommandError> {
    let CompareWhat::Names { pairs } = &args.what;
    let mut lines = open(pairs)?.lines();
    let header = lines.next().transpose().map_err(|e| unreadable(pairs, 1, &e.to_string()))?;
    let header = header.unwrap_or_default();
    let column = |name: &str| header.split('\t').position(|cell| cell.trim() == name);
    let (Some(a), Some(b)) = (column("a"), column("b")) else {
        return Err(unreadable(pairs, 1, "the header needs columns `a` and `b`, tab-separated"));
    };
    let kind = column("kind");
    let names = Names::new()?;
    let mut output = Output::open();
    for (number, line) in lines.enumerate() {
        let line = line.map_err(|e| unreadable(pairs, number + 2, &e.to_string()))?;
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or("");
        output.json(&names.compare(cell(a), cell(b), kind.map_or("", cell)))?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, CommandError> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = std::fs::File::open(path).map_err(|e| {
        CommandError::failed(format!("cannot open {}: {e}; check the path", path.display()))
    })?;
    Ok(Box::new(BufReader::new(file)))
}

fn unreadable(path: &Path, line: usize, why: &str) -> CommandError {
    CommandError::failed(format!("cannot read a table of names, {}:{line}: {why}", path.display()))
}
