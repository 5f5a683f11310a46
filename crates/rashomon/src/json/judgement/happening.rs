//! A happening that a judgement is about, as JSON.
//!
//! It is named by the words of reports that tell of it, so that it is found again whatever its event
//! is called by then. Goes both ways, byte for byte.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A happening, named by the words that tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Happening {
    /// Its event on the day.
    pub event: String,
    /// The title of that event on the day.
    pub title: String,
    /// Where reports tell of it.
    pub told: Vec<ToldAt>,
}

/// Where a report tells of a happening.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ToldAt {
    /// The report.
    pub report: String,
    /// Where its words begin, in code points of the report's text.
    pub start: u32,
    /// The words.
    pub quote: String,
    /// The claim that rested on them on the day.
    pub claim: String,
}

impl Happening {
    /// Writes a happening.
    pub(crate) fn of(happening: &model::Happening) -> Happening {
        Happening {
            event: happening.event.to_string(),
            title: happening.title.clone(),
            told: happening.told.iter().map(ToldAt::of).collect(),
        }
    }

    /// Reads a happening back.
    pub(crate) fn model(&self) -> Result<model::Happening, String> {
        if self.told.is_empty() {
            return Err("`happenings.told` is empty".to_owned());
        }
        Ok(model::Happening {
            event: model::CaseEventId(self.event.clone()),
            title: self.title.clone(),
            told: self.told.iter().map(ToldAt::model).collect(),
        })
    }
}

impl ToldAt {
    pub(crate) fn of(told: &model::ToldAt) -> ToldAt {
        ToldAt {
            report: told.report.to_string(),
            start: told.start,
            quote: told.quote.clone(),
            claim: told.claim.to_string(),
        }
    }

    pub(super) fn model(&self) -> model::ToldAt {
        model::ToldAt {
            report: model::ReportId(self.report.clone()),
            start: self.start,
            quote: self.quote.clone(),
            claim: model::CaseClaimId(self.claim.clone()),
        }
    }
}
