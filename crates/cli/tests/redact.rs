//! `redact`: what is withheld stands in nothing that is shown or exported, whatever is asked and of when.

use serde_json::{Value, json};

use crate::program::Folder;
use crate::reports;

const NAME: &str = "Omar Dessin";

/// Everything the program shows of a case, as bytes.
fn everything(folder: &Folder, more: &[&str]) -> String {
    let looks: [&[&str]; 13] = [
        &["events", "c.rashomon"],
        &["events", "c.rashomon", "--json"],
        &["show", "c.rashomon", "1", "--quotes"],
        &["timeline", "c.rashomon", "--json"],
        &["numbers", "c.rashomon", "--json"],
        &["entities", "c.rashomon", "--json"],
        &["origins", "c.rashomon", "--json"],
        &["judgements", "c.rashomon", "--json"],
        &["explain", "c.rashomon", "nw-1"],
        &["explain", "c.rashomon", "nw-1", "--json"],
        &["explain", "c.rashomon", "1"],
        &["search", "c.rashomon", "fighters"],
        &["search", "c.rashomon", "spokesman", "--json"],
    ];
    let mut shown = String::new();
    for look in looks {
        let ran = folder.run(&[look, more].concat());
        shown.push_str(&ran.out);
        shown.push_str(&ran.err);
    }
    for format in ["json", "csv", "geojson", "acled", "ucdp", "plover", "ftm", "jsonld", "parquet"]
    {
        let out = format!("out-{format}");
        let ran = folder.run(
            &[&["export", "c.rashomon", "--format", format, "-o", out.as_str()], more].concat(),
        );
        shown.push_str(&ran.out);
        shown.push_str(&ran.err);
        shown.push_str(&all_bytes(&folder.path(&out)));
    }
    let dossier: &[&str] = &["dossier", "c.rashomon", "--texts", "-o", "out.html"];
    folder.run(&[dossier, more].concat()).ends(0);
    shown.push_str(&std::fs::read_to_string(folder.path("out.html")).unwrap());
    shown
}

fn all_bytes(path: &std::path::Path) -> String {
    let Ok(metadata) = std::fs::metadata(path) else { return String::new() };
    if metadata.is_file() {
        return String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    }
    let entries = std::fs::read_dir(path).unwrap();
    entries.map(|entry| all_bytes(&entry.unwrap().path())).collect()
}

fn of_war() -> Folder {
    let folder = Folder::with_case(&reports::war());
    let rename = ["judge", "rename", "c.rashomon", NAME, "Dessin, Omar", "--reason", "card index"];
    folder.run(&rename).ends(0);
    folder
}

fn redacted(folder: &Folder, words: &[&str]) -> Vec<Value> {
    let args = [&["redact", "c.rashomon"], words, &["--reason", "he asked for it", "--json"]];
    folder.run(&args.concat()).ends(0).json()
}

