//! Withholding words from view, and showing them again.
//!
//! In: words, or a stretch of one report, and why; author, time and salts from the caller. Out: one
//! record for each text the words stand in, and a reading of each text with its holes, so that
//! nothing derived was computed from what is withheld. The log and the raw bytes keep everything:
//! this is about what is shown and handed over.

use std::collections::BTreeMap;

use rashomon_ledger::{Digest, Selection};

use super::CaseFile;
use super::add::Entry;
use super::many::read_and;
use super::store::{self, REPORT, Stamp, StoredReport};
use super::withheld::{Redaction, Stored, Withheld, draft, masked, places, text_key};
use crate::json::reading::Pair;
use crate::{Error, Reader};

/// What is to be withheld, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedactAsk {
    /// Words, wherever they stand exactly so.
    pub words: Vec<String>,
    /// A stretch of the one report named, in code points.
    pub span: Option<Pair>,
    /// Only in these reports; in all, also those entered later, where there is none.
    pub reports: Vec<String>,
    /// Why.
    pub reason: String,
}

/// What was withheld or shown again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redacted {
    /// The redactions entered.
    pub redactions: Vec<Redaction>,
    /// Parts of the words that still stand somewhere in view: the word, the report, how often.
    pub still: Vec<(String, String, usize)>,
}

/// One redaction before it is entered.
struct Planned {
    /// The text; none for words that stand in no text but elsewhere in view.
    report: Option<StoredReport>,
    words: Vec<String>,
    stored: Stored,
}

impl CaseFile {
    /// Withholds words from everything that is shown and exported; `at` is the time of entry
    /// (RFC 3339), `by` whoever decides.
    ///
    /// # Errors
    /// Where the reason is empty, nothing is named, a report is not there, the words stand nowhere
    /// in view, or the file cannot be written.
    pub fn redact(
        &mut self,
        reader: &Reader,
        ask: &RedactAsk,
        (at, by): (&str, &str),
    ) -> Result<Redacted, Error> {
        if ask.reason.trim().is_empty() {
            let why = "a redaction needs a reason; give it with --reason \"…\"";
            return Err(Error::refused(why.to_owned()));
        }
        let planned = self.plan(ask)?;
        if planned.is_empty() {
            return Err(Error::nothing_to_do(
                "these words stand nowhere in view; give them exactly as a report has them"
                    .to_owned(),
            ));
        }
        let first = self.ledger.head()?.position.0 + 1;
        let stamp = Stamp { at: at.to_owned(), by: by.to_owned() };
        self.enter(reader, &planned, &stamp)?;
        self.refresh()?;
        let mut redactions = Withheld::of(&self.ledger)?.redactions;
        redactions.retain(|redaction| redaction.position >= first);
        let still = self.still_in_view(planned.iter().flat_map(|it| &it.words))?;
        Ok(Redacted { redactions, still })
    }

    /// Shows again what a redaction withheld, by the position of its record.
    ///
    /// # Errors
    /// Where there is no such redaction in force, the reason is empty, or the file cannot be written.
    pub fn lift(
        &mut self,
        position: u64,
        reason: &str,
        (at, by): (&str, &str),
    ) -> Result<(), Error> {
        let in_force = Withheld::of(&self.ledger)?.redactions.into_iter();
        let mut in_force = in_force.filter(|redaction| redaction.lifted.is_none());
        if !in_force.any(|redaction| redaction.position == position) {
            return Err(Error::not_found(format!(
                "record {position} is no redaction in force; `rashomon redactions` lists them"
            )));
        }
        if reason.trim().is_empty() {
            return Err(Error::refused("lifting needs a reason; give it with --reason".to_owned()));
        }
        let stored =
            Stored { lifts: Some(position), reason: reason.trim().to_owned(), ..Stored::default() };
        let stamp = Stamp { at: at.to_owned(), by: by.to_owned() };
        self.ledger.append(&[draft(&stored, &[], &stamp)], &[])?;
        self.refresh()
    }

