//! Which sector, camp and state the words for a party tell, looked up in tables.
//!
//! In: a phrase ("Tarsian warplanes", "three worshippers") or the spellings of a body. Out: what the
//! tables under `data/` say: PLOVER's sector, whether they are forces of a state, an armed group
//! outside any state or civilians, whose state, and what kind of weapon a phrase names. A phrase in
//! no table tells nothing. Knows no party by name; the tables do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// On which side of the line between states, armed groups and civilians somebody stands, as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Camp {
    /// Forces or offices of a state.
    State,
    /// An organised group outside any state that fights.
    Armed,
    /// Those who do not fight.
    Civilian,
}

impl Camp {
    /// Every word for a camp.
    pub const WORDS: &'static [&'static str] = &["state", "armed", "civilian"];

    /// Returns the word used in findings.
    pub fn as_str(self) -> &'static str {
        match self {
            Camp::State => "state",
            Camp::Armed => "armed",
            Camp::Civilian => "civilian",
        }
    }

    fn of(word: &str) -> Option<Camp> {
        Some(match word {
            "state" => Camp::State,
            "armed" => Camp::Armed,
            "civilian" => Camp::Civilian,
            _ => return None,
        })
    }
}

/// What the words for somebody tell of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// PLOVER's sector.
    pub sector: Option<&'static str>,
    /// Their camp.
    pub camp: Option<Camp>,
    /// ACLED's number of the sort of actor, at home.
    pub inter: Option<i64>,
    /// Whose state they are of, or from; ISO 3166.
    pub country: Option<&'static str>,
    /// Whether a state's name or adjective is all that is said.
    pub bare: bool,
    /// Whether words besides name a party of their own: "Sembrian army", not "the army".
    pub named: bool,
    /// Whether it names what organised forces fight with: "warplanes".
    pub means: bool,
}

/// A state as data sets of events number it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// ISO 3166 code of two letters.
    pub code: &'static str,
    /// ISO 3166 number, three digits; empty where there is none.
    pub iso: &'static str,
    /// Gleditsch and Ward's number; none where they list none.
    pub gw: Option<u16>,
    /// Its name.
    pub name: &'static str,
}

struct Word {
    sector: Option<&'static str>,
    inter: Option<i64>,
    yields: bool,
    means: bool,
}

struct Tables {
    sectors: BTreeMap<&'static str, (Option<Camp>, Option<i64>)>,
    words: BTreeMap<Vec<&'static str>, Word>,
    weapons: BTreeMap<Vec<&'static str>, &'static str>,
    states: BTreeMap<&'static str, State>,
    /// Names and adjectives of states, lower case, word by word.
    nations: BTreeMap<Vec<String>, &'static str>,
    /// Spellings of bodies, folded, with their rows of sides.tsv.
    bodies: BTreeMap<String, Told>,
    /// Words behind a hyphen that make of a party the holder of a place.
    held: BTreeSet<&'static str>,
}

/// Words that stand before names with a capital letter at the beginning of a sentence.
const ARTICLES: [&str; 6] = ["the", "a", "an", "their", "some", "several"];

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// Rows behind comments and head, cell by cell.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect())
}

