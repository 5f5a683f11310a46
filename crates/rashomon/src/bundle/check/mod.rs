//! Checks a bundle without the case: every sum, record, proof, text, quote, and the dossier.
//!
//! In: a bundle opened, and the key of whoever is said to have signed it. Out: a line a check, with the first thing that
//! does not hold. The same checks stand in the bundle's README for people with other tools; the two know nothing of
//! each other. What must hold: nothing the bundle says of itself is believed before it is recomputed; a check that
//! cannot be made does not pass.

mod records;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Archive, HEAD, HEAD_SIGNATURE, HEAD_TEXT, MANIFEST, Manifest, SUMS, SUMS_SIGNATURE};
use crate::head::{PublicKey, TreeHead};

/// What checking a bundle came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Whether everything holds.
    pub ok: bool,
    /// The first thing that does not hold.
    pub why: Option<String>,
    /// The checks, in the order in which they were made.
    pub steps: Vec<Step>,
    /// The head that the bundle's proofs lead to, where it reads as one.
    pub head: Option<TreeHead>,
    /// How many bytes were hashed.
    pub bytes: u64,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What was checked.
    pub name: String,
    /// How many things were looked at.
    pub checked: u64,
    /// Whether it holds; null where it could not be checked because nobody gave what it takes.
    pub holds: Option<bool>,
    /// The first thing of it that does not hold, or why it was not checked.
    pub why: Option<String>,
}

/// Collects what one check finds.
struct Tally {
    name: &'static str,
    checked: u64,
    fault: Option<String>,
}

impl Tally {
    fn new(name: &'static str) -> Tally {
        Tally { name, checked: 0, fault: None }
    }

    fn take(&mut self, found: Result<(), String>) {
        self.checked += 1;
        if let Err(why) = found {
            self.fault.get_or_insert(why);
        }
    }

    fn step(self) -> Step {
        let holds = Some(self.fault.is_none());
        Step { name: self.name.to_owned(), checked: self.checked, holds, why: self.fault }
    }
}

/// Checks a bundle; `key` is the public key that its signatures are to be of.
pub fn check<R: Read + Seek>(archive: &mut Archive<R>, key: Option<&PublicKey>) -> Checked {
    let mut out = Checked { ok: false, why: None, steps: Vec::new(), head: None, bytes: 0 };
    let sums = sums(archive, &mut out);
    if let Some(sums) = sums
        && let Some(manifest) = manifest(archive, &sums, &mut out)
    {
        let head = head(archive, &manifest, &mut out);
        signatures(archive, key, &mut out);
        if let Some(head) = head {
            let held = records::check(archive, &manifest, &head, &mut out.steps);
            shown::check(archive, &manifest, &head, &held, &mut out.steps);
            out.head = Some(head);
        }
    }
    out.why = out
        .steps
        .iter()
        .find(|step| step.holds == Some(false))
        .and_then(|step| Some(format!("{}: {}", step.name, step.why.as_deref()?)));
    out.ok = out.why.is_none() && out.head.is_some();
    out
}

/// Hashes every file and holds it against the list of sums; gives the sums.
fn sums<R: Read + Seek>(
    archive: &mut Archive<R>,
    out: &mut Checked,
) -> Option<BTreeMap<String, String>> {
    let mut tally = Tally::new("files are those of SHA256SUMS");
    let listed = match text(archive, SUMS).and_then(|text| listed(&text)) {
        Ok(listed) => listed,
        Err(why) => {
            tally.take(Err(why));
            out.steps.push(tally.step());
            return None;
        }
    };
    let names: BTreeSet<String> = archive.names().map(str::to_owned).collect();
    for name in listed.keys().filter(|name| !names.contains(*name)) {
        tally.take(Err(format!("{name} is missing")));
    }
    for name in names.iter().filter(|name| ![SUMS, SUMS_SIGNATURE].contains(&name.as_str())) {
        out.bytes += archive.size(name).unwrap_or(0);
        tally.take(match (listed.get(name), archive.hash(name)) {
            (None, _) => Err(format!("{name} was added: it is not in the list")),
            (_, Err(why)) => Err(why),
            (Some(sum), Ok(digest)) if digest.to_string() == *sum => Ok(()),
            _ => Err(format!("{name} has another sum")),
        });
    }
    out.steps.push(tally.step());
    Some(listed)
}

