//! Reading one report, whole: from any text to claims, and through JSON and back.
//!
//! Laws: every quote is what its span slices, in code points; every id names something; low is
//! never above high; the same text gives the same reading; what is stored reads back as it was.

use std::sync::OnceLock;

use rashomon::Reader;
use rashomon::json::reading::{Pair, Reading};
use rashomon::json::visible;
use rashomon_model::{Report, Value, Voice};

use super::input;

/// The reader, loaded once.
pub fn reader() -> &'static Reader {
    static LOADED: OnceLock<Reader> = OnceLock::new();
    LOADED.get_or_init(|| Reader::new().expect("everything is in the program"))
}

/// Words of reports, so that bytes make news.
const WORDS: &[&str] = &[
    "The",
    "army",
    "said",
    "killed",
    "rebels",
    "in",
    "Velm",
    "on",
    "Sunday",
    "denied",
    "that",
    "it",
    "struck",
    "a",
    "hospital",
    ",",
    ".",
    "\"",
    "according",
    "to",
    "witnesses",
    "at",
    "least",
    "12",
    "civilians",
    "were",
    "and",
    "two",
    "women",
    "their",
    "children",
    "by",
    "an",
    "airstrike",
    "Harbour",
    "Front",
    "claimed",
    "responsibility",
    "for",
    "the",
    "attack",
    "accused",
    "of",
    "shelling",
    "no",
    "one",
    "was",
    "hurt",
    "injured",
    "wounded",
    "dozens",
    "detained",
    "missing",
    "aircraft",
    "shot",
    "down",
    "crashed",
    "near",
    "35",
    "km",
    "west",
    "Derna",
    "Libya",
    "Col.",
    "Omar",
    "Saleh",
    "spokesman",
    "(",
    ")",
    "HF",
    "reports",
    "Herald",
    "\n",
    "\n\n",
    "withdrew",
    "from",
    "seized",
    "controls",
    "mosque",
    "damaged",
    "drone",
    "missile",
    "car",
    "bomb",
    "exploded",
    "ceasefire",
    "condemned",
    "called",
    "\u{201c}",
    "\u{201d}",
    "'s",
    "he",
    "they",
    "who",
    "which",
    "not",
    "never",
    "would",
    "if",
    "had",
    "will",
    "may",
    "might",
    "reportedly",
    "allegedly",
    "later",
    "corrected",
    "toll",
    "rose",
    "none",
    "none of",
    "metres",
    "between",
    "Tobruk",
    "leader",
    "member",
    "group",
    "Council",
    "council",
    "unidentified",
    "militants",
    "Mr.",
    "-",
    ":",
    "@user",
    "https://a.b/c",
    "ضربة",
    "\u{202e}",
    "ten",
];

/// The target.
pub fn read(data: &[u8]) {
    let text = input::text(data, WORDS);
    let report = input::report("r", Some("Velm Post"), text);
    holds(&report);
}

/// Insists on everything that must hold of the reading of a report.
pub fn holds(report: &Report) {
    let reading = reader().read(report);
    for claim in &reading.claims {
        assert!(claim.event.index() < reading.events.len(), "{claim:?}");
        assert!(matches!(claim.said_by.first(), Some(Voice::Outlet(_))), "{claim:?}");
        if let Value::Toll(toll) = &claim.value {
            assert!(toll.high.is_none_or(|high| toll.low <= high), "{toll:?}");
        }
    }
    for time in &reading.times {
        assert!(time.earliest <= time.latest, "{time:?}");
    }
    for (at, attribution) in reading.attributions.iter().enumerate() {
        let Some(within) = attribution.within else { continue };
        assert!(within.index() != at, "{attribution:?}");
        let outer = reading.attributions.get(within.index()).expect("names an attribution");
        assert!(outer.content.contains(attribution.content), "{attribution:?} in {outer:?}");
    }
    let printed = Reading::of(report, &reading);
    quotes_hold(&printed);
    stored_reads_back(&printed);
    // Half of the texts, chosen by length, are read twice: a stage is a pure function.
    if report.text.len() % 2 == 1 {
        assert_eq!(reader().read(report), reading, "the same text read otherwise");
    }
}

fn quotes_hold(printed: &Reading) {
    let points: Vec<char> = printed.text.chars().collect();
    let slices = |pair: Pair, what: &str| {
        let slice = points.get(pair[0] as usize..pair[1] as usize);
        slice
            .unwrap_or_else(|| panic!("{what} {pair:?} is off the text"))
            .iter()
            .collect::<String>()
    };
    for claim in &printed.claims {
        assert_eq!(slices(claim.span, "claim"), claim.quote);
        assert!(!claim.quote.trim().is_empty(), "nothing is said without words: {claim:?}");
    }
    for relation in &printed.relations {
        assert_eq!(slices(relation.span, "relation"), relation.quote);
    }
    for mention in &printed.mentions {
        assert_eq!(slices(mention.span, "mention"), mention.text);
    }
    for time in &printed.times {
        assert_eq!(slices(time.span, "time"), time.text);
    }
    for place in &printed.places {
        assert_eq!(slices(place.span, "place"), place.text);
    }
    for attribution in &printed.attributions {
        slices(attribution.content, "content");
        attribution.source.map(|pair| slices(pair, "source"));
        attribution.cue.map(|pair| slices(pair, "cue"));
    }
    for event in &printed.events {
        slices(event.trigger, "trigger");
    }
    for diagnostic in &printed.diagnostics {
        diagnostic.span.map(|pair| slices(pair, &diagnostic.code));
    }
}

fn stored_reads_back(printed: &Reading) {
    let mut json = Vec::new();
    visible::write(&mut json, printed).expect("memory takes it");
    let back: Reading = serde_json::from_slice(&json).expect("our own JSON reads");
    assert_eq!(&back, printed, "JSON is not what was printed");
    let (report, reading) = back.model().expect("our own reading reads back");
    let again = Reading::of(&report, &reading);
    // Of the diagnostics only those come back that later stages look at.
    let plain = |reading: &Reading| Reading { diagnostics: Vec::new(), ..reading.clone() };
    assert_eq!(plain(&again), plain(printed), "a stored reading comes back otherwise");
}
