//! Records and their history: revisions, posts taken down, readings made anew, and the log in lines.

use serde_json::Value;

use crate::program::Folder;

fn report(text: &str, title: &str) -> String {
    serde_json::json!({"id": "ht-1", "outlet": "Harbour Times", "published": "2031-03-05",
        "lang": "en", "title": title, "text": text})
    .to_string()
        + "\n"
}

const FOUR: &str = "An airstrike on Velm on 4 March killed four people, the city clinic said.";
const SEVEN: &str = "An airstrike on Velm on 4 March killed seven people, the city clinic said.";

/// A case whose one report raised its toll and changed its headline.
fn revised() -> Folder {
    let folder = Folder::with_case(&report(FOUR, "Four killed in Velm"));
    folder.write("later.jsonl", report(SEVEN, "Toll rises in Velm"));
    folder.run(&["add", "c.rashomon", "later.jsonl", "-q"]).ends(0);
    folder
}

fn event(folder: &Folder) -> Value {
    folder.run(&["events", "c.rashomon", "--json"]).ends(0).json().remove(0)
}

#[test]
fn a_raised_toll_is_history_and_no_conflict() {
    let folder = revised();
    let event = event(&folder);
    let killed = &event["slots"]["killed"];
    assert_eq!((&killed["low"], &killed["high"]), (&7.into(), &7.into()), "no range of both");
    assert_eq!(killed["relation"], "single");
    assert_eq!(event["disagreements"].as_array().unwrap().len(), 0);
    let claims = event["claims"].as_array().unwrap();
    let claim = claims.iter().find(|c| c["slot"] == "killed").unwrap();
    assert_eq!(claim["earlier"][0]["value"]["low"], 4);
    assert_eq!(claim["earlier"][0]["quote"], "killed four people");
    folder.run(&["show", "c.rashomon", "1"]).ends(0).prints(&["Said otherwise before", "4"]);
}

#[test]
fn history_prints_every_text_and_what_changed() {
    let folder = revised();
    let history = folder.run(&["history", "c.rashomon", "ht-1"]).ends(0);
    history.prints(&["text 1", "text 2, in force", "Four killed in Velm", "Toll rises in Velm"]);
    history.prints(&["[-four-]{+seven+}", "killed 4 → 7"]);
    let first = folder.run(&["history", "c.rashomon", "ht-1", "--text", "1"]).ends(0);
    assert_eq!(first.out.trim_end(), FOUR);
    let read = folder.run(&["history", "c.rashomon", "ht-1", "--reading", "1"]).ends(0).json();
    assert_eq!(read[0]["text"], FOUR);
    let json = folder.run(&["history", "c.rashomon", "ht-1", "--json"]).ends(0).json();
    assert_eq!(json[0]["schema"], "rashomon/history/1");
    assert_eq!(json[0]["texts"][1]["values"][0]["now"]["low"], 7);
    folder.run(&["history", "c.rashomon", "1"]).ends(0).prints(&["report ht-1"]);
    folder.run(&["history", "c.rashomon", "ht-1", "--text", "3"]).ends(1).says(&["2 texts"]);
    folder.run(&["history", "c.rashomon", "nobody"]).ends(1);
}

#[test]
fn a_report_that_is_gone_stays_and_is_marked() {
    let folder = revised();
    let before = folder.export();
    let gone = |more: &[&str]| {
        let mut args = vec!["gone", "c.rashomon", "ht-1", "--reason", "404 since Monday"];
        args.extend(more);
        folder.run(&args)
    };
    gone(&["--back"]).ends(1).says(&["nobody said"]);
    gone(&["--seen", "Monday"]).ends(2).says(&["no day"]);
    gone(&["--seen", "2031-03-09", "--taken-down", "--by", "ana"]).ends(0);
    gone(&["--seen", "2031-03-09", "--taken-down"]).ends(1).says(&["says so already"]);
    let mut after = folder.export();
    assert_eq!(after["reports"][0]["gone"]["how"], "taken-down");
    let account = &after["events"][0]["accounts"][0];
    assert_eq!(account["gone"][0]["report"], "ht-1");
    assert_eq!(account["gone"][0]["seen"], "2031-03-09");
    let shown = folder.run(&["show", "c.rashomon", "1"]).ends(0);
    shown.prints(&["taken down", "2031-03-09", "404 since Monday"]);
    folder.run(&["history", "c.rashomon", "ht-1"]).ends(0).prints(&["taken down by its source"]);
    // Nothing else is another.
    for account in after["events"][0]["accounts"].as_array_mut().unwrap() {
        account.as_object_mut().unwrap().remove("gone");
    }
    assert_eq!(after["events"], before["events"]);
    gone(&["--back", "--by", "ana"]).ends(0);
    assert_eq!(folder.export()["events"], before["events"]);
    assert_eq!(folder.export()["reports"], before["reports"]);
    let nobody = folder.run(&["gone", "c.rashomon", "nobody", "--reason", "x"]);
    nobody.ends(1).says(&["no report"]);
}

#[test]
fn the_log_lists_records_with_what_is_in_force_in_their_place() {
    let folder = revised();
    folder.run(&["judge", "note", "c.rashomon", "ht-1", "ask again", "--by", "ana"]).ends(0);
    let log = folder.run(&["log", "c.rashomon"]).ends(0);
    log.prints(&[
        "1 → 3",
        "“Four killed in Velm”, Harbour Times, 2031-03-05",
        "note ht-1: ask again",
    ]);
    let json = folder.run(&["log", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(json.len(), 5);
    assert_eq!(json[0]["superseded"], 3);
    assert_eq!(json[4]["digest"], folder.head().as_str());
    let reports = folder.run(&["log", "c.rashomon", "--kind", "report", "--json"]).ends(0).json();
    assert_eq!(reports.len(), 2);
    let last = folder.run(&["log", "c.rashomon", "-n", "1", "--json"]).ends(0).json();
    assert_eq!(last[0]["position"], 5);
    let from =
        folder.run(&["log", "c.rashomon", "--from", "2", "-n", "2", "--json"]).ends(0).json();
    assert_eq!((&from[0]["position"], &from[1]["position"]), (&2.into(), &3.into()));
    folder.run(&["log", "c.rashomon", "--kind", "nothing"]).ends(1);
}

#[test]
fn reading_again_with_the_same_version_keeps_nothing_new() {
    let folder = revised();
    let head = folder.head();
    folder.run(&["reread", "c.rashomon", "-q"]).ends(0).says(&["0 read again"]);
    folder.run(&["reread", "c.rashomon", "--all", "-q"]).ends(0).says(&["0 new readings"]);
    folder.run(&["reread", "c.rashomon", "ht-1", "--dry-run", "-q"]).ends(0).says(&["nothing was"]);
    assert_eq!(folder.head(), head);
    folder.run(&["reread", "c.rashomon", "nobody", "-q"]).ends(1);
}
