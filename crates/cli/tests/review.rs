//! The queue of what to look at first: its shape, its order, and that what it offers can be recorded
//! and settles the question.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::program::Folder;
use crate::reports;
use crate::shapes;

/// Reports whose names and tellings come near, beside the war of [`reports::war`].
fn close() -> String {
    let of = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": "2031-03-06", "lang": "en",
            "text": text})
        .to_string()
    };
    let rows = [
        of(
            "x joined y",
            "Hill Post",
            "An airstrike on Velm on 4 March killed seven people, Adil Kareem said. An airstrike hit Velm market on 4 March, Omar Dessin said.",
        ),
        of(
            "zz-2",
            "Coast Radio",
            "Adel Kerim said an airstrike on Velm on 5 March killed dozens. Umar Dissin blamed the Interior Army for the airstrike on Velm on 4 March.",
        ),
        of(
            "zz-3",
            "Northern Wire",
            "Shelling of Ostrel on 7 March killed two, Omar Dessine said. Shelling hit Ostrel on 8 March, killing 40, residents said.",
        ),
    ];
    reports::war() + &rows.join("\n") + "\n" + &reports::many(8)
}

fn review(folder: &Folder, more: &[&str]) -> Value {
    let mut args = vec!["review", "c.rashomon", "--json", "-n", "500"];
    args.extend(more);
    folder.run(&args).ends(0).json().remove(0)
}

fn items(review: &Value) -> Vec<Value> {
    review["items"].as_array().unwrap().clone()
}

/// The words of `rashomon judge` for what an item offers.
fn words(ask: &Value) -> Vec<String> {
    let text = |name: &str| ask[name].as_str().unwrap().to_owned();
    let list = |name: &str| -> Vec<String> {
        ask[name].as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect()
    };
    let kind = text("kind");
    let mut out = vec![kind.clone(), "c.rashomon".to_owned()];
    match kind.as_str() {
        "same" | "different" => out.extend(list("things")),
        "accept" | "reject" => out.push(text("claim")),
        "split" => {
            out.push(text("from"));
            out.extend(list("names").into_iter().flat_map(|name| ["--name".to_owned(), name]));
        }
        other => panic!("{other}"),
    }
    out
}

#[test]
fn questions_are_in_the_schema_in_order_and_each_traces_to_words() {
    let folder = Folder::with_case(&close());
    let review = review(&folder, &[]);
    shapes::fits("review", &review);
    let all = items(&review);
    let kinds: BTreeSet<&str> = all.iter().map(|i| i["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, BTreeSet::from(["conflict", "grouping", "merge"]), "{all:#?}");
    let expected: Vec<f64> = all.iter().map(|i| i["expected"].as_f64().unwrap()).collect();
    assert!(expected.windows(2).all(|two| two[0] >= two[1]), "{expected:?}");
    let ids: BTreeSet<&str> = all.iter().map(|i| i["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    let case = folder.export();
    let text = |id: &str| {
        let reports = case["reports"].as_array().unwrap();
        reports.iter().find(|r| r["id"] == id).unwrap()["text"].as_str().unwrap().to_owned()
    };
    for item in &all {
        let unsure = item["uncertainty"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&unsure) && !item["asks"].as_array().unwrap().is_empty());
        let mut quotes = 0;
        for quote in
            item["what"].as_array().unwrap().iter().flat_map(|w| w["quotes"].as_array().unwrap())
        {
            let span: Vec<usize> = quote["span"]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n.as_u64().unwrap() as usize)
                .collect();
            let words: String = text(quote["report"].as_str().unwrap())
                .chars()
                .skip(span[0])
                .take(span[1] - span[0])
                .collect();
            assert_eq!(words, quote["quote"].as_str().unwrap());
            quotes += 1;
        }
        assert!(quotes > 0, "{item:#}");
    }
    for word in ["truth", "wrong", "right", "likely true"] {
        assert!(!review.to_string().to_lowercase().contains(word), "{word}");
    }
}

#[test]
fn what_is_offered_can_be_recorded_and_settles_the_question() {
    let folder = Folder::with_case(&close());
    let all = items(&review(&folder, &[]));
    let mut settled = 0;
    for item in &all {
        for offer in item["asks"].as_array().unwrap() {
            let words = words(&offer["ask"]);
            let mut args = vec!["judge"];
            args.extend(words.iter().map(String::as_str));
            args.extend(["--reason", "the page says so", "--by", "ana"]);
            let ran = folder.run(&args);
            if ran.code == 1 {
                // One deed of one report cannot be parted; all else can be recorded.
                assert!(ran.err.contains("nothing to do"), "{words:?} {}", ran.err);
                continue;
            }
            let ran = ran.ends(0);
            let left = items(&review(&folder, &[]));
            assert!(left.iter().all(|i| i["id"] != item["id"]), "{words:?} {item:#}");
            let id = ran.out.split_whitespace().next().unwrap().to_owned();
            folder.run(&["judge", "withdraw", "c.rashomon", &id, "--reason", "x"]).ends(0);
            settled += 1;
        }
    }
    assert!(settled >= all.len(), "{settled} of {}", all.len());
    assert_eq!(items(&review(&folder, &[])), all, "withdrawn, all is asked again");
}

#[test]
fn the_order_in_which_reports_came_changes_nothing() {
    let rows = close();
    let mut turned: Vec<&str> = rows.lines().collect();
    turned.reverse();
    let (one, other) = (Folder::with_case(&rows), Folder::with_case(&(turned.join("\n") + "\n")));
    assert_eq!(review(&one, &[]), review(&other, &[]));
}

#[test]
fn a_kind_may_be_asked_for_and_an_odd_one_is_refused() {
    let folder = Folder::with_case(&close());
    let all = review(&folder, &[]);
    let conflicts = review(&folder, &["--kind", "conflict"]);
    assert_eq!(all["open"], conflicts["open"]);
    assert!(items(&conflicts).iter().all(|item| item["kind"] == "conflict"));
    folder.run(&["review", "c.rashomon", "--kind", "truth"]).ends(2).says(&["merge, grouping"]);
    folder.run(&["review", "c.rashomon", "-n", "3"]).ends(0).prints(&["unsure", "judge"]);
    let bare = Folder::with_case("{\"id\": \"a\", \"text\": \"The weather was fine.\"}\n");
    bare.run(&["review", "c.rashomon"]).ends(1);
}
