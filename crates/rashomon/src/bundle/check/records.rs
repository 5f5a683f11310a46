//! The records of a bundle: canonical, proved, and their bytes, texts and quotes as they say.
//!
//! One pass in the order of the log, so that a large bundle is not held whole: of each report its last text stays, of
//! each reading the places of its claims.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Read, Seek};

use rashomon_ledger::canonical::canonical;
use rashomon_ledger::{Digest, Tree};
use serde::Deserialize;
use serde_json::Value;

use super::{Archive, Manifest, Step, Tally, json, text};
use crate::SignedHead;
use crate::bundle::{
    Consistency, Inclusion, Withheld, consistency_path, proof_path, record_path, text_path,
    withheld_path,
};
use crate::case_file::{JUDGEMENT, READING, REPORT, SIGNED_HEAD, StoredReport, anchors};
use crate::head::TreeHead;
use crate::json::judgement::AddedClaim;
use crate::json::reading::Reading;

/// Makes the name of a record's file in a folder.
type Known = fn(u64) -> String;

/// Folders with at most one file a record.
const FOLDERS: [(&str, Known); 3] =
    [("proofs/", proof_path), ("texts/", text_path), ("consistency/", consistency_path)];

/// What later checks need of the records.
pub(super) struct Held {
    /// The text in force of each report.
    pub(super) texts: BTreeMap<String, String>,
    /// Where the claims of each report's last reading stand, and their words.
    pub(super) claims: BTreeMap<String, HashSet<([u32; 2], String)>>,
    /// Where claims stand that people added by hand, by report.
    pub(super) added: BTreeMap<String, HashSet<([u32; 2], String)>>,
    /// Reports of which a record is withheld.
    pub(super) withheld: BTreeSet<String>,
}

/// A record as its file has it.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    attached: Vec<String>,
    body: Value,
    key: String,
    kind: String,
    position: u64,
}

struct Pass<'p, R> {
    archive: &'p mut Archive<R>,
    manifest: &'p Manifest,
    head: &'p TreeHead,
    held: Held,
    records: Tally,
    proofs: Tally,
    signed: Tally,
    raw: Tally,
    texts: Tally,
    quotes: Tally,
    /// Raw files by the digest in their names, and those that some record names.
    raws: BTreeMap<String, Vec<String>>,
    named: BTreeSet<String>,
    /// What the manifest says of reports and of bytes left out, by position.
    listed: BTreeMap<u64, (&'p str, &'p str)>,
    left_out: BTreeSet<(u64, &'p str)>,
}

/// Checks every record and what hangs on it.
pub(super) fn check<R: Read + Seek>(
    archive: &mut Archive<R>,
    manifest: &Manifest,
    head: &TreeHead,
    steps: &mut Vec<Step>,
) -> Held {
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let mut raws: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in names.iter().filter(|name| name.starts_with("raw/")) {
        let digest = name.trim_start_matches("raw/").split('.').next().unwrap_or_default();
        raws.entry(digest.to_owned()).or_default().push(name.clone());
    }
    let listed = manifest.reports.iter();
    let listed = listed.map(|report| (report.position, (report.id.as_str(), report.text.as_str())));
    let left_out = manifest.left_out.iter().map(|left| (left.position, left.sha256.as_str()));
    let mut pass = Pass {
        archive,
        manifest,
        head,
        held: Held {
            texts: BTreeMap::new(),
            claims: BTreeMap::new(),
            added: BTreeMap::new(),
            withheld: BTreeSet::new(),
        },
        records: Tally::new("records are in canonical form and where their names say"),
        proofs: Tally::new("every record is in the log of the head"),
        signed: Tally::new("signed heads hold, and the log continues them"),
        raw: Tally::new("bytes as received are those that records name"),
        texts: Tally::new("texts are those of their records"),
        quotes: Tally::new("every quote of a reading stands in its text"),
        raws,
        named: BTreeSet::new(),
        listed: listed.collect(),
        left_out: left_out.collect(),
    };
    // Names have their positions in eight digits or more; by position is the order of the log.
    let mut positions = BTreeMap::new();
    for name in names.iter().filter_map(|name| Some((name, name.strip_prefix("records/")?))) {
        match position(name.1) {
            Some(position) if !positions.contains_key(&position) => {
                positions.insert(position, name.0.clone());
            }
            _ => pass.records.take(Err(format!("{} is no record's name, or stands twice", name.0))),
        }
    }
    for (position, name) in &positions {
        pass.record(*position, name);
    }
    pass.strays(&names, &positions);
    let Pass { held, records, proofs, signed, raw, texts, quotes, .. } = pass;
    if positions.is_empty() {
        let mut records = Tally::new(records.name);
        records.take(Err("there is none".to_owned()));
        steps.push(records.step());
        return held;
    }
    steps.extend([records, proofs, signed, raw, texts, quotes].map(Tally::step));
    held
}

