//! Queries: search strings over texts and over a case, and filters over events.
//!
//! Laws: no query is an error; a text is found by its own words, and what is found has the words
//! asked for; marks slice their snippet, spans the text they point into; a filter keeps a part of
//! what is there, and no filter keeps everything.

use std::sync::{Mutex, OnceLock, PoisonError};

use rashomon::json::case::Case;
use rashomon::query::filter::{Filter, Part};
use rashomon::query::outlets::Outlets;
use rashomon::{CaseFile, Entry, SearchAsk};
use rashomon_ledger::Ledger;
use rashomon_text::terms::{spaced, terms};
use tempfile::TempDir;

use super::input::{self, Choices};
use super::ledger::{asked, folder};
use super::reading::reader;

/// The target `query`: a query, a zero byte, and texts between zero bytes.
pub fn query(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let words = parts.next().unwrap_or_default();
    let texts: Vec<String> = parts.take(4).map(|part| part.into_owned()).collect();
    in_texts(&words, &texts);
    in_case(&words);
}

fn in_texts(words: &str, texts: &[String]) {
    let folder = folder();
    let mut ledger = Ledger::create(folder.path().join("velm.rashomon")).expect("a new case");
    let mut derive = ledger.derive().expect("derives");
    for (at, text) in texts.iter().enumerate() {
        derive.index_text(&at.to_string(), "text", text, &[], spaced).expect("indexes");
        let mut end = 0;
        for term in terms(text) {
            assert!(term.start >= end && term.start < term.end, "{term:?} after {end}");
            assert!(text.get(term.start..term.end).is_some(), "{term:?}");
            assert!(!term.folded.is_empty());
            end = term.end;
        }
    }
    derive.commit().expect("commits");
    let hits = ledger.derived().search(&asked(words), 50).expect("no query is an error").hits;
    for hit in hits {
        let text = &texts[hit.id.parse::<usize>().expect("our own id")];
        let from: String = text.chars().skip(hit.start as usize).collect();
        assert!(from.starts_with(&hit.text), "{hit:?}");
        for term in terms(words) {
            let held = terms(&hit.text).any(|own| own.folded == term.folded);
            assert!(held, "{:?} is not in {:?}", term.folded, hit.text);
        }
    }
    for (at, text) in texts.iter().enumerate() {
        for term in terms(text).take(3) {
            let found = ledger.derived().search(&asked(&term.folded), 50).expect("searches");
            let held = found.hits.iter().any(|hit| hit.id == at.to_string());
            assert!(held, "{term:?} does not find its own text {text:?}");
        }
    }
}

fn in_case(words: &str) {
    let file = small_file().lock().unwrap_or_else(PoisonError::into_inner);
    let part = |n: usize| words.split('|').nth(n).map(str::to_owned);
    let ask = SearchAsk {
        words: part(0).unwrap_or_default(),
        outlet: part(1),
        place: part(2),
        actor: part(3),
        exact: words.len().is_multiple_of(3),
        limit: 10,
        ..SearchAsk::default()
    };
    let found = file.1.search(&ask).expect("no query is an error");
    for passage in &found.passages {
        for range in &passage.found {
            let word = passage.snippet.get(range.clone());
            assert!(word.is_some_and(|word| !word.is_empty()), "{passage:?}");
        }
        assert!(passage.found.is_sorted_by(|a, b| a.end <= b.start), "{passage:?}");
        if passage.field == "text" {
            let text = file.1.text(&passage.id).expect("reads").expect("a report");
            let points = text.chars().count();
            assert!(passage.spans.iter().all(|[a, b]| a < b && *b as usize <= points));
        }
    }
    // A day that is none is refused, never a panic.
    let _ = file.1.search(&SearchAsk { since: part(0), until: part(1), limit: 3, ..ask });
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
fn small_file() -> &'static Mutex<(TempDir, CaseFile)> {
    static BUILT: OnceLock<Mutex<(TempDir, CaseFile)>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = folder();
        let path = folder.path().join("velm.rashomon");
        let mut file = CaseFile::open_or_create(path).expect("a new case");
        let texts = [
            (
                "Velm Post",
                "The army said at least 12 people were killed in an airstrike on Velm on 3 May 2031.",
            ),
            (
                "Harbour Times",
                "The Harbour Front accused the army of killing nine civilians in an airstrike on \
                 Velm on 3 May 2031. ضربة على فيلم",
            ),
            (
                "Coast Radio",
                "The army denied it carried out an airstrike on Velm on 3 May 2031. Two soldiers \
                 were killed in Orra by a car bomb.",
            ),
        ];
        let entries = texts.iter().enumerate().map(|(at, (outlet, text))| Entry {
            report: input::report(&format!("r{at}"), Some(outlet), (*text).to_owned()),
            raw: text.as_bytes().to_vec(),
            diagnostics: Vec::new(),
            received: None,
        });
        file.add(reader(), entries, ("2031-05-05T00:00:00Z", "ana"), &mut |_| {}).expect("adds");
        file.refresh().expect("derives");
        Mutex::new((folder, file))
    })
}

/// The same case as JSON has it.
fn small_case() -> &'static Case {
    static READ: OnceLock<Case> = OnceLock::new();
    let file = || small_file().lock().unwrap_or_else(PoisonError::into_inner);
    READ.get_or_init(|| file().1.case().expect("reads"))
}
