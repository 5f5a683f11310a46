//! `--as-of`: a case that grew, looked at as it stood, answers like one that stopped there.

use crate::program::Folder;
use crate::reports;

/// Commands that look, each with what it needs beside the case.
const LOOKS: [&[&str]; 12] = [
    &["events", "CASE"],
    &["events", "CASE", "--json"],
    &["show", "CASE", "1", "--quotes"],
    &["timeline", "CASE", "--json"],
    &["numbers", "CASE", "--json"],
    &["entities", "CASE", "--json"],
    &["origins", "CASE", "--json"],
    &["judgements", "CASE"],
    &["search", "CASE", "airstrike"],
    &["explain", "CASE", "ht-1"],
    &["export", "CASE", "--format", "json"],
    &["places", "list", "CASE"],
];

fn asked(look: &[&str], case: &str, more: &[&str]) -> Vec<String> {
    let named = look.iter().map(|word| if *word == "CASE" { case } else { word });
    named.chain(more.iter().copied()).map(str::to_owned).collect()
}

fn run(folder: &Folder, look: &[&str], case: &str, more: &[&str]) -> crate::program::Ran {
    let words = asked(look, case, more);
    folder.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A case of the first two reports, and one that went on from there.
fn grown() -> Folder {
    let folder = Folder::new();
    let war = reports::war();
    let lines: Vec<&str> = war.lines().collect();
    folder.write("first.jsonl", lines[..2].join("\n"));
    folder.write("rest.jsonl", lines[2..].join("\n"));
    folder.run(&["add", "short.rashomon", "first.jsonl"]).ends(0);
    folder.run(&["add", "c.rashomon", "first.jsonl"]).ends(0);
    folder.run(&["add", "c.rashomon", "rest.jsonl"]).ends(0);
    let renamed = ["judge", "rename", "c.rashomon", "Velm", "Velmburg", "--reason", "its name"];
    folder.run(&renamed).ends(0);
    folder
}

#[test]
fn every_look_answers_as_the_case_stood() {
    let folder = grown();
    let before = std::fs::read(folder.path("c.rashomon")).unwrap();
    for look in LOOKS {
        let short = run(&folder, look, "short.rashomon", &[]);
        let then = run(&folder, look, "c.rashomon", &["--as-of", "4"]);
        let out = then.out.replace("c.rashomon", "short.rashomon");
        assert_eq!((out, then.code), (short.out, short.code), "{look:?}");
        assert!(then.err.contains("as of record 4"), "{look:?}: {}", then.err);
        let now = run(&folder, look, "c.rashomon", &[]);
        let differs = now.out.replace("c.rashomon", "short.rashomon") != then.out;
        let grew = ["events", "show", "entities", "judgements", "search", "export"];
        assert!(differs || !grew.contains(&look[0]), "{look:?} shows nothing new");
    }
    // Looking changes nothing.
    assert_eq!(std::fs::read(folder.path("c.rashomon")).unwrap(), before);
}

#[test]
fn a_moment_means_what_was_entered_by_then() {
    let folder = grown();
    let look: &[&str] = &["events", "CASE", "--json"];
    let now = run(&folder, look, "c.rashomon", &[]);
    let today = run(&folder, look, "c.rashomon", &["--as-of", "2999-01-01"]);
    assert_eq!(today.ends(0).out, now.out);
    let early = run(&folder, look, "c.rashomon", &["--as-of", "2001-01-01T00:00:00Z"]);
    early.ends(1).says(&["did not stand so", "entered", "`rashomon log`"]);
    let past = run(&folder, look, "c.rashomon", &["--as-of", "4000"]);
    past.ends(1).says(&["did not stand so"]);
    let odd = run(&folder, look, "c.rashomon", &["--as-of", "last week"]);
    assert_eq!(odd.code, 2);
    assert!(odd.err.contains("give 40"), "{}", odd.err);
}

#[test]
fn the_log_is_verified_as_it_stood() {
    let folder = grown();
    let then = run(&folder, &["verify", "CASE", "--json"], "c.rashomon", &["--as-of", "4"]);
    let then = then.ends(0).json().remove(0);
    assert_eq!((&then["records"], &then["ok"]), (&4.into(), &true.into()));
    let now = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).json().remove(0);
    assert!(now["records"].as_u64() > then["records"].as_u64());
    assert_ne!(now["head"], then["head"]);
}

#[test]
fn what_writes_takes_no_earlier_state() {
    let folder = grown();
    let add = folder.run(&["add", "c.rashomon", "rest.jsonl", "--as-of", "4"]);
    assert_eq!(add.code, 2);
}
