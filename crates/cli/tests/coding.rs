//! Two people code the same items: blind, measured, adjudicated; and nothing in the case changes.

use serde_json::Value;

use crate::program::{Folder, Ran};
use crate::reports;
use crate::shapes;

#[track_caller]
fn code(folder: &Folder, item: &str, value: &str, by: &str) -> Ran {
    folder.run(&["code", "c.rashomon", item, value, "--by", by])
}

fn draw(folder: &Folder, kind: &str, more: &[&str]) -> Vec<Value> {
    let mut args = vec!["codings", "c.rashomon", "--draw", kind, "--json"];
    args.extend(more);
    folder.run(&args).ends(0).json()
}

fn named(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["named"].as_str().unwrap().to_owned()).collect()
}

fn agreement(folder: &Folder) -> Value {
    let found = folder.run(&["agreement", "c.rashomon", "--json"]).ends(0).json().remove(0);
    shapes::fits("agreement", &found);
    found
}

/// A case with enough claims to draw from.
fn case() -> Folder {
    Folder::with_case(&(reports::war() + &reports::many(10)))
}

#[test]
fn the_same_seed_draws_the_same_items_and_more_of_them_begin_alike() {
    let folder = case();
    let ten = draw(&folder, "claim", &["-n", "10", "--seed", "7"]);
    ten.iter().for_each(|item| shapes::fits("coded-item", item));
    assert_eq!(named(&ten), named(&draw(&folder, "claim", &["-n", "10", "--seed", "7"])));
    assert_eq!(named(&ten), named(&draw(&folder, "claim", &["-n", "14", "--seed", "7"]))[..10]);
    assert_ne!(named(&ten), named(&draw(&folder, "claim", &["-n", "10", "--seed", "8"])));
    for item in draw(&folder, "killed.low", &["-n", "3"]) {
        assert!(item["named"].as_str().unwrap().ends_with("/killed.low"), "{item}");
        code(&folder, item["named"].as_str().unwrap(), "3", "ana").ends(0);
    }
    for odd in ["truth", "killed", "responsibility.low", ""] {
        folder.run(&["codings", "c.rashomon", "--draw", odd]).ends(2).says(&["nothing to draw"]);
    }
}

