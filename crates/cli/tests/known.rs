//! What a case knows of an outlet and of an entity: counted from claims, traced to words.

use serde_json::Value;

use crate::program::Folder;
use crate::reports;
use crate::shapes;

/// Outlets that copy, leave out and stand alone, and a town that two sides say they hold.
fn held() -> String {
    let of = |id: &str, outlet: Option<&str>, day: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": day, "lang": "en",
            "text": text})
        .to_string()
    };
    let wire = "Fighters of the Northern Front took control of Ostrel on 7 March, its spokesman \
                Omar Dessin said. At least 14 people were killed and nine houses were destroyed in \
                the fighting for the town, which lasted until the evening, the clinic of Ostrel said.";
    let rows = [
        of(
            "ht-90",
            Some("Harbour Times"),
            "2031-07-02",
            "The Sembrian army said it had captured \
            the town of Dorrun on Tuesday.",
        ),
        of(
            "nw-90",
            Some("Northern Wire"),
            "2031-07-02",
            "The Karsovan army said its troops had \
            captured the town of Dorrun on Tuesday. The Karsovan army is led by Adel Karim.",
        ),
        of(
            "hp-90",
            Some("Hill Post"),
            "2031-07-03",
            "The Sembrian army denied that the Karsovan \
            army captured the town of Dorrun on Tuesday. The Karsovan army has lost control of \
            Dorrun, residents said. The Sembrian army bombed the town of Dorrun on Wednesday.",
        ),
        of("nw-9", Some("Northern Wire"), "2031-03-08", wire),
        of("sr-9", Some("State Radio"), "2031-03-09", &format!("{wire} (Northern Wire)")),
        of(
            "hp-9",
            Some("Hill Post"),
            "2031-03-09",
            "The Interior Army denied that the Northern \
            Front took control of Ostrel on 7 March. The army still holds Ostrel, its spokesman \
            Adel Karim said. State Radio is loyal to the Northern Front, critics say.",
        ),
        of("no-1", None, "2031-03-09", "An airstrike on Kasmira on 8 March killed two people."),
        of(
            "hp-10",
            Some("Hill Post"),
            "2031-03-10",
            "Shelling of Tiberon on 9 March killed a \
            baker, residents said.",
        ),
    ];
    reports::war() + &rows.join("\n") + "\n"
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().unwrap().clone()
}

/// The id of the entity of a kind with a name that has these words.
fn id(folder: &Folder, kind: &str, words: &str) -> String {
    let args = ["entities", "c.rashomon", "--kind", kind, "--name", words, "--json"];
    let found = folder.run(&args).ends(0).json().remove(0);
    found["id"].as_str().unwrap().to_owned()
}

fn show(folder: &Folder, name: &str) -> Value {
    folder.run(&["sources", "show", "c.rashomon", name, "--json"]).ends(0).json().remove(0)
}

#[test]
fn an_outlet_is_told_in_numbers_that_lead_to_events() {
    let folder = Folder::with_case(&held());
    let all = folder.run(&["sources", "records", "c.rashomon", "--json"]).ends(0).json().remove(0);
    shapes::fits("source-records", &all);
    assert_eq!(all["unknown"], 1, "a report without an outlet belongs to none");
    let events = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    for line in list(&all["outlets"]) {
        let name = line["name"].as_str().unwrap();
        let one = show(&folder, name);
        shapes::fits("source-record", &one);
        for field in line.as_object().unwrap().keys() {
            assert_eq!(one[field], line[field], "{name} {field}");
        }
        let told = list(&one["events"]);
        assert_eq!(one["tells"], told.len());
        assert_eq!(one["alone"], told.iter().filter(|e| e["alone"] == true).count());
        assert_eq!(one["missing"], list(&one["gaps"]).len());
        for event in told {
            let whole = events.iter().find(|e| e["id"] == event["id"]).unwrap();
            for slot in list(&event["left_out"]) {
                // Others fill it, and no report of the outlet does, in any voice.
                let slot = slot.as_str().unwrap();
                let own = list(&event["reports"]);
                let mut claims = list(&whole["claims"]).into_iter().filter(|c| c["slot"] == slot);
                assert!(claims.clone().next().is_some());
                assert!(claims.all(|claim| !own.contains(&claim["report"])), "{name} {slot}");
            }
        }
    }
}