fn cell(row: &[&'static str], at: usize) -> &'static str {
    row.get(at).copied().unwrap_or_default()
}

fn some(text: &'static str) -> Option<&'static str> {
    Some(text).filter(|text| !text.is_empty())
}

impl Tables {
    fn read() -> Tables {
        let sectors: BTreeMap<_, _> = rows(include_str!("../../../../../data/method/sectors.tsv"))
            .map(|row| (cell(&row, 0), (Camp::of(cell(&row, 1)), cell(&row, 2).parse().ok())))
            .collect();
        let words = rows(include_str!("../../../../../data/method/sector-words.tsv"))
            .map(|row| {
                let word = Word {
                    sector: some(cell(&row, 1)),
                    inter: cell(&row, 2).parse().ok(),
                    yields: cell(&row, 3) == "yes",
                    means: cell(&row, 4) == "yes",
                };
                (cell(&row, 0).split(' ').collect(), word)
            })
            .collect();
        let weapons = rows(include_str!("../../../../../data/method/weapon-kinds.tsv"))
            .map(|row| (cell(&row, 0).split([' ', '-']).collect(), cell(&row, 1)))
            .collect();
        let states: BTreeMap<_, _> =
            rows(include_str!("../../../../../data/places/country-codes.tsv"))
                .map(|row| {
                    let [code, iso, gw, name] = [0, 1, 2, 3].map(|at| cell(&row, at));
                    (code, State { code, iso, gw: gw.parse().ok(), name })
                })
                .collect();
        let by_name: BTreeMap<_, _> =
            states.values().map(|state| (state.name, state.code)).collect();
        let mut nations = BTreeMap::new();
        for row in rows(include_str!("../../../../../data/lexicon/en/cast-states.tsv")) {
            let Some(code) = cell(&row, 0).split(';').find_map(|name| by_name.get(name)) else {
                continue;
            };
            for form in row.iter().flat_map(|cell| cell.split(';')).filter(|f| !f.is_empty()) {
                nations.insert(tokens(form), *code);
            }
        }
        let bodies = bodies(&sectors);
        let held = rows(include_str!("../../../../../data/method/held-words.tsv"))
            .map(|row| cell(&row, 0))
            .collect();
        Tables { sectors, words, weapons, states, nations, bodies, held }
    }
}

/// Spellings of the bodies that sides.tsv lists; one that several bodies share tells nothing.
fn bodies(sectors: &BTreeMap<&'static str, (Option<Camp>, Option<i64>)>) -> BTreeMap<String, Told> {
    let sides: BTreeMap<_, Told> = rows(include_str!("../../../../../data/actors/sides.tsv"))
        .map(|row| {
            let sector = some(cell(&row, 2));
            let inter = sector.and_then(|s| sectors.get(s)).and_then(|(_, inter)| *inter);
            let (camp, country) = (Camp::of(cell(&row, 1)), some(cell(&row, 3)));
            (
                cell(&row, 0),
                Told { sector, camp, inter, country, bare: false, named: true, means: false },
            )
        })
        .collect();
    let mut out: BTreeMap<String, Told> = BTreeMap::new();
    let mut shared: BTreeSet<String> = BTreeSet::new();
    let mut owner: BTreeMap<String, &str> = BTreeMap::new();
    for row in rows(include_str!("../../../../../data/actors/names.tsv")) {
        let id = cell(&row, 0);
        for form in cell(&row, 2).split('|') {
            let form = fold(form);
            if owner.insert(form.clone(), id).is_some_and(|other| other != id) {
                shared.insert(form.clone());
            }
            if let Some(told) = sides.get(id) {
                out.insert(form, *told);
            }
        }
    }
    out.retain(|form, _| !shared.contains(form));
    out
}

/// Lower case, without a leading article or a trailing "group", hyphens as spaces.
fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace('-', " ");
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.strip_suffix(" group").unwrap_or(bare).trim().to_owned()
}

/// Tells whether a word says who holds a place: "rebel-held" tells of the place, not of a party.
fn tells_holder(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.rsplit_once(['-', '\u{2010}', '\u{2011}'])
        .is_some_and(|(_, last)| TABLES.held.contains(last.to_lowercase().as_str()))
}

/// Leaves out of a phrase the words that say who holds a place, and what is said of it.
fn without_holders(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !tells_holder(word));
    words.collect::<Vec<_>>().join(" ")
}

fn tokens(text: &str) -> Vec<String> {
    let plain = text.replace('.', "");
    let cut = plain.split(|c: char| !c.is_alphanumeric());
    cut.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Finds the listed phrase that begins at a token, the longest first.
fn phrase<'t, V>(
    table: &'t BTreeMap<Vec<&'static str>, V>,
    words: &'t [String],
    at: usize,
) -> Option<(&'t V, usize)> {
    // What lives as long as the program is looked up by what does not.
    let shorter: &BTreeMap<Vec<&str>, V> = table;
    (1..=3usize.min(words.len() - at)).rev().find_map(|length| {
        let key: Vec<&str> = words[at..at + length].iter().map(String::as_str).collect();
        Some((shorter.get(key.as_slice())?, length))
    })
}

/// Tells what a body's spellings say of it, where it is listed.
pub fn of_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Told> {
    names.into_iter().find_map(|name| TABLES.bodies.get(&fold(name)).copied())
}

/// Tells what a phrase says of a party.
pub fn of_words(text: &str) -> Told {
    let text = &without_holders(text);
    let words = tokens(text);
    // What no table knows is part of a name where it is written with a capital letter.
    let capital: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .map(str::to_lowercase)
        .collect();
    let starts_name: Vec<&str> =
        capital.iter().map(String::as_str).filter(|word| !ARTICLES.contains(word)).collect();
    let (mut heads, mut weak, mut means) = (None, None, false);
    let mut country = None;
    let mut others = false;
    let mut at = 0;
    while at < words.len() {
        if let Some((word, length)) = phrase(&TABLES.words, &words, at) {
            if word.sector.is_some() {
                if word.yields {
                    weak = Some(word)
                } else {
                    heads = Some(word)
                };
            }
            means |= word.means;
            at += length;
            continue;
        }
        let found = (1..=4usize.min(words.len() - at))
            .rev()
            .find_map(|length| Some((*TABLES.nations.get(&words[at..at + length])?, length)));
        if let Some((code, length)) = found {
            country = country.or(Some(code));
            at += length;
            continue;
        }
        others |= starts_name.contains(&words[at].as_str());
        at += 1;
    }
    let word = heads.or(weak);
    let mut sector = word.and_then(|word| word.sector);
    // "Tarsian warplanes", "Tarsian forces": what states fight with, and whose; an adjective before
    // "fighters" or "gunmen" tells no more than where they are from.
    if means && country.is_some() && sector.is_none_or(|s| s == "UAF") {
        sector = Some("MIL");
    }
    let (camp, inter) = sector.and_then(|s| TABLES.sectors.get(s)).copied().unwrap_or_default();
    let own = word.filter(|word| word.sector == sector).and_then(|word| word.inter);
    let bare = country.is_some() && sector.is_none() && !means && !others;
    Told { sector, camp, inter: own.or(inter), country, bare, named: others, means }
}

/// Returns a phrase from the first word on that tells of a party: "at least 62 rebel fighters" is
/// "rebel fighters".
pub fn party_words(text: &str) -> String {
    let plain = |word: &str| tokens(word);
    let words: Vec<&str> = text.split_whitespace().collect();
    let tells = |word: &&str| {
        let word = plain(word);
        !word.is_empty()
            && (phrase(&TABLES.words, &word, 0).is_some()
                || TABLES.nations.contains_key(word.as_slice()))
    };
    let from = words.iter().position(tells).unwrap_or(0);
    words[from..].join(" ")
}

/// Returns a name without the number of people it begins with: "125 fighters" are fighters. A number
/// that is part of a name ("17th Division", "12 May Brigade") stays.
pub fn without_count(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == ' ');
    let counted = rest.len() < name.len()
        && name.starts_with(|c: char| c.is_ascii_digit())
        && name[..name.len() - rest.len()].ends_with(' ');
    let common = |word: &str| word.starts_with(char::is_lowercase);
    let heads = rest.split_whitespace().next_back().is_some_and(common);
    if counted && heads && of_words(rest).sector.is_some() { rest } else { name }
}

