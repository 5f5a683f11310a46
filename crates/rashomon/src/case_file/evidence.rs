//! Choosing what goes into an evidence bundle: the records that some events rest on, each with its proof.
//!
//! In: events by their ids. Out: the files of a bundle. The records are those of the reports that tell the events (all
//! revisions, all readings, whatever else stands under their ids), the judgements that touch them, the source tables,
//! rulebooks and gazetteers that coded them, and every signed head. Nothing is computed here that the case does not say
//! already. What must hold: every record goes in letter by letter and with a proof, or is named as withheld.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_ledger::{Digest, Position, Record, Tree};

use super::CaseFile;
use super::heads::{SIGNED_HEAD, SignedHead};
use super::hidden::Hidden;
use super::places::GAZETTEER;
use super::rulebooks::RULEBOOK;
use super::sources::SOURCES;
use super::store::{self, JUDGEMENT, REPORT, StoredReport};
use super::withheld::REDACTION;
use crate::Error;
use crate::bundle::{
    self, Consistency, DOSSIER, EVENTS, Files, HEAD, HEAD_SIGNATURE, HEAD_TEXT, Inclusion, LeftOut,
    MANIFEST, Manifest, Named, README, ReportFiles, SUMS, SUMS_SIGNATURE, Withheld,
};
use crate::dossier;
use crate::export::About;
use crate::head::{Signer, TreeHead};
use crate::json::case::Case;
use crate::json::judgement::Judgement;
use crate::json::visible;

/// What to put into a bundle.
pub struct EvidenceRequest<'r> {
    /// Ids of the events.
    pub events: Vec<String>,
    /// Whether the bytes as received stay out.
    pub without_raw: bool,
    /// The head to prove against and its signature, where it was signed for this bundle.
    pub signed: Option<(&'r Signer, TreeHead, SignedHead)>,
    /// Time of signing, RFC 3339.
    pub at: String,
}

/// A bundle in the making.
struct Bundle<'c> {
    case: &'c CaseFile,
    tree: Tree,
    head: TreeHead,
    without_raw: bool,
    files: Files,
    reports: Vec<ReportFiles>,
    left_out: Vec<LeftOut>,
    withheld: Vec<u64>,
    hidden: Hidden,
    /// Digest of the text shown of each report so far.
    shown: BTreeMap<String, String>,
}

impl CaseFile {
    /// Gathers the files of an evidence bundle; [`bundle::zip`] packs them.
    ///
    /// # Errors
    /// Where an event is not there, the file does not read, or a record does not hold.
    pub fn evidence(&self, request: &EvidenceRequest<'_>) -> Result<Files, Error> {
        let _still = self.ledger.snapshot()?;
        let (head, tree) = match &request.signed {
            Some((_, head, _)) => (head.clone(), self.ledger.tree(Position(head.size))?),
            None => self.tree()?,
        };
        let wanted: Vec<&str> = request.events.iter().map(String::as_str).collect();
        let whole = self.case()?;
        let judgements = touching(&whole, &wanted);
        let case = whole.only(&wanted);
        drop(whole);
        let positions = self.positions(&case, &judgements, head.size)?;
        let mut bundle = Bundle {
            case: self,
            tree,
            head,
            without_raw: request.without_raw,
            files: Files::new(),
            reports: Vec::new(),
            left_out: Vec::new(),
            withheld: Vec::new(),
            hidden: Hidden::of(self, &positions)?,
            shown: BTreeMap::new(),
        };
        for position in positions {
            bundle.add_record(position)?;
        }
        bundle.mark_in_force();
        bundle.add_pages(&case, request)?;
        bundle.close(&case, request)
    }

