//! The tables of firmness: words that govern a happening, and words beside it.
//!
//! In: `events-implicatives.tsv`, `events-certainty.tsv`. Out: governors by lemma and modifiers by
//! word; a look-up costs one hash.

use foldhash::HashMap;
use rashomon_text::{Lexicon, LexiconError};

const GOVERNORS: &str = include_str!("../../../../../data/lexicon/en/events-implicatives.tsv");
const MODIFIERS: &str = include_str!("../../../../../data/lexicon/en/events-certainty.tsv");

/// What follows for a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It came about.
    Happens,
    /// It did not come about.
    Fails,
    /// It is planned, wished or foreseen.
    Open,
    /// It is not to be expected.
    Off,
    /// It probably came about.
    Likely,
    /// It probably did not come about.
    Unlikely,
    /// It may have come about.
    Possible,
    /// Somebody threatens with it.
    Threatened,
    /// Somebody demands it.
    Demanded,
    /// It came about, whatever is said.
    Given,
    /// As firm as the word that governs it.
    Same,
}

impl Effect {
    fn parse(name: &str) -> Option<Effect> {
        Some(match name {
            "happens" => Effect::Happens,
            "fails" => Effect::Fails,
            "open" => Effect::Open,
            "off" => Effect::Off,
            "likely" => Effect::Likely,
            "unlikely" => Effect::Unlikely,
            "possible" => Effect::Possible,
            "threatened" => Effect::Threatened,
            "demanded" => Effect::Demanded,
            "given" => Effect::Given,
            "same" => Effect::Same,
            _ => return None,
        })
    }
}

/// What a governing word says of what it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Governor {
    pub(crate) affirmed: Effect,
    pub(crate) negated: Effect,
    /// Whether it says so even of a happening named as known.
    pub(crate) even_definite: bool,
}

/// Where a modifier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Beside a verb.
    Adverb,
    /// Before a noun.
    Adjective,
}

/// The tables of firmness.
pub(crate) struct Firmness {
    governors: HashMap<String, Vec<(String, Governor)>>,
    modifiers: HashMap<String, Vec<(Beside, Effect)>>,
}

impl Firmness {
    /// Loads the embedded tables.
    pub(crate) fn embedded() -> Result<Firmness, LexiconError> {
        let governors = governors(&Lexicon::parse("events-implicatives.tsv", GOVERNORS)?)?;
        let modifiers = modifiers(&Lexicon::parse("events-certainty.tsv", MODIFIERS)?)?;
        Ok(Firmness { governors, modifiers })
    }

    /// Returns what a word says of what hangs on it in a way.
    pub(crate) fn governor(&self, lemma: &str, takes: &str) -> Option<Governor> {
        let all = self.governors.get(lemma)?;
        all.iter().find(|(way, _)| way == takes).map(|(_, governor)| *governor)
    }

    /// Returns what a word beside a happening says of it.
    pub(crate) fn modifier(&self, word: &str, beside: Beside) -> Option<Effect> {
        let all = self.modifiers.get(word)?;
        all.iter().find(|(where_, _)| *where_ == beside).map(|(_, effect)| *effect)
    }
}

fn bad(table: &str, why: &str) -> LexiconError {
    LexiconError { table: table.to_owned(), line: 0, why: why.to_owned() }
}

fn governors(table: &Lexicon) -> Result<HashMap<String, Vec<(String, Governor)>>, LexiconError> {
    let mut out: HashMap<String, Vec<(String, Governor)>> = HashMap::default();
    for row in table.rows() {
        let effect = |column: &str| {
            let why = format!("`{}` is no effect", row.get(column));
            Effect::parse(row.get(column)).ok_or_else(|| bad("events-implicatives.tsv", &why))
        };
        let (affirmed, negated) = (effect("affirmed")?, effect("negated")?);
        for way in row.list("takes") {
            let even_definite = way.ends_with('!');
            let governor = Governor { affirmed, negated, even_definite };
            let way = way.trim_end_matches('!').to_owned();
            out.entry(row.get("lemma").to_owned()).or_default().push((way, governor));
        }
    }
    Ok(out)
}

fn modifiers(table: &Lexicon) -> Result<HashMap<String, Vec<(Beside, Effect)>>, LexiconError> {
    let mut out: HashMap<String, Vec<(Beside, Effect)>> = HashMap::default();
    for row in table.rows() {
        let beside = match row.get("pos") {
            "adverb" => Beside::Adverb,
            "adjective" => Beside::Adjective,
            other => return Err(bad("events-certainty.tsv", &format!("`{other}` is no place"))),
        };
        let effect = Effect::parse(row.get("effect"));
        let effect = effect.ok_or_else(|| bad("events-certainty.tsv", "no such effect"))?;
        out.entry(row.get("word").to_owned()).or_default().push((beside, effect));
    }
    Ok(out)
}
