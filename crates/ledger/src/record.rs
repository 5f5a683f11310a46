//! What one entry of the log is, and the exact bytes that stand for it.
//!
//! In: a [`Draft`] from the caller. Out: the canonical text of its record, its link in the chain, and back again.
//! It does not know what a kind means, and it has no clock: time and author come in with the draft.
//! What must hold: `read(written(draft))` gives the draft back (numbers as RFC 8785 writes them: `1.0` returns as `1`),
//! and one record has exactly one spelling. Follows RFC 8785 (canonical JSON) and RFC 3339 (time of entry).

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::Digest;
use crate::canonical::{canonical, write_string};

/// Counts the records of a log from 1; [`Position::START`] stands before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u64);

impl Position {
    /// Stands before the first record: where an empty log ends.
    pub const START: Self = Self(0);

    /// Returns the position after this one.
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Says what sort of thing a record holds: `report`, `reading`, `judgement`… The ledger gives it no meaning.
///
/// Lower-case ASCII letters, digits and `-`, at most 64 of them; [`append`](crate::Ledger::append) refuses others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(String);

impl Kind {
    /// Takes the name of a kind.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_well_formed(&self) -> bool {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (1..=64).contains(&self.0.len()) && self.0.bytes().all(allowed)
    }
}

impl From<&str> for Kind {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Holds what the caller wants appended, before it has a place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Version of the body's shape, counted by whoever owns the kind.
    pub version: u32,
    /// Time of entry, RFC 3339, from the caller's clock.
    pub at: String,
    /// Who or what enters it: a person, or a program with its version. Not empty.
    pub by: String,
    /// The caller's own name for the thing: a report's id, a reading's key. A later record of the same kind and key
    /// supersedes the earlier one; both stay.
    pub key: String,
    /// The thing itself.
    pub body: Value,
    /// Raw bytes that belong to it, by digest: each is in the store already or comes in the same append.
    pub attached: Vec<Digest>,
}

impl Draft {
    /// Makes a draft without raw bytes attached.
    pub fn new(
        kind: impl Into<Kind>,
        version: u32,
        at: impl Into<String>,
        by: impl Into<String>,
        key: impl Into<String>,
        body: Value,
    ) -> Self {
        Self {
            kind: kind.into(),
            version,
            at: at.into(),
            by: by.into(),
            key: key.into(),
            body,
            attached: Vec::new(),
        }
    }

    /// Attaches raw bytes by their digest, after any attached before.
    #[must_use]
    pub fn attach(mut self, digest: Digest) -> Self {
        self.attached.push(digest);
        self
    }
}

/// Holds one entry of the log as it was read back.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Where it stands, from 1.
    pub position: Position,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Version of the body's shape.
    pub version: u32,
    /// Time of entry, RFC 3339.
    pub at: String,
    /// Who entered it.
    pub by: String,
    /// The caller's name for the thing.
    pub key: String,
    /// The thing itself; a number that was `1.0` in the draft is `1` here.
    pub body: Value,
    /// Raw bytes that belong to it, by digest.
    pub attached: Vec<Digest>,
    /// Digest of the record before it; [`Digest::ZERO`] for the first.
    pub prev: Digest,
    /// Digest of this record.
    pub digest: Digest,
}

/// A draft found good, with its body in canonical form already, so that little is left to do under the write lock.
pub(crate) struct Ready<'a> {
    pub(crate) draft: &'a Draft,
    body: String,
}

impl<'a> Ready<'a> {
    /// Checks a draft; the error is the particulars for a person.
    pub(crate) fn new(draft: &'a Draft) -> Result<Self, String> {
        if !draft.kind.is_well_formed() {
            return Err(format!("{:?} cannot name a kind", draft.kind.as_str()));
        }
        if !is_rfc3339(&draft.at) {
            return Err(format!("{:?} is not a time in RFC 3339", draft.at));
        }
        if draft.by.is_empty() {
            return Err("it does not say who enters it".into());
        }
        let body = canonical(&draft.body).map_err(|refused| refused.to_string())?;
        Ok(Self { draft, body })
    }

    /// Returns the canonical text of the record at a position.
    pub(crate) fn written(&self, position: Position) -> String {
        let Draft { kind, version, at, by, key, attached, .. } = self.draft;
        write(&Envelope {
            at,
            attached,
            body: &self.body,
            by,
            key,
            kind: kind.as_str(),
            position,
            version: *version,
        })
    }
}

struct Envelope<'a> {
    at: &'a str,
    attached: &'a [Digest],
    body: &'a str,
    by: &'a str,
    key: &'a str,
    kind: &'a str,
    position: Position,
    version: u32,
}

