//! A case as it stood earlier: which position of the log is meant, and the case as of then.
//!
//! In: what a person typed (a position, a day, a moment). Out: the case opened there, its accounts
//! worked out in memory; the file is not touched. Must hold: what was entered later is not seen,
//! but what was withheld later stays withheld.

use std::path::Path;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use rashomon_ledger::{Ledger, Position};

use super::CaseFile;
use crate::Error;

/// A state of a case: a position of its log, or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf(Bound);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// After this many records.
    Position(u64),
    /// After everything entered before this moment.
    Before(Timestamp),
    /// After everything entered by this moment.
    By(Timestamp),
}

impl FromStr for AsOf {
    type Err = String;

    /// Reads `40` (a position), `2031-03-04` (the end of that day, UTC) or `2031-03-04T05:06:07Z`.
    fn from_str(asked: &str) -> Result<AsOf, String> {
        if let Ok(position) = asked.parse() {
            return Ok(AsOf(Bound::Position(position)));
        }
        if let Ok(moment) = asked.parse::<Timestamp>() {
            return Ok(AsOf(Bound::By(moment)));
        }
        let day_after = asked.parse::<Date>().and_then(|day| {
            let midnight = day.tomorrow()?.to_zoned(jiff::tz::TimeZone::UTC)?;
            Ok(AsOf(Bound::Before(midnight.timestamp())))
        });
        day_after.map_err(|_| {
            "neither a position, a day nor a moment; give 40, 2031-03-04 or 2031-03-04T05:06:07Z"
                .to_owned()
        })
    }
}

impl AsOf {
    /// Finds the position that is meant in a log.
    fn position(self, ledger: &Ledger) -> Result<Position, Error> {
        let counts = |at: &str, fits: fn(Timestamp, Timestamp) -> bool, limit: Timestamp| {
            at.parse::<Timestamp>().is_ok_and(|at| fits(at, limit))
        };
        Ok(match self.0 {
            Bound::Position(position) => Position(position),
            Bound::Before(limit) => {
                ledger.last_entered(|at| counts(at, |at, limit| at < limit, limit))?
            }
            Bound::By(limit) => {
                ledger.last_entered(|at| counts(at, |at, limit| at <= limit, limit))?
            }
        })
    }
}

impl CaseFile {
    /// Opens a case as it stood at a position or moment, for looking at.
    ///
    /// A moment means the last record entered by then, by the times of entry: a record before that
    /// one was there too, whatever its own time says.
    ///
    /// # Errors
    /// Where there is no such file, it is not a case, its log is shorter, or nothing was entered by
    /// then.
    pub fn open_as_of(path: impl AsRef<Path>, as_of: AsOf) -> Result<CaseFile, Error> {
        let path = path.as_ref();
        let ledger = Ledger::open_read_only(path)?;
        let (position, length) = (as_of.position(&ledger)?, ledger.length()?);
        if position == Position::START || position > length {
            let first = ledger.record(Position(1))?.map_or_else(String::new, |record| {
                format!(", the first of them entered {}", record.at)
            });
            return Err(Error::not_found(format!(
                "{} did not stand so: its log has {length} records{first}; `rashomon log` lists them",
                path.display()
            )));
        }
        CaseFile::worked_out(ledger.confine(position)?)
    }

    /// Returns position and time of entry of the last record it shows; nothing for an empty log.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn end(&self) -> Result<Option<(u64, String)>, Error> {
        let last = self.ledger.record(self.ledger.head()?.position)?;
        Ok(last.map(|record| (record.position.0, record.at)))
    }

    /// Works out the accounts of a ledger in memory.
    pub(super) fn worked_out(ledger: Ledger) -> Result<CaseFile, Error> {
        let mut case = CaseFile::around(ledger);
        case.rebuild()?;
        Ok(case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_a_day_and_a_moment_are_read() {
        assert_eq!("40".parse(), Ok(AsOf(Bound::Position(40))));
        let moment = |text: &str| text.parse::<Timestamp>().unwrap();
        let day = "2031-03-04".parse();
        assert_eq!(day, Ok(AsOf(Bound::Before(moment("2031-03-05T00:00:00Z")))));
        let offset = "2031-03-04T05:06:07+02:00".parse();
        assert_eq!(offset, Ok(AsOf(Bound::By(moment("2031-03-04T03:06:07Z")))));
    }

    #[test]
    fn what_is_none_of_them_is_refused_with_a_remedy() {
        for odd in ["", "-3", "yesterday", "2031-13-01", "2031-02-30", "4 March 2031", "9999-12-31"]
        {
            let said = odd.parse::<AsOf>().unwrap_err();
            assert!(said.contains("give 40"), "{odd}");
        }
    }
}
