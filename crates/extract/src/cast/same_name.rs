//! When two names of a report are one: short and long forms, word order, spelling.
//!
//! In: the words of a name, and the names before it. Out: the party it names, or none. "Roe" after
//! "Ann Roe", "Shura Council" after the only "Velm Shura Council", "Council of Velm" and "Velm
//! Council", "Mansour" and "Mansur". Must hold: names that differ in a distinguishing word ("Velm
//! Council", "Dorrun Council") stay apart, and a short form that fits two joins neither.
//!
//! Shown by the casebook pages `article-and-hyphen`, `spelling-variants`, `two-brothers`,
//! `two-councils`, `short-form-of-the-only-one`, `short-form-of-two`.

use super::draft::Class;
use super::fold::{neutral, skeleton, within};
use super::join::Joiner;
use super::names::Name;
use super::party::{Frame, Party};

/// How many candidates of one index entry are looked at.
const LOOK: usize = 6;

impl Joiner<'_, '_> {
    pub(crate) fn by_table(&self, class: Class, name: &Name) -> Option<usize> {
        let line = table_line(name)?;
        self.by_line.get(&(class, line)).copied()
    }

    pub(crate) fn by_words(&self, class: Class, words: &[String]) -> Option<usize> {
        self.by_key.get(&(class, words.join(" "))).copied()
    }

    /// "Velm Shura Council" and "Shura Council of Velm", "Orland air force" and "Orlandish Air
    /// Force": the same words in another order, states and their adjectives taken as one.
    pub(crate) fn by_bag(&self, class: Class, words: &[String]) -> Option<usize> {
        if class == Class::Person || words.len() < 2 {
            return None;
        }
        self.by_bag.get(&(class, self.bag(words))).copied()
    }

    pub(crate) fn bag(&self, words: &[String]) -> Vec<String> {
        let filler = |w: &&str| !matches!(*w, "of" | "and" | "for" | "in");
        let mut bag: Vec<String> = words
            .iter()
            .flat_map(|w| w.split(' '))
            .filter(|w| filler(w))
            .map(|w| neutral(self.inputs.lexicon, w))
            .collect();
        bag.sort();
        bag
    }

    /// "Roe" after "Ann Roe", "the Observer" after "Velm Observer"; the latest where several fit.
    pub(crate) fn short_form(&self, class: Class, words: &[String]) -> Option<usize> {
        let [word] = words else { return None };
        let found = self.by_last.get(&(class, word.clone()))?;
        found.last().copied()
    }

    /// "Ann Roe" after "Roe": the full name of one so far known by a part.
    pub(crate) fn long_form(&self, class: Class, words: &[String]) -> Option<usize> {
        if class != Class::Person || words.len() < 2 {
            return None;
        }
        let last = words.last()?;
        let short = self.by_key.get(&(class, last.clone())).copied()?;
        let free = self.parties.get(short).is_some_and(|p| p.words.len() <= 1);
        free.then_some(short)
    }

    /// "Shura Council of Velm" and "Shura Council of Elders of Velm": the same head noun, every
    /// word before it shared, the rest of the shorter held by the longer.
    pub(crate) fn same_head(&self, class: Class, words: &[String]) -> Option<usize> {
        if class != Class::Body || words.len() < 2 {
            return None;
        }
        let frame = self.frame(words);
        let known = self.by_noun.get(&(class, frame.head.clone()))?;
        let mut fitting = known.iter().rev().take(LOOK).copied().filter(|p| {
            self.parties
                .get(*p)
                .is_some_and(|p| covers(&p.frame, &frame) || covers(&frame, &p.frame))
        });
        let first = fitting.next()?;
        fitting.all(|other| other == first).then_some(first)
    }

    pub(crate) fn frame(&self, words: &[String]) -> Frame {
        let fold =
            |w: &[String]| w.iter().map(|w| neutral(self.inputs.lexicon, w)).collect::<Vec<_>>();
        let of = words.iter().position(|w| matches!(w.as_str(), "of" | "for"));
        let head = of.unwrap_or(words.len()).saturating_sub(1);
        Frame {
            before: fold(words.get(..head).unwrap_or(&[])),
            head: words.get(head).cloned().unwrap_or_default(),
            after: of.map_or_else(Vec::new, |of| {
                let rest = words.get(of..).unwrap_or(&[]);
                fold(rest)
                    .into_iter()
                    .filter(|w| !matches!(w.as_str(), "of" | "for" | "and"))
                    .collect()
            }),
        }
    }

