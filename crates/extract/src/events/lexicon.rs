//! The word lists of this part: triggers, uses to leave alone, weapons, people, buildings, cues.
//!
//! In: the tables `data/lexicon/en/events-*.tsv`. Out: maps keyed by lower-case lemma. Phrases are
//! kept under their first (compounds) or head word (verbs), so that a look-up costs one hash.

use foldhash::{HashMap, HashSet};
use rashomon_model::{EventClass, Slot, Status, Who};
use rashomon_text::{Lexicon, LexiconError, Row};

use crate::events::standing::table::Firmness;

/// Which grammatical role of a trigger fills which slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The subject does it and the object suffers it.
    Act,
    /// As `Act`, and those who suffer are counted.
    Kill,
    /// The subject is counted.
    Die,
    /// The subject is a weapon that goes off.
    Blow,
    /// The subject is a thing lost.
    Fall,
    /// The subject brings down the object.
    Down,
    /// The subject holds or takes the object, a place.
    Hold,
    /// The subject loses the object, a place.
    Lose,
    /// The subject does it; nobody suffers it.
    Do,
    /// The object is counted, and is of the subject's own people.
    Bereave,
}

/// How the words of a trigger stand in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One verb.
    Verb,
    /// A verb with a particle.
    Particle,
    /// A verb with an object.
    Object,
    /// A noun or a run of nouns.
    Noun,
    /// A predicate adjective.
    Adjective,
}

/// A position seen from a trigger, and the words that may stand there.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) position: String,
    pub(crate) words: HashSet<String>,
}

/// One entry of the trigger table.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) words: Vec<String>,
    pub(crate) form: Form,
    pub(crate) class: EventClass,
    pub(crate) frame: Frame,
    pub(crate) counts: Option<Slot>,
    pub(crate) needs: Vec<Place>,
}

/// What sort of weapon a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeaponKind {
    /// It carries weapons; as a subject it points to its owner.
    Platform,
    /// It harms by itself.
    Weapon,
    /// A way of fighting.
    Means,
    /// Those who carry it: they act, and are no weapon.
    Crew,
}

/// One entry of the weapon table.
#[derive(Clone, Debug)]
pub(crate) struct Weapon {
    pub(crate) words: Vec<String>,
    pub(crate) class: EventClass,
    pub(crate) kind: WeaponKind,
}

/// One entry of the people table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) status: Status,
    pub(crate) who: Option<Who>,
    /// How many one singular word means.
    pub(crate) count: u32,
}

/// The word lists of this part.
pub struct EventLexicon {
    triggers: HashMap<String, Vec<Entry>>,
    leave: HashMap<String, Vec<Place>>,
    weapons: HashMap<String, Vec<Weapon>>,
    people: HashMap<String, Person>,
    buildings: HashMap<String, Vec<Vec<String>>>,
    cues: HashMap<String, HashSet<String>>,
    /// Words that say how firmly a happening is put.
    pub(crate) firmness: Firmness,
    periods: Vec<Vec<String>>,
    stretches: Vec<Vec<String>>,
}

const TRIGGERS: &str = include_str!("../../../../data/lexicon/en/events-triggers.tsv");
const LEAVE: &str = include_str!("../../../../data/lexicon/en/events-leave.tsv");
const WEAPONS: &str = include_str!("../../../../data/lexicon/en/events-weapons.tsv");
const PEOPLE: &str = include_str!("../../../../data/lexicon/en/events-people.tsv");
const BUILDINGS: &str = include_str!("../../../../data/lexicon/en/events-buildings.tsv");
const CUES: &str = include_str!("../../../../data/lexicon/en/events-cues.tsv");
const COUNTING: &str = include_str!("../../../../data/lexicon/en/events-counting.tsv");

