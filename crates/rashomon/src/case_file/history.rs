//! Everything that happened to one report: its texts, what was read in them, what people decided.
//!
//! In: the log, walked once. Out: [`ReportHistory`]: each text with what is another in it than in the
//! one before (head, words, values), each reading with the version that made it, records that the
//! report is gone, and judgements that speak of it. Withheld words are withheld from every text.

use rashomon_ledger::Selection;
use similar::{ChangeTag, TextDiff};

use super::gone::{self, GONE};
use super::store::{self, READING, REPORT, StoredReport};
use super::withheld::Withheld;
use super::{CaseFile, revised};
use crate::Error;
use crate::json::case::{Event, Gone};
use crate::json::history::{
    EventHistory, FieldChange, GoneAt, Piece, ReadAt, ReportHistory, SCHEMA, Text, ValueChange,
};
use crate::json::judgement::Judgement;
use crate::json::reading::{Claim, Reading, ReportHead};

/// Words kept on each side of a change; the rest between two is left out.
const CONTEXT: usize = 6;

/// Bytes beyond which texts are compared line by line.
const LONG: usize = 200_000;

/// One reading as it stands in the log, with its text.
pub struct Read {
    /// Its line in the history.
    pub line: ReadAt,
    /// The reading.
    pub reading: Reading,
}

/// Every text and reading of a report.
pub struct Held {
    /// The texts as they are shown, the earliest first, each with where it stands.
    pub texts: Vec<(Text, StoredReport)>,
    /// The readings, in the order of the log.
    pub readings: Vec<Read>,
    gone: Vec<GoneAt>,
}

impl CaseFile {
    /// Returns the history of a report.
    ///
    /// # Errors
    /// Where there is no such report, or the file does not read.
    pub fn history_of_report(&self, report: &str) -> Result<ReportHistory, Error> {
        let held = self.held(report)?;
        Ok(ReportHistory {
            schema: SCHEMA.to_owned(),
            report: report.to_owned(),
            texts: held.texts.into_iter().map(|(text, _)| text).collect(),
            readings: held.readings.into_iter().map(|read| read.line).collect(),
            gone: held.gone,
            judgements: self.judgements()?.into_iter().filter(|j| speaks_of(j, report)).collect(),
        })
    }

    /// Returns the history of an event: that of its reports, and judgements that touch it.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn history_of_event(&self, event: &Event) -> Result<EventHistory, Error> {
        let touches = |j: &Judgement| {
            j.effect.events.contains(&event.id)
                || event.claims.iter().any(|claim| j.effect.claims.contains(&claim.id))
        };
        Ok(EventHistory {
            schema: SCHEMA.to_owned(),
            event: event.id.clone(),
            title: event.title.clone(),
            reports: event
                .reports
                .iter()
                .map(|r| self.history_of_report(r))
                .collect::<Result<_, _>>()?,
            judgements: self.judgements()?.into_iter().filter(touches).collect(),
        })
    }

    /// Returns a text of a report by its number, from 1, as it is shown.
    ///
    /// # Errors
    /// Where there is no such report or text, or the file does not read.
    pub fn text_at(&self, report: &str, number: usize) -> Result<String, Error> {
        let mut texts = self.held(report)?.texts;
        let count = texts.len();
        match number.checked_sub(1).filter(|at| *at < count) {
            Some(at) => Ok(texts.swap_remove(at).1.text),
            None => Err(Error::not_found(format!("`{report}` has {count} texts, from 1 on"))),
        }
    }

    /// Returns a reading of a report by its number, from 1, with its text.
    ///
    /// # Errors
    /// Where there is no such report or reading, or the file does not read.
    pub fn reading_at(&self, report: &str, number: usize) -> Result<Reading, Error> {
        let mut readings = self.held(report)?.readings;
        let count = readings.len();
        match number.checked_sub(1).filter(|at| *at < count) {
            Some(at) => Ok(readings.swap_remove(at).reading),
            None => Err(Error::not_found(format!("`{report}` has {count} readings, from 1 on"))),
        }
    }

    /// Returns every reading of a report whose text may be shown, in the order of the log.
    pub(super) fn readings_of(&self, report: &str) -> Result<Vec<Reading>, Error> {
        Ok(self.held(report)?.readings.into_iter().map(|read| read.reading).collect())
    }

    fn held(&self, report: &str) -> Result<Held, Error> {
        let withheld = Withheld::of(&self.ledger)?;
        let mut held = Held { texts: Vec::new(), readings: Vec::new(), gone: Vec::new() };
        for record in self.ledger.records(&Selection::all())? {
            let record = record?;
            if record.key != report {
                continue;
            }
            match record.kind.as_str() {
                REPORT => {
                    let mut stored: StoredReport = store::body(&record)?;
                    withheld.mask(&mut stored);
                    let text = Text {
                        number: held.texts.len() + 1,
                        position: record.position.0,
                        at: record.at.clone(),
                        by: record.by.clone(),
                        head: stored.head.clone(),
                        fields: Vec::new(),
                        words: Vec::new(),
                        values: Vec::new(),
                    };
                    held.texts.push((text, stored));
                }
                READING => {
                    let Some((reader, mut reading)) = store::read_by(&record)? else { continue };
                    let sha256 = &reading.report.sha256;
                    let text = held.texts.iter().rev().find(|(_, t)| &t.head.sha256 == sha256);
                    // One made of words that are withheld by now is not shown.
                    let Some((text, stored)) = text else { continue };
                    reading.text.clone_from(&stored.text);
                    let line = ReadAt {
                        number: held.readings.len() + 1,
                        position: record.position.0,
                        at: record.at.clone(),
                        by: record.by.clone(),
                        reader,
                        text: Some(text.number),
                        claims: reading.claims.len(),
                        events: reading.events.len(),
                        values: Vec::new(),
                    };
                    held.readings.push(Read { line, reading });
                }
                GONE => {
                    let stored = gone::stored(&record)?;
                    held.gone.push(GoneAt {
                        is_gone: stored.gone,
                        gone: Gone {
                            record: record.position.0,
                            how: stored.how.unwrap_or_else(|| "back".to_owned()),
                            seen: stored.seen,
                            reason: withheld.scrub(&stored.reason),
                            by: record.by.clone(),
                            at: record.at.clone(),
                        },
                    });
                }
                _ => {}
            }
        }
        if held.texts.is_empty() {
            return Err(self.nothing(report));
        }
        held.compare();
        Ok(held)
    }
}

