//! Each command on a small case: exit codes, data on standard output, messages on standard error.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::program::{Folder, command};
use crate::reports;

#[test]
fn reports_become_a_case_that_answers() {
    let folder = Folder::new();
    folder.write("reports.jsonl", reports::war());
    let added = folder.run(&["add", "c.rashomon", "reports.jsonl"]).ends(0);
    assert_eq!(added.out, "", "add prints no data");
    added.says(&["4 new, 0 revised, 0 held already, 0 not usable"]);

    let listed = folder.run(&["events", "c.rashomon"]).ends(0);
    assert_eq!(listed.err, "");
    assert!(listed.out.contains("Velm"), "{}", listed.out);
    let events = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(events.len(), listed.out.lines().count());

    // The number, the id, the beginning of the id and a claim's id all lead to the event.
    let event = &events[0];
    let id = event["id"].as_str().unwrap();
    let claim = event["claims"][0]["id"].as_str().unwrap();
    let shown = folder.run(&["show", "c.rashomon", "1"]).ends(0).out;
    assert!(shown.contains(id) && shown.contains("voice"), "{shown}");
    for name in [id, &id[..id.len() - 2], claim] {
        assert_eq!(folder.run(&["show", "c.rashomon", name]).ends(0).out, shown, "{name}");
    }
    assert_eq!(&folder.run(&["show", "c.rashomon", "1", "--json"]).ends(0).json()[0], event);
    let quote = event["claims"][0]["quote"].as_str().unwrap().split(' ').next().unwrap();
    let quoted = folder.run(&["show", "c.rashomon", "1", "--quotes"]).ends(0).out;
    assert!(quoted.contains(quote) && quoted.contains('“'), "{quoted}");
}

#[test]
fn names_search_and_explanations_lead_to_quotes() {
    let folder = Folder::with_case(&reports::war());
    let entities = folder.run(&["entities", "c.rashomon", "--json"]).ends(0).json();
    let velm = entities.iter().find(|e| e["name"] == "Velm").expect("Velm is named");
    let named = folder.run(&["entities", "c.rashomon", "--name", "velm"]).ends(0).out;
    assert!(named.contains(velm["id"].as_str().unwrap()), "{named}");
    assert!(
        folder.run(&["entities", "c.rashomon", "--kind", "place"]).ends(0).out.contains("Velm")
    );

    let found = folder.run(&["search", "c.rashomon", "market", "--json"]).ends(0).json();
    let passage = &found[0];
    let snippet: Vec<char> = passage["snippet"].as_str().unwrap().chars().collect();
    let span = |n: usize| passage["found"][0][n].as_u64().unwrap() as usize;
    let word: String = snippet[span(0)..span(1)].iter().collect();
    assert_eq!(word.to_lowercase(), "market");

    let event = &folder.run(&["events", "c.rashomon", "--json"]).ends(0).json()[0];
    let claim = event["claims"][0]["id"].as_str().unwrap();
    let told = folder.run(&["explain", "c.rashomon", claim]).ends(0).out;
    assert!(told.contains("rule") && told.contains('⟦'), "{told}");
    for id in [event["id"].as_str().unwrap(), velm["id"].as_str().unwrap(), "ht-1", "1"] {
        assert!(!folder.run(&["explain", "c.rashomon", id]).ends(0).out.is_empty(), "{id}");
    }
    let report = folder.run(&["explain", "c.rashomon", "ht-1", "--json"]).ends(0).json();
    assert!(report[0]["text"].as_str().unwrap().starts_with("At least 12"), "{report:?}");
}

#[test]
fn nothing_found_is_one_and_not_done_is_two() {
    let folder = Folder::with_case(&reports::war());
    for args in [
        &["events", "c.rashomon", "--class", "NOSUCH"][..],
        &["events", "c.rashomon", "--since", "2099-01-01"],
        &["show", "c.rashomon", "999"],
        &["show", "c.rashomon", "V-zzzz"],
        &["show", "c.rashomon", ""],
        &["explain", "c.rashomon", "nobody"],
        &["entities", "c.rashomon", "--name", "zzzz"],
        &["search", "c.rashomon", "zzzz"],
        &["schema", "zzzz"],
    ] {
        let ran = folder.run(args).ends(1);
        assert_eq!(ran.out, "", "{args:?}");
        ran.says(&["rashomon: "]);
    }
    for args in [
        &["events", "no-such.rashomon"][..],
        &["events", "reports.jsonl"],
        &["events", "c.rashomon", "--since", "yesterday"],
        &["add", "c.rashomon", "no-such.jsonl"],
        &["read", "no-such.jsonl"],
        &["compare", "names", "no-such.tsv"],
        &["compare", "names", "reports.jsonl"],
        &["export", "c.rashomon", "-o", "no/such/folder.json"],
    ] {
        let ran = folder.run(args).ends(2);
        assert_eq!(ran.out, "", "{args:?}");
        assert!(ran.err.starts_with("rashomon: "), "{}", ran.err);
    }
    assert!(!folder.path("no-such.rashomon").exists(), "looking makes no case");
}

