//! Canonical JSON, records and judgements, and JSON for screens.
//!
//! Laws: canonical of canonical is the same bytes, and the same value; a record that is appended
//! reads back and verifies, and appended again gives the same text; a judgement that reads is
//! written as it was; visible JSON has no invisible character and reads back.

use rashomon::json::judgement::Decided;
use rashomon::json::visible;
use rashomon_ledger::canonical::canonical as canonical_form;
use rashomon_ledger::{Digest, Draft, Ledger, Position};
use serde_json::Value;

use super::input::Choices;
use super::ledger::folder;

/// The target `canonical`.
pub fn canonical(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    let Ok(once) = canonical_form(&value) else { return };
    let again: Value = serde_json::from_str(&once).expect("canonical JSON is JSON");
    assert_eq!(canonical_form(&again).as_deref(), Ok(once.as_str()));
    assert!(!once.bytes().any(|byte| byte < 0x20), "a raw control: {once:?}");
}

/// The target `records`: fields by length, then the body.
pub fn records(data: &[u8]) {
    let mut choices = Choices::new(data);
    let kind = choices.text();
    let (at, by, key) = (choices.text(), choices.text(), choices.text());
    let raw = choices.bytes();
    let version = u32::from(choices.below(255));
    let body = choices.text();
    let body = serde_json::from_str(&body).unwrap_or(Value::String(body));
    let digest = Digest::of(raw);
    let draft = Draft::new(kind.as_str(), version, at, by, key, body).attach(digest);
    let folder = folder();
    let mut ledger = Ledger::create(folder.path().join("a.rashomon")).expect("a new case");
    let blobs = [(digest, raw)];
    let appended = ledger.append(std::slice::from_ref(&draft), &blobs);
    let count = ledger.count().expect("counts");
    assert_eq!(count, u64::from(appended.is_ok()));
    let Ok(positions) = appended else { return };
    assert_eq!(positions, [Position(1)]);
    let record = ledger.record(Position(1)).expect("reads").expect("is there");
    assert_eq!((&record.kind, &record.at, &record.by), (&draft.kind, &draft.at, &draft.by));
    assert_eq!((&record.key, record.version), (&draft.key, draft.version));
    assert_eq!(canonical_form(&record.body), canonical_form(&draft.body));
    assert_eq!(ledger.blob(&digest).expect("reads").as_deref(), Some(raw));
    assert!(ledger.verify(|_| Vec::new()).expect("verifies").is_ok());
    // The same again, from what was read back, in another file: the same digest.
    let mut other = Ledger::create(folder.path().join("b.rashomon")).expect("a new case");
    let same = Draft { body: record.body.clone(), ..draft };
    other.append(&[same], &blobs).expect("what was read back is good");
    assert_eq!(other.head().expect("reads"), ledger.head().expect("reads"));
}

/// The target `judgement`.
pub fn judgement(data: &[u8]) {
    let Ok(decided) = serde_json::from_slice::<Decided>(data) else { return };
    let written = serde_json::to_value(&decided).expect("JSON");
    let back: Decided = serde_json::from_value(written).expect("our own JSON reads");
    assert_eq!(back, decided);
}

/// The target `visible`.
pub fn visible(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut out = Vec::new();
    visible::write(&mut out, text.as_ref()).expect("memory takes it");
    let shown = String::from_utf8(out).expect("JSON is UTF-8");
    let line = shown.trim_end_matches('\n');
    assert!(!line.chars().any(visible::is_unsafe), "{line:?}");
    assert_eq!(serde_json::from_str::<String>(line).expect("reads"), text);
}