    /// Positions of the records that events rest on, in the order of the log.
    fn positions(
        &self,
        case: &Case,
        judgements: &BTreeSet<u64>,
        size: u64,
    ) -> Result<BTreeSet<u64>, Error> {
        let mut out = judgements.clone();
        let mut under = |key: &str, wanted: &dyn Fn(&str) -> bool| -> Result<(), Error> {
            let rows = self.ledger.listed_under(key)?;
            let rows = rows.into_iter().filter(|row| wanted(row.kind.as_str()));
            out.extend(rows.map(|row| row.position.0));
            Ok(())
        };
        let shared = [JUDGEMENT, SOURCES, RULEBOOK, GAZETTEER, SIGNED_HEAD];
        for report in case.events.iter().flat_map(|event| &event.reports) {
            under(report, &|kind| !shared.contains(&kind))?;
        }
        let tables: BTreeSet<&str> =
            case.sources.iter().map(|row| row.id.split(':').next().unwrap_or(&row.id)).collect();
        for table in tables {
            under(table, &|kind| kind == SOURCES)?;
        }
        let mut books: BTreeSet<String> =
            case.events.iter().flat_map(|event| event.grades.keys().cloned()).collect();
        for held in self.imported_rulebooks()? {
            if books.contains(&held.own.name) {
                books.extend(held.own.extends);
            }
        }
        for book in &books {
            under(book, &|kind| kind == RULEBOOK)?;
        }
        for held in self.imported_places()? {
            under(&held.import.id, &|kind| kind == GAZETTEER)?;
        }
        // What shows withheld words again stands under the position of what withheld them.
        for redaction in self.redactions()? {
            under(&redaction.position.to_string(), &|kind| kind == REDACTION)?;
        }
        out.extend(self.signed_heads()?.into_iter().map(|(position, _)| position));
        out.retain(|position| (1..=size).contains(position));
        Ok(out)
    }
}

/// Positions of judgements that touch events, their entities or their reports, and of those that withdrew them.
fn touching(case: &Case, events: &[&str]) -> BTreeSet<u64> {
    let only = case.only(events);
    let entities: BTreeSet<&String> = only.entities.iter().map(|entity| &entity.id).collect();
    let reports: BTreeSet<&String> = only.reports.iter().map(|report| &report.head.id).collect();
    let touches = |judgement: &&Judgement| {
        let Judgement { decided, effect, .. } = judgement;
        effect.entities.iter().any(|id| entities.contains(id))
            || effect.events.iter().any(|id| events.contains(&id.as_str()))
            || decided.reports.iter().any(|id| reports.contains(id))
            || decided.claim.as_ref().is_some_and(|claim| reports.contains(&claim.report))
            || decided.added.as_ref().is_some_and(|claim| reports.contains(&claim.report))
            || decided.things.iter().any(|thing| entities.contains(&thing.entity))
    };
    let mut ids: BTreeSet<&String> =
        case.judgements.iter().filter(touches).map(|judgement| &judgement.id).collect();
    // A withdrawal may itself be withdrawn; the log has them in order.
    for judgement in &case.judgements {
        if judgement.decided.withdraws.as_ref().is_some_and(|id| ids.contains(id)) {
            ids.insert(&judgement.id);
        }
    }
    let position = |id: &String| id.parse::<rashomon_model::JudgementId>().ok().map(|id| id.0);
    ids.into_iter().filter_map(position).collect()
}

