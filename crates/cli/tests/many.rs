//! Commands that look at many events: which, by time, how many people, who differs, who leaves out.

use serde_json::{Value, json};

use crate::program::Folder;
use crate::reports;

/// Two outlets that tell one strike differently, a third that tells another, and a late one.
fn sides() -> String {
    let of = |id: &str, outlet: &str, published: &str, text: &str| {
        json!({"id": id, "outlet": outlet, "published": published, "lang": "en", "text": text})
            .to_string()
    };
    [
        of(
            "ht-1",
            "Harbour Times",
            "2031-03-05",
            "Fourteen people were killed in Tuesday's air strike on Kessib, the city clinic said. \
             A hospital was damaged.",
        ),
        of(
            "nw-1",
            "Northern Wire",
            "2031-03-05",
            "Nine people were killed in the air strike on Kessib on Tuesday, the defence ministry \
             said.",
        ),
        of(
            "nw-2",
            "Northern Wire",
            "2031-03-07",
            "Five people were killed when shells hit a bakery in Dorvan on Thursday, residents said.",
        ),
        of("ht-2", "Harbour Times", "2031-03-08", "The ferry is late again."),
        of(
            "hp-1",
            "Hill Post",
            "2031-05-06",
            "Gunmen attacked a convoy near Ostrel on Monday, police said.",
        ),
    ]
    .join("\n")
        + "\n"
}

fn lines(text: &str) -> usize {
    text.lines().count()
}

#[test]
fn events_are_chosen_by_what_is_told_of_them() {
    let folder = Folder::with_case(&sides());
    let count = |args: &[&str]| {
        let mut all = vec!["events", "c.rashomon"];
        all.extend(args);
        lines(&folder.run(&all).ends(0).out)
    };
    assert_eq!(count(&[]), 3);
    for one in [
        &["--disagreeing"][..],
        &["--disagreeing=killed,cause"],
        &["--outlets", "2"],
        &["--origins", "2"],
        &["--outlet", "harbour times"],
        &["--outlet", "Harbour Times", "--outlet", "The Northern Wire"],
        &["--voice", "the city clinic"],
        &["--voice", "Harbour Times"],
        &["--where", "kessib"],
        &["--until", "2031-03-04"],
    ] {
        assert_eq!(count(one), 1, "{one:?}");
    }
    assert_eq!(count(&["--place", "kessib", "--place", "dorvan"]), 2);
    assert_eq!(count(&["--class", "ASSAULT/aerial", "--class", "ASSAULT/heavy-weapons"]), 2);
    for none in [
        &["--disagreeing=cause"][..],
        &["--outlet", "Nobody Post"],
        &["--responsible", "Nobody"],
        &["--grade", "airwars=none-such"],
    ] {
        let mut all = vec!["events", "c.rashomon"];
        all.extend(none);
        assert_eq!(folder.run(&all).ends(1).out, "", "{none:?}");
    }
    for wrong in [
        &["--disagreeing=colour"][..],
        &["--grade", "contested"],
        &["--since", "last week"],
        &["--sort", "luck"],
    ] {
        let mut all = vec!["events", "c.rashomon"];
        all.extend(wrong);
        folder.run(&all).ends(2);
    }
}

#[test]
fn who_has_no_name_answers_to_the_words_and_what_is_not_there_is_named() {
    let folder = Folder::with_case(&sides());
    let asked = |more: &[&str]| folder.run(&[&["events", "c.rashomon"], more].concat());
    assert_eq!(lines(&asked(&["--voice", "clinic"]).ends(0).out), 1);
    assert_eq!(lines(&asked(&["--target", "bakery"]).ends(0).out), 1);
    asked(&["--target", "baker"]).ends(1).says(&["baker", "entities"]);
    asked(&["--grade", "airward=fair"]).ends(1).says(&["airward", "airwars"]);
    asked(&["--grade", "airwars.grad=fair"]).ends(1).says(&["grad", "grade"]);
    asked(&["--since", "2031-03-07", "--until", "2031-03-01"]).ends(2).says(&["exchange"]);
}

#[test]
fn the_list_shows_range_origins_and_disagreement() {
    let folder = Folder::with_case(&sides());
    let first = folder.run(&["events", "c.rashomon", "--sort", "width", "-n", "1"]).ends(0).out;
    for words in ["9–14 killed", "2 reports, 2 origins", "≠ killed", "2031-03-04"] {
        assert!(first.contains(words), "no {words}: {first}");
    }
    let most = folder.run(&["events", "c.rashomon", "--sort", "killed", "--json"]).ends(0).json();
    assert!(most[0]["title"].as_str().unwrap().contains("Kessib"));
}

#[test]
fn numbers_add_up_and_say_what_they_leave_out() {
    let folder = Folder::with_case(&sides());
    let page =
        folder.run(&["numbers", "c.rashomon", "--by", "month,place,side,status"]).ends(0).out;
    for words in [
        "killed, as told: 14 to 19 in 2 events",
        "5 in 1 event",
        "By place",
        "side not told",
        "100 %",
    ] {
        assert!(page.contains(words) || page.contains(&words.replace("place", "town")), "{page}");
    }
    let numbers =
        &folder.run(&["numbers", "c.rashomon", "--json", "--by", "day"]).ends(0).json()[0];
    assert_eq!((&numbers["total"]["low"], &numbers["total"]["told"]), (&json!(14), &json!(19)));
    assert_eq!(numbers["uncontested"]["low"], 5);
    let rows = numbers["by"]["day"].as_array().unwrap();
    let sum: u64 = rows.iter().map(|row| row["low"].as_u64().unwrap()).sum();
    assert_eq!(sum, 14);
    let other =
        &folder.run(&["numbers", "c.rashomon", "--contested", "place", "--json"]).ends(0).json()[0];
    assert_eq!(other["uncontested"], other["total"]);
    folder.run(&["numbers", "c.rashomon", "--slot", "detained"]).ends(1).says(&["detained"]);
    folder.run(&["numbers", "c.rashomon", "--slot", "weapon"]).ends(2);
    folder.run(&["numbers", "c.rashomon", "--by", "colour"]).ends(2).says(&["colour", "month"]);
    folder.run(&["numbers", "c.rashomon", "--rulebook", "nobody"]).ends(1).says(&["nobody"]);
}