/// `00000012.json` and `00000012.withheld.json` give 12.
fn position(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".withheld.json").or_else(|| name.strip_suffix(".json"))?;
    let position = digits.parse().ok()?;
    let whole = format!("records/{name}");
    (whole == record_path(position) || whole == withheld_path(position)).then_some(position)
}

impl<R: Read + Seek> Pass<'_, R> {
    fn record(&mut self, position: u64, name: &str) {
        let leaf = if name == withheld_path(position) {
            let read = json::<R, Withheld>(self.archive, name);
            let leaf = read.and_then(|withheld| {
                if withheld.position != position || !self.manifest.withheld.contains(&position) {
                    return Err(format!("{name} is withheld and the manifest does not say so"));
                }
                if withheld.kind == REPORT {
                    self.masked(position);
                }
                withheld.leaf.parse::<Digest>().map_err(|e| format!("{name}: {e}"))
            });
            self.keep_records(leaf)
        } else {
            let read = text(self.archive, name).and_then(|written| {
                let record = read(&written, position).map_err(|why| format!("{name}: {why}"))?;
                Ok((Tree::leaf(written.as_bytes()), record))
            });
            self.keep_records(read).map(|(leaf, record)| {
                self.hangs_on(&record);
                leaf
            })
        };
        let proved = leaf
            .ok_or_else(|| format!("{name} has no leaf"))
            .and_then(|leaf| self.proved(position, &leaf));
        self.proofs.take(proved);
    }

    fn keep_records<T>(&mut self, found: Result<T, String>) -> Option<T> {
        match found {
            Ok(found) => {
                self.records.take(Ok(()));
                Some(found)
            }
            Err(why) => {
                self.records.take(Err(why));
                None
            }
        }
    }

    fn proved(&mut self, position: u64, leaf: &Digest) -> Result<(), String> {
        let name = proof_path(position);
        let proof: Inclusion = json(self.archive, &name)?;
        if proof.position != position || proof.leaf != leaf.to_string() {
            return Err(format!("{name} proves another record"));
        }
        proof.fault(self.head).map_or(Ok(()), |why| Err(format!("{name}: {why}")))
    }

    /// What a record says of other files.
    fn hangs_on(&mut self, record: &Written) {
        match record.kind.as_str() {
            REPORT => self.report(record),
            JUDGEMENT => self.judgement(record),
            READING => self.reading(record),
            SIGNED_HEAD => {
                let checked = self.signed_head(record);
                self.signed.take(checked);
            }
            _ => {}
        }
        for digest in &record.attached {
            let files = self.raws.get(digest).map_or(&[][..], Vec::as_slice);
            self.named.extend(files.iter().cloned());
            let is_left_out = self.left_out.contains(&(record.position, digest.as_str()));
            self.raw.take(match files {
                [_] => Ok(()),
                [] if is_left_out => Ok(()),
                [] => Err(format!(
                    "record {} names the bytes {digest}, which are not here",
                    record.position
                )),
                _ => Err(format!("the bytes {digest} are here twice")),
            });
        }
    }

    /// The text of a report whose record is withheld: nothing here vouches for it but the readings made of it.
    fn masked(&mut self, position: u64) {
        let path = text_path(position);
        let Some((id, _)) = self.listed.get(&position) else {
            return self.texts.take(Err(format!("{path} is not in the manifest")));
        };
        let found = text(self.archive, &path);
        self.held.withheld.insert((*id).to_owned());
        self.texts.take(found.map(|text| drop(self.held.texts.insert((*id).to_owned(), text))));
    }

    fn report(&mut self, record: &Written) {
        let path = text_path(record.position);
        let is_listed =
            self.listed.get(&record.position) == Some(&(record.key.as_str(), path.as_str()));
        let checked = text(self.archive, &path).and_then(|text| {
            let stored =
                StoredReport::deserialize(&record.body).map_err(|e| format!("{path}: {e}"))?;
            if !is_listed {
                return Err(format!("{path} is not in the manifest as that of {}", record.key));
            }
            match stored.text == text && crate::sha256(text.as_bytes()) == stored.head.sha256 {
                true => Ok(text),
                false => Err(format!("{path} is not the text of its record")),
            }
        });
        match checked {
            Ok(text) => {
                self.held.texts.insert(record.key.clone(), text);
                self.texts.take(Ok(()));
            }
            Err(why) => self.texts.take(Err(why)),
        }
    }

    fn reading(&mut self, record: &Written) {
        let at = record.position;
        let read = record.body.get("reading").map(Reading::deserialize);
        let Some(Ok(reading)) = read else {
            return self.quotes.take(Err(format!("record {at} is no reading")));
        };
        let Some(text) = self.held.texts.get(&record.key) else {
            return self
                .quotes
                .take(Err(format!("no report stands before the reading in record {at}")));
        };
        if crate::sha256(text.as_bytes()) != reading.report.sha256 {
            let why = format!("the reading in record {at} was made of another text");
            return self.quotes.take(Err(why));
        }
        let (all, wrong) = anchors(&reading, text);
        self.quotes.checked += all;
        if let Some(why) = wrong.first() {
            self.quotes.fault.get_or_insert(format!("record {at}: {why}"));
        }
        let places = reading.claims.into_iter().map(|claim| (claim.span, claim.quote));
        self.held.claims.insert(record.key.clone(), places.collect());
    }

    /// A claim that a person added is in no reading: its judgement vouches for it.
    fn judgement(&mut self, record: &Written) {
        let added = record.body.get("added").map(AddedClaim::deserialize);
        if let Some(Ok(added)) = added {
            let length = u32::try_from(added.quote.chars().count()).unwrap_or(u32::MAX);
            let span = [added.start, added.start.saturating_add(length)];
            self.held.added.entry(added.report).or_default().insert((span, added.quote));
        }
    }

    /// A signed head must fit its own key, and the log must continue it.
    fn signed_head(&mut self, record: &Written) -> Result<(), String> {
        let at = record.position;
        let signed =
            SignedHead::deserialize(&record.body).map_err(|e| format!("record {at}: {e}"))?;
        let then = signed.head().map_err(|why| format!("record {at}: {why}"))?;
        let name = consistency_path(at);
        let told: Consistency = json(self.archive, &name)?;
        let proof: Option<Vec<Digest>> = told.proof.iter().map(|hex| hex.parse().ok()).collect();
        let (Some(first), Some(second), Some(proof)) =
            (then.root.parse().ok(), self.head.root.parse().ok(), proof)
        else {
            return Err(format!("{name} has something that is no digest"));
        };
        let fits = then.origin == self.head.origin
            && (told.from, &told.first) == (then.size, &then.root)
            && (told.to, &told.second) == (self.head.size, &self.head.root)
            && Tree::continues((then.size, &first), (self.head.size, &second), &proof);
        match fits {
            true => Ok(()),
            false => {
                Err(format!("{name} does not lead from the head signed in record {at} to this one"))
            }
        }
    }

    /// Every file in a folder belongs to a record, and every report in the manifest has its record.
    fn strays(&mut self, names: &[String], positions: &BTreeMap<u64, String>) {
        for name in names {
            if let Some(raw) = name.strip_prefix("raw/") {
                let digest = self.archive.hash(name).map(|digest| digest.to_string());
                self.raw.take(match digest {
                    Ok(digest) if !raw.starts_with(&digest) => {
                        Err(format!("{name} has another sum than its name"))
                    }
                    Ok(_) if !self.named.contains(name) => Err(format!("no record names {name}")),
                    other => other.map(drop),
                });
            }
            for (folder, known) in FOLDERS {
                let Some(rest) = name.strip_prefix(folder) else { continue };
                let at = rest.split('.').next().and_then(|digits| digits.parse().ok());
                if !at.is_some_and(|at| positions.contains_key(&at) && known(at) == *name) {
                    self.records.take(Err(format!("{name} belongs to no record")));
                }
            }
        }
        for report in &self.manifest.reports {
            if !positions.contains_key(&report.position) {
                let why = format!("the manifest has {}, whose record is not here", report.id);
                self.records.take(Err(why));
            }
        }
    }
}

fn read(written: &str, position: u64) -> Result<Written, String> {
    let value: Value = serde_json::from_str(written).map_err(|e| e.to_string())?;
    if canonical(&value).ok().as_deref() != Some(written) {
        return Err("it is not in canonical form".to_owned());
    }
    let record = Written::deserialize(&value).map_err(|e| e.to_string())?;
    match record.position == position {
        true => Ok(record),
        false => Err(format!("it says that it stands at {}", record.position)),
    }
}