/// Lists the kinds of weapon that a phrase names.
pub fn weapons(text: &str) -> BTreeSet<&'static str> {
    let words = tokens(text);
    let mut out = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        match phrase(&TABLES.weapons, &words, at) {
            Some((kind, length)) => {
                out.insert(*kind);
                at += length;
            }
            None => at += 1,
        }
    }
    out
}

/// Returns a state by its ISO 3166 code.
pub fn state(code: &str) -> Option<State> {
    TABLES.states.get(code).copied()
}

/// Returns a state by its name in the table.
pub fn state_named(name: &str) -> Option<State> {
    TABLES.states.values().find(|state| state.name == name).copied()
}

/// Returns a state by its number in Gleditsch and Ward's list, or its ISO number.
pub fn state_numbered(number: &str) -> Option<State> {
    let gw: Option<u16> = number.parse().ok();
    TABLES.states.values().find(|s| (gw.is_some() && s.gw == gw) || s.iso == number).copied()
}

/// Returns ACLED's number and camp of a sector.
pub fn sector(code: &str) -> Option<(Option<Camp>, Option<i64>)> {
    TABLES.sectors.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::{Camp, TABLES, of_names, of_words, state, weapons, without_count};

    #[test]
    fn the_heading_word_tells_and_modifiers_yield() {
        let sector = |text: &str| of_words(text).sector;
        assert_eq!(sector("rebel fighters"), Some("REB"));
        assert_eq!(sector("army units"), Some("MIL"));
        assert_eq!(sector("pro-government militia"), Some("PRM"));
        assert_eq!(sector("government forces"), Some("MIL"));
        assert_eq!(sector("unidentified gunmen"), Some("UAF"));
        assert_eq!(sector("Velm Post"), None);
        assert_eq!(of_words("tribal militia").inter, Some(3));
        assert_eq!(of_words("tribesmen").inter, Some(4));
    }

    #[test]
    fn a_state_fights_with_what_states_fight_with() {
        let told = of_words("Belgian warplanes");
        assert_eq!((told.sector, told.country), (Some("MIL"), Some("BE")));
        assert_eq!(of_words("Belgian gunmen").camp, None);
        assert_eq!(of_words("Belgian rebels").camp, Some(Camp::Armed));
        assert!(of_words("Belgium").bare && of_words("the Belgian").bare);
        assert!(of_words("Sembrian army").named && !of_words("The army").named);
        assert!(!of_words("Belgian Brigades").bare);
    }

    #[test]
    fn who_holds_a_place_is_no_party_in_it() {
        assert_eq!(of_words("a rebel-held district").camp, None);
        assert_eq!(of_words("the government-controlled quarter of Velm").sector, None);
        assert_eq!(of_words("rebel-backed militia").sector, Some("PRM"));
        assert_eq!(of_words("rebels in an army-held town").camp, Some(Camp::Armed));
        assert_eq!(of_words("held rebels").camp, Some(Camp::Armed));
    }

    #[test]
    fn a_count_is_no_part_of_a_name() {
        assert_eq!(without_count("125 fighters"), "fighters");
        assert_eq!(without_count("0 55 Velm rebels"), "Velm rebels");
        for name in ["17th Division", "12 May Brigade", "Brigade 7", "125", "", "40 houses"] {
            assert_eq!(without_count(name), name);
        }
    }

    #[test]
    fn weapons_are_told_by_the_longest_phrase() {
        assert!(weapons("a barrel bomb").iter().eq(&["air"]));
        assert!(weapons("rocket-propelled grenades").iter().eq(&["shell"]));
        assert!(weapons("two hand grenades").iter().eq(&["grenade"]));
        assert!(weapons("a letter").is_empty());
    }

    #[test]
    fn every_code_of_the_tables_is_known() {
        for word in TABLES.words.values() {
            assert!(word.sector.is_none_or(|s| TABLES.sectors.contains_key(s)));
        }
        for told in TABLES.bodies.values() {
            assert!(told.sector.is_some_and(|s| TABLES.sectors.contains_key(s)));
            assert!(told.country.is_none_or(|c| state(c).is_some()));
        }
        assert!(of_names(["nobody of that name"]).is_none());
    }
}
