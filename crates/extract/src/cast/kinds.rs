//! What sort of thing a name stands for: evidence around it, summed over the report.
//!
//! In: the names. Out: a kind for each, or none where nothing speaks. Each occurrence collects
//! weights from tables, neighbours and the name tagger; occurrences of one name share them, so
//! that one clear place ("in the town of Velm") settles the unclear ones. States may stand for
//! their land or their government and are decided one by one. No rule knows a name by itself.
//!
//! Shown by the casebook pages `strikes-on-a-town`, `word-of-a-body`, `adjective-of-a-state`.

use foldhash::{HashMap, HashSet};
use rashomon_model::EntityKind::{self, Facility, Group, Outlet, Person, Place, Weapon};
use rashomon_text::syntax::Iob;

use super::addresses::is_address;
use super::fold::name_key;
use super::lexicon::{Around, CastLexicon, CuePattern, StateForm};
use super::names::{Name, is_code};
use super::page::Page;
use super::tally::Tally;

/// Decides the kind of every name.
pub(crate) fn decide(
    page: &Page<'_>,
    lexicon: &CastLexicon,
    names: &[Name],
) -> Vec<Option<EntityKind>> {
    let witness = Witness { page, lexicon };
    let local: Vec<Tally> = names.iter().map(|n| witness.hear(n)).collect();
    let keys: Vec<String> =
        names.iter().map(|n| name_key(page, lexicon, n.tokens.clone())).collect();
    let mut shared: HashMap<&str, Tally> = HashMap::default();
    for (key, tally) in keys.iter().zip(&local) {
        shared.entry(key.as_str()).or_default().merge(tally);
    }
    let parts = parts_of_names(names, &keys, &shared);
    names
        .iter()
        .zip(&keys)
        .zip(&local)
        .map(|((name, key), own)| {
            if let Some(kind) = witness.settled(name) {
                return Some(kind);
            }
            let mut tally = *shared.get(key.as_str())?;
            // Only what is said loudly here may outweigh what the rest of the report says.
            if own.loudest() >= 5 {
                tally.merge(own);
            }
            if parts.persons.contains(key.as_str()) {
                tally.add(Person, 4 + tally.loudest() / 2);
            }
            match tally.best()? {
                // "the Shura fighters" after "the Shura Council": no man called Shura.
                Person if parts.bodies.contains(key.as_str()) && tally.only_tagged(Person) => {
                    Some(Group)
                }
                kind => Some(kind),
            }
        })
        .collect()
}

/// Words of names that were clear in full.
#[derive(Default)]
struct Parts<'k> {
    /// "Roe" once "Ann Roe" was named.
    persons: HashSet<&'k str>,
    /// "Shura" once "Velm Shura Council" was named.
    bodies: HashSet<&'k str>,
}

fn parts_of_names<'k>(
    names: &[Name],
    keys: &'k [String],
    shared: &HashMap<&str, Tally>,
) -> Parts<'k> {
    let mut parts = Parts::default();
    for (name, key) in names.iter().zip(keys) {
        if name.tokens.len() < 2 {
            continue;
        }
        match shared.get(key.as_str()).and_then(Tally::best) {
            // "Roe" and "Ann" after "Ann Roe"; what stands between is seldom used alone.
            Some(Person) => {
                parts.persons.extend(key.rsplit_once(' ').map(|(_, last)| last));
                parts.persons.extend(key.split_once(' ').map(|(first, _)| first));
            }
            Some(Group) => parts.bodies.extend(key.split(' ')),
            _ => {}
        }
    }
    parts
}

struct Witness<'p, 'a> {
    page: &'p Page<'a>,
    lexicon: &'p CastLexicon,
}

impl Witness<'_, '_> {
    /// Returns the kind that the tables settle without looking further.
    fn settled(&self, name: &Name) -> Option<EntityKind> {
        if name.state.is_some() {
            return Some(if self.acts(name) { Group } else { Place });
        }
        if name.people {
            return Some(Group);
        }
        name.known.map(|(kind, _)| kind)
    }

    /// Tells whether a state's name stands for its government: it does or suffers something.
    fn acts(&self, name: &Name) -> bool {
        let page = self.page;
        // "Orland-led", "Orland-Velmia talks": the government; "Orland-based": the land.
        if page.is_hyphen(name.tokens.end) && page.touches_next(name.tokens.end) {
            let joined = page.lower(name.tokens.end + 1);
            return self.lexicon.cue(CuePattern::Suffix, joined).is_some()
                || matches!(self.lexicon.state(joined), Some(StateForm::Land(_)));
        }
        // "Orland's Velm", whatever the parse makes of Velm.
        if page.tag(name.tokens.end) == "POS" && page.is_capitalised(name.tokens.end + 1) {
            return false;
        }
        let head = self.first_conjunct(name.head);
        let governor = page.head(head);
        match page.dep(head) {
            "nsubj" | "agent" => true,
            "dobj" | "nsubjpass" => {
                let done = self.lexicon.context(Around::VerbObject, &page.lemma(governor));
                done.iter().any(|(kind, _)| *kind == Group)
            }
            "pobj" => {
                matches!(page.lower(governor), "by" | "against" | "between" | "with" | "among")
            }
            "compound" | "nmod" | "amod" | "poss" => self.modifies_action(governor),
            _ => false,
        }
    }