#[test]
fn a_copy_has_a_giver_and_a_taker_and_a_clash_two_sides() {
    let folder = Folder::with_case(&held());
    let (wire, radio) = (show(&folder, "Northern Wire"), show(&folder, "State Radio"));
    let names = |of: &Value, field: &str| -> Vec<String> {
        list(&of[field]).iter().map(|l| l["with"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names(&radio, "takes_from").contains(&"Northern Wire".to_owned()), "{radio:#}");
    assert!(names(&wire, "taken_by").contains(&"State Radio".to_owned()));
    assert!(!names(&wire, "takes_from").contains(&"State Radio".to_owned()), "not the other way");
    let post = show(&folder, "Hill Post");
    let against: Vec<Value> = list(&post["against"]);
    let other = against.iter().find(|o| o["with"] == "Northern Wire").expect("a clash");
    let back = show(&folder, "Northern Wire");
    let mirrored = list(&back["against"]).into_iter().find(|o| o["with"] == "Hill Post").unwrap();
    assert_eq!(other["slots"], mirrored["slots"], "what one says of the other holds both ways");
}

#[test]
fn names_that_mean_no_outlet_or_several_are_refused() {
    let folder = Folder::with_case(&held());
    folder.run(&["sources", "show", "c.rashomon", "Nobody's Gazette"]).ends(1).says(&["no outlet"]);
    folder.run(&["sources", "show", "c.rashomon", "o"]).ends(2).says(&["several outlets"]);
    folder.run(&["sources", "show", "c.rashomon", "harbour"]).ends(0).prints(&["Harbour Times"]);
    let bare = Folder::with_case("{\"id\": \"a\", \"text\": \"The weather was fine.\"}\n");
    bare.run(&["sources", "records", "c.rashomon"]).ends(1);
}

#[test]
fn who_holds_a_place_is_told_voice_by_voice_with_its_words() {
    let folder = Folder::with_case(&held());
    let town = id(&folder, "place", "Dorrun");
    let args = ["entities", "c.rashomon", "--record", &town, "--json"];
    let record = folder.run(&args).ends(0).json().remove(0);
    shapes::fits("entity-record", &record);
    let held = list(&record["held"]);
    let rows: Vec<String> = held
        .iter()
        .map(|h| {
            let word = |field: &str| h[field].as_str().unwrap_or("nobody").to_owned();
            format!(
                "{} {} {} {}",
                word("report"),
                word("polarity"),
                word("how"),
                word("party_name")
            )
        })
        .collect();
    // Rivals stand side by side, and a denial stands as one.
    for row in [
        "ht-90 affirmed taken The Sembrian army",
        "nw-90 affirmed taken The Karsovan army",
        "hp-90 denied taken The Karsovan army",
        "hp-90 affirmed outcome nobody",
    ] {
        assert!(rows.contains(&row.to_owned()), "{row} is not in {rows:#?}");
    }
    assert_eq!(rows.len(), 4, "no bombing holds a town, and no denial is told twice: {rows:#?}");
    let case = folder.export();
    for row in &held {
        let report = list(&case["reports"]).into_iter().find(|r| r["id"] == row["report"]).unwrap();
        let at = |n: usize| row["span"][n].as_u64().unwrap() as usize;
        let words: String =
            report["text"].as_str().unwrap().chars().skip(at(0)).take(at(1) - at(0)).collect();
        assert_eq!(words, row["quote"].as_str().unwrap());
    }
    let days: Vec<&str> = held.iter().filter_map(|h| h["when"]["earliest"].as_str()).collect();
    assert!(days.windows(2).all(|two| two[0] <= two[1]), "{days:?}");
    folder.run(&args[..4]).ends(0).prints(&["who holds it, according to whom", "denied"]);
}

#[test]
fn an_entity_is_shown_with_its_parts_and_relations() {
    let folder = Folder::with_case(&held());
    let record = |id: &str| {
        let args = ["entities", "c.rashomon", "--record", id, "--json"];
        folder.run(&args).ends(0).json().remove(0)
    };
    let army = record(&id(&folder, "group", "Sembrian army"));
    shapes::fits("entity-record", &army);
    assert!(list(&army["held"]).is_empty(), "an army is no place");
    let parts: Vec<String> = list(&army["events"])
        .iter()
        .flat_map(|e| e["parts"].as_object().unwrap().keys().cloned().collect::<Vec<_>>())
        .collect();
    assert!(parts.contains(&"responsible".to_owned()) && parts.contains(&"voice".to_owned()));
    let front = record(&id(&folder, "group", "Karsovan army"));
    assert!(!list(&front["relations"]).is_empty());
    for told in list(&front["relations"]) {
        assert!(!told["quote"].as_str().unwrap().is_empty() && !list(&told["said_by"]).is_empty());
    }
    folder.run(&["entities", "c.rashomon", "--record", "nobody"]).ends(1);
    folder.run(&["entities", "c.rashomon", "--record", "ht-1"]).ends(1).says(&["no person"]);
}