#[test]
fn withheld_words_stand_in_nothing_that_is_shown() {
    let folder = of_war();
    assert!(everything(&folder, &[]).contains(NAME));
    let told = redacted(&folder, &[NAME, "Dessin, Omar"]);
    assert!(told.iter().all(|it| it["sha256"][0].as_str().is_some_and(|hex| hex.len() == 64)));
    let shown = everything(&folder, &[]);
    assert!(!shown.contains("Dessin"), "{}", around(&shown, "Dessin"));
    assert!(shown.contains("███████████"));
    assert!(shown.contains("he asked for it"));
    // Nor as it stood before anything was withheld.
    let then = everything(&folder, &["--as-of", "8"]);
    assert!(!then.contains("Dessin"), "{}", around(&then, "Dessin"));
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

fn around(text: &str, word: &str) -> String {
    let at = text.find(word).unwrap_or(0);
    let from = (at.saturating_sub(200)..=at).find(|n| text.is_char_boundary(*n)).unwrap_or(at);
    text[from..].chars().take(400).collect()
}

#[test]
fn a_hole_keeps_every_other_span_and_the_digest_opens_it() {
    let folder = of_war();
    let before = folder.export();
    redacted(&folder, &[NAME]);
    let after = folder.export();
    let text = |case: &Value| {
        let mut reports = case["reports"].as_array().unwrap().iter();
        reports.find(|report| report["id"] == "nw-1").unwrap().clone()
    };
    let (before, after) = (text(&before), text(&after));
    let (was, is) = (before["text"].as_str().unwrap(), after["text"].as_str().unwrap());
    assert_eq!(was.chars().count(), is.chars().count());
    assert_eq!(is, was.replace(NAME, "███████████"));
    let hole = &after["withheld"][0];
    let [start, end] = [0, 1].map(|at| hole["spans"][0][at].as_u64().unwrap() as usize);
    let stood: String = was.chars().skip(start).take(end - start).collect();
    assert_eq!(stood, NAME);
    // The case holds the salt with the words; together they have the digest that everybody sees.
    let file = rusqlite_free_blob(&folder, hole["sha256"][0].as_str().unwrap());
    assert!(file.ends_with(&format!("\n{NAME}")), "{file}");
    assert_ne!(after["sha256"], before["sha256"]);
}

/// Finds the opening of a hole in the bytes of the case, without this program.
fn rusqlite_free_blob(folder: &Folder, digest: &str) -> String {
    let bytes = std::fs::read(folder.path("c.rashomon")).unwrap();
    let wal = std::fs::read(folder.path("c.rashomon-wal")).unwrap_or_default();
    let end = format!("\n{NAME}").into_bytes();
    for bytes in [bytes, wal] {
        for at in 0..bytes.len().saturating_sub(end.len() + 32) {
            let opening = &bytes[at..at + 32 + end.len()];
            if opening.ends_with(&end) && rashomon::sha256(opening) == digest {
                return String::from_utf8(opening.to_vec()).unwrap();
            }
        }
    }
    panic!("the opening is not in the case");
}

#[test]
fn words_withheld_everywhere_are_withheld_from_what_comes_later() {
    let folder = of_war();
    redacted(&folder, &[NAME]);
    let late = json!({"id": "late", "outlet": "Late Post", "published": "2031-03-07",
        "title": format!("{NAME} speaks"),
        "text": format!("Seven people were killed in an airstrike on Velm on 4 March 2031, {NAME} said.")});
    folder.write("late.jsonl", late.to_string());
    folder.run(&["add", "c.rashomon", "late.jsonl"]).ends(0);
    let shown = everything(&folder, &[]);
    assert!(!shown.contains(NAME), "{}", around(&shown, NAME));
    assert!(shown.contains("Late Post"));
    // Adding it again is no revision, though it is shown otherwise than it came.
    let again = folder.run(&["add", "c.rashomon", "late.jsonl"]).ends(0);
    assert!(again.err.contains("1 held already"), "{}", again.err);
    // A revision is masked, too.
    let revised = late.to_string().replace("Seven", "Nine");
    folder.write("late.jsonl", revised);
    folder.run(&["add", "c.rashomon", "late.jsonl"]).ends(0);
    assert!(!everything(&folder, &[]).contains(NAME));
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn one_report_and_one_stretch_can_be_meant() {
    let folder = of_war();
    redacted(&folder, &["Velm", "--report", "hp-1"]);
    let case = folder.export();
    for report in case["reports"].as_array().unwrap() {
        let (id, text) = (&report["id"], report["text"].as_str().unwrap());
        assert_eq!(text.contains("Velm"), id == "ht-1" || id == "nw-1", "{report}");
    }
    let span = ["redact", "c.rashomon", "--report", "ht-1", "--span", "9-11", "--reason", "x"];
    folder.run(&span).ends(0);
    let text = folder.export()["reports"].to_string();
    assert!(text.contains("At least ██ people"), "{text}");
}

#[test]
fn what_is_lifted_is_as_it_was() {
    let folder = of_war();
    let before = folder.export();
    let told = redacted(&folder, &[NAME]);
    for redaction in &told {
        let position = redaction["position"].to_string();
        folder
            .run(&["redact", "c.rashomon", "--lift", &position, "--reason", "public now"])
            .ends(0);
    }
    assert!(folder.export() == before);
    let listed = folder.run(&["redactions", "c.rashomon", "--json"]).ends(0).json();
    assert!(listed.iter().all(|it| it["lifted"].is_u64()));
    let again = ["redact", "c.rashomon", "--lift", "99", "--reason", "x"];
    folder.run(&again).ends(1).says(&["no redaction in force", "`rashomon redactions`"]);
}

#[test]
fn what_withholds_nothing_is_refused() {
    let folder = of_war();
    let of = |words: &[&str]| folder.run(&[&["redact", "c.rashomon"], words].concat());
    of(&["Nobody Here", "--reason", "x"]).ends(1).says(&["nowhere in view", "exactly"]);
    of(&[NAME, "--reason", " "]).ends(2).says(&["needs a reason"]);
    of(&[NAME, "--report", "none", "--reason", "x"]).ends(1).says(&["none"]);
    of(&["--report", "ht-1", "--span", "9000-9011", "--reason", "x"])
        .ends(2)
        .says(&["no words at"]);
    assert_eq!(of(&["--report", "ht-1", "--span", "11-9", "--reason", "x"]).code, 2);
    folder.run(&["redactions", "c.rashomon"]).ends(1).says(&["nothing is withheld"]);
}

#[test]
fn a_withheld_voice_stays_a_voice() {
    let folder = Folder::new();
    let report = json!({"id": "a", "outlet": "Bay Tribune", "published": "2031-03-05", "lang": "en",
        "text": "Mara Tolen, a nurse, said nine people were killed in the airstrike on Velm on 4 March 2031."});
    folder.write("a.jsonl", report.to_string());
    folder.run(&["add", "c.rashomon", "a.jsonl"]).ends(0);
    redacted(&folder, &["Mara Tolen"]);
    let case = folder.export();
    let killed = &case["events"][0]["slots"]["killed"]["values"][0]["accounts"][0];
    let mut accounts = case["events"][0]["accounts"].as_array().unwrap().iter();
    let account = accounts.find(|account| account["id"] == *killed).unwrap();
    let said_by = account["said_by"].as_array().unwrap();
    // Else the outlet would seem to say of its own what it only quotes.
    assert!(said_by.len() == 2 && said_by[1]["text"].as_str().unwrap().contains('█'), "{account}");
}

#[test]
fn two_people_withheld_do_not_become_one() {
    let folder = Folder::new();
    let of = |id: &str, name: &str, verb: &str| {
        json!({"id": id, "outlet": format!("Outlet {id}"), "published": "2031-03-05", "lang": "en",
            "text": format!("{name}, a doctor, {verb} that four people were killed in an airstrike \
             on Velm on 4 March 2031. {name} spoke to reporters.")})
        .to_string()
    };
    folder.write(
        "two.jsonl",
        [of("a", "Karim Aden", "said"), of("b", "Salim Odeh", "denied")].join("\n"),
    );
    folder.run(&["add", "c.rashomon", "two.jsonl"]).ends(0);
    redacted(&folder, &["Karim Aden", "Salim Odeh"]);
    let case = folder.export();
    for entity in case["entities"].as_array().unwrap() {
        let reports: std::collections::BTreeSet<String> = entity["names"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|name| name["text"].as_str().unwrap().contains('█'))
            .flat_map(|name| name["reports"].as_array().unwrap())
            .map(Value::to_string)
            .collect();
        assert!(reports.len() < 2, "{entity}");
    }
}
