//! `rashomon sources`: what a table changes, that it stays and goes, and every bad row or file.

use crate::program::{Folder, command, ran};

const REPORTS: &str = concat!(
    "{\"id\":\"r1\",\"outlet\":\"Valley Radio\",\"published\":\"2031-03-05\",\"text\":",
    "\"Three fighters of the al-Sahra Front were killed in the air strike on Tarsk on Tuesday.\"}\n",
    "{\"id\":\"r2\",\"outlet\":\"Guard Daily\",\"published\":\"2031-03-05\",\"text\":",
    "\"Three fighters of the al-Sahra Front were killed in an air strike on Tarsk on Tuesday. ",
    "The Harbour Guard is fighting the al-Sahra Front.\"}\n",
);

const TABLE: &str = "source,leaning,party,from,until,reliability\n\
    Valley Radio,is of,al-Sahra Front,2030,,D\n\
    Guard Daily,leans to,Harbour Guard,,,\n";

/// The accounts that tell of something against their interest, by outlet.
fn against(folder: &Folder) -> Vec<String> {
    let case = folder.export();
    let mut out = Vec::new();
    for event in case["events"].as_array().unwrap() {
        for slot in event["slots"].as_object().unwrap().values() {
            for value in slot["values"].as_array().unwrap() {
                for found in value["interest"].as_array().into_iter().flatten() {
                    let accounts = event["accounts"].as_array().unwrap();
                    let account = accounts.iter().find(|a| a["id"] == found["account"]).unwrap();
                    assert!(!found["grounds"].as_array().unwrap().is_empty());
                    out.push(account["outlet"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    out
}

#[test]
fn a_table_takes_effect_stays_and_goes() {
    let folder = Folder::with_case(REPORTS);
    assert!(against(&folder).is_empty());
    let before = folder.export();
    folder.write("sources.csv", TABLE);
    let args = ["sources", "import", "c.rashomon", "sources.csv", "--by", "ana"];
    let import = folder.run(&args).ends(0);
    assert!(
        import.out.is_empty() && import.err.contains("2 rows from sources.csv"),
        "{}",
        import.err
    );
    assert_eq!(against(&folder), ["Valley Radio"]);
    let shown = folder.run(&["show", "c.rashomon", "1"]).ends(0).out;
    for words in ["[against", "Against interest:", "Opposed voices agree:", "entered by ana"] {
        assert!(shown.contains(words), "no `{words}` in {shown}");
    }
    let head = folder.head();
    folder.write("again.csv", TABLE);
    let again = folder.run(&["sources", "import", "c.rashomon", "again.csv"]).ends(0);
    assert!(again.err.contains("nothing changed"), "{}", again.err);
    assert_eq!(folder.head(), head, "the same table twice changes nothing");
    folder.run(&["verify", "c.rashomon", "--rebuild"]).ends(0);
    assert_eq!(against(&folder), ["Valley Radio"], "it outlives a rebuild");

    let listed = folder.run(&["sources", "list", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0]["reliability"], "D");
    assert_eq!(listed[0]["by"], "ana");
    let id = listed[0]["id"].as_str().unwrap().split(':').next().unwrap().to_owned();
    folder.run(&["sources", "drop", "c.rashomon", &id, "--reason", "it was sold"]).ends(0);
    assert_eq!(folder.export()["events"], before["events"], "nothing of it is left");
    folder.run(&["sources", "list", "c.rashomon"]).ends(1);
    folder.run(&args).ends(0);
    assert_eq!(against(&folder), ["Valley Radio"], "importing brings it back");
}

#[test]
fn a_claim_explains_why_it_goes_against_interest() {
    let folder = Folder::with_case(REPORTS);
    folder.write("sources.csv", TABLE);
    folder.run(&["sources", "import", "c.rashomon", "sources.csv"]).ends(0);
    let case = folder.export();
    let values = &case["events"][0]["slots"]["killed"]["values"][0];
    let claim = values["interest"][0]["claims"][0].as_str().unwrap();
    let told = folder.run(&["explain", "c.rashomon", claim]).ends(0).out;
    assert!(told.contains("against it: Valley Radio tells of fighters"), "{told}");
    assert!(told.contains("Valley Radio is of al-Sahra Front"), "{told}");
}

#[test]
fn the_example_reads_and_bad_rows_are_named() {
    let folder = Folder::with_case(REPORTS);
    let example = ran(command().args(["sources", "import", "--example"])).ends(0).out;
    folder.write("example.csv", &example);
    let import = folder.run(&["sources", "import", "c.rashomon", "example.csv"]).ends(0);
    assert!(import.err.contains("no report names these so"), "{}", import.err);
    folder.write(
        "bad.csv",
        "source,leaning,party\nA,adores,al-Sahra Front\nB,is of,al-Sahra Front\n",
    );
    let bad = folder.run(&["sources", "import", "c.rashomon", "bad.csv"]).ends(2);
    assert!(bad.err.contains("bad.csv:2") && bad.err.contains("write leans to"), "{}", bad.err);
    assert!(bad.err.contains("1 rows") && bad.err.contains("1 not usable"), "{}", bad.err);
    folder.write("none.csv", "town,people\nVelm,3\n");
    let none = folder.run(&["sources", "import", "c.rashomon", "none.csv"]).ends(2);
    none.says(&["none.csv", "--example"]);
    folder
        .run(&["sources", "import", "c.rashomon", "nowhere.csv"])
        .ends(2)
        .says(&["check the path"]);
    folder.run(&["sources", "drop", "c.rashomon", "S-0", "--reason", "x"]).ends(1);
}
