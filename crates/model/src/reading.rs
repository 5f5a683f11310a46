//! Everything read in one report.
//!
//! A reading refers to its report by id and to its text by spans; all ids inside are positions
//! in its own lists. It is a pure function of the report and of the versions that read it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Attribution, Claim, Diagnostic, Entity, EventMention, Mention, Place, PlaceId, Relation,
    ReportId, Time, Value,
};

/// Everything read in one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The report read.
    pub report: ReportId,
    /// Words that name or describe someone or something, in text order.
    pub mentions: Vec<Mention>,
    /// The things they denote.
    pub entities: Vec<Entity>,
    /// Place names with coordinates where known, in text order.
    pub places: Vec<Place>,
    /// Time expressions, in text order.
    pub times: Vec<Time>,
    /// Who is made to say what.
    pub attributions: Vec<Attribution>,
    /// What happened, according to somebody.
    pub events: Vec<EventMention>,
    /// What is said of each event.
    pub claims: Vec<Claim>,
    /// How entities stand to each other.
    pub relations: Vec<Relation>,
    /// What could not be used as it stood.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Makes a reading that holds nothing.
    pub fn empty(report: ReportId) -> Reading {
        Reading {
            report,
            mentions: Vec::new(),
            entities: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            attributions: Vec::new(),
            events: Vec::new(),
            claims: Vec::new(),
            relations: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Puts another list of places in the place of the present one: each with its present id, or
    /// none where it is new. Brings them into text order and lets the claims follow.
    ///
    /// A place that a claim speaks of stays, whether it is listed or not.
    pub fn replace_places(&mut self, mut list: Vec<(Option<PlaceId>, Place)>) {
        let needed = self.needed_places();
        let listed: BTreeSet<PlaceId> = list.iter().filter_map(|(id, _)| *id).collect();
        let missing = needed.into_iter().filter(|id| !listed.contains(id));
        let back = missing.filter_map(|id| Some((Some(id), self.places.get(id.index())?.clone())));
        list.extend(back.collect::<Vec<_>>());
        list.sort_by_key(|(id, place)| {
            (place.span.start, std::cmp::Reverse(place.span.end), id.is_none(), *id)
        });
        let mut now = BTreeMap::new();
        for (at, (id, _)) in list.iter().enumerate() {
            if let Some(id) = id {
                now.entry(*id).or_insert(PlaceId::at(at));
            }
        }
        let follow = |id: &mut PlaceId| *id = now.get(id).copied().unwrap_or(*id);
        for claim in &mut self.claims {
            if let Value::Place { place, .. } = &mut claim.value {
                follow(place);
            }
        }
        self.places = list.into_iter().map(|(_, place)| place).collect();
    }

    /// Places that claims speak of.
    fn needed_places(&self) -> BTreeSet<PlaceId> {
        self.claims.iter().filter_map(place_of).collect()
    }
}

fn place_of(claim: &Claim) -> Option<PlaceId> {
    match &claim.value {
        Value::Place { place, .. } => Some(*place),
        _ => None,
    }
}
