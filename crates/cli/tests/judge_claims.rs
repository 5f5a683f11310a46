//! Judging single claims: each kind, what it does to events and JSON, taking it back, each refusal.

use serde_json::Value;

use crate::program::{Folder, Ran};

/// Two reports of one strike whose figures cannot both be.
fn strike() -> String {
    let of = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": "2031-03-05", "lang": "en",
            "text": text})
        .to_string()
    };
    let clinic = "An airstrike on Velm on 4 March killed four people, the city clinic said. \
                  Stretchers: eleven.";
    let mayor = "An airstrike on Velm on 4 March killed nine people, the mayor of Velm said.";
    format!("{}\n{}\n", of("ht-1", "Harbour Times", clinic), of("nw-1", "Northern Wire", mayor))
}

#[track_caller]
fn judge(folder: &Folder, words: &[&str]) -> Ran {
    let mut args = vec!["judge", words[0], "c.rashomon"];
    args.extend(&words[1..]);
    args.extend(["--reason", "the page says so", "--by", "ana"]);
    folder.run(&args)
}

/// The one event of the case.
fn event(folder: &Folder) -> Value {
    let mut events: Vec<Value> = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(events.len(), 1);
    events.remove(0)
}

/// The id of the claim of a report on a slot.
fn claim(folder: &Folder, report: &str, slot: &str) -> String {
    let event = event(folder);
    let claims = event["claims"].as_array().unwrap();
    let is = |c: &&Value| c["report"] == report && c["slot"] == slot;
    claims.iter().find(is).unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_rejected_claim_leaves_the_event_and_stays_listed_with_who_and_why() {
    let folder = Folder::with_case(&strike());
    let before = folder.export();
    let nine = claim(&folder, "nw-1", "killed");
    judge(&folder, &["reject", &nine]).ends(0).prints(&["takes part in nothing now"]);
    let event = event(&folder);
    assert_eq!(event["id"], before["events"][0]["id"], "the event keeps its id");
    assert_eq!(event["slots"]["killed"]["low"], 4);
    assert_eq!(event["slots"]["killed"]["high"], 4);
    let rejected = &event["rejected"][0];
    assert_eq!(rejected["id"], nine.as_str());
    assert_eq!(rejected["quote"], "killed nine people");
    assert_eq!(rejected["rejected"][0]["by"], "ana");
    assert_eq!(rejected["rejected"][0]["reason"], "the page says so");
    folder.run(&["show", "c.rashomon", "1"]).ends(0).prints(&["Rejected", "the page says so"]);
    folder.run(&["explain", "c.rashomon", &nine]).ends(0).prints(&["rejected", "ana"]);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    // Taken up again by accepting it; both judgements stay.
    judge(&folder, &["accept", &nine]).ends(0);
    let judged = folder.run(&["judgements", "c.rashomon"]).ends(0);
    judged.prints(&["overruled", "in force"]);
    assert_eq!(folder.export()["events"][0]["slots"]["killed"]["high"], 9);
}

#[test]
fn withdrawing_leaves_the_case_as_it_was() {
    let folder = Folder::with_case(&strike());
    let before = folder.export();
    let nine = claim(&folder, "nw-1", "killed");
    let ran = judge(&folder, &["correct", &nine, "--low", "4", "--high", "6"]).ends(0);
    ran.prints(&["9", "4 to 6"]);
    let corrected = &event(&folder);
    let claims = corrected["claims"].as_array().unwrap();
    let one = claims.iter().find(|c| c["id"] == nine.as_str()).unwrap();
    assert_eq!((&one["value"]["low"], &one["value"]["high"]), (&4.into(), &6.into()));
    assert_eq!(one["corrected"]["read"]["low"], 9);
    assert_eq!(one["quote"], "killed nine people", "the quote stays");
    let id = ran.out.split_whitespace().next().unwrap().to_owned();
    judge(&folder, &["withdraw", &id]).ends(0);
    let mut after = folder.export();
    for key in ["events", "entities", "reports", "origins"] {
        assert_eq!(after[key].take(), before[key], "{key}");
    }
}

#[test]
fn a_claim_is_added_by_its_span_and_named_after_its_judgement() {
    let folder = Folder::with_case(&strike());
    let text = "An airstrike on Velm on 4 March killed four people, the city clinic said. ";
    let (start, end) = (text.len().to_string(), (text.len() + 18).to_string());
    let four = claim(&folder, "ht-1", "killed");
    let add = |more: &[&str]| {
        let mut words = vec!["add", "ht-1", "--span", &start, &end, "--slot", "injured"];
        words.extend(more);
        judge(&folder, &words)
    };
    add(&["--event", &four]).ends(2).says(&["needs a number"]);
    assert!(add(&["--value", "11"]).ends(2).err.contains("--event"));
    add(&["--value", "11", "--event", &four]).ends(0);
    let event = event(&folder);
    let claims = event["claims"].as_array().unwrap();
    let added = claims.iter().find(|c| c["slot"] == "injured").unwrap();
    assert_eq!(added["quote"], "Stretchers: eleven");
    assert_eq!(added["id"].as_str().unwrap().split('#').next_back().unwrap().as_bytes()[0], b'j');
    assert_eq!(added["added"]["by"], "ana");
    let other = judge(&folder, &["add", "ht-1", "--span", "900", "910", "--slot", "injured"]);
    assert_eq!(other.code, 2);
}

#[test]
fn notes_stand_with_what_they_are_on() {
    let folder = Folder::with_case(&strike());
    let event_id = event(&folder)["id"].as_str().unwrap().to_owned();
    let four = claim(&folder, "ht-1", "killed");
    for (on, words) in
        [(four.as_str(), "ask again"), (&event_id, "see file 9"), ("ht-1", "page moved")]
    {
        folder.run(&["judge", "note", "c.rashomon", on, words, "--by", "ben"]).ends(0);
    }
    let shown = folder.run(&["show", "c.rashomon", "1"]).ends(0);
    shown.prints(&["Noted", "ask again", "see file 9"]);
    folder.run(&["explain", "c.rashomon", "ht-1"]).ends(0).prints(&["page moved"]);
    assert_eq!(event(&folder)["notes"].as_array().unwrap().len(), 2);
    // The same again says nothing new; by another person it does.
    folder.run(&["judge", "note", "c.rashomon", "ht-1", "page moved", "--by", "ben"]).ends(1);
    folder.run(&["judge", "note", "c.rashomon", "ht-1", "page moved", "--by", "eve"]).ends(0);
}

#[test]
fn refusals_say_what_and_the_remedy_and_leave_no_record() {
    let folder = Folder::with_case(&strike());
    let head = folder.head();
    let (nine, occurrence) =
        (claim(&folder, "nw-1", "killed"), claim(&folder, "nw-1", "occurrence"));
    judge(&folder, &["reject", "nw-1#c99"]).ends(1).says(&["no claim", "show"]);
    judge(&folder, &["accept", "Velm"]).ends(1).says(&["no claim"]);
    judge(&folder, &["correct", &nine]).ends(2).says(&["needs what stands"]);
    judge(&folder, &["correct", &nine, "--value", "many"]).ends(2).says(&["no number of people"]);
    judge(&folder, &["correct", &nine, "--low", "9", "--high", "4"]).ends(2).says(&["smaller"]);
    judge(&folder, &["correct", &nine, "--place", "Velm"]).ends(2).says(&["does not go with"]);
    judge(&folder, &["correct", &nine, "--status", "brave"]).ends(2).says(&["civilian"]);
    judge(&folder, &["correct", &nine, "--party", "Nobody"]).ends(1).says(&["nobody and nothing"]);
    judge(&folder, &["correct", &occurrence, "--text", "x"]).ends(2).says(&["no value"]);
    assert_eq!(folder.head(), head, "nothing was recorded");
}

#[test]
fn events_are_merged_and_split_by_these_words_too() {
    let folder = Folder::with_case(&strike());
    let id = event(&folder)["id"].as_str().unwrap().to_owned();
    judge(&folder, &["split", &id, "--report", "nw-1"]).ends(0);
    let events: Vec<Value> = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(events.len(), 2);
    let ids: Vec<&str> = events.iter().map(|e| e["id"].as_str().unwrap()).collect();
    judge(&folder, &["merge", ids[0], ids[1]]).ends(0);
    let events: Vec<Value> = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(events.len(), 1);
}
