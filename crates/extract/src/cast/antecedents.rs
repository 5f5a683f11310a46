//! Whom "the Council", "the spokesman" and "the plane" stand for.
//!
//! In: the state of the joining pass. Out: the party meant, or a new one for a description that
//! refers to nothing before it. Subjects come before other mentions, later before earlier, and
//! where two candidates remain nobody is chosen. Looks back eight sentences (after Hobbs' and
//! Lappin and Leass' observations on distance). Pronouns are in `pronouns`.
//!
//! Shown by the casebook pages `the-council`, `short-form-of-two`, `the-same-plane`,
//! `the-group-of-two`.

use foldhash::HashMap;
use rashomon_model::EntityKind;

use super::draft::{Class, Draft, class_of};
use super::join::{Joiner, Seen};
use super::lexicon::Sense;
use super::nominals::Nominal;

/// How many sentences back a pronoun or "the city" looks.
pub(crate) const NEAR: usize = 2;
const FAR: usize = 8;

impl Joiner<'_, '_> {
    /// Finds or makes the party of a description.
    pub(crate) fn nominal(
        &mut self,
        draft: &Draft,
        n: &Nominal,
        at_head: &HashMap<usize, usize>,
    ) -> Option<usize> {
        let class = class_of(draft.kind);
        if n.short {
            let found = self.definite(draft, n, class)?;
            self.called.insert((found, n.noun.clone()));
            return Some(found);
        }
        let found = self
            .taken_in(n, class)
            .or_else(|| self.of_named(n))
            .or_else(|| self.beside(draft, class, at_head))
            .or_else(|| self.same_description(n, class))
            .or_else(|| self.definite(draft, n, class));
        if let Some(party) = found.filter(|_| n.definite && n.modifiers.is_empty()) {
            self.called.insert((party, n.noun.clone()));
        }
        let party = found.unwrap_or_else(|| self.open(draft.kind, class));
        self.enrol_description(party, n, class);
        let office = class == Class::Person && n.definite && !n.plural;
        if let Some(end) = office.then(|| self.office_end(n.head)).flatten() {
            self.role_ends.insert(end, party);
        }
        Some(party)
    }

    /// "Velm town" is Velm, "Northern Front fighters" stand for the Northern Front; "Velm
    /// province" is a thing of its own.
    fn taken_in(&mut self, n: &Nominal, class: Class) -> Option<usize> {
        let name = self.inputs.names.get(n.absorbed?)?;
        let stands = match n.sense {
            Sense::Naming => true,
            Sense::PeopleOf => n.plural && !n.numbered && n.modifiers.len() == 1,
            _ => n.noun == "force" && n.modifiers.len() == 1,
        };
        if stands {
            return Some(self.named_party(name, n.kind, None));
        }
        let full = self.words(&n.tokens);
        let known = self.by_words(class, &full);
        let party = known.or_else(|| self.by_bag.get(&(class, self.bag(&full))).copied());
        let party = party.unwrap_or_else(|| self.open(n.kind, class));
        if !n.numbered {
            self.enrol_words(party, class, &full);
        }
        Some(party)
    }

    /// "fighters of the Northern Front", "forces from the Northern Front" stand for it.
    fn of_named(&mut self, n: &Nominal) -> Option<usize> {
        let page = self.inputs.page;
        let stands = n.sense == Sense::PeopleOf && n.plural || n.noun == "force";
        if !stands || n.numbered || !matches!(page.lower(n.head + 1), "of" | "from") {
            return None;
        }
        let start = n.head + 2 + usize::from(page.lower(n.head + 2) == "the");
        let at = self.inputs.names.binary_search_by_key(&start, |name| name.tokens.start).ok()?;
        let name = self.inputs.names.get(at)?;
        let kind = self.inputs.kinds.get(at).copied().flatten()?;
        (kind == EntityKind::Group).then(|| self.named_party(name, kind, None))
    }

    /// "Ann Roe, the spokesman", "the newspaper Velm Times": apposition, either way round.
    pub(crate) fn beside(
        &self,
        draft: &Draft,
        class: Class,
        at_head: &HashMap<usize, usize>,
    ) -> Option<usize> {
        let page = self.inputs.page;
        if page.dep(draft.head) != "appos" {
            return self.after_comma(draft, class);
        }
        let first = page.head(draft.head);
        let party = at_head.get(&first).copied()?;
        let same = self.parties.get(party)?;
        // A list without its "and" looks like an apposition: names beside names stay apart.
        let both_named =
            !same.words.is_empty() && !matches!(draft.origin, super::draft::Origin::Nominal(_));
        (same.class == class && !both_named && first < draft.head).then_some(party)
    }