    /// Returns every redaction, also lifted ones, in the order of the log.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn redactions(&self) -> Result<Vec<Redaction>, Error> {
        Ok(Withheld::of(&self.ledger)?.redactions)
    }

    fn plan(&self, ask: &RedactAsk) -> Result<Vec<Planned>, Error> {
        let mut words: Vec<String> =
            ask.words.iter().map(|words| words.trim().to_owned()).collect();
        words.retain(|words| !words.is_empty());
        for id in &ask.reports {
            if store::report(&self.ledger, id)?.is_none() {
                return Err(self.nothing(id));
            }
        }
        if let Some(span) = ask.span {
            words.push(self.words_at(&ask.reports, span)?);
        }
        if words.is_empty() {
            return Err(Error::refused("say which words are to be withheld".to_owned()));
        }
        let withheld = Withheld::of(&self.ledger)?;
        // Every text a report ever had: it may be looked at as it stood.
        let mut texts: BTreeMap<(String, String), StoredReport> = BTreeMap::new();
        for record in self.ledger.records(&Selection::all().of_kind(REPORT))? {
            let record = record?;
            if !ask.reports.is_empty() && !ask.reports.contains(&record.key) {
                continue;
            }
            let report: StoredReport = store::body(&record)?;
            texts.insert((record.key.clone(), report.head.sha256.clone()), report);
        }
        let everywhere = ask.reports.is_empty();
        let planned = texts.into_values().filter_map(|report| {
            let only = ask.span.filter(|_| ask.words.is_empty());
            plan_one(&withheld, report, &words, only, everywhere, &ask.reason)
        });
        let mut planned: Vec<Planned> = planned.collect();
        words.retain(|it| everywhere && !planned.iter().any(|one| one.words.contains(it)));
        if !words.is_empty() {
            // Names that people gave, source tables.
            let view = serde_json::to_string(&self.case()?).unwrap_or_default();
            words.retain(|it| view.contains(it.as_str()));
        }
        if !words.is_empty() {
            let reason = ask.reason.trim().to_owned();
            let stored = Stored { everywhere, reason, ..Stored::default() };
            planned.push(Planned { report: None, words, stored });
        }
        Ok(planned)
    }

    fn words_at(&self, reports: &[String], [start, end]: Pair) -> Result<String, Error> {
        let [report] = reports else {
            return Err(Error::refused("a stretch is of one report; name it".to_owned()));
        };
        let text = store::report(&self.ledger, report)?.map(|it| it.text).unwrap_or_default();
        let length = (end as usize).saturating_sub(start as usize);
        let words: String = text.chars().skip(start as usize).take(length).collect();
        if words.trim().is_empty() || words.chars().count() < length {
            let why = format!("{report} has no words at {start} to {end}");
            return Err(Error::refused(why));
        }
        Ok(words)
    }

    fn enter(&mut self, reader: &Reader, planned: &[Planned], stamp: &Stamp) -> Result<(), Error> {
        let Some(salts) = &mut self.salts else {
            return Err(Error::refused(
                "withholding needs salts; the case was opened without".into(),
            ));
        };
        let mut withheld = Withheld::of(&self.ledger)?;
        let mut drafts = Vec::new();
        let mut openings = Vec::new();
        let mut entries = Vec::new();
        for one in planned {
            let opening = |words: &String| format!("{}\n{words}", salts.next()).into_bytes();
            let opened: Vec<Vec<u8>> = one.words.iter().map(opening).collect();
            let digests: Vec<Digest> = opened.iter().map(|it| Digest::of(it)).collect();
            drafts.push(draft(&one.stored, &digests, stamp));
            openings.extend(digests.into_iter().zip(opened));
            withheld.count_in(&one.stored, &one.words);
        }
        for mut shown in planned.iter().filter_map(|one| one.report.clone()) {
            withheld.mask(&mut shown);
            let report = shown.model().map_err(|why| Error::record(0, why))?;
            entries.push(Entry {
                report,
                raw: Vec::new(),
                diagnostics: Vec::new(),
                received: None,
            });
        }
        drafts.extend(read_and(reader, &entries, |entry, reading| {
            store::draft_reading(&entry.report, &reading, stamp)
        }));
        let blobs: Vec<(Digest, &[u8])> =
            openings.iter().map(|(digest, opening)| (*digest, opening.as_slice())).collect();
        self.ledger.append(&drafts, &blobs)?;
        Ok(())
    }

    /// Counts what is left in view of the words that were withheld, by their longer parts.
    fn still_in_view<'w>(
        &self,
        words: impl Iterator<Item = &'w String>,
    ) -> Result<Vec<(String, String, usize)>, Error> {
        let mut parts: Vec<String> = words
            .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()))
            .filter(|part| part.chars().count() >= SHORTEST_PART)
            .map(str::to_lowercase)
            .collect();
        parts.sort_unstable();
        parts.dedup();
        let mut still = Vec::new();
        for report in self.case()?.reports {
            let shown = format!("{}\n{}", report.head.title.unwrap_or_default(), report.text);
            let shown = shown.to_lowercase();
            for part in &parts {
                let count = shown.matches(part.as_str()).count();
                if count > 0 {
                    still.push((part.clone(), report.head.id.clone(), count));
                }
            }
        }
        Ok(still)
    }
}

/// Shorter parts of a name are common words.
const SHORTEST_PART: usize = 4;

/// Plans what is withheld from one text; nothing where the words do not stand in it, or are withheld
/// already.
fn plan_one(
    withheld: &Withheld,
    report: StoredReport,
    words: &[String],
    only: Option<Pair>,
    everywhere: bool,
    reason: &str,
) -> Option<Planned> {
    let held = withheld.holes(&report.head.id, &text_key(&report));
    let shown = held.map_or_else(|| report.text.clone(), |holes| masked(&report.text, holes));
    let titled = |words: &str| {
        let title = report.head.title.as_deref().unwrap_or_default();
        let title = if held.is_some() { withheld.scrub(title) } else { title.to_owned() };
        title.contains(words)
    };
    let mut spans = Vec::new();
    let mut found = Vec::new();
    for words in words {
        let at = match only {
            Some(span) => vec![span],
            None => places(&shown, words),
        };
        if !at.is_empty() || titled(words) {
            found.push(words.clone());
        }
        spans.extend(at);
    }
    spans.sort_unstable();
    spans.dedup();
    let stored = Stored {
        report: Some(report.head.id.clone()),
        text: Some(text_key(&report)),
        spans,
        everywhere,
        reason: reason.trim().to_owned(),
        ..Stored::default()
    };
    (!found.is_empty()).then_some(Planned { report: Some(report), words: found, stored })
}