#[test]
fn a_difference_names_both_values_the_reason_and_what_is_left_out() {
    let folder = Folder::with_case(&sides());
    let diff = |more: &[&str]| {
        let mut all = vec!["diff", "c.rashomon", "Harbour Times", "the northern wire"];
        all.extend(more);
        folder.run(&all).ends(0)
    };
    let page = diff(&[]).out;
    for words in [
        "Harbour Times ↔ Northern Wire",
        "both tell 1 event",
        "≠ killed",
        "Harbour Times: 14",
        "Northern Wire: 9",
        "because 9 and 14",
        "Northern Wire leaves out:",
        "damage: hospital",
        "Harbour Times alone lets speak",
    ] {
        assert!(page.contains(words), "no `{words}` in\n{page}");
    }
    assert!(!page.contains("ht-1#"), "quotes only on demand");
    let quoted = diff(&["--quotes"]).out;
    assert!(quoted.contains("Fourteen people were killed") && quoted.contains("ht-1#"), "{quoted}");
    assert!(lines(&diff(&["--summary"]).out) < lines(&page));

    let there = &diff(&["--json"]).json()[0];
    let back = &folder
        .run(&["diff", "c.rashomon", "Northern Wire", "Harbour Times", "--json"])
        .ends(0)
        .json()[0];
    let turned = |slot: &Value| json!([slot["values"][1], slot["values"][0]]);
    assert_eq!(there["events"][0]["slots"][0]["values"], turned(&back["events"][0]["slots"][0]));
    assert_eq!(there["only"][1].as_array().unwrap().len(), 1);

    let voices = ["diff", "c.rashomon", "the city clinic", "the defence ministry"];
    assert!(folder.run(&voices).ends(0).out.contains("≠ killed"));
    folder.run(&["diff", "c.rashomon", "Harbour Times", "Hill Post"]).ends(1);
    folder.run(&["diff", "c.rashomon", "Harbour Times", "Nobody"]).ends(1).says(&["Nobody"]);
    folder.run(&["diff", "c.rashomon", "Hill Post", "hill post"]).ends(2).says(&["name two"]);
}

#[test]
fn gaps_are_said_only_where_somebody_published() {
    let folder = Folder::with_case(&sides());
    let table = folder.run(&["gaps", "c.rashomon"]).ends(0).out;
    assert!(table.contains("not covered") && table.contains("Hill Post"), "{table}");
    let of = |args: &[&str], code: i32| {
        let mut all = vec!["gaps", "c.rashomon"];
        all.extend(args);
        folder.run(&all).ends(code).out
    };
    let harbour = of(&["--side", "Harbour Times"], 0);
    assert!(harbour.contains("Dorvan") && !harbour.contains("Ostrel"), "{harbour}");
    assert!(of(&["--dataset", "Hill Post"], 1).contains("2 from days without a report"));
    let both = of(&["--side", "Harbour Times, Hill Post", "--side", "Northern Wire"], 0);
    assert!(
        both.contains("Harbour Times, Hill Post") && both.contains("the others tell"),
        "{both}"
    );
    // A longer window covers more.
    assert!(of(&["--side", "Hill Post", "--window", "90"], 0).contains("Kessib"));
    folder.run(&["gaps", "c.rashomon", "--side", "Nobody"]).ends(1).says(&["Nobody", "Hill Post"]);
    folder.run(&["gaps", "c.rashomon", "--leaning", "Front"]).ends(1).says(&["--side"]);
}

#[test]
fn a_timeline_fits_its_width_and_marks_disagreement() {
    let folder = Folder::with_case(&(sides() + &reports::many(12)));
    for width in ["40", "80", "120"] {
        for more in [&["--by", "day"][..], &["--by", "month"], &["--lanes", "3"], &[]] {
            let mut all = vec!["timeline", "c.rashomon", "--width", width];
            all.extend(more);
            let page = folder.run(&all).ends(0).out;
            let widest = page.lines().map(|line| line.chars().count()).max().unwrap();
            let limit: usize = width.parse().unwrap();
            assert!(widest <= limit, "{widest} of {width} {more:?}\n{page}");
            assert!(!page.contains('█'), "plain where there is no terminal");
        }
    }
    let page = folder.run(&["timeline", "c.rashomon", "--by", "day"]).ends(0).out;
    let day = page.lines().find(|line| line.starts_with("2031-03-04")).unwrap();
    assert!(day.contains('≠') && day.contains("killed"), "{day}");
    assert!(page.contains("without events"), "a long empty stretch is counted: {page}");
    let lanes = folder.run(&["timeline", "c.rashomon", "--lanes", "9"]).ends(0).out;
    assert!(lanes.contains("Hill Post") && lanes.contains('≠'), "{lanes}");
}
