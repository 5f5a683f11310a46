//! `rashomon add` of datasets: known by their header, by name, or by a map; bad rows; many rows.

use crate::program::{Folder, command, ran};

const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,\
    country,location,latitude,longitude,geo_precision,source,notes,fatalities\n";

fn row(id: usize, day: &str, dead: &str) -> String {
    format!(
        "SEM{id},{day},1,Battles,Armed clash,Valley Guard,al-Sahra Front,Sembria,Velm,45.0,120.0,1,\
         Harbour Times,\"Clash, at Velm\",{dead}\n"
    )
}

#[test]
fn a_table_is_known_by_its_header_and_bad_rows_are_named() {
    let folder = Folder::new();
    let rows = [row(1, "2031-03-04", "9"), row(2, "2031-13-04", "9"), row(3, "2031-03-05", "many")];
    folder.write("acled.csv", ACLED.to_owned() + &rows.concat());
    let added = folder.run(&["add", "c.rashomon", "acled.csv"]).ends(2);
    for words in ["column event_date", "acled.csv:3", "column fatalities", "acled.csv:4", "1 new"] {
        assert!(added.err.contains(words), "no `{words}` in {}", added.err);
    }
    let case = folder.export();
    let claims = case["events"][0]["claims"].as_array().unwrap();
    let killed = claims.iter().find(|claim| claim["slot"] == "killed").unwrap();
    assert_eq!(killed["quote"], "fatalities: 9");
    assert_eq!(killed["said_by"][0]["outlet"], "ACLED");
    let again = folder.run(&["add", "c.rashomon", "acled.csv"]).ends(2);
    assert!(again.err.contains("0 new") && again.err.contains("1 held"), "{}", again.err);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn a_map_says_what_the_columns_of_ones_own_table_mean() {
    let folder = Folder::new();
    let example = ran(command().args(["add", "--map-example"])).ends(0).out;
    folder.write("map.toml", &example);
    folder.write(
        "register.csv",
        "Case no;Day;What happened;Village;Dead;Blamed;Remarks\n\
         7;04/03/2031;air strike;Velm;0;Valley Guard;Nobody was hurt\n\
         8;05/03/2031;shelling;Velm;3;;Three men\n",
    );
    let args = ["add", "c.rashomon", "register.csv", "--dataset", "map.toml"];
    folder.run(&args).ends(0);
    let case = folder.export();
    let texts = case.to_string();
    assert!(texts.contains("Clinic register") && texts.contains("\"low\":0"), "{texts}");
    let nothing = folder.run(&["add", "d.rashomon", "register.csv"]).ends(2);
    assert!(nothing.err.contains("--dataset"), "{}", nothing.err);
    folder.run(&["add", "c.rashomon", "register.csv", "--dataset", "nowhere"]).ends(2);
}

const PRESS: &str = "{\"id\":\"r1\",\"outlet\":\"Velm Post\",\"published\":\"2031-03-05\",\
    \"text\":\"Shells killed nine people in Velm on 4 March 2031, residents said.\"}\n\
    {\"id\":\"r2\",\"outlet\":\"Velm Post\",\"published\":\"2031-03-07\",\
    \"text\":\"An air strike killed three people in Dorrun on 6 March 2031, residents said.\"}\n";

#[test]
fn what_a_dataset_does_not_have_is_asked_by_its_name() {
    let folder = Folder::with_case(PRESS);
    let none = folder.run(&["gaps", "c.rashomon", "--dataset", "ACLED"]).ends(1);
    assert!(none.err.contains("there are Velm Post"), "{}", none.err);
    let rows = [row(1, "2031-03-04", "9"), row(2, "2031-03-08", "2")];
    folder.write("acled.csv", ACLED.to_owned() + &rows.concat());
    folder.run(&["add", "c.rashomon", "acled.csv"]).ends(0);
    let asked = folder.run(&["gaps", "c.rashomon", "--dataset", "ACLED", "--json"]).ends(0);
    let gaps: serde_json::Value = serde_json::from_str(&asked.out).unwrap();
    let missing = gaps["sides"][0]["gaps"].as_array().unwrap();
    let titles: Vec<&str> = missing.iter().filter_map(|gap| gap["title"].as_str()).collect();
    assert!(titles.iter().any(|title| title.contains("Dorrun")), "{titles:?}");
    assert!(!titles.iter().any(|title| title.contains("8 March")), "{titles:?}");
}

#[test]
fn codings_go_out_the_same_whatever_the_order_of_reports() {
    let folder = Folder::new();
    let mut lines: Vec<&str> = PRESS.lines().collect();
    let third = "{\"id\":\"r3\",\"outlet\":\"Hill Post\",\"published\":\"2031-03-05\",\"text\":\
        \"At least 12 people, three of them children, were killed when the army shelled Velm on \
        4 March 2031, a doctor said. The army denied it.\"}";
    lines.push(third);
    let out = |case: &str, lines: &[&str]| -> Vec<String> {
        folder.write("r.jsonl", lines.join("\n"));
        folder.run(&["add", case, "r.jsonl"]).ends(0);
        let formats = ["acled", "ucdp", "plover"].iter();
        let texts = formats.map(|f| folder.run(&["export", case, "--format", f]).ends(0).out);
        let mut texts: Vec<String> = texts.collect();
        texts.push(folder.run(&["numbers", case, "--rulebook", "airwars"]).ends(0).out);
        texts
    };
    let first = out("a.rashomon", &lines);
    assert!(first.iter().all(|text| !text.trim().is_empty()));
    for turn in 0..lines.len() {
        let mut turned = lines.clone();
        turned.rotate_left(turn);
        turned.reverse();
        assert_eq!(out(&format!("{turn}.rashomon"), &turned), first, "turned by {turn}, reversed");
    }
}

#[test]
fn a_row_cut_short_is_named_and_no_half_of_it_goes_in() {
    let folder = Folder::new();
    let table = ACLED.to_owned() + &row(1, "2031-03-04", "9") + &row(2, "2031-03-05", "12");
    let half = &table[..table.rfind("Harbour Times").unwrap()];
    folder.write("acled.csv", half);
    let added = folder.run(&["add", "c.rashomon", "acled.csv"]).ends(2);
    assert!(added.err.contains("acled.csv:3") && added.err.contains("1 new"), "{}", added.err);
    assert!(added.err.contains("13 of 15 columns"), "{}", added.err);
}

#[test]
fn a_map_of_other_columns_names_those_that_the_table_has() {
    let folder = Folder::new();
    folder.write("map.toml", ran(command().args(["add", "--map-example"])).ends(0).out);
    folder.write("register.csv", "No;Day;Where;Dead\n1;04/03/2031;Velm;3\n");
    let args = ["add", "c.rashomon", "register.csv", "--dataset", "map.toml"];
    let added = folder.run(&args).ends(2);
    assert!(
        added.err.contains("no column what happened, but No, Day, Where, Dead"),
        "{}",
        added.err
    );
}

#[test]
#[ignore = "takes a minute"]
fn ten_thousand_rows_come_in_lot_by_lot() {
    let folder = Folder::new();
    let mut table = ACLED.to_owned();
    for id in 0..10_000 {
        table.push_str(&row(id, &format!("2031-{:02}-{:02}", id % 12 + 1, id % 28 + 1), "2"));
    }
    folder.write("acled.csv", table);
    let added = folder.run(&["add", "c.rashomon", "acled.csv"]).ends(0);
    assert!(added.err.contains("10000 new"), "{}", added.err);
}
