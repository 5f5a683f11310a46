//! The word lists of reporting language: verbs, nouns, adjectives and phrases.
//!
//! In: four tables under `data/lexicon/en/`. Out: what each word lends and how its content stands
//! to it. A word may have several rows, one for each certainty or attitude its frames carry.
//! Certainty and polarity are the source's commitment on FactBank's scale (Saurí and Pustejovsky
//! 2009). Must hold: every frame, certainty, polarity and attitude named in a table is known here.

use foldhash::{HashMap, HashSet};
use rashomon_model::{Certainty, Polarity};
use rashomon_text::{Lexicon, LexiconError, Row};

use super::Attitude;

const VERBS: &str = include_str!("../../../../data/lexicon/en/speech-verbs.tsv");
const NOUNS: &str = include_str!("../../../../data/lexicon/en/speech-nouns.tsv");
const ADJECTIVES: &str = include_str!("../../../../data/lexicon/en/speech-adjectives.tsv");
const PHRASES: &str = include_str!("../../../../data/lexicon/en/speech-phrases.tsv");

/// How the content stands to the word that lends it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Frame {
    /// "said that he left".
    That,
    /// "asked whether he left".
    Question,
    /// "'He left,' she said"; also asides.
    Quote,
    /// "denied the report".
    Object,
    /// "wants to leave".
    Infinitive,
    /// "urged them to leave".
    ObjectInfinitive,
    /// "denied leaving".
    Gerund,
    /// "described it as a retreat".
    ObjectAs,
    /// "called it a retreat".
    Named,
    /// "warned of a retreat".
    Preposition(String),
    /// "called on them to retreat".
    PrepositionInfinitive(String),
    /// "accused them of a retreat".
    ObjectPreposition(String),
    /// "put the toll at nine": the object only with a number behind the preposition.
    Figure(String),
}

impl Frame {
    fn parse(text: &str) -> Option<Frame> {
        Some(match text {
            "that" => Frame::That,
            "wh" => Frame::Question,
            "quote" => Frame::Quote,
            "object" => Frame::Object,
            "infinitive" => Frame::Infinitive,
            "object+infinitive" => Frame::ObjectInfinitive,
            "gerund" => Frame::Gerund,
            "object+as" => Frame::ObjectAs,
            "named" => Frame::Named,
            _ => match text.split_once('+') {
                Some(("object", p)) if is_word(p) => Frame::ObjectPreposition(p.to_owned()),
                Some(("figure", p)) if is_word(p) => Frame::Figure(p.to_owned()),
                Some((p, "infinitive")) if is_word(p) => Frame::PrepositionInfinitive(p.to_owned()),
                None if is_word(text) => Frame::Preposition(text.to_owned()),
                _ => return None,
            },
        })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase())
}

/// What a word lends to its source, as far as one row of a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lending {
    frames: Vec<Frame>,
    /// How firmly the source is said to hold the content.
    pub(super) certainty: Certainty,
    /// Whether the source affirms or denies it.
    pub(super) polarity: Polarity,
    /// What the source does with the content.
    pub(super) attitude: Attitude,
}

/// All rows of one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    rows: Vec<Lending>,
}

impl Entry {
    /// Returns what the word lends in a frame.
    pub(super) fn lends(&self, frame: &Frame) -> Option<&Lending> {
        self.rows.iter().find(|row| row.frames.contains(frame))
    }

    /// Tells whether the word takes an object in any frame.
    pub(super) fn takes_object(&self) -> bool {
        let object = |f: &Frame| {
            matches!(
                f,
                Frame::Object
                    | Frame::ObjectAs
                    | Frame::ObjectInfinitive
                    | Frame::ObjectPreposition(_)
                    | Frame::Figure(_)
                    | Frame::Named
            )
        };
        self.rows.iter().any(|row| row.frames.iter().any(object))
    }

    /// Returns what the word lends with content behind a preposition.
    pub(super) fn lends_behind(&self, preposition: &str) -> Option<&Lending> {
        let opens = |f: &Frame| matches!(f, Frame::Preposition(p) if p == preposition);
        self.rows.iter().find(|row| row.frames.iter().any(opens))
    }

    /// Returns what the word lends with a preposition and an infinitive: "call on them to leave".
    pub(super) fn lends_asking(&self, preposition: &str) -> Option<&Lending> {
        let opens = |f: &Frame| matches!(f, Frame::PrepositionInfinitive(p) if p == preposition);
        self.rows.iter().find(|row| row.frames.iter().any(opens))
    }

    /// Returns what the word lends with an object and a number: "put the toll at nine".
    pub(super) fn lends_figure(&self, preposition: &str) -> Option<&Lending> {
        let opens = |f: &Frame| matches!(f, Frame::Figure(p) if p == preposition);
        self.rows.iter().find(|row| row.frames.iter().any(opens))
    }