/// Writes the members in canonical order by hand, so that a large body is not copied into another tree first.
fn write(record: &Envelope<'_>) -> String {
    let mut out = String::with_capacity(record.body.len() + 256);
    out.push_str("{\"at\":");
    write_string(&mut out, record.at);
    for (i, digest) in record.attached.iter().enumerate() {
        out.push_str(if i == 0 { ",\"attached\":[" } else { "," });
        write_string(&mut out, &digest.to_string());
    }
    if !record.attached.is_empty() {
        out.push(']');
    }
    out.push_str(",\"body\":");
    out.push_str(record.body);
    for (name, text) in
        [(",\"by\":", record.by), (",\"key\":", record.key), (",\"kind\":", record.kind)]
    {
        out.push_str(name);
        write_string(&mut out, text);
    }
    out.push_str(&format!(",\"position\":{},\"version\":{}}}", record.position, record.version));
    out
}

/// Returns the digest of a record: SHA-256 over the previous digest in hexadecimal, a line feed, the canonical text.
///
/// Hexadecimal and a line feed, so that `printf '%s\n%s' PREVIOUS RECORD | sha256sum` checks a link by hand.
/// Canonical JSON holds no raw line feed, so no other pair of previous digest and record gives the same bytes.
pub(crate) fn link(prev: &Digest, written: &str) -> Digest {
    Digest::of_parts(&[prev.to_string().as_bytes(), b"\n", written.as_bytes()])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    at: String,
    #[serde(default)]
    attached: Vec<String>,
    body: Value,
    by: String,
    key: String,
    kind: String,
    position: u64,
    version: u32,
}

/// Reads a record back from its text and the digest before it; the error is the particulars for a person.
///
/// `digest` is what the file claims; it must be what the text and `prev` give.
pub(crate) fn read(written: &str, prev: Digest, digest: Digest) -> Result<Record, String> {
    if link(&prev, written) != digest {
        return Err("its digest does not fit its text and the record before it".into());
    }
    let it: Written = serde_json::from_str(written)
        .map_err(|_| "its text is not a record this version can read".to_string())?;
    let attached = it.attached.iter().map(|hex| hex.parse());
    Ok(Record {
        position: Position(it.position),
        kind: Kind(it.kind),
        version: it.version,
        at: it.at,
        by: it.by,
        key: it.key,
        body: it.body,
        attached: attached
            .collect::<Result<_, _>>()
            .map_err(|refused: crate::digest::NotADigest| refused.to_string())?,
        prev,
        digest,
    })
}

/// Says whether `written` is the canonical spelling of `record`.
pub(crate) fn is_canonical(record: &Record, written: &str) -> bool {
    let Ok(body) = canonical(&record.body) else {
        return false;
    };
    let envelope = Envelope {
        at: &record.at,
        attached: &record.attached,
        body: &body,
        by: &record.by,
        key: &record.key,
        kind: record.kind.as_str(),
        position: record.position,
        version: record.version,
    };
    write(&envelope) == written
}

/// Checks the shape of a time: `2031-03-04T05:06:07Z`, with or without a fraction, `Z` or an offset.
fn is_rfc3339(text: &str) -> bool {
    let fits = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(t, s)| match s {
                b'0' => t.is_ascii_digit(),
                _ => t == s,
            })
    };
    let within = |from: usize, low: u8, high: u8| {
        text.get(from..from + 2)
            .and_then(|two| two.parse::<u8>().ok())
            .is_some_and(|n| (low..=high).contains(&n))
    };
    let (Some(day_and_time), Some(rest)) = (text.get(..19), text.get(19..)) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    fits(day_and_time, "0000-00-00T00:00:00")
        && within(5, 1, 12)
        && within(8, 1, 31)
        && within(11, 0, 23)
        && within(14, 0, 59)
        // A leap second is written 60.
        && within(17, 0, 60)
        && (zone == "Z" || fits(zone, "+00:00") || fits(zone, "-00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_entry_have_the_shape_of_rfc_3339() {
        for good in [
            "2031-03-04T05:06:07Z",
            "2031-03-04T05:06:07.123456+02:00",
            "2031-12-31T23:59:60-11:30",
        ] {
            assert!(is_rfc3339(good), "{good}");
        }
        for bad in [
            "",
            "2031-03-04",
            "2031-03-04 05:06:07Z",
            "2031-03-04T05:06:07",
            "2031-13-04T05:06:07Z",
            "2031-03-04T05:06:07.Z",
            "2031-03-04T05:06:07+2:00",
            "٢٠٣١-03-04T05:06:07Z",
        ] {
            assert!(!is_rfc3339(bad), "{bad}");
        }
    }

    #[test]
    fn a_record_is_written_in_canonical_order() {
        let draft = Draft::new(
            "report",
            1,
            "2031-03-04T05:06:07Z",
            "ana",
            "k",
            serde_json::json!({"z": 1, "a": "x"}),
        )
        .attach(Digest::of(b"1"))
        .attach(Digest::of(b"2"));
        let written = Ready::new(&draft).unwrap().written(Position(7));
        let parsed: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(canonical(&parsed).unwrap(), written);
    }
}
