//! Disks that are full or may not be written to.
//!
//! A full disk is played by a size limit, and where the system lets us by a real small one in a mount of our own. Root
//! may write anywhere, so under root the read-only tests go on in a child process of another user.

use rashomon_ledger::{Digest, Error, Ledger};

use crate::fixture::{all, folder, raw, reads_well, report, verified, written};

/// Appends until there is no more room, and returns how many reports went in.
fn fill(ledger: &mut Ledger) -> (usize, Error) {
    for number in 0..100_000 {
        let noise: Vec<u8> = (0..200_u32)
            .flat_map(|n| *Digest::of(&(n + number * 200).to_le_bytes()).as_bytes())
            .collect();
        let digest = Digest::of(&noise);
        let drafts = [report(number as usize).attach(digest)];
        if let Err(error) = ledger.append(&drafts, &[(digest, &noise)]) {
            return (number as usize, error);
        }
    }
    panic!("there is always room");
}

#[test]
fn a_full_disk_keeps_what_was_committed_and_goes_on_when_there_is_room() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    ledger.set_size_limit(400_000).unwrap();
    let (kept, error) = fill(&mut ledger);
    assert!(error.is_full(), "{error:?}");
    reads_well(&error);
    assert!(kept > 5);
    assert_eq!(ledger.count().unwrap(), kept as u64);
    let mut derive = ledger.derive().unwrap();
    let error = (0..1000).find_map(|n| derive.put("t", &n.to_string(), &[7; 4000]).err());
    assert!(error.unwrap().is_full());
    drop(derive);
    assert!(verified(&ledger).is_ok());
    ledger.set_size_limit(4_000_000).unwrap();
    ledger.append(&[report(1)], &[]).unwrap();
    drop(ledger);
    let ledger = Ledger::open(&folder.case).unwrap();
    assert_eq!(all(&ledger).len(), kept + 1);
    assert!(verified(&ledger).is_ok());
}

#[cfg(target_os = "linux")]
mod on_linux {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;

    use super::*;
    use crate::fixture::{child, word_for_child};

    /// The part of the next test that runs on the small disk; does nothing in the ordinary run of the suite.
    #[test]
    fn child_fills_a_small_disk() {
        let Some(disk) = word_for_child() else { return };
        let case = disk.join("harbour.rashomon");
        let mut ledger = Ledger::create(&case).unwrap();
        let (kept, error) = fill(&mut ledger);
        assert!(error.is_full(), "{error:?}");
        assert!(verified(&ledger).is_ok());
        assert_eq!(ledger.count().unwrap(), kept as u64);
        drop(ledger);
        // Full to the last byte, so that not even the files beside the case can be made.
        let _ = fs::write(disk.join("ballast"), vec![0; 4 << 20]);
        match Ledger::open(&case) {
            Ok(mut ledger) => assert!(ledger.append(&[report(1)], &[]).unwrap_err().is_full()),
            Err(error) => assert!(error.is_full(), "{error:?}"),
        }
        let error = Ledger::create(disk.join("second.rashomon")).unwrap_err();
        assert!(error.is_full(), "{error:?}");
        assert!(!disk.join("second.rashomon").exists());
        fs::remove_file(disk.join("ballast")).unwrap();
        let ledger = Ledger::open_read_only(&case).unwrap();
        assert_eq!(ledger.count().unwrap(), kept as u64);
        assert!(verified(&ledger).is_ok());
        println!("filled");
    }

