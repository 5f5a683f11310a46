//! What several readings give together: entities, events, and each voice's account.
//!
//! All of it is derived and rebuilds to the same bytes from the same readings and judgements,
//! whatever the order in which reports came. A slot holds every value that any account gives;
//! nothing here picks a winner.

use crate::{
    AccountId, CaseClaimId, CaseEntityId, CaseEventId, CauseKind, Certainty, Date, EntityKind,
    EventClass, Join, Judged, JudgementId, KnownBy, OriginId, Place, PlaceRelation, Polarity,
    Quantity, RelationKind, ReportId, Responsible, Sketch, Slot, Span, StanceKind, Status, When,
};

/// What reconciling needs to know of a report: never its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSummary {
    /// Its id.
    pub id: ReportId,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Fingerprint of its text, for telling copies (made in `text`).
    pub fingerprint: Sketch,
    /// Number of words.
    pub words: u32,
    /// Whether it was read whole, so that its silence means something.
    pub read_whole: bool,
}

/// One spelling of a name and where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameForm {
    /// The spelling.
    pub text: String,
    /// Language of the reports that use it.
    pub lang: Option<String>,
    /// The reports that use it, sorted.
    pub reports: Vec<ReportId>,
}

/// One thing meant by names of several reports.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseEntity {
    /// Its id, made from its names, not from arrival order.
    pub id: CaseEntityId,
    /// What sort of thing.
    pub kind: EntityKind,
    /// Its commonest full name, or the one somebody judged it should be shown under.
    pub name: String,
    /// The judgement that gave it the name it is shown under.
    pub named_by: Option<JudgementId>,
    /// Every spelling, most used first.
    pub names: Vec<NameForm>,
    /// How often reports take it for a thing of each kind; sorted by kind.
    pub kinds: Vec<(EntityKind, u32)>,
    /// How often it is mentioned, over all reports.
    pub mentions: u32,
    /// How a judgement on it would name it; sorted.
    pub known_by: Vec<KnownBy>,
    /// Step by step why its names were joined, judgements first, then the heaviest.
    pub joined: Vec<Join>,
}

/// One link of a chain of voices across a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseVoice {
    /// The publishing outlet; none where unknown.
    Outlet(Option<String>),
    /// A voice quoted: its entity where resolved, and the words used for it.
    Quoted {
        /// Whom the source denotes.
        entity: Option<CaseEntityId>,
        /// The words for the source; empty where nobody is named ("it was claimed").
        text: String,
    },
}

/// A value with its ids lifted to the case.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CaseValue {
    /// That it happened.
    Occurrence,
    /// Who did it.
    Responsibility {
        /// The party.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
        /// In what manner.
        by: Responsible,
    },
    /// Whom or what it hit.
    Target {
        /// The thing hit.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
        /// Civilian or combatant.
        status: Status,
    },
    /// A number of people; `side` inside the quantity is local to the reading, use this one.
    Toll {
        /// The number.
        quantity: Quantity,
        /// The side whose people they are.
        side: Option<CaseEntityId>,
    },
    /// What was damaged.
    Damage {
        /// The thing damaged.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
    },
    /// Where.
    Place {
        /// The place as resolved in its report.
        place: Box<Place>,
        /// The entity of the place.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
        /// How the place stands to the event.
        relation: PlaceRelation,
    },
    /// When.
    Time {
        /// The days it may mean, where anchored.
        when: Option<When>,
        /// The part of the day, as TIMEX3 writes it: `NI`, `15:00Z`.
        part: Option<String>,
        /// The words.
        text: String,
    },
    /// With what.
    Weapon {
        /// The weapon.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
    },
    /// Why it came about.
    Cause {
        /// The words.
        text: String,
        /// What sort of cause.
        kind: CauseKind,
    },
    /// How it ended.
    Outcome {
        /// The words.
        text: String,
        /// Who holds the place afterwards.
        holder: Option<CaseEntityId>,
    },
    /// What the voice thinks of it.
    Stance {
        /// Which stance.
        kind: StanceKind,
        /// The words.
        text: String,
    },
}

/// A claim of a report, placed in its event.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseClaim {
    /// Report id, `#`, claim id.
    pub id: CaseClaimId,
    /// The report.
    pub report: ReportId,
    /// The question it answers.
    pub slot: Slot,
    /// The answer.
    pub value: CaseValue,
    /// From the outlet to the innermost voice; never empty.
    pub said_by: Vec<CaseVoice>,
    /// How firmly the innermost voice puts it.
    pub certainty: Certainty,
    /// Whether it affirms or denies it.
    pub polarity: Polarity,
    /// Whether it only speaks of what is planned, wished for, foreseen or under a condition.
    pub planned: bool,
    /// The claims of its report that it denies.
    pub denies: Vec<CaseClaimId>,
    /// Where the words stand in the report.
    pub span: Span,
    /// The words, byte for byte.
    pub quote: String,
    /// The rule that found it.
    pub rule: String,
}

/// A place of an event with the claims that put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePlace {
    /// The place.
    pub place: Place,
    /// The name to show.
    pub name: String,
    /// The claims behind it.
    pub claims: Vec<CaseClaimId>,
}

