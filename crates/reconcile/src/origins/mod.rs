//! Which reports rest on one source, and what shows it.
//!
//! In: what `text` left of each report (prints, fingerprints, credits); out: origins, and ties with
//! their evidence. Reports are compared only where they share something rare ([`candidates`]); copies
//! and rewrites are told sentence by sentence ([`alike`]), translations by names and numbers
//! ([`translated`]), the rest by what reports say themselves ([`credited`]). Origins are sets of
//! reports; on what a single claim rests is for [`EventOrigins`].
//!
//! Must hold: ids follow the smallest report id of each origin, so the order of arrival does not show;
//! weak ties do not chain; what all print alike (furniture, footers, background) ties nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{
    OriginId, OriginLink, OriginTie, ReportId, ReportSummary, Span, TieDirection, TieKind,
    TieSource,
};

use crate::Evidence;
use crate::parties::CaseParties;

mod alike;
mod candidates;
mod cited;
mod credited;
mod direction;
mod groups;
mod limits;
#[cfg(test)]
mod tests;
mod tied;
mod translated;
mod voices;
mod weighed;

pub use cited::event_ties;
pub use voices::{EventOrigins, outlet_key};

use limits::Limits;

/// Origins of all reports of a case.
pub struct Origins {
    of: HashMap<ReportId, OriginId>,
    /// What stands for the outlet that published a report.
    outlet: HashMap<ReportId, String>,
    /// What stands for the outlet that the report, or what it was taken from, is of.
    root_outlet: HashMap<ReportId, String>,
    /// Sentences that a report has from another.
    passages: HashMap<ReportId, Vec<(Span, ReportId)>>,
    /// One entry an origin.
    pub(crate) links: Vec<OriginLink>,
    /// The evidence between reports, sorted by taker.
    pub(crate) ties: Vec<OriginTie>,
}

impl Origins {
    /// Finds the origins of the reports of a case. Behind this nobody looks at prints and
    /// fingerprints again, which are most of what is held of a report: they may be let go.
    pub fn find(evidence: &Evidence<'_>) -> Origins {
        find(evidence.reports, &CaseParties::of(evidence))
    }

    /// Returns the origin of a report.
    pub(crate) fn of(&self, report: &ReportId) -> Option<&OriginId> {
        self.of.get(report)
    }

    /// Returns what stands for the outlet whose work a report is, where that is known.
    pub(crate) fn root_outlet(&self, report: &ReportId) -> Option<&str> {
        self.root_outlet.get(report).map(String::as_str)
    }

    /// Returns what stands for the outlet that published a report.
    pub(crate) fn outlet_of(&self, report: &ReportId) -> Option<&str> {
        self.outlet.get(report).map(String::as_str)
    }

    /// Returns the report that a stretch of another was taken from.
    pub(crate) fn passage(&self, report: &ReportId, span: Span) -> Option<&ReportId> {
        let passages = self.passages.get(report)?;
        let within = |taken: &Span| taken.start <= span.start && span.end <= taken.end;
        passages.iter().find(|(taken, _)| within(taken)).map(|(_, source)| source)
    }
}

/// Finds the origins of reports.
fn find(reports: &[ReportSummary], parties: &CaseParties<'_>) -> Origins {
    let limits = Limits::shipped();
    let mut order: Vec<&ReportSummary> = reports.iter().collect();
    order.sort_by(|a, b| a.id.cmp(&b.id));
    let outlets: Vec<Option<String>> =
        order.iter().map(|r| r.outlet.as_deref().map(|name| outlet_key(name, parties))).collect();
    let rarity = weighed::Rarity::of(&order);
    let pages = weighed::pages(&order, &outlets, &rarity, &limits);
    let pairs = candidates::pairs(&pages, &rarity, &limits);
    let tied::Ties { mut ties, edges, apart } = tied::ties(&pages, &pairs, parties, &limits);
    drop((pages, pairs));
    let groups = groups::groups(order.len(), &edges, &apart);
    let credited: Vec<Vec<credited::Credited>> =
        order.iter().map(|report| credited::of(report, parties)).collect();
    let mut origins = Origins {
        of: HashMap::new(),
        outlet: order
            .iter()
            .zip(&outlets)
            .filter_map(|(report, outlet)| Some((report.id.clone(), outlet.clone()?)))
            .collect(),
        root_outlet: HashMap::new(),
        passages: HashMap::new(),
        links: Vec::new(),
        ties: Vec::new(),
    };
    let inside = Inside::of(&order, &groups, &ties);
    for (number, members) in groups.iter().enumerate() {
        let ids: Vec<ReportId> =
            members.iter().filter_map(|at| Some(order.get(*at)?.id.clone())).collect();
        let origin = OriginId(format!("o{}", number + 1));
        let (root, outlet) = root(members, &ids, inside.of_group(number), &credited, &outlets);
        for id in &ids {
            origins.of.insert(id.clone(), origin.clone());
            if let Some(outlet) = &outlet {
                origins.root_outlet.insert(id.clone(), outlet.clone());
            }
        }
        let why = why(inside.of_group(number));
        origins.links.push(OriginLink { origin, reports: ids, root, why });
    }
    for tie in ties.iter().filter(|tie| tie.kind == TieKind::Passage) {
        if let TieSource::Report(source) = &tie.from
            && tie.direction != TieDirection::Unknown
        {
            let taken = origins.passages.entry(tie.to.clone()).or_default();
            taken.extend(tie.passages.iter().map(|p| (p.taker, source.clone())));
        }
    }
    ties.extend(credited.into_iter().flatten().map(|credited| credited.tie));
    origins.ties = ties;
    origins
}

