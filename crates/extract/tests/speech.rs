//! Who is made to say what, on sentences of our own, through the real parser.
//!
//! Tables: a text and the attributions it must hold, as source | cue | content; a text and how a
//! voice puts it; texts that make nobody speak. The examples beside the entries of the lexicons run
//! here too. Names are invented.

use crate::read::read;
use rashomon_model::{Certainty, Polarity, Style};
use rashomon_text::Lexicon;

/// All attributions as `source | cue | content`, `-` for what is missing.
fn attributions(text: &str) -> Vec<String> {
    let (report, reading) = read(text);
    let words = |span: Option<rashomon_model::Span>| {
        span.and_then(|s| s.of(&report.text)).unwrap_or("-").to_owned()
    };
    let show = |a: &rashomon_model::Attribution| {
        format!("{} | {} | {}", words(a.source), words(a.cue), words(Some(a.content)))
    };
    reading.attributions.iter().map(show).collect()
}

const HOLDS: &[(&str, &[&str])] = &[
    (
        "The colonel said that two of his men had died.",
        &["The colonel | said | that two of his men had died"],
    ),
    ("The town had fallen, residents said.", &["residents | said | The town had fallen"]),
    (
        "The town, the mayor said, had fallen on Sunday.",
        &["the mayor | said | The town, the mayor said, had fallen on Sunday"],
    ),
    (
        "According to the Karsha Post, four men were killed in the raid.",
        &["the Karsha Post | According to | four men were killed in the raid"],
    ),
    (
        "Four men were killed in the raid, according to two medics.",
        &["two medics | according to | Four men were killed in the raid"],
    ),
    (
        "\"We saw smoke,\" said Amal Tarek, a nurse. \"Then the roof fell.\"",
        &[
            "Amal Tarek, a nurse | said | \"We saw smoke,\" said Amal Tarek, a nurse. \"Then the roof fell.\"",
        ],
    ),
    (
        "The mayor spoke at noon.\n\n\"We will rebuild,\" he said.\n\n\"Nobody will drive us out of this town.\"",
        &[
            "he | said | \"We will rebuild,\" he said.\n\n\"Nobody will drive us out of this town.\"",
        ],
    ),
    (
        "Hassan Oduya told reporters: \"The bridge is ours.\"",
        &["Hassan Oduya | told | \"The bridge is ours.\""],
    ),
    ("''The road is open,'' the driver said.", &["the driver | said | ''The road is open,''"]),
    (
        "The Post says critics claimed that the army had fled.",
        &[
            "The Post | says | critics claimed that the army had fled",
            "critics | claimed | that the army had fled",
        ],
    ),
    (
        "The agency reported that shells hit the port, citing two medics.",
        &["two medics | citing | that shells hit the port"],
    ),
    ("It was claimed that four people died.", &["- | was claimed | that four people died"]),
    (
        "The general is believed to have fled.",
        &["- | is believed | The general is believed to have fled"],
    ),
    (
        "The loss of the jet was confirmed by the ministry.",
        &["the ministry | was confirmed | The loss of the jet"],
    ),
    (
        "The council confirmed two of its fighters were killed.",
        &["The council | confirmed | two of its fighters were killed"],
    ),
    (
        "The council issued a statement saying that the war was over.",
        &["The council | issued a statement saying | that the war was over"],
    ),
    (
        "The militia reportedly shelled the port on Sunday.",
        &["- | reportedly | The militia reportedly shelled the port on Sunday"],
    ),
    (
        "Karim said that the jet was theirs and claimed: \"It shelled our homes at random.\"",
        &["Karim | claimed | \"It shelled our homes at random.\""],
    ),
    ("Ministry: three dead in raid on Karsha", &["Ministry | : | three dead in raid on Karsha"]),
    (
        "In the view of the mayor, the truce is dead.",
        &["the mayor | In the view of | the truce is dead"],
    ),
    (
        "Shelling of the market of Velm killed four people and injured many others local sources have said.",
        &[
            "local sources | have said | Shelling of the market of Velm killed four people and injured many others",
        ],
    ),
    (
        "Rocket fire on the port killed 12 men on Sunday said the mayor adding that two houses burned.",
        &[
            "the mayor | said | Rocket fire on the port killed 12 men on Sunday",
            "the mayor | adding | that two houses burned",
        ],
    ),
    (
        "Air raids kill nine in Velm market: monitor",
        &["monitor | : | Air raids kill nine in Velm market"],
    ),
    (
        "Velm Watch (@velmwatch) on Monday: Two people were killed near the mill",
        &["Velm Watch (@velmwatch) | : | Two people were killed near the mill"],
    ),
    (
        "The clinic said nine people were killed, while the army said five fighters were killed.",
        &[
            "The clinic | said | nine people were killed",
            "the army | said | five fighters were killed",
        ],
    ),
    (
        "The army vowed to hold the crossing and praised the crew.",
        &["The army | vowed | to hold the crossing", "The army | praised | the crew"],
    ),
    (
        "The ministry denied it had shelled the village, saying its guns were silent.",
        &[
            "The ministry | denied | it had shelled the village",
            "The ministry | saying | its guns were silent",
        ],
    ),
    (
        "The Front condemned the raid on the port, which killed four children.",
        &["The Front | condemned | the raid on the port"],
    ),
    (
        "Local media quoted an officer as saying that three men died.",
        &[
            "Local media | quoted | that three men died",
            "an officer | saying | that three men died",
        ],
    ),
    ("‘Six people were killed,’ a nurse said.", &["a nurse | said | ‘Six people were killed,’"]),
    (
        "“We were wrong to trust them from the beginning,” Karim Ramos, 58, told the Post.",
        &["Karim Ramos, 58 | told | “We were wrong to trust them from the beginning,”"],
    ),
    (
        "Since May, according to the clinic, shells have killed four nurses.",
        &[
            "the clinic | according to | Since May, according to the clinic, shells have killed four nurses",
        ],
    ),
    (
        "Eight people were reported killed in Ostia.",
        &["- | were reported | Eight people were reported killed in Ostia"],
    ),
];

