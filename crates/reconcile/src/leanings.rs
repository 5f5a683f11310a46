//! How voices are said to lean, and when: claimed relations and entries of people, in one place.
//!
//! Built once a case. In: the relations of the case and the source tables of its users. Out: for
//! each voice its ties to parties, each with the days on which it holds and what it rests on. A
//! table's names are matched with spellings of the case, letter by letter but for case, marks and
//! the article; a name that means several things ties nobody.
//!
//! Must hold: nothing is inferred about anybody; denied relations count for nothing; a tie that
//! holds on told days counts for no event outside them, nor for one whose day is not known.

use std::collections::{BTreeMap, HashMap};

use rashomon_model::{
    AlignmentStance, CaseEntity, CaseEntityId, CaseRelation, CaseVoice, Date, EntityKind, Ground,
    Polarity, RelationKind, SourceEntry, When,
};

use crate::Evidence;

/// In what way one is tied to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Is of it: a member, a part, its leader, its speaker.
    Is,
    /// Leans towards it, or supports it.
    Favours,
    /// Fights on its side.
    Allied,
    /// Stands against it.
    Opposes,
}

impl Tie {
    /// Returns the stance that is shown for it.
    pub fn stance(self) -> AlignmentStance {
        match self {
            Tie::Is => AlignmentStance::Is,
            Tie::Favours | Tie::Allied => AlignmentStance::Favours,
            Tie::Opposes => AlignmentStance::Opposes,
        }
    }

    fn of(kind: RelationKind) -> Option<Tie> {
        match kind {
            RelationKind::Favours | RelationKind::Supports => Some(Tie::Favours),
            RelationKind::AlliedWith => Some(Tie::Allied),
            RelationKind::OpposedTo => Some(Tie::Opposes),
            RelationKind::MemberOf
            | RelationKind::PartOf
            | RelationKind::Leads
            | RelationKind::SpeaksFor
            | RelationKind::SameAs => Some(Tie::Is),
            _ => None,
        }
    }
}

/// One tie of somebody to a party.
#[derive(Clone, Debug)]
pub struct Leaning<'c> {
    /// In what way.
    pub tie: Tie,
    /// To whom.
    pub object: &'c CaseEntityId,
    /// First day on which it holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub until: Option<Date>,
    /// What says so.
    pub ground: Ground,
}

impl Leaning<'_> {
    /// Tells whether it holds on all days of an event.
    pub fn holds(&self, when: Option<When>) -> bool {
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        when.is_some_and(|when| {
            self.from.is_none_or(|from| from <= when.earliest)
                && self.until.is_none_or(|until| when.latest <= until)
        })
    }
}

/// How everybody of a case is said to lean.
pub struct Leanings<'c> {
    of: HashMap<&'c CaseEntityId, Vec<Leaning<'c>>>,
    /// Ties of outlets that no report mentions, by folded name.
    of_name: HashMap<String, Vec<Leaning<'c>>>,
    entities: HashMap<&'c CaseEntityId, &'c CaseEntity>,
}

impl<'c> Leanings<'c> {
    /// Gathers the ties of a case.
    pub fn of(evidence: &Evidence<'c>) -> Leanings<'c> {
        let mut out = Leanings {
            of: HashMap::new(),
            of_name: HashMap::new(),
            entities: evidence.entities.iter().map(|e| (&e.id, e)).collect(),
        };
        for relation in evidence.relations.iter().filter(|r| r.polarity == Polarity::Affirmed) {
            if let Some(tie) = Tie::of(relation.kind) {
                out.of.entry(&relation.subject).or_default().push(claimed(tie, relation));
            }
        }
        if !evidence.sources.is_empty() {
            out.enter(evidence);
        }
        out
    }

    fn enter(&mut self, evidence: &Evidence<'c>) {
        let acting = bearers(evidence, acts);
        let any = bearers(evidence, |_| true);
        for entry in evidence.sources {
            let Some((stance, party)) = &entry.leaning else { continue };
            let party_of = |map: &BTreeMap<_, _>| map.get(&folded(party)).copied();
            // Of a party and a place of one name the party is meant.
            let object = party_of(&acting).or_else(|| party_of(&any)).flatten();
            let Some(object) = object else { continue };
            let leaning = entered(entry, *stance, party, object);
            let mut subjects: Vec<&CaseEntityId> = Vec::new();
            for name in &entry.names {
                let name = folded(name);
                match acting.get(&name) {
                    Some(Some(subject)) if !subjects.contains(subject) => subjects.push(subject),
                    Some(_) => {}
                    None => self.of_name.entry(name).or_default().push(leaning.clone()),
                }
            }
            // Other names of one source may mean two things of a case; then they are not its names.
            if let [subject] = subjects[..]
                && subject != object
            {
                self.of.entry(subject).or_default().push(leaning);
            }
        }
    }

    /// Returns the ties of an entity.
    pub fn ties(&self, entity: &CaseEntityId) -> &[Leaning<'c>] {
        self.of.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Returns the ties of the innermost voice of a chain.
    pub fn of_voice(&self, said_by: &[CaseVoice], entity: Option<&CaseEntityId>) -> &[Leaning<'c>] {
        let name = match said_by.last() {
            Some(CaseVoice::Outlet(Some(name))) => name,
            Some(CaseVoice::Quoted { entity: None, text }) => text,
            _ => return entity.map_or(&[], |entity| self.ties(entity)),
        };
        match entity {
            Some(entity) => self.ties(entity),
            None => self.of_name.get(&folded(name)).map_or(&[], Vec::as_slice),
        }
    }

    /// Returns the name of an entity.
    pub fn name(&self, entity: &CaseEntityId) -> &'c str {
        self.entities.get(entity).map_or("somebody", |entity| entity.name.as_str())
    }

    /// Returns an entity of the case.
    pub fn entity(&self, id: &CaseEntityId) -> Option<&'c CaseEntity> {
        self.entities.get(id).copied()
    }
}