impl Held {
    /// Writes down what is another in each text and reading than in the one before.
    fn compare(&mut self) {
        // The last reading of a text speaks for it.
        let of =
            |number: usize| self.readings.iter().rev().find(|read| read.line.text == Some(number));
        let mut changes = Vec::new();
        for pair in self.texts.windows(2) {
            let [(_, was), (now, is)] = pair else { continue };
            let read = of(now.number - 1).zip(of(now.number));
            let values = read.map(|(a, b)| values(&a.reading, &b.reading)).unwrap_or_default();
            changes.push((fields(&was.head, &is.head), words(&was.text, &is.text), values));
        }
        let differing: Vec<Vec<ValueChange>> = self
            .readings
            .windows(2)
            .map(|pair| match pair {
                [a, b] if a.line.text == b.line.text => values(&a.reading, &b.reading),
                _ => Vec::new(),
            })
            .collect();
        for ((text, _), (fields, words, values)) in self.texts.iter_mut().skip(1).zip(changes) {
            (text.fields, text.words, text.values) = (fields, words, values);
        }
        for (read, values) in self.readings.iter_mut().skip(1).zip(differing) {
            read.line.values = values;
        }
    }
}

/// Tells whether a judgement speaks of a report, or touches what it tells.
fn speaks_of(judgement: &Judgement, report: &str) -> bool {
    let decided = &judgement.decided;
    let of_claim = |id: &String| id.rsplit_once('#').is_some_and(|(held, _)| held == report);
    decided.claim.as_ref().is_some_and(|claim| claim.report == report)
        || decided.added.as_ref().is_some_and(|claim| claim.report == report)
        || decided.reports.iter().any(|held| held == report)
        || decided.happenings.iter().flat_map(|h| &h.told).any(|told| told.report == report)
        || decided
            .things
            .iter()
            .flat_map(|thing| &thing.known_by)
            .any(|known| known.report.as_deref() == Some(report))
        || judgement.effect.claims.iter().any(of_claim)
}

fn fields(was: &ReportHead, now: &ReportHead) -> Vec<FieldChange> {
    let both = [
        ("title", &was.title, &now.title),
        ("outlet", &was.outlet, &now.outlet),
        ("published", &was.published, &now.published),
        ("url", &was.url, &now.url),
        ("lang", &was.lang, &now.lang),
    ];
    let changed = both.into_iter().filter(|(_, was, now)| was != now);
    let change = |(field, was, now): (&str, &Option<String>, &Option<String>)| FieldChange {
        field: field.to_owned(),
        was: was.clone(),
        now: now.clone(),
    };
    changed.map(change).collect()
}

/// Compares two texts word by word; of what they share only the words beside a change are repeated.
pub fn words(was: &str, now: &str) -> Vec<Piece> {
    if was == now {
        return Vec::new();
    }
    // Word by word costs the square of what differs; of very long texts whole lines are compared.
    let diff = match was.len().max(now.len()) {
        ..=LONG => TextDiff::from_words(was, now),
        _ => TextDiff::from_lines(was, now),
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let is = match change.tag() {
            ChangeTag::Equal => "kept",
            ChangeTag::Insert => "added",
            ChangeTag::Delete => "removed",
        };
        match pieces.last_mut().filter(|last| last.is == is) {
            Some(last) => last.words.push_str(change.value()),
            None => {
                pieces.push(Piece { is: is.to_owned(), words: change.value().to_owned() });
            }
        }
    }
    let last = pieces.len().saturating_sub(1);
    let mut out = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.into_iter().enumerate() {
        match piece.is.as_str() {
            "kept" => out.extend(shortened(&piece.words, at == 0, at == last)),
            _ => out.push(piece),
        }
    }
    out
}

