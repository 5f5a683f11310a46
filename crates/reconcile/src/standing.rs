//! How the accounts of an event stand to each other on one slot.
//!
//! In: the claims on a slot with their accounts. Out: how each two accounts stand, with one sentence;
//! the relation of the slot; and what cannot both hold: accounts that contradict each other,
//! directly or through a third, are one disagreement. Claims are compared across accounts, never
//! within one: a voice that gives two numbers revises or details, it does not contradict itself.
//!
//! Must hold: two accounts that agree do not conflict; which of two is asked about changes only the
//! direction; the order of claims changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{
    Account, AccountId, CaseClaim, CaseEvent, CaseValue, PairRelation, ReportId, Responsible, Slot,
    SlotPair, SlotRelation, When,
};

use crate::compare::party::is_hit;
use crate::compare::{Stand, Standing, affirms, compare, number};
use crate::parties::Parties;
use crate::slots::Reports;
use crate::tolls::Figures;

/// A claim with the account it belongs to.
pub type Owned<'c> = (&'c CaseClaim, &'c Account);

/// What each report says on a slot.
type Told<'c> = BTreeMap<&'c ReportId, Vec<Owned<'c>>>;

/// Days within which a count still grows: an earlier, smaller number is then no rival.
const GROWING: i32 = 3;
/// Days after an event on which a report of it still carries its own date in its text.
const DATELINE: i32 = 2;

/// How two accounts stand on a slot; `one` comes first among the accounts of the event.
pub struct Pair {
    /// The first account, by its place in the event.
    pub one: usize,
    /// The second.
    pub other: usize,
    /// How they stand.
    pub stand: Stand,
    /// Why.
    pub why: String,
    /// How far apart the numbers are, where they are numbers.
    pub width: u64,
}

impl Pair {
    /// Writes the pair with the account that refines or denies in front.
    pub fn told(&self, accounts: &[Account]) -> SlotPair {
        let (one, other) = match self.stand {
            Stand::Refined | Stand::Denied => (self.other, self.one),
            _ => (self.one, self.other),
        };
        SlotPair {
            one: accounts[one].id.clone(),
            other: accounts[other].id.clone(),
            relation: match self.stand {
                Stand::Same => PairRelation::Agree,
                Stand::Refines | Stand::Refined => PairRelation::Refines,
                Stand::Apart | Stand::Beside | Stand::Compatible => PairRelation::Compatible,
                Stand::Conflict => PairRelation::Conflict,
                Stand::Denies | Stand::Denied => PairRelation::Denies,
            },
            why: self.why.clone(),
        }
    }
}

/// What one slot is compared with.
pub struct Ground<'g, 'c> {
    /// The event.
    pub event: &'c CaseEvent,
    /// Whether it adds up several happenings, or runs over more than a month.
    pub period: bool,
    /// The slot.
    pub slot: Slot,
    /// Every claim on it.
    pub claims: &'g [Owned<'c>],
    /// Its numbers, where it has numbers.
    pub figures: Option<&'g Figures<'c>>,
    /// The reports.
    pub reports: &'g Reports<'g>,
    /// Who belongs to whom.
    pub parties: &'g Parties<'g>,
}