/// Returns what the reports of an origin were taken from, and what stands for its outlet.
fn root(
    members: &[usize],
    ids: &[ReportId],
    inside: &[&OriginTie],
    credited: &[Vec<credited::Credited>],
    outlets: &[Option<String>],
) -> (Option<TieSource>, Option<String>) {
    // What one of them credits, all of them rest on; of two agencies it is not known which.
    let mut named: BTreeMap<&String, &TieSource> = BTreeMap::new();
    for credit in members.iter().filter_map(|at| credited.get(*at)).flatten() {
        named.entry(&credit.key).or_insert(&credit.tie.from);
    }
    let own = |key: &String| {
        let of = |at: &&usize| outlets.get(**at).is_some_and(|outlet| outlet.as_ref() == Some(key));
        members.iter().position(|at| of(&at))
    };
    match named.into_iter().collect::<Vec<_>>().as_slice() {
        [] => {}
        [(key, source)] => {
            let report = own(key).and_then(|at| ids.get(at)).cloned().map(TieSource::Report);
            let source = report.unwrap_or_else(|| (*source).clone());
            return (Some(source), Some((*key).clone()));
        }
        _ => return (None, None),
    }
    if let ([at], [id]) = (members, ids) {
        let outlet = outlets.get(*at).cloned().flatten();
        return (Some(TieSource::Report(id.clone())), outlet);
    }
    let takers: BTreeSet<&ReportId> = inside
        .iter()
        .filter(|tie| tie.direction != TieDirection::Unknown)
        .map(|tie| &tie.to)
        .collect();
    let firsts: Vec<usize> =
        (0..ids.len()).filter(|at| ids.get(*at).is_some_and(|id| !takers.contains(&id))).collect();
    match firsts.as_slice() {
        [first] => {
            let outlet = members.get(*first).and_then(|at| outlets.get(*at)).cloned().flatten();
            (ids.get(*first).cloned().map(TieSource::Report), outlet)
        }
        _ => (None, None),
    }
}

/// Puts the evidence that holds an origin together into one line.
fn why(inside: &[&OriginTie]) -> String {
    let mut sentences: Vec<&str> = inside.iter().map(|tie| tie.why.as_str()).collect();
    sentences.sort_unstable();
    sentences.dedup();
    sentences.join("; ")
}

/// The ties between reports of one group, group by group; passages hold nothing together.
struct Inside<'t>(Vec<Vec<&'t OriginTie>>);

impl<'t> Inside<'t> {
    fn of(order: &[&ReportSummary], groups: &[Vec<usize>], ties: &'t [OriginTie]) -> Inside<'t> {
        let members = groups.iter().enumerate();
        let home: HashMap<&ReportId, usize> = members
            .flat_map(|(group, members)| members.iter().map(move |at| (*at, group)))
            .filter_map(|(at, group)| Some((&order.get(at)?.id, group)))
            .collect();
        let mut out = vec![Vec::new(); groups.len()];
        for tie in ties.iter().filter(|tie| tie.kind != TieKind::Passage) {
            let TieSource::Report(from) = &tie.from else { continue };
            if let (Some(a), Some(b)) = (home.get(from), home.get(&tie.to))
                && a == b
                && let Some(inside) = out.get_mut(*a)
            {
                inside.push(tie);
            }
        }
        Inside(out)
    }

    fn of_group(&self, group: usize) -> &[&'t OriginTie] {
        self.0.get(group).map_or(&[], Vec::as_slice)
    }
}