    /// "U.S. strike", "Orland's support": a doing, not a town or person of that state.
    fn modifies_action(&self, noun: usize) -> bool {
        let lemma = self.page.lemma(noun);
        let heads = self.lexicon.heads(&lemma);
        let place = heads.iter().any(|h| matches!(h.kind, Place | Facility));
        let proper = self.page.is_proper(noun);
        self.page.is_noun(noun) && !place && !proper
    }

    fn first_conjunct(&self, token: usize) -> usize {
        let mut at = token;
        // Lists of names are short; the bound keeps an odd parse from costing time.
        for _ in 0..12 {
            if self.page.dep(at) != "conj" {
                break;
            }
            at = self.page.head(at);
        }
        at
    }

    /// Collects what speaks about one occurrence.
    fn hear(&self, name: &Name) -> Tally {
        let mut tally = Tally::default();
        self.looks(name, &mut tally);
        if self.is_torn(name) {
            tally.add(Person, 2);
            return tally;
        }
        self.tagger(name, &mut tally);
        self.government(name, &mut tally);
        self.neighbours(name, &mut tally);
        tally
    }

    /// What the words of the name say.
    fn looks(&self, name: &Name, tally: &mut Tally) {
        let page = self.page;
        if name.title.is_some() {
            tally.add(Person, 8);
        }
        let own_head = name.tokens.clone().find(|i| matches!(page.lower(*i), "of" | "for"));
        let last = own_head.map_or(name.tokens.end, |of| of).saturating_sub(1);
        if name.tokens.len() > 1 || name.title.is_none() && own_head.is_some() {
            if let Some(kind) = self.lexicon.name_head(page.lower(last)) {
                // "Velm Department" may be a place, "Department of Roads" is a body.
                let body = kind == Place && own_head.is_some();
                tally.add(if body { Group } else { kind }, 8);
            } else if let Some(kind) = self.lexicon.name_head(page.lower(name.tokens.start)) {
                // "Mount Velm", "Lake Orn", "Hospital San Jose", but "Front" seldom opens a name.
                let opens = matches!(kind, Place | Facility | Weapon | Outlet);
                tally.add(kind, if opens { 6 } else { 2 });
            }
        }
        let code = name.tokens.clone().any(|i| is_code(page.word(i)));
        let joined: String = name.tokens.clone().map(|i| page.word(i)).collect();
        if (code || is_code(&joined)) && page.is_capitalised(name.tokens.start) {
            tally.add(Weapon, 3);
        }
        if name.tokens.len() == 1 && !code && page.is_acronym(name.tokens.start) {
            tally.add(Group, 3);
        }
        if is_address(page.word(name.tokens.start)) {
            tally.add(Outlet, 9);
        }
    }

    /// "Air Force | Ann Roe": cut off a body's name, so that tagger and parse speak of the whole.
    fn is_torn(&self, name: &Name) -> bool {
        let page = self.page;
        let first = name.tokens.start;
        let inside = page.token(first).is_some_and(|t| t.ent_iob == Iob::Inside);
        let body = self.lexicon.name_head(page.lower(first.wrapping_sub(1))) == Some(Group);
        name.torn || inside && body && name.tokens.len() > 1
    }

    /// What the name tagger says, each token of the name having a voice.
    fn tagger(&self, name: &Name, tally: &mut Tally) {
        let page = self.page;
        let label = page.ent(name.head);
        // "m-19", "B-4": whatever the tagger calls them, they are no persons.
        let coded = name.tokens.clone().any(|i| page.word(i).chars().any(|c| c.is_ascii_digit()));
        if coded && label == "PERSON" {
            return;
        }
        let particle = self.lexicon.is_article(page.lower(name.tokens.start));
        match label {
            // The tagger calls most unknown "al-" names persons; alone they say little.
            "PERSON" if particle => tally.tag(Person, 1),
            "PERSON" => tally.tag(Person, if name.tokens.len() > 1 { 3 } else { 2 }),
            "ORG" => tally.tag(Group, if name.tokens.len() > 1 { 2 } else { 1 }),
            "GPE" => tally.tag(Place, 3),
            "LOC" => tally.tag(Place, 3),
            "FAC" => tally.tag(Facility, 2),
            "NORP" => tally.tag(Group, 2),
            "PRODUCT" => tally.tag(Weapon, 1),
            _ => {}
        }
    }