/// Words that two texts share, without those far from any change.
fn shortened(words: &str, is_first: bool, is_last: bool) -> Vec<Piece> {
    let starts: Vec<usize> = words
        .split_inclusive(char::is_whitespace)
        .scan(0, |at, part| {
            let start = *at;
            *at += part.len();
            Some(start)
        })
        .collect();
    let head = if is_first { 0 } else { CONTEXT };
    let tail = if is_last { 0 } else { CONTEXT };
    let kept = |text: &str| Piece { is: "kept".to_owned(), words: text.to_owned() };
    if starts.len() <= head + tail + 1 {
        return vec![kept(words)];
    }
    let (from, to) = (starts[head], starts[starts.len() - tail.max(1)]);
    let to = if tail == 0 { words.len() } else { to };
    let middle = Piece { is: "left-out".to_owned(), words: String::new() };
    [(head > 0).then(|| kept(&words[..from])), Some(middle), (tail > 0).then(|| kept(&words[to..]))]
        .into_iter()
        .flatten()
        .collect()
}

/// What one reading says otherwise than another: numbers of one voice that changed, then what only one
/// of them says.
pub fn values(was: &Reading, now: &Reading) -> Vec<ValueChange> {
    let pairs = revised::pairs(was, now);
    let mut out: Vec<ValueChange> =
        pairs.iter().map(|pair| change(now, Some(pair.was), Some(pair.now))).collect();
    let (mut gone, mut come) = (keyed(was), keyed(now));
    gone.retain(|(_, claim)| !pairs.iter().any(|pair| std::ptr::eq(pair.was, *claim)));
    come.retain(|(_, claim)| !pairs.iter().any(|pair| std::ptr::eq(pair.now, *claim)));
    gone.retain(|(key, _)| match come.iter().position(|(other, _)| other == key) {
        Some(at) => {
            come.remove(at);
            false
        }
        None => true,
    });
    out.extend(gone.into_iter().map(|(_, claim)| change(was, Some(claim), None)));
    out.extend(come.into_iter().map(|(_, claim)| change(now, None, Some(claim))));
    out
}

/// Claims with what tells them from others: slot, value, voice, polarity and words, never their numbers.
fn keyed(reading: &Reading) -> Vec<(String, &Claim)> {
    let key = |claim: &Claim| {
        let value = crate::wording::value(&claim.slot, &claim.value);
        let voice = revised::voice(reading, claim);
        format!("{}\n{value}\n{voice}\n{}\n{}", claim.slot, claim.polarity, claim.quote)
    };
    reading.claims.iter().map(|claim| (key(claim), claim)).collect()
}

fn change(reading: &Reading, was: Option<&Claim>, now: Option<&Claim>) -> ValueChange {
    let claim = now.or(was);
    ValueChange {
        slot: claim.map(|claim| claim.slot.clone()).unwrap_or_default(),
        voice: claim.map(|claim| revised::voice(reading, claim)).unwrap_or_default(),
        was: was.map(|claim| claim.value.clone()),
        was_quote: was.map(|claim| claim.quote.clone()),
        now: now.map(|claim| claim.value.clone()),
        now_quote: now.map(|claim| claim.quote.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(was: &str, now: &str) -> String {
        let mark = |piece: &Piece| match piece.is.as_str() {
            "added" => format!("[+{}+]", piece.words),
            "removed" => format!("[-{}-]", piece.words),
            "left-out" => "…".to_owned(),
            _ => piece.words.clone(),
        };
        words(was, now).iter().map(mark).collect()
    }

    #[test]
    fn words_that_changed_stand_between_a_few_that_did_not() {
        assert_eq!(
            shown("killed four people", "killed seven people"),
            "killed [-four-][+seven+] people"
        );
        assert_eq!(shown("the same", "the same"), "");
        let (was, now) = ("a b c d e f g h i j k l m four", "a b c d e f g h i j k l m nine");
        assert_eq!(shown(was, now), "…h i j k l m [-four-][+nine+]");
        let (was, now) = ("four a b c d e f g h i j k l m", "nine a b c d e f g h i j k l m");
        assert!(shown(was, now).starts_with("[-four-][+nine+] a b c d"));
        assert!(shown(was, now).ends_with('…'));
    }

    #[test]
    fn a_comparison_of_texts_without_a_word_in_common_fails_nowhere() {
        for (was, now) in [("", "new"), ("old", ""), ("ü é", "é ü"), ("\n", "\n\n")] {
            let _ = words(was, now);
        }
    }
}
