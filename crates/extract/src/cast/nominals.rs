//! Descriptions that stand for somebody or something: "the regime", "four children", "a hospital".
//!
//! In: the page and its names. Out: [`Nominal`]s headed by nouns of the table, each with its
//! modifiers; a name directly before a fitting noun becomes part of it ("Velm province",
//! "Northern Front fighters"). Leaves alone nouns that only modify others, and nouns whose entry
//! asks for more (an article, a plural) than the text gives.
//!
//! Shown by the casebook pages `the-same-plane`, `the-group-of-two`.

use std::ops::Range;

use rashomon_model::EntityKind::{self, Facility, Group, Outlet, People, Person, Place, Weapon};

use super::lexicon::{CastLexicon, Head, Needs, Sense};
use super::names::Name;
use super::page::Page;

/// A description headed by a common noun.
#[derive(Clone, Debug)]
pub(crate) struct Nominal {
    pub tokens: Range<usize>,
    pub head: usize,
    /// Folded head noun, with the word before it where the table has both ("air base").
    pub noun: String,
    pub kind: EntityKind,
    pub sense: Sense,
    /// With "the", "this" or a possessor.
    pub definite: bool,
    pub plural: bool,
    /// With a number or quantity word.
    pub numbered: bool,
    /// The name taken in, as a position in the list of names.
    pub absorbed: Option<usize>,
    /// The folded modifiers, in text order.
    pub modifiers: Vec<String>,
    /// With "his", "its" or another possessor before it.
    pub owned: bool,
    /// Only the capitalised last word of a name ("the Front"): nothing by itself.
    pub short: bool,
}

/// Finds descriptions; `name_at` gives for each token the name that holds it.
pub(crate) fn find(
    page: &Page<'_>,
    lexicon: &CastLexicon,
    names: &[Name],
    kinds: &[Option<EntityKind>],
    name_at: &[Option<usize>],
) -> Vec<Nominal> {
    let seeker = Seeker { page, lexicon, names, kinds, name_at };
    (0..page.len()).filter_map(|i| seeker.at(i)).collect()
}

struct Seeker<'p, 'a> {
    page: &'p Page<'a>,
    lexicon: &'p CastLexicon,
    names: &'p [Name],
    kinds: &'p [Option<EntityKind>],
    name_at: &'p [Option<usize>],
}

/// What stands before a noun.
struct Before {
    start: usize,
    determiner: Option<usize>,
    possessor: bool,
    numbered: bool,
    name: Option<usize>,
    modifiers: Vec<String>,
    /// With a short form of the name in brackets.
    bracketed: bool,
}

impl Seeker<'_, '_> {
    fn named(&self, i: usize) -> Option<usize> {
        self.name_at.get(i).copied().flatten()
    }

    fn at(&self, i: usize) -> Option<Nominal> {
        let page = self.page;
        if !page.is_noun(i) || self.named(i).is_some() || self.only_modifies(i) {
            return None;
        }
        let (noun, heads) = self.entry(i)?;
        let mut before = self.before(i);
        if noun.contains(' ') {
            before.modifiers.pop();
        }
        let plural = matches!(page.tag(i), "NNS" | "NNPS");
        let head = heads.iter().find(|h| self.meets(h, i, &before, plural))?;
        // "the city of Velm": the name alone is the mention.
        if head.kind == Place && self.of_name(i) && (head.sense == Sense::Naming || plural) {
            return None;
        }
        let definite = before.possessor
            || before.determiner.is_some_and(|d| {
                matches!(page.lower(d), "the" | "this" | "that" | "these" | "those" | "both")
            });
        // "the National Congress (NC) government": name and short form stay mentions.
        let absorbed = before.name.filter(|n| !before.bracketed && self.fits(*n, head));
        Some(Nominal {
            tokens: before.start..i + 1,
            head: i,
            noun,
            kind: self.kind_of(head, plural, absorbed),
            sense: head.sense,
            definite,
            // "unidentified aircraft" may be one or many, and so is none in particular.
            plural: plural
                || head.sense == Sense::Aircraft
                    && before.determiner.is_none()
                    && !before.possessor,
            numbered: before.numbered,
            absorbed,
            short: self.is_short(head, i, &before, plural),
            owned: before.possessor,
            modifiers: before.modifiers,
        })
    }

