//! `rashomon origins`: copies drawn by time, what single claims rest on, the graph, and nothing found.

use serde_json::Value;

use crate::program::Folder;

const STORY: &str = "Warplanes bombed the grain market of Kessib on Tuesday and killed 14 people, \
    hospital director Omar Dessin said. Two spice stalls and a bakery caught fire, and the flames \
    spread to 23 shops along the covered street before rain put them out.";

fn report(id: &str, outlet: &str, day: u32, text: &str) -> String {
    let published = format!("2031-03-{day:02}");
    let value =
        serde_json::json!({"id": id, "outlet": outlet, "published": published, "text": text});
    format!("{value}\n")
}

fn case() -> Folder {
    let alone =
        "Fog closed the harbour of Tarsk on Monday, and the ferries stayed at their moorings.";
    let reports = [
        report("a", "Harbour Times", 5, STORY),
        report("b", "Velm Post", 6, &format!("{STORY} Share this story.")),
        report("c", "Lake Courier", 6, STORY),
        report("d", "Northern Wire", 6, alone),
    ];
    Folder::with_case(&reports.concat())
}

#[test]
fn copies_hang_from_the_report_they_were_taken_from() {
    let folder = case();
    let shown = folder.run(&["origins", "c.rashomon"]).ends(0).out;
    let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "o1 3 reports");
    assert_eq!(lines[1], "  2031-03-05 Harbour Times a");
    assert!(lines[2].starts_with("  ├─▶ 2031-03-06 Lake Courier c  copy 100 %"), "{shown}");
    assert!(lines[3].starts_with("  └─▶ 2031-03-06 Velm Post b  copy "), "{shown}");
    assert!(!shown.contains("Northern Wire"), "{shown}");
    let all = folder.run(&["origins", "c.rashomon", "--all"]).ends(0).out;
    assert!(all.contains("2031-03-06 Northern Wire d"), "{all}");
    let quoted = folder.run(&["origins", "c.rashomon", "--quotes"]).ends(0).out;
    assert!(quoted.contains("from: Two spice stalls and a bakery"), "{quoted}");
}

#[test]
fn every_tie_is_one_line_of_json_whose_quotes_stand_in_the_texts() {
    let folder = case();
    let out = folder.run(&["origins", "c.rashomon", "--json"]).ends(0).out;
    let ties: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let from = |tie: &Value| (tie["from"]["report"].clone(), tie["to"].clone());
    let copies: Vec<_> = ties.iter().filter(|tie| tie["kind"] == "copy").map(from).collect();
    assert_eq!(
        copies,
        [("a".into(), "b".into()), ("a".into(), "c".into()), ("b".into(), "c".into())]
    );
    let quote = ties[0]["passages"][0]["taker_quote"].as_str().unwrap();
    assert!(STORY.contains(quote), "{quote}");
    // Two papers of one day: nobody knows.
    let same_day = ties.iter().find(|tie| tie["from"]["report"] == "b").unwrap();
    assert_eq!(same_day["direction"], "unknown");
}

#[test]
fn the_graph_is_a_digraph_with_undecided_edges_without_heads() {
    let out = case().run(&["origins", "c.rashomon", "--graph", "dot"]).ends(0).out;
    assert!(out.starts_with("digraph origins {") && out.trim_end().ends_with('}'), "{out}");
    assert!(out.contains("\"a\" -> \"b\" [label=\"copy"), "{out}");
    assert!(out.lines().any(|l| l.contains("\"b\" -> \"c\"") && l.contains("dir=none")), "{out}");
    assert!(!out.contains("\"d\""), "{out}");
}

#[test]
fn an_event_shows_its_origins_and_a_case_without_any_says_so() {
    let folder = case();
    let number = folder.run(&["events", "c.rashomon"]).ends(0).out;
    let kessib = number.lines().find(|line| line.contains("Kessib")).unwrap();
    let number = kessib.split_whitespace().next().unwrap();
    let shown = folder.run(&["origins", "c.rashomon", "--event", number]).ends(0).out;
    assert!(shown.contains("3 reports, 1 origin"), "{shown}");
    let alone = Folder::with_case(&report("d", "Northern Wire", 6, "Fog closed the harbour."));
    let none = alone.run(&["origins", "c.rashomon"]).ends(1);
    assert!(none.err.contains("--all"), "{}", none.err);
}

#[test]
fn a_second_report_of_one_outlet_is_listed_and_not_counted_apart() {
    let told = |toll: &str| {
        format!(
            "{toll} people were killed in Tuesday's air strike on Kessib, the city clinic said."
        )
    };
    let reports = [
        report("ht-1", "Harbour Times", 5, &told("Nine")),
        report("ht-2", "Harbour Times", 6, &told("Twelve")),
        report(
            "nw-1",
            "Northern Wire",
            6,
            "An air strike on Kessib killed seven people on Tuesday, the ministry said.",
        ),
    ];
    let folder = Folder::with_case(&reports.concat());
    let shown = folder.run(&["origins", "c.rashomon", "--event", "1"]).ends(0).out;
    assert!(shown.contains("3 reports, 2 origins"), "{shown}");
    assert_eq!(shown.matches("not counted apart").count(), 1, "{shown}");
    let page = folder.run(&["dossier", "c.rashomon", "1"]).ends(0).out;
    assert!(page.contains("3 reports from 2 origins"), "{page}");
}
