//! What is withheld from view: which stretches of which texts, and the texts with holes in them.
//!
//! A `redaction` record names a report, the digest of one text of it, and the stretches that are
//! withheld; it attaches one blob for each wording, a salt and the words, so that
//! the record shows the digest of what stood there and no words. A later one may lift it. Every
//! redaction counts, also for a case looked at as it stood before it.
//! Must hold: what is derived, shown and exported is computed from the text with holes; a reading
//! is taken only for the text whose digest it names, so one made of the whole text never is.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_ledger::{Digest, Draft, Ledger, Record, Selection};
use rashomon_model::{Report, SourceEntry};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store::{self, SHAPE, Stamp, StoredReport};
use crate::Error;
use crate::json::case::Hole;
use crate::json::reading::Pair;

/// Kind of the records that withhold and lift.
pub const REDACTION: &str = "redaction";

/// What stands in a hole, once for each code point, so that all other spans stay as they are.
pub const HOLE: char = '█';

/// Body of a `redaction` record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// The report; absent where the record lifts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Which text of the report it is about: see [`text_key`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Withheld stretches of the text, in code points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Pair>,
    /// Whether the same words are to be withheld wherever they are entered later.
    #[serde(default)]
    pub everywhere: bool,
    /// The redaction that this one carries on in another text, by its position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<u64>,
    /// The redaction that holds no longer, by its position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifts: Option<u64>,
    /// Why.
    pub reason: String,
}

/// One redaction as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Redaction {
    /// Position of its record.
    pub position: u64,
    /// When it was entered.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What it withholds, and why.
    #[serde(flatten)]
    pub stored: Stored,
    /// SHA-256 of what was withheld: of a salt, a line feed and the words, one for each wording.
    pub sha256: Vec<String>,
    /// Position of the record that lifted it.
    pub lifted: Option<u64>,
    /// The words.
    #[serde(skip)]
    pub words: Vec<String>,
}

/// The stretches of one text that are withheld, in code points; none where only its title has the
/// words.
pub type Holes = BTreeSet<Pair>;

/// Everything that is withheld from a case.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    /// Every redaction, also lifted ones, in the order of the log.
    pub redactions: Vec<Redaction>,
    holes: BTreeMap<(String, String), Holes>,
    words: Vec<String>,
}

impl Withheld {
    /// Reads every redaction of a log, to its very end.
    pub fn of(ledger: &Ledger) -> Result<Withheld, Error> {
        let mut redactions = Vec::new();
        let mut lifted = BTreeMap::new();
        let selection = Selection::all().of_kind(REDACTION).of_whole_log();
        for record in ledger.records(&selection)? {
            let record = record?;
            let stored: Stored = store::body(&record)?;
            if let Some(position) = stored.lifts {
                lifted.insert(position, record.position.0);
                continue;
            }
            let mut words = Vec::new();
            for digest in &record.attached {
                let opening = ledger.blob(digest)?.unwrap_or_default();
                let opening = String::from_utf8_lossy(&opening).into_owned();
                words.extend(opening.split_once('\n').map(|(_, words)| words.to_owned()));
            }
            redactions.push(Redaction {
                position: record.position.0,
                at: record.at.clone(),
                by: record.by.clone(),
                sha256: record.attached.iter().map(ToString::to_string).collect(),
                lifted: None,
                words,
                stored,
            });
        }
        Ok(Withheld::in_force(redactions, &lifted))
    }

    fn in_force(mut redactions: Vec<Redaction>, lifted: &BTreeMap<u64, u64>) -> Withheld {
        for redaction in &mut redactions {
            let by = |position: &u64| lifted.get(position).copied();
            redaction.lifted =
                by(&redaction.position).or(redaction.stored.follows.as_ref().and_then(by));
        }
        let mut holes: BTreeMap<(String, String), Holes> = BTreeMap::new();
        let mut words = BTreeSet::new();
        for redaction in redactions.iter().filter(|redaction| redaction.lifted.is_none()) {
            let stored = &redaction.stored;
            let key = (
                stored.report.clone().unwrap_or_default(),
                stored.text.clone().unwrap_or_default(),
            );
            holes.entry(key).or_default().extend(stored.spans.iter().copied());
            words.extend(redaction.words.iter().filter(|words| !words.is_empty()).cloned());
        }
        // The longest first, so that a name goes before a part of it.
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Withheld { redactions, holes, words }
    }