/// Whether a voice leans to or against somebody, or is of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlignmentStance {
    /// Leans towards.
    Favours,
    /// Leans against.
    Opposes,
    /// Is of it.
    Is,
}

/// One claimed leaning of a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Towards whom.
    pub entity: CaseEntityId,
    /// In what way.
    pub stance: AlignmentStance,
    /// Quotes behind it, as `report#span-start`.
    pub claims: Vec<String>,
}

/// One voice's version of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its id inside the event (`k1` …).
    pub id: AccountId,
    /// The voice, from the outlet inwards.
    pub said_by: Vec<CaseVoice>,
    /// The outlets that carry it, sorted.
    pub outlets: Vec<String>,
    /// The reports that carry it, sorted.
    pub reports: Vec<ReportId>,
    /// The origin it rests on.
    pub origin: OriginId,
    /// How the voice is said to lean.
    pub alignment: Vec<Alignment>,
    /// Its claims.
    pub claims: Vec<CaseClaimId>,
}

/// How the accounts stand to each other on one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotRelation {
    /// One account speaks.
    Single,
    /// All say the same.
    Agree,
    /// They differ, but all may hold together.
    Compatible,
    /// Some cannot hold together.
    Conflict,
}

impl SlotRelation {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SlotRelation::Single => "single",
            SlotRelation::Agree => "agree",
            SlotRelation::Compatible => "compatible",
            SlotRelation::Conflict => "conflict",
        }
    }
}

/// One value of a slot and who gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotValue {
    /// The value, as its first claim gives it.
    pub value: CaseValue,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// The accounts that give it.
    pub accounts: Vec<AccountId>,
    /// The claims behind it.
    pub claims: Vec<CaseClaimId>,
    /// How many independent origins stand behind it.
    pub origins: u32,
    /// Whether a voice gives it against its own interest.
    pub against_interest: bool,
}

/// All accounts on one slot of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotAccounts {
    /// The slot.
    pub slot: Slot,
    /// How the accounts stand to each other.
    pub relation: SlotRelation,
    /// Smallest number any account allows (tolls only).
    pub low: Option<u32>,
    /// Largest number any account allows; none where open (tolls only).
    pub high: Option<u32>,
    /// Every value given.
    pub values: Vec<SlotValue>,
    /// Accounts that tell the event, were read whole, and say nothing here.
    pub silent: Vec<AccountId>,
}

/// Two accounts that cannot both hold on a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The slot.
    pub slot: Slot,
    /// The accounts, sorted.
    pub accounts: Vec<AccountId>,
    /// Why, in one plain sentence.
    pub why: String,
}

/// Why one report is said to rest on the same origin as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginLink {
    /// The origin.
    pub origin: OriginId,
    /// The reports it joins, sorted.
    pub reports: Vec<ReportId>,
    /// The evidence in one sentence; empty for a report that stands alone.
    pub why: String,
}

/// One happening across the reports of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseEvent {
    /// Its id, made from its claims, not from arrival order.
    pub id: CaseEventId,
    /// What sort of happening.
    pub class: EventClass,
    /// A line for people: "Airstrikes on Velm, 4 March 2031".
    pub title: String,
    /// When, as far as the claims agree; none where nothing anchors it.
    pub when: Option<When>,
    /// The part of the day, where all who tell one agree: `NI`, `15:00Z`.
    pub part: Option<String>,
    /// Every place that a claim gives.
    pub places: Vec<CasePlace>,
    /// The reports that tell it, sorted.
    pub reports: Vec<ReportId>,
    /// Whether it adds up several happenings.
    pub aggregate: bool,
    /// Its claims, sorted by id.
    pub claims: Vec<CaseClaim>,
    /// Each voice's version.
    pub accounts: Vec<Account>,
    /// Slot by slot, in reading order.
    pub slots: Vec<SlotAccounts>,
    /// What cannot both hold.
    pub disagreements: Vec<Disagreement>,
    /// Why its claims were taken for one happening, for `explain`.
    pub joined: Vec<String>,
}

/// A claimed relation between two entities of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRelation {
    /// Who stands.
    pub subject: CaseEntityId,
    /// In what way.
    pub kind: RelationKind,
    /// To whom.
    pub object: CaseEntityId,
    /// When, where told.
    pub when: Option<When>,
    /// The report.
    pub report: ReportId,
    /// From the outlet inwards.
    pub said_by: Vec<CaseVoice>,
    /// How firmly.
    pub certainty: Certainty,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Where the words stand.
    pub span: Span,
    /// The words.
    pub quote: String,
}

/// Everything derived from the readings of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The reports, sorted by id.
    pub reports: Vec<ReportSummary>,
    /// Who and what is meant, sorted by id.
    pub entities: Vec<CaseEntity>,
    /// What happened according to somebody, in order of time, then id.
    pub events: Vec<CaseEvent>,
    /// How entities stand to each other.
    pub relations: Vec<CaseRelation>,
    /// Which reports rest on one source.
    pub origins: Vec<OriginLink>,
    /// What people decided and what it does, in the order of the log.
    pub judgements: Vec<Judged>,
}
