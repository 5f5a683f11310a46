//! What goes out as evidence and what comes back damaged: proofs, bundles, salvage.
//!
//! `proofs`: the proofs of a tree hold, and with one bit changed they do not. `bundle`: any bytes as
//! a bundle; also a good one with some bytes changed, of which nothing may be believed that it does
//! not say. `salvage`: a case with some bytes changed; what is saved verifies, and each record is
//! one that was there, at its place.

use std::io::Cursor;
use std::sync::OnceLock;

use rashomon::bundle::{self, Archive};
use rashomon::{CaseFile, Entry, EvidenceRequest};
use rashomon_ledger::{Digest, Draft, Ledger, Record, Selection, Tree};

use super::input::{self, Choices};
use super::ledger::folder;
use super::reading::reader;

const STAMP: (&str, &str) = ("2031-05-05T00:00:00Z", "ana");

/// The target `proofs`: how many leaves, which one, which earlier size, which bit.
pub fn proofs(data: &[u8]) {
    let mut choices = Choices::new(data);
    let size = u64::from(choices.below(200)) + 1;
    let index = u64::from(choices.below(255)) % size;
    let earlier = u64::from(choices.below(255)) % (size + 1);
    let bit = choices.below(255);
    let mut tree = Tree::new();
    for n in 0..size {
        tree.push(Tree::leaf(&[n as u8, choices.byte().unwrap_or(0)]));
    }
    let (Some(root), Some(leaf)) = (tree.root(), tree.leaf_at(index)) else {
        panic!("a tree of {size} has a root and leaf {index}");
    };
    let path = tree.inclusion(index, size).expect("a path to each leaf");
    assert!(Tree::includes(&leaf, index, size, &path, &root));
    assert!(!Tree::includes(&changed(&leaf, bit), index, size, &path, &root));
    for at in 0..path.len() {
        let mut other = path.clone();
        other[at] = changed(&other[at], bit);
        assert!(!Tree::includes(&leaf, index, size, &other, &root));
    }
    // What stands at no index is in no tree, whatever path is told.
    assert!(!Tree::includes(&leaf, size, size, &path, &root));
    let Some(first) = tree.root_at(earlier) else { return };
    let proof = tree.consistency(earlier, size).expect("each size continues the earlier ones");
    assert!(Tree::continues((earlier, &first), (size, &root), &proof));
    let other = changed(&first, bit);
    assert!(!Tree::continues((earlier, &other), (size, &root), &proof));
    // A made-up proof is no panic.
    let longer: Vec<Digest> = proof.iter().chain(&path).copied().collect();
    let _ = Tree::continues((index, &leaf), (earlier, &first), &longer);
}

/// Changes one bit of a digest.
fn changed(digest: &Digest, bit: u8) -> Digest {
    let mut hex = digest.to_string().into_bytes();
    let at = usize::from(bit) % hex.len();
    hex[at] = if hex[at] == b'0' { b'1' } else { b'0' };
    String::from_utf8_lossy(&hex).parse().expect("a digest still")
}

/// The target `bundle`: bytes of a ZIP; or, behind a byte of 1, changes to a good bundle.
pub fn bundle(data: &[u8]) {
    static GOOD: OnceLock<Vec<u8>> = OnceLock::new();
    let good = GOOD.get_or_init(good_bundle);
    let bytes = match data.split_first() {
        Some((1, changes)) => edited(good, changes),
        _ => data.to_vec(),
    };
    let Ok(mut archive) = Archive::open(Cursor::new(bytes)) else { return };
    let checked = bundle::check(&mut archive, None);
    if !checked.ok {
        assert!(checked.why.is_some(), "refused without a reason");
        return;
    }
    let mut own = Archive::open(Cursor::new(good.clone())).expect("our own bundle opens");
    let own = bundle::check(&mut own, None);
    assert!(own.ok, "our own bundle: {:?}", own.why);
    // A bundle that holds is one nobody here could make but from ours.
    let text = |head: Option<rashomon::head::TreeHead>| head.map(|head| head.text());
    assert_eq!(text(checked.head), text(own.head), "a changed bundle holds");
}

fn good_bundle() -> Vec<u8> {
    let folder = folder();
    let mut file = CaseFile::open_or_create(folder.path().join("velm.rashomon")).expect("a case");
    let text =
        "At least 12 people were killed in an airstrike on Velm on 3 May 2031, the army said.";
    let report = input::report("r1", Some("Velm Post"), text.to_owned());
    let raw = text.as_bytes().to_vec();
    let entry = Entry { report, raw, diagnostics: Vec::new(), received: None };
    file.add(reader(), std::iter::once(entry), STAMP, &mut |_| {}).expect("adds");
    file.refresh().expect("derives");
    let events = file.events().expect("reads").into_iter().map(|event| event.id).collect();
    let request =
        EvidenceRequest { events, without_raw: false, signed: None, at: STAMP.0.to_owned() };
    let files = file.evidence(&request).expect("gathers");
    bundle::zip(&files).expect("packs")
}

/// Changes bytes: two choose where, one what.
fn edited(good: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let length = bytes.len().max(1);
    for change in changes.chunks_exact(3) {
        let wide = usize::from(change[0]) << 8 | usize::from(change[1]);
        // Two bytes reach less than a file; the third digit of a prime spreads them over all of it.
        if let Some(byte) = bytes.get_mut(wide * 31 % length) {
            *byte ^= change[2];
        }
    }
    bytes
}

/// The target `salvage`: changes to the file of a small case.
pub fn salvage(data: &[u8]) {
    static GOOD: OnceLock<(Vec<u8>, Vec<Record>)> = OnceLock::new();
    let (good, records) = GOOD.get_or_init(small_log);
    let folder = folder();
    let (from, to) = (folder.path().join("bad.rashomon"), folder.path().join("saved.rashomon"));
    std::fs::write(&from, edited(good, data)).expect("a file");
    let saved = rashomon_ledger::salvage(&from, &to, STAMP.0, STAMP.1, None);
    if saved.is_err() {
        return;
    }
    let ledger = Ledger::open_read_only(&to).expect("what was saved opens");
    assert!(ledger.verify(|_| Vec::new()).expect("verifies").is_ok());
    let all = ledger.records(&Selection::all()).expect("walks");
    for record in all.map(|record| record.expect("reads")).filter(|it| it.kind.as_str() == "report")
    {
        let was = records.iter().find(|was| was.key == record.key && was.body == record.body);
        assert!(was.is_some(), "{record:?} was never in the log");
    }
}

fn small_log() -> (Vec<u8>, Vec<Record>) {
    let folder = folder();
    let path = folder.path().join("velm.rashomon");
    let mut ledger = Ledger::create(&path).expect("a case");
    for n in 0..6 {
        let raw = format!("<p>Report {n} of the harbour</p>").repeat(20).into_bytes();
        let digest = Digest::of(&raw);
        let body = serde_json::json!({"n": n, "text": "Two people were killed in Velm."});
        let draft = Draft::new("report", 1, STAMP.0, STAMP.1, format!("wire-{n}"), body);
        ledger.append(&[draft.attach(digest)], &[(digest, &raw)]).expect("appends");
    }
    let records = ledger.records(&Selection::all()).expect("walks").map(|r| r.expect("reads"));
    let records = records.collect();
    drop(ledger);
    (std::fs::read(&path).expect("a file"), records)
}