    /// What governs the name: prepositions, "city of", verbs.
    fn government(&self, name: &Name, tally: &mut Tally) {
        let page = self.page;
        let first = self.first_conjunct(name.head);
        let governor = page.head(first);
        let share = if first == name.head { 1 } else { 2 };
        let mut hear = |around: Around, word: &str| {
            for (kind, weight) in self.lexicon.context(around, word) {
                tally.add(*kind, (*weight / share).max(1));
            }
        };
        match page.dep(first) {
            "pobj" => {
                hear(Around::Preposition, page.lower(governor));
                let noun = page.head(governor);
                let two = |noun: usize| format!("{} {}", page.lemma(noun), page.lower(governor));
                hear(Around::Preposition, &two(noun));
                // The parse may hang "on Velm" on the verb; the reader sees "a raid on Velm".
                let before = governor.wrapping_sub(1);
                if before != noun {
                    hear(Around::Preposition, &two(before));
                }
                if page.lower(governor) == "of" {
                    // "the market of Velm" names a town, "the clinic of Ann Roe" a man.
                    if !(self.is_full_person(name) && self.is_facility(noun)) {
                        hear(Around::OfPlace, &page.lemma(noun));
                    }
                    hear(Around::OfGroup, &page.lemma(noun));
                }
                if page.lower(governor) == "for" && self.lexicon.title(&page.lemma(noun)).is_some()
                {
                    hear(Around::OfGroup, "spokesman");
                }
            }
            "nsubj" => hear(Around::VerbSubject, &page.lemma(governor)),
            "dobj" | "nsubjpass" => hear(Around::VerbObject, &page.lemma(governor)),
            "agent" => hear(Around::Preposition, "by"),
            _ => {}
        }
    }

    /// A first and a last name, as far as the tagger can tell.
    fn is_full_person(&self, name: &Name) -> bool {
        let article = self.lexicon.is_article(self.page.lower(name.tokens.start));
        name.title.is_some()
            || name.tokens.len() > 1 && !article && self.page.ent(name.head) == "PERSON"
    }

    fn is_facility(&self, noun: usize) -> bool {
        self.lexicon.heads(&self.page.lemma(noun)).iter().any(|h| h.kind == Facility)
    }

    /// What stands beside the name: the noun it modifies, its apposition, "who", an age.
    fn neighbours(&self, name: &Name, tally: &mut Tally) {
        let page = self.page;
        let governor = page.head(name.head);
        if matches!(page.dep(name.head), "compound" | "nmod" | "amod" | "poss" | "npadvmod")
            && governor >= name.tokens.end
        {
            let possessive = page.dep(name.head) == "poss";
            if !possessive || page.lemma(governor) != "force" {
                self.hear_noun(Around::NounAfter, governor, tally);
            }
        }
        // The parser misses many compounds among foreign names; the next word still speaks.
        let next = name.tokens.end;
        if page.is_noun(next) && next != governor {
            self.hear_noun(Around::NounAfter, next, tally);
        }
        if page.dep(name.head) == "appos" {
            self.hear_noun(Around::Apposition, governor, tally);
        }
        for child in page.children(name.head).filter(|c| *c >= name.tokens.end) {
            match page.dep(child) {
                "appos" => self.hear_noun(Around::Apposition, child, tally),
                "relcl" if self.has_who(child) => tally.add(Person, 2),
                _ => {}
            }
        }
        let before = name.tokens.start.wrapping_sub(1);
        if page.dep(name.head) != "pobj" && page.sentence(before) == page.sentence(name.head) {
            // The parser lost the preposition, the reader sees it.
            let two = format!("{} {}", page.lemma(before.wrapping_sub(1)), page.lower(before));
            for words in [page.lower(before), &two] {
                for (kind, weight) in self.lexicon.context(Around::Preposition, words) {
                    tally.add(*kind, *weight);
                }
            }
        }
        if matches!(page.lower(before), "called" | "named" | "dubbed" | "group" | "organization") {
            self.hear_noun(Around::Apposition, page.head(before), tally);
            self.hear_noun(Around::Apposition, before, tally);
        }
        // "the town Velm": a class noun right before.
        if matches!(page.tag(before), "NN" | "JJ") {
            self.hear_noun(Around::Apposition, before, tally);
        }
    }

    fn hear_noun(&self, around: Around, noun: usize, tally: &mut Tally) {
        let lemma = self.page.lemma(noun);
        let mut said = self.lexicon.context(around, &lemma);
        if said.is_empty() {
            said = self.lexicon.context(around, self.page.lower(noun));
        }
        for (kind, weight) in said {
            tally.add(*kind, *weight);
        }
    }

    fn has_who(&self, verb: usize) -> bool {
        self.page.children(verb).any(|c| self.page.lower(c) == "who")
    }
}