    #[test]
    fn a_disk_that_is_really_full_says_so() {
        let folder = folder();
        let disk = folder.folder.path().join("disk");
        fs::create_dir(&disk).unwrap();
        let inner = child("no_room::on_linux::child_fills_a_small_disk", &disk);
        // A mount that only this child sees, gone with it.
        let script = "mount -t tmpfs -o size=1m rashomon \"$0\" || exit 77; exec \"$@\"";
        let mut outer = Command::new("unshare");
        outer.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]).arg(&disk);
        outer.arg(inner.get_program()).args(inner.get_args());
        outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let Ok(output) = outer.output() else { return };
        let said = String::from_utf8_lossy(&output.stdout);
        if !said.contains("running 1 test") {
            eprintln!(
                "SKIPPED: no mounts of our own here; a disk that is really full is not tried"
            );
            return;
        }
        assert!(output.status.success() && said.contains("filled"), "{output:?}");
    }

    /// The part of the next test that may not make large files; does nothing in the ordinary run of the suite.
    #[test]
    fn child_meets_a_limit_of_file_size() {
        let Some(folder) = word_for_child() else { return };
        let mut ledger = Ledger::create(folder.join("harbour.rashomon")).unwrap();
        let (kept, error) = fill(&mut ledger);
        // The system has a reason of its own for this, which SQLite passes on as a failed write.
        assert!(error.is_full() || error.is_io(), "{error:?}");
        reads_well(&error);
        assert_eq!(ledger.count().unwrap(), kept as u64);
        drop(ledger);
        let ledger = Ledger::open_read_only(folder.join("harbour.rashomon")).unwrap();
        assert_eq!(all(&ledger).len(), kept);
        assert!(verified(&ledger).is_ok());
        println!("limited after {kept}");
    }

    /// Works without any right to mount, so the full disk is tried everywhere in some form.
    #[test]
    fn a_limit_of_file_size_costs_nothing_that_was_committed() {
        let folder = folder();
        let inner =
            child("no_room::on_linux::child_meets_a_limit_of_file_size", folder.folder.path());
        // Blocks of 512 bytes; the signal that comes with the limit is not to kill.
        let script = "trap '' XFSZ; ulimit -f 2000; exec \"$@\"";
        let mut outer = Command::new("sh");
        outer.args(["-c", script, "sh"]).arg(inner.get_program()).args(inner.get_args());
        outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = outer.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("limited after"), "{output:?}");
    }

    /// The part of the next test that has no write access; does nothing in the ordinary run of the suite.
    #[test]
    fn child_meets_a_disk_it_may_not_write_to() {
        let Some(folder) = word_for_child() else { return };
        let shut = folder.join("shut");
        for case in ["shut/readable.rashomon", "shut/writable.rashomon", "open/readable.rashomon"] {
            let case = folder.join(case);
            let error = Ledger::open(&case).unwrap_err();
            assert!(error.is_read_only(), "{error:?}");
            reads_well(&error);
            assert!(Ledger::open_or_create(&case).unwrap_err().is_read_only());
            let mut ledger = Ledger::open_read_only(&case).unwrap();
            assert_eq!(all(&ledger).len(), 3, "{}", case.display());
            assert!(ledger.blob(&Digest::of(&raw(1))).unwrap().is_some());
            assert!(verified(&ledger).is_ok());
            assert!(ledger.append(&[report(4)], &[]).unwrap_err().is_read_only());
        }
        let error = Ledger::create(shut.join("new.rashomon")).unwrap_err();
        assert!(error.is_read_only(), "{error:?}");
        // Changes that wait beside a case in a folder where they cannot be taken up.
        let waiting = Ledger::open_read_only(shut.join("waiting.rashomon"))
            .map(|ledger| ledger.count().unwrap());
        assert!(
            waiting.as_ref().map_or_else(Error::is_read_only, |count| *count == 4),
            "{waiting:?}"
        );
        println!("met");
    }

    #[test]
    fn a_disk_that_may_not_be_written_to_can_be_read() {
        let folder = folder();
        let base = folder.folder.path();
        written(&folder, 3);
        for (name, mode) in [("open", 0o777), ("shut", 0o555)] {
            let sub = base.join(name);
            fs::create_dir(&sub).unwrap();
            put(&folder.case, &sub.join("readable.rashomon"), 0o444);
            put(&folder.case, &sub.join("writable.rashomon"), 0o666);
            let mut ledger = Ledger::open(&folder.case).unwrap();
            ledger.append(&[report(4)], &[]).unwrap();
            put(&folder.case, &sub.join("waiting.rashomon"), 0o444);
            let wal = |case: &Path| format!("{}-wal", case.display());
            put(wal(&folder.case).as_ref(), wal(&sub.join("waiting.rashomon")).as_ref(), 0o444);
            drop(ledger);
            fs::remove_file(&folder.case).unwrap();
            written(&folder, 3);
            fs::set_permissions(&sub, Permissions::from_mode(mode)).unwrap();
        }
        fs::set_permissions(base, Permissions::from_mode(0o755)).unwrap();
        let mut command = child("no_room::on_linux::child_meets_a_disk_it_may_not_write_to", base);
        if fs::metadata("/proc/self").unwrap().uid() == 0 {
            // Nobody.
            command.uid(65_534).gid(65_534);
        }
        let Ok(output) = command.output() else {
            eprintln!("SKIPPED: this test may not be started by another user");
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("met"), "{output:?}");
        // So that the folder can vanish.
        fs::set_permissions(base.join("shut"), Permissions::from_mode(0o755)).unwrap();
    }

    fn put(from: &Path, to: &Path, mode: u32) {
        fs::copy(from, to).unwrap();
        fs::set_permissions(to, Permissions::from_mode(mode)).unwrap();
    }
}
