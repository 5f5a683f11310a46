//! From the rows of the tables to the word lists of the cast.
//!
//! In: parsed tables `data/lexicon/en/cast-*.tsv`. Out: maps from folded words to entries. A cell
//! that says nothing known falls back to the weakest reading, so that a slip in a table yields
//! less, never something else. Must hold: folding here is folding in the text.

use foldhash::HashMap;
use rashomon_model::{EntityKind, RelationKind};
use rashomon_text::{Lexicon, Row};

use super::lexicon::{Around, Cue, CuePattern, Direction, Head, Needs, Sense, StateForm, Title};

fn kind_of(word: &str) -> Option<EntityKind> {
    use EntityKind::{Facility, Group, Outlet, People, Person, Place, Weapon};
    [Person, Group, Outlet, Place, Facility, Weapon, People]
        .into_iter()
        .find(|k| k.as_str() == word)
}

pub(super) fn read_heads(table: &Lexicon) -> HashMap<String, Vec<Head>> {
    let mut heads: HashMap<String, Vec<Head>> = HashMap::default();
    for row in table.rows() {
        let Some(kind) = kind_of(row.get("kind")) else { continue };
        let needs = match row.get("needs") {
            "any" => Needs::Any,
            "definite" => Needs::Definite,
            "modified" => Needs::Modified,
            "plural" => Needs::Plural,
            "singular" => Needs::Singular,
            "role" => Needs::Role,
            _ => Needs::Never,
        };
        let sense = match row.get("sense") {
            "body" => Sense::Body,
            "people-of" => Sense::PeopleOf,
            "naming" => Sense::Naming,
            "aircraft" => Sense::Aircraft,
            _ => Sense::Plain,
        };
        let head = Head { kind, needs, in_name: row.get("in_name") == "yes", sense };
        heads.entry(row.get("word").to_owned()).or_default().push(head);
    }
    heads
}

pub(super) fn read_title(row: Row<'_>) -> (String, Title) {
    let relation = RelationKind::ALL.into_iter().find(|r| r.as_str() == row.get("relation"));
    (row.get("word").to_owned(), Title { relation })
}

/// What a word around a name says about it, by where it stands.
pub(super) type Contexts = Vec<(Around, Vec<(EntityKind, i32)>)>;

pub(super) fn read_contexts(table: &Lexicon) -> HashMap<String, Contexts> {
    let mut contexts: HashMap<String, Contexts> = HashMap::default();
    for row in table.rows() {
        let around = match row.get("where") {
            "prep" => Around::Preposition,
            "of-place" => Around::OfPlace,
            "of-group" => Around::OfGroup,
            "noun-after" => Around::NounAfter,
            "appos" => Around::Apposition,
            "verb-subject" => Around::VerbSubject,
            _ => Around::VerbObject,
        };
        let weight = row.get("weight").parse().unwrap_or(1);
        if let Some(kind) = kind_of(row.get("kind")) {
            let known = contexts.entry(row.get("word").to_owned()).or_default();
            match known.iter_mut().find(|(place, _)| *place == around) {
                Some((_, said)) => said.push((kind, weight)),
                None => known.push((around, vec![(kind, weight)])),
            }
        }
    }
    contexts
}

pub(super) fn read_states(table: &Lexicon) -> HashMap<String, StateForm> {
    let mut states = HashMap::default();
    for (index, row) in table.rows().enumerate() {
        for form in row.list("adjectives") {
            states.insert(form.to_lowercase(), StateForm::Adjective(index));
        }
        for form in row.list("people") {
            states.insert(form.to_lowercase(), StateForm::People(index));
        }
        // Last, because "US" is a name before it is an adjective.
        for form in row.list("names") {
            states.insert(form.to_lowercase(), StateForm::Land(index));
        }
    }
    states
}

pub(super) fn read_known(
    known: &Lexicon,
    outlets: &Lexicon,
) -> HashMap<String, (EntityKind, usize)> {
    let mut names = HashMap::default();
    let mut line = 0;
    for row in known.rows() {
        line += 1;
        let Some(kind) = kind_of(row.get("kind")) else { continue };
        for form in row.list("names") {
            names.insert(fold_known(form), (kind, line));
        }
    }
    for row in outlets.rows().filter(|r| r.get("sort") != "platform") {
        line += 1;
        for form in row.list("names") {
            names.entry(fold_known(form)).or_insert((EntityKind::Outlet, line));
        }
        let handles = row.list("handles").map(|handle| format!("@{handle}"));
        for address in handles.chain(row.list("domains").map(str::to_owned)) {
            names.entry(fold_known(&address)).or_insert((EntityKind::Outlet, line));
        }
    }
    names
}

/// Folds a known name to the form in which runs of tokens are looked up.
///
/// Acronyms keep their capitals, so that "is" and "who" are not taken for them.
pub(crate) fn fold_known(form: &str) -> String {
    let acronym = form.len() <= 5 && form.chars().all(|c| !c.is_lowercase());
    let form = form.replace('’', "'").replace('-', " ");
    if acronym { form } else { form.to_lowercase() }
}

/// Reads the cues by their words; of two rows for one pattern the later holds.
pub(super) fn read_cues(table: &Lexicon) -> HashMap<String, Vec<(CuePattern, Cue)>> {
    let mut cues: HashMap<String, Vec<(CuePattern, Cue)>> = HashMap::default();
    for ((pattern, word), cue) in table.rows().filter_map(read_cue) {
        let known = cues.entry(word).or_default();
        known.retain(|(other, _)| *other != pattern);
        known.push((pattern, cue));
    }
    cues
}

fn read_cue(row: Row<'_>) -> Option<((CuePattern, String), Cue)> {
    let pattern = match row.get("pattern") {
        "verb" => CuePattern::Verb,
        "verb-prep" => CuePattern::VerbPrep,
        "adj-prep" => CuePattern::AdjPrep,
        "phrase" => CuePattern::Phrase,
        "noun" => CuePattern::Noun,
        "suffix" => CuePattern::Suffix,
        "prefix" => CuePattern::Prefix,
        "fight" => CuePattern::Fight,
        "own" => CuePattern::Own,
        "bond" => CuePattern::Bond,
        _ => return None,
    };
    let relation = RelationKind::ALL.into_iter().find(|r| r.as_str() == row.get("relation"))?;
    let direction = match row.get("direction") {
        "object-subject" => Direction::Reversed,
        "outlet-object" => Direction::OutletOnly,
        _ => Direction::Straight,
    };
    Some(((pattern, row.get("cue").to_owned()), Cue { relation, direction }))
}