    /// "the foreign minister, Ann Roe": an office and a name with only a comma between, where the
    /// parse says nothing of it and no list goes on.
    fn after_comma(&self, draft: &Draft, class: Class) -> Option<usize> {
        let page = self.inputs.page;
        let comma = draft.tokens.start.checked_sub(1).filter(|c| page.word(*c) == ",")?;
        let named = matches!(draft.origin, super::draft::Origin::Name(_));
        let goes_on = matches!(page.lower(draft.tokens.end), "and" | "or");
        if class != Class::Person || !named || goes_on {
            return None;
        }
        let party = self.role_ends.get(&comma).or_else(|| self.ends.get(&comma)).copied()?;
        let same = self.parties.get(party)?;
        (same.class == class && same.words.is_empty() && !same.plural).then_some(party)
    }

    /// Returns where "the minister of foreign affairs of Orland" ends: the last word that hangs on
    /// the "of" or "for" of an office.
    fn office_end(&self, head: usize) -> Option<usize> {
        let page = self.inputs.page;
        if !matches!(page.lower(head + 1), "of" | "for" | "to") {
            return None;
        }
        let hangs = |token: usize| {
            let mut at = token;
            for _ in 0..8 {
                if matches!(page.dep(at), "appos" | "relcl" | "acl") || page.word(at) == "," {
                    return false;
                }
                at = page.head(at);
                if at == head {
                    return true;
                }
            }
            false
        };
        (head + 1..head + 14).take_while(|t| hangs(*t)).last().map(|last| last + 1)
    }

    /// The same words again: "coalition forces … coalition forces".
    fn same_description(&self, n: &Nominal, class: Class) -> Option<usize> {
        let bare = n.modifiers.is_empty() && !matches!(n.sense, Sense::Body | Sense::PeopleOf);
        if n.numbered || class != Class::Body || bare {
            return None;
        }
        let mut words = n.modifiers.clone();
        words.push(n.noun.clone());
        self.by_bag.get(&(class, self.bag(&words))).copied()
    }

    fn definite(&self, draft: &Draft, n: &Nominal, class: Class) -> Option<usize> {
        // "his government" need not be the government named before.
        let owned = n.owned && class == Class::Body;
        if !n.definite || owned || class == Class::People {
            return None;
        }
        let here = self.inputs.page.sentence(draft.head);
        let by_noun = self.last_with_noun(n, class, here);
        if by_noun.is_some() || !n.modifiers.is_empty() {
            return by_noun;
        }
        match (class, n.sense) {
            (Class::Site, _) if n.kind == EntityKind::Place && n.sense == Sense::Naming => self
                .only(here, NEAR, |s, p| {
                    s.named && p.class == Class::Site && p.kind == EntityKind::Place
                }),
            (Class::Body, Sense::Naming) => {
                self.only(here, NEAR, |s, p| s.named && p.class == Class::Body && !self.is_state(p))
            }
            (Class::Weapon, Sense::Aircraft) => self.only(here, FAR, |_, p| {
                let one = p.class == Class::Weapon && p.plural == n.plural;
                one && self.is_aircraft(p.roles.first())
            }),
            _ => None,
        }
    }

    fn is_state(&self, party: &super::party::Party) -> bool {
        self.inputs.lexicon.state(&party.words.join(" ")).is_some()
    }

    fn is_aircraft(&self, role: Option<&(String, Vec<String>)>) -> bool {
        role.is_none_or(|(noun, _)| {
            self.inputs.lexicon.heads(noun).iter().any(|h| h.sense == Sense::Aircraft)
        })
    }

    /// The latest party named or described with the noun, with no modifier that speaks against it.
    fn last_with_noun(&self, n: &Nominal, class: Class, here: usize) -> Option<usize> {
        let known = self.by_noun.get(&(class, n.noun.clone()))?;
        let party = self.one_of(known, n, here)?;
        // Bodies and office holders keep their name through a report; things need to be near.
        let lasting = matches!(class, Class::Body | Class::Person)
            && self.parties.get(party).is_some_and(|p| !p.words.is_empty());
        let near = || {
            let latest = self.recent.iter().rev().take(64).find(|s| s.party == party);
            latest.is_some_and(|s| here.saturating_sub(s.sentence) <= FAR)
        };
        (lasting || near()).then_some(party)
    }

