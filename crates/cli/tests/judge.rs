//! Judging who is who: each kind, its effect in entities and events, taking it back, each refusal.

use serde_json::Value;

use crate::program::{Folder, Ran};
use crate::reports;

/// Reports in which one spokesman stands under two spellings, and a mayor bears his name.
fn names() -> String {
    let of = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": "2031-03-06", "lang": "en",
            "text": text})
        .to_string()
    };
    [
        of(
            "ht-1",
            "Harbour Times",
            "An airstrike on Velm on 4 March killed 12 people, said Omar Dessin, a spokesman.",
        ),
        of(
            "nw-1",
            "Northern Wire",
            "Karim Haddun, a spokesman, said an airstrike on Velm on 4 March killed nine people.",
        ),
        of(
            "hp-1",
            "Hill Post",
            "Omar Dessin, the mayor of Ostrel, said an airstrike on Velm on 4 March killed three.",
        ),
    ]
    .join("\n")
        + "\n"
}

fn entities(folder: &Folder) -> Vec<Value> {
    folder.run(&["entities", "c.rashomon", "--json"]).ends(0).json()
}

/// The ids of the entities that have a spelling, in some order.
fn ids(folder: &Folder, spelling: &str) -> Vec<String> {
    let has = |e: &&Value| e["names"].as_array().unwrap().iter().any(|n| n["text"] == spelling);
    let id = |e: &Value| e["id"].as_str().unwrap().to_owned();
    entities(folder).iter().filter(has).map(id).collect()
}

#[track_caller]
fn judge(folder: &Folder, words: &[&str]) -> Ran {
    let mut args = vec!["judge", words[0], "c.rashomon"];
    args.extend(&words[1..]);
    args.extend(["--reason", "the ministry says so", "--by", "ana"]);
    folder.run(&args)
}

/// The id of the judgement that a run recorded.
pub fn recorded(ran: &Ran) -> String {
    ran.out.split_whitespace().next().unwrap().to_owned()
}

/// The case without what people judged: what must come back when it is withdrawn.
pub fn derived(folder: &Folder) -> Value {
    let mut case = folder.export();
    case.as_object_mut().unwrap().remove("judgements");
    case
}

