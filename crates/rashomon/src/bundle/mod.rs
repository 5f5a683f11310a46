//! Evidence bundles: some events with everything they rest on, in one ZIP that is checked without the case.
//!
//! In: an open case and events of it. Out: the files of a bundle, the ZIP of them, and, on another machine, what of it
//! holds. `case_file` chooses the records, `pack` writes, `archive` opens what may be hostile, `check` recomputes, `seal`
//! encrypts. docs/evidence.md has the layout and what each check proves. What must hold: the same case gives the same
//! bytes; every check can be redone with sha256sum and a JSON reader, as the README in each bundle shows; nothing is
//! unpacked to a disk; a bundle says nothing of what is true.

mod archive;
mod check;
mod pack;
mod readme;
mod seal;

use std::collections::BTreeMap;

use rashomon_ledger::{Digest, Side, Tree};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::head::TreeHead;

pub use archive::Archive;
pub use check::{Checked, Step, check};
pub use pack::zip;
pub(crate) use pack::{add_sums, sums};
pub(crate) use readme::readme;
pub use seal::{Lock, Unlock, is_sealed, seal, unseal};

/// Name and version of the manifest's shape.
pub const SCHEMA: &str = "rashomon/bundle/1";
/// What a ZIP begins with that holds anything.
pub const BEGINS: &[u8] = b"PK\x03\x04";

pub(crate) const README: &str = "README.md";
pub(crate) const SUMS: &str = "SHA256SUMS";
pub(crate) const SUMS_SIGNATURE: &str = "SHA256SUMS.minisig";
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const HEAD: &str = "head.json";
pub(crate) const HEAD_TEXT: &str = "head.txt";
pub(crate) const HEAD_SIGNATURE: &str = "head.txt.minisig";
pub(crate) const EVENTS: &str = "events.json";
pub(crate) const DOSSIER: &str = "dossier.html";

/// The files of a bundle by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What is in a bundle and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Name and version of the shape.
    pub schema: String,
    /// The program that wrote it.
    pub program: String,
    /// Name of the case: its file's, without folder and ending.
    pub case: String,
    /// The head that the proofs lead to.
    pub head: TreeHead,
    /// The events.
    pub events: Vec<Named>,
    /// The reports that tell them, one row a record: a report that was revised has several.
    pub reports: Vec<ReportFiles>,
    /// Bytes that records name and the bundle does not hold.
    pub left_out: Vec<LeftOut>,
    /// Positions of records whose text is withheld.
    pub withheld: Vec<u64>,
    /// Every file but this one and the list of sums, by path.
    pub files: Vec<FileSum>,
}

/// Something by its id and title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Where a report lies in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportFiles {
    /// Id of the report.
    pub id: String,
    /// Who published it, where known.
    pub outlet: Option<String>,
    /// When, where known.
    pub published: Option<String>,
    /// Position of its record in the log.
    pub position: u64,
    /// When it was entered, as its record says.
    pub entered: String,
    /// Whether the events are read from this one, and not from a later revision.
    pub in_force: bool,
    /// Path of its canonical text; with parts masked where it was redacted.
    pub text: String,
    /// Paths of its bytes as received.
    pub raw: Vec<String>,
}

/// Bytes that a record names and the bundle does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Position of the record.
    pub position: u64,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Why they are not here.
    pub why: String,
}

/// A file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileSum {
    /// Its path.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many they are.
    pub size: u64,
}

/// Proof that a record stands in the log that a head stands for (RFC 6962).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inclusion {
    /// Position of the record in the log, from 1; its index in the tree is one less.
    pub position: u64,
    /// Number of records that the head counts.
    pub size: u64,
    /// Digest of the leaf: SHA-256 over a zero byte and the text of the record.
    pub leaf: String,
    /// Root that the path leads to.
    pub root: String,
    /// Digests beside the way up, from the leaf to the root.
    pub path: Vec<Beside>,
}

/// One step of the way up: the digest beside it and where it stands when both are hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Beside {
    /// left or right.
    pub side: String,
    /// The digest.
    pub hash: String,
}

/// Proof that the log begins with the log of an earlier, signed head (RFC 9162, 2.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Consistency {
    /// Number of records that the earlier head counts.
    pub from: u64,
    /// Its root.
    pub first: String,
    /// Number of records that the bundle's head counts.
    pub to: u64,
    /// Its root.
    pub second: String,
    /// The digests.
    pub proof: Vec<String>,
}

/// What stands for a record whose text is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Withheld {
    /// Position of the record.
    pub position: u64,
    /// What sort of record it is.
    pub kind: String,
    /// The name of the thing.
    pub key: String,
    /// Why it is withheld.
    pub why: String,
    /// Digest of its leaf: whoever is shown the text later can hash it and compare.
    pub leaf: String,
    /// Its digest in the chain.
    pub digest: String,
    /// Positions of the records that withhold it, with their reasons.
    pub redactions: Vec<u64>,
}

impl Inclusion {
    /// Proves the record at a position; nothing where the tree is shorter.
    pub(crate) fn of(tree: &Tree, position: u64, size: u64) -> Option<Inclusion> {
        let index = position.checked_sub(1)?;
        let path = tree.inclusion(index, size)?;
        let beside = |(side, digest): (Side, Digest)| Beside {
            side: word(side).to_owned(),
            hash: digest.to_string(),
        };
        Some(Inclusion {
            position,
            size,
            leaf: tree.leaf_at(index)?.to_string(),
            root: tree.root_at(size)?.to_string(),
            path: Tree::sides(index, size)?.into_iter().zip(path).map(beside).collect(),
        })
    }

    /// Says why the proof does not lead from its leaf to the root of a head; nothing where it does.
    fn fault(&self, head: &TreeHead) -> Option<&'static str> {
        let digest = |hex: &String| hex.parse::<Digest>().ok();
        let path: Option<Vec<Digest>> = self.path.iter().map(|step| digest(&step.hash)).collect();
        let (Some(path), Some(leaf), Some(root)) = (path, digest(&self.leaf), digest(&head.root))
        else {
            return Some("it has something that is no digest");
        };
        if self.size != head.size || self.root != head.root {
            return Some("it leads to another head");
        }
        let Some(index) = self.position.checked_sub(1) else { return Some("it proves no record") };
        let sides = Tree::sides(index, self.size).unwrap_or_default();
        let stated = self.path.iter().map(|step| step.side.as_str());
        if !sides.into_iter().map(word).eq(stated) {
            return Some("its sides are not those of that position");
        }
        (!Tree::includes(&leaf, index, self.size, &path, &root))
            .then_some("it does not lead from the record to the root")
    }
}

fn word(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}

pub(crate) fn record_path(position: u64) -> String {
    format!("records/{position:08}.json")
}

pub(crate) fn withheld_path(position: u64) -> String {
    format!("records/{position:08}.withheld.json")
}

pub(crate) fn proof_path(position: u64) -> String {
    format!("proofs/{position:08}.json")
}

pub(crate) fn consistency_path(position: u64) -> String {
    format!("consistency/{position:08}.json")
}

pub(crate) fn text_path(position: u64) -> String {
    format!("texts/{position:08}.txt")
}
