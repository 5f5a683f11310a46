//! The case a command looks at, and as of when: the same for every command that only reads.

use std::path::{Path, PathBuf};

use rashomon::{AsOf, CaseFile};

use crate::error::{CommandError, say};

/// Which case, and as of when.
#[derive(clap::Args, Debug)]
pub struct CaseArg {
    /// The case
    #[arg(value_name = "CASE")]
    path: PathBuf,
    #[command(flatten)]
    when: WhenArg,
}

/// As of when.
#[derive(clap::Args, Debug)]
pub struct WhenArg {
    /// The case as it stood: 40 (a position of its log), 2031-03-04 (the end of that day, UTC) or
    /// 2031-03-04T05:06:07Z; what was redacted later stays withheld
    #[arg(long, value_name = "WHEN", value_parser = parse)]
    as_of: Option<AsOf>,
}

fn parse(asked: &str) -> Result<AsOf, String> {
    asked.parse()
}

impl CaseArg {
    /// Opens it to look at.
    pub fn open(&self) -> Result<CaseFile, CommandError> {
        let case = self.when.open(&self.path, |path| CaseFile::open_to_look(path))?;
        say_older(&case, &self.path)?;
        Ok(case)
    }

    /// Opens it without bringing anything up to date: for what stands in the log alone.
    pub fn open_log(&self) -> Result<CaseFile, CommandError> {
        self.when.open_log(&self.path)
    }

    /// Tells whether an earlier state of it is asked for.
    pub fn is_earlier(&self) -> bool {
        self.when.as_of.is_some()
    }

    /// Returns the state that is asked for, where it is an earlier one.
    pub fn as_of(&self) -> Option<AsOf> {
        self.when.as_of
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl WhenArg {
    /// Tells whether an earlier state is asked for.
    pub fn is_given(&self) -> bool {
        self.as_of.is_some()
    }

    /// Opens a case without bringing anything up to date: for what stands in the log alone.
    pub fn open_log(&self, path: &Path) -> Result<CaseFile, CommandError> {
        self.open(path, |path| CaseFile::open_for_checks(path))
    }

    /// As [`open_log`](Self::open_log), for commands that do not need a case.
    pub fn open_if_given(&self, path: Option<&PathBuf>) -> Result<Option<CaseFile>, CommandError> {
        match path {
            Some(path) => self.open_log(path).map(Some),
            None if self.is_given() => {
                Err(CommandError::failed("--as-of is of a case; name it".to_owned()))
            }
            None => Ok(None),
        }
    }

    fn open(
        &self,
        path: &Path,
        now: impl FnOnce(&Path) -> Result<CaseFile, rashomon::Error>,
    ) -> Result<CaseFile, CommandError> {
        let Some(when) = self.as_of else { return Ok(now(path)?) };
        let case = CaseFile::open_as_of(path, when)?;
        if let Some((position, at)) = case.end()? {
            say(&format!("{} as of record {position}, entered {at}", path.display()));
        }
        Ok(case)
    }
}

/// Says that reports were read by older versions, where some were.
fn say_older(case: &CaseFile, path: &Path) -> Result<(), CommandError> {
    let older: usize = case.older_readings()?.values().sum();
    if older > 0 {
        say(&format!(
            "{older} reports of {0} were read by another version; `rashomon reread {0} --dry-run` \
             says what this one reads otherwise",
            path.display()
        ));
    }
    Ok(())
}