    fn kind_of(&self, head: &Head, plural: bool, absorbed: Option<usize>) -> EntityKind {
        let inside = absorbed.and_then(|n| self.kinds.get(n).copied().flatten());
        match (head.kind, head.needs) {
            // "the Velm Wire agency" is an outlet because Velm Wire is.
            (Group, _) if head.sense == Sense::Naming && inside == Some(Outlet) => Outlet,
            // "officials", "two commanders" are people; one of them is a person.
            (Person, Needs::Role) if plural => People,
            (kind, _) => kind,
        }
    }

    /// "coalition" in "coalition forces" describes the forces.
    fn only_modifies(&self, i: usize) -> bool {
        let page = self.page;
        let governor = page.head(i);
        match page.dep(i) {
            "compound" | "nmod" | "amod" | "npadvmod" => {
                governor > i && page.is_noun(governor) || {
                    // "Security forces spokesman": the title beside a name is no mention.
                    governor > i && self.named(governor).is_some()
                }
            }
            _ => page.is_hyphen(i + 1) && page.touches_next(i),
        }
    }

    fn entry(&self, i: usize) -> Option<(String, &[Head])> {
        let lemma = self.page.lemma(i);
        if i > 0 && self.page.is_noun(i - 1) {
            let two = format!("{} {lemma}", self.page.lower(i - 1));
            let heads = self.lexicon.heads(&two);
            if !heads.is_empty() {
                return Some((two, heads));
            }
        }
        // Capitalised nouns keep their plural ending in the tagger's lemma.
        let folded = match self.page.is_proper(i) {
            true => lemma.strip_suffix('s').filter(|l| !self.lexicon.heads(l).is_empty()),
            false => None,
        };
        let noun = folded.map_or_else(|| lemma.to_string(), str::to_owned);
        let heads = self.lexicon.heads(&noun);
        (!heads.is_empty()).then_some((noun, heads))
    }

    /// Collects what stands right before the noun and belongs to it.
    fn before(&self, i: usize) -> Before {
        let page = self.page;
        let mut before = Before {
            start: i,
            determiner: None,
            possessor: false,
            numbered: false,
            name: None,
            modifiers: Vec::new(),
            bracketed: false,
        };
        let floor = i.saturating_sub(10).max(page.sentence_start(i));
        let mut at = i;
        while at > floor {
            let token = at - 1;
            // "Friday warplanes", "in May rebels", a dash with spaces: not the noun's own words.
            let spaced = page.is_hyphen(token)
                && !(page.touches_next(token) && token > 0 && page.touches_next(token - 1));
            if spaced || matches!(page.ent(token), "DATE" | "TIME") && self.named(token).is_none() {
                break;
            }
            if let Some(open) = self.bracket(token).filter(|o| *o > floor) {
                before.bracketed = true;
                at = open;
                continue;
            }
            if let Some(n) = self.named(token) {
                let Some(name) = self.names.get(n) else { break };
                if !self.belongs(name.head, i) && !self.belongs(token, i) {
                    break;
                }
                let person = self.kinds.get(n).copied().flatten() == Some(Person)
                    && (name.tokens.len() > 1 || name.title.is_some());
                if person && page.tag(token + 1) != "POS" && !self.takes_any_name(i) {
                    break;
                }
                before.name = before.name.or(Some(n));
                before.modifiers.push(page.lower_run(name.tokens.clone()));
                at = name.tokens.start.max(floor);
                before.start = at;
                continue;
            }
            if !self.belongs(token, i) {
                break;
            }
            match page.dep(token) {
                "det" | "predet" => before.determiner = Some(token),
                "poss" => before.possessor = true,
                "nummod" | "quantmod" => before.numbered = true,
                "punct" | "case" if !page.is_hyphen(token) && page.tag(token) != "POS" => break,
                "amod" | "compound" | "nmod" => before.modifiers.push(page.lower(token).to_owned()),
                _ => {}
            }
            if page.tag(token) == "POS" {
                before.possessor = true;
            }
            at = token;
            before.start = at;
        }
        if page.tag(before.start) == "POS" || page.is_hyphen(before.start) {
            before.start += 1;
        }
        before.modifiers.reverse();
        before
    }

    /// Returns where a bracket with nothing but a short name opens, for the token that closes it.
    fn bracket(&self, close: usize) -> Option<usize> {
        let page = self.page;
        let short = close.checked_sub(1).filter(|_| page.word(close) == ")")?;
        let name = self.names.get(self.named(short)?)?;
        let open = name.tokens.start.checked_sub(1)?;
        (page.is_acronym(short) && page.word(open) == "(").then_some(open)
    }

