//! `rashomon rulebooks`: what comes in, what it changes, how it goes out, and bad files; and what
//! `show` and `explain` print of it.

use crate::program::{Folder, command, ran};

const REPORTS: &str = "{\"id\":\"r1\",\"outlet\":\"Velm Post\",\"published\":\"2031-03-05\",\
    \"text\":\"Dozens of civilians were killed in Tuesday's air strike on Kessib, residents said.\"}\n";

const OURS: &str = "name = \"ours\"\nversion = \"1\"\nextends = \"airwars\"\n\
    [[parameter]]\nname = \"fair_origins\"\nvalue = 1\n";

#[test]
fn a_rulebook_of_ones_own_codes_beside_the_others_and_goes_again() {
    let folder = Folder::with_case(REPORTS);
    folder.write("ours.toml", OURS);
    folder.run(&["rulebooks", "check", "ours.toml"]).ends(0);
    let import = folder.run(&["rulebooks", "import", "c.rashomon", "ours.toml"]).ends(0);
    assert!(import.err.contains("ours 1 is in force"), "{}", import.err);
    let again = folder.run(&["rulebooks", "import", "c.rashomon", "ours.toml"]).ends(0);
    assert!(again.err.contains("nothing changed"), "{}", again.err);
    let shown = folder.run(&["show", "c.rashomon", "1"]).ends(0);
    for words in ["airwars: grade weak", "ours: grade fair", "killed 12–24"] {
        assert!(shown.out.contains(words), "{}", shown.out);
    }
    let why = folder.run(&["explain", "c.rashomon", "1/ours/grade"]).ends(0);
    for words in ["parameter.fair_origins", "set by the rulebook's user", "Dozens of civilians"] {
        assert!(why.out.contains(words), "{}", why.out);
    }
    let json = folder.run(&["explain", "c.rashomon", "1/airwars", "--json"]).ends(0);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["killed_max"], 24);
    assert!(json["trace"].as_array().is_some_and(|trace| !trace.is_empty()));
    let list = folder.run(&["rulebooks", "list", "c.rashomon"]).ends(0);
    assert!(list.out.contains("changes airwars"), "{}", list.out);
    folder.run(&["rulebooks", "drop", "c.rashomon", "airwars", "--reason", "x"]).ends(1);
    folder.run(&["rulebooks", "drop", "c.rashomon", "ours", "--reason", " "]).ends(2);
    folder.run(&["rulebooks", "drop", "c.rashomon", "ours", "--reason", "tried"]).ends(0);
    let gone = folder.run(&["explain", "c.rashomon", "1/ours"]).ends(1);
    assert!(gone.err.contains("it is coded by: "), "{}", gone.err);
    folder.run(&["explain", "c.rashomon", "1/airwars/grad"]).ends(1);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn a_file_with_a_mistake_is_refused_with_its_line_and_leaves_nothing() {
    let folder = Folder::with_case(REPORTS);
    for (text, said) in [
        (OURS.replace("fair_origins", "fair_origin"), "bad.toml:5: "),
        (OURS.replace("airwars", "airways"), "bad.toml:3: there is no rulebook `airways`"),
        (OURS.replace("name = \"ours\"", "name = \"airwars\""), "cannot extend itself"),
        ("name = ".to_owned(), "bad.toml:1: "),
        (String::new(), "bad.toml"),
    ] {
        folder.write("bad.toml", text);
        let refused = folder.run(&["rulebooks", "check", "bad.toml"]).ends(2);
        assert!(refused.err.contains(said), "{}", refused.err);
        assert_eq!(refused.out, "");
        folder.run(&["rulebooks", "import", "new.rashomon", "bad.toml"]).ends(2);
        assert!(!folder.path("new.rashomon").exists());
    }
    folder.run(&["rulebooks", "check", "none.toml"]).ends(2);
    folder.run(&["rulebooks", "show", "none"]).ends(1);
}

#[test]
fn what_is_in_the_program_prints_without_a_case() {
    for args in [
        ["rulebooks", "list"].as_slice(),
        &["rulebooks", "list", "--json"],
        &["rulebooks", "show", "airwars"],
        &["rulebooks", "show", "airwars", "--json"],
        &["rulebooks", "show", "admiralty", "--file"],
        &["rulebooks", "findings"],
        &["rulebooks", "findings", "--json"],
    ] {
        let run = ran(command().args(args)).ends(0);
        assert!(run.out.len() > 100, "{args:?}");
    }
}
