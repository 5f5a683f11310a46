//! Everything read in one report.
//!
//! A reading refers to its report by id and to its text by spans; all ids inside are positions
//! in its own lists. It is a pure function of the report and of the versions that read it.

use crate::{
    Attribution, Claim, Diagnostic, Entity, EventMention, Mention, Place, Relation, ReportId, Time,
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
}