    /// Of those who bear the noun: the only one; else the one already called so, unless another was
    /// named since; else the one lately named, where the others are far. Of two near ones, nobody.
    fn one_of(&self, known: &[usize], n: &Nominal, here: usize) -> Option<usize> {
        let mut fitting: Vec<usize> = Vec::new();
        for party in known.iter().rev().take(12).copied() {
            if !fitting.contains(&party) && self.bears(party, n) {
                fitting.push(party);
            }
        }
        let latest = *fitting.first()?;
        let lasting = |p: &usize| {
            self.parties.get(*p).is_some_and(|p| {
                matches!(p.class, Class::Body | Class::Person) && !p.words.is_empty()
            })
        };
        if fitting.len() == 1 || !n.modifiers.is_empty() || !fitting.iter().all(lasting) {
            return Some(latest);
        }
        // Not seen lately counts as seen before everything else.
        let seen = |party: &usize| {
            let seen = self.recent.iter().rev().take(96).find(|s| s.party == *party);
            seen.map_or(0, |s| s.sentence + 1)
        };
        fitting.sort_by_key(|p| std::cmp::Reverse(seen(p)));
        let (first, rest) = fitting.split_first()?;
        let called = fitting.iter().find(|p| self.called.contains(&(**p, n.noun.clone())));
        let fresh = here < seen(first) + 1;
        match called {
            Some(called) if called == first || !fresh => Some(*called),
            _ => {
                let rival = rest.first().map_or(0, seen);
                (rival == 0 || rival + NEAR < here + 1).then_some(*first)
            }
        }
    }

    fn bears(&self, party: usize, n: &Nominal) -> bool {
        let Some(p) = self.parties.get(party) else { return false };
        let fold = |w: &String| super::fold::neutral(self.inputs.lexicon, w);
        let described: Vec<String> = p
            .roles
            .iter()
            .filter(|(noun, _)| *noun == n.noun)
            .flat_map(|(_, m)| m.iter().map(fold))
            .collect();
        let named = |w: &String| p.frame.before.contains(w) || p.frame.after.contains(w);
        n.modifiers.iter().map(fold).all(|w| described.contains(&w) || named(&w))
            && p.plural == n.plural
    }

    /// The one party in the last sentences that fits, the one that was subject where several do.
    pub(crate) fn only(
        &self,
        here: usize,
        reach: usize,
        fits: impl Fn(&Seen, &super::party::Party) -> bool,
    ) -> Option<usize> {
        let window = || {
            self.recent
                .iter()
                .rev()
                .take(48)
                .take_while(|s| here.saturating_sub(s.sentence) <= reach)
                .filter(|s| self.parties.get(s.party).is_some_and(|p| fits(s, p)))
        };
        let first = window().next()?;
        if window().all(|s| s.party == first.party) {
            return Some(first.party);
        }
        let latest = window().filter(|s| s.subject).map(|s| s.sentence).max()?;
        let mut subjects = window().filter(|s| s.subject && s.sentence == latest);
        let subject = subjects.next()?;
        subjects.all(|s| s.party == subject.party).then_some(subject.party)
    }

    fn enrol_description(&mut self, party: usize, n: &Nominal, class: Class) {
        let fresh = self.parties.get(party).is_some_and(|p| p.mentions == 0 && p.words.is_empty());
        if let Some(p) = self.parties.get_mut(party).filter(|_| fresh) {
            p.plural = n.plural;
            p.numbered = n.numbered;
        }
        if n.absorbed.is_none() {
            self.enrol_role(party, n.noun.clone(), n.modifiers.clone());
        }
        if fresh
            && class == Class::Body
            && !n.numbered
            && (matches!(n.sense, Sense::Body | Sense::PeopleOf) || !n.modifiers.is_empty())
        {
            let mut words = n.modifiers.clone();
            words.push(n.noun.clone());
            let bag = self.bag(&words);
            self.by_bag.entry((class, bag)).or_insert(party);
        }
    }
}