    /// Tells whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.holes.is_empty()
    }

    /// Tells whether anything is withheld from any text of a report.
    pub fn touches(&self, report: &str) -> bool {
        self.holes.keys().any(|(id, _)| id == report)
    }

    /// Returns what is withheld from a text of a report, by its [`text_key`].
    pub fn holes(&self, report: &str, text: &str) -> Option<&Holes> {
        self.holes.get(&(report.to_owned(), text.to_owned()))
    }

    /// Says what is withheld from the text in force of a report.
    pub fn holes_of_shown(&self, ledger: &Ledger, report: &str) -> Result<Vec<Hole>, Error> {
        if !self.touches(report) {
            return Ok(Vec::new());
        }
        let text = store::report(ledger, report)?.map(|report| text_key(&report));
        let hole = |it: &Redaction| Hole {
            record: it.position,
            spans: it.stored.spans.clone(),
            sha256: it.sha256.clone(),
            reason: it.stored.reason.clone(),
            by: it.by.clone(),
            at: it.at.clone(),
        };
        let in_force = self.redactions.iter().filter(|it| it.lifted.is_none());
        let of_it = in_force
            .filter(|it| it.stored.report.as_deref() == Some(report) && it.stored.text == text);
        Ok(of_it.map(hole).collect())
    }

    /// Counts in a redaction that is about to be entered.
    pub fn count_in(&mut self, stored: &Stored, words: &[String]) {
        let mut redactions = std::mem::take(&mut self.redactions);
        let lifted = redactions.iter().filter_map(|it| Some((it.position, it.lifted?))).collect();
        redactions.push(Redaction {
            position: u64::MAX,
            at: String::new(),
            by: String::new(),
            stored: stored.clone(),
            sha256: Vec::new(),
            lifted: None,
            words: words.to_vec(),
        });
        *self = Withheld::in_force(redactions, &lifted);
    }

    /// Finds the redactions that a text about to be entered has to carry on: those of earlier texts of
    /// the same report, and those meant for all. Each with the digests of its words.
    fn carried_on(&self, report: &StoredReport) -> Vec<(Stored, Vec<Digest>)> {
        let mut carried = Vec::new();
        for earlier in self.redactions.iter().filter(|it| it.lifted.is_none()) {
            let of_it = earlier.stored.report.as_deref() == Some(report.head.id.as_str());
            // What follows another stands for it, and what it follows is looked at itself.
            if !(of_it || earlier.stored.everywhere) || earlier.stored.follows.is_some() {
                continue;
            }
            let (mut spans, mut digests) = (BTreeSet::new(), Vec::new());
            for (words, digest) in earlier.words.iter().zip(&earlier.sha256) {
                let at = places(&report.text, words);
                let titled = report.head.title.as_ref().is_some_and(|it| it.contains(words));
                if !at.is_empty() || titled {
                    digests.extend(digest.parse::<Digest>());
                }
                spans.extend(at);
            }
            let stored = Stored {
                report: Some(report.head.id.clone()),
                text: Some(text_key(report)),
                spans: spans.into_iter().collect(),
                follows: Some(earlier.position),
                ..earlier.stored.clone()
            };
            if !digests.is_empty() {
                carried.push((stored, digests));
            }
        }
        // Several texts of one name were withheld at once: one of them is enough.
        carried.dedup_by(|a, b| a.0.spans == b.0.spans && a.0.reason == b.0.reason);
        carried
    }

    /// Puts holes into a report about to be entered, and returns the redactions that say so.
    pub fn hide_in(
        &self,
        report: &mut Report,
        salt: Option<&str>,
    ) -> Result<Vec<(Stored, Vec<Digest>)>, Error> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        let salt = salt.map(str::to_owned);
        let mut shown = StoredReport { salt, ..StoredReport::of(report) };
        let carried = self.carried_on(&shown);
        if !carried.is_empty() {
            let mut with = self.clone();
            carried.iter().for_each(|(stored, _)| with.count_in(stored, &[]));
            with.mask(&mut shown);
            *report =
                shown.model().map_err(|why| Error::refused(format!("{}: {why}", report.id)))?;
        }
        Ok(carried)
    }

    /// Puts the holes into a report as it stands in the log, and says whether there are any. Its digest
    /// is then that of the text with holes.
    pub fn mask(&self, report: &mut StoredReport) -> bool {
        let Some(holes) = self.holes(&report.head.id, &text_key(report)) else { return false };
        report.text = masked(&report.text, holes);
        // A title may change while the text stays, so here the words are looked for.
        for line in [&mut report.head.title, &mut report.head.url].into_iter().flatten() {
            *line = self.scrub(line);
        }
        report.head.sha256 = crate::sha256(report.text.as_bytes());
        true
    }

    /// Puts holes where withheld words stand in something else that was written: a judgement, a source.
    pub fn scrub(&self, written: &str) -> String {
        let mut out = written.to_owned();
        for words in self.words.iter().filter(|words| written.contains(words.as_str())) {
            out = out.replace(words.as_str(), &hole(words.chars().count()));
        }
        out
    }

    /// As [`scrub`](Self::scrub), for every text of a record's body.
    pub fn scrubbed(&self, mut record: Record) -> Record {
        if !self.words.is_empty() {
            self.scrub_value(&mut record.body);
        }
        record
    }

    fn scrub_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.scrub(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.scrub_value(value)),
            Value::Object(fields) => {
                fields.values_mut().for_each(|value| self.scrub_value(value));
            }
            _ => {}
        }
    }

    /// As [`scrub`](Self::scrub), for a row of a source table.
    pub fn scrub_source(&self, source: &mut SourceEntry) {
        let party = source.leaning.as_mut().map(|(_, party)| party);
        let texts = [&mut source.kind, &mut source.note, &mut source.reference];
        let texts = texts.into_iter().flatten();
        for text in source.names.iter_mut().chain(party).chain(texts) {
            *text = self.scrub(text);
        }
    }
}

