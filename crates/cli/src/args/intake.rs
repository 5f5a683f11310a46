//! Limits of intake, and where refusals are written: the same for every command that takes files in.

use std::path::PathBuf;

use rashomon::intake::Limits;

/// What is taken at most, and where refusals are written.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// Largest report, file that is one report, or archive that must be held in memory
    #[arg(long, value_name = "SIZE", default_value = "64MB", value_parser = size)]
    pub max_item: u64,
    /// Most that one input may unpack to, all archives in it together
    #[arg(long, value_name = "SIZE", default_value = "8GB", value_parser = size)]
    pub max_unpacked: u64,
    /// How deep archives may lie inside one another; a compressed file counts as one
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub max_depth: u32,
    /// Most bytes that a member may unpack to for each byte packed
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub max_ratio: u64,
    /// Most members of one input, all archives in it together
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    pub max_members: u64,
    /// Most seconds for parsing one document
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub max_seconds: u64,
    /// Write what was refused, and why, into this file as well, one JSON object a line
    #[arg(long, value_name = "FILE.jsonl")]
    pub errors: Option<PathBuf>,
}

impl LimitArgs {
    /// Gives the limits.
    pub fn limits(&self) -> Limits {
        Limits {
            item: self.max_item,
            unpacked: self.max_unpacked,
            depth: self.max_depth,
            ratio: self.max_ratio,
            members: self.max_members,
            seconds: self.max_seconds,
        }
    }
}

/// Reads a size as people write it: `64MB`, `1.5 GB`, `500kB`, `64MiB`, `1000`.
fn size(written: &str) -> Result<u64, String> {
    let written = written.trim();
    let digits = written.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(written.len());
    let (number, unit) = written.split_at(digits);
    let unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "t" | "tb" => 1_000_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "tib" => 1 << 40,
        _ => return Err(SIZES.to_owned()),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = whole.parse().map_err(|_| SIZES.to_owned())?;
    let part = match part.get(..part.len().min(3)).unwrap_or("") {
        "" => 0,
        digits => {
            let thousandths: u64 = format!("{digits:0<3}").parse().map_err(|_| SIZES.to_owned())?;
            unit / 1000 * thousandths
        }
    };
    let total = whole.checked_mul(unit).and_then(|whole| whole.checked_add(part));
    total.filter(|size| *size > 0).ok_or_else(|| SIZES.to_owned())
}

const SIZES: &str = "not a size; write it as 64MB, 1.5GB or 500000";

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        limits: LimitArgs,
    }

    #[test]
    fn without_options_the_limits_are_those_of_the_library() {
        let only = Only::parse_from(["x"]);
        assert_eq!(only.limits.limits(), Limits::default());
    }

    #[test]
    fn sizes_read_as_people_write_them() {
        for (written, read) in [
            ("64MB", 64_000_000),
            ("1.5 GB", 1_500_000_000),
            ("500kb", 500_000),
            ("2MiB", 2 << 20),
            ("10", 10),
            ("0.25k", 250),
        ] {
            assert_eq!(size(written), Ok(read), "{written}");
        }
        for written in ["", "MB", "0", "-1", "12 apples", "1.2.3", "99999999999999TB"] {
            assert!(size(written).is_err(), "{written}");
        }
    }
}
