//! Queries: search strings over texts, and filters over events.
//!
//! Laws: no query is an error; a hit's marks slice its snippet; its snippet stands in the text
//! where it says; each plain word of the query stands in some hit's text; a filter keeps a part of
//! what is there, and no filter keeps everything.

use std::sync::OnceLock;

use rashomon::json::case::Case;
use rashomon::query::filter::{Filter, Part};
use rashomon::query::outlets::Outlets;
use rashomon::{CaseFile, Entry};
use rashomon_ledger::Ledger;

use super::input::{self, Choices};
use super::ledger::folder;
use super::reading::reader;

/// The target `query`: a query, a zero byte, and texts between zero bytes.
pub fn query(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let asked = parts.next().unwrap_or_default();
    let folder = folder();
    let mut ledger = Ledger::create(folder.path().join("velm.rashomon")).expect("a new case");
    let mut texts: Vec<String> = parts.take(6).map(|part| part.into_owned()).collect();
    texts.push("At least 12 people were killed at Velm, the clinic said — ضربة.".to_owned());
    let mut derive = ledger.derive().expect("derives");
    for (at, text) in texts.iter().enumerate() {
        derive.index_text(&at.to_string(), "text", text, &text.to_lowercase()).expect("indexes");
    }
    derive.commit().expect("commits");
    for hit in ledger.derived().search(&asked, 10).expect("no query is an error") {
        let at: usize = hit.id.parse().expect("our own id");
        let text = &texts[at];
        for range in &hit.found {
            let word = hit.snippet.get(range.clone());
            assert!(word.is_some_and(|word| !word.is_empty()), "{range:?} of {:?}", hit.snippet);
        }
        assert!(hit.found.is_sorted_by(|a, b| a.end <= b.start), "{:?}", hit.found);
        let shown = hit.snippet.strip_prefix('…').unwrap_or(&hit.snippet);
        let shown = shown.strip_suffix('…').unwrap_or(shown);
        if let Some(start) = hit.start {
            assert!(text.get(start..).is_some_and(|rest| rest.starts_with(shown)), "{hit:?}");
        }
        for word in asked.split_whitespace().filter(|word| is_plain(word)) {
            let held = text.to_lowercase().contains(&word.to_lowercase());
            assert!(held, "{word:?} is not in {text:?}");
        }
    }
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The target `filter`: choices of what is asked for, over a small case.
pub fn filter(data: &[u8]) {
    let case = small_case();
    let mut choices = Choices::new(data);
    let mut filter = Filter::default();
    let outlets = Outlets::of(&case.reports);
    let everything = filter.bind(&case.entities, &outlets, &case.events).expect("nothing asked");
    assert!(case.events.iter().all(|event| everything.keeps(event)));
    drop(everything);
    while let Some(choice) = choices.byte() {
        match choice % 9 {
            0 => filter.since = choices.text().parse().ok(),
            1 => filter.until = choices.text().parse().ok(),
            2 => filter.classes.push(choices.text()),
            3 => filter.places.push(choices.text()),
            4 => filter.disagreeing.get_or_insert_default().push(choices.text()),
            5 => filter.origins = choices.below(4).into(),
            6 => filter.told_by.push(choices.text()),
            7 => filter.grades.extend(choices.text().parse().ok()),
            _ => {
                let written = choices.text();
                let parts = [Part::Any, Part::Responsible, Part::Target, Part::Voice];
                filter.actors.push((parts[usize::from(choice) / 9 % 4], written));
            }
        }
    }
    if let Ok(bound) = filter.bind(&case.entities, &outlets, &case.events) {
        let _kept = case.events.iter().filter(|event| bound.keeps(event)).count();
    }
}

/// A case of three short reports, built once.
pub fn small_case() -> &'static Case {
    static BUILT: OnceLock<Case> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = folder();
        let path = folder.path().join("velm.rashomon");
        let mut file = CaseFile::open_or_create(path).expect("a new case");
        let texts = [
            ("Velm Post", "The army said at least 12 people were killed in an airstrike on Velm on 3 May 2031."),
            ("Harbour Times", "The Harbour Front accused the army of killing nine civilians in an airstrike on Velm on 3 May 2031."),
            ("Coast Radio", "The army denied it carried out an airstrike on Velm on 3 May 2031. Two soldiers were killed in Orra by a car bomb."),
        ];
        let entries = texts.iter().enumerate().map(|(at, (outlet, text))| Entry {
            report: input::report(&format!("r{at}"), Some(outlet), (*text).to_owned()),
            raw: text.as_bytes().to_vec(),
            diagnostics: Vec::new(),
        });
        file.add(reader(), entries, ("2031-05-05T00:00:00Z", "ana"), &mut |_| {}).expect("adds");
        file.refresh().expect("derives");
        file.case().expect("reads")
    })
}
