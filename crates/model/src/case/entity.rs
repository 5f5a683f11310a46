//! Who and what is meant across reports, and how they are said to stand to each other.

use crate::{
    CaseEntityId, CaseVoice, Certainty, Date, EntityKind, Join, JudgementId, KnownBy, Polarity,
    RelationKind, ReportId, Span, When,
};

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
    /// First possible day since which it is said to hold: "since 2014".
    pub since: Option<Date>,
    /// Last possible day until which it is said to hold: "until 2019".
    pub until: Option<Date>,
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