    /// "Shura Council" after "Velm Shura Council", or before it: one name ends in the other, and no
    /// other body with that head noun was named.
    pub(crate) fn tail(&self, class: Class, words: &[String]) -> Option<usize> {
        if class != Class::Body || words.len() < 2 || words.iter().any(|w| w == "of") {
            return None;
        }
        let head = words.last()?.clone();
        let mut known: Vec<usize> = Vec::new();
        for party in self.by_noun.get(&(class, head))?.iter().rev().take(LOOK).copied() {
            let named = self.parties.get(party).is_some_and(|p| p.words.len() > 1);
            if named && !known.contains(&party) {
                known.push(party);
            }
        }
        let [only] = known.as_slice() else { return None };
        let full = &self.parties.get(*only)?.words;
        let land = |w: &String| {
            self.inputs.lexicon.state(w).is_some()
                || self.by_key.contains_key(&(Class::Site, w.clone()))
        };
        let (long, short) =
            if full.len() > words.len() { (&full[..], words) } else { (words, &full[..]) };
        let more = long.get(..long.len() - short.len())?;
        // "Orland Army" and "Free Orland Army" are two; "Free" tells bodies apart, a town that was
        // left out does not.
        let fits = more.iter().all(land) || long == full && !short.iter().any(land);
        (long.ends_with(short) && fits).then_some(*only)
    }

    /// "Mansur al-Hadi" and "Mansour Al-Haddi": one skeleton, and few letters apart.
    pub(crate) fn spelling(&self, class: Class, words: &[String]) -> Option<usize> {
        let text = words.join(" ");
        if text.chars().count() < 6 {
            return None;
        }
        let alike = |p: &Party| {
            p.words.len() == words.len() && p.words.iter().zip(words).all(|(a, b)| near(a, b))
        };
        let by_part = |p: &Party| match words {
            [word] if class == Class::Person => p.words.last().is_some_and(|last| near(last, word)),
            _ => false,
        };
        let candidates = self.by_skeleton.get(&(class, skeleton_key(words)));
        let near = candidates.into_iter().flatten().rev().take(LOOK).copied();
        let mut near =
            near.filter(|p| self.parties.get(*p).is_some_and(|p| alike(p) || by_part(p)));
        near.next().or_else(|| self.slip_of_pen(class, words))
    }

    /// "Ahmed Al-Rosman" and "Ahmed Al-Rosmari": one first name, a long last name two letters off.
    fn slip_of_pen(&self, class: Class, words: &[String]) -> Option<usize> {
        let [first, last] = words else { return None };
        if class != Class::Person || last.chars().count() < 6 {
            return None;
        }
        let known = self.by_last.get(&(class, first.clone()))?;
        known.iter().rev().take(LOOK).copied().find(|p| {
            self.parties.get(*p).is_some_and(|p| match p.words.as_slice() {
                [f, l] => {
                    f == first && l.chars().next() == last.chars().next() && within(l, last, 2)
                }
                _ => false,
            })
        })
    }
}

/// Tells whether a longer name says all that a shorter one does and no other thing before its
/// head noun.
fn covers(long: &Frame, short: &Frame) -> bool {
    let has = |w: &String| long.before.contains(w) || long.after.contains(w);
    let said = |w: &String| short.before.contains(w) || short.after.contains(w);
    long.head == short.head
        && !short.head.is_empty()
        && short.before.iter().chain(&short.after).all(has)
        && long.before.iter().all(said)
        && !(short.before.is_empty() && short.after.is_empty())
}

fn near(a: &str, b: &str) -> bool {
    let limit = if a.len().min(b.len()) >= 6 { 2 } else { 1 };
    a == b || skeleton(a) == skeleton(b) && within(a, b, limit)
}

pub(crate) fn skeleton_key(words: &[String]) -> String {
    words.iter().map(|w| skeleton(w)).collect::<Vec<_>>().join(" ")
}

/// States and known names count their lines apart.
pub(crate) fn table_line(name: &Name) -> Option<usize> {
    name.state.map(|line| line + 100_000).or(name.known.map(|(_, line)| line))
}
