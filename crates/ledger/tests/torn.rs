//! Power cuts, as far as they can be had without a plug: the -wal file ends anywhere, or its last part is noise.
//!
//! A machine that loses power may leave part of what was being written. Whatever part that is, the case opens at the
//! end of some append, and that append is not older than the last one whose bytes were all there.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rashomon_ledger::Ledger;

use crate::fixture::{Folder, folder, report, verified};

struct Written {
    folder: Folder,
    case: Vec<u8>,
    wal: Vec<u8>,
    /// After each append: how long the -wal file was, and how many records there were.
    ends: Vec<(usize, u64)>,
}

fn beside(case: &Path) -> PathBuf {
    PathBuf::from(format!("{}-wal", case.display()))
}

fn written() -> Written {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let mut ends = vec![(0, 0)];
    for batch in 0..8 {
        let drafts: Vec<_> = (0..=batch).map(report).collect();
        ledger.append(&drafts, &[]).unwrap();
        let length = fs::metadata(beside(&folder.case)).unwrap().len();
        ends.push((length as usize, ledger.count().unwrap()));
    }
    let case = fs::read(&folder.case).unwrap();
    let wal = fs::read(beside(&folder.case)).unwrap();
    drop(ledger);
    Written { folder, case, wal, ends }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_torn_end_costs_nothing_that_was_whole(
        cut in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..5000),
    ) {
        thread_local!(static WRITTEN: Written = written());
        WRITTEN.with(|it| {
            let copy = it.folder.folder.path().join("copy.rashomon");
            let cut = cut.index(it.wal.len() + 1);
            fs::write(&copy, &it.case).unwrap();
            fs::write(beside(&copy), [&it.wal[..cut], &noise].concat()).unwrap();
            let mut ledger = Ledger::open(&copy).unwrap();
            let count = ledger.count().unwrap();
            let whole = it.ends.iter().filter(|(length, _)| *length <= cut).map(|(_, count)| *count).max().unwrap();
            assert!(it.ends.iter().any(|(_, end)| *end == count), "{count} is not the end of an append");
            assert!(count >= whole, "{whole} were whole, {count} are there");
            let verification = verified(&ledger);
            assert!(verification.is_ok(), "{verification:?}");
            ledger.append(&[report(99)], &[]).unwrap();
            assert!(verified(&ledger).is_ok());
        });
    }
}