/// Reads the list of sums as sha256sum writes it.
fn listed(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut out = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let read = line.split_once("  ").filter(|(sum, name)| {
            sum.parse::<rashomon_ledger::Digest>().is_ok() && !name.is_empty()
        });
        let (sum, name) =
            read.ok_or_else(|| format!("{SUMS} line {} is no sum and name", at + 1))?;
        if out.insert(name.to_owned(), sum.to_owned()).is_some() {
            return Err(format!("{SUMS} names {name} twice"));
        }
    }
    Ok(out)
}

/// Reads the manifest; its rows must be those of the list of sums.
fn manifest<R: Read + Seek>(
    archive: &mut Archive<R>,
    sums: &BTreeMap<String, String>,
    out: &mut Checked,
) -> Option<Manifest> {
    let mut tally = Tally::new("manifest.json lists the same files");
    let manifest: Option<Manifest> = match json(archive, MANIFEST) {
        Ok(manifest) => Some(manifest),
        Err(why) => {
            tally.take(Err(why));
            None
        }
    };
    if let Some(manifest) = &manifest {
        if manifest.schema != super::SCHEMA {
            tally.take(Err(format!(
                "its shape is {}, which this version does not read",
                manifest.schema
            )));
        }
        let mut named = BTreeSet::new();
        for file in &manifest.files {
            named.insert(file.path.as_str());
            let fits = sums.get(&file.path) == Some(&file.sha256)
                && archive.size(&file.path) == Some(file.size);
            tally.take(if fits {
                Ok(())
            } else {
                Err(format!("{} has another sum or size", file.path))
            });
        }
        for name in sums.keys().filter(|name| *name != MANIFEST && !named.contains(name.as_str())) {
            tally.take(Err(format!("{name} is not in it")));
        }
    }
    out.steps.push(tally.step());
    manifest
}

/// Reads the head, which is told three times.
fn head<R: Read + Seek>(
    archive: &mut Archive<R>,
    manifest: &Manifest,
    out: &mut Checked,
) -> Option<TreeHead> {
    let mut tally = Tally::new("head.txt, head.json and the manifest tell one head");
    let told = text(archive, HEAD_TEXT).and_then(|text| {
        let head =
            TreeHead::parse(&text).map_err(|why| format!("{HEAD_TEXT} is no head: {why}"))?;
        let again: TreeHead = json(archive, HEAD)?;
        match head.text() == text && head == again && head == manifest.head {
            true => Ok(head),
            false => Err("they differ".to_owned()),
        }
    });
    let head = match told {
        Ok(head) => {
            tally.take(Ok(()));
            Some(head)
        }
        Err(why) => {
            tally.take(Err(why));
            None
        }
    };
    out.steps.push(tally.step());
    head
}

/// Checks signatures where somebody said whose they are to be.
fn signatures<R: Read + Seek>(
    archive: &mut Archive<R>,
    key: Option<&PublicKey>,
    out: &mut Checked,
) {
    let pairs = [(SUMS, SUMS_SIGNATURE), (HEAD_TEXT, HEAD_SIGNATURE)];
    let name = "signatures of SHA256SUMS and head.txt";
    let is_signed = pairs.iter().any(|(_, signature)| archive.has(signature));
    let Some(key) = key else {
        if is_signed {
            let why = Some("it is signed, and no --key was given to check it with".to_owned());
            out.steps.push(Step { name: name.to_owned(), checked: 0, holds: None, why });
        }
        return;
    };
    let mut tally = Tally::new(name);
    for (file, signature) in pairs {
        let checked = archive.read(file).and_then(|bytes| {
            let signature = text(archive, signature)?;
            key.verify(&bytes, &signature).map_err(|why| format!("that of {file}: {why}"))
        });
        tally.take(checked.map(drop));
    }
    out.steps.push(tally.step());
}

fn text<R: Read + Seek>(archive: &mut Archive<R>, name: &str) -> Result<String, String> {
    String::from_utf8(archive.read(name)?).map_err(|_| format!("{name} is not UTF-8"))
}

fn json<R: Read + Seek, T: DeserializeOwned>(
    archive: &mut Archive<R>,
    name: &str,
) -> Result<T, String> {
    serde_json::from_slice(&archive.read(name)?).map_err(|e| format!("{name} does not read: {e}"))
}
