//! The side a voice is said to be on: what is shown of it, and who is its own, its friend, its rival.
//!
//! In: the ties of a voice ([`Leanings`]) and the days of an event. Out: [`Alignment`]s for the
//! account, and a [`Side`] to ask whose losses are its own. A voice said to lean both to and against
//! a party is on neither side of it. Allies are shown and nothing more: whether an ally's loss is
//! one's own is not for us to say.

use std::collections::BTreeSet;

use rashomon_model::{Alignment, CaseEntityId, CaseVoice, Ground, When};

use crate::leanings::{Leaning, Leanings, Tie};

/// How far up a chain of "part of" is followed.
const DEPTH: usize = 4;

/// Returns the claimed leanings of a voice, sorted.
pub fn of_voice(ties: &[Leaning<'_>], when: Option<When>) -> Vec<Alignment> {
    let mut out: Vec<Alignment> = Vec::new();
    for tie in ties {
        let known = out.iter_mut().find(|a| {
            a.entity == *tie.object
                && a.stance == tie.tie.stance()
                && (a.from, a.until) == (tie.from, tie.until)
        });
        match known {
            Some(known) => known.grounds.push(tie.ground.clone()),
            None => out.push(Alignment {
                entity: tie.object.clone(),
                stance: tie.tie.stance(),
                claims: Vec::new(),
                from: tie.from,
                until: tie.until,
                holds: tie.holds(when),
                grounds: vec![tie.ground.clone()],
            }),
        }
    }
    for alignment in &mut out {
        alignment.grounds.sort();
        alignment.grounds.dedup();
        let quotes = alignment.grounds.iter().filter_map(|ground| match ground {
            Ground::Quote { report, span, .. } => Some(format!("{report}#{}", span.start)),
            _ => None,
        });
        alignment.claims = quotes.collect();
        alignment.claims.sort();
        alignment.claims.dedup();
    }
    out.sort_by(|a, b| {
        (&a.entity, a.stance, a.from, a.until).cmp(&(&b.entity, b.stance, b.from, b.until))
    });
    out
}

/// How one came to be on a side: the party, and what says so.
#[derive(Clone, Debug)]
pub struct Belongs<'c> {
    /// The party through which.
    pub party: &'c CaseEntityId,
    /// In what way: `Is` or `Favours`.
    pub tie: Tie,
    /// What says so; empty for the voice itself.
    pub grounds: Vec<Ground>,
}

/// The side of one voice on the days of one event.
pub struct Side<'c, 'l> {
    leanings: &'l Leanings<'c>,
    when: Option<When>,
    /// Itself, what it is of, and what it leans to.
    pub camp: Vec<Belongs<'c>>,
    /// Whom it is said to stand against.
    against: Vec<(&'c CaseEntityId, Ground)>,
}

impl<'c, 'l> Side<'c, 'l> {
    /// Finds the side of a voice; none where nothing is told of it and it is nobody we know.
    pub fn of(
        leanings: &'l Leanings<'c>,
        said_by: &[CaseVoice],
        entity: Option<&'c CaseEntityId>,
        when: Option<When>,
    ) -> Option<Side<'c, 'l>> {
        let ties = leanings.of_voice(said_by, entity);
        let in_force = || ties.iter().filter(|tie| tie.holds(when));
        let stands = |tie: &Leaning<'_>, other: Tie| {
            in_force().any(|t| t.tie == other && t.object == tie.object)
        };
        let mut camp: Vec<Belongs<'c>> = entity
            .map(|party| Belongs { party, tie: Tie::Is, grounds: Vec::new() })
            .into_iter()
            .collect();
        let mut against = Vec::new();
        for tie in in_force() {
            let torn = match tie.tie {
                Tie::Opposes => {
                    [Tie::Favours, Tie::Is, Tie::Allied].iter().any(|t| stands(tie, *t))
                }
                _ => stands(tie, Tie::Opposes),
            };
            if torn {
                continue;
            }
            match tie.tie {
                Tie::Opposes => against.push((tie.object, tie.ground.clone())),
                Tie::Allied => {}
                Tie::Is | Tie::Favours => {
                    match camp.iter_mut().find(|b| b.party == tie.object && b.tie == tie.tie) {
                        Some(known) => known.grounds.push(tie.ground.clone()),
                        None => camp.push(Belongs {
                            party: tie.object,
                            tie: tie.tie,
                            grounds: vec![tie.ground.clone()],
                        }),
                    }
                }
            }
        }
        camp.sort_by(|a, b| {
            (a.tie, a.grounds.len(), a.party).cmp(&(b.tie, b.grounds.len(), b.party))
        });
        (!camp.is_empty() || !against.is_empty()).then_some(Side { leanings, when, camp, against })
    }