#[test]
fn a_coding_takes_part_in_nothing_and_can_be_changed_and_taken_back() {
    let folder = case();
    let item = named(&draw(&folder, "claim", &["-n", "1"])).remove(0);
    let before = folder.export();
    code(&folder, &item, "yes", "ana").ends(0).says(&["Recorded as C-"]);
    code(&folder, &item, "yes", "ana").ends(1).says(&["says so already"]);
    code(&folder, &item, "no", "ana").ends(0);
    code(&folder, &item, "unsure", "ben").ends(0);
    assert_eq!(folder.export(), before, "no event, entity or judgement differs");
    let all = folder.run(&["codings", "c.rashomon", "--json"]).ends(0).json();
    all.iter().for_each(|coding| shapes::fits("coding", coding));
    let values: Vec<&str> = all.iter().map(|coding| coding["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["no", "unsure"], "one a coder");
    folder.run(&["code", "c.rashomon", &item, "--back", "--by", "ana"]).ends(0);
    folder.run(&["code", "c.rashomon", &item, "--back", "--by", "ana"]).ends(1);
    assert_eq!(folder.run(&["codings", "c.rashomon", "--json"]).ends(0).json().len(), 1);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    let log = folder.run(&["log", "c.rashomon", "--kind", "coding"]).ends(0).out;
    assert!(log.matches("coding").count() >= 4, "nothing is deleted: {log}");
    assert!(!log.contains("unsure"), "the log does not tell what was said: {log}");
    // As the case stood before anybody coded.
    let first = folder.run(&["log", "c.rashomon", "--kind", "coding", "--json"]).ends(0).json();
    let at = (first[0]["position"].as_u64().unwrap() - 1).to_string();
    folder.run(&["codings", "c.rashomon", "--as-of", &at]).ends(1);
}

#[test]
fn what_is_no_item_or_no_value_is_refused_and_leaves_no_record() {
    let folder = case();
    let claim = named(&draw(&folder, "claim", &["-n", "1"])).remove(0);
    let field = named(&draw(&folder, "killed.low", &["-n", "1"])).remove(0);
    let event = field.split('/').next().unwrap().to_owned();
    let head = folder.head();
    code(&folder, &claim, "true", "ana").ends(2).says(&["yes, no, unsure"]);
    code(&folder, &claim, "yes", " ").ends(2).says(&["needs a coder"]);
    code(&folder, &field, "many", "ana").ends(2).says(&["whole number"]);
    code(&folder, &field, "-4", "ana").ends(2);
    code(&folder, "ht-1#c999", "yes", "ana").ends(1).says(&["no item"]);
    code(&folder, "nobody", "yes", "ana").ends(1);
    code(&folder, &format!("{event}+{event}"), "same", "ana").ends(2).says(&["twice"]);
    code(&folder, &format!("{event}/killed"), "4", "ana").ends(1);
    code(&folder, &format!("{event}/responsibility"), &"ب".repeat(300), "ana").ends(2);
    assert_eq!(folder.head(), head);
    code(&folder, &format!("{event}/responsibility"), "\u{202e}جيش <b>", "ana").ends(0);
    code(&folder, &field, "012", "ana").ends(0);
    code(&folder, &field, "12", "ana").ends(1).says(&["says so already"]);
}

#[test]
fn a_coder_sees_what_others_said_only_of_what_they_coded() {
    let folder = case();
    let items = named(&draw(&folder, "claim", &["-n", "3"]));
    for item in &items {
        code(&folder, item, "yes", "ana").ends(0);
    }
    code(&folder, &items[0], "no", "ben").ends(0);
    let seen = |by: &str| -> Vec<(String, String)> {
        let ran = folder.run(&["codings", "c.rashomon", "--for", by, "--json"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        ran.json().iter().map(|c| (text(&c["item"]["named"]), text(&c["by"]))).collect()
    };
    assert!(seen("ben").iter().all(|(item, _)| *item == items[0]), "{:?}", seen("ben"));
    assert_eq!(seen("ben").len(), 2);
    assert_eq!(seen("ana").len(), 4, "she coded all of them");
    assert!(seen("cem").is_empty());
    folder.run(&["agreement", "c.rashomon", "--for", "cem"]).ends(1);
}

#[test]
fn agreement_is_measured_and_what_differs_is_adjudicated_by_a_judgement() {
    let folder = case();
    let items = named(&draw(&folder, "claim", &["-n", "12"]));
    // All the same: no figure, and no 1.
    for item in &items {
        code(&folder, item, "yes", "ana").ends(0);
        code(&folder, item, "yes", "ben").ends(0);
    }
    let found = agreement(&folder);
    let kind = &found["kinds"][0];
    assert_eq!(
        (&kind["kind"], &kind["by_two"], &kind["agree"]),
        (&"claim".into(), &12.into(), &1.0.into())
    );
    assert!(kind["nominal"].is_null() && kind["undefined"].is_string(), "{kind}");
    // Krippendorff's example A by hand: ten items and two that nobody else coded.
    let meg = ["no", "yes", "no", "no", "no", "no", "no", "no", "yes", "no"];
    let owen = ["yes", "yes", "yes", "no", "no", "yes", "no", "no", "no", "no"];
    for (item, value) in items.iter().zip(meg) {
        if value != "yes" {
            code(&folder, item, value, "ana").ends(0);
        }
    }
    for (item, value) in items.iter().zip(owen) {
        if value != "yes" {
            code(&folder, item, value, "ben").ends(0);
        }
    }
    for item in &items[10..] {
        folder.run(&["code", "c.rashomon", item, "--back", "--by", "ben"]).ends(0);
    }
    let found = agreement(&folder);
    let kind = &found["kinds"][0];
    assert_eq!(
        (&kind["items"], &kind["by_two"], &kind["agree"]),
        (&12.into(), &10.into(), &0.6.into())
    );
    assert_eq!(kind["nominal"]["value"], 0.095);
    let differ = found["differ"].as_array().unwrap().clone();
    assert_eq!(differ.len(), 4);
    // A judgement that names one coding, or others, settles nothing.
    let claim = differ[0]["asks"][0]["ask"]["claim"].as_str().unwrap();
    let judge = |reason: &str, by: &str| {
        folder.run(&["judge", "accept", "c.rashomon", claim, "--reason", reason, "--by", by])
    };
    judge(&format!("{} alone", differ[0]["codings"][0]["id"].as_str().unwrap()), "x").ends(0);
    assert_eq!(agreement(&folder)["differ"][0]["adjudicated"], serde_json::json!([]));
    judge(&format!("{}the caption says so", differ[0]["reason"].as_str().unwrap()), "y").ends(0);
    let settled = agreement(&folder);
    assert_eq!(settled["differ"][0]["adjudicated"].as_array().unwrap().len(), 1);
    assert_eq!(settled["differ"][1]["adjudicated"], serde_json::json!([]));
    assert_eq!(settled["kinds"], found["kinds"], "what was said before stays measured");
    folder
        .run(&["agreement", "c.rashomon"])
        .ends(0)
        .prints(&["α (nominal) = 0.095", "adjudicated by"]);
}

#[test]
fn numbers_have_every_level_and_an_unsure_coder_is_missing() {
    let folder = case();
    let items = named(&draw(&folder, "killed.low", &["-n", "4"]));
    for (item, (one, other)) in
        items.iter().zip([("3", "3"), ("10", "12"), ("40", "90"), ("5", "unsure")])
    {
        code(&folder, item, one, "ana").ends(0);
        code(&folder, item, other, "ben").ends(0);
    }
    let found = agreement(&folder);
    let kind = &found["kinds"][0];
    assert_eq!(kind["kind"], "slot killed.low");
    let value = |level: &str| kind[level]["value"].as_f64().unwrap();
    assert!(value("nominal") < value("interval") && value("interval") < value("ratio"), "{kind}");
    assert!(kind["nominal"]["between"].is_null(), "four items bound nothing");
}

#[test]
fn withheld_words_stand_in_no_coding() {
    let folder = case();
    let item = named(&draw(&folder, "claim", &["-n", "1"])).remove(0);
    let args =
        ["code", "c.rashomon", &item, "yes", "--by", "ana", "--note", "ask Omar Dessin again"];
    folder.run(&args).ends(0);
    folder.run(&["redact", "c.rashomon", "Omar Dessin", "--reason", "x", "--by", "ana"]).ends(0);
    for args in [
        &["codings", "c.rashomon"][..],
        &["codings", "c.rashomon", "--json"],
        &["log", "c.rashomon", "--json"],
    ] {
        let out = folder.run(args).ends(0).out;
        assert!(!out.contains("Dessin"), "{args:?}: {out}");
    }
    assert!(folder.run(&["codings", "c.rashomon"]).ends(0).out.contains('█'));
    folder.run(&["verify", "c.rashomon"]).ends(0);
}
