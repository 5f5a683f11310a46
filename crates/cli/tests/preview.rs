//! What a judgement would change, told before it is taken: the same as is told after, and no record.

use serde_json::Value;

use crate::program::Folder;
use crate::reports;
use crate::shapes;

/// Each kind of judgement on the reports of [`reports::war`], in an order in which each does something.
fn asked(folder: &Folder) -> Vec<Vec<String>> {
    let events = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    let claims = events[0]["claims"].as_array().unwrap().clone();
    let of = |slot: &str| {
        let found = claims.iter().find(|claim| claim["slot"] == slot).expect(slot);
        found["id"].as_str().unwrap().to_owned()
    };
    let killed = of("killed");
    let report = killed.split('#').next().unwrap();
    [
        vec!["same", "Velm", "Ostrel"],
        vec!["different", "Velm", "Ostrel"],
        vec!["rename", "Velm", "\u{202b}فلم\u{202c}"],
        vec!["accept", killed.as_str()],
        vec!["correct", killed.as_str(), "--value", "7"],
        vec!["reject", killed.as_str()],
        vec![
            "add", report, "--span", "0", "4", "--slot", "injured", "--value", "3", "--class",
            "ASSAULT",
        ],
        vec!["withdraw", "J-LAST"],
    ]
    .into_iter()
    .map(|words| words.into_iter().map(str::to_owned).collect())
    .collect()
}

/// What both tell, without the time of entry, which moved on.
fn timeless(mut changed: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("at");
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut changed);
    changed
}

#[test]
fn a_dry_run_tells_what_the_judgement_then_changes_and_records_nothing() {
    let folder = Folder::with_case(&reports::war());
    let mut last = String::new();
    for words in asked(&folder) {
        let words: Vec<String> = words.iter().map(|word| word.replace("J-LAST", &last)).collect();
        let mut args = vec!["judge", &words[0], "c.rashomon"];
        args.extend(words[1..].iter().map(String::as_str));
        args.extend(["--reason", "the page says so", "--by", "ana", "--json"]);
        let head = folder.head();
        let mut dry = args.clone();
        dry.push("--dry-run");
        let would = folder.run(&dry).ends(0);
        assert!(would.err.contains("Nothing was recorded"), "{}", would.err);
        assert_eq!(folder.head(), head, "{words:?}");
        let did = folder.run(&args).ends(0);
        assert_ne!(folder.head(), head, "{words:?}");
        let (would, did) = (would.json().remove(0), did.json().remove(0));
        shapes::fits("change", &did);
        last = did["judgement"]["id"].as_str().unwrap().to_owned();
        assert_eq!(timeless(would), timeless(did), "{words:?}");
    }
}

#[test]
fn a_dry_run_needs_no_reason_and_refuses_what_would_be_refused() {
    let folder = Folder::with_case(&reports::war());
    let head = folder.head();
    let dry = |words: &[&str]| {
        let mut args = vec!["judge", words[0], "c.rashomon"];
        args.extend(&words[1..]);
        args.push("--dry-run");
        folder.run(&args)
    };
    dry(&["rename", "Velm", "Velmburg"]).ends(0);
    dry(&["note", "Velm", "ask again"]).ends(0);
    dry(&["rename", "Velm", "Velm"]).ends(1).says(&["already", "nothing to do"]);
    dry(&["rename", "Nowhere at all", "x"]).ends(1).says(&["nobody and nothing"]);
    dry(&["reject", "ht-1#c999"]).ends(1).says(&["no claim"]);
    dry(&["same", "Velm"]).ends(2);
    folder.run(&["judge", "rename", "c.rashomon", "Velm", "x"]).ends(2).err.contains("--reason");
    assert_eq!(folder.head(), head);
}

#[cfg(unix)]
#[test]
fn a_case_that_may_not_be_written_can_be_asked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_case(&reports::war());
    let set = |mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path("c.rashomon"), mode).unwrap();
    };
    set(0o400);
    let ran = folder.run(&["judge", "rename", "c.rashomon", "Velm", "Velmburg", "--dry-run"]);
    set(0o600);
    ran.ends(0).prints(&["before", "after", "Velmburg"]);
}
