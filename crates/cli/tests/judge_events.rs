//! Judging what is one event: by ids and by claims, its effect, taking it back, each refusal.

use serde_json::Value;

use crate::judge::{derived, recorded};
use crate::program::{Folder, Ran};

/// Two raids on one town that reports tell for two days, and one elsewhere.
fn raids() -> String {
    let of = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": "2031-03-09", "lang": "en",
            "text": text})
        .to_string()
    };
    [
        of("ht-1", "Harbour Times", "An air strike on Velm on 4 March 2031 killed 12 people."),
        of("nw-1", "Northern Wire", "An air strike on Velm on 4 March 2031 killed 12 people."),
        of("hp-1", "Hill Post", "An air strike on Velm on 7 March 2031 killed three people."),
    ]
    .join("\n")
        + "\n"
}

#[track_caller]
fn judge(folder: &Folder, words: &[&str]) -> Ran {
    let mut args = vec!["judge", words[0], "c.rashomon"];
    args.extend(&words[1..]);
    args.extend(["--reason", "I was there", "--by", "ana"]);
    folder.run(&args)
}

/// The events, each as its id, its reports and the id of its first claim.
fn events(folder: &Folder) -> Vec<(String, Vec<String>, String)> {
    let case = folder.export();
    let words = |v: &Value| -> Vec<String> {
        v.as_array().unwrap().iter().map(|r| r.as_str().unwrap().to_owned()).collect()
    };
    let event = |e: &Value| {
        let claim = e["claims"][0]["id"].as_str().unwrap().to_owned();
        (e["id"].as_str().unwrap().to_owned(), words(&e["reports"]), claim)
    };
    case["events"].as_array().unwrap().iter().map(event).collect()
}

fn of_report(folder: &Folder, report: &str) -> (String, Vec<String>, String) {
    events(folder).into_iter().find(|(_, reports, _)| reports.iter().any(|r| r == report)).unwrap()
}

#[test]
fn events_judged_one_are_one_until_it_is_withdrawn() {
    let folder = Folder::with_case(&raids());
    let bare = derived(&folder);
    let (a, b) = (of_report(&folder, "ht-1").0, of_report(&folder, "hp-1").0);
    assert_ne!(a, b);
    let ran = judge(&folder, &["same", &a, &b[..6]]).ends(0);
    let id = recorded(&ran);
    assert!(ran.out.contains("are one event") && ran.out.contains("before"), "{}", ran.out);
    assert!(ran.out.contains("outweighs what is read"), "{}", ran.out);

    let (joined, reports, _) = of_report(&folder, "hp-1");
    assert_eq!(reports, ["hp-1", "ht-1", "nw-1"]);
    let explained = folder.run(&["explain", "c.rashomon", &joined]).ends(0).out;
    assert!(explained.contains(&format!("judged the same, {id}")), "{explained}");
    assert!(
        explained.contains("What people decided about it") && explained.contains("I was there")
    );
    let unfolded = folder.run(&["explain", "c.rashomon", &id]).ends(0).out;
    assert!(
        unfolded.contains("hp-1 from code point 3") && unfolded.contains(&joined),
        "{unfolded}"
    );
    let listed = folder.run(&["judgements", "c.rashomon"]).ends(0).out;
    assert!(listed.contains("are one event  [in force]"), "{listed}");

    let withdrawn = judge(&folder, &["withdraw", &id]).ends(0).out;
    assert!(withdrawn.contains("before") && !withdrawn.contains("Nothing"), "{withdrawn}");
    assert_eq!(derived(&folder), bare, "as if it had never been");
}

#[test]
fn claims_of_one_event_are_taken_apart_and_stay_so_when_reports_come() {
    let folder = Folder::with_case(&raids());
    let (event, reports, _) = of_report(&folder, "ht-1");
    assert_eq!(reports, ["ht-1", "nw-1"]);
    let ran = judge(&folder, &["different", "ht-1#c1", "nw-1#c1"]).ends(0);
    assert!(ran.out.contains("are not one event"), "{}", ran.out);
    assert_ne!(of_report(&folder, "ht-1").0, of_report(&folder, "nw-1").0);
    assert!(!events(&folder).iter().any(|(id, ..)| *id == event));

    // A third telling, as like the one as the other, pulls them together no more.
    let later = serde_json::json!({"id": "vp-1", "outlet": "Velm Post", "lang": "en",
        "published": "2031-03-09", "text": "An air strike on Velm on 4 March 2031 killed 12 people."});
    folder.write("later.jsonl", format!("{later}\n"));
    folder.run(&["add", "c.rashomon", "later.jsonl"]).ends(0);
    assert_ne!(of_report(&folder, "ht-1").0, of_report(&folder, "nw-1").0);
    let listed = folder.run(&["judgements", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(listed[0]["kind"], "different-events");
    assert_eq!(listed[0]["effect"]["standing"], "in force");
    assert_eq!(listed[0]["effect"]["events"].as_array().unwrap().len(), 2);
    assert_eq!(listed[0]["happenings"][0]["told"][0]["report"], "ht-1");
}

#[test]
fn what_cannot_be_judged_of_events_is_refused_and_leaves_no_record() {
    let folder = Folder::with_case(&raids());
    let (a, _, claim) = of_report(&folder, "ht-1");
    let b = of_report(&folder, "hp-1").0;
    for (words, ends, says) in [
        (vec!["same", &a, "Harbour Times"], 2, "not both"),
        (vec!["same", &a, &a], 1, "named twice"),
        (vec!["same", &a, &claim], 1, "named twice"),
        (vec!["same", &a, "V-nothing"], 1, "V-nothing"),
        (vec!["different", &claim, &claim], 1, "named twice"),
        (vec!["different", "ht-1#c1", "ht-1#c2"], 1, "one deed"),
    ] {
        judge(&folder, &words).ends(ends).says(&[says]);
    }
    assert_eq!(folder.run(&["judgements", "c.rashomon"]).ends(1).out, "");
    judge(&folder, &["different", &a, &b]).ends(0);
    judge(&folder, &["different", &a, &b]).ends(1).says(&["says so already"]);
}