#[test]
fn an_ambiguous_id_lists_what_it_could_be() {
    let folder = Folder::with_case(&reports::many(12));
    let ran = folder.run(&["show", "c.rashomon", "V-"]).ends(2);
    ran.says(&["begin with `V-`", "V-", "…", "give more of the id"]);
    let first = ran.err.split("V-`: ").nth(1).unwrap().split(',').next().unwrap();
    folder.run(&["show", "c.rashomon", first]).ends(0);
}

#[test]
fn names_are_compared_in_order_one_line_a_pair() {
    let table = "a\tb\tkind\nAbu Salim\tBu Sleem\tplace\nVelm\tOstrel\tplace\r\n\u{202e}\t\t\n";
    let ran = Folder::new().feed(&["compare", "names", "-"], table).ends(0);
    let pairs = ran.json();
    assert_eq!(pairs.len(), 3);
    assert_eq!(pairs[0]["a"], "Abu Salim");
    for pair in &pairs {
        assert!(pair["same"].is_boolean() && pair["levels"].is_array(), "{pair}");
    }
    assert_eq!(pairs[1]["same"], false);
    assert!(!ran.out.contains('\u{202e}'), "{}", ran.out);
}

#[test]
fn the_demo_shows_accounts_and_can_be_run_twice() {
    let folder = Folder::new();
    let first = folder.run(&["demo"]).ends(0);
    assert!(first.out.contains("invented") && first.out.contains("demo.rashomon"), "{}", first.out);
    assert_eq!(folder.run(&["demo"]).ends(0).out, first.out);
    folder.run(&["verify", "demo.rashomon"]).ends(0);
}

#[test]
fn standard_input_is_read() {
    let ran = Folder::new().feed(&["read", "-"], &reports::war()).ends(0);
    assert_eq!((ran.json().len(), ran.err.as_str()), (4, ""));
    let text = "A bomb killed two people in Velm, police said.";
    assert_eq!(Folder::new().feed(&["read", "-"], text).ends(0).json()[0]["text"], text);
}

#[test]
fn a_folder_may_hold_its_own_case() {
    let folder = Folder::with_case(&reports::war());
    folder.write("late.md", "---\noutlet: Hill Post\n---\nA bomb killed two people in Ostrel.\n");
    folder.run(&["add", "c.rashomon", "."]).ends(0).says(&["1 new, 0 revised, 4 held already"]);
    folder.run(&["add", "c.rashomon", "c.rashomon"]).ends(2);
}

#[test]
fn the_list_of_events_lines_up() {
    let folder = Folder::with_case(&reports::many(12));
    let listed = folder.run(&["events", "c.rashomon"]).ends(0).out;
    let column = |line: &str| line.find(" report").map(|at| line[..at].chars().count());
    let columns: Vec<_> = listed.lines().map(column).collect();
    assert!(columns.iter().all(|c| c.is_some() && *c == columns[0]), "{listed}");
    let limited = folder.run(&["events", "c.rashomon", "-n", "3"]).ends(0).out;
    assert_eq!(limited.lines().count(), 3);
}

#[test]
fn the_matrix_fits_every_width_and_explains_its_marks() {
    let folder = Folder::with_case(&reports::war());
    let most = folder.run(&["events", "c.rashomon", "--sort", "reports"]).ends(0).out;
    let number = most.split_whitespace().next().unwrap();
    for width in [1usize, 60, 80, 120, 200, 65_535] {
        for quotes in [None, Some("--quotes")] {
            let wide = width.to_string();
            let mut args = vec!["show", "c.rashomon", number, "--width", &wide];
            args.extend(quotes);
            let page = folder.run(&args).ends(0).out;
            let table = page.lines().filter(|line| line.contains(['│', '─']));
            let widest = table.map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= width.clamp(40, 400), "{width}: {widest}\n{page}");
            for (mark, meaning) in [(" ≠ ", "cannot all hold"), ("(silent) ", "says nothing")] {
                // A narrow page breaks the sentence over lines.
                let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(!page.contains(mark) || flat.contains(meaning), "{page}");
            }
        }
    }
}