    /// "mosque", "town": nouns that people's names, too, stand before.
    fn takes_any_name(&self, i: usize) -> bool {
        let heads = self.lexicon.heads(&self.page.lemma(i));
        heads
            .iter()
            .any(|h| matches!(h.kind, Place | Facility) && h.in_name && h.needs != Needs::Never)
    }

    /// Tells whether a token hangs on the noun, directly or by one of its modifiers.
    fn belongs(&self, token: usize, noun: usize) -> bool {
        let page = self.page;
        let mut at = token;
        for _ in 0..4 {
            let up = page.head(at);
            let dep = page.dep(at);
            if matches!(
                dep,
                "nsubj" | "dobj" | "pobj" | "conj" | "appos" | "cc" | "prep" | "relcl" | "ROOT"
            ) {
                return false;
            }
            if up == noun {
                return true;
            }
            if up == at || up > noun {
                return false;
            }
            at = up;
        }
        false
    }

    /// Tells whether the text gives what the noun's entry asks for.
    fn meets(&self, head: &Head, i: usize, before: &Before, plural: bool) -> bool {
        let page = self.page;
        let the = before.determiner.is_some_and(|d| !matches!(page.lower(d), "a" | "an" | "no"));
        let named = before.name.is_some();
        let modified = !before.modifiers.is_empty() || named;
        match head.needs {
            Needs::Any => true,
            Needs::Definite => {
                the || before.possessor
                    || named
                    || self.of_name(i)
                    || (modified && before.determiner.is_some())
            }
            Needs::Modified => modified || self.is_short(head, i, before, plural),
            Needs::Plural => plural,
            Needs::Singular => {
                !plural
                    && (before.determiner.is_some()
                        || before.possessor
                        || page.lower(before.start) == "one")
            }
            Needs::Role => {
                before.determiner.is_some()
                    || before.possessor
                    || named
                    || plural
                    || page.dep(i) == "appos"
                    || page.is_capitalised(i) && !page.opens_sentence(i)
            }
            Needs::Never => self.is_short(head, i, before, plural),
        }
    }

    /// "the Front" may stand for the one Front that was named.
    fn is_short(&self, head: &Head, i: usize, before: &Before, plural: bool) -> bool {
        let page = self.page;
        matches!(head.needs, Needs::Never | Needs::Modified)
            && head.kind == Group
            && head.in_name
            && !plural
            && before.modifiers.is_empty()
            && before.name.is_none()
            && page.is_capitalised(i)
            && !page.in_headline(i)
            && before.determiner.is_some_and(|d| page.lower(d) == "the")
    }

    /// "members of Velm Council", "government of Orland".
    fn of_name(&self, i: usize) -> bool {
        let page = self.page;
        page.lower(i + 1) == "of"
            && (self.named(i + 2).is_some()
                || page.lower(i + 2) == "the" && self.named(i + 3).is_some())
    }

    /// Tells whether a noun takes the name before it into its mention.
    fn fits(&self, name: usize, head: &Head) -> bool {
        let possessive = self.names.get(name).is_some_and(|n| self.page.tag(n.tokens.end) == "POS");
        let kind = self.kinds.get(name).copied().flatten();
        let Some(found) = self.names.get(name) else { return false };
        // "Orland-backed militia" is not Orland's name for it.
        if self.page.is_hyphen(found.tokens.end) {
            return false;
        }
        let acronym = found.tokens.len() == 1 && self.page.is_acronym(found.tokens.start);
        // "the Velm hospital": whatever Velm was taken for, it names the hospital.
        if matches!(head.kind, Place | Facility) && head.in_name && head.needs != Needs::Never {
            let named =
                found.title.is_some() || found.known.is_some_and(|(k, _)| k == Group) || acronym;
            return !possessive
                && !named
                && (head.kind == Place || head.needs == Needs::Any || kind != Some(Group));
        }
        if possessive || kind == Some(Person) {
            return false;
        }
        match head.kind {
            Place => !matches!(kind, Some(Group | Outlet | Weapon)),
            Facility => !matches!(kind, Some(Group | Outlet | Weapon)),
            Group => head.sense != Sense::PeopleOf || !matches!(kind, Some(Place | Facility)),
            Outlet => true,
            _ => false,
        }
    }
}
