//! Old case files, as the whole program meets them: each verifies and replays to what was written down.
//!
//! The files and what made them stand in `crates/ledger/tests/golden/`. Reports, judgements and claims come straight from
//! the log and never change; how many events they make may, when grouping changes on purpose: then the number here
//! changes with it, and the message of the change says why.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use rashomon::CaseFile;

const HEAD: &str = "4e1b16114ee218df8f3757e77994fd39f61b738f71694b2dea54249cb820174a";

#[test]
fn every_old_file_verifies_and_replays() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ledger/tests/golden");
    let mut seen = 0;
    for entry in std::fs::read_dir(golden).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_none_or(|ending| ending != "case") {
            continue;
        }
        seen += 1;
        let name = entry.file_name().into_string().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("old.rashomon");
        std::fs::copy(entry.path(), &copy).unwrap();
        let case = CaseFile::open_to_look(&copy).unwrap();
        assert_eq!(case.head().unwrap(), HEAD, "{name}");
        let whole = case.case().unwrap();
        let claims: usize = whole.events.iter().map(|event| event.claims.len()).sum();
        let numbers = (whole.reports.len(), whole.judgements.len(), whole.sources.len(), claims);
        assert_eq!(numbers, (4, 3, 2, 26), "{name}: reports, judgements, sources, claims");
        assert_eq!(whole.events.len(), 6, "{name}: events");
        drop(case);
        // And back from what stands in the file now, not from what was in memory.
        let case = CaseFile::open_for_checks(&copy).unwrap();
        assert_eq!(case.count_events().unwrap(), 6, "{name}");
        assert_eq!(case.head().unwrap(), HEAD, "{name}");
    }
    assert!(seen >= 2, "{seen} files");
}