#[test]
fn nothing_is_coloured_where_there_is_no_terminal() {
    let folder = Folder::with_case(&reports::war());
    for args in
        [&["show", "c.rashomon", "1"][..], &["events", "c.rashomon"], &["entities", "c.rashomon"]]
    {
        assert!(!folder.run(args).ends(0).out.contains('\u{1b}'), "{args:?}");
    }
    let forced = |name: &str| {
        let mut command = command();
        command.args(["show", "c.rashomon", "1"]).current_dir(folder.root());
        crate::program::ran(command.env("CLICOLOR_FORCE", "1").env(name, "1")).ends(0).out
    };
    assert!(forced("OTHER").contains('\u{1b}'), "colours can be asked for");
    assert!(!forced("NO_COLOR").contains('\u{1b}'), "and asked away");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::with_case(&reports::many(40));
    for args in [&["export", "c.rashomon"][..], &["read", "-q", "reports.jsonl"], &["man"]] {
        let mut command = command();
        command.args(args).current_dir(folder.root());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        let mut head = BufReader::with_capacity(16, child.stdout.take().unwrap());
        head.by_ref().take(16).read_line(&mut first).unwrap();
        drop(head);
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn an_export_goes_to_a_file_but_never_over_a_case() {
    let folder = Folder::with_case(&reports::war());
    let printed = folder.run(&["export", "c.rashomon"]).ends(0).out;
    let written = folder.run(&["export", "c.rashomon", "-o", "c.json"]).ends(0);
    assert_eq!((written.out.as_str(), written.err.as_str()), ("", ""));
    assert_eq!(std::fs::read_to_string(folder.path("c.json")).unwrap(), printed);
    folder.run(&["export", "c.rashomon", "-o", "c.rashomon"]).ends(2).says(&["left as it is"]);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn tables_go_to_a_folder_and_one_alone_to_the_screen_or_a_file() {
    let folder = Folder::with_case(&reports::war());
    folder.run(&["export", "c.rashomon", "-f", "csv"]).ends(2).says(&["-o", "--tables"]);
    folder.run(&["export", "c.rashomon", "--tables", "events"]).ends(2).says(&["no tables"]);
    folder.run(&["export", "c.rashomon", "-f", "csv", "--tables", "letters"]).ends(2);
    let done = folder.run(&["export", "c.rashomon", "-f", "csv", "-o", "tables/all"]).ends(0);
    assert_eq!(done.out, "");
    let claims = std::fs::read_to_string(folder.path("tables/all/claims.csv")).unwrap();
    let printed = folder.run(&["export", "c.rashomon", "-f", "csv", "--tables", "claims"]).ends(0);
    assert_eq!(printed.out, claims);
    let args = ["export", "c.rashomon", "-f", "csv", "--tables", "claims", "-o", "claims.csv"];
    folder.run(&args).ends(0);
    assert_eq!(std::fs::read_to_string(folder.path("claims.csv")).unwrap(), claims);
    folder.run(&["export", "c.rashomon", "-f", "parquet", "-o", "tables/all"]).ends(2);
    assert!(folder.path("tables/all/claims.csv").exists(), "what was there stays");
    folder.run(&["export", "c.rashomon", "-f", "csv", "-o", "c.rashomon"]).ends(2);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn one_event_goes_out_alone_in_every_format() {
    let folder = Folder::with_case(&reports::war());
    let whole = folder.export();
    let event = &whole["events"][0];
    for format in ["json", "geojson", "ftm", "jsonld"] {
        let args = ["export", "c.rashomon", "-f", format, "--event", "1"];
        let alone = folder.run(&args).ends(0).out;
        // These towns are in no gazetteer, and a map of nowhere has nothing on it.
        let wanted = event["id"].as_str().unwrap();
        assert_eq!(
            alone.contains(wanted),
            event["where"] != serde_json::json!([]) || format != "geojson"
        );
        let other = whole["events"][1]["id"].as_str().unwrap();
        assert!(!alone.contains(other), "{format}");
    }
    folder.run(&["export", "c.rashomon", "--event", "99"]).ends(1);
    let quiet = ["export", "c.rashomon", "-f", "geojson", "-q", "-o", "map.json"];
    assert_eq!(folder.run(&quiet).ends(0).err, "");
    let told = ["export", "c.rashomon", "-f", "geojson", "-o", "map.json"];
    let told = folder.run(&told).ends(0).err;
    assert!(told.contains("no geometry") || told.contains("no place"), "{told}");
}