    /// Tells whether a party is the voice's own side, and by what.
    pub fn own(&self, party: &CaseEntityId) -> Option<Belongs<'c>> {
        if let Some(known) = self.camp.iter().find(|belongs| belongs.party == party) {
            return Some(known.clone());
        }
        let named = &self.leanings.entity(party)?.id;
        self.camp.iter().find_map(|belongs| {
            // A brigade of the voice's army; and, of a speaker for a brigade, its army.
            let under = self.path(party, belongs.party);
            let over = || self.path(belongs.party, party).filter(|_| belongs.tie == Tie::Is);
            let path = under.or_else(over)?;
            let grounds = joined(&[&belongs.grounds, &path]);
            Some(Belongs { party: named, tie: belongs.tie, grounds })
        })
    }

    /// Tells whether a party is the voice's rival, and by what.
    pub fn rival(&self, party: &CaseEntityId) -> Option<Vec<Ground>> {
        if self.own(party).is_some() {
            return None;
        }
        for (foe, ground) in &self.against {
            if *foe == party {
                return Some(vec![ground.clone()]);
            }
            if let Some(path) = self.path(party, foe) {
                return Some(joined(&[&path, std::slice::from_ref(ground)]));
            }
        }
        self.camp.iter().find_map(|belongs| {
            let told = self.told_against(belongs.party, party)?;
            Some(joined(&[&belongs.grounds, &told]))
        })
    }

    /// Tells whether two voices stand on opposed sides, and by what.
    pub fn opposed(&self, other: &Side<'c, 'l>) -> Option<(Vec<Ground>, [&'c CaseEntityId; 2])> {
        let shared = |a: &Belongs<'_>| other.camp.iter().any(|b| b.party == a.party);
        if self.camp.iter().any(shared) {
            return None;
        }
        for (one, two) in [(self, other), (other, self)] {
            for (foe, ground) in &one.against {
                let Some(hit) = two.own(foe) else { continue };
                let grounds = joined(&[std::slice::from_ref(ground), &hit.grounds]);
                let own = one.camp.first().map_or(hit.party, |b| b.party);
                return Some((grounds, [own, hit.party]));
            }
        }
        for a in &self.camp {
            for b in &other.camp {
                if let Some(told) = self.told_against(a.party, b.party) {
                    let grounds = joined(&[&a.grounds, &b.grounds, &told]);
                    return Some((grounds, [a.party, b.party]));
                }
            }
        }
        None
    }

    /// What says that two parties stand against each other, and nothing that they stand together.
    fn told_against(&self, a: &CaseEntityId, b: &CaseEntityId) -> Option<Vec<Ground>> {
        let between = [(a, b), (b, a)];
        let ties = between.iter().flat_map(|(from, to)| {
            let ties = self.leanings.ties(from).iter();
            ties.filter(|tie| tie.object == *to && tie.holds(self.when))
        });
        let (mut grounds, mut together) = (Vec::new(), false);
        for tie in ties {
            match tie.tie {
                Tie::Opposes => grounds.push(tie.ground.clone()),
                _ => together = true,
            }
        }
        grounds.sort();
        (!grounds.is_empty() && !together).then_some(grounds)
    }

    /// The chain by which one is of another, as quotes.
    fn path(&self, from: &CaseEntityId, to: &CaseEntityId) -> Option<Vec<Ground>> {
        let mut seen: BTreeSet<&CaseEntityId> = BTreeSet::new();
        let mut edge: Vec<(&CaseEntityId, Vec<Ground>)> = vec![(from, Vec::new())];
        for _ in 0..DEPTH {
            let mut next = Vec::new();
            for (at, path) in edge {
                for tie in self.leanings.ties(at) {
                    if tie.tie != Tie::Is || !tie.holds(self.when) {
                        continue;
                    }
                    let longer = joined(&[&path, std::slice::from_ref(&tie.ground)]);
                    if tie.object == to {
                        return Some(longer);
                    }
                    if seen.insert(tie.object) {
                        next.push((tie.object, longer));
                    }
                }
            }
            edge = next;
        }
        None
    }
}

/// Grounds of several steps, sorted, each once.
pub fn joined(parts: &[&[Ground]]) -> Vec<Ground> {
    let all: BTreeSet<&Ground> = parts.iter().flat_map(|part| part.iter()).collect();
    all.into_iter().cloned().collect()
}