impl Bundle<'_> {
    /// Adds a record letter by letter, its proof, and what hangs on it.
    fn add_record(&mut self, position: u64) -> Result<(), Error> {
        let missing = || Error::record(position, "it is not there");
        let ledger = &self.case.ledger;
        let record = ledger.record(Position(position))?.ok_or_else(missing)?;
        let written = ledger.written(Position(position))?.ok_or_else(missing)?;
        let proof = Inclusion::of(&self.tree, position, self.head.size).ok_or_else(missing)?;
        match self.hidden.why(&record, self.shown.get(&record.key)) {
            Some(why) => self.add_withheld(&record, &proof, why)?,
            None => drop(self.files.insert(bundle::record_path(position), written.into_bytes())),
        }
        self.put_json(bundle::proof_path(position), &proof)?;
        match record.kind.as_str() {
            REPORT => self.add_report(&record)?,
            SIGNED_HEAD => self.add_consistency(&record)?,
            REDACTION => self.leave_out(&record, "they are the words that are withheld"),
            _ => self.leave_out(&record, "what people imported is named here and kept in the case"),
        }
        Ok(())
    }

    fn add_withheld(&mut self, record: &Record, proof: &Inclusion, why: &str) -> Result<(), Error> {
        let position = record.position.0;
        let in_force = self.hidden.words.redactions.iter().filter(|it| it.lifted.is_none());
        let of_it = in_force.filter(|it| it.stored.report.as_ref() == Some(&record.key));
        let redactions = of_it.map(|it| it.position).collect();
        let withheld = Withheld {
            position,
            kind: record.kind.as_str().to_owned(),
            key: self.hidden.words.scrub(&record.key),
            why: why.to_owned(),
            leaf: proof.leaf.clone(),
            digest: record.digest.to_string(),
            redactions,
        };
        self.withheld.push(position);
        self.put_json(bundle::withheld_path(position), &withheld)
    }

    fn add_report(&mut self, record: &Record) -> Result<(), Error> {
        let position = record.position.0;
        let is_withheld = self.withheld.contains(&position);
        let mut stored: StoredReport = store::body(record)?;
        // What is withheld is shown masked, as everywhere else.
        self.hidden.words.mask(&mut stored);
        self.shown.insert(record.key.clone(), crate::sha256(stored.text.as_bytes()));
        let mut raw = Vec::new();
        if is_withheld {
            self.leave_out(record, "they hold words that are withheld");
        } else if self.without_raw {
            self.leave_out(record, "raw captures were left out of this bundle");
        } else {
            for digest in &record.attached {
                raw.extend(self.add_raw(position, digest)?);
            }
        }
        let text = bundle::text_path(position);
        self.reports.push(ReportFiles {
            id: record.key.clone(),
            outlet: stored.head.outlet,
            published: stored.head.published,
            position,
            entered: record.at.clone(),
            in_force: false,
            text: text.clone(),
            raw,
        });
        self.files.insert(text, stored.text.into_bytes());
        Ok(())
    }

    fn add_raw(&mut self, position: u64, digest: &Digest) -> Result<Option<String>, Error> {
        let bytes = self.case.ledger.blob(digest)?;
        let bytes =
            bytes.ok_or_else(|| Error::record(position, "the bytes it attaches are missing"))?;
        if self.hidden.shows(digest, &bytes) {
            let why = "they hold words that are withheld".to_owned();
            self.left_out.push(LeftOut { position, sha256: digest.to_string(), why });
            return Ok(None);
        }
        let path = format!("raw/{digest}.{}", ending(&bytes));
        self.files.insert(path.clone(), bytes);
        Ok(Some(path))
    }

    fn leave_out(&mut self, record: &Record, why: &str) {
        let left = |digest: &Digest| LeftOut {
            position: record.position.0,
            sha256: digest.to_string(),
            why: why.to_owned(),
        };
        self.left_out.extend(record.attached.iter().map(left));
    }

    /// Proves that the log still begins with the one that was signed.
    fn add_consistency(&mut self, record: &Record) -> Result<(), Error> {
        let signed: SignedHead = store::body(record)?;
        let position = record.position.0;
        let Ok(then) = TreeHead::parse(&signed.text) else { return Ok(()) };
        let Some(proof) = self.tree.consistency(then.size, self.head.size) else { return Ok(()) };
        let proof = Consistency {
            from: then.size,
            first: then.root,
            to: self.head.size,
            second: self.head.root.clone(),
            proof: proof.iter().map(ToString::to_string).collect(),
        };
        self.put_json(bundle::consistency_path(position), &proof)
    }

    /// The last record of each id is in force; where the shown text has parts masked, it is that one that is kept.
    fn mark_in_force(&mut self) {
        let mut last: BTreeMap<String, usize> = BTreeMap::new();
        for (at, report) in self.reports.iter().enumerate() {
            last.insert(report.id.clone(), at);
        }
        for at in last.into_values() {
            if let Some(report) = self.reports.get_mut(at) {
                report.in_force = true;
            }
        }
    }

    /// The head, the events as data, and the dossier for people.
    fn add_pages(&mut self, case: &Case, request: &EvidenceRequest<'_>) -> Result<(), Error> {
        self.put_json(HEAD.to_owned(), &self.head.clone())?;
        self.files.insert(HEAD_TEXT.to_owned(), self.head.text().into_bytes());
        if let Some((_, _, signed)) = &request.signed {
            self.files.insert(HEAD_SIGNATURE.to_owned(), signed.signature.clone().into_bytes());
        }
        let mut out = Vec::new();
        visible::write(&mut out, case)
            .map_err(|e| Error::refused(format!("cannot write the events: {e}")))?;
        self.files.insert(EVENTS.to_owned(), out);
        let about = About { name: self.name(), head: Some(self.head.chain.clone()) };
        // The day of the last entry and not of today: the same case gives the same bundle.
        let made_on = self.head.at.get(..10).unwrap_or_default().to_owned();
        let asked =
            dossier::Request { events: request.events.clone(), texts: false, about, made_on };
        let mut out = Vec::new();
        dossier::write(case, &asked, &mut out)
            .map_err(|e| Error::refused(format!("cannot write the dossier: {e}")))?;
        self.files.insert(DOSSIER.to_owned(), out);
        Ok(())
    }

    /// The manifest, the page that explains everything, and the sums.
    fn close(mut self, case: &Case, request: &EvidenceRequest<'_>) -> Result<Files, Error> {
        let named = case.events.iter();
        let named = named.map(|event| Named { id: event.id.clone(), title: event.title.clone() });
        let mut manifest = Manifest {
            schema: bundle::SCHEMA.to_owned(),
            program: format!("rashomon {}", env!("CARGO_PKG_VERSION")),
            case: self.name(),
            head: self.head.clone(),
            events: named.collect(),
            reports: std::mem::take(&mut self.reports),
            left_out: std::mem::take(&mut self.left_out),
            withheld: std::mem::take(&mut self.withheld),
            files: Vec::new(),
        };
        let key = request.signed.as_ref().map(|(signer, ..)| signer.public());
        let readme = bundle::readme(&manifest, key)
            .map_err(|e| Error::refused(format!("cannot write the page: {e}")))?;
        self.files.insert(README.to_owned(), readme.into_bytes());
        manifest.files = bundle::sums(&self.files);
        self.put_json(MANIFEST.to_owned(), &manifest)?;
        bundle::add_sums(&mut self.files);
        if let Some((signer, head, _)) = &request.signed {
            let sums = self.files.get(SUMS).cloned().unwrap_or_default();
            let comment = format!(
                "rashomon bundle under the head of {} records, signed {}",
                head.size, request.at
            );
            let signature = signer.sign(&sums, &comment)?;
            self.files.insert(SUMS_SIGNATURE.to_owned(), signature.into_bytes());
        }
        Ok(self.files)
    }

    fn name(&self) -> String {
        let name = self.case.path().file_stem().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_default()
    }

    fn put_json<T: serde::Serialize>(&mut self, path: String, value: &T) -> Result<(), Error> {
        let mut out = Vec::new();
        visible::write(&mut out, value)
            .map_err(|e| Error::refused(format!("cannot write {path}: {e}")))?;
        self.files.insert(path, out);
        Ok(())
    }
}

/// Ending of a raw capture's name. A page as received may run scripts: it opens as text, not in a browser.
fn ending(bytes: &[u8]) -> &'static str {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let head = String::from_utf8_lossy(bytes.get(..512).unwrap_or(bytes)).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if begins(b"%PDF-") {
        "pdf"
    } else if begins(b"PK\x03\x04") {
        "zip"
    } else if begins(b"\x1f\x8b") {
        "gz"
    } else if begins(b"WARC/") {
        "warc"
    } else if head.starts_with("<!doctype html") || head.starts_with("<html") {
        "html.txt"
    } else if head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<feed") {
        "xml.txt"
    } else if head.starts_with('{') && std::str::from_utf8(bytes).is_ok() {
        "json"
    } else if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        "txt"
    } else {
        "bin"
    }
}