/// Names one text of a report without telling anything of it: the SHA-256 of the salt of its record, a
/// line feed and the digest of the text; the digest alone where the record has no salt.
pub fn text_key(report: &StoredReport) -> String {
    match &report.salt {
        Some(salt) => crate::sha256(format!("{salt}\n{}", report.head.sha256).as_bytes()),
        None => report.head.sha256.clone(),
    }
}

/// Drafts the record of a redaction, under the key of its report.
pub fn draft(stored: &Stored, openings: &[Digest], stamp: &Stamp) -> Draft {
    let body = serde_json::to_value(stored).unwrap_or_default();
    let key = stored.report.clone().unwrap_or_else(|| stored.lifts.unwrap_or(0).to_string());
    let draft = Draft::new(REDACTION, SHAPE, stamp.at.as_str(), stamp.by.as_str(), key, body);
    openings.iter().fold(draft, |draft, digest| draft.attach(*digest))
}

/// Returns a text with holes in it.
pub fn masked(text: &str, holes: &BTreeSet<Pair>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut holes = holes.iter().peekable();
    let mut until = 0;
    for (at, c) in text.chars().enumerate() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        while let Some([_, end]) = holes.next_if(|[start, _]| *start <= at) {
            until = until.max(*end);
        }
        // Line ends stay: they hold up sentences and paragraphs and tell nothing.
        out.push(if at < until && c != '\n' { HOLE } else { c });
    }
    out
}

fn hole(length: usize) -> String {
    HOLE.to_string().repeat(length)
}

/// Finds every place where words stand in a text, in code points.
pub fn places(text: &str, words: &str) -> Vec<Pair> {
    if words.is_empty() {
        return Vec::new();
    }
    let length = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
    let (mut seen, mut points) = (0, 0);
    let mut found = Vec::new();
    for (byte, _) in text.match_indices(words) {
        points += u32::try_from(text[seen..byte].chars().count()).unwrap_or(u32::MAX);
        seen = byte;
        found.push([points, points.saturating_add(length)]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_as_long_as_what_stood_there() {
        let text = "Übung: عمر said\nno.";
        let found = places(text, "عمر");
        assert_eq!(found, [[7, 10]]);
        let holes = found.into_iter().chain([[9, 12], [15, 17], [90, 99]]).collect();
        let out = masked(text, &holes);
        assert_eq!(out, "Übung: █████aid\n█o.");
        assert_eq!(out.chars().count(), text.chars().count());
    }

    #[test]
    fn longer_words_go_before_their_parts() {
        let stored = Stored {
            report: Some("a".into()),
            text: Some("t".into()),
            spans: vec![[0, 1]],
            everywhere: false,
            follows: None,
            lifts: None,
            reason: "r".into(),
        };
        let redaction = |position, words: &[&str], follows| Redaction {
            position,
            at: String::new(),
            by: String::new(),
            stored: Stored { follows, ..stored.clone() },
            sha256: Vec::new(),
            lifted: None,
            words: words.iter().map(ToString::to_string).collect(),
        };
        let all = vec![redaction(1, &["Omar"], None), redaction(2, &["Omar Dessin"], None)];
        let both = Withheld::in_force(all.clone(), &BTreeMap::new());
        assert_eq!(both.scrub("by Omar Dessin, Omar"), "by ███████████, ████");
        let one = Withheld::in_force(all, &[(2, 7)].into());
        assert_eq!(one.scrub("by Omar Dessin"), "by ████ Dessin");
        assert_eq!(one.redactions[1].lifted, Some(7));
        // What carries a lifted redaction on is lifted with it.
        let chain = vec![redaction(1, &["Omar"], None), redaction(3, &["Omar"], Some(1))];
        assert!(Withheld::in_force(chain, &[(1, 9)].into()).is_empty());
    }
}