#[test]
fn voices_are_found() {
    for (text, expected) in HOLDS {
        let found = attributions(text);
        for one in *expected {
            assert!(found.iter().any(|f| f == one), "{text}\nmisses {one}\nfound {found:#?}");
        }
    }
}

const SILENT: &[&str] = &[
    "Shells hit the port and two boats sank.",
    "The so-called \"safe zone\" was empty.",
    "He had read \"The Long Road\" twice.",
    "The blast claimed nine lives.",
    "I think the road is open.",
    "Council: 14 to 3",
    "#Kessib: shells again tonight",
    "The account @velmwatch was closed on Monday.",
];

#[test]
fn nobody_is_made_to_speak() {
    for text in SILENT {
        assert_eq!(attributions(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn commitments_follow_the_cue() {
    let table = [
        ("The army said the town fell.", Certainty::Certain, Polarity::Affirmed),
        ("Police suspect that rebels set the fire.", Certainty::Possible, Polarity::Affirmed),
        ("The air force denied that it bombed the school.", Certainty::Certain, Polarity::Denied),
        ("The rebels vowed to retake the town.", Certainty::Unstated, Polarity::Affirmed),
        (
            "The mayor does not believe that the truce will hold.",
            Certainty::Probable,
            Polarity::Denied,
        ),
        ("The army did not say that the town fell.", Certainty::Unstated, Polarity::Affirmed),
        (
            "The article fails to mention that the school was hit.",
            Certainty::Unstated,
            Polarity::Affirmed,
        ),
    ];
    for (text, certainty, polarity) in table {
        let (_, reading) = read(text);
        let first = reading.attributions.first().map(|a| (a.certainty, a.polarity));
        assert_eq!(first, Some((certainty, polarity)), "{text}");
    }
}

#[test]
fn a_voice_inside_a_voice_names_it() {
    let (_, reading) = read("The Post says critics claimed that the army had fled.");
    let within: Vec<_> = reading.attributions.iter().map(|a| a.within.map(|w| w.index())).collect();
    assert_eq!(within, [None, Some(0)]);
}

#[test]
fn style_tells_how_the_words_are_given() {
    let style = |text: &str| read(text).1.attributions.first().map(|a| a.style);
    assert_eq!(style("\"We will rebuild,\" the mayor said."), Some(Style::Direct));
    assert_eq!(style("The mayor said the town would rise."), Some(Style::Indirect));
    assert_eq!(style("The mayor said the raid was \"a crime\" and a shame."), Some(Style::Mixed));
}

#[test]
fn odd_text_yields_less_and_never_fails() {
    for text in [
        "",
        "\"",
        "\"\"\"\"",
        ":",
        "said",
        "\n\n:\n\"said",
        "@a @b",
        "''''",
        "\u{feff}said \u{201c}",
    ] {
        read(text);
    }
    read(&"\"he said ".repeat(300));
    read(&"He said that ".repeat(300));
}

#[test]
fn examples_of_the_lexicons_hold() {
    let tables = [
        ("speech-verbs", include_str!("../../../data/lexicon/en/speech-verbs.tsv")),
        ("speech-nouns", include_str!("../../../data/lexicon/en/speech-nouns.tsv")),
        ("speech-adjectives", include_str!("../../../data/lexicon/en/speech-adjectives.tsv")),
    ];
    let mut wrong = Vec::new();
    for (name, text) in tables {
        let Ok(table) = Lexicon::parse(name, text) else { unreachable!("{name} is broken") };
        for row in table.rows() {
            wrong.extend(missed(row.get("matches")));
            let alone = row.get("leaves alone");
            let found = if alone.is_empty() { Vec::new() } else { attributions(alone) };
            wrong.extend(found.into_iter().map(|f| format!("{alone}: found {f}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Tells what is wrong with an example whose content stands in square brackets.
fn missed(example: &str) -> Option<String> {
    let (_, rest) = example.split_once('[')?;
    let (content, _) = rest.split_once(']')?;
    let found = attributions(&example.replace(['[', ']'], ""));
    let ends = format!("| {content}");
    (!found.iter().any(|f| f.ends_with(&ends))).then(|| format!("{example}: found {found:?}"))
}