#[test]
fn same_joins_entities_and_their_accounts_until_it_is_withdrawn() {
    let folder = Folder::with_case(&names());
    let bare = derived(&folder);
    assert_ne!(ids(&folder, "Omar Dessin"), ids(&folder, "Karim Haddun"));
    let ran = judge(&folder, &["same", "Omar Dessin", "Karim Haddun"]).ends(0);
    let id = recorded(&ran);
    assert!(id.starts_with("J-") && ran.out.contains("before") && ran.out.contains("after"));
    assert!(ran.out.contains("outweighs the names") && ran.out.contains("event"), "{}", ran.out);
    ran.says(&["judge withdraw c.rashomon", &id]);
    assert_eq!(ids(&folder, "Omar Dessin"), ids(&folder, "Karim Haddun"));

    // Every voice in the events is the joined entity now.
    let joined = ids(&folder, "Karim Haddun").remove(0);
    let case = folder.export();
    let mut voices = 0;
    for event in case["events"].as_array().unwrap() {
        for voice in event["claims"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|c| c["said_by"].as_array().unwrap())
        {
            if voice["text"].as_str().is_some_and(|t| t.contains("Dessin") || t.contains("Haddun"))
            {
                assert_eq!(voice["entity"], joined.as_str(), "{voice}");
                voices += 1;
            }
        }
    }
    assert!(voices >= 3, "{voices}");
    let entity = entities(&folder).into_iter().find(|e| e["id"] == joined.as_str()).unwrap();
    assert_eq!(entity["joined"][0]["judgement"], id.as_str());
    let explained = folder.run(&["explain", "c.rashomon", "Karim Haddun"]).ends(0).out;
    assert!(explained.contains(&format!("{id} says so")), "{explained}");
    let why = folder.run(&["entities", "c.rashomon", "--judged", "--why"]).ends(0).out;
    assert!(why.contains(&format!("{id} says so")) && !why.contains("Velm"), "{why}");

    judge(&folder, &["withdraw", &id]).ends(0);
    assert_eq!(derived(&folder), bare, "as if it had never been");
    let listed = folder.run(&["judgements", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(listed.len(), 2, "nothing is deleted");
    assert_eq!(listed[0]["withdrawn"], listed[1]["id"]);
}

#[test]
fn a_judgement_holds_when_reports_come_later_and_when_all_is_rebuilt() {
    let folder = Folder::with_case(&names());
    judge(&folder, &["same", "Omar Dessin", "Karim Haddun"]).ends(0);
    folder.write(
        "late.jsonl",
        "{\"id\": \"z-9\", \"text\": \"Kareem Haddun said an airstrike on Velm on 4 March 2031 \
         killed eleven people.\"}\n",
    );
    folder.run(&["add", "c.rashomon", "late.jsonl"]).ends(0);
    folder.run(&["add", "c.rashomon", "reports.jsonl"]).ends(0);
    assert_eq!(ids(&folder, "Omar Dessin"), ids(&folder, "Kareem Haddun"));
    let before = folder.export();
    folder.run(&["verify", "c.rashomon", "--rebuild"]).ends(0);
    assert_eq!(folder.export(), before);

    // The same ground in another order: reports last to first, the judgement in between.
    let other = Folder::new();
    other.write("late.jsonl", std::fs::read(folder.path("late.jsonl")).unwrap());
    let turned: Vec<String> = names().lines().rev().map(str::to_owned).collect();
    other.write("turned.jsonl", turned.join("\n"));
    other.run(&["add", "c.rashomon", "turned.jsonl"]).ends(0);
    judge(&other, &["same", "Karim Haddun", "Omar Dessin"]).ends(0);
    other.run(&["add", "c.rashomon", "late.jsonl"]).ends(0);
    let ground = |folder: &Folder| {
        let mut case = derived(folder);
        // Only the number of the record may differ.
        let text = serde_json::to_string(&case.take()).unwrap();
        let ids = ["J-5", "J-6", "J-7", "J-8", "J-9"];
        ids.iter().fold(text, |text, id| text.replace(id, "J"))
    };
    assert_eq!(ground(&folder), ground(&other));
}

#[test]
fn a_split_by_report_takes_a_namesake_out_and_a_rename_tells_them_apart() {
    let folder = Folder::with_case(&names());
    let bare = derived(&folder);
    let whole = ids(&folder, "Omar Dessin");
    assert_eq!(whole.len(), 1, "two men of one name are one before anybody looks");
    let split = judge(&folder, &["split", "Omar Dessin", "--report", "hp-1"]).ends(0);
    assert_eq!(ids(&folder, "Omar Dessin").len(), 2);
    // The spelling alone no longer says which is meant.
    judge(&folder, &["rename", "Omar Dessin", "Omar Dessin (mayor)"])
        .ends(2)
        .says(&["several things are called `Omar Dessin`", "give the id"]);
    let mayor = entities(&folder)
        .into_iter()
        .find(|e| e["names"][0]["reports"] == serde_json::json!(["hp-1"]) && e["kind"] == "person")
        .unwrap();
    let mayor = mayor["id"].as_str().unwrap();
    let renamed = judge(&folder, &["rename", mayor, "Omar Dessin (mayor)"]).ends(0);
    let shown = folder.run(&["entities", "c.rashomon", "--name", "dessin"]).ends(0).out;
    assert!(shown.contains(&format!("Omar Dessin (mayor) [{}]", recorded(&renamed))), "{shown}");
    let event = folder.run(&["show", "c.rashomon", "1"]).ends(0).out;
    assert!(event.contains("(mayor)"), "{event}");
    // Back, the split first: then the rename has nothing to be about.
    judge(&folder, &["withdraw", &recorded(&split)]).ends(0);
    let listed = folder.run(&["judgements", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(listed[1]["effect"]["standing"], "applies to nothing now", "{}", listed[1]);
    assert_eq!(derived(&folder), bare);
}

#[test]
fn different_parts_two_spellings_of_one_entity() {
    let text = names().replace("Karim Haddun", "Omar Desin");
    let folder = Folder::with_case(&text);
    assert_eq!(ids(&folder, "Omar Dessin"), ids(&folder, "Omar Desin"), "they are joined first");
    let ran = judge(&folder, &["different", "Omar Dessin", "Omar Desin"]).ends(0);
    assert!(ran.out.contains("outweighs the names"), "{}", ran.out);
    assert_ne!(ids(&folder, "Omar Dessin"), ids(&folder, "Omar Desin"));
    // The later of two counts, and the earlier says so.
    judge(&folder, &["same", "Omar Dessin", "Omar Desin"]).ends(0);
    assert_eq!(ids(&folder, "Omar Dessin"), ids(&folder, "Omar Desin"));
    let listed = folder.run(&["judgements", "c.rashomon"]).ends(0).out;
    assert!(listed.contains("[overruled]") && listed.contains("a later judgement"), "{listed}");
}

#[test]
fn a_judgement_has_the_fields_of_the_contract_and_unfolds() {
    let folder = Folder::with_case(&names());
    let changed = judge(&folder, &["same", "Omar Dessin", "Karim Haddun", "--json"]).ends(0).json();
    for field in ["judgement", "before", "after", "reports", "events"] {
        assert!(!changed[0][field].is_null(), "{field}");
    }
    let judgement = folder.export()["judgements"][0].clone();
    assert_eq!(judgement, changed[0]["judgement"]);
    for (field, value) in [("kind", "same"), ("by", "ana"), ("reason", "the ministry says so")] {
        assert_eq!(judgement[field], value);
    }
    assert!(judgement["at"].as_str().unwrap().contains('T') && judgement["withdrawn"].is_null());
    assert_eq!(judgement["effect"]["standing"], "in force");
    let id = judgement["id"].as_str().unwrap();
    let told = folder.run(&["explain", "c.rashomon", id]).ends(0).out;
    assert!(told.contains("ana") && told.contains("“Omar Dessin”"), "{told}");
    let json = folder.run(&["explain", "c.rashomon", id, "--json"]).ends(0).json();
    assert_eq!(json[0], judgement);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn what_cannot_be_judged_is_refused_and_leaves_no_record() {
    let folder = Folder::with_case(&names());
    let head = folder.head();
    folder.run(&["judgements", "c.rashomon"]).ends(1).says(&["nobody has judged anything"]);
    for (words, code, says) in [
        (&["same", "Omar Dessin", "Omar Dessin"][..], 1, "named twice"),
        (&["same", "Omar Dessin", "Nobody Here"], 1, "called `Nobody Here`"),
        (&["different", "E-zzzz", "Velm"], 1, "called `E-zzzz`"),
        (&["rename", "Velm", "Velm"], 1, "already"),
        (&["rename", "Velm", " "], 2, "empty"),
        (&["split", "Omar Dessin"], 2, "--name SPELLING or --report ID"),
        (&["split", "Karim Haddun", "--report", "ht-1"], 1, "not named in a report `ht-1`"),
        (&["split", "Karim Haddun", "--report", "nw-1"], 1, "nothing to do"),
        (&["split", "Karim Haddun", "--name", "Velm"], 1, "no spelling of"),
        (&["withdraw", "J-99"], 1, "`rashomon judgements` lists them"),
        (&["withdraw", "everything"], 1, "no judgement"),
    ] {
        let ran = judge(&folder, words).ends(code);
        assert_eq!(ran.out, "", "{words:?}");
        ran.says(&[says]);
    }
    for reason in ["", "  "] {
        let args = ["judge", "rename", "c.rashomon", "Velm", "Velmburg", "--reason", reason];
        folder.run(&args).ends(2).says(&["needs a reason"]);
    }
    folder.run(&["judge", "same", "c.rashomon", "Velm", "Ostrel"]).ends(2);
    folder.run(&["judge", "same", "no.rashomon", "a", "b", "--reason", "x"]).ends(2);
    assert!(!folder.path("no.rashomon").exists());
    assert_eq!(folder.head(), head, "nothing was recorded");
    judge(&folder, &["rename", "Velm", "Velmburg"]).ends(0);
    judge(&folder, &["same", "Omar Dessin", "Karim Haddun"]).ends(0);
    let head = folder.head();
    judge(&folder, &["rename", "Velm", "Velmburg"]).ends(1);
    judge(&folder, &["withdraw", "J-7"]).ends(0);
    judge(&folder, &["withdraw", "J-7"]).ends(1).says(&["J-9", "already"]);
    assert_ne!(folder.head(), head);
}

#[test]
fn a_reason_and_a_name_cannot_command_the_terminal() {
    let folder = Folder::with_case(&names());
    let hostile = "red \u{1b}[31m\u{202e}text";
    let args =
        ["judge", "rename", "c.rashomon", "Velm", hostile, "--reason", hostile, "--by", hostile];
    folder.run(&args).ends(0);
    for args in [
        &["judgements", "c.rashomon"][..],
        &["judgements", "c.rashomon", "--json"],
        &["entities", "c.rashomon"],
        &["explain", "c.rashomon", "J-7"],
    ] {
        let out = folder.run(args).ends(0).out;
        assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out}");
    }
}

#[test]
fn entities_are_filtered_and_counted() {
    let folder = Folder::with_case(&reports::war());
    let all = entities(&folder);
    for entity in &all {
        // Who only publishes is named by no report.
        let publishes = entity["kind"] == "outlet";
        assert!(publishes || entity["mentions"].as_u64().unwrap() >= 1, "{entity}");
        let kinds = entity["kinds"].as_object().unwrap();
        assert!(kinds.contains_key(entity["kind"].as_str().unwrap()), "{entity}");
    }
    let one = folder.run(&["entities", "c.rashomon", "-n", "1"]).ends(0).out;
    assert_eq!(one.lines().count(), 1);
    let several = folder.run(&["entities", "c.rashomon", "--reports", "2", "--json"]).ends(0);
    assert!(several.json().len() < all.len());
    folder.run(&["entities", "c.rashomon", "--judged"]).ends(1);
}

#[test]
fn explain_names_what_was_nearly_joined() {
    let of = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
    let reports = [
        of("a", "General Salim Hadrani visited Velm on Monday, the ministry said."),
        of("b", "Nabil Hadrani, a teacher, was arrested in Karsa, police said."),
        of("c", "Mayor Jon Pell left Dorn on Friday, his office said."),
    ];
    let folder = Folder::with_case(&(reports.join("\n") + "\n"));
    let shown = folder.run(&["explain", "c.rashomon", "Salim Hadrani"]).ends(0).out;
    let (_, apart) = shown.split_once("kept apart").expect("a part on what was kept apart");
    assert!(apart.contains("Nabil Hadrani"), "{shown}");
    assert!(!apart.contains("Pell"), "no word of his name answers: {shown}");
    let unfolded = folder.run(&["explain", "c.rashomon", "Salim Hadrani", "--json"]).ends(0).json();
    let near = &unfolded[0]["kept_apart"][0];
    assert_eq!(near["b"], "Nabil Hadrani");
    let sum: f64 =
        near["levels"].as_array().unwrap().iter().map(|l| l["weight"].as_f64().unwrap()).sum();
    assert!((sum - near["weight"].as_f64().unwrap()).abs() < 1e-9, "{near}");
}