    /// Returns what the word lends with an object and a preposition: "accuse them of lying".
    pub(super) fn lends_object_behind(&self, preposition: &str) -> Option<&Lending> {
        let opens = |f: &Frame| matches!(f, Frame::ObjectPreposition(p) if p == preposition);
        self.rows.iter().find(|row| row.frames.iter().any(opens))
    }
}

/// A fixed phrase that opens the name of a source: "according to".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// Its words in lower case.
    pub(super) words: Vec<String>,
    /// How firmly the source is said to hold the content.
    pub(super) certainty: Certainty,
}

/// The word lists of this part.
pub struct SpeechLexicon {
    pub(super) verbs: HashMap<String, Entry>,
    pub(super) nouns: HashMap<String, Entry>,
    pub(super) adjectives: HashMap<String, Entry>,
    pub(super) openings: Vec<Opening>,
    pub(super) views: HashMap<String, Certainty>,
    pub(super) hearsay: HashMap<String, Certainty>,
    pub(super) media: HashSet<String>,
    pub(super) voices: HashSet<String>,
    pub(super) publish: HashSet<String>,
    pub(super) carry: HashSet<String>,
    pub(super) rumoured: HashSet<String>,
    pub(super) unnamed: HashSet<String>,
}

impl SpeechLexicon {
    /// Loads the embedded tables.
    ///
    /// # Errors
    /// [`LexiconError`] where a table is broken or names a frame, scale or sort nobody knows.
    pub fn embedded() -> Result<SpeechLexicon, LexiconError> {
        let mut lexicon = SpeechLexicon {
            verbs: entries("speech-verbs.tsv", VERBS, "lemma")?,
            nouns: entries("speech-nouns.tsv", NOUNS, "noun")?,
            adjectives: entries("speech-adjectives.tsv", ADJECTIVES, "adjective")?,
            openings: Vec::new(),
            views: HashMap::default(),
            hearsay: HashMap::default(),
            media: HashSet::default(),
            voices: HashSet::default(),
            publish: HashSet::default(),
            carry: HashSet::default(),
            rumoured: HashSet::default(),
            unnamed: HashSet::default(),
        };
        for (position, row) in Lexicon::parse("speech-phrases.tsv", PHRASES)?.rows().enumerate() {
            lexicon.phrase(row).ok_or_else(|| broken("speech-phrases.tsv", position, row))?;
        }
        Ok(lexicon)
    }

    fn phrase(&mut self, row: Row<'_>) -> Option<()> {
        let phrase = row.get("phrase").to_owned();
        match row.get("sort") {
            "before" => {
                let words = phrase.split(' ').map(str::to_owned).collect();
                self.openings.push(Opening { words, certainty: certainty(row)? });
            }
            "view" => drop(self.views.insert(phrase, certainty(row)?)),
            "hearsay" => drop(self.hearsay.insert(phrase, certainty(row)?)),
            "medium" => drop(self.media.insert(phrase)),
            "voice" => drop(self.voices.insert(phrase)),
            "publish" => drop(self.publish.insert(phrase)),
            "unnamed" => drop(self.unnamed.insert(phrase)),
            "rumoured" => drop(self.rumoured.insert(phrase)),
            "carry" => drop(self.carry.insert(phrase)),
            _ => return None,
        }
        Some(())
    }
}

fn entries(table: &str, text: &str, key: &str) -> Result<HashMap<String, Entry>, LexiconError> {
    let mut entries: HashMap<String, Entry> = HashMap::default();
    for (position, row) in Lexicon::parse(table, text)?.rows().enumerate() {
        let lending = lending(row).ok_or_else(|| broken(table, position, row))?;
        entries.entry(row.get(key).to_owned()).or_default().rows.push(lending);
    }
    Ok(entries)
}

fn lending(row: Row<'_>) -> Option<Lending> {
    let frames: Vec<Frame> = row.list("frames").map(Frame::parse).collect::<Option<_>>()?;
    let polarity = match row.get("polarity") {
        "affirmed" => Polarity::Affirmed,
        "denied" => Polarity::Denied,
        _ => return None,
    };
    let attitude = Attitude::parse(row.get("attitude"))?;
    (!frames.is_empty()).then_some(Lending {
        frames,
        certainty: certainty(row)?,
        polarity,
        attitude,
    })
}

fn certainty(row: Row<'_>) -> Option<Certainty> {
    Some(match row.get("certainty") {
        "certain" => Certainty::Certain,
        "probable" => Certainty::Probable,
        "possible" => Certainty::Possible,
        "unstated" => Certainty::Unstated,
        _ => return None,
    })
}

fn broken(table: &str, position: usize, row: Row<'_>) -> LexiconError {
    let word = ["lemma", "noun", "adjective", "phrase"].map(|c| row.get(c)).concat();
    let why = format!("entry {word:?} names a frame, scale or sort that is not known");
    LexiconError { table: table.to_owned(), line: position + 2, why }
}