impl EventLexicon {
    /// Loads the embedded tables.
    ///
    /// # Errors
    /// [`LexiconError`] where a cell is none of the words its column allows.
    pub fn embedded() -> Result<EventLexicon, LexiconError> {
        let mut cues = cues(&Lexicon::parse("events-cues.tsv", CUES)?);
        cues.extend(self::cues(&Lexicon::parse("events-counting.tsv", COUNTING)?));
        let runs = |kind: &str| cues.get(kind).into_iter().flatten().map(|p| words(p)).collect();
        let (periods, stretches) = (runs("period"), runs("stretch"));
        Ok(EventLexicon {
            triggers: triggers(&Lexicon::parse("events-triggers.tsv", TRIGGERS)?)?,
            leave: leave(&Lexicon::parse("events-leave.tsv", LEAVE)?),
            weapons: weapons(&Lexicon::parse("events-weapons.tsv", WEAPONS)?)?,
            people: people(&Lexicon::parse("events-people.tsv", PEOPLE)?)?,
            buildings: buildings(&Lexicon::parse("events-buildings.tsv", BUILDINGS)?),
            cues,
            firmness: Firmness::embedded()?,
            periods,
            stretches,
        })
    }

    /// Returns the entries kept under a word, longest first.
    pub(crate) fn triggers(&self, word: &str) -> &[Entry] {
        self.triggers.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the uses of a trigger that tell of no happening.
    pub(crate) fn leave(&self, lemma: &str) -> &[Place] {
        self.leave.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Returns the weapons whose last word this is, longest first.
    pub(crate) fn weapons(&self, last: &str) -> &[Weapon] {
        self.weapons.get(last).map_or(&[], Vec::as_slice)
    }

    /// Returns what a noun says of people.
    pub(crate) fn person(&self, lemma: &str) -> Option<Person> {
        self.people.get(lemma).copied()
    }

    /// Tells whether a noun, with the word before it, names a thing that can be damaged.
    pub(crate) fn building(&self, before: &str, lemma: &str) -> bool {
        self.buildings.get(lemma).is_some_and(|all| {
            all.iter().any(|w| w.len() == 1 || w.first().is_some_and(|first| first == before))
        })
    }

    /// Tells whether a word is a cue of a kind.
    pub(crate) fn cue(&self, kind: &str, word: &str) -> bool {
        self.cues.get(kind).is_some_and(|set| set.contains(word))
    }

    /// Returns the runs of words that add up a period.
    pub(crate) fn periods(&self) -> &[Vec<String>] {
        &self.periods
    }

    /// Returns the runs of words for a stretch of days, in which one thing may happen or several.
    pub(crate) fn stretches(&self) -> &[Vec<String>] {
        &self.stretches
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// A cell that is none of the words its column allows.
fn bad(table: &str, row: Row<'_>, column: &str) -> LexiconError {
    let why = format!("`{}` is no {column} (entry `{}`)", row.get(column), row.get("lemma"));
    LexiconError { table: table.to_owned(), line: 0, why }
}

fn triggers(table: &Lexicon) -> Result<HashMap<String, Vec<Entry>>, LexiconError> {
    let mut out: HashMap<String, Vec<Entry>> = HashMap::default();
    for row in table.rows() {
        let fail = |column: &str| bad("events-triggers.tsv", row, column);
        let words = words(row.get("lemma"));
        let form = match row.get("pos") {
            "v" => Form::Verb,
            "vp" => Form::Particle,
            "vo" => Form::Object,
            "n" => Form::Noun,
            "a" => Form::Adjective,
            _ => return Err(fail("pos")),
        };
        let entry = Entry {
            form,
            class: EventClass::parse(row.get("class")).map_err(|_| fail("class"))?,
            frame: frame(row.get("frame")).ok_or_else(|| fail("frame"))?,
            counts: match row.get("counts") {
                "" => None,
                name => Some(counted(name).ok_or_else(|| fail("counts"))?),
            },
            needs: row.list("needs").filter_map(place).collect(),
            words,
        };
        // A run of nouns is met at its first word, a verb with its company at the verb.
        if let Some(first) = entry.words.first() {
            out.entry(first.clone()).or_default().push(entry);
        }
    }
    for entries in out.values_mut() {
        entries.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
    }
    Ok(out)
}

fn frame(name: &str) -> Option<Frame> {
    Some(match name {
        "act" => Frame::Act,
        "kill" => Frame::Kill,
        "die" => Frame::Die,
        "blow" => Frame::Blow,
        "fall" => Frame::Fall,
        "down" => Frame::Down,
        "hold" => Frame::Hold,
        "lose" => Frame::Lose,
        "do" => Frame::Do,
        "bereave" => Frame::Bereave,
        _ => return None,
    })
}

fn counted(name: &str) -> Option<Slot> {
    Some(match name {
        "killed" => Slot::Killed,
        "injured" => Slot::Injured,
        "detained" => Slot::Detained,
        "missing" => Slot::Missing,
        "displaced" => Slot::Displaced,
        _ => return None,
    })
}

/// Reads `object:rocket,missile`.
fn place(text: &str) -> Option<Place> {
    let (position, words) = text.split_once(':')?;
    let words = words.split(',').map(|w| w.trim().to_lowercase()).collect();
    Some(Place { position: position.trim().to_owned(), words })
}

fn leave(table: &Lexicon) -> HashMap<String, Vec<Place>> {
    let mut out: HashMap<String, Vec<Place>> = HashMap::default();
    for row in table.rows() {
        let words = row.list("words").map(str::to_lowercase).collect();
        let place = Place { position: row.get("where").to_owned(), words };
        out.entry(row.get("lemma").to_lowercase()).or_default().push(place);
    }
    out
}

fn weapons(table: &Lexicon) -> Result<HashMap<String, Vec<Weapon>>, LexiconError> {
    let mut out: HashMap<String, Vec<Weapon>> = HashMap::default();
    for row in table.rows() {
        let fail = |column: &str| bad("events-weapons.tsv", row, column);
        let class = format!("ASSAULT/{}", row.get("mode"));
        let weapon = Weapon {
            words: words(row.get("lemma")),
            class: EventClass::parse(&class).map_err(|_| fail("mode"))?,
            kind: match row.get("kind") {
                "platform" => WeaponKind::Platform,
                "weapon" => WeaponKind::Weapon,
                "means" => WeaponKind::Means,
                "crew" => WeaponKind::Crew,
                _ => return Err(fail("kind")),
            },
        };
        if let Some(last) = weapon.words.last() {
            out.entry(last.clone()).or_default().push(weapon);
        }
    }
    for list in out.values_mut() {
        list.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
    }
    Ok(out)
}

fn people(table: &Lexicon) -> Result<HashMap<String, Person>, LexiconError> {
    let mut out = HashMap::default();
    for row in table.rows() {
        let fail = |column: &str| bad("events-people.tsv", row, column);
        let status = match row.get("status") {
            "civilian" => Status::Civilian,
            "combatant" => Status::Combatant,
            "unknown" => Status::Unknown,
            _ => return Err(fail("status")),
        };
        let who = match row.get("who") {
            "children" => Some(Who::Children),
            "women" => Some(Who::Women),
            "men" => Some(Who::Men),
            "" => None,
            _ => return Err(fail("who")),
        };
        let count = match row.get("count") {
            "" => 1,
            text => text.parse().map_err(|_| fail("count"))?,
        };
        out.insert(row.get("lemma").to_lowercase(), Person { status, who, count });
    }
    Ok(out)
}

fn buildings(table: &Lexicon) -> HashMap<String, Vec<Vec<String>>> {
    let mut out: HashMap<String, Vec<Vec<String>>> = HashMap::default();
    for row in table.rows() {
        let words = words(row.get("lemma"));
        if let Some(last) = words.last() {
            out.entry(last.clone()).or_default().push(words);
        }
    }
    out
}

fn cues(table: &Lexicon) -> HashMap<String, HashSet<String>> {
    let mut out: HashMap<String, HashSet<String>> = HashMap::default();
    for row in table.rows() {
        let word = row.get("word").to_lowercase();
        out.entry(row.get("cue").to_owned()).or_default().insert(word);
    }
    out
}