impl<'c> Ground<'_, 'c> {
    /// Compares every two accounts that speak on the slot, in the order of the event's accounts.
    pub fn pairs(&self, accounts: &[Account]) -> Vec<Pair> {
        let place: HashMap<&AccountId, usize> =
            accounts.iter().enumerate().map(|(at, account)| (&account.id, at)).collect();
        let mut speaking: BTreeMap<usize, Vec<Owned<'c>>> = BTreeMap::new();
        for (_, account) in self.claims {
            speaking.entry(place[&account.id]).or_default();
        }
        let compared = self.figures.map_or(self.claims, |figures| figures.compared.as_slice());
        for (claim, account) in distinct(compared) {
            if !claim.planned || self.slot == Slot::Occurrence {
                speaking.entry(place[&account.id]).or_default().push((claim, account));
            }
        }
        let told = self.by_report();
        let mut out = Vec::new();
        for (one, these) in &speaking {
            for (other, those) in speaking.range(one + 1..) {
                out.push(self.pair((*one, these), (*other, those), &told));
            }
        }
        out
    }

    fn pair(
        &self,
        (one, these): (usize, &[Owned<'_>]),
        (other, those): (usize, &[Owned<'_>]),
        told: &Told<'_>,
    ) -> Pair {
        let mut best: Option<(u8, u64, Standing)> = None;
        let (mut shared, mut firm) = (false, false);
        let mut found = Vec::new();
        for (a, k) in these {
            for (b, l) in those {
                let standing = compare(a, b, self.parties);
                let standing = self.eased((a, k), (b, l), standing, told);
                shared |= !standing.stand.clashes() && affirms(a) && affirms(b);
                firm |= standing.stand.clashes() && directed(a) && directed(b);
                found.push((width(a, b), standing));
            }
        }
        let several = several(self.slot);
        let any = |stand| found.iter().any(|(_, s)| s.stand == stand);
        let crossed = any(Stand::Refines) && any(Stand::Refined) && !any(Stand::Same);
        for (width, mut standing) in found {
            if standing.stand == Stand::Conflict && several && shared && !firm {
                continue;
            }
            if crossed && matches!(standing.stand, Stand::Refines | Stand::Refined) {
                standing.stand = Stand::Compatible;
            }
            let rank = rank(standing.stand, several);
            let wider = |known: &(u8, u64, Standing)| {
                rank > known.0 || (rank == known.0 && standing.stand.clashes() && width > known.1)
            };
            if best.as_ref().is_none_or(wider) {
                best = Some((rank, width, standing));
            }
        }
        let (_, width, standing) = best.unwrap_or_else(|| {
            let why = "one of them gives a part, an addition or a plan only".to_owned();
            (0, 0, Standing { stand: Stand::Apart, why })
        });
        Pair { one, other, stand: standing.stand, why: standing.why, width }
    }

    /// Takes back a contradiction that is none: an earlier count, a dateline, a value that the other
    /// report gives as well, two happenings of one report.
    fn eased(
        &self,
        (a, k): Owned<'_>,
        (b, l): Owned<'_>,
        standing: Standing,
        told: &Told<'_>,
    ) -> Standing {
        let eased = |stand: Stand, why: &str| Standing { stand, why: why.to_owned() };
        let apart = a.report == b.report && a.happening != b.happening;
        let pointed = a.denies.contains(&b.id) || b.denies.contains(&a.id);
        if apart && !pointed && !standing.stand.agrees() {
            return eased(Stand::Apart, "the report tells them of two happenings");
        }
        if let Some(figures) = self.figures
            && !standing.stand.agrees()
        {
            if self.period && a.report == b.report {
                return eased(Stand::Apart, "they count parts of a long time");
            }
            if !figures.parts_of_one(a, b, self.parties) {
                return eased(Stand::Apart, "they are parts of different numbers");
            }
            if figures.beside_fighters(a, b) {
                let why = "one counts civilians beside fighters, the other all";
                return told_too((a, k), (b, l), told, self.parties)
                    .unwrap_or_else(|| eased(Stand::Beside, why));
            }
        }
        if standing.stand == Stand::Conflict
            || (self.figures.is_some()
                && matches!(standing.stand, Stand::Compatible | Stand::Beside))
        {
            if let Some(given) = told_too((a, k), (b, l), told, self.parties) {
                return given;
            }
            if stated(a) && stated(b) {
                if a.report == b.report {
                    return eased(Stand::Apart, "the report tells both, and points at neither");
                }
                if self.hits(&b.report, a) || self.hits(&a.report, b) {
                    return eased(Stand::Compatible, "each tells of one side of a fight");
                }
            }
            if let Some(why) = self.excuse(a, b) {
                return Standing { stand: Stand::Compatible, why };
            }
        }
        standing
    }

    /// Tells whether a report has the party hit that a claim of another has act: of a fight, one
    /// names the one side and another the other.
    fn hits(&self, report: &ReportId, actor: &CaseClaim) -> bool {
        let mut told = self.event.claims.iter().filter(|claim| &claim.report == report);
        told.any(|hit| affirms(hit) && is_hit(actor, hit, self.parties))
    }

    /// An earlier count that is smaller has been overtaken; a dateline is not the day of the event.
    fn excuse(&self, a: &CaseClaim, b: &CaseClaim) -> Option<String> {
        match (&a.value, &b.value) {
            (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) => {
                let (less, more) = if x.low <= y.low { (a, b) } else { (b, a) };
                let days = self.reports.days_between(&less.report, &more.report)?;
                let day = self.reports.published(&less.report)?;
                let (few, many) = if x.low <= y.low { (x, y) } else { (y, x) };
                (1..=GROWING).contains(&days).then(|| {
                    let (few, many) = (number::interval(few), number::interval(many));
                    format!("{few} was the count of {day}, and {many} is a later one")
                })
            }
            (CaseValue::Time { when: Some(x), .. }, CaseValue::Time { when: Some(y), .. }) => {
                let dateline = |claim: &CaseClaim, told: When| {
                    self.reports.published(&claim.report) == Some(told.earliest)
                        && told.earliest == told.latest
                };
                let late = |claim, told: When, other: When| {
                    dateline(claim, told) && told.earliest > other.latest
                };
                (self.slot == Slot::Time
                    && x.gap_days(*y) <= DATELINE
                    && (late(a, *x, *y) || late(b, *y, *x)))
                .then(|| "the later of the two is the day of its report".to_owned())
            }
            _ => None,
        }
    }

    /// What each report says on the slot, in whatever voice; only where one report may give several
    /// values.
    fn by_report(&self) -> Told<'c> {
        let mut out = Told::new();
        if matches!(self.slot, Slot::Place | Slot::Time | Slot::Responsibility)
            || self.figures.is_some()
        {
            for (claim, account) in distinct(self.claims) {
                out.entry(&claim.report).or_default().push((claim, account));
            }
        }
        out
    }
}

/// Returns the relation of a slot whose accounts stand so.
///
/// Numbers of different people, the children and all, the dead of two sides, are one value each.
pub fn relation(slot: Slot, pairs: &[Pair]) -> SlotRelation {
    let any = |stand: fn(Stand) -> bool| pairs.iter().any(|pair| stand(pair.stand));
    let nothing_to_compare = slot.is_count() && pairs.iter().all(|p| p.stand == Stand::Apart);
    if pairs.is_empty() || nothing_to_compare {
        SlotRelation::Single
    } else if any(Stand::clashes) {
        SlotRelation::Conflict
    } else if any(|s| matches!(s, Stand::Compatible | Stand::Beside)) || !any(Stand::agrees) {
        SlotRelation::Compatible
    } else if any(|s| matches!(s, Stand::Refines | Stand::Refined)) {
        SlotRelation::Refines
    } else {
        SlotRelation::Agree
    }
}

/// Tells whether a party is named in passing, without a finger pointed at it.
fn stated(claim: &CaseClaim) -> bool {
    matches!(claim.value, CaseValue::Responsibility { by: Responsible::Stated, .. })
}

/// Which of several comparisons tells how two accounts stand. Where an account may give several
/// values, one in common makes them agree; a number that differs makes them differ.
fn rank(stand: Stand, several: bool) -> u8 {
    match stand {
        Stand::Denies | Stand::Denied => 6,
        Stand::Conflict => 5,
        Stand::Compatible if !several => 4,
        Stand::Same => 3,
        Stand::Refines | Stand::Refined => 2,
        Stand::Compatible | Stand::Beside => 1,
        Stand::Apart => 0,
    }
}

/// Of two reports, one that gives the other's place, day, party or number as well does not contradict
/// it; where the same voice gives it, the two agree.
fn told_too(
    (a, k): Owned<'_>,
    (b, l): Owned<'_>,
    told: &Told<'_>,
    parties: &Parties<'_>,
) -> Option<Standing> {
    let gives = |report: &ReportId, value: &CaseClaim, whose: &Account| {
        let claims = told.get(report).map_or(&[][..], Vec::as_slice);
        let mut found = None;
        for (claim, account) in claims {
            let stand = compare(claim, value, parties).stand;
            let given = match &claim.value {
                CaseValue::Toll { quantity, .. } => stand.agrees() && !number::vague(quantity),
                CaseValue::Responsibility { .. } => {
                    stand.agrees() && parties.party_of(claim).is_some()
                }
                _ => stand == Stand::Same,
            };
            if given {
                let own = account.id == whose.id;
                found = Some(found.unwrap_or(false) || own);
            }
        }
        found
    };
    if a.report == b.report {
        return None;
    }
    let (one, other) = (gives(&a.report, b, k), gives(&b.report, a, l));
    let report = if one.is_some() { &a.report } else { &b.report };
    let own = one.or(other)? || other == Some(true);
    Some(Standing {
        stand: if own { Stand::Same } else { Stand::Apart },
        why: format!("{report} gives both"),
    })
}

/// On these an account may give several values; two accounts conflict only if they share none.
fn several(slot: Slot) -> bool {
    !slot.is_count() && slot != Slot::Outcome
}

/// "35 km west of the town": two such sayings rule each other out even where both accounts also
/// use one name for the spot.
fn directed(claim: &CaseClaim) -> bool {
    matches!(&claim.value, CaseValue::Place { place, .. } if place.bearing.is_some())
}

/// How far apart two numbers are; the widest pair is the one to tell.
fn width(a: &CaseClaim, b: &CaseClaim) -> u64 {
    match (&a.value, &b.value) {
        (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) => {
            u64::from(x.low.abs_diff(y.low))
        }
        _ => 0,
    }
}

/// One claim of each account for each value: what is said twenty times is compared once. Numbers
/// are told apart by report and happening as well.
fn distinct<'c>(claims: &[Owned<'c>]) -> Vec<Owned<'c>> {
    let mut seen: BTreeSet<(&AccountId, bool, String)> = BTreeSet::new();
    let mut out = Vec::new();
    for (claim, account) in claims {
        let value = match &claim.value {
            CaseValue::Place { place, entity, text, .. } => format!(
                "{text} {entity:?} {:?} {:?} {:?} {:?}",
                place.gazetteer, place.offset_km, place.bearing, place.setting
            ),
            value @ CaseValue::Toll { .. } => {
                format!("{value:?} {} {:?}", claim.report, claim.happening)
            }
            CaseValue::Time { .. } => format!("{:?} {}", claim.value, claim.report),
            value => format!("{value:?}"),
        };
        if seen.insert((&account.id, affirms(claim), value)) {
            out.push((*claim, *account));
        }
    }
    out
}