fn claimed<'c>(tie: Tie, relation: &'c CaseRelation) -> Leaning<'c> {
    let told = relation.when;
    Leaning {
        tie,
        object: &relation.object,
        from: relation.since.or(told.map(|when| when.earliest)),
        until: relation.until.or(told.map(|when| when.latest)),
        ground: Ground::Quote {
            report: relation.report.clone(),
            span: relation.span,
            quote: relation.quote.clone(),
        },
    }
}

fn entered<'c>(
    entry: &SourceEntry,
    stance: AlignmentStance,
    party: &str,
    object: &'c CaseEntityId,
) -> Leaning<'c> {
    let (tie, words) = match stance {
        AlignmentStance::Is => (Tie::Is, "is of"),
        AlignmentStance::Favours => (Tie::Favours, "leans to"),
        AlignmentStance::Opposes => (Tie::Opposes, "leans against"),
    };
    let name = entry.names.first().map_or("", String::as_str);
    let day = entry.at.get(..10).unwrap_or(&entry.at);
    Leaning {
        tie,
        object,
        from: entry.from,
        until: entry.until,
        ground: Ground::Entry {
            entry: entry.id.clone(),
            words: format!("{name} {words} {party}, entered by {} on {day}", entry.by),
        },
    }
}

/// Whom each spelling of the case means; none where it means several.
fn bearers<'c>(
    evidence: &Evidence<'c>,
    counts: fn(EntityKind) -> bool,
) -> BTreeMap<String, Option<&'c CaseEntityId>> {
    let mut out: BTreeMap<String, Option<&CaseEntityId>> = BTreeMap::new();
    for entity in evidence.entities.iter().filter(|e| counts(e.kind)) {
        for form in &entity.names {
            let known = out.entry(folded(&form.text)).or_insert(Some(&entity.id));
            if *known != Some(&entity.id) {
                *known = None;
            }
        }
    }
    out
}

fn acts(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Group | EntityKind::Outlet | EntityKind::Person)
}

/// Lower case, letters and digits only, single spaces, no article in front.
pub fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        all => all.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use rashomon_model::SourceEntryId;

    use super::*;

    fn holds(from: Option<Date>, until: Option<Date>, days: Option<[i8; 2]>) -> bool {
        let object = CaseEntityId("E-1".into());
        let entry = SourceEntryId("S-1:2".into());
        let ground = Ground::Entry { entry, words: String::new() };
        let leaning = Leaning { tie: Tie::Favours, object: &object, from, until, ground };
        let day = |d| Date::constant(2031, 3, d);
        leaning.holds(days.map(|[a, b]| When { earliest: day(a), latest: day(b) }))
    }

    #[test]
    fn a_leaning_counts_only_where_all_days_of_the_event_lie_in_it() {
        let day = |d| Some(Date::constant(2031, 3, d));
        assert!(holds(None, None, None), "an undated leaning holds always");
        assert!(holds(day(2), day(9), Some([4, 5])));
        assert!(holds(day(4), None, Some([4, 5])));
        assert!(!holds(day(5), None, Some([4, 5])), "it may have begun too late");
        assert!(!holds(None, day(4), Some([4, 5])), "it may have ended before");
        assert!(!holds(day(2), day(9), None), "no day, no dated leaning");
    }

    #[test]
    fn names_match_but_for_case_marks_and_article() {
        assert_eq!(folded("The al-Sahra Front"), folded("Al Sahra front"));
        assert_ne!(folded("al-Sahra Front"), folded("al-Sahra"));
        assert_eq!(folded("The"), "the", "a name may be the article");
    }
}
