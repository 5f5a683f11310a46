//! `search`: across scripts and spellings, by outlet, place, actor and day, with places that slice.

use serde_json::{Value, json};

use crate::program::Folder;

fn case() -> Folder {
    let of = |id: &str, outlet: &str, published: &str, lang: &str, title: &str, text: &str| {
        json!({"id": id, "outlet": outlet, "published": published, "title": title, "lang": lang,
            "text": text})
        .to_string()
    };
    let reports = [
        of(
            "a",
            "Harbour Times",
            "2031-03-05",
            "en",
            "Strike on Velm market",
            "At least 12 people were killed in an airstrike on the market of Velm on Tuesday, \
             Colonel Adel Karim said. The café beside it burnt.",
        ),
        of(
            "b",
            "Northern Wire",
            "2031-04-06",
            "en",
            "Colonel denies raid",
            "Col. Adil Kareem denied the airstrike on Velm. “We bombed nobody's market,” he said in Ostrel.",
        ),
        of(
            "c",
            "صوت الميناء",
            "2031-03-06",
            "ar",
            "غارة",
            "قال أحمد إن الغـارة على المدينة قَتلت 12 شخصا.",
        ),
        of("d", "Port Daily", "2031-03-07", "zh", "空袭", "星期二的空袭造成市场十二人死亡。"),
    ];
    let folder = Folder::with_case(&reports.join("\n"));
    let judge = ["judge", "same", "c.rashomon", "Adel Karim", "Adil Kareem", "--reason", "one man"];
    folder.run(&judge).ends(0);
    folder
}

fn found(folder: &Folder, args: &[&str]) -> Vec<Value> {
    folder.run(&[&["search", "c.rashomon", "--json"], args].concat()).ends(0).json()
}

fn ids(folder: &Folder, args: &[&str]) -> Vec<String> {
    let mut ids: Vec<String> =
        found(folder, args).iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[test]
fn spellings_of_arabic_accents_and_signs_without_spaces_make_no_difference() {
    let folder = case();
    for words in ["الغارة", "الغاره", "احمد", "أَحمد", "المدينه"] {
        assert_eq!(ids(&folder, &[words]), ["c"], "{words}");
    }
    assert_eq!(ids(&folder, &["CAFE"]), ["a"]);
    assert_eq!(ids(&folder, &["市场"]), ["d"]);
    assert_eq!(ids(&folder, &["nobody"]), ["b"]);
}

#[test]
fn a_name_stands_for_all_its_spellings() {
    let folder = case();
    let ran =
        folder.run(&["search", "c.rashomon", "\"adel karim\"", "--in", "text", "--json"]).ends(0);
    let ids: Vec<Value> = ran.json().iter().map(|it| it["id"].clone()).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    assert!(ran.err.contains("Adil Kareem"), "{}", ran.err);
    let exact = ["search", "c.rashomon", "\"adel karim\"", "--in", "text", "--json", "--exact"];
    assert_eq!(folder.run(&exact).ends(0).json().len(), 1);
}

#[test]
fn outlet_place_actor_and_days_narrow() {
    let folder = case();
    assert_eq!(ids(&folder, &["airstrike", "--outlet", "wire"]), ["b"]);
    assert_eq!(ids(&folder, &["airstrike", "--place", "Ostrel"]), ["b"]);
    assert_eq!(ids(&folder, &["market", "--actor", "Adel"]), ["a", "b"]);
    assert_eq!(
        ids(&folder, &["airstrike", "--since", "2031-03-05", "--until", "2031-04-05"]),
        ["a"]
    );
    assert_eq!(ids(&folder, &["--since", "2031-04-01"]), ["b"]);
    folder.run(&["search", "c.rashomon", "airstrike", "--outlet", "nobody"]).ends(1);
    let odd = folder.run(&["search", "c.rashomon", "x", "--since", "2031-02-30"]);
    odd.ends(2).says(&["2031-02-30", "no day"]);
    assert_eq!(folder.run(&["search", "c.rashomon"]).code, 2);
}

#[test]
fn places_slice_to_the_words_and_quotes_lead_to_events() {
    let folder = case();
    let case = folder.export();
    let text = |id: &str| -> Vec<char> {
        let mut reports = case["reports"].as_array().unwrap().iter();
        let report = reports.find(|report| report["id"] == id).unwrap();
        report["text"].as_str().unwrap().chars().collect()
    };
    for (words, wanted) in [("market", "market"), ("المدينه", "المدينة"), ("市场", "市场")]
    {
        for hit in found(&folder, &[words, "--in", "text"]) {
            let text = text(hit["id"].as_str().unwrap());
            for span in hit["spans"].as_array().unwrap() {
                let [start, end] = [0, 1].map(|at| span[at].as_u64().unwrap() as usize);
                assert_eq!(text[start..end].iter().collect::<String>(), wanted);
            }
        }
    }
    let quotes = found(&folder, &["killed", "--in", "quote"]);
    assert!(!quotes.is_empty());
    for quote in &quotes {
        assert_eq!(quote["report"], "a");
        let event = quote["event"].as_str().unwrap();
        folder.run(&["show", "c.rashomon", event]).ends(0);
    }
}
