//! Options of `watch`.

use std::path::PathBuf;
use std::time::Duration;

use super::intake::LimitArgs;

/// Options of `watch`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon watch week.rashomon inbox/
  rashomon watch week.rashomon inbox/ --by ana --errors refused.jsonl
  rashomon watch week.rashomon /mnt/share/ --every 30
  rashomon watch week.rashomon inbox/ --once && rashomon events week.rashomon

What lies in the folder is added at once, and what appears is added when its size and time stood
still between two looks. A file that changes is looked at again; what is held already is passed
over. A file that was moved is not read again, and one that vanishes is let go. Hidden files and
files that a program is still fetching (.part, .crdownload, .tmp) are passed over. The folder is
looked through rather than listened to, so that network drives work. One line a file goes to
standard output. Ctrl-C ends it when the files in hand are written down; a second one at once.")]
pub struct WatchArgs {
    /// The case; made where there is none
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The folder; folders in it are watched, too
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    pub every: Duration,
    /// Add what lies there and stands still, then end
    #[arg(long)]
    pub once: bool,
    /// Who adds them, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon watch")]
    pub by: String,
    /// One JSON object a file
    #[arg(long)]
    pub json: bool,
    /// Limits
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Say nothing of files that brought nothing new
    #[arg(short, long)]
    pub quiet: bool,
}

fn seconds(written: &str) -> Result<Duration, String> {
    let seconds = written.trim().parse::<f64>().ok().filter(|n| (0.05..=86_400.0).contains(n));
    let read = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    read.ok_or_else(|| "not seconds; write a number from 0.05 to 86400".to_owned())
}
